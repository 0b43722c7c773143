/* SPDX-License-Identifier: MIT */
#include "cbor_write.h"
#include "rep_fields.h"
#include "schema.h"
#include <math.h> /* NAN, no function of libm */
#include <stdio.h>
#include <string.h>

/* Where the scale of forces is not stored: thousandths, i.e. mN. */
#define STEPS_PER_UNIT 1000
#define STEPS_PER_UNIT_MAX 1000000

typedef struct codec {
    const bandex_schema *record;
    bandex_diag *diag;
    bandex_memory *memory;
    uint32_t steps_per_unit;
    uint64_t revision;
    int64_t last_key; /* of the record itself: nothing is read beyond */
    bandex_reader reader;
    bandex_writer writer;
} codec;

static bandex_status refuse(codec *self, bandex_status status, size_t offset, int64_t key, const char *field,
                            const char *reason)
{
    if (self->diag) {
        memset(self->diag, 0, sizeof *self->diag);
        self->diag->status = status;
        self->diag->key = key > INT32_MIN && key <= INT32_MAX ? (int32_t)key : INT32_MIN;
        self->diag->offset = offset;
        snprintf(self->diag->record, sizeof self->diag->record, "%s", self->record->name);
        snprintf(self->diag->field, sizeof self->diag->field, "%s", field ? field : "");
        snprintf(self->diag->reason, sizeof self->diag->reason, "%s", reason);
    }
    return status;
}

/* Puts the path of the outer field before the field that was refused: reps[3].peak. */
static bandex_status refused_within(codec *self, bandex_status status, const char *outer, int64_t index)
{
    if (self->diag) {
        char inner[sizeof self->diag->field];
        char place[24] = "";
        memcpy(inner, self->diag->field, sizeof inner);
        if (index >= 0) {
            snprintf(place, sizeof place, "[%lld]", (long long)index);
        }
        if (snprintf(self->diag->field, sizeof self->diag->field, "%s%s%s%s", outer, place, inner[0] ? "." : "",
                     inner) < 0) {
            self->diag->field[0] = 0;
        }
    }
    return status;
}

static bandex_status unreadable(codec *self, bandex_status status, size_t offset, int64_t key, const char *field)
{
    const char *reason = status == BANDEX_E_TRUNCATED ? "the bytes end inside an item"
                         : status == BANDEX_E_LIMIT   ? "nested too deeply"
                         : status == BANDEX_E_SCHEMA  ? "a key is not an integer"
                                                      : "not well-formed deterministic CBOR";
    return refuse(self, status, offset, key, field, reason);
}

/* --- access to the struct ------------------------------------------------------------------------------------- */

static int64_t get_number(const bandex_field *row, const void *value)
{
    const unsigned char *at = (const unsigned char *)value + row->offset;
    uint16_t u16;
    uint32_t u32;
    int32_t i32;
    int64_t i64;
    size_t size;
    switch (row->kind) {
    case KIND_U8:
    case KIND_FLAG:
        return *at;
    case KIND_U16:
        memcpy(&u16, at, sizeof u16);
        return u16;
    case KIND_U32:
        memcpy(&u32, at, sizeof u32);
        return u32;
    case KIND_I32:
        memcpy(&i32, at, sizeof i32);
        return i32;
    case KIND_SIZE:
        memcpy(&size, at, sizeof size);
        return (int64_t)size;
    default:
        memcpy(&i64, at, sizeof i64);
        return i64;
    }
}

static void set_number(const bandex_field *row, void *value, int64_t number)
{
    unsigned char *at = (unsigned char *)value + row->offset;
    uint16_t u16 = (uint16_t)number;
    uint32_t u32 = (uint32_t)number;
    size_t size = (size_t)number;
    switch (row->kind) {
    case KIND_U8:
    case KIND_FLAG:
        *at = (unsigned char)number;
        break;
    case KIND_U16:
        memcpy(at, &u16, sizeof u16);
        break;
    case KIND_U32:
    case KIND_I32:
        memcpy(at, &u32, sizeof u32);
        break;
    case KIND_SIZE:
        memcpy(at, &size, sizeof size);
        break;
    default:
        memcpy(at, &number, sizeof number);
        break;
    }
}

