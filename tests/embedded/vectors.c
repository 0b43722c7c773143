/* SPDX-License-Identifier: MIT */
/* Writes the vectors of the emulated targets to standard output; the form is told in harness.c. Every vector is a set of
 * another kind, or a trap: subnormal tails, NaN, saturation, wrapped and restarted clocks, signals made to be costly.
 *
 * usage: vectors            all of them
 *        vectors --control  few, for builds that must differ
 *        vectors --simulated  the beginning of every scenario of examples/simulate
 *        vectors FILE.csv.. excerpts of recordings instead: lines of seconds,force (others are skipped) */
#include "simulator.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 16384
#define EXCERPT 1600   /* samples of a recording: 20 s at 80 Hz */
#define SIMULATED 700  /* first samples of a scenario */

struct sample {
    uint32_t t;
    float force;
};

static struct sample samples[MOST];
static uint32_t count;
static uint32_t seed = 20260101;

/* What of the config is not the default. */
struct setting {
    uint32_t rate_num, rate_den;
    uint8_t unit, mode, count_at, inverted;
    float expected, low, high;
};

static void put(uint32_t word) {
    unsigned char bytes[4];
    int i;
    for (i = 0; i < 4; i++) {
        bytes[i] = (unsigned char)(word >> (8 * i));
    }
    fwrite(bytes, 1, 4, stdout);
}

static uint32_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, 4);
    return bits;
}

static void vector(struct setting setting) {
    uint32_t i;
    put(count);
    put(setting.rate_num);
    put(setting.rate_den != 0 ? setting.rate_den : 1);
    put((uint32_t)setting.unit | (uint32_t)setting.mode << 8 | (uint32_t)setting.count_at << 16 |
        (uint32_t)setting.inverted << 24);
    put(bits_of(setting.expected));
    put(bits_of(setting.low));
    put(bits_of(setting.high));
    put(0);
    for (i = 0; i < count; i++) {
        put(samples[i].t);
        put(bits_of(samples[i].force));
    }
    count = 0;
}

static double uniform(void) { /* a linear congruential generator (Numerical Recipes' constants) */
    seed = seed * 1664525u + 1013904223u;
    return (double)(seed >> 8) / 16777216.0;
}

static double gauss(void) {
    double sum = 0;
    int i;
    for (i = 0; i < 12; i++) {
        sum += uniform();
    }
    return sum - 6.0;
}

static void add(uint32_t t, double force) {
    if (count < MOST) {
        samples[count].t = t;
        samples[count].force = (float)force;
        count++;
    }
}

/* A set: per repetition rise, hold, fall, rest in seconds. */
struct set {
    double rate, base, range, rise, hold, fall, rest, noise, drift, spikes;
    int reps, partial_every; /* 0: none */
    uint32_t clock;          /* of the first sample */
    double gain;             /* of the converter: counts per newton, 0 for newtons */
    double offset;
};

static void play(struct set set) {
    double step = 1.0 / set.rate, at = 0, phase = -1.0;
    double gain = set.gain != 0 ? set.gain : 1.0;
    double period = set.rise + set.hold + set.fall + set.rest;
    uint32_t n = (uint32_t)((period * set.reps + 3.0) * set.rate), i;
    for (i = 0; i < n; i++, at += step) {
        double t = at - 1.0, share = 0, force;
        int rep = t < 0 ? -1 : (int)(t / period);
        double size = set.partial_every != 0 && rep % set.partial_every == set.partial_every - 1 ? 0.4 : 1.0;
        if (rep >= 0 && rep < set.reps) {
            phase = t - rep * period;
            share = phase < set.rise ? 0.5 - 0.5 * cos(3.14159265358979 * phase / set.rise)
                    : phase < set.rise + set.hold ? 1.0
                    : phase < set.rise + set.hold + set.fall
                        ? 0.5 + 0.5 * cos(3.14159265358979 * (phase - set.rise - set.hold) / set.fall)
                        : 0.0;
        }
        force = set.base + set.drift * at + set.range * size * share + set.noise * gauss();
        if (uniform() < set.spikes) {
            force += 400.0 * (uniform() - 0.5);
        }
        force = force * gain + set.offset;
        if (set.gain != 0) {
            force = floor(force + 0.5);
        }
        add(set.clock + (uint32_t)(int64_t)(at * 1e6 + 0.5), force);
    }
}

