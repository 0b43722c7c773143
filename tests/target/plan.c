/* SPDX-License-Identifier: MIT */
#include "people.h"
#include <bandex/store.h>

Test(plan, a_back_session_from_the_founding_exercises)
{
    struct person person;
    struct planned p;
    int32_t seconds = 0;
    person_make(&person);
    planned_begin(&p, &person, 25);
    planned_goal(&p, "upper_back", 6);
    planned_goal(&p, "latissimus_dorsi", 4);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert(p.plan.item_count >= 2);
    cr_assert(p.plan.seconds <= 25 * 60);
    for (size_t i = 0; i < p.plan.item_count; i++) {
        const bandex_plan_item *item = &p.plan.items[i];
        seconds += item->seconds;
        cr_assert(item->sets > 0 && item->reps > 0 && item->seconds > 0 && item->peak_force_mn > 0);
        cr_assert(strcmp(item->band.band, "theraband/red") == 0 || strcmp(item->band.band, "theraband/green") == 0);
        cr_assert_neq(item->anchor, BANDEX_ANCHOR_DOOR);
    }
    cr_assert_eq(seconds, p.plan.seconds);
    for (size_t i = 0; i < 2; i++) {
        cr_assert_eq(p.plan.outcomes[i].shortfall_permille, 0);
        cr_assert(p.plan.outcomes[i].achieved_permille >= p.plan.outcomes[i].target_permille);
        cr_assert_eq(p.plan.outcomes[i].reason.rule, BANDEX_RULE_NONE);
    }
    free(p.memory);
}

Test(plan, what_cannot_be_reached_says_which_rule_makes_it_so)
{
    struct person person;
    struct planned p;
    person_make(&person);
    planned_begin(&p, &person, 5);
    planned_goal(&p, "upper_back", 12);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert(p.plan.outcomes[0].shortfall_permille > 0);
    cr_assert_eq(p.plan.outcomes[0].reason.rule, BANDEX_RULE_TIME);
    cr_assert(p.plan.seconds <= 300);
    free(p.memory);

    planned_begin(&p, &person, 60);
    planned_goal(&p, "upper_back", 30);
    p.request.max_items = 1;
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert_eq(p.plan.item_count, 1);
    cr_assert_eq(p.plan.outcomes[0].reason.rule, BANDEX_RULE_ITEMS);
    free(p.memory);

    /* Nothing that trains it survives the contraindication. */
    person.codes[0] = "unstable_angina";
    person.user.contraindication_count = 1;
    planned_begin(&p, &person, 60);
    planned_goal(&p, "upper_back", 4);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert_eq(p.plan.item_count, 0);
    cr_assert_eq(p.plan.seconds, 0);
    cr_assert_eq(p.plan.outcomes[0].reason.rule, BANDEX_RULE_CONTRAINDICATION);
    cr_assert_str_eq(p.plan.outcomes[0].reason.value, "unstable_angina");
    cr_assert_eq(p.plan.outcomes[0].shortfall_permille, 4000);
    free(p.memory);
}

Test(plan, hard_rules_keep_exercises_out_and_name_themselves)
{
    struct person person;
    struct planned p;
    person_make(&person);
    person.avoided[0] = "row_standing";
    person.user.avoided_count = 1;
    planned_begin(&p, &person, 60);
    planned_goal(&p, "back", 10);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert_null(planned_item(&p, "row_standing"));
    cr_assert_eq(planned_rule(&p, "row_standing"), BANDEX_RULE_AVOIDED);
    cr_assert_eq(planned_rule(&p, "pullover_standing"), BANDEX_RULE_ANCHOR);
    free(p.memory);
}

Test(plan, limit_load_takes_the_lightest_band)
{
    struct person person;
    struct planned p;
    person_make(&person);
    person.codes[0] = "hernia";
    person.user.contraindication_count = 1;
    person.user.level = BANDEX_LEVEL_ADVANCED;
    strcpy(person.bands[0].band, "theraband/green");
    strcpy(person.bands[1].band, "theraband/red");
    planned_begin(&p, &person, 30);
    planned_goal(&p, "latissimus_dorsi", 4);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert(p.plan.item_count > 0);
    for (size_t i = 0; i < p.plan.item_count; i++) {
        cr_assert_str_eq(p.plan.items[i].band.band, "theraband/red");
        cr_assert(p.plan.items[i].notes & BANDEX_PLAN_NOTE_LIMIT_LOAD);
    }
    free(p.memory);
}

