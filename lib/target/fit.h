/* SPDX-License-Identifier: MIT */
/* Whether an exercise suits a person: the rules of BANDEX_RULE_AVOIDED to BANDEX_RULE_FORCE. */
#ifndef BANDEX_TARGET_FIT_H
#define BANDEX_TARGET_FIT_H

#include <bandex/target.h>

/* Owned bands that one person can have here: a bit each in a session. */
#define BANDS_MAX 32

/* Fills a reason. */
void bandex_refusal_set(bandex_refusal *reason, int32_t rule, const char *value, int32_t number, int32_t limit);

/* Whether the user can be used at all: struct_size, ranges, known bands, contraindications that the catalogue knows (one
 * it does not know would protect nobody). */
bandex_status bandex_user_check(const bandex_user *user, const bandex_catalog *catalog);

/* The first rule that an exercise in a variant (or NULL) breaks for a person, bands left aside; BANDEX_RULE_NONE and
 * BANDEX_PLAN_NOTE_* bits if none. */
int32_t bandex_fit_person(const bandex_user *user, const bandex_exercise *exercise, const bandex_variant *variant,
                          bandex_refusal *reason, uint32_t *notes);

/* The position to take: as described where the person can, else the first other one; 0: none. */
int32_t bandex_fit_position(const bandex_user *user, const bandex_exercise *exercise, const bandex_variant *variant);

/* The same for one of the person's bands. prediction is filled as far as possible. */
int32_t bandex_fit_band(const bandex_user *user, const bandex_exercise *exercise, size_t band,
                        bandex_prediction *prediction, bandex_refusal *reason);

/* How an owned band is used in an exercise, for predictions and plans. */
void bandex_fit_use(const bandex_user_band *owned, const bandex_exercise *exercise, bandex_band_use *use);

/* Thousandths of a set that one recorded set of an exercise, done with a side (BANDEX_SIDE_*), counts for an area on the
 * left and the right of the body; role receives the best role on either (0: none), use the claim behind it. */
void bandex_fit_credit(const bandex_exercise *exercise, const bandex_variant *variant, int32_t side, int32_t area,
                       const bandex_count_policy *policy, int32_t *left, int32_t *right, int32_t *role,
                       const bandex_muscle_use **use);

/* Token of the first primary muscle: what an exercise trains that trains none of the targets. */
const char *bandex_fit_primary(const bandex_exercise *exercise, const bandex_variant *variant);

/* Takes a config of any version: what is newer than this library must be zero, what is older is filled up from own,
 * which holds the defaults. The first field of both is struct_size. */
bandex_status bandex_config_take(const void *given, void *own, size_t size);

/* A policy that was checked; NULL: the default. */
bandex_status bandex_policy_take(const bandex_count_policy *given, bandex_count_policy *own);

/* Whether the sides work one after the other, so that a set is one of each. */
int bandex_fit_each_side(const bandex_exercise *exercise);

#endif
