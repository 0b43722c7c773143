/* SPDX-License-Identifier: MIT */
/* The canonical bytes of a policy and its hash. Predicates are written as trees: their numbering is no part of it. */
#include "cbor_write.h"
#include "engine.h"
#include <string.h>

/* Enough for the largest policy: texts 416, 32 predicates of at most 31 bytes, 16 gates, 8 rows, axes, the rest. */
#define ENCODED_MAX 3072

/* Nearly all numbers are small: their item is one byte. */
static void integer(bandex_cbor *to, int32_t value)
{
    if (value >= 0 && value < 24 && to->len < to->cap) {
        to->bytes[to->len++] = (uint8_t)value;
    } else {
        bandex_cbor_int(to, value);
    }
}

static void text(bandex_cbor *to, const char *from)
{
    size_t n = strlen(from);
    bandex_cbor_head(to, BANDEX_CBOR_TEXT, n);
    if (to->len < to->cap) {
        memcpy(to->bytes + to->len, from, n < to->cap - to->len ? n : to->cap - to->len);
    }
    to->len += n;
}

static void list(bandex_cbor *to, uint64_t count)
{
    if (count < 24 && to->len < to->cap) {
        to->bytes[to->len++] = (uint8_t)(BANDEX_CBOR_ARRAY << 5 | count);
    } else {
        bandex_cbor_head(to, BANDEX_CBOR_ARRAY, count);
    }
}

static void numbers(bandex_cbor *to, const int32_t *values, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        integer(to, values[i]);
    }
}

static void key(bandex_cbor *to, int32_t k)
{
    integer(to, k);
}

static void predicate(bandex_cbor *to, const bandex_policy *policy, int32_t index)
{
    const bandex_predicate *p = &policy->predicates[index];
    uint8_t i;
    switch (p->kind) {
    case BANDEX_PREDICATE_COMPARE:
        list(to, 8);
        integer(to, p->kind);
        integer(to, p->reason);
        integer(to, p->metric);
        integer(to, p->aggregate);
        integer(to, p->compare);
        integer(to, p->operand);
        integer(to, p->value);
        integer(to, p->argument);
        return;
    case BANDEX_PREDICATE_STREAK:
    case BANDEX_PREDICATE_WEEK_COUNT:
        list(to, 5);
        integer(to, p->kind);
        integer(to, p->reason);
        integer(to, p->value);
        integer(to, p->kind == BANDEX_PREDICATE_STREAK ? p->same_rung : p->argument);
        break;
    default:
        list(to, 2u + p->count);
        integer(to, p->kind);
        integer(to, p->reason);
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
    integer(to, BANDEX_DRIVER_CHAIN);
    integer(to, policy->exhausted_reason);
    list(to, policy->axis_count);
    for (i = 0; i < policy->axis_count; i++) {
        const bandex_axis *a = &policy->axes[i];
        int has = a->condition != BANDEX_NONE;
        list(to, has ? 7 : 6);
        integer(to, a->kind);
        integer(to, a->lo);
        integer(to, a->hi);
        integer(to, a->step);
        integer(to, a->follow);
        integer(to, a->reason);
        if (has) {
            predicate(to, policy, a->condition);
        }
    }
}

static void table(bandex_cbor *to, const bandex_policy *policy)
{
    uint32_t i;
    list(to, 5);
    integer(to, BANDEX_DRIVER_TABLE);
    integer(to, policy->table_metric);
    integer(to, policy->table_aggregate);
    integer(to, policy->table_argument);
    list(to, policy->row_count);
    for (i = 0; i < policy->row_count; i++) {
        list(to, 4);
        integer(to, policy->rows[i].lo);
        integer(to, policy->rows[i].hi);
        integer(to, policy->rows[i].delta);
        integer(to, policy->rows[i].reason);
    }
}

static void percent(bandex_cbor *to, const bandex_policy *policy)
{
    const bandex_percent *p = &policy->percent;
    list(to, 5);
    integer(to, BANDEX_DRIVER_PERCENT);
    integer(to, p->reference);
    integer(to, p->reference == BANDEX_PERCENT_LAST ? p->low_permille : p->target_reps);
    integer(to, p->reference == BANDEX_PERCENT_LAST ? p->high_permille : p->target_rpe10);
    integer(to, p->reason);
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
        integer(to, BANDEX_DRIVER_CUSTOM);
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
        integer(to, g->cap);
        integer(to, g->amount);
        integer(to, g->reason);
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
    integer(to, s->deload_every_weeks);
    integer(to, s->deload_sets_permille);
    list(to, (uint64_t)s->slot_count);
    numbers(to, s->slot_reps, (size_t)s->slot_count);
}

static void start(bandex_cbor *to, const bandex_prescription *p)
{
    list(to, 4);
    integer(to, p->rung);
    integer(to, p->sets);
    integer(to, p->reps);
    integer(to, p->tut_ms);
}

static void loads(bandex_cbor *to, const bandex_policy *policy)
{
    uint32_t i;
    list(to, policy->set_load_count);
    for (i = 0; i < policy->set_load_count; i++) {
        list(to, 2);
        integer(to, policy->set_loads[i].permille);
        integer(to, policy->set_loads[i].reps);
    }
}

/* Every key but ready is always there: one policy has one encoding. */
static void encode(bandex_cbor *to, const bandex_policy *policy)
{
    const bandex_regress *r = &policy->regress;
    bandex_cbor_head(to, BANDEX_CBOR_MAP, policy->ready == BANDEX_NONE ? 14 : 15);
    key(to, 0);
    integer(to, (int32_t)policy->version);
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
    integer(to, policy->confirm);
    key(to, 6);
    list(to, 4);
    integer(to, r->sessions);
    integer(to, r->permille);
    integer(to, r->rungs);
    integer(to, r->reset);
    key(to, 7);
    gates(to, policy);
    key(to, 8);
    limits(to, &policy->clamps);
    key(to, 9);
    plan(to, &policy->schedule);
    key(to, 10);
    list(to, 2);
    integer(to, policy->sides.mode);
    integer(to, policy->sides.max_gap);
    key(to, 11);
    list(to, 1);
    text(to, policy->source);
    key(to, 12);
    start(to, &policy->start);
    key(to, 13);
    integer(to, policy->count);
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
