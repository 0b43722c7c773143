/* SPDX-License-Identifier: MIT */
#include "specimens.h"
#include "records.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint8_t bytes[BANDEX_RECORD_SIZE_MAX];

typedef struct sink {
    specimen_fn fn;
    void *context;
} sink;

static void give(const sink *to, const char *name, bandex_status status, const size_t *size)
{
    if (status != BANDEX_OK) {
        fprintf(stderr, "%s: %s\n", name, bandex_status_string(status));
        abort();
    }
    to->fn(to->context, name, bytes, *size);
}

static bandex_record_head test_head(uint8_t first, uint64_t revision)
{
    bandex_record_head head;
    memset(&head, 0, sizeof head);
    head.id[0] = first;
    head.id[15] = 1;
    head.revision = revision;
    head.start_ms = 1764000000000;
    strcpy(head.exercise, "row_seated");
    return head;
}

static void give_reps(const sink *to)
{
    bandex_rep rep = test_rep(0);
    size_t size = 0;
    give(to, "rep", bandex_rep_encode(&rep, bytes, sizeof bytes, &size), &size);
    memset(&rep, 0, sizeof rep);
    rep.rep_id = 7;
    rep.peak = rep.trough = rep.rise = rep.fall = rep.mean = rep.impulse = rep.impulse_above_trough = NAN;
    rep.loading_rate = rep.completeness = rep.rfd_100 = rep.rfd_200 = NAN;
    give(to, "rep_bare", bandex_rep_encode(&rep, bytes, sizeof bytes, &size), &size);
}

