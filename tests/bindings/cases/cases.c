/* SPDX-License-Identifier: MIT */
/* Answers tests/bindings/cases/cases.txt in C, through the public headers: what the answers of the languages are compared
 * with. The tables of describe.py only say where a field lies; the compiler checks them. */
#include "record.h"
#include <bandex.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { WORDS = 64, LINES = 64, LIST = 4096, BYTES = 1 << 20, MEMORY = 16 << 20 };

struct words {
    char *word[WORDS];
    int count;
};

static struct words fields[LINES];
static int field_lines;
static const struct words *now; /* the case that is being answered */

/* ---- reading a case ---- */

static void split(char *line, struct words *words)
{
    words->count = 0;
    for (char *word = strtok(line, " \n"); word && words->count < WORDS; word = strtok(NULL, " \n")) {
        words->word[words->count++] = word;
    }
}

static const char *text_of(const char *key, const char *otherwise)
{
    size_t length = strlen(key);
    for (int i = 2; i < now->count; i++) {
        if (strncmp(now->word[i], key, length) == 0 && now->word[i][length] == '=') {
            return now->word[i] + length + 1;
        }
    }
    return otherwise;
}

static double number_of(const char *key, double otherwise)
{
    const char *text = text_of(key, NULL);
    return text ? strtod(text, NULL) : otherwise;
}

static int32_t whole_of(const char *key, int32_t otherwise)
{
    return (int32_t)number_of(key, otherwise);
}

/* The next of a list of words with a separator; NULL at its end. */
static const char *next_of(const char **list, char separator, char *word)
{
    if (!*list || !**list) {
        return NULL;
    }
    size_t length = strcspn(*list, (char[]){separator, 0});
    memcpy(word, *list, length);
    word[length] = 0;
    *list += length + ((*list)[length] != 0);
    return word;
}

static size_t hex_of(const char *text, uint8_t *bytes)
{
    size_t size = 0;
    for (; text[0] && text[1]; text += 2) {
        unsigned byte;
        sscanf(text, "%2x", &byte);
        bytes[size++] = (uint8_t)byte;
    }
    return size;
}

/* ---- printing ---- */

static void print_hex(const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        printf("%02x", ((const uint8_t *)bytes)[i]);
    }
}

static void print_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (value != value) {
        printf("nan");
    } else {
        printf("%08" PRIx32, bits);
    }
}

static void print_double(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (value != value) {
        printf("nan");
    } else {
        printf("%016" PRIx64, bits);
    }
}

static void print_record(const char *name, const void *value);

static void print_field(const struct field *field, char kind, const char *record, const void *value)
{
    const char *at = (const char *)value + field->offset;
    const char *items = at;
    size_t count = field_count(field, value);
    switch (kind) {
    case 'f': print_float(*(const float *)(const void *)at); return;
    case 'd': print_double(*(const double *)(const void *)at); return;
    case 's': printf("\"%s\"", at); return;
    case 'b': print_hex(at, field->kind == KIND_BYTES && field->count_size ? count : field->size); return;
    case 'r': print_record(record, at); return;
    case 'i': printf("%" PRId64, scalar_load_signed(field->kind, at)); return;
    default: break;
    }
    if (field->kind == KIND_LIST_RECORD) {
        memcpy(&items, at, sizeof items);
    }
    printf("[");
    for (size_t i = 0; i < count; i++) {
        printf(i ? " " : "");
        if (kind == 'l') {
            print_record(record, items + i * field->record->size);
        } else {
            printf("%" PRId32, ((const int32_t *)(const void *)items)[i]);
        }
    }
    printf("]");
}

static void print_record(const char *name, const void *value)
{
    const struct words *told = NULL;
    for (int i = 0; i < field_lines; i++) {
        told = strcmp(fields[i].word[1], name) == 0 ? &fields[i] : told;
    }
    const struct record *record = record_find(name);
    if (!told || !record) {
        fprintf(stderr, "no fields for %s\n", name);
        exit(1);
    }
    printf("{");
    for (int i = 2; i < told->count; i++) {
        char field_name[64], kind = 'i', nested[64] = "";
        sscanf(told->word[i], "%63[^:]:%c:%63s", field_name, &kind, nested);
        const struct field *field = record->fields;
        while (field->name && strcmp(field->name, field_name) != 0) {
            field++;
        }
        if (!field->name) {
            fprintf(stderr, "%s has no field %s\n", name, field_name);
            exit(1);
        }
        printf("%s%s=", i == 2 ? "" : " ", field_name);
        print_field(field, kind, nested, value);
    }
    printf("}");
}

