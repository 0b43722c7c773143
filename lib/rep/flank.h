/* SPDX-License-Identifier: MIT */
/* Rising and falling flanks. How large a flank will be is known only at its end, so a few points are kept
 * that are spread geometrically and thinned as it grows; start, end and phases of a repetition are read from
 * them. */
#ifndef BANDEX_REP_FLANK_H
#define BANDEX_REP_FLANK_H

#include "basics.h"

/* One more point of a flank; the oldest makes room. @return points now */
static uint8_t keep_point(const struct state *s, struct point *points, uint8_t count, uint8_t room,
                          int32_t level)
{
    if (count == room) {
        for (count = 1; count < room; count++) {
            points[count - 1] = points[count];
        }
        count = (uint8_t)(room - 1);
    }
    points[count].at = now_of(s);
    points[count].level = level;
    return (uint8_t)(count + 1);
}

/* The last time a growing flank passed a level, by its points and one that is higher than all of them. */
static uint32_t passed(const struct point *points, uint8_t count, int32_t level, uint32_t upper_at,
                       int32_t upper)
{
    while (count > 0) {
        const struct point *lower = &points[--count];
        if (lower->level <= level && !before(upper_at, lower->at)) {
            return lower->at + proportion(upper_at - lower->at, (uint32_t)(level - lower->level),
                                          (uint32_t)(upper - lower->level));
        }
        upper_at = lower->at;
        upper = lower->level;
    }
    return upper_at;
}

static void rise_restart(struct state *s, int32_t y, int32_t fine)
{
    s->trough = s->peak = y;
    s->peak_fine = fine;
    s->peak_at = now_of(s);
    s->rise_count = 0;
    s->steepest = 0;
    s->edge = 0;
}

/* The rise goes on; falling back takes points away: what counts is the last pass. The first point of what is
 * no noise stays, for this may be the fall from the top. */
static STAGE void rise_follow(struct state *s, int32_t level)
{
    struct point *p = s->points + RISE;
    int32_t next;
    while (s->rise_count > 0 && level < p[s->rise_count - 1].level &&
           (s->rise_count > 1 || now_of(s) - s->peak_at > FALL_US ||
            s->peak - s->trough <= share(s->noise, NOISES(FLOOR_NOISE)))) {
        s->rise_count--;
    }
    next = s->rise_count > 0 ? share(p[s->rise_count - 1].level, RISE_RATIO)
                             : larger(share(s->noise, RISE_NOISE), share(s->reference, RISE_FIRST)) + 1;
    if (level < next || s->slope <= 0) {
        return;
    }
    if (s->rise_count == 0) {
        s->rise_integral = s->integral;
    } else if (s->rise_count == RISE_POINTS) {
        s->rise_integral += (uint32_t)area(s->trough + ((p[0].level + p[1].level) >> 1), p[1].at - p[0].at);
    }
    s->rise_count = keep_point(s, p, s->rise_count, RISE_POINTS, level);
}

static void fall_restart(struct state *s)
{
    s->fall_count = 0;
    s->slope_count = 0;
    s->fall_steepest = 0;
}

static void fall_follow(struct state *s, int32_t depth)
{
    struct point *p = s->points + FALL;
    if (s->fall_count == 0 || depth >= share(p[s->fall_count - 1].level, FALL_RATIO)) {
        s->fall_count = keep_point(s, p, s->fall_count, FALL_POINTS, depth);
        s->fall_integral = s->integral;
    }
}

/* When the slope of the fall last rose through its levels: the fall starts there, once its steepest slope is
 * known.
 * @return 1 if it is steeper than ever: the points tell the start now, and no longer when the slope eases off
 */
static int slope_follow(struct state *s, int32_t slope)
{
    struct point *p = s->points + SLOPE;
    int steeper = slope > s->fall_steepest;
    while (s->slope_count > 0 && slope < p[s->slope_count - 1].level) {
        s->slope_count--;
    }
    if (s->slope_count > 0 ? share(slope, SLOPE_RATIO) > p[s->slope_count - 1].level
                           : slope > s->steepest >> 8) {
        s->slope_count = keep_point(s, p, s->slope_count, SLOPE_POINTS, slope);
    }
    s->fall_steepest = larger(s->fall_steepest, slope);
    return steeper;
}

static uint32_t fall_began(const struct state *s)
{
    return passed(s->points + SLOPE, s->slope_count, share(s->fall_steepest, EDGE), now_of(s),
                  s->fall_steepest);
}

/* Where a rise passed a level above its trough, where the cycle's integral begins. */
static uint32_t rise_began(struct state *s, int32_t level)
{
    const struct point *oldest = s->points + RISE;
    uint32_t at = passed(oldest, s->rise_count, level, s->peak_at, s->peak - s->trough);
    s->cycle.integral = s->integral;
    if (s->rise_count > 0 && !before(at, oldest->at)) {
        level = (oldest->level + level) >> 1;
        s->cycle.integral = s->rise_integral + (uint32_t)area(s->trough + level, at - oldest->at);
    }
    return at;
}

/* The same of a fall, by its depth, where the integral ends. */
static uint32_t fall_ended(struct state *s, int32_t depth)
{
    const struct point *newest = s->points + FALL + s->fall_count - 1;
    uint32_t at = passed(s->points + FALL, s->fall_count, depth, now_of(s), s->cycle.peak - s->trough);
    s->cycle.integral_end = s->integral;
    if (s->fall_count > 0) {
        depth = (newest->level + depth) >> 1;
        s->cycle.integral_end = s->fall_integral - (uint32_t)area(s->cycle.peak - depth, newest->at - at);
    }
    return at;
}

/* What the rise gained in its first part. */
static uint16_t development(const struct state *s, uint32_t start, uint32_t span_us)
{
    const struct point *p = s->points + RISE + s->rise_count;
    uint32_t high_at = s->peak_at;
    int32_t high = s->peak - s->trough, first = share(high, START), low = first;
    if (s->dt > RFD_STEP_US || before(high_at, start + span_us)) {
        return UINT16_MAX;
    }
    for (; p > s->points + RISE && before(start + span_us, p[-1].at); p--) {
        high = p[-1].level;
        high_at = p[-1].at;
    }
    if (p > s->points + RISE) { /* the last point within the span; else the start is */
        low = larger(p[-1].level, first);
        span_us -= p[-1].at - start;
        start = p[-1].at;
    }
    low += (int32_t)proportion((uint32_t)larger(high - low, 0), span_us, high_at - start) - first;
    return small(larger(low, 0));
}

#endif
