/* SPDX-License-Identifier: MIT */
#include <bandex/rep.h>
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static bandex_detector make(const bandex_detector_config *config) {
    bandex_detector detector;
    cr_assert_eq(bandex_detector_init(&detector, sizeof detector, config), BANDEX_OK);
    return detector;
}

/* A set of smooth pulls: a second of rest, then count times period seconds each with half of it at rest. */
static float pull_at(double t, double period, int count, double range, double pretension) {
    double phase = fmod(t - 1.0, period) / period;
    if (t < 1.0 || t >= 1.0 + count * period || phase > 0.7) {
        return (float)pretension;
    }
    return (float)(pretension + range * 0.5 * (1.0 - cos(2.0 * 3.14159265358979 * phase / 0.7)));
}

Test(detector, counts_smooth_pulls_with_pretension_and_without) {
    const double ranges[] = {8.0, 40.0, 400.0}, pretensions[] = {0.0, 16.0, 80.0};
    for (int i = 0; i < 3; i++) {
        bandex_detector detector = make(NULL);
        bandex_event event;
        int counted = 0, ended = 0;
        for (int k = 0; k < 80 * 40; k++) {
            double t = k / 80.0;
            cr_assert_eq(bandex_detector_feed(&detector, (uint32_t)(t * 1e6), pull_at(t, 3.0, 10, ranges[i], pretensions[i])), BANDEX_OK);
            while (bandex_detector_poll(&detector, &event)) {
                counted += event.kind == BANDEX_EVENT_REP_COUNTED;
                if (event.kind == BANDEX_EVENT_REP_ENDED) {
                    double start = 1.0 + 3.0 * ended + 2.1 * acos(0.8) / (2.0 * 3.14159265358979);
                    ended++;
                    cr_expect_float_eq((double)event.rep.start_us * 1e-6, start, 0.05);
                    cr_expect_float_eq(event.rep.peak - event.rep.trough, ranges[i], 0.015 * ranges[i]);
                    cr_expect_eq(event.rep.concentric_us + event.rep.hold_us + event.rep.eccentric_us,
                                 event.rep.end_us - event.rep.start_us);
                }
            }
        }
        cr_expect_eq(counted, 10);
        cr_expect_eq(ended, 10);
        cr_expect_eq(bandex_detector_count(&detector), 10);
    }
}

Test(detector, config_is_size_prefixed_with_a_zero_tail) {
    struct { bandex_detector_config config; uint32_t later; } newer;
    bandex_detector detector;
    memset(&newer, 0, sizeof newer);
    cr_assert_eq(bandex_detector_config_default(&newer.config), BANDEX_OK);
    newer.config.struct_size = sizeof newer;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &newer.config), BANDEX_OK);
    newer.later = 1;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &newer.config), BANDEX_E_SIZE);
    newer.config.struct_size = 0;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &newer.config), BANDEX_E_SIZE);
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector - 1, NULL), BANDEX_E_SIZE);
    newer.config.struct_size = sizeof newer.config;
    newer.config.floor = NAN;
    cr_expect_eq(bandex_detector_init(&detector, sizeof detector, &newer.config), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_detector_init(NULL, sizeof detector, NULL), BANDEX_E_ARGUMENT);
}

Test(detector, bad_samples_are_counted_and_change_nothing) {
    bandex_detector clean = make(NULL), dirty = make(NULL);
    int counted[2] = {0, 0};
    bandex_event event;
    for (int k = 0; k < 80 * 20; k++) {
        double t = k / 80.0;
        float f = pull_at(t, 2.0, 8, 60.0, 0.0);
        uint32_t at = (uint32_t)(t * 1e6);
        bandex_detector_feed(&clean, at, f);
        bandex_detector_feed(&dirty, at, f);
        bandex_detector_feed(&dirty, at, f + 5.0f);        /* the stamp again */
        bandex_detector_feed(&dirty, at + 3000u, NAN);
        bandex_detector_feed(&dirty, at - 20000u, INFINITY);
        while (bandex_detector_poll(&clean, &event)) counted[0] += event.kind == BANDEX_EVENT_REP_COUNTED;
        while (bandex_detector_poll(&dirty, &event)) counted[1] += event.kind == BANDEX_EVENT_REP_COUNTED;
    }
    cr_expect_eq(counted[0], 8);
    cr_expect_eq(counted[1], 8);
    cr_expect_eq(bandex_detector_skipped(&clean), 0);
    cr_expect_eq(bandex_detector_skipped(&dirty), 3 * 80 * 20);
}

Test(detector, blocks_give_the_events_that_samples_give) {
    enum { samples = 80 * 20 };
    static float force[samples];
    static bandex_event one[256], many[256];
    bandex_detector_config config;
    size_t ones = 0, manies = 0, written, consumed;
    bandex_detector_config_default(&config);
    config.rate_num = 80;
    for (int k = 0; k < samples; k++) force[k] = pull_at(k / 80.0, 2.0, 8, 60.0, 10.0);
    bandex_detector a = make(&config), b = make(&config);
    for (int k = 0; k < samples; k++) {
        bandex_detector_feed(&a, 0, force[k]);
        while (bandex_detector_poll(&a, &one[ones])) ones++;
    }
    for (size_t at = 0; at < samples; at += consumed) {
        size_t n = samples - at < 37 ? samples - at : 37;
        cr_assert_eq(bandex_detector_process(&b, NULL, force + at, n, many + manies, 4, &written, &consumed), BANDEX_OK);
        manies += written;
    }
    cr_expect_eq(ones, manies);
    cr_expect_eq(memcmp(one, many, ones * sizeof one[0]), 0);
    cr_expect_eq(memcmp(&a, &b, sizeof a), 0);
}
