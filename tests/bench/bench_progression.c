/* SPDX-License-Identifier: MIT */
/* What a decision takes: by preset, by length of the history, and 52 weeks played ahead. CPU time; the ratios matter. */
#include <bandex/progression.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SESSIONS = 32, SETS = 3, RUNGS = 22, WEEKS = 52, REPEATS = 20000 };

static bandex_rung rungs[RUNGS];
static bandex_ladder ladder = {rungs, RUNGS};
static bandex_session sessions[3 * WEEKS];
static bandex_set sets[3 * WEEKS][BANDEX_SETS_MAX];

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static void fill(void)
{
    for (int i = 0; i < RUNGS; i++) {
        snprintf(rungs[i].band, sizeof rungs[i].band, "theraband/band_%d", i);
        rungs[i].strands = 1;
        rungs[i].elongation_permille = 1000;
        rungs[i].force_mn = 40000 + 2000 * i;
    }
    for (int k = 0; k < SESSIONS; k++) {
        bandex_session_default(&sessions[k]);
        sessions[k].start_ms = (int64_t)k * 2 * 86400000;
        sessions[k].omni = 4;
        sessions[k].pain_morning = 1;
        sessions[k].sets = sets[k];
        sessions[k].set_count = SETS;
        for (int i = 0; i < SETS; i++) {
            bandex_set *set = &sets[k][i];
            bandex_set_default(set);
            snprintf(set->exercise, sizeof set->exercise, "row_seated");
            snprintf(set->band.band, sizeof set->band.band, "theraband/band_5");
            set->rung = 5;
            set->target_sets = SETS;
            set->target_reps = 12;
            set->accepted_reps = set->valid_reps = 11;
            set->target_tut_ms = 30000;
            set->tut_ms = 29000;
            set->rir = 2;
            set->rpe10 = 80;
        }
    }
}

static double decision_us(const bandex_policy *policy, size_t count)
{
    bandex_progression_context context;
    bandex_decision d;
    double best = 1e9;
    bandex_progression_context_default(&context);
    context.exercise = "row_seated";
    context.day = 70;
    for (int round = 0; round < 5; round++) {
        double from = now_us(), took;
        for (int i = 0; i < REPEATS / 5; i++) {
            if (bandex_progression_next(policy, &ladder, sessions + SESSIONS - count, count, &context, &d) != BANDEX_OK) {
                return -1;
            }
        }
        took = (now_us() - from) / (REPEATS / 5);
        best = took < best ? took : best;
    }
    return best;
}

/* The rule is asked of every session of the history: misses that never become a stall. */
static void deepest(bandex_policy *policy)
{
    policy->regress.sessions = BANDEX_LOOKBACK;
    policy->regress.rungs = 1;
}

int main(void)
{
    static bandex_decision plan[3 * WEEKS];
    bandex_policy policy;
    bandex_athlete athlete;
    bandex_simulation play;
    double by_length[3], from;
    fill();
    puts("decision, 32 sessions of 3 sets (us):");
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        const char *id = bandex_preset_at(i)->id;
        if (strcmp(id, "custom") != 0) {
            bandex_policy_preset(id, NULL, &policy);
            printf("  %-12s %.2f\n", id, decision_us(&policy, SESSIONS));
        }
    }
    bandex_policy_preset("double", NULL, &policy);
    deepest(&policy);
    for (int i = 0; i < 3; i++) {
        by_length[i] = decision_us(&policy, (size_t)8 << i);
    }
    printf("whole history read: 8, 16, 32 sessions: %.2f %.2f %.2f us; 32 takes %.2f times 16\n", by_length[0], by_length[1],
           by_length[2], by_length[2] / by_length[1]);
    bandex_policy_preset("double", NULL, &policy);
    bandex_athlete_default(&athlete);
    athlete.kind = BANDEX_ATHLETE_CAPACITY;
    bandex_simulation_default(&play);
    play.user = &athlete;
    play.sessions = sessions;
    play.sets = sets[0];
    play.capacity = 3 * WEEKS;
    from = now_us();
    for (int i = 0; i < 100; i++) {
        athlete.capacity_mn = 60000;
        if (bandex_progression_simulate(&policy, &ladder, NULL, &play, 3 * WEEKS, plan) != BANDEX_OK) {
            return EXIT_FAILURE;
        }
    }
    printf("52 weeks of 3 sessions played: %.0f us\n", (now_us() - from) / 100);
    return EXIT_SUCCESS;
}
