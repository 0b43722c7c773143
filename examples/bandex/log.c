/* SPDX-License-Identifier: MIT */
/* bandex log: what stands in a log, and what can be done with one. */
#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OPTION_JSON = 1000, OPTION_EXERCISE, OPTION_FROM, OPTION_TO, OPTION_FORMAT };

static const struct argp_option argp_options[] = {
    {"exercise", OPTION_EXERCISE, "ID", 0, "show, export: only records of this exercise", 0},
    {"from", OPTION_FROM, "YYYY-MM-DD", 0, "show, export: not before this day (UTC)", 0},
    {"to", OPTION_TO, "YYYY-MM-DD", 0, "show, export: before this day (UTC)", 0},
    {"format", OPTION_FORMAT, "json|csv|fit", 0, "export: JSON (default), CSV that `import` reads again, or the fields of "
     "Garmin FIT's set message as CSV", 0},
    {"output", 'o', "FILE", 0, "export: write to this file", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static bool parse_day(const char *text, int64_t *ms)
{
    struct tm day = {0};
    char rest;
    if (sscanf(text, "%4d-%2d-%2d%c", &day.tm_year, &day.tm_mon, &day.tm_mday, &rest) != 3 || day.tm_mon < 1 ||
        day.tm_mon > 12 || day.tm_mday < 1 || day.tm_mday > 31) {
        return false;
    }
    day.tm_year -= 1900;
    day.tm_mon -= 1;
    *ms = (int64_t)timegm(&day) * 1000;
    return true;
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    log_options *self = state->input;
    switch (key) {
    case OPTION_JSON:
        self->json = true;
        return 0;
    case OPTION_EXERCISE:
        if (strlen(text) >= BANDEX_TOKEN_SIZE) {
            argp_error(state, "--exercise: no exercise has so long an id");
        }
        self->exercise = text;
        return 0;
    case OPTION_FROM:
    case OPTION_TO:
        if (!parse_day(text, key == OPTION_FROM ? &self->from_ms : &self->to_ms)) {
            argp_error(state, "a day is written YYYY-MM-DD, not '%.40s'", text);
        }
        return 0;
    case OPTION_FORMAT:
        if (strcmp(text, "json") != 0 && strcmp(text, "csv") != 0 && strcmp(text, "fit") != 0) {
            argp_error(state, "--format wants json, csv or fit, not '%.40s'", text);
        }
        self->format = text;
        return 0;
    case 'o':
        self->output = text;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0) {
            self->action = text;
        } else if (self->file_count < (int)(sizeof self->files / sizeof self->files[0])) {
            self->files[self->file_count++] = text;
        } else {
            argp_error(state, "too many files");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    argp_options, parse_option,
    "show FILE\ncheck FILE\nsalvage DAMAGED NEW\ncompact FILE\nexport FILE\nimport CSV FILE\nmerge INTO FROM...",
    "Work with a training log.\v"
    "show prints what was done; check says whether every byte is sound (exit 1 if not); salvage copies the intact records "
    "of a damaged log into a new one; compact leaves the latest version of each record; export and import exchange with "
    "other programs; merge takes over from other logs what is not there yet.",
    NULL, NULL, NULL};

bandex_log *log_open(const char *path, int32_t mode)
{
    bandex_log *log = NULL;
    bandex_status status = bandex_log_open(path, mode, NULL, &log);
    if (status == BANDEX_E_NOT_FOUND) {
        fail(EXIT_DATA, "%.200s: no such file", path);
    } else if (status == BANDEX_E_FORMAT) {
        fail(EXIT_DATA, "%.200s: not a training log", path);
    } else if (status != BANDEX_OK) {
        fail_status(status, path, NULL);
    }
    return log;
}

void log_cursor(const log_options *options, bandex_log_cursor *cursor)
{
    bandex_log_filter filter = {0};
    if (options->exercise) {
        snprintf(filter.exercise, sizeof filter.exercise, "%s", options->exercise);
    }
    filter.from_ms = options->from_ms;
    filter.to_ms = options->to_ms;
    bandex_log_cursor_init(cursor, &filter);
}

const char *log_time(int64_t ms, int32_t utc_offset_min, char *buffer)
{
    time_t seconds = (time_t)(ms / 1000 + (int64_t)utc_offset_min * 60);
    struct tm parts;
    if (!gmtime_r(&seconds, &parts) || strftime(buffer, 32, "%Y-%m-%d %H:%M", &parts) == 0) {
        snprintf(buffer, 32, "%lld", (long long)ms);
    }
    return buffer;
}

static json_object *report_json(const bandex_log_report *report)
{
    json_object *object = json_object_new_object();
    json_object_object_add(object, "records", json_object_new_uint64(report->records));
    json_object_object_add(object, "damaged", json_object_new_uint64(report->damaged));
    json_object_object_add(object, "lost_bytes", json_object_new_uint64(report->lost_bytes));
    json_object_object_add(object, "headers", json_object_new_uint64(report->headers));
    json_object_object_add(object, "size", json_object_new_uint64(report->size));
    json_object_object_add(object, "format_major", json_object_new_int64(report->format_major));
    json_object_object_add(object, "format_minor", json_object_new_int64(report->format_minor));
    if (report->created_ms) {
        json_object_object_add(object, "created_ms", json_object_new_int64(report->created_ms));
    }
    add_text(object, "writer", report->writer);
    return object;
}

static int check(const log_options *options)
{
    bandex_log *log = log_open(options->files[0], BANDEX_LOG_READ);
    bandex_log_report report;
    int code;
    if (!log) {
        return EXIT_DATA;
    }
    bandex_log_report_get(log, &report);
    bandex_log_close(log);
    if (options->json) {
        code = print_json(report_json(&report), 0);
    } else {
        printf("%llu records, %llu damaged, %llu bytes lost\n", (unsigned long long)report.records,
               (unsigned long long)report.damaged, (unsigned long long)report.lost_bytes);
        code = finish_output();
    }
    return code == EXIT_DONE && report.damaged > 0 ? EXIT_DATA : code;
}

static int salvage(const log_options *options)
{
    bandex_log_report report;
    bandex_status status = bandex_log_salvage(options->files[0], options->files[1], NULL, &report);
    if (status == BANDEX_E_DUPLICATE) {
        return fail(EXIT_DATA, "%.200s: there is a file already", options->files[1]);
    }
    if (status != BANDEX_OK) {
        return fail_status(status, status == BANDEX_E_IO ? options->files[1] : options->files[0], NULL);
    }
    if (options->json) {
        return print_json(report_json(&report), 0);
    }
    printf("%llu records saved, %llu damaged\n", (unsigned long long)report.records, (unsigned long long)report.damaged);
    return finish_output();
}

static json_object *merge_json(const bandex_merge_report *report)
{
    json_object *object = json_object_new_object();
    json_object_object_add(object, "added", json_object_new_uint64(report->added));
    json_object_object_add(object, "updated", json_object_new_uint64(report->updated));
    json_object_object_add(object, "present", json_object_new_uint64(report->present));
    json_object_object_add(object, "conflicts", json_object_new_uint64(report->conflicts));
    return object;
}

static int compact(const log_options *options)
{
    bandex_merge_report report;
    bandex_status status = bandex_log_compact(options->files[0], NULL, &report);
    if (status == BANDEX_E_NOT_FOUND) {
        return fail(EXIT_DATA, "%.200s: no such file", options->files[0]);
    }
    if (status != BANDEX_OK) {
        return fail_status(status, options->files[0], NULL);
    }
    if (options->json) {
        json_object *object = json_object_new_object();
        json_object_object_add(object, "kept", json_object_new_uint64(report.added));
        return print_json(object, 0);
    }
    printf("%llu records kept\n", (unsigned long long)report.added);
    return finish_output();
}

static int merge(const log_options *options)
{
    bandex_merge_report sum = {0}, report;
    bandex_log *into = NULL;
    bandex_status status = BANDEX_OK;
    for (int i = 1; i < options->file_count; i++) {
        bandex_log *from = log_open(options->files[i], BANDEX_LOG_READ);
        if (from && !into) { /* only now: a log that is not there yet is not made for nothing */
            into = log_open(options->files[0], BANDEX_LOG_APPEND);
        }
        if (!from || !into) {
            bandex_log_close(from);
            bandex_log_close(into);
            return EXIT_DATA;
        }
        status = bandex_log_merge(into, from, &report);
        bandex_log_close(from);
        sum.added += report.added;
        sum.updated += report.updated;
        sum.present += report.present;
        sum.conflicts += report.conflicts;
        if (status != BANDEX_OK) {
            bandex_log_close(into);
            return fail_status(status, options->files[i], NULL);
        }
    }
    status = bandex_log_close(into);
    if (status != BANDEX_OK) {
        return fail_status(status, options->files[0], NULL);
    }
    if (options->json) {
        return print_json(merge_json(&sum), 0);
    }
    printf("%llu added, %llu updated, %llu there already, %llu conflicts\n", (unsigned long long)sum.added,
           (unsigned long long)sum.updated, (unsigned long long)sum.present, (unsigned long long)sum.conflicts);
    return finish_output();
}

static const struct action {
    const char *name;
    int files_min, files_max;
    int (*run)(const log_options *options);
} actions[] = {
    {"show", 1, 1, log_show},   {"check", 1, 1, check},       {"salvage", 2, 2, salvage}, {"compact", 1, 1, compact},
    {"export", 1, 1, log_export}, {"import", 2, 2, log_import}, {"merge", 2, 16, merge},
};

int command_log(int argc, char **argv)
{
    log_options options = {0};
    error_t error = argp_parse(&argp, argc, argv, 0, NULL, &options);
    if (error) {
        return EXIT_USAGE;
    }
    if (!options.action) {
        return fail(EXIT_USAGE, "log wants show, check, salvage, compact, export, import or merge");
    }
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(options.action, actions[i].name) == 0) {
            if (options.file_count < actions[i].files_min || options.file_count > actions[i].files_max) {
                return fail(EXIT_USAGE, "log %s: wrong number of files; `bandex log --help` shows them", actions[i].name);
            }
            return actions[i].run(&options);
        }
    }
    return fail(EXIT_USAGE, "log has no action '%.40s'", options.action);
}