Test(plan, supervision_opens_what_asks_for_it)
{
    struct person person;
    struct planned p;
    person_make(&person);
    person.codes[0] = "pacemaker_icd";
    person.user.contraindication_count = 1;
    planned_begin(&p, &person, 30);
    planned_goal(&p, "latissimus_dorsi", 4);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert_eq(p.plan.item_count, 0);
    person.user.supervised = 1;
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert(p.plan.item_count > 0);
    cr_assert(p.plan.items[0].notes & BANDEX_PLAN_NOTE_SUPERVISE);
    free(p.memory);
}

Test(plan, level_chooses_among_the_bands)
{
    static const struct {
        int32_t level;
        const char *band;
    } cases[] = {{BANDEX_LEVEL_BEGINNER, "theraband/yellow"}, {BANDEX_LEVEL_INTERMEDIATE, "theraband/red"},
                 {BANDEX_LEVEL_ADVANCED, "theraband/green"}};
    for (size_t i = 0; i < 3; i++) {
        struct person person;
        struct planned p;
        person_make(&person);
        strcpy(person.bands[2].band, "theraband/yellow");
        person.user.band_count = 3;
        person.user.level = cases[i].level;
        planned_begin(&p, &person, 10);
        planned_goal(&p, "latissimus_dorsi", 2);
        cr_assert_eq(planned_make(&p), BANDEX_OK);
        cr_assert_eq(p.plan.item_count, 1);
        cr_assert_str_eq(p.plan.items[0].band.band, cases[i].band);
        free(p.memory);
    }
}

Test(plan, progression_prescribes_band_sets_and_repetitions)
{
    struct person person;
    struct planned p;
    bandex_plan_prescription told = {"row_standing", "theraband/green", 3, 12};
    person_make(&person);
    person.avoided[0] = "row_seated";
    person.avoided[1] = "archery_pull";
    person.avoided[2] = "pullover_standing";
    person.user.avoided_count = 3;
    planned_begin(&p, &person, 30);
    planned_goal(&p, "latissimus_dorsi", 3);
    p.request.prescriptions = &told;
    p.request.prescription_count = 1;
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    const bandex_plan_item *item = planned_item(&p, "row_standing");
    cr_assert_not_null(item);
    cr_assert_str_eq(item->band.band, "theraband/green");
    cr_assert_eq(item->sets, 3);
    cr_assert_eq(item->reps, 12);
    cr_assert(item->notes & BANDEX_PLAN_NOTE_PRESCRIBED);
    free(p.memory);
}

Test(plan, sides_are_done_one_after_the_other_and_balanced)
{
    struct person person;
    struct planned p;
    person_make(&person);
    person.avoided[0] = "row_seated";
    person.avoided[1] = "row_standing";
    person.avoided[2] = "pullover_standing";
    person.user.avoided_count = 3;
    planned_begin(&p, &person, 30);
    p.request.catalog = founding();
    planned_goal(&p, "latissimus_dorsi", 2);
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert_eq(p.plan.exact, 1);
    const bandex_plan_item *item = planned_item(&p, "archery_pull");
    cr_assert_not_null(item);
    cr_assert_eq(item->each_side, 1);
    cr_assert_eq(item->reps, 10, "ten, rest, then the other side");
    cr_assert_str_empty(item->variant, "left and right are both done");
    bandex_set set;
    cr_assert_eq(bandex_plan_item_set(item, BANDEX_SIDE_LEFT, &set), BANDEX_OK);
    cr_assert_eq(set.side, BANDEX_SIDE_LEFT);
    cr_assert_eq(set.target_reps, 10);
    cr_assert_eq(set.accepted_reps, BANDEX_UNKNOWN);
    cr_assert_str_eq(set.exercise, "archery_pull");
    cr_assert_eq(bandex_plan_item_set(item, BANDEX_SIDE_BOTH, &set), BANDEX_E_ARGUMENT);
    free(p.memory);
}

Test(plan, goals_without_a_number_share_the_time_by_priority)
{
    struct person person;
    struct planned p;
    person_make(&person);
    planned_begin(&p, &person, 30);
    planned_goal(&p, "latissimus_dorsi", 0);
    planned_goal(&p, "deltoid_lateral", 0);
    p.goals[0].priority = 2;
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    cr_assert_eq(p.plan.outcomes[0].target_permille, 10000);
    cr_assert_eq(p.plan.outcomes[1].target_permille, 5000);
    cr_assert(p.plan.item_count >= 2);
    free(p.memory);
}

