/* SPDX-License-Identifier: MIT */
/** @file bandex/exercise.h
 *  @brief Exercises with bands: what they are, who may do them, what they train, and what a sensor will see.
 *
 *  A ::bandex_exercise is plain constant data: pointers and counts, no owner. The built-in catalogue is a table of
 *  them; write further ones in C, or load them (bandex/store.h). Everything that takes a catalogue takes NULL for
 *  the built-in one. Records are never written to, so any number of threads may read them.
 *
 *  Conventions of a record:
 *  - A choice (phase, role, severity ...) is an int32_t of one of the enumerations below; 0 is "not told". Its
 *    tokens, as files and the command write them, come from bandex_vocabulary_token().
 *  - A list is a pointer followed by its count; a list without entries is NULL and 0, and not written.
 *  - A text is a ::bandex_text: one string for each locale of the exercise, in the order of bandex_exercise::locales.
 *  - Lengths are millimeters or permille of the person's stature, stretch is permille of the rest length (1000 is
 *    twice the rest length), times are milliseconds or seconds, angles degrees.
 *
 *  bandex_exercise_layout() describes every field of a record, so that a program or binding can show all of it
 *  without a line of code per field.
 *
 *  Texts and dosages are information with their source, not medical advice. */
#ifndef BANDEX_EXERCISE_H
#define BANDEX_EXERCISE_H

#include <bandex/band.h>
#include <bandex/export.h>
#include <bandex/muscle.h>
#include <bandex/rep.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Vocabularies ------------------------------------------------------------------------------------------- */

/** The lists of tokens. Their values count from 1 without a gap; numbers and tokens never change, lists only grow. */
enum {
    BANDEX_VOCABULARY_STATUS = 1,
    BANDEX_VOCABULARY_PHASE = 2,
    BANDEX_VOCABULARY_PATTERN = 3,
    BANDEX_VOCABULARY_MECHANIC = 4,
    BANDEX_VOCABULARY_LEVEL = 5,
    BANDEX_VOCABULARY_POSITION = 6,
    BANDEX_VOCABULARY_LATERALITY = 7,
    BANDEX_VOCABULARY_SWITCH_RULE = 8,
    BANDEX_VOCABULARY_SWITCH_ORDER = 9,
    BANDEX_VOCABULARY_SWITCH_COUNT = 10,
    BANDEX_VOCABULARY_BAND_KIND = 11,
    BANDEX_VOCABULARY_POINT = 12,
    BANDEX_VOCABULARY_FOLD = 13,
    BANDEX_VOCABULARY_GRIP = 14,
    BANDEX_VOCABULARY_ANCHOR = 15,
    BANDEX_VOCABULARY_HEIGHT = 16,
    BANDEX_VOCABULARY_DIRECTION = 17,
    BANDEX_VOCABULARY_PROFILE = 18,
    BANDEX_VOCABULARY_MODE = 19,
    BANDEX_VOCABULARY_MUSCLE_ACTION = 20,
    BANDEX_VOCABULARY_ROLE = 21,
    BANDEX_VOCABULARY_CERTAINTY = 22,
    BANDEX_VOCABULARY_SIDE = 23,
    BANDEX_VOCABULARY_JOINT = 24,
    BANDEX_VOCABULARY_MOVEMENT = 25,
    BANDEX_VOCABULARY_POPULATION = 26,
    BANDEX_VOCABULARY_CAUTION = 27,
    BANDEX_VOCABULARY_SEVERITY = 28,
    BANDEX_VOCABULARY_EFFECT = 29,
    BANDEX_VOCABULARY_HAZARD = 30,
    BANDEX_VOCABULARY_SCHEME = 31,
    BANDEX_VOCABULARY_RELATION = 32,
    BANDEX_VOCABULARY_EQUIPMENT = 33
};

/** Whether a record is in use. */
enum { BANDEX_STATUS_ACTIVE = 1, BANDEX_STATUS_DEPRECATED = 2 };

/** Phase that a step belongs to. */
enum {
    BANDEX_PHASE_SETUP = 1,      /**< before the band is loaded */
    BANDEX_PHASE_START = 2,      /**< the position every repetition starts from */
    BANDEX_PHASE_CONCENTRIC = 3, /**< the muscles shorten, the band is stretched */
    BANDEX_PHASE_HOLD = 4,       /**< the position is kept */
    BANDEX_PHASE_ECCENTRIC = 5,  /**< the band shortens under control */
    BANDEX_PHASE_RETURN = 6,     /**< back to rest after the last repetition */
    BANDEX_PHASE_SWITCH = 7      /**< the other side takes over */
};

