/* SPDX-License-Identifier: MIT */
/** @file bandex/record.h
 *  @brief What was done: sets and sessions as plain data, and the summary of a set.
 *
 *  A set keeps two things apart: what the detector found and what the person accepted (corrections, sets without a
 *  sensor, undo). Planning and progression follow what was accepted. Nothing here allocates. */
#ifndef BANDEX_RECORD_H
#define BANDEX_RECORD_H

#include <bandex/advice.h>
#include <bandex/band.h>
#include <bandex/rep.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BANDEX_ID_SIZE 16      /**< bytes of a record's id, given by the host (e.g. a random UUID); merge goes by it */

/** Measures of a set, from its repetitions. Forces in the unit of the signal. Full, partial and isometric efforts
 *  are added up; spikes and set-up moves are not. Measures of decline look at full repetitions and holds only and
 *  are 0 with fewer than two of them. */
typedef struct bandex_set_summary {
    uint32_t full;              /**< full repetitions */
    uint32_t partial;           /**< partial ones */
    uint32_t holds;             /**< timed efforts of the isometric mode */
    uint32_t bumps;             /**< bumps suppressed within repetitions: few is smooth */
    uint64_t start_us;          /**< start of the first */
    uint64_t end_us;            /**< end of the last */
    uint64_t last_start_us;     /**< start of the last */
    uint64_t concentric_us;     /**< time under tension, concentric */
    uint64_t hold_us;           /**< time under tension, holding */
    uint64_t eccentric_us;      /**< time under tension, eccentric */
    uint64_t rest_us;           /**< time between repetitions, from the first to the last */
    float peak;                 /**< highest peak */
    float peak_mean;            /**< mean of the peaks of full repetitions and holds */
    float mean;                 /**< time-weighted mean force over all repetitions */
    float impulse;              /**< sum of the impulses */
    float impulse_best;         /**< largest impulse of a full repetition or hold */
    float loading_rate_best;    /**< highest loading rate of one */
    float peak_best;            /**< highest peak of one */
    float peak_decline;         /**< 1 - last/best peak, 0..1. At a fixed anchor and grip a lower peak of a band is
                                     lost range of motion, not lost strength */
    float impulse_decline;      /**< the same of the impulses */
    float loading_rate_loss;    /**< 1 - last/best loading rate, 0..1; from force alone this is no velocity loss */
    float cadence;              /**< repetitions a minute, from first to last start; 0 with fewer than two */
    float completeness_min;     /**< least complete of the full repetitions and holds */
    float work_j;               /**< concentric work from the band's curve, J, by bandex_set_summary_work() or
                                     bandex_set_summary_work_add(); else 0 */
    float power_w;              /**< work_j over the concentric time, W */
} bandex_set_summary;

/** Work at a band in one repetition, from the force that was measured. */
typedef struct bandex_work {
    float start_mm;    /**< length of the band at the trough before */
    float peak_mm;     /**< at the peak */
    float end_mm;      /**< at the trough after; the peak's for a repetition without return */
    float stretch_j;   /**< work done on the band on the way to the peak, J */
    float returned_j;  /**< work that it gives back on the way to the trough after, J, loss in the band left out */
    float power_w;     /**< mean power of the way to the peak: stretch_j over the concentric time, W; 0 for no time. Of
                            pulling movements: where the band assists (BANDEX_RISING_IS_ECCENTRIC), the muscle
                            shortens on the way back */
} bandex_work;

/** What a repetition must show to count as valid. Fill with bandex_form_default(). The thresholds are data of the
 *  caller; the defaults are library defaults. */
typedef struct bandex_form {
    uint32_t struct_size;             /**< sizeof(bandex_form), set by the default function */
    int32_t full_force_mn;            /**< peak force at the calibrated full range of motion, mN; BANDEX_UNKNOWN (default):
                                           judge by completeness instead */
    int32_t full_force_min_permille;  /**< least share of it, default 950 */
    int32_t completeness_min_permille;/**< least completeness without full_force_mn, default 800 */
    int32_t tempo_tolerance_permille; /**< how far a phase may be off its prescribed time, default 500 */
    int32_t tempo_tolerance_ms;       /**< or this far, if that is more, default 300 as in ::bandex_advice_config: no hold
                                           is exactly 0 ms long. Both 0: exact */
    bandex_tempo tempo;               /**< prescribed tempo; all BANDEX_UNKNOWN (default): any tempo is valid */
} bandex_form;