static uint64_t get_time(const void *value, uint16_t offset)
{
    uint64_t time;
    memcpy(&time, (const unsigned char *)value + offset, sizeof time);
    return time;
}

static float get_float(const bandex_field *row, const void *value)
{
    float number;
    memcpy(&number, (const unsigned char *)value + row->offset, sizeof number);
    return number;
}

static void set_float(const bandex_field *row, void *value, float number)
{
    memcpy((unsigned char *)value + row->offset, &number, sizeof number);
}

static size_t get_count(const bandex_field *row, const void *value)
{
    size_t count;
    memcpy(&count, (const unsigned char *)value + row->link, sizeof count);
    return count;
}

static const unsigned char *get_list(const bandex_field *row, const void *value)
{
    const void *list;
    memcpy(&list, (const unsigned char *)value + row->offset, sizeof list);
    return list;
}

static void set_list(const bandex_field *row, void *value, const void *list, size_t count)
{
    memcpy((unsigned char *)value + row->offset, &list, sizeof list);
    memcpy((unsigned char *)value + row->link, &count, sizeof count);
}

static size_t text_length(const bandex_field *row, const void *value)
{
    const char *text = (const char *)value + row->offset;
    const char *zero = memchr(text, 0, row->size);
    return zero ? (size_t)(zero - text) : row->size;
}

static int all_zero(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    while (size > 0 && *at == 0) {
        at++;
        size--;
    }
    return size == 0;
}

/* Steps per unit of a scale (unit per step); 0 if it is not one over a whole number. */
static uint32_t steps_of_scale(float scale)
{
    float steps, off;
    if (scale == 0) {
        return STEPS_PER_UNIT;
    }
    if (!(scale >= 1.0f / STEPS_PER_UNIT_MAX * 0.999f && scale <= 1.0f)) {
        return 0;
    }
    steps = 1.0f / scale + 0.5f;
    off = (float)(uint32_t)steps * scale - 1.0f;
    return off < 1e-5f && off > -1e-5f ? (uint32_t)steps : 0;
}

/* --- encoding ------------------------------------------------------------------------------------------------- */

static int is_present(codec *self, const bandex_field *row, const void *value);

static int any_present(codec *self, const bandex_schema *schema, const void *value)
{
    size_t i;
    for (i = 0; i < schema->count; i++) {
        if (is_present(self, &schema->fields[i], value)) {
            return 1;
        }
    }
    return 0;
}

static int is_present(codec *self, const bandex_field *row, const void *value)
{
    const unsigned char *at = (const unsigned char *)value + row->offset;
    float number;
    if (row->required) {
        return 1;
    }
    switch (row->kind) {
    case KIND_TEXT:
        return *at != 0;
    case KIND_BYTES:
        return !all_zero(at, row->size);
    case KIND_FORCE:
    case KIND_FIXED:
        number = get_float(row, value);
        return !(number != number);
    case KIND_SINCE:
        return get_time(value, row->offset) != 0;
    case KIND_SCALE:
        return steps_of_scale(get_float(row, value)) != STEPS_PER_UNIT;
    case KIND_REVISION:
        return self->revision != 0;
    case KIND_MAP:
        return any_present(self, row->of, at);
    case KIND_LIST:
        return get_count(row, value) > 0;
    default:
        return get_number(row, value) != row->absent;
    }
}

static bandex_status encode_map(codec *self, const bandex_schema *schema, const void *value);

static bandex_status encode_number(codec *self, const bandex_field *row, const void *value)
{
    int64_t number = get_number(row, value);
    if (row->kind == KIND_U64) {
        bandex_item_write(&self->writer, ITEM_UINT, (uint64_t)number);
        return BANDEX_OK;
    }
    if (number < row->low || number > row->high) {
        return refuse(self, BANDEX_E_RANGE, self->writer.len, row->key, row->name, "out of range");
    }
    bandex_item_write_int(&self->writer, number);
    return BANDEX_OK;
}

static bandex_status encode_float(codec *self, const bandex_field *row, const void *value, uint32_t steps_per_unit)
{
    int64_t steps;
    if (!bandex_cbor_scale(get_float(row, value), steps_per_unit, &steps)) {
        return refuse(self, BANDEX_E_RANGE, self->writer.len, row->key, row->name, "not a finite number that fits");
    }
    bandex_item_write_int(&self->writer, steps);
    return BANDEX_OK;
}

