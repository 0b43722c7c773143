/* SPDX-License-Identifier: MIT */
/* The invariants of every decision on random histories. BANDEX_HISTORIES says how many a preset (10000). */
#include <bandex/progression.h>
#include <bandex/store.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SESSIONS = 40, RUNGS = 22, DAY_MS = 86400000 };

typedef struct world {
    uint64_t seed;
    bandex_policy policy;
    bandex_rung rungs[RUNGS];
    bandex_ladder ladder;
    bandex_session sessions[SESSIONS + 1];
    bandex_set sets[SESSIONS + 1][BANDEX_SETS_MAX];
    size_t count;
    bandex_progression_context context;
    bandex_decision decision;
} world;

static uint32_t draw(world *w, uint32_t below)
{
    w->seed ^= w->seed << 13;
    w->seed ^= w->seed >> 7;
    w->seed ^= w->seed << 17;
    return (uint32_t)((w->seed >> 11) % below);
}

static int32_t between(world *w, int32_t low, int32_t high)
{
    return low + (int32_t)draw(w, (uint32_t)(high - low + 1));
}

static int32_t often_known(world *w, int32_t low, int32_t high)
{
    return draw(w, 4) ? between(w, low, high) : BANDEX_UNKNOWN;
}

static int chance(world *w, uint32_t percent)
{
    return draw(w, 100) < percent;
}

/* ---- random worlds ---- */

static void make_ladder(world *w)
{
    int32_t force = between(w, 5000, 40000);
    int ordinal = chance(w, 5);
    memset(w->rungs, 0, sizeof w->rungs);
    w->ladder.rungs = w->rungs;
    w->ladder.count = (size_t)between(w, 1, RUNGS);
    for (size_t i = 0; i < w->ladder.count; i++) {
        w->rungs[i].strands = 1;
        w->rungs[i].force_mn = ordinal ? BANDEX_UNKNOWN : force;
        w->rungs[i].elongation_permille = between(w, 500, 2000);
        force += 1 + force * between(w, 1, 40) / 100;
    }
}

static void make_policy(world *w, const char *id)
{
    bandex_preset_params p;
    bandex_preset_params_default(&p);
    p.n_down = chance(w, 50) ? between(w, 0, 4) : BANDEX_UNKNOWN;
    p.n_up = chance(w, 30) ? between(w, 1, 3) : BANDEX_UNKNOWN;
    p.max_up = chance(w, 30) ? between(w, 1, 3) : BANDEX_UNKNOWN;
    p.min_days = chance(w, 20) ? between(w, 1, 10) : BANDEX_UNKNOWN;
    p.inc_max_permille = chance(w, 20) ? between(w, 30, 300) : BANDEX_UNKNOWN;
    p.readiness_min = chance(w, 20) ? between(w, 1, 6) : BANDEX_UNKNOWN;
    p.count_valid = chance(w, 20) ? 1 : BANDEX_UNKNOWN;
    p.deload_every_weeks = chance(w, 15) ? between(w, 2, 6) : BANDEX_UNKNOWN;
    p.gates = !chance(w, 20);
    p.every_weeks = chance(w, 20) ? 2 : BANDEX_UNKNOWN;
    p.sessions_per_week = chance(w, 50) ? between(w, 1, 3) : BANDEX_UNKNOWN;
    if (strcmp(id, "weekly_sets") == 0) {
        p.n_down = p.n_up = BANDEX_UNKNOWN;
    }
    cr_assert_eq(bandex_policy_preset(id, &p, &w->policy), BANDEX_OK, "%s", id);
}

static void make_set(world *w, bandex_set *set, int32_t rung, int32_t sets, int32_t reps, int32_t level)
{
    bandex_set_default(set);
    snprintf(set->exercise, sizeof set->exercise, "row");
    set->side = BANDEX_SIDE_LEFT;
    set->rung = rung;
    set->target_sets = sets;
    set->target_reps = reps;
    set->target_tut_ms = 1000 * between(w, 30, 45);
    set->accepted_reps = level + between(w, -1, 1);
    set->accepted_reps = set->accepted_reps < 0 ? 0 : set->accepted_reps;
    set->valid_reps = chance(w, 90) ? set->accepted_reps - (int32_t)draw(w, 2) : BANDEX_UNKNOWN;
    set->valid_reps = set->valid_reps < BANDEX_UNKNOWN ? 0 : set->valid_reps;
    set->rir = often_known(w, 0, 6);
    set->rpe10 = set->rir < 0 ? BANDEX_UNKNOWN : 100 - 10 * set->rir;
    set->tut_ms = 1000 * between(w, 25, 50);
}

