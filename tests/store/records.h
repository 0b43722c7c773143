/* SPDX-License-Identifier: MIT */
/* Records for the tests of the room: seeded, so that a failure can be repeated. */
#ifndef TESTS_STORE_RECORDS_H
#define TESTS_STORE_RECORDS_H

#include <bandex/store.h>

/* xorshift64*: Vigna 2016. */
uint64_t test_random(uint64_t *state);

/* A repetition as a detector gives it, every field set. */
bandex_rep test_rep(uint32_t number);
/* A repetition of random bits, floats finite or NaN. */
bandex_rep test_random_rep(uint64_t *state);
/* Set number n of session n / sets_per_session; reps is lent by the caller. */
bandex_set test_set(uint32_t n, uint32_t sets_per_session, bandex_rep *reps, size_t rep_count);

#endif
