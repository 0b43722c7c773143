/* SPDX-License-Identifier: MIT */
#include "folder.h"
#include "records.h"
#include "core/crc32c.h"
#include "store/checksum.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

TestSuite(log, .init = make_folder, .fini = remove_folder);

static const char *path(void)
{
    return in_folder("test.bandex");
}

static bandex_log *must_open(int32_t mode)
{
    bandex_log *log;
    cr_assert_eq(bandex_log_open(path(), mode, NULL, &log), BANDEX_OK);
    return log;
}

static void append_sets(uint32_t first, uint32_t count)
{
    bandex_log *log = must_open(BANDEX_LOG_APPEND);
    bandex_rep reps[4];
    for (uint32_t i = first; i < first + count; i++) {
        bandex_set set = test_set(i, 3, reps, 4);
        cr_assert_eq(bandex_log_append_set(log, &set), BANDEX_OK);
    }
    cr_assert_eq(bandex_log_close(log), BANDEX_OK);
}

Test(log, the_checksum_is_crc32c)
{
    /* RFC 3720, B.4: 32 bytes of zeros, of ones; and the usual check value. */
    uint8_t block[32] = {0};
    uint32_t crc;
    cr_assert_eq(bandex_crc32c(0, block, 32), 0x8a9136aau);
    memset(block, 0xff, 32);
    cr_assert_eq(bandex_crc32c(0, block, 32), 0x62a8ab43u);
    cr_assert_eq(bandex_crc32c(0, (const uint8_t *)"123456789", 9), 0xe3069283u);
    crc = bandex_crc32c(0x1234, block, 20);
    cr_assert_eq(bandex_crc32c_unwind(crc, block, 20), 0x1234);
}

Test(log, the_fast_checksum_of_hosts_is_the_same)
{
    static uint8_t block[300];
    checksum_tables tables;
    uint64_t state = 11;
    bandex_checksum_init(&tables);
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] = (uint8_t)test_random(&state);
        cr_assert_eq(bandex_checksum(&tables, 77, block, i), bandex_crc32c(77, block, i));
    }
}

Test(log, what_was_appended_is_read_in_order_over_several_openings)
{
    bandex_log *log;
    bandex_log_cursor cursor;
    bandex_log_report report;
    bandex_set set;
    uint32_t n;
    append_sets(0, 70);
    append_sets(70, 130);
    log = must_open(BANDEX_LOG_READ | BANDEX_LOG_STRICT);
    bandex_log_report_get(log, &report);
    cr_assert_eq(report.records, 200);
    cr_assert_eq(report.headers, 4);
    cr_assert_eq(report.damaged, 0);
    cr_assert_eq(report.next_seq, 200);
    bandex_log_cursor_init(&cursor, NULL);
    for (n = 0; bandex_log_next_set(log, &cursor, &set, NULL) == BANDEX_OK; n++) {
        cr_assert_eq(memcmp(set.id + 8, &n, sizeof n), 0);
        cr_assert_eq(set.rep_count, 4);
        cr_assert_eq(set.reps[3].rep_id, 4);
    }
    cr_assert_eq(n, 200);
    cr_assert_eq(bandex_log_close(log), BANDEX_OK);
}

Test(log, a_second_writer_is_refused_and_a_reader_is_not)
{
    bandex_log *writer = must_open(BANDEX_LOG_APPEND), *other;
    cr_assert_eq(bandex_log_open(path(), BANDEX_LOG_APPEND, NULL, &other), BANDEX_E_LOCKED);
    cr_assert_null(other);
    other = must_open(BANDEX_LOG_READ);
    bandex_log_close(other);
    bandex_log_close(writer);
    bandex_log_close(must_open(BANDEX_LOG_APPEND));
}

Test(log, a_reader_sees_what_was_appended_since)
{
    bandex_log *reader;
    bandex_log_cursor cursor;
    bandex_set set;
    int n = 0;
    append_sets(0, 3);
    reader = must_open(BANDEX_LOG_READ);
    bandex_log_cursor_init(&cursor, NULL);
    while (bandex_log_next_set(reader, &cursor, &set, NULL) == BANDEX_OK) {
        n++;
    }
    append_sets(3, 2);
    cr_assert_eq(bandex_log_next_set(reader, &cursor, &set, NULL), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_log_refresh(reader), BANDEX_OK);
    while (bandex_log_next_set(reader, &cursor, &set, NULL) == BANDEX_OK) {
        n++;
    }
    cr_assert_eq(n, 5);
    bandex_log_close(reader);
}

Test(log, what_is_no_log_is_refused_and_left_alone)
{
    bandex_log *log;
    bandex_log_report report;
    FILE *file = fopen(path(), "w");
    fputs("name,force\n1,2\n", file);
    fclose(file);
    cr_assert_eq(bandex_log_open(path(), BANDEX_LOG_APPEND, NULL, &log), BANDEX_E_FORMAT);
    cr_assert_eq(bandex_log_check(path(), &report), BANDEX_E_FORMAT);
    file = fopen(path(), "r");
    fseek(file, 0, SEEK_END);
    cr_assert_eq(ftell(file), 15);
    fclose(file);
    unlink(path());
    cr_assert_eq(bandex_log_check(path(), &report), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_log_open(in_folder(""), BANDEX_LOG_READ, NULL, &log), BANDEX_E_IO);
    cr_assert_eq(bandex_log_open(in_folder(""), BANDEX_LOG_APPEND, NULL, &log), BANDEX_E_IO);
}

