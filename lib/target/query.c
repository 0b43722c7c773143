/* SPDX-License-Identifier: MIT */
#include "fit.h"
#include <string.h>

bandex_status bandex_target_query_default(bandex_target_query *query)
{
    static const bandex_target_query empty;
    if (!query) {
        return BANDEX_E_ARGUMENT;
    }
    *query = empty;
    query->struct_size = (uint32_t)sizeof *query;
    return BANDEX_OK;
}

/* Keeps the best claim for any of the areas: by role, then by certainty. */
static void find_claim(const bandex_target_query *query, const bandex_exercise *exercise, const bandex_variant *variant,
                       const bandex_count_policy *policy, bandex_match *match)
{
    size_t i;
    for (i = 0; i < query->area_count; i++) {
        const bandex_muscle_use *use;
        int32_t left, right, role;
        bandex_fit_credit(exercise, variant, BANDEX_SIDE_NONE, query->areas[i], policy, &left, &right, &role, &use);
        if (!use || (query->role && use->role > query->role) ||
            (query->certainty && use->certainty > query->certainty)) {
            continue;
        }
        if (!match->use || use->role < match->use->role ||
            (use->role == match->use->role && use->certainty < match->use->certainty)) {
            match->use = use;
            match->area = query->areas[i];
        }
    }
}

static int takes_position(const bandex_exercise *exercise, const bandex_variant *variant, int32_t position)
{
    size_t i;
    if (variant && variant->position) {
        return variant->position == position;
    }
    for (i = 0; i < exercise->alternative_position_count; i++) {
        if (exercise->alternative_positions[i] == position) {
            return 1;
        }
    }
    return exercise->body_position == position;
}

/* The first band that fits, or the reason why the one that came furthest does not. */
static void find_band(const bandex_user *user, const bandex_exercise *exercise, bandex_match *match)
{
    size_t i;
    for (i = 0; i < user->band_count; i++) {
        bandex_prediction prediction;
        bandex_refusal reason;
        if (bandex_fit_band(user, exercise, i, &prediction, &reason) == BANDEX_RULE_NONE) {
            match->band = (uint32_t)i;
            match->reason = reason;
            return;
        }
        if (reason.rule > match->reason.rule) {
            match->reason = reason;
        }
    }
}

static void judge_variant(const bandex_target_query *query, const bandex_exercise *exercise, const bandex_variant *variant,
                          const bandex_count_policy *policy, bandex_match *match)
{
    uint32_t notes;
    memset(match, 0, sizeof *match);
    match->exercise = exercise;
    match->variant = variant;
    match->band = UINT32_MAX;
    find_claim(query, exercise, variant, policy, match);
    if (query->area_count && !match->use) {
        bandex_refusal_set(&match->reason, BANDEX_RULE_TARGET, bandex_fit_primary(exercise, variant), 0, 0);
        return;
    }
    if (query->user && bandex_fit_person(query->user, exercise, variant, &match->reason, &notes) != BANDEX_RULE_NONE) {
        return;
    }
    if (query->position && !takes_position(exercise, variant, query->position)) {
        int32_t own = variant && variant->position ? variant->position : exercise->body_position;
        bandex_refusal_set(&match->reason, BANDEX_RULE_POSITION, bandex_vocabulary_token(BANDEX_VOCABULARY_POSITION, own), 0, 0);
        return;
    }
    if (query->user && query->user->band_count) {
        find_band(query->user, exercise, match);
    }
}

/* The exercise as it stands, else its first variant that fits; if none does, the one that came furthest. */
static void judge(const bandex_target_query *query, const bandex_exercise *exercise, const bandex_count_policy *policy,
                  bandex_match *match)
{
    size_t i;
    judge_variant(query, exercise, NULL, policy, match);
    for (i = 0; i < exercise->variant_count && match->reason.rule != BANDEX_RULE_NONE; i++) {
        bandex_match other;
        judge_variant(query, exercise, &exercise->variants[i], policy, &other);
        if (other.reason.rule == BANDEX_RULE_NONE || other.reason.rule > match->reason.rule) {
            *match = other;
        }
    }
}

static bandex_status check(const bandex_target_query *query, const bandex_catalog *catalog)
{
    size_t i;
    if (query->area_count > BANDEX_TARGETS_MAX) {
        return BANDEX_E_LIMIT;
    }
    if ((!query->areas && query->area_count) || query->role < 0 || query->role > BANDEX_ROLE_STABILIZER ||
        query->certainty < 0 || query->certainty > BANDEX_CERTAINTY_LOW || query->position < 0 ||
        query->position > bandex_vocabulary_count(BANDEX_VOCABULARY_POSITION)) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < query->area_count; i++) {
        if (!bandex_muscle_area_token(query->areas[i])) {
            return BANDEX_E_ARGUMENT;
        }
    }
    return query->user ? bandex_user_check(query->user, catalog) : BANDEX_OK;
}

bandex_status bandex_target_query_run(const bandex_catalog *catalog, const bandex_target_query *query, bandex_match *matches,
                                      size_t cap, size_t *count, bandex_match *rejected, size_t rejected_cap,
                                      size_t *rejected_count)
{
    bandex_target_query own;
    bandex_user user;
    bandex_count_policy policy;
    bandex_status status;
    size_t i, found = 0, left_out = 0;
    if (!query || !count || (!matches && cap) || (!rejected && rejected_cap)) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_target_query_default(&own);
    bandex_user_default(&user);
    bandex_count_policy_preset("total", &policy);
    status = bandex_config_take(query, &own, sizeof own);
    if (status == BANDEX_OK && own.user) {
        status = bandex_config_take(own.user, &user, sizeof user);
        own.user = &user;
    }
    if (status != BANDEX_OK || (status = check(&own, catalog)) != BANDEX_OK) {
        return status;
    }
    for (i = 0; i < bandex_catalog_count(catalog); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(catalog, i);
        bandex_match match;
        if (exercise->status != BANDEX_STATUS_ACTIVE) {
            continue;
        }
        judge(&own, exercise, &policy, &match);
        if (match.reason.rule == BANDEX_RULE_NONE) {
            if (found < cap) {
                matches[found] = match;
            }
            found++;
        } else {
            if (left_out < rejected_cap) {
                rejected[left_out] = match;
            }
            left_out++;
        }
    }
    *count = found;
    if (rejected_count) {
        *rejected_count = left_out;
    }
    return found > cap || (rejected && left_out > rejected_cap) ? BANDEX_E_FULL : BANDEX_OK;
}
