/* SPDX-License-Identifier: MIT */
/* Live advice, with expectations worked out by hand. */
#include "simulator.h"

#include <bandex/advice.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 1 s up, 0.5 s held, 1.5 s down, every 4 s; range is peak - 10. */
static bandex_rep rep_of(uint32_t id, float peak)
{
    bandex_rep rep = {0};
    rep.rep_id = id;
    rep.start_us = 4000000ull * id;
    rep.concentric_us = 1000000;
    rep.hold_us = 500000;
    rep.eccentric_us = 1500000;
    rep.end_us = rep.start_us + 3000000;
    rep.rest_before_us = id > 1 ? 1000000 : 0;
    rep.peak = peak;
    rep.trough = 10;
    rep.rise = peak - 10;
    rep.fall = peak - 10;
    rep.impulse = peak * 2;
    rep.loading_rate = peak * 3;
    rep.completeness = 1;
    rep.rep_class = BANDEX_REP_FULL;
    return rep;
}

static bandex_event event_of(int32_t kind, bandex_rep rep)
{
    bandex_event event = {0};
    event.kind = kind;
    event.first_rep_id = 1;
    event.rep = rep;
    return event;
}

static bandex_advisor begin(const bandex_advice_config *config)
{
    bandex_advisor advisor;
    cr_assert_eq(bandex_advisor_init(&advisor, config), BANDEX_OK);
    return advisor;
}

static bandex_advice_config defaults(void)
{
    bandex_advice_config config;
    bandex_advice_config_default(&config);
    return config;
}

static void feed(bandex_advisor *advisor, int32_t kind, bandex_rep rep)
{
    bandex_event event = event_of(kind, rep);
    cr_assert_eq(bandex_advisor_feed(advisor, &event), BANDEX_OK);
}

static bandex_advice advice_of(const bandex_advisor *advisor)
{
    bandex_advice advice;
    cr_assert_eq(bandex_advisor_get(advisor, &advice), BANDEX_OK);
    return advice;
}

Test(advice, nothing_is_known_before_the_first_repetition)
{
    bandex_advisor advisor = begin(NULL);
    bandex_advice advice;
    bandex_rep setup = rep_of(1, 20);
    cr_expect_eq(bandex_advisor_get(&advisor, &advice), BANDEX_E_NOT_FOUND);
    setup.rep_class = BANDEX_REP_SETUP;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, setup);
    feed(&advisor, BANDEX_EVENT_REP_TOP, rep_of(2, 60));
    feed(&advisor, BANDEX_EVENT_REP_COUNTED, rep_of(2, 60));
    cr_expect_eq(bandex_advisor_get(&advisor, &advice), BANDEX_E_NOT_FOUND);
    cr_expect_eq(advice.reps, 0);
}

Test(advice, losses_are_against_the_best_with_raw_values)
{
    bandex_advisor advisor = begin(NULL);
    bandex_rep rep;
    bandex_advice advice;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 90));
    advice = advice_of(&advisor);
    cr_expect_eq(advice.peak.loss_permille, 0);
    cr_expect_eq(advice.cadence, 0);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(2, 110));
    rep = rep_of(3, 85);
    rep.fall = 70; /* not let back all the way: range is the less of both */
    rep.impulse = 110;
    rep.loading_rate = 264;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep);
    advice = advice_of(&advisor);
    cr_expect_eq(advice.rep_id, 3);
    cr_expect_eq(advice.reps, 3);
    cr_expect_eq(advice.peak.newest, 85);
    cr_expect_eq(advice.peak.best, 110);
    cr_expect_eq(advice.peak.loss_permille, 227); /* 25/110 */
    cr_expect_eq(advice.impulse.loss_permille, 500); /* 110 of 220 */
    cr_expect_eq(advice.loading_rate.loss_permille, 200); /* 264 of 330 */
    cr_expect_eq(advice.range.newest, 70);
    cr_expect_eq(advice.range.best, 100);
    cr_expect_eq(advice.range.loss_permille, 300);
    cr_expect_eq(advice.range_median, 80); /* of 80, 100, 70 */
    cr_expect_eq(advice.range_below_median_permille, 125);
    cr_expect_eq(advice.cadence, 15); /* two in 8 s */
    cr_expect_eq(advice.cadence_newest, 15);
    cr_expect_eq(advice.flags, 0); /* no threshold was given */
}

