/* SPDX-License-Identifier: MIT */
#include "exercise_json.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- to JSON ---- */

static json_object *text_to_json(const bandex_exercise *exercise, bandex_text text)
{
    json_object *object = json_object_new_object();
    for (size_t i = 0; i < exercise->locale_count; i++) {
        json_object_object_add(object, exercise->locales[i], json_object_new_string(text.strings[i]));
    }
    return object;
}

static json_object *muscle_to_json(int32_t muscle, const char *token)
{
    const char *known = bandex_muscle_area_token(muscle);
    if (known || token) {
        return json_object_new_string(known ? known : token);
    }
    return json_object_new_int(muscle); /* of a newer version: only its number is known */
}

static json_object *record_to_json(const bandex_exercise *exercise, const bandex_layout *layout, const void *record);

static json_object *entry_to_json(const bandex_exercise *exercise, const bandex_layout_field *field, const void *items, size_t i)
{
    int32_t number;
    switch (field->type) {
    case BANDEX_FIELD_STRINGS:
        return json_object_new_string(((const char *const *)items)[i]);
    case BANDEX_FIELD_TEXTS:
        return text_to_json(exercise, ((const bandex_text *)items)[i]);
    case BANDEX_FIELD_RECORDS:
        return record_to_json(exercise, field->record, (const char *)items + i * field->record->size);
    default:
        number = ((const int32_t *)items)[i];
        return field->type == BANDEX_FIELD_CHOICES
                   ? json_object_new_string(bandex_vocabulary_token(field->vocabulary, number))
                   : json_object_new_int(number);
    }
}

static json_object *field_to_json(const bandex_exercise *exercise, const bandex_layout_field *field, const void *record)
{
    const char *at = (const char *)record + field->offset;
    const char *extra = (const char *)record + field->extra_offset;
    json_object *array;
    switch (field->type) {
    case BANDEX_FIELD_TOKEN:
    case BANDEX_FIELD_STRING:
        return json_object_new_string(*(const char *const *)(const void *)at);
    case BANDEX_FIELD_TEXT:
        return text_to_json(exercise, *(const bandex_text *)(const void *)at);
    case BANDEX_FIELD_INTEGER:
        return json_object_new_int(*(const int32_t *)(const void *)at);
    case BANDEX_FIELD_FLAG:
        return json_object_new_boolean(*(const int32_t *)(const void *)at != 0);
    case BANDEX_FIELD_CHOICE:
        return json_object_new_string(bandex_vocabulary_token(field->vocabulary, *(const int32_t *)(const void *)at));
    case BANDEX_FIELD_MUSCLE:
        return muscle_to_json(*(const int32_t *)(const void *)at, *(const char *const *)(const void *)extra);
    case BANDEX_FIELD_RECORD:
        return record_to_json(exercise, field->record, at);
    default:
        array = json_object_new_array();
        for (size_t i = 0; i < *(const size_t *)(const void *)extra; i++) {
            json_object_array_add(array, entry_to_json(exercise, field, *(const void *const *)(const void *)at, i));
        }
        return array;
    }
}

static json_object *record_to_json(const bandex_exercise *exercise, const bandex_layout *layout, const void *record)
{
    json_object *object = json_object_new_object();
    for (size_t i = 0; i < layout->count; i++) {
        const bandex_layout_field *field = &layout->fields[i];
        if (bandex_layout_present(field, record)) {
            json_object_object_add(object, field->name, field_to_json(exercise, field, record));
        }
    }
    return object;
}

json_object *exercise_to_json(const bandex_exercise *exercise)
{
    return record_to_json(exercise, bandex_exercise_layout(), exercise);
}

/* ---- from JSON ---- */

typedef struct reader {
    exercise_list *list;
    bandex_exercise *exercise;
    bandex_diag *diag;
    char path[48]; /* of the field at hand, e.g. "muscles[2].side" */
} reader;

