/* SPDX-License-Identifier: MIT */
/** @file bandex/band.h
 *  @brief Resistance bands: products, a person's own bands, forces, and the ladder of loads. */
#ifndef BANDEX_BAND_H
#define BANDEX_BAND_H

#include <bandex/export.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BANDEX_TOKEN_SIZE 48   /**< bytes of an exercise, variant or band id with its terminating zero */
#define BANDEX_UNKNOWN (-1)    /**< a number that nobody told: pain, effort, force ... */

/** How a band is used in an exercise or was used in a set. */
typedef struct bandex_band_use {
    char band[BANDEX_TOKEN_SIZE];     /**< product id, e.g. "theraband/green"; empty: none */
    char instance[BANDEX_TOKEN_SIZE]; /**< the person's own band, empty: any of the product */
    uint32_t strands;      /**< parallel strands, 1 and more; 0: not told */
    uint32_t rest_mm;      /**< rest length of a strand, 0: not told */
    uint32_t start_mm;     /**< length of a strand at the start of a repetition, 0: not told */
    uint32_t peak_mm;      /**< length of a strand at the top, 0: not told */
} bandex_band_use;

/** Where a rung's force comes from, best first. */
enum {
    BANDEX_PROVENANCE_MEASURED = 0, /**< measured with the load cell on this band */
    BANDEX_PROVENANCE_USER = 1,     /**< calibrated by the person */
    BANDEX_PROVENANCE_MAKER = 2,    /**< the maker's chart */
    BANDEX_PROVENANCE_ORDINAL = 3   /**< only the order is known; force_mn is BANDEX_UNKNOWN */
};

/** One load step. */
typedef struct bandex_rung {
    char band[BANDEX_TOKEN_SIZE];     /**< product id */
    char instance[BANDEX_TOKEN_SIZE]; /**< the person's own band, or empty */
    uint32_t strands;                 /**< parallel strands */
    int32_t elongation_permille;      /**< at the reference peak; 1000 is twice the rest length */
    int32_t force_mn;                 /**< force at the reference peak, BANDEX_UNKNOWN on an ordinal ladder */
    int32_t provenance;               /**< BANDEX_PROVENANCE_* */
} bandex_rung;

/** Load steps in rising order. rungs belong to the caller. */
typedef struct bandex_ladder {
    const bandex_rung *rungs; /**< rising force (or order) */
    size_t count;             /**< how many */
} bandex_ladder;

#ifdef __cplusplus
}
#endif
#endif
