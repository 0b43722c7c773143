/* SPDX-License-Identifier: MIT */
#include <bandex/band.h>
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static bandex_band_use use_of(uint32_t strands, uint32_t rest_mm)
{
    bandex_band_use use;
    memset(&use, 0, sizeof use);
    use.strands = strands;
    use.rest_mm = rest_mm;
    return use;
}

static bandex_band_answer ask(const char *id, uint32_t strands, uint32_t rest_mm, uint32_t length_mm)
{
    bandex_band_use use = use_of(strands, rest_mm);
    bandex_band_answer answer;
    cr_assert_eq(bandex_band_force(bandex_band_find(id), &use, length_mm, &answer), BANDEX_OK, "%s", id);
    return answer;
}

static bandex_spring spring_of(const char *id, uint32_t strands, uint32_t rest_mm)
{
    bandex_band_use use = use_of(strands, rest_mm);
    bandex_spring spring;
    cr_assert_eq(bandex_spring_open(&spring, bandex_band_find(id), NULL, &use, BANDEX_CURVE_DEFAULT), BANDEX_OK);
    return spring;
}

static double newton(const bandex_spring *spring, double length_mm)
{
    bandex_band_answer answer;
    cr_assert_eq(bandex_spring_force(spring, length_mm, &answer), BANDEX_OK);
    return answer.force_mn / 1000.0;
}

Test(force, green_round_the_feet_as_worked_by_hand)
{
    bandex_band_answer answer = ask("theraband/green", 1, 750, 1150);
    cr_assert_float_eq(answer.force_mn, 14350, 143);
    cr_assert_eq(answer.elongation_permille, 533);
    cr_assert_eq(answer.flags, 0);
    cr_assert_eq(answer.provenance, BANDEX_PROVENANCE_MAKER);
    answer = ask("theraband/green", 1, 750, 800);
    cr_assert_float_eq(answer.force_mn, 2870, 29);
    cr_assert_eq(answer.flags, BANDEX_FORCE_BELOW_DATA);
    answer = ask("theraband/green", 2, 750, 1150);
    cr_assert_float_eq(answer.force_mn, 28700, 287);
}

/* Worked elsewhere from the same charts in pound-force, hence the tolerance. */
Test(force, every_color_of_the_chart)
{
    static const struct { const char *id; double at50, at250; } known[] = {
        {"theraband/tan", 7.4, 17.1}, {"theraband/yellow", 9.1, 21.7}, {"theraband/red", 10.9, 28.0},
        {"theraband/green", 13.8, 33.9}, {"theraband/blue", 17.2, 43.8}, {"theraband/black", 22.6, 50.9},
        {"theraband/silver", 29.9, 78.2}, {"theraband/gold", 41.6, 108.9}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        bandex_band_answer answer = ask(known[i].id, 1, 1000, 3500);
        cr_assert_float_eq(ask(known[i].id, 1, 1000, 1500).force_mn / 1000.0, known[i].at50, 0.1, "%s %d", known[i].id, (int)ask(known[i].id, 1, 1000, 1500).force_mn);
        cr_assert_float_eq(answer.force_mn / 1000.0, known[i].at250, 0.1, "%s %d", known[i].id, (int)answer.force_mn);
        cr_assert_eq(answer.flags, BANDEX_FORCE_BEYOND_DATA | BANDEX_FORCE_WARNING);
    }
}

