/* SPDX-License-Identifier: MIT */
/* The host's end of the firmware example: makes the load of two sets with a pause between, and reads what the radio sent
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
#define PERIOD 2.6      /* seconds a repetition */
#define PAUSE 70.0      /* between the sets: the firmware sleeps */

static const int reps_of_set[] = {6, 5};
static const double range_of_set[] = {110, 95};

static double force_at(double t) {
    double start = 4.0;
    size_t i;
    for (i = 0; i < 2; i++) {
        double length = reps_of_set[i] * PERIOD;
        if (t >= start && t < start + length) {
            double phase = fmod(t - start, PERIOD) / PERIOD;
            double base = 14.0;
            return base + (phase < 0.9 ? range_of_set[i] * 0.5 * (1 - cos(2 * 3.14159265358979 * phase / 0.9)) : 0);
        }
        if (t < start) {
            return i == 0 ? (t > 2.5 ? 14.0 : 0.0) : 0.0;
        }
        start += length + PAUSE;
    }
    return 0;
}

static int samples(void) {
    double end = 4.0 + (reps_of_set[0] + reps_of_set[1]) * PERIOD + PAUSE + 4.0;
    uint32_t n = (uint32_t)(end * RATE), i, seed = 7;
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

static int check(void) {
    uint8_t head[3], bytes[256], again[BANDEX_REP_ENCODED_MAX];
    bandex_device_decoder decoder;
    uint32_t full = 0, forces = 0, last_id = 0;
    double highest = 0;
    uint64_t last_end = 0, pause_us = 0;
    if (bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_find("bluetooth_force"), NULL) != BANDEX_OK) {
        return fail("no decoder of the Force characteristic");
    }
    while (fread(head, 1, 3, stdin) == 3) {
        unsigned characteristic = head[0] | (unsigned)head[1] << 8;
        size_t size = head[2], len;
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
        } else {
            bandex_rep rep;
            bandex_diag diag;
            if (bandex_rep_decode(bytes, size, &rep, &diag) != BANDEX_OK) {
                return fail(diag.reason);
            }
            if (bandex_rep_encode(&rep, again, sizeof again, &len) != BANDEX_OK || len != size || memcmp(again, bytes, len) != 0) {
                return fail("a record encodes to other bytes");
            }
            printf("rep %u class %u: start %.2f s, peak %.1f N, up %.2f s, hold %.2f s, down %.2f s, %zu bytes\n",
                   (unsigned)rep.rep_id, rep.rep_class, (double)rep.start_us * 1e-6, (double)rep.peak,
                   rep.concentric_us * 1e-6, rep.hold_us * 1e-6, rep.eccentric_us * 1e-6, size);
            if (rep.rep_class != BANDEX_REP_FULL) {
                continue;
            }
            if (rep.rep_id <= last_id || rep.start_us < last_end) {
                return fail("repetitions out of order");
            }
            if (rep.start_us - last_end > pause_us && last_end > 0) {
                pause_us = rep.start_us - last_end;
            }
            if (fabs((double)rep.peak - 14.0 - range_of_set[full >= (uint32_t)reps_of_set[0]]) > 2.0) {
                return fail("a peak is off by more than 2 N");
            }
            last_id = rep.rep_id;
            last_end = rep.end_us;
            full++;
        }
    }
    printf("%u full repetitions, %u force packets up to %.1f N, %.1f s of pause\n", (unsigned)full, (unsigned)forces, highest,
           (double)pause_us * 1e-6);
    if (full != (uint32_t)(reps_of_set[0] + reps_of_set[1])) {
        return fail("not the repetitions that were made");
    }
    if (fabs((double)pause_us * 1e-6 - PAUSE) > 1.5) {
        return fail("the time slept is wrong");
    }
    return forces > 100 && highest > 115 ? 0 : fail("force packets are missing");
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
