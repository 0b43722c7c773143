/* SPDX-License-Identifier: MIT */
#include <bandex/band.h>
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static bandex_band_point point(int32_t permille, int32_t mn)
{
    return (bandex_band_point){.elongation_permille = permille, .force_mn = mn, .basis = BANDEX_BASIS_STRAND,
                               .carriers = 1, .source = "test"};
}

static double force(const bandex_curve *curve, double e)
{
    double newton = (double)NAN;
    cr_assert_eq(bandex_curve_force(curve, e, &newton), BANDEX_OK);
    return newton;
}

static const int32_t models[] = {BANDEX_CURVE_MOONEY_RIVLIN, BANDEX_CURVE_TABLE, BANDEX_CURVE_POWER, BANDEX_CURVE_LINEAR};

Test(curve, two_points_are_met_exactly)
{
    bandex_band_point points[] = {point(1000, 20460), point(2000, 29800)};
    for (size_t m = 0; m < 3; m++) {
        bandex_curve curve;
        cr_assert_eq(bandex_curve_fit(&curve, models[m], points, 2), BANDEX_OK);
        cr_assert_float_eq(force(&curve, 1), 20.46, 1e-9);
        cr_assert_float_eq(force(&curve, 2), 29.80, 1e-9);
        cr_assert_lt(curve.worst, 1e-9);
    }
}

/* Constants worked by hand in the closed form: b = (F1/g1 - F2/g2)/(1/l1 - 1/l2), a = F1/g1 - b/l1. */
Test(curve, mooney_rivlin_has_the_constants_of_the_closed_form)
{
    bandex_band_point points[] = {point(2000, 34520), point(1000, 24620)};
    bandex_curve curve;
    double b = (24.62 / 1.75 - 34.52 / (3 - 1.0 / 9)) / (1.0 / 2 - 1.0 / 3), a = 24.62 / 1.75 - b / 2;
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_DEFAULT, points, 2), BANDEX_OK);
    cr_assert_eq(curve.model, BANDEX_CURVE_MOONEY_RIVLIN);
    cr_assert_float_eq(curve.a, a, 1e-9);
    cr_assert_float_eq(curve.b, b, 1e-9);
    cr_assert_float_eq(curve.a, 7.711, 1e-3);
    cr_assert_float_eq(curve.b, 12.716, 1e-3);
}

/* What most makers publish, two points, tells the whole measured curve. */
Test(curve, the_measured_blue_curve_follows_from_its_100_and_200_percent_points)
{
    const bandex_band_product *blue = bandex_band_find("theraband/blue@uchida-2016");
    bandex_band_point two[2];
    bandex_curve curve;
    int taken = 0, others = 0;
    cr_assert_eq(blue->point_count, 10);
    for (size_t i = 0; i < blue->point_count; i++) {
        if (blue->points[i].elongation_permille == 1000 || blue->points[i].elongation_permille == 2000) {
            two[taken++] = blue->points[i];
        }
    }
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_DEFAULT, two, 2), BANDEX_OK);
    for (size_t i = 0; i < blue->point_count; i++) {
        double known = blue->points[i].force_mn / 1000.0;
        double error = fabs(force(&curve, blue->points[i].elongation_permille / 1000.0) / known - 1);
        cr_assert_leq(error, 0.035, "%d permille: off by %.4f", (int)blue->points[i].elongation_permille, error);
        others += error > 1e-9;
    }
    cr_assert_eq(others, 8);
}

Test(curve, ten_points_are_fitted_as_published)
{
    bandex_curve curve;
    const bandex_band_product *blue = bandex_band_find("theraband/blue@uchida-2016");
    cr_assert_eq(bandex_band_curve(blue, BANDEX_CURVE_MOONEY_RIVLIN, &curve), BANDEX_OK);
    cr_assert_float_eq(curve.a, 8.06, 0.01);
    cr_assert_float_eq(curve.b, 12.08, 0.01);
    cr_assert_float_eq(curve.rms_n, 0.35, 0.01);
    cr_assert_float_eq(curve.worst, 0.041, 0.001);
    cr_assert_eq(bandex_band_curve(blue, BANDEX_CURVE_POWER, &curve), BANDEX_OK);
    cr_assert_float_eq(curve.a, 24.23, 0.02);
    cr_assert_float_eq(curve.b, 0.539, 0.001);
    cr_assert_float_eq(curve.worst, 0.022, 0.001);
    cr_assert_eq(bandex_band_curve(blue, BANDEX_CURVE_LINEAR, &curve), BANDEX_OK);
    cr_assert_float_eq(curve.rms_n, 5.38, 0.01);
    cr_assert_float_eq(curve.worst, 0.59, 0.01);
    cr_assert_eq(bandex_band_curve(blue, BANDEX_CURVE_TABLE, &curve), BANDEX_OK);
    cr_assert_lt(curve.worst, 1e-12);
}

