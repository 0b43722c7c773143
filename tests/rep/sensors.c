/* SPDX-License-Identifier: MIT */
/* What sensors, racks and people do beside repetitions: offsets, noise at rest, un-racking, another band. The force moves in
 * half cosines from level to level, with noise on it. */
#include <bandex/rep.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

enum { most_reps = 64, most_sets = 8 };

struct run {
    bandex_detector detector;
    bandex_detector_config config;
    bandex_rep reps[most_reps];
    bandex_rep_list list;
    double t, level, rate; /* level: the force without offset and scale */
    double offset, scale, noise, jitter;
    uint32_t seed, counted, sets;
    uint32_t ended[most_sets]; /* full repetitions of each set */
    int impossible;            /* measures out of order, in how many events */
};

static void begin(struct run *r, double rate) {
    *r = (struct run){.rate = rate, .scale = 1, .noise = 0.05, .seed = 1};
    cr_assert_eq(bandex_detector_config_default(&r->config), BANDEX_OK);
    cr_assert_eq(bandex_rep_list_init(&r->list, r->reps, most_reps), BANDEX_OK);
}

static void start(struct run *r) {
    cr_assert_eq(bandex_detector_init(&r->detector, sizeof r->detector, &r->config), BANDEX_OK);
}

/* Sum of four uniform numbers: a standard deviation of 1, near enough normal. */
static double deviate(struct run *r) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
        r->seed = r->seed * 1664525u + 1013904223u;
        sum += (double)(r->seed >> 8) / 16777216.0 - 0.5;
    }
    return sum * 1.7320508;
}

static int impossible(const bandex_rep *rep, uint64_t now_us) {
    return rep->start_us > rep->top_us || rep->top_us > rep->end_us || rep->peak_us < rep->start_us ||
           rep->peak_us > rep->end_us || rep->end_us > now_us || rep->mean > rep->peak ||
           rep->end_us - rep->start_us != (uint64_t)rep->concentric_us + rep->hold_us + rep->eccentric_us;
}

static void take(struct run *r, const bandex_event *event) {
    cr_assert_eq(bandex_rep_list_add(&r->list, event), BANDEX_OK);
    if (event->kind == BANDEX_EVENT_REP_COUNTED) {
        r->counted++;
    } else if (event->kind == BANDEX_EVENT_SET_ENDED) {
        cr_assert_lt(r->sets, (uint32_t)most_sets);
        r->ended[r->sets++] = event->count;
    } else if (event->kind == BANDEX_EVENT_REP_ENDED) {
        r->impossible += impossible(&event->rep, event->time_us);
    }
}

static void feed(struct run *r, double force) {
    bandex_event event;
    float value = (float)(r->offset + r->scale * (force + r->noise * deviate(r)));
    cr_assert_eq(bandex_detector_feed(&r->detector, (uint32_t)(uint64_t)(r->t * 1e6), value), BANDEX_OK);
    r->t += (1.0 + r->jitter * deviate(r)) / r->rate;
    while (bandex_detector_poll(&r->detector, &event)) {
        take(r, &event);
    }
}

static void move(struct run *r, double to, double seconds) {
    double from = r->level;
    int n = (int)(seconds * r->rate + 0.5);
    for (int i = 0; i < n; i++) {
        feed(r, from + (to - from) * (0.5 - 0.5 * cos(3.14159265358979 * (i + 1) / n)));
    }
    r->level = to;
}

static void stay(struct run *r, double seconds) {
    move(r, r->level, seconds);
}

/* Seconds of a repetition. */
struct tempo {
    double up, hold, down, rest;
};

static void pulls_at(struct run *r, int count, double range, struct tempo tempo) {
    double base = r->level;
    while (count-- > 0) {
        move(r, base + range, tempo.up);
        stay(r, tempo.hold);
        move(r, base, tempo.down);
        stay(r, tempo.rest);
    }
}

static void pulls(struct run *r, int count, double range) {
    pulls_at(r, count, range, (struct tempo){1.0, 0.3, 1.2, 0.5});
}

static void finish(struct run *r) {
    bandex_event event;
    size_t written;
    do {
        cr_assert_eq(bandex_detector_finish(&r->detector, &event, 1, &written), BANDEX_OK);
        if (written > 0) {
            take(r, &event);
        }
    } while (written > 0);
    cr_expect_eq(r->impossible, 0);
}

