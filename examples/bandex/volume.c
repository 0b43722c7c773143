/* SPDX-License-Identifier: MIT */
/* bandex volume: sets per muscle and week from a training log. */
#include "bodymap.h"
#include "command.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OPTION_JSON = 1000, OPTION_LOG, OPTION_WEEKS, OPTION_MUSCLE, OPTION_POLICY, OPTION_LANDMARKS, OPTION_MAXIMUM, OPTION_SVG };
enum { WEEKS_MAX = 520 };

typedef struct volume_options {
    const char *log, *svg;
    int32_t area;
    size_t weeks;
    bandex_count_policy policy;
    const bandex_landmark_table *table;
    bool json;
} volume_options;

static const struct argp_option argp_options[] = {
    {"log", OPTION_LOG, "FILE", 0, "the training log", 0},
    {"weeks", OPTION_WEEKS, "N", 0, "so many weeks up to the latest session (default 1)", 0},
    {"muscle", OPTION_MUSCLE, "NAME", 0, "one muscle, group or region (default: every one that was trained)", 0},
    {"policy", OPTION_POLICY, "NAME", 0, "how sets count: fractional (default), direct or total", 0},
    {"maximum", OPTION_MAXIMUM, NULL, 0, "groups and regions: the member that got most, instead of distinct sets", 0},
    {"landmarks", OPTION_LANDMARKS, "NAME", 0, "compare with a table: israetel or schoenfeld_2017", 0},
    {"svg", OPTION_SVG, "FILE", 0, "draw the muscles, shaded by the sets of the latest week", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    volume_options *self = state->input;
    int32_t aggregate = self->policy.aggregate;
    switch (key) {
    case OPTION_JSON:
        self->json = true;
        return 0;
    case OPTION_LOG:
        self->log = text;
        return 0;
    case OPTION_SVG:
        self->svg = text;
        return 0;
    case OPTION_WEEKS:
        self->weeks = (size_t)parse_integer(state, "--weeks", text, 1, WEEKS_MAX);
        return 0;
    case OPTION_MUSCLE:
        self->area = bandex_muscle_area_find(text);
        if (!self->area) {
            argp_error(state, "--muscle: no muscle, group or region '%.40s'; `bandex muscles` lists them", text);
        }
        return 0;
    case OPTION_POLICY:
        if (bandex_count_policy_preset(text, &self->policy) != BANDEX_OK) {
            argp_error(state, "--policy wants fractional, direct or total, not '%.40s'", text);
        }
        self->policy.aggregate = aggregate;
        return 0;
    case OPTION_MAXIMUM:
        self->policy.aggregate = BANDEX_AGGREGATE_MAXIMUM;
        return 0;
    case OPTION_LANDMARKS:
        self->table = bandex_landmark_table_find(text);
        if (!self->table) {
            argp_error(state, "--landmarks wants israetel or schoenfeld_2017, not '%.40s'", text);
        }
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "'%.40s' belongs to no option", text);
        return 0;
    case ARGP_KEY_END:
        if (!self->log) {
            argp_error(state, "--log is needed");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    argp_options, parse_option, "--log FILE",
    "Sets, impulse, time under tension and work per muscle and week.\v"
    "A set counts by the role of the muscle in the exercise and by the policy; left and right are never added up, nor the "
    "muscles of a group.",
    NULL, NULL, NULL};

static int64_t local_ms(const bandex_session *session)
{
    int64_t limit = INT64_C(1) << 52; /* a log may hold any number */
    int64_t ms = session->start_ms < 0 ? 0 : session->start_ms > limit ? limit : session->start_ms;
    return ms + (int64_t)session->utc_offset_min * 60000;
}

/* Monday of the first week wanted. */
static int64_t first_week(const volume_options *self, const bandex_history *history)
{
    int64_t latest = INT64_MIN;
    for (size_t i = 0; i < history->count; i++) {
        latest = local_ms(&history->sessions[i]) > latest ? local_ms(&history->sessions[i]) : latest;
    }
    return bandex_week_start(latest) - (int64_t)(self->weeks - 1) * BANDEX_WEEK_MS;
}

static const char *day_text(int64_t ms, char *buffer)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm parts;
    if (!gmtime_r(&seconds, &parts) || strftime(buffer, 16, "%Y-%m-%d", &parts) == 0) {
        snprintf(buffer, 16, "?");
    }
    return buffer;
}

/* What no sensor told is left out. */
static void add_measure(json_object *object, const char *key, int64_t thousandths)
{
    if (thousandths > 0) {
        add_number(object, key, (double)thousandths / 1000);
    }
}

static json_object *side_json(const bandex_side_volume *side)
{
    json_object *object = json_object_new_object();
    add_number(object, "sets", (double)side->sets_permille / 1000);
    add_measure(object, "impulse_ns", side->impulse_mns);
    add_measure(object, "tut_s", side->tut_ms);
    add_measure(object, "work_j", side->work_mj);
    return object;
}

static json_object *volume_json(const volume_options *self, int32_t area, const bandex_volume *volume)
{
    json_object *object = json_object_new_object();
    const bandex_landmark *landmark = bandex_landmark_find(self->table, area);
    char day[16];
    add_text(object, "week", day_text(volume->from_ms, day));
    add_text(object, "muscle", bandex_muscle_area_token(area));
    add_number(object, "sets", (double)volume->sets_permille / 1000);
    json_object_object_add(object, "direct_sets", json_object_new_int64(volume->direct_sets));
    json_object_object_add(object, "indirect_sets", json_object_new_int64(volume->indirect_sets));
    json_object_object_add(object, "stabilizer_sets", json_object_new_int64(volume->stabilizer_sets));
    json_object_object_add(object, "unmeasured_sets", json_object_new_int64(volume->unmeasured_sets));
    json_object_object_add(object, "left", side_json(&volume->left));
    json_object_object_add(object, "right", side_json(&volume->right));
    if (landmark) {
        add_text(object, "zone", bandex_zone_token(bandex_landmark_zone(landmark, volume->sets_permille)));
    }
    return object;
}

static void print_measure(int width, int64_t thousandths)
{
    if (thousandths > 0) {
        printf(" %*.0f", width, (double)thousandths / 1000);
    } else {
        printf(" %*s", width, "-");
    }
}

static void print_volume(const volume_options *self, int32_t area, const bandex_volume *volume)
{
    const bandex_landmark *landmark = bandex_landmark_find(self->table, area);
    const bandex_side_volume *more = volume->left.impulse_mns > volume->right.impulse_mns ? &volume->left : &volume->right;
    char day[16];
    printf("%s  %-28s %6.1f %6.1f %6.1f", day_text(volume->from_ms, day), bandex_muscle_area_token(area),
           (double)volume->sets_permille / 1000, (double)volume->left.sets_permille / 1000,
           (double)volume->right.sets_permille / 1000);
    print_measure(9, more->impulse_mns);
    print_measure(7, more->tut_ms);
    print_measure(7, more->work_mj);
    printf("  %s\n", landmark ? bandex_zone_token(bandex_landmark_zone(landmark, volume->sets_permille)) : "");
}

/* Areas that were trained, or the one asked for: one line a week. */
static int report_area(const volume_options *self, const bandex_history *history, int32_t area, json_object *list)
{
    bandex_volume weeks[WEEKS_MAX];
    bandex_status status = bandex_volume_weeks(NULL, &self->policy, history->sessions, history->count, area,
                                               first_week(self, history), self->weeks, weeks);
    if (status != BANDEX_OK) {
        return fail_status(status, "volume", NULL);
    }
    for (size_t i = 0; i < self->weeks; i++) {
        if (!self->area && weeks[i].sets_permille == 0) {
            continue;
        }
        if (list) {
            json_object_array_add(list, volume_json(self, area, &weeks[i]));
        } else {
            print_volume(self, area, &weeks[i]);
        }
    }
    return EXIT_DONE;
}

static int report_all(const volume_options *self, const bandex_history *history, json_object *list)
{
    int code = EXIT_DONE;
    if (self->area) {
        return report_area(self, history, self->area, list);
    }
    for (size_t i = 0; i < bandex_muscle_group_count() && code == EXIT_DONE; i++) {
        code = report_area(self, history, bandex_muscle_group_at(i)->id, list);
    }
    for (size_t i = 0; i < bandex_muscle_count() && code == EXIT_DONE; i++) {
        if (bandex_muscle_at(i)->tier == BANDEX_MUSCLE_TIER_CORE) {
            code = report_area(self, history, bandex_muscle_at(i)->id, list);
        }
    }
    return code;
}

/* The latest week alone. */
static int draw(const volume_options *self, const bandex_history *history)
{
    int64_t from_ms = first_week(self, history) + (int64_t)(self->weeks - 1) * BANDEX_WEEK_MS;
    bandex_session *week = calloc(history->count, sizeof *week);
    size_t count = 0;
    if (!week) {
        return fail_status(BANDEX_E_MEMORY, "volume", NULL);
    }
    for (size_t i = 0; i < history->count; i++) {
        if (local_ms(&history->sessions[i]) >= from_ms) {
            week[count++] = history->sessions[i];
        }
    }
    char title[40], day[16];
    snprintf(title, sizeof title, "Sets of the week of %s", day_text(from_ms, day));
    int code = bodymap_write(self->svg, title, week, count, &self->policy);
    free(week);
    return code;
}

static int report(const volume_options *self, const bandex_history *history)
{
    json_object *list = self->json ? json_object_new_array() : NULL;
    int code = EXIT_DONE;
    if (!history->count) {
        return list ? print_json(list, 0) : (puts("The log holds no sets."), finish_output());
    }
    if (self->svg) {
        code = draw(self, history);
    }
    if (!list && code == EXIT_DONE) {
        printf("%-10s  %-28s %6s %6s %6s %9s %7s %7s\n", "week of", "", "sets", "left", "right", "impulse", "tension", "work");
        printf("%-10s  %-28s %6s %6s %6s %9s %7s %7s\n", "", "", "", "", "", "N s", "s", "J");
    }
    code = code == EXIT_DONE ? report_all(self, history, list) : code;
    if (code != EXIT_DONE) {
        json_object_put(list);
        return code;
    }
    if (list) {
        return print_json(list, 0);
    }
    if (self->table) {
        printf("Landmarks: %s (%s). %s\n", self->table->name, self->table->source, self->table->note);
    }
    return finish_output();
}

int command_volume(int argc, char **argv)
{
    volume_options self = {.weeks = 1};
    bandex_history history;
    bandex_log *log = NULL;
    bandex_count_policy_preset(NULL, &self.policy);
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    bandex_status status = bandex_log_open(self.log, BANDEX_LOG_READ, NULL, &log);
    if (status == BANDEX_E_NOT_FOUND) {
        return fail(EXIT_DATA, "%.200s: no such file", self.log);
    }
    if (status != BANDEX_OK) {
        return fail_status(status, self.log, NULL);
    }
    status = bandex_log_history_load(log, NULL, 0, &history);
    bandex_log_close(log);
    if (status != BANDEX_OK) {
        return fail_status(status, self.log, NULL);
    }
    int code = report(&self, &history);
    bandex_history_free(&history);
    return code;
}
