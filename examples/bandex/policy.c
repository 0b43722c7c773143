/* SPDX-License-Identifier: MIT */
/* bandex policy: the rules of progression: which there are, what one says, what to mind with these bands. */
#include "rule.h"
#include "training.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FINDINGS_MAX (3 * TRAINING_RUNGS)

typedef struct options {
    rule_options rule;
    const char *verb, *policy, *bands, *cbor;
    bool json;
} options;

enum { OPTION_SET = 1000, OPTION_BANDS, OPTION_CBOR, OPTION_JSON };

static const struct argp_option argp_options[] = {
    {"set", OPTION_SET, "NAME=NUMBER", 0, "a parameter of the rule, e.g. reps_hi=18; may be given several times", 0},
    {"bands", OPTION_BANDS, "ID,ID...", 0, "lint: bands at hand (default: all TheraBand flat bands)", 0},
    {"cbor", OPTION_CBOR, "FILE", 0, "show: also write the policy as canonical CBOR", 0},
    {"json", OPTION_JSON, NULL, 0, "print JSON", 0},
    {0}};

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    options *self = state->input;
    switch (key) {
    case OPTION_SET: rule_options_set(&self->rule, state, text); return 0;
    case OPTION_BANDS: self->bands = text; return 0;
    case OPTION_CBOR: self->cbor = text; return 0;
    case OPTION_JSON: self->json = true; return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 1) {
            argp_error(state, "one policy at a time");
        }
        *(state->arg_num == 0 ? &self->verb : &self->policy) = text;
        return 0;
    case ARGP_KEY_END:
        if (!self->verb || (strcmp(self->verb, "list") && strcmp(self->verb, "show") && strcmp(self->verb, "lint"))) {
            argp_error(state, "list, show or lint?");
        }
        if (strcmp(self->verb, "list") && !self->policy) {
            argp_error(state, "which policy? `bandex policy list` lists them");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static json_object *info_json(const bandex_preset_info *info)
{
    json_object *object = json_object_new_object();
    add_text(object, "id", info->id);
    add_text(object, "title", info->title);
    add_text(object, "rule", info->rule);
    add_text(object, "source", info->source);
    add_text(object, "evidence", info->evidence);
    add_text(object, "use", info->use);
    add_text(object, "avoid", info->avoid);
    return object;
}

static int list(const options *self)
{
    if (self->json) {
        json_object *all = json_object_new_array();
        for (size_t i = 0; i < bandex_preset_count(); i++) {
            json_object_array_add(all, info_json(bandex_preset_at(i)));
        }
        return print_json(all, JSON_C_TO_STRING_PRETTY);
    }
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        const bandex_preset_info *info = bandex_preset_at(i);
        printf("%-12s %s\n             %s\n", info->id, info->title, info->rule);
    }
    return finish_output();
}

static int write_cbor(const bandex_policy *policy, const char *path)
{
    uint8_t bytes[8192];
    size_t length;
    bandex_status status = bandex_policy_encode(policy, bytes, sizeof bytes, &length);
    FILE *file = status == BANDEX_OK ? fopen(path, "wb") : NULL;
    if (!file) {
        return status == BANDEX_OK ? fail(EXIT_DATA, "%s: %s", path, strerror(errno)) : fail_status(status, policy->id, NULL);
    }
    bool broken = fwrite(bytes, 1, length, file) != length;
    broken = fclose(file) != 0 || broken;
    return broken ? fail(EXIT_DATA, "%s: %s", path, strerror(errno)) : EXIT_DONE;
}

static const bandex_preset_info *info_of(const bandex_policy *policy)
{
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        if (strcmp(bandex_preset_at(i)->id, policy->id) == 0) {
            return bandex_preset_at(i);
        }
    }
    return NULL;
}