static void begin(const char *what)
{
    printf("%s %s %s", now->word[0], now->word[1], what);
}

static void tell_record(const char *what, const char *name, const void *value)
{
    begin(what);
    printf(" ");
    print_record(name, value);
    printf("\n");
}

static bool tell_status(bandex_status status)
{
    begin("status");
    printf(" %" PRId32 "\n", status);
    return status == BANDEX_OK;
}

static void tell_text(const char *what, const char *text)
{
    begin(what);
    printf(" \"%s\"\n", text);
}

static void tell_bytes(const char *what, const void *bytes, size_t size)
{
    begin(what);
    printf(" ");
    print_hex(bytes, size);
    printf("\n");
}

static void tell_double(const char *what, double value)
{
    begin(what);
    printf(" ");
    print_double(value);
    printf("\n");
}

static void tell_number(const char *what, int64_t value)
{
    begin(what);
    printf(" %" PRId64 "\n", value);
}

/* ---- signals ---- */

struct signal {
    float *force;
    uint32_t *times;
    size_t count;
};

static double noise_seed;

static double random_number(void)
{
    noise_seed = fmod(noise_seed * 16807, 2147483647);
    return noise_seed / 2147483647;
}

static void add(struct signal *signal, double value, double rate)
{
    size_t i = signal->count++;
    double noise = number_of("noise", 0);
    int nan_every = whole_of("nan_every", 0), spike_every = whole_of("spike_every", 0);
    if (noise > 0) {
        value = value + noise * (random_number() - 0.5);
    }
    value = value + number_of("drift", 0) * (double)i / rate;
    if (spike_every && i % (size_t)spike_every == (size_t)spike_every - 1) {
        value = value + 500;
    }
    if (value > number_of("clip", 1e30)) {
        value = number_of("clip", 1e30);
    }
    value = value * number_of("scale", 1) + number_of("offset", 0);
    if (nan_every && i % (size_t)nan_every == (size_t)nan_every - 1) {
        value = (double)NAN;
    }
    signal->force[i] = (float)value;
}

static void add_times(struct signal *signal, double rate)
{
    double start = number_of("start_us", 0), jitter = number_of("jitter_us", 0), shift = 0;
    int repeat = whole_of("repeat_every", 0), gap_at = whole_of("gap_at", -1), restart_at = whole_of("restart_at", -1);
    for (size_t i = 0; i < signal->count; i++) {
        if ((int)i == gap_at) {
            shift = shift + number_of("gap_us", 0);
        }
        if ((int)i == restart_at) {
            shift = -start - floor((double)i * 1000000 / rate);
        }
        double t = start + shift + floor((double)i * 1000000 / rate);
        if (jitter > 0) {
            t = t + floor(jitter * random_number());
        }
        signal->times[i] = (uint32_t)fmod(t, 4294967296);
        if (repeat && i % (size_t)repeat == (size_t)repeat - 1) {
            signal->times[i] = signal->times[i - 1];
        }
    }
}

static struct signal signal_make(void)
{
    static float force[65536];
    static uint32_t times[65536];
    struct signal signal = {force, times, 0};
    double rate = number_of("rate", 80), low = number_of("low", 5), high = number_of("high", 60);
    int reps = whole_of("reps", 0), partial_every = whole_of("partial_every", 0);
    int half = (int)floor(number_of("period_ms", 2500) * rate / 2000), hold = (int)floor(number_of("hold_ms", 0) * rate / 1000);
    int rest = (int)floor(number_of("rest_ms", 3000) * rate / 1000);
    noise_seed = number_of("seed", 1);
    for (int again = 0; again <= whole_of("again", 0); again++) {
        for (int i = 0; i < rest; i++) {
            add(&signal, low, rate);
        }
        for (int rep = 1; rep <= reps; rep++) {
            double top = partial_every && rep % partial_every == 0 ? low + (high - low) * 0.4 : high;
            for (int i = 0; i < half; i++) {
                double x = (double)i / half;
                add(&signal, low + (top - low) * (x * x * (3 - 2 * x)), rate);
            }
            for (int i = 0; i < hold; i++) {
                add(&signal, top, rate);
            }
            for (int i = half; i > 0; i--) {
                double x = (double)i / half;
                add(&signal, low + (top - low) * (x * x * (3 - 2 * x)), rate);
            }
        }
        for (int i = 0; i < rest; i++) {
            add(&signal, low, rate);
        }
    }
    if (whole_of("timed", 0)) {
        add_times(&signal, rate);
    } else {
        signal.times = NULL;
    }
    return signal;
}

