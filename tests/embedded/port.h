/* SPDX-License-Identifier: MIT */
/* What the harness needs of the machine it runs on. Host, Arm and RISC-V under QEMU, and AVR under simavr each have a
 * file of their own; all code of the harness lies in one section, so that the counters can tell it from the library. */
#ifndef PORT_H
#define PORT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__AVR__)
#define HARNESS __attribute__((section(".text.harness"), noinline))
#elif defined(__arm__) || defined(__riscv)
#define HARNESS __attribute__((section(".harness"), noinline))
#else
#define HARNESS
#endif

/** Next n bytes of the vectors; less at their end. */
size_t port_read(void *to, size_t n);

/** Bytes of the result, which is compared with that of the host. */
void port_write(const char *text, size_t n);

/** Ends the program. */
void port_exit(int code);

/* Stack used by a call, found by painting what lies below; simavr watches the stack pointer itself. */
#if defined(__arm__) || defined(__riscv)
#define PAINT_BYTES 768u
#define PAINT 0xA5C3965Au

static inline uintptr_t stack_pointer(void) {
    uintptr_t sp;
#if defined(__arm__)
    __asm__ volatile("mov %0, sp" : "=r"(sp));
#else
    __asm__ volatile("mv %0, sp" : "=r"(sp));
#endif
    return sp;
}
__attribute__((always_inline)) static inline void stack_paint(void) {
    uintptr_t top = stack_pointer(), at;
    for (at = top - PAINT_BYTES; at < top; at += 4) {
        *(volatile uint32_t *)at = PAINT;
    }
}
__attribute__((always_inline)) static inline uint32_t stack_depth(uint32_t before) {
    uintptr_t top = stack_pointer(), at = top - PAINT_BYTES;
    while (at < top && *(volatile uint32_t *)at == PAINT) {
        at += 4;
    }
    return (uint32_t)(top - at) > before ? (uint32_t)(top - at) : before;
}
#else
static inline void stack_paint(void) {}
static inline uint32_t stack_depth(uint32_t before) { return before; }
#endif

#endif
