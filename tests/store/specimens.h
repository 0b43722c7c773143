/* SPDX-License-Identifier: MIT */
/* Encoded records of every type: for the vectors of docs/format, the CDDL, other decoders and the fuzzers. */
#ifndef TESTS_STORE_SPECIMENS_H
#define TESTS_STORE_SPECIMENS_H

#include <bandex.h>

typedef void (*specimen_fn)(void *context, const char *name, const uint8_t *bytes, size_t size);

/* The fixed ones, which docs/format/vectors holds. */
void specimens_fixed(specimen_fn fn, void *context);

/* Those that follow from what other rooms hold: their vectors stay, also when a text of the catalogue changes. */
void specimens_of_rooms(specimen_fn fn, void *context);

/* Many more: random ones of every type, every preset. */
void specimens_many(uint32_t count, specimen_fn fn, void *context);

/* The exercises of the built-in catalogue: maps of their own, no records of a log. */
void specimens_exercises(specimen_fn fn, void *context);

/* A log with all fixed records; the same bytes each time. Returns its size. */
size_t specimen_log(uint8_t *bytes, size_t capacity);

#endif
