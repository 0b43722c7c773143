/* SPDX-License-Identifier: MIT */
#include "cbor_write.h"
#include "codec.h"
#include "rep_fields.h"
#include "schema.h"
#include <math.h> /* NAN, no function of libm */
#include <stdio.h>
#include <string.h>

/* Where the scale of forces is not stored: thousandths, i.e. mN. */
#define STEPS_PER_UNIT 1000
#define STEPS_PER_UNIT_MAX 1000000

bandex_status bandex_codec_refuse(bandex_codec *self, bandex_status status, size_t offset, int64_t key, const char *field,
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
bandex_status bandex_codec_refused_within(bandex_codec *self, bandex_status status, const char *outer, int64_t index)
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

bandex_status bandex_codec_unreadable(bandex_codec *self, bandex_status status, size_t offset, int64_t key, const char *field)
{
    const char *reason = status == BANDEX_E_TRUNCATED ? "the bytes end inside an item"
                         : status == BANDEX_E_LIMIT   ? "nested too deeply"
                         : status == BANDEX_E_SCHEMA  ? "a key is not an integer"
                                                      : "not well-formed deterministic CBOR";
    return bandex_codec_refuse(self, status, offset, key, field, reason);
}

/* --- access to the struct ------------------------------------------------------------------------------------- */

static int is_number(const bandex_field *row)
{
    return row->kind <= KIND_SIZE;
}

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

/* Of lists inside the struct. */
static uint32_t get_short_count(const bandex_field *row, const void *value)
{
    uint32_t count;
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

static int is_present(bandex_codec *self, const bandex_field *row, const void *value);

static int any_present(bandex_codec *self, const bandex_schema *schema, const void *value)
{
    size_t i;
    for (i = 0; i < schema->count; i++) {
        if (is_present(self, &schema->fields[i], value)) {
            return 1;
        }
    }
    return 0;
}

static int is_present(bandex_codec *self, const bandex_field *row, const void *value)
{
    const unsigned char *at = (const unsigned char *)value + row->offset;
    float number;
    int32_t i32;
    if (row->required) {
        return 1;
    }
    switch (row->kind) {
    case KIND_U32: /* most fields are of these two kinds */
    case KIND_I32:
        memcpy(&i32, at, sizeof i32);
        return i32 != (int32_t)row->absent;
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
        return self->head && self->head->revision != 0;
    case KIND_HEAD_ID:
        return self->head && !all_zero(self->head->id, sizeof self->head->id);
    case KIND_HEAD_TIME:
        return self->head && self->head->start_ms != 0;
    case KIND_HEAD_EXERCISE:
        return self->head && self->head->exercise[0] != 0;
    case KIND_POLICY:
        return 1;
    case KIND_MAP:
        return any_present(self, row->of, at);
    case KIND_LIST:
    case KIND_TEXTS:
    case KIND_DELTAS:
        return get_count(row, value) > 0;
    case KIND_ROWS:
    case KIND_NUMBERS:
        return get_short_count(row, value) > 0;
    case KIND_TEXT_AT:
        return get_list(row, value) != NULL;
    default:
        return get_number(row, value) != row->absent;
    }
}

static bandex_status encode_map(bandex_codec *self, const bandex_schema *schema, const void *value);

static bandex_status encode_number(bandex_codec *self, const bandex_field *row, const void *value)
{
    int64_t number = get_number(row, value);
    if (row->kind == KIND_U64) {
        bandex_item_write(&self->writer, ITEM_UINT, (uint64_t)number);
        return BANDEX_OK;
    }
    if (number < row->low || number > row->high) {
        return bandex_codec_refuse(self, BANDEX_E_RANGE, self->writer.len, row->key, row->name, "out of range");
    }
    bandex_item_write_int(&self->writer, number);
    return BANDEX_OK;
}

static bandex_status encode_float(bandex_codec *self, const bandex_field *row, const void *value, uint32_t steps_per_unit)
{
    int64_t steps;
    if (!bandex_cbor_scale(get_float(row, value), steps_per_unit, &steps)) {
        return bandex_codec_refuse(self, BANDEX_E_RANGE, self->writer.len, row->key, row->name, "not a finite number that fits");
    }
    bandex_item_write_int(&self->writer, steps);
    return BANDEX_OK;
}

static bandex_status encode_text(bandex_codec *self, const bandex_field *row, const void *value)
{
    size_t length = text_length(row, value);
    if (length == row->size) {
        return bandex_codec_refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "the text is not terminated");
    }
    if (!bandex_item_is_text((const uint8_t *)value + row->offset, length)) {
        return bandex_codec_refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "the text is not UTF-8");
    }
    bandex_item_write_string(&self->writer, ITEM_TEXT, (const char *)value + row->offset, length);
    return BANDEX_OK;
}