/* Where two points want a negative constant, the best spring that has none is taken. */
Test(curve, constants_are_never_negative)
{
    bandex_band_point steep[] = {point(1000, 10000), point(2000, 30000)};
    bandex_band_point flat[] = {point(1000, 10000), point(2000, 10100)};
    bandex_curve curve;
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_MOONEY_RIVLIN, steep, 2), BANDEX_OK);
    cr_assert_eq(curve.b, 0);
    cr_assert_gt(curve.a, 0);
    cr_assert_gt(curve.worst, 0.05);
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_MOONEY_RIVLIN, flat, 2), BANDEX_OK);
    cr_assert_eq(curve.a, 0);
    cr_assert_gt(curve.b, 0);
}

/* Properties of every product and model: through the origin, rising, and inverted and integrated consistently. */
Test(curve, every_product_is_a_spring)
{
    int curves = 0;
    for (size_t i = 0; i < bandex_band_count(); i++) {
        for (size_t m = 0; m < sizeof models / sizeof *models; m++) {
            bandex_curve curve;
            double last = 0, energy = 0, sum = 0;
            if (bandex_band_curve(bandex_band_at(i), models[m], &curve) != BANDEX_OK) {
                continue;
            }
            curves++;
            cr_assert_eq(force(&curve, 0), 0);
            cr_assert_eq(force(&curve, -0.5), 0);
            for (int k = 1; k <= 3000; k++) {
                double e = k / 1000.0, newton = force(&curve, e), back;
                cr_assert_gt(newton, last, "%s model %d at %d", bandex_band_at(i)->id, (int)models[m], k);
                /* Simpson over the step, with the true middle */
                sum += (last + 4 * force(&curve, e - 0.0005) + newton) / 6000;
                last = newton;
                if (k % 97 == 0) {
                    cr_assert_eq(bandex_curve_elongation(&curve, newton, &back), BANDEX_OK);
                    cr_assert_float_eq(back, e, 1e-9 * (1 + e), "%s model %d at %d: %.12f", bandex_band_at(i)->id,
                                       (int)models[m], k, back);
                }
            }
            cr_assert_eq(bandex_curve_energy(&curve, 3, &energy), BANDEX_OK);
            cr_assert_float_eq(energy, sum, 1e-3 * sum, "%s model %d: %f %f", bandex_band_at(i)->id, (int)models[m],
                               energy, sum);
        }
    }
    cr_assert_gt(curves, 80);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* 2000 random rising charts: the monotone cubic never turns down, wherever its points lie. */
Test(curve, a_table_rises_whatever_its_points)
{
    uint32_t seed = 12345;
    for (int round = 0; round < 2000; round++) {
        bandex_band_point points[BANDEX_BAND_POINTS];
        size_t count = 2 + next_random(&seed) % (BANDEX_BAND_POINTS - 1);
        uint32_t span = next_random(&seed) % 2 ? 20000 : 20;
        int32_t e = 0, f = 0;
        bandex_curve curve;
        double last = 0;
        for (size_t i = 0; i < count; i++) {
            e += 1 + (int32_t)(next_random(&seed) % 600);
            f += 1 + (int32_t)(next_random(&seed) % span);
            points[i] = point(e, f);
        }
        cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_TABLE, points, count), BANDEX_OK);
        for (int k = 1; k <= 400 && curve.high * k / 300 <= 10; k++) {
            double newton = force(&curve, curve.high * k / 300);
            cr_assert_geq(newton, last - 1e-9, "round %d at %d", round, k);
            last = newton;
        }
    }
}

