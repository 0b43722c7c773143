/* SPDX-License-Identifier: MIT */
/* libFuzzer: charts, calibrations, springs and ladders of any bytes.
 * What must hold: no answer is NaN, a curve that was fitted rises from the origin, its inverse meets it, and a ladder
 * rises and stays within its room. */
#include <bandex/band.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct reader {
    const uint8_t *at;
    size_t left;
} reader;

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

/* The next bytes, zeros when there are no more. */
static void take(reader *self, void *to, size_t size)
{
    size_t taken = size < self->left ? size : self->left;
    memset(to, 0, size);
    memcpy(to, self->at, taken);
    self->at += taken;
    self->left -= taken;
}

static uint32_t number(reader *self)
{
    uint32_t value;
    take(self, &value, sizeof value);
    return value;
}

/* Mostly a chart that can be, so that the fitting is reached. */
static size_t take_points(reader *self, bandex_band_point *points)
{
    size_t count = number(self) % (BANDEX_BAND_POINTS + 2);
    for (size_t i = 0; i < count; i++) {
        memset(&points[i], 0, sizeof points[i]);
        points[i].elongation_permille = (int32_t)(number(self) % 10100) - 50;
        points[i].force_mn = number(self) % 16 ? (int32_t)(number(self) % 2000000) : (int32_t)number(self);
        points[i].basis = 1 + (int32_t)(number(self) % 31 == 0);
        points[i].carriers = 1 + (int32_t)(number(self) % 3);
        points[i].marks = number(self) % 8 ? 0 : (int32_t)number(self);
    }
    return count;
}

static void check_curve(const bandex_curve *curve)
{
    double last = 0, joule = 0, before = 0;
    for (int i = 0; i <= 50; i++) {
        double e = i / 10.0, newton = -1, back = -1;
        check(bandex_curve_force(curve, e, &newton) == BANDEX_OK && isfinite(newton));
        check(newton >= last * (1 - 1e-12) - 1e-12 && (i > 0 || newton == 0));
        check(bandex_curve_energy(curve, e, &joule) == BANDEX_OK && joule >= before * (1 - 1e-9) - 1e-9);
        if (bandex_curve_elongation(curve, newton, &back) == BANDEX_OK) {
            double again = -1;
            check(bandex_curve_force(curve, back, &again) == BANDEX_OK && fabs(again - newton) <= 1e-6 * (1 + newton));
        }
        last = newton;
        before = joule;
    }
}

static void check_spring(const bandex_spring *spring, double length_mm)
{
    bandex_band_range range;
    double out = 0;
    if (bandex_spring_range(spring, length_mm / 2, length_mm, &range) == BANDEX_OK) {
        check(range.peak.force_mn >= range.start.force_mn);
        check(range.tension_permille >= 0 && range.tension_permille <= 1000);
    }
    if (bandex_spring_length(spring, length_mm / 10, &out) == BANDEX_OK) {
        check(isfinite(out));
    }
}

static void try_ladder(reader *in, const bandex_band_product *product, const bandex_instance *instance)
{
    bandex_owned_band bands[3] = {{product, instance, number(in) % 70}, {product, NULL, number(in) % 9}, {bandex_band_at(number(in) % 60), instance, number(in) % 9}};
    bandex_ladder_config config;
    bandex_rung rungs[64];
    bandex_omission omissions[8];
    bandex_ladder ladder;
    size_t omitted, cap = number(in) % 65;
    bandex_ladder_config_default(&config);
    config.elongation_count = 1 + number(in) % 8;
    for (int i = 0; i < 8; i++) {
        config.elongations_permille[i] = (int32_t)(number(in) % 4000);
    }
    bandex_status status = bandex_ladder_build(bands, 3, &config, rungs, cap, &ladder, omissions, 8, &omitted);
    if (status == BANDEX_OK || status == BANDEX_E_FULL) {
        check(ladder.count <= cap && ladder.count + omitted >= 1);
        for (size_t i = 1; i < ladder.count; i++) {
            check(ladder.rungs[i].force_mn > ladder.rungs[i - 1].force_mn || ladder.rungs[i].force_mn == BANDEX_UNKNOWN);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reader in = {data, size};
    bandex_band_point points[BANDEX_BAND_POINTS + 2];
    bandex_band_product product;
    bandex_instance instance;
    bandex_band_use use;
    bandex_curve curve;
    bandex_spring spring, other;
    int32_t model = (int32_t)(number(&in) % 6);
    memset(&product, 0, sizeof product);
    product.id = "fuzz/band";
    product.brand = "fuzz";
    product.model = "band";
    product.kind = (int32_t)(number(&in) % 5);
    product.point_count = take_points(&in, points);
    product.points = points;
    product.limit_permille = (int32_t)number(&in) % 20000;
    if (bandex_band_curve(&product, model, &curve) == BANDEX_OK) {
        check_curve(&curve);
    }
    take(&in, &instance, sizeof instance);
    if (number(&in) % 4) {
        instance.load_count %= BANDEX_BAND_CALIBRATION_POINTS + 1;
    }
    if (bandex_instance_curve(&instance, &product, &curve, NULL) == BANDEX_OK) {
        check_curve(&curve);
    }
    take(&in, &use, sizeof use);
    use.rest_mm %= 2000;
    use.strands %= 66;
    if (bandex_spring_open(&spring, &product, number(&in) % 2 ? &instance : NULL, &use, model) == BANDEX_OK) {
        other = spring;
        check_spring(&spring, number(&in) % 8000);
        bandex_spring_join(&other, &spring, 1 + (int32_t)(number(&in) % 2));
        check_spring(&other, number(&in) % 16000);
    }
    try_ladder(&in, &product, &instance);
    take(&in, &spring, sizeof spring);
    spring.count = 1 + spring.count % BANDEX_SPRING_PARTS;
    spring.join = 1 + (spring.join & 1);
    bandex_spring_range(&spring, 0, number(&in) % 9000, &(bandex_band_range){.work_mj = 0}); /* any bytes: only no crash */
    return 0;
}