static bandex_status encode_list(bandex_codec *self, const bandex_field *row, const void *value)
{
    size_t i, count = get_count(row, value);
    const unsigned char *list = get_list(row, value);
    if (!list && count > 0) {
        return bandex_codec_refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "a count without a list");
    }
    if (count > (uint64_t)row->high) {
        return bandex_codec_refuse(self, BANDEX_E_LIMIT, self->writer.len, row->key, row->name, "too many entries");
    }
    bandex_item_write(&self->writer, ITEM_ARRAY, count);
    for (i = 0; i < count; i++) {
        bandex_status status = encode_map(self, row->of, list + i * row->of->size);
        if (status != BANDEX_OK) {
            return bandex_codec_refused_within(self, status, row->name, (int64_t)i);
        }
    }
    return BANDEX_OK;
}

static bandex_status encode_string_at(bandex_codec *self, const bandex_field *row, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (!text || !bandex_item_is_text((const uint8_t *)text, length)) {
        return bandex_codec_refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "no text in UTF-8");
    }
    bandex_item_write_string(&self->writer, ITEM_TEXT, text, length);
    return BANDEX_OK;
}

static bandex_status encode_texts(bandex_codec *self, const bandex_field *row, const void *value)
{
    size_t i, count = get_count(row, value);
    const unsigned char *list = get_list(row, value);
    bandex_status status = BANDEX_OK;
    if (!list || count > (uint64_t)row->high) {
        return bandex_codec_refuse(self, BANDEX_E_LIMIT, self->writer.len, row->key, row->name, "too many texts");
    }
    bandex_item_write(&self->writer, ITEM_ARRAY, count);
    for (i = 0; i < count && status == BANDEX_OK; i++) {
        const char *text;
        memcpy(&text, list + i * sizeof text, sizeof text);
        status = encode_string_at(self, row, text);
    }
    return status;
}

static bandex_status encode_rows(bandex_codec *self, const bandex_field *row, const void *value)
{
    uint32_t i, count = get_short_count(row, value);
    const unsigned char *at = (const unsigned char *)value + row->offset;
    if (count > (uint64_t)row->high) {
        return bandex_codec_refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name, "too many entries");
    }
    bandex_item_write(&self->writer, ITEM_ARRAY, count);
    for (i = 0; i < count; i++) {
        bandex_status status = BANDEX_OK;
        if (row->kind == KIND_ROWS) {
            status = encode_map(self, row->of, at + i * row->of->size);
        } else {
            int32_t number;
            memcpy(&number, at + i * sizeof number, sizeof number);
            bandex_item_write_int(&self->writer, number);
        }
        if (status != BANDEX_OK) {
            return bandex_codec_refused_within(self, status, row->name, i);
        }
    }
    return BANDEX_OK;
}

/* The difference to the number before (the first to 0), modulo 2^32, zigzag so that small ones of either sign are
 * small, in groups of 7 bits, the lowest first. */
static size_t pack_delta(uint32_t before, uint32_t number, uint8_t *bytes)
{
    uint32_t delta = number - before;
    uint32_t zigzag = delta << 1 ^ (delta >> 31 ? UINT32_MAX : 0);
    size_t size = 0;
    while (zigzag > 127) {
        bytes[size++] = (uint8_t)(zigzag | 128);
        zigzag >>= 7;
    }
    bytes[size++] = (uint8_t)zigzag;
    return size;
}