static bandex_status encode_text(codec *self, const bandex_field *row, const void *value)
{
    size_t length = text_length(row, value);
    if (length == row->size) {
        return refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "the text is not terminated");
    }
    if (!bandex_item_is_text((const uint8_t *)value + row->offset, length)) {
        return refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "the text is not UTF-8");
    }
    bandex_item_write_string(&self->writer, ITEM_TEXT, (const char *)value + row->offset, length);
    return BANDEX_OK;
}

static bandex_status encode_list(codec *self, const bandex_field *row, const void *value)
{
    size_t i, count = get_count(row, value);
    const unsigned char *list = get_list(row, value);
    if (!list && count > 0) {
        return refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "a count without a list");
    }
    if (count > (uint64_t)row->high) {
        return refuse(self, BANDEX_E_LIMIT, self->writer.len, row->key, row->name, "too many entries");
    }
    bandex_item_write(&self->writer, ITEM_ARRAY, count);
    for (i = 0; i < count; i++) {
        bandex_status status = encode_map(self, row->of, list + i * row->of->size);
        if (status != BANDEX_OK) {
            return refused_within(self, status, row->name, (int64_t)i);
        }
    }
    return BANDEX_OK;
}

static bandex_status encode_field(codec *self, const bandex_field *row, const void *value)
{
    const unsigned char *at = (const unsigned char *)value + row->offset;
    bandex_status status;
    switch (row->kind) {
    case KIND_FLAG:
        bandex_item_write(&self->writer, ITEM_BOOL, *at != 0);
        return BANDEX_OK;
    case KIND_TEXT:
        return encode_text(self, row, value);
    case KIND_BYTES:
        bandex_item_write_string(&self->writer, ITEM_BYTES, at, row->size);
        return BANDEX_OK;
    case KIND_FORCE:
        return encode_float(self, row, value, self->steps_per_unit);
    case KIND_FIXED:
        return encode_float(self, row, value, (uint32_t)row->high);
    case KIND_SINCE:
        bandex_item_write_int(&self->writer, (int64_t)(get_time(value, row->offset) - get_time(value, row->link)));
        return BANDEX_OK;
    case KIND_SCALE:
        self->steps_per_unit = steps_of_scale(get_float(row, value));
        if (self->steps_per_unit == 0) {
            return refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name,
                          "not one over a whole number of steps up to a million");
        }
        bandex_item_write(&self->writer, ITEM_UINT, self->steps_per_unit);
        return BANDEX_OK;
    case KIND_REVISION:
        bandex_item_write(&self->writer, ITEM_UINT, self->revision);
        return BANDEX_OK;
    case KIND_MAP:
        status = encode_map(self, row->of, at);
        return status == BANDEX_OK ? status : refused_within(self, status, row->name, -1);
    case KIND_LIST:
        return encode_list(self, row, value);
    default:
        return encode_number(self, row, value);
    }
}

static bandex_status encode_map(codec *self, const bandex_schema *schema, const void *value)
{
    size_t i, present = schema->type != 0;
    uint32_t steps_outside = self->steps_per_unit;
    bandex_status status = BANDEX_OK;
    for (i = 0; i < schema->count; i++) {
        present += (size_t)is_present(self, &schema->fields[i], value);
    }
    bandex_item_write(&self->writer, ITEM_MAP, present);
    if (schema->type != 0) {
        bandex_item_write(&self->writer, ITEM_UINT, BANDEX_RECORD_KEY_TYPE);
        bandex_item_write(&self->writer, ITEM_UINT, schema->type);
    }
    for (i = 0; i < schema->count && status == BANDEX_OK; i++) {
        const bandex_field *row = &schema->fields[i];
        if (is_present(self, row, value)) {
            bandex_item_write(&self->writer, ITEM_UINT, row->key);
            status = encode_field(self, row, value);
        } else if (row->kind == KIND_SCALE) {
            self->steps_per_unit = STEPS_PER_UNIT;
        }
    }
    self->steps_per_unit = steps_outside;
    return status;
}

