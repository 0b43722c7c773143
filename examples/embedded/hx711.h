/* SPDX-License-Identifier: MIT */
/* Driver of the HX711, a 24-bit converter for load cells (Avia Semiconductor, HX711 datasheet). */
#ifndef HX711_H
#define HX711_H

#include <stdint.h>

/** Clock pulses of a reading: 24 for the bits, the rest choose input and gain of the next conversion. */
enum {
    HX711_A_128 = 25, /**< channel A, gain 128: what a load cell wants */
    HX711_B_32 = 26,  /**< channel B, gain 32 */
    HX711_A_64 = 27   /**< channel A, gain 64 */
};

/** Counts at and beyond which the converter is saturated. */
#define HX711_HIGHEST 8388607
#define HX711_LOWEST (-8388608)

/** Reads the conversion that is ready. Each pulse must stay below 60 us, or the chip goes to sleep: call it with
 *  interrupts off, or from one of high priority. */
int32_t hx711_read(int pulses);

/** Puts the chip to sleep (clock high for more than 60 us) and wakes it; the first result after waking takes 400 ms at
 *  10 and 50 ms at 80 samples a second to settle. */
void hx711_sleep(void);
void hx711_wake(void);

#endif
