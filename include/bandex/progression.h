/* SPDX-License-Identifier: MIT */
/** @file bandex/progression.h
 *  @brief What to do next time, and why: policies as data, decisions that explain themselves.
 *
 *  A policy is plain data: a driver (which quantity moves, and by how much), a predicate that says when, a rule for
 *  stalls, gates that may only lower, a schedule, and clamps. Presets expand published schemes to such data.
 *  bandex_progression_next() reads a ladder of loads and the history and answers a decision with its reasons.
 *
 *  Everything is integer arithmetic (mN, ms, permille) without heap, clock, locale or randomness: the same input gives
 *  the same decision on every machine, and editing an old session heals the next one. Dates are passed in. All
 *  functions may run in several threads as long as nobody writes to their arguments.
 *
 *  Decisions are suggestions for the person who trains, not medical advice. docs/progression.md shows every preset. */
#ifndef BANDEX_PROGRESSION_H
#define BANDEX_PROGRESSION_H

#include <bandex/band.h>
#include <bandex/record.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BANDEX_POLICY_VERSION 1     /**< version of the meaning of a policy */
#define BANDEX_LOOKBACK 32          /**< sessions that a decision looks back at most; older ones change nothing */
#define BANDEX_SETS_MAX 16          /**< sets of a session that a decision reads; further ones are ignored */
#define BANDEX_PREDICATES_MAX 32    /**< predicates of a policy */
#define BANDEX_PREDICATE_DEPTH 4    /**< predicates within predicates */
#define BANDEX_AXES_MAX 4           /**< axes of a chain */
#define BANDEX_ROWS_MAX 8           /**< rows of a table */
#define BANDEX_GATES_MAX 16         /**< gates of a policy */
#define BANDEX_SLOTS_MAX 8          /**< slots of an undulating plan */
#define BANDEX_SET_LOADS_MAX 8      /**< sets of different load in a session (DeLorme, DAPRE) */
#define BANDEX_REASONS_MAX 9        /**< a primary reason and up to 8 contributing ones */
#define BANDEX_NONE (-1)            /**< no predicate */
#define BANDEX_TITLE_SIZE 96        /**< bytes of a policy's title with its terminating zero */
#define BANDEX_SOURCE_SIZE 224      /**< bytes of a policy's source with its terminating zero */

/** What a decision says. Permanent numbers. */
enum {
    BANDEX_ACTION_START = 0,        /**< no history: the starting prescription */
    BANDEX_ACTION_HOLD = 1,         /**< the same load again (on a refused step: the top of the range again) */
    BANDEX_ACTION_ADVANCE_LOAD = 2, /**< a heavier rung */
    BANDEX_ACTION_ADVANCE_REPS = 3, /**< more repetitions */
    BANDEX_ACTION_ADVANCE_SETS = 4, /**< more sets */
    BANDEX_ACTION_ADVANCE_TUT = 5,  /**< longer under tension */
    BANDEX_ACTION_REDUCE_LOAD = 6,  /**< a lighter rung: effort, pain, layoff, table row */
    BANDEX_ACTION_REDUCE_SETS = 7,  /**< fewer sets: scheduled deload */
    BANDEX_ACTION_DELOAD = 8,       /**< a lighter rung after a stall */
    BANDEX_ACTION_STOP = 9          /**< a red flag: no prescription */
};

/** Why. Permanent numbers; bandex_reason_name() gives the name without BANDEX_REASON_. */
enum {
    BANDEX_REASON_NONE = 0,                /**< no reason */
    BANDEX_REASON_NO_HISTORY = 1,          /**< nothing was done yet */
    BANDEX_REASON_NO_CHANGE = 2,           /**< nothing asks for a change */
    BANDEX_REASON_ALL_SETS_MET = 3,        /**< every prescribed set reached its repetitions */
    BANDEX_REASON_TOP_OF_RANGE = 4,        /**< every set reached the top of the range */
    BANDEX_REASON_TARGET_MET_ADD_REP = 5,  /**< target reached below the top of the range */
    BANDEX_REASON_TARGET_MET_ADD_TIME = 6, /**< holding time reached below its top */
    BANDEX_REASON_CHAIN_STEP = 7,          /**< the first axis with room moves */
    BANDEX_REASON_CHAIN_EXHAUSTED = 8,     /**< no axis has room */
    BANDEX_REASON_TWO_FOR_TWO = 9,         /**< two over the goal in the last set, twice in a row */
    BANDEX_REASON_REPS_OVER_TARGET = 10,   /**< every set went over its target */
    BANDEX_REASON_TOTAL_REPS_MET = 11,     /**< the sum of repetitions reached the threshold */
    BANDEX_REASON_TOTAL_REPS_SHORT = 12,   /**< it did not */
    BANDEX_REASON_TABLE_ROW = 13,          /**< a row of the table applies */
    BANDEX_REASON_WEEK_COMPLETE = 14,      /**< all sessions of the week were done */
    BANDEX_REASON_WEEK_INCOMPLETE = 15,    /**< not all of them */
    BANDEX_REASON_WEEK_NOT_OVER = 16,      /**< sets change only between weeks */
    BANDEX_REASON_SET_CAP_REACHED = 17,    /**< most sets reached: load goes up, sets start over */
    BANDEX_REASON_EASY_AT_TOP = 18,        /**< top of the range at low effort */
    BANDEX_REASON_EFFORT_BELOW_TARGET = 19,/**< easier than intended */
    BANDEX_REASON_EFFORT_IN_TARGET = 20,   /**< as hard as intended */
    BANDEX_REASON_EFFORT_ABOVE_TARGET = 21,/**< harder than intended */
    BANDEX_REASON_EFFORT_TOO_HIGH = 22,    /**< repetitions are there, but not with ease */
    BANDEX_REASON_MISSING_EFFORT = 23,     /**< effort was not told: no evidence, no progress */
    BANDEX_REASON_AWAIT_CONFIRMATION = 24, /**< met, but not often enough in a row */
    BANDEX_REASON_NOT_READY = 25,          /**< the condition for a step is not met */
    BANDEX_REASON_MISSED_TARGET = 26,      /**< a set stayed below its target */
    BANDEX_REASON_INCOMPLETE_SESSION = 27, /**< fewer sets than prescribed */
    BANDEX_REASON_STALL_RESET = 28,        /**< missed too often in a row */
    BANDEX_REASON_SCHEDULED_DELOAD = 29,   /**< a planned easy week */
    BANDEX_REASON_LAYOFF_HOLD = 30,        /**< a pause: repeat */
    BANDEX_REASON_LAYOFF_REDUCE = 31,      /**< a long pause: lighter */
    BANDEX_REASON_PAIN_CAUTION = 32,       /**< pain in the acceptable zone: no progress */
    BANDEX_REASON_PAIN_HIGH = 33,          /**< pain above it: lighter */
    BANDEX_REASON_PAIN_TREND = 34,         /**< morning pain rises from week to week */
    BANDEX_REASON_RED_FLAG = 35,           /**< sharp pain, breathlessness, dizziness ... */
    BANDEX_REASON_LADDER_GAP = 36,         /**< the next rung is too far away */
    BANDEX_REASON_NEEDS_FORCE = 37,        /**< a percent rule on a ladder without forces */
    BANDEX_REASON_AT_TOP = 38,             /**< no heavier rung */
    BANDEX_REASON_AT_FLOOR = 39,           /**< no lighter rung */
    BANDEX_REASON_CLAMPED_STEP = 40,       /**< the rule wanted more than the clamp allows */
    BANDEX_REASON_WEEKLY_CAP = 41,         /**< the last step is too recent */
    BANDEX_REASON_SIDE_LOCK = 42,          /**< the weaker side governs */
    BANDEX_REASON_SIDE_GAP = 43,           /**< the sides would be too far apart */
    BANDEX_REASON_LOW_CONFIDENCE = 44,     /**< the evidence is thin: form not judged, estimate out of its range */
    BANDEX_REASON_CUSTOM = 45              /**< a driver of the host decided */
};

