/* SPDX-License-Identifier: MIT */
/* Sessions, sets and repetitions as rows of one CSV table: which column is which field. */
#ifndef LOG_COLUMNS_H
#define LOG_COLUMNS_H

#include <bandex.h>
#include <csv.h>
#include <stdbool.h>
#include <stdio.h>

enum { LOG_COLUMNS_MAX = 96 };

typedef struct log_column {
    const char *name;
    int kind;
    size_t offset, size;
} log_column;

/* The columns of a session, a set or a repetition; a name of NULL is the end. */
const log_column *log_columns_of(uint64_t type);

/* All names, each once, in the order of the header; at most LOG_COLUMNS_MAX. */
size_t log_column_names(const char **names);

/* The column with that name, or NULL. */
const log_column *log_column_find(const log_column *columns, const char *name);

/* Writes a field; nothing for what is not told. */
void log_cell_write(FILE *file, const log_column *column, const void *record);

/* Reads a field; false for text that is no value of it. An empty cell changes nothing. */
bool log_cell_read(const log_column *column, const char *text, void *record);

#endif
