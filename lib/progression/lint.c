/* SPDX-License-Identifier: MIT */
/* What can be seen of a policy without playing it. */
#include "engine.h"

typedef struct report {
    bandex_lint *out;
    size_t size;
    size_t count;
} report;

static void find(report *r, int32_t code, int32_t index, int32_t value)
{
    if (r->count < r->size) {
        r->out[r->count].code = code;
        r->out[r->count].index = index;
        r->out[r->count].value = value;
    }
    r->count++;
}

static void range_of(int32_t metric, int32_t *low, int32_t *high)
{
    *low = 0;
    *high = INT32_MAX;
    switch (metric) {
    case BANDEX_METRIC_OMNI:
    case BANDEX_METRIC_PAIN:
    case BANDEX_METRIC_PAIN_DURING:
    case BANDEX_METRIC_PAIN_MORNING:
    case BANDEX_METRIC_READINESS:
        *high = 10;
        break;
    case BANDEX_METRIC_PAIN_RISE:
        *low = -10;
        *high = 10;
        break;
    case BANDEX_METRIC_RPE10:
        *high = 100;
        break;
    case BANDEX_METRIC_SETS_DONE:
        *high = BANDEX_SETS_MAX;
        break;
    case BANDEX_METRIC_SESSIONS_AT_RUNG:
        *low = 1;
        *high = BANDEX_LOOKBACK;
        break;
    default:
        break;
    }
}

/* Whether some value makes a comparison as wanted. Sums and references are taken as able to be anything. */
static int comparison_can(const bandex_predicate *p, int wanted)
{
    int32_t low, high;
    if (p->operand != BANDEX_OPERAND_CONSTANT || p->aggregate == BANDEX_AGGREGATE_SUM ||
        p->aggregate == BANDEX_AGGREGATE_COUNT_GE) {
        return 1;
    }
    range_of(p->metric, &low, &high);
    switch (p->compare) {
    case BANDEX_COMPARE_LT:
        return wanted ? low < p->value : high >= p->value;
    case BANDEX_COMPARE_LE:
        return wanted ? low <= p->value : high > p->value;
    case BANDEX_COMPARE_EQ:
        return wanted ? p->value >= low && p->value <= high : low < high || p->value != low;
    case BANDEX_COMPARE_GE:
        return wanted ? high >= p->value : low < p->value;
    default:
        return wanted ? high > p->value : low <= p->value;
    }
}

static int can_be(const bandex_policy *policy, int32_t index, int wanted)
{
    const bandex_predicate *p = &policy->predicates[index];
    int every = (p->kind == BANDEX_PREDICATE_ALL) == wanted;
    uint8_t i;
    if (p->kind == BANDEX_PREDICATE_COMPARE) {
        return comparison_can(p, wanted);
    }
    if (p->kind == BANDEX_PREDICATE_NOT) {
        return can_be(policy, p->first, !wanted);
    }
    if (p->kind > BANDEX_PREDICATE_NOT) {
        return can_be(policy, p->first, wanted);
    }
    for (i = 0; i < p->count; i++) {
        if (can_be(policy, p->first + i, wanted) != every) {
            return !every;
        }
    }
    return every;
}

static void lint_axes(report *r, const bandex_policy *policy)
{
    uint32_t i, j;
    for (i = 0; policy->driver == BANDEX_DRIVER_CHAIN && i < policy->axis_count; i++) {
        const bandex_axis *a = &policy->axes[i];
        int blocked = a->kind != BANDEX_AXIS_LOAD && (a->kind == BANDEX_AXIS_SETS ? a->lo > a->hi - a->step : a->lo >= a->hi);
        for (j = 0; j < i && !blocked; j++) {
            blocked = policy->axes[j].kind == BANDEX_AXIS_LOAD || policy->axes[j].kind == a->kind;
        }
        if (blocked) {
            find(r, BANDEX_LINT_UNREACHABLE_AXIS, (int32_t)i, BANDEX_UNKNOWN);
        }
    }
}

static void lint_table(report *r, const bandex_policy *policy)
{
    uint32_t i;
    for (i = 0; policy->driver == BANDEX_DRIVER_TABLE && i < policy->row_count; i++) {
        if (i && policy->rows[i - 1].hi + 1 < policy->rows[i].lo) {
            find(r, BANDEX_LINT_TABLE_HOLE, (int32_t)i, policy->rows[i - 1].hi + 1);
        }
        if (policy->clamps.max_up > 0 && policy->rows[i].delta > policy->clamps.max_up) {
            find(r, BANDEX_LINT_STEP_CLAMPED, (int32_t)i, policy->rows[i].delta);
        }
    }
}

