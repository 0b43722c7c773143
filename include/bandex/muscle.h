/* SPDX-License-Identifier: MIT */
/** @file bandex/muscle.h
 *  @brief The muscles that exercises train: regions, groups, muscles and their parts, with names and ontology ids.
 *
 *  10 regions hold 19 groups, these hold 91 entries: 56 core ones, which an app offers to choose from, and 35
 *  extended ones for finer claims. An entry is a muscle, a part of a muscle, or a set of muscles that the Terminologia
 *  Anatomica knows under no name of its own or under a common one (rhomboids, hamstrings, rotator cuff).
 *
 *  Ids and tokens are permanent: an id is never given to anything else, a token is never renamed. Store either; keep
 *  an id or token that this library does not know as it is, a newer one may. Sides (left, right) are an attribute of
 *  how an exercise uses a muscle, so there are no left and right muscles here.
 *
 *  Ids of muscles, groups and regions share one space (1..999, 1001..1999, 2001..2999), so that bandex_muscle_in()
 *  and bandex_muscle_members() take any of them as the "area". Where a group and an entry share a token ("hamstrings",
 *  "rotator_cuff", "forearm_flexors", "forearm_extensors"), or a region and a group ("neck", "chest"), the kind of the
 *  question decides; bandex_muscle_area_find() prefers the narrower one.
 *
 *  Everything is constant data: any thread may call anything at any time, what is returned is never freed, and
 *  pointers stay valid as long as the library is loaded. Structs may grow at their end: never copy them by value into
 *  something stored.
 *
 *  Sources: English and Latin names and TA98 codes: Terminologia Anatomica (1998), the Latin of parts in the genitive
 *  form ("Pars descendens musculi trapezii"). TA2 ids: FIPAT, Terminologia Anatomica 2nd edition, part 2, where
 *  verified. Uberon ids: obophenotype/uberon, musculoskeletal.obo. FMA ids: the cross references of Uberon. Groups
 *  and regions are editorial. SNOMED CT is left out: it needs a license in many countries. */
#ifndef BANDEX_MUSCLE_H
#define BANDEX_MUSCLE_H

#include <bandex/export.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What an entry is. */
enum {
    BANDEX_MUSCLE_LEVEL_MUSCLE = 1, /**< a muscle */
    BANDEX_MUSCLE_LEVEL_PART = 2,   /**< a part or head of a muscle */
    BANDEX_MUSCLE_LEVEL_SET = 3,    /**< several muscles under one name */
    BANDEX_MUSCLE_LEVEL_GROUP = 4,  /**< a group, of ::bandex_muscle_group */
    BANDEX_MUSCLE_LEVEL_REGION = 5  /**< a region, of ::bandex_muscle_group */
};

/** How an entry is meant to be used. */
enum {
    BANDEX_MUSCLE_TIER_CORE = 1,    /**< offered for choice */
    BANDEX_MUSCLE_TIER_EXTENDED = 2 /**< for finer claims */
};