static int flagged(const struct run *r, uint32_t flag) {
    int count = 0;
    for (size_t i = 0; i < r->list.count; i++) {
        count += (r->reps[i].flags & flag) != 0;
    }
    return count;
}

static double started(const struct run *r) {
    return (double)r->reps[0].start_us * 1e-6;
}

/* ---- the sensor ---- */

Test(sensors, newtons_that_were_not_tared_count) {
    static const double offsets[] = {-5000, -1000, -200, -40, 60, 300, 1000, 5000};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        for (double range = 10; range < 100; range *= 3) {
            struct run r;
            begin(&r, 80);
            r.offset = offsets[i];
            start(&r);
            stay(&r, 3);
            pulls(&r, 8, range);
            finish(&r);
            cr_expect_eq(r.ended[0], 8u, "offset %g, range %g: %u", offsets[i], range, r.ended[0]);
        }
    }
}

/* What was learnt goes on counting when it gets less, above an offset and above a pretension of 4.5 times its size. */
Test(sensors, lesser_repetitions_above_much_that_is_held_count) {
    static const struct {
        double held, later;
    } rows[] = {{1000, 0.6}, {180, 0.78}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct run r;
        begin(&r, 80);
        r.offset = rows[i].held;
        start(&r);
        stay(&r, 3);
        pulls(&r, 6, 40);
        pulls(&r, 4, 40 * rows[i].later);
        finish(&r);
        cr_expect_eq(r.ended[0], 10u, "above %g N: %u", rows[i].held, r.ended[0]);
    }
}

/* A hold trembles in proportion to all that is held, which is no repetition as long as nothing else says so. */
Test(sensors, a_hold_that_trembles_counts_nothing) {
    struct run r;
    begin(&r, 80);
    r.level = 300;
    start(&r);
    stay(&r, 2);
    for (int i = 0; i < 8; i++) {
        move(&r, 300 + 3.0 * (i % 5 + 2), 0.9);
        move(&r, 300, 1.1);
    }
    finish(&r);
    cr_expect_eq(r.counted, 0u, "%u", r.counted);
}

Test(sensors, noise_at_rest_counts_nothing) {
    static const double rates[] = {20, 40, 80, 243.08, 1000};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        for (int unit = BANDEX_UNIT_NEWTON; unit <= BANDEX_UNIT_UNITLESS; unit++) {
            struct run r;
            begin(&r, rates[i]);
            r.config.unit = unit;
            r.noise = 2.0;
            r.offset = unit == BANDEX_UNIT_UNITLESS ? 250000 : 0;
            start(&r);
            stay(&r, 90);
            finish(&r);
            cr_expect_eq(r.counted, 0u, "%g Hz, unit %d: %u", rates[i], unit, r.counted);
        }
    }
}

Test(sensors, a_spike_as_first_sample_does_no_harm) {
    for (int unit = BANDEX_UNIT_NEWTON; unit <= BANDEX_UNIT_UNITLESS; unit++) {
        struct run r;
        begin(&r, 80);
        r.config.unit = unit;
        start(&r);
        feed(&r, -2e5);
        stay(&r, 3);
        pulls(&r, 8, 60);
        finish(&r);
        cr_expect_eq(r.ended[0], 8u, "unit %d: %u", unit, r.ended[0]);
    }
}

