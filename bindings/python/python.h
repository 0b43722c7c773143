/* SPDX-License-Identifier: MIT */
/* What Python needs beside the records: exceptions, buffers of samples, and blocks without the interpreter's lock. */
#ifndef BANDEX_PYTHON_H
#define BANDEX_PYTHON_H

#include "convert.h"
#include "samples.h"

static PyObject *none(void)
{
    Py_RETURN_NONE;
}

/* One result is itself, several are a tuple. */
static PyObject *append_result(PyObject *result, PyObject *item)
{
    if (!result || !item) {
        Py_XDECREF(result);
        Py_XDECREF(item);
        return NULL;
    }
    if (result == Py_None) {
        Py_DECREF(result);
        return item;
    }
    PyObject *joined;
    if (PyTuple_Check(result)) {
        Py_ssize_t size = PyTuple_GET_SIZE(result);
        joined = PyTuple_New(size + 1);
        for (Py_ssize_t i = 0; joined && i < size; i++) {
            PyTuple_SET_ITEM(joined, i, new_reference(PyTuple_GET_ITEM(result, i)));
        }
        if (joined) {
            PyTuple_SET_ITEM(joined, size, new_reference(item));
        }
    } else {
        joined = PyTuple_Pack(2, result, item);
    }
    Py_DECREF(result);
    Py_DECREF(item);
    return joined;
}

/* ---- exceptions ---- */

static PyObject *make_error; /* make_error(status, diag or None) gives an exception ... */
static PyObject *base_error; /* ... of this class */

static PyObject *register_errors(PyObject *make, PyObject *base)
{
    Py_INCREF(make);
    Py_XDECREF(make_error);
    make_error = make;
    Py_INCREF(base);
    Py_XDECREF(base_error);
    base_error = base;
    Py_RETURN_NONE;
}

/* An exception that a callback raised is kept. */
static void raise_status_diag(bandex_status status, const bandex_diag *diag)
{
    if (PyErr_Occurred()) {
        return;
    }
    if (!make_error) {
        PyErr_SetString(PyExc_RuntimeError, bandex_status_message(status));
        return;
    }
    PyObject *found = diag ? record_to_python(&record_of_bandex_diag, diag) : none();
    PyObject *error = found ? PyObject_CallFunction(make_error, "iO", (int)status, found) : NULL;
    Py_XDECREF(found);
    if (error) {
        PyErr_SetObject((PyObject *)Py_TYPE(error), error);
        Py_DECREF(error);
    }
}

static void raise_status(bandex_status status)
{
    raise_status_diag(status, NULL);
}

/* The exception that the status raised, told again with the particulars. */
static void raise_diag(const bandex_diag *diag)
{
    if (diag->status != BANDEX_OK && base_error && PyErr_ExceptionMatches(base_error)) {
        PyErr_Clear();
        raise_status_diag(diag->status, diag);
    }
}

/* ---- buffers ---- */

struct samples {
    const float *force;
    size_t count;
    Py_buffer view;
    float *own; /* force, where it had to be converted */
};

static void samples_release(struct samples *samples)
{
    if (samples->view.obj) {
        PyBuffer_Release(&samples->view);
    }
    PyMem_Free(samples->own);
    memset(samples, 0, sizeof *samples);
}

/* The letter of the struct module for a native or standard item, and whether its bytes are swapped. */
static char item_format(const Py_buffer *view, bool *swapped)
{
    const char *format = view->format ? view->format : "B";
    const uint16_t one = 1;
    bool little = *(const uint8_t *)&one == 1;
    *swapped = false;
    if (*format == '<' || *format == '>' || *format == '!') {
        *swapped = (*format == '<') != little;
    }
    if (strchr("<>!=@", *format)) {
        format++;
    }
    if (!format[0] || format[1] || !strchr("fdbBhHiIlLqQnN", format[0])) {
        return 0;
    }
    if (format[0] == 'f' || format[0] == 'd') {
        return format[0];
    }
    bool is_signed = format[0] >= 'a'; /* the size says which integer it is, on every platform */
    switch (view->itemsize) {
    case 1: return is_signed ? 'b' : 'B';
    case 2: return is_signed ? 'h' : 'H';
    case 4: return is_signed ? 'i' : 'I';
    case 8: return is_signed ? 'q' : 'Q';
    default: return 0;
    }
}

