/* SPDX-License-Identifier: MIT */
/* A wheelchair user: what can be done from the chair, found with its reason, then planned for three days of the week. */
#include "plan_print.h"

#define SESSIONS 3

int main(void)
{
    bandex_user_band bands[] = {{"theraband/red", "", 0, 1}, {"theraband/blue", "", 0, 1}};
    bandex_plan_goal goals[] = {{BANDEX_MUSCLE_GROUP_UPPER_BACK, 9000, 1}, {BANDEX_MUSCLE_GROUP_CHEST, 6000, 1},
                                {BANDEX_MUSCLE_GROUP_ELBOW_FLEXORS, 6000, 1}};
    bandex_target_query query;
    bandex_match matches[128];
    bandex_user user;
    bandex_plan_request request;
    bandex_plan plans[SESSIONS];
    bandex_plan_outcome week[3];
    char text[200];
    size_t count = 0, size = 0, i;
    void *memory;
    int32_t s;
    bandex_user_default(&user);
    user.bands = bands;
    user.band_count = 2;
    user.populations = BANDEX_BIT(BANDEX_POPULATION_WHEELCHAIR);
    user.anchors = BANDEX_BIT(BANDEX_ANCHOR_DOOR);

    bandex_target_query_default(&query);
    query.user = &user;
    query.areas = &goals[0].area;
    query.area_count = 1;
    query.role = BANDEX_ROLE_PRIMARY;
    if (bandex_target_query_run(NULL, &query, matches, 128, &count, NULL, 0, NULL) != BANDEX_OK) {
        return 1;
    }
    for (i = 0; i < count; i++) {
        bandex_match_text(&matches[i], text, sizeof text, NULL);
        puts(text);
    }

    bandex_plan_request_default(&request);
    request.user = &user;
    request.goals = goals;
    request.goal_count = 3;
    request.seconds = 30 * 60;
    if (bandex_plan_week(&request, SESSIONS, NULL, 0, &size, plans, week) != BANDEX_E_FULL || !(memory = malloc(size))) {
        return 1;
    }
    if (bandex_plan_week(&request, SESSIONS, memory, size, NULL, plans, week) != BANDEX_OK) {
        return 1;
    }
    for (s = 0; s < SESSIONS; s++) {
        printf("day %d, %d s\n", plans[s].day, plans[s].seconds);
        for (i = 0; i < plans[s].item_count; i++) {
            const bandex_plan_item *item = &plans[s].items[i];
            printf("  %-24s %-16s %d x %d (%s)\n", item->exercise, item->band.band, item->sets, item->reps,
                   bandex_vocabulary_token(BANDEX_VOCABULARY_POSITION, item->position));
        }
    }
    for (i = 0; i < 3; i++) {
        printf("%-22s %g of %g sets in the week\n", bandex_muscle_area_token(week[i].area), week[i].achieved_permille / 1000.0,
               week[i].target_permille / 1000.0);
    }
    free(memory);
    return 0;
}
