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

/* F = 20 N at twice the length, a straight line: the work is 10 J per meter of rest length times the square of e. */
static bandex_spring straight_spring(void)
{
    static const bandex_band_point point = {.elongation_permille = 1000, .force_mn = 20000, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .source = "made up"};
    static const bandex_band_product product = {.id = "made/up", .points = &point, .point_count = 1};
    bandex_band_use use = {.strands = 1, .rest_mm = 1000};
    bandex_spring spring;
    cr_assert_eq(bandex_spring_open(&spring, &product, NULL, &use, BANDEX_CURVE_LINEAR), BANDEX_OK);
    return spring;
}

static bandex_rep pull(float trough, float peak, float after)
{
    bandex_rep rep = make_rep(0, peak, BANDEX_REP_FULL);
    rep.trough = trough;
    rep.rise = peak - trough;
    rep.fall = peak - after;
    return rep;
}

Test(work, follows_from_the_measured_force)
{
    bandex_spring spring = straight_spring();
    bandex_rep rep = pull(5, 20, 10);
    bandex_work work;
    cr_assert_eq(bandex_rep_work(&rep, &spring, &work), BANDEX_OK);
    cr_assert_float_eq(work.start_mm, 1250, 0.01);
    cr_assert_float_eq(work.peak_mm, 2000, 0.01);
    cr_assert_float_eq(work.end_mm, 1500, 0.01);
    cr_assert_float_eq(work.stretch_j, 10 * (1 - 0.0625), 1e-4);
    cr_assert_float_eq(work.returned_j, 10 * (1 - 0.25), 1e-4);
    cr_assert_float_eq(work.power_w, 9.375, 1e-4, "in the second of make_rep()");
    rep = pull(-1, 20, 20);
    cr_assert_eq(bandex_rep_work(&rep, &spring, &work), BANDEX_OK);
    cr_assert_float_eq(work.stretch_j, 10, 1e-4, "below zero is slack");
    cr_assert_eq(work.returned_j, 0, "it stayed at the top");
    rep.concentric_us = 0;
    bandex_rep_work(&rep, &spring, &work);
    cr_assert_eq(work.power_w, 0);
}

Test(work, of_a_real_band_is_the_work_between_the_lengths_of_its_forces)
{
    bandex_band_use use = {"theraband/green", "", 2, 1000, 1200, 2000};
    const bandex_band_product *green = bandex_band_find("theraband/green");
    bandex_band_answer low, high;
    bandex_spring spring;
    bandex_work work;
    int32_t between_mj;
    bandex_band_force(green, &use, 1200, &low);
    bandex_band_force(green, &use, 2000, &high);
    bandex_band_work(green, &use, &between_mj);
    bandex_spring_open(&spring, green, NULL, &use, BANDEX_CURVE_DEFAULT);
    bandex_rep rep = pull((float)low.force_mn / 1000, (float)high.force_mn / 1000, (float)low.force_mn / 1000);
    cr_assert_eq(bandex_rep_work(&rep, &spring, &work), BANDEX_OK);
    cr_assert_float_eq(work.start_mm, 1200, 0.1);
    cr_assert_float_eq(work.peak_mm, 2000, 0.1);
    cr_assert_float_eq(work.stretch_j, 1e-3 * between_mj, 0.01);
    cr_assert_float_eq(work.returned_j, work.stretch_j, 1e-5);
}

Test(work, adds_up_in_a_summary)
{
    bandex_spring spring = straight_spring();
    bandex_rep reps[] = {pull(0, 20, 0), pull(0, 10, 0), pull(0, 20, 0), pull(0, 1000, 0)};
    bandex_set_summary s;
    reps[1].rep_class = BANDEX_REP_PARTIAL;
    reps[2].rep_class = BANDEX_REP_SETUP;
    bandex_set_summary_init(&s);
    for (int i = 0; i < 3; i++) {
        bandex_set_summary_add(&s, &reps[i]);
        cr_assert_eq(bandex_set_summary_work_add(&s, &reps[i], &spring), BANDEX_OK);
    }
    cr_assert_float_eq(s.work_j, 12.5, 1e-3, "10 and a quarter of it");
    cr_assert_float_eq(s.power_w, 6.25, 1e-3);
    cr_assert_eq(bandex_set_summary_work_add(&s, &reps[3], &spring), BANDEX_E_RANGE, "past the limit of the band");
    cr_assert_float_eq(s.work_j, 12.5, 1e-3);
}

Test(work, refuses_what_is_no_measure)
{
    bandex_spring spring = straight_spring();
    const bandex_rep odd[] = {pull(NAN, 20, 0), pull(0, NAN, 0), pull(0, 20, NAN), pull(INFINITY, 20, 0), pull(0, 1e9f, 0), pull(20, 10, 0),
                              pull(0, 10, 20)};
    bandex_set_summary s;
    bandex_rep good = pull(0, 20, 0);
    bandex_work work;
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        cr_assert_eq(bandex_rep_work(&odd[i], &spring, &work), BANDEX_E_RANGE, "%zu", i);
        cr_assert_eq(work.stretch_j, 0);
    }
    cr_assert_eq(bandex_rep_work(NULL, &spring, &work), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_rep_work(&good, NULL, &work), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_rep_work(&good, &spring, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_summary_work_add(NULL, &good, &spring), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_summary_work_add(&s, NULL, &spring), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_summary_work_add(&s, &good, NULL), BANDEX_E_ARGUMENT);
}
