/* SPDX-License-Identifier: MIT */
/* Force and time as the languages have them, turned into what the detector takes; and the repetitions that come of
 * it. Knows neither Python nor Lua. */
#ifndef BANDEX_BINDINGS_SAMPLES_H
#define BANDEX_BINDINGS_SAMPLES_H

#include "detect.h"
#include <bandex/record.h>

/* A pause that the detector's 32-bit clock cannot show. */
struct pause {
    size_t index;        /* before this sample */
    uint64_t elapsed_us;
};

/* Times of samples. stamps is NULL where the config gives a rate. */
struct times {
    const uint32_t *stamps;
    size_t count;
    uint32_t *own;           /* stamps, where they had to be converted */
    struct pause *pauses;
    size_t pause_count, pause_capacity;
    int64_t last;            /* while converting */
};

static inline bool times_begin(struct times *times, size_t count)
{
    memset(times, 0, sizeof *times);
    times->own = malloc((count ? count : 1) * sizeof *times->own);
    times->stamps = times->own;
    return times->own != NULL;
}

/* The next time in microseconds, of any size. One that is no number repeats the one before: the detector skips it. */
static inline bool times_add(struct times *times, int64_t t_us, bool is_number)
{
    const int64_t half_wrap = INT64_C(1) << 31;
    if (!is_number) {
        t_us = times->last;
    }
    if (times->count > 0 && t_us > times->last && t_us - times->last > half_wrap) {
        if (times->pause_count == times->pause_capacity) {
            size_t capacity = times->pause_capacity ? 2 * times->pause_capacity : 8;
            struct pause *pauses = realloc(times->pauses, capacity * sizeof *pauses);
            if (!pauses) {
                return false;
            }
            times->pauses = pauses;
            times->pause_capacity = capacity;
        }
        times->pauses[times->pause_count].index = times->count;
        times->pauses[times->pause_count++].elapsed_us = (uint64_t)t_us - (uint64_t)times->last;
    }
    times->last = t_us;
    times->own[times->count++] = (uint32_t)(uint64_t)t_us;
    return true;
}

static inline bool times_add_number(struct times *times, double t_us)
{
    bool usable = t_us > -9e18 && t_us < 9e18;
    double rounded = usable ? t_us + (t_us < 0 ? -0.5 : 0.5) : 0;
    return times_add(times, (int64_t)rounded, usable);
}

static inline void times_release(struct times *times)
{
    free(times->own);
    free(times->pauses);
    memset(times, 0, sizeof *times);
}

/* A whole block, with its long pauses. */
static inline bandex_status detector_process_times(bandex_detector *detector, const struct times *times, const float *force,
                                                   size_t n, struct events *events)
{
    size_t from = 0;
    for (size_t i = 0; i <= times->pause_count; i++) {
        size_t to = i < times->pause_count ? times->pauses[i].index : n;
        bandex_status status = detector_process_all(detector, times->stamps ? times->stamps + from : NULL, force + from, to - from, events);
        if (status == BANDEX_OK && i < times->pause_count) {
            status = bandex_detector_resume(detector, times->pauses[i].elapsed_us);
        }
        if (status != BANDEX_OK) {
            return status;
        }
        from = to;
    }
    return BANDEX_OK;
}

/* ---- final repetitions ---- */

struct set_range {
    size_t first, count;
};

struct reps {
    bandex_rep *data;
    size_t count, capacity;
    struct set_range *sets;
    size_t set_count, set_capacity;
    uint32_t revoked;        /* counts delivered and withdrawn */
    bandex_status status;    /* BANDEX_E_MEMORY: some are missing */
};

static inline bandex_rep *reps_slot(struct reps *self, uint32_t rep_id)
{
    for (size_t i = self->count; i > 0 && self->data[i - 1].rep_id >= rep_id; i--) {
        if (self->data[i - 1].rep_id == rep_id) {
            return &self->data[i - 1];
        }
    }
    if (self->count == self->capacity) {
        size_t capacity = self->capacity ? 2 * self->capacity : 64;
        bandex_rep *data = realloc(self->data, capacity * sizeof *data);
        if (!data) {
            self->status = BANDEX_E_MEMORY;
            return NULL;
        }
        self->data = data;
        self->capacity = capacity;
    }
    bandex_rep *slot = &self->data[self->count++];
    memset(slot, 0, sizeof *slot);
    slot->rep_id = rep_id;
    return slot;
}

static inline size_t reps_open_set(const struct reps *self)
{
    return self->set_count ? self->sets[self->set_count - 1].first + self->sets[self->set_count - 1].count : 0;
}

/* The set is over: what turned out to be no repetition goes. */
static inline void reps_end_set(struct reps *self)
{
    size_t first = reps_open_set(self), kept = first;
    for (size_t i = first; i < self->count; i++) {
        uint8_t class = self->data[i].rep_class;
        if (class == BANDEX_REP_FULL || class == BANDEX_REP_PARTIAL || class == BANDEX_REP_HOLD) {
            self->data[kept++] = self->data[i];
        }
    }
    self->count = kept;
    if (kept == first) {
        return;
    }
    if (self->set_count == self->set_capacity) {
        size_t capacity = self->set_capacity ? 2 * self->set_capacity : 8;
        struct set_range *sets = realloc(self->sets, capacity * sizeof *sets);
        if (!sets) {
            self->status = BANDEX_E_MEMORY;
            return;
        }
        self->sets = sets;
        self->set_capacity = capacity;
    }
    self->sets[self->set_count++] = (struct set_range){first, kept - first};
}

static inline void reps_take(struct reps *self, const bandex_event *event)
{
    bandex_rep *slot;
    switch (event->kind) {
    case BANDEX_EVENT_SET_ENDED:
        reps_end_set(self);
        break;
    case BANDEX_EVENT_REVOKED:
        slot = reps_slot(self, event->rep.rep_id);
        if (slot) {
            self->revoked += slot->counted_us != 0 ? 1u : 0u;
            slot->rep_class = 0;
        }
        break;
    case BANDEX_EVENT_REP_TOP:
        break;
    default:
        slot = reps_slot(self, event->rep.rep_id);
        if (slot) {
            *slot = event->rep;
        }
    }
}

static inline void reps_take_all(struct reps *self, struct events *events)
{
    for (size_t i = 0; i < events->count; i++) {
        reps_take(self, &events->data[i]);
    }
    events->count = 0;
}

static inline void reps_release(struct reps *self)
{
    free(self->data);
    free(self->sets);
    memset(self, 0, sizeof *self);
}

/* A whole recording. */
static inline bandex_status detect_all(bandex_detector *detector, const struct times *times, const float *force, size_t n,
                                       struct reps *reps)
{
    struct events events = {0};
    bandex_status status = detector_process_times(detector, times, force, n, &events);
    if (status == BANDEX_OK) {
        status = detector_finish_all(detector, &events);
    }
    reps_take_all(reps, &events);
    reps_end_set(reps);
    free(events.data);
    return status == BANDEX_OK ? reps->status : status;
}

#endif
