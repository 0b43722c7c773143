/* SPDX-License-Identifier: MIT */
/* What a checker with signals of its own found: sensors without a tare, sessions of several exercises, jerks while the
 * band is taken off its hook, long rests. Moves are half cosines from level to level, with a tremble on them. */
#include <bandex/rep.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { most_reps = 64, most_sets = 8, rate = 80 };

struct session {
    bandex_detector detector;
    bandex_rep reps[most_reps];
    bandex_rep_list list;
    uint32_t sets[most_sets], set_count; /* full repetitions of the sets that ended */
    double t, level;                     /* seconds; force without offset and scale */
    double offset, scale, noise;
    uint32_t chance;
    int impossible; /* instants out of order, in how many events */
};

static void begin(struct session *s, const bandex_detector_config *config) {
    memset(s, 0, sizeof *s);
    s->scale = 1.0;
    s->noise = 0.1;
    s->chance = 1;
    cr_assert_eq(bandex_detector_init(&s->detector, sizeof s->detector, config), BANDEX_OK);
    cr_assert_eq(bandex_rep_list_init(&s->list, s->reps, most_reps), BANDEX_OK);
}

static void take(struct session *s, const bandex_event *event) {
    const bandex_rep *rep = &event->rep;
    cr_assert_eq(bandex_rep_list_add(&s->list, event), BANDEX_OK);
    if (event->kind == BANDEX_EVENT_SET_ENDED) {
        cr_assert_lt(s->set_count, (uint32_t)most_sets);
        s->sets[s->set_count++] = event->count;
    }
    if (event->kind == BANDEX_EVENT_REP_ENDED) {
        s->impossible += rep->start_us > rep->top_us || rep->top_us > rep->end_us || rep->peak_us < rep->start_us ||
                      rep->peak_us > rep->end_us || rep->end_us > event->time_us ||
                      rep->end_us - rep->start_us != (uint64_t)rep->concentric_us + rep->hold_us + rep->eccentric_us;
    }
}

static void move(struct session *s, double seconds, double level) {
    double from = s->level, start = s->t;
    bandex_event event;
    while (s->t < start + seconds) {
        double share = (s->t - start) / seconds, force = from + (level - from) * (0.5 - 0.5 * cos(share * 3.14159265358979));
        s->chance = s->chance * 1664525u + 1013904223u;
        force += s->noise * ((double)(s->chance >> 8) / 8388608.0 - 1.0);
        cr_assert_eq(bandex_detector_feed(&s->detector, (uint32_t)(int64_t)(s->t * 1e6), (float)(s->offset + s->scale * force)), BANDEX_OK);
        while (bandex_detector_poll(&s->detector, &event)) {
            take(s, &event);
        }
        s->t += 1.0 / rate;
    }
    s->level = level;
}

static void stay(struct session *s, double seconds) { move(s, seconds, s->level); }

static void pulls(struct session *s, int count, double range, double rest) {
    double base = s->level;
    for (int i = 0; i < count; i++) {
        move(s, 1.1, base + range);
        stay(s, 0.3);
        move(s, 1.3, base);
        stay(s, rest);
    }
}

static void finish(struct session *s) {
    bandex_event event;
    size_t written;
    for (;;) {
        cr_assert_eq(bandex_detector_finish(&s->detector, &event, 1, &written), BANDEX_OK);
        if (written == 0) {
            break;
        }
        take(s, &event);
    }
    cr_assert_eq(s->impossible, 0);
}

static size_t full(const struct session *s) {
    size_t count = 0;
    for (size_t i = 0; i < s->list.count; i++) {
        count += s->reps[i].rep_class == BANDEX_REP_FULL;
    }
    return count;
}

Test(field, any_offset_of_newtons) {
    static const double offsets[] = {-5000, -1000, -150, -40, 40, 150, 300, 1000, 5000};
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        for (double range = 10; range < 100; range *= 3) {
            struct session s;
            begin(&s, NULL);
            s.offset = offsets[i];
            stay(&s, 3);
            pulls(&s, 8, range, 0.6);
            stay(&s, 2);
            finish(&s);
            cr_assert_eq(full(&s), 8u, "offset %g, range %g: %zu", offsets[i], range, full(&s));
        }
    }
}

Test(field, each_set_has_a_scale_of_its_own) {
    static const double sizes[][2] = {{60, 20}, {125, 28}, {140, 50}, {30, 140}, {60, 55}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct session s;
        begin(&s, NULL);
        stay(&s, 3);
        pulls(&s, 8, sizes[i][0], 0.5);
        stay(&s, 100);
        pulls(&s, 8, sizes[i][1], 0.5);
        finish(&s);
        cr_assert_eq(s.set_count, 2u);
        cr_assert(s.sets[0] == 8 && s.sets[1] == 8, "%g then %g: %u, %u", sizes[i][0], sizes[i][1], (unsigned)s.sets[0], (unsigned)s.sets[1]);
    }
}

