/* SPDX-License-Identifier: MIT */
/* Reading a record: texts, variants, muscles, sides. */
#include <bandex/exercise.h>
#include <string.h>

/* How well a tag fits a wanted locale: 2 the same, 1 the same language, 0 not at all. */
static int locale_fit(const char *tag, const char *locale)
{
    size_t language = strcspn(locale, "-_");
    if (strcmp(tag, locale) == 0) {
        return 2;
    }
    return strcspn(tag, "-_") == language && strncmp(tag, locale, language) == 0;
}

const char *bandex_exercise_text(const bandex_exercise *exercise, bandex_text text, const char *locale)
{
    size_t best = 0;
    int best_fit = 0;
    if (!exercise || !text.strings || exercise->locale_count == 0) {
        return NULL;
    }
    for (size_t i = 0; locale && i < exercise->locale_count; i++) {
        int fit = locale_fit(exercise->locales[i], locale);
        if (fit > best_fit) {
            best = i;
            best_fit = fit;
        }
    }
    return text.strings[best];
}

const bandex_variant *bandex_exercise_variant(const bandex_exercise *exercise, const char *id)
{
    for (size_t i = 0; exercise && id && i < exercise->variant_count; i++) {
        if (strcmp(exercise->variants[i].id, id) == 0) {
            return &exercise->variants[i];
        }
    }
    return NULL;
}

static const bandex_muscle_use *find_use(const bandex_muscle_use *uses, size_t count, int32_t muscle, int32_t side)
{
    for (size_t i = 0; i < count; i++) {
        if (uses[i].muscle == muscle && (side == 0 || uses[i].side == side)) {
            return &uses[i];
        }
    }
    return NULL;
}

const bandex_muscle_use *bandex_exercise_muscle(const bandex_exercise *exercise, const bandex_variant *variant,
                                                int32_t muscle, int32_t side)
{
    const bandex_muscle_use *use = variant ? find_use(variant->muscles, variant->muscle_count, muscle, side) : NULL;
    if (use || !exercise) {
        return use;
    }
    return find_use(exercise->muscles, exercise->muscle_count, muscle, side);
}

bandex_status bandex_exercise_muscles(const bandex_exercise *exercise, const bandex_variant *variant,
                                      const bandex_muscle_use **uses, size_t cap, size_t *count)
{
    size_t total = 0;
    if (!exercise || !count || (!uses && cap > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    for (size_t i = 0; i < exercise->muscle_count; i++, total++) {
        const bandex_muscle_use *use = &exercise->muscles[i];
        if (total < cap) {
            uses[total] = bandex_exercise_muscle(exercise, variant, use->muscle, use->side);
        }
    }
    /* What only the variant has comes after. */
    for (size_t i = 0; variant && i < variant->muscle_count; i++) {
        const bandex_muscle_use *use = &variant->muscles[i];
        if (!find_use(exercise->muscles, exercise->muscle_count, use->muscle, use->side)) {
            if (total < cap) {
                uses[total] = use;
            }
            total++;
        }
    }
    *count = total;
    return total > cap ? BANDEX_E_FULL : BANDEX_OK;
}

int32_t bandex_side_resolve(int32_t side, int32_t working)
{
    int known = working == BANDEX_SIDE_LEFT || working == BANDEX_SIDE_RIGHT;
    if (side != BANDEX_SIDE_WORKING && side != BANDEX_SIDE_OPPOSITE) {
        return side;
    }
    if (!known) {
        return BANDEX_SIDE_NONE;
    }
    return side == BANDEX_SIDE_WORKING ? working : BANDEX_SIDE_LEFT + BANDEX_SIDE_RIGHT - working;
}