Test(log, the_history_of_an_exercise_is_its_sessions_with_the_latest_versions)
{
    bandex_log *log;
    bandex_history history;
    bandex_session session;
    bandex_rep reps[4];
    bandex_set set;
    append_sets(0, 12); /* sessions 0 .. 3 of three sets, 1 and 3 of row_seated */
    log = must_open(BANDEX_LOG_APPEND);
    bandex_session_default(&session);
    set = test_set(3, 3, reps, 4);
    memcpy(session.id, set.session_id, sizeof session.id);
    session.start_ms = set.start_ms;
    session.pain_during = 3;
    cr_assert_eq(bandex_log_append_session(log, &session), BANDEX_OK);
    session.pain_morning = 1;
    cr_assert_eq(bandex_log_append_session(log, &session), BANDEX_OK);
    set.accepted_reps = 99;
    cr_assert_eq(bandex_log_append_set(log, &set), BANDEX_OK);
    cr_assert_eq(bandex_log_history_load(log, "row_seated", 0, &history), BANDEX_OK);
    cr_assert_eq(history.count, 2);
    cr_assert_eq(history.sessions[0].pain_during, 3);
    cr_assert_eq(history.sessions[0].pain_morning, 1);
    cr_assert_eq(history.sessions[0].set_count, 3);
    cr_assert_eq(history.sessions[0].sets[0].accepted_reps, 99);
    cr_assert_eq(history.sessions[0].sets[1].accepted_reps, 4);
    cr_assert_eq(history.sessions[0].sets[2].reps[3].rep_id, 4);
    cr_assert_lt(history.sessions[0].start_ms, history.sessions[1].start_ms);
    bandex_history_free(&history);
    cr_assert_eq(bandex_log_history_load(log, "row_seated", 1, &history), BANDEX_OK);
    cr_assert_eq(history.count, 1);
    cr_assert_eq(history.sessions[0].pain_during, BANDEX_UNKNOWN);
    bandex_history_free(&history);
    cr_assert_eq(bandex_log_history_load(log, NULL, 0, &history), BANDEX_OK);
    cr_assert_eq(history.count, 4);
    bandex_history_free(&history);
    cr_assert_eq(bandex_log_history_load(log, "deadlift", 0, &history), BANDEX_OK);
    cr_assert_eq(history.count, 0);
    bandex_history_free(&history);
    bandex_log_close(log);
}

Test(log, a_torn_end_is_cut_off_and_the_log_goes_on)
{
    bandex_log *log;
    bandex_log_report report;
    append_sets(0, 5);
    bandex_log_check(path(), &report);
    cr_assert_eq(truncate(path(), (off_t)report.size - 7), 0);
    bandex_log_check(path(), &report);
    cr_assert_eq(report.records, 4);
    cr_assert_eq(report.damaged, 1);
    cr_assert_gt(report.lost_bytes, 0);
    cr_assert_eq(bandex_log_open(path(), BANDEX_LOG_READ | BANDEX_LOG_STRICT, NULL, &log), BANDEX_E_CHECKSUM);
    append_sets(4, 2);
    bandex_log_check(path(), &report);
    cr_assert_eq(report.records, 6);
    cr_assert_eq(report.damaged, 0);
}

/* Found by fuzzing: what was read ahead of an append, the blank of erased flash, hid what was appended since. */
Test(log, on_erased_flash_what_was_appended_is_seen_by_the_same_log)
{
    static uint8_t flash[1 << 16];
    bandex_io_memory memory = {flash, sizeof flash, sizeof flash};
    bandex_io io;
    bandex_log_config config;
    bandex_log *log;
    bandex_log_report report;
    bandex_rep reps[4];
    memset(flash, 0xff, sizeof flash);
    bandex_log_config_default(&config);
    config.salt = 77;
    bandex_io_memory_init(&io, &memory);
    io.truncate = NULL;
    cr_assert_eq(bandex_log_open_io(&io, BANDEX_LOG_APPEND, &config, &log), BANDEX_OK);
    for (uint32_t i = 0; i < 20; i++) {
        bandex_set set = test_set(i, 3, reps, 4);
        bandex_log_cursor cursor;
        bandex_log_entry entry;
        uint64_t count = 0;
        cr_assert_eq(bandex_log_append_set(log, &set), BANDEX_OK);
        bandex_log_cursor_init(&cursor, NULL);
        while (bandex_log_next(log, &cursor, &entry) == BANDEX_OK) {
            count++;
        }
        bandex_log_report_get(log, &report);
        cr_assert_eq(count, i + 1);
        cr_assert_eq(report.records, i + 1);
    }
    cr_assert_eq(bandex_log_close(log), BANDEX_OK);
}
