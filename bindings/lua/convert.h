/* SPDX-License-Identifier: MIT */
/* Plain structs to and from Lua: tables. Errors are reported by pushing a message and answering false; the callers
 * raise it when everything is freed. Tables are read raw, so that no metamethod can jump out of a conversion. */
#ifndef BANDEX_LUA_CONVERT_H
#define BANDEX_LUA_CONVERT_H

#include "objects.h"
#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM < 502
#define lua_rawlen lua_objlen
#endif

static void record_to_lua(lua_State *L, struct record *record, const void *value);
static bool record_from_lua(lua_State *L, struct record *record, int index, void *value, struct arena **arena);

static int absolute(lua_State *L, int index)
{
    return index > 0 ? index : lua_gettop(L) + index + 1;
}

/* ---- C to Lua ---- */

/* A real integer where Lua has them; a number elsewhere. */
static void integer_to_lua(lua_State *L, int64_t value)
{
#if LUA_VERSION_NUM >= 503
    lua_pushinteger(L, (lua_Integer)value);
#else
    lua_pushnumber(L, (lua_Number)value);
#endif
}

static void scalar_to_lua(lua_State *L, int kind, const void *at)
{
    if (kind == KIND_F32) {
        lua_pushnumber(L, (lua_Number)*(const float *)at);
    } else if (kind == KIND_F64) {
        lua_pushnumber(L, *(const double *)at);
    } else if (kind == KIND_U64 && *(const uint64_t *)at > INT64_MAX) {
        lua_pushnumber(L, (lua_Number)*(const uint64_t *)at);
    } else {
        integer_to_lua(L, scalar_load_signed(kind, at));
    }
}

/* { en = "Seated row", es = ... } */
static void localized_to_lua(lua_State *L, const bandex_text *text)
{
    size_t count = current_exercise && text->strings ? current_exercise->locale_count : 0;
    lua_createtable(L, 0, (int)count);
    for (size_t i = 0; i < count; i++) {
        lua_pushstring(L, text->strings[i]);
        lua_setfield(L, -2, current_exercise->locales[i]);
    }
}