static bandex_status encode_deltas(bandex_codec *self, const bandex_field *row, const void *value)
{
    const unsigned char *list = get_list(row, value);
    size_t i, count = get_count(row, value), size = 0;
    uint32_t before = 0, number;
    uint8_t bytes[5];
    int writing;
    if (!list || count > BANDEX_RECORD_SIZE_MAX) {
        return bandex_codec_refuse(self, BANDEX_E_LIMIT, self->writer.len, row->key, row->name, "too many samples");
    }
    for (writing = 0; writing < 2; writing++, before = 0) {
        for (i = 0; i < count; i++, before = number) {
            size_t packed;
            memcpy(&number, list + i * sizeof number, sizeof number);
            packed = pack_delta(before, number, bytes);
            if (writing) {
                bandex_item_write_raw(&self->writer, bytes, packed);
            } else {
                size += packed;
            }
        }
        if (!writing) {
            bandex_item_write(&self->writer, ITEM_BYTES, size);
        }
    }
    return BANDEX_OK;
}

/* The canonical bytes of a policy as a string: its nesting is its own affair. */
static bandex_status encode_policy(bandex_codec *self, const bandex_field *row, const void *value)
{
    const bandex_policy *policy = (const void *)((const unsigned char *)value + row->offset);
    uint8_t bytes[BANDEX_POLICY_BYTES_MAX];
    size_t size = 0;
    bandex_status status = bandex_policy_encode(policy, bytes, sizeof bytes, &size);
    if (status != BANDEX_OK) {
        return bandex_codec_refuse(self, status, self->writer.len, row->key, row->name, "the policy is not valid");
    }
    bandex_item_write_string(&self->writer, ITEM_BYTES, bytes, size);
    return BANDEX_OK;
}

static bandex_status encode_field(bandex_codec *self, const bandex_field *row, const void *value)
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
            return bandex_codec_refuse(self, BANDEX_E_ARGUMENT, self->writer.len, row->key, row->name,
                          "not one over a whole number of steps up to a million");
        }
        bandex_item_write(&self->writer, ITEM_UINT, self->steps_per_unit);
        return BANDEX_OK;
    case KIND_REVISION:
        bandex_item_write(&self->writer, ITEM_UINT, self->head->revision);
        return BANDEX_OK;
    case KIND_HEAD_ID:
        bandex_item_write_string(&self->writer, ITEM_BYTES, self->head->id, sizeof self->head->id);
        return BANDEX_OK;
    case KIND_HEAD_TIME:
        bandex_item_write_int(&self->writer, self->head->start_ms);
        return BANDEX_OK;
    case KIND_HEAD_EXERCISE:
        return encode_string_at(self, row, self->head->exercise);
    case KIND_TEXT_AT:
        return encode_string_at(self, row, (const char *)get_list(row, value));
    case KIND_TEXTS:
        return encode_texts(self, row, value);
    case KIND_ROWS:
    case KIND_NUMBERS:
        return encode_rows(self, row, value);
    case KIND_DELTAS:
        return encode_deltas(self, row, value);
    case KIND_POLICY:
        return encode_policy(self, row, value);
    case KIND_MAP:
        status = encode_map(self, row->of, at);
        return status == BANDEX_OK ? status : bandex_codec_refused_within(self, status, row->name, -1);
    case KIND_LIST:
        return encode_list(self, row, value);
    default:
        return encode_number(self, row, value);
    }
}

static bandex_status encode_map(bandex_codec *self, const bandex_schema *schema, const void *value)
{
    uint64_t present = 0, bit = 1;
    size_t i, count = schema->type != 0;
    uint32_t steps_outside = self->steps_per_unit;
    bandex_status status = BANDEX_OK;
    for (i = 0; i < schema->count; i++, bit <<= 1) {
        if (is_present(self, &schema->fields[i], value)) {
            present |= bit;
            count++;
        }
    }
    bandex_item_write(&self->writer, ITEM_MAP, count);
    if (schema->type != 0) {
        bandex_item_write(&self->writer, ITEM_UINT, BANDEX_RECORD_KEY_TYPE);
        bandex_item_write(&self->writer, ITEM_UINT, schema->type);
    }
    for (i = 0; i < schema->count && status == BANDEX_OK; i++, present >>= 1) {
        const bandex_field *row = &schema->fields[i];
        if (present & 1) {
            bandex_item_write_key(&self->writer, row->key);
            status = encode_field(self, row, value);
        } else if (row->kind == KIND_SCALE) {
            self->steps_per_unit = STEPS_PER_UNIT;
        }
    }
    self->steps_per_unit = steps_outside;
    return status;
}

