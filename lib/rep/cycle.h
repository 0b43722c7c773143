/* SPDX-License-Identifier: MIT */
/* The zig-zag: a rise looks for its top, a fall for its trough; a repetition is what lies between two troughs. */
#ifndef BANDEX_REP_CYCLE_H
#define BANDEX_REP_CYCLE_H

#include "flank.h"
#include "scale.h"

/* A knock is high and narrow: its width is its area above the trough over its height, which the filter keeps. */
static int long_enough(const struct state *s, uint32_t until, float area) {
    const struct cycle *c = &s->cycle;
    float least = 1e-3f * (float)s->min_rep_ms, duration = 1e-6f * (float)(until - c->start);
    return duration >= least && area - c->trough * duration >= WIDTH * least * (c->peak_fine - c->trough_fine);
}

/* ---- tops ---- */

static int slack_before(const struct state *s) {
    float rise = s->peak - s->trough, rest = s->peak - s->outer_low;
    if (s->outer != OUTER_PLATEAU) {
        return 0;
    }
    return known(s) ? rise >= SLACK_RISE * s->reference && rest >= SLACK_REST * s->reference : rest >= floor_at(s, s->peak);
}

/* The repetition began where the force had stood still on its way up; what lay below was slack. If the fall shows
 * that it was but a stop on the way, take_outer() goes back to the whole. */
static void start_at_plateau(struct state *s) {
    struct cycle *c = &s->cycle;
    uint32_t start = s->outer_start;
    float area = s->rise_area - s->outer_area;
    s->outer = OUTER_SLACK;
    s->outer_start = c->start;
    s->outer_trough = c->trough;
    s->outer_peak = c->peak;
    s->outer_area = c->area;
    c->start = start;
    c->trough = c->trough_fine = s->outer_low;
    c->area = area;
}

static void measure_rise(struct state *s) {
    struct cycle *c = &s->cycle;
    uint32_t lag = lag_of(s), start;
    float before_start;
    start = rise_passed(s, START * (s->peak - s->trough), &before_start);
    c->start = ago(s, start, lag);
    c->area = s->rise_area - before_start;
    c->loading = s->steepest * (1e6f / (float)TAU_US);
    c->rfd_100 = development(s, start, 100000u);
    c->rfd_200 = development(s, start, 200000u);
    c->trough = s->trough;
    c->trough_fine = s->trough_fine;
    c->peak = s->peak;
    c->peak_fine = s->peak_fine;
    c->peak_at = ago(s, s->peak_at, lag);
    if (slack_before(s)) {
        start_at_plateau(s);
    } else if (s->outer == OUTER_PLATEAU) {
        s->outer = OUTER_NONE;
    }
    c->top = s->edge ? ago(s, s->edge_at, lag + TAU_SLOPE_US) : c->peak_at;
    c->top = before(c->top, c->start) ? c->start : c->top;
}

/* The fall is steeper than ever: its start is known better. */
static void fall_steepens(struct state *s) {
    struct cycle *c = &s->cycle;
    c->eccentric = ago(s, fall_began(s), lag_of(s) + TAU_SLOPE_US);
    c->eccentric = before(c->eccentric, c->top) ? c->top : c->eccentric;
    c->end = before(c->end, c->eccentric) ? c->eccentric : c->end;
}

/* The force has let off enough from its highest value: that was a top. The next rise is looked for from here. */
static void begin_cycle(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    uint32_t last_end = c->end;
    lose_events(s);
    c->id++;
    s->slot = (uint8_t)(s->slot + 1 < RECENT ? s->slot + 1 : 0);
    *class_of(s, c->id) = 0;
    measure_rise(s);
    c->rest = c->id > 1 && before(last_end, c->start) ? c->start - last_end : 0;
    c->end = ago(s, now_of(s), lag_of(s));
    fall_steepens(s);
    c->completeness = completeness_of(s, c->peak - c->trough);
    c->flags = (uint8_t)(s->flags | (s->dt > LOW_RATE_US ? BANDEX_REP_FLAG_LOW_RATE : 0));
    c->low_fine = fine;
    c->bumps = 0;
    c->side = s->side;
    c->rep_class = 0;
    s->flags = 0;
    s->phase = PHASE_FALL;
    s->quiet_at = now_of(s);
    s->fall_area = c->area;
    rise_restart(s, y, fine);
}

