/* SPDX-License-Identifier: MIT */
#include "allocator.h"
#include "log.h"
#include "crc32c.h"
#include "schema.h"
#include <bandex/version.h>
#include <stdio.h>
#include <string.h>

/* Erased flash reads so: bytes after the last item that are all like this were never written. */
#define BLANK 0xff

bandex_status bandex_log_config_default(bandex_log_config *config)
{
    if (!config) {
        return BANDEX_E_ARGUMENT;
    }
    memset(config, 0, sizeof *config);
    config->struct_size = sizeof *config;
    snprintf(config->writer, sizeof config->writer, "libbandex %s", BANDEX_VERSION_STRING);
    return BANDEX_OK;
}

/* --- walking ---------------------------------------------------------------------------------------------------- */

int bandex_log_cursor_pass(bandex_log_cursor *cursor, uint64_t seq)
{
    enum { RANGES = sizeof cursor->seen_ / sizeof cursor->seen_[0] };
    uint64_t (*ranges)[2] = cursor->seen_;
    size_t i, n = (size_t)cursor->seen_count_;
    for (i = 0; i < n && ranges[i][1] < seq; i++) {
    }
    /* Range i is the first that does not lie wholly before seq. */
    if (i < n && ranges[i][0] <= seq) {
        return 0;
    }
    if (i > 0 && ranges[i - 1][1] + 1 == seq) {
        ranges[i - 1][1] = seq;
        if (i < n && ranges[i][0] == seq + 1) {
            ranges[i - 1][1] = ranges[i][1];
            memmove(ranges + i, ranges + i + 1, (n - i - 1) * sizeof ranges[0]);
            cursor->seen_count_--;
        }
        return 1;
    }
    if (i < n && ranges[i][0] == seq + 1) {
        ranges[i][0] = seq;
        return 1;
    }
    if (n == RANGES) {
        /* Forget the oldest gap: records missing in it would be taken for repeated ones. */
        ranges[1][0] = ranges[0][0];
        memmove(ranges, ranges + 1, (n - 1) * sizeof ranges[0]);
        n--;
        i = i > 0 ? i - 1 : 0;
        if (ranges[i][0] <= seq && ranges[i][1] >= seq) {
            cursor->seen_count_ = n;
            return 0;
        }
    }
    memmove(ranges + i + 1, ranges + i, (n - i) * sizeof ranges[0]);
    ranges[i][0] = ranges[i][1] = seq;
    cursor->seen_count_ = n + 1;
    return 1;
}

bandex_status bandex_log_cursor_init(bandex_log_cursor *cursor, const bandex_log_filter *filter)
{
    if (!cursor) {
        return BANDEX_E_ARGUMENT;
    }
    memset(cursor, 0, sizeof *cursor);
    if (filter) {
        cursor->filter = *filter;
        cursor->filter.exercise[BANDEX_TOKEN_SIZE - 1] = 0;
    }
    return BANDEX_OK;
}

static int wanted(const bandex_log_filter *filter, const bandex_record_head *head)
{
    if (filter->types && (head->type > 63 || !(filter->types >> head->type & 1))) {
        return 0;
    }
    if (filter->exercise[0] && strcmp(filter->exercise, head->exercise) != 0) {
        return 0;
    }
    if ((filter->from_ms || filter->to_ms) && head->start_ms < filter->from_ms) {
        return 0;
    }
    return !filter->to_ms || head->start_ms < filter->to_ms;
}

bandex_status bandex_log_next(bandex_log *log, bandex_log_cursor *cursor, bandex_log_entry *entry)
{
    log_item item;
    if (!log || !cursor || !entry) {
        return BANDEX_E_ARGUMENT;
    }
    for (;;) {
        bandex_status status;
        if (log->in_order) {
            cursor->offset = bandex_index_skip(&log->index, &cursor->filter, cursor->offset);
        }
        status = bandex_log_scan(log, cursor->offset, &item);
        if (status != BANDEX_OK) {
            return status;
        }
        cursor->offset = item.offset + item.size;
        if (item.is_header || !bandex_log_cursor_pass(cursor, item.seq)) {
            continue;
        }
        entry->seq = item.seq;
        entry->offset = item.offset;
        entry->bytes = item.payload;
        entry->size = item.payload_size;
        if (bandex_record_head_decode(entry->bytes, entry->size, &entry->head, NULL) != BANDEX_OK) {
            /* Intact, but not as we know records: yielded where nothing in particular is asked for, so that copies keep
             * it. */
            memset(&entry->head, 0, sizeof entry->head);
        }
        if (wanted(&cursor->filter, &entry->head)) {
            return BANDEX_OK;
        }
    }
}

