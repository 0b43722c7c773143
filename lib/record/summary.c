/* SPDX-License-Identifier: MIT */
#include <bandex/record.h>

static int is_number(float value)
{
    return value - value == 0; /* neither NaN nor infinite */
}

static int is_effort(const bandex_rep *rep)
{
    return rep->rep_class == BANDEX_REP_FULL || rep->rep_class == BANDEX_REP_PARTIAL || rep->rep_class == BANDEX_REP_HOLD;
}

static float power_w(float work_j, uint64_t time_us)
{
    return time_us ? work_j / ((float)time_us * 1e-6f) : 0;
}

bandex_status bandex_set_summary_init(bandex_set_summary *summary)
{
    static const bandex_set_summary empty;
    if (!summary) {
        return BANDEX_E_ARGUMENT;
    }
    *summary = empty;
    return BANDEX_OK;
}

uint64_t bandex_set_summary_tut(const bandex_set_summary *summary)
{
    return summary ? summary->concentric_us + summary->hold_us + summary->eccentric_us : 0;
}

/* 1 - last/best, after the best has taken the last in. */
static float decline(float *best, float last, int first)
{
    if (first || last > *best) {
        *best = last;
    }
    if (!(*best > 0)) {
        return 0;
    }
    return last > 0 ? 1 - last / *best : 1;
}

static void add_whole(bandex_set_summary *s, const bandex_rep *rep, uint32_t before)
{
    int first = before == 0;
    if (is_number(rep->peak)) {
        s->peak_mean += (rep->peak - s->peak_mean) / (float)(before + 1);
        s->peak_decline = decline(&s->peak_best, rep->peak, first);
    }
    if (is_number(rep->impulse)) {
        s->impulse_decline = decline(&s->impulse_best, rep->impulse, first);
    }
    if (is_number(rep->loading_rate)) {
        s->loading_rate_loss = decline(&s->loading_rate_best, rep->loading_rate, first);
    }
    if (is_number(rep->completeness) && (first || rep->completeness < s->completeness_min)) {
        s->completeness_min = rep->completeness;
    }
}

static void add_time(bandex_set_summary *s, const bandex_rep *rep, uint32_t efforts_before)
{
    if (efforts_before == 0) {
        s->start_us = rep->start_us;
    } else if (rep->start_us > s->end_us) {
        s->rest_us += rep->start_us - s->end_us;
    }
    s->last_start_us = rep->start_us;
    s->end_us = rep->end_us;
    s->concentric_us += rep->concentric_us;
    s->hold_us += rep->hold_us;
    s->eccentric_us += rep->eccentric_us;
    s->bumps += rep->bumps;
    if (efforts_before && s->last_start_us > s->start_us) {
        s->cadence = 60e6f * (float)efforts_before / (float)(s->last_start_us - s->start_us);
    }
}

static void add_force(bandex_set_summary *s, const bandex_rep *rep, int first)
{
    uint64_t tut_us = bandex_set_summary_tut(s);
    if (is_number(rep->peak) && (first || rep->peak > s->peak)) {
        s->peak = rep->peak;
    }
    if (is_number(rep->impulse)) {
        s->impulse += rep->impulse;
    }
    s->mean = tut_us ? s->impulse / ((float)tut_us * 1e-6f) : 0;
}

bandex_status bandex_set_summary_add(bandex_set_summary *summary, const bandex_rep *rep)
{
    uint32_t whole, efforts;
    if (!summary || !rep) {
        return BANDEX_E_ARGUMENT;
    }
    if (!is_effort(rep)) {
        return BANDEX_OK;
    }
    whole = summary->full + summary->holds;
    efforts = whole + summary->partial;
    add_time(summary, rep, efforts);
    add_force(summary, rep, efforts == 0);
    if (rep->rep_class == BANDEX_REP_PARTIAL) {
        summary->partial++;
        return BANDEX_OK;
    }
    add_whole(summary, rep, whole);
    if (rep->rep_class == BANDEX_REP_HOLD) {
        summary->holds++;
    } else {
        summary->full++;
    }
    return BANDEX_OK;
}