/** Ids of muscles, permanent. */
enum {
    BANDEX_MUSCLE_STERNOCLEIDOMASTOID = 1,
    BANDEX_MUSCLE_SCALENES = 2,
    BANDEX_MUSCLE_SPLENIUS = 3,
    BANDEX_MUSCLE_SEMISPINALIS = 4,
    BANDEX_MUSCLE_TRAPEZIUS = 5,
    BANDEX_MUSCLE_TRAPEZIUS_UPPER = 6,
    BANDEX_MUSCLE_TRAPEZIUS_MIDDLE = 7,
    BANDEX_MUSCLE_TRAPEZIUS_LOWER = 8,
    BANDEX_MUSCLE_RHOMBOIDS = 9,
    BANDEX_MUSCLE_RHOMBOID_MAJOR = 10,
    BANDEX_MUSCLE_RHOMBOID_MINOR = 11,
    BANDEX_MUSCLE_LEVATOR_SCAPULAE = 12,
    BANDEX_MUSCLE_LATISSIMUS_DORSI = 13,
    BANDEX_MUSCLE_TERES_MAJOR = 14,
    BANDEX_MUSCLE_ERECTOR_SPINAE = 15,
    BANDEX_MUSCLE_ILIOCOSTALIS = 16,
    BANDEX_MUSCLE_LONGISSIMUS = 17,
    BANDEX_MUSCLE_SPINALIS = 18,
    BANDEX_MUSCLE_MULTIFIDUS = 19,
    BANDEX_MUSCLE_QUADRATUS_LUMBORUM = 20,
    BANDEX_MUSCLE_PECTORALIS_MAJOR = 21,
    BANDEX_MUSCLE_PECTORALIS_MAJOR_CLAVICULAR = 22,
    BANDEX_MUSCLE_PECTORALIS_MAJOR_STERNOCOSTAL = 23,
    BANDEX_MUSCLE_PECTORALIS_MINOR = 24,
    BANDEX_MUSCLE_SERRATUS_ANTERIOR = 25,
    BANDEX_MUSCLE_DELTOID = 26,
    BANDEX_MUSCLE_DELTOID_ANTERIOR = 27,
    BANDEX_MUSCLE_DELTOID_LATERAL = 28,
    BANDEX_MUSCLE_DELTOID_POSTERIOR = 29,
    BANDEX_MUSCLE_ROTATOR_CUFF = 30,
    BANDEX_MUSCLE_SUPRASPINATUS = 31,
    BANDEX_MUSCLE_INFRASPINATUS = 32,
    BANDEX_MUSCLE_TERES_MINOR = 33,
    BANDEX_MUSCLE_SUBSCAPULARIS = 34,
    BANDEX_MUSCLE_BICEPS_BRACHII = 35,
    BANDEX_MUSCLE_BICEPS_BRACHII_LONG = 36,
    BANDEX_MUSCLE_BICEPS_BRACHII_SHORT = 37,
    BANDEX_MUSCLE_BRACHIALIS = 38,
    BANDEX_MUSCLE_BRACHIORADIALIS = 39,
    BANDEX_MUSCLE_CORACOBRACHIALIS = 40,
    BANDEX_MUSCLE_TRICEPS_BRACHII = 41,
    BANDEX_MUSCLE_TRICEPS_BRACHII_LONG = 42,
    BANDEX_MUSCLE_TRICEPS_BRACHII_LATERAL = 43,
    BANDEX_MUSCLE_TRICEPS_BRACHII_MEDIAL = 44,
    BANDEX_MUSCLE_FOREARM_FLEXORS = 45,
    BANDEX_MUSCLE_FLEXOR_CARPI_RADIALIS = 46,
    BANDEX_MUSCLE_FLEXOR_CARPI_ULNARIS = 47,
    BANDEX_MUSCLE_FLEXOR_DIGITORUM_SUPERFICIALIS = 48,
    BANDEX_MUSCLE_FLEXOR_DIGITORUM_PROFUNDUS = 49,
    BANDEX_MUSCLE_PRONATOR_TERES = 50,
    BANDEX_MUSCLE_FOREARM_EXTENSORS = 51,
    BANDEX_MUSCLE_EXTENSOR_CARPI_RADIALIS_LONGUS = 52,
    BANDEX_MUSCLE_EXTENSOR_CARPI_RADIALIS_BREVIS = 53,
    BANDEX_MUSCLE_EXTENSOR_CARPI_ULNARIS = 54,
    BANDEX_MUSCLE_EXTENSOR_DIGITORUM = 55,
    BANDEX_MUSCLE_SUPINATOR = 56,
    BANDEX_MUSCLE_RECTUS_ABDOMINIS = 57,
    BANDEX_MUSCLE_EXTERNAL_OBLIQUE = 58,
    BANDEX_MUSCLE_INTERNAL_OBLIQUE = 59,
    BANDEX_MUSCLE_TRANSVERSUS_ABDOMINIS = 60,
    BANDEX_MUSCLE_GLUTEUS_MAXIMUS = 61,
    BANDEX_MUSCLE_GLUTEUS_MEDIUS = 62,
    BANDEX_MUSCLE_GLUTEUS_MINIMUS = 63,
    BANDEX_MUSCLE_PIRIFORMIS = 64,
    BANDEX_MUSCLE_TENSOR_FASCIAE_LATAE = 65,
    BANDEX_MUSCLE_ILIOPSOAS = 66,
    BANDEX_MUSCLE_ILIACUS = 67,
    BANDEX_MUSCLE_PSOAS_MAJOR = 68,
    BANDEX_MUSCLE_SARTORIUS = 69,
    BANDEX_MUSCLE_HIP_ADDUCTORS = 70,
    BANDEX_MUSCLE_PECTINEUS = 71,
    BANDEX_MUSCLE_ADDUCTOR_LONGUS = 72,
    BANDEX_MUSCLE_ADDUCTOR_BREVIS = 73,
    BANDEX_MUSCLE_ADDUCTOR_MAGNUS = 74,
    BANDEX_MUSCLE_GRACILIS = 75,
    BANDEX_MUSCLE_QUADRICEPS_FEMORIS = 76,
    BANDEX_MUSCLE_RECTUS_FEMORIS = 77,
    BANDEX_MUSCLE_VASTUS_LATERALIS = 78,
    BANDEX_MUSCLE_VASTUS_INTERMEDIUS = 79,
    BANDEX_MUSCLE_VASTUS_MEDIALIS = 80,
    BANDEX_MUSCLE_HAMSTRINGS = 81,
    BANDEX_MUSCLE_BICEPS_FEMORIS = 82,
    BANDEX_MUSCLE_SEMITENDINOSUS = 83,
    BANDEX_MUSCLE_SEMIMEMBRANOSUS = 84,
    BANDEX_MUSCLE_TRICEPS_SURAE = 85,
    BANDEX_MUSCLE_GASTROCNEMIUS = 86,
    BANDEX_MUSCLE_SOLEUS = 87,
    BANDEX_MUSCLE_TIBIALIS_POSTERIOR = 88,
    BANDEX_MUSCLE_FIBULARIS_LONGUS = 89,
    BANDEX_MUSCLE_FIBULARIS_BREVIS = 90,
    BANDEX_MUSCLE_TIBIALIS_ANTERIOR = 91
};

