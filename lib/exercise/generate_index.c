/* SPDX-License-Identifier: MIT */
/* Writes lib/exercise/builtin_index.h to stdout: the built-in exercises in order of id, and their postings. */
#include "builtin.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define PER_LINE 4

static const bandex_exercise **collect(size_t *count)
{
    size_t table_count, total = 0;
    const bandex_builtin_table *tables = bandex_builtin_tables(&table_count);
    for (size_t i = 0; i < table_count; i++) {
        total += tables[i].count;
    }
    const bandex_exercise **all = malloc(total * sizeof *all);
    *count = 0;
    for (size_t i = 0; all && i < table_count; i++) {
        for (size_t j = 0; j < tables[i].count; j++) {
            all[(*count)++] = &tables[i].exercises[j];
        }
    }
    return all;
}

static void print_place(const bandex_exercise *exercise)
{
    size_t count;
    const bandex_builtin_table *tables = bandex_builtin_tables(&count);
    for (size_t i = 0; i < count; i++) {
        if (exercise >= tables[i].exercises && exercise < tables[i].exercises + tables[i].count) {
            printf("    &%s[%zu], /* %s */\n", tables[i].name, (size_t)(exercise - tables[i].exercises), exercise->id);
        }
    }
}

int main(void)
{
    size_t count, size = 0;
    bandex_catalog catalog;
    bandex_diag diag = {0};
    const bandex_exercise **all = collect(&count);
    bandex_catalog_init(&catalog, bandex_catalog_empty(), all, count, NULL, 0, &size, NULL);
    void *memory = malloc(size);
    if (!all || !memory) {
        fputs("out of memory\n", stderr);
        return 1;
    }
    if (bandex_catalog_init(&catalog, bandex_catalog_empty(), all, count, memory, size, NULL, &diag) != BANDEX_OK) {
        fprintf(stderr, "%s: %s: %s\n", diag.record, diag.field, diag.reason);
        return 1;
    }
    puts("/* SPDX-License-Identifier: MIT */\n"
         "/* Written by lib/exercise/generate_index.c: cmake --build build --target exercise_index */\n"
         "static const bandex_exercise *const builtin_order[] = {");
    for (size_t i = 0; i < catalog.count; i++) {
        print_place(catalog.exercises[i]);
    }
    puts("};\n\nstatic const uint64_t builtin_postings[] = {");
    for (size_t i = 0; i < catalog.posting_count; i++) {
        printf("%s0x%016" PRIx64 ",%s", i % PER_LINE == 0 ? "    " : " ", catalog.postings[i],
               i % PER_LINE == PER_LINE - 1 || i + 1 == catalog.posting_count ? "\n" : "");
    }
    puts("};");
    free(memory);
    free(all);
    return 0;
}