/** Movement pattern. */
enum {
    BANDEX_PATTERN_HORIZONTAL_PULL = 1,
    BANDEX_PATTERN_VERTICAL_PULL = 2,
    BANDEX_PATTERN_HORIZONTAL_PUSH = 3,
    BANDEX_PATTERN_VERTICAL_PUSH = 4,
    BANDEX_PATTERN_HINGE = 5,
    BANDEX_PATTERN_SQUAT = 6,
    BANDEX_PATTERN_LUNGE = 7,
    BANDEX_PATTERN_SHOULDER_ABDUCTION = 8,
    BANDEX_PATTERN_SHOULDER_FLEXION = 9,
    BANDEX_PATTERN_SHOULDER_EXTENSION = 10,
    BANDEX_PATTERN_SHOULDER_ROTATION = 11,
    BANDEX_PATTERN_HORIZONTAL_ABDUCTION = 12,
    BANDEX_PATTERN_HORIZONTAL_ADDUCTION = 13,
    BANDEX_PATTERN_SCAPULAR_ELEVATION = 14,
    BANDEX_PATTERN_SCAPULAR_PROTRACTION = 15,
    BANDEX_PATTERN_ELBOW_FLEXION = 16,
    BANDEX_PATTERN_ELBOW_EXTENSION = 17,
    BANDEX_PATTERN_WRIST_FLEXION = 18,
    BANDEX_PATTERN_WRIST_EXTENSION = 19,
    BANDEX_PATTERN_HIP_EXTENSION = 20,
    BANDEX_PATTERN_HIP_FLEXION = 21,
    BANDEX_PATTERN_HIP_ABDUCTION = 22,
    BANDEX_PATTERN_HIP_ADDUCTION = 23,
    BANDEX_PATTERN_KNEE_EXTENSION = 24,
    BANDEX_PATTERN_KNEE_FLEXION = 25,
    BANDEX_PATTERN_PLANTAR_FLEXION = 26,
    BANDEX_PATTERN_DORSIFLEXION = 27,
    BANDEX_PATTERN_TRUNK_FLEXION = 28,
    BANDEX_PATTERN_TRUNK_EXTENSION = 29,
    BANDEX_PATTERN_TRUNK_ROTATION = 30,
    BANDEX_PATTERN_TRUNK_LATERAL_FLEXION = 31,
    BANDEX_PATTERN_ANTI_ROTATION = 32,
    BANDEX_PATTERN_NECK_ISOMETRIC = 33
};

/** One joint or several. */
enum { BANDEX_MECHANIC_COMPOUND = 1, BANDEX_MECHANIC_ISOLATION = 2 };

/** How much skill it wants. */
enum { BANDEX_LEVEL_BEGINNER = 1, BANDEX_LEVEL_INTERMEDIATE = 2, BANDEX_LEVEL_ADVANCED = 3 };

/** Position of the body. */
enum {
    BANDEX_POSITION_SEATED = 1,
    BANDEX_POSITION_STANDING = 2,
    BANDEX_POSITION_HINGED = 3, /**< standing, trunk inclined from the hips */
    BANDEX_POSITION_KNEELING = 4,
    BANDEX_POSITION_SUPINE = 5,
    BANDEX_POSITION_PRONE = 6,
    BANDEX_POSITION_SIDE_LYING = 7,
    BANDEX_POSITION_WHEELCHAIR = 8
};

/** How the sides share the work. */
enum {
    BANDEX_LATERALITY_BILATERAL = 1,   /**< both do the same together */
    BANDEX_LATERALITY_UNILATERAL = 2,  /**< one works, then the other */
    BANDEX_LATERALITY_ALTERNATING = 3, /**< they take turns within a set */
    BANDEX_LATERALITY_ASYMMETRIC = 4   /**< they do different things at once, then swap */
};

/** When the sides change. */
enum { BANDEX_SWITCH_AFTER_SET = 1, BANDEX_SWITCH_AFTER_REPS = 2, BANDEX_SWITCH_ALTERNATE = 3 };
/** Which side goes first. */
enum { BANDEX_SWITCH_WEAKER_FIRST = 1, BANDEX_SWITCH_LEFT_FIRST = 2, BANDEX_SWITCH_RIGHT_FIRST = 3, BANDEX_SWITCH_ANY_FIRST = 4 };
/** What a number of repetitions means. */
enum { BANDEX_SWITCH_REPS_PER_SIDE = 1, BANDEX_SWITCH_REPS_TOTAL = 2 };

/** Kinds of band. */
enum { BANDEX_KIND_FLAT = 1, BANDEX_KIND_TUBE = 2, BANDEX_KIND_LOOP = 3, BANDEX_KIND_CLX = 4 };

/** Points that a band runs through. */
enum {
    BANDEX_POINT_HAND_L = 1,
    BANDEX_POINT_HAND_R = 2,
    BANDEX_POINT_FOOT_L = 3,
    BANDEX_POINT_FOOT_R = 4,
    BANDEX_POINT_ANCHOR = 5,
    BANDEX_POINT_MID_BACK = 6,
    BANDEX_POINT_KNEE_L = 7,  /**< just above the knee */
    BANDEX_POINT_KNEE_R = 8,
    BANDEX_POINT_ANKLE_L = 9,
    BANDEX_POINT_ANKLE_R = 10,
    BANDEX_POINT_PELVIS = 11,
    BANDEX_POINT_HEAD = 12,
    BANDEX_POINT_SEAT = 13    /**< under the thighs or the seat of a chair */
};

/** How a band is doubled. */
enum {
    BANDEX_FOLD_SINGLE = 1,
    BANDEX_FOLD_HALF = 2,       /**< folded once: two strands side by side */
    BANDEX_FOLD_CLOSED_LOOP = 3 /**< ends tied, or a loop band: two strands between its turning points */
};

/** How the hand holds it. */
enum {
    BANDEX_GRIP_NEUTRAL = 1,    /**< palms face each other */
    BANDEX_GRIP_PALMS_DOWN = 2,
    BANDEX_GRIP_PALMS_UP = 3,
    BANDEX_GRIP_CUFF = 4,       /**< a strap or a tied loop instead of a hand */
    BANDEX_GRIP_ACROSS_PALM = 5 /**< the band lies across an open palm */
};

/** What holds the band. */
enum {
    BANDEX_ANCHOR_NONE = 1,
    BANDEX_ANCHOR_UNDERFOOT = 2,
    BANDEX_ANCHOR_AROUND_FEET = 3,
    BANDEX_ANCHOR_DOOR = 4,
    BANDEX_ANCHOR_POLE = 5,
    BANDEX_ANCHOR_BEAM = 6,
    BANDEX_ANCHOR_PARTNER = 7,
    BANDEX_ANCHOR_AROUND_BODY = 8, /**< across the back or round the pelvis */
    BANDEX_ANCHOR_UNDER_SEAT = 9   /**< under the person's own seat or thighs */
};

