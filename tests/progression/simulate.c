/* SPDX-License-Identifier: MIT */
#include <bandex/progression.h>
#include <criterion/criterion.h>
#include <string.h>

enum { RUNGS = 16, WEEKS = 52, PLAYED = 3 * WEEKS, MEMORY = 2 * 8 * BANDEX_LOOKBACK + 1 };

static bandex_rung rungs[RUNGS];
static bandex_ladder ladder = {rungs, RUNGS};
static bandex_session sessions[MEMORY];
static bandex_set sets[MEMORY * BANDEX_SETS_MAX];

static void setup(void)
{
    memset(rungs, 0, sizeof rungs);
    for (int32_t i = 0; i < RUNGS; i++) {
        rungs[i].strands = 1;
        rungs[i].elongation_permille = 1000;
        rungs[i].force_mn = 40000 + 2500 * i;
    }
}

static bandex_simulation simulation(bandex_athlete *athlete, int32_t kind)
{
    bandex_simulation s;
    bandex_athlete_default(athlete);
    athlete->kind = kind;
    athlete->capacity_mn = 70000;
    bandex_simulation_default(&s);
    s.user = athlete;
    s.sessions = sessions;
    s.sets = sets;
    s.capacity = MEMORY;
    return s;
}

static void play(const char *id, int32_t kind, size_t capacity, bandex_decision *out)
{
    bandex_policy policy;
    bandex_athlete athlete;
    bandex_simulation s = simulation(&athlete, kind);
    s.capacity = capacity;
    cr_assert_eq(bandex_policy_preset(id, NULL, &policy), BANDEX_OK);
    policy.start.rung = 4;
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, PLAYED, out), BANDEX_OK, "%s", id);
}

static int order(const bandex_decision *a, const bandex_decision *b)
{
    const int32_t *x = &a->next.rung, *y = &b->next.rung;
    for (int i = 0; i < 4; i++) {
        if (x[i] != y[i]) {
            return x[i] > y[i] ? 1 : -1;
        }
    }
    return 0;
}

static int is_custom(size_t i)
{
    return strcmp(bandex_preset_at(i)->id, "custom") == 0;
}

/* Slots take turns between loads, so it is each slot that does not fall. */
static size_t turns(const char *id)
{
    return strcmp(id, "dup") == 0 ? 3 : 1;
}

Test(simulate, who_reaches_everything_never_goes_down, .init = setup)
{
    static bandex_decision out[PLAYED];
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        const char *id = bandex_preset_at(i)->id;
        if (!is_custom(i)) {
            play(id, BANDEX_ATHLETE_ALL_HIT, MEMORY, out);
            cr_assert_eq(out[0].action, BANDEX_ACTION_START);
            for (size_t k = turns(id); k < PLAYED; k++) {
                cr_assert(order(&out[k], &out[k - turns(id)]) >= 0, "%s at %zu", id, k);
            }
        }
    }
}

Test(simulate, who_misses_everything_reaches_the_floor, .init = setup)
{
    static const char *const stalling[] = {"linear", "double", "acsm_2026", "youth", "rir", "rts", "omni_target", "dup"};
    static bandex_decision out[PLAYED];
    for (size_t i = 0; i < sizeof stalling / sizeof stalling[0]; i++) {
        size_t turn = turns(stalling[i]);
        play(stalling[i], BANDEX_ATHLETE_ALL_MISS, MEMORY, out);
        for (size_t k = turn; k < PLAYED; k++) {
            cr_assert(out[k].next.rung <= out[k - turn].next.rung, "%s rises at %zu", stalling[i], k);
        }
        cr_assert_eq(out[PLAYED - 1].next.rung, 0, "%s", stalling[i]);
    }
}

/* Playing ahead is deciding again and again, and little memory gives the same as much. */
Test(simulate, little_memory_is_enough, .init = setup)
{
    static bandex_decision much[PLAYED], little[PLAYED];
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        const char *id = bandex_preset_at(i)->id;
        if (!is_custom(i)) {
            play(id, BANDEX_ATHLETE_CAPACITY, MEMORY, much);
            play(id, BANDEX_ATHLETE_CAPACITY, BANDEX_LOOKBACK * turns(id) + 1, little);
            for (size_t k = 0; k < PLAYED; k++) {
                cr_assert_eq(much[k].action, little[k].action, "%s at %zu", id, k);
                cr_assert_eq(order(&much[k], &little[k]), 0, "%s at %zu", id, k);
            }
        }
    }
}

Test(simulate, is_deciding_again_and_again, .init = setup)
{
    static bandex_decision out[PLAYED];
    bandex_policy policy;
    bandex_athlete athlete;
    bandex_simulation s = simulation(&athlete, BANDEX_ATHLETE_CAPACITY);
    bandex_progression_context context;
    bandex_policy_preset("double", NULL, &policy);
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, PLAYED, out), BANDEX_OK);
    bandex_progression_context_default(&context);
    for (size_t k = 0; k < PLAYED; k++) { /* MEMORY holds them all */
        bandex_decision d;
        context.day = bandex_day(sessions[k].start_ms, 0);
        bandex_progression_next(&policy, &ladder, sessions, k, &context, &d);
        cr_assert_eq(order(&d, &out[k]), 0);
        cr_assert_eq(d.reasons[0].code, out[k].reasons[0].code);
    }
    cr_assert_gt(out[PLAYED - 1].next.rung, out[0].next.rung, "a growing capacity is followed");
}

static bandex_status warned(void *user, const bandex_decision *prescribed, const bandex_ladder *l, bandex_session *session,
                            bandex_set *list, size_t count)
{
    session->red_flag = 1;
    return bandex_athlete_train(user, prescribed, l, session, list, count);
}

static bandex_status gone(void *user, const bandex_decision *prescribed, const bandex_ladder *l, bandex_session *session,
                          bandex_set *list, size_t count)
{
    (void)user;
    (void)prescribed;
    (void)l;
    (void)session;
    (void)list;
    (void)count;
    return BANDEX_E_IO;
}

Test(simulate, stops_and_failures, .init = setup)
{
    bandex_decision out[5];
    bandex_policy policy;
    bandex_athlete athlete;
    bandex_simulation s = simulation(&athlete, BANDEX_ATHLETE_ALL_HIT);
    bandex_policy_preset("double", NULL, &policy);
    s.athlete = warned;
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, 5, out), BANDEX_OK);
    cr_assert_eq(out[1].action, BANDEX_ACTION_STOP);
    cr_assert_eq(out[4].action, BANDEX_ACTION_STOP);
    s.athlete = gone;
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, 5, out), BANDEX_E_CALLBACK);
    s.athlete = bandex_athlete_train;
    s.capacity = 4;
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, 5, out), BANDEX_E_FULL);
    s.capacity = 5;
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, 5, out), BANDEX_OK);
    s.sessions_per_week = 8;
    cr_assert_eq(bandex_progression_simulate(&policy, &ladder, NULL, &s, 5, out), BANDEX_E_ARGUMENT);
}
