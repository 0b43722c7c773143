/* SPDX-License-Identifier: MIT */
/* One band of one length, and no anchor: the whole body in half an hour, as far as it goes. The band is 2 m long and held
 * in the middle: a strand of 1 m. What it is too short or too slack for is left out with its reason. */
#include "plan_print.h"

int main(void)
{
    static const int32_t areas[] = {BANDEX_MUSCLE_REGION_BACK, BANDEX_MUSCLE_REGION_CHEST, BANDEX_MUSCLE_REGION_SHOULDER,
                                    BANDEX_MUSCLE_REGION_HIP, BANDEX_MUSCLE_REGION_THIGH, BANDEX_MUSCLE_REGION_ABDOMEN};
    bandex_user_band band = {"theraband/green", "the one from the drawer", 1000, 1};
    bandex_plan_goal goals[6];
    bandex_user user;
    bandex_plan_request request;
    bandex_plan plan;
    void *memory;
    size_t i, unfit = 0;
    for (i = 0; i < 6; i++) {
        goals[i].area = areas[i];
        goals[i].sets_permille = 0; /* a share of the time ... */
        goals[i].priority = areas[i] == BANDEX_MUSCLE_REGION_BACK ? 2 : 1; /* ... twice as much for the back */
    }
    bandex_user_default(&user);
    user.bands = &band;
    user.band_count = 1;
    user.anchors = 0;
    user.stature_mm = 1760;
    bandex_plan_request_default(&request);
    request.user = &user;
    request.goals = goals;
    request.goal_count = 6;
    request.seconds = 30 * 60;
    memory = plan_and_print(&request, &plan);
    for (i = 0; i < plan.left_out_count; i++) {
        unfit += plan.left_out[i].reason.rule == BANDEX_RULE_STRETCH;
    }
    printf("%zu exercises left out because this band is too short or too long for them\n", unfit);
    free(memory);
    return 0;
}
