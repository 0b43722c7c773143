/* SPDX-License-Identifier: MIT */
/* Lengths, stretch and forces of an exercise, and the detector that follows from them. */
#include <bandex/exercise.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(predict, lengths_follow_stature_and_measured_ones_win)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_band_use use;
    bandex_prediction got;
    memset(&use, 0, sizeof use);
    cr_assert_eq(bandex_exercise_predict(row, &use, NULL, 1700, &got), BANDEX_OK);
    cr_expect_eq(got.start_mm, 408);
    cr_expect_eq(got.peak_mm, 850);
    cr_expect_eq(got.rest_mm, 408);
    cr_expect(got.flags & BANDEX_PREDICTION_REST_RECOMMENDED);
    use.start_mm = 800;
    use.peak_mm = 1150;
    use.rest_mm = 750;
    cr_assert_eq(bandex_exercise_predict(row, &use, NULL, 0, &got), BANDEX_OK);
    cr_expect_eq(got.peak_mm, 1150);
    cr_expect_eq(got.peak_permille, 533);
    cr_expect(got.flags & BANDEX_PREDICTION_MEASURED);
}

Test(predict, says_why_it_refuses)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_band_use use;
    bandex_prediction got;
    memset(&use, 0, sizeof use);
    use.rest_mm = 250;
    cr_expect_eq(bandex_exercise_predict(row, &use, NULL, 1700, &got), BANDEX_E_RANGE);
    cr_expect(got.flags & BANDEX_PREDICTION_EXERCISE_LIMIT);
    cr_expect_neq(got.reason[0], '\0');
    use.rest_mm = 700;
    cr_expect_eq(bandex_exercise_predict(row, &use, NULL, 1700, &got), BANDEX_OK);
    cr_expect(got.flags & BANDEX_PREDICTION_SLACK);
    cr_expect_neq(got.reason[0], '\0');
    cr_expect_eq(bandex_exercise_predict(row, &use, NULL, 0, &got), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_exercise_predict(row, NULL, NULL, 1700, &got), BANDEX_E_ARGUMENT);
    strcpy(use.band, "no/such");
    cr_expect_eq(bandex_exercise_predict(row, &use, NULL, 1700, &got), BANDEX_E_NOT_FOUND);
}

Test(configure, the_exercise_sets_the_detector)
{
    bandex_detector_config config;
    bandex_detector_config_default(&config);
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    cr_assert_eq(bandex_exercise_configure(row, NULL, NULL, 0, &config), BANDEX_OK);
    cr_expect_eq(config.mode, BANDEX_MODE_REPETITIONS);
    cr_expect_eq(config.rising_is, BANDEX_RISING_IS_CONCENTRIC);
    cr_expect_eq(config.min_rep_ms, (uint32_t)row->detection.min_rep_ms);
    cr_expect_eq(config.max_rep_ms, (uint32_t)row->detection.max_rep_ms);
    config.struct_size = 4;
    cr_expect_eq(bandex_exercise_configure(row, NULL, NULL, 0, &config), BANDEX_E_SIZE);
    cr_expect_eq(bandex_exercise_configure(NULL, NULL, NULL, 0, &config), BANDEX_E_ARGUMENT);
}

static void use_band(bandex_band_use *use, const char *band)
{
    memset(use, 0, sizeof *use);
    strncpy(use->band, band, sizeof use->band - 1);
}

Test(predict, the_worked_row)
{
    /* 1500 mm of green round the feet: two strands of 750 mm, 800 mm at the start, 1150 mm at the end, one per hand. */
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_band_use use;
    bandex_prediction got;
    use_band(&use, "theraband/green");
    use.rest_mm = 750;
    use.start_mm = 800;
    use.peak_mm = 1150;
    cr_assert_eq(bandex_exercise_predict(row, &use, NULL, 0, &got), BANDEX_OK);
    cr_expect(got.peak_force_mn > 14206 && got.peak_force_mn < 14494, "%d", got.peak_force_mn);
    cr_expect(got.start_force_mn > 2800 && got.start_force_mn < 2940, "%d", got.start_force_mn);

    bandex_detector_config config;
    bandex_detector_config_default(&config);
    cr_assert_eq(bandex_exercise_configure(row, &use, NULL, 0, &config), BANDEX_OK);
    cr_expect_float_eq(config.expected_range, (float)(got.peak_force_mn - got.start_force_mn) / 1000.0f, 0.001f);
    config.expected_range = 0;
    config.unit = BANDEX_UNIT_UNITLESS;
    cr_assert_eq(bandex_exercise_configure(row, &use, NULL, 0, &config), BANDEX_OK);
    cr_expect_eq(config.expected_range, 0, "newtons say nothing about a signal without a unit");
}