Test(force, flags_begin_where_they_are_said_to)
{
    bandex_band_use use = use_of(1, 1000);
    bandex_band_answer answer;
    cr_assert_eq(ask("theraband/green", 1, 1000, 999).flags, BANDEX_FORCE_SLACK);
    cr_assert_eq(ask("theraband/green", 1, 1000, 0).flags, BANDEX_FORCE_SLACK);
    cr_assert_eq(ask("theraband/green", 1, 1000, 1000).flags, BANDEX_FORCE_SLACK);
    cr_assert_eq(ask("theraband/green", 1, 1000, 1000).force_mn, 0);
    cr_assert_eq(ask("theraband/green", 1, 1000, 1000).elongation_permille, 0);
    cr_assert_eq(ask("theraband/green", 1, 1000, 1249).flags, BANDEX_FORCE_BELOW_DATA);
    cr_assert_eq(ask("theraband/green", 1, 1000, 1250).flags, 0);
    cr_assert_eq(ask("theraband/green", 1, 1000, 2999).flags, 0);
    cr_assert_eq(ask("theraband/green", 1, 1000, 3000).flags, BANDEX_FORCE_WARNING);
    cr_assert_eq(ask("theraband/green", 1, 1000, 3001).flags, BANDEX_FORCE_WARNING | BANDEX_FORCE_BEYOND_DATA);
    cr_assert_eq(ask("theraband/green", 1, 1000, 4000).flags, BANDEX_FORCE_WARNING | BANDEX_FORCE_BEYOND_DATA);
    cr_assert_eq(ask("theraband/red@older", 1, 1000, 2000).flags, BANDEX_FORCE_ONE_POINT);
    cr_assert_eq(bandex_band_force(bandex_band_find("theraband/green"), &use, 4001, &answer), BANDEX_E_RANGE);
    cr_assert_eq(answer.flags, BANDEX_FORCE_WARNING | BANDEX_FORCE_BEYOND_DATA | BANDEX_FORCE_PAST_LIMIT);
    cr_assert_eq(answer.elongation_permille, 3001);
    cr_assert_eq(answer.force_mn, BANDEX_UNKNOWN);
    cr_assert_eq(bandex_band_force(bandex_band_find("bmp/red"), &use, 2000, &answer), BANDEX_E_RANGE);
    cr_assert_eq(answer.flags, BANDEX_FORCE_ORDINAL);
    cr_assert_eq(answer.force_mn, BANDEX_UNKNOWN);
    cr_assert_eq(bandex_band_force(bandex_band_find("unnamed-study/tube-yellow"), &use, 2000, &answer), BANDEX_E_RANGE);
}

Test(force, a_product_may_have_its_own_limits)
{
    bandex_band_product product = *bandex_band_find("theraband/green");
    bandex_band_use use = use_of(1, 1000);
    bandex_band_answer answer;
    product.warning_permille = 1000;
    product.limit_permille = 1500;
    cr_assert_eq(bandex_band_force(&product, &use, 2000, &answer), BANDEX_OK);
    cr_assert_eq(answer.flags, BANDEX_FORCE_WARNING);
    cr_assert_eq(bandex_band_force(&product, &use, 2600, &answer), BANDEX_E_RANGE);
}

Test(force, loops_are_two_strands_and_anchored_charts_count_bands)
{
    cr_assert_eq(ask("theraband/loop-light", 0, 500, 1000).force_mn, 66720);
    cr_assert_eq(ask("theraband/loop-light", 1, 500, 1000).force_mn, 33360);
    cr_assert_eq(ask("theraband/loop-light", 4, 500, 1000).force_mn, 133440);
    /* A pair of strong bands, single-cinched, 833 permille longer: 822.9 N in the source. */
    cr_assert_float_eq(ask("elitefts/strong@single-cinched", 2, 0, 1536).force_mn, 822920, 120000);
    cr_assert_float_eq(ask("elitefts/strong@single-cinched", 0, 0, 1536).force_mn * 2, ask("elitefts/strong@single-cinched", 2, 0, 1536).force_mn, 2);
}

Test(force, arguments_out_of_range_are_refused)
{
    const bandex_band_product *green = bandex_band_find("theraband/green");
    bandex_band_use use = use_of(1, 750), none = use_of(1, 0), many = use_of(65, 750), huge = use_of(1, UINT32_MAX);
    bandex_band_answer answer;
    cr_assert_eq(bandex_band_force(NULL, &use, 1000, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, NULL, 1000, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &use, 1000, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &none, 1000, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &many, 1000, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &huge, 1000, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &use, BANDEX_BAND_LENGTH_MAX_MM + 1, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &use, UINT32_MAX, &answer), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_band_force(green, &use, BANDEX_BAND_LENGTH_MAX_MM, &answer), BANDEX_E_RANGE);
}

