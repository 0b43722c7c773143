/* SPDX-License-Identifier: MIT */
/* What Python needs beside the records: exceptions, buffers of samples, and blocks without the interpreter's lock. */
#ifndef BANDEX_PYTHON_H
#define BANDEX_PYTHON_H

#include "convert.h"
#include "objects.h"

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

/* What a call found although it was refused, while its exception is set: a record goes into the object that was given, and
 * either it (items NULL) or a list becomes the exception's result. */
static void keep_filled(struct record *record, const void *value, PyObject *object, bool is_result, const void *items, size_t count)
{
    PyObject *type, *error, *trace;
    if (!base_error || !PyErr_ExceptionMatches(base_error)) {
        return;
    }
    PyErr_Fetch(&type, &error, &trace);
    PyErr_NormalizeException(&type, &error, &trace);
    PyObject *list = items ? records_to_python(record, items, count) : NULL;
    bool good = items ? list != NULL : record_write_python(record, value, object);
    if (good && is_result) {
        good = PyObject_SetAttrString(error, "result", list ? list : object) == 0;
    }
    Py_XDECREF(list);
    if (!good) {
        PyErr_Clear(); /* the refusal says more */
    }
    PyErr_Restore(type, error, trace);
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

/* 0: no floating-point number */
static size_t real_size(char format)
{
    switch (format) {
    case 'e': return sizeof(uint16_t);
    case 'f': return sizeof(float);
    case 'd': return sizeof(double);
    case 'g': return sizeof(long double);
    default: return 0;
    }
}

/* IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
static double half_number(uint16_t bits)
{
    int exponent = bits >> 10 & 0x1f;
    double fraction = bits & 0x3ff, number;
    if (exponent == 0x1f) {
        number = fraction != 0 ? Py_NAN : Py_HUGE_VAL;
    } else {
        number = exponent ? ldexp(fraction + 0x400, exponent - 25) : ldexp(fraction, -24);
    }
    return bits & 0x8000 ? -number : number;
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
    if (!format[0] || format[1] || !strchr("efdgbBhHiIlLqQnN", format[0])) {
        return 0;
    }
    if (real_size(format[0])) {
        return (size_t)view->itemsize == real_size(format[0]) ? format[0] : 0;
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
        float f; double d; long double g; int8_t b; uint8_t B; int16_t h; uint16_t H; int32_t i; uint32_t I; int64_t q; uint64_t Q;
    } item;
    item_bytes(at, size, swapped, &item);
    switch (format) {
    case 'f': return (double)item.f;
    case 'd': return item.d;
    case 'g': return (double)item.g;
    case 'e': return half_number(item.H);
    case 'b': *whole = item.b; break;
    case 'B': *whole = item.B; break;
    case 'h': *whole = item.h; break;
    case 'H': *whole = item.H; break;
    case 'i': *whole = item.i; break;
    case 'I': *whole = item.I; break;
    case 'q': *whole = item.q; break;
    default: *whole = (int64_t)item.Q; return (double)item.Q;
    }
    return (double)*whole;
}

/* What has a buffer itself, or hands one over as an array does: columns of pandas, polars and arrow. What NumPy masks is no
 * number. */
static PyObject *array_of(PyObject *object)
{
    if (strcmp(Py_TYPE(object)->tp_name, "MaskedArray") == 0) {
        PyObject *reals = PyObject_CallMethod(object, "astype", "s", "f8");
        PyObject *filled = reals ? PyObject_CallMethod(reals, "filled", "d", Py_NAN) : NULL;
        Py_XDECREF(reals);
        return filled;
    }
    return PyObject_CheckBuffer(object) ? new_reference(object) : PyObject_CallMethod(object, "__array__", NULL);
}

/* A one-dimensional buffer of numbers. */
static bool view_numbers(PyObject *object, const char *name, Py_buffer *view, char *format, bool *swapped)
{
    memset(view, 0, sizeof *view);
    PyObject *source = array_of(object);
    if (!source) {
        return false;
    }
    if (PyBytes_Check(source) || PyByteArray_Check(source) || strcmp(Py_TYPE(source)->tp_name, "mmap.mmap") == 0) {
        PyErr_Format(PyExc_TypeError, "%s: bytes do not say what they hold; use memoryview(data).cast(\"%s\") or numpy.frombuffer", name,
                     strcmp(name, "force") == 0 ? "f" : "I");
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
        PyErr_Clear();
        PyObject *type = PyObject_GetAttrString(source, "dtype");
        if (type) {
            PyErr_Format(PyExc_TypeError, "%s: numbers are wanted, not %.40S", name, type);
            Py_DECREF(type);
        } else {
            PyErr_Clear();
            PyErr_Format(PyExc_TypeError, "%s: no buffer of numbers (%.80s)", name, Py_TYPE(source)->tp_name);
        }
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
    PyObject *sequence = fast_list(object);
    if (!sequence) {
        if (is_wrong_kind()) {
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
        PyObject *item = hold_item(sequence, i);
        good = item && scalar_from_python(item, KIND_F32, "force", NULL, &samples->own[i]);
        Py_XDECREF(item);
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
        PyObject *item = hold_item(sequence, i);
        int64_t whole;
        double number;
        if (!item) {
            good = false;
        } else if (PyLong_Check(item)) {
            good = integer_from_python(item, KIND_I64, "t_us", NULL, &whole) && times_add(times, whole, true);
        } else {
            good = scalar_from_python(item, KIND_F64, "t_us", NULL, &number) && times_add_number(times, number);
        }
        Py_XDECREF(item);
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
        if (real_size(format)) {
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
        refuse("t_us", "%zu entries, but force has %zu", stamps->times.count, samples->count);
        return false;
    }
    return true;
}

/* The detector's state is copied, so that other threads may run while this block does, whatever they do with it. */
static PyObject *detector_process_as(bandex_detector *self, struct samples *samples, struct stamps *stamps, bool packed)
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
    if (status == BANDEX_E_ARGUMENT && !(stamps && stamps->times.stamps)) {
        refuse("t_us", "the times are wanted, since the settings give no rate");
    } else if (status != BANDEX_OK) {
        raise_status_diag(status, NULL);
    } else if (packed) {
        list = PyBytes_FromStringAndSize((const char *)events.data, (Py_ssize_t)(events.count * sizeof *events.data));
    } else {
        list = events_to_python(&events);
    }
    free(events.data);
    return list;
}

static PyObject *detector_process(bandex_detector *self, struct samples *samples, struct stamps *stamps)
{
    return detector_process_as(self, samples, stamps, false);
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

/* A state as Python keeps it. The detector trusts its own memory, so bytes that are no state of this version are refused. */
struct saved_detector {
    bandex_detector detector;
    uint32_t version, checksum; /* of the library; FNV-1a of everything before */
};

static uint32_t saved_checksum(const struct saved_detector *saved)
{
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < offsetof(struct saved_detector, checksum); i++) {
        sum = (sum ^ ((const uint8_t *)saved)[i]) * 16777619u;
    }
    return sum;
}

static PyObject *detector_state(const bandex_detector *self)
{
    struct saved_detector saved = {*self, bandex_version_number(), 0};
    saved.checksum = saved_checksum(&saved);
    return PyBytes_FromStringAndSize((const char *)&saved, (Py_ssize_t)sizeof saved);
}

static PyObject *detector_restore(bandex_detector *self, PyObject *state)
{
    struct saved_detector saved;
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(state, &bytes, &size) != 0) {
        return NULL;
    }
    if ((size_t)size == sizeof saved) {
        memcpy(&saved, bytes, sizeof saved);
    }
    if ((size_t)size != sizeof saved || saved.version != bandex_version_number() || saved.checksum != saved_checksum(&saved)) {
        refuse("state", "these bytes are no detector's of version %s", bandex_version_string());
        return NULL;
    }
    *self = saved.detector;
    Py_RETURN_NONE;
}

/* (reps as packed structs, [(first, count) of each set], revoked, skipped) */
static PyObject *detector_reps(bandex_detector *self, struct samples *samples, struct stamps *stamps)
{
    if (!lengths_agree(samples, stamps)) {
        return NULL;
    }
    bandex_detector work = *self;
    struct final_reps reps = {0};
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
            size_t first, count = reps_of_set(&reps, i, &first);
            PyObject *range = Py_BuildValue("nn", (Py_ssize_t)first, (Py_ssize_t)count);
            if (!range) {
                Py_CLEAR(sets);
                break;
            }
            PyList_SET_ITEM(sets, (Py_ssize_t)i, range);
        }
        if (sets) {
            PyObject *packed = PyBytes_FromStringAndSize((const char *)reps.list.reps, (Py_ssize_t)(reps.list.count * sizeof(bandex_rep)));
            result = Py_BuildValue("NNIK", packed, sets, (unsigned)reps.list.revoked, (unsigned long long)bandex_detector_skipped(&work));
        }
    }
    reps_release(&reps);
    return result;
}