static float special(int which) {
    static const float values[] = {INFINITY, -INFINITY, NAN, FLT_MAX, -FLT_MAX, 9.9e17f, -9.9e17f, 1e-38f, -1e-40f, -0.0f};
    return values[which % 10];
}

static void sets(double rate, int stamps) {
    struct setting setting = {stamps ? 0 : (uint32_t)rate, 1, 0, 0, 0, 0, 0, 0, 0};
    double cut = rate > 500 ? 0.23 : 1.0; /* fewer repetitions at 1000 Hz, to keep the emulators quick */
    struct set s = {rate, 15, 120, 0.8, 0.1, 1.0, 0.4, 0.3, 0, 0, (int)(9 * cut), 0, 0, 0, 0};
    play(s);
    vector(setting);
    s.noise = 1.5, s.drift = 0.4, s.spikes = 0.004, s.partial_every = 3, s.base = 40;
    play(s);
    vector(setting);
    s.rise = 0.25, s.hold = 0, s.fall = 0.3, s.rest = 0.05, s.reps = (int)(14 * cut);
    setting.count_at = 1;
    play(s);
    vector(setting);
    s.rise = 3.5, s.hold = 1.5, s.fall = 3.5, s.rest = 0.5, s.reps = (int)(3 * cut), s.spikes = 0;
    setting.count_at = 2;
    play(s);
    vector(setting);
}

/* Filters that fade into subnormal numbers, and a signal that consists of them. */
static void subnormal(void) {
    struct setting rated = {80, 1, 0, 0, 0, 0, 0, 0, 0};
    struct set s = {80, 0, 100, 0.7, 0.2, 0.9, 0.3, 0, 0, 0, 1, 0, 0, 0, 0};
    uint32_t i;
    play(s);
    for (i = 0; i < 800; i++) {
        add(0, 0);
    }
    vector(rated);
    rated.unit = 1;
    for (i = 0; i < 600; i++) {
        add(0, 1e-41 * (double)(int)(100.0 * (1.0 - cos(i * 0.05)) + 7.0 * uniform()));
    }
    vector(rated);
}

static void traps(void) {
    struct setting plain = {0, 1, 0, 0, 0, 0, 0, 0, 0}, rated = {80, 1, 0, 0, 0, 0, 0, 0, 0}, setting;
    struct set s = {80, 10, 100, 0.7, 0.2, 0.9, 0.3, 0.4, 0, 0, 5, 0, 0, 0, 0};
    uint32_t i, k;
    /* raw counts of an HX711, inverted, at a million off zero, unit unknown */
    setting = rated, setting.unit = 1, setting.inverted = 1;
    s.gain = -2100, s.offset = -1048000;
    play(s);
    vector(setting);
    s.gain = 0, s.offset = 0;
    subnormal();
    /* bad values among good ones */
    s.noise = 0.5, s.base = 8, s.reps = 4;
    play(s);
    for (i = 3, k = 0; i < count; i += 17, k++) {
        samples[i].force = special((int)k);
    }
    vector(rated);
    /* a saturated converter, then steps over its whole range */
    play(s);
    for (i = 0; i < count; i++) {
        samples[i].force = samples[i].force > 80.0f ? 80.0f : samples[i].force;
    }
    for (i = 0; i < 400; i++) {
        add(0, i / 20 % 2 ? 8388607.0 : -8388608.0);
    }
    setting = rated, setting.low = -8388608.0f, setting.high = 80.0f;
    vector(setting);
    /* huge steps */
    for (i = 0; i < 400; i++) {
        add(0, (i / 23 % 2 ? 9e17 : -9e17) * uniform());
    }
    vector(rated);
    /* the microsecond clock wraps within a repetition; jitter, repeated and backward stamps, gaps */
    s.clock = 0xFFFFFFFFu - 3000000u;
    play(s);
    for (i = 1; i < count; i++) {
        samples[i].t += (uint32_t)(4000.0 * uniform());
        if (i % 53 == 0) {
            samples[i].t = samples[i - 1].t;
        }
        if (i % 97 == 0) {
            samples[i].t -= 900000u;
        }
    }
    vector(plain);
    /* the device restarts its clock, then pauses */
    s.clock = 50000000u;
    play(s);
    for (i = count / 2; i < count; i++) {
        samples[i].t -= 50000000u;
    }
    for (i = 3 * count / 4; i < count; i++) {
        samples[i].t += 2400000000u;
    }
    vector(plain);
    /* holds */
    s.clock = 0, s.rise = 0.5, s.hold = 2.5, s.fall = 0.5, s.rest = 1, s.reps = 3;
    setting = rated, setting.mode = 1;
    play(s);
    vector(setting);
    /* a range that is known, and the odd rate of a real scale */
    s.rise = 0.8, s.hold = 0, s.fall = 0.8, s.rest = 0.2, s.reps = 6, s.partial_every = 2, s.rate = 243.08;
    setting = rated, setting.rate_num = 24308, setting.rate_den = 100, setting.expected = 100;
    play(s);
    vector(setting);
    /* costly: many turning points, steps that change with every sample */
    for (i = 0, k = 0; i < 1500; i++) {
        k += 8000u + (uint32_t)(9000.0 * uniform());
        add(k, 60 + 60 * sin(i * 0.11) + 20 * sin(i * 0.43) + 3 * gauss() + (i % 37 == 0 ? 80 : 0));
    }
    vector(plain);
    for (i = 0, k = 0; i < 1500; i++) {
        k += uniform() < 0.02 ? 1700000u : 2000u + (uint32_t)(40000.0 * uniform() * uniform());
        add(k, pow(10.0, 3.0 * uniform() * (0.5 - 0.5 * cos(i * 0.17))) + 5.0 * gauss());
    }
    vector(plain);
}

