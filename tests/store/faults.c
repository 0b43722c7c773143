/* SPDX-License-Identifier: MIT */
/* A log of 200 records and everything that can happen to it. Exhaustive by default; with BANDEX_TEST_QUICK set every
 * 61st case of the long series. Figures are printed. */
#include "records.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 200, CAPACITY = 1 << 16, SECTOR = 512 };

/* The log as it is meant to be. */
static uint8_t pristine[CAPACITY];
static size_t pristine_size;
static uint8_t payloads[RECORDS + 16][256];
static size_t payload_sizes[RECORDS + 16];
static size_t ends[RECORDS + 1]; /* size of the log with that many records; [0]: its first header */
static size_t header_size;

/* A medium that fails on demand. */
typedef struct medium {
    uint8_t bytes[CAPACITY];
    size_t size;
    size_t space;         /* no more than this is taken: ENOSPC */
    long calls;           /* made so far */
    long fail_at;         /* number of the call that fails, -1: none */
    int then_dead;        /* 1: the power is gone, each later call fails */
    size_t short_by;      /* a write that fails leaves out so many bytes of what it was given */
    size_t synced_size;
} medium;

static medium disk, other;

static int fails(medium *self)
{
    long call = self->calls++;
    return self->fail_at >= 0 && (call == self->fail_at || (self->then_dead && call > self->fail_at));
}

static bandex_status disk_size(void *context, uint64_t *size)
{
    medium *self = context;
    *size = self->size;
    return fails(self) ? BANDEX_E_IO : BANDEX_OK;
}

static bandex_status disk_read(void *context, uint64_t offset, void *bytes, size_t size, size_t *got)
{
    medium *self = context;
    size_t left = offset < self->size ? self->size - (size_t)offset : 0;
    *got = size < left ? size : left;
    memcpy(bytes, self->bytes + offset, *got);
    return fails(self) ? BANDEX_E_IO : BANDEX_OK;
}

static bandex_status disk_write(void *context, uint64_t offset, const void *bytes, size_t size)
{
    medium *self = context;
    bandex_status status = BANDEX_OK;
    if (fails(self)) {
        size = self->then_dead && self->calls - 1 > self->fail_at ? 0 : size - (self->short_by < size ? self->short_by : size);
        status = BANDEX_E_IO;
    }
    if (offset + size > self->space) {
        size = offset < self->space ? self->space - (size_t)offset : 0;
        status = BANDEX_E_IO;
    }
    memcpy(self->bytes + offset, bytes, size);
    if (offset + size > self->size) {
        self->size = (size_t)offset + size;
    }
    return status;
}

static bandex_status disk_sync(void *context)
{
    medium *self = context;
    if (fails(self)) {
        return BANDEX_E_IO;
    }
    self->synced_size = self->size;
    return BANDEX_OK;
}

static bandex_status disk_truncate(void *context, uint64_t size)
{
    medium *self = context;
    if (fails(self)) {
        return BANDEX_E_IO;
    }
    self->size = (size_t)size < self->size ? (size_t)size : self->size;
    return BANDEX_OK;
}

static bandex_status open_disk(medium *self, int32_t mode, uint32_t salt, int64_t created_ms, bandex_log **log)
{
    bandex_io io = {self, disk_size, disk_read, disk_write, disk_sync, disk_truncate, NULL};
    bandex_log_config config;
    bandex_log_config_default(&config);
    config.salt = salt;
    config.created_ms = created_ms;
    return bandex_log_open_io(&io, mode, &config, log);
}

static void clear(medium *self)
{
    memset(self, 0, sizeof *self);
    self->space = CAPACITY;
    self->fail_at = -1;
}

static void load(medium *self, const uint8_t *bytes, size_t size)
{
    clear(self);
    memcpy(self->bytes, bytes, size);
    self->size = size;
}

static bandex_status append_number(bandex_log *log, uint32_t n)
{
    return bandex_log_append(log, payloads[n], payload_sizes[n], NULL);
}

/* Sets without repetitions, some with one: 40 to 200 bytes each. */
static void make_pristine(void)
{
    bandex_log *log;
    bandex_rep rep;
    clear(&disk);
    for (uint32_t i = 0; i < RECORDS + 16; i++) {
        bandex_set set = test_set(i, 4, &rep, i % 8 == 7);
        if (i % 3 == 0) {
            memset(set.band.band, 0, sizeof set.band.band);
            memset(set.session_id, 0, sizeof set.session_id);
        }
        cr_assert_eq(bandex_set_encode(&set, payloads[i], sizeof payloads[i], &payload_sizes[i], NULL), BANDEX_OK);
    }
    cr_assert_eq(open_disk(&disk, BANDEX_LOG_APPEND, 0x5eed1234, 1764000000000, &log), BANDEX_OK);
    ends[0] = header_size = disk.size;
    for (uint32_t i = 0; i < RECORDS; i++) {
        cr_assert_eq(append_number(log, i), BANDEX_OK);
        ends[i + 1] = disk.size;
    }
    bandex_log_close(log);
    memcpy(pristine, disk.bytes, disk.size);
    pristine_size = disk.size;
}