Test(sensors, a_known_resolution_only_raises_the_floor) {
    static const struct {
        double resolution;
        uint32_t count;
    } rows[] = {{0, 0}, {0.01, 0}, {0.9, 0}, {2, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct run r;
        begin(&r, 80);
        r.noise = 0.01;
        r.config.resolution = (float)rows[i].resolution;
        start(&r);
        stay(&r, 3);
        pulls(&r, 6, 2); /* less than 3 N */
        finish(&r);
        cr_expect_eq(r.counted, rows[i].count, "resolution %g: %u", rows[i].resolution, r.counted);
        begin(&r, 80);
        r.config.resolution = (float)rows[i].resolution;
        start(&r);
        stay(&r, 3);
        pulls(&r, 6, 5); /* more than 3 N, less than three steps of 2 N */
        finish(&r);
        cr_expect_eq(r.ended[0], rows[i].resolution < 1.5 ? 6u : 0u, "resolution %g: %u", rows[i].resolution, r.ended[0]);
    }
}

Test(sensors, a_sample_a_second_shows_no_repetition) {
    struct run r;
    begin(&r, 1);
    start(&r);
    stay(&r, 10);
    pulls_at(&r, 8, 60, (struct tempo){4, 2, 5, 3});
    finish(&r);
    cr_expect_eq(r.counted, 0u, "%u", r.counted);
}

/* Times agree to 5 ms, classes exactly. */
Test(sensors, a_force_scaled_with_its_floor_gives_the_same) {
    static const double factors[] = {1, 0.001, 0.02, 0.37, 8, 1000, 1e6};
    struct run plain;
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        struct run r;
        begin(&r, 80);
        r.scale = factors[i];
        r.config.floor = (float)(3 * factors[i]);
        start(&r);
        stay(&r, 3);
        pulls(&r, 3, 60);
        pulls(&r, 2, 22);
        pulls(&r, 3, 60);
        finish(&r);
        plain = i == 0 ? r : plain;
        cr_assert_eq(r.list.count, 8u, "scaled by %g: %zu", factors[i], r.list.count);
        for (size_t j = 0; j < 8; j++) {
            double apart = ((double)r.reps[j].start_us - (double)plain.reps[j].start_us) * 1e-6;
            cr_expect(r.reps[j].rep_class == plain.reps[j].rep_class && fabs(apart) < 0.005, "scaled by %g, repetition %zu: %.4f s",
                      factors[i], j, apart);
        }
    }
}

/* ---- before the set ---- */

Test(sensors, a_jerk_while_unracking_is_no_repetition) {
    for (int share = 3; share <= 8; share++) {
        struct run r;
        begin(&r, 80);
        start(&r);
        stay(&r, 3);
        move(&r, 15 + 9.0 * share, 0.18);
        move(&r, 15, 0.3);
        stay(&r, 2);
        pulls(&r, 7, 90);
        finish(&r);
        cr_expect_eq(r.ended[0], 7u, "jerk of %d0 %%: %u", share, r.ended[0]);
    }
}

Test(sensors, two_quick_repetitions_alike_are_no_jerks) {
    struct run r;
    begin(&r, 80);
    start(&r);
    stay(&r, 3);
    pulls_at(&r, 2, 80, (struct tempo){0.2, 0, 0.22, 0.15});
    pulls(&r, 5, 80);
    finish(&r);
    cr_expect_eq(r.ended[0], 7u, "%u", r.ended[0]);
}

Test(sensors, the_first_repetition_starts_after_the_plateau_before_it) {
    static const double bases[] = {1, 4, 12, 30};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        struct run r;
        double truth;
        begin(&r, 80);
        start(&r);
        stay(&r, 3);
        move(&r, bases[i], 0.8);
        stay(&r, 2.5);
        truth = r.t + 0.2048; /* a tenth of the way of a rise of 1 s */
        pulls(&r, 6, 80);
        finish(&r);
        cr_expect_eq(r.ended[0], 6u);
        cr_expect_lt(fabs(started(&r) - truth), 0.2, "after %g N: %.2f s, told %.2f s", bases[i], truth, started(&r));
    }
}

Test(sensors, a_plateau_that_gives_way_is_one) {
    struct run r;
    double truth;
    begin(&r, 80);
    start(&r);
    stay(&r, 3);
    move(&r, 30, 0.8);
    move(&r, 26.5, 2.5);
    truth = r.t + 0.2048;
    pulls(&r, 6, 80);
    finish(&r);
    cr_expect_eq(r.ended[0], 6u);
    cr_expect_lt(fabs(started(&r) - truth), 0.2, "%.2f s, told %.2f s", truth, started(&r));
    cr_expect_lt(fabs((double)r.reps[0].trough - 26.5), 1.5, "%.1f N", (double)r.reps[0].trough);
}

Test(sensors, quick_repetitions_after_a_plateau_all_count) {
    for (double base = 2; base < 12; base += 1) {
        struct run r;
        begin(&r, 80);
        start(&r);
        stay(&r, 3);
        move(&r, base, 0.8);
        stay(&r, 2.5);
        pulls_at(&r, 12, 90, (struct tempo){0.16, 0, 0.18, 0.1});
        finish(&r);
        cr_expect_eq(r.ended[0], 12u, "after %g N: %u", base, r.ended[0]);
    }
}

