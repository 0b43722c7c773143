/* SPDX-License-Identifier: MIT */
/* What the subcommands of `bandex` share: how they are found, how they fail, how they print JSON. */
#ifndef COMMAND_H
#define COMMAND_H

#include <argp.h>
#include <bandex.h>
#include <json-c/json.h>
#include <stddef.h>

/* Exit codes: 0 done, 1 the data cannot be used, 2 the command line is wrong. */
enum { EXIT_DONE = 0, EXIT_DATA = 1, EXIT_USAGE = 2 };

/* One subcommand: argv[0] is "bandex NAME". Returns an exit code. */
typedef struct command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
} command;

int command_reps(int argc, char **argv);
int command_train(int argc, char **argv);
int command_catalog(int argc, char **argv);
int command_exercises(int argc, char **argv);
int command_muscles(int argc, char **argv);
int command_bands(int argc, char **argv);
int command_force(int argc, char **argv);
int command_next(int argc, char **argv);
int command_policy(int argc, char **argv);
int command_simulate(int argc, char **argv);
int command_log(int argc, char **argv);
int command_plan(int argc, char **argv);
int command_volume(int argc, char **argv);

/* Prints "bandex: ..." as one line on stderr (control characters and bytes beyond 300 are left out) and returns code. */
int fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* fail() for a status of the library, with the diag's record, field and reason where there is one (NULL: none). */
int fail_status(bandex_status status, const char *what, const bandex_diag *diag);

/* Parses a whole number of [low, high] or ends the program through argp_error. */
long parse_integer(struct argp_state *state, const char *option, const char *text, long low, long high);

/* Writes a JSON value and a newline to stdout and frees it. EXIT_DATA when stdout cannot take it (disk full). */
int print_json(json_object *value, int flags);

/* Flushes stdout; EXIT_DATA with a message when not all of it could be written. */
int finish_output(void);

/* Adds a number that was measured: nothing is added for NaN or infinity, since JSON has neither. */
void add_number(json_object *object, const char *key, double value);

/* Adds a moment or duration in seconds, to the microsecond. */
void add_seconds(json_object *object, const char *key, double seconds);

/* Adds a text unless it is NULL or empty. */
void add_text(json_object *object, const char *key, const char *text);

#endif