static void item_bytes(const char *at, size_t size, bool swapped, void *item)
{
    char *to = item;
    for (size_t i = 0; i < size; i++) {
        to[swapped ? size - 1 - i : i] = at[i];
    }
}

/* An item as a number; whole receives it exactly if it is an integer. */
static double item_number(const char *at, char format, size_t size, bool swapped, int64_t *whole)
{
    union {
        float f; double d; int8_t b; uint8_t B; int16_t h; uint16_t H; int32_t i; uint32_t I; int64_t q; uint64_t Q;
    } item;
    item_bytes(at, size, swapped, &item);
    switch (format) {
    case 'f': return (double)item.f;
    case 'd': return item.d;
    case 'b': *whole = item.b; break;
    case 'B': *whole = item.B; break;
    case 'h': *whole = item.h; break;
    case 'H': *whole = item.H; break;
    case 'i': *whole = item.i; break;
    case 'I': *whole = item.I; break;
    case 'q': *whole = item.q; break;
    default: *whole = (int64_t)item.Q; break;
    }
    return (double)*whole;
}

/* A one-dimensional buffer of numbers. pandas, polars and arrow columns hand theirs over as an array. */
static bool view_numbers(PyObject *object, const char *name, Py_buffer *view, char *format, bool *swapped)
{
    PyObject *source;
    memset(view, 0, sizeof *view);
    if (PyObject_CheckBuffer(object)) {
        source = new_reference(object);
    } else {
        source = PyObject_CallMethod(object, "__array__", NULL);
        if (!source) {
            return false;
        }
    }
    if (PyBytes_Check(source) || PyByteArray_Check(source)) {
        PyErr_Format(PyExc_TypeError, "%s: bytes do not say what they hold; use memoryview(data).cast(\"f\") or numpy.frombuffer", name);
    } else if (PyObject_GetBuffer(source, view, PyBUF_RECORDS_RO) == 0) {
        *format = item_format(view, swapped);
        if (view->ndim != 1) {
            PyErr_Format(PyExc_TypeError, "%s: one dimension is wanted, not %d", name, view->ndim);
        } else if (!*format) {
            PyErr_Format(PyExc_TypeError, "%s: numbers are wanted (float32 without a copy), not items of format '%.20s'", name,
                         view->format ? view->format : "B");
        } else {
            Py_DECREF(source);
            return true;
        }
        PyBuffer_Release(view);
    } else if (!PyErr_ExceptionMatches(PyExc_MemoryError)) {
        PyErr_Format(PyExc_TypeError, "%s: no buffer of numbers (%.80s)", name, Py_TYPE(source)->tp_name);
    }
    Py_DECREF(source);
    return false;
}

static bool has_numbers(PyObject *object)
{
    return PyObject_CheckBuffer(object) || PyObject_HasAttrString(object, "__array__");
}

static PyObject *fast_sequence(PyObject *object, const char *name)
{
    PyObject *sequence = PyUnicode_Check(object) || PyDict_Check(object) ? NULL : PySequence_Fast(object, "");
    if (!sequence) {
        if (!PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_TypeError)) {
            PyErr_Clear();
            PyErr_Format(PyExc_TypeError, "%s: a buffer or sequence of numbers is wanted, not %.80s", name, Py_TYPE(object)->tp_name);
        }
    }
    return sequence;
}

static bool samples_from_sequence(PyObject *object, struct samples *samples)
{
    PyObject *sequence = fast_sequence(object, "force");
    if (!sequence) {
        return false;
    }
    Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence);
    samples->own = PyMem_New(float, count ? count : 1);
    bool good = samples->own != NULL;
    if (!good) {
        PyErr_NoMemory();
    }
    for (Py_ssize_t i = 0; good && i < count; i++) {
        good = scalar_from_python(PySequence_Fast_GET_ITEM(sequence, i), KIND_F32, "force", NULL, &samples->own[i]);
    }
    Py_DECREF(sequence);
    samples->force = samples->own;
    samples->count = (size_t)count;
    return good;
}