Test(sensors, a_bump_before_a_pull_is_not_its_start) {
    struct run r;
    begin(&r, 80);
    r.config.unit = BANDEX_UNIT_UNITLESS;
    r.noise = 0.2;
    start(&r);
    stay(&r, 5);
    move(&r, 30, 0.3);
    move(&r, 10, 0.3);
    stay(&r, 0.3);
    pulls_at(&r, 1, 40000, (struct tempo){0.4, 0.6, 1.0, 2.0});
    finish(&r);
    cr_expect_eq(r.ended[0], 1u, "%u", r.ended[0]);
    cr_expect_gt(started(&r), 5.9, "%.2f s", started(&r));
}

/* ---- sets ---- */

Test(sensors, the_next_set_has_a_scale_of_its_own) {
    static const double sizes[][3] = {{88, 18, 58}, {60, 20, 20}, {125, 28, 140}, {30, 140, 60}, {60, 55, 60}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int unit = BANDEX_UNIT_NEWTON; unit <= BANDEX_UNIT_UNITLESS; unit++) {
            struct run r;
            begin(&r, 40);
            r.config.unit = unit;
            start(&r);
            stay(&r, 3);
            move(&r, 2, 0.5);
            for (int set = 0; set < 3; set++) {
                pulls(&r, 8, sizes[i][set]);
                stay(&r, 100);
            }
            finish(&r);
            cr_expect_eq(r.sets, 3u);
            for (int set = 0; set < 3; set++) {
                cr_expect_eq(r.ended[set], 8u, "%g N, unit %d: %u", sizes[i][set], unit, r.ended[set]);
            }
        }
    }
}

Test(sensors, small_moves_after_a_set_are_none) {
    struct run r;
    begin(&r, 40);
    start(&r);
    stay(&r, 3);
    pulls(&r, 8, 90);
    stay(&r, 100);
    pulls(&r, 1, 5);
    finish(&r);
    cr_expect_eq(r.counted, 8u, "%u", r.counted);
}

/* A fine converter, of which a set makes coarse steps. */
Test(sensors, raw_counts_that_wander_long_after_a_set_count_nothing) {
    struct run r;
    begin(&r, 40);
    r.config.unit = BANDEX_UNIT_UNITLESS;
    r.offset = 8e5;
    r.noise = 0.5;
    start(&r);
    stay(&r, 3);
    pulls(&r, 8, 240000);
    stay(&r, 200);
    for (int i = 0; i < 60; i++) {
        move(&r, 900.0 * (i * 7 % 5), 4);
    }
    finish(&r);
    cr_expect_eq(r.counted, 8u, "%u", r.counted);
}

/* Someone touches the band, then a minute passes. */
Test(sensors, a_minutes_pause_before_each) {
    for (double touch = 1; touch < 10; touch += 0.5) {
        struct run r;
        begin(&r, 80);
        start(&r);
        stay(&r, 4);
        move(&r, 5, 0.8);
        stay(&r, 1);
        pulls(&r, 2, 50);
        for (int i = 0; i < 3; i++) {
            move(&r, 5 + touch, 0.1);
            move(&r, 5, 0.1);
            stay(&r, 61);
            pulls(&r, 1, 50);
        }
        pulls(&r, 3, 50);
        finish(&r);
        cr_expect_eq(r.ended[0], 8u, "touched with %g N: %u", touch, r.ended[0]);
        for (size_t i = 0; i < r.list.count; i++) {
            cr_expect_lt(r.reps[i].concentric_us, 2000000u, "touched with %g N, %zu: up %u us", touch, i, r.reps[i].concentric_us);
        }
    }
}

/* ---- repetitions ---- */

Test(sensors, a_pull_that_lasts_too_long_is_no_repetition) {
    static const double holds[] = {1.2, 1.5, 4}; /* letting off or at the top when 2 s are over */
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++) {
        struct run r;
        begin(&r, 80);
        r.config.max_rep_ms = 2000;
        start(&r);
        stay(&r, 3);
        pulls_at(&r, 6, 60, (struct tempo){1.0, holds[i], 1.0, 0.5});
        finish(&r);
        cr_expect_eq(r.counted, 0u, "held for %g s: %u", holds[i], r.counted);
    }
    struct run slow; /* half let off by then */
    begin(&slow, 80);
    slow.config.max_rep_ms = 2000;
    start(&slow);
    stay(&slow, 3);
    pulls_at(&slow, 3, 60, (struct tempo){0.8, 0.2, 2.4, 1});
    finish(&slow);
    cr_expect_eq(slow.counted, 0u, "let off slowly: %u", slow.counted);
}

