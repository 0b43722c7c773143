/* SPDX-License-Identifier: MIT */
#include "records.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

uint64_t test_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

bandex_rep test_rep(uint32_t number)
{
    bandex_rep rep;
    memset(&rep, 0, sizeof rep);
    rep.rep_id = number + 1;
    rep.rep_class = BANDEX_REP_FULL;
    rep.start_us = 1000000 + number * 3200000u;
    rep.concentric_us = 812345;
    rep.hold_us = 102030;
    rep.eccentric_us = 1312345;
    rep.top_us = rep.start_us + rep.concentric_us;
    rep.peak_us = rep.top_us - 4321;
    rep.end_us = rep.top_us + rep.hold_us + rep.eccentric_us;
    rep.counted_us = rep.end_us - 123456;
    rep.rest_before_us = number ? 973280 : 0;
    rep.peak = 142.125f;
    rep.trough = 3.5f;
    rep.rise = 138.625f;
    rep.fall = 139;
    rep.mean = 84.125f;
    rep.impulse = 187.25f;
    rep.impulse_above_trough = 179.5f;
    rep.loading_rate = 412.5f;
    rep.completeness = 0.987f;
    rep.bumps = (uint16_t)(number % 3);
    rep.flags = number % 7 ? 0 : BANDEX_REP_FLAG_CLIPPED;
    rep.side = BANDEX_SIDE_LEFT;
    rep.phase_def = BANDEX_PHASE_DEF_SLOPE_5;
    rep.rfd_100 = 301.25f;
    rep.rfd_200 = NAN;
    return rep;
}

/* Any magnitude that mN hold, or NaN. */
static float random_float(uint64_t *state)
{
    uint64_t bits = test_random(state);
    float number = (float)(int32_t)bits;
    if (bits >> 60 == 0) {
        return NAN;
    }
    return ldexpf(number, (int)(bits >> 32 & 63) - 60);
}

bandex_rep test_random_rep(uint64_t *state)
{
    bandex_rep rep;
    memset(&rep, 0, sizeof rep);
    rep.rep_id = (uint32_t)test_random(state) >> (test_random(state) & 31);
    rep.rep_class = (uint8_t)test_random(state);
    rep.start_us = test_random(state) >> (test_random(state) & 63);
    rep.top_us = test_random(state) >> (test_random(state) & 63);
    rep.peak_us = rep.start_us + (test_random(state) & 0xffffff);
    rep.end_us = rep.start_us + (test_random(state) & 0xffffffff);
    rep.counted_us = test_random(state) & 1 ? 0 : rep.end_us;
    rep.concentric_us = (uint32_t)test_random(state) >> (test_random(state) & 31);
    rep.hold_us = (uint32_t)test_random(state) & 255;
    rep.eccentric_us = (uint32_t)test_random(state) >> (test_random(state) & 31);
    rep.rest_before_us = (uint32_t)test_random(state) & 31;
    rep.peak = random_float(state);
    rep.trough = random_float(state);
    rep.rise = random_float(state);
    rep.fall = random_float(state);
    rep.mean = random_float(state);
    rep.impulse = random_float(state);
    rep.impulse_above_trough = random_float(state);
    rep.loading_rate = random_float(state);
    rep.completeness = random_float(state);
    rep.rfd_100 = random_float(state);
    rep.rfd_200 = random_float(state);
    rep.bumps = (uint16_t)test_random(state);
    rep.flags = (uint32_t)test_random(state) & 63;
    rep.side = (uint8_t)(test_random(state) & 3);
    rep.phase_def = (uint8_t)(test_random(state) & 1);
    return rep;
}

bandex_set test_set(uint32_t n, uint32_t sets_per_session, bandex_rep *reps, size_t rep_count)
{
    bandex_set set;
    size_t i;
    uint32_t session = n / sets_per_session;
    bandex_set_default(&set);
    memcpy(set.id, "set", 3);
    memcpy(set.id + 8, &n, sizeof n);
    memcpy(set.session_id, "session", 7);
    memcpy(set.session_id + 8, &session, sizeof session);
    snprintf(set.exercise, sizeof set.exercise, "%s", session % 2 ? "row_seated" : "lateral_raise");
    snprintf(set.band.band, sizeof set.band.band, "theraband/green");
    set.band.strands = 1;
    set.band.rest_mm = 700;
    set.start_ms = 1764000000000 + (int64_t)session * 172800000 + (int64_t)(n % sets_per_session) * 180000;
    set.utc_offset_min = 60;
    set.target_reps = 12;
    for (i = 0; i < rep_count; i++) {
        reps[i] = test_rep((uint32_t)i);
    }
    bandex_set_detected(&set, reps, rep_count);
    set.omni = (int32_t)(n % 11);
    return set;
}
