/* SPDX-License-Identifier: MIT */
/* A person's own band: its calibration, its wear, and when to replace it. */
#include "band.h"

#include <math.h>
#include <string.h>

/* From so many loads on a curve of its own is fitted; fewer only scale the product's. */
#define LOADS_OF_A_CURVE 3

bandex_status bandex_instance_default(bandex_instance *self)
{
    if (!self) {
        return BANDEX_E_ARGUMENT;
    }
    memset(self, 0, sizeof *self);
    self->provenance = BANDEX_PROVENANCE_USER;
    return BANDEX_OK;
}

bandex_status bandex_instance_load_add(bandex_instance *self, uint32_t length_mm, int32_t force_mn)
{
    uint32_t i;
    if (!self || force_mn <= 0 || length_mm > BANDEX_BAND_LENGTH_MAX_MM) {
        return BANDEX_E_ARGUMENT;
    }
    if (self->rest_mm == 0 || self->load_count > BANDEX_BAND_CALIBRATION_POINTS) {
        return BANDEX_E_STATE;
    }
    if (length_mm <= self->rest_mm) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < self->load_count; i++) {
        if (self->loads[i].length_mm == length_mm) {
            return BANDEX_E_DUPLICATE;
        }
    }
    if (self->load_count == BANDEX_BAND_CALIBRATION_POINTS) {
        return BANDEX_E_FULL;
    }
    self->loads[self->load_count].length_mm = length_mm;
    self->loads[self->load_count].force_mn = force_mn;
    self->load_count++;
    return BANDEX_OK;
}

static double elongation_of_load(const bandex_instance *self, uint32_t i)
{
    return ((double)self->loads[i].length_mm - self->rest_mm) / self->rest_mm;
}

static bandex_status check_loads(const bandex_instance *self)
{
    uint32_t i;
    if (self->load_count > BANDEX_BAND_CALIBRATION_POINTS || (self->load_count > 0 && self->rest_mm == 0)) {
        return BANDEX_E_STATE;
    }
    for (i = 0; i < self->load_count; i++) {
        if (self->loads[i].length_mm <= self->rest_mm || self->loads[i].force_mn <= 0) {
            return BANDEX_E_STATE;
        }
    }
    return BANDEX_OK;
}

/* Least squares of one factor: sum(F f) / sum(f f), F measured and f of the curve. */
static double scale_of(const bandex_instance *self, const bandex_curve *curve)
{
    double both = 0, square = 0;
    uint32_t i;
    for (i = 0; i < self->load_count; i++) {
        double force = 0;
        bandex_curve_force(curve, elongation_of_load(self, i), &force);
        both += force * (self->loads[i].force_mn / 1000.0);
        square += force * force;
    }
    return square > 0 ? both / square : 1;
}

static void scale_curve(bandex_curve *curve, double scale)
{
    uint32_t i;
    curve->a *= scale;
    /* The exponent of a power law is no force. */
    curve->b *= curve->model == BANDEX_CURVE_MOONEY_RIVLIN ? scale : 1;
    curve->rms_n *= scale;
    for (i = 0; i < BANDEX_CURVE_KNOTS; i++) {
        curve->f[i] *= scale;
        curve->slope[i] *= scale;
    }
}

static bandex_status own_curve(const bandex_instance *self, int32_t model, bandex_curve *curve)
{
    bandex_band_point points[BANDEX_BAND_CALIBRATION_POINTS];
    uint32_t i;
    for (i = 0; i < self->load_count; i++) {
        double permille = elongation_of_load(self, i) * 1000;
        memset(&points[i], 0, sizeof points[i]);
        if (bandex_band_round(permille, &points[i].elongation_permille) != BANDEX_OK) {
            return BANDEX_E_RANGE;
        }
        points[i].force_mn = self->loads[i].force_mn;
        points[i].basis = BANDEX_BASIS_STRAND;
        points[i].carriers = 1;
    }
    return bandex_curve_fit(curve, model, points, self->load_count);
}

static void measure_fit(const bandex_instance *self, const bandex_curve *curve, bandex_instance_fit *fit)
{
    double sum = 0, worst = 0;
    uint32_t i;
    for (i = 0; i < self->load_count; i++) {
        double force = 0, known = self->loads[i].force_mn / 1000.0, miss;
        bandex_curve_force(curve, elongation_of_load(self, i), &force);
        miss = fabs(force - known);
        sum += miss * miss;
        worst = miss / known > worst ? miss / known : worst;
    }
    fit->model = curve->model;
    fit->loads = self->load_count;
    if (self->load_count > 0) {
        bandex_band_round(sqrt(sum / self->load_count) * 1000, &fit->rms_mn);
        bandex_band_round(worst * 1000, &fit->worst_permille);
    }
}

