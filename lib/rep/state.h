/* SPDX-License-Identifier: MIT */
/* What a detector remembers. Everything has a fixed place and is plain data: memcpy moves it. Instants are the low
 * 32 bits of the 64-bit clock (a repetition is far shorter than their wrap); forces are relative to the first
 * sample, so that raw counts around a million keep their precision. */
#ifndef BANDEX_REP_STATE_H
#define BANDEX_REP_STATE_H

#include <bandex/rep.h>

#define RISE_POINTS 6  /* a decade of levels, each 1.5 times the one before */
#define FALL_POINTS 5  /* depths, each at least 1.06 times the one before: a quarter below the deepest */
#define SLOPE_POINTS 5 /* slopes, each 2.5 times the one before: from 5 % to the steepest */
#define SCALE_POINTS 4 /* recent full repetitions that make the reference */
#define RECENT 4       /* cycles whose class may still change */
#define QUEUE_LENGTH 6 /* events on their way to the host */

enum { PHASE_RISE = 0, PHASE_FALL = 1 };
enum { OUTER_DIP = 1, OUTER_SLACK = 2 };

/* Times at which the force last rose through the levels of a geometric ladder above the trough. */
struct rise_flank {
    float next;              /* level that comes next */
    float area;              /* integral of the force since the oldest point kept, unit x seconds */
    uint32_t at[RISE_POINTS];
};

/* Points of a falling flank, thinned geometrically in depth below the peak. */
struct fall_flank {
    float depth[FALL_POINTS];
    uint32_t at[FALL_POINTS];
    float area;              /* integral of the force from the start of the repetition to the deepest point */
};

/* The repetition whose top was confirmed last; it stays here after its end until the next top. */
struct cycle {
    uint32_t id;
    uint32_t start, top, peak_at, eccentric, end, counted, rest;
    float trough, peak, low;                   /* filtered */
    float trough_exact, peak_exact, low_exact; /* of the median-of-3 signal */
    float area, loading, rfd_100, rfd_200, completeness;
    uint16_t flags, bumps;
    uint8_t rep_class, side, counted_as, dips;
};

struct queued {
    uint8_t kind, rep_class;
    uint16_t back;           /* distance of its rep_id from the newest */
    uint32_t at;
};

struct state {
    uint64_t now;            /* microseconds since init */
    /* settings */
    uint32_t rate_num, rate_den, max_rep_us, set_end_us;
    float expected, floor, saturation_low, saturation_high;
    uint16_t min_rep_ms, hold_min_ms;
    uint8_t unit, mode, count_at, rising_is, inverted, rescale, side, starts_at_top, resumed;
    /* clock */
    uint8_t rejected;
    uint32_t last_t, reject_first, reject_last, remainder, skipped, dt;
    float dt_s;
    /* filter */
    float gain, gain_slope, gain_noise, gain_noise_up, gain_fine, quantum;
    float offset, raw_1, raw_2, raw_3, raw_4, x1, x2, fine, slope, noise;
    uint16_t flags;          /* of the cycle that is beginning */
    uint8_t warm;            /* valid samples so far, at most 255 */
    /* zig-zag: the rise in work, or the trough that follows the cycle in work */
    uint8_t phase;
    float trough, trough_exact, peak, peak_exact;
    uint32_t trough_at, peak_at, pivot_at;
    float steepest, edge_y, anchor, anchor_area;
    uint32_t edge_at, anchor_at;
    uint8_t edge, anchored, open, ended;
    float base, largest;
    /* a cycle that let off less than half: a dip within a repetition, or the first of cycles under tension */
    float outer_trough, outer_trough_exact, outer_peak, outer_peak_exact, outer_low, outer_area;
    uint32_t outer_start;
    uint8_t outer, pending, uneven;  /* pending: first cycles too slight to count before more of them come */
    struct rise_flank rise;
    struct fall_flank fall;
    float slope_next, fall_steepest;
    uint32_t slope_at[SLOPE_POINTS], quiet_at;
    uint8_t rise_count, fall_count, slope_count, scale_count;
    struct cycle cycle;
    /* scale */
    float reference;
    float scale[SCALE_POINTS];
    float recent[RECENT];
    uint8_t recent_class[RECENT];
    uint32_t set_first_id, full, partial;
    uint8_t set_open, cycles, queue_first, queue_count, dropped;
    struct queued queue[QUEUE_LENGTH];
};

#endif