bandex_status bandex_schema_encode(const bandex_schema *schema, const void *value, const bandex_record_head *head,
                                   uint8_t *buf,
                                   size_t cap, size_t *len, bandex_diag *diag)
{
    bandex_codec self;
    bandex_status status;
    memset(&self, 0, offsetof(bandex_codec, blank));
    self.record = schema;
    self.diag = diag;
    self.steps_per_unit = STEPS_PER_UNIT;
    self.head = head;
    self.writer.bytes = buf;
    self.writer.cap = cap;
    if (!value || (!buf && cap) || !len) {
        return bandex_codec_refuse(&self, BANDEX_E_ARGUMENT, 0, INT32_MIN, NULL, "a null pointer");
    }
    *len = 0;
    status = encode_map(&self, schema, value);
    if (status != BANDEX_OK) {
        return status;
    }
    if (self.writer.len > BANDEX_RECORD_SIZE_MAX) {
        return bandex_codec_refuse(&self, BANDEX_E_LIMIT, self.writer.len, INT32_MIN, NULL, "the record is longer than 64 KiB");
    }
    *len = self.writer.len;
    if (self.writer.len > cap) {
        return bandex_codec_refuse(&self, BANDEX_E_FULL, cap, INT32_MIN, NULL, "the buffer is too small");
    }
    return BANDEX_OK;
}

/* --- decoding ------------------------------------------------------------------------------------------------- */

void *bandex_codec_reserve(bandex_codec *self, size_t size, size_t align)
{
    bandex_memory *memory = self->memory;
    size_t at;
    if (!memory) {
        return NULL;
    }
    at = (memory->used + align - 1) / align * align;
    memory->used = at + size;
    return memory->bytes && memory->used <= memory->size ? (unsigned char *)memory->bytes + at : NULL;
}

char *bandex_codec_reserve_text(bandex_codec *self, const bandex_item *text)
{
    char *copy = bandex_codec_reserve(self, (size_t)text->value + 1, 1);
    if (copy) {
        memcpy(copy, text->data, (size_t)text->value);
        copy[text->value] = 0;
    }
    return copy;
}

static bandex_status decode_map(bandex_codec *self, const bandex_schema *schema, void *value, int depth);

/* Fills a struct with "not told" in every field. */
static void fill_blank(const bandex_schema *schema, void *value)
{
    size_t i;
    memset(value, 0, schema->size);
    if (schema->sized) {
        uint32_t size = (uint32_t)schema->size;
        memcpy(value, &size, sizeof size);
    }
    for (i = 0; i < schema->count; i++) {
        const bandex_field *row = &schema->fields[i];
        if (row->kind == KIND_FORCE || row->kind == KIND_FIXED) {
            set_float(row, value, NAN);
        } else if (row->kind == KIND_SCALE) {
            set_float(row, value, 1.0f / STEPS_PER_UNIT);
        } else if (row->kind == KIND_MAP) {
            fill_blank(row->of, (unsigned char *)value + row->offset);
        } else if (is_number(row) && row->absent != 0) {
            set_number(row, value, row->absent);
        }
    }
}

/* The same; a list fills hundreds of small structs, so the last kind of them is kept as a pattern. */
static void blank(bandex_codec *self, const bandex_schema *schema, void *value)
{
    if (schema->size > sizeof self->blank.bytes) {
        fill_blank(schema, value);
        return;
    }
    if (self->blank_of != schema) {
        fill_blank(schema, self->blank.bytes);
        self->blank_of = schema;
    }
    memcpy(value, self->blank.bytes, schema->size);
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
    case KIND_TEXT_AT:
    case KIND_HEAD_EXERCISE:
        return ITEM_TEXT;
    case KIND_BYTES:
    case KIND_HEAD_ID:
    case KIND_DELTAS:
    case KIND_POLICY:
        return ITEM_BYTES;
    case KIND_LIST:
    case KIND_TEXTS:
    case KIND_ROWS:
    case KIND_NUMBERS:
        return ITEM_ARRAY;
    default:
        return ITEM_UINT;
    }
}

