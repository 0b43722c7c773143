/* SPDX-License-Identifier: MIT */
/* Every setting and mode against signals whose truth is plain: pulls with straight or rounded flanks. */
#include <bandex/rep.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { most_events = 512, most_reps = 64 };

/* A pull: where it begins, how long it rises, holds and falls, and how far it goes. */
struct pull { double at, up, hold, down, range; };

struct signal {
    const struct pull *pulls;
    int count, rounded;
    double base, rate, seconds, sign;
    double cut_from, cut_to; /* no samples between */
    double highest;          /* of the converter; 0: unlimited */
};

struct outcome {
    bandex_detector detector;
    bandex_event events[most_events];
    size_t count;
    bandex_rep reps[most_reps];
    bandex_rep_list list;
    uint32_t tremble;
};

static double flank(double share, int rounded) {
    return rounded ? 0.5 - 0.5 * cos(share * 3.14159265358979) : share;
}

static double force_at(const struct signal *s, double t) {
    double force = s->base;
    for (int i = 0; i < s->count; i++) {
        const struct pull *p = &s->pulls[i];
        double since = t - p->at, left = p->at + p->up + p->hold + p->down - t;
        if (since > 0.0 && left > 0.0) {
            double share = since < p->up ? since / p->up : left < p->down ? left / p->down : 1.0;
            force += p->range * flank(share, s->rounded);
        }
    }
    return force;
}

static struct signal signal_of(const struct pull *pulls, int count, double seconds) {
    struct signal s = {pulls, count, 1, 5.0, 80.0, seconds, 1.0, 0.0, 0.0, 0.0};
    return s;
}

static bandex_detector_config defaults(void) {
    bandex_detector_config config;
    cr_assert_eq(bandex_detector_config_default(&config), BANDEX_OK);
    return config;
}

static void begin(struct outcome *o, const bandex_detector_config *config) {
    memset(o, 0, sizeof *o);
    cr_assert_eq(bandex_detector_init(&o->detector, sizeof o->detector, config), BANDEX_OK);
    cr_assert_eq(bandex_rep_list_init(&o->list, o->reps, most_reps), BANDEX_OK);
}

static void collect(struct outcome *o) {
    bandex_event event;
    while (bandex_detector_poll(&o->detector, &event)) {
        cr_assert_lt(o->count, (size_t)most_events);
        o->events[o->count++] = event;
        cr_assert_eq(bandex_rep_list_add(&o->list, &event), BANDEX_OK);
    }
}

/* A tremble of 0.05 N, so that the noise is not zero. */
static double tremble(struct outcome *o) {
    o->tremble = o->tremble * 1664525u + 1013904223u;
    return 0.05 * ((double)(o->tremble >> 8) / 8388608.0 - 1.0);
}

static void feed(struct outcome *o, const struct signal *s, double from, double to) {
    for (int64_t k = (int64_t)ceil(from * s->rate); (double)k < to * s->rate; k++) {
        double t = (double)k / s->rate, force = force_at(s, t) + tremble(o);
        if (t >= s->cut_from && t < s->cut_to) continue;
        if (s->highest > 0.0 && force > s->highest) force = s->highest;
        cr_assert_eq(bandex_detector_feed(&o->detector, (uint32_t)(int64_t)(t * 1e6), (float)(s->sign * force)), BANDEX_OK);
        collect(o);
    }
}

static void finish(struct outcome *o) {
    bandex_event events[4];
    size_t written;
    do {
        cr_assert_eq(bandex_detector_finish(&o->detector, events, 4, &written), BANDEX_OK);
        for (size_t i = 0; i < written; i++) {
            o->events[o->count++] = events[i];
            cr_assert_eq(bandex_rep_list_add(&o->list, &events[i]), BANDEX_OK);
        }
    } while (written == 4);
}

static void run(struct outcome *o, const bandex_detector_config *config, const struct signal *s) {
    begin(o, config);
    feed(o, s, 0.0, s->seconds);
    finish(o);
}

static int events_of(const struct outcome *o, int32_t kind) {
    int found = 0;
    for (size_t i = 0; i < o->count; i++) found += o->events[i].kind == kind;
    return found;
}

static int reps_of(const struct outcome *o, uint8_t rep_class) {
    int found = 0;
    for (size_t i = 0; i < o->list.count; i++) found += o->reps[i].rep_class == rep_class;
    return found;
}

static double seconds(uint64_t us) { return (double)us * 1e-6; }

