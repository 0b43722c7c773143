/* SPDX-License-Identifier: MIT */
/* What firmware.c wants of a board: two pins, a clock, an interrupt, a radio, sleep. board_emulated.c is one of them;
 * for real hardware write these few functions anew. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>
#include <stdint.h>

/** Level of the HX711's data pin: 0 means that a conversion is ready. */
int board_data_pin(void);

/** Sets the HX711's clock pin. */
void board_clock_pin(int level);

/** Microseconds of a free-running clock; wraps. */
uint32_t board_time_us(void);

/** Implemented by firmware.c, called by the board when the data pin falls, in interrupt context. */
void firmware_on_sample_ready(void);

/** Waits for the next interrupt. */
void board_wait(void);

/** Characteristics that the firmware notifies. */
enum {
    BOARD_FORCE = 0x2C07, /**< Force of the Bluetooth SIG: int32, little-endian, 1 mN */
    BOARD_REP = 0xB001    /**< a repetition as a CBOR record, without an end when it corrects the class of an earlier
                               one of that id; give it a 128-bit UUID of your own on the air */
};

/** Hands bytes to the radio as one notification. An ATT_MTU of 247 (244 bytes) holds every repetition. */
void board_notify(uint16_t characteristic, const uint8_t *bytes, size_t size);

/** Memory that keeps its content while the processor sleeps and starts anew. */
#define BOARD_RETAINED __attribute__((section(".retained")))

/** Sleeps until the load changes, then starts the program anew with only .retained kept. */
void board_sleep(void);

/** Microseconds slept before this start, 0 after power-on; from a clock that runs during sleep. */
uint64_t board_slept_us(void);

/** Ends the emulation; a real board never does. */
int board_finished(void);
void board_end(int code);

#endif
