/* SPDX-License-Identifier: MIT */
/** @file bandex/advice.h
 *  @brief What a set tells while it is done: tempo, range of motion, loss and when to stop, as data.
 *
 *  An advisor is memory of the caller (1.2 KB), fixed and plain data: copy it, store it. Give it the events of a
 *  detector with bandex_advisor_feed(), or final repetitions with bandex_advisor_add(), and ask bandex_advisor_get()
 *  about the newest. Counts that are withdrawn and classes that change later are followed. What to show, and whether to
 *  stop, is the host's decision. Bounded work, no heap, no math library; linked only where it is called. Any two
 *  advisors may be used from two threads, one from one at a time.
 *
 *  @code
 *  bandex_advisor_init(&advisor, &config);              // NULL: free tempo, no thresholds
 *  while (bandex_detector_poll(&detector, &event)) {
 *      bandex_advisor_feed(&advisor, &event);
 *      if (event.kind == BANDEX_EVENT_REP_ENDED && bandex_advisor_get(&advisor, &advice) == BANDEX_OK)
 *          show(&advice);
 *  }
 *  @endcode
 *
 *  The figures are of the force at the band and are information, not medical advice. */
#ifndef BANDEX_ADVICE_H
#define BANDEX_ADVICE_H

#include <bandex/rep.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A prescribed tempo, by name: a bare "3-2-3" means different orders to different authors (Poliquin writes the
 *  eccentric first, Faber 2015 the concentric), so none is stored. BANDEX_UNKNOWN: that phase is free. */
typedef struct bandex_tempo {
    int32_t concentric_ms; /**< shortening of the muscle */
    int32_t hold_ms;       /**< hold where the muscle is short (the band long) */
    int32_t eccentric_ms;  /**< lengthening of the muscle */
    int32_t rest_ms;       /**< hold where the muscle is long, between repetitions */
} bandex_tempo;

/** What is prescribed, and which loss is enough. Fill with bandex_advice_config_default(). A loss is that of
 *  ::bandex_loss; a threshold of 0 (default) never stops.
 *
 *  Velocity-based training stops a set at a loss of 10 (low), 20 (moderate) or 30 % (high) of mean velocity against
 *  the fastest repetition (Weakley 2021; the loss is that of Sanchez-Medina and Gonzalez-Badillo 2011). Force alone
 *  knows no velocity: its loading rate is the nearest to it, and nobody has validated these thresholds for it. They also
 *  differ from session to session (Jukic 2023). So none is a default.
 *
 *  Frozen within a major version, since an advisor holds one. */
typedef struct bandex_advice_config {
    uint32_t struct_size;               /**< sizeof(bandex_advice_config), set by the default function */
    bandex_tempo tempo;                 /**< prescribed, each phase 0 to 600000 ms or BANDEX_UNKNOWN (default: free) */
    int32_t tempo_tolerance_permille;   /**< how far a phase may be off its prescribed time, 0..1000; default 200 */
    int32_t tempo_tolerance_ms;         /**< or this far, if that is more, 0..600000; default 300. Both are library
                                             defaults: nearer than that, single phases cannot be told apart by hand
                                             (limits of agreement -0.29 to 0.56 s, 13 to 21 %; Rathleff 2013) */
    int32_t stop_range_permille;        /**< loss of force range that is enough, 0..1000 */
    int32_t stop_peak_permille;         /**< loss of peak force, 0..1000 */
    int32_t stop_impulse_permille;      /**< loss of impulse, 0..1000 */
    int32_t stop_loading_rate_permille; /**< loss of loading rate, 0..1000 */
    int32_t stop_after;                 /**< repetitions in a row with a loss that is enough, 1 (default) to 100: one
                                             slow repetition may be chance */
} bandex_advice_config;

/** How long a phase took against its prescribed time. */
enum {
    BANDEX_PACE_FREE = 0,   /**< nothing is prescribed, or its time is not known */
    BANDEX_PACE_WITHIN = 1, /**< within the tolerance */
    BANDEX_PACE_SHORT = 2,  /**< shorter: hurried */
    BANDEX_PACE_LONG = 3    /**< longer */
};

