/* SPDX-License-Identifier: MIT */
/* What a policy's rule wants, before gates, schedule and clamps. */
#include "engine.h"

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

int32_t action_of(const bandex_prescription *base, const bandex_prescription *next)
{
    if (next->rung != base->rung) {
        return next->rung > base->rung ? BANDEX_ACTION_ADVANCE_LOAD : BANDEX_ACTION_REDUCE_LOAD;
    }
    if (next->sets != base->sets) {
        return next->sets > base->sets ? BANDEX_ACTION_ADVANCE_SETS : BANDEX_ACTION_REDUCE_SETS;
    }
    if (next->reps > base->reps) {
        return BANDEX_ACTION_ADVANCE_REPS;
    }
    return next->tut_ms > base->tut_ms ? BANDEX_ACTION_ADVANCE_TUT : BANDEX_ACTION_HOLD;
}

static void hold(proposal *out, const bandex_prescription *base, int32_t reason)
{
    out->next = *base;
    out->action = BANDEX_ACTION_HOLD;
    out->why.reason = reason;
}

/* A gap is told with its size: how much heavier the next rung is, and what would have been allowed. */
static void tell_gap(const view *v, int32_t rung, int32_t most_permille, proposal *out)
{
    const bandex_rung *rungs = v->ladder->rungs;
    if (out->why.reason == BANDEX_REASON_LADDER_GAP && (size_t)rung + 1 < v->ladder->count) {
        int64_t here = rungs[rung].force_mn, step = ((int64_t)rungs[rung + 1].force_mn - here) * 1000 / here;
        out->why.evidence.set = BANDEX_UNKNOWN;
        out->why.evidence.metric = BANDEX_UNKNOWN;
        out->why.evidence.value = step > INT32_MAX ? INT32_MAX : (int32_t)step;
        out->why.evidence.threshold = most_permille;
    }
}

static int32_t *field_of(bandex_prescription *p, int32_t axis)
{
    return axis == BANDEX_AXIS_REPS ? &p->reps : axis == BANDEX_AXIS_SETS ? &p->sets : &p->tut_ms;
}

static int32_t weakest(view *v, int32_t axis, int32_t fallback)
{
    int32_t value, at;
    int32_t metric = axis == BANDEX_AXIS_TUT ? BANDEX_METRIC_TUT_MS : BANDEX_METRIC_REPS;
    return metric_eval(v, 0, metric, BANDEX_AGGREGATE_MIN, 0, &value, &at) ? value : fallback;
}

/* Where an axis would go from the base; false when it has no room. */
static int axis_room(view *v, const bandex_axis *axis, const bandex_prescription *base, bandex_prescription *next,
                     int32_t *refused)
{
    bandex_prescription from = *base;
    int32_t now;
    if (axis->kind == BANDEX_AXIS_LOAD) {
        next->rung = climb(v, base->rung, base->rung + 1, refused);
        return next->rung > base->rung;
    }
    now = *field_of(&from, axis->kind);
    if (axis->follow != BANDEX_FOLLOW_TARGET) {
        int32_t shown = weakest(v, axis->kind, now);
        now = axis->follow == BANDEX_FOLLOW_WEAKEST || shown >= axis->hi ? shown : now;
    }
    if (now >= axis->hi || (axis->kind == BANDEX_AXIS_SETS && now > axis->hi - axis->step)) {
        return 0;
    }
    *field_of(next, axis->kind) = now > axis->hi - axis->step ? axis->hi : now + axis->step;
    return 1;
}

static void start_over(const bandex_policy *policy, uint32_t axes, bandex_prescription *next)
{
    uint32_t i;
    for (i = 0; i < axes; i++) {
        if (policy->axes[i].kind != BANDEX_AXIS_LOAD) {
            *field_of(next, policy->axes[i].kind) = policy->axes[i].lo;
        }
    }
}

