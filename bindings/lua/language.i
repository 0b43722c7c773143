/* SPDX-License-Identifier: MIT */
/* The Lua half of the typemaps. */

%{
#include "objects_lua.h"
#include "glue.h"
/* From here on: SWIG's start-up would put two functions of its own into the globals. */
#undef SWIG_Lua_add_function
#define SWIG_Lua_add_function(L, name, function) ((void)0)
%}

/* ---- statuses become error objects ---- */
%typemap(out) bandex_status {
    if ($1 != BANDEX_OK) {
        push_error(L, $1, NULL);
        SWIG_fail;
    }
    clear_pending(L); /* of a callback whose failure the library got over */
}
%typemap(in, numinputs=0) bandex_diag *diag (bandex_diag found) {
    memset(&found, 0, sizeof found);
    $1 = &found;
}
%typemap(argout) bandex_diag *diag ""
%typemap(freearg) bandex_diag *diag {
    if ($1 && $1->status != BANDEX_OK && is_error_object(L, -1)) {
        push_error(L, $1->status, $1);
    }
}
%typemap(in, numinputs=0) bandex_status *made (bandex_status status) {
    status = BANDEX_OK;
    $1 = &status;
}
%typemap(argout) bandex_status *made {
    if (*$1 != BANDEX_OK) {
        push_error(L, *$1, NULL);
        SWIG_fail;
    }
}

%define %bandex_refuse_null(TYPE)
%typemap(check) TYPE, const TYPE {
    if (!$1) {
        push_error(L, BANDEX_E_ARGUMENT, NULL);
        SWIG_fail;
    }
}
%enddef
%include "null.i"

/* ---- numbers: integers stay integers ---- */
%define %bandex_scalar(TYPE, KIND)
%typemap(in) TYPE {
    if (!scalar_from_lua(L, $input, KIND, "$1_name", NULL, &$1)) {
        SWIG_fail;
    }
}
%typemap(out) TYPE {
    scalar_to_lua(L, KIND, &$1);
    SWIG_arg++;
}
%typemap(in, numinputs=0) TYPE * (TYPE given) {
    memset(&given, 0, sizeof given);
    $1 = &given;
}
%typemap(argout) TYPE * {
    scalar_to_lua(L, KIND, $1);
    SWIG_arg++;
}
%enddef
%bandex_scalar(uint8_t, KIND_U8)
%bandex_scalar(uint16_t, KIND_U16)
%bandex_scalar(int16_t, KIND_I16)
%bandex_scalar(uint32_t, KIND_U32)
%bandex_scalar(int32_t, KIND_I32)
%bandex_scalar(uint64_t, KIND_U64)
%bandex_scalar(int64_t, KIND_I64)
%bandex_scalar(size_t, KIND_SIZE)
%bandex_scalar(int, KIND_INT)
%bandex_scalar(float, KIND_F32)
%bandex_scalar(double, KIND_F64)

/* ---- text ---- */
%typemap(in) const char * (struct arena *arena = 0) {
    const char *text = NULL;
    if (!lua_isnoneornil(L, $input) && !text_from_lua(L, $input, "$1_name", &arena, &text)) {
        SWIG_fail;
    }
    $1 = (char *)text;
}
%typemap(freearg) const char * {
    arena_free(arena$argnum);
}
%typemap(out) const char * {
    lua_pushstring(L, $1);
    SWIG_arg++;
}

/* ---- bytes ---- */
%typemap(argout) (const uint8_t *bytes, size_t size) ""
%typemap(in) (const uint8_t *bytes, size_t size) {
    if (lua_type(L, $input) != LUA_TSTRING) {
        complain(L, "$1_name", "a string is", $input);
        SWIG_fail;
    }
    $1 = (uint8_t *)lua_tolstring(L, $input, &$2);
}
%typemap(in, numinputs=0) (uint8_t *buf, size_t cap, size_t *len) (struct arena *arena = 0, size_t size = 0) {
    $1 = arena_room(&arena, 1, ENCODED_MAX);
    $2 = $1 ? ENCODED_MAX : 0;
    $3 = &size;
}
%typemap(argout) (uint8_t *buf, size_t cap, size_t *len) {
    lua_pushlstring(L, (const char *)$1, size$argnum);
    SWIG_arg++;
}
%typemap(freearg) (uint8_t *buf, size_t cap, size_t *len) {
    arena_free(arena$argnum);
}

