/* SPDX-License-Identifier: MIT */
/** @file bandex/target.h
 *  @brief What to train: exercises by muscle with reasons, volume a week, and a planner that says why.
 *
 *  Three things that share one idea of "trains": a muscle has a role in an exercise (primary, secondary,
 *  stabilizer), never a decimal; a ::bandex_count_policy turns roles into sets when sets are counted. Credits of
 *  different muscles are never added up: a set that trains five muscles of the back is one set for the back.
 *
 *  Amounts of sets are whole numbers of a thousandth of a set (`_permille`): 1500 is one and a half sets.
 *  Nothing here allocates; what needs room takes memory of the caller and says how much. Plans are the same for the
 *  same request and seed on every machine. All results are suggestions for healthy people, not medical advice. */
#ifndef BANDEX_TARGET_H
#define BANDEX_TARGET_H

#include <bandex/exercise.h>
#include <bandex/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Targets ------------------------------------------------------------------------------------------------ */

/** Most areas of one query, and most goals of one plan. */
#define BANDEX_TARGETS_MAX 32

/** Whether a claim about a muscle is one about an area, the target: a muscle, group or region of bandex/muscle.h
 *  (bandex_muscle_area_find() has the id of a token). It is when the muscle lies in the area, and when the area is a
 *  part of the muscle: what trains the deltoid trains its parts.
 *  @return 1 or 0, also 0 for ids that are not known */
BANDEX_API int bandex_target_has(int32_t area, int32_t muscle);

/* ---- Reasons ------------------------------------------------------------------------------------------------ */

/** Rules that leave an exercise out or keep a target from being reached. Numbers and tokens never change. */
enum {
    BANDEX_RULE_NONE = 0,             /**< nothing is against it */
    BANDEX_RULE_TARGET = 1,           /**< trains none of the targets with the role and certainty asked for */
    BANDEX_RULE_AVOIDED = 2,          /**< the person does not want it */
    BANDEX_RULE_LEVEL = 3,            /**< wants more skill than the person has */
    BANDEX_RULE_POPULATION = 4,       /**< not described for a population the person belongs to */
    BANDEX_RULE_CONTRAINDICATION = 5, /**< the person has a reason not to */
    BANDEX_RULE_POSITION = 6,         /**< no position the person can take */
    BANDEX_RULE_ANCHOR = 7,           /**< wants an anchor that is not at hand */
    BANDEX_RULE_EQUIPMENT = 8,        /**< wants a thing that is not at hand */
    BANDEX_RULE_BAND = 9,             /**< no band of a kind that suits, or too few of them */
    BANDEX_RULE_STRETCH = 10,         /**< no band has the length: stretched past its limit, or slack on more than half
                                           of the way (library default) */
    BANDEX_RULE_FORCE = 11,           /**< every band would pull harder than the person allows */
    BANDEX_RULE_REST = 12,            /**< trained too short a time ago */
    BANDEX_RULE_TIME = 13,            /**< does not fit into the time */
    BANDEX_RULE_SETS = 14,            /**< the most sets of an exercise are reached */
    BANDEX_RULE_ITEMS = 15,           /**< the most exercises of a session are reached */
    BANDEX_RULE_CHANGES = 16,         /**< the most bands or anchors of a session are reached */
    BANDEX_RULE_OVERSHOOT = 17,       /**< another target would get more than its cap */
    BANDEX_RULE_COST = 18             /**< allowed, but the plan would cost more with it */
};

/** The token of a rule, e.g. "contraindication"; NULL for a number that is none. */
BANDEX_API const char *bandex_rule_token(int32_t rule);

/** Which rule, and which value of what broke it. */
typedef struct bandex_refusal {
    int32_t rule;    /**< BANDEX_RULE_* */
    int32_t number;  /**< what was found where it is a number: permille of stretch, mN, seconds, permille of sets, cost */
    int32_t limit;   /**< what would be allowed, where there is a number */
    char value[BANDEX_TOKEN_SIZE]; /**< what broke the rule: "door", "advanced", "hernia", a band, "3127 > 3000" */
} bandex_refusal;

