/* SPDX-License-Identifier: MIT */
/* Exercises and catalogues as CBOR: the layout of the exercise room says how a struct becomes a map and back. */
#include "allocator.h"
#include "item.h"
#include <bandex/store.h>
#include <bandex/version.h>
#include <stdio.h>
#include <string.h>

/* A catalogue is {0: type, 1: major, 2: minor, 3: [exercises]}. */
enum { KEY_TYPE = 0, KEY_MAJOR = 1, KEY_MINOR = 2, KEY_EXERCISES = 3, CATALOG_KEYS = 4 };

/* ---- encode ---- */

typedef struct encoder {
    bandex_writer writer;
    size_t locale_count;
} encoder;

static void write_string(encoder *self, const char *string)
{
    bandex_item_write_string(&self->writer, ITEM_TEXT, string, strlen(string));
}

static void write_text(encoder *self, bandex_text text)
{
    bandex_item_write(&self->writer, ITEM_ARRAY, self->locale_count);
    for (size_t i = 0; i < self->locale_count; i++) {
        write_string(self, text.strings[i]);
    }
}

static void write_record(encoder *self, const bandex_layout *layout, const void *record)
{
    uint64_t present = 0;
    for (size_t i = 0; i < layout->count; i++) {
        present += (uint64_t)bandex_layout_present(&layout->fields[i], record);
    }
    bandex_item_write(&self->writer, ITEM_MAP, present);
    for (size_t i = 0; i < layout->count; i++) {
        const bandex_layout_field *field = &layout->fields[i];
        const char *at = (const char *)record + field->offset;
        const char *extra = (const char *)record + field->extra_offset;
        const void *pointer;
        int32_t number;
        size_t count;
        if (!bandex_layout_present(field, record)) {
            continue;
        }
        bandex_item_write_int(&self->writer, field->key);
        memcpy(&number, at, sizeof number);
        switch (field->type) {
        case BANDEX_FIELD_INTEGER:
        case BANDEX_FIELD_CHOICE:
            bandex_item_write_int(&self->writer, number);
            continue;
        case BANDEX_FIELD_FLAG:
            bandex_item_write(&self->writer, ITEM_BOOL, number != 0);
            continue;
        case BANDEX_FIELD_MUSCLE:
            memcpy(&pointer, extra, sizeof pointer);
            if (number != 0) {
                bandex_item_write_int(&self->writer, number);
            } else {
                write_string(self, pointer);
            }
            continue;
        case BANDEX_FIELD_RECORD:
            write_record(self, field->record, at);
            continue;
        default:
            break;
        }
        memcpy(&pointer, at, sizeof pointer);
        if (field->type == BANDEX_FIELD_TOKEN || field->type == BANDEX_FIELD_STRING) {
            write_string(self, pointer);
            continue;
        }
        if (field->type == BANDEX_FIELD_TEXT) {
            write_text(self, *(const bandex_text *)(const void *)at);
            continue;
        }
        memcpy(&count, extra, sizeof count);
        bandex_item_write(&self->writer, ITEM_ARRAY, count);
        for (size_t j = 0; j < count; j++) {
            if (field->type == BANDEX_FIELD_STRINGS) {
                write_string(self, ((const char *const *)pointer)[j]);
            } else if (field->type == BANDEX_FIELD_TEXTS) {
                write_text(self, ((const bandex_text *)pointer)[j]);
            } else if (field->type == BANDEX_FIELD_RECORDS) {
                write_record(self, field->record, (const char *)pointer + j * field->record->size);
            } else {
                bandex_item_write_int(&self->writer, ((const int32_t *)pointer)[j]);
            }
        }
    }
}

static bandex_status finish(const encoder *self, size_t *len)
{
    *len = self->writer.len;
    return self->writer.len > self->writer.cap ? BANDEX_E_FULL : BANDEX_OK;
}

