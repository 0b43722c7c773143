/* SPDX-License-Identifier: MIT */
#include <bandex/band.h>
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static bandex_instance instance_of(const char *product, uint32_t rest_mm)
{
    bandex_instance instance;
    cr_assert_eq(bandex_instance_default(&instance), BANDEX_OK);
    strcpy(instance.id, "mine");
    strcpy(instance.product, product);
    instance.rest_mm = rest_mm;
    return instance;
}

static double force(const bandex_curve *curve, double e)
{
    double newton = (double)NAN;
    bandex_curve_force(curve, e, &newton);
    return newton;
}

Test(instance, without_loads_it_is_its_product)
{
    const bandex_band_product *green = bandex_band_find("theraband/green");
    bandex_instance mine = instance_of("theraband/green", 1480);
    bandex_instance_fit fit;
    bandex_curve curve;
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, &fit), BANDEX_OK);
    cr_assert_float_eq(force(&curve, 1), 20.46, 1e-9);
    cr_assert(!fit.scaled && fit.loads == 0 && fit.scale_permille == 1000 && fit.rms_mn == 0);
}

Test(instance, one_or_two_known_loads_scale_the_chart)
{
    const bandex_band_product *green = bandex_band_find("theraband/green");
    bandex_instance mine = instance_of("theraband/green", 1000);
    bandex_instance_fit fit;
    bandex_curve curve;
    cr_assert_eq(bandex_instance_load_add(&mine, 2000, 18414), BANDEX_OK); /* nine tenths of the chart */
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, &fit), BANDEX_OK);
    cr_assert_eq(fit.scale_permille, 900);
    cr_assert_eq(fit.scaled, 1);
    cr_assert_eq(fit.worst_permille, 0);
    cr_assert_float_eq(force(&curve, 2), 0.9 * 29.8, 1e-9);
    cr_assert_float_eq(force(&curve, 0.5), 0.9 * 13.79, 0.01);
    cr_assert_eq(bandex_instance_load_add(&mine, 3000, 29800), BANDEX_OK); /* that one says 1.0 */
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, &fit), BANDEX_OK);
    /* sum(F f)/sum(f f) = (18.414*20.46 + 29.8*29.8)/(20.46^2 + 29.8^2) = 0.96796 */
    cr_assert_eq(fit.scale_permille, 968);
    cr_assert_gt(fit.worst_permille, 30);
}

/* From the measured blue curve at three lengths, its chart being the maker's: the whole measured curve follows. */
Test(instance, three_loads_give_a_curve_of_its_own)
{
    const bandex_band_product *maker = bandex_band_find("theraband/blue");
    const bandex_band_product *measured = bandex_band_find("theraband/blue@uchida-2016");
    bandex_instance mine = instance_of("theraband/blue", 300);
    bandex_instance_fit fit;
    bandex_curve curve;
    mine.provenance = BANDEX_PROVENANCE_MEASURED;
    cr_assert_eq(bandex_instance_load_add(&mine, 900, 34520), BANDEX_OK);
    cr_assert_eq(bandex_instance_load_add(&mine, 450, 16670), BANDEX_OK);
    cr_assert_eq(bandex_instance_load_add(&mine, 600, 24620), BANDEX_OK);
    cr_assert_eq(bandex_instance_curve(&mine, maker, &curve, &fit), BANDEX_OK);
    cr_assert_eq(fit.scaled, 0);
    cr_assert_eq(fit.loads, 3);
    cr_assert_eq(fit.model, BANDEX_CURVE_MOONEY_RIVLIN);
    cr_assert_leq(fit.worst_permille, 30);
    cr_assert_gt(fit.rms_mn, 0);
    for (size_t i = 0; i < measured->point_count; i++) {
        double known = measured->points[i].force_mn / 1000.0;
        cr_assert_float_eq(force(&curve, measured->points[i].elongation_permille / 1000.0), known, 0.06 * known, "%d %f", (int)measured->points[i].elongation_permille, force(&curve, measured->points[i].elongation_permille / 1000.0) / known - 1);
    }
    cr_assert_eq(bandex_instance_curve(&mine, NULL, &curve, &fit), BANDEX_OK);
    cr_assert_eq(fit.scale_permille, BANDEX_UNKNOWN);
}