/** What a predicate or table looks at. Effort and pain are what the person told. */
enum {
    BANDEX_METRIC_REPS = 0,         /**< repetitions of a set, accepted or valid as the policy's count says */
    BANDEX_METRIC_REPS_VALID = 1,   /**< valid repetitions of a set */
    BANDEX_METRIC_RIR = 2,          /**< repetitions in reserve of a set */
    BANDEX_METRIC_RPE10 = 3,        /**< RPE x 10 of a set */
    BANDEX_METRIC_OMNI = 4,         /**< OMNI-RES of the session, else the highest of its sets */
    BANDEX_METRIC_PAIN = 5,         /**< worst of pain during and the morning after */
    BANDEX_METRIC_PAIN_DURING = 6,  /**< pain during the session */
    BANDEX_METRIC_PAIN_MORNING = 7, /**< pain on the morning after */
    BANDEX_METRIC_PAIN_RISE = 8,    /**< highest morning pain of the week less that of the trained week before */
    BANDEX_METRIC_READINESS = 9,    /**< readiness of the session */
    BANDEX_METRIC_PEAK_MN = 10,     /**< peak force of a set, mN */
    BANDEX_METRIC_IMPULSE_MNS = 11, /**< impulse of a set, mN s. No published threshold: show, do not gate */
    BANDEX_METRIC_TUT_MS = 12,      /**< time under tension of a set, ms */
    BANDEX_METRIC_LOSS = 13,        /**< loading-rate loss of a set, permille. A stop rule, not a load rule (Sports Med
                                         Open 2023, doi 10.1186/s40798-023-00626-z) */
    BANDEX_METRIC_ROM = 14,         /**< least completeness of a set, permille */
    BANDEX_METRIC_SETS_DONE = 15,   /**< sets done at the session's rung or above */
    BANDEX_METRIC_DAYS_SINCE = 16,  /**< days from the last session to the context's day */
    BANDEX_METRIC_WEEKS_SINCE = 17, /**< weeks, counted at their boundaries */
    BANDEX_METRIC_SESSIONS_AT_RUNG = 18, /**< trailing sessions at the same rung */
    BANDEX_METRIC_COUNT = 19        /**< number of metrics */
};

/** How the values of the sets of a session become one. A value that is missing in one set makes it unknown. */
enum {
    BANDEX_AGGREGATE_MIN = 0,      /**< smallest */
    BANDEX_AGGREGATE_MAX = 1,      /**< largest */
    BANDEX_AGGREGATE_SUM = 2,      /**< sum */
    BANDEX_AGGREGATE_MEAN = 3,     /**< mean, rounded down */
    BANDEX_AGGREGATE_FIRST = 4,    /**< of the first set */
    BANDEX_AGGREGATE_LAST = 5,     /**< of the last prescribed set (further ones do not count) */
    BANDEX_AGGREGATE_NTH = 6,      /**< of set number argument, from 1 */
    BANDEX_AGGREGATE_COUNT_GE = 7  /**< how many sets have at least argument */
};

/** Comparisons. */
enum {
    BANDEX_COMPARE_LT = 0, /**< < */
    BANDEX_COMPARE_LE = 1, /**< <= */
    BANDEX_COMPARE_EQ = 2, /**< = */
    BANDEX_COMPARE_GE = 3, /**< >= */
    BANDEX_COMPARE_GT = 4  /**< > */
};

/** What a metric is compared with; bandex_predicate::value is added. */
enum {
    BANDEX_OPERAND_CONSTANT = 0,     /**< nothing: the value alone */
    BANDEX_OPERAND_TARGET_REPS = 1,  /**< repetitions prescribed for that session */
    BANDEX_OPERAND_TARGET_TUT = 2,   /**< time under tension prescribed, ms */
    BANDEX_OPERAND_REPS_HI = 3,      /**< top of the repetition axis */
    BANDEX_OPERAND_TUT_HI = 4,       /**< top of the time axis, ms */
    BANDEX_OPERAND_SETS = 5,         /**< sets prescribed for that session */
    BANDEX_OPERAND_LADDER_FORCE = 6  /**< force of the session's rung, mN */
};

/** Kinds of predicate. A predicate is true, false or, where a value was not told, unknown. */
enum {
    BANDEX_PREDICATE_ALL = 0,       /**< all children */
    BANDEX_PREDICATE_ANY = 1,       /**< one of the children */
    BANDEX_PREDICATE_NOT = 2,       /**< not its child; unknown stays unknown */
    BANDEX_PREDICATE_COMPARE = 3,   /**< aggregate(metric) compare operand + value */
    BANDEX_PREDICATE_STREAK = 4,    /**< its child holds in at least value trailing sessions (of the same rung) */
    BANDEX_PREDICATE_WEEK_COUNT = 5 /**< its child holds in at least value sessions of the week, at the same rung and
                                         prescribed sets, in each of the last argument trained weeks */
};

