/* SPDX-License-Identifier: MIT */
/* What the actions of `bandex log` share. */
#ifndef LOG_H
#define LOG_H

#include "command.h"

#include <stdbool.h>

typedef struct log_options {
    const char *action;
    const char *files[16];
    int file_count;
    const char *exercise, *format, *output;
    int64_t from_ms, to_ms;
    bool json;
} log_options;

/* Opens a log or says in one line why not. NULL: said. */
bandex_log *log_open(const char *path, int32_t mode);

/* Starts a walk by the options. */
void log_cursor(const log_options *options, bandex_log_cursor *cursor);

/* A record as JSON, names and units as in the library's structs. NULL when it cannot be read. */
json_object *log_record_json(const bandex_log_entry *entry);

/* "2026-11-25 14:03" in the local time of the record; buffer of 32. */
const char *log_time(int64_t ms, int32_t utc_offset_min, char *buffer);

int log_show(const log_options *options);
int log_export(const log_options *options);
int log_import(const log_options *options);

#endif
