/* SPDX-License-Identifier: MIT */
/* Lengths, stretch and forces of an exercise, and the detector that follows from them. */
#include <bandex/exercise.h>
#include <criterion/criterion.h>
#include <string.h>

Test(predict, lengths_follow_stature_and_measured_ones_win)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_band_use use;
    bandex_prediction got;
    memset(&use, 0, sizeof use);
    cr_assert_eq(bandex_exercise_predict(row, &use, 1700, &got), BANDEX_OK);
    cr_expect_eq(got.start_mm, 408);
    cr_expect_eq(got.peak_mm, 850);
    cr_expect_eq(got.rest_mm, 408);
    cr_expect(got.flags & BANDEX_PREDICTION_REST_RECOMMENDED);
    use.start_mm = 800;
    use.peak_mm = 1150;
    use.rest_mm = 750;
    cr_assert_eq(bandex_exercise_predict(row, &use, 0, &got), BANDEX_OK);
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
    cr_expect_eq(bandex_exercise_predict(row, &use, 1700, &got), BANDEX_E_RANGE);
    cr_expect(got.flags & BANDEX_PREDICTION_EXERCISE_LIMIT);
    cr_expect_neq(got.reason[0], '\0');
    use.rest_mm = 700;
    cr_expect_eq(bandex_exercise_predict(row, &use, 1700, &got), BANDEX_OK);
    cr_expect(got.flags & BANDEX_PREDICTION_SLACK);
    cr_expect_neq(got.reason[0], '\0');
    cr_expect_eq(bandex_exercise_predict(row, &use, 0, &got), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_exercise_predict(row, NULL, 1700, &got), BANDEX_E_ARGUMENT);
    strcpy(use.band, "no/such");
    cr_expect_eq(bandex_exercise_predict(row, &use, 1700, &got), BANDEX_E_NOT_FOUND);
}

Test(configure, the_exercise_sets_the_detector)
{
    bandex_detector_config config;
    bandex_detector_config_default(&config);
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    cr_assert_eq(bandex_exercise_configure(row, NULL, 0, &config), BANDEX_OK);
    cr_expect_eq(config.mode, BANDEX_MODE_REPETITIONS);
    cr_expect_eq(config.rising_is, BANDEX_RISING_IS_CONCENTRIC);
    cr_expect_eq(config.min_rep_ms, (uint32_t)row->detection.min_rep_ms);
    cr_expect_eq(config.max_rep_ms, (uint32_t)row->detection.max_rep_ms);
    config.struct_size = 4;
    cr_expect_eq(bandex_exercise_configure(row, NULL, 0, &config), BANDEX_E_SIZE);
    cr_expect_eq(bandex_exercise_configure(NULL, NULL, 0, &config), BANDEX_E_ARGUMENT);
}
