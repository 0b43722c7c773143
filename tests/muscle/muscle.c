/* SPDX-License-Identifier: MIT */
#include <bandex/muscle.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(muscle, ids_and_tokens_lead_to_each_other)
{
    cr_assert_eq(bandex_muscle_count(), 91);
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        const bandex_muscle *muscle = bandex_muscle_at(i);
        cr_assert_eq(muscle->id, (int32_t)i + 1, "%s", muscle->token);
        cr_assert_eq(bandex_muscle_get(muscle->id), muscle);
        cr_assert_eq(bandex_muscle_find(muscle->token), muscle, "%s", muscle->token);
        cr_assert_leq(strlen(muscle->token), 30);
        cr_assert_eq(strspn(muscle->token, "abcdefghijklmnopqrstuvwxyz_"), strlen(muscle->token));
    }
    cr_assert_null(bandex_muscle_at(91));
    cr_assert_null(bandex_muscle_get(0));
    cr_assert_null(bandex_muscle_get(92));
    cr_assert_null(bandex_muscle_get(INT32_MIN));
    cr_assert_null(bandex_muscle_get(INT32_MAX));
    cr_assert_null(bandex_muscle_get(BANDEX_MUSCLE_GROUP_LATS));
    cr_assert_null(bandex_muscle_find("core_stabilizers"));
    cr_assert_null(bandex_muscle_find(""));
    cr_assert_null(bandex_muscle_find(NULL));
    cr_assert_null(bandex_muscle_find("latissimus_dors"));
}

/* Stored data hold these numbers: they may not move. */
Test(muscle, ids_are_where_they_always_were)
{
    static const struct { int32_t id; const char *token; } pinned[] = {
        {1, "sternocleidomastoid"}, {5, "trapezius"}, {7, "trapezius_middle"}, {9, "rhomboids"}, {13, "latissimus_dorsi"},
        {15, "erector_spinae"}, {21, "pectoralis_major"}, {29, "deltoid_posterior"}, {45, "forearm_flexors"},
        {57, "rectus_abdominis"}, {61, "gluteus_maximus"}, {76, "quadriceps_femoris"}, {91, "tibialis_anterior"},
        {1001, "neck"}, {1002, "upper_back"}, {1019, "shin"}, {2001, "neck"}, {2002, "back"}, {2010, "leg"}};
    for (size_t i = 0; i < sizeof pinned / sizeof *pinned; i++) {
        cr_assert_str_eq(bandex_muscle_area_token(pinned[i].id), pinned[i].token);
    }
    cr_assert_null(bandex_muscle_area_token(0));
    cr_assert_null(bandex_muscle_area_token(1020));
}

Test(muscle, every_entry_is_complete_and_its_place_is_consistent)
{
    int core = 0, without_latin = 0;
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        const bandex_muscle *muscle = bandex_muscle_at(i);
        const bandex_muscle_group *group = bandex_muscle_group_get(muscle->group);
        cr_assert(muscle->english && muscle->english[0] && muscle->spanish && muscle->spanish[0], "%s", muscle->token);
        cr_assert(muscle->latin == NULL || muscle->latin[0]);
        cr_assert(group && group->level == BANDEX_MUSCLE_LEVEL_GROUP, "%s", muscle->token);
        cr_assert_eq(group->region, muscle->region, "%s", muscle->token);
        cr_assert_eq(bandex_muscle_group_get(muscle->region)->level, BANDEX_MUSCLE_LEVEL_REGION);
        if (muscle->parent) {
            const bandex_muscle *parent = bandex_muscle_get(muscle->parent);
            cr_assert(parent && parent->group == muscle->group, "%s", muscle->token);
            cr_assert_neq(parent->level, BANDEX_MUSCLE_LEVEL_PART);
        } else {
            cr_assert_neq(muscle->level, BANDEX_MUSCLE_LEVEL_PART, "%s is a part of nothing", muscle->token);
        }
        core += muscle->tier == BANDEX_MUSCLE_TIER_CORE;
        without_latin += muscle->latin == NULL;
    }
    cr_assert_eq(core, 56);
    cr_assert_eq(without_latin, 5);
}