bandex_status bandex_set_summary_work(bandex_set_summary *summary, const bandex_band_use *use)
{
    const bandex_band_product *product;
    bandex_status status;
    int32_t work_mj = 0;
    if (!summary || !use) {
        return BANDEX_E_ARGUMENT;
    }
    summary->work_j = 0;
    summary->power_w = 0;
    product = bandex_band_find(use->band);
    if (!product) {
        return BANDEX_E_NOT_FOUND;
    }
    status = bandex_band_work(product, use, &work_mj);
    if (status == BANDEX_OK) {
        summary->work_j = (float)work_mj * 0.001f * (float)(summary->full + summary->holds);
        summary->power_w = power_w(summary->work_j, summary->concentric_us);
    }
    return status;
}

static bandex_status length_at(const bandex_spring *spring, float newton, double *length_mm)
{
    if (!is_number(newton)) {
        return BANDEX_E_RANGE;
    }
    return bandex_spring_length(spring, newton > 0 ? (double)newton : 0, length_mm);
}

bandex_status bandex_rep_work(const bandex_rep *rep, const bandex_spring *spring, bandex_work *out)
{
    static const bandex_work none;
    double start_mm = 0, peak_mm = 0, end_mm = 0, stretch_j = 0, returned_j = 0;
    bandex_status status;
    if (!rep || !spring || !out) {
        return BANDEX_E_ARGUMENT;
    }
    *out = none;
    status = length_at(spring, rep->trough, &start_mm);
    status = status ? status : length_at(spring, rep->peak, &peak_mm);
    status = status ? status : length_at(spring, rep->peak - rep->fall, &end_mm);
    status = status ? status : start_mm <= peak_mm && end_mm <= peak_mm ? BANDEX_OK : BANDEX_E_RANGE;
    status = status ? status : bandex_spring_work(spring, start_mm, peak_mm, &stretch_j);
    status = status ? status : bandex_spring_work(spring, end_mm, peak_mm, &returned_j);
    if (status != BANDEX_OK) {
        return status;
    }
    out->start_mm = (float)start_mm;
    out->peak_mm = (float)peak_mm;
    out->end_mm = (float)end_mm;
    out->stretch_j = (float)stretch_j;
    out->returned_j = (float)returned_j;
    out->power_w = power_w(out->stretch_j, rep->concentric_us);
    return BANDEX_OK;
}

bandex_status bandex_set_summary_work_add(bandex_set_summary *summary, const bandex_rep *rep, const bandex_spring *spring)
{
    bandex_work work;
    bandex_status status;
    if (!summary || !rep || !spring) {
        return BANDEX_E_ARGUMENT;
    }
    if (!is_effort(rep)) {
        return BANDEX_OK;
    }
    status = bandex_rep_work(rep, spring, &work);
    if (status == BANDEX_OK) {
        summary->work_j += work.stretch_j;
        summary->power_w = power_w(summary->work_j, summary->concentric_us);
    }
    return status;
}

static bandex_asymmetry compare(float left, float right)
{
    bandex_asymmetry out;
    float l = left < 0 ? -left : left, r = right < 0 ? -right : right;
    float larger = l > r ? l : r;
    out.left = left;
    out.right = right;
    out.index = larger > 0 ? (right - left) / larger : 0;
    return out;
}

bandex_status bandex_set_asymmetry_compare(const bandex_set_summary *left, const bandex_set_summary *right,
                                           bandex_set_asymmetry *out)
{
    if (!left || !right || !out) {
        return BANDEX_E_ARGUMENT;
    }
    out->reps = compare((float)left->full, (float)right->full);
    out->peak_mean = compare(left->peak_mean, right->peak_mean);
    out->impulse = compare(left->impulse, right->impulse);
    out->loading_rate = compare(left->loading_rate_best, right->loading_rate_best);
    out->tut_s = compare((float)bandex_set_summary_tut(left) * 1e-6f, (float)bandex_set_summary_tut(right) * 1e-6f);
    return BANDEX_OK;
}
