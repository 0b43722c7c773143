/* SPDX-License-Identifier: MIT */
#include "people.h"

static bandex_match matches[256], rejected[256];
static size_t match_count, rejected_count;

static void run(const bandex_target_query *query)
{
    cr_assert_eq(bandex_target_query_run(NULL, query, matches, 256, &match_count, rejected, 256, &rejected_count), BANDEX_OK);
    size_t active = 0;
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        active += bandex_catalog_at(NULL, i)->status == BANDEX_STATUS_ACTIVE;
    }
    cr_assert_eq(match_count + rejected_count, active, "each exercise is in one of the lists");
}

static const bandex_match *found(const char *id)
{
    for (size_t i = 0; i < match_count; i++) {
        if (strcmp(matches[i].exercise->id, id) == 0) {
            return &matches[i];
        }
    }
    return NULL;
}

static const bandex_match *lost(const char *id)
{
    for (size_t i = 0; i < rejected_count; i++) {
        if (strcmp(rejected[i].exercise->id, id) == 0) {
            return &rejected[i];
        }
    }
    return NULL;
}

Test(query, by_muscle_with_role_certainty_and_source)
{
    bandex_target_query query;
    int32_t area = BANDEX_MUSCLE_LATISSIMUS_DORSI;
    char text[300];
    size_t length;
    bandex_target_query_default(&query);
    query.areas = &area;
    query.area_count = 1;
    query.role = BANDEX_ROLE_PRIMARY;
    run(&query);
    cr_assert(found("row_seated") && found("row_standing") && found("pullover_standing") && found("archery_pull"));
    cr_assert_not(found("lateral_raise"));
    cr_assert_eq(found("row_seated")->use->muscle, area);
    cr_assert_eq(found("row_seated")->use->role, BANDEX_ROLE_PRIMARY);
    cr_assert_eq(found("row_seated")->use->certainty, BANDEX_CERTAINTY_HIGH);
    cr_assert_eq(lost("lateral_raise")->reason.rule, BANDEX_RULE_TARGET);
    cr_assert_eq(bandex_match_text(found("row_seated"), text, sizeof text, &length), BANDEX_OK);
    cr_assert_eq(length, strlen(text));
    cr_assert_eq(strncmp(text, "row_seated trains latissimus_dorsi: primary, certainty high", 58), 0, "%s", text);
    query.certainty = BANDEX_CERTAINTY_HIGH;
    run(&query);
    cr_assert(found("row_seated") && !found("archery_pull"), "no study measured the archery pull");
}

Test(query, by_group_region_part_and_whole)
{
    bandex_target_query query;
    int32_t area;
    bandex_target_query_default(&query);
    query.areas = &area;
    query.area_count = 1;
    query.role = BANDEX_ROLE_PRIMARY;
    area = BANDEX_MUSCLE_GROUP_UPPER_BACK;
    run(&query);
    cr_assert(found("row_seated") && found("pull_apart"));
    area = BANDEX_MUSCLE_REGION_BACK;
    run(&query);
    cr_assert(found("row_seated") && found("pullover_standing"));
    area = BANDEX_MUSCLE_VASTUS_LATERALIS;
    run(&query);
    cr_assert(found("deadlift"), "what trains the quadriceps trains its parts");
    area = BANDEX_MUSCLE_TRAPEZIUS;
    run(&query);
    cr_assert(found("row_seated"), "the middle trapezius is a part of it");
}

