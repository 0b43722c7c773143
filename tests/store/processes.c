/* SPDX-License-Identifier: MIT */
/* Real processes and real files: killed writers, readers beside a writer, locks, a file that may not grow. */
#include "folder.h"
#include "records.h"
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(processes, .init = make_folder, .fini = remove_folder, .timeout = 120);

static bandex_log *open_or_die(const char *path, int32_t mode, int32_t sync)
{
    bandex_log *log = NULL;
    bandex_log_config config;
    bandex_log_config_default(&config);
    config.sync = sync;
    if (bandex_log_open(path, mode, &config, &log) != BANDEX_OK) {
        _exit(3);
    }
    return log;
}

/* Appends sets first, first + 1, ... for ever, and tells each number once it is synced. */
static void write_for_ever(const char *path, uint32_t first, int32_t sync, int told)
{
    bandex_log *log = open_or_die(path, BANDEX_LOG_APPEND, sync);
    bandex_rep reps[4];
    for (uint32_t n = first;; n++) {
        bandex_set set = test_set(n, 4, reps, n % 5);
        if (bandex_log_append_set(log, &set) != BANDEX_OK || write(told, &n, sizeof n) != (ssize_t)sizeof n) {
            _exit(4);
        }
        if (sync == BANDEX_SYNC_MANUAL) {
            usleep(200); /* so that readers keep up */
        }
    }
}

/* Every set right, none twice; how many. */
static uint32_t count_sets(bandex_log *log)
{
    bandex_log_cursor cursor;
    bandex_set set;
    bandex_status status;
    uint32_t count = 0, n;
    bandex_log_cursor_init(&cursor, NULL);
    while ((status = bandex_log_next_set(log, &cursor, &set, NULL)) == BANDEX_OK) {
        memcpy(&n, set.id + 8, sizeof n);
        cr_assert_eq(n, count);
        cr_assert_eq(set.rep_count, n % 5);
        cr_assert_eq(set.omni, (int32_t)(n % 11));
        count++;
    }
    cr_assert_eq(status, BANDEX_E_NOT_FOUND);
    return count;
}

Test(processes, a_killed_writer_loses_nothing_that_was_synced)
{
    const char *path = in_folder("killed.bandex");
    uint32_t next = 0;
    uint64_t state = 42;
    int rounds = 25;
    for (int round = 0; round < rounds; round++) {
        int ends[2];
        uint32_t n, synced = next;
        pid_t child;
        bandex_log *log;
        bandex_log_report report;
        cr_assert_eq(pipe(ends), 0);
        child = fork();
        if (child == 0) {
            close(ends[0]);
            write_for_ever(path, next, BANDEX_SYNC_EACH, ends[1]);
        }
        close(ends[1]);
        cr_assert_eq(read(ends[0], &n, sizeof n), (ssize_t)sizeof n);
        usleep((useconds_t)(test_random(&state) % 20000));
        kill(child, SIGKILL);
        do {
            synced = n + 1;
        } while (read(ends[0], &n, sizeof n) == (ssize_t)sizeof n);
        close(ends[0]);
        waitpid(child, NULL, 0);
        log = open_or_die(path, BANDEX_LOG_APPEND, BANDEX_SYNC_EACH);
        next = count_sets(log);
        bandex_log_report_get(log, &report);
        cr_assert_geq(next, synced);
        cr_assert_leq(next, synced + 1);
        bandex_log_close(log);
    }
    printf("writer killed %d times while appending %u sets: 0 synced lost\n", rounds, next);
}

Test(processes, a_reader_beside_a_writer_never_sees_a_torn_record)
{
    const char *path = in_folder("shared.bandex");
    int ends[2];
    uint32_t n, seen = 0, last = 0;
    pid_t child;
    bandex_log *reader;
    cr_assert_eq(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        close(ends[0]);
        write_for_ever(path, 0, BANDEX_SYNC_MANUAL, ends[1]);
    }
    close(ends[1]);
    cr_assert_eq(read(ends[0], &n, sizeof n), (ssize_t)sizeof n);
    reader = open_or_die(path, BANDEX_LOG_READ, BANDEX_SYNC_EACH);
    for (int i = 0; i < 60; i++) {
        cr_assert_eq(bandex_log_refresh(reader), BANDEX_OK);
        seen = count_sets(reader);
        cr_assert_geq(seen, last);
        last = seen;
        while (n < seen && read(ends[0], &n, sizeof n) == (ssize_t)sizeof n) {
        }
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(ends[0]);
    bandex_log_close(reader);
    printf("60 readings beside a writer, up to %u sets: 0 torn\n", seen);
}

Test(processes, a_second_writer_is_refused_until_the_first_is_gone)
{
    const char *path = in_folder("locked.bandex");
    int ends[2];
    uint32_t n;
    pid_t child;
    bandex_log *log;
    cr_assert_eq(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        write_for_ever(path, 0, BANDEX_SYNC_MANUAL, ends[1]);
    }
    cr_assert_eq(read(ends[0], &n, sizeof n), (ssize_t)sizeof n);
    cr_assert_eq(bandex_log_open(path, BANDEX_LOG_APPEND, NULL, &log), BANDEX_E_LOCKED);
    cr_assert_eq(bandex_log_compact(path, NULL, NULL), BANDEX_E_LOCKED);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    log = open_or_die(path, BANDEX_LOG_APPEND, BANDEX_SYNC_EACH);
    bandex_log_close(log);
}

Test(processes, a_file_that_may_not_grow_takes_no_harm)
{
    const char *path = in_folder("full.bandex");
    bandex_log *log = open_or_die(path, BANDEX_LOG_APPEND, BANDEX_SYNC_EACH);
    struct rlimit before, limit;
    bandex_rep reps[4];
    bandex_set set;
    uint32_t n = 0;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 5000;
    setrlimit(RLIMIT_FSIZE, &limit);
    for (;; n++) {
        set = test_set(n, 4, reps, n % 5);
        if (bandex_log_append_set(log, &set) != BANDEX_OK) {
            break;
        }
    }
    setrlimit(RLIMIT_FSIZE, &before);
    cr_assert_gt(n, 5);
    cr_assert_eq(bandex_log_append_set(log, &set), BANDEX_OK);
    cr_assert_eq(bandex_log_close(log), BANDEX_OK);
    log = open_or_die(path, BANDEX_LOG_READ | BANDEX_LOG_STRICT, BANDEX_SYNC_EACH);
    cr_assert_eq(count_sets(log), n + 1);
    bandex_log_close(log);
}

Test(processes, a_killed_compaction_leaves_the_old_log_or_the_new_one)
{
    const char *path = in_folder("compacted.bandex");
    bandex_log *log = open_or_die(path, BANDEX_LOG_APPEND, BANDEX_SYNC_MANUAL);
    bandex_rep reps[4];
    uint64_t state = 8;
    uint32_t n;
    for (n = 0; n < 400; n++) {
        bandex_set set = test_set(n, 4, reps, n % 5);
        cr_assert_eq(bandex_log_append_set(log, &set), BANDEX_OK);
    }
    bandex_log_close(log);
    for (int round = 0; round < 40; round++) {
        pid_t child = fork();
        if (child == 0) {
            while (bandex_log_compact(path, NULL, NULL) == BANDEX_OK) {
            }
            _exit(5);
        }
        usleep((useconds_t)(500 + test_random(&state) % 15000));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        log = open_or_die(path, BANDEX_LOG_READ | BANDEX_LOG_STRICT, BANDEX_SYNC_EACH);
        cr_assert_eq(count_sets(log), 400);
        bandex_log_close(log);
    }
}