static bandex_detector_config config_make(void)
{
    bandex_detector_config config;
    bandex_detector_config_default(&config);
    if (!whole_of("timed", 0)) {
        config.rate_num = (uint32_t)number_of("num", number_of("rate", 80));
        config.rate_den = (uint32_t)number_of("den", 1);
    }
    for (const struct field *field = record_find("detector_config")->fields; field->name; field++) {
        char key[64];
        snprintf(key, sizeof key, "c.%s", field->name);
        if (text_of(key, NULL)) {
            char *at = (char *)&config + field->offset;
            if (field->kind == KIND_F32) {
                *(float *)(void *)at = (float)number_of(key, 0);
            } else {
                scalar_store_signed(field->kind, at, whole_of(key, 0));
            }
        }
    }
    return config;
}

/* ---- repetitions ---- */

static bandex_rep found[LIST];
static bandex_rep_list reps;
static size_t sets[LIST], set_count;

static void close_set(void)
{
    size_t before = set_count ? sets[set_count - 1] : 0;
    if (reps.count > before) {
        sets[set_count++] = reps.count;
    }
}

static void take(const bandex_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == BANDEX_EVENT_SET_ENDED) {
            close_set();
        }
        bandex_rep_list_add(&reps, &events[i]);
    }
}

static bandex_status detect(bandex_detector *detector)
{
    static bandex_event events[256];
    struct signal signal = signal_make();
    bandex_detector_config config = config_make();
    bandex_rep_list_init(&reps, found, LIST);
    set_count = 0;
    bandex_status status = bandex_detector_init(detector, sizeof *detector, &config);
    size_t done = 0, written = 0, consumed = 0;
    while (status == BANDEX_OK && done < signal.count) {
        status = bandex_detector_process(detector, signal.times ? signal.times + done : NULL, signal.force + done, signal.count - done,
                                         events, 256, &written, &consumed);
        take(events, written);
        done += consumed;
    }
    do {
        if (status == BANDEX_OK) {
            status = bandex_detector_finish(detector, events, 256, &written);
            take(events, written);
        }
    } while (status == BANDEX_OK && written == 256);
    close_set();
    return status;
}

static void case_detect(void)
{
    bandex_detector detector;
    if (!tell_status(detect(&detector))) {
        return;
    }
    bandex_set_summary summary;
    bandex_set_summary_init(&summary);
    tell_number("revoked", reps.revoked);
    tell_number("skipped", (int64_t)bandex_detector_skipped(&detector));
    for (size_t i = 0; i < reps.count; i++) {
        tell_record("rep", "rep", &found[i]);
        bandex_set_summary_add(&summary, &found[i]);
    }
    for (size_t i = 0; i < set_count; i++) {
        tell_number("set_size", (int64_t)(sets[i] - (i ? sets[i - 1] : 0)));
    }
    tell_record("summary", "set_summary", &summary);
}

static void tell_events(const bandex_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tell_record("event", "event", &events[i]);
    }
}

static void case_process(void)
{
    static bandex_event events[1024];
    bandex_detector detector;
    struct signal signal = signal_make();
    bandex_detector_config config = config_make();
    if (!tell_status(bandex_detector_init(&detector, sizeof detector, &config))) {
        return;
    }
    size_t written, consumed;
    for (size_t from = 0; from < signal.count; from += 97) {
        size_t n = signal.count - from < 97 ? signal.count - from : 97;
        bandex_detector_process(&detector, signal.times ? signal.times + from : NULL, signal.force + from, n, events, 1024, &written, &consumed);
        tell_events(events, written);
    }
    bandex_detector_finish(&detector, events, 1024, &written);
    tell_events(events, written);
    tell_number("count", bandex_detector_count(&detector));
    tell_number("time", (int64_t)bandex_detector_time(&detector));
}