Test(muscle, groups_and_regions)
{
    int groups = 0;
    cr_assert_eq(bandex_muscle_group_count(), 29);
    for (size_t i = 0; i < bandex_muscle_group_count(); i++) {
        const bandex_muscle_group *group = bandex_muscle_group_at(i);
        size_t members = 0;
        groups += group->level == BANDEX_MUSCLE_LEVEL_GROUP;
        cr_assert_eq(bandex_muscle_group_get(group->id), group);
        cr_assert_eq(bandex_muscle_members(group->id, NULL, 0, &members), BANDEX_E_FULL);
        cr_assert_gt(members, 0);
        cr_assert(group->english[0] && group->spanish[0]);
    }
    cr_assert_eq(groups, 19);
    cr_assert_null(bandex_muscle_group_at(29));
    cr_assert_eq(bandex_muscle_group_find("upper_back")->id, BANDEX_MUSCLE_GROUP_UPPER_BACK);
    cr_assert_eq(bandex_muscle_group_find("back")->id, BANDEX_MUSCLE_REGION_BACK);
    cr_assert_eq(bandex_muscle_group_find("neck")->level, BANDEX_MUSCLE_LEVEL_GROUP);
    cr_assert_null(bandex_muscle_group_find("latissimus_dorsi"));
    cr_assert_null(bandex_muscle_group_find(NULL));
}

Test(muscle, a_muscle_lies_in_itself_its_whole_its_group_and_its_region)
{
    int32_t part = BANDEX_MUSCLE_TRAPEZIUS_MIDDLE;
    cr_assert(bandex_muscle_in(part, part));
    cr_assert(bandex_muscle_in(part, BANDEX_MUSCLE_TRAPEZIUS));
    cr_assert(bandex_muscle_in(part, BANDEX_MUSCLE_GROUP_UPPER_BACK));
    cr_assert(bandex_muscle_in(part, BANDEX_MUSCLE_REGION_BACK));
    cr_assert(!bandex_muscle_in(part, BANDEX_MUSCLE_TRAPEZIUS_UPPER));
    cr_assert(!bandex_muscle_in(BANDEX_MUSCLE_TRAPEZIUS, part));
    cr_assert(!bandex_muscle_in(part, BANDEX_MUSCLE_GROUP_LATS));
    cr_assert(!bandex_muscle_in(part, 0));
    cr_assert(!bandex_muscle_in(0, 0));
    cr_assert(!bandex_muscle_in(BANDEX_MUSCLE_GROUP_LATS, BANDEX_MUSCLE_REGION_BACK));
}

Test(muscle, members_come_in_order_and_are_counted)
{
    const bandex_muscle *members[8];
    size_t count;
    cr_assert_eq(bandex_muscle_members(BANDEX_MUSCLE_HAMSTRINGS, members, 8, &count), BANDEX_OK);
    cr_assert_eq(count, 4);
    cr_assert_str_eq(members[0]->token, "hamstrings");
    cr_assert_str_eq(members[3]->token, "semimembranosus");
    cr_assert_eq(bandex_muscle_members(BANDEX_MUSCLE_GROUP_UPPER_BACK, members, 8, &count), BANDEX_OK);
    cr_assert_eq(count, 8);
    cr_assert_eq(bandex_muscle_members(BANDEX_MUSCLE_REGION_BACK, members, 8, &count), BANDEX_E_FULL);
    cr_assert_eq(count, 16);
    cr_assert_str_eq(members[7]->token, "levator_scapulae");
    cr_assert_eq(bandex_muscle_members(77777, members, 8, &count), BANDEX_E_NOT_FOUND);
    cr_assert_eq(count, 0);
    cr_assert_eq(bandex_muscle_members(1, NULL, 8, &count), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_muscle_members(1, members, 8, NULL), BANDEX_E_ARGUMENT);
}

Test(muscle, the_narrower_meaning_of_a_token_is_found_first)
{
    cr_assert_eq(bandex_muscle_area_find("latissimus_dorsi"), BANDEX_MUSCLE_LATISSIMUS_DORSI);
    cr_assert_eq(bandex_muscle_area_find("lats"), BANDEX_MUSCLE_GROUP_LATS);
    cr_assert_eq(bandex_muscle_area_find("back"), BANDEX_MUSCLE_REGION_BACK);
    cr_assert_eq(bandex_muscle_area_find("hamstrings"), BANDEX_MUSCLE_HAMSTRINGS);
    cr_assert_eq(bandex_muscle_area_find("chest"), BANDEX_MUSCLE_GROUP_CHEST);
    cr_assert_eq(bandex_muscle_area_find("middle_back"), 0);
    cr_assert_eq(bandex_muscle_area_find(NULL), 0);
}

