/* SPDX-License-Identifier: MIT */
/* Branch and bound: exercise by exercise, each with one of its options and a number of sets, or left out. A branch is
 * cut when a lower bound of everything below it is not cheaper than the best plan known. */
#include "problem.h"
#include <string.h>

struct tree {
    const struct problem *p;
    uint32_t order[FIELD_MAX + 1]; /* options, those of an exercise next to each other, best exercise first */
    uint32_t count;
    int64_t price[FIELD_MAX];      /* least cost of a set: time, certainty, share of the fixed cost */
    int64_t time_price;              /* multiplier of the time limit, found at the root */
    struct session *best;
    int64_t best_cost;
    uint32_t nodes, node_limit;
    int stopped;
};

static int64_t gain_per_second(const struct problem *p, uint32_t option)
{
    const int16_t *credits = credits_of(p, option);
    int64_t gain = 0;
    uint32_t g;
    for (g = 0; g < p->goal_count; g++) {
        gain += (int64_t)p->goals[g].priority * credits[g];
    }
    return gain * 1024 / (p->options[option].set_s > 0 ? p->options[option].set_s : 1);
}

/* First place after the options of the exercise at a place. */
static uint32_t end_of(const struct problem *p, const uint32_t *options, uint32_t count, uint32_t at)
{
    uint32_t end = at;
    while (end < count && p->options[options[end]].exercise == p->options[options[at]].exercise) {
        end++;
    }
    return end;
}

/* Exercises with most gain a second first: good plans are found early and the rest is cut. options rise. */
static void arrange(struct tree *t, const uint32_t *options, uint32_t count)
{
    const struct problem *p = t->p;
    uint32_t firsts[FIELD_MAX], exercises = 0, at, i, j;
    int64_t gains[FIELD_MAX];
    for (at = 0; at < count; at = end_of(p, options, count, at)) {
        int64_t gain = 0;
        for (j = at; j < end_of(p, options, count, at); j++) {
            gain = gain_per_second(p, options[j]) > gain ? gain_per_second(p, options[j]) : gain;
        }
        for (i = exercises; i > 0 && gains[i - 1] < gain; i--) {
            firsts[i] = firsts[i - 1];
            gains[i] = gains[i - 1];
        }
        firsts[i] = at;
        gains[i] = gain;
        exercises++;
    }
    t->count = 0;
    for (i = 0; i < exercises; i++) {
        for (j = firsts[i]; j < end_of(p, options, count, firsts[i]); j++) {
            t->order[t->count++] = options[j];
        }
    }
    for (i = 0; i < t->count; i++) {
        const struct option *option = &p->options[t->order[i]];
        t->price[i] = (int64_t)p->weights.second * option->set_s + option->set_cost + option->fixed_cost / option->high;
    }
}

/* Lower bound of what the goals still cost from position at on, by the dual of the linear relaxation: prices y of the
 * goals with y <= under and, for each option, sum of credit x y <= price of a set (plus time_price for its seconds).
 * Any such y gives the bound sum of missing x y - time_price x time left. Prices rise goal by goal (dual ascent), in
 * units of 1/1024 of cost for each thousandth of a set. */
static int64_t dual_bound(const struct tree *t, uint32_t at, const struct session *s, int64_t time_price)
{
    const struct problem *p = t->p;
    int64_t slack[FIELD_MAX], bound = 0;
    uint32_t i, g;
    for (i = at; i < t->count; i++) {
        slack[i] = (t->price[i] + time_price * p->options[t->order[i]].set_s) * 1024;
    }
    for (g = 0; g < p->goal_count; g++) {
        int64_t missing = (int64_t)p->goals[g].target - s->achieved[g];
        int64_t y = (int64_t)p->goals[g].priority * p->weights.under * 1024;
        if (missing <= 0) {
            continue;
        }
        for (i = at; i < t->count; i++) {
            int64_t credit = credits_of(p, t->order[i])[g];
            if (credit > 0 && slack[i] / credit < y) {
                y = slack[i] / credit;
            }
        }
        for (i = at; i < t->count; i++) {
            slack[i] -= y * credits_of(p, t->order[i])[g];
        }
        bound += missing * y;
    }
    return bound / 1024 - time_price * ((int64_t)p->seconds - bandex_session_least_s(p, s));
}