TestSuite(faults, .init = make_pristine);

static size_t stride(void)
{
    return getenv("BANDEX_TEST_QUICK") ? 61 : 1;
}

/* Walks the log; every record must be the one that was written with that number. */
static size_t count_right(medium *self, bandex_log *log, uint8_t *found)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    size_t count = 0;
    (void)self;
    memset(found, 0, RECORDS + 16);
    bandex_log_cursor_init(&cursor, NULL);
    while (bandex_log_next(log, &cursor, &entry) == BANDEX_OK) {
        cr_assert_lt(entry.seq, RECORDS + 16);
        cr_assert_eq(found[entry.seq], 0, "record %d twice", (int)entry.seq);
        cr_assert_eq(entry.size, payload_sizes[entry.seq], "a wrong record was accepted");
        cr_assert_eq(memcmp(entry.bytes, payloads[entry.seq], entry.size), 0, "a wrong record was accepted");
        found[entry.seq] = 1;
        count++;
    }
    return count;
}

/* Opens for reading and counts; then opens for appending, goes on, and counts again. */
static size_t survive(medium *self, uint8_t *found)
{
    bandex_log *log;
    bandex_log_report report;
    uint8_t again[RECORDS + 16];
    size_t count, before;
    cr_assert_eq(open_disk(self, BANDEX_LOG_READ, 0, 0, &log), BANDEX_OK);
    bandex_log_report_get(log, &report);
    before = count_right(self, log, found);
    cr_assert_eq(report.records, before);
    bandex_log_close(log);
    cr_assert_eq(open_disk(self, BANDEX_LOG_APPEND, 0x77, 0, &log), BANDEX_OK);
    bandex_log_report_get(log, &report);
    cr_assert_eq(append_number(log, (uint32_t)report.next_seq), BANDEX_OK);
    cr_assert_eq(bandex_log_close(log), BANDEX_OK);
    cr_assert_eq(open_disk(self, BANDEX_LOG_READ, 0, 0, &log), BANDEX_OK);
    count = count_right(self, log, again);
    bandex_log_close(log);
    cr_assert_eq(count, before + 1, "%d records before, %d after going on", (int)before, (int)count);
    for (int i = 0; i < RECORDS + 16; i++) {
        cr_assert(!found[i] || again[i], "record %d was lost by going on", i);
    }
    return before;
}

Test(faults, the_power_fails_at_every_byte_of_every_write)
{
    uint8_t found[RECORDS + 16];
    size_t cases = 0;
    for (size_t cut = 0; cut <= pristine_size; cut += stride()) {
        size_t whole = 0;
        load(&disk, pristine, cut);
        while (whole < RECORDS && ends[whole + 1] <= cut) {
            whole++;
        }
        if (cut < header_size) {
            /* Torn while it was made: it is made anew. */
            bandex_log *log;
            cr_assert_eq(open_disk(&disk, BANDEX_LOG_APPEND, 0x99, 0, &log), BANDEX_OK, "cut at %d", (int)cut);
            cr_assert_eq(append_number(log, 0), BANDEX_OK);
            cr_assert_eq(bandex_log_close(log), BANDEX_OK);
            cr_assert_eq(survive(&disk, found), 1);
        } else {
            cr_assert_eq(survive(&disk, found), whole, "cut at %d", (int)cut);
        }
        cases++;
    }
    printf("truncated at %zu offsets: 0 complete records lost, 0 wrong accepted\n", cases);
}

Test(faults, sectors_of_the_last_write_arrive_in_any_order)
{
    uint8_t found[RECORDS + 16];
    size_t cases = 0;
    for (size_t n = 0; n < RECORDS; n++) {
        size_t first = ends[n] / SECTOR, last = (ends[n + 1] - 1) / SECTOR;
        /* Whichever of its sectors did not arrive holds zeros behind what was there before. */
        for (unsigned missing = 1; missing < 1u << (last - first + 1); missing++) {
            size_t count;
            load(&disk, pristine, ends[n + 1]);
            for (size_t s = first; s <= last; s++) {
                if (missing >> (s - first) & 1) {
                    size_t from = s * SECTOR < ends[n] ? ends[n] : s * SECTOR;
                    size_t to = (s + 1) * SECTOR < ends[n + 1] ? (s + 1) * SECTOR : ends[n + 1];
                    memset(disk.bytes + from, 0, to - from);
                }
            }
            count = survive(&disk, found);
            cr_assert_eq(count, n);
            cases++;
        }
    }
    printf("sectors of the last write missing in %zu ways: 0 synced records lost\n", cases);
}

