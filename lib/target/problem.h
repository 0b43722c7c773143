/* SPDX-License-Identifier: MIT */
/* The planner's problem in numbers, without names: what cost.c prices and search.c solves. */
#ifndef BANDEX_TARGET_PROBLEM_H
#define BANDEX_TARGET_PROBLEM_H

#include <bandex/target.h>

/* Options that a search looks at; of more, the most promising are taken. */
#define FIELD_MAX 64

/* A goal: thousandths of a set. */
struct goal {
    int32_t target;
    int32_t cap; /* never more than this */
    int32_t priority;
};

/* A candidate: an exercise in a variant with a band. Options of one exercise stand next to each other. */
struct option {
    uint32_t exercise;   /* number of the exercise, rising */
    uint32_t groups;     /* bits of the muscle groups that are primary */
    uint16_t anchor;     /* bit of the anchor outside the person, 0: none */
    uint8_t band;        /* index of the owned band */
    uint8_t variant;     /* 0: none, else 1 + its index */
    uint8_t compound;    /* 1: more than one joint */
    uint8_t low, high;   /* sets */
    int32_t set_s;       /* seconds of a set, rest and both sides included */
    int32_t fixed_cost;  /* cost of being in the plan: variety, load */
    int32_t set_cost;    /* cost of a set besides its time: certainty */
};

struct problem {
    const struct goal *goals;
    uint32_t goal_count;
    const struct option *options;
    const int16_t *credits; /* goal_count a row, one row an option: thousandths of a set on each side */
    uint32_t option_count;
    int32_t seconds;
    int32_t max_items, max_bands, max_anchors;
    int32_t band_s, anchor_s;
    bandex_plan_weights weights;
    uint32_t seed;
    uint32_t node_limit;
};

/* What is chosen so far, with its running sums. */
struct choice {
    uint32_t option;
    int32_t sets;
};

struct session {
    struct choice items[BANDEX_PLAN_ITEMS_MAX];
    int32_t count;
    int32_t sets_s;       /* seconds of all sets */
    int64_t item_cost;    /* fixed and set costs */
    uint32_t bands;       /* bits of bands in use */
    uint32_t anchors;     /* bits of anchors outside the person in use */
    int32_t achieved[BANDEX_TARGETS_MAX];
};

#define NO_COST INT64_MAX

static inline const int16_t *credits_of(const struct problem *p, uint32_t option)
{
    return p->credits + (size_t)option * p->goal_count;
}

static inline int bits(uint32_t mask)
{
    int count = 0;
    for (; mask; mask &= mask - 1) {
        count++;
    }
    return count;
}

/* cost.c */
void bandex_session_clear(struct session *s);
void bandex_session_add(const struct problem *p, struct session *s, uint32_t option, int32_t sets);
void bandex_session_remove(const struct problem *p, struct session *s, int32_t item);
void bandex_session_resize(const struct problem *p, struct session *s, int32_t item, int32_t sets);
int bandex_session_has(const struct problem *p, const struct session *s, uint32_t exercise);
/* The rule of BANDEX_RULE_* that the session breaks however it is ordered; what and where in goal or seconds. */
int32_t bandex_session_broken(const struct problem *p, const struct session *s, uint32_t *goal);
int32_t bandex_session_least_s(const struct problem *p, const struct session *s);
/* Nothing ordered from this choice costs less. */
int64_t bandex_session_bound(const struct problem *p, const struct session *s);
int64_t bandex_session_missing_cost(const struct problem *p, const struct session *s);
/* The cost of the choice in its best order, NO_COST if it breaks a rule; puts the items into that order. */
int64_t bandex_session_price(const struct problem *p, struct session *s, int32_t *seconds);
/* Seconds to set up an item after another (-1: first of the session). */
int32_t bandex_setup_s(const struct problem *p, const struct session *s, int32_t before, int32_t item);

/* greedy.c: the options of the problem, or the FIELD_MAX most promising; rising. Returns how many. */
uint32_t bandex_search_field(const struct problem *p, uint32_t *options);
/* A good plan from count options; bounded work. */
int64_t bandex_search_greedy(const struct problem *p, const uint32_t *options, uint32_t count, struct session *best);
/* Greedy, then repairs: parts of the field solved exactly around what is there. */
int64_t bandex_search_thorough(const struct problem *p, const uint32_t *options, uint32_t count, struct session *best);

/* exact.c: improves best, whose cost is given, over count options (rising, at most FIELD_MAX). *exact: 1 when nothing
 * made of them costs less, 0 when node_limit ended the search. */
int64_t bandex_search_exact(const struct problem *p, const uint32_t *options, uint32_t count, uint32_t node_limit,
                            struct session *best, int64_t cost, uint32_t *nodes, int32_t *exact);

#endif
