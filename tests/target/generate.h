/* SPDX-License-Identifier: MIT */
/* Catalogues of generated exercises: founding records with other muscles, anchors, levels, tempo and dosage. */
#ifndef GENERATE_H
#define GENERATE_H

#include <bandex/target.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct generated {
    bandex_catalog catalog;
    bandex_exercise *exercises;
    bandex_muscle_use *uses;
    bandex_dosage *dosages;
    char (*ids)[24];
    const bandex_exercise **list;
    void *memory;
    uint64_t state;
};

static uint32_t generate_draw(struct generated *self, uint32_t below)
{
    self->state = self->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(self->state >> 33) % below;
}

static int32_t generate_pick(struct generated *self, int32_t low, int32_t high)
{
    return low + (int32_t)generate_draw(self, (uint32_t)(high - low + 1));
}

#define GENERATED_USES 5

/* The first use is primary; claims keep their sources from the record they come from. */
static void generate_muscles(struct generated *self, bandex_exercise *exercise, bandex_muscle_use *uses)
{
    uint32_t n = 0, start = generate_draw(self, 91);
    int sides = exercise->laterality == BANDEX_LATERALITY_UNILATERAL || exercise->laterality == BANDEX_LATERALITY_ASYMMETRIC;
    for (uint32_t i = 0; i < GENERATED_USES; i++) {
        const bandex_muscle *muscle = bandex_muscle_at((start + i * 7) % bandex_muscle_count());
        bandex_muscle_use *use = &uses[n++];
        *use = exercise->muscles[0];
        use->muscle = muscle->id;
        use->role = i == 0 ? BANDEX_ROLE_PRIMARY : generate_pick(self, 1, 3);
        use->certainty = generate_pick(self, 1, 3);
        use->side = sides ? (i % 3 == 2 ? BANDEX_SIDE_OPPOSITE : BANDEX_SIDE_WORKING) : BANDEX_SIDE_BOTH;
    }
    exercise->muscles = uses;
    exercise->muscle_count = n;
}

static void generate_one(struct generated *self, uint32_t i)
{
    bandex_exercise *exercise = &self->exercises[i];
    bandex_dosage *dosage = &self->dosages[i];
    uint32_t founding = (uint32_t)bandex_catalog_count(NULL);
    *exercise = *bandex_catalog_at(NULL, generate_draw(self, founding < 7 ? founding : 7));
    snprintf(self->ids[i], sizeof self->ids[i], "generated_%05u", i);
    exercise->id = self->ids[i];
    exercise->level = generate_pick(self, 1, 3);
    exercise->mechanic = generate_pick(self, 1, 2);
    exercise->variants = NULL;
    exercise->variant_count = 0;
    exercise->emg = NULL;
    exercise->emg_count = 0;
    generate_muscles(self, exercise, &self->uses[i * GENERATED_USES]);
    memset(dosage, 0, sizeof *dosage);
    dosage->population = BANDEX_POPULATION_ADULT;
    dosage->sets_min = generate_pick(self, 1, 2);
    dosage->sets_max = generate_pick(self, 2, 5);
    dosage->reps_min = generate_pick(self, 5, 12);
    dosage->reps_max = dosage->reps_min + generate_pick(self, 0, 8);
    dosage->rest_min_s = dosage->rest_max_s = 30 * generate_pick(self, 1, 4);
    dosage->source = "test";
    exercise->dosage = dosage;
    exercise->dosage_count = 1;
}

/* Returns the status of bandex_catalog_init(); diag says which record was refused. */
static bandex_status generate(struct generated *self, uint32_t count, uint64_t seed, bandex_diag *diag)
{
    size_t needed = 0;
    bandex_status status;
    memset(self, 0, sizeof *self);
    self->state = seed * 2654435761u + 12345;
    self->exercises = calloc(count, sizeof *self->exercises);
    self->uses = calloc((size_t)count * GENERATED_USES, sizeof *self->uses);
    self->dosages = calloc(count, sizeof *self->dosages);
    self->ids = calloc(count, sizeof *self->ids);
    self->list = calloc(count, sizeof *self->list);
    for (uint32_t i = 0; i < count; i++) {
        generate_one(self, i);
        self->list[i] = &self->exercises[i];
    }
    status = bandex_catalog_init(&self->catalog, bandex_catalog_empty(), self->list, count, NULL, 0, &needed, diag);
    if (status != BANDEX_E_FULL) {
        return status;
    }
    self->memory = malloc(needed);
    return bandex_catalog_init(&self->catalog, bandex_catalog_empty(), self->list, count, self->memory, needed, NULL, diag);
}

static void generate_free(struct generated *self)
{
    free(self->exercises);
    free(self->uses);
    free(self->dosages);
    free(self->ids);
    free((void *)self->list);
    free(self->memory);
}

#endif
