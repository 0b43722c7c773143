/* SPDX-License-Identifier: MIT */
/* Events on their way to the host: bits in the state; what they tell is put together when the host fetches
 * them. */
#ifndef BANDEX_REP_EVENT_H
#define BANDEX_REP_EVENT_H

#include "basics.h"

static void raise_event(struct state *s, uint16_t which)
{
    s->events |= which;
}

/* A new top takes the place of the repetition before: what was not told of that one is lost, and so is a new
 * class of the oldest. */
static void lose_events(struct state *s)
{
    uint32_t classes = s->events & ~(HAS_RECLASSIFIED - 1u);
    uint16_t of_cycle = HAS_TOP | HAS_COUNTED | HAS_ENDED;
    if (s->events & (of_cycle | HAS_RECLASSIFIED << (RECENT - 1))) {
        s->events = (uint16_t)((s->events & ~of_cycle) | HAS_DROPPED);
    }
    s->events = (uint16_t)((s->events & (HAS_RECLASSIFIED - 1u)) |
                           (classes << 1 & ((HAS_RECLASSIFIED << RECENT) - 1u)));
}

static uint64_t instant(const struct state *s, uint32_t at)
{
    uint32_t age = now_of(s) - at;
    return age > s->now ? 0 : s->now - age;
}

/* Share of the reference, in 1024ths. */
static uint16_t completeness_of(const struct state *s, int32_t range)
{
    uint32_t share_1024;
    if (!known(s)) {
        return 1024;
    }
    if (range <= 0) {
        return 0;
    }
    if (range >> 5 >= s->reference) {
        return 32768u;
    }
    share_1024 = proportion(1024u, (uint32_t)range, (uint32_t)s->reference);
    return (uint16_t)share_1024;
}

static int counts(uint8_t rep_class)
{
    return rep_class == BANDEX_REP_FULL || rep_class == BANDEX_REP_PARTIAL || rep_class == BANDEX_REP_HOLD;
}

/* The offset of the signal with the other sign: to subtract it spares processors without a floating-point
 * unit the code of an addition. */
static float minus_offset(const struct state *s)
{
    return float_of(bits_of(s->offset) ^ (option(s, OPTION_INVERTED) ? 0 : 0x80000000u));
}

static float absolute(const struct state *s, int32_t x)
{
    return in_unit(s, x) - minus_offset(s);
}

/* A range times a number, which is factor / 2^bits. */
static float times(const struct state *s, int32_t x, uint32_t factor, int32_t bits)
{
    int32_t exponent = step_exponent(s) - bits;
    x = product(x, factor, &exponent);
    return number(x, exponent);
}

/* An integral, as unit x seconds. */
static float in_unit_seconds(const struct state *s, int32_t integral)
{
    return times(s, integral, MICRO, MICRO_BITS - 18);
}

/* What the offset adds to the impulse, with the other sign. */
static float minus_offset_seconds(const struct state *s, uint32_t duration)
{
    uint32_t bits = bits_of(minus_offset(s));
    int32_t exponent = exponent_of(bits) - 150 - MICRO_BITS;
    int32_t x = (int32_t)mantissa_of(bits);
    x = product(x, duration, &exponent);
    x = product(x, MICRO, &exponent);
    return number(bits >> 31 ? -x : x, exponent);
}

/* Mean rate of force development over a part of a second, so many to one; no more than the steepest slope. */
static float development_of(const struct state *s, uint16_t gained, uint8_t parts)
{
    int32_t most = (int32_t)((uint32_t)large(s->cycle.loading) * (3000000u / TAU_US / parts) / 3u);
    return gained == UINT16_MAX ? float_of(0x7FC00000u) : times(s, smaller(large(gained), most), parts, 0);
}

