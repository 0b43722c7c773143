/* SPDX-License-Identifier: MIT */
/* bandex muscles: the taxonomy. */
#include "command.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct options {
    const char *muscle, *group, *language;
    bool json, core;
} options;

enum { OPTION_JSON = 1000, OPTION_GROUP, OPTION_CORE, OPTION_LANGUAGE };

static const struct argp_option argp_options[] = {
    {"group", OPTION_GROUP, "G", 0, "only this group or region, e.g. upper_back or back", 0},
    {"core", OPTION_CORE, NULL, 0, "without the extended entries", 0},
    {"language", OPTION_LANGUAGE, "en|es|la", 0, "language of the names in the table (default: en)", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_GROUP: self->group = text; return 0;
    case OPTION_CORE: self->core = true; return 0;
    case OPTION_LANGUAGE:
        if (strcmp(text, "en") != 0 && strcmp(text, "es") != 0 && strcmp(text, "la") != 0) {
            argp_error(state, "--language wants en, es or la, not '%.40s'", text);
        }
        self->language = text;
        return 0;
    case OPTION_JSON: self->json = true; return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0) {
            argp_error(state, "one muscle at a time");
        }
        self->muscle = text;
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const char *level_name(int32_t level)
{
    return level == BANDEX_MUSCLE_LEVEL_PART ? "part" : level == BANDEX_MUSCLE_LEVEL_SET ? "set" : "muscle";
}

static json_object *names_json(const bandex_muscle *muscle)
{
    json_object *names = json_object_new_object();
    add_text(names, "en", muscle->english);
    add_text(names, "la", muscle->latin);
    add_text(names, "es", muscle->spanish);
    return names;
}

static json_object *ontology_json(const bandex_muscle_ontology *row)
{
    json_object *ids = json_object_new_object();
    add_text(ids, "ta98", row->ta98);
    if (row->ta2) {
        json_object_object_add(ids, "ta2", json_object_new_int(row->ta2));
    }
    add_text(ids, "uberon", row->uberon);
    if (row->fma) {
        json_object_object_add(ids, "fma", json_object_new_int(row->fma));
        json_object_object_add(ids, "fma_verified", json_object_new_boolean(row->fma_verified));
    }
    return ids;
}

static json_object *muscle_json(const bandex_muscle *muscle)
{
    json_object *record = json_object_new_object(), *ids = ontology_json(bandex_muscle_ontology_get(muscle->id));
    add_text(record, "id", muscle->token);
    json_object_object_add(record, "number", json_object_new_int(muscle->id));
    add_text(record, "name", muscle->english);
    json_object_object_add(record, "names", names_json(muscle));
    add_text(record, "level", level_name(muscle->level));
    add_text(record, "tier", muscle->tier == BANDEX_MUSCLE_TIER_CORE ? "core" : "extended");
    add_text(record, "parent", bandex_muscle_area_token(muscle->parent));
    add_text(record, "group", bandex_muscle_area_token(muscle->group));
    add_text(record, "region", bandex_muscle_area_token(muscle->region));
    if (json_object_object_length(ids) > 0) {
        json_object_object_add(record, "ontology", ids);
    } else {
        json_object_put(ids);
    }
    return record;
}

/* Columns that hold letters of two bytes: printf counts bytes. */
static int width_of(const char *text, int columns)
{
    for (; *text; text++) {
        columns += ((unsigned char)*text & 0xC0) == 0x80;
    }
    return columns;
}

static void print_row(const bandex_muscle *muscle, const char *language)
{
    const char *name = bandex_muscle_name(muscle, language);
    printf("%s%-*s ", muscle->parent ? "    " : "  ", muscle->parent ? 30 : 32, muscle->token);
    if (muscle->tier == BANDEX_MUSCLE_TIER_CORE) {
        puts(name);
    } else {
        printf("%-*s extended\n", width_of(name, 44), name);
    }
}

static bool is_wanted(const options *self, const bandex_muscle *muscle, int32_t area)
{
    return (!area || bandex_muscle_in(muscle->id, area)) &&
           (!self->core || muscle->tier == BANDEX_MUSCLE_TIER_CORE);
}

/* By group, so that the heading of each stands once. */
static void print_table(const options *self, int32_t area)
{
    for (size_t g = 0; g < bandex_muscle_group_count(); g++) {
        const bandex_muscle_group *group = bandex_muscle_group_at(g);
        bool open = false;
        for (size_t i = 0; group->level == BANDEX_MUSCLE_LEVEL_GROUP && i < bandex_muscle_count(); i++) {
            const bandex_muscle *muscle = bandex_muscle_at(i);
            if (muscle->group != group->id || !is_wanted(self, muscle, area)) {
                continue;
            }
            if (!open) {
                printf("%s (%s)\n", bandex_muscle_group_name(group, self->language), group->token);
            }
            open = true;
            print_row(muscle, self->language);
        }
    }
}

static json_object *list_json(const options *self, int32_t area)
{
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        if (is_wanted(self, bandex_muscle_at(i), area)) {
            json_object_array_add(list, muscle_json(bandex_muscle_at(i)));
        }
    }
    return list;
}

int command_muscles(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "[MUSCLE]",
                                       "The muscles that exercises train: all of them, those of a group or region, or one with its parts. "
                                       "MUSCLE is an id or a name in English, Latin or Spanish, or a group or region.", NULL, NULL, NULL};
    options self = {0};
    int32_t area = 0;
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    if (self.group) {
        const bandex_muscle_group *group = bandex_muscle_group_find(self.group);
        if (!group) {
            return fail(EXIT_DATA, "no group or region '%.60s'; `bandex muscles` shows the groups", self.group);
        }
        area = group->id;
    }
    if (self.muscle) {
        const bandex_muscle *muscle = bandex_muscle_find_name(self.muscle);
        const bandex_muscle_group *group = muscle ? NULL : bandex_muscle_group_find(self.muscle);
        if (!muscle && (!group || area)) {
            return fail(EXIT_DATA, "no muscle '%.60s'; `bandex muscles` lists them", self.muscle);
        }
        if (area && !bandex_muscle_in(muscle->id, area)) {
            return fail(EXIT_DATA, "%s is not in %s", muscle->token, self.group);
        }
        area = muscle ? muscle->id : group->id;
    }
    if (self.json) {
        return print_json(list_json(&self, area), JSON_C_TO_STRING_PRETTY);
    }
    print_table(&self, area);
    return finish_output();
}
