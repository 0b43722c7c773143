/* SPDX-License-Identifier: MIT */
/* Every field of a record, once: validation, CBOR, JSON, its schema and the pages of docs/exercises follow from it. */
#include <bandex/exercise.h>
#include <string.h>

#define REQUIRED BANDEX_FIELD_REQUIRED
#define ZERO BANDEX_FIELD_ZERO
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define TOKEN(key, owner, member, rules, help)                                                                         \
    {#member, key, BANDEX_FIELD_TOKEN, 0, 0, 0, rules, offsetof(owner, member), 0, NULL, help}
#define STRING(key, owner, member, rules, help)                                                                        \
    {#member, key, BANDEX_FIELD_STRING, 0, 0, 0, rules, offsetof(owner, member), 0, NULL, help}
#define TEXT(key, owner, member, rules, help)                                                                          \
    {#member, key, BANDEX_FIELD_TEXT, 0, 0, 0, rules, offsetof(owner, member), 0, NULL, help}
#define INTEGER(key, owner, member, low, high, rules, help)                                                            \
    {#member, key, BANDEX_FIELD_INTEGER, 0, low, high, rules, offsetof(owner, member), 0, NULL, help}
#define FLAG(key, owner, member, help)                                                                                 \
    {#member, key, BANDEX_FIELD_FLAG, 0, 0, 1, ZERO, offsetof(owner, member), 0, NULL, help}
#define CHOICE(key, owner, member, vocabulary, rules, help)                                                            \
    {#member, key, BANDEX_FIELD_CHOICE, BANDEX_VOCABULARY_##vocabulary, 0, 0, rules, offsetof(owner, member), 0, NULL, help}
#define MUSCLE(key, owner)                                                                                             \
    {"muscle", key, BANDEX_FIELD_MUSCLE, 0, 0, 0, REQUIRED, offsetof(owner, muscle), offsetof(owner, token), NULL,     \
     "token of the muscle taxonomy"}
#define RECORD(key, owner, name, member, layout, rules, help)                                                          \
    {name, key, BANDEX_FIELD_RECORD, 0, 0, 0, rules, offsetof(owner, member), 0, layout, help}
#define LIST(key, type, owner, member, counter, layout, rules, help)                                                   \
    {#member, key, type, 0, 0, 0, rules, offsetof(owner, member), offsetof(owner, counter), layout, help}
#define CHOICES(key, owner, member, counter, vocabulary, rules, help)                                                  \
    {#member, key, BANDEX_FIELD_CHOICES, BANDEX_VOCABULARY_##vocabulary, 0, 0, rules, offsetof(owner, member),         \
     offsetof(owner, counter), NULL, help}
#define LAYOUT(name, type, fields)                                                                                     \
    static const bandex_layout layout_of_##name = {#name, sizeof(type), fields, COUNT(fields)}

static const bandex_layout_field alias_fields[] = {
    STRING(0, bandex_alias, locale, REQUIRED, "BCP 47 tag"),
    STRING(1, bandex_alias, name, REQUIRED, "the other name"),
};
LAYOUT(alias, bandex_alias, alias_fields);

static const bandex_layout_field step_fields[] = {
    CHOICE(0, bandex_step, phase, PHASE, REQUIRED, "phase of the movement"),
    TEXT(1, bandex_step, text, REQUIRED, "the instruction"),
};
LAYOUT(step, bandex_step, step_fields);

static const bandex_layout_field fault_fields[] = {
    TEXT(0, bandex_fault, fault, REQUIRED, "what goes wrong"),
    TEXT(1, bandex_fault, correction, REQUIRED, "what to do instead"),
};
LAYOUT(fault, bandex_fault, fault_fields);

static const bandex_layout_field caution_fields[] = {
    TOKEN(0, bandex_caution, id, REQUIRED, "unique within the exercise"),
    CHOICE(1, bandex_caution, severity, CAUTION, REQUIRED, "weight"),
    TEXT(2, bandex_caution, text, REQUIRED, "the caution"),
};
LAYOUT(caution, bandex_caution, caution_fields);

static const bandex_layout_field hazard_fields[] = {
    CHOICE(0, bandex_hazard, kind, HAZARD, REQUIRED, "danger of the band"),
    TEXT(1, bandex_hazard, text, REQUIRED, "what to do about it"),
};
LAYOUT(hazard, bandex_hazard, hazard_fields);

static const bandex_layout_field switch_fields[] = {
    CHOICE(0, bandex_switch, rule, SWITCH_RULE, REQUIRED, "when the sides change"),
    INTEGER(1, bandex_switch, reps, 1, 1000, 0, "repetitions before the change"),
    INTEGER(2, bandex_switch, rest_s, 1, 3600, 0, "rest between the sides, s"),
    CHOICE(3, bandex_switch, order, SWITCH_ORDER, REQUIRED, "which side goes first"),
    CHOICE(4, bandex_switch, count, SWITCH_COUNT, REQUIRED, "what a number of repetitions means"),
};
LAYOUT(switch, bandex_switch, switch_fields);

static const bandex_layout_field band_fields[] = {
    CHOICES(0, bandex_band_setup, kinds, kind_count, BAND_KIND, REQUIRED, "kinds of band that suit, best first"),
    CHOICES(1, bandex_band_setup, path, path_count, POINT, REQUIRED, "points that the band runs through, in order"),
    INTEGER(2, bandex_band_setup, bands, 1, 4, REQUIRED, "bands needed"),
    INTEGER(3, bandex_band_setup, strands, 1, 8, REQUIRED, "parallel strands that the forces are for"),
    CHOICE(4, bandex_band_setup, fold, FOLD, REQUIRED, "how the band is doubled"),
    CHOICE(5, bandex_band_setup, grip, GRIP, REQUIRED, "how the hand holds it"),
    TEXT(6, bandex_band_setup, grip_width, 0, "where the hands take the band"),
    FLAG(7, bandex_band_setup, needs_anchor, "something outside the person must hold it"),
};
LAYOUT(band, bandex_band_setup, band_fields);

static const bandex_layout_field anchor_fields[] = {
    CHOICE(0, bandex_anchor, kind, ANCHOR, REQUIRED, "what holds the band"),
    CHOICE(1, bandex_anchor, height, HEIGHT, 0, "below the knee, knee to chest, above the shoulder"),
    INTEGER(2, bandex_anchor, height_mm, 1, 4000, 0, "height above the floor, mm"),
    INTEGER(3, bandex_anchor, distance_permille, 1, 3000, 0, "distance from it, permille of stature"),
    CHOICE(4, bandex_anchor, direction, DIRECTION, 0, "where the band comes from"),
};
LAYOUT(anchor, bandex_anchor, anchor_fields);

static const bandex_layout_field length_fields[] = {
    INTEGER(0, bandex_length, stature_permille, 1, 4000, 0, "share of the stature, permille"),
    INTEGER(1, bandex_length, offset_mm, -2000, 5000, 0, "added to it, mm"),
};
LAYOUT(length, bandex_length, length_fields);

static const bandex_layout_field path_length_fields[] = {
    RECORD(0, bandex_path_length, "start", start, &layout_of_length, REQUIRED, "where the band is shortest"),
    RECORD(1, bandex_path_length, "peak", peak, &layout_of_length, REQUIRED, "where the band is longest"),
};
LAYOUT(path_length, bandex_path_length, path_length_fields);

static const bandex_layout_field stretch_fields[] = {
    INTEGER(0, bandex_stretch, start_permille, -900, 3000, ZERO, "pre-stretch at the start; negative: slack"),
    INTEGER(1, bandex_stretch, peak_permille, 1, 3000, REQUIRED, "at the peak, for a stature of 1700 mm"),
    INTEGER(2, bandex_stretch, max_permille, 1, 3000, REQUIRED, "never beyond this"),
};
LAYOUT(stretch, bandex_stretch, stretch_fields);

static const bandex_layout_field profile_fields[] = {
    CHOICE(0, bandex_profile, shape, PROFILE, REQUIRED, "shape of the band's force"),
    {"samples", 1, BANDEX_FIELD_INTEGERS, 0, 0, 1000, REQUIRED, offsetof(bandex_profile, samples),
     offsetof(bandex_profile, sample_count), NULL, "permille of the peak force at equal steps from start to peak"},
    INTEGER(2, bandex_profile, start_permille, 0, 1000, ZERO, "displacement at which the band takes up load"),
    INTEGER(3, bandex_profile, peak_permille, 1, 1000, REQUIRED, "displacement of the highest force"),
};
LAYOUT(profile, bandex_profile, profile_fields);

static const bandex_layout_field detection_fields[] = {
    CHOICE(0, bandex_detection, mode, MODE, REQUIRED, "what is counted"),
    CHOICE(1, bandex_detection, rising_is, MUSCLE_ACTION, REQUIRED, "muscle action that a rising force is"),
    CHOICE(2, bandex_detection, start_phase, MUSCLE_ACTION, REQUIRED, "muscle action that comes first"),
    INTEGER(3, bandex_detection, min_rep_ms, 100, 600000, REQUIRED, "shortest repetition, ms"),
    INTEGER(4, bandex_detection, typical_rep_ms, 100, 600000, REQUIRED, "usual repetition, ms"),
    INTEGER(5, bandex_detection, max_rep_ms, 100, 600000, REQUIRED, "longest repetition, ms"),
    INTEGER(6, bandex_detection, hold_ms, 1, 600000, 0, "hold expected at the peak, ms"),
    INTEGER(7, bandex_detection, peaks_per_rep, 1, 8, REQUIRED, "force peaks in one repetition"),
    FLAG(8, bandex_detection, symmetric, "rise and fall take about the same time"),
};
LAYOUT(detection, bandex_detection, detection_fields);

static const bandex_layout_field muscle_fields[] = {
    MUSCLE(0, bandex_muscle_use),
    CHOICE(1, bandex_muscle_use, side, SIDE, REQUIRED, "side of the body"),
    CHOICE(2, bandex_muscle_use, role, ROLE, REQUIRED, "part that it has"),
    CHOICE(3, bandex_muscle_use, certainty, CERTAINTY, REQUIRED, "how well the claim is founded"),
    LIST(4, BANDEX_FIELD_STRINGS, bandex_muscle_use, sources, source_count, NULL, REQUIRED, "where the claim comes from"),
};
LAYOUT(muscle, bandex_muscle_use, muscle_fields);

static const bandex_layout_field emg_fields[] = {
    MUSCLE(0, bandex_emg),
    INTEGER(1, bandex_emg, permille, 1, 5000, REQUIRED, "mean amplitude, permille of the reference contraction"),
    INTEGER(2, bandex_emg, sd_permille, 1, 5000, 0, "standard deviation"),
    INTEGER(3, bandex_emg, subjects, 1, 100000, 0, "people measured"),
    STRING(4, bandex_emg, condition, REQUIRED, "what was done, and the reference"),
    STRING(5, bandex_emg, source, REQUIRED, "study"),
};
LAYOUT(emg, bandex_emg, emg_fields);

static const bandex_layout_field rom_fields[] = {
    CHOICE(0, bandex_rom, joint, JOINT, REQUIRED, "joint"),
    CHOICE(1, bandex_rom, movement, MOVEMENT, REQUIRED, "movement"),
    INTEGER(2, bandex_rom, from_deg, -180, 180, ZERO, "at the start, degrees"),
    INTEGER(3, bandex_rom, to_deg, -180, 180, ZERO, "at the peak, degrees"),
};
LAYOUT(rom, bandex_rom, rom_fields);

static const bandex_layout_field tempo_fields[] = {
    INTEGER(0, bandex_exercise_tempo, concentric_ms, 0, 600000, ZERO, "against the band, ms"),
    INTEGER(1, bandex_exercise_tempo, hold_ms, 0, 600000, ZERO, "at the peak, ms"),
    INTEGER(2, bandex_exercise_tempo, eccentric_ms, 0, 600000, ZERO, "back, ms"),
    INTEGER(3, bandex_exercise_tempo, rest_ms, 0, 600000, ZERO, "before the next repetition, ms"),
};
LAYOUT(tempo, bandex_exercise_tempo, tempo_fields);

static const bandex_layout_field dosage_fields[] = {
    CHOICE(0, bandex_dosage, population, POPULATION, REQUIRED, "for whom"),
    INTEGER(1, bandex_dosage, sets_min, 1, 100, 0, "fewest sets"),
    INTEGER(2, bandex_dosage, sets_max, 1, 100, 0, "most sets"),
    INTEGER(3, bandex_dosage, reps_min, 1, 1000, 0, "fewest repetitions"),
    INTEGER(4, bandex_dosage, reps_max, 1, 1000, 0, "most repetitions"),
    INTEGER(5, bandex_dosage, hold_s, 1, 3600, 0, "length of a hold, s"),
    INTEGER(6, bandex_dosage, intensity_min, 1, 1000, 0, "permille of the one-repetition maximum"),
    INTEGER(7, bandex_dosage, intensity_max, 1, 1000, 0, "permille of the one-repetition maximum"),
    INTEGER(8, bandex_dosage, rpe10, 1, 100, 0, "rating of perceived exertion x 10"),
    INTEGER(9, bandex_dosage, rest_min_s, 1, 3600, 0, "shortest rest between sets, s"),
    INTEGER(10, bandex_dosage, rest_max_s, 1, 3600, 0, "longest rest between sets, s"),
    INTEGER(11, bandex_dosage, days_min, 1, 7, 0, "fewest days a week"),
    INTEGER(12, bandex_dosage, days_max, 1, 7, 0, "most days a week"),
    TEXT(13, bandex_dosage, note, 0, "in words"),
    STRING(14, bandex_dosage, source, REQUIRED, "who says so"),
};
LAYOUT(dosage, bandex_dosage, dosage_fields);

static const bandex_layout_field contraindication_fields[] = {
    TOKEN(0, bandex_contraindication, code, REQUIRED, "condition"),
    CHOICE(1, bandex_contraindication, severity, SEVERITY, REQUIRED, "severity"),
    CHOICE(2, bandex_contraindication, effect, EFFECT, REQUIRED, "what it asks for"),
    TEXT(3, bandex_contraindication, text, REQUIRED, "in words"),
    STRING(4, bandex_contraindication, source, REQUIRED, "who says so"),
};
LAYOUT(contraindication, bandex_contraindication, contraindication_fields);

static const bandex_layout_field population_fields[] = {
    CHOICE(0, bandex_population, population, POPULATION, REQUIRED, "for whom"),
    TEXT(1, bandex_population, note, REQUIRED, "what they should know"),
};
LAYOUT(population, bandex_population, population_fields);

static const bandex_layout_field variant_fields[] = {
    TOKEN(0, bandex_variant, id, REQUIRED, "unique within the exercise"),
    TEXT(1, bandex_variant, names, REQUIRED, "what it is called"),
    TEXT(2, bandex_variant, summary, REQUIRED, "what is different"),
    CHOICE(3, bandex_variant, grip, GRIP, 0, "grip, where it differs"),
    CHOICE(4, bandex_variant, direction, DIRECTION, 0, "direction of the movement"),
    CHOICE(5, bandex_variant, position, POSITION, 0, "position of the body, where it differs"),
    CHOICE(6, bandex_variant, side, SIDE, 0, "working side"),
    LIST(7, BANDEX_FIELD_RECORDS, bandex_variant, muscles, muscle_count, &layout_of_muscle, 0, "roles that differ"),
};
LAYOUT(variant, bandex_variant, variant_fields);

static const bandex_layout_field mapping_fields[] = {
    CHOICE(0, bandex_mapping, scheme, SCHEME, REQUIRED, "the other catalogue"),
    STRING(1, bandex_mapping, id, REQUIRED, "id there"),
    STRING(2, bandex_mapping, name, 0, "name there"),
    CHOICE(3, bandex_mapping, relation, RELATION, REQUIRED, "how the entry there relates to this one"),
};
LAYOUT(mapping, bandex_mapping, mapping_fields);

static const bandex_layout_field provenance_fields[] = {
    STRING(0, bandex_provenance, license, REQUIRED, "SPDX expression"),
    LIST(1, BANDEX_FIELD_STRINGS, bandex_provenance, authors, author_count, NULL, REQUIRED, "who wrote it"),
    LIST(2, BANDEX_FIELD_STRINGS, bandex_provenance, sources, source_count, NULL, REQUIRED, "what it rests on"),
};
LAYOUT(provenance, bandex_provenance, provenance_fields);

#define RECORDS(key, member, counter, layout, rules, help)                                                             \
    LIST(key, BANDEX_FIELD_RECORDS, bandex_exercise, member, counter, &layout_of_##layout, rules, help)
#define TEXTS(key, member, counter, rules, help)                                                                       \
    LIST(key, BANDEX_FIELD_TEXTS, bandex_exercise, member, counter, NULL, rules, help)
#define PART(key, member, rules, help)                                                                                 \
    RECORD(key, bandex_exercise, #member, member, &layout_of_##member, rules, help)

static const bandex_layout_field exercise_fields[] = {
    TOKEN(0, bandex_exercise, id, REQUIRED, "never reused"),
    INTEGER(1, bandex_exercise, version, 1, 1000000, REQUIRED, "version of the record"),
    CHOICE(2, bandex_exercise, status, STATUS, REQUIRED, "whether it is in use"),
    TOKEN(3, bandex_exercise, replaced_by, 0, "id of the record to use instead"),
    TOKEN(4, bandex_exercise, family, 0, "shared by variations of one movement"),
    LIST(5, BANDEX_FIELD_STRINGS, bandex_exercise, locales, locale_count, NULL, REQUIRED, "BCP 47 tags of the texts"),
    TEXT(6, bandex_exercise, names, REQUIRED, "name"),
    RECORDS(7, aliases, alias_count, alias, 0, "other names"),
    TEXT(8, bandex_exercise, summary, REQUIRED, "what it is"),
    TEXTS(9, benefits, benefit_count, 0, "what it is good for"),
    RECORDS(10, steps, step_count, step, REQUIRED, "what to do, in order"),
    TEXTS(11, cues, cue_count, REQUIRED, "what to attend to while moving"),
    RECORDS(12, faults, fault_count, fault, REQUIRED, "common faults with their correction"),
    RECORDS(13, cautions, caution_count, caution, REQUIRED, "what to mind"),
    RECORDS(14, hazards, hazard_count, hazard, REQUIRED, "dangers of the band"),
    TEXTS(15, progressions, progression_count, 0, "ways to do more"),
    CHOICE(16, bandex_exercise, pattern, PATTERN, REQUIRED, "movement pattern"),
    CHOICE(17, bandex_exercise, mechanic, MECHANIC, REQUIRED, "one joint or several"),
    CHOICE(18, bandex_exercise, level, LEVEL, REQUIRED, "skill it wants"),
    CHOICE(19, bandex_exercise, body_position, POSITION, REQUIRED, "position that the steps describe"),
    CHOICES(20, bandex_exercise, alternative_positions, alternative_position_count, POSITION, 0, "others it can be done in"),
    CHOICE(21, bandex_exercise, laterality, LATERALITY, REQUIRED, "how the sides share the work"),
    RECORD(22, bandex_exercise, "switch", side_switch, &layout_of_switch, 0, "when and how the sides change"),
    CHOICES(23, bandex_exercise, equipment, equipment_count, EQUIPMENT, 0, "things besides the band"),
    PART(24, band, REQUIRED, "how the band is set up"),
    PART(25, anchor, REQUIRED, "what holds it"),
    PART(26, path_length, REQUIRED, "lengths of a strand"),
    PART(27, stretch, REQUIRED, "stretch of a strand, permille of the rest length"),
    PART(28, profile, REQUIRED, "force over displacement"),
    PART(29, detection, REQUIRED, "what a detector should expect"),
    RECORDS(30, muscles, muscle_count, muscle, REQUIRED, "what it trains"),
    RECORDS(31, emg, emg_count, emg, 0, "measured amplitudes"),
    RECORDS(32, rom, rom_count, rom, REQUIRED, "ranges of motion"),
    PART(33, tempo, REQUIRED, "usual tempo"),
    RECORDS(34, dosage, dosage_count, dosage, REQUIRED, "how much, by population"),
    RECORDS(35, contraindications, contraindication_count, contraindication, REQUIRED, "reasons not to"),
    RECORDS(36, populations, population_count, population, REQUIRED, "notes by population"),
    RECORDS(37, variants, variant_count, variant, 0, "ways of doing it"),
    RECORDS(38, mappings, mapping_count, mapping, 0, "the same exercise elsewhere"),
    PART(39, provenance, REQUIRED, "where the record comes from"),
};
LAYOUT(exercise, bandex_exercise, exercise_fields);

const bandex_layout *bandex_exercise_layout(void)
{
    return &layout_of_exercise;
}

static int any_present(const bandex_layout *layout, const void *record)
{
    for (size_t i = 0; i < layout->count; i++) {
        const bandex_layout_field *field = &layout->fields[i];
        /* A zero that is a value does not make a record: all of tempo at zero is no tempo. */
        int32_t value = 0;
        if (field->rules & ZERO) {
            memcpy(&value, (const char *)record + field->offset, sizeof value);
            if (value == 0) {
                continue;
            }
        }
        if (bandex_layout_present(field, record)) {
            return 1;
        }
    }
    return 0;
}

int bandex_layout_present(const bandex_layout_field *field, const void *record)
{
    const char *at = (const char *)record + field->offset;
    const char *extra = (const char *)record + field->extra_offset;
    const void *pointer;
    int32_t number;
    size_t count;
    switch (field->type) {
    case BANDEX_FIELD_INTEGER:
    case BANDEX_FIELD_FLAG:
    case BANDEX_FIELD_CHOICE:
        memcpy(&number, at, sizeof number);
        return number != 0 || (field->rules & ZERO) != 0;
    case BANDEX_FIELD_MUSCLE:
        memcpy(&number, at, sizeof number);
        memcpy(&pointer, extra, sizeof pointer);
        return number != 0 || pointer != NULL;
    case BANDEX_FIELD_RECORD:
        return any_present(field->record, at);
    case BANDEX_FIELD_TOKEN:
    case BANDEX_FIELD_STRING:
    case BANDEX_FIELD_TEXT:
        memcpy(&pointer, at, sizeof pointer);
        return pointer != NULL;
    default:
        memcpy(&count, extra, sizeof count);
        return count != 0;
    }
}
