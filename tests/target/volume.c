/* SPDX-License-Identifier: MIT */
#include <bandex/target.h>
#include <criterion/criterion.h>
#include <string.h>

#define DAY_MS (BANDEX_WEEK_MS / 7)

static bandex_set sets[16];
static bandex_session sessions[4];
static size_t set_count;

static bandex_set *add(const char *exercise, const char *variant, uint8_t side)
{
    bandex_set *set = &sets[set_count++];
    bandex_set_default(set);
    strcpy(set->exercise, exercise);
    strcpy(set->variant, variant);
    set->side = side;
    set->accepted_reps = 10;
    return set;
}

/* One session of all sets so far. */
static bandex_volume volume_of(const char *token, const char *policy_name, int32_t aggregate)
{
    bandex_count_policy policy;
    bandex_volume volume;
    bandex_session_default(&sessions[0]);
    sessions[0].start_ms = 1000;
    sessions[0].sets = sets;
    sessions[0].set_count = set_count;
    cr_assert_eq(bandex_count_policy_preset(policy_name, &policy), BANDEX_OK);
    policy.aggregate = aggregate;
    cr_assert_eq(bandex_volume_compute(NULL, &policy, sessions, 1, bandex_muscle_area_find(token), 0, DAY_MS, &volume),
                 BANDEX_OK);
    return volume;
}

static int64_t sets_of(const char *token)
{
    return volume_of(token, NULL, BANDEX_AGGREGATE_DISTINCT).sets_permille;
}

Test(volume, roles_become_sets_by_the_policy)
{
    add("row_seated", "", BANDEX_SIDE_BOTH);
    add("row_seated", "", BANDEX_SIDE_BOTH);
    cr_assert_eq(sets_of("latissimus_dorsi"), 2000);
    cr_assert_eq(sets_of("biceps_brachii"), 1000);
    cr_assert_eq(sets_of("erector_spinae"), 0);
    cr_assert_eq(volume_of("biceps_brachii", "direct", BANDEX_AGGREGATE_DISTINCT).sets_permille, 0);
    cr_assert_eq(volume_of("biceps_brachii", "total", BANDEX_AGGREGATE_DISTINCT).sets_permille, 2000);
    cr_assert_eq(volume_of("erector_spinae", NULL, BANDEX_AGGREGATE_DISTINCT).stabilizer_sets, 2);
    cr_assert_eq(volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT).direct_sets, 2);
    cr_assert_eq(volume_of("biceps_brachii", NULL, BANDEX_AGGREGATE_DISTINCT).indirect_sets, 2);
}

/* One row trains several muscles of the upper back and is one set for it. */
Test(volume, groups_are_distinct_sets_or_the_most_of_a_member_and_never_a_sum)
{
    add("row_seated", "", BANDEX_SIDE_BOTH);
    cr_assert_eq(sets_of("upper_back"), 1000);
    cr_assert_eq(sets_of("back"), 1000);
    add("pullover_standing", "", BANDEX_SIDE_BOTH);
    cr_assert_eq(sets_of("back"), 2000);
    cr_assert_eq(volume_of("upper_back", NULL, BANDEX_AGGREGATE_MAXIMUM).sets_permille, 1000);
    cr_assert_eq(volume_of("back", NULL, BANDEX_AGGREGATE_MAXIMUM).sets_permille, 2000, "the latissimus got both");
    add("lateral_raise", "", BANDEX_SIDE_BOTH); /* upper trapezius 0.5 */
    cr_assert_eq(sets_of("back"), 2500);
    cr_assert_eq(volume_of("back", NULL, BANDEX_AGGREGATE_MAXIMUM).sets_permille, 2000);
}

Test(volume, left_and_right_are_never_counted_twice)
{
    bandex_volume volume;
    for (int i = 0; i < 3; i++) {
        add("archery_pull", "", BANDEX_SIDE_LEFT);
        add("archery_pull", "", BANDEX_SIDE_RIGHT);
    }
    volume = volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT);
    cr_assert_eq(volume.left.sets_permille, 3000);
    cr_assert_eq(volume.right.sets_permille, 3000);
    cr_assert_eq(volume.sets_permille, 3000);
    add("archery_pull", "", BANDEX_SIDE_LEFT);
    volume = volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT);
    cr_assert_eq(volume.left.sets_permille, 4000);
    cr_assert_eq(volume.right.sets_permille, 3000);
    cr_assert_eq(volume.sets_permille, 4000);
}

Test(volume, a_side_may_come_from_the_variant_or_be_unknown)
{
    bandex_volume volume;
    add("archery_pull", "right", BANDEX_SIDE_NONE);
    volume = volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT);
    cr_assert_eq(volume.left.sets_permille, 0);
    cr_assert_eq(volume.right.sets_permille, 1000);
    set_count = 0;
    add("archery_pull", "", BANDEX_SIDE_NONE);
    volume = volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT);
    cr_assert_eq(volume.left.sets_permille, 1000, "one of each side is taken");
    cr_assert_eq(volume.right.sets_permille, 1000);
}