Test(sensors, no_spike_is_told_without_one) {
    for (int mode = BANDEX_MODE_REPETITIONS; mode <= BANDEX_MODE_ISOMETRIC; mode++) {
        for (int unit = BANDEX_UNIT_NEWTON; unit <= BANDEX_UNIT_UNITLESS; unit++) {
            struct run r;
            begin(&r, 80);
            r.config.unit = unit;
            r.config.mode = mode;
            r.offset = unit == BANDEX_UNIT_UNITLESS ? 731330 : 0;
            r.scale = unit == BANDEX_UNIT_UNITLESS ? 2100 : 1;
            start(&r);
            stay(&r, 3);
            pulls_at(&r, 4, 100, (struct tempo){0.8, 3, 0.8, 2});
            finish(&r);
            cr_expect_geq(r.list.count, 4u);
            cr_expect_eq(flagged(&r, BANDEX_REP_FLAG_SPIKE), 0, "mode %d, unit %d", mode, unit);
        }
    }
}

Test(sensors, instants_keep_their_order_when_the_first_hump_is_the_higher) {
    struct run r;
    begin(&r, 80);
    start(&r);
    stay(&r, 3);
    pulls(&r, 3, 50);
    for (int i = 0; i < 12; i++) {
        move(&r, 60, 0.3);
        move(&r, 2.0 * i, 0.3);
        move(&r, 52, 0.3);
        move(&r, 0, 0.5);
        stay(&r, 0.4);
    }
    finish(&r); /* which looks at all of them */
}

Test(sensors, repetitions_near_the_floor_have_their_phases) {
    for (double floor = 57; floor < 60; floor += 0.2) {
        struct run r;
        begin(&r, 80);
        r.noise = 0.02;
        r.config.floor = (float)floor;
        start(&r);
        stay(&r, 3);
        pulls(&r, 8, 60);
        finish(&r);
        cr_expect_eq(r.ended[0], 8u, "floor %g: %u", floor, r.ended[0]);
        for (size_t i = 0; i < r.list.count; i++) {
            cr_expect(r.reps[i].concentric_us > 300000u, "floor %g, %zu: up %u us", floor, i, r.reps[i].concentric_us);
        }
    }
}

static double chance(struct run *r, double low, double high) {
    return low + (high - low) * (0.5 + deviate(r) / 7);
}

/* Whatever the signal: instants, phases and means fit each other. finish() asserts it. */
Test(sensors, measures_of_random_signals_are_possible) {
    for (uint32_t seed = 1; seed <= 600; seed++) {
        struct run r;
        begin(&r, 80);
        r.seed = seed;
        r.rate = pow(10, chance(&r, 1, 3));
        r.config.unit = seed % 2 ? BANDEX_UNIT_UNITLESS : BANDEX_UNIT_NEWTON;
        r.config.count_at = (int32_t)(seed % 3);
        r.noise = pow(10, chance(&r, -2, 1));
        r.offset = chance(&r, -300, 300);
        r.jitter = seed % 3 ? 0.2 : 0;
        start(&r);
        for (int i = 0; i < 60; i++) {
            move(&r, pow(10, chance(&r, 0, seed % 4 ? 2 : 4)), chance(&r, 0.03, seed % 5 ? 0.6 : 4));
        }
        cr_expect_eq(r.impossible, 0, "seed %u: %d", seed, r.impossible);
        r.impossible = 0;
    }
}

Test(sensors, settings_that_allow_no_repetition_are_refused) {
    bandex_detector detector;
    struct run r;
    begin(&r, 80);
    r.config.min_rep_ms = 3000;
    r.config.max_rep_ms = 2000;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &r.config), BANDEX_E_ARGUMENT);
    r.config.max_rep_ms = 3000;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &r.config), BANDEX_OK);
    r.config.starts_at_top = 2;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &r.config), BANDEX_E_ARGUMENT);
}
