/* SPDX-License-Identifier: MIT */
/* Whether a record can be used. First every field by the layout, then what fields have to say about each other. */
#include <bandex/exercise.h>
#include <limits.h>
#include <string.h>

#define LOCALE_SIZE 16      /* bytes of a locale tag with its zero */
#define STATURE_LOW_MM 1300 /* people for whom a path must be possible (library default) */
#define STATURE_HIGH_MM 2000
#define STRETCH_TOLERANCE 25 /* permille that a written peak stretch may differ from the one of the path: rounding */

#define DEPTH 8 /* of places: deeper than any layout */

/* A member, or entry index of a list. */
typedef struct place {
    const char *name;
    size_t index; /* SIZE_MAX: not in a list */
} place;

typedef struct check {
    const bandex_exercise *exercise;
    bandex_diag *diag;
    place places[DEPTH]; /* where we are: "muscles[2].side" is written only when something is wrong */
    size_t depth;
    bandex_status status;
} check;

/* ---- the place and the reason ---- */

static void append(char *text, size_t size, size_t *length, const char *more)
{
    while (*more && *length + 1 < size) {
        text[(*length)++] = *more++;
    }
    text[*length] = '\0';
}

static void append_number(char *text, size_t size, size_t *length, long number)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    unsigned long rest = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    append(text, size, length, digits + at);
}

/* Goes down to a member, or to entry index of a list, and gives back the depth to go up again. */
static size_t enter(check *self, const char *name, size_t index)
{
    size_t before = self->depth;
    if (before < DEPTH) {
        self->places[before].name = name;
        self->places[before].index = index;
        self->depth++;
    }
    return before;
}

static void leave(check *self, size_t before)
{
    self->depth = before;
}

static void write_place(const check *self, char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < self->depth; i++) {
        append(text, size, &length, i > 0 ? "." : "");
        append(text, size, &length, self->places[i].name);
        if (self->places[i].index != SIZE_MAX) {
            append(text, size, &length, "[");
            append_number(text, size, &length, (long)self->places[i].index);
            append(text, size, &length, "]");
        }
    }
}

/* Keeps the first thing that is wrong. detail may be NULL. */
static void refuse(check *self, bandex_status status, const char *reason, const char *detail)
{
    bandex_diag *diag = self->diag;
    size_t length = 0;
    if (self->status != BANDEX_OK) {
        return;
    }
    self->status = status;
    if (!diag) {
        return;
    }
    memset(diag, 0, sizeof *diag);
    diag->status = status;
    diag->key = INT32_MIN;
    append(diag->record, sizeof diag->record, &length, self->exercise->id ? self->exercise->id : "");
    write_place(self, diag->field, sizeof diag->field);
    length = 0;
    append(diag->reason, sizeof diag->reason, &length, reason);
    if (detail) {
        append(diag->reason, sizeof diag->reason, &length, detail);
    }
}

static void refuse_at(check *self, bandex_status status, const char *field, const char *reason, const char *detail)
{
    size_t before = enter(self, field, SIZE_MAX);
    refuse(self, status, reason, detail);
    leave(self, before);
}

/* ---- by the layout ---- */

static void check_token(check *self, const char *token)
{
    size_t length = strlen(token);
    if (length == 0) {
        refuse(self, BANDEX_E_SCHEMA, "declared but empty", NULL);
    } else if (length >= BANDEX_TOKEN_SIZE) {
        refuse(self, BANDEX_E_LIMIT, "longer than 47 bytes", NULL);
    } else if (strspn(token, "abcdefghijklmnopqrstuvwxyz0123456789_/") != length) {
        refuse(self, BANDEX_E_SCHEMA, "a token has only a-z, 0-9, _ and /", NULL);
    }
}

static void check_text(check *self, bandex_text text)
{
    for (size_t i = 0; i < self->exercise->locale_count; i++) {
        if (!text.strings[i]) {
            refuse(self, BANDEX_E_SCHEMA, "every locale must have it, there is none in ", self->exercise->locales[i]);
        } else if (text.strings[i][0] == '\0') {
            refuse(self, BANDEX_E_SCHEMA, "declared but empty in ", self->exercise->locales[i]);
        }
    }
}