/** One predicate. Children stand behind their parent in bandex_policy::predicates. */
typedef struct bandex_predicate {
    uint8_t kind;       /**< BANDEX_PREDICATE_* */
    uint8_t metric;     /**< BANDEX_METRIC_* */
    uint8_t aggregate;  /**< BANDEX_AGGREGATE_* */
    uint8_t compare;    /**< BANDEX_COMPARE_* */
    uint8_t operand;    /**< BANDEX_OPERAND_* */
    uint8_t same_rung;  /**< streak: 1 ends it where the rung changes */
    uint8_t first;      /**< index of the first child */
    uint8_t count;      /**< number of children, standing side by side */
    int32_t value;      /**< constant, or number of sessions */
    int32_t argument;   /**< NTH: set from 1; COUNT_GE: threshold; WEEK_COUNT: weeks, 0 and 1 are one */
    int32_t reason;     /**< BANDEX_REASON_* to give when it does not hold; 0: that of a child, else NOT_READY */
} bandex_predicate;

/** Drivers. */
enum {
    BANDEX_DRIVER_CHAIN = 0,   /**< axes in order: the first with room moves, those before it start over */
    BANDEX_DRIVER_TABLE = 1,   /**< a metric selects a row, the row says how many rungs */
    BANDEX_DRIVER_PERCENT = 2, /**< a window of force above the last, or a share of an estimated maximum */
    BANDEX_DRIVER_CUSTOM = 3   /**< a function of the host proposes; not portable. Gates and clamps still apply */
};

/** What an axis moves. */
enum {
    BANDEX_AXIS_REPS = 0, /**< repetitions a set */
    BANDEX_AXIS_SETS = 1, /**< sets; a step that would pass hi is not taken in part */
    BANDEX_AXIS_TUT = 2,  /**< time under tension a set, ms */
    BANDEX_AXIS_LOAD = 3  /**< one rung; lo, hi and step are not used */
};

/** How an axis takes what was done into account. */
enum {
    BANDEX_FOLLOW_TARGET = 0,  /**< not: it moves from its target */
    BANDEX_FOLLOW_WEAKEST = 1, /**< it moves from what the weakest set showed */
    BANDEX_FOLLOW_TOP = 2      /**< it moves from its target, but has no room once the weakest set reached hi */
};

/** One axis of a chain. */
typedef struct bandex_axis {
    int32_t kind;      /**< BANDEX_AXIS_* */
    int32_t lo;        /**< where it starts over */
    int32_t hi;        /**< its ceiling */
    int32_t step;      /**< how far it moves, above 0 */
    int32_t follow;    /**< BANDEX_FOLLOW_* */
    int32_t condition; /**< predicate that must also hold for it to move, or BANDEX_NONE */
    int32_t reason;    /**< BANDEX_REASON_* of its step */
} bandex_axis;

/** One row of a table: from lo to hi, both included. */
typedef struct bandex_table_row {
    int32_t lo;     /**< lowest value */
    int32_t hi;     /**< highest value */
    int32_t delta;  /**< rungs to go; upward also needs the policy's ready predicate */
    int32_t reason; /**< BANDEX_REASON_* */
} bandex_table_row;

/** What the percent driver refers to. */
enum {
    BANDEX_PERCENT_LAST = 0, /**< the force of the last session: the lightest rung in [low, high] permille of it */
    BANDEX_PERCENT_RTS = 1   /**< the maximum estimated from repetitions and RPE: the heaviest rung not above its share */
};

/** Settings of the percent driver. */
typedef struct bandex_percent {
    int32_t reference;     /**< BANDEX_PERCENT_* */
    int32_t low_permille;  /**< LAST: least share, e.g. 1020 */
    int32_t high_permille; /**< LAST: largest share, e.g. 1100 */
    int32_t target_reps;   /**< RTS: repetitions intended next time */
    int32_t target_rpe10;  /**< RTS: effort intended next time, RPE x 10 */
    int32_t reason;        /**< LAST: BANDEX_REASON_* of its step */
} bandex_percent;

/** What happens after a stall. */
typedef struct bandex_regress {
    int32_t sessions;  /**< trailing sessions that were not ready, at the same rung; 0: never */
    int32_t permille;  /**< how much lighter: the heaviest rung not above (1000 - permille)/1000 of the force */
    int32_t rungs;     /**< or how many rungs lighter, when permille is 0 */
    int32_t reset;     /**< 1: repetition, set and time axes start over at lo */
} bandex_regress;

/** How a gate limits the decision. */
enum {
    BANDEX_CAP_HOLD = 0,            /**< not above what was done last */
    BANDEX_CAP_REDUCE_RUNGS = 1,    /**< that many rungs below it */
    BANDEX_CAP_REDUCE_PERMILLE = 2, /**< that much lighter; one rung on a ladder without forces */
    BANDEX_CAP_STOP = 3             /**< no prescription */
};

/** A gate: while its predicate is true for the last session, the decision is at most its cap. Gates never raise. */
typedef struct bandex_gate {
    int32_t predicate; /**< index */
    int32_t cap;       /**< BANDEX_CAP_* */
    int32_t amount;    /**< rungs or permille */
    int32_t reason;    /**< BANDEX_REASON_* */
} bandex_gate;

/** Limits outside the rules: no policy can pass them. 0 turns one off. */
typedef struct bandex_clamps {
    int32_t max_up;          /**< rungs upward a decision, default 1 */
    int32_t sets_max;        /**< most sets, default and at most BANDEX_SETS_MAX */
    int32_t reps_max;        /**< most repetitions, default 100 (library default) */
    int32_t tut_max_ms;      /**< longest set, default 600000 (library default) */
    int32_t min_days;        /**< days between two steps of load: from the first training at the present rung */
    int32_t inc_max_permille;/**< largest step of force: 100 is the youth cap of 10 % (NSCA 2009) */
    int32_t force_max_mn;    /**< heaviest force */
    int32_t elongation_max_permille; /**< longest stretch, default 2000: three times rest length (TheraBand) */
} bandex_clamps;

/** Plans over weeks. */
typedef struct bandex_schedule {
    int32_t deload_every_weeks;   /**< every k-th week is easy; 0: none */
    int32_t deload_sets_permille; /**< share of the sets that remain, rounded up */
    int32_t slot_count;           /**< slots of an undulating plan; 0: none */
    int32_t slot_reps[BANDEX_SLOTS_MAX]; /**< target repetitions of each slot */
} bandex_schedule;

/** How left and right relate. */
enum {
    BANDEX_SIDES_LOCKED = 0,     /**< the weaker side governs both (default) */
    BANDEX_SIDES_INDEPENDENT = 1 /**< each on its own, at most max_gap rungs apart: the stronger waits */
};