Test(advice, tempo_by_phase_and_over_the_set)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor;
    bandex_advice advice;
    bandex_rep rep;
    config.tempo = (bandex_tempo){1000, 0, 2000, 1000};
    advisor = begin(&config);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 60)); /* 1.0 0.5 1.5 */
    advice = advice_of(&advisor);
    cr_expect_eq(advice.concentric.pace, BANDEX_PACE_WITHIN);
    cr_expect_eq(advice.concentric.ratio_permille, 1000);
    cr_expect_eq(advice.hold.pace, BANDEX_PACE_LONG); /* 0.5 s more than none, 0.3 s are within */
    cr_expect_eq(advice.hold.ratio_permille, BANDEX_UNKNOWN);
    cr_expect_eq(advice.eccentric.pace, BANDEX_PACE_SHORT); /* 0.5 s off, 20 % of 2 s are within */
    cr_expect_eq(advice.eccentric.ratio_permille, 750);
    cr_expect_eq(advice.rest.took_ms, BANDEX_UNKNOWN);
    cr_expect_eq(advice.rest.pace, BANDEX_PACE_FREE);
    cr_expect_eq(advice.tension.prescribed_ms, 3000);
    cr_expect_eq(advice.tension.pace, BANDEX_PACE_WITHIN);
    cr_expect_eq(advice.flags, BANDEX_ADVICE_FLAG_OFF_TEMPO);
    rep = rep_of(2, 60);
    rep.concentric_us = 1300000; /* just within 0.3 s */
    rep.hold_us = 100000;
    rep.eccentric_us = 2400000; /* just within 20 % */
    rep.rest_before_us = 1300001;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep);
    advice = advice_of(&advisor);
    cr_expect_eq(advice.concentric.pace, BANDEX_PACE_WITHIN);
    cr_expect_eq(advice.concentric.ratio_permille, 1300);
    cr_expect_eq(advice.concentric.mean_ms, 1150);
    cr_expect_eq(advice.concentric.mean_ratio_permille, 1150);
    cr_expect_eq(advice.concentric.deviation_ms, 150);
    cr_expect_eq(advice.concentric.within, 2);
    cr_expect_eq(advice.hold.pace, BANDEX_PACE_WITHIN);
    cr_expect_eq(advice.hold.deviation_ms, 300);
    cr_expect_eq(advice.hold.within, 1);
    cr_expect_eq(advice.eccentric.pace, BANDEX_PACE_WITHIN);
    cr_expect_eq(advice.eccentric.mean_ms, 1950);
    cr_expect_eq(advice.eccentric.deviation_ms, 450); /* 500 short, 400 long */
    cr_expect_eq(advice.rest.pace, BANDEX_PACE_LONG);
    cr_expect_eq(advice.rest.count, 1);
    cr_expect_eq(advice.tension.took_ms, 3800);
    cr_expect_eq(advice.flags, BANDEX_ADVICE_FLAG_OFF_TEMPO); /* the rest */
}

Test(advice, a_free_phase_is_told_but_not_judged)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor;
    bandex_advice advice;
    config.tempo.eccentric_ms = 1500;
    advisor = begin(&config);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 60));
    advice = advice_of(&advisor);
    cr_expect_eq(advice.concentric.took_ms, 1000);
    cr_expect_eq(advice.concentric.mean_ms, 1000);
    cr_expect_eq(advice.concentric.pace, BANDEX_PACE_FREE);
    cr_expect_eq(advice.concentric.deviation_ms, BANDEX_UNKNOWN);
    cr_expect_eq(advice.eccentric.pace, BANDEX_PACE_WITHIN);
    cr_expect_eq(advice.tension.prescribed_ms, BANDEX_UNKNOWN);
    cr_expect_eq(advice.flags, 0);
}

Test(advice, the_threshold_is_the_hosts_and_met_exactly)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor;
    config.stop_loading_rate_permille = 200;
    advisor = begin(&config);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 100));
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(2, 81));
    cr_expect_eq(advice_of(&advisor).flags, 0);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(3, 80));
    cr_expect_eq(advice_of(&advisor).flags, BANDEX_ADVICE_FLAG_LOADING_RATE | BANDEX_ADVICE_FLAG_STOP);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(4, 90)); /* not latched: the host remembers if it wants to */
    cr_expect_eq(advice_of(&advisor).flags, 0);
}