/** One phase of the newest repetition, and of all of the set so far, against the prescribed tempo. Times are rounded to
 *  milliseconds; what cannot be told is BANDEX_UNKNOWN. */
typedef struct bandex_phase_advice {
    int32_t prescribed_ms;       /**< BANDEX_UNKNOWN: free */
    int32_t took_ms;             /**< the newest repetition */
    int32_t ratio_permille;      /**< took / prescribed; BANDEX_UNKNOWN also where 0 ms are prescribed */
    int32_t pace;                /**< BANDEX_PACE_* of the newest repetition */
    int32_t mean_ms;             /**< mean of the set so far */
    int32_t mean_ratio_permille; /**< mean / prescribed */
    int32_t deviation_ms;        /**< mean of |took - prescribed|. Of whole repetitions of 8 s it was 4.3 s without and
                                      1.5 s with live feedback (Riel 2018) */
    uint32_t within;             /**< repetitions within the tolerance */
    uint32_t count;              /**< repetitions of which this phase is known: within of them */
} bandex_phase_advice;

/** One measure of the newest repetition against the best of the set, of the same side. Both raw values stay; the
 *  reference is the best, not the first repetition (the first is often not the best). */
typedef struct bandex_loss {
    float newest;          /**< as measured, in the unit of the measure; NaN where it was not */
    float best;            /**< largest of the full repetitions and holds so far, the newest included; 0: none */
    int32_t loss_permille; /**< 1000 x (1 - newest / best), rounded, 0..1000; BANDEX_UNKNOWN without a number on both
                                sides or a best above 0 */
} bandex_loss;

/** What stands out in an advice. */
enum {
    BANDEX_ADVICE_FLAG_PARTIAL = 1u << 0,      /**< the newest repetition is partial */
    BANDEX_ADVICE_FLAG_OFF_TEMPO = 1u << 1,    /**< a prescribed phase of it, or the rest before it, is short or long */
    BANDEX_ADVICE_FLAG_RANGE = 1u << 2,        /**< its loss of range is enough by the host's threshold */
    BANDEX_ADVICE_FLAG_PEAK = 1u << 3,         /**< its loss of peak is */
    BANDEX_ADVICE_FLAG_IMPULSE = 1u << 4,      /**< its loss of impulse is */
    BANDEX_ADVICE_FLAG_LOADING_RATE = 1u << 5, /**< its loss of loading rate is */
    BANDEX_ADVICE_FLAG_STOP = 1u << 6          /**< one of these four was, in stop_after repetitions in a row: by the
                                                    host's own rule this set is over */
};

/** What the newest repetition and the set so far tell. Counted are full and partial repetitions and holds; only full
 *  repetitions and holds set a best. Frozen within a major version. */
typedef struct bandex_advice {
    uint32_t rep_id;                /**< the newest repetition that counts */
    uint32_t flags;                 /**< BANDEX_ADVICE_FLAG_* */
    uint32_t reps;                  /**< full repetitions and holds so far */
    uint32_t partials;              /**< partial ones */
    bandex_phase_advice concentric; /**< shortening */
    bandex_phase_advice hold;       /**< hold at the top */
    bandex_phase_advice eccentric;  /**< lengthening; not known of a set that ended at the top */
    bandex_phase_advice rest;       /**< rest before the repetition; not known of the first */
    bandex_phase_advice tension;    /**< the first three together: time under tension. Prescribed if all three are */
    bandex_loss range;              /**< force range, min(rise, fall): with one band and anchor this is range of motion,
                                         since a band's force follows its length. unit of the signal */
    bandex_loss peak;               /**< peak force, absolute: no loss for signals below zero. Unit of the signal */
    bandex_loss impulse;            /**< impulse, unit x seconds; falls also when a repetition is done faster */
    bandex_loss loading_rate;       /**< highest slope of the rise, unit per second: velocity-like, but no velocity */
    float range_median;             /**< median range of the full repetitions and holds of this side among the newest
                                         BANDEX_ADVISOR_REPS cycles, the newest included; 0: none */
    int32_t range_below_median_permille; /**< 1000 x (1 - range / median), 0..1000; BANDEX_UNKNOWN as above */
    float completeness;             /**< as the detector judged it, against the median of the last three or the range
                                         that the host expects */
    float cadence;                  /**< repetitions a minute from the first start to the newest; 0 for the first */
    float cadence_newest;           /**< 60 s over the time since the start before; 0 for the first */
} bandex_advice;

