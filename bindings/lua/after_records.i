/* SPDX-License-Identifier: MIT */
/* Typemaps that come after those of the records, since they take the place of some. */

/* A catalogue argument: nil for the built-in one. */
%typemap(in) const bandex_catalog * {
    const bandex_catalog *catalog;
    if (!catalog_from_lua(L, $input, &catalog)) {
        SWIG_fail;
    }
    $1 = (bandex_catalog *)catalog;
}
%typemap(in) struct exercise_list *exercises (struct exercise_list list) {
    void *items = NULL;
    list.arena = NULL;
    $1 = &list;
    if (!items_from_lua(L, &record_of_bandex_exercise, 0, $input, "exercises", &items, &list.count, &list.arena)) {
        arena_release(L, list.arena);
        list.arena = NULL;
        SWIG_fail;
    }
    list.items = items;
}
%typemap(arginit) struct exercise_list *exercises {
    memset(&list$argnum, 0, sizeof list$argnum);
}
%typemap(freearg) struct exercise_list *exercises {
    arena_release(L, list$argnum.arena); /* what the function did not take over */
}
/* Files are larger than records. */
%typemap(in, numinputs=0) (uint8_t *file, size_t cap, size_t *len) (struct arena *arena = 0, size_t size = 0) {
    $1 = arena_room(&arena, 1, MEMORY_MAX);
    $2 = $1 ? MEMORY_MAX : 0;
    $3 = &size;
}
%typemap(argout) (uint8_t *file, size_t cap, size_t *len) = (uint8_t *buf, size_t cap, size_t *len);
%typemap(freearg) (uint8_t *file, size_t cap, size_t *len) = (uint8_t *buf, size_t cap, size_t *len);

/* A log is an object that may be closed. */
%typemap(in) bandex_log * (struct log_box *taken = 0) {
    void *box = NULL;
    if (!lua_isuserdata(L, $input) || !SWIG_IsOK(SWIG_ConvertPtr(L, $input, &box, SWIG_TypeQuery("log_box *"), 0)) || !box) {
        complain(L, "$1_name", "a log is", $input);
        SWIG_fail;
    }
    $1 = log_box_take(box);
    if (!$1) {
        push_error(L, BANDEX_E_STATE, NULL);
        SWIG_fail;
    }
    taken = box;
}
%typemap(freearg) bandex_log * {
    if (taken$argnum) {
        taken$argnum->busy = false;
    }
}
%typemap(in) const bandex_log * = bandex_log *;
%typemap(freearg) const bandex_log * = bandex_log *;

/* Samples that were decoded before a packet's bytes turned out bad. */
%typemap(in, numinputs=0) (bandex_sample *decoded, size_t room, size_t *count) = (bandex_sample *items, size_t cap, size_t *count);
%typemap(argout) (bandex_sample *decoded, size_t room, size_t *count) = (bandex_sample *items, size_t cap, size_t *count);
%typemap(freearg) (bandex_sample *decoded, size_t room, size_t *count) {
    if ($1 && is_error_object(L, -1)) {
        items_to_lua(L, &record_of_bandex_sample, 0, $1, found$argnum);
        lua_setfield(L, -2, "result");
    }
    arena_release(L, arena$argnum);
}

/* A history is a list of sessions. */
%typemap(in, numinputs=0) bandex_history *history (bandex_history history) {
    memset(&history, 0, sizeof history);
    $1 = &history;
}
%typemap(argout) bandex_history *history {
    items_to_lua(L, &record_of_bandex_session, 0, $1->sessions, $1->count);
    SWIG_arg++;
}
%typemap(freearg) bandex_history *history {
    bandex_history_free($1);
}
%typemap(arginit) bandex_history *history {
    memset(&history$argnum, 0, sizeof history$argnum);
    $1 = &history$argnum;
}

