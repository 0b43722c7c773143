/* SPDX-License-Identifier: MIT */
/* Plain structs to and from Python: an instance of the record's class, or a dict. */
#ifndef BANDEX_PYTHON_CONVERT_H
#define BANDEX_PYTHON_CONVERT_H

#include <Python.h>
#include <stdarg.h>
#include "record.h"

static PyObject *record_to_python(struct record *record, const void *value);
static bool record_from_python(struct record *record, PyObject *object, void *value, struct arena **arena);

static PyObject *empty_tuple;

static PyObject *new_reference(PyObject *object)
{
    Py_INCREF(object);
    return object;
}

/* ---- C to Python ---- */

/* An integer as a member of its group of constants, if it is one. */
static PyObject *constant_to_python(PyObject *group, PyObject *number)
{
    if (!group || !number) {
        return number;
    }
    PyObject *member = PyObject_CallFunctionObjArgs(group, number, NULL);
    if (!member) {
        PyErr_Clear(); /* a value of a newer library stays a number */
        return number;
    }
    Py_DECREF(number);
    return member;
}

static PyObject *scalar_to_python(int kind, const void *at, PyObject *group)
{
    switch (kind) {
    case KIND_F32: return PyFloat_FromDouble((double)*(const float *)at);
    case KIND_F64: return PyFloat_FromDouble(*(const double *)at);
    case KIND_U64: return PyLong_FromUnsignedLongLong(*(const uint64_t *)at);
    default: return constant_to_python(group, PyLong_FromLongLong(scalar_load_signed(kind, at)));
    }
}

static PyObject *text_to_python(const char *text, size_t size)
{
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, "surrogateescape");
}

/* {"en": "Seated row", "es": ...} */
static PyObject *localized_to_python(const bandex_text *text)
{
    PyObject *dict = PyDict_New();
    size_t count = current_exercise && text->strings ? current_exercise->locale_count : 0;
    for (size_t i = 0; dict && i < count; i++) {
        PyObject *value = text->strings[i] ? text_to_python(text->strings[i], strlen(text->strings[i])) : NULL;
        if (text->strings[i] && (!value || PyDict_SetItemString(dict, current_exercise->locales[i], value) != 0)) {
            Py_CLEAR(dict);
        }
        Py_XDECREF(value);
    }
    return dict;
}

