/* SPDX-License-Identifier: MIT */
/* Read, modify, write: what this version doesn't know stays. Works on the bytes of the old and the new record, so that
 * structs need not carry what they cannot show. */
#include "schema.h"
#include <string.h>

typedef struct pair {
    int64_t key;
    size_t start, value, end; /* of the key, of the value, behind it */
} pair;

/* One map that is walked: the pair at hand, if any is left. */
typedef struct walk {
    bandex_reader reader;
    uint64_t left;
    int depth;
    pair at;
} walk;

/* Loads the next pair; rank beyond all others when there is none. */
static bandex_status step(walk *self)
{
    bandex_status status;
    self->at.key = 0;
    if (self->left == 0) {
        return BANDEX_E_NOT_FOUND;
    }
    self->left--;
    self->at.start = self->reader.at;
    status = bandex_item_read_key(&self->reader, &self->at.key);
    self->at.value = self->reader.at;
    if (status == BANDEX_OK) {
        status = bandex_item_skip(&self->reader, self->depth - 1);
    }
    self->at.end = self->reader.at;
    return status;
}

static bandex_status enter(walk *self, const uint8_t *bytes, size_t size, int depth)
{
    bandex_item map;
    bandex_status status;
    self->reader.bytes = bytes;
    self->reader.size = size;
    self->reader.at = 0;
    self->depth = depth;
    self->left = 0;
    status = bandex_item_read(&self->reader, &map);
    if (status != BANDEX_OK) {
        return status;
    }
    if (map.kind != ITEM_MAP) {
        return BANDEX_E_SCHEMA;
    }
    self->left = map.value;
    return BANDEX_OK;
}

static const bandex_field *field_of(const bandex_schema *schema, int64_t key)
{
    size_t i;
    for (i = 0; i < schema->count; i++) {
        if (schema->fields[i].key == key) {
            return &schema->fields[i];
        }
    }
    return NULL;
}

static int is_known(const bandex_schema *schema, int64_t key)
{
    return (schema->type != 0 && key == 0) || field_of(schema, key) != NULL;
}

static bandex_status merge_map(const bandex_schema *schema, const uint8_t *old, size_t old_size, const uint8_t *fresh,
                               size_t fresh_size, int depth, bandex_writer *out);

