/* SPDX-License-Identifier: MIT */
/* Exercises as JSON, both ways, by the layout that the library gives: no line of code per field. */
#ifndef EXERCISE_JSON_H
#define EXERCISE_JSON_H

#include <bandex.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

/* The record as a JSON object; what it does not have is left out. Texts are objects by locale. */
json_object *exercise_to_json(const bandex_exercise *exercise);

/* Records read from JSON, and the memory they lie in. */
typedef struct exercise_list {
    const bandex_exercise **exercises;
    size_t count;
    void **blocks;
    size_t block_count, block_capacity;
    bool out_of_memory;
} exercise_list;

/* Reads one record or an array of them and validates each. On failure false, and diag says which record and field. */
bool exercises_from_json(exercise_list *self, json_object *json, bandex_diag *diag);
void exercise_list_free(exercise_list *self);

/* The JSON Schema (draft 2020-12) of a file that exercises_from_json() takes. */
json_object *exercise_schema(void);

#endif