static void case_feed(void)
{
    bandex_event event;
    bandex_detector detector;
    struct signal signal = signal_make();
    bandex_detector_config config = config_make();
    if (!tell_status(bandex_detector_init(&detector, sizeof detector, &config))) {
        return;
    }
    for (size_t i = 0; i < signal.count; i++) {
        if (whole_of("side", 0) && i % 400 == 0) {
            bandex_detector_set_side(&detector, i % 800 == 0 ? BANDEX_SIDE_LEFT : BANDEX_SIDE_RIGHT);
        }
        bandex_detector_feed(&detector, signal.times ? signal.times[i] : 0, signal.force[i]);
        while (bandex_detector_poll(&detector, &event)) {
            tell_record("event", "event", &event);
        }
    }
    tell_number("partial_count", bandex_detector_partial_count(&detector));
}

static void case_advise(void)
{
    static bandex_event events[4096];
    bandex_detector detector;
    bandex_advisor advisor;
    bandex_advice_config wanted;
    bandex_advice advice;
    struct signal signal = signal_make();
    bandex_detector_config config = config_make();
    size_t written, consumed, last = 0;
    bandex_advice_config_default(&wanted);
    wanted.tempo.concentric_ms = whole_of("concentric", wanted.tempo.concentric_ms);
    wanted.tempo.eccentric_ms = whole_of("eccentric", wanted.tempo.eccentric_ms);
    wanted.stop_peak_permille = whole_of("stop", 0);
    bandex_detector_init(&detector, sizeof detector, &config);
    if (!tell_status(bandex_advisor_init(&advisor, &wanted))) {
        return;
    }
    tell_status(bandex_advisor_get(&advisor, &advice));
    bandex_detector_process(&detector, signal.times, signal.force, signal.count, events, 4096, &written, &consumed);
    bandex_detector_finish(&detector, events + written, 4096 - written, &last);
    for (size_t i = 0; i < written + last; i++) {
        bandex_advisor_feed(&advisor, &events[i]);
        if (tell_status(bandex_advisor_get(&advisor, &advice))) {
            tell_record("advice", "advice", &advice);
        }
    }
}

/* ---- bands and exercises ---- */

static bandex_band_use use_make(void)
{
    bandex_band_use use;
    memset(&use, 0, sizeof use);
    snprintf(use.band, sizeof use.band, "%s", text_of("band", ""));
    use.strands = (uint32_t)whole_of("strands", 0);
    use.rest_mm = (uint32_t)whole_of("rest", 0);
    use.start_mm = (uint32_t)whole_of("start", 0);
    use.peak_mm = (uint32_t)whole_of("peak", whole_of("length", 0));
    return use;
}

static void case_force(void)
{
    const bandex_band_product *product = bandex_band_find(text_of("band", ""));
    bandex_band_use use = use_make();
    if (use.start_mm) {
        bandex_band_range range;
        int32_t work = 0;
        memset(&range, 0, sizeof range);
        tell_status(bandex_band_range_of(product, &use, &range));
        tell_record("range", "band_range", &range);
        if (tell_status(bandex_band_work(product, &use, &work))) {
            tell_number("work_mj", work);
        }
    } else {
        bandex_band_answer answer;
        memset(&answer, 0, sizeof answer);
        use.peak_mm = 0;
        tell_status(bandex_band_force(product, &use, (uint32_t)whole_of("length", 0), &answer));
        tell_record("answer", "band_answer", &answer);
    }
}

static void case_curve(void)
{
    bandex_curve curve;
    double newton, elongation, joule;
    if (!tell_status(bandex_band_curve(bandex_band_find(text_of("band", "")), whole_of("model", 0), &curve))) {
        return;
    }
    if (tell_status(bandex_curve_force(&curve, number_of("at", 0), &newton))) {
        tell_double("newton", newton);
        if (tell_status(bandex_curve_elongation(&curve, newton, &elongation))) {
            tell_double("elongation", elongation);
        }
    }
    if (tell_status(bandex_curve_energy(&curve, number_of("at", 0), &joule))) {
        tell_double("energy", joule);
    }
}

static void case_predict(void)
{
    const bandex_exercise *exercise = bandex_catalog_find(NULL, text_of("exercise", ""));
    bandex_band_use use = use_make();
    bandex_prediction prediction;
    bandex_detector_config config;
    memset(&prediction, 0, sizeof prediction);
    bandex_detector_config_default(&config);
    uint32_t stature = (uint32_t)whole_of("stature", 0);
    tell_status(bandex_exercise_predict(exercise, &use, NULL, stature, &prediction));
    tell_record("prediction", "prediction", &prediction);
    tell_status(bandex_exercise_configure(exercise, &use, NULL, stature, &config));
    tell_record("config", "detector_config", &config);
}

