/* SPDX-License-Identifier: MIT */
/** @file bandex/band.h
 *  @brief Resistance bands: products, a person's own bands, forces, and the ladder of loads.
 *
 *  What is what: a **product** is what a maker sells, with the points of its chart. An **instance** is one band of a
 *  person, with its own length, calibration and age. A **curve** is force against elongation of one strand. A
 *  **spring** is bands as they hang together in an exercise: strands, folds, bands in series or side by side. The
 *  **ladder** is the sorted list of loads that a person can choose from.
 *
 *  Conventions. Elongation e = (length - rest length) / rest length; 1000 permille ("100 %") is twice the rest length.
 *  Force depends on elongation, not on the length that was cut (maker; Martin-San Agustin 2023 for CLX). Lengths are
 *  of one strand, from where it is held to where it is held. A loop lies flat at its rest length, and stretched it is
 *  two strands. A slack band (length up to the rest length) pulls with 0. Forces are in millinewtons, lengths in
 *  millimeters, energies in millijoules; what is computed inside is double.
 *
 *  Charts are not truth: makers' values were measured up to 33 % off (Uchida 2016,
 *  Martin-San Agustin 2023), and loops of one color differ by 8 to 19 % (McMaster 2010). Calibrate the person's own
 *  band where it matters. docs/bands.md shows the curves and all sources.
 *
 *  Nothing here allocates or keeps state: any thread may call anything. Products of the built-in table live as long as
 *  the library is loaded. */
#ifndef BANDEX_BAND_H
#define BANDEX_BAND_H

#include <bandex/export.h>
#include <bandex/status.h>
#include <bandex/units.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BANDEX_TOKEN_SIZE 48   /**< bytes of an exercise, variant or band id with its terminating zero */

#define BANDEX_BAND_POINTS 16             /**< points that a curve takes at most */
#define BANDEX_CURVE_KNOTS 17             /**< these and the origin */
#define BANDEX_CURVE_END_PERMILLE 10000   /**< elongation past which no curve answers, whatever a product's limit */
#define BANDEX_BAND_CALIBRATION_POINTS 8  /**< known loads that an instance keeps at most */
#define BANDEX_SPRING_PARTS 4             /**< bands that a spring joins at most */
#define BANDEX_BAND_STRANDS_MAX 64        /**< strands side by side at most */
#define BANDEX_BAND_LENGTH_MAX_MM 100000u /**< longest length that is taken */

/** How a band is used in an exercise or was used in a set. */
typedef struct bandex_band_use {
    char band[BANDEX_TOKEN_SIZE];     /**< product id, e.g. "theraband/green"; empty: none */
    char instance[BANDEX_TOKEN_SIZE]; /**< the person's own band, empty: any of the product */
    uint32_t strands;      /**< parallel strands, 1 and more; 0: not told */
    uint32_t rest_mm;      /**< rest length of a strand, 0: not told */
    uint32_t start_mm;     /**< length of a strand at the start of a repetition, 0: not told */
    uint32_t peak_mm;      /**< length of a strand at the top, 0: not told */
} bandex_band_use;

/** Where a force comes from, best first. */
enum {
    BANDEX_PROVENANCE_MEASURED = 0, /**< measured with the load cell on this band */
    BANDEX_PROVENANCE_USER = 1,     /**< calibrated by the person */
    BANDEX_PROVENANCE_MAKER = 2,    /**< a published chart or measurement of the product */
    BANDEX_PROVENANCE_ORDINAL = 3   /**< only the order is known; force_mn is BANDEX_UNKNOWN */
};

/** @name Curves
 *  Force of one strand against elongation. */
/** @{ */