Test(predict, holds_make_an_isometric_detector)
{
    bandex_detector_config config;
    bandex_detector_config_default(&config);
    cr_assert_eq(bandex_exercise_configure(bandex_catalog_find(NULL, "neck_retraction_hold"), NULL, NULL, 0, &config), BANDEX_OK);
    cr_expect_eq(config.mode, BANDEX_MODE_ISOMETRIC);
    cr_expect_eq(config.hold_min_ms, 2500);
}

Test(predict, bands_that_say_little_say_so)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_band_use use;
    bandex_prediction got;
    for (size_t i = 0; i < bandex_band_count(); i++) {
        const bandex_band_product *product = bandex_band_at(i);
        bandex_status status;
        use_band(&use, product->id);
        status = bandex_exercise_predict(row, &use, NULL, 1700, &got);
        if (product->point_count == 0) {
            cr_expect_eq(status, BANDEX_E_RANGE, "%s", product->id);
            cr_expect_eq(got.peak_force_mn, BANDEX_UNKNOWN);
            cr_expect_neq(got.reason[0], '\0');
        }
        if (product->kind == BANDEX_BAND_LOOP) {
            cr_expect(got.flags & BANDEX_PREDICTION_OTHER_KIND, "%s", product->id);
        }
    }
}

/* Every exercise can be done by people of 1.30 to 2.00 m with the recommended rest length. */
Test(predict, paths_are_plausible_for_everybody)
{
    static const char *const bands[] = {"theraband/tan",  "theraband/yellow", "theraband/red",    "theraband/green",
                                        "theraband/blue", "theraband/black",  "theraband/silver", "theraband/gold"};
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        for (uint32_t stature = 1300; stature <= 2000; stature += 50) {
            int32_t previous = 0;
            for (size_t j = 0; j < sizeof bands / sizeof *bands; j++) {
                bandex_band_use use;
                bandex_prediction got;
                use_band(&use, bands[j]);
                cr_assert_eq(bandex_exercise_predict(exercise, &use, NULL, stature, &got), BANDEX_OK, "%s %u %s: %s",
                             exercise->id, stature, bands[j], got.reason);
                cr_expect(got.start_force_mn >= 0 && got.start_force_mn < got.peak_force_mn, "%s", exercise->id);
                cr_expect(got.peak_permille <= bandex_band_find(bands[j])->limit_permille ||
                              got.peak_permille < BANDEX_BAND_WARNING_PERMILLE, "%s", exercise->id);
                cr_expect_eq(got.flags & (BANDEX_PREDICTION_WARNING | BANDEX_PREDICTION_EXERCISE_LIMIT), 0, "%s", exercise->id);
                cr_expect(got.peak_force_mn > previous, "%s: %s is not harder", exercise->id, bands[j]);
                previous = got.peak_force_mn;
            }
        }
    }
}

Test(predict, profiles_are_what_the_bands_do)
{
    /* The samples of a record against the curves of all eight colors, for the reference stature. */
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        const bandex_profile *profile = &exercise->profile;
        for (size_t j = 0; j < bandex_band_count(); j++) {
            const bandex_band_product *product = bandex_band_at(j);
            bandex_curve curve;
            double peak;
            if (strncmp(product->id, "theraband/", 10) != 0 || product->kind != BANDEX_BAND_FLAT || product->chart ||
                bandex_band_curve(product, BANDEX_CURVE_DEFAULT, &curve) != BANDEX_OK) {
                continue;
            }
            double from = exercise->stretch.start_permille / 1000.0, to = exercise->stretch.peak_permille / 1000.0;
            bandex_curve_force(&curve, to, &peak);
            for (size_t k = 0; k < profile->sample_count; k++) {
                double force;
                bandex_curve_force(&curve, from + (to - from) * (double)k / (double)(profile->sample_count - 1), &force);
                cr_expect_float_eq(force / peak * 1000.0, profile->samples[k], 45, "%s %s sample %zu", exercise->id,
                                   product->id, k);
            }
        }
    }
}