static void case_query(void)
{
    static uint32_t indices[LIST];
    bandex_query query;
    size_t count = 0;
    bandex_query_default(&query);
    query.muscle = bandex_muscle_area_find(text_of("muscle", ""));
    query.group = bandex_muscle_area_find(text_of("group", ""));
    query.role = whole_of("role", 0);
    query.anchor = whole_of("anchor", 0);
    tell_status(bandex_catalog_query(NULL, &query, indices, LIST, &count));
    for (size_t i = 0; i < count; i++) {
        tell_text("exercise", bandex_catalog_at(NULL, indices[i])->id);
    }
}

static void case_ladder(void)
{
    bandex_owned_band owned[16];
    bandex_rung rungs[256];
    bandex_omission omissions[256];
    bandex_ladder ladder = {NULL, 0};
    bandex_ladder_config config;
    const char *list = text_of("bands", "");
    char word[64];
    size_t count = 0, omitted = 0;
    for (const char *band; (band = next_of(&list, ',', word)); count++) {
        owned[count] = (bandex_owned_band){bandex_band_find(band), NULL, (uint32_t)whole_of("max_strands", 0)};
    }
    bandex_ladder_config_default(&config);
    tell_status(bandex_ladder_build(owned, count, &config, rungs, 256, &ladder, omissions, 256, &omitted));
    for (size_t i = 0; i < ladder.count; i++) {
        tell_record("rung", "rung", &ladder.rungs[i]);
    }
    for (size_t i = 0; i < omitted; i++) {
        tell_record("omission", "omission", &omissions[i]);
    }
}

static void case_plan(void)
{
    static uint64_t memory[MEMORY / 8];
    bandex_user_band bands[16];
    bandex_plan_goal goals[16];
    bandex_user user;
    bandex_plan_request request;
    bandex_plan plan;
    char word[128];
    memset(bands, 0, sizeof bands);
    memset(goals, 0, sizeof goals);
    bandex_user_default(&user);
    bandex_plan_request_default(&request);
    user.bands = bands;
    request.user = &user;
    request.goals = goals;
    user.anchors = (uint32_t)number_of("anchors", user.anchors);
    request.seconds = whole_of("seconds", 2700);
    request.seed = (uint32_t)whole_of("seed", 0);
    const char *list = text_of("bands", "");
    while (next_of(&list, ',', word)) {
        snprintf(bands[user.band_count++].band, sizeof bands->band, "%.47s", word);
    }
    list = text_of("goals", "");
    while (next_of(&list, ',', word)) {
        char *colon = strchr(word, ':');
        *colon = 0;
        bandex_plan_goal *goal = &goals[request.goal_count++];
        record_default(record_find("plan_goal"), goal);
        goal->area = bandex_muscle_area_find(word);
        goal->sets_permille = atoi(colon + 1);
    }
    if (tell_status(bandex_plan_make(&request, memory, sizeof memory, NULL, &plan))) {
        tell_record("plan", "plan", &plan);
    }
}

/* ---- progression ---- */

static bandex_rung rungs[3];
static const bandex_ladder ladder = {rungs, 3};

static void ladder_make(void)
{
    static const char *const names[] = {"theraband/red", "theraband/green", "theraband/blue"};
    for (int i = 0; i < 3; i++) {
        record_default(record_find("rung"), &rungs[i]);
        snprintf(rungs[i].band, sizeof rungs[i].band, "%s", names[i]);
        rungs[i].strands = 1;
        rungs[i].force_mn = 30000 + 10000 * i;
    }
}

static bandex_status policy_make(bandex_policy *policy)
{
    bandex_preset_params params;
    bandex_preset_params_default(&params);
    params.reps_lo = whole_of("lo", params.reps_lo);
    params.reps_hi = whole_of("hi", params.reps_hi);
    return bandex_policy_preset(text_of("preset", ""), &params, policy);
}

static size_t history_make(bandex_session *sessions, bandex_set *done)
{
    const char *list = text_of("history", "");
    char session[128], reps_text[32];
    size_t count = 0;
    while (next_of(&list, ',', session)) {
        bandex_session *one = &sessions[count];
        bandex_session_default(one);
        one->start_ms = 1700000000000 + (int64_t)count * 172800000;
        one->sets = done;
        one->omni = whole_of("omni", one->omni);
        one->pain_during = whole_of("pain", one->pain_during);
        const char *numbers = session;
        while (next_of(&numbers, '.', reps_text)) {
            bandex_set_default(done);
            strcpy(done->exercise, "row_seated");
            done->rung = whole_of("rung", 0);
            done->accepted_reps = atoi(reps_text);
            done->target_reps = whole_of("hi", 12);
            done->without_sensor = 1;
            done++;
            one->set_count++;
        }
        one->sets_prescribed = (int32_t)one->set_count;
        count++;
    }
    return count;
}

