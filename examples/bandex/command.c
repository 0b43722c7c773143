/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_LIMIT 300

/* The text may hold names from a hostile file: it stays one line of bounded length. */
static void print_line(const char *text)
{
    size_t length = strlen(text);
    fputs("bandex: ", stderr);
    for (size_t i = 0; i < length && i < LINE_LIMIT; i++) {
        unsigned char byte = (unsigned char)text[i];
        fputc(byte < 0x20 || byte == 0x7f ? '?' : byte, stderr);
    }
    fputs(length > LINE_LIMIT ? " ...\n" : "\n", stderr);
}

int fail(int code, const char *format, ...)
{
    char text[LINE_LIMIT + 100];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    print_line(text);
    return code;
}

int fail_status(bandex_status status, const char *what, const bandex_diag *diag)
{
    if (diag && diag->reason[0]) {
        return fail(EXIT_DATA, "%s: %s%s%s%s%s", what, diag->record, diag->record[0] ? ": " : "", diag->field,
                    diag->field[0] ? ": " : "", diag->reason);
    }
    return fail(EXIT_DATA, "%s: %s", what, bandex_status_message(status));
}

long parse_integer(struct argp_state *state, const char *option, const char *text, long low, long high)
{
    char *rest = NULL;
    errno = 0;
    long value = strtol(text, &rest, 10);
    if (errno != 0 || rest == text || *rest != '\0' || value < low || value > high) {
        argp_error(state, "%s wants a whole number from %ld to %ld, not '%.40s'", option, low, high, text);
    }
    return value;
}

int finish_output(void)
{
    if (fflush(stdout) != 0 || ferror(stdout)) {
        return fail(EXIT_DATA, "cannot write the output: %s", strerror(errno));
    }
    return EXIT_DONE;
}

int print_json(json_object *value, int flags)
{
    fputs(json_object_to_json_string_ext(value, flags | JSON_C_TO_STRING_NOSLASHESCAPE), stdout);
    fputc('\n', stdout);
    json_object_put(value);
    return finish_output();
}

static void add_formatted(json_object *object, const char *key, double value, const char *text)
{
    if (isfinite(value)) {
        json_object_object_add(object, key, json_object_new_double_s(value, text));
    }
}

/* Nine significant digits hold every float exactly. */
void add_number(json_object *object, const char *key, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.9g", value);
    add_formatted(object, key, value, text);
}

void add_seconds(json_object *object, const char *key, double seconds)
{
    char text[400];
    snprintf(text, sizeof text, "%.6f", seconds);
    add_formatted(object, key, seconds, text);
}

void add_text(json_object *object, const char *key, const char *text)
{
    if (text && text[0]) {
        json_object_object_add(object, key, json_object_new_string(text));
    }
}
