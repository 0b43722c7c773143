/* SPDX-License-Identifier: MIT */
/* Greedy choice with local improvement: add what helps most, then change one thing at a time while it gets cheaper;
 * then solve the field, or parts of it around the plan, exactly within a number of nodes (large neighborhoods, Shaw
 * 1998). Work is bounded. Deterministic: the choice of parts follows the seed. */
#include "problem.h"
#include <string.h>

#define REPAIRS      64                           /* parts solved at most; library default */
#define WHOLE        24                           /* options up to which the whole field is tried first */
#define WHOLE_NODES  100000                       /* nodes of that */
#define PATIENCE     40                           /* parts in a row that bring nothing before it ends */
#define REPAIR_NODES 6000                         /* nodes of each */
#define REPAIR_LEAST 10                           /* options of each, from */
#define REPAIR_SPAN  7                            /* ... to least + span - 1 */

/* The options that the search looks at. */
struct field {
    const struct problem *p;
    uint32_t options[FIELD_MAX];
    uint32_t count;
};

/* How much of what is missing at the start one second of the option covers, times 1024. */
static int64_t promise(const struct problem *p, uint32_t option, uint32_t goal, int whole)
{
    const int16_t *credits = credits_of(p, option);
    int64_t gain = 0;
    uint32_t g;
    for (g = 0; g < p->goal_count; g++) {
        if (whole || g == goal) {
            gain += (int64_t)p->goals[g].priority * (credits[g] < p->goals[g].target ? credits[g] : p->goals[g].target);
        }
    }
    return (gain * 1024 * p->weights.under - (int64_t)512 * (p->options[option].fixed_cost + p->options[option].set_cost)) /
           (p->options[option].set_s > 0 ? p->options[option].set_s : 1);
}

static int taken(const struct field *f, uint32_t option)
{
    uint32_t i;
    for (i = 0; i < f->count; i++) {
        if (f->options[i] == option) {
            return 1;
        }
    }
    return 0;
}

/* Fills the field up to a number of options with the best for a goal (or for all together). One sweep over all
 * options, which keeps the best so far in order: linear in their number. */
static void take_best(struct field *f, uint32_t goal, int whole, uint32_t number)
{
    uint32_t found[FIELD_MAX], count = 0, o, i;
    int64_t value[FIELD_MAX];
    number = number < FIELD_MAX - f->count ? number : FIELD_MAX - f->count;
    for (o = 0; o < f->p->option_count && number; o++) {
        int64_t worth = promise(f->p, o, goal, whole);
        if (worth <= 0 || (count == number && worth <= value[count - 1]) || taken(f, o)) {
            continue;
        }
        for (i = count < number ? count : count - 1; i > 0 && value[i - 1] < worth; i--) {
            value[i] = value[i - 1];
            found[i] = found[i - 1];
        }
        value[i] = worth;
        found[i] = o;
        count += count < number;
    }
    for (i = 0; i < count; i++) {
        f->options[f->count++] = found[i];
    }
}

static void sort_options(struct field *f)
{
    uint32_t i, j;
    for (i = 1; i < f->count; i++) {
        uint32_t moved = f->options[i];
        for (j = i; j > 0 && f->options[j - 1] > moved; j--) {
            f->options[j] = f->options[j - 1];
        }
        f->options[j] = moved;
    }
}

uint32_t bandex_search_field(const struct problem *p, uint32_t *options)
{
    struct field f;
    uint32_t g, share;
    f.p = p;
    f.count = 0;
    if (p->option_count <= FIELD_MAX) {
        for (; f.count < p->option_count; f.count++) {
            f.options[f.count] = f.count;
        }
    } else {
        take_best(&f, 0, 1, FIELD_MAX / 2);
        share = (FIELD_MAX - f.count) / p->goal_count;
        for (g = 0; g < p->goal_count; g++) {
            take_best(&f, g, 0, share ? share : 1);
        }
        take_best(&f, 0, 1, FIELD_MAX);
        sort_options(&f);
    }
    memcpy(options, f.options, f.count * sizeof *options);
    return f.count;
}

