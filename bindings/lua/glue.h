/* SPDX-License-Identifier: MIT */
/* What Lua needs beside the records: error objects, samples, and blocks. */
#ifndef BANDEX_LUA_GLUE_H
#define BANDEX_LUA_GLUE_H

#include "convert.h"
#include "samples.h"

/* ---- errors ---- */

static const char error_metatable[] = "bandex.error";

/* Pushes {status, name, message [, record, field, reason, offset]}; bandex.lua gives the metatable its __tostring. */
static void push_error(lua_State *L, bandex_status status, const bandex_diag *diag)
{
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
        good = times_add_number(times, lua_tonumber(L, -1));
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
static void reps_to_lua(lua_State *L, const struct reps *reps, uint64_t skipped)
{
    lua_createtable(L, (int)reps->count, 4);
    for (size_t i = 0; i < reps->count; i++) {
        record_to_lua(L, &record_of_bandex_rep, &reps->data[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_createtable(L, (int)reps->set_count, 0);
    for (size_t i = 0; i < reps->set_count; i++) {
        lua_createtable(L, 2, 0);
        integer_to_lua(L, (int64_t)reps->sets[i].first + 1);
        lua_rawseti(L, -2, 1);
        integer_to_lua(L, (int64_t)reps->sets[i].count);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "ranges");
    lua_pushlstring(L, reps->data ? (const char *)reps->data : "", reps->count * sizeof *reps->data);
    lua_setfield(L, -2, "packed");
    integer_to_lua(L, reps->revoked);
    lua_setfield(L, -2, "revoked");
    integer_to_lua(L, (int64_t)skipped);
    lua_setfield(L, -2, "skipped");
}

#endif
