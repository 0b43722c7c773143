/* SPDX-License-Identifier: MIT */
/* What holds for every record of every type. */
#include "records.h"
#include "specimens.h"
#include "store/schema.h"
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t lists[1 << 18];

/* Any struct of a schema fits. */
static union {
    uint64_t align;
    uint8_t bytes[1 << 14];
} value;

/* Decoding and encoding again gives the same bytes. */
static void comes_back(void *context, const char *name, const uint8_t *bytes, size_t size)
{
    static uint8_t again[BANDEX_RECORD_SIZE_MAX];
    bandex_record_head head;
    bandex_memory memory = {lists, sizeof lists, 0};
    bandex_diag diag;
    const bandex_schema *schema;
    size_t length = 0;
    cr_assert_eq(bandex_record_check(bytes, size, &diag), BANDEX_OK, "%s: %s %s %s", name, diag.record, diag.field,
                 diag.reason);
    cr_assert_eq(bandex_record_head_decode(bytes, size, &head, NULL), BANDEX_OK);
    schema = bandex_schema_find(head.type);
    ++*(size_t *)context;
    if (!schema) {
        return;
    }
    cr_assert_leq(schema->size, sizeof value);
    memset(&value, 0x5a, sizeof value);
    cr_assert_eq(bandex_schema_decode(schema, bytes, size, &value, &memory, &diag), BANDEX_OK, "%s: %s %s", name, diag.field,
                 diag.reason);
    cr_assert_eq(bandex_schema_encode(schema, &value, &head, again, sizeof again, &length, &diag), BANDEX_OK, "%s: %s %s", name,
                 diag.field, diag.reason);
    cr_assert_eq(length, size, "%s", name);
    cr_assert_eq(memcmp(again, bytes, size), 0, "%s", name);
    /* Less memory than needed is told, not overrun. */
    if (memory.used > 0) {
        bandex_memory less = {lists, memory.used - 1, 0};
        cr_assert_eq(bandex_schema_decode(schema, bytes, size, &value, &less, NULL), BANDEX_E_FULL, "%s", name);
        cr_assert_eq(less.used, memory.used, "%s", name);
    }
    /* Updated with itself it is itself. */
    cr_assert_eq(bandex_record_update(bytes, size, bytes, size, again, sizeof again, &length, NULL), BANDEX_OK, "%s", name);
    cr_assert(length == size && memcmp(again, bytes, size) == 0, "%s", name);
}

/* Cut anywhere it is refused; with any byte changed it is refused or decodes, within its bounds. */
static void bears_damage(void *context, const char *name, const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size);
    uint64_t *state = context;
    bandex_diag diag;
    for (size_t cut = 0; cut < size; cut++) {
        memcpy(copy, bytes, cut);
        cr_assert_neq(bandex_record_check(copy, cut, &diag), BANDEX_OK, "%s cut at %d", name, (int)cut);
        cr_assert_leq(diag.offset, cut);
    }
    memcpy(copy, bytes, size);
    for (size_t i = 0; i < size; i++) {
        bandex_memory memory = {lists, sizeof lists, 0};
        bandex_record_head head;
        const bandex_schema *schema;
        copy[i] = (uint8_t)test_random(state);
        if (bandex_record_head_decode(copy, size, &head, NULL) == BANDEX_OK && (schema = bandex_schema_find(head.type))) {
            bandex_schema_decode(schema, copy, size, &value, &memory, &diag);
        }
        copy[i] = bytes[i];
    }
    free(copy);
}

Test(specimens, every_record_comes_back_byte_for_byte)
{
    size_t count = 0;
    specimens_fixed(comes_back, &count);
    specimens_of_rooms(comes_back, &count);
    specimens_many(100, comes_back, &count);
    cr_assert_gt(count, 400);
    printf("%zu records of every type decoded and encoded to the same bytes\n", count);
}

Test(specimens, damaged_records_are_refused)
{
    uint64_t state = 31;
    specimens_fixed(bears_damage, &state);
    specimens_of_rooms(bears_damage, &state);
}

static size_t read_vector(const char *path, uint8_t *bytes, size_t capacity)
{
    FILE *file = fopen(path, "r");
    unsigned byte;
    size_t size = 0;
    cr_assert_not_null(file, "%s", path);
    while (fscanf(file, "%2x", &byte) == 1) {
        cr_assert_lt(size, capacity);
        bytes[size++] = (uint8_t)byte;
    }
    fclose(file);
    return size;
}