bandex_status bandex_schema_encode(const bandex_schema *schema, const void *value, uint64_t revision, uint8_t *buf,
                                   size_t cap, size_t *len, bandex_diag *diag)
{
    codec self = {0};
    bandex_status status;
    self.record = schema;
    self.diag = diag;
    self.steps_per_unit = STEPS_PER_UNIT;
    self.revision = revision;
    self.writer.bytes = buf;
    self.writer.cap = cap;
    if (!value || (!buf && cap) || !len) {
        return refuse(&self, BANDEX_E_ARGUMENT, 0, INT32_MIN, NULL, "a null pointer");
    }
    *len = 0;
    status = encode_map(&self, schema, value);
    if (status != BANDEX_OK) {
        return status;
    }
    if (self.writer.len > BANDEX_RECORD_SIZE_MAX) {
        return refuse(&self, BANDEX_E_LIMIT, self.writer.len, INT32_MIN, NULL, "the record is longer than 64 KiB");
    }
    *len = self.writer.len;
    if (self.writer.len > cap) {
        return refuse(&self, BANDEX_E_FULL, cap, INT32_MIN, NULL, "the buffer is too small");
    }
    return BANDEX_OK;
}

/* --- decoding ------------------------------------------------------------------------------------------------- */

/* Room for size bytes in the caller's memory, or NULL; what would have been needed is counted in any case. */
static void *reserve(bandex_memory *memory, size_t size)
{
    const size_t align = sizeof(uint64_t);
    size_t at;
    if (!memory) {
        return NULL;
    }
    at = (memory->used + align - 1) / align * align;
    memory->used = at + size;
    return memory->bytes && memory->used <= memory->size ? (unsigned char *)memory->bytes + at : NULL;
}

static bandex_status decode_map(codec *self, const bandex_schema *schema, void *value, int depth);

static void decode_absent(codec *self, const bandex_field *row, void *value)
{
    size_t i;
    if (row->kind == KIND_SCALE) {
        self->steps_per_unit = STEPS_PER_UNIT;
    }
    if (!value) {
        return;
    }
    switch (row->kind) {
    case KIND_TEXT:
    case KIND_BYTES:
        memset((unsigned char *)value + row->offset, 0, row->size);
        break;
    case KIND_FORCE:
    case KIND_FIXED:
        set_float(row, value, NAN);
        break;
    case KIND_SCALE:
        set_float(row, value, 1.0f / STEPS_PER_UNIT);
        break;
    case KIND_REVISION:
        break;
    case KIND_MAP:
        for (i = 0; i < row->of->count; i++) {
            decode_absent(self, &row->of->fields[i], (unsigned char *)value + row->offset);
        }
        break;
    case KIND_LIST:
        set_list(row, value, NULL, 0);
        break;
    case KIND_SINCE:
        memset((unsigned char *)value + row->offset, 0, sizeof(uint64_t));
        break;
    default:
        set_number(row, value, row->absent);
        break;
    }
}

/* The integer in item, if it lies within [low, high]. */
static int integer_in(const bandex_item *item, int64_t low, int64_t high, int64_t *number)
{
    if (item->value > INT64_MAX) {
        return 0;
    }
    *number = item->kind == ITEM_UINT ? (int64_t)item->value : -1 - (int64_t)item->value;
    return *number >= low && *number <= high;
}

static int expected_kind(const bandex_field *row)
{
    switch (row->kind) {
    case KIND_FLAG:
        return ITEM_BOOL;
    case KIND_TEXT:
        return ITEM_TEXT;
    case KIND_BYTES:
        return ITEM_BYTES;
    case KIND_LIST:
        return ITEM_ARRAY;
    default:
        return ITEM_UINT;
    }
}

static bandex_status decode_list(codec *self, const bandex_field *row, void *value, uint64_t count, size_t offset,
                                 int depth)
{
    unsigned char *list;
    size_t i;
    if (count > (uint64_t)row->high) {
        return refuse(self, BANDEX_E_LIMIT, offset, row->key, row->name, "too many entries");
    }
    if (count > self->reader.size - self->reader.at) {
        return unreadable(self, BANDEX_E_TRUNCATED, offset, row->key, row->name);
    }
    list = reserve(self->memory, (size_t)count * row->of->size);
    if (value) {
        set_list(row, value, count > 0 ? list : NULL, count > 0 && list ? (size_t)count : 0);
    }
    for (i = 0; i < count; i++) {
        bandex_status status = decode_map(self, row->of, list ? list + i * row->of->size : NULL, depth - 1);
        if (status != BANDEX_OK) {
            return refused_within(self, status, row->name, (int64_t)i);
        }
    }
    return BANDEX_OK;
}

