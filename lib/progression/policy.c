/* SPDX-License-Identifier: MIT */
/* Building and checking policies. */
#include "engine.h"

bandex_status bandex_policy_add_axis(bandex_policy *policy, int32_t kind, int32_t lo, int32_t hi, int32_t step)
{
    bandex_axis *axis;
    int load = kind == BANDEX_AXIS_LOAD;
    if (!policy || kind < BANDEX_AXIS_REPS || kind > BANDEX_AXIS_LOAD || (!load && (lo < 1 || hi < lo || step < 1))) {
        return BANDEX_E_ARGUMENT;
    }
    if (policy->axis_count >= BANDEX_AXES_MAX) {
        return BANDEX_E_FULL;
    }
    axis = &policy->axes[policy->axis_count++];
    axis->kind = kind;
    axis->lo = load ? 0 : lo;
    axis->hi = load ? 0 : hi;
    axis->step = load ? 1 : step;
    axis->follow = BANDEX_FOLLOW_TARGET;
    axis->condition = BANDEX_NONE;
    axis->reason = BANDEX_REASON_CHAIN_STEP;
    return BANDEX_OK;
}

bandex_status bandex_policy_add_row(bandex_policy *policy, int32_t lo, int32_t hi, int32_t delta)
{
    bandex_table_row *row;
    if (!policy || lo > hi) {
        return BANDEX_E_ARGUMENT;
    }
    if (policy->row_count >= BANDEX_ROWS_MAX) {
        return BANDEX_E_FULL;
    }
    if (policy->row_count && policy->rows[policy->row_count - 1].hi >= lo) {
        return BANDEX_E_ARGUMENT;
    }
    row = &policy->rows[policy->row_count++];
    row->lo = lo;
    row->hi = hi;
    row->delta = delta;
    row->reason = BANDEX_REASON_TABLE_ROW;
    return BANDEX_OK;
}

bandex_status bandex_policy_add_predicate(bandex_policy *policy, const bandex_predicate *predicate, int32_t *index)
{
    if (!policy || !predicate || !index) {
        return BANDEX_E_ARGUMENT;
    }
    if (policy->predicate_count >= BANDEX_PREDICATES_MAX) {
        return BANDEX_E_FULL;
    }
    *index = (int32_t)policy->predicate_count;
    policy->predicates[policy->predicate_count++] = *predicate;
    return BANDEX_OK;
}

bandex_status bandex_policy_add_gate(bandex_policy *policy, int32_t metric, int32_t compare, int32_t value, int32_t cap,
                                     int32_t amount, int32_t reason)
{
    bandex_predicate predicate = {BANDEX_PREDICATE_COMPARE, 0, BANDEX_AGGREGATE_MAX, 0, BANDEX_OPERAND_CONSTANT, 0, 0, 0,
                                  0, 0, 0};
    bandex_gate *gate;
    bandex_status status;
    if (!policy || metric < 0 || metric >= BANDEX_METRIC_COUNT || compare < BANDEX_COMPARE_LT ||
        compare > BANDEX_COMPARE_GT || cap < BANDEX_CAP_HOLD || cap > BANDEX_CAP_STOP || amount < 0) {
        return BANDEX_E_ARGUMENT;
    }
    if (policy->gate_count >= BANDEX_GATES_MAX) {
        return BANDEX_E_FULL;
    }
    predicate.metric = (uint8_t)metric;
    predicate.compare = (uint8_t)compare;
    predicate.value = value;
    gate = &policy->gates[policy->gate_count];
    status = bandex_policy_add_predicate(policy, &predicate, &gate->predicate);
    if (status == BANDEX_OK) {
        gate->cap = cap;
        gate->amount = amount;
        gate->reason = reason;
        policy->gate_count++;
    }
    return status;
}