bandex_status bandex_exercise_encode(const bandex_exercise *exercise, uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag)
{
    encoder self = {{buf, cap, 0}, 0};
    bandex_status status;
    if (!exercise || !len || (!buf && cap > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_exercise_validate(exercise, diag);
    if (status != BANDEX_OK) {
        return status;
    }
    self.locale_count = exercise->locale_count;
    write_record(&self, bandex_exercise_layout(), exercise);
    return finish(&self, len);
}

bandex_status bandex_catalog_encode(const bandex_exercise *const *exercises, size_t count, uint8_t *buf, size_t cap,
                                    size_t *len, bandex_diag *diag)
{
    encoder self = {{buf, cap, 0}, 0};
    if ((!exercises && count > 0) || !len || (!buf && cap > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    if (count > BANDEX_CATALOG_EXERCISES_MAX) {
        return BANDEX_E_LIMIT;
    }
    bandex_item_write(&self.writer, ITEM_MAP, CATALOG_KEYS);
    bandex_item_write_int(&self.writer, KEY_TYPE);
    bandex_item_write_int(&self.writer, BANDEX_RECORD_CATALOG);
    bandex_item_write_int(&self.writer, KEY_MAJOR);
    bandex_item_write_int(&self.writer, BANDEX_FORMAT_MAJOR);
    bandex_item_write_int(&self.writer, KEY_MINOR);
    bandex_item_write_int(&self.writer, BANDEX_FORMAT_MINOR);
    bandex_item_write_int(&self.writer, KEY_EXERCISES);
    bandex_item_write(&self.writer, ITEM_ARRAY, count);
    for (size_t i = 0; i < count; i++) {
        bandex_status status = exercises[i] ? bandex_exercise_validate(exercises[i], diag) : BANDEX_E_ARGUMENT;
        if (status != BANDEX_OK) {
            return status;
        }
        self.locale_count = exercises[i]->locale_count;
        write_record(&self, bandex_exercise_layout(), exercises[i]);
    }
    return finish(&self, len);
}

/* ---- decode ---- */

/* Memory is counted on beyond its end, so that one pass tells how much the next needs. */
typedef struct decoder {
    bandex_reader reader;
    bandex_memory *memory;
    bandex_diag *diag;
    size_t locale_count;
    char id[BANDEX_TOKEN_SIZE]; /* of the exercise at hand, for the diag */
} decoder;

static bandex_status refuse(decoder *self, bandex_status status, const char *field, int32_t key, const char *reason)
{
    if (self->diag && self->diag->status == BANDEX_OK) {
        bandex_diag *diag = self->diag;
        memset(diag, 0, sizeof *diag);
        diag->status = status;
        diag->key = key;
        diag->offset = self->reader.at;
        snprintf(diag->record, sizeof diag->record, "%s", self->id);
        snprintf(diag->field, sizeof diag->field, "%s", field);
        snprintf(diag->reason, sizeof diag->reason, "%s", reason);
    }
    return status;
}

static void *take(decoder *self, size_t count, size_t size)
{
    bandex_memory *memory = self->memory;
    size_t start = (memory->used + 7) / 8 * 8;
    size_t room = count * size;
    memory->used = start + room;
    return memory->used <= memory->size && memory->bytes ? (char *)memory->bytes + start : NULL;
}

static void put(void *record, size_t offset, const void *value, size_t size)
{
    if (record) {
        memcpy((char *)record + offset, value, size);
    }
}

static bandex_status read_item(decoder *self, const bandex_layout_field *field, int kind, bandex_item *item)
{
    bandex_status status = bandex_item_read(&self->reader, item);
    if (status != BANDEX_OK) {
        return refuse(self, status, field->name, field->key, bandex_status_message(status));
    }
    if (item->kind != kind) {
        return refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "of a wrong type");
    }
    return BANDEX_OK;
}

static bandex_status read_string(decoder *self, const bandex_layout_field *field, const char **string)
{
    bandex_item item;
    char *copy;
    bandex_status status = read_item(self, field, ITEM_TEXT, &item);
    if (status != BANDEX_OK) {
        return status;
    }
    if (item.value > 0 && memchr(item.data, 0, (size_t)item.value)) {
        return refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "has a zero inside");
    }
    if (self->id[0] == '\0' && strcmp(field->name, "id") == 0 && item.value < sizeof self->id) {
        memcpy(self->id, item.data, (size_t)item.value); /* the first id is the exercise's, for the diag */
    }
    copy = take(self, (size_t)item.value + 1, 1);
    if (copy) {
        memcpy(copy, item.data, (size_t)item.value);
        copy[item.value] = '\0';
    }
    *string = copy;
    return BANDEX_OK;
}

static bandex_status read_number(decoder *self, const bandex_layout_field *field, int32_t *number)
{
    bandex_item item;
    bandex_status status = bandex_item_read(&self->reader, &item);
    if (status != BANDEX_OK) {
        return refuse(self, status, field->name, field->key, bandex_status_message(status));
    }
    if (item.kind > ITEM_NEGATIVE || item.value > INT32_MAX) {
        return refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "no whole number, or too great a one");
    }
    *number = item.kind == ITEM_UINT ? (int32_t)item.value : -1 - (int32_t)item.value;
    return BANDEX_OK;
}

/* The head of an array of entries that take a byte each at least, so that a count cannot ask for more memory than the
 * input is worth. */
static bandex_status read_count(decoder *self, const bandex_layout_field *field, size_t *count)
{
    bandex_item item;
    bandex_status status = read_item(self, field, ITEM_ARRAY, &item);
    if (status != BANDEX_OK) {
        return status;
    }
    if (item.value > self->reader.size - self->reader.at) {
        return refuse(self, BANDEX_E_TRUNCATED, field->name, field->key, "ends inside a list");
    }
    if (item.value == 0) {
        return refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "declared but empty");
    }
    *count = (size_t)item.value;
    return BANDEX_OK;
}