static void top_reached(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    int at_top = option(s, OPTION_STARTS_AT_TOP);
    begin_cycle(s, y, fine);
    if (class_by(s, c->peak - c->trough) != BANDEX_REP_FULL) {
        return;
    }
    raise_event(s, HAS_TOP);
    if (at_top && !s->set_open) { /* into the position from which the first one starts */
        open_set(s, c->id + 1u);
        c->rep_class = BANDEX_REP_SETUP;
    } else if (at_top || (s->options & (3 * OPTION_COUNT_AT)) == BANDEX_COUNT_AT_TOP * OPTION_COUNT_AT) {
        count_as(s, BANDEX_REP_FULL, c->peak - c->trough);
    }
}

/* ---- ends ---- */

static void measure_fall(struct state *s) {
    struct cycle *c = &s->cycle;
    uint32_t lag = lag_of(s);
    c->end = ago(s, fall_passed(s), lag);
    c->low_fine = s->trough_fine;
    if (before(c->end, c->top)) {
        c->end = c->top;
    }
    if (before(c->eccentric, c->top)) {
        c->eccentric = c->top;
    }
    if (before(c->end, c->eccentric)) {
        c->eccentric = c->end;
    }
}

/* The cycle is over without being counted yet: what comes next will tell what it was. */
static void suspend(struct state *s, float range) {
    struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, fall = c->peak - s->trough;
    c->rep_class = BANDEX_REP_SETUP;
    *recent_of(s, c->id) = range;
    *class_of(s, c->id) = BANDEX_REP_SETUP;
    s->brief = (uint8_t)((s->brief << 1) | (c->end - c->start < BRIEF_US));
    s->uneven = (uint8_t)((s->uneven << 1) | (smaller(rise, fall) < EVEN * larger(rise, fall)));
    s->phase = PHASE_RISE;
    raise_event(s, HAS_ENDED);
}

static void end_as_spike(struct state *s) {
    s->cycle.rep_class = BANDEX_REP_SPIKE;
    *recent_of(s, s->cycle.id) = 0.0f;
    *class_of(s, s->cycle.id) = BANDEX_REP_SPIKE;
    s->pending = (uint8_t)(s->pending + (s->pending > 0 && s->pending < RECENT));
    raise_event(s, HAS_ENDED);
}

/* Counts a cycle that was not counted on its way. @return 0: it does not count, or not yet */
static int count_at_end(struct state *s, float range, int at_top) {
    struct cycle *c = &s->cycle;
    int knock = !at_top && !long_enough(s, c->end, c->area);
    review_scale(s, range, knock);
    if (knock || class_by(s, range) == BANDEX_REP_SPIKE) {
        end_as_spike(s);
        return 0;
    }
    if (!at_top && slight(s, range, c->end)) {
        suspend(s, range);
        s->pending = (uint8_t)(s->pending < RECENT ? s->pending + 1 : RECENT);
        review_slight(s);
        return 0;
    }
    settle_pending(s, range, s->brief);
    count_as(s, class_by(s, range) == BANDEX_REP_FULL ? BANDEX_REP_FULL : BANDEX_REP_PARTIAL, range);
    return 1;
}

/* The cycle is over: class, scale, final event. The next rise has begun at its low. */
static void end_cycle(struct state *s, int at_top) {
    struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, range = at_top ? rise : smaller(rise, c->peak - s->trough);
    uint8_t rep_class;
    s->phase = PHASE_RISE;
    s->base += 0.25f * (s->trough - s->base);
    if (at_top) {
        c->end = c->eccentric = ago(s, now_of(s), lag_of(s));
        if (before(c->end, c->top)) {
            c->end = c->eccentric = c->top;
        }
        c->flags |= BANDEX_REP_FLAG_NO_RETURN;
    } else {
        measure_fall(s);
    }
    if (c->rep_class == BANDEX_REP_SETUP) {
        suspend(s, range);
        learn(s, range);
        return;
    }
    if (c->rep_class == 0) {
        if (!count_at_end(s, range, at_top)) {
            return;
        }
    } else {
        rep_class = class_by(s, range);
        if (rep_class != c->rep_class && option(s, BANDEX_COUNT_AT_TOP * OPTION_COUNT_AT)) { /* too early a count */
            reclassify(s, c->id, rep_class == BANDEX_REP_SPIKE ? BANDEX_REP_SETUP : rep_class);
        }
    }
    c->completeness = completeness_of(s, range);
    *recent_of(s, c->id) = range;
    raise_event(s, HAS_ENDED);
    if (c->rep_class == BANDEX_REP_FULL) {
        review_scale(s, range, 0);
        review_first(s, range);
        learn(s, range);
        s->largest = larger(LARGEST_KEPT * s->largest, range);
    }
    review_partials(s);
    promote_first(s);
}