bandex_status bandex_policy_add_layoff(bandex_policy *policy, int32_t days, int32_t permille)
{
    if (days < 1 || permille < 0 || permille >= 1000) {
        return BANDEX_E_ARGUMENT;
    }
    return bandex_policy_add_gate(policy, BANDEX_METRIC_DAYS_SINCE, BANDEX_COMPARE_GE, days,
                                  permille ? BANDEX_CAP_REDUCE_PERMILLE : BANDEX_CAP_HOLD, permille,
                                  permille ? BANDEX_REASON_LAYOFF_REDUCE : BANDEX_REASON_LAYOFF_HOLD);
}

bandex_status bandex_policy_add_slot(bandex_policy *policy, int32_t reps)
{
    if (!policy || reps < 1) {
        return BANDEX_E_ARGUMENT;
    }
    if (policy->schedule.slot_count >= BANDEX_SLOTS_MAX) {
        return BANDEX_E_FULL;
    }
    policy->schedule.slot_reps[policy->schedule.slot_count++] = reps;
    return BANDEX_OK;
}

bandex_status bandex_policy_clear(bandex_policy *policy, int32_t part)
{
    if (!policy) {
        return BANDEX_E_ARGUMENT;
    }
    switch (part) {
    case BANDEX_POLICY_PART_AXES:
        policy->axis_count = 0;
        return BANDEX_OK;
    case BANDEX_POLICY_PART_ROWS:
        policy->row_count = 0;
        return BANDEX_OK;
    case BANDEX_POLICY_PART_GATES:
        policy->gate_count = 0;
        return BANDEX_OK;
    case BANDEX_POLICY_PART_SLOTS:
        policy->schedule.slot_count = 0;
        return BANDEX_OK;
    case BANDEX_POLICY_PART_SET_LOADS:
        policy->set_load_count = 0;
        return BANDEX_OK;
    default:
        return BANDEX_E_ARGUMENT;
    }
}

/* ---- check ---- */

typedef struct check {
    const bandex_policy *policy;
    bandex_diag *diag;
    bandex_status status;
} check;

static void fail(check *c, bandex_status status, const char *field, uint64_t row, const char *reason)
{
    if (c->status == BANDEX_OK) {
        c->status = status;
        if (c->diag) {
            c->diag->status = status;
            c->diag->key = INT32_MIN;
            c->diag->offset = row;
            copy_text(c->diag->record, sizeof c->diag->record, "policy");
            copy_text(c->diag->field, sizeof c->diag->field, field);
            copy_text(c->diag->reason, sizeof c->diag->reason, reason);
        }
    }
}

static void want(check *c, int holds, const char *field, uint64_t row, const char *reason)
{
    if (!holds) {
        fail(c, BANDEX_E_ARGUMENT, field, row, reason);
    }
}

static int within(int32_t value, int32_t lo, int32_t hi)
{
    return value >= lo && value <= hi;
}

static int is_reason(int32_t reason)
{
    return within(reason, BANDEX_REASON_NONE, BANDEX_REASON_CUSTOM);
}

static int is_predicate(const bandex_policy *policy, int32_t index)
{
    return index >= 0 && (uint32_t)index < policy->predicate_count;
}

static int looks_back(const bandex_predicate *p)
{
    return p->kind == BANDEX_PREDICATE_STREAK || p->kind == BANDEX_PREDICATE_WEEK_COUNT;
}

/* Children stand behind their parent, so the walk ends. Looking back within looking back would not be bounded. */
static void check_tree(check *c, int32_t index, int depth, int back)
{
    const bandex_predicate *p = &c->policy->predicates[index];
    uint8_t i;
    if (depth > BANDEX_PREDICATE_DEPTH || (back && looks_back(p))) {
        fail(c, BANDEX_E_LIMIT, "predicates", (uint64_t)index, depth > BANDEX_PREDICATE_DEPTH ? "nested too deep"
                                                               : "a streak or week within another");
        return;
    }
    if (p->kind != BANDEX_PREDICATE_COMPARE) {
        for (i = 0; i < p->count && c->status == BANDEX_OK; i++) {
            check_tree(c, p->first + i, depth + 1, back || looks_back(p));
        }
    }
}

