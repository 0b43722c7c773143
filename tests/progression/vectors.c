/* SPDX-License-Identifier: MIT */
/* Runs files of acceptance vectors (format bandex-progression-vectors) through the C API: those beside this test, and
 * further ones named in BANDEX_VECTORS or found at ../shared/vectors. */
#include <bandex/progression.h>
#include <criterion/criterion.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_SESSIONS = 128, MAX_RUNGS = 64 };

typedef struct history {
    bandex_session sessions[MAX_SESSIONS];
    bandex_set sets[MAX_SESSIONS][BANDEX_SETS_MAX];
    size_t count;
} history;

static json_object *get(json_object *object, const char *key)
{
    json_object *value = NULL;
    return object && json_object_object_get_ex(object, key, &value) ? value : NULL;
}

static int32_t number(json_object *object, const char *key, int32_t otherwise)
{
    json_object *value = get(object, key);
    return value && !json_object_is_type(value, json_type_null) ? json_object_get_int(value) : otherwise;
}

static const char *text(json_object *object, const char *key)
{
    json_object *value = get(object, key);
    return value ? json_object_get_string(value) : "";
}

static json_object *at(json_object *list, size_t i)
{
    return json_object_array_get_idx(list, i);
}

static size_t length(json_object *list)
{
    return list ? json_object_array_length(list) : 0;
}

static int32_t number_at(json_object *list, size_t i)
{
    return json_object_get_int(at(list, i));
}

/* ---- from JSON to the structs of the library ---- */

static void read_set(bandex_set *set, json_object *session, json_object *from)
{
    bandex_set_default(set);
    set->rung = number(from, "rung", number(session, "rung", BANDEX_UNKNOWN));
    set->target_sets = number(session, "sets_prescribed", BANDEX_UNKNOWN);
    set->target_reps = number(session, "reps_target", BANDEX_UNKNOWN);
    if (get(session, "tut_target_s")) {
        set->target_tut_ms = number(session, "tut_target_s", 0) * 1000;
    }
    set->accepted_reps = number(from, "reps", BANDEX_UNKNOWN);
    set->rir = number(from, "rir", BANDEX_UNKNOWN);
    set->rpe10 = number(from, "rpe10", BANDEX_UNKNOWN);
    set->omni = number(from, "omni", BANDEX_UNKNOWN);
}

static void read_session(history *h, json_object *from, uint8_t side)
{
    bandex_session *s = &h->sessions[h->count];
    bandex_set *sets = h->sets[h->count];
    json_object *list = get(from, "sets"), *times = get(from, "tut_s"), *valid = get(from, "valid_reps");
    size_t i, n = list ? length(list) : times ? length(times) : 1;
    cr_assert(h->count < MAX_SESSIONS && n <= BANDEX_SETS_MAX);
    bandex_session_default(s);
    s->start_ms = (int64_t)number(from, "day", 0) * 86400000;
    s->pain_during = number(from, "pain_during", BANDEX_UNKNOWN);
    s->pain_morning = number(from, "pain_morning", BANDEX_UNKNOWN);
    s->readiness = number(from, "readiness", BANDEX_UNKNOWN);
    s->omni = number(from, "omni", BANDEX_UNKNOWN);
    s->red_flag = get(from, "red_flag") && json_object_get_boolean(get(from, "red_flag"));
    s->slot = (uint8_t)number(from, "slot", 0);
    for (i = 0; i < n; i++) {
        read_set(&sets[i], from, list ? at(list, i) : from);
        sets[i].side = side;
        sets[i].tut_ms = times ? number_at(times, i) * 1000 : BANDEX_UNKNOWN;
        if (valid && i < length(valid)) {
            sets[i].valid_reps = number_at(valid, i);
        }
    }
    if (n == 0) { /* planned, nothing done */
        read_set(&sets[n++], from, NULL);
    }
    s->sets = sets;
    s->set_count = n;
    h->count++;
}

static int by_day(const void *a, const void *b)
{
    const bandex_session *x = a, *y = b;
    return (x->start_ms > y->start_ms) - (x->start_ms < y->start_ms);
}

static void read_history(history *h, json_object *from)
{
    size_t i;
    h->count = 0;
    if (json_object_is_type(from, json_type_array)) {
        for (i = 0; i < length(from); i++) {
            read_session(h, at(from, i), BANDEX_SIDE_NONE);
        }
        return;
    }
    for (i = 0; i < length(get(from, "L")); i++) {
        read_session(h, at(get(from, "L"), i), BANDEX_SIDE_LEFT);
    }
    for (i = 0; i < length(get(from, "R")); i++) {
        read_session(h, at(get(from, "R"), i), BANDEX_SIDE_RIGHT);
    }
    qsort(h->sessions, h->count, sizeof h->sessions[0], by_day);
}

