/* SPDX-License-Identifier: MIT */
/* Sentences, sides, host drivers, arguments, and what sets and ladders mean to a decision. */
#include <bandex/progression.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { COLORS = 8, SETS = 4, DAY_MS = 86400000 };

typedef struct scene {
    bandex_rung rungs[COLORS];
    bandex_ladder ladder;
    bandex_policy policy;
    bandex_session sessions[8];
    bandex_set sets[8][SETS];
    size_t count;
    bandex_progression_context context;
    bandex_decision decision;
    char text[512];
} scene;

static void open_scene(scene *s, const char *preset)
{
    static const char *const names[] = {"tan", "yellow", "red", "green", "blue", "black", "silver", "gold"};
    static const int32_t forces[] = {10676, 13345, 16458, 20462, 25800, 32472, 45372, 63165};
    memset(s, 0, sizeof *s);
    for (int i = 0; i < COLORS; i++) {
        snprintf(s->rungs[i].band, sizeof s->rungs[i].band, "theraband/%s", names[i]);
        s->rungs[i].strands = 1;
        s->rungs[i].elongation_permille = 1000;
        s->rungs[i].force_mn = forces[i];
    }
    s->ladder.rungs = s->rungs;
    s->ladder.count = COLORS;
    cr_assert_eq(bandex_policy_preset(preset, NULL, &s->policy), BANDEX_OK);
    bandex_progression_context_default(&s->context);
}

static bandex_session *train(scene *s, int64_t day, const char *band, int32_t target, const int32_t *reps, size_t sets)
{
    bandex_session *session = &s->sessions[s->count];
    bandex_session_default(session);
    session->start_ms = day * DAY_MS;
    session->sets = s->sets[s->count];
    session->set_count = sets;
    for (size_t i = 0; i < sets; i++) {
        bandex_set *set = &s->sets[s->count][i];
        bandex_set_default(set);
        snprintf(set->band.band, sizeof set->band.band, "theraband/%s", band);
        set->target_sets = 3;
        set->target_reps = target;
        set->accepted_reps = reps[i];
    }
    s->count++;
    return session;
}

static const char *say(scene *s, const char *language)
{
    cr_assert_eq(bandex_progression_next(&s->policy, &s->ladder, s->sessions, s->count, &s->context, &s->decision), BANDEX_OK);
    cr_assert_eq(bandex_decision_explain(&s->decision, language, s->text, sizeof s->text, NULL), BANDEX_OK);
    return s->text;
}

Test(explain, the_example_of_the_notes)
{
    static scene s;
    open_scene(&s, "double");
    train(&s, 0, "red", 12, (const int32_t[]){12, 13, 12}, 3)->omni = 4;
    cr_assert_str_eq(say(&s, "en"), "All 3 sets reached the top of the range (12, 13, 12) on red at effort 4. "
                                    "Next: green, 3 x 8 (+24 % at full stretch).");
    cr_assert_str_eq(say(&s, "es-MX"), "Las 3 series llegaron al tope del rango (12, 13, 12) en rojo con esfuerzo 4. "
                                       "Siguiente: verde, 3 x 8 (+24 % en estiramiento completo).");
    cr_assert_str_eq(s.decision.next_rung.band, "theraband/green");
    cr_assert_eq(s.decision.step_permille, 243);
    cr_assert_eq(s.decision.reasons[0].value, 12);
    cr_assert_eq(s.decision.reasons[0].threshold, 12);
    cr_assert_eq(s.decision.reasons[0].session, 0);
    cr_assert_eq(s.decision.reasons[0].metric, BANDEX_METRIC_REPS);
}

Test(explain, start_stop_gap_and_pain)
{
    static scene s;
    open_scene(&s, "double");
    cr_assert_str_eq(say(&s, "en"), "No session of this exercise yet. Next: tan, 3 x 8.");
    s.policy.clamps.inc_max_permille = 100;
    train(&s, 0, "red", 12, (const int32_t[]){12, 12, 12}, 3);
    cr_assert_str_eq(say(&s, "en"), "The next step of the ladder is too large: +24 %, at most 10 %. Next: red, 3 x 12.");
    s.policy.clamps.inc_max_permille = 0;
    s.sessions[0].pain_during = 4;
    cr_assert_str_eq(say(&s, "en"), "Pain of 4 was told: no progress above 2. All 3 sets reached the top of the range "
                                    "(12, 12, 12) on red. Next: red, 3 x 12.");
    s.sessions[0].red_flag = 1;
    cr_assert_str_eq(say(&s, "en"), "A warning sign was told (sharp pain, breathlessness, dizziness or the like). "
                                    "Stop this exercise and talk to a health professional before going on.");
    cr_assert_eq(s.decision.next.rung, BANDEX_UNKNOWN);
}

