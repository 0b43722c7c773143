/* SPDX-License-Identifier: MIT */
/* The Python half of the typemaps. */

%{
#include "python.h"
%}
%init %{
    empty_tuple = PyTuple_New(0);
%}
/* ---- statuses become exceptions ---- */
%typemap(out, doc="None") bandex_status {
    if ($1 != BANDEX_OK) {
        raise_status($1);
        SWIG_fail;
    }
    PyErr_Clear(); /* of a callback whose failure the library got over */
    $result = none();
}
%typemap(in, numinputs=0) bandex_diag *diag (bandex_diag found) {
    memset(&found, 0, sizeof found);
    $1 = &found;
}
%typemap(argout) bandex_diag *diag ""
%typemap(freearg) bandex_diag *diag {
    if ($1 && PyErr_Occurred()) {
        raise_diag($1);
    }
}
%typemap(in, numinputs=0) bandex_status *made (bandex_status status) {
    status = BANDEX_OK;
    $1 = &status;
}
%typemap(argout) bandex_status *made {
    if (*$1 != BANDEX_OK) {
        Py_CLEAR($result); /* None for the object that is none */
        raise_status(*$1);
        SWIG_fail;
    }
}

%define %bandex_refuse_null(TYPE)
%typemap(check) TYPE, const TYPE {
    if (!$1) {
        raise_status(BANDEX_E_ARGUMENT);
        SWIG_fail;
    }
}
%enddef
%include "null.i"