static bool samples_from_python(PyObject *object, struct samples *samples)
{
    char format = 0;
    bool swapped = false;
    memset(samples, 0, sizeof *samples);
    if (!has_numbers(object)) {
        return samples_from_sequence(object, samples);
    }
    if (!view_numbers(object, "force", &samples->view, &format, &swapped)) {
        return false;
    }
    Py_buffer *view = &samples->view;
    Py_ssize_t stride = view->strides ? view->strides[0] : view->itemsize;
    samples->count = (size_t)view->shape[0];
    if (format == 'f' && !swapped && (stride == (Py_ssize_t)sizeof(float) || samples->count < 2) && (uintptr_t)view->buf % sizeof(float) == 0) {
        samples->force = view->buf;
        return true;
    }
    samples->own = PyMem_New(float, samples->count ? samples->count : 1);
    if (!samples->own) {
        PyErr_NoMemory();
        return false;
    }
    for (size_t i = 0; i < samples->count; i++) {
        int64_t whole;
        samples->own[i] = (float)item_number((const char *)view->buf + (Py_ssize_t)i * stride, format, (size_t)view->itemsize, swapped, &whole);
    }
    samples->force = samples->own;
    return true;
}

struct stamps {
    struct times times;
    Py_buffer view;
};

static void stamps_release(struct stamps *stamps)
{
    if (stamps->view.obj) {
        PyBuffer_Release(&stamps->view);
    }
    times_release(&stamps->times);
}

static bool stamps_from_sequence(PyObject *object, struct times *times)
{
    PyObject *sequence = fast_sequence(object, "t_us");
    if (!sequence) {
        return false;
    }
    Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence);
    bool good = times_begin(times, (size_t)count);
    for (Py_ssize_t i = 0; good && i < count; i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(sequence, i);
        int64_t whole;
        double number;
        if (PyLong_Check(item)) {
            good = integer_from_python(item, KIND_I64, "t_us", NULL, &whole) && times_add(times, whole, true);
        } else {
            good = scalar_from_python(item, KIND_F64, "t_us", NULL, &number) && times_add_number(times, number);
        }
    }
    Py_DECREF(sequence);
    if (!good && !PyErr_Occurred()) {
        PyErr_NoMemory();
    }
    return good;
}

/* None: no times. 32-bit unsigned ones are the detector's own; wider or fractional ones may say more. */
static bool stamps_from_python(PyObject *object, struct stamps *stamps)
{
    char format = 0;
    bool swapped = false;
    memset(stamps, 0, sizeof *stamps);
    if (object == Py_None) {
        return true;
    }
    if (!has_numbers(object)) {
        return stamps_from_sequence(object, &stamps->times);
    }
    if (!view_numbers(object, "t_us", &stamps->view, &format, &swapped)) {
        return false;
    }
    Py_buffer *view = &stamps->view;
    Py_ssize_t stride = view->strides ? view->strides[0] : view->itemsize;
    size_t count = (size_t)view->shape[0];
    if (format == 'I' && !swapped && (stride == (Py_ssize_t)sizeof(uint32_t) || count < 2) && (uintptr_t)view->buf % sizeof(uint32_t) == 0) {
        stamps->times.stamps = view->buf;
        stamps->times.count = count;
        return true;
    }
    bool good = times_begin(&stamps->times, count);
    for (size_t i = 0; good && i < count; i++) {
        int64_t whole = 0;
        double number = item_number((const char *)view->buf + (Py_ssize_t)i * stride, format, (size_t)view->itemsize, swapped, &whole);
        if (format == 'f' || format == 'd') {
            good = times_add_number(&stamps->times, number);
        } else if (format == 'I' && swapped) { /* wraps like the native ones */
            stamps->times.last = whole;
            good = times_add(&stamps->times, whole, true);
        } else {
            good = times_add(&stamps->times, whole, true);
        }
    }
    if (!good) {
        PyErr_NoMemory();
    }
    return good;
}

/* ---- blocks ---- */

static const struct times no_times;