static void check_number(check *self, const bandex_layout_field *field, int32_t number)
{
    if (field->type == BANDEX_FIELD_CHOICE || field->type == BANDEX_FIELD_CHOICES) {
        if (!bandex_vocabulary_token(field->vocabulary, number)) {
            refuse(self, BANDEX_E_SCHEMA, "no such choice", NULL);
        }
    } else if (number < field->low || number > field->high) {
        char range[48];
        size_t length = 0;
        append_number(range, sizeof range, &length, field->low);
        append(range, sizeof range, &length, " to ");
        append_number(range, sizeof range, &length, field->high);
        refuse(self, BANDEX_E_SCHEMA, "outside ", range);
    }
}

static void check_muscle(check *self, int32_t muscle, const char *token)
{
    if (!bandex_muscle_get(muscle)) {
        refuse(self, BANDEX_E_SCHEMA, "unknown muscle ", token ? token : "");
    }
}

static void check_record(check *self, const bandex_layout *layout, const void *record);

static void check_list(check *self, const bandex_layout_field *field, const void *items, size_t count)
{
    for (size_t i = 0; i < count && self->status == BANDEX_OK; i++) {
        size_t before = enter(self, field->name, i);
        if (field->type == BANDEX_FIELD_STRINGS) {
            const char *string = ((const char *const *)items)[i];
            if (!string || string[0] == '\0') {
                refuse(self, BANDEX_E_SCHEMA, "declared but empty", NULL);
            }
        } else if (field->type == BANDEX_FIELD_TEXTS) {
            bandex_text text = ((const bandex_text *)items)[i];
            if (text.strings) {
                check_text(self, text);
            } else {
                refuse(self, BANDEX_E_SCHEMA, "declared but empty", NULL);
            }
        } else if (field->type == BANDEX_FIELD_RECORDS) {
            check_record(self, field->record, (const char *)items + i * field->record->size);
        } else {
            check_number(self, field, ((const int32_t *)items)[i]);
        }
        leave(self, before);
    }
}

static void check_field(check *self, const bandex_layout_field *field, const void *record)
{
    const char *at = (const char *)record + field->offset;
    const char *extra = (const char *)record + field->extra_offset;
    size_t before = field->type < BANDEX_FIELD_STRINGS ? enter(self, field->name, SIZE_MAX) : self->depth;
    int32_t number;
    size_t count;
    const void *pointer;
    switch (field->type) {
    case BANDEX_FIELD_INTEGER:
    case BANDEX_FIELD_FLAG:
    case BANDEX_FIELD_CHOICE:
        memcpy(&number, at, sizeof number);
        check_number(self, field, number);
        break;
    case BANDEX_FIELD_MUSCLE:
        memcpy(&number, at, sizeof number);
        memcpy(&pointer, extra, sizeof pointer);
        check_muscle(self, number, pointer);
        break;
    case BANDEX_FIELD_RECORD:
        check_record(self, field->record, at);
        break;
    case BANDEX_FIELD_TOKEN:
        memcpy(&pointer, at, sizeof pointer);
        check_token(self, pointer);
        break;
    case BANDEX_FIELD_STRING:
        memcpy(&pointer, at, sizeof pointer);
        if (*(const char *)pointer == '\0') {
            refuse(self, BANDEX_E_SCHEMA, "declared but empty", NULL);
        }
        break;
    case BANDEX_FIELD_TEXT:
        check_text(self, *(const bandex_text *)(const void *)at);
        break;
    default:
        memcpy(&pointer, at, sizeof pointer);
        memcpy(&count, extra, sizeof count);
        if (pointer) {
            check_list(self, field, pointer, count);
        } else {
            refuse_at(self, BANDEX_E_SCHEMA, field->name, "declared but empty", NULL);
        }
    }
    leave(self, before);
}