Test(volume, the_holding_side_has_its_own_roles)
{
    bandex_volume volume;
    const bandex_exercise *archery = bandex_catalog_find(NULL, "archery_pull");
    add("archery_pull", "", BANDEX_SIDE_LEFT);
    for (size_t i = 0; i < archery->muscle_count; i++) {
        const bandex_muscle_use *use = &archery->muscles[i];
        int64_t worth = use->role == BANDEX_ROLE_PRIMARY ? 1000 : use->role == BANDEX_ROLE_SECONDARY ? 500 : 0;
        volume = volume_of(bandex_muscle_area_token(use->muscle), NULL, BANDEX_AGGREGATE_DISTINCT);
        if (use->side == BANDEX_SIDE_WORKING) {
            cr_assert(volume.left.sets_permille >= worth, "%s", bandex_muscle_area_token(use->muscle));
        } else if (use->side == BANDEX_SIDE_OPPOSITE) {
            cr_assert(volume.right.sets_permille >= worth, "%s", bandex_muscle_area_token(use->muscle));
        }
    }
}

Test(volume, variants_change_roles)
{
    add("pull_apart", "palms_down", BANDEX_SIDE_BOTH);
    cr_assert_eq(sets_of("trapezius_upper"), 1000);
    cr_assert_eq(sets_of("infraspinatus"), 500);
}

Test(volume, what_was_not_done_or_is_not_known_counts_for_nothing)
{
    bandex_volume volume;
    add("row_seated", "", BANDEX_SIDE_BOTH)->accepted_reps = 0;
    add("row_seated", "", BANDEX_SIDE_BOTH)->accepted_reps = BANDEX_UNKNOWN;
    add("an_exercise_of_tomorrow", "", BANDEX_SIDE_BOTH);
    volume = volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT);
    cr_assert_eq(volume.sets_permille, 0);
    cr_assert_eq(volume.direct_sets, 0);
    cr_assert_eq(volume.unknown_sets, 1);
}

Test(volume, force_gives_impulse_time_under_tension_and_work)
{
    bandex_volume volume;
    bandex_rep reps[2];
    bandex_set *set = add("row_standing", "", BANDEX_SIDE_BOTH);
    memset(reps, 0, sizeof reps);
    for (int i = 0; i < 2; i++) {
        reps[i].rep_class = BANDEX_REP_FULL;
        reps[i].start_us = (uint64_t)i * 4000000;
        reps[i].end_us = reps[i].start_us + 3000000;
        reps[i].concentric_us = 1000000;
        reps[i].hold_us = 500000;
        reps[i].eccentric_us = 1500000;
        reps[i].impulse = 30;
        reps[i].peak = 20;
        reps[i].completeness = 1;
    }
    cr_assert_eq(bandex_set_detected(set, reps, 2), BANDEX_OK);
    strcpy(set->band.band, "theraband/green");
    set->band.strands = 2;
    set->band.rest_mm = 750;
    set->band.start_mm = 800;
    set->band.peak_mm = 1150;
    volume = volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT);
    cr_assert_eq(volume.left.impulse_mns, 60000);
    cr_assert_eq(volume.right.tut_ms, 6000);
    cr_assert_eq(volume.unmeasured_sets, 0);
    /* Work: integral of the green curve, a = 7.56 N, b = 8.26 N per strand, from 1.0667 to 1.5333 of 750 mm, 2 strands,
     * 2 repetitions. */
    double work = 0, a = 7.56, b = 8.26;
    for (int i = 0; i < 100000; i++) {
        double l = 800.0 / 750 + (350.0 / 750) * (i + 0.5) / 100000;
        work += (l - 1 / (l * l)) * (a + b / l) * 0.35 / 100000;
    }
    cr_assert_float_eq((double)volume.left.work_mj, 4 * work * 1000, 4 * work * 10, "%lld", (long long)volume.left.work_mj);
    cr_assert_eq(volume_of("biceps_brachii", NULL, BANDEX_AGGREGATE_DISTINCT).left.impulse_mns, 30000);
    add("row_standing", "", BANDEX_SIDE_BOTH);
    cr_assert_eq(volume_of("latissimus_dorsi", NULL, BANDEX_AGGREGATE_DISTINCT).unmeasured_sets, 1);
}

