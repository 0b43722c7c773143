/* SPDX-License-Identifier: MIT */
/* Bands as they hang together: force, length, work. */
#include "band.h"
#include "solve.h"

#include <limits.h>
#include <string.h>

/* A length that was rounded to a millimeter, or a force to a millinewton, shall not fall off the edge of a limit. */
#define EDGE 1e-9
/* Below a quarter nothing was measured on any band, and models part (docs/bands.md). */
#define LOW_ELONGATION 0.25

bandex_status bandex_band_round(double value, int32_t *rounded)
{
    if (!(value > -2147483648.0 && value < 2147483647.0)) {
        *rounded = 0;
        return BANDEX_E_RANGE;
    }
    *rounded = (int32_t)(value < 0 ? value - 0.5 : value + 0.5);
    return BANDEX_OK;
}

/* ---- one band ---- */

static double strand_force(const bandex_spring_part *part, double elongation)
{
    double force = 0;
    bandex_curve_force(&part->curve, elongation, &force);
    return force * part->strands * part->factor;
}

static double part_elongation(const bandex_spring_part *part, double length_mm)
{
    return (length_mm - part->rest_mm) / part->rest_mm;
}

static uint32_t part_flags(const bandex_spring_part *part, double e)
{
    uint32_t flags = part->flags;
    double low = part->curve.low;
    if (part->curve.model == BANDEX_CURVE_MOONEY_RIVLIN && low > LOW_ELONGATION) {
        low = LOW_ELONGATION;
    }
    if (e <= 0) {
        return flags | BANDEX_FORCE_SLACK;
    }
    flags |= e < low - EDGE ? BANDEX_FORCE_BELOW_DATA : 0u;
    flags |= e > part->curve.high + EDGE ? BANDEX_FORCE_BEYOND_DATA : 0u;
    flags |= e >= part->warning - EDGE ? BANDEX_FORCE_WARNING : 0u;
    flags |= e > part->limit + EDGE ? BANDEX_FORCE_PAST_LIMIT : 0u;
    return flags;
}

static double part_work(const bandex_spring_part *part, double from_mm, double to_mm)
{
    double from = 0, to = 0;
    bandex_curve_energy(&part->curve, part_elongation(part, from_mm), &from);
    bandex_curve_energy(&part->curve, part_elongation(part, to_mm), &to);
    return (to - from) * part->rest_mm / 1000 * part->strands * part->factor;
}

static double part_force_max(const bandex_spring_part *part)
{
    return strand_force(part, part->limit);
}

/* Length under a force that does not stretch it past its limit. */
static double part_length(const bandex_spring_part *part, double force_n)
{
    double e = 0;
    bandex_curve_elongation(&part->curve, force_n / (part->strands * part->factor), &e);
    return part->rest_mm * (1 + e);
}

/* ---- opening ---- */

static bandex_status take_curve(bandex_spring_part *part, const bandex_band_product *product,
                                const bandex_instance *instance, int32_t model)
{
    bandex_instance_fit fit;
    bandex_status status;
    if (!instance || instance->load_count == 0) {
        part->provenance = BANDEX_PROVENANCE_MAKER;
        return bandex_band_curve(product, model, &part->curve);
    }
    status = bandex_instance_curve(instance, product, &part->curve, &fit);
    if (status == BANDEX_OK) {
        part->provenance = instance->provenance == BANDEX_PROVENANCE_MEASURED ? BANDEX_PROVENANCE_MEASURED
                                                                              : BANDEX_PROVENANCE_USER;
        part->flags |= fit.scaled ? BANDEX_FORCE_SCALED : 0u;
    }
    return status;
}

static void take_wear(bandex_spring_part *part, const bandex_instance *instance)
{
    uint32_t known = instance->load_count > 0 ? instance->calibrated_cycles : 0;
    if (instance->cycles > known) {
        part->factor = (double)bandex_wear_permille(instance->cycles) / bandex_wear_permille(known);
        part->flags |= BANDEX_FORCE_WORN;
    }
}

static uint32_t rest_of(const bandex_band_product *product, const bandex_instance *instance, const bandex_band_use *use)
{
    if (use->rest_mm) {
        return use->rest_mm;
    }
    if (instance && instance->rest_mm) {
        return instance->rest_mm;
    }
    return product ? product->rest_mm : 0;
}