/** One English sentence for a reason, e.g. "needs an anchor that is not at hand: door".
 *  @param length  bytes without the terminating zero, also with BANDEX_E_FULL; may be NULL */
BANDEX_API bandex_status bandex_refusal_text(const bandex_refusal *reason, char *text, size_t cap, size_t *length);

/* ---- The person --------------------------------------------------------------------------------------------- */

/** A band of the person. */
typedef struct bandex_user_band {
    char band[BANDEX_TOKEN_SIZE];     /**< product, e.g. "theraband/green" */
    char instance[BANDEX_TOKEN_SIZE]; /**< the person's name for it, or empty */
    uint32_t rest_mm;                 /**< rest length of a strand as it is used; 0: taken as the exercise recommends */
    uint32_t pieces;                  /**< how many of them; 0 counts as 1 */
} bandex_user_band;

/** A bit for each value of a vocabulary: BANDEX_BIT(BANDEX_ANCHOR_DOOR). */
#define BANDEX_BIT(value) (1u << (value))

/** Anchors outside the person. The others (underfoot, around the feet or the body, under the seat) are always there. */
#define BANDEX_ANCHORS_OUTSIDE                                                                                         \
    (BANDEX_BIT(BANDEX_ANCHOR_DOOR) | BANDEX_BIT(BANDEX_ANCHOR_POLE) | BANDEX_BIT(BANDEX_ANCHOR_BEAM) |               \
     BANDEX_BIT(BANDEX_ANCHOR_PARTNER))

/** A person and what they have. Fill with bandex_user_default(). Lists belong to the caller. */
typedef struct bandex_user {
    uint32_t struct_size;    /**< sizeof(bandex_user), set by the default function */
    uint32_t stature_mm;     /**< 500 to 2500; 0 (default): BANDEX_REFERENCE_STATURE_MM */
    int32_t level;           /**< BANDEX_LEVEL_* (default intermediate, library default); 0: any */
    uint32_t populations;    /**< bits of BANDEX_POPULATION_*; 0 (default): adult */
    uint32_t positions;      /**< bits of BANDEX_POSITION_* the person can take; 0 (default): any. The wheelchair
                                  population can take BANDEX_POSITION_WHEELCHAIR only unless told otherwise */
    uint32_t anchors;        /**< bits of BANDEX_ANCHOR_* at hand (default: all of BANDEX_ANCHORS_OUTSIDE) */
    uint32_t equipment;      /**< bits of BANDEX_EQUIPMENT_* at hand (default: all) */
    int32_t supervised;      /**< 1: someone qualified looks on; contraindications that ask for it are met */
    int32_t rest_s;          /**< preferred rest between sets in seconds; 0 (default): as the exercise's dosage says */
    int32_t force_limit_mn;  /**< highest force of a band the person allows, mN; 0 (default): none */
    const bandex_user_band *bands;          /**< bands owned */
    size_t band_count;                       /**< how many; a person without bands can only be asked about muscles */
    const char *const *contraindications;    /**< codes as in bandex_contraindication::code */
    size_t contraindication_count;           /**< how many */
    const char *const *avoided;              /**< ids of exercises not wanted */
    size_t avoided_count;                    /**< how many */
} bandex_user;

/** Fills a user with the defaults named at each field. */
BANDEX_API bandex_status bandex_user_default(bandex_user *user);

/* ---- Queries ------------------------------------------------------------------------------------------------ */

/** What is looked for. Fill with bandex_target_query_default(). */
typedef struct bandex_target_query {
    uint32_t struct_size;          /**< sizeof(bandex_target_query), set by the default function */
    int32_t role;                  /**< BANDEX_ROLE_* or a better one; 0 (default): any */
    int32_t certainty;             /**< BANDEX_CERTAINTY_* of the claim or better; 0 (default): any */
    int32_t position;              /**< BANDEX_POSITION_* it must be possible in; 0 (default): any */
    const int32_t *areas;          /**< any of these muscles, groups, regions; none (default): every exercise */
    size_t area_count;             /**< up to BANDEX_TARGETS_MAX */
    const bandex_user *user;       /**< whom it must suit; NULL (default): anybody. Without bands, bands are no rule */
} bandex_target_query;

