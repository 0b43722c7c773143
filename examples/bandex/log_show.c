/* SPDX-License-Identifier: MIT */
/* bandex log show: records for people, and for programs as JSON. */
#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct builder {
    json_object *open[BANDEX_RECORD_DEPTH_MAX + 1]; /* maps and lists that are not over */
    int depth;
    json_object *whole;
} builder;

static void put(builder *self, const bandex_part *part, json_object *value)
{
    json_object *outer = self->depth > 0 ? self->open[self->depth - 1] : NULL;
    char number[24];
    if (!outer) {
        self->whole = value;
    } else if (json_object_is_type(outer, json_type_array)) {
        json_object_array_add(outer, value);
    } else {
        snprintf(number, sizeof number, "%lld", (long long)part->key);
        json_object_object_add(outer, part->name ? part->name : number, value);
    }
}

static json_object *hex(const bandex_part *part)
{
    static const char digits[] = "0123456789abcdef";
    char *text = malloc(part->size * 2 + 1);
    json_object *value;
    if (!text) {
        return NULL;
    }
    for (size_t i = 0; i < part->size; i++) {
        text[2 * i] = digits[part->bytes[i] >> 4];
        text[2 * i + 1] = digits[part->bytes[i] & 15];
    }
    value = json_object_new_string_len(text, (int)part->size * 2);
    free(text);
    return value;
}

static json_object *real(double number)
{
    char text[32];
    snprintf(text, sizeof text, "%.9g", number);
    return json_object_new_double_s(number, text);
}

static bandex_status take_part(void *context, const bandex_part *part)
{
    builder *self = context;
    switch (part->kind) {
    case BANDEX_RECORD_PART_MAP:
    case BANDEX_RECORD_PART_LIST: {
        json_object *value = part->kind == BANDEX_RECORD_PART_MAP ? json_object_new_object() : json_object_new_array();
        put(self, part, value);
        self->open[self->depth++] = value;
        return BANDEX_OK;
    }
    case BANDEX_RECORD_PART_CLOSE:
        self->depth--;
        return BANDEX_OK;
    case BANDEX_RECORD_PART_NUMBER:
        if (part->name && strcmp(part->name, "type") == 0) {
            put(self, part, json_object_new_string(bandex_record_type_name((uint64_t)part->number)));
        } else {
            put(self, part, json_object_new_int64(part->number));
        }
        return BANDEX_OK;
    case BANDEX_RECORD_PART_REAL:
        put(self, part, real(part->real));
        return BANDEX_OK;
    case BANDEX_RECORD_PART_TEXT:
        put(self, part, json_object_new_string_len((const char *)part->bytes, (int)part->size));
        return BANDEX_OK;
    case BANDEX_RECORD_PART_BYTES:
        put(self, part, hex(part));
        return BANDEX_OK;
    case BANDEX_RECORD_PART_FLAG:
        put(self, part, json_object_new_boolean(part->number != 0));
        return BANDEX_OK;
    default:
        put(self, part, NULL);
        return BANDEX_OK;
    }
}

json_object *log_record_json(const bandex_log_entry *entry)
{
    builder self = {0};
    if (bandex_record_walk(entry->bytes, entry->size, take_part, &self, NULL) != BANDEX_OK) {
        json_object_put(self.whole);
        return NULL;
    }
    json_object_object_add(self.whole, "seq", json_object_new_uint64(entry->seq));
    return self.whole;
}

static void print_set(const bandex_set *set)
{
    char when[32];
    printf("%s  %-20s", log_time(set->start_ms, set->utc_offset_min, when), set->exercise);
    if (set->accepted_reps >= 0) {
        printf("  %3d reps", set->accepted_reps);
    }
    if (set->accepted_reps >= 0 && set->detected_reps >= 0 && set->detected_reps != set->accepted_reps) {
        printf(" (%d detected)", set->detected_reps);
    }
    if (set->tut_ms >= 0) {
        printf("  %5.1f s", set->tut_ms / 1000.0);
    }
    if (set->peak_mn >= 0) {
        printf("  peak %.1f N", set->peak_mn / 1000.0);
    }
    if (set->band.band[0]) {
        printf("  %s", set->band.band);
    }
    printf("\n");
}

static void print_session(const bandex_session *session)
{
    char when[32];
    printf("%s  session", log_time(session->start_ms, session->utc_offset_min, when));
    if (session->pain_during >= 0) {
        printf("  pain %d", session->pain_during);
    }
    if (session->pain_morning >= 0) {
        printf("  pain next morning %d", session->pain_morning);
    }
    if (session->omni >= 0) {
        printf("  effort %d", session->omni);
    }
    printf("%s\n", session->red_flag ? "  red flag" : "");
}

static void print_entry(const bandex_log_entry *entry)
{
    bandex_set set;
    bandex_session session;
    if (entry->head.type == BANDEX_RECORD_SET &&
        bandex_set_decode(entry->bytes, entry->size, &set, NULL, NULL) == BANDEX_OK) {
        print_set(&set);
    } else if (entry->head.type == BANDEX_RECORD_SESSION &&
               bandex_session_decode(entry->bytes, entry->size, &session, NULL, NULL) == BANDEX_OK) {
        print_session(&session);
    } else {
        printf("%16s  %s, %zu bytes\n", "", bandex_record_type_name(entry->head.type), entry->size);
    }
}

int log_show(const log_options *options)
{
    bandex_log *log = log_open(options->files[0], BANDEX_LOG_READ);
    bandex_log_report report;
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status;
    const char *between = "[\n";
    int code;
    if (!log) {
        return EXIT_DATA;
    }
    log_cursor(options, &cursor);
    /* One record at a time, so that a long log takes no memory. */
    while ((status = bandex_log_next(log, &cursor, &entry)) == BANDEX_OK) {
        if (options->json) {
            json_object *record = log_record_json(&entry);
            if (record) {
                printf("%s%s", between, json_object_to_json_string_ext(record, JSON_C_TO_STRING_NOSLASHESCAPE));
                json_object_put(record);
                between = ",\n";
            }
        } else {
            print_entry(&entry);
        }
    }
    if (options->json) {
        printf("%s]\n", between[0] == '[' ? "[" : "\n");
    }
    bandex_log_report_get(log, &report);
    bandex_log_close(log);
    if (status != BANDEX_E_NOT_FOUND) {
        return fail_status(status, options->files[0], NULL);
    }
    code = finish_output();
    if (report.damaged > 0) {
        fail(EXIT_DATA, "%.200s: %llu damaged, %llu bytes lost; the rest is shown", options->files[0],
             (unsigned long long)report.damaged, (unsigned long long)report.lost_bytes);
    }
    return code;
}
