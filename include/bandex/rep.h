/* SPDX-License-Identifier: MIT */
/** @file bandex/rep.h
 *  @brief Repetitions from a force signal, one sample at a time, without heap, files or a math library.
 *
 *  This header, with export.h, status.h and units.h, is all that a device needs. A detector is a block of memory of
 *  published size that belongs to the caller; it may be copied or saved with memcpy at any moment, also in the
 *  middle of a repetition. Any two detectors may be used from two threads; one detector from one at a time.
 *
 *  Order of calls: bandex_detector_config_default(), bandex_detector_init(), then either
 *  bandex_detector_feed() and bandex_detector_poll() per sample or bandex_detector_process() per block, and
 *  bandex_detector_finish() at the end. */
#ifndef BANDEX_REP_H
#define BANDEX_REP_H

#include <bandex/export.h>
#include <bandex/status.h>
#include <bandex/units.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of a detector on every target. Part of the ABI of a major version. */
#define BANDEX_DETECTOR_SIZE 512

/** Event slots that bandex_detector_process() wants free before it takes a sample: one sample never causes more. */
#define BANDEX_EVENTS_PER_SAMPLE 4

/** A detector. Its content is private; its size and alignment are not. */
typedef union bandex_detector {
    uint64_t align_;                               /**< alignment; not for use */
    unsigned char opaque_[BANDEX_DETECTOR_SIZE];   /**< private content */
} bandex_detector;

/** What the numbers of the signal are. */
enum {
    BANDEX_UNIT_NEWTON = 0,   /**< newtons: the floors of the detector are forces */
    BANDEX_UNIT_UNITLESS = 1  /**< counts of unknown offset and scale: floors follow the noise of the signal */
};

/** Moment at which a repetition counts (the beep). */
enum {
    BANDEX_COUNT_AT_RETURN = 0, /**< when most of the force has been let off again (default) */
    BANDEX_COUNT_AT_TOP = 1,    /**< as soon as the top is certain; may be revoked */
    BANDEX_COUNT_AT_END = 2     /**< when the repetition is over: half a second of rest at the bottom, or the next rise */
};

/** Which muscle action a rising force is. */
enum {
    BANDEX_RISING_IS_CONCENTRIC = 0, /**< pulling stretches the band (default) */
    BANDEX_RISING_IS_ECCENTRIC = 1   /**< band-assisted movements: the band lifts, yielding stretches it */
};

/** What is detected. */
enum {
    BANDEX_MODE_REPETITIONS = 0, /**< load-release cycles (default) */
    BANDEX_MODE_ISOMETRIC = 1    /**< each hold above a threshold is one timed effort */
};

/** Class of a cycle. Completeness is its min(rise, fall) over the reference range at that time: the caller's
 *  expected range, else the median of the last three full repetitions. Boundaries: library default. */
enum {
    BANDEX_REP_FULL = 1,    /**< completeness from 0.50 */
    BANDEX_REP_PARTIAL = 2, /**< completeness from 0.25 to 0.50 */
    BANDEX_REP_SPIKE = 3,   /**< too short to be a repetition */
    BANDEX_REP_SETUP = 4,   /**< slack take-up, un-racking, or a first cycle too slight to count before more of them
                                 come: it does not count unless a RECLASSIFIED event says so */
    BANDEX_REP_HOLD = 5     /**< a timed effort of the isometric mode */
};

/** Flags of a repetition. */
enum {
    BANDEX_REP_FLAG_CLIPPED = 1u << 0,   /**< the sensor was saturated within it */
    BANDEX_REP_FLAG_GAP = 1u << 1,       /**< more than 1.5 s of samples are missing within it (library default), or the
                                              clock restarted; shorter gaps are bridged without a flag */
    BANDEX_REP_FLAG_NO_RETURN = 1u << 2, /**< the set ended at the top */
    BANDEX_REP_FLAG_SPIKE = 1u << 3,     /**< single-sample spikes were taken out within it */
    BANDEX_REP_FLAG_RECLASSIFIED = 1u << 4, /**< its class was changed by a later event */
    BANDEX_REP_FLAG_LOW_RATE = 1u << 5   /**< less than 20 samples a second: too few for its phase times to be trusted */
};

/** Side of the body that worked. */
enum {
    BANDEX_SIDE_NONE = 0,  /**< not told */
    BANDEX_SIDE_LEFT = 1,  /**< left */
    BANDEX_SIDE_RIGHT = 2, /**< right */
    BANDEX_SIDE_BOTH = 3   /**< both together */
};

