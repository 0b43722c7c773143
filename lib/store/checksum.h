/* SPDX-License-Identifier: MIT */
/* CRC-32C eight bytes at a time, for hosts: the same numbers as core's, with 8 KiB of tables that each log makes when it
 * is opened. */
#ifndef BANDEX_STORE_CHECKSUM_H
#define BANDEX_STORE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

typedef struct checksum_tables {
    uint32_t rows[8][256];
} checksum_tables;

void bandex_checksum_init(checksum_tables *tables);

/* The checksum of what came before (0: nothing) continued over bytes. */
uint32_t bandex_checksum(const checksum_tables *tables, uint32_t crc, const uint8_t *bytes, size_t size);

#endif
