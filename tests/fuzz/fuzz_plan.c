/* SPDX-License-Identifier: MIT */
/* libFuzzer: requests to the planner, any field at any value. What must hold: an answer, time and cost within the
 * request, each exercise planned or left out. */
#include <bandex/target.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *at;
static size_t left;

static uint32_t take(uint32_t below)
{
    uint32_t value = 0;
    for (int i = 0; i < 2 && left; i++, at++, left--) {
        value = value << 8 | *at;
    }
    return below ? value % below : value;
}

/* Mostly within the range, sometimes anything. */
static int32_t number(int32_t low, int32_t high)
{
    return take(16) == 0 ? (int32_t)(take(0) << 16 | take(0)) : low + (int32_t)take((uint32_t)(high - low + 1));
}

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

static void fill_user(bandex_user *user, bandex_user_band *bands, const char **codes)
{
    static const char *const products[] = {"theraband/tan", "theraband/red", "theraband/green", "theraband/black"};
    bandex_user_default(user);
    user->stature_mm = (uint32_t)number(1000, 2200);
    user->level = number(0, 3);
    user->populations = take(64);
    user->positions = take(2) ? 0 : take(512);
    user->anchors = take(1024);
    user->rest_s = number(0, 200);
    user->force_limit_mn = take(2) ? 0 : number(0, 60000);
    user->supervised = (int32_t)take(2);
    user->bands = bands;
    user->band_count = 1 + take(4);
    for (size_t i = 0; i < user->band_count; i++) {
        strcpy(bands[i].band, products[take(4)]);
        bands[i].rest_mm = take(2) ? 0 : (uint32_t)number(100, 3000);
        bands[i].pieces = take(3);
    }
    codes[0] = "hernia";
    user->contraindications = codes;
    user->contraindication_count = take(8) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bandex_user user;
    bandex_user_band bands[4];
    bandex_plan_goal goals[4];
    bandex_plan_request request;
    bandex_plan plans[7];
    bandex_plan_outcome outcomes[4];
    const char *codes[1];
    at = data, left = size;
    memset(bands, 0, sizeof bands);
    memset(goals, 0, sizeof goals);
    fill_user(&user, bands, codes);
    bandex_plan_request_default(&request);
    request.user = &user;
    request.goals = goals;
    request.goal_count = 1 + take(4);
    for (size_t i = 0; i < request.goal_count; i++) {
        goals[i].area = take(2) ? number(1, 91) : take(2) ? number(1001, 1019) : number(2001, 2010);
        goals[i].sets_permille = number(0, 20000);
        goals[i].priority = number(0, 10);
    }
    request.seed = take(0);
    request.seconds = number(1, 6000);
    request.search = number(0, 2);
    request.max_items = number(1, BANDEX_PLAN_ITEMS_MAX);
    request.max_sets = number(1, 20);
    request.max_bands = number(0, 4);
    request.max_anchors = number(-1, 3);
    request.overshoot_permille = number(0, 2000);
    request.band_change_s = number(0, 300);
    request.anchor_change_s = number(0, 300);
    request.weights.over = number(0, 1000);
    request.weights.second = number(0, 1000);
    request.weights.overlap = number(0, 10000);
    request.weights.order = number(0, 10000);
    request.weights.variety = number(0, 10000);
    request.node_limit = 2000;
    int32_t sessions = take(3) ? 1 : number(1, 7);
    size_t needed = 0;
    bandex_status status = bandex_plan_week(&request, sessions, NULL, 0, &needed, plans, outcomes);
    if (status != BANDEX_E_FULL) {
        return 0;
    }
    void *memory = malloc(needed);
    check(bandex_plan_week(&request, sessions, memory, needed, NULL, plans, outcomes) == BANDEX_OK);
    for (int32_t s = 0; s < sessions; s++) {
        int32_t seconds = 0;
        for (size_t i = 0; i < plans[s].item_count; i++) {
            seconds += plans[s].items[i].seconds;
            check(plans[s].items[i].sets >= 1 && plans[s].items[i].reps >= 1);
        }
        check(seconds == plans[s].seconds && seconds <= request.seconds && plans[s].cost >= 0);
        check(plans[s].item_count + plans[s].left_out_count == bandex_catalog_count(NULL));
    }
    free(memory);
    return 0;
}