bandex_status bandex_log_next_set(bandex_log *log, bandex_log_cursor *cursor, bandex_set *set, bandex_diag *diag)
{
    bandex_log_entry entry;
    bandex_log_filter filter;
    bandex_status status;
    if (!log || !cursor || !set) {
        return BANDEX_E_ARGUMENT;
    }
    filter = cursor->filter;
    cursor->filter.types = (uint64_t)1 << BANDEX_RECORD_SET;
    status = bandex_log_next(log, cursor, &entry);
    cursor->filter = filter;
    if (status != BANDEX_OK) {
        return status;
    }
    log->lists.used = 0;
    status = bandex_set_decode(entry.bytes, entry.size, set, &log->lists, diag);
    if (status == BANDEX_E_FULL) {
        void *bytes = bandex_allocator_resize(&log->allocator, log->lists.bytes, log->lists.used);
        if (!bytes) {
            return BANDEX_E_MEMORY;
        }
        log->lists.bytes = bytes;
        log->lists.size = log->lists.used;
        log->lists.used = 0;
        status = bandex_set_decode(entry.bytes, entry.size, set, &log->lists, diag);
    }
    return status;
}

bandex_status bandex_log_fetch(bandex_log *log, uint64_t offset, log_item *item)
{
    bandex_status status = bandex_log_scan(log, offset, item);
    if (status == BANDEX_E_NOT_FOUND || (status == BANDEX_OK && (item->offset != offset || item->is_header))) {
        return BANDEX_E_IO;
    }
    return status;
}

/* --- opening ---------------------------------------------------------------------------------------------------- */

static void use_header(bandex_log *log, const log_item *header)
{
    log->report.salt = header->salt;
    log->report.format_major = (uint32_t)header->major;
    log->report.format_minor = (uint32_t)header->minor;
    log->report.created_ms = header->created_ms;
    memcpy(log->report.writer, header->writer, sizeof header->writer);
    log->seed = bandex_log_seed(header->salt);
}

static void add_to_index(bandex_log *log, const log_item *item)
{
    bandex_record_head head;
    if (bandex_record_head_decode(item->payload, item->payload_size, &head, NULL) == BANDEX_OK) {
        bandex_index_add(&log->index, item->offset, item->offset + item->size, &head);
    }
}

static void forget(bandex_log *log)
{
    bandex_log_report *report = &log->report;
    bandex_log_cursor_init(&log->passed, NULL);
    report->records = report->headers = report->damaged = report->lost_bytes = report->next_seq = 0;
    log->since_header = log->end = log->places = log->tail = 0;
    log->in_order = 1;
    bandex_index_reset(&log->index);
}

static void count_header(bandex_log *log, const log_item *item)
{
    if (item->salt == log->report.salt) {
        log->report.headers++;
        log->since_header = 0;
    } else {
        /* What remains of another log. */
        log->report.lost_bytes += item->size;
        log->places++;
    }
}

static void count_record(bandex_log *log, const log_item *item)
{
    bandex_log_report *report = &log->report;
    uint64_t missing = 0;
    if (!bandex_log_cursor_pass(&log->passed, item->seq)) {
        report->lost_bytes += item->size;
        log->places++;
        log->in_order = 0;
        return;
    }
    report->records++;
    log->since_header++;
    add_to_index(log, item);
    if (item->seq >= report->next_seq) {
        missing = item->seq - report->next_seq;
        report->next_seq = item->seq + 1;
    } else {
        log->in_order = 0;
        report->damaged -= report->damaged > 0; /* it was counted as missing */
    }
    report->damaged += missing > log->places ? missing : log->places;
    log->places = 0;
}

/* Counts what is there from log->end on, with the salt that is set; log->end comes to lie behind the last intact item.
 * *rest: damaged bytes behind it. */
