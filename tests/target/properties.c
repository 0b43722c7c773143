/* SPDX-License-Identifier: MIT */
/* What holds for every plan, checked on 10 000 random people, catalogues and goals against the public records, without
 * a look into the planner. */
#include "generate.h"
#include <criterion/criterion.h>
#include <criterion/logging.h>

#define INSTANCES  10000
#define CATALOGUES 20
#define MEMORY     (1u << 22)

static const char *const all_bands[] = {"theraband/tan", "theraband/yellow", "theraband/red", "theraband/green",
                                        "theraband/blue", "theraband/black"};
static const char *const all_codes[] = {"hernia", "unstable_angina", "pacemaker_icd", "painful_shoulder", "back_pain_red_flag",
                                        "low_exercise_capacity", "latex_allergy", "recent_fracture"};

struct instance {
    bandex_user user;
    bandex_user_band bands[6];
    const char *codes[3];
    const char *avoided[2];
    bandex_plan_goal goals[6];
    bandex_plan_request request;
};

/* A code that no exercise of the catalogue has is refused by the planner; those are left out here. */
static int is_known(const bandex_catalog *catalog, const char *code)
{
    for (size_t i = 0; i < bandex_catalog_count(catalog); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(catalog, i);
        for (size_t j = 0; j < exercise->contraindication_count; j++) {
            if (strcmp(exercise->contraindications[j].code, code) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

static void draw_user(struct generated *g, struct instance *self)
{
    bandex_user *user = &self->user;
    bandex_user_default(user);
    user->stature_mm = generate_draw(g, 4) ? 1300 + generate_draw(g, 700) : 0;
    user->level = generate_pick(g, 0, 3);
    user->populations = generate_draw(g, 3) ? 0 : 1u << generate_pick(g, 1, 5);
    user->positions = generate_draw(g, 4) ? 0 : generate_draw(g, 512);
    user->anchors = generate_draw(g, 1024);
    user->equipment = generate_draw(g, 3) ? UINT32_MAX : generate_draw(g, 256);
    user->supervised = generate_pick(g, 0, 1);
    user->rest_s = generate_draw(g, 3) ? 0 : generate_pick(g, 10, 180);
    user->force_limit_mn = generate_draw(g, 4) ? 0 : generate_pick(g, 5000, 60000);
    user->bands = self->bands;
    user->band_count = 1 + generate_draw(g, 6);
    for (size_t i = 0; i < user->band_count; i++) {
        strcpy(self->bands[i].band, all_bands[generate_draw(g, 6)]);
        self->bands[i].rest_mm = generate_draw(g, 3) ? 0 : 400 + generate_draw(g, 1500);
    }
    user->contraindications = self->codes;
    for (uint32_t n = generate_draw(g, 4) ? 0 : generate_draw(g, 4); n; n--) {
        const char *code = all_codes[generate_draw(g, 8)];
        if (is_known(&g->catalog, code)) {
            self->codes[user->contraindication_count++] = code;
        }
    }
    user->avoided = self->avoided;
    for (user->avoided_count = 0; user->avoided_count < generate_draw(g, 3); user->avoided_count++) {
        self->avoided[user->avoided_count] =
            bandex_catalog_at(&g->catalog, generate_draw(g, (uint32_t)bandex_catalog_count(&g->catalog)))->id;
    }
}

static void draw_instance(struct generated *g, struct instance *self)
{
    bandex_plan_request *r = &self->request;
    memset(self, 0, sizeof *self);
    draw_user(g, self);
    bandex_plan_request_default(r);
    r->catalog = &g->catalog;
    r->user = &self->user;
    r->goals = self->goals;
    r->goal_count = 1 + generate_draw(g, 6);
    for (size_t i = 0; i < r->goal_count; i++) {
        static const int32_t first[] = {1, 1001, 2001}, count[] = {91, 19, 10};
        uint32_t kind = generate_draw(g, 3);
        self->goals[i].area = first[kind] + (int32_t)generate_draw(g, (uint32_t)count[kind]);
        self->goals[i].sets_permille = generate_draw(g, 5) ? 500 * generate_pick(g, 1, 20) : 0;
        self->goals[i].priority = generate_pick(g, 0, 3);
    }
    r->seed = generate_draw(g, 1000);
    r->seconds = generate_pick(g, 60, 4000);
    r->max_items = generate_pick(g, 1, 10);
    r->max_sets = generate_pick(g, 1, 6);
    r->max_bands = generate_pick(g, 0, 3);
    r->max_anchors = generate_pick(g, -1, 2);
    r->overshoot_permille = generate_pick(g, 0, 800);
    r->node_limit = 20000; /* speed; optimality is another test's matter */
}

/* --- what must hold, by the public records --- */

static int has_choice(const int32_t *list, size_t count, int32_t value)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == value) {
            return 1;
        }
    }
    return 0;
}

static void check_person(const struct instance *in, const bandex_exercise *exercise, const bandex_plan_item *item)
{
    const bandex_user *user = &in->user;
    uint32_t positions = user->positions;
    cr_assert(user->level == 0 || exercise->level <= user->level);
    for (size_t i = 0; i < user->avoided_count; i++) {
        cr_assert_str_neq(exercise->id, user->avoided[i]);
    }
    for (size_t i = 0; i < exercise->contraindication_count; i++) {
        for (size_t j = 0; j < user->contraindication_count; j++) {
            const bandex_contraindication *contra = &exercise->contraindications[i];
            if (strcmp(contra->code, user->contraindications[j]) == 0) {
                cr_assert_neq(contra->severity, BANDEX_SEVERITY_ABSOLUTE);
                cr_assert(contra->severity == BANDEX_SEVERITY_CAUTION || contra->effect != BANDEX_EFFECT_EXCLUDE);
            }
        }
    }
    for (int32_t p = BANDEX_POPULATION_CHILDREN; p <= BANDEX_POPULATION_REHAB; p++) {
        int described = p == BANDEX_POPULATION_ADULT || !(user->populations >> p & 1);
        for (size_t i = 0; i < exercise->population_count; i++) {
            described |= exercise->populations[i].population == p;
        }
        cr_assert(described);
    }
    if (!positions && user->populations & BANDEX_BIT(BANDEX_POPULATION_WHEELCHAIR)) {
        positions = BANDEX_BIT(BANDEX_POSITION_WHEELCHAIR);
    }
    cr_assert(!positions || positions & BANDEX_BIT(item->position));
    cr_assert(item->position == exercise->body_position ||
              has_choice(exercise->alternative_positions, exercise->alternative_position_count, item->position));
    if (BANDEX_BIT(exercise->anchor.kind) & BANDEX_ANCHORS_OUTSIDE) {
        cr_assert(user->anchors & BANDEX_BIT(exercise->anchor.kind));
    }
    for (size_t i = 0; i < exercise->equipment_count; i++) {
        cr_assert(user->equipment & BANDEX_BIT(exercise->equipment[i]));
    }
}

static void check_band(const struct instance *in, const bandex_exercise *exercise, const bandex_plan_item *item)
{
    const bandex_band_product *product = bandex_band_find(item->band.band);
    bandex_band_answer peak;
    int owned = 0;
    for (size_t i = 0; i < in->user.band_count; i++) {
        owned |= strcmp(in->bands[i].band, item->band.band) == 0 &&
                 (in->bands[i].rest_mm == 0 || in->bands[i].rest_mm == item->band.rest_mm);
    }
    cr_assert(owned, "%s", item->band.band);
    cr_assert(has_choice(exercise->band.kinds, exercise->band.kind_count, product->kind));
    cr_assert_leq(item->peak_permille, exercise->stretch.max_permille);
    cr_assert_leq(2 * ((int32_t)item->band.rest_mm - (int32_t)item->band.start_mm),
                  (int32_t)item->band.peak_mm - (int32_t)item->band.start_mm, "tight on half of the way at least");
    cr_assert_eq(bandex_band_force(product, &item->band, item->band.peak_mm, &peak), BANDEX_OK, "within the band's limit");
    cr_assert_eq(peak.force_mn, item->peak_force_mn);
    cr_assert(!in->user.force_limit_mn || peak.force_mn <= in->user.force_limit_mn);
}

/* Sets of the whole plan for a goal on each side, counted as bandex_volume_compute() counts what was done. */
static void check_goals(const struct instance *in, const bandex_plan *plan)
{
    static bandex_set sets[BANDEX_PLAN_ITEMS_MAX * 20 * 2];
    bandex_session session;
    size_t count = 0;
    for (size_t i = 0; i < plan->item_count; i++) {
        const bandex_plan_item *item = &plan->items[i];
        for (int32_t s = 0; s < item->sets; s++) {
            for (int32_t side = item->each_side ? BANDEX_SIDE_LEFT : BANDEX_SIDE_BOTH;
                 side <= (item->each_side ? BANDEX_SIDE_RIGHT : BANDEX_SIDE_BOTH); side++) {
                cr_assert_eq(bandex_plan_item_set(item, side, &sets[count]), BANDEX_OK);
                sets[count++].accepted_reps = item->reps;
            }
        }
    }
    bandex_session_default(&session);
    session.sets = sets;
    session.set_count = count;
    for (size_t g = 0; g < plan->outcome_count; g++) {
        const bandex_plan_outcome *out = &plan->outcomes[g];
        bandex_volume volume;
        int32_t over = (int32_t)((int64_t)out->target_permille * in->request.overshoot_permille / 1000);
        cr_assert_eq(bandex_volume_compute(in->request.catalog, NULL, &session, 1, out->area, 0, 1, &volume), BANDEX_OK);
        cr_assert_eq(volume.left.sets_permille, volume.right.sets_permille, "sides are balanced");
        cr_assert_eq(volume.sets_permille, out->achieved_permille, "the plan's account is that of the volume");
        cr_assert_leq(out->achieved_permille, out->target_permille + (over < 1000 ? 1000 : over));
        cr_assert_eq(out->shortfall_permille,
                     out->target_permille > out->achieved_permille ? out->target_permille - out->achieved_permille : 0);
        cr_assert_eq(out->reason.rule == BANDEX_RULE_NONE, out->shortfall_permille == 0);
    }
}

static void check_plan(const struct instance *in, const bandex_plan *plan)
{
    const bandex_plan_request *r = &in->request;
    int32_t seconds = 0, bands = 0, anchors = 0;
    size_t active = 0;
    for (size_t i = 0; i < bandex_catalog_count(r->catalog); i++) {
        active += bandex_catalog_at(r->catalog, i)->status == BANDEX_STATUS_ACTIVE;
    }
    cr_assert_eq(plan->item_count + plan->left_out_count, active, "each exercise is planned or left out with a reason");
    cr_assert_leq((int32_t)plan->item_count, r->max_items);
    for (size_t i = 0; i < plan->item_count; i++) {
        const bandex_plan_item *item = &plan->items[i];
        const bandex_exercise *exercise = bandex_catalog_find(r->catalog, item->exercise);
        int new_band = 1, new_anchor = (BANDEX_BIT(item->anchor) & BANDEX_ANCHORS_OUTSIDE) != 0;
        cr_assert_not_null(exercise);
        cr_assert(item->sets >= 1 && item->sets <= r->max_sets && item->reps >= 1);
        check_person(in, exercise, item);
        check_band(in, exercise, item);
        seconds += item->seconds;
        for (size_t j = 0; j < i; j++) {
            const bandex_plan_item *before = &plan->items[j];
            cr_assert_str_neq(before->exercise, item->exercise);
            new_band &= strcmp(before->band.band, item->band.band) != 0 || before->band.rest_mm != item->band.rest_mm;
            new_anchor &= before->anchor != item->anchor || before->anchor_height != item->anchor_height;
        }
        bands += new_band;
        anchors += new_anchor;
    }
    cr_assert_eq(seconds, plan->seconds);
    cr_assert_leq(plan->seconds, r->seconds, "time is never exceeded");
    cr_assert(r->max_anchors < 0 || anchors <= r->max_anchors);
    (void)bands; /* rest lengths that follow from the exercise make one band look like several here */
    for (size_t i = 0; i < plan->left_out_count; i++) {
        cr_assert(plan->left_out[i].reason.rule > BANDEX_RULE_NONE && plan->left_out[i].reason.rule <= BANDEX_RULE_COST);
        cr_assert_not_null(bandex_catalog_find(r->catalog, plan->left_out[i].exercise));
    }
    check_goals(in, plan);
}

Test(properties, ten_thousand_random_instances)
{
    void *memory = malloc(MEMORY), *other = malloc(MEMORY);
    struct generated g;
    size_t planned = 0, empty = 0;
    for (int c = 0; c < CATALOGUES; c++) {
        bandex_diag diag;
        cr_assert_eq(generate(&g, 7 + (uint32_t)c * 3, (uint64_t)c, &diag), BANDEX_OK, "%s.%s: %s", diag.record, diag.field,
                     diag.reason);
        for (int i = 0; i < INSTANCES / CATALOGUES; i++) {
            struct instance in;
            bandex_plan plan, again;
            draw_instance(&g, &in);
            cr_assert_eq(bandex_plan_make(&in.request, memory, MEMORY, NULL, &plan), BANDEX_OK);
            check_plan(&in, &plan);
            memset(other, i & 0xFF, 4096);
            cr_assert_eq(bandex_plan_make(&in.request, other, MEMORY, NULL, &again), BANDEX_OK);
            cr_assert_eq(again.item_count, plan.item_count);
            cr_assert_arr_eq(again.items, plan.items, plan.item_count * sizeof *plan.items, "the same every time");
            cr_assert_arr_eq(again.left_out, plan.left_out, plan.left_out_count * sizeof *plan.left_out);
            cr_assert_eq(again.cost, plan.cost);
            planned += plan.item_count > 0;
            empty += plan.item_count == 0;
        }
        generate_free(&g);
    }
    cr_log_info("%zu plans with exercises, %zu without", planned, empty);
    cr_assert(planned > INSTANCES / 4, "the instances are not trivial");
    free(memory);
    free(other);
}
