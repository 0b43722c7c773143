/* SPDX-License-Identifier: MIT */
/* libFuzzer: catalogue files. What must hold: a status, never a crash; what was loaded is valid, is found by its id, and
 * goes back to bytes that load to the same bytes. */
#include <bandex/store.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

/* The catalogue as bytes; the caller frees them. */
static uint8_t *encode(const bandex_catalog *catalog, size_t *size)
{
    size_t count = bandex_catalog_count(catalog);
    const bandex_exercise **list = malloc((count + 1) * sizeof *list);
    uint8_t *bytes;
    for (size_t i = 0; i < count; i++) {
        list[i] = bandex_catalog_at(catalog, i);
        check(bandex_catalog_find(catalog, list[i]->id) == list[i]);
    }
    check(bandex_catalog_encode(list, count, NULL, 0, size, NULL) == BANDEX_E_FULL);
    bytes = malloc(*size);
    check(bandex_catalog_encode(list, count, bytes, *size, size, NULL) == BANDEX_OK);
    free(list);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1); /* so that a read past the end is seen */
    bandex_catalog *first = NULL, *second = NULL;
    bandex_diag diag;
    memcpy(exact, data, size);
    bandex_status status = bandex_catalog_load(bandex_catalog_empty(), exact, size, NULL, &first, &diag);
    free(exact);
    check(status <= 0 && (status == BANDEX_OK) == (first != NULL));
    if (first) {
        size_t one_size, two_size;
        uint8_t *one = encode(first, &one_size), *two;
        check(bandex_catalog_load(bandex_catalog_empty(), one, one_size, NULL, &second, &diag) == BANDEX_OK);
        two = encode(second, &two_size);
        check(one_size == two_size && memcmp(one, two, one_size) == 0);
        free(one);
        free(two);
    }
    bandex_catalog_free(first);
    bandex_catalog_free(second);
    return 0;
}
