/* SPDX-License-Identifier: MIT */
/* Small things that every part of the detector uses. Floats become integers at the door and are put together
 * where measures are told; as floats they are only subtracted and scaled by powers of two, so that every
 * processor, compiler and option gives the same bits. */
#ifndef BANDEX_REP_BASICS_H
#define BANDEX_REP_BASICS_H

#include "state.h"
#include "tuning.h"

#if defined(__FAST_MATH__)
#error "the detector promises the same bits everywhere: compile it without -ffast-math"
#endif

/* Neighbors in the state are stored one by one and read together soon after, or the other way round: joined
 * stores would make each such load wait for them. */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE_SIZE__)
#pragma GCC optimize("no-tree-slp-vectorize")
#endif

/* What is done once a step stays out of the loop over the samples, which gets shorter by it; what is done
 * with every sample stands in the loop, unless size matters more. The stages of a step are one function for
 * speed, or one after the other, so that each finds the stack as low as the one before. */
#if defined(__GNUC__)
#define APART __attribute__((noinline))
#else
#define APART
#endif
#if defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)
#define WITHIN inline __attribute__((always_inline))
#define STAGE  WITHIN
#else
#define WITHIN
#define STAGE APART
#endif

/* Without a floating-point unit it is shorter and faster to do by hand what is exact in any case. */
#if defined(__SOFTFP__) || defined(__AVR__) || (defined(__riscv) && !defined(__riscv_flen))
#define SOFT_FLOAT
#endif

/* Shifts of negative numbers are to fill with the sign, as every compiler of every target here does. */
typedef char shifts_keep_the_sign[(-1 >> 1) == -1 ? 1 : -1];

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}
static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}
static int32_t median_3(int32_t a, int32_t b, int32_t c)
{
    return larger(smaller(a, b), smaller(larger(a, b), c));
}

static uint32_t now_of(const struct state *s)
{
    return (uint32_t)s->now;
}
static int option(const struct state *s, uint8_t which)
{
    return (s->set.options & which) != 0;
}
static int known(const struct state *s)
{
    return s->reference > 0;
}

/* a is before b, on a clock that wraps. */
static int before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return before(a, b) ? b : a;
}

/* So many 256ths of x, rounded down; a force (at most 2^21, see LIMIT_BITS) up to 3.9 times. */
static int32_t share(int32_t x, int32_t part)
{
    return x * part >> 8;
}

/* whole x part / of, for part not much larger than of; 0 if of is. */
static uint32_t proportion(uint32_t whole, uint32_t part, uint32_t of)
{
    uint32_t ratio, rest;
    while (of >= 1ul << 20 || part >= 1ul << 20) {
        of >>= 1;
        part >>= 1;
    }
    if (of == 0) {
        return 0;
    }
    ratio = (part << 11) / of; /* a long division in two steps, to 22 bits */
    rest = (((part << 11) - ratio * of) << 11) / of;
    return (ratio >> 11) * whole + (uint32_t)((uint64_t)whole * ((ratio & 2047u) << 11 | rest) >> 22);
}

/* What a level adds to the integral within a span: in steps of the force x 2^18 us. */
static int32_t area(int32_t level, uint32_t span)
{
    return (int32_t)(((int64_t)level * span + ((int32_t)1 << 17)) >> 18);
}

/* A number from 0 in 16 bits, 11 of them significant: how far it was shifted, then what was left. */
static uint16_t small(int32_t x)
{
    uint16_t shift = 0;
    for (; x > 32767; x >>= 4) {
        shift = (uint16_t)(shift + 4u * 2048u);
    }
    for (; x > 2047; x >>= 1) {
        shift = (uint16_t)(shift + 2048u);
    }
    return (uint16_t)(shift + x);
}

static int32_t large(uint16_t code)
{
    return (int32_t)(code & 2047u) << (code >> 11);
}

/* Delay of the filtered force. */
static uint32_t lag_of(const struct state *s)
{
    return 2u * TAU_US + 16u * (uint32_t)s->delay;
}

/* The true instant of what the filtered force showed at one, and with some more delay: never before the clock
 * began. */
static uint32_t ago(const struct state *s, uint32_t at, uint32_t more)
{
    at -= lag_of(s) + more;
    return now_of(s) - at > s->now ? 0 : at;
}

/* Now, as far as the filtered force tells. */
static uint32_t seen(const struct state *s)
{
    return ago(s, now_of(s), 0);
}

static void clear(void *memory, size_t size)
{
    unsigned char *bytes = memory;
    while (size-- > 0) {
        bytes[size] = 0;
    }
}

/* ---- forces and floats ---- */

static uint32_t bits_of(float value)
{
    union {
        float value;
        uint32_t bits;
    } both;
    both.value = value;
    return both.bits;
}

static float float_of(uint32_t bits)
{
    union {
        uint32_t bits;
        float value;
    } both;
    both.bits = bits;
    return both.value;
}

/* A float that keeps the order of floats as an integer: comparing needs no floating-point unit. */
static int32_t order_of(float value)
{
    uint32_t bits = bits_of(value);
    return (int32_t)(bits >> 31 ? 0x80000000u - bits : bits);
}