static int in_record(size_t byte)
{
    for (size_t n = 0; n < RECORDS; n++) {
        if (byte < ends[n + 1]) {
            /* After each 64 records a header stands before the next. */
            return byte >= ends[n] + (n > 0 && n % 64 == 0 ? header_size : 0) && byte >= ends[0];
        }
    }
    return 0;
}

Test(faults, every_bit_is_flipped)
{
    uint8_t found[RECORDS + 16];
    size_t cases = 0, lost = 0;
    load(&disk, pristine, pristine_size);
    for (size_t bit = 0; bit < pristine_size * 8; bit += stride()) {
        bandex_log *log;
        bandex_log_report report;
        size_t count;
        disk.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        cr_assert_eq(open_disk(&disk, BANDEX_LOG_READ, 0, 0, &log), BANDEX_OK, "bit %d", (int)bit);
        count = count_right(&disk, log, found);
        bandex_log_report_get(log, &report);
        bandex_log_close(log);
        cr_assert_eq(count, (size_t)RECORDS - (size_t)in_record(bit / 8), "bit %d", (int)bit);
        cr_assert_eq(report.damaged, 1, "bit %d: %d", (int)bit, (int)report.damaged);
        cr_assert_eq(report.records, count);
        cr_assert_gt(report.lost_bytes, 0);
        lost += RECORDS - count;
        disk.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        cases++;
    }
    printf("%zu bits flipped: each flip of a record cost that record alone (%zu), a flip of a header none; all seen, "
           "0 wrong accepted\n",
           cases, lost);
}

/* Which records lie wholly outside [from, to). */
static void assert_only_touched_lost(const uint8_t *found, size_t from, size_t to)
{
    for (size_t n = 0; n < RECORDS; n++) {
        size_t start = ends[n] + (n > 0 && n % 64 == 0 ? header_size : 0);
        cr_assert(found[n] || (start < to && ends[n + 1] > from), "record %d was lost, [%d, %d) was hit", (int)n, (int)from,
                  (int)to);
    }
}

Test(faults, sectors_are_zeroed_stale_or_of_another_place)
{
    uint8_t found[RECORDS + 16];
    size_t cases = 0;
    bandex_log *log;
    /* An earlier generation of the log, with another salt, as remains of which sectors come back. */
    clear(&other);
    cr_assert_eq(open_disk(&other, BANDEX_LOG_APPEND, 0x01d01d01, 1763000000000, &log), BANDEX_OK);
    for (uint32_t i = 0; i < RECORDS; i++) {
        append_number(log, (i + 100) % RECORDS);
    }
    bandex_log_close(log);
    for (size_t at = 0; at < pristine_size; at += SECTOR) {
        size_t size = at + SECTOR < pristine_size ? SECTOR : pristine_size - at;
        for (int kind = 0; kind < 4; kind++) {
            load(&disk, pristine, pristine_size);
            switch (kind) {
            case 0:
                memset(disk.bytes + at, 0, size);
                break;
            case 1:
                memset(disk.bytes + at, 0xff, size);
                break;
            case 2:
                memcpy(disk.bytes + at, other.bytes + at, size);
                break;
            default: /* a write that went astray: a later sector of the same log */
                memcpy(disk.bytes + at, pristine + (at + 10 * SECTOR) % (pristine_size - SECTOR), size);
                break;
            }
            cr_assert_eq(open_disk(&disk, BANDEX_LOG_READ, 0, 0, &log), BANDEX_OK);
            count_right(&disk, log, found);
            bandex_log_close(log);
            assert_only_touched_lost(found, at, at + size);
            survive(&disk, found);
            cases++;
        }
    }
    printf("%zu sectors zeroed, erased, stale or astray: only the records they touch lost, 0 of another log accepted\n",
           cases);
}

Test(faults, a_stale_generation_behind_a_new_log_is_not_taken_for_it)
{
    uint8_t found[RECORDS + 16];
    bandex_log *log;
    size_t cases = 0;
    clear(&other);
    cr_assert_eq(open_disk(&other, BANDEX_LOG_APPEND, 0x01d01d01, 1763000000000, &log), BANDEX_OK);
    for (uint32_t i = 0; i < RECORDS; i++) {
        append_number(log, i);
    }
    bandex_log_close(log);
    for (size_t n = 0; n < RECORDS; n += 7) {
        load(&disk, other.bytes, other.size);
        memcpy(disk.bytes, pristine, ends[n]);
        cr_assert_eq(open_disk(&disk, BANDEX_LOG_READ, 0, 0, &log), BANDEX_OK);
        cr_assert_eq(count_right(&disk, log, found), n, "%d new records", (int)n);
        bandex_log_close(log);
        cases++;
    }
    printf("a stale generation behind new data, %zu lengths: 0 of its records accepted\n", cases);
}