/** Models of a curve. With l = 1 + e, forces in newtons. All pass through the origin and rise. */
enum {
    BANDEX_CURVE_DEFAULT = 0,       /**< Mooney-Rivlin, or linear where there is only one point */
    BANDEX_CURVE_MOONEY_RIVLIN = 1, /**< F = (l - 1/l^2)(a + b/l), a and b not below 0 (Mooney 1940, Rivlin 1948):
                                         closed form from two points, non-negative least squares from more */
    BANDEX_CURVE_TABLE = 2,         /**< monotone cubic through the origin and every point (Fritsch and Carlson 1980,
                                         slopes by Fritsch and Butland 1984); straight on beyond the last */
    BANDEX_CURVE_POWER = 3,         /**< F = a e^b, least squares of the logarithms, b within 0.01..10 */
    BANDEX_CURVE_LINEAR = 4         /**< F = a e, least squares. A poor spring: it errs by up to 59 % on a measured
                                         curve; for products of which one point is known */
};

/** What a force of a chart belongs to. */
enum {
    BANDEX_BASIS_STRAND = 1,  /**< strands */
    BANDEX_BASIS_ANCHORED = 2 /**< whole bands in the anchoring that the product's chart names */
};

/** Marks of a chart point. */
enum {
    BANDEX_POINT_EXCLUDED = 1,    /**< kept as read, left out of every curve: suspect, or no force at a slack band */
    BANDEX_POINT_APPROXIMATE = 2, /**< the source rounds or says "about" */
    BANDEX_POINT_MEASURED = 4     /**< measured by someone other than the maker */
};

/** One point of a chart, as its source gives it. */
typedef struct bandex_band_point {
    int32_t elongation_permille; /**< 1000 is twice the rest length */
    int32_t force_mn;            /**< force of all carriers together */
    int32_t basis;               /**< BANDEX_BASIS_*: what carries it; a per-strand figure is BASIS_STRAND with 1 */
    int32_t carriers;            /**< how many strands or bands carry it: 1; 2 for a whole loop or a pair of bands */
    int32_t marks;               /**< BANDEX_POINT_* or 0 */
    const char *source;          /**< where it was read */
    const char *vintage;         /**< year or edition of the chart, NULL: not known */
} bandex_band_point;

/** A fitted curve of one strand (or of one band as anchored). Plain data. */
typedef struct bandex_curve {
    int32_t model;         /**< BANDEX_CURVE_*, never DEFAULT */
    uint32_t count;        /**< points it was fitted to */
    double a;              /**< first constant, N */
    double b;              /**< second constant: N (Mooney-Rivlin) or exponent (power); 0 otherwise */
    double low;            /**< elongation of the first point, as a fraction */
    double high;           /**< elongation of the last point */
    double rms_n;          /**< root mean square of the residuals, N */
    double worst;          /**< largest relative residual, as a fraction of the point's force */
    double e[BANDEX_CURVE_KNOTS];     /**< table: elongations, the origin first */
    double f[BANDEX_CURVE_KNOTS];     /**< table: forces, N */
    double slope[BANDEX_CURVE_KNOTS]; /**< table: slopes, N per unit elongation */
} bandex_curve;

/** Fits a curve to points (excluded ones are passed over; forces are divided among their carriers).
 *  @param model   BANDEX_CURVE_*
 *  @param points  in any order; table: rising in force with elongation, no elongation twice
 *  @return BANDEX_E_ARGUMENT for null pointers, an unknown model, points outside 0 < elongation <= 10000 permille or
 *          0 < force, mixed bases, a falling table; BANDEX_E_RANGE for too few points (1 for linear and the default,
 *          2 different elongations otherwise); BANDEX_E_FULL for more than BANDEX_BAND_POINTS; BANDEX_E_DUPLICATE for
 *          an elongation twice in a table. The curve is unchanged on error. */
BANDEX_API bandex_status bandex_curve_fit(bandex_curve *self, int32_t model, const bandex_band_point *points, size_t count);

/** Force of one strand. elongation is a fraction; 0 N at and below 0.
 *  @return BANDEX_E_ARGUMENT for null pointers, NaN, or beyond 10 (ten times the rest length more) */
