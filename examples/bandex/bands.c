/* SPDX-License-Identifier: MIT */
/* bandex bands: the products, their charts and curves; the ladder of loads of some of them. */
#include "band_text.h"
#include "curves.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BANDS_MAX 32
#define OMISSIONS_MAX 2048

typedef struct options {
    const bandex_band_product *bands[BANDS_MAX];
    size_t count;
    const char *brand, *svg, *title;
    int32_t models[4];
    size_t model_count;
    int32_t fit_at[8];
    size_t fit_count;
    bandex_ladder_config ladder_config;
    uint32_t strands_max;
    bool json, ladder;
} options;

enum { OPTION_JSON = 1000, OPTION_BRAND, OPTION_SVG, OPTION_TITLE, OPTION_MODEL, OPTION_FIT_AT, OPTION_LADDER, OPTION_STRANDS, OPTION_ELONGATIONS };

static const struct argp_option argp_options[] = {
    {"brand", OPTION_BRAND, "B", 0, "only this brand, e.g. TheraBand", 0},
    {"model", OPTION_MODEL, "NAME", 0, "mooney_rivlin (default), table, power or linear; several times for a picture of several", 0},
    {"fit-at", OPTION_FIT_AT, "P,P...", 0, "fit the curve to these points of the chart only, in permille, e.g. 1000,2000", 0},
    {"svg", OPTION_SVG, "FILE", 0, "draw the curves with their points", 0},
    {"title", OPTION_TITLE, "TEXT", 0, "title of the picture", 0},
    {"ladder", OPTION_LADDER, NULL, 0, "the loads that one can choose from with these bands", 0},
    {"strands-max", OPTION_STRANDS, "N", 0, "ladder: up to so many strands of a band (default: as it is)", 0},
    {"elongations", OPTION_ELONGATIONS, "E,E...", 0, "ladder: elongations at the peak, in permille (default: 1000)", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

/* "500,1000": up to 8 numbers of 1 to 10000. */
static size_t parse_list(struct argp_state *state, const char *option, const char *text, int32_t *numbers)
{
    size_t count = 0;
    for (;;) {
        char *rest;
        errno = 0;
        long number = strtol(text, &rest, 10);
        if (rest == text || errno || number < 1 || number > 10000 || count == 8 || (*rest && *rest != ',')) {
            argp_error(state, "%s wants 1 to 8 numbers of permille, 1 to 10000, with commas between", option);
        }
        numbers[count++] = (int32_t)number;
        if (!*rest) {
            return count;
        }
        text = rest + 1;
    }
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_BRAND: self->brand = text; return 0;
    case OPTION_SVG: self->svg = text; return 0;
    case OPTION_TITLE: self->title = text; return 0;
    case OPTION_MODEL:
        if (self->model_count == 4) {
            argp_error(state, "four models at most");
        }
        self->models[self->model_count++] = parse_model(state, text);
        return 0;
    case OPTION_FIT_AT: self->fit_count = parse_list(state, "--fit-at", text, self->fit_at); return 0;
    case OPTION_LADDER: self->ladder = true; return 0;
    case OPTION_STRANDS:
        self->strands_max = (uint32_t)parse_integer(state, "--strands-max", text, 1, BANDEX_BAND_STRANDS_MAX);
        return 0;
    case OPTION_ELONGATIONS:
        self->ladder_config.elongation_count =
            (uint32_t)parse_list(state, "--elongations", text, self->ladder_config.elongations_permille);
        return 0;
    case OPTION_JSON: self->json = true; return 0;
    case ARGP_KEY_ARG:
        if (self->count == BANDS_MAX) {
            argp_error(state, "%d bands at most", BANDS_MAX);
        }
        self->bands[self->count] = find_band(text);
        if (!self->bands[self->count++]) {
            exit(EXIT_DATA);
        }
        return 0;
    case ARGP_KEY_END:
        if ((self->ladder || self->svg) && self->count == 0) {
            argp_error(state, "which bands?");
        }
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

/* The curve of a product, of all its points or of those that --fit-at names. */
static bandex_status curve_of(const options *self, const bandex_band_product *product, int32_t model, bandex_curve *curve)
{
    bandex_band_point points[BANDEX_BAND_POINTS];
    size_t count = 0;
    if (self->fit_count == 0) {
        return bandex_band_curve(product, model, curve);
    }
    for (size_t p = 0; p < product->point_count; p++) {
        for (size_t i = 0; i < self->fit_count; i++) {
            if (product->points[p].elongation_permille == self->fit_at[i] && count < BANDEX_BAND_POINTS) {
                points[count++] = product->points[p];
                break;
            }
        }
    }
    return bandex_curve_fit(curve, model, points, count);
}

static int32_t first_model(const options *self)
{
    return self->model_count ? self->models[0] : BANDEX_CURVE_DEFAULT;
}

/* ---- one record ---- */

static json_object *point_json(const bandex_band_point *point)
{
    json_object *object = json_object_new_object(), *marks = json_object_new_array();
    json_object_object_add(object, "elongation_permille", json_object_new_int(point->elongation_permille));
    add_number(object, "force_n", point->force_mn / 1000.0);
    json_object_object_add(object, "per_strand", json_object_new_boolean(point->basis == BANDEX_BASIS_STRAND && point->carriers == 1));
    add_text(object, "carried_by", point->basis == BANDEX_BASIS_STRAND ? "strands" : "bands_as_anchored");
    json_object_object_add(object, "carriers", json_object_new_int(point->carriers));
    static const char *const names[] = {"excluded", "approximate", "measured"};
    for (size_t i = 0; i < 3; i++) {
        if (point->marks & (1 << i)) {
            json_object_array_add(marks, json_object_new_string(names[i]));
        }
    }
    if (json_object_array_length(marks) > 0) {
        json_object_object_add(object, "marks", marks);
    } else {
        json_object_put(marks);
    }
    add_text(object, "source", point->source);
    add_text(object, "vintage", point->vintage);
    return object;
}

static json_object *curve_json(const bandex_curve *curve)
{
    json_object *object = json_object_new_object();
    add_text(object, "model", model_name(curve->model));
    if (curve->model != BANDEX_CURVE_TABLE) {
        add_number(object, "a", curve->a);
    }
    if (curve->model == BANDEX_CURVE_MOONEY_RIVLIN || curve->model == BANDEX_CURVE_POWER) {
        add_number(object, "b", curve->b);
    }
    json_object_object_add(object, "points", json_object_new_int((int32_t)curve->count));
    add_number(object, "rms_n", curve->rms_n);
    add_number(object, "worst_permille", curve->worst * 1000);
    return object;
}

static json_object *band_json(const options *self, const bandex_band_product *product)
{
    json_object *record = json_object_new_object();
    bandex_curve curve;
    add_text(record, "id", product->id);
    add_text(record, "brand", product->brand);
    add_text(record, "model", product->model);
    add_text(record, "color", product->color);
    add_text(record, "chart", product->chart);
    add_text(record, "kind", kind_name(product->kind));
    add_text(record, "label", product->label);
    add_text(record, "note", product->note);
    if (product->rank) {
        json_object_object_add(record, "rank", json_object_new_int(product->rank));
    }
    if (product->rest_mm) {
        json_object_object_add(record, "rest_mm", json_object_new_int((int32_t)product->rest_mm));
    }
    json_object_object_add(record, "strands", json_object_new_int((int32_t)bandex_band_strands(product)));
    json_object_object_add(record, "warning_permille", json_object_new_int(product->warning_permille ? product->warning_permille : BANDEX_BAND_WARNING_PERMILLE));
    json_object_object_add(record, "limit_permille", json_object_new_int(product->limit_permille ? product->limit_permille : BANDEX_BAND_LIMIT_PERMILLE));
    if (product->point_count) {
        json_object *points = json_object_new_array();
        for (size_t p = 0; p < product->point_count; p++) {
            json_object_array_add(points, point_json(&product->points[p]));
        }
        json_object_object_add(record, "points", points);
    }
    if (curve_of(self, product, first_model(self), &curve) == BANDEX_OK) {
        json_object_object_add(record, "curve", curve_json(&curve));
    }
    return record;
}

static void print_curve(const options *self, const bandex_band_product *product, const bandex_curve *curve)
{
    printf("curve   %s", model_name(curve->model));
    if (curve->model == BANDEX_CURVE_MOONEY_RIVLIN) {
        printf(": F = (l - 1/l^2) (%.3f + %.3f / l) N, l = 1 + elongation", curve->a, curve->b);
    } else if (curve->model == BANDEX_CURVE_POWER) {
        printf(": F = %.3f e^%.3f N", curve->a, curve->b);
    } else if (curve->model == BANDEX_CURVE_LINEAR) {
        printf(": F = %.3f e N%s", curve->a, curve->count == 1 ? ", from one rating: a poor estimate elsewhere" : "");
    }
    printf("\n        %s %u point%s, rms %.2f N, worst %.1f %%\n        ",
           bandex_band_strands(product) == 2 ? "of one strand, the loop has two;" : "of", curve->count,
           curve->count == 1 ? "" : "s", curve->rms_n, curve->worst * 100);
    for (int percent = 50; percent <= 250; percent += 50) {
        double newton = 0;
        bandex_curve_force(curve, percent / 100.0, &newton);
        printf("%s%d %% %.1f N%s", percent > 50 ? "   " : "", percent, newton, percent / 100.0 > curve->high + 1e-9 ? "*" : "");
    }
    puts(curve->high < 2.5 ? "   (* beyond the data)" : "");
    (void)self;
}

static void print_band(const options *self, const bandex_band_product *product)
{
    bandex_curve curve;
    printf("%s: %s %s%s%s%s%s\n", product->id, product->brand, product->model, product->color ? ", " : "",
           product->color ? product->color : "", product->chart ? ", chart " : "", product->chart ? product->chart : "");
    if (product->note) {
        printf("note    %s\n", product->note);
    }
    if (product->label) {
        printf("label   %s (no elongation told: nothing can be computed from it)\n", product->label);
    }
    if (product->rest_mm) {
        printf("rest    %u mm\n", product->rest_mm);
    }
    for (size_t p = 0; p < product->point_count; p++) {
        const bandex_band_point *point = &product->points[p];
        bool told = p > 0 && strcmp(point->source, product->points[p - 1].source) == 0;
        printf("%s%5.1f %%  %8.2f N%s%s%s%s%s\n", p == 0 ? "chart  " : "       ", point->elongation_permille / 10.0, point->force_mn / 1000.0,
               point->carriers == 1 ? "" : point->basis == BANDEX_BASIS_STRAND ? " of two strands" : " of a pair of bands",
               point->marks & BANDEX_POINT_EXCLUDED ? ", left out of the curve" : "", told ? "" : "  [", told ? "" : point->source, told ? "" : "]");
    }
    if (curve_of(self, product, first_model(self), &curve) == BANDEX_OK) {
        print_curve(self, product, &curve);
    } else {
        printf("curve   none: %s\n", product->point_count ? "no point can be used" : "only the order of these bands is known");
    }
}

/* ---- the list ---- */

static void print_line(const bandex_band_product *product)
{
    bandex_curve curve;
    double at[2] = {0, 0};
    char label[60] = "";
    if (product->label) {
        snprintf(label, sizeof label, "label \"%s\"", product->label);
    }
    if (bandex_band_curve(product, BANDEX_CURVE_DEFAULT, &curve) != BANDEX_OK) {
        printf("%-34s %-6s %9s %9s  %s\n", product->id, kind_name(product->kind) ? kind_name(product->kind) : "", "-", "-",
               product->label ? label : product->point_count ? "no usable point" : "order only");
        return;
    }
    for (int i = 0; i < 2; i++) {
        bandex_curve_force(&curve, 1.0 + i, &at[i]);
        at[i] *= bandex_band_strands(product);
    }
    printf("%-34s %-6s %8.1f%s %8.1f%s  %s, %u point%s\n", product->id, kind_name(product->kind), at[0], curve.high < 1 - 1e-9 ? "*" : " ",
           at[1], curve.high < 2 - 1e-9 ? "*" : " ", model_name(curve.model), curve.count, curve.count == 1 ? "" : "s");
}

static bool is_wanted(const options *self, const bandex_band_product *product)
{
    return !self->brand || strcasecmp(self->brand, product->brand) == 0;
}

static int print_list(const options *self)
{
    size_t printed = 0;
    for (size_t i = 0; i < bandex_band_count(); i++) {
        const bandex_band_product *product = bandex_band_at(i);
        if (is_wanted(self, product)) {
            if (printed++ == 0) {
                printf("%-34s %-6s %9s %9s\n", "band", "kind", "100 %, N", "200 %, N");
            }
            print_line(product);
        }
    }
    if (printed == 0) {
        return fail(EXIT_DATA, "no brand '%.60s'", self->brand);
    }
    puts("Force of one band as it is used (a loop is two strands). * beyond the chart. `bandex bands ID` shows sources.");
    return finish_output();
}

static int print_records(const options *self)
{
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < self->count; i++) {
        json_object_array_add(list, band_json(self, self->bands[i]));
    }
    for (size_t i = 0; self->count == 0 && i < bandex_band_count(); i++) {
        if (is_wanted(self, bandex_band_at(i))) {
            json_object_array_add(list, band_json(self, bandex_band_at(i)));
        }
    }
    if (json_object_array_length(list) == 0) {
        json_object_put(list);
        return fail(EXIT_DATA, "no brand '%.60s'", self->brand);
    }
    return print_json(list, JSON_C_TO_STRING_PRETTY);
}

/* ---- the picture ---- */

static int draw_curves(const options *self)
{
    drawn_curve curves[CURVES_MAX];
    size_t count = 0, models = self->model_count ? self->model_count : 1;
    for (size_t i = 0; i < self->count; i++) {
        for (size_t m = 0; m < models; m++) {
            const bandex_band_product *product = self->bands[i];
            if (count == CURVES_MAX) {
                return fail(EXIT_USAGE, "a picture holds %d curves at most", CURVES_MAX);
            }
            if (curve_of(self, product, self->model_count ? self->models[m] : BANDEX_CURVE_DEFAULT, &curves[count].curve) != BANDEX_OK) {
                return fail(EXIT_DATA, "%s has no such curve", product->id);
            }
            curves[count].product = product;
            snprintf(curves[count].label, sizeof curves[count].label, "%s", models > 1 ? model_name(self->models[m]) : product->id);
            count++;
        }
    }
    return curves_draw(curves, count, self->title ? self->title : "Force of one strand", self->svg);
}

/* ---- the ladder ---- */

static json_object *ladder_json(const options *self, const bandex_ladder *ladder, const bandex_omission *omissions, size_t omitted)
{
    json_object *whole = json_object_new_object(), *steps = json_object_new_array(), *left_out = json_object_new_array();
    for (size_t i = 0; i < ladder->count; i++) {
        const bandex_rung *rung = &ladder->rungs[i];
        json_object *step = json_object_new_object();
        add_text(step, "band", rung->band);
        json_object_object_add(step, "strands", json_object_new_int((int32_t)rung->strands));
        json_object_object_add(step, "elongation_permille", json_object_new_int(rung->elongation_permille));
        if (rung->force_mn != BANDEX_UNKNOWN) {
            add_number(step, "force_n", rung->force_mn / 1000.0);
        }
        if (bandex_ladder_step(ladder, i) != BANDEX_UNKNOWN) {
            add_number(step, "step_percent", bandex_ladder_step(ladder, i) / 10.0);
        }
        add_text(step, "provenance", provenance_name(rung->provenance));
        json_object_array_add(steps, step);
    }
    for (size_t i = 0; i < omitted; i++) {
        json_object *omission = json_object_new_object();
        add_text(omission, "band", self->bands[omissions[i].band]->id);
        json_object_object_add(omission, "strands", json_object_new_int((int32_t)omissions[i].strands));
        json_object_object_add(omission, "elongation_permille", json_object_new_int(omissions[i].elongation_permille));
        add_text(omission, "reason", bandex_omission_text(omissions[i].reason));
        json_object_array_add(left_out, omission);
    }
    json_object_object_add(whole, "steps", steps);
    json_object_object_add(whole, "omitted", left_out);
    return whole;
}

static void print_ladder(const options *self, const bandex_ladder *ladder, const bandex_omission *omissions, size_t omitted)
{
    for (size_t i = 0; i < ladder->count; i++) {
        const bandex_rung *rung = &ladder->rungs[i];
        char force[24] = "?", step[24] = "";
        if (rung->force_mn != BANDEX_UNKNOWN) {
            snprintf(force, sizeof force, "%.1f N", rung->force_mn / 1000.0);
        }
        if (bandex_ladder_step(ladder, i) != BANDEX_UNKNOWN) {
            snprintf(step, sizeof step, "+%.1f %%", bandex_ladder_step(ladder, i) / 10.0);
        }
        printf("%3zu  %10s  %9s  %-32s x%u at %g %%  (%s)\n", i, force, step, rung->band, rung->strands,
               rung->elongation_permille / 10.0, provenance_name(rung->provenance));
    }
    for (size_t i = 0; i < omitted; i++) {
        printf("left out: %s x%u at %g %%: %s\n", self->bands[omissions[i].band]->id, omissions[i].strands,
               omissions[i].elongation_permille / 10.0, bandex_omission_text(omissions[i].reason));
    }
}

static int show_ladder(const options *self)
{
    bandex_owned_band bands[BANDS_MAX];
    bandex_omission omissions[OMISSIONS_MAX];
    bandex_ladder ladder;
    size_t omitted = 0;
    for (size_t i = 0; i < self->count; i++) {
        bands[i] = (bandex_owned_band){.product = self->bands[i], .strands_max = self->strands_max};
    }
    size_t room = bandex_ladder_room(bands, self->count, &self->ladder_config);
    bandex_rung *rungs = calloc(room ? room : 1, sizeof *rungs);
    if (!rungs) {
        return fail_status(BANDEX_E_MEMORY, "the ladder", NULL);
    }
    bandex_status status = bandex_ladder_build(bands, self->count, &self->ladder_config, rungs, room, &ladder, omissions,
                                               OMISSIONS_MAX, &omitted);
    int code = EXIT_DONE;
    omitted = omitted < OMISSIONS_MAX ? omitted : OMISSIONS_MAX;
    if (status != BANDEX_OK) {
        code = fail_status(status, "the ladder", NULL);
    } else if (self->json) {
        code = print_json(ladder_json(self, &ladder, omissions, omitted), JSON_C_TO_STRING_PRETTY);
    } else {
        print_ladder(self, &ladder, omissions, omitted);
        code = finish_output();
    }
    free(rungs);
    return code;
}

int command_bands(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "[BAND...]",
                                       "The bands that the library knows, with their charts, sources and curves.", NULL, NULL, NULL};
    options self = {0};
    bandex_ladder_config_default(&self.ladder_config);
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    if (self.svg) {
        return draw_curves(&self);
    }
    if (self.ladder) {
        self.ladder_config.model = first_model(&self);
        return show_ladder(&self);
    }
    if (self.json) {
        return print_records(&self);
    }
    if (self.count == 0) {
        return print_list(&self);
    }
    for (size_t i = 0; i < self.count; i++) {
        if (i > 0) {
            putchar('\n');
        }
        print_band(&self, self.bands[i]);
    }
    return finish_output();
}
