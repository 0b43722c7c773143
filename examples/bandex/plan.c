/* SPDX-License-Identifier: MIT */
/* bandex plan: a session, or a week of them, for what shall be trained. */
#include "bodymap.h"
#include "command.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_JSON = 1000,
    OPTION_MUSCLES,
    OPTION_MINUTES,
    OPTION_BANDS,
    OPTION_ANCHOR,
    OPTION_WEEK,
    OPTION_SVG,
    OPTION_SEED,
    OPTION_STATURE,
    OPTION_LEVEL,
    OPTION_POPULATION,
    OPTION_POSITION,
    OPTION_EQUIPMENT,
    OPTION_CONTRAINDICATION,
    OPTION_SUPERVISED,
    OPTION_AVOID,
    OPTION_REST,
    OPTION_MAX_FORCE,
    OPTION_MAX_ITEMS,
    OPTION_MAX_BANDS,
    OPTION_POLICY,
    OPTION_SEARCH,
    OPTION_WHY,
    OPTION_SHOW
};

enum { LIST_MAX = 32, SESSIONS_MAX = 7 };

typedef struct plan_options {
    bandex_user user;
    bandex_user_band bands[LIST_MAX];
    const char *codes[LIST_MAX], *avoided[LIST_MAX];
    bandex_plan_goal goals[BANDEX_TARGETS_MAX];
    bandex_count_policy policy;
    bandex_plan_request request;
    int32_t sessions; /* of a week; 0: one session */
    const char *svg, *output, *show;
    bool json, why;
} plan_options;