static int usable(float value)
{
    return (bits_of(value) & 0x7FFFFFFFu) < ABSURD;
} /* not for NaN */

/* The digits of a number, without its sign, and its exponent: it is mantissa x 2^(exponent - 150). */
static uint32_t mantissa_of(uint32_t bits)
{
    uint32_t fraction = bits & 0x7FFFFFu;
    return bits << 1 >> 24 != 0 ? fraction | 0x800000u : fraction << 1;
}
static int32_t exponent_of(uint32_t bits)
{
    return (int32_t)(bits << 1 >> 24);
}

/* The bits of a whole number up to 2^24, which is a float without rounding. */
static uint32_t bits_of_whole(int32_t x)
{
#ifdef SOFT_FLOAT
    uint32_t mantissa = (uint32_t)(x < 0 ? -x : x), exponent = 150;
    if (x == 0) {
        return 0;
    }
    for (; mantissa < 1ul << 23; exponent--) {
        mantissa <<= 1;
    }
    return ((uint32_t)x & 0x80000000u) + (exponent << 23) + (mantissa & 0x7FFFFFu);
#else
    return bits_of((float)x);
#endif
}

/* x times 2^exponent: x is at most 2^24. 0 if that is less than the least normal number. */
static float number(int32_t x, int32_t exponent)
{
    uint32_t bits = bits_of_whole(x);
    return float_of(x == 0 || exponent_of(bits) + exponent < 1 ? 0 : bits + ((uint32_t)exponent << 23));
}

/* x times factor, as a whole number of 24 bits at most, in 2^exponent. */
static int32_t product(int32_t x, uint32_t factor, int32_t *exponent)
{
    int64_t all = (int64_t)x * factor;
    int32_t rest;
    for (; all > INT32_MAX || all < -INT32_MAX; *exponent += 8) {
        all >>= 8;
    }
    for (rest = (int32_t)all; rest >= 1l << 24 || rest <= -(1l << 24); ++*exponent) {
        rest >>= 1;
    }
    return rest;
}

static float median_of(float a, float b, float c)
{
    int32_t order = median_3(order_of(a), order_of(b), order_of(c));
    return float_of(order < 0 ? 0x80000000u - (uint32_t)order : (uint32_t)order);
}

/* A number of a unitless signal asks for steps of the force that are fine enough for it, unless it is zero.
 * Subnormal ones are zero to some processors. */
static void choose_scaling(struct state *s, float value)
{
    int32_t exponent = exponent_of(bits_of(value)), scaling = smaller(FIRST_EXPONENT - exponent, FINEST);
    if (exponent != 0 && scaling > (s->scaling & 255)) {
        s->scaling = (uint16_t)((s->scaling & 256u) | (uint32_t)scaling);
    }
}

/* As steps of the force. */
static int32_t fixed(const struct state *s, float value)
{
#ifdef SOFT_FLOAT
    uint32_t bits = bits_of(value);
    int32_t shift = 127 + 150 - exponent_of(bits) - (int32_t)(s->scaling & 255u);
    int32_t steps =
        (int32_t)(((bits & 0x7FFFFFu) | 0x800000u) >> smaller(shift, 31)); /* 0 of a subnormal one */
    steps = shift < 24 - LIMIT_BITS ? LIMIT : steps;
    return bits >> 31 != s->scaling >> 8 ? -steps : steps;
#else
    value *= float_of((uint32_t)s->scaling << 23);
    if ((bits_of(value) & 0x7FFFFFFFu) >= (uint32_t)(127 + LIMIT_BITS) << 23) {
        return bits_of(value) >> 31 ? -LIMIT : LIMIT;
    }
    return (int32_t)value;
#endif
}

/* A range of the signal, which is never inverted. */
static int32_t fixed_range(const struct state *s, float value)
{
    int32_t x = fixed(s, value);
    return x < 0 ? -x : x;
}

/* Exponent of a step of the force in the unit of the signal. */
static int32_t step_exponent(const struct state *s)
{
    return 127 - (int32_t)(s->scaling & 255u);
}

/* Back to the unit of the signal: a range. */
static float in_unit(const struct state *s, int32_t x)
{
    return number(x, step_exponent(s));
}

/* ---- recent cycles, by how many came after them ---- */

static int32_t recent(const struct state *s, uint32_t back)
{
    return large(s->recent[back]);
}

/* The newest cycle begins: the others move back. */
static void move_recent(struct state *s)
{
    uint8_t back;
    for (back = RECENT - 1; back > 0; back--) {
        s->recent[back] = s->recent[back - 1];
        s->recent_class[back] = s->recent_class[back - 1];
    }
    s->recent[0] = s->recent_class[0] = 0;
    s->cycle.id++;
    s->cycle.rep_class = 0;
}

/* What the newest cycle is, and its range. */
static void note(struct state *s, uint8_t rep_class, int32_t range)
{
    s->cycle.rep_class = s->recent_class[0] = rep_class;
    s->recent[0] = small(range);
}

/* Cycles since the first of the set. */
static uint32_t cycles_of_set(const struct state *s)
{
    return s->cycle.id - s->set_first_id;
}

#endif