static bandex_status survey(bandex_log *log, uint64_t *rest)
{
    log_item item;
    bandex_status status;
    while ((status = bandex_log_scan(log, log->end, &item)) == BANDEX_OK) {
        log->places += item.skipped > 0;
        log->report.lost_bytes += item.skipped;
        log->end = item.offset + item.size;
        if (item.is_header) {
            count_header(log, &item);
        } else {
            count_record(log, &item);
        }
    }
    *rest = item.skipped;
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

/* The header that counts: the first, unless a later one was made later (an old generation lies at the beginning). */
static bandex_status find_header(bandex_log *log, int *found)
{
    uint64_t offset = 0;
    log_item item, best = {0};
    bandex_status status;
    *found = 0;
    while ((status = bandex_log_scan(log, offset, &item)) == BANDEX_OK) {
        if (item.is_header && (!*found || item.created_ms > best.created_ms)) {
            best = item;
            *found = 1;
        }
        offset = item.offset + item.size;
    }
    if (*found) {
        use_header(log, &best);
    }
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

/* Fills the report, by the first header if all is well, else by what the rest of the log says. */
static bandex_status read_all(bandex_log *log, int *is_log)
{
    log_item item;
    uint64_t votes = 0, tail = 0;
    bandex_status status = bandex_log_scan(log, 0, &item);
    *is_log = 0;
    if (status == BANDEX_OK && item.is_header && item.offset == 0) {
        *is_log = 1;
        use_header(log, &item);
        forget(log);
        status = survey(log, &tail);
        if (status != BANDEX_OK || (log->report.lost_bytes == 0 && log->report.damaged == 0 && tail == 0)) {
            return status;
        }
    }
    if (status != BANDEX_OK && status != BANDEX_E_NOT_FOUND) {
        return status;
    }
    status = find_header(log, is_log);
    if (status == BANDEX_OK && !*is_log) {
        status = bandex_log_guess_salt(log, &log->report.salt, &votes);
        *is_log = votes >= 2;
        log->report.salt_recovered = votes >= 2;
        log->report.format_major = BANDEX_FORMAT_MAJOR;
        log->report.format_minor = BANDEX_FORMAT_MINOR;
        log->seed = bandex_log_seed(log->report.salt);
    }
    forget(log);
    return status == BANDEX_OK && *is_log ? survey(log, &tail) : status;
}

/* What stands behind the last intact item: *written is where its last byte that is not blank ends; *remains is 1 unless
 * it can be what a crash left of a log that was about to be made. */
static bandex_status look_at_tail(bandex_log *log, uint64_t *written, int *remains)
{
    static const uint8_t beginning[] = {0xd9, 0xd9, 0xf7};
    uint64_t offset = log->end, zeros = 0;
    const uint8_t *bytes;
    size_t have, i;
    int like_header = 1;
    *written = log->end;
    for (;;) {
        bandex_status status = bandex_log_view(log, offset, LOG_ITEM_MAX, &bytes, &have);
        if (status != BANDEX_OK) {
            return status;
        }
        if (have == 0) {
            break;
        }
        for (i = 0; i < have; i++) {
            uint64_t at = offset + i - log->end;
            zeros += bytes[i] == 0;
            if (bytes[i] != BLANK) {
                *written = offset + i + 1;
            }
            if (at < sizeof beginning && bytes[i] != beginning[at]) {
                like_header = 0;
            }
        }
        offset += have;
    }
    *remains = *written != log->end && zeros != *written - log->end &&
               !(like_header && *written - log->end < LOG_HEADER_MAX);
    return BANDEX_OK;
}

static size_t write_header(const bandex_log *log, uint8_t *bytes)
{
    const bandex_log_report *report = &log->report;
    bandex_writer out = {bytes, LOG_HEADER_MAX, 0};
    uint8_t salt[4] = {(uint8_t)(report->salt >> 24), (uint8_t)(report->salt >> 16), (uint8_t)(report->salt >> 8),
                       (uint8_t)report->salt};
    uint8_t sum[4];
    uint32_t crc;
    bandex_item_write(&out, ITEM_TAG, 55799);
    bandex_item_write(&out, ITEM_ARRAY, 7);
    bandex_item_write_string(&out, ITEM_TEXT, "bandex", 6);
    bandex_item_write(&out, ITEM_UINT, report->format_major);
    bandex_item_write(&out, ITEM_UINT, report->format_minor);
    bandex_item_write_string(&out, ITEM_BYTES, salt, sizeof salt);
    bandex_item_write_int(&out, report->created_ms);
    bandex_item_write_string(&out, ITEM_TEXT, report->writer, strlen(report->writer));
    crc = bandex_crc32c(0, bytes, out.len);
    sum[0] = (uint8_t)(crc >> 24);
    sum[1] = (uint8_t)(crc >> 16);
    sum[2] = (uint8_t)(crc >> 8);
    sum[3] = (uint8_t)crc;
    bandex_item_write_string(&out, ITEM_BYTES, sum, sizeof sum);
    return out.len;
}

/* Forgets what was read from there on: erased flash reads as blank bytes, which are about to be written over. */
static void forget_window(bandex_log *log, uint64_t from)
{
    if (log->window_at + log->window_size > from) {
        log->window_size = from > log->window_at ? (size_t)(from - log->window_at) : 0;
    }
}

/* Writes at the end of the log. When that fails, the log ends where it ended. */
static bandex_status write_out(bandex_log *log, const uint8_t *bytes, size_t size)
{
    bandex_status status;
    forget_window(log, log->end);
    status = log->io.write(log->io.context, log->end, bytes, size);
    if (status != BANDEX_OK) {
        if (log->io.truncate) {
            /* Whether this works or not: the next write goes to the same place. */
            (void)log->io.truncate(log->io.context, log->end);
        } else {
            log->end += size; /* what was programmed there cannot be programmed again */
            log->limit = log->end;
        }
        return status;
    }
    log->unsynced = 1;
    log->end += size;
    log->limit = log->end;
    log->report.size = log->end;
    return BANDEX_OK;
}

bandex_status bandex_log_sync(bandex_log *log)
{
    bandex_status status;
    if (!log) {
        return BANDEX_E_ARGUMENT;
    }
    if (log->failed) {
        return BANDEX_E_STATE;
    }
    if (!log->unsynced || !log->io.sync) {
        return BANDEX_OK;
    }
    status = log->io.sync(log->io.context);
    log->failed = status != BANDEX_OK;
    log->unsynced = 0;
    return status;
}

static bandex_status begin(bandex_log *log, const bandex_log_config *config)
{
    bandex_status status;
    forget(log);
    if (config->salt == 0) {
        return BANDEX_E_ARGUMENT;
    }
    log->report.salt = config->salt;
    log->report.format_major = BANDEX_FORMAT_MAJOR;
    log->report.format_minor = BANDEX_FORMAT_MINOR;
    log->report.created_ms = config->created_ms;
    memcpy(log->report.writer, config->writer, sizeof config->writer);
    log->report.writer[BANDEX_TOKEN_SIZE - 1] = 0;
    if (!bandex_item_is_text((const uint8_t *)log->report.writer, strlen(log->report.writer))) {
        return BANDEX_E_ARGUMENT;
    }
    log->seed = bandex_log_seed(config->salt);
    status = write_out(log, log->out, write_header(log, log->out));
    log->report.headers = status == BANDEX_OK;
    return status == BANDEX_OK ? bandex_log_sync(log) : status;
}

/* Makes the end of the log fit for the next record. */
static bandex_status prepare_end(bandex_log *log, uint64_t written)
{
    uint64_t tail = written - log->end;
    if (tail == 0) {
        return BANDEX_OK;
    }
    if (!log->io.truncate || tail > LOG_TORN_MAX) {
        log->end = written;
        return BANDEX_OK;
    }
    log->report.recovered_bytes = tail;
    log->unsynced = 1;
    log->window_size = 0;
    log->report.size = log->end;
    return log->io.truncate(log->io.context, log->end);
}

/* Counts the damage behind the last intact item, up to written. */
static void count_tail(bandex_log *log, uint64_t written)
{
    log->tail = written - log->end;
    log->report.size = written;
    log->report.lost_bytes += log->tail;
    log->report.damaged += log->places + (log->tail > 0);
}

static bandex_status open_log(bandex_log *log, const bandex_log_config *config)
{
    int is_log = 0, remains = 0, appending = (log->mode & BANDEX_LOG_APPEND) != 0;
    uint64_t written = 0;
    bandex_status status = log->io.size(log->io.context, &log->limit);
    if (status == BANDEX_OK) {
        status = read_all(log, &is_log);
    }
    if (status == BANDEX_OK) {
        status = look_at_tail(log, &written, &remains);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    if (is_log && log->report.format_major != BANDEX_FORMAT_MAJOR) {
        return BANDEX_E_VERSION;
    }
    if (!is_log && (remains || !appending)) {
        return BANDEX_E_FORMAT;
    }
    if (is_log) {
        count_tail(log, written);
    }
    if ((log->mode & BANDEX_LOG_STRICT) && log->report.damaged > 0) {
        return BANDEX_E_CHECKSUM;
    }
    if (!appending) {
        log->limit = written;
        return BANDEX_OK;
    }
    status = prepare_end(log, written);
    log->limit = log->end;
    if (status != BANDEX_OK || is_log) {
        return status;
    }
    return begin(log, config);
}

static void free_log(bandex_log *log)
{
    bandex_allocator allocator = log->allocator;
    if (log->io.close) {
        log->io.close(log->io.context);
    }
    bandex_allocator_resize(&allocator, log->lists.bytes, 0);
    bandex_allocator_resize(&allocator, log->window, 0);
    bandex_allocator_resize(&allocator, log->out, 0);
    bandex_allocator_resize(&allocator, log, 0);
}

static bandex_status checked_config(const bandex_log_config *config, bandex_log_config *out)
{
    bandex_log_config_default(out);
    if (!config) {
        return BANDEX_OK;
    }
    if (config->struct_size != sizeof *out) {
        return BANDEX_E_SIZE;
    }
    *out = *config;
    return out->sync == BANDEX_SYNC_EACH || out->sync == BANDEX_SYNC_MANUAL ? BANDEX_OK : BANDEX_E_ARGUMENT;
}

bandex_status bandex_log_open_io(const bandex_io *io, int32_t mode, const bandex_log_config *config, bandex_log **out)
{
    const bandex_allocator *allocator;
    bandex_log_config settings;
    bandex_log *log;
    bandex_status status;
    if (out) {
        *out = NULL;
    }
    if (!io || !out || !io->size || !io->read || (mode & ~(BANDEX_LOG_STRICT | BANDEX_LOG_APPEND)) ||
        ((mode & BANDEX_LOG_APPEND) && !io->write)) {
        return BANDEX_E_ARGUMENT;
    }
    status = checked_config(config, &settings);
    allocator = bandex_allocator_or_heap(settings.allocator);
    log = status == BANDEX_OK ? bandex_allocator_resize(allocator, NULL, sizeof *log) : NULL;
    if (!log) {
        if (io->close) {
            io->close(io->context);
        }
        return status == BANDEX_OK ? BANDEX_E_MEMORY : status;
    }
    memset(log, 0, sizeof *log);
    bandex_checksum_init(&log->tables);
    log->allocator = *allocator;
    log->io = *io;
    log->mode = mode;
    log->sync = settings.sync;
    log->window = bandex_allocator_resize(allocator, NULL, LOG_WINDOW);
    log->out = bandex_allocator_resize(allocator, NULL, LOG_HEADER_MAX + LOG_ITEM_MAX);
    status = log->window && log->out ? open_log(log, &settings) : BANDEX_E_MEMORY;
    if (status != BANDEX_OK) {
        free_log(log);
        return status;
    }
    *out = log;
    return BANDEX_OK;
}

bandex_status bandex_log_close(bandex_log *log)
{
    bandex_status status = BANDEX_OK;
    if (log) {
        status = log->failed ? BANDEX_E_STATE : bandex_log_sync(log);
        free_log(log);
    }
    return status;
}

bandex_status bandex_log_report_get(const bandex_log *log, bandex_log_report *report)
{
    if (!log || !report) {
        return BANDEX_E_ARGUMENT;
    }
    *report = log->report;
    return BANDEX_OK;
}

bandex_status bandex_log_check(const char *path, bandex_log_report *report)
{
    bandex_log *log;
    bandex_status status;
    if (!path || !report) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_log_open(path, BANDEX_LOG_READ, NULL, &log);
    if (status != BANDEX_OK) {
        return status;
    }
    *report = log->report;
    return bandex_log_close(log);
}

bandex_status bandex_log_refresh(bandex_log *log)
{
    uint64_t rest = 0, written = 0;
    int remains;
    bandex_status status;
    if (!log) {
        return BANDEX_E_ARGUMENT;
    }
    if (log->mode & BANDEX_LOG_APPEND) {
        return BANDEX_E_STATE;
    }
    /* What looked damaged at the end may have been a record that was just being written. */
    log->report.lost_bytes -= log->tail;
    log->report.damaged -= log->places + (log->tail > 0);
    log->tail = 0;
    log->window_size = 0;
    status = log->io.size(log->io.context, &log->limit);
    if (status == BANDEX_OK) {
        status = survey(log, &rest);
    }
    if (status == BANDEX_OK) {
        status = look_at_tail(log, &written, &remains);
    }
    if (status != BANDEX_OK) {
        log->limit = written = log->end;
    }
    count_tail(log, written);
    log->limit = written;
    return status;
}

/* --- appending -------------------------------------------------------------------------------------------------- */

uint8_t *bandex_log_payload(bandex_log *log)
{
    return log->out + LOG_HEADER_MAX + LOG_ENVELOPE_MAX;
}

static bandex_status writable(const bandex_log *log)
{
    return !(log->mode & BANDEX_LOG_APPEND) || log->failed ? BANDEX_E_STATE : BANDEX_OK;
}

/* Puts the envelope and, where one is due, a header before the payload, and writes all at once. */
bandex_status bandex_log_append_payload(bandex_log *log, size_t size)
{
    uint8_t tail[LOG_ENVELOPE_MAX], head[LOG_HEADER_MAX], *start = bandex_log_payload(log);
    log_item item;
    bandex_writer out = {tail, sizeof tail, 0};
    size_t header = 0;
    uint32_t crc;
    bandex_status status = writable(log);
    if (status != BANDEX_OK) {
        return status;
    }
    item.payload = start;
    item.payload_size = size;
    bandex_item_write(&out, ITEM_UINT, log->report.next_seq);
    bandex_item_write(&out, ITEM_BYTES, size);
    start -= out.len;
    memcpy(start, tail, out.len);
    crc = bandex_checksum(&log->tables, log->seed, start, out.len + size);
    size += out.len;
    start -= 6;
    size += 6;
    start[0] = 0x83;
    start[1] = 0x44;
    start[2] = (uint8_t)(crc >> 24);
    start[3] = (uint8_t)(crc >> 16);
    start[4] = (uint8_t)(crc >> 8);
    start[5] = (uint8_t)crc;
    if (log->since_header >= LOG_RECORDS_PER_HEADER) {
        header = write_header(log, head);
        start -= header;
        memcpy(start, head, header);
    }
    item.offset = log->end + header;
    item.size = size;
    status = write_out(log, start, header + size);
    if (status == BANDEX_OK && log->sync == BANDEX_SYNC_EACH) {
        status = bandex_log_sync(log);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    log->report.headers += header > 0;
    log->since_header = header > 0 ? 1 : log->since_header + 1;
    log->report.next_seq++;
    log->report.records++;
    add_to_index(log, &item);
    return BANDEX_OK;
}

bandex_status bandex_log_append(bandex_log *log, const uint8_t *bytes, size_t size, bandex_diag *diag)
{
    bandex_status status;
    if (!log) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_record_check(bytes, size, diag);
    if (status != BANDEX_OK) {
        return status;
    }
    memcpy(bandex_log_payload(log), bytes, size);
    return bandex_log_append_payload(log, size);
}

static bandex_status append_record(bandex_log *log, uint64_t type, const void *record)
{
    size_t size = 0;
    bandex_status status;
    if (!log || !record) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_schema_encode(bandex_schema_find(type), record, NULL, bandex_log_payload(log), BANDEX_RECORD_SIZE_MAX, &size,
                                  NULL);
    return status == BANDEX_OK ? bandex_log_append_payload(log, size) : status;
}

bandex_status bandex_log_append_rep(bandex_log *log, const bandex_rep *rep)
{
    return append_record(log, BANDEX_RECORD_REP, rep);
}

bandex_status bandex_log_append_set(bandex_log *log, const bandex_set *set)
{
    return append_record(log, BANDEX_RECORD_SET, set);
}

bandex_status bandex_log_append_session(bandex_log *log, const bandex_session *session)
{
    bandex_session alone;
    bandex_status status = BANDEX_OK;
    size_t i;
    if (!log || !session || (!session->sets && session->set_count)) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < session->set_count && status == BANDEX_OK; i++) {
        bandex_set set = session->sets[i];
        memcpy(set.session_id, session->id, sizeof set.session_id);
        status = bandex_log_append_set(log, &set);
    }
    alone = *session;
    alone.sets = NULL;
    alone.set_count = 0;
    return status == BANDEX_OK ? append_record(log, BANDEX_RECORD_SESSION, &alone) : status;
}
