/* SPDX-License-Identifier: MIT */
#include <bandex/progression.h>
#include <criterion/criterion.h>
#include <math.h>

/* The integer tables and divisions against the printed formulas. */
static double formula(int32_t f, double w, double r)
{
    switch (f) {
    case BANDEX_FORMULA_EPLEY:
        return w * (1 + r / 30);
    case BANDEX_FORMULA_BRZYCKI:
        return 36 * w / (37 - r);
    case BANDEX_FORMULA_LANDER:
        return 100 * w / (101.3 - 2.67123 * r);
    case BANDEX_FORMULA_LOMBARDI:
        return w * pow(r, 0.1);
    case BANDEX_FORMULA_MAYHEW:
        return 100 * w / (52.2 + 41.9 * exp(-0.055 * r));
    case BANDEX_FORMULA_OCONNER:
        return w * (1 + 0.025 * r);
    default:
        return 100 * w / (48.8 + 53.8 * exp(-0.075 * r));
    }
}

Test(estimate, agrees_with_the_printed_formulas)
{
    for (int32_t f = 0; f < BANDEX_FORMULA_COUNT; f++) {
        for (int32_t r = 2; r <= 15; r++) {
            for (int32_t w = 1; w < 1000000000; w = w * 3 + 7) {
                bandex_estimate e;
                cr_assert_eq(bandex_capacity_estimate(f, w, r, &e), BANDEX_OK);
                cr_assert(fabs(e.force_mn - formula(f, w, r)) <= 0.5 + w * 1e-9 + 1e-6, "%s %d x %d", bandex_formula_name(f), w, r);
                cr_assert_eq(e.confidence, r <= 10 ? BANDEX_CONFIDENCE_USUAL : BANDEX_CONFIDENCE_LOW);
            }
        }
    }
}

Test(estimate, one_is_measured_and_above_fifteen_refused)
{
    bandex_estimate e;
    for (int32_t f = 0; f < BANDEX_FORMULA_COUNT; f++) {
        cr_assert_eq(bandex_capacity_estimate(f, 12345, 1, &e), BANDEX_OK);
        cr_assert_eq(e.force_mn, 12345);
        cr_assert_eq(e.confidence, BANDEX_CONFIDENCE_MEASURED);
        cr_assert_eq(bandex_capacity_estimate(f, 12345, 16, &e), BANDEX_E_RANGE);
        cr_assert_eq(bandex_capacity_estimate(f, 12345, 0, &e), BANDEX_E_ARGUMENT);
        cr_assert_eq(bandex_capacity_estimate(f, 0, 5, &e), BANDEX_E_ARGUMENT);
        cr_assert_eq(bandex_capacity_estimate(f, INT32_MAX, 15, &e), BANDEX_E_RANGE);
    }
    cr_assert_eq(bandex_capacity_estimate(BANDEX_FORMULA_COUNT, 1, 1, &e), BANDEX_E_ARGUMENT);
    cr_assert_str_eq(bandex_formula_name(BANDEX_FORMULA_OCONNER), "oconner");
}

Test(numbers, bad_arguments_are_told)
{
    bandex_rung rungs[2] = {{"a", "", 1, 0, 100, 0}, {"b", "", 1, 0, 200, 0}};
    bandex_rung ordinal[1] = {{"a", "", 1, 0, BANDEX_UNKNOWN, 3}};
    bandex_ladder ladder = {rungs, 2}, blind = {ordinal, 1};
    bandex_retest retest;
    bandex_rts_result rts;
    int32_t a, b, values[] = {100, 0};
    cr_assert_eq(bandex_loss_stop(values, 2, 100, &a, &b), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_loss_stop(values, 0, 100, &a, &b), BANDEX_OK);
    cr_assert_eq(a, BANDEX_UNKNOWN);
    cr_assert_eq(bandex_ladder_range(&ladder, 1, 8, &a, &b), BANDEX_E_RANGE);
    cr_assert_eq(bandex_ladder_range(&blind, 0, 8, &a, &b), BANDEX_E_UNSUPPORTED);
    cr_assert_eq(bandex_ladder_at_most(&ladder, 99, &a, &b), BANDEX_OK);
    cr_assert(a == 0 && b == 1);
    cr_assert_eq(bandex_ladder_at_most(&blind, 99, &a, &b), BANDEX_E_UNSUPPORTED);
    cr_assert_eq(bandex_ladder_set_loads(&blind, 0, values, 1, &a, &b), BANDEX_E_UNSUPPORTED);
    cr_assert_eq(bandex_ladder_set_loads(&ladder, 2, values, 1, &a, &b), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_retest_decide(2, 0, 2, 8, 8, 12, 1, 3, &retest), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_rts_next(&ladder, 0, 5, 101, 5, 80, &rts), BANDEX_E_RANGE);
    cr_assert_eq(bandex_rts_next(&ladder, 0, 16, 100, 5, 80, &rts), BANDEX_E_RANGE);
    cr_assert_eq(bandex_rts_next(&blind, 0, 5, 80, 5, 80, &rts), BANDEX_E_UNSUPPORTED);
    cr_assert_eq(bandex_return_ramp(0, values, 1, &a), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_weekly_sets_schedule(1, 1, 0, 1, &a), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_deload_sets(0, 1, 500, 3, &a, &b), BANDEX_E_ARGUMENT);
}
