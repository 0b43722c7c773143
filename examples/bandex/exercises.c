/* SPDX-License-Identifier: MIT */
/* bandex exercises: what can be trained, and one exercise in full. */
#include "catalog.h"
#include "command.h"
#include "exercise_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_JSON = 1000,
    OPTION_MUSCLE,
    OPTION_GROUP,
    OPTION_ROLE,
    OPTION_CERTAINTY,
    OPTION_POSITION,
    OPTION_ANCHOR,
    OPTION_NO_ANCHOR,
    OPTION_LEVEL,
    OPTION_EQUIPMENT,
    OPTION_KIND,
    OPTION_PATTERN,
    OPTION_POPULATION,
    OPTION_LOCALE,
    OPTION_CATALOG
};

static const struct argp_option argp_options[] = {
    {"muscle", OPTION_MUSCLE, "MUSCLE", 0, "that train this muscle, a part of it or what it is a part of; or a group", 0},
    {"group", OPTION_GROUP, "GROUP", 0, "that train this group or region (see bandex muscles)", 0},
    {"role", OPTION_ROLE, "ROLE", 0, "in which it is primary, secondary or stabiliser", 0},
    {"certainty", OPTION_CERTAINTY, "CERTAINTY", 0, "with a claim of that certainty or a better one: high, moderate, low", 0},
    {"position", OPTION_POSITION, "POSITION", 0, "done seated, standing, hinged, kneeling, supine, prone, side_lying, wheelchair", 0},
    {"anchor", OPTION_ANCHOR, "ANCHOR", 0, "with the band held by none, underfoot, around_feet, door ...", 0},
    {"no-anchor", OPTION_NO_ANCHOR, NULL, 0, "that need nothing outside the person to hold the band", 0},
    {"level", OPTION_LEVEL, "LEVEL", 0, "for beginner, intermediate or advanced, and easier ones", 0},
    {"equipment", OPTION_EQUIPMENT, "THING", 0, "that use this: mat, chair, door_anchor ...", 0},
    {"band-kind", OPTION_KIND, "KIND", 0, "for a flat, tube, loop or clx band", 0},
    {"pattern", OPTION_PATTERN, "PATTERN", 0, "of a movement pattern, e.g. horizontal_pull", 0},
    {"population", OPTION_POPULATION, "PEOPLE", 0, "with a note for children, adult, older, wheelchair or rehab", 0},
    {"locale", OPTION_LOCALE, "TAG", 0, "language of the texts for people, e.g. es (default: en)", 0},
    {"catalog", OPTION_CATALOG, "FILE", 0, "with the exercises of a catalogue file over the built-in ones", 0},
    {"json", OPTION_JSON, NULL, 0, "print the records as JSON", 0},
    {0}};

typedef struct options {
    const char *id;
    const char *catalog;
    const char *locale;
    bool json;
    bandex_query query;
} options;

