/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RECORD_REPS_H
#define TESTS_RECORD_REPS_H

#include <bandex/record.h>

/* A repetition of 3 s that starts at start_s: 1 s up, 0.5 s hold, 1.5 s down. */
static inline bandex_rep make_rep(double start_s, float peak, uint8_t rep_class)
{
    bandex_rep rep = {0};
    rep.start_us = (uint64_t)(start_s * 1e6);
    rep.concentric_us = 1000000;
    rep.hold_us = 500000;
    rep.eccentric_us = 1500000;
    rep.end_us = rep.start_us + 3000000;
    rep.peak = peak;
    rep.impulse = peak * 2;
    rep.loading_rate = peak * 3;
    rep.completeness = peak / 100;
    rep.bumps = 1;
    rep.rep_class = rep_class;
    return rep;
}

#endif
