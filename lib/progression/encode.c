/* SPDX-License-Identifier: MIT */
/* The canonical bytes of a policy and its hash. Predicates are written as trees: their numbering is no part of it. */
#include "cbor_write.h"
#include "engine.h"

/* Enough for the largest policy: texts 416, 32 predicates of at most 31 bytes, 16 gates, 8 rows, axes, the rest. */
#define ENCODED_MAX 3072

static void text(bandex_cbor *to, const char *from)
{
    size_t n = 0, i;
    while (from[n]) {
        n++;
    }
    bandex_cbor_head(to, BANDEX_CBOR_TEXT, n);
    for (i = 0; i < n; i++) {
        if (to->len < to->cap) {
            to->bytes[to->len] = (uint8_t)from[i];
        }
        to->len++;
    }
}

static void list(bandex_cbor *to, uint64_t count)
{
    bandex_cbor_head(to, BANDEX_CBOR_ARRAY, count);
}

static void numbers(bandex_cbor *to, const int32_t *values, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        bandex_cbor_int(to, values[i]);
    }
}

static void key(bandex_cbor *to, uint64_t k)
{
    bandex_cbor_head(to, BANDEX_CBOR_UINT, k);
}

static void predicate(bandex_cbor *to, const bandex_policy *policy, int32_t index)
{
    const bandex_predicate *p = &policy->predicates[index];
    uint8_t i;
    switch (p->kind) {
    case BANDEX_PREDICATE_COMPARE:
        list(to, 8);
        bandex_cbor_int(to, p->kind);
        bandex_cbor_int(to, p->reason);
        bandex_cbor_int(to, p->metric);
        bandex_cbor_int(to, p->aggregate);
        bandex_cbor_int(to, p->compare);
        bandex_cbor_int(to, p->operand);
        bandex_cbor_int(to, p->value);
        bandex_cbor_int(to, p->argument);
        return;
    case BANDEX_PREDICATE_STREAK:
    case BANDEX_PREDICATE_WEEK_COUNT:
        list(to, 5);
        bandex_cbor_int(to, p->kind);
        bandex_cbor_int(to, p->reason);
        bandex_cbor_int(to, p->value);
        bandex_cbor_int(to, p->kind == BANDEX_PREDICATE_STREAK ? (p->same_rung != 0) : p->argument);
        break;
    default:
        list(to, 2u + p->count);
        bandex_cbor_int(to, p->kind);
        bandex_cbor_int(to, p->reason);
        break;
    }
    for (i = 0; i < p->count; i++) {
        predicate(to, policy, p->first + i);
    }
}

static void chain(bandex_cbor *to, const bandex_policy *policy)
{
    uint32_t i;
    list(to, 3);
    bandex_cbor_int(to, BANDEX_DRIVER_CHAIN);
    bandex_cbor_int(to, policy->exhausted_reason);
    list(to, policy->axis_count);
    for (i = 0; i < policy->axis_count; i++) {
        const bandex_axis *a = &policy->axes[i];
        int has = a->condition != BANDEX_NONE;
        list(to, has ? 7 : 6);
        bandex_cbor_int(to, a->kind);
        bandex_cbor_int(to, a->lo);
        bandex_cbor_int(to, a->hi);
        bandex_cbor_int(to, a->step);
        bandex_cbor_int(to, a->follow != 0);
        bandex_cbor_int(to, a->reason);
        if (has) {
            predicate(to, policy, a->condition);
        }
    }
}

static void table(bandex_cbor *to, const bandex_policy *policy)
{
    uint32_t i;
    list(to, 5);
    bandex_cbor_int(to, BANDEX_DRIVER_TABLE);
    bandex_cbor_int(to, policy->table_metric);
    bandex_cbor_int(to, policy->table_aggregate);
    bandex_cbor_int(to, policy->table_argument);
    list(to, policy->row_count);
    for (i = 0; i < policy->row_count; i++) {
        list(to, 4);
        bandex_cbor_int(to, policy->rows[i].lo);
        bandex_cbor_int(to, policy->rows[i].hi);
        bandex_cbor_int(to, policy->rows[i].delta);
        bandex_cbor_int(to, policy->rows[i].reason);
    }
}

static void percent(bandex_cbor *to, const bandex_policy *policy)
{
    const bandex_percent *p = &policy->percent;
    list(to, 5);
    bandex_cbor_int(to, BANDEX_DRIVER_PERCENT);
    bandex_cbor_int(to, p->reference);
    bandex_cbor_int(to, p->reference == BANDEX_PERCENT_LAST ? p->low_permille : p->target_reps);
    bandex_cbor_int(to, p->reference == BANDEX_PERCENT_LAST ? p->high_permille : p->target_rpe10);
    bandex_cbor_int(to, p->reason);
}