/** Height of the anchor: below the knee, knee to chest, above the shoulder. */
enum { BANDEX_HEIGHT_LOW = 1, BANDEX_HEIGHT_MID = 2, BANDEX_HEIGHT_HIGH = 3 };

/** Where the band comes from, or where a movement goes, seen from the person. */
enum {
    BANDEX_DIRECTION_FRONT = 1,
    BANDEX_DIRECTION_BEHIND = 2,
    BANDEX_DIRECTION_SIDE = 3,
    BANDEX_DIRECTION_ABOVE = 4,
    BANDEX_DIRECTION_BELOW = 5,
    BANDEX_DIRECTION_DIAGONAL_UP = 6,
    BANDEX_DIRECTION_DIAGONAL_DOWN = 7
};

/** Shape of the force over the displacement. */
enum { BANDEX_PROFILE_ASCENDING = 1, BANDEX_PROFILE_DESCENDING = 2, BANDEX_PROFILE_BELL = 3 };

/** What is counted. */
enum { BANDEX_DETECT_REPETITIONS = 1, BANDEX_DETECT_HOLDS = 2 };

/** Action of the muscles. */
enum { BANDEX_ACTION_CONCENTRIC = 1, BANDEX_ACTION_ECCENTRIC = 2 };

/** Part that a muscle has. Roles, not decimals: EMG amplitudes of different muscles cannot be compared. */
enum { BANDEX_ROLE_PRIMARY = 1, BANDEX_ROLE_SECONDARY = 2, BANDEX_ROLE_STABILIZER = 3 };

/** How well a claim is founded: high needs a study of that exercise that measured that muscle. */
enum { BANDEX_CERTAINTY_HIGH = 1, BANDEX_CERTAINTY_MODERATE = 2, BANDEX_CERTAINTY_LOW = 3 };

/** Sides beyond those of bandex/rep.h: which side they are is known when the person starts
 *  (bandex_side_resolve()). */
enum { BANDEX_SIDE_WORKING = 4, BANDEX_SIDE_OPPOSITE = 5 };

/** Joints. */
enum {
    BANDEX_JOINT_SHOULDER = 1,
    BANDEX_JOINT_SCAPULA = 2,
    BANDEX_JOINT_ELBOW = 3,
    BANDEX_JOINT_WRIST = 4,
    BANDEX_JOINT_SPINE = 5,
    BANDEX_JOINT_NECK = 6,
    BANDEX_JOINT_HIP = 7,
    BANDEX_JOINT_KNEE = 8,
    BANDEX_JOINT_ANKLE = 9
};

/** Movements of a joint. */
enum {
    BANDEX_MOVEMENT_FLEXION = 1,
    BANDEX_MOVEMENT_EXTENSION = 2,
    BANDEX_MOVEMENT_ABDUCTION = 3,
    BANDEX_MOVEMENT_ADDUCTION = 4,
    BANDEX_MOVEMENT_HORIZONTAL_ABDUCTION = 5,
    BANDEX_MOVEMENT_HORIZONTAL_ADDUCTION = 6,
    BANDEX_MOVEMENT_INTERNAL_ROTATION = 7,
    BANDEX_MOVEMENT_EXTERNAL_ROTATION = 8,
    BANDEX_MOVEMENT_ROTATION = 9,
    BANDEX_MOVEMENT_LATERAL_FLEXION = 10,
    BANDEX_MOVEMENT_ELEVATION = 11,
    BANDEX_MOVEMENT_PROTRACTION = 12,
    BANDEX_MOVEMENT_PLANTAR_FLEXION = 13,
    BANDEX_MOVEMENT_DORSIFLEXION = 14
};

/** Groups of people. */
enum {
    BANDEX_POPULATION_CHILDREN = 1,
    BANDEX_POPULATION_ADULT = 2,
    BANDEX_POPULATION_OLDER = 3,
    BANDEX_POPULATION_WHEELCHAIR = 4,
    BANDEX_POPULATION_REHAB = 5
};

/** Weight of a caution. */
enum { BANDEX_CAUTION_NOTICE = 1, BANDEX_CAUTION_CAUTION = 2, BANDEX_CAUTION_WARNING = 3 };

/** Severity of a contraindication. */
enum { BANDEX_SEVERITY_ABSOLUTE = 1, BANDEX_SEVERITY_RELATIVE = 2, BANDEX_SEVERITY_CAUTION = 3 };

/** What a contraindication asks for. */
enum { BANDEX_EFFECT_EXCLUDE = 1, BANDEX_EFFECT_LIMIT_ROM = 2, BANDEX_EFFECT_LIMIT_LOAD = 3, BANDEX_EFFECT_SUPERVISE = 4 };

/** Dangers of the band itself. */
enum {
    BANDEX_HAZARD_LINE_OF_FIRE = 1,   /**< a band that lets go flies along its line */
    BANDEX_HAZARD_ANCHOR_FAILURE = 2, /**< the anchor opens or slips */
    BANDEX_HAZARD_OVER_STRETCH = 3,   /**< stretched past its limit */
    BANDEX_HAZARD_STEPPING_OFF = 4    /**< the band comes free from under a foot */
};

/** Other catalogues. Ids are written as "category/number" for FIT, as the scheme has them elsewhere. */
enum { BANDEX_SCHEME_FIT = 1, BANDEX_SCHEME_HEALTH_CONNECT = 2, BANDEX_SCHEME_WGER = 3, BANDEX_SCHEME_FREE_EXERCISE_DB = 4 };

/** How the entry there relates to ours: the same, wider, narrower, or the least different one. */
enum { BANDEX_RELATION_EXACT = 1, BANDEX_RELATION_BROADER = 2, BANDEX_RELATION_NARROWER = 3, BANDEX_RELATION_NEAREST = 4 };