static void make_session(world *w, size_t i, int32_t *rung, int64_t *day)
{
    bandex_session *s = &w->sessions[i];
    int32_t sets = between(w, 1, 5), reps = between(w, 6, 15), level = reps + between(w, -3, 4);
    int32_t top = (int32_t)w->ladder.count - 1;
    *day += chance(w, 3) ? between(w, 14, 70) : between(w, 0, 4);
    *rung += chance(w, 30) ? between(w, -1, 1) : 0;
    *rung = *rung < 0 ? 0 : *rung > top ? top : *rung;
    bandex_session_default(s);
    s->start_ms = *day * DAY_MS;
    s->pain_during = often_known(w, 0, chance(w, 20) ? 9 : 2);
    s->pain_morning = often_known(w, 0, chance(w, 20) ? 9 : 2);
    s->readiness = often_known(w, 0, 10);
    s->omni = often_known(w, 0, 10);
    s->red_flag = (uint8_t)chance(w, 1);
    s->slot = (uint8_t)(i % 3);
    s->sets = w->sets[i];
    s->set_count = (size_t)(chance(w, 85) ? sets : between(w, 1, 6));
    for (size_t k = 0; k < s->set_count; k++) {
        int32_t at = *rung + (chance(w, 8) ? between(w, -1, 1) : 0);
        at = at < 0 ? 0 : at > top ? top : at;
        make_set(w, &w->sets[i][k], at, sets, reps, level);
    }
}

static void make_world(world *w, const char *id)
{
    int32_t rung;
    int64_t day = 20000;
    make_ladder(w);
    make_policy(w, id);
    rung = between(w, 0, (int32_t)w->ladder.count - 1);
    w->count = chance(w, 10) ? draw(w, SESSIONS) : draw(w, 8);
    for (size_t i = 0; i < w->count; i++) {
        make_session(w, i, &rung, &day);
    }
    bandex_progression_context_default(&w->context);
    w->context.day = (int32_t)day + between(w, 0, chance(w, 10) ? 60 : 7);
    w->context.day = chance(w, 90) ? w->context.day : BANDEX_UNKNOWN;
    w->context.exercise = "row";
}

/* ---- checks ---- */

#define HOLDS(w, condition, number) \
    cr_assert(condition, "invariant %d: %s, seed %llu", number, (w)->policy.id, (unsigned long long)start)

static bandex_decision decide(world *w)
{
    bandex_decision d;
    cr_assert_eq(bandex_progression_next(&w->policy, &w->ladder, w->sessions, w->count, &w->context, &d), BANDEX_OK);
    return d;
}

