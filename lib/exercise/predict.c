/* SPDX-License-Identifier: MIT */
/* What a band will do in an exercise: lengths, stretch, forces, and from these the settings of a detector. */
#include <bandex/exercise.h>
#include <string.h>

#define STATURE_LOW_MM 500 /* as documented */
#define STATURE_HIGH_MM 2500

static int32_t length_mm(const bandex_length *length, uint32_t stature_mm)
{
    return (int32_t)((int64_t)length->stature_permille * (int64_t)stature_mm / 1000) + length->offset_mm;
}

static int32_t stretch_permille(int32_t length, int32_t rest)
{
    return (int32_t)((int64_t)length * 1000 / rest) - 1000;
}

static void say(bandex_prediction *prediction, const char *reason)
{
    if (prediction->reason[0] == '\0') {
        memcpy(prediction->reason, reason, strlen(reason) + 1);
    }
}

/* Fills lengths and stretch. */
static bandex_status predict_lengths(const bandex_exercise *exercise, const bandex_band_use *use,
                                     const bandex_instance *instance, uint32_t stature_mm, bandex_prediction *prediction)
{
    uint32_t rest_mm = use->rest_mm == 0 && instance ? instance->rest_mm : use->rest_mm;
    int measured = use->start_mm != 0 && use->peak_mm != 0;
    if (!measured && (stature_mm < STATURE_LOW_MM || stature_mm > STATURE_HIGH_MM)) {
        say(prediction, "stature or measured lengths are needed");
        return BANDEX_E_ARGUMENT;
    }
    if (rest_mm > 100000 || use->start_mm > 100000 || use->peak_mm > 100000) {
        return BANDEX_E_ARGUMENT;
    }
    prediction->start_mm = use->start_mm ? (int32_t)use->start_mm : length_mm(&exercise->path_length.start, stature_mm);
    prediction->peak_mm = use->peak_mm ? (int32_t)use->peak_mm : length_mm(&exercise->path_length.peak, stature_mm);
    prediction->flags |= measured ? BANDEX_PREDICTION_MEASURED : 0u;
    if (prediction->start_mm <= 0 || prediction->peak_mm <= prediction->start_mm) {
        say(prediction, "the peak length must be above the start length");
        return BANDEX_E_ARGUMENT;
    }
    if (rest_mm != 0) {
        prediction->rest_mm = (int32_t)rest_mm;
    } else {
        prediction->rest_mm = (int32_t)((int64_t)prediction->start_mm * 1000 / (1000 + exercise->stretch.start_permille));
        prediction->flags |= BANDEX_PREDICTION_REST_RECOMMENDED;
    }
    prediction->start_permille = stretch_permille(prediction->start_mm, prediction->rest_mm);
    prediction->peak_permille = stretch_permille(prediction->peak_mm, prediction->rest_mm);
    if (prediction->start_permille < 0) {
        prediction->flags |= BANDEX_PREDICTION_SLACK;
    }
    return BANDEX_OK;
}

/* Limits first: what is past the exercise's own is said before what the band says. */
static bandex_status check_limits(const bandex_exercise *exercise, bandex_prediction *prediction)
{
    if (prediction->peak_permille > exercise->stretch.max_permille) {
        prediction->flags |= BANDEX_PREDICTION_EXERCISE_LIMIT;
        say(prediction, "the peak is stretched past the limit of the exercise: take a longer band");
        return BANDEX_E_RANGE;
    }
    if (prediction->flags & BANDEX_PREDICTION_SLACK) {
        say(prediction, "the band is slack at the start: take it shorter");
    }
    return BANDEX_OK;
}

static int suits(const bandex_exercise *exercise, int32_t kind)
{
    for (size_t i = 0; i < exercise->band.kind_count; i++) {
        if (exercise->band.kinds[i] == kind) {
            return 1;
        }
    }
    return 0;
}

/* Start and peak on the curve of the band: the person's own where it was measured, else the product's. */
static bandex_status find_range(const bandex_band_product *product, const bandex_instance *instance,
                                const bandex_band_use *path, bandex_band_range *range)
{
    bandex_spring spring;
    bandex_status status = instance ? bandex_spring_open(&spring, product, instance, path, BANDEX_CURVE_DEFAULT) : BANDEX_E_RANGE;
    if (status == BANDEX_E_RANGE) { /* no curve of its own: what is known of the product */
        return bandex_band_range_of(product, path, range);
    }
    return status == BANDEX_OK ? bandex_spring_range(&spring, path->start_mm, path->peak_mm, range) : status;
}