Test(advice, each_measure_has_its_threshold)
{
    const uint32_t bits[] = {BANDEX_ADVICE_FLAG_RANGE, BANDEX_ADVICE_FLAG_PEAK, BANDEX_ADVICE_FLAG_IMPULSE, BANDEX_ADVICE_FLAG_LOADING_RATE};
    for (int i = 0; i < 4; i++) {
        bandex_advice_config config = defaults();
        bandex_advisor advisor;
        bandex_rep rep = rep_of(2, 100);
        *(int32_t *[]){&config.stop_range_permille, &config.stop_peak_permille, &config.stop_impulse_permille,
                       &config.stop_loading_rate_permille}[i] = 100;
        advisor = begin(&config);
        feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 100));
        *(float *[]){&rep.fall, &rep.peak, &rep.impulse, &rep.loading_rate}[i] *= 0.8f;
        feed(&advisor, BANDEX_EVENT_REP_ENDED, rep);
        cr_expect_eq(advice_of(&advisor).flags, bits[i] | BANDEX_ADVICE_FLAG_STOP, "measure %d", i);
    }
}

Test(advice, one_weak_repetition_may_be_chance)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor;
    const float peaks[] = {100, 70, 100, 75, 70, 70};
    const uint32_t stops[] = {0, 0, 0, 0, 1, 1};
    config.stop_peak_permille = 200;
    config.stop_after = 2;
    advisor = begin(&config);
    for (uint32_t i = 0; i < 6; i++) {
        feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(i + 1, peaks[i]));
        cr_expect_eq((advice_of(&advisor).flags & BANDEX_ADVICE_FLAG_STOP) != 0, stops[i], "repetition %u", i + 1);
    }
}

Test(advice, a_partial_repetition_sets_no_best_but_is_judged)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor;
    bandex_rep partial = rep_of(2, 200);
    bandex_advice advice;
    config.stop_range_permille = 500;
    advisor = begin(&config);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 110));
    partial.rep_class = BANDEX_REP_PARTIAL;
    partial.rise = 40;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, partial);
    advice = advice_of(&advisor);
    cr_expect_eq(advice.reps, 1);
    cr_expect_eq(advice.partials, 1);
    cr_expect_eq(advice.peak.best, 110);
    cr_expect_eq(advice.peak.loss_permille, 0); /* more than the best is no loss */
    cr_expect_eq(advice.range.loss_permille, 600);
    cr_expect_eq(advice.range_median, 100);
    cr_expect_eq(advice.flags, BANDEX_ADVICE_FLAG_PARTIAL | BANDEX_ADVICE_FLAG_RANGE | BANDEX_ADVICE_FLAG_STOP);
}

Test(advice, sides_are_compared_with_themselves)
{
    bandex_advisor advisor = begin(NULL);
    for (uint32_t id = 1; id <= 6; id++) {
        bandex_rep rep = rep_of(id, id % 2 ? 110 : 60); /* left is stronger */
        rep.side = id % 2 ? BANDEX_SIDE_LEFT : BANDEX_SIDE_RIGHT;
        feed(&advisor, BANDEX_EVENT_REP_ENDED, rep);
        cr_expect_eq(advice_of(&advisor).peak.loss_permille, 0);
        cr_expect_eq(advice_of(&advisor).range_below_median_permille, 0);
    }
    cr_expect_eq(advice_of(&advisor).cadence, 15);
}

Test(advice, withdrawn_and_changed_repetitions_are_followed)
{
    bandex_advisor advisor = begin(NULL);
    bandex_rep change = {0};
    bandex_event event;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 500)); /* a yank while taking up the slack */
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(2, 100));
    cr_expect_eq(advice_of(&advisor).peak.loss_permille, 800);
    change.rep_id = 1;
    change.rep_class = BANDEX_REP_SETUP;
    feed(&advisor, BANDEX_EVENT_REVOKED, change);
    cr_expect_eq(advice_of(&advisor).peak.loss_permille, 0);
    cr_expect_eq(advice_of(&advisor).reps, 1);
    cr_expect_eq(advice_of(&advisor).rest.took_ms, BANDEX_UNKNOWN); /* it is the first now */
    change.rep_id = 2;
    change.rep_class = BANDEX_REP_PARTIAL;
    change.completeness = 0.4f;
    feed(&advisor, BANDEX_EVENT_RECLASSIFIED, change);
    cr_expect_eq(advice_of(&advisor).partials, 1);
    cr_expect_eq(advice_of(&advisor).completeness, 0.4f);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(3, 100));
    event = event_of(BANDEX_EVENT_REVOKED, rep_of(2, 0));
    event.flags = BANDEX_EVENT_FLAG_AND_EARLIER;
    bandex_advisor_feed(&advisor, &event);
    cr_expect_eq(advice_of(&advisor).reps, 1);
    cr_expect_eq(advice_of(&advisor).partials, 0);
    change.rep_id = 77; /* of long ago, or of nobody: nothing happens */
    feed(&advisor, BANDEX_EVENT_RECLASSIFIED, change);
    cr_expect_eq(advice_of(&advisor).rep_id, 3);
}