/* Counts of lists: within the limit, and each entry has at least a byte. */
static bandex_status check_count(bandex_codec *self, const bandex_field *row, uint64_t count, size_t offset)
{
    if (count > (uint64_t)row->high) {
        return bandex_codec_refuse(self, BANDEX_E_LIMIT, offset, row->key, row->name, "too many entries");
    }
    if (count > self->reader.size - self->reader.at) {
        return bandex_codec_unreadable(self, BANDEX_E_TRUNCATED, offset, row->key, row->name);
    }
    return BANDEX_OK;
}

static bandex_status decode_list(bandex_codec *self, const bandex_field *row, void *value, uint64_t count, size_t offset,
                                 int depth)
{
    unsigned char *list;
    size_t i;
    bandex_status status;
    status = check_count(self, row, count, offset);
    if (status != BANDEX_OK) {
        return status;
    }
    list = bandex_codec_reserve(self, (size_t)count * row->of->size, sizeof(uint64_t));
    if (value) {
        set_list(row, value, count > 0 ? list : NULL, count > 0 && list ? (size_t)count : 0);
    }
    for (i = 0; i < count; i++) {
        status = decode_map(self, row->of, list ? list + i * row->of->size : NULL, depth - 1);
        if (status != BANDEX_OK) {
            return bandex_codec_refused_within(self, status, row->name, (int64_t)i);
        }
    }
    return BANDEX_OK;
}

static bandex_status decode_texts(bandex_codec *self, const bandex_field *row, void *value, uint64_t count, size_t offset)
{
    const char **list;
    size_t i;
    bandex_status status = check_count(self, row, count, offset);
    if (status != BANDEX_OK) {
        return status;
    }
    list = bandex_codec_reserve(self, (size_t)count * sizeof *list, sizeof(uint64_t));
    for (i = 0; i < count; i++) {
        bandex_item item;
        offset = self->reader.at;
        status = bandex_item_read(&self->reader, &item);
        if (status != BANDEX_OK) {
            return bandex_codec_unreadable(self, status, offset, row->key, row->name);
        }
        if (item.kind != ITEM_TEXT || memchr(item.data, 0, (size_t)item.value)) {
            return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "not a text");
        }
        if (list) {
            list[i] = bandex_codec_reserve_text(self, &item);
        } else {
            bandex_codec_reserve_text(self, &item);
        }
    }
    if (value && count > 0 && list) {
        set_list(row, value, list, (size_t)count);
    }
    return BANDEX_OK;
}

static bandex_status decode_rows(bandex_codec *self, const bandex_field *row, void *value, uint64_t count, size_t offset,
                                 int depth)
{
    unsigned char *at = value ? (unsigned char *)value + row->offset : NULL;
    uint32_t i, number = (uint32_t)count;
    bandex_status status = check_count(self, row, count, offset);
    for (i = 0; i < count && status == BANDEX_OK; i++) {
        if (row->kind == KIND_ROWS) {
            status = decode_map(self, row->of, at ? at + i * row->of->size : NULL, depth - 1);
        } else {
            bandex_item item;
            int64_t wide = 0;
            offset = self->reader.at;
            status = bandex_item_read(&self->reader, &item);
            if (status != BANDEX_OK) {
                status = bandex_codec_unreadable(self, status, offset, row->key, NULL);
            } else if (item.kind > ITEM_NEGATIVE || !integer_in(&item, INT32_MIN, INT32_MAX, &wide)) {
                status = bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, NULL, "not a number of 32 bits");
            } else if (value) {
                int32_t narrow = (int32_t)wide;
                memcpy(at + i * sizeof narrow, &narrow, sizeof narrow);
            }
        }
        if (status != BANDEX_OK) {
            return bandex_codec_refused_within(self, status, row->name, i);
        }
    }
    if (status == BANDEX_OK && value) {
        memcpy((unsigned char *)value + row->link, &number, sizeof number);
    }
    return status;
}

