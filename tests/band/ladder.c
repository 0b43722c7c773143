/* SPDX-License-Identifier: MIT */
#include <bandex/band.h>
#include <criterion/criterion.h>
#include <string.h>

#define ROOM 400

static bandex_rung rungs[ROOM];
static bandex_omission omissions[ROOM];

static const char *const colors[] = {"theraband/tan", "theraband/yellow", "theraband/red", "theraband/green",
                                     "theraband/blue", "theraband/black", "theraband/silver", "theraband/gold"};

static bandex_owned_band owned(const char *id, uint32_t strands_max)
{
    return (bandex_owned_band){.product = bandex_band_find(id), .strands_max = strands_max};
}

static void check_rising(const bandex_ladder *ladder, int32_t step_min)
{
    for (size_t i = 1; i < ladder->count; i++) {
        int64_t below = ladder->rungs[i - 1].force_mn, force = ladder->rungs[i].force_mn;
        cr_assert_gt(force, below);
        cr_assert_geq((force - below) * 1000, step_min * below);
        cr_assert_geq(bandex_ladder_step(ladder, i), step_min);
    }
}

Test(ladder, the_colors_at_100_percent)
{
    bandex_owned_band bands[8];
    bandex_ladder ladder;
    size_t omitted = 99;
    for (int i = 0; i < 8; i++) {
        bands[i] = owned(colors[7 - i], 0);
    }
    cr_assert_eq(bandex_ladder_build(bands, 8, NULL, rungs, ROOM, &ladder, NULL, 0, &omitted), BANDEX_OK);
    cr_assert_eq(ladder.count, 8);
    cr_assert_eq(omitted, 0);
    for (size_t i = 0; i < 8; i++) {
        cr_assert_str_eq(ladder.rungs[i].band, colors[i]);
        cr_assert_eq(ladder.rungs[i].provenance, BANDEX_PROVENANCE_MAKER);
        cr_assert_eq(ladder.rungs[i].elongation_permille, 1000);
    }
    cr_assert_eq(ladder.rungs[3].force_mn, 20460);
    cr_assert_eq(bandex_ladder_step(&ladder, 0), BANDEX_UNKNOWN);
    cr_assert_eq(bandex_ladder_step(&ladder, 1), 249);
    cr_assert_eq(bandex_ladder_step(&ladder, 8), BANDEX_UNKNOWN);
    cr_assert_eq(bandex_ladder_step(NULL, 1), BANDEX_UNKNOWN);
}

Test(ladder, strands_and_elongations_make_finer_steps)
{
    bandex_owned_band bands[] = {owned("theraband/red", 3), owned("theraband/green", 3), owned("theraband/blue", 3)};
    bandex_ladder_config config;
    bandex_ladder ladder;
    size_t omitted, same = 0;
    bandex_ladder_config_default(&config);
    config.elongation_count = 7;
    memcpy(config.elongations_permille, (int32_t[]){500, 750, 1000, 1250, 1500, 2000, 2500}, 7 * sizeof(int32_t));
    cr_assert_eq(bandex_ladder_room(bands, 3, &config), 63);
    cr_assert_eq(bandex_ladder_build(bands, 3, &config, rungs, ROOM, &ladder, omissions, ROOM, &omitted), BANDEX_OK);
    check_rising(&ladder, 20);
    cr_assert_eq(ladder.count + omitted, 63);
    for (size_t i = 0; i < omitted; i++) {
        cr_assert(omissions[i].reason == BANDEX_OMITTED_SAME_LOAD || omissions[i].elongation_permille == 2500);
        cr_assert_eq(omissions[i].reason == BANDEX_OMITTED_WARNING, omissions[i].elongation_permille == 2500);
        same += omissions[i].reason == BANDEX_OMITTED_SAME_LOAD;
    }
    cr_assert_gt(same, 0);
    for (size_t i = 0; i < ladder.count; i++) {
        cr_assert_leq(ladder.rungs[i].elongation_permille, BANDEX_BAND_WARNING_PERMILLE);
    }
    /* finer than colors: of 63 combinations more than 20 are loads of their own */
    cr_assert_gt(ladder.count, 20);
}

