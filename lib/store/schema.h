/* SPDX-License-Identifier: MIT */
/* Records as data: a table of fields says how a struct becomes a CBOR map and back. codec.c does the work for all. */
#ifndef BANDEX_STORE_SCHEMA_H
#define BANDEX_STORE_SCHEMA_H

#include "item.h"
#include <bandex/store.h>

/* How a field is stored. Left out of the map: a number equal to `absent`, an empty text, bytes that are all zero,
 * false, a float that is NaN, an empty list or map. */
typedef enum field_kind {
    KIND_U8,
    KIND_U16,
    KIND_U32,
    KIND_U64,
    KIND_I32,
    KIND_I64,
    KIND_SIZE,      /* size_t */
    KIND_FLAG,      /* uint8_t 0 or 1 as bool */
    KIND_TEXT,      /* char[size] */
    KIND_BYTES,     /* uint8_t[size] */
    KIND_FORCE,     /* float in steps of the set's scale */
    KIND_FIXED,     /* float in steps of 1 / high (a whole number of steps per unit) */
    KIND_SINCE,     /* uint64_t as the signed distance from the uint64_t at `link`; left out when 0 */
    KIND_SCALE,     /* float: unit per step, stored as steps per unit; holds for FORCE in later fields */
    KIND_REVISION,  /* of the record's head, like the next three: no field of the struct */
    KIND_HEAD_ID,
    KIND_HEAD_TIME,
    KIND_HEAD_EXERCISE,
    KIND_TEXT_AT,   /* const char *, in the caller's memory */
    KIND_TEXTS,     /* const char *const *, their count (size_t) at `link`; at most `high` */
    KIND_ROWS,      /* structs by `of` inside, their count (uint32_t) at `link`; at most `high` */
    KIND_NUMBERS,   /* int32_t inside, their count (uint32_t) at `link`; at most `high` */
    KIND_DELTAS,    /* int32_t or uint32_t list, its count (size_t) at `link`, packed as differences in a byte string */
    KIND_POLICY,    /* bandex_policy inside, its canonical bytes in a byte string */
    KIND_MAP,       /* struct inside, by `of` */
    KIND_LIST       /* pointer to structs by `of`, their count (size_t) at `link`; at most `high` */
} field_kind;

typedef struct bandex_field {
    uint8_t key;
    uint8_t kind;
    uint8_t required;
    uint16_t offset; /* in the struct */
    uint16_t size;   /* of TEXT and BYTES */
    uint16_t link;   /* offset of a second field, see kinds */
    int64_t low;     /* least and greatest value of numbers */
    int64_t high;
    int64_t absent;  /* the value of the struct that is left out */
    const struct bandex_schema *of;
    const char *name;
} bandex_field;

typedef struct bandex_schema {
    const char *name;
    uint64_t type;   /* value of key 0; 0: a part of other records, without key 0 */
    size_t size;     /* of the struct */
    size_t count;    /* fields, in rising order of keys; at most 64 */
    const bandex_field *fields;
    int sized;       /* the struct begins with its size */
} bandex_schema;

/* Writes value as a record; head (or NULL) has what its struct does not. *len is what was written or, for BANDEX_E_FULL, needed. diag may be NULL. */
bandex_status bandex_schema_encode(const bandex_schema *schema, const void *value, const bandex_record_head *head,
                                   uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);

/* Reads a record of exactly size bytes into value; its lists come to lie in memory. value may be NULL: only checked.
 * On error value holds nothing to be used. */
bandex_status bandex_schema_decode(const bandex_schema *schema, const uint8_t *bytes, size_t size, void *value,
                                   bandex_memory *memory, bandex_diag *diag);

/* Reads only the fields of head, which every record has under the same keys, and stops behind the last of them. */
bandex_status bandex_schema_decode_head(const bandex_schema *head, const uint8_t *bytes, size_t size, void *value,
                                        uint64_t *type, bandex_diag *diag);

/* The schema of a record type, or NULL. */
const bandex_schema *bandex_schema_find(uint64_t type);

#endif
