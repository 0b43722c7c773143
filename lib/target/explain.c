/* SPDX-License-Identifier: MIT */
/* Why a candidate is not taken, and which rule keeps a goal from being reached. */
#include "plan.h"
#include <string.h>

/* What would happen with so many sets of an option on top of the plan (or so many more of item). */
static void judge_trial(const struct planning *self, const struct session *best, const struct session *trial,
                        bandex_refusal *reason)
{
    const struct problem *p = &self->problem;
    uint32_t goal = 0;
    int64_t more;
    struct session ordered = *trial;
    int32_t seconds;
    switch (bandex_session_broken(p, trial, &goal)) {
    case BANDEX_RULE_TIME:
        bandex_refusal_set(reason, BANDEX_RULE_TIME, NULL, bandex_session_least_s(p, trial), p->seconds);
        return;
    case BANDEX_RULE_ITEMS:
        bandex_refusal_set(reason, BANDEX_RULE_ITEMS, NULL, trial->count, p->max_items);
        return;
    case BANDEX_RULE_CHANGES:
        if (p->max_bands && bits(trial->bands) > p->max_bands) {
            bandex_refusal_set(reason, BANDEX_RULE_CHANGES, "bands", bits(trial->bands), p->max_bands);
        } else {
            bandex_refusal_set(reason, BANDEX_RULE_CHANGES, "anchors", bits(trial->anchors), p->max_anchors);
        }
        return;
    case BANDEX_RULE_OVERSHOOT:
        bandex_refusal_set(reason, BANDEX_RULE_OVERSHOOT, bandex_muscle_area_token(self->request.goals[goal].area),
                          trial->achieved[goal], p->goals[goal].cap);
        return;
    default:
        break;
    }
    more = bandex_session_bound(p, trial) - bandex_session_bound(p, best);
    if (more <= 0) { /* set-up or order decide */
        more = bandex_session_price(p, &ordered, &seconds);
        if (more == NO_COST) {
            bandex_refusal_set(reason, BANDEX_RULE_TIME, NULL, seconds, p->seconds);
            return;
        }
        ordered = *best;
        more -= bandex_session_price(p, &ordered, &seconds);
    }
    bandex_refusal_set(reason, BANDEX_RULE_COST, NULL, more > INT32_MAX ? INT32_MAX : (int32_t)more, 0);
}

static void judge_option(const struct planning *self, const struct session *best, uint32_t option, bandex_refusal *reason)
{
    struct session trial = *best;
    if (best->count == BANDEX_PLAN_ITEMS_MAX || best->count >= self->problem.max_items) {
        bandex_refusal_set(reason, BANDEX_RULE_ITEMS, NULL, best->count + 1, self->problem.max_items);
        return;
    }
    bandex_session_add(&self->problem, &trial, option, self->problem.options[option].low);
    judge_trial(self, best, &trial, reason);
}

/* Of two reasons the one that stands less in the way: a cost before a rule, the smaller cost, else the first. */
static int is_weaker(const bandex_refusal *a, const bandex_refusal *b)
{
    if (b->rule == BANDEX_RULE_NONE) {
        return 1;
    }
    if (a->rule == BANDEX_RULE_COST) {
        return b->rule != BANDEX_RULE_COST || a->number < b->number;
    }
    return 0;
}

/* Rows of exercises that are in the plan get no reason and are taken out afterwards. */
static void explain_left_out(struct planning *self, const struct session *best)
{
    uint32_t o;
    for (o = 0; o < self->problem.option_count; o++) {
        uint32_t exercise = self->problem.options[o].exercise;
        bandex_refusal reason;
        if (!bandex_session_has(&self->problem, best, exercise)) {
            judge_option(self, best, o, &reason);
            if (is_weaker(&reason, &self->left_out[exercise].reason)) {
                self->left_out[exercise].reason = reason;
            }
        }
    }
}

/* Rules that limit the plan as a whole, the one named first that stands in the way of any candidate. */
static int precedence(int32_t rule)
{
    static const int32_t order[] = {BANDEX_RULE_TIME, BANDEX_RULE_CHANGES, BANDEX_RULE_ITEMS, BANDEX_RULE_OVERSHOOT,
                                    BANDEX_RULE_SETS};
    int i;
    for (i = 0; i < (int)(sizeof order / sizeof *order); i++) {
        if (order[i] == rule) {
            return i;
        }
    }
    return 99;
}

static void keep_first(bandex_refusal *kept, const bandex_refusal *reason)
{
    if (kept->rule == BANDEX_RULE_NONE || precedence(reason->rule) < precedence(kept->rule)) {
        *kept = *reason;
    }
}

/* Goals that candidates train: what stops one set more. */
static void explain_by_candidates(const struct planning *self, const struct session *best, uint32_t g, bandex_refusal *kept)
{
    const struct problem *p = &self->problem;
    bandex_refusal reason;
    uint32_t o;
    int32_t i;
    for (i = 0; i < best->count; i++) {
        const struct choice *item = &best->items[i];
        struct session trial = *best;
        if (!credits_of(p, item->option)[g]) {
            continue;
        }
        if (item->sets == p->options[item->option].high) {
            bandex_refusal_set(&reason, BANDEX_RULE_SETS, self->left_out[p->options[item->option].exercise].exercise,
                              item->sets, item->sets);
        } else {
            bandex_session_resize(p, &trial, i, item->sets + 1);
            judge_trial(self, best, &trial, &reason);
        }
        keep_first(kept, &reason);
    }
    for (o = 0; o < p->option_count; o++) {
        if (credits_of(p, o)[g] && !bandex_session_has(p, best, p->options[o].exercise)) {
            judge_option(self, best, o, &reason);
            keep_first(kept, &reason);
        }
    }
}

/* Goals that no candidate trains: the rule of the exercise that came furthest among those that would train it. */
static void explain_by_rules(const struct planning *self, uint32_t g, bandex_refusal *kept)
{
    size_t i;
    bandex_refusal_set(kept, BANDEX_RULE_TARGET, bandex_muscle_area_token(self->request.goals[g].area), 0, 0);
    for (i = 0; i < bandex_catalog_count(self->request.catalog); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(self->request.catalog, i);
        const bandex_muscle_use *use;
        int32_t left, right, role;
        if (self->left_out[i].reason.rule <= kept->rule) {
            continue;
        }
        bandex_fit_credit(exercise, NULL, BANDEX_SIDE_NONE, self->request.goals[g].area, &self->policy, &left, &right,
                          &role, &use);
        if (left && right) {
            *kept = self->left_out[i].reason;
        }
    }
}

static int has_candidate(const struct problem *p, uint32_t g)
{
    uint32_t o;
    for (o = 0; o < p->option_count; o++) {
        if (credits_of(p, o)[g]) {
            return 1;
        }
    }
    return 0;
}

void bandex_planning_explain(struct planning *self, const struct session *best)
{
    uint32_t g;
    for (g = 0; g < self->problem.goal_count; g++) {
        bandex_plan_outcome *outcome = &self->outcomes[g];
        memset(outcome, 0, sizeof *outcome);
        outcome->area = self->request.goals[g].area;
        outcome->priority = self->goals[g].priority;
        outcome->target_permille = self->goals[g].target;
        outcome->achieved_permille = best->achieved[g];
        if (best->achieved[g] >= self->goals[g].target) {
            continue;
        }
        outcome->shortfall_permille = self->goals[g].target - best->achieved[g];
        if (has_candidate(&self->problem, g)) {
            explain_by_candidates(self, best, g, &outcome->reason);
        } else {
            explain_by_rules(self, g, &outcome->reason);
        }
    }
    explain_left_out(self, best);
}