static bandex_status decode_integer(codec *self, const bandex_field *row, void *value, const bandex_item *item,
                                    size_t offset)
{
    int64_t number;
    int fits;
    switch (row->kind) {
    case KIND_U64:
        fits = item->kind == ITEM_UINT;
        number = (int64_t)item->value;
        break;
    case KIND_REVISION:
        fits = integer_in(item, 0, INT64_MAX, &number);
        break;
    case KIND_SCALE:
        fits = integer_in(item, 1, STEPS_PER_UNIT_MAX, &number);
        break;
    case KIND_FORCE:
    case KIND_FIXED:
    case KIND_SINCE:
        fits = integer_in(item, INT64_MIN, INT64_MAX, &number);
        break;
    default:
        fits = integer_in(item, row->low, row->high, &number);
        break;
    }
    if (!fits) {
        return refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "out of range");
    }
    if (row->kind == KIND_SCALE) {
        self->steps_per_unit = (uint32_t)number;
    }
    if (!value) {
        return BANDEX_OK;
    }
    switch (row->kind) {
    case KIND_REVISION:
        break;
    case KIND_SCALE:
        set_float(row, value, (float)(1.0 / (double)number));
        break;
    case KIND_FORCE:
        set_float(row, value, (float)((double)number / self->steps_per_unit));
        break;
    case KIND_FIXED:
        set_float(row, value, (float)((double)number / (double)row->high));
        break;
    case KIND_SINCE:
        number = (int64_t)(get_time(value, row->link) + (uint64_t)number);
        memcpy((unsigned char *)value + row->offset, &number, sizeof number);
        break;
    default:
        set_number(row, value, number);
        break;
    }
    return BANDEX_OK;
}

static bandex_status decode_string(codec *self, const bandex_field *row, void *value, const bandex_item *item,
                                   size_t offset)
{
    unsigned char *at = (unsigned char *)value + row->offset;
    size_t length = (size_t)item->value;
    if (row->kind == KIND_TEXT && (item->value >= row->size || memchr(item->data, 0, length))) {
        return refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "the text is too long or holds a zero");
    }
    if (row->kind == KIND_BYTES && item->value != row->size) {
        return refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "not the right number of bytes");
    }
    if (value) {
        memcpy(at, item->data, length);
        memset(at + length, 0, row->size - length);
    }
    return BANDEX_OK;
}

static bandex_status decode_field(codec *self, const bandex_field *row, void *value, int depth)
{
    bandex_item item;
    size_t offset = self->reader.at;
    bandex_status status;
    if (row->kind == KIND_MAP) {
        status = decode_map(self, row->of, value ? (unsigned char *)value + row->offset : NULL, depth - 1);
        return status == BANDEX_OK ? status : refused_within(self, status, row->name, -1);
    }
    status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return unreadable(self, status, offset, row->key, row->name);
    }
    if (item.kind != expected_kind(row) && !(item.kind == ITEM_NEGATIVE && expected_kind(row) == ITEM_UINT)) {
        return refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "of a wrong type");
    }
    switch (row->kind) {
    case KIND_LIST:
        return decode_list(self, row, value, item.value, offset, depth);
    case KIND_TEXT:
    case KIND_BYTES:
        return decode_string(self, row, value, &item, offset);
    case KIND_FLAG:
        if (value) {
            set_number(row, value, (int64_t)item.value);
        }
        return BANDEX_OK;
    default:
        return decode_integer(self, row, value, &item, offset);
    }
}

/* Order of keys in deterministic CBOR: unsigned ones rising, then -1, -2 ... */
static uint64_t rank(int64_t key)
{
    return key >= 0 ? (uint64_t)key : (uint64_t)1 << 63 | (uint64_t)(-1 - key);
}

