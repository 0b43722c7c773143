/* SPDX-License-Identifier: MIT */
/* The products: one table of points and one row each. Nothing here was estimated: every point is what its source says,
 * converted from lbf or kgf to mN. A new product goes after the last of its brand, and into the index by id
 * (docs/adding-a-band.md). */
#include "band.h"

#define DONSNOTES(lbf) "donsnotes.com/products/exercise-elastic-bands.html (manufacturer chart, secondary copy; " lbf " lbf)"
#define OLDER(lbf) "slingshotforum.com citing yogadirect/yogaaccessories spec (" lbf " lbf); conflicts with the current chart"
#define UCHIDA "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository document; not read in the paper itself"
#define LOOP_SHEET(lbf) "TheraBand loop instruction sheet (cdn.shopify theraband-instruction-sheet.pdf; " lbf " lbf)"
#define ELITEFTS "forum.steroidology.com thread 100193 quoting an elitefts.com article: a barbell hung from a pair of bands"
#define POINTS(table) .points = table, .point_count = sizeof table / sizeof *table

static const bandex_band_point theraband_tan[] = {
    {.elongation_permille = 1000, .force_mn = 10680, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("2.4")},
    {.elongation_permille = 2000, .force_mn = 15120, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("3.4")},
};

static const bandex_band_point theraband_yellow[] = {
    {.elongation_permille = 1000, .force_mn = 13340, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("3.0")},
    {.elongation_permille = 2000, .force_mn = 19130, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("4.3")},
};

static const bandex_band_point theraband_red[] = {
    {.elongation_permille = 1000, .force_mn = 16460, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("3.7")},
    {.elongation_permille = 2000, .force_mn = 24470, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("5.5")},
};

static const bandex_band_point theraband_green[] = {
    {.elongation_permille = 1000, .force_mn = 20460, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("4.6")},
    {.elongation_permille = 2000, .force_mn = 29800, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("6.7")},
};

static const bandex_band_point theraband_blue[] = {
    {.elongation_permille = 1000, .force_mn = 25800, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("5.8")},
    {.elongation_permille = 2000, .force_mn = 38250, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("8.6")},
};

static const bandex_band_point theraband_black[] = {
    {.elongation_permille = 1000, .force_mn = 32470, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = DONSNOTES("7.3") ": the page's author measured this one himself, on a used band"},
    {.elongation_permille = 2000, .force_mn = 45370, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("10.2")},
};

static const bandex_band_point theraband_silver[] = {
    {.elongation_permille = 1000, .force_mn = 45370, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("10.2")},
    {.elongation_permille = 2000, .force_mn = 68060, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("15.3")},
};

static const bandex_band_point theraband_gold[] = {
    {.elongation_permille = 1000, .force_mn = 63160, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("14.2")},
    {.elongation_permille = 2000, .force_mn = 94750, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = DONSNOTES("21.3")},
};

static const bandex_band_point theraband_green_medwest[] = {
    {.elongation_permille = 1000, .force_mn = 20460, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "store.medwest.ca theraband-exercise-band-50-yds (retailer text; 4.6 lbf); also everfithealthcare.ca"},
    {.elongation_permille = 2000, .force_mn = 29800, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "store.medwest.ca theraband-exercise-band-50-yds (6.7 lbf)"},
};

static const bandex_band_point theraband_red_hygenic_2009[] = {
    {.elongation_permille = 1000, .force_mn = 16460, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "hygenicblog.com 2009-04-07 (manufacturer; 3.7 lbf)", .vintage = "2009"},
};

static const bandex_band_point theraband_red_older[] = {
    {.elongation_permille = 1000, .force_mn = 17350, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "slingshotforum.com thread quoting manufacturer (3.9 lbf)"},
};

static const bandex_band_point theraband_gold_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 52490, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("11.8")},
};

static const bandex_band_point theraband_silver_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 38250, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("8.6")},
};

static const bandex_band_point theraband_black_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 21800, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("4.9")},
};

