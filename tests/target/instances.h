/* SPDX-License-Identifier: MIT */
/* Random problems for the planner's search: goals, options with credits, times, bands and anchors, limits. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "target/problem.h"
#include <string.h>

#define INSTANCE_OPTIONS 64
#define INSTANCE_GOALS   8

struct instance {
    struct problem problem;
    struct goal goals[INSTANCE_GOALS];
    struct option options[INSTANCE_OPTIONS];
    int16_t credits[INSTANCE_OPTIONS * INSTANCE_GOALS];
    uint64_t state;
};

static uint32_t instance_draw(struct instance *self, uint32_t below)
{
    self->state ^= self->state << 13;
    self->state ^= self->state >> 7;
    self->state ^= self->state << 17;
    return (uint32_t)(self->state >> 33) % below;
}

static int instance_pick(struct instance *self, uint32_t below)
{
    return (int)instance_draw(self, below);
}

static void instance_option(struct instance *self, uint32_t o, uint32_t exercise, int small)
{
    static const int16_t credit[] = {0, 0, 0, 500, 500, 1000, 1000, 1500};
    struct option *option = &self->options[o];
    memset(option, 0, sizeof *option);
    option->exercise = exercise;
    option->groups = 1u << instance_draw(self, 8) | 1u << instance_draw(self, 8);
    option->anchor = (uint16_t)(instance_draw(self, 3) ? 0 : 1u << instance_draw(self, 4));
    option->band = (uint8_t)instance_draw(self, 4);
    option->compound = (uint8_t)instance_draw(self, 2);
    option->low = (uint8_t)(1 + instance_draw(self, 2));
    option->high = (uint8_t)(option->low + instance_draw(self, small ? 2 : 4));
    option->set_s = 60 + instance_pick(self, 120);
    option->fixed_cost = instance_pick(self, 61) + 15 * instance_pick(self, 3);
    option->set_cost = 10 * instance_pick(self, 3);
    for (uint32_t g = 0; g < self->problem.goal_count; g++) {
        self->credits[o * self->problem.goal_count + g] = credit[instance_draw(self, 8)];
    }
}

/* The same exercise with another band. */
static void instance_sibling(struct instance *self, uint32_t o)
{
    uint32_t goals = self->problem.goal_count;
    self->options[o] = self->options[o - 1];
    self->options[o].band = (uint8_t)((self->options[o].band + 1) & 3);
    self->options[o].fixed_cost += 15;
    memcpy(&self->credits[o * goals], &self->credits[(o - 1) * goals], goals * sizeof *self->credits);
}

/* small: few and short, for comparison with trying everything. */
static void instance_make(struct instance *self, uint64_t seed, uint32_t options, int small)
{
    struct problem *p = &self->problem;
    uint32_t exercise = 0, siblings;
    memset(self, 0, sizeof *self);
    self->state = seed * 0x9E3779B97F4A7C15u + 1;
    for (int i = 0; i < 10; i++) {
        instance_draw(self, 2);
    }
    p->goals = self->goals;
    p->options = self->options;
    p->credits = self->credits;
    p->option_count = options;
    p->goal_count = 1 + instance_draw(self, small ? 3 : 6);
    for (uint32_t g = 0; g < p->goal_count; g++) {
        struct goal *goal = &self->goals[g];
        goal->target = 1000 * (1 + instance_pick(self, small ? 3 : 8));
        goal->priority = 1 + (instance_draw(self, 4) == 0 ? instance_pick(self, 3) : 0);
        goal->cap = goal->target + (goal->target / 2 < 1000 ? 1000 : goal->target / 2);
    }
    siblings = instance_draw(self, 3);
    for (uint32_t o = 0; o < options; o++) {
        if (o && instance_draw(self, 3) < siblings) {
            instance_sibling(self, o);
        } else {
            instance_option(self, o, ++exercise, small);
        }
    }
    p->seconds = 300 + instance_pick(self, small ? 900 : 2400);
    p->max_items = small ? 3 : 8;
    p->max_bands = instance_draw(self, 4) ? 0 : 1 + instance_pick(self, 3);
    p->max_anchors = instance_draw(self, 4) ? -1 : instance_pick(self, 3);
    p->band_s = 20;
    p->anchor_s = 45;
    p->weights = (bandex_plan_weights){3, 1, 1, 15, 30, 10, 60, 10, 0};
    p->seed = (uint32_t)seed;
}

#endif