/* Names in the vectors that differ from those of the parameters. */
static const char *param_name(const char *scheme, const char *key)
{
    static const char *const names[][2] = {
        {"sessions", "n_up"},          {"over_min", "over"},     {"confirm", "n_up"},
        {"base_sets", "sets_lo"},      {"max_sets", "sets_hi"},  {"add", "add_sets"},
        {"min_days_between_steps", "min_days"},
    };
    (void)scheme;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i][0], key) == 0) {
            return names[i][1];
        }
    }
    return key;
}

static void read_params(bandex_preset_params *p, const char *scheme, json_object *from)
{
    json_object *start = get(from, "start"), *pain = get(from, "pain");
    bandex_preset_params_default(p);
    p->gates = 0;
    json_object_object_foreach(from, key, value) {
        char ms[64];
        size_t n = strlen(key);
        if (json_object_is_type(value, json_type_int)) {
            if (n > 2 && strcmp(key + n - 2, "_s") == 0) {
                snprintf(ms, sizeof ms, "%.*s_ms", (int)(n - 2), key);
                bandex_preset_params_set(p, ms, json_object_get_int(value) * 1000);
            } else {
                bandex_preset_params_set(p, param_name(scheme, key), json_object_get_int(value));
            }
        }
    }
    if (get(from, "count")) {
        p->count_valid = strcmp(text(from, "count"), "valid") == 0;
    }
    if (get(from, "on_cap")) {
        p->on_cap = strcmp(text(from, "on_cap"), "load_reset") == 0;
    }
    if (get(from, "side_mode")) {
        p->side_mode = strcmp(text(from, "side_mode"), "independent") == 0 ? BANDEX_SIDES_INDEPENDENT : BANDEX_SIDES_LOCKED;
    }
    if (start) {
        p->start_rung = number(start, "rung", 0);
        p->start_sets = number(start, "sets", 3);
        p->start_reps = number(start, "reps", BANDEX_UNKNOWN);
    }
    if (pain) {
        p->pain_ok_max = number(pain, "ok_max", 2);
        p->pain_hold_max = number(pain, "hold_max", 5);
    }
}

static void read_axes(bandex_policy *policy, json_object *axes)
{
    bandex_policy_clear(policy, BANDEX_POLICY_PART_AXES);
    for (size_t i = 0; i < length(axes); i++) {
        json_object *a = at(axes, i);
        const char *kind = text(a, "axis");
        int timed = strcmp(kind, "tut") == 0, scale = timed ? 1000 : 1;
        int32_t code = timed                        ? BANDEX_AXIS_TUT
                       : strcmp(kind, "reps") == 0 ? BANDEX_AXIS_REPS
                       : strcmp(kind, "sets") == 0 ? BANDEX_AXIS_SETS
                                                    : BANDEX_AXIS_LOAD;
        cr_assert_eq(bandex_policy_add_axis(policy, code, number(a, "lo", 0) * scale, number(a, "hi", 0) * scale,
                                            number(a, "step", 1) * scale),
                     BANDEX_OK);
    }
}

static void read_policy(bandex_policy *policy, const char *scheme, json_object *from)
{
    bandex_preset_params p;
    json_object *list;
    const char *id = strcmp(scheme, "sides") == 0 ? "linear" : scheme;
    read_params(&p, scheme, from);
    cr_assert_eq(bandex_policy_preset(id, &p, policy), BANDEX_OK, "preset %s", id);
    if ((list = get(from, "table"))) {
        bandex_policy_clear(policy, BANDEX_POLICY_PART_ROWS);
        for (size_t i = 0; i < length(list); i++) {
            json_object *row = at(list, i);
            cr_assert_eq(bandex_policy_add_row(policy, number_at(row, 0), number_at(row, 1), number_at(row, 2)), BANDEX_OK);
        }
    }
    if ((list = get(from, "chain"))) {
        read_axes(policy, list);
    }
    if ((list = get(from, "slots"))) {
        bandex_policy_clear(policy, BANDEX_POLICY_PART_SLOTS);
        for (size_t i = 0; i < length(list); i++) {
            cr_assert_eq(bandex_policy_add_slot(policy, number_at(list, i)), BANDEX_OK);
        }
    }
    list = get(from, "layoff");
    for (size_t i = 0; i < length(list); i++) {
        json_object *tier = at(list, i);
        int hold = strcmp(json_object_get_string(at(tier, 1)), "hold") == 0;
        cr_assert_eq(bandex_policy_add_layoff(policy, number_at(tier, 0), hold ? 0 : number_at(tier, 2)), BANDEX_OK);
    }
}

