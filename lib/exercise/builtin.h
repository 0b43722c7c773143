/* SPDX-License-Identifier: MIT */
/* The built-in catalogue, for lib/exercise/catalog.c and its generator. */
#ifndef BANDEX_EXERCISE_BUILTIN_H
#define BANDEX_EXERCISE_BUILTIN_H

#include <bandex/exercise.h>

/* Exercises of lib/exercise/tables/, each table in the order it is written. */
typedef struct bandex_builtin_table {
    const char *name; /* of the array in lib/exercise/builtin.c */
    const bandex_exercise *exercises;
    size_t count;
} bandex_builtin_table;

const bandex_builtin_table *bandex_builtin_tables(size_t *count);

/* In order of id, with the index of lib/exercise/builtin_index.h. */
extern const bandex_catalog bandex_builtin_catalog;

#endif
