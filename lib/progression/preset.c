/* SPDX-License-Identifier: MIT */
/* Published schemes as data. Each builder fills a policy that the same engine runs. */
#include "engine.h"
#include <string.h>

typedef bandex_preset_params params_of;

static int32_t pick(int32_t told, int32_t otherwise)
{
    return told == BANDEX_UNKNOWN ? otherwise : told;
}

/* A sum that stays a number whatever the caller gave: what is too large is refused when the policy is validated. */
static int32_t plus(int32_t a, int32_t b)
{
    int64_t sum = (int64_t)a + b;
    return sum > INT32_MAX ? INT32_MAX : sum < INT32_MIN ? INT32_MIN : (int32_t)sum;
}

/* ---- pieces ---- */

static bandex_predicate comparison(int metric, int aggregate, int compare, int operand, int32_t value, int32_t reason)
{
    bandex_predicate p = {BANDEX_PREDICATE_COMPARE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    p.metric = (uint8_t)metric;
    p.aggregate = (uint8_t)aggregate;
    p.compare = (uint8_t)compare;
    p.operand = (uint8_t)operand;
    p.value = value;
    p.reason = reason;
    return p;
}

static bandex_predicate group(int kind, int32_t reason)
{
    bandex_predicate p = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    p.kind = (uint8_t)kind;
    p.reason = reason;
    return p;
}

static bandex_predicate complete(void)
{
    return comparison(BANDEX_METRIC_SETS_DONE, 0, BANDEX_COMPARE_GE, BANDEX_OPERAND_SETS, 0,
                      BANDEX_REASON_INCOMPLETE_SESSION);
}

static bandex_predicate weakest_reps(int operand, int32_t more, int32_t reason)
{
    return comparison(BANDEX_METRIC_REPS, BANDEX_AGGREGATE_MIN, BANDEX_COMPARE_GE, operand, more, reason);
}

static bandex_predicate met(void)
{
    return weakest_reps(BANDEX_OPERAND_TARGET_REPS, 0, BANDEX_REASON_MISSED_TARGET);
}

static int32_t put(bandex_policy *policy, bandex_predicate p)
{
    int32_t index = BANDEX_NONE;
    bandex_policy_add_predicate(policy, &p, &index);
    return index;
}

/* Appends children side by side and makes them those of parent; answers the first one's index. */
static int32_t put_children(bandex_policy *policy, int32_t parent, const bandex_predicate *children, uint8_t count)
{
    int32_t first = (int32_t)policy->predicate_count;
    uint8_t i;
    policy->predicates[parent].first = (uint8_t)first;
    policy->predicates[parent].count = count;
    for (i = 0; i < count; i++) {
        put(policy, children[i]);
    }
    return first;
}

/* ready = all of these. */
static int32_t ready_when(bandex_policy *policy, const bandex_predicate *children, uint8_t count)
{
    policy->ready = put(policy, group(BANDEX_PREDICATE_ALL, 0));
    return put_children(policy, policy->ready, children, count);
}

static void ready_when_met(bandex_policy *policy)
{
    bandex_predicate children[2];
    children[0] = complete();
    children[1] = met();
    ready_when(policy, children, 2);
}

/* Every set at its target, or at the top of the range although the target lay above it. With or without effort. */
static void ready_in_range(bandex_policy *policy, int32_t rir_min)
{
    bandex_predicate children[3], either[2];
    int32_t first;
    uint8_t count = 2;
    children[0] = complete();
    children[1] = group(BANDEX_PREDICATE_ANY, BANDEX_REASON_MISSED_TARGET);
    if (rir_min > 0) {
        children[count++] = comparison(BANDEX_METRIC_RIR, BANDEX_AGGREGATE_MIN, BANDEX_COMPARE_GE, BANDEX_OPERAND_CONSTANT,
                                       rir_min, BANDEX_REASON_EFFORT_TOO_HIGH);
    }
    first = ready_when(policy, children, count);
    either[0] = met();
    either[1] = weakest_reps(BANDEX_OPERAND_REPS_HI, 0, BANDEX_REASON_MISSED_TARGET);
    put_children(policy, first + 1, either, 2);
}

static bandex_axis *axis(bandex_policy *policy, int32_t kind, int32_t lo, int32_t hi, int32_t step, int32_t reason)
{
    bandex_axis *a = &policy->axes[policy->axis_count];
    if (bandex_policy_add_axis(policy, kind, lo, hi, step) != BANDEX_OK) {
        policy->version = 0; /* the final check refuses it */
    }
    a->reason = reason;
    return a;
}

static void load_axis(bandex_policy *policy, int32_t reason)
{
    axis(policy, BANDEX_AXIS_LOAD, 0, 0, 0, reason);
}

static void rows(bandex_policy *policy, const bandex_table_row *table, uint32_t count)
{
    uint32_t i;
    for (i = 0; i < count; i++) {
        policy->rows[i] = table[i];
    }
    policy->row_count = count;
}

static void loads(bandex_policy *policy, const bandex_set_load *table, uint32_t count)
{
    uint32_t i;
    for (i = 0; i < count; i++) {
        policy->set_loads[i] = table[i];
    }
    policy->set_load_count = count;
    policy->start.sets = (int32_t)count;
}

static void stall(bandex_policy *policy, const params_of *p, int32_t n_down)
{
    policy->regress.sessions = pick(p->n_down, n_down);
    policy->regress.permille = pick(p->deload_permille, 100);
    policy->regress.reset = 1;
}

static void rep_range(bandex_policy *policy, const params_of *p, int32_t lo, int32_t hi, int32_t reason)
{
    int32_t from = pick(p->reps_lo, lo), to = pick(p->reps_hi, hi);
    axis(policy, BANDEX_AXIS_REPS, from, to, pick(p->rep_step, 1), reason);
    policy->start.reps = from;
}

/* ---- presets ---- */

static void linear(bandex_policy *policy, const params_of *p)
{
    ready_when_met(policy);
    load_axis(policy, BANDEX_REASON_ALL_SETS_MET);
    stall(policy, p, 3);
}

static void ranged(bandex_policy *policy, const params_of *p, int32_t lo, int32_t hi, int32_t rir_min, int32_t n_down)
{
    rep_range(policy, p, lo, hi, BANDEX_REASON_TARGET_MET_ADD_REP);
    policy->axes[0].follow = BANDEX_FOLLOW_WEAKEST;
    load_axis(policy, BANDEX_REASON_TOP_OF_RANGE);
    ready_in_range(policy, rir_min);
    stall(policy, p, n_down);
}

static void doubled(bandex_policy *policy, const params_of *p)
{
    ranged(policy, p, 8, 12, pick(p->rir_min, 0), 3);
}

static void acsm_2026(bandex_policy *policy, const params_of *p)
{
    ranged(policy, p, 8, 12, pick(p->rir_min, 2), 3);
}

static void youth(bandex_policy *policy, const params_of *p)
{
    ranged(policy, p, 8, 15, pick(p->rir_min, 0), 3);
    policy->clamps.inc_max_permille = pick(p->inc_max_permille, 100);
    policy->count = pick(p->count_valid, 1) ? BANDEX_REPS_VALID : BANDEX_REPS_ACCEPTED;
}

static void chain(bandex_policy *policy, const params_of *p)
{
    int32_t sets = pick(p->sets_lo, 3);
    rep_range(policy, p, 8, 12, BANDEX_REASON_CHAIN_STEP);
    axis(policy, BANDEX_AXIS_SETS, sets, pick(p->sets_hi, 5), 1, BANDEX_REASON_CHAIN_STEP);
    load_axis(policy, BANDEX_REASON_CHAIN_STEP);
    policy->exhausted_reason = BANDEX_REASON_CHAIN_EXHAUSTED;
    policy->start.sets = sets;
    ready_when_met(policy);
    stall(policy, p, 0);
}

static void two_for_two(bandex_policy *policy, const params_of *p)
{
    int32_t goal = pick(p->goal, 10);
    bandex_predicate children[2];
    children[0] = complete();
    children[1] = comparison(BANDEX_METRIC_REPS, BANDEX_AGGREGATE_LAST, BANDEX_COMPARE_GE, BANDEX_OPERAND_CONSTANT,
                             plus(goal, pick(p->over, 2)), BANDEX_REASON_NOT_READY);
    ready_when(policy, children, 2);
    load_axis(policy, BANDEX_REASON_TWO_FOR_TWO);
    policy->confirm = pick(p->n_up, 2);
    policy->start.reps = goal;
    stall(policy, p, 0);
}

static void acsm_2009(bandex_policy *policy, const params_of *p)
{
    bandex_predicate children[2];
    children[0] = complete();
    children[1] = weakest_reps(BANDEX_OPERAND_TARGET_REPS, pick(p->over, 1), BANDEX_REASON_NOT_READY);
    ready_when(policy, children, 2);
    policy->driver = BANDEX_DRIVER_PERCENT;
    policy->percent.reference = BANDEX_PERCENT_LAST;
    policy->percent.low_permille = plus(1000, pick(p->inc_min_permille, 20));
    policy->percent.high_permille = plus(1000, pick(p->inc_max_permille, 100));
    policy->percent.reason = BANDEX_REASON_REPS_OVER_TARGET;
    policy->clamps.max_up = pick(p->max_up, 0); /* the window of force limits the step */
    policy->clamps.inc_max_permille = 0;
    stall(policy, p, 0);
}

static void sum_reps(bandex_policy *policy, const params_of *p)
{
    bandex_predicate children[2];
    children[0] = complete();
    children[1] = comparison(BANDEX_METRIC_REPS, BANDEX_AGGREGATE_SUM, BANDEX_COMPARE_GE, BANDEX_OPERAND_CONSTANT,
                             pick(p->threshold, 30), BANDEX_REASON_TOTAL_REPS_SHORT);
    ready_when(policy, children, 2);
    load_axis(policy, BANDEX_REASON_TOTAL_REPS_MET);
    stall(policy, p, 0);
}

static void weekly_sets(bandex_policy *policy, const params_of *p)
{
    int32_t base = pick(p->sets_lo, 2), weeks = pick(p->every_weeks, 1), sessions = pick(p->sessions_per_week, 3);
    bandex_predicate children[3], whole, parts[2];
    int32_t first, i;
    uint8_t count = 2;
    children[0] = comparison(BANDEX_METRIC_WEEKS_SINCE, 0, BANDEX_COMPARE_GE, BANDEX_OPERAND_CONSTANT, 1,
                             BANDEX_REASON_WEEK_NOT_OVER);
    whole = group(BANDEX_PREDICATE_WEEK_COUNT, BANDEX_REASON_WEEK_INCOMPLETE);
    whole.value = sessions;
    whole.argument = 1;
    children[1] = whole;
    if (weeks > 1) {
        whole.argument = weeks;
        whole.reason = BANDEX_REASON_AWAIT_CONFIRMATION;
        children[count++] = whole;
    }
    first = ready_when(policy, children, count);
    parts[0] = complete();
    parts[1] = met();
    for (i = 1; i < count; i++) {
        bandex_predicate done = group(BANDEX_PREDICATE_ALL, 0);
        int32_t child = put_children(policy, first + i, &done, 1);
        put_children(policy, child, parts, 2);
    }
    axis(policy, BANDEX_AXIS_SETS, base, pick(p->sets_hi, 5), pick(p->add_sets, 1), BANDEX_REASON_WEEK_COMPLETE);
    if (pick(p->on_cap, 1)) {
        load_axis(policy, BANDEX_REASON_SET_CAP_REACHED);
    } else {
        policy->exhausted_reason = BANDEX_REASON_SET_CAP_REACHED;
    }
    policy->start.sets = base;
}

static void table_of(bandex_policy *policy, const params_of *p, int32_t metric)
{
    int32_t set = pick(p->column_set, 0);
    policy->driver = BANDEX_DRIVER_TABLE;
    policy->table_metric = metric;
    policy->table_aggregate = set > 0 ? BANDEX_AGGREGATE_NTH : BANDEX_AGGREGATE_LAST;
    policy->table_argument = set > 0 ? set : 0;
}

#define ROW(lo, hi, delta) {lo, hi, delta, BANDEX_REASON_TABLE_ROW}

static void rir(bandex_policy *policy, const params_of *p)
{
    static const bandex_table_row table[] = {ROW(0, 0, -2), ROW(1, 1, -1), ROW(2, 2, 0), ROW(3, 3, 1), ROW(4, 99, 2)};
    table_of(policy, p, BANDEX_METRIC_RIR);
    rows(policy, table, 5);
}

static void dapre(bandex_policy *policy, const params_of *p)
{
    static const bandex_table_row table[] = {ROW(0, 2, -1), ROW(3, 4, 0), ROW(5, 6, 1), ROW(7, 10, 1), ROW(11, 99, 2)};
    static const bandex_set_load sets[] = {{500, 10}, {750, 6}, {1000, 0}, {1000, 0}};
    table_of(policy, p, BANDEX_METRIC_REPS);
    rows(policy, table, 5);
    loads(policy, sets, 4);
    policy->start.reps = 6;
}

static void table(bandex_policy *policy, const params_of *p)
{
    static const bandex_table_row dapre_next[] = {ROW(0, 2, -1), ROW(3, 4, 0), ROW(5, 6, 1), ROW(7, 10, 1), ROW(11, 99, 2)};
    table_of(policy, p, BANDEX_METRIC_REPS);
    rows(policy, dapre_next, 5);
    policy->start.sets = 1;
    policy->start.reps = 6;
}

static void apre(bandex_policy *policy, const params_of *p, const bandex_table_row *table_rows, uint32_t count,
                 int32_t reps, int32_t first_reps)
{
    bandex_set_load sets[4] = {{500, 0}, {750, 0}, {1000, 0}, {1000, 0}};
    sets[0].reps = first_reps;
    sets[1].reps = reps;
    table_of(policy, p, BANDEX_METRIC_REPS);
    rows(policy, table_rows, count);
    loads(policy, sets, 4);
    policy->start.reps = reps;
}

static void apre3(bandex_policy *policy, const params_of *p)
{
    static const bandex_table_row table_rows[] = {ROW(0, 2, -1), ROW(3, 4, 0), ROW(5, 6, 1), ROW(7, 99, 2)};
    apre(policy, p, table_rows, 4, 3, 6);
}

static void apre6(bandex_policy *policy, const params_of *p)
{
    static const bandex_table_row table_rows[] = {ROW(0, 2, -1), ROW(3, 4, 0), ROW(5, 7, 0), ROW(8, 12, 1), ROW(13, 99, 2)};
    apre(policy, p, table_rows, 5, 6, 10);
}

static void apre10(bandex_policy *policy, const params_of *p)
{
    static const bandex_table_row table_rows[] = {ROW(0, 6, -1), ROW(7, 8, 0), ROW(9, 11, 0), ROW(12, 16, 1), ROW(17, 99, 2)};
    apre(policy, p, table_rows, 5, 10, 12);
}

/* Fish 2003: the 10RM set tells whether the load is kept (8..12), found too heavy (below 8) or tested one higher. */
static void ten_rm(bandex_policy *policy, const params_of *p, const bandex_set_load *sets, int32_t top_set)
{
    static const bandex_table_row table_rows[] = {ROW(0, 7, -1), ROW(8, 12, 0), ROW(13, 99, 1)};
    table_of(policy, p, BANDEX_METRIC_REPS);
    policy->table_aggregate = BANDEX_AGGREGATE_NTH;
    policy->table_argument = top_set;
    rows(policy, table_rows, 3);
    loads(policy, sets, 3);
    policy->clamps.min_days = pick(p->min_days, 7);
}

static void delorme(bandex_policy *policy, const params_of *p)
{
    static const bandex_set_load sets[] = {{500, 10}, {750, 10}, {1000, 10}};
    ten_rm(policy, p, sets, 3);
}

static void oxford(bandex_policy *policy, const params_of *p)
{
    static const bandex_set_load sets[] = {{1000, 10}, {750, 10}, {500, 10}};
    ten_rm(policy, p, sets, 1);
}

static void rts(bandex_policy *policy, const params_of *p)
{
    policy->driver = BANDEX_DRIVER_PERCENT;
    policy->percent.reference = BANDEX_PERCENT_RTS;
    policy->percent.target_reps = pick(p->target_reps, 5);
    policy->percent.target_rpe10 = pick(p->target_rpe10, 80);
    policy->start.reps = policy->percent.target_reps;
}

static void omni_target(bandex_policy *policy, const params_of *p)
{
    int32_t lo = pick(p->omni_lo, 7), hi = pick(p->omni_hi, 9);
    bandex_table_row band[3] = {{0, 0, 1, BANDEX_REASON_EFFORT_BELOW_TARGET},
                                {0, 0, 0, BANDEX_REASON_EFFORT_IN_TARGET},
                                {0, 99, -1, BANDEX_REASON_EFFORT_ABOVE_TARGET}};
    band[0].hi = plus(lo, -1);
    band[1].lo = lo;
    band[1].hi = hi;
    band[2].lo = plus(hi, 1);
    table_of(policy, p, BANDEX_METRIC_OMNI);
    rows(policy, lo > 0 ? band : band + 1, lo > 0 ? 3 : 2);
    ready_when_met(policy);
}

static void band_colour(bandex_policy *policy, const params_of *p)
{
    bandex_axis *load;
    rep_range(policy, p, 8, 12, BANDEX_REASON_TARGET_MET_ADD_REP);
    policy->axes[0].follow = BANDEX_FOLLOW_WEAKEST;
    load_axis(policy, BANDEX_REASON_EASY_AT_TOP);
    load = &policy->axes[1];
    ready_in_range(policy, 0);
    load->condition = put(policy, comparison(BANDEX_METRIC_OMNI, BANDEX_AGGREGATE_MAX, BANDEX_COMPARE_LT,
                                             BANDEX_OPERAND_CONSTANT, pick(p->omni_below, 5),
                                             BANDEX_REASON_EFFORT_TOO_HIGH));
    stall(policy, p, 0);
}

static void tut(bandex_policy *policy, const params_of *p)
{
    bandex_predicate children[2], either[2];
    int32_t lo = pick(p->tut_lo_ms, 30000), first;
    axis(policy, BANDEX_AXIS_TUT, lo, pick(p->tut_hi_ms, 45000), pick(p->tut_step_ms, 5000),
         BANDEX_REASON_TARGET_MET_ADD_TIME)
        ->follow = BANDEX_FOLLOW_TOP;
    load_axis(policy, BANDEX_REASON_TOP_OF_RANGE);
    children[0] = complete();
    children[1] = group(BANDEX_PREDICATE_ANY, BANDEX_REASON_MISSED_TARGET);
    first = ready_when(policy, children, 2);
    either[0] = comparison(BANDEX_METRIC_TUT_MS, BANDEX_AGGREGATE_MIN, BANDEX_COMPARE_GE, BANDEX_OPERAND_TARGET_TUT, 0,
                           BANDEX_REASON_MISSED_TARGET);
    either[1] = either[0];
    either[1].operand = BANDEX_OPERAND_TUT_HI;
    put_children(policy, first + 1, either, 2);
    policy->start.reps = BANDEX_UNKNOWN;
    policy->start.tut_ms = lo;
    stall(policy, p, 0);
}

static void dup(bandex_policy *policy, const params_of *p)
{
    linear(policy, p);
    bandex_policy_add_slot(policy, 8);
    bandex_policy_add_slot(policy, 6);
    bandex_policy_add_slot(policy, 4);
    policy->start.reps = 8;
}

static void hold_only(bandex_policy *policy, const params_of *p)
{
    (void)p;
    policy->driver = BANDEX_DRIVER_CUSTOM;
    copy_text(policy->custom, sizeof policy->custom, "host");
}

/* ---- the list ---- */

static const struct {
    bandex_preset_info info;
    void (*build)(bandex_policy *, const params_of *);
} presets[] = {
#include "presets.inc"
};

#define PRESETS (sizeof presets / sizeof presets[0])

size_t bandex_preset_count(void)
{
    return PRESETS;
}

const bandex_preset_info *bandex_preset_at(size_t i)
{
    return i < PRESETS ? &presets[i].info : NULL;
}

static void fill_empty(bandex_policy *policy, const bandex_preset_info *info, const params_of *p)
{
    static const bandex_policy empty;
    *policy = empty;
    policy->struct_size = (uint32_t)sizeof *policy;
    policy->version = BANDEX_POLICY_VERSION;
    copy_text(policy->id, sizeof policy->id, info->id);
    copy_text(policy->title, sizeof policy->title, info->title);
    copy_text(policy->source, sizeof policy->source, info->source);
    policy->ready = BANDEX_NONE;
    policy->confirm = pick(p->n_up, 1);
    policy->count = pick(p->count_valid, 0) ? BANDEX_REPS_VALID : BANDEX_REPS_ACCEPTED;
    policy->start.rung = 0;
    policy->start.sets = 3;
    policy->start.reps = 10;
    policy->start.tut_ms = BANDEX_UNKNOWN;
    policy->clamps.max_up = pick(p->max_up, 1);
    policy->clamps.sets_max = BANDEX_SETS_MAX;
    policy->clamps.reps_max = 100;
    policy->clamps.tut_max_ms = 600000;
    policy->clamps.min_days = pick(p->min_days, 0);
    policy->clamps.inc_max_permille = pick(p->inc_max_permille, 0);
    policy->clamps.force_max_mn = pick(p->force_max_mn, 0);
    policy->clamps.elongation_max_permille = 2000;
    policy->schedule.deload_every_weeks = pick(p->deload_every_weeks, 0);
    policy->schedule.deload_sets_permille = pick(p->deload_sets_permille, 500);
    policy->sides.mode = pick(p->side_mode, BANDEX_SIDES_LOCKED);
    policy->sides.max_gap = pick(p->max_gap, 0);
}

/* Pain zones of Thomee 1997, the morning after of Silbernagel 2007; holding in the middle zone, and all layoff
 * tiers, are library defaults. */
static void add_gates(bandex_policy *policy, const params_of *p)
{
    int all = pick(p->gates, 1) != 0;
    if (all || p->pain_ok_max != BANDEX_UNKNOWN || p->pain_hold_max != BANDEX_UNKNOWN) {
        bandex_policy_add_gate(policy, BANDEX_METRIC_PAIN, BANDEX_COMPARE_GT, pick(p->pain_ok_max, 2), BANDEX_CAP_HOLD, 0,
                               BANDEX_REASON_PAIN_CAUTION);
        bandex_policy_add_gate(policy, BANDEX_METRIC_PAIN, BANDEX_COMPARE_GT, pick(p->pain_hold_max, 5),
                               BANDEX_CAP_REDUCE_RUNGS, 1, BANDEX_REASON_PAIN_HIGH);
        bandex_policy_add_gate(policy, BANDEX_METRIC_PAIN_RISE, BANDEX_COMPARE_GT, 0, BANDEX_CAP_HOLD, 0,
                               BANDEX_REASON_PAIN_TREND);
    }
    if (p->readiness_min != BANDEX_UNKNOWN) {
        bandex_policy_add_gate(policy, BANDEX_METRIC_READINESS, BANDEX_COMPARE_LT, p->readiness_min, BANDEX_CAP_HOLD, 0,
                               BANDEX_REASON_NOT_READY);
    }
    if (all) {
        bandex_policy_add_layoff(policy, 14, 0);
        bandex_policy_add_layoff(policy, 28, 100);
        bandex_policy_add_layoff(policy, 56, 200);
    }
}

static void told_start(bandex_policy *policy, const params_of *p)
{
    policy->start.rung = pick(p->start_rung, policy->start.rung);
    policy->start.sets = pick(p->start_sets, policy->start.sets);
    policy->start.reps = pick(p->start_reps, policy->start.reps);
}

bandex_status bandex_policy_preset(const char *id, const bandex_preset_params *params, bandex_policy *out)
{
    bandex_preset_params defaults;
    size_t i;
    if (!id || !out) {
        return BANDEX_E_ARGUMENT;
    }
    if (params && params->struct_size < sizeof *params) {
        return BANDEX_E_SIZE;
    }
    if (!params) {
        bandex_preset_params_default(&defaults);
        params = &defaults;
    }
    for (i = 0; i < PRESETS && strcmp(presets[i].info.id, id) != 0; i++) {
    }
    if (i == PRESETS) {
        return BANDEX_E_NOT_FOUND;
    }
    fill_empty(out, &presets[i].info, params);
    presets[i].build(out, params);
    add_gates(out, params);
    told_start(out, params);
    return bandex_policy_validate(out, NULL) == BANDEX_OK ? BANDEX_OK : BANDEX_E_ARGUMENT;
}

/* ---- parameters by name ---- */

#define PARAM(field) {#field, offsetof(bandex_preset_params, field)}

static const struct {
    const char *name;
    size_t offset;
} names[] = {
    PARAM(reps_lo), PARAM(reps_hi), PARAM(rep_step), PARAM(sets_lo), PARAM(sets_hi), PARAM(n_up), PARAM(n_down),
    PARAM(deload_permille), PARAM(goal), PARAM(over), PARAM(inc_min_permille), PARAM(inc_max_permille), PARAM(threshold),
    PARAM(add_sets), PARAM(every_weeks), PARAM(sessions_per_week), PARAM(on_cap), PARAM(omni_lo), PARAM(omni_hi),
    PARAM(omni_below), PARAM(rir_min), PARAM(tut_lo_ms), PARAM(tut_hi_ms), PARAM(tut_step_ms), PARAM(target_reps),
    PARAM(target_rpe10), PARAM(column_set), PARAM(max_up), PARAM(min_days), PARAM(force_max_mn), PARAM(count_valid),
    PARAM(pain_ok_max), PARAM(pain_hold_max), PARAM(readiness_min), PARAM(gates), PARAM(deload_every_weeks),
    PARAM(deload_sets_permille), PARAM(side_mode), PARAM(max_gap), PARAM(start_rung), PARAM(start_sets), PARAM(start_reps),
};

#define NAMES (sizeof names / sizeof names[0])

static int32_t *param_at(bandex_preset_params *params, size_t i)
{
    return (int32_t *)(void *)((char *)params + names[i].offset);
}

bandex_status bandex_preset_params_default(bandex_preset_params *params)
{
    size_t i;
    if (!params) {
        return BANDEX_E_ARGUMENT;
    }
    params->struct_size = (uint32_t)sizeof *params;
    for (i = 0; i < NAMES; i++) {
        *param_at(params, i) = BANDEX_UNKNOWN;
    }
    return BANDEX_OK;
}

const char *bandex_preset_param_name(size_t i)
{
    return i < NAMES ? names[i].name : NULL;
}

bandex_status bandex_preset_params_set(bandex_preset_params *params, const char *name, int32_t value)
{
    size_t i;
    if (!params || !name) {
        return BANDEX_E_ARGUMENT;
    }
    if (params->struct_size < sizeof *params) {
        return BANDEX_E_SIZE;
    }
    for (i = 0; i < NAMES; i++) {
        if (strcmp(names[i].name, name) == 0) {
            *param_at(params, i) = value;
            return BANDEX_OK;
        }
    }
    return BANDEX_E_NOT_FOUND;
}
