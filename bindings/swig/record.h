/* SPDX-License-Identifier: MIT */
/* Plain structs as values of a scripting language: the tables of describe.py, and memory for what a call needs. */
#ifndef BANDEX_BINDINGS_RECORD_H
#define BANDEX_BINDINGS_RECORD_H

#include "headers.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    KIND_END,
    KIND_U8, KIND_I8, KIND_U16, KIND_I16, KIND_U32, KIND_I32, KIND_U64, KIND_I64, KIND_SIZE, KIND_INT, /* scalars ... */
    KIND_F32, KIND_F64,                  /* ... to here */
    KIND_STRUCT_SIZE,                    /* set by the binding */
    KIND_COUNT,                          /* how many of the list that names it */
    KIND_CHARS, KIND_BYTES, KIND_TEXT,   /* char[], uint8_t[], const char * */
    KIND_RECORD, KIND_POINTER_RECORD,    /* a struct within, a pointer to one */
    KIND_ARRAY_RECORD, KIND_LIST_RECORD, /* structs within, pointer and count */
    KIND_LIST_TEXT,
    KIND_LOCALIZED, KIND_LIST_LOCALIZED, /* bandex_text: locale -> text */
    KIND_CALLBACK, KIND_CATALOG,         /* a function of the caller, a pointer to a catalogue object */
    KIND_ARRAY = 0x100,                  /* + a scalar kind: array within */
    KIND_LIST = 0x200                    /* + a scalar kind: pointer and count */
};
#define SCALAR_FORMS(base, name)                                                                                       \
    KIND_##name##_U8 = base + KIND_U8, KIND_##name##_I8 = base + KIND_I8, KIND_##name##_U16 = base + KIND_U16,          \
    KIND_##name##_I16 = base + KIND_I16, KIND_##name##_U32 = base + KIND_U32, KIND_##name##_I32 = base + KIND_I32,      \
    KIND_##name##_U64 = base + KIND_U64, KIND_##name##_I64 = base + KIND_I64, KIND_##name##_SIZE = base + KIND_SIZE,    \
    KIND_##name##_INT = base + KIND_INT, KIND_##name##_F32 = base + KIND_F32, KIND_##name##_F64 = base + KIND_F64
enum { SCALAR_FORMS(KIND_ARRAY, ARRAY), SCALAR_FORMS(KIND_LIST, LIST) };

typedef bandex_status (*default_function)(void *);

struct record;
struct field {
    const char *name;
    int kind;
    size_t offset, size;
    struct record *record;            /* of nested structs */
    size_t count_offset, count_size;  /* of the field that says how many; size 0: none */
    const char *enumeration;          /* name of the group of constants, or NULL */
};
struct record {
    const char *name;       /* "set_summary" */
    const char *class_name; /* "SetSummary" */
    size_t size;
    const struct field *fields;
    default_function fill;  /* NULL: zero is the default */
    void *type;             /* the language's class */
    void **keys;            /* its field names and its constants, where the language keeps them */
    void **constants;
};
struct constant {
    const char *enumeration, *name;
    int64_t value;
};

#include "records.h"

static const size_t scalar_sizes[] = {[KIND_U8] = 1, [KIND_I8] = 1, [KIND_U16] = 2, [KIND_I16] = 2, [KIND_U32] = 4, [KIND_I32] = 4,
                                      [KIND_U64] = 8, [KIND_I64] = 8, [KIND_SIZE] = sizeof(size_t), [KIND_INT] = sizeof(int),
                                      [KIND_F32] = sizeof(float), [KIND_F64] = sizeof(double)};

static inline void record_default(const struct record *record, void *value)
{
    memset(value, 0, record->size);
    for (const struct field *field = record->fields; field->name; field++) {
        if (field->kind == KIND_STRUCT_SIZE) {
            const uint32_t size = (uint32_t)record->size;
            memcpy((char *)value + field->offset, &size, sizeof size);
        }
    }
    if (record->fill) {
        record->fill(value);
    }
}