/* The stretch of a recording with the most movement is where something happens. */
static void excerpt(const char *path) {
    FILE *file = fopen(path, "r");
    char line[256];
    struct setting plain = {0, 1, 0, 0, 0, 0, 0, 0, 0};
    static struct sample all[200000];
    uint32_t n = 0, i, from = 0;
    if (file == NULL) {
        fprintf(stderr, "vectors: cannot read %s\n", path);
        exit(1);
    }
    while (n < sizeof all / sizeof all[0] && fgets(line, sizeof line, file) != NULL) {
        char *after;
        double t = strtod(line, &after);
        if (after != line && *after == ',') {
            all[n].t = (uint32_t)(int64_t)(t * 1e6 + 0.5);
            all[n++].force = strtof(after + 1, NULL);
        }
    }
    fclose(file);
    if (n > EXCERPT) {
        double best = -1, sum = 0;
        for (i = 1; i < n; i++) {
            sum += fabs((double)all[i].force - (double)all[i - 1].force);
            if (i > EXCERPT) {
                sum -= fabs((double)all[i - EXCERPT].force - (double)all[i - EXCERPT - 1].force);
                if (sum > best) {
                    best = sum;
                    from = i - EXCERPT;
                }
            }
        }
        n = EXCERPT;
    }
    for (i = 0; i < n; i++) {
        add(all[from + i].t, (double)all[from + i].force);
    }
    vector(plain);
}

static void simulated(void) {
    size_t which, i;
    for (which = 0; which < simulator_count(); which++) {
        struct setting setting = {0, 1, 0, 0, 0, 0, 0, 0, 0};
        simulator_set set;
        if (simulator_make(which, 1, &set) != 0) {
            fprintf(stderr, "vectors: no scenario %zu\n", which);
            exit(1);
        }
        setting.unit = (uint8_t)set.unitless;
        setting.inverted = (uint8_t)set.inverted;
        for (i = 0; i < set.count && i < SIMULATED; i++) {
            add(set.t_us[i], (double)set.force[i]);
        }
        simulator_free(&set);
        vector(setting);
    }
}

int main(int argc, char **argv) {
    int i;
    if (argc == 1) {
        sets(80, 0);
        sets(80, 1);
        sets(1000, 0);
        traps();
    } else if (strcmp(argv[1], "--control") == 0) {
        sets(80, 0);
        subnormal();
    } else if (strcmp(argv[1], "--simulated") == 0) {
        simulated();
    } else {
        for (i = 1; i < argc; i++) {
            excerpt(argv[i]);
        }
    }
    for (i = 0; i < 8; i++) {
        put(0);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
