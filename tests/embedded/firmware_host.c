/* SPDX-License-Identifier: MIT */
/* The host's end of the firmware example: makes the load of three sets with pauses between, and reads what the radio sent
 * with the store and the device room.
 *
 * usage: firmware_host samples > FILE        counts of an HX711, 80 a second
 *        firmware_host check < NOTIFICATIONS  prints the repetitions; fails unless they are those that were made */
#include <bandex/device.h>
#include <bandex/store.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define RATE 80
#define TARE 91234.0
#define COUNTS_PER_N (205800.0 / 98.067)
#define PAUSE 70.0      /* between the sets: the firmware sleeps */

/* The quick pulls of the first set count only when the third of them has been seen. */
enum { SETS = 3 };
static const struct {
    int reps;
    double range, period; /* N; seconds a repetition */
} sets[SETS] = {{8, 100, 0.8}, {6, 110, 2.6}, {5, 95, 2.6}};

static double force_at(double t) {
    double start = 4.0;
    size_t i;
    for (i = 0; i < SETS; i++) {
        double length = sets[i].reps * sets[i].period;
        if (t >= start && t < start + length) {
            double phase = fmod(t - start, sets[i].period) / sets[i].period;
            double base = 14.0;
            return base + (phase < 0.9 ? sets[i].range * 0.5 * (1 - cos(2 * 3.14159265358979 * phase / 0.9)) : 0);
        }
        if (t < start) {
            return i == 0 ? (t > 2.5 ? 14.0 : 0.0) : 0.0;
        }
        start += length + PAUSE;
    }
    return 0;
}

static int samples(void) {
    double end = 8.0 + (SETS - 1) * PAUSE;
    uint32_t n, i, seed = 7;
    for (i = 0; i < SETS; i++) {
        end += sets[i].reps * sets[i].period;
    }
    n = (uint32_t)(end * RATE);
    for (i = 0; i < n; i++) {
        int32_t raw;
        int j;
        seed = seed * 1664525u + 1013904223u;
        raw = (int32_t)lround(TARE + COUNTS_PER_N * force_at((double)i / RATE) + (double)(seed >> 24) - 128.0);
        for (j = 0; j < 4; j++) {
            putchar((int)((uint32_t)raw >> (8 * j) & 255u));
        }
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

static int fail(const char *what) {
    fprintf(stderr, "firmware: %s\n", what);
    return 1;
}

enum { REPS = 64 };
static bandex_rep reps[REPS + 1]; /* by their ids */

/* A record without an end corrects an earlier repetition. @return 0, or 1 after a message */
static int take_rep(const uint8_t *bytes, size_t size, int *corrected) {
    uint8_t again[BANDEX_REP_ENCODED_MAX];
    size_t len;
    bandex_rep rep;
    bandex_diag diag;
    if (bandex_rep_decode(bytes, size, &rep, &diag) != BANDEX_OK) {
        return fail(diag.reason);
    }
    if (bandex_rep_encode(&rep, again, sizeof again, &len) != BANDEX_OK || len != size || memcmp(again, bytes, len) != 0) {
        return fail("a record encodes to other bytes");
    }
    if (rep.rep_id == 0 || rep.rep_id > REPS) {
        return fail("a repetition has an id that none has");
    }
    printf("rep %u class %u: start %.2f s, peak %.1f N, up %.2f s, hold %.2f s, down %.2f s, %zu bytes\n",
           (unsigned)rep.rep_id, rep.rep_class, (double)rep.start_us * 1e-6, (double)rep.peak,
           rep.concentric_us * 1e-6, rep.hold_us * 1e-6, rep.eccentric_us * 1e-6, size);
    if (rep.end_us > 0) {
        reps[rep.rep_id] = rep;
    } else if (reps[rep.rep_id].rep_id == 0 || !(rep.flags & BANDEX_REP_FLAG_RECLASSIFIED)) {
        return fail("a correction of nothing");
    } else {
        reps[rep.rep_id].rep_class = rep.rep_class;
        ++*corrected;
    }
    return 0;
}

/* The full repetitions are those that were made, in their order. */
static int check_reps(int corrected) {
    uint64_t last_end = 0, pause_us = 0, shortest_us = UINT64_MAX;
    int set = 0, full = 0;
    uint32_t id;
    for (id = 1; id <= REPS; id++) {
        const bandex_rep *rep = &reps[id];
        if (rep->rep_class != BANDEX_REP_FULL) {
            continue;
        }
        if (rep->start_us < last_end) {
            return fail("repetitions out of order");
        }
        if (last_end > 0 && rep->start_us - last_end > 10000000u) {
            pause_us = rep->start_us - last_end;
            shortest_us = pause_us < shortest_us ? pause_us : shortest_us;
            if (full != sets[set].reps || ++set == SETS) {
                return fail("not the repetitions that were made");
            }
            full = 0;
        }
        if (fabs((double)rep->peak - 14.0 - sets[set].range) > 2.0) {
            return fail("a peak is off by more than 2 N");
        }
        last_end = rep->end_us;
        full++;
    }
    printf("%d sets, %d corrections, %.1f s of pause\n", set + 1, corrected, (double)pause_us * 1e-6);
    if (set != SETS - 1 || full != sets[set].reps) {
        return fail("not the repetitions that were made");
    }
    if (fabs((double)pause_us * 1e-6 - PAUSE) > 1.5 || fabs((double)shortest_us * 1e-6 - PAUSE) > 1.5) {
        return fail("the time slept is wrong");
    }
    return corrected > 0 ? 0 : fail("nothing was corrected: the quick pulls do not try that any more");
}

static int check(void) {
    uint8_t head[3], bytes[256];
    bandex_device_decoder decoder;
    uint32_t forces = 0;
    double highest = 0;
    int corrected = 0;
    if (bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_find("bluetooth_force"), NULL) != BANDEX_OK) {
        return fail("no decoder of the Force characteristic");
    }
    while (fread(head, 1, 3, stdin) == 3) {
        unsigned characteristic = head[0] | (unsigned)head[1] << 8;
        size_t size = head[2];
        if (fread(bytes, 1, size, stdin) != size) {
            return fail("a notification is cut short");
        }
        if (characteristic == 0x2C07) {
            bandex_sample sample;
            bandex_packet packet;
            if (bandex_device_decoder_feed(&decoder, 0, bytes, size, &sample, 1, &packet) != BANDEX_OK || packet.samples != 1) {
                return fail("a force packet does not decode");
            }
            highest = sample.force > highest ? sample.force : highest;
            forces++;
        } else if (take_rep(bytes, size, &corrected) != 0) {
            return 1;
        }
    }
    printf("%u force packets up to %.1f N\n", (unsigned)forces, highest);
    if (forces <= 100 || highest <= 115) {
        return fail("force packets are missing");
    }
    return check_reps(corrected);
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "samples") == 0) {
        return samples();
    }
    if (argc == 2 && strcmp(argv[1], "check") == 0) {
        return check();
    }
    return fail("usage: firmware_host samples|check");
}