static PyObject *list_to_python(const struct field *field, const char *items, size_t count, PyObject *group)
{
    PyObject *list = PyList_New((Py_ssize_t)(items ? count : 0));
    for (size_t i = 0; list && items && i < count; i++) {
        PyObject *item;
        if (field->kind == KIND_LIST_TEXT) {
            const char *text = ((const char *const *)(const void *)items)[i];
            item = text_to_python(text, strlen(text));
        } else if (field->kind == KIND_LIST_LOCALIZED) {
            item = localized_to_python((const bandex_text *)(const void *)items + i);
        } else if (field->record) {
            item = record_to_python(field->record, items + i * field->record->size);
        } else {
            int kind = field->kind & 0xff;
            item = scalar_to_python(kind, items + i * scalar_sizes[kind], group);
        }
        if (!item) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}

static PyObject *field_to_python(const struct field *field, const void *value, PyObject *group)
{
    const char *at = (const char *)value + field->offset;
    const void *pointer;
    size_t count;
    switch (field->kind) {
    case KIND_CHARS: {
        const char *end = memchr(at, 0, field->size);
        return text_to_python(at, end ? (size_t)(end - at) : field->size);
    }
    case KIND_BYTES:
        return PyBytes_FromStringAndSize(at, (Py_ssize_t)field->size);
    case KIND_RECORD:
        return record_to_python(field->record, at);
    case KIND_TEXT:
        memcpy(&pointer, at, sizeof pointer);
        if (!pointer) {
            Py_RETURN_NONE;
        }
        return text_to_python(pointer, strlen(pointer));
    case KIND_POINTER_RECORD:
        memcpy(&pointer, at, sizeof pointer);
        if (!pointer) {
            Py_RETURN_NONE;
        }
        return record_to_python(field->record, pointer);
    case KIND_LOCALIZED:
        return localized_to_python((const bandex_text *)(const void *)at);
    case KIND_CALLBACK:
    case KIND_CATALOG: /* objects go in, not out */
        Py_RETURN_NONE;
    case KIND_LIST_U8:
        memcpy(&pointer, at, sizeof pointer);
        return PyBytes_FromStringAndSize(pointer, (Py_ssize_t)(pointer ? field_count(field, value) : 0));
    default:
        break;
    }
    if (field->kind == KIND_LIST_RECORD || field->kind == KIND_LIST_TEXT || field->kind == KIND_LIST_LOCALIZED || field->kind & KIND_LIST) {
        memcpy(&pointer, at, sizeof pointer);
        return list_to_python(field, pointer, field_count(field, value), group);
    }
    if (field->kind == KIND_ARRAY_RECORD || field->kind & KIND_ARRAY) {
        size_t room = field->size / (field->record ? field->record->size : scalar_sizes[field->kind & 0xff]);
        count = field_count(field, value);
        return list_to_python(field, at, count < room ? count : room, group);
    }
    return scalar_to_python(field->kind, at, group);
}

static bool field_is_public(const struct field *field)
{
    return field->kind != KIND_STRUCT_SIZE && field->kind != KIND_COUNT;
}

static bool record_write_python(struct record *record, const void *value, PyObject *object)
{
    if (!record->type) {
        PyErr_Format(PyExc_RuntimeError, "bandex: class %s is not registered", record->class_name);
        return false;
    }
    const bandex_exercise *outer = current_exercise;
    current_exercise = record == &record_of_bandex_exercise ? value : outer;
    size_t i = 0;
    bool good = true;
    for (const struct field *field = record->fields; good && field->name; field++, i++) {
        bool is_object = field->kind == KIND_CALLBACK || field->kind == KIND_CATALOG;
        if (!field_is_public(field) || (is_object && !PyDict_Check(object) && PyObject_HasAttr(object, record->keys[i]))) {
            continue; /* objects go in, not out */
        }
        PyObject *item = field_to_python(field, value, record->constants[i]);
        good = item && (PyDict_Check(object) ? PyDict_SetItem(object, record->keys[i], item)
                                             : PyObject_SetAttr(object, record->keys[i], item)) == 0;
        Py_XDECREF(item);
    }
    current_exercise = outer;
    return good;
}

static PyObject *record_to_python(struct record *record, const void *value)
{
    PyTypeObject *type = record->type;
    PyObject *object = type ? type->tp_new(type, empty_tuple, NULL) : NULL;
    if (!type) {
        PyErr_Format(PyExc_RuntimeError, "bandex: class %s is not registered", record->class_name);
    }
    if (object && !record_write_python(record, value, object)) {
        Py_CLEAR(object);
    }
    return object;
}

/* ---- Python to C ---- */

/* Functions of the caller, and objects, as fields: python.h */
static bool callback_from_python(const struct record *record, const struct field *field, PyObject *object, void *value, struct arena **arena);
static bool catalog_from_python(PyObject *object, const bandex_catalog **catalog);
static void raise_status_diag(bandex_status status, const bandex_diag *diag);

static void text_into(char *to, size_t room, const char *text)
{
    size_t size = strlen(text), end = size < room ? size : room - 1;
    while (size >= room && end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80) {
        end--; /* whole characters */
    }
    memcpy(to, text, end);
    to[end] = 0;
}

/* A value that the library would refuse, refused here: an ArgumentError whose diag names the field. The format is that of
 * PyErr_Format(). */
static void refuse(const char *field, const char *format, ...)
{
    bandex_diag diag = {.status = BANDEX_E_ARGUMENT, .key = INT32_MIN};
    va_list rest;
    va_start(rest, format);
    PyObject *reason = PyUnicode_FromFormatV(format, rest);
    va_end(rest);
    const char *text = reason ? PyUnicode_AsUTF8(reason) : NULL;
    if (reason && !text) { /* a surrogate within */
        PyErr_Clear();
        text = "out of range";
    }
    if (text) {
        text_into(diag.field, sizeof diag.field, field);
        text_into(diag.reason, sizeof diag.reason, text);
        raise_status_diag(BANDEX_E_ARGUMENT, &diag);
    }
    Py_XDECREF(reason);
}

/* Whether the error says that an object is of a wrong kind, which this binding says better. Others (of the caller's own code, an
 * interrupt) stay. */
static bool is_wrong_kind(void)
{
    bool wrong = !PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_TypeError);
    if (wrong) {
        PyErr_Clear();
    }
    return wrong;
}