bandex_status bandex_spring_open(bandex_spring *self, const bandex_band_product *product,
                                 const bandex_instance *instance, const bandex_band_use *use, int32_t model)
{
    bandex_spring_part part;
    uint32_t rest_mm, strands;
    bandex_status status;
    if (!self || !use || (!product && !instance)) {
        return BANDEX_E_ARGUMENT;
    }
    rest_mm = rest_of(product, instance, use);
    strands = use->strands ? use->strands : product ? bandex_band_strands(product) : 1;
    if (rest_mm == 0 || rest_mm > BANDEX_BAND_LENGTH_MAX_MM || strands > BANDEX_BAND_STRANDS_MAX) {
        return BANDEX_E_ARGUMENT;
    }
    memset(&part, 0, sizeof part);
    part.factor = 1;
    part.rest_mm = rest_mm;
    part.strands = strands;
    part.warning = bandex_band_warning(product);
    part.limit = bandex_band_limit(product);
    status = take_curve(&part, product, instance, model);
    if (status != BANDEX_OK) {
        return status;
    }
    if (instance) {
        take_wear(&part, instance);
    }
    part.flags |= part.curve.low == part.curve.high && !(part.flags & BANDEX_FORCE_SCALED) ? BANDEX_FORCE_ONE_POINT : 0u;
    memset(self, 0, sizeof *self);
    self->count = 1;
    self->join = BANDEX_JOIN_PARALLEL;
    self->parts[0] = part;
    return BANDEX_OK;
}

static int valid_spring(const bandex_spring *self)
{
    return self && self->count >= 1 && self->count <= BANDEX_SPRING_PARTS &&
           (self->join == BANDEX_JOIN_PARALLEL || self->join == BANDEX_JOIN_SERIES);
}

bandex_status bandex_spring_join(bandex_spring *self, const bandex_spring *other, int32_t join)
{
    if (!valid_spring(self) || !valid_spring(other) || (join != BANDEX_JOIN_PARALLEL && join != BANDEX_JOIN_SERIES)) {
        return BANDEX_E_ARGUMENT;
    }
    if ((self->count > 1 && self->join != join) || (other->count > 1 && other->join != join)) {
        return BANDEX_E_STATE;
    }
    if (self->count + other->count > BANDEX_SPRING_PARTS) {
        return BANDEX_E_FULL;
    }
    memmove(&self->parts[self->count], other->parts, other->count * sizeof other->parts[0]);
    self->count += other->count;
    self->join = join;
    return BANDEX_OK;
}

/* ---- all parts ---- */

double bandex_spring_rest(const bandex_spring *self)
{
    double rest = 0;
    uint32_t i;
    if (!valid_spring(self)) {
        return 0;
    }
    for (i = 0; i < self->count; i++) {
        if (self->join == BANDEX_JOIN_SERIES) {
            rest += self->parts[i].rest_mm;
        } else if (i == 0 || self->parts[i].rest_mm < rest) {
            rest = self->parts[i].rest_mm;
        }
    }
    return rest;
}

/* The force that stretches the first part in series to its limit. */
static double series_force_max(const bandex_spring *self)
{
    double most = part_force_max(&self->parts[0]);
    uint32_t i;
    for (i = 1; i < self->count; i++) {
        double force = part_force_max(&self->parts[i]);
        most = force < most ? force : most;
    }
    return most;
}

static double series_length(const void *context, double force_n)
{
    const bandex_spring *self = context;
    double length = 0;
    uint32_t i;
    for (i = 0; i < self->count; i++) {
        length += part_length(&self->parts[i], force_n);
    }
    return length;
}

static double parallel_force(const void *context, double length_mm)
{
    const bandex_spring *self = context;
    double force = 0;
    uint32_t i;
    for (i = 0; i < self->count; i++) {
        force += strand_force(&self->parts[i], part_elongation(&self->parts[i], length_mm));
    }
    return force;
}

/* The length at which the first part side by side reaches its limit. */
static double parallel_length_max(const bandex_spring *self)
{
    double most = 0;
    uint32_t i;
    for (i = 0; i < self->count; i++) {
        double length = self->parts[i].rest_mm * (1 + self->parts[i].limit);
        most = i == 0 || length < most ? length : most;
    }
    return most;
}

/* Lengths of the parts at a length of the whole. 1: all within their limits. */
static int part_lengths(const bandex_spring *self, double length_mm, double *lengths)
{
    double force, most;
    uint32_t i;
    for (i = 0; i < self->count; i++) {
        lengths[i] = length_mm;
    }
    if (self->join == BANDEX_JOIN_PARALLEL || self->count == 1) {
        return length_mm <= parallel_length_max(self) * (1 + EDGE);
    }
    most = series_force_max(self);
    if (length_mm > series_length(self, most) * (1 + EDGE)) {
        return 0;
    }
    force = length_mm > bandex_spring_rest(self) ? bandex_solve_rising(series_length, self, length_mm, 0, most) : 0;
    for (i = 0; i < self->count; i++) {
        lengths[i] = part_length(&self->parts[i], force);
    }
    return 1;
}

/* In series the whole is slack as long as it is not longer than its parts together. */
static void describe(const bandex_spring *self, const double *lengths, bandex_band_answer *answer)
{
    double most = 0;
    uint32_t i, slack = BANDEX_FORCE_SLACK;
    for (i = 0; i < self->count; i++) {
        double e = part_elongation(&self->parts[i], lengths[i]);
        uint32_t flags = part_flags(&self->parts[i], e);
        slack &= flags;
        answer->flags |= flags & ~(uint32_t)BANDEX_FORCE_SLACK;
        most = e > most ? e : most;
        if (self->parts[i].provenance > answer->provenance) {
            answer->provenance = self->parts[i].provenance;
        }
    }
    answer->flags |= slack;
    if (bandex_band_round(most * 1000, &answer->elongation_permille) != BANDEX_OK) {
        answer->elongation_permille = INT32_MAX;
    }
}