/* Measures as far as they are known on the way down. */
static void count_falling(struct state *s, uint8_t rep_class, float range) {
    struct cycle *c = &s->cycle;
    c->low_fine = s->trough_fine;
    c->end = ago(s, now_of(s), lag_of(s));
    c->end = before(c->end, c->eccentric) ? c->eccentric : c->end;
    count_as(s, rep_class, range);
}

/* A partial one counts when it rests where it began. */
static void consider_partial(struct state *s, float rise, float fall) {
    if (known(s) && rise < FULL * s->reference && fall >= BOTTOM * rise && now_of(s) - s->quiet_at >= SETTLED_COUNT_US &&
        fall >= PARTIAL * s->reference && long_enough(s, now_of(s) - lag_of(s), s->cycle.area)) {
        count_falling(s, BANDEX_REP_PARTIAL, smaller(rise, fall));
    }
}

/* Counts as soon as it is certain enough. */
static void consider_counting(struct state *s) {
    struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, fall = c->peak - s->trough, range = smaller(rise, fall);
    int scaled = known(s) && rise < SETUP_JUMP * s->reference;
    float wanted = scaled ? smaller(rise, s->reference) : rise;
    uint32_t until = now_of(s) - lag_of(s);
    if (fall < FULL * wanted || c->rep_class != 0 || s->outer == OUTER_DIP || option(s, BANDEX_COUNT_AT_END * OPTION_COUNT_AT)) {
        return;
    }
    if (range < FULL * (known(s) ? s->reference : rise)) {
        consider_partial(s, rise, fall);
        return;
    }
    if (fall < RETURN * wanted && (now_of(s) - s->quiet_at < SETTLED_COUNT_US || (!scaled && fall < DIP * rise))) {
        return;
    }
    if (range < floor_at(s, c->peak) || !long_enough(s, until, c->area)) {
        return;
    }
    review_scale(s, range, 0);
    if (!slight(s, range, until)) {
        settle_pending(s, range, s->brief);
        if (class_by(s, range) == BANDEX_REP_FULL) {
            count_falling(s, BANDEX_REP_FULL, range);
        }
    }
}

/* ---- cycles around cycles ---- */

/* A dip, or a stop on the way up, belongs to the repetition around it: that one starts where the first rise did. */
static void take_outer(struct state *s) {
    struct cycle *c = &s->cycle;
    if (s->outer == OUTER_DIP) {
        s->pending = 0;
    }
    s->outer = OUTER_NONE;
    c->start = s->outer_start;
    c->trough = c->trough_fine = s->outer_trough;
    c->peak = larger(c->peak, s->outer_peak);
    c->peak_fine = larger(c->peak_fine, s->outer_peak);
    c->area = s->outer_area;
    c->bumps = (uint8_t)(c->bumps + (c->bumps < 255));
    c->top = before(c->top, c->start) ? c->start : c->top;
}

/* The next cycle let off no more than the one before: both are cycles, under tension. */
static void split_outer(struct state *s) {
    uint32_t id = s->cycle.id - 1u;
    uint8_t rep_class = class_by(s, *recent_of(s, id));
    s->outer = OUTER_NONE;
    if (rep_class == BANDEX_REP_SPIKE || *class_of(s, id) != BANDEX_REP_SETUP) {
        return;
    }
    reclassify(s, id, rep_class);
    if (rep_class == BANDEX_REP_FULL) {
        learn(s, *recent_of(s, id));
    }
}

/* The cycle let off little: the next one will tell whether that was a dip. */
static void keep_outer(struct state *s) {
    struct cycle *c = &s->cycle;
    float area = c->area, fall = c->peak - s->trough;
    s->outer = OUTER_DIP;
    s->outer_start = c->start;
    s->outer_trough = c->trough;
    s->outer_peak = c->peak;
    s->outer_low = s->trough;
    s->outer_area = area;
    measure_fall(s);
    suspend(s, fall);
}

/* Far below the dip: it was none that came back. */
static int below_outer(const struct state *s, float y) {
    return s->outer_low - y > DIP_DEEPER * (s->outer_low - s->outer_trough);
}

/* After a small bump the fall went on: the suspended cycle is a whole repetition. */
static void resume_fall(struct state *s) {
    uint32_t id = s->cycle.id;
    s->outer = OUTER_NONE;
    if (*class_of(s, id) == BANDEX_REP_SETUP) {
        *recent_of(s, id) = s->outer_peak - s->outer_trough;
        reclassify(s, id, BANDEX_REP_FULL);
        s->cycle.counted = now_of(s);
        learn(s, *recent_of(s, id));
    }
}