/** Left and right. */
typedef struct bandex_sides {
    int32_t mode;    /**< BANDEX_SIDES_* */
    int32_t max_gap; /**< INDEPENDENT: most rungs apart; 0: no limit */
} bandex_sides;

/** What to do: a rung of the ladder, sets, repetitions or time. BANDEX_UNKNOWN where nothing is prescribed. */
typedef struct bandex_prescription {
    int32_t rung;   /**< index into the ladder */
    int32_t sets;   /**< sets */
    int32_t reps;   /**< repetitions a set */
    int32_t tut_ms; /**< time under tension a set, ms */
} bandex_prescription;

/** One set of a session with different loads. */
typedef struct bandex_set_load {
    int32_t permille; /**< share of the working force */
    int32_t reps;     /**< repetitions, 0: as many as possible */
} bandex_set_load;

/** Which repetitions count. */
enum {
    BANDEX_REPS_ACCEPTED = 0, /**< those that the person accepted */
    BANDEX_REPS_VALID = 1     /**< only those of full range and tempo; a set that was not judged is no evidence */
};

/** A policy: plain data without pointers; copy it, store it, compare its hash. Fill it with bandex_policy_preset(). */
typedef struct bandex_policy {
    uint32_t struct_size;               /**< sizeof(bandex_policy) */
    uint32_t version;                   /**< BANDEX_POLICY_VERSION */
    char id[BANDEX_TOKEN_SIZE];         /**< e.g. "double" */
    char title[BANDEX_TITLE_SIZE];      /**< e.g. "Double progression" */
    char source[BANDEX_SOURCE_SIZE];    /**< where the rule comes from; "library default" where it is our own */
    int32_t driver;                     /**< BANDEX_DRIVER_* */
    uint32_t axis_count;                /**< CHAIN: axes in use */
    bandex_axis axes[BANDEX_AXES_MAX];  /**< CHAIN */
    int32_t exhausted_reason;           /**< CHAIN: reason when no axis has room; 0: why the last one had none */
    int32_t table_metric;               /**< TABLE: BANDEX_METRIC_* */
    int32_t table_aggregate;            /**< TABLE: BANDEX_AGGREGATE_* */
    int32_t table_argument;             /**< TABLE: set number for BANDEX_AGGREGATE_NTH */
    uint32_t row_count;                 /**< TABLE: rows in use */
    bandex_table_row rows[BANDEX_ROWS_MAX]; /**< TABLE */
    bandex_percent percent;             /**< PERCENT */
    char custom[BANDEX_TOKEN_SIZE];     /**< CUSTOM: name of the host's driver */
    int32_t ready;                      /**< predicate for a step, or BANDEX_NONE: only a complete session */
    int32_t confirm;                    /**< trailing sessions at the same rung that must be ready, 1 and more */
    bandex_regress regress;             /**< stalls */
    int32_t count;                      /**< BANDEX_REPS_* */
    bandex_prescription start;          /**< without history */
    uint32_t predicate_count;           /**< predicates in use */
    bandex_predicate predicates[BANDEX_PREDICATES_MAX]; /**< children behind their parents */
    uint32_t gate_count;                /**< gates in use */
    bandex_gate gates[BANDEX_GATES_MAX];/**< gates */
    bandex_clamps clamps;               /**< limits */
    bandex_schedule schedule;           /**< weeks */
    bandex_sides sides;                 /**< left and right */
    uint32_t set_load_count;            /**< sets of different load; 0: all alike */
    bandex_set_load set_loads[BANDEX_SET_LOADS_MAX]; /**< their loads */
} bandex_policy;

/** Named integers from which presets are made. bandex_preset_params_default() sets all to BANDEX_UNKNOWN, which means
 *  the preset's own default (docs/progression.md lists them). bandex_preset_params_set() sets one by its name. */
typedef struct bandex_preset_params {
    uint32_t struct_size;     /**< sizeof(bandex_preset_params), set by the default function */
    int32_t reps_lo;          /**< bottom of the range */
    int32_t reps_hi;          /**< top of the range */
    int32_t rep_step;         /**< repetitions a step */
    int32_t sets_lo;          /**< fewest sets of a chain */
    int32_t sets_hi;          /**< most sets of a chain */
    int32_t n_up;             /**< sessions in a row before a step */
    int32_t n_down;           /**< misses in a row before a deload; 0: never */
    int32_t deload_permille;  /**< size of a deload */
    int32_t goal;             /**< 2-for-2: repetitions intended */
    int32_t over;             /**< repetitions over the goal or target */
    int32_t inc_min_permille; /**< ACSM: least step */
    int32_t inc_max_permille; /**< largest step: ACSM's window, a cap elsewhere (youth: 100) */
    int32_t threshold;        /**< sum of repetitions */
    int32_t add_sets;         /**< weekly sets: how many more */
    int32_t every_weeks;      /**< weekly sets: after how many complete weeks */
    int32_t sessions_per_week;/**< weekly sets: planned sessions */
    int32_t on_cap;           /**< weekly sets at most sets: 1 load up and sets start over (default), 0 hold */
    int32_t omni_lo;          /**< lowest intended OMNI-RES */
    int32_t omni_hi;          /**< highest intended OMNI-RES */
    int32_t omni_below;       /**< TheraBand: OMNI-RES must be below */
    int32_t rir_min;          /**< repetitions that must be in reserve */
    int32_t tut_lo_ms;        /**< shortest hold */
    int32_t tut_hi_ms;        /**< longest hold */
    int32_t tut_step_ms;      /**< hold step */
    int32_t target_reps;      /**< RTS: repetitions next time */
    int32_t target_rpe10;     /**< RTS: RPE x 10 next time */
    int32_t column_set;       /**< DAPRE, APRE: set whose repetitions select the row, from 1; 0: the last one */
    int32_t max_up;           /**< clamp: rungs upward */
    int32_t min_days;         /**< clamp: days between steps */
    int32_t force_max_mn;     /**< clamp: heaviest force */
    int32_t count_valid;      /**< 1: only valid repetitions count */
    int32_t pain_ok_max;      /**< pain up to which progress goes on, default 2; see gates */
    int32_t pain_hold_max;    /**< pain up to which the load is held, default 5 */
    int32_t readiness_min;    /**< readiness below which nothing goes up; default: no gate */
    int32_t gates;            /**< 1 (default): pain and layoff gates with their defaults; 0: only those told here */
    int32_t deload_every_weeks;   /**< scheduled deload: every k-th week; default: none */
    int32_t deload_sets_permille; /**< scheduled deload: share of sets, default 500 */
    int32_t side_mode;        /**< BANDEX_SIDES_* */
    int32_t max_gap;          /**< independent sides: most rungs apart */
    int32_t start_rung;       /**< first rung without history */
    int32_t start_sets;       /**< first sets */
    int32_t start_reps;       /**< first repetitions */
} bandex_preset_params;