static const bandex_band_point theraband_blue_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 20020, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("4.5")},
};

static const bandex_band_point theraband_green_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 13790, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("3.1")},
};

static const bandex_band_point theraband_red_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 12010, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("2.7")},
};

static const bandex_band_point theraband_yellow_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 8010, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("1.8")},
};

static const bandex_band_point theraband_tan_older_retailer[] = {
    {.elongation_permille = 1000, .force_mn = 4890, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = OLDER("1.1")},
};

static const bandex_band_point theraband_blue_uchida_2016[] = {
    {.elongation_permille = 250, .force_mn = 11280, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 500, .force_mn = 16670, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 750, .force_mn = 20990, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 1000, .force_mn = 24620, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 1250, .force_mn = 27950, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 1500, .force_mn = 30300, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 1750, .force_mn = 32560, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 2000, .force_mn = 34520, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 2250, .force_mn = 37760, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
    {.elongation_permille = 2500, .force_mn = 39030, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "Uchida et al. 2016 JPTS 28:1266 (PMC4868225) as transcribed in a public repository; not read in the paper itself", .vintage = "2016"},
};

static const bandex_band_point theraband_blue_page_2003[] = {
    {.elongation_permille = 1000, .force_mn = 31580, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "Page & Ellenbecker 2003 3.22 kgf, as quoted in a public document", .vintage = "2003"},
};

static const bandex_band_point theraband_blue_p05358[] = {
    {.elongation_permille = 1000, .force_mn = 25800, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "Performance Health P05358 5.8 lbf, as quoted in a public document"},
    {.elongation_permille = 2000, .force_mn = 38250, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "Performance Health P05358 8.6 lbf, as quoted in a public document"},
};

static const bandex_band_point theraband_red_camilapestana[] = {
    {.elongation_permille = 1000, .force_mn = 17650, .basis = BANDEX_BASIS_STRAND, .carriers = 1,
     .source = "camilapestana blog, TheraBand table (1.8 kg)"},
};

static const bandex_band_point theraband_silver_camilapestana[] = {
    {.elongation_permille = 1000, .force_mn = 58840, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_APPROXIMATE,
     .source = "camilapestana blog, worked example (about 6.0 kg; approximate)"},
};

static const bandex_band_point unnamed_study_flat_yellow[] = {
    {.elongation_permille = 1000, .force_mn = 12900, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (2.9 lbf); brand not named, do not merge with TheraBand"},
};

static const bandex_band_point unnamed_study_flat_green[] = {
    {.elongation_permille = 1000, .force_mn = 24910, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (5.6 lbf); brand not named, do not merge with TheraBand"},
};

static const bandex_band_point unnamed_study_flat_black[] = {
    {.elongation_permille = 1000, .force_mn = 36030, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (8.1 lbf); brand not named, do not merge with TheraBand"},
};

static const bandex_band_point unnamed_study_tube_red[] = {
    {.elongation_permille = 1000, .force_mn = 13340, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (3.0 lbf)"},
};

static const bandex_band_point unnamed_study_tube_green[] = {
    {.elongation_permille = 1000, .force_mn = 20910, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (4.7 lbf)"},
};

static const bandex_band_point unnamed_study_tube_blue[] = {
    {.elongation_permille = 1000, .force_mn = 28910, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (6.5 lbf)"},
};

static const bandex_band_point unnamed_study_tube_black[] = {
    {.elongation_permille = 1000, .force_mn = 32030, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (7.2 lbf)"},
};

static const bandex_band_point unnamed_study_tube_silver[] = {
    {.elongation_permille = 1000, .force_mn = 46710, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_MEASURED,
     .source = "medicinenet.com summary of a strain-gauge study (10.5 lbf)"},
};

static const bandex_band_point unnamed_study_tube_yellow[] = {
    {.elongation_permille = 1000, .force_mn = 2220, .basis = BANDEX_BASIS_STRAND, .carriers = 1, .marks = BANDEX_POINT_EXCLUDED | BANDEX_POINT_MEASURED,
     .source = "medicinenet.com (0.5 lbf) - SUSPECT, probably a typo; exclude from fits"},
};

static const bandex_band_point theraband_loop_light[] = {
    {.elongation_permille = 1000, .force_mn = 66720, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("15")},
    {.elongation_permille = 2000, .force_mn = 88960, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("20")},
};

static const bandex_band_point theraband_loop_medium[] = {
    {.elongation_permille = 1000, .force_mn = 111210, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("25")},
    {.elongation_permille = 2000, .force_mn = 155690, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("35")},
};

static const bandex_band_point theraband_loop_heavy[] = {
    {.elongation_permille = 1000, .force_mn = 155690, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("35")},
    {.elongation_permille = 2000, .force_mn = 222410, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("50")},
};

static const bandex_band_point theraband_loop_x_heavy[] = {
    {.elongation_permille = 1000, .force_mn = 222410, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("50")},
    {.elongation_permille = 2000, .force_mn = 355860, .basis = BANDEX_BASIS_STRAND, .carriers = 2,
     .source = LOOP_SHEET("80")},
};

static const bandex_band_point elitefts_strong_single_cinched[] = {
    {.elongation_permille = 45, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 462, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 833, .force_mn = 822920, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

static const bandex_band_point elitefts_strong_double_cinched[] = {
    {.elongation_permille = 56, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 463, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 833, .force_mn = 822920, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 1037, .force_mn = 911890, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

static const bandex_band_point elitefts_strong_two_dumbbells[] = {
    {.elongation_permille = 145, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 671, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 1105, .force_mn = 822920, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 1263, .force_mn = 911890, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 1579, .force_mn = 1045330, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

static const bandex_band_point elitefts_strong_double_looped[] = {
    {.elongation_permille = -56, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED | BANDEX_POINT_EXCLUDED,
     .source = ELITEFTS},
    {.elongation_permille = 111, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 222, .force_mn = 822920, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 292, .force_mn = 911890, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 361, .force_mn = 1045330, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

static const bandex_band_point elitefts_average_single_cinched[] = {
    {.elongation_permille = 92, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 462, .force_mn = 422580, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 662, .force_mn = 511550, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 769, .force_mn = 556030, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 877, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

static const bandex_band_point elitefts_average_double_cinched[] = {
    {.elongation_permille = 110, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 460, .force_mn = 422580, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 710, .force_mn = 511550, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 900, .force_mn = 556030, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 940, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

static const bandex_band_point elitefts_average_two_dumbbells[] = {
    {.elongation_permille = 122, .force_mn = 200170, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 892, .force_mn = 600510, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 1541, .force_mn = 822920, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 1865, .force_mn = 911890, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
    {.elongation_permille = 2243, .force_mn = 1045330, .basis = BANDEX_BASIS_ANCHORED, .carriers = 2, .marks = BANDEX_POINT_MEASURED,
     .source = ELITEFTS},
};

const bandex_band_product bandex_band_products[] = {
    {.id = "theraband/tan", .brand = "TheraBand", .model = "flat band/tubing", .color = "tan",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 1, POINTS(theraband_tan)},
    {.id = "theraband/yellow", .brand = "TheraBand", .model = "flat band/tubing", .color = "yellow",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 2, POINTS(theraband_yellow)},
    {.id = "theraband/red", .brand = "TheraBand", .model = "flat band/tubing", .color = "red",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 3, POINTS(theraband_red)},
    {.id = "theraband/green", .brand = "TheraBand", .model = "flat band/tubing", .color = "green",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 4, POINTS(theraband_green)},
    {.id = "theraband/blue", .brand = "TheraBand", .model = "flat band/tubing", .color = "blue",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 5, POINTS(theraband_blue)},
    {.id = "theraband/black", .brand = "TheraBand", .model = "flat band/tubing", .color = "black",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 6, POINTS(theraband_black)},
    {.id = "theraband/silver", .brand = "TheraBand", .model = "flat band/tubing", .color = "silver",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 7, POINTS(theraband_silver)},
    {.id = "theraband/gold", .brand = "TheraBand", .model = "flat band/tubing", .color = "gold",
     .note = "the maker gives one chart for flat band and tubing of a color",
     .kind = BANDEX_BAND_FLAT, .rank = 8, POINTS(theraband_gold)},
    {.id = "theraband/loop-light", .brand = "TheraBand", .model = "High Resistance Loop Light",
     .note = "the sheet does not say whether it rates a strand: taken as the force of the whole loop, two strands",
     .kind = BANDEX_BAND_LOOP, .rank = 1, POINTS(theraband_loop_light)},
    {.id = "theraband/loop-medium", .brand = "TheraBand", .model = "High Resistance Loop Medium",
     .note = "the sheet does not say whether it rates a strand: taken as the force of the whole loop, two strands",
     .kind = BANDEX_BAND_LOOP, .rank = 2, POINTS(theraband_loop_medium)},
    {.id = "theraband/loop-heavy", .brand = "TheraBand", .model = "High Resistance Loop Heavy",
     .note = "the sheet does not say whether it rates a strand: taken as the force of the whole loop, two strands",
     .kind = BANDEX_BAND_LOOP, .rank = 3, POINTS(theraband_loop_heavy)},
    {.id = "theraband/loop-x-heavy", .brand = "TheraBand", .model = "High Resistance Loop X-Heavy",
     .note = "the sheet does not say whether it rates a strand: taken as the force of the whole loop, two strands",
     .kind = BANDEX_BAND_LOOP, .rank = 4, POINTS(theraband_loop_x_heavy)},
    {.id = "theraband/red@camilapestana", .brand = "TheraBand", .model = "flat band", .color = "red", .chart = "camilapestana",
     .kind = BANDEX_BAND_FLAT, .rank = 3, POINTS(theraband_red_camilapestana)},
    {.id = "theraband/silver@camilapestana", .brand = "TheraBand", .model = "flat band", .color = "silver", .chart = "camilapestana",
     .kind = BANDEX_BAND_FLAT, .rank = 7, POINTS(theraband_silver_camilapestana)},
    {.id = "theraband/red@hygenic-2009", .brand = "TheraBand", .model = "flat band", .color = "red", .chart = "hygenic-2009",
     .kind = BANDEX_BAND_FLAT, .rank = 3, POINTS(theraband_red_hygenic_2009)},
    {.id = "theraband/green@medwest", .brand = "TheraBand", .model = "flat band", .color = "green", .chart = "medwest",
     .kind = BANDEX_BAND_FLAT, .rank = 4, POINTS(theraband_green_medwest)},
    {.id = "theraband/red@older", .brand = "TheraBand", .model = "flat band", .color = "red", .chart = "older",
     .kind = BANDEX_BAND_FLAT, .rank = 3, POINTS(theraband_red_older)},
    {.id = "theraband/tan@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "tan", .chart = "older-retailer",
     .note = "thickness 0.004 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 1, POINTS(theraband_tan_older_retailer)},
    {.id = "theraband/yellow@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "yellow", .chart = "older-retailer",
     .note = "thickness 0.006 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 2, POINTS(theraband_yellow_older_retailer)},
    {.id = "theraband/red@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "red", .chart = "older-retailer",
     .note = "thickness 0.008 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 3, POINTS(theraband_red_older_retailer)},
    {.id = "theraband/green@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "green", .chart = "older-retailer",
     .note = "thickness 0.010 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 4, POINTS(theraband_green_older_retailer)},
    {.id = "theraband/blue@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "blue", .chart = "older-retailer",
     .note = "thickness 0.012 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 5, POINTS(theraband_blue_older_retailer)},
    {.id = "theraband/black@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "black", .chart = "older-retailer",
     .note = "thickness 0.015 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 6, POINTS(theraband_black_older_retailer)},
    {.id = "theraband/silver@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "silver", .chart = "older-retailer",
     .note = "thickness 0.022 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 7, POINTS(theraband_silver_older_retailer)},
    {.id = "theraband/gold@older-retailer", .brand = "TheraBand", .model = "flat band", .color = "gold", .chart = "older-retailer",
     .note = "thickness 0.025 in; conflicts with the current chart",
     .kind = BANDEX_BAND_FLAT, .rank = 8, POINTS(theraband_gold_older_retailer)},
    {.id = "theraband/blue@p05358", .brand = "TheraBand", .model = "flat band P05358", .color = "blue", .chart = "p05358",
     .kind = BANDEX_BAND_FLAT, .rank = 5, POINTS(theraband_blue_p05358)},
    {.id = "theraband/blue@page-2003", .brand = "TheraBand", .model = "flat band", .color = "blue", .chart = "page-2003",
     .kind = BANDEX_BAND_FLAT, .rank = 5, POINTS(theraband_blue_page_2003)},
    {.id = "theraband/blue@uchida-2016", .brand = "TheraBand", .model = "flat band", .color = "blue", .chart = "uchida-2016",
     .note = "measured on a sample of 0.30 m",
     .kind = BANDEX_BAND_FLAT, .rank = 5, POINTS(theraband_blue_uchida_2016)},
    {.id = "unnamed-study/flat-yellow", .brand = "unnamed (strain-gauge study)", .model = "flat band", .color = "yellow",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_FLAT, POINTS(unnamed_study_flat_yellow)},
    {.id = "unnamed-study/flat-green", .brand = "unnamed (strain-gauge study)", .model = "flat band", .color = "green",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_FLAT, POINTS(unnamed_study_flat_green)},
    {.id = "unnamed-study/flat-black", .brand = "unnamed (strain-gauge study)", .model = "flat band", .color = "black",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_FLAT, POINTS(unnamed_study_flat_black)},
    {.id = "unnamed-study/tube-yellow", .brand = "unnamed (strain-gauge study)", .model = "tubing", .color = "yellow",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_TUBE, POINTS(unnamed_study_tube_yellow)},
    {.id = "unnamed-study/tube-red", .brand = "unnamed (strain-gauge study)", .model = "tubing", .color = "red",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_TUBE, POINTS(unnamed_study_tube_red)},
    {.id = "unnamed-study/tube-green", .brand = "unnamed (strain-gauge study)", .model = "tubing", .color = "green",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_TUBE, POINTS(unnamed_study_tube_green)},
    {.id = "unnamed-study/tube-blue", .brand = "unnamed (strain-gauge study)", .model = "tubing", .color = "blue",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_TUBE, POINTS(unnamed_study_tube_blue)},
    {.id = "unnamed-study/tube-black", .brand = "unnamed (strain-gauge study)", .model = "tubing", .color = "black",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_TUBE, POINTS(unnamed_study_tube_black)},
    {.id = "unnamed-study/tube-silver", .brand = "unnamed (strain-gauge study)", .model = "tubing", .color = "silver",
     .note = "brand not named: do not take it for TheraBand",
     .kind = BANDEX_BAND_TUBE, POINTS(unnamed_study_tube_silver)},
    {.id = "elitefts/strong@single-cinched", .brand = "Jump-Stretch/EliteFTS", .model = "Strong", .chart = "single-cinched",
     .note = "loop, single-cinched", .kind = BANDEX_BAND_LOOP, .rest_mm = 838, POINTS(elitefts_strong_single_cinched)},
    {.id = "elitefts/strong@double-cinched", .brand = "Jump-Stretch/EliteFTS", .model = "Strong", .chart = "double-cinched",
     .note = "loop, double-cinched", .kind = BANDEX_BAND_LOOP, .rest_mm = 686, POINTS(elitefts_strong_double_cinched)},
    {.id = "elitefts/strong@two-dumbbells", .brand = "Jump-Stretch/EliteFTS", .model = "Strong", .chart = "two-dumbbells",
     .note = "loop, single-cinched around two dumbbells", .kind = BANDEX_BAND_LOOP, .rest_mm = 483, POINTS(elitefts_strong_two_dumbbells)},
    {.id = "elitefts/strong@double-looped", .brand = "Jump-Stretch/EliteFTS", .model = "Strong", .chart = "double-looped",
     .note = "loop, double-looped over bar", .kind = BANDEX_BAND_LOOP, .rest_mm = 457, POINTS(elitefts_strong_double_looped)},
    {.id = "elitefts/average@single-cinched", .brand = "Jump-Stretch/EliteFTS", .model = "Average", .chart = "single-cinched",
     .note = "loop, single-cinched", .kind = BANDEX_BAND_LOOP, .rest_mm = 826, POINTS(elitefts_average_single_cinched)},
    {.id = "elitefts/average@double-cinched", .brand = "Jump-Stretch/EliteFTS", .model = "Average", .chart = "double-cinched",
     .note = "loop, double-cinched", .kind = BANDEX_BAND_LOOP, .rest_mm = 635, POINTS(elitefts_average_double_cinched)},
    {.id = "elitefts/average@two-dumbbells", .brand = "Jump-Stretch/EliteFTS", .model = "Average", .chart = "two-dumbbells",
     .note = "loop, single-cinched around two dumbbells", .kind = BANDEX_BAND_LOOP, .rest_mm = 470, POINTS(elitefts_average_two_dumbbells)},
    /* Only the order or a label is known, not even whether it is flat or a tube. */
    {.id = "superexerciseband/blue", .brand = "superexerciseband", .model = "band", .color = "blue", .rank = 1},
    {.id = "superexerciseband/green", .brand = "superexerciseband", .model = "band", .color = "green", .rank = 2},
    {.id = "superexerciseband/yellow", .brand = "superexerciseband", .model = "band", .color = "yellow", .rank = 3},
    {.id = "superexerciseband/red", .brand = "superexerciseband", .model = "band", .color = "red", .rank = 4},
    {.id = "superexerciseband/black", .brand = "superexerciseband", .model = "band", .color = "black", .rank = 5},
    {.id = "bmp/yellow", .brand = "BMP", .model = "band", .color = "yellow", .label = "2-4 lb", .rank = 1},
    {.id = "bmp/blue", .brand = "BMP", .model = "band", .color = "blue", .label = "4-6 lb", .rank = 2},
    {.id = "bmp/green", .brand = "BMP", .model = "band", .color = "green", .label = "10-12 lb", .rank = 3},
    {.id = "bmp/black", .brand = "BMP", .model = "band", .color = "black", .label = "15-20 lb", .rank = 4},
    {.id = "bmp/red", .brand = "BMP", .model = "band", .color = "red", .label = "25-30 lb", .rank = 5},
    {.id = "bmp/orange", .brand = "BMP", .model = "band", .color = "orange", .label = "30-35 lb", .rank = 6},
    {.id = "bmp/purple", .brand = "BMP", .model = "band", .color = "purple", .label = "45-50 lb", .rank = 7},
    {.id = "k6/yellow", .brand = "K6", .model = "band", .color = "yellow", .label = "2.4-3 lb"},
};

const size_t bandex_band_product_count = sizeof bandex_band_products / sizeof *bandex_band_products;

/* Rows sorted by id, for the search; a test tells when a row is missing here. */
const uint8_t bandex_band_by_id[] = {
    52, 50, 51, 54, 55, 53, 49, 42, 41, 43, 38, 40, 37, 39, 56, 48, 44, 45, 47, 46, 5, 22, 4, 21, 25, 26, 27,
    7, 24, 3, 15, 20, 10, 8, 9, 11, 2, 12, 14, 16, 19, 6, 13, 23, 0, 17, 1, 18, 30, 29, 28, 35, 34, 33, 32,
    36, 31};
