/* SPDX-License-Identifier: MIT */
/* Someone in rehabilitation with a hernia: it asks for a light load, so every exercise gets the lightest band, and the
 * item says why. What a professional has prescribed goes first. Information, not medical advice. */
#include "plan_print.h"

int main(void)
{
    bandex_user_band bands[] = {{"theraband/yellow", "", 0, 1}, {"theraband/red", "", 0, 1}, {"theraband/blue", "", 0, 1}};
    const char *codes[] = {"hernia"};
    bandex_plan_prescription prescribed[] = {{"row_seated", "", 2, 12}};
    bandex_plan_goal goals[] = {{BANDEX_MUSCLE_GROUP_UPPER_BACK, 4000, 1}, {BANDEX_MUSCLE_REGION_SHOULDER, 2000, 1}};
    bandex_user user;
    bandex_plan_request request;
    bandex_plan plan;
    void *memory;
    size_t i;
    bandex_user_default(&user);
    user.bands = bands;
    user.band_count = 3;
    user.populations = BANDEX_BIT(BANDEX_POPULATION_REHAB);
    user.level = BANDEX_LEVEL_BEGINNER;
    user.contraindications = codes;
    user.contraindication_count = 1;
    user.anchors = BANDEX_BIT(BANDEX_ANCHOR_DOOR);
    user.rest_s = 90;
    bandex_plan_request_default(&request);
    request.user = &user;
    request.goals = goals;
    request.goal_count = 2;
    request.seconds = 30 * 60;
    request.prescriptions = prescribed;
    request.prescription_count = 1;
    memory = plan_and_print(&request, &plan);
    for (i = 0; i < plan.item_count; i++) {
        if (plan.items[i].notes & BANDEX_PLAN_NOTE_LIMIT_LOAD) {
            printf("%s: light load, at most %.1f N\n", plan.items[i].exercise, plan.items[i].peak_force_mn / 1000.0);
        }
    }
    free(memory);
    return 0;
}