static void check_predicate(check *c, uint32_t i)
{
    const bandex_predicate *p = &c->policy->predicates[i];
    int leaf = p->kind == BANDEX_PREDICATE_COMPARE;
    int one = p->kind == BANDEX_PREDICATE_NOT || looks_back(p);
    want(c, p->kind <= BANDEX_PREDICATE_WEEK_COUNT, "predicates", i, "unknown kind");
    want(c, is_reason(p->reason), "predicates", i, "unknown reason");
    if (leaf) {
        want(c, p->metric < BANDEX_METRIC_COUNT && p->aggregate <= BANDEX_AGGREGATE_COUNT_GE &&
                    p->compare <= BANDEX_COMPARE_GT && p->operand <= BANDEX_OPERAND_LADDER_FORCE,
             "predicates", i, "unknown metric, aggregate, comparison or operand");
    } else {
        want(c, p->count >= 1 && p->first > i && (uint32_t)p->first + p->count <= c->policy->predicate_count &&
                    (!one || p->count == 1),
             "predicates", i, "children must stand behind it");
    }
    want(c, !looks_back(p) || (within(p->value, 1, BANDEX_LOOKBACK) && p->same_rung <= 1), "predicates", i, "1 to 32 sessions");
}

static void check_chain(check *c)
{
    const bandex_policy *p = c->policy;
    uint32_t i;
    want(c, p->axis_count >= 1 && p->axis_count <= BANDEX_AXES_MAX, "axes", 0, "1 to 4 axes");
    for (i = 0; c->status == BANDEX_OK && i < p->axis_count; i++) {
        const bandex_axis *a = &p->axes[i];
        want(c, within(a->kind, BANDEX_AXIS_REPS, BANDEX_AXIS_LOAD), "axes", i, "unknown kind");
        want(c, a->kind == BANDEX_AXIS_LOAD || (a->lo >= 1 && a->hi >= a->lo && a->step >= 1), "axes", i,
             "1 <= lo <= hi and a step above 0");
        want(c, within(a->follow, BANDEX_FOLLOW_TARGET, BANDEX_FOLLOW_TOP), "axes", i, "unknown follow");
        want(c, a->condition == BANDEX_NONE || is_predicate(p, a->condition), "axes", i, "no such condition");
        want(c, is_reason(a->reason), "axes", i, "unknown reason");
    }
}

static void check_table(check *c)
{
    const bandex_policy *p = c->policy;
    uint32_t i;
    want(c, p->row_count >= 1 && p->row_count <= BANDEX_ROWS_MAX, "rows", 0, "1 to 8 rows");
    want(c, within(p->table_metric, 0, BANDEX_METRIC_COUNT - 1), "table_metric", 0, "unknown metric");
    want(c, within(p->table_aggregate, 0, BANDEX_AGGREGATE_COUNT_GE), "table_aggregate", 0, "unknown aggregate");
    for (i = 0; c->status == BANDEX_OK && i < p->row_count; i++) {
        want(c, p->rows[i].lo <= p->rows[i].hi && (i == 0 || p->rows[i].lo > p->rows[i - 1].hi), "rows", i,
             "rows must rise without overlap");
        want(c, within(p->rows[i].delta, -1000, 1000) && is_reason(p->rows[i].reason), "rows", i,
             "delta or reason out of range");
    }
}

static void check_percent(check *c)
{
    const bandex_percent *p = &c->policy->percent;
    if (p->reference == BANDEX_PERCENT_LAST) {
        want(c, within(p->low_permille, 1001, 10000) && within(p->high_permille, p->low_permille, 10000), "percent", 0,
             "1000 < low <= high");
    } else {
        want(c, p->reference == BANDEX_PERCENT_RTS && within(p->target_reps, 1, 15) && within(p->target_rpe10, 50, 100),
             "percent", 0, "repetitions 1 to 15 at RPE 5 to 10");
    }
    want(c, is_reason(p->reason), "percent", 0, "unknown reason");
}

