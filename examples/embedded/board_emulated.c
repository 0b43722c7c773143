/* SPDX-License-Identifier: MIT */
/* A micro:bit in QEMU, with a simulated HX711 at its pins. The load comes from the file "samples" (int32, little-endian,
 * counts at 80 a second), what the radio sends goes to the file "notifications": characteristic (16 bits, little-endian),
 * length (one byte), bytes. The SysTick interrupt stands for the falling edge of the data pin. */
#include "board.h"

#define PERIOD_US 12500u
#define WAKE_COUNTS 4200 /* change of load, about 2 N, at which a comparator would wake the board */

#define SYST_CSR (*(volatile uint32_t *)0xE000E010u)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014u)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018u)
#define AIRCR (*(volatile uint32_t *)0xE000ED0Cu)
#define POWERED 0x31415926u

enum { SYS_OPEN = 0x01, SYS_CLOSE = 0x02, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_EXIT = 0x18 };

/* The world outside the processor goes on while that starts anew. */
BOARD_RETAINED static struct {
    uint32_t powered, samples, notifications, time_us, finished;
    uint64_t slept_us;
    int32_t load; /* what the converter has ready */
} world;
static volatile uint32_t shift_out; /* bits still to come, at the top */
static volatile int pulse_count, data_level = 1;

static uint32_t host(uint32_t call, const void *block) {
    register uint32_t r0 __asm__("r0") = call;
    register const void *r1 __asm__("r1") = block;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static uint32_t open_file(const char *name, uint32_t mode, uint32_t length) {
    uintptr_t block[3] = {(uintptr_t)name, mode, length};
    return host(SYS_OPEN, block);
}

static int next_load(void) {
    uintptr_t block[3] = {world.samples, (uintptr_t)&world.load, sizeof world.load};
    world.time_us += PERIOD_US;
    world.finished = world.finished || host(SYS_READ, block) != 0;
    return !world.finished;
}

static void start(void) {
    static int started;
    if (started) {
        return;
    }
    started = 1;
    if (world.powered != POWERED) {
        world.powered = POWERED;
        world.samples = open_file("samples", 1, 7);
        world.notifications = open_file("notifications", 5, 13);
        world.time_us = 0xFFFFFFFFu - 10000000u; /* wraps in the first set */
        world.finished = 0;
        world.slept_us = 0;
    }
    SYST_RVR = 32000; /* 2 ms of the emulated 16 MHz clock stand for 12.5 ms */
    SYST_CVR = 0;
    SYST_CSR = 7;
}

void board_tick(void) {
    if (next_load()) {
        shift_out = (uint32_t)world.load << 8;
        pulse_count = 0;
        data_level = 0;
        firmware_on_sample_ready();
    }
}

int board_data_pin(void) { return data_level; }

void board_clock_pin(int level) {
    if (level == 0) {
        return;
    }
    pulse_count++;
    data_level = pulse_count <= 24 ? (int)(shift_out >> 31) : 1;
    shift_out <<= 1;
}

uint32_t board_time_us(void) { return world.time_us; }

void board_wait(void) {
    start();
    __asm__ volatile("wfi" ::: "memory");
}

void board_notify(uint16_t characteristic, const uint8_t *bytes, size_t size) {
    uint8_t head[3] = {(uint8_t)characteristic, (uint8_t)(characteristic >> 8), (uint8_t)size};
    uintptr_t first[3] = {world.notifications, (uintptr_t)head, sizeof head};
    uintptr_t second[3] = {world.notifications, (uintptr_t)bytes, size};
    host(SYS_WRITE, first);
    host(SYS_WRITE, second);
}

void board_sleep(void) {
    uint32_t from = world.time_us;
    int32_t load = world.load;
    SYST_CSR = 0;
    while (next_load() && world.load - load < WAKE_COUNTS && load - world.load < WAKE_COUNTS) {
    }
    world.slept_us = world.time_us - from;
    AIRCR = 0x05FA0004u; /* SYSRESETREQ */
    for (;;) {
    }
}

uint64_t board_slept_us(void) {
    start();
    return world.slept_us;
}

int board_finished(void) { return world.finished != 0; }

void board_end(int code) {
    host(SYS_CLOSE, &world.notifications);
    for (;;) {
        host(SYS_EXIT, (const void *)(uintptr_t)(code == 0 ? 0x20026u : 0x20023u));
    }
}
