/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <string.h>

/* The base letter of a UTF-8 continuation byte after 0xC3 for the accented letters of Spanish, of either case. */
static char unaccented(unsigned char second)
{
    switch (second | 0x20) {
    case 0xA1: return 'a';
    case 0xA9: return 'e';
    case 0xAD: return 'i';
    case 0xB1: return 'n';
    case 0xB3: return 'o';
    case 0xBA:
    case 0xBC: return 'u';
    default: return 0;
    }
}

/* Reads one letter, folded: case, accents and the three ways to part words make no difference. */
static char next_letter(const char **text)
{
    unsigned char c = (unsigned char)**text;
    if (c == 0) {
        return 0;
    }
    (*text)++;
    if (c == 0xC3 && unaccented((unsigned char)**text)) {
        return unaccented((unsigned char)*(*text)++);
    }
    if (c == '_' || c == '-') {
        return ' ';
    }
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static int same_name(const char *name, const char *other)
{
    char a, b;
    if (!other) {
        return 0;
    }
    do {
        a = next_letter(&name);
        b = next_letter(&other);
    } while (a == b && a != 0);
    return a == b;
}

/* Names of the gym, where they mean one entry only. */
static const struct {
    const char *name;
    int32_t muscle;
} short_names[] = {
    {"traps", BANDEX_MUSCLE_TRAPEZIUS},     {"lats", BANDEX_MUSCLE_LATISSIMUS_DORSI},
    {"delts", BANDEX_MUSCLE_DELTOID},       {"front delts", BANDEX_MUSCLE_DELTOID_ANTERIOR},
    {"side delts", BANDEX_MUSCLE_DELTOID_LATERAL}, {"rear delts", BANDEX_MUSCLE_DELTOID_POSTERIOR},
    {"pecs", BANDEX_MUSCLE_PECTORALIS_MAJOR}, {"biceps", BANDEX_MUSCLE_BICEPS_BRACHII},
    {"triceps", BANDEX_MUSCLE_TRICEPS_BRACHII}, {"quads", BANDEX_MUSCLE_QUADRICEPS_FEMORIS},
    {"quadriceps", BANDEX_MUSCLE_QUADRICEPS_FEMORIS}, {"hams", BANDEX_MUSCLE_HAMSTRINGS},
};

static const bandex_muscle *find_short_name(const char *name)
{
    size_t i;
    for (i = 0; i < sizeof short_names / sizeof *short_names; i++) {
        if (same_name(name, short_names[i].name)) {
            return bandex_muscle_get(short_names[i].muscle);
        }
    }
    return NULL;
}

/* "Deltoideus" for "Musculus deltoideus". */
static const char *without_musculus(const char *latin)
{
    return latin && strncmp(latin, "Musculus ", 9) == 0 ? latin + 9 : latin;
}

const bandex_muscle *bandex_muscle_find_name(const char *name)
{
    size_t i;
    if (!name) {
        return NULL;
    }
    for (i = 0; i < bandex_muscle_row_count; i++) {
        const bandex_muscle *muscle = &bandex_muscle_rows[i];
        if (same_name(name, muscle->token) || same_name(name, muscle->english) || same_name(name, muscle->latin) ||
            same_name(name, without_musculus(muscle->latin)) || same_name(name, muscle->spanish)) {
            return muscle;
        }
    }
    return find_short_name(name);
}

static int speaks(const char *language, const char *code)
{
    return language && language[0] == code[0] && language[1] == code[1] &&
           (language[2] == 0 || language[2] == '-' || language[2] == '_');
}

const char *bandex_muscle_name(const bandex_muscle *self, const char *language)
{
    if (!self) {
        return NULL;
    }
    if (speaks(language, "la") && self->latin) {
        return self->latin;
    }
    return speaks(language, "es") ? self->spanish : self->english;
}

const char *bandex_muscle_group_name(const bandex_muscle_group *self, const char *language)
{
    if (!self) {
        return NULL;
    }
    return speaks(language, "es") ? self->spanish : self->english;
}
