/* SPDX-License-Identifier: MIT */
#include "band.h"

#include <string.h>

size_t bandex_band_count(void)
{
    return bandex_band_product_count;
}

const bandex_band_product *bandex_band_at(size_t index)
{
    return index < bandex_band_product_count ? &bandex_band_products[index] : NULL;
}

const bandex_band_product *bandex_band_find(const char *id)
{
    size_t low = 0, high = bandex_band_product_count;
    if (!id) {
        return NULL;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const bandex_band_product *product = &bandex_band_products[bandex_band_by_id[middle]];
        int order = strcmp(id, product->id);
        if (order == 0) {
            return product;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

int32_t bandex_band_basis(const bandex_band_product *self)
{
    size_t i;
    for (i = 0; i < self->point_count; i++) {
        if (!(self->points[i].marks & BANDEX_POINT_EXCLUDED)) {
            return self->points[i].basis;
        }
    }
    return BANDEX_BASIS_STRAND;
}

uint32_t bandex_band_strands(const bandex_band_product *self)
{
    if (!self) {
        return 0;
    }
    return self->kind == BANDEX_BAND_LOOP && bandex_band_basis(self) == BANDEX_BASIS_STRAND ? 2 : 1;
}

bandex_status bandex_band_curve(const bandex_band_product *self, int32_t model, bandex_curve *curve)
{
    if (!self) {
        return BANDEX_E_ARGUMENT;
    }
    return bandex_curve_fit(curve, model, self->points, self->point_count);
}

double bandex_band_warning(const bandex_band_product *product)
{
    return (product && product->warning_permille > 0 ? product->warning_permille : BANDEX_BAND_WARNING_PERMILLE) / 1000.0;
}

double bandex_band_limit(const bandex_band_product *product)
{
    int32_t permille = product && product->limit_permille > 0 ? product->limit_permille : BANDEX_BAND_LIMIT_PERMILLE;
    return (permille < BANDEX_CURVE_END_PERMILLE ? permille : BANDEX_CURVE_END_PERMILLE) / 1000.0;
}

int bandex_band_token_ends(const char *token)
{
    return memchr(token, 0, BANDEX_TOKEN_SIZE) != NULL;
}