Test(explain, stretch_and_strands_name_a_rung)
{
    static scene s;
    open_scene(&s, "linear");
    for (int i = 0; i < 3; i++) {
        snprintf(s.rungs[i].band, sizeof s.rungs[i].band, "theraband/red");
        s.rungs[i].elongation_permille = 500 + 250 * i;
    }
    s.rungs[3] = s.rungs[2];
    s.rungs[3].strands = 2;
    s.rungs[3].force_mn = 20000;
    s.ladder.count = 4;
    train(&s, 0, "red", 10, (const int32_t[]){10, 10, 10}, 3);
    for (int i = 0; i < 3; i++) {
        s.sets[0][i].band.rest_mm = 1000;
        s.sets[0][i].band.peak_mm = 1740;
    }
    cr_assert_str_eq(say(&s, "en"), "All 3 sets reached 10 (10, 10, 10) on red at 75 %. Next: red at 100 %, 3 x 10 (+23 % at full stretch).");
    for (int i = 0; i < 3; i++) {
        s.sets[0][i].band.peak_mm = 2000;
    }
    cr_assert_str_eq(say(&s, "en"), "All 3 sets reached 10 (10, 10, 10) on red. Next: 2 x red, 3 x 10 (+22 % at full stretch).");
}

Test(explain, wants_a_language_and_room)
{
    static scene s;
    char tiny[4];
    size_t length;
    open_scene(&s, "double");
    say(&s, "en");
    cr_assert_eq(bandex_decision_explain(&s.decision, "de", tiny, sizeof tiny, NULL), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_decision_explain(&s.decision, "english", tiny, sizeof tiny, NULL), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_decision_explain(&s.decision, "en", tiny, sizeof tiny, &length), BANDEX_E_FULL);
    cr_assert_str_eq(tiny, "No ");
    cr_assert_eq(length, strlen("No session of this exercise yet. Next: tan, 3 x 8."));
    cr_assert_eq(bandex_decision_explain(&s.decision, "en", NULL, 0, &length), BANDEX_E_FULL);
    cr_assert_eq(bandex_decision_explain(NULL, "en", tiny, sizeof tiny, NULL), BANDEX_E_ARGUMENT);
}

Test(explain, every_reason_has_its_words_in_both_languages)
{
    bandex_decision d;
    char text[512];
    static const char *const languages[] = {"en", "es"};
    memset(&d, 0, sizeof d);
    d.reason_count = 1;
    d.done_count = 2;
    d.done[0] = d.done[1] = 10;
    d.base = (bandex_prescription){1, 2, 10, BANDEX_UNKNOWN};
    d.next = d.base;
    for (int language = 0; language < 2; language++) {
        for (int32_t code = 1; code <= BANDEX_REASON_CUSTOM; code++) {
            d.reasons[0] = (bandex_reason){code, 0, 0, BANDEX_METRIC_REPS, 7, 8};
            cr_assert_eq(bandex_decision_explain(&d, languages[language], text, sizeof text, NULL), BANDEX_OK);
            cr_assert(!strpbrk(text, "[]{}|%") || strstr(text, " %"), "%s: %s", bandex_reason_name(code), text);
            d.reasons[0] = (bandex_reason){code, -1, -1, -1, -1, -1};
            bandex_decision_explain(&d, languages[language], text, sizeof text, NULL);
            cr_assert(!strstr(text, "-1") && !strpbrk(text, "[]{}|"), "%s: %s", bandex_reason_name(code), text);
        }
    }
}

static bandex_status twice_as_many(void *user, const bandex_policy *policy, const bandex_ladder *ladder,
                                   const bandex_session *history, size_t count, const bandex_prescription *base,
                                   bandex_prescription *proposal, int32_t *reason)
{
    (void)policy;
    (void)ladder;
    (void)history;
    (void)reason;
    *(size_t *)user = count;
    proposal->rung = base->rung + 5;
    proposal->reps = base->reps * 100;
    return BANDEX_OK;
}

static bandex_status broken(void *user, const bandex_policy *policy, const bandex_ladder *ladder, const bandex_session *history,
                            size_t count, const bandex_prescription *base, bandex_prescription *proposal, int32_t *reason)
{
    (void)user;
    (void)policy;
    (void)ladder;
    (void)history;
    (void)count;
    (void)base;
    (void)proposal;
    (void)reason;
    return BANDEX_E_IO;
}

