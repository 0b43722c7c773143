/* SPDX-License-Identifier: MIT */
/* The built-in catalogue. Its tables are one translation unit, so that what they share is there once. */
#include "builtin.h"

#include "tables/shared.h"

#include "tables/founding.h"

#define REVISION 1

/* Adding an exercise: append it to a table of lib/exercise/tables/, raise REVISION and run
 * `cmake --build build --target exercise_index exercise_pages`. */
static const bandex_builtin_table tables[] = {
    {"founding", founding, sizeof founding / sizeof *founding},
};

const bandex_builtin_table *bandex_builtin_tables(size_t *count)
{
    *count = sizeof tables / sizeof *tables;
    return tables;
}

#include "builtin_index.h"

const bandex_catalog bandex_builtin_catalog = {
    builtin_order,
    sizeof builtin_order / sizeof *builtin_order,
    builtin_postings,
    sizeof builtin_postings / sizeof *builtin_postings,
};

uint32_t bandex_catalog_revision(void)
{
    return REVISION;
}
