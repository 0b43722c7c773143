/* SPDX-License-Identifier: MIT */
/* Exercises and catalogues through CBOR: byte for byte, and damaged in every way. */
#include <bandex/store.h>
#include <bandex/version.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

typedef struct bytes {
    uint8_t *data;
    size_t size;
} bytes;

static bytes encode(const bandex_exercise *exercise)
{
    bytes made = {NULL, 0};
    cr_assert_eq(bandex_exercise_encode(exercise, NULL, 0, &made.size, NULL), BANDEX_E_FULL);
    made.data = malloc(made.size);
    cr_assert_eq(bandex_exercise_encode(exercise, made.data, made.size, &made.size, NULL), BANDEX_OK);
    return made;
}

static void *decode(const uint8_t *data, size_t size, bandex_exercise *exercise)
{
    bandex_memory memory = {NULL, 0, 0};
    bandex_diag diag;
    cr_assert_eq(bandex_exercise_decode(data, size, exercise, &memory, &diag), BANDEX_E_FULL, "%s: %s: %s", diag.record,
                 diag.field, diag.reason);
    memory.size = memory.used;
    memory.bytes = malloc(memory.size);
    memory.used = 0;
    cr_assert_eq(bandex_exercise_decode(data, size, exercise, &memory, &diag), BANDEX_OK);
    return memory.bytes;
}

Test(store, every_exercise_round_trips_byte_for_byte)
{
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        bandex_exercise again;
        bytes first = encode(exercise);
        void *memory = decode(first.data, first.size, &again);
        bytes second = encode(&again);
        cr_assert_eq(first.size, second.size, "%s", exercise->id);
        cr_assert_eq(memcmp(first.data, second.data, first.size), 0, "%s", exercise->id);
        free(first.data);
        free(second.data);
        free(memory);
    }
}

static bytes encode_catalog(const bandex_exercise *const *exercises, size_t count)
{
    bytes made = {NULL, 0};
    cr_assert_eq(bandex_catalog_encode(exercises, count, NULL, 0, &made.size, NULL), BANDEX_E_FULL);
    made.data = malloc(made.size);
    cr_assert_eq(bandex_catalog_encode(exercises, count, made.data, made.size, &made.size, NULL), BANDEX_OK);
    return made;
}

static bytes encode_builtin(void)
{
    const bandex_exercise *all[256];
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        all[i] = bandex_catalog_at(NULL, i);
    }
    return encode_catalog(all, bandex_catalog_count(NULL));
}

Test(store, the_whole_catalogue_round_trips)
{
    const bandex_exercise *all[256];
    bandex_catalog *catalog;
    bandex_diag diag;
    bytes first = encode_builtin();
    cr_assert_eq(bandex_catalog_load(bandex_catalog_empty(), first.data, first.size, NULL, &catalog, &diag), BANDEX_OK,
                 "%s: %s: %s", diag.record, diag.field, diag.reason);
    cr_assert_eq(bandex_catalog_count(catalog), bandex_catalog_count(NULL));
    for (size_t i = 0; i < bandex_catalog_count(catalog); i++) {
        all[i] = bandex_catalog_at(catalog, i);
        cr_expect_neq(all[i], bandex_catalog_at(NULL, i));
    }
    bytes second = encode_catalog(all, bandex_catalog_count(catalog));
    cr_expect_eq(first.size, second.size);
    cr_expect_eq(memcmp(first.data, second.data, first.size), 0);
    free(first.data);
    free(second.data);
    bandex_catalog_free(catalog);
}

Test(store, a_loaded_catalogue_lies_over_the_built_in_one)
{
    bandex_exercise mine = *bandex_catalog_find(NULL, "deadlift");
    const bandex_exercise *list[] = {&mine};
    bandex_catalog *catalog;
    mine.version = 9;
    bytes file = encode_catalog(list, 1);
    cr_assert_eq(bandex_catalog_load(NULL, file.data, file.size, NULL, &catalog, NULL), BANDEX_OK);
    free(file.data);
    cr_expect_eq(bandex_catalog_count(catalog), bandex_catalog_count(NULL));
    cr_expect_eq(bandex_catalog_find(catalog, "deadlift")->version, 9);
    cr_expect_eq(bandex_catalog_find(catalog, "squat"), bandex_catalog_find(NULL, "squat"));
    bandex_catalog_free(catalog);
    bandex_catalog_free(NULL);
}

Test(store, tokens_of_a_newer_version_survive)
{
    /* A muscle, a choice and an id that this version does not know come back as they were. */
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    bandex_exercise changed = *row, again;
    bandex_muscle_use muscles[32];
    bytes first = encode(row), second;
    memcpy(muscles, row->muscles, row->muscle_count * sizeof *muscles);
    muscles[0].muscle = 900;
    muscles[1].muscle = 0;
    muscles[1].token = "a_new_muscle";
    changed.muscles = muscles;
    cr_expect_eq(bandex_exercise_encode(&changed, NULL, 0, &second.size, NULL), BANDEX_E_SCHEMA, "never written by us");

    /* So a newer program's bytes are made by hand: the id of the first muscle, latissimus dorsi, grows by 800. */
    uint8_t newer[65536];
    size_t size = 0, at = 0;
    for (; at + 1 < first.size; at++) {
        if (first.data[at] == 0x00 && first.data[at + 1] == BANDEX_MUSCLE_LATISSIMUS_DORSI && first.data[at - 1] == 0xa5) {
            break;
        }
    }
    cr_assert_lt(at + 1, first.size);
    cr_assert_lt(BANDEX_MUSCLE_LATISSIMUS_DORSI, 24, "one byte in CBOR");
    memcpy(newer, first.data, at + 1);
    size = at + 1;
    newer[size++] = 0x19;
    newer[size++] = 900 >> 8;
    newer[size++] = 900 & 255;
    memcpy(newer + size, first.data + at + 2, first.size - at - 2);
    size += first.size - at - 2;
    void *memory = decode(newer, size, &again);
    cr_expect_eq(again.muscles[0].muscle, 900);
    bandex_diag diag;
    cr_expect_eq(bandex_exercise_validate(&again, &diag), BANDEX_E_SCHEMA);
    cr_expect_str_eq(diag.field, "muscles[0].muscle");
    free(memory);
    free(first.data);
}