Test(custom, clamps_and_gates_hold_for_the_host_too)
{
    static scene s;
    size_t seen = 0;
    open_scene(&s, "custom");
    train(&s, 0, "red", 10, (const int32_t[]){10, 10, 10}, 3);
    cr_assert_eq(bandex_progression_next(&s.policy, &s.ladder, s.sessions, 1, &s.context, &s.decision), BANDEX_E_UNSUPPORTED);
    s.context.custom = twice_as_many;
    s.context.user = &seen;
    say(&s, "en");
    cr_assert_eq(seen, 1);
    cr_assert_eq(s.decision.next.rung, 3, "one rung at most");
    cr_assert_eq(s.decision.next.reps, 100, "at most 100 repetitions");
    cr_assert_eq(s.decision.reasons[0].code, BANDEX_REASON_CLAMPED_STEP);
    s.sessions[0].pain_during = 6;
    say(&s, "en");
    cr_assert_eq(s.decision.next.rung, 1, "pain reduces");
    s.sessions[0].pain_during = BANDEX_UNKNOWN;
    s.sessions[0].set_count = 2;
    say(&s, "en");
    cr_assert_eq(s.decision.reasons[0].code, BANDEX_REASON_INCOMPLETE_SESSION, "an incomplete session never advances");
    s.context.custom = broken;
    cr_assert_eq(bandex_progression_next(&s.policy, &s.ladder, s.sessions, 1, &s.context, &s.decision), BANDEX_E_CALLBACK);
}

Test(place, by_band_then_number_then_force)
{
    static scene s;
    bandex_set set;
    int32_t rung;
    open_scene(&s, "linear");
    bandex_set_default(&set);
    cr_assert_eq(bandex_ladder_place(&s.ladder, &set, &rung), BANDEX_E_NOT_FOUND);
    set.force_mn = 21000;
    cr_assert_eq(bandex_ladder_place(&s.ladder, &set, &rung), BANDEX_OK);
    cr_assert_eq(rung, 3);
    set.rung = 5;
    bandex_ladder_place(&s.ladder, &set, &rung);
    cr_assert_eq(rung, 5);
    snprintf(set.band.band, sizeof set.band.band, "theraband/red");
    bandex_ladder_place(&s.ladder, &set, &rung);
    cr_assert_eq(rung, 2, "the band outlives a change of the ladder, the number does not");
    set.band.strands = 2;
    cr_assert_eq(bandex_ladder_place(&s.ladder, &set, &rung), BANDEX_E_NOT_FOUND);
    set.band.strands = 0;
    snprintf(set.band.instance, sizeof set.band.instance, "my old one");
    cr_assert_eq(bandex_ladder_place(&s.ladder, &set, &rung), BANDEX_OK, "the ladder knows no instances");
    snprintf(s.rungs[2].instance, sizeof s.rungs[2].instance, "my new one");
    cr_assert_eq(bandex_ladder_place(&s.ladder, &set, &rung), BANDEX_E_NOT_FOUND);
}

Test(history, other_exercises_and_other_bands_are_passed_over)
{
    static scene s;
    open_scene(&s, "linear");
    train(&s, 0, "red", 10, (const int32_t[]){10, 10, 10}, 3);
    train(&s, 1, "orange", 10, (const int32_t[]){3, 3, 3}, 3);
    say(&s, "en");
    cr_assert_eq(s.decision.base.rung, 2);
    cr_assert_eq(s.decision.action, BANDEX_ACTION_ADVANCE_LOAD);
    s.context.exercise = "row_seated";
    say(&s, "en");
    cr_assert_eq(s.decision.action, BANDEX_ACTION_START);
    snprintf(s.sets[0][0].exercise, BANDEX_TOKEN_SIZE, "row_seated");
    say(&s, "en");
    cr_assert_eq(s.decision.reasons[0].code, BANDEX_REASON_INCOMPLETE_SESSION);
    s.sessions[1].red_flag = 1;
    say(&s, "en");
    cr_assert_eq(s.decision.action, BANDEX_ACTION_STOP, "a warning sign concerns every exercise");
}

Test(history, what_was_not_prescribed_is_taken_as_planned)
{
    static scene s;
    open_scene(&s, "double");
    train(&s, 0, "red", BANDEX_UNKNOWN, (const int32_t[]){9}, 1);
    s.sets[0][0].target_sets = BANDEX_UNKNOWN;
    say(&s, "en");
    cr_assert_eq(s.decision.next.sets, 1);
    cr_assert_eq(s.decision.next.reps, 10);
    cr_assert_str_eq(s.text, "The one set reached 8 (9) on red. Next: red, 1 x 10.");
    cr_assert_str_eq(say(&s, "es"), "La única serie llegó a 8 (9) en rojo. Siguiente: rojo, 1 x 10.");
}

