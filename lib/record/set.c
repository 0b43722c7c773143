/* SPDX-License-Identifier: MIT */
#include <bandex/record.h>

static const bandex_tempo free_tempo = {BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN, BANDEX_UNKNOWN};

bandex_status bandex_set_default(bandex_set *set)
{
    static const bandex_set empty;
    if (!set) {
        return BANDEX_E_ARGUMENT;
    }
    *set = empty;
    set->unit = BANDEX_UNIT_NEWTON;
    set->scale = 0.001f;
    set->side = BANDEX_SIDE_NONE;
    set->target_sets = BANDEX_UNKNOWN;
    set->target_reps = BANDEX_UNKNOWN;
    set->target_tut_ms = BANDEX_UNKNOWN;
    set->rung = BANDEX_UNKNOWN;
    set->force_mn = BANDEX_UNKNOWN;
    set->detected_reps = BANDEX_UNKNOWN;
    set->detected_partials = BANDEX_UNKNOWN;
    set->accepted_reps = BANDEX_UNKNOWN;
    set->valid_reps = BANDEX_UNKNOWN;
    set->tut_ms = BANDEX_UNKNOWN;
    set->rir = BANDEX_UNKNOWN;
    set->rpe10 = BANDEX_UNKNOWN;
    set->omni = BANDEX_UNKNOWN;
    set->peak_mn = BANDEX_UNKNOWN;
    set->impulse_mns = BANDEX_UNKNOWN;
    set->loss_permille = BANDEX_UNKNOWN;
    set->rom_permille = BANDEX_UNKNOWN;
    set->tempo = free_tempo;
    return BANDEX_OK;
}

bandex_status bandex_session_default(bandex_session *session)
{
    static const bandex_session empty;
    if (!session) {
        return BANDEX_E_ARGUMENT;
    }
    *session = empty;
    session->sets_prescribed = BANDEX_UNKNOWN;
    session->pain_during = BANDEX_UNKNOWN;
    session->pain_morning = BANDEX_UNKNOWN;
    session->readiness = BANDEX_UNKNOWN;
    session->omni = BANDEX_UNKNOWN;
    return BANDEX_OK;
}

bandex_status bandex_form_default(bandex_form *form)
{
    if (!form) {
        return BANDEX_E_ARGUMENT;
    }
    form->struct_size = (uint32_t)sizeof *form;
    form->full_force_mn = BANDEX_UNKNOWN;
    form->full_force_min_permille = 950;
    form->completeness_min_permille = 800;
    form->tempo_tolerance_permille = 500;
    form->tempo_tolerance_ms = 300;
    form->tempo = free_tempo;
    return BANDEX_OK;
}

/* Rounds half away from zero; what is no number, negative or too large is unknown. */
static int32_t to_integer(float value)
{
    if (!(value >= 0) || value >= 2147483000.0f) {
        return BANDEX_UNKNOWN;
    }
    return (int32_t)(value + 0.5f);
}

static int32_t ms_of_us(uint64_t us)
{
    uint64_t ms = us / 1000 + (us % 1000 >= 500);
    return ms > INT32_MAX ? INT32_MAX : (int32_t)ms;
}

static int32_t limit_count(uint32_t count)
{
    return count > INT32_MAX ? INT32_MAX : (int32_t)count;
}

static void take_measures(bandex_set *set, const bandex_set_summary *summary)
{
    uint32_t whole = summary->full + summary->holds;
    set->tut_ms = ms_of_us(bandex_set_summary_tut(summary));
    set->loss_permille = whole > 1 ? to_integer(summary->loading_rate_loss * 1000) : BANDEX_UNKNOWN;
    set->rom_permille = whole ? to_integer(summary->completeness_min * 1000) : BANDEX_UNKNOWN;
    set->peak_mn = BANDEX_UNKNOWN;
    set->impulse_mns = BANDEX_UNKNOWN;
    if (set->unit == BANDEX_UNIT_NEWTON) {
        set->peak_mn = whole ? to_integer(summary->peak_best * 1000) : BANDEX_UNKNOWN;
        set->impulse_mns = to_integer(summary->impulse * 1000);
    }
}

bandex_status bandex_set_detected(bandex_set *set, const bandex_rep *reps, size_t count)
{
    bandex_set_summary summary;
    size_t i;
    if (!set || (!reps && count)) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_set_summary_init(&summary);
    for (i = 0; i < count; i++) {
        bandex_set_summary_add(&summary, &reps[i]);
    }
    set->reps = reps;
    set->rep_count = count;
    set->without_sensor = 0;
    set->detected_reps = limit_count(summary.full + summary.holds);
    set->detected_partials = limit_count(summary.partial);
    set->accepted_reps = set->detected_reps;
    take_measures(set, &summary);
    return BANDEX_OK;
}
