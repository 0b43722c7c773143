/* SPDX-License-Identifier: MIT */
/* What a choice of exercises costs, and the order it is done in. */
#include "problem.h"
#include <string.h>

void bandex_session_clear(struct session *s)
{
    memset(s, 0, sizeof *s);
}

static void count_sets(const struct problem *p, struct session *s, uint32_t option, int32_t sets)
{
    const int16_t *credits = credits_of(p, option);
    uint32_t g;
    s->sets_s += sets * p->options[option].set_s;
    s->item_cost += (int64_t)sets * p->options[option].set_cost;
    for (g = 0; g < p->goal_count; g++) {
        s->achieved[g] += sets * credits[g];
    }
}

static void count_setup(const struct problem *p, struct session *s)
{
    int32_t i;
    s->bands = 0;
    s->anchors = 0;
    for (i = 0; i < s->count; i++) {
        const struct option *option = &p->options[s->items[i].option];
        s->bands |= 1u << option->band;
        s->anchors |= option->anchor;
    }
}

void bandex_session_add(const struct problem *p, struct session *s, uint32_t option, int32_t sets)
{
    s->items[s->count].option = option;
    s->items[s->count].sets = sets;
    s->count++;
    s->item_cost += p->options[option].fixed_cost;
    s->bands |= 1u << p->options[option].band;
    s->anchors |= p->options[option].anchor;
    count_sets(p, s, option, sets);
}

void bandex_session_remove(const struct problem *p, struct session *s, int32_t item)
{
    struct choice gone = s->items[item];
    s->count--;
    memmove(&s->items[item], &s->items[item + 1], (size_t)(s->count - item) * sizeof *s->items);
    s->item_cost -= p->options[gone.option].fixed_cost;
    count_sets(p, s, gone.option, -gone.sets);
    count_setup(p, s);
}

void bandex_session_resize(const struct problem *p, struct session *s, int32_t item, int32_t sets)
{
    count_sets(p, s, s->items[item].option, sets - s->items[item].sets);
    s->items[item].sets = sets;
}

int bandex_session_has(const struct problem *p, const struct session *s, uint32_t exercise)
{
    int32_t i;
    for (i = 0; i < s->count; i++) {
        if (p->options[s->items[i].option].exercise == exercise) {
            return 1;
        }
    }
    return 0;
}

/* Each band is taken up once at least, each anchor fixed once. */
int32_t bandex_session_least_s(const struct problem *p, const struct session *s)
{
    return s->sets_s + bits(s->bands) * p->band_s + bits(s->anchors) * p->anchor_s;
}

int32_t bandex_session_broken(const struct problem *p, const struct session *s, uint32_t *goal)
{
    uint32_t g;
    if (s->count > p->max_items) {
        return BANDEX_RULE_ITEMS;
    }
    if ((p->max_bands && bits(s->bands) > p->max_bands) || (p->max_anchors >= 0 && bits(s->anchors) > p->max_anchors)) {
        return BANDEX_RULE_CHANGES;
    }
    for (g = 0; g < p->goal_count; g++) {
        if (s->achieved[g] > p->goals[g].cap) {
            *goal = g;
            return BANDEX_RULE_OVERSHOOT;
        }
    }
    return bandex_session_least_s(p, s) > p->seconds ? BANDEX_RULE_TIME : BANDEX_RULE_NONE;
}

int64_t bandex_session_missing_cost(const struct problem *p, const struct session *s)
{
    int64_t cost = 0;
    uint32_t g;
    for (g = 0; g < p->goal_count; g++) {
        int64_t missing = (int64_t)p->goals[g].target - s->achieved[g];
        cost += p->goals[g].priority * (missing > 0 ? missing * p->weights.under : -missing * p->weights.over);
    }
    return cost;
}

int64_t bandex_session_bound(const struct problem *p, const struct session *s)
{
    return bandex_session_missing_cost(p, s) + s->item_cost +
           (int64_t)p->weights.second * bandex_session_least_s(p, s);
}

int32_t bandex_setup_s(const struct problem *p, const struct session *s, int32_t before, int32_t item)
{
    const struct option *now = &p->options[s->items[item].option];
    const struct option *last = before < 0 ? NULL : &p->options[s->items[before].option];
    return (!last || last->band != now->band ? p->band_s : 0) +
           (now->anchor && (!last || last->anchor != now->anchor) ? p->anchor_s : 0);
}

/* What an order costs, laid out for the search of the best one. With plain, only seconds count. */
struct steps {
    int32_t first[BANDEX_PLAN_ITEMS_MAX];                       /* an item that begins the session */
    int32_t after[BANDEX_PLAN_ITEMS_MAX][BANDEX_PLAN_ITEMS_MAX]; /* [before][item] */
    uint32_t isolations;                                        /* bits of single-joint items */
    int32_t late[BANDEX_PLAN_ITEMS_MAX]; /* for each single-joint item that came before this one */
};