/* A step that is refused after a following axis was used up leaves that axis at its top. */
static void stay_at_top(const bandex_policy *policy, uint32_t axes, bandex_prescription *next)
{
    uint32_t i;
    for (i = 0; i < axes; i++) {
        if (policy->axes[i].follow) {
            int32_t *field = field_of(next, policy->axes[i].kind);
            *field = larger(*field, policy->axes[i].hi);
        }
    }
}

static void chain_step(view *v, const bandex_prescription *base, proposal *out)
{
    const bandex_policy *policy = v->policy;
    int32_t refused = policy->exhausted_reason ? policy->exhausted_reason : BANDEX_REASON_CHAIN_EXHAUSTED;
    uint32_t i;
    for (i = 0; i < policy->axis_count; i++) {
        const bandex_axis *axis = &policy->axes[i];
        finding condition;
        out->next = *base;
        if (!axis_room(v, axis, base, &out->next, &refused)) {
            continue;
        }
        if (axis->condition != BANDEX_NONE && predicate_eval(v, axis->condition, 0, &condition) != YES) {
            out->why = condition;
            refused = condition.reason ? condition.reason : BANDEX_REASON_NOT_READY;
            hold(out, base, refused);
            stay_at_top(policy, i, &out->next);
            return;
        }
        start_over(policy, i, &out->next);
        out->why.reason = axis->reason;
        out->action = axis->kind == BANDEX_AXIS_LOAD ? BANDEX_ACTION_ADVANCE_LOAD
                      : axis->kind == BANDEX_AXIS_SETS ? BANDEX_ACTION_ADVANCE_SETS
                      : axis->kind == BANDEX_AXIS_TUT ? BANDEX_ACTION_ADVANCE_TUT : BANDEX_ACTION_ADVANCE_REPS;
        return;
    }
    hold(out, base, refused);
    stay_at_top(policy, policy->axis_count, &out->next);
    tell_gap(v, base->rung, policy->clamps.inc_max_permille, out);
    if (policy->exhausted_reason && refused != policy->exhausted_reason && refused != BANDEX_REASON_WEEKLY_CAP) {
        out->why.reason = policy->exhausted_reason;
        out->also = refused;
    }
}

/* Moves by rungs; what limits leave of it decides the reason. */
static void move(view *v, const bandex_prescription *base, int32_t wanted, int32_t reason, proposal *out)
{
    int32_t limit = 0;
    out->next = *base;
    out->why.reason = reason;
    if (wanted > base->rung) {
        out->next.rung = climb(v, base->rung, wanted, &limit);
    } else if (wanted < 0) {
        out->next.rung = 0;
        limit = BANDEX_REASON_AT_FLOOR;
    } else {
        out->next.rung = wanted;
    }
    out->action = action_of(base, &out->next);
    if (limit && out->next.rung == base->rung) {
        out->why.reason = limit;
    } else if (limit && wanted > base->rung) {
        out->why.reason = BANDEX_REASON_CLAMPED_STEP;
        out->also = limit == BANDEX_REASON_CLAMPED_STEP ? reason : limit;
    } else if (limit) {
        out->also = limit;
    }
}

static int32_t missing(int32_t metric)
{
    return metric == BANDEX_METRIC_RIR || metric == BANDEX_METRIC_RPE10 || metric == BANDEX_METRIC_OMNI
               ? BANDEX_REASON_MISSING_EFFORT
               : BANDEX_REASON_INCOMPLETE_SESSION;
}