/* 16 bytes of an id */
%typemap(in) const uint8_t *id {
    size_t size = 0;
    const char *text = lua_type(L, $input) == LUA_TSTRING ? lua_tolstring(L, $input, &size) : NULL;
    if (size != BANDEX_ID_SIZE) {
        lua_pushfstring(L, "$1_name: a string of %d bytes is wanted", BANDEX_ID_SIZE);
        SWIG_fail;
    }
    $1 = (uint8_t *)text;
}
%typemap(argout) const uint8_t *id ""
%typemap(freearg) const uint8_t *id ""
/* 4 bytes of an encoded force */
%typemap(in, numinputs=0) uint8_t *out (uint8_t bytes[4]) {
    $1 = bytes;
}
%typemap(argout) uint8_t *out {
    lua_pushlstring(L, (const char *)$1, 4);
    SWIG_arg++;
}
/* A text of an exercise, which stands before it: { en = ... } */
%typemap(in) bandex_text text (struct arena *arena = 0) {
    current_exercise = arg1;
    bool good = localized_from_lua(L, $input, "text", &$1, &arena);
    current_exercise = NULL;
    if (!good) {
        SWIG_fail;
    }
}
%typemap(freearg) bandex_text text {
    arena_release(L, arena$argnum);
}
/* Variants and muscles of an exercise have its locales. */
%typemap(out) const bandex_variant * {
    current_exercise = arg1;
    if ($1) {
        record_to_lua(L, &record_of_bandex_variant, $1);
    } else {
        lua_pushnil(L);
    }
    current_exercise = NULL;
    SWIG_arg++;
}

%{
/* Where an argument stands on the stack, and in which state. */
struct place {
    lua_State *L;
    int index;
};
%}
%typemap(in) struct place *io (struct place place) {
    void *box = NULL;
    if (lua_type(L, $input) != LUA_TTABLE &&
        !(lua_isuserdata(L, $input) && SWIG_IsOK(SWIG_ConvertPtr(L, $input, &box, SWIG_TypeQuery("memory_box *"), 0)) && box)) {
        complain(L, "io", "a table of functions or a MemoryIo is", $input);
        SWIG_fail;
    }
    place.L = L;
    place.index = $input;
    $1 = &place;
}
%rename(log_open_io) log_open_object;
%newobject log_open_object;
%inline %{
static struct log_box *log_open_object(struct place *io, bandex_status *made, int32_t mode, const bandex_log_config *config)
{
    return log_open_table(io->L, io->index, made, mode, config);
}
%}

/* MemoryIo: the functions that bandex_io_memory_init() gives. */
%typemap(in, numinputs=0) struct text_out *out (struct text_out text) {
    text.bytes = NULL;
    text.size = 0;
    $1 = &text;
}
%typemap(argout) struct text_out *out {
    lua_pushlstring(L, $1->bytes, $1->size);
    SWIG_arg++;
}
%{
struct text_out {
    const char *bytes;
    size_t size;
};
%}
%extend memory_box {
    bandex_status size(uint64_t *size) {
        bandex_io io;
        bandex_status status = bandex_io_memory_init(&io, &$self->memory);
        return status == BANDEX_OK ? io.size(io.context, size) : status;
    }
    bandex_status read(uint64_t offset, size_t wanted, struct text_out *out) {
        const size_t used = $self->memory.size;
        const size_t from = offset < used ? (size_t)offset : used;
        out->bytes = (const char *)$self->memory.bytes + from;
        out->size = wanted < used - from ? wanted : used - from;
        return BANDEX_OK;
    }
    bandex_status write(uint64_t offset, const uint8_t *bytes, size_t size) {
        bandex_io io;
        bandex_status status = bandex_io_memory_init(&io, &$self->memory);
        return status == BANDEX_OK ? io.write(io.context, offset, bytes, size) : status;
    }
    bandex_status truncate(uint64_t size) {
        bandex_io io;
        bandex_status status = bandex_io_memory_init(&io, &$self->memory);
        return status == BANDEX_OK && io.truncate ? io.truncate(io.context, size) : status;
    }
}