/* ---- numbers ---- */
%define %bandex_scalar(TYPE, KIND)
%typemap(in) TYPE {
    if (!scalar_from_python($input, KIND, "$1_name", NULL, &$1)) {
        SWIG_fail;
    }
}
%typemap(out) TYPE {
    $result = scalar_to_python(KIND, &$1, NULL);
}
%typemap(in, numinputs=0) TYPE * (TYPE given) {
    memset(&given, 0, sizeof given);
    $1 = &given;
}
%typemap(argout) TYPE * {
    $result = append_result($result, scalar_to_python(KIND, $1, NULL));
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

%typemap(in) Py_ssize_t {
    $1 = PyNumber_AsSsize_t($input, PyExc_IndexError);
    if ($1 == -1 && PyErr_Occurred()) {
        SWIG_fail;
    }
}

/* ---- text ---- */
%typemap(in) const char * {
    size_t size;
    $1 = NULL;
    if ($input != Py_None) {
        $1 = (char *)text_from_python($input, "$1_name", &size);
        if (!$1) {
            SWIG_fail;
        }
    }
}
%typemap(freearg) const char * ""
%typemap(out) const char * {
    $result = $1 ? text_to_python($1, strlen($1)) : none();
}

/* ---- paths: text, bytes or os.PathLike, in the encoding of the file system ---- */
%typemap(in) const char *path (PyObject *encoded = 0), const char *damaged (PyObject *encoded = 0) {
    if (!PyUnicode_FSConverter($input, &encoded)) {
        SWIG_fail;
    }
    $1 = PyBytes_AS_STRING(encoded);
}
%typemap(freearg) const char *path, const char *damaged {
    Py_XDECREF(encoded$argnum);
}

/* ---- bytes ---- */
%typemap(argout) (const uint8_t *bytes, size_t size) ""
%typemap(in) (const uint8_t *bytes, size_t size) (Py_buffer view) {
    if (!buffer_from_python($input, "$1_name", &view)) {
        view.obj = NULL;
        SWIG_fail;
    }
    $1 = view.buf;
    $2 = (size_t)view.len;
}
%typemap(arginit) (const uint8_t *bytes, size_t size) {
    view$argnum.obj = NULL;
}
%typemap(freearg) (const uint8_t *bytes, size_t size) {
    if (view$argnum.obj) {
        PyBuffer_Release(&view$argnum);
    }
}
/* Encoders write into memory that is large enough for every record. */
%typemap(in, numinputs=0) (uint8_t *buf, size_t cap, size_t *len) (struct arena *arena = 0, size_t size = 0) {
    $1 = arena_room(&arena, 1, ENCODED_MAX);
    $2 = $1 ? ENCODED_MAX : 0;
    $3 = &size;
}
%typemap(argout) (uint8_t *buf, size_t cap, size_t *len) {
    $result = append_result($result, PyBytes_FromStringAndSize((const char *)$1, (Py_ssize_t)size$argnum));
}
%typemap(freearg) (uint8_t *buf, size_t cap, size_t *len) {
    arena_free(arena$argnum);
}

/* ---- records, alone and in lists ---- */
%define %bandex_items(TYPE, FROM, TO)
%typemap(in) (const TYPE *items, size_t count) (struct arena *arena = 0, void *list) {
    list = NULL;
    if ($input != Py_None && !FROM($input, "$1_name", &list, &$2, &arena)) {
        SWIG_fail;
    }
    $1 = ($1_ltype)list;
    if ($input == Py_None) {
        $2 = 0;
    }
}
%typemap(freearg) (const TYPE *items, size_t count) {
    arena_free(arena$argnum);
}
%typemap(argout) (const TYPE *items, size_t count) ""
%typemap(in, numinputs=0) (TYPE *items, size_t cap, size_t *count) (struct arena *arena = 0, size_t found = 0) {
    $1 = arena_room(&arena, LIST_MAX, sizeof(TYPE));
    $2 = $1 ? LIST_MAX : 0;
    $3 = &found;
}
%typemap(argout) (TYPE *items, size_t cap, size_t *count) {
    $result = append_result($result, TO($1, found$argnum));
}
%typemap(freearg) (TYPE *items, size_t cap, size_t *count) {
    arena_free(arena$argnum);
}
%enddef

%define %bandex_record_typemaps(TYPE)
%{
static inline bool TYPE##_items_from_python(PyObject *object, const char *name, void **items, size_t *count, struct arena **arena)
{
    return records_from_python(&record_of_##TYPE, object, name, items, count, arena);
}
static inline PyObject *TYPE##_items_to_python(const void *items, size_t count)
{
    return records_to_python(&record_of_##TYPE, items, count);
}
static inline PyObject *TYPE##_pointers_to_python(const TYPE *const *items, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *item = record_to_python(&record_of_##TYPE, items[i]);
        if (!item) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}
%}
%bandex_items(TYPE, TYPE##_items_from_python, TYPE##_items_to_python)
%typemap(in, numinputs=0) (const TYPE **items, size_t cap, size_t *count) (struct arena *arena = 0, size_t found = 0) {
    $1 = arena_room(&arena, LIST_MAX, sizeof(TYPE *));
    $2 = $1 ? LIST_MAX : 0;
    $3 = &found;
}
%typemap(argout) (const TYPE **items, size_t cap, size_t *count) {
    $result = append_result($result, TYPE##_pointers_to_python((const TYPE *const *)$1, found$argnum));
}
%typemap(freearg) (const TYPE **items, size_t cap, size_t *count) {
    arena_free(arena$argnum);
}
%typemap(in) const TYPE * (TYPE value, struct arena *arena = 0), TYPE * (TYPE value, struct arena *arena = 0) {
    $1 = NULL;
    if ($input != Py_None) {
        if (!record_from_python(&record_of_##TYPE, $input, &value, &arena)) {
            SWIG_fail;
        }
        $1 = &value;
    }
}
%typemap(freearg) const TYPE *, TYPE * {
    arena_free(arena$argnum);
}
%typemap(argout) TYPE * {
    if ($1 && !record_write_python(&record_of_##TYPE, $1, $input)) {
        SWIG_fail;
    }
}
%typemap(argout) const TYPE * ""
%typemap(in) TYPE (struct arena *arena = 0) {
    if (!record_from_python(&record_of_##TYPE, $input, &$1, &arena)) {
        SWIG_fail;
    }
}
%typemap(freearg) TYPE {
    arena_free(arena$argnum);
}
%typemap(out) const TYPE *, TYPE * {
    $result = $1 ? record_to_python(&record_of_##TYPE, $1) : none();
}
%typemap(out) TYPE {
    $result = record_to_python(&record_of_##TYPE, &$1);
}
%enddef

%define %bandex_list(TYPE, KIND)
%{
static inline bool TYPE##_items_from_python(PyObject *object, const char *name, void **items, size_t *count, struct arena **arena)
{
    return numbers_from_python(KIND, object, name, items, count, arena);
}
static inline PyObject *TYPE##_items_to_python(const void *items, size_t count)
{
    return numbers_to_python(KIND, items, count);
}
%}
%bandex_items(TYPE, TYPE##_items_from_python, TYPE##_items_to_python)
%enddef

%define %bandex_filled(TYPE, NAME, RESULT)
%typemap(in) TYPE *NAME (TYPE value, struct arena *arena = 0, PyObject *object = 0) {
    $1 = NULL;
    object = $input;
    if ($input != Py_None) {
        if (!record_from_python(&record_of_##TYPE, $input, &value, &arena)) {
            SWIG_fail;
        }
        $1 = &value;
    }
}
%typemap(freearg) TYPE *NAME {
    if ($1 && PyErr_Occurred()) {
        keep_filled(&record_of_##TYPE, $1, object$argnum, RESULT, NULL, 0);
    }
    arena_free(arena$argnum);
}
%enddef

/* ---- text and memory ---- */
%typemap(in, numinputs=0) (char *text, size_t cap, size_t *length) (struct arena *arena = 0, size_t size = 0) {
    $1 = arena_room(&arena, 1, TEXT_MAX);
    $2 = $1 ? TEXT_MAX : 0;
    if ($1) {
        $1[0] = 0;
    }
    $3 = &size;
}
%typemap(argout) (char *text, size_t cap, size_t *length) {
    $result = append_result($result, text_to_python($1, strlen($1)));
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
/* Lists of decoded records; a repetition takes at most 128 times as much memory as it has bytes. */
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

/* ---- functions of the binding itself ---- */
%rename(_ready_objects) ready_objects;
%rename(_register_record) register_record;
%rename(_register_errors) register_errors;
%rename(_record_fill) record_fill;
%rename(_record_normalize) record_normalize;
%rename(_record_layout) record_layout;
%rename(_packed_at) packed_at;
%rename(_pack) pack;
%rename(_rate_fraction) rate_to_fraction;
%rename(_bare) object_bare;
%rename(_collected) object_collected;
/* SWIG looks at the C type of an object that __new__() made and __init__() never saw: every object has one from its birth,
 * and a null pointer that %bandex_refuse_null then finds. */
%{
static swig_type_info *const *object_types(void)
{
    static swig_type_info *types[7];
    const char *const names[] = {"bandex_detector *", "bandex_device_decoder *", "struct final_reps *", "struct catalog_box *",
                                 "struct log_box *", "struct memory_box *"};
    size_t found = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        swig_type_info *type = SWIG_TypeQuery(names[i]);
        if (type && type->clientdata && ((SwigPyClientData *)type->clientdata)->pytype) {
            types[found++] = type;
        }
    }
    return types;
}

static PyObject *new_object(PyTypeObject *class, PyObject *arguments, PyObject *keywords)
{
    PyObject *object = PyType_GenericNew(class, arguments, keywords);
    for (swig_type_info *const *type = object_types(); object && *type; type++) {
        if (PyType_IsSubtype(class, ((SwigPyClientData *)(*type)->clientdata)->pytype)) {
            ((SwigPyObject *)object)->ty = *type;
        }
    }
    return object;
}

/* An object of a class of the caller's, whose __init__() may want anything. */
static PyObject *object_bare(PyObject *class)
{
    for (swig_type_info *const *type = object_types(); PyType_Check(class) && *type; type++) {
        if (PyType_IsSubtype((PyTypeObject *)class, ((SwigPyClientData *)(*type)->clientdata)->pytype)) {
            return ((PyTypeObject *)class)->tp_new((PyTypeObject *)class, empty_tuple, NULL);
        }
    }
    return PyErr_Format(PyExc_TypeError, "a class of objects is wanted");
}

/* SWIG's objects have a __dict__ that the garbage collector does not know. A class derived from one in Python takes part in it,
 * and with this looks into that as well. */
static PyObject **object_attributes(PyObject *object)
{
    return (PyObject **)(void *)((char *)object + Py_TYPE(object)->tp_dictoffset);
}

static int object_traverse(PyObject *object, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(*object_attributes(object));
    return 0;
}

static int object_clear(PyObject *object)
{
    Py_CLEAR(*object_attributes(object));
    return 0;
}

static PyObject *object_collected(PyObject *derived)
{
    PyTypeObject *class = (PyTypeObject *)derived;
    if (!PyType_Check(derived) || !PyType_HasFeature(class, Py_TPFLAGS_HEAPTYPE) || !PyType_HasFeature(class, Py_TPFLAGS_HAVE_GC) ||
        class->tp_dictoffset <= 0 || !class->tp_base || class->tp_dictoffset != class->tp_base->tp_dictoffset) {
        return none(); /* the collector finds everything by itself, or nothing */
    }
    class->tp_traverse = object_traverse;
    class->tp_clear = object_clear;
    return none();
}

/* Classes and exceptions are kept for the whole process: one interpreter of it can have them. */
static PyObject *ready_objects(void)
{
    static int64_t owner = -1;
    int64_t interpreter = PyInterpreterState_GetID(PyInterpreterState_Get());
    if (owner >= 0 && owner != interpreter) {
        return PyErr_Format(PyExc_ImportError, "bandex is loaded in another interpreter of this process, and supports one");
    }
    owner = interpreter;
    for (swig_type_info *const *type = object_types(); *type; type++) {
        PyTypeObject *class = ((SwigPyClientData *)(*type)->clientdata)->pytype;
        class->tp_new = new_object;
        PyType_Modified(class);
    }
    return none();
}
%}
PyObject *ready_objects(void);
PyObject *object_bare(PyObject *type);
PyObject *object_collected(PyObject *derived);
PyObject *register_record(const char *name, PyObject *type, PyObject *groups);
PyObject *register_errors(PyObject *make, PyObject *base);
PyObject *record_fill(PyObject *object, const char *name);
PyObject *record_normalize(PyObject *object, const char *name);
PyObject *record_layout(const char *name);
PyObject *packed_at(const char *name, PyObject *packed, Py_ssize_t index);
PyObject *pack(const char *name, PyObject *records);
PyObject *rate_to_fraction(double rate_hz);

/* ---- the detector ---- */
%typemap(in) struct samples *force (struct samples samples) {
    $1 = &samples;
    if (!samples_from_python($input, &samples)) {
        SWIG_fail;
    }
}
%typemap(arginit) struct samples *force {
    memset(&samples$argnum, 0, sizeof samples$argnum);
}
%typemap(freearg) struct samples *force {
    samples_release(&samples$argnum);
}
%typemap(in) struct stamps *t_us (struct stamps stamps) {
    $1 = &stamps;
    if (!stamps_from_python($input, &stamps)) {
        SWIG_fail;
    }
}
%typemap(arginit) struct stamps *t_us {
    memset(&stamps$argnum, 0, sizeof stamps$argnum);
}
%typemap(freearg) struct stamps *t_us {
    stamps_release(&stamps$argnum);
}
/** Takes a block of samples, any buffer or sequence of numbers, with the times in microseconds unless the config gives
 *  a rate. Other threads run meanwhile. Returns the events. */
PyObject *detector_process(bandex_detector *self, struct samples *force, struct stamps *t_us = NULL);
/** Ends the signal. Returns the last events. */
PyObject *detector_finish(bandex_detector *self);
/** The next event that feed() caused, or None. */
PyObject *detector_poll(bandex_detector *self);
%rename(_detector_reps) detector_reps;
PyObject *detector_reps(bandex_detector *self, struct samples *force, struct stamps *t_us = NULL);
/* Bodies under the library's own names would clash with it: other names, renamed. */
%rename(process) bandex_detector::process_block;
%rename(finish) bandex_detector::finish_block;
%rename(poll) bandex_detector::poll_event;
%extend bandex_detector {
    /** Takes a block of samples; see detector_process(). */
    PyObject *process_block(struct samples *force, struct stamps *t_us = NULL) { return detector_process($self, force, t_us); }
    /** The same, with the events as packed structs. */
    PyObject *_process_packed(struct samples *force, struct stamps *t_us = NULL) {
        return detector_process_as($self, force, t_us, true);
    }
    /** Ends the signal. Returns the last events. */
    PyObject *finish_block() { return detector_finish($self); }
    /** The next event that feed() caused, or None. */
    PyObject *poll_event() { return detector_poll($self); }
    /** The whole state as bytes, to go on with later: also in the middle of a repetition. */
    PyObject *__getstate__() { return detector_state($self); }
    /** The counterpart of __getstate__(). */
    PyObject *__setstate__(PyObject *state) { return detector_restore($self, state); }
}