BANDEX_API bandex_status bandex_curve_force(const bandex_curve *self, double elongation, double *newton);

/** Elongation at a force: the inverse of bandex_curve_force().
 *  @return BANDEX_E_ARGUMENT for a negative force or NaN; BANDEX_E_RANGE if it takes an elongation beyond 10 */
BANDEX_API bandex_status bandex_curve_elongation(const bandex_curve *self, double newton, double *elongation);

/** Integral of the force from elongation 0, in joules for one meter of rest length. The work between two elongations
 *  is the difference. Closed form of each model. */
BANDEX_API bandex_status bandex_curve_energy(const bandex_curve *self, double elongation, double *joule_per_meter);
/** @} */

/** @name Products */
/** @{ */

/** Kinds of bands. */
enum {
    BANDEX_BAND_FLAT = 1, /**< flat band, by the meter */
    BANDEX_BAND_TUBE = 2, /**< tubing */
    BANDEX_BAND_LOOP = 3, /**< closed loop; its rest length is its lay-flat length, stretched it is two strands */
    BANDEX_BAND_CLX = 4   /**< row of joined loops */
};

/** Library default: warn from this elongation on. The maker's precautions advise against more than three times the
 *  rest length (docs/bands.md). */
#define BANDEX_BAND_WARNING_PERMILLE 2000
/** Library default: no answer past this elongation. Bands may break above 300 % (maker's precautions). */
#define BANDEX_BAND_LIMIT_PERMILLE 3000

/** A product. The built-in ones are constant; a caller may make more of them. Texts are UTF-8. */
typedef struct bandex_band_product {
    const char *id;      /**< "brand/color" or "brand/color@chart", permanent, shorter than BANDEX_TOKEN_SIZE */
    const char *brand;   /**< e.g. "TheraBand" */
    const char *model;   /**< e.g. "flat band" */
    const char *color;   /**< e.g. "green"; NULL: it has none. Colors of different brands cannot be compared */
    const char *chart;   /**< which chart or anchoring of the product, e.g. "uchida-2016"; NULL: the current chart */
    const char *label;   /**< what the maker prints where no elongation is told, e.g. "10-12 lb"; NULL: nothing.
                              A label is no datum: nothing is computed from it */
    const char *note;    /**< what a user should know about the figures, or NULL */
    int32_t kind;        /**< BANDEX_BAND_FLAT ..., 0: not known */
    int32_t rank;        /**< place among the colors of this brand and model, from 1 for the lightest; 0: not known */
    uint32_t rest_mm;    /**< rest length where it is sold or tested in one length, 0: by the meter */
    int32_t warning_permille;        /**< elongation of the warning flag, 0: the library default */
    int32_t limit_permille;          /**< elongation past which nothing is answered, 0: the library default; at
                                          most BANDEX_CURVE_END_PERMILLE */
    const bandex_band_point *points; /**< its chart, by rising elongation; NULL for ordinal products */
    size_t point_count;              /**< how many */
} bandex_band_product;

/** How many products the library knows. */
BANDEX_API size_t bandex_band_count(void);

/** The index-th product, brand by brand, light to heavy; NULL past the end. */
BANDEX_API const bandex_band_product *bandex_band_at(size_t index);

/** The product with an id ("theraband/green"), in logarithmic time; NULL if there is none or id is NULL. */
BANDEX_API const bandex_band_product *bandex_band_find(const char *id);

/** Strands that one band of the product has as it is used: 2 for loops, else 1. 0 for NULL. */
BANDEX_API uint32_t bandex_band_strands(const bandex_band_product *self);

/** Fits the curve of a product: of one strand, or of one band as anchored if the chart says so.
 *  @return as bandex_curve_fit(); BANDEX_E_RANGE for an ordinal product */
BANDEX_API bandex_status bandex_band_curve(const bandex_band_product *self, int32_t model, bandex_curve *curve);
/** @} */

/** @name A person's own bands */
/** @{ */

