/* SPDX-License-Identifier: MIT */
/* Estimates and published numbers: one repetition maximum, RTS shares, stop rules, weekly schedules. */
#include "engine.h"

#define REPS_USUAL 10
#define REPS_MOST 15

/* Formulas with powers or exponentials as factors x 10^9 for 1..15 repetitions: the same bits on every machine.
 * Regenerate: r ** 0.1, 100 / (52.2 + 41.9 * exp(-0.055 * r)), 100 / (48.8 + 53.8 * exp(-0.075 * r)). */
static const int32_t lombardi[REPS_MOST] = {
    1000000000, 1071773463, 1116123174, 1148698355, 1174618943, 1196231199, 1214814044, 1231144413,
    1245730940, 1258925412, 1270981615, 1282088854, 1292392221, 1302005454, 1311019423};
static const int32_t mayhew[REPS_MOST] = {
    1088640036, 1114386786, 1139903215, 1165154367, 1190106805, 1214728765, 1238990306, 1262863432,
    1286322185, 1309342734, 1331903429, 1353984835, 1375569754, 1396643216, 1417192463};
static const int32_t wathan[REPS_MOST] = {
    1013041906, 1051457387, 1089797427, 1127954985, 1165825053, 1203305800, 1240299638, 1276714191,
    1312463149, 1347466995, 1381653580, 1414958563, 1447325697, 1478706969, 1509062613};

static int64_t divide(int64_t a, int64_t b)
{
    return (2 * a + b) / (2 * b);
}

static int64_t estimate(int32_t formula, int64_t w, int32_t r)
{
    switch (formula) {
    case BANDEX_FORMULA_EPLEY:
        return divide(w * (30 + r), 30);
    case BANDEX_FORMULA_BRZYCKI:
        return divide(w * 36, 37 - r);
    case BANDEX_FORMULA_LANDER:
        return divide(w * 10000000, 10130000 - 267123 * (int64_t)r);
    case BANDEX_FORMULA_LOMBARDI:
        return divide(w * lombardi[r - 1], 1000000000);
    case BANDEX_FORMULA_MAYHEW:
        return divide(w * mayhew[r - 1], 1000000000);
    case BANDEX_FORMULA_OCONNER:
        return divide(w * (40 + r), 40);
    default:
        return divide(w * wathan[r - 1], 1000000000);
    }
}

bandex_status bandex_capacity_estimate(int32_t formula, int32_t force_mn, int32_t reps, bandex_estimate *out)
{
    int64_t force;
    if (!out || formula < 0 || formula >= BANDEX_FORMULA_COUNT || force_mn < 1 || reps < 1) {
        return BANDEX_E_ARGUMENT;
    }
    if (reps > REPS_MOST) {
        return BANDEX_E_RANGE;
    }
    force = reps == 1 ? force_mn : estimate(formula, force_mn, reps);
    if (force > INT32_MAX) {
        return BANDEX_E_RANGE;
    }
    out->force_mn = (int32_t)force;
    out->confidence = reps == 1             ? BANDEX_CONFIDENCE_MEASURED
                      : reps <= REPS_USUAL ? BANDEX_CONFIDENCE_USUAL
                                            : BANDEX_CONFIDENCE_LOW;
    return BANDEX_OK;
}

const char *bandex_formula_name(int32_t formula)
{
    static const char *const names[] = {"epley", "brzycki", "lander", "lombardi", "mayhew", "oconner", "wathan"};
    return formula >= 0 && formula < BANDEX_FORMULA_COUNT ? names[formula] : "unknown";
}

/* Permille of the maximum by half steps of repetitions + reserve - 1 (Tuchscherer). */
static const int32_t rts_share[RTS_HALF_STEPS] = {1000, 978, 955, 939, 922, 907, 892, 878, 863, 850, 837, 824, 811, 799, 786,
                                    774,  762, 751, 739, 723, 707, 694, 680, 667, 653, 640, 626, 613, 599, 586};

/* 0 outside the table. An RPE between two half steps counts as the harder one. */
static int32_t share_of(int32_t reps, int32_t rpe10)
{
    int64_t index = 2 * ((int64_t)reps - 1) + (100 - rpe10) / 5;
    if (reps < 1 || rpe10 < 0 || rpe10 > 100 || index >= RTS_HALF_STEPS) {
        return 0;
    }
    return rts_share[index];
}

bandex_status bandex_rts_next(const bandex_ladder *ladder, int32_t rung, int32_t reps, int32_t rpe10, int32_t target_reps,
                              int32_t target_rpe10, bandex_rts_result *out)
{
    int32_t now, then;
    int64_t force, e1rm, target;
    if (!out || ladder_check(ladder) != BANDEX_OK || rung < 0 || (size_t)rung >= ladder->count) {
        return BANDEX_E_ARGUMENT;
    }
    if (!has_forces(ladder)) {
        return BANDEX_E_UNSUPPORTED;
    }
    now = share_of(reps, rpe10);
    then = share_of(target_reps, target_rpe10);
    force = ladder->rungs[rung].force_mn;
    e1rm = now ? divide(force * 1000, now) : 0;
    target = now ? divide(force * then, now) : 0;
    if (!now || !then || e1rm > INT32_MAX || target > INT32_MAX) {
        return BANDEX_E_RANGE;
    }
    out->e1rm_mn = (int32_t)e1rm;
    out->target_mn = (int32_t)target;
    out->rung = rung_at_most(ladder, force * then * 1000 / now, &out->at_floor);
    return BANDEX_OK;
}

