/* SPDX-License-Identifier: MIT */
/* bandex force: what a band pulls with at a length, and the work on the way there. */
#include "band_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct options {
    const char *band;
    bandex_band_use use;
    long length_mm, start_mm, whole_mm, fold, held_mm;
    int32_t model, hold;
    bool json;
} options;

enum { OPTION_JSON = 1000, OPTION_REST, OPTION_LENGTH, OPTION_STRANDS, OPTION_START, OPTION_MODEL, OPTION_HOLD, OPTION_WHOLE, OPTION_FOLD, OPTION_HELD };

static const struct argp_option argp_options[] = {
    {"rest-mm", OPTION_REST, "R", 0, "rest length of a strand (of a loop: lying flat)", 0},
    {"length-mm", OPTION_LENGTH, "L", 0, "length of a strand", 0},
    {"strands", OPTION_STRANDS, "N", 0, "strands side by side (default: 1, 2 for loops)", 0},
    {"start-mm", OPTION_START, "S", 0, "length at the start of the repetition: also tells the force there, and the work up to L", 0},
    {"hold", OPTION_HOLD, "WAY", 0, "instead of --rest-mm and --strands, with --whole-mm: straight, ends (both to one handle), two_hands, feet, loop, loop_doubled", 0},
    {"whole-mm", OPTION_WHOLE, "W", 0, "rest length of the whole band (of a loop: lying flat)", 0},
    {"fold", OPTION_FOLD, "N", 0, "layers that the band is laid in first", 0},
    {"held-mm", OPTION_HELD, "H", 0, "rest length that cannot stretch: under the feet, round the hands", 0},
    {"model", OPTION_MODEL, "NAME", 0, "mooney_rivlin (default), table, power or linear", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static int32_t parse_hold(struct argp_state *state, const char *text)
{
    static const char *const ways[] = {"straight", "ends", "two_hands", "feet", "loop", "loop_doubled"};
    for (int32_t i = 0; i < 6; i++) {
        if (strcmp(text, ways[i]) == 0) {
            return BANDEX_HOLD_STRAIGHT + i;
        }
    }
    argp_error(state, "--hold wants straight, ends, two_hands, feet, loop or loop_doubled, not '%.40s'", text);
    return 0;
}

static void check(struct argp_state *state, const options *self)
{
    if (!self->band) {
        argp_error(state, "which band? (`bandex bands` lists them)");
    }
    if (self->length_mm < 0) {
        argp_error(state, "--length-mm is needed");
    }
    if (self->start_mm > self->length_mm) {
        argp_error(state, "--start-mm is beyond --length-mm");
    }
    if ((self->hold != 0) != (self->whole_mm > 0) || (!self->hold && (self->fold > 0 || self->held_mm > 0))) {
        argp_error(state, "--hold and --whole-mm go together, --fold and --held-mm with them");
    }
    if (self->hold && (self->use.rest_mm || self->use.strands)) {
        argp_error(state, "either --hold or --rest-mm and --strands");
    }
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    const long most = BANDEX_BAND_LENGTH_MAX_MM;
    switch (key) {
    case OPTION_REST: self->use.rest_mm = (uint32_t)parse_integer(state, "--rest-mm", text, 1, most); return 0;
    case OPTION_LENGTH: self->length_mm = parse_integer(state, "--length-mm", text, 0, most); return 0;
    case OPTION_START: self->start_mm = parse_integer(state, "--start-mm", text, 0, most); return 0;
    case OPTION_STRANDS:
        self->use.strands = (uint32_t)parse_integer(state, "--strands", text, 1, BANDEX_BAND_STRANDS_MAX);
        return 0;
    case OPTION_HOLD: self->hold = parse_hold(state, text); return 0;
    case OPTION_WHOLE: self->whole_mm = parse_integer(state, "--whole-mm", text, 1, most); return 0;
    case OPTION_FOLD: self->fold = parse_integer(state, "--fold", text, 1, 16); return 0;
    case OPTION_HELD: self->held_mm = parse_integer(state, "--held-mm", text, 0, most); return 0;
    case OPTION_MODEL: self->model = parse_model(state, text); return 0;
    case OPTION_JSON: self->json = true; return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0) {
            argp_error(state, "one band at a time");
        }
        self->band = text;
        return 0;
    case ARGP_KEY_END: check(state, self); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static void add_answer(json_object *object, const bandex_band_answer *answer)
{
    add_number(object, "force_n", answer->force_mn / 1000.0);
    json_object_object_add(object, "elongation_permille", json_object_new_int(answer->elongation_permille));
    json_object_object_add(object, "flags", force_flags_json(answer->flags));
    add_text(object, "provenance", provenance_name(answer->provenance));
}

static int print_as_json(const options *self, const bandex_band_range *range)
{
    json_object *object = json_object_new_object();
    add_answer(object, &range->peak);
    if (self->start_mm >= 0) {
        json_object *start = json_object_new_object();
        add_answer(start, &range->start);
        json_object_object_add(object, "start", start);
        add_number(object, "work_j", range->work_mj / 1000.0);
        json_object_object_add(object, "tension_permille", json_object_new_int(range->tension_permille));
    }
    return print_json(object, JSON_C_TO_STRING_SPACED);
}

static void print_answer(const char *what, const bandex_band_answer *answer)
{
    printf("%s%.2f N at %.1f %%", what, answer->force_mn / 1000.0, answer->elongation_permille / 10.0);
    print_force_flags(answer->flags);
    putchar('\n');
}

static int print_as_text(const options *self, const bandex_band_range *range)
{
    if (self->start_mm < 0) {
        print_answer("", &range->peak);
        return finish_output();
    }
    print_answer("start ", &range->start);
    print_answer("peak  ", &range->peak);
    printf("work  %.3f J one way", range->work_mj / 1000.0);
    if (range->tension_permille < 1000) {
        printf("; slack on %.0f %% of the way: take the band shorter", 100 - range->tension_permille / 10.0);
    }
    putchar('\n');
    return finish_output();
}

/* Why there is no answer. */
static int refuse(const options *self, const bandex_band_product *product, const bandex_band_range *range)
{
    const bandex_band_answer *answer = range->start.flags & BANDEX_FORCE_PAST_LIMIT ? &range->start : &range->peak;
    if (answer->flags & BANDEX_FORCE_PAST_LIMIT) {
        int32_t limit = product->limit_permille ? product->limit_permille : BANDEX_BAND_LIMIT_PERMILLE;
        return fail(EXIT_DATA, "%s stretched to %.1f %% is past its limit of %.0f %%: it may break", self->band,
                    answer->elongation_permille / 10.0, limit / 10.0);
    }
    return fail(EXIT_DATA, "the force of %s does not fit the answer", self->band);
}

static int take_hold(options *self)
{
    bandex_hold hold;
    if (!self->hold) {
        return EXIT_DONE;
    }
    if (bandex_hold_resolve(self->hold, (uint32_t)self->whole_mm, self->fold ? (uint32_t)self->fold : 1,
                            (uint32_t)self->held_mm, &hold) != BANDEX_OK) {
        return fail(EXIT_DATA, "nothing of a band of %ld mm is left to stretch", self->whole_mm);
    }
    self->use.strands = hold.strands;
    self->use.rest_mm = hold.rest_mm;
    return EXIT_DONE;
}

int command_force(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "BAND",
                                       "The force of a band at a length. 100 % is twice the rest length.", NULL, NULL, NULL};
    options self = {.length_mm = -1, .start_mm = -1};
    bandex_spring spring;
    bandex_band_range range;
    bandex_status status;
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    const bandex_band_product *product = find_band(self.band);
    if (!product || take_hold(&self) != EXIT_DONE) {
        return EXIT_DATA;
    }
    if (!self.use.rest_mm && !product->rest_mm) {
        return fail(EXIT_USAGE, "%s is sold by length: --rest-mm is needed", self.band);
    }
    status = bandex_spring_open(&spring, product, NULL, &self.use, self.model);
    if (status != BANDEX_OK) {
        return status == BANDEX_E_RANGE ? fail(EXIT_DATA, "too little is known of %s for a force; `bandex bands %s` shows it", self.band, self.band)
                                        : fail_status(status, self.band, NULL);
    }
    long from = self.start_mm >= 0 ? self.start_mm : self.length_mm;
    status = bandex_spring_range(&spring, (double)from, (double)self.length_mm, &range);
    if (status != BANDEX_OK) {
        return status == BANDEX_E_RANGE ? refuse(&self, product, &range) : fail_status(status, self.band, NULL);
    }
    return self.json ? print_as_json(&self, &range) : print_as_text(&self, &range);
}