/* ---- answers as JSON, so that they are compared in one way ---- */

static void put(json_object *out, const char *key, int32_t value)
{
    if (value != BANDEX_UNKNOWN) {
        json_object_object_add(out, key, json_object_new_int(value));
    }
}

static json_object *decision_json(const bandex_decision *d)
{
    json_object *out = json_object_new_object();
    json_object_object_add(out, "action", json_object_new_string(bandex_action_name(d->action)));
    json_object_object_add(out, "reason", json_object_new_string(bandex_reason_name(d->reasons[0].code)));
    put(out, "rung", d->next.rung);
    put(out, "sets", d->next.sets);
    put(out, "reps", d->next.reps);
    put(out, "slot", d->slot);
    if (d->next.tut_ms != BANDEX_UNKNOWN) {
        put(out, "tut_s", d->next.tut_ms / 1000);
    }
    return out;
}

static json_object *numbers_json(const int32_t *values, size_t count)
{
    json_object *out = json_object_new_array();
    for (size_t i = 0; i < count; i++) {
        json_object_array_add(out, json_object_new_int(values[i]));
    }
    return out;
}

static json_object *run_sides(const bandex_policy *policy, const bandex_ladder *ladder, const history *h,
                              const bandex_progression_context *context)
{
    json_object *out = json_object_new_object();
    bandex_decision left, right;
    cr_assert_eq(bandex_progression_next_sides(policy, ladder, h->sessions, h->count, context, &left, &right), BANDEX_OK);
    json_object_object_add(out, "L", decision_json(&left));
    json_object_object_add(out, "R", decision_json(&right));
    return out;
}

static json_object *run_policy(const char *scheme, json_object *params, json_object *from, const bandex_ladder *ladder)
{
    static history h;
    bandex_policy policy;
    bandex_progression_context context;
    bandex_decision decision;
    read_policy(&policy, scheme, params);
    read_history(&h, from);
    bandex_progression_context_default(&context);
    context.plan_day = 0;
    context.day = number(params, "next_day", BANDEX_UNKNOWN);
    if (strcmp(scheme, "sides") == 0) {
        return run_sides(&policy, ladder, &h, &context);
    }
    cr_assert_eq(bandex_progression_next(&policy, ladder, h.sessions, h.count, &context, &decision), BANDEX_OK);
    return decision_json(&decision);
}

static json_object *run_set_loads(json_object *params, json_object *first, const bandex_ladder *ladder)
{
    json_object *out = json_object_new_object(), *percent = get(params, "percent");
    int32_t permille[16], rungs[16], at_floor;
    size_t n = length(percent);
    for (size_t i = 0; i < n; i++) {
        permille[i] = number_at(percent, i);
    }
    cr_assert_eq(bandex_ladder_set_loads(ladder, number(first, "rung", 0), permille, n, rungs, &at_floor), BANDEX_OK);
    json_object_object_add(out, "rungs", numbers_json(rungs, n));
    json_object_object_add(out, "reps", json_object_get(get(params, "reps")));
    if (at_floor) {
        json_object_object_add(out, "reason", json_object_new_string("AT_FLOOR"));
    }
    return out;
}

static json_object *run_retest(json_object *params, json_object *first, const bandex_ladder *ladder)
{
    json_object *out = json_object_new_object();
    bandex_retest r;
    cr_assert_eq(bandex_retest_decide(ladder->count, number(first, "rung_old", 0), number(first, "rung_test", 0),
                                      number(first, "reps", 0), number(params, "lo", 8), number(params, "hi", 12),
                                      number(first, "test", 1), number(params, "max_tests", 3), &r),
                 BANDEX_OK);
    json_object_object_add(out, "action", json_object_new_string(bandex_action_name(r.action)));
    put(out, "rung", r.rung);
    json_object_object_add(out, "retest", json_object_new_boolean(r.retest));
    put(out, "retest_rung", r.retest_rung);
    return out;
}