static void check_record(check *self, const bandex_layout *layout, const void *record)
{
    for (size_t i = 0; i < layout->count && self->status == BANDEX_OK; i++) {
        const bandex_layout_field *field = &layout->fields[i];
        if (bandex_layout_present(field, record)) {
            check_field(self, field, record);
        } else if (field->rules & BANDEX_FIELD_REQUIRED) {
            refuse_at(self, BANDEX_E_SCHEMA, field->name, "missing", NULL);
        }
    }
}

/* ---- what fields say about each other ---- */

/* The locales come first: every text is read by them. */
static void check_locales(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    for (size_t i = 0; i < exercise->locale_count; i++) {
        const char *locale = exercise->locales ? exercise->locales[i] : NULL;
        size_t before = enter(self, "locales", i);
        if (!locale || locale[0] == '\0') {
            refuse(self, BANDEX_E_SCHEMA, "declared but empty", NULL);
        } else if (strlen(locale) >= LOCALE_SIZE) {
            refuse(self, BANDEX_E_LIMIT, "longer than 15 bytes", NULL);
        }
        for (size_t j = 0; j < i && self->status == BANDEX_OK; j++) {
            if (strcmp(locale, exercise->locales[j]) == 0) {
                refuse(self, BANDEX_E_DUPLICATE, "given twice", NULL);
            }
        }
        leave(self, before);
    }
}

static void check_status(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    if (exercise->replaced_by && exercise->status != BANDEX_STATUS_DEPRECATED) {
        refuse_at(self, BANDEX_E_SCHEMA, "replaced_by", "only a deprecated exercise is replaced", NULL);
    }
    if (exercise->replaced_by && strcmp(exercise->replaced_by, exercise->id) == 0) {
        refuse_at(self, BANDEX_E_SCHEMA, "replaced_by", "an exercise cannot replace itself", NULL);
    }
}

static void check_switch(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    int bilateral = exercise->laterality == BANDEX_LATERALITY_BILATERAL;
    if (!bilateral && exercise->side_switch.rule == 0) {
        refuse_at(self, BANDEX_E_SCHEMA, "switch.rule", "missing: sides take turns, so when they change must be told", NULL);
    }
    if (bilateral && exercise->side_switch.rule != 0) {
        refuse_at(self, BANDEX_E_SCHEMA, "switch", "a bilateral exercise has no change of sides", NULL);
    }
    if (exercise->side_switch.rule == BANDEX_SWITCH_AFTER_REPS && exercise->side_switch.reps == 0) {
        refuse_at(self, BANDEX_E_SCHEMA, "switch.reps", "missing: after how many repetitions", NULL);
    }
}

static int one_sided(int32_t side)
{
    return side == BANDEX_SIDE_WORKING || side == BANDEX_SIDE_OPPOSITE;
}

/* Muscles of the exercise or, with its roles over them, of a variant. */
static void check_muscles(check *self, const bandex_muscle_use *uses, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t before = enter(self, "muscles", i);
        for (size_t j = 0; j < i; j++) {
            if (uses[i].muscle == uses[j].muscle && uses[i].side == uses[j].side) {
                refuse(self, BANDEX_E_DUPLICATE, "the same muscle and side is there already", NULL);
            }
        }
        if (self->exercise->laterality == BANDEX_LATERALITY_BILATERAL && one_sided(uses[i].side)) {
            refuse_at(self, BANDEX_E_SCHEMA, "side", "a bilateral exercise has no working side", NULL);
        }
        leave(self, before);
    }
}

static int has_primary(const bandex_exercise *exercise, const bandex_variant *variant)
{
    for (size_t i = 0; variant && i < variant->muscle_count; i++) {
        if (variant->muscles[i].role == BANDEX_ROLE_PRIMARY) {
            return 1;
        }
    }
    for (size_t i = 0; i < exercise->muscle_count; i++) {
        const bandex_muscle_use *use = &exercise->muscles[i];
        if (bandex_exercise_muscle(exercise, variant, use->muscle, use->side)->role == BANDEX_ROLE_PRIMARY) {
            return 1;
        }
    }
    return 0;
}

