/* SPDX-License-Identifier: MIT */
/* Typemaps that come after those of the records, since they take the place of some. */

/* A catalogue argument: None for the built-in one. */
%typemap(in) const bandex_catalog * {
    const bandex_catalog *catalog;
    if (!catalog_from_python($input, &catalog)) {
        SWIG_fail;
    }
    $1 = (bandex_catalog *)catalog;
}
%typemap(in) struct exercise_list *exercises (struct exercise_list list) {
    void *items = NULL;
    list.arena = NULL;
    $1 = &list;
    if (!records_from_python(&record_of_bandex_exercise, $input, "exercises", &items, &list.count, &list.arena)) {
        arena_free(list.arena);
        list.arena = NULL;
        SWIG_fail;
    }
    list.items = items;
}
%typemap(arginit) struct exercise_list *exercises {
    memset(&list$argnum, 0, sizeof list$argnum);
}
%typemap(freearg) struct exercise_list *exercises {
    arena_free(list$argnum.arena); /* what the function did not take over */
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
    if (!SWIG_IsOK(SWIG_ConvertPtr($input, &box, SWIG_TypeQuery("log_box *"), 0)) || !box) {
        PyErr_Format(PyExc_TypeError, "$1_name: a log is wanted, not %.80s", Py_TYPE($input)->tp_name);
        SWIG_fail;
    }
    $1 = log_box_take(box);
    if (!$1) {
        raise_status(BANDEX_E_STATE);
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
    if ($1 && PyErr_Occurred()) {
        keep_filled(&record_of_bandex_sample, NULL, NULL, true, $1, found$argnum);
    }
    arena_free(arena$argnum);
}

/* A history is a list of sessions. */
%typemap(in, numinputs=0) bandex_history *history (bandex_history history) {
    memset(&history, 0, sizeof history);
    $1 = &history;
}
%typemap(argout) bandex_history *history {
    $result = append_result($result, records_to_python(&record_of_bandex_session, $1->sessions, $1->count));
}
%typemap(freearg) bandex_history *history {
    bandex_history_free($1);
}
%typemap(arginit) bandex_history *history {
    memset(&history$argnum, 0, sizeof history$argnum);
    $1 = &history$argnum;
}

/* 16 bytes of an id */
%typemap(in) const uint8_t *id (uint8_t id[BANDEX_ID_SIZE]) {
    const struct field field = {"id", KIND_BYTES, 0, BANDEX_ID_SIZE, NULL, 0, 0, NULL};
    if (!bytes_from_python(&field, $input, id)) {
        SWIG_fail;
    }
    $1 = id;
}
%typemap(argout) const uint8_t *id ""
%typemap(freearg) const uint8_t *id ""
/* 4 bytes of an encoded force */
%typemap(in, numinputs=0) uint8_t *out (uint8_t bytes[4]) {
    $1 = bytes;
}
%typemap(argout) uint8_t *out {
    $result = append_result($result, PyBytes_FromStringAndSize((const char *)$1, 4));
}
/* A text of an exercise, which stands before it: {"en": ...} */
%typemap(in) bandex_text text (struct arena *arena = 0) {
    current_exercise = arg1;
    bool good = localized_from_python($input, "text", &$1, &arena);
    current_exercise = NULL;
    if (!good) {
        SWIG_fail;
    }
}
%typemap(freearg) bandex_text text {
    arena_free(arena$argnum);
}
/* Variants and muscles of an exercise have its locales. */
%typemap(out) const bandex_variant * {
    current_exercise = arg1;
    $result = $1 ? record_to_python(&record_of_bandex_variant, $1) : none();
    current_exercise = NULL;
}

%rename(log_open_io) log_open_object;
%newobject log_open_object;
%inline %{
/** Opens a log in an object with size(), read(offset, size), write(offset, bytes) and, if it can, sync(),
 *  truncate(size) and close(). */
static struct log_box *log_open_object(PyObject *io, bandex_status *made, int32_t mode, const bandex_log_config *config)
{
    return log_open_io(io, made, mode, config);
}
%}
%extend memory_box {
    /** Bytes in use. */
    PyObject *size() { return memory_call($self, 0, 0, NULL); }
    /** Bytes from an offset. */
    PyObject *read(uint64_t offset, PyObject *size) { return memory_call($self, 1, offset, size); }
    /** Writes bytes at an offset. */
    PyObject *write(uint64_t offset, PyObject *bytes) { return memory_call($self, 2, offset, bytes); }
    /** Drops everything from a size on. */
    PyObject *truncate(uint64_t size) { return memory_call($self, 3, size, NULL); }
}
