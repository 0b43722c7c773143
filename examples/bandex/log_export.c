/* SPDX-License-Identifier: MIT */
/* bandex log export: to JSON, to CSV that import reads again, and to the fields of Garmin FIT's set message. */
#include "log.h"
#include "log_columns.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Seconds from 1970 to the epoch of FIT, 1989-12-31 00:00 UTC (FIT SDK, type date_time). */
#define FIT_EPOCH_S 631065600

static void write_row(FILE *file, const char *const *names, size_t count, uint64_t type, const void *record)
{
    fputs(bandex_record_type_name(type), file);
    for (size_t i = 0; i < count; i++) {
        const log_column *column = log_column_find(log_columns_of(type), names[i]);
        fputc(',', file);
        if (column) {
            log_cell_write(file, column, record);
        }
    }
    fputs("\r\n", file);
}

static void write_csv_header(FILE *file, const char *const *names, size_t count)
{
    fputs("record", file);
    for (size_t i = 0; i < count; i++) {
        fprintf(file, ",%s", names[i]);
    }
    fputs("\r\n", file);
}


/* Decodes a set with its repetitions into memory that grows. */
static bandex_status decode_set(const bandex_log_entry *entry, bandex_set *set, bandex_memory *memory)
{
    bandex_status status;
    memory->used = 0;
    status = bandex_set_decode(entry->bytes, entry->size, set, memory, NULL);
    if (status == BANDEX_E_FULL) {
        void *bytes = realloc(memory->bytes, memory->used);
        if (!bytes) {
            return BANDEX_E_MEMORY;
        }
        memory->bytes = bytes;
        memory->size = memory->used;
        memory->used = 0;
        status = bandex_set_decode(entry->bytes, entry->size, set, memory, NULL);
    }
    return status;
}

static void write_csv(FILE *file, const bandex_log_entry *entry, bandex_memory *memory, const char *const *names,
                      size_t count)
{
    bandex_set set;
    bandex_session session;
    bandex_rep rep;
    switch (entry->head.type) {
    case BANDEX_RECORD_SET:
        if (decode_set(entry, &set, memory) == BANDEX_OK) {
            write_row(file, names, count, BANDEX_RECORD_SET, &set);
            for (size_t i = 0; i < set.rep_count; i++) {
                write_row(file, names, count, BANDEX_RECORD_REP, &set.reps[i]);
            }
        }
        break;
    case BANDEX_RECORD_SESSION:
        if (bandex_session_decode(entry->bytes, entry->size, &session, NULL, NULL) == BANDEX_OK) {
            write_row(file, names, count, BANDEX_RECORD_SESSION, &session);
        }
        break;
    case BANDEX_RECORD_REP:
        if (bandex_rep_decode(entry->bytes, entry->size, &rep, NULL) == BANDEX_OK) {
            write_row(file, names, count, BANDEX_RECORD_REP, &rep);
        }
        break;
    default:
        break;
    }
}

/* The category and name of FIT's exercise lists; false where the catalogue has no mapping. */
static bool fit_category(const char *exercise, unsigned *category, unsigned *name)
{
    const bandex_exercise *found = bandex_catalog_find(NULL, exercise);
    for (size_t i = 0; found && i < found->mapping_count; i++) {
        if (found->mappings[i].scheme == BANDEX_SCHEME_FIT &&
            sscanf(found->mappings[i].id, "%u/%u", category, name) == 2) {
            return true;
        }
    }
    return false;
}

/* Message "set" of the FIT profile. weight is the peak force of the band as the weight it would hold (N / 9.80665):
 * FIT has no field for force. */