static void list_to_lua(lua_State *L, const struct field *field, const char *items, size_t count)
{
    lua_createtable(L, (int)(count < 65536 ? count : 65536), 0);
    for (size_t i = 0; items && i < count; i++) {
        if (field->kind == KIND_LIST_TEXT) {
            lua_pushstring(L, ((const char *const *)(const void *)items)[i]);
        } else if (field->kind == KIND_LIST_LOCALIZED) {
            localized_to_lua(L, (const bandex_text *)(const void *)items + i);
        } else if (field->record) {
            record_to_lua(L, field->record, items + i * field->record->size);
        } else {
            scalar_to_lua(L, field->kind & 0xff, items + i * scalar_sizes[field->kind & 0xff]);
        }
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static bool is_zero(const char *bytes, size_t size)
{
    while (size > 0 && *bytes == 0) {
        bytes++, size--;
    }
    return size == 0;
}

static void field_to_lua(lua_State *L, const struct field *field, const void *value)
{
    const char *at = (const char *)value + field->offset;
    const void *pointer = NULL;
    switch (field->kind) {
    case KIND_CHARS: {
        const char *end = memchr(at, 0, field->size);
        lua_pushlstring(L, at, end ? (size_t)(end - at) : field->size);
        return;
    }
    case KIND_BYTES: /* "" for an id that nobody gave */
        lua_pushlstring(L, at, field->size == BANDEX_ID_SIZE && is_zero(at, field->size) ? 0 : field->size);
        return;
    case KIND_RECORD:
        record_to_lua(L, field->record, at);
        return;
    case KIND_TEXT:
        memcpy(&pointer, at, sizeof pointer);
        lua_pushstring(L, pointer); /* nil for NULL */
        return;
    case KIND_POINTER_RECORD:
        memcpy(&pointer, at, sizeof pointer);
        if (pointer) {
            record_to_lua(L, field->record, pointer);
        } else {
            lua_pushnil(L);
        }
        return;
    case KIND_LOCALIZED:
        localized_to_lua(L, (const bandex_text *)(const void *)at);
        return;
    case KIND_CALLBACK:
    case KIND_CATALOG: /* objects go in, not out */
        lua_pushnil(L);
        return;
    case KIND_LIST_U8:
        memcpy(&pointer, at, sizeof pointer);
        lua_pushlstring(L, pointer ? pointer : "", pointer ? field_count(field, value) : 0);
        return;
    default:
        break;
    }
    if (field->kind == KIND_LIST_RECORD || field->kind == KIND_LIST_TEXT || field->kind == KIND_LIST_LOCALIZED || field->kind & KIND_LIST) {
        memcpy(&pointer, at, sizeof pointer);
        list_to_lua(L, field, pointer, pointer ? field_count(field, value) : 0);
    } else if (field->kind == KIND_ARRAY_RECORD || field->kind & KIND_ARRAY) {
        size_t room = field->size / (field->record ? field->record->size : scalar_sizes[field->kind & 0xff]);
        size_t count = field_count(field, value);
        list_to_lua(L, field, at, count < room ? count : room);
    } else {
        scalar_to_lua(L, field->kind, at);
    }
}

static bool field_is_public(const struct field *field)
{
    return field->kind != KIND_STRUCT_SIZE && field->kind != KIND_COUNT;
}

/* Into the table at index: each field, and seconds and newtons beside microseconds and millinewtons. */
static void record_write_lua(lua_State *L, struct record *record, const void *value, int index)
{
    char twin[64];
    const bandex_exercise *outer = current_exercise;
    current_exercise = record == &record_of_bandex_exercise ? value : outer;
    index = absolute(L, index);
    luaL_checkstack(L, 8, "too deep");
    for (const struct field *field = record->fields; field->name; field++) {
        if (!field_is_public(field)) {
            continue;
        }
        lua_pushstring(L, field->name);
        field_to_lua(L, field, value);
        lua_rawset(L, index);
        size_t length = strlen(field->name);
        bool micro = length > 3 && strcmp(field->name + length - 3, "_us") == 0;
        bool milli = length > 3 && strcmp(field->name + length - 3, "_mn") == 0;
        if ((micro || milli) && field->kind <= KIND_INT && length < sizeof twin) {
            memcpy(twin, field->name, length - 2);
            memcpy(twin + length - 2, micro ? "s" : "n", 2);
            lua_pushstring(L, twin);
            double stored = field->kind == KIND_U64 ? (double)*(const uint64_t *)(const void *)((const char *)value + field->offset)
                                                    : (double)scalar_load_signed(field->kind, (const char *)value + field->offset);
            lua_pushnumber(L, stored / (micro ? 1e6 : 1e3));
            lua_rawset(L, index);
        }
    }
    if (record == &record_of_bandex_rep) {
        lua_pushliteral(L, "partial");
        lua_pushboolean(L, ((const bandex_rep *)value)->rep_class == BANDEX_REP_PARTIAL);
        lua_rawset(L, index);
    }
    current_exercise = outer;
}

static void record_to_lua(lua_State *L, struct record *record, const void *value)
{
    luaL_checkstack(L, 8, "too deep");
    lua_createtable(L, 0, 16);
    record_write_lua(L, record, value, -1);
}

/* ---- Lua to C ---- */

/* Functions of the caller, and objects, as fields: glue.h */
static bool callback_from_lua(lua_State *L, const struct record *record, const struct field *field, int index, void *value, struct arena **arena);
static bool catalog_from_lua(lua_State *L, int index, const bandex_catalog **catalog);
static const struct field *record_field(struct record *record, const char *name);

/* An arena with what Lua keeps for it. */
static void arena_release(lua_State *L, struct arena *arena)
{
    for (struct arena *block = arena; block; block = block->next) {
        if (block->reference) {
            luaL_unref(L, LUA_REGISTRYINDEX, (int)block->reference);
        }
    }
    arena_free(arena);
}

static bool complain(lua_State *L, const char *name, const char *wanted, int index)
{
    lua_pushfstring(L, "%s: %s wanted, not %s", name, wanted, luaL_typename(L, index));
    return false;
}

static bool integer_from_lua(lua_State *L, int index, int kind, const char *name, const char *enumeration, void *at)
{
    int64_t low = 0, whole = 0;
    uint64_t high = 0;
    scalar_range(kind, &low, &high);
    if (lua_type(L, index) == LUA_TBOOLEAN) {
        scalar_store_signed(kind, at, lua_toboolean(L, index));
        return true;
    }
    if (enumeration && lua_type(L, index) == LUA_TSTRING) {
        if (!constant_find(enumeration, lua_tostring(L, index), &whole)) {
            lua_pushfstring(L, "%s: \"%s\" is no member of %s", name, lua_tostring(L, index), enumeration);
            return false;
        }
        scalar_store_signed(kind, at, whole);
        return true;
    }
    if (lua_type(L, index) != LUA_TNUMBER) {
        return complain(L, name, "an integer is", index);
    }
#if LUA_VERSION_NUM >= 503
    if (lua_isinteger(L, index)) {
        whole = lua_tointeger(L, index);
        if (whole >= low && (whole < 0 || (uint64_t)whole <= high)) {
            scalar_store_signed(kind, at, whole);
            return true;
        }
        lua_pushfstring(L, "%s: out of range", name);
        return false;
    }
#endif
    double number = lua_tonumber(L, index);
    if (!(number >= (double)low && number <= (double)high) || number >= 18446744073709551616.0 ||
        (low < 0 && number >= 9223372036854775808.0)) {
        lua_pushfstring(L, "%s: out of range", name);
        return false;
    }
    uint64_t positive = low < 0 ? 0 : (uint64_t)number;
    whole = low < 0 ? (int64_t)number : (int64_t)positive;
    if ((low < 0 ? (double)whole : (double)positive) != number) {
        lua_pushfstring(L, "%s: an integer is wanted, not %f", name, number);
        return false;
    }
    scalar_store_signed(kind, at, whole);
    return true;
}

static bool scalar_from_lua(lua_State *L, int index, int kind, const char *name, const char *enumeration, void *at)
{
    if (!scalar_is_float(kind)) {
        return integer_from_lua(L, index, kind, name, enumeration, at);
    }
    if (lua_type(L, index) != LUA_TNUMBER) {
        return complain(L, name, "a number is", index);
    }
    if (kind == KIND_F32) {
        *(float *)at = (float)lua_tonumber(L, index);
    } else {
        *(double *)at = lua_tonumber(L, index);
    }
    return true;
}

static void *take(lua_State *L, struct arena **arena, size_t count, size_t size)
{
    void *memory = arena_take(arena, count, size);
    if (!memory) {
        lua_pushliteral(L, "not enough memory");
    }
    return memory;
}

static bool text_from_lua(lua_State *L, int index, const char *name, struct arena **arena, const char **text)
{
    size_t size;
    if (lua_type(L, index) != LUA_TSTRING) {
        return complain(L, name, "text is", index);
    }
    const char *string = lua_tolstring(L, index, &size);
    if (strlen(string) != size) {
        lua_pushfstring(L, "%s: a zero character within", name);
        return false;
    }
    char *copy = take(L, arena, size + 1, 1);
    if (copy) {
        memcpy(copy, string, size);
    }
    *text = copy;
    return copy != NULL;
}

static bool localized_from_lua(lua_State *L, int index, const char *name, bandex_text *text, struct arena **arena)
{
    size_t count = current_exercise ? current_exercise->locale_count : 0;
    text->strings = NULL;
    if (lua_type(L, index) != LUA_TTABLE) {
        return complain(L, name, "a table of locale and text is", index);
    }
    const char **strings = take(L, arena, count + 1, sizeof *strings);
    if (!strings) {
        return false;
    }
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int item = lua_gettop(L);
        const char *locale = lua_type(L, item - 1) == LUA_TSTRING ? lua_tostring(L, item - 1) : "";
        size_t i = 0;
        while (i < count && strcmp(current_exercise->locales[i], locale) != 0) {
            i++;
        }
        if (i == count) {
            lua_pushfstring(L, "%s: a text in a locale that the exercise does not name in locales", name);
            return false;
        }
        if (!text_from_lua(L, item, name, arena, &strings[i])) {
            return false;
        }
        lua_settop(L, item - 1);
        text->strings = strings;
    }
    return true;
}

static bool list_from_lua(lua_State *L, const struct field *field, int index, void *value, struct arena **arena)
{
    char *at = (char *)value + field->offset;
    bool within = field->kind == KIND_ARRAY_RECORD || field->kind & KIND_ARRAY;
    int kind = field->kind & 0xff;
    size_t size = field->kind == KIND_LIST_TEXT        ? sizeof(char *)
                  : field->kind == KIND_LIST_LOCALIZED ? sizeof(bandex_text)
                  : field->record                      ? field->record->size
                                                       : scalar_sizes[kind];
    if (lua_type(L, index) != LUA_TTABLE) {
        return complain(L, field->name, "a list is", index);
    }
    size_t count = lua_rawlen(L, index);
    char *items = at;
    if (within && count > field->size / size) {
        lua_pushfstring(L, "%s: too many entries", field->name);
        return false;
    }
    if (!within) {
        items = count ? take(L, arena, count, size) : NULL;
        if (count && !items) {
            return false;
        }
        memcpy(at, &items, sizeof items);
    }
    for (size_t i = 0; i < count; i++) {
        char *item = items + i * size;
        lua_rawgeti(L, index, (int)i + 1);
        bool good = field->kind == KIND_LIST_TEXT ? text_from_lua(L, lua_gettop(L), field->name, arena, (const char **)(void *)item)
                    : field->kind == KIND_LIST_LOCALIZED ? localized_from_lua(L, lua_gettop(L), field->name, (bandex_text *)(void *)item, arena)
                    : field->record               ? record_from_lua(L, field->record, lua_gettop(L), item, arena)
                                                  : scalar_from_lua(L, lua_gettop(L), kind, field->name, field->enumeration, item);
        if (!good) {
            return false;
        }
        lua_pop(L, 1);
    }
    field_set_count(field, value, count);
    return true;
}

static bool field_from_lua(lua_State *L, const struct record *record, const struct field *field, int index, void *value, struct arena **arena)
{
    char *at = (char *)value + field->offset;
    size_t size;
    const char *text = NULL;
    switch (field->kind) {
    case KIND_CHARS:
        if (lua_type(L, index) != LUA_TSTRING) {
            return complain(L, field->name, "text is", index);
        }
        text = lua_tolstring(L, index, &size);
        if (size >= field->size || strlen(text) != size) {
            lua_pushfstring(L, "%s: too long, or a zero character within", field->name);
            return false;
        }
        memset(at, 0, field->size);
        memcpy(at, text, size);
        return true;
    case KIND_BYTES:
        if (lua_type(L, index) != LUA_TSTRING) {
            return complain(L, field->name, "a string is", index);
        }
        text = lua_tolstring(L, index, &size);
        if (size != 0 && size != field->size) {
            lua_pushfstring(L, "%s: %d bytes are wanted", field->name, (int)field->size);
            return false;
        }
        memset(at, 0, field->size);
        memcpy(at, text, size);
        return true;
    case KIND_TEXT: {
        bool good = text_from_lua(L, index, field->name, arena, &text);
        memcpy(at, &text, sizeof text);
        return good;
    }
    case KIND_LOCALIZED:
        return localized_from_lua(L, index, field->name, (bandex_text *)(void *)at, arena);
    case KIND_CALLBACK:
        return callback_from_lua(L, record, field, index, value, arena);
    case KIND_CATALOG: {
        const bandex_catalog *catalog;
        bool good = catalog_from_lua(L, index, &catalog);
        memcpy(at, &catalog, sizeof catalog);
        return good;
    }
    case KIND_RECORD:
        return record_from_lua(L, field->record, index, at, arena);
    case KIND_POINTER_RECORD: {
        void *nested = take(L, arena, 1, field->record->size);
        memcpy(at, &nested, sizeof nested);
        return nested && record_from_lua(L, field->record, index, nested, arena);
    }
    case KIND_LIST_U8: {
        if (lua_type(L, index) != LUA_TSTRING) {
            return complain(L, field->name, "a string is", index);
        }
        text = lua_tolstring(L, index, &size);
        char *copy = take(L, arena, size + 1, 1);
        if (copy) {
            memcpy(copy, text, size);
            memcpy(at, &copy, sizeof copy);
            field_set_count(field, value, size);
        }
        return copy != NULL;
    }
    default:
        break;
    }
    if (field->kind == KIND_LIST_RECORD || field->kind == KIND_ARRAY_RECORD || field->kind == KIND_LIST_TEXT ||
        field->kind == KIND_LIST_LOCALIZED || field->kind >= KIND_ARRAY) {
        return list_from_lua(L, field, index, value, arena);
    }
    return scalar_from_lua(L, index, field->kind, field->name, field->enumeration, at);
}

/* start_s into start_us, unless that is told too */
static bool twin_from_lua(lua_State *L, const struct field *twin, double scale, int table, int index, void *value)
{
    lua_pushstring(L, twin->name);
    lua_rawget(L, table);
    bool told = !lua_isnil(L, -1);
    lua_pop(L, 1);
    if (told) {
        return true;
    }
    if (lua_type(L, index) != LUA_TNUMBER) {
        return complain(L, twin->name, "a number is", index);
    }
    double scaled = lua_tonumber(L, index) * scale;
    scaled += scaled < 0 ? -0.5 : 0.5;
    int64_t low = 0;
    uint64_t high = 0;
    scalar_range(twin->kind, &low, &high);
    if (!(scaled > -9e15 && scaled < 9e15) || scaled < (double)low || scaled > (double)high) {
        lua_pushfstring(L, "%s: out of range", twin->name);
        return false;
    }
    scalar_store_signed(twin->kind, (char *)value + twin->offset, (int64_t)scaled);
    return true;
}

static const struct field *record_field(struct record *record, const char *name)
{
    for (const struct field *field = record->fields; field->name; field++) {
        if (field_is_public(field) && strcmp(field->name, name) == 0) {
            return field;
        }
    }
    return NULL;
}

static bool table_from_lua(lua_State *L, struct record *record, int index, void *value, struct arena **arena)
{
    const struct field *list = record_list(record);
    lua_rawgeti(L, index, 1);
    bool is_list = list && !lua_isnil(L, -1);
    lua_pop(L, 1);
    if (is_list) {
        return list_from_lua(L, list, index, value, arena);
    }
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int item = lua_gettop(L);
        const char *name = lua_type(L, item - 1) == LUA_TSTRING ? lua_tostring(L, item - 1) : NULL;
        const struct field *field = name ? record_field(record, name) : NULL;
        double scale = 0;
        const struct field *twin = name && !field ? field_twin(record, name, &scale) : NULL;
        if (!field && !twin && !(name && field_is_derived(record, name))) {
            lua_pushfstring(L, "%s has no field \"%s\"", record->class_name, name ? name : luaL_typename(L, item - 1));
            return false;
        }
        if (field && !field_from_lua(L, record, field, item, value, arena)) {
            return false;
        }
        if (twin && !twin_from_lua(L, twin, scale, index, item, value)) {
            return false;
        }
        lua_settop(L, item - 1);
    }
    return true;
}