/** Things besides the band. */
enum {
    BANDEX_EQUIPMENT_HANDLES = 1,
    BANDEX_EQUIPMENT_ANKLE_STRAP = 2,
    BANDEX_EQUIPMENT_DOOR_ANCHOR = 3,
    BANDEX_EQUIPMENT_MAT = 4,
    BANDEX_EQUIPMENT_CHAIR = 5,
    BANDEX_EQUIPMENT_TABLE = 6,
    BANDEX_EQUIPMENT_TOWEL = 7
};

/** The token of a value, e.g. "concentric" for (BANDEX_VOCABULARY_PHASE, 3). NULL for a value that is none. */
BANDEX_API const char *bandex_vocabulary_token(int32_t vocabulary, int32_t value);

/** The value of a token. BANDEX_E_NOT_FOUND for an unknown one, BANDEX_E_ARGUMENT for an unknown vocabulary. */
BANDEX_API bandex_status bandex_vocabulary_find(int32_t vocabulary, const char *token, int32_t *value);

/** How many values a vocabulary has: they are 1 to this number. 0 for an unknown vocabulary. */
BANDEX_API int32_t bandex_vocabulary_count(int32_t vocabulary);

/* ---- The record --------------------------------------------------------------------------------------------- */

/** A text in the locales of its exercise: strings[i] is in locales[i]. strings is NULL where there is none. */
typedef struct bandex_text {
    const char *const *strings; /**< as many strings as the exercise has locales, UTF-8 */
} bandex_text;

/** Another name, also in a locale that has no texts. */
typedef struct bandex_alias {
    const char *locale; /**< BCP 47, e.g. "en" */
    const char *name;   /**< the name */
} bandex_alias;

/** One thing to do. */
typedef struct bandex_step {
    int32_t phase;    /**< BANDEX_PHASE_* */
    bandex_text text; /**< the instruction */
} bandex_step;

/** A fault and what corrects it. */
typedef struct bandex_fault {
    bandex_text fault;      /**< what goes wrong */
    bandex_text correction; /**< what to do instead */
} bandex_fault;

/** Something to mind. */
typedef struct bandex_caution {
    const char *id;   /**< token, unique within the exercise */
    int32_t severity; /**< BANDEX_CAUTION_* */
    bandex_text text; /**< the caution */
} bandex_caution;

/** A danger of the band in this exercise. */
typedef struct bandex_hazard {
    int32_t kind;     /**< BANDEX_HAZARD_* */
    bandex_text text; /**< what to do about it */
} bandex_hazard;

/** When and how the sides change. All zero: both sides work together. */
typedef struct bandex_switch {
    int32_t rule;   /**< BANDEX_SWITCH_AFTER_SET ... */
    int32_t reps;   /**< repetitions before the change, for BANDEX_SWITCH_AFTER_REPS */
    int32_t rest_s; /**< rest between the sides in seconds, 0: none prescribed */
    int32_t order;  /**< BANDEX_SWITCH_WEAKER_FIRST ... */
    int32_t count;  /**< BANDEX_SWITCH_REPS_PER_SIDE ... */
} bandex_switch;

/** How the band is set up. */
typedef struct bandex_band_setup {
    const int32_t *kinds;    /**< BANDEX_KIND_* that suit, best first */
    size_t kind_count;       /**< how many */
    const int32_t *path;     /**< BANDEX_POINT_* in the order the band runs through them */
    size_t path_count;       /**< how many */
    int32_t bands;           /**< bands needed */
    int32_t strands;         /**< parallel strands that the force answers are for */
    int32_t fold;            /**< BANDEX_FOLD_* */
    int32_t grip;            /**< BANDEX_GRIP_* */
    bandex_text grip_width;  /**< where the hands take the band */
    int32_t needs_anchor;    /**< 1: something outside the person must hold it */
} bandex_band_setup;

/** What holds the band, and where. */
typedef struct bandex_anchor {
    int32_t kind;              /**< BANDEX_ANCHOR_* */
    int32_t height;            /**< BANDEX_HEIGHT_*, 0 for an anchor that has none */
    int32_t height_mm;         /**< height above the floor, 0: as height says */
    int32_t distance_permille; /**< distance of the person from it, permille of stature, 0: none */
    int32_t direction;         /**< BANDEX_DIRECTION_* the band comes from */
} bandex_anchor;

/** A length that follows from stature: stature x permille / 1000 + offset_mm. */
typedef struct bandex_length {
    int32_t stature_permille; /**< share of the stature */
    int32_t offset_mm;        /**< added to it */
} bandex_length;

/** Length of one strand of the band from point to point. Library default, from segment lengths as shares of stature
 *  (Drillis and Contini 1966 as reproduced by Winter 2009, fig. 4.1); measured lengths in a ::bandex_band_use win. */
typedef struct bandex_path_length {
    bandex_length start; /**< where the band is shortest in a repetition */
    bandex_length peak;  /**< where the band is longest */
} bandex_path_length;

/** Stretch of the band in permille of its rest length. The recommended rest length of a strand is
 *  start length / (1 + start_permille / 1000). */
typedef struct bandex_stretch {
    int32_t start_permille; /**< pre-stretch at the start; negative: slack */
    int32_t peak_permille;  /**< at the peak, for a stature of BANDEX_REFERENCE_STATURE_MM; follows from the path */
    int32_t max_permille;   /**< never beyond this in this exercise */
} bandex_stretch;

/** Stature for which bandex_stretch::peak_permille is written (library default). */
#define BANDEX_REFERENCE_STATURE_MM 1700

