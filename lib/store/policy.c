/* SPDX-License-Identifier: MIT */
/* Policies from their canonical CBOR (docs/format/bandex.cddl: policy). bandex_policy_encode() is the counterpart. */
#include "item.h"
#include <bandex/store.h>
#include <stdio.h>
#include <string.h>

#define EXTENSION_KEY 128 /* keys from here on may be unknown */

typedef struct decoder {
    bandex_reader reader;
    bandex_policy *policy;
    bandex_diag *diag;
    bandex_status status;
    int32_t key;
} decoder;

static const char *const key_names[] = {"version", "id",       "title", "driver", "ready", "confirm", "regress", "gates",
                                        "clamps",  "schedule", "sides", "source", "start", "count",   "set_loads"};

static void refuse(decoder *d, bandex_status status, const char *reason)
{
    if (d->status != BANDEX_OK) {
        return;
    }
    d->status = status;
    if (d->diag) {
        memset(d->diag, 0, sizeof *d->diag);
        d->diag->status = status;
        d->diag->key = d->key;
        d->diag->offset = d->reader.at;
        snprintf(d->diag->record, sizeof d->diag->record, "policy");
        if (d->key >= 0 && (size_t)d->key < sizeof key_names / sizeof key_names[0]) {
            snprintf(d->diag->field, sizeof d->diag->field, "%s", key_names[d->key]);
        }
        snprintf(d->diag->reason, sizeof d->diag->reason, "%s", reason);
    }
}

static int read_item(decoder *d, bandex_item *item)
{
    bandex_status status;
    memset(item, 0, sizeof *item);
    if (d->status != BANDEX_OK) {
        return 0;
    }
    status = bandex_item_read(&d->reader, item);
    if (status != BANDEX_OK) {
        refuse(d, status, status == BANDEX_E_TRUNCATED ? "the bytes end inside an item" : "not well-formed deterministic CBOR");
    }
    return status == BANDEX_OK;
}

static int32_t number(decoder *d)
{
    bandex_item item;
    if (!read_item(d, &item)) {
        return 0;
    }
    if ((item.kind != ITEM_UINT && item.kind != ITEM_NEGATIVE) || item.value > INT32_MAX) {
        refuse(d, BANDEX_E_SCHEMA, "not a number of 32 bits");
        return 0;
    }
    return item.kind == ITEM_UINT ? (int32_t)item.value : -1 - (int32_t)item.value;
}

static uint8_t small(decoder *d)
{
    int32_t value = number(d);
    if (value < 0 || value > UINT8_MAX) {
        refuse(d, BANDEX_E_SCHEMA, "not a number of 8 bits");
        return 0;
    }
    return (uint8_t)value;
}

static uint32_t list(decoder *d, uint32_t least, uint32_t most)
{
    bandex_item item;
    if (!read_item(d, &item)) {
        return 0;
    }
    if (item.kind != ITEM_ARRAY || item.value < least || item.value > most) {
        refuse(d, item.kind == ITEM_ARRAY && item.value > most ? BANDEX_E_LIMIT : BANDEX_E_SCHEMA, "not a list of that length");
        return 0;
    }
    return (uint32_t)item.value;
}

static void text(decoder *d, char *to, size_t size)
{
    bandex_item item;
    if (!read_item(d, &item)) {
        return;
    }
    if (item.kind != ITEM_TEXT || item.value >= size || memchr(item.data, 0, (size_t)item.value)) {
        refuse(d, BANDEX_E_SCHEMA, "not a text of that length");
        return;
    }
    memcpy(to, item.data, (size_t)item.value);
    to[item.value] = 0;
}

/* Reads a predicate into its slot; its children take the next free slots, side by side. */
static void predicate_at(decoder *d, uint32_t slot, int depth)
{
    bandex_policy *policy = d->policy;
    uint32_t length = list(d, 3, 2 + BANDEX_PREDICATES_MAX), children = 0, i;
    bandex_predicate p;
    memset(&p, 0, sizeof p);
    p.kind = small(d);
    p.reason = number(d);
    if (p.kind == BANDEX_PREDICATE_COMPARE && length == 8) {
        p.metric = small(d);
        p.aggregate = small(d);
        p.compare = small(d);
        p.operand = small(d);
        p.value = number(d);
        p.argument = number(d);
    } else if ((p.kind == BANDEX_PREDICATE_STREAK || p.kind == BANDEX_PREDICATE_WEEK_COUNT) && length == 5) {
        p.value = number(d);
        if (p.kind == BANDEX_PREDICATE_STREAK) {
            p.same_rung = small(d);
        } else {
            p.argument = number(d);
        }
        children = 1;
    } else if (p.kind <= BANDEX_PREDICATE_NOT) {
        children = length - 2;
    } else {
        refuse(d, BANDEX_E_SCHEMA, "unknown predicate");
    }
    if (children && (depth >= BANDEX_PREDICATE_DEPTH || policy->predicate_count + children > BANDEX_PREDICATES_MAX)) {
        refuse(d, BANDEX_E_LIMIT, "too many or too deep predicates");
    }
    if (d->status != BANDEX_OK) {
        return;
    }
    p.first = children ? (uint8_t)policy->predicate_count : 0;
    p.count = (uint8_t)children;
    policy->predicates[slot] = p;
    policy->predicate_count += children;
    for (i = 0; i < children; i++) {
        predicate_at(d, p.first + i, depth + 1);
    }
}

