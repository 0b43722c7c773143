/* SPDX-License-Identifier: MIT */
#include "crc32c.h"

/* Sixteen entries instead of 256: 64 bytes of ROM on a device, two look-ups a byte. Row i is the register after
 * four shifts of i. */
static const uint32_t nibbles[16] = {
    0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
    0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9, 0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
};

uint32_t bandex_crc32c(uint32_t crc, const uint8_t *bytes, size_t size)
{
    crc = ~crc;
    while (size--) {
        crc ^= *bytes++;
        crc = crc >> 4 ^ nibbles[crc & 15];
        crc = crc >> 4 ^ nibbles[crc & 15];
    }
    return ~crc;
}

uint32_t bandex_crc32c_unwind(uint32_t crc, const uint8_t *bytes, size_t size)
{
    int half;
    crc = ~crc;
    while (size--) {
        for (half = 0; half < 2; half++) {
            /* The upper four bits of a row are its number: they tell what was shifted out. */
            uint32_t out = crc >> 28;
            crc = (crc ^ nibbles[out]) << 4 | out;
        }
        crc ^= bytes[size];
    }
    return ~crc;
}
