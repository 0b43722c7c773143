/* SPDX-License-Identifier: MIT */
/* Speed as ratios inside one run: the detector against a single float biquad, and a million live detectors. */
#include <bandex/rep.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { samples = 1000000, detectors = 1000000, packet = 20 };

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static float pull_at(int k) { /* a repetition of 3 s at 80 Hz, with noise of 0.5 % */
    static uint32_t state = 1;
    int p = k % 240;
    float x = p < 80 ? (float)p / 80.0f : p < 100 ? 1.0f : p < 200 ? (float)(200 - p) / 100.0f : 0.0f;
    state = state * 1664525u + 1013904223u;
    return 60.0f * x * x * (3.0f - 2.0f * x) + 0.3f * ((float)(state >> 8) / 8388608.0f - 1.0f);
}

static double biquad(const float *in, float *out) {
    float s1 = 0.0f, s2 = 0.0f;
    double start = now_s();
    for (int i = 0; i < samples; i++) {
        float y = 0.0461318f * in[i] + s1;
        s1 = 0.0922636f * in[i] + 1.3072850f * y + s2;
        s2 = 0.0461318f * in[i] - 0.4918122f * y;
        out[i] = y;
    }
    return now_s() - start;
}

static double detect(const float *in, const bandex_detector_config *config, uint32_t *count) {
    bandex_detector detector;
    bandex_event events[64];
    size_t at = 0, written, consumed;
    double start;
    *count = 0;
    bandex_detector_init(&detector, sizeof detector, config);
    start = now_s();
    while (at < samples) {
        bandex_detector_process(&detector, NULL, in + at, samples - at, events, 64, &written, &consumed);
        at += consumed;
        for (size_t i = 0; i < written; i++) *count += events[i].kind == BANDEX_EVENT_REP_COUNTED;
    }
    return now_s() - start;
}

int main(void) {
    float *in = malloc(samples * sizeof *in), *out = malloc(samples * sizeof *out);
    bandex_detector *all;
    bandex_detector_config config;
    bandex_event events[64];
    size_t written, consumed;
    double best_biquad = 1e9, best_detector = 1e9, start, took;
    uint32_t count = 0;
    if (in == NULL || out == NULL) return 1;
    for (int k = 0; k < samples; k++) in[k] = pull_at(k);
    bandex_detector_config_default(&config);
    config.rate_num = 80;
    for (int round = 0; round < 31; round++) {
        double b = biquad(in, out), d = detect(in, &config, &count);
        best_biquad = b < best_biquad ? b : best_biquad;
        best_detector = d < best_detector ? d : best_detector;
    }
    printf("biquad %.2f ns a sample, detector %.2f ns, ratio %.2f, %u repetitions (last output %g)\n", 1e9 * best_biquad / samples,
           1e9 * best_detector / samples, best_detector / best_biquad, count, (double)out[samples - 1]);
    all = malloc((size_t)detectors * sizeof *all);
    if (all == NULL) return 1;
    for (int i = 0; i < detectors; i++) bandex_detector_init(&all[i], sizeof all[i], &config);
    start = now_s();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < detectors; i++) {
            bandex_detector_process(&all[i], NULL, in + packet * (round + i % 1000), packet, events, 64, &written, &consumed);
        }
    }
    took = (now_s() - start) / 3.0;
    printf("a million detectors, packets of %d: %.1f ns a sample, %.0f athletes a core in real time at 80 Hz\n", packet,
           1e9 * took / ((double)detectors * packet), (double)detectors * ((double)packet / 80.0) / took);
    free(all);
    free(in);
    free(out);
    return 0;
}