Test(instance, a_band_of_which_only_the_order_is_known_can_be_calibrated)
{
    const bandex_band_product *red = bandex_band_find("bmp/red");
    bandex_instance mine = instance_of("bmp/red", 1000);
    bandex_band_use use;
    bandex_band_answer answer;
    bandex_spring spring;
    bandex_curve curve;
    memset(&use, 0, sizeof use);
    cr_assert_eq(bandex_instance_curve(&mine, red, &curve, NULL), BANDEX_E_RANGE);
    cr_assert_eq(bandex_spring_open(&spring, red, &mine, &use, 0), BANDEX_E_RANGE);
    bandex_instance_load_add(&mine, 2000, 60000);
    cr_assert_eq(bandex_spring_open(&spring, red, &mine, &use, 0), BANDEX_OK);
    cr_assert_eq(bandex_spring_force(&spring, 2000, &answer), BANDEX_OK);
    cr_assert_eq(answer.force_mn, 60000);
    cr_assert_eq(answer.flags, BANDEX_FORCE_ONE_POINT);
    cr_assert_eq(answer.provenance, BANDEX_PROVENANCE_USER);
    bandex_instance_load_add(&mine, 1500, 40000);
    cr_assert_eq(bandex_spring_open(&spring, red, &mine, &use, 0), BANDEX_OK);
    cr_assert_eq(bandex_spring_force(&spring, 1500, &answer), BANDEX_OK);
    cr_assert_eq(answer.force_mn, 40000);
    cr_assert_eq(answer.flags, 0);
}

Test(instance, loads_are_checked)
{
    bandex_instance mine = instance_of("theraband/green", 0), before;
    cr_assert_eq(bandex_instance_load_add(&mine, 2000, 20000), BANDEX_E_STATE);
    mine.rest_mm = 1000;
    cr_assert_eq(bandex_instance_load_add(&mine, 1000, 20000), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_instance_load_add(&mine, 2000, 0), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_instance_load_add(&mine, UINT32_MAX, 1), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_instance_load_add(NULL, 2000, 1), BANDEX_E_ARGUMENT);
    for (uint32_t i = 0; i < BANDEX_BAND_CALIBRATION_POINTS; i++) {
        cr_assert_eq(bandex_instance_load_add(&mine, 1100 + i * 100, 5000 + (int32_t)i * 1000), BANDEX_OK);
    }
    before = mine;
    cr_assert_eq(bandex_instance_load_add(&mine, 1100, 1), BANDEX_E_DUPLICATE);
    cr_assert_eq(bandex_instance_load_add(&mine, 3000, 1), BANDEX_E_FULL);
    cr_assert_eq(memcmp(&mine, &before, sizeof mine), 0);
}

/* A record from a damaged file must not be read past its end. */
Test(instance, a_record_that_cannot_be_is_refused)
{
    const bandex_band_product *green = bandex_band_find("theraband/green");
    bandex_instance mine = instance_of("theraband/green", 1000);
    bandex_curve curve;
    mine.load_count = UINT32_MAX;
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, NULL), BANDEX_E_STATE);
    cr_assert_eq(bandex_instance_load_add(&mine, 2000, 1), BANDEX_E_STATE);
    mine.load_count = 1;
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, NULL), BANDEX_E_STATE);
    mine.loads[0] = (bandex_band_load){2000, -5};
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, NULL), BANDEX_E_STATE);
    mine.rest_mm = 0;
    cr_assert_eq(bandex_instance_curve(&mine, green, &curve, NULL), BANDEX_E_STATE);
}

