/* SPDX-License-Identifier: MIT */
/* Finding the intact items of a log, whatever lies between them. */
#include "crc32c.h"
#include "log.h"
#include <string.h>

#define MAGIC_TAG 55799 /* self-described CBOR, RFC 8949, 3.4.6 */

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

uint32_t bandex_log_seed(uint32_t salt)
{
    uint8_t bytes[4] = {(uint8_t)(salt >> 24), (uint8_t)(salt >> 16), (uint8_t)(salt >> 8), (uint8_t)salt};
    return bandex_crc32c(0, bytes, sizeof bytes);
}

bandex_status bandex_log_view(bandex_log *log, uint64_t offset, size_t want, const uint8_t **bytes, size_t *have)
{
    uint64_t left = offset < log->limit ? log->limit - offset : 0;
    *bytes = NULL;
    *have = 0;
    if (want > left) {
        want = (size_t)left;
    }
    if (want == 0) {
        return BANDEX_OK;
    }
    if (offset < log->window_at || offset + want > log->window_at + log->window_size) {
        size_t got, fill = left < LOG_WINDOW ? (size_t)left : LOG_WINDOW;
        log->window_at = offset;
        log->window_size = 0;
        while (log->window_size < fill) {
            bandex_status status = log->io.read(log->io.context, offset + log->window_size,
                                                log->window + log->window_size, fill - log->window_size, &got);
            if (status != BANDEX_OK) {
                return status;
            }
            if (got == 0) {
                break; /* another process cut a torn end off */
            }
            log->window_size += got;
        }
    }
    *bytes = log->window + (offset - log->window_at);
    *have = log->window_size - (size_t)(offset - log->window_at);
    if (*have > left) {
        *have = (size_t)left;
    }
    return BANDEX_OK;
}

/* The envelope of a record, its checksum not looked at. covered: what the checksum is over, besides the salt. */
typedef struct log_envelope {
    uint32_t crc;
    const uint8_t *covered;
    size_t covered_size;
} log_envelope;

static int parse_record(const uint8_t *bytes, size_t size, log_item *item, log_envelope *envelope)
{
    bandex_reader reader = {bytes, size, 0};
    bandex_item part;
    if (size < 6 || bytes[0] != 0x83 || bytes[1] != 0x44) {
        return 0;
    }
    reader.at = 6;
    envelope->crc = big_endian(bytes + 2);
    envelope->covered = bytes + 6;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_UINT) {
        return 0;
    }
    item->seq = part.value;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_BYTES || part.value == 0 ||
        part.value > BANDEX_RECORD_SIZE_MAX) {
        return 0;
    }
    item->is_header = 0;
    item->payload = part.data;
    item->payload_size = (size_t)part.value;
    item->size = reader.at;
    envelope->covered_size = reader.at - 6;
    return 1;
}

static int parse_header(const uint8_t *bytes, size_t size, log_item *item)
{
    bandex_reader reader = {bytes, size < LOG_HEADER_MAX ? size : LOG_HEADER_MAX, 0};
    bandex_item part, array;
    uint64_t i;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_TAG || part.value != MAGIC_TAG ||
        bandex_item_read(&reader, &array) != BANDEX_OK || array.kind != ITEM_ARRAY || array.value < 7 ||
        bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_TEXT || part.value != 6 ||
        memcmp(part.data, "bandex", 6) != 0) {
        return 0;
    }
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_UINT) {
        return 0;
    }
    item->major = part.value;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_UINT) {
        return 0;
    }
    item->minor = part.value;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_BYTES || part.value != 4) {
        return 0;
    }
    item->salt = big_endian(part.data);
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind > ITEM_NEGATIVE || part.value > INT64_MAX) {
        return 0;
    }
    item->created_ms = part.kind == ITEM_UINT ? (int64_t)part.value : -1 - (int64_t)part.value;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_TEXT ||
        part.value >= sizeof item->writer) {
        return 0;
    }
    memcpy(item->writer, part.data, (size_t)part.value);
    item->writer[part.value] = 0;
    /* A newer minor version may have put more before the checksum, which stays the last. */
    for (i = 7; i < array.value; i++) {
        if (bandex_item_skip(&reader, ITEM_DEPTH - 2) != BANDEX_OK) {
            return 0;
        }
    }
    i = reader.at;
    if (bandex_item_read(&reader, &part) != BANDEX_OK || part.kind != ITEM_BYTES || part.value != 4 ||
        big_endian(part.data) != bandex_crc32c(0, bytes, (size_t)i)) {
        return 0;
    }
    item->is_header = 1;
    item->size = reader.at;
    item->seq = 0;
    item->payload = NULL;
    item->payload_size = 0;
    return 1;
}

