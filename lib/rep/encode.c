/* SPDX-License-Identifier: MIT */
#include "cbor_write.h"
#include "rep_fields.h"
#include <bandex/rep.h>

enum { U8, U16, U32, U64, SINCE, FORCE, PERMILLE };

typedef struct field {
    uint8_t key;
    uint8_t kind;
    uint8_t offset;
} field;

/* offset is a byte: a larger bandex_rep must not compile. */
typedef char offsets_fit[sizeof(bandex_rep) <= 256 ? 1 : -1];

#define ROW(key, name, kind) {key, kind, (uint8_t)offsetof(bandex_rep, name)},
static const field fields[] = {BANDEX_REP_FIELDS(ROW)};

enum { FIELDS = sizeof fields / sizeof fields[0] };

static uint64_t whole(const field *row, const void *at)
{
    switch (row->kind) {
    case U8:
        return *(const uint8_t *)at;
    case U16:
        return *(const uint16_t *)at;
    case U32:
        return *(const uint32_t *)at;
    default:
        return *(const uint64_t *)at;
    }
}

/* 1 and the number to store, 0 when the field is left out, -1 when it cannot be stored. */
static int value_of(const field *row, const bandex_rep *rep, uint64_t *value, int *is_signed)
{
    const void *at = (const unsigned char *)rep + row->offset;
    float number;
    int64_t steps = 0;
    *is_signed = row->kind >= SINCE;
    if (row->kind == FORCE || row->kind == PERMILLE) {
        number = *(const float *)at;
        if (number != number) {
            return 0;
        }
        if (!bandex_cbor_scale(number, BANDEX_REP_STEPS_PER_UNIT, &steps)) {
            return -1;
        }
        *value = (uint64_t)steps;
        return 1;
    }
    *value = whole(row, at);
    if (*value == 0) {
        return 0;
    }
    if (row->kind == SINCE) {
        *value -= rep->start_us;
    }
    return 1;
}

bandex_status bandex_rep_encode(const bandex_rep *rep, uint8_t *buf, size_t cap, size_t *len)
{
    bandex_cbor out;
    uint64_t value = 0, present = 1;
    int i, is_signed = 0, known;
    if (!rep || (!buf && cap) || !len) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < FIELDS; i++) {
        known = value_of(&fields[i], rep, &value, &is_signed);
        if (known < 0) {
            return BANDEX_E_RANGE;
        }
        present += (uint64_t)known;
    }
    out.bytes = buf;
    out.cap = cap;
    out.len = 0;
    bandex_cbor_head(&out, BANDEX_CBOR_MAP, present);
    bandex_cbor_head(&out, BANDEX_CBOR_UINT, BANDEX_RECORD_KEY_TYPE);
    bandex_cbor_head(&out, BANDEX_CBOR_UINT, BANDEX_RECORD_TYPE_REP);
    for (i = 0; i < FIELDS; i++) {
        if (value_of(&fields[i], rep, &value, &is_signed)) {
            bandex_cbor_head(&out, BANDEX_CBOR_UINT, fields[i].key);
            if (is_signed) {
                bandex_cbor_int(&out, (int64_t)value);
            } else {
                bandex_cbor_head(&out, BANDEX_CBOR_UINT, value);
            }
        }
    }
    *len = out.len;
    return out.len > cap ? BANDEX_E_FULL : BANDEX_OK;
}
