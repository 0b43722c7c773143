/* SPDX-License-Identifier: MIT */
/* The zig-zag: a rise looks for its top, a fall for its trough; a repetition is what lies between two
 * troughs. */
#ifndef BANDEX_REP_CYCLE_H
#define BANDEX_REP_CYCLE_H

#include "flank.h"
#include "scale.h"

static int32_t rise_of(const struct cycle *c)
{
    return c->peak - c->trough;
}

/* A knock is high and narrow: its width is its area above the trough over its height, which the filter keeps.
 * A sample now and then shows no repetition. */
static int long_enough(const struct state *s, uint32_t until, uint32_t integral)
{
    const struct cycle *c = &s->cycle;
    uint32_t least = 1000u * (uint32_t)s->set.min_rep_ms, duration = until - c->start;
    return s->dt < SLOWEST_US && duration >= least &&
           (int32_t)(integral - c->integral - (uint32_t)area(c->trough, duration)) >=
               area(share(c->peak_fine - c->trough, WIDTH), least);
}

/* The last of what is known of a repetition before its end. */
static uint32_t end_least(const struct cycle *c)
{
    return later(c->peak_at, c->top);
}

/* Still falling: the end as far as it is known. */
static void end_here(struct state *s)
{
    struct cycle *c = &s->cycle;
    c->low = s->trough;
    c->end = later(seen(s), later(c->eccentric, end_least(c)));
    c->integral_end = s->integral;
}

/* ---- tops ---- */

static int slack_before(const struct state *s)
{
    int32_t rest = s->peak - s->outer_low;
    if (s->outer != OUTER_PLATEAU) {
        return 0;
    }
    if (!known(s)) {
        return rest >= floor_at(s, s->peak);
    }
    return s->peak - s->trough >= share(s->reference, SLACK_RISE) && rest >= share(s->reference, SLACK_REST);
}

/* When the rise last passed this level above its trough. */
static APART uint32_t rise_start(struct state *s, int32_t level)
{
    uint32_t start = ago(s, rise_began(s, level), 0);
    level += s->trough;
    if (s->outer == OUTER_PLATEAU && level >= s->outer_low && before(s->points[RISE].at, s->outer_start)) {
        /* the points tell when it began, not when it ended */
        start = later(start, s->outer_start);
        s->cycle.integral =
            s->outer_integral + (uint32_t)area((s->outer_low + level) >> 1, start - s->outer_start);
    }
    return start;
}

/* The repetition began where the force had stood still on its way up; what lay below was slack. If the fall
 * shows that it was but a stop on the way, take_outer() goes back to the whole. */
static void start_at_plateau(struct state *s)
{
    struct cycle *c = &s->cycle;
    uint32_t whole = c->start, integral = c->integral;
    c->start = rise_start(s, s->outer_low - s->trough + share(s->peak - s->outer_low, START));
    s->outer = OUTER_SLACK;
    s->outer_start = whole;
    s->outer_trough = c->trough;
    s->outer_peak = c->peak;
    s->outer_integral = integral;
    c->trough = s->outer_low;
}

static void measure_rise(struct state *s)
{
    struct cycle *c = &s->cycle;
    c->start = rise_start(s, share(s->peak - s->trough, START));
    c->loading = small(s->steepest);
    c->rfd_100 = development(s, c->start + lag_of(s), 100000u);
    c->rfd_200 = development(s, c->start + lag_of(s), 200000u);
    c->trough = s->trough;
    c->peak = s->peak;
    c->peak_fine = s->peak_fine;
    c->peak_at = ago(s, s->peak_at, 0);
    if (slack_before(s)) {
        start_at_plateau(s);
    } else if (s->outer == OUTER_PLATEAU) {
        s->outer = OUTER_NONE;
    }
    if (before(c->peak_at, c->start)) { /* the highest of two humps was the first */
        c->start = c->peak_at;
    }
    c->top = later(s->edge ? ago(s, s->still_at, EDGE_US) : c->peak_at, c->start);
}

