/* SPDX-License-Identifier: MIT */
#include "expect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE_LOW 0.1
#define RATE_HIGH 100000.0
#define NUMERATOR_HIGH 4e6 /* of the detector's rate */

/* 243.08 becomes 24308/100: a rounded period would drift. */
static bool parse_rate(const char *text, bandex_detector_config *config, double *rate_hz)
{
    char *rest;
    double rate = strtod(text, &rest);
    if (rest == text || *rest != '\0' || !(rate >= RATE_LOW && rate <= RATE_HIGH)) {
        return false;
    }
    uint32_t denominator = 1;
    while (denominator < 1000 && rate * denominator * 10 <= NUMERATOR_HIGH &&
           fabs(rate * denominator - round(rate * denominator)) > 1e-9 * rate * denominator) {
        denominator *= 10;
    }
    config->rate_num = (uint32_t)llround(rate * denominator);
    config->rate_den = denominator;
    *rate_hz = rate;
    return true;
}

void expect_rate(struct argp_state *state, const char *text, detection *into)
{
    if (!parse_rate(text, &into->config, &into->rate_hz)) {
        argp_error(state, "--rate wants hertz from %g to %g, not '%.40s'", RATE_LOW, RATE_HIGH, text);
    }
}

/* A whole number of counts up to the character that ends it. @return behind that; NULL: there is none */
static const char *parse_counts(const char *text, const char *ends, int32_t *counts)
{
    char *rest;
    long long number = strtoll(text, &rest, 10);
    if (rest == text || number < INT32_MIN || number > INT32_MAX || !strchr(ends, *rest)) {
        return NULL;
    }
    *counts = (int32_t)number;
    return *rest ? rest + 1 : rest;
}

/* 98.07, 98.07N, 10kg or 22lb up to a comma or the end. */
static const char *parse_load(const char *text, int32_t *force_mn)
{
    static const struct {
        const char *name;
        double newtons;
    } units[] = {{"kg", (double)BANDEX_NEWTON_PER_KGF}, {"lb", (double)BANDEX_NEWTON_PER_LBF}, {"N", 1.0}};
    char *rest;
    double force = strtod(text, &rest);
    if (rest == text) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = strlen(units[i].name);
        if (strncmp(rest, units[i].name, length) == 0) {
            force *= units[i].newtons;
            rest += length;
            break;
        }
    }
    if (!(fabs(force) < 2e6) || (*rest && *rest != ',')) {
        return NULL;
    }
    *force_mn = (int32_t)lround(force * 1000);
    return *rest ? rest + 1 : rest;
}

void expect_calibration(struct argp_state *state, const char *text, detection *into)
{
    int32_t counts = 0, force_mn = 0;
    const char *rest = parse_counts(text, ",", &counts);
    bandex_status status = rest ? bandex_calibration_init(&into->calibration, counts) : BANDEX_E_ARGUMENT;
    bool loaded = false;
    while (status == BANDEX_OK && (!loaded || *rest)) {
        rest = parse_counts(rest, "=", &counts);
        rest = rest ? parse_load(rest, &force_mn) : NULL;
        status = rest ? bandex_calibration_add(&into->calibration, counts, force_mn) : BANDEX_E_ARGUMENT;
        loaded = true;
    }
    if (status != BANDEX_OK) {
        argp_error(state,
                   "--calibration wants the counts without load, then counts and force of up to %d known weights, as in "
                   "8421,1250000=10kg; not '%.80s'", BANDEX_CALIBRATION_POINTS - 1, text);
    }
    into->calibrated = true;
}

int expect_exercise(detection *into, const char *exercise_id, const char *band_id, const bandex_exercise **exercise)
{
    bandex_band_use use = {0};
    const bandex_exercise *found = exercise_id ? bandex_catalog_find(NULL, exercise_id) : NULL;
    if (exercise_id && !found) {
        return fail(EXIT_DATA, "no exercise '%s'; `bandex exercises` lists them", exercise_id);
    }
    if (band_id && !bandex_band_find(band_id)) {
        return fail(EXIT_DATA, "no band '%s'; `bandex bands` lists them", band_id);
    }
    if (exercise) {
        *exercise = found;
    }
    if (!found) {
        return EXIT_DONE;
    }
    /* Lengths of the band are not known here: what the exercise alone tells is filled in, the range is learnt. */
    snprintf(use.band, sizeof use.band, "%s", band_id ? band_id : "");
    bandex_exercise_configure(found, band_id ? &use : NULL, NULL, 0, &into->config);
    return EXIT_DONE;
}

int expect_spring(const bandex_band_use *use, bandex_spring *spring)
{
    bandex_status status = bandex_spring_open(spring, bandex_band_find(use->band), NULL, use, BANDEX_CURVE_DEFAULT);
    if (status == BANDEX_E_RANGE) {
        return fail(EXIT_DATA, "%s: only its order among its colors is known, no force: no work follows from it", use->band);
    }
    return status == BANDEX_OK ? EXIT_DONE : fail_status(status, use->band, NULL);
}
