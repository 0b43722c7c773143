/* SPDX-License-Identifier: MIT */
/* Events on their way to the host: bits in the state; what they tell is put together when the host fetches them. */
#ifndef BANDEX_REP_EVENT_H
#define BANDEX_REP_EVENT_H

#include "basics.h"

static void raise_event(struct state *s, uint16_t which) {
    s->events |= which;
}

/* A new top takes the place of the repetition before: what was not told of that one is lost. */
static void lose_events(struct state *s) {
    uint16_t of_cycle = HAS_TOP | HAS_COUNTED | HAS_ENDED;
    if (s->events & of_cycle) {
        s->events = (uint16_t)((s->events & ~of_cycle) | HAS_DROPPED);
    }
}

static uint64_t instant(const struct state *s, uint32_t at) {
    uint32_t age = now_of(s) - at;
    return age > s->now ? 0 : s->now - age;
}

static float not_known(void) {
    union { uint32_t bits; float value; } nan = {0x7FC00000u};
    return nan.value;
}

static float development_of(const struct cycle *c, uint16_t share) {
    return share == UINT16_MAX ? not_known() : c->loading * ((float)share * (1.0f / 65534.0f));
}

static int counts(uint8_t rep_class) {
    return rep_class == BANDEX_REP_FULL || rep_class == BANDEX_REP_PARTIAL || rep_class == BANDEX_REP_HOLD;
}

static void describe(const struct state *s, bandex_rep *rep) {
    const struct cycle *c = &s->cycle;
    float duration;
    rep->rep_id = c->id;
    rep->start_us = instant(s, c->start);
    rep->top_us = instant(s, c->top);
    rep->peak_us = instant(s, c->peak_at);
    rep->end_us = instant(s, c->end);
    rep->counted_us = counts(c->rep_class) ? instant(s, c->counted) : 0;
    rep->flags = c->flags;
    rep->concentric_us = (uint32_t)(rep->top_us - rep->start_us);
    rep->hold_us = c->eccentric - c->top;
    rep->eccentric_us = c->end - c->eccentric;
    if (option(s, OPTION_RISING_IS_ECCENTRIC)) {
        uint32_t swap = rep->concentric_us;
        rep->concentric_us = rep->eccentric_us;
        rep->eccentric_us = swap;
    }
    rep->rest_before_us = c->rest;
    rep->peak = c->peak_fine + s->offset;
    rep->trough = c->trough_fine + s->offset;
    rep->rise = c->peak_fine - c->trough_fine;
    rep->fall = c->peak_fine - c->low_fine;
    duration = (float)(uint32_t)(rep->end_us - rep->start_us) * 1e-6f;
    rep->impulse = c->area + s->offset * duration;
    rep->mean = duration > 0.0f ? c->area / duration + s->offset : rep->peak;
    rep->impulse_above_trough = c->area - c->trough * duration;
    rep->loading_rate = c->loading;
    rep->rfd_100 = development_of(c, c->rfd_100);
    rep->rfd_200 = development_of(c, c->rfd_200);
    rep->completeness = (float)c->completeness * (1.0f / 1024.0f);
    rep->bumps = c->bumps;
    rep->rep_class = c->rep_class != 0 ? c->rep_class : BANDEX_REP_FULL; /* a top: provisional */
    rep->side = c->side;
    rep->phase_def = BANDEX_PHASE_DEF_SLOPE_5;
}

/* Of an earlier repetition only what changed is known. */
static void describe_earlier(const struct state *s, uint32_t id, bandex_event *event) {
    uint8_t rep_class = s->recent_class[slot_of(s, id)];
    event->kind = counts(rep_class) ? BANDEX_EVENT_RECLASSIFIED : BANDEX_EVENT_REVOKED;
    event->rep.rep_id = id;
    event->rep.rep_class = rep_class;
    if (event->kind == BANDEX_EVENT_RECLASSIFIED) {
        event->rep.flags = BANDEX_REP_FLAG_RECLASSIFIED;
        event->rep.counted_us = event->time_us;
        event->rep.completeness = known(s) ? s->recent[slot_of(s, id)] / s->reference : 1.0f;
    }
}

/* The next event, in the order in which things happened: the past first, then the newest repetition, then the set. */
static int pull(struct state *s, bandex_event *event) {
    uint32_t id;
    uint16_t taken = 0;
    uint8_t i;
    if ((s->events & (uint16_t)~(uint16_t)HAS_DROPPED) == 0) {
        return 0;
    }
    clear(event, sizeof *event);
    event->flags = s->events & HAS_DROPPED ? BANDEX_EVENT_FLAG_DROPPED : 0;
    event->time_us = s->now;
    event->count = s->full;
    event->partial_count = s->partial;
    event->first_rep_id = s->set_first_id;
    if (s->events & HAS_REVOKED_ALL) {
        taken = HAS_REVOKED_ALL;
        event->kind = BANDEX_EVENT_REVOKED;
        event->flags |= BANDEX_EVENT_FLAG_AND_EARLIER;
        event->rep.rep_id = s->cycle.id - 1;
        event->rep.rep_class = BANDEX_REP_SETUP;
    }
    for (i = RECENT - 1; taken == 0 && i > 0; i--) {
        id = s->cycle.id - i;
        if (s->events & (HAS_RECLASSIFIED << slot_of(s, id))) {
            taken = (uint16_t)(HAS_RECLASSIFIED << slot_of(s, id));
            describe_earlier(s, id, event);
        }
    }
    for (i = 0; taken == 0 && i < 3; i++) {
        if (s->events & (HAS_TOP << i)) { /* HAS_COUNTED and HAS_ENDED follow it */
            taken = (uint16_t)(HAS_TOP << i);
            event->kind = BANDEX_EVENT_REP_TOP + i;
            describe(s, &event->rep);
        }
    }
    if (taken == 0 && (s->events & (HAS_RECLASSIFIED << s->slot))) {
        taken = (uint16_t)(HAS_RECLASSIFIED << s->slot);
        describe_earlier(s, s->cycle.id, event);
    }
    if (taken == 0) {
        taken = HAS_SET_ENDED;
        event->kind = BANDEX_EVENT_SET_ENDED;
    }
    s->events &= (uint16_t)~(taken | HAS_DROPPED);
    return 1;
}

#endif
