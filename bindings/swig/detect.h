/* SPDX-License-Identifier: MIT */
/* Blocks of samples through a detector, and the repetitions that come of them. Knows neither Python nor Lua. */
#ifndef BANDEX_BINDINGS_DETECT_H
#define BANDEX_BINDINGS_DETECT_H

#include <bandex/rep.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* More than any encoded record takes; texts are shorter. */
#define ENCODED_MAX (1u << 20)

/* A growing list of events. */
struct events {
    bandex_event *data;
    size_t count, capacity;
};

static inline bandex_status events_reserve(struct events *events, size_t room)
{
    if (events->capacity - events->count >= room) {
        return BANDEX_OK;
    }
    size_t capacity = events->capacity ? events->capacity * 2 : 64;
    bandex_event *data = realloc(events->data, capacity * sizeof *data);
    if (!data) {
        return BANDEX_E_MEMORY;
    }
    events->data = data;
    events->capacity = capacity;
    return BANDEX_OK;
}

/* Takes a whole block. t_us may be NULL when the config gives a rate. */
static inline bandex_status detector_process_all(bandex_detector *detector, const uint32_t *t_us, const float *force, size_t n,
                                                 struct events *events)
{
    size_t done = 0;
    while (done < n) {
        bandex_status status = events_reserve(events, 32);
        if (status != BANDEX_OK) {
            return status;
        }
        size_t written = 0, consumed = 0;
        status = bandex_detector_process(detector, t_us ? t_us + done : NULL, force + done, n - done,
                                         events->data + events->count, events->capacity - events->count, &written, &consumed);
        events->count += written;
        done += consumed;
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return BANDEX_OK;
}

static inline bandex_status detector_finish_all(bandex_detector *detector, struct events *events)
{
    for (;;) {
        bandex_status status = events_reserve(events, 32);
        if (status != BANDEX_OK) {
            return status;
        }
        size_t room = events->capacity - events->count, written = 0;
        status = bandex_detector_finish(detector, events->data + events->count, room, &written);
        events->count += written;
        if (status != BANDEX_OK || written < room) {
            return status;
        }
    }
}

/* Samples a second as the fraction that a config takes (bandex_detector_config::rate_num): 24308/100 for 243.08, 80/3 for
 * 26.666..., so that the clock doesn't drift. The nearest one; the smallest that is nearer than 1e-7 of the rate, a third of
 * a millisecond in an hour. */
static inline bool rate_fraction(double rate_hz, uint32_t *num, uint32_t *den)
{
    const uint32_t num_max = 4000000, den_max = 1000;
    if (!(rate_hz >= 0.1 && rate_hz <= 1e6)) {
        return false;
    }
    double best = rate_hz;
    for (uint32_t d = 1; d <= den_max && best > 1e-7 * rate_hz; d++) {
        double n = (double)(uint32_t)(rate_hz * d + 0.5), error = n / d - rate_hz;
        error = error < 0 ? -error : error;
        if (n > num_max) {
            break;
        }
        if (error < best && 10 * n >= d) {
            best = error;
            *num = (uint32_t)n;
            *den = d;
        }
    }
    return best < rate_hz;
}

#endif
