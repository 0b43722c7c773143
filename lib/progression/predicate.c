/* SPDX-License-Identifier: MIT */
#include "engine.h"

static int32_t worst(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* A negative number means "not told" in every stored quantity. */
static int32_t set_metric(const bandex_policy *policy, const bandex_set *set, int32_t metric)
{
    switch (metric) {
    case BANDEX_METRIC_REPS:
        return set_reps(policy, set);
    case BANDEX_METRIC_REPS_VALID:
        return set->valid_reps;
    case BANDEX_METRIC_RIR:
        return set->rir;
    case BANDEX_METRIC_RPE10:
        return set->rpe10;
    case BANDEX_METRIC_OMNI:
        return set->omni;
    case BANDEX_METRIC_PEAK_MN:
        return set->peak_mn;
    case BANDEX_METRIC_IMPULSE_MNS:
        return set->impulse_mns;
    case BANDEX_METRIC_TUT_MS:
        return set->tut_ms;
    case BANDEX_METRIC_LOSS:
        return set->loss_permille;
    case BANDEX_METRIC_ROM:
        return set->rom_permille;
    default:
        return BANDEX_UNKNOWN;
    }
}

static int32_t clip(int64_t value)
{
    return value > INT32_MAX ? INT32_MAX : value < -INT32_MAX ? -INT32_MAX : (int32_t)value;
}

/* Over all counted sets; false when one of them does not tell. */
static int fold_sets(view *v, const training *t, int32_t metric, int32_t aggregate, int32_t argument, int32_t *value,
                     int32_t *at)
{
    int64_t sum = 0;
    int32_t extreme = 0;
    uint32_t i;
    for (i = 0; i < t->count; i++) {
        int32_t here = set_metric(v->policy, &t->session->sets[t->set[i]], metric);
        ++*v->visits;
        if (here < 0) {
            return 0;
        }
        if (i == 0 || (aggregate == BANDEX_AGGREGATE_MAX ? here > extreme : here < extreme)) {
            extreme = here;
            *at = t->set[i];
        }
        sum += aggregate == BANDEX_AGGREGATE_COUNT_GE ? here >= argument : here;
    }
    if (aggregate == BANDEX_AGGREGATE_SUM || aggregate == BANDEX_AGGREGATE_COUNT_GE) {
        *at = BANDEX_UNKNOWN;
        *value = clip(sum);
        return 1;
    }
    *value = aggregate == BANDEX_AGGREGATE_MEAN && t->count ? clip(sum / t->count) : extreme;
    return t->count > 0;
}

static int one_set(view *v, const training *t, int32_t metric, int32_t aggregate, int32_t argument, int32_t *value,
                   int32_t *at)
{
    int32_t nth = aggregate == BANDEX_AGGREGATE_FIRST ? 1 : argument;
    if (aggregate == BANDEX_AGGREGATE_LAST) {
        nth = t->sets >= 1 && t->sets < (int32_t)t->count ? t->sets : (int32_t)t->count;
    }
    if (nth < 1 || nth > (int32_t)t->count) {
        return 0;
    }
    ++*v->visits;
    *at = t->set[nth - 1];
    *value = set_metric(v->policy, &t->session->sets[*at], metric);
    return *value >= 0;
}

static int32_t omni_of(view *v, const training *t)
{
    int32_t value = BANDEX_UNKNOWN, at;
    if (t->session->omni >= 0) {
        return t->session->omni;
    }
    return fold_sets(v, t, BANDEX_METRIC_OMNI, BANDEX_AGGREGATE_MAX, 0, &value, &at) ? value : BANDEX_UNKNOWN;
}

/* Highest morning pain of the week of session k, and of the trained week before that tells one. */
static int pain_rise(view *v, uint32_t k, int32_t *value)
{
    const training *t = view_at(v, k);
    int32_t week = t->week, now = BANDEX_UNKNOWN, before = BANDEX_UNKNOWN;
    for (; t && t->week == week; t = view_at(v, ++k)) {
        now = worst(now, t->session->pain_morning);
    }
    while (t && now >= 0 && before < 0) {
        for (week = t->week; t && t->week == week; t = view_at(v, ++k)) {
            before = worst(before, t->session->pain_morning);
        }
    }
    *value = now - before;
    return now >= 0 && before >= 0;
}

static uint32_t sessions_at_rung(view *v, uint32_t k)
{
    const training *first = view_at(v, k), *t = first;
    uint32_t n = 0;
    while (t && t->rung == first->rung) {
        n++;
        t = view_at(v, k + n);
    }
    return n;
}

static int days_since(const view *v, const training *t, int weeks, int32_t *value)
{
    int32_t day = v->context->day;
    if (day == BANDEX_UNKNOWN) {
        return 0;
    }
    *value = weeks ? week_of(v->context, day) - t->week : day - t->day;
    return 1;
}

int metric_eval(view *v, uint32_t k, int32_t metric, int32_t aggregate, int32_t argument, int32_t *value, int32_t *at)
{
    const training *t = view_at(v, k);
    const bandex_session *s = t->session;
    *at = BANDEX_UNKNOWN;
    *value = BANDEX_UNKNOWN;
    switch (metric) {
    case BANDEX_METRIC_OMNI:
        *value = omni_of(v, t);
        return *value >= 0;
    case BANDEX_METRIC_PAIN:
        *value = worst(s->pain_during, s->pain_morning);
        return *value >= 0;
    case BANDEX_METRIC_PAIN_DURING:
        *value = s->pain_during;
        return *value >= 0;
    case BANDEX_METRIC_PAIN_MORNING:
        *value = s->pain_morning;
        return *value >= 0;
    case BANDEX_METRIC_PAIN_RISE:
        return pain_rise(v, k, value);
    case BANDEX_METRIC_READINESS:
        *value = s->readiness;
        return *value >= 0;
    case BANDEX_METRIC_SETS_DONE:
        *value = (int32_t)t->count;
        return 1;
    case BANDEX_METRIC_DAYS_SINCE:
        return days_since(v, t, 0, value);
    case BANDEX_METRIC_WEEKS_SINCE:
        return days_since(v, t, 1, value);
    case BANDEX_METRIC_SESSIONS_AT_RUNG:
        *value = (int32_t)sessions_at_rung(v, k);
        return 1;
    default:
        if (aggregate == BANDEX_AGGREGATE_FIRST || aggregate == BANDEX_AGGREGATE_LAST ||
            aggregate == BANDEX_AGGREGATE_NTH) {
            return one_set(v, t, metric, aggregate, argument, value, at);
        }
        return fold_sets(v, t, metric, aggregate, argument, value, at);
    }
}

static int operand_eval(view *v, const training *t, int32_t operand, int32_t *value)
{
    const bandex_axis *axis;
    *value = BANDEX_UNKNOWN;
    switch (operand) {
    case BANDEX_OPERAND_CONSTANT:
        *value = 0;
        break;
    case BANDEX_OPERAND_TARGET_REPS:
        *value = t->target_reps;
        break;
    case BANDEX_OPERAND_TARGET_TUT:
        *value = t->target_tut_ms;
        break;
    case BANDEX_OPERAND_REPS_HI:
        *value = policy_has_axis(v->policy, BANDEX_AXIS_REPS, &axis) ? axis->hi : BANDEX_UNKNOWN;
        break;
    case BANDEX_OPERAND_TUT_HI:
        *value = policy_has_axis(v->policy, BANDEX_AXIS_TUT, &axis) ? axis->hi : BANDEX_UNKNOWN;
        break;
    case BANDEX_OPERAND_SETS:
        *value = t->sets;
        break;
    default:
        *value = v->ladder->rungs[t->rung].force_mn;
        break;
    }
    return *value >= 0;
}

static int compare(int32_t kind, int64_t a, int64_t b)
{
    switch (kind) {
    case BANDEX_COMPARE_LT:
        return a < b;
    case BANDEX_COMPARE_LE:
        return a <= b;
    case BANDEX_COMPARE_EQ:
        return a == b;
    case BANDEX_COMPARE_GE:
        return a >= b;
    default:
        return a > b;
    }
}

static int32_t missing_reason(const bandex_predicate *p)
{
    switch (p->metric) {
    case BANDEX_METRIC_RIR:
    case BANDEX_METRIC_RPE10:
    case BANDEX_METRIC_OMNI:
        return BANDEX_REASON_MISSING_EFFORT;
    case BANDEX_METRIC_DAYS_SINCE:
    case BANDEX_METRIC_WEEKS_SINCE:
        return p->reason;
    default:
        return BANDEX_REASON_LOW_CONFIDENCE;
    }
}

static int compare_eval(view *v, const bandex_predicate *p, uint32_t k, finding *why)
{
    const training *t = view_at(v, k);
    bandex_reason *e = &why->evidence;
    int32_t threshold;
    int known = metric_eval(v, k, p->metric, p->aggregate, p->argument, &e->value, &e->set);
    int has_threshold = operand_eval(v, t, p->operand, &threshold);
    e->session = t->index;
    e->metric = p->metric;
    e->threshold = has_threshold ? clip((int64_t)threshold + p->value) : BANDEX_UNKNOWN;
    if (!known || !has_threshold) {
        why->reason = missing_reason(p);
        return UNKNOWN;
    }
    why->reason = p->reason;
    return compare(p->compare, e->value, (int64_t)threshold + p->value) ? YES : NO;
}

/* ALL: NO if one child is NO; ANY: YES if one is YES. The first child that is not as hoped gives the reason; when all
 * are, the last one gives the evidence. */
static int several_eval(view *v, const bandex_predicate *p, uint32_t k, finding *why)
{
    int all = p->kind == BANDEX_PREDICATE_ALL;
    int decisive = all ? NO : YES, result = all ? YES : NO, told = 0;
    uint8_t i;
    for (i = 0; i < p->count; i++) {
        finding child;
        int truth = predicate_eval(v, p->first + i, k, &child);
        if (i == 0 || (all && !told) || (!all && truth == YES && result != YES)) {
            *why = child;
            told = truth != YES;
        }
        if (truth == decisive || (truth == UNKNOWN && result != decisive)) {
            result = truth;
        }
    }
    return result;
}

static int streak_eval(view *v, const bandex_predicate *p, uint32_t k, finding *why)
{
    const training *first = view_at(v, k), *t = first;
    int32_t n = 0;
    finding child;
    int truth = NO;
    while (t && n < p->value && (!p->same_rung || t->rung == first->rung)) {
        truth = predicate_eval(v, p->first, k + (uint32_t)n, n == 0 ? why : &child);
        if (truth != YES) {
            break;
        }
        n++;
        t = view_at(v, k + (uint32_t)n);
    }
    return n >= p->value ? YES : truth == UNKNOWN ? UNKNOWN : NO;
}

/* Complete weeks in a row at the same rung and sets, going back from the week of session k. */
static int week_count_eval(view *v, const bandex_predicate *p, uint32_t k, finding *why)
{
    const training *first = view_at(v, k), *t = first;
    int32_t weeks = p->argument > 1 ? p->argument : 1, whole = 0, held;
    finding child;
    while (t && whole < weeks) {
        int32_t week = t->week;
        for (held = 0; t && t->week == week; t = view_at(v, ++k)) {
            if (t->rung == first->rung && t->sets == first->sets && predicate_eval(v, p->first, k, &child) == YES) {
                held++;
            }
        }
        why->evidence.session = first->index;
        why->evidence.value = held;
        why->evidence.threshold = p->value;
        why->reason = p->reason;
        if (held < p->value) {
            return NO;
        }
        whole++;
    }
    return whole >= weeks ? YES : NO;
}

int predicate_eval(view *v, int32_t index, uint32_t k, finding *why)
{
    static const finding nothing = {0, {0, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN}};
    const bandex_predicate *p = &v->policy->predicates[index];
    int truth;
    *why = nothing;
    switch (p->kind) {
    case BANDEX_PREDICATE_COMPARE:
        return compare_eval(v, p, k, why);
    case BANDEX_PREDICATE_NOT:
        truth = predicate_eval(v, p->first, k, why);
        truth = truth == UNKNOWN ? UNKNOWN : !truth;
        break;
    case BANDEX_PREDICATE_STREAK:
        truth = streak_eval(v, p, k, why);
        break;
    case BANDEX_PREDICATE_WEEK_COUNT:
        truth = week_count_eval(v, p, k, why);
        break;
    default:
        truth = several_eval(v, p, k, why);
        break;
    }
    if (truth == NO && p->reason) {
        why->reason = p->reason;
    }
    return truth;
}

static int complete_eval(view *v, uint32_t k, finding *why)
{
    const training *t = view_at(v, k);
    why->reason = BANDEX_REASON_INCOMPLETE_SESSION;
    why->evidence.code = 0;
    why->evidence.session = t->index;
    why->evidence.set = BANDEX_UNKNOWN;
    why->evidence.metric = BANDEX_METRIC_SETS_DONE;
    why->evidence.value = (int32_t)t->count;
    why->evidence.threshold = t->sets;
    return t->count > 0 && (int32_t)t->count >= t->sets ? YES : NO;
}

/* Incomplete sessions are never ready, whatever the policy says. */
int ready_eval(view *v, uint32_t k, finding *why)
{
    finding incomplete;
    int truth = YES;
    if (v->policy->ready != BANDEX_NONE) {
        truth = predicate_eval(v, v->policy->ready, k, why);
        if (truth != YES) {
            why->reason = why->reason ? why->reason : BANDEX_REASON_NOT_READY;
            return truth;
        }
    }
    truth = complete_eval(v, k, &incomplete);
    if (truth != YES || v->policy->ready == BANDEX_NONE) {
        *why = incomplete;
    }
    return truth;
}

/* Trailing sessions at the same rung whose readiness is as wanted, counted up to enough. */
uint32_t streak_of(view *v, int wanted, uint32_t enough)
{
    const training *first = view_at(v, 0), *t = first;
    finding why;
    uint32_t n = 0;
    while (t && n < enough && t->rung == first->rung && ready_eval(v, n, &why) == wanted) {
        n++;
        t = view_at(v, n);
    }
    return n;
}