static int show(const options *self, const bandex_policy *policy)
{
    const bandex_preset_info *info = info_of(policy);
    json_object *object = rule_json(policy);
    int code = self->cbor ? write_cbor(policy, self->cbor) : EXIT_DONE;
    if (code != EXIT_DONE || self->json) {
        if (code == EXIT_DONE) {
            return print_json(object, JSON_C_TO_STRING_PRETTY);
        }
        json_object_put(object);
        return code;
    }
    printf("%s\n", policy->title);
    if (info) {
        printf("Rule:     %s\nSource:   %s\nEvidence: %s\nUse:      %s\nNot:      %s\n", info->rule, info->source, info->evidence, info->use, info->avoid);
    }
    printf("Parameters for --set:");
    for (size_t i = 0; bandex_preset_param_name(i); i++) {
        printf("%s%s", i % 6 ? " " : "\n  ", bandex_preset_param_name(i));
    }
    printf("\nData:\n%s\n", json_object_to_json_string_ext(object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(object);
    return finish_output();
}

static void print_finding(const bandex_policy *policy, const training_ladder *ladder, const bandex_lint *finding)
{
    const char *band = "", *next = "";
    if ((finding->code == BANDEX_LINT_RANGE_TOO_NARROW || finding->code == BANDEX_LINT_WINDOW_EMPTY) &&
        (size_t)finding->index + 1 < ladder->ladder.count) {
        band = training_short_name(ladder->rungs[finding->index].band);
        next = training_short_name(ladder->rungs[finding->index + 1].band);
    }
    switch (finding->code) {
    case BANDEX_LINT_RANGE_TOO_NARROW:
        printf("%s: from %s to %s the range must reach %d repetitions\n", bandex_lint_name(finding->code), band, next, finding->value);
        break;
    case BANDEX_LINT_WINDOW_EMPTY:
        printf("%s: no rung within the limits above %s (%s is %+.1f %%)\n", bandex_lint_name(finding->code), band, next, (finding->value - 1000) / 10.0);
        break;
    case BANDEX_LINT_GATE_NEVER_FIRES:
        printf("%s: gate %d (%s)\n", bandex_lint_name(finding->code), finding->index, bandex_reason_name(policy->gates[finding->index].reason));
        break;
    case BANDEX_LINT_STEP_CLAMPED:
        printf("%s: row %d wants %d rungs, the limit is %d\n", bandex_lint_name(finding->code), finding->index, finding->value, policy->clamps.max_up);
        break;
    default:
        printf("%s: %d\n", bandex_lint_name(finding->code), finding->index);
        break;
    }
}

static int lint(const options *self, const bandex_policy *policy, training_ladder *ladder)
{
    bandex_lint findings[FINDINGS_MAX];
    size_t count;
    int code = training_ladder_build(ladder, self->bands);
    if (code != EXIT_DONE) {
        return code;
    }
    bandex_status status = bandex_policy_lint(policy, &ladder->ladder, findings, FINDINGS_MAX, &count);
    if (status != BANDEX_OK) {
        return fail_status(status, policy->id, NULL);
    }
    if (!self->json) {
        for (size_t i = 0; i < count; i++) {
            print_finding(policy, ladder, &findings[i]);
        }
        if (count == 0) {
            puts("nothing to mind");
        }
        return finish_output();
    }
    json_object *list_of = json_object_new_array();
    for (size_t i = 0; i < count; i++) {
        json_object *object = json_object_new_object();
        add_text(object, "code", bandex_lint_name(findings[i].code));
        json_object_object_add(object, "index", json_object_new_int(findings[i].index));
        if (findings[i].value != BANDEX_UNKNOWN) {
            json_object_object_add(object, "value", json_object_new_int(findings[i].value));
        }
        json_object_array_add(list_of, object);
    }
    return print_json(list_of, JSON_C_TO_STRING_PRETTY);
}

int command_policy(int argc, char **argv)
{
    static const struct argp parser = {argp_options, parse_option, "list\nshow POLICY\nlint POLICY",
                                       "List the rules of progression, show one as data, or say what to mind when it meets these bands. POLICY is "
                                       "the id of a preset, or a file written with --cbor.", NULL, NULL, NULL};
    options self = {0};
    bandex_policy policy;
    rule_options_default(&self.rule);
    argp_parse(&parser, argc, argv, 0, NULL, &self);
    if (strcmp(self.verb, "list") == 0) {
        return list(&self);
    }
    self.rule.policy = self.policy;
    int code = rule_policy(&self.rule, &policy);
    if (code != EXIT_DONE || strcmp(self.verb, "show") == 0) {
        return code == EXIT_DONE ? show(&self, &policy) : code;
    }
    training_ladder *ladder = calloc(1, sizeof *ladder);
    code = ladder ? lint(&self, &policy, ladder) : fail(EXIT_DATA, "no memory");
    free(ladder);
    return code;
}
