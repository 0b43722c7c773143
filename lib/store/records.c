/* SPDX-License-Identifier: MIT */
/* The tables of the records, and their public functions. Keys are never used again for anything else; docs/format/
 * bandex.cddl lists them for readers in other languages. Keys 0 to 4 mean the same in every record a log keeps. */
#include "rep_fields.h"
#include "schema.h"
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define AT(type, field) (uint16_t) offsetof(type, field)

/* Rows by kind. UNTOLD numbers are 0 and more, or BANDEX_UNKNOWN, which is left out. */
#define NUMBER(key, kind, type, field, low, high, absent) \
    {key, kind, 0, AT(type, field), 0, 0, low, high, absent, NULL, #field}
#define UNTOLD(key, type, field) NUMBER(key, KIND_I32, type, field, 0, INT32_MAX, BANDEX_UNKNOWN)
#define FLAG(key, type, field) NUMBER(key, KIND_FLAG, type, field, 0, 1, 0)
#define TEXT(key, type, field) \
    {key, KIND_TEXT, 0, AT(type, field), (uint16_t)sizeof(((type *)0)->field), 0, 0, 0, 0, NULL, #field}
#define BYTES(key, type, field) \
    {key, KIND_BYTES, 0, AT(type, field), (uint16_t)sizeof(((type *)0)->field), 0, 0, 0, 0, NULL, #field}
#define MAP(key, type, field, schema) {key, KIND_MAP, 0, AT(type, field), 0, 0, 0, 0, 0, schema, #field}
#define LIST(key, type, field, number, most, schema) \
    {key, KIND_LIST, 0, AT(type, field), 0, AT(type, number), 0, most, 0, schema, #field}
#define REVISION(key) {key, KIND_REVISION, 0, 0, 0, 0, 0, INT64_MAX, 0, NULL, "revision"}

/* --- repetition --- */
#define REP_U8 KIND_U8, 0, UINT8_MAX, 0
#define REP_U16 KIND_U16, 0, UINT16_MAX, 0
#define REP_U32 KIND_U32, 0, UINT32_MAX, 0
#define REP_U64 KIND_U64, 0, INT64_MAX, 0
#define REP_SINCE KIND_SINCE, AT(bandex_rep, start_us), INT64_MAX, 0
#define REP_FORCE KIND_FORCE, 0, 0, 0
#define REP_PERMILLE KIND_FIXED, 0, 1000, 0
#define REP_ROW(key, field, kind) REP_ROW_OF(key, field, REP_##kind)
#define REP_ROW_OF(key, field, ...) REP_ROW_WITH(key, field, __VA_ARGS__)
#define REP_ROW_WITH(key, field, kind, link, high, absent) \
    {key, kind, 0, AT(bandex_rep, field), 0, link, 0, high, absent, NULL, #field},
static const bandex_field rep_fields[] = {BANDEX_REP_FIELDS(REP_ROW)};
static const bandex_schema rep_schema = {"rep", BANDEX_RECORD_REP, sizeof(bandex_rep), COUNT(rep_fields), rep_fields, 0};

/* --- set --- */
static const bandex_field band_use_fields[] = {
    TEXT(0, bandex_band_use, band),
    TEXT(1, bandex_band_use, instance),
    NUMBER(2, KIND_U32, bandex_band_use, strands, 0, UINT32_MAX, 0),
    NUMBER(3, KIND_U32, bandex_band_use, rest_mm, 0, UINT32_MAX, 0),
    NUMBER(4, KIND_U32, bandex_band_use, start_mm, 0, UINT32_MAX, 0),
    NUMBER(5, KIND_U32, bandex_band_use, peak_mm, 0, UINT32_MAX, 0),
};
static const bandex_schema band_use_schema = {"band use", 0, sizeof(bandex_band_use), COUNT(band_use_fields),
                                              band_use_fields, 0};

static const bandex_field tempo_fields[] = {
    UNTOLD(0, bandex_tempo, concentric_ms),
    UNTOLD(1, bandex_tempo, hold_ms),
    UNTOLD(2, bandex_tempo, eccentric_ms),
    UNTOLD(3, bandex_tempo, rest_ms),
};
static const bandex_schema tempo_schema = {"tempo", 0, sizeof(bandex_tempo), COUNT(tempo_fields), tempo_fields, 0};

static const bandex_field set_fields[] = {
    BYTES(1, bandex_set, id),
    REVISION(2),
    NUMBER(3, KIND_I64, bandex_set, start_ms, INT64_MIN, INT64_MAX, 0),
    TEXT(4, bandex_set, exercise),
    BYTES(5, bandex_set, session_id),
    TEXT(6, bandex_set, variant),
    MAP(7, bandex_set, band, &band_use_schema),
    NUMBER(8, KIND_I32, bandex_set, utc_offset_min, -1440, 1440, 0),
    NUMBER(9, KIND_I32, bandex_set, unit, 0, INT32_MAX, BANDEX_UNIT_NEWTON),
    {10, KIND_SCALE, 0, AT(bandex_set, scale), 0, 0, 0, 0, 0, NULL, "scale"},
    NUMBER(11, KIND_U8, bandex_set, side, 0, UINT8_MAX, BANDEX_SIDE_NONE),
    FLAG(12, bandex_set, without_sensor),
    UNTOLD(13, bandex_set, target_sets),
    UNTOLD(14, bandex_set, target_reps),
    UNTOLD(15, bandex_set, target_tut_ms),
    UNTOLD(16, bandex_set, rung),
    UNTOLD(17, bandex_set, force_mn),
    UNTOLD(18, bandex_set, detected_reps),
    UNTOLD(19, bandex_set, detected_partials),
    UNTOLD(20, bandex_set, accepted_reps),
    UNTOLD(21, bandex_set, valid_reps),
    UNTOLD(22, bandex_set, tut_ms),
    LIST(23, bandex_set, reps, rep_count, BANDEX_SET_REPS_MAX, &rep_schema),
    UNTOLD(24, bandex_set, rir),
    UNTOLD(25, bandex_set, rpe10),
    UNTOLD(26, bandex_set, omni),
    NUMBER(27, KIND_I32, bandex_set, peak_mn, INT32_MIN, INT32_MAX, BANDEX_UNKNOWN),
    NUMBER(28, KIND_I32, bandex_set, impulse_mns, INT32_MIN, INT32_MAX, BANDEX_UNKNOWN),
    NUMBER(29, KIND_I32, bandex_set, loss_permille, INT32_MIN, INT32_MAX, BANDEX_UNKNOWN),
    NUMBER(30, KIND_I32, bandex_set, rom_permille, INT32_MIN, INT32_MAX, BANDEX_UNKNOWN),
    MAP(31, bandex_set, tempo, &tempo_schema),
};
static const bandex_schema set_schema = {"set", BANDEX_RECORD_SET, sizeof(bandex_set), COUNT(set_fields), set_fields, 0};

/* --- session --- */
static const bandex_field session_fields[] = {
    BYTES(1, bandex_session, id),
    REVISION(2),
    NUMBER(3, KIND_I64, bandex_session, start_ms, INT64_MIN, INT64_MAX, 0),
    NUMBER(5, KIND_I32, bandex_session, utc_offset_min, -1440, 1440, 0),
    UNTOLD(6, bandex_session, sets_prescribed),
    UNTOLD(7, bandex_session, pain_during),
    UNTOLD(8, bandex_session, pain_morning),
    UNTOLD(9, bandex_session, readiness),
    UNTOLD(10, bandex_session, omni),
    FLAG(11, bandex_session, red_flag),
    NUMBER(12, KIND_U8, bandex_session, slot, 0, UINT8_MAX, 0),
    LIST(13, bandex_session, sets, set_count, BANDEX_SESSION_SETS_MAX, &set_schema),
};
static const bandex_schema session_schema = {"session", BANDEX_RECORD_SESSION, sizeof(bandex_session),
                                             COUNT(session_fields), session_fields, 0};

/* --- records whose struct has no id: keys 1 to 4 come from the record's head --- */
#define HEAD \
    {1, KIND_HEAD_ID, 0, 0, BANDEX_ID_SIZE, 0, 0, 0, 0, NULL, "id"}, REVISION(2), \
    {3, KIND_HEAD_TIME, 0, 0, 0, 0, 0, 0, 0, NULL, "start_ms"}, \
    {4, KIND_HEAD_EXERCISE, 0, 0, BANDEX_TOKEN_SIZE, 0, 0, 0, 0, NULL, "exercise"}
#define ANY_INT(key, type, field, absent) NUMBER(key, KIND_I32, type, field, INT32_MIN, INT32_MAX, absent)
#define ANY_U32(key, type, field) NUMBER(key, KIND_U32, type, field, 0, UINT32_MAX, 0)
#define ROWS(key, type, field, number, schema) \
    {key, KIND_ROWS, 0, AT(type, field), 0, AT(type, number), 0, COUNT(((type *)0)->field), 0, schema, #field}
#define NUMBERS(key, type, field, number) \
    {key, KIND_NUMBERS, 0, AT(type, field), 0, AT(type, number), 0, COUNT(((type *)0)->field), 0, NULL, #field}
#define SCHEMA(name, title, type, struct_type) \
    static const bandex_schema name##_schema = {title, type, sizeof(struct_type), COUNT(name##_fields), name##_fields, 0}

/* --- signal --- */
static const bandex_field signal_fields[] = {
    BYTES(1, bandex_signal, id),
    REVISION(2),
    NUMBER(3, KIND_I64, bandex_signal, start_ms, INT64_MIN, INT64_MAX, 0),
    BYTES(5, bandex_signal, set_id),
    NUMBER(6, KIND_U64, bandex_signal, start_us, 0, INT64_MAX, 0),
    ANY_U32(7, bandex_signal, rate_num),
    NUMBER(8, KIND_U32, bandex_signal, rate_den, 0, UINT32_MAX, 1),
    NUMBER(9, KIND_I32, bandex_signal, unit, 0, INT32_MAX, BANDEX_UNIT_NEWTON),
    NUMBER(10, KIND_U64, bandex_signal, nano_per_step, 1, INT64_MAX, 1000000),
    {11, KIND_DELTAS, 0, AT(bandex_signal, samples), 0, AT(bandex_signal, count), 0, 0, 0, NULL, "samples"},
    {12, KIND_DELTAS, 0, AT(bandex_signal, times_us), 0, AT(bandex_signal, time_count), 0, 0, 0, NULL, "times_us"},
};
SCHEMA(signal, "signal", BANDEX_RECORD_SIGNAL, bandex_signal);

/* --- ladder --- */
static const bandex_field rung_fields[] = {
    TEXT(0, bandex_rung, band),
    TEXT(1, bandex_rung, instance),
    ANY_U32(2, bandex_rung, strands),
    ANY_INT(3, bandex_rung, elongation_permille, 0),
    UNTOLD(4, bandex_rung, force_mn),
    NUMBER(5, KIND_I32, bandex_rung, provenance, 0, INT32_MAX, BANDEX_PROVENANCE_MEASURED),
};
SCHEMA(rung, "rung", 0, bandex_rung);

static const bandex_field ladder_fields[] = {
    HEAD,
    LIST(5, bandex_ladder, rungs, count, BANDEX_LADDER_RUNGS_MAX, &rung_schema),
};
SCHEMA(ladder, "ladder", BANDEX_RECORD_LADDER, bandex_ladder);

/* --- policy --- */
static const bandex_field policy_fields[] = {
    HEAD,
    {5, KIND_POLICY, 1, 0, 0, 0, 0, 0, 0, NULL, "policy"},
};
SCHEMA(policy, "policy", BANDEX_RECORD_POLICY, bandex_policy);

/* --- decision --- */
static const bandex_field reason_fields[] = {
    ANY_INT(0, bandex_reason, code, 0),
    UNTOLD(1, bandex_reason, session),
    UNTOLD(2, bandex_reason, set),
    UNTOLD(3, bandex_reason, metric),
    ANY_INT(4, bandex_reason, value, BANDEX_UNKNOWN),
    ANY_INT(5, bandex_reason, threshold, BANDEX_UNKNOWN),
};
SCHEMA(reason, "reason", 0, bandex_reason);

static const bandex_field prescription_fields[] = {
    UNTOLD(0, bandex_prescription, rung),
    UNTOLD(1, bandex_prescription, sets),
    UNTOLD(2, bandex_prescription, reps),
    UNTOLD(3, bandex_prescription, tut_ms),
};
SCHEMA(prescription, "prescription", 0, bandex_prescription);

static const bandex_field rung_name_fields[] = {
    TEXT(0, bandex_rung_name, band),
    ANY_U32(1, bandex_rung_name, strands),
    ANY_INT(2, bandex_rung_name, elongation_permille, 0),
    UNTOLD(3, bandex_rung_name, force_mn),
};
SCHEMA(rung_name, "rung name", 0, bandex_rung_name);

static const bandex_field decision_fields[] = {
    HEAD,
    NUMBER(5, KIND_I32, bandex_decision, action, 0, INT32_MAX, BANDEX_ACTION_START),
    UNTOLD(6, bandex_decision, slot),
    NUMBER(7, KIND_I32, bandex_decision, side, 0, INT32_MAX, BANDEX_SIDE_NONE),
    ROWS(8, bandex_decision, reasons, reason_count, &reason_schema),
    MAP(9, bandex_decision, base, &prescription_schema),
    MAP(10, bandex_decision, next, &prescription_schema),
    MAP(11, bandex_decision, base_rung, &rung_name_schema),
    MAP(12, bandex_decision, next_rung, &rung_name_schema),
    ANY_INT(13, bandex_decision, step_permille, BANDEX_STEP_UNKNOWN),
    NUMBERS(14, bandex_decision, done, done_count),
    UNTOLD(15, bandex_decision, effort),
    ANY_U32(16, bandex_decision, visits),
    NUMBER(17, KIND_U64, bandex_decision, policy_hash, 0, INT64_MAX, 0),
    ANY_U32(18, bandex_decision, library_version),
};
SCHEMA(decision, "decision", BANDEX_RECORD_DECISION, bandex_decision);

/* --- user --- */
static const bandex_field user_band_fields[] = {
    TEXT(0, bandex_user_band, band),
    TEXT(1, bandex_user_band, instance),
    ANY_U32(2, bandex_user_band, rest_mm),
    ANY_U32(3, bandex_user_band, pieces),
};
SCHEMA(user_band, "band of a user", 0, bandex_user_band);

#define TEXTS(key, type, field, number, most) \
    {key, KIND_TEXTS, 0, AT(type, field), 0, AT(type, number), 0, most, 0, NULL, #field}

static const bandex_field user_fields[] = {
    HEAD,
    ANY_U32(5, bandex_user, stature_mm),
    ANY_INT(6, bandex_user, level, 0),
    ANY_U32(7, bandex_user, populations),
    ANY_U32(8, bandex_user, positions),
    ANY_U32(9, bandex_user, anchors),
    ANY_U32(10, bandex_user, equipment),
    ANY_INT(11, bandex_user, supervised, 0),
    ANY_INT(12, bandex_user, rest_s, 0),
    ANY_INT(13, bandex_user, force_limit_mn, 0),
    LIST(14, bandex_user, bands, band_count, BANDEX_USER_LIST_MAX, &user_band_schema),
    TEXTS(15, bandex_user, contraindications, contraindication_count, BANDEX_USER_LIST_MAX),
    TEXTS(16, bandex_user, avoided, avoided_count, BANDEX_USER_LIST_MAX),
};
static const bandex_schema user_schema = {"user", BANDEX_RECORD_USER, sizeof(bandex_user), COUNT(user_fields), user_fields, 1};

/* --- plan --- */
static const bandex_field refusal_fields[] = {
    ANY_INT(0, bandex_refusal, rule, 0),
    ANY_INT(1, bandex_refusal, number, 0),
    ANY_INT(2, bandex_refusal, limit, 0),
    TEXT(3, bandex_refusal, value),
};
SCHEMA(refusal, "refusal", 0, bandex_refusal);

static const bandex_field plan_item_fields[] = {
    TEXT(0, bandex_plan_item, exercise),
    TEXT(1, bandex_plan_item, variant),
    MAP(2, bandex_plan_item, band, &band_use_schema),
    ANY_INT(3, bandex_plan_item, position, 0),
    ANY_INT(4, bandex_plan_item, anchor, 0),
    ANY_INT(5, bandex_plan_item, anchor_height, 0),
    ANY_INT(6, bandex_plan_item, sets, 0),
    ANY_INT(7, bandex_plan_item, reps, 0),
    ANY_INT(8, bandex_plan_item, hold_s, 0),
    ANY_INT(9, bandex_plan_item, each_side, 0),
    ANY_INT(10, bandex_plan_item, rest_s, 0),
    ANY_INT(11, bandex_plan_item, setup_s, 0),
    ANY_INT(12, bandex_plan_item, seconds, 0),
    ANY_INT(13, bandex_plan_item, peak_permille, 0),
    UNTOLD(14, bandex_plan_item, peak_force_mn),
    ANY_U32(15, bandex_plan_item, notes),
};
SCHEMA(plan_item, "plan item", 0, bandex_plan_item);

static const bandex_field plan_outcome_fields[] = {
    ANY_INT(0, bandex_plan_outcome, area, 0),
    ANY_INT(1, bandex_plan_outcome, target_permille, 0),
    ANY_INT(2, bandex_plan_outcome, achieved_permille, 0),
    ANY_INT(3, bandex_plan_outcome, shortfall_permille, 0),
    ANY_INT(4, bandex_plan_outcome, priority, 0),
    MAP(5, bandex_plan_outcome, reason, &refusal_schema),
};
SCHEMA(plan_outcome, "plan outcome", 0, bandex_plan_outcome);

static const bandex_field plan_left_out_fields[] = {
    TEXT(0, bandex_plan_left_out, exercise),
    MAP(1, bandex_plan_left_out, reason, &refusal_schema),
};
SCHEMA(plan_left_out, "left out", 0, bandex_plan_left_out);

static const bandex_field plan_fields[] = {
    HEAD,
    LIST(5, bandex_plan, items, item_count, BANDEX_PLAN_LIST_MAX, &plan_item_schema),
    LIST(6, bandex_plan, outcomes, outcome_count, BANDEX_PLAN_LIST_MAX, &plan_outcome_schema),
    LIST(7, bandex_plan, left_out, left_out_count, BANDEX_PLAN_LIST_MAX, &plan_left_out_schema),
    ANY_INT(8, bandex_plan, seconds, 0),
    ANY_U32(9, bandex_plan, seed),
    NUMBER(10, KIND_I64, bandex_plan, cost, INT64_MIN, INT64_MAX, 0),
    ANY_INT(11, bandex_plan, exact, 0),
    ANY_INT(12, bandex_plan, day, 0),
    ANY_U32(13, bandex_plan, candidates),
    ANY_U32(14, bandex_plan, nodes),
};
SCHEMA(plan, "plan", BANDEX_RECORD_PLAN, bandex_plan);

/* --- bands --- */
#define TEXT_AT(key, type, field) {key, KIND_TEXT_AT, 0, AT(type, field), 0, 0, 0, 0, 0, NULL, #field}

static const bandex_field load_fields[] = {
    ANY_U32(0, bandex_band_load, length_mm),
    ANY_INT(1, bandex_band_load, force_mn, 0),
};
SCHEMA(load, "known load", 0, bandex_band_load);

static const bandex_field instance_fields[] = {
    HEAD,
    TEXT(5, bandex_instance, id),
    TEXT(6, bandex_instance, product),
    ANY_U32(7, bandex_instance, rest_mm),
    ANY_U32(8, bandex_instance, cycles),
    ANY_U32(9, bandex_instance, calibrated_cycles),
    ANY_INT(10, bandex_instance, max_elongation_permille, 0),
    NUMBER(11, KIND_I64, bandex_instance, first_used_ms, INT64_MIN, INT64_MAX, 0),
    NUMBER(12, KIND_I64, bandex_instance, calibrated_ms, INT64_MIN, INT64_MAX, 0),
    ANY_INT(13, bandex_instance, damaged, 0),
    ANY_INT(14, bandex_instance, clinic, 0),
    NUMBER(15, KIND_I32, bandex_instance, provenance, 0, INT32_MAX, BANDEX_PROVENANCE_MEASURED),
    ROWS(16, bandex_instance, loads, load_count, &load_schema),
};
SCHEMA(instance, "band", BANDEX_RECORD_INSTANCE, bandex_instance);

static const bandex_field point_fields[] = {
    ANY_INT(0, bandex_band_point, elongation_permille, 0),
    ANY_INT(1, bandex_band_point, force_mn, 0),
    ANY_INT(2, bandex_band_point, basis, 0),
    ANY_INT(3, bandex_band_point, carriers, 0),
    ANY_INT(4, bandex_band_point, marks, 0),
    TEXT_AT(5, bandex_band_point, source),
    TEXT_AT(6, bandex_band_point, vintage),
};
SCHEMA(point, "chart point", 0, bandex_band_point);

static const bandex_field product_fields[] = {
    HEAD,
    TEXT_AT(5, bandex_band_product, id),
    TEXT_AT(6, bandex_band_product, brand),
    TEXT_AT(7, bandex_band_product, model),
    TEXT_AT(8, bandex_band_product, color),
    TEXT_AT(9, bandex_band_product, chart),
    TEXT_AT(10, bandex_band_product, label),
    TEXT_AT(11, bandex_band_product, note),
    ANY_INT(12, bandex_band_product, kind, 0),
    ANY_INT(13, bandex_band_product, rank, 0),
    ANY_U32(14, bandex_band_product, rest_mm),
    ANY_INT(15, bandex_band_product, warning_permille, 0),
    ANY_INT(16, bandex_band_product, limit_permille, 0),
    LIST(17, bandex_band_product, points, point_count, BANDEX_PRODUCT_POINTS_MAX, &point_schema),
};
SCHEMA(product, "band product", BANDEX_RECORD_PRODUCT, bandex_band_product);

/* --- what every record of a log has in common, also one that only withdraws another --- */
static const bandex_field head_fields[] = {
    BYTES(1, bandex_record_head, id),
    NUMBER(2, KIND_I64, bandex_record_head, revision, 0, INT64_MAX, 0),
    NUMBER(3, KIND_I64, bandex_record_head, start_ms, INT64_MIN, INT64_MAX, 0),
    TEXT(4, bandex_record_head, exercise),
};
static const bandex_schema removal_schema = {"removal", BANDEX_RECORD_REMOVAL, sizeof(bandex_record_head),
                                             COUNT(head_fields), head_fields, 0};

static const bandex_schema *const schemas[] = {&rep_schema,    &set_schema,    &session_schema,  &removal_schema, &signal_schema,
                                               &ladder_schema, &policy_schema, &decision_schema,
                                               &user_schema,   &plan_schema,   &instance_schema, &product_schema};

const bandex_schema *bandex_schema_find(uint64_t type)
{
    size_t i;
    for (i = 0; i < COUNT(schemas); i++) {
        if (schemas[i]->type == type) {
            return schemas[i];
        }
    }
    return NULL;
}

bandex_status bandex_record_head_decode(const uint8_t *bytes, size_t size, bandex_record_head *head, bandex_diag *diag)
{
    uint64_t type = 0;
    bandex_status status;
    if (!bytes || !head) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_schema_decode_head(&removal_schema, bytes, size, head, &type, diag);
    head->type = type;
    return status;
}

bandex_status bandex_rep_decode(const uint8_t *bytes, size_t size, bandex_rep *rep, bandex_diag *diag)
{
    return rep ? bandex_schema_decode(&rep_schema, bytes, size, rep, NULL, diag) : BANDEX_E_ARGUMENT;
}

/* The same two functions for every record that has memory for lists; head only where the struct has no id. */
#define CODEC(type, schema)                                                                                              \
    bandex_status bandex_##type##_encode(const bandex_##type *record, uint8_t *buf, size_t cap, size_t *len,             \
                                         bandex_diag *diag)                                                              \
    {                                                                                                                    \
        return bandex_schema_encode(schema, record, NULL, buf, cap, len, diag);                                          \
    }                                                                                                                    \
    bandex_status bandex_##type##_decode(const uint8_t *bytes, size_t size, bandex_##type *record, bandex_memory *memory, \
                                         bandex_diag *diag)                                                              \
    {                                                                                                                    \
        return record ? bandex_schema_decode(schema, bytes, size, record, memory, diag) : BANDEX_E_ARGUMENT;             \
    }

#define CODEC_WITH_HEAD(type, schema)                                                                                    \
    bandex_status bandex_##type##_record_encode(const bandex_##type *record, const bandex_record_head *head,             \
                                                uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag)                \
    {                                                                                                                    \
        return bandex_schema_encode(schema, record, head, buf, cap, len, diag);                                          \
    }                                                                                                                    \
    bandex_status bandex_##type##_record_decode(const uint8_t *bytes, size_t size, bandex_##type *record,                \
                                                bandex_memory *memory, bandex_diag *diag)                                \
    {                                                                                                                    \
        return record ? bandex_schema_decode(schema, bytes, size, record, memory, diag) : BANDEX_E_ARGUMENT;             \
    }

CODEC(set, &set_schema)
CODEC(session, &session_schema)
CODEC(signal, &signal_schema)
CODEC_WITH_HEAD(ladder, &ladder_schema)
CODEC_WITH_HEAD(policy, &policy_schema)
CODEC_WITH_HEAD(decision, &decision_schema)
CODEC_WITH_HEAD(user, &user_schema)
CODEC_WITH_HEAD(plan, &plan_schema)
CODEC_WITH_HEAD(instance, &instance_schema)
CODEC_WITH_HEAD(band_product, &product_schema)
