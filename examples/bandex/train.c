/* SPDX-License-Identifier: MIT */
/* bandex train: the main job. A recording becomes repetitions, a stored session and the next prescription. */
#include "advice.h"
#include "command.h"
#include "detection.h"
#include "expect.h"
#include "rule.h"
#include "training.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define RECORDINGS_MAX 32

typedef struct options {
    detection settings; /* what the options say; copied for each recording */
    detection recordings[RECORDINGS_MAX];
    const char *paths[RECORDINGS_MAX];
    size_t recording_count;
    training_ladder ladder;
    const bandex_exercise *exercise;
    bandex_policy policy;
    bandex_band_use use; /* as the person says; lengths of 0 follow from the force */
    bandex_spring spring;
    bandex_tempo tempo;
    bool has_tempo;
    const char *exercise_id, *band_id, *log, *policy_id, *bands;
    long omni, pain;
    bool json;
} options;

enum { OPTION_EXERCISE = 1000, OPTION_BAND, OPTION_LOG, OPTION_POLICY, OPTION_BANDS, OPTION_RATE, OPTION_OMNI, OPTION_PAIN, OPTION_REST,
       OPTION_START, OPTION_PEAK, OPTION_STRANDS, OPTION_TEMPO, OPTION_CALIBRATION, OPTION_JSON };

