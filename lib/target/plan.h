/* SPDX-License-Identifier: MIT */
/* A request on its way to a plan. */
#ifndef BANDEX_TARGET_PLAN_H
#define BANDEX_TARGET_PLAN_H

#include "fit.h"
#include "problem.h"

/* How much of an exercise a person does. */
struct dose {
    int32_t sets_min, sets_max;
    int32_t reps;
    int32_t hold_s;
    int32_t rest_s;
    int32_t set_s;    /* a set with both sides and the rest after it */
    int light;        /* 1: the lightest band suits */
};

/* A checked copy of the request, and where its parts lie in the caller's memory. */
struct planning {
    bandex_plan_request request;
    bandex_user user;
    bandex_count_policy policy;
    struct goal goals[BANDEX_TARGETS_MAX];
    bandex_plan_item *items;
    bandex_plan_outcome *outcomes;
    bandex_plan_left_out *left_out;   /* one an exercise of the catalogue while planning */
    struct option *options;
    int16_t *credits;
    size_t option_cap;
    struct problem problem;
};

/* plan.c: checks and copies a request. */
bandex_status bandex_planning_take(struct planning *self, const bandex_plan_request *request);

/* candidates.c: most options that the catalogue can give. */
size_t bandex_planning_options(const struct planning *self);
/* Fills options, credits and the reasons of what is left out. */
void bandex_planning_gather(struct planning *self);
/* The variant of an option. */
const bandex_variant *bandex_option_variant(const bandex_exercise *exercise, const struct option *option);
/* The prescription of an exercise, or NULL. */
const bandex_plan_prescription *bandex_planning_prescription(const struct planning *self, const bandex_exercise *exercise);

/* dose.c */
void bandex_dose_find(const struct planning *self, const bandex_exercise *exercise, uint32_t notes, struct dose *dose);

/* explain.c: why goals are missed and candidates not taken. */
void bandex_planning_explain(struct planning *self, const struct session *best);

#endif