Test(field, a_minutes_pause_before_each) {
    struct session s;
    begin(&s, NULL);
    stay(&s, 4);
    move(&s, 0.8, 5);
    stay(&s, 1);
    pulls(&s, 2, 50, 0.6);
    for (int i = 0; i < 3; i++) {
        stay(&s, 62);
        pulls(&s, 1, 50, 0.6);
    }
    pulls(&s, 3, 50, 0.6);
    finish(&s);
    cr_assert_eq(full(&s), 8u, "%zu", full(&s));
}

Test(field, a_jerk_off_the_hook_is_none) {
    static const double jerks[][3] = {{0.10, 0.15, 0.5}, {0.22, 0.16, 0.6}, {0.15, 0.25, 0.8}, {0.19, 0.25, 0.6}};
    for (size_t i = 0; i < sizeof jerks / sizeof jerks[0]; i++) {
        struct session s;
        begin(&s, NULL);
        stay(&s, 5);
        move(&s, jerks[i][0], 15 + 90 * jerks[i][2]);
        move(&s, jerks[i][1], 15);
        stay(&s, 1.7);
        pulls(&s, 7, 90, 0.6);
        finish(&s);
        cr_assert_eq(full(&s), 7u, "jerk %zu: %zu", i, full(&s));
    }
}

/* 10 % of the rise of a half cosine come after 0.2048 of it. */
Test(field, the_first_one_starts_when_it_is_pulled) {
    struct session s;
    double start;
    begin(&s, NULL);
    stay(&s, 1);
    move(&s, 1.0, 0.5);
    stay(&s, 1.5);
    move(&s, 0.8, 2.2);
    stay(&s, 5);
    start = s.t + 0.2048 * 0.27;
    move(&s, 0.27, 98);
    stay(&s, 0.1);
    move(&s, 2.4, 2.2);
    stay(&s, 1);
    finish(&s);
    cr_assert_eq(full(&s), 1u);
    cr_assert_float_eq((double)s.reps[0].start_us * 1e-6, start, 0.15, "%.3f for %.3f", (double)s.reps[0].start_us * 1e-6, start);
}

Test(field, no_spike_is_told_where_none_was) {
    for (int mode = 0; mode < 2; mode++) {
        bandex_detector_config config;
        struct session s;
        bandex_detector_config_default(&config);
        config.unit = mode == 0 ? BANDEX_UNIT_UNITLESS : BANDEX_UNIT_NEWTON;
        config.mode = mode == 0 ? BANDEX_MODE_REPETITIONS : BANDEX_MODE_ISOMETRIC;
        begin(&s, &config);
        s.scale = mode == 0 ? 2100 : 1;
        s.offset = mode == 0 ? 731330 : 0;
        stay(&s, 3);
        for (int i = 0; i < 4; i++) {
            move(&s, 0.8, 100);
            stay(&s, 3);
            move(&s, 0.8, 0);
            stay(&s, 2);
        }
        finish(&s);
        cr_assert_geq(s.list.count, 4u);
        for (size_t i = 0; i < s.list.count; i++) {
            cr_assert(!(s.reps[i].flags & BANDEX_REP_FLAG_SPIKE), "mode %d, repetition %zu", mode, i);
        }
    }
}

Test(field, what_lasts_too_long_is_none) {
    bandex_detector_config config;
    struct session s;
    bandex_detector_config_default(&config);
    config.max_rep_ms = 2000;
    begin(&s, &config);
    stay(&s, 2);
    for (int i = 0; i < 5; i++) {
        move(&s, 1.1, 60);
        stay(&s, 1.2);
        move(&s, 1.3, 0);
        stay(&s, 0.6);
    }
    finish(&s);
    cr_assert_eq(s.list.count, 0u);
}

/* Times agree to 5 ms, classes exactly. */
Test(field, force_scaled_with_its_floor) {
    static const double factors[] = {0.001, 0.02, 0.37, 8, 1000, 1e6};
    struct session plain;
    for (size_t i = 0; i <= sizeof factors / sizeof factors[0]; i++) {
        bandex_detector_config config;
        struct session s;
        bandex_detector_config_default(&config);
        s.scale = i == 0 ? 1 : factors[i - 1];
        config.floor = (float)(3 * s.scale);
        begin(&s, &config);
        s.scale = i == 0 ? 1 : factors[i - 1];
        stay(&s, 3);
        pulls(&s, 3, 60, 0.5);
        pulls(&s, 2, 22, 0.5);
        pulls(&s, 3, 60, 0.5);
        finish(&s);
        if (i == 0) {
            plain = s;
            cr_assert_eq(s.list.count, 8u);
            continue;
        }
        cr_assert_eq(s.list.count, plain.list.count, "scaled by %g: %zu", factors[i - 1], s.list.count);
        for (size_t j = 0; j < s.list.count; j++) {
            double apart = ((double)s.reps[j].start_us - (double)plain.reps[j].start_us) * 1e-6;
            cr_assert(s.reps[j].rep_class == plain.reps[j].rep_class && fabs(apart) < 0.005, "scaled by %g, repetition %zu: %.4f s",
                      factors[i - 1], j, apart);
        }
    }
}
