/* SPDX-License-Identifier: MIT */
#include "rule.h"

#include "training.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

void rule_options_default(rule_options *self)
{
    self->policy = "double";
    self->changed = false;
    bandex_preset_params_default(&self->params);
}

void rule_options_set(rule_options *self, struct argp_state *state, const char *text)
{
    const char *equals = strchr(text, '=');
    char name[64];
    if (!equals || (size_t)(equals - text) >= sizeof name) {
        argp_error(state, "--set wants NAME=NUMBER");
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)(equals - text), text);
    int32_t value = (int32_t)parse_integer(state, "--set", equals + 1, INT32_MIN, INT32_MAX);
    if (bandex_preset_params_set(&self->params, name, value) != BANDEX_OK) {
        argp_error(state, "no parameter '%s'; `bandex policy show` lists them", name);
    }
    self->changed = true;
}

static int read_policy(const char *path, bandex_policy *out)
{
    uint8_t *bytes = malloc(RULE_FILE_MAX + 1);
    FILE *file = bytes ? fopen(path, "rb") : NULL;
    bandex_diag diag;
    if (!file) {
        int code = fail(EXIT_DATA, "%s: %s", path, bytes ? strerror(errno) : "no memory");
        free(bytes);
        return code;
    }
    size_t size = fread(bytes, 1, RULE_FILE_MAX + 1, file);
    bool broken = ferror(file) != 0;
    int why = errno;
    fclose(file);
    int code = EXIT_DONE;
    if (broken || size > RULE_FILE_MAX) {
        code = fail(EXIT_DATA, "%s: %s", path, broken ? strerror(why) : "too long for a policy");
    } else {
        bandex_status status = bandex_policy_decode(bytes, size, out, &diag);
        code = status == BANDEX_OK ? EXIT_DONE : fail_status(status, path, &diag);
    }
    free(bytes);
    return code;
}

int rule_policy(const rule_options *self, bandex_policy *out)
{
    bandex_status status = bandex_policy_preset(self->policy, &self->params, out);
    if (status == BANDEX_OK) {
        return EXIT_DONE;
    }
    if (status != BANDEX_E_NOT_FOUND) {
        return fail(EXIT_DATA, "policy '%.60s': a parameter is out of its range", self->policy);
    }
    if (!strchr(self->policy, '.') && !strchr(self->policy, '/')) {
        return fail(EXIT_DATA, "no policy '%.60s'; `bandex policy list` lists them", self->policy);
    }
    if (self->changed) {
        return fail(EXIT_USAGE, "--set is for presets, not for the file '%.60s'", self->policy);
    }
    return read_policy(self->policy, out);
}

void rule_hash_text(uint64_t hash, char text[17])
{
    snprintf(text, 17, "%016" PRIx64, hash);
}

int32_t rule_today(void)
{
    int32_t offset_min;
    int64_t now = training_now(&offset_min);
    return bandex_day(now, offset_min);
}

/* ---- JSON ---- */

static void add_known(json_object *object, const char *key, int32_t value)
{
    if (value != BANDEX_UNKNOWN) {
        json_object_object_add(object, key, json_object_new_int(value));
    }
}

static void add_int(json_object *object, const char *key, int32_t value)
{
    json_object_object_add(object, key, json_object_new_int(value));
}

static json_object *prescription_json(const bandex_prescription *p, const bandex_rung_name *name)
{
    json_object *object = json_object_new_object();
    add_known(object, "rung", p->rung);
    if (p->rung != BANDEX_UNKNOWN && name) {
        add_text(object, "band", name->band);
        add_int(object, "strands", (int32_t)name->strands);
        if (name->elongation_permille > 0) {
            add_int(object, "elongation_permille", name->elongation_permille);
        }
        add_known(object, "force_mn", name->force_mn);
    }
    add_known(object, "sets", p->sets);
    add_known(object, "reps", p->reps);
    add_known(object, "tut_ms", p->tut_ms);
    return object;
}

static json_object *reason_json(const bandex_reason *r)
{
    json_object *object = json_object_new_object();
    add_text(object, "code", bandex_reason_name(r->code));
    add_known(object, "session", r->session);
    add_known(object, "set", r->set);
    if (r->metric != BANDEX_UNKNOWN) {
        add_text(object, "metric", bandex_metric_name(r->metric));
    }
    add_known(object, "value", r->value);
    add_known(object, "threshold", r->threshold);
    return object;
}

