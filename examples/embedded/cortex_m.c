/* SPDX-License-Identifier: MIT */
/* Start-up of a Cortex-M: vectors, .data and .bss, main. .retained is left as it is. */
#include "board.h"

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];
int main(void);
void board_tick(void);

static void fault(void) { board_end(3); }

static void reset(void) {
    volatile uint32_t *to;
    const volatile uint32_t *from = data_load;
    for (to = data_start; to < data_end; to++) {
        *to = *from++;
    }
    for (to = bss_start; to < bss_end; to++) {
        *to = 0;
    }
    main();
    fault();
}

__attribute__((section(".vectors"), used)) static void *const vectors[16] = {
    stack_top, (void *)reset, (void *)fault, (void *)fault, (void *)fault, (void *)fault, (void *)fault, 0, 0, 0, 0,
    (void *)fault, 0, 0, (void *)fault, (void *)board_tick};

/* The compiler may call these; a libc would bring them. */
void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int value, size_t n);

void *memcpy(void *to, const void *from, size_t n) {
    size_t i;
    for (i = 0; i < n; i++) {
        ((unsigned char *)to)[i] = ((const unsigned char *)from)[i];
    }
    return to;
}

void *memmove(void *to, const void *from, size_t n) {
    if (to < from) {
        return memcpy(to, from, n);
    }
    while (n-- > 0) {
        ((unsigned char *)to)[n] = ((const unsigned char *)from)[n];
    }
    return to;
}

void *memset(void *to, int value, size_t n) {
    size_t i;
    for (i = 0; i < n; i++) {
        ((unsigned char *)to)[i] = (unsigned char)value;
    }
    return to;
}
