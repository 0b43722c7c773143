/* SPDX-License-Identifier: MIT */
#include <bandex/units.h>
#include <criterion/criterion.h>
#include <math.h>

static float convert(bandex_calibration *calibration, int32_t raw)
{
    float newton = NAN;
    cr_assert_eq(bandex_calibration_convert(calibration, raw, &newton), BANDEX_OK);
    return newton;
}

Test(calibration, two_points_give_the_line_through_both)
{
    bandex_calibration calibration;
    cr_assert_eq(bandex_calibration_init(&calibration, 1000), BANDEX_OK);
    cr_assert_eq(bandex_calibration_add(&calibration, 101000, 49033), BANDEX_OK);
    cr_assert_float_eq(convert(&calibration, 1000), 0, 1e-6);
    cr_assert_float_eq(convert(&calibration, 101000), 49.033, 1e-3);
    cr_assert_float_eq(convert(&calibration, 51000), 24.5165, 1e-3);
}

Test(calibration, an_inverted_cell_has_a_negative_slope)
{
    bandex_calibration calibration;
    bandex_calibration_init(&calibration, -500);
    cr_assert_eq(bandex_calibration_add(&calibration, -20500, 100000), BANDEX_OK);
    cr_assert_lt(calibration.newton_per_count, 0);
    cr_assert_float_eq(convert(&calibration, -10500), 50, 1e-3);
}

Test(calibration, more_points_are_fitted_and_the_worst_distance_told)
{
    bandex_calibration calibration;
    bandex_calibration_init(&calibration, 0);
    bandex_calibration_add(&calibration, 1000, 10000);
    cr_assert_float_eq(calibration.residual_n, 0, 1e-6);
    bandex_calibration_add(&calibration, 2000, 20400);
    /* slope = (1000*10 + 2000*20.4) / (1e6 + 4e6) = 0.01016 */
    cr_assert_float_eq(calibration.newton_per_count, 0.01016f, 1e-7);
    cr_assert_float_eq(calibration.residual_n, 0.16f, 1e-4);
}

Test(calibration, useless_points_are_refused_and_change_nothing)
{
    bandex_calibration calibration, before;
    float newton;
    bandex_calibration_init(&calibration, 7);
    cr_assert_eq(bandex_calibration_convert(&calibration, 7, &newton), BANDEX_E_STATE);
    before = calibration;
    cr_assert_eq(bandex_calibration_add(&calibration, 7, 1000), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_calibration_add(&calibration, 100, 0), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_calibration_add(NULL, 100, 1), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_calibration_init(NULL, 0), BANDEX_E_ARGUMENT);
    cr_assert_eq(calibration.count, before.count);
    for (int i = 1; i < BANDEX_CALIBRATION_POINTS; i++) {
        cr_assert_eq(bandex_calibration_add(&calibration, 7 + i * 100, i * 1000), BANDEX_OK);
    }
    cr_assert_eq(bandex_calibration_add(&calibration, 5000, 1000), BANDEX_E_FULL);
}

Test(calibration, the_extremes_of_the_converter_do_not_overflow)
{
    bandex_calibration calibration;
    bandex_calibration_init(&calibration, INT32_MIN);
    cr_assert_eq(bandex_calibration_add(&calibration, INT32_MAX, 1000000), BANDEX_OK);
    cr_assert_float_eq(convert(&calibration, INT32_MAX), 1000, 0.1);
    cr_assert_float_eq(convert(&calibration, INT32_MIN), 0, 1e-6);
}

Test(calibration, auto_zero_follows_small_drift_and_ignores_load)
{
    bandex_calibration calibration;
    bandex_calibration_init(&calibration, 0);
    bandex_calibration_add(&calibration, 100000, 100000);
    calibration.auto_zero_mn = 2000;
    for (int i = 0; i < 5000; i++) {
        convert(&calibration, 1500);
    }
    cr_assert_float_eq(convert(&calibration, 1500), 0, 0.01);
    for (int i = 0; i < 5000; i++) {
        convert(&calibration, 50000);
    }
    cr_assert_float_eq(convert(&calibration, 1500), 0, 0.01);
}