/* ---- functions of the caller ---- */

/* A Python function behind a function pointer. An exception that it raises stays set: the library answers
 * BANDEX_E_CALLBACK or another error, and the exception is what the caller sees. */
struct function {
    PyObject *callable;
    struct arena **arena; /* of the call: what the function gives has to last as long */
};

static bandex_status custom_driver(void *user, const bandex_policy *policy, const bandex_ladder *ladder, const bandex_session *history,
                                   size_t count, const bandex_prescription *base, bandex_prescription *proposal, int32_t *reason)
{
    struct function *function = user;
    PyObject *result = NULL;
    PyObject *arguments = Py_BuildValue("NNNN", record_to_python(&record_of_bandex_policy, policy),
                                        record_to_python(&record_of_bandex_ladder, ladder),
                                        records_to_python(&record_of_bandex_session, history, count),
                                        record_to_python(&record_of_bandex_prescription, base));
    if (arguments) {
        result = PyObject_CallObject(function->callable, arguments);
    }
    Py_XDECREF(arguments);
    bool good = result != NULL;
    PyObject *prescription = result;
    if (good && PyTuple_Check(result)) {
        prescription = PyTuple_GET_SIZE(result) == 2 ? PyTuple_GET_ITEM(result, 0) : NULL;
        good = prescription && scalar_from_python(PyTuple_GET_ITEM(result, 1), KIND_I32, "reason", NULL, reason);
        if (!prescription) {
            PyErr_SetString(PyExc_TypeError, "a custom driver gives a Prescription, or a Prescription and a reason");
        }
    }
    if (good && prescription != Py_None) {
        good = record_from_python(&record_of_bandex_prescription, prescription, proposal, function->arena);
    }
    Py_XDECREF(result);
    return good ? BANDEX_OK : BANDEX_E_CALLBACK;
}