static void is_the_vector(void *context, const char *name, const uint8_t *bytes, size_t size)
{
    static uint8_t vector[BANDEX_RECORD_SIZE_MAX];
    char path[200];
    snprintf(path, sizeof path, "docs/format/vectors/%s.hex", name);
    cr_assert_eq(read_vector(path, vector, sizeof vector), size, "%s", path);
    cr_assert_eq(memcmp(vector, bytes, size), 0, "%s", path);
    ++*(int *)context;
}

Test(specimens, the_vectors_of_the_format_are_what_is_written)
{
    int count = 0;
    specimens_fixed(is_the_vector, &count);
    cr_assert_geq(count, 10);
}

Test(specimens, every_vector_is_read_for_ever)
{
    static uint8_t vector[BANDEX_RECORD_SIZE_MAX];
    DIR *dir = opendir("docs/format/vectors");
    struct dirent *entry;
    size_t count = 0;
    cr_assert_not_null(dir);
    while ((entry = readdir(dir))) {
        char path[400];
        if (strstr(entry->d_name, ".hex")) {
            snprintf(path, sizeof path, "docs/format/vectors/%s", entry->d_name);
            comes_back(&count, entry->d_name, vector, read_vector(path, vector, sizeof vector));
        }
    }
    closedir(dir);
    cr_assert_geq(count, 13);
}

static void is_the_next(void *context, const char *name, const uint8_t *bytes, size_t size)
{
    bandex_log_entry entry;
    void **both = context;
    cr_assert_eq(bandex_log_next(both[0], both[1], &entry), BANDEX_OK, "%s", name);
    cr_assert_eq(entry.size, size);
    cr_assert_eq(memcmp(entry.bytes, bytes, size), 0);
}

/* data/format-0.1.bandex was written by the first version of the format and is never written again. */
Test(specimens, a_log_of_format_0_1_is_read_for_ever)
{
    bandex_log *log;
    bandex_log_cursor cursor;
    bandex_log_report report;
    void *both[2];
    cr_assert_eq(bandex_log_open("tests/store/data/format-0.1.bandex", BANDEX_LOG_READ | BANDEX_LOG_STRICT, NULL, &log),
                 BANDEX_OK);
    bandex_log_report_get(log, &report);
    cr_assert_eq(report.format_major, 0);
    cr_assert_eq(report.format_minor, 1);
    cr_assert_gt(report.headers, 1);
    bandex_log_cursor_init(&cursor, NULL);
    both[0] = log;
    both[1] = &cursor;
    for (int i = 0; i < 8; i++) {
        specimens_fixed(is_the_next, both);
    }
    for (size_t i = 0, count = 0; i < 6; i++) { /* a policy, a decision, a user, a plan and bands as they were then */
        bandex_log_entry entry;
        cr_assert_eq(bandex_log_next(log, &cursor, &entry), BANDEX_OK);
        comes_back(&count, "stored", entry.bytes, entry.size);
    }
    bandex_log_close(log);
}

Test(specimens, a_signal_is_stored_to_the_last_step)
{
    static int32_t samples[20000];
    static uint8_t bytes[BANDEX_RECORD_SIZE_MAX];
    uint64_t state = 77;
    for (int round = 0; round < 200; round++) {
        bandex_signal signal, back;
        bandex_memory memory = {lists, sizeof lists, 0};
        size_t size = 0, count = test_random(&state) % 12000;
        memset(&signal, 0, sizeof signal);
        for (size_t i = 0; i < count; i++) {
            samples[i] = (int32_t)test_random(&state) >> (round % 32);
        }
        signal.samples = samples;
        signal.count = count;
        signal.rate_num = 80;
        signal.nano_per_step = 250000;
        cr_assert_eq(bandex_signal_encode(&signal, bytes, sizeof bytes, &size, NULL), BANDEX_OK);
        cr_assert_eq(bandex_signal_decode(bytes, size, &back, &memory, NULL), BANDEX_OK);
        cr_assert_eq(back.count, count);
        cr_assert(count == 0 || memcmp(back.samples, samples, count * sizeof samples[0]) == 0);
        cr_assert_eq(back.nano_per_step, 250000);
    }
}
