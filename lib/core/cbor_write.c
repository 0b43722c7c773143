/* SPDX-License-Identifier: MIT */
#include "cbor_write.h"

static void put(bandex_cbor *self, uint8_t byte)
{
    if (self->len < self->cap) {
        self->bytes[self->len] = byte;
    }
    self->len++;
}

void bandex_cbor_head(bandex_cbor *self, uint8_t major, uint64_t value)
{
    uint8_t type = (uint8_t)(major << 5);
    int bits = 0;
    if (value < 24) {
        put(self, (uint8_t)(type | value));
        return;
    }
    if (value <= UINT8_MAX) {
        put(self, (uint8_t)(type | 24));
        bits = 8;
    } else if (value <= UINT16_MAX) {
        put(self, (uint8_t)(type | 25));
        bits = 16;
    } else if (value <= UINT32_MAX) {
        put(self, (uint8_t)(type | 26));
        bits = 32;
    } else {
        put(self, (uint8_t)(type | 27));
        bits = 64;
    }
    while (bits > 0) {
        bits -= 8;
        put(self, (uint8_t)(value >> bits));
    }
}

void bandex_cbor_int(bandex_cbor *self, int64_t value)
{
    if (value < 0) {
        bandex_cbor_head(self, BANDEX_CBOR_NEGATIVE, ~(uint64_t)value);
    } else {
        bandex_cbor_head(self, BANDEX_CBOR_UINT, (uint64_t)value);
    }
}

int bandex_cbor_scale(float value, uint32_t steps_per_unit, int64_t *steps)
{
    union { float value; uint32_t bits; } both = {value};
    uint32_t bits = both.bits;
    uint64_t product;
    int exponent, shift;
    exponent = (int)(bits >> 23 & 0xff);
    if (exponent == 0xff) {
        return 0;
    }
    product = (uint64_t)(bits & 0x7fffff) * steps_per_unit;
    if (exponent > 0) {
        product += (uint64_t)steps_per_unit << 23;
    } else {
        exponent = 1;
    }
    /* value = fraction * 2^(exponent - 150), so product < 2^44 has to be shifted by that exponent. */
    shift = exponent - 150;
    if (shift > 19) {
        return 0;
    }
    if (shift >= 0) {
        product <<= shift;
    } else if (shift > -46) {
        product = (product + ((uint64_t)1 << (-shift - 1))) >> -shift;
    } else {
        product = 0;
    }
    *steps = bits >> 31 ? -(int64_t)product : (int64_t)product;
    return 1;
}