Test(curve, one_rating_gives_a_line)
{
    bandex_band_point points[] = {point(1000, 20000), point(1000, 22000)};
    bandex_curve curve;
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_DEFAULT, points, 1), BANDEX_OK);
    cr_assert_eq(curve.model, BANDEX_CURVE_LINEAR);
    cr_assert_float_eq(force(&curve, 0.5), 10, 1e-9);
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_DEFAULT, points, 2), BANDEX_OK);
    cr_assert_eq(curve.model, BANDEX_CURVE_LINEAR);
    cr_assert_float_eq(force(&curve, 1), 21, 1e-9);
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_MOONEY_RIVLIN, points, 2), BANDEX_E_RANGE);
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_POWER, points, 1), BANDEX_E_RANGE);
}

Test(curve, excluded_points_are_passed_over_and_carriers_share)
{
    bandex_band_point points[] = {point(1000, 40000), point(-50, 99000), point(2000, 60000)};
    bandex_curve curve;
    points[0].carriers = points[2].carriers = 2;
    points[1].marks = BANDEX_POINT_EXCLUDED;
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_TABLE, points, 3), BANDEX_OK);
    cr_assert_eq(curve.count, 2);
    cr_assert_float_eq(force(&curve, 1), 20, 1e-9);
    points[1].marks = 0;
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_TABLE, points, 3), BANDEX_E_ARGUMENT);
}

Test(curve, useless_points_are_refused_and_change_nothing)
{
    bandex_band_point points[BANDEX_BAND_POINTS + 1], twice[] = {point(1000, 1000), point(1000, 2000), point(2000, 3000)};
    bandex_band_point falling[] = {point(1000, 2000), point(2000, 1000)};
    bandex_curve curve, before;
    memset(&curve, 0x5a, sizeof curve);
    before = curve;
    for (int32_t i = 0; i <= BANDEX_BAND_POINTS; i++) {
        points[i] = point((i + 1) * 100, (i + 1) * 1000);
    }
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_DEFAULT, points, BANDEX_BAND_POINTS + 1), BANDEX_E_FULL);
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_TABLE, twice, 3), BANDEX_E_DUPLICATE);
    cr_assert_eq(bandex_curve_fit(&curve, BANDEX_CURVE_TABLE, falling, 2), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_fit(&curve, 5, points, 2), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_fit(&curve, -1, points, 2), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_fit(&curve, 0, points, 0), BANDEX_E_RANGE);
    cr_assert_eq(bandex_curve_fit(&curve, 0, NULL, 2), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_fit(NULL, 0, points, 2), BANDEX_E_ARGUMENT);
    points[1].force_mn = 0;
    cr_assert_eq(bandex_curve_fit(&curve, 0, points, 2), BANDEX_E_ARGUMENT);
    points[1] = point(10001, 1000);
    cr_assert_eq(bandex_curve_fit(&curve, 0, points, 2), BANDEX_E_ARGUMENT);
    points[1] = point(1000, 5000);
    points[1].basis = BANDEX_BASIS_ANCHORED;
    cr_assert_eq(bandex_curve_fit(&curve, 0, points, 2), BANDEX_E_ARGUMENT);
    points[1].basis = BANDEX_BASIS_STRAND;
    points[1].carriers = 0;
    cr_assert_eq(bandex_curve_fit(&curve, 0, points, 2), BANDEX_E_ARGUMENT);
    cr_assert_eq(memcmp(&curve, &before, sizeof curve), 0);
}

Test(curve, numbers_that_are_none_are_refused)
{
    bandex_band_point points[] = {point(1000, 20460), point(2000, 29800)};
    bandex_curve curve, empty;
    double out;
    memset(&empty, 0, sizeof empty);
    bandex_curve_fit(&curve, 0, points, 2);
    cr_assert_eq(bandex_curve_force(&curve, (double)NAN, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_force(&curve, (double)INFINITY, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_force(&curve, 10.1, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_force(&curve, -(double)INFINITY, &out), BANDEX_OK);
    cr_assert_eq(out, 0);
    cr_assert_eq(bandex_curve_force(&empty, 1, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_force(NULL, 1, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_force(&curve, 1, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_elongation(&curve, (double)NAN, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_elongation(&curve, -1, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_elongation(&curve, 1e9, &out), BANDEX_E_RANGE);
    cr_assert_eq(bandex_curve_elongation(&curve, (double)INFINITY, &out), BANDEX_E_RANGE);
    cr_assert_eq(bandex_curve_elongation(&curve, 0, &out), BANDEX_OK);
    cr_assert_eq(out, 0);
    cr_assert_eq(bandex_curve_energy(&curve, (double)NAN, &out), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_curve_energy(&curve, -1, &out), BANDEX_OK);
    cr_assert_eq(out, 0);
}