static void *take(exercise_list *self, size_t count, size_t size)
{
    void *block = calloc(count, size);
    if (block && self->block_count == self->block_capacity) {
        size_t capacity = self->block_capacity ? 2 * self->block_capacity : 64;
        void **blocks = realloc(self->blocks, capacity * sizeof *blocks);
        if (!blocks) {
            free(block);
            block = NULL;
        } else {
            self->blocks = blocks;
            self->block_capacity = capacity;
        }
    }
    if (!block) {
        self->out_of_memory = true;
        return NULL;
    }
    self->blocks[self->block_count++] = block;
    return block;
}

static bool refuse(reader *self, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(reader *self, const char *format, ...)
{
    bandex_diag *diag = self->diag;
    va_list arguments;
    memset(diag, 0, sizeof *diag);
    diag->status = self->list->out_of_memory ? BANDEX_E_MEMORY : BANDEX_E_SCHEMA;
    diag->key = INT32_MIN;
    snprintf(diag->record, sizeof diag->record, "%s", self->exercise && self->exercise->id ? self->exercise->id : "");
    snprintf(diag->field, sizeof diag->field, "%s", self->path);
    va_start(arguments, format);
    vsnprintf(diag->reason, sizeof diag->reason, format, arguments);
    va_end(arguments);
    return false;
}

static size_t enter(reader *self, const char *name)
{
    size_t before = strlen(self->path);
    snprintf(self->path + before, sizeof self->path - before, "%s%s", before ? "." : "", name);
    return before;
}

static size_t enter_entry(reader *self, size_t index)
{
    size_t before = strlen(self->path);
    snprintf(self->path + before, sizeof self->path - before, "[%zu]", index);
    return before;
}

static bool read_string(reader *self, json_object *json, const char **string)
{
    size_t length = json_object_is_type(json, json_type_string) ? (size_t)json_object_get_string_len(json) : 0;
    const char *from = json_object_get_string(json);
    char *copy;
    if (!json_object_is_type(json, json_type_string)) {
        return refuse(self, "a text is wanted");
    }
    if (strlen(from) != length) {
        return refuse(self, "has a zero inside");
    }
    copy = take(self->list, length + 1, 1);
    if (!copy) {
        return refuse(self, "out of memory");
    }
    memcpy(copy, from, length);
    *string = copy;
    return true;
}

static bool read_integer(reader *self, const bandex_layout_field *field, json_object *json, int32_t *number)
{
    int64_t value = json_object_get_int64(json);
    if (!json_object_is_type(json, json_type_int)) {
        return refuse(self, "a whole number is wanted");
    }
    if (value < field->low || value > field->high) {
        return refuse(self, "outside %d to %d", (int)field->low, (int)field->high);
    }
    *number = (int32_t)value;
    return true;
}

static bool read_choice(reader *self, const bandex_layout_field *field, json_object *json, int32_t *number)
{
    if (!json_object_is_type(json, json_type_string)) {
        return refuse(self, "a text is wanted");
    }
    if (bandex_vocabulary_find(field->vocabulary, json_object_get_string(json), number) != BANDEX_OK) {
        return refuse(self, "no such choice: %.40s", json_object_get_string(json));
    }
    return true;
}

static bool read_text(reader *self, json_object *json, bandex_text *text)
{
    const bandex_exercise *exercise = self->exercise;
    const char **strings;
    if (!json_object_is_type(json, json_type_object)) {
        return refuse(self, "an object of texts by locale is wanted");
    }
    strings = take(self->list, exercise->locale_count ? exercise->locale_count : 1, sizeof *strings);
    if (!strings) {
        return refuse(self, "out of memory");
    }
    json_object_object_foreach(json, locale, value)
    {
        size_t i = 0, before = enter(self, locale);
        while (i < exercise->locale_count && strcmp(exercise->locales[i], locale) != 0) {
            i++;
        }
        if (i == exercise->locale_count) {
            return refuse(self, "not one of the locales");
        }
        if (!read_string(self, value, &strings[i])) {
            return false;
        }
        self->path[before] = '\0';
    }
    text->strings = strings;
    return true;
}

static bool read_muscle(reader *self, json_object *json, int32_t *muscle, const char **token)
{
    const bandex_muscle *known;
    if (!json_object_is_type(json, json_type_string)) {
        return refuse(self, "a token of the muscle taxonomy is wanted");
    }
    known = bandex_muscle_find(json_object_get_string(json));
    if (known) {
        *muscle = known->id;
        return true;
    }
    return read_string(self, json, token);
}

static bool read_record(reader *self, const bandex_layout *layout, json_object *json, void *record);

static size_t entry_size(const bandex_layout_field *field)
{
    switch (field->type) {
    case BANDEX_FIELD_STRINGS:
        return sizeof(const char *);
    case BANDEX_FIELD_TEXTS:
        return sizeof(bandex_text);
    case BANDEX_FIELD_RECORDS:
        return field->record->size;
    default:
        return sizeof(int32_t);
    }
}

static bool read_entry(reader *self, const bandex_layout_field *field, json_object *json, void *entry)
{
    switch (field->type) {
    case BANDEX_FIELD_STRINGS:
        return read_string(self, json, entry);
    case BANDEX_FIELD_TEXTS:
        return read_text(self, json, entry);
    case BANDEX_FIELD_RECORDS:
        return read_record(self, field->record, json, entry);
    case BANDEX_FIELD_CHOICES:
        return read_choice(self, field, json, entry);
    default:
        return read_integer(self, field, json, entry);
    }
}

static bool read_list(reader *self, const bandex_layout_field *field, json_object *json, void *record)
{
    size_t count, size = entry_size(field);
    char *items;
    if (!json_object_is_type(json, json_type_array)) {
        return refuse(self, "an array is wanted");
    }
    count = json_object_array_length(json);
    if (count == 0) {
        return refuse(self, "declared but empty");
    }
    items = take(self->list, count, size);
    if (!items) {
        return refuse(self, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        size_t before = enter_entry(self, i);
        if (!read_entry(self, field, json_object_array_get_idx(json, i), items + i * size)) {
            return false;
        }
        self->path[before] = '\0';
    }
    *(void **)(void *)((char *)record + field->offset) = items;
    *(size_t *)(void *)((char *)record + field->extra_offset) = count;
    return true;
}

static bool read_field(reader *self, const bandex_layout_field *field, json_object *json, void *record)
{
    void *at = (char *)record + field->offset;
    void *extra = (char *)record + field->extra_offset;
    switch (field->type) {
    case BANDEX_FIELD_TOKEN:
    case BANDEX_FIELD_STRING:
        return read_string(self, json, at);
    case BANDEX_FIELD_TEXT:
        return read_text(self, json, at);
    case BANDEX_FIELD_INTEGER:
        return read_integer(self, field, json, at);
    case BANDEX_FIELD_FLAG:
        *(int32_t *)at = json_object_get_boolean(json);
        return json_object_is_type(json, json_type_boolean) || refuse(self, "true or false is wanted");
    case BANDEX_FIELD_CHOICE:
        return read_choice(self, field, json, at);
    case BANDEX_FIELD_MUSCLE:
        return read_muscle(self, json, at, extra);
    case BANDEX_FIELD_RECORD:
        return read_record(self, field->record, json, at);
    default:
        return read_list(self, field, json, record);
    }
}

static const bandex_layout_field *find_field(const bandex_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (strcmp(layout->fields[i].name, name) == 0) {
            return &layout->fields[i];
        }
    }
    return NULL;
}

static bool read_record(reader *self, const bandex_layout *layout, json_object *json, void *record)
{
    if (!json_object_is_type(json, json_type_object)) {
        return refuse(self, "an object is wanted");
    }
    /* In the order of the layout: texts are read by the locales, which come before them. */
    for (size_t i = 0; i < layout->count; i++) {
        const bandex_layout_field *field = &layout->fields[i];
        json_object *value;
        size_t before;
        if (!json_object_object_get_ex(json, field->name, &value)) {
            continue;
        }
        before = enter(self, field->name);
        if (!read_field(self, field, value, record)) {
            return false;
        }
        if (!bandex_layout_present(field, record)) {
            return refuse(self, "declared but empty");
        }
        self->path[before] = '\0';
    }
    json_object_object_foreach(json, name, ignored)
    {
        (void)ignored;
        if (!find_field(layout, name)) {
            enter(self, name);
            return refuse(self, "no such field");
        }
    }
    return true;
}

static bool read_exercise(exercise_list *list, json_object *json, bandex_diag *diag)
{
    reader self = {list, NULL, diag, ""};
    self.exercise = take(list, 1, sizeof *self.exercise);
    if (!self.exercise) {
        return refuse(&self, "out of memory");
    }
    if (!read_record(&self, bandex_exercise_layout(), json, self.exercise)) {
        return false;
    }
    list->exercises[list->count++] = self.exercise;
    return bandex_exercise_validate(self.exercise, diag) == BANDEX_OK;
}

bool exercises_from_json(exercise_list *self, json_object *json, bandex_diag *diag)
{
    size_t count = json_object_is_type(json, json_type_array) ? json_object_array_length(json) : 1;
    memset(self, 0, sizeof *self);
    memset(diag, 0, sizeof *diag);
    self->exercises = calloc(count + 1, sizeof *self->exercises);
    if (!self->exercises) {
        self->out_of_memory = true;
        snprintf(diag->reason, sizeof diag->reason, "out of memory");
        return false;
    }
    if (!json_object_is_type(json, json_type_array)) {
        return read_exercise(self, json, diag);
    }
    for (size_t i = 0; i < count; i++) {
        if (!read_exercise(self, json_object_array_get_idx(json, i), diag)) {
            if (diag->record[0] == '\0') {
                snprintf(diag->record, sizeof diag->record, "record %zu", i + 1);
            }
            return false;
        }
    }
    return true;
}

void exercise_list_free(exercise_list *self)
{
    for (size_t i = 0; i < self->block_count; i++) {
        free(self->blocks[i]);
    }
    free(self->blocks);
    free(self->exercises);
    memset(self, 0, sizeof *self);
}

/* ---- schema ---- */

static json_object *reference(const char *name)
{
    char path[64];
    json_object *object = json_object_new_object();
    snprintf(path, sizeof path, "#/$defs/%s", name);
    json_object_object_add(object, "$ref", json_object_new_string(path));
    return object;
}

static json_object *typed(const char *type)
{
    json_object *object = json_object_new_object();
    json_object_object_add(object, "type", json_object_new_string(type));
    return object;
}

static json_object *choices(int32_t vocabulary)
{
    json_object *object = json_object_new_object(), *tokens = json_object_new_array();
    for (int32_t i = 1; i <= bandex_vocabulary_count(vocabulary); i++) {
        json_object_array_add(tokens, json_object_new_string(bandex_vocabulary_token(vocabulary, i)));
    }
    json_object_object_add(object, "enum", tokens);
    return object;
}

static json_object *integers(const bandex_layout_field *field)
{
    json_object *object = typed("integer");
    json_object_object_add(object, "minimum", json_object_new_int(field->low));
    json_object_object_add(object, "maximum", json_object_new_int(field->high));
    return object;
}

static json_object *strings(void)
{
    json_object *object = typed("string");
    json_object_object_add(object, "minLength", json_object_new_int(1));
    return object;
}

static json_object *arrays(json_object *items)
{
    json_object *object = typed("array");
    json_object_object_add(object, "minItems", json_object_new_int(1));
    json_object_object_add(object, "items", items);
    return object;
}

static void define_record(json_object *definitions, const bandex_layout *layout);

static json_object *field_schema(json_object *definitions, const bandex_layout_field *field)
{
    if (field->record) {
        define_record(definitions, field->record);
    }
    switch (field->type) {
    case BANDEX_FIELD_TOKEN:
        return reference("token");
    case BANDEX_FIELD_STRING:
        return strings();
    case BANDEX_FIELD_TEXT:
        return reference("text");
    case BANDEX_FIELD_INTEGER:
        return integers(field);
    case BANDEX_FIELD_FLAG:
        return typed("boolean");
    case BANDEX_FIELD_CHOICE:
        return choices(field->vocabulary);
    case BANDEX_FIELD_MUSCLE:
        return reference("muscle_token");
    case BANDEX_FIELD_RECORD:
        return reference(field->record->name);
    case BANDEX_FIELD_STRINGS:
        return arrays(strings());
    case BANDEX_FIELD_TEXTS:
        return arrays(reference("text"));
    case BANDEX_FIELD_INTEGERS:
        return arrays(integers(field));
    case BANDEX_FIELD_CHOICES:
        return arrays(choices(field->vocabulary));
    default:
        return arrays(reference(field->record->name));
    }
}

static void define_record(json_object *definitions, const bandex_layout *layout)
{
    json_object *object, *properties, *required;
    if (json_object_object_get_ex(definitions, layout->name, NULL)) {
        return;
    }
    object = typed("object");
    properties = json_object_new_object();
    required = json_object_new_array();
    json_object_object_add(definitions, layout->name, object);
    for (size_t i = 0; i < layout->count; i++) {
        const bandex_layout_field *field = &layout->fields[i];
        json_object *property = field_schema(definitions, field);
        json_object_object_add(property, "description", json_object_new_string(field->help));
        json_object_object_add(properties, field->name, property);
        if (field->rules & BANDEX_FIELD_REQUIRED) {
            json_object_array_add(required, json_object_new_string(field->name));
        }
    }
    json_object_object_add(object, "properties", properties);
    json_object_object_add(object, "required", required);
    json_object_object_add(object, "additionalProperties", json_object_new_boolean(0));
}

static void define_basics(json_object *definitions)
{
    json_object *token = typed("string"), *text = typed("object"), *muscle = json_object_new_object();
    json_object *muscles = json_object_new_array();
    json_object_object_add(token, "pattern", json_object_new_string("^[a-z0-9_/]{1,47}$"));
    json_object_object_add(definitions, "token", token);
    json_object_object_add(text, "description", json_object_new_string("one text for each of the locales, by its tag"));
    json_object_object_add(text, "minProperties", json_object_new_int(1));
    json_object_object_add(text, "additionalProperties", strings());
    json_object_object_add(definitions, "text", text);
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        json_object_array_add(muscles, json_object_new_string(bandex_muscle_at(i)->token));
    }
    json_object_object_add(muscle, "enum", muscles);
    json_object_object_add(definitions, "muscle_token", muscle);
}

json_object *exercise_schema(void)
{
    const bandex_layout *layout = bandex_exercise_layout();
    json_object *schema = json_object_new_object(), *definitions = json_object_new_object(), *forms = json_object_new_array();
    define_basics(definitions);
    define_record(definitions, layout);
    json_object_object_add(schema, "$schema", json_object_new_string("https://json-schema.org/draft/2020-12/schema"));
    json_object_object_add(schema, "title", json_object_new_string("Exercises of libbandex"));
    json_object_object_add(schema, "description", json_object_new_string(
        "One exercise or an array of them, as `bandex exercises --json` prints and `bandex catalog import` reads. What fields "
        "say about each other is checked beyond this schema: see docs/contributing-data.md."));
    json_object_array_add(forms, reference(layout->name));
    json_object_array_add(forms, arrays(reference(layout->name)));
    json_object_object_add(schema, "oneOf", forms);
    json_object_object_add(schema, "$defs", definitions);
    return schema;
}