static bandex_status custom_athlete(void *user, const bandex_decision *prescribed, const bandex_ladder *ladder, bandex_session *session,
                                    bandex_set *sets, size_t count)
{
    struct function *function = user;
    PyObject *told = record_to_python(&record_of_bandex_session, session);
    PyObject *list = records_to_python(&record_of_bandex_set, sets, count);
    PyObject *decision = record_to_python(&record_of_bandex_decision, prescribed);
    PyObject *rungs = record_to_python(&record_of_bandex_ladder, ladder);
    PyObject *result = told && list && decision && rungs
                           ? PyObject_CallFunctionObjArgs(function->callable, decision, rungs, told, list, NULL) : NULL;
    bool good = result && record_from_python(&record_of_bandex_session, told, session, function->arena);
    session->sets = sets; /* told's own list is a copy from before the call */
    session->set_count = count;
    if (good && (size_t)PyList_GET_SIZE(list) != count) {
        PyErr_SetString(PyExc_ValueError, "an athlete changes the sets of its list, and adds or drops none");
        good = false;
    }
    for (size_t i = 0; good && i < count; i++) {
        PyObject *item = hold_item(list, (Py_ssize_t)i);
        good = item && record_from_python(&record_of_bandex_set, item, &sets[i], function->arena);
        Py_XDECREF(item);
    }
    Py_XDECREF(told);
    Py_XDECREF(list);
    Py_XDECREF(decision);
    Py_XDECREF(rungs);
    Py_XDECREF(result);
    return good ? BANDEX_OK : BANDEX_E_CALLBACK;
}

