/* SPDX-License-Identifier: MIT */
/** @file bandex/record.h
 *  @brief What was done: sets and sessions as plain data, and the summary of a set.
 *
 *  A set keeps two things apart: what the detector found and what the person accepted (corrections, sets without a
 *  sensor, undo). Planning and progression follow what was accepted. Nothing here allocates. */
#ifndef BANDEX_RECORD_H
#define BANDEX_RECORD_H

#include <bandex/band.h>
#include <bandex/rep.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BANDEX_ID_SIZE 16      /**< bytes of a record's id, given by the host (e.g. a random UUID); merge goes by it */

/** Measures of a set, from its repetitions. Forces in the unit of the signal. */
typedef struct bandex_set_summary {
    uint32_t full;              /**< full repetitions */
    uint32_t partial;           /**< partial ones */
    uint64_t start_us;          /**< start of the first */
    uint64_t end_us;            /**< end of the last */
    uint64_t concentric_us;     /**< time under tension, concentric */
    uint64_t hold_us;           /**< time under tension, holding */
    uint64_t eccentric_us;      /**< time under tension, eccentric */
    float peak;                 /**< highest peak */
    float peak_mean;            /**< mean of the peaks of full repetitions */
    float impulse;              /**< sum of the impulses */
    float peak_decline;         /**< 1 - last/best peak of full repetitions, 0..1 */
    float impulse_decline;      /**< the same of the impulses */
    float loading_rate_loss;    /**< 1 - last/best loading rate; not a velocity loss */
    float cadence;              /**< repetitions a minute, from first to last start; 0 with fewer than two */
    float completeness_min;     /**< least complete of the full repetitions */
    float work_j;               /**< concentric work from the band's curve, J; 0: band or lengths unknown */
    float power_w;              /**< work_j over the concentric time, W */
} bandex_set_summary;

/** One set. reps belong to the caller and outlive the set. */
typedef struct bandex_set {
    uint8_t id[BANDEX_ID_SIZE];          /**< given by the host; all zero: none */
    uint8_t session_id[BANDEX_ID_SIZE];  /**< the session it belongs to */
    char exercise[BANDEX_TOKEN_SIZE];    /**< exercise id */
    char variant[BANDEX_TOKEN_SIZE];     /**< variant id or empty */
    bandex_band_use band;                /**< the band and how it was used */
    int64_t start_ms;                    /**< UTC milliseconds since 1970 */
    int32_t utc_offset_min;              /**< minutes of the local time east of UTC */
    int32_t unit;                        /**< BANDEX_UNIT_* of the reps' forces */
    float scale;                         /**< unit per stored integer step: 0.001 for newtons stored as mN */
    uint8_t side;                        /**< BANDEX_SIDE_* */
    uint8_t without_sensor;              /**< 1: nothing was measured, only accepted_reps is known */
    uint8_t reserved_[2];                /**< zero */
    int32_t target_reps;                 /**< prescribed repetitions, BANDEX_UNKNOWN: none */
    int32_t target_tut_ms;               /**< prescribed time under tension, BANDEX_UNKNOWN: none */
    int32_t rung;                        /**< rung of the ladder that was used, BANDEX_UNKNOWN: none */
    int32_t force_mn;                    /**< reference peak force of that rung, BANDEX_UNKNOWN: none */
    int32_t detected_reps;               /**< full repetitions found, BANDEX_UNKNOWN without sensor */
    int32_t detected_partials;           /**< partial repetitions found, BANDEX_UNKNOWN without sensor */
    int32_t accepted_reps;               /**< what the person accepts; equal to detected_reps unless corrected */
    int32_t valid_reps;                  /**< of these, complete and in tempo; BANDEX_UNKNOWN: not judged */
    int32_t tut_ms;                      /**< time under tension, BANDEX_UNKNOWN: not measured */
    int32_t rir;                         /**< repetitions in reserve, BANDEX_UNKNOWN */
    int32_t rpe10;                       /**< rating of perceived exertion x 10, BANDEX_UNKNOWN */
    int32_t omni;                        /**< OMNI-RES effort 0..10, BANDEX_UNKNOWN */
    const bandex_rep *reps;              /**< its repetitions, or NULL */
    size_t rep_count;                    /**< how many */
} bandex_set;

/** One session: sets of one or more exercises. sets belong to the caller. */
typedef struct bandex_session {
    uint8_t id[BANDEX_ID_SIZE];   /**< given by the host */
    int64_t start_ms;             /**< UTC milliseconds since 1970 */
    int32_t utc_offset_min;       /**< minutes of the local time east of UTC */
    int32_t sets_prescribed;      /**< BANDEX_UNKNOWN: none */
    int32_t pain_during;          /**< 0..10, BANDEX_UNKNOWN */
    int32_t pain_morning;         /**< 0..10 on the morning after, BANDEX_UNKNOWN */
    int32_t readiness;            /**< 0..10, BANDEX_UNKNOWN */
    int32_t omni;                 /**< effort of the whole session 0..10, BANDEX_UNKNOWN */
    uint8_t red_flag;             /**< 1: sharp pain, breathlessness, dizziness ... was reported */
    uint8_t slot;                 /**< slot of an undulating plan, 0 otherwise */
    uint8_t reserved_[2];         /**< zero */
    const bandex_set *sets;       /**< in order of time */
    size_t set_count;             /**< how many */
} bandex_session;

/** Fills a set with "not told" in every field. */
BANDEX_API bandex_status bandex_set_default(bandex_set *set);

/** Fills a session with "not told" in every field. */
BANDEX_API bandex_status bandex_session_default(bandex_session *session);

/** Empties a summary before bandex_set_summary_add(). */
BANDEX_API bandex_status bandex_set_summary_init(bandex_set_summary *summary);

/** Adds a final repetition (of a REP_ENDED event, or of storage), in order of time. */
BANDEX_API bandex_status bandex_set_summary_add(bandex_set_summary *summary, const bandex_rep *rep);

/** Takes reps into a set: detected, accepted and time under tension follow from them. Reps stay the caller's. */
BANDEX_API bandex_status bandex_set_detected(bandex_set *set, const bandex_rep *reps, size_t count);

#ifdef __cplusplus
}
#endif
#endif