static void give_sets(const sink *to)
{
    bandex_rep reps[4];
    bandex_set set = test_set(5, 3, reps, 4), sets[2];
    bandex_session session;
    size_t size = 0;
    set.tempo.concentric_ms = 2000;
    set.tempo.eccentric_ms = 3000;
    set.side = BANDEX_SIDE_LEFT;
    strcpy(set.variant, "one_arm");
    strcpy(set.band.instance, "the long one");
    set.rung = 3;
    set.rir = 2;
    give(to, "set", bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), &size);
    set.unit = BANDEX_UNIT_UNITLESS;
    set.scale = 1;
    give(to, "set_unitless", bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), &size);
    bandex_set_default(&set);
    strcpy(set.exercise, "deadlift");
    set.accepted_reps = 8;
    set.without_sensor = 1;
    set.start_ms = -1;
    give(to, "set_without_sensor", bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), &size);
    sets[0] = test_set(0, 2, reps, 2);
    sets[1] = set;
    bandex_session_default(&session);
    memcpy(session.id, sets[0].session_id, sizeof session.id);
    session.start_ms = sets[0].start_ms;
    session.utc_offset_min = -330;
    session.pain_during = 1;
    session.pain_morning = 0;
    session.red_flag = 1;
    session.sets = sets;
    session.set_count = 2;
    give(to, "session", bandex_session_encode(&session, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_signal(const sink *to, const char *name, uint32_t count, uint64_t *state)
{
    static int32_t samples[8000];
    static uint32_t times[8000];
    bandex_signal signal;
    size_t size = 0;
    memset(&signal, 0, sizeof signal);
    signal.rate_den = 1;
    signal.nano_per_step = 1000000;
    memcpy(signal.set_id, "set", 3);
    signal.start_ms = 1764000000000;
    signal.samples = samples;
    signal.count = count;
    for (uint32_t i = 0; i < count; i++) {
        samples[i] = (int32_t)(70000 * (1 + sin(i / 25.0))) + (int32_t)(test_random(state) % 64);
        times[i] = 0xfffff000u + i * 12500 + (uint32_t)(test_random(state) % 3);
    }
    if (count > 4) {
        samples[2] = INT32_MIN;
        samples[3] = INT32_MAX;
        signal.times_us = times;
        signal.time_count = count;
    } else {
        signal.rate_num = 24308;
        signal.rate_den = 100;
    }
    give(to, name, bandex_signal_encode(&signal, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_ladder(const sink *to, const char *name, uint32_t count, uint64_t *state)
{
    static bandex_rung rungs[64];
    bandex_ladder ladder = {rungs, count};
    bandex_record_head head = test_head('l', test_random(state) % 3);
    size_t size = 0;
    memset(rungs, 0, sizeof rungs);
    for (uint32_t i = 0; i < count; i++) {
        snprintf(rungs[i].band, sizeof rungs[i].band, "theraband/%u", i);
        rungs[i].strands = 1 + i % 2;
        rungs[i].elongation_permille = 1000;
        rungs[i].force_mn = i % 7 == 6 ? BANDEX_UNKNOWN : (int32_t)(10000 + 3000 * i);
        rungs[i].provenance = (int32_t)(i % 4);
    }
    give(to, name, bandex_ladder_record_encode(&ladder, &head, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_policy(const sink *to, const char *name, const char *preset)
{
    bandex_policy policy;
    bandex_record_head head = test_head('p', 0);
    size_t size = 0;
    if (bandex_policy_preset(preset, NULL, &policy) != BANDEX_OK) {
        abort();
    }
    give(to, name, bandex_policy_record_encode(&policy, &head, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_decision(const sink *to, const char *name, const char *preset, uint32_t sessions)
{
    static const bandex_rung rungs[] = {
        {"theraband/red", "", 1, 1000, 17000, 2}, {"theraband/green", "", 1, 1000, 21000, 2}, {"theraband/blue", "", 1, 1000, 27000, 2}};
    bandex_ladder ladder = {rungs, 3};
    bandex_policy policy;
    bandex_progression_context context;
    bandex_decision decision;
    static bandex_set sets[8][3];
    static bandex_session history[8];
    bandex_record_head head = test_head('d', 0);
    size_t size = 0;
    bandex_policy_preset(preset, NULL, &policy);
    bandex_progression_context_default(&context);
    for (uint32_t i = 0; i < sessions; i++) {
        bandex_session_default(&history[i]);
        history[i].start_ms = 1764000000000 + (int64_t)i * 172800000;
        history[i].sets = sets[i];
        history[i].set_count = 3;
        for (uint32_t j = 0; j < 3; j++) {
            bandex_set_default(&sets[i][j]);
            strcpy(sets[i][j].exercise, "row_seated");
            sets[i][j].target_reps = 12;
            sets[i][j].accepted_reps = 12;
            sets[i][j].rung = 1;
            sets[i][j].omni = 4;
        }
    }
    if (bandex_progression_next(&policy, &ladder, history, sessions, &context, &decision) != BANDEX_OK) {
        return; /* a preset that needs more than this */
    }
    decision.library_version = 1000; /* the same whatever the version */
    give(to, name, bandex_decision_record_encode(&decision, &head, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_plan(const sink *to)
{
    static uint64_t memory[1 << 17];
    static const bandex_user_band bands[] = {{"theraband/red", "", 0, 1}, {"theraband/green", "door band", 900, 2}};
    static const char *const codes[] = {"hernia"}, *const avoided[] = {"deadlift"};
    bandex_user user;
    bandex_plan_request request;
    bandex_plan_goal goal = {0, 6000, 1};
    bandex_plan plan;
    bandex_record_head head = test_head('u', 3);
    size_t size = 0;
    bandex_user_default(&user);
    user.stature_mm = 1725;
    user.bands = bands;
    user.band_count = 2;
    user.contraindications = codes;
    user.contraindication_count = 1;
    user.avoided = avoided;
    user.avoided_count = 1;
    give(to, "user", bandex_user_record_encode(&user, &head, bytes, sizeof bytes, &size, NULL), &size);
    user.contraindication_count = user.avoided_count = 0;
    bandex_plan_request_default(&request);
    goal.area = bandex_muscle_area_find("latissimus_dorsi");
    request.user = &user;
    request.goals = &goal;
    request.goal_count = 1;
    request.search = BANDEX_SEARCH_GREEDY;
    if (bandex_plan_make(&request, memory, sizeof memory, NULL, &plan) == BANDEX_OK) {
        head.id[0] = 'P';
        give(to, "plan", bandex_plan_record_encode(&plan, &head, bytes, sizeof bytes, &size, NULL), &size);
    }
}

static void give_instance(const sink *to)
{
    bandex_instance band;
    bandex_record_head head = test_head('b', 2);
    size_t size = 0;
    bandex_instance_default(&band);
    strcpy(band.id, "door band");
    strcpy(band.product, "theraband/green");
    band.rest_mm = 700;
    band.cycles = 1234;
    band.first_used_ms = 1760000000000;
    bandex_instance_load_add(&band, 1050, 14000);
    bandex_instance_load_add(&band, 1400, 21500);
    give(to, "instance", bandex_instance_record_encode(&band, &head, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_product(const sink *to, const char *name, const bandex_band_product *product)
{
    size_t size = 0;
    give(to, name, bandex_band_product_record_encode(product, NULL, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_exact(const sink *to)
{
    /* A removal, and a record of a type that no version knows yet. */
    static const uint8_t removal[] = {0xa4, 0x00, 0x04, 0x01, 0x50, 's', 'e', 't', 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x02,
                                      0x02, 0x03, 0x1b, 0, 0, 1, 0x9a, 0xb6, 0x8d, 0xe0, 0};
    static const uint8_t unknown[] = {0xa3, 0x00, 0x19, 0x03, 0xe7, 0x02, 0x01, 0x18, 0x64, 0x82, 0xf5, 0x61, 'x'};
    size_t size = sizeof removal;
    memcpy(bytes, removal, size);
    give(to, "removal", bandex_record_check(bytes, size, NULL), &size);
    size = sizeof unknown;
    memcpy(bytes, unknown, size);
    give(to, "unknown_type", bandex_record_check(bytes, size, NULL), &size);
}

void specimens_fixed(specimen_fn fn, void *context)
{
    sink to = {fn, context};
    uint64_t state = 1;
    give_reps(&to);
    give_sets(&to);
    give_signal(&to, "signal", 4, &state);
    give_signal(&to, "signal_times", 12, &state);
    give_ladder(&to, "ladder", 3, &state);
    give_exact(&to);
}

void specimens_of_rooms(specimen_fn fn, void *context)
{
    sink to = {fn, context};
    give_policy(&to, "policy_double", "double");
    give_decision(&to, "decision", "double", 2);
    give_plan(&to);
    give_instance(&to);
    give_product(&to, "product", bandex_band_find("theraband/green"));
}

static void give_random_set(const sink *to, uint32_t i, uint64_t *state)
{
    static bandex_rep reps[40];
    char name[32];
    size_t size = 0;
    bandex_set set = test_set(i, 4, reps, 0);
    set.rep_count = test_random(state) % 40;
    set.reps = reps;
    for (size_t r = 0; r < set.rep_count; r++) {
        reps[r] = test_random_rep(state);
    }
    if (i % 3 == 0) {
        set.scale = 1.0f / (float)(1 + test_random(state) % 100000);
    }
    set.rpe10 = i % 2 ? (int32_t)(test_random(state) % 101) : BANDEX_UNKNOWN;
    set.start_ms = (int64_t)test_random(state) >> (test_random(state) & 63);
    snprintf(name, sizeof name, "random_set_%u", i);
    give(to, name, bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), &size);
}

static void give_exercises(const sink *to)
{
    char name[64];
    for (size_t i = 0; i < bandex_catalog_count(NULL); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(NULL, i);
        size_t size = 0;
        snprintf(name, sizeof name, "exercise_%s", exercise->id);
        give(to, name, bandex_exercise_encode(exercise, bytes, sizeof bytes, &size, NULL), &size);
    }
}

void specimens_exercises(specimen_fn fn, void *context)
{
    sink to = {fn, context};
    give_exercises(&to);
}

void specimens_many(uint32_t count, specimen_fn fn, void *context)
{
    sink to = {fn, context};
    uint64_t state = 2;
    char name[64];
    for (uint32_t i = 0; i < count; i++) {
        bandex_rep rep = test_random_rep(&state);
        size_t size = 0;
        snprintf(name, sizeof name, "random_rep_%u", i);
        give(&to, name, bandex_rep_encode(&rep, bytes, sizeof bytes, &size), &size);
        give_random_set(&to, i, &state);
        snprintf(name, sizeof name, "random_signal_%u", i);
        give_signal(&to, name, 5 + (uint32_t)(test_random(&state) % 3000), &state);
        snprintf(name, sizeof name, "random_ladder_%u", i);
        give_ladder(&to, name, (uint32_t)(test_random(&state) % 64), &state);
    }
    for (size_t i = 0; i < bandex_band_count(); i++) {
        snprintf(name, sizeof name, "product_%zu", i);
        give_product(&to, name, bandex_band_at(i));
    }
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        const char *id = bandex_preset_at(i)->id;
        snprintf(name, sizeof name, "policy_%s", id);
        give_policy(&to, name, id);
        for (uint32_t sessions = 0; sessions < 8; sessions += 7) {
            snprintf(name, sizeof name, "decision_%s_%u", id, sessions);
            give_decision(&to, name, id, sessions);
        }
    }
}

static void append_to_log(void *context, const char *name, const uint8_t *record, size_t size)
{
    (void)name;
    if (bandex_log_append(context, record, size, NULL) != BANDEX_OK) {
        abort();
    }
}

size_t specimen_log(uint8_t *log_bytes, size_t capacity)
{
    bandex_io io;
    bandex_io_memory memory = {log_bytes, capacity, 0};
    bandex_log_config config;
    bandex_log *log;
    bandex_log_config_default(&config);
    config.salt = 0x12345678;
    config.created_ms = 1764000000000;
    strcpy(config.writer, "libbandex");
    bandex_io_memory_init(&io, &memory);
    if (bandex_log_open_io(&io, BANDEX_LOG_APPEND, &config, &log) != BANDEX_OK) {
        abort();
    }
    for (int i = 0; i < 8; i++) { /* more than 64 records, so that a header is repeated */
        specimens_fixed(append_to_log, log);
    }
    specimens_of_rooms(append_to_log, log);
    bandex_log_close(log);
    return memory.size;
}