/** Version of the phase definition in bandex_rep::phase_def: slope edges at 5 % of the phase's peak slope. */
#define BANDEX_PHASE_DEF_SLOPE_5 1

/** One repetition with its measures. Times are microseconds since bandex_detector_init(); forces are in the unit of
 *  the signal. concentric + hold + eccentric = end - start. Frozen within a major version. */
typedef struct bandex_rep {
    uint64_t start_us;     /**< force passes 10 % of the rep's own rise above the trough before it, interpolated */
    uint64_t top_us;       /**< end of the concentric phase */
    uint64_t peak_us;      /**< time of the highest force */
    uint64_t end_us;       /**< force passes 10 % of the rep's own fall above the trough after it, interpolated */
    uint64_t counted_us;   /**< time of the sample at which the counting event was delivered; 0: not counted */
    uint32_t rep_id;       /**< 1, 2, 3, ... in order of detection; events refer to it */
    uint32_t flags;        /**< BANDEX_REP_FLAG_* */
    uint32_t concentric_us;  /**< duration of the concentric phase */
    uint32_t hold_us;        /**< between the slope edges at the top */
    uint32_t eccentric_us;   /**< duration of the eccentric phase */
    uint32_t rest_before_us; /**< from the end of the repetition before to the start, at most 35 min; 0 for the first */
    float peak;            /**< highest value, absolute, of the means of at least 10 ms after their median of 5, or of 3 below
                                62 samples a second (library default) */
    float trough;          /**< lowest value before the rise, absolute, of the force as filtered for detection */
    float rise;            /**< peak - trough before */
    float fall;            /**< peak - trough after */
    float mean;            /**< time-weighted mean of the force over [start, end]: impulse over duration */
    float impulse;         /**< integral of the force (as filtered for detection) over [start, end], unit x seconds */
    float impulse_above_trough; /**< the same above the line of the trough before, unit x seconds */
    float loading_rate;    /**< highest slope of the rise at the detection bandwidth, unit per second */
    float rfd_100;         /**< mean rate of force development over the first 100 ms from start; NaN below 80 Hz */
    float rfd_200;         /**< the same over 200 ms; NaN below 80 Hz */
    float completeness;    /**< min(rise, fall) over the reference at that time; 1 is a full repetition */
    uint16_t bumps;        /**< bumps suppressed within it: 0 is smooth */
    uint8_t rep_class;     /**< BANDEX_REP_FULL ... */
    uint8_t side;          /**< BANDEX_SIDE_*, as told by the host */
    uint8_t phase_def;     /**< BANDEX_PHASE_DEF_*: how the phase times are defined */
    uint8_t reserved_[3];  /**< zero */
} bandex_rep;

/** Bytes that bandex_rep_encode() writes at most. */
#define BANDEX_REP_ENCODED_MAX 256

/** Writes a final repetition as a record of docs/format/SPEC.md (deterministic CBOR, forces in thousandths of the
 *  unit), byte for byte what the store room writes: a device sends these bytes, a host takes them as they are.
 *  Integer arithmetic only.
 *  @param cap  room in buf; BANDEX_REP_ENCODED_MAX is always enough
 *  @param len  bytes written, or needed when BANDEX_E_FULL is returned
 *  @return BANDEX_E_FULL, BANDEX_E_RANGE for a number that is infinite or too large, BANDEX_E_ARGUMENT */
BANDEX_API bandex_status bandex_rep_encode(const bandex_rep *rep, uint8_t *buf, size_t cap, size_t *len);

/** What an event says. */
enum {
    BANDEX_EVENT_REP_TOP = 1,      /**< the top is reached; provisional, may be revoked */
    BANDEX_EVENT_REP_COUNTED = 2,  /**< the repetition counts, as full or as partial (rep_class): the beep */
    BANDEX_EVENT_REP_ENDED = 3,    /**< final measures */
    BANDEX_EVENT_RECLASSIFIED = 4, /**< an earlier repetition changes its class (bandex_event::rep holds it) */
    BANDEX_EVENT_REVOKED = 5,      /**< an earlier top or count is withdrawn */
    BANDEX_EVENT_SET_ENDED = 6     /**< the set is over */
};

/** Flags of an event. */
enum {
    BANDEX_EVENT_FLAG_DROPPED = 1u << 0,    /**< the host did not poll in time: events before this one are lost, tops first */
    BANDEX_EVENT_FLAG_AND_EARLIER = 1u << 1 /**< REVOKED: this repetition and all before it from first_rep_id on:
                                                 moves before the first repetition, or the tremble of a sensor at
                                                 rest, as a load many times larger shows now */
};

