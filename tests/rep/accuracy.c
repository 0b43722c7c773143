/* SPDX-License-Identifier: MIT */
/* The figures of docs/accuracy.md may not get worse unnoticed: a few sets of each scenario. */
#include "simulator.h"

#include <bandex/rep.h>
#include <criterion/criterion.h>

static int full_found(const simulator_set *set) {
    bandex_detector detector;
    bandex_detector_config config;
    bandex_event events[16];
    bandex_rep reps[128];
    bandex_rep_list list;
    size_t at = 0, written, consumed;
    int full = 0;
    bandex_detector_config_default(&config);
    config.unit = set->unitless;
    config.inverted = (uint8_t)set->inverted;
    cr_assert_eq(bandex_detector_init(&detector, sizeof detector, &config), BANDEX_OK);
    bandex_rep_list_init(&list, reps, 128);
    while (at < set->count) {
        bandex_detector_process(&detector, set->t_us + at, set->force + at, set->count - at, events, 16, &written, &consumed);
        for (size_t i = 0; i < written; i++) bandex_rep_list_add(&list, &events[i]);
        at += consumed;
    }
    bandex_detector_finish(&detector, events, 16, &written);
    for (size_t i = 0; i < written; i++) bandex_rep_list_add(&list, &events[i]);
    for (size_t i = 0; i < list.count; i++) full += list.reps[i].rep_class == BANDEX_REP_FULL;
    return full;
}

Test(accuracy, simulated_sets_are_counted_exactly) {
    int sets = 0, exact = 0;
    for (size_t i = 0; i < simulator_count(); i++) {
        for (uint64_t seed = 1; seed <= 4; seed++) {
            simulator_set set;
            cr_assert_eq(simulator_make(i, seed, &set), 0);
            sets++;
            exact += full_found(&set) == (int)set.full_count;
            simulator_free(&set);
        }
    }
    cr_expect_geq(1000 * exact, 985 * sets, "%d of %d", exact, sets);
}