/** Force of the band over the displacement from start to peak. */
typedef struct bandex_profile {
    int32_t shape;          /**< BANDEX_PROFILE_* of the band's force; joint torque may differ (Hughes 1999) */
    const int32_t *samples; /**< permille of the peak force at equal steps of displacement, start and peak included */
    size_t sample_count;    /**< how many, 0 or at least 2 */
    int32_t start_permille; /**< displacement at which the band takes up load, permille of the whole */
    int32_t peak_permille;  /**< displacement of the highest force */
} bandex_profile;

/** What a detector should expect. */
typedef struct bandex_detection {
    int32_t mode;           /**< BANDEX_DETECT_* */
    int32_t rising_is;      /**< BANDEX_ACTION_* that a rising force is */
    int32_t start_phase;    /**< BANDEX_ACTION_* that comes first */
    int32_t min_rep_ms;     /**< shortest repetition */
    int32_t typical_rep_ms; /**< usual one */
    int32_t max_rep_ms;     /**< longest one */
    int32_t hold_ms;        /**< hold expected at the peak, 0: none */
    int32_t peaks_per_rep;  /**< force peaks in one repetition */
    int32_t symmetric;      /**< 1: rise and fall take about the same time */
} bandex_detection;

/** What one muscle does. */
typedef struct bandex_muscle_use {
    int32_t muscle;             /**< id of bandex/muscle.h, 0: not known to this library */
    const char *token;          /**< its token where muscle is 0, else NULL */
    int32_t side;               /**< BANDEX_SIDE_LEFT, _RIGHT, _BOTH, _WORKING or _OPPOSITE */
    int32_t role;               /**< BANDEX_ROLE_* */
    int32_t certainty;          /**< BANDEX_CERTAINTY_* */
    const char *const *sources; /**< where the claim comes from */
    size_t source_count;        /**< how many */
} bandex_muscle_use;

/** A measured amplitude. Evidence with its condition: never rank muscles by it, never add it up. */
typedef struct bandex_emg {
    int32_t muscle;         /**< id of bandex/muscle.h, 0: not known to this library */
    const char *token;      /**< its token where muscle is 0, else NULL */
    int32_t permille;       /**< mean amplitude, permille of the reference contraction */
    int32_t sd_permille;    /**< standard deviation, 0: not told */
    int32_t subjects;       /**< people measured, 0: not told */
    const char *condition;  /**< exercise, load and reference as measured, in English */
    const char *source;     /**< study */
} bandex_emg;

/** Range of motion of a joint. */
typedef struct bandex_rom {
    int32_t joint;    /**< BANDEX_JOINT_* */
    int32_t movement; /**< BANDEX_MOVEMENT_* */
    int32_t from_deg; /**< at the start; negative: beyond the neutral position the other way */
    int32_t to_deg;   /**< at the peak */
} bandex_rom;

/** Tempo, each phase named: no "2-0-2-0" to misread. */
typedef struct bandex_exercise_tempo {
    int32_t concentric_ms; /**< against the band */
    int32_t hold_ms;       /**< at the peak */
    int32_t eccentric_ms;  /**< back */
    int32_t rest_ms;      /**< before the next repetition */
} bandex_exercise_tempo;

/** How much, for whom, and who says so. Zero: not told. */
typedef struct bandex_dosage {
    int32_t population;                   /**< BANDEX_POPULATION_* */
    int32_t sets_min; /**< fewest sets */
    int32_t sets_max; /**< most sets */
    int32_t reps_min; /**< fewest repetitions (a side where the switch says so) */
    int32_t reps_max; /**< most repetitions (a side where the switch says so) */
    int32_t hold_s;                       /**< length of a hold where holds are counted */
    int32_t intensity_min; /**< least permille of the one-repetition maximum */
    int32_t intensity_max; /**< greatest permille of the one-repetition maximum */
    int32_t rpe10;                        /**< rating of perceived exertion x 10 */
    int32_t rest_min_s; /**< shortest rest between sets, seconds */
    int32_t rest_max_s; /**< longest rest between sets, seconds */
    int32_t days_min; /**< fewest days a week */
    int32_t days_max; /**< most days a week */
    bandex_text note;                     /**< in words, may be none */
    const char *source;                   /**< who says so */
} bandex_dosage;

/** A reason not to, or to do less. */
typedef struct bandex_contraindication {
    const char *code;   /**< token, e.g. "acute_dvt_pe" */
    int32_t severity;   /**< BANDEX_SEVERITY_* */
    int32_t effect;     /**< BANDEX_EFFECT_* */
    bandex_text text;   /**< in words */
    const char *source; /**< who says so */
} bandex_contraindication;

/** A note for a group of people. */
typedef struct bandex_population {
    int32_t population; /**< BANDEX_POPULATION_* */
    bandex_text note;   /**< what they should know */
} bandex_population;

/** The same exercise elsewhere. */
typedef struct bandex_mapping {
    int32_t scheme;   /**< BANDEX_SCHEME_* */
    const char *id;   /**< "37/35" for FIT (category/name), else as the scheme writes it */
    const char *name; /**< the name there */
    int32_t relation; /**< BANDEX_RELATION_* */
} bandex_mapping;

/** Where a record comes from. */
typedef struct bandex_provenance {
    const char *license;        /**< SPDX expression */
    const char *const *authors; /**< who wrote it */
    size_t author_count;        /**< how many */
    const char *const *sources; /**< what it rests on */
    size_t source_count;        /**< how many */
} bandex_provenance;

/** A way of doing the exercise. What it does not tell is as in the exercise. */
typedef struct bandex_variant {
    const char *id;                   /**< token, unique within the exercise */
    bandex_text names;                /**< what it is called */
    bandex_text summary;              /**< what is different */
    int32_t grip;                     /**< BANDEX_GRIP_*, 0: as in the exercise */
    int32_t direction;                /**< BANDEX_DIRECTION_* of the movement, 0: as in the exercise */
    int32_t position;                 /**< BANDEX_POSITION_*, 0: as in the exercise */
    int32_t side;                     /**< BANDEX_SIDE_LEFT or _RIGHT: the working side; 0: open */
    const bandex_muscle_use *muscles; /**< roles that differ; they replace those of the same muscle and side */
    size_t muscle_count;              /**< how many */
} bandex_variant;

