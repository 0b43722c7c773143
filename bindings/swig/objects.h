/* SPDX-License-Identifier: MIT */
/* Objects with a life of their own, and functions that scripting languages want in another shape. Knows neither
 * Python nor Lua. */
#ifndef BANDEX_BINDINGS_OBJECTS_H
#define BANDEX_BINDINGS_OBJECTS_H

#include "record.h"
#include "samples.h"

/* Most entries of a list that a function answers, bytes of a text, and of memory that is lent to one. The operating
 * system gives what is used of it. */
#define LIST_MAX 65536
#define TEXT_MAX 65536
#define MEMORY_MAX (64u << 20)

/* ---- catalogues ---- */

/* Exercises on the way into a catalogue. */
struct exercise_list {
    bandex_exercise *items;
    size_t count;
    struct arena *arena;
};

/* A catalogue of one's own with everything that it points to. The catalogue stands first: a pointer to it is one to
 * the box. Boxes are counted, since a catalogue that builds on another one needs it. */
struct catalog_box {
    bandex_catalog catalog;
    bandex_catalog *loaded;  /* what catalog is a copy of, where it came from a file */
    struct arena *arena;     /* exercises, copied */
    void *index;
    struct catalog_box *base;
    size_t uses;
};

static inline void catalog_box_release(struct catalog_box *box)
{
    while (box && --box->uses == 0) {
        struct catalog_box *base = box->base;
        bandex_catalog_free(box->loaded);
        arena_free(box->arena);
        free(box->index);
        free(box);
        box = base;
    }
}

/* Takes the arena over, also when it fails. base: NULL for the built-in one. */
static inline bandex_status catalog_box_new(const bandex_exercise *exercises, size_t count, const bandex_catalog *base,
                                            struct catalog_box *base_box, struct arena *arena, bandex_diag *diag,
                                            struct catalog_box **out)
{
    struct catalog_box *box = calloc(1, sizeof *box);
    const bandex_exercise **list = calloc(count ? count : 1, sizeof *list);
    bandex_status status = box && list ? BANDEX_OK : BANDEX_E_MEMORY;
    size_t needed = 0;
    *out = NULL;
    for (size_t i = 0; status == BANDEX_OK && i < count; i++) {
        list[i] = &exercises[i];
    }
    if (status == BANDEX_OK) {
        box->arena = arena;
        box->uses = 1;
        status = bandex_catalog_init(&box->catalog, base, list, count, NULL, 0, &needed, diag);
        if (status == BANDEX_E_FULL) {
            box->index = calloc(1, needed);
            status = box->index ? bandex_catalog_init(&box->catalog, base, list, count, box->index, needed, &needed, diag)
                                : BANDEX_E_MEMORY;
        }
    } else {
        arena_free(arena);
    }
    free(list);
    if (status == BANDEX_OK) {
        box->base = base_box;
        if (base_box) {
            base_box->uses++;
        }
        *out = box;
    } else if (box) {
        catalog_box_release(box->uses ? box : NULL);
    }
    return status;
}

/* A catalogue from a file's bytes. */
static inline bandex_status catalog_box_load(const uint8_t *bytes, size_t size, struct catalog_box *base, bandex_diag *diag,
                                             struct catalog_box **out)
{
    struct catalog_box *box = calloc(1, sizeof *box);
    bandex_status status = BANDEX_E_MEMORY;
    *out = NULL;
    if (box) {
        status = bandex_catalog_load(base ? &base->catalog : NULL, bytes, size, NULL, &box->loaded, diag);
    }
    if (status != BANDEX_OK) {
        free(box);
        return status;
    }
    box->catalog = *box->loaded;
    box->uses = 1;
    box->base = base;
    if (base) {
        base->uses++;
    }
    *out = box;
    return BANDEX_OK;
}

/* Exercises as a catalogue file. */
static inline bandex_status exercise_list_encode(const struct exercise_list *exercises, uint8_t *bytes, size_t cap, size_t *size,
                                                 bandex_diag *diag)
{
    const bandex_exercise **list = calloc(exercises->count ? exercises->count : 1, sizeof *list);
    if (!list) {
        return BANDEX_E_MEMORY;
    }
    for (size_t i = 0; i < exercises->count; i++) {
        list[i] = &exercises->items[i];
    }
    bandex_status status = bandex_catalog_encode(list, exercises->count, bytes, cap, size, diag);
    free(list);
    return status;
}

/* ---- logs ---- */

/* An open log; closed it answers BANDEX_E_STATE, and so it does while a call on it is under way: places of the caller's
 * may call back, and another thread may come along while they do. */
struct log_box {
    bandex_log *log;
    bool busy;
};

/* Takes a log for a call. NULL: refused. */
static inline bandex_log *log_box_take(struct log_box *box)
{
    if (!box->log || box->busy) {
        return NULL;
    }
    box->busy = true;
    return box->log;
}

