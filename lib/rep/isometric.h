/* SPDX-License-Identifier: MIT */
/* Isometric mode: each hold above a threshold is one timed effort. */
#ifndef BANDEX_REP_ISOMETRIC_H
#define BANDEX_REP_ISOMETRIC_H

#include "scale.h"

#define RELEASE PART(0.8) /* of the threshold's height: hysteresis against tremor */

/* A force of the signal. */
static int32_t level_of(const struct state *s, float force)
{
    return fixed(s, (option(s, OPTION_INVERTED) ? -force : force) - s->offset);
}

static void begin_hold(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    uint32_t begun = seen(s);
    lose_events(s);
    c->rest = c->id > 0 && before(c->end, begun) ? begun - c->end : 0;
    move_recent(s);
    c->start = c->top = c->peak_at = begun;
    c->trough = s->base;
    c->peak = y;
    c->peak_fine = fine;
    c->integral = s->integral;
    c->loading = 0;
    c->rfd_100 = c->rfd_200 = UINT16_MAX;
    c->flags = s->flags;
    c->bumps = 0;
    c->completeness = 1024;
    c->side = s->set.side;
    s->flags = 0;
    s->phase = PHASE_FALL;
}

static void end_hold(struct state *s)
{
    s->phase = PHASE_RISE;
    s->cycle.low = s->x2;
    if (s->cycle.rep_class != 0) {
        raise_event(s, HAS_ENDED);
    }
}

static APART void isometric(struct state *s, int32_t y, int32_t fine)
{
    struct cycle *c = &s->cycle;
    int32_t threshold;
    s->base = smaller(s->base, y);
    s->largest = larger(s->largest, y - s->base);
    threshold = expected(s) ? level_of(s, s->set.expected) : s->base + (s->largest >> 1);
    if (s->phase == PHASE_RISE) {
        if (y >= threshold && y - s->base >= sensor_floor(s)) {
            begin_hold(s, y, fine);
        }
        return;
    }
    c->end = c->eccentric = later(seen(s), c->start); /* the delay of the filter may grow */
    c->integral_end = s->integral;
    if (y > c->peak) {
        c->peak = y;
        c->peak_at = c->end;
    }
    c->peak_fine = larger(c->peak_fine, fine);
    if (c->rep_class == 0 && c->end - c->start >= 1000u * (uint32_t)s->set.min_rep_ms) {
        count_as(s, BANDEX_REP_HOLD, y - s->base);
        c->completeness = 1024;
    }
    if (y < s->base + share(threshold - s->base, RELEASE) || c->end - c->start >= HOLD_US) {
        end_hold(s);
    }
}

#endif