json_object *rule_decision_json(const bandex_policy *policy, const bandex_decision *d)
{
    json_object *object = json_object_new_object(), *reasons = json_object_new_array(), *from = json_object_new_object();
    char text[700], hash[17];
    add_text(object, "action", bandex_action_name(d->action));
    add_text(object, "reason", bandex_reason_name(d->reasons[0].code));
    json_object_object_add(object, "next", prescription_json(&d->next, &d->next_rung));
    if (d->base.rung != BANDEX_UNKNOWN) {
        json_object_object_add(object, "base", prescription_json(&d->base, &d->base_rung));
    }
    if (d->step_permille != BANDEX_STEP_UNKNOWN) {
        add_int(object, "step_permille", d->step_permille);
    }
    add_known(object, "slot", d->slot);
    for (uint32_t i = 0; i < d->reason_count; i++) {
        json_object_array_add(reasons, reason_json(&d->reasons[i]));
    }
    json_object_object_add(object, "reasons", reasons);
    rule_hash_text(d->policy_hash, hash);
    add_text(from, "id", policy->id);
    add_text(from, "hash", hash);
    add_text(from, "library", bandex_version_string());
    json_object_object_add(object, "policy", from);
    bandex_decision_explain(d, "en", text, sizeof text, NULL);
    add_text(object, "text", text);
    bandex_decision_explain(d, "es", text, sizeof text, NULL);
    add_text(object, "text_es", text);
    return object;
}

static const char *name_of(const char *const *names, size_t count, int32_t i)
{
    return i >= 0 && (size_t)i < count ? names[i] : "unknown";
}

#define NAME(names, i) name_of(names, sizeof names / sizeof *names, i)

static json_object *predicate_json(const bandex_policy *policy, int32_t index)
{
    static const char *const kinds[] = {"all", "any", "not", "compare", "streak", "week_count"};
    static const char *const aggregates[] = {"min", "max", "sum", "mean", "first", "last", "nth", "count_ge"};
    static const char *const compares[] = {"<", "<=", "=", ">=", ">"};
    static const char *const operands[] = {"", "target_reps", "target_tut", "reps_hi", "tut_hi", "sets", "ladder_force"};
    const bandex_predicate *p = &policy->predicates[index];
    json_object *object = json_object_new_object();
    add_text(object, "kind", NAME(kinds, p->kind));
    if (p->kind == BANDEX_PREDICATE_COMPARE) {
        add_text(object, "metric", bandex_metric_name(p->metric));
        add_text(object, "aggregate", NAME(aggregates, p->aggregate));
        add_text(object, "compare", NAME(compares, p->compare));
        add_text(object, "operand", NAME(operands, p->operand));
        add_int(object, "value", p->value);
    } else {
        json_object *children = json_object_new_array();
        for (uint8_t i = 0; i < p->count; i++) {
            json_object_array_add(children, predicate_json(policy, p->first + i));
        }
        if (p->kind == BANDEX_PREDICATE_STREAK || p->kind == BANDEX_PREDICATE_WEEK_COUNT) {
            add_int(object, "sessions", p->value);
        }
        if (p->kind == BANDEX_PREDICATE_STREAK) {
            json_object_object_add(object, "same_rung", json_object_new_boolean(p->same_rung));
        }
        json_object_object_add(object, "of", children);
    }
    if (p->argument) {
        add_int(object, "argument", p->argument);
    }
    if (p->reason) {
        add_text(object, "otherwise", bandex_reason_name(p->reason));
    }
    return object;
}

static json_object *axes_json(const bandex_policy *policy)
{
    static const char *const kinds[] = {"reps", "sets", "tut_ms", "load"};
    static const char *const follows[] = {"target", "weakest", "top"};
    json_object *list = json_object_new_array();
    for (uint32_t i = 0; i < policy->axis_count; i++) {
        const bandex_axis *a = &policy->axes[i];
        json_object *object = json_object_new_object();
        add_text(object, "axis", NAME(kinds, a->kind));
        if (a->kind != BANDEX_AXIS_LOAD) {
            add_int(object, "lo", a->lo);
            add_int(object, "hi", a->hi);
            add_int(object, "step", a->step);
            add_text(object, "follow", NAME(follows, a->follow));
        }
        if (a->condition != BANDEX_NONE) {
            json_object_object_add(object, "condition", predicate_json(policy, a->condition));
        }
        add_text(object, "reason", bandex_reason_name(a->reason));
        json_object_array_add(list, object);
    }
    return list;
}

static json_object *rows_json(const bandex_policy *policy)
{
    json_object *list = json_object_new_array();
    for (uint32_t i = 0; i < policy->row_count; i++) {
        json_object *object = json_object_new_object();
        add_int(object, "lo", policy->rows[i].lo);
        add_int(object, "hi", policy->rows[i].hi);
        add_int(object, "rungs", policy->rows[i].delta);
        add_text(object, "reason", bandex_reason_name(policy->rows[i].reason));
        json_object_array_add(list, object);
    }
    return list;
}

