/* SPDX-License-Identifier: MIT */
/* The inside of a log, shared by the files of the room. */
#ifndef BANDEX_STORE_LOG_H
#define BANDEX_STORE_LOG_H

#include "checksum.h"
#include "item.h"
#include <bandex/store.h>

enum {
    LOG_HEADER_MAX = 160,                      /* bytes of a header */
    LOG_ENVELOPE_MAX = 2 + 4 + 9 + 5,          /* bytes of a record beside its payload */
    LOG_ITEM_MAX = LOG_ENVELOPE_MAX + BANDEX_RECORD_SIZE_MAX,
    LOG_WINDOW = 2 * LOG_ITEM_MAX,             /* bytes read at a time */
    LOG_RECORDS_PER_HEADER = 64,
    LOG_BLOCKS = 512,                          /* of the index */
    LOG_TORN_MAX = LOG_HEADER_MAX + LOG_ITEM_MAX /* one write: more than this at the end was not torn by a crash */
};

/* What a stretch of the log holds. */
typedef struct log_block {
    uint64_t offset, end;
    int64_t from_ms, to_ms; /* earliest and latest start */
    uint64_t types;         /* a bit for each type; 63: all beyond */
    uint64_t exercises;     /* bits of a Bloom filter */
    uint64_t records;
} log_block;

typedef struct log_index {
    size_t count;
    uint64_t per_block;
    log_block blocks[LOG_BLOCKS];
} log_index;

struct bandex_log {
    bandex_allocator allocator;
    bandex_io io;
    int32_t mode;
    int32_t sync;
    int unsynced;           /* something was written since the last sync */
    int failed;             /* a sync failed: closed for writing */
    uint64_t limit;         /* nothing is read from here on */
    uint64_t end;           /* where the next write goes */
    uint64_t since_header;  /* records since the last header */
    uint32_t seed;          /* checksum of the salt, continued by each record */
    bandex_log_report report;
    bandex_log_cursor passed; /* records counted so far */
    uint64_t places;        /* damaged places since the last record */
    uint64_t tail;          /* bytes behind the last intact item that the report counts as damage */
    int in_order;           /* no record was found twice or before an earlier one: the index may be used */
    log_index index;
    checksum_tables tables;
    uint8_t *window;        /* bytes [window_at, window_at + window_size) of the log */
    uint64_t window_at;
    size_t window_size;
    uint8_t *out;           /* header, envelope and payload of one write */
    bandex_memory lists;    /* of the set that bandex_log_next_set() yielded */
};

/* One intact item of a log. */
typedef struct log_item {
    int is_header;
    uint64_t offset;
    size_t size;
    uint64_t skipped;        /* damaged bytes before it */
    uint64_t seq;            /* of a record */
    const uint8_t *payload;  /* of a record, inside the window */
    size_t payload_size;
    uint32_t salt;           /* of a header, and what follows */
    uint64_t major, minor;
    int64_t created_ms;
    char writer[BANDEX_TOKEN_SIZE];
} log_item;

uint32_t bandex_log_seed(uint32_t salt);

/* The next intact item at offset or after it. Headers count whatever their salt is; records only with the salt of the
 * log. BANDEX_E_NOT_FOUND at the end, item->skipped then says how many bytes were passed over. */
bandex_status bandex_log_scan(bandex_log *log, uint64_t offset, log_item *item);

/* Works out which salt the records of the log have; *votes is how many records agree. */
bandex_status bandex_log_guess_salt(bandex_log *log, uint32_t *salt, uint64_t *votes);

/* Looks at bytes of the log: *have is less than want only at its end. */
bandex_status bandex_log_view(bandex_log *log, uint64_t offset, size_t want, const uint8_t **bytes, size_t *have);

/* 1 if record number seq was not passed yet; it is now. */
int bandex_log_cursor_pass(bandex_log_cursor *cursor, uint64_t seq);

void bandex_index_reset(log_index *self);
void bandex_index_add(log_index *self, uint64_t offset, uint64_t end, const bandex_record_head *head);
/* Where a walk with this filter that stands at offset may go on. */
uint64_t bandex_index_skip(const log_index *self, const bandex_log_filter *filter, uint64_t offset);

/* The record at offset again: BANDEX_E_IO if it is not there any more. */
bandex_status bandex_log_fetch(bandex_log *log, uint64_t offset, log_item *item);

/* Appends size bytes that lie at bandex_log_payload(). */
uint8_t *bandex_log_payload(bandex_log *log);
bandex_status bandex_log_append_payload(bandex_log *log, size_t size);

#endif