/* Pulls of 1.0 s up, 0.5 s hold, 1.5 s down every 4 s. */
static void fill(struct pull *pulls, int count, double range) {
    for (int i = 0; i < count; i++) {
        struct pull p = {2.0 + 4.0 * i, 1.0, 0.5, 1.5, range};
        pulls[i] = p;
    }
}

/* ---- when a repetition counts ---- */

Test(modes, top_counts_before_return_and_return_before_end) {
    static struct outcome outcomes[3];
    static const int32_t moments[] = {BANDEX_COUNT_AT_TOP, BANDEX_COUNT_AT_RETURN, BANDEX_COUNT_AT_END};
    struct pull pulls[8];
    struct signal s = signal_of(pulls, 8, 36.0);
    fill(pulls, 8, 60.0);
    for (int i = 0; i < 3; i++) {
        bandex_detector_config config = defaults();
        config.count_at = moments[i];
        run(&outcomes[i], &config, &s);
        cr_assert_eq(outcomes[i].list.count, 8);
        cr_expect_eq(reps_of(&outcomes[i], BANDEX_REP_FULL), 8);
        cr_expect_eq(bandex_detector_count(&outcomes[i].detector), 8);
        cr_expect_eq(events_of(&outcomes[i], BANDEX_EVENT_REP_TOP), 8);
        cr_expect_eq(events_of(&outcomes[i], BANDEX_EVENT_REP_COUNTED), 8);
    }
    for (int k = 0; k < 8; k++) {
        const bandex_rep *top = &outcomes[0].reps[k], *back = &outcomes[1].reps[k], *end = &outcomes[2].reps[k];
        double begun = pulls[k].at, over = begun + 3.0;
        cr_expect_lt(top->counted_us, back->counted_us);
        cr_expect_lt(back->counted_us, end->counted_us);
        cr_expect_gt(seconds(top->counted_us), begun + 1.0, "a top is not certain before it is reached");
        cr_expect_lt(seconds(top->counted_us), begun + 2.6);
        cr_expect_lt(seconds(back->counted_us), over + 0.2, "the beep comes with the end at the latest");
        cr_expect_geq(end->counted_us, end->end_us);
        cr_expect_lt(seconds(end->counted_us), over + 1.0);
        cr_expect_eq(top->start_us, end->start_us, "the moment of counting changes no measure");
        cr_expect_eq(top->end_us, back->end_us);
        cr_expect_eq(back->end_us, end->end_us);
    }
}

Test(modes, starts_at_top_counts_when_the_top_is_reached_again) {
    static struct outcome o;
    bandex_detector_config config = defaults();
    struct pull pulls[6];
    struct signal s = signal_of(pulls, 6, 30.0);
    fill(pulls, 6, 60.0);
    config.starts_at_top = 1;
    run(&o, &config, &s);
    cr_expect_eq(bandex_detector_count(&o.detector), 5, "the first rise only leads to the start");
    int counted = 0;
    for (size_t i = 0; i < o.count; i++) {
        if (o.events[i].kind != BANDEX_EVENT_REP_COUNTED) continue;
        counted++;
        cr_expect_gt(seconds(o.events[i].time_us), pulls[counted].at + 1.0);
        cr_expect_lt(seconds(o.events[i].time_us), pulls[counted].at + 2.6, "before the next lowering is over");
    }
    cr_expect_eq(counted, 5);
}

/* ---- the isometric mode ---- */

