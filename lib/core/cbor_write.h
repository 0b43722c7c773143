/* SPDX-License-Identifier: MIT */
/* Writing deterministic CBOR (RFC 8949, 4.2.1) with integers alone, for devices: no heap, no float arithmetic. */
#ifndef BANDEX_CORE_CBOR_WRITE_H
#define BANDEX_CORE_CBOR_WRITE_H

#include <stddef.h>
#include <stdint.h>

/* Major types of CBOR, as they stand in the upper three bits of a head. */
enum {
    BANDEX_CBOR_UINT = 0,
    BANDEX_CBOR_NEGATIVE = 1,
    BANDEX_CBOR_BYTES = 2,
    BANDEX_CBOR_TEXT = 3,
    BANDEX_CBOR_ARRAY = 4,
    BANDEX_CBOR_MAP = 5
};

/* Where bytes go. len counts on beyond cap, so that the size that was needed is known afterwards. */
typedef struct bandex_cbor {
    uint8_t *bytes;
    size_t cap;
    size_t len;
} bandex_cbor;

/* The head of an item in its shortest form: the number itself, a length, or a count. */
void bandex_cbor_head(bandex_cbor *self, uint8_t major, uint64_t value);

void bandex_cbor_int(bandex_cbor *self, int64_t value);

/* value * steps_per_unit (1 .. 1000000), rounded half away from zero, by integer arithmetic on the bits of the
 * float: the same on every machine. 0 if value is NaN, infinite or too large for 63 bits; then *steps stays. */
int bandex_cbor_scale(float value, uint32_t steps_per_unit, int64_t *steps);

#endif