static const struct argp_option argp_options[] = {
    {"exercise", OPTION_EXERCISE, "ID", 0, "what was done; `bandex exercises` lists them", 0},
    {"band", OPTION_BAND, "ID", 0, "with which band, e.g. theraband/green", 0},
    {"log", OPTION_LOG, "FILE", 0, "the training log (default: bandex/training.bandex under XDG_DATA_HOME)", 0},
    {"policy", OPTION_POLICY, "ID", 0, "rule of progression (default: double)", 0},
    {"bands", OPTION_BANDS, "ID,ID...", 0, "bands at hand (default: all TheraBand flat bands)", 0},
    {"rate", OPTION_RATE, "HZ", 0, "samples a second, for a recording without times", 0},
    {"calibration", OPTION_CALIBRATION, "TARE,COUNTS=FORCE...", 0, "turns raw counts into newtons, as for reps", 0},
    {"omni", OPTION_OMNI, "0-10", 0, "how hard it was (OMNI-RES)", 0},
    {"pain", OPTION_PAIN, "0-10", 0, "pain while training", 0},
    {"rest-mm", OPTION_REST, "MM", 0, "rest length of the band: its lengths, work and power follow from the force", 0},
    {"start-mm", OPTION_START, "MM", 0, "length at the start, measured", 0},
    {"peak-mm", OPTION_PEAK, "MM", 0, "length at the top, measured", 0},
    {"strands", OPTION_STRANDS, "N", 0, "strands side by side (default: 1)", 0},
    {"tempo", OPTION_TEMPO, "TIMES", 0, "the prescribed tempo, as for reps: which repetitions were complete and in tempo is stored", 0},
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
        expect_rate(state, text, &self->settings);
        return 0;
    case OPTION_CALIBRATION:
        expect_calibration(state, text, &self->settings);
        return 0;
    case OPTION_OMNI:
        self->omni = parse_integer(state, "--omni", text, 0, 10);
        return 0;
    case OPTION_PAIN:
        self->pain = parse_integer(state, "--pain", text, 0, 10);
        return 0;
    case OPTION_REST:
        self->use.rest_mm = (uint32_t)parse_integer(state, "--rest-mm", text, 1, BANDEX_BAND_LENGTH_MAX_MM);
        return 0;
    case OPTION_START:
        self->use.start_mm = (uint32_t)parse_integer(state, "--start-mm", text, 1, BANDEX_BAND_LENGTH_MAX_MM);
        return 0;
    case OPTION_PEAK:
        self->use.peak_mm = (uint32_t)parse_integer(state, "--peak-mm", text, 1, BANDEX_BAND_LENGTH_MAX_MM);
        return 0;
    case OPTION_STRANDS:
        self->use.strands = (uint32_t)parse_integer(state, "--strands", text, 1, BANDEX_BAND_STRANDS_MAX);
        return 0;
    case OPTION_TEMPO:
        advice_parse_tempo(state, text, &self->tempo);
        self->has_tempo = true;
        return 0;
    case OPTION_JSON:
        self->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num >= RECORDINGS_MAX) {
            argp_error(state, "more than %d recordings", RECORDINGS_MAX);
        }
        self->paths[self->recording_count++] = text;
        return 0;
    case ARGP_KEY_END:
        if (self->recording_count == 0 || !self->exercise_id || !self->band_id) {
            argp_error(state, "a recording, --exercise and --band are needed");
        }
        if (self->use.peak_mm && self->use.peak_mm <= self->use.start_mm) {
            argp_error(state, "--peak-mm must be above --start-mm");
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

/* Lengths that were not measured follow from the force: the mean of the set's full repetitions. */
static void fill_lengths(const detection *recording, const detection_set *found, bandex_band_use *use)
{
    double start_mm = 0, peak_mm = 0;
    uint32_t count = 0;
    for (size_t i = found->first; recording->spring && i < found->first + found->count; i++) {
        bandex_work work;
        if (recording->list.reps[i].rep_class == BANDEX_REP_FULL &&
            bandex_rep_work(&recording->list.reps[i], recording->spring, &work) == BANDEX_OK) {
            start_mm += (double)work.start_mm;
            peak_mm += (double)work.peak_mm;
            count++;
        }
    }
    if (count > 0 && !use->start_mm && !use->peak_mm) {
        use->start_mm = (uint32_t)lround(start_mm / count);
        use->peak_mm = (uint32_t)lround(peak_mm / count);
    }
}

/* One set of a recording, with what had been prescribed for today. */
static void fill_set(const options *self, const detection *recording, const detection_set *found, int64_t begun_ms,
                     const bandex_session *session, const bandex_decision *today, bandex_set *set)
{
    bandex_set_default(set);
    getrandom(set->id, sizeof set->id, 0);
    memcpy(set->session_id, session->id, sizeof set->session_id);
    snprintf(set->exercise, sizeof set->exercise, "%s", self->exercise_id);
    set->band = self->use;
    fill_lengths(recording, found, &set->band);
    set->start_ms = begun_ms + (int64_t)(found->summary.start_us / 1000);
    set->utc_offset_min = session->utc_offset_min;
    set->unit = recording->config.unit;
    set->scale = 0.001f;
    set->target_sets = today->next.sets;
    set->target_reps = today->next.reps;
    set->omni = (int32_t)self->omni;
    bandex_set_detected(set, &recording->list.reps[found->first], found->count);
    if (self->has_tempo) {
        set->tempo = self->tempo;
        bandex_set_judge(set, NULL);
    }
    if (bandex_ladder_place(&self->ladder.ladder, set, &set->rung) == BANDEX_OK) {
        set->force_mn = self->ladder.rungs[set->rung].force_mn;
    }
}

static size_t count_sets(const options *self)
{
    size_t count = 0;
    for (size_t i = 0; i < self->recording_count; i++) {
        count += self->recordings[i].set_count;
    }
    return count;
}

/* Each recording has a clock of its own: its sets come after those of the recording before. */
static void fill_sets(const options *self, bandex_set *sets, const bandex_session *session, const bandex_decision *today)
{
    int64_t begun_ms = session->start_ms;
    for (size_t i = 0; i < self->recording_count; i++) {
        const detection *recording = &self->recordings[i];
        for (size_t j = 0; j < recording->set_count; j++) {
            fill_set(self, recording, &recording->sets[j], begun_ms, session, today, sets++);
        }
        begun_ms += (int64_t)(bandex_detector_time(&recording->detector) / 1000) + 1;
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
    bandex_set *sets = calloc(count_sets(self), sizeof *sets);
    if (status != BANDEX_OK || !sets) {
        free(sets);
        return fail_status(sets ? status : BANDEX_E_MEMORY, "what was planned for today", NULL);
    }
    getrandom(session.id, sizeof session.id, 0);
    session.sets_prescribed = today.next.sets;
    session.pain_during = (int32_t)self->pain;
    session.omni = (int32_t)self->omni;
    session.sets = sets;
    session.set_count = count_sets(self);
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
    if (self->json) {
        json_object *object = json_object_new_object();
        json_object *recordings = json_object_new_array();
        json_object *decision = rule_decision_json(&self->policy, next);
        for (size_t i = 0; i < self->recording_count; i++) {
            json_object *recording = detection_json(&self->recordings[i]);
            add_text(recording, "file", self->paths[i]);
            json_object_array_add(recordings, recording);
        }
        add_text(object, "exercise", self->exercise_id);
        add_text(object, "band", self->band_id);
        add_text(object, "log", log_path);
        json_object_object_add(object, "recordings", recordings);
        json_object_object_add(object, "sessions", json_object_new_int64((int64_t)sessions_before + 1));
        if (next->next.rung >= 0) {
            add_text(decision, "band", self->ladder.rungs[next->next.rung].band);
            json_object_object_add(decision, "sets", json_object_new_int(next->next.sets));
            json_object_object_add(decision, "reps", json_object_new_int(next->next.reps));
        }
        json_object_object_add(object, "next", decision);
        return print_json(object, JSON_C_TO_STRING_PRETTY);
    }
    printf("%s, %s\n", bandex_exercise_text(self->exercise, self->exercise->names, "en"), self->band_id);
    for (size_t i = 0; i < self->recording_count; i++) {
        detection_print(&self->recordings[i]);
    }
    print_muscles(self->exercise);
    char text[600];
    bandex_decision_explain(next, "en", text, sizeof text, NULL);
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

static int detect(options *self)
{
    int code = EXIT_DONE;
    for (size_t i = 0; i < self->recording_count && code == EXIT_DONE; i++) {
        self->recordings[i] = self->settings;
        self->recordings[i].spring = self->use.rest_mm ? &self->spring : NULL;
        code = detection_run(&self->recordings[i], self->paths[i]);
    }
    if (code == EXIT_DONE && count_sets(self) == 0) {
        code = fail(EXIT_DATA, "%s: no repetitions, nothing is stored", self->paths[0]);
    }
    return code;
}

static int run(options *self)
{
    int code = expect_exercise(&self->settings, self->exercise_id, self->band_id, &self->exercise);
    snprintf(self->use.band, sizeof self->use.band, "%s", self->band_id);
    if (code == EXIT_DONE && self->use.rest_mm) {
        code = expect_spring(&self->use, &self->spring);
    }
    if (code == EXIT_DONE && bandex_policy_preset(self->policy_id, NULL, &self->policy) != BANDEX_OK) {
        code = fail(EXIT_DATA, "no policy '%s'", self->policy_id);
    }
    if (code == EXIT_DONE) {
        code = training_ladder_build(&self->ladder, self->bands);
    }
    if (code == EXIT_DONE) {
        code = detect(self);
    }
    if (code != EXIT_DONE) {
        return code;
    }
    char *log_path = training_log_path(self->log);
    code = log_path ? store_and_decide(self, log_path) : EXIT_DATA;
    free(log_path);
    return code;
}

int command_train(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "FILE.csv...",
                                       "Detect the repetitions of a recording (or several: a set each), store them as one session of the training "
                                       "log, and say what to do next time, and why. The suggestion is information, not medical advice.", NULL, NULL, NULL};
    options *self = calloc(1, sizeof *self);
    if (!self) {
        return fail(EXIT_DATA, "no memory");
    }
    self->omni = self->pain = BANDEX_UNKNOWN;
    self->policy_id = "double";
    self->use.strands = 1;
    bandex_detector_config_default(&self->settings.config);
    argp_parse(&parser, argc, argv, 0, NULL, self);
    int code = run(self);
    for (size_t i = 0; i < self->recording_count; i++) {
        detection_free(&self->recordings[i]);
    }
    free(self);
    return code;
}