/* The bytes of key 1, by which an entry of a list is known again. */
static bandex_status identity(const uint8_t *bytes, size_t size, int depth, const uint8_t **key, size_t *key_size)
{
    walk self;
    bandex_status status = enter(&self, bytes, size, depth);
    *key_size = 0;
    while (status == BANDEX_OK && (status = step(&self)) == BANDEX_OK) {
        if (self.at.key == 1) {
            *key = bytes + self.at.value;
            *key_size = self.at.end - self.at.value;
            return BANDEX_OK;
        }
    }
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

/* The entry of the old list that the fresh one, number index, was made from; *size 0: none. Of several with its id (ids
 * should differ, but bytes may say anything) it is the one at its place, else the first. */
static bandex_status find_entry(const bandex_schema *schema, bandex_reader list, uint64_t count, uint64_t index,
                                const uint8_t *fresh, size_t fresh_size, int depth, size_t *start, size_t *size)
{
    const uint8_t *wanted = NULL, *found = NULL;
    size_t wanted_size = 0, found_size = 0;
    uint64_t i;
    bandex_status status = BANDEX_OK;
    if (schema->type != 0) {
        status = identity(fresh, fresh_size, depth, &wanted, &wanted_size);
    }
    *size = 0;
    for (i = 0; i < count && status == BANDEX_OK && (i <= index || *size == 0); i++) {
        size_t at = list.at;
        int same = wanted_size == 0 && i == index;
        status = bandex_item_skip(&list, depth);
        if (status == BANDEX_OK && wanted_size > 0) {
            status = identity(list.bytes + at, list.at - at, depth, &found, &found_size);
            same = status == BANDEX_OK && found_size == wanted_size && memcmp(found, wanted, found_size) == 0;
        }
        if (same && (*size == 0 || i == index)) {
            *start = at;
            *size = list.at - at;
        }
    }
    return status;
}

static bandex_status merge_list(const bandex_schema *schema, bandex_reader old, bandex_reader fresh, int depth,
                                bandex_writer *out)
{
    bandex_item old_list, list;
    uint64_t i;
    bandex_status status = bandex_item_read(&old, &old_list);
    if (status == BANDEX_OK) {
        status = bandex_item_read(&fresh, &list);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    if (old_list.kind != ITEM_ARRAY || list.kind != ITEM_ARRAY) {
        return BANDEX_E_SCHEMA;
    }
    bandex_item_write(out, ITEM_ARRAY, list.value);
    for (i = 0; i < list.value; i++) {
        size_t start = fresh.at, old_start = 0, old_size = 0;
        status = bandex_item_skip(&fresh, depth);
        if (status == BANDEX_OK) {
            status = find_entry(schema, old, old_list.value, i, fresh.bytes + start, fresh.at - start, depth, &old_start,
                                &old_size);
        }
        if (status != BANDEX_OK) {
            return status;
        }
        if (old_size == 0) {
            bandex_item_write_raw(out, fresh.bytes + start, fresh.at - start);
            continue;
        }
        status = merge_map(schema, old.bytes + old_start, old_size, fresh.bytes + start, fresh.at - start, depth, out);
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return BANDEX_OK;
}

static bandex_reader part(const walk *self)
{
    bandex_reader reader = self->reader;
    reader.at = self->at.value;
    reader.size = self->at.end;
    return reader;
}

/* A key that both have. */
static bandex_status merge_value(const bandex_schema *schema, const walk *old, const walk *fresh, int depth,
                                 bandex_writer *out)
{
    const bandex_field *field = field_of(schema, fresh->at.key);
    bandex_reader from = part(old), to = part(fresh);
    if (field && (field->kind == KIND_MAP || field->kind == KIND_LIST)) {
        bandex_item_write_int(out, fresh->at.key);
        return field->kind == KIND_MAP ? merge_map(field->of, from.bytes + from.at, from.size - from.at,
                                                   to.bytes + to.at, to.size - to.at, depth - 1, out)
                                       : merge_list(field->of, from, to, depth - 2, out);
    }
    bandex_item_write_raw(out, fresh->reader.bytes + fresh->at.start, fresh->at.end - fresh->at.start);
    return BANDEX_OK;
}

/* Walks both maps by rising keys; pairs are written only if out is there, and counted in any case. */
static bandex_status merge_pairs(const bandex_schema *schema, walk old, walk fresh, int depth, bandex_writer *out,
                                 uint64_t *count)
{
    bandex_status old_status = step(&old), fresh_status = step(&fresh), status = BANDEX_OK;
    *count = 0;
    while (old_status == BANDEX_OK || fresh_status == BANDEX_OK) {
        int take_old = old_status == BANDEX_OK &&
                       (fresh_status != BANDEX_OK || bandex_item_rank(old.at.key) < bandex_item_rank(fresh.at.key));
        int both = old_status == BANDEX_OK && fresh_status == BANDEX_OK && old.at.key == fresh.at.key;
        if (take_old && !is_known(schema, old.at.key)) {
            ++*count;
            if (out) {
                bandex_item_write_raw(out, old.reader.bytes + old.at.start, old.at.end - old.at.start);
            }
        } else if (!take_old) {
            ++*count;
            if (out && both) {
                status = merge_value(schema, &old, &fresh, depth, out);
            } else if (out) {
                bandex_item_write_raw(out, fresh.reader.bytes + fresh.at.start, fresh.at.end - fresh.at.start);
            }
        }
        if (status != BANDEX_OK) {
            return status;
        }
        if (take_old || both) {
            old_status = step(&old);
        }
        if (!take_old) {
            fresh_status = step(&fresh);
        }
    }
    if (old_status != BANDEX_E_NOT_FOUND) {
        return old_status;
    }
    return fresh_status == BANDEX_E_NOT_FOUND ? BANDEX_OK : fresh_status;
}

static bandex_status merge_map(const bandex_schema *schema, const uint8_t *old, size_t old_size, const uint8_t *fresh,
                               size_t fresh_size, int depth, bandex_writer *out)
{
    walk a, b;
    uint64_t count = 0;
    bandex_status status = enter(&a, old, old_size, depth);
    if (status == BANDEX_OK) {
        status = enter(&b, fresh, fresh_size, depth);
    }
    if (status == BANDEX_OK) {
        status = merge_pairs(schema, a, b, depth, NULL, &count);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    bandex_item_write(out, ITEM_MAP, count);
    return merge_pairs(schema, a, b, depth, out, &count);
}

bandex_status bandex_record_update(const uint8_t *old, size_t old_size, const uint8_t *fresh, size_t fresh_size,
                                   uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag)
{
    static const bandex_schema unknown = {"record", 0, 0, 0, NULL, 0};
    const bandex_schema *schema;
    bandex_record_head old_head, head;
    bandex_writer out = {buf, cap, 0};
    bandex_status status;
    if (!old || !fresh || (!buf && cap) || !len) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_record_check(old, old_size, diag);
    if (status == BANDEX_OK) {
        status = bandex_record_check(fresh, fresh_size, diag);
    }
    if (status == BANDEX_OK) {
        status = bandex_record_head_decode(old, old_size, &old_head, diag);
    }
    if (status == BANDEX_OK) {
        status = bandex_record_head_decode(fresh, fresh_size, &head, diag);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    if (head.type != old_head.type) {
        return BANDEX_E_ARGUMENT;
    }
    schema = bandex_schema_find(head.type);
    status = merge_map(schema ? schema : &unknown, old, old_size, fresh, fresh_size, BANDEX_RECORD_DEPTH_MAX, &out);
    if (status != BANDEX_OK) {
        return status;
    }
    *len = out.len;
    if (out.len > BANDEX_RECORD_SIZE_MAX) {
        return BANDEX_E_LIMIT;
    }
    return out.len > cap ? BANDEX_E_FULL : BANDEX_OK;
}