/* Offset of the next byte after the first that may start an item, or size. */
static size_t next_mark(const uint8_t *bytes, size_t size)
{
    size_t i;
    for (i = 1; i < size; i++) {
        if (bytes[i] == 0x83 && (i + 1 == size || bytes[i + 1] == 0x44)) {
            break;
        }
        if (bytes[i] == 0xd9 && (i + 1 == size || bytes[i + 1] == 0xd9)) {
            break;
        }
    }
    return i;
}

bandex_status bandex_log_scan(bandex_log *log, uint64_t offset, log_item *item)
{
    const uint64_t start = offset;
    const uint8_t *bytes;
    size_t have;
    log_envelope envelope;
    for (;;) {
        bandex_status status = bandex_log_view(log, offset, LOG_ITEM_MAX, &bytes, &have);
        if (status != BANDEX_OK) {
            return status;
        }
        item->offset = offset;
        item->skipped = offset - start;
        if (have == 0) {
            return BANDEX_E_NOT_FOUND;
        }
        if (parse_record(bytes, have, item, &envelope)
                ? bandex_checksum(&log->tables, log->seed, envelope.covered, envelope.covered_size) == envelope.crc
                : parse_header(bytes, have, item)) {
            return BANDEX_OK;
        }
        offset += next_mark(bytes, have);
    }
}

/* The most frequent salts by the counters of Misra and Gries: whatever is held by more than one in nine stays. */
enum { CANDIDATES = 8 };

typedef struct candidate {
    uint32_t salt;
    uint64_t votes;
} candidate;

static void vote(candidate *candidates, uint32_t salt)
{
    int i, empty = -1;
    for (i = 0; i < CANDIDATES; i++) {
        if (candidates[i].votes > 0 && candidates[i].salt == salt) {
            candidates[i].votes++;
            return;
        }
        if (candidates[i].votes == 0) {
            empty = i;
        }
    }
    if (empty >= 0) {
        candidates[empty].salt = salt;
        candidates[empty].votes = 1;
        return;
    }
    for (i = 0; i < CANDIDATES; i++) {
        candidates[i].votes--;
    }
}

/* The salt with which these bytes have this checksum: there is exactly one. */
static uint32_t salt_of(const log_envelope *envelope)
{
    static const uint8_t zero[4];
    uint32_t crc = bandex_crc32c_unwind(envelope->crc, envelope->covered, envelope->covered_size);
    /* The salt's four bytes meet a register of ones: backwards over zeros they come out, lowest byte first. */
    uint32_t salt = bandex_crc32c_unwind(crc, zero, sizeof zero);
    return salt >> 24 | (salt >> 8 & 0xff00) | (salt << 8 & 0xff0000) | salt << 24;
}

bandex_status bandex_log_guess_salt(bandex_log *log, uint32_t *salt, uint64_t *votes)
{
    candidate candidates[CANDIDATES] = {{0, 0}};
    uint64_t offset = 0;
    const uint8_t *bytes;
    size_t have;
    log_item item;
    log_envelope envelope;
    int i;
    for (;;) {
        bandex_status status = bandex_log_view(log, offset, LOG_ITEM_MAX, &bytes, &have);
        if (status != BANDEX_OK) {
            return status;
        }
        if (have == 0) {
            break;
        }
        if (parse_record(bytes, have, &item, &envelope)) {
            vote(candidates, salt_of(&envelope));
        }
        offset += next_mark(bytes, have);
    }
    *votes = 0;
    for (i = 0; i < CANDIDATES; i++) {
        if (candidates[i].votes > *votes) {
            *votes = candidates[i].votes;
            *salt = candidates[i].salt;
        }
    }
    return BANDEX_OK;
}