/* The fall is steeper than ever: its start is known better. */
static void fall_steepens(struct state *s)
{
    struct cycle *c = &s->cycle;
    c->eccentric = later(ago(s, fall_began(s), TAU_SLOPE_US), c->top);
    c->end = later(c->end, c->eccentric);
}

/* The force has let off enough from its highest value: that was a top. The next rise is looked for from here.
 */
static void begin_cycle(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    lose_events(s);
    move_recent(s);
    c->rest = c->end; /* of the last one */
    measure_rise(s);
    c->rest = c->id > 1 && before(c->rest, c->start) ? c->start - c->rest : 0;
    c->end = c->eccentric = seen(s);
    c->integral_end = s->integral;
    c->low = y;
    fall_steepens(s);
    c->completeness = completeness_of(s, rise_of(c));
    c->flags = (uint8_t)(s->flags | (s->dt > LOW_RATE_US ? BANDEX_REP_FLAG_LOW_RATE : 0));
    c->bumps = 0;
    c->side = s->set.side;
    s->flags = 0;
    s->phase = PHASE_FALL;
    s->still_at = now_of(s);
    rise_restart(s, y, fine);
}

static void top_reached(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    int at_top = option(s, OPTION_STARTS_AT_TOP);
    begin_cycle(s, y, fine);
    if (class_by(s, rise_of(c)) != BANDEX_REP_FULL) {
        return;
    }
    raise_event(s, HAS_TOP);
    if (at_top && !s->set_open) { /* into the position from which the first one starts */
        open_set(s, c->id + 1u);
        c->rep_class = BANDEX_REP_SETUP;
    } else if (at_top || option(s, BANDEX_COUNT_AT_TOP * OPTION_COUNT_AT)) {
        count_as(s, BANDEX_REP_FULL, rise_of(c));
    }
}

/* ---- ends ---- */

static void measure_fall(struct state *s)
{
    struct cycle *c = &s->cycle;
    int32_t fall = c->peak - s->trough;
    uint32_t last = fall_ended(s, fall - share(fall, START));
    c->end = later(ago(s, last, 0), end_least(c));
    c->low = s->trough;
    if (before(c->end, c->eccentric)) {
        c->eccentric = c->end;
    }
}

/* The cycle is over without being counted yet: what comes next will tell what it was. */
static void suspend(struct state *s, int32_t range)
{
    struct cycle *c = &s->cycle;
    int32_t rise = rise_of(c), fall = c->peak - s->trough;
    note(s, BANDEX_REP_SETUP, range);
    s->brief = (uint8_t)((s->brief << 1) | (c->end - c->start < BRIEF_US));
    s->uneven = (uint8_t)((s->uneven << 1) | (smaller(rise, fall) < share(larger(rise, fall), EVEN)));
    s->phase = PHASE_RISE;
    raise_event(s, HAS_ENDED);
}

static void end_as_spike(struct state *s)
{
    note(s, BANDEX_REP_SPIKE, 0);
    s->pending = (uint8_t)(s->pending + (s->pending > 0 && s->pending < RECENT));
    raise_event(s, HAS_ENDED);
}

/* Counts a cycle that was not counted on its way. @return 0: it does not count, or not yet */
static int count_at_end(struct state *s, int32_t range, int at_top)
{
    struct cycle *c = &s->cycle;
    int knock = !at_top && !long_enough(s, c->end, c->integral_end);
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
    count_as(s, class_by(s, range), range);
    return 1;
}

