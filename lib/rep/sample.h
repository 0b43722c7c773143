/* SPDX-License-Identifier: MIT */
/* From a stamp and a number to a clean sample: clock and filter. */
#ifndef BANDEX_REP_SAMPLE_H
#define BANDEX_REP_SAMPLE_H

#include "basics.h"

/* ---- clock ---- */

/* A rate is a fraction, so that 243.08 Hz does not drift. */
static uint32_t step_of_rate(struct state *s) {
    s->rejected_t += s->last_t;
    if (s->rejected_t >= s->rate_num) {
        s->rejected_t -= s->rate_num;
        return s->dt + 1u;
    }
    return s->dt;
}

/* A stamp that does not fit: repeated, backward, or far ahead. A run of them that rises is a restarted clock; two of
 * them far ahead are a pause. */
static uint32_t step_of_stray(struct state *s, uint32_t t, uint32_t dt) {
    int ahead = dt < 0x80000000u;
    if (dt == 0) {
        return 0;
    }
    if (s->rejected == 0 || !before(s->rejected_t, t) || t - s->rejected_t > GAP_US) {
        s->rejected = 0;
    }
    s->rejected++;
    s->rejected_t = t;
    if (ahead ? s->rejected < 2 : (s->rejected < RESTART_COUNT && s->rejected * s->dt < RESTART_US)) {
        return 0;
    }
    dt = ahead ? dt : (s->dt > 0 ? s->rejected * s->dt : 1u);
    s->rejected = 0;
    s->last_t = t;
    s->flags |= BANDEX_REP_FLAG_GAP;
    return dt;
}

/* Microseconds since the last sample; 0: not usable. */
static uint32_t step_of(struct state *s, uint32_t t) {
    uint32_t dt;
    if (s->rate_num != 0) {
        return step_of_rate(s);
    }
    dt = t - s->last_t;
    if (s->warm == 0 || s->rejected == RESUMED) { /* this stamp only starts the clock */
        s->rejected = 0;
        s->last_t = t;
        return s->dt > 0 ? s->dt : 1u;
    }
    if (dt == 0 || (dt > GAP_US && s->warm > 1 && (dt >= 0x80000000u || dt > GAP_STEPS * s->dt))) {
        return step_of_stray(s, t, dt);
    }
    s->rejected = 0;
    s->last_t = t;
    return dt;
}

static void set_step(struct state *s, uint32_t dt) {
    float d = (float)dt;
    s->dt = dt;
    s->gain = d / ((float)TAU_US + d);
}

/* ---- filter ---- */

static float median_5(float a, float b, float c, float d, float e) {
    float low = larger(smaller(a, b), smaller(c, d)), high = smaller(larger(a, b), larger(c, d));
    return larger(smaller(low, high), smaller(larger(low, high), e));
}

/* The next median; remembers the value, and the smallest step seen between values. */
static float despiked(struct state *s, float value) {
    float a = s->raw_1, b = s->raw_2, step = value > a ? value - a : a - value, median;
    if (s->dt <= FAST_US) {
        median = median_5(value, a, b, s->raw_3, s->raw_4);
    } else {
        median = larger(smaller(value, a), smaller(larger(value, a), b));
    }
    if (step > 0.0f && (step < s->quantum || !(s->quantum > 0.0f))) {
        s->quantum = step;
    }
    s->raw_4 = s->raw_3;
    s->raw_3 = b;
    s->raw_2 = a;
    s->raw_1 = value;
    return median;
}

/* Noise at the detection bandwidth: what the slope does beside its own low-pass. */
static void follow_noise(struct state *s, float deviation) {
    float gain = (1e-6f / TAU_NOISE_S) * (float)s->dt;
    float n = deviation < 0.0f ? -deviation : deviation;
    gain = smaller(gain, 0.5f);
    if (s->now < WARM_US) {
        gain = larger(gain, 1.0f / (float)s->warm);
    } else if (n > s->noise) {
        gain *= NOISE_UP;
        n = smaller(n, NOISE_CLIP * s->noise);
    }
    s->noise += gain * (n - s->noise);
}

static void filter(struct state *s, float value) {
    float g = s->gain, median = despiked(s, value), lead;
    s->fine += g * (2.0f - g) * (median - s->fine); /* half the time constant, about */
    s->x1 += g * (median - s->x1);
    s->x2 += g * (s->x1 - s->x2);
    lead = s->x1 - s->x2;
    s->slope += g * (0.375f + g * (0.1f + 0.5f * g)) * (lead - s->slope); /* TAU_SLOPE_US, about */
    follow_noise(s, lead - s->slope);
}

static void restart_filter(struct state *s, float value) {
    s->raw_1 = s->raw_2 = s->raw_3 = s->raw_4 = s->x1 = s->x2 = s->fine = value;
    s->slope = 0.0f;
}

#endif