static int sign(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

/* By rung, sets, repetitions, time; STOP is below all. */
static int order(const bandex_decision *a, const bandex_decision *b)
{
    int by = sign(a->next.rung, b->next.rung);
    by = by ? by : sign(a->next.sets, b->next.sets);
    by = by ? by : sign(a->next.reps, b->next.reps);
    return by ? by : sign(a->next.tut_ms, b->next.tut_ms);
}

static int same_answer(const bandex_decision *a, const bandex_decision *b)
{
    return a->action == b->action && order(a, b) == 0 && a->reason_count == b->reason_count &&
           a->reasons[0].code == b->reasons[0].code;
}

static int advances(int32_t action)
{
    return action >= BANDEX_ACTION_ADVANCE_LOAD && action <= BANDEX_ACTION_ADVANCE_TUT;
}

static void check_bounds(world *w, uint64_t start)
{
    const bandex_decision *d = &w->decision;
    const bandex_clamps *c = &w->policy.clamps;
    int stop = d->action == BANDEX_ACTION_STOP;
    HOLDS(w, stop || (d->next.rung >= 0 && (size_t)d->next.rung < w->ladder.count), 2);
    HOLDS(w, stop || (d->next.sets >= 1 && d->next.sets <= c->sets_max && d->next.reps <= c->reps_max), 2);
    HOLDS(w, stop || d->next.tut_ms <= c->tut_max_ms, 2);
    HOLDS(w, d->base.rung < 0 || c->max_up == 0 || d->next.rung <= d->base.rung + c->max_up, 3);
    HOLDS(w, d->action != BANDEX_ACTION_DELOAD || d->next.rung < d->base.rung, 7);
    HOLDS(w, d->reason_count >= 1 && d->reasons[0].code != BANDEX_REASON_NONE, 8);
    HOLDS(w, !stop || (d->next.rung < 0 && d->next.sets < 0 && d->next.reps < 0 && d->next.tut_ms < 0), 8);
    HOLDS(w, d->visits <= BANDEX_VISITS_MAX, 15);
    if (d->action == BANDEX_ACTION_ADVANCE_LOAD) {
        HOLDS(w, d->next.rung > d->base.rung, 3);
    }
    if (d->action == BANDEX_ACTION_REDUCE_LOAD) {
        HOLDS(w, d->next.rung < d->base.rung, 3);
    }
}

/* Counted here by hand: sets at the performed rung or above against those prescribed. */
static void check_incomplete(world *w, uint64_t start)
{
    const bandex_session *last;
    size_t done = 0, most;
    if (w->count == 0 || w->policy.schedule.slot_count || w->policy.schedule.deload_every_weeks || w->decision.base.rung < 0) {
        return;
    }
    last = &w->sessions[w->count - 1];
    most = last->set_count;
    for (size_t i = 0; i < most; i++) {
        done += last->sets[i].rung >= w->decision.base.rung || w->policy.set_load_count;
    }
    HOLDS(w, (int32_t)done >= last->sets[0].target_sets || !advances(w->decision.action), 4);
}

static void check_same_again(world *w, uint64_t start)
{
    uint64_t before = 0, after = 0;
    bandex_decision again;
    const unsigned char *bytes = (const unsigned char *)w->sets;
    size_t size = w->count * sizeof w->sets[0];
    for (size_t i = 0; i < size; i += 7) {
        before = before * 31 + bytes[i];
    }
    again = decide(w);
    for (size_t i = 0; i < size; i += 7) {
        after = after * 31 + bytes[i];
    }
    HOLDS(w, memcmp(&again, &w->decision, sizeof again) == 0 && before == after, 1);
}

/* Only what lowers less is taken for more. */
static void check_monotone(world *w, uint64_t start)
{
    bandex_set *set;
    int32_t accepted, valid, tut, more;
    size_t i, k;
    bandex_decision d;
    if (w->count == 0) {
        return;
    }
    i = chance(w, 70) ? w->count - 1 : draw(w, (uint32_t)w->count);
    k = draw(w, (uint32_t)w->sessions[i].set_count);
    set = &w->sets[i][k];
    accepted = set->accepted_reps;
    valid = set->valid_reps;
    tut = set->tut_ms;
    more = between(w, 1, 4);
    set->accepted_reps += more;
    set->valid_reps += valid < 0 ? 0 : more;
    set->tut_ms += more * 1000;
    d = decide(w);
    HOLDS(w, order(&d, &w->decision) >= 0, 5);
    set->accepted_reps = accepted;
    set->valid_reps = valid;
    set->tut_ms = tut;
}

static void worse(world *w, int32_t *value, int32_t by, int32_t most, uint64_t start)
{
    int32_t kept = *value;
    bandex_decision d;
    if (kept < 0) {
        return;
    }
    *value += by;
    *value = *value < 0 ? 0 : *value > most ? most : *value;
    d = decide(w);
    HOLDS(w, order(&d, &w->decision) <= 0, 6);
    *value = kept;
}

static void check_antitone(world *w, uint64_t start)
{
    bandex_session *last;
    if (w->count == 0) {
        return;
    }
    last = &w->sessions[w->count - 1];
    worse(w, &last->pain_during, between(w, 1, 9), 10, start);
    worse(w, &last->pain_morning, between(w, 1, 9), 10, start);
    worse(w, &last->omni, between(w, 1, 9), 10, start);
    worse(w, &last->readiness, -between(w, 1, 9), 10, start);
    worse(w, &w->sets[w->count - 1][last->set_count - 1].rir, -between(w, 1, 4), 10, start);
}

static void check_gates(world *w, uint64_t start)
{
    uint32_t gates = w->policy.gate_count;
    bandex_decision d;
    if (gates == 0) {
        return;
    }
    w->policy.gate_count = draw(w, gates);
    d = decide(w);
    HOLDS(w, order(&d, &w->decision) >= 0, 9);
    w->policy.gate_count = gates;
}

/* Other exercises and the other side, in the same sessions and after them. */
static void check_others(world *w, uint64_t start)
{
    bandex_decision d;
    size_t i;
    w->context.side = BANDEX_SIDE_LEFT;
    w->context.sessions_done = (int64_t)w->count;
    d = decide(w);
    HOLDS(w, same_answer(&d, &w->decision), 10);
    for (i = 0; i < w->count; i++) {
        bandex_set *other = &w->sets[i][w->sessions[i].set_count];
        if (w->sessions[i].set_count < BANDEX_SETS_MAX) {
            *other = w->sets[i][0];
            other->accepted_reps = between(w, 0, 20);
            other->side = chance(w, 50) ? BANDEX_SIDE_RIGHT : BANDEX_SIDE_LEFT;
            snprintf(other->exercise, sizeof other->exercise, "%s", other->side == BANDEX_SIDE_RIGHT ? "row" : "press");
            w->sessions[i].set_count++;
        }
    }
    if (w->count && !w->sessions[w->count - 1].red_flag) {
        bandex_session_default(&w->sessions[w->count]);
        w->sessions[w->count].start_ms = w->sessions[w->count - 1].start_ms;
        w->sets[w->count][0] = w->sets[0][0];
        snprintf(w->sets[w->count][0].exercise, sizeof w->sets[0][0].exercise, "press");
        w->sessions[w->count].sets = w->sets[w->count];
        w->sessions[w->count].set_count = 1;
        w->count++;
    }
    d = decide(w);
    HOLDS(w, same_answer(&d, &w->decision), 10);
}

static void swap_sides(world *w)
{
    for (size_t i = 0; i < w->count; i++) {
        for (size_t k = 0; k < w->sessions[i].set_count; k++) {
            uint8_t *side = &w->sets[i][k].side;
            *side = *side == BANDEX_SIDE_LEFT ? BANDEX_SIDE_RIGHT : *side == BANDEX_SIDE_RIGHT ? BANDEX_SIDE_LEFT : *side;
        }
    }
}

static void check_swap(world *w, uint64_t start)
{
    bandex_decision left, right, swapped_left, swapped_right;
    for (size_t i = 0; i < w->count; i++) {
        for (size_t k = 0; k < w->sessions[i].set_count; k++) {
            w->sets[i][k].side = chance(w, 50) ? BANDEX_SIDE_LEFT : BANDEX_SIDE_RIGHT;
        }
    }
    w->policy.sides.mode = chance(w, 50) ? BANDEX_SIDES_LOCKED : BANDEX_SIDES_INDEPENDENT;
    w->policy.sides.max_gap = between(w, 0, 2);
    cr_assert_eq(bandex_progression_next_sides(&w->policy, &w->ladder, w->sessions, w->count, &w->context, &left, &right),
                 BANDEX_OK);
    swap_sides(w);
    cr_assert_eq(bandex_progression_next_sides(&w->policy, &w->ladder, w->sessions, w->count, &w->context, &swapped_left,
                                               &swapped_right),
                 BANDEX_OK);
    HOLDS(w, same_answer(&left, &swapped_right) && same_answer(&right, &swapped_left), 10);
}

static void check_truncated(world *w, uint64_t start)
{
    size_t drop = w->count > BANDEX_LOOKBACK ? w->count - BANDEX_LOOKBACK : 0;
    bandex_decision d;
    if (drop == 0 || w->policy.schedule.slot_count || w->policy.schedule.deload_every_weeks) {
        return;
    }
    cr_assert_eq(bandex_progression_next(&w->policy, &w->ladder, w->sessions + drop, w->count - drop, &w->context, &d), BANDEX_OK);
    HOLDS(w, same_answer(&d, &w->decision), 11);
}

static void check_scaled(world *w, uint64_t start)
{
    int32_t k = between(w, 2, 9), force_max = w->policy.clamps.force_max_mn;
    bandex_decision d;
    if (w->rungs[0].force_mn < 0 || w->rungs[w->ladder.count - 1].force_mn > INT32_MAX / 10) {
        return;
    }
    for (size_t i = 0; i < w->ladder.count; i++) {
        w->rungs[i].force_mn *= k;
    }
    w->policy.clamps.force_max_mn = 0;
    d = decide(w);
    HOLDS(w, same_answer(&d, &w->decision), 13);
    w->policy.clamps.force_max_mn = force_max;
    for (size_t i = 0; i < w->ladder.count; i++) {
        w->rungs[i].force_mn /= k;
    }
}

/* Stored and read again a policy has the same bytes, the same hash and decides the same; damaged it is refused or is
 * another valid policy. */
static void check_stored(world *w, uint64_t start)
{
    static bandex_policy kept, damaged;
    uint8_t bytes[4096], again[4096];
    size_t length, length_again;
    bandex_decision d;
    kept = w->policy;
    cr_assert_eq(bandex_policy_encode(&kept, bytes, sizeof bytes, &length), BANDEX_OK);
    cr_assert_eq(bandex_policy_decode(bytes, length, &w->policy, NULL), BANDEX_OK);
    cr_assert_eq(bandex_policy_encode(&w->policy, again, sizeof again, &length_again), BANDEX_OK);
    HOLDS(w, length == length_again && memcmp(bytes, again, length) == 0, 12);
    d = decide(w);
    HOLDS(w, memcmp(&d, &w->decision, sizeof d) == 0, 12);
    w->policy = kept;
    bytes[draw(w, (uint32_t)length)] = (uint8_t)draw(w, 256);
    if (bandex_policy_decode(bytes, draw(w, 2) ? length : draw(w, (uint32_t)length), &damaged, NULL) == BANDEX_OK) {
        bandex_status status = bandex_progression_next(&damaged, &w->ladder, w->sessions, w->count, &w->context, &d);
        HOLDS(w, status == BANDEX_OK || status == BANDEX_E_UNSUPPORTED, 12);
    }
}

static void check_text(world *w, uint64_t start)
{
    static const char *const languages[] = {"en", "es"};
    char text[512], cut[512];
    size_t length, size = draw(w, 400) + 1;
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(bandex_decision_explain(&w->decision, languages[i], text, sizeof text, &length), BANDEX_OK);
        HOLDS(w, length == strlen(text) && length > 20 && strchr(text, '%') != text && !strstr(text, "%%"), 8);
        bandex_decision_explain(&w->decision, languages[i], cut, size, NULL);
        HOLDS(w, strlen(cut) < size && strncmp(cut, text, strlen(cut)) == 0, 8);
        HOLDS(w, ((unsigned char)text[strlen(cut)] & 0xC0) != 0x80, 8);
    }
}