Test(plan, another_seed_may_choose_otherwise_and_the_same_never_does)
{
    struct person person;
    struct planned p, q;
    int different = 0;
    person_make(&person);
    for (uint32_t seed = 0; seed < 20; seed++) {
        planned_begin(&p, &person, 25);
        planned_goal(&p, "latissimus_dorsi", 3);
        p.request.seed = seed;
        q = p;
        q.request.goals = q.goals;
        cr_assert_eq(planned_make(&p), BANDEX_OK);
        cr_assert_eq(planned_make(&q), BANDEX_OK);
        cr_assert_eq(p.plan.item_count, q.plan.item_count);
        cr_assert_arr_eq(p.plan.items, q.plan.items, p.plan.item_count * sizeof *p.plan.items);
        cr_assert_eq(p.plan.cost, q.plan.cost);
        different += strcmp(p.plan.items[0].exercise, "row_seated") == 0;
        free(p.memory);
        free(q.memory);
    }
    cr_assert(different > 0 && different < 20, "row_seated leads in %d of 20", different);
}

Test(plan, wrong_requests)
{
    struct person person;
    struct planned p;
    person_make(&person);
    planned_begin(&p, &person, 25);
    cr_assert_eq(planned_make(&p), BANDEX_E_ARGUMENT, "no goal");
    planned_goal(&p, "back", 4);
    p.goals[0].area = 4711;
    cr_assert_eq(planned_make(&p), BANDEX_E_ARGUMENT);
    p.goals[0].area = BANDEX_MUSCLE_REGION_BACK;
    p.request.seconds = 0;
    cr_assert_eq(planned_make(&p), BANDEX_E_ARGUMENT);
    p.request.seconds = 600;
    p.request.weights.under = -1;
    cr_assert_eq(planned_make(&p), BANDEX_E_ARGUMENT);
    p.request.weights.under = 3;
    p.request.goal_count = 33;
    cr_assert_eq(planned_make(&p), BANDEX_E_LIMIT);
    p.request.goal_count = 1;
    person.user.band_count = 0;
    cr_assert_eq(planned_make(&p), BANDEX_E_ARGUMENT, "no band");
    person.user.band_count = 2;
    person.user.stature_mm = 100;
    cr_assert_eq(planned_make(&p), BANDEX_E_ARGUMENT);
    person.user.stature_mm = 0;
    strcpy(person.bands[1].band, "nobody/none");
    cr_assert_eq(planned_make(&p), BANDEX_E_NOT_FOUND);
    strcpy(person.bands[1].band, "theraband/blue");
    p.request.struct_size = 1;
    cr_assert_eq(planned_make(&p), BANDEX_E_SIZE);
    p.request.struct_size = sizeof p.request;
    cr_assert_eq(bandex_plan_make(NULL, NULL, 0, NULL, &p.plan), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_plan_make(&p.request, NULL, 0, NULL, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_plan_make(&p.request, (char *)&p + 1, 1000000, NULL, &p.plan), BANDEX_E_ARGUMENT, "alignment");
    cr_assert_eq(planned_make(&p), BANDEX_OK);
    free(p.memory);
}

/* --- weeks --- */

static bandex_plan plans[7];
static bandex_plan_outcome outcomes[8];

static void *make_week(struct planned *p, int32_t sessions)
{
    size_t needed;
    void *memory;
    cr_assert_eq(bandex_plan_week(&p->request, sessions, NULL, 0, &needed, plans, outcomes), BANDEX_E_FULL);
    memory = malloc(needed);
    cr_assert_eq(bandex_plan_week(&p->request, sessions, memory, needed, NULL, plans, outcomes), BANDEX_OK);
    return memory;
}

static uint32_t primary_groups(const bandex_plan *plan)
{
    uint32_t groups = 0;
    for (size_t i = 0; i < plan->item_count; i++) {
        const bandex_exercise *exercise = bandex_catalog_find(NULL, plan->items[i].exercise);
        const bandex_muscle_use *uses[64];
        size_t count;
        bandex_exercise_muscles(exercise, bandex_exercise_variant(exercise, plan->items[i].variant), uses, 64, &count);
        for (size_t j = 0; j < count; j++) {
            if (uses[j]->role == BANDEX_ROLE_PRIMARY) {
                groups |= 1u << (bandex_muscle_get(uses[j]->muscle)->group - 1001);
            }
        }
    }
    return groups;
}

Test(week, sessions_are_spread_and_goals_shared)
{
    struct person person;
    struct planned p;
    int32_t lats = 0;
    person_make(&person);
    planned_begin(&p, &person, 25);
    planned_goal(&p, "latissimus_dorsi", 9);
    planned_goal(&p, "upper_back", 9);
    void *memory = make_week(&p, 3);
    cr_assert_eq(plans[0].day, 1);
    cr_assert_eq(plans[1].day, 3);
    cr_assert_eq(plans[2].day, 5);
    for (int i = 0; i < 3; i++) {
        cr_assert(plans[i].item_count > 0);
        cr_assert(plans[i].seconds <= 1500);
        cr_assert_eq(plans[i].seed, (uint32_t)i);
        lats += plans[i].outcomes[0].achieved_permille;
    }
    cr_assert_eq(outcomes[0].target_permille, 9000);
    cr_assert_eq(outcomes[0].achieved_permille, lats);
    cr_assert_eq(outcomes[0].shortfall_permille, 0);
    free(memory);
}

Test(week, groups_rest_for_two_days)
{
    for (int32_t sessions = 1; sessions <= 7; sessions++) {
        struct person person;
        struct planned p;
        person_make(&person);
        planned_begin(&p, &person, 40);
        planned_goal(&p, "back", 12);
        planned_goal(&p, "quadriceps", 6);
        planned_goal(&p, "deltoids", 6);
        void *memory = make_week(&p, sessions);
        for (int i = 0; i < sessions; i++) {
            for (int j = 0; j < i; j++) {
                int apart = plans[i].day - plans[j].day;
                if (apart < 2 || apart > 5) {
                    cr_assert_eq(primary_groups(&plans[i]) & primary_groups(&plans[j]), 0, "days %d and %d of %d",
                                 plans[i].day, plans[j].day, sessions);
                }
            }
        }
        free(memory);
    }
}

Test(week, the_first_session_minds_what_was_trained_before_it)
{
    struct person person;
    struct planned p;
    static const int32_t resting = BANDEX_MUSCLE_GROUP_LATS;
    person_make(&person);
    planned_begin(&p, &person, 25);
    planned_goal(&p, "latissimus_dorsi", 4);
    p.request.resting = &resting;
    p.request.resting_count = 1;
    void *memory = make_week(&p, 2);
    cr_assert_eq(primary_groups(&plans[0]) >> (BANDEX_MUSCLE_GROUP_LATS - 1001) & 1, 0);
    cr_assert(primary_groups(&plans[1]) >> (BANDEX_MUSCLE_GROUP_LATS - 1001) & 1);
    free(memory);
}

/* --- storage --- */

Test(plan, survives_a_round_trip_through_cbor)
{
    static uint8_t bytes[BANDEX_RECORD_SIZE_MAX], again[BANDEX_RECORD_SIZE_MAX];
    static uint64_t room[1 << 15];
    for (uint32_t seed = 0; seed < 30; seed++) {
        struct person person;
        struct planned p;
        bandex_plan plan;
        bandex_memory memory = {room, sizeof room, 0};
        bandex_record_head head;
        size_t length = 0, length_again = 0;
        memset(&head, 0, sizeof head);
        person_make(&person);
        planned_begin(&p, &person, 10 + (int32_t)seed);
        planned_goal(&p, "back", 4 + (int32_t)seed);
        planned_goal(&p, "thigh", 5);
        p.request.seed = seed;
        cr_assert_eq(planned_make(&p), BANDEX_OK);
        cr_assert_eq(bandex_plan_record_encode(&p.plan, &head, bytes, sizeof bytes, &length, NULL), BANDEX_OK);
        cr_assert_eq(bandex_plan_record_decode(bytes, length, &plan, &memory, NULL), BANDEX_OK);
        cr_assert_eq(plan.item_count, p.plan.item_count);
        cr_assert_arr_eq(plan.items, p.plan.items, plan.item_count * sizeof *plan.items);
        cr_assert_eq(plan.outcome_count, p.plan.outcome_count);
        cr_assert_arr_eq(plan.outcomes, p.plan.outcomes, plan.outcome_count * sizeof *plan.outcomes);
        cr_assert_eq(plan.left_out_count, p.plan.left_out_count);
        cr_assert_arr_eq(plan.left_out, p.plan.left_out, plan.left_out_count * sizeof *plan.left_out);
        cr_assert(plan.seconds == p.plan.seconds && plan.cost == p.plan.cost && plan.exact == p.plan.exact &&
                  plan.seed == p.plan.seed && plan.candidates == p.plan.candidates && plan.nodes == p.plan.nodes);
        cr_assert_eq(bandex_plan_record_encode(&plan, &head, again, sizeof again, &length_again, NULL), BANDEX_OK);
        cr_assert_eq(length_again, length);
        cr_assert_arr_eq(again, bytes, length);
        free(p.memory);
    }
}