static void set_choice(struct argp_state *state, const char *option, int32_t vocabulary, const char *text, int32_t *value)
{
    if (bandex_vocabulary_find(vocabulary, text, value) != BANDEX_OK) {
        char known[256] = "";
        for (int32_t i = 1; i <= bandex_vocabulary_count(vocabulary); i++) {
            size_t length = strlen(known);
            snprintf(known + length, sizeof known - length, "%s%s", i > 1 ? ", " : "", bandex_vocabulary_token(vocabulary, i));
        }
        argp_error(state, "%s: no '%.40s'; there is %s", option, text, known);
    }
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    bandex_query *query = &self->query;
    switch (key) {
    case OPTION_JSON:
        self->json = true;
        return 0;
    case OPTION_MUSCLE: {
        const bandex_muscle *muscle = bandex_muscle_find_name(text);
        const bandex_muscle_group *group = muscle ? NULL : bandex_muscle_group_find(text);
        if (!muscle && !group) {
            argp_error(state, "--muscle: no '%.40s'; `bandex muscles` lists them", text);
        } else if (muscle) {
            query->muscle = muscle->id;
        } else {
            query->group = group->id; /* a group is what some call a muscle */
        }
        return 0;
    }
    case OPTION_GROUP: {
        const bandex_muscle_group *group = bandex_muscle_group_find(text);
        if (!group) {
            argp_error(state, "--group: no '%.40s'; `bandex muscles` lists them", text);
        } else {
            query->group = group->id;
        }
        return 0;
    }
    case OPTION_ROLE:
        set_choice(state, "--role", BANDEX_VOCABULARY_ROLE, strcmp(text, "stabilizer") == 0 ? "stabiliser" : text, &query->role);
        return 0;
    case OPTION_CERTAINTY:
        set_choice(state, "--certainty", BANDEX_VOCABULARY_CERTAINTY, text, &query->certainty);
        return 0;
    case OPTION_POSITION:
        set_choice(state, "--position", BANDEX_VOCABULARY_POSITION, text, &query->position);
        return 0;
    case OPTION_ANCHOR:
        set_choice(state, "--anchor", BANDEX_VOCABULARY_ANCHOR, text, &query->anchor);
        return 0;
    case OPTION_NO_ANCHOR:
        query->without_anchor = 1;
        return 0;
    case OPTION_LEVEL:
        set_choice(state, "--level", BANDEX_VOCABULARY_LEVEL, text, &query->level);
        return 0;
    case OPTION_EQUIPMENT:
        set_choice(state, "--equipment", BANDEX_VOCABULARY_EQUIPMENT, text, &query->equipment);
        return 0;
    case OPTION_KIND:
        set_choice(state, "--band-kind", BANDEX_VOCABULARY_BAND_KIND, text, &query->band_kind);
        return 0;
    case OPTION_PATTERN:
        set_choice(state, "--pattern", BANDEX_VOCABULARY_PATTERN, text, &query->pattern);
        return 0;
    case OPTION_POPULATION:
        set_choice(state, "--population", BANDEX_VOCABULARY_POPULATION, text, &query->population);
        return 0;
    case OPTION_LOCALE:
        self->locale = text;
        return 0;
    case OPTION_CATALOG:
        self->catalog = text;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0) {
            argp_error(state, "one exercise at a time");
        }
        self->id = text;
        return 0;
    case ARGP_KEY_END:
        if (query->role != 0 && query->muscle == 0 && query->group == 0) {
            argp_error(state, "--role says nothing without --muscle or --group");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {argp_options, parse_option, "[ID]",
                                 "List exercises, or print one in full.\v"
                                 "Texts and dosages are information with their source, not medical advice.",
                                 NULL, NULL, NULL};

/* ---- for people ---- */

static const char *token(int32_t vocabulary, int32_t value)
{
    const char *name = bandex_vocabulary_token(vocabulary, value);
    return name ? name : "";
}

static void print_row(const bandex_exercise *exercise, const char *locale)
{
    const char *between = "";
    printf("%-26s %-34s %-11s ", exercise->id, bandex_exercise_text(exercise, exercise->names, locale),
           token(BANDEX_VOCABULARY_POSITION, exercise->body_position));
    for (size_t i = 0; i < exercise->muscle_count; i++) {
        if (exercise->muscles[i].role == BANDEX_ROLE_PRIMARY) {
            printf("%s%s", between, bandex_muscle_area_token(exercise->muscles[i].muscle));
            between = ", ";
        }
    }
    putchar('\n');
}

static void print_texts(const char *title, const bandex_exercise *exercise, const bandex_text *texts, size_t count,
                        const char *locale)
{
    if (count > 0) {
        printf("\n%s\n", title);
    }
    for (size_t i = 0; i < count; i++) {
        printf("  - %s\n", bandex_exercise_text(exercise, texts[i], locale));
    }
}

static void print_muscles(const bandex_exercise *exercise, const char *locale)
{
    for (int32_t role = BANDEX_ROLE_PRIMARY; role <= BANDEX_ROLE_STABILIZER; role++) {
        for (size_t i = 0; i < exercise->muscle_count; i++) {
            const bandex_muscle_use *use = &exercise->muscles[i];
            if (use->role == role) {
                printf("  %-11s %-34s %-9s %s certainty\n", token(BANDEX_VOCABULARY_ROLE, role),
                       bandex_muscle_name(bandex_muscle_get(use->muscle), locale ? locale : "en"),
                       token(BANDEX_VOCABULARY_SIDE, use->side), token(BANDEX_VOCABULARY_CERTAINTY, use->certainty));
            }
        }
    }
}

static void print_range(const char *name, int32_t low, int32_t high)
{
    if (low != 0 && high != low && high != 0) {
        printf("  %s %d-%d", name, (int)low, (int)high);
    } else if (low != 0) {
        printf("  %s %d", name, (int)low);
    }
}

static void print_dosage(const bandex_exercise *exercise, const char *locale)
{
    for (size_t i = 0; i < exercise->dosage_count; i++) {
        const bandex_dosage *dosage = &exercise->dosage[i];
        const char *note = bandex_exercise_text(exercise, dosage->note, locale);
        printf("  %-10s", token(BANDEX_VOCABULARY_POPULATION, dosage->population));
        print_range("sets", dosage->sets_min, dosage->sets_max);
        print_range("reps", dosage->reps_min, dosage->reps_max);
        print_range("hold, s", dosage->hold_s, 0);
        print_range("% of 1RM", dosage->intensity_min / 10, dosage->intensity_max / 10);
        print_range("rest, s", dosage->rest_min_s, dosage->rest_max_s);
        print_range("days a week", dosage->days_min, dosage->days_max);
        printf("  %s%s[%s]\n", note ? note : "", note ? " " : "", dosage->source);
    }
}

static void print_card(const bandex_exercise *exercise, const char *locale)
{
    printf("%s (%s, version %d)\n%s\n", bandex_exercise_text(exercise, exercise->names, locale), exercise->id,
           (int)exercise->version, bandex_exercise_text(exercise, exercise->summary, locale));
    printf("\n%s, %s, %s, %s; anchor: %s %s; stretch %d to %d %%\n", token(BANDEX_VOCABULARY_POSITION, exercise->body_position),
           token(BANDEX_VOCABULARY_LEVEL, exercise->level), token(BANDEX_VOCABULARY_MECHANIC, exercise->mechanic),
           token(BANDEX_VOCABULARY_LATERALITY, exercise->laterality), token(BANDEX_VOCABULARY_ANCHOR, exercise->anchor.kind),
           token(BANDEX_VOCABULARY_HEIGHT, exercise->anchor.height), (int)exercise->stretch.start_permille / 10,
           (int)exercise->stretch.peak_permille / 10);
    printf("\nMuscles\n");
    print_muscles(exercise, locale);
    print_texts("Good for", exercise, exercise->benefits, exercise->benefit_count, locale);
    printf("\nSteps\n");
    for (size_t i = 0; i < exercise->step_count; i++) {
        printf("  %zu. %-11s %s\n", i + 1, token(BANDEX_VOCABULARY_PHASE, exercise->steps[i].phase),
               bandex_exercise_text(exercise, exercise->steps[i].text, locale));
    }
    print_texts("Cues", exercise, exercise->cues, exercise->cue_count, locale);
    printf("\nFaults\n");
    for (size_t i = 0; i < exercise->fault_count; i++) {
        printf("  - %s %s\n", bandex_exercise_text(exercise, exercise->faults[i].fault, locale),
               bandex_exercise_text(exercise, exercise->faults[i].correction, locale));
    }
    printf("\nCautions\n");
    for (size_t i = 0; i < exercise->caution_count; i++) {
        printf("  %-8s %s\n", token(BANDEX_VOCABULARY_CAUTION, exercise->cautions[i].severity),
               bandex_exercise_text(exercise, exercise->cautions[i].text, locale));
    }
    for (size_t i = 0; i < exercise->hazard_count; i++) {
        printf("  %-8s %s\n", "band", bandex_exercise_text(exercise, exercise->hazards[i].text, locale));
    }
    printf("\nHow much\n");
    print_dosage(exercise, locale);
    print_texts("To do more", exercise, exercise->progressions, exercise->progression_count, locale);
    if (exercise->variant_count > 0) {
        printf("\nVariants\n");
    }
    for (size_t i = 0; i < exercise->variant_count; i++) {
        printf("  %-14s %s\n", exercise->variants[i].id, bandex_exercise_text(exercise, exercise->variants[i].summary, locale));
    }
    printf("\n`bandex exercises %s --json` prints all of it, with contraindications and sources.\n", exercise->id);
}

/* ---- */

static int print_found(const options *self, const bandex_exercise *const *found, size_t count)
{
    json_object *array;
    if (!self->json) {
        for (size_t i = 0; i < count; i++) {
            if (self->id) {
                print_card(found[i], self->locale);
            } else {
                print_row(found[i], self->locale);
            }
        }
        return finish_output();
    }
    array = json_object_new_array();
    for (size_t i = 0; i < count; i++) {
        json_object_array_add(array, exercise_to_json(found[i]));
    }
    return print_json(array, JSON_C_TO_STRING_PRETTY);
}

static int find_all(const options *self, const bandex_catalog *catalog)
{
    size_t count = bandex_catalog_count(catalog), found = 0;
    uint32_t *indices = malloc((count + 1) * sizeof *indices);
    const bandex_exercise **exercises = malloc((count + 1) * sizeof *exercises);
    int code;
    if (!indices || !exercises) {
        code = fail(EXIT_DATA, "out of memory");
    } else {
        bandex_catalog_query(catalog, &self->query, indices, count, &found);
        count = 0;
        for (size_t i = 0; i < found; i++) {
            const bandex_exercise *exercise = bandex_catalog_at(catalog, indices[i]);
            if (!self->id || strcmp(self->id, exercise->id) == 0) {
                exercises[count++] = exercise;
            }
        }
        code = print_found(self, exercises, count);
    }
    free(exercises);
    free(indices);
    return code;
}

/* The one that was asked for, also when it is deprecated; with a filter only if it fits. */
static int find_one(options *self, const bandex_catalog *catalog)
{
    const bandex_exercise *exercise = bandex_catalog_find(catalog, self->id);
    const bandex_exercise *current = bandex_catalog_current(catalog, self->id);
    bandex_query any;
    bandex_query_default(&any);
    if (!exercise) {
        return fail(EXIT_DATA, "no exercise '%.60s'; `bandex exercises` lists them", self->id);
    }
    if (current && current != exercise) {
        fprintf(stderr, "bandex: %s is replaced by %s\n", exercise->id, current->id);
    }
    if (memcmp(&any, &self->query, sizeof any) == 0) {
        return print_found(self, &exercise, 1);
    }
    return find_all(self, catalog);
}

int command_exercises(int argc, char **argv)
{
    options self = {0};
    bandex_catalog *own = NULL;
    int code = EXIT_DONE;
    bandex_query_default(&self.query);
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    if (self.catalog) {
        code = catalog_open(self.catalog, NULL, &own);
    }
    if (code == EXIT_DONE) {
        code = self.id ? find_one(&self, own) : find_all(&self, own);
    }
    bandex_catalog_free(own);
    return code;
}
