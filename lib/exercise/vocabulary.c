/* SPDX-License-Identifier: MIT */
/* The tokens of every choice: what files, the command and the bindings write for a number. */
#include <bandex/exercise.h>
#include <string.h>

typedef struct vocabulary {
    const char *const *tokens; /* of the values 1, 2, 3 ... */
    int32_t count;
} vocabulary;

#define TOKENS(...)                                                                                                    \
    {                                                                                                                  \
        (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)                \
    }

static const vocabulary vocabularies[] = {
    [BANDEX_VOCABULARY_STATUS] = TOKENS("active", "deprecated"),
    [BANDEX_VOCABULARY_PHASE] = TOKENS("setup", "start", "concentric", "hold", "eccentric", "return", "switch"),
    [BANDEX_VOCABULARY_PATTERN] =
        TOKENS("horizontal_pull", "vertical_pull", "horizontal_push", "vertical_push", "hinge", "squat", "lunge",
               "shoulder_abduction", "shoulder_flexion", "shoulder_extension", "shoulder_rotation", "horizontal_abduction",
               "horizontal_adduction", "scapular_elevation", "scapular_protraction", "elbow_flexion", "elbow_extension",
               "wrist_flexion", "wrist_extension", "hip_extension", "hip_flexion", "hip_abduction", "hip_adduction",
               "knee_extension", "knee_flexion", "plantar_flexion", "dorsiflexion", "trunk_flexion", "trunk_extension",
               "trunk_rotation", "trunk_lateral_flexion", "anti_rotation", "neck_isometric"),
    [BANDEX_VOCABULARY_MECHANIC] = TOKENS("compound", "isolation"),
    [BANDEX_VOCABULARY_LEVEL] = TOKENS("beginner", "intermediate", "advanced"),
    [BANDEX_VOCABULARY_POSITION] =
        TOKENS("seated", "standing", "hinged", "kneeling", "supine", "prone", "side_lying", "wheelchair"),
    [BANDEX_VOCABULARY_LATERALITY] = TOKENS("bilateral", "unilateral", "alternating", "asymmetric"),
    [BANDEX_VOCABULARY_SWITCH_RULE] = TOKENS("after_set", "after_reps", "alternate"),
    [BANDEX_VOCABULARY_SWITCH_ORDER] = TOKENS("weaker_first", "left_first", "right_first", "any_first"),
    [BANDEX_VOCABULARY_SWITCH_COUNT] = TOKENS("reps_per_side", "reps_total"),
    [BANDEX_VOCABULARY_BAND_KIND] = TOKENS("flat", "tube", "loop", "clx"),
    [BANDEX_VOCABULARY_POINT] = TOKENS("hand_l", "hand_r", "foot_l", "foot_r", "anchor", "mid_back", "knee_l", "knee_r",
                                       "ankle_l", "ankle_r", "pelvis", "head", "seat"),
    [BANDEX_VOCABULARY_FOLD] = TOKENS("single", "half", "closed_loop"),
    [BANDEX_VOCABULARY_GRIP] = TOKENS("neutral", "palms_down", "palms_up", "cuff", "across_palm"),
    [BANDEX_VOCABULARY_ANCHOR] = TOKENS("none", "underfoot", "around_feet", "door", "pole", "beam", "partner", "around_body",
                                        "under_seat"),
    [BANDEX_VOCABULARY_HEIGHT] = TOKENS("low", "mid", "high"),
    [BANDEX_VOCABULARY_DIRECTION] =
        TOKENS("front", "behind", "side", "above", "below", "diagonal_up", "diagonal_down"),
    [BANDEX_VOCABULARY_PROFILE] = TOKENS("ascending", "descending", "bell"),
    [BANDEX_VOCABULARY_MODE] = TOKENS("repetitions", "holds"),
    [BANDEX_VOCABULARY_MUSCLE_ACTION] = TOKENS("concentric", "eccentric"),
    [BANDEX_VOCABULARY_ROLE] = TOKENS("primary", "secondary", "stabiliser"),
    [BANDEX_VOCABULARY_CERTAINTY] = TOKENS("high", "moderate", "low"),
    [BANDEX_VOCABULARY_SIDE] = TOKENS("left", "right", "both", "working", "opposite"),
    [BANDEX_VOCABULARY_JOINT] =
        TOKENS("shoulder", "scapula", "elbow", "wrist", "spine", "neck", "hip", "knee", "ankle"),
    [BANDEX_VOCABULARY_MOVEMENT] =
        TOKENS("flexion", "extension", "abduction", "adduction", "horizontal_abduction", "horizontal_adduction",
               "internal_rotation", "external_rotation", "rotation", "lateral_flexion", "elevation", "protraction",
               "plantar_flexion", "dorsiflexion"),
    [BANDEX_VOCABULARY_POPULATION] = TOKENS("children", "adult", "older", "wheelchair", "rehab"),
    [BANDEX_VOCABULARY_CAUTION] = TOKENS("notice", "caution", "warning"),
    [BANDEX_VOCABULARY_SEVERITY] = TOKENS("absolute", "relative", "caution"),
    [BANDEX_VOCABULARY_EFFECT] = TOKENS("exclude", "limit_rom", "limit_load", "supervise"),
    [BANDEX_VOCABULARY_HAZARD] = TOKENS("line_of_fire", "anchor_failure", "over_stretch", "stepping_off"),
    [BANDEX_VOCABULARY_SCHEME] = TOKENS("fit", "health_connect", "wger", "free_exercise_db"),
    [BANDEX_VOCABULARY_RELATION] = TOKENS("exact", "broader", "narrower", "nearest"),
    [BANDEX_VOCABULARY_EQUIPMENT] =
        TOKENS("handles", "ankle_strap", "door_anchor", "mat", "chair", "table", "towel"),
};

int32_t bandex_vocabulary_count(int32_t number)
{
    return number > 0 && (size_t)number < sizeof vocabularies / sizeof *vocabularies ? vocabularies[number].count : 0;
}

const char *bandex_vocabulary_token(int32_t number, int32_t value)
{
    return value > 0 && value <= bandex_vocabulary_count(number) ? vocabularies[number].tokens[value - 1] : NULL;
}

bandex_status bandex_vocabulary_find(int32_t number, const char *token, int32_t *value)
{
    int32_t count = bandex_vocabulary_count(number);
    if (count == 0 || !token || !value) {
        return BANDEX_E_ARGUMENT;
    }
    for (int32_t i = 1; i <= count; i++) {
        if (strcmp(vocabularies[number].tokens[i - 1], token) == 0) {
            *value = i;
            return BANDEX_OK;
        }
    }
    return BANDEX_E_NOT_FOUND;
}