Test(advice, an_ended_set_stays_readable_until_the_next_begins)
{
    bandex_advisor advisor = begin(NULL);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 100));
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(2, 90));
    feed(&advisor, BANDEX_EVENT_SET_ENDED, (bandex_rep){0});
    cr_expect_eq(advice_of(&advisor).reps, 2);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(3, 50));
    cr_expect_eq(advice_of(&advisor).reps, 1);
    cr_expect_eq(advice_of(&advisor).peak.loss_permille, 0);
}

/* More repetitions than are kept one by one: nothing is forgotten but the median. */
Test(advice, a_long_set)
{
    bandex_advice_config config = defaults();
    bandex_advisor by_events, by_reps;
    bandex_advice advice, other;
    config.tempo = (bandex_tempo){1000, 500, 1000, 1000};
    by_events = begin(&config);
    by_reps = begin(&config);
    for (uint32_t id = 1; id <= 1000; id++) {
        bandex_rep rep = rep_of(id, id == 3 ? 400 : 100);
        feed(&by_events, BANDEX_EVENT_REP_ENDED, rep);
        cr_assert_eq(bandex_advisor_add(&by_reps, &rep), BANDEX_OK);
        advice = advice_of(&by_events);
        other = advice_of(&by_reps);
        cr_assert(memcmp(&advice, &other, sizeof advice) == 0);
        cr_assert_eq(advice.reps, id);
    }
    cr_expect_eq(advice.peak.loss_permille, 750);
    cr_expect_eq(advice.range_median, 90);
    cr_expect_eq(advice.concentric.within, 1000);
    cr_expect_eq(advice.eccentric.mean_ms, 1500);
    cr_expect_eq(advice.eccentric.mean_ratio_permille, 1500);
    cr_expect_eq(advice.eccentric.deviation_ms, 500);
    cr_expect_eq(advice.rest.count, 999);
    cr_expect_float_eq(advice.cadence, 15.0f, 1e-4f);
}

Test(advice, a_set_that_ends_at_the_top)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor;
    bandex_rep rep = rep_of(2, 100);
    bandex_advice advice;
    config.tempo = (bandex_tempo){1000, 500, 1500, 1000};
    config.stop_range_permille = 100;
    advisor = begin(&config);
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep_of(1, 100));
    rep.fall = 0;
    rep.eccentric_us = 0;
    rep.flags = BANDEX_REP_FLAG_NO_RETURN;
    feed(&advisor, BANDEX_EVENT_REP_ENDED, rep);
    advice = advice_of(&advisor);
    cr_expect_eq(advice.flags, 0); /* what was not seen is no fault */
    cr_expect_eq(advice.eccentric.took_ms, BANDEX_UNKNOWN);
    cr_expect_eq(advice.tension.took_ms, BANDEX_UNKNOWN);
    cr_expect_eq(advice.eccentric.count, 1);
}