/* ---- every sample ---- */

/* End of the concentric phase, and the plateau that tells pretension from the repetition. */
static void watch_edge(struct state *s, float y) {
    float rise = s->peak - s->trough;
    if (s->slope < EDGE * s->steepest) {
        if (!s->edge) {
            s->edge = 1;
            s->edge_at = now_of(s);
            s->edge_y = y;
        } else if (y < s->edge_y - 0.06f * rise) {
            s->edge = 2; /* not a plateau: it fell */
        }
    } else if (s->edge && y - s->edge_y > 0.1f * rise) {
        if (s->edge == 1 && now_of(s) - s->edge_at >= PLATEAU_US && s->outer != OUTER_DIP) {
            s->outer = OUTER_PLATEAU;
            s->outer_low = s->edge_y;
            s->outer_start = ago(s, now_of(s), lag_of(s));
            s->outer_area = s->rise_area;
        }
        s->edge = 0;
    }
}

static void rising(struct state *s, float y, float fine) {
    float rise, drop, least;
    if (s->outer == OUTER_DIP) {
        s->outer_area += y * (1e-6f * (float)s->dt);
        if (below_outer(s, y)) {
            resume_fall(s);
        }
    }
    if (y < s->trough) {
        rise_restart(s, y, smaller(s->trough_fine, fine));
        s->peak_fine = fine;
        s->base = smaller(s->base, y);
        s->outer = (uint8_t)(s->outer == OUTER_DIP ? OUTER_DIP : OUTER_NONE);
        fall_restart(s);
        return;
    }
    s->peak_fine = larger(s->peak_fine, fine);
    s->steepest = larger(s->steepest, s->slope);
    watch_edge(s, y);
    if (y >= s->peak) {
        s->peak = y;
        s->peak_at = now_of(s);
        fall_restart(s);
        return;
    }
    drop = s->peak - y;
    slope_follow(s, -s->slope);
    fall_follow(s, drop);
    rise = s->peak - (s->outer == OUTER_PLATEAU ? s->outer_low : s->trough);
    if (drop < HYSTERESIS * s->reference || drop < smaller(HYSTERESIS_RISE * rise, known(s) ? 0.5f * s->reference : drop + rise)) {
        return;
    }
    least = floor_at(s, s->peak);
    if (drop < least) {
        return;
    }
    rise = s->peak - s->trough;
    if (rise < least || rise < PARTIAL * s->reference) { /* a bump at the bottom: look on from here */
        s->peak = y;
        s->peak_fine = fine;
        s->edge = 0;
        fall_restart(s);
        return;
    }
    top_reached(s, y, fine);
}

/* A higher top after the top: a double peak. */
static void higher_peak(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    if (c->bumps < 255 && s->fall_count > 0) {
        c->bumps++;
    }
    c->peak = y;
    c->peak_at = ago(s, now_of(s), lag_of(s));
    c->peak_fine = larger(c->peak_fine, fine);
    fall_restart(s);
    rise_restart(s, y, fine);
}

/* Slope and quiet of the fall. @return 1: the cycle ended, as it had rested at the bottom and the band goes slack */
static int watch_fall(struct state *s, float y) {
    struct cycle *c = &s->cycle;
    int quiet = now_of(s) - s->quiet_at >= SETTLED_COUNT_US;
    if (slope_follow(s, -s->slope)) {
        fall_steepens(s);
    }
    if (s->slope < -EDGE * s->fall_steepest) {
        if (quiet && c->rep_class != 0 && c->peak - s->trough >= BOTTOM * (c->peak - c->trough)) {
            end_cycle(s, 0);
            return 1;
        }
        s->quiet_at = now_of(s);
    } else if (quiet && s->outer == OUTER_SLACK) {
        s->outer = OUTER_NONE;
    }
    fall_follow(s, c->peak - y);
    return 0;
}

/* The force rises again. */
static void trough_reached(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, fall = c->peak - s->trough;
    if (s->outer == OUTER_SLACK) {
        s->outer = OUTER_NONE;
    }
    if (s->outer == OUTER_DIP && fall >= DIP * rise) {
        split_outer(s);
    } else if (c->rep_class == 0 && fall < DIP * rise) {
        if (!known(s) || fall >= PARTIAL * s->reference) {
            keep_outer(s);
            return;
        }
        c->bumps = (uint8_t)(c->bumps + (c->bumps < 255));
        rise_restart(s, y, fine);
        return;
    }
    end_cycle(s, 0);
}