Test(faults, all_headers_are_lost)
{
    uint8_t found[RECORDS + 16];
    load(&disk, pristine, pristine_size);
    for (size_t n = 0; n < RECORDS; n += 64) {
        size_t at = n == 0 ? 0 : ends[n];
        memset(disk.bytes + at, 0, header_size);
    }
    cr_assert_eq(survive(&disk, found), RECORDS);
    printf("all 4 headers zeroed: the salt was worked out, 0 records lost\n");
}

Test(faults, every_call_fails_once_and_the_log_goes_on)
{
    uint8_t found[RECORDS + 16];
    size_t cases = 0;
    static const size_t shorts[] = {0, 1, 20, 1000};
    for (long call = 0;; call += (long)stride()) {
        size_t reached = 0;
        for (int dead = 0; dead < 2; dead++) {
            for (size_t s = 0; s < sizeof shorts / sizeof shorts[0]; s++) {
                bandex_log *log;
                uint32_t n = 0;
                size_t synced = 0;
                clear(&disk);
                disk.fail_at = call;
                disk.then_dead = dead;
                disk.short_by = shorts[s];
                if (open_disk(&disk, BANDEX_LOG_APPEND, 0x5eed1234, 0, &log) == BANDEX_OK) {
                    for (n = 0; n < RECORDS;) {
                        bandex_status status = append_number(log, n);
                        if (status == BANDEX_OK) {
                            synced = ++n;
                        } else if (dead || status == BANDEX_E_STATE) {
                            break;
                        }
                    }
                    bandex_log_close(log);
                }
                reached |= disk.calls > call;
                disk.fail_at = -1;
                if (disk.size == 0 || synced == 0) {
                    cr_assert_eq(open_disk(&disk, BANDEX_LOG_APPEND, 0x99, 0, &log), BANDEX_OK);
                    bandex_log_close(log);
                }
                survive(&disk, found);
                for (size_t i = 0; i < synced; i++) {
                    cr_assert(found[i], "synced record %d lost after failure of call %ld", (int)i, call);
                }
                cases++;
            }
        }
        if (!reached) {
            break;
        }
    }
    printf("EIO, short writes and loss of power at every call, %zu cases: 0 synced records lost\n", cases);
}

Test(faults, the_medium_is_full)
{
    uint8_t found[RECORDS + 16];
    size_t cases = 0;
    for (size_t space = header_size; space < pristine_size; space += 1 + stride() * 3) {
        bandex_log *log;
        uint32_t n = 0;
        clear(&disk);
        disk.space = space;
        cr_assert_eq(open_disk(&disk, BANDEX_LOG_APPEND, 0x5eed1234, 1764000000000, &log), BANDEX_OK);
        while (append_number(log, n) == BANDEX_OK) {
            n++;
        }
        cr_assert_eq(append_number(log, n), BANDEX_E_IO);
        /* Space is made: the same object goes on. */
        disk.space = CAPACITY;
        cr_assert_eq(append_number(log, n), BANDEX_OK);
        cr_assert_eq(bandex_log_close(log), BANDEX_OK);
        cr_assert_eq(survive(&disk, found), n + 1);
        cases++;
    }
    printf("no space left, %zu sizes: nothing lost, and the log goes on when there is space again\n", cases);
}

Test(faults, a_failed_sync_closes_the_log_for_writing)
{
    bandex_log *log;
    clear(&disk);
    cr_assert_eq(open_disk(&disk, BANDEX_LOG_APPEND, 1, 0, &log), BANDEX_OK);
    disk.fail_at = disk.calls + 1;
    cr_assert_eq(append_number(log, 0), BANDEX_E_IO);
    cr_assert_eq(append_number(log, 0), BANDEX_E_STATE);
    cr_assert_eq(bandex_log_close(log), BANDEX_E_STATE);
}

Test(faults, strict_opening_refuses_any_damage_and_changes_nothing)
{
    static medium before;
    bandex_log *log;
    for (size_t byte = 0; byte < pristine_size; byte += 37) {
        load(&disk, pristine, pristine_size);
        disk.bytes[byte] ^= 0x10;
        before = disk;
        cr_assert_eq(open_disk(&disk, BANDEX_LOG_APPEND | BANDEX_LOG_STRICT, 1, 0, &log), BANDEX_E_CHECKSUM);
        cr_assert_eq(memcmp(before.bytes, disk.bytes, CAPACITY), 0);
        cr_assert_eq(before.size, disk.size);
    }
}
