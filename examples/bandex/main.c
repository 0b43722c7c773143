/* SPDX-License-Identifier: MIT */
/* bandex: what the library does, for the shell. Each subcommand has a file of its own. */
#include "command.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const command commands[] = {
    {"reps", "count and measure the repetitions of a force recording", command_reps},
    {"train", "the main job: a recording becomes a stored set and the next prescription", command_train},
    {"next", "say what to do next time, and why", command_next},
    {"policy", "the rules of progression: list, show, lint", command_policy},
    {"simulate", "play a rule ahead with a simulated athlete", command_simulate},
    {"log", "show, check, repair, merge and exchange training logs", command_log},
    {"muscles", "the muscles that exercises train", command_muscles},
    {"bands", "bands, their charts and curves, and the loads they offer", command_bands},
    {"force", "the force of a band at a length", command_force},
    {"plan", "plan a session or a week for muscles, time and bands", command_plan},
    {"volume", "sets per muscle and week from a training log", command_volume},
    {"exercises", "list exercises by muscle, position, equipment; print one in full", command_exercises},
    {"catalog", "import, export and check exercises of your own; write their pages", command_catalog},
    {NULL, NULL, NULL},
};

static void print_help(FILE *to)
{
    fputs("Usage: bandex COMMAND [OPTION...]\n"
          "Strength training with resistance bands, from a force signal.\n\n",
          to);
    for (size_t i = 0; commands[i].name; i++) {
        fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].summary);
    }
    fputs("\n`bandex COMMAND --help` says more. Every command takes --json.\n"
          "Exit code: 0 done, 1 the data cannot be used, 2 the command line is wrong.\n"
          "Suggestions are information, not medical advice.\n",
          to);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    argp_err_exit_status = EXIT_USAGE;
    signal(SIGPIPE, SIG_DFL); /* `bandex ... | head` ends quietly, also where the parent ignores SIGPIPE */
    if (strcmp(name, "--help") == 0 || strcmp(name, "-?") == 0 || strcmp(name, "-h") == 0) {
        print_help(stdout);
        return finish_output();
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        printf("bandex %s\n", bandex_version_string());
        return finish_output();
    }
    for (size_t i = 0; commands[i].name; i++) {
        if (strcmp(name, commands[i].name) == 0) {
            char title[32];
            snprintf(title, sizeof title, "bandex %s", commands[i].name);
            argv[1] = title;
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    return fail(EXIT_USAGE, "no command '%.40s'; `bandex --help` lists them", name);
}