/** Time under tension against the prescribed one. */
typedef struct bandex_dose {
    int64_t tut_ms;           /**< received */
    int64_t target_ms;        /**< prescribed */
    int32_t ratio_permille;   /**< received / prescribed, rounded down */
    int32_t compliant;        /**< 1: |received - prescribed| <= tolerance */
} bandex_dose;

/** One measure of both sides: raw values and (right - left) / max(right, left), signed. At least nine formulas are
 *  in use (Bishop 2016), so the inputs stay. */
typedef struct bandex_asymmetry {
    float left;    /**< raw value, left */
    float right;   /**< raw value, right */
    float index;   /**< (right - left) / max(|right|, |left|), -1..1 for values of one sign; 0 when both are 0 */
} bandex_asymmetry;

/** Left against right of a set measured on two channels. */
typedef struct bandex_set_asymmetry {
    bandex_asymmetry reps;         /**< full repetitions */
    bandex_asymmetry peak_mean;    /**< mean peak */
    bandex_asymmetry impulse;      /**< summed impulse */
    bandex_asymmetry loading_rate; /**< best loading rate */
    bandex_asymmetry tut_s;        /**< time under tension, s */
} bandex_set_asymmetry;

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
    int32_t target_sets;                 /**< prescribed sets of this exercise in this session, BANDEX_UNKNOWN: none */
    int32_t target_reps;                 /**< prescribed repetitions, BANDEX_UNKNOWN: none */
    int32_t target_tut_ms;               /**< prescribed time under tension, BANDEX_UNKNOWN: none */
    int32_t rung;                        /**< rung of the ladder that was used, BANDEX_UNKNOWN: none */
    int32_t force_mn;                    /**< reference peak force of that rung, BANDEX_UNKNOWN: none */
    int32_t detected_reps;               /**< full repetitions found, BANDEX_UNKNOWN without sensor */
    int32_t detected_partials;           /**< partial repetitions found, BANDEX_UNKNOWN without sensor */
    int32_t accepted_reps;               /**< what the person accepts; equal to detected_reps unless corrected;
                                              BANDEX_UNKNOWN: planned, but not performed */
    int32_t valid_reps;                  /**< of these, complete and in tempo; BANDEX_UNKNOWN: not judged */
    int32_t tut_ms;                      /**< time under tension, BANDEX_UNKNOWN: not measured */
    int32_t rir;                         /**< repetitions in reserve, BANDEX_UNKNOWN */
    int32_t rpe10;                       /**< rating of perceived exertion x 10, BANDEX_UNKNOWN */
    int32_t omni;                        /**< OMNI-RES effort 0..10, BANDEX_UNKNOWN */
    int32_t peak_mn;                     /**< highest peak of a full repetition, mN; BANDEX_UNKNOWN, also for unitless signals */
    int32_t impulse_mns;                 /**< impulse of the set, mN s; BANDEX_UNKNOWN */
    int32_t loss_permille;               /**< loading-rate loss last against best, permille; BANDEX_UNKNOWN */
    int32_t rom_permille;                /**< completeness of the least complete full repetition, permille; BANDEX_UNKNOWN */
    bandex_tempo tempo;                  /**< prescribed tempo */
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

/** Fills a form with the defaults named at its fields, struct_size included. */
BANDEX_API bandex_status bandex_form_default(bandex_form *form);

/** Empties a summary before bandex_set_summary_add(). */
BANDEX_API bandex_status bandex_set_summary_init(bandex_set_summary *summary);

/** Adds a final repetition (of a REP_ENDED event, or of storage), in order of time. Values that are not numbers
 *  are left out of the measure they belong to. Bounded work, no memory of earlier repetitions but the summary's. */