static bandex_status decode_type(codec *self, const bandex_schema *schema)
{
    bandex_item item;
    size_t offset = self->reader.at;
    bandex_status status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return unreadable(self, status, offset, BANDEX_RECORD_KEY_TYPE, "type");
    }
    if (item.kind != ITEM_UINT || item.value != schema->type) {
        return refuse(self, BANDEX_E_SCHEMA, offset, BANDEX_RECORD_KEY_TYPE, "type", "another type of record");
    }
    return BANDEX_OK;
}

static bandex_status missing(codec *self, const bandex_field *row, size_t offset)
{
    return refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "missing");
}

/* Steps over the fields whose keys are below key: they are absent. */
static bandex_status decode_absents(codec *self, const bandex_schema *schema, void *value, size_t *row, int64_t key)
{
    for (; *row < schema->count && schema->fields[*row].key < key; (*row)++) {
        if (schema->fields[*row].required) {
            return missing(self, &schema->fields[*row], self->reader.at);
        }
        decode_absent(self, &schema->fields[*row], value);
    }
    return BANDEX_OK;
}

static bandex_status decode_pairs(codec *self, const bandex_schema *schema, void *value, uint64_t pairs, int depth)
{
    size_t row = 0, offset;
    uint64_t i, last = 0;
    int64_t key;
    bandex_status status;
    for (i = 0; i < pairs; i++) {
        offset = self->reader.at;
        status = bandex_item_read_key(&self->reader, &key);
        if (status != BANDEX_OK) {
            return unreadable(self, status, offset, INT32_MIN, NULL);
        }
        if (i > 0 && rank(key) <= last) {
            return rank(key) == last ? refuse(self, BANDEX_E_SCHEMA, offset, key, NULL, "the key is repeated")
                                     : refuse(self, BANDEX_E_FORMAT, offset, key, NULL, "keys are not in order");
        }
        last = rank(key);
        if (schema == self->record && key > self->last_key) {
            break;
        }
        if (schema->type != 0 && i == 0) {
            status = key == BANDEX_RECORD_KEY_TYPE
                         ? decode_type(self, schema)
                         : refuse(self, BANDEX_E_SCHEMA, offset, BANDEX_RECORD_KEY_TYPE, "type", "missing");
            if (status != BANDEX_OK) {
                return status;
            }
            continue;
        }
        status = key >= 0 ? decode_absents(self, schema, value, &row, key) : BANDEX_OK;
        if (status != BANDEX_OK) {
            return status;
        }
        if (key >= 0 && row < schema->count && schema->fields[row].key == key) {
            status = decode_field(self, &schema->fields[row++], value, depth);
        } else {
            offset = self->reader.at;
            status = bandex_item_skip(&self->reader, depth - 1);
            status = status == BANDEX_OK ? status : unreadable(self, status, offset, key, NULL);
        }
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return decode_absents(self, schema, value, &row, INT64_MAX);
}

static bandex_status decode_map(codec *self, const bandex_schema *schema, void *value, int depth)
{
    bandex_item item;
    size_t offset = self->reader.at;
    uint32_t steps_outside = self->steps_per_unit;
    bandex_status status;
    if (depth <= 0) {
        return unreadable(self, BANDEX_E_LIMIT, offset, INT32_MIN, NULL);
    }
    status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return unreadable(self, status, offset, INT32_MIN, NULL);
    }
    if (item.kind != ITEM_MAP) {
        return refuse(self, BANDEX_E_SCHEMA, offset, INT32_MIN, NULL, "not a map");
    }
    if (item.value > BANDEX_RECORD_KEYS_MAX) {
        return refuse(self, BANDEX_E_LIMIT, offset, INT32_MIN, NULL, "more than 256 keys");
    }
    if (schema->type != 0 && item.value == 0) {
        return refuse(self, BANDEX_E_SCHEMA, offset, BANDEX_RECORD_KEY_TYPE, "type", "missing");
    }
    if (value) {
        memset(value, 0, schema->size);
    }
    status = decode_pairs(self, schema, value, item.value, depth);
    self->steps_per_unit = steps_outside;
    return status;
}