static void check_roles(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    check_muscles(self, exercise->muscles, exercise->muscle_count);
    if (!has_primary(exercise, NULL)) {
        refuse_at(self, BANDEX_E_SCHEMA, "muscles", "no primary muscle", NULL);
    }
    for (size_t i = 0; i < exercise->variant_count; i++) {
        const bandex_variant *variant = &exercise->variants[i];
        size_t before = enter(self, "variants", i);
        check_muscles(self, variant->muscles, variant->muscle_count);
        if (!has_primary(exercise, variant)) {
            refuse_at(self, BANDEX_E_SCHEMA, "muscles", "no primary muscle", NULL);
        }
        if (variant->side != 0 && variant->side != BANDEX_SIDE_LEFT && variant->side != BANDEX_SIDE_RIGHT) {
            refuse_at(self, BANDEX_E_SCHEMA, "side", "the working side of a variant is left or right", NULL);
        }
        leave(self, before);
    }
}

static int in_path(const bandex_exercise *exercise, int32_t point)
{
    for (size_t i = 0; i < exercise->band.path_count; i++) {
        if (exercise->band.path[i] == point) {
            return 1;
        }
    }
    return 0;
}

static void check_anchor(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    int32_t kind = exercise->anchor.kind;
    int outside = kind == BANDEX_ANCHOR_DOOR || kind == BANDEX_ANCHOR_POLE || kind == BANDEX_ANCHOR_BEAM ||
                  kind == BANDEX_ANCHOR_PARTNER;
    if (exercise->band.needs_anchor && !outside) {
        refuse_at(self, BANDEX_E_SCHEMA, "band.needs_anchor", "an anchor is needed, but anchor.kind is ",
                  bandex_vocabulary_token(BANDEX_VOCABULARY_ANCHOR, kind));
    }
    if (outside && !exercise->band.needs_anchor) {
        refuse_at(self, BANDEX_E_SCHEMA, "band.needs_anchor", "must be true for anchor.kind ",
                  bandex_vocabulary_token(BANDEX_VOCABULARY_ANCHOR, kind));
    }
    if (outside && exercise->anchor.height == 0 && exercise->anchor.height_mm == 0) {
        refuse_at(self, BANDEX_E_SCHEMA, "anchor.height", "missing: how high the anchor is", NULL);
    }
    if (outside != in_path(exercise, BANDEX_POINT_ANCHOR)) {
        refuse_at(self, BANDEX_E_SCHEMA, "band.path",
                  outside ? "the band must run to the anchor" : "the path has an anchor, anchor.kind has none", NULL);
    }
}

static int32_t length_mm(const bandex_length *length, int32_t stature_mm)
{
    return (int32_t)((int64_t)length->stature_permille * stature_mm / 1000) + length->offset_mm;
}

/* Stretch at the peak for the recommended rest length; INT32_MAX for a path that is none. */
static int32_t peak_stretch(const bandex_exercise *exercise, int32_t stature_mm)
{
    int64_t start = length_mm(&exercise->path_length.start, stature_mm);
    int64_t peak = length_mm(&exercise->path_length.peak, stature_mm);
    if (start <= 0 || peak <= start) {
        return INT32_MAX;
    }
    return (int32_t)(peak * (1000 + exercise->stretch.start_permille) / start) - 1000;
}

static void check_path(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    char expected[24];
    size_t length = 0;
    int32_t reference = peak_stretch(exercise, BANDEX_REFERENCE_STATURE_MM);
    if (exercise->band.path_count < 2) {
        refuse_at(self, BANDEX_E_SCHEMA, "band.path", "a band runs through two points at least", NULL);
    }
    for (int32_t stature = STATURE_LOW_MM; stature <= STATURE_HIGH_MM; stature += STATURE_HIGH_MM - STATURE_LOW_MM) {
        int32_t peak = peak_stretch(exercise, stature);
        if (peak == INT32_MAX) {
            refuse_at(self, BANDEX_E_SCHEMA, "path_length.peak", "must be longer than a start that is longer than 0", NULL);
        } else if (peak > exercise->stretch.max_permille) {
            refuse_at(self, BANDEX_E_SCHEMA, "stretch.max_permille", "below the stretch at the end of the path", NULL);
        }
    }
    if (reference - exercise->stretch.peak_permille > STRETCH_TOLERANCE ||
        exercise->stretch.peak_permille - reference > STRETCH_TOLERANCE) {
        append_number(expected, sizeof expected, &length, reference);
        refuse_at(self, BANDEX_E_SCHEMA, "stretch.peak_permille", "path and pre-stretch make it ", expected);
    }
}