static inline struct record *record_find(const char *name)
{
    for (struct record *const *record = all_records; *record; record++) {
        if (strcmp((*record)->name, name) == 0) {
            return *record;
        }
    }
    return NULL;
}

static inline char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* "top" for BANDEX_COUNT_AT_TOP, in any case. */
static inline bool constant_find(const char *enumeration, const char *name, int64_t *value)
{
    for (const struct constant *constant = all_constants; enumeration && constant->enumeration; constant++) {
        size_t i = 0;
        while (name[i] && lower(constant->name[i]) == lower(name[i])) {
            i++;
        }
        if (!name[i] && !constant->name[i] && strcmp(constant->enumeration, enumeration) == 0) {
            *value = constant->value;
            return true;
        }
    }
    return false;
}

static inline bool scalar_is_float(int kind)
{
    return kind == KIND_F32 || kind == KIND_F64;
}

/* Integers pass as int64_t; uint64_t beyond is refused by the callers. */
static inline bool scalar_range(int kind, int64_t *low, uint64_t *high)
{
    switch (kind) {
    case KIND_U8: *low = 0; *high = UINT8_MAX; return true;
    case KIND_I8: *low = INT8_MIN; *high = INT8_MAX; return true;
    case KIND_U16: *low = 0; *high = UINT16_MAX; return true;
    case KIND_I16: *low = INT16_MIN; *high = INT16_MAX; return true;
    case KIND_U32: *low = 0; *high = UINT32_MAX; return true;
    case KIND_I32: case KIND_INT: *low = INT32_MIN; *high = INT32_MAX; return true;
    case KIND_U64: *low = 0; *high = UINT64_MAX; return true;
    case KIND_SIZE: *low = 0; *high = SIZE_MAX; return true;
    case KIND_I64: *low = INT64_MIN; *high = INT64_MAX; return true;
    default: return false;
    }
}

static inline void scalar_store_signed(int kind, void *at, int64_t value)
{
    switch (kind) {
    case KIND_U8: *(uint8_t *)at = (uint8_t)value; break;
    case KIND_I8: *(int8_t *)at = (int8_t)value; break;
    case KIND_U16: *(uint16_t *)at = (uint16_t)value; break;
    case KIND_I16: *(int16_t *)at = (int16_t)value; break;
    case KIND_U32: *(uint32_t *)at = (uint32_t)value; break;
    case KIND_I32: *(int32_t *)at = (int32_t)value; break;
    case KIND_INT: *(int *)at = (int)value; break;
    case KIND_I64: *(int64_t *)at = value; break;
    case KIND_U64: *(uint64_t *)at = (uint64_t)value; break;
    default: *(size_t *)at = (size_t)value; break;
    }
}

static inline int64_t scalar_load_signed(int kind, const void *at)
{
    switch (kind) {
    case KIND_U8: return *(const uint8_t *)at;
    case KIND_I8: return *(const int8_t *)at;
    case KIND_U16: return *(const uint16_t *)at;
    case KIND_I16: return *(const int16_t *)at;
    case KIND_U32: return *(const uint32_t *)at;
    case KIND_I32: return *(const int32_t *)at;
    case KIND_INT: return *(const int *)at;
    case KIND_I64: return *(const int64_t *)at;
    case KIND_U64: return (int64_t)*(const uint64_t *)at;
    default: return (int64_t)*(const size_t *)at;
    }
}

/* How many entries a list or array field has. */
static inline size_t field_count(const struct field *field, const void *record)
{
    const char *at = (const char *)record + field->count_offset;
    switch (field->count_size) {
    case 1: return *(const uint8_t *)at;
    case 2: return *(const uint16_t *)at;
    case 4: return *(const uint32_t *)at;
    case 8: return (size_t)*(const uint64_t *)at;
    default: return SIZE_MAX;
    }
}

