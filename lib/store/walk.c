/* SPDX-License-Identifier: MIT */
/* A record as a row of parts with names, for those who show, export or translate records of any kind. */
#include "schema.h"
#include <string.h>

typedef struct walker {
    bandex_reader reader;
    bandex_part_fn fn;
    void *context;
    double steps_per_unit;
    int64_t start_us; /* what SINCE counts from */
} walker;

static bandex_status tell(walker *self, bandex_part *part)
{
    return self->fn(self->context, part) == BANDEX_OK ? BANDEX_OK : BANDEX_E_CALLBACK;
}

static const bandex_field *find_field(const bandex_schema *schema, int64_t key, size_t *row)
{
    if (!schema) {
        return NULL;
    }
    while (*row < schema->count && schema->fields[*row].key < key) {
        ++*row;
    }
    return *row < schema->count && schema->fields[*row].key == key ? &schema->fields[*row] : NULL;
}

static void measure(walker *self, const bandex_field *field, bandex_part *part)
{
    switch (field->kind) {
    case KIND_FORCE:
        part->kind = BANDEX_RECORD_PART_REAL;
        part->real = (double)part->number / self->steps_per_unit;
        break;
    case KIND_FIXED:
        part->kind = BANDEX_RECORD_PART_REAL;
        part->real = (double)part->number / (double)field->high;
        break;
    case KIND_SCALE:
        self->steps_per_unit = (double)part->number;
        part->kind = BANDEX_RECORD_PART_REAL;
        part->real = 1 / self->steps_per_unit;
        break;
    case KIND_SINCE:
        part->number = (int64_t)((uint64_t)part->number + (uint64_t)self->start_us);
        break;
    default:
        break;
    }
    if (strcmp(field->name, "start_us") == 0) {
        self->start_us = part->number;
    }
}

static bandex_status walk_value(walker *self, const bandex_field *field, bandex_part part);

static bandex_status walk_list(walker *self, const bandex_field *field, uint64_t count, const bandex_part *list)
{
    uint64_t i;
    bandex_status status = BANDEX_OK;
    for (i = 0; i < count && status == BANDEX_OK; i++) {
        bandex_part part = {0};
        part.depth = list->depth + 1;
        part.key = (int64_t)i;
        status = walk_value(self, field, part);
    }
    return status;
}

static bandex_status walk_map(walker *self, const bandex_schema *schema, uint64_t pairs, const bandex_part *map)
{
    uint64_t i;
    size_t row = 0;
    double steps_outside = self->steps_per_unit;
    bandex_status status = BANDEX_OK;
    for (i = 0; i < pairs && status == BANDEX_OK; i++) {
        bandex_part part = {0};
        const bandex_field *field;
        bandex_item key;
        part.depth = map->depth + 1;
        status = bandex_item_read(&self->reader, &key);
        if (status != BANDEX_OK) {
            break;
        }
        if (key.kind > ITEM_NEGATIVE) { /* within what a newer version added keys may be anything: named by place */
            part.key = (int64_t)i;
            field = NULL;
        } else {
            part.key = key.kind == ITEM_UINT ? (int64_t)key.value : -1 - (int64_t)key.value;
            field = find_field(schema, part.key, &row);
        }
        part.name = field ? field->name : map->depth == 0 && part.key == 0 ? "type" : NULL;
        status = walk_value(self, field, part);
    }
    self->steps_per_unit = steps_outside;
    return status;
}

static bandex_status walk_value(walker *self, const bandex_field *field, bandex_part part)
{
    bandex_item item;
    const bandex_schema *inner = field && (field->kind == KIND_MAP || field->kind == KIND_LIST) ? field->of : NULL;
    bandex_status status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return status;
    }
    part.bytes = item.data;
    part.size = item.data ? (size_t)item.value : 0;
    part.number = item.kind == ITEM_NEGATIVE ? -1 - (int64_t)item.value : (int64_t)item.value;
    switch (item.kind) {
    case ITEM_UINT:
    case ITEM_NEGATIVE:
        part.kind = BANDEX_RECORD_PART_NUMBER;
        if (field) {
            measure(self, field, &part);
        }
        return tell(self, &part);
    case ITEM_BYTES:
        part.kind = BANDEX_RECORD_PART_BYTES;
        return tell(self, &part);
    case ITEM_TEXT:
        part.kind = BANDEX_RECORD_PART_TEXT;
        return tell(self, &part);
    case ITEM_BOOL:
        part.kind = BANDEX_RECORD_PART_FLAG;
        return tell(self, &part);
    case ITEM_ARRAY:
    case ITEM_MAP:
        part.kind = item.kind == ITEM_MAP ? BANDEX_RECORD_PART_MAP : BANDEX_RECORD_PART_LIST;
        part.record = inner && item.kind == ITEM_MAP ? inner->name : NULL;
        status = tell(self, &part);
        if (status == BANDEX_OK) {
            status = item.kind == ITEM_MAP ? walk_map(self, inner, item.value, &part)
                                           : walk_list(self, inner ? field : NULL, item.value, &part);
        }
        part.kind = BANDEX_RECORD_PART_CLOSE;
        return status == BANDEX_OK ? tell(self, &part) : status;
    case ITEM_TAG:
        return walk_value(self, NULL, part);
    default:
        part.kind = BANDEX_RECORD_PART_OTHER;
        return tell(self, &part);
    }
}

bandex_status bandex_record_walk(const uint8_t *bytes, size_t size, bandex_part_fn fn, void *context, bandex_diag *diag)
{
    walker self = {0};
    bandex_record_head head;
    bandex_part part = {0};
    bandex_item map;
    const bandex_schema *schema;
    bandex_status status;
    if (!bytes || !fn) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_record_check(bytes, size, diag);
    if (status == BANDEX_OK) {
        status = bandex_record_head_decode(bytes, size, &head, diag);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    schema = bandex_schema_find(head.type);
    self.reader.bytes = bytes;
    self.reader.size = size;
    self.fn = fn;
    self.context = context;
    self.steps_per_unit = 1000;
    bandex_item_read(&self.reader, &map);
    part.kind = BANDEX_RECORD_PART_MAP;
    part.record = schema ? schema->name : NULL;
    status = tell(&self, &part);
    if (status == BANDEX_OK) {
        status = walk_map(&self, schema, map.value, &part);
    }
    part.kind = BANDEX_RECORD_PART_CLOSE;
    return status == BANDEX_OK ? tell(&self, &part) : status;
}

const char *bandex_record_type_name(uint64_t type)
{
    const bandex_schema *schema = bandex_schema_find(type);
    return schema ? schema->name : "unknown";
}