/** What a preset is. */
typedef struct bandex_preset_info {
    const char *id;       /**< e.g. "double" */
    const char *title;    /**< e.g. "Double progression" */
    const char *rule;     /**< the rule in one or two sentences */
    const char *source;   /**< who published it */
    const char *evidence; /**< how sure: "published rule", "library reading of ...", "library default" */
    const char *use;      /**< when to use it */
    const char *avoid;    /**< when not */
} bandex_preset_info;

/** Driver of the host: proposes a prescription from the same data. It may not keep the pointers.
 *  @param base      what was done last: rung, sets, repetitions and time of the last session
 *  @param proposal  filled with base; the function changes it
 *  @param reason    filled with BANDEX_REASON_CUSTOM; the function may change it
 *  @return anything but BANDEX_OK makes bandex_progression_next() return BANDEX_E_CALLBACK */
typedef bandex_status (*bandex_progression_custom_fn)(void *user, const bandex_policy *policy, const bandex_ladder *ladder,
                                                      const bandex_session *history, size_t count,
                                                      const bandex_prescription *base, bandex_prescription *proposal,
                                                      int32_t *reason);

/** What a decision needs beside policy, ladder and history. Fill with bandex_progression_context_default(). */
typedef struct bandex_progression_context {
    uint32_t struct_size;   /**< sizeof(bandex_progression_context) */
    int32_t day;            /**< day of the next session: local days since 1970-01-01, bandex_day() tells; BANDEX_UNKNOWN:
                                 layoff gates and week rules see no pause, min_days counts to the last session */
    int32_t plan_day;       /**< day on which week 0 begins, default -3: weeks begin on Mondays */
    int32_t side;           /**< only sets of this BANDEX_SIDE_*; BANDEX_SIDE_NONE (default): all */
    int64_t sessions_done;  /**< sessions done in all, for slots; BANDEX_UNKNOWN (default): those of the history */
    const char *exercise;   /**< only sets of this exercise; NULL (default): all */
    bandex_progression_custom_fn custom; /**< driver for BANDEX_DRIVER_CUSTOM */
    void *user;             /**< handed to custom */
} bandex_progression_context;

/** One reason with its evidence; BANDEX_UNKNOWN where there is none. */
typedef struct bandex_reason {
    int32_t code;      /**< BANDEX_REASON_* */
    int32_t session;   /**< index into the history */
    int32_t set;       /**< index into that session's sets */
    int32_t metric;    /**< BANDEX_METRIC_* */
    int32_t value;     /**< what it was */
    int32_t threshold; /**< what it was compared with */
} bandex_reason;

/** A rung as a decision names it. */
typedef struct bandex_rung_name {
    char band[BANDEX_TOKEN_SIZE]; /**< product id, or empty */
    uint32_t strands;             /**< parallel strands */
    int32_t elongation_permille;  /**< at the reference peak; 0: not told */
    int32_t force_mn;             /**< at the reference peak, or BANDEX_UNKNOWN */
} bandex_rung_name;

/** The answer. Plain data without pointers. */
typedef struct bandex_decision {
    int32_t action;             /**< BANDEX_ACTION_* */
    int32_t slot;               /**< slot of an undulating plan, else BANDEX_UNKNOWN */
    int32_t side;               /**< BANDEX_SIDE_* */
    uint32_t reason_count;      /**< reasons in use, at least 1 */
    bandex_reason reasons[BANDEX_REASONS_MAX]; /**< the primary one first */
    bandex_prescription base;   /**< what was done last: performed rung, prescribed sets, repetitions, time */
    bandex_prescription next;   /**< what to do; all BANDEX_UNKNOWN on STOP */
    bandex_rung_name base_rung; /**< name of base.rung */
    bandex_rung_name next_rung; /**< name of next.rung */
    int32_t step_permille;      /**< next force over base force, less 1000; BANDEX_STEP_UNKNOWN without forces */
    int32_t done[BANDEX_SETS_MAX]; /**< repetitions (or, with a time axis, ms) of the last session's sets */
    uint32_t done_count;        /**< how many */
    int32_t effort;             /**< OMNI-RES of the last session, or BANDEX_UNKNOWN */
    uint32_t visits;            /**< sets read: at most BANDEX_VISITS_MAX */
    uint64_t policy_hash;       /**< bandex_policy_hash() of the policy */
    uint32_t library_version;   /**< bandex_version_number() */
    uint32_t reserved_;         /**< zero */
} bandex_decision;

#define BANDEX_STEP_UNKNOWN INT32_MIN /**< bandex_decision::step_permille without forces */

/** Most sets that one decision reads: every predicate once or twice a session, since none is used at two places. */
#define BANDEX_VISITS_MAX (2 * BANDEX_PREDICATES_MAX * BANDEX_LOOKBACK * BANDEX_SETS_MAX)

/** Number of presets. */
BANDEX_API size_t bandex_preset_count(void);

/** Preset number i, or NULL. Lives as long as the program. */
BANDEX_API const bandex_preset_info *bandex_preset_at(size_t i);

/** Fills params with BANDEX_UNKNOWN, struct_size included. */
BANDEX_API bandex_status bandex_preset_params_default(bandex_preset_params *params);

/** Sets one parameter by the name of its field. @return BANDEX_E_NOT_FOUND for a name that is none. */
BANDEX_API bandex_status bandex_preset_params_set(bandex_preset_params *params, const char *name, int32_t value);

/** Name of parameter number i, or NULL behind the last one. */
BANDEX_API const char *bandex_preset_param_name(size_t i);

/** Expands a preset.
 *  @param id      e.g. "double"; docs/progression.md lists them, bandex_preset_at() too
 *  @param params  NULL: the defaults
 *  @return BANDEX_E_NOT_FOUND for an unknown id, BANDEX_E_ARGUMENT for a value out of range (the policy is not
 *          usable then) */
BANDEX_API bandex_status bandex_policy_preset(const char *id, const bandex_preset_params *params, bandex_policy *out);

/** Appends an axis to a chain. kind as BANDEX_AXIS_*. @return BANDEX_E_FULL, BANDEX_E_ARGUMENT */
BANDEX_API bandex_status bandex_policy_add_axis(bandex_policy *policy, int32_t kind, int32_t lo, int32_t hi, int32_t step);