static inline void field_set_count(const struct field *field, void *record, size_t count)
{
    char *at = (char *)record + field->count_offset;
    switch (field->count_size) {
    case 1: *(uint8_t *)at = (uint8_t)count; break;
    case 2: *(uint16_t *)at = (uint16_t)count; break;
    case 4: *(uint32_t *)at = (uint32_t)count; break;
    case 8: *(uint64_t *)at = count; break;
    default: break;
    }
}

/* A field that stands for another in a handier unit: start_s for start_us, force_n for force_mn. NULL: not one. */
static inline const struct field *field_twin(const struct record *record, const char *name, double *scale)
{
    static const struct {
        const char *suffix, *stored;
        double scale;
    } twins[] = {{"_s", "_us", 1e6}, {"_n", "_mn", 1e3}};
    size_t length = strlen(name);
    for (size_t i = 0; i < 2; i++) {
        if (length > 2 && strcmp(name + length - 2, twins[i].suffix) == 0) {
            for (const struct field *field = record->fields; field->name; field++) {
                if (strlen(field->name) == length + 1 && strncmp(field->name, name, length - 1) == 0 &&
                    strcmp(field->name + length - 2, twins[i].stored) == 0) {
                    *scale = twins[i].scale;
                    return field;
                }
            }
        }
    }
    return NULL;
}

/* What a binding adds to a record when it gives it, and passes over when it takes it. */
static inline bool field_is_derived(const struct record *record, const char *name)
{
    return strcmp(record->name, "rep") == 0 && strcmp(name, "partial") == 0;
}

/* The one list of a struct that is nothing else than a list. */
static inline const struct field *record_list(const struct record *record)
{
    const struct field *list = NULL;
    for (const struct field *field = record->fields; field->name; field++) {
        if (field->kind == KIND_LIST_RECORD && !list) {
            list = field;
        } else if (field->kind != KIND_COUNT) {
            return NULL;
        }
    }
    return list;
}

/* Texts of an exercise stand in the order of its locales, which nested records don't have: the exercise that is being
 * converted in this thread. */
static _Thread_local const bandex_exercise *current_exercise;

/* "row_seated" for an exercise: the record of the library that a text names. NULL: none, or not that kind of record. */
static inline const void *record_named(const struct record *record, const char *text);

/* Memory that lives as long as a call. */
struct arena {
    struct arena *next;
    int64_t reference; /* of the language, released with the block; 0: none */
    uint64_t bytes[];
};

static inline void *arena_take(struct arena **arena, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - sizeof(struct arena)) / size) {
        return NULL;
    }
    struct arena *block = calloc(1, sizeof *block + count * size);
    if (!block) {
        return NULL;
    }
    block->next = *arena;
    *arena = block;
    return block->bytes;
}

/* The same, not zeroed: for large room of which little is used. */
static inline void *arena_room(struct arena **arena, size_t count, size_t size)
{
    struct arena *block = malloc(sizeof *block + count * size);
    if (!block) {
        return NULL;
    }
    block->next = *arena;
    block->reference = 0;
    *arena = block;
    return block->bytes;
}

static inline void arena_free(struct arena *arena)
{
    while (arena) {
        struct arena *next = arena->next;
        free(arena);
        arena = next;
    }
}

static inline const void *record_named(const struct record *record, const char *text)
{
    if (strcmp(record->name, "exercise") == 0) {
        return bandex_catalog_find(NULL, text);
    }
    if (strcmp(record->name, "muscle") == 0) {
        return bandex_muscle_find(text);
    }
    if (strcmp(record->name, "muscle_group") == 0) {
        return bandex_muscle_group_find(text);
    }
    if (strcmp(record->name, "device") == 0) {
        return bandex_device_find(text);
    }
    if (strcmp(record->name, "band_product") == 0) {
        return bandex_band_find(text);
    }
    return NULL;
}

#endif