/** An exercise that was found or left out. */
typedef struct bandex_match {
    const bandex_exercise *exercise;  /**< record of the catalogue */
    const bandex_variant *variant;    /**< the variant that fits, NULL: the exercise as it stands */
    const bandex_muscle_use *use;     /**< the claim that made it match, with role, certainty and sources; NULL without
                                           targets or when left out by BANDEX_RULE_TARGET */
    int32_t area;                     /**< the area matched, of the query; 0 without */
    uint32_t band;                    /**< index of an owned band that fits; UINT32_MAX: bands were no rule */
    bandex_refusal reason;             /**< BANDEX_RULE_NONE for a match, else why it was left out: the first rule
                                           broken in order of their numbers, by the variant that came furthest */
} bandex_match;

/** Fills a query with "any". */
BANDEX_API bandex_status bandex_target_query_default(bandex_target_query *query);

/** Searches the active exercises, in order of id; each is in one of the two lists.
 *  @param catalog   NULL: the built-in one
 *  @param matches   room for cap; count receives how many fit
 *  @param rejected  room for rejected_cap, NULL with 0 if not wanted; rejected_count (may be NULL) how many do not
 *  @return BANDEX_E_FULL when a list is too small; both counts are right all the same */
BANDEX_API bandex_status bandex_target_query_run(const bandex_catalog *catalog, const bandex_target_query *query,
                                                 bandex_match *matches, size_t cap, size_t *count, bandex_match *rejected,
                                                 size_t rejected_cap, size_t *rejected_count);

/** One English sentence for a match or a rejection: "row_seated trains latissimus_dorsi: primary, certainty high".
 *  @param length  as for bandex_refusal_text() */
BANDEX_API bandex_status bandex_match_text(const bandex_match *match, char *text, size_t cap, size_t *length);

/* ---- Volume ------------------------------------------------------------------------------------------------- */

/** What a group's or region's volume is. Never the sum over its muscles. */
enum {
    BANDEX_AGGREGATE_DISTINCT = 1, /**< each set counts once, by its best role for any member (default) */
    BANDEX_AGGREGATE_MAXIMUM = 2   /**< the volume of the member that got most */
};

/** How sets are counted. Fill with bandex_count_policy_preset(); change what you like. */
typedef struct bandex_count_policy {
    uint32_t struct_size;         /**< sizeof(bandex_count_policy), set by the preset function */
    int32_t primary_permille;     /**< what a set counts for a primary muscle, 0 to 1000 */
    int32_t secondary_permille;   /**< for a secondary one */
    int32_t stabilizer_permille;  /**< for a stabilizer */
    int32_t min_reps;             /**< sets with fewer accepted repetitions do not count (default 1) */
    int32_t aggregate;            /**< BANDEX_AGGREGATE_* */
} bandex_count_policy;

/** Presets: "fractional" (default): 1, 0.5, 0, the scheme that fitted best over 67 studies (Pelland 2025, Sports
 *  Medicine; its 0.5 was set beforehand); "direct": 1, 0, 0; "total": 1, 1, 0.
 *  @param name  NULL: the default
 *  @return BANDEX_E_NOT_FOUND for another name */
BANDEX_API bandex_status bandex_count_policy_preset(const char *name, bandex_count_policy *policy);

/** Volume of one side of the body. Force-based figures are weighted by the policy as sets are: a secondary muscle
 *  gets half. They come from sets measured with a sensor and, for work, a known band. */
typedef struct bandex_side_volume {
    int64_t sets_permille; /**< sets, thousandths */
    int64_t impulse_mns;   /**< impulse, mN s */
    int64_t tut_ms;        /**< time under tension, ms */
    int64_t work_mj;       /**< concentric work from the band's curve, mJ */
} bandex_side_volume;

