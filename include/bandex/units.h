/* SPDX-License-Identifier: MIT */
/** @file bandex/units.h
 *  @brief Units of force, and the calibration of a load cell.
 *
 *  The library works in newtons, millimeters and microseconds and stores scaled integers (mN, mm, us, permille).
 *  Other units are converted once, at the edge. */
#ifndef BANDEX_UNITS_H
#define BANDEX_UNITS_H

#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A number that nobody told: pain, effort, force, a time ... */
#define BANDEX_UNKNOWN (-1)

/** Newtons in one kilogram-force: exact by the definition of standard gravity (3rd CGPM, 1901). */
#define BANDEX_NEWTON_PER_KGF 9.80665f
/** Newtons in one pound-force: 0.45359237 kg x 9.80665 m/s2, exact (international pound, 1959). */
#define BANDEX_NEWTON_PER_LBF 4.4482216152605f

/** Points that a ::bandex_calibration keeps at most (library default: a tare and up to 8 known weights). */
#define BANDEX_CALIBRATION_POINTS 9

/** One known load: what the sensor's converter read while force_mn pulled at it. */
typedef struct bandex_calibration_point {
    int32_t raw;      /**< counts of the converter */
    int32_t force_mn; /**< true force in millinewtons */
} bandex_calibration_point;

/** Raw counts to millinewtons: a straight line through the tare point by least squares over all points.
 *  Plain data: copy it, store it. Fill it with bandex_calibration_init() and bandex_calibration_add(). */
typedef struct bandex_calibration {
    uint32_t struct_size;         /**< sizeof(bandex_calibration), set by init */
    uint32_t count;               /**< points in use */
    bandex_calibration_point points[BANDEX_CALIBRATION_POINTS]; /**< the first is the tare (force 0) */
    int32_t auto_zero_mn;         /**< window for auto-zero in mN; 0 (default) turns it off */
    int32_t offset_raw;           /**< counts at no load, with auto-zero applied */
    float newton_per_count;       /**< slope of the line, N per count (negative for inverted cells) */
    float residual_n;             /**< largest distance of a point from the line, N */
} bandex_calibration;

/** Starts a calibration with its tare: tare_raw counts at no load. Slope unknown until a weight is added. */
BANDEX_API bandex_status bandex_calibration_init(bandex_calibration *self, int32_t tare_raw);

/** Adds a known load and fits the line anew.
 *  @return BANDEX_E_FULL beyond BANDEX_CALIBRATION_POINTS, BANDEX_E_ARGUMENT for a load of 0 or counts equal to
 *          the tare (no slope follows from them). The calibration is unchanged on error. */
BANDEX_API bandex_status bandex_calibration_add(bandex_calibration *self, int32_t raw, int32_t force_mn);

/** Newtons for raw counts; with auto-zero on, readings within the window around zero slowly move the offset
 *  (1/256 of the distance a sample, library default). A calibration without a slope answers BANDEX_E_STATE. */
BANDEX_API bandex_status bandex_calibration_convert(bandex_calibration *self, int32_t raw, float *newton);

#ifdef __cplusplus
}
#endif
#endif
