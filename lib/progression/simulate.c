/* SPDX-License-Identifier: MIT */
/* Playing a policy ahead: decide, train, decide again. */
#include "engine.h"

#define MS_PER_DAY 86400000
#define NOON_MS 43200000
#define MS_PER_REP 3000 /* a hold counts as so many repetitions of 3 s (library default) */

bandex_status bandex_athlete_default(bandex_athlete *athlete)
{
    if (!athlete) {
        return BANDEX_E_ARGUMENT;
    }
    athlete->kind = BANDEX_ATHLETE_ALL_HIT;
    athlete->capacity_mn = 0;
    athlete->growth_permyriad = 30;
    athlete->fatigue_permille = 20;
    athlete->extra_reps = 0;
    return BANDEX_OK;
}

static int32_t between(int64_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : (int32_t)value;
}

/* Repetitions to failure by Epley's formula, 0 when the force is out of reach. */
static int32_t possible(const bandex_athlete *athlete, int32_t force_mn, size_t set)
{
    int64_t left = (int64_t)athlete->capacity_mn * (1000 - (int64_t)athlete->fatigue_permille * (int64_t)set) / 1000;
    if (force_mn <= 0 || left < force_mn) {
        return 0;
    }
    return between(30 * (left - force_mn) / force_mn, 1, 200);
}

static void tell_effort(bandex_set *set, int32_t reserve)
{
    set->rir = between(reserve, 0, 10);
    set->rpe10 = 100 - 10 * set->rir;
    set->omni = 10 - set->rir;
}

static void train_reps(const bandex_athlete *a, bandex_set *set, int32_t target, int32_t can)
{
    int32_t reps = target;
    if (a->kind == BANDEX_ATHLETE_ALL_MISS) {
        reps = target - 1;
    } else if (a->kind == BANDEX_ATHLETE_CAPACITY) {
        reps = between((int64_t)target + a->extra_reps, 0, can);
    } else {
        reps = target + a->extra_reps;
    }
    set->accepted_reps = between(reps, 0, INT32_MAX);
    set->valid_reps = set->accepted_reps;
    set->without_sensor = 1;
}

static void train_hold(const bandex_athlete *a, bandex_set *set, int32_t can)
{
    int64_t most = (int64_t)can * MS_PER_REP;
    int32_t target = set->target_tut_ms;
    set->tut_ms = a->kind == BANDEX_ATHLETE_ALL_HIT    ? target
                  : a->kind == BANDEX_ATHLETE_ALL_MISS ? between((int64_t)target - 1000, 0, INT32_MAX)
                                                       : between(target, 0, between(most, 0, INT32_MAX));
}

bandex_status bandex_athlete_train(void *user, const bandex_decision *prescribed, const bandex_ladder *ladder,
                                   bandex_session *session, bandex_set *sets, size_t count)
{
    bandex_athlete *a = user;
    size_t i;
    (void)prescribed;
    (void)session;
    if (!a || !ladder || (!sets && count)) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < count; i++) {
        int32_t can = possible(a, ladder->rungs[sets[i].rung].force_mn, i);
        int32_t reserve = a->kind == BANDEX_ATHLETE_ALL_HIT ? 6 : 0;
        if (sets[i].target_reps != BANDEX_UNKNOWN) {
            train_reps(a, &sets[i], sets[i].target_reps, can);
            reserve = a->kind == BANDEX_ATHLETE_CAPACITY ? can - sets[i].accepted_reps : reserve;
        }
        if (sets[i].target_tut_ms != BANDEX_UNKNOWN) {
            train_hold(a, &sets[i], can);
            reserve = a->kind == BANDEX_ATHLETE_CAPACITY ? can - sets[i].tut_ms / MS_PER_REP : reserve;
        }
        tell_effort(&sets[i], reserve);
    }
    a->capacity_mn = between((int64_t)a->capacity_mn * (10000 + a->growth_permyriad) / 10000, 0, INT32_MAX / 2);
    return BANDEX_OK;
}

bandex_status bandex_simulation_default(bandex_simulation *simulation)
{
    static const bandex_simulation empty;
    if (!simulation) {
        return BANDEX_E_ARGUMENT;
    }
    *simulation = empty;
    simulation->struct_size = (uint32_t)sizeof *simulation;
    simulation->sessions_per_week = 3;
    simulation->first_day = 4;
    simulation->athlete = bandex_athlete_train;
    return BANDEX_OK;
}

/* Sessions that can still change a decision: slots and easy weeks leave some out. */
static size_t needed(const bandex_policy *policy)
{
    size_t n = BANDEX_LOOKBACK;
    n *= policy->schedule.slot_count > 1 ? (size_t)policy->schedule.slot_count : 1;
    return policy->schedule.deload_every_weeks > 0 ? 2 * n + 1 : n + 1;
}