/** One known load: the band measured that long while force_mn pulled at it. */
typedef struct bandex_band_load {
    uint32_t length_mm; /**< length of a strand, above rest_mm of the instance */
    int32_t force_mn;   /**< force of one strand, above 0 */
} bandex_band_load;

/** One band of a person. Plain data: copy it, store it. Start with bandex_instance_default(). */
typedef struct bandex_instance {
    char id[BANDEX_TOKEN_SIZE];      /**< the person's name for it */
    char product[BANDEX_TOKEN_SIZE]; /**< product id */
    uint32_t rest_mm;                /**< its rest length, measured; 0: not told */
    uint32_t cycles;                 /**< repetitions so far, 0: none or not counted */
    uint32_t calibrated_cycles;      /**< of these, when it was calibrated */
    int32_t max_elongation_permille; /**< farthest it was ever stretched, 0: not told */
    int64_t first_used_ms;           /**< UTC milliseconds of its first use, 0: not told */
    int64_t calibrated_ms;           /**< UTC milliseconds of its calibration, 0: none */
    int32_t damaged;                 /**< 1: a nick, tear, hole or brittle spot was seen */
    int32_t clinic;                  /**< 1: many people use it, 0: one person */
    int32_t provenance;              /**< BANDEX_PROVENANCE_MEASURED or _USER: how the loads below were measured */
    uint32_t load_count;             /**< known loads: 0 none, 1 or 2 scale the product's curve, 3 and more replace it */
    bandex_band_load loads[BANDEX_BAND_CALIBRATION_POINTS]; /**< in any order */
} bandex_instance;

/** Empties an instance: nothing told, no loads. */
BANDEX_API bandex_status bandex_instance_default(bandex_instance *self);

/** Adds a known load to the calibration: a weight that hangs from the band, or what the load cell reads.
 *  @return BANDEX_E_STATE without rest_mm, BANDEX_E_ARGUMENT for a slack length or a force not above 0,
 *          BANDEX_E_FULL beyond BANDEX_BAND_CALIBRATION_POINTS, BANDEX_E_DUPLICATE for a length that is there */
BANDEX_API bandex_status bandex_instance_load_add(bandex_instance *self, uint32_t length_mm, int32_t force_mn);

/** How a calibration turned out. */
typedef struct bandex_instance_fit {
    int32_t model;          /**< BANDEX_CURVE_* in use */
    int32_t scaled;         /**< 1: the product's curve times scale_permille; 0: a curve of its own (or no loads) */
    int32_t scale_permille; /**< own force over the product's, by least squares over all loads; 1000 without loads,
                                 BANDEX_UNKNOWN for an ordinal product */
    int32_t rms_mn;         /**< root mean square of what the curve misses the loads by */
    int32_t worst_permille; /**< largest relative miss */
    uint32_t loads;         /**< loads it rests on */
} bandex_instance_fit;

/** The curve of an instance (at its calibration, without wear): the product's, scaled by one or two known loads, or
 *  fitted anew to three and more (Mooney-Rivlin, non-negative least squares). An ordinal product has no curve to
 *  scale: one load gives a line, two a Mooney-Rivlin curve.
 *  @param product  its product; may be NULL when there are three loads or more
 *  @param fit      receives the error of the calibration; may be NULL
 *  @return BANDEX_E_RANGE without loads for an ordinal product; BANDEX_E_STATE for loads without rest_mm */
BANDEX_API bandex_status bandex_instance_curve(const bandex_instance *self, const bandex_band_product *product,
                                               bandex_curve *curve, bandex_instance_fit *fit);

/** Share of its first force that a band keeps after cycles of stretching to 100 %: 1000 at 0, 905 at 1000, 845 at
 *  3000 cycles, straight between, constant beyond. The knots are the losses of latex tubing of Vinhas de Paula 2017
 *  (9.5 and 15.5 %; natural rubber 9.9 and 15.2 %); no source was found for flat bands or beyond 3000 cycles. */
