/* SPDX-License-Identifier: MIT */
#include <bandex/target.h>
#include <string.h>

#define NONE BANDEX_UNKNOWN

/* Sets a week: maintenance, minimum, adaptive from and to, maximum. */
static const bandex_landmark israetel[] = {
    {"back", 8, 10, 14, 22, 25},
    {"chest", 8, 10, 12, 20, 22},
    {"deltoid_posterior", 0, 8, 16, 22, 26},
    {"deltoid_anterior", 0, 0, 6, 8, 12},
    {"biceps_brachii", 5, 8, 14, 20, 26},
    {"triceps_brachii", 4, 6, 10, 14, 18},
    {"quadriceps", 6, 8, 12, 18, 20},
    {"hamstrings", 4, 6, 10, 16, 20},
    {"glutes", 0, 0, 4, 12, 16},
    {"calves", 6, 8, 12, 16, 20},
    {"abdominals", 0, 0, 16, 20, 25},
};

static const bandex_landmark schoenfeld[] = {
    {"*", NONE, 5, 10, NONE, NONE},
};

static const bandex_landmark_table tables[] = {
    {"israetel", "Volume landmarks (MV, MEV, MAV, MRV)",
     "M. Israetel, as tabulated by themovementlabpreston",
     "Opinion of a practitioner for trained adults with free choice of equipment; the maximum is not defined by any "
     "trial. Not for beginners, children or rehabilitation.",
     israetel, sizeof israetel / sizeof *israetel},
    {"schoenfeld_2017", "Weekly sets in three classes: below 5, 5 to 9, 10 and more",
     "Schoenfeld, Ogborn and Krieger 2017, J Sports Sci 35:1073",
     "Meta-analysis: 0.37 % more growth for each set a week; the trend over the classes had p = 0.074. Direct sets of "
     "adults, mostly young.",
     schoenfeld, sizeof schoenfeld / sizeof *schoenfeld},
};

size_t bandex_landmark_table_count(void)
{
    return sizeof tables / sizeof *tables;
}

const bandex_landmark_table *bandex_landmark_table_at(size_t index)
{
    return index < bandex_landmark_table_count() ? &tables[index] : NULL;
}

const bandex_landmark_table *bandex_landmark_table_find(const char *id)
{
    size_t i;
    for (i = 0; id && i < bandex_landmark_table_count(); i++) {
        if (strcmp(tables[i].id, id) == 0) {
            return &tables[i];
        }
    }
    return NULL;
}

const bandex_landmark *bandex_landmark_find(const bandex_landmark_table *table, int32_t area)
{
    const char *token = bandex_muscle_area_token(area);
    const bandex_landmark *any = NULL;
    size_t i;
    for (i = 0; table && token && i < table->count; i++) {
        if (strcmp(table->rows[i].area, token) == 0) {
            return &table->rows[i];
        }
        if (strcmp(table->rows[i].area, "*") == 0) {
            any = &table->rows[i];
        }
    }
    return any;
}

const char *bandex_zone_token(int32_t zone)
{
    static const char *const tokens[] = {"unknown", "below", "maintenance", "productive", "adaptive", "high", "beyond_maximum"};
    return zone >= 0 && zone <= BANDEX_ZONE_BEYOND_MAXIMUM ? tokens[zone] : NULL;
}

/* Whether a landmark is there and reached. */
static int reached(int32_t sets, int64_t permille)
{
    return sets != NONE && permille >= (int64_t)sets * 1000;
}

int32_t bandex_landmark_zone(const bandex_landmark *landmark, int64_t sets_permille)
{
    if (!landmark || sets_permille < 0) {
        return BANDEX_ZONE_UNKNOWN;
    }
    if (reached(landmark->maximum, sets_permille)) {
        return BANDEX_ZONE_BEYOND_MAXIMUM;
    }
    if (landmark->adaptive_high != NONE && sets_permille > (int64_t)landmark->adaptive_high * 1000) {
        return BANDEX_ZONE_HIGH;
    }
    if (reached(landmark->adaptive_low, sets_permille)) {
        return BANDEX_ZONE_ADAPTIVE;
    }
    if (reached(landmark->minimum, sets_permille)) {
        return BANDEX_ZONE_PRODUCTIVE;
    }
    return reached(landmark->maintenance, sets_permille) ? BANDEX_ZONE_MAINTENANCE : BANDEX_ZONE_BELOW;
}
