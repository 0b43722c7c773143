/* SPDX-License-Identifier: MIT */
/* What the files of this room share. */
#ifndef BANDEX_PROGRESSION_ENGINE_H
#define BANDEX_PROGRESSION_ENGINE_H

#include <bandex/progression.h>

/* Truth of a predicate: what was not told is neither. */
enum { NO = 0, YES = 1, UNKNOWN = 2 };

/* One session as a decision sees it: only the sets concerned. */
typedef struct training {
    const bandex_session *session;
    int32_t index;       /* in the history */
    int32_t day;
    int32_t week;
    int32_t rung;        /* that was performed */
    int32_t sets;        /* prescribed */
    int32_t target_reps;
    int32_t target_tut_ms;
    uint32_t count;      /* sets that count: at this rung or above */
    uint16_t set[BANDEX_SETS_MAX]; /* their indexes */
} training;

/* The history from its latest session backwards, read as far as it is asked for. */
typedef struct view {
    const bandex_policy *policy;
    const bandex_ladder *ladder;
    const bandex_session *history;
    const bandex_progression_context *context;
    size_t total;        /* sessions of the history */
    size_t rest;         /* of these, not looked at yet */
    int32_t slot;        /* only this slot, or BANDEX_UNKNOWN */
    int32_t whole;       /* 1: no schedule leaves sessions out */
    uint32_t count;      /* trainings known */
    uint32_t *visits;
    training trainings[BANDEX_LOOKBACK];
} view;

/* What made a predicate what it is. */
typedef struct finding {
    int32_t reason;
    bandex_reason evidence;
} finding;

/* history.c */
void view_open(view *v, const bandex_policy *policy, const bandex_ladder *ladder, const bandex_session *history,
               size_t count, const bandex_progression_context *context, uint32_t *visits);
const training *view_at(view *v, uint32_t k); /* k sessions back, or NULL */
int32_t week_of(const bandex_progression_context *context, int32_t day);
int is_easy_week(const bandex_policy *policy, int32_t week);
int policy_has_axis(const bandex_policy *policy, int32_t kind, const bandex_axis **axis);
int32_t set_reps(const bandex_policy *policy, const bandex_set *set);

/* predicate.c */
int predicate_eval(view *v, int32_t index, uint32_t k, finding *why);
int metric_eval(view *v, uint32_t k, int32_t metric, int32_t aggregate, int32_t argument, int32_t *value, int32_t *set);
int ready_eval(view *v, uint32_t k, finding *why);
uint32_t streak_of(view *v, int wanted, uint32_t enough);

/* ladder.c */
int32_t rung_at_most(const bandex_ladder *ladder, int64_t force_times_1000, int32_t *at_floor);
int32_t rung_of(const bandex_ladder *ladder, const bandex_set *set);
int has_forces(const bandex_ladder *ladder);
int32_t lighter_rung(const bandex_ladder *ladder, int32_t rung, int32_t permille, int32_t *reason);
int32_t climb(view *v, int32_t from, int32_t wanted, int32_t *reason);
bandex_status ladder_check(const bandex_ladder *ladder);

/* capacity.c: shares in the table of Tuchscherer */
#define RTS_HALF_STEPS 30

/* driver.c */
typedef struct proposal {
    bandex_prescription next;
    int32_t action;
    finding why;
    int32_t also; /* a contributing reason, or 0 */
} proposal;
bandex_status driver_step(view *v, const bandex_prescription *base, proposal *out);

/* next.c */
void name_decision(const bandex_ladder *ladder, bandex_decision *d);
void decision_because(bandex_decision *d, const finding *why, int primary);
void decision_code(bandex_decision *d, int32_t code, int primary);

/* encode.c */
uint64_t policy_hash(const bandex_policy *policy);

int prescription_compare(const bandex_policy *policy, const bandex_prescription *a, const bandex_prescription *b);
int32_t action_of(const bandex_prescription *base, const bandex_prescription *next);
void copy_text(char *to, size_t size, const char *from);

#endif
