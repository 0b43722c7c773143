/* SPDX-License-Identifier: MIT */
/* What "trains" means: from the roles of a record to sets that count. */
#include "fit.h"

/* Entries of a record that are looked at: more muscles than the taxonomy has, on two sides, are refused as records. */
#define USES_MAX 256

int bandex_target_has(int32_t area, int32_t muscle)
{
    return bandex_muscle_in(muscle, area) || (bandex_muscle_get(area) && bandex_muscle_in(area, muscle));
}

int bandex_fit_each_side(const bandex_exercise *exercise)
{
    return exercise->laterality == BANDEX_LATERALITY_UNILATERAL || exercise->laterality == BANDEX_LATERALITY_ASYMMETRIC;
}

static int32_t role_permille(const bandex_count_policy *policy, int32_t role)
{
    switch (role) {
    case BANDEX_ROLE_PRIMARY:
        return policy->primary_permille;
    case BANDEX_ROLE_SECONDARY:
        return policy->secondary_permille;
    case BANDEX_ROLE_STABILIZER:
        return policy->stabilizer_permille;
    default:
        return 0;
    }
}

/* One set with one working side (left, right, or both at once). Each side of the body gets the best of its claims. */
static void credit_once(const bandex_muscle_use *const *uses, size_t count, int32_t working, int32_t area,
                        const bandex_count_policy *policy, int32_t *left, int32_t *right, int32_t *role,
                        const bandex_muscle_use **use)
{
    size_t i;
    int32_t most_left = 0, most_right = 0;
    for (i = 0; i < count; i++) {
        int32_t side = working == BANDEX_SIDE_BOTH ? BANDEX_SIDE_BOTH : bandex_side_resolve(uses[i]->side, working);
        int32_t permille = role_permille(policy, uses[i]->role);
        if (!bandex_target_has(area, uses[i]->muscle)) {
            continue;
        }
        if (*role == 0 || uses[i]->role < *role ||
            (uses[i]->role == *role && uses[i]->certainty < (*use)->certainty)) {
            *role = uses[i]->role;
            *use = uses[i];
        }
        if (side != BANDEX_SIDE_RIGHT && permille > most_left) {
            most_left = permille;
        }
        if (side != BANDEX_SIDE_LEFT && permille > most_right) {
            most_right = permille;
        }
    }
    *left += most_left;
    *right += most_right;
}

void bandex_fit_credit(const bandex_exercise *exercise, const bandex_variant *variant, int32_t side, int32_t area,
                       const bandex_count_policy *policy, int32_t *left, int32_t *right, int32_t *role,
                       const bandex_muscle_use **use)
{
    const bandex_muscle_use *uses[USES_MAX];
    size_t count = 0;
    *left = 0;
    *right = 0;
    *role = 0;
    *use = NULL;
    if (bandex_exercise_muscles(exercise, variant, uses, USES_MAX, &count) != BANDEX_OK) {
        return;
    }
    if (bandex_fit_each_side(exercise) && side != BANDEX_SIDE_LEFT && side != BANDEX_SIDE_RIGHT) {
        credit_once(uses, count, BANDEX_SIDE_LEFT, area, policy, left, right, role, use);
        credit_once(uses, count, BANDEX_SIDE_RIGHT, area, policy, left, right, role, use);
    } else {
        int32_t working = bandex_fit_each_side(exercise) ? side : BANDEX_SIDE_BOTH;
        credit_once(uses, count, working, area, policy, left, right, role, use);
    }
}

const char *bandex_fit_primary(const bandex_exercise *exercise, const bandex_variant *variant)
{
    const bandex_muscle_use *uses[USES_MAX];
    size_t count = 0, i;
    if (bandex_exercise_muscles(exercise, variant, uses, USES_MAX, &count) == BANDEX_OK) {
        for (i = 0; i < count; i++) {
            if (uses[i]->role == BANDEX_ROLE_PRIMARY) {
                return uses[i]->muscle ? bandex_muscle_area_token(uses[i]->muscle) : uses[i]->token;
            }
        }
    }
    return NULL;
}