static void tell_decision(const bandex_decision *decision)
{
    char text[1024];
    size_t length;
    tell_record("decision", "decision", decision);
    bandex_decision_explain(decision, "en", text, sizeof text, &length);
    tell_text("en", text);
    bandex_decision_explain(decision, "es", text, sizeof text, &length);
    tell_text("es", text);
}

static void case_decide(void)
{
    static bandex_session sessions[16];
    static bandex_set done[64];
    bandex_policy policy;
    bandex_progression_context context;
    bandex_decision decision;
    bandex_progression_context_default(&context);
    if (!tell_status(policy_make(&policy))) {
        return;
    }
    size_t count = history_make(sessions, done);
    if (tell_status(bandex_progression_next(&policy, &ladder, sessions, count, &context, &decision))) {
        tell_decision(&decision);
    }
}

static void case_simulate(void)
{
    static bandex_session sessions[64];
    static bandex_set done[64 * BANDEX_SETS_MAX];
    static bandex_decision decisions[64];
    bandex_policy policy;
    bandex_progression_context context;
    bandex_simulation simulation;
    bandex_athlete athlete;
    bandex_progression_context_default(&context);
    bandex_simulation_default(&simulation);
    bandex_athlete_default(&athlete);
    athlete.kind = whole_of("athlete", 0);
    athlete.capacity_mn = whole_of("capacity", athlete.capacity_mn);
    simulation.athlete = bandex_athlete_train;
    simulation.user = &athlete;
    simulation.sessions = sessions;
    simulation.sets = done;
    simulation.capacity = 64;
    size_t count = (size_t)whole_of("sessions", 1);
    if (!tell_status(policy_make(&policy))) {
        return;
    }
    if (tell_status(bandex_progression_simulate(&policy, &ladder, &context, &simulation, count, decisions))) {
        for (size_t i = 0; i < count; i++) {
            tell_decision(&decisions[i]);
        }
    }
}

static void case_policy(void)
{
    static uint8_t bytes[BYTES];
    bandex_policy policy;
    bandex_lint findings[64];
    size_t size = 0, count = 0;
    if (!tell_status(policy_make(&policy))) {
        return;
    }
    bandex_policy_encode(&policy, bytes, sizeof bytes, &size);
    tell_bytes("bytes", bytes, size);
    bandex_policy_lint(&policy, &ladder, findings, 64, &count);
    for (size_t i = 0; i < count; i++) {
        tell_record("lint", "lint", &findings[i]);
    }
}

/* ---- records and logs ---- */

static uint8_t bytes[BYTES];
static uint64_t lent[MEMORY / 8];

static void set_make(bandex_set *set, int number)
{
    bandex_detector detector;
    detect(&detector);
    bandex_set_default(set);
    memset(set->id, number, sizeof set->id);
    strcpy(set->exercise, "row_seated");
    strcpy(set->band.band, "theraband/green");
    set->start_ms = 1000 * (int64_t)number;
    if (reps.count) {
        bandex_set_detected(set, found, reps.count);
        set->reps = found;
        set->rep_count = reps.count;
    } else {
        set->accepted_reps = 5;
        set->without_sensor = 1;
    }
}

static void case_record(void)
{
    bandex_set set, again;
    bandex_session session, session_again;
    bandex_memory memory = {lent, sizeof lent, 0};
    bandex_diag diag;
    size_t size = 0;
    set_make(&set, 1);
    if (tell_status(bandex_set_encode(&set, bytes, sizeof bytes, &size, &diag))) {
        tell_bytes("set", bytes, size);
        tell_status(bandex_set_decode(bytes, size, &again, &memory, &diag));
        tell_record("read", "set", &again);
    }
    if (set.rep_count && tell_status(bandex_rep_encode(&set.reps[0], bytes, sizeof bytes, &size))) {
        tell_bytes("rep", bytes, size);
    }
    bandex_session_default(&session);
    memset(session.id, 9, sizeof session.id);
    session.start_ms = 5000;
    session.sets = &set;
    session.set_count = 1;
    if (tell_status(bandex_session_encode(&session, bytes, sizeof bytes, &size, &diag))) {
        tell_bytes("session", bytes, size);
        tell_status(bandex_session_decode(bytes, size, &session_again, &memory, &diag));
        tell_record("read", "session", &session_again);
    }
}