BANDEX_API int32_t bandex_wear_permille(uint32_t cycles);

/** Reasons to replace a band, as bits. */
enum {
    BANDEX_REPLACE_DAMAGED = 1,       /**< nicks and tears grow and let it snap (maker's precautions) */
    BANDEX_REPLACE_OVERSTRETCHED = 2, /**< it was stretched past its limit */
    BANDEX_REPLACE_CYCLES = 4,        /**< 3000 cycles: as far as any study went; library default */
    BANDEX_REPLACE_AGE = 8            /**< 60 days in a clinic, 300 days for one person: secondary advice says 2 months
                                           and 6 to 10 months; the maker names no life. Library default */
};

/** Whether a band should be replaced.
 *  @param now_ms   UTC milliseconds now; the library has no clock
 *  @param product  its product, for its limit; NULL: the library default
 *  @param reasons  receives BANDEX_REPLACE_* bits, 0 for none */
BANDEX_API bandex_status bandex_instance_check(const bandex_instance *self, const bandex_band_product *product,
                                               int64_t now_ms, uint32_t *reasons);

/** A sentence for one reason in "en" or "es" (English otherwise). NULL for 0 or more than one bit. */
BANDEX_API const char *bandex_replace_text(uint32_t reason, const char *language);
/** @} */

/** @name Forces */
/** @{ */

/** Flags of an answer. */
enum {
    BANDEX_FORCE_SLACK = 1,        /**< the length is not above the rest length: no force */
    BANDEX_FORCE_BELOW_DATA = 2,   /**< stretched, but below 25 % and below the chart's first point, where models part
                                        (table, power and linear: below the first point) */
    BANDEX_FORCE_BEYOND_DATA = 4,  /**< past the last point of the chart: extrapolated */
    BANDEX_FORCE_WARNING = 8,      /**< from the product's warning elongation on, 200 % by default */
    BANDEX_FORCE_PAST_LIMIT = 16,  /**< past the product's limit, 300 % by default; comes with BANDEX_E_RANGE */
    BANDEX_FORCE_ONE_POINT = 32,   /**< a straight line through one rating: a poor estimate elsewhere */
    BANDEX_FORCE_SCALED = 64,      /**< the product's curve scaled to the person's band */
    BANDEX_FORCE_WORN = 128,       /**< lessened for wear */
    BANDEX_FORCE_ORDINAL = 256     /**< only the order of this product is known; comes with BANDEX_E_RANGE */
};

/** The name of one flag, e.g. "beyond_data"; NULL for 0, more than one bit or an unknown bit. */
BANDEX_API const char *bandex_force_flag_name(uint32_t flag);

/** A force and what is to be known about it. */
typedef struct bandex_band_answer {
    int32_t force_mn;            /**< force of all strands; BANDEX_UNKNOWN where there is none */
    int32_t elongation_permille; /**< of the strand that is stretched most; 0 when slack */
    uint32_t flags;              /**< BANDEX_FORCE_* */
    int32_t provenance;          /**< BANDEX_PROVENANCE_*: the worst of all bands concerned */
} bandex_band_answer;

/** Force of a product's band at a length.
 *  @param use     strands (0: bandex_band_strands()) and rest_mm (0: the product's); the other fields are not looked
 *                 at. Strands of a chart by anchoring (BANDEX_BASIS_ANCHORED) are whole bands
 *  @param answer  is filled as far as it goes also on BANDEX_E_RANGE: flags and elongation tell the reason
 *  @return BANDEX_E_ARGUMENT for null pointers, no rest length, or numbers past the limits above; BANDEX_E_RANGE past
 *          the product's limit and for ordinal products */
BANDEX_API bandex_status bandex_band_force(const bandex_band_product *self, const bandex_band_use *use,
                                           uint32_t length_mm, bandex_band_answer *answer);