Test(query, a_person_limits_it_and_each_rejection_has_its_rule)
{
    bandex_target_query query;
    struct person person;
    person_make(&person);
    bandex_target_query_default(&query);
    query.user = &person.user;
    run(&query);
    cr_assert_eq(lost("pullover_standing")->reason.rule, BANDEX_RULE_ANCHOR);
    cr_assert_str_eq(lost("pullover_standing")->reason.value, "door");
    cr_assert(found("row_seated")->band < 2);

    person.avoided[0] = "row_seated";
    person.user.avoided_count = 1;
    person.codes[0] = "back_pain_red_flag";
    person.user.contraindication_count = 1;
    run(&query);
    cr_assert_eq(lost("row_seated")->reason.rule, BANDEX_RULE_AVOIDED);
    cr_assert_eq(lost("deadlift")->reason.rule, BANDEX_RULE_CONTRAINDICATION);
    cr_assert_str_eq(lost("deadlift")->reason.value, "back_pain_red_flag");

    person_make(&person);
    person.user.populations = BANDEX_BIT(BANDEX_POPULATION_WHEELCHAIR);
    person.user.anchors = BANDEX_ANCHORS_OUTSIDE;
    run(&query);
    cr_assert(found("pullover_standing"));
    cr_assert(lost("deadlift"));
    cr_assert(lost("deadlift")->reason.rule == BANDEX_RULE_POSITION || lost("deadlift")->reason.rule == BANDEX_RULE_POPULATION);

    person_make(&person);
    person.bands[0].rest_mm = person.bands[1].rest_mm = 200;
    run(&query);
    cr_assert_eq(lost("row_standing")->reason.rule, BANDEX_RULE_STRETCH, "a band of 20 cm does not reach");
    cr_assert(lost("row_standing")->reason.number > lost("row_standing")->reason.limit);

    person_make(&person);
    person.user.force_limit_mn = 1000;
    run(&query);
    cr_assert_eq(match_count, 0);
    cr_assert_eq(lost("row_standing")->reason.rule, BANDEX_RULE_FORCE);
}

Test(query, position_limits_it)
{
    bandex_target_query query;
    bandex_target_query_default(&query);
    query.position = BANDEX_POSITION_SEATED;
    run(&query);
    cr_assert(found("row_seated"));
    cr_assert_eq(lost("row_standing")->reason.rule, BANDEX_RULE_POSITION);
    cr_assert_str_eq(lost("row_standing")->reason.value, "standing");
}

Test(query, wrong_arguments)
{
    bandex_target_query query;
    struct person person;
    int32_t area = 999;
    bandex_target_query_default(&query);
    person_make(&person);
    cr_assert_eq(bandex_target_query_default(NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_target_query_run(NULL, NULL, matches, 1, &match_count, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 1, NULL, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 1, &match_count, NULL, 0, NULL), BANDEX_E_FULL);
    cr_assert(match_count > 1, "the number needed is told");
    query.areas = &area;
    query.area_count = 1;
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 256, &match_count, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    query.area_count = 1000;
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 256, &match_count, NULL, 0, NULL), BANDEX_E_LIMIT);
    bandex_target_query_default(&query);
    query.user = &person.user;
    person.codes[0] = "a_code_that_nobody_knows";
    person.user.contraindication_count = 1;
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 256, &match_count, NULL, 0, NULL), BANDEX_E_NOT_FOUND,
                 "a contraindication that is not known protects nobody");
    person_make(&person);
    strcpy(person.bands[0].band, "theraband/pink");
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 256, &match_count, NULL, 0, NULL), BANDEX_E_NOT_FOUND);
    person_make(&person);
    person.user.struct_size = 0;
    cr_assert_eq(bandex_target_query_run(NULL, &query, matches, 256, &match_count, NULL, 0, NULL), BANDEX_E_SIZE);
}

Test(refusal, every_rule_has_a_token_and_a_sentence)
{
    char text[200];
    size_t length;
    for (int32_t rule = BANDEX_RULE_NONE; rule <= BANDEX_RULE_COST; rule++) {
        bandex_refusal refusal = {rule, 12, 10, "x"};
        cr_assert_not_null(bandex_rule_token(rule));
        for (int32_t other = 0; other < rule; other++) {
            cr_assert_str_neq(bandex_rule_token(rule), bandex_rule_token(other));
        }
        cr_assert_eq(bandex_refusal_text(&refusal, text, sizeof text, &length), BANDEX_OK);
        cr_assert_not_null(strstr(text, ": x (12, limit 10)"));
        char little[8];
        cr_assert_eq(bandex_refusal_text(&refusal, little, sizeof little, &length), BANDEX_E_FULL);
        cr_assert_eq(length, strlen(text));
        cr_assert_eq(strlen(little), 7);
        cr_assert_eq(bandex_refusal_text(&refusal, NULL, 0, &length), BANDEX_E_FULL);
    }
    cr_assert_null(bandex_rule_token(-1));
    cr_assert_null(bandex_rule_token(BANDEX_RULE_COST + 1));
    cr_assert_eq(bandex_refusal_text(NULL, text, 10, NULL), BANDEX_E_ARGUMENT);
}