static const struct argp_option argp_options[] = {
    {"muscles", OPTION_MUSCLES, "LIST", 0, "what to train: muscles, groups or regions with their sets, e.g. "
     "upper_back:6,latissimus_dorsi:4; without a number it gets a share of the time; *2 to *10 behind it raises its priority", 0},
    {"minutes", OPTION_MINUTES, "N", 0, "length of a session (default 45)", 0},
    {"bands", OPTION_BANDS, "LIST", 0, "bands owned, e.g. theraband/red,theraband/green; :MM behind one is its rest length", 0},
    {"anchor", OPTION_ANCHOR, "LIST", 0, "anchors at hand: none, any (default), or of door, pole, beam, partner", 0},
    {"week", OPTION_WEEK, "N", 0, "plan N sessions of a week; sets are those of the week", 0},
    {"svg", OPTION_SVG, "FILE", 0, "draw the muscles, shaded by planned sets", 0},
    {"stature", OPTION_STATURE, "MM", 0, "stature in millimeters (default 1700)", 0},
    {"level", OPTION_LEVEL, "LEVEL", 0, "beginner, intermediate (default), advanced or any", 0},
    {"population", OPTION_POPULATION, "LIST", 0, "of children, adult, older, wheelchair, rehab", 0},
    {"position", OPTION_POSITION, "LIST", 0, "positions that can be taken, e.g. seated,supine (default: any)", 0},
    {"equipment", OPTION_EQUIPMENT, "LIST", 0, "things at hand besides bands and anchors: none, or e.g. chair,mat (default: any)", 0},
    {"contraindication", OPTION_CONTRAINDICATION, "LIST", 0, "reasons not to, as `bandex exercises ID` lists them, e.g. hernia", 0},
    {"supervised", OPTION_SUPERVISED, NULL, 0, "someone qualified looks on", 0},
    {"avoid", OPTION_AVOID, "LIST", 0, "exercises not wanted", 0},
    {"rest", OPTION_REST, "SECONDS", 0, "rest between sets (default: as the dosage says)", 0},
    {"max-force", OPTION_MAX_FORCE, "N", 0, "strongest pull allowed, newtons", 0},
    {"max-exercises", OPTION_MAX_ITEMS, "N", 0, "exercises of a session at most (default 8)", 0},
    {"max-bands", OPTION_MAX_BANDS, "N", 0, "different bands of a session at most", 0},
    {"policy", OPTION_POLICY, "NAME", 0, "how sets count: fractional (default), direct or total", 0},
    {"search", OPTION_SEARCH, "NAME", 0, "automatic (default), greedy or exact", 0},
    {"seed", OPTION_SEED, "N", 0, "another seed, another choice among equals (default 0)", 0},
    {"why", OPTION_WHY, NULL, 0, "tell of every exercise why it was left out", 0},
    {"output", 'o', "FILE", 0, "store the plan as CBOR (one session)", 0},
    {"show", OPTION_SHOW, "FILE", 0, "print a stored plan instead of making one", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

/* Calls take for each part of a comma-separated list; parts lie in text, which is cut up. */
static void each_part(struct argp_state *state, const char *option, char *text, void (*take)(plan_options *, struct argp_state *, char *))
{
    plan_options *self = state->input;
    char *rest = text;
    for (char *part; (part = strsep(&rest, ",")) != NULL;) {
        if (*part == '\0') {
            argp_error(state, "%s: an empty name in the list", option);
        }
        take(self, state, part);
    }
}

static void take_muscle(plan_options *self, struct argp_state *state, char *part)
{
    bandex_plan_goal *goal = &self->goals[self->request.goal_count];
    char *star = strchr(part, '*'), *colon = strchr(part, ':'), *end;
    if (self->request.goal_count == BANDEX_TARGETS_MAX) {
        argp_error(state, "--muscles: more than %d", BANDEX_TARGETS_MAX);
    }
    if (star) {
        *star = '\0';
        goal->priority = (int32_t)parse_integer(state, "--muscles, priority", star + 1, 1, 10);
    }
    if (colon) {
        *colon = '\0';
        double sets = strtod(colon + 1, &end);
        if (end == colon + 1 || *end || !(sets >= 0.5 && sets <= 100)) {
            argp_error(state, "--muscles wants sets from 0.5 to 100, not '%.40s'", colon + 1);
        }
        goal->sets_permille = (int32_t)lround(sets * 1000);
    }
    goal->area = bandex_muscle_area_find(part);
    if (!goal->area) {
        argp_error(state, "--muscles: no muscle, group or region '%.40s'; `bandex muscles` lists them", part);
    }
    self->request.goal_count++;
}

static void take_band(plan_options *self, struct argp_state *state, char *part)
{
    bandex_user_band *band = &self->bands[self->user.band_count];
    char *colon = strchr(part, ':');
    if (self->user.band_count == LIST_MAX) {
        argp_error(state, "--bands: more than %d", LIST_MAX);
    }
    if (colon) {
        *colon = '\0';
        band->rest_mm = (uint32_t)parse_integer(state, "--bands, rest length", colon + 1, 50, 20000);
    }
    if (!bandex_band_find(part) || strlen(part) >= sizeof band->band) {
        argp_error(state, "--bands: no band '%.40s'; `bandex bands` lists them", part);
    }
    strcpy(band->band, part);
    self->user.band_count++;
}

static uint32_t bit_of(struct argp_state *state, const char *option, int32_t vocabulary, const char *token)
{
    int32_t value;
    if (bandex_vocabulary_find(vocabulary, token, &value) != BANDEX_OK) {
        argp_error(state, "%s: no such thing as '%.40s'", option, token);
    }
    return BANDEX_BIT(value);
}

static void take_anchor(plan_options *self, struct argp_state *state, char *part)
{
    if (strcmp(part, "any") == 0) {
        self->user.anchors |= BANDEX_ANCHORS_OUTSIDE;
    } else {
        self->user.anchors |= bit_of(state, "--anchor", BANDEX_VOCABULARY_ANCHOR, part);
    }
}

static void take_population(plan_options *self, struct argp_state *state, char *part)
{
    self->user.populations |= bit_of(state, "--population", BANDEX_VOCABULARY_POPULATION, part);
}

static void take_position(plan_options *self, struct argp_state *state, char *part)
{
    self->user.positions |= bit_of(state, "--position", BANDEX_VOCABULARY_POSITION, part);
}

static void take_equipment(plan_options *self, struct argp_state *state, char *part)
{
    if (strcmp(part, "none") != 0) {
        self->user.equipment |= bit_of(state, "--equipment", BANDEX_VOCABULARY_EQUIPMENT, part);
    }
}

static void take_code(plan_options *self, struct argp_state *state, char *part)
{
    if (self->user.contraindication_count == LIST_MAX) {
        argp_error(state, "--contraindication: more than %d", LIST_MAX);
    }
    self->codes[self->user.contraindication_count++] = part;
}

static void take_avoided(plan_options *self, struct argp_state *state, char *part)
{
    if (self->user.avoided_count == LIST_MAX) {
        argp_error(state, "--avoid: more than %d", LIST_MAX);
    }
    if (!bandex_catalog_find(NULL, part)) {
        argp_error(state, "--avoid: no exercise '%.40s'; `bandex exercises` lists them", part);
    }
    self->avoided[self->user.avoided_count++] = part;
}

static int32_t level_of(struct argp_state *state, const char *token)
{
    int32_t level = 0;
    if (strcmp(token, "any") != 0 && bandex_vocabulary_find(BANDEX_VOCABULARY_LEVEL, token, &level) != BANDEX_OK) {
        argp_error(state, "--level wants beginner, intermediate, advanced or any, not '%.40s'", token);
    }
    return level;
}

static int32_t search_of(struct argp_state *state, const char *token)
{
    static const char *const names[] = {"automatic", "greedy", "exact"};
    for (int32_t i = 0; i < 3; i++) {
        if (strcmp(token, names[i]) == 0) {
            return i;
        }
    }
    argp_error(state, "--search wants automatic, greedy or exact, not '%.40s'", token);
    return 0;
}

static error_t parse_person(int key, char *text, struct argp_state *state)
{
    plan_options *self = state->input;
    switch (key) {
    case OPTION_STATURE:
        self->user.stature_mm = (uint32_t)parse_integer(state, "--stature", text, 500, 2500);
        return 0;
    case OPTION_LEVEL:
        self->user.level = level_of(state, text);
        return 0;
    case OPTION_POPULATION:
        each_part(state, "--population", text, take_population);
        return 0;
    case OPTION_POSITION:
        each_part(state, "--position", text, take_position);
        return 0;
    case OPTION_EQUIPMENT:
        self->user.equipment = 0;
        each_part(state, "--equipment", text, take_equipment);
        return 0;
    case OPTION_CONTRAINDICATION:
        each_part(state, "--contraindication", text, take_code);
        return 0;
    case OPTION_SUPERVISED:
        self->user.supervised = 1;
        return 0;
    case OPTION_AVOID:
        each_part(state, "--avoid", text, take_avoided);
        return 0;
    case OPTION_REST:
        self->user.rest_s = (int32_t)parse_integer(state, "--rest", text, 1, 3600);
        return 0;
    case OPTION_MAX_FORCE:
        self->user.force_limit_mn = 1000 * (int32_t)parse_integer(state, "--max-force", text, 1, 2000);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    plan_options *self = state->input;
    switch (key) {
    case OPTION_JSON:
        self->json = true;
        return 0;
    case OPTION_WHY:
        self->why = true;
        return 0;
    case OPTION_MUSCLES:
        each_part(state, "--muscles", text, take_muscle);
        return 0;
    case OPTION_MINUTES:
        self->request.seconds = 60 * (int32_t)parse_integer(state, "--minutes", text, 1, 1440);
        return 0;
    case OPTION_BANDS:
        each_part(state, "--bands", text, take_band);
        return 0;
    case OPTION_ANCHOR:
        self->user.anchors = 0;
        each_part(state, "--anchor", text, take_anchor);
        return 0;
    case OPTION_WEEK:
        self->sessions = (int32_t)parse_integer(state, "--week", text, 1, SESSIONS_MAX);
        return 0;
    case OPTION_SVG:
        self->svg = text;
        return 0;
    case 'o':
        self->output = text;
        return 0;
    case OPTION_SHOW:
        self->show = text;
        return 0;
    case OPTION_SEED:
        self->request.seed = (uint32_t)parse_integer(state, "--seed", text, 0, 4294967295);
        return 0;
    case OPTION_MAX_ITEMS:
        self->request.max_items = (int32_t)parse_integer(state, "--max-exercises", text, 1, BANDEX_PLAN_ITEMS_MAX);
        return 0;
    case OPTION_MAX_BANDS:
        self->request.max_bands = (int32_t)parse_integer(state, "--max-bands", text, 1, LIST_MAX);
        return 0;
    case OPTION_POLICY:
        if (bandex_count_policy_preset(text, &self->policy) != BANDEX_OK) {
            argp_error(state, "--policy wants fractional, direct or total, not '%.40s'", text);
        }
        return 0;
    case OPTION_SEARCH:
        self->request.search = search_of(state, text);
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "'%.40s' belongs to no option", text);
        return 0;
    case ARGP_KEY_END:
        if (self->show) {
            return 0;
        }
        if (self->output && self->sessions) {
            argp_error(state, "--output stores one session, not a week");
        }
        if (!self->request.goal_count) {
            argp_error(state, "--muscles is needed");
        }
        if (!self->user.band_count) {
            argp_error(state, "--bands is needed");
        }
        return 0;
    default:
        return parse_person(key, text, state);
    }
}

static const struct argp argp = {
    argp_options, parse_option, "--muscles LIST --bands LIST\n--show FILE",
    "Plan what to do with the bands at hand.\v"
    "What cannot be reached is planned as far as it can be, with the rule that stands in the way. The suggestions are "
    "information, not medical advice.",
    NULL, NULL, NULL};

/* --- what a plan trains, as sessions that were not done yet ------------------------------------------------- */

typedef struct planned_sets {
    bandex_session session;
    bandex_set sets[BANDEX_PLAN_ITEMS_MAX * 20 * 2];
} planned_sets;

static void perform(const bandex_plan *plan, planned_sets *out)
{
    size_t count = 0;
    bandex_session_default(&out->session);
    for (size_t i = 0; i < plan->item_count; i++) {
        const bandex_plan_item *item = &plan->items[i];
        int32_t first = item->each_side ? BANDEX_SIDE_LEFT : BANDEX_SIDE_BOTH;
        int32_t last = item->each_side ? BANDEX_SIDE_RIGHT : BANDEX_SIDE_BOTH;
        for (int32_t s = 0; s < item->sets; s++) {
            for (int32_t side = first; side <= last; side++) {
                bandex_plan_item_set(item, side, &out->sets[count]);
                out->sets[count++].accepted_reps = item->reps;
            }
        }
    }
    out->session.sets = out->sets;
    out->session.set_count = count;
}

static int draw(const plan_options *self, const bandex_plan *plans, size_t count)
{
    bandex_session sessions[SESSIONS_MAX];
    planned_sets *all = calloc(count, sizeof *all);
    if (!all) {
        return fail_status(BANDEX_E_MEMORY, "plan", NULL);
    }
    for (size_t i = 0; i < count; i++) {
        perform(&plans[i], &all[i]);
        sessions[i] = all[i].session;
    }
    int code = bodymap_write(self->svg, self->sessions ? "Planned sets of the week" : "Planned sets", sessions, count, &self->policy);
    free(all);
    return code;
}

/* --- JSON -------------------------------------------------------------------------------------------------- */

static json_object *number_of_sets(int32_t permille)
{
    return permille % 1000 ? json_object_new_double(permille / 1000.0) : json_object_new_int(permille / 1000);
}

/* The value of a rule: what broke it, else its number. */
static void add_reason(json_object *object, const bandex_refusal *reason)
{
    char number[32];
    add_text(object, "rule", bandex_rule_token(reason->rule));
    snprintf(number, sizeof number, reason->limit ? "%d > %d" : "%d", reason->number, reason->limit);
    add_text(object, "value", reason->value[0] ? reason->value : reason->number ? number : NULL);
    if (reason->number) {
        json_object_object_add(object, "number", json_object_new_int(reason->number));
    }
    if (reason->limit) {
        json_object_object_add(object, "limit", json_object_new_int(reason->limit));
    }
}

static const struct {
    uint32_t note;
    const char *token;
    const char *text;
} notes[] = {
    {BANDEX_PLAN_NOTE_LIMIT_ROM, "limit_rom", "only in the range that does not hurt"},
    {BANDEX_PLAN_NOTE_LIMIT_LOAD, "limit_load", "light load: the lightest band was taken"},
    {BANDEX_PLAN_NOTE_SUPERVISE, "supervise", "only while someone qualified looks on"},
    {BANDEX_PLAN_NOTE_CAUTION, "caution", "with caution: see the contraindications of this exercise"},
    {BANDEX_PLAN_NOTE_STRETCH, "stretch", "the band is stretched far: a longer one would be kinder to it"},
    {BANDEX_PLAN_NOTE_PRESCRIBED, "prescribed", "as prescribed"},
    {BANDEX_PLAN_NOTE_SLACK, "slack", "the band is slack at first: take it shorter"},
};

static json_object *item_json(const bandex_plan_item *item, int32_t day)
{
    json_object *object = json_object_new_object();
    if (day) {
        json_object_object_add(object, "day", json_object_new_int(day));
    }
    add_text(object, "exercise", item->exercise);
    add_text(object, "variant", item->variant);
    add_text(object, "position", bandex_vocabulary_token(BANDEX_VOCABULARY_POSITION, item->position));
    add_text(object, "band", item->band.band);
    json_object_object_add(object, "strands", json_object_new_int64(item->band.strands));
    json_object_object_add(object, "rest_mm", json_object_new_int64(item->band.rest_mm));
    add_text(object, "anchor", bandex_vocabulary_token(BANDEX_VOCABULARY_ANCHOR, item->anchor));
    add_text(object, "anchor_height", bandex_vocabulary_token(BANDEX_VOCABULARY_HEIGHT, item->anchor_height));
    json_object_object_add(object, "sets", json_object_new_int(item->sets));
    json_object_object_add(object, "reps", json_object_new_int(item->reps));
    if (item->hold_s) {
        json_object_object_add(object, "hold_s", json_object_new_int(item->hold_s));
    }
    add_text(object, "side", item->each_side ? "each" : "both");
    json_object_object_add(object, "rest_s", json_object_new_int(item->rest_s));
    json_object_object_add(object, "setup_s", json_object_new_int(item->setup_s));
    json_object_object_add(object, "seconds", json_object_new_int(item->seconds));
    json_object_object_add(object, "elongation_permille", json_object_new_int(item->peak_permille));
    if (item->peak_force_mn >= 0) {
        add_number(object, "peak_force_n", item->peak_force_mn / 1000.0);
    }
    if (item->notes) {
        json_object *list = json_object_new_array();
        for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
            if (item->notes & notes[i].note) {
                json_object_array_add(list, json_object_new_string(notes[i].token));
            }
        }
        json_object_object_add(object, "notes", list);
    }
    return object;
}

static json_object *outcomes_json(const bandex_plan_outcome *outcomes, size_t count)
{
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < count; i++) {
        json_object *object = json_object_new_object();
        add_text(object, "muscle", bandex_muscle_area_token(outcomes[i].area));
        json_object_object_add(object, "target", number_of_sets(outcomes[i].target_permille));
        json_object_object_add(object, "achieved", number_of_sets(outcomes[i].achieved_permille));
        json_object_object_add(object, "shortfall", number_of_sets(outcomes[i].shortfall_permille));
        if (outcomes[i].reason.rule != BANDEX_RULE_NONE) {
            add_reason(object, &outcomes[i].reason);
        }
        json_object_array_add(list, object);
    }
    return list;
}