/** Something that happened. Frozen within a major version.
 *
 *  The newest repetition comes whole, as far as it is known. Of an earlier one (RECLASSIFIED, REVOKED) rep holds only
 *  rep_id, rep_class, completeness, flags and, for RECLASSIFIED, counted_us; ::bandex_rep_list puts these together. */
typedef struct bandex_event {
    int32_t kind;     /**< BANDEX_EVENT_* */
    uint32_t flags;   /**< BANDEX_EVENT_FLAG_* */
    uint64_t time_us; /**< time of the newest sample when the host fetched it: that of the sample which caused it, if
                           it polls after each or uses bandex_detector_process(); never falls from event to event */
    uint32_t count;   /**< full repetitions counted in the set so far */
    uint32_t partial_count; /**< partial ones */
    uint32_t first_rep_id;  /**< the first repetition of the set */
    uint32_t reserved_;     /**< zero */
    bandex_rep rep;   /**< the repetition concerned, as far as it is known; zero for SET_ENDED */
} bandex_event;

/** Settings of a detector. Fill with bandex_detector_config_default(); the defaults need no tuning. Zero means
 *  "default" in every field added later. */
typedef struct bandex_detector_config {
    uint32_t struct_size;    /**< sizeof(bandex_detector_config), set by the default function */
    uint32_t rate_num;       /**< samples a second as a fraction: 24308/100 for 243.08 Hz; 0: timestamps are given */
    uint32_t rate_den;       /**< denominator of the rate, 1 by default */
    int32_t unit;            /**< BANDEX_UNIT_* */
    int32_t mode;            /**< BANDEX_MODE_* */
    int32_t count_at;        /**< BANDEX_COUNT_AT_* */
    int32_t rising_is;       /**< BANDEX_RISING_IS_* */
    uint8_t inverted;        /**< 1: the sensor shows pull as falling values */
    uint8_t rescale;         /**< 1 (default): three similar cycles running of 40 to 62 % of the reference become full
                                  and the scale is learnt anew (library default); no effect with an expected range */
    uint8_t side;            /**< BANDEX_SIDE_* written into every rep */
    uint8_t starts_at_top;   /**< 1: each repetition starts and ends at the top (lowering first): the first rise of a
                                  set is none, and a repetition counts when its top is reached again */
    float expected_range;    /**< force range of a full repetition in the signal's unit, 0: learn it */
    float floor;             /**< smallest cycle that can be one, in the signal's unit; 0: 3 N, or less when the repetitions are
                                  known to be light, or a multiple of the noise */
    float resolution;        /**< step of the converter in the signal's unit: the floor is three of it at least; 0: unknown */
    float saturation_low;    /**< values at or below are clipped; low = high = 0: unknown */
    float saturation_high;   /**< values at or above are clipped */
    uint32_t min_rep_ms;     /**< shorter cycles are spikes; 0: 200 (library default) */
    uint32_t max_rep_ms;     /**< a longer one is no repetition; no less than min_rep_ms; 0: 60000 (library default) */
    uint32_t set_end_ms;     /**< pause that ends a set; 0 (default): 75 s (library default). Rounded up to 0.1 s. Not in
                                  the isometric mode, where the host ends sets */
    float hold_threshold;    /**< isometric mode: force above which a hold counts; 0: half the highest so far */
    uint32_t hold_min_ms;    /**< isometric mode: shortest hold (default 1000); one longer than 30 min is told in parts */
} bandex_detector_config;

/** Fills config with defaults, struct_size included. */
BANDEX_API bandex_status bandex_detector_config_default(bandex_detector_config *config);

/** Makes a detector ready.
 *  @param self    memory of the caller, aligned for uint64_t
 *  @param size    sizeof(bandex_detector) as the caller was compiled
 *  @param config  settings, or NULL for the defaults; copied
 *  @return BANDEX_E_SIZE for a size below BANDEX_DETECTOR_SIZE or an unusable struct_size, BANDEX_E_ARGUMENT for
 *          a value outside its range */
BANDEX_API bandex_status bandex_detector_init(bandex_detector *self, size_t size, const bandex_detector_config *config);

/** Starts over with the same settings: clock, scale and counts are forgotten. */
BANDEX_API bandex_status bandex_detector_reset(bandex_detector *self);