/* The cycle is over: class, scale, final event. The next rise has begun at its low. */
static void end_cycle(struct state *s, int at_top)
{
    struct cycle *c = &s->cycle;
    int32_t rise = rise_of(c), range = at_top ? rise : smaller(rise, c->peak - s->trough);
    uint8_t rep_class;
    s->phase = PHASE_RISE;
    s->base += (s->trough - s->base) >> 2;
    if (at_top) {
        c->end = c->eccentric = later(seen(s), end_least(c));
        c->integral_end = s->integral;
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
        if (rep_class != c->rep_class &&
            option(s, BANDEX_COUNT_AT_TOP * OPTION_COUNT_AT)) { /* too early a count */
            reclassify(s, 0, rep_class == BANDEX_REP_SPIKE ? BANDEX_REP_SETUP : rep_class);
        }
    }
    c->completeness = completeness_of(s, range);
    note(s, c->rep_class, range);
    raise_event(s, HAS_ENDED);
    if (c->rep_class == BANDEX_REP_FULL) {
        review_scale(s, range, 0);
        review_first(s, range);
        learn(s, range);
        s->largest = larger(share(s->largest, LARGEST_KEPT), range);
    }
    review_partials(s);
    promote_first(s);
}

/* A partial one counts when it rests where it began. */
static void consider_partial(struct state *s, int32_t rise, int32_t fall)
{
    if (rise < share(s->reference, FULL) && fall >= share(rise, BOTTOM) &&
        now_of(s) - s->still_at >= SETTLED_COUNT_US && fall >= share(s->reference, PARTIAL) &&
        long_enough(s, now_of(s) - lag_of(s), s->integral)) {
        end_here(s);
        count_as(s, BANDEX_REP_PARTIAL, smaller(rise, fall));
    }
}

/* Not yet counted, and to be counted on the way down. */
static int may_count(const struct state *s)
{
    return s->cycle.rep_class == 0 && s->outer != OUTER_DIP &&
           !option(s, BANDEX_COUNT_AT_END * OPTION_COUNT_AT);
}

/* How long the force has rested after the fall, which makes a repetition no longer. */
static uint32_t rested(const struct state *s)
{
    uint32_t still = now_of(s) - s->still_at;
    return still >= SETTLED_COUNT_US ? still + EDGE_US : 0;
}

/* Counts as soon as it is certain enough. */
static void consider_counting(struct state *s)
{
    struct cycle *c = &s->cycle;
    int32_t rise = rise_of(c), fall = c->peak - s->trough, range = smaller(rise, fall);
    int scaled = known(s) && rise < share(s->reference, SETUP_JUMP);
    int32_t wanted = scaled ? smaller(rise, s->reference) : rise;
    uint32_t until = now_of(s) - lag_of(s);
    if (fall < share(wanted, FULL)) {
        return;
    }
    if (range < share(known(s) ? s->reference : rise, FULL)) {
        if (known(s)) {
            consider_partial(s, rise, fall);
        }
        return;
    }
    if (fall < share(wanted, RETURN) &&
        (now_of(s) - s->still_at < SETTLED_COUNT_US || (!scaled && fall < share(rise, DIP)))) {
        return;
    }
    if (range < floor_at(s, c->peak) || !long_enough(s, until, s->integral)) {
        return;
    }
    review_scale(s, range, 0);
    if (!slight(s, range, until - rested(s))) {
        settle_pending(s, range, s->brief);
        if (class_by(s, range) == BANDEX_REP_FULL) {
            end_here(s);
            count_as(s, BANDEX_REP_FULL, range);
        }
    }
}

/* ---- cycles around cycles ---- */

/* A dip, or a stop on the way up, belongs to the repetition around it: that one starts where the first rise
 * did. */
static void take_outer(struct state *s)
{
    struct cycle *c = &s->cycle;
    if (s->outer == OUTER_DIP) {
        s->pending = 0;
    }
    s->outer = OUTER_NONE;
    if (s->outer_peak - s->outer_trough < share(rise_of(c), PARTIAL)) { /* a bump before it */
        return;
    }
    c->start = s->outer_start;
    c->trough = s->outer_trough;
    c->peak = larger(c->peak, s->outer_peak);
    c->peak_fine = larger(c->peak_fine, s->outer_peak);
    c->integral = s->outer_integral;
    c->bumps = (uint8_t)(c->bumps + (c->bumps < 255));
    c->top = later(c->top, c->start);
}