static void plan_set(const bandex_policy *policy, const bandex_ladder *ladder, const bandex_prescription *next, size_t i,
                     bandex_set *set)
{
    int32_t at_floor;
    set->rung = next->rung;
    set->target_sets = next->sets;
    set->target_reps = next->reps;
    set->target_tut_ms = next->tut_ms;
    if (i < policy->set_load_count) {
        const bandex_set_load *load = &policy->set_loads[i];
        if (has_forces(ladder)) {
            set->rung = rung_at_most(ladder, (int64_t)ladder->rungs[next->rung].force_mn * load->permille, &at_floor);
        }
        set->target_reps = load->reps ? load->reps : next->reps;
    }
    set->force_mn = ladder->rungs[set->rung].force_mn;
}

static void plan_session(const bandex_policy *policy, const bandex_ladder *ladder, const bandex_progression_context *c,
                         const bandex_decision *d, int32_t day, bandex_session *session, bandex_set *sets)
{
    size_t i;
    bandex_session_default(session);
    session->start_ms = (int64_t)day * MS_PER_DAY + NOON_MS;
    session->slot = (uint8_t)(d->slot > 0 ? d->slot : 0);
    session->sets = sets;
    session->set_count = (size_t)between(d->next.sets, 0, BANDEX_SETS_MAX);
    for (i = 0; i < session->set_count; i++) {
        bandex_set_default(&sets[i]);
        sets[i].start_ms = session->start_ms;
        sets[i].side = (uint8_t)c->side;
        copy_text(sets[i].exercise, sizeof sets[i].exercise, c->exercise ? c->exercise : "");
        plan_set(policy, ladder, &d->next, i, &sets[i]);
    }
}

/* Keeps the latest sessions at the front of the memory. */
static size_t make_room(const bandex_simulation *s, size_t used, size_t keep)
{
    size_t drop = used - keep, i, j;
    for (i = 0; i < keep; i++) {
        bandex_set *to = s->sets + i * BANDEX_SETS_MAX;
        s->sessions[i] = s->sessions[i + drop];
        for (j = 0; j < s->sessions[i].set_count; j++) {
            to[j] = s->sessions[i].sets[j];
        }
        s->sessions[i].sets = to;
    }
    return keep;
}

static int32_t day_of(const bandex_simulation *s, size_t session)
{
    size_t week = session / (size_t)s->sessions_per_week, within = session % (size_t)s->sessions_per_week;
    return s->first_day + (int32_t)(week * 7 + within * 7 / (size_t)s->sessions_per_week);
}

static bandex_status play(const bandex_policy *policy, const bandex_ladder *ladder, bandex_progression_context *c,
                          const bandex_simulation *s, size_t count, bandex_decision *out)
{
    size_t k, used = 0;
    for (k = 0; k < count; k++) {
        bandex_set *sets;
        bandex_status status;
        c->day = day_of(s, k);
        c->sessions_done = (int64_t)k;
        status = bandex_progression_next(policy, ladder, s->sessions, used, c, &out[k]);
        if (status != BANDEX_OK) {
            return status;
        }
        if (out[k].action == BANDEX_ACTION_STOP) {
            for (; k + 1 < count; k++) {
                out[k + 1] = out[k];
            }
            return BANDEX_OK;
        }
        used = used == s->capacity ? make_room(s, used, needed(policy) - 1) : used;
        sets = s->sets + used * BANDEX_SETS_MAX;
        plan_session(policy, ladder, c, &out[k], c->day, &s->sessions[used], sets);
        if (s->athlete(s->user, &out[k], ladder, &s->sessions[used], sets, s->sessions[used].set_count) != BANDEX_OK) {
            return BANDEX_E_CALLBACK;
        }
        used++;
    }
    return BANDEX_OK;
}

bandex_status bandex_progression_simulate(const bandex_policy *policy, const bandex_ladder *ladder,
                                          const bandex_progression_context *context, const bandex_simulation *simulation,
                                          size_t count, bandex_decision *out)
{
    bandex_progression_context c;
    bandex_status status = bandex_policy_validate(policy, NULL);
    if (status != BANDEX_OK) {
        return status;
    }
    if (!simulation || (!out && count) || ladder_check(ladder) != BANDEX_OK) {
        return BANDEX_E_ARGUMENT;
    }
    if (simulation->struct_size < sizeof *simulation) {
        return BANDEX_E_SIZE;
    }
    if (!simulation->athlete || !simulation->sessions || !simulation->sets || simulation->sessions_per_week < 1 ||
        simulation->sessions_per_week > 7 || count > 1000000) {
        return BANDEX_E_ARGUMENT;
    }
    if (simulation->capacity < count && simulation->capacity < needed(policy)) {
        return BANDEX_E_FULL;
    }
    if (context) {
        c = *context;
    } else {
        bandex_progression_context_default(&c);
    }
    return play(policy, ladder, &c, simulation, count, out);
}
