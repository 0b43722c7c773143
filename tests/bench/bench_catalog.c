/* SPDX-License-Identifier: MIT */
/* Look-ups in a catalogue of 10 000 generated exercises against one of 100: prints what each takes and how much more
 * the large one costs. A look-up that walks the catalogue would cost a hundred times more. */
#include <bandex/exercise.h>
#include <bandex/store.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SMALL = 100, LARGE = 10000, LOOKUPS = 20000 };

typedef struct generated {
    bandex_exercise *exercises;
    const bandex_exercise **list;
    char (*ids)[BANDEX_TOKEN_SIZE];
    size_t count;
    bandex_catalog catalog;
    void *memory;
} generated;

/* Of this process: the machine may be busy with others. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *need(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

/* Built-in exercises over and over, each under an id of its own. Only every hundredth trains the neck and every
 * hundredth is done in a wheelchair, so that there is something rare to look for. */
static double generate(generated *self, size_t count)
{
    double start;
    size_t needed = 0;
    bandex_diag diag = {0};
    self->count = count;
    self->exercises = need(calloc(count, sizeof *self->exercises));
    self->list = need(calloc(count, sizeof *self->list));
    self->ids = need(calloc(count, sizeof *self->ids));
    for (size_t i = 0; i < count; i++) {
        const char *from = i % 100 == 7 ? "neck_retraction_hold" : i % 100 == 11 ? "curl_wheelchair" : NULL;
        static const char *const common[] = {"squat", "deadlift", "glute_bridge", "biceps_curl", "row_standing"};
        self->exercises[i] = *bandex_catalog_find(NULL, from ? from : common[i % 5]);
        snprintf(self->ids[i], sizeof self->ids[i], "generated/%06u_%zu", (unsigned)(i * 7919 % count), i);
        self->exercises[i].id = self->ids[i];
        self->list[i] = &self->exercises[i];
    }
    start = seconds();
    bandex_catalog_init(&self->catalog, bandex_catalog_empty(), self->list, count, NULL, 0, &needed, NULL);
    self->memory = need(malloc(needed));
    if (bandex_catalog_init(&self->catalog, bandex_catalog_empty(), self->list, count, self->memory, needed, NULL, &diag) !=
        BANDEX_OK) {
        fprintf(stderr, "%s: %s: %s\n", diag.record, diag.field, diag.reason);
        exit(1);
    }
    printf("%6zu exercises: built and validated in %.1f ms, index of %.1f KiB\n", count, 1e3 * (seconds() - start),
           (double)needed / 1024);
    return seconds() - start;
}

static void release(generated *self)
{
    free(self->memory);
    free(self->ids);
    free(self->list);
    free(self->exercises);
}

static double time_find(const generated *self)
{
    double start = seconds();
    size_t found = 0;
    for (size_t i = 0; i < LOOKUPS; i++) {
        found += bandex_catalog_find(&self->catalog, self->ids[i * 31 % self->count]) != NULL;
    }
    if (found != LOOKUPS) {
        fputs("not every id was found\n", stderr);
        exit(1);
    }
    return (seconds() - start) / LOOKUPS;
}

static double time_query(const generated *self, const bandex_query *query, size_t *count)
{
    static uint32_t indices[LARGE];
    int rounds = 200;
    double start = seconds();
    for (int i = 0; i < rounds; i++) {
        bandex_catalog_query(&self->catalog, query, indices, LARGE, count);
    }
    return (seconds() - start) / rounds;
}

static void compare(const char *name, const generated *small, const generated *large, const bandex_query *query)
{
    size_t few = 0, many = 0;
    double in_small = query ? time_query(small, query, &few) : time_find(small);
    double in_large = query ? time_query(large, query, &many) : time_find(large);
    printf("%-44s %9.0f ns in %d, %9.0f ns in %d: %6.2f times", name, 1e9 * in_small, SMALL, 1e9 * in_large, LARGE,
           in_large / in_small);
    if (many > 0) {
        printf(", %.0f ns each of %zu found", 1e9 * in_large / (double)many, many);
    }
    putchar('\n');
}

static void time_file(const generated *self)
{
    size_t size = 0;
    bandex_catalog *catalog = NULL;
    bandex_catalog_encode(self->list, self->count, NULL, 0, &size, NULL);
    uint8_t *bytes = need(malloc(size));
    double start = seconds();
    bandex_catalog_encode(self->list, self->count, bytes, size, &size, NULL);
    double written = seconds();
    if (bandex_catalog_load(bandex_catalog_empty(), bytes, size, NULL, &catalog, NULL) != BANDEX_OK) {
        fputs("the file was not read again\n", stderr);
        exit(1);
    }
    printf("%6zu exercises as CBOR: %.1f MiB, validated and written in %.0f ms, read and indexed in %.0f ms\n", self->count,
           (double)size / 1048576, 1e3 * (written - start), 1e3 * (seconds() - written));
    bandex_catalog_free(catalog);
    free(bytes);
}

int main(void)
{
    generated small, large;
    bandex_query query;
    generate(&small, SMALL);
    generate(&large, LARGE);
    compare("by id", &small, &large, NULL);
    bandex_query_default(&query);
    query.muscle = BANDEX_MUSCLE_GASTROCNEMIUS;
    query.role = BANDEX_ROLE_PRIMARY;
    compare("by muscle that none trains as primary", &small, &large, &query);
    bandex_query_default(&query);
    query.muscle = BANDEX_MUSCLE_SPLENIUS;
    query.anchor = BANDEX_ANCHOR_DOOR;
    compare("by muscle and anchor, nothing fits", &small, &large, &query);
    bandex_query_default(&query);
    query.group = BANDEX_MUSCLE_GROUP_NECK;
    compare("by group, 1 in 100", &small, &large, &query);
    bandex_query_default(&query);
    query.position = BANDEX_POSITION_WHEELCHAIR;
    query.role = BANDEX_ROLE_PRIMARY;
    query.muscle = BANDEX_MUSCLE_BICEPS_BRACHII;
    compare("by position and muscle, 1 in 100", &small, &large, &query);
    time_file(&large);
    release(&small);
    release(&large);
    return 0;
}
