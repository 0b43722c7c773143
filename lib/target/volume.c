/* SPDX-License-Identifier: MIT */
#include "fit.h"
#include <string.h>

static const struct {
    const char *name;
    int32_t primary, secondary, stabilizer;
} presets[] = {
    {"fractional", 1000, 500, 0},
    {"direct", 1000, 0, 0},
    {"total", 1000, 1000, 0},
};

bandex_status bandex_count_policy_preset(const char *name, bandex_count_policy *policy)
{
    size_t i;
    if (!policy) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < sizeof presets / sizeof *presets; i++) {
        if (!name || strcmp(presets[i].name, name) == 0) {
            memset(policy, 0, sizeof *policy);
            policy->struct_size = (uint32_t)sizeof *policy;
            policy->primary_permille = presets[i].primary;
            policy->secondary_permille = presets[i].secondary;
            policy->stabilizer_permille = presets[i].stabilizer;
            policy->min_reps = 1;
            policy->aggregate = BANDEX_AGGREGATE_DISTINCT;
            return BANDEX_OK;
        }
    }
    return BANDEX_E_NOT_FOUND;
}

static int is_share(int32_t permille)
{
    return permille >= 0 && permille <= 1000;
}

bandex_status bandex_policy_take(const bandex_count_policy *given, bandex_count_policy *own)
{
    bandex_status status;
    bandex_count_policy_preset(NULL, own);
    status = bandex_config_take(given, own, sizeof *own);
    if (status != BANDEX_OK) {
        return status;
    }
    if (!is_share(own->primary_permille) || !is_share(own->secondary_permille) || !is_share(own->stabilizer_permille) ||
        (own->aggregate != BANDEX_AGGREGATE_DISTINCT && own->aggregate != BANDEX_AGGREGATE_MAXIMUM)) {
        return BANDEX_E_ARGUMENT;
    }
    return BANDEX_OK;
}

/* Force-based figures of one set; -1: not measured. */
struct measures {
    int64_t impulse_mns, tut_ms, work_mj;
};

/* Concentric work of a set from the curve of its band and the lengths told, in mJ; -1: not known. */
static int64_t work_mj(const bandex_set *set)
{
    const bandex_band_product *product = bandex_band_find(set->band.band);
    int32_t once;
    if (!product || !set->band.start_mm || set->accepted_reps <= 0 ||
        bandex_band_work(product, &set->band, &once) != BANDEX_OK) {
        return -1;
    }
    return (int64_t)once * set->accepted_reps;
}

static struct measures measure(const bandex_set *set)
{
    struct measures m = {-1, -1, -1};
    bandex_set_summary summary;
    size_t i;
    if (set->tut_ms >= 0) {
        m.tut_ms = set->tut_ms;
    }
    if (set->impulse_mns >= 0) {
        m.impulse_mns = set->impulse_mns;
    }
    if (set->reps && set->unit == BANDEX_UNIT_NEWTON && (m.impulse_mns < 0 || m.tut_ms < 0)) {
        bandex_set_summary_init(&summary);
        for (i = 0; i < set->rep_count; i++) {
            bandex_set_summary_add(&summary, &set->reps[i]);
        }
        if (m.impulse_mns < 0 && summary.impulse >= 0 && summary.impulse < 1e12f) {
            m.impulse_mns = (int64_t)((double)summary.impulse * 1000.0 + 0.5);
        }
        if (m.tut_ms < 0) {
            m.tut_ms = (int64_t)((summary.concentric_us + summary.hold_us + summary.eccentric_us + 500) / 1000);
        }
    }
    m.work_mj = work_mj(set);
    return m;
}

static void add_side(bandex_side_volume *side, int32_t credit, const struct measures *m)
{
    side->sets_permille += credit;
    side->impulse_mns += m->impulse_mns > 0 ? m->impulse_mns * credit / 1000 : 0;
    side->tut_ms += m->tut_ms > 0 ? m->tut_ms * credit / 1000 : 0;
    side->work_mj += m->work_mj > 0 ? m->work_mj * credit / 1000 : 0;
}

static void add_set(const bandex_catalog *catalog, const bandex_count_policy *policy, const bandex_set *set, int32_t area,
                    bandex_volume *volume)
{
    const bandex_exercise *exercise = bandex_catalog_current(catalog, set->exercise);
    const bandex_muscle_use *use;
    const bandex_variant *variant;
    struct measures m;
    int32_t left, right, role, side = set->side;
    if (!exercise) {
        volume->unknown_sets += set->accepted_reps >= policy->min_reps;
        return;
    }
    if (set->accepted_reps < policy->min_reps) {
        return;
    }
    variant = bandex_exercise_variant(exercise, set->variant);
    if (side == BANDEX_SIDE_NONE && variant) {
        side = variant->side;
    }
    bandex_fit_credit(exercise, variant, side, area, policy, &left, &right, &role, &use);
    volume->direct_sets += role == BANDEX_ROLE_PRIMARY;
    volume->indirect_sets += role == BANDEX_ROLE_SECONDARY;
    volume->stabilizer_sets += role == BANDEX_ROLE_STABILIZER;
    if (left || right) {
        m = measure(set);
        volume->unmeasured_sets += m.impulse_mns < 0;
        add_side(&volume->left, left, &m);
        add_side(&volume->right, right, &m);
    }
}

