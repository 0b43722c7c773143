/* SPDX-License-Identifier: MIT */
/* Rising and falling flanks. How large a flank will be is known only at its end, so a few points are kept that are
 * spread geometrically and thinned as it grows; start, end and phases of a repetition are read from them. */
#ifndef BANDEX_REP_FLANK_H
#define BANDEX_REP_FLANK_H

#include "basics.h"

static void rise_restart(struct state *s, float y, float fine) {
    s->trough = s->peak = y;
    s->trough_fine = s->peak_fine = fine;
    s->peak_at = now_of(s);
    s->rise_count = 0;
    s->rise_area = 0.0f;
    s->rise_next = larger(0.3f * larger(16.0f * s->noise, 0.05f * s->reference), larger(0.3f * s->floor, TINY));
    s->steepest = 0.0f;
    s->edge = 0;
}

static void fall_restart(struct state *s) {
    s->fall_count = 0;
    s->slope_count = 0;
    s->slope_next = larger(EDGE * EDGE * s->steepest, TINY);
    s->fall_steepest = 0.0f;
}

static void rise_drop_oldest(struct state *s) {
    float level = s->rise_next * (1.0f / RISE_SPAN);
    uint8_t i;
    s->rise_area -= (s->trough + 0.5f * (1.0f + RISE_RATIO) * level) * (1e-6f * (float)(s->rise_at[1] - s->rise_at[0]));
    for (i = 0; i + 1 < RISE_POINTS; i++) {
        s->rise_at[i] = s->rise_at[i + 1];
    }
    s->rise_count--;
}

/* Levels passed since the last sample; falling back takes a pass away: what counts is the last one. */
static void rise_follow(struct state *s, float q_before, float q) {
    if (q >= s->rise_next) {
        float per = q > q_before ? (float)s->dt / (q - q_before) : 0.0f;
        if (q > s->rise_next * RISE_SPAN) {
            s->rise_next = q * (1.0f / RISE_SPAN);
            s->rise_count = 0;
        }
        while (q >= s->rise_next) { /* at most RISE_POINTS + 1 times */
            float since = (q - smaller(q, larger(s->rise_next, q_before))) * per;
            if (s->rise_count == RISE_POINTS) {
                rise_drop_oldest(s);
            }
            s->rise_at[s->rise_count++] = now_of(s) - (uint32_t)since;
            s->rise_next *= RISE_RATIO;
        }
        return;
    }
    while (s->rise_count > 0 && q < s->rise_next * (1.0f / RISE_RATIO)) {
        s->rise_next *= 1.0f / RISE_RATIO;
        s->rise_count--;
        if (s->rise_count == 0) {
            s->rise_area = 0.0f;
        }
    }
}

/* Instant at which the rise passed a level above its trough, and the integral between the oldest point and it. */
static uint32_t rise_passed(const struct state *s, float level, float *area) {
    float lower = s->rise_next, upper, sum = 0.0f, part;
    uint32_t span;
    uint8_t i;
    *area = 0.0f;
    if (s->rise_count == 0) {
        return s->peak_at;
    }
    for (i = 0; i < s->rise_count; i++) {
        lower *= 1.0f / RISE_RATIO;
    }
    for (i = 0; i + 1 < s->rise_count && level > lower * RISE_RATIO; i++) {
        sum += (s->trough + 0.5f * (1.0f + RISE_RATIO) * lower) * (float)(s->rise_at[i + 1] - s->rise_at[i]);
        lower *= RISE_RATIO;
    }
    if (i + 1 == s->rise_count || level <= lower) {
        *area = 1e-6f * sum;
        return s->rise_at[i];
    }
    upper = lower * RISE_RATIO;
    span = s->rise_at[i + 1] - s->rise_at[i];
    part = (level - lower) / (upper - lower) * (float)span;
    *area = 1e-6f * (sum + (s->trough + 0.5f * (lower + level)) * part);
    return s->rise_at[i] + (uint32_t)part;
}

static void fall_follow(struct state *s, float depth) {
    uint8_t i;
    if (s->fall_count > 0 && depth < FALL_RATIO * s->fall_depth[s->fall_count - 1]) {
        return;
    }
    if (s->fall_count == FALL_POINTS) {
        for (i = 0; i + 1 < FALL_POINTS; i++) {
            s->fall_depth[i] = s->fall_depth[i + 1];
            s->fall_at[i] = s->fall_at[i + 1];
        }
        s->fall_count--;
    }
    s->fall_depth[s->fall_count] = depth;
    s->fall_at[s->fall_count] = now_of(s);
    s->fall_area = s->cycle.area;
    s->fall_count++;
}