static int32_t predicate(decoder *d)
{
    uint32_t slot = d->policy->predicate_count;
    if (slot >= BANDEX_PREDICATES_MAX) {
        refuse(d, BANDEX_E_LIMIT, "too many predicates");
        return BANDEX_NONE;
    }
    d->policy->predicate_count++;
    predicate_at(d, slot, 1);
    return (int32_t)slot;
}

static void chain(decoder *d)
{
    bandex_policy *policy = d->policy;
    uint32_t i;
    policy->exhausted_reason = number(d);
    policy->axis_count = list(d, 1, BANDEX_AXES_MAX);
    for (i = 0; i < policy->axis_count; i++) {
        bandex_axis *a = &policy->axes[i];
        uint32_t length = list(d, 6, 7);
        a->kind = number(d);
        a->lo = number(d);
        a->hi = number(d);
        a->step = number(d);
        a->follow = number(d);
        a->reason = number(d);
        a->condition = length == 7 ? predicate(d) : BANDEX_NONE;
    }
}

static void table(decoder *d)
{
    bandex_policy *policy = d->policy;
    uint32_t i;
    policy->table_metric = number(d);
    policy->table_aggregate = number(d);
    policy->table_argument = number(d);
    policy->row_count = list(d, 1, BANDEX_ROWS_MAX);
    for (i = 0; i < policy->row_count; i++) {
        bandex_table_row *row = &policy->rows[i];
        list(d, 4, 4);
        row->lo = number(d);
        row->hi = number(d);
        row->delta = number(d);
        row->reason = number(d);
    }
}

static void percent(decoder *d)
{
    bandex_percent *p = &d->policy->percent;
    int32_t first, second;
    p->reference = number(d);
    first = number(d);
    second = number(d);
    if (p->reference == BANDEX_PERCENT_LAST) {
        p->low_permille = first;
        p->high_permille = second;
    } else {
        p->target_reps = first;
        p->target_rpe10 = second;
    }
    p->reason = number(d);
}

static void driver(decoder *d)
{
    static const uint32_t lengths[] = {3, 5, 5, 2};
    uint32_t length = list(d, 2, 5);
    int32_t kind = number(d);
    if (kind < 0 || kind > BANDEX_DRIVER_CUSTOM || length != lengths[kind]) {
        refuse(d, BANDEX_E_SCHEMA, "unknown driver");
        return;
    }
    d->policy->driver = kind;
    if (kind == BANDEX_DRIVER_CHAIN) {
        chain(d);
    } else if (kind == BANDEX_DRIVER_TABLE) {
        table(d);
    } else if (kind == BANDEX_DRIVER_PERCENT) {
        percent(d);
    } else {
        text(d, d->policy->custom, sizeof d->policy->custom);
    }
}

static void regress(decoder *d)
{
    bandex_regress *r = &d->policy->regress;
    list(d, 4, 4);
    r->sessions = number(d);
    r->permille = number(d);
    r->rungs = number(d);
    r->reset = number(d);
}

static void gates(decoder *d)
{
    uint32_t count = list(d, 0, BANDEX_GATES_MAX), i;
    for (i = 0; i < count && d->status == BANDEX_OK; i++) {
        bandex_gate *g = &d->policy->gates[i];
        list(d, 4, 4);
        g->predicate = predicate(d);
        g->cap = number(d);
        g->amount = number(d);
        g->reason = number(d);
    }
    d->policy->gate_count = count;
}

static void clamps(decoder *d)
{
    bandex_clamps *c = &d->policy->clamps;
    list(d, 8, 8);
    c->max_up = number(d);
    c->sets_max = number(d);
    c->reps_max = number(d);
    c->tut_max_ms = number(d);
    c->min_days = number(d);
    c->inc_max_permille = number(d);
    c->force_max_mn = number(d);
    c->elongation_max_permille = number(d);
}

