/* SPDX-License-Identifier: MIT */
/* The ladder: which loads a person can choose from. The caller's array is the only memory: steps are inserted in order,
 * then loads that are the same are thinned from the bottom. */
#include "band.h"

#include <limits.h>
#include <string.h>

#define BANDS_MAX 4096
#define EDGE 1e-9

/* What is being built. */
struct work {
    const bandex_owned_band *bands;
    size_t band_count;
    bandex_ladder_config config;
    bandex_rung *rungs;
    size_t cap, count;
    int full;
    bandex_omission *omissions;
    size_t omission_cap, omission_count;
};

bandex_status bandex_ladder_config_default(bandex_ladder_config *config)
{
    if (!config) {
        return BANDEX_E_ARGUMENT;
    }
    memset(config, 0, sizeof *config);
    config->struct_size = (uint32_t)sizeof *config;
    config->elongation_count = 1;
    config->elongations_permille[0] = 1000;
    config->step_min_permille = 20;
    config->model = BANDEX_CURVE_DEFAULT;
    return BANDEX_OK;
}

static bandex_status check_config(const bandex_ladder_config *config)
{
    uint32_t i;
    if (config->struct_size != sizeof *config) {
        return BANDEX_E_SIZE;
    }
    if (config->elongation_count < 1 || config->elongation_count > 8 || config->step_min_permille < 0 ||
        config->step_min_permille > 1000 || config->model < BANDEX_CURVE_DEFAULT || config->model > BANDEX_CURVE_LINEAR) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < config->elongation_count; i++) {
        if (config->elongations_permille[i] <= 0 || config->elongations_permille[i] > 10000) {
            return BANDEX_E_ARGUMENT;
        }
    }
    return BANDEX_OK;
}

static void omit(struct work *work, size_t band, uint32_t strands, int32_t elongation, int32_t reason)
{
    if (work->omission_count < work->omission_cap) {
        bandex_omission *omission = &work->omissions[work->omission_count];
        omission->band = (uint32_t)band;
        omission->strands = strands;
        omission->elongation_permille = elongation;
        omission->reason = reason;
    }
    work->omission_count++;
}

static int same_token(const char *a, const char *b)
{
    return strncmp(a, b, BANDEX_TOKEN_SIZE) == 0;
}

/* The owned band that a rung was made of. */
static size_t band_of(const struct work *work, const bandex_rung *rung)
{
    size_t i;
    for (i = 0; i < work->band_count; i++) {
        const bandex_owned_band *band = &work->bands[i];
        if (same_token(band->product->id, rung->band) &&
            same_token(band->instance ? band->instance->id : "", rung->instance)) {
            return i;
        }
    }
    return 0;
}

/* How much a step is to be preferred over another of the same load; above 0: a is better. */
static int compare_worth(const bandex_rung *a, const bandex_rung *b)
{
    if (a->provenance != b->provenance) {
        return a->provenance < b->provenance ? 1 : -1;
    }
    if (a->strands != b->strands) {
        return a->strands < b->strands ? 1 : -1;
    }
    if (a->elongation_permille != b->elongation_permille) {
        return a->elongation_permille < b->elongation_permille ? 1 : -1;
    }
    return 0;
}

static int comes_before(const bandex_rung *a, const bandex_rung *b)
{
    if (a->force_mn != b->force_mn) {
        return a->force_mn < b->force_mn;
    }
    return compare_worth(a, b) > 0;
}

/* Where there is no room the heaviest step goes. */
static void insert_at(struct work *work, size_t place, const bandex_rung *rung)
{
    if (work->count == work->cap) {
        const bandex_rung *last = place < work->cap ? &work->rungs[work->cap - 1] : rung;
        work->full = 1;
        omit(work, band_of(work, last), last->strands, last->elongation_permille, BANDEX_OMITTED_FULL);
        if (place == work->cap) {
            return;
        }
        work->count--;
    }
    memmove(&work->rungs[place + 1], &work->rungs[place], (work->count - place) * sizeof *work->rungs);
    work->rungs[place] = *rung;
    work->count++;
}

static void insert(struct work *work, const bandex_rung *rung)
{
    size_t place = work->count;
    while (place > 0 && comes_before(rung, &work->rungs[place - 1])) {
        place--;
    }
    insert_at(work, place, rung);
}

/* Copies a token that is known to fit; the rest of the array is zero already. */
static void copy_token(char *to, const char *from)
{
    memcpy(to, from, strlen(from));
}

static void name_rung(bandex_rung *rung, const bandex_owned_band *band)
{
    memset(rung, 0, sizeof *rung);
    copy_token(rung->band, band->product->id);
    if (band->instance) {
        copy_token(rung->instance, band->instance->id);
    }
}

static uint32_t strands_from(const bandex_owned_band *band)
{
    return bandex_band_strands(band->product);
}

