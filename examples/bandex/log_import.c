/* SPDX-License-Identifier: MIT */
/* bandex log import: the CSV of export back into a log. What is there already, by id, stays as it is. */
#include "log.h"
#include "log_columns.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CELL_MAX = 4096 };

typedef struct importer {
    bandex_log *log;
    char *names[LOG_COLUMNS_MAX]; /* of the file's columns, NULL for more than we know */
    size_t column_count, column;
    size_t record_column;
    bool in_header;
    unsigned long row;
    char *cells[LOG_COLUMNS_MAX];
    bandex_set set; /* waits for its repetitions */
    bool have_set;
    bandex_rep *reps;
    size_t rep_count;
    uint8_t (*ids)[BANDEX_ID_SIZE]; /* that are in the log, sorted */
    size_t id_count, id_room;
    unsigned long added, present;
    bandex_status status;
    char error[200];
} importer;

static void give_up(importer *self, const char *what, const char *name)
{
    if (!self->error[0]) {
        snprintf(self->error, sizeof self->error, "row %lu: %s%s%.60s", self->row, what, name[0] ? ": " : "", name);
    }
}

static int compare_ids(const void *a, const void *b)
{
    return memcmp(a, b, BANDEX_ID_SIZE);
}

static bool read_ids(importer *self)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_log_cursor_init(&cursor, NULL);
    while (bandex_log_next(self->log, &cursor, &entry) == BANDEX_OK) {
        if (self->id_count == self->id_room) {
            size_t room = self->id_room ? self->id_room * 2 : 256;
            void *ids = realloc(self->ids, room * sizeof *self->ids);
            if (!ids) {
                return false;
            }
            self->ids = ids;
            self->id_room = room;
        }
        memcpy(self->ids[self->id_count++], entry.head.id, BANDEX_ID_SIZE);
    }
    if (self->id_count > 0) {
        qsort(self->ids, self->id_count, sizeof *self->ids, compare_ids);
    }
    return true;
}

static bool is_present(const importer *self, const uint8_t *id)
{
    static const uint8_t none[BANDEX_ID_SIZE];
    return memcmp(id, none, sizeof none) != 0 && self->id_count > 0 &&
           bsearch(id, self->ids, self->id_count, sizeof *self->ids, compare_ids) != NULL;
}

static void append(importer *self, bandex_status status)
{
    self->added += status == BANDEX_OK;
    if (status != BANDEX_OK) {
        give_up(self, bandex_status_message(status), "");
    }
}

static void flush_set(importer *self)
{
    if (!self->have_set) {
        return;
    }
    self->have_set = false;
    self->set.reps = self->reps;
    self->set.rep_count = self->rep_count;
    if (is_present(self, self->set.id)) {
        self->present++;
    } else {
        append(self, bandex_log_append_set(self->log, &self->set));
    }
}

static bool fill(importer *self, uint64_t type, void *record)
{
    for (size_t i = 0; i < self->column_count; i++) {
        const log_column *column = log_column_find(log_columns_of(type), self->names[i]);
        if (column && self->cells[i] && !log_cell_read(column, self->cells[i], record)) {
            give_up(self, "not a value of", self->names[i]);
            return false;
        }
    }
    return true;
}

static void take_rep(importer *self)
{
    if (!self->have_set) {
        give_up(self, "a repetition without a set before it", "");
        return;
    }
    if (self->rep_count == BANDEX_SET_REPS_MAX) {
        give_up(self, "too many repetitions in a set", "");
        return;
    }
    bandex_rep *rep = &self->reps[self->rep_count];
    static const uint8_t nothing[] = {0xa1, 0, BANDEX_RECORD_REP};
    bandex_rep_decode(nothing, sizeof nothing, rep, NULL); /* every field "not told" */
    if (fill(self, BANDEX_RECORD_REP, rep)) {
        self->rep_count++;
    }
}

static void take_row(importer *self)
{
    const char *record = self->record_column < self->column_count && self->cells[self->record_column]
                             ? self->cells[self->record_column]
                             : "set";
    bandex_session session;
    if (strcmp(record, "rep") == 0) {
        take_rep(self);
    } else if (strcmp(record, "session") == 0) {
        flush_set(self);
        bandex_session_default(&session);
        if (fill(self, BANDEX_RECORD_SESSION, &session)) {
            if (is_present(self, session.id)) {
                self->present++;
            } else {
                append(self, bandex_log_append_session(self->log, &session));
            }
        }
    } else if (strcmp(record, "set") == 0) {
        flush_set(self);
        bandex_set_default(&self->set);
        self->rep_count = 0;
        self->have_set = fill(self, BANDEX_RECORD_SET, &self->set);
    } else {
        give_up(self, "no kind of record", record);
    }
}