static void describe(const struct state *s, bandex_rep *rep)
{
    const struct cycle *c = &s->cycle;
    uint32_t duration, swap;
    int32_t whole = (int32_t)(c->integral_end - c->integral), above, mean;
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
        swap = rep->concentric_us;
        rep->concentric_us = rep->eccentric_us;
        rep->eccentric_us = swap;
    }
    rep->rest_before_us = c->rest;
    rep->peak = absolute(s, c->peak_fine);
    rep->trough = absolute(s, c->trough);
    rep->rise = in_unit(s, c->peak_fine - c->trough);
    rep->fall = in_unit(s, c->peak_fine - c->low);
    duration = (uint32_t)(rep->end_us - rep->start_us);
    above = (int32_t)((uint32_t)whole - (uint32_t)area(c->trough, duration));
    mean = (int32_t)proportion((uint32_t)1 << 18, (uint32_t)larger(above, 0), duration);
    rep->mean = absolute(s, c->trough + smaller(mean, c->peak_fine - c->trough));
    rep->impulse = in_unit_seconds(s, whole) - minus_offset_seconds(s, duration);
    rep->impulse_above_trough = in_unit_seconds(s, above);
    rep->loading_rate = times(s, large(c->loading), 65536u * 100u / (TAU_US / 10000u), 16);
    rep->rfd_100 = development_of(s, c->rfd_100, 10);
    rep->rfd_200 = development_of(s, c->rfd_200, 5);
    rep->completeness = number(c->completeness, -10);
    rep->bumps = c->bumps;
    rep->rep_class = c->rep_class != 0 ? c->rep_class : BANDEX_REP_FULL; /* a top: provisional */
    rep->side = c->side;
    rep->phase_def = BANDEX_PHASE_DEF_SLOPE_5;
}

/* Of an earlier repetition only what changed is known. */
static void describe_earlier(const struct state *s, uint8_t back, bandex_event *event)
{
    uint8_t rep_class = s->recent_class[back];
    event->kind = counts(rep_class) ? BANDEX_EVENT_RECLASSIFIED : BANDEX_EVENT_REVOKED;
    event->rep.rep_id = s->cycle.id - back;
    event->rep.rep_class = rep_class;
    if (event->kind == BANDEX_EVENT_RECLASSIFIED) {
        event->rep.flags = BANDEX_REP_FLAG_RECLASSIFIED;
        event->rep.counted_us = event->time_us;
        event->rep.completeness = number(completeness_of(s, recent(s, back)), -10);
    }
}

/* The next event, in the order in which things happened: the past first, then the newest repetition, then the
 * set. */
static int pull(struct state *s, bandex_event *event)
{
    uint16_t taken = 0;
    uint8_t i;
    if ((s->events & (uint16_t) ~(uint16_t)HAS_DROPPED) == 0) {
        return 0;
    }
    clear(event, sizeof *event);
    event->flags = s->events & HAS_DROPPED ? BANDEX_EVENT_FLAG_DROPPED : 0;
    event->time_us = s->now + s->span; /* before a pause, if one was told since */
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
        if (s->events & (HAS_RECLASSIFIED << i)) {
            taken = (uint16_t)(HAS_RECLASSIFIED << i);
            describe_earlier(s, i, event);
        }
    }
    for (i = 0; taken == 0 && i < 3; i++) {
        if (s->events & (HAS_TOP << i)) { /* HAS_COUNTED and HAS_ENDED follow it */
            taken = (uint16_t)(HAS_TOP << i);
            event->kind = BANDEX_EVENT_REP_TOP + i;
            describe(s, &event->rep);
        }
    }
    if (taken == 0 && (s->events & HAS_RECLASSIFIED)) {
        taken = HAS_RECLASSIFIED;
        describe_earlier(s, 0, event);
    }
    if (taken == 0) {
        taken = HAS_SET_ENDED;
        event->kind = BANDEX_EVENT_SET_ENDED;
    }
    s->events &= (uint16_t) ~(taken | HAS_DROPPED);
    return 1;
}

#endif
