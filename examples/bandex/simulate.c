/* SPDX-License-Identifier: MIT */
/* bandex simulate: a policy played ahead with a simulated athlete, as a table and as a picture. */
#include "rule.h"
#include "simulate_plot.h"
#include "training.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define WEEKS_MAX 520

typedef struct options {
    rule_options rule;
    bandex_athlete athlete;
    bandex_ladder_config ladder_config;
    const char *bands, *svg, *title;
    long weeks, sessions_per_week;
    bool json, extra_told, ladder_told;
} options;

enum {
    OPTION_POLICY = 1000, OPTION_SET, OPTION_BANDS, OPTION_ELONGATIONS, OPTION_WEEKS, OPTION_SESSIONS, OPTION_ATHLETE, OPTION_CAPACITY,
    OPTION_GROWTH, OPTION_EXTRA, OPTION_SVG, OPTION_TITLE, OPTION_JSON
};

static const struct argp_option argp_options[] = {
    {"policy", OPTION_POLICY, "ID", 0, "rule of progression, or a file of `bandex policy show --cbor` (default: double)", 0},
    {"set", OPTION_SET, "NAME=NUMBER", 0, "a parameter of the rule, e.g. start_rung=2; may be given several times", 0},
    {"bands", OPTION_BANDS, "ID,ID...", 0, "bands at hand (default: all TheraBand flat bands)", 0},
    {"elongations", OPTION_ELONGATIONS, "E,E...", 0, "stretches to choose from, in permille (default: 1000)", 0},
    {"weeks", OPTION_WEEKS, "N", 0, "how long (default: 12)", 0},
    {"sessions-per-week", OPTION_SESSIONS, "N", 0, "1 to 7 (default: 3)", 0},
    {"athlete", OPTION_ATHLETE, "KIND", 0, "capacity (default): by Epley's formula, growing; all-hit; all-miss", 0},
    {"capacity", OPTION_CAPACITY, "NEWTON", 0, "force for one repetition at the start (default: 12 repetitions at the first rung)", 0},
    {"growth", OPTION_GROWTH, "N", 0, "growth of the capacity a session in 1/10000 (default: 30)", 0},
    {"extra-reps", OPTION_EXTRA, "N", 0, "repetitions beyond the target where possible (default: 2 for rules that ask for them)", 0},
    {"svg", OPTION_SVG, "FILE", 0, "draw the plan", 0},
    {"title", OPTION_TITLE, "TEXT", 0, "title of the picture", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static int32_t parse_athlete(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"all-hit", "all-miss", "capacity"};
    for (int32_t i = 0; i < 3; i++) {
        if (strcmp(text, names[i]) == 0) {
            return i;
        }
    }
    argp_error(state, "--athlete wants capacity, all-hit or all-miss");
    return 0;
}

static void parse_elongations(options *self, struct argp_state *state, const char *text)
{
    uint32_t most = sizeof self->ladder_config.elongations_permille / sizeof self->ladder_config.elongations_permille[0], count = 0;
    for (;;) {
        char *rest;
        errno = 0;
        long number = strtol(text, &rest, 10);
        if (rest == text || errno || number < 1 || number > 3000 || count == most || (*rest && *rest != ',')) {
            argp_error(state, "--elongations wants up to %u numbers of permille, 1 to 3000, with commas between", most);
            return;
        }
        self->ladder_config.elongations_permille[count++] = (int32_t)number;
        if (!*rest) {
            break;
        }
        text = rest + 1;
    }
    self->ladder_config.elongation_count = count;
    self->ladder_told = true;
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_POLICY: self->rule.policy = text; return 0;
    case OPTION_SET: rule_options_set(&self->rule, state, text); return 0;
    case OPTION_BANDS: self->bands = text; return 0;
    case OPTION_ELONGATIONS: parse_elongations(self, state, text); return 0;
    case OPTION_WEEKS: self->weeks = parse_integer(state, "--weeks", text, 1, WEEKS_MAX); return 0;
    case OPTION_SESSIONS: self->sessions_per_week = parse_integer(state, "--sessions-per-week", text, 1, 7); return 0;
    case OPTION_ATHLETE: self->athlete.kind = parse_athlete(state, text); return 0;
    case OPTION_CAPACITY: self->athlete.capacity_mn = (int32_t)parse_integer(state, "--capacity", text, 1, 100000) * 1000; return 0;
    case OPTION_GROWTH: self->athlete.growth_permyriad = (int32_t)parse_integer(state, "--growth", text, -1000, 1000); return 0;
    case OPTION_EXTRA:
        self->athlete.extra_reps = (int32_t)parse_integer(state, "--extra-reps", text, 0, 20);
        self->extra_told = true;
        return 0;
    case OPTION_SVG: self->svg = text; return 0;
    case OPTION_TITLE: self->title = text; return 0;
    case OPTION_JSON: self->json = true; return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "no argument is wanted: '%s'", text);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const char *rung_text(const bandex_decision *d, char *text, size_t size)
{
    const bandex_rung_name *name = &d->next_rung;
    snprintf(text, size, "%s%s at %.0f %%", name->strands > 1 ? "2 x " : "", training_short_name(name->band), name->elongation_permille / 10.0);
    return text;
}

static void print_table(const options *self, const bandex_decision *plan, size_t count)
{
    char rung[80];
    puts("week  session  do                          sets x reps   because");
    for (size_t i = 0; i < count; i++) {
        const bandex_decision *d = &plan[i];
        if (d->action == BANDEX_ACTION_STOP) {
            printf("%4zu  %7zu  stop\n", i / (size_t)self->sessions_per_week + 1, i + 1);
            continue;
        }
        int seconds = d->next.reps == BANDEX_UNKNOWN;
        printf("%4zu  %7zu  %-26s  %4d x %d%s   %s\n", i / (size_t)self->sessions_per_week + 1, i + 1, rung_text(d, rung, sizeof rung), d->next.sets,
               seconds ? d->next.tut_ms / 1000 : d->next.reps, seconds ? " s" : "", bandex_reason_name(d->reasons[0].code));
    }
}

static int report(const options *self, const bandex_policy *policy, const bandex_ladder *ladder, const bandex_decision *plan, size_t count)
{
    int code = EXIT_DONE;
    if (self->svg) {
        code = simulate_plot(ladder, plan, count, (size_t)self->sessions_per_week, self->title ? self->title : policy->title, self->svg);
    }
    if (code != EXIT_DONE) {
        return code;
    }
    if (!self->json) {
        print_table(self, plan, count);
        return finish_output();
    }
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < count; i++) {
        json_object *one = rule_decision_json(policy, &plan[i]);
        json_object_object_add(one, "week", json_object_new_int64((int64_t)(i / (size_t)self->sessions_per_week)));
        json_object_array_add(list, one);
    }
    return print_json(list, JSON_C_TO_STRING_PRETTY);
}

