/* SPDX-License-Identifier: MIT */
/* What a detector remembers. Everything has a fixed place and is plain data: memcpy moves it. Instants are the low
 * 32 bits of the 64-bit clock (a repetition is far shorter than their wrap); forces are relative to the first
 * sample, so that raw counts around a million keep their precision. Fields go from wide to narrow: no padding. */
#ifndef BANDEX_REP_STATE_H
#define BANDEX_REP_STATE_H

#include <bandex/rep.h>

#define RESUMED 255
#define USED_AT_MOST 384 /* bytes of BANDEX_DETECTOR_SIZE: the rest is for later versions */
#define RISE_POINTS 4    /* levels above the trough, each 2.1 times the one before: from 5 % to the top */
#define FALL_POINTS 3    /* depths below the peak, each at least 1.08 times the one before: the last seventh */
#define SLOPE_POINTS 3   /* slopes, each 4.5 times the one before: from a ninetieth to the steepest */
#define SCALE_POINTS 3   /* recent full repetitions whose median is the reference */
#define RECENT 5         /* the newest cycle and those before it whose class may still change */

enum { PHASE_RISE = 0, PHASE_FALL = 1 };

/* Why a cycle has another one around it. */
enum {
    OUTER_NONE = 0,
    OUTER_PLATEAU = 1, /* rising: the force stood still on the way; low is that level */
    OUTER_SLACK = 2,   /* falling: the repetition began at the plateau, the slack before it was not its own */
    OUTER_DIP = 3      /* the cycle before let off little: a dip, or the first of cycles under tension */
};

/* Events of the newest sample that the host has not fetched; five more bits, one for each recent cycle. */
enum {
    HAS_TOP = 1, HAS_COUNTED = 2, HAS_ENDED = 4, HAS_SET_ENDED = 8, HAS_REVOKED_ALL = 16, HAS_DROPPED = 32,
    HAS_RECLASSIFIED = 256
};

enum { OPTION_UNITLESS = 1, OPTION_ISOMETRIC = 2, OPTION_COUNT_AT = 4 /* and 8 */, OPTION_RISING_IS_ECCENTRIC = 16,
       OPTION_INVERTED = 32, OPTION_RESCALE = 64, OPTION_STARTS_AT_TOP = 128 };

/* The repetition whose top was confirmed last; it stays here after its end until the next top. */
struct cycle {
    uint32_t id, start, top, peak_at, eccentric, end, counted, rest;
    float trough, peak;                        /* filtered */
    float trough_fine, peak_fine, low_fine;    /* hardly filtered: what is reported */
    float area, loading;
    uint16_t rfd_100, rfd_200;                 /* in 65534ths of the loading rate; 65535: not known */
    uint16_t completeness;                     /* in 1024ths */
    uint8_t flags, bumps, rep_class, side;     /* rep_class 0: not counted yet */
    uint8_t scale_side;                        /* left or right: whose scale is in use; outlives the cycle */
    uint8_t spare;                             /* so that there is no padding */
};

struct state {
    uint64_t now;                              /* microseconds since init */
    /* settings */
    uint32_t rate_num;
    float expected;                            /* range of a full repetition; threshold of the isometric mode */
    float floor, saturation_low, saturation_high;
    /* clock */
    uint32_t last_t;                           /* stamp; with a rate: what one step adds to the remainder */
    uint32_t rejected_t;                       /* last rejected stamp; with a rate: the remainder */
    uint32_t skipped, dt;
    /* filter */
    float gain, offset, raw_1, raw_2, raw_3, raw_4, x1, x2, fine, slope, noise, quantum;
    /* the rise in work, or the trough that follows the cycle in work */
    float trough, trough_fine, peak, peak_fine, steepest, edge_y;
    uint32_t peak_at, edge_at, quiet_at;
    /* levels of a geometric ladder that the rise passed, and the force's integral since the oldest, unit x seconds */
    float rise_next, rise_area;
    uint32_t rise_at[RISE_POINTS];
    /* points of the fall, and the integral from the start of the repetition to the deepest */
    float fall_depth[FALL_POINTS], fall_area;
    uint32_t fall_at[FALL_POINTS];
    /* slopes of the fall */
    float slope_next, fall_steepest;
    uint32_t slope_at[SLOPE_POINTS];
    /* a cycle around the one in work, see OUTER_* */
    float outer_trough, outer_peak, outer_low, outer_area;
    uint32_t outer_start;
    struct cycle cycle;
    /* scale */
    float base, largest, reference, other_reference, scale[SCALE_POINTS], recent[RECENT];
    uint32_t set_first_id;
    uint16_t full, partial, events;
    uint16_t rate_den, set_end_ds, max_rep_cs, min_rep_ms;
    uint8_t recent_class[RECENT];
    uint8_t options, side, flags;              /* flags: of the cycle that is beginning */
    uint8_t warm;                              /* valid samples so far, at most 255 */
    uint8_t rejected;                          /* stamps running; RESUMED: the next one starts the clock anew */
    uint8_t slot;                              /* of the newest cycle in recent and recent_class */
    uint8_t phase, edge, outer, pending, uneven, brief, set_open;
    uint8_t rise_count, fall_count, slope_count, scale_count;
};

typedef char state_fits[sizeof(struct state) <= USED_AT_MOST ? 1 : -1];

#endif
