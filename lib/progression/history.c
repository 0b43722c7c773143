/* SPDX-License-Identifier: MIT */
#include "engine.h"
#include <string.h>

#define MS_PER_DAY 86400000

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int32_t bandex_day(int64_t utc_ms, int32_t utc_offset_min)
{
    const int64_t limit = (int64_t)INT32_MAX * MS_PER_DAY;
    if (utc_ms > limit / 2) {
        return INT32_MAX / 2;
    }
    if (utc_ms < -limit / 2) {
        return -(INT32_MAX / 2);
    }
    return (int32_t)floor_divide(utc_ms + (int64_t)utc_offset_min * 60000, MS_PER_DAY);
}

int32_t week_of(const bandex_progression_context *context, int32_t day)
{
    return (int32_t)floor_divide((int64_t)day - context->plan_day, 7);
}

int is_easy_week(const bandex_policy *policy, int32_t week)
{
    int32_t every = policy->schedule.deload_every_weeks;
    return every > 0 && week >= 0 && week % every == every - 1;
}

int policy_has_axis(const bandex_policy *policy, int32_t kind, const bandex_axis **axis)
{
    uint32_t i;
    for (i = 0; policy->driver == BANDEX_DRIVER_CHAIN && i < policy->axis_count; i++) {
        if (policy->axes[i].kind == kind) {
            *axis = &policy->axes[i];
            return 1;
        }
    }
    return 0;
}

int32_t set_reps(const bandex_policy *policy, const bandex_set *set)
{
    return policy->count == BANDEX_REPS_VALID ? set->valid_reps : set->accepted_reps;
}

void view_open(view *v, const bandex_policy *policy, const bandex_ladder *ladder, const bandex_session *history,
               size_t count, const bandex_progression_context *context, uint32_t *visits)
{
    v->policy = policy;
    v->ladder = ladder;
    v->history = history;
    v->context = context;
    v->total = count;
    v->rest = count;
    v->slot = BANDEX_UNKNOWN;
    v->whole = 1;
    v->count = 0;
    v->visits = visits;
}

static int concerns(const view *v, const bandex_set *set)
{
    const bandex_progression_context *c = v->context;
    return (!c->exercise || strcmp(c->exercise, set->exercise) == 0) &&
           (c->side == BANDEX_SIDE_NONE || c->side == set->side || set->side == BANDEX_SIDE_BOTH);
}

/* Repetitions, time or effort were told: it was done. */
static int performed(const bandex_set *set)
{
    return set->accepted_reps >= 0 || set->tut_ms >= 0 || set->rir >= 0 || set->rpe10 >= 0;
}

/* Sets of a session that concern the decision and have a rung: those done, or those only planned. */
typedef struct found {
    uint32_t count;
    uint16_t set[BANDEX_SETS_MAX];
    int32_t rung[BANDEX_SETS_MAX];
} found;

static void find_sets(view *v, const bandex_session *session, found *done, found *planned)
{
    size_t i;
    done->count = 0;
    planned->count = 0;
    for (i = 0; i < session->set_count && i < UINT16_MAX; i++) {
        const bandex_set *set = &session->sets[i];
        found *to = performed(set) ? done : planned;
        if (to->count < BANDEX_SETS_MAX && concerns(v, set)) {
            int32_t rung = rung_of(v->ladder, set);
            to->set[to->count] = (uint16_t)i;
            to->rung[to->count] = rung;
            to->count += rung >= 0;
            ++*v->visits;
        }
    }
}

/* The most frequent rung, of equals the heavier one. */
static int32_t frequent_rung(const found *sets)
{
    uint32_t i, j, most = 0;
    int32_t rung = BANDEX_UNKNOWN;
    for (i = 0; i < sets->count; i++) {
        uint32_t same = 0;
        for (j = 0; j < sets->count; j++) {
            same += sets->rung[j] == sets->rung[i];
        }
        if (same > most || (same == most && sets->rung[i] > rung)) {
            most = same;
            rung = sets->rung[i];
        }
    }
    return rung;
}

/* A table that reads one set starts out from the rung of that set (DAPRE: from the adjusted set). */
static int32_t performed_rung(const bandex_policy *policy, const found *sets)
{
    int32_t nth = policy->table_aggregate == BANDEX_AGGREGATE_NTH ? policy->table_argument : (int32_t)sets->count;
    if (policy->driver == BANDEX_DRIVER_TABLE && policy->set_load_count && nth >= 1 && nth <= (int32_t)sets->count) {
        return sets->rung[nth - 1];
    }
    return frequent_rung(sets);
}

static int32_t default_reps(const view *v)
{
    const bandex_axis *axis;
    if (v->slot >= 0) {
        return v->policy->schedule.slot_reps[v->slot];
    }
    return policy_has_axis(v->policy, BANDEX_AXIS_REPS, &axis) ? axis->lo : v->policy->start.reps;
}

static int32_t default_tut(const view *v)
{
    const bandex_axis *axis;
    return policy_has_axis(v->policy, BANDEX_AXIS_TUT, &axis) ? axis->lo : BANDEX_UNKNOWN;
}

static void take_targets(const view *v, training *t, const found *sets)
{
    uint32_t i;
    t->sets = BANDEX_UNKNOWN;
    t->target_reps = BANDEX_UNKNOWN;
    t->target_tut_ms = BANDEX_UNKNOWN;
    for (i = 0; i < sets->count; i++) {
        const bandex_set *set = &t->session->sets[sets->set[i]];
        if (v->policy->set_load_count && sets->rung[i] != t->rung) {
            continue; /* of sets with different loads the working set has the target */
        }
        t->sets = t->sets < 0 ? set->target_sets : t->sets;
        t->target_reps = t->target_reps < 0 ? set->target_reps : t->target_reps;
        t->target_tut_ms = t->target_tut_ms < 0 ? set->target_tut_ms : t->target_tut_ms;
    }
    t->sets = t->sets < 0 ? t->session->sets_prescribed : t->sets;
    t->target_reps = t->target_reps < 0 ? default_reps(v) : t->target_reps;
    t->target_tut_ms = t->target_tut_ms < 0 ? default_tut(v) : t->target_tut_ms;
}

static int take_session(view *v, const bandex_session *session, training *t)
{
    found done, planned;
    uint32_t i;
    find_sets(v, session, &done, &planned);
    if (done.count + planned.count == 0) {
        return 0;
    }
    t->session = session;
    t->rung = done.count ? performed_rung(v->policy, &done) : frequent_rung(&planned);
    take_targets(v, t, done.count ? &done : &planned);
    t->sets = t->sets < 0 ? (int32_t)(done.count + planned.count) : t->sets;
    t->count = 0;
    for (i = 0; i < done.count; i++) {
        if (done.rung[i] >= t->rung || v->policy->set_load_count) {
            t->set[t->count++] = done.set[i];
        }
    }
    return 1;
}

static int left_out(const view *v, const bandex_session *session, int32_t week)
{
    return !v->whole && ((v->slot >= 0 && session->slot != v->slot) || is_easy_week(v->policy, week));
}

const training *view_at(view *v, uint32_t k)
{
    while (v->count <= k && v->rest > 0 && v->count < BANDEX_LOOKBACK) {
        training *t = &v->trainings[v->count];
        const bandex_session *session = &v->history[--v->rest];
        t->index = (int32_t)v->rest;
        t->day = bandex_day(session->start_ms, session->utc_offset_min);
        t->week = week_of(v->context, t->day);
        if (!left_out(v, session, t->week) && take_session(v, session, t)) {
            v->count++;
        }
    }
    return k < v->count ? &v->trainings[k] : NULL;
}