/* The next cycle let off no more than the one before: both are cycles, under tension. */
static void split_outer(struct state *s)
{
    uint8_t rep_class = class_by(s, recent(s, 1));
    s->outer = OUTER_NONE;
    if (rep_class == BANDEX_REP_SPIKE || s->recent_class[1] != BANDEX_REP_SETUP) {
        return;
    }
    reclassify(s, 1, rep_class);
    if (rep_class == BANDEX_REP_FULL) {
        learn(s, recent(s, 1));
    }
}

/* The cycle let off little: the next one will tell whether that was a dip. */
static void keep_outer(struct state *s)
{
    struct cycle *c = &s->cycle;
    s->outer = OUTER_DIP;
    s->outer_start = c->start;
    s->outer_trough = c->trough;
    s->outer_peak = c->peak;
    s->outer_low = s->trough;
    s->outer_integral = c->integral;
    measure_fall(s);
    review_scale(s, c->peak - s->trough, 0);
    suspend(s, c->peak - s->trough);
}

/* Far below the dip: it was none that came back. */
static int below_outer(const struct state *s, int32_t y)
{
    return s->outer_low - y > share(s->outer_low - s->outer_trough, DIP_DEEPER);
}

/* After a small bump the fall went on: the suspended cycle is a whole repetition. */
static void resume_fall(struct state *s)
{
    s->outer = OUTER_NONE;
    if (s->recent_class[0] == BANDEX_REP_SETUP) {
        note(s, BANDEX_REP_SETUP, s->outer_peak - s->outer_trough);
        reclassify(s, 0, BANDEX_REP_FULL);
        s->cycle.counted = now_of(s);
        learn(s, recent(s, 0));
    }
}

/* ---- every step ---- */

/* End of the concentric phase, and the plateau that tells pretension from the repetition. */
static void watch_edge(struct state *s, int32_t y)
{
    int32_t rise = s->peak - s->trough;
    if (s->slope < share(s->steepest, EDGE)) {
        if (!s->edge) {
            s->edge = 1;
            s->still_at = now_of(s);
            s->edge_y = y;
        } else if (s->edge == 1) {
            s->edge_y = smaller(s->edge_y, y); /* a band gives way a little */
            s->edge = (uint8_t)(s->peak - y > share(rise, PLATEAU_FALL) ? 2 : 1);
        }
    } else if (s->edge && y >= s->peak && y - s->edge_y > share(rise, PLATEAU_RISE)) {
        if (s->edge == 1 && now_of(s) - s->still_at >= PLATEAU_US && s->outer != OUTER_DIP) {
            s->outer = OUTER_PLATEAU;
            s->outer_low = s->edge_y;
            s->outer_start = seen(s);
            s->outer_integral = s->integral;
        }
        s->edge = 0;
    }
}

