/* SPDX-License-Identifier: MIT */
#include "plan.h"
#include <string.h>

static const bandex_plan_weights default_weights = {3, 1, 1, 15, 30, 10, 60, 10, 300};

#define TYPICAL_SET_S 120 /* to share the time among goals without a number; library default */

bandex_status bandex_plan_request_default(bandex_plan_request *request)
{
    static const bandex_plan_request empty;
    if (!request) {
        return BANDEX_E_ARGUMENT;
    }
    *request = empty;
    request->struct_size = (uint32_t)sizeof *request;
    request->seconds = 2700;
    request->max_items = 8;
    request->max_sets = 5;
    request->max_anchors = -1;
    request->overshoot_permille = 500;
    request->band_change_s = 20;
    request->anchor_change_s = 45;
    request->weights = default_weights;
    request->node_limit = 5000000;
    return BANDEX_OK;
}

static int within(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

static bandex_status check_goals(const bandex_plan_request *r)
{
    size_t i;
    if (r->goal_count > BANDEX_TARGETS_MAX) {
        return BANDEX_E_LIMIT;
    }
    if (!r->goals || !r->goal_count || (!r->resting && r->resting_count) || (!r->prescriptions && r->prescription_count)) {
        return BANDEX_E_ARGUMENT;
    }
    for (i = 0; i < r->goal_count; i++) {
        if (!bandex_muscle_area_token(r->goals[i].area) || !within(r->goals[i].sets_permille, 0, 100000) ||
            !within(r->goals[i].priority, 0, 10)) {
            return BANDEX_E_ARGUMENT;
        }
    }
    for (i = 0; i < r->prescription_count; i++) {
        const bandex_plan_prescription *told = &r->prescriptions[i];
        if (!memchr(told->exercise, 0, sizeof told->exercise) || !memchr(told->band, 0, sizeof told->band) ||
            !within(told->sets, 0, 20) || !within(told->reps, 0, 200)) {
            return BANDEX_E_ARGUMENT;
        }
    }
    return BANDEX_OK;
}

/* Weights are bounded so that no cost overflows. */
static int weights_ok(const bandex_plan_weights *w)
{
    return within(w->under, 0, 1000) && within(w->over, 0, 1000) && within(w->second, 0, 1000) && within(w->load, 0, 10000) &&
           within(w->overlap, 0, 10000) && within(w->order, 0, 10000) && within(w->variety, 0, 10000) &&
           within(w->certainty, 0, 10000) && within(w->unprescribed, 0, 10000);
}

/* Goals without a number share the time that the others leave, by priority. */
static void set_goals(struct planning *self)
{
    const bandex_plan_request *r = &self->request;
    int64_t left = (int64_t)r->seconds * 1000 / TYPICAL_SET_S, shares = 0;
    size_t i;
    for (i = 0; i < r->goal_count; i++) {
        int32_t priority = r->goals[i].priority ? r->goals[i].priority : 1;
        self->goals[i].priority = priority;
        self->goals[i].target = r->goals[i].sets_permille;
        left -= r->goals[i].sets_permille;
        shares += r->goals[i].sets_permille ? 0 : priority;
    }
    for (i = 0; i < r->goal_count; i++) {
        int32_t over;
        if (!r->goals[i].sets_permille) {
            int64_t share = left > 0 ? left * self->goals[i].priority / shares / 1000 * 1000 : 0;
            self->goals[i].target = share < 1000 ? 1000 : share > 100000 ? 100000 : (int32_t)share;
        }
        over = (int32_t)((int64_t)self->goals[i].target * r->overshoot_permille / 1000);
        self->goals[i].cap = self->goals[i].target + (over < 1000 ? 1000 : over);
    }
}

bandex_status bandex_planning_take(struct planning *self, const bandex_plan_request *request)
{
    bandex_plan_request *r = &self->request;
    bandex_status status;
    memset(self, 0, sizeof *self);
    bandex_plan_request_default(r);
    bandex_user_default(&self->user);
    status = bandex_config_take(request, r, sizeof *r);
    if (status != BANDEX_OK) {
        return status;
    }
    if (!r->user || !weights_ok(&r->weights) || !within(r->seconds, 1, 86400) ||
        !within(r->search, BANDEX_SEARCH_AUTOMATIC, BANDEX_SEARCH_EXACT) || !within(r->max_items, 1, BANDEX_PLAN_ITEMS_MAX) ||
        !within(r->max_sets, 1, 20) || !within(r->max_bands, 0, BANDS_MAX) || !within(r->max_anchors, -1, 16) ||
        !within(r->overshoot_permille, 0, 10000) || !within(r->band_change_s, 0, 3600) ||
        !within(r->anchor_change_s, 0, 3600)) {
        return BANDEX_E_ARGUMENT;
    }
    if ((status = check_goals(r)) != BANDEX_OK || (status = bandex_policy_take(r->policy, &self->policy)) != BANDEX_OK ||
        (status = bandex_config_take(r->user, &self->user, sizeof self->user)) != BANDEX_OK) {
        return status;
    }
    if (!self->user.band_count) {
        return BANDEX_E_ARGUMENT;
    }
    set_goals(self);
    return bandex_user_check(&self->user, r->catalog);
}

static size_t piece(size_t *used, size_t count, size_t size)
{
    size_t at = *used;
    *used += (count * size + 7) / 8 * 8;
    return at;
}

/* Lays the parts of a planning into memory (NULL: only measures). Results come first, so that those of a week can
 * stay while its workspace is used again. */
static size_t lay_out(struct planning *self, unsigned char *memory, size_t *results)
{
    size_t used = 0, options = bandex_planning_options(self);
    size_t items = piece(&used, BANDEX_PLAN_ITEMS_MAX, sizeof *self->items);
    size_t outcomes = piece(&used, self->request.goal_count, sizeof *self->outcomes);
    size_t left_out = piece(&used, bandex_catalog_count(self->request.catalog), sizeof *self->left_out);
    size_t work, credits;
    *results = used;
    work = piece(&used, options, sizeof *self->options);
    credits = piece(&used, options * self->request.goal_count, sizeof *self->credits);
    if (memory) {
        self->items = (bandex_plan_item *)(void *)(memory + items);
        self->outcomes = (bandex_plan_outcome *)(void *)(memory + outcomes);
        self->left_out = (bandex_plan_left_out *)(void *)(memory + left_out);
        self->options = (struct option *)(void *)(memory + work);
        self->credits = (int16_t *)(void *)(memory + credits);
        self->option_cap = options;
    }
    return used;
}

static void pose(struct planning *self)
{
    struct problem *p = &self->problem;
    p->goals = self->goals;
    p->goal_count = (uint32_t)self->request.goal_count;
    p->options = self->options;
    p->credits = self->credits;
    p->seconds = self->request.seconds;
    p->max_items = self->request.max_items;
    p->max_bands = self->request.max_bands;
    p->max_anchors = self->request.max_anchors;
    p->band_s = self->request.band_change_s;
    p->anchor_s = self->request.anchor_change_s;
    p->weights = self->request.weights;
    p->seed = self->request.seed;
    bandex_planning_gather(self);
}

static void search(const struct planning *self, struct session *best, bandex_plan *plan)
{
    const struct problem *p = &self->problem;
    uint32_t field[FIELD_MAX], count = bandex_search_field(p, field);
    int32_t mode = self->request.search;
    if (mode == BANDEX_SEARCH_AUTOMATIC) {
        mode = p->option_count <= BANDEX_PLAN_EXACT_CANDIDATES ? BANDEX_SEARCH_EXACT : BANDEX_SEARCH_GREEDY;
    }
    if (mode == BANDEX_SEARCH_GREEDY) {
        plan->cost = bandex_search_thorough(p, field, count, best);
    } else {
        plan->cost = bandex_search_greedy(p, field, count, best);
        plan->cost = bandex_search_exact(p, field, count, self->request.node_limit, best, plan->cost, &plan->nodes,
                                         &plan->exact);
        if (count < p->option_count) {
            plan->exact = 0; /* the rest was not looked at */
        }
    }
    plan->cost = bandex_session_price(p, best, &plan->seconds);
}

static void write_item(const struct planning *self, const struct session *best, int32_t i, bandex_plan_item *item)
{
    const struct option *option = &self->options[best->items[i].option];
    const bandex_exercise *exercise = bandex_catalog_at(self->request.catalog, option->exercise);
    const bandex_variant *variant = bandex_option_variant(exercise, option);
    bandex_prediction prediction;
    bandex_refusal reason;
    struct dose dose;
    memset(item, 0, sizeof *item);
    bandex_fit_person(&self->user, exercise, variant, &reason, &item->notes);
    bandex_dose_find(self, exercise, item->notes, &dose);
    bandex_fit_band(&self->user, exercise, option->band, &prediction, &reason);
    bandex_fit_use(&self->user.bands[option->band], exercise, &item->band);
    strncpy(item->exercise, exercise->id, BANDEX_TOKEN_SIZE - 1);
    if (variant) {
        strncpy(item->variant, variant->id, BANDEX_TOKEN_SIZE - 1);
    }
    item->band.rest_mm = (uint32_t)prediction.rest_mm;
    item->band.start_mm = (uint32_t)prediction.start_mm;
    item->band.peak_mm = (uint32_t)prediction.peak_mm;
    item->peak_permille = prediction.peak_permille;
    item->peak_force_mn = prediction.peak_force_mn;
    item->notes |= prediction.flags & BANDEX_PREDICTION_WARNING ? BANDEX_PLAN_NOTE_STRETCH : 0;
    item->notes |= prediction.start_permille < 0 ? BANDEX_PLAN_NOTE_SLACK : 0;
    item->notes |= bandex_planning_prescription(self, exercise) ? BANDEX_PLAN_NOTE_PRESCRIBED : 0;
    item->position = bandex_fit_position(&self->user, exercise, variant);
    item->anchor = exercise->anchor.kind;
    item->anchor_height = exercise->anchor.height;
    item->sets = best->items[i].sets;
    item->reps = dose.reps;
    item->hold_s = exercise->detection.mode == BANDEX_DETECT_HOLDS ? dose.hold_s : 0;
    item->each_side = bandex_fit_each_side(exercise);
    item->rest_s = dose.rest_s;
    item->setup_s = bandex_setup_s(&self->problem, best, i - 1, i);
    item->seconds = item->setup_s + item->sets * dose.set_s;
}

/* Leaves only the exercises that have a reason. */
static size_t compact_left_out(struct planning *self)
{
    size_t i, count = 0;
    for (i = 0; i < bandex_catalog_count(self->request.catalog); i++) {
        if (self->left_out[i].reason.rule != BANDEX_RULE_NONE) {
            self->left_out[count++] = self->left_out[i];
        }
    }
    return count;
}

static void solve(struct planning *self, bandex_plan *plan)
{
    struct session best;
    int32_t i;
    memset(plan, 0, sizeof *plan);
    pose(self);
    search(self, &best, plan);
    for (i = 0; i < best.count; i++) {
        write_item(self, &best, i, &self->items[i]);
    }
    bandex_planning_explain(self, &best);
    plan->items = self->items;
    plan->item_count = (size_t)best.count;
    plan->outcomes = self->outcomes;
    plan->outcome_count = self->request.goal_count;
    plan->left_out = self->left_out;
    plan->left_out_count = compact_left_out(self);
    plan->seed = self->request.seed;
    plan->candidates = self->problem.option_count;
}

static int is_aligned(const void *memory)
{
    return ((uintptr_t)memory & 7) == 0;
}

bandex_status bandex_plan_make(const bandex_plan_request *request, void *memory, size_t size, size_t *needed,
                               bandex_plan *plan)
{
    struct planning self;
    size_t results, all;
    bandex_status status;
    if (!request || !plan || (!memory && size) || !is_aligned(memory)) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_planning_take(&self, request);
    if (status != BANDEX_OK) {
        return status;
    }
    all = lay_out(&self, memory, &results);
    if (needed) {
        *needed = all;
    }
    if (size < all) {
        return BANDEX_E_FULL;
    }
    solve(&self, plan);
    return BANDEX_OK;
}

/* --- weeks ------------------------------------------------------------------------------------------------- */

/* A week while it is planned. */
struct week {
    const bandex_plan_request *request;
    int32_t sessions;
    bandex_plan *plans;
    int32_t wanted[BANDEX_TARGETS_MAX];   /* of the whole week */
    int32_t got[BANDEX_TARGETS_MAX];
    int32_t class_of[BANDEX_TARGETS_MAX]; /* of two that take turns; -1: every session */
};

/* Evenly over seven days: 1, 3, 5 for three. */
static int32_t day_of(int32_t session, int32_t sessions)
{
    return 1 + session * 7 / sessions;
}

/* Days from an earlier session to a later one, and over the end of the week. */
static int too_near(int32_t day, int32_t other)
{
    int32_t apart = day > other ? day - other : other - day;
    return apart < 2 || 7 - apart < 2;
}

/* With sessions on neighboring days regions take turns: what lies in one region is mostly trained together. */
static void take_turns(struct week *week)
{
    int32_t region_class[32], turn = 0;
    size_t i;
    int split = 0;
    memset(region_class, -1, sizeof region_class);
    for (i = 0; i < week->request->goal_count; i++) {
        int32_t area = week->request->goals[i].area;
        const bandex_muscle *muscle = bandex_muscle_get(area);
        int32_t region = muscle ? muscle->region : bandex_muscle_group_get(area)->region;
        int32_t *class_of = &region_class[(region - BANDEX_MUSCLE_REGION_NECK) & 31];
        if (*class_of < 0) {
            *class_of = turn;
            split |= turn;
            turn ^= 1;
        }
        week->class_of[i] = *class_of;
    }
    for (i = 0; i < week->request->goal_count; i++) {
        if (!split || week->sessions <= 3) {
            week->class_of[i] = -1;
        }
    }
}

/* Sessions from one on in which a goal can still be trained. */
static int32_t chances(const struct week *week, int32_t session, size_t goal)
{
    int32_t count = 0, last = -7, i;
    for (i = session; i < week->sessions; i++) {
        int32_t day = day_of(i, week->sessions);
        if (week->class_of[goal] >= 0 && (i & 1) != week->class_of[goal]) {
            continue;
        }
        if (day - last >= 2) {
            count++;
            last = day;
        }
    }
    return count;
}

/* The goals of one session: an even share of what the week still wants, in whole sets. */
static size_t share_goals(const struct week *week, int32_t session, bandex_plan_goal *goals, size_t *which)
{
    size_t i, count = 0;
    for (i = 0; i < week->request->goal_count; i++) {
        int32_t left = week->wanted[i] - week->got[i], turns = chances(week, session, i), share;
        if (left <= 0 || turns == 0 || (week->class_of[i] >= 0 && (session & 1) != week->class_of[i])) {
            continue;
        }
        share = (left + turns - 1) / turns;
        share = (share + 999) / 1000 * 1000;
        goals[count] = week->request->goals[i];
        goals[count].sets_permille = share < left ? share : left;
        which[count++] = i;
    }
    return count;
}

/* Groups that were primary too near a day. */
static size_t find_resting(const struct week *week, int32_t session, int32_t *resting)
{
    uint32_t groups = 0, g;
    size_t count = 0, i, j, n;
    int32_t day = day_of(session, week->sessions), other;
    for (other = 0; other < session; other++) {
        const bandex_plan *plan = &week->plans[other];
        if (!too_near(day, plan->day)) {
            continue;
        }
        for (i = 0; i < plan->item_count; i++) {
            const bandex_exercise *exercise = bandex_catalog_find(week->request->catalog, plan->items[i].exercise);
            const bandex_variant *variant = bandex_exercise_variant(exercise, plan->items[i].variant);
            const bandex_muscle_use *uses[256];
            if (bandex_exercise_muscles(exercise, variant, uses, 256, &n) != BANDEX_OK) {
                continue;
            }
            for (j = 0; j < n; j++) {
                const bandex_muscle *muscle = bandex_muscle_get(uses[j]->muscle);
                if (muscle && uses[j]->role == BANDEX_ROLE_PRIMARY) {
                    groups |= 1u << ((muscle->group - BANDEX_MUSCLE_GROUP_NECK) & 31);
                }
            }
        }
    }
    for (g = 0; g < 32; g++) {
        if (groups >> g & 1) {
            resting[count++] = BANDEX_MUSCLE_GROUP_NECK + (int32_t)g;
        }
    }
    return count;
}

static void plan_day(struct week *week, struct planning *self, int32_t session)
{
    bandex_plan *plan = &week->plans[session];
    bandex_plan_goal goals[BANDEX_TARGETS_MAX];
    size_t which[BANDEX_TARGETS_MAX], count = share_goals(week, session, goals, which), i;
    int32_t resting[32];
    self->request.goals = goals;
    self->request.goal_count = count;
    self->request.seed = week->request->seed + (uint32_t)session;
    if (session > 0) { /* the first keeps what the request says of the days before */
        self->request.resting = resting;
        self->request.resting_count = find_resting(week, session, resting);
    }
    set_goals(self);
    solve(self, plan);
    plan->day = day_of(session, week->sessions);
    for (i = 0; i < count; i++) {
        week->got[which[i]] += plan->outcomes[i].achieved_permille;
    }
}

/* The week's account; a goal that is missed has the reason of the last session that tried. */
static void account(const struct week *week, bandex_plan_outcome *outcomes)
{
    size_t i, j;
    int32_t s;
    for (i = 0; i < week->request->goal_count; i++) {
        bandex_plan_outcome *out = &outcomes[i];
        memset(out, 0, sizeof *out);
        out->area = week->request->goals[i].area;
        out->priority = week->request->goals[i].priority ? week->request->goals[i].priority : 1;
        out->target_permille = week->wanted[i];
        out->achieved_permille = week->got[i];
        out->shortfall_permille = week->wanted[i] > week->got[i] ? week->wanted[i] - week->got[i] : 0;
        for (s = 0; s < week->sessions && out->shortfall_permille; s++) {
            for (j = 0; j < week->plans[s].outcome_count; j++) {
                const bandex_plan_outcome *day = &week->plans[s].outcomes[j];
                if (day->area == out->area && day->reason.rule != BANDEX_RULE_NONE) {
                    out->reason = day->reason;
                }
            }
        }
    }
}

bandex_status bandex_plan_week(const bandex_plan_request *request, int32_t sessions, void *memory, size_t size,
                               size_t *needed, bandex_plan *plans, bandex_plan_outcome *outcomes)
{
    struct planning self;
    struct week week;
    size_t results, all, i;
    bandex_status status;
    int32_t s;
    if (!request || !plans || !within(sessions, 1, 7) || (!memory && size) || !is_aligned(memory)) {
        return BANDEX_E_ARGUMENT;
    }
    status = bandex_planning_take(&self, request);
    if (status != BANDEX_OK) {
        return status;
    }
    all = lay_out(&self, NULL, &results) + results * (size_t)(sessions - 1);
    if (needed) {
        *needed = all;
    }
    if (size < all) {
        return BANDEX_E_FULL;
    }
    memset(&week, 0, sizeof week);
    bandex_plan_request asked = self.request;
    week.request = &asked;
    week.sessions = sessions;
    week.plans = plans;
    for (i = 0; i < asked.goal_count; i++) {
        week.wanted[i] = asked.goals[i].sets_permille ? asked.goals[i].sets_permille : self.goals[i].target * sessions;
    }
    take_turns(&week);
    for (s = 0; s < sessions; s++) {
        self.request = asked;
        lay_out(&self, (unsigned char *)memory + (size_t)s * results, &results);
        plan_day(&week, &self, s);
    }
    if (outcomes) {
        account(&week, outcomes);
    }
    return BANDEX_OK;
}

bandex_status bandex_plan_item_set(const bandex_plan_item *item, int32_t side, bandex_set *set)
{
    if (!item || !set || (item->each_side ? side != BANDEX_SIDE_LEFT && side != BANDEX_SIDE_RIGHT : side != BANDEX_SIDE_BOTH)) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_set_default(set);
    memcpy(set->exercise, item->exercise, sizeof set->exercise);
    memcpy(set->variant, item->variant, sizeof set->variant);
    set->band = item->band;
    set->side = (uint8_t)side;
    set->target_sets = item->sets;
    set->target_reps = item->reps;
    set->force_mn = item->peak_force_mn;
    if (item->hold_s) {
        set->target_tut_ms = item->reps * item->hold_s * 1000;
    }
    return BANDEX_OK;
}
