/* SPDX-License-Identifier: MIT */
#include "band_text.h"

#include <stdio.h>
#include <string.h>

static const char *const models[] = {
    [BANDEX_CURVE_DEFAULT] = "default",
    [BANDEX_CURVE_MOONEY_RIVLIN] = "mooney_rivlin",
    [BANDEX_CURVE_TABLE] = "table",
    [BANDEX_CURVE_POWER] = "power",
    [BANDEX_CURVE_LINEAR] = "linear",
};

static const char *const kinds[] = {
    [BANDEX_BAND_FLAT] = "flat", [BANDEX_BAND_TUBE] = "tube", [BANDEX_BAND_LOOP] = "loop", [BANDEX_BAND_CLX] = "clx"};

static const char *const provenances[] = {
    [BANDEX_PROVENANCE_MEASURED] = "measured",
    [BANDEX_PROVENANCE_USER] = "calibrated",
    [BANDEX_PROVENANCE_MAKER] = "chart",
    [BANDEX_PROVENANCE_ORDINAL] = "ordinal",
};

#define NAME_OF(table, number) \
    ((number) >= 0 && (size_t)(number) < sizeof(table) / sizeof *(table) ? (table)[number] : NULL)

const char *model_name(int32_t model)
{
    return NAME_OF(models, model);
}

const char *kind_name(int32_t kind)
{
    return NAME_OF(kinds, kind);
}

const char *provenance_name(int32_t provenance)
{
    return NAME_OF(provenances, provenance);
}

int32_t parse_model(struct argp_state *state, const char *text)
{
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        if (strcmp(text, models[i]) == 0) {
            return (int32_t)i;
        }
    }
    argp_error(state, "--model wants mooney_rivlin, table, power or linear, not '%.40s'", text);
    return BANDEX_CURVE_DEFAULT;
}

const bandex_band_product *find_band(const char *id)
{
    const bandex_band_product *product = bandex_band_find(id);
    if (!product) {
        fail(EXIT_DATA, "no band '%.60s'; `bandex bands` lists them", id);
    }
    return product;
}

json_object *force_flags_json(uint32_t flags)
{
    json_object *names = json_object_new_array();
    for (uint32_t bit = 1; bandex_force_flag_name(bit); bit <<= 1) {
        if (flags & bit) {
            json_object_array_add(names, json_object_new_string(bandex_force_flag_name(bit)));
        }
    }
    return names;
}

void print_force_flags(uint32_t flags)
{
    for (uint32_t bit = 1; bandex_force_flag_name(bit); bit <<= 1) {
        if (flags & bit) {
            fputs(", ", stdout);
            for (const char *c = bandex_force_flag_name(bit); *c; c++) {
                putchar(*c == '_' ? ' ' : *c);
            }
        }
    }
}
