/* SPDX-License-Identifier: MIT */
/* A strap sensor: load cell, HX711, radio. The interrupt reads the converter into a ring buffer; the main loop
 * calibrates, detects and notifies: the force (0x2C07, every eighth sample), each final repetition as CBOR and, as the
 * same record with hardly more than its id and class, what became of an earlier one. When nothing happens for a while it keeps the detector in retained memory and sleeps; it wakes in the middle of the set. */
#include "board.h"
#include "hx711.h"
#include "ring.h"
#include <bandex_rep.h>

#define IDLE_US 8000000u      /* without a repetition or a change of load */
#define IDLE_CHANGE_N 2.0f    /* what counts as a change of load */
#define FORCE_EVERY 8u        /* 10 notifications of force a second at 80 samples */
#define TARE_SAMPLES 16       /* averaged at power-on, with nothing attached */
#define SPAN_COUNTS 205800    /* counts that 98.07 N (10 kg) add to the tare, found once for this cell */
#define SPAN_MN 98067

/* What outlives sleep. A checksum tells it from the noise of memory after power-on. */
typedef struct snapshot {
    bandex_detector detector;
    bandex_calibration calibration;
    uint32_t lost;
    uint32_t checksum;
} snapshot;

BOARD_RETAINED static snapshot kept;
static bandex_detector detector;
static bandex_calibration calibration;
static bandex_event event;
static uint8_t record[BANDEX_REP_ENCODED_MAX];
static ring samples;

/* FNV-1a (Fowler, Noll, Vo). */
static uint32_t checksum(const snapshot *s) {
    const unsigned char *bytes = (const unsigned char *)s;
    uint32_t sum = 2166136261u;
    size_t i;
    for (i = 0; i < offsetof(snapshot, checksum); i++) {
        sum = (sum ^ bytes[i]) * 16777619u;
    }
    return sum;
}

void firmware_on_sample_ready(void) {
    uint32_t now = board_time_us();
    ring_put(&samples, now, hx711_read(HX711_A_128));
}

static ring_sample next_sample(void) {
    ring_sample sample = {0, 0};
    while (!ring_take(&samples, &sample) && !board_finished()) {
        board_wait();
    }
    return sample;
}

/* Power-on: tare, span, a fresh detector. */
static bandex_status begin(void) {
    bandex_detector_config config;
    bandex_status status;
    int32_t sum = 0;
    int i;
    for (i = 0; i < TARE_SAMPLES; i++) {
        sum += next_sample().raw / TARE_SAMPLES;
    }
    status = bandex_calibration_init(&calibration, sum);
    if (status == BANDEX_OK) {
        status = bandex_calibration_add(&calibration, sum + SPAN_COUNTS, SPAN_MN);
    }
    if (status == BANDEX_OK) {
        status = bandex_detector_config_default(&config);
    }
    return status == BANDEX_OK ? bandex_detector_init(&detector, sizeof detector, &config) : status;
}

/* After sleep: the same detector, told how long it slept. */
static bandex_status resume(uint64_t slept_us) {
    detector = kept.detector;
    calibration = kept.calibration;
    samples.lost = kept.lost;
    return bandex_detector_resume(&detector, slept_us);
}

static void sleep(void) {
    kept.detector = detector;
    kept.calibration = calibration;
    kept.lost = samples.lost;
    kept.checksum = checksum(&kept);
    hx711_sleep();
    board_sleep();
}

static void notify_force(float newton) {
    int32_t mn = (int32_t)(newton * 1000.0f + (newton < 0.0f ? -0.5f : 0.5f));
    uint8_t bytes[4];
    int i;
    for (i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)((uint32_t)mn >> (8 * i));
    }
    board_notify(BOARD_FORCE, bytes, sizeof bytes);
}

static void notify_rep(const bandex_rep *rep) {
    size_t size;
    if (bandex_rep_encode(rep, record, sizeof record, &size) == BANDEX_OK) {
        board_notify(BOARD_REP, record, size);
    }
}

/* One that is withdrawn, or all from the first of the set up to it. */
static void notify_revoked(bandex_rep *rep, uint32_t first) {
    uint32_t last = rep->rep_id;
    rep->flags |= BANDEX_REP_FLAG_RECLASSIFIED;
    for (rep->rep_id = first; rep->rep_id <= last; rep->rep_id++) {
        notify_rep(rep);
    }
}

/* 1 if the detector had something to say. What it says later of an earlier repetition has to reach the host, too:
 * the first quick pulls of a set count only with the third. */
static int notify_events(void) {
    int any = 0;
    while (bandex_detector_poll(&detector, &event)) {
        any = 1;
        if (event.kind == BANDEX_EVENT_REP_ENDED || event.kind == BANDEX_EVENT_RECLASSIFIED) {
            notify_rep(&event.rep);
        } else if (event.kind == BANDEX_EVENT_REVOKED) {
            notify_revoked(&event.rep,
                           event.flags & BANDEX_EVENT_FLAG_AND_EARLIER ? event.first_rep_id : event.rep.rep_id);
        }
    }
    return any;
}

int main(void) {
    uint64_t slept_us = board_slept_us();
    float newton, steady = 0.0f;
    uint32_t n = 0, busy_us;
    ring_sample sample;
    hx711_wake();
    if ((slept_us > 0 && kept.checksum == checksum(&kept) ? resume(slept_us) : begin()) != BANDEX_OK) {
        board_end(1);
    }
    busy_us = board_time_us();
    while (!board_finished()) {
        sample = next_sample();
        if (board_finished() || bandex_calibration_convert(&calibration, sample.raw, &newton) != BANDEX_OK) {
            continue;
        }
        bandex_detector_feed(&detector, sample.t_us, newton);
        if (n++ % FORCE_EVERY == 0) {
            notify_force(newton);
        }
        if (notify_events() || newton - steady > IDLE_CHANGE_N || steady - newton > IDLE_CHANGE_N) {
            steady = newton;
            busy_us = sample.t_us;
        } else if (sample.t_us - busy_us > IDLE_US) {
            sleep();
        }
    }
    bandex_detector_end_set(&detector);
    notify_events();
    board_end(samples.lost == 0 ? 0 : 2);
    return 0;
}
