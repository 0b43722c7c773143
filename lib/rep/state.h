/* SPDX-License-Identifier: MIT */
/* What a detector remembers. Everything has a fixed place and is plain data: memcpy moves it.
 *
 * Forces are integers: steps of a power of two of the unit, relative to the first sample, so that raw counts
 * around a million keep their precision and processors without a floating-point unit keep up. Instants are
 * the low 32 bits of the 64-bit clock (a repetition is far shorter than their wrap). Areas are differences of
 * one running integral, which may wrap. Fields go from wide to narrow: no padding, the same layout on every
 * target. */
#ifndef BANDEX_REP_STATE_H
#define BANDEX_REP_STATE_H

#include <bandex/rep.h>

#define RESUMED      255
#define USED_AT_MOST 384 /* bytes of BANDEX_DETECTOR_SIZE: the rest is for later versions */
#define SCALE_POINTS 3   /* recent full repetitions whose median is the reference */
#define RECENT       5   /* the newest cycle and those before it whose class may still change */

/* How many points are kept of a rise, a fall and its slope, and where. */
enum { RISE_POINTS = 3, FALL_POINTS = 3, SLOPE_POINTS = 2, RISE = 0, FALL = 3, SLOPE = 6, POINTS = 8 };

enum { PHASE_RISE = 0, PHASE_FALL = 1 };

/* Why a cycle has another one around it. */
enum {
    OUTER_NONE = 0,
    OUTER_PLATEAU = 1, /* rising: the force stood still on the way; low is that level */
    OUTER_SLACK = 2,   /* falling: the repetition began at the plateau, the slack before it was not its own */
    OUTER_DIP = 3      /* the cycle before let off little: a dip, or the first of cycles under tension */
};

/* Events of the newest sample that the host has not fetched; five more bits, one for each recent cycle,
 * newest first. */
enum {
    HAS_TOP = 1,
    HAS_COUNTED = 2,
    HAS_ENDED = 4,
    HAS_SET_ENDED = 8,
    HAS_REVOKED_ALL = 16,
    HAS_DROPPED = 32,
    HAS_RECLASSIFIED = 256
};

enum {
    OPTION_UNITLESS = 1,
    OPTION_ISOMETRIC = 2,
    OPTION_COUNT_AT = 4, /* and 8 */
    OPTION_RISING_IS_ECCENTRIC = 16,
    OPTION_INVERTED = 32,
    OPTION_RESCALE = 64,
    OPTION_STARTS_AT_TOP = 128
};

/* What a reset keeps. With a rate, dt and last_t are its step: whole microseconds and the rest, in
 * rate_num-ths. */
struct settings {
    uint8_t options, side;
    uint16_t set_end_ds, max_rep_cs, min_rep_ms;
    float expected; /* range of a full repetition; threshold of the isometric mode */
    float floor;
    int32_t saturation_low, saturation_high; /* see order_of() */
    uint32_t rate_num;
};

/* A moment of a flank: level is above the trough, below the peak, or a slope. */
struct point {
    uint32_t at;
    int32_t level;
};

/* The repetition whose top was confirmed last; it stays here after its end until the next top. */
struct cycle {
    uint8_t flags, bumps, rep_class, side; /* rep_class 0: not counted yet */
    /* see small(): the steepest slope; what the force gained in 100 and 200 ms */
    uint16_t loading, rfd_100, rfd_200;
    uint16_t completeness;     /* in 1024ths */
    int32_t trough, peak, low; /* filtered */
    int32_t peak_fine;         /* hardly filtered: what is reported */
    uint32_t integral, integral_end;
    uint32_t id, start, top, peak_at, eccentric, end, counted, rest;
};

struct state {
    uint8_t warm;          /* what has been seen: WARM_SAMPLES samples, then steps, at most 255 */
    uint8_t samples, shot; /* samples in sum; shots since the newest step */
    uint8_t rejected;      /* stamps running; RESUMED: the next one starts the clock anew */
    uint8_t flags;         /* of the cycle that is beginning */
    uint8_t phase, edge, outer, pending, set_open;
    uint8_t rise_count, fall_count, slope_count;
    uint8_t recent_class[RECENT];
    uint8_t scale_side; /* left or right: whose scale is in use */
    uint8_t finest;     /* exponent of the scaling at first */
    struct settings set;
    uint16_t full, partial, events;
    uint16_t scaling; /* sign and exponent, as in a float, of what makes forces integers; 0: not known yet */
    uint16_t due;     /* span at which the shot in work is over */
    uint16_t delay;   /* of the shots' median, in 16 us */
    uint16_t gain_step;       /* the gains are for steps of so many times 16 us */
    uint8_t gain, slope_gain; /* of the low-passes, in 256ths */
    uint64_t now;             /* microseconds from init to the newest step */
    uint64_t asleep;   /* a pause that the next step adds: until then the events before it keep their times */
    uint32_t dt, span; /* of the newest sample; since the newest step */
    uint32_t still_at; /* rise: since when it stands still; fall: when it last did not */
    uint32_t integral; /* of the filtered force; what it was: see the other integrals */
    /* forces, which change together when the scale does: to low */
    int32_t reference, x2, largest, base, noise, slope;
    int32_t shot_noise; /* of single shots, from their second differences */
    /* of the rise in work, or the trough that follows the cycle in work */
    int32_t trough, peak, peak_fine, steepest;
    int32_t edge_y, fall_steepest;
    int32_t outer_trough, outer_peak, outer_low; /* a cycle around the one in work, see OUTER_* */
    /* shots: at first the bits of the second sample; sum, high, low: of the samples in work */
    int32_t x1, shots[4], sum, high, low;
    uint32_t rise_integral, fall_integral; /* oldest point of the rise, newest of the fall */
    uint32_t outer_integral;
    uint32_t outer_start, peak_at;
    /* clock */
    uint32_t last_t;     /* stamp; with a rate: what one step adds to the remainder */
    uint32_t rejected_t; /* last rejected stamp; with a rate: the remainder */
    uint32_t set_first_id, skipped;
    float offset; /* the first sample */
    struct cycle cycle;
    struct point points[POINTS];
    uint16_t other_reference;                     /* of the side that rests, see small() */
    uint16_t scale[SCALE_POINTS], recent[RECENT]; /* ranges, newest first, see small() */
    uint8_t uneven, brief;                        /* of the slight cycles, a bit each, newest lowest */
};

typedef char state_fits[sizeof(struct state) <= USED_AT_MOST ? 1 : -1];

#endif
