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
static const bandex_schema rep_schema = {"rep", BANDEX_RECORD_REP, sizeof(bandex_rep), COUNT(rep_fields), rep_fields};

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
                                              band_use_fields};

static const bandex_field tempo_fields[] = {
    UNTOLD(0, bandex_tempo, concentric_ms),
    UNTOLD(1, bandex_tempo, hold_ms),
    UNTOLD(2, bandex_tempo, eccentric_ms),
    UNTOLD(3, bandex_tempo, rest_ms),
};
static const bandex_schema tempo_schema = {"tempo", 0, sizeof(bandex_tempo), COUNT(tempo_fields), tempo_fields};

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
static const bandex_schema set_schema = {"set", BANDEX_RECORD_SET, sizeof(bandex_set), COUNT(set_fields), set_fields};

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
                                             COUNT(session_fields), session_fields};

/* --- what every record of a log has in common --- */
static const bandex_field head_fields[] = {
    BYTES(1, bandex_record_head, id),
    NUMBER(2, KIND_I64, bandex_record_head, revision, 0, INT64_MAX, 0),
    NUMBER(3, KIND_I64, bandex_record_head, start_ms, INT64_MIN, INT64_MAX, 0),
    TEXT(4, bandex_record_head, exercise),
};
static const bandex_schema removal_schema = {"removal", BANDEX_RECORD_REMOVAL, sizeof(bandex_record_head),
                                             COUNT(head_fields), head_fields};

static const bandex_schema *const schemas[] = {&rep_schema, &set_schema, &session_schema, &removal_schema};

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

bandex_status bandex_set_encode(const bandex_set *set, uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag)
{
    return bandex_schema_encode(&set_schema, set, 0, buf, cap, len, diag);
}

bandex_status bandex_set_decode(const uint8_t *bytes, size_t size, bandex_set *set, bandex_memory *memory,
                                bandex_diag *diag)
{
    return set ? bandex_schema_decode(&set_schema, bytes, size, set, memory, diag) : BANDEX_E_ARGUMENT;
}

bandex_status bandex_session_encode(const bandex_session *session, uint8_t *buf, size_t cap, size_t *len,
                                    bandex_diag *diag)
{
    return bandex_schema_encode(&session_schema, session, 0, buf, cap, len, diag);
}

bandex_status bandex_session_decode(const uint8_t *bytes, size_t size, bandex_session *session, bandex_memory *memory,
                                    bandex_diag *diag)
{
    return session ? bandex_schema_decode(&session_schema, bytes, size, session, memory, diag) : BANDEX_E_ARGUMENT;
}