/* Takes the trial if it keeps the rules and is cheaper. */
static int better(const struct problem *p, struct session *trial, struct session *s, int64_t *cost)
{
    uint32_t goal;
    int32_t seconds;
    int64_t price;
    if (bandex_session_bound(p, trial) >= *cost || bandex_session_broken(p, trial, &goal) != BANDEX_RULE_NONE) {
        return 0;
    }
    price = bandex_session_price(p, trial, &seconds);
    if (price >= *cost) {
        return 0;
    }
    *cost = price;
    *s = *trial;
    return 1;
}

/* The addition that lowers the bound most: a new exercise or one more set. 0 when nothing lowers it. */
static int add_best(const struct field *f, struct session *s)
{
    const struct problem *p = f->p;
    struct session best = *s;
    int64_t best_bound = bandex_session_bound(p, s);
    uint32_t i, goal;
    int32_t item;
    int found = 0;
    for (item = 0; item < s->count; item++) {
        struct session trial = *s;
        if (trial.items[item].sets < p->options[trial.items[item].option].high) {
            bandex_session_resize(p, &trial, item, trial.items[item].sets + 1);
            if (bandex_session_bound(p, &trial) < best_bound && !bandex_session_broken(p, &trial, &goal)) {
                best_bound = bandex_session_bound(p, &trial);
                best = trial;
                found = 1;
            }
        }
    }
    for (i = 0; i < f->count && s->count < p->max_items; i++) {
        const struct option *option = &p->options[f->options[i]];
        struct session trial = *s;
        if (!bandex_session_has(p, s, option->exercise)) {
            bandex_session_add(p, &trial, f->options[i], option->low);
            if (bandex_session_bound(p, &trial) < best_bound && !bandex_session_broken(p, &trial, &goal)) {
                best_bound = bandex_session_bound(p, &trial);
                best = trial;
                found = 1;
            }
        }
    }
    *s = best;
    return found;
}

/* Builds on s until nothing helps; the order found on the way must fit the time, too. */
static int64_t build(const struct field *f, struct session *s)
{
    struct session trial = *s;
    int32_t seconds;
    int64_t cost = bandex_session_price(f->p, s, &seconds);
    while (add_best(f, &trial)) {
        int64_t price = bandex_session_price(f->p, &trial, &seconds);
        if (price < cost) {
            cost = price;
            *s = trial;
        }
    }
    return cost;
}

/* Changes within the chosen items: sets up or down, moved from one to another, an item dropped. */
static int improve_sets(const struct problem *p, struct session *s, int64_t *cost)
{
    int32_t i, j, d;
    for (i = 0; i < s->count; i++) {
        struct session trial;
        for (d = -1; d <= 1; d += 2) {
            int32_t sets = s->items[i].sets + d;
            const struct option *option = &p->options[s->items[i].option];
            if (sets < option->low || sets > option->high) {
                continue;
            }
            trial = *s;
            bandex_session_resize(p, &trial, i, sets);
            if (better(p, &trial, s, cost)) {
                return 1;
            }
            for (j = 0; j < s->count; j++) {
                int32_t other = s->items[j].sets - d;
                const struct option *partner = &p->options[s->items[j].option];
                if (j == i || other < partner->low || other > partner->high) {
                    continue;
                }
                trial = *s;
                bandex_session_resize(p, &trial, i, sets);
                bandex_session_resize(p, &trial, j, other);
                if (better(p, &trial, s, cost)) {
                    return 1;
                }
            }
        }
        trial = *s;
        bandex_session_remove(p, &trial, i);
        if (better(p, &trial, s, cost)) {
            return 1;
        }
    }
    return 0;
}