static PyObject *events_to_python(struct events *events)
{
    PyObject *list = PyList_New((Py_ssize_t)events->count);
    for (size_t i = 0; list && i < events->count; i++) {
        PyObject *event = record_to_python(&record_of_bandex_event, &events->data[i]);
        if (!event) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)i, event);
    }
    return list;
}

static bool lengths_agree(const struct samples *samples, const struct stamps *stamps)
{
    if (stamps && stamps->times.stamps && stamps->times.count != samples->count) {
        PyErr_Format(PyExc_ValueError, "t_us has %zu entries, force %zu", stamps->times.count, samples->count);
        return false;
    }
    return true;
}

/* The detector's state is copied, so that other threads may run while this block does, whatever they do with it. */
static PyObject *detector_process(bandex_detector *self, struct samples *samples, struct stamps *stamps)
{
    if (!lengths_agree(samples, stamps)) {
        return NULL;
    }
    bandex_detector work = *self;
    struct events events = {0};
    bandex_status status;
    Py_BEGIN_ALLOW_THREADS
    status = detector_process_times(&work, stamps ? &stamps->times : &no_times, samples->force, samples->count, &events);
    Py_END_ALLOW_THREADS
    *self = work;
    PyObject *list = NULL;
    if (status == BANDEX_OK) {
        list = events_to_python(&events);
    } else {
        raise_status_diag(status, NULL);
    }
    free(events.data);
    return list;
}

static PyObject *detector_finish(bandex_detector *self)
{
    struct events events = {0};
    bandex_status status = detector_finish_all(self, &events);
    PyObject *list = NULL;
    if (status == BANDEX_OK) {
        list = events_to_python(&events);
    } else {
        raise_status_diag(status, NULL);
    }
    free(events.data);
    return list;
}

static PyObject *detector_poll(bandex_detector *self)
{
    bandex_event event;
    if (!bandex_detector_poll(self, &event)) {
        Py_RETURN_NONE;
    }
    return record_to_python(&record_of_bandex_event, &event);
}

static PyObject *detector_state(const bandex_detector *self)
{
    return PyBytes_FromStringAndSize((const char *)self, (Py_ssize_t)sizeof *self);
}

static PyObject *detector_restore(bandex_detector *self, PyObject *state)
{
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(state, &bytes, &size) != 0) {
        return NULL;
    }
    if ((size_t)size != sizeof *self) {
        return PyErr_Format(PyExc_ValueError, "a detector's state has %zu bytes, not %zd", sizeof *self, size);
    }
    memcpy(self, bytes, sizeof *self);
    Py_RETURN_NONE;
}

/* (reps as packed structs, [(first, count) of each set], revoked, skipped) */
static PyObject *detector_reps(bandex_detector *self, struct samples *samples, struct stamps *stamps)
{
    if (!lengths_agree(samples, stamps)) {
        return NULL;
    }
    bandex_detector work = *self;
    struct reps reps = {0};
    bandex_status status;
    Py_BEGIN_ALLOW_THREADS
    status = detect_all(&work, stamps ? &stamps->times : &no_times, samples->force, samples->count, &reps);
    Py_END_ALLOW_THREADS
    *self = work;
    PyObject *result = NULL;
    if (status != BANDEX_OK) {
        raise_status_diag(status, NULL);
    } else {
        PyObject *sets = PyList_New((Py_ssize_t)reps.set_count);
        for (size_t i = 0; sets && i < reps.set_count; i++) {
            PyObject *range = Py_BuildValue("nn", (Py_ssize_t)reps.sets[i].first, (Py_ssize_t)reps.sets[i].count);
            if (!range) {
                Py_CLEAR(sets);
                break;
            }
            PyList_SET_ITEM(sets, (Py_ssize_t)i, range);
        }
        if (sets) {
            PyObject *packed = PyBytes_FromStringAndSize((const char *)reps.data, (Py_ssize_t)(reps.count * sizeof *reps.data));
            result = Py_BuildValue("NNIK", packed, sets, (unsigned)reps.revoked, (unsigned long long)bandex_detector_skipped(&work));
        }
    }
    reps_release(&reps);
    return result;
}

/* ---- packed records ---- */

