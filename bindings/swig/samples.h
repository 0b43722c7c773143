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

/* Those that stand after all events so far, and where their sets end. */
struct final_reps {
    bandex_rep_list list;
    size_t *ends;            /* of each set that is over: how many repetitions there were by then */
    size_t set_count, set_capacity;
    size_t given;            /* sets that reps_next_set() has handed out */
    bandex_status status;    /* BANDEX_E_MEMORY: some are missing */
};

static inline bool reps_grow(void **array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity ? 2 * *capacity : 32;
    void *grown = realloc(*array, wanted * size);
    if (grown) {
        *array = grown;
        *capacity = wanted;
    }
    return grown != NULL;
}

static inline void reps_close_set(struct final_reps *self)
{
    size_t first = self->set_count ? self->ends[self->set_count - 1] : 0;
    if (self->list.count <= first) {
        return;
    }
    void *ends = self->ends;
    if (!reps_grow(&ends, &self->set_capacity, self->set_count, sizeof *self->ends)) {
        self->status = BANDEX_E_MEMORY;
        return;
    }
    self->ends = ends;
    self->ends[self->set_count++] = self->list.count;
}

static inline void reps_take(struct final_reps *self, const bandex_event *event)
{
    if (event->kind == BANDEX_EVENT_SET_ENDED) {
        reps_close_set(self);
        return;
    }
    void *reps = self->list.reps;
    if (!reps_grow(&reps, &self->list.capacity, self->list.count, sizeof *self->list.reps)) {
        self->status = BANDEX_E_MEMORY;
        return;
    }
    self->list.reps = reps;
    bandex_status status = bandex_rep_list_add(&self->list, event);
    self->status = self->status == BANDEX_OK ? status : self->status;
}

static inline void reps_take_all(struct final_reps *self, struct events *events)
{
    for (size_t i = 0; i < events->count; i++) {
        reps_take(self, &events->data[i]);
    }
    events->count = 0;
}

/* First repetition and number of a set. */
static inline size_t reps_of_set(const struct final_reps *self, size_t set, size_t *first)
{
    size_t end = self->ends[set] < self->list.count ? self->ends[set] : self->list.count;
    *first = set ? self->ends[set - 1] : 0;
    *first = *first < end ? *first : end; /* one of an ended set may be revoked */
    return end - *first;
}

static inline void reps_release(struct final_reps *self)
{
    free(self->list.reps);
    free(self->ends);
    memset(self, 0, sizeof *self);
}

/* A whole recording. */
static inline bandex_status detect_all(bandex_detector *detector, const struct times *times, const float *force, size_t n,
                                       struct final_reps *reps)
{
    struct events events = {0};
    bandex_status status = detector_process_times(detector, times, force, n, &events);
    if (status == BANDEX_OK) {
        status = detector_finish_all(detector, &events);
    }
    reps_take_all(reps, &events);
    reps_close_set(reps);
    free(events.data);
    return status == BANDEX_OK ? reps->status : status;
}

#endif