/** An exercise. */
typedef struct bandex_exercise {
    const char *id;             /**< token, never reused; shorter than BANDEX_TOKEN_SIZE bytes */
    int32_t version;            /**< of this record, from 1 */
    int32_t status;             /**< BANDEX_STATUS_ACTIVE or _DEPRECATED */
    const char *replaced_by;    /**< id of the record to use instead, for deprecated ones */
    const char *family;         /**< token shared by variations of one movement, e.g. "row" */
    const char *const *locales; /**< BCP 47 tags of the texts, e.g. "en", "es" */
    size_t locale_count;        /**< how many */
    bandex_text names;          /**< name */
    const bandex_alias *aliases; /**< other names */
    size_t alias_count;          /**< how many */
    bandex_text summary;         /**< what it is, in a sentence or two */
    const bandex_text *benefits; /**< what it is good for */
    size_t benefit_count;        /**< how many */
    const bandex_step *steps;    /**< in order */
    size_t step_count;           /**< how many */
    const bandex_text *cues;     /**< what to attend to while moving */
    size_t cue_count;            /**< how many */
    const bandex_fault *faults;  /**< common faults */
    size_t fault_count;          /**< how many */
    const bandex_caution *cautions; /**< what to mind */
    size_t caution_count;           /**< how many */
    const bandex_hazard *hazards;   /**< dangers of the band */
    size_t hazard_count;            /**< how many */
    const bandex_text *progressions; /**< ways to do more */
    size_t progression_count;        /**< how many */
    int32_t pattern;                 /**< BANDEX_PATTERN_* */
    int32_t mechanic;                /**< BANDEX_MECHANIC_* */
    int32_t level;                   /**< BANDEX_LEVEL_* */
    int32_t body_position;           /**< BANDEX_POSITION_* that the steps describe */
    const int32_t *alternative_positions; /**< BANDEX_POSITION_* it can be done in as well */
    size_t alternative_position_count;    /**< how many */
    int32_t laterality;                   /**< BANDEX_LATERALITY_* */
    bandex_switch side_switch;            /**< when the sides change */
    const int32_t *equipment;             /**< BANDEX_EQUIPMENT_* besides the band */
    size_t equipment_count;               /**< how many */
    bandex_band_setup band;               /**< the band */
    bandex_anchor anchor;                 /**< what holds it */
    bandex_path_length path_length;       /**< lengths of a strand */
    bandex_stretch stretch;               /**< stretch of a strand */
    bandex_profile profile;               /**< force over displacement */
    bandex_detection detection;           /**< what the detector should expect */
    const bandex_muscle_use *muscles;     /**< what it trains */
    size_t muscle_count;                  /**< how many */
    const bandex_emg *emg;                /**< measured amplitudes */
    size_t emg_count;                     /**< how many */
    const bandex_rom *rom;                /**< ranges of motion */
    size_t rom_count;                     /**< how many */
    bandex_exercise_tempo tempo;                   /**< usual tempo */
    const bandex_dosage *dosage;          /**< how much, by population */
    size_t dosage_count;                  /**< how many */
    const bandex_contraindication *contraindications; /**< reasons not to */
    size_t contraindication_count;                    /**< how many */
    const bandex_population *populations; /**< notes by population */
    size_t population_count;              /**< how many */
    const bandex_variant *variants;       /**< ways of doing it */
    size_t variant_count;                 /**< how many */
    const bandex_mapping *mappings;       /**< the same exercise elsewhere */
    size_t mapping_count;                 /**< how many */
    bandex_provenance provenance;         /**< where the record comes from */
} bandex_exercise;

/** A text in a locale: the exact one, else the one of its language ("es" for "es-MX"), else the first.
 *  @param locale  BCP 47 tag or NULL for the first
 *  @return NULL where the text has none */
BANDEX_API const char *bandex_exercise_text(const bandex_exercise *exercise, bandex_text text, const char *locale);

/** The variant with that id, or NULL. */
BANDEX_API const bandex_variant *bandex_exercise_variant(const bandex_exercise *exercise, const char *id);

/** What a muscle does in an exercise.
 *  @param variant  a variant of it, or NULL
 *  @param muscle   id of bandex/muscle.h
 *  @param side     BANDEX_SIDE_*, or 0 for the first entry of that muscle
 *  @return the entry, the variant's before the exercise's; NULL if it has none */
BANDEX_API const bandex_muscle_use *bandex_exercise_muscle(const bandex_exercise *exercise, const bandex_variant *variant,
                                                           int32_t muscle, int32_t side);

/** The muscles of an exercise done in a variant: those of the exercise, replaced where the variant differs.
 *  @param uses   array of the caller for pointers into the records
 *  @param count  entries written, or needed with BANDEX_E_FULL */
BANDEX_API bandex_status bandex_exercise_muscles(const bandex_exercise *exercise, const bandex_variant *variant,
                                                 const bandex_muscle_use **uses, size_t cap, size_t *count);

/** Left or right for "working" and "opposite", given the side that works (BANDEX_SIDE_LEFT or _RIGHT); other sides
 *  stay. BANDEX_SIDE_NONE if the working side is needed and not one of them. */
BANDEX_API int32_t bandex_side_resolve(int32_t side, int32_t working);

/** Whether the record can be used: every required field is there, nothing is declared and empty, every choice,
 *  muscle and mapping is known, and the fields agree with each other. docs/contributing-data.md lists the checks.
 *  @param diag  receives record, field ("muscles[2].side") and reason; may be NULL
 *  @return BANDEX_E_SCHEMA for a record that is refused, BANDEX_E_DUPLICATE for something given twice */
