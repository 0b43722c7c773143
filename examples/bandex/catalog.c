/* SPDX-License-Identifier: MIT */
/* bandex catalog: exercises of one's own, from JSON to a file that the library loads, and back. */
#include "catalog.h"
#include "command.h"
#include "exercise_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { OPTION_JSON = 1000, FILE_LIMIT = 256 << 20 };

static const struct argp_option argp_options[] = {
    {"output", 'o', "FILE", 0, "import, export, schema: write to this file", 0},
    {"json", OPTION_JSON, NULL, 0, "check: print JSON", 0},
    {0}};

typedef struct options {
    const char *action, *file, *output;
    bool json;
} options;

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_JSON:
        self->json = true;
        return 0;
    case 'o':
        self->output = text;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 1) {
            argp_error(state, "too many arguments");
        }
        *(state->arg_num == 0 ? &self->action : &self->file) = text;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "import, export, check, pages or schema?");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    argp_options, parse_option, "import FILE.json -o FILE.cbor\nexport [FILE.cbor]\ncheck FILE.cbor\npages FOLDER\nschema",
    "Work with catalogues of exercises.\v"
    "import reads exercises written by hand (docs/contributing-data.md), checks every one and writes a catalogue file; "
    "export prints a catalogue file, or the built-in catalogue, as such JSON; check says whether a file is sound; pages "
    "writes a Markdown page and a picture for each built-in exercise; schema prints the JSON Schema.",
    NULL, NULL, NULL};

/* ---- files ---- */

/* The whole of a file, with a zero after it. */
static int read_file(const char *path, char **data, size_t *size)
{
    struct stat facts;
    size_t capacity = 0;
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    *data = NULL;
    *size = 0;
    if (!file) {
        return fail(EXIT_DATA, "%.200s: %s", path, strerror(errno));
    }
    if (fstat(fileno(file), &facts) == 0 && S_ISDIR(facts.st_mode)) {
        fclose(file);
        return fail(EXIT_DATA, "%.200s: is a folder", path);
    }
    for (;;) {
        if (*size + 1 >= capacity) {
            char *grown = capacity >= FILE_LIMIT ? NULL : realloc(*data, capacity = capacity ? 2 * capacity : 65536);
            if (!grown) {
                free(*data);
                fclose(file);
                return fail(EXIT_DATA, "%.200s: too large", path);
            }
            *data = grown;
        }
        size_t got = fread(*data + *size, 1, capacity - *size - 1, file);
        *size += got;
        if (got == 0) {
            break;
        }
    }
    (*data)[*size] = '\0';
    int failed = ferror(file);
    if (file != stdin) {
        fclose(file);
    }
    if (failed) {
        free(*data);
        return fail(EXIT_DATA, "%.200s: cannot be read", path);
    }
    return EXIT_DONE;
}

/* Through a second file, so that a failure leaves what was there. */
static int write_file(const char *path, const void *data, size_t size)
{
    size_t length = strlen(path) + sizeof ".new";
    char *partial = malloc(length);
    FILE *file;
    int failed;
    if (!partial) {
        return fail(EXIT_DATA, "out of memory");
    }
    snprintf(partial, length, "%s.new", path);
    file = fopen(partial, "wb");
    failed = !file || fwrite(data, 1, size, file) != size;
    failed = (file && fclose(file) != 0) || failed;
    if (failed || rename(partial, path) != 0) {
        int code = fail(EXIT_DATA, "%.200s: cannot be written: %s", path, strerror(errno));
        remove(partial);
        free(partial);
        return code;
    }
    free(partial);
    return EXIT_DONE;
}

int catalog_open(const char *path, const bandex_catalog *base, bandex_catalog **catalog)
{
    char *data;
    size_t size;
    bandex_diag diag = {0};
    bandex_status status;
    int code = read_file(path, &data, &size);
    if (code != EXIT_DONE) {
        return code;
    }
    status = bandex_catalog_load(base, (const uint8_t *)data, size, NULL, catalog, &diag);
    free(data);
    return status == BANDEX_OK ? EXIT_DONE : fail_status(status, path, &diag);
}

/* ---- actions ---- */

static int write_json(json_object *json, const char *output)
{
    const char *text;
    int code;
    if (!output) {
        return print_json(json, JSON_C_TO_STRING_PRETTY);
    }
    text = json_object_to_json_string_ext(json, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE);
    size_t length = strlen(text);
    char *line = malloc(length + 1);
    if (line) {
        memcpy(line, text, length);
        line[length] = '\n';
        code = write_file(output, line, length + 1);
    } else {
        code = fail(EXIT_DATA, "out of memory");
    }
    free(line);
    json_object_put(json);
    return code;
}

