/* SPDX-License-Identifier: MIT */
#include "simulator.h"

#include <stdlib.h>
#include <string.h>

/* ---- seeded numbers: integers, so that every machine draws the same ---- */

struct chance { uint64_t state; };

static uint64_t draw(struct chance *c) { /* SplitMix64, Steele, Lea and Flood 2014 */
    uint64_t z = (c->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static double unit(struct chance *c) { return (double)(draw(c) >> 11) * (1.0 / 9007199254740992.0); }
static double between(struct chance *c, double low, double high) { return low + (high - low) * unit(c); }
static int below(struct chance *c, int n) { return (int)(draw(c) % (uint64_t)n); }

static double normal(struct chance *c) { /* sum of twelve: no logarithm, no sine */
    double sum = -6.0;
    for (int i = 0; i < 12; i++) sum += unit(c);
    return sum;
}

static double wave(double turns) { /* sine of turns, within 0.1 %: parabola with one correction */
    double p = turns - (double)(long long)turns, y;
    if (p < 0.0) p += 1.0;
    y = p < 0.5 ? 16.0 * p * (0.5 - p) : -16.0 * (p - 0.5) * (1.0 - p);
    return 0.775 * y + 0.225 * y * (y < 0.0 ? -y : y);
}

/* ---- what a scenario is ---- */

enum profile { MIXED, JERK, SINE, TRAPEZOID, EXPONENTIAL, LINEAR };

struct range { double low, high; };

struct scenario {
    const char *name, *group, *description;
    struct range rate, size, pretension, reps, rise, hold, fall, rest, noise; /* pretension and noise in sizes */
    struct range lead, tail;             /* rest before and after, seconds */
    enum profile profile;
    double vary_size, vary_time;         /* spread from repetition to repetition, share */
    double fatigue, growth;              /* last size over first: 0.5 halves; growth: first over last */
    double slower;                       /* last duration over first */
    double dip, dip_at;                  /* sticking point: loss, and level at which it happens, in sizes */
    double double_peak;                  /* dip at the top, in sizes */
    int pulses;                          /* at the top, each of pulse_size */
    double pulse_size;
    int partials;                        /* how many ... */
    double partial_size;                 /* ... and how large, in sizes */
    enum { MIDDLE, FIRST, LAST } partials_at;
    int fidgets_before, fidgets_after;   /* small moves */
    double fidget_size;
    int unrack;                          /* short yanks before */
    double unrack_size;
    int slack_start;                     /* 1: from slack to pretension, then the first repetition */
    int slack_between;                   /* 1: the band goes slack between repetitions */
    double kept;                         /* force kept between repetitions, in sizes above pretension */
    double yank;                         /* size of the first repetition, in sizes; 0: like the others */
    double alternate;                    /* size of each second repetition; 0: like the others */
    double second_half;                  /* size of the second half (other side, or drop set) */
    double third_third;                  /* size of the last third (drop set) */
    double pause;                        /* in the middle of the set, seconds */
    int pause_high;                      /* 1: held at half the size meanwhile */
    double sway;                         /* slow sway at rest, in sizes */
    double tremor;                       /* 8..12 Hz while loaded, share of the force */
    double creep, drift;                 /* growth of the force over the set, share; drift in sizes a minute */
    double step;                         /* baseline step within one repetition, in sizes */
    double spikes, spike_size;           /* share of samples; in sizes */
    double nans;                         /* share of samples */
    double quantum;                      /* step of the converter in sizes */
    double saturate;                     /* level of saturation in sizes above pretension; 0: none */
    double offset;                       /* spread of an untared offset, in sizes */
    int unitless, inverted;
    double jitter;                       /* of the stamps, share of the step */
    double dropouts;                     /* a second */
    double dropout_low, dropout_high;    /* seconds */
    int repeats, backwards;              /* stamps in a thousand */
    int restart, wrap, long_gap;         /* clock: restarts in mid-set; wraps in mid-set; a gap of minutes */
    int end_top;                         /* 1: the signal ends at the top of the last; 2: unhooked there */
    int stages;                          /* 1: rise in two stages with a stop */
    double ecc_pause;                    /* stop in the middle of the fall, seconds */
    int mix;                             /* draw several of the above anew for every seed */
};

#define ROW(id, kind, text) .name = id, .group = kind, .description = text

static const struct scenario scenarios[] = {
    {ROW("clean", "list", "S01: clean repetitions, 1.2 s up, 0.5 s hold, 1.5 s down")},
    {ROW("pretension_high", "list", "S02: pretension of twice the range, taken up from slack"), .pretension = {1.8, 2.0}, .slack_start = 1},
    {ROW("fatigue", "list", "S03: fatigue to half the range, slower"), .fatigue = 0.5, .slower = 1.6, .reps = {10, 15}},
    {ROW("tempo_3232", "list", "S04: 3 s up, 2 s hold, 3 s down, 2 s rest"), .rise = {2.8, 3.2}, .hold = {1.8, 2.2}, .fall = {2.8, 3.2}, .rest = {1.8, 2.2}},
    {ROW("sticking", "list", "S05: sticking point with a loss of a fifth"), .dip = 0.2, .dip_at = 0.6},
    {ROW("fast", "list", "S06: fast pulses, 0.35 s up, 0.4 s down"), .rise = {0.32, 0.38}, .hold = {0.0, 0.02}, .fall = {0.36, 0.44}, .rest = {0.0, 0.05}, .reps = {15, 25}},
    {ROW("super_slow", "list", "S07: 8 s up, 8 s down"), .rise = {7.0, 9.0}, .hold = {0.0, 0.3}, .fall = {7.0, 9.0}, .rest = {0.2, 1.0}, .reps = {4, 6}},
    {ROW("dropouts", "list", "S08: radio dropouts of 0.15 to 0.9 s and jitter"), .dropouts = 0.12, .dropout_low = 0.15, .dropout_high = 0.9, .jitter = 0.3},
    {ROW("setup_spikes", "list", "S09: short yanks while hooking in, a release after"), .unrack = 3, .unrack_size = 0.6, .fidgets_after = 1, .fidget_size = 0.3},
    {ROW("baseline_step", "list", "S10: the baseline steps by 0.4 of the range within one repetition"), .step = 0.4},
    {ROW("partials", "list", "S11: three partial repetitions of 35 % in the set"), .partials = 3, .partial_size = 0.35, .reps = {8, 12}},
    {ROW("rate_10", "list", "S12: 10 Hz"), .rate = {10, 10}},
    {ROW("rate_2_burst", "list", "S13: 2 Hz advertisements of slow repetitions"), .rate = {2, 2}, .rise = {2.5, 3.0}, .hold = {1.0, 1.5}, .fall = {2.5, 3.0}, .rest = {1.5, 2.0}},
    {ROW("saturated", "list", "S14: converter clips at 60 % of the range"), .saturate = 0.6},
    {ROW("light", "list", "S15: 8 N rehabilitation band with 0.4 N noise"), .size = {7.5, 8.5}, .noise = {0.04, 0.05}},
    {ROW("long_holds", "list", "S16: 10 s holds with tremor"), .hold = {9.0, 11.0}, .tremor = 0.05, .reps = {4, 7}},
    {ROW("creep", "list", "S17: creep of half the range over the set"), .creep = 0.5},
    {ROW("single", "list", "S18: one repetition"), .reps = {1, 1}},
    {ROW("pulses_top", "list", "S19: two pulses of a fifth at each top"), .pulses = 2, .pulse_size = 0.2},
    {ROW("spikes", "list", "S20: single-sample spikes, 0.2 % of the samples"), .spikes = 0.002, .spike_size = 4.0},
    {ROW("rate_320", "list", "S21: 320 Hz"), .rate = {320, 320}},
    {ROW("heavy_quantized", "list", "S22: 400 N, coarse converter"), .size = {380, 420}, .quantum = 0.02},

    {ROW("first_yank", "adversarial", "the first repetition is twice as large"), .yank = 2.0},
    {ROW("partials_first", "adversarial", "three partial repetitions of 35 % come first"), .partials = 3, .partial_size = 0.35, .partials_at = FIRST},
    {ROW("partials_last", "adversarial", "two burn-out partials at the end"), .partials = 2, .partial_size = 0.38, .partials_at = LAST},
    {ROW("drop_60_36", "adversarial", "drop set to 60 and 36 %"), .second_half = 0.6, .third_third = 0.36, .reps = {12, 18}},
    {ROW("drop_45", "adversarial", "drop set to 45 %"), .second_half = 0.45, .reps = {10, 16}},
    {ROW("alternating", "adversarial", "alternating sides, 60 and 38 N"), .alternate = 0.63, .size = {58, 62}},
    {ROW("two_stage", "adversarial", "two-stage rise with a stop"), .stages = 1},
    {ROW("dip_35", "adversarial", "a loss of 35 % in each rise"), .dip = 0.35, .dip_at = 0.75},
    {ROW("dip_45", "adversarial", "a loss of 45 % in each rise"), .dip = 0.45, .dip_at = 0.8},
    {ROW("sway", "adversarial", "sway of a tenth at rest"), .sway = 0.1},
    {ROW("tremor_15", "adversarial", "tremor of 15 %"), .tremor = 0.15},
    {ROW("unhooked_top", "adversarial", "unhooked at the top of the last"), .end_top = 2},
    {ROW("ends_top", "adversarial", "the signal ends at the top of the last"), .end_top = 1},
    {ROW("slack_between", "adversarial", "the band goes slack between repetitions"), .pretension = {0.5, 1.0}, .slack_between = 1, .slack_start = 1},
    {ROW("rest_tension", "adversarial", "a minute's rest under tension within the set"), .pause = 60, .pause_high = 1},
    {ROW("ecc_pause", "adversarial", "a stop of 0.8 s in the middle of the fall"), .ecc_pause = 0.8},

    {ROW("light_drift", "counting", "8 N band with drift"), .size = {8, 10}, .noise = {0.02, 0.05}, .drift = 0.5},
    {ROW("heavy", "counting", "400 N"), .size = {350, 420}},
    {ROW("pretension", "counting", "pretension of 0.5 to 2 ranges"), .pretension = {0.5, 2.0}},
    {ROW("pulses_half_second", "counting", "pulses of half a second"), .rise = {0.24, 0.26}, .hold = {0, 0}, .fall = {0.24, 0.26}, .rest = {0, 0.02}, .reps = {15, 30}, .vary_time = 0.05},
    {ROW("slow_holds", "counting", "slow repetitions with long holds"), .rise = {3, 6}, .hold = {2, 6}, .fall = {3, 6}, .reps = {4, 8}},
    {ROW("double_peak", "counting", "double peaks"), .double_peak = 0.2},
    {ROW("sticking_deep", "counting", "sticking point with a loss of 30 %"), .dip = 0.3, .dip_at = 0.7},
    {ROW("growing", "counting", "repetitions grow from 30 % to full"), .growth = 0.3, .reps = {10, 15}},
    {ROW("growing_more", "counting", "repetitions grow from 45 % to full within few"), .growth = 0.45, .reps = {6, 8}},
    {ROW("fatigue_partials", "counting", "fatigue to 60 % and two partials"), .fatigue = 0.6, .partials = 2, .partial_size = 0.22, .reps = {10, 14}},
    {ROW("drift_creep", "counting", "drift and creep"), .drift = 0.6, .creep = 0.2},
    {ROW("slack_take_up", "counting", "slack is taken up before the first"), .pretension = {0.3, 1.0}, .slack_start = 1},
    {ROW("fidget", "counting", "fidgeting before and after"), .fidgets_before = 4, .fidgets_after = 3, .fidget_size = 0.18},
    {ROW("fidget_large", "counting", "larger moves before and after"), .fidgets_before = 2, .fidgets_after = 2, .fidget_size = 0.35},
    {ROW("unrack", "counting", "un-racking yanks, larger than a repetition"), .unrack = 2, .unrack_size = 1.4},
    {ROW("kept_tension", "counting", "the band is kept under tension between repetitions"), .kept = 0.35},
    {ROW("minute_pause", "counting", "a minute's pause within the set"), .pause = 60},
    {ROW("one_after_other", "counting", "one side after the other, the second at 70 %"), .second_half = 0.7, .pause = 8},
    {ROW("ragged", "counting", "sizes and times vary by a fifth"), .vary_size = 0.2, .vary_time = 0.25},
    {ROW("continuous", "counting", "no rest between"), .rest = {0, 0.05}, .hold = {0, 0.1}},
    {ROW("explosive", "counting", "fast up, slow down"), .rise = {0.25, 0.4}, .hold = {0, 0.3}, .fall = {2, 4}},
    {ROW("long_rests", "counting", "10 to 20 s of rest between"), .rest = {10, 20}, .reps = {4, 8}},

    {ROW("rate_any", "input", "10 to 2000 Hz"), .rate = {10, 2000}},
    {ROW("rate_1000", "input", "1000 Hz"), .rate = {1000, 1000}, .reps = {5, 8}},
    {ROW("counts", "input", "unitless counts around a million"), .unitless = 1},
    {ROW("counts_inverted", "input", "unitless counts, pull falls"), .unitless = 1, .inverted = 1},
    {ROW("offset", "input", "newtons with an untared offset of either sign"), .offset = 2.0},
    {ROW("inverted", "input", "newtons, pull falls"), .inverted = 1},
    {ROW("noisy", "input", "noise of 4 %"), .noise = {0.03, 0.05}},
    {ROW("noisy_counts", "input", "noisy unitless counts"), .noise = {0.04, 0.08}, .unitless = 1, .rate = {80, 320}},
    {ROW("quantized", "input", "steps of 5 % of the range"), .quantum = 0.05},
    {ROW("clock_jitter", "input", "stamps jitter by half a step"), .jitter = 0.5},
    {ROW("clock_repeats", "input", "repeated and backward stamps"), .repeats = 30, .backwards = 10},
    {ROW("clock_restart", "input", "the clock restarts within the set"), .restart = 1},
    {ROW("clock_wrap", "input", "the clock wraps within the set"), .wrap = 1},
    {ROW("clock_all", "input", "all clock faults together"), .repeats = 20, .backwards = 10, .restart = 1, .jitter = 0.3, .dropouts = 0.05, .dropout_low = 0.2, .dropout_high = 0.8},
    {ROW("sleep", "input", "40 minutes of sleep within the set, told by the clock"), .long_gap = 1},
    {ROW("nans", "input", "2 % of the samples are NaN"), .nans = 0.02},
    {ROW("spikes_many", "input", "1 % spikes of any size"), .spikes = 0.01, .spike_size = 50.0},
    {ROW("saturated_40", "input", "converter clips at 80 %, coarse"), .saturate = 0.8, .quantum = 0.02},

    {ROW("mixed_moves", "mixed", "several ways of moving at once"), .mix = 1},
    {ROW("mixed_sensor", "mixed", "several sensor faults at once"), .mix = 2},
    {ROW("mixed_all", "mixed", "moves and sensor faults at once"), .mix = 3},
    {ROW("mixed_counts", "mixed", "moves in unitless counts with sensor faults"), .mix = 3, .unitless = 1},
};

size_t simulator_count(void) { return sizeof scenarios / sizeof scenarios[0]; }
const char *simulator_name(size_t i) { return i < simulator_count() ? scenarios[i].name : NULL; }
const char *simulator_description(size_t i) { return i < simulator_count() ? scenarios[i].description : NULL; }
const char *simulator_group(size_t i) { return i < simulator_count() ? scenarios[i].group : NULL; }

/* ---- the hand: segments from level to level ---- */

struct segment { double at, length, from, to; enum profile profile; int rep; }; /* rep: -1 none */

struct script {
    struct segment *segment;
    size_t count, room;
    double end, level;
    int failed;
};

static void move(struct script *s, double length, double to, enum profile profile, int rep) {
    if (s->count == s->room) {
        size_t room = s->room ? 2 * s->room : 256;
        struct segment *more = realloc(s->segment, room * sizeof *more);
        if (more == NULL) {
            s->failed = 1;
            return;
        }
        s->segment = more;
        s->room = room;
    }
    if (length < 0.001) length = 0.001;
    s->segment[s->count++] = (struct segment){s->end, length, s->level, to, profile, rep};
    s->end += length;
    s->level = to;
}

static double shape(enum profile profile, double p) {
    switch (profile) {
    case SINE: return 0.5 - 0.5 * wave(0.5 * p + 0.25);
    case TRAPEZOID: return p < 0.25 ? p * p / 0.375 : p < 0.75 ? (p - 0.125) / 0.75 : 1.0 - (1.0 - p) * (1.0 - p) / 0.375;
    case EXPONENTIAL: { /* 1 - exp(-4p), scaled to reach 1 */
        double x = 4.0 * p / 32.0, e = 1.0 - x + x * x / 2 - x * x * x / 6;
        for (int i = 0; i < 5; i++) e *= e;
        return (1.0 - e) / 0.98168;
    }
    case LINEAR: return p;
    default: return p * p * p * (10.0 - 15.0 * p + 6.0 * p * p);
    }
}

static double force_at(const struct script *s, size_t *hint, double t) {
    size_t i = *hint;
    while (i + 1 < s->count && t >= s->segment[i + 1].at) i++;
    while (i > 0 && t < s->segment[i].at) i--;
    *hint = i;
    {
        const struct segment *g = &s->segment[i];
        double p = (t - g->at) / g->length;
        if (p <= 0.0) return g->from;
        if (p >= 1.0) return g->to;
        return g->from + (g->to - g->from) * shape(g->profile, p);
    }
}

static double pick(struct chance *c, struct range given, double low, double high) {
    return given.high > 0.0 ? between(c, given.low, given.high) : between(c, low, high);
}

static double spread(struct chance *c, double share) {
    double f = 1.0 + share * normal(c);
    return f < 0.6 ? 0.6 : f > 1.5 ? 1.5 : f;
}

static void mix_moves(struct scenario *k, struct chance *c) {
    int i, n = 2 + below(c, 2);
    for (i = 0; i < n; i++) {
        switch (below(c, 14)) {
        case 0: k->pretension = (struct range){0.3, 2.0}; k->slack_start = below(c, 2); break;
        case 1: k->fatigue = between(c, 0.5, 0.8); k->growth = 0; k->slower = 1.4; break;
        case 2: if (k->double_peak == 0) { k->dip = between(c, 0.1, 0.25); k->dip_at = between(c, 0.5, 0.8); } break;
        case 3: k->fidgets_before = 1 + below(c, 3); k->fidgets_after = below(c, 3); k->fidget_size = between(c, 0.08, 0.2); break;
        case 4: if (k->fatigue == 0) k->growth = between(c, 0.4, 0.7); break;
        case 5: if (k->dip == 0) k->double_peak = between(c, 0.08, 0.2); break;
        case 6: k->hold = (struct range){1.0, 5.0}; k->tremor = 0.04; break;
        case 7: k->drift = between(c, -0.5, 0.5); break;
        case 8: k->rise = (struct range){0.3, 0.6}; k->fall = (struct range){0.4, 0.8}; break;
        case 9: k->rise = (struct range){3.0, 6.0}; k->fall = (struct range){3.0, 6.0}; break;
        case 10: k->pause = between(c, 15, 60); break;
        case 11: k->vary_size = 0.12; k->vary_time = 0.2; break;
        case 12: k->end_top = 1; break;
        default: k->kept = between(c, 0.1, 0.3); break;
        }
    }
}

static void mix_sensor(struct scenario *k, struct chance *c) {
    int i, n = 2 + below(c, 3);
    for (i = 0; i < n; i++) {
        switch (below(c, 10)) {
        case 0: k->noise = (struct range){0.02, 0.05}; break;
        case 1: k->quantum = between(c, 0.005, 0.04); break;
        case 2: k->jitter = 0.4; break;
        case 3: k->repeats = 20; k->backwards = 5; break;
        case 4: k->restart = 1; break;
        case 5: k->spikes = 0.005; k->spike_size = between(c, 1, 100); break;
        case 6: k->nans = 0.02; break;
        case 7: k->dropouts = 0.08; k->dropout_low = 0.15; k->dropout_high = 0.7; break;
        case 8: k->offset = 1.5; break;
        default: k->rate = (struct range){20, 500}; break;
        }
    }
}

/* Builds the moves of the whole recording; levels in units of force above the untared zero. */
static int build(struct script *s, const struct scenario *k, struct chance *c, double size, int *partial, int limit) {
    enum profile up = k->profile, down;
    double pre = pick(c, k->pretension, 0.0, 0.1) * size;
    double rise = pick(c, k->rise, 0.9, 1.6), hold = pick(c, k->hold, 0.1, 0.8), fall = pick(c, k->fall, 1.0, 2.0);
    double rest = pick(c, k->rest, 0.3, 1.2), bottom;
    double vary_size = k->vary_size > 0 ? k->vary_size : 0.04, vary_time = k->vary_time > 0 ? k->vary_time : 0.1;
    int n = (int)(pick(c, k->reps, 6, 12) + 0.5), i, reps = 0, left = k->partials;
    if (k->reps.high > 0.0 && k->reps.low == k->reps.high) n = (int)k->reps.low;
    if (up == MIXED) up = (enum profile)(1 + below(c, 5));
    down = (enum profile)(1 + below(c, 5));
    s->level = k->slack_start ? 0.0 : pre;
    move(s, pick(c, k->lead, 0.8, 3.0), s->level, LINEAR, -1);
    for (i = 0; i < k->unrack; i++) {
        double level = s->level, high = k->unrack_size * size * between(c, 0.8, 1.2);
        move(s, between(c, 0.05, 0.08), level + high, JERK, -1);
        move(s, between(c, 0.05, 0.08), level, JERK, -1);
        move(s, between(c, 0.4, 1.2), level, LINEAR, -1);
    }
    for (i = 0; i < k->fidgets_before; i++) {
        double level = s->level, high = k->fidget_size * size * between(c, 0.4, 1.1);
        move(s, between(c, 0.15, 0.6), level + high, JERK, -1);
        move(s, between(c, 0.15, 0.6), level, JERK, -1);
        move(s, between(c, 0.2, 1.5), level, LINEAR, -1);
    }
    if (k->slack_start) {
        move(s, between(c, 0.4, 1.0), pre, JERK, -1);
        move(s, between(c, 0.6, 2.0), pre, LINEAR, -1);
    }
    bottom = pre;
    for (i = 0; i < n + k->partials && reps < limit; i++) {
        int remaining = n + k->partials - i, here = 0;
        double progress = n > 1 ? (double)i / (double)(n + k->partials - 1) : 0.0, scale = 1.0, time = spread(c, vary_time);
        double top, level, u = rise, h = hold, f = fall;
        if (left > 0) {
            if (k->partials_at == FIRST) here = 1;
            else if (k->partials_at == LAST) here = remaining <= k->partials;
            else here = i >= 3 && (remaining <= left || (below(c, remaining) < left && !(i > 0 && partial[reps - 1])));
        }
        if (k->fatigue > 0) scale *= 1.0 + (k->fatigue - 1.0) * progress;
        if (k->growth > 0) scale *= k->growth + (1.0 - k->growth) * progress;
        if (k->slower > 0) time *= 1.0 + (k->slower - 1.0) * progress;
        scale *= spread(c, vary_size);
        if (i == 0 && k->yank > 0) scale *= k->yank;
        if (i % 2 == 1 && k->alternate > 0) scale *= k->alternate;
        if (k->third_third > 0 && 3 * i >= 2 * n) scale *= k->third_third;
        else if (k->third_third > 0 && 3 * i >= n) scale *= k->second_half;
        else if (!(k->third_third > 0) && k->second_half > 0 && 2 * i >= n) scale *= k->second_half;
        if (here) {
            scale *= k->partial_size * between(c, 0.9, 1.1);
            u *= 0.6; f *= 0.6; h *= 0.5;
            left--;
        }
        top = pre + scale * size;
        if (top < bottom + 0.05 * size) top = bottom + 0.05 * size;
        u *= time; h *= time; f *= time;
        if (k->dip > 0 && !here) {
            level = pre + k->dip_at * scale * size;
            move(s, 0.5 * u, level, up, reps);
            move(s, 0.2 * u + 0.1, level - k->dip * scale * size, JERK, reps);
            move(s, 0.5 * u, top, up, reps);
        } else if (k->stages && !here) {
            level = bottom + 0.5 * (top - bottom);
            move(s, 0.5 * u, level, up, reps);
            move(s, between(c, 0.3, 0.8), level, LINEAR, reps);
            move(s, 0.5 * u, top, up, reps);
        } else {
            move(s, u, top, up, reps);
        }
        if (k->double_peak > 0 && !here) {
            double d = k->double_peak * scale * size;
            move(s, 0.3 * h + 0.1, top - d, JERK, reps);
            move(s, 0.3 * h + 0.1, top - 0.2 * d * unit(c), JERK, reps);
        }
        if (k->pulses > 0 && !here) {
            for (int j = 0; j < k->pulses; j++) {
                move(s, between(c, 0.2, 0.4), top - k->pulse_size * scale * size, JERK, reps);
                move(s, between(c, 0.2, 0.4), top, JERK, reps);
            }
        }
        move(s, h, s->level, LINEAR, reps);
        partial[reps] = here;
        if (i == n + k->partials - 1 && k->end_top) {
            if (k->end_top == 2) {
                move(s, 0.06, 0.0, JERK, reps);
                move(s, 2.0, 0.0, LINEAR, -1);
            } else {
                move(s, 0.4, s->level, LINEAR, reps);
            }
            return reps + 1;
        }
        bottom = pre + (i < n + k->partials - 1 ? k->kept * size * spread(c, 0.1) : 0.0);
        if (k->fatigue > 0 || k->growth > 0) bottom = pre + (bottom - pre) * scale;
        if (k->ecc_pause > 0 && !here) {
            level = bottom + 0.5 * (s->level - bottom);
            move(s, 0.5 * f, level, down, reps);
            move(s, k->ecc_pause, level, LINEAR, reps);
            move(s, 0.5 * f, bottom, down, reps);
        } else {
            move(s, f, bottom, down, reps);
        }
        reps++;
        move(s, rest * spread(c, vary_time), bottom, LINEAR, -1);
        if (k->slack_between && i < n + k->partials - 1) {
            move(s, 0.4, 0.0, JERK, -1);
            move(s, between(c, 0.3, 1.0), 0.0, LINEAR, -1);
            move(s, 0.5, pre, JERK, -1);
            move(s, between(c, 0.4, 1.0), pre, LINEAR, -1);
        }
        if (k->pause > 0 && i + 1 == (n + k->partials) / 2) {
            if (k->pause_high) move(s, 1.0, pre + 0.3 * size, JERK, -1);
            move(s, k->pause, s->level, LINEAR, -1);
            if (k->pause_high) move(s, 1.0, bottom, JERK, -1);
        }
    }
    for (i = 0; i < k->fidgets_after; i++) {
        double high = k->fidget_size * size * between(c, 0.4, 1.1);
        move(s, between(c, 0.2, 1.0), s->level, LINEAR, -1);
        move(s, between(c, 0.15, 0.6), pre + high, JERK, -1);
        move(s, between(c, 0.15, 0.6), pre, JERK, -1);
    }
    move(s, pick(c, k->tail, 1.0, 4.0), s->level, LINEAR, -1);
    return reps;
}

/* ---- truth ---- */

struct world { double creep, drift, step_at, step; };

static double clean(const struct script *s, size_t *hint, const struct world *w, double t) {
    double f = force_at(s, hint, t);
    f *= 1.0 + w->creep * t / s->end;
    return f + w->drift * t / 60.0 + (w->step != 0.0 && t >= w->step_at ? w->step : 0.0);
}

static void find_truth(const struct script *s, const struct world *w, int rep, int ends_at_top, simulator_rep *out) {
    size_t first = s->count, last = 0, i, hint = 0;
    double begin, end, peak = -1e30, peak_at = 0, low, t;
    for (i = 0; i < s->count; i++) {
        if (s->segment[i].rep == rep) {
            first = i < first ? i : first;
            last = i;
        }
    }
    begin = s->segment[first].at;
    end = s->segment[last].at + s->segment[last].length;
    for (t = begin; t <= end; t += 0.001) {
        double f = clean(s, &hint, w, t);
        if (f > peak) {
            peak = f;
            peak_at = t;
        }
    }
    low = clean(s, &hint, w, begin);
    out->trough = low;
    out->peak = peak;
    out->peak_s = peak_at;
    for (t = begin; t < peak_at && clean(s, &hint, w, t) < low + 0.1 * (peak - low); t += 0.001) {}
    out->start_s = t;
    low = clean(s, &hint, w, end);
    for (t = end; t > peak_at && clean(s, &hint, w, t) < low + 0.1 * (peak - low); t -= 0.001) {}
    out->end_s = ends_at_top ? end : t;
    out->no_return = ends_at_top;
}

/* ---- the sensor ---- */

static int sample(simulator_set *set, const struct script *s, const struct scenario *k, const struct world *w,
                  struct chance *c, double size, double offset, double factor) {
    double rate = pick(c, k->rate, 80, 80), noise = pick(c, k->noise, 0.004, 0.015) * size, step = 1.0 / rate;
    double tremor_hz = between(c, 8, 12), blind_until = -1.0, shift = 0.0, last = 0.0;
    double restart_at = k->restart ? s->end * between(c, 0.3, 0.7) : 1e30, sleep_at = k->long_gap ? s->end * between(c, 0.35, 0.65) : 1e30;
    uint32_t zero = k->wrap ? (uint32_t)(0u - (uint32_t)(s->end * between(c, 0.2, 0.8) * 1e6)) : (uint32_t)draw(c) >> 3;
    size_t room = (size_t)(s->end * rate * 1.1) + 64, n = 0, hint = 0;
    double pre_top = 0.0, sleep = 0.0, first_t = -1.0;
    for (size_t i = 0; i < s->count; i++) if (s->segment[i].to > pre_top) pre_top = s->segment[i].to;
    set->t_us = malloc(room * sizeof *set->t_us);
    set->true_s = malloc(room * sizeof *set->true_s);
    set->force = malloc(room * sizeof *set->force);
    if (set->t_us == NULL || set->true_s == NULL || set->force == NULL) return -1;
    for (double ideal = 0.0; ideal < s->end && n + 2 < room; ideal += step) {
        double t = ideal + (k->jitter > 0 ? step * k->jitter * (unit(c) - 0.5) : 0.0), f, level;
        uint32_t stamp;
        if (t < last) t = last;
        last = t;
        if (k->dropouts > 0 && t > blind_until && unit(c) < k->dropouts * step) blind_until = t + between(c, k->dropout_low, k->dropout_high);
        if (t <= blind_until) continue;
        level = force_at(s, &hint, t);
        f = clean(s, &hint, w, t);
        if (k->tremor > 0) f += k->tremor * level * 0.7 * wave(tremor_hz * t) * (0.6 + 0.4 * wave(0.37 * t));
        if (k->sway > 0) f += k->sway * size * 0.5 * wave(0.3 * t);
        f += noise * normal(c);
        if (k->saturate > 0) {
            double top = w->creep != 0.0 ? pre_top : pre_top - (1.0 - k->saturate) * size;
            if (f > top) f = top;
        }
        f += offset;
        if (k->quantum > 0) f = (double)(long long)(f / (k->quantum * size) + (f < 0 ? -0.5 : 0.5)) * k->quantum * size;
        if (k->spikes > 0 && unit(c) < k->spikes) f += (unit(c) < 0.5 ? -1 : 1) * k->spike_size * size * between(c, 0.3, 1.0);
        f *= factor;
        if (set->unitless) f = (double)(long long)(f + (f < 0 ? -0.5 : 0.5)) + 1e6;
        if (set->inverted) f = set->unitless ? 2e6 - f : -f;
        if (ideal > sleep_at && sleep == 0.0) sleep = 2400.0;
        if (ideal > restart_at && shift == 0.0) shift = -(t * 1e6 + 5e6 + (double)zero);
        stamp = (uint32_t)(uint64_t)(int64_t)((double)zero + shift + (t + sleep) * 1e6 + 10e6);
        if (first_t < 0) first_t = t;
        set->true_s[n] = t + sleep - first_t;
        set->force[n] = (float)f;
        if (k->nans > 0 && unit(c) < k->nans) {
            uint32_t bits = 0x7FC00000u;
            memcpy(&set->force[n], &bits, sizeof bits);
        }
        set->t_us[n] = stamp;
        if (n > 0 && k->repeats > 0 && below(c, 1000) < k->repeats) set->t_us[n] = set->t_us[n - 1];
        if (n > 5 && k->backwards > 0 && below(c, 1000) < k->backwards) set->t_us[n] = set->t_us[n - 5] - 1000u;
        n++;
    }
    set->count = n;
    if (k->long_gap) { /* the truth sleeps too */
        for (size_t i = 0; i < set->rep_count; i++) {
            simulator_rep *r = &set->reps[i];
            if (r->start_s > sleep_at) r->start_s += 2400;
            if (r->peak_s > sleep_at) r->peak_s += 2400;
            if (r->end_s > sleep_at) r->end_s += 2400;
        }
    }
    return 0;
}

int simulator_make(size_t index, uint64_t seed, simulator_set *set) {
    enum { limit = 64 };
    struct chance c = {seed * 0x2545F4914F6CDD1Du + 0x9E3779B97F4A7C15u * (index + 1)};
    struct scenario k;
    struct script s = {0};
    struct world w = {0};
    int partial[limit] = {0}, reps;
    double size, offset, factor = 1.0;
    memset(set, 0, sizeof *set);
    if (index >= simulator_count()) return -1;
    k = scenarios[index];
    if (k.mix & 1) mix_moves(&k, &c);
    if (k.mix & 2) mix_sensor(&k, &c);
    size = pick(&c, k.size, 20, 150);
    reps = build(&s, &k, &c, size, partial, limit);
    w.creep = k.creep;
    w.drift = k.drift * size;
    if (k.step != 0.0) {
        w.step = k.step * size * (below(&c, 2) ? 1 : -1);
        w.step_at = s.end * 0.5;
        for (size_t i = 0; i < s.count; i++) {
            if (s.segment[i].rep == reps / 2) w.step_at = s.segment[i].at + 0.9 * s.segment[i].length;
        }
    }
    offset = k.offset != 0.0 ? k.offset * size * between(&c, -1, 1) : 0.0;
    set->unitless = k.unitless;
    set->inverted = k.inverted;
    if (k.unitless) factor = (below(&c, 2) ? 1000.0 : 100.0) * between(&c, 0.5, 20.0);
    set->reps = calloc((size_t)reps + 1, sizeof *set->reps);
    if (s.failed || set->reps == NULL) goto fail;
    set->rep_count = (size_t)reps;
    for (int i = 0; i < reps; i++) {
        simulator_rep *r = &set->reps[i];
        find_truth(&s, &w, i, i == reps - 1 && k.end_top == 1, r);
        r->partial = partial[i];
        set->full_count += !partial[i];
        double zero = k.unitless ? (k.inverted ? -1e6 : 1e6) : 0.0; /* pull-positive */
        r->peak = (r->peak + offset) * factor + zero;
        r->trough = (r->trough + offset) * factor + zero;
    }
    if (sample(set, &s, &k, &w, &c, size, offset, factor) != 0) goto fail;
    free(s.segment);
    return 0;
fail:
    free(s.segment);
    simulator_free(set);
    return -1;
}

void simulator_free(simulator_set *set) {
    free(set->t_us);
    free(set->true_s);
    free(set->force);
    free(set->reps);
    memset(set, 0, sizeof *set);
}