static void case_decode(void)
{
    bandex_memory memory = {lent, sizeof lent, 0};
    bandex_diag diag;
    bandex_rep rep;
    bandex_set set;
    bandex_session session;
    bandex_policy policy;
    const char *hex = text_of("hex", ""), *type = text_of("type", "");
    size_t size = strcmp(hex, "-") == 0 ? 0 : hex_of(hex, bytes);
    memset(&diag, 0, sizeof diag);
    bandex_status status = strcmp(type, "rep") == 0       ? bandex_rep_decode(bytes, size, &rep, &diag)
                           : strcmp(type, "set") == 0     ? bandex_set_decode(bytes, size, &set, &memory, &diag)
                           : strcmp(type, "session") == 0 ? bandex_session_decode(bytes, size, &session, &memory, &diag)
                                                          : bandex_policy_decode(bytes, size, &policy, &diag);
    if (!tell_status(status)) {
        tell_record("diag", "diag", &diag);
    }
}

static void tell_history(bandex_log *log)
{
    bandex_history history;
    if (tell_status(bandex_log_history_load(log, NULL, 0, &history))) {
        for (size_t i = 0; i < history.count; i++) {
            tell_record("session", "session", &history.sessions[i]);
        }
        bandex_history_free(&history);
    }
}

static void case_log(void)
{
    bandex_io_memory memory = {bytes, sizeof bytes, 0};
    bandex_io io;
    bandex_log *log = NULL;
    bandex_log_config config;
    bandex_log_report report;
    bandex_set set;
    memset(bytes, 0, sizeof bytes);
    bandex_io_memory_init(&io, &memory);
    bandex_log_config_default(&config);
    config.salt = 7;
    config.created_ms = 1;
    if (!tell_status(bandex_log_open_io(&io, BANDEX_LOG_APPEND, &config, &log))) {
        return;
    }
    for (int i = 1; i <= whole_of("sets", 0); i++) {
        set_make(&set, i);
        tell_status(bandex_log_append_set(log, &set));
    }
    tell_history(log);
    set.accepted_reps = 1;
    tell_status(bandex_log_replace_set(log, &set));
    memset(set.id, 1, sizeof set.id);
    tell_status(bandex_log_remove(log, set.id));
    memset(set.id, 99, sizeof set.id);
    tell_status(bandex_log_replace_set(log, &set));
    tell_history(log);
    bandex_log_close(log);
    tell_bytes("bytes", bytes, memory.size);
    bytes[memory.size / 2] ^= 0xff;
    if (tell_status(bandex_log_open_io(&io, BANDEX_LOG_READ, NULL, &log))) {
        bandex_log_report_get(log, &report);
        tell_record("report", "log_report", &report);
        bandex_log_close(log);
    }
}

static void case_packet(void)
{
    bandex_device_decoder decoder;
    bandex_sample samples[BANDEX_PACKET_SAMPLES];
    bandex_packet packet;
    const char *hex = text_of("hex", "");
    size_t size = strcmp(hex, "-") == 0 ? 0 : hex_of(hex, bytes);
    bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_find(text_of("device", "")), NULL);
    tell_status(bandex_device_decoder_feed(&decoder, 0, bytes, size, samples, BANDEX_PACKET_SAMPLES, &packet));
    for (size_t i = 0; i < packet.samples; i++) {
        tell_record("sample", "sample", &samples[i]);
    }
    tell_record("packet", "packet", &packet);
}

/* ---- refusals ---- */

static bandex_status refuse_config(uint32_t den, float range, int32_t mode)
{
    bandex_detector detector;
    bandex_detector_config config;
    bandex_detector_config_default(&config);
    config.rate_num = 80;
    config.rate_den = den;
    config.expected_range = range;
    config.mode = mode;
    return bandex_detector_init(&detector, sizeof detector, &config);
}