/** Appends a row to a table, reason TABLE_ROW. Rows rise and do not overlap. @return BANDEX_E_FULL, BANDEX_E_ARGUMENT */
BANDEX_API bandex_status bandex_policy_add_row(bandex_policy *policy, int32_t lo, int32_t hi, int32_t delta);

/** Appends a predicate; *index is its place. Children are appended after it. @return BANDEX_E_FULL */
BANDEX_API bandex_status bandex_policy_add_predicate(bandex_policy *policy, const bandex_predicate *predicate, int32_t *index);

/** Appends a gate on metric > value (unknown: does not fire). @return BANDEX_E_FULL, BANDEX_E_ARGUMENT */
BANDEX_API bandex_status bandex_policy_add_gate(bandex_policy *policy, int32_t metric, int32_t compare, int32_t value,
                                                int32_t cap, int32_t amount, int32_t reason);

/** Appends a layoff tier: from days without training on, hold (permille 0) or reduce by permille. */
BANDEX_API bandex_status bandex_policy_add_layoff(bandex_policy *policy, int32_t days, int32_t permille);

/** Appends a slot of an undulating plan with its target repetitions. @return BANDEX_E_FULL, BANDEX_E_ARGUMENT */
BANDEX_API bandex_status bandex_policy_add_slot(bandex_policy *policy, int32_t reps);

/** Parts of a policy that bandex_policy_clear() empties. */
enum {
    BANDEX_POLICY_PART_AXES = 0,     /**< axes of the chain */
    BANDEX_POLICY_PART_ROWS = 1,     /**< rows of the table */
    BANDEX_POLICY_PART_GATES = 2,    /**< gates, pain and layoff included; the red flag always stays */
    BANDEX_POLICY_PART_SLOTS = 3,    /**< slots */
    BANDEX_POLICY_PART_SET_LOADS = 4 /**< sets of different load */
};

/** Empties a part of a policy, to fill it anew with bandex_policy_add_axis() and its kin. */
BANDEX_API bandex_status bandex_policy_clear(bandex_policy *policy, int32_t part);

/** Canonical CBOR of a policy (docs/format/bandex.cddl: policy): definite lengths, shortest integers, keys ascending.
 *  @param size  bytes of buffer; 0 to ask for the length
 *  @param length  bytes needed (never NULL)
 *  @return BANDEX_E_FULL when size is too small, or as bandex_policy_validate() */
BANDEX_API bandex_status bandex_policy_encode(const bandex_policy *policy, uint8_t *buffer, size_t size, size_t *length);

/** Identity of a policy: 64-bit FNV-1a over its canonical CBOR. Equal policies have equal hashes on every machine; it
 *  is no signature. */
BANDEX_API bandex_status bandex_policy_hash(const bandex_policy *policy, uint64_t *hash);

/** Findings of bandex_policy_lint(). */
enum {
    BANDEX_LINT_RANGE_TOO_NARROW = 1, /**< after the top of the range at rung, the bottom at rung + 1 is out of reach */
    BANDEX_LINT_UNREACHABLE_AXIS = 2, /**< an axis behind one that always has room, or without room itself */
    BANDEX_LINT_GATE_NEVER_FIRES = 3, /**< a gate whose predicate no value can make true, or that cannot lower */
    BANDEX_LINT_NEEDS_FORCE = 4,      /**< a percent rule on a ladder without forces */
    BANDEX_LINT_WINDOW_EMPTY = 5,     /**< no rung lies in the percent window, or under the cap, above this one */
    BANDEX_LINT_TABLE_HOLE = 6,       /**< values between two rows select none */
    BANDEX_LINT_READY_NEVER = 7,      /**< the ready predicate can never be true */
    BANDEX_LINT_STEP_CLAMPED = 8      /**< a row wants more rungs than the clamp allows */
};

/** One finding. */
typedef struct bandex_lint {
    int32_t code;  /**< BANDEX_LINT_* */
    int32_t index; /**< rung, axis, gate or row concerned */
    int32_t value; /**< RANGE_TOO_NARROW: the top that would do; WINDOW_EMPTY: gap in permille; else BANDEX_UNKNOWN */
} bandex_lint;

/** "RANGE_TOO_NARROW" ...; "UNKNOWN" for a number that is none. */
BANDEX_API const char *bandex_lint_name(int32_t code);

/** Looks for what can be seen without playing a policy. Findings are advice; the policy works all the same.
 *  @param ladder  NULL: only what needs no ladder
 *  @param out     at most size findings; may be NULL when size is 0
 *  @param count   all findings (never NULL)
 *  @return BANDEX_E_FULL when out is too small, or as bandex_policy_validate() */
BANDEX_API bandex_status bandex_policy_lint(const bandex_policy *policy, const bandex_ladder *ladder, bandex_lint *out,
                                            size_t size, size_t *count);

/** Checks a policy: kinds, ranges, indexes, depth. bandex_progression_next() does it too.
 *  @param diag  where and why, or NULL
 *  @return BANDEX_E_SIZE, BANDEX_E_VERSION, BANDEX_E_ARGUMENT, BANDEX_E_LIMIT */
BANDEX_API bandex_status bandex_policy_validate(const bandex_policy *policy, bandex_diag *diag);

/** Fills a context with its defaults, struct_size included. */
BANDEX_API bandex_status bandex_progression_context_default(bandex_progression_context *context);

/** Local day number of a moment: days since 1970-01-01, rounded down. */
BANDEX_API int32_t bandex_day(int64_t utc_ms, int32_t utc_offset_min);

/** Decides what to do next.
 *
 *  In this order: no history: START. Red flag of the latest session of any exercise: STOP. Base is the rung that was
 *  performed. Ready often enough: the driver's step; else a stall: regress; else HOLD. Each firing gate is an upper
 *  bound: the lowest of rule and gates counts, compared by rung, then by what moves later in the chain. Then scheduled deload, then
 *  clamps.
 *
 *  The rung of a set is found by its band (and strands, stretch), else its rung number, else its force; sets that
 *  are on no rung and sessions without a set concerned are passed over. Of mixed rungs the most frequent is the base,
 *  of equals the heavier one; lighter sets then do not count, heavier ones do. A set of which
 *  neither repetitions nor time nor effort are told was planned and not performed.
 *
 *  @param history  sessions in order of time; may be NULL when count is 0
 *  @param context  NULL: the defaults
 *  @return BANDEX_E_ARGUMENT for an empty or not rising ladder, as bandex_policy_validate(), BANDEX_E_UNSUPPORTED for a
 *          custom driver without its function, BANDEX_E_CALLBACK when that failed */
