/* SPDX-License-Identifier: MIT */
/* A recording through the detector, in order and without looking ahead: shared by `reps` and `train`. */
#ifndef DETECTION_H
#define DETECTION_H

#include <bandex.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

/* One set of the recording: its repetitions are list.reps[first .. first + count). */
typedef struct detection_set {
    size_t first, count;
    bandex_set_summary summary;
    size_t beyond;          /* repetitions whose force is beyond the band's limit: without work */
    size_t stop;            /* number of the first repetition after which the host's rule says stop, 0: none */
} detection_set;

/* One sample of the recording, kept for a picture. */
typedef struct detection_sample {
    double time_s;
    float force;
} detection_sample;

typedef struct detection {
    bandex_detector_config config; /* what the caller asks for; unit and rate are filled from the recording */
    double rate_hz;                /* 0: the recording has times */
    bool calibrated;               /* counts of the recording become newtons by calibration */
    bandex_calibration calibration;
    bool keep_signal;              /* for plot_detection() */
    const bandex_advice_config *advise; /* what is prescribed; NULL: no advice */
    const bandex_spring *spring;   /* the band as it hangs, for work and power; NULL: not known */
    /* Called as events come, for live output; NULL: none. */
    void (*on_event)(struct detection *self, const bandex_event *event);

    bandex_detector detector;
    bool unitless;
    double zero_s;          /* time of the first sample in the recording */
    bool have_zero;
    double last_s;          /* time of the sample before */
    bool clock_wraps;       /* the recording has the 32-bit microseconds of a device */
    bool waiting;           /* a sample whose time leaps far ahead waits for the next one */
    detection_sample waiting_sample;
    uint64_t samples;       /* rows with a usable force */
    uint64_t skipped;       /* rows that could not be used, by cause below */
    uint64_t not_numbers, bad_times, gaps;
    bandex_rep_list list;   /* the repetitions that stand, in order */
    bandex_advice *advices; /* of each of them, once its set is over; NULL without advise */
    size_t advice_capacity;
    bandex_advisor advisor; /* of the set that is being done */
    detection_set *sets;
    size_t set_count, set_capacity;
    detection_sample *signal;
    size_t signal_count, signal_capacity;
    bool out_of_memory;
    int refused;            /* exit code when the header does not go with the options; a line was printed */
    bandex_status status;
} detection;

/* Runs the recording at path through the detector. Returns an exit code; on failure a line was printed. */
int detection_run(detection *self, const char *path);
void detection_free(detection *self);

/* Seconds in the recording's own time. */
double detection_seconds(const detection *self, uint64_t time_us);

/* One repetition with the fields that are known. */
json_object *detection_rep_json(const detection *self, const bandex_rep *rep);
/* The whole result: unit, samples, skipped, revoked, reps, sets. */
json_object *detection_json(const detection *self);
/* A table of the repetitions and the sets, for people. */
void detection_print(const detection *self);

#endif