Test(schedule, an_easy_week_and_the_one_after)
{
    static scene s;
    open_scene(&s, "linear");
    s.policy.schedule.deload_every_weeks = 4;
    s.context.plan_day = 0;
    train(&s, 15, "red", 10, (const int32_t[]){10, 10, 10}, 3);
    s.context.day = 21;
    say(&s, "en");
    cr_assert_eq(s.decision.reasons[0].code, BANDEX_REASON_SCHEDULED_DELOAD);
    cr_assert_eq(s.decision.action, BANDEX_ACTION_REDUCE_SETS);
    cr_assert_eq(s.decision.next.sets, 2);
    cr_assert_eq(s.decision.next.rung, 2);
    train(&s, 21, "red", 10, (const int32_t[]){10, 10}, 2);
    s.sets[1][0].target_sets = s.sets[1][1].target_sets = 2;
    s.context.day = 28;
    say(&s, "en");
    cr_assert_eq(s.decision.next.sets, 3, "full volume again");
    cr_assert_eq(s.decision.next.rung, 3, "what was earned before the easy week");
    s.sessions[1].pain_during = 7;
    say(&s, "en");
    cr_assert_eq(s.decision.reasons[0].code, BANDEX_REASON_PAIN_HIGH, "pain of an easy week counts");
}

Test(readiness, low_readiness_only_holds)
{
    static scene s;
    bandex_preset_params p;
    open_scene(&s, "linear");
    bandex_preset_params_default(&p);
    p.readiness_min = 5;
    bandex_policy_preset("linear", &p, &s.policy);
    train(&s, 0, "red", 10, (const int32_t[]){10, 10, 10}, 3)->readiness = 4;
    say(&s, "en");
    cr_assert_eq(s.decision.reasons[0].code, BANDEX_REASON_NOT_READY);
    cr_assert_eq(s.decision.next.rung, 2);
    s.sessions[0].readiness = 5;
    say(&s, "en");
    cr_assert_eq(s.decision.next.rung, 3);
}

Test(arguments, are_checked)
{
    static scene s;
    bandex_rung falling[2] = {{"a", "", 1, 0, 200, 0}, {"b", "", 1, 0, 100, 0}};
    bandex_ladder ladder = {falling, 2}, empty = {falling, 0};
    open_scene(&s, "linear");
    cr_assert_eq(bandex_progression_next(&s.policy, &ladder, NULL, 0, NULL, &s.decision), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_progression_next(&s.policy, &empty, NULL, 0, NULL, &s.decision), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_progression_next(&s.policy, &s.ladder, NULL, 1, NULL, &s.decision), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_progression_next(NULL, &s.ladder, NULL, 0, NULL, &s.decision), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_progression_next(&s.policy, NULL, NULL, 0, NULL, &s.decision), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_progression_next(&s.policy, &s.ladder, NULL, 0, NULL, NULL), BANDEX_E_ARGUMENT);
    s.context.struct_size = 1;
    cr_assert_eq(bandex_progression_next(&s.policy, &s.ladder, NULL, 0, &s.context, &s.decision), BANDEX_E_SIZE);
}

Test(names, of_all_numbers)
{
    cr_assert_str_eq(bandex_action_name(BANDEX_ACTION_ADVANCE_LOAD), "ADVANCE_LOAD");
    cr_assert_str_eq(bandex_action_name(-1), "UNKNOWN");
    cr_assert_str_eq(bandex_reason_name(BANDEX_REASON_LOW_CONFIDENCE), "LOW_CONFIDENCE");
    cr_assert_str_eq(bandex_reason_name(BANDEX_REASON_CUSTOM + 1), "UNKNOWN");
    cr_assert_str_eq(bandex_metric_name(BANDEX_METRIC_SESSIONS_AT_RUNG), "sessions_at_rung");
    cr_assert_str_eq(bandex_lint_name(BANDEX_LINT_STEP_CLAMPED), "STEP_CLAMPED");
}

Test(day, rounds_down)
{
    cr_assert_eq(bandex_day(0, 0), 0);
    cr_assert_eq(bandex_day(-1, 0), -1);
    cr_assert_eq(bandex_day(86399999, 0), 0);
    cr_assert_eq(bandex_day(86399999, 1), 1);
    cr_assert_eq(bandex_day(0, -60), -1);
    cr_assert_gt(bandex_day(INT64_MAX, 0), 1000000);
    cr_assert_lt(bandex_day(INT64_MIN, 0), -1000000);
}