static json_object *run_rts(json_object *params, json_object *first, const bandex_ladder *ladder)
{
    json_object *out = json_object_new_object();
    bandex_rts_result r;
    int32_t rung = number(first, "rung", 0);
    bandex_status status = bandex_rts_next(ladder, rung, number(first, "reps", 0), number(first, "rpe10", 0),
                                           number(params, "target_reps", 0), number(params, "target_rpe10", 0), &r);
    if (status != BANDEX_OK) {
        json_object_object_add(out, "action", json_object_new_string("DOMAIN_ERROR"));
        return out;
    }
    json_object_object_add(out, "action", json_object_new_string(r.rung > rung   ? "ADVANCE_LOAD"
                                                                 : r.rung < rung ? "REDUCE_LOAD"
                                                                                 : "HOLD"));
    put(out, "rung", r.rung);
    put(out, "e1rm_mN", r.e1rm_mn);
    put(out, "target_mN", r.target_mn);
    if (r.at_floor) {
        json_object_object_add(out, "reason", json_object_new_string("AT_FLOOR"));
    }
    return out;
}

static json_object *run_loss(json_object *params, json_object *first)
{
    json_object *out = json_object_new_object(), *list = get(first, "per_rep");
    int32_t values[256], stop, loss;
    for (size_t i = 0; i < length(list); i++) {
        values[i] = number_at(list, i);
    }
    cr_assert_eq(bandex_loss_stop(values, length(list), number(params, "threshold_permille", 0), &stop, &loss), BANDEX_OK);
    json_object_object_add(out, "stop_after_rep", stop < 0 ? NULL : json_object_new_int(stop));
    put(out, "loss_permille", loss);
    return out;
}

static json_object *run_compliance(json_object *params, json_object *first)
{
    json_object *out = json_object_new_object();
    bandex_dose dose;
    cr_assert_eq(bandex_dose_compare(number(first, "tut_ms", 0), number(params, "target_ms", 0),
                                     number(params, "tol_permille", 80), &dose),
                 BANDEX_OK);
    json_object_object_add(out, "compliant", json_object_new_boolean(dose.compliant));
    put(out, "ratio_permille", dose.ratio_permille);
    return out;
}

static json_object *run_weeks(const char *scheme, json_object *params)
{
    json_object *out = json_object_new_object(), *cuts = get(params, "cut_permille");
    int32_t sets[256], cut[16];
    size_t n = (size_t)number(params, "weeks", 0);
    if (strcmp(scheme, "return_ramp") == 0) {
        for (n = 0; n < length(cuts); n++) {
            cut[n] = number_at(cuts, n);
        }
        cr_assert_eq(bandex_return_ramp(number(params, "base_sets", 0), cut, n, sets), BANDEX_OK);
        n++;
    } else {
        cr_assert_eq(bandex_weekly_sets_schedule(number(params, "base_sets", 0), number(params, "add", 0),
                                                 number(params, "every_weeks", 1), n, sets),
                     BANDEX_OK);
    }
    json_object_object_add(out, "sets_by_week", numbers_json(sets, n));
    return out;
}

static json_object *run_deload(json_object *params, json_object *first)
{
    json_object *out = json_object_new_object();
    int32_t sets, easy;
    cr_assert_eq(bandex_deload_sets(number(first, "week", 0), number(params, "every_weeks", 0),
                                    number(params, "sets_permille", 500), number(first, "sets", 0), &sets, &easy),
                 BANDEX_OK);
    put(out, "rung", number(first, "rung", BANDEX_UNKNOWN));
    put(out, "reps", number(first, "reps", BANDEX_UNKNOWN));
    put(out, "sets", sets);
    json_object_object_add(out, "reason", json_object_new_string(easy ? "SCHEDULED_DELOAD" : "NO_CHANGE"));
    return out;
}

static json_object *run_e1rm(json_object *params)
{
    json_object *out = json_object_new_object();
    for (int32_t f = 0; f < BANDEX_FORMULA_COUNT; f++) {
        bandex_estimate e;
        bandex_status status = bandex_capacity_estimate(f, number(params, "force_mN", 0), number(params, "reps", 0), &e);
        json_object_object_add(out, bandex_formula_name(f),
                               status == BANDEX_OK ? json_object_new_int(e.force_mn) : json_object_new_string("DOMAIN_ERROR"));
        if (status == BANDEX_OK && e.confidence == BANDEX_CONFIDENCE_LOW) {
            json_object_object_add(out, "reason", json_object_new_string("LOW_CONFIDENCE"));
        }
    }
    return out;
}

