/* SPDX-License-Identifier: MIT */
#include "engine.h"
#include <string.h>

int has_forces(const bandex_ladder *ladder)
{
    return ladder->rungs[0].force_mn > 0;
}

/* Forces are told for all rungs, strictly rising, or for none. */
bandex_status ladder_check(const bandex_ladder *ladder)
{
    size_t i;
    if (!ladder || !ladder->rungs || ladder->count == 0 || ladder->count > INT32_MAX) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 1; i < ladder->count; i++) {
        int32_t here = ladder->rungs[i].force_mn, below = ladder->rungs[i - 1].force_mn;
        if (has_forces(ladder) ? here <= below : here > 0) {
            return BANDEX_E_ARGUMENT;
        }
    }
    return BANDEX_OK;
}

/* The heaviest rung not above a force given in mN x 1000, so that permille shares need no rounding. */
int32_t rung_at_most(const bandex_ladder *ladder, int64_t force_times_1000, int32_t *at_floor)
{
    size_t low = 0, high = ladder->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((int64_t)ladder->rungs[middle].force_mn * 1000 <= force_times_1000) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *at_floor = low == 0;
    return low == 0 ? 0 : (int32_t)low - 1;
}

/* permille lighter. *reason is what is to be added: 0, AT_FLOOR or NEEDS_FORCE. */
int32_t lighter_rung(const bandex_ladder *ladder, int32_t rung, int32_t permille, int32_t *reason)
{
    int32_t at_floor, lighter;
    *reason = 0;
    if (!has_forces(ladder)) {
        *reason = BANDEX_REASON_NEEDS_FORCE;
        return rung;
    }
    lighter = rung_at_most(ladder, (int64_t)ladder->rungs[rung].force_mn * (1000 - permille), &at_floor);
    if (at_floor) {
        *reason = BANDEX_REASON_AT_FLOOR;
    }
    return lighter;
}

static int beyond_limits(const view *v, int32_t rung)
{
    const bandex_clamps *clamps = &v->policy->clamps;
    const bandex_rung *r = &v->ladder->rungs[rung];
    return (clamps->force_max_mn > 0 && r->force_mn > clamps->force_max_mn) ||
           (clamps->elongation_max_permille > 0 && r->elongation_permille > clamps->elongation_max_permille);
}

static int too_steep(const view *v, int32_t from, int32_t to, int32_t *reason)
{
    int64_t cap = v->policy->clamps.inc_max_permille;
    const bandex_rung *rungs = v->ladder->rungs;
    if (cap <= 0) {
        return 0;
    }
    *reason = has_forces(v->ladder) ? BANDEX_REASON_LADDER_GAP : BANDEX_REASON_NEEDS_FORCE;
    return *reason == BANDEX_REASON_NEEDS_FORCE ||
           (int64_t)rungs[to].force_mn * 1000 > (int64_t)rungs[from].force_mn * (1000 + cap);
}

/* Days since the present rung was first trained after a lighter one; far if there was no such step. */
static int too_soon(view *v)
{
    int32_t wait = v->policy->clamps.min_days, today;
    const training *last = view_at(v, 0), *t = last;
    int32_t first_day;
    uint32_t k = 0;
    if (wait <= 0 || !last) {
        return 0;
    }
    today = v->context->day == BANDEX_UNKNOWN ? last->day : v->context->day;
    do {
        first_day = t->day;
        t = view_at(v, ++k);
    } while (t && t->rung == last->rung);
    return t && t->rung < last->rung && (int64_t)today - first_day < wait;
}

/* As far up from one rung to another as limits allow. *reason tells what stopped it, or stays. */
int32_t climb(view *v, int32_t from, int32_t wanted, int32_t *reason)
{
    int32_t rung = from, top = (int32_t)v->ladder->count - 1;
    int32_t most = v->policy->clamps.max_up;
    if (wanted > from && too_soon(v)) {
        *reason = BANDEX_REASON_WEEKLY_CAP;
        return from;
    }
    while (rung < wanted) {
        if (rung == top || beyond_limits(v, rung + 1)) {
            *reason = BANDEX_REASON_AT_TOP;
            break;
        }
        if (too_steep(v, from, rung + 1, reason)) {
            break;
        }
        if (most > 0 && rung - from == most) {
            *reason = BANDEX_REASON_CLAMPED_STEP;
            break;
        }
        rung++;
    }
    return rung;
}

static int same_band(const bandex_rung *rung, const bandex_set *set)
{
    uint32_t strands = set->band.strands ? set->band.strands : 1;
    if (strcmp(rung->band, set->band.band) != 0 || (rung->strands ? rung->strands : 1) != strands) {
        return 0;
    }
    return !set->band.instance[0] || !rung->instance[0] || strcmp(rung->instance, set->band.instance) == 0;
}

/* How far a rung is from what the set says of stretch or force; 0 when the set says neither. */
static int64_t distance(const bandex_rung *rung, const bandex_set *set)
{
    int64_t off = 0;
    if (set->force_mn > 0 && rung->force_mn > 0) {
        off = (int64_t)rung->force_mn - set->force_mn;
    } else if (set->band.rest_mm && set->band.peak_mm && rung->elongation_permille > 0) {
        int64_t stretch = (int64_t)set->band.peak_mm * 1000 / set->band.rest_mm - 1000;
        off = rung->elongation_permille - stretch;
    }
    return off < 0 ? -off : off;
}

static int32_t place_by_band(const bandex_ladder *ladder, const bandex_set *set)
{
    int32_t best = BANDEX_UNKNOWN, i, told = set->rung;
    int64_t best_distance = 0;
    if (told >= 0 && (size_t)told < ladder->count && same_band(&ladder->rungs[told], set)) {
        return told;
    }
    for (i = 0; (size_t)i < ladder->count; i++) {
        if (same_band(&ladder->rungs[i], set)) {
            int64_t far = distance(&ladder->rungs[i], set);
            if (best < 0 || far < best_distance) {
                best = i;
                best_distance = far;
            }
        }
    }
    return best;
}

/* The rung of a set, or BANDEX_UNKNOWN. */
int32_t rung_of(const bandex_ladder *ladder, const bandex_set *set)
{
    int32_t at_floor;
    if (set->band.band[0] && ladder->rungs[0].band[0]) {
        return place_by_band(ladder, set);
    }
    if (set->rung >= 0) {
        return (size_t)set->rung < ladder->count ? set->rung : BANDEX_UNKNOWN;
    }
    return set->force_mn > 0 && has_forces(ladder) ? rung_at_most(ladder, (int64_t)set->force_mn * 1000, &at_floor)
                                                    : BANDEX_UNKNOWN;
}

bandex_status bandex_ladder_place(const bandex_ladder *ladder, const bandex_set *set, int32_t *rung)
{
    if (!set || !rung || ladder_check(ladder) != BANDEX_OK) {
        return BANDEX_E_ARGUMENT;
    }
    *rung = rung_of(ladder, set);
    return *rung < 0 ? BANDEX_E_NOT_FOUND : BANDEX_OK;
}

bandex_status bandex_ladder_at_most(const bandex_ladder *ladder, int32_t force_mn, int32_t *rung, int32_t *at_floor)
{
    if (!rung || !at_floor || ladder_check(ladder) != BANDEX_OK) {
        return BANDEX_E_ARGUMENT;
    }
    if (!has_forces(ladder)) {
        return BANDEX_E_UNSUPPORTED;
    }
    *rung = rung_at_most(ladder, (int64_t)force_mn * 1000, at_floor);
    return BANDEX_OK;
}
