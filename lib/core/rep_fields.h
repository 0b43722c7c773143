/* SPDX-License-Identifier: MIT */
/* The one place where a repetition's stored keys are written down: X(key, field of bandex_rep, kind), rising keys.
 * lib/rep/encode.c writes by it, lib/store writes and reads by it. A key is never used again for anything else.
 *
 *  U8 .. U64  the number; left out when 0
 *  SINCE      microseconds since start_us, signed; left out when the field is 0
 *  FORCE      float as a whole number of steps (the set's scale; 1/1000 of the unit alone); left out when NaN
 *  PERMILLE   float in thousandths; left out when NaN */
#ifndef BANDEX_CORE_REP_FIELDS_H
#define BANDEX_CORE_REP_FIELDS_H

/* Key 0 of every record holds its type. */
#define BANDEX_RECORD_KEY_TYPE 0
#define BANDEX_RECORD_TYPE_REP 1

/* Steps per unit of force where no set says otherwise: mN. */
#define BANDEX_REP_STEPS_PER_UNIT 1000

#define BANDEX_REP_FIELDS(X)                \
    X(1, rep_id, U32)                       \
    X(2, rep_class, U8)                     \
    X(3, start_us, U64)                     \
    X(4, top_us, SINCE)                     \
    X(5, peak_us, SINCE)                    \
    X(6, end_us, SINCE)                     \
    X(7, counted_us, SINCE)                 \
    X(8, concentric_us, U32)                \
    X(9, hold_us, U32)                      \
    X(10, eccentric_us, U32)                \
    X(11, rest_before_us, U32)              \
    X(12, peak, FORCE)                      \
    X(13, trough, FORCE)                    \
    X(14, rise, FORCE)                      \
    X(15, fall, FORCE)                      \
    X(16, mean, FORCE)                      \
    X(17, impulse, FORCE)                   \
    X(18, impulse_above_trough, FORCE)      \
    X(19, loading_rate, FORCE)              \
    X(20, completeness, PERMILLE)           \
    X(21, flags, U32)                       \
    X(22, bumps, U16)                       \
    X(23, side, U8)                         \
    X(24, phase_def, U8)                    \
    X(25, rfd_100, FORCE)                   \
    X(26, rfd_200, FORCE)

#endif