static int encode(const exercise_list *list, const char *path, const char *output)
{
    bandex_diag diag = {0};
    size_t size = 0;
    uint8_t *data;
    int code;
    bandex_status status = bandex_catalog_encode(list->exercises, list->count, NULL, 0, &size, &diag);
    if (status != BANDEX_E_FULL) {
        return fail_status(status, path, &diag);
    }
    data = malloc(size);
    if (!data) {
        return fail(EXIT_DATA, "out of memory");
    }
    bandex_catalog_encode(list->exercises, list->count, data, size, &size, NULL);
    /* What the records say about each other, and about the built-in ones, shows when they are loaded. */
    bandex_catalog *catalog = NULL;
    status = bandex_catalog_load(NULL, data, size, NULL, &catalog, &diag);
    bandex_catalog_free(catalog);
    code = status == BANDEX_OK ? write_file(output, data, size) : fail_status(status, path, &diag);
    free(data);
    return code;
}

static int import(const options *self)
{
    char *data;
    size_t size;
    exercise_list list;
    bandex_diag diag;
    int code = read_file(self->file, &data, &size);
    if (code != EXIT_DONE) {
        return code;
    }
    struct json_tokener *tokener = json_tokener_new_ex(32);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    json_object *json = size <= INT32_MAX ? json_tokener_parse_ex(tokener, data, (int)size + 1) : NULL;
    enum json_tokener_error error = json_tokener_get_error(tokener);
    size_t end = json_tokener_get_parse_end(tokener);
    json_tokener_free(tokener);
    if (!json || error != json_tokener_success) {
        code = fail(EXIT_DATA, "%.200s: no JSON: %s near byte %zu", self->file, json_tokener_error_desc(error), end);
    } else if (!exercises_from_json(&list, json, &diag)) {
        code = fail_status(diag.status, self->file, &diag);
        exercise_list_free(&list);
    } else {
        code = encode(&list, self->file, self->output);
        if (code == EXIT_DONE) {
            printf("%zu exercise%s written to %s\n", list.count, list.count == 1 ? "" : "s", self->output);
        }
        exercise_list_free(&list);
    }
    json_object_put(json);
    free(data);
    return code;
}

/* The exercises of a file alone, without those that it lies over. */
static size_t own_exercises(const bandex_catalog *catalog, const bandex_exercise **own)
{
    size_t count = 0;
    for (size_t i = 0; i < bandex_catalog_count(catalog); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(catalog, i);
        if (exercise != bandex_catalog_find(NULL, exercise->id)) {
            own[count++] = exercise;
        }
    }
    return count;
}

static int export(const options *self)
{
    bandex_catalog *catalog = NULL;
    json_object *array;
    int code = self->file ? catalog_open(self->file, NULL, &catalog) : EXIT_DONE;
    if (code != EXIT_DONE) {
        return code;
    }
    size_t count = bandex_catalog_count(catalog);
    const bandex_exercise **exercises = malloc((count + 1) * sizeof *exercises);
    if (!exercises) {
        bandex_catalog_free(catalog);
        return fail(EXIT_DATA, "out of memory");
    }
    if (self->file) {
        count = own_exercises(catalog, exercises);
    } else {
        for (size_t i = 0; i < count; i++) {
            exercises[i] = bandex_catalog_at(NULL, i);
        }
    }
    array = json_object_new_array();
    for (size_t i = 0; i < count; i++) {
        json_object_array_add(array, exercise_to_json(exercises[i]));
    }
    free(exercises);
    bandex_catalog_free(catalog);
    return write_json(array, self->output);
}

static int check(const options *self)
{
    bandex_catalog *catalog = NULL;
    int code = catalog_open(self->file, NULL, &catalog);
    if (code != EXIT_DONE) {
        return code;
    }
    const bandex_exercise **exercises = malloc((bandex_catalog_count(catalog) + 1) * sizeof *exercises);
    size_t count = exercises ? own_exercises(catalog, exercises) : 0;
    free(exercises);
    bandex_catalog_free(catalog);
    if (!exercises) {
        return fail(EXIT_DATA, "out of memory");
    }
    if (self->json) {
        json_object *result = json_object_new_object();
        json_object_object_add(result, "exercises", json_object_new_int64((int64_t)count));
        return print_json(result, 0);
    }
    printf("%zu exercise%s, every one is valid\n", count, count == 1 ? "" : "s");
    return finish_output();
}

int command_catalog(int argc, char **argv)
{
    options self = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    if (strcmp(self.action, "schema") == 0 && !self.file) {
        return write_json(exercise_schema(), self.output);
    }
    if (strcmp(self.action, "export") == 0) {
        return export(&self);
    }
    if (strcmp(self.action, "import") == 0) {
        return self.file && self.output ? import(&self) : fail(EXIT_USAGE, "catalog import wants FILE.json -o FILE.cbor");
    }
    if (strcmp(self.action, "check") == 0) {
        return self.file ? check(&self) : fail(EXIT_USAGE, "catalog check wants a file");
    }
    if (strcmp(self.action, "pages") == 0) {
        return self.file ? catalog_write_pages(NULL, self.file) : fail(EXIT_USAGE, "catalog pages wants a folder");
    }
    return fail(EXIT_USAGE, "no action '%.40s'; `bandex catalog --help` lists them", self.action);
}