/* A set has no order: what it holds is no signal and no list. */
static PyObject *fast_list(PyObject *object)
{
    bool is_list = !PyUnicode_Check(object) && !PyDict_Check(object) && !PyAnySet_Check(object);
    return is_list ? PySequence_Fast(object, "") : NULL;
}

static void *take(struct arena **arena, size_t count, size_t size)
{
    void *memory = arena_take(arena, count, size);
    if (!memory) {
        PyErr_NoMemory();
    }
    return memory;
}

static bool unsigned_from_python(PyObject *number, const char *name, uint64_t high, uint64_t *value)
{
    *value = PyLong_AsUnsignedLongLong(number);
    if ((*value == UINT64_MAX && PyErr_Occurred()) || *value > high) {
        PyErr_Clear();
        refuse(name, "%.24S is not between 0 and %llu", number, (unsigned long long)high);
        return false;
    }
    return true;
}

static bool integer_from_python(PyObject *object, int kind, const char *name, const char *enumeration, void *at)
{
    int64_t low = 0, value = 0;
    uint64_t high = 0, positive = 0;
    scalar_range(kind, &low, &high);
    if (enumeration && PyUnicode_Check(object)) {
        const char *text = PyUnicode_AsUTF8(object);
        if (text && !constant_find(enumeration, text, &value)) {
            refuse(name, "%.48R is no member of %s", object, enumeration);
            return false;
        }
        scalar_store_signed(kind, at, value);
        return text != NULL;
    }
    PyObject *number = PyNumber_Index(object);
    if (!number) {
        if (is_wrong_kind()) {
            PyErr_Format(PyExc_TypeError, "%s: an integer is wanted, not %.80s", name, Py_TYPE(object)->tp_name);
        }
        return false;
    }
    bool good;
    if (low == 0) {
        good = unsigned_from_python(number, name, high, &positive);
        value = (int64_t)positive;
    } else {
        int overflow;
        value = PyLong_AsLongLongAndOverflow(number, &overflow);
        good = !overflow && value >= low && (value < 0 || (uint64_t)value <= high);
        if (!good) {
            refuse(name, "%.24S is not between %lld and %llu", number, (long long)low, (unsigned long long)high);
        }
    }
    Py_DECREF(number);
    if (good) {
        scalar_store_signed(kind, at, value);
    }
    return good;
}

static bool scalar_from_python(PyObject *object, int kind, const char *name, const char *enumeration, void *at)
{
    if (!scalar_is_float(kind)) {
        return integer_from_python(object, kind, name, enumeration, at);
    }
    double number = PyFloat_AsDouble(object);
    if (number == -1 && PyErr_Occurred()) {
        if (PyErr_ExceptionMatches(PyExc_OverflowError)) {
            PyErr_Clear();
            refuse(name, "too large a number");
        } else if (is_wrong_kind()) {
            PyErr_Format(PyExc_TypeError, "%s: a number is wanted, not %.80s", name, Py_TYPE(object)->tp_name);
        }
        return false;
    }
    if (kind == KIND_F32) {
        *(float *)at = (float)number;
    } else {
        *(double *)at = number;
    }
    return true;
}

static const char *text_from_python(PyObject *object, const char *name, size_t *size)
{
    Py_ssize_t length;
    const char *text = PyUnicode_Check(object) ? PyUnicode_AsUTF8AndSize(object, &length) : NULL;
    if (!text) {
        if (is_wrong_kind()) {
            PyErr_Format(PyExc_TypeError, "%s: text is wanted, not %.80s", name, Py_TYPE(object)->tp_name);
        }
        return NULL;
    }
    if (strlen(text) != (size_t)length) {
        refuse(name, "a zero character within");
        return NULL;
    }
    *size = (size_t)length;
    return text;
}

static const char *text_copy(PyObject *object, const char *name, struct arena **arena)
{
    size_t size;
    const char *text = text_from_python(object, name, &size);
    char *copy = text ? take(arena, size + 1, 1) : NULL;
    return copy ? memcpy(copy, text, size) : NULL;
}

/* bytes, anything with a buffer, or an object with .bytes such as uuid.UUID */
static bool buffer_from_python(PyObject *object, const char *name, Py_buffer *view)
{
    PyObject *bytes = PyObject_CheckBuffer(object) ? new_reference(object) : PyObject_GetAttrString(object, "bytes");
    bool good = bytes && PyObject_CheckBuffer(bytes) && PyObject_GetBuffer(bytes, view, PyBUF_SIMPLE) == 0;
    Py_XDECREF(bytes);
    if (!good) {
        PyErr_Clear();
        PyErr_Format(PyExc_TypeError, "%s: bytes are wanted, not %.80s", name, Py_TYPE(object)->tp_name);
    }
    return good;
}

