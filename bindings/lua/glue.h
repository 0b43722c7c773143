/* SPDX-License-Identifier: MIT */
/* What Lua needs beside the records: error objects, samples, and blocks. */
#ifndef BANDEX_LUA_GLUE_H
#define BANDEX_LUA_GLUE_H

#include "convert.h"

/* ---- errors ---- */

static const char error_metatable[] = "bandex.error";

/* What a function of the caller raised: kept in the registry until the call that led to it fails. */
static const char pending_key[] = "bandex.pending";

static void keep_pending(lua_State *L)
{
    lua_setfield(L, LUA_REGISTRYINDEX, pending_key);
}

static void clear_pending(lua_State *L)
{
    lua_pushnil(L);
    keep_pending(L);
}

/* Pushes {status, name, message [, record, field, reason, offset]}; module.lua gives the metatable its __tostring. */
static void push_error(lua_State *L, bandex_status status, const bandex_diag *diag)
{
    lua_getfield(L, LUA_REGISTRYINDEX, pending_key);
    if (!lua_isnil(L, -1)) {
        clear_pending(L);
        return;
    }
    lua_pop(L, 1);
    lua_createtable(L, 0, 8);
    integer_to_lua(L, status);
    lua_setfield(L, -2, "status");
    lua_pushstring(L, bandex_status_string(status));
    lua_setfield(L, -2, "name");
    lua_pushstring(L, bandex_status_message(status));
    lua_setfield(L, -2, "message");
    if (diag && diag->status != BANDEX_OK) {
        lua_pushstring(L, diag->record);
        lua_setfield(L, -2, "record");
        lua_pushstring(L, diag->field);
        lua_setfield(L, -2, "field");
        lua_pushstring(L, diag->reason);
        lua_setfield(L, -2, "reason");
        integer_to_lua(L, (int64_t)diag->offset);
        lua_setfield(L, -2, "offset");
        integer_to_lua(L, diag->key);
        lua_setfield(L, -2, "key");
    }
    luaL_newmetatable(L, error_metatable);
    lua_setmetatable(L, -2);
}

static bool is_error_object(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index)) {
        return false;
    }
    luaL_newmetatable(L, error_metatable);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

/* ---- functions of the caller ---- */

struct function {
    lua_State *L;
    int reference;        /* of the function in the registry */
    struct arena **arena; /* of the call: what the function gives has to last as long */
};

static bool callback_failed(lua_State *L, int top)
{
    keep_pending(L); /* the error on the top */
    lua_settop(L, top);
    return false;
}

static bandex_status custom_driver(void *user, const bandex_policy *policy, const bandex_ladder *ladder, const bandex_session *history,
                                   size_t count, const bandex_prescription *base, bandex_prescription *proposal, int32_t *reason)
{
    struct function *function = user;
    lua_State *L = function->L;
    int top = lua_gettop(L);
    luaL_checkstack(L, 16, "too deep");
    lua_rawgeti(L, LUA_REGISTRYINDEX, function->reference);
    record_to_lua(L, &record_of_bandex_policy, policy);
    record_to_lua(L, &record_of_bandex_ladder, ladder);
    items_to_lua(L, &record_of_bandex_session, 0, history, count);
    record_to_lua(L, &record_of_bandex_prescription, base);
    bool good = lua_pcall(L, 4, 2, 0) == 0;
    good = good && (lua_isnil(L, top + 1) || record_from_lua(L, &record_of_bandex_prescription, top + 1, proposal, function->arena));
    good = good && (lua_isnil(L, top + 2) || integer_from_lua(L, top + 2, KIND_I32, "reason", "Reason", reason));
    good = good || callback_failed(L, top);
    lua_settop(L, top);
    return good ? BANDEX_OK : BANDEX_E_CALLBACK;
}