static const bandex_band_answer no_answer = {BANDEX_UNKNOWN, 0, 0, BANDEX_PROVENANCE_MEASURED};

bandex_status bandex_spring_force(const bandex_spring *self, double length_mm, bandex_band_answer *answer)
{
    double lengths[BANDEX_SPRING_PARTS], force;
    int32_t force_mn;
    int within;
    if (!valid_spring(self) || !answer || !(length_mm >= 0 && length_mm <= BANDEX_BAND_LENGTH_MAX_MM)) {
        return BANDEX_E_ARGUMENT;
    }
    *answer = no_answer;
    within = part_lengths(self, length_mm, lengths);
    if (!within && self->join == BANDEX_JOIN_SERIES && self->count > 1) {
        /* How far each would go is unknown past the limit of one: the whole's elongation is told. */
        double rest = bandex_spring_rest(self);
        answer->flags = BANDEX_FORCE_WARNING | BANDEX_FORCE_PAST_LIMIT;
        bandex_band_round((length_mm - rest) / rest * 1000, &answer->elongation_permille);
        return BANDEX_E_RANGE;
    }
    describe(self, lengths, answer);
    if (!within) {
        return BANDEX_E_RANGE;
    }
    force = self->join == BANDEX_JOIN_SERIES && self->count > 1
                ? strand_force(&self->parts[0], part_elongation(&self->parts[0], lengths[0]))
                : parallel_force(self, length_mm);
    if (bandex_band_round(force * 1000, &force_mn) != BANDEX_OK) {
        return BANDEX_E_RANGE;
    }
    answer->force_mn = force_mn;
    return BANDEX_OK;
}

bandex_status bandex_spring_length(const bandex_spring *self, double force_n, double *length_mm)
{
    int series;
    double most;
    if (!valid_spring(self) || !length_mm || !(force_n >= 0)) {
        return BANDEX_E_ARGUMENT;
    }
    series = self->join == BANDEX_JOIN_SERIES || self->count == 1;
    most = series ? series_force_max(self) : parallel_force(self, parallel_length_max(self));
    if (force_n > most * (1 + EDGE)) {
        return BANDEX_E_RANGE;
    }
    if (force_n == 0) {
        *length_mm = bandex_spring_rest(self);
    } else if (series) {
        *length_mm = series_length(self, force_n);
    } else {
        *length_mm = bandex_solve_rising(parallel_force, self, force_n, bandex_spring_rest(self),
                                         parallel_length_max(self));
    }
    return BANDEX_OK;
}

bandex_status bandex_spring_work(const bandex_spring *self, double from_mm, double to_mm, double *joule)
{
    double from[BANDEX_SPRING_PARTS], to[BANDEX_SPRING_PARTS], sum = 0;
    uint32_t i;
    if (!valid_spring(self) || !joule || !(from_mm >= 0 && from_mm <= to_mm && to_mm <= BANDEX_BAND_LENGTH_MAX_MM)) {
        return BANDEX_E_ARGUMENT;
    }
    if (!part_lengths(self, to_mm, to)) {
        return BANDEX_E_RANGE;
    }
    part_lengths(self, from_mm, from);
    for (i = 0; i < self->count; i++) {
        sum += part_work(&self->parts[i], from[i], to[i]);
    }
    *joule = sum;
    return BANDEX_OK;
}

static int32_t tension_permille(double rest, double start_mm, double peak_mm)
{
    int32_t permille = 0;
    if (peak_mm <= rest) {
        return 0;
    }
    if (start_mm >= rest) {
        return 1000;
    }
    bandex_band_round((peak_mm - rest) / (peak_mm - start_mm) * 1000, &permille);
    return permille;
}

bandex_status bandex_spring_range(const bandex_spring *self, double start_mm, double peak_mm, bandex_band_range *range)
{
    bandex_status at_start, at_peak;
    double joule = 0;
    if (!valid_spring(self) || !range ||
        !(start_mm >= 0 && start_mm <= peak_mm && peak_mm <= BANDEX_BAND_LENGTH_MAX_MM)) {
        return BANDEX_E_ARGUMENT;
    }
    at_start = bandex_spring_force(self, start_mm, &range->start);
    at_peak = bandex_spring_force(self, peak_mm, &range->peak);
    range->work_mj = BANDEX_UNKNOWN;
    range->tension_permille = tension_permille(bandex_spring_rest(self), start_mm, peak_mm);
    if (at_start != BANDEX_OK || at_peak != BANDEX_OK) {
        return at_start != BANDEX_OK ? at_start : at_peak;
    }
    bandex_spring_work(self, start_mm, peak_mm, &joule);
    if (bandex_band_round(joule * 1000, &range->work_mj) != BANDEX_OK) {
        range->work_mj = BANDEX_UNKNOWN;
        return BANDEX_E_RANGE;
    }
    return BANDEX_OK;
}