BANDEX_API bandex_status bandex_exercise_validate(const bandex_exercise *exercise, bandex_diag *diag);

/* ---- Forces and detector ------------------------------------------------------------------------------------ */

/** Flags of a prediction. */
enum {
    BANDEX_PREDICTION_SLACK = 1u << 0,          /**< the band is slack at the start */
    BANDEX_PREDICTION_WARNING = 1u << 1,        /**< stretched past the band's warning (200 %) */
    BANDEX_PREDICTION_BEYOND_DATA = 1u << 2,    /**< outside the measured part of the band's curve */
    BANDEX_PREDICTION_EXERCISE_LIMIT = 1u << 3, /**< stretched past bandex_stretch::max_permille */
    BANDEX_PREDICTION_MEASURED = 1u << 4,       /**< lengths were measured, not derived from stature */
    BANDEX_PREDICTION_REST_RECOMMENDED = 1u << 5, /**< the rest length was not told; the recommended one is used */
    BANDEX_PREDICTION_OTHER_KIND = 1u << 6, /**< the band is of a kind that the exercise doesn't name */
    BANDEX_PREDICTION_CALIBRATED = 1u << 7  /**< forces are of the person's own band, as its known loads tell */
};

/** What a band will do in an exercise, before anyone pulls. */
typedef struct bandex_prediction {
    int32_t rest_mm;        /**< rest length of a strand */
    int32_t start_mm;       /**< length at the start */
    int32_t peak_mm;        /**< length at the peak */
    int32_t start_permille; /**< stretch at the start, negative: slack */
    int32_t peak_permille;  /**< stretch at the peak */
    int32_t start_force_mn; /**< force of all strands at the start, mN; BANDEX_UNKNOWN for bands with an order only */
    int32_t peak_force_mn;  /**< force at the peak, mN */
    uint32_t flags;         /**< BANDEX_PREDICTION_* */
    char reason[96];        /**< why it is refused or flagged, one clause in English; empty: nothing to say */
} bandex_prediction;

/** Lengths, stretch and force at the start and the peak.
 *  @param use         band, strands and what is measured: rest_mm, start_mm, peak_mm of 0 are taken from the
 *                     exercise and the stature, strands of 0 from the exercise; an empty band gives lengths only
 *  @param instance    the person's own band of that product: its rest length is taken where use has none, its known
 *                     loads make the curve (bandex_instance_curve()), also of a product whose force is not known, and
 *                     wear since its calibration lessens the force; NULL: any band of the product
 *  @param stature_mm  500 to 2500, or 0 when start_mm and peak_mm are measured
 *  @return BANDEX_E_RANGE when the stretch is past the limit of the exercise or the band (prediction holds what is
 *          known, with the reason), BANDEX_E_NOT_FOUND for an unknown band, BANDEX_E_ARGUMENT for an instance of another
 *          product */
BANDEX_API bandex_status bandex_exercise_predict(const bandex_exercise *exercise, const bandex_band_use *use,
                                                 const bandex_instance *instance, uint32_t stature_mm,
                                                 bandex_prediction *prediction);

/** Sets a detector up for an exercise: mode, polarity, repetition times and holds from its detection hints, the
 *  expected range from the predicted forces of the band.
 *  @param use         the band, or NULL: the range is learnt
 *  @param instance    the person's own band, as for bandex_exercise_predict(), or NULL
 *  @param stature_mm  as for bandex_exercise_predict(); 0 without measured lengths: the range is learnt
 *  @param config      filled by bandex_detector_config_default() before; other fields stay
 *  @return what bandex_exercise_predict() returned; the config is filled as far as possible all the same */
BANDEX_API bandex_status bandex_exercise_configure(const bandex_exercise *exercise, const bandex_band_use *use,
                                                   const bandex_instance *instance, uint32_t stature_mm,
                                                   bandex_detector_config *config);

/* ---- Catalogues --------------------------------------------------------------------------------------------- */

/** Exercises in order of their ids, with an index. Fill it with bandex_catalog_init() (your tables, your memory) or
 *  load it (bandex/store.h); read it with the functions below only. */
typedef struct bandex_catalog {
    const bandex_exercise *const *exercises; /**< in order of id */
    size_t count;                            /**< how many */
    const uint64_t *postings;                /**< index, private */
    size_t posting_count;                    /**< how many */
} bandex_catalog;

/** Revision of the built-in catalogue: grows when a record is added or changed. */
BANDEX_API uint32_t bandex_catalog_revision(void);

/** A catalogue without entries, to build on instead of the built-in one. */
BANDEX_API const bandex_catalog *bandex_catalog_empty(void);

/** How many exercises it holds. @param catalog NULL: the built-in one */
BANDEX_API size_t bandex_catalog_count(const bandex_catalog *catalog);

/** The exercise at an index, in order of id; NULL past the end. */
BANDEX_API const bandex_exercise *bandex_catalog_at(const bandex_catalog *catalog, size_t index);

/** The exercise with that id, deprecated or not; NULL if there is none. Logarithmic time. */
BANDEX_API const bandex_exercise *bandex_catalog_find(const bandex_catalog *catalog, const char *id);

/** As bandex_catalog_find(), then on to the record that replaces it as long as there is one. NULL also when the
 *  replacements lead nowhere or in a circle. */
BANDEX_API const bandex_exercise *bandex_catalog_current(const bandex_catalog *catalog, const char *id);