static bandex_status custom_athlete(void *user, const bandex_decision *prescribed, const bandex_ladder *ladder, bandex_session *session,
                                    bandex_set *sets, size_t count)
{
    struct function *function = user;
    lua_State *L = function->L;
    int top = lua_gettop(L);
    luaL_checkstack(L, 16, "too deep");
    record_to_lua(L, &record_of_bandex_session, session);
    items_to_lua(L, &record_of_bandex_set, 0, sets, count);
    lua_rawgeti(L, LUA_REGISTRYINDEX, function->reference);
    record_to_lua(L, &record_of_bandex_decision, prescribed);
    record_to_lua(L, &record_of_bandex_ladder, ladder);
    lua_pushvalue(L, top + 1);
    lua_pushvalue(L, top + 2);
    bool good = lua_pcall(L, 4, 0, 0) == 0;
    good = good && record_from_lua(L, &record_of_bandex_session, top + 1, session, function->arena);
    session->sets = sets; /* the table's own list is a copy from before the call */
    session->set_count = count;
    for (size_t i = 0; good && i < count; i++) {
        lua_rawgeti(L, top + 2, (int)i + 1);
        good = record_from_lua(L, &record_of_bandex_set, lua_gettop(L), &sets[i], function->arena);
    }
    good = good || callback_failed(L, top);
    lua_settop(L, top);
    return good ? BANDEX_OK : BANDEX_E_CALLBACK;
}

static bool callback_from_lua(lua_State *L, const struct record *record, const struct field *field, int index, void *value, struct arena **arena)
{
    if (record == &record_of_bandex_simulation && !lua_isfunction(L, index)) {
        bandex_simulation *simulation = value;
        simulation->athlete = bandex_athlete_train;
        simulation->user = take(L, arena, 1, sizeof(bandex_athlete));
        return simulation->user && record_from_lua(L, &record_of_bandex_athlete, index, simulation->user, arena);
    }
    if (!lua_isfunction(L, index)) {
        return complain(L, field->name, "a function is", index);
    }
    struct function *function = take(L, arena, 1, sizeof *function);
    if (!function) {
        return false;
    }
    lua_pushvalue(L, index);
    function->L = L;
    function->reference = luaL_ref(L, LUA_REGISTRYINDEX);
    function->arena = arena;
    (*arena)->reference = function->reference;
    if (record == &record_of_bandex_simulation) {
        ((bandex_simulation *)value)->athlete = custom_athlete;
        ((bandex_simulation *)value)->user = function;
    } else {
        ((bandex_progression_context *)value)->custom = custom_driver;
        ((bandex_progression_context *)value)->user = function;
    }
    return true;
}

static bool catalog_from_lua(lua_State *L, int index, const bandex_catalog **catalog)
{
    void *box = NULL;
    *catalog = NULL;
    if (lua_isnoneornil(L, index)) {
        return true;
    }
    if (!lua_isuserdata(L, index) || !SWIG_IsOK(SWIG_ConvertPtr(L, index, &box, SWIG_TypeQuery("catalog_box *"), 0)) || !box) {
        return complain(L, "catalog", "a Catalog is", index);
    }
    *catalog = &((struct catalog_box *)box)->catalog;
    return true;
}

/* ---- a place for a log that is a table of functions ---- */

struct io {
    lua_State *L;
    int reference, kept; /* the place, the coroutine */
};

