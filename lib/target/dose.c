/* SPDX-License-Identifier: MIT */
/* How many sets and repetitions, and how long they take. */
#include "plan.h"

/* Where a record tells no numbers. Sets and repetitions: ACSM for healthy adults (PMC6962680, table 2: 2-4 sets of
 * 8-12). Rest: 60 s as in Borde 2015 (PMC4656698). Time of a repetition: library default. */
#define SETS_MIN   2
#define SETS_MAX   4
#define REPS_MIN   8
#define REPS_MAX   12
#define REST_S     60
#define REP_MS     4000
#define CARE_SETS  2 /* most sets for children and in rehabilitation where their record tells none; library default */

/* The population whose dosage counts: the one that asks for most care. */
static const int32_t by_care[] = {BANDEX_POPULATION_REHAB, BANDEX_POPULATION_CHILDREN, BANDEX_POPULATION_OLDER,
                                  BANDEX_POPULATION_WHEELCHAIR, BANDEX_POPULATION_ADULT};

static const bandex_dosage *row_of(const bandex_exercise *exercise, int32_t population)
{
    size_t i;
    for (i = 0; i < exercise->dosage_count; i++) {
        if (exercise->dosage[i].population == population && exercise->dosage[i].sets_max > 0 &&
            exercise->dosage[i].reps_max > 0) {
            return &exercise->dosage[i];
        }
    }
    return NULL;
}

static int needs_care(const bandex_user *user)
{
    return (user->populations & (BANDEX_BIT(BANDEX_POPULATION_REHAB) | BANDEX_BIT(BANDEX_POPULATION_CHILDREN))) != 0;
}

/* The row of the first population with numbers, else the adults' with fewer sets where care is asked for. */
static void take_row(const bandex_user *user, const bandex_exercise *exercise, struct dose *dose)
{
    const bandex_dosage *row = NULL;
    size_t i;
    int careful = 0;
    dose->sets_min = SETS_MIN;
    dose->sets_max = SETS_MAX;
    dose->reps = (REPS_MIN + REPS_MAX) / 2;
    dose->rest_s = REST_S;
    dose->hold_s = 0;
    for (i = 0; i < sizeof by_care / sizeof *by_care && !row; i++) {
        if (by_care[i] == BANDEX_POPULATION_ADULT || user->populations & BANDEX_BIT(by_care[i])) {
            row = row_of(exercise, by_care[i]);
            careful = needs_care(user) && by_care[i] != BANDEX_POPULATION_REHAB && by_care[i] != BANDEX_POPULATION_CHILDREN;
        }
    }
    if (row) {
        dose->sets_min = row->sets_min > 0 ? row->sets_min : 1;
        dose->sets_max = row->sets_max;
        dose->reps = row->reps_min > 0 ? (row->reps_min + row->reps_max) / 2 : row->reps_max;
        dose->rest_s = row->rest_max_s > 0 ? (row->rest_min_s + row->rest_max_s) / 2 : REST_S;
        dose->hold_s = row->hold_s;
    }
    if (careful || (needs_care(user) && !row)) {
        dose->sets_max = dose->sets_max < CARE_SETS ? dose->sets_max : CARE_SETS;
    }
}

static int64_t rep_ms(const bandex_exercise *exercise, int32_t hold_s)
{
    int64_t ms = (int64_t)exercise->tempo.concentric_ms + exercise->tempo.eccentric_ms + exercise->tempo.rest_ms;
    if (exercise->detection.mode == BANDEX_DETECT_HOLDS) {
        return ms + (int64_t)hold_s * 1000;
    }
    ms += exercise->tempo.hold_ms;
    if (ms <= 0) {
        ms = exercise->detection.typical_rep_ms;
    }
    return ms > 0 ? ms : REP_MS;
}

static int32_t limited(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

void bandex_dose_find(const struct planning *self, const bandex_exercise *exercise, uint32_t notes, struct dose *dose)
{
    const bandex_plan_prescription *told = bandex_planning_prescription(self, exercise);
    int sides = bandex_fit_each_side(exercise);
    int64_t work_ms;
    take_row(&self->user, exercise, dose);
    if (told && told->reps) {
        dose->reps = told->reps;
    } else if (sides && exercise->side_switch.count == BANDEX_SWITCH_REPS_TOTAL) {
        dose->reps = (dose->reps + 1) / 2;
    }
    if (told && told->sets) {
        dose->sets_max = told->sets;
        dose->sets_min = 1;
    }
    if (self->user.rest_s) {
        dose->rest_s = self->user.rest_s;
    }
    if (exercise->detection.mode == BANDEX_DETECT_HOLDS && dose->hold_s == 0) {
        dose->hold_s = exercise->detection.hold_ms >= 1000 ? exercise->detection.hold_ms / 1000 : 5;
    }
    dose->sets_max = limited(dose->sets_max, 1, self->request.max_sets);
    dose->sets_min = limited(dose->sets_min, 1, dose->sets_max);
    dose->reps = limited(dose->reps, 1, 200);
    dose->rest_s = limited(dose->rest_s, 0, 3600);
    dose->light = needs_care(&self->user) || notes & BANDEX_PLAN_NOTE_LIMIT_LOAD || self->user.level == BANDEX_LEVEL_BEGINNER;
    work_ms = rep_ms(exercise, dose->hold_s) * dose->reps;
    work_ms = work_ms < 3600000 ? work_ms : 3600000;
    dose->set_s = (int32_t)((work_ms * (sides ? 2 : 1) + 999) / 1000) + dose->rest_s +
                  (sides ? limited(exercise->side_switch.rest_s, 0, 600) : 0);
}
