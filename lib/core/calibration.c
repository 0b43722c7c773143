/* SPDX-License-Identifier: MIT */
#include <bandex/units.h>

/* The same bits everywhere: no fused multiply-adds, which would change the last one of the slope. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

bandex_status bandex_calibration_init(bandex_calibration *self, int32_t tare_raw)
{
    size_t i;
    if (!self) {
        return BANDEX_E_ARGUMENT;
    }
    self->struct_size = (uint32_t)sizeof *self;
    self->count = 1;
    for (i = 0; i < BANDEX_CALIBRATION_POINTS; i++) {
        self->points[i].raw = 0;
        self->points[i].force_mn = 0;
    }
    self->points[0].raw = tare_raw;
    self->auto_zero_mn = 0;
    self->offset_raw = tare_raw;
    self->newton_per_count = 0;
    self->residual_n = 0;
    return BANDEX_OK;
}

static float points_apart(const bandex_calibration *self, uint32_t i)
{
    return (float)((int64_t)self->points[i].raw - self->points[0].raw);
}

/* The tare is the point that is known best, so the line goes through it: slope = sum(x f) / sum(x x). */
static void fit(bandex_calibration *self)
{
    float xf = 0, xx = 0, worst = 0;
    uint32_t i;
    for (i = 1; i < self->count; i++) {
        float x = points_apart(self, i);
        xf += x * ((float)self->points[i].force_mn * 0.001f);
        xx += x * x;
    }
    self->newton_per_count = xf / xx;
    for (i = 1; i < self->count; i++) {
        float error = points_apart(self, i) * self->newton_per_count - (float)self->points[i].force_mn * 0.001f;
        error = error < 0 ? -error : error;
        worst = error > worst ? error : worst;
    }
    self->residual_n = worst;
}

bandex_status bandex_calibration_add(bandex_calibration *self, int32_t raw, int32_t force_mn)
{
    if (!self || force_mn == 0) {
        return BANDEX_E_ARGUMENT;
    }
    if (self->struct_size != sizeof *self || self->count == 0) {
        return BANDEX_E_STATE;
    }
    if (raw == self->points[0].raw) {
        return BANDEX_E_ARGUMENT;
    }
    if (self->count >= BANDEX_CALIBRATION_POINTS) {
        return BANDEX_E_FULL;
    }
    self->points[self->count].raw = raw;
    self->points[self->count].force_mn = force_mn;
    self->count++;
    fit(self);
    return BANDEX_OK;
}

/* Auto-zero follows a drifting zero, and only readings that are near it: a band under load never moves it. */
static void follow_zero(bandex_calibration *self, int32_t raw, float newton)
{
    float window = (float)self->auto_zero_mn * 0.001f;
    if (self->auto_zero_mn > 0 && newton > -window && newton < window) {
        int64_t distance = (int64_t)raw - self->offset_raw;
        int64_t step = distance / 256;
        if (step == 0) {
            step = distance > 0 ? 1 : distance < 0 ? -1 : 0;
        }
        self->offset_raw = (int32_t)(self->offset_raw + step);
    }
}

bandex_status bandex_calibration_convert(bandex_calibration *self, int32_t raw, float *newton)
{
    if (!self || !newton) {
        return BANDEX_E_ARGUMENT;
    }
    if (self->struct_size != sizeof *self || self->count < 2) {
        return BANDEX_E_STATE;
    }
    *newton = (float)((int64_t)raw - self->offset_raw) * self->newton_per_count;
    follow_zero(self, raw, *newton);
    return BANDEX_OK;
}
