/* SPDX-License-Identifier: MIT */
/* Bands and muscles: look-ups against a walk through the table, forces against one fit, ladders of growing size with the
 * exponent of their growth. Everything is a ratio within one run; times are the best of several. */
#include <bandex/band.h>
#include <bandex/muscle.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 200, RUNS = 7, BANDS_MAX = 1024 };

static volatile double kept; /* so that nothing is optimized away */

static double now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Nanoseconds of one call, the best of several runs. work does `calls` of them. */
static double best(void (*work)(void), double calls)
{
    double least = 1e300;
    for (int i = 0; i < RUNS; i++) {
        double start = now_ns();
        work();
        double took = now_ns() - start;
        least = took < least ? took : least;
    }
    return least / calls;
}

static void find_bands(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < bandex_band_count(); i++) {
            kept = bandex_band_find(bandex_band_at(i)->id)->rank;
        }
    }
}

static void walk_bands(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < bandex_band_count(); i++) {
            size_t at = 0;
            while (strcmp(bandex_band_at(at)->id, bandex_band_at(i)->id) != 0) {
                at++;
            }
            kept = (double)at;
        }
    }
}

static void find_muscles(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < bandex_muscle_count(); i++) {
            kept = bandex_muscle_find(bandex_muscle_at(i)->token)->id;
        }
    }
}

static void walk_muscles(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < bandex_muscle_count(); i++) {
            size_t at = 0;
            while (strcmp(bandex_muscle_at(at)->token, bandex_muscle_at(i)->token) != 0) {
                at++;
            }
            kept = (double)at;
        }
    }
}

static void find_names(void)
{
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        kept = bandex_muscle_find_name(bandex_muscle_at(i)->spanish)->id;
    }
}

static bandex_spring single, series;

static void fit_curves(void)
{
    bandex_curve curve;
    for (int round = 0; round < ROUNDS; round++) {
        bandex_band_curve(bandex_band_find("theraband/green"), BANDEX_CURVE_DEFAULT, &curve);
        kept = curve.a;
    }
}

static void ask_forces(const bandex_spring *spring, double rest_mm)
{
    bandex_band_answer answer;
    for (int i = 0; i < ROUNDS; i++) {
        bandex_spring_force(spring, rest_mm * (1.1 + i * 0.005), &answer);
        kept = answer.force_mn;
    }
}

static void ask_single(void)
{
    ask_forces(&single, 750);
}

static void ask_series(void)
{
    ask_forces(&series, 1500);
}

static void ask_product(void)
{
    bandex_band_use use;
    bandex_band_answer answer;
    memset(&use, 0, sizeof use);
    use.rest_mm = 750;
    for (uint32_t i = 0; i < ROUNDS; i++) {
        bandex_band_force(bandex_band_find("theraband/green"), &use, 800 + i, &answer);
        kept = answer.force_mn;
    }
}

static void invert(void)
{
    double length = 0;
    for (int i = 0; i < ROUNDS; i++) {
        bandex_spring_length(&single, 1 + i * 0.1, &length);
        kept = length;
    }
}

static bandex_owned_band bands[BANDS_MAX];
static size_t band_count;

static void build_ladder(void)
{
    static bandex_rung rungs[BANDS_MAX * 4];
    bandex_ladder ladder;
    bandex_ladder_build(bands, band_count, NULL, rungs, BANDS_MAX * 4, &ladder, NULL, 0, NULL);
    kept = (double)ladder.count;
}

static void compare(const char *what, double this_ns, const char *other, double other_ns)
{
    printf("%-44s %9.1f ns  %6.2f of %s\n", what, this_ns, this_ns / other_ns, other);
}

int main(void)
{
    double calls = (double)ROUNDS * (double)bandex_band_count(), muscle_calls = (double)ROUNDS * (double)bandex_muscle_count(), fit, last = 0;
    bandex_band_use use;
    memset(&use, 0, sizeof use);
    use.rest_mm = 750;
    bandex_spring_open(&single, bandex_band_find("theraband/green"), NULL, &use, BANDEX_CURVE_DEFAULT);
    bandex_spring_open(&series, bandex_band_find("theraband/red"), NULL, &use, BANDEX_CURVE_DEFAULT);
    bandex_spring_join(&series, &single, BANDEX_JOIN_SERIES);
    compare("a band by id", best(find_bands, calls), "a walk", best(walk_bands, calls));
    compare("a muscle by token", best(find_muscles, muscle_calls), "a walk", best(walk_muscles, muscle_calls));
    compare("a muscle by its Spanish name", best(find_names, (double)bandex_muscle_count()), "a find by token", best(find_muscles, muscle_calls));
    fit = best(fit_curves, ROUNDS);
    compare("fit of two points", fit, "itself", fit);
    compare("force of a product: find, fit, ask", best(ask_product, ROUNDS), "a fit", fit);
    compare("force of an open spring", best(ask_single, ROUNDS), "a fit", fit);
    compare("length at a force", best(invert, ROUNDS), "a fit", fit);
    compare("force of two bands in series", best(ask_series, ROUNDS), "a fit", fit);
    for (band_count = 64; band_count <= BANDS_MAX; band_count *= 4) {
        for (size_t i = 0; i < band_count; i++) {
            bands[i] = (bandex_owned_band){.product = bandex_band_at(i % 36), .strands_max = 4};
        }
        double took = best(build_ladder, 1);
        printf("ladder of %4zu bands %31.1f us", band_count, took / 1000);
        if (last > 0) {
            printf("  grows by the power %.2f", log(took / last) / log(4));
        }
        puts("");
        last = took;
    }
    return EXIT_SUCCESS;
}