Test(modes, holds_are_timed_efforts_and_touches_are_none) {
    static struct outcome o;
    static const struct pull pulls[] = {{2.0, 0.2, 0.3, 0.2, 80.0}, {5.0, 0.3, 3.0, 0.3, 80.0}, {12.0, 0.3, 8.0, 0.3, 70.0},
                                        {24.0, 0.2, 0.4, 0.2, 90.0}, {28.0, 0.3, 1.5, 0.3, 60.0}};
    static const double held[] = {3.3, 8.3, 1.8}, begun[] = {5.15, 12.15, 28.15};
    struct signal s = signal_of(pulls, 5, 34.0);
    for (int given = 0; given < 2; given++) {
        bandex_detector_config config = defaults();
        config.mode = BANDEX_MODE_ISOMETRIC;
        config.hold_threshold = given ? 45.0f : 0.0f; /* else half of the highest */
        run(&o, &config, &s);
        cr_assert_eq(o.list.count, 3, "%zu", o.list.count);
        cr_expect_eq(events_of(&o, BANDEX_EVENT_REP_COUNTED), 3);
        cr_expect_eq(events_of(&o, BANDEX_EVENT_REP_ENDED), 3);
        cr_expect_eq(events_of(&o, BANDEX_EVENT_SET_ENDED), 1);
        for (int k = 0; k < 3; k++) {
            cr_expect_eq(o.reps[k].rep_class, BANDEX_REP_HOLD);
            cr_expect_float_eq(seconds(o.reps[k].start_us), begun[k], 0.15);
            cr_expect_float_eq(seconds(o.reps[k].end_us - o.reps[k].start_us), held[k], 0.15, "%d: %.3f s for %.3f s", k,
                               seconds(o.reps[k].end_us - o.reps[k].start_us), held[k]);
            cr_expect_float_eq(o.reps[k].peak, 5.0 + pulls[k == 0 ? 1 : 2 * k].range, 1.0);
            cr_expect_float_eq(seconds(o.reps[k].counted_us - o.reps[k].start_us), 1.0, 0.15, "a hold counts when it is long enough");
        }
    }
}

/* ---- scale ---- */

Test(modes, each_side_has_its_own_scale) {
    static struct outcome o;
    struct pull pulls[12];
    struct signal s = signal_of(pulls, 12, 52.0);
    fill(pulls, 12, 100.0);
    for (int i = 1; i < 12; i += 2) pulls[i].range = 42.0; /* the weaker side: partial on the other one's scale */
    for (int told = 0; told < 2; told++) {
        bandex_detector_config config = defaults();
        config.rescale = 0;
        begin(&o, &config);
        for (int i = 0; i < 12; i++) {
            if (told) cr_assert_eq(bandex_detector_set_side(&o.detector, i % 2 ? BANDEX_SIDE_RIGHT : BANDEX_SIDE_LEFT), BANDEX_OK);
            feed(&o, &s, i == 0 ? 0.0 : pulls[i].at - 0.2, i == 11 ? s.seconds : pulls[i + 1].at - 0.2);
        }
        finish(&o);
        cr_assert_eq(o.list.count, 12);
        cr_expect_eq(reps_of(&o, BANDEX_REP_FULL), told ? 12 : 6);
        cr_expect_eq(reps_of(&o, BANDEX_REP_PARTIAL), told ? 0 : 6);
        for (int i = 0; i < 12; i++) {
            cr_expect_eq(o.reps[i].side, !told ? BANDEX_SIDE_NONE : i % 2 ? BANDEX_SIDE_RIGHT : BANDEX_SIDE_LEFT);
            cr_expect_float_eq(o.reps[i].completeness, !told && i % 2 ? 0.42 : 1.0, 0.03);
        }
    }
    cr_expect_eq(bandex_detector_set_side(&o.detector, 4), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_detector_set_side(NULL, BANDEX_SIDE_LEFT), BANDEX_E_ARGUMENT);
}

Test(modes, without_rescale_lesser_cycles_stay_partial) {
    static struct outcome o;
    struct pull pulls[10];
    struct signal s = signal_of(pulls, 10, 44.0);
    fill(pulls, 10, 100.0);
    for (int i = 4; i < 10; i++) pulls[i].range = 45.0;
    for (uint8_t rescale = 0; rescale < 2; rescale++) {
        bandex_detector_config config = defaults();
        config.rescale = rescale;
        run(&o, &config, &s);
        cr_assert_eq(o.list.count, 10);
        cr_expect_eq(reps_of(&o, BANDEX_REP_FULL), rescale ? 10 : 4);
        cr_expect_eq(bandex_detector_count(&o.detector), rescale ? 10u : 4u);
        cr_expect_eq(bandex_detector_partial_count(&o.detector), rescale ? 0u : 6u);
        cr_expect_eq(events_of(&o, BANDEX_EVENT_RECLASSIFIED), rescale ? 2 : 0, "the first two, as the third ends");
    }
}

Test(modes, the_expected_range_decides_from_the_first_repetition_on) {
    static struct outcome o;
    static const double ranges[] = {40.0, 60.0, 20.0};
    static const int full[] = {0, 5, 0}, partial[] = {5, 0, 0};
    struct pull pulls[5];
    struct signal s = signal_of(pulls, 5, 26.0);
    bandex_detector_config config = defaults();
    config.expected_range = 100.0f;
    for (int i = 0; i < 3; i++) {
        fill(pulls, 5, ranges[i]);
        run(&o, &config, &s);
        cr_expect_eq(reps_of(&o, BANDEX_REP_FULL), full[i]);
        cr_expect_eq(reps_of(&o, BANDEX_REP_PARTIAL), partial[i]);
        for (size_t k = 0; k < o.list.count; k++) cr_expect_float_eq(o.reps[k].completeness, 0.01 * ranges[i], 0.02);
    }
}