/* When the slope of the fall last rose through its levels: the fall starts there, once its steepest slope is known.
 * @return 1 if it is steeper than ever: the levels tell the start now, and no longer when the slope eases off */
static int slope_follow(struct state *s, float slope) {
    int steeper = slope > s->fall_steepest;
    uint8_t i;
    s->fall_steepest = larger(s->fall_steepest, slope);
    if (slope > s->slope_next * SLOPE_SPAN) {
        s->slope_next = slope * (1.0f / SLOPE_SPAN);
        s->slope_count = 0;
    }
    while (slope >= s->slope_next) { /* at most SLOPE_POINTS + 1 times */
        if (s->slope_count == SLOPE_POINTS) {
            for (i = 0; i + 1 < SLOPE_POINTS; i++) {
                s->slope_at[i] = s->slope_at[i + 1];
            }
            s->slope_count--;
        }
        s->slope_at[s->slope_count++] = now_of(s);
        s->slope_next *= SLOPE_RATIO;
    }
    while (s->slope_count > 0 && slope < s->slope_next * (1.0f / SLOPE_RATIO)) {
        s->slope_next *= 1.0f / SLOPE_RATIO;
        s->slope_count--;
    }
    return steeper;
}

static uint32_t fall_began(const struct state *s) {
    float level = s->slope_next, wanted = EDGE * s->fall_steepest;
    uint8_t i;
    if (s->slope_count == 0) {
        return now_of(s);
    }
    for (i = s->slope_count; i > 0; i--) {
        level *= 1.0f / SLOPE_RATIO;
        if (level <= wanted) {
            break;
        }
    }
    if (i == 0) {
        return s->slope_at[0];
    }
    if (i == s->slope_count) {
        return s->slope_at[i - 1];
    }
    return s->slope_at[i - 1] +
           (uint32_t)((wanted - level) / (level * (SLOPE_RATIO - 1.0f)) * (float)(s->slope_at[i] - s->slope_at[i - 1]));
}

/* Instant at which the fall passed 90 % of its depth; corrects the area of the cycle to that instant. */
static uint32_t fall_passed(struct state *s) {
    struct cycle *c = &s->cycle;
    float fall = c->peak - s->trough, wanted = (1.0f - START) * fall, deeper = fall;
    uint32_t to = now_of(s);
    uint8_t i;
    c->area = s->fall_count > 0 ? s->fall_area : c->area;
    for (i = s->fall_count; i > 0; i--) {
        uint32_t from = s->fall_at[i - 1];
        float depth = s->fall_depth[i - 1], part;
        if (depth <= wanted) {
            part = deeper > depth ? (wanted - depth) / (deeper - depth) * (float)(to - from) : 0.0f;
            if (i == s->fall_count) {
                c->area += (c->peak - 0.5f * (depth + wanted)) * (1e-6f * part);
            } else {
                c->area -= (c->peak - 0.5f * (wanted + deeper)) * (1e-6f * ((float)(to - from) - part));
            }
            return from + (uint32_t)part;
        }
        if (i < s->fall_count) {
            c->area -= (c->peak - 0.5f * (depth + deeper)) * (1e-6f * (float)(to - from));
        }
        deeper = depth;
        to = from;
    }
    return to;
}

/* Mean rate of force development over the first part of the rise, as a share of the loading rate. */
static uint16_t development(const struct state *s, uint32_t start, uint32_t span_us) {
    uint32_t at = start + span_us, from = start, to = s->peak_at;
    float first = START * (s->peak - s->trough), low = first, high = s->peak - s->trough, level = s->rise_next, share;
    uint8_t i;
    if (s->dt > RFD_STEP_US || before(s->peak_at, at) || !(s->steepest > 0.0f)) {
        return UINT16_MAX;
    }
    for (i = s->rise_count; i > 0; i--) {
        level *= 1.0f / RISE_RATIO;
        if (!before(at, s->rise_at[i - 1])) {
            if (level > low) {
                low = level;
                from = s->rise_at[i - 1];
            }
            break;
        }
        high = level;
        to = s->rise_at[i - 1];
    }
    if (to == from) {
        return UINT16_MAX;
    }
    low += (high - low) * ((float)(at - from) / (float)(to - from));
    share = (low - first) * 1e6f / (float)span_us / (s->steepest * (1e6f / (float)TAU_US));
    return share <= 0.0f ? 0 : share >= 1.0f ? 65534u : (uint16_t)(share * 65534.0f);
}

#endif