/** Ids of groups and regions, permanent. */
enum {
    BANDEX_MUSCLE_GROUP_NECK = 1001,
    BANDEX_MUSCLE_GROUP_UPPER_BACK = 1002,
    BANDEX_MUSCLE_GROUP_LATS = 1003,
    BANDEX_MUSCLE_GROUP_LOWER_BACK = 1004,
    BANDEX_MUSCLE_GROUP_CHEST = 1005,
    BANDEX_MUSCLE_GROUP_DELTOIDS = 1006,
    BANDEX_MUSCLE_GROUP_ROTATOR_CUFF = 1007,
    BANDEX_MUSCLE_GROUP_ELBOW_FLEXORS = 1008,
    BANDEX_MUSCLE_GROUP_ELBOW_EXTENSORS = 1009,
    BANDEX_MUSCLE_GROUP_FOREARM_FLEXORS = 1010,
    BANDEX_MUSCLE_GROUP_FOREARM_EXTENSORS = 1011,
    BANDEX_MUSCLE_GROUP_ABDOMINALS = 1012,
    BANDEX_MUSCLE_GROUP_GLUTES = 1013,
    BANDEX_MUSCLE_GROUP_HIP_FLEXORS = 1014,
    BANDEX_MUSCLE_GROUP_ADDUCTORS = 1015,
    BANDEX_MUSCLE_GROUP_QUADRICEPS = 1016,
    BANDEX_MUSCLE_GROUP_HAMSTRINGS = 1017,
    BANDEX_MUSCLE_GROUP_CALVES = 1018,
    BANDEX_MUSCLE_GROUP_SHIN = 1019,
    BANDEX_MUSCLE_REGION_NECK = 2001,
    BANDEX_MUSCLE_REGION_BACK = 2002,
    BANDEX_MUSCLE_REGION_CHEST = 2003,
    BANDEX_MUSCLE_REGION_SHOULDER = 2004,
    BANDEX_MUSCLE_REGION_ARM = 2005,
    BANDEX_MUSCLE_REGION_FOREARM = 2006,
    BANDEX_MUSCLE_REGION_ABDOMEN = 2007,
    BANDEX_MUSCLE_REGION_HIP = 2008,
    BANDEX_MUSCLE_REGION_THIGH = 2009,
    BANDEX_MUSCLE_REGION_LEG = 2010
};

