/* SPDX-License-Identifier: MIT */
#include "fit.h"
#include "text.h"
#include <string.h>

bandex_status bandex_config_take(const void *given, void *own, size_t size)
{
    uint32_t told;
    size_t i;
    if (!given) {
        return BANDEX_OK;
    }
    memcpy(&told, given, sizeof told);
    if (told < sizeof told || told > 4096) {
        return BANDEX_E_SIZE;
    }
    for (i = size; i < told; i++) {
        if (((const unsigned char *)given)[i]) {
            return BANDEX_E_SIZE;
        }
    }
    memcpy(own, given, told < size ? told : size);
    told = (uint32_t)size;
    memcpy(own, &told, sizeof told);
    return BANDEX_OK;
}

bandex_status bandex_user_default(bandex_user *user)
{
    static const bandex_user empty;
    if (!user) {
        return BANDEX_E_ARGUMENT;
    }
    *user = empty;
    user->struct_size = (uint32_t)sizeof *user;
    user->level = BANDEX_LEVEL_INTERMEDIATE;
    user->anchors = BANDEX_ANCHORS_OUTSIDE;
    user->equipment = UINT32_MAX;
    return BANDEX_OK;
}

static int knows_code(const bandex_catalog *catalog, const char *code)
{
    size_t i, j;
    for (i = 0; i < bandex_catalog_count(catalog); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(catalog, i);
        for (j = 0; j < exercise->contraindication_count; j++) {
            if (strcmp(exercise->contraindications[j].code, code) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

static int is_terminated(const char *token)
{
    return memchr(token, '\0', BANDEX_TOKEN_SIZE) != NULL;
}

bandex_status bandex_user_check(const bandex_user *user, const bandex_catalog *catalog)
{
    size_t i;
    if ((user->stature_mm && (user->stature_mm < 500 || user->stature_mm > 2500)) || user->level < 0 ||
        user->level > BANDEX_LEVEL_ADVANCED || user->rest_s < 0 || user->rest_s > 3600 || user->force_limit_mn < 0 ||
        (!user->bands && user->band_count) || (!user->contraindications && user->contraindication_count) ||
        (!user->avoided && user->avoided_count)) {
        return BANDEX_E_ARGUMENT;
    }
    if (user->band_count > BANDS_MAX) {
        return BANDEX_E_LIMIT;
    }
    for (i = 0; i < user->band_count; i++) {
        if (!is_terminated(user->bands[i].band) || !is_terminated(user->bands[i].instance)) {
            return BANDEX_E_ARGUMENT;
        }
        if (!bandex_band_find(user->bands[i].band)) {
            return BANDEX_E_NOT_FOUND;
        }
    }
    for (i = 0; i < user->contraindication_count; i++) {
        if (!user->contraindications[i] || !knows_code(catalog, user->contraindications[i])) {
            return BANDEX_E_NOT_FOUND;
        }
    }
    return BANDEX_OK;
}

/* --- the person -------------------------------------------------------------------------------------------- */

static int is_avoided(const bandex_user *user, const bandex_exercise *exercise)
{
    size_t i;
    for (i = 0; i < user->avoided_count; i++) {
        if (user->avoided[i] && strcmp(user->avoided[i], exercise->id) == 0) {
            return 1;
        }
    }
    return 0;
}

static int is_for(const bandex_exercise *exercise, int32_t population)
{
    size_t i;
    for (i = 0; i < exercise->population_count; i++) {
        if (exercise->populations[i].population == population) {
            return 1;
        }
    }
    return 0;
}

/* The first population of the person that the exercise has no note for; adults need none. 0: all are covered. */
static int32_t missing_population(const bandex_user *user, const bandex_exercise *exercise)
{
    int32_t population;
    for (population = BANDEX_POPULATION_CHILDREN; population <= BANDEX_POPULATION_REHAB; population++) {
        if (population != BANDEX_POPULATION_ADULT && user->populations & BANDEX_BIT(population) &&
            !is_for(exercise, population)) {
            return population;
        }
    }
    return 0;
}

/* Whether a contraindication rules the exercise out; else the notes it asks for. */
static int rules_out(const bandex_user *user, const bandex_contraindication *contra, uint32_t *notes)
{
    if (contra->severity == BANDEX_SEVERITY_ABSOLUTE) {
        return 1;
    }
    if (contra->severity == BANDEX_SEVERITY_CAUTION) {
        *notes |= BANDEX_PLAN_NOTE_CAUTION;
    }
    switch (contra->effect) {
    case BANDEX_EFFECT_EXCLUDE:
        return contra->severity != BANDEX_SEVERITY_CAUTION;
    case BANDEX_EFFECT_SUPERVISE:
        *notes |= BANDEX_PLAN_NOTE_SUPERVISE;
        return contra->severity != BANDEX_SEVERITY_CAUTION && !user->supervised;
    case BANDEX_EFFECT_LIMIT_ROM:
        *notes |= BANDEX_PLAN_NOTE_LIMIT_ROM;
        return 0;
    case BANDEX_EFFECT_LIMIT_LOAD:
        *notes |= BANDEX_PLAN_NOTE_LIMIT_LOAD;
        return 0;
    default:
        return 1; /* an effect that this version does not know */
    }
}

static const char *contraindicated(const bandex_user *user, const bandex_exercise *exercise, uint32_t *notes)
{
    size_t i, j;
    for (i = 0; i < user->contraindication_count; i++) {
        for (j = 0; j < exercise->contraindication_count; j++) {
            const bandex_contraindication *contra = &exercise->contraindications[j];
            if (strcmp(contra->code, user->contraindications[i]) == 0 && rules_out(user, contra, notes)) {
                return contra->code;
            }
        }
    }
    return NULL;
}

static uint32_t positions_for(const bandex_user *user)
{
    if (user->positions) {
        return user->positions;
    }
    return user->populations & BANDEX_BIT(BANDEX_POPULATION_WHEELCHAIR) ? BANDEX_BIT(BANDEX_POSITION_WHEELCHAIR) : UINT32_MAX;
}

int32_t bandex_fit_position(const bandex_user *user, const bandex_exercise *exercise, const bandex_variant *variant)
{
    uint32_t allowed = positions_for(user);
    size_t i;
    if (variant && variant->position) {
        return allowed & BANDEX_BIT(variant->position) ? variant->position : 0;
    }
    if (allowed & BANDEX_BIT(exercise->body_position)) {
        return exercise->body_position;
    }
    for (i = 0; i < exercise->alternative_position_count; i++) {
        if (allowed & BANDEX_BIT(exercise->alternative_positions[i])) {
            return exercise->alternative_positions[i];
        }
    }
    return 0;
}

static int32_t missing_equipment(const bandex_user *user, const bandex_exercise *exercise)
{
    size_t i;
    for (i = 0; i < exercise->equipment_count; i++) {
        int32_t thing = exercise->equipment[i];
        if (!(user->equipment & BANDEX_BIT(thing))) {
            return thing;
        }
    }
    return 0;
}

static int32_t broken(bandex_refusal *reason, int32_t rule, int32_t vocabulary, int32_t value)
{
    bandex_refusal_set(reason, rule, bandex_vocabulary_token(vocabulary, value), 0, 0);
    return rule;
}

int32_t bandex_fit_person(const bandex_user *user, const bandex_exercise *exercise, const bandex_variant *variant,
                          bandex_refusal *reason, uint32_t *notes)
{
    const char *code;
    int32_t value;
    uint32_t anchor = BANDEX_BIT(exercise->anchor.kind);
    *notes = 0;
    bandex_refusal_set(reason, BANDEX_RULE_NONE, NULL, 0, 0);
    if (is_avoided(user, exercise)) {
        bandex_refusal_set(reason, BANDEX_RULE_AVOIDED, exercise->id, 0, 0);
        return BANDEX_RULE_AVOIDED;
    }
    if (user->level && exercise->level > user->level) {
        return broken(reason, BANDEX_RULE_LEVEL, BANDEX_VOCABULARY_LEVEL, exercise->level);
    }
    if ((value = missing_population(user, exercise)) != 0) {
        return broken(reason, BANDEX_RULE_POPULATION, BANDEX_VOCABULARY_POPULATION, value);
    }
    if ((code = contraindicated(user, exercise, notes)) != NULL) {
        bandex_refusal_set(reason, BANDEX_RULE_CONTRAINDICATION, code, 0, 0);
        return BANDEX_RULE_CONTRAINDICATION;
    }
    if (!bandex_fit_position(user, exercise, variant)) {
        value = variant && variant->position ? variant->position : exercise->body_position;
        return broken(reason, BANDEX_RULE_POSITION, BANDEX_VOCABULARY_POSITION, value);
    }
    if (anchor & BANDEX_ANCHORS_OUTSIDE & ~user->anchors) {
        return broken(reason, BANDEX_RULE_ANCHOR, BANDEX_VOCABULARY_ANCHOR, exercise->anchor.kind);
    }
    if ((value = missing_equipment(user, exercise)) != 0) {
        return broken(reason, BANDEX_RULE_EQUIPMENT, BANDEX_VOCABULARY_EQUIPMENT, value);
    }
    return BANDEX_RULE_NONE;
}

/* --- bands ------------------------------------------------------------------------------------------------- */

static int kind_suits(const bandex_exercise *exercise, int32_t kind)
{
    size_t i;
    for (i = 0; i < exercise->band.kind_count; i++) {
        if (exercise->band.kinds[i] == kind) {
            return 1;
        }
    }
    return exercise->band.kind_count == 0;
}

void bandex_fit_use(const bandex_user_band *owned, const bandex_exercise *exercise, bandex_band_use *use)
{
    memset(use, 0, sizeof *use);
    memcpy(use->band, owned->band, sizeof use->band);
    memcpy(use->instance, owned->instance, sizeof use->instance);
    use->strands = exercise->band.strands > 0 ? (uint32_t)exercise->band.strands : 1;
    use->rest_mm = owned->rest_mm;
}

/* Lengths by the exercise, forces by the band. A product of which only the order is known gives lengths alone, and
 * they are checked against its limit here. */
static bandex_status predict(const bandex_user *user, const bandex_exercise *exercise, const bandex_band_product *product,
                             const bandex_band_use *use, bandex_prediction *prediction)
{
    int32_t limit = product->limit_permille ? product->limit_permille : BANDEX_BAND_LIMIT_PERMILLE;
    bandex_band_use lengths = *use;
    bandex_band_answer start, peak;
    bandex_status status;
    lengths.band[0] = '\0';
    status = bandex_exercise_predict(exercise, &lengths, NULL, user->stature_mm ? user->stature_mm : BANDEX_REFERENCE_STATURE_MM,
                                     prediction);
    prediction->start_force_mn = BANDEX_UNKNOWN;
    prediction->peak_force_mn = BANDEX_UNKNOWN;
    if (status != BANDEX_OK) {
        return status;
    }
    if (!product->point_count) {
        return prediction->peak_permille > limit ? BANDEX_E_RANGE : BANDEX_OK;
    }
    lengths.rest_mm = (uint32_t)prediction->rest_mm;
    status = bandex_band_force(product, &lengths, (uint32_t)prediction->start_mm, &start);
    if (status == BANDEX_OK) {
        status = bandex_band_force(product, &lengths, (uint32_t)prediction->peak_mm, &peak);
    }
    if (status == BANDEX_OK) {
        prediction->start_force_mn = start.force_mn;
        prediction->peak_force_mn = peak.force_mn;
        prediction->flags |= peak.flags & BANDEX_FORCE_WARNING ? BANDEX_PREDICTION_WARNING : 0u;
    }
    return status;
}

/* Slack on more than half of the way from start to peak: hardly an exercise (library default). */
static int is_slack(const bandex_prediction *prediction)
{
    return 2 * (prediction->rest_mm - prediction->start_mm) > prediction->peak_mm - prediction->start_mm;
}

int32_t bandex_fit_band(const bandex_user *user, const bandex_exercise *exercise, size_t band,
                        bandex_prediction *prediction, bandex_refusal *reason)
{
    const bandex_user_band *owned = &user->bands[band];
    const bandex_band_product *product = bandex_band_find(owned->band);
    uint32_t needed = exercise->band.bands > 0 ? (uint32_t)exercise->band.bands : 1;
    bandex_band_use use;
    memset(prediction, 0, sizeof *prediction);
    if (!kind_suits(exercise, product->kind) || (owned->pieces ? owned->pieces : 1) < needed) {
        bandex_refusal_set(reason, BANDEX_RULE_BAND, owned->band, 0, 0);
        return BANDEX_RULE_BAND;
    }
    bandex_fit_use(owned, exercise, &use);
    if (predict(user, exercise, product, &use, prediction) != BANDEX_OK) {
        bandex_refusal_set(reason, BANDEX_RULE_STRETCH, owned->band, prediction->peak_permille,
                          exercise->stretch.max_permille);
        return BANDEX_RULE_STRETCH;
    }
    if (is_slack(prediction)) {
        bandex_refusal_set(reason, BANDEX_RULE_STRETCH, owned->band, prediction->peak_permille, 0);
        return BANDEX_RULE_STRETCH;
    }
    if (user->force_limit_mn && prediction->peak_force_mn > user->force_limit_mn) {
        bandex_refusal_set(reason, BANDEX_RULE_FORCE, owned->band, prediction->peak_force_mn, user->force_limit_mn);
        return BANDEX_RULE_FORCE;
    }
    bandex_refusal_set(reason, BANDEX_RULE_NONE, NULL, 0, 0);
    return BANDEX_RULE_NONE;
}
