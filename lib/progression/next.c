/* SPDX-License-Identifier: MIT */
/* The order of evaluation: start, stop, rule, gates, schedule, clamps, sides. */
#include "engine.h"
#include <bandex/version.h>

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static const bandex_prescription nothing = {BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN};

bandex_status bandex_progression_context_default(bandex_progression_context *context)
{
    static const bandex_progression_context empty;
    if (!context) {
        return BANDEX_E_ARGUMENT;
    }
    *context = empty;
    context->struct_size = (uint32_t)sizeof *context;
    context->day = BANDEX_UNKNOWN;
    context->plan_day = -3; /* 1969-12-29 was a Monday */
    context->side = BANDEX_SIDE_NONE;
    context->sessions_done = BANDEX_UNKNOWN;
    return BANDEX_OK;
}

static int order(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

/* Which is more: the rung first, then what moves later in the chain, then sets, repetitions, time. */
int prescription_compare(const bandex_policy *policy, const bandex_prescription *a, const bandex_prescription *b)
{
    int by = order(a->rung, b->rung);
    uint32_t i = policy->driver == BANDEX_DRIVER_CHAIN ? policy->axis_count : 0;
    while (by == 0 && i > 0) {
        int32_t axis = policy->axes[--i].kind;
        by = axis == BANDEX_AXIS_SETS ? order(a->sets, b->sets) : by;
        by = axis == BANDEX_AXIS_REPS ? order(a->reps, b->reps) : by;
        by = axis == BANDEX_AXIS_TUT ? order(a->tut_ms, b->tut_ms) : by;
    }
    by = by ? by : order(a->sets, b->sets);
    by = by ? by : order(a->reps, b->reps);
    return by ? by : order(a->tut_ms, b->tut_ms);
}

void decision_because(bandex_decision *d, const finding *why, int primary)
{
    uint32_t i;
    for (i = 0; !primary && i < d->reason_count; i++) {
        if (d->reasons[i].code == why->reason) {
            return;
        }
    }
    if (d->reason_count < BANDEX_REASONS_MAX) {
        d->reason_count++;
    }
    if (primary) {
        for (i = d->reason_count - 1; i > 0; i--) {
            d->reasons[i] = d->reasons[i - 1];
        }
    } else {
        i = d->reason_count - 1;
    }
    d->reasons[i] = why->evidence;
    d->reasons[i].code = why->reason;
}

void decision_code(bandex_decision *d, int32_t code, int primary)
{
    finding why = {0, {0, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN}};
    why.reason = code;
    decision_because(d, &why, primary);
}

static void start(const view *v, bandex_decision *d)
{
    const bandex_policy *policy = v->policy;
    int32_t top = (int32_t)v->ladder->count - 1;
    d->action = BANDEX_ACTION_START;
    d->next = policy->start;
    d->next.rung = d->next.rung > top ? top : larger(d->next.rung, 0);
    if (v->slot >= 0) {
        d->next.reps = policy->schedule.slot_reps[v->slot];
    }
    decision_code(d, BANDEX_REASON_NO_HISTORY, 1);
}

static void stop(bandex_decision *d)
{
    d->action = BANDEX_ACTION_STOP;
    d->next = nothing;
}

/* What was done is told in the decision, so that it can be said in words. */
static void tell_base(view *v, const training *t, bandex_decision *d)
{
    const bandex_axis *axis;
    int timed = policy_has_axis(v->policy, BANDEX_AXIS_TUT, &axis) && !policy_has_axis(v->policy, BANDEX_AXIS_REPS, &axis);
    int32_t at;
    uint32_t i;
    d->base.rung = t->rung;
    d->base.sets = t->sets;
    d->base.reps = t->target_reps;
    d->base.tut_ms = t->target_tut_ms;
    d->done_count = t->count;
    for (i = 0; i < t->count; i++) {
        const bandex_set *set = &t->session->sets[t->set[i]];
        d->done[i] = timed ? set->tut_ms : set_reps(v->policy, set);
    }
    if (!metric_eval(v, 0, BANDEX_METRIC_OMNI, BANDEX_AGGREGATE_MAX, 0, &d->effort, &at)) {
        d->effort = BANDEX_UNKNOWN;
    }
}

static void bound_of(const view *v, const bandex_gate *gate, const bandex_prescription *base, bandex_prescription *bound)
{
    int32_t reason = 0;
    *bound = *base;
    if (gate->cap == BANDEX_CAP_REDUCE_RUNGS) {
        bound->rung = larger(base->rung - gate->amount, 0);
    } else if (gate->cap == BANDEX_CAP_REDUCE_PERMILLE) {
        bound->rung = lighter_rung(v->ladder, base->rung, gate->amount, &reason);
        if (reason == BANDEX_REASON_NEEDS_FORCE) {
            bound->rung = larger(base->rung - 1, 0);
        }
    } else if (gate->cap == BANDEX_CAP_STOP) {
        *bound = nothing;
    }
}

/* The lowest of rule and gates. A gate that lowers becomes the primary reason, one that only agrees a further one; of
 * gates with the same bound (on the lightest rung) the severest is the primary one. */
static void apply_gates(view *v, bandex_decision *d)
{
    const bandex_policy *policy = v->policy;
    int32_t severity = INT32_MAX;
    uint32_t i;
    for (i = 0; i < policy->gate_count; i++) {
        const bandex_gate *gate = &policy->gates[i];
        bandex_prescription bound;
        finding why;
        int by;
        if (predicate_eval(v, gate->predicate, 0, &why) != YES) {
            continue;
        }
        why.reason = gate->reason;
        bound_of(v, gate, &d->base, &bound);
        by = prescription_compare(policy, &bound, &d->next);
        if (by < 0 || (by == 0 && gate->cap > severity)) {
            severity = gate->cap;
            d->next = bound;
            d->action = gate->cap == BANDEX_CAP_STOP ? BANDEX_ACTION_STOP : action_of(&d->base, &bound);
            decision_because(d, &why, 1);
        } else {
            decision_because(d, &why, 0);
        }
        if (gate->cap != BANDEX_CAP_HOLD && bound.rung == 0 && d->base.rung == 0) {
            decision_code(d, BANDEX_REASON_AT_FLOOR, 0);
        }
    }
}

static int32_t share_up(int32_t sets, int32_t permille)
{
    return larger((int32_t)(((int64_t)sets * permille + 999) / 1000), 1);
}

static void apply_schedule(const view *v, bandex_decision *d)
{
    const bandex_schedule *schedule = &v->policy->schedule;
    bandex_prescription bound = d->base;
    int32_t sets;
    if (v->context->day == BANDEX_UNKNOWN || !is_easy_week(v->policy, week_of(v->context, v->context->day)) ||
        d->action == BANDEX_ACTION_STOP) {
        return;
    }
    sets = share_up(d->base.sets, schedule->deload_sets_permille);
    bound.sets = sets;
    if (prescription_compare(v->policy, &bound, &d->next) < 0) {
        d->next = bound;
        d->action = action_of(&d->base, &bound);
        decision_code(d, BANDEX_REASON_SCHEDULED_DELOAD, 1);
    }
}

static void clamp_one(bandex_decision *d, int32_t *value, int32_t most)
{
    if (most > 0 && *value > most) {
        *value = most;
        decision_code(d, BANDEX_REASON_CLAMPED_STEP, 0);
    }
}

static void apply_clamps(const view *v, bandex_decision *d)
{
    const bandex_clamps *clamps = &v->policy->clamps;
    if (d->action != BANDEX_ACTION_STOP) {
        clamp_one(d, &d->next.sets, clamps->sets_max);
        clamp_one(d, &d->next.reps, clamps->reps_max);
        clamp_one(d, &d->next.tut_ms, clamps->tut_max_ms);
    }
}

void copy_text(char *to, size_t size, const char *from)
{
    size_t i;
    for (i = 0; i + 1 < size && from[i]; i++) {
        to[i] = from[i];
    }
    to[i] = 0;
}

static void name_rung(const bandex_ladder *ladder, int32_t rung, bandex_rung_name *name)
{
    const bandex_rung *r = &ladder->rungs[rung];
    copy_text(name->band, sizeof name->band, r->band);
    name->strands = r->strands;
    name->elongation_permille = r->elongation_permille;
    name->force_mn = has_forces(ladder) ? r->force_mn : BANDEX_UNKNOWN;
}

/* The names of both rungs and how far apart they are. */
void name_decision(const bandex_ladder *ladder, bandex_decision *d)
{
    d->step_permille = BANDEX_STEP_UNKNOWN;
    if (d->base.rung >= 0) {
        name_rung(ladder, d->base.rung, &d->base_rung);
    }
    if (d->next.rung >= 0) {
        name_rung(ladder, d->next.rung, &d->next_rung);
    }
    if (d->base.rung >= 0 && d->next.rung >= 0 && has_forces(ladder)) {
        int64_t base = d->base_rung.force_mn, change = d->next_rung.force_mn - base;
        int64_t rounded = (change * 2000 + (change < 0 ? -base : base)) / (2 * base);
        d->step_permille = rounded > INT32_MAX ? INT32_MAX : (int32_t)rounded;
    }
}

static bandex_status decide(view *rule, view *all, const bandex_session *history, size_t count, bandex_decision *d)
{
    proposal wanted;
    bandex_status status;
    const training *last = view_at(rule, 0);
    if (count && history[count - 1].red_flag) {
        finding why = {BANDEX_REASON_RED_FLAG, {0, 0, BANDEX_UNKNOWN, BANDEX_UNKNOWN, 1, 1}};
        why.evidence.session = (int32_t)(count - 1);
        stop(d);
        decision_because(d, &why, 1);
    } else if (!last) {
        start(rule, d);
    }
    if (last) {
        tell_base(rule, last, d);
    }
    if (d->reason_count) {
        return BANDEX_OK;
    }
    status = driver_step(rule, &d->base, &wanted);
    if (status != BANDEX_OK) {
        return status;
    }
    d->next = wanted.next;
    d->action = wanted.action;
    decision_because(d, &wanted.why, 1);
    if (wanted.also) {
        decision_code(d, wanted.also, 0);
    }
    apply_gates(all, d);
    apply_schedule(rule, d);
    apply_clamps(rule, d);
    return BANDEX_OK;
}

static int32_t slot_of(const bandex_policy *policy, size_t count, const bandex_progression_context *context)
{
    int64_t done = context->sessions_done == BANDEX_UNKNOWN ? (int64_t)count : context->sessions_done;
    return policy->schedule.slot_count > 0 ? (int32_t)(done % policy->schedule.slot_count) : BANDEX_UNKNOWN;
}

static void empty_decision(bandex_decision *d)
{
    static const bandex_decision empty;
    *d = empty;
    d->base = nothing;
    d->next = nothing;
    d->slot = BANDEX_UNKNOWN;
    d->effort = BANDEX_UNKNOWN;
    d->step_permille = BANDEX_STEP_UNKNOWN;
    d->base_rung.force_mn = BANDEX_UNKNOWN;
    d->next_rung.force_mn = BANDEX_UNKNOWN;
    d->library_version = bandex_version_number();
}

static bandex_status check_arguments(const bandex_policy *policy, const bandex_ladder *ladder, const bandex_session *history,
                                     size_t count, const bandex_progression_context *context)
{
    bandex_status status = bandex_policy_validate(policy, NULL);
    if (status == BANDEX_OK) {
        status = ladder_check(ladder);
    }
    if (status == BANDEX_OK && !history && count) {
        status = BANDEX_E_ARGUMENT;
    }
    if (status == BANDEX_OK && context->struct_size < sizeof *context) {
        status = BANDEX_E_SIZE;
    }
    if (status == BANDEX_OK && (context->day < BANDEX_UNKNOWN || context->sessions_done < BANDEX_UNKNOWN ||
                                context->side < BANDEX_SIDE_NONE || context->side > BANDEX_SIDE_BOTH)) {
        status = BANDEX_E_ARGUMENT;
    }
    return status;
}

bandex_status bandex_progression_next(const bandex_policy *policy, const bandex_ladder *ladder,
                                      const bandex_session *history, size_t count,
                                      const bandex_progression_context *context, bandex_decision *out)
{
    bandex_progression_context defaults;
    bandex_status status;
    view rule, all;
    int same;
    if (!out) {
        return BANDEX_E_ARGUMENT;
    }
    if (!context) {
        bandex_progression_context_default(&defaults);
        context = &defaults;
    }
    status = check_arguments(policy, ladder, history, count, context);
    if (status != BANDEX_OK) {
        return status;
    }
    empty_decision(out);
    out->side = context->side;
    view_open(&rule, policy, ladder, history, count, context, &out->visits);
    rule.slot = slot_of(policy, count, context);
    rule.whole = rule.slot < 0 && policy->schedule.deload_every_weeks <= 0;
    out->slot = rule.slot;
    same = rule.whole;
    if (!same) {
        view_open(&all, policy, ladder, history, count, context, &out->visits);
        /* Easy weeks alone are better than nothing to go by. */
        same = rule.slot < 0 && !view_at(&rule, 0);
        if (same) {
            rule.whole = 1;
            rule.rest = count;
        }
    }
    status = decide(&rule, same ? &rule : &all, history, count, out);
    name_decision(ladder, out);
    out->policy_hash = policy_hash(policy);
    return status;
}
