/* SPDX-License-Identifier: MIT */
#include "reps.h"
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

Test(set, default_tells_nothing)
{
    bandex_set set;
    memset(&set, 0xa5, sizeof set);
    cr_assert_eq(bandex_set_default(&set), BANDEX_OK);
    cr_assert_eq(set.target_sets, BANDEX_UNKNOWN);
    cr_assert_eq(set.target_reps, BANDEX_UNKNOWN);
    cr_assert_eq(set.accepted_reps, BANDEX_UNKNOWN);
    cr_assert_eq(set.valid_reps, BANDEX_UNKNOWN);
    cr_assert_eq(set.rir, BANDEX_UNKNOWN);
    cr_assert_eq(set.tempo.eccentric_ms, BANDEX_UNKNOWN);
    cr_assert_str_empty(set.exercise);
    cr_assert_null(set.reps);
    cr_assert_eq(bandex_set_default(NULL), BANDEX_E_ARGUMENT);
}

Test(session, default_tells_nothing)
{
    bandex_session session;
    memset(&session, 0xa5, sizeof session);
    cr_assert_eq(bandex_session_default(&session), BANDEX_OK);
    cr_assert_eq(session.pain_during, BANDEX_UNKNOWN);
    cr_assert_eq(session.sets_prescribed, BANDEX_UNKNOWN);
    cr_assert_eq(session.red_flag, 0);
    cr_assert_eq(session.set_count, 0);
    cr_assert_eq(bandex_session_default(NULL), BANDEX_E_ARGUMENT);
}

Test(set, detected_reps_become_the_accepted_ones)
{
    bandex_rep reps[] = {make_rep(0, 100, BANDEX_REP_FULL), make_rep(3, 40, BANDEX_REP_PARTIAL),
                         make_rep(6, 90, BANDEX_REP_FULL), make_rep(9, 20, BANDEX_REP_SPIKE)};
    bandex_set set;
    bandex_set_default(&set);
    cr_assert_eq(bandex_set_detected(&set, reps, 4), BANDEX_OK);
    cr_assert_eq(set.detected_reps, 2);
    cr_assert_eq(set.detected_partials, 1);
    cr_assert_eq(set.accepted_reps, 2);
    cr_assert_eq(set.tut_ms, 9000);
    cr_assert_eq(set.peak_mn, 100000);
    cr_assert_eq(set.impulse_mns, 460000);
    cr_assert_eq(set.loss_permille, 100);
    cr_assert_eq(set.rom_permille, 900);
    cr_assert_eq(set.reps, reps);
    cr_assert_eq(bandex_set_detected(&set, NULL, 1), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_set_detected(NULL, reps, 1), BANDEX_E_ARGUMENT);
}

Test(set, a_unitless_signal_has_no_force)
{
    bandex_rep rep = make_rep(0, 100, BANDEX_REP_FULL);
    bandex_set set;
    bandex_set_default(&set);
    set.unit = BANDEX_UNIT_UNITLESS;
    bandex_set_detected(&set, &rep, 1);
    cr_assert_eq(set.peak_mn, BANDEX_UNKNOWN);
    cr_assert_eq(set.impulse_mns, BANDEX_UNKNOWN);
    cr_assert_eq(set.loss_permille, BANDEX_UNKNOWN, "one repetition has no loss");
    cr_assert_eq(set.detected_reps, 1);
}

Test(set, no_reps_is_a_set_of_none)
{
    bandex_set set;
    bandex_set_default(&set);
    cr_assert_eq(bandex_set_detected(&set, NULL, 0), BANDEX_OK);
    cr_assert_eq(set.accepted_reps, 0);
    cr_assert_eq(set.tut_ms, 0);
    cr_assert_eq(set.peak_mn, BANDEX_UNKNOWN);
}

Test(set, forces_beyond_the_integer_range_are_unknown)
{
    bandex_rep rep = make_rep(0, 1e30f, BANDEX_REP_FULL);
    bandex_set set;
    bandex_set_default(&set);
    bandex_set_detected(&set, &rep, 1);
    cr_assert_eq(set.peak_mn, BANDEX_UNKNOWN);
    rep.peak = NAN;
    rep.impulse = INFINITY;
    bandex_set_detected(&set, &rep, 1);
    cr_assert_eq(set.peak_mn, 0);
    cr_assert_eq(set.impulse_mns, 0);
}