Test(force, a_force_that_fits_no_answer_is_out_of_range)
{
    bandex_band_point points[] = {{.elongation_permille = 1000, .force_mn = INT32_MAX, .basis = BANDEX_BASIS_STRAND, .carriers = 1}};
    bandex_band_product product = {.id = "x/y", .brand = "x", .model = "y", .points = points, .point_count = 1};
    bandex_band_use use = use_of(64, 1000);
    bandex_band_answer answer;
    bandex_band_range range;
    cr_assert_eq(bandex_band_force(&product, &use, 2000, &answer), BANDEX_E_RANGE);
    cr_assert_eq(answer.force_mn, BANDEX_UNKNOWN);
    use.start_mm = 1000;
    use.peak_mm = 2000;
    cr_assert_eq(bandex_band_range_of(&product, &use, &range), BANDEX_E_RANGE);
}

Test(force, every_flag_has_a_name)
{
    for (uint32_t bit = 1; bit <= BANDEX_FORCE_ORDINAL; bit <<= 1) {
        cr_assert_not_null(bandex_force_flag_name(bit));
    }
    cr_assert_str_eq(bandex_force_flag_name(BANDEX_FORCE_PAST_LIMIT), "past_limit");
    cr_assert_null(bandex_force_flag_name(0));
    cr_assert_null(bandex_force_flag_name(3));
    cr_assert_null(bandex_force_flag_name(512));
}

/* ---- composition ---- */

Test(spring, strands_and_folds)
{
    bandex_spring one = spring_of("theraband/red", 1, 1500), two = spring_of("theraband/red", 2, 1500);
    bandex_hold folded;
    bandex_spring fold;
    cr_assert_float_eq(newton(&two, 2400), 2 * newton(&one, 2400), 0.002);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_STRAIGHT, 1500, 2, 0, &folded), BANDEX_OK);
    cr_assert_eq(folded.strands, 2);
    cr_assert_eq(folded.rest_mm, 750);
    fold = spring_of("theraband/red", folded.strands, folded.rest_mm);
    /* exactly twice at equal elongation, more than twice at equal distance */
    cr_assert_float_eq(newton(&fold, 1500), 2 * newton(&one, 3000), 0.002);
    cr_assert_gt(newton(&fold, 1800), 2 * newton(&one, 1800));
}