static bool callback_from_python(const struct record *record, const struct field *field, PyObject *object, void *value, struct arena **arena)
{
    if (record == &record_of_bandex_simulation && !PyCallable_Check(object)) {
        bandex_simulation *simulation = value;
        simulation->athlete = bandex_athlete_train;
        simulation->user = take(arena, 1, sizeof(bandex_athlete));
        return simulation->user && record_from_python(&record_of_bandex_athlete, object, simulation->user, arena);
    }
    if (!PyCallable_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s: a function is wanted, not %.80s", field->name, Py_TYPE(object)->tp_name);
        return false;
    }
    struct function *function = take(arena, 1, sizeof *function);
    if (!function) {
        return false;
    }
    function->callable = object; /* the record holds it as long as the call */
    function->arena = arena;
    if (record == &record_of_bandex_simulation) {
        ((bandex_simulation *)value)->athlete = custom_athlete;
        ((bandex_simulation *)value)->user = function;
    } else {
        ((bandex_progression_context *)value)->custom = custom_driver;
        ((bandex_progression_context *)value)->user = function;
    }
    return true;
}

static bool catalog_from_python(PyObject *object, const bandex_catalog **catalog)
{
    void *box = NULL;
    *catalog = NULL;
    if (object == Py_None) {
        return true;
    }
    if (!SWIG_IsOK(SWIG_ConvertPtr(object, &box, SWIG_TypeQuery("catalog_box *"), 0))) {
        PyErr_Format(PyExc_TypeError, "catalog: a Catalog is wanted, not %.80s", Py_TYPE(object)->tp_name);
        return false;
    }
    *catalog = box ? &((struct catalog_box *)box)->catalog : NULL;
    return true;
}

/* ---- a place for a log that is a Python object ---- */

/* Calls run with an exception of an earlier one put aside, since the library may go on after a failure. */
static PyObject *io_call(void *context, const char *method, const char *format, ...)
{
    PyObject *type, *error, *trace;
    va_list rest;
    PyErr_Fetch(&type, &error, &trace);
    PyObject *function = PyObject_GetAttrString(context, method), *arguments = NULL, *result = NULL;
    va_start(rest, format);
    if (function) {
        arguments = Py_VaBuildValue(format, rest);
    }
    va_end(rest);
    if (arguments) {
        result = PyObject_CallObject(function, arguments);
    }
    Py_XDECREF(arguments);
    Py_XDECREF(function);
    if (result) {
        PyErr_Restore(type, error, trace);
    } else {
        Py_XDECREF(type);
        Py_XDECREF(error);
        Py_XDECREF(trace);
    }
    return result;
}