static void driver(bandex_cbor *to, const bandex_policy *policy)
{
    switch (policy->driver) {
    case BANDEX_DRIVER_CHAIN:
        chain(to, policy);
        break;
    case BANDEX_DRIVER_TABLE:
        table(to, policy);
        break;
    case BANDEX_DRIVER_PERCENT:
        percent(to, policy);
        break;
    default:
        list(to, 2);
        bandex_cbor_int(to, BANDEX_DRIVER_CUSTOM);
        text(to, policy->custom);
        break;
    }
}

static void gates(bandex_cbor *to, const bandex_policy *policy)
{
    uint32_t i;
    list(to, policy->gate_count);
    for (i = 0; i < policy->gate_count; i++) {
        const bandex_gate *g = &policy->gates[i];
        list(to, 4);
        predicate(to, policy, g->predicate);
        bandex_cbor_int(to, g->cap);
        bandex_cbor_int(to, g->amount);
        bandex_cbor_int(to, g->reason);
    }
}

static void limits(bandex_cbor *to, const bandex_clamps *c)
{
    int32_t values[8];
    values[0] = c->max_up;
    values[1] = c->sets_max;
    values[2] = c->reps_max;
    values[3] = c->tut_max_ms;
    values[4] = c->min_days;
    values[5] = c->inc_max_permille;
    values[6] = c->force_max_mn;
    values[7] = c->elongation_max_permille;
    list(to, 8);
    numbers(to, values, 8);
}

static void plan(bandex_cbor *to, const bandex_schedule *s)
{
    list(to, 3);
    bandex_cbor_int(to, s->deload_every_weeks);
    bandex_cbor_int(to, s->deload_sets_permille);
    list(to, (uint64_t)s->slot_count);
    numbers(to, s->slot_reps, (size_t)s->slot_count);
}

static void start(bandex_cbor *to, const bandex_prescription *p)
{
    list(to, 4);
    bandex_cbor_int(to, p->rung);
    bandex_cbor_int(to, p->sets);
    bandex_cbor_int(to, p->reps);
    bandex_cbor_int(to, p->tut_ms);
}

static void loads(bandex_cbor *to, const bandex_policy *policy)
{
    uint32_t i;
    list(to, policy->set_load_count);
    for (i = 0; i < policy->set_load_count; i++) {
        list(to, 2);
        bandex_cbor_int(to, policy->set_loads[i].permille);
        bandex_cbor_int(to, policy->set_loads[i].reps);
    }
}

/* Every key but ready is always there: one policy has one encoding. */
static void encode(bandex_cbor *to, const bandex_policy *policy)
{
    const bandex_regress *r = &policy->regress;
    bandex_cbor_head(to, BANDEX_CBOR_MAP, policy->ready == BANDEX_NONE ? 14 : 15);
    key(to, 0);
    bandex_cbor_int(to, (int32_t)policy->version);
    key(to, 1);
    text(to, policy->id);
    key(to, 2);
    text(to, policy->title);
    key(to, 3);
    driver(to, policy);
    if (policy->ready != BANDEX_NONE) {
        key(to, 4);
        predicate(to, policy, policy->ready);
    }
    key(to, 5);
    bandex_cbor_int(to, policy->confirm);
    key(to, 6);
    list(to, 4);
    bandex_cbor_int(to, r->sessions);
    bandex_cbor_int(to, r->permille);
    bandex_cbor_int(to, r->rungs);
    bandex_cbor_int(to, r->reset != 0);
    key(to, 7);
    gates(to, policy);
    key(to, 8);
    limits(to, &policy->clamps);
    key(to, 9);
    plan(to, &policy->schedule);
    key(to, 10);
    list(to, 2);
    bandex_cbor_int(to, policy->sides.mode);
    bandex_cbor_int(to, policy->sides.max_gap);
    key(to, 11);
    list(to, 1);
    text(to, policy->source);
    key(to, 12);
    start(to, &policy->start);
    key(to, 13);
    bandex_cbor_int(to, policy->count);
    key(to, 14);
    loads(to, policy);
}

bandex_status bandex_policy_encode(const bandex_policy *policy, uint8_t *buffer, size_t size, size_t *length)
{
    bandex_cbor to;
    bandex_status status;
    if (!length || (!buffer && size)) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_policy_validate(policy, NULL);
    if (status != BANDEX_OK) {
        return status;
    }
    to.bytes = buffer;
    to.cap = size;
    to.len = 0;
    encode(&to, policy);
    *length = to.len;
    return to.len > size ? BANDEX_E_FULL : BANDEX_OK;
}

uint64_t policy_hash(const bandex_policy *policy)
{
    uint8_t bytes[ENCODED_MAX];
    bandex_cbor to;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    size_t i;
    to.bytes = bytes;
    to.cap = sizeof bytes;
    to.len = 0;
    encode(&to, policy);
    for (i = 0; i < to.len && i < sizeof bytes; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

bandex_status bandex_policy_hash(const bandex_policy *policy, uint64_t *hash)
{
    bandex_status status = hash ? bandex_policy_validate(policy, NULL) : BANDEX_E_ARGUMENT;
    if (status == BANDEX_OK) {
        *hash = policy_hash(policy);
    }
    return status;
}
