/* SPDX-License-Identifier: MIT */
/* Questions about one band of a product. */
#include "band.h"

static const char *const flag_names[] = {"slack", "below_data", "beyond_data", "warning", "past_limit",
                                         "one_point", "scaled", "worn", "ordinal"};

const char *bandex_force_flag_name(uint32_t flag)
{
    size_t i;
    for (i = 0; i < sizeof flag_names / sizeof *flag_names; i++) {
        if (flag == (uint32_t)1 << i) {
            return flag_names[i];
        }
    }
    return NULL;
}

static const bandex_band_answer ordinal_answer = {BANDEX_UNKNOWN, 0, BANDEX_FORCE_ORDINAL, BANDEX_PROVENANCE_ORDINAL};

bandex_status bandex_band_force(const bandex_band_product *self, const bandex_band_use *use, uint32_t length_mm,
                                bandex_band_answer *answer)
{
    bandex_spring spring;
    bandex_status status;
    if (!self || !use || !answer || length_mm > BANDEX_BAND_LENGTH_MAX_MM) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_spring_open(&spring, self, NULL, use, BANDEX_CURVE_DEFAULT);
    if (status == BANDEX_E_RANGE) {
        *answer = ordinal_answer;
    }
    return status == BANDEX_OK ? bandex_spring_force(&spring, length_mm, answer) : status;
}

bandex_status bandex_band_range_of(const bandex_band_product *self, const bandex_band_use *use, bandex_band_range *range)
{
    bandex_spring spring;
    bandex_status status;
    if (!self || !use || !range || use->start_mm == 0 || use->peak_mm < use->start_mm ||
        use->peak_mm > BANDEX_BAND_LENGTH_MAX_MM) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_spring_open(&spring, self, NULL, use, BANDEX_CURVE_DEFAULT);
    if (status == BANDEX_E_RANGE) {
        range->start = ordinal_answer;
        range->peak = ordinal_answer;
        range->work_mj = BANDEX_UNKNOWN;
        range->tension_permille = BANDEX_UNKNOWN;
    }
    return status == BANDEX_OK ? bandex_spring_range(&spring, use->start_mm, use->peak_mm, range) : status;
}

bandex_status bandex_band_work(const bandex_band_product *self, const bandex_band_use *use, int32_t *work_mj)
{
    bandex_band_range range;
    bandex_status status;
    if (!work_mj) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_band_range_of(self, use, &range);
    if (status == BANDEX_OK) {
        *work_mj = range.work_mj;
    }
    return status;
}

/* What one hand feels: strands, and which part of the band each of them is. */
static const struct {
    uint32_t strands, part, hands;
} holds[] = {
    [BANDEX_HOLD_STRAIGHT] = {1, 1, 1},
    [BANDEX_HOLD_ENDS] = {2, 2, 1},
    [BANDEX_HOLD_TWO_HANDS] = {1, 1, 2},
    [BANDEX_HOLD_FEET] = {1, 2, 2},
    [BANDEX_HOLD_LOOP] = {2, 1, 1},
    [BANDEX_HOLD_LOOP_DOUBLED] = {4, 2, 1},
};

bandex_status bandex_hold_resolve(int32_t hold, uint32_t rest_mm, uint32_t fold, uint32_t held_mm, bandex_hold *out)
{
    uint32_t free_mm;
    if (!out || hold < BANDEX_HOLD_STRAIGHT || hold > BANDEX_HOLD_LOOP_DOUBLED || fold < 1 || fold > 16 ||
        rest_mm > BANDEX_BAND_LENGTH_MAX_MM || held_mm >= rest_mm) {
        return BANDEX_E_ARGUMENT;
    }
    free_mm = (rest_mm - held_mm) / (holds[hold].part * fold);
    if (free_mm < 1) {
        return BANDEX_E_ARGUMENT;
    }
    out->strands = holds[hold].strands * fold;
    out->rest_mm = free_mm;
    out->hands = holds[hold].hands;
    return BANDEX_OK;
}