static void lay_steps(const struct problem *p, const struct session *s, int plain, struct steps *steps)
{
    int32_t i, before;
    steps->isolations = 0;
    for (i = 0; i < s->count; i++) {
        const struct option *now = &p->options[s->items[i].option];
        int32_t second = plain ? 1 : p->weights.second;
        steps->first[i] = bandex_setup_s(p, s, -1, i) * second;
        steps->isolations |= now->compound ? 0 : 1u << i;
        steps->late[i] = now->compound && !plain ? p->weights.order : 0;
        for (before = 0; before < s->count; before++) {
            uint32_t shared = now->groups & p->options[s->items[before].option].groups;
            steps->after[before][i] = bandex_setup_s(p, s, before, i) * second + (plain ? 0 : p->weights.overlap * bits(shared));
        }
    }
}

#define STATES (1u << BANDEX_PLAN_ITEMS_MAX)

/* The cheapest order by dynamic programming over the sets of items done and the last of them (Held and Karp 1962).
 * Ties go to the lower index, so the order is the same everywhere. */
static void best_order(const struct session *s, const struct steps *steps, int32_t *order)
{
    int32_t cost[STATES][BANDEX_PLAN_ITEMS_MAX];
    int8_t from[STATES][BANDEX_PLAN_ITEMS_MAX];
    uint32_t mask, all = (1u << s->count) - 1;
    int32_t last, next, best = 0;
    for (mask = 1; mask <= all; mask++) {
        for (next = 0; next < s->count; next++) {
            uint32_t rest = mask & ~(1u << next);
            int32_t late = steps->late[next] ? steps->late[next] * bits(rest & steps->isolations) : 0;
            if (!(mask >> next & 1)) {
                continue;
            }
            cost[mask][next] = rest ? INT32_MAX : steps->first[next];
            from[mask][next] = -1;
            for (last = 0; last < s->count; last++) {
                int32_t sum;
                if (rest >> last & 1 && (sum = cost[rest][last] + steps->after[last][next] + late) < cost[mask][next]) {
                    cost[mask][next] = sum;
                    from[mask][next] = (int8_t)last;
                }
            }
        }
    }
    for (last = 1; last < s->count; last++) {
        if (cost[all][last] < cost[all][best]) {
            best = last;
        }
    }
    for (mask = all, last = best, next = s->count - 1; next >= 0; next--) {
        int32_t before = from[mask][last];
        order[next] = last;
        mask &= ~(1u << last);
        last = before;
    }
}

/* Cost and seconds of the items in an order; steps are not plain. */
static int64_t order_cost(const struct problem *p, const struct session *s, const struct steps *steps, const int32_t *order,
                          int32_t *seconds)
{
    int64_t cost = 0;
    uint32_t mask = 0;
    int32_t i;
    *seconds = s->sets_s;
    for (i = 0; i < s->count; i++) {
        cost += i ? steps->after[order[i - 1]][order[i]] : steps->first[order[i]];
        cost += (int64_t)steps->late[order[i]] * bits(mask & steps->isolations);
        *seconds += bandex_setup_s(p, s, i ? order[i - 1] : -1, order[i]);
        mask |= 1u << order[i];
    }
    return cost;
}

static void put_in_order(struct session *s, const int32_t *order)
{
    struct choice items[BANDEX_PLAN_ITEMS_MAX];
    int32_t i;
    for (i = 0; i < s->count; i++) {
        items[i] = s->items[order[i]];
    }
    memcpy(s->items, items, (size_t)s->count * sizeof *items);
}

/* Items by option, so that the price of a choice never depends on how it was come by. */
static void sort_items(struct session *s)
{
    int32_t i, j;
    for (i = 1; i < s->count; i++) {
        struct choice moved = s->items[i];
        for (j = i; j > 0 && s->items[j - 1].option > moved.option; j--) {
            s->items[j] = s->items[j - 1];
        }
        s->items[j] = moved;
    }
}

int64_t bandex_session_price(const struct problem *p, struct session *s, int32_t *seconds)
{
    int32_t order[BANDEX_PLAN_ITEMS_MAX] = {0};
    struct steps steps, plain;
    int64_t cost;
    uint32_t goal;
    *seconds = 0;
    if (bandex_session_broken(p, s, &goal) != BANDEX_RULE_NONE) {
        return NO_COST;
    }
    if (s->count == 0) {
        return bandex_session_missing_cost(p, s);
    }
    sort_items(s);
    lay_steps(p, s, 0, &steps);
    best_order(s, &steps, order);
    cost = order_cost(p, s, &steps, order, seconds);
    if (*seconds > p->seconds) { /* then the order that takes least time */
        lay_steps(p, s, 1, &plain);
        best_order(s, &plain, order);
        cost = order_cost(p, s, &steps, order, seconds);
        if (*seconds > p->seconds) {
            return NO_COST;
        }
    }
    put_in_order(s, order);
    return cost + bandex_session_missing_cost(p, s) + s->item_cost + (int64_t)p->weights.second * s->sets_s;
}
