/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <string.h>

size_t bandex_muscle_count(void)
{
    return bandex_muscle_row_count;
}

const bandex_muscle *bandex_muscle_at(size_t index)
{
    return index < bandex_muscle_row_count ? &bandex_muscle_rows[index] : NULL;
}

const bandex_muscle *bandex_muscle_get(int32_t id)
{
    return id > 0 ? bandex_muscle_at((size_t)id - 1) : NULL;
}

const bandex_muscle *bandex_muscle_find(const char *token)
{
    size_t low = 0, high = bandex_muscle_row_count;
    if (!token) {
        return NULL;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const bandex_muscle *muscle = bandex_muscle_get(bandex_muscle_by_token[middle]);
        int order = strcmp(token, muscle->token);
        if (order == 0) {
            return muscle;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

size_t bandex_muscle_group_count(void)
{
    return bandex_muscle_group_rows;
}

const bandex_muscle_group *bandex_muscle_group_at(size_t index)
{
    return index < bandex_muscle_group_rows ? &bandex_muscle_groups[index] : NULL;
}

const bandex_muscle_group *bandex_muscle_group_get(int32_t id)
{
    size_t i;
    for (i = 0; i < bandex_muscle_group_rows; i++) {
        if (bandex_muscle_groups[i].id == id) {
            return &bandex_muscle_groups[i];
        }
    }
    return NULL;
}

const bandex_muscle_group *bandex_muscle_group_find(const char *token)
{
    size_t i;
    for (i = 0; token && i < bandex_muscle_group_rows; i++) {
        if (strcmp(bandex_muscle_groups[i].token, token) == 0) {
            return &bandex_muscle_groups[i];
        }
    }
    return NULL;
}

int32_t bandex_muscle_area_find(const char *token)
{
    const bandex_muscle *muscle = bandex_muscle_find(token);
    const bandex_muscle_group *group = muscle ? NULL : bandex_muscle_group_find(token);
    return muscle ? muscle->id : group ? group->id : 0;
}

const char *bandex_muscle_area_token(int32_t area)
{
    const bandex_muscle *muscle = bandex_muscle_get(area);
    const bandex_muscle_group *group = muscle ? NULL : bandex_muscle_group_get(area);
    return muscle ? muscle->token : group ? group->token : NULL;
}

int bandex_muscle_in(int32_t muscle, int32_t area)
{
    const bandex_muscle *at = bandex_muscle_get(muscle);
    if (at && (at->group == area || at->region == area)) {
        return 1;
    }
    while (at && at->id != area) {
        at = bandex_muscle_get(at->parent);
    }
    return at != NULL;
}

bandex_status bandex_muscle_members(int32_t area, const bandex_muscle **members, size_t cap, size_t *count)
{
    size_t i, found = 0;
    if (!count || (!members && cap > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    *count = 0;
    if (!bandex_muscle_area_token(area)) {
        return BANDEX_E_NOT_FOUND;
    }
    for (i = 0; i < bandex_muscle_row_count; i++) {
        if (bandex_muscle_in(bandex_muscle_rows[i].id, area)) {
            if (found < cap) {
                members[found] = &bandex_muscle_rows[i];
            }
            found++;
        }
    }
    *count = found;
    return found > cap ? BANDEX_E_FULL : BANDEX_OK;
}

const bandex_muscle_ontology *bandex_muscle_ontology_get(int32_t muscle)
{
    return bandex_muscle_get(muscle) ? &bandex_muscle_ontologies[muscle - 1] : NULL;
}

/* Decimal digits only, no leading zero, so that each number has one spelling. 0 for anything else. */
static int32_t number_of(const char *text)
{
    int32_t number = 0;
    if (*text == '0') {
        return 0;
    }
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || number > 99999999) {
            return 0;
        }
        number = number * 10 + (*text - '0');
    }
    return number;
}

static int has_code(const bandex_muscle_ontology *row, int32_t scheme, const char *code)
{
    switch (scheme) {
    case BANDEX_ONTOLOGY_TA98: return row->ta98 && strcmp(row->ta98, code) == 0;
    case BANDEX_ONTOLOGY_TA2: return row->ta2 && row->ta2 == number_of(code);
    case BANDEX_ONTOLOGY_UBERON: return row->uberon && strcmp(row->uberon, code) == 0;
    case BANDEX_ONTOLOGY_FMA: return row->fma && row->fma == number_of(code);
    default: return 0;
    }
}

const bandex_muscle *bandex_muscle_find_ontology(int32_t scheme, const char *code)
{
    size_t i;
    if (!code) {
        return NULL;
    }
    if (scheme == BANDEX_ONTOLOGY_FMA && strncmp(code, "FMA", 3) == 0) {
        code += code[3] == ':' ? 4 : 3;
    }
    for (i = 0; i < bandex_muscle_row_count; i++) {
        if (has_code(&bandex_muscle_ontologies[i], scheme, code)) {
            return bandex_muscle_get(bandex_muscle_ontologies[i].muscle);
        }
    }
    return NULL;
}
