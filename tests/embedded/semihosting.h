/* SPDX-License-Identifier: MIT */
/* Semihosting calls of Arm and RISC-V (Arm IHI "Semihosting for AArch32 and AArch64"; RISC-V semihosting uses the same
 * numbers), as far as QEMU answers them and we need them. */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stddef.h>
#include <stdint.h>

#ifndef HARNESS
#define HARNESS
#endif

enum { SYS_OPEN = 0x01, SYS_CLOSE = 0x02, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_EXIT = 0x18 };
enum { OPEN_READ_BINARY = 1, OPEN_WRITE_BINARY = 5 };

__attribute__((always_inline)) static inline uint32_t semihosting(uint32_t call, const void *block) {
#if defined(__arm__)
    register uint32_t r0 __asm__("r0") = call;
    register const void *r1 __asm__("r1") = block;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
#else
    register uint32_t a0 __asm__("a0") = call;
    register const void *a1 __asm__("a1") = block;
    __asm__ volatile(".option push\n.option norvc\n.balign 16\nslli x0, x0, 0x1f\nebreak\nsrai x0, x0, 7\n.option pop"
                     : "+r"(a0) : "r"(a1) : "memory");
    return a0;
#endif
}

HARNESS static uint32_t semihosting_open(const char *name, uint32_t mode) {
    uintptr_t block[3];
    uint32_t length = 0;
    while (name[length] != 0) {
        length++;
    }
    block[0] = (uintptr_t)name;
    block[1] = mode;
    block[2] = length;
    return semihosting(SYS_OPEN, block);
}

/* Bytes moved. */
HARNESS static uint32_t semihosting_move(uint32_t call, uint32_t handle, const void *bytes, uint32_t n) {
    uintptr_t block[3];
    block[0] = handle;
    block[1] = (uintptr_t)bytes;
    block[2] = n;
    return n - semihosting(call, block);
}

/* 0x20026 is ADP_Stopped_ApplicationExit (QEMU ends with 0), any other reason makes it end with 1. */
HARNESS static void semihosting_exit(int code) {
    for (;;) {
        semihosting(SYS_EXIT, (const void *)(uintptr_t)(code == 0 ? 0x20026u : 0x20023u));
    }
}

#endif
