/* SPDX-License-Identifier: MIT */
#include "log_columns.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { IS_U8, IS_U16, IS_U32, IS_U64, IS_I32, IS_I64, IS_FLOAT, IS_TEXT, IS_ID };

#define COLUMN(name, kind, type, field) {name, kind, offsetof(type, field), sizeof(((type *)0)->field)}
#define SET(field, kind) COLUMN(#field, kind, bandex_set, field)
#define SESSION(field, kind) COLUMN(#field, kind, bandex_session, field)
#define REP(field, kind) COLUMN("rep_" #field, kind, bandex_rep, field)

static const log_column session_columns[] = {
    SESSION(id, IS_ID), SESSION(start_ms, IS_I64), SESSION(utc_offset_min, IS_I32), SESSION(sets_prescribed, IS_I32),
    SESSION(pain_during, IS_I32), SESSION(pain_morning, IS_I32), SESSION(readiness, IS_I32), SESSION(omni, IS_I32),
    SESSION(red_flag, IS_U8), SESSION(slot, IS_U8), {0}};

static const log_column set_columns[] = {
    SET(id, IS_ID), SET(session_id, IS_ID), SET(start_ms, IS_I64), SET(utc_offset_min, IS_I32), SET(exercise, IS_TEXT),
    SET(variant, IS_TEXT), COLUMN("band", IS_TEXT, bandex_set, band.band),
    COLUMN("band_instance", IS_TEXT, bandex_set, band.instance), COLUMN("strands", IS_U32, bandex_set, band.strands),
    COLUMN("rest_mm", IS_U32, bandex_set, band.rest_mm), COLUMN("start_mm", IS_U32, bandex_set, band.start_mm),
    COLUMN("peak_mm", IS_U32, bandex_set, band.peak_mm), SET(unit, IS_I32), SET(scale, IS_FLOAT), SET(side, IS_U8),
    SET(without_sensor, IS_U8), SET(target_sets, IS_I32), SET(target_reps, IS_I32), SET(target_tut_ms, IS_I32),
    SET(rung, IS_I32), SET(force_mn, IS_I32), SET(detected_reps, IS_I32), SET(detected_partials, IS_I32),
    SET(accepted_reps, IS_I32), SET(valid_reps, IS_I32), SET(tut_ms, IS_I32), SET(rir, IS_I32), SET(rpe10, IS_I32),
    SET(omni, IS_I32), SET(peak_mn, IS_I32), SET(impulse_mns, IS_I32), SET(loss_permille, IS_I32),
    SET(rom_permille, IS_I32), COLUMN("tempo_concentric_ms", IS_I32, bandex_set, tempo.concentric_ms),
    COLUMN("tempo_hold_ms", IS_I32, bandex_set, tempo.hold_ms),
    COLUMN("tempo_eccentric_ms", IS_I32, bandex_set, tempo.eccentric_ms),
    COLUMN("tempo_rest_ms", IS_I32, bandex_set, tempo.rest_ms), {0}};

static const log_column rep_columns[] = {
    REP(rep_id, IS_U32), REP(rep_class, IS_U8), REP(start_us, IS_U64), REP(top_us, IS_U64), REP(peak_us, IS_U64),
    REP(end_us, IS_U64), REP(counted_us, IS_U64), REP(concentric_us, IS_U32), REP(hold_us, IS_U32),
    REP(eccentric_us, IS_U32), REP(rest_before_us, IS_U32), REP(peak, IS_FLOAT), REP(trough, IS_FLOAT),
    REP(rise, IS_FLOAT), REP(fall, IS_FLOAT), REP(mean, IS_FLOAT), REP(impulse, IS_FLOAT),
    REP(impulse_above_trough, IS_FLOAT), REP(loading_rate, IS_FLOAT), REP(completeness, IS_FLOAT), REP(flags, IS_U32),
    REP(bumps, IS_U16), REP(side, IS_U8), REP(phase_def, IS_U8), REP(rfd_100, IS_FLOAT), REP(rfd_200, IS_FLOAT), {0}};

const log_column *log_columns_of(uint64_t type)
{
    return type == BANDEX_RECORD_SESSION ? session_columns : type == BANDEX_RECORD_SET ? set_columns : rep_columns;
}

size_t log_column_names(const char **names)
{
    static const log_column *const tables[] = {session_columns, set_columns, rep_columns};
    size_t count = 0;
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        for (const log_column *column = tables[t]; column->name; column++) {
            size_t i = 0;
            while (i < count && strcmp(names[i], column->name) != 0) {
                i++;
            }
            if (i == count) {
                names[count++] = column->name;
            }
        }
    }
    return count;
}