Test(advice, extremes)
{
    const float odd[] = {NAN, INFINITY, -INFINITY, 0, -5, 1e9f, 3e38f, -3e38f, 1e-40f};
    const uint32_t times[] = {0, 1, UINT32_MAX, UINT32_MAX - 1, 600000000};
    bandex_advice_config config = defaults();
    config.tempo = (bandex_tempo){600000, 0, 1, 600000};
    config.tempo_tolerance_permille = 1000;
    config.stop_range_permille = config.stop_peak_permille = 1;
    config.stop_impulse_permille = config.stop_loading_rate_permille = 1000;
    bandex_advisor advisor = begin(&config);
    bandex_advice advice;
    srand(1);
    for (int i = 0; i < 100000; i++) {
        bandex_rep rep = {0};
        bandex_event event = {0};
        float *const floats[] = {&rep.peak, &rep.rise, &rep.fall, &rep.impulse, &rep.loading_rate, &rep.completeness};
        uint32_t *const durations[] = {&rep.concentric_us, &rep.hold_us, &rep.eccentric_us, &rep.rest_before_us};
        for (size_t j = 0; j < sizeof floats / sizeof *floats; j++) {
            *floats[j] = odd[(size_t)rand() % (sizeof odd / sizeof *odd)];
        }
        for (size_t j = 0; j < 4; j++) {
            *durations[j] = times[(size_t)rand() % (sizeof times / sizeof *times)];
        }
        rep.start_us = rand() % 3 ? (uint64_t)i : UINT64_MAX - (uint64_t)i;
        rep.rep_id = (uint32_t)(rand() % 40);
        rep.rep_class = (uint8_t)(rand() % 7);
        rep.side = (uint8_t)rand();
        rep.flags = (uint32_t)rand();
        event.kind = rand() % 8;
        event.flags = (uint32_t)rand() % 4;
        event.first_rep_id = (uint32_t)(rand() % 40);
        event.rep = rep;
        cr_assert_eq(bandex_advisor_feed(&advisor, &event), BANDEX_OK);
        if (bandex_advisor_get(&advisor, &advice) == BANDEX_OK) {
            const bandex_loss *losses[] = {&advice.range, &advice.peak, &advice.impulse, &advice.loading_rate};
            for (int j = 0; j < 4; j++) {
                cr_assert(losses[j]->loss_permille >= -1 && losses[j]->loss_permille <= 1000);
                cr_assert(isfinite(losses[j]->best) && losses[j]->best >= 0);
            }
            cr_assert(advice.cadence >= 0 && isfinite(advice.cadence) && advice.cadence_newest >= 0);
            cr_assert(isfinite(advice.range_median) && advice.concentric.within <= advice.concentric.count);
        }
    }
}

/* Whoever can write into the memory of an advisor gets nonsense from it, but nothing worse. */
Test(advice, memory_from_anywhere)
{
    srand(2);
    for (int i = 0; i < 20000; i++) {
        bandex_advisor advisor;
        bandex_advice advice;
        bandex_event event;
        for (size_t j = 0; j < sizeof advisor; j++) {
            ((unsigned char *)&advisor)[j] = (unsigned char)rand();
        }
        for (size_t j = 0; j < sizeof event; j++) {
            ((unsigned char *)&event)[j] = (unsigned char)rand();
        }
        advisor.newest_count %= BANDEX_ADVISOR_REPS + 2;
        event.kind &= 7;
        bandex_advisor_get(&advisor, &advice);
        bandex_advisor_feed(&advisor, &event);
        bandex_advisor_get(&advisor, &advice);
    }
}

Test(advice, zero_durations_and_clocks_that_stand)
{
    bandex_advisor advisor = begin(NULL);
    bandex_advice advice;
    bandex_rep rep = {.rep_class = BANDEX_REP_FULL, .peak = 1e9f, .rise = 1e9f, .fall = 1e9f, .impulse = 1e9f, .loading_rate = 1e9f};
    bandex_advisor_add(&advisor, &rep);
    bandex_advisor_add(&advisor, &rep);
    advice = advice_of(&advisor);
    cr_expect_eq(advice.cadence, 0);
    cr_expect_eq(advice.tension.mean_ms, 0);
    cr_expect_eq(advice.peak.loss_permille, 0);
    cr_expect_eq(advice.range_median, 1e9f);
}

