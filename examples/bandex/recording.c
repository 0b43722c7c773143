/* SPDX-License-Identifier: MIT */
#include "recording.h"

#include "command.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIELD_LIMIT 4096   /* bytes of a cell: no number is longer, and a hostile file must not fill the memory */
#define COLUMN_LIMIT 1000

typedef struct reader {
    recording_columns columns;
    recording_header_fn *on_header;
    recording_row_fn *on_row;
    void *context;
    recording_row row;
    unsigned long line; /* rows seen, the header included */
    int column;
    bool header_done, stopped;
    bool comment;       /* the row begins with # and is passed over */
    char problem[160];  /* why the file cannot be used */
} reader;

static const struct {
    const char *name;
    double newtons;
} force_units[] = {
    {"force_n", 1.0},
    {"force_kgf", (double)BANDEX_NEWTON_PER_KGF},
    {"force_lbf", (double)BANDEX_NEWTON_PER_LBF},
};

static void give_up(reader *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void give_up(reader *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (!self->problem[0]) {
        vsnprintf(self->problem, sizeof self->problem, format, arguments);
    }
    va_end(arguments);
    self->stopped = true;
}

static bool parse_number(const char *text, double *value)
{
    char *rest;
    *value = strtod(text, &rest);
    return rest != text && *rest == '\0';
}

/* A column of a known unit is preferred to one of another name; the first of its kind counts. */
static void take_header_cell(reader *self, const char *name, int column)
{
    recording_columns *columns = &self->columns;
    if (strcasecmp(name, "t_s") == 0 || strcasecmp(name, "t_us") == 0) {
        if (columns->time < 0) {
            columns->time = column;
            columns->time_scale = strcasecmp(name, "t_s") == 0 ? 1.0 : 1e-6;
        }
        return;
    }
    for (size_t i = 0; i < sizeof force_units / sizeof force_units[0]; i++) {
        if (strcasecmp(name, force_units[i].name) == 0 && (columns->force < 0 || columns->unitless)) {
            columns->force = column;
            columns->force_scale = force_units[i].newtons;
            columns->unitless = false;
            snprintf(columns->force_name, sizeof columns->force_name, "%s", name);
            return;
        }
    }
    double number;
    if (columns->force < 0 && name[0] && !parse_number(name, &number)) {
        columns->force = column;
        columns->force_scale = 1.0;
        columns->unitless = true;
        snprintf(columns->force_name, sizeof columns->force_name, "%.60s", name);
    }
}

static void take_cell(reader *self, const char *text)
{
    double number;
    bool is_number = parse_number(text, &number);
    if (self->column == self->columns.time) {
        self->row.time_known = is_number && isfinite(number);
        self->row.time_s = number * self->columns.time_scale;
    } else if (self->column == self->columns.force) {
        self->row.number = is_number;
        self->row.force = is_number ? (float)(number * self->columns.force_scale) : NAN;
    }
}

static void on_field(void *data, size_t length, void *context)
{
    reader *self = context;
    char *text = data ? data : "";
    if (self->stopped) {
        return;
    }
    self->comment = self->comment || (self->column == 0 && text[0] == '#');
    if (self->comment) {
        self->column++;
        return;
    }
    if (length > FIELD_LIMIT || self->column >= COLUMN_LIMIT) {
        give_up(self, "row %lu: a cell of more than %d bytes, or more than %d cells", self->line + 1, FIELD_LIMIT, COLUMN_LIMIT);
    } else if (strlen(text) != length) {
        give_up(self, "row %lu: not a text file", self->line + 1);
    } else if (self->header_done) {
        take_cell(self, text);
    } else {
        /* A byte order mark is no part of a name. */
        take_header_cell(self, strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text, self->column);
    }
    self->column++;
}

static void end_header(reader *self)
{
    self->header_done = true;
    if (self->columns.force < 0) {
        give_up(self, "row 1: the header names no force column (force_n, force_kgf, force_lbf or another name)");
    } else if (!self->on_header(self->context, &self->columns)) {
        self->stopped = true;
    }
}

static void begin_row(reader *self)
{
    self->column = 0;
    self->row = (recording_row){.force = NAN};
}

static void on_end_of_row(int end, void *context)
{
    reader *self = context;
    (void)end;
    if (self->stopped) {
        return;
    }
    self->line++;
    if (self->comment) {
        self->comment = false;
    } else if (!self->header_done) {
        end_header(self);
    } else if (!self->on_row(self->context, &self->row)) {
        self->stopped = true;
    }
    begin_row(self);
}

/* csv_parse keeps a cell until it is complete: one that never ends must not grow for ever. */
static void read_all(reader *self, struct csv_parser *parser, int file)
{
    char block[65536];
    ssize_t got;
    size_t open_cell = 0;
    while (!self->stopped && (got = read(file, block, sizeof block)) != 0) {
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            give_up(self, "%s", strerror(errno));
            return;
        }
        unsigned long line = self->line;
        int column = self->column;
        if (csv_parse(parser, block, (size_t)got, on_field, on_end_of_row, self) != (size_t)got) {
            give_up(self, "row %lu: %s", self->line + 1, csv_strerror(csv_error(parser)));
        }
        open_cell = self->line == line && self->column == column ? open_cell + (size_t)got : 0;
        if (open_cell > FIELD_LIMIT) {
            give_up(self, "row %lu: a cell of more than %d bytes", self->line + 1, FIELD_LIMIT);
        }
    }
    if (!self->stopped) {
        csv_fini(parser, on_field, on_end_of_row, self);
    }
}

static int open_recording(const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0) {
        return STDIN_FILENO;
    }
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0 && fstat(file, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(file);
        errno = EISDIR;
        return -1;
    }
    return file;
}

int recording_read(const char *path, recording_header_fn *header, recording_row_fn *row, void *context)
{
    reader self = {.columns = {.time = -1, .force = -1}, .on_header = header, .on_row = row, .context = context};
    struct csv_parser parser;
    int file = open_recording(path);
    if (file < 0) {
        return fail(EXIT_DATA, "%s: %s", path, strerror(errno));
    }
    if (csv_init(&parser, CSV_APPEND_NULL) != 0) {
        close(file);
        return fail(EXIT_DATA, "no memory");
    }
    begin_row(&self);
    read_all(&self, &parser, file);
    csv_free(&parser);
    if (file != STDIN_FILENO) {
        close(file);
    }
    if (!self.problem[0] && !self.header_done) {
        give_up(&self, "the file is empty");
    }
    return self.problem[0] ? fail(EXIT_DATA, "%s: %s", path, self.problem) : EXIT_DONE;
}
