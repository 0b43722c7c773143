/* SPDX-License-Identifier: MIT */
/* Slicing by eight: M. Kounavis and F. Berry, "A systematic approach to building high performance software-based CRC
 * generators", ISCC 2005. */
#include "checksum.h"
#include "crc32c.h"

void bandex_checksum_init(checksum_tables *tables)
{
    int byte, row;
    for (byte = 0; byte < 256; byte++) {
        uint8_t value = (uint8_t)byte;
        /* Core starts and ends with ones: undone, the plain register after one byte is left. */
        tables->rows[0][byte] = ~bandex_crc32c(UINT32_MAX, &value, 1);
    }
    for (row = 1; row < 8; row++) {
        for (byte = 0; byte < 256; byte++) {
            uint32_t before = tables->rows[row - 1][byte];
            tables->rows[row][byte] = before >> 8 ^ tables->rows[0][before & 255];
        }
    }
}

uint32_t bandex_checksum(const checksum_tables *tables, uint32_t crc, const uint8_t *bytes, size_t size)
{
    const uint32_t(*rows)[256] = tables->rows;
    crc = ~crc;
    for (; size >= 8; size -= 8, bytes += 8) {
        crc ^= bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
        crc = rows[7][crc & 255] ^ rows[6][crc >> 8 & 255] ^ rows[5][crc >> 16 & 255] ^ rows[4][crc >> 24] ^
              rows[3][bytes[4]] ^ rows[2][bytes[5]] ^ rows[1][bytes[6]] ^ rows[0][bytes[7]];
    }
    while (size--) {
        crc = crc >> 8 ^ rows[0][(crc ^ *bytes++) & 255];
    }
    return ~crc;
}
