/* SPDX-License-Identifier: MIT */
/* From catalogue and person to the options of the problem, and the reasons of what is none. */
#include "plan.h"
#include <string.h>

const bandex_variant *bandex_option_variant(const bandex_exercise *exercise, const struct option *option)
{
    return option->variant ? &exercise->variants[option->variant - 1] : NULL;
}

const bandex_plan_prescription *bandex_planning_prescription(const struct planning *self, const bandex_exercise *exercise)
{
    size_t i;
    for (i = 0; i < self->request.prescription_count; i++) {
        if (strcmp(self->request.prescriptions[i].exercise, exercise->id) == 0) {
            return &self->request.prescriptions[i];
        }
    }
    return NULL;
}

/* A variant that only fixes the working side is no choice of its own: each side is done anyway. */
static int is_side_only(const bandex_exercise *exercise, const bandex_variant *variant)
{
    return variant && variant->side && bandex_fit_each_side(exercise);
}

#define VARIANTS_MAX 254 /* an option keeps its variant in a byte */

static size_t variants_of(const bandex_exercise *exercise)
{
    return exercise->variant_count < VARIANTS_MAX ? exercise->variant_count : VARIANTS_MAX;
}

size_t bandex_planning_options(const struct planning *self)
{
    size_t i, count = 0;
    for (i = 0; i < bandex_catalog_count(self->request.catalog); i++) {
        count += (1 + variants_of(bandex_catalog_at(self->request.catalog, i))) * self->user.band_count;
    }
    return count;
}

/* One exercise while its options are made. */
struct making {
    const bandex_exercise *exercise;
    uint32_t number;     /* in the catalogue */
    uint32_t first;      /* its first option */
    bandex_refusal reason; /* of the variant or band that came furthest */
};

static void keep_furthest(struct making *m, const bandex_refusal *reason)
{
    if (reason->rule > m->reason.rule) {
        m->reason = *reason;
    }
}

/* FNV-1a of the id, mixed with the seed: another seed prefers other exercises. */
static uint32_t variety_of(const char *id, uint32_t seed)
{
    uint32_t hash = 2166136261u ^ seed * 2654435761u;
    for (; *id; id++) {
        hash = (hash ^ (unsigned char)*id) * 16777619u;
    }
    hash ^= hash >> 15;
    hash *= 2246822519u;
    return hash ^ hash >> 13;
}

/* Credits of a variant for all goals into row; the steps below "high" of the best founded claim that counts, -1 when
 * nothing counts. */
static int32_t credit_goals(const struct planning *self, const bandex_exercise *exercise, const bandex_variant *variant,
                            int16_t *row)
{
    int32_t steps = -1;
    size_t g;
    for (g = 0; g < self->request.goal_count; g++) {
        const bandex_muscle_use *use;
        int32_t left, right, role;
        bandex_fit_credit(exercise, variant, BANDEX_SIDE_NONE, self->request.goals[g].area, &self->policy, &left, &right,
                          &role, &use);
        row[g] = (int16_t)(left < right ? left : right);
        if (row[g] && (steps < 0 || use->certainty - BANDEX_CERTAINTY_HIGH < steps)) {
            steps = use->certainty - BANDEX_CERTAINTY_HIGH;
        }
    }
    return steps;
}

/* Bits of the groups that are primary, or the token of a resting area that is. */
static const char *primary_groups(const struct planning *self, const bandex_exercise *exercise,
                                  const bandex_variant *variant, uint32_t *groups)
{
    const bandex_muscle_use *uses[256];
    size_t count = 0, i, j;
    *groups = 0;
    if (bandex_exercise_muscles(exercise, variant, uses, 256, &count) != BANDEX_OK) {
        return NULL;
    }
    for (i = 0; i < count; i++) {
        const bandex_muscle *muscle = bandex_muscle_get(uses[i]->muscle);
        if (!muscle || uses[i]->role != BANDEX_ROLE_PRIMARY) {
            continue;
        }
        *groups |= 1u << ((muscle->group - BANDEX_MUSCLE_GROUP_NECK) & 31);
        for (j = 0; j < self->request.resting_count; j++) {
            if (bandex_target_has(self->request.resting[j], muscle->id)) {
                return bandex_muscle_area_token(self->request.resting[j]);
            }
        }
    }
    return NULL;
}