/* ---- records, alone and in lists ---- */
%define %bandex_items(TYPE, RECORD, KIND)
%typemap(in) (const TYPE *items, size_t count) (struct arena *arena = 0, void *list) {
    list = NULL;
    $2 = 0;
    if (!lua_isnoneornil(L, $input) && !items_from_lua(L, RECORD, KIND, $input, "$1_name", &list, &$2, &arena)) {
        SWIG_fail;
    }
    $1 = ($1_ltype)list;
}
%typemap(freearg) (const TYPE *items, size_t count) {
    arena_release(L, arena$argnum);
}
%typemap(argout) (const TYPE *items, size_t count) ""
%typemap(in, numinputs=0) (TYPE *items, size_t cap, size_t *count) (struct arena *arena = 0, size_t found = 0) {
    $1 = arena_room(&arena, LIST_MAX, sizeof(TYPE));
    $2 = $1 ? LIST_MAX : 0;
    $3 = &found;
}
%typemap(argout) (TYPE *items, size_t cap, size_t *count) {
    items_to_lua(L, RECORD, KIND, $1, found$argnum);
    SWIG_arg++;
}
%typemap(freearg) (TYPE *items, size_t cap, size_t *count) {
    arena_release(L, arena$argnum);
}
%enddef

%define %bandex_list(TYPE, KIND)
%bandex_items(TYPE, NULL, KIND)
%enddef