static STAGE void rising(struct state *s, int32_t y, int32_t fine)
{
    int32_t rise, drop, least;
    if (s->outer == OUTER_DIP && below_outer(s, y)) {
        resume_fall(s);
    }
    if (y < s->trough) {
        rise_restart(s, y, fine);
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
    least = share(rise, HYSTERESIS_RISE);
    if (known(s)) {
        least = larger(share(s->reference, HYSTERESIS), smaller(least, s->reference >> 1));
    }
    if (drop < least) {
        return;
    }
    least = floor_at(s, s->peak);
    if (drop < least) {
        return;
    }
    rise = s->peak - s->trough;
    if (rise < least || rise < share(s->reference, PARTIAL)) { /* a bump at the bottom: look on from here */
        s->peak = y;
        s->peak_at = now_of(s);
        s->peak_fine = fine;
        s->edge = 0;
        fall_restart(s);
        return;
    }
    top_reached(s, y, fine);
}

/* A higher top after the top: a double peak. */
static void higher_peak(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    c->bumps = (uint8_t)(c->bumps + (c->bumps < 255 && s->fall_count > 0));
    c->peak = y;
    c->peak_at = later(seen(s), c->start); /* the delay of the filter may grow */
    c->end = later(c->end, c->peak_at);
    c->peak_fine = larger(c->peak_fine, fine);
    fall_restart(s);
    rise_restart(s, y, fine);
}

/* Slope and quiet of the fall. @return 1: the cycle ended, as it had rested at the bottom and the band goes
 * slack */
static int watch_fall(struct state *s, int32_t y)
{
    struct cycle *c = &s->cycle;
    int quiet = now_of(s) - s->still_at >= SETTLED_COUNT_US;
    if (slope_follow(s, -s->slope)) {
        fall_steepens(s);
    }
    if (-s->slope > share(s->fall_steepest, EDGE)) {
        if (quiet && c->rep_class != 0 && c->peak - s->trough >= share(rise_of(c), BOTTOM)) {
            end_cycle(s, 0);
            return 1;
        }
        s->still_at = now_of(s);
    } else if (quiet && s->outer == OUTER_SLACK) {
        s->outer = OUTER_NONE;
    }
    fall_follow(s, c->peak - y);
    return 0;
}

/* The force rises again. */
static void trough_reached(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    int32_t fall = c->peak - s->trough, dip = share(rise_of(c), DIP);
    if (s->outer == OUTER_SLACK) {
        s->outer = OUTER_NONE;
    }
    if (s->outer == OUTER_DIP && fall >= dip) {
        split_outer(s);
    } else if (c->rep_class == 0 && fall < dip) {
        if (!known(s) || fall >= share(s->reference, PARTIAL)) {
            keep_outer(s);
            return;
        }
        c->bumps = (uint8_t)(c->bumps + (c->bumps < 255));
        rise_restart(s, y, fine);
        return;
    }
    end_cycle(s, 0);
}

/* What rests at the bottom may end; one that is to count at its end must have let off as a repetition does.
 */
static int may_end(const struct state *s)
{
    const struct cycle *c = &s->cycle;
    int32_t rise = rise_of(c);
    return c->rep_class != 0 ||
           (option(s, BANDEX_COUNT_AT_END * OPTION_COUNT_AT) && s->outer != OUTER_DIP &&
            c->peak - s->trough >= share(rise, BOTTOM) && rise >= share(s->reference, FULL));
}

/* So much between a top and a trough, or a trough and the force, makes the trough one. */
static int parts_cycles(const struct state *s, int32_t height)
{
    int32_t fall = s->cycle.peak - s->trough;
    return height >= (known(s) ? share(s->reference, HYSTERESIS) : share(fall, HYSTERESIS_RISE)) &&
           height >= floor_at(s, s->cycle.peak);
}

static STAGE void falling(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    int32_t fall = c->peak - s->trough, wanted;
    if (y > c->peak && !parts_cycles(s, fall)) {
        higher_peak(s, y, fine);
        return;
    }
    if (watch_fall(s, y)) {
        return;
    }
    if (y < s->trough) {
        rise_restart(s, y, fine);
        s->base = smaller(s->base, y);
        if (s->outer >= OUTER_SLACK && below_outer(s, y)) {
            take_outer(s);
        }
        if (may_count(s)) {
            consider_counting(s);
        }
        return;
    }
    if (may_count(s)) {
        consider_counting(s);
    }
    if (y >= s->peak) {
        s->peak = y;
        s->peak_at = now_of(s);
    }
    s->peak_fine = larger(s->peak_fine, fine);
    s->steepest = larger(s->steepest, s->slope);
    if (now_of(s) - s->still_at >= SETTLED_US && may_end(s)) {
        wanted = smaller(rise_of(c), known(s) ? s->reference : fall);
        if (fall >= share(wanted, RETURN)) {
            end_cycle(s, 0);
            return;
        }
    }
    if (parts_cycles(s, y - s->trough)) {
        trough_reached(s, y, fine);
    }
}

/* ---- when the signal or the set ends ---- */

/* One repetition is no set yet: after it a pull that was never let off may be anything. */
static int may_end_at_top(const struct state *s)
{
    return !s->set_open || s->full != 1;
}

/* at_top: whether a pull that was not let off may count. */
static void close_fall(struct state *s, int at_top)
{
    struct cycle *c = &s->cycle;
    int32_t rise, fall;
    uint8_t range_class;
    if (s->outer == OUTER_DIP) {
        take_outer(s);
    }
    rise = rise_of(c);
    fall = c->peak - s->trough;
    range_class = class_by(s, smaller(rise, fall));
    if (counts(c->rep_class) || (known(s) && range_class == BANDEX_REP_FULL) ||
        (s->x2 - c->trough < rise >> 2 && range_class != BANDEX_REP_SPIKE)) {
        end_cycle(s, 0);
    } else if (at_top && rise >= share(s->reference, TOP_SHARE) && fall < rise >> 1 && may_end_at_top(s)) {
        count_as(s, BANDEX_REP_FULL, rise);
        end_cycle(s, 1);
    } else {
        s->phase = PHASE_RISE;
    }
}

static void close_rise(struct state *s)
{
    int32_t rise = s->peak - (s->outer == OUTER_DIP ? s->outer_trough : s->trough);
    if (rise < share(s->reference, TOP_SHARE) || rise < floor_at(s, s->peak) ||
        s->x2 < s->peak - share(rise, HYSTERESIS_RISE) || !may_end_at_top(s)) {
        return;
    }
    begin_cycle(s, s->x2, s->x2);
    if (s->outer == OUTER_DIP) {
        take_outer(s);
    }
    settle_pending(s, rise, s->brief);
    count_as(s, BANDEX_REP_FULL, rise);
    end_cycle(s, 1);
}

static void end_set(struct state *s)
{
    if (s->phase == PHASE_FALL) {
        close_fall(s, 1);
    } else {
        close_rise(s);
    }
    close_pending(s);
    s->outer = OUTER_NONE;
    s->phase = PHASE_RISE;
    if (s->set_open) {
        s->set_open = 0;
        raise_event(s, HAS_SET_ENDED);
        forget_scale(s); /* the next set may be another exercise */
        s->other_reference = 0;
        s->largest >>= !option(s, OPTION_UNITLESS); /* a sensor at rest wanders alike, without a unit */
    }
    rise_restart(s, s->x2, s->x2);
    fall_restart(s);
}

static uint32_t longest(const struct state *s)
{
    return 10000u * (uint32_t)s->set.max_rep_cs;
}

/* Pulls that never end, loads that hang, sets that are over. */
static void watch_pauses(struct state *s)
{
    if (s->phase == PHASE_FALL) {
        if (now_of(s) - s->cycle.start > longest(s)) {
            close_fall(s, 0);
            rise_restart(s, s->x2, s->x2);
        }
        return;
    }
    if ((s->rise_count > 0 && now_of(s) - s->points[RISE].at > longest(s)) ||
        now_of(s) - s->peak_at > STALE_US) {
        s->outer = OUTER_NONE; /* the next one starts from this load */
        rise_restart(s, s->x2, s->x2);
        fall_restart(s);
    }
    if (s->edge && now_of(s) - s->still_at > longest(s)) { /* instants have 32 bits */
        s->still_at = now_of(s);
    }
    if (s->set_open && now_of(s) - s->cycle.end > 100000u * s->set.set_end_ds &&
        s->x2 - s->trough < share(s->reference, FULL)) {
        end_set(s);
    }
}

#endif
