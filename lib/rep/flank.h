/* SPDX-License-Identifier: MIT */
/* Rising and falling flanks. How large a flank will be is known only at its end, so a few points are kept that are
 * spread geometrically and thinned as it grows; start, end and phases of a repetition are read from them. */
#ifndef BANDEX_REP_FLANK_H
#define BANDEX_REP_FLANK_H

#include "basics.h"

/* One more point of a flank; the oldest makes room. @return points now */
static uint8_t keep_point(const struct state *s, struct point *points, uint8_t count, uint8_t room, int32_t level) {
    if (count == room) {
        for (count = 1; count < room; count++) {
            points[count - 1] = points[count];
        }
        count = (uint8_t)(room - 1);
    }
    points[count].at = now_of(s);
    points[count].integral = s->integral;
    points[count].level = level;
    return (uint8_t)(count + 1);
}

/* The last time a growing flank passed a level, by its points and one that is higher than all of them. */
static struct point passed(const struct point *points, uint8_t count, int32_t level, struct point upper) {
    while (count > 0) {
        struct point lower = points[--count];
        if (lower.level <= level) {
            uint32_t span = upper.at - lower.at;
            uint32_t part = proportion(65536u, (uint32_t)(level - lower.level), (uint32_t)(upper.level - lower.level));
            lower.at += (span >> 16) * part + ((span & 65535u) * part >> 16);
            lower.integral += (uint32_t)share((int32_t)(upper.integral - lower.integral), (int32_t)(part >> 8));
            lower.level = level;
            return lower;
        }
        upper = lower;
    }
    return upper;
}

static void rise_restart(struct state *s, int32_t y, int32_t fine) {
    s->trough = s->peak = y;
    s->peak_fine = fine;
    s->peak_at = now_of(s);
    s->rise_count = 0;
    s->steepest = 0;
    s->edge = 0;
}

/* The rise goes on; falling back takes points away: what counts is the last pass. */
static void rise_follow(struct state *s, int32_t level) {
    struct point *p = s->points + RISE;
    int32_t next;
    while (s->rise_count > 0 && level < p[s->rise_count - 1].level) {
        s->rise_count--;
    }
    next = s->rise_count > 0 ? share(p[s->rise_count - 1].level, RISE_RATIO)
                             : larger(share(s->noise, RISE_NOISE), share(s->reference, RISE_FIRST)) + 1;
    if (level >= next) {
        s->rise_count = keep_point(s, p, s->rise_count, RISE_POINTS, level);
    }
}

static void fall_restart(struct state *s) {
    s->fall_count = 0;
    s->slope_count = 0;
    s->fall_steepest = 0;
}

static void fall_follow(struct state *s, int32_t depth) {
    struct point *p = s->points + FALL;
    if (s->fall_count == 0 || depth >= share(p[s->fall_count - 1].level, FALL_RATIO)) {
        s->fall_count = keep_point(s, p, s->fall_count, FALL_POINTS, depth);
    }
}

/* When the slope of the fall last rose through its levels: the fall starts there, once its steepest slope is known.
 * @return 1 if it is steeper than ever: the points tell the start now, and no longer when the slope eases off */
static int slope_follow(struct state *s, int32_t slope) {
    struct point *p = s->points + SLOPE;
    int steeper = slope > s->fall_steepest;
    while (s->slope_count > 0 && slope < p[s->slope_count - 1].level) {
        s->slope_count--;
    }
    if (s->slope_count > 0 ? share(slope, SLOPE_RATIO) > p[s->slope_count - 1].level : slope > s->steepest >> 8) {
        s->slope_count = keep_point(s, p, s->slope_count, SLOPE_POINTS, slope);
    }
    s->fall_steepest = larger(s->fall_steepest, slope);
    return steeper;
}

/* The newest moment, as a point of this level. */
static struct point newest(const struct state *s, uint32_t at, int32_t level) {
    struct point p;
    p.at = at;
    p.integral = s->integral;
    p.level = level;
    return p;
}

static uint32_t fall_began(const struct state *s) {
    return passed(s->points + SLOPE, s->slope_count, share(s->fall_steepest, EDGE), newest(s, now_of(s), s->fall_steepest)).at;
}

/* What the rise gained in its first part. */
static uint16_t development(const struct state *s, struct point low, uint32_t span_us) {
    const struct point *p = s->points + RISE;
    uint32_t at = low.at + span_us;
    int32_t first = low.level;
    struct point high = newest(s, s->peak_at, s->peak - s->trough);
    uint8_t i;
    if (s->dt > RFD_STEP_US || before(s->peak_at, at)) {
        return UINT16_MAX;
    }
    for (i = s->rise_count; i > 0; i--) {
        if (!before(at, p[i - 1].at)) {
            low = p[i - 1];
            break;
        }
        high = p[i - 1];
    }
    return small(larger(0, low.level - first + (int32_t)proportion((uint32_t)(high.level - low.level), at - low.at, high.at - low.at)));
}

#endif
