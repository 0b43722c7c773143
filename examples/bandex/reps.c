/* SPDX-License-Identifier: MIT */
/* bandex reps: the repetitions of a recording; live from standard input. */
#include "advice.h"
#include "command.h"
#include "detection.h"
#include "expect.h"
#include "plot.h"

#include <stdio.h>
#include <string.h>

typedef struct options {
    detection detection;
    detection other; /* the right side, where it has a recording of its own */
    bandex_advice_config advise;
    bandex_band_use use;
    bandex_spring spring;
    const char *path, *right, *exercise, *band, *svg;
    bool json, live;
} options;

enum { OPTION_RATE = 1000, OPTION_JSON, OPTION_EXERCISE, OPTION_BAND, OPTION_COUNT_AT, OPTION_ISOMETRIC, OPTION_INVERTED, OPTION_SVG,
       OPTION_TEMPO, OPTION_STOP_LOSS, OPTION_STOP_AFTER, OPTION_ADVICE, OPTION_REST, OPTION_STRANDS, OPTION_RIGHT, OPTION_CALIBRATION };

static const struct argp_option argp_options[] = {
    {"rate", OPTION_RATE, "HZ", 0, "samples a second, for a recording without times", 0},
    {"calibration", OPTION_CALIBRATION, "TARE,COUNTS=FORCE...", 0, "turns raw counts into newtons: the counts without load, then those with known weights, as in "
     "8421,1250000=10kg", 0},
    {"exercise", OPTION_EXERCISE, "ID", 0, "what was done (`bandex exercises` lists them): sets what to expect", 0},
    {"band", OPTION_BAND, "ID", 0, "with which band, e.g. theraband/green", 0},
    {"count-at", OPTION_COUNT_AT, "top|return|end", 0, "the moment at which a repetition counts (default: return)", 0},
    {"isometric", OPTION_ISOMETRIC, NULL, 0, "time holds instead of counting repetitions", 0},
    {"inverted", OPTION_INVERTED, NULL, 0, "the sensor shows pull as falling values", 0},
    {"tempo", OPTION_TEMPO, "TIMES", 0, "the prescribed tempo: seconds of lowering-pause-lifting-hold as in 2-0-1-0 (x: free), or names as in "
     "concentric=1,eccentric=2", 0},
    {"stop-loss", OPTION_STOP_LOSS, "PERCENT", 0, "stop when the loading rate has fallen by so much from the set's best; range=, peak= or "
     "impulse= before the number watches that", 0},
    {"stop-after", OPTION_STOP_AFTER, "N", 0, "but only after N such repetitions in a row (default: 1)", 0},
    {"advice", OPTION_ADVICE, NULL, 0, "tell how each repetition went (--tempo and --stop-loss do it, too)", 0},
    {"rest-mm", OPTION_REST, "MM", 0, "rest length of the band: work and power follow from the force", 0},
    {"strands", OPTION_STRANDS, "N", 0, "strands of it side by side", 0},
    {"right", OPTION_RIGHT, "FILE", 0, "a second recording: the right side, the first being the left; each set is compared with its like", 0},
    {"svg", OPTION_SVG, "FILE", 0, "draw the signal with its repetitions and their phases", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static void parse_count_at(struct argp_state *state, const char *text, int32_t *count_at)
{
    static const char *const names[] = {"return", "top", "end"};
    for (int32_t i = 0; i < 3; i++) {
        if (strcmp(text, names[i]) == 0) {
            *count_at = i;
            return;
        }
    }
    argp_error(state, "--count-at wants top, return or end, not '%.40s'", text);
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    bandex_detector_config *config = &self->detection.config;
    switch (key) {
    case OPTION_RATE:
        expect_rate(state, text, &self->detection);
        return 0;
    case OPTION_CALIBRATION:
        expect_calibration(state, text, &self->detection);
        return 0;
    case OPTION_EXERCISE:
        self->exercise = text;
        return 0;
    case OPTION_BAND:
        self->band = text;
        return 0;
    case OPTION_COUNT_AT:
        parse_count_at(state, text, &config->count_at);
        return 0;
    case OPTION_ISOMETRIC:
        config->mode = BANDEX_MODE_ISOMETRIC;
        return 0;
    case OPTION_INVERTED:
        config->inverted = 1;
        return 0;
    case OPTION_TEMPO:
        advice_parse_tempo(state, text, &self->advise.tempo);
        self->detection.advise = &self->advise;
        return 0;
    case OPTION_STOP_LOSS:
        advice_parse_stop(state, text, &self->advise);
        self->detection.advise = &self->advise;
        return 0;
    case OPTION_STOP_AFTER:
        self->advise.stop_after = (int32_t)parse_integer(state, "--stop-after", text, 1, 100);
        return 0;
    case OPTION_ADVICE:
        self->detection.advise = &self->advise;
        return 0;
    case OPTION_REST:
        self->use.rest_mm = (uint32_t)parse_integer(state, "--rest-mm", text, 1, BANDEX_BAND_LENGTH_MAX_MM);
        return 0;
    case OPTION_STRANDS:
        self->use.strands = (uint32_t)parse_integer(state, "--strands", text, 1, BANDEX_BAND_STRANDS_MAX);
        return 0;
    case OPTION_RIGHT:
        self->right = text;
        return 0;
    case OPTION_SVG:
        self->svg = text;
        self->detection.keep_signal = true;
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
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which recording? (- is standard input)");
        return 0;
    case ARGP_KEY_END:
        if ((self->use.rest_mm || self->use.strands) && !self->band) {
            argp_error(state, "--rest-mm and --strands are of a band: which --band?");
        }
        if (self->right && (strcmp(self->path, "-") == 0 || strcmp(self->right, "-") == 0)) {
            argp_error(state, "--right wants two files");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* One line a repetition, as it counts; another one if it turns out to be of another class. */
static bool is_news(const bandex_event *event)
{
    return event->kind == BANDEX_EVENT_REP_COUNTED || event->kind == BANDEX_EVENT_RECLASSIFIED;
}

/* A reclassified repetition comes in the event only in part; the list has the rest. */
static const bandex_rep *whole_rep(const detection *detected, const bandex_event *event)
{
    for (size_t i = detected->list.count; event->kind == BANDEX_EVENT_RECLASSIFIED && i > 0; i--) {
        if (detected->list.reps[i - 1].rep_id == event->rep.rep_id) {
            return &detected->list.reps[i - 1];
        }
    }
    return &event->rep;
}

/* Withdrawn are moves that turned out to be none: one, or all from the first of the set up to it. */
static void print_revoked(const bandex_event *event, bool json)
{
    uint32_t last = event->rep.rep_id;
    uint32_t first = event->flags & BANDEX_EVENT_FLAG_AND_EARLIER ? event->first_rep_id : last;
    for (uint32_t rep_id = first; rep_id <= last; rep_id++) {
        printf(json ? "{\"rep_id\": %u, \"revoked\": true}\n" : "repetition %u is withdrawn\n", rep_id);
    }
}

/* The measures of a repetition are final when it has ended, after it counted. */
static void print_advice(const detection *detected, const bandex_event *event, bool json)
{
    bandex_advice advice;
    if (event->kind != BANDEX_EVENT_REP_ENDED || bandex_advisor_get(&detected->advisor, &advice) != BANDEX_OK ||
        advice.rep_id != event->rep.rep_id) {
        return;
    }
    if (json) {
        json_object *line = json_object_new_object();
        json_object_object_add(line, "rep_id", json_object_new_int64(advice.rep_id));
        json_object_object_add(line, "advice", advice_json(&advice));
        print_json(line, JSON_C_TO_STRING_PLAIN);
    } else {
        advice_print_live(&advice);
    }
}

static void print_live(detection *detected, const bandex_event *event)
{
    options *self = (options *)((char *)detected - offsetof(options, detection));
    const bandex_rep *rep = whole_rep(detected, event);
    if (event->kind == BANDEX_EVENT_REVOKED) {
        print_revoked(event, self->json);
    } else if (is_news(event) && self->json) {
        json_object *line = detection_rep_json(detected, rep);
        json_object_object_add(line, "rep_id", json_object_new_int64(rep->rep_id));
        print_json(line, JSON_C_TO_STRING_PLAIN);
    } else if (is_news(event)) {
        printf("%4u  %8.2f s  peak %.2f%s  %3.0f %%%s\n", rep->rep_id, detection_seconds(detected, event->time_us),
               (double)rep->peak, detected->unitless ? "" : " N", (double)rep->completeness * 100,
               rep->rep_class == BANDEX_REP_PARTIAL ? "  partial" : "");
    }
    if (detected->advise) {
        print_advice(detected, event, self->json);
    }
    fflush(stdout);
}

/* Left against right, set by set. */
static const struct {
    const char *key, *text;
    size_t at;
} compared[] = {{"reps", "repetitions", offsetof(bandex_set_asymmetry, reps)},
                {"peak_mean", "mean peak", offsetof(bandex_set_asymmetry, peak_mean)},
                {"impulse", "impulse", offsetof(bandex_set_asymmetry, impulse)},
                {"loading_rate", "loading rate", offsetof(bandex_set_asymmetry, loading_rate)},
                {"time_under_tension_s", "time under tension", offsetof(bandex_set_asymmetry, tut_s)}};

enum { COMPARED = sizeof compared / sizeof *compared };

static const bandex_asymmetry *compared_at(const bandex_set_asymmetry *of, size_t i)
{
    return (const bandex_asymmetry *)((const char *)of + compared[i].at);
}

static size_t pairs(const options *self)
{
    return self->detection.set_count < self->other.set_count ? self->detection.set_count : self->other.set_count;
}

static bandex_set_asymmetry compare(const options *self, size_t pair)
{
    bandex_set_asymmetry out;
    bandex_set_asymmetry_compare(&self->detection.sets[pair].summary, &self->other.sets[pair].summary, &out);
    return out;
}

static json_object *asymmetry_json(const options *self)
{
    json_object *array = json_object_new_array();
    for (size_t pair = 0; pair < pairs(self); pair++) {
        bandex_set_asymmetry found = compare(self, pair);
        json_object *object = json_object_new_object();
        for (size_t i = 0; i < COMPARED; i++) {
            const bandex_asymmetry *measure = compared_at(&found, i);
            json_object *values = json_object_new_object();
            add_number(values, "left", (double)measure->left);
            add_number(values, "right", (double)measure->right);
            add_number(values, "index", (double)measure->index);
            json_object_object_add(object, compared[i].key, values);
        }
        json_object_array_add(array, object);
    }
    return array;
}

static void print_asymmetry(const options *self)
{
    for (size_t pair = 0; pair < pairs(self); pair++) {
        bandex_set_asymmetry found = compare(self, pair);
        printf("Left against right, set %zu:\n", pair + 1);
        for (size_t i = 0; i < COMPARED; i++) {
            const bandex_asymmetry *measure = compared_at(&found, i);
            printf("       %-20s %10.2f %10.2f  %+.1f %%\n", compared[i].text, (double)measure->left, (double)measure->right,
                   (double)measure->index * 100);
        }
    }
}

static int report(const options *self)
{
    if (self->json) {
        json_object *object = detection_json(&self->detection);
        if (self->right) {
            json_object_object_add(object, "right", detection_json(&self->other));
            json_object_object_add(object, "asymmetry", asymmetry_json(self));
        }
        return print_json(object, JSON_C_TO_STRING_PRETTY);
    }
    detection_print(&self->detection);
    if (self->right) {
        puts("Right:");
        detection_print(&self->other);
        print_asymmetry(self);
    }
    return EXIT_DONE;
}

int command_reps(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "FILE.csv|-",
                                       "Count and measure the repetitions of a force recording: CSV with a header, a column t_s or t_us (or --rate), and a force "
                                       "column force_n, force_kgf, force_lbf or of any other name (no unit). With - it counts live from standard input, one "
                                       "line a repetition as it counts.", NULL, NULL, NULL};
    options self = {0};
    bandex_detector_config_default(&self.detection.config);
    bandex_advice_config_default(&self.advise);
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    self.live = strcmp(self.path, "-") == 0;
    self.detection.on_event = self.live ? print_live : NULL;
    int code = expect_exercise(&self.detection, self.exercise, self.band, NULL);
    if (code == EXIT_DONE && self.use.rest_mm) {
        snprintf(self.use.band, sizeof self.use.band, "%s", self.band);
        code = expect_spring(&self.use, &self.spring);
        self.detection.spring = &self.spring;
    }
    self.other = self.detection;
    if (code == EXIT_DONE) {
        code = detection_run(&self.detection, self.path);
    }
    if (code == EXIT_DONE && self.right) {
        code = detection_run(&self.other, self.right);
    }
    if (code == EXIT_DONE && self.svg) {
        code = plot_detection(&self.detection, self.exercise ? self.exercise : basename(self.path), self.svg);
    }
    if (code == EXIT_DONE && !self.live) {
        code = report(&self);
    }
    detection_free(&self.detection);
    detection_free(&self.other);
    return code == EXIT_DONE ? finish_output() : code;
}