/* The result does not depend on the order in which the person names the bands. */
Test(ladder, order_of_the_bands_does_not_matter)
{
    bandex_owned_band bands[] = {owned("theraband/red", 4), owned("theraband/green", 4), owned("theraband/blue", 4),
                                 owned("theraband/loop-light", 4), owned("theraband/blue@uchida-2016", 4)};
    bandex_rung others[ROOM];
    bandex_ladder ladder, other;
    cr_assert_eq(bandex_ladder_build(bands, 5, NULL, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_OK);
    for (int round = 0; round < 5; round++) {
        bandex_owned_band first = bands[0];
        memmove(bands, bands + 1, 4 * sizeof *bands);
        bands[4] = first;
        cr_assert_eq(bandex_ladder_build(bands, 5, NULL, others, ROOM, &other, NULL, 0, NULL), BANDEX_OK);
        cr_assert_eq(other.count, ladder.count);
        cr_assert_eq(memcmp(others, rungs, ladder.count * sizeof *rungs), 0);
    }
}

Test(ladder, what_is_known_better_stays)
{
    bandex_instance mine;
    bandex_owned_band bands[2] = {owned("theraband/green", 1), owned("theraband/green", 1)};
    bandex_ladder ladder;
    size_t omitted;
    bandex_instance_default(&mine);
    strcpy(mine.id, "green by the door");
    mine.rest_mm = 1000;
    mine.provenance = BANDEX_PROVENANCE_MEASURED;
    bandex_instance_load_add(&mine, 2000, 20500);
    bands[1].instance = &mine;
    cr_assert_eq(bandex_ladder_build(bands, 2, NULL, rungs, ROOM, &ladder, omissions, ROOM, &omitted), BANDEX_OK);
    cr_assert_eq(ladder.count, 1);
    cr_assert_str_eq(ladder.rungs[0].instance, "green by the door");
    cr_assert_eq(ladder.rungs[0].provenance, BANDEX_PROVENANCE_MEASURED);
    cr_assert_eq(ladder.rungs[0].force_mn, 20500);
    cr_assert_eq(omitted, 1);
    cr_assert_eq(omissions[0].band, 0);
    cr_assert_eq(omissions[0].reason, BANDEX_OMITTED_SAME_LOAD);
}

Test(ladder, bands_that_are_not_fit_for_it_are_left_out)
{
    bandex_instance torn, stretched;
    bandex_owned_band bands[] = {owned("theraband/green", 1), owned("theraband/red", 1), owned("theraband/blue", 1),
                                 owned("bmp/red", 1), owned("unnamed-study/tube-yellow", 1), owned("theraband/red@older", 1)};
    bandex_ladder_config config;
    bandex_ladder ladder;
    size_t omitted;
    bandex_instance_default(&torn);
    torn.damaged = 1;
    bandex_instance_default(&stretched);
    stretched.max_elongation_permille = 3500;
    bands[1].instance = &torn;
    bands[2].instance = &stretched;
    bandex_ladder_config_default(&config);
    config.elongations_permille[0] = 1500;
    cr_assert_eq(bandex_ladder_build(bands, 6, &config, rungs, ROOM, &ladder, omissions, ROOM, &omitted), BANDEX_OK);
    cr_assert_eq(ladder.count, 1);
    cr_assert_eq(omitted, 5);
    cr_assert_eq(omissions[0].reason, BANDEX_OMITTED_DAMAGED);
    cr_assert_eq(omissions[1].reason, BANDEX_OMITTED_DAMAGED);
    cr_assert_eq(omissions[2].reason, BANDEX_OMITTED_NO_FORCE);
    cr_assert_eq(omissions[3].reason, BANDEX_OMITTED_NO_FORCE);
    cr_assert_eq(omissions[4].reason, BANDEX_OMITTED_BEYOND_DATA);
    for (int32_t reason = 1; reason <= BANDEX_OMITTED_FULL; reason++) {
        cr_assert_not_null(bandex_omission_text(reason));
    }
    cr_assert_null(bandex_omission_text(0));
    cr_assert_null(bandex_omission_text(9));
}

Test(ladder, where_only_the_order_is_known)
{
    bandex_owned_band bands[] = {owned("bmp/red", 2), owned("superexerciseband/red", 1), owned("bmp/yellow", 1),
                                 owned("bmp/green", 1), owned("bmp/yellow", 1), owned("k6/yellow", 1)};
    bandex_ladder ladder;
    size_t omitted;
    cr_assert_eq(bandex_ladder_build(bands, 6, NULL, rungs, ROOM, &ladder, omissions, ROOM, &omitted), BANDEX_OK);
    cr_assert_eq(ladder.count, 3);
    cr_assert_str_eq(ladder.rungs[0].band, "bmp/yellow");
    cr_assert_str_eq(ladder.rungs[1].band, "bmp/green");
    cr_assert_str_eq(ladder.rungs[2].band, "bmp/red");
    cr_assert_eq(ladder.rungs[0].force_mn, BANDEX_UNKNOWN);
    cr_assert_eq(ladder.rungs[0].provenance, BANDEX_PROVENANCE_ORDINAL);
    cr_assert_eq(bandex_ladder_step(&ladder, 1), BANDEX_UNKNOWN);
    cr_assert_eq(omitted, 3);
    cr_assert_eq(omissions[0].reason, BANDEX_OMITTED_OTHER_BRAND);
    cr_assert_eq(omissions[1].reason, BANDEX_OMITTED_SAME_LOAD);
    cr_assert_eq(omissions[1].band, 4);
    cr_assert_eq(omissions[2].reason, BANDEX_OMITTED_INVALID);
}

Test(ladder, no_room_keeps_the_lightest)
{
    bandex_owned_band bands[8];
    bandex_ladder ladder;
    size_t omitted;
    for (int i = 0; i < 8; i++) {
        bands[i] = owned(colors[(i * 5) % 8], 1);
    }
    cr_assert_eq(bandex_ladder_build(bands, 8, NULL, rungs, 3, &ladder, omissions, 2, &omitted), BANDEX_E_FULL);
    cr_assert_eq(ladder.count, 3);
    cr_assert_str_eq(ladder.rungs[2].band, "theraband/red");
    cr_assert_eq(omitted, 5);
    cr_assert_eq(bandex_ladder_build(bands, 8, NULL, NULL, 0, &ladder, NULL, 0, NULL), BANDEX_E_FULL);
    cr_assert_eq(ladder.count, 0);
}

Test(ladder, arguments)
{
    bandex_owned_band bands[] = {owned("theraband/green", 1), {NULL, NULL, 1}};
    bandex_ladder_config config;
    bandex_ladder ladder;
    bandex_ladder_config_default(&config);
    cr_assert_eq(bandex_ladder_build(NULL, 0, NULL, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_OK);
    cr_assert_eq(ladder.count, 0);
    cr_assert_eq(bandex_ladder_build(bands, 2, NULL, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_ladder_build(NULL, 1, NULL, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_ladder_build(bands, 1, NULL, NULL, 5, &ladder, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_ladder_build(bands, 1, NULL, rungs, ROOM, NULL, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_ladder_build(bands, 1, NULL, rungs, ROOM, &ladder, NULL, 4, NULL), BANDEX_E_ARGUMENT);
    config.elongation_count = 9;
    cr_assert_eq(bandex_ladder_build(bands, 1, &config, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_ladder_room(bands, 1, &config), 0);
    config.elongation_count = 1;
    config.elongations_permille[0] = 0;
    cr_assert_eq(bandex_ladder_build(bands, 1, &config, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    config.elongations_permille[0] = 1000;
    config.struct_size++;
    cr_assert_eq(bandex_ladder_build(bands, 1, &config, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_E_SIZE);
    bands[0].strands_max = 65;
    cr_assert_eq(bandex_ladder_build(bands, 1, NULL, rungs, ROOM, &ladder, NULL, 0, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_ladder_config_default(NULL), BANDEX_E_ARGUMENT);
}