/* Times that no calendar has are held back so that nothing overflows. */
static int64_t local_time(const bandex_session *session)
{
    const int64_t limit = INT64_C(1) << 53;
    int64_t ms = session->start_ms < -limit ? -limit : session->start_ms > limit ? limit : session->start_ms;
    return ms + (int64_t)session->utc_offset_min * 60000;
}

/* Every set once, by its best role for any member of the area. */
static void add_sessions(const bandex_catalog *catalog, const bandex_count_policy *policy, const bandex_session *sessions,
                         size_t count, int32_t area, int64_t to_ms, bandex_volume *volume)
{
    size_t i, j;
    for (i = 0; i < count; i++) {
        int64_t local_ms = local_time(&sessions[i]);
        if (local_ms < volume->from_ms || local_ms >= to_ms) {
            continue;
        }
        for (j = 0; j < sessions[i].set_count; j++) {
            add_set(catalog, policy, &sessions[i].sets[j], area, volume);
        }
    }
    volume->sets_permille = volume->left.sets_permille > volume->right.sets_permille ? volume->left.sets_permille
                                                                                      : volume->right.sets_permille;
}

/* The volume of the muscle that got most; the first one of equals. */
static void most_of_members(const bandex_catalog *catalog, const bandex_count_policy *policy, const bandex_session *sessions,
                            size_t count, int32_t area, int64_t to_ms, bandex_volume *volume)
{
    size_t i;
    int first = 1;
    for (i = 0; i < bandex_muscle_count(); i++) {
        int32_t muscle = bandex_muscle_at(i)->id;
        bandex_volume one;
        if (bandex_muscle_in(muscle, area)) {
            memset(&one, 0, sizeof one);
            one.from_ms = volume->from_ms;
            add_sessions(catalog, policy, sessions, count, muscle, to_ms, &one);
            if (first || one.sets_permille > volume->sets_permille) {
                *volume = one;
            }
            first = 0;
        }
    }
}

bandex_status bandex_volume_compute(const bandex_catalog *catalog, const bandex_count_policy *policy,
                                    const bandex_session *sessions, size_t count, int32_t area, int64_t from_ms,
                                    int64_t to_ms, bandex_volume *volume)
{
    bandex_count_policy own;
    bandex_status status = bandex_policy_take(policy, &own);
    if (status != BANDEX_OK) {
        return status;
    }
    if (!volume || (!sessions && count) || !bandex_muscle_area_token(area) || to_ms < from_ms) {
        return BANDEX_E_ARGUMENT;
    }
    memset(volume, 0, sizeof *volume);
    volume->from_ms = from_ms;
    if (own.aggregate == BANDEX_AGGREGATE_MAXIMUM) {
        most_of_members(catalog, &own, sessions, count, area, to_ms, volume);
    } else {
        add_sessions(catalog, &own, sessions, count, area, to_ms, volume);
    }
    return BANDEX_OK;
}

bandex_status bandex_volume_weeks(const bandex_catalog *catalog, const bandex_count_policy *policy,
                                  const bandex_session *sessions, size_t count, int32_t area, int64_t first_ms, size_t weeks,
                                  bandex_volume *volumes)
{
    size_t week;
    if ((!volumes && weeks) || weeks > 5300 || first_ms > INT64_C(1) << 52 || first_ms < -(INT64_C(1) << 52)) {
        return BANDEX_E_ARGUMENT; /* a hundred years are enough, and nothing overflows */
    }
    for (week = 0; week < weeks; week++) {
        int64_t from_ms = first_ms + (int64_t)week * BANDEX_WEEK_MS;
        bandex_status status = bandex_volume_compute(catalog, policy, sessions, count, area, from_ms,
                                                     from_ms + BANDEX_WEEK_MS, &volumes[week]);
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return BANDEX_OK;
}

/* 1970-01-05 was a Monday: four days after the epoch. */
int64_t bandex_week_start(int64_t local_ms)
{
    int64_t since = (local_ms - 4 * (BANDEX_WEEK_MS / 7)) % BANDEX_WEEK_MS;
    return local_ms - (since < 0 ? since + BANDEX_WEEK_MS : since);
}