/** Volume of a muscle, group or region in a span of time. */
typedef struct bandex_volume {
    int64_t from_ms;            /**< start of the span, local time */
    int64_t sets_permille;      /**< the side that got more: left and right are never added up */
    bandex_side_volume left;    /**< left side of the body */
    bandex_side_volume right;   /**< right side */
    uint32_t direct_sets;       /**< recorded sets where it was primary */
    uint32_t indirect_sets;     /**< where it was secondary */
    uint32_t stabilizer_sets;   /**< where it was a stabilizer */
    uint32_t unmeasured_sets;   /**< of those that count, how many had no force in newtons */
    uint32_t unknown_sets;      /**< sets in the span whose exercise is in no catalogue: they count for nothing */
    uint32_t reserved_;         /**< zero */
} bandex_volume;

/** Milliseconds in a week. */
#define BANDEX_WEEK_MS INT64_C(604800000)

/** Volume of an area from recorded sessions that began in [from_ms, to_ms). A set of one side counts for the muscles
 *  that work on that side; where an exercise has sides and the record tells none, one set of each side is taken.
 *  @param policy    NULL: the default preset
 *  @param sessions  count sessions in any order
 *  @param from_ms   local time: UTC milliseconds of a session plus its offset
 *  @return BANDEX_E_ARGUMENT for an unknown area or a policy out of range */
BANDEX_API bandex_status bandex_volume_compute(const bandex_catalog *catalog, const bandex_count_policy *policy,
                                               const bandex_session *sessions, size_t count, int32_t area,
                                               int64_t from_ms, int64_t to_ms, bandex_volume *volume);

/** The same week by week: weeks entries, the first starting at first_ms. */
BANDEX_API bandex_status bandex_volume_weeks(const bandex_catalog *catalog, const bandex_count_policy *policy,
                                             const bandex_session *sessions, size_t count, int32_t area,
                                             int64_t first_ms, size_t weeks, bandex_volume *volumes);

/** Local midnight of the Monday on or before a local time, both in milliseconds since 1970. */
BANDEX_API int64_t bandex_week_start(int64_t local_ms);

/** Landmarks of weekly sets for an area. Whole sets; BANDEX_UNKNOWN: the table has none. */
typedef struct bandex_landmark {
    const char *area;       /**< token of a muscle, group or region; "*" stands for every one */
    int32_t maintenance;    /**< enough to keep what is there */
    int32_t minimum;        /**< least that brings more */
    int32_t adaptive_low;   /**< span in which most people gain most, from */
    int32_t adaptive_high;  /**< to */
    int32_t maximum;        /**< more is said not to be recovered from */
} bandex_landmark;

/** A named table. None is a default: they are opinions and averages for adults in training, not for beginners,
 *  children or rehabilitation. */
typedef struct bandex_landmark_table {
    const char *id;                 /**< token */
    const char *name;               /**< as people know it */
    const char *source;             /**< who says so */
    const char *note;               /**< how far to trust it */
    const bandex_landmark *rows;    /**< one an area */
    size_t count;                   /**< how many */
} bandex_landmark_table;

/** Where a volume lies among the landmarks. */
enum {
    BANDEX_ZONE_UNKNOWN = 0,           /**< the table says nothing about it */
    BANDEX_ZONE_BELOW = 1,             /**< below maintenance (or below the minimum where no maintenance is given) */
    BANDEX_ZONE_MAINTENANCE = 2,       /**< from maintenance to the minimum */
    BANDEX_ZONE_PRODUCTIVE = 3,        /**< from the minimum to the adaptive span */
    BANDEX_ZONE_ADAPTIVE = 4,          /**< in the adaptive span */
    BANDEX_ZONE_HIGH = 5,              /**< above it */
    BANDEX_ZONE_BEYOND_MAXIMUM = 6     /**< at or beyond the maximum */
};

