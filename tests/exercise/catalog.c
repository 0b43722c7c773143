/* SPDX-License-Identifier: MIT */
/* The built-in catalogue, exercise by exercise, and how catalogues are searched and merged. */
#include <bandex/exercise.h>
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char *const founding[] = {"row_seated",  "row_standing", "pullover_standing", "lateral_raise",
                                       "pull_apart", "deadlift",     "archery_pull"};

Test(catalog, every_record_is_valid)
{
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        bandex_diag diag = {0};
        cr_expect_eq(bandex_exercise_validate(bandex_catalog_at(NULL, i), &diag), BANDEX_OK, "%s: %s: %s", diag.record,
                     diag.field, diag.reason);
    }
}

Test(catalog, ids_are_in_order_and_found)
{
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        cr_expect_eq(bandex_catalog_find(NULL, exercise->id), exercise);
        cr_expect(i == 0 || strcmp(bandex_catalog_at(NULL, i - 1)->id, exercise->id) < 0);
    }
    cr_expect_null(bandex_catalog_find(NULL, "no_such_exercise"));
    cr_expect_null(bandex_catalog_find(NULL, NULL));
    cr_expect_null(bandex_catalog_at(NULL, bandex_catalog_count(NULL)));
}

Test(catalog, the_founding_seven_are_there)
{
    for (size_t i = 0; i < sizeof founding / sizeof *founding; i++) {
        cr_expect(bandex_catalog_find(NULL, founding[i]), "%s", founding[i]);
    }
}

Test(catalog, texts_come_in_the_locale)
{
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    cr_expect_str_eq(bandex_exercise_text(row, row->names, "en"), "Seated row");
    cr_expect_str_eq(bandex_exercise_text(row, row->names, "es-MX"), "Remo sentado");
    cr_expect_str_eq(bandex_exercise_text(row, row->names, "fr"), "Seated row");
    cr_expect_str_eq(bandex_exercise_text(row, row->names, NULL), "Seated row");
    cr_expect_null(bandex_exercise_text(row, (bandex_text){NULL}, "en"));
}

Test(catalog, sides_are_resolved)
{
    cr_expect_eq(bandex_side_resolve(BANDEX_SIDE_WORKING, BANDEX_SIDE_LEFT), BANDEX_SIDE_LEFT);
    cr_expect_eq(bandex_side_resolve(BANDEX_SIDE_OPPOSITE, BANDEX_SIDE_LEFT), BANDEX_SIDE_RIGHT);
    cr_expect_eq(bandex_side_resolve(BANDEX_SIDE_OPPOSITE, BANDEX_SIDE_RIGHT), BANDEX_SIDE_LEFT);
    cr_expect_eq(bandex_side_resolve(BANDEX_SIDE_BOTH, BANDEX_SIDE_NONE), BANDEX_SIDE_BOTH);
    cr_expect_eq(bandex_side_resolve(BANDEX_SIDE_WORKING, BANDEX_SIDE_NONE), BANDEX_SIDE_NONE);
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        for (size_t j = 0; j < exercise->muscle_count; j++) {
            int32_t side = bandex_side_resolve(exercise->muscles[j].side, BANDEX_SIDE_RIGHT);
            cr_expect(side >= BANDEX_SIDE_LEFT && side <= BANDEX_SIDE_BOTH, "%s", exercise->id);
        }
    }
}

Test(catalog, the_archer_works_differently_on_each_side)
{
    const bandex_exercise *archery = bandex_catalog_find(NULL, "archery_pull");
    const bandex_muscle_use *draw = bandex_exercise_muscle(archery, NULL, BANDEX_MUSCLE_LATISSIMUS_DORSI, 0);
    const bandex_muscle_use *hold = bandex_exercise_muscle(archery, NULL, BANDEX_MUSCLE_TRICEPS_BRACHII, 0);
    cr_assert(draw && hold);
    cr_expect_eq(draw->role, BANDEX_ROLE_PRIMARY);
    cr_expect_eq(draw->side, BANDEX_SIDE_WORKING);
    cr_expect_eq(hold->role, BANDEX_ROLE_STABILIZER);
    cr_expect_eq(hold->side, BANDEX_SIDE_OPPOSITE);
    cr_expect_eq(archery->side_switch.rule, BANDEX_SWITCH_AFTER_REPS);
    cr_expect_eq(archery->side_switch.reps, 10);
    const bandex_variant *left = bandex_exercise_variant(archery, "left");
    cr_assert(left);
    cr_expect_eq(bandex_side_resolve(hold->side, left->side), BANDEX_SIDE_RIGHT);
}

