/* SPDX-License-Identifier: MIT */
/* What sensors, racks and people do beside repetitions: offsets, noise at rest, un-racking, another band. */
#include <bandex/rep.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

struct run {
    bandex_detector detector;
    bandex_detector_config config;
    double t, rate, offset, noise;
    uint32_t seed, counted, flags, sets;
    uint32_t ended[4]; /* count of each set */
    bandex_rep first;
    int disordered;
};

static void begin(struct run *r, double rate) {
    *r = (struct run){.rate = rate, .noise = 0.05, .seed = 1};
    cr_assert_eq(bandex_detector_config_default(&r->config), BANDEX_OK);
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

static void take(struct run *r, const bandex_event *event) {
    const bandex_rep *rep = &event->rep;
    if (event->kind == BANDEX_EVENT_REP_COUNTED) {
        r->counted++;
    } else if (event->kind == BANDEX_EVENT_SET_ENDED) {
        r->ended[r->sets++ & 3u] = event->count;
    } else if (event->kind == BANDEX_EVENT_REP_ENDED) {
        r->flags |= rep->flags;
        r->first = r->first.end_us == 0 && rep->rep_class == BANDEX_REP_FULL ? *rep : r->first;
        r->disordered += rep->start_us > rep->peak_us || rep->peak_us > rep->end_us || rep->start_us > rep->top_us ||
                         rep->top_us > rep->end_us || rep->mean > rep->peak;
    }
}

static void feed(struct run *r, double force) {
    bandex_event event;
    float value = (float)(force + r->offset + r->noise * deviate(r));
    cr_assert_eq(bandex_detector_feed(&r->detector, (uint32_t)(uint64_t)(r->t * 1e6), value), BANDEX_OK);
    r->t += 1.0 / r->rate;
    while (bandex_detector_poll(&r->detector, &event)) {
        take(r, &event);
    }
}

/* From one force to another in so many seconds, smoothly. */
static void move(struct run *r, double from, double to, double seconds) {
    int n = (int)(seconds * r->rate + 0.5);
    for (int i = 0; i < n; i++) {
        feed(r, from + (to - from) * (0.5 - 0.5 * cos(3.14159265358979 * (i + 1) / n)));
    }
}

static void pulls(struct run *r, int count, double low, double high) {
    while (count-- > 0) {
        move(r, low, high, 1.0);
        move(r, high, high, 0.3);
        move(r, high, low, 1.2);
        move(r, low, low, 0.5);
    }
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
}

Test(sensors, newtons_that_were_not_tared_count) {
    static const double offsets[] = {-5000, -200, -40, 60, 300, 1000, 5000};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        struct run r;
        begin(&r, 80);
        r.offset = offsets[i];
        start(&r);
        move(&r, 0, 0, 3);
        pulls(&r, 8, 0, 40);
        finish(&r);
        cr_expect_eq(r.ended[0], 8u, "offset %g: %u", offsets[i], r.ended[0]);
    }
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
            move(&r, 0, 0, 90);
            finish(&r);
            cr_expect_eq(r.counted, 0u, "%g Hz, unit %d: %u", rates[i], unit, r.counted);
        }
    }
}

Test(sensors, a_jerk_while_unracking_is_no_repetition) {
    for (int share = 3; share <= 8; share++) {
        struct run r;
        begin(&r, 80);
        start(&r);
        move(&r, 0, 0, 3);
        move(&r, 0, 15 + 9.0 * share, 0.18);
        move(&r, 15 + 9.0 * share, 15, 0.3);
        move(&r, 15, 15, 2);
        pulls(&r, 7, 15, 105);
        finish(&r);
        cr_expect_eq(r.ended[0], 7u, "jerk of %d0 %%: %u", share, r.ended[0]);
    }
}

Test(sensors, the_next_set_has_a_scale_of_its_own) {
    for (int unit = BANDEX_UNIT_NEWTON; unit <= BANDEX_UNIT_UNITLESS; unit++) {
        struct run r;
        begin(&r, 40);
        r.config.unit = unit;
        start(&r);
        move(&r, 0, 0, 3);
        pulls(&r, 8, 2, 90);
        move(&r, 2, 2, 100);
        pulls(&r, 8, 2, 20);
        move(&r, 2, 2, 100);
        pulls(&r, 8, 2, 60);
        finish(&r);
        cr_expect_eq(r.sets, 3u);
        for (int set = 0; set < 3; set++) {
            cr_expect_eq(r.ended[set], 8u, "unit %d, set %d: %u", unit, set, r.ended[set]);
        }
    }
}

Test(sensors, the_first_repetition_starts_after_the_plateau_before_it) {
    static const double bases[] = {1, 4, 12, 30};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        struct run r;
        double started;
        begin(&r, 80);
        start(&r);
        move(&r, 0, 0, 3);
        move(&r, 0, bases[i], 0.8);
        move(&r, bases[i], bases[i], 2.5);
        started = r.t + 0.2; /* a tenth of the way of a rise of 1 s */
        pulls(&r, 6, bases[i], bases[i] + 80);
        finish(&r);
        cr_expect_eq(r.ended[0], 6u);
        cr_expect_lt(fabs((double)r.first.start_us * 1e-6 - started), 0.2, "after %g N: %.2f s, told %.2f s", bases[i], started,
                     (double)r.first.start_us * 1e-6);
    }
}

Test(sensors, a_pull_that_lasts_too_long_is_no_repetition) {
    struct run r;
    begin(&r, 80);
    r.config.max_rep_ms = 2000;
    start(&r);
    move(&r, 0, 0, 3);
    for (int i = 0; i < 6; i++) {
        move(&r, 0, 60, 1.0);
        move(&r, 60, 60, 1.5);
        move(&r, 60, 0, 1.0);
        move(&r, 0, 0, 0.5);
    }
    finish(&r);
    cr_expect_eq(r.counted, 0u, "%u", r.counted);
}

Test(sensors, no_spike_is_told_without_one_and_instants_keep_their_order) {
    for (int unit = BANDEX_UNIT_NEWTON; unit <= BANDEX_UNIT_UNITLESS; unit++) {
        struct run r;
        begin(&r, 80);
        r.config.unit = unit;
        start(&r);
        move(&r, 0, 0, 3);
        pulls(&r, 3, 0, 50);
        for (int i = 0; i < 4; i++) { /* two humps, the first of them higher */
            move(&r, 0, 60, 0.3);
            move(&r, 60, 20, 0.3);
            move(&r, 20, 52, 0.3);
            move(&r, 52, 0, 0.5);
            move(&r, 0, 0, 0.4);
        }
        finish(&r);
        cr_expect_eq(r.flags & BANDEX_REP_FLAG_SPIKE, 0u);
        cr_expect_eq(r.disordered, 0);
    }
}

Test(sensors, a_bump_before_a_pull_is_not_its_start) {
    struct run r;
    begin(&r, 80);
    r.config.unit = BANDEX_UNIT_UNITLESS;
    r.noise = 0.2;
    start(&r);
    move(&r, 0, 0, 5);
    move(&r, 0, 30, 0.3);
    move(&r, 30, 10, 0.3);
    move(&r, 10, 10, 0.3);
    move(&r, 10, 40000, 0.4);
    move(&r, 40000, 40000, 0.6);
    move(&r, 40000, 0, 1.0);
    move(&r, 0, 0, 2);
    finish(&r);
    cr_expect_eq(r.ended[0], 1u, "%u", r.ended[0]);
    cr_expect_gt((double)r.first.start_us * 1e-6, 5.9, "%.2f s", (double)r.first.start_us * 1e-6);
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
