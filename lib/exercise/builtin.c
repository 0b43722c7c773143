/* SPDX-License-Identifier: MIT */
/* The built-in catalogue. Its tables are one translation unit, so that what they share is there once. */
#include "builtin.h"

#include "tables/shared.h"

#include "tables/arm.h"
#include "tables/founding.h"
#include "tables/hip.h"
#include "tables/leg.h"
#include "tables/pull.h"
#include "tables/push.h"
#include "tables/trunk.h"

#define REVISION 1

/* Adding an exercise: append it to a table of lib/exercise/tables/, raise REVISION and run
 * `cmake --build build --target exercise_index exercise_pages`. */
#define TABLE(array) {#array, array, sizeof array / sizeof *array}
static const bandex_builtin_table tables[] = {
    TABLE(arm), TABLE(founding), TABLE(hip), TABLE(leg), TABLE(pull), TABLE(push), TABLE(trunk),
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