static bandex_status decode_deltas(bandex_codec *self, const bandex_field *row, void *value, const bandex_item *item,
                                   size_t offset)
{
    size_t i, count = 0, at = 0;
    uint32_t before = 0;
    unsigned char *list;
    for (i = 0; i < item->value; i++) {
        count += item->data[i] < 128;
    }
    list = bandex_codec_reserve(self, count * sizeof before, sizeof(uint64_t));
    for (i = 0; i < count; i++) {
        uint64_t zigzag = 0;
        int shift = 0;
        uint8_t byte;
        do {
            byte = item->data[at++];
            zigzag |= (uint64_t)(byte & 127) << shift;
            shift += 7;
        } while (byte > 127 && shift < 35);
        if (byte > 127 || zigzag > UINT32_MAX || (byte == 0 && shift > 7)) {
            return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "not packed as samples are");
        }
        before += (uint32_t)(zigzag >> 1) ^ (zigzag & 1 ? UINT32_MAX : 0);
        if (list) {
            memcpy(list + i * sizeof before, &before, sizeof before);
        }
    }
    if (at != item->value) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "not packed as samples are");
    }
    if (value && list && count > 0) {
        set_list(row, value, list, count);
    }
    return BANDEX_OK;
}

static bandex_status decode_policy(bandex_codec *self, const bandex_field *row, void *value, const bandex_item *item,
                                   size_t offset)
{
    bandex_policy policy;
    bandex_status status = bandex_policy_decode(item->data, (size_t)item->value, &policy, self->diag);
    if (status != BANDEX_OK) {
        if (self->diag) {
            self->diag->offset += offset + (self->reader.at - offset - (size_t)item->value);
        }
        return bandex_codec_refused_within(self, status, row->name, -1);
    }
    if (value) {
        memcpy((unsigned char *)value + row->offset, &policy, sizeof policy);
    }
    return BANDEX_OK;
}

static bandex_status decode_integer(bandex_codec *self, const bandex_field *row, void *value, const bandex_item *item,
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
    case KIND_HEAD_TIME:
        fits = integer_in(item, INT64_MIN, INT64_MAX, &number);
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
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "out of range");
    }
    if (row->kind == KIND_SCALE) {
        self->steps_per_unit = (uint32_t)number;
    }
    if (!value) {
        return BANDEX_OK;
    }
    switch (row->kind) {
    case KIND_REVISION:
    case KIND_HEAD_TIME:
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

static bandex_status decode_string(bandex_codec *self, const bandex_field *row, void *value, const bandex_item *item,
                                   size_t offset)
{
    unsigned char *at = value ? (unsigned char *)value + row->offset : NULL;
    size_t length = (size_t)item->value;
    if (row->kind == KIND_TEXT_AT) {
        char *copy = bandex_codec_reserve_text(self, item);
        if (memchr(item->data, 0, length)) {
            return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "the text holds a zero");
        }
        if (value) {
            memcpy(at, &copy, sizeof copy);
        }
        return BANDEX_OK;
    }
    if (item->kind == ITEM_TEXT && (item->value >= row->size || memchr(item->data, 0, length))) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "the text is too long or holds a zero");
    }
    if (item->kind == ITEM_BYTES && item->value != row->size) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "not the right number of bytes");
    }
    if (value) {
        memcpy(at, item->data, length);
        memset(at + length, 0, row->size - length);
    }
    return BANDEX_OK;
}