static void write_fit(FILE *file, const bandex_set *set, unsigned index)
{
    unsigned category, name;
    int64_t start_s = set->start_ms / 1000 - FIT_EPOCH_S;
    double duration = (double)NAN;
    int32_t force = set->peak_mn >= 0 ? set->peak_mn : set->force_mn;
    if (set->rep_count > 0) {
        duration = (double)(set->reps[set->rep_count - 1].end_us - set->reps[0].start_us) / 1e6;
    } else if (set->tut_ms >= 0) {
        duration = set->tut_ms / 1000.0;
    }
    fprintf(file, "set,%u,%lld,", index, (long long)start_s + (isfinite(duration) ? (long long)ceil(duration) : 0));
    fprintf(file, "%lld,", (long long)start_s);
    if (isfinite(duration)) {
        fprintf(file, "%.3f", duration);
    }
    fputs(",active,", file);
    if (set->accepted_reps >= 0) {
        fprintf(file, "%d", set->accepted_reps);
    }
    fputc(',', file);
    if (force >= 0) {
        fprintf(file, "%.4f", round(force / 9806.65 * 16) / 16); /* FIT stores sixteenths of a kilogram */
    }
    fputs(",kilogram,", file);
    if (fit_category(set->exercise, &category, &name)) {
        fprintf(file, "%u,%u", category, name);
    } else {
        fputc(',', file);
    }
    fputs("\r\n", file);
}

static bandex_status export_rows(const log_options *options, bandex_log *log, FILE *file)
{
    const char *names[LOG_COLUMNS_MAX];
    size_t count = log_column_names(names);
    bool fit = strcmp(options->format, "fit") == 0;
    bandex_memory memory = {NULL, 0, 0};
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status;
    unsigned index = 0;
    bandex_set set;
    if (fit) {
        fputs("message,message_index,timestamp,start_time,duration,set_type,repetitions,weight,weight_display_unit,"
              "category,category_subtype\r\n",
              file);
    } else {
        write_csv_header(file, names, count);
    }
    log_cursor(options, &cursor);
    while ((status = bandex_log_next(log, &cursor, &entry)) == BANDEX_OK) {
        if (!fit) {
            write_csv(file, &entry, &memory, names, count);
        } else if (entry.head.type == BANDEX_RECORD_SET && decode_set(&entry, &set, &memory) == BANDEX_OK) {
            write_fit(file, &set, index++);
        }
    }
    free(memory.bytes);
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

static bandex_status export_json(const log_options *options, bandex_log *log, FILE *file)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status;
    const char *before = "[\n";
    log_cursor(options, &cursor);
    while ((status = bandex_log_next(log, &cursor, &entry)) == BANDEX_OK) {
        json_object *record = log_record_json(&entry);
        if (record) {
            fprintf(file, "%s%s", before, json_object_to_json_string_ext(record, JSON_C_TO_STRING_NOSLASHESCAPE));
            json_object_put(record);
            before = ",\n";
        }
    }
    fputs(before[0] == '[' ? "[]\n" : "\n]\n", file);
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

/* Writing the export over the log that it comes from would lose both. */
static bool same_file(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

int log_export(const log_options *options)
{
    log_options chosen = *options;
    FILE *file = stdout;
    bandex_status status;
    if (options->output && same_file(options->output, options->files[0])) {
        return fail(EXIT_DATA, "%.200s is the log itself: choose another file", options->output);
    }
    bandex_log *log = log_open(options->files[0], BANDEX_LOG_READ);
    if (!log) {
        return EXIT_DATA;
    }
    chosen.format = options->format ? options->format : "json";
    if (options->output && !(file = fopen(options->output, "w"))) {
        bandex_log_close(log);
        return fail(EXIT_DATA, "%.200s: %s", options->output, strerror(errno));
    }
    status = strcmp(chosen.format, "json") == 0 ? export_json(&chosen, log, file) : export_rows(&chosen, log, file);
    bandex_log_close(log);
    if (file != stdout) {
        bool failed = ferror(file) != 0;
        if (fclose(file) != 0 || failed) {
            return fail(EXIT_DATA, "%.200s: %s", options->output, strerror(errno));
        }
    }
    return status == BANDEX_OK ? finish_output() : fail_status(status, options->files[0], NULL);
}
