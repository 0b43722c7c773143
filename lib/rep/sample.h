/* SPDX-License-Identifier: MIT */
/* From a stamp and a number to a clean step of the force: clock and filter. */
#ifndef BANDEX_REP_SAMPLE_H
#define BANDEX_REP_SAMPLE_H

#include "basics.h"

/* ---- clock ---- */

/* A rate is a fraction, so that 243.08 Hz does not drift. */
static uint32_t step_of_rate(struct state *s)
{
    if (s->last_t == 0) {
        return s->dt; /* as of most rates */
    }
    s->rejected_t += s->last_t;
    if (s->rejected_t >= s->set.rate_num) {
        s->rejected_t -= s->set.rate_num;
        return s->dt + 1u;
    }
    return s->dt;
}

/* A stamp that does not fit: repeated, backward, or far ahead. A run of them that rises is a restarted clock;
 * two of them far ahead are a pause. */
static uint32_t step_of_stray(struct state *s, uint32_t t, uint32_t dt)
{
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
static uint32_t step_of(struct state *s, uint32_t t)
{
    uint32_t dt;
    dt = t - s->last_t;
    if (s->warm == 0 || s->rejected == RESUMED) { /* this stamp only starts the clock */
        s->rejected = 0;
        s->last_t = t;
        return s->dt > 0 ? s->dt : 1u;
    }
    if (dt == 0 || (dt > GAP_US && s->dt > 0 && (dt >= 0x80000000u || dt > GAP_STEPS * s->dt))) {
        return step_of_stray(s, t, dt);
    }
    s->rejected = 0;
    s->last_t = t;
    return dt;
}

/* ---- scale ---- */

/* All forces from one place of the state to another. */
static void coarsen_forces(struct state *s, size_t from, size_t last)
{
    for (; from <= last; from += sizeof(int32_t)) {
        int32_t *force = (int32_t *)(void *)((unsigned char *)s + from);
        *force >>= COARSER;
    }
}

static void coarsen_codes(struct state *s, size_t from, size_t last)
{
    for (; from <= last; from += sizeof(uint16_t)) {
        uint16_t *code = (uint16_t *)(void *)((unsigned char *)s + from);
        *code = *code == UINT16_MAX ? *code : small(large(*code) >> COARSER);
    }
}

/* What was added to the integral since it had this value. */
static void coarsen_integral(const struct state *s, uint32_t *was)
{
    *was = s->integral - (uint32_t)((int32_t)(s->integral - *was) >> COARSER);
}

/* The force grows out of its integers: everything that is remembered of it becomes coarser. */
static APART void coarsen(struct state *s)
{
    struct cycle *c = &s->cycle;
    struct point *p;
    s->scaling = (uint16_t)(s->scaling - COARSER);
    coarsen_forces(s, offsetof(struct state, reference), offsetof(struct state, low));
    coarsen_forces(s, offsetof(struct state, cycle.trough), offsetof(struct state, cycle.peak_fine));
    coarsen_codes(s, offsetof(struct state, cycle.loading), offsetof(struct state, cycle.rfd_200));
    coarsen_codes(s, offsetof(struct state, other_reference), offsetof(struct state, recent[RECENT - 1]));
    coarsen_integral(s, &s->rise_integral);
    coarsen_integral(s, &s->fall_integral);
    coarsen_integral(s, &s->outer_integral);
    coarsen_integral(s, &c->integral);
    coarsen_integral(s, &c->integral_end);
    for (p = s->points; p < s->points + POINTS; p++) {
        p->level >>= COARSER;
    }
}

/* The force, with steps so coarse that sums and shares of it keep to 32 bits. */
static int32_t fitted(struct state *s, int32_t force)
{
    if (force > LIMIT / 4 || force < -LIMIT / 4) {
        coarsen(s);
        force >>= COARSER;
    }
    return force;
}

/* ---- filter ---- */

static int32_t median_5(int32_t a, int32_t b, int32_t c, int32_t d, int32_t e)
{
    return median_3(larger(smaller(a, b), smaller(c, d)), smaller(larger(a, b), larger(c, d)), e);
}

/* One more sample of the shot. */
static void add_sample(struct state *s, int32_t value)
{
    if (s->samples == 0) {
        s->sum = s->high = s->low = value;
    } else if (s->samples < SAMPLES) {
        s->sum += value;
        s->high = larger(s->high, value);
        s->low = smaller(s->low, value);
    } else {
        return;
    }
    s->samples++;
}

/* Mean of the samples in work, without the highest and the lowest of three and more. Unsigned: a simpler
 * division. */
static int32_t take_mean(struct state *s)
{
    uint32_t n = s->samples;
    int32_t sum = s->sum;
    s->samples = 0;
    if (n > 2) {
        sum -= s->high + s->low;
        n -= 2;
    }
    return n > 1 ? (int32_t)(((uint32_t)sum + (n << LIMIT_BITS)) / n) - LIMIT : sum;
}

/* How much three shots are not in a line. */
static int32_t bend_of(int32_t a, int32_t b, int32_t c)
{
    return larger(a + c - b - b, b + b - a - c);
}

/* One more deviation of what is noise if it is small. */
static WITHIN void follow_noise(const struct state *s, int32_t *noise, int32_t deviation)
{
    int32_t gain = smaller((int32_t)((uint32_t)s->gain_step * NOISE_GAIN >> 8), 2048);
    int32_t n = smaller(deviation < 0 ? -deviation : deviation, NOISE_LARGEST) << NOISE_BITS;
    if (s->warm < WARM_SAMPLES + WARM_STEPS) {
        gain = larger(gain, (int32_t)(4096u / (s->warm - (uint32_t)WARM_SAMPLES)));
    } else {
        gain >>= NOISE_UP * (n > *noise);
        n = smaller(n, NOISE_CLIP * *noise + (1 << NOISE_BITS));
    }
    *noise = larger(*noise + (((n - *noise) >> 4) * gain >> 8), 0);
}

/* Noise of single shots, by how far the last three are from a line: the median of three such, or one that is
 * seldom as small. */
static APART void follow_shots(struct state *s, const int32_t *last, int32_t value, int fast)
{
    const int32_t *all = s->shots;
    int32_t bend = bend_of(last[0], last[1], value);
    bend = fast ? median_3(bend_of(all[0], all[1], all[2]), bend_of(all[1], all[2], all[3]), bend) : 3 * bend;
    follow_noise(s, &s->shot_noise, bend >> SHOT_BITS);
}

/* The next median of shots, which takes spikes out. */
static int32_t despiked(struct state *s, int32_t value, int fast)
{
    int32_t *last = s->shots + s->shot, median;
    if (!known(s)) {
        follow_shots(s, last, value, fast);
    }
    if (!fast) {
        median = median_3(last[0], last[1], value);
    } else {
        median = median_5(s->shots[0], s->shots[1], s->shots[2], s->shots[3], value);
        if (known(s) && larger(last[0], last[1]) - median > larger(s->largest, s->reference)) {
            s->flags |= BANDEX_REP_FLAG_SPIKE;
        }
    }
    s->shots[0] = last[1];
    s->shots[1] = value;
    s->shot = 0;
    return median;
}

/* For a step that ends with a shot of this length. */
static void set_gain(struct state *s, uint32_t shot, int fast)
{
    uint32_t step = s->span >> 4;
    int32_t gain;
    s->delay = (uint16_t)smaller((int32_t)((fast ? 5u * shot : 3u * shot) - s->dt) >> 5, UINT16_MAX);
    step = step < UINT16_MAX ? step : UINT16_MAX;
    if (step != s->gain_step) {
        s->gain_step = (uint16_t)step;
        gain = (int32_t)((step << 8) / (TAU_US / 16u + step));
        s->gain = (uint8_t)gain;
        s->slope_gain = /* TAU_SLOPE_US, about */
            (uint8_t)share(gain, PART(0.375) + share(gain, PART(0.1) + (gain >> 1)));
    }
}

static STAGE void filter(struct state *s, int32_t mean)
{
    int32_t lead;
    s->x1 += share(mean - s->x1, s->gain);
    s->x2 += share(s->x1 - s->x2, s->gain);
    lead = s->x1 - s->x2;
    s->slope += share(lead - s->slope, s->slope_gain);
    follow_noise(s, &s->noise,
                 lead - s->slope); /* at the detection bandwidth: beside the slope's own low-pass */
}

static void restart_filter(struct state *s, int32_t value)
{
    uint8_t i;
    for (i = 0; i < 4; i++) {
        s->shots[i] = value;
    }
    s->x1 = s->x2 = value;
    s->slope = 0;
    s->samples = 0;
}

#endif