static size_t histories(void)
{
    const char *told = getenv("BANDEX_HISTORIES");
    return told ? strtoul(told, NULL, 10) : 10000;
}

static void run(const char *id)
{
    static world w;
    size_t n = histories();
    for (size_t i = 0; i < n; i++) {
        uint64_t start = 0x9e3779b97f4a7c15u * (i + 1);
        w.seed = start;
        make_world(&w, id);
        w.decision = decide(&w);
        check_bounds(&w, start);
        check_incomplete(&w, start);
        check_same_again(&w, start);
        check_monotone(&w, start);
        check_antitone(&w, start);
        check_gates(&w, start);
        check_truncated(&w, start);
        check_scaled(&w, start);
        if (i % 16 == 0) {
            check_text(&w, start);
        }
        if (i % 4 == 0) {
            check_stored(&w, start);
        }
        check_others(&w, start);
        check_swap(&w, start);
    }
}

#define PRESET(id) \
    Test(properties, id) \
    { \
        run(#id); \
    }

PRESET(linear)
PRESET(double)
PRESET(band_colour)
PRESET(chain)
PRESET(two_for_two)
PRESET(acsm_2009)
PRESET(acsm_2026)
PRESET(youth)
PRESET(sum_reps)
PRESET(weekly_sets)
PRESET(delorme)
PRESET(oxford)
PRESET(dapre)
PRESET(table)
PRESET(apre3)
PRESET(apre6)
PRESET(apre10)
PRESET(rir)
PRESET(rts)
PRESET(omni_target)
PRESET(tut)
PRESET(dup)

Test(properties, every_preset_is_among_them)
{
    cr_assert_eq(bandex_preset_count(), 23, "22 above and custom");
}