static bool bytes_from_python(const struct field *field, PyObject *object, void *at)
{
    Py_buffer view;
    memset(at, 0, field->size);
    if (object == Py_None) {
        return true;
    }
    if (!buffer_from_python(object, field->name, &view)) {
        return false;
    }
    bool good = view.len == 0 || (size_t)view.len == field->size;
    if (good) {
        memcpy(at, view.buf, (size_t)view.len);
    } else {
        refuse(field->name, "%zu bytes are wanted, not %zd", field->size, view.len);
    }
    PyBuffer_Release(&view);
    return good;
}

/* {"en": "Seated row"} in the order of the exercise's locales */
static bool localized_from_python(PyObject *object, const char *name, bandex_text *text, struct arena **arena)
{
    size_t count = current_exercise ? current_exercise->locale_count : 0, found = 0;
    text->strings = NULL;
    if (object == Py_None) {
        return true;
    }
    if (!PyDict_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s: a dict of locale and text is wanted, not %.80s", name, Py_TYPE(object)->tp_name);
        return false;
    }
    if (PyDict_Size(object) == 0) {
        return true;
    }
    const char **strings = take(arena, count + 1, sizeof *strings);
    for (size_t i = 0; strings && i < count; i++) {
        PyObject *item = PyDict_GetItemString(object, current_exercise->locales[i]);
        if (item) {
            strings[i] = text_copy(item, name, arena);
            found++;
            if (!strings[i]) {
                return false;
            }
        }
    }
    if (strings && found != (size_t)PyDict_Size(object)) {
        refuse(name, "a text in a locale that the exercise does not name in locales");
        return false;
    }
    text->strings = strings;
    return strings != NULL;
}

/* An item of a PySequence_Fast, held. Converting the items before it may have run the caller's code, which may have
 * changed a list. */
static PyObject *hold_item(PyObject *sequence, Py_ssize_t i)
{
    if (i >= PySequence_Fast_GET_SIZE(sequence)) {
        PyErr_SetString(PyExc_RuntimeError, "the list changed while it was read");
        return NULL;
    }
    return new_reference(PySequence_Fast_GET_ITEM(sequence, i));
}

/* A sequence's items into count consecutive places. */
static bool items_from_python(const struct field *field, PyObject *sequence, Py_ssize_t count, char *items, struct arena **arena)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = hold_item(sequence, i);
        int kind = field->kind & 0xff;
        bool good;
        if (!item) {
            good = false;
        } else if (field->kind == KIND_LIST_LOCALIZED) {
            good = localized_from_python(item, field->name, (bandex_text *)(void *)items + i, arena);
        } else if (field->kind == KIND_LIST_TEXT) {
            ((const char **)(void *)items)[i] = text_copy(item, field->name, arena);
            good = ((const char **)(void *)items)[i] != NULL;
        } else if (field->record) {
            good = record_from_python(field->record, item, items + (size_t)i * field->record->size, arena);
        } else {
            good = scalar_from_python(item, kind, field->name, field->enumeration, items + (size_t)i * scalar_sizes[kind]);
        }
        Py_XDECREF(item);
        if (!good) {
            return false;
        }
    }
    return true;
}

static bool list_from_python(const struct field *field, PyObject *object, void *value, struct arena **arena)
{
    char *at = (char *)value + field->offset;
    bool within = field->kind == KIND_ARRAY_RECORD || field->kind & KIND_ARRAY;
    size_t size = field->kind == KIND_LIST_TEXT        ? sizeof(char *)
                  : field->kind == KIND_LIST_LOCALIZED ? sizeof(bandex_text)
                  : field->record                      ? field->record->size
                                                       : scalar_sizes[field->kind & 0xff];
    PyObject *sequence = object == Py_None ? PyTuple_New(0) : fast_list(object);
    if (!sequence) {
        if (is_wrong_kind()) {
            PyErr_Format(PyExc_TypeError, "%s: a sequence is wanted, not %.80s", field->name, Py_TYPE(object)->tp_name);
        }
        return false;
    }
    size_t count = (size_t)PySequence_Fast_GET_SIZE(sequence);
    char *items = at;
    bool good = true;
    if (within && count > field->size / size) {
        refuse(field->name, "at most %zu entries", field->size / size);
        good = false;
    } else if (!within) {
        items = count ? take(arena, count, size) : NULL;
        good = !count || items;
        memcpy(at, &items, sizeof items);
    }
    good = good && items_from_python(field, sequence, (Py_ssize_t)count, items, arena);
    if (good) {
        field_set_count(field, value, count);
    }
    Py_DECREF(sequence);
    return good;
}