static void start_reading(codec *self, const bandex_schema *record, const uint8_t *bytes, size_t size, bandex_diag *diag)
{
    memset(self, 0, sizeof *self);
    self->record = record;
    self->diag = diag;
    self->steps_per_unit = STEPS_PER_UNIT;
    self->last_key = INT64_MAX;
    self->reader.bytes = bytes;
    self->reader.size = size;
}

bandex_status bandex_schema_decode(const bandex_schema *schema, const uint8_t *bytes, size_t size, void *value,
                                   bandex_memory *memory, bandex_diag *diag)
{
    codec self;
    bandex_status status;
    start_reading(&self, schema, bytes, size, diag);
    self.memory = memory;
    if (!bytes) {
        return refuse(&self, BANDEX_E_ARGUMENT, 0, INT32_MIN, NULL, "a null pointer");
    }
    if (size > BANDEX_RECORD_SIZE_MAX) {
        return refuse(&self, BANDEX_E_LIMIT, 0, INT32_MIN, NULL, "the record is longer than 64 KiB");
    }
    status = decode_map(&self, schema, value, ITEM_DEPTH);
    if (status != BANDEX_OK) {
        return status;
    }
    if (self.reader.at != size) {
        return refuse(&self, BANDEX_E_FORMAT, self.reader.at, INT32_MIN, NULL, "bytes follow the record");
    }
    if (memory && memory->used > memory->size) {
        return refuse(&self, BANDEX_E_FULL, 0, INT32_MIN, NULL, "the memory for lists is too small");
    }
    return BANDEX_OK;
}

/* The value of key 0, which comes first in every record. */
static bandex_status read_type(codec *self, uint64_t *type)
{
    bandex_item map, item;
    int64_t key = -1;
    bandex_status status = bandex_item_read(&self->reader, &map);
    if (status == BANDEX_OK && map.kind != ITEM_MAP) {
        return refuse(self, BANDEX_E_SCHEMA, 0, INT32_MIN, NULL, "not a map");
    }
    if (status == BANDEX_OK && map.value > 0) {
        status = bandex_item_read_key(&self->reader, &key);
    }
    if (status == BANDEX_OK && key != BANDEX_RECORD_KEY_TYPE) {
        return refuse(self, BANDEX_E_SCHEMA, self->reader.at, BANDEX_RECORD_KEY_TYPE, "type", "missing");
    }
    if (status == BANDEX_OK) {
        status = bandex_item_read(&self->reader, &item);
    }
    if (status != BANDEX_OK) {
        return unreadable(self, status, self->reader.at, BANDEX_RECORD_KEY_TYPE, "type");
    }
    if (item.kind != ITEM_UINT || item.value == 0) {
        return refuse(self, BANDEX_E_SCHEMA, self->reader.at, BANDEX_RECORD_KEY_TYPE, "type", "not a type");
    }
    *type = item.value;
    return BANDEX_OK;
}

bandex_status bandex_schema_decode_head(const bandex_schema *head, const uint8_t *bytes, size_t size, void *value,
                                        uint64_t *type, bandex_diag *diag)
{
    codec self;
    bandex_schema record = *head;
    bandex_status status;
    start_reading(&self, &record, bytes, size, diag);
    status = read_type(&self, type);
    if (status != BANDEX_OK) {
        return status;
    }
    record.type = *type;
    if (*type == BANDEX_RECORD_TYPE_REP) {
        record.count = 0; /* a repetition has other fields there */
    }
    self.reader.at = 0;
    self.last_key = head->fields[head->count - 1].key;
    return decode_map(&self, &record, value, ITEM_DEPTH);
}

bandex_status bandex_record_check(const uint8_t *bytes, size_t size, bandex_diag *diag)
{
    static const bandex_schema any = {"record", 0, 0, 0, NULL};
    const bandex_schema *schema;
    codec self;
    uint64_t type;
    bandex_status status;
    start_reading(&self, &any, bytes, size, diag);
    if (!bytes) {
        return refuse(&self, BANDEX_E_ARGUMENT, 0, INT32_MIN, NULL, "a null pointer");
    }
    status = read_type(&self, &type);
    if (status != BANDEX_OK) {
        return status;
    }
    schema = bandex_schema_find(type);
    return bandex_schema_decode(schema ? schema : &any, bytes, size, NULL, NULL, diag);
}
