/* SPDX-License-Identifier: MIT */
/* Feeds the vectors to a detector and writes, in hexadecimal, the events and a running sum over the whole state after
 * every sample. The same file runs on the host and on every target; the outputs are compared byte by byte. A line "float"
 * after each vector tells of a plain low-pass over the same samples: what contraction and flushed subnormal numbers do to
 * such a sum is what the detector must be free of.
 *
 * Vectors: { n, rate_num, rate_den, settings, expected, low, high, 0 } then n times { t_us, force }, all 32-bit little
 * endian words, floats as their bits; settings holds unit, mode, count_at and inverted, a byte each; n = 0 ends. */
#include "port.h"
#include <bandex/rep.h>

#define FINISH_AT_MOST 16 /* events: a set that ends forever must not hang the emulator */
#define MOVE_EVERY 61u /* samples after which the detector moves to other memory, as over a sleep */

/* Seen by the counters: see count.c and simulate_avr.c. */
HARNESS void mark_feed(void) { __asm__ volatile("" ::: "memory"); }
HARNESS void mark_poll(void) { __asm__ volatile("" ::: "memory"); }
HARNESS void mark_done(void) { __asm__ volatile("" ::: "memory"); }

static bandex_detector place[2];
static bandex_event event;
static uint32_t sum_a, sum_b;
static float smooth;
static uint32_t smooth_sum;
uint32_t stack_used[4]; /* init, feed, poll, finish */

HARNESS static void hex(uint32_t value, char after) {
    char text[9];
    uint8_t i;
    for (i = 8; i-- > 0;) {
        uint8_t digit = (uint8_t)(value & 15u);
        text[i] = (char)(digit < 10 ? '0' + digit : 'a' - 10 + digit);
        value >>= 4;
    }
    text[8] = after;
    port_write(text, 9);
}

HARNESS static void hex64(uint64_t value) {
    union { uint64_t all; uint32_t half[2]; } bits = {value};
    hex(bits.half[1], ' ');
    hex(bits.half[0], ' ');
}

HARNESS static void hex_float(float value) {
    union { float value; uint32_t bits; } both = {value};
    hex(both.bits, ' ');
}

HARNESS static void write_event(const bandex_event *e) {
    const bandex_rep *r = &e->rep;
    port_write("event ", 6);
    hex((uint32_t)e->kind, ' ');
    hex(e->flags, ' ');
    hex64(e->time_us);
    hex(e->count, ' ');
    hex(e->partial_count, ' ');
    hex64(r->start_us);
    hex64(r->top_us);
    hex64(r->peak_us);
    hex64(r->end_us);
    hex64(r->counted_us);
    hex(r->rep_id, ' ');
    hex(r->flags, ' ');
    hex(r->concentric_us, ' ');
    hex(r->hold_us, ' ');
    hex(r->eccentric_us, ' ');
    hex(r->rest_before_us, ' ');
    hex_float(r->peak);
    hex_float(r->trough);
    hex_float(r->rise);
    hex_float(r->fall);
    hex_float(r->mean);
    hex_float(r->impulse);
    hex_float(r->impulse_above_trough);
    hex_float(r->loading_rate);
    hex_float(r->rfd_100);
    hex_float(r->rfd_200);
    hex_float(r->completeness);
    hex((uint32_t)r->bumps << 16 | (uint32_t)r->rep_class << 8 | r->side, ' ');
    hex(r->phase_def, '\n');
}

/* The state has no padding and every target is little-endian, so its bytes are the same everywhere. */
HARNESS static void write_state(const bandex_detector *detector) {
    const uint32_t *word = (const uint32_t *)(const void *)detector;
    uint8_t i;
    for (i = 0; i < BANDEX_DETECTOR_SIZE / 4; i++) {
        sum_a += word[i];
        sum_b += sum_a;
    }
    hex(sum_b, '\n');
}

HARNESS static bandex_detector *move(bandex_detector *from) {
    bandex_detector *to = from == &place[0] ? &place[1] : &place[0];
    uint16_t i;
    for (i = 0; i < BANDEX_DETECTOR_SIZE; i++) {
        to->opaque_[i] = from->opaque_[i];
        __asm__ volatile("" ::: "memory");
        from->opaque_[i] = 0xEE;
    }
    return to;
}

HARNESS static int next_word(uint32_t *word) { return port_read(word, 4) == 4; }

HARNESS static float float_of(uint32_t bits) {
    union { uint32_t bits; float value; } both = {bits};
    return both.value;
}

HARNESS static void low_pass(float value) {
    union { float value; uint32_t bits; } both = {value};
    if ((both.bits & 0x7FFFFFFFu) < 0x5D5E0B6Bu) { /* 1e18: what a detector takes for a force */
        smooth += 0.1f * (value - smooth);
        both.value = smooth;
        smooth_sum = smooth_sum * 31u + both.bits;
    }
}

HARNESS static int run_vector(void) {
    bandex_detector *detector = &place[0];
    bandex_detector_config config;
    bandex_status status;
    uint32_t head[8], i, t, force;
    size_t written;
    if (port_read(head, sizeof head) != sizeof head || head[0] == 0) {
        return 0;
    }
    bandex_detector_config_default(&config);
    config.rate_num = head[1];
    config.rate_den = head[2];
    config.unit = (int32_t)(head[3] & 255u);
    config.mode = (int32_t)(head[3] >> 8 & 255u);
    config.count_at = (int32_t)(head[3] >> 16 & 255u);
    config.inverted = (uint8_t)(head[3] >> 24);
    config.expected_range = float_of(head[4]);
    config.saturation_low = float_of(head[5]);
    config.saturation_high = float_of(head[6]);
    stack_paint();
    status = bandex_detector_init(detector, sizeof *detector, &config);
    stack_used[0] = stack_depth(stack_used[0]);
    port_write("vector ", 7);
    hex(head[0], ' ');
    hex((uint32_t)status, '\n');
    sum_a = sum_b = 0;
    smooth = 0;
    smooth_sum = 0;
    for (i = 0; i < head[0] && next_word(&t) && next_word(&force); i++) {
        float value = float_of(force);
        int more;
        stack_paint();
        mark_feed();
        bandex_detector_feed(detector, t, value);
        stack_used[1] = stack_depth(stack_used[1]);
        for (;;) {
            stack_paint();
            mark_poll();
            more = bandex_detector_poll(detector, &event);
            mark_done();
            stack_used[2] = stack_depth(stack_used[2]);
            if (!more) {
                break;
            }
            write_event(&event);
        }
        write_state(detector);
        low_pass(value);
        if (i % MOVE_EVERY == MOVE_EVERY - 1) {
            detector = move(detector);
        }
    }
    i = 0;
    do {
        stack_paint();
        status = bandex_detector_finish(detector, &event, 1, &written);
        stack_used[3] = stack_depth(stack_used[3]);
        if (written > 0) {
            write_event(&event);
        }
    } while (status == BANDEX_OK && written == 1 && ++i < FINISH_AT_MOST);
    hex(bandex_detector_count(detector), ' ');
    hex(bandex_detector_partial_count(detector), ' ');
    hex64(bandex_detector_skipped(detector));
    hex64(bandex_detector_time(detector));
    port_write("done\nfloat ", 11);
    hex(smooth_sum, '\n');
    return 1;
}

HARNESS int main(void) {
    while (run_vector()) {
    }
    port_exit(0);
    return 0;
}
