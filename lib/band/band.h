/* SPDX-License-Identifier: MIT */
#ifndef BANDEX_BAND_BAND_H
#define BANDEX_BAND_BAND_H

#include <bandex/band.h>

extern const bandex_band_product bandex_band_products[];
extern const size_t bandex_band_product_count;
extern const uint8_t bandex_band_by_id[];

/* Half away from zero; 0 and BANDEX_E_RANGE where it does not fit. */
bandex_status bandex_band_round(double value, int32_t *rounded);

/* Basis of the points that count; BANDEX_BASIS_STRAND where there are none. */
int32_t bandex_band_basis(const bandex_band_product *self);

double bandex_band_warning(const bandex_band_product *product);
double bandex_band_limit(const bandex_band_product *product);

/* 1 if the token ends within its array. */
int bandex_band_token_ends(const char *token);

#endif