static uint32_t strands_to(const bandex_owned_band *band)
{
    uint32_t least = strands_from(band), most = band->strands_max;
    return most > least ? most : least;
}

/* 1 if a curve answers for the band. */
static int has_force(const bandex_owned_band *band)
{
    bandex_curve curve;
    if (band->instance && band->instance->load_count > 0) {
        return bandex_instance_curve(band->instance, band->product, &curve, NULL) == BANDEX_OK;
    }
    return bandex_band_curve(band->product, BANDEX_CURVE_DEFAULT, &curve) == BANDEX_OK;
}

static void add_step(struct work *work, size_t index, const bandex_spring *spring, uint32_t strands, int32_t elongation)
{
    const bandex_spring_part *part = &spring->parts[0];
    double e = elongation / 1000.0, newton = 0;
    bandex_rung rung;
    int reason = e > part->warning + EDGE      ? BANDEX_OMITTED_WARNING
                 : e > part->curve.high + EDGE ? BANDEX_OMITTED_BEYOND_DATA
                                               : 0;
    name_rung(&rung, &work->bands[index]);
    rung.strands = strands;
    rung.elongation_permille = elongation;
    rung.provenance = part->provenance;
    bandex_curve_force(&part->curve, e, &newton);
    if (!reason && bandex_band_round(newton * strands * part->factor * 1000, &rung.force_mn) != BANDEX_OK) {
        reason = BANDEX_OMITTED_INVALID;
    }
    if (reason) {
        omit(work, index, strands, elongation, reason);
        return;
    }
    insert(work, &rung);
}

static int is_spoiled(const bandex_owned_band *band)
{
    uint32_t reasons = 0;
    if (!band->instance) {
        return 0;
    }
    bandex_instance_check(band->instance, band->product, 0, &reasons);
    return (reasons & (BANDEX_REPLACE_DAMAGED | BANDEX_REPLACE_OVERSTRETCHED)) != 0;
}

static void add_band(struct work *work, size_t index)
{
    const bandex_owned_band *band = &work->bands[index];
    bandex_band_use use;
    bandex_spring spring;
    uint32_t strands, step = strands_from(band), i;
    memset(&use, 0, sizeof use);
    use.rest_mm = 1000; /* force depends on elongation only */
    if (bandex_spring_open(&spring, band->product, band->instance, &use, work->config.model) != BANDEX_OK) {
        omit(work, index, step, work->config.elongations_permille[0],
             has_force(band) ? BANDEX_OMITTED_INVALID : BANDEX_OMITTED_NO_FORCE);
        return;
    }
    /* A loop comes with two strands at a time. */
    for (strands = step; strands <= strands_to(band); strands += step) {
        for (i = 0; i < work->config.elongation_count; i++) {
            add_step(work, index, &spring, strands, work->config.elongations_permille[i]);
        }
    }
}

/* Keeps one of each load, from the bottom up. */
static void thin(struct work *work)
{
    size_t i, kept = 0;
    for (i = 0; i < work->count; i++) {
        bandex_rung *next = &work->rungs[i], *last = kept > 0 ? &work->rungs[kept - 1] : NULL;
        int64_t step = last ? (int64_t)next->force_mn - last->force_mn : 0;
        if (last && (step == 0 || step * 1000 < (int64_t)work->config.step_min_permille * last->force_mn)) {
            const bandex_rung *loser = compare_worth(next, last) > 0 ? last : next;
            omit(work, band_of(work, loser), loser->strands, loser->elongation_permille, BANDEX_OMITTED_SAME_LOAD);
            if (loser == last) {
                *last = *next;
            }
        } else {
            work->rungs[kept++] = *next;
        }
    }
    work->count = kept;
}

static int same_line(const bandex_band_product *a, const bandex_band_product *b)
{
    return strcmp(a->brand, b->brand) == 0 && strcmp(a->model, b->model) == 0;
}

static void insert_ordinal(struct work *work, size_t index)
{
    const bandex_band_product *product = work->bands[index].product;
    size_t place = work->count;
    bandex_rung rung;
    while (place > 0 && product->rank <= work->bands[band_of(work, &work->rungs[place - 1])].product->rank) {
        place--;
    }
    if (place < work->count && product->rank == work->bands[band_of(work, &work->rungs[place])].product->rank) {
        omit(work, index, 1, 0, BANDEX_OMITTED_SAME_LOAD);
        return;
    }
    name_rung(&rung, &work->bands[index]);
    rung.strands = 1;
    rung.elongation_permille = work->config.elongations_permille[0];
    rung.force_mn = BANDEX_UNKNOWN;
    rung.provenance = BANDEX_PROVENANCE_ORDINAL;
    insert_at(work, place, &rung);
}

