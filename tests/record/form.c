/* SPDX-License-Identifier: MIT */
#include "reps.h"
#include <criterion/criterion.h>
#include <math.h>

Test(form, completeness_decides_without_a_calibrated_force)
{
    bandex_rep reps[] = {make_rep(0, 100, BANDEX_REP_FULL), make_rep(3, 80, BANDEX_REP_FULL),
                         make_rep(6, 79, BANDEX_REP_FULL), make_rep(9, 100, BANDEX_REP_PARTIAL)};
    bandex_set set;
    bandex_set_default(&set);
    bandex_set_detected(&set, reps, 4);
    cr_assert_eq(bandex_set_judge(&set, NULL), BANDEX_OK);
    cr_assert_eq(set.valid_reps, 2);
}

Test(form, peak_against_the_calibrated_full_range)
{
    bandex_rep reps[] = {make_rep(0, 95, BANDEX_REP_FULL), make_rep(3, 94, BANDEX_REP_FULL), make_rep(6, NAN, BANDEX_REP_FULL)};
    bandex_form form;
    bandex_set set;
    bandex_form_default(&form);
    form.full_force_mn = 100000;
    bandex_set_default(&set);
    bandex_set_detected(&set, reps, 3);
    bandex_set_judge(&set, &form);
    cr_assert_eq(set.valid_reps, 1);
}

Test(form, no_hold_is_exactly_nothing_long)
{
    bandex_rep rep = make_rep(0, 100, BANDEX_REP_FULL);
    bandex_form form;
    bandex_form_default(&form);
    form.tempo.hold_ms = 0;
    rep.hold_us = 300000;
    cr_assert_eq(bandex_rep_valid(&rep, &form, 1000), 1);
    rep.hold_us = 300001;
    cr_assert_eq(bandex_rep_valid(&rep, &form, 1000), 0);
    form.tempo_tolerance_ms = form.tempo_tolerance_permille = 0;
    rep.hold_us = 0;
    cr_assert_eq(bandex_rep_valid(&rep, &form, 1000), 1);
    rep.hold_us = 1;
    cr_assert_eq(bandex_rep_valid(&rep, &form, 1000), 0);
}

Test(form, tempo_by_named_phases)
{
    bandex_rep rep = make_rep(0, 100, BANDEX_REP_FULL);
    bandex_set set;
    bandex_set_default(&set);
    set.tempo.concentric_ms = 1000;
    set.tempo.eccentric_ms = 2000;
    bandex_set_detected(&set, &rep, 1);
    bandex_set_judge(&set, NULL);
    cr_assert_eq(set.valid_reps, 1, "1.5 s is within half of 2 s");
    set.tempo.eccentric_ms = 3001;
    bandex_set_judge(&set, NULL);
    cr_assert_eq(set.valid_reps, 0);
}

Test(form, never_more_valid_than_accepted)
{
    bandex_rep reps[] = {make_rep(0, 100, BANDEX_REP_FULL), make_rep(3, 100, BANDEX_REP_FULL)};
    bandex_set set;
    bandex_set_default(&set);
    bandex_set_detected(&set, reps, 2);
    set.accepted_reps = 1;
    bandex_set_judge(&set, NULL);
    cr_assert_eq(set.valid_reps, 1);
    bandex_set_default(&set);
    set.valid_reps = 7;
    cr_assert_eq(bandex_set_judge(&set, NULL), BANDEX_OK);
    cr_assert_eq(set.valid_reps, 7, "without repetitions there is nothing to judge");
}

Test(form, dose_of_faber_2015)
{
    bandex_tempo tempo = {3000, 2000, 3000, BANDEX_UNKNOWN};
    bandex_dose dose;
    int64_t target;
    cr_assert_eq(bandex_tempo_tut(&tempo, 30, &target), BANDEX_OK);
    cr_assert_eq(target, 240000);
    cr_assert_eq(bandex_dose_compare(228000, target, 80, &dose), BANDEX_OK);
    cr_assert_eq(dose.compliant, 1);
    cr_assert_eq(dose.ratio_permille, 950);
    bandex_dose_compare(215000, target, 80, &dose);
    cr_assert_eq(dose.compliant, 0);
    cr_assert_eq(dose.ratio_permille, 895);
    bandex_dose_compare(259200, target, 80, &dose);
    cr_assert_eq(dose.compliant, 1, "the limits belong to the range");
    bandex_dose_compare(259201, target, 80, &dose);
    cr_assert_eq(dose.compliant, 0);
    cr_assert_eq(bandex_dose_compare(1, 0, 80, &dose), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_dose_compare(-1, 5, 80, &dose), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_tempo_tut(&tempo, -1, &target), BANDEX_E_ARGUMENT);
}