/** A repetition before anyone pulls. */
typedef struct bandex_band_range {
    bandex_band_answer start;    /**< at start_mm */
    bandex_band_answer peak;     /**< at peak_mm */
    int32_t work_mj;             /**< work of one way from start to peak, mJ; with no loss (Martin-San Agustin 2023 found
                                      no difference of lengthening and shortening) the same comes back */
    int32_t tension_permille;    /**< share of the way on which the band is tight. Below 1000 the exercise has a slack
                                      part, the weak spot of band squats and deadlifts (Iversen 2017): shorten the band */
} bandex_band_range;

/** Force at the start and the peak, work and slack of a repetition from use->start_mm to use->peak_mm.
 *  @return as bandex_band_force(); also BANDEX_E_ARGUMENT when start_mm is 0 or peak_mm below it. On BANDEX_E_RANGE
 *          the flags of start and peak tell which is too far */
BANDEX_API bandex_status bandex_band_range_of(const bandex_band_product *self, const bandex_band_use *use,
                                              bandex_band_range *range);

/** Work of one way from use->start_mm to use->peak_mm, mJ: the integral of the force. As bandex_band_range_of(). */
BANDEX_API bandex_status bandex_band_work(const bandex_band_product *self, const bandex_band_use *use, int32_t *work_mj);
/** @} */

/** @name Bands as they hang together */
/** @{ */

/** One band within a spring. Plain data, filled by bandex_spring_open(). */
typedef struct bandex_spring_part {
    bandex_curve curve;    /**< of one strand */
    double rest_mm;        /**< rest length of a strand */
    double strands;        /**< strands side by side */
    double factor;         /**< wear, 1 for none */
    double warning;        /**< elongation of the warning, as a fraction */
    double limit;          /**< elongation past which nothing is answered */
    uint32_t flags;        /**< flags that hold at every length */
    int32_t provenance;    /**< BANDEX_PROVENANCE_* */
} bandex_spring_part;

/** How parts are joined. */
enum {
    BANDEX_JOIN_PARALLEL = 1, /**< side by side: one length, forces add */
    BANDEX_JOIN_SERIES = 2    /**< end to end: one force, lengths add */
};

/** Bands as they hang together. Plain data of the caller; no part of it is kept elsewhere. */
typedef struct bandex_spring {
    uint32_t count;                                 /**< parts in use */
    int32_t join;                                   /**< BANDEX_JOIN_* of all parts */
    bandex_spring_part parts[BANDEX_SPRING_PARTS];  /**< the bands */
} bandex_spring;

/** Ways to hold one band, for bandex_spring_open(). */
enum {
    BANDEX_HOLD_STRAIGHT = 1,  /**< from an anchor to the hand: one strand of the whole length */
    BANDEX_HOLD_ENDS = 2,      /**< round an anchor, both ends to one handle: two strands of half the length; the handle
                                    feels both */
    BANDEX_HOLD_TWO_HANDS = 3, /**< open between two hands: one strand, and each hand feels that one tension, neither
                                    half of it nor double */
    BANDEX_HOLD_FEET = 4,      /**< under the feet, an end in each hand: each hand feels one strand of half the length
                                    (less what lies under the feet) */
    BANDEX_HOLD_LOOP = 5,      /**< a loop between two turning points: two strands of the lay-flat length */
    BANDEX_HOLD_LOOP_DOUBLED = 6 /**< a loop laid double: four strands of half the lay-flat length */
};

/** What a hand feels of a band that is held in some way. */
typedef struct bandex_hold {
    uint32_t strands; /**< strands that one hand pulls at */
    uint32_t rest_mm; /**< rest length of each */
    uint32_t hands;   /**< hands that feel this force: 2 with an end in each hand */
} bandex_hold;