BANDEX_API bandex_status bandex_progression_next(const bandex_policy *policy, const bandex_ladder *ladder,
                                                 const bandex_session *history, size_t count,
                                                 const bandex_progression_context *context, bandex_decision *out);

/** Decides for left and right from one history whose sets tell their side, and brings both together as the policy's
 *  sides say. A side without history starts with what the other does. context->side is not used. */
BANDEX_API bandex_status bandex_progression_next_sides(const bandex_policy *policy, const bandex_ladder *ladder,
                                                       const bandex_session *history, size_t count,
                                                       const bandex_progression_context *context, bandex_decision *left,
                                                       bandex_decision *right);

/** Says a decision in one to three sentences, e.g. "All 3 sets reached 12 (12, 13, 12) on red at effort 4. Next:
 *  green, 3 x 8 (+24 % at full stretch)."
 *  @param language  "en" or "es" (longer tags such as "es-MX" too)
 *  @param text      at most size bytes with the terminating zero; may be NULL when size is 0
 *  @param length    bytes of the whole text without the zero, or NULL
 *  @return BANDEX_E_NOT_FOUND for another language, BANDEX_E_FULL when it was cut (still terminated, at a character) */
BANDEX_API bandex_status bandex_decision_explain(const bandex_decision *decision, const char *language, char *text, size_t size,
                                                 size_t *length);

/** "ADVANCE_LOAD" ...; "UNKNOWN" for a number that is none. */
BANDEX_API const char *bandex_action_name(int32_t action);

/** "ALL_SETS_MET" ...; "UNKNOWN" for a number that is none. */
BANDEX_API const char *bandex_reason_name(int32_t reason);

/** "reps", "rir" ...; "unknown" for a number that is none. */
BANDEX_API const char *bandex_metric_name(int32_t metric);

/** Rung of a set on a ladder: by band, strands and stretch, else rung number, else force.
 *  @return BANDEX_E_NOT_FOUND when it is on none */
BANDEX_API bandex_status bandex_ladder_place(const bandex_ladder *ladder, const bandex_set *set, int32_t *rung);

/** Heaviest rung whose force is at most force_mn; below the lightest rung 0 and at_floor 1.
 *  @return BANDEX_E_UNSUPPORTED on a ladder without forces */
BANDEX_API bandex_status bandex_ladder_at_most(const bandex_ladder *ladder, int32_t force_mn, int32_t *rung, int32_t *at_floor);

/** Rungs for sets at shares of a working rung (DeLorme, DAPRE): for each the heaviest rung not above its share.
 *  @param permille  count shares
 *  @param rungs     count answers
 *  @param at_floor  1 if a share lies below the lightest rung (that set is at rung 0)
 *  @return BANDEX_E_UNSUPPORTED on a ladder without forces */
BANDEX_API bandex_status bandex_ladder_set_loads(const bandex_ladder *ladder, int32_t rung, const int32_t *permille,
                                                 size_t count, int32_t *rungs, int32_t *at_floor);

/** How wide a repetition range must be for the step from rung to the next one. After hi repetitions here, lo are
 *  feasible there when (30 + hi)/(30 + lo) >= gap (from Epley's formula, own derivation; a hint, not a rule).
 *  @param gap_permille  next force over this one, rounded down
 *  @param reps_hi       least top of the range
 *  @return BANDEX_E_RANGE at the top of the ladder, BANDEX_E_UNSUPPORTED without forces */
BANDEX_API bandex_status bandex_ladder_range(const bandex_ladder *ladder, int32_t rung, int32_t reps_lo, int32_t *gap_permille,
                                             int32_t *reps_hi);

/** Formulas for the force of one repetition. W is the force, r the repetitions; r = 1 is W by convention.
 *  As collected at startingstrength.com, thread 33294. All were made for constant loads. For bands W is the peak
 *  force at the exercise's reference stretch of full-range repetitions: a trend within one exercise and set-up. */
enum {
    BANDEX_FORMULA_EPLEY = 0,    /**< W (1 + r/30) */
    BANDEX_FORMULA_BRZYCKI = 1,  /**< 36 W / (37 - r) */
    BANDEX_FORMULA_LANDER = 2,   /**< 100 W / (101.3 - 2.67123 r) */
    BANDEX_FORMULA_LOMBARDI = 3, /**< W r^0.10 */
    BANDEX_FORMULA_MAYHEW = 4,   /**< 100 W / (52.2 + 41.9 exp(-0.055 r)) */
    BANDEX_FORMULA_OCONNER = 5,  /**< W (1 + 0.025 r) */
    BANDEX_FORMULA_WATHAN = 6,   /**< 100 W / (48.8 + 53.8 exp(-0.075 r)) */
    BANDEX_FORMULA_COUNT = 7     /**< number of formulas */
};

/** How far an estimate can be trusted. */
enum {
    BANDEX_CONFIDENCE_MEASURED = 0, /**< one repetition: no estimate */
    BANDEX_CONFIDENCE_USUAL = 1,    /**< 2 to 10 repetitions (Reynolds 2006: no more than 10) */
    BANDEX_CONFIDENCE_LOW = 2       /**< 11 to 15 */
};

/** An estimate. A change below about 4 % is within the smallest worthwhile change of 1RM (do Nascimento 2017). */
typedef struct bandex_estimate {
    int32_t force_mn;   /**< force of one repetition, rounded to nearest */
    int32_t confidence; /**< BANDEX_CONFIDENCE_* */
} bandex_estimate;

/** Estimates the force of one repetition. @return BANDEX_E_RANGE above 15 repetitions, BANDEX_E_ARGUMENT else */
BANDEX_API bandex_status bandex_capacity_estimate(int32_t formula, int32_t force_mn, int32_t reps, bandex_estimate *out);

/** "epley" ...; "unknown" for a number that is none. */
BANDEX_API const char *bandex_formula_name(int32_t formula);

/** What a weekly retest decides. */
typedef struct bandex_retest {
    int32_t action;      /**< BANDEX_ACTION_HOLD or BANDEX_ACTION_ADVANCE_LOAD (REDUCE_LOAD for a lighter test) */
    int32_t rung;        /**< working rung from now on */
    int32_t retest;      /**< 1: test again in this session */
    int32_t retest_rung; /**< at this rung, or BANDEX_UNKNOWN */
} bandex_retest;

/** Weekly retest of a repetition maximum (Fish 2003): below lo the old rung stays, lo..hi the tested one is taken,
 *  above hi it is taken and the next one tested, at most max_tests (published: 3).
 *  @param ladder_count  rungs of the ladder
 *  @param test          number of this test, from 1 */
