/* SPDX-License-Identifier: MIT */
#include <bandex/device.h>
#include <criterion/criterion.h>
#include <stdlib.h>

/* Samples of a device at true_hz arrive in packets after a delay; the clock only knows nominal_hz. Prints and returns
 * the worst distance between made and true times after a settling time, less the least delay. */
static double worst_error(double true_hz, uint32_t nominal_hz, unsigned per_packet, double (*delay)(unsigned))
{
    bandex_sample_clock clock;
    double worst = 0;
    uint32_t last = 0;
    cr_assert_eq(bandex_sample_clock_init(&clock, nominal_hz, 1), BANDEX_OK);
    for (unsigned packet = 0; packet < 4000; packet++) {
        double sent = (packet + 1) * per_packet / true_hz;
        bandex_sample_clock_packet(&clock, (uint64_t)((sent + delay(packet)) * 1e6), per_packet);
        for (unsigned i = 0; i < per_packet; i++) {
            double truth = (packet * per_packet + i + 1) / true_hz;
            uint32_t t = bandex_sample_clock_next(&clock);
            if (packet || i) {
                cr_assert((int32_t)(t - last) > 0, "times rise");
            }
            last = t;
            double error = (double)(int32_t)(t - (uint32_t)(uint64_t)(truth * 1e6)) / 1e6;
            if (packet > 500) {
                worst = error > worst ? error : error < -worst ? -error : worst;
            }
        }
    }
    return worst;
}

static double none(unsigned packet)
{
    (void)packet;
    return 0;
}

static double jitter(unsigned packet)
{
    return (double)((packet * 2654435761u) >> 16 & 1023) / 1023 * 0.03;
}

static double bursts(unsigned packet)
{
    return (3 - packet % 4) * 0.2; /* four packets of 16 at 80 Hz arrive at once */
}

static double first_late(unsigned packet)
{
    return packet == 0 ? 0.5 : 0;
}

Test(sample_clock, exact_rate_is_exact)
{
    double error = worst_error(80, 80, 16, none);
    cr_assert(error < 0.00001, "%f", error);
}

Test(sample_clock, drift_of_one_percent_is_followed)
{
    double slow = worst_error(80 * 0.99, 80, 16, none), fast = worst_error(80 * 1.01, 80, 16, none);
    cr_assert(slow < 0.07, "%f: a constant lag of 32 times the drift of a packet", slow);
    cr_assert(fast < 0.01, "%f", fast);
}

Test(sample_clock, jitter_and_bursts_do_not_reach_the_samples)
{
    double jittered = worst_error(80, 80, 16, jitter), bursty = worst_error(80, 80, 16, bursts);
    cr_assert(jittered < 0.01, "%f", jittered);
    cr_assert(bursty < 0.06, "%f where stamping by reception is off by 0.8 s", bursty);
}

Test(sample_clock, a_late_first_packet_is_made_good)
{
    double error = worst_error(80, 80, 16, first_late);
    cr_assert(error < 0.00001, "%f", error);
}

Test(sample_clock, a_gap_anchors_anew_and_a_host_clock_that_restarts_too)
{
    bandex_sample_clock clock;
    bandex_sample_clock_init(&clock, 100, 1);
    bandex_sample_clock_packet(&clock, 1000000, 1);
    cr_assert_eq(bandex_sample_clock_next(&clock), 1000000);
    bandex_sample_clock_packet(&clock, 9000000, 2);
    cr_assert_eq(bandex_sample_clock_next(&clock), 8990000);
    cr_assert_eq(bandex_sample_clock_next(&clock), 9000000);
    bandex_sample_clock_packet(&clock, 1000, 1);
    cr_assert_eq(bandex_sample_clock_next(&clock), 1000);
}

Test(sample_clock, an_unknown_rate_spreads_over_the_time_since)
{
    bandex_sample_clock clock;
    bandex_sample_clock_init(&clock, 0, 0);
    bandex_sample_clock_packet(&clock, 500000, 1);
    cr_assert_eq(bandex_sample_clock_next(&clock), 500000);
    bandex_sample_clock_packet(&clock, 600000, 4);
    for (uint32_t i = 1; i <= 4; i++) {
        cr_assert_eq(bandex_sample_clock_next(&clock), 500000 + 25000 * i);
    }
    bandex_sample_clock_packet(&clock, 100600000, 1);
    cr_assert_eq(bandex_sample_clock_next(&clock), 100600000);
    bandex_sample_clock_packet(&clock, 200600000, 2);
    cr_assert_eq(bandex_sample_clock_next(&clock), 200100000);
    cr_assert_eq(bandex_sample_clock_next(&clock), 200600000);
}

Test(sample_clock, wrong_arguments)
{
    bandex_sample_clock clock;
    cr_assert_eq(bandex_sample_clock_init(NULL, 1, 1), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_sample_clock_init(&clock, 1, 0), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_sample_clock_init(&clock, 2000002000, 2000), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_sample_clock_init(&clock, 1, 1002), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_sample_clock_init(&clock, 4294967295u, 4294967295u), BANDEX_OK);
    cr_assert_eq(clock.period_q16 >> 16, 1000000);
    cr_assert_eq(bandex_sample_clock_init(&clock, 24308, 100), BANDEX_OK);
    cr_assert_eq(clock.period_q16, (((uint64_t)100000000 << 16) + 0) / 24308);
    cr_assert_eq(bandex_sample_clock_packet(NULL, 0, 1), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_sample_clock_packet(&clock, 0, 0), BANDEX_OK);
    cr_assert_eq(bandex_sample_clock_next(NULL), 0);
}
