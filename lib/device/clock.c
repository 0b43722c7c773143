/* SPDX-License-Identifier: MIT */
#include <bandex/device.h>

#define ONE_SECOND_Q16 ((uint64_t)1000000 << 16)
#define ANCHOR_Q16     (2 * ONE_SECOND_Q16) /* a difference beyond which the clock is set anew */
#define FOLLOW         32                   /* a lag is made up by 1/32 a packet */
#define UNKNOWN_Q16    ((uint64_t)1000 << 16) /* spacing of a first packet whose rate nobody knows */

bandex_status bandex_sample_clock_init(bandex_sample_clock *self, uint32_t rate_num, uint32_t rate_den)
{
    uint64_t period = 0;
    if (!self) {
        return BANDEX_E_ARGUMENT;
    }
    if (rate_num) {
        if (!rate_den || rate_num / rate_den > 1000000 || rate_den / rate_num > 1000) {
            return BANDEX_E_ARGUMENT;
        }
        /* den < 1001 num < 2^32: the product fits, 1 s in Q16 has 36 bits. */
        period = ONE_SECOND_Q16 / rate_num * rate_den + ONE_SECOND_Q16 % rate_num * rate_den / rate_num;
    }
    self->period_q16 = period;
    self->step_q16 = period;
    self->last_q16 = 0;
    self->host_us = 0;
    self->started = 0;
    self->reserved_ = 0;
    return BANDEX_OK;
}

/* With an unknown rate: evenly from the packet before to this one. */
static void spread(bandex_sample_clock *self, uint64_t host_q16, uint32_t count)
{
    uint64_t since = self->started ? host_q16 - self->last_q16 : UNKNOWN_Q16 * count;
    if (since > ONE_SECOND_Q16 && count > 1) {
        since = ONE_SECOND_Q16; /* also when the host's clock went back, where the difference wraps */
    }
    self->step_q16 = since / count;
    self->last_q16 = host_q16 - self->step_q16 * count;
}

/* With a known rate: by the rate, pulled to the time of reception. Differences are taken modulo 2^64. */
static void pull(bandex_sample_clock *self, uint64_t host_q16, uint32_t count)
{
    uint64_t span = self->period_q16 * count;
    uint64_t expected = self->last_q16 + span;
    uint64_t late = host_q16 - expected;
    uint64_t early = expected - host_q16;
    self->step_q16 = self->period_q16;
    if (!self->started || (late > ANCHOR_Q16 && early > ANCHOR_Q16)) {
        self->last_q16 = host_q16 - span;
    } else if (late <= ANCHOR_Q16) {
        uint64_t step = late / FOLLOW / count;
        self->step_q16 += step < self->period_q16 / 8 ? step : self->period_q16 / 8;
    } else {
        uint64_t step = early / count;
        self->step_q16 -= step < self->period_q16 / 2 ? step : self->period_q16 / 2;
    }
}

bandex_status bandex_sample_clock_packet(bandex_sample_clock *self, uint64_t host_us, uint32_t count)
{
    if (!self) {
        return BANDEX_E_ARGUMENT;
    }
    if (count == 0) {
        return BANDEX_OK;
    }
    if (self->period_q16) {
        pull(self, host_us << 16, count);
    } else {
        spread(self, host_us << 16, count);
    }
    self->host_us = host_us;
    self->started = 1;
    return BANDEX_OK;
}

uint32_t bandex_sample_clock_next(bandex_sample_clock *self)
{
    if (!self) {
        return 0;
    }
    self->last_q16 += self->step_q16;
    return (uint32_t)(self->last_q16 >> 16);
}