/** Takes one sample. Bounded work. A bad sample (NaN, infinite, time repeated or backward) is counted and skipped.
 *  @param t_us  device time in microseconds, may wrap; ignored when the config gives a rate */
BANDEX_API bandex_status bandex_detector_feed(bandex_detector *self, uint32_t t_us, float force);

/** Fetches the next event. A host that feeds packets may poll after each packet: the newest repetition's events wait
 *  until the top of the next one, at most 35 min: what is older is lost, and the next event says so (DROPPED).
 *  @return 1 and the event, or 0 if there is none (also for null pointers) */
BANDEX_API int bandex_detector_poll(bandex_detector *self, bandex_event *event);

/** Takes a block of samples and writes the events they cause; stops before a sample when fewer than
 *  BANDEX_EVENTS_PER_SAMPLE slots are free, to go on with the next call.
 *  @param t_us      n times, or NULL when the config gives a rate
 *  @param written   events written (never NULL)
 *  @param consumed  samples taken (never NULL)
 *  @return BANDEX_E_ARGUMENT when cap < BANDEX_EVENTS_PER_SAMPLE or times are missing */
BANDEX_API bandex_status bandex_detector_process(bandex_detector *self, const uint32_t *t_us, const float *force, size_t n,
                                                 bandex_event *events, size_t cap, size_t *written, size_t *consumed);

/** Ends the signal: an open repetition is closed or counted, the set ended. Call until it writes fewer than cap. */
BANDEX_API bandex_status bandex_detector_finish(bandex_detector *self, bandex_event *events, size_t cap, size_t *written);

/** Tells of a pause longer than half the wrap of the device's clock (35 min): elapsed_us since the last sample. One longer than
 *  set_end_ms ends the set, one longer than max_rep_ms the repetition that was going on: fetch the events of that before the next
 *  sample, as of a repetition of more than 35 min ago nothing is told any more. */
BANDEX_API bandex_status bandex_detector_resume(bandex_detector *self, uint64_t elapsed_us);

/** Begins a set by order of the host: moves before it never count. */
BANDEX_API bandex_status bandex_detector_start_set(bandex_detector *self);

/** Ends the set by order of the host; events come from poll or the next process. */
BANDEX_API bandex_status bandex_detector_end_set(bandex_detector *self);

/** Tells which side works from now on (BANDEX_SIDE_*); a repetition belongs to the side told before its top. Left and
 *  right keep a scale of their own, so that a weaker side's full repetitions do not pass for partial ones. */
BANDEX_API bandex_status bandex_detector_set_side(bandex_detector *self, int32_t side);

/** Full repetitions (isometric mode: holds) counted in this set; right even if events were never polled. */
BANDEX_API uint32_t bandex_detector_count(const bandex_detector *self);

/** Partial repetitions in this set. */
BANDEX_API uint32_t bandex_detector_partial_count(const bandex_detector *self);

/** Samples skipped because they could not be used (NaN, infinite, repeated or backward time). */
BANDEX_API uint64_t bandex_detector_skipped(const bandex_detector *self);

/** Microseconds since init, of the last sample taken, and of a pause told since. */
BANDEX_API uint64_t bandex_detector_time(const bandex_detector *self);

/** Ended cycles that a ::bandex_rep_list keeps because a later event may still count them. */
#define BANDEX_REP_LIST_WAITING 8

/** The repetitions that stand after all events so far: counted, with later classes and without revoked ones. For
 *  who wants the result and not its history. */
typedef struct bandex_rep_list {
    bandex_rep *reps;  /**< array of the caller, in order of rep_id */
    size_t capacity;   /**< its length */
    size_t count;      /**< repetitions in it: full, partial and holds */
    uint32_t revoked;  /**< counts delivered live and withdrawn later (revoked, or full made partial) */
    uint32_t lost;     /**< repetitions that found no room */
    bandex_rep waiting[BANDEX_REP_LIST_WAITING]; /**< private: ended, not counted yet */
} bandex_rep_list;

/** Begins a list over an array of the caller. */
BANDEX_API bandex_status bandex_rep_list_init(bandex_rep_list *self, bandex_rep *reps, size_t capacity);

/** Takes the next event of a detector into the list; events must come in order.
 *  @return BANDEX_E_FULL when a repetition found no room (it is told in lost; the list stays valid) */
BANDEX_API bandex_status bandex_rep_list_add(bandex_rep_list *self, const bandex_event *event);

#ifdef __cplusplus
}
#endif
#endif
