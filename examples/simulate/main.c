/* SPDX-License-Identifier: MIT */
/* Writes a simulated recording of band training as CSV, or its truth. */
#include "simulator.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: bandex-simulate SCENARIO [--seed N] [--truth]\n"
    "       bandex-simulate --list\n\n"
    "Writes a SIMULATED force recording (CSV: t_s and force_n, or force_counts for unitless ones) to standard output;\n"
    "with --truth its true repetitions instead. The same scenario and seed give the same bytes on every machine.\n";

static int list(void) {
    for (size_t i = 0; i < simulator_count(); i++) {
        printf("%-20s %-12s %s\n", simulator_name(i), simulator_group(i), simulator_description(i));
    }
    return 0;
}

static void print_truth(const simulator_set *set) {
    puts("start_s,peak_s,end_s,peak,trough,partial,no_return");
    for (size_t i = 0; i < set->rep_count; i++) {
        const simulator_rep *r = &set->reps[i];
        printf("%.3f,%.3f,%.3f,%.6g,%.6g,%d,%d\n", r->start_s, r->peak_s, r->end_s, r->peak, r->trough, r->partial, r->no_return);
    }
}

static void print_samples(const simulator_set *set) {
    printf("t_s,%s\n", set->unitless ? "force_counts" : "force_n");
    for (size_t i = 0; i < set->count; i++) {
        printf("%lu.%06lu,", (unsigned long)(set->t_us[i] / 1000000u), (unsigned long)(set->t_us[i] % 1000000u));
        if (isnan(set->force[i])) {
            puts("nan");
        } else {
            printf(set->unitless ? "%.0f\n" : "%.4f\n", (double)set->force[i]);
        }
    }
}

int main(int argc, char **argv) {
    static const struct option options[] = {{"seed", required_argument, NULL, 's'}, {"truth", no_argument, NULL, 't'},
                                            {"list", no_argument, NULL, 'l'}, {"help", no_argument, NULL, 'h'}, {0}};
    unsigned long long seed = 1;
    int truth = 0, c;
    char *rest;
    simulator_set set;
    while ((c = getopt_long(argc, argv, "s:tlh", options, NULL)) != -1) {
        switch (c) {
        case 's':
            seed = strtoull(optarg, &rest, 10);
            if (*optarg == '\0' || *rest != '\0') {
                fprintf(stderr, "bandex-simulate: not a seed: %s\n", optarg);
                return 2;
            }
            break;
        case 't': truth = 1; break;
        case 'l': return list();
        case 'h': fputs(help, stdout); return 0;
        default: return 2;
        }
    }
    if (optind + 1 != argc) {
        fputs(help, stderr);
        return 2;
    }
    for (size_t i = 0; i < simulator_count(); i++) {
        if (strcmp(simulator_name(i), argv[optind]) != 0) continue;
        if (simulator_make(i, seed, &set) != 0) {
            fputs("bandex-simulate: out of memory\n", stderr);
            return 1;
        }
        fprintf(stderr, "bandex-simulate: simulated data, scenario %s, seed %llu: nobody pulled this\n", argv[optind], seed);
        if (truth) print_truth(&set); else print_samples(&set);
        simulator_free(&set);
        return ferror(stdout) || fflush(stdout) != 0 ? 1 : 0;
    }
    fprintf(stderr, "bandex-simulate: no scenario '%s' (see --list)\n", argv[optind]);
    return 1;
}