static void check_profile(check *self)
{
    const bandex_profile *profile = &self->exercise->profile;
    int32_t highest = 0;
    if (profile->sample_count < 2) {
        refuse_at(self, BANDEX_E_SCHEMA, "profile.samples", "two samples at least: start and peak", NULL);
    }
    for (size_t i = 0; i < profile->sample_count; i++) {
        int32_t step = i == 0 ? 0 : profile->samples[i] - profile->samples[i - 1];
        if ((profile->shape == BANDEX_PROFILE_ASCENDING && step < 0) ||
            (profile->shape == BANDEX_PROFILE_DESCENDING && step > 0)) {
            refuse_at(self, BANDEX_E_SCHEMA, "profile.samples", "they do not have that shape", NULL);
        }
        highest = profile->samples[i] > highest ? profile->samples[i] : highest;
    }
    if (highest != 1000) {
        refuse_at(self, BANDEX_E_SCHEMA, "profile.samples", "the highest must be 1000", NULL);
    }
    if (profile->start_permille >= profile->peak_permille) {
        refuse_at(self, BANDEX_E_SCHEMA, "profile.start_permille", "must lie before the peak", NULL);
    }
}

static void check_times(check *self)
{
    const bandex_detection *detection = &self->exercise->detection;
    if (detection->min_rep_ms > detection->typical_rep_ms) {
        refuse_at(self, BANDEX_E_SCHEMA, "detection.min_rep_ms", "above the typical one", NULL);
    }
    if (detection->typical_rep_ms > detection->max_rep_ms) {
        refuse_at(self, BANDEX_E_SCHEMA, "detection.max_rep_ms", "below the typical one", NULL);
    }
    if (detection->mode == BANDEX_DETECT_HOLDS && detection->hold_ms == 0) {
        refuse_at(self, BANDEX_E_SCHEMA, "detection.hold_ms", "missing: how long a hold is", NULL);
    }
}

static void check_rom(check *self)
{
    for (size_t i = 0; i < self->exercise->rom_count; i++) {
        const bandex_rom *rom = &self->exercise->rom[i];
        size_t before = enter(self, "rom", i);
        if (rom->from_deg == rom->to_deg && self->exercise->detection.mode != BANDEX_DETECT_HOLDS) {
            refuse_at(self, BANDEX_E_SCHEMA, "to_deg", "no movement", NULL);
        }
        leave(self, before);
    }
}

static void check_order(check *self, const char *field, int32_t low, int32_t high)
{
    if (low > high && high != 0) {
        refuse_at(self, BANDEX_E_SCHEMA, field, "below the least", NULL);
    }
}

static void check_dosage(check *self)
{
    for (size_t i = 0; i < self->exercise->dosage_count; i++) {
        const bandex_dosage *dosage = &self->exercise->dosage[i];
        size_t before = enter(self, "dosage", i);
        check_order(self, "sets_max", dosage->sets_min, dosage->sets_max);
        check_order(self, "reps_max", dosage->reps_min, dosage->reps_max);
        check_order(self, "intensity_max", dosage->intensity_min, dosage->intensity_max);
        check_order(self, "rest_max_s", dosage->rest_min_s, dosage->rest_max_s);
        check_order(self, "days_max", dosage->days_min, dosage->days_max);
        leave(self, before);
    }
}