/* The bands that fit, and the place of each in the order of their force. */
struct bands {
    size_t count;
    uint8_t band[BANDS_MAX];
    int32_t force[BANDS_MAX]; /* at the peak, mN, or the rank of a product without forces */
};

static void find_bands(const struct planning *self, struct making *m, struct bands *bands)
{
    const bandex_plan_prescription *told = bandex_planning_prescription(self, m->exercise);
    size_t i, at;
    bands->count = 0;
    for (i = 0; i < self->user.band_count; i++) {
        bandex_prediction prediction;
        bandex_refusal reason;
        if (told && told->band[0] && strcmp(told->band, self->user.bands[i].band) != 0) {
            bandex_refusal_set(&reason, BANDEX_RULE_BAND, told->band, 0, 0);
        } else if (bandex_fit_band(&self->user, m->exercise, i, &prediction, &reason) == BANDEX_RULE_NONE) {
            int32_t force = prediction.peak_force_mn;
            if (force == BANDEX_UNKNOWN) {
                force = bandex_band_find(self->user.bands[i].band)->rank;
            }
            for (at = bands->count; at > 0 && bands->force[at - 1] > force; at--) {
                bands->force[at] = bands->force[at - 1];
                bands->band[at] = bands->band[at - 1];
            }
            bands->force[at] = force;
            bands->band[at] = (uint8_t)i;
            bands->count++;
        }
        keep_furthest(m, &reason);
    }
}

/* The band that suits the level: the lightest for beginners and where care is asked for, the middle one, the
 * strongest for advanced people. Library default; prescriptions of progression overrule it. */
static size_t suiting_band(const struct planning *self, const struct dose *dose, const struct bands *bands)
{
    if (dose->light || bands->count == 0) {
        return 0;
    }
    return self->user.level == BANDEX_LEVEL_ADVANCED ? bands->count - 1 : (bands->count - 1) / 2;
}

static uint16_t anchor_bit(const bandex_anchor *anchor)
{
    static const int32_t outside[] = {BANDEX_ANCHOR_DOOR, BANDEX_ANCHOR_POLE, BANDEX_ANCHOR_BEAM, BANDEX_ANCHOR_PARTNER};
    uint32_t i;
    for (i = 0; i < sizeof outside / sizeof *outside; i++) {
        if (anchor->kind == outside[i]) {
            return (uint16_t)(1u << (4 * i + ((uint32_t)anchor->height & 3)));
        }
    }
    return 0;
}

/* Of two options with the same band and the same credits only the cheaper one can be in a best plan. */
static void add_option(struct planning *self, const struct making *m, const struct option *option, const int16_t *credits)
{
    size_t goals = self->request.goal_count;
    uint32_t i;
    for (i = m->first; i < self->problem.option_count; i++) {
        struct option *other = &self->options[i];
        if (other->band == option->band && memcmp(self->credits + i * goals, credits, goals * sizeof *credits) == 0 &&
            other->groups == option->groups) {
            if (option->set_cost < other->set_cost) {
                *other = *option;
            }
            return;
        }
    }
    if (self->problem.option_count < self->option_cap) {
        memcpy(self->credits + self->problem.option_count * goals, credits, goals * sizeof *credits);
        self->options[self->problem.option_count++] = *option;
    }
}

/* No more sets than the goals can use: the least of a dosage gives way to a small goal. */
static int32_t useful_sets(const struct planning *self, const int16_t *credits)
{
    int32_t most = 1;
    size_t g;
    for (g = 0; g < self->request.goal_count; g++) {
        if (credits[g]) {
            int32_t sets = (self->goals[g].target + credits[g] - 1) / credits[g];
            most = sets > most ? sets : most;
        }
    }
    return most;
}