Test(spring, ways_to_hold_a_band)
{
    bandex_hold hold;
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_FEET, 1500, 1, 0, &hold), BANDEX_OK);
    cr_assert(hold.strands == 1 && hold.rest_mm == 750 && hold.hands == 2);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_FEET, 1500, 1, 100, &hold), BANDEX_OK);
    cr_assert_eq(hold.rest_mm, 700);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_ENDS, 1500, 1, 0, &hold), BANDEX_OK);
    cr_assert(hold.strands == 2 && hold.rest_mm == 750 && hold.hands == 1);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_TWO_HANDS, 500, 1, 0, &hold), BANDEX_OK);
    cr_assert(hold.strands == 1 && hold.rest_mm == 500 && hold.hands == 2);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_LOOP, 1040, 1, 0, &hold), BANDEX_OK);
    cr_assert(hold.strands == 2 && hold.rest_mm == 1040);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_LOOP_DOUBLED, 1040, 1, 0, &hold), BANDEX_OK);
    cr_assert(hold.strands == 4 && hold.rest_mm == 520);
    cr_assert_eq(bandex_hold_resolve(BANDEX_HOLD_FEET, 1500, 3, 0, &hold), BANDEX_OK);
    cr_assert(hold.strands == 3 && hold.rest_mm == 250);
    cr_assert_eq(bandex_hold_resolve(0, 1500, 1, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(7, 1500, 1, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(1, 1500, 0, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(1, 1500, 17, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(1, 0, 1, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(1, 100, 1, 100, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(4, 17, 16, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(1, UINT32_MAX, 1, 0, &hold), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_hold_resolve(1, 1500, 1, 0, NULL), BANDEX_E_ARGUMENT);
}

Test(spring, in_series_one_force_and_lengths_add)
{
    bandex_spring red = spring_of("theraband/red", 1, 600), blue = spring_of("theraband/blue", 1, 900), both = red;
    cr_assert_eq(bandex_spring_join(&both, &blue, BANDEX_JOIN_SERIES), BANDEX_OK);
    cr_assert_float_eq(bandex_spring_rest(&both), 1500, 1e-9);
    cr_assert_eq(newton(&both, 1500), 0);
    for (double force = 0.5; force < 24; force += 0.5) {
        double of_red, of_blue, of_both;
        cr_assert_eq(bandex_spring_length(&red, force, &of_red), BANDEX_OK);
        cr_assert_eq(bandex_spring_length(&blue, force, &of_blue), BANDEX_OK);
        cr_assert_eq(bandex_spring_length(&both, force, &of_both), BANDEX_OK);
        cr_assert_float_eq(of_both, of_red + of_blue, 1e-6);
        cr_assert_float_eq(newton(&both, of_both), force, 0.00051);
    }
}

/* Two equal halves end to end are one band. */
Test(spring, two_halves_are_the_whole)
{
    bandex_spring half = spring_of("theraband/green", 1, 750), whole = spring_of("theraband/green", 1, 1500), joined = half;
    double of_whole, of_joined;
    cr_assert_eq(bandex_spring_join(&joined, &half, BANDEX_JOIN_SERIES), BANDEX_OK);
    for (double length = 1500; length <= 6000; length += 37) {
        cr_assert_float_eq(newton(&joined, length), newton(&whole, length), 0.0011, "at %f", length);
    }
    bandex_spring_work(&whole, 1600, 4000, &of_whole);
    bandex_spring_work(&joined, 1600, 4000, &of_joined);
    cr_assert_float_eq(of_joined, of_whole, 1e-6);
}

Test(spring, side_by_side_forces_add_and_a_longer_one_comes_in_later)
{
    bandex_spring red = spring_of("theraband/red", 1, 600), blue = spring_of("theraband/blue", 1, 900), both = red;
    bandex_band_answer answer;
    double length;
    cr_assert_eq(bandex_spring_join(&both, &blue, BANDEX_JOIN_PARALLEL), BANDEX_OK);
    cr_assert_float_eq(bandex_spring_rest(&both), 600, 1e-9);
    cr_assert_float_eq(newton(&both, 800), newton(&red, 800), 0.001);
    cr_assert_float_eq(newton(&both, 1200), newton(&red, 1200) + newton(&blue, 1200), 0.0011);
    cr_assert_eq(bandex_spring_force(&both, 800, &answer), BANDEX_OK);
    cr_assert_eq(answer.flags & BANDEX_FORCE_SLACK, 0);
    cr_assert_eq(answer.elongation_permille, 333);
    cr_assert_eq(bandex_spring_force(&both, 2401, &answer), BANDEX_E_RANGE);
    for (double force = 1; force < 40; force += 3) {
        cr_assert_eq(bandex_spring_length(&both, force, &length), BANDEX_OK);
        cr_assert_float_eq(newton(&both, length), force, 0.00051);
    }
    cr_assert_eq(bandex_spring_length(&both, 0, &length), BANDEX_OK);
    cr_assert_float_eq(length, 600, 1e-9);
    cr_assert_eq(bandex_spring_length(&both, 1e6, &length), BANDEX_E_RANGE);
}

Test(spring, in_series_the_weaker_band_sets_the_limit)
{
    bandex_spring tan = spring_of("theraband/tan", 1, 500), gold = spring_of("theraband/gold", 1, 500), both = tan;
    bandex_band_answer answer;
    double most;
    bandex_spring_join(&both, &gold, BANDEX_JOIN_SERIES);
    cr_assert_eq(bandex_spring_length(&both, 18.8, &most), BANDEX_OK);
    cr_assert_eq(bandex_spring_length(&both, 19, &most), BANDEX_E_RANGE);
    cr_assert_eq(bandex_spring_force(&both, 3000, &answer), BANDEX_E_RANGE);
    cr_assert(answer.flags & BANDEX_FORCE_PAST_LIMIT);
    cr_assert_eq(answer.force_mn, BANDEX_UNKNOWN);
}

Test(spring, joining_has_its_limits)
{
    bandex_spring one = spring_of("theraband/red", 1, 600), two = one, four;
    cr_assert_eq(bandex_spring_join(&two, &one, BANDEX_JOIN_SERIES), BANDEX_OK);
    cr_assert_eq(bandex_spring_join(&two, &one, BANDEX_JOIN_PARALLEL), BANDEX_E_STATE);
    four = two;
    cr_assert_eq(bandex_spring_join(&four, &two, BANDEX_JOIN_SERIES), BANDEX_OK);
    cr_assert_eq(bandex_spring_join(&four, &one, BANDEX_JOIN_SERIES), BANDEX_E_FULL);
    cr_assert_eq(four.count, 4);
    cr_assert_eq(bandex_spring_join(&one, &two, BANDEX_JOIN_PARALLEL), BANDEX_E_STATE);
    cr_assert_eq(bandex_spring_join(&one, &two, 3), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_spring_join(NULL, &two, 1), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_spring_join(&one, &one, BANDEX_JOIN_SERIES), BANDEX_OK);
    cr_assert_eq(one.count, 2);
}

/* ---- work ---- */

Test(work, is_the_integral_of_the_force)
{
    bandex_spring spring = spring_of("theraband/blue", 2, 800), other = spring_of("theraband/red", 1, 1000);
    bandex_spring_join(&spring, &other, BANDEX_JOIN_PARALLEL);
    double joule, sum = 0;
    for (int mm = 700; mm < 2000; mm++) {
        sum += (newton(&spring, mm) + 4 * newton(&spring, mm + 0.5) + newton(&spring, mm + 1)) / 6 / 1000;
    }
    cr_assert_eq(bandex_spring_work(&spring, 700, 2000, &joule), BANDEX_OK);
    cr_assert_float_eq(joule, sum, 0.001);
}

Test(work, of_a_repetition_with_slack)
{
    bandex_band_use use = use_of(1, 750);
    bandex_band_range range;
    int32_t work_mj, tight_mj;
    use.start_mm = 650;
    use.peak_mm = 1150;
    cr_assert_eq(bandex_band_range_of(bandex_band_find("theraband/green"), &use, &range), BANDEX_OK);
    cr_assert_eq(range.start.flags, BANDEX_FORCE_SLACK);
    cr_assert_eq(range.start.force_mn, 0);
    cr_assert_float_eq(range.peak.force_mn, 14350, 143);
    cr_assert_eq(range.tension_permille, 800);
    cr_assert_eq(bandex_band_work(bandex_band_find("theraband/green"), &use, &work_mj), BANDEX_OK);
    cr_assert_eq(work_mj, range.work_mj);
    use.start_mm = 750;
    bandex_band_work(bandex_band_find("theraband/green"), &use, &tight_mj);
    cr_assert_eq(work_mj, tight_mj);
    cr_assert(work_mj > 14350 * 4 / 10 / 2, "more than a line's");
    cr_assert(work_mj < 14350 * 4 / 10);
}

Test(work, limits_and_nonsense)
{
    bandex_band_use use = use_of(1, 750);
    bandex_band_range range;
    int32_t work_mj = 77;
    const bandex_band_product *green = bandex_band_find("theraband/green");
    cr_assert_eq(bandex_band_work(green, &use, &work_mj), BANDEX_E_ARGUMENT);
    use.start_mm = 800;
    cr_assert_eq(bandex_band_work(green, &use, &work_mj), BANDEX_E_ARGUMENT);
    use.peak_mm = 3100;
    cr_assert_eq(bandex_band_range_of(green, &use, &range), BANDEX_E_RANGE);
    cr_assert_eq(range.start.flags & BANDEX_FORCE_PAST_LIMIT, 0);
    cr_assert(range.peak.flags & BANDEX_FORCE_PAST_LIMIT);
    cr_assert_eq(range.work_mj, BANDEX_UNKNOWN);
    cr_assert_eq(bandex_band_work(green, &use, &work_mj), BANDEX_E_RANGE);
    cr_assert_eq(work_mj, 77);
    use.peak_mm = 800;
    cr_assert_eq(bandex_band_work(green, &use, &work_mj), BANDEX_OK);
    cr_assert_eq(work_mj, 0);
    cr_assert_eq(bandex_band_range_of(bandex_band_find("bmp/red"), &use, &range), BANDEX_E_RANGE);
    cr_assert_eq(range.peak.flags, BANDEX_FORCE_ORDINAL);
    cr_assert_eq(bandex_band_work(green, &use, NULL), BANDEX_E_ARGUMENT);
}

/* ---- properties over random set-ups ---- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

Test(spring, properties_of_random_springs)
{
    uint32_t seed = 2024;
    for (int round = 0; round < 3000; round++) {
        bandex_spring spring;
        uint32_t parts = 1 + next_random(&seed) % 4;
        int32_t join = next_random(&seed) % 2 ? BANDEX_JOIN_SERIES : BANDEX_JOIN_PARALLEL;
        int32_t model = (int32_t)(next_random(&seed) % 5);
        double low = 0, length, last = -1;
        spring.count = 0;
        for (uint32_t i = 0; i < parts; i++) {
            bandex_band_use use = use_of(1 + next_random(&seed) % 4, 100 + next_random(&seed) % 2000);
            bandex_spring part;
            const bandex_band_product *product = bandex_band_at(next_random(&seed) % bandex_band_count());
            if (bandex_spring_open(&part, product, NULL, &use, model) != BANDEX_OK) {
                continue;
            }
            if (spring.count == 0) {
                spring = part;
            } else {
                cr_assert_eq(bandex_spring_join(&spring, &part, join), BANDEX_OK);
            }
        }
        if (spring.count == 0) {
            continue;
        }
        low = bandex_spring_rest(&spring);
        cr_assert_eq(newton(&spring, low), 0);
        for (int k = 0; k < 30; k++) {
            bandex_band_answer answer;
            length = low * (1 + k * 0.1);
            if (bandex_spring_force(&spring, length, &answer) != BANDEX_OK) {
                cr_assert(answer.flags & BANDEX_FORCE_PAST_LIMIT, "round %d", round);
                break;
            }
            cr_assert_geq(answer.force_mn, last, "round %d at %d", round, k);
            if (answer.force_mn > 100) {
                double back;
                bandex_band_answer again;
                cr_assert_eq(bandex_spring_length(&spring, answer.force_mn / 1000.0, &back), BANDEX_OK, "round %d at %d", round, k);
                cr_assert_eq(bandex_spring_force(&spring, back, &again), BANDEX_OK);
                cr_assert(again.force_mn - answer.force_mn <= 1 && answer.force_mn - again.force_mn <= 1, "round %d at %d", round, k);
            }
            last = answer.force_mn;
        }
    }
}

/* Whatever the numbers, an answer is a status and a finite figure. */
Test(spring, hostile_numbers)
{
    static const double numbers[] = {0, -0.0, 1, -1, 1e-300, 1e300, -1e300, 99999, 100000, 100001, 4.9e-324};
    bandex_spring spring = spring_of("theraband/green", 1, 750), two = spring, garbage;
    bandex_spring_join(&two, &spring, BANDEX_JOIN_SERIES);
    memset(&garbage, 0xff, sizeof garbage);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers + 3; i++) {
        double special[] = {(double)NAN, (double)INFINITY, -(double)INFINITY};
        size_t plain = sizeof numbers / sizeof *numbers;
        double x = i < plain ? numbers[i] : special[i - plain], out = 0;
        const bandex_spring *springs[] = {&spring, &two};
        for (int s = 0; s < 2; s++) {
            bandex_band_answer answer;
            bandex_band_range range;
            bandex_status status = bandex_spring_force(springs[s], x, &answer);
            cr_assert(status == BANDEX_OK || status == BANDEX_E_ARGUMENT || status == BANDEX_E_RANGE);
            status = bandex_spring_length(springs[s], x, &out);
            cr_assert(status != BANDEX_OK || isfinite(out));
            status = bandex_spring_work(springs[s], x, x, &out);
            cr_assert(status != BANDEX_OK || isfinite(out));
            status = bandex_spring_work(springs[s], 0, x, &out);
            cr_assert(status != BANDEX_OK || isfinite(out));
            bandex_spring_range(springs[s], 0, x, &range);
        }
        cr_assert_eq(bandex_spring_force(&garbage, x, &(bandex_band_answer){0}), BANDEX_E_ARGUMENT);
        cr_assert_eq(bandex_spring_length(&garbage, x, &out), BANDEX_E_ARGUMENT);
    }
    cr_assert_eq(bandex_spring_rest(&garbage), 0);
    cr_assert_eq(bandex_spring_rest(NULL), 0);
}
