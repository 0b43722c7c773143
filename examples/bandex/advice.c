/* SPDX-License-Identifier: MIT */
#include "advice.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *key, *text;
    size_t in_tempo, in_advice;
} phases[] = {
    {"concentric", "up", offsetof(bandex_tempo, concentric_ms), offsetof(bandex_advice, concentric)},
    {"hold", "held", offsetof(bandex_tempo, hold_ms), offsetof(bandex_advice, hold)},
    {"eccentric", "down", offsetof(bandex_tempo, eccentric_ms), offsetof(bandex_advice, eccentric)},
    {"rest", "rest", offsetof(bandex_tempo, rest_ms), offsetof(bandex_advice, rest)},
    {"tension", "under tension", 0, offsetof(bandex_advice, tension)},
};

static const struct {
    const char *key, *text;
    size_t in_config, in_advice;
    uint32_t flag;
} losses[] = {
    {"range", "range", offsetof(bandex_advice_config, stop_range_permille), offsetof(bandex_advice, range), BANDEX_ADVICE_FLAG_RANGE},
    {"peak", "peak", offsetof(bandex_advice_config, stop_peak_permille), offsetof(bandex_advice, peak), BANDEX_ADVICE_FLAG_PEAK},
    {"impulse", "impulse", offsetof(bandex_advice_config, stop_impulse_permille), offsetof(bandex_advice, impulse), BANDEX_ADVICE_FLAG_IMPULSE},
    {"loading_rate", "loading rate", offsetof(bandex_advice_config, stop_loading_rate_permille), offsetof(bandex_advice, loading_rate),
     BANDEX_ADVICE_FLAG_LOADING_RATE},
};

enum { PHASES = sizeof phases / sizeof *phases, OF_REP = PHASES - 1, LOSSES = sizeof losses / sizeof *losses };

static const char *const paces[] = {"free", "within", "short", "long"};

static const bandex_phase_advice *phase_at(const bandex_advice *advice, size_t i)
{
    return (const bandex_phase_advice *)((const char *)advice + phases[i].in_advice);
}

static const bandex_loss *loss_at(const bandex_advice *advice, size_t i)
{
    return (const bandex_loss *)((const char *)advice + losses[i].in_advice);
}

static int32_t *tempo_at(bandex_tempo *tempo, size_t i)
{
    return (int32_t *)((char *)tempo + phases[i].in_tempo);
}

/* Seconds up to 600, or x for a free phase; what follows must be one of `ends` (or the end of the text). */
static bool parse_seconds(const char **text, const char *ends, int32_t *ms)
{
    char *rest = NULL;
    if (**text == 'x' || **text == 'X') {
        *ms = BANDEX_UNKNOWN;
        ++*text;
    } else {
        double seconds = **text >= '0' && **text <= '9' ? strtod(*text, &rest) : -1;
        if (!(seconds >= 0 && seconds <= 600)) {
            return false;
        }
        *ms = (int32_t)lround(seconds * 1000);
        *text = rest;
    }
    if (**text == '\0') {
        return true;
    }
    return strchr(ends, *(*text)++) != NULL && **text != '\0';
}

static bool parse_numbers(const char *text, bandex_tempo *tempo)
{
    int32_t *const order[] = {&tempo->eccentric_ms, &tempo->rest_ms, &tempo->concentric_ms, &tempo->hold_ms};
    for (size_t i = 0; i < 4; i++) {
        if (!parse_seconds(&text, "-", order[i])) {
            return false;
        }
    }
    return *text == '\0';
}

static bool parse_names(const char *text, bandex_tempo *tempo)
{
    while (*text) {
        size_t length = strcspn(text, "="), i = 0;
        while (i < OF_REP && (strlen(phases[i].key) != length || strncmp(phases[i].key, text, length) != 0)) {
            i++;
        }
        text += length + 1;
        if (i == OF_REP || text[-1] != '=' || !parse_seconds(&text, ",", tempo_at(tempo, i))) {
            return false;
        }
    }
    return true;
}

void advice_parse_tempo(struct argp_state *state, const char *text, bandex_tempo *tempo)
{
    *tempo = (bandex_tempo){BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN};
    if (!(strchr(text, '=') ? parse_names(text, tempo) : parse_numbers(text, tempo))) {
        argp_error(state, "--tempo wants four times in seconds, lowering-pause-lifting-hold as in 2-0-1-0 (x: free), or names as in "
                   "concentric=1,hold=0,eccentric=2,rest=0; not '%.40s'", text);
    }
}

void advice_parse_stop(struct argp_state *state, const char *text, bandex_advice_config *config)
{
    const char *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : 0, i = LOSSES - 1; /* loading rate, the nearest to velocity */
    char *rest = NULL;
    if (equals) {
        for (i = 0; i < LOSSES && (strlen(losses[i].key) != length || strncmp(losses[i].key, text, length) != 0);) {
            i++;
        }
    }
    const char *number = equals ? equals + 1 : text;
    double percent = *number >= '0' && *number <= '9' ? strtod(number, &rest) : -1;
    if (i == LOSSES || !(percent > 0 && percent <= 100) || *rest != '\0') {
        argp_error(state, "--stop-loss wants a percentage above 0 and up to 100, alone or as range=, peak=, impulse= or loading_rate=; not '%.40s'", text);
        return;
    }
    *(int32_t *)((char *)config + losses[i].in_config) = (int32_t)lround(percent * 10);
}