/* What rests at the bottom may end; one that is to count at its end must have let off as a repetition does. */
static int may_end(const struct state *s) {
    const struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, fall = c->peak - s->trough;
    if (c->rep_class != 0) {
        return 1;
    }
    return option(s, BANDEX_COUNT_AT_END * OPTION_COUNT_AT) && s->outer != OUTER_DIP && fall >= BOTTOM * rise &&
           rise >= FULL * s->reference;
}

static void falling(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    float area = y * (1e-6f * (float)s->dt), fall, least;
    c->area += area;
    s->outer_area += area;
    if (y > c->peak) {
        higher_peak(s, y, fine);
        return;
    }
    if (watch_fall(s, y)) {
        return;
    }
    if (y < s->trough) {
        rise_restart(s, y, smaller(s->trough_fine, fine));
        s->peak_fine = fine;
        s->base = smaller(s->base, y);
        if (s->outer >= OUTER_SLACK && below_outer(s, y)) {
            take_outer(s);
        }
        consider_counting(s);
        return;
    }
    consider_counting(s);
    if (y >= s->peak) {
        s->peak = y;
        s->peak_at = now_of(s);
    }
    s->peak_fine = larger(s->peak_fine, fine);
    s->steepest = larger(s->steepest, s->slope);
    fall = c->peak - s->trough;
    if (now_of(s) - s->quiet_at >= SETTLED_US && may_end(s) &&
        fall >= RETURN * smaller(c->peak - c->trough, known(s) ? s->reference : fall)) {
        end_cycle(s, 0);
        return;
    }
    least = known(s) ? HYSTERESIS * s->reference : HYSTERESIS_RISE * fall;
    if (y - s->trough >= least && y - s->trough >= floor_at(s, c->peak)) {
        trough_reached(s, y, fine);
    }
}

/* ---- when the signal or the set ends ---- */

/* One repetition is no set yet: after it a pull that was never let off may be anything. */
static int may_end_at_top(const struct state *s) { return !s->set_open || s->full != 1; }

static void close_fall(struct state *s, float y) {
    struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, fall = c->peak - s->trough;
    if (s->outer == OUTER_DIP) {
        take_outer(s);
        rise = c->peak - c->trough;
    }
    if (counts(c->rep_class) || (y - c->trough < 0.25f * rise && share_of(s, smaller(rise, fall)) >= PARTIAL)) {
        end_cycle(s, 0);
    } else if (share_of(s, rise) >= TOP_SHARE && fall < 0.5f * rise && may_end_at_top(s)) {
        count_as(s, BANDEX_REP_FULL, rise);
        end_cycle(s, 1);
    } else {
        s->phase = PHASE_RISE;
    }
}

static void close_rise(struct state *s, float y) {
    float rise = s->peak - s->trough;
    if (s->outer == OUTER_DIP) {
        rise = s->peak - s->outer_trough;
    }
    if (rise < TOP_SHARE * s->reference || rise < floor_at(s, s->peak) || y < s->peak - 0.3f * rise || !may_end_at_top(s)) {
        return;
    }
    begin_cycle(s, y, s->fine);
    if (s->outer == OUTER_DIP) {
        take_outer(s);
    }
    settle_pending(s, rise, s->brief);
    count_as(s, BANDEX_REP_FULL, rise);
    end_cycle(s, 1);
}

static void end_set(struct state *s) {
    if (s->phase == PHASE_FALL) {
        close_fall(s, s->x2);
    } else {
        close_rise(s, s->x2);
    }
    close_pending(s);
    s->outer = OUTER_NONE;
    s->phase = PHASE_RISE;
    if (s->set_open) {
        s->set_open = 0;
        raise_event(s, HAS_SET_ENDED);
    }
    rise_restart(s, s->x2, s->fine);
    fall_restart(s);
}

/* Pulls that never end, loads that hang, sets that are over. */
static void watch_pauses(struct state *s) {
    uint32_t longest = 10000u * (uint32_t)s->max_rep_cs;
    if (s->phase == PHASE_FALL) {
        if (now_of(s) - s->cycle.start > longest) {
            close_fall(s, s->x2);
            rise_restart(s, s->x2, s->fine);
        }
        return;
    }
    if (s->rise_count > 0 && now_of(s) - s->rise_at[0] > longest) { /* the next repetition starts from this load */
        s->outer = OUTER_NONE;
        rise_restart(s, s->x2, s->fine);
    }
    if (s->set_open && now_of(s) - s->cycle.end > 100000u * s->set_end_ds && s->x2 - s->trough < FULL * s->reference) {
        end_set(s);
    }
}

#endif
