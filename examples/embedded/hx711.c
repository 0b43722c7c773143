/* SPDX-License-Identifier: MIT */
#include "hx711.h"
#include "board.h"

/* The datasheet asks for 0.2 us high and low; a few register accesses take longer than that up to about 40 MHz. */
int32_t hx711_read(int pulses) {
    uint32_t bits = 0;
    int i;
    for (i = 0; i < pulses; i++) {
        board_clock_pin(1);
        if (i < 24) {
            bits = bits << 1 | (uint32_t)(board_data_pin() != 0);
        }
        board_clock_pin(0);
    }
    return (int32_t)((bits ^ 0x800000u) - 0x800000u); /* 24 bits, two's complement */
}

void hx711_sleep(void) { board_clock_pin(1); }
void hx711_wake(void) { board_clock_pin(0); }