Test(volume, weeks_are_local_and_begin_where_the_host_says)
{
    bandex_volume weeks[3];
    int64_t monday = bandex_week_start(INT64_C(1764028800000)); /* 2025-11-25, a Tuesday */
    cr_assert_eq(monday, INT64_C(1763942400000)); /* 2025-11-24T00:00 */
    cr_assert_eq(bandex_week_start(monday), monday);
    cr_assert_eq(bandex_week_start(monday - 1), monday - BANDEX_WEEK_MS);
    cr_assert_eq(bandex_week_start(0), -3 * DAY_MS, "1970-01-01 was a Thursday");
    cr_assert_eq(bandex_week_start(-4 * DAY_MS), -10 * DAY_MS);
    add("row_seated", "", BANDEX_SIDE_BOTH);
    for (int i = 0; i < 3; i++) {
        bandex_session_default(&sessions[i]);
        sessions[i].sets = sets;
        sessions[i].set_count = 1;
    }
    sessions[0].start_ms = monday - 1800000; /* half an hour before midnight UTC ... */
    sessions[0].utc_offset_min = 60;         /* ... is already Monday there */
    sessions[1].start_ms = monday + 6 * DAY_MS;
    sessions[2].start_ms = monday + 15 * DAY_MS;
    cr_assert_eq(bandex_volume_weeks(NULL, NULL, sessions, 3, BANDEX_MUSCLE_LATISSIMUS_DORSI, monday, 3, weeks), BANDEX_OK);
    cr_assert_eq(weeks[0].sets_permille, 2000);
    cr_assert_eq(weeks[1].sets_permille, 0);
    cr_assert_eq(weeks[2].sets_permille, 1000);
    cr_assert_eq(weeks[2].from_ms, monday + 2 * BANDEX_WEEK_MS);
}

Test(volume, wrong_arguments)
{
    bandex_volume volume;
    bandex_count_policy policy;
    cr_assert_eq(bandex_count_policy_preset("hardset", &policy), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_count_policy_preset(NULL, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_volume_compute(NULL, NULL, sessions, 1, 999, 0, 1, &volume), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_volume_compute(NULL, NULL, NULL, 1, 1, 0, 1, &volume), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_volume_compute(NULL, NULL, NULL, 0, 1, 0, 1, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_volume_compute(NULL, NULL, NULL, 0, 1, 2, 1, &volume), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_volume_compute(NULL, NULL, NULL, 0, 1, 0, 1, &volume), BANDEX_OK);
    bandex_count_policy_preset(NULL, &policy);
    policy.secondary_permille = 1001;
    cr_assert_eq(bandex_volume_compute(NULL, &policy, NULL, 0, 1, 0, 1, &volume), BANDEX_E_ARGUMENT);
    policy.struct_size = 2;
    cr_assert_eq(bandex_volume_compute(NULL, &policy, NULL, 0, 1, 0, 1, &volume), BANDEX_E_SIZE);
    cr_assert_eq(bandex_volume_weeks(NULL, NULL, NULL, 0, 1, INT64_MAX, 1, &volume), BANDEX_E_ARGUMENT);
}

Test(landmarks, tables_are_data_with_names_and_sources)
{
    const bandex_landmark_table *israetel = bandex_landmark_table_find("israetel");
    const bandex_landmark *back, *any;
    cr_assert(bandex_landmark_table_count() >= 2);
    for (size_t i = 0; i < bandex_landmark_table_count(); i++) {
        const bandex_landmark_table *table = bandex_landmark_table_at(i);
        cr_assert(*table->id && *table->name && *table->source && *table->note && table->count);
        for (size_t j = 0; j < table->count; j++) {
            cr_assert(strcmp(table->rows[j].area, "*") == 0 || bandex_muscle_area_find(table->rows[j].area), "%s",
                      table->rows[j].area);
        }
    }
    back = bandex_landmark_find(israetel, BANDEX_MUSCLE_REGION_BACK);
    cr_assert_eq(back->minimum, 10);
    cr_assert_null(bandex_landmark_find(israetel, BANDEX_MUSCLE_SOLEUS));
    cr_assert_eq(bandex_landmark_zone(back, 7999), BANDEX_ZONE_BELOW);
    cr_assert_eq(bandex_landmark_zone(back, 8000), BANDEX_ZONE_MAINTENANCE);
    cr_assert_eq(bandex_landmark_zone(back, 10000), BANDEX_ZONE_PRODUCTIVE);
    cr_assert_eq(bandex_landmark_zone(back, 14000), BANDEX_ZONE_ADAPTIVE);
    cr_assert_eq(bandex_landmark_zone(back, 22000), BANDEX_ZONE_ADAPTIVE);
    cr_assert_eq(bandex_landmark_zone(back, 22500), BANDEX_ZONE_HIGH);
    cr_assert_eq(bandex_landmark_zone(back, 25000), BANDEX_ZONE_BEYOND_MAXIMUM);
    any = bandex_landmark_find(bandex_landmark_table_find("schoenfeld_2017"), BANDEX_MUSCLE_SOLEUS);
    cr_assert_eq(bandex_landmark_zone(any, 4500), BANDEX_ZONE_BELOW);
    cr_assert_eq(bandex_landmark_zone(any, 5000), BANDEX_ZONE_PRODUCTIVE);
    cr_assert_eq(bandex_landmark_zone(any, 100000), BANDEX_ZONE_ADAPTIVE);
    cr_assert_eq(bandex_landmark_zone(NULL, 0), BANDEX_ZONE_UNKNOWN);
    cr_assert_null(bandex_landmark_table_find("mine"));
    cr_assert_str_eq(bandex_zone_token(BANDEX_ZONE_ADAPTIVE), "adaptive");
    cr_assert_null(bandex_zone_token(7));
}