static void table_step(view *v, const bandex_prescription *base, proposal *out)
{
    const bandex_policy *policy = v->policy;
    bandex_reason *e = &out->why.evidence;
    const bandex_table_row *row = NULL;
    uint32_t i;
    e->session = view_at(v, 0)->index;
    e->metric = policy->table_metric;
    if (!metric_eval(v, 0, policy->table_metric, policy->table_aggregate, policy->table_argument, &e->value, &e->set)) {
        hold(out, base, missing(policy->table_metric));
        return;
    }
    for (i = 0; i < policy->row_count && !row; i++) {
        row = e->value >= policy->rows[i].lo && e->value <= policy->rows[i].hi ? &policy->rows[i] : NULL;
    }
    if (!row) {
        hold(out, base, BANDEX_REASON_NOT_READY);
        return;
    }
    e->threshold = row->lo;
    if (row->delta > 0) {
        finding why;
        if (ready_eval(v, 0, &why) != YES) {
            out->why = why;
            hold(out, base, why.reason);
            return;
        }
    }
    move(v, base, base->rung + row->delta, row->reason, out);
}

/* The lightest rung above the base whose force lies in the window. */
static void percent_step(view *v, const bandex_prescription *base, proposal *out)
{
    const bandex_percent *percent = &v->policy->percent;
    const bandex_rung *rungs = v->ladder->rungs;
    int32_t i, top = (int32_t)v->ladder->count - 1;
    int64_t force = rungs[base->rung].force_mn;
    if (!has_forces(v->ladder)) {
        hold(out, base, BANDEX_REASON_NEEDS_FORCE);
        return;
    }
    if (base->rung == top) {
        hold(out, base, BANDEX_REASON_AT_TOP);
        return;
    }
    for (i = base->rung + 1; i <= top; i++) {
        int64_t scaled = (int64_t)rungs[i].force_mn * 1000;
        if (scaled >= force * percent->low_permille && scaled <= force * percent->high_permille) {
            move(v, base, i, percent->reason, out);
            return;
        }
    }
    hold(out, base, BANDEX_REASON_LADDER_GAP);
    tell_gap(v, base->rung, percent->high_permille - 1000, out);
}

/* Most repetitions at an effort for which the table has a share: more of them count as that many. */
static int32_t rts_most(int32_t rpe10)
{
    return 1 + (RTS_HALF_STEPS - 1 - (100 - rpe10) / 5) / 2;
}

static void rts_estimate(view *v, const bandex_prescription *base, const bandex_set *set, proposal *out)
{
    const bandex_percent *percent = &v->policy->percent;
    int32_t reps = set_reps(v->policy, set), reason;
    bandex_rts_result result;
    finding why;
    if (set->rpe10 <= 100 && reps > rts_most(set->rpe10)) {
        reps = rts_most(set->rpe10);
        out->also = BANDEX_REASON_LOW_CONFIDENCE;
    }
    if (bandex_rts_next(v->ladder, base->rung, reps, set->rpe10, percent->target_reps, percent->target_rpe10, &result) !=
        BANDEX_OK) {
        hold(out, base, BANDEX_REASON_LOW_CONFIDENCE);
        return;
    }
    if (result.rung > base->rung && ready_eval(v, 0, &why) != YES) {
        out->why = why;
        hold(out, base, why.reason);
        return;
    }
    reason = result.rung > base->rung   ? BANDEX_REASON_EFFORT_BELOW_TARGET
             : result.rung < base->rung ? BANDEX_REASON_EFFORT_ABOVE_TARGET
                                        : BANDEX_REASON_EFFORT_IN_TARGET;
    move(v, base, result.rung, reason, out);
}

static void rts_step(view *v, const bandex_prescription *base, proposal *out)
{
    const training *t = view_at(v, 0);
    const bandex_set *set;
    if (!has_forces(v->ladder) || t->count == 0) {
        hold(out, base, t->count ? BANDEX_REASON_NEEDS_FORCE : BANDEX_REASON_INCOMPLETE_SESSION);
        return;
    }
    set = &t->session->sets[t->set[t->count - 1]];
    out->why.evidence.session = t->index;
    out->why.evidence.set = t->set[t->count - 1];
    out->why.evidence.metric = BANDEX_METRIC_RPE10;
    out->why.evidence.value = set->rpe10;
    out->why.evidence.threshold = v->policy->percent.target_rpe10;
    if (set->rpe10 < 0) {
        hold(out, base, BANDEX_REASON_MISSING_EFFORT);
    } else {
        rts_estimate(v, base, set, out);
        out->next.reps = v->policy->percent.target_reps;
    }
}