/** The token of a zone, e.g. "adaptive"; NULL for a number that is none. */
BANDEX_API const char *bandex_zone_token(int32_t zone);

/** How many tables are built in. */
BANDEX_API size_t bandex_landmark_table_count(void);
/** A table by index, NULL past the end. */
BANDEX_API const bandex_landmark_table *bandex_landmark_table_at(size_t index);
/** A table by id ("israetel", "schoenfeld_2017"), NULL if there is none. */
BANDEX_API const bandex_landmark_table *bandex_landmark_table_find(const char *id);

/** The row of a table for an area: its own, else "*", else NULL. Tables may be the caller's. */
BANDEX_API const bandex_landmark *bandex_landmark_find(const bandex_landmark_table *table, int32_t area);

/** Where so many sets a week lie: BANDEX_ZONE_*. */
BANDEX_API int32_t bandex_landmark_zone(const bandex_landmark *landmark, int64_t sets_permille);

/* ---- Plans -------------------------------------------------------------------------------------------------- */

/** Most exercises of a session. */
#define BANDEX_PLAN_ITEMS_MAX 10

/** Candidates (exercise, variant and band) up to which the search is exact. */
#define BANDEX_PLAN_EXACT_CANDIDATES 20

/** Something to be trained. */
typedef struct bandex_plan_goal {
    int32_t area;            /**< what: a muscle, group or region */
    int32_t sets_permille;   /**< how many sets; 0: a share of the time by priority */
    int32_t priority;        /**< 1 (usual) to 10: how much a missing set weighs; 0 counts as 1 */
} bandex_plan_goal;

/** What progression wants of an exercise: this band and, where not 0, these sets and repetitions. */
typedef struct bandex_plan_prescription {
    char exercise[BANDEX_TOKEN_SIZE]; /**< exercise id */
    char band[BANDEX_TOKEN_SIZE];     /**< product id; empty: any band */
    int32_t sets;                     /**< most sets, 0: as the dosage says */
    int32_t reps;                     /**< repetitions, 0: as the dosage says */
} bandex_plan_prescription;

/** Weights of the cost, all library defaults. The cost of a plan is one integer:
 *
 *      sum over goals of priority x (under x missing + over x surplus thousandths of a set)
 *    + second  x seconds of the session, set-up of bands and anchors included
 *    + load    x steps between the band used and the one that suits the person's level
 *    + overlap x groups that are primary in two exercises following each other
 *    + order   x pairs with a single-joint exercise before a compound one
 *    + a number from 0 to variety for each exercise, from seed and id
 *    + certainty x sets x steps below "high" of the claim that counts
 *    + unprescribed for each exercise without a prescription, where there are prescriptions
 *
 *  Both sides always get the same sets, so a term for their balance is not needed. docs/planning.md explains each. */
typedef struct bandex_plan_weights {
    int32_t under;      /**< 3: a missing set costs 3000 */
    int32_t over;       /**< 1: a set too many costs 1000 */
    int32_t second;     /**< 1 */
    int32_t load;       /**< 15 */
    int32_t overlap;    /**< 30 */
    int32_t order;      /**< 10 */
    int32_t variety;    /**< 60 */
    int32_t certainty;  /**< 10 */
    int32_t unprescribed; /**< 300: what progression waits for goes before its equals */
} bandex_plan_weights;

/** How the plan is searched. */
enum {
    BANDEX_SEARCH_AUTOMATIC = 0, /**< exact up to BANDEX_PLAN_EXACT_CANDIDATES candidates, else greedy (default) */
    BANDEX_SEARCH_GREEDY = 1,    /**< greedy with local improvement */
    BANDEX_SEARCH_EXACT = 2      /**< branch and bound whatever the number of candidates, within node_limit */
};