/* What a text says of a record: the library's own of that name, or the band of a use. */
static bool named_from_lua(lua_State *L, struct record *record, int index, void *value)
{
    size_t size;
    const char *text = lua_tolstring(L, index, &size);
    const void *found = record_named(record, text);
    if (found) {
        memcpy(value, found, record->size);
        return true;
    }
    if (record == &record_of_bandex_band_use && size < BANDEX_TOKEN_SIZE && strlen(text) == size) {
        memcpy(((bandex_band_use *)value)->band, text, size + 1);
        return true;
    }
    lua_pushfstring(L, "no %s is called \"%s\"", record->class_name, text);
    return false;
}

/* The texts of an exercise stand in the order of its locales, so these come first. */
static bool locales_from_lua(lua_State *L, struct record *record, int index, void *value, struct arena **arena)
{
    lua_pushliteral(L, "locales");
    lua_rawget(L, index);
    bool good = lua_isnil(L, -1) || field_from_lua(L, record, record_field(record, "locales"), lua_gettop(L), value, arena);
    if (good) {
        lua_pop(L, 1);
    }
    return good;
}

static bool record_from_lua(lua_State *L, struct record *record, int index, void *value, struct arena **arena)
{
    record_default(record, value);
    if (!lua_checkstack(L, 16)) {
        lua_pushliteral(L, "tables nested too deep");
        return false;
    }
    if (lua_type(L, index) == LUA_TSTRING) {
        return named_from_lua(L, record, index, value);
    }
    if (lua_type(L, index) != LUA_TTABLE) {
        return complain(L, record->class_name, "a table is", index);
    }
    const bandex_exercise *outer = current_exercise;
    bool good = true;
    if (record == &record_of_bandex_exercise) {
        good = locales_from_lua(L, record, index, value, arena);
        current_exercise = value;
    }
    good = good && table_from_lua(L, record, index, value, arena);
    current_exercise = outer;
    if (good && record == &record_of_bandex_simulation && !simulation_complete(value, arena)) {
        lua_pushliteral(L, "not enough memory");
        return false;
    }
    return good;
}