Test(catalog, the_grip_changes_the_roles_of_the_pull_apart)
{
    const bandex_exercise *exercise = bandex_catalog_find(NULL, "pull_apart");
    const bandex_variant *up = bandex_exercise_variant(exercise, "palms_up");
    const bandex_variant *down = bandex_exercise_variant(exercise, "palms_down");
    cr_assert(up && down);
    cr_expect_eq(bandex_exercise_muscle(exercise, up, BANDEX_MUSCLE_TRAPEZIUS_LOWER, 0)->role, BANDEX_ROLE_PRIMARY);
    cr_expect_eq(bandex_exercise_muscle(exercise, down, BANDEX_MUSCLE_TRAPEZIUS_LOWER, 0)->role, BANDEX_ROLE_SECONDARY);
    cr_expect_eq(bandex_exercise_muscle(exercise, down, BANDEX_MUSCLE_TRAPEZIUS_UPPER, 0)->role, BANDEX_ROLE_PRIMARY);

    const bandex_muscle_use *uses[32];
    size_t count = 0;
    cr_assert_eq(bandex_exercise_muscles(exercise, up, uses, 32, &count), BANDEX_OK);
    cr_expect_eq(count, exercise->muscle_count, "a variant replaces roles, it does not double muscles");
    cr_expect_eq(bandex_exercise_muscles(exercise, up, uses, 3, &count), BANDEX_E_FULL);
    cr_expect_eq(count, exercise->muscle_count);
}

/* ---- queries against a scan ---- */

static int claims(const bandex_exercise *exercise, int32_t muscle, int32_t group, int32_t role, int32_t certainty)
{
    for (size_t i = 0; i < exercise->muscle_count; i++) {
        const bandex_muscle_use *use = &exercise->muscles[i];
        int named = muscle ? bandex_muscle_in(use->muscle, muscle) || bandex_muscle_in(muscle, use->muscle)
                           : bandex_muscle_in(use->muscle, group);
        if (named && (!role || use->role == role) && (!certainty || use->certainty <= certainty)) {
            return 1;
        }
    }
    return 0;
}

static void expect_query(const bandex_query *query, int (*fits)(const bandex_exercise *, const bandex_query *))
{
    uint32_t found[512];
    size_t count = 0, at = 0;
    cr_assert_eq(bandex_catalog_query(NULL, query, found, 512, &count), BANDEX_OK);
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        int expected = fits(bandex_catalog_at(NULL, i), query);
        int got = at < count && found[at] == i;
        if (expected != got) {
            cr_expect(0, "%s", bandex_catalog_at(NULL, i)->id);
        }
        at += (size_t)got;
    }
    cr_expect_eq(at, count);
}

static int fits_muscle(const bandex_exercise *exercise, const bandex_query *query)
{
    return claims(exercise, query->muscle, query->group, query->role, query->certainty);
}

Test(query, muscles_and_groups_by_role_and_certainty)
{
    bandex_query query;
    cr_assert_eq(bandex_query_default(&query), BANDEX_OK);
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        query.muscle = bandex_muscle_at(i)->id;
        for (query.role = 0; query.role <= BANDEX_ROLE_STABILIZER; query.role++) {
            for (query.certainty = 0; query.certainty <= BANDEX_CERTAINTY_LOW; query.certainty++) {
                expect_query(&query, fits_muscle);
            }
        }
    }
    query.muscle = 0;
    query.certainty = 0;
    for (size_t i = 0; i < bandex_muscle_group_count(); i++) {
        query.group = bandex_muscle_group_at(i)->id;
        for (query.role = 0; query.role <= BANDEX_ROLE_STABILIZER; query.role++) {
            expect_query(&query, fits_muscle);
        }
    }
}

static int fits_place(const bandex_exercise *exercise, const bandex_query *query)
{
    int position = exercise->body_position == query->position;
    for (size_t i = 0; i < exercise->alternative_position_count; i++) {
        position |= exercise->alternative_positions[i] == query->position;
    }
    for (size_t i = 0; i < exercise->variant_count; i++) {
        position |= exercise->variants[i].position == query->position;
    }
    return position && (!query->without_anchor || !exercise->band.needs_anchor) &&
           (!query->level || exercise->level <= query->level);
}