/** One entry of the taxonomy. Constant; texts are UTF-8. */
typedef struct bandex_muscle {
    int32_t id;          /**< BANDEX_MUSCLE_* */
    int32_t level;       /**< BANDEX_MUSCLE_LEVEL_MUSCLE, _PART or _SET */
    int32_t tier;        /**< BANDEX_MUSCLE_TIER_* */
    int32_t parent;      /**< id of the muscle or set that it is a part of, 0: none */
    int32_t group;       /**< BANDEX_MUSCLE_GROUP_* */
    int32_t region;      /**< BANDEX_MUSCLE_REGION_* */
    const char *token;   /**< e.g. "latissimus_dorsi": lower case, permanent, at most 30 bytes */
    const char *english; /**< e.g. "Latissimus dorsi" */
    const char *latin;   /**< e.g. "Musculus latissimus dorsi"; NULL for five sets that have no Latin name here */
    const char *spanish; /**< e.g. "Dorsal ancho" */
} bandex_muscle;

/** A group or a region. Constant; texts are UTF-8. */
typedef struct bandex_muscle_group {
    int32_t id;          /**< BANDEX_MUSCLE_GROUP_* or BANDEX_MUSCLE_REGION_* */
    int32_t level;       /**< BANDEX_MUSCLE_LEVEL_GROUP or BANDEX_MUSCLE_LEVEL_REGION */
    int32_t region;      /**< the region of a group; a region's own id */
    const char *token;   /**< e.g. "upper_back" */
    const char *english; /**< e.g. "Upper back" */
    const char *spanish; /**< e.g. "Espalda alta" */
} bandex_muscle_group;

/** A muscle's ids in other vocabularies. What is not verified is absent. */
typedef struct bandex_muscle_ontology {
    int32_t muscle;       /**< BANDEX_MUSCLE_* */
    const char *ta98;     /**< code of the Terminologia Anatomica 1998, e.g. "A04.3.01.006", or NULL */
    int32_t ta2;          /**< id of the Terminologia Anatomica 2, e.g. 2231, or 0 */
    const char *uberon;   /**< e.g. "UBERON:0001112", or NULL */
    int32_t fma;          /**< id of the Foundational Model of Anatomy, from Uberon's cross references, or 0 */
    int32_t fma_verified; /**< 1: nothing contradicts fma; 0: none, or another public source gives another id */
} bandex_muscle_ontology;

/** The vocabularies of bandex_muscle_find_ontology(). */
enum {
    BANDEX_ONTOLOGY_TA98 = 1,  /**< code "A04.3.01.006" */
    BANDEX_ONTOLOGY_TA2 = 2,   /**< code "2231" */
    BANDEX_ONTOLOGY_UBERON = 3,/**< code "UBERON:0001112" */
    BANDEX_ONTOLOGY_FMA = 4    /**< code "13357" */
};

/** How many muscles there are; bandex_muscle_at() takes 0 to one less. */
BANDEX_API size_t bandex_muscle_count(void);