static void add_driver(json_object *object, const bandex_policy *policy)
{
    static const char *const names[] = {"chain", "table", "percent", "custom"};
    add_text(object, "driver", NAME(names, policy->driver));
    switch (policy->driver) {
    case BANDEX_DRIVER_CHAIN:
        json_object_object_add(object, "axes", axes_json(policy));
        break;
    case BANDEX_DRIVER_TABLE:
        add_text(object, "metric", bandex_metric_name(policy->table_metric));
        json_object_object_add(object, "rows", rows_json(policy));
        break;
    case BANDEX_DRIVER_PERCENT:
        if (policy->percent.reference == BANDEX_PERCENT_LAST) {
            add_int(object, "low_permille", policy->percent.low_permille);
            add_int(object, "high_permille", policy->percent.high_permille);
        } else {
            add_int(object, "target_reps", policy->percent.target_reps);
            add_int(object, "target_rpe10", policy->percent.target_rpe10);
        }
        break;
    default:
        add_text(object, "custom", policy->custom);
        break;
    }
}

static json_object *gates_json(const bandex_policy *policy)
{
    static const char *const caps[] = {"hold", "reduce_rungs", "reduce_permille", "stop"};
    json_object *list = json_object_new_array();
    for (uint32_t i = 0; i < policy->gate_count; i++) {
        const bandex_gate *g = &policy->gates[i];
        json_object *object = json_object_new_object();
        json_object_object_add(object, "when", predicate_json(policy, g->predicate));
        add_text(object, "cap", NAME(caps, g->cap));
        if (g->amount) {
            add_int(object, "amount", g->amount);
        }
        add_text(object, "reason", bandex_reason_name(g->reason));
        json_object_array_add(list, object);
    }
    return list;
}

static json_object *clamps_json(const bandex_clamps *c)
{
    json_object *object = json_object_new_object();
    add_int(object, "max_up", c->max_up);
    add_int(object, "sets_max", c->sets_max);
    add_int(object, "reps_max", c->reps_max);
    add_int(object, "tut_max_ms", c->tut_max_ms);
    add_int(object, "min_days", c->min_days);
    add_int(object, "inc_max_permille", c->inc_max_permille);
    add_int(object, "force_max_mn", c->force_max_mn);
    add_int(object, "elongation_max_permille", c->elongation_max_permille);
    return object;
}

static void add_plan(json_object *object, const bandex_policy *policy)
{
    if (policy->schedule.deload_every_weeks) {
        add_int(object, "deload_every_weeks", policy->schedule.deload_every_weeks);
        add_int(object, "deload_sets_permille", policy->schedule.deload_sets_permille);
    }
    if (policy->schedule.slot_count) {
        json_object *list = json_object_new_array();
        for (int32_t i = 0; i < policy->schedule.slot_count; i++) {
            json_object_array_add(list, json_object_new_int(policy->schedule.slot_reps[i]));
        }
        json_object_object_add(object, "slots", list);
    }
    if (policy->set_load_count) {
        json_object *list = json_object_new_array();
        for (uint32_t i = 0; i < policy->set_load_count; i++) {
            json_object *load = json_object_new_object();
            add_int(load, "permille", policy->set_loads[i].permille);
            add_known(load, "reps", policy->set_loads[i].reps ? policy->set_loads[i].reps : BANDEX_UNKNOWN);
            json_object_array_add(list, load);
        }
        json_object_object_add(object, "set_loads", list);
    }
}

json_object *rule_json(const bandex_policy *policy)
{
    json_object *object = json_object_new_object();
    char text[17];
    uint64_t hash;
    bandex_policy_hash(policy, &hash);
    rule_hash_text(hash, text);
    add_text(object, "id", policy->id);
    add_text(object, "title", policy->title);
    add_text(object, "source", policy->source);
    add_text(object, "hash", text);
    add_int(object, "version", (int32_t)policy->version);
    add_driver(object, policy);
    if (policy->ready != BANDEX_NONE) {
        json_object_object_add(object, "ready", predicate_json(policy, policy->ready));
    }
    add_int(object, "confirm", policy->confirm);
    if (policy->regress.sessions) {
        json_object *stall = json_object_new_object();
        add_int(stall, "sessions", policy->regress.sessions);
        add_int(stall, "permille", policy->regress.permille);
        add_int(stall, "rungs", policy->regress.rungs);
        json_object_object_add(object, "stall", stall);
    }
    add_text(object, "count", policy->count == BANDEX_REPS_VALID ? "valid" : "accepted");
    json_object_object_add(object, "gates", gates_json(policy));
    json_object_object_add(object, "clamps", clamps_json(&policy->clamps));
    add_plan(object, policy);
    add_text(object, "sides", policy->sides.mode == BANDEX_SIDES_LOCKED ? "locked" : "independent");
    if (policy->sides.max_gap) {
        add_int(object, "max_gap", policy->sides.max_gap);
    }
    json_object_object_add(object, "start", prescription_json(&policy->start, NULL));
    return object;
}
