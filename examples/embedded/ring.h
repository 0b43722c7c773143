/* SPDX-License-Identifier: MIT */
/* A queue between one interrupt that writes and one main loop that reads, without locks: each side changes only its own
 * index, and an index is published after the sample it speaks of. Enough on one core; two cores need real barriers. */
#ifndef RING_H
#define RING_H

#include <stdint.h>

#define RING_SIZE 32u /* a power of two: 0.4 s at 80 samples a second */

typedef struct ring_sample {
    uint32_t t_us;
    int32_t raw;
} ring_sample;

typedef struct ring {
    ring_sample samples[RING_SIZE];
    volatile uint32_t written, taken; /* free-running; their difference is what is in it */
    volatile uint32_t lost;           /* samples that found it full */
} ring;

#define RING_BARRIER() __asm__ volatile("" ::: "memory")

/** For the interrupt. */
static inline void ring_put(ring *self, uint32_t t_us, int32_t raw) {
    ring_sample *slot = &self->samples[self->written % RING_SIZE];
    if (self->written - self->taken == RING_SIZE) {
        self->lost++;
        return;
    }
    slot->t_us = t_us;
    slot->raw = raw;
    RING_BARRIER();
    self->written++;
}

/** For the main loop: 1 and a sample, or 0. */
static inline int ring_take(ring *self, ring_sample *sample) {
    if (self->written == self->taken) {
        return 0;
    }
    RING_BARRIER();
    *sample = self->samples[self->taken % RING_SIZE];
    RING_BARRIER();
    self->taken++;
    return 1;
}

#endif