BANDEX_API bandex_status bandex_retest_decide(size_t ladder_count, int32_t rung_old, int32_t rung_test, int32_t reps, int32_t lo,
                                              int32_t hi, int32_t test, int32_t max_tests, bandex_retest *out);

/** Where a set should stop because a value per repetition (speed, loading rate) fell off.
 *  @param values  one a repetition, above 0
 *  @param stop    repetitions done when loss first reaches the threshold, or BANDEX_UNKNOWN
 *  @param loss_permille  loss against the best so far at that repetition, else at the last one, rounded down.
 *         Low 100, moderate 200, high 300 (Weakley 2021); reproducibility between days is questioned */
BANDEX_API bandex_status bandex_loss_stop(const int32_t *values, size_t count, int32_t threshold_permille, int32_t *stop,
                                          int32_t *loss_permille);

/** Sets by week when sets are added every few weeks (Enes 2024, 2025). */
BANDEX_API bandex_status bandex_weekly_sets_schedule(int32_t base_sets, int32_t add, int32_t every_weeks, size_t weeks,
                                                     int32_t *sets);

/** Sets by week after a break: each week's cut in permille, then one full week: count + 1 answers. 500, 300, 200, 100 is
 *  the 50/30/20/10 rule (CSCCa/NSCA 2019, for conditioning volume; here for sets). Rounded down, at least one set. */
BANDEX_API bandex_status bandex_return_ramp(int32_t base_sets, const int32_t *cut_permille, size_t count, int32_t *sets);

/** Sets of a week (from 0) with an easy week at the end of every k: share rounded up, at least one.
 *  @param easy  1 in an easy week */
BANDEX_API bandex_status bandex_deload_sets(int32_t week, int32_t every_weeks, int32_t sets_permille, int32_t planned_sets,
                                            int32_t *sets, int32_t *easy);

/** How a simulated person trains: fills the sets of a session from what is prescribed.
 *  @param prescribed  the decision that this session follows
 *  @param session     defaults with start_ms; the function may tell effort, pain, red flag
 *  @param sets        prescribed.next.sets sets with exercise, rung and targets; the function tells what was done
 *  @return anything but BANDEX_OK ends the simulation with BANDEX_E_CALLBACK */
typedef bandex_status (*bandex_athlete_fn)(void *user, const bandex_decision *prescribed, const bandex_ladder *ladder,
                                           bandex_session *session, bandex_set *sets, size_t count);

/** Built-in athletes. */
enum {
    BANDEX_ATHLETE_ALL_HIT = 0,  /**< reaches every target with ease */
    BANDEX_ATHLETE_ALL_MISS = 1, /**< stays one below every target, at the limit */
    BANDEX_ATHLETE_CAPACITY = 2  /**< does what Epley's formula allows at a capacity that grows a little each session */
};

/** A built-in athlete. Fill with bandex_athlete_default(). */
typedef struct bandex_athlete {
    int32_t kind;             /**< BANDEX_ATHLETE_* */
    int32_t capacity_mn;      /**< CAPACITY: force of one repetition at the start */
    int32_t growth_permyriad; /**< CAPACITY: growth a session, 1/10000; default 30 (library default) */
    int32_t fatigue_permille; /**< CAPACITY: capacity lost from set to set; default 20 (library default) */
    int32_t extra_reps;       /**< repetitions beyond the target where they are possible; default 0 */
} bandex_athlete;

/** Settings of a simulation. Fill with bandex_simulation_default(). */
typedef struct bandex_simulation {
    uint32_t struct_size;       /**< sizeof(bandex_simulation) */
    int32_t sessions_per_week;  /**< 1..7, default 3; sessions are spread over the week */
    int32_t first_day;          /**< day of the first session, default 4 (1970-01-05, a Monday) */
    bandex_athlete_fn athlete;  /**< default: bandex_athlete_train() */
    void *user;                 /**< handed to it; for bandex_athlete_train() a bandex_athlete */
    bandex_session *sessions;   /**< memory of the caller for the history */
    bandex_set *sets;           /**< and BANDEX_SETS_MAX sets for each session of it */
    size_t capacity;            /**< how many sessions; enough is as many as are played, or BANDEX_LOOKBACK + 1 (times the
                                     slots; twice that with easy weeks): the oldest then give way */
} bandex_simulation;

/** Fills an athlete: ALL_HIT with the defaults named at its fields. */
BANDEX_API bandex_status bandex_athlete_default(bandex_athlete *athlete);

/** The built-in bandex_athlete_fn: user is a bandex_athlete; its capacity grows with each call. */
BANDEX_API bandex_status bandex_athlete_train(void *user, const bandex_decision *prescribed, const bandex_ladder *ladder,
                                              bandex_session *session, bandex_set *sets, size_t count);

/** Fills a simulation with its defaults, struct_size included; memory and athlete are to be told. */
BANDEX_API bandex_status bandex_simulation_default(bandex_simulation *simulation);

/** Plays count sessions: decides, trains, decides again. The same as calling bandex_progression_next() each time.
 *  @param context  exercise, plan_day, side and custom are used; the day is the simulation's
 *  @param out      count decisions, the first one is START. A STOP ends the play: the rest repeats it */
BANDEX_API bandex_status bandex_progression_simulate(const bandex_policy *policy, const bandex_ladder *ladder,
                                                     const bandex_progression_context *context,
                                                     const bandex_simulation *simulation, size_t count,
                                                     bandex_decision *out);

/** What bandex_rts_next() found. */
typedef struct bandex_rts_result {
    int32_t e1rm_mn;   /**< estimated force for one repetition */
    int32_t target_mn; /**< force for the intended repetitions and effort */
    int32_t rung;      /**< heaviest rung not above target_mn */
    int32_t at_floor;  /**< 1: target_mn lies below the lightest rung */
} bandex_rts_result;

/** Next rung from repetitions and RPE by the table of Tuchscherer (Reactive Training Systems, "Beginning RTS", 2015):
 *  share of the maximum by half steps of repetitions + repetitions in reserve. No limit on the step: policies clamp.
 *  @param rpe10  RPE x 10, 50..100 in steps of 5
 *  @return BANDEX_E_RANGE outside the table (repetitions + reserve above 15.5), BANDEX_E_UNSUPPORTED without forces */
BANDEX_API bandex_status bandex_rts_next(const bandex_ladder *ladder, int32_t rung, int32_t reps, int32_t rpe10,
                                         int32_t target_reps, int32_t target_rpe10, bandex_rts_result *out);

#ifdef __cplusplus
}
#endif
#endif