/* Only the order is known: the bands of one brand and model, by rank. */
static void build_ordinal(struct work *work)
{
    const bandex_band_product *first = NULL;
    size_t i;
    for (i = 0; i < work->band_count; i++) {
        const bandex_band_product *product = work->bands[i].product;
        int reason = is_spoiled(&work->bands[i])        ? BANDEX_OMITTED_DAMAGED
                     : product->rank <= 0               ? BANDEX_OMITTED_INVALID
                     : first && !same_line(product, first) ? BANDEX_OMITTED_OTHER_BRAND
                                                        : 0;
        if (reason) {
            omit(work, i, 1, 0, reason);
            continue;
        }
        first = first ? first : product;
        insert_ordinal(work, i);
    }
}

static void build_by_force(struct work *work)
{
    size_t i;
    for (i = 0; i < work->band_count; i++) {
        if (is_spoiled(&work->bands[i])) {
            omit(work, i, strands_from(&work->bands[i]), work->config.elongations_permille[0], BANDEX_OMITTED_DAMAGED);
        } else {
            add_band(work, i);
        }
    }
    thin(work);
}

static bandex_status check_bands(const bandex_owned_band *bands, size_t count)
{
    size_t i;
    if ((!bands && count > 0) || count > BANDS_MAX) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < count; i++) {
        const bandex_band_product *product = bands[i].product;
        if (!product || !product->id || strlen(product->id) >= BANDEX_TOKEN_SIZE || !product->brand || !product->model ||
            bands[i].strands_max > BANDEX_BAND_STRANDS_MAX ||
            (bands[i].instance && !bandex_band_token_ends(bands[i].instance->id))) {
            return BANDEX_E_ARGUMENT;
        }
    }
    return BANDEX_OK;
}

size_t bandex_ladder_room(const bandex_owned_band *bands, size_t band_count, const bandex_ladder_config *config)
{
    size_t i, room = 0, elongations = config ? config->elongation_count : 1;
    if (check_bands(bands, band_count) != BANDEX_OK || (config && check_config(config) != BANDEX_OK)) {
        return 0;
    }
    for (i = 0; i < band_count; i++) {
        room += strands_to(&bands[i]) / strands_from(&bands[i]) * elongations;
    }
    return room;
}

bandex_status bandex_ladder_build(const bandex_owned_band *bands, size_t band_count,
                                  const bandex_ladder_config *config, bandex_rung *rungs, size_t cap,
                                  bandex_ladder *ladder, bandex_omission *omissions, size_t omission_cap,
                                  size_t *omission_count)
{
    struct work work;
    bandex_status status = check_bands(bands, band_count);
    int forces = 0;
    size_t i;
    if (status != BANDEX_OK || !ladder || (!rungs && cap > 0) || (!omissions && omission_cap > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    memset(&work, 0, sizeof work);
    bandex_ladder_config_default(&work.config);
    if (config) {
        status = check_config(config);
        if (status != BANDEX_OK) {
            return status;
        }
        work.config = *config;
    }
    work.bands = bands;
    work.band_count = band_count;
    work.rungs = rungs;
    work.cap = cap;
    work.omissions = omissions;
    work.omission_cap = omission_cap;
    for (i = 0; i < band_count; i++) {
        forces |= has_force(&bands[i]);
    }
    if (forces) {
        build_by_force(&work);
    } else {
        build_ordinal(&work);
    }
    ladder->rungs = rungs;
    ladder->count = work.count;
    if (omission_count) {
        *omission_count = work.omission_count;
    }
    return work.full ? BANDEX_E_FULL : BANDEX_OK;
}

int32_t bandex_ladder_step(const bandex_ladder *ladder, size_t rung)
{
    int32_t below, permille;
    if (!ladder || !ladder->rungs || rung < 1 || rung >= ladder->count) {
        return BANDEX_UNKNOWN;
    }
    below = ladder->rungs[rung - 1].force_mn;
    if (below <= 0 || ladder->rungs[rung].force_mn < below) {
        return BANDEX_UNKNOWN;
    }
    return bandex_band_round(((double)ladder->rungs[rung].force_mn / below - 1) * 1000, &permille) == BANDEX_OK
               ? permille
               : BANDEX_UNKNOWN;
}

static const char *const omission_texts[] = {
    [BANDEX_OMITTED_WARNING] = "stretched farther than the band's warning",
    [BANDEX_OMITTED_BEYOND_DATA] = "farther than the band's chart goes",
    [BANDEX_OMITTED_SAME_LOAD] = "the same load as another step",
    [BANDEX_OMITTED_NO_FORCE] = "no force is known for this band",
    [BANDEX_OMITTED_OTHER_BRAND] = "colors of different brands cannot be compared",
    [BANDEX_OMITTED_DAMAGED] = "the band is damaged or was overstretched",
    [BANDEX_OMITTED_INVALID] = "its chart or calibration gives no answer",
    [BANDEX_OMITTED_FULL] = "no room for it",
};

const char *bandex_omission_text(int32_t reason)
{
    return reason >= BANDEX_OMITTED_WARNING && reason <= BANDEX_OMITTED_FULL ? omission_texts[reason] : NULL;
}