/** What is asked of the planner. Fill with bandex_plan_request_default(). Lists belong to the caller. */
typedef struct bandex_plan_request {
    uint32_t struct_size;                /**< sizeof(bandex_plan_request), set by the default function */
    uint32_t seed;                       /**< another seed, another choice among equals (default 0) */
    const bandex_catalog *catalog;       /**< NULL (default): the built-in one */
    const bandex_user *user;             /**< never NULL, with at least one band */
    const bandex_count_policy *policy;   /**< NULL (default): the default preset. Groups count by distinct sets */
    const bandex_plan_goal *goals;       /**< what to train */
    size_t goal_count;                   /**< 1 to BANDEX_TARGETS_MAX */
    int32_t seconds;                     /**< length of the session, 1 to 86400 (default 2700) */
    int32_t search;                      /**< BANDEX_SEARCH_* */
    int32_t max_items;                   /**< exercises at most, 1 to BANDEX_PLAN_ITEMS_MAX (default 8) */
    int32_t max_sets;                    /**< sets of an exercise at most, 1 to 20 (default 5); its dosage may allow fewer */
    int32_t max_bands;                   /**< different bands at most; 0 (default): as owned */
    int32_t max_anchors;                 /**< different anchors outside the person at most; -1 (default): no limit */
    int32_t overshoot_permille;          /**< cap: no goal gets more than its sets and this share on top, one set at
                                              least (default 500) */
    int32_t band_change_s;               /**< time to take another band (default 20, library default) */
    int32_t anchor_change_s;             /**< time to fix a band to an anchor outside the person (default 45, library
                                              default) */
    bandex_plan_weights weights;         /**< weights of the cost */
    uint32_t node_limit;                 /**< most nodes of the exact search (default 5 000 000): then the best plan so
                                              far is given, not marked exact */
    const int32_t *resting;              /**< areas that must not be primary now: trained too short a time ago */
    size_t resting_count;                /**< how many */
    const bandex_plan_prescription *prescriptions; /**< from progression */
    size_t prescription_count;           /**< how many */
} bandex_plan_request;

/** Notes of an item. */
enum {
    BANDEX_PLAN_NOTE_LIMIT_ROM = 1u << 0,   /**< a contraindication asks for a smaller range of motion */
    BANDEX_PLAN_NOTE_LIMIT_LOAD = 1u << 1,  /**< a contraindication asks for a light load: the lightest band was taken */
    BANDEX_PLAN_NOTE_SUPERVISE = 1u << 2,   /**< a contraindication asks for someone who looks on */
    BANDEX_PLAN_NOTE_CAUTION = 1u << 3,     /**< a contraindication of the person asks for caution */
    BANDEX_PLAN_NOTE_STRETCH = 1u << 4,     /**< the band is stretched into its warning range */
    BANDEX_PLAN_NOTE_PRESCRIBED = 1u << 5,  /**< band, sets or repetitions are the prescription's */
    BANDEX_PLAN_NOTE_SLACK = 1u << 6        /**< the band is slack on the first part of the way: take it shorter */
};

/** One exercise of a plan, in order of doing. Frozen within a major version. */
typedef struct bandex_plan_item {
    char exercise[BANDEX_TOKEN_SIZE]; /**< exercise id */
    char variant[BANDEX_TOKEN_SIZE];  /**< variant id or empty */
    bandex_band_use band;             /**< the band, with strands and predicted lengths */
    int32_t position;                 /**< BANDEX_POSITION_* to take: as described where the person can, else another */
    int32_t anchor;                   /**< BANDEX_ANCHOR_* */
    int32_t anchor_height;            /**< BANDEX_HEIGHT_*, 0: none */
    int32_t sets;                     /**< sets */
    int32_t reps;                     /**< repetitions of a set, of each side where each_side is 1 */
    int32_t hold_s;                   /**< length of a repetition where holds are counted, else 0 */
    int32_t each_side;                /**< 1: a set is done with one side, then with the other */
    int32_t rest_s;                   /**< rest after each set */
    int32_t setup_s;                  /**< to change band and anchor before it */
    int32_t seconds;                  /**< all of it: set-up, sets and rests */
    int32_t peak_permille;            /**< predicted stretch at the peak */
    int32_t peak_force_mn;            /**< predicted force at the peak, BANDEX_UNKNOWN for a band without a curve */
    uint32_t notes;                   /**< BANDEX_PLAN_NOTE_* */
} bandex_plan_item;

