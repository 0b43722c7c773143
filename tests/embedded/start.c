/* SPDX-License-Identifier: MIT */
/* Start-up of the emulated Arm and RISC-V machines: clear .bss, turn the floating-point unit on, call main. A fault ends
 * the emulator with an error. -DFLUSH_TO_ZERO sets FPSCR.FZ, for the control that must differ. */
#include "port.h"

extern uint32_t bss_start[], bss_end[], stack_top[];
int main(void);

HARNESS static void fault(void) { port_exit(1); }

HARNESS static void start(void) {
    uint32_t *word;
    for (word = bss_start; word < bss_end; word++) {
        *(volatile uint32_t *)word = 0;
    }
#if defined(__ARM_FP)
    *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; /* CPACR: full access to coprocessors 10 and 11 */
    __asm__ volatile("dsb\nisb" ::: "memory");
#if defined(FLUSH_TO_ZERO)
    {
        uint32_t fpscr;
        __asm__ volatile("vmrs %0, fpscr" : "=r"(fpscr));
        __asm__ volatile("vmsr fpscr, %0" ::"r"(fpscr | 1u << 24));
        *(volatile uint32_t *)0xE000EF3Cu |= 1u << 24; /* FPDSCR: the same after an exception */
    }
#endif
#endif
    main();
    port_exit(1);
}

#if defined(__arm__)
/* The first 16 vectors of ARMv6-M to ARMv8-M: stack, reset, then all the faults. */
__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    stack_top, (const void *)start, (const void *)fault, (const void *)fault, (const void *)fault, (const void *)fault,
    (const void *)fault, (const void *)fault, 0, 0, 0, (const void *)fault, (const void *)fault, 0, (const void *)fault,
    (const void *)fault};
#else
__attribute__((naked, section(".vectors"), used)) void reset(void);
__attribute__((naked, section(".vectors"), used)) void reset(void) {
    __asm__ volatile(".option arch, +zicsr\nla sp, stack_top\nla t0, trap\ncsrw mtvec, t0\n"
#if defined(__riscv_flen)
                     "li t0, 0x2000\ncsrs mstatus, t0\n"
#endif
                     "j %0" ::"i"(start));
}
__attribute__((aligned(4), used, section(".harness"))) void trap(void);
__attribute__((aligned(4), used, section(".harness"))) void trap(void) { fault(); }
#endif
