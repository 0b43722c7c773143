/* SPDX-License-Identifier: MIT */
/* The memcpy family, which a freestanding compiler may call: words where all is aligned, else bytes. Counted in the
 * linked size and in the instructions. */
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int value, size_t n);

static int aligned(const void *a, const void *b, size_t n) {
    return (((uintptr_t)a | (uintptr_t)b | n) & 3u) == 0;
}

void *memcpy(void *to, const void *from, size_t n) {
    size_t i;
    if (aligned(to, from, n)) {
        for (i = 0; i < n / 4; i++) {
            ((uint32_t *)to)[i] = ((const uint32_t *)from)[i];
        }
    } else {
        for (i = 0; i < n; i++) {
            ((unsigned char *)to)[i] = ((const unsigned char *)from)[i];
        }
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
    if (aligned(to, to, n)) {
        for (i = 0; i < n / 4; i++) {
            ((uint32_t *)to)[i] = 0x01010101u * (uint8_t)value;
        }
    } else {
        for (i = 0; i < n; i++) {
            ((unsigned char *)to)[i] = (unsigned char)value;
        }
    }
    return to;
}