static inline bandex_status log_box_new(bandex_log *log, struct log_box **out)
{
    *out = calloc(1, sizeof **out);
    if (!*out) {
        bandex_log_close(log);
        return BANDEX_E_MEMORY;
    }
    (*out)->log = log;
    return BANDEX_OK;
}

static inline bandex_status log_box_close(struct log_box *box)
{
    if (box->busy) {
        return BANDEX_E_STATE;
    }
    bandex_log *log = box->log;
    box->log = NULL;
    return log ? bandex_log_close(log) : BANDEX_OK;
}

/* ---- a log in memory ---- */

struct memory_box {
    bandex_io_memory memory;
    uint8_t bytes[];
};

static inline struct memory_box *memory_box_new(size_t capacity, const uint8_t *bytes, size_t size)
{
    if (capacity > SIZE_MAX - sizeof(struct memory_box) || size > capacity) {
        return NULL;
    }
    struct memory_box *box = calloc(1, sizeof *box + capacity);
    if (box) {
        box->memory.bytes = box->bytes;
        box->memory.capacity = capacity;
        box->memory.size = size;
        if (size) {
            memcpy(box->bytes, bytes, size);
        }
    }
    return box;
}

/* ---- the detector ---- */

static inline void diag_text(char *to, size_t room, const char *text)
{
    size_t size = strlen(text);
    size = size < room ? size : room - 1;
    memcpy(to, text, size);
    to[size] = 0;
}

static inline bool config_is_good(const bandex_detector_config *config)
{
    bandex_detector scratch;
    return bandex_detector_init(&scratch, sizeof scratch, config) == BANDEX_OK;
}

/* The last field that a config is good without; where several are wrong, the last that is wrong alone. The last: a rate's
 * denominator stands after it. */
static inline const struct field *config_culprit(const bandex_detector_config *config)
{
    bandex_detector_config defaults;
    const struct field *found = NULL;
    record_default(&record_of_bandex_detector_config, &defaults);
    for (int alone = 0; alone < 2 && !found; alone++) {
        for (const struct field *field = record_of_bandex_detector_config.fields; field->name; field++) {
            bandex_detector_config tried = alone ? defaults : *config;
            const char *own = (const char *)config + field->offset, *usual = (const char *)&defaults + field->offset;
            bool differs = memcmp(own, usual, field->size) != 0;
            memcpy((char *)&tried + field->offset, alone ? own : usual, field->size);
            if (differs && config_is_good(&tried) != (alone != 0)) {
                found = field;
            }
        }
    }
    return found;
}

/* A detector with its settings; what is wrong with them is told. NULL: the defaults. */
static inline bandex_status detector_make(bandex_detector *detector, const bandex_detector_config *config, bandex_diag *diag)
{
    bandex_status status = bandex_detector_init(detector, sizeof *detector, config);
    const struct field *field = status == BANDEX_E_ARGUMENT && config ? config_culprit(config) : NULL;
    if (field && diag) {
        diag->status = status;
        diag->key = INT32_MIN;
        diag_text(diag->record, sizeof diag->record, record_of_bandex_detector_config.name);
        diag_text(diag->field, sizeof diag->field, field->name);
        diag_text(diag->reason, sizeof diag->reason, "outside its range");
    }
    return status;
}

/* ---- devices ---- */

/* A decoder's device has to be a row of the table: the row of that id. */
static inline const bandex_device *device_row(const bandex_device *device)
{
    return device && device->id ? bandex_device_find(device->id) : NULL;
}

/* ---- progression ---- */

/* Sessions that a simulation remembers: enough for every policy (bandex_simulation::capacity). */
#define SIMULATION_SESSIONS ((BANDEX_LOOKBACK + 1) * BANDEX_SLOTS_MAX * 2)

/* Memory and athlete where none is told. */
static inline bool simulation_complete(bandex_simulation *simulation, struct arena **arena)
{
    if (!simulation->sessions) {
        simulation->capacity = SIMULATION_SESSIONS;
        simulation->sessions = arena_take(arena, simulation->capacity, sizeof *simulation->sessions);
        simulation->sets = arena_take(arena, simulation->capacity * BANDEX_SETS_MAX, sizeof *simulation->sets);
    }
    if (!simulation->user) {
        simulation->athlete = bandex_athlete_train;
        simulation->user = arena_take(arena, 1, sizeof(bandex_athlete));
        if (simulation->user) {
            bandex_athlete_default(simulation->user);
        }
    }
    return simulation->sessions && simulation->sets && simulation->user;
}

static inline bandex_status progression_simulate(const bandex_policy *policy, const bandex_ladder *ladder,
                                                 const bandex_progression_context *context,
                                                 const bandex_simulation *simulation, size_t sessions, bandex_decision *items,
                                                 size_t cap, size_t *count)
{
    *count = sessions;
    if (sessions > cap) {
        return BANDEX_E_LIMIT;
    }
    bandex_simulation complete;
    struct arena *arena = NULL;
    bandex_simulation_default(&complete);
    if (simulation) {
        complete = *simulation;
    }
    bandex_status status = BANDEX_E_MEMORY;
    if (simulation_complete(&complete, &arena)) {
        status = bandex_progression_simulate(policy, ladder, context, &complete, sessions, items);
    }
    arena_free(arena);
    return status;
}