/* A list of records, or of numbers, as an array. */
static bool items_from_lua(lua_State *L, struct record *record, int kind, int index, const char *name, void **items, size_t *count,
                           struct arena **arena)
{
    if (lua_type(L, index) != LUA_TTABLE) {
        return complain(L, name, "a list is", index);
    }
    size_t size = record ? record->size : scalar_sizes[kind];
    *count = lua_rawlen(L, index);
    *items = *count ? take(L, arena, *count, size) : NULL;
    if (*count && !*items) {
        return false;
    }
    for (size_t i = 0; i < *count; i++) {
        char *item = (char *)*items + i * size;
        lua_rawgeti(L, index, (int)i + 1);
        if (!(record ? record_from_lua(L, record, lua_gettop(L), item, arena)
                     : scalar_from_lua(L, lua_gettop(L), kind, name, NULL, item))) {
            return false;
        }
        lua_pop(L, 1);
    }
    return true;
}

static void items_to_lua(lua_State *L, struct record *record, int kind, const void *items, size_t count)
{
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; items && i < count; i++) {
        if (record) {
            record_to_lua(L, record, (const char *)items + i * record->size);
        } else {
            scalar_to_lua(L, kind, (const char *)items + i * scalar_sizes[kind]);
        }
        lua_rawseti(L, -2, (int)i + 1);
    }
}

#endif