static void lint_rules(report *r, const bandex_policy *policy)
{
    uint32_t i;
    if (policy->ready != BANDEX_NONE && !can_be(policy, policy->ready, 1)) {
        find(r, BANDEX_LINT_READY_NEVER, policy->ready, BANDEX_UNKNOWN);
    }
    for (i = 0; i < policy->gate_count; i++) {
        const bandex_gate *g = &policy->gates[i];
        if (!can_be(policy, g->predicate, 1)) {
            find(r, BANDEX_LINT_GATE_NEVER_FIRES, (int32_t)i, BANDEX_UNKNOWN);
        }
    }
}

static int needs_forces(const bandex_policy *policy)
{
    uint32_t i;
    for (i = 0; i < policy->gate_count; i++) {
        if (policy->gates[i].cap == BANDEX_CAP_REDUCE_PERMILLE) {
            return 1;
        }
    }
    return policy->driver == BANDEX_DRIVER_PERCENT || policy->clamps.inc_max_permille > 0 || policy->set_load_count > 0 ||
           (policy->regress.sessions > 0 && policy->regress.permille > 0);
}

/* Repetitions before load, so that each step of load starts over at the bottom of the range. */
static const bandex_axis *range_before_load(const bandex_policy *policy)
{
    const bandex_axis *reps = NULL;
    uint32_t i;
    for (i = 0; policy->driver == BANDEX_DRIVER_CHAIN && i < policy->axis_count; i++) {
        if (policy->axes[i].kind == BANDEX_AXIS_REPS) {
            reps = &policy->axes[i];
        } else if (policy->axes[i].kind == BANDEX_AXIS_LOAD) {
            return reps;
        }
    }
    return NULL;
}

static int window_empty(const bandex_policy *policy, const bandex_ladder *ladder, int32_t rung)
{
    int64_t here = ladder->rungs[rung].force_mn, low = 1000, high;
    size_t i;
    if (policy->driver == BANDEX_DRIVER_PERCENT && policy->percent.reference == BANDEX_PERCENT_LAST) {
        low = policy->percent.low_permille;
        high = policy->percent.high_permille;
    } else if (policy->clamps.inc_max_permille > 0) {
        high = 1000 + policy->clamps.inc_max_permille;
    } else {
        return 0;
    }
    for (i = (size_t)rung + 1; i < ladder->count; i++) {
        int64_t scaled = (int64_t)ladder->rungs[i].force_mn * 1000;
        if (scaled >= here * low && scaled <= here * high) {
            return 0;
        }
    }
    return 1;
}

static void lint_ladder(report *r, const bandex_policy *policy, const bandex_ladder *ladder)
{
    const bandex_axis *reps = range_before_load(policy);
    int32_t rung;
    if (!has_forces(ladder)) {
        if (needs_forces(policy)) {
            find(r, BANDEX_LINT_NEEDS_FORCE, 0, BANDEX_UNKNOWN);
        }
        return;
    }
    for (rung = 0; (size_t)rung + 1 < ladder->count; rung++) {
        int32_t gap = 0, hi = 0;
        if (window_empty(policy, ladder, rung)) {
            bandex_ladder_range(ladder, rung, 1, &gap, &hi);
            find(r, BANDEX_LINT_WINDOW_EMPTY, rung, gap);
        }
        if (reps && bandex_ladder_range(ladder, rung, reps->lo, &gap, &hi) == BANDEX_OK && hi > reps->hi) {
            find(r, BANDEX_LINT_RANGE_TOO_NARROW, rung, hi);
        }
    }
}

bandex_status bandex_policy_lint(const bandex_policy *policy, const bandex_ladder *ladder, bandex_lint *out, size_t size,
                                 size_t *count)
{
    report r;
    bandex_status status;
    if (!count || (!out && size)) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_policy_validate(policy, NULL);
    if (status == BANDEX_OK && ladder) {
        status = ladder_check(ladder);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    r.out = out;
    r.size = size;
    r.count = 0;
    lint_axes(&r, policy);
    lint_table(&r, policy);
    lint_rules(&r, policy);
    if (ladder) {
        lint_ladder(&r, policy, ladder);
    }
    *count = r.count;
    return r.count > size ? BANDEX_E_FULL : BANDEX_OK;
}
