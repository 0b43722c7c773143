/* SPDX-License-Identifier: MIT */
/* Small things that every part of the detector uses. */
#ifndef BANDEX_REP_BASICS_H
#define BANDEX_REP_BASICS_H

#include "state.h"
#include "tuning.h"

#if defined(__FAST_MATH__)
#error "the detector promises the same bits everywhere: compile it without -ffast-math"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

static float larger(float a, float b) { return a > b ? a : b; }
static float smaller(float a, float b) { return a < b ? a : b; }
static int usable(float value) { return value > -ABSURD && value < ABSURD; } /* false for NaN */
static uint32_t now_of(const struct state *s) { return (uint32_t)s->now; }
static int option(const struct state *s, uint8_t which) { return (s->options & which) != 0; }
static int known(const struct state *s) { return s->reference > 0.0f; }

/* a is before b, on a clock that wraps. */
static int before(uint32_t a, uint32_t b) { return (int32_t)(a - b) < 0; }

/* Delay of the filtered force. */
static uint32_t lag_of(const struct state *s) { return 2u * TAU_US + (s->dt <= FAST_US ? 2u : 1u) * s->dt; }

/* An instant that lies some delay ago, but never before the clock began. */
static uint32_t ago(const struct state *s, uint32_t at, uint32_t delay) {
    at -= delay;
    return now_of(s) - at > s->now ? 0 : at;
}

static void clear(void *memory, size_t size) {
    unsigned char *bytes = memory;
    while (size-- > 0) {
        bytes[size] = 0;
    }
}

/* Place of a recent cycle in the ring; no division, which small processors lack. */
static uint8_t slot_of(const struct state *s, uint32_t id) {
    uint8_t back = (uint8_t)(s->cycle.id - id);
    return (uint8_t)(s->slot >= back ? s->slot - back : s->slot + RECENT - back);
}

static float *recent_of(struct state *s, uint32_t id) { return &s->recent[slot_of(s, id)]; }
static uint8_t *class_of(struct state *s, uint32_t id) { return &s->recent_class[slot_of(s, id)]; }

#endif