/* invoke(place, method, ...): place:method(...). Run protected, since looking a method up may raise an error too. */
static int io_invoke(lua_State *L)
{
    lua_getfield(L, 1, lua_tostring(L, 2));
    lua_insert(L, 1);
    lua_remove(L, 3);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* Calls place:method(...) with the arguments on the stack; on failure the error is kept. An error of an earlier call is
 * put aside meanwhile, since the library may go on after a failure and the place may use this library itself. */
static bool io_call(struct io *io, const char *method, int arguments, int results)
{
    lua_State *L = io->L;
    int base = lua_gettop(L) - arguments;
    luaL_checkstack(L, 8, "too deep");
    lua_getfield(L, LUA_REGISTRYINDEX, pending_key);
    lua_insert(L, base + 1);
    clear_pending(L);
    lua_pushcfunction(L, io_invoke);
    lua_insert(L, base + 2);
    lua_rawgeti(L, LUA_REGISTRYINDEX, io->reference);
    lua_insert(L, base + 3);
    lua_pushstring(L, method);
    lua_insert(L, base + 4);
    if (lua_pcall(L, arguments + 2, results, 0) != 0) {
        return callback_failed(L, base);
    }
    lua_pushvalue(L, base + 1);
    keep_pending(L);
    lua_remove(L, base + 1);
    return true;
}

static bandex_status io_size(void *context, uint64_t *size)
{
    struct io *io = context;
    lua_State *L = io->L;
    int top = lua_gettop(L);
    bool good = io_call(io, "size", 0, 1) && (integer_from_lua(L, lua_gettop(L), KIND_U64, "size", NULL, size) || callback_failed(L, top));
    lua_settop(L, top);
    return good ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_read(void *context, uint64_t offset, void *bytes, size_t size, size_t *got)
{
    struct io *io = context;
    lua_State *L = io->L;
    int top = lua_gettop(L);
    integer_to_lua(L, (int64_t)offset);
    integer_to_lua(L, (int64_t)size);
    bool good = io_call(io, "read", 2, 1);
    if (good) {
        const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, got) : NULL;
        good = text && *got <= size;
        if (good) {
            memcpy(bytes, text, *got);
        } else {
            lua_pushliteral(L, "read: a string of at most the size asked for is wanted");
            callback_failed(L, top);
        }
    }
    lua_settop(L, top);
    return good ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_write(void *context, uint64_t offset, const void *bytes, size_t size)
{
    struct io *io = context;
    integer_to_lua(io->L, (int64_t)offset);
    lua_pushlstring(io->L, bytes, size);
    return io_call(io, "write", 2, 0) ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_sync(void *context)
{
    return io_call(context, "sync", 0, 0) ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_truncate(void *context, uint64_t size)
{
    struct io *io = context;
    integer_to_lua(io->L, (int64_t)size);
    return io_call(io, "truncate", 1, 0) ? BANDEX_OK : BANDEX_E_IO;
}

static int io_look(lua_State *L)
{
    lua_getfield(L, 1, lua_tostring(L, 2));
    return 1;
}

static bool io_has(struct io *io, const char *method)
{
    lua_State *L = io->L;
    lua_pushcfunction(L, io_look);
    lua_rawgeti(L, LUA_REGISTRYINDEX, io->reference);
    lua_pushstring(L, method);
    bool has = lua_pcall(L, 2, 1, 0) == 0 && lua_isfunction(L, -1);
    lua_pop(L, 1);
    return has;
}

static void io_close(void *context)
{
    struct io *io = context;
    if (io_has(io, "close") && !io_call(io, "close", 0, 0)) {
        clear_pending(io->L); /* nobody can be told */
    }
    luaL_unref(io->L, LUA_REGISTRYINDEX, io->reference);
    luaL_unref(io->L, LUA_REGISTRYINDEX, io->kept);
    free(io);
}

/* A state that lasts as long as the log: the main thread's where Lua names it (5.2 and newer), else that of the coroutine, which
 * is kept. */
static lua_State *lasting_state(lua_State *L, int *kept)
{
#if LUA_VERSION_NUM >= 502
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    lua_State *main = lua_tothread(L, -1);
    lua_pop(L, 1);
    *kept = LUA_NOREF;
    return main;
#else
    lua_pushthread(L);
    *kept = luaL_ref(L, LUA_REGISTRYINDEX);
    return L;
#endif
}

static struct log_box *log_open_table(lua_State *L, int index, bandex_status *made, int32_t mode, const bandex_log_config *config)
{
    struct io *io = calloc(1, sizeof *io);
    struct log_box *box = NULL;
    bandex_log *log = NULL;
    *made = BANDEX_E_MEMORY;
    if (!io) {
        return NULL;
    }
    io->L = lasting_state(L, &io->kept);
    lua_pushvalue(L, index);
    io->reference = luaL_ref(L, LUA_REGISTRYINDEX);
    bandex_io functions = {.context = io, .size = io_size, .read = io_read, .write = io_write, .close = io_close};
    functions.sync = io_has(io, "sync") ? io_sync : NULL;
    functions.truncate = io_has(io, "truncate") ? io_truncate : NULL;
    *made = bandex_log_open_io(&functions, mode, config, &log);
    if (*made == BANDEX_OK) {
        *made = log_box_new(log, &box);
    }
    return box;
}

/* ---- samples ---- */

struct samples {
    const float *force;
    size_t count;
    float *own;
};

static void samples_release(struct samples *samples)
{
    free(samples->own);
    memset(samples, 0, sizeof *samples);
}

/* A list of numbers, or a string of packed native floats (string.pack("<f", ...)), which is used as it is. */
static bool samples_from_lua(lua_State *L, int index, struct samples *samples)
{
    memset(samples, 0, sizeof *samples);
    if (lua_type(L, index) == LUA_TSTRING) {
        size_t size;
        const char *bytes = lua_tolstring(L, index, &size);
        if (size % sizeof(float) != 0) {
            lua_pushliteral(L, "force: the string is no whole number of packed floats");
            return false;
        }
        samples->count = size / sizeof(float);
        if ((uintptr_t)bytes % sizeof(float) == 0) {
            samples->force = (const float *)(const void *)bytes;
            return true;
        }
        samples->own = malloc(size);
        if (samples->own) {
            memcpy(samples->own, bytes, size);
        }
    } else if (lua_type(L, index) == LUA_TTABLE) {
        samples->count = lua_rawlen(L, index);
        samples->own = malloc((samples->count ? samples->count : 1) * sizeof(float));
        for (size_t i = 0; samples->own && i < samples->count; i++) {
            lua_rawgeti(L, index, (int)i + 1);
            if (lua_type(L, -1) != LUA_TNUMBER) {
                lua_pushfstring(L, "force[%d]: a number is wanted, not %s", (int)i + 1, luaL_typename(L, -1));
                return false;
            }
            samples->own[i] = (float)lua_tonumber(L, -1);
            lua_pop(L, 1);
        }
    } else {
        return complain(L, "force", "a list of numbers or a string of packed floats is", index);
    }
    if (!samples->own) {
        lua_pushliteral(L, "not enough memory");
        return false;
    }
    samples->force = samples->own;
    return true;
}

/* nil: no times; a list of microseconds, or a string of packed 32-bit unsigned ones */
static bool times_from_lua(lua_State *L, int index, struct times *times)
{
    memset(times, 0, sizeof *times);
    if (lua_isnoneornil(L, index)) {
        return true;
    }
    if (lua_type(L, index) == LUA_TSTRING) {
        size_t size;
        const char *bytes = lua_tolstring(L, index, &size);
        if (size % sizeof(uint32_t) != 0) {
            lua_pushliteral(L, "t_us: the string is no whole number of packed 32-bit integers");
            return false;
        }
        if (!times_begin(times, size / sizeof(uint32_t))) {
            lua_pushliteral(L, "not enough memory");
            return false;
        }
        memcpy(times->own, bytes, size);
        times->count = size / sizeof(uint32_t);
        return true;
    }
    if (lua_type(L, index) != LUA_TTABLE) {
        return complain(L, "t_us", "a list of microseconds or a string of packed 32-bit integers is", index);
    }
    size_t count = lua_rawlen(L, index);
    bool good = times_begin(times, count);
    for (size_t i = 0; good && i < count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        if (lua_type(L, -1) != LUA_TNUMBER) {
            lua_pushfstring(L, "t_us[%d]: a number is wanted, not %s", (int)i + 1, luaL_typename(L, -1));
            return false;
        }
#if LUA_VERSION_NUM >= 503
        good = lua_isinteger(L, -1) ? times_add(times, lua_tointeger(L, -1), true) : times_add_number(times, lua_tonumber(L, -1));
#else
        good = times_add_number(times, lua_tonumber(L, -1));
#endif
        lua_pop(L, 1);
    }
    if (!good) {
        lua_pushliteral(L, "not enough memory");
    }
    return good;
}

static bool lengths_agree(lua_State *L, const struct samples *samples, const struct times *times)
{
    if (times->stamps && times->count != samples->count) {
        lua_pushfstring(L, "t_us has %d entries, force %d", (int)times->count, (int)samples->count);
        return false;
    }
    return true;
}

/* ---- results of blocks ---- */

static void events_to_lua(lua_State *L, const struct events *events)
{
    lua_createtable(L, (int)events->count, 0);
    for (size_t i = 0; i < events->count; i++) {
        record_to_lua(L, &record_of_bandex_event, &events->data[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* {reps..., packed = the structs, sets = {{first, count}...}, revoked, skipped} */
static void reps_to_lua(lua_State *L, const struct final_reps *reps, uint64_t skipped)
{
    lua_createtable(L, (int)reps->list.count, 4);
    for (size_t i = 0; i < reps->list.count; i++) {
        record_to_lua(L, &record_of_bandex_rep, &reps->list.reps[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_createtable(L, (int)reps->set_count, 0);
    for (size_t i = 0; i < reps->set_count; i++) {
        size_t first, count = reps_of_set(reps, i, &first);
        lua_createtable(L, 2, 0);
        integer_to_lua(L, (int64_t)first + 1);
        lua_rawseti(L, -2, 1);
        integer_to_lua(L, (int64_t)count);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "ranges");
    lua_pushlstring(L, reps->list.reps ? (const char *)reps->list.reps : "", reps->list.count * sizeof(bandex_rep));
    lua_setfield(L, -2, "packed");
    integer_to_lua(L, reps->list.revoked);
    lua_setfield(L, -2, "revoked");
    integer_to_lua(L, (int64_t)skipped);
    lua_setfield(L, -2, "skipped");
}

#endif