/** The index-th muscle, in the order of the body (neck to leg, parts after their whole); NULL past the end. */
BANDEX_API const bandex_muscle *bandex_muscle_at(size_t index);

/** The muscle with an id, in constant time; NULL for 0, ids of groups and regions, and unknown ids. */
BANDEX_API const bandex_muscle *bandex_muscle_get(int32_t id);

/** The muscle with a token ("latissimus_dorsi"), in logarithmic time; NULL if there is none or token is NULL. */
BANDEX_API const bandex_muscle *bandex_muscle_find(const char *token);

/** The muscle with a name in any of the languages ("Dorsal ancho", "musculus latissimus dorsi", "latissimus dorsi")
 *  or a token, or a short name of the gym that means one entry ("traps", "rear delts"). Upper and lower case, accents, hyphens and underscores make no difference. NULL if there is none. */
BANDEX_API const bandex_muscle *bandex_muscle_find_name(const char *name);

/** The name of a muscle in a language: "en", "la" or "es", also with a region ("es-MX"). English where the language
 *  is not known or the muscle has no name in it; NULL only for a NULL muscle. */
BANDEX_API const char *bandex_muscle_name(const bandex_muscle *self, const char *language);

/** How many groups and regions there are. */
BANDEX_API size_t bandex_muscle_group_count(void);

/** The index-th group or region: first the groups in the order of the body, then the regions; NULL past the end. */
BANDEX_API const bandex_muscle_group *bandex_muscle_group_at(size_t index);

/** The group or region with an id; NULL if there is none. */
BANDEX_API const bandex_muscle_group *bandex_muscle_group_get(int32_t id);

/** The group with a token, else the region with it ("upper_back", "back"); NULL if there is neither. */
BANDEX_API const bandex_muscle_group *bandex_muscle_group_find(const char *token);

/** The name of a group or region in a language ("en", "es"), English otherwise; NULL only for NULL. */
BANDEX_API const char *bandex_muscle_group_name(const bandex_muscle_group *self, const char *language);

/** The id of what a token names: a muscle, else a group, else a region; 0 if it names nothing. */
BANDEX_API int32_t bandex_muscle_area_find(const char *token);

/** The token of a muscle, group or region; NULL for an unknown id. */
BANDEX_API const char *bandex_muscle_area_token(int32_t area);

/** 1 if a muscle lies in an area: it is that muscle, a part of it however deep, or a member of that group or region.
 *  0 otherwise, also for ids that are not known.
 *  @param muscle  id of a muscle
 *  @param area    id of a muscle, group or region */
BANDEX_API int bandex_muscle_in(int32_t muscle, int32_t area);

/** The muscles that lie in an area (see bandex_muscle_in()), in the order of the body; for a muscle or set it comes
 *  first, its parts follow.
 *  @param members  receives up to cap pointers; may be NULL when cap is 0
 *  @param count    receives how many there are
 *  @return BANDEX_E_NOT_FOUND for an unknown area, BANDEX_E_FULL if there are more than cap (the first cap are
 *          written), BANDEX_E_ARGUMENT for null pointers */
BANDEX_API bandex_status bandex_muscle_members(int32_t area, const bandex_muscle **members, size_t cap, size_t *count);

/** The ids of a muscle in other vocabularies; NULL for an unknown muscle. */
BANDEX_API const bandex_muscle_ontology *bandex_muscle_ontology_get(int32_t muscle);

/** The muscle that a code of another vocabulary stands for; NULL if none of ours is it.
 *  @param scheme  BANDEX_ONTOLOGY_*
 *  @param code    as shown there; numbers without leading zeros; FMA also as "FMA:13357" or "FMA13357" */
BANDEX_API const bandex_muscle *bandex_muscle_find_ontology(int32_t scheme, const char *code);

#ifdef __cplusplus
}
#endif
#endif