static inline bandex_status athlete_train(bandex_athlete *athlete, const bandex_decision *prescribed, const bandex_ladder *ladder,
                                          bandex_session *session, bandex_set *items, size_t cap, size_t *count)
{
    int32_t sets = prescribed ? prescribed->next.sets : 0;
    *count = sets > 0 ? (size_t)sets : 0;
    if (*count > cap) {
        return BANDEX_E_LIMIT;
    }
    for (size_t i = 0; i < *count; i++) {
        bandex_set_default(&items[i]);
        items[i].rung = prescribed->next.rung;
        items[i].target_reps = prescribed->next.reps;
        items[i].target_tut_ms = prescribed->next.tut_ms;
    }
    return bandex_athlete_train(athlete, prescribed, ladder, session, items, *count);
}

static inline bandex_status ladder_set_loads(const bandex_ladder *ladder, int32_t rung, const int32_t *permille, size_t n,
                                             int32_t *items, size_t cap, size_t *count, int32_t *at_floor)
{
    *count = n;
    return n > cap ? BANDEX_E_LIMIT : bandex_ladder_set_loads(ladder, rung, permille, n, items, at_floor);
}

static inline bandex_status weekly_sets_schedule(int32_t base_sets, int32_t add, int32_t every_weeks, size_t weeks,
                                                 int32_t *items, size_t cap, size_t *count)
{
    *count = weeks;
    return weeks > cap ? BANDEX_E_LIMIT : bandex_weekly_sets_schedule(base_sets, add, every_weeks, weeks, items);
}

static inline bandex_status return_ramp(int32_t base_sets, const int32_t *cut_permille, size_t n, int32_t *items, size_t cap,
                                        size_t *count)
{
    *count = n + 1;
    return n + 1 > cap ? BANDEX_E_LIMIT : bandex_return_ramp(base_sets, cut_permille, n, items);
}

/* ---- bands and plans ---- */

static inline bandex_status ladder_build(const bandex_owned_band *bands, size_t band_count, const bandex_ladder_config *config,
                                         bandex_rung *items, size_t cap, size_t *count, bandex_omission *omissions,
                                         size_t omission_cap, size_t *omission_count)
{
    bandex_ladder ladder = {NULL, 0};
    bandex_status status = bandex_ladder_build(bands, band_count, config, items, cap, &ladder, omissions, omission_cap, omission_count);
    *count = ladder.count;
    return status;
}

static inline bandex_status volume_weeks(const bandex_catalog *catalog, const bandex_count_policy *policy, const bandex_session *sessions,
                                         size_t session_count, int32_t area, int64_t first_ms, size_t weeks, bandex_volume *items,
                                         size_t cap, size_t *count)
{
    *count = weeks;
    return weeks > cap ? BANDEX_E_LIMIT
                       : bandex_volume_weeks(catalog, policy, sessions, session_count, area, first_ms, weeks, items);
}

static inline bandex_status plan_week(const bandex_plan_request *request, int32_t sessions, void *memory, size_t size, size_t *needed,
                                      bandex_plan *items, size_t cap, size_t *count, bandex_plan_outcome *outcomes, size_t outcome_cap,
                                      size_t *outcome_count)
{
    *count = 0;
    *outcome_count = 0;
    if (!request || sessions < 1 || (size_t)sessions > cap || request->goal_count > outcome_cap) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_status status = bandex_plan_week(request, sessions, memory, size, needed, items, outcomes);
    if (status == BANDEX_OK) {
        *count = (size_t)sessions;
        *outcome_count = request->goal_count;
    }
    return status;
}

/* Sets a detector up as far as the exercise tells; what cannot be predicted is learnt. Answers the status as a number. */
static inline int32_t exercise_expect(const bandex_exercise *exercise, const bandex_band_use *use, uint32_t stature_mm,
                                      bandex_detector_config *config)
{
    return bandex_exercise_configure(exercise, use, NULL, stature_mm, config);
}

/* ---- parts of a record ---- */

struct parts {
    bandex_part *items;
    size_t cap, count;
};

static inline bandex_status parts_add(void *context, const bandex_part *part)
{
    struct parts *parts = context;
    if (parts->count == parts->cap) {
        return BANDEX_E_LIMIT;
    }
    parts->items[parts->count++] = *part;
    return BANDEX_OK;
}

static inline bandex_status record_walk(const uint8_t *bytes, size_t size, bandex_part *items, size_t cap, size_t *count,
                                        bandex_diag *diag)
{
    struct parts parts = {items, cap, 0};
    bandex_status status = bandex_record_walk(bytes, size, parts_add, &parts, diag);
    *count = parts.count;
    return status;
}

#endif