const log_column *log_column_find(const log_column *columns, const char *name)
{
    for (; columns->name; columns++) {
        if (strcmp(columns->name, name) == 0) {
            return columns;
        }
    }
    return NULL;
}

/* Text from a log never begins a formula when a spreadsheet opens the file: ids and names don't, and numbers are. */
void log_cell_write(FILE *file, const log_column *column, const void *record)
{
    const unsigned char *at = (const unsigned char *)record + column->offset;
    uint64_t u64;
    uint32_t u32;
    uint16_t u16;
    int64_t i64;
    int32_t i32;
    float number;
    switch (column->kind) {
    case IS_U8:
        fprintf(file, "%u", *at);
        break;
    case IS_U16:
        memcpy(&u16, at, sizeof u16);
        fprintf(file, "%u", u16);
        break;
    case IS_U32:
        memcpy(&u32, at, sizeof u32);
        fprintf(file, "%" PRIu32, u32);
        break;
    case IS_U64:
        memcpy(&u64, at, sizeof u64);
        fprintf(file, "%" PRIu64, u64);
        break;
    case IS_I32:
        memcpy(&i32, at, sizeof i32);
        if (i32 != BANDEX_UNKNOWN) {
            fprintf(file, "%" PRId32, i32);
        }
        break;
    case IS_I64:
        memcpy(&i64, at, sizeof i64);
        fprintf(file, "%" PRId64, i64);
        break;
    case IS_FLOAT:
        memcpy(&number, at, sizeof number);
        if (isfinite(number)) {
            char text[32];
            snprintf(text, sizeof text, "%.7g", (double)number);
            if (strtof(text, NULL) != number) {
                snprintf(text, sizeof text, "%.9g", (double)number);
            }
            fputs(text, file);
        }
        break;
    case IS_TEXT:
        csv_fwrite(file, at, strlen((const char *)at));
        break;
    default:
        for (size_t i = 0; i < column->size; i++) {
            fprintf(file, "%02x", at[i]);
        }
        break;
    }
}

static bool parse_id(const char *text, unsigned char *at, size_t size)
{
    unsigned byte;
    if (strlen(text) != 2 * size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (strspn(text + 2 * i, "0123456789abcdefABCDEF") < 2 || sscanf(text + 2 * i, "%2x", &byte) != 1) {
            return false;
        }
        at[i] = (unsigned char)byte;
    }
    return true;
}

static bool parse_whole(const char *text, int64_t low, int64_t high, int64_t *value)
{
    char *rest;
    errno = 0;
    *value = strtoll(text, &rest, 10);
    return errno == 0 && rest != text && *rest == 0 && *value >= low && *value <= high;
}

bool log_cell_read(const log_column *column, const char *text, void *record)
{
    unsigned char *at = (unsigned char *)record + column->offset;
    int64_t whole = 0;
    uint64_t u64;
    uint32_t u32;
    uint16_t u16;
    float number;
    char *rest;
    if (text[0] == 0) {
        return true; /* not told: stays at its default */
    }
    switch (column->kind) {
    case IS_U8:
        if (!parse_whole(text, 0, UINT8_MAX, &whole)) {
            return false;
        }
        *at = (unsigned char)whole;
        return true;
    case IS_U16:
        if (!parse_whole(text, 0, UINT16_MAX, &whole)) {
            return false;
        }
        u16 = (uint16_t)whole;
        memcpy(at, &u16, sizeof u16);
        return true;
    case IS_U32:
        if (!parse_whole(text, 0, UINT32_MAX, &whole)) {
            return false;
        }
        u32 = (uint32_t)whole;
        memcpy(at, &u32, sizeof u32);
        return true;
    case IS_U64:
        errno = 0;
        u64 = strtoull(text, &rest, 10);
        if (errno != 0 || rest == text || *rest != 0 || text[0] == '-') {
            return false;
        }
        memcpy(at, &u64, sizeof u64);
        return true;
    case IS_I32:
        if (!parse_whole(text, INT32_MIN, INT32_MAX, &whole)) {
            return false;
        }
        u32 = (uint32_t)whole;
        memcpy(at, &u32, sizeof u32);
        return true;
    case IS_I64:
        if (!parse_whole(text, INT64_MIN, INT64_MAX, &whole)) {
            return false;
        }
        memcpy(at, &whole, sizeof whole);
        return true;
    case IS_FLOAT:
        number = strtof(text, &rest);
        if (rest == text || *rest != 0 || !isfinite(number)) {
            return false;
        }
        memcpy(at, &number, sizeof number);
        return true;
    case IS_TEXT:
        if (strlen(text) >= column->size) {
            return false;
        }
        memset(at, 0, column->size);
        memcpy(at, text, strlen(text));
        return true;
    default:
        return parse_id(text, at, column->size);
    }
}