/* Each predicate is used at one place, so that a decision reads it once or twice a session. */
static void check_uses(check *c)
{
    const bandex_policy *p = c->policy;
    uint8_t uses[BANDEX_PREDICATES_MAX] = {0};
    uint32_t i, j;
    for (i = 0; i < p->predicate_count; i++) {
        for (j = 0; p->predicates[i].kind != BANDEX_PREDICATE_COMPARE && j < p->predicates[i].count; j++) {
            uses[p->predicates[i].first + j]++;
        }
    }
    for (i = 0; p->driver == BANDEX_DRIVER_CHAIN && i < p->axis_count; i++) {
        if (p->axes[i].condition != BANDEX_NONE) {
            uses[p->axes[i].condition]++;
        }
    }
    for (i = 0; i < p->gate_count; i++) {
        uses[p->gates[i].predicate]++;
    }
    if (p->ready != BANDEX_NONE) {
        uses[p->ready]++;
    }
    for (i = 0; i < p->predicate_count; i++) {
        if (uses[i] > 1) {
            fail(c, BANDEX_E_LIMIT, "predicates", i, "used at two places");
        }
    }
}

static void check_driver(check *c)
{
    switch (c->policy->driver) {
    case BANDEX_DRIVER_CHAIN:
        check_chain(c);
        break;
    case BANDEX_DRIVER_TABLE:
        check_table(c);
        break;
    case BANDEX_DRIVER_PERCENT:
        check_percent(c);
        break;
    default:
        want(c, c->policy->driver == BANDEX_DRIVER_CUSTOM, "driver", 0, "unknown driver");
        break;
    }
}

static int has_lookback(const bandex_policy *policy, int32_t index)
{
    const bandex_predicate *p = &policy->predicates[index];
    uint8_t i;
    if (looks_back(p)) {
        return 1;
    }
    for (i = 0; p->kind != BANDEX_PREDICATE_COMPARE && i < p->count; i++) {
        if (has_lookback(policy, p->first + i)) {
            return 1;
        }
    }
    return 0;
}

static void check_rules(check *c)
{
    const bandex_policy *p = c->policy;
    uint32_t i;
    want(c, p->ready == BANDEX_NONE || is_predicate(p, p->ready), "ready", 0, "no such predicate");
    want(c, within(p->confirm, 1, BANDEX_LOOKBACK), "confirm", 0, "1 to 32 sessions");
    want(c, within(p->regress.sessions, 0, BANDEX_LOOKBACK) && within(p->regress.permille, 0, 999) &&
                within(p->regress.rungs, 0, 1000) && within(p->regress.reset, 0, 1),
         "regress", 0, "out of range");
    want(c, p->regress.sessions == 0 || p->regress.permille > 0 || p->regress.rungs > 0, "regress", 0,
         "a stall must lower something");
    if (c->status == BANDEX_OK && p->ready != BANDEX_NONE && (p->confirm > 1 || p->regress.sessions > 0) &&
        has_lookback(p, p->ready)) {
        fail(c, BANDEX_E_LIMIT, "ready", 0, "a streak or week within confirm or regress");
    }
    want(c, p->gate_count <= BANDEX_GATES_MAX, "gates", 0, "at most 16");
    for (i = 0; c->status == BANDEX_OK && i < p->gate_count; i++) {
        const bandex_gate *g = &p->gates[i];
        want(c, is_predicate(p, g->predicate), "gates", i, "no such predicate");
        want(c, within(g->cap, BANDEX_CAP_HOLD, BANDEX_CAP_STOP) && g->amount >= 0 &&
                    (g->cap != BANDEX_CAP_REDUCE_PERMILLE || g->amount < 1000) && is_reason(g->reason),
             "gates", i, "cap, amount or reason out of range");
    }
}