%define %bandex_record_typemaps(TYPE)
%bandex_items(TYPE, &record_of_##TYPE, 0)
%typemap(in, numinputs=0) (const TYPE **items, size_t cap, size_t *count) (struct arena *arena = 0, size_t found = 0) {
    $1 = arena_room(&arena, LIST_MAX, sizeof(TYPE *));
    $2 = $1 ? LIST_MAX : 0;
    $3 = &found;
}
%typemap(argout) (const TYPE **items, size_t cap, size_t *count) {
    lua_createtable(L, (int)found$argnum, 0);
    for (size_t i = 0; i < found$argnum; i++) {
        record_to_lua(L, &record_of_##TYPE, $1[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    SWIG_arg++;
}
%typemap(freearg) (const TYPE **items, size_t cap, size_t *count) {
    arena_release(L, arena$argnum);
}
%typemap(in) const TYPE * (TYPE value, struct arena *arena = 0), TYPE * (TYPE value, struct arena *arena = 0) {
    $1 = NULL;
    if (!lua_isnoneornil(L, $input)) {
        if (!record_from_lua(L, &record_of_##TYPE, $input, &value, &arena)) {
            SWIG_fail;
        }
        $1 = &value;
    }
}
%typemap(freearg) const TYPE *, TYPE * {
    arena_release(L, arena$argnum);
}
%typemap(argout) TYPE * {
    if ($1 && lua_istable(L, $input)) {
        record_write_lua(L, &record_of_##TYPE, $1, $input);
    }
}
%typemap(argout) const TYPE * ""
%typemap(in) TYPE (struct arena *arena = 0) {
    if (!record_from_lua(L, &record_of_##TYPE, $input, &$1, &arena)) {
        SWIG_fail;
    }
}
%typemap(freearg) TYPE {
    arena_release(L, arena$argnum);
}
%typemap(out) const TYPE *, TYPE * {
    if ($1) {
        record_to_lua(L, &record_of_##TYPE, $1);
    } else {
        lua_pushnil(L);
    }
    SWIG_arg++;
}
%typemap(out) TYPE {
    record_to_lua(L, &record_of_##TYPE, &$1);
    SWIG_arg++;
}
%enddef

%define %bandex_filled(TYPE, NAME, RESULT)
%typemap(in) TYPE *NAME (TYPE value, struct arena *arena = 0, int place = 0) {
    $1 = NULL;
    place = $input;
    if (!lua_isnoneornil(L, $input)) {
        if (!record_from_lua(L, &record_of_##TYPE, $input, &value, &arena)) {
            SWIG_fail;
        }
        $1 = &value;
    }
}
%typemap(freearg) TYPE *NAME {
    if ($1 && lua_istable(L, place$argnum) && is_error_object(L, -1)) {
        record_write_lua(L, &record_of_##TYPE, $1, place$argnum);
        if (RESULT) {
            lua_pushvalue(L, place$argnum);
            lua_setfield(L, -2, "result");
        }
    }
    arena_release(L, arena$argnum);
}
%enddef

/* ---- text and memory ---- */
%typemap(in, numinputs=0) (char *text, size_t cap, size_t *length) (struct arena *arena = 0, size_t size = 0) {
    $1 = arena_room(&arena, 1, TEXT_MAX);
    $2 = $1 ? TEXT_MAX : 0;
    $3 = &size;
    if ($1) {
        $1[0] = 0;
    }
}
%typemap(argout) (char *text, size_t cap, size_t *length) {
    lua_pushstring(L, $1);
    SWIG_arg++;
}
%typemap(freearg) (char *text, size_t cap, size_t *length) {
    arena_free(arena$argnum);
}
%typemap(in, numinputs=0) (void *memory, size_t size, size_t *needed) (struct arena *arena = 0, size_t wanted = 0) {
    $1 = arena_room(&arena, 1, MEMORY_MAX);
    $2 = $1 ? MEMORY_MAX : 0;
    $3 = &wanted;
}
%typemap(argout) (void *memory, size_t size, size_t *needed) ""
%typemap(freearg) (void *memory, size_t size, size_t *needed) {
    arena_free(arena$argnum);
}
%typemap(in, numinputs=0) bandex_memory *memory (bandex_memory memory, struct arena *arena = 0) {
    memory.used = 0;
    memory.size = MEMORY_MAX;
    memory.bytes = arena_room(&arena, 1, memory.size);
    memory.size = memory.bytes ? memory.size : 0;
    $1 = &memory;
}
%typemap(argout) bandex_memory *memory ""
%typemap(freearg) bandex_memory *memory {
    arena_free(arena$argnum);
}

/* ---- the detector ---- */
%typemap(in) struct samples *force (struct samples samples = {0}) {
    $1 = &samples;
    if (!samples_from_lua(L, $input, &samples)) {
        SWIG_fail;
    }
}
%typemap(arginit) struct samples *force {
    memset(&samples$argnum, 0, sizeof samples$argnum);
}
%typemap(freearg) struct samples *force {
    samples_release(&samples$argnum);
}
%typemap(in) struct times *t_us (struct times times) {
    $1 = &times;
    if (!times_from_lua(L, $input, &times) || !lengths_agree(L, arg2, &times)) {
        SWIG_fail;
    }
}
%typemap(arginit) struct times *t_us {
    memset(&times$argnum, 0, sizeof times$argnum);
}
%typemap(freearg) struct times *t_us {
    times_release(&times$argnum);
}
/* Answers of blocks: a status, then what was found. */
%typemap(in, numinputs=0) struct events *events (struct events events) {
    memset(&events, 0, sizeof events);
    $1 = &events;
}
%typemap(argout) struct events *events {
    events_to_lua(L, $1);
    SWIG_arg++;
}
%typemap(freearg) struct events *events {
    free($1->data);
}
%typemap(arginit) struct events *events {
    memset(&events$argnum, 0, sizeof events$argnum);
    $1 = &events$argnum;
}
%typemap(in, numinputs=0) struct final_reps *reps (struct final_reps reps) {
    memset(&reps, 0, sizeof reps);
    $1 = &reps;
}
%typemap(argout) struct final_reps *reps {
    reps_to_lua(L, $1, bandex_detector_skipped(arg1));
    SWIG_arg++;
}
%typemap(freearg) struct final_reps *reps {
    reps_release($1);
}
%typemap(arginit) struct final_reps *reps {
    memset(&reps$argnum, 0, sizeof reps$argnum);
    $1 = &reps$argnum;
}

%{
static const struct times no_times;

/* Says what a detector without a rate lacks. */
static bandex_status times_wanted(bandex_status status, const struct times *t_us, bandex_diag *diag)
{
    if (status == BANDEX_E_ARGUMENT && !(t_us && t_us->stamps)) {
        diag->status = status;
        diag->key = INT32_MIN;
        diag_text(diag->field, sizeof diag->field, "t_us");
        diag_text(diag->reason, sizeof diag->reason, "the times are wanted, since the settings give no rate");
    }
    return status;
}

static bandex_status detector_process(bandex_detector *self, struct samples *force, struct events *events, bandex_diag *diag,
                                      struct times *t_us)
{
    return times_wanted(detector_process_times(self, t_us ? t_us : &no_times, force->force, force->count, events), t_us, diag);
}

static bandex_status detector_finish(bandex_detector *self, struct events *events)
{
    return detector_finish_all(self, events);
}

static bandex_status detector_reps(bandex_detector *self, struct samples *force, struct final_reps *reps, bandex_diag *diag,
                                   struct times *t_us)
{
    return times_wanted(detect_all(self, t_us ? t_us : &no_times, force->force, force->count, reps), t_us, diag);
}

static bool detector_poll(bandex_detector *self, bandex_event *polled)
{
    return bandex_detector_poll(self, polled) != 0;
}
%}
%typemap(in, numinputs=0) bandex_event *polled (bandex_event event) {
    $1 = &event;
}
%typemap(argout) bandex_event *polled {
    if (result) {
        record_to_lua(L, &record_of_bandex_event, $1);
    } else {
        lua_pushnil(L);
    }
    SWIG_arg++;
}
%typemap(freearg) bandex_event *polled ""
%typemap(out) bool ""

bandex_status detector_process(bandex_detector *self, struct samples *force, struct events *events, bandex_diag *diag,
                               struct times *t_us = NULL);
bandex_status detector_finish(bandex_detector *self, struct events *events);
bandex_status detector_reps(bandex_detector *self, struct samples *force, struct final_reps *reps, bandex_diag *diag,
                            struct times *t_us = NULL);
bool detector_poll(bandex_detector *self, bandex_event *polled);
%rename(process) bandex_detector::process_block;
%rename(finish) bandex_detector::finish_block;
%rename(poll) bandex_detector::poll_event;
%extend bandex_detector {
    bandex_status process_block(struct samples *force, struct events *events, bandex_diag *diag, struct times *t_us = NULL) {
        return detector_process($self, force, events, diag, t_us);
    }
    bandex_status finish_block(struct events *events) { return detector_finish($self, events); }
    bool poll_event(bandex_event *polled) { return detector_poll($self, polled); }
}

/* ---- functions of the binding itself ---- */
%typemap(in, numinputs=0) struct fraction *fraction (struct fraction fraction) {
    $1 = &fraction;
}
%typemap(argout) struct fraction *fraction {
    integer_to_lua(L, $1->num);
    integer_to_lua(L, $1->den);
    SWIG_arg += 2;
}
%{
struct fraction {
    uint32_t num, den;
};
static bandex_status rate_to_fraction(double rate_hz, struct fraction *fraction)
{
    return rate_fraction(rate_hz, &fraction->num, &fraction->den) ? BANDEX_OK : BANDEX_E_ARGUMENT;
}
%}
bandex_status rate_to_fraction(double rate_hz, struct fraction *fraction);

/* A record with its defaults and what the table says. */
%{
static bool record_make(lua_State *L, const char *name)
{
    struct record *record = record_find(name);
    struct arena *arena = NULL;
    void *value = record ? arena_take(&arena, 1, record->size) : NULL;
    bool good = value != NULL;
    if (!good) {
        lua_pushfstring(L, "no record %s", name);
    } else if (!lua_isnoneornil(L, 2)) {
        good = record_from_lua(L, record, 2, value, &arena);
    } else {
        record_default(record, value);
    }
    if (good) {
        record_to_lua(L, record, value);
    }
    arena_free(arena);
    return good;
}
static int record_new(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 2);
    return record_make(L, name) ? 1 : lua_error(L);
}
%}
%native(record_new) int record_new(lua_State *L);

/* The comfortable half is Lua (module.lua); what it returns is the module. */
%{
#include "bandex_lua.h"
static void open_module(lua_State *L)
{
    if (luaL_loadbuffer(L, (const char *)bandex_lua, sizeof bandex_lua, "=module.lua") != 0) {
        lua_error(L);
    }
    lua_pushvalue(L, -2); /* SWIG's table */
    luaL_newmetatable(L, error_metatable);
    lua_createtable(L, 0, 32); /* names of the records */
    for (struct record *const *record = all_records; *record; record++) {
        lua_pushstring(L, (*record)->name);
        lua_setfield(L, -2, (*record)->class_name);
    }
    lua_createtable(L, 0, 32); /* groups of constants */
    for (const struct constant *constant = all_constants; constant->enumeration; constant++) {
        lua_getfield(L, -1, constant->enumeration);
        if (lua_isnil(L, -1)) {
            lua_pop(L, 1);
            lua_newtable(L);
            lua_pushvalue(L, -1);
            lua_setfield(L, -3, constant->enumeration);
        }
        integer_to_lua(L, constant->value);
        lua_setfield(L, -2, constant->name);
        lua_pop(L, 1);
    }
    lua_call(L, 4, 1);
}
%}
%init %{
    open_module(L);
%}