Test(muscle, names_in_every_language_lead_back)
{
    static const char *const languages[] = {"en", "la", "es", "es-MX", "xx", ""};
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        const bandex_muscle *muscle = bandex_muscle_at(i);
        for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
            const char *name = bandex_muscle_name(muscle, languages[l]);
            cr_assert_eq(bandex_muscle_find_name(name), muscle, "%s", name);
        }
    }
    cr_assert_str_eq(bandex_muscle_name(bandex_muscle_get(13), "es"), "Dorsal ancho");
    cr_assert_str_eq(bandex_muscle_name(bandex_muscle_get(13), "la"), "Musculus latissimus dorsi");
    cr_assert_str_eq(bandex_muscle_name(bandex_muscle_get(13), NULL), "Latissimus dorsi");
    cr_assert_str_eq(bandex_muscle_name(bandex_muscle_find("hamstrings"), "la"), "Hamstrings");
    cr_assert_null(bandex_muscle_name(NULL, "en"));
    cr_assert_str_eq(bandex_muscle_group_name(bandex_muscle_group_find("lower_back"), "es"), "Zona lumbar");
    cr_assert_str_eq(bandex_muscle_group_name(bandex_muscle_group_find("lower_back"), "la"), "Lower back");
    cr_assert_null(bandex_muscle_group_name(NULL, "en"));
}

Test(muscle, names_are_found_without_their_accents_and_case)
{
    cr_assert_str_eq(bandex_muscle_find_name("BICEPS BRAQUIAL")->token, "biceps_brachii");
    cr_assert_str_eq(bandex_muscle_find_name("B\xC3\x8D" "CEPS braquial")->token, "biceps_brachii");
    cr_assert_str_eq(bandex_muscle_find_name("Latissimus-Dorsi")->token, "latissimus_dorsi");
    cr_assert_str_eq(bandex_muscle_find_name("deltoideus")->token, "deltoid");
    cr_assert_str_eq(bandex_muscle_find_name("Rear Delts")->token, "deltoid_posterior");
    cr_assert_str_eq(bandex_muscle_find_name("biceps")->token, "biceps_brachii");
    cr_assert_null(bandex_muscle_find_name("Musculus "));
    cr_assert_null(bandex_muscle_find_name("latissimus"));
    cr_assert_null(bandex_muscle_find_name("latissimus dorsi "));
    cr_assert_null(bandex_muscle_find_name("\xC3"));
    cr_assert_null(bandex_muscle_find_name("\xFF\xFE"));
    cr_assert_null(bandex_muscle_find_name(""));
    cr_assert_null(bandex_muscle_find_name(NULL));
}

Test(muscle, ontology_ids_lead_to_one_muscle_each)
{
    int ta98 = 0, ta2 = 0, uberon = 0, fma = 0, unverified = 0;
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        const bandex_muscle *muscle = bandex_muscle_at(i);
        const bandex_muscle_ontology *row = bandex_muscle_ontology_get(muscle->id);
        char code[32];
        cr_assert_eq(row->muscle, muscle->id);
        if (row->ta98) {
            ta98++;
            cr_assert_eq(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_TA98, row->ta98), muscle, "%s", row->ta98);
        }
        if (row->ta2) {
            ta2++;
            snprintf(code, sizeof code, "%d", (int)row->ta2);
            cr_assert_eq(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_TA2, code), muscle, "%s", code);
        }
        if (row->uberon) {
            uberon++;
            cr_assert_eq(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_UBERON, row->uberon), muscle);
        }
        if (row->fma) {
            fma++;
            unverified += !row->fma_verified;
            snprintf(code, sizeof code, "FMA:%d", (int)row->fma);
            cr_assert_eq(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_FMA, code), muscle, "%s", code);
        } else {
            cr_assert_eq(row->fma_verified, 0);
        }
    }
    cr_assert_eq(ta98, 84);
    cr_assert_eq(ta2, 43);
    cr_assert_eq(uberon, 73);
    cr_assert_eq(fma, 67);
    cr_assert_eq(unverified, 2);
    cr_assert_null(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_FMA, "0"));
    cr_assert_null(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_FMA, "FMA"));
    cr_assert_null(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_FMA, "99999999999999999999"));
    cr_assert_null(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_TA2, "02231"));
    cr_assert_null(bandex_muscle_find_ontology(0, "2231"));
    cr_assert_null(bandex_muscle_find_ontology(BANDEX_ONTOLOGY_TA98, NULL));
    cr_assert_null(bandex_muscle_ontology_get(92));
}