/** Strands and rest length per hand for a band held in some way. Put both into a ::bandex_band_use.
 *  @param hold     BANDEX_HOLD_*
 *  @param rest_mm  rest length of the whole band; of a loop, its lay-flat length
 *  @param fold     1, or into how many layers the band is laid first: each layer is a strand, as much shorter
 *  @param held_mm  rest length that cannot stretch: under the feet, wound round the hands (library knows no default)
 *  @return BANDEX_E_ARGUMENT for an unknown way, lengths of 0 or past the limits, fold outside 1..16, or when less
 *          than 1 mm remains */
BANDEX_API bandex_status bandex_hold_resolve(int32_t hold, uint32_t rest_mm, uint32_t fold, uint32_t held_mm,
                                             bandex_hold *out);

/** Opens a spring of one band.
 *  @param product   its product; may be NULL when the instance has three known loads or more
 *  @param instance  the person's own band, NULL: any of the product
 *  @param use       strands and rest_mm as for bandex_band_force(); the instance's rest_mm comes before the product's
 *  @param model     BANDEX_CURVE_*; an instance with three known loads or more has its own
 *  @return BANDEX_E_RANGE for an ordinal product, which has no forces */
BANDEX_API bandex_status bandex_spring_open(bandex_spring *self, const bandex_band_product *product,
                                            const bandex_instance *instance, const bandex_band_use *use, int32_t model);

/** Joins the parts of other to self. Springs of more than one part join in their own way only.
 *  @return BANDEX_E_FULL past BANDEX_SPRING_PARTS, BANDEX_E_STATE for parts joined in another way. Unchanged on error */
BANDEX_API bandex_status bandex_spring_join(bandex_spring *self, const bandex_spring *other, int32_t join);

/** Rest length, mm: the sum of parts in series, the shortest of parts side by side. 0 for NULL. */
BANDEX_API double bandex_spring_rest(const bandex_spring *self);

/** Force at a length. As bandex_band_force(). @param length_mm 0 to BANDEX_BAND_LENGTH_MAX_MM, not NaN */
BANDEX_API bandex_status bandex_spring_force(const bandex_spring *self, double length_mm, bandex_band_answer *answer);

/** Length at a force: the inverse. force_n 0 gives the rest length.
 *  @return BANDEX_E_RANGE if a part would be stretched past its limit, BANDEX_E_ARGUMENT for a negative force or NaN */
BANDEX_API bandex_status bandex_spring_length(const bandex_spring *self, double force_n, double *length_mm);

/** Work from one length to a greater one, joules; slack ways cost nothing. @return as bandex_spring_force() */
BANDEX_API bandex_status bandex_spring_work(const bandex_spring *self, double from_mm, double to_mm, double *joule);

/** Start, peak, work and slack of a repetition between two lengths. As bandex_band_range_of(). */
BANDEX_API bandex_status bandex_spring_range(const bandex_spring *self, double start_mm, double peak_mm,
                                             bandex_band_range *range);
/** @} */

/** @name The ladder */
/** @{ */

/** One load step. */
typedef struct bandex_rung {
    char band[BANDEX_TOKEN_SIZE];     /**< product id */
    char instance[BANDEX_TOKEN_SIZE]; /**< the person's own band, or empty */
    uint32_t strands;                 /**< parallel strands */
    int32_t elongation_permille;      /**< at the reference peak; 1000 is twice the rest length */
    int32_t force_mn;                 /**< force at the reference peak, BANDEX_UNKNOWN on an ordinal ladder */
    int32_t provenance;               /**< BANDEX_PROVENANCE_* */
} bandex_rung;

/** Load steps in rising order. rungs belong to the caller. */
typedef struct bandex_ladder {
    const bandex_rung *rungs; /**< rising force (or order) */
    size_t count;             /**< how many */
} bandex_ladder;

/** A band that a person has. */
typedef struct bandex_owned_band {
    const bandex_band_product *product; /**< its product */
    const bandex_instance *instance;    /**< its measured self, or NULL */
    uint32_t strands_max;               /**< up to how many strands it is used with, 0: as it is (bandex_band_strands()) */
} bandex_owned_band;