static bandex_status custom_step(view *v, const bandex_prescription *base, proposal *out)
{
    const bandex_progression_context *c = v->context;
    bandex_prescription wanted = *base;
    int32_t reason = BANDEX_REASON_CUSTOM;
    finding why;
    if (!c->custom) {
        return BANDEX_E_UNSUPPORTED;
    }
    if (c->custom(c->user, v->policy, v->ladder, v->history, v->total, base, &wanted, &reason) != BANDEX_OK) {
        return BANDEX_E_CALLBACK;
    }
    if (wanted.sets < 1 || wanted.reps < BANDEX_UNKNOWN || wanted.tut_ms < BANDEX_UNKNOWN) {
        return BANDEX_E_CALLBACK;
    }
    if (prescription_compare(v->policy, &wanted, base) > 0 && ready_eval(v, 0, &why) != YES) {
        out->why = why;
        hold(out, base, why.reason);
        return BANDEX_OK;
    }
    move(v, base, wanted.rung, reason, out);
    out->next.sets = wanted.sets;
    out->next.reps = wanted.reps;
    out->next.tut_ms = wanted.tut_ms;
    out->action = action_of(base, &out->next);
    return BANDEX_OK;
}

static void stall_step(view *v, const bandex_prescription *base, proposal *out)
{
    const bandex_regress *regress = &v->policy->regress;
    int32_t reason = 0, rung = base->rung - smaller(regress->rungs, base->rung);
    if (regress->permille > 0) {
        rung = lighter_rung(v->ladder, base->rung, regress->permille, &reason);
    } else if (regress->rungs > base->rung) {
        reason = BANDEX_REASON_AT_FLOOR;
    }
    if (rung == base->rung) {
        hold(out, base, reason ? reason : BANDEX_REASON_AT_FLOOR);
        return;
    }
    out->next = *base;
    out->next.rung = rung;
    out->action = BANDEX_ACTION_DELOAD;
    out->why.reason = BANDEX_REASON_STALL_RESET;
    out->also = reason;
    if (regress->reset) {
        start_over(v->policy, v->policy->axis_count, &out->next);
    }
}

static int stalled(view *v)
{
    int32_t misses = v->policy->regress.sessions;
    return misses > 0 && streak_of(v, NO, (uint32_t)misses) >= (uint32_t)misses;
}

/* Chains and percent windows step when ready often enough; tables and custom drivers judge for themselves. */
bandex_status driver_step(view *v, const bandex_prescription *base, proposal *out)
{
    const bandex_policy *policy = v->policy;
    uint32_t confirm = policy->confirm > 1 ? (uint32_t)policy->confirm : 1;
    int truth;
    out->also = 0;
    truth = ready_eval(v, 0, &out->why);
    if (truth == NO && stalled(v)) {
        stall_step(v, base, out);
    } else if (policy->driver == BANDEX_DRIVER_CUSTOM) {
        return custom_step(v, base, out);
    } else if (policy->driver == BANDEX_DRIVER_TABLE) {
        table_step(v, base, out);
    } else if (policy->driver == BANDEX_DRIVER_PERCENT && policy->percent.reference == BANDEX_PERCENT_RTS) {
        rts_step(v, base, out);
    } else if (truth != YES) {
        hold(out, base, out->why.reason);
    } else if (streak_of(v, YES, confirm) < confirm) {
        hold(out, base, BANDEX_REASON_AWAIT_CONFIRMATION);
    } else if (policy->driver == BANDEX_DRIVER_PERCENT) {
        percent_step(v, base, out);
    } else {
        chain_step(v, base, out);
    }
    return BANDEX_OK;
}
