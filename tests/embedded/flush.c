/* SPDX-License-Identifier: MIT */
/* Control for cores without a floating-point unit: arithmetic that flushes subnormal results to zero, as some fast
 * libraries do (Qfplib by its own description). Linked with --wrap; a build with it must give another result. */
#include <stdint.h>

static float flush(float value) {
    union { float value; uint32_t bits; } both = {value};
    if ((both.bits & 0x7F800000u) == 0) {
        both.bits &= 0x80000000u;
    }
    return both.value;
}

#define WRAP(name)                     \
    float __real_##name(float, float); \
    float __wrap_##name(float, float); \
    float __wrap_##name(float a, float b) { return flush(__real_##name(a, b)); }

#if defined(__ARM_EABI__)
WRAP(__aeabi_fadd)
WRAP(__aeabi_fsub)
WRAP(__aeabi_fmul)
#else
WRAP(__addsf3)
WRAP(__subsf3)
WRAP(__mulsf3)
#endif