/* ---- damage ---- */

static void expect_refused_or_whole(const uint8_t *data, size_t size)
{
    bandex_catalog *catalog = NULL;
    bandex_diag diag;
    if (bandex_catalog_load(bandex_catalog_empty(), data, size, NULL, &catalog, &diag) == BANDEX_OK) {
        bandex_catalog_free(catalog);
    } else {
        cr_expect_null(catalog);
        cr_expect(memchr(diag.reason, 0, sizeof diag.reason) && memchr(diag.field, 0, sizeof diag.field));
    }
}

static bytes small_catalog(void)
{
    const bandex_exercise *list[] = {bandex_catalog_find(NULL, "pull_apart"), bandex_catalog_find(NULL, "clamshell")};
    return encode_catalog(list, 2);
}

Test(store, truncated_everywhere)
{
    bytes file = small_catalog();
    bandex_catalog *catalog;
    for (size_t size = 0; size < file.size; size += size < 500 ? 1 : 61) {
        /* An exact copy, so that the sanitizer sees a read beyond the end. */
        uint8_t *copy = malloc(size ? size : 1);
        memcpy(copy, file.data, size);
        cr_expect_neq(bandex_catalog_load(NULL, copy, size, NULL, &catalog, NULL), BANDEX_OK, "%zu", size);
        free(copy);
    }
    free(file.data);
}

Test(store, every_bit_flipped_here_and_there)
{
    bytes file = small_catalog();
    for (size_t at = 0; at < file.size; at += at < 200 ? 1 : 53) {
        for (int bit = 0; bit < 8; bit++) {
            file.data[at] ^= (uint8_t)(1 << bit);
            expect_refused_or_whole(file.data, file.size);
            file.data[at] ^= (uint8_t)(1 << bit);
        }
    }
    free(file.data);
}

Test(store, counts_that_lie_ask_for_no_memory)
{
    /* {0: 16, 1: 0, 2: 1, 3: array of 2^16 - 1 or 2^32 exercises ...}. */
    static const uint8_t many[] = {0xa4, 0x00, 0x10, 0x01, BANDEX_FORMAT_MAJOR, 0x02, BANDEX_FORMAT_MINOR, 0x03,
                                   0x99, 0xff, 0xff, 0xa0};
    static const uint8_t more[] = {0xa4, 0x00, 0x10, 0x01, BANDEX_FORMAT_MAJOR, 0x02, BANDEX_FORMAT_MINOR, 0x03,
                                   0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    bandex_catalog *catalog;
    bandex_diag diag;
    cr_expect_eq(bandex_catalog_load(NULL, many, sizeof many, NULL, &catalog, &diag), BANDEX_E_SCHEMA);
    cr_expect_str_eq(diag.field, "id");
    cr_expect_eq(bandex_catalog_load(NULL, more, sizeof more, NULL, &catalog, &diag), BANDEX_E_LIMIT);
}

Test(store, other_files_are_told_from_catalogues)
{
    static const uint8_t other[] = {0xa4, 0x00, 0x02, 0x01, 0x00, 0x02, 0x01, 0x03, 0x80};
    static const uint8_t newer[] = {0xa4, 0x00, 0x10, 0x01, 0x09, 0x02, 0x01, 0x03, 0x80};
    bandex_catalog *catalog;
    bandex_diag diag;
    cr_expect_eq(bandex_catalog_load(NULL, other, sizeof other, NULL, &catalog, &diag), BANDEX_E_SCHEMA);
    cr_expect_eq(bandex_catalog_load(NULL, newer, sizeof newer, NULL, &catalog, &diag), BANDEX_E_VERSION);
    cr_expect_eq(bandex_catalog_load(NULL, (const uint8_t *)"{}", 2, NULL, &catalog, &diag), BANDEX_E_TRUNCATED);
}

/* ---- an allocator that gives up ---- */

typedef struct stingy {
    int left;
    int alive;
} stingy;

static void *stingy_resize(void *context, void *memory, size_t size)
{
    stingy *self = context;
    if (size == 0) {
        self->alive -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (self->left-- <= 0) {
        return NULL;
    }
    self->alive += memory == NULL;
    return realloc(memory, size);
}

Test(store, no_memory_is_a_status)
{
    bytes file = small_catalog();
    for (int calls = 0; calls < 2; calls++) {
        stingy context = {calls, 0};
        bandex_allocator allocator = {stingy_resize, &context};
        bandex_catalog *catalog;
        cr_expect_eq(bandex_catalog_load(NULL, file.data, file.size, &allocator, &catalog, NULL), BANDEX_E_MEMORY);
        cr_expect_eq(context.alive, 0);
    }
    stingy context = {2, 0};
    bandex_allocator allocator = {stingy_resize, &context};
    bandex_catalog *catalog;
    cr_assert_eq(bandex_catalog_load(NULL, file.data, file.size, &allocator, &catalog, NULL), BANDEX_OK);
    bandex_catalog_free(catalog);
    cr_expect_eq(context.alive, 0);
    free(file.data);
}