/* Lower bound that minds the most sets of each exercise: each goal alone could get all of the time left. */
static int64_t alone_bound(const struct tree *t, uint32_t at, const struct session *s)
{
    const struct problem *p = t->p;
    int64_t cost = 0;
    uint32_t g, i;
    for (g = 0; g < p->goal_count; g++) {
        int64_t missing = (int64_t)p->goals[g].target - s->achieved[g];
        int64_t most = 0;
        for (i = at; i < t->count && missing > most; i++) {
            const struct option *option = &p->options[t->order[i]];
            int64_t here = (int64_t)option->high * credits_of(p, t->order[i])[g];
            for (; i + 1 < t->count && p->options[t->order[i + 1]].exercise == option->exercise; i++) {
                int64_t other = (int64_t)p->options[t->order[i + 1]].high * credits_of(p, t->order[i + 1])[g];
                here = other > here ? other : here;
            }
            most += here;
        }
        if (missing > most) {
            cost += (missing - most) * p->goals[g].priority * p->weights.under;
        }
    }
    return cost;
}

/* Costs that no later item can undo. */
static int64_t sunk_cost(const struct problem *p, const struct session *s)
{
    int64_t cost = s->item_cost + (int64_t)p->weights.second * bandex_session_least_s(p, s);
    uint32_t g;
    for (g = 0; g < p->goal_count; g++) {
        int64_t surplus = (int64_t)s->achieved[g] - p->goals[g].target;
        if (surplus > 0) {
            cost += surplus * p->goals[g].priority * p->weights.over;
        }
    }
    return cost;
}

static int hopeless(const struct tree *t, uint32_t at, const struct session *s)
{
    int64_t sunk = sunk_cost(t->p, s);
    return sunk >= t->best_cost || sunk + dual_bound(t, at, s, 0) >= t->best_cost ||
           (t->time_price && sunk + dual_bound(t, at, s, t->time_price) >= t->best_cost) ||
           sunk + alone_bound(t, at, s) >= t->best_cost;
}

static void close_plan(struct tree *t, const struct session *s)
{
    struct session plan = *s;
    int32_t seconds;
    int64_t cost;
    if (bandex_session_bound(t->p, s) < t->best_cost) {
        cost = bandex_session_price(t->p, &plan, &seconds);
        if (cost < t->best_cost) {
            t->best_cost = cost;
            *t->best = plan;
        }
    }
}

/* Depth is at most the number of exercises. */
static void branch(struct tree *t, uint32_t at, const struct session *s)
{
    const struct problem *p = t->p;
    uint32_t end, i, goal;
    int32_t sets;
    if (t->stopped || ++t->nodes > t->node_limit) {
        t->stopped = 1;
        return;
    }
    close_plan(t, s);
    if (at == t->count || s->count == p->max_items || hopeless(t, at, s)) {
        return;
    }
    end = end_of(p, t->order, t->count, at);
    for (i = at; i < end; i++) {
        const struct option *option = &p->options[t->order[i]];
        for (sets = option->high; sets >= option->low; sets--) {
            struct session next = *s;
            bandex_session_add(p, &next, t->order[i], sets);
            if (bandex_session_broken(p, &next, &goal) == BANDEX_RULE_NONE) {
                branch(t, end, &next);
            }
        }
    }
    branch(t, end, s);
}

/* The multiplier of time that gives the best bound at the root. */
static void choose_time_price(struct tree *t)
{
    struct session empty;
    int64_t best, price;
    bandex_session_clear(&empty);
    t->time_price = 0;
    best = dual_bound(t, 0, &empty, 0);
    for (price = 1; price <= 4096; price += (price + 7) / 8) {
        int64_t bound = dual_bound(t, 0, &empty, price);
        if (bound > best) {
            best = bound;
            t->time_price = price;
        }
    }
}

int64_t bandex_search_exact(const struct problem *p, const uint32_t *options, uint32_t count, uint32_t node_limit,
                            struct session *best, int64_t cost, uint32_t *nodes, int32_t *exact)
{
    struct tree t;
    struct session empty;
    t.p = p;
    t.best = best;
    t.best_cost = cost;
    t.nodes = 0;
    t.node_limit = node_limit;
    t.stopped = 0;
    arrange(&t, options, count);
    choose_time_price(&t);
    bandex_session_clear(&empty);
    branch(&t, 0, &empty);
    *nodes = t.nodes;
    *exact = !t.stopped;
    return t.best_cost;
}