/** What is looked for; 0 in a field: any. Fill with bandex_query_default(). Active exercises only. */
typedef struct bandex_query {
    uint32_t struct_size; /**< sizeof(bandex_query), set by the default function */
    int32_t muscle;       /**< id of bandex/muscle.h: it, a part of it, or what it is a part of */
    int32_t group;        /**< group or region of bandex/muscle.h that a muscle of the exercise belongs to */
    int32_t role;         /**< BANDEX_ROLE_* that the muscle or group has */
    int32_t certainty;    /**< BANDEX_CERTAINTY_* of that claim, or better */
    int32_t position;     /**< BANDEX_POSITION_* it is described for, has as an alternative, or a variant is in */
    int32_t anchor;       /**< BANDEX_ANCHOR_* */
    int32_t without_anchor; /**< 1: only exercises that need nothing outside the person to hold the band */
    int32_t band_kind;    /**< BANDEX_KIND_* that suits */
    int32_t equipment;    /**< BANDEX_EQUIPMENT_* that is used */
    int32_t pattern;      /**< BANDEX_PATTERN_* */
    int32_t level;        /**< BANDEX_LEVEL_* or easier */
    int32_t bands;        /**< at most so many bands */
    int32_t population;   /**< BANDEX_POPULATION_* that has a note */
} bandex_query;

/** Fills a query with "any". */
BANDEX_API bandex_status bandex_query_default(bandex_query *query);

/** Exercises that fit, in order of id. Logarithmic in the size of the catalogue, linear in the rarest criterion.
 *  @param indices  array of the caller for indices of bandex_catalog_at(), may be NULL with cap 0
 *  @param count    entries that fit, also with BANDEX_E_FULL when cap is smaller */
BANDEX_API bandex_status bandex_catalog_query(const bandex_catalog *catalog, const bandex_query *query, uint32_t *indices,
                                              size_t cap, size_t *count);

/** Makes a catalogue of another one and exercises of your own: the same id overrides.
 *  @param base       what to build on; NULL: the built-in catalogue, bandex_catalog_empty(): nothing
 *  @param exercises  count records, in any order; they, base and memory must outlive self
 *  @param memory     for the index, aligned for uint64_t; NULL with size 0 to learn the size
 *  @param needed     bytes of memory that are needed; may be NULL
 *  @return BANDEX_E_FULL when size is too small, BANDEX_E_DUPLICATE for two of your records with one id, or what
 *          bandex_exercise_validate() says of a record; a replaced_by that names no record is BANDEX_E_NOT_FOUND */
BANDEX_API bandex_status bandex_catalog_init(bandex_catalog *self, const bandex_catalog *base,
                                             const bandex_exercise *const *exercises, size_t count, void *memory, size_t size,
                                             size_t *needed, bandex_diag *diag);

/* ---- Layout ------------------------------------------------------------------------------------------------- */

/** What a field holds. */
enum {
    BANDEX_FIELD_TOKEN = 1,   /**< const char *: an id of this library */
    BANDEX_FIELD_STRING = 2,  /**< const char *: free text that is not translated */
    BANDEX_FIELD_TEXT = 3,    /**< bandex_text */
    BANDEX_FIELD_INTEGER = 4, /**< int32_t */
    BANDEX_FIELD_FLAG = 5,    /**< int32_t, 0 or 1 */
    BANDEX_FIELD_CHOICE = 6,  /**< int32_t of bandex_layout_field::vocabulary */
    BANDEX_FIELD_MUSCLE = 7,  /**< int32_t id, and a const char * token at extra_offset for ids not known */
    BANDEX_FIELD_RECORD = 8,  /**< a struct described by bandex_layout_field::record */
    BANDEX_FIELD_STRINGS = 9, /**< const char *const *, count at extra_offset */
    BANDEX_FIELD_TEXTS = 10,  /**< const bandex_text *, count at extra_offset */
    BANDEX_FIELD_INTEGERS = 11, /**< const int32_t *, count at extra_offset */
    BANDEX_FIELD_CHOICES = 12,  /**< const int32_t * of bandex_layout_field::vocabulary, count at extra_offset */
    BANDEX_FIELD_RECORDS = 13   /**< pointer to structs described by bandex_layout_field::record, count at extra_offset */
};

/** Rules of a field. */
enum {
    BANDEX_FIELD_REQUIRED = 1u << 0, /**< must be there */
    BANDEX_FIELD_ZERO = 1u << 1      /**< 0 is a value and is written; elsewhere 0 means "not told" */
};

struct bandex_layout;

/** One field of a record. */
typedef struct bandex_layout_field {
    const char *name;   /**< in JSON */
    int32_t key;        /**< in CBOR; never reused */
    int32_t type;       /**< BANDEX_FIELD_* */
    int32_t vocabulary; /**< BANDEX_VOCABULARY_* of a choice */
    int32_t low;        /**< least value of integers */
    int32_t high;       /**< greatest value of integers */
    uint32_t rules;     /**< BANDEX_FIELD_REQUIRED ... */
    size_t offset;      /**< of the value in the struct */
    size_t extra_offset;  /**< of the count (size_t) or the token */
    const struct bandex_layout *record; /**< of a nested struct */
    const char *help;   /**< what it means, in English */
} bandex_layout_field;

/** A struct and its fields. */
typedef struct bandex_layout {
    const char *name;           /**< e.g. "step" */
    size_t size;                /**< sizeof the struct */
    const bandex_layout_field *fields; /**< in order of key */
    size_t count;               /**< how many */
} bandex_layout;

/** The layout of a ::bandex_exercise: all of it, nested structs included. */
BANDEX_API const bandex_layout *bandex_exercise_layout(void);

/** Whether a field holds something: 0 for NULL, no entries, a record without anything, and 0 where that is none.
 *  @param record  the struct that the field belongs to */
BANDEX_API int bandex_layout_present(const bandex_layout_field *field, const void *record);

#ifdef __cplusplus
}
#endif
#endif