static void check_contraindications(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    for (size_t i = 0; i < exercise->contraindication_count; i++) {
        const bandex_contraindication *entry = &exercise->contraindications[i];
        size_t before = enter(self, "contraindications", i);
        if (entry->severity == BANDEX_SEVERITY_ABSOLUTE && entry->effect != BANDEX_EFFECT_EXCLUDE) {
            refuse_at(self, BANDEX_E_SCHEMA, "effect", "an absolute contraindication excludes", NULL);
        }
        leave(self, before);
    }
}

/* Pairs of category and name that were read in the FIT profile 21.205.0; all of category 37 (banded_exercises) but 48. */
static int known_fit_pair(int32_t category, int32_t name)
{
    static const struct {
        int16_t category, name;
    } pairs[] = {{21, 20}, {23, 1}, {23, 18}};
    if (category == 37) {
        return name >= 1 && name <= 61 && name != 48;
    }
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].category == category && pairs[i].name == name) {
            return 1;
        }
    }
    return 0;
}

static const char *read_number(const char *text, int32_t *number)
{
    const char *at = text;
    int32_t value = 0;
    while (*at >= '0' && *at <= '9' && value < 100000) {
        value = value * 10 + (*at++ - '0');
    }
    *number = at > text ? value : -1;
    return at;
}

static void check_mappings(check *self)
{
    const bandex_exercise *exercise = self->exercise;
    for (size_t i = 0; i < exercise->mapping_count; i++) {
        const bandex_mapping *mapping = &exercise->mappings[i];
        size_t before = enter(self, "mappings", i);
        if (mapping->scheme == BANDEX_SCHEME_FIT) {
            int32_t category, name = -1;
            const char *rest = read_number(mapping->id, &category);
            if (*rest == '/') {
                rest = read_number(rest + 1, &name);
            }
            if (*rest != '\0' || !known_fit_pair(category, name)) {
                refuse_at(self, BANDEX_E_SCHEMA, "id", "unknown FIT pair of category/name: ", mapping->id);
            }
        }
        for (size_t j = 0; j < i; j++) {
            if (mapping->scheme == exercise->mappings[j].scheme && strcmp(mapping->id, exercise->mappings[j].id) == 0) {
                refuse(self, BANDEX_E_DUPLICATE, "given twice", NULL);
            }
        }
        leave(self, before);
    }
}

/* Ids and codes that must differ within a list: the first member of each entry is the token. */
static void check_unique(check *self, const char *list, const char *member, const void *entries, size_t count, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        const char *token, *other;
        size_t before = enter(self, list, i);
        memcpy(&token, (const char *)entries + i * size, sizeof token);
        for (size_t j = 0; j < i; j++) {
            memcpy(&other, (const char *)entries + j * size, sizeof other);
            if (strcmp(token, other) == 0) {
                refuse_at(self, BANDEX_E_DUPLICATE, member, "given twice", NULL);
            }
        }
        leave(self, before);
    }
}

bandex_status bandex_exercise_validate(const bandex_exercise *exercise, bandex_diag *diag)
{
    static void (*const checks[])(check *) = {
        check_status, check_switch,       check_roles, check_anchor, check_path,
        check_profile, check_times, check_rom, check_dosage, check_contraindications, check_mappings,
    };
    check self = {exercise, diag, {{NULL, 0}}, 0, BANDEX_OK};
    if (!exercise) {
        return BANDEX_E_ARGUMENT;
    }
    check_locales(&self);
    check_record(&self, bandex_exercise_layout(), exercise);
    if (self.status != BANDEX_OK) {
        return self.status;
    }
    for (size_t i = 0; i < sizeof checks / sizeof *checks && self.status == BANDEX_OK; i++) {
        checks[i](&self);
    }
    check_unique(&self, "cautions", "id", exercise->cautions, exercise->caution_count, sizeof *exercise->cautions);
    check_unique(&self, "variants", "id", exercise->variants, exercise->variant_count, sizeof *exercise->variants);
    check_unique(&self, "contraindications", "code", exercise->contraindications, exercise->contraindication_count,
                 sizeof *exercise->contraindications);
    return self.status;
}