bandex_status bandex_ladder_set_loads(const bandex_ladder *ladder, int32_t rung, const int32_t *permille, size_t count,
                                      int32_t *rungs, int32_t *at_floor)
{
    size_t i;
    if (ladder_check(ladder) != BANDEX_OK || rung < 0 || (size_t)rung >= ladder->count || (count && (!permille || !rungs)) ||
        !at_floor) {
        return BANDEX_E_ARGUMENT;
    }
    if (!has_forces(ladder)) {
        return BANDEX_E_UNSUPPORTED;
    }
    *at_floor = 0;
    for (i = 0; i < count; i++) {
        int32_t below;
        if (permille[i] < 0) {
            return BANDEX_E_ARGUMENT;
        }
        rungs[i] = rung_at_most(ladder, (int64_t)ladder->rungs[rung].force_mn * permille[i], &below);
        *at_floor = *at_floor || below;
    }
    return BANDEX_OK;
}

bandex_status bandex_ladder_range(const bandex_ladder *ladder, int32_t rung, int32_t reps_lo, int32_t *gap_permille,
                                  int32_t *reps_hi)
{
    int64_t here, next, hi;
    if (ladder_check(ladder) != BANDEX_OK || rung < 0 || (size_t)rung >= ladder->count || reps_lo < 1 || reps_lo > 1000 ||
        !gap_permille || !reps_hi) {
        return BANDEX_E_ARGUMENT;
    }
    if (!has_forces(ladder)) {
        return BANDEX_E_UNSUPPORTED;
    }
    if ((size_t)rung + 1 == ladder->count) {
        return BANDEX_E_RANGE;
    }
    here = ladder->rungs[rung].force_mn;
    next = ladder->rungs[rung + 1].force_mn;
    hi = (next * (30 + reps_lo) + here - 1) / here - 30;
    if (next * 1000 / here > INT32_MAX || hi > INT32_MAX) {
        return BANDEX_E_RANGE;
    }
    *gap_permille = (int32_t)(next * 1000 / here);
    *reps_hi = (int32_t)hi;
    return BANDEX_OK;
}

bandex_status bandex_retest_decide(size_t ladder_count, int32_t rung_old, int32_t rung_test, int32_t reps, int32_t lo,
                                   int32_t hi, int32_t test, int32_t max_tests, bandex_retest *out)
{
    if (!out || rung_old < 0 || rung_test < 0 || (size_t)rung_old >= ladder_count || (size_t)rung_test >= ladder_count ||
        reps < 0 || lo < 1 || hi < lo || test < 1 || max_tests < 1) {
        return BANDEX_E_ARGUMENT;
    }
    out->rung = reps < lo ? rung_old : rung_test;
    out->action = out->rung > rung_old   ? BANDEX_ACTION_ADVANCE_LOAD
                  : out->rung < rung_old ? BANDEX_ACTION_REDUCE_LOAD
                                         : BANDEX_ACTION_HOLD;
    out->retest = reps > hi && test < max_tests && (size_t)rung_test + 1 < ladder_count;
    out->retest_rung = out->retest ? rung_test + 1 : BANDEX_UNKNOWN;
    return BANDEX_OK;
}

bandex_status bandex_loss_stop(const int32_t *values, size_t count, int32_t threshold_permille, int32_t *stop,
                               int32_t *loss_permille)
{
    int64_t best = 0, loss = 0;
    size_t i;
    if ((!values && count) || count > INT32_MAX || threshold_permille < 1 || !stop || !loss_permille) {
        return BANDEX_E_ARGUMENT;
    }
    *stop = BANDEX_UNKNOWN;
    *loss_permille = 0;
    for (i = 0; i < count; i++) {
        if (values[i] < 1) {
            return BANDEX_E_ARGUMENT;
        }
        best = values[i] > best ? values[i] : best;
        loss = (best - values[i]) * 1000;
        *loss_permille = (int32_t)(loss / best);
        if (loss >= best * threshold_permille) {
            *stop = (int32_t)i + 1;
            return BANDEX_OK;
        }
    }
    return BANDEX_OK;
}

bandex_status bandex_weekly_sets_schedule(int32_t base_sets, int32_t add, int32_t every_weeks, size_t weeks, int32_t *sets)
{
    size_t i;
    if (base_sets < 1 || add < 0 || every_weeks < 1 || weeks > 10000 || (weeks && !sets)) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < weeks; i++) {
        int64_t n = base_sets + (int64_t)add * (int64_t)(i / (size_t)every_weeks);
        sets[i] = n > INT32_MAX ? INT32_MAX : (int32_t)n;
    }
    return BANDEX_OK;
}

bandex_status bandex_return_ramp(int32_t base_sets, const int32_t *cut_permille, size_t count, int32_t *sets)
{
    size_t i;
    if (base_sets < 1 || (count && !cut_permille) || !sets) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < count; i++) {
        int64_t left;
        if (cut_permille[i] < 0 || cut_permille[i] > 1000) {
            return BANDEX_E_ARGUMENT;
        }
        left = (int64_t)base_sets * (1000 - cut_permille[i]) / 1000;
        sets[i] = left < 1 ? 1 : (int32_t)left;
    }
    sets[count] = base_sets;
    return BANDEX_OK;
}

bandex_status bandex_deload_sets(int32_t week, int32_t every_weeks, int32_t sets_permille, int32_t planned_sets, int32_t *sets,
                                 int32_t *easy)
{
    int64_t share;
    if (week < 0 || every_weeks < 2 || sets_permille < 0 || sets_permille > 1000 || planned_sets < 1 || !sets || !easy) {
        return BANDEX_E_ARGUMENT;
    }
    *easy = week % every_weeks == every_weeks - 1;
    share = ((int64_t)planned_sets * sets_permille + 999) / 1000;
    *sets = !*easy ? planned_sets : share < 1 ? 1 : (int32_t)share;
    return BANDEX_OK;
}