/* Rules that wait for more than the target need an athlete who tries for more. */
static int32_t extra_of(const bandex_policy *policy)
{
    return policy->driver == BANDEX_DRIVER_PERCENT || policy->driver == BANDEX_DRIVER_TABLE || strcmp(policy->id, "two_for_two") == 0 ? 2 : 0;
}

static int play(options *self, const bandex_policy *policy, const bandex_ladder *ladder)
{
    size_t count = (size_t)(self->weeks * self->sessions_per_week);
    bandex_simulation simulation;
    bandex_simulation_default(&simulation);
    simulation.sessions_per_week = (int32_t)self->sessions_per_week;
    simulation.user = &self->athlete;
    simulation.capacity = count;
    simulation.sessions = calloc(count, sizeof *simulation.sessions);
    simulation.sets = calloc(count * BANDEX_SETS_MAX, sizeof *simulation.sets);
    bandex_decision *plan = calloc(count, sizeof *plan);
    int code = EXIT_DATA;
    if (!self->extra_told) {
        self->athlete.extra_reps = extra_of(policy);
    }
    if (self->athlete.capacity_mn == 0) {
        size_t first = (size_t)policy->start.rung < ladder->count ? (size_t)policy->start.rung : ladder->count - 1;
        self->athlete.capacity_mn = ladder->rungs[first].force_mn / 10 * 14;
    }
    if (!simulation.sessions || !simulation.sets || !plan) {
        fail(EXIT_DATA, "no memory");
    } else {
        bandex_status status = bandex_progression_simulate(policy, ladder, NULL, &simulation, count, plan);
        code = status == BANDEX_OK ? report(self, policy, ladder, plan, count) : fail_status(status, policy->id, NULL);
    }
    free(plan);
    free(simulation.sets);
    free(simulation.sessions);
    return code;
}

int command_simulate(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, NULL,
                                       "Play a rule of progression ahead with a simulated athlete: what it would prescribe, session by session. A "
                                       "preview, not a promise.", NULL, NULL, NULL};
    options self = {0};
    bandex_policy policy;
    rule_options_default(&self.rule);
    bandex_athlete_default(&self.athlete);
    bandex_ladder_config_default(&self.ladder_config);
    self.athlete.kind = BANDEX_ATHLETE_CAPACITY;
    self.weeks = 12;
    self.sessions_per_week = 3;
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    training_ladder *ladder = calloc(1, sizeof *ladder);
    int code = ladder ? rule_policy(&self.rule, &policy) : fail(EXIT_DATA, "no memory");
    if (code == EXIT_DONE) {
        code = training_ladder_build_with(ladder, self.bands, self.ladder_told ? &self.ladder_config : NULL);
    }
    if (code == EXIT_DONE) {
        code = play(&self, &policy, &ladder->ladder);
    }
    free(ladder);
    return code;
}
