/* SPDX-License-Identifier: MIT */
/** @file simulator.h
 *  @brief Simulated force recordings of band training with exact truth, for tests, benches and demonstrations.
 *
 *  A band is pulled by a hand whose moves follow smooth profiles; a sensor adds noise, drift, quantization, spikes,
 *  clock faults. The generator is seeded and uses integers and plain double arithmetic only, so the same scenario and
 *  seed give the same bytes everywhere. Nothing here was recorded: it says what a detector should cope with, not how
 *  people move. */
#ifndef BANDEX_SIMULATOR_H
#define BANDEX_SIMULATOR_H

#include <stddef.h>
#include <stdint.h>

/** One true repetition. Times in seconds of true time since the first sample, forces in the unit of the signal. */
typedef struct simulator_rep {
    double start_s; /**< noise-free force passes 10 % of the rep's rise above the trough before */
    double peak_s;  /**< highest noise-free force */
    double end_s;   /**< passes 10 % of its fall above the trough after */
    double peak;    /**< highest noise-free force */
    double trough;  /**< before the rise */
    int partial;    /**< 1: meant as a partial repetition */
    int no_return;  /**< 1: the signal ends at its top; end_s is the end of the signal */
} simulator_rep;

/** A recording and its truth. */
typedef struct simulator_set {
    uint32_t *t_us;      /**< stamps of the device: may wrap, jitter, repeat, run backward, restart */
    double *true_s;      /**< true time of each sample, since the first */
    float *force;        /**< samples; NaN where the sensor failed */
    size_t count;        /**< samples */
    simulator_rep *reps; /**< in order of time */
    size_t rep_count;    /**< full and partial ones */
    size_t full_count;   /**< full ones */
    int unitless;        /**< 1: counts of unknown scale */
    int inverted;        /**< 1: pull shows as falling values */
} simulator_set;

/** Number of scenarios. */
size_t simulator_count(void);
/** Id of a scenario, NULL beyond the last. */
const char *simulator_name(size_t index);
/** What a scenario is, in a line. */
const char *simulator_description(size_t index);
/** Group of a scenario: "list" (the design's S01..S22), "adversarial", "counting", "input" or "mixed". */
const char *simulator_group(size_t index);

/** Makes a recording. @return 0, or -1 for an unknown index or lack of memory */
int simulator_make(size_t index, uint64_t seed, simulator_set *set);
/** Gives its memory back. */
void simulator_free(simulator_set *set);

#endif
