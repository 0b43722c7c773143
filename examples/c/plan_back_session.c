/* SPDX-License-Identifier: MIT */
/* A back session of at most 25 minutes from the founding exercises: two bands, and nothing to fix them to. */
#include "plan_print.h"
#include <string.h>

static const char *const founding[] = {"row_seated", "row_standing", "pullover_standing", "lateral_raise", "pull_apart",
                                       "deadlift", "archery_pull"};
#define COUNT (sizeof founding / sizeof *founding)

int main(void)
{
    /* A catalogue of one's own: records of the built-in one here, but they could be made by the program. */
    const bandex_exercise *list[COUNT];
    uint64_t index[1024];
    bandex_catalog catalog;
    bandex_user_band bands[] = {{"theraband/red", "", 0, 1}, {"theraband/green", "", 0, 1}};
    bandex_plan_goal goals[] = {{BANDEX_MUSCLE_GROUP_UPPER_BACK, 6000, 1}, {BANDEX_MUSCLE_LATISSIMUS_DORSI, 4000, 1}};
    bandex_user user;
    bandex_plan_request request;
    bandex_plan plan;
    void *memory;
    size_t i;
    for (i = 0; i < COUNT; i++) {
        list[i] = bandex_catalog_find(NULL, founding[i]);
    }
    if (bandex_catalog_init(&catalog, bandex_catalog_empty(), list, COUNT, index, sizeof index, NULL, NULL) != BANDEX_OK) {
        return 1;
    }
    bandex_user_default(&user);
    user.bands = bands;
    user.band_count = 2;
    user.anchors = 0;
    bandex_plan_request_default(&request);
    request.catalog = &catalog;
    request.user = &user;
    request.goals = goals;
    request.goal_count = 2;
    request.seconds = 25 * 60;
    memory = plan_and_print(&request, &plan);
    for (i = 0; i < plan.left_out_count; i++) {
        char text[200];
        bandex_refusal_text(&plan.left_out[i].reason, text, sizeof text, NULL);
        printf("without %s: %s\n", plan.left_out[i].exercise, text);
    }
    printf("%s\n", plan.exact ? "no plan within these rules costs less" : "a good plan");
    free(memory);
    return 0;
}