static bandex_status read_text(decoder *self, const bandex_layout_field *field, bandex_text *text)
{
    size_t count;
    const char **strings;
    bandex_status status = read_count(self, field, &count);
    if (status == BANDEX_OK && count != self->locale_count) {
        status = refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "as many texts as there are locales are wanted");
    }
    if (status != BANDEX_OK) {
        return status;
    }
    strings = take(self, count, sizeof *strings);
    for (size_t i = 0; i < count && status == BANDEX_OK; i++) {
        const char *string;
        status = read_string(self, field, &string);
        if (strings) {
            strings[i] = string;
        }
    }
    text->strings = strings;
    return status;
}

static bandex_status read_record(decoder *self, const bandex_layout *layout, void *record);

static bandex_status read_entry(decoder *self, const bandex_layout_field *field, void *items, size_t index)
{
    bandex_text text = {NULL};
    const char *string = NULL;
    int32_t number = 0;
    bandex_status status;
    switch (field->type) {
    case BANDEX_FIELD_STRINGS:
        status = read_string(self, field, &string);
        put(items, index * sizeof string, &string, sizeof string);
        return status;
    case BANDEX_FIELD_TEXTS:
        status = read_text(self, field, &text);
        put(items, index * sizeof text, &text, sizeof text);
        return status;
    case BANDEX_FIELD_RECORDS:
        return read_record(self, field->record, items ? (char *)items + index * field->record->size : NULL);
    default:
        status = read_number(self, field, &number);
        put(items, index * sizeof number, &number, sizeof number);
        return status;
    }
}

static size_t entry_size(const bandex_layout_field *field)
{
    switch (field->type) {
    case BANDEX_FIELD_STRINGS:
        return sizeof(const char *);
    case BANDEX_FIELD_TEXTS:
        return sizeof(bandex_text);
    case BANDEX_FIELD_RECORDS:
        return field->record->size;
    default:
        return sizeof(int32_t);
    }
}

