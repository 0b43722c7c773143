/* SPDX-License-Identifier: MIT */
/* Planning: the founding exercises, the built-in catalogue, and generated catalogues of up to 10 000 exercises, with the
 * exponent of the growth from one size to the next. Times are the best of several runs. */
#include "target/generate.h"
#include <math.h>
#include <time.h>

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static const char *const band_ids[] = {"theraband/yellow", "theraband/red", "theraband/green", "theraband/blue"};

struct case_result {
    double best_ms;
    bandex_plan plan;
};

/* A back session, or four goals for the whole body, with some bands. */
static struct case_result measure(const bandex_catalog *catalog, int whole_body, size_t band_count, int search, int runs)
{
    static const int32_t areas[] = {BANDEX_MUSCLE_GROUP_UPPER_BACK, BANDEX_MUSCLE_LATISSIMUS_DORSI, BANDEX_MUSCLE_GROUP_QUADRICEPS,
                                    BANDEX_MUSCLE_GROUP_CHEST};
    bandex_user_band bands[4];
    bandex_plan_goal goals[4];
    bandex_user user;
    bandex_plan_request request;
    struct case_result result = {1e9, {0}};
    size_t needed = 0;
    void *memory;
    memset(bands, 0, sizeof bands);
    memset(goals, 0, sizeof goals);
    for (size_t i = 0; i < 4; i++) {
        strcpy(bands[i].band, band_ids[i]);
        goals[i].area = areas[i];
        goals[i].sets_permille = i == 0 ? 6000 : 4000;
    }
    bandex_user_default(&user);
    user.bands = bands;
    user.band_count = band_count;
    user.level = 0;
    bandex_plan_request_default(&request);
    request.catalog = catalog;
    request.user = &user;
    request.goals = goals;
    request.goal_count = whole_body ? 4 : 2;
    request.seconds = whole_body ? 2400 : 1500;
    request.search = search;
    bandex_plan_make(&request, NULL, 0, &needed, &result.plan);
    memory = malloc(needed);
    for (int i = 0; i < runs; i++) {
        double start = now_ms();
        if (bandex_plan_make(&request, memory, needed, NULL, &result.plan) != BANDEX_OK) {
            puts("no plan");
        }
        double took = now_ms() - start;
        result.best_ms = took < result.best_ms ? took : result.best_ms;
    }
    free(memory);
    return result;
}

static void print(const char *name, const struct case_result *result)
{
    printf("%-44s %9.3f ms  %6u candidates  %zu exercises  cost %lld%s\n", name, result->best_ms, result->plan.candidates,
           result->plan.item_count, (long long)result->plan.cost, result->plan.exact ? "  exact" : "");
}

static void founding(void)
{
    static const char *const ids[] = {"row_seated", "row_standing", "pullover_standing", "lateral_raise", "pull_apart",
                                      "deadlift", "archery_pull"};
    const bandex_exercise *list[7];
    static uint64_t memory[4096];
    bandex_catalog catalog;
    for (size_t i = 0; i < 7; i++) {
        list[i] = bandex_catalog_find(NULL, ids[i]);
    }
    if (bandex_catalog_init(&catalog, bandex_catalog_empty(), list, 7, memory, sizeof memory, NULL, NULL) != BANDEX_OK) {
        return;
    }
    for (size_t bands = 1; bands <= 4; bands++) {
        char name[64];
        struct case_result result = measure(&catalog, 0, bands, BANDEX_SEARCH_AUTOMATIC, 200);
        snprintf(name, sizeof name, "founding exercises, %zu bands", bands);
        print(name, &result);
    }
}

int main(void)
{
    static const uint32_t sizes[] = {10, 30, 100, 300, 1000, 3000, 10000};
    double before = 0;
    founding();
    struct case_result back = measure(NULL, 0, 2, BANDEX_SEARCH_AUTOMATIC, 20), body = measure(NULL, 1, 4, BANDEX_SEARCH_AUTOMATIC, 20);
    print("built-in catalogue, back, 2 bands", &back);
    print("built-in catalogue, whole body, 4 bands", &body);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct generated g;
        char name[64];
        if (generate(&g, sizes[i], 1, NULL) != BANDEX_OK) {
            return 1;
        }
        struct case_result result = measure(&g.catalog, 1, 4, BANDEX_SEARCH_AUTOMATIC, sizes[i] > 1000 ? 5 : 10);
        snprintf(name, sizeof name, "%u generated, whole body, 4 bands", sizes[i]);
        print(name, &result);
        if (i) {
            printf("%44s growth ~ n^%.2f\n", "", log(result.best_ms / before) / log((double)sizes[i] / sizes[i - 1]));
        }
        before = result.best_ms;
        generate_free(&g);
    }
    return 0;
}