static void schedule(decoder *d)
{
    bandex_schedule *s = &d->policy->schedule;
    uint32_t i;
    list(d, 3, 3);
    s->deload_every_weeks = number(d);
    s->deload_sets_permille = number(d);
    s->slot_count = (int32_t)list(d, 0, BANDEX_SLOTS_MAX);
    for (i = 0; i < (uint32_t)s->slot_count; i++) {
        s->slot_reps[i] = number(d);
    }
}

static void start(decoder *d)
{
    bandex_prescription *p = &d->policy->start;
    list(d, 4, 4);
    p->rung = number(d);
    p->sets = number(d);
    p->reps = number(d);
    p->tut_ms = number(d);
}

static void set_loads(decoder *d)
{
    uint32_t i;
    d->policy->set_load_count = list(d, 0, BANDEX_SET_LOADS_MAX);
    for (i = 0; i < d->policy->set_load_count; i++) {
        list(d, 2, 2);
        d->policy->set_loads[i].permille = number(d);
        d->policy->set_loads[i].reps = number(d);
    }
}

static void field(decoder *d)
{
    bandex_policy *policy = d->policy;
    switch (d->key) {
    case 0:
        policy->version = (uint32_t)number(d);
        if (policy->version != BANDEX_POLICY_VERSION) {
            refuse(d, BANDEX_E_VERSION, "another version of policies");
        }
        break;
    case 1:
        text(d, policy->id, sizeof policy->id);
        break;
    case 2:
        text(d, policy->title, sizeof policy->title);
        break;
    case 3:
        driver(d);
        break;
    case 4:
        policy->ready = predicate(d);
        break;
    case 5:
        policy->confirm = number(d);
        break;
    case 6:
        regress(d);
        break;
    case 7:
        gates(d);
        break;
    case 8:
        clamps(d);
        break;
    case 9:
        schedule(d);
        break;
    case 10:
        list(d, 2, 2);
        policy->sides.mode = number(d);
        policy->sides.max_gap = number(d);
        break;
    case 11:
        list(d, 1, 1);
        text(d, policy->source, sizeof policy->source);
        break;
    case 12:
        start(d);
        break;
    case 13:
        policy->count = number(d);
        break;
    case 14:
        set_loads(d);
        break;
    default:
        if (d->key < EXTENSION_KEY) {
            refuse(d, BANDEX_E_SCHEMA, "unknown key");
        } else if (bandex_item_skip(&d->reader, ITEM_DEPTH - 1) != BANDEX_OK) {
            refuse(d, BANDEX_E_FORMAT, "not well-formed deterministic CBOR");
        }
        break;
    }
}

/* Every key up to 14 but 4 is required; keys rise. */
static void fields(decoder *d)
{
    bandex_item item;
    uint32_t seen = 0;
    int64_t last = -1;
    uint64_t i, count;
    if (!read_item(d, &item) || item.kind != ITEM_MAP) {
        refuse(d, BANDEX_E_SCHEMA, "not a map");
        return;
    }
    count = item.value;
    for (i = 0; i < count && d->status == BANDEX_OK; i++) {
        if (!read_item(d, &item)) {
            return;
        }
        if (item.kind != ITEM_UINT || item.value > INT32_MAX || (int64_t)item.value <= last) {
            refuse(d, item.kind == ITEM_UINT ? BANDEX_E_FORMAT : BANDEX_E_SCHEMA, "keys must be rising unsigned integers");
            return;
        }
        last = (int64_t)item.value;
        d->key = (int32_t)item.value;
        seen |= d->key < 32 ? (uint32_t)1 << d->key : 0;
        field(d);
    }
    d->key = INT32_MIN;
    if ((seen | 1u << 4) != 0x7FFF) {
        refuse(d, BANDEX_E_SCHEMA, "a key is missing");
    } else if (d->reader.at != d->reader.size) {
        refuse(d, BANDEX_E_FORMAT, "bytes after the policy");
    }
}

bandex_status bandex_policy_decode(const uint8_t *bytes, size_t size, bandex_policy *policy, bandex_diag *diag)
{
    decoder d;
    if ((!bytes && size) || !policy) {
        return BANDEX_E_ARGUMENT;
    }
    memset(policy, 0, sizeof *policy);
    policy->struct_size = (uint32_t)sizeof *policy;
    policy->ready = BANDEX_NONE;
    d.reader.bytes = bytes;
    d.reader.size = size;
    d.reader.at = 0;
    d.policy = policy;
    d.diag = diag;
    d.status = BANDEX_OK;
    d.key = INT32_MIN;
    fields(&d);
    if (d.status == BANDEX_OK && bandex_policy_validate(policy, diag) != BANDEX_OK) {
        d.status = BANDEX_E_SCHEMA;
        if (diag) {
            diag->status = BANDEX_E_SCHEMA;
        }
    }
    return d.status;
}