Test(instance, wear_lessens_the_force_since_calibration)
{
    const bandex_band_product *green = bandex_band_find("theraband/green");
    bandex_instance mine = instance_of("theraband/green", 1000);
    bandex_band_use use;
    bandex_band_answer answer;
    bandex_spring spring;
    memset(&use, 0, sizeof use);
    mine.cycles = 1000;
    bandex_spring_open(&spring, green, &mine, &use, 0);
    bandex_spring_force(&spring, 2000, &answer);
    cr_assert_eq(answer.force_mn, (int32_t)(20460 * 0.905 + 0.5));
    cr_assert_eq(answer.flags, BANDEX_FORCE_WORN);
    bandex_instance_load_add(&mine, 2000, 18000);
    mine.calibrated_cycles = 1000;
    bandex_spring_open(&spring, green, &mine, &use, 0);
    bandex_spring_force(&spring, 2000, &answer);
    cr_assert_eq(answer.force_mn, 18000);
    cr_assert_eq(answer.flags, BANDEX_FORCE_SCALED);
    mine.cycles = 3000;
    bandex_spring_open(&spring, green, &mine, &use, 0);
    bandex_spring_force(&spring, 2000, &answer);
    cr_assert_float_eq(answer.force_mn, 18000.0 * 845 / 905, 1);
}

Test(instance, wear_only_grows)
{
    int32_t last = 1000;
    for (uint32_t cycles = 0; cycles < 5000; cycles++) {
        int32_t now = bandex_wear_permille(cycles);
        cr_assert(now <= last && now >= 845);
        last = now;
    }
    cr_assert_eq(bandex_wear_permille(0), 1000);
    cr_assert_eq(bandex_wear_permille(1000), 905);
    cr_assert_eq(bandex_wear_permille(3000), 845);
    cr_assert_eq(bandex_wear_permille(UINT32_MAX), 845);
}

Test(instance, is_to_be_replaced_for_a_reason)
{
    const int64_t day = 86400000;
    bandex_instance mine = instance_of("theraband/green", 1000);
    uint32_t reasons = 99;
    cr_assert_eq(bandex_instance_check(&mine, NULL, 1000 * day, &reasons), BANDEX_OK);
    cr_assert_eq(reasons, 0);
    mine.first_used_ms = 100 * day;
    bandex_instance_check(&mine, NULL, 399 * day, &reasons);
    cr_assert_eq(reasons, 0);
    bandex_instance_check(&mine, NULL, 400 * day, &reasons);
    cr_assert_eq(reasons, BANDEX_REPLACE_AGE);
    bandex_instance_check(&mine, NULL, INT64_MIN, &reasons);
    cr_assert_eq(reasons, 0);
    mine.clinic = 1;
    bandex_instance_check(&mine, NULL, 160 * day, &reasons);
    cr_assert_eq(reasons, BANDEX_REPLACE_AGE);
    mine.cycles = 3000;
    mine.damaged = 1;
    mine.max_elongation_permille = 3001;
    bandex_instance_check(&mine, bandex_band_find("theraband/green"), 0, &reasons);
    cr_assert_eq(reasons, BANDEX_REPLACE_CYCLES | BANDEX_REPLACE_DAMAGED | BANDEX_REPLACE_OVERSTRETCHED);
    for (uint32_t bit = 1; bit <= BANDEX_REPLACE_AGE; bit <<= 1) {
        cr_assert_not_null(bandex_replace_text(bit, "en"));
        cr_assert_str_neq(bandex_replace_text(bit, "en"), bandex_replace_text(bit, "es"));
        cr_assert_str_eq(bandex_replace_text(bit, NULL), bandex_replace_text(bit, "en"));
    }
    cr_assert_null(bandex_replace_text(0, "en"));
    cr_assert_null(bandex_replace_text(3, "en"));
    cr_assert_eq(bandex_instance_check(NULL, NULL, 0, &reasons), BANDEX_E_ARGUMENT);
}