static json_object *run_range(json_object *params, const bandex_ladder *ladder)
{
    json_object *out = json_object_new_object();
    int32_t gap, hi;
    bandex_status status = bandex_ladder_range(ladder, number(params, "rung", 0), number(params, "reps_lo", 0), &gap, &hi);
    if (status != BANDEX_OK) {
        json_object_object_add(out, "reason", json_object_new_string(status == BANDEX_E_RANGE ? "AT_TOP" : "NEEDS_FORCE"));
        return out;
    }
    put(out, "gap_permille", gap);
    put(out, "min_hi", hi);
    return out;
}

static json_object *run(json_object *vector, const bandex_ladder *ladder)
{
    const char *scheme = text(vector, "scheme");
    json_object *params = get(vector, "params"), *from = get(vector, "history");
    json_object *first = length(json_object_is_type(from, json_type_array) ? from : NULL) ? at(from, 0) : from;
    if (strcmp(scheme, "set_loads") == 0) {
        return run_set_loads(params, first, ladder);
    }
    if (strcmp(scheme, "rm_retest") == 0) {
        return run_retest(params, first, ladder);
    }
    if (strcmp(scheme, "rts") == 0) {
        return run_rts(params, first, ladder);
    }
    if (strcmp(scheme, "metric_loss") == 0) {
        return run_loss(params, first);
    }
    if (strcmp(scheme, "tut_compliance") == 0) {
        return run_compliance(params, first);
    }
    if (strcmp(scheme, "return_ramp") == 0 || strcmp(scheme, "weekly_sets_schedule") == 0) {
        return run_weeks(scheme, params);
    }
    if (strcmp(scheme, "scheduled_deload") == 0) {
        return run_deload(params, first);
    }
    if (strcmp(scheme, "e1rm") == 0) {
        return run_e1rm(params);
    }
    if (strcmp(scheme, "range_lint") == 0) {
        return run_range(params, ladder);
    }
    return run_policy(scheme, params, from, ladder);
}

/* ---- files ---- */

static void read_ladder(json_object *from, bandex_rung *rungs, bandex_ladder *ladder)
{
    json_object *forces = get(from, "force_mN"), *ids = get(from, "id");
    size_t n = forces ? length(forces) : length(ids);
    cr_assert(n <= MAX_RUNGS);
    memset(rungs, 0, sizeof *rungs * MAX_RUNGS);
    for (size_t i = 0; i < n; i++) {
        rungs[i].strands = 1;
        rungs[i].force_mn = forces ? number_at(forces, i) : BANDEX_UNKNOWN;
        if (ids) {
            snprintf(rungs[i].band, sizeof rungs[i].band, "%s", json_object_get_string(at(ids, i)));
        }
    }
    ladder->rungs = rungs;
    ladder->count = n;
}

/* Everything expected is there; more may be. */
static int agrees(json_object *expected, json_object *got)
{
    if (json_object_is_type(expected, json_type_object)) {
        json_object_object_foreach(expected, key, value) {
            json_object *mine = NULL;
            if (!json_object_object_get_ex(got, key, &mine) || !agrees(value, mine)) {
                return 0;
            }
        }
        return 1;
    }
    return json_object_equal(expected, got);
}

static void run_file(const char *path)
{
    json_object *file = json_object_from_file(path);
    json_object *vectors, *ladders;
    size_t failed = 0;
    cr_assert_not_null(file, "%s: %s", path, json_util_get_last_err());
    vectors = get(file, "vectors");
    ladders = get(file, "ladders");
    for (size_t i = 0; i < length(vectors); i++) {
        bandex_rung rungs[MAX_RUNGS];
        bandex_ladder ladder = {NULL, 0};
        json_object *vector = at(vectors, i), *got;
        if (get(vector, "ladder")) {
            read_ladder(get(ladders, text(vector, "ladder")), rungs, &ladder);
        }
        got = run(vector, &ladder);
        if (!agrees(get(vector, "expected"), got)) {
            failed++;
            fprintf(stderr, "%s %s: %s\n  expected %s\n  got      %s\n", text(vector, "id"), text(vector, "scheme"),
                    text(vector, "title"), json_object_to_json_string(get(vector, "expected")), json_object_to_json_string(got));
        }
        json_object_put(got);
    }
    fprintf(stderr, "%s: %zu passed, %zu failed\n", path, length(vectors) - failed, failed);
    json_object_put(file);
    cr_assert_eq(failed, 0);
}

Test(vectors, ours)
{
    run_file("tests/progression/vectors.json");
}

Test(vectors, shared)
{
    const char *path = getenv("BANDEX_VECTORS") ? getenv("BANDEX_VECTORS") : "../shared/vectors/progression.json";
    if (access(path, R_OK) != 0) {
        cr_skip("skipped: %s is not there", path);
    }
    run_file(path);
}