static bandex_status io_done(PyObject *result)
{
    Py_XDECREF(result);
    return result ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_size(void *context, uint64_t *size)
{
    PyObject *result = io_call(context, "size", "()");
    bool good = result && integer_from_python(result, KIND_U64, "size", NULL, size);
    Py_XDECREF(result);
    return good ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_read(void *context, uint64_t offset, void *bytes, size_t size, size_t *got)
{
    PyObject *result = io_call(context, "read", "(Kn)", (unsigned long long)offset, (Py_ssize_t)size);
    Py_buffer view;
    bool good = result && buffer_from_python(result, "read", &view);
    if (good) {
        good = (size_t)view.len <= size;
        if (good) {
            memcpy(bytes, view.buf, (size_t)view.len);
            *got = (size_t)view.len;
        } else {
            PyErr_SetString(PyExc_ValueError, "read: more bytes than were asked for");
        }
        PyBuffer_Release(&view);
    }
    Py_XDECREF(result);
    return good ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status io_write(void *context, uint64_t offset, const void *bytes, size_t size)
{
    PyObject *data = PyBytes_FromStringAndSize(bytes, (Py_ssize_t)size);
    return data ? io_done(io_call(context, "write", "(KN)", (unsigned long long)offset, data)) : BANDEX_E_MEMORY;
}

static bandex_status io_sync(void *context)
{
    return io_done(io_call(context, "sync", "()"));
}

static bandex_status io_truncate(void *context, uint64_t size)
{
    return io_done(io_call(context, "truncate", "(K)", (unsigned long long)size));
}

static void io_close(void *context)
{
    PyObject *type, *error, *trace;
    PyErr_Fetch(&type, &error, &trace); /* looking for a method would clear it */
    if (PyObject_HasAttrString(context, "close") && io_done(io_call(context, "close", "()")) != BANDEX_OK) {
        PyErr_WriteUnraisable(context);
    }
    PyErr_Restore(type, error, trace);
    Py_DECREF((PyObject *)context);
}

static struct log_box *log_open_io(PyObject *io, bandex_status *made, int32_t mode, const bandex_log_config *config)
{
    bandex_io functions = {.context = io, .size = io_size, .read = io_read, .write = io_write, .close = io_close};
    bandex_log *log = NULL;
    struct log_box *box = NULL;
    functions.sync = PyObject_HasAttrString(io, "sync") ? io_sync : NULL;
    functions.truncate = PyObject_HasAttrString(io, "truncate") ? io_truncate : NULL;
    Py_INCREF(io); /* until io_close, which also comes when opening fails */
    *made = bandex_log_open_io(&functions, mode, config, &log);
    if (*made == BANDEX_OK) {
        *made = log_box_new(log, &box);
    }
    return box;
}

/* MemoryIo as such a place, from bandex_io_memory_init() */
static PyObject *memory_call(struct memory_box *box, int what, uint64_t offset, PyObject *argument)
{
    bandex_io io;
    bandex_status status = bandex_io_memory_init(&io, &box->memory);
    uint64_t size = 0;
    Py_buffer view;
    PyObject *result = NULL;
    switch (status == BANDEX_OK ? what : -1) {
    case 0:
        status = io.size(io.context, &size);
        return status == BANDEX_OK ? PyLong_FromUnsignedLongLong(size) : (raise_status(status), NULL);
    case 1: {
        size_t got = 0, wanted = (size_t)PyLong_AsUnsignedLongLong(argument);
        if (PyErr_Occurred() || wanted > box->memory.capacity) {
            wanted = PyErr_Occurred() ? 0 : box->memory.capacity;
        }
        result = PyErr_Occurred() ? NULL : PyBytes_FromStringAndSize(NULL, (Py_ssize_t)wanted);
        status = result ? io.read(io.context, offset, PyBytes_AS_STRING(result), wanted, &got) : BANDEX_E_MEMORY;
        if (result && status == BANDEX_OK) {
            _PyBytes_Resize(&result, (Py_ssize_t)got);
            return result;
        }
        Py_XDECREF(result);
        raise_status(status);
        return NULL;
    }
    case 2:
        if (!buffer_from_python(argument, "bytes", &view)) {
            return NULL;
        }
        status = io.write(io.context, offset, view.buf, (size_t)view.len);
        PyBuffer_Release(&view);
        break;
    case 3:
        status = io.truncate ? io.truncate(io.context, offset) : BANDEX_E_UNSUPPORTED;
        break;
    default:
        break;
    }
    if (status != BANDEX_OK) {
        raise_status(status);
        return NULL;
    }
    Py_RETURN_NONE;
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
        PyObject *item = hold_item(sequence, i);
        bool good = item && record_from_python(record, item, value, &arena);
        Py_XDECREF(item);
        if (!good) {
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
        refuse("rate_hz", "a positive number of samples a second is wanted, from 0.1 to 1e6");
        return NULL;
    }
    return Py_BuildValue("II", (unsigned)num, (unsigned)den);
}

#endif