/* Brings in an option: on top, instead of an item, or at the cost of a set of one. */
static int improve_with(const struct problem *p, uint32_t o, struct session *s, int64_t *cost)
{
    const struct option *option = &p->options[o];
    int32_t sets, i;
    int has = bandex_session_has(p, s, option->exercise);
    for (sets = option->low; sets <= option->high; sets++) {
        struct session trial = *s;
        if (!has && s->count < p->max_items) {
            bandex_session_add(p, &trial, o, sets);
            if (better(p, &trial, s, cost)) {
                return 1;
            }
        }
        for (i = 0; i < s->count; i++) {
            int same = p->options[s->items[i].option].exercise == option->exercise;
            if (s->items[i].option == o || (has && !same)) {
                continue;
            }
            trial = *s;
            bandex_session_remove(p, &trial, i);
            bandex_session_add(p, &trial, o, sets);
            if (better(p, &trial, s, cost)) {
                return 1;
            }
            if (!has && s->count < p->max_items && s->items[i].sets > p->options[s->items[i].option].low) {
                trial = *s;
                bandex_session_resize(p, &trial, i, s->items[i].sets - 1);
                bandex_session_add(p, &trial, o, sets);
                if (better(p, &trial, s, cost)) {
                    return 1;
                }
            }
        }
    }
    return 0;
}

static void improve(const struct field *f, struct session *s, int64_t *cost)
{
    uint32_t i;
    int again = 1;
    while (again) {
        again = 0;
        while (improve_sets(f->p, s, cost)) {
        }
        for (i = 0; i < f->count; i++) {
            again |= improve_with(f->p, f->options[i], s, cost);
        }
    }
}

int64_t bandex_search_greedy(const struct problem *p, const uint32_t *options, uint32_t count, struct session *best)
{
    struct field f;
    int64_t cost;
    f.p = p;
    f.count = count;
    memcpy(f.options, options, count * sizeof *options);
    bandex_session_clear(best);
    cost = build(&f, best);
    improve(&f, best, &cost);
    return cost;
}

static uint32_t draw(uint32_t *state)
{
    uint32_t x = *state; /* xorshift32, Marsaglia 2003 */
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

/* A part of the field: what the plan uses, and options drawn from the rest. */
static uint32_t draw_part(const struct field *f, const struct session *s, uint32_t *part, uint32_t *state)
{
    struct field chosen;
    uint32_t wanted = REPAIR_LEAST + draw(state) % REPAIR_SPAN;
    int32_t i;
    chosen.p = f->p;
    chosen.count = 0;
    for (i = 0; i < s->count; i++) {
        chosen.options[chosen.count++] = s->items[i].option;
    }
    while (chosen.count < wanted && chosen.count < f->count) {
        uint32_t at = draw(state) % f->count;
        while (taken(&chosen, f->options[at])) {
            at = (at + 1) % f->count;
        }
        chosen.options[chosen.count++] = f->options[at];
    }
    sort_options(&chosen);
    memcpy(part, chosen.options, chosen.count * sizeof *part);
    return chosen.count;
}

int64_t bandex_search_thorough(const struct problem *p, const uint32_t *options, uint32_t count, struct session *best)
{
    struct field f;
    uint32_t state = p->seed * 2654435761u | 1u, part[FIELD_MAX], size, nodes;
    int32_t exact;
    int round, idle = 0;
    int64_t cost = bandex_search_greedy(p, options, count, best);
    f.p = p;
    f.count = count;
    memcpy(f.options, options, count * sizeof *options);
    if (count <= WHOLE) {
        cost = bandex_search_exact(p, options, count, WHOLE_NODES, best, cost, &nodes, &exact);
        if (exact) {
            return cost;
        }
    }
    for (round = 0; round < REPAIRS && idle < PATIENCE; round++) {
        int64_t before = cost;
        size = draw_part(&f, best, part, &state);
        cost = bandex_search_exact(p, part, size, REPAIR_NODES, best, cost, &nodes, &exact);
        improve(&f, best, &cost);
        idle = cost < before ? 0 : idle + 1;
        if (size == count && exact) {
            break; /* the part is the whole */
        }
    }
    return cost;
}