/* Texts are terminated within their arrays. */
static void check_texts(check *c)
{
    const bandex_policy *p = c->policy;
    want(c, !p->id[sizeof p->id - 1] && !p->title[sizeof p->title - 1] && !p->source[sizeof p->source - 1] &&
                !p->custom[sizeof p->custom - 1],
         "id, title, source, custom", 0, "not terminated");
}

static void check_limits(check *c)
{
    const bandex_policy *p = c->policy;
    const bandex_clamps *m = &p->clamps;
    int32_t i;
    want(c, m->max_up >= 0 && within(m->sets_max, 0, BANDEX_SETS_MAX) && m->reps_max >= 0 && m->tut_max_ms >= 0 &&
                m->min_days >= 0 && m->inc_max_permille >= 0 && m->force_max_mn >= 0 && m->elongation_max_permille >= 0,
         "clamps", 0, "out of range");
    want(c, p->schedule.deload_every_weeks >= 0 && p->schedule.deload_every_weeks != 1 &&
                within(p->schedule.deload_sets_permille, 0, 1000) && within(p->schedule.slot_count, 0, BANDEX_SLOTS_MAX),
         "schedule", 0, "out of range");
    for (i = 0; c->status == BANDEX_OK && i < p->schedule.slot_count; i++) {
        want(c, p->schedule.slot_reps[i] >= 1, "schedule", (uint64_t)i, "repetitions of a slot");
    }
    want(c, within(p->sides.mode, BANDEX_SIDES_LOCKED, BANDEX_SIDES_INDEPENDENT) && p->sides.max_gap >= 0, "sides", 0,
         "out of range");
    want(c, within(p->count, BANDEX_REPS_ACCEPTED, BANDEX_REPS_VALID), "count", 0, "unknown");
    want(c, p->start.rung >= 0 && within(p->start.sets, 1, BANDEX_SETS_MAX) && p->start.reps >= BANDEX_UNKNOWN &&
                p->start.tut_ms >= BANDEX_UNKNOWN,
         "start", 0, "out of range");
    want(c, p->set_load_count <= BANDEX_SET_LOADS_MAX, "set_loads", 0, "at most 8");
    for (i = 0; c->status == BANDEX_OK && i < (int32_t)p->set_load_count; i++) {
        want(c, within(p->set_loads[i].permille, 1, 2000) && p->set_loads[i].reps >= 0, "set_loads", (uint64_t)i,
             "out of range");
    }
}

bandex_status bandex_policy_validate(const bandex_policy *policy, bandex_diag *diag)
{
    check c;
    uint32_t i;
    c.policy = policy;
    c.diag = diag;
    c.status = BANDEX_OK;
    if (!policy) {
        return BANDEX_E_ARGUMENT;
    }
    if (policy->struct_size < sizeof *policy) {
        return BANDEX_E_SIZE;
    }
    if (policy->version != BANDEX_POLICY_VERSION) {
        fail(&c, BANDEX_E_VERSION, "version", 0, "another version of policies");
    }
    want(&c, policy->predicate_count <= BANDEX_PREDICATES_MAX, "predicates", 0, "at most 32");
    for (i = 0; c.status == BANDEX_OK && i < policy->predicate_count; i++) {
        check_predicate(&c, i);
    }
    for (i = 0; c.status == BANDEX_OK && i < policy->predicate_count; i++) {
        check_tree(&c, (int32_t)i, 1, 0);
    }
    if (c.status == BANDEX_OK) {
        check_texts(&c);
        check_driver(&c);
        check_rules(&c);
        check_limits(&c);
    }
    if (c.status == BANDEX_OK) {
        check_uses(&c);
    }
    return c.status;
}
