/* SPDX-License-Identifier: MIT */
/* CRC-32C (Castagnoli): polynomial 0x1EDC6F41, reflected, start and final xor 0xFFFFFFFF (RFC 3720, appendix B.4). */
#ifndef BANDEX_CORE_CRC32C_H
#define BANDEX_CORE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* The checksum of what came before (0: nothing) continued over bytes. */
uint32_t bandex_crc32c(uint32_t crc, const uint8_t *bytes, size_t size);

/* The checksum that bandex_crc32c() must have been given to answer crc for these bytes: it runs backwards. */
uint32_t bandex_crc32c_unwind(uint32_t crc, const uint8_t *bytes, size_t size);

#endif
