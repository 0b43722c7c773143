/* SPDX-License-Identifier: MIT */
#include "reps.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

Test(summary, adds_up_time_by_phase)
{
    bandex_set_summary s;
    cr_assert_eq(bandex_set_summary_init(&s), BANDEX_OK);
    for (int i = 0; i < 5; i++) {
        bandex_rep rep = make_rep(10 + 4.0 * i, 100, BANDEX_REP_FULL);
        cr_assert_eq(bandex_set_summary_add(&s, &rep), BANDEX_OK);
    }
    cr_assert_eq(s.full, 5);
    cr_assert_eq(s.start_us, 10000000);
    cr_assert_eq(s.end_us, 29000000);
    cr_assert_eq(s.concentric_us, 5000000);
    cr_assert_eq(s.hold_us, 2500000);
    cr_assert_eq(s.eccentric_us, 7500000);
    cr_assert_eq(bandex_set_summary_tut(&s), 15000000);
    cr_assert_eq(s.rest_us, 4000000, "four pauses of one second");
    cr_assert_float_eq(s.cadence, 15, 1e-4);
    cr_assert_float_eq(s.impulse, 1000, 1e-3);
    cr_assert_float_eq(s.mean, 1000.0 / 15, 1e-3);
    cr_assert_eq(s.bumps, 5);
}

Test(summary, decline_is_of_the_last_against_the_best)
{
    static const float peaks[] = {80, 100, 95, 60};
    bandex_set_summary s;
    bandex_set_summary_init(&s);
    for (int i = 0; i < 4; i++) {
        bandex_rep rep = make_rep(3.0 * i, peaks[i], BANDEX_REP_FULL);
        bandex_set_summary_add(&s, &rep);
    }
    cr_assert_float_eq(s.peak_decline, 0.4, 1e-6);
    cr_assert_float_eq(s.impulse_decline, 0.4, 1e-6);
    cr_assert_float_eq(s.loading_rate_loss, 0.4, 1e-6);
    cr_assert_float_eq(s.peak_mean, 83.75, 1e-4);
    cr_assert_float_eq(s.completeness_min, 0.6, 1e-6);
    bandex_rep best = make_rep(12, 120, BANDEX_REP_FULL);
    bandex_set_summary_add(&s, &best);
    cr_assert_eq(s.peak_decline, 0);
    cr_assert_eq(s.peak, 120);
}

Test(summary, partials_count_apart_and_do_not_decline)
{
    bandex_rep full = make_rep(0, 100, BANDEX_REP_FULL), partial = make_rep(3, 40, BANDEX_REP_PARTIAL);
    bandex_rep spike = make_rep(6, 500, BANDEX_REP_SPIKE), setup = make_rep(7, 500, BANDEX_REP_SETUP);
    bandex_set_summary s;
    bandex_set_summary_init(&s);
    bandex_set_summary_add(&s, &full);
    bandex_set_summary_add(&s, &partial);
    bandex_set_summary_add(&s, &spike);
    bandex_set_summary_add(&s, &setup);
    cr_assert_eq(s.full, 1);
    cr_assert_eq(s.partial, 1);
    cr_assert_eq(s.peak, 100);
    cr_assert_eq(s.peak_decline, 0);
    cr_assert_eq(bandex_set_summary_tut(&s), 6000000);
    cr_assert_float_eq(s.cadence, 20, 1e-4);
}

Test(summary, holds_are_efforts_of_their_own)
{
    bandex_rep hold = make_rep(0, 100, BANDEX_REP_HOLD);
    bandex_set_summary s;
    bandex_set_summary_init(&s);
    bandex_set_summary_add(&s, &hold);
    cr_assert_eq(s.holds, 1);
    cr_assert_eq(s.full, 0);
    cr_assert_eq(s.peak_best, 100);
}

Test(summary, what_is_no_number_is_left_out)
{
    bandex_rep good = make_rep(0, 100, BANDEX_REP_FULL), bad = make_rep(3, NAN, BANDEX_REP_FULL);
    bandex_set_summary s;
    bandex_set_summary_init(&s);
    bandex_set_summary_add(&s, &good);
    bandex_set_summary_add(&s, &bad);
    cr_assert_eq(s.full, 2);
    cr_assert_eq(s.peak, 100);
    cr_assert_float_eq(s.impulse, 200, 1e-4);
    cr_assert(isfinite(s.mean) && isfinite(s.peak_mean) && isfinite(s.completeness_min));
}

Test(summary, wants_its_pointers)
{
    bandex_rep rep = make_rep(0, 1, BANDEX_REP_FULL);
    bandex_set_summary s;
    cr_assert_eq(bandex_set_summary_init(NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_summary_add(NULL, &rep), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_summary_add(&s, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_summary_tut(NULL), 0);
}

Test(asymmetry, keeps_raw_values_and_the_sign)
{
    bandex_set_summary left, right;
    bandex_set_asymmetry out;
    bandex_set_summary_init(&left);
    bandex_set_summary_init(&right);
    bandex_rep l = make_rep(0, 100, BANDEX_REP_FULL), r = make_rep(0, 80, BANDEX_REP_FULL);
    bandex_set_summary_add(&left, &l);
    bandex_set_summary_add(&right, &r);
    cr_assert_eq(bandex_set_asymmetry_compare(&left, &right, &out), BANDEX_OK);
    cr_assert_eq(out.peak_mean.left, 100);
    cr_assert_eq(out.peak_mean.right, 80);
    cr_assert_float_eq(out.peak_mean.index, -0.2, 1e-6);
    cr_assert_eq(out.reps.index, 0);
    bandex_set_asymmetry swapped;
    bandex_set_asymmetry_compare(&right, &left, &swapped);
    cr_assert_eq(swapped.peak_mean.index, -out.peak_mean.index);
    bandex_set_summary_init(&left);
    bandex_set_summary_init(&right);
    bandex_set_asymmetry_compare(&left, &right, &out);
    cr_assert_eq(out.impulse.index, 0);
    cr_assert_eq(bandex_set_asymmetry_compare(&left, NULL, &out), BANDEX_E_ARGUMENT);
}

Test(work, follows_from_the_band_and_its_lengths)
{
    bandex_band_use use = {"theraband/green", "", 1, 1000, 1200, 2000};
    bandex_set_summary s;
    int32_t one_mj;
    bandex_set_summary_init(&s);
    for (int i = 0; i < 4; i++) {
        bandex_rep rep = make_rep(3.0 * i, 20, i < 3 ? BANDEX_REP_FULL : BANDEX_REP_PARTIAL);
        bandex_set_summary_add(&s, &rep);
    }
    cr_assert_eq(bandex_band_work(bandex_band_find("theraband/green"), &use, &one_mj), BANDEX_OK);
    cr_assert_eq(bandex_set_summary_work(&s, &use), BANDEX_OK);
    cr_assert_float_eq(s.work_j, 3e-3 * one_mj, 1e-3);
    cr_assert_float_eq(s.power_w, s.work_j / 4, 1e-3, "over 4 s of concentric time");
    cr_assert(s.work_j > 20 && s.work_j < 60, "about 15 N over 0.8 m, three times: %g", (double)s.work_j);
    use.start_mm = 0;
    cr_assert_eq(bandex_set_summary_work(&s, &use), BANDEX_E_ARGUMENT);
    cr_assert_eq(s.work_j, 0);
    snprintf(use.band, sizeof use.band, "nobody/orange");
    cr_assert_eq(bandex_set_summary_work(&s, &use), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_set_summary_work(&s, NULL), BANDEX_E_ARGUMENT);
}