static struct record *packed_record(const char *name, PyObject *packed, char **bytes, Py_ssize_t *size)
{
    struct record *record = record_find(name);
    if (!record) {
        PyErr_Format(PyExc_LookupError, "no record %s", name);
        return NULL;
    }
    return PyBytes_AsStringAndSize(packed, bytes, size) == 0 ? record : NULL;
}

static bool record_is_flat(const struct record *record)
{
    for (const struct field *field = record->fields; field->name; field++) {
        if (field->kind == KIND_TEXT || field->kind == KIND_POINTER_RECORD || field->kind == KIND_LIST_RECORD ||
            field->kind == KIND_LIST_TEXT || field->kind & KIND_LIST || (field->record && !record_is_flat(field->record))) {
            return false;
        }
    }
    return true;
}

/* The record at an index of packed ones. */
static PyObject *packed_at(const char *name, PyObject *packed, Py_ssize_t index)
{
    char *bytes;
    Py_ssize_t size;
    struct record *record = packed_record(name, packed, &bytes, &size);
    if (!record) {
        return NULL;
    }
    if (!record_is_flat(record) || index < 0 || index >= size / (Py_ssize_t)record->size) {
        PyErr_SetString(PyExc_IndexError, "index out of range");
        return NULL;
    }
    return record_to_python(record, bytes + (size_t)index * record->size);
}

/* A sequence of records as packed structs. */
static PyObject *pack(const char *name, PyObject *records)
{
    struct record *record = record_find(name);
    if (!record || !record_is_flat(record)) {
        return PyErr_Format(PyExc_LookupError, "no flat record %s", name);
    }
    PyObject *sequence = PySequence_Fast(records, "a sequence of records is wanted");
    if (!sequence) {
        return NULL;
    }
    Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence);
    PyObject *packed = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)record->size);
    struct arena *arena = NULL;
    void *value = packed ? arena_take(&arena, 1, record->size) : NULL;
    if (packed && !value) {
        PyErr_NoMemory();
        Py_CLEAR(packed);
    }
    for (Py_ssize_t i = 0; packed && i < count; i++) {
        if (!record_from_python(record, PySequence_Fast_GET_ITEM(sequence, i), value, &arena)) {
            Py_CLEAR(packed);
            break;
        }
        memcpy(PyBytes_AS_STRING(packed) + (size_t)i * record->size, value, record->size);
    }
    arena_free(arena);
    Py_DECREF(sequence);
    return packed;
}

/* (size, [(field, format, offset)]) of the numbers in a record, as numpy.dtype understands them. */
static PyObject *record_layout(const char *name)
{
    static const char *const formats[] = {[KIND_U8] = "u1", [KIND_I8] = "i1", [KIND_U16] = "u2", [KIND_I16] = "i2", [KIND_U32] = "u4",
                                          [KIND_I32] = "i4", [KIND_U64] = "u8", [KIND_I64] = "i8", [KIND_SIZE] = "u8", [KIND_INT] = "i4",
                                          [KIND_F32] = "f4", [KIND_F64] = "f8"};
    struct record *record = record_find(name);
    if (!record) {
        return PyErr_Format(PyExc_LookupError, "no record %s", name);
    }
    PyObject *fields = PyList_New(0);
    for (const struct field *field = record->fields; fields && field->name; field++) {
        if (field->kind > KIND_F64) {
            continue;
        }
        PyObject *row = Py_BuildValue("ssn", field->name, formats[field->kind], (Py_ssize_t)field->offset);
        if (!row || PyList_Append(fields, row) != 0) {
            Py_CLEAR(fields);
        }
        Py_XDECREF(row);
    }
    return fields ? Py_BuildValue("nN", (Py_ssize_t)record->size, fields) : NULL;
}

/* 243.08 -> (6077, 25) */
static PyObject *rate_to_fraction(double rate_hz)
{
    uint32_t num, den;
    if (!rate_fraction(rate_hz, &num, &den)) {
        PyErr_SetString(PyExc_ValueError, "rate_hz: a positive number of samples a second is wanted, at most 1e6");
        return NULL;
    }
    return Py_BuildValue("II", (unsigned)num, (unsigned)den);
}

#endif