Test(query, positions_without_anchor_by_level)
{
    bandex_query query;
    bandex_query_default(&query);
    for (query.position = 1; query.position <= BANDEX_POSITION_WHEELCHAIR; query.position++) {
        for (query.without_anchor = 0; query.without_anchor <= 1; query.without_anchor++) {
            for (query.level = 0; query.level <= BANDEX_LEVEL_ADVANCED; query.level++) {
                expect_query(&query, fits_place);
            }
        }
    }
}

Test(query, refuses_what_it_cannot_answer)
{
    bandex_query query;
    size_t count;
    uint32_t one;
    bandex_query_default(&query);
    cr_expect_eq(bandex_catalog_query(NULL, NULL, NULL, 0, &count), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_catalog_query(NULL, &query, NULL, 1, &count), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_catalog_query(NULL, &query, &one, 1, &count), BANDEX_E_FULL);
    cr_expect_eq(count, bandex_catalog_count(NULL));
    query.muscle = 999;
    cr_expect_eq(bandex_catalog_query(NULL, &query, &one, 1, &count), BANDEX_OK);
    cr_expect_eq(count, 0);
    query.struct_size = 4;
    cr_expect_eq(bandex_catalog_query(NULL, &query, &one, 1, &count), BANDEX_E_SIZE);
}

/* ---- own catalogues ---- */

typedef struct own {
    bandex_catalog catalog;
    void *memory;
} own;

static bandex_status make(own *self, const bandex_catalog *base, const bandex_exercise *const *exercises, size_t count,
                          bandex_diag *diag)
{
    size_t needed = 0;
    bandex_status status = bandex_catalog_init(&self->catalog, base, exercises, count, NULL, 0, &needed, diag);
    self->memory = NULL;
    if (status != BANDEX_E_FULL) {
        return status;
    }
    self->memory = malloc(needed);
    return bandex_catalog_init(&self->catalog, base, exercises, count, self->memory, needed, NULL, diag);
}

Test(merge, own_exercises_override_and_add)
{
    bandex_exercise changed = *bandex_catalog_find(NULL, "deadlift");
    bandex_exercise added = changed;
    const bandex_exercise *list[] = {&added, &changed};
    own mine;
    changed.version = 7;
    added.id = "a_first";
    cr_assert_eq(make(&mine, NULL, list, 2, NULL), BANDEX_OK);
    cr_expect_eq(bandex_catalog_count(&mine.catalog), bandex_catalog_count(NULL) + 1);
    cr_expect_eq(bandex_catalog_find(&mine.catalog, "deadlift"), &changed);
    cr_expect_eq(bandex_catalog_find(&mine.catalog, "a_first"), &added);
    cr_expect_eq(bandex_catalog_find(&mine.catalog, "row_seated"), bandex_catalog_find(NULL, "row_seated"));

    bandex_query query;
    uint32_t found[512];
    size_t count = 0, builtin = 0;
    bandex_query_default(&query);
    query.muscle = BANDEX_MUSCLE_ERECTOR_SPINAE;
    cr_assert_eq(bandex_catalog_query(&mine.catalog, &query, found, 512, &count), BANDEX_OK);
    cr_assert_eq(bandex_catalog_query(NULL, &query, found, 512, &builtin), BANDEX_OK);
    cr_expect_eq(count, builtin + 1);
    free(mine.memory);
}

Test(merge, replacements_are_followed_and_checked)
{
    bandex_exercise old = *bandex_catalog_find(NULL, "deadlift");
    const bandex_exercise *list[] = {&old};
    bandex_diag diag;
    own mine;
    old.id = "deadlift_old";
    old.status = BANDEX_STATUS_DEPRECATED;
    old.replaced_by = "deadlift";
    cr_assert_eq(make(&mine, NULL, list, 1, NULL), BANDEX_OK);
    cr_expect_eq(bandex_catalog_find(&mine.catalog, "deadlift_old"), &old);
    cr_expect_eq(bandex_catalog_current(&mine.catalog, "deadlift_old"), bandex_catalog_find(NULL, "deadlift"));
    free(mine.memory);

    old.replaced_by = "gone";
    cr_expect_eq(make(&mine, NULL, list, 1, &diag), BANDEX_E_NOT_FOUND);
    cr_expect_str_eq(diag.record, "deadlift_old");
    cr_expect_str_eq(diag.field, "replaced_by");
    free(mine.memory);

    bandex_exercise other = old;
    const bandex_exercise *circle[] = {&old, &other};
    old.replaced_by = "other";
    other.id = "other";
    other.replaced_by = "deadlift_old";
    cr_expect_eq(make(&mine, bandex_catalog_empty(), circle, 2, &diag), BANDEX_E_NOT_FOUND);
    free(mine.memory);
}