static bandex_status decode_field(bandex_codec *self, const bandex_field *row, void *value, int depth)
{
    bandex_item item;
    size_t offset = self->reader.at;
    bandex_status status;
    if (row->kind == KIND_MAP) {
        status = decode_map(self, row->of, value ? (unsigned char *)value + row->offset : NULL, depth - 1);
        return status == BANDEX_OK ? status : bandex_codec_refused_within(self, status, row->name, -1);
    }
    status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return bandex_codec_unreadable(self, status, offset, row->key, row->name);
    }
    if (item.kind != expected_kind(row) && !(item.kind == ITEM_NEGATIVE && expected_kind(row) == ITEM_UINT)) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "of a wrong type");
    }
    switch (row->kind) {
    case KIND_LIST:
        return decode_list(self, row, value, item.value, offset, depth);
    case KIND_TEXTS:
        return decode_texts(self, row, value, item.value, offset);
    case KIND_ROWS:
    case KIND_NUMBERS:
        return decode_rows(self, row, value, item.value, offset, depth);
    case KIND_DELTAS:
        return decode_deltas(self, row, value, &item, offset);
    case KIND_POLICY:
        return decode_policy(self, row, value, &item, offset);
    case KIND_HEAD_EXERCISE:
    case KIND_HEAD_ID:
        return decode_string(self, row, NULL, &item, offset); /* bandex_record_head_decode() reads them */
    case KIND_TEXT:
    case KIND_TEXT_AT:
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

static bandex_status decode_type(bandex_codec *self, const bandex_schema *schema)
{
    bandex_item item;
    size_t offset = self->reader.at;
    bandex_status status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return bandex_codec_unreadable(self, status, offset, BANDEX_RECORD_KEY_TYPE, "type");
    }
    if (item.kind != ITEM_UINT || item.value != schema->type) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, BANDEX_RECORD_KEY_TYPE, "type", "another type of record");
    }
    return BANDEX_OK;
}

static bandex_status missing(bandex_codec *self, const bandex_field *row, size_t offset)
{
    return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, row->key, row->name, "missing");
}

/* Steps over the fields whose keys are below key: they are absent. */
static bandex_status decode_absents(bandex_codec *self, const bandex_schema *schema, size_t *row, int64_t key)
{
    for (; *row < schema->count && schema->fields[*row].key < key; (*row)++) {
        if (schema->fields[*row].required) {
            return missing(self, &schema->fields[*row], self->reader.at);
        }
        if (schema->fields[*row].kind == KIND_SCALE) {
            self->steps_per_unit = STEPS_PER_UNIT;
        }
    }
    return BANDEX_OK;
}

static bandex_status decode_pairs(bandex_codec *self, const bandex_schema *schema, void *value, uint64_t pairs, int depth)
{
    size_t row = 0, offset;
    uint64_t i, last = 0;
    int64_t key;
    bandex_status status;
    for (i = 0; i < pairs; i++) {
        offset = self->reader.at;
        status = bandex_item_read_key(&self->reader, &key);
        if (status != BANDEX_OK) {
            return bandex_codec_unreadable(self, status, offset, INT32_MIN, NULL);
        }
        if (i > 0 && bandex_item_rank(key) <= last) {
            return bandex_item_rank(key) == last ? bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, key, NULL, "the key is repeated")
                                     : bandex_codec_refuse(self, BANDEX_E_FORMAT, offset, key, NULL, "keys are not in order");
        }
        last = bandex_item_rank(key);
        if (schema == self->record && key > self->last_key) {
            break;
        }
        if (schema->type != 0 && i == 0) {
            status = key == BANDEX_RECORD_KEY_TYPE
                         ? decode_type(self, schema)
                         : bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, BANDEX_RECORD_KEY_TYPE, "type", "missing");
            if (status != BANDEX_OK) {
                return status;
            }
            continue;
        }
        status = key >= 0 ? decode_absents(self, schema, &row, key) : BANDEX_OK;
        if (status != BANDEX_OK) {
            return status;
        }
        if (key >= 0 && row < schema->count && schema->fields[row].key == key) {
            status = decode_field(self, &schema->fields[row++], value, depth);
        } else {
            offset = self->reader.at;
            status = bandex_item_skip(&self->reader, depth - 1);
            status = status == BANDEX_OK ? status : bandex_codec_unreadable(self, status, offset, key, NULL);
        }
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return decode_absents(self, schema, &row, INT64_MAX);
}

static bandex_status decode_map(bandex_codec *self, const bandex_schema *schema, void *value, int depth)
{
    bandex_item item;
    size_t offset = self->reader.at;
    uint32_t steps_outside = self->steps_per_unit;
    bandex_status status;
    if (depth <= 0) {
        return bandex_codec_unreadable(self, BANDEX_E_LIMIT, offset, INT32_MIN, NULL);
    }
    status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return bandex_codec_unreadable(self, status, offset, INT32_MIN, NULL);
    }
    if (item.kind != ITEM_MAP) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, INT32_MIN, NULL, "not a map");
    }
    if (item.value > BANDEX_RECORD_KEYS_MAX) {
        return bandex_codec_refuse(self, BANDEX_E_LIMIT, offset, INT32_MIN, NULL, "more than 256 keys");
    }
    if (schema->type != 0 && item.value == 0) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, offset, BANDEX_RECORD_KEY_TYPE, "type", "missing");
    }
    if (value) {
        blank(self, schema, value);
    }
    status = decode_pairs(self, schema, value, item.value, depth);
    self->steps_per_unit = steps_outside;
    return status;
}