BANDEX_API bandex_status bandex_set_summary_add(bandex_set_summary *summary, const bandex_rep *rep);

/** Time under tension of a summary, microseconds: concentric + hold + eccentric. 0 for NULL. */
BANDEX_API uint64_t bandex_set_summary_tut(const bandex_set_summary *summary);

/** Takes reps into a set: detected, accepted, time under tension, peak, impulse, loss and range of motion follow from
 *  them. A correction that was made before is overwritten: call it before the person corrects. Reps stay the
 *  caller's. A force that does not fit 32 bits of mN is BANDEX_UNKNOWN. */
BANDEX_API bandex_status bandex_set_detected(bandex_set *set, const bandex_rep *reps, size_t count);

/** Judges the reps of a set by form and writes valid_reps (at most accepted_reps). A set without reps keeps it.
 *  @param form  NULL: the defaults with the set's own tempo */
BANDEX_API bandex_status bandex_set_judge(bandex_set *set, const bandex_form *form);

/** 1 if one repetition is full (or a hold) and meets form, else 0; scale is mN per unit of the signal (1000 for N). */
BANDEX_API int bandex_rep_valid(const bandex_rep *rep, const bandex_form *form, float mn_per_unit);

/** Time under tension against the prescribed one, compliant within tolerance_permille of it.
 *  @param target_ms  above 0 and below 2^53
 *  @param tolerance_permille  0..1000; Faber 2015 (PeerJ 1102) used 80
 *  @return BANDEX_E_ARGUMENT outside these ranges or for a negative tut_ms */
BANDEX_API bandex_status bandex_dose_compare(int64_t tut_ms, int64_t target_ms, int32_t tolerance_permille, bandex_dose *out);

/** Prescribed time under tension of reps at a tempo: reps x (concentric + hold + eccentric), ms; phases that are free
 *  count as 0. @return BANDEX_E_ARGUMENT for negative reps. */
BANDEX_API bandex_status bandex_tempo_tut(const bandex_tempo *tempo, int32_t reps, int64_t *tut_ms);

/** Work and power of a summary from the band's curve: concentric work of one repetition (bandex_band_work(), from
 *  use->start_mm to use->peak_mm) times the full repetitions and holds, over the concentric time. An estimate from the
 *  prescribed lengths, not from the force that was measured.
 *  @return as bandex_band_work(); work and power are 0 then. BANDEX_E_NOT_FOUND for a band the library doesn't know */
BANDEX_API bandex_status bandex_set_summary_work(bandex_set_summary *summary, const bandex_band_use *use);

/** Work and power of one repetition from the force that was measured: the band's lengths at its troughs and peak
 *  follow from the inverse of the band's curve (bandex_spring_length()), the work is the integral of the curve between
 *  them (bandex_spring_work()). As right as the curve is: calibrate the person's own band where it matters. It is the
 *  work at what the sensor is in line with: of one hand, where each hand pulls at an end of its own.
 *  @param rep     forces in newtons, with the sensor's zero at no load; below zero counts as slack
 *  @param spring  the band as it hangs (bandex_spring_open())
 *  @return BANDEX_E_RANGE for a force beyond the limit of the band, a measure that is no number, or a peak below a
 *          trough; out is zero then */
BANDEX_API bandex_status bandex_rep_work(const bandex_rep *rep, const bandex_spring *spring, bandex_work *out);

/** Adds the measured work of a repetition to a summary, after bandex_set_summary_add() of the same repetition, and makes
 *  power_w anew. Repetitions that do not count (spikes, set-up moves) are passed over. Do not mix it with
 *  bandex_set_summary_work(), which overwrites the sum.
 *  @return as bandex_rep_work(); the summary is unchanged on error */
BANDEX_API bandex_status bandex_set_summary_work_add(bandex_set_summary *summary, const bandex_rep *rep, const bandex_spring *spring);

/** Left against right from the summaries of two channels (two detectors). */
BANDEX_API bandex_status bandex_set_asymmetry_compare(const bandex_set_summary *left, const bandex_set_summary *right,
                                                      bandex_set_asymmetry *out);

#ifdef __cplusplus
}
#endif
#endif