Test(merge, the_same_id_twice_is_refused)
{
    const bandex_exercise *exercise = bandex_catalog_find(NULL, "deadlift");
    const bandex_exercise *list[] = {exercise, exercise};
    bandex_diag diag;
    own mine;
    cr_expect_eq(make(&mine, NULL, list, 2, &diag), BANDEX_E_DUPLICATE);
    cr_expect_str_eq(diag.record, "deadlift");
    free(mine.memory);
}

Test(merge, nothing_over_nothing_is_an_empty_catalogue)
{
    bandex_catalog catalog;
    bandex_query query;
    size_t needed = 1, count = 1;
    bandex_query_default(&query);
    cr_assert_eq(bandex_catalog_init(&catalog, bandex_catalog_empty(), NULL, 0, NULL, 0, &needed, NULL), BANDEX_OK);
    cr_expect_eq(needed, 0);
    cr_expect_eq(bandex_catalog_count(&catalog), 0);
    cr_expect_null(bandex_catalog_find(&catalog, "squat"));
    query.muscle = BANDEX_MUSCLE_SOLEUS;
    cr_expect_eq(bandex_catalog_query(&catalog, &query, NULL, 0, &count), BANDEX_OK);
    cr_expect_eq(count, 0);
}

Test(vocabulary, tokens_and_values_go_both_ways)
{
    int32_t value = 0;
    for (int32_t vocabulary = 1; bandex_vocabulary_count(vocabulary) > 0; vocabulary++) {
        for (int32_t i = 1; i <= bandex_vocabulary_count(vocabulary); i++) {
            cr_expect_eq(bandex_vocabulary_find(vocabulary, bandex_vocabulary_token(vocabulary, i), &value), BANDEX_OK);
            cr_expect_eq(value, i);
        }
        cr_expect_null(bandex_vocabulary_token(vocabulary, 0));
        cr_expect_eq(bandex_vocabulary_find(vocabulary, "no such token", &value), BANDEX_E_NOT_FOUND);
    }
    cr_expect_eq(bandex_vocabulary_find(BANDEX_VOCABULARY_ROLE, "stabiliser", &value), BANDEX_OK);
    cr_expect_eq(value, BANDEX_ROLE_STABILIZER);
    cr_expect_eq(bandex_vocabulary_find(0, "seated", &value), BANDEX_E_ARGUMENT);
    cr_expect_eq(bandex_vocabulary_count(-1), 0);
    cr_expect_eq(bandex_vocabulary_count(1000), 0);
}

/* ---- what the catalogue promises ---- */

/* Regions that a full session trains: back, chest, shoulder, arm, abdomen, and the legs through hip and thigh. */
static const int32_t trunk_and_arms[] = {BANDEX_MUSCLE_REGION_BACK, BANDEX_MUSCLE_REGION_CHEST, BANDEX_MUSCLE_REGION_SHOULDER,
                                         BANDEX_MUSCLE_REGION_ARM, BANDEX_MUSCLE_REGION_ABDOMEN};
static const int32_t legs[] = {BANDEX_MUSCLE_REGION_HIP, BANDEX_MUSCLE_REGION_THIGH};