static bandex_status refuse_memory(size_t capacity, const char *content, int32_t mode)
{
    bandex_io_memory memory = {bytes, capacity, strlen(content)};
    bandex_io io;
    bandex_log *log;
    bandex_log_config config;
    memset(bytes, 0, sizeof bytes);
    memcpy(bytes, content, strlen(content));
    bandex_io_memory_init(&io, &memory);
    bandex_log_config_default(&config);
    config.salt = 7;
    bandex_status status = bandex_log_open_io(&io, mode, &config, &log);
    bandex_log_close(log);
    return status;
}

static bandex_status refuse_decision(const char *language, const bandex_ladder *on)
{
    char text[256];
    size_t length;
    bandex_policy policy;
    bandex_decision decision;
    bandex_policy_preset("double", NULL, &policy);
    bandex_status status = bandex_progression_next(&policy, on, NULL, 0, NULL, &decision);
    return status == BANDEX_OK ? bandex_decision_explain(&decision, language, text, sizeof text, &length) : status;
}

static bandex_status refuse_calibration(bool add_tare)
{
    bandex_calibration calibration;
    float newton;
    bandex_calibration_init(&calibration, 1000);
    return add_tare ? bandex_calibration_add(&calibration, 1000, 5) : bandex_calibration_convert(&calibration, 5, &newton);
}

static void case_refuse(void)
{
    const char *what = now->word[1];
    const bandex_exercise *row = bandex_catalog_find(NULL, "row_seated");
    const bandex_ladder no_ladder = {NULL, 0};
    bandex_catalog catalog;
    bandex_estimate estimate;
    bandex_log *log;
    bandex_rep rep;
    size_t size;
    memset(&rep, 0, sizeof rep);
    rep.rep_id = 1;
    rep.peak = INFINITY;
    tell_status(strcmp(what, "rate_without_denominator") == 0 ? refuse_config(0, 0, 0)
                : strcmp(what, "negative_range") == 0         ? refuse_config(1, -5, 0)
                : strcmp(what, "unknown_mode") == 0           ? refuse_config(1, 0, 99)
                : strcmp(what, "missing_log") == 0            ? bandex_log_open("/nowhere/x.bandex", BANDEX_LOG_READ, NULL, &log)
                : strcmp(what, "no_log") == 0                 ? refuse_memory(4096, "this is no log at all", BANDEX_LOG_READ)
                : strcmp(what, "full_memory") == 0            ? refuse_memory(8, "", BANDEX_LOG_APPEND)
                : strcmp(what, "unknown_language") == 0       ? refuse_decision("tlh", &ladder)
                : strcmp(what, "empty_ladder") == 0           ? refuse_decision("en", &no_ladder)
                : strcmp(what, "duplicate_exercise") == 0
                    ? bandex_catalog_init(&catalog, NULL, (const bandex_exercise *[]){row, row}, 2, lent, sizeof lent, &size, NULL)
                : strcmp(what, "calibration_without_slope") == 0 ? refuse_calibration(false)
                : strcmp(what, "calibration_twice") == 0         ? refuse_calibration(true)
                : strcmp(what, "no_capacity") == 0               ? bandex_capacity_estimate(BANDEX_FORMULA_EPLEY, 10000, 20, &estimate)
                                                                 : bandex_rep_encode(&rep, bytes, sizeof bytes, &size));
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*answer)(void);
    } kinds[] = {{"detect", case_detect}, {"process", case_process}, {"feed", case_feed}, {"advise", case_advise}, {"force", case_force}, {"curve", case_curve},
                 {"predict", case_predict}, {"query", case_query}, {"ladder", case_ladder}, {"plan", case_plan}, {"decide", case_decide},
                 {"simulate", case_simulate}, {"policy", case_policy}, {"record", case_record}, {"decode", case_decode},
                 {"log", case_log}, {"packet", case_packet}, {"refuse", case_refuse}};
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    char line[4096];
    if (!file) {
        fprintf(stderr, "usage: cases FILE\n");
        return 2;
    }
    ladder_make();
    while (fgets(line, sizeof line, file)) {
        struct words words;
        if (line[0] == '#' || line[0] == '\n') {
            continue;
        }
        if (strncmp(line, "fields ", 7) == 0) {
            split(strdup(line), &fields[field_lines++]);
            continue;
        }
        split(line, &words);
        now = &words;
        bool known = false;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            if (strcmp(kinds[i].name, words.word[0]) == 0) {
                kinds[i].answer();
                known = true;
            }
        }
        if (!known) {
            fprintf(stderr, "unknown kind %s\n", words.word[0]);
            return 1;
        }
    }
    fclose(file);
    return 0;
}