Test(modes, cycles_outside_the_times_of_a_repetition_do_not_count) {
    static struct outcome o;
    struct pull pulls[5];
    struct signal s = signal_of(pulls, 5, 26.0);
    bandex_detector_config config = defaults();
    fill(pulls, 5, 60.0);
    config.min_rep_ms = 4000;
    run(&o, &config, &s);
    cr_expect_eq(o.list.count, 0);
    config.min_rep_ms = 1000;
    run(&o, &config, &s);
    cr_expect_eq(o.list.count, 5);
}

/* ---- sets ---- */

Test(modes, the_pause_that_ends_a_set_is_the_callers) {
    static struct outcome o;
    struct pull pulls[7];
    struct signal s = signal_of(pulls, 7, 40.0);
    fill(pulls, 7, 60.0);
    for (int i = 4; i < 7; i++) pulls[i].at += 8.0; /* 9 s between the fourth and the fifth */
    for (uint32_t ends = 0; ends < 2; ends++) {
        bandex_detector_config config = defaults();
        config.set_end_ms = ends ? 5000 : 0;
        run(&o, &config, &s);
        cr_assert_eq(o.list.count, 7);
        cr_expect_eq(events_of(&o, BANDEX_EVENT_SET_ENDED), ends ? 2 : 1);
        cr_expect_eq(bandex_detector_count(&o.detector), ends ? 3u : 7u);
        for (size_t i = 0; i < o.count && ends; i++) {
            if (o.events[i].kind == BANDEX_EVENT_SET_ENDED) {
                cr_expect_eq(o.events[i].count, 4);
                cr_expect_float_eq(seconds(o.events[i].time_us), pulls[3].at + 3.0 + 5.0, 0.5);
                break;
            }
        }
        cr_expect_eq(o.events[o.count - 1].first_rep_id, ends ? 5u : 1u);
    }
}

Test(modes, the_host_begins_and_ends_sets) {
    static struct outcome o;
    struct pull pulls[9];
    struct signal s = signal_of(pulls, 9, 42.0);
    fill(pulls, 9, 60.0);
    begin(&o, NULL);
    feed(&o, &s, 0.0, pulls[2].at - 0.2);
    cr_expect_eq(bandex_detector_count(&o.detector), 2);
    cr_assert_eq(bandex_detector_start_set(&o.detector), BANDEX_OK);
    cr_expect_eq(bandex_detector_count(&o.detector), 0, "what was before does not count");
    feed(&o, &s, pulls[2].at - 0.2, pulls[6].at - 0.2);
    cr_expect_eq(bandex_detector_count(&o.detector), 4);
    cr_assert_eq(bandex_detector_end_set(&o.detector), BANDEX_OK);
    collect(&o);
    cr_expect_eq(o.events[o.count - 1].kind, BANDEX_EVENT_SET_ENDED);
    cr_expect_eq(o.events[o.count - 1].count, 4);
    cr_expect_eq(o.events[o.count - 1].first_rep_id, 3);
    cr_assert_eq(bandex_detector_end_set(&o.detector), BANDEX_OK);
    collect(&o);
    cr_expect_eq(events_of(&o, BANDEX_EVENT_SET_ENDED), 2, "a set ends once");
    feed(&o, &s, pulls[6].at - 0.2, s.seconds);
    finish(&o);
    cr_expect_eq(o.events[o.count - 1].count, 3);
    cr_expect_eq(o.events[o.count - 1].first_rep_id, 7);
    cr_expect_eq(bandex_detector_start_set(NULL), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_detector_end_set(NULL), BANDEX_E_ARGUMENT);
}

/* ---- measures ---- */

/* Rounded flanks end where the slope is 5 % of the steepest. Straight ones stop at once, which the filtered slope sees late
 * at the top and early before the fall: a hold comes out short by up to 0.24 s (docs/accuracy.md). */
