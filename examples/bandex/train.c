/* SPDX-License-Identifier: MIT */
/* bandex train: the main job. A recording becomes repetitions, a stored session and the next prescription. */
#include "command.h"
#include "detection.h"
#include "expect.h"
#include "training.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

typedef struct options {
    detection detection;
    training_ladder ladder;
    const bandex_exercise *exercise;
    bandex_policy policy;
    const char *path, *exercise_id, *band_id, *log, *policy_id, *bands;
    long omni, pain;
    bool json;
} options;

enum { OPTION_EXERCISE = 1000, OPTION_BAND, OPTION_LOG, OPTION_POLICY, OPTION_BANDS, OPTION_RATE, OPTION_OMNI, OPTION_PAIN, OPTION_JSON };

static const struct argp_option argp_options[] = {
    {"exercise", OPTION_EXERCISE, "ID", 0, "what was done; `bandex exercises` lists them", 0},
    {"band", OPTION_BAND, "ID", 0, "with which band, e.g. theraband/green", 0},
    {"log", OPTION_LOG, "FILE", 0, "the training log (default: bandex/training.bandex under XDG_DATA_HOME)", 0},
    {"policy", OPTION_POLICY, "ID", 0, "rule of progression (default: double)", 0},
    {"bands", OPTION_BANDS, "ID,ID...", 0, "bands at hand (default: all TheraBand flat bands)", 0},
    {"rate", OPTION_RATE, "HZ", 0, "samples a second, for a recording without times", 0},
    {"omni", OPTION_OMNI, "0-10", 0, "how hard it was (OMNI-RES)", 0},
    {"pain", OPTION_PAIN, "0-10", 0, "pain while training", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_EXERCISE:
        self->exercise_id = text;
        return 0;
    case OPTION_BAND:
        self->band_id = text;
        return 0;
    case OPTION_LOG:
        self->log = text;
        return 0;
    case OPTION_POLICY:
        self->policy_id = text;
        return 0;
    case OPTION_BANDS:
        self->bands = text;
        return 0;
    case OPTION_RATE:
        expect_rate(state, text, &self->detection);
        return 0;
    case OPTION_OMNI:
        self->omni = parse_integer(state, "--omni", text, 0, 10);
        return 0;
    case OPTION_PAIN:
        self->pain = parse_integer(state, "--pain", text, 0, 10);
        return 0;
    case OPTION_JSON:
        self->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0) {
            argp_error(state, "one recording at a time");
        }
        self->path = text;
        return 0;
    case ARGP_KEY_END:
        if (!self->path || !self->exercise_id || !self->band_id) {
            argp_error(state, "a recording, --exercise and --band are needed");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bandex_status decide(const options *self, const bandex_history *history, int64_t now_ms, int32_t offset_min, bandex_decision *out)
{
    bandex_progression_context context;
    bandex_progression_context_default(&context);
    context.exercise = self->exercise_id;
    context.day = bandex_day(now_ms, offset_min);
    return bandex_progression_next(&self->policy, &self->ladder.ladder, history->sessions, history->count, &context, out);
}

/* What was found becomes sets; what had been prescribed for today stands in them. */
static void fill_sets(const options *self, bandex_set *sets, const bandex_session *session, const bandex_decision *today)
{
    for (size_t i = 0; i < self->detection.set_count; i++) {
        bandex_set *set = &sets[i];
        const detection_set *found = &self->detection.sets[i];
        bandex_set_default(set);
        getrandom(set->id, sizeof set->id, 0);
        memcpy(set->session_id, session->id, sizeof set->session_id);
        snprintf(set->exercise, sizeof set->exercise, "%s", self->exercise_id);
        snprintf(set->band.band, sizeof set->band.band, "%s", self->band_id);
        set->band.strands = 1;
        set->start_ms = session->start_ms + (int64_t)(found->summary.start_us / 1000);
        set->utc_offset_min = session->utc_offset_min;
        set->unit = self->detection.config.unit;
        set->scale = 0.001f;
        set->target_sets = today->next.sets;
        set->target_reps = today->next.reps;
        set->omni = (int32_t)self->omni;
        bandex_set_detected(set, &self->detection.list.reps[found->first], found->count);
        bandex_ladder_place(&self->ladder.ladder, set, &set->rung);
        if (set->rung >= 0) {
            set->force_mn = self->ladder.rungs[set->rung].force_mn;
        }
    }
}

static int append(const options *self, bandex_log *log, const bandex_history *history, bandex_decision *next)
{
    bandex_session session;
    bandex_decision today;
    bandex_history after;
    bandex_session_default(&session);
    session.start_ms = training_now(&session.utc_offset_min);
    bandex_status status = decide(self, history, session.start_ms, session.utc_offset_min, &today);
    bandex_set *sets = calloc(self->detection.set_count + 1, sizeof *sets);
    if (status != BANDEX_OK || !sets) {
        free(sets);
        return fail_status(sets ? status : BANDEX_E_MEMORY, "what was planned for today", NULL);
    }
    getrandom(session.id, sizeof session.id, 0);
    session.sets_prescribed = today.next.sets;
    session.pain_during = (int32_t)self->pain;
    session.omni = (int32_t)self->omni;
    session.sets = sets;
    session.set_count = self->detection.set_count;
    fill_sets(self, sets, &session, &today);
    status = bandex_log_append_session(log, &session);
    free(sets);
    if (status == BANDEX_OK) {
        status = bandex_log_history_load(log, self->exercise_id, 0, &after);
    }
    if (status == BANDEX_OK) {
        status = decide(self, &after, session.start_ms, session.utc_offset_min, next);
        bandex_history_free(&after);
    }
    return status == BANDEX_OK ? EXIT_DONE : fail_status(status, "the training log", NULL);
}

static void print_muscles(const bandex_exercise *exercise)
{
    static const char *const titles[] = {"Trains", "with", "held by"};
    for (int32_t role = BANDEX_ROLE_PRIMARY; role <= BANDEX_ROLE_STABILIZER; role++) {
        const char *lead = titles[role - 1], *comma = " ";
        for (size_t i = 0; i < exercise->muscle_count; i++) {
            const bandex_muscle_use *use = &exercise->muscles[i];
            if (use->role == role) {
                printf("%s%s%s", lead, comma, bandex_muscle_get(use->muscle)->english);
                lead = "";
                comma = ", ";
            }
        }
        if (!lead[0]) {
            puts("");
        }
    }
}

static int report(options *self, const char *log_path, size_t sessions_before, const bandex_decision *next)
{
    char text[600];
    bandex_decision_explain(next, "en", text, sizeof text, NULL);
    if (self->json) {
        json_object *object = detection_json(&self->detection);
        json_object *decision = json_object_new_object();
        add_text(object, "exercise", self->exercise_id);
        add_text(object, "band", self->band_id);
        add_text(object, "log", log_path);
        json_object_object_add(object, "sessions", json_object_new_int64((int64_t)sessions_before + 1));
        add_text(decision, "action", bandex_action_name(next->action));
        add_text(decision, "reason", bandex_reason_name(next->reasons[0].code));
        if (next->next.rung >= 0) {
            add_text(decision, "band", self->ladder.rungs[next->next.rung].band);
            json_object_object_add(decision, "sets", json_object_new_int(next->next.sets));
            json_object_object_add(decision, "reps", json_object_new_int(next->next.reps));
        }
        add_text(decision, "text", text);
        json_object_object_add(object, "next", decision);
        return print_json(object, JSON_C_TO_STRING_PRETTY);
    }
    printf("%s, %s\n", bandex_exercise_text(self->exercise, self->exercise->names, "en"), self->band_id);
    detection_print(&self->detection);
    print_muscles(self->exercise);
    printf("Stored in %s: session %zu of this exercise.\n%s\n", log_path, sessions_before + 1, text);
    return finish_output();
}

static int store_and_decide(options *self, const char *log_path)
{
    bandex_log *log = NULL;
    bandex_history history;
    bandex_decision next;
    bandex_status status = bandex_log_open(log_path, BANDEX_LOG_APPEND, NULL, &log);
    if (status != BANDEX_OK) {
        return fail_status(status, log_path, NULL);
    }
    status = bandex_log_history_load(log, self->exercise_id, 0, &history);
    if (status != BANDEX_OK) {
        bandex_log_close(log);
        return fail_status(status, log_path, NULL);
    }
    int code = append(self, log, &history, &next);
    size_t sessions_before = history.count;
    bandex_history_free(&history);
    status = bandex_log_close(log);
    if (code == EXIT_DONE && status != BANDEX_OK) {
        code = fail_status(status, log_path, NULL);
    }
    return code == EXIT_DONE ? report(self, log_path, sessions_before, &next) : code;
}

static int run(options *self)
{
    int code = expect_exercise(&self->detection, self->exercise_id, self->band_id, &self->exercise);
    bandex_status status = bandex_policy_preset(self->policy_id ? self->policy_id : "double", NULL, &self->policy);
    if (code == EXIT_DONE && status != BANDEX_OK) {
        code = fail(EXIT_DATA, "no policy '%s'", self->policy_id);
    }
    if (code == EXIT_DONE) {
        code = training_ladder_build(&self->ladder, self->bands);
    }
    if (code == EXIT_DONE) {
        code = detection_run(&self->detection, self->path);
    }
    if (code == EXIT_DONE && self->detection.set_count == 0) {
        code = fail(EXIT_DATA, "%s: no repetitions, nothing is stored", self->path);
    }
    char *log_path = code == EXIT_DONE ? training_log_path(self->log) : NULL;
    if (log_path) {
        code = store_and_decide(self, log_path);
    } else if (code == EXIT_DONE) {
        code = EXIT_DATA;
    }
    free(log_path);
    return code;
}

int command_train(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "FILE.csv|-",
                                       "Detect the repetitions of a recording, store them as a session of the training log, and say what to do next "
                                       "time, and why. The suggestion is information, not medical advice.", NULL, NULL, NULL};
    options *self = calloc(1, sizeof *self);
    if (!self) {
        return fail(EXIT_DATA, "no memory");
    }
    self->omni = self->pain = BANDEX_UNKNOWN;
    bandex_detector_config_default(&self->detection.config);
    argp_parse(&parser, argc, argv, 0, NULL, self);
    int code = run(self);
    detection_free(&self->detection);
    free(self);
    return code;
}