static void add_variant(struct planning *self, struct making *m, size_t variant_index, uint32_t notes,
                        const int16_t *credits, int32_t steps, uint32_t groups)
{
    const bandex_exercise *exercise = m->exercise;
    const bandex_plan_weights *weights = &self->request.weights;
    const bandex_plan_prescription *told = bandex_planning_prescription(self, exercise);
    struct option option;
    struct bands bands;
    struct dose dose;
    size_t i, suiting;
    int32_t useful = useful_sets(self, credits);
    find_bands(self, m, &bands);
    bandex_dose_find(self, exercise, notes, &dose);
    suiting = suiting_band(self, &dose, &bands);
    memset(&option, 0, sizeof option);
    option.exercise = m->number;
    option.groups = groups;
    option.anchor = anchor_bit(&exercise->anchor);
    option.variant = (uint8_t)variant_index;
    option.compound = exercise->mechanic == BANDEX_MECHANIC_COMPOUND;
    option.low = (uint8_t)(dose.sets_min < useful ? dose.sets_min : useful);
    option.high = (uint8_t)dose.sets_max;
    option.set_s = dose.set_s;
    option.set_cost = weights->certainty * steps;
    for (i = 0; i < bands.count; i++) {
        int32_t rungs = (int32_t)(i > suiting ? i - suiting : suiting - i);
        if (i && notes & BANDEX_PLAN_NOTE_LIMIT_LOAD) {
            break; /* the lightest only */
        }
        option.band = bands.band[i];
        option.fixed_cost = (told ? 0 : weights->load * rungs) +
                            (told || !self->request.prescription_count ? 0 : weights->unprescribed) +
                            (int32_t)(variety_of(exercise->id, self->request.seed) % ((uint32_t)weights->variety + 1));
        add_option(self, m, &option, credits);
    }
}

static void try_variant(struct planning *self, struct making *m, size_t variant_index)
{
    const bandex_variant *variant = variant_index ? &m->exercise->variants[variant_index - 1] : NULL;
    int16_t credits[BANDEX_TARGETS_MAX];
    bandex_refusal reason;
    const char *resting;
    uint32_t notes, groups;
    int32_t steps = credit_goals(self, m->exercise, variant, credits);
    if (steps < 0) {
        bandex_refusal_set(&reason, BANDEX_RULE_TARGET, bandex_fit_primary(m->exercise, variant), 0, 0);
        keep_furthest(m, &reason);
        return;
    }
    if (bandex_fit_person(&self->user, m->exercise, variant, &reason, &notes) != BANDEX_RULE_NONE) {
        keep_furthest(m, &reason);
        return;
    }
    resting = primary_groups(self, m->exercise, variant, &groups);
    if (resting) {
        bandex_refusal_set(&reason, BANDEX_RULE_REST, resting, 0, 0);
        keep_furthest(m, &reason);
        return;
    }
    add_variant(self, m, variant_index, notes, credits, steps, groups);
}

void bandex_planning_gather(struct planning *self)
{
    size_t i, v;
    self->problem.option_count = 0;
    for (i = 0; i < bandex_catalog_count(self->request.catalog); i++) {
        struct making m;
        memset(&m, 0, sizeof m);
        m.exercise = bandex_catalog_at(self->request.catalog, i);
        m.number = (uint32_t)i;
        m.first = self->problem.option_count;
        for (v = 0; v <= variants_of(m.exercise) && m.exercise->status == BANDEX_STATUS_ACTIVE; v++) {
            if (v == 0 || !is_side_only(m.exercise, &m.exercise->variants[v - 1])) {
                try_variant(self, &m, v);
            }
        }
        memset(&self->left_out[i], 0, sizeof self->left_out[i]);
        strncpy(self->left_out[i].exercise, m.exercise->id, BANDEX_TOKEN_SIZE - 1);
        if (m.first == self->problem.option_count) {
            self->left_out[i].reason = m.reason;
        }
    }
}
