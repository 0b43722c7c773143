/* SPDX-License-Identifier: MIT */
/* A C program with Lua inside, such as an app whose behavior is a script: it hands the script packets of samples and gets
 * beeps and repetitions back. Builds with Lua 5.1 to 5.4 and LuaJIT.
 *
 *     LUA_CPATH="build/lua/5.4/?.so" lua_host_5.4 examples/lua/host.lua 80 <forces.txt
 *
 * The forces are numbers in newtons, one a line. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

enum { PACKET = 20 }; /* samples, as a Bluetooth sensor sends them together */

/* beep(count), called by the script the moment a repetition counts. */
static int beep(lua_State *L)
{
    printf("beep %ld\n", (long)luaL_checknumber(L, 1));
    fflush(stdout);
    return 0;
}

/* Prints what a call left on the stack when it failed: a text, or an error object of bandex that reads as one. */
static void print_error(lua_State *L, const char *where)
{
    lua_getglobal(L, "tostring");
    lua_insert(L, -2);
    if (lua_pcall(L, 1, 1, 0) == 0 && lua_tostring(L, -1)) {
        fprintf(stderr, "%s: %s\n", where, lua_tostring(L, -1));
    } else {
        fprintf(stderr, "%s failed\n", where);
    }
}

/* Calls a function of the script with one argument on the stack; what went wrong is printed. */
static int call(lua_State *L, const char *name, int results)
{
    lua_getglobal(L, name);
    lua_insert(L, -2);
    if (lua_pcall(L, 1, results, 0) == 0) {
        return 1;
    }
    print_error(L, name);
    return 0;
}

static int send_packet(lua_State *L, const float *samples, size_t count)
{
    lua_pushlstring(L, (const char *)samples, count * sizeof *samples);
    return call(L, "packet", 0);
}

/* Reads standard input to its end, a packet at a time. */
static int send_samples(lua_State *L)
{
    float samples[PACKET];
    size_t count = 0;
    while (scanf("%f", &samples[count]) == 1) {
        if (++count == PACKET) {
            if (!send_packet(L, samples, count)) {
                return 0;
            }
            count = 0;
        }
    }
    return send_packet(L, samples, count);
}

static double field(lua_State *L, const char *name)
{
    double value;
    lua_getfield(L, -1, name);
    value = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return value;
}

/* The list of repetitions on the stack, in C. */
static void print_reps(lua_State *L)
{
    int i;
    for (i = 1;; i++) {
        lua_rawgeti(L, -1, i);
        if (lua_isnil(L, -1)) {
            return;
        }
        printf("%d: peak %.1f N, up %.2f s, down %.2f s, %.0f %% of full\n", i, field(L, "peak"), field(L, "concentric_s"),
               field(L, "eccentric_s"), 100 * field(L, "completeness"));
        lua_pop(L, 1);
    }
}

static int run(lua_State *L, const char *script, double rate_hz)
{
    luaL_openlibs(L);
    lua_pushcfunction(L, beep);
    lua_setglobal(L, "beep");
    if (luaL_loadfile(L, script) != 0 || lua_pcall(L, 0, 0, 0) != 0) {
        print_error(L, script);
        return 0;
    }
    lua_pushnumber(L, rate_hz);
    if (!call(L, "start", 0) || !send_samples(L)) {
        return 0;
    }
    lua_pushnil(L);
    if (!call(L, "finish", 1)) {
        return 0;
    }
    print_reps(L);
    return 1;
}

int main(int argc, char **argv)
{
    lua_State *L;
    int done;
    if (argc != 3) {
        fprintf(stderr, "usage: %s SCRIPT.lua RATE <FORCES\n", argv[0]);
        return 2;
    }
    L = luaL_newstate();
    if (!L) {
        fputs("out of memory\n", stderr);
        return 1;
    }
    done = run(L, argv[1], strtod(argv[2], NULL));
    lua_close(L);
    return done ? 0 : 1;
}