bandex_status bandex_instance_curve(const bandex_instance *self, const bandex_band_product *product,
                                    bandex_curve *curve, bandex_instance_fit *fit)
{
    bandex_instance_fit result = {0, 0, BANDEX_UNKNOWN, 0, 0, 0};
    bandex_curve of_product, chosen;
    bandex_status status;
    int charted;
    if (!self || !curve) {
        return BANDEX_E_ARGUMENT;
    }
    status = check_loads(self);
    if (status != BANDEX_OK) {
        return status;
    }
    charted = product && bandex_band_curve(product, BANDEX_CURVE_DEFAULT, &of_product) == BANDEX_OK;
    if (charted) {
        bandex_band_round(scale_of(self, &of_product) * 1000, &result.scale_permille);
    }
    if (self->load_count >= LOADS_OF_A_CURVE || !charted) {
        status = own_curve(self, self->load_count >= LOADS_OF_A_CURVE ? BANDEX_CURVE_MOONEY_RIVLIN : BANDEX_CURVE_DEFAULT,
                           &chosen);
        if (status != BANDEX_OK) {
            return status;
        }
    } else {
        chosen = of_product;
        scale_curve(&chosen, scale_of(self, &of_product));
        result.scaled = self->load_count > 0;
    }
    measure_fit(self, &chosen, &result);
    *curve = chosen;
    if (fit) {
        *fit = result;
    }
    return BANDEX_OK;
}

int32_t bandex_wear_permille(uint32_t cycles)
{
    if (cycles >= 3000) {
        return 845;
    }
    if (cycles >= 1000) {
        return 905 - (int32_t)((cycles - 1000) * 60 / 2000);
    }
    return 1000 - (int32_t)(cycles * 95 / 1000);
}

#define REPLACE_CYCLES 3000
#define MS_OF_DAY 86400000
#define DAYS_PERSONAL 300
#define DAYS_CLINIC 60

bandex_status bandex_instance_check(const bandex_instance *self, const bandex_band_product *product, int64_t now_ms,
                                    uint32_t *reasons)
{
    int64_t life_ms;
    if (!self || !reasons) {
        return BANDEX_E_ARGUMENT;
    }
    life_ms = (int64_t)(self->clinic ? DAYS_CLINIC : DAYS_PERSONAL) * MS_OF_DAY;
    *reasons = 0;
    if (self->damaged) {
        *reasons |= BANDEX_REPLACE_DAMAGED;
    }
    if (self->max_elongation_permille / 1000.0 > bandex_band_limit(product)) {
        *reasons |= BANDEX_REPLACE_OVERSTRETCHED;
    }
    if (self->cycles >= REPLACE_CYCLES) {
        *reasons |= BANDEX_REPLACE_CYCLES;
    }
    if (self->first_used_ms > 0 && now_ms > self->first_used_ms && now_ms - self->first_used_ms >= life_ms) {
        *reasons |= BANDEX_REPLACE_AGE;
    }
    return BANDEX_OK;
}

const char *bandex_replace_text(uint32_t reason, const char *language)
{
    int spanish = language && language[0] == 'e' && language[1] == 's';
    switch (reason) {
    case BANDEX_REPLACE_DAMAGED:
        return spanish ? "La banda está dañada: un corte crece y puede romperla. Sustitúyala ya."
                       : "The band is damaged: a nick grows and can make it snap. Replace it now.";
    case BANDEX_REPLACE_OVERSTRETCHED:
        return spanish ? "La banda se estiró más allá de su límite. Sustitúyala."
                       : "The band was stretched past its limit. Replace it.";
    case BANDEX_REPLACE_CYCLES:
        return spanish ? "La banda lleva 3000 repeticiones o más: más allá no se ha estudiado cuánto pierde."
                       : "The band has done 3000 repetitions or more: nobody studied what it loses beyond.";
    case BANDEX_REPLACE_AGE:
        return spanish ? "La banda se usa desde hace mucho: el látex envejece con el aire y la luz."
                       : "The band has been in use for long: latex ages with air and light.";
    default: return NULL;
    }
}