Test(advice, bad_arguments)
{
    bandex_advice_config config = defaults();
    bandex_advisor advisor = begin(NULL);
    bandex_advice advice;
    bandex_rep rep = rep_of(1, 60);
    int32_t *const fields[] = {&config.tempo.concentric_ms, &config.tempo.hold_ms, &config.tempo.eccentric_ms, &config.tempo.rest_ms,
                               &config.tempo_tolerance_permille, &config.tempo_tolerance_ms, &config.stop_range_permille,
                               &config.stop_peak_permille, &config.stop_impulse_permille, &config.stop_loading_rate_permille,
                               &config.stop_after};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        int32_t before = *fields[i];
        *fields[i] = -2;
        cr_expect_eq(bandex_advisor_init(&advisor, &config), BANDEX_E_ARGUMENT, "field %zu", i);
        *fields[i] = 600001;
        cr_expect_eq(bandex_advisor_init(&advisor, &config), BANDEX_E_ARGUMENT, "field %zu", i);
        *fields[i] = before;
    }
    cr_expect_eq(bandex_advisor_init(&advisor, &config), BANDEX_OK);
    config.struct_size = 0;
    cr_expect_eq(bandex_advisor_init(&advisor, &config), BANDEX_E_SIZE);
    cr_expect_eq(bandex_advisor_init(NULL, NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advice_config_default(NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_feed(NULL, NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_feed(&advisor, NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_add(&advisor, NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_add(NULL, &rep), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_get(&advisor, NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_get(NULL, &advice), BANDEX_E_ARGUMENT);
    advisor.newest_count = BANDEX_ADVISOR_REPS + 1; /* memory from anywhere */
    cr_expect_eq(bandex_advisor_add(&advisor, &rep), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_advisor_get(&advisor, &advice), BANDEX_E_ARGUMENT);
}

enum { MOST = 256 };

typedef struct follower {
    bandex_advisor live;
    bandex_rep reps[MOST];
    bandex_rep_list list;
    size_t sets_checked, first;
} follower;

/* What the events told is what the repetitions that stand tell, whatever was withdrawn or changed on the way. */
static void check_set(follower *self, const char *name)
{
    bandex_advisor later = begin(&self->live.config);
    bandex_advice told = {0}, known = {0};
    for (size_t i = self->first; i < self->list.count; i++) {
        bandex_advisor_add(&later, &self->reps[i]);
    }
    if (self->list.count > self->first) {
        told = advice_of(&self->live);
        known = advice_of(&later);
        if (self->list.count - self->first > BANDEX_ADVISOR_REPS / 2) { /* cycles that do not count took room from the median */
            known.range_median = told.range_median;
            known.range_below_median_permille = told.range_below_median_permille;
        }
        cr_expect(memcmp(&told, &known, sizeof told) == 0, "%s: %u full and %u partial, not %u and %u; repetition %u, not %u", name, told.reps,
                  told.partials, known.reps, known.partials, told.rep_id, known.rep_id);
        self->sets_checked++;
    }
    self->first = self->list.count;
}

static void follow_event(follower *self, const bandex_event *event, const char *name)
{
    cr_assert_eq(bandex_rep_list_add(&self->list, event), BANDEX_OK);
    bandex_advisor_feed(&self->live, event);
    if (event->kind == BANDEX_EVENT_SET_ENDED) {
        check_set(self, name);
    }
}

Test(advice, agrees_with_the_repetitions_that_stand)
{
    bandex_advice_config config = defaults();
    size_t sets = 0;
    config.tempo = (bandex_tempo){1000, 0, 2000, 1000};
    config.stop_loading_rate_permille = 200;
    for (size_t i = 0; i < simulator_count(); i++) {
        simulator_set set;
        bandex_detector detector;
        bandex_detector_config settings;
        bandex_event events[64];
        size_t written = 0, consumed = 0;
        follower *self = calloc(1, sizeof *self);
        self->live = begin(&config);
        bandex_rep_list_init(&self->list, self->reps, MOST);
        cr_assert_eq(simulator_make(i, 5, &set), 0);
        bandex_detector_config_default(&settings);
        settings.unit = set.unitless;
        settings.inverted = (uint8_t)set.inverted;
        cr_assert_eq(bandex_detector_init(&detector, sizeof detector, &settings), BANDEX_OK);
        for (size_t at = 0; at < set.count; at += consumed) {
            cr_assert_eq(bandex_detector_process(&detector, set.t_us + at, set.force + at, set.count - at, events, 64, &written, &consumed),
                         BANDEX_OK);
            for (size_t j = 0; j < written; j++) {
                follow_event(self, &events[j], simulator_name(i));
            }
        }
        cr_assert_eq(bandex_detector_finish(&detector, events, 64, &written), BANDEX_OK);
        for (size_t j = 0; j < written; j++) {
            follow_event(self, &events[j], simulator_name(i));
        }
        sets += self->sets_checked;
        simulator_free(&set);
        free(self);
    }
    cr_assert_geq(sets, simulator_count() * 3 / 4);
}
