/* SPDX-License-Identifier: MIT */
/* libFuzzer: the bytes of a log. Opened for reading and for appending it never takes more heap than is promised; what was
 * found stays when it goes on; copies and merges of it are sound. */
#include <bandex.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 1 << 21 };

static uint8_t medium[ROOM], other[ROOM];
static size_t heap, heap_peak;

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

/* Counts what is asked for. */
static void *resize(void *context, void *memory, size_t size)
{
    size_t *block = memory ? (size_t *)memory - 2 : NULL;
    (void)context;
    heap -= block ? block[0] : 0;
    if (size == 0) {
        free(block);
        return NULL;
    }
    block = realloc(block, size + 2 * sizeof *block);
    if (!block) {
        abort();
    }
    block[0] = size;
    heap += size;
    heap_peak = heap > heap_peak ? heap : heap_peak;
    return block + 2;
}

static const bandex_allocator allocator = {resize, NULL};

static bandex_status open_bytes(bandex_io_memory *memory, int32_t mode, bandex_log **log)
{
    bandex_io io;
    bandex_log_config config;
    bandex_log_config_default(&config);
    config.salt = 77;
    config.sync = BANDEX_SYNC_MANUAL;
    config.allocator = &allocator;
    bandex_io_memory_init(&io, memory);
    return bandex_log_open_io(&io, mode, &config, log);
}

/* Walks by the index and decodes every set; how many records. */
static uint64_t walk(bandex_log *log)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_log_filter filter = {0};
    bandex_set set;
    bandex_status status;
    uint64_t count = 0;
    bandex_log_cursor_init(&cursor, NULL);
    while (bandex_log_next(log, &cursor, &entry) == BANDEX_OK) {
        count++;
    }
    strcpy(filter.exercise, "row_seated");
    filter.from_ms = 1764000000000;
    bandex_log_cursor_init(&cursor, &filter);
    while ((status = bandex_log_next_set(log, &cursor, &set, NULL)) != BANDEX_E_NOT_FOUND) {
        check(status != BANDEX_OK || set.rep_count <= BANDEX_SET_REPS_MAX);
    }
    check(heap_peak <= BANDEX_LOG_HEAP_MAX);
    return count;
}

static void go_on(bandex_io_memory *memory, uint64_t before)
{
    static const uint8_t record[] = {0xa2, 0, 2, 3, 1};
    bandex_log *log, *copy;
    bandex_log_report report;
    bandex_history history;
    bandex_io_memory place = {other, sizeof other, 0};
    if (open_bytes(memory, BANDEX_LOG_APPEND, &log) != BANDEX_OK) {
        return;
    }
    if (bandex_log_append(log, record, sizeof record, NULL) == BANDEX_OK) {
        bandex_log_report_get(log, &report);
        check(report.records == before + 1);
        check(walk(log) == report.records);
    }
    if (bandex_log_history_load(log, "row_seated", 20, &history) == BANDEX_OK) {
        bandex_history_free(&history);
    }
    check(heap_peak <= BANDEX_LOG_HEAP_MAX + 2 * BANDEX_HISTORY_HEAP_MAX);
    check(open_bytes(&place, BANDEX_LOG_APPEND, &copy) == BANDEX_OK);
    if (bandex_log_merge(copy, log, NULL) == BANDEX_OK) {
        bandex_merge_report again;
        check(bandex_log_merge(copy, log, &again) == BANDEX_OK && again.added + again.updated == 0);
    }
    bandex_log_close(copy);
    check(open_bytes(&place, BANDEX_LOG_READ | BANDEX_LOG_STRICT, &copy) == BANDEX_OK);
    bandex_log_close(copy);
    bandex_log_close(log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bandex_io_memory memory = {medium, sizeof medium, size};
    bandex_log *log;
    bandex_log_report report = {0};
    if (size > sizeof medium / 2) {
        return 0;
    }
    memcpy(medium, data, size);
    heap_peak = heap = 0;
    if (open_bytes(&memory, BANDEX_LOG_READ, &log) == BANDEX_OK) {
        bandex_log_report_get(log, &report);
        check(report.size <= size && report.lost_bytes <= size);
        check(walk(log) == report.records);
        check(bandex_log_refresh(log) == BANDEX_OK);
        bandex_log_close(log);
    }
    check(heap == 0);
    go_on(&memory, report.records);
    check(heap == 0);
    return 0;
}