Test(modes, phase_times_are_those_of_the_pull) {
    static struct outcome o;
    static const double rates[] = {40.0, 80.0, 320.0};
    static const double start[] = {0.1, 0.2048}, up[] = {0.9, 0.779}, hold[] = {0.5, 0.540}, down[] = {1.35, 1.169};
    static const double within[] = {0.13, 0.06}, hold_within[] = {0.24, 0.06};
    struct pull pulls[6];
    struct signal s = signal_of(pulls, 6, 28.0);
    fill(pulls, 6, 60.0);
    for (int i = 0; i < 6; i++) {
        int form = s.rounded = i % 2;
        s.rate = rates[i / 2];
        run(&o, NULL, &s);
        cr_assert_eq(o.list.count, 6);
        for (int k = 0; k < 6; k++) {
            const bandex_rep *r = &o.reps[k];
            cr_expect_float_eq(seconds(r->start_us), pulls[k].at + start[form], 0.03);
            cr_expect_float_eq(seconds(r->end_us), pulls[k].at + start[form] + up[form] + hold[form] + down[form], 0.03);
            cr_expect_float_eq(seconds(r->concentric_us), up[form], within[form], "%d: %.3f", i, seconds(r->concentric_us));
            cr_expect_float_eq(seconds(r->hold_us), hold[form], hold_within[form], "%d: %.3f", i, seconds(r->hold_us));
            cr_expect_float_eq(seconds(r->eccentric_us), down[form], within[form], "%d: %.3f", i, seconds(r->eccentric_us));
            cr_expect_eq((uint64_t)r->concentric_us + r->hold_us + r->eccentric_us, r->end_us - r->start_us);
            cr_expect_eq(r->top_us - r->start_us, r->concentric_us);
            cr_expect_eq(r->phase_def, BANDEX_PHASE_DEF_SLOPE_5);
            if (k > 0) cr_expect_eq((uint64_t)r->rest_before_us, r->start_us - o.reps[k - 1].end_us);
        }
        cr_expect_eq(o.reps[0].rest_before_us, 0);
    }
}

Test(modes, an_assisting_band_swaps_the_phases) {
    static struct outcome pulled, assisted;
    bandex_detector_config config = defaults();
    struct pull pulls[4];
    struct signal s = signal_of(pulls, 4, 20.0);
    fill(pulls, 4, 60.0);
    run(&pulled, &config, &s);
    config.rising_is = BANDEX_RISING_IS_ECCENTRIC;
    run(&assisted, &config, &s);
    cr_assert_eq(pulled.list.count, 4);
    cr_assert_eq(assisted.list.count, 4);
    for (int k = 0; k < 4; k++) {
        cr_expect_gt(pulled.reps[k].eccentric_us, pulled.reps[k].concentric_us);
        cr_expect_eq(assisted.reps[k].concentric_us, pulled.reps[k].eccentric_us);
        cr_expect_eq(assisted.reps[k].eccentric_us, pulled.reps[k].concentric_us);
        cr_expect_eq(assisted.reps[k].hold_us, pulled.reps[k].hold_us);
    }
}

Test(modes, forces_agree_with_the_signal) {
    static struct outcome o;
    struct pull pulls[6];
    struct signal s = signal_of(pulls, 6, 28.0);
    fill(pulls, 6, 60.0);
    s.base = 20.0;
    run(&o, NULL, &s);
    cr_assert_eq(o.list.count, 6);
    for (int k = 0; k < 6; k++) {
        const bandex_rep *r = &o.reps[k];
        double from = seconds(r->start_us), to = seconds(r->end_us), integral = 0.0;
        for (int i = 0; i < 10000; i++) integral += force_at(&s, from + (i + 0.5) * (to - from) / 10000) * (to - from) / 10000;
        cr_expect_float_eq((double)r->mean * (to - from), r->impulse, 1e-4 * (double)r->impulse);
        cr_expect_float_eq(r->impulse, integral, 0.01 * integral, "%.2f for %.2f", (double)r->impulse, integral);
        cr_expect_float_eq(r->impulse_above_trough, integral - 20.0 * (to - from), 0.02 * integral);
        cr_expect_float_eq(r->peak, 80.0, 0.6);
        cr_expect_float_eq(r->trough, 20.0, 0.6);
        cr_expect_float_eq(r->rise, r->peak - r->trough, 1e-3);
        cr_expect_float_eq(r->fall, 60.0, 0.9);
        cr_expect_eq(r->bumps, 0);
        cr_expect_eq(r->flags, 0);
    }
}

