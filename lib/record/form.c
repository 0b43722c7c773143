/* SPDX-License-Identifier: MIT */
#include <bandex/record.h>

static int in_tempo(uint32_t took_us, int32_t prescribed_ms, const bandex_form *form)
{
    int64_t off, share, fixed;
    if (prescribed_ms < 0) {
        return 1;
    }
    off = (int64_t)took_us - (int64_t)prescribed_ms * 1000;
    off = off < 0 ? -off : off;
    share = (int64_t)prescribed_ms * form->tempo_tolerance_permille; /* ms x permille is us */
    fixed = (int64_t)form->tempo_tolerance_ms * 1000;
    return off <= (share > fixed ? share : fixed);
}

/* In whole mN, so that exactly the least share is enough. */
static int reaches(float peak_mn, int32_t full_mn, int32_t least_permille)
{
    int64_t needed = (int64_t)full_mn * least_permille;
    if (!(peak_mn > 0)) {
        return 0;
    }
    return peak_mn >= 2147483000.0f || (int64_t)(peak_mn + 0.5f) * 1000 >= needed;
}

int bandex_rep_valid(const bandex_rep *rep, const bandex_form *form, float mn_per_unit)
{
    if (!rep || !form || (rep->rep_class != BANDEX_REP_FULL && rep->rep_class != BANDEX_REP_HOLD)) {
        return 0;
    }
    if (form->full_force_mn > 0 && mn_per_unit > 0) {
        if (!reaches(rep->peak * mn_per_unit, form->full_force_mn, form->full_force_min_permille)) {
            return 0;
        }
    } else if (!(rep->completeness * 1000 >= (float)form->completeness_min_permille)) {
        return 0;
    }
    return in_tempo(rep->concentric_us, form->tempo.concentric_ms, form) &&
           in_tempo(rep->hold_us, form->tempo.hold_ms, form) &&
           in_tempo(rep->eccentric_us, form->tempo.eccentric_ms, form);
}

bandex_status bandex_set_judge(bandex_set *set, const bandex_form *form)
{
    bandex_form defaults;
    int32_t valid = 0;
    size_t i;
    if (!set || (!set->reps && set->rep_count)) {
        return BANDEX_E_ARGUMENT;
    }
    if (form && form->struct_size < sizeof *form) {
        return BANDEX_E_SIZE;
    }
    if (!form) {
        bandex_form_default(&defaults);
        defaults.tempo = set->tempo;
        form = &defaults;
    }
    if (set->rep_count == 0) {
        return BANDEX_OK;
    }
    for (i = 0; i < set->rep_count && valid < INT32_MAX; i++) {
        valid += bandex_rep_valid(&set->reps[i], form, set->unit == BANDEX_UNIT_NEWTON ? 1000.0f : 0);
    }
    set->valid_reps = set->accepted_reps >= 0 && valid > set->accepted_reps ? set->accepted_reps : valid;
    return BANDEX_OK;
}

bandex_status bandex_dose_compare(int64_t tut_ms, int64_t target_ms, int32_t tolerance_permille, bandex_dose *out)
{
    const int64_t limit = (int64_t)1 << 53;
    int64_t off;
    if (!out || tut_ms < 0 || tut_ms >= limit || target_ms <= 0 || target_ms >= limit || tolerance_permille < 0 ||
        tolerance_permille > 1000) {
        return BANDEX_E_ARGUMENT;
    }
    off = tut_ms > target_ms ? tut_ms - target_ms : target_ms - tut_ms;
    out->tut_ms = tut_ms;
    out->target_ms = target_ms;
    out->ratio_permille = tut_ms / target_ms > 2000000 ? INT32_MAX : (int32_t)(tut_ms * 1000 / target_ms);
    out->compliant = off * 1000 <= target_ms * tolerance_permille;
    return BANDEX_OK;
}

bandex_status bandex_tempo_tut(const bandex_tempo *tempo, int32_t reps, int64_t *tut_ms)
{
    int64_t each = 0;
    if (!tempo || !tut_ms || reps < 0) {
        return BANDEX_E_ARGUMENT;
    }
    each += tempo->concentric_ms > 0 ? tempo->concentric_ms : 0;
    each += tempo->hold_ms > 0 ? tempo->hold_ms : 0;
    each += tempo->eccentric_ms > 0 ? tempo->eccentric_ms : 0;
    *tut_ms = each * reps;
    return BANDEX_OK;
}
