/* SPDX-License-Identifier: MIT */
/* SWIG takes every userdata for one of its own and follows what it finds there: a file handle would crash the program. From
 * here on only userdata with a class of SWIG's is looked at. */
#ifndef BANDEX_LUA_OBJECTS_H
#define BANDEX_LUA_OBJECTS_H

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>

static bool is_foreign(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) {
        return lua_type(L, index) == LUA_TUSERDATA || lua_type(L, index) == LUA_TLIGHTUSERDATA;
    }
    lua_pushliteral(L, ".fn");
    lua_rawget(L, -2);
    bool foreign = !lua_istable(L, -1);
    lua_pop(L, 2);
    return foreign;
}

static int convert_object(lua_State *L, int index, void **object, swig_type_info *type, int flags)
{
    return is_foreign(L, index) ? SWIG_TypeError : SWIG_Lua_ConvertPtr(L, index, object, type, flags);
}

static const char *object_typename(lua_State *L, int index)
{
    return is_foreign(L, index) ? "userdata" : SWIG_Lua_typename(L, index);
}

#undef SWIG_ConvertPtr
#define SWIG_ConvertPtr(L, index, object, type, flags) convert_object(L, index, object, type, flags)
#define SWIG_Lua_typename(L, index) object_typename(L, index)

#endif
