/* SPDX-License-Identifier: MIT */
/* libFuzzer: one record of any type. What is accepted encodes to bytes that decode to the same again; memory stays within
 * what is lent; with itself and with another record it is merged or refused. */
#include "../../lib/store/schema.h"
#include <bandex.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t lists[1 << 16];
static uint8_t once[BANDEX_RECORD_SIZE_MAX], twice[BANDEX_RECORD_SIZE_MAX];

static union {
    uint64_t align;
    uint8_t bytes[1 << 14];
} value;

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

static bandex_status count_parts(void *context, const bandex_part *part)
{
    check(part->depth >= 0 && part->depth <= 2 * BANDEX_RECORD_DEPTH_MAX);
    ++*(size_t *)context;
    return BANDEX_OK;
}

/* Decode, encode, decode, encode: the second pair gives the same bytes. */
static void round_trip(const uint8_t *data, size_t size)
{
    bandex_record_head head;
    bandex_diag diag;
    const bandex_schema *schema;
    size_t first = 0, second = 0;
    bandex_memory memory = {lists, sizeof lists, 0};
    if (bandex_record_head_decode(data, size, &head, &diag) != BANDEX_OK || !(schema = bandex_schema_find(head.type))) {
        return;
    }
    check(schema->size <= sizeof value);
    if (bandex_schema_decode(schema, data, size, &value, &memory, &diag) != BANDEX_OK) {
        check(diag.status < 0 && diag.reason[0] && diag.offset <= size);
        return;
    }
    if (bandex_schema_encode(schema, &value, &head, once, sizeof once, &first, &diag) != BANDEX_OK) {
        return; /* e.g. a policy whose parts do not fit together */
    }
    memory.used = 0;
    check(bandex_schema_decode(schema, once, first, &value, &memory, &diag) == BANDEX_OK);
    check(bandex_schema_encode(schema, &value, &head, twice, sizeof twice, &second, &diag) == BANDEX_OK);
    check(first == second && memcmp(once, twice, first) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1); /* so that a read past the end is seen */
    bandex_diag diag;
    size_t parts = 0, merged = 0, cut = size ? data[0] * size / 256 : 0;
    memcpy(exact, data, size);
    round_trip(exact, size);
    if (bandex_record_check(exact, size, &diag) == BANDEX_OK) {
        check(bandex_record_walk(exact, size, count_parts, &parts, NULL) == BANDEX_OK && parts >= 2);
        check(bandex_record_update(exact, size, exact, size, once, sizeof once, &merged, NULL) == BANDEX_OK);
        check(merged == size && memcmp(once, exact, size) == 0);
    } else {
        check(bandex_record_walk(exact, size, count_parts, &parts, NULL) != BANDEX_OK);
    }
    /* Two records in one input. */
    bandex_record_update(exact, cut, exact + cut, size - cut, once, sizeof once, &merged, NULL);
    free(exact);
    return 0;
}