static void start_reading(bandex_codec *self, const bandex_schema *record, const uint8_t *bytes, size_t size, bandex_diag *diag)
{
    memset(self, 0, offsetof(bandex_codec, blank));
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
    bandex_codec self;
    bandex_status status;
    start_reading(&self, schema, bytes, size, diag);
    self.memory = memory;
    if (!bytes) {
        return bandex_codec_refuse(&self, BANDEX_E_ARGUMENT, 0, INT32_MIN, NULL, "a null pointer");
    }
    if (size > BANDEX_RECORD_SIZE_MAX) {
        return bandex_codec_refuse(&self, BANDEX_E_LIMIT, 0, INT32_MIN, NULL, "the record is longer than 64 KiB");
    }
    status = decode_map(&self, schema, value, ITEM_DEPTH);
    if (status != BANDEX_OK) {
        return status;
    }
    if (self.reader.at != size) {
        return bandex_codec_refuse(&self, BANDEX_E_FORMAT, self.reader.at, INT32_MIN, NULL, "bytes follow the record");
    }
    if (memory && memory->used > memory->size) {
        return bandex_codec_refuse(&self, BANDEX_E_FULL, 0, INT32_MIN, NULL, "the memory for lists is too small");
    }
    return BANDEX_OK;
}

/* The value of key 0, which comes first in every record. */
static bandex_status read_type(bandex_codec *self, uint64_t *type)
{
    bandex_item map, item;
    int64_t key = -1;
    bandex_status status = bandex_item_read(&self->reader, &map);
    if (status == BANDEX_OK && map.kind != ITEM_MAP) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, 0, INT32_MIN, NULL, "not a map");
    }
    if (status == BANDEX_OK && map.value > 0) {
        status = bandex_item_read_key(&self->reader, &key);
    }
    if (status == BANDEX_OK && key != BANDEX_RECORD_KEY_TYPE) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, self->reader.at, BANDEX_RECORD_KEY_TYPE, "type", "missing");
    }
    if (status == BANDEX_OK) {
        status = bandex_item_read(&self->reader, &item);
    }
    if (status != BANDEX_OK) {
        return bandex_codec_unreadable(self, status, self->reader.at, BANDEX_RECORD_KEY_TYPE, "type");
    }
    if (item.kind != ITEM_UINT || item.value == 0) {
        return bandex_codec_refuse(self, BANDEX_E_SCHEMA, self->reader.at, BANDEX_RECORD_KEY_TYPE, "type", "not a type");
    }
    *type = item.value;
    return BANDEX_OK;
}

bandex_status bandex_schema_decode_head(const bandex_schema *head, const uint8_t *bytes, size_t size, void *value,
                                        uint64_t *type, bandex_diag *diag)
{
    bandex_codec self;
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
    static const bandex_schema any = {"record", 0, 0, 0, NULL, 0};
    const bandex_schema *schema;
    bandex_record_head head;
    bandex_codec self;
    uint64_t type;
    bandex_status status;
    start_reading(&self, &any, bytes, size, diag);
    if (!bytes) {
        return bandex_codec_refuse(&self, BANDEX_E_ARGUMENT, 0, INT32_MIN, NULL, "a null pointer");
    }
    status = read_type(&self, &type);
    if (status != BANDEX_OK) {
        return status;
    }
    schema = bandex_schema_find(type);
    /* Keys 1 to 4 are what they are everywhere, also where the type is unknown or has no use for one of them. */
    status = bandex_record_head_decode(bytes, size, &head, diag);
    if (status != BANDEX_OK) {
        return status;
    }
    return bandex_schema_decode(schema ? schema : &any, bytes, size, NULL, NULL, diag);
}