static bool field_from_python(const struct record *record, const struct field *field, PyObject *object, void *value, struct arena **arena)
{
    char *at = (char *)value + field->offset;
    const void *pointer = NULL;
    size_t size;
    const char *text;
    switch (field->kind) {
    case KIND_CHARS:
        memset(at, 0, field->size);
        if (object == Py_None) {
            return true;
        }
        text = text_from_python(object, field->name, &size);
        if (text && size >= field->size) {
            refuse(field->name, "at most %zu bytes of text", field->size - 1);
            return false;
        }
        if (text) {
            memcpy(at, text, size);
        }
        return text != NULL;
    case KIND_BYTES:
        return bytes_from_python(field, object, at);
    case KIND_TEXT:
        pointer = object == Py_None ? NULL : text_copy(object, field->name, arena);
        memcpy(at, &pointer, sizeof pointer);
        return pointer || object == Py_None;
    case KIND_LOCALIZED:
        return localized_from_python(object, field->name, (bandex_text *)(void *)at, arena);
    case KIND_CALLBACK:
        return object == Py_None || callback_from_python(record, field, object, value, arena);
    case KIND_CATALOG: {
        const bandex_catalog *catalog;
        bool good = catalog_from_python(object, &catalog);
        memcpy(at, &catalog, sizeof catalog);
        return good;
    }
    case KIND_RECORD:
        return record_from_python(field->record, object, at, arena);
    case KIND_POINTER_RECORD: {
        void *nested = object == Py_None ? NULL : take(arena, 1, field->record->size);
        memcpy(at, &nested, sizeof nested);
        return object == Py_None || (nested && record_from_python(field->record, object, nested, arena));
    }
    case KIND_LIST_U8: {
        Py_buffer view;
        if (object == Py_None) {
            memcpy(at, &pointer, sizeof pointer);
            field_set_count(field, value, 0);
            return true;
        }
        if (!buffer_from_python(object, field->name, &view)) {
            return false;
        }
        void *copy = take(arena, (size_t)view.len + 1, 1);
        if (copy) {
            memcpy(copy, view.buf, (size_t)view.len);
            memcpy(at, &copy, sizeof copy);
            field_set_count(field, value, (size_t)view.len);
        }
        PyBuffer_Release(&view);
        return copy != NULL;
    }
    default:
        break;
    }
    if (field->kind == KIND_LIST_RECORD || field->kind == KIND_ARRAY_RECORD || field->kind == KIND_LIST_TEXT ||
        field->kind == KIND_LIST_LOCALIZED || field->kind >= KIND_ARRAY) {
        return list_from_python(field, object, value, arena);
    }
    return scalar_from_python(object, field->kind, field->name, field->enumeration, at);
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

/* start_s into start_us, force_n into force_mn */
static bool twin_from_python(const struct field *field, double scale, PyObject *object, void *value)
{
    double number;
    if (!scalar_from_python(object, KIND_F64, field->name, NULL, &number)) {
        return false;
    }
    double scaled = number * scale;
    scaled += scaled < 0 ? -0.5 : 0.5;
    if (!(scaled > -9e15 && scaled < 9e15)) {
        refuse(field->name, "out of range");
        return false;
    }
    PyObject *rounded = PyLong_FromLongLong((long long)scaled);
    bool good = rounded && integer_from_python(rounded, field->kind, field->name, NULL, (char *)value + field->offset);
    Py_XDECREF(rounded);
    return good;
}

static bool items_of_dict_from_python(struct record *record, PyObject *dict, void *value, struct arena **arena)
{
    PyObject *key, *item;
    Py_ssize_t position = 0;
    while (PyDict_Next(dict, &position, &key, &item)) {
        const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : NULL;
        const struct field *field = name ? record_field(record, name) : NULL;
        double scale = 0;
        const struct field *twin = name && !field ? field_twin(record, name, &scale) : NULL;
        if (name && field_is_derived(record, name)) {
            continue;
        }
        if (!field && !twin) {
            PyErr_Clear();
            PyErr_Format(PyExc_TypeError, "%s has no field %R", record->class_name, key);
            return false;
        }
        bool good = field ? field_from_python(record, field, item, value, arena)
                          : PyDict_GetItemString(dict, twin->name) || twin_from_python(twin, scale, item, value);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* A copy is read, since converting may run the caller's code. */
static bool dict_from_python(struct record *record, PyObject *dict, void *value, struct arena **arena)
{
    PyObject *copy = PyDict_Copy(dict);
    bool good = copy && items_of_dict_from_python(record, copy, value, arena);
    Py_XDECREF(copy);
    return good;
}

static bool fields_from_python(struct record *record, PyObject *object, void *value, struct arena **arena)
{
    size_t i = 0;
    for (const struct field *field = record->fields; field->name; field++, i++) {
        if (!field_is_public(field)) {
            continue;
        }
        PyObject *item = PyObject_GetAttr(object, record->keys[i]);
        bool good = item && field_from_python(record, field, item, value, arena);
        Py_XDECREF(item);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* What a text says of a record: the library's own of that name, or the band of a use. */
static bool named_from_python(struct record *record, PyObject *object, void *value)
{
    size_t size;
    const char *text = text_from_python(object, record->class_name, &size);
    const void *found = text ? record_named(record, text) : NULL;
    if (found) {
        memcpy(value, found, record->size);
        return true;
    }
    if (text && record == &record_of_bandex_band_use && size < BANDEX_TOKEN_SIZE) {
        memcpy(((bandex_band_use *)value)->band, text, size + 1);
        return true;
    }
    if (text) {
        PyErr_Format(PyExc_LookupError, "no %s is called %R", record->class_name, object);
    }
    return false;
}

static bool any_from_python(struct record *record, PyObject *object, void *value, struct arena **arena)
{
    if (PyDict_Check(object)) {
        return dict_from_python(record, object, value, arena);
    }
    if (record->type && PyObject_TypeCheck(object, (PyTypeObject *)record->type)) {
        return fields_from_python(record, object, value, arena);
    }
    if (PyUnicode_Check(object)) {
        return named_from_python(record, object, value);
    }
    const struct field *list = record_list(record);
    if (list && PySequence_Check(object)) {
        return list_from_python(list, object, value, arena);
    }
    if (PyMapping_Check(object) && PyObject_HasAttrString(object, "keys")) {
        PyObject *dict = PyDict_New();
        bool good = dict && PyDict_Update(dict, object) == 0 && dict_from_python(record, dict, value, arena);
        Py_XDECREF(dict);
        return good;
    }
    PyErr_Format(PyExc_TypeError, "%s or a dict is wanted, not %.80s", record->class_name, Py_TYPE(object)->tp_name);
    return false;
}

/* The texts of an exercise stand in the order of its locales, so these come first. */
static bool locales_from_python(struct record *record, PyObject *object, bandex_exercise *exercise, struct arena **arena)
{
    PyObject *locales = PyDict_Check(object) ? PyDict_GetItemString(object, "locales") : PyObject_GetAttrString(object, "locales");
    if (PyDict_Check(object)) {
        Py_XINCREF(locales);
    } else if (!locales) {
        PyErr_Clear();
    }
    bool good = !locales || field_from_python(record, record_field(record, "locales"), locales, exercise, arena);
    Py_XDECREF(locales);
    return good;
}

static bool record_from_python(struct record *record, PyObject *object, void *value, struct arena **arena)
{
    const bandex_exercise *outer = current_exercise;
    bool good = true;
    record_default(record, value);
    if (record == &record_of_bandex_exercise && !PyUnicode_Check(object)) {
        good = locales_from_python(record, object, value, arena);
        current_exercise = value;
    }
    good = good && any_from_python(record, object, value, arena);
    current_exercise = outer;
    return good;
}

/* A sequence of records as an array. */
static bool records_from_python(struct record *record, PyObject *object, const char *name, void **items, size_t *count, struct arena **arena)
{
    PyObject *sequence = fast_list(object);
    if (!sequence) {
        if (is_wrong_kind()) {
            PyErr_Format(PyExc_TypeError, "%s: a sequence of %s is wanted, not %.80s", name, record->class_name, Py_TYPE(object)->tp_name);
        }
        return false;
    }
    *count = (size_t)PySequence_Fast_GET_SIZE(sequence);
    *items = *count ? take(arena, *count, record->size) : NULL;
    bool good = !*count || *items;
    for (size_t i = 0; good && i < *count; i++) {
        PyObject *item = hold_item(sequence, (Py_ssize_t)i);
        good = item && record_from_python(record, item, (char *)*items + i * record->size, arena);
        Py_XDECREF(item);
    }
    Py_DECREF(sequence);
    return good;
}

static PyObject *records_to_python(struct record *record, const void *items, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)(items ? count : 0));
    for (size_t i = 0; list && items && i < count; i++) {
        PyObject *item = record_to_python(record, (const char *)items + i * record->size);
        if (!item) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}

static bool numbers_from_python(int kind, PyObject *object, const char *name, void **items, size_t *count, struct arena **arena)
{
    PyObject *sequence = fast_list(object);
    if (!sequence) {
        if (is_wrong_kind()) {
            PyErr_Format(PyExc_TypeError, "%s: a sequence of numbers is wanted, not %.80s", name, Py_TYPE(object)->tp_name);
        }
        return false;
    }
    *count = (size_t)PySequence_Fast_GET_SIZE(sequence);
    *items = *count ? take(arena, *count, scalar_sizes[kind]) : NULL;
    bool good = !*count || *items;
    for (size_t i = 0; good && i < *count; i++) {
        PyObject *item = hold_item(sequence, (Py_ssize_t)i);
        good = item && scalar_from_python(item, kind, name, NULL, (char *)*items + i * scalar_sizes[kind]);
        Py_XDECREF(item);
    }
    Py_DECREF(sequence);
    return good;
}

static PyObject *numbers_to_python(int kind, const void *items, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)(items ? count : 0));
    for (size_t i = 0; list && items && i < count; i++) {
        PyObject *item = scalar_to_python(kind, (const char *)items + i * scalar_sizes[kind], NULL);
        if (!item) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}

/* ---- what the package calls when it is imported ---- */

/* register_record("rep", Rep, {"RepClass": RepClass, ...}) */
static PyObject *register_record(const char *name, PyObject *type, PyObject *groups)
{
    struct record *record = record_find(name);
    if (!record || !PyType_Check(type) || !PyDict_Check(groups)) {
        PyErr_Format(PyExc_LookupError, "no record %s", name);
        return NULL;
    }
    size_t count = 0;
    while (record->fields[count].name) {
        count++;
    }
    if (!record->keys) {
        record->keys = calloc(count + 1, sizeof *record->keys);
        record->constants = calloc(count + 1, sizeof *record->constants);
        if (!record->keys || !record->constants) {
            return PyErr_NoMemory();
        }
        for (size_t i = 0; i < count; i++) {
            const char *group = record->fields[i].enumeration;
            record->keys[i] = PyUnicode_InternFromString(record->fields[i].name);
            record->constants[i] = group ? PyDict_GetItemString(groups, group) : NULL;
            Py_XINCREF((PyObject *)record->constants[i]);
        }
    }
    PyObject *before = record->type;
    Py_INCREF(type);
    record->type = type;
    Py_XDECREF(before);
    Py_RETURN_NONE;
}

/* The default values, into an instance of the class. */
static PyObject *record_fill(PyObject *object, const char *name)
{
    struct record *record = record_find(name);
    struct arena *arena = NULL;
    void *value = record ? arena_take(&arena, 1, record->size) : NULL;
    if (!value) {
        return record ? PyErr_NoMemory() : PyErr_Format(PyExc_LookupError, "no record %s", name);
    }
    record_default(record, value);
    bool good = record_write_python(record, value, object);
    arena_free(arena);
    if (!good) {
        return NULL;
    }
    Py_RETURN_NONE;
}

/* Values of any accepted form as an instance of the class: nested dicts become records, times become integers. */
static PyObject *record_normalize(PyObject *object, const char *name)
{
    struct record *record = record_find(name);
    struct arena *arena = NULL;
    void *value = record ? arena_take(&arena, 1, record->size) : NULL;
    if (!value) {
        return record ? PyErr_NoMemory() : PyErr_Format(PyExc_LookupError, "no record %s", name);
    }
    PyObject *result = record_from_python(record, object, value, &arena) ? record_to_python(record, value) : NULL;
    arena_free(arena);
    return result;
}

#endif