static bandex_status read_list(decoder *self, const bandex_layout_field *field, void *record)
{
    size_t count;
    void *items;
    bandex_status status = read_count(self, field, &count);
    if (status != BANDEX_OK) {
        return status;
    }
    if (strcmp(field->name, "locales") == 0) {
        self->locale_count = count; /* of all texts of this exercise, which have greater keys */
    }
    items = take(self, count, entry_size(field));
    for (size_t i = 0; i < count && status == BANDEX_OK; i++) {
        status = read_entry(self, field, items, i);
    }
    put(record, field->offset, &items, sizeof items);
    put(record, field->extra_offset, &count, sizeof count);
    return status;
}

/* A muscle is an id, or a token that the writer did not know. */
static bandex_status read_muscle(decoder *self, const bandex_layout_field *field, void *record)
{
    const char *token = NULL;
    int32_t number = 0;
    bandex_status status;
    if (self->reader.at < self->reader.size && self->reader.bytes[self->reader.at] >> 5 == ITEM_TEXT) {
        status = read_string(self, field, &token);
        put(record, field->extra_offset, &token, sizeof token);
        return status;
    }
    status = read_number(self, field, &number);
    if (status == BANDEX_OK && number <= 0) {
        status = refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "no muscle has that id");
    }
    put(record, field->offset, &number, sizeof number);
    return status;
}

static bandex_status read_value(decoder *self, const bandex_layout_field *field, void *record)
{
    bandex_text text = {NULL};
    const char *string = NULL;
    int32_t number = 0;
    bandex_item item;
    bandex_status status;
    switch (field->type) {
    case BANDEX_FIELD_INTEGER:
    case BANDEX_FIELD_CHOICE:
        status = read_number(self, field, &number);
        if (status == BANDEX_OK && number == 0 && !(field->rules & BANDEX_FIELD_ZERO)) {
            status = refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "0 is not written here");
        }
        put(record, field->offset, &number, sizeof number);
        return status;
    case BANDEX_FIELD_FLAG:
        status = read_item(self, field, ITEM_BOOL, &item);
        number = status == BANDEX_OK && item.value != 0;
        put(record, field->offset, &number, sizeof number);
        return status;
    case BANDEX_FIELD_MUSCLE:
        return read_muscle(self, field, record);
    case BANDEX_FIELD_RECORD:
        return read_record(self, field->record, record ? (char *)record + field->offset : NULL);
    case BANDEX_FIELD_TOKEN:
    case BANDEX_FIELD_STRING:
        status = read_string(self, field, &string);
        put(record, field->offset, &string, sizeof string);
        return status;
    case BANDEX_FIELD_TEXT:
        status = read_text(self, field, &text);
        put(record, field->offset, &text, sizeof text);
        return status;
    default:
        return read_list(self, field, record);
    }
}

static bandex_status read_record(decoder *self, const bandex_layout *layout, void *record)
{
    static const bandex_layout_field whole = {.name = "", .key = INT32_MIN};
    bandex_item item;
    size_t at = 0;
    int64_t previous = INT64_MIN;
    bandex_status status = read_item(self, &whole, ITEM_MAP, &item);
    if (status != BANDEX_OK) {
        return status;
    }
    if (record) {
        memset(record, 0, layout->size);
    }
    for (uint64_t left = item.value; left > 0; left--) {
        int64_t key;
        status = bandex_item_read_key(&self->reader, &key);
        if (status != BANDEX_OK || key < 0 || key <= previous) {
            return refuse(self, status != BANDEX_OK ? status : BANDEX_E_SCHEMA, layout->name, INT32_MIN,
                          "keys must rise and not repeat");
        }
        previous = key;
        while (at < layout->count && layout->fields[at].key < key) {
            const bandex_layout_field *field = &layout->fields[at++];
            if (field->rules & BANDEX_FIELD_REQUIRED) {
                return refuse(self, BANDEX_E_SCHEMA, field->name, field->key, "missing");
            }
        }
        if (at < layout->count && layout->fields[at].key == key) {
            status = read_value(self, &layout->fields[at++], record);
        } else {
            status = bandex_item_skip(&self->reader, ITEM_DEPTH); /* of a newer version */
        }
        if (status != BANDEX_OK) {
            return refuse(self, status, layout->name, (int32_t)(key & INT32_MAX), bandex_status_message(status));
        }
    }
    for (; at < layout->count; at++) {
        if (layout->fields[at].rules & BANDEX_FIELD_REQUIRED) {
            return refuse(self, BANDEX_E_SCHEMA, layout->fields[at].name, layout->fields[at].key, "missing");
        }
    }
    return BANDEX_OK;
}

