/* SPDX-License-Identifier: MIT */
/* Isometric mode: each hold above a threshold is one timed effort. */
#ifndef BANDEX_REP_ISOMETRIC_H
#define BANDEX_REP_ISOMETRIC_H

#include "scale.h"

#define RELEASE 0.8f /* of the threshold's height: hysteresis against tremor */

static void begin_hold(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    uint32_t begun = ago(s, now_of(s), lag_of(s));
    lose_events(s);
    c->rest = c->id > 0 ? begun - c->end : 0;
    c->id++;
    s->slot = (uint8_t)(s->slot + 1 < RECENT ? s->slot + 1 : 0);
    *class_of(s, c->id) = 0;
    c->start = c->top = c->peak_at = begun;
    c->trough = c->trough_fine = s->base;
    c->peak = y;
    c->peak_fine = fine;
    c->area = c->loading = 0.0f;
    c->rfd_100 = c->rfd_200 = UINT16_MAX;
    c->flags = s->flags;
    c->bumps = 0;
    c->rep_class = 0;
    c->completeness = 1024;
    c->side = s->side;
    s->flags = 0;
    s->phase = PHASE_FALL;
}

static void end_hold(struct state *s, float fine) {
    s->phase = PHASE_RISE;
    s->cycle.low_fine = fine;
    if (s->cycle.rep_class != 0) {
        raise_event(s, HAS_ENDED);
    }
}

static void isometric(struct state *s, float y, float fine) {
    struct cycle *c = &s->cycle;
    uint32_t until = ago(s, now_of(s), lag_of(s));
    float threshold;
    s->base = smaller(s->base, y);
    s->largest = larger(s->largest, y - s->base);
    threshold = s->expected > 0.0f ? s->expected - s->offset : s->base + 0.5f * s->largest;
    if (s->phase == PHASE_RISE) {
        if (y >= threshold && y - s->base >= sensor_floor(s)) {
            begin_hold(s, y, fine);
        }
        return;
    }
    if (y > c->peak) {
        c->peak = y;
        c->peak_at = until;
    }
    c->peak_fine = larger(c->peak_fine, fine);
    c->area += y * (1e-6f * (float)s->dt);
    c->end = c->eccentric = until;
    if (c->rep_class == 0 && until - c->start >= 1000u * (uint32_t)s->min_rep_ms) {
        count_as(s, BANDEX_REP_HOLD, y - s->base);
        c->completeness = 1024;
    }
    if (y < s->base + RELEASE * (threshold - s->base)) {
        end_hold(s, fine);
    }
}

#endif
