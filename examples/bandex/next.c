/* SPDX-License-Identifier: MIT */
/* bandex next: what to do next time, from the training log, and why. */
#include "rule.h"
#include "training.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct options {
    rule_options rule;
    const char *log, *exercise, *bands, *language;
    int32_t day;
    bool json, sides;
} options;

enum {
    OPTION_LOG = 1000, OPTION_EXERCISE, OPTION_POLICY, OPTION_SET, OPTION_BANDS, OPTION_LANGUAGE, OPTION_DATE, OPTION_SIDES,
    OPTION_JSON
};

static const struct argp_option argp_options[] = {
    {"log", OPTION_LOG, "FILE", 0, "the training log (default: bandex/training.bandex under XDG_DATA_HOME)", 0},
    {"exercise", OPTION_EXERCISE, "ID", 0, "which exercise; `bandex exercises` lists them", 0},
    {"policy", OPTION_POLICY, "ID", 0, "rule of progression, or a file of `bandex policy show --cbor` (default: double)", 0},
    {"set", OPTION_SET, "NAME=NUMBER", 0, "a parameter of the rule, e.g. reps_hi=18; may be given several times", 0},
    {"bands", OPTION_BANDS, "ID,ID...", 0, "bands at hand (default: all TheraBand flat bands)", 0},
    {"date", OPTION_DATE, "YYYY-MM-DD", 0, "day of the next session (default: today)", 0},
    {"sides", OPTION_SIDES, NULL, 0, "left and right by themselves", 0},
    {"language", OPTION_LANGUAGE, "en|es", 0, "of the sentence (default: en)", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static int32_t parse_date(struct argp_state *state, const char *text)
{
    struct tm date;
    memset(&date, 0, sizeof date);
    const char *rest = strptime(text, "%Y-%m-%d", &date);
    if (!rest || *rest) {
        argp_error(state, "--date wants YYYY-MM-DD");
    }
    int32_t day = bandex_day((int64_t)timegm(&date) * 1000, 0);
    if (day < 0) {
        argp_error(state, "--date lies before 1970");
    }
    return day;
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_LOG: self->log = text; return 0;
    case OPTION_EXERCISE: self->exercise = text; return 0;
    case OPTION_POLICY: self->rule.policy = text; return 0;
    case OPTION_SET: rule_options_set(&self->rule, state, text); return 0;
    case OPTION_BANDS: self->bands = text; return 0;
    case OPTION_LANGUAGE: self->language = text; return 0;
    case OPTION_DATE: self->day = parse_date(state, text); return 0;
    case OPTION_SIDES: self->sides = true; return 0;
    case OPTION_JSON: self->json = true; return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "no argument is wanted: '%s'", text);
        return 0;
    case ARGP_KEY_END:
        if (!self->exercise) {
            argp_error(state, "--exercise is needed");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The sessions of the exercise, and the latest of any exercise behind them: a warning sign concerns all. */
typedef struct story {
    bandex_history mine, latest;
    bandex_session *sessions;
    size_t count;
} story;

static void story_free(story *self)
{
    free(self->sessions);
    bandex_history_free(&self->mine);
    bandex_history_free(&self->latest);
}

static bandex_status story_load(story *self, const char *path, const char *exercise)
{
    bandex_log *log = NULL;
    bandex_status status = bandex_log_open(path, BANDEX_LOG_READ, NULL, &log);
    memset(self, 0, sizeof *self);
    if (status != BANDEX_OK) {
        return status;
    }
    status = bandex_log_history_load(log, exercise, 0, &self->mine);
    if (status == BANDEX_OK) {
        status = bandex_log_history_load(log, NULL, 1, &self->latest);
    }
    bandex_log_close(log);
    if (status != BANDEX_OK) {
        return status;
    }
    self->sessions = calloc(self->mine.count + 1, sizeof *self->sessions);
    if (!self->sessions) {
        return BANDEX_E_MEMORY;
    }
    for (size_t i = 0; i < self->mine.count; i++) {
        self->sessions[self->count++] = self->mine.sessions[i];
    }
    if (self->latest.count && (self->count == 0 || self->latest.sessions[0].start_ms > self->sessions[self->count - 1].start_ms)) {
        self->sessions[self->count++] = self->latest.sessions[0];
    }
    return BANDEX_OK;
}

static const char *say(const options *self, const bandex_decision *decision, char *text, size_t size)
{
    bandex_decision_explain(decision, self->language, text, size, NULL);
    return text;
}

static int report(const options *self, const bandex_policy *policy, size_t sessions, const bandex_decision *decisions)
{
    static const char *const sides[] = {"left", "right"};
    char text[700];
    size_t count = self->sides ? 2 : 1;
    if (!self->json) {
        for (size_t i = 0; i < count; i++) {
            printf("%s%s%s\n", self->sides ? sides[i] : "", self->sides ? ": " : "", say(self, &decisions[i], text, sizeof text));
        }
        return finish_output();
    }
    json_object *object = self->sides ? json_object_new_object() : rule_decision_json(policy, &decisions[0]);
    for (size_t i = 0; self->sides && i < count; i++) {
        json_object_object_add(object, sides[i], rule_decision_json(policy, &decisions[i]));
    }
    add_text(object, "exercise", self->exercise);
    json_object_object_add(object, "sessions", json_object_new_int64((int64_t)sessions));
    return print_json(object, JSON_C_TO_STRING_PRETTY);
}

static int decide(const options *self, const bandex_policy *policy, const training_ladder *ladder, const story *past)
{
    bandex_progression_context context;
    bandex_decision decisions[2];
    bandex_status status;
    bandex_progression_context_default(&context);
    context.exercise = self->exercise;
    context.sessions_done = (int64_t)past->mine.count;
    context.day = self->day;
    if (self->sides) {
        status = bandex_progression_next_sides(policy, &ladder->ladder, past->sessions, past->count, &context, &decisions[0], &decisions[1]);
    } else {
        status = bandex_progression_next(policy, &ladder->ladder, past->sessions, past->count, &context, &decisions[0]);
    }
    return status == BANDEX_OK ? report(self, policy, past->mine.count, decisions) : fail_status(status, policy->id, NULL);
}

static int run(const options *self, training_ladder *ladder)
{
    bandex_policy policy;
    story past;
    char nothing[1];
    if (bandex_decision_explain(&(bandex_decision){0}, self->language, nothing, 0, NULL) == BANDEX_E_NOT_FOUND) {
        return fail(EXIT_USAGE, "no language '%.20s': en or es", self->language);
    }
    if (!bandex_catalog_find(NULL, self->exercise)) {
        return fail(EXIT_DATA, "no exercise '%.60s'; `bandex exercises` lists them", self->exercise);
    }
    int code = rule_policy(&self->rule, &policy);
    if (code == EXIT_DONE) {
        code = training_ladder_build(ladder, self->bands);
    }
    char *path = code == EXIT_DONE ? training_log_path(self->log) : NULL;
    if (!path) {
        return code == EXIT_DONE ? EXIT_DATA : code;
    }
    bandex_status status = story_load(&past, path, self->exercise);
    if (status == BANDEX_E_NOT_FOUND) {
        code = fail(EXIT_DATA, "%s: there is no such log; `bandex train` begins one", path);
    } else {
        code = status == BANDEX_OK ? decide(self, &policy, ladder, &past) : fail_status(status, path, NULL);
    }
    story_free(&past);
    free(path);
    return code;
}

int command_next(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, NULL,
                                       "Say what to do next time, and why, from what the training log holds. The suggestion is information, not "
                                       "medical advice.", NULL, NULL, NULL};
    options self = {0};
    training_ladder *ladder = calloc(1, sizeof *ladder);
    if (!ladder) {
        return fail(EXIT_DATA, "no memory");
    }
    rule_options_default(&self.rule);
    self.language = "en";
    self.day = BANDEX_UNKNOWN;
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    if (self.day == BANDEX_UNKNOWN) {
        self.day = rule_today();
    }
    int code = run(&self, ladder);
    free(ladder);
    return code;
}