static bandex_status read_exercise(decoder *self, bandex_exercise *exercise)
{
    memset(self->id, 0, sizeof self->id);
    self->locale_count = 0;
    return read_record(self, bandex_exercise_layout(), exercise);
}

bandex_status bandex_exercise_decode(const uint8_t *bytes, size_t size, bandex_exercise *exercise, bandex_memory *memory,
                                     bandex_diag *diag)
{
    decoder self = {{bytes, size, 0}, memory, diag, 0, ""};
    bandex_status status;
    if (!bytes || !exercise || !memory) {
        return BANDEX_E_ARGUMENT;
    }
    if (diag) {
        memset(diag, 0, sizeof *diag);
    }
    status = read_exercise(&self, exercise);
    if (status == BANDEX_OK && self.reader.at != size) {
        status = refuse(&self, BANDEX_E_FORMAT, "", INT32_MIN, "bytes follow the record");
    }
    if (status == BANDEX_OK && memory->used > memory->size) {
        status = BANDEX_E_FULL;
    }
    return status;
}

/* ---- catalogues on the heap ---- */

typedef struct loaded {
    bandex_catalog catalog; /* first: what the caller holds */
    bandex_allocator allocator;
    void *index;            /* memory of bandex_catalog_init() */
} loaded;

static bandex_status read_head(decoder *self, size_t *count)
{
    static const bandex_layout_field fields[CATALOG_KEYS] = {
        {.name = "type", .key = KEY_TYPE}, {.name = "major", .key = KEY_MAJOR},
        {.name = "minor", .key = KEY_MINOR}, {.name = "exercises", .key = KEY_EXERCISES},
    };
    bandex_item item;
    int32_t numbers[KEY_EXERCISES] = {0};
    bandex_status status = read_item(self, &fields[KEY_TYPE], ITEM_MAP, &item);
    for (int i = 0; i < CATALOG_KEYS && status == BANDEX_OK; i++) {
        int64_t key = -1;
        status = bandex_item_read_key(&self->reader, &key);
        if (status == BANDEX_OK && key != i) {
            status = BANDEX_E_SCHEMA;
        }
        if (status != BANDEX_OK) {
            return refuse(self, status, fields[i].name, i, "missing: this is no catalogue");
        }
        if (i < KEY_EXERCISES) {
            status = read_number(self, &fields[i], &numbers[i]);
        }
        if (status == BANDEX_OK && i == KEY_TYPE && numbers[i] != BANDEX_RECORD_CATALOG) {
            return refuse(self, BANDEX_E_SCHEMA, fields[i].name, i, "this is no catalogue");
        }
        if (status == BANDEX_OK && i == KEY_MAJOR && numbers[i] != BANDEX_FORMAT_MAJOR) {
            return refuse(self, BANDEX_E_VERSION, fields[i].name, i, "of another major version of the format");
        }
    }
    if (status == BANDEX_OK) {
        status = read_item(self, &fields[KEY_EXERCISES], ITEM_ARRAY, &item);
    }
    if (status == BANDEX_OK && item.value > BANDEX_CATALOG_EXERCISES_MAX) {
        status = refuse(self, BANDEX_E_LIMIT, "exercises", KEY_EXERCISES, "too many exercises");
    }
    *count = status == BANDEX_OK ? (size_t)item.value : 0;
    return status;
}