/** What steps to make. Fill with bandex_ladder_config_default(). */
typedef struct bandex_ladder_config {
    uint32_t struct_size;               /**< sizeof(bandex_ladder_config), set by the default function */
    uint32_t elongation_count;          /**< elongations at the peak to choose from, 1 to 8; default 1 */
    int32_t elongations_permille[8];    /**< above 0; default 1000 */
    int32_t step_min_permille;          /**< loads nearer than this to one below are the same load; default 20 */
    int32_t model;                      /**< BANDEX_CURVE_*, default BANDEX_CURVE_DEFAULT */
} bandex_ladder_config;

/** Fills a config with the defaults (library defaults), struct_size included. */
BANDEX_API bandex_status bandex_ladder_config_default(bandex_ladder_config *config);

/** Why a step was left out. */
enum {
    BANDEX_OMITTED_WARNING = 1,     /**< above the band's warning elongation */
    BANDEX_OMITTED_BEYOND_DATA = 2, /**< past the last point of its chart: the force would be a guess */
    BANDEX_OMITTED_SAME_LOAD = 3,   /**< another step has that load, better known or simpler */
    BANDEX_OMITTED_NO_FORCE = 4,    /**< only its order is known, while others have forces */
    BANDEX_OMITTED_OTHER_BRAND = 5, /**< only its order is known, within another brand: colors cannot be compared */
    BANDEX_OMITTED_DAMAGED = 6,     /**< the band is damaged or was overstretched */
    BANDEX_OMITTED_INVALID = 7,     /**< its calibration or chart gives no curve */
    BANDEX_OMITTED_FULL = 8         /**< no room in the caller's array */
};

/** A step that was left out. */
typedef struct bandex_omission {
    uint32_t band;               /**< index of the owned band */
    uint32_t strands;            /**< strands */
    int32_t elongation_permille; /**< at the peak */
    int32_t reason;              /**< BANDEX_OMITTED_* */
} bandex_omission;

/** How many rungs bandex_ladder_build() needs room for, same loads included; 0 for arguments that it refuses. */
BANDEX_API size_t bandex_ladder_room(const bandex_owned_band *bands, size_t band_count, const bandex_ladder_config *config);

/** Builds the ladder: every band with every number of strands at every elongation, sorted by force, each load once
 *  (of steps that are nearer than step_min_permille the better known one stays, then the one with fewer strands, then
 *  with less elongation). If no band has forces, the bands of the first one's brand and model by their rank.
 *  @param config         NULL: the defaults
 *  @param rungs          receives the steps and is the room for working; bandex_ladder_room() is enough. The ladder
 *                        points to it
 *  @param omissions      receives what was left out and why, up to omission_cap; may be NULL with 0
 *  @param omission_count receives how many there were; may be NULL
 *  @return BANDEX_E_FULL if not all steps fit (the lightest cap are there), BANDEX_E_ARGUMENT for null pointers, more
 *          than 4096 bands, or a config out of range, BANDEX_E_SIZE for a config of another size. BANDEX_OK with a
 *          count of 0 when nothing is valid. The work is at most quadratic in the number of steps */
BANDEX_API bandex_status bandex_ladder_build(const bandex_owned_band *bands, size_t band_count,
                                             const bandex_ladder_config *config, bandex_rung *rungs, size_t cap,
                                             bandex_ladder *ladder, bandex_omission *omissions, size_t omission_cap,
                                             size_t *omission_count);

/** Step to a rung from the one below, permille of the lower force; BANDEX_UNKNOWN for the lowest one and on an ordinal
 *  ladder. */
BANDEX_API int32_t bandex_ladder_step(const bandex_ladder *ladder, size_t rung);

/** A clause in English saying why a step was left out; NULL for an unknown reason. */
BANDEX_API const char *bandex_omission_text(int32_t reason);
/** @} */

#ifdef __cplusplus
}
#endif
#endif
