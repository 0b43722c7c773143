/* SPDX-License-Identifier: MIT */
#include "engine.h"

/* Lowers one side to a prescription because of the other. */
static void follow(bandex_decision *d, const bandex_prescription *next, int32_t reason)
{
    d->next = *next;
    d->action = action_of(&d->base, &d->next);
    decision_code(d, reason, 1);
}

static void lock(const bandex_policy *policy, bandex_decision *a, bandex_decision *b)
{
    int by = prescription_compare(policy, &a->next, &b->next);
    if (by) {
        bandex_decision *stronger = by > 0 ? a : b, *weaker = by > 0 ? b : a;
        follow(stronger, &weaker->next, BANDEX_REASON_SIDE_LOCK);
    }
}

/* The stronger side waits: it goes no further than the gap allows, but is not taken back for it. */
static void keep_gap(const bandex_policy *policy, bandex_decision *a, bandex_decision *b)
{
    bandex_decision *stronger = a->next.rung >= b->next.rung ? a : b, *weaker = stronger == a ? b : a;
    int32_t most = policy->sides.max_gap;
    int32_t limit = weaker->next.rung + most;
    if (most > 0 && stronger->next.rung > limit && stronger->next.rung > stronger->base.rung) {
        bandex_prescription next = stronger->base;
        next.rung = limit > stronger->base.rung ? limit : stronger->base.rung;
        follow(stronger, &next, BANDEX_REASON_SIDE_GAP);
    }
}

bandex_status bandex_progression_next_sides(const bandex_policy *policy, const bandex_ladder *ladder,
                                            const bandex_session *history, size_t count,
                                            const bandex_progression_context *context, bandex_decision *left,
                                            bandex_decision *right)
{
    bandex_progression_context one;
    bandex_status status;
    if (!left || !right) {
        return BANDEX_E_ARGUMENT;
    }
    if (context) {
        one = *context;
    } else {
        bandex_progression_context_default(&one);
    }
    one.side = BANDEX_SIDE_LEFT;
    status = bandex_progression_next(policy, ladder, history, count, &one, left);
    if (status != BANDEX_OK) {
        return status;
    }
    one.side = BANDEX_SIDE_RIGHT;
    status = bandex_progression_next(policy, ladder, history, count, &one, right);
    if (status != BANDEX_OK || left->action == BANDEX_ACTION_STOP || right->action == BANDEX_ACTION_STOP) {
        return status;
    }
    if (left->action == BANDEX_ACTION_START || right->action == BANDEX_ACTION_START) {
        bandex_decision *fresh = left->action == BANDEX_ACTION_START ? left : right, *other = fresh == left ? right : left;
        if (other->action != BANDEX_ACTION_START) {
            fresh->next = other->next;
        }
    } else if (policy->sides.mode == BANDEX_SIDES_LOCKED) {
        lock(policy, left, right);
    } else {
        keep_gap(policy, left, right);
    }
    name_decision(ladder, left);
    name_decision(ladder, right);
    return BANDEX_OK;
}