/* One pass over the bytes; list and its exercises lie in memory where it is large enough. */
static bandex_status read_catalog(decoder *self, bandex_exercise ***list, size_t *count)
{
    bandex_exercise *exercises;
    bandex_status status = read_head(self, count);
    if (status != BANDEX_OK) {
        return status;
    }
    *list = take(self, *count, sizeof **list);
    exercises = take(self, *count, sizeof *exercises);
    for (size_t i = 0; i < *count && status == BANDEX_OK; i++) {
        bandex_exercise scratch;
        status = read_exercise(self, exercises ? &exercises[i] : &scratch);
        if (*list && exercises) {
            (*list)[i] = &exercises[i];
        }
    }
    if (status == BANDEX_OK && self->reader.at != self->reader.size) {
        status = refuse(self, BANDEX_E_FORMAT, "", INT32_MIN, "bytes follow the catalogue");
    }
    return status;
}

static bandex_status build(loaded *self, const bandex_catalog *base, bandex_exercise *const *list, size_t count,
                           bandex_diag *diag)
{
    const bandex_exercise *const *exercises = (const bandex_exercise *const *)list;
    size_t needed = 0;
    bandex_status status = bandex_catalog_init(&self->catalog, base, exercises, count, NULL, 0, &needed, diag);
    if (status != BANDEX_E_FULL) {
        return status; /* refused, or nothing to hold */
    }
    self->index = bandex_allocator_resize(&self->allocator, NULL, needed);
    if (!self->index) {
        return BANDEX_E_MEMORY;
    }
    return bandex_catalog_init(&self->catalog, base, exercises, count, self->index, needed, NULL, diag);
}

bandex_status bandex_catalog_load(const bandex_catalog *base, const uint8_t *bytes, size_t size,
                                  const bandex_allocator *allocator, bandex_catalog **catalog, bandex_diag *diag)
{
    bandex_memory memory = {NULL, 0, sizeof(loaded)};
    decoder self = {{bytes, size, 0}, &memory, diag, 0, ""};
    bandex_exercise **list;
    loaded *made;
    size_t count;
    bandex_status status;
    if (!bytes || !catalog) {
        return BANDEX_E_ARGUMENT;
    }
    if (diag) {
        memset(diag, 0, sizeof *diag);
    }
    if (size > BANDEX_CATALOG_SIZE_MAX) {
        return refuse(&self, BANDEX_E_LIMIT, "", INT32_MIN, "too large a catalogue");
    }
    allocator = bandex_allocator_or_heap(allocator);
    status = read_catalog(&self, &list, &count);
    if (status != BANDEX_OK) {
        return status;
    }
    made = bandex_allocator_resize(allocator, NULL, memory.used);
    if (!made) {
        return BANDEX_E_MEMORY;
    }
    memset(made, 0, sizeof *made);
    made->allocator = *allocator;
    memory = (bandex_memory){made, memory.used, sizeof *made};
    self.reader.at = 0;
    status = read_catalog(&self, &list, &count);
    if (status == BANDEX_OK) {
        status = build(made, base, list, count, diag);
    }
    if (status != BANDEX_OK) {
        bandex_catalog_free(&made->catalog);
        return status;
    }
    *catalog = &made->catalog;
    return BANDEX_OK;
}

void bandex_catalog_free(bandex_catalog *catalog)
{
    loaded *self = (loaded *)catalog;
    bandex_allocator allocator;
    if (!self) {
        return;
    }
    allocator = self->allocator;
    bandex_allocator_resize(&allocator, self->index, 0);
    bandex_allocator_resize(&allocator, self, 0);
}