/** What became of a goal. Frozen within a major version. */
typedef struct bandex_plan_outcome {
    int32_t area;                 /**< what: a muscle, group or region */
    int32_t target_permille;      /**< sets wanted */
    int32_t achieved_permille;    /**< sets planned: distinct sets by the policy, the same for both sides */
    int32_t shortfall_permille;   /**< sets missing */
    int32_t priority;             /**< as asked */
    bandex_refusal reason;         /**< which rule keeps it from being reached; BANDEX_RULE_NONE: it is reached */
} bandex_plan_outcome;

/** An exercise that is not in the plan. Frozen within a major version. */
typedef struct bandex_plan_left_out {
    char exercise[BANDEX_TOKEN_SIZE]; /**< exercise id */
    bandex_refusal reason;             /**< why */
} bandex_plan_left_out;

/** A plan. The lists lie in the memory given to bandex_plan_make() or to the decoder of bandex/store.h. */
typedef struct bandex_plan {
    const bandex_plan_item *items;          /**< exercises in order */
    size_t item_count;                      /**< how many */
    const bandex_plan_outcome *outcomes;    /**< one a goal, in their order */
    size_t outcome_count;                   /**< how many */
    const bandex_plan_left_out *left_out;   /**< the other active exercises, in order of id */
    size_t left_out_count;                  /**< how many */
    int32_t seconds;                        /**< length: the sum over the items */
    uint32_t seed;                          /**< as asked */
    int64_t cost;                           /**< the cost, see ::bandex_plan_weights */
    int32_t exact;                          /**< 1: no plan within the limits costs less */
    int32_t day;                            /**< day of the week, 1 to 7; 0: not part of a week */
    uint32_t candidates;                    /**< candidates that keep every rule */
    uint32_t nodes;                         /**< nodes that the exact search visited */
} bandex_plan;

/** Fills a request with the defaults named at each field. */
BANDEX_API bandex_status bandex_plan_request_default(bandex_plan_request *request);

/** Makes a plan. No rule is ever broken for a goal: what cannot be reached is told as a shortfall with its reason, and
 *  a plan without items is a plan.
 *  @param memory  for the plan's lists and the search, aligned for uint64_t; NULL with size 0 to learn the size
 *  @param needed  bytes that are needed; may be NULL
 *  @return BANDEX_E_FULL when size is too small, BANDEX_E_ARGUMENT for a value out of its range,
 *          BANDEX_E_NOT_FOUND for a band that is no product */
BANDEX_API bandex_status bandex_plan_make(const bandex_plan_request *request, void *memory, size_t size, size_t *needed,
                                          bandex_plan *plan);

/** Makes the plans of a week: goals are for the whole week, seconds for each session. Sessions are spread over the
 *  seven days; what was primary the day before rests (48 hours between sessions of a muscle group, ACSM).
 *  The list `resting` of the request holds for the first session.
 *  @param sessions  1 to 7
 *  @param plans     room for so many, in order of days; their seeds are request->seed, +1, +2 ...
 *  @param outcomes  room for one a goal: the week's account; may be NULL */
BANDEX_API bandex_status bandex_plan_week(const bandex_plan_request *request, int32_t sessions, void *memory, size_t size,
                                          size_t *needed, bandex_plan *plans, bandex_plan_outcome *outcomes);

/** A set as an item wants it, ready to be recorded and judged by progression: exercise, variant, band, side, target
 *  repetitions and force filled, the rest not told.
 *  @param side  BANDEX_SIDE_LEFT or _RIGHT where the item is for each side, else BANDEX_SIDE_BOTH */
BANDEX_API bandex_status bandex_plan_item_set(const bandex_plan_item *item, int32_t side, bandex_set *set);

#ifdef __cplusplus
}
#endif
#endif