static void expect_session(const bandex_query *wanted, int with_legs, const char *who)
{
    size_t count = 0;
    bandex_query query = *wanted;
    cr_assert_eq(bandex_catalog_query(NULL, &query, NULL, 0, &count) == BANDEX_E_FULL, 1);
    cr_expect(count >= 8, "%s: %zu exercises", who, count);
    query.role = BANDEX_ROLE_PRIMARY;
    for (size_t i = 0; i < sizeof trunk_and_arms / sizeof *trunk_and_arms; i++) {
        query.group = trunk_and_arms[i];
        bandex_catalog_query(NULL, &query, NULL, 0, &count);
        cr_expect(count > 0, "%s: nothing for %s", who, bandex_muscle_area_token(query.group));
    }
    for (size_t i = 0; with_legs && i < sizeof legs / sizeof *legs; i++) {
        query.group = legs[i];
        bandex_catalog_query(NULL, &query, NULL, 0, &count);
        cr_expect(count > 0, "%s: nothing for %s", who, bandex_muscle_area_token(query.group));
    }
}

Test(promise, everybody_finds_a_full_session)
{
    bandex_query query;
    bandex_query_default(&query);
    query.position = BANDEX_POSITION_STANDING;
    expect_session(&query, 1, "standing");
    query.position = BANDEX_POSITION_SEATED;
    expect_session(&query, 1, "seated");
    query.position = BANDEX_POSITION_WHEELCHAIR;
    expect_session(&query, 0, "wheelchair");
    query.position = 0;
    query.without_anchor = 1;
    expect_session(&query, 1, "no anchor");
    query.bands = 1;
    expect_session(&query, 1, "one band and no anchor");
}

Test(promise, lying_people_find_a_full_session)
{
    static const int32_t positions[] = {BANDEX_POSITION_SUPINE, BANDEX_POSITION_PRONE, BANDEX_POSITION_SIDE_LYING};
    size_t exercises = 0;
    uint32_t regions = 0;
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        int lying = 0;
        for (size_t j = 0; j < sizeof positions / sizeof *positions; j++) {
            lying |= exercise->body_position == positions[j];
            for (size_t k = 0; k < exercise->alternative_position_count; k++) {
                lying |= exercise->alternative_positions[k] == positions[j];
            }
        }
        exercises += (size_t)lying;
        for (size_t j = 0; lying && j < exercise->muscle_count; j++) {
            if (exercise->muscles[j].role == BANDEX_ROLE_PRIMARY) {
                regions |= 1u << (bandex_muscle_get(exercise->muscles[j].muscle)->region % 32);
            }
        }
    }
    cr_expect(exercises >= 8, "%zu", exercises);
    for (size_t i = 0; i < sizeof trunk_and_arms / sizeof *trunk_and_arms; i++) {
        cr_expect(regions & 1u << (trunk_and_arms[i] % 32), "%s", bandex_muscle_area_token(trunk_and_arms[i]));
    }
    for (size_t i = 0; i < sizeof legs / sizeof *legs; i++) {
        cr_expect(regions & 1u << (legs[i] % 32), "%s", bandex_muscle_area_token(legs[i]));
    }
}

Test(promise, every_group_is_a_primary_target)
{
    bandex_query query;
    size_t count = 0;
    bandex_query_default(&query);
    query.role = BANDEX_ROLE_PRIMARY;
    for (size_t i = 0; i < bandex_muscle_group_count(); i++) {
        query.group = bandex_muscle_group_at(i)->id;
        bandex_catalog_query(NULL, &query, NULL, 0, &count);
        cr_expect(count > 0, "no exercise for %s", bandex_muscle_group_at(i)->token);
    }
}

Test(promise, there_are_forty_more_than_the_founding_ones)
{
    cr_expect(bandex_catalog_count(NULL) >= 47, "%zu", bandex_catalog_count(NULL));
}

Test(promise, both_languages_say_something_of_their_own)
{
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        cr_assert_eq(exercise->locale_count, 2);
        for (size_t j = 0; j < exercise->step_count; j++) {
            cr_expect_str_neq(bandex_exercise_text(exercise, exercise->steps[j].text, "en"),
                              bandex_exercise_text(exercise, exercise->steps[j].text, "es"));
        }
    }
}

Test(promise, low_certainty_without_a_study)
{
    /* A claim of moderate or high certainty names something that was read: a year or a catalogue. */
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        for (size_t j = 0; j < exercise->muscle_count; j++) {
            const bandex_muscle_use *use = &exercise->muscles[j];
            int anatomy = use->source_count == 1 && strcmp(use->sources[0], "anatomy") == 0;
            cr_expect(!anatomy || use->certainty == BANDEX_CERTAINTY_LOW, "%s", exercise->id);
        }
    }
}
