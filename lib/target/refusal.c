/* SPDX-License-Identifier: MIT */
#include "fit.h"
#include "text.h"
#include <string.h>

/* Token and sentence of each rule; the value, if any, follows the sentence. */
static const struct {
    const char *token;
    const char *sentence;
} rules[] = {
    [BANDEX_RULE_NONE] = {"none", "nothing is against it"},
    [BANDEX_RULE_TARGET] = {"target", "trains none of the targets in the role asked for"},
    [BANDEX_RULE_AVOIDED] = {"avoided", "is not wanted"},
    [BANDEX_RULE_LEVEL] = {"level", "wants more skill"},
    [BANDEX_RULE_POPULATION] = {"population", "is not described for this population"},
    [BANDEX_RULE_CONTRAINDICATION] = {"contraindication", "is ruled out by a contraindication"},
    [BANDEX_RULE_POSITION] = {"position", "is done in a position that cannot be taken"},
    [BANDEX_RULE_ANCHOR] = {"anchor", "needs an anchor that is not at hand"},
    [BANDEX_RULE_EQUIPMENT] = {"equipment", "needs a thing that is not at hand"},
    [BANDEX_RULE_BAND] = {"band", "no band owned is of a kind that suits"},
    [BANDEX_RULE_STRETCH] = {"stretch", "the band is too short or too long, permille of stretch"},
    [BANDEX_RULE_FORCE] = {"force", "the band would pull harder than allowed"},
    [BANDEX_RULE_REST] = {"rest", "was trained too short a time ago"},
    [BANDEX_RULE_TIME] = {"time", "does not fit into the time"},
    [BANDEX_RULE_SETS] = {"sets", "the most sets of an exercise are reached"},
    [BANDEX_RULE_ITEMS] = {"items", "the most exercises of a session are reached"},
    [BANDEX_RULE_CHANGES] = {"changes", "the most bands or anchors of a session are reached"},
    [BANDEX_RULE_OVERSHOOT] = {"overshoot", "another target would get more than its cap"},
    [BANDEX_RULE_COST] = {"cost", "allowed, but the plan would cost more"},
};

const char *bandex_rule_token(int32_t rule)
{
    return rule >= 0 && rule < (int32_t)(sizeof rules / sizeof *rules) ? rules[rule].token : NULL;
}

void bandex_refusal_set(bandex_refusal *reason, int32_t rule, const char *value, int32_t number, int32_t limit)
{
    size_t length = value ? strlen(value) : 0;
    memset(reason, 0, sizeof *reason);
    reason->rule = rule;
    reason->number = number;
    reason->limit = limit;
    length = length < sizeof reason->value ? length : sizeof reason->value - 1;
    if (length) {
        memcpy(reason->value, value, length);
    }
}

static void add_reason(struct text *out, const bandex_refusal *reason)
{
    text_add(out, rules[reason->rule].sentence);
    if (reason->value[0]) {
        text_add(out, ": ");
        text_add(out, reason->value);
    }
    if (reason->number || reason->limit) {
        text_add(out, " (");
        text_add_integer(out, reason->number);
        if (reason->limit) {
            text_add(out, ", limit ");
            text_add_integer(out, reason->limit);
        }
        text_add(out, ")");
    }
}

bandex_status bandex_refusal_text(const bandex_refusal *reason, char *text, size_t cap, size_t *length)
{
    struct text out = {text, cap, 0};
    if (!reason || (!text && cap) || !bandex_rule_token(reason->rule)) {
        return BANDEX_E_ARGUMENT;
    }
    add_reason(&out, reason);
    return text_end(&out, length);
}

bandex_status bandex_match_text(const bandex_match *match, char *text, size_t cap, size_t *length)
{
    struct text out = {text, cap, 0};
    if (!match || !match->exercise || (!text && cap) || !bandex_rule_token(match->reason.rule)) {
        return BANDEX_E_ARGUMENT;
    }
    text_add(&out, match->exercise->id);
    if (match->variant) {
        text_add(&out, " (");
        text_add(&out, match->variant->id);
        text_add(&out, ")");
    }
    if (match->reason.rule != BANDEX_RULE_NONE) {
        text_add(&out, ": ");
        add_reason(&out, &match->reason);
    } else if (match->use) {
        text_add(&out, " trains ");
        text_add(&out, bandex_muscle_area_token(match->use->muscle));
        text_add(&out, ": ");
        text_add(&out, bandex_vocabulary_token(BANDEX_VOCABULARY_ROLE, match->use->role));
        text_add(&out, ", certainty ");
        text_add(&out, bandex_vocabulary_token(BANDEX_VOCABULARY_CERTAINTY, match->use->certainty));
        if (match->use->source_count) {
            text_add(&out, ", ");
            text_add(&out, match->use->sources[0]);
        }
    }
    return text_end(&out, length);
}