/** Cycles that an advisor keeps one by one. A later event withdraws or changes only one of the last few. */
#define BANDEX_ADVISOR_REPS 16

/** One repetition, as an advisor keeps it. */
typedef struct bandex_advisor_rep {
    uint64_t start_us;     /**< as in ::bandex_rep */
    uint32_t rep_id;       /**< as in ::bandex_rep */
    uint32_t phases_us[4]; /**< concentric, hold, eccentric, rest before; UINT32_MAX: not known */
    float measures[4];     /**< range, peak, impulse, loading rate */
    float completeness;    /**< as in ::bandex_rep */
    uint8_t rep_class;     /**< BANDEX_REP_*, the latest word on it */
    uint8_t side;          /**< BANDEX_SIDE_* */
    uint8_t reserved_[2];  /**< zero */
} bandex_advisor_rep;

/** Sums over repetitions, as an advisor keeps them. The phases are concentric, hold, eccentric, rest and tension. */
typedef struct bandex_advisor_sums {
    uint64_t first_us;        /**< start of the first */
    uint64_t newest_us;       /**< start of the newest */
    uint64_t before_us;       /**< start of the one before it */
    uint64_t phase_us[5];     /**< time in each phase */
    uint64_t deviation_us[5]; /**< summed |took - prescribed| */
    uint32_t known[5];        /**< repetitions of which the phase is known */
    uint32_t within[5];       /**< of these, within the tolerance */
    uint32_t reps;            /**< full repetitions and holds */
    uint32_t partials;        /**< partial ones */
    uint32_t enough;          /**< in a row, a loss that is enough */
    float best[16];           /**< range, peak, impulse, loading rate of side 0, then of side 1, 2, 3 */
} bandex_advisor_sums;

/** A set in progress: the newest cycles one by one and the sums of those before. The content is for the advisor's
 *  use. Frozen within a major version. */
typedef struct bandex_advisor {
    bandex_advice_config config; /**< copied by init */
    bandex_advisor_sums older;   /**< of repetitions that are no longer in the list */
    bandex_advisor_rep newest[BANDEX_ADVISOR_REPS]; /**< in order */
    uint32_t newest_count;       /**< how many */
    uint32_t set_ended;          /**< 1: the next repetition begins a new set */
} bandex_advisor;

/** Fills config with defaults, struct_size included. */
BANDEX_API bandex_status bandex_advice_config_default(bandex_advice_config *config);

/** Begins a set.
 *  @param config  NULL: the defaults; copied
 *  @return BANDEX_E_SIZE for a config of another size, BANDEX_E_ARGUMENT for a value outside its range */
BANDEX_API bandex_status bandex_advisor_init(bandex_advisor *self, const bandex_advice_config *config);

/** Takes the next event of a detector; events must come in order, none left out. After SET_ENDED the set stays
 *  readable until the next repetition begins a new one. */
BANDEX_API bandex_status bandex_advisor_feed(bandex_advisor *self, const bandex_event *event);

/** Takes a final repetition without events, e.g. from storage, in order of time; ids are not looked at. Begin each set
 *  with bandex_advisor_init(). */
BANDEX_API bandex_status bandex_advisor_add(bandex_advisor *self, const bandex_rep *rep);

/** What the newest repetition and the set so far tell.
 *  @return BANDEX_E_NOT_FOUND before the first repetition that counts (advice is zero then) */
BANDEX_API bandex_status bandex_advisor_get(const bandex_advisor *self, bandex_advice *advice);

#ifdef __cplusplus
}
#endif
#endif