static void on_cell(void *text, size_t size, void *context)
{
    importer *self = context;
    size_t i = self->column++;
    if (i >= LOG_COLUMNS_MAX || self->error[0]) {
        return;
    }
    if (size >= CELL_MAX || (text && memchr(text, 0, size))) {
        give_up(self, "a cell that is no text", "");
        return;
    }
    char **place = self->in_header ? &self->names[i] : &self->cells[i];
    free(*place);
    *place = strndup(text ? text : "", size);
    if (!*place) {
        give_up(self, "out of memory", "");
    } else if (self->in_header && strcmp(*place, "record") == 0) {
        self->record_column = i;
    }
}

static void check_header(importer *self)
{
    if (self->column_count > LOG_COLUMNS_MAX) {
        give_up(self, "too many columns", "");
        return;
    }
    for (size_t i = 0; i < self->column_count; i++) {
        if (i != self->record_column && !log_column_find(log_columns_of(BANDEX_RECORD_SET), self->names[i]) &&
            !log_column_find(log_columns_of(BANDEX_RECORD_SESSION), self->names[i]) &&
            !log_column_find(log_columns_of(BANDEX_RECORD_REP), self->names[i])) {
            give_up(self, "no column of a training log", self->names[i]);
        }
    }
}

static void on_row(int terminator, void *context)
{
    importer *self = context;
    (void)terminator;
    if (self->error[0]) {
        return;
    }
    if (self->in_header) {
        self->column_count = self->column;
        self->in_header = false;
        check_header(self);
    } else {
        for (size_t i = self->column; i < self->column_count; i++) {
            free(self->cells[i]);
            self->cells[i] = NULL;
        }
        take_row(self);
    }
    self->column = 0;
    self->row++;
}

static void read_file(importer *self, FILE *file)
{
    static char block[1 << 14];
    struct csv_parser parser;
    size_t got, cell = 0;
    if (csv_init(&parser, CSV_APPEND_NULL) != 0) {
        give_up(self, "out of memory", "");
        return;
    }
    while (!self->error[0] && (got = fread(block, 1, sizeof block, file)) > 0) {
        size_t before = self->column + self->row;
        if (csv_parse(&parser, block, got, on_cell, on_row, self) != got) {
            give_up(self, csv_strerror(csv_error(&parser)), "");
        }
        /* A cell that never ends must not grow for ever. */
        cell = self->column + self->row == before ? cell + got : 0;
        if (cell > 4 * sizeof block) {
            give_up(self, "a cell that never ends", "");
        }
    }
    if (!self->error[0]) {
        csv_fini(&parser, on_cell, on_row, self);
    }
    if (!self->error[0]) {
        flush_set(self);
    }
    csv_free(&parser);
}

int log_import(const log_options *options)
{
    importer self = {.in_header = true, .row = 1, .record_column = LOG_COLUMNS_MAX};
    FILE *file = strcmp(options->files[0], "-") == 0 ? stdin : fopen(options->files[0], "r");
    bandex_status status = BANDEX_OK;
    if (!file) {
        return fail(EXIT_DATA, "%.200s: %s", options->files[0], strerror(errno));
    }
    bool fresh = access(options->files[1], F_OK) != 0;
    self.log = log_open(options->files[1], BANDEX_LOG_APPEND);
    self.reps = calloc(BANDEX_SET_REPS_MAX, sizeof *self.reps);
    if (self.log && self.reps && read_ids(&self)) {
        read_file(&self, file);
        if (!self.error[0] && ferror(file)) {
            give_up(&self, strerror(errno), "");
        }
        if (!self.error[0] && self.in_header) {
            give_up(&self, "nothing in it", "");
        }
    } else if (self.log) {
        give_up(&self, "out of memory", "");
    }
    for (size_t i = 0; i < LOG_COLUMNS_MAX; i++) {
        free(self.names[i]);
        free(self.cells[i]);
    }
    free(self.reps);
    free(self.ids);
    fclose(file);
    if (!self.log) {
        return EXIT_DATA;
    }
    status = bandex_log_close(self.log);
    if (self.error[0]) {
        if (fresh && self.added == 0) {
            remove(options->files[1]); /* made for nothing */
        }
        return fail(EXIT_DATA, "%.100s: %s (%lu records were added before)", options->files[0], self.error, self.added);
    }
    if (status != BANDEX_OK) {
        return fail_status(status, options->files[1], NULL);
    }
    if (options->json) {
        json_object *object = json_object_new_object();
        json_object_object_add(object, "added", json_object_new_int64((int64_t)self.added));
        json_object_object_add(object, "present", json_object_new_int64((int64_t)self.present));
        return print_json(object, 0);
    }
    printf("%lu added, %lu there already\n", self.added, self.present);
    return finish_output();
}