Test(modes, rate_of_force_development_needs_80_samples_a_second) {
    static struct outcome o;
    static const double rates[] = {50.0, 75.0, 80.0, 200.0, 1000.0};
    struct pull pulls[5];
    struct signal s = signal_of(pulls, 5, 24.0);
    fill(pulls, 5, 60.0);
    s.rounded = 0;
    for (int i = 0; i < 5; i++) {
        s.rate = rates[i];
        run(&o, NULL, &s);
        cr_assert_eq(o.list.count, 5);
        for (int k = 0; k < 5; k++) {
            const bandex_rep *r = &o.reps[k];
            cr_expect_eq(isnan(r->rfd_100) != 0, rates[i] < 80.0);
            cr_expect_eq(isnan(r->rfd_200) != 0, rates[i] < 80.0);
            if (rates[i] < 80.0) continue;
            cr_expect_float_eq(r->rfd_100, 60.0, 9.0, "%.0f Hz: %.1f", rates[i], (double)r->rfd_100);
            cr_expect_float_eq(r->rfd_200, 60.0, 9.0, "%.0f Hz: %.1f", rates[i], (double)r->rfd_200);
            cr_expect_leq((double)r->rfd_100, (double)r->loading_rate * (1.0 + 1e-6));
        }
    }
}

/* ---- what the sensor does ---- */

Test(modes, an_inverted_sensor_gives_the_same_repetitions) {
    static struct outcome up, down;
    struct pull pulls[5];
    struct signal s = signal_of(pulls, 5, 24.0);
    bandex_detector_config config = defaults();
    fill(pulls, 5, 60.0);
    run(&up, &config, &s);
    config.inverted = 1;
    s.sign = -1.0;
    run(&down, &config, &s);
    cr_assert_eq(up.list.count, 5);
    cr_expect_eq(down.list.count, 5);
    cr_expect_eq(memcmp(up.reps, down.reps, 5 * sizeof up.reps[0]), 0);
}

Test(modes, a_clipped_repetition_says_so_and_no_other_does) {
    static struct outcome o;
    struct pull pulls[6];
    struct signal s = signal_of(pulls, 6, 28.0);
    bandex_detector_config config = defaults();
    fill(pulls, 6, 60.0);
    pulls[1].range = pulls[4].range = 90.0;
    s.highest = 75.0;
    config.saturation_low = -75.0f;
    config.saturation_high = 75.0f;
    run(&o, &config, &s);
    cr_assert_eq(o.list.count, 6);
    for (int k = 0; k < 6; k++) {
        cr_expect_eq((o.reps[k].flags & BANDEX_REP_FLAG_CLIPPED) != 0, k == 1 || k == 4, "%d", k);
    }
}

Test(modes, a_repetition_with_missing_samples_says_so) {
    static struct outcome o;
    struct pull pulls[6];
    struct signal s = signal_of(pulls, 6, 34.0);
    fill(pulls, 6, 60.0);
    pulls[2].hold = 4.5;
    for (int i = 3; i < 6; i++) pulls[i].at += 4.0;
    s.cut_from = pulls[2].at + 2.0;
    s.cut_to = s.cut_from + 2.0;
    run(&o, NULL, &s);
    cr_assert_eq(o.list.count, 6);
    for (int k = 0; k < 6; k++) {
        cr_expect_eq((o.reps[k].flags & BANDEX_REP_FLAG_GAP) != 0, k == 2, "%d", k);
    }
    cr_expect_float_eq(seconds(o.reps[2].end_us - o.reps[2].start_us), 6.45, 0.15, "%.3f",
                       seconds(o.reps[2].end_us - o.reps[2].start_us));
}

Test(modes, the_last_repetition_counts_when_the_set_ends_at_the_top) {
    static struct outcome o;
    struct pull pulls[5];
    struct signal s = signal_of(pulls, 5, 19.7); /* in the hold of the fifth */
    fill(pulls, 5, 60.0);
    begin(&o, NULL);
    feed(&o, &s, 0.0, 19.4);
    cr_expect_eq(bandex_detector_count(&o.detector), 4);
    finish(&o);
    cr_assert_eq(o.list.count, 5);
    for (int k = 0; k < 5; k++) {
        cr_expect_eq((o.reps[k].flags & BANDEX_REP_FLAG_NO_RETURN) != 0, k == 4, "%d", k);
        cr_expect_eq(o.reps[k].rep_class, BANDEX_REP_FULL);
    }
    cr_expect_eq(o.events[o.count - 1].kind, BANDEX_EVENT_SET_ENDED);
    cr_expect_eq(o.events[o.count - 1].count, 5);
}