static json_object *left_out_json(const bandex_plan *plan)
{
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < plan->left_out_count; i++) {
        json_object *object = json_object_new_object();
        add_text(object, "exercise", plan->left_out[i].exercise);
        add_reason(object, &plan->left_out[i].reason);
        json_object_array_add(list, object);
    }
    return list;
}

static json_object *plan_json(const bandex_plan *plan)
{
    json_object *object = json_object_new_object(), *items = json_object_new_array();
    for (size_t i = 0; i < plan->item_count; i++) {
        json_object_array_add(items, item_json(&plan->items[i], plan->day));
    }
    if (plan->day) {
        json_object_object_add(object, "day", json_object_new_int(plan->day));
    }
    json_object_object_add(object, "items", items);
    json_object_object_add(object, "targets", outcomes_json(plan->outcomes, plan->outcome_count));
    json_object_object_add(object, "left_out", left_out_json(plan));
    json_object_object_add(object, "seconds", json_object_new_int(plan->seconds));
    json_object_object_add(object, "cost", json_object_new_int64(plan->cost));
    json_object_object_add(object, "exact", json_object_new_boolean(plan->exact));
    json_object_object_add(object, "seed", json_object_new_int64(plan->seed));
    return object;
}

static bool is_planned(const bandex_plan *plans, size_t count, const char *exercise)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < plans[i].item_count; j++) {
            if (strcmp(plans[i].items[j].exercise, exercise) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* A week has the same keys as a session, over all of it, and each session in "sessions". */
static json_object *week_json(const bandex_plan *plans, size_t count, const bandex_plan_outcome *outcomes, size_t goals)
{
    json_object *object = json_object_new_object(), *items = json_object_new_array();
    json_object *left_out = json_object_new_array(), *sessions = json_object_new_array();
    int32_t seconds = 0;
    for (size_t i = 0; i < count; i++) {
        seconds += plans[i].seconds;
        for (size_t j = 0; j < plans[i].item_count; j++) {
            json_object_array_add(items, item_json(&plans[i].items[j], plans[i].day));
        }
        json_object_array_add(sessions, plan_json(&plans[i]));
    }
    for (size_t i = 0; i < plans[0].left_out_count; i++) {
        if (!is_planned(plans, count, plans[0].left_out[i].exercise)) {
            json_object *one = json_object_new_object();
            add_text(one, "exercise", plans[0].left_out[i].exercise);
            add_reason(one, &plans[0].left_out[i].reason);
            json_object_array_add(left_out, one);
        }
    }
    json_object_object_add(object, "items", items);
    json_object_object_add(object, "targets", outcomes_json(outcomes, goals));
    json_object_object_add(object, "left_out", left_out);
    json_object_object_add(object, "seconds", json_object_new_int(seconds));
    json_object_object_add(object, "sessions", sessions);
    return object;
}

/* --- the session sheet --------------------------------------------------------------------------------------- */

static const char *name_of(const bandex_plan_item *item, char *buffer, size_t size)
{
    const bandex_exercise *exercise = bandex_catalog_find(NULL, item->exercise);
    const bandex_variant *variant = bandex_exercise_variant(exercise, item->variant);
    const char *variant_name = variant ? bandex_exercise_text(exercise, variant->names, "en") : NULL;
    snprintf(buffer, size, "%s%s%s", bandex_exercise_text(exercise, exercise->names, "en"), variant_name ? ", " : "",
             variant_name ? variant_name : "");
    return buffer;
}

static void print_item(const bandex_plan_item *item, size_t number)
{
    char name[100], dose[40], where[40];
    const char *height = bandex_vocabulary_token(BANDEX_VOCABULARY_HEIGHT, item->anchor_height);
    const char *anchor = bandex_vocabulary_token(BANDEX_VOCABULARY_ANCHOR, item->anchor);
    bool outside = BANDEX_BIT(item->anchor) & BANDEX_ANCHORS_OUTSIDE;
    snprintf(where, sizeof where, "%s%s%s", outside && height ? height : "", outside && height ? " " : "",
             !anchor || item->anchor == BANDEX_ANCHOR_NONE ? "no anchor" : anchor);
    if (item->hold_s) {
        snprintf(dose, sizeof dose, "%d x %d holds of %d s", item->sets, item->reps, item->hold_s);
    } else {
        snprintf(dose, sizeof dose, "%d x %d", item->sets, item->reps);
    }
    printf("%2zu. %s\n    %s%s, rest %d s; band %s, %s", number, name_of(item, name, sizeof name), dose,
           item->each_side ? " each side" : "", item->rest_s, item->band.band, where);
    if (item->peak_force_mn >= 0) {
        printf("; up to %.0f N at %d %% stretch", item->peak_force_mn / 1000.0, (item->peak_permille + 5) / 10);
    }
    printf("; %d:%02d\n", item->seconds / 60, item->seconds % 60);
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        if (item->notes & notes[i].note) {
            printf("    ! %s\n", notes[i].text);
        }
    }
}

static void print_outcomes(const bandex_plan_outcome *outcomes, size_t count)
{
    char text[200];
    for (size_t i = 0; i < count; i++) {
        printf("  %-24s %g of %g sets", bandex_muscle_area_token(outcomes[i].area), outcomes[i].achieved_permille / 1000.0,
               outcomes[i].target_permille / 1000.0);
        if (outcomes[i].shortfall_permille) {
            bandex_refusal_text(&outcomes[i].reason, text, sizeof text, NULL);
            printf(", %g missing: %s", outcomes[i].shortfall_permille / 1000.0, text);
        }
        putchar('\n');
    }
}

static void print_left_out(const bandex_plan *plan)
{
    char text[200];
    for (size_t i = 0; i < plan->left_out_count; i++) {
        bandex_refusal_text(&plan->left_out[i].reason, text, sizeof text, NULL);
        printf("  %-24s %s\n", plan->left_out[i].exercise, text);
    }
}

/* How many each rule left out. */
static void print_rules(const bandex_plan *plan)
{
    size_t counts[BANDEX_RULE_COST + 1] = {0};
    const char *separator = "Left out:";
    for (size_t i = 0; i < plan->left_out_count; i++) {
        counts[plan->left_out[i].reason.rule]++;
    }
    for (int32_t rule = 1; rule <= BANDEX_RULE_COST; rule++) {
        if (counts[rule]) {
            printf("%s %zu by %s", separator, counts[rule], bandex_rule_token(rule));
            separator = ",";
        }
    }
    puts(*separator == ',' ? " (--why tells more)" : "");
}

static void print_plan(const plan_options *self, const bandex_plan *plan)
{
    printf("%d:%02d", plan->seconds / 60, plan->seconds % 60);
    if (!self->show) {
        printf(" of %d:00", self->request.seconds / 60);
    }
    fputs(" min", stdout);
    puts(plan->item_count ? "" : ": nothing can be done");
    for (size_t i = 0; i < plan->item_count; i++) {
        print_item(&plan->items[i], i + 1);
    }
    print_outcomes(plan->outcomes, plan->outcome_count);
    if (self->why) {
        puts("Left out:");
        print_left_out(plan);
    } else {
        print_rules(plan);
    }
}

static const char footer[] = "Warm up first; look the bands over. A suggestion for healthy people, not medical advice.";

/* --- storing ----------------------------------------------------------------------------------------------- */

static uint8_t stored[BANDEX_RECORD_SIZE_MAX];

static int store_plan(const char *path, const bandex_plan *plan)
{
    bandex_record_head head = {0};
    bandex_diag diag = {0};
    size_t length = 0;
    bandex_status status = bandex_plan_record_encode(plan, &head, stored, sizeof stored, &length, &diag);
    if (status != BANDEX_OK) {
        return fail_status(status, "plan", &diag);
    }
    FILE *file = fopen(path, "wb");
    bool failed = !file || fwrite(stored, 1, length, file) != length;
    if (file && fclose(file) != 0) {
        failed = true;
    }
    return failed ? fail(EXIT_DATA, "%.200s: %s", path, strerror(errno)) : EXIT_DONE;
}

static int answer(const plan_options *self, const bandex_plan *plans, size_t count, const bandex_plan_outcome *outcomes);

/* A name from a file is printed only where the catalogue knows it. */
static bool is_usable(const bandex_plan *plan)
{
    for (size_t i = 0; i < plan->item_count; i++) {
        if (!bandex_catalog_find(NULL, plan->items[i].exercise) || plan->items[i].sets > 20 || plan->items[i].sets < 0) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->outcome_count; i++) {
        if (!bandex_muscle_area_token(plan->outcomes[i].area) || !bandex_rule_token(plan->outcomes[i].reason.rule)) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->left_out_count; i++) {
        if (!bandex_rule_token(plan->left_out[i].reason.rule)) {
            return false;
        }
    }
    return plan->item_count <= BANDEX_PLAN_ITEMS_MAX;
}

static int show_plan(const plan_options *self)
{
    static uint64_t room[1 << 16]; /* more than a record can want */
    bandex_memory memory = {room, sizeof room, 0};
    bandex_plan plan;
    bandex_diag diag = {0};
    FILE *file = fopen(self->show, "rb");
    size_t length = file ? fread(stored, 1, sizeof stored, file) : 0;
    if (!file || ferror(file)) {
        int reason = errno;
        if (file) {
            fclose(file);
        }
        return fail(EXIT_DATA, "%.200s: %s", self->show, strerror(reason));
    }
    fclose(file);
    bandex_status status = bandex_plan_record_decode(stored, length, &plan, &memory, &diag);
    if (status != BANDEX_OK) {
        return fail_status(status, self->show, &diag);
    }
    if (!is_usable(&plan)) {
        return fail(EXIT_DATA, "%.200s: the plan names exercises, muscles or rules that are not known here", self->show);
    }
    return answer(self, &plan, 1, NULL);
}

/* --- the command --------------------------------------------------------------------------------------------- */

static int answer(const plan_options *self, const bandex_plan *plans, size_t count, const bandex_plan_outcome *outcomes)
{
    if (self->output) {
        int code = store_plan(self->output, &plans[0]);
        if (code != EXIT_DONE) {
            return code;
        }
    }
    if (self->svg) {
        int code = draw(self, plans, count);
        if (code != EXIT_DONE) {
            return code;
        }
    }
    if (self->json) {
        return print_json(self->sessions ? week_json(plans, count, outcomes, self->request.goal_count) : plan_json(&plans[0]), 0);
    }
    for (size_t i = 0; i < count; i++) {
        if (self->sessions) {
            printf("Day %d: ", plans[i].day);
        }
        print_plan(self, &plans[i]);
        putchar('\n');
    }
    if (self->sessions) {
        puts("The week:");
        print_outcomes(outcomes, self->request.goal_count);
    }
    puts(footer);
    return finish_output();
}

/* A contraindication that no exercise has is most likely mistyped, and would protect nobody. */
static int explain_failure(const plan_options *self, bandex_status status)
{
    if (status == BANDEX_E_NOT_FOUND && self->user.contraindication_count) {
        return fail(EXIT_DATA, "--contraindication: no exercise knows one of these codes; `bandex exercises ID --json` lists them");
    }
    return fail_status(status, "plan", NULL);
}

int command_plan(int argc, char **argv)
{
    plan_options self = {0};
    bandex_plan plans[SESSIONS_MAX];
    bandex_plan_outcome outcomes[BANDEX_TARGETS_MAX];
    size_t needed = 0;
    bandex_status status = BANDEX_OK;
    bandex_user_default(&self.user);
    bandex_count_policy_preset(NULL, &self.policy);
    bandex_plan_request_default(&self.request);
    self.user.bands = self.bands;
    self.user.contraindications = self.codes;
    self.user.avoided = self.avoided;
    self.request.user = &self.user;
    self.request.goals = self.goals;
    self.request.policy = &self.policy;
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    if (self.show) {
        return show_plan(&self);
    }
    size_t count = self.sessions ? (size_t)self.sessions : 1;
    void *memory = NULL;
    for (int pass = 0; pass < 2; pass++) { /* first the size, then the plan */
        status = self.sessions ? bandex_plan_week(&self.request, self.sessions, memory, needed, &needed, plans, outcomes)
                               : bandex_plan_make(&self.request, memory, needed, &needed, &plans[0]);
        if (status != BANDEX_E_FULL) {
            break;
        }
        memory = malloc(needed);
        if (!memory) {
            return fail_status(BANDEX_E_MEMORY, "plan", NULL);
        }
    }
    int code = status == BANDEX_OK ? answer(&self, plans, count, outcomes) : explain_failure(&self, status);
    free(memory);
    return code;
}