static void add_permille(json_object *object, const char *key, int32_t permille)
{
    if (permille != BANDEX_UNKNOWN) {
        add_number(object, key, permille / 1000.0);
    }
}

static void add_ms(json_object *object, const char *key, int32_t ms)
{
    if (ms != BANDEX_UNKNOWN) {
        add_seconds(object, key, ms / 1000.0);
    }
}

static json_object *phase_json(const bandex_phase_advice *phase)
{
    json_object *object = json_object_new_object();
    add_ms(object, "prescribed_s", phase->prescribed_ms);
    add_ms(object, "took_s", phase->took_ms);
    add_permille(object, "ratio", phase->ratio_permille);
    if (phase->prescribed_ms != BANDEX_UNKNOWN) {
        if (phase->pace != BANDEX_PACE_FREE) {
            add_text(object, "pace", paces[phase->pace]);
        }
        json_object_object_add(object, "within", json_object_new_int64(phase->within));
    }
    json_object_object_add(object, "count", json_object_new_int64(phase->count));
    add_ms(object, "mean_s", phase->mean_ms);
    add_permille(object, "mean_ratio", phase->mean_ratio_permille);
    add_ms(object, "deviation_s", phase->deviation_ms);
    return object;
}

static json_object *loss_json(const bandex_loss *loss)
{
    json_object *object = json_object_new_object();
    add_number(object, "newest", (double)loss->newest);
    add_number(object, "best", (double)loss->best);
    add_permille(object, "loss", loss->loss_permille);
    return object;
}

static json_object *flags_json(uint32_t flags)
{
    static const char *const names[] = {"partial", "off_tempo", "range", "peak", "impulse", "loading_rate", "stop"};
    json_object *array = json_object_new_array();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (flags & (1u << i)) {
            json_object_array_add(array, json_object_new_string(names[i]));
        }
    }
    return array;
}

json_object *advice_tempo_json(const bandex_advice *advice)
{
    json_object *object = json_object_new_object();
    for (size_t i = 0; i < PHASES; i++) {
        json_object_object_add(object, phases[i].key, phase_json(phase_at(advice, i)));
    }
    return object;
}

json_object *advice_json(const bandex_advice *advice)
{
    json_object *object = json_object_new_object(), *loss = json_object_new_object();
    json_object_object_add(object, "flags", flags_json(advice->flags));
    for (size_t i = 0; i < LOSSES; i++) {
        json_object_object_add(loss, losses[i].key, loss_json(loss_at(advice, i)));
    }
    json_object_object_add(object, "tempo", advice_tempo_json(advice));
    json_object_object_add(object, "loss", loss);
    add_number(object, "range_median", (double)advice->range_median);
    add_permille(object, "range_below_median", advice->range_below_median_permille);
    add_number(object, "cadence_per_min", (double)advice->cadence);
    add_number(object, "cadence_newest_per_min", (double)advice->cadence_newest);
    return object;
}

static bool is_off(const bandex_phase_advice *phase)
{
    return phase->pace == BANDEX_PACE_SHORT || phase->pace == BANDEX_PACE_LONG;
}

void advice_print_notes(const bandex_advice *advice, const char *lead)
{
    for (size_t i = 0; i < OF_REP; i++) {
        const bandex_phase_advice *phase = phase_at(advice, i);
        if (is_off(phase)) {
            printf("%s%s %s", lead, phases[i].text, paces[phase->pace]);
            lead = ", ";
        }
    }
    for (size_t i = 0; i < LOSSES; i++) {
        if (advice->flags & losses[i].flag) {
            printf("%s%s -%.0f %%", lead, losses[i].text, loss_at(advice, i)->loss_permille / 10.0);
            lead = ", ";
        }
    }
    if (advice->flags & BANDEX_ADVICE_FLAG_STOP) {
        printf("%sstop", lead);
    }
}

void advice_print_live(const bandex_advice *advice)
{
    const char *lead = "";
    printf("      %4u: ", advice->rep_id);
    for (size_t i = 0; i < OF_REP; i++) {
        const bandex_phase_advice *phase = phase_at(advice, i);
        if (phase->took_ms != BANDEX_UNKNOWN) {
            printf("%s%s %.2f s", lead, phases[i].text, phase->took_ms / 1000.0);
            if (is_off(phase)) {
                printf(" (%s)", paces[phase->pace]);
            }
            lead = ", ";
        }
    }
    lead = "; ";
    for (size_t i = 0; i < LOSSES; i++) {
        const bandex_loss *loss = loss_at(advice, i);
        if (loss->loss_permille > 0) {
            printf("%s%s -%.0f %%", lead, losses[i].text, loss->loss_permille / 10.0);
            lead = ", ";
        }
    }
    if (advice->cadence_newest > 0) {
        printf("; %.1f a minute", (double)advice->cadence_newest);
    }
    puts(advice->flags & BANDEX_ADVICE_FLAG_STOP ? "; stop" : "");
}

void advice_print_set(const bandex_advice *advice)
{
    const char *lead = "       tempo: ";
    for (size_t i = 0; i < PHASES; i++) {
        const bandex_phase_advice *phase = phase_at(advice, i);
        if (phase->prescribed_ms != BANDEX_UNKNOWN && phase->count > 0) {
            printf("%s%s %.2f of %.2f s, %u of %u within", lead, phases[i].text, phase->mean_ms / 1000.0, phase->prescribed_ms / 1000.0,
                   phase->within, phase->count);
            lead = "; ";
        }
    }
    if (lead[0] == ';') {
        puts("");
    }
}
