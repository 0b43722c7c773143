/* SPDX-License-Identifier: MIT */
/* People, requests and plans for the tests. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include <bandex/target.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct person {
    bandex_user user;
    bandex_user_band bands[8];
    const char *codes[4];
    const char *avoided[4];
};

/* An adult of 1.70 m with a red and a green band and nothing to fix them to. */
static inline void person_make(struct person *self)
{
    memset(self, 0, sizeof *self);
    cr_assert_eq(bandex_user_default(&self->user), BANDEX_OK);
    strcpy(self->bands[0].band, "theraband/red");
    strcpy(self->bands[1].band, "theraband/green");
    self->user.bands = self->bands;
    self->user.band_count = 2;
    self->user.anchors = 0;
    self->user.contraindications = self->codes;
    self->user.avoided = self->avoided;
}

/* The seven founding exercises alone. */
static inline const bandex_catalog *founding(void)
{
    static const char *const ids[] = {"row_seated", "row_standing", "pullover_standing", "lateral_raise", "pull_apart",
                                      "deadlift", "archery_pull"};
    static const bandex_exercise *list[7];
    static bandex_catalog catalog;
    static uint64_t memory[4096];
    for (size_t i = 0; i < 7; i++) {
        list[i] = bandex_catalog_find(NULL, ids[i]);
    }
    cr_assert_eq(bandex_catalog_init(&catalog, bandex_catalog_empty(), list, 7, memory, sizeof memory, NULL, NULL), BANDEX_OK);
    return &catalog;
}

struct planned {
    bandex_plan_request request;
    bandex_plan_goal goals[8];
    bandex_plan plan;
    void *memory;
};

static inline void planned_begin(struct planned *self, const struct person *person, int32_t minutes)
{
    memset(self, 0, sizeof *self);
    cr_assert_eq(bandex_plan_request_default(&self->request), BANDEX_OK);
    self->request.user = &person->user;
    self->request.goals = self->goals;
    self->request.seconds = 60 * minutes;
}

static inline void planned_goal(struct planned *self, const char *token, int32_t sets)
{
    bandex_plan_goal *goal = &self->goals[self->request.goal_count++];
    goal->area = bandex_muscle_area_find(token);
    goal->sets_permille = 1000 * sets;
    cr_assert(goal->area, "%s", token);
}

static inline bandex_status planned_make(struct planned *self)
{
    size_t needed = 0;
    bandex_status status = bandex_plan_make(&self->request, NULL, 0, &needed, &self->plan);
    if (status != BANDEX_E_FULL) {
        return status;
    }
    free(self->memory);
    self->memory = malloc(needed);
    memset(self->memory, 0xA5, needed); /* what lies there must not matter */
    return bandex_plan_make(&self->request, self->memory, needed, NULL, &self->plan);
}

static inline const bandex_plan_item *planned_item(const struct planned *self, const char *exercise)
{
    for (size_t i = 0; i < self->plan.item_count; i++) {
        if (strcmp(self->plan.items[i].exercise, exercise) == 0) {
            return &self->plan.items[i];
        }
    }
    return NULL;
}

static inline int32_t planned_rule(const struct planned *self, const char *exercise)
{
    for (size_t i = 0; i < self->plan.left_out_count; i++) {
        if (strcmp(self->plan.left_out[i].exercise, exercise) == 0) {
            return self->plan.left_out[i].reason.rule;
        }
    }
    return -1;
}

#endif