/* Forces from the band's curve, for the lengths found before. */
static bandex_status predict_forces(const bandex_exercise *exercise, const bandex_band_use *use,
                                    const bandex_instance *instance, bandex_prediction *prediction)
{
    const bandex_band_product *product = bandex_band_find(use->band);
    bandex_band_use path = *use;
    bandex_band_range range = {0};
    bandex_status status;
    uint32_t flags;
    if (!product) {
        say(prediction, "the band is not known");
        return BANDEX_E_NOT_FOUND;
    }
    if (instance && instance->product[0] != '\0' && strcmp(instance->product, use->band) != 0) {
        say(prediction, "the person's band is of another product");
        return BANDEX_E_ARGUMENT;
    }
    path.rest_mm = (uint32_t)prediction->rest_mm;
    path.start_mm = (uint32_t)prediction->start_mm;
    path.peak_mm = (uint32_t)prediction->peak_mm;
    /* A loop knows its own strands; of other bands the exercise tells how many pull. */
    if (path.strands == 0 && product->kind != BANDEX_BAND_LOOP) {
        path.strands = (uint32_t)exercise->band.strands;
    }
    status = find_range(product, instance, &path, &range);
    if (status != BANDEX_OK && status != BANDEX_E_RANGE) {
        say(prediction, "strands or lengths are out of range");
        return status;
    }
    flags = range.start.flags | range.peak.flags;
    prediction->start_force_mn = range.start.force_mn;
    prediction->peak_force_mn = range.peak.force_mn;
    prediction->flags |= flags & BANDEX_FORCE_WARNING ? BANDEX_PREDICTION_WARNING : 0u;
    prediction->flags |= range.peak.flags & (BANDEX_FORCE_BELOW_DATA | BANDEX_FORCE_BEYOND_DATA | BANDEX_FORCE_ONE_POINT)
                             ? BANDEX_PREDICTION_BEYOND_DATA
                             : 0u;
    prediction->flags |= instance && instance->load_count > 0 ? BANDEX_PREDICTION_CALIBRATED : 0u;
    prediction->flags |= suits(exercise, product->kind) ? 0u : BANDEX_PREDICTION_OTHER_KIND;
    if (flags & BANDEX_FORCE_PAST_LIMIT) {
        say(prediction, "the peak is stretched past the limit of the band: take a longer one");
    } else if (flags & BANDEX_FORCE_ORDINAL) {
        say(prediction, "only the order of this band's colors is known, not its force");
    } else if (flags & BANDEX_FORCE_WARNING) {
        say(prediction, "the peak is stretched past the warning of the band: take a longer one");
    } else if (prediction->flags & BANDEX_PREDICTION_OTHER_KIND) {
        say(prediction, "the exercise asks for another kind of band");
    }
    return status;
}

bandex_status bandex_exercise_predict(const bandex_exercise *exercise, const bandex_band_use *use,
                                      const bandex_instance *instance, uint32_t stature_mm, bandex_prediction *prediction)
{
    bandex_status status;
    if (!exercise || !use || !prediction) {
        return BANDEX_E_ARGUMENT;
    }
    memset(prediction, 0, sizeof *prediction);
    status = predict_lengths(exercise, use, instance, stature_mm, prediction);
    if (status != BANDEX_OK) {
        return status;
    }
    status = check_limits(exercise, prediction);
    return status == BANDEX_OK && use->band[0] != '\0' ? predict_forces(exercise, use, instance, prediction) : status;
}

bandex_status bandex_exercise_configure(const bandex_exercise *exercise, const bandex_band_use *use,
                                        const bandex_instance *instance, uint32_t stature_mm, bandex_detector_config *config)
{
    bandex_prediction prediction;
    bandex_status status;
    if (!exercise || !config) {
        return BANDEX_E_ARGUMENT;
    }
    if (config->struct_size != sizeof *config) {
        return BANDEX_E_SIZE;
    }
    config->mode = exercise->detection.mode == BANDEX_DETECT_HOLDS ? BANDEX_MODE_ISOMETRIC : BANDEX_MODE_REPETITIONS;
    config->rising_is = exercise->detection.rising_is == BANDEX_ACTION_ECCENTRIC ? BANDEX_RISING_IS_ECCENTRIC
                                                                                : BANDEX_RISING_IS_CONCENTRIC;
    config->min_rep_ms = (uint32_t)exercise->detection.min_rep_ms;
    config->max_rep_ms = (uint32_t)exercise->detection.max_rep_ms;
    if (config->mode == BANDEX_MODE_ISOMETRIC) {
        config->hold_min_ms = (uint32_t)exercise->detection.hold_ms / 2; /* half of what is asked for is an effort */
    }
    if (!use || use->band[0] == '\0' || (stature_mm == 0 && (use->start_mm == 0 || use->peak_mm == 0))) {
        return BANDEX_OK;
    }
    status = bandex_exercise_predict(exercise, use, instance, stature_mm, &prediction);
    if (status == BANDEX_OK && config->unit == BANDEX_UNIT_NEWTON) {
        config->expected_range = (float)(prediction.peak_force_mn - prediction.start_force_mn) / 1000.0f;
    }
    return status;
}