Test(predict, the_persons_own_band_is_what_pulls)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_band_use use;
    bandex_instance own;
    bandex_prediction any, got;
    bandex_band_answer chart;
    bandex_detector_config config, calibrated;
    use_band(&use, "theraband/green");
    use.start_mm = 800;
    use.peak_mm = 1150;
    use.rest_mm = 750;
    use.strands = 1;
    cr_assert_eq(bandex_exercise_predict(row, &use, NULL, 0, &any), BANDEX_OK);
    cr_expect_eq(any.flags & BANDEX_PREDICTION_CALIBRATED, 0);
    /* One known load, a fifth above the chart: the whole curve is a fifth above it. */
    cr_assert_eq(bandex_band_force(bandex_band_find("theraband/green"), &use, 1100, &chart), BANDEX_OK);
    bandex_instance_default(&own);
    strcpy(own.product, "theraband/green");
    own.rest_mm = 750;
    cr_assert_eq(bandex_instance_load_add(&own, 1100, chart.force_mn * 12 / 10), BANDEX_OK);
    use.rest_mm = 0; /* the band knows its own */
    cr_assert_eq(bandex_exercise_predict(row, &use, &own, 0, &got), BANDEX_OK);
    cr_expect_eq(got.rest_mm, 750);
    cr_expect(got.flags & BANDEX_PREDICTION_CALIBRATED);
    cr_expect_eq(got.flags & BANDEX_PREDICTION_REST_RECOMMENDED, 0);
    cr_expect(abs(got.peak_force_mn - any.peak_force_mn * 12 / 10) <= 3, "%d", got.peak_force_mn);
    cr_expect(abs(got.start_force_mn - any.start_force_mn * 12 / 10) <= 3, "%d", got.start_force_mn);
    bandex_detector_config_default(&config);
    calibrated = config;
    use.rest_mm = 750;
    bandex_exercise_configure(row, &use, NULL, 0, &config);
    bandex_exercise_configure(row, &use, &own, 0, &calibrated);
    cr_expect_float_eq(calibrated.expected_range, 1.2f * config.expected_range, 0.01f);
    /* 1000 repetitions after its calibration it is worn to 905 permille. */
    own.cycles = 1000;
    cr_assert_eq(bandex_exercise_predict(row, &use, &own, 0, &got), BANDEX_OK);
    cr_expect(abs(got.peak_force_mn - any.peak_force_mn * 12 * 905 / 10000) <= 3, "%d", got.peak_force_mn);
}

Test(predict, a_known_load_makes_a_curve_where_the_product_has_none)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    const bandex_band_product *ordinal = NULL;
    bandex_band_use use;
    bandex_instance own;
    bandex_prediction got;
    for (size_t i = 0; i < bandex_band_count() && !ordinal; i++) {
        ordinal = bandex_band_at(i)->point_count == 0 ? bandex_band_at(i) : NULL;
    }
    cr_assert(ordinal, "the table has products of which only the order is known");
    use_band(&use, ordinal->id);
    use.start_mm = 800;
    use.peak_mm = 1200;
    use.rest_mm = 750;
    use.strands = 1;
    bandex_instance_default(&own);
    own.rest_mm = 750;
    cr_expect_eq(bandex_exercise_predict(row, &use, &own, 0, &got), BANDEX_E_RANGE);
    cr_expect_eq(got.peak_force_mn, BANDEX_UNKNOWN);
    cr_expect(got.reason[0]);
    cr_assert_eq(bandex_instance_load_add(&own, 1500, 20000), BANDEX_OK);
    cr_assert_eq(bandex_exercise_predict(row, &use, &own, 0, &got), BANDEX_OK);
    cr_expect_eq(got.peak_force_mn, 12000, "a straight line: 20 N at 750 mm more, so 12 N at 450 mm more");
    strcpy(own.product, "theraband/green");
    cr_expect_eq(bandex_exercise_predict(row, &use, &own, 0, &got), BANDEX_E_ARGUMENT, "that is another band");
    own.product[0] = 0;
    own.load_count = BANDEX_BAND_CALIBRATION_POINTS + 1;
    cr_expect_lt(bandex_exercise_predict(row, &use, &own, 0, &got), 0, "memory from anywhere");
}
