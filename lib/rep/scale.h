/* SPDX-License-Identifier: MIT */
/* What a full repetition is, what is too small to be one, and what earlier cycles were in the light of later ones. */
#ifndef BANDEX_REP_SCALE_H
#define BANDEX_REP_SCALE_H

#include "event.h"

static float median_3(float a, float b, float c) { return larger(smaller(a, b), smaller(larger(a, b), c)); }

static void forget_scale(struct state *s) {
    s->scale_count = 0;
    s->reference = option(s, OPTION_ISOMETRIC) ? 0.0f : s->expected;
}

static void learn(struct state *s, float range) {
    s->scale[2] = s->scale[1];
    s->scale[1] = s->scale[0];
    s->scale[0] = range;
    s->scale_count = (uint8_t)(s->scale_count + (s->scale_count < SCALE_POINTS));
    if (s->expected > 0.0f) {
        return;
    }
    s->reference = s->scale_count == 1   ? range
                   : s->scale_count == 2 ? 0.5f * (s->scale[0] + s->scale[1])
                                         : median_3(s->scale[0], s->scale[1], s->scale[2]);
}

/* What the other side did is no measure of this one: its classes stand, and no jump is seen from it. */
static void close_reviews(struct state *s) {
    uint8_t i;
    for (i = 0; i < RECENT; i++) {
        if (counts(s->recent_class[i]) && !(s->events & (HAS_RECLASSIFIED << i))) {
            s->recent_class[i] = 0;
            s->recent[i] = s->reference;
        }
    }
}

/* Left and right have a scale each. The change waits for the end of a fall, which still belongs to the side before. */
static void follow_side(struct state *s) {
    uint8_t from = s->cycle.scale_side;
    float reference = s->other_reference;
    if (s->side != BANDEX_SIDE_LEFT && s->side != BANDEX_SIDE_RIGHT) {
        return;
    }
    s->cycle.scale_side = s->side;
    if (from == 0 || s->expected > 0.0f) {
        return;
    }
    s->other_reference = s->reference;
    forget_scale(s);
    if (reference > 0.0f) {
        learn(s, reference);
    }
    close_reviews(s);
}

/* In counts the converter's step is noise, too. */
static float noise_of(const struct state *s) {
    return option(s, OPTION_UNITLESS) ? larger(s->noise, QUANTUM * s->quantum) : s->noise;
}

/* The smallest cycle that the sensor can show. Repetitions that are known to be light lower what newtons demand. */
static float sensor_floor(const struct state *s) {
    float least = s->floor;
    if (option(s, OPTION_UNITLESS)) {
        return larger(least, FLOOR_WANDER * noise_of(s));
    }
    if (!(least > 0.0f)) {
        least = known(s) ? smaller(FLOOR_NEWTON, FLOOR_LIGHT * s->reference) : FLOOR_NEWTON;
    }
    return larger(least, FLOOR_NOISE * s->noise);
}

/* The smallest cycle that can be one when its top lies at this force. */
static float floor_at(const struct state *s, float top) {
    float base = s->base;
    if (!option(s, OPTION_UNITLESS)) {
        base = smaller(base, -s->offset); /* newtons have a zero: what is held above it trembles */
    }
    return larger(larger(sensor_floor(s), FLOOR_LEVEL * (top - base)), FLOOR_LARGEST * s->largest);
}

static float share_of(const struct state *s, float range) { return known(s) ? range / s->reference : 1.0f; }

static uint16_t completeness_of(const struct state *s, float range) {
    float share = share_of(s, range) * 1024.0f;
    return share < 0.0f ? 0 : share > 65535.0f ? UINT16_MAX : (uint16_t)share;
}

static uint8_t class_by(const struct state *s, float range) {
    float share = share_of(s, range);
    return share >= FULL ? BANDEX_REP_FULL : share >= PARTIAL ? BANDEX_REP_PARTIAL : BANDEX_REP_SPIKE;
}

/* A set begins with its first counted repetition, which later cycles may find earlier. */
static void open_set(struct state *s, uint32_t id) {
    if (!s->set_open) {
        s->set_open = 1;
        s->full = s->partial = 0;
        s->set_first_id = id;
    } else if (before(id, s->set_first_id)) {
        s->set_first_id = id;
    }
}

/* The class of a recent cycle changes: counts and the host follow. */
static void reclassify(struct state *s, uint32_t id, uint8_t to) {
    uint8_t from = *class_of(s, id);
    if (counts(to)) {
        open_set(s, id);
    }
    *class_of(s, id) = to;
    s->full = (uint16_t)(s->full - (from == BANDEX_REP_FULL) + (to == BANDEX_REP_FULL));
    s->partial = (uint16_t)(s->partial - (from == BANDEX_REP_PARTIAL) + (to == BANDEX_REP_PARTIAL));
    if (id == s->cycle.id && (s->events & HAS_ENDED)) { /* not told yet: it is told as what it is now */
        if (s->cycle.rep_class == BANDEX_REP_SETUP) {
            s->cycle.counted = now_of(s);
            raise_event(s, HAS_COUNTED);
        }
    } else {
        raise_event(s, (uint16_t)(HAS_RECLASSIFIED << slot_of(s, id)));
    }
    if (id == s->cycle.id) {
        s->cycle.rep_class = to;
    }
}

static void count_as(struct state *s, uint8_t rep_class, float range) {
    struct cycle *c = &s->cycle;
    open_set(s, c->id);
    c->rep_class = rep_class;
    c->counted = now_of(s);
    c->completeness = completeness_of(s, range);
    *class_of(s, c->id) = rep_class;
    *recent_of(s, c->id) = range;
    if (rep_class == BANDEX_REP_PARTIAL) {
        s->partial++;
    } else {
        s->full++;
    }
    raise_event(s, HAS_COUNTED);
}

/* What the first, slight cycles were shows when a cycle of this range stands beside them. */
static void settle_pending(struct state *s, float range, uint8_t brief) {
    uint32_t id = s->cycle.id - (s->pending < RECENT ? s->pending : RECENT - 1u);
    s->pending = 0;
    for (; id != s->cycle.id; id++) {
        float own = *recent_of(s, id);
        int yank = own > SETUP_JUMP * range || (brief >> (s->cycle.id - id - 1u) & 1) != 0; /* while hooking in */
        if (*class_of(s, id) == BANDEX_REP_SETUP && own >= PARTIAL * range && !yank) {
            reclassify(s, id, own >= FULL * range ? BANDEX_REP_FULL : BANDEX_REP_PARTIAL);
            if (own >= FULL * range) {
                learn(s, own);
            }
        }
    }
}

/* Small moves before the first repetition were set-up: only a jump tells them from a set that grows. */
static void review_first(struct state *s, float range) {
    uint32_t id = s->cycle.id, i;
    if (id - s->set_first_id > RECENT - 1u || id == s->set_first_id || !(range > SETUP_JUMP * *recent_of(s, id - 1))) {
        return;
    }
    for (i = s->set_first_id; i != id; i++) {
        uint8_t from = *class_of(s, i);
        float share = *recent_of(s, i) / range;
        if (share >= PARTIAL && share < FULL && from == BANDEX_REP_FULL) {
            reclassify(s, i, BANDEX_REP_PARTIAL);
        } else if (share < PARTIAL && (from == BANDEX_REP_FULL || from == BANDEX_REP_PARTIAL)) {
            reclassify(s, i, BANDEX_REP_SETUP);
        }
    }
    forget_scale(s);
}

/* A first repetition that was far too large made the next look partial: they are judged again by what followed. */
static void promote_first(struct state *s) {
    uint32_t id = s->cycle.id, i;
    if (s->expected > 0.0f || id - s->set_first_id >= RECENT) {
        return;
    }
    for (i = s->set_first_id; i != id; i++) {
        if (*class_of(s, i) == BANDEX_REP_PARTIAL && *recent_of(s, i) >= TOP_SHARE * s->reference) {
            reclassify(s, i, BANDEX_REP_FULL);
        }
    }
}

/* Three similar lesser cycles running are the new full: another band, or a shorter way. */
static void review_partials(struct state *s) {
    uint32_t id = s->cycle.id, i;
    float low, high;
    int partials = 0;
    if (!option(s, OPTION_RESCALE) || s->expected > 0.0f || id - s->set_first_id < 2u) {
        return;
    }
    low = high = *recent_of(s, id);
    for (i = id - 2; i != id + 1; i++) {
        if (!counts(*class_of(s, i))) {
            return;
        }
        partials += *class_of(s, i) == BANDEX_REP_PARTIAL;
        low = smaller(low, *recent_of(s, i));
        high = larger(high, *recent_of(s, i));
    }
    if (partials == 0 || high > LESSER * s->reference || low < LEAST * s->reference || low < SIMILAR * high) {
        return;
    }
    for (i = id - 2; i != id + 1; i++) {
        learn(s, *recent_of(s, i));
        if (*class_of(s, i) == BANDEX_REP_PARTIAL) {
            reclassify(s, i, BANDEX_REP_FULL);
        }
    }
}

/* Nothing of this set counted before the newest cycle. */
static void revoke_all(struct state *s) {
    uint8_t i;
    for (i = 0; i < RECENT; i++) {
        s->recent_class[i] = i == s->slot ? s->recent_class[i] : BANDEX_REP_SPIKE;
    }
    s->full = s->cycle.rep_class == BANDEX_REP_FULL;
    s->partial = 0;
    s->pending = 0;
    s->events &= (uint16_t)~(31u * HAS_RECLASSIFIED);
    raise_event(s, HAS_REVOKED_ALL);
    forget_scale(s);
}

/* Counts that rest on little more than the noise fall when the scale turns out to be another one, and so do moves
 * before the first repetition, however many they were; a scale that is a small part of what a repetition now shows is
 * forgotten. */
static void review_scale(struct state *s, float range, int knock) {
    int first = s->set_open && s->cycle.id - s->set_first_id <= SETUP_CYCLES;
    s->largest = larger(s->largest, range);
    if (s->expected > 0.0f || !known(s)) {
        return;
    }
    if (!knock && first && range * PARTIAL > s->reference) {
        revoke_all(s);
    } else if (FLOOR_LARGEST * range < s->reference) {
        return;
    } else if (option(s, OPTION_UNITLESS) && s->set_open &&
               (s->reference < WEAK_FLOORS * sensor_floor(s) || (!knock && range > WEAK_JUMP * s->reference))) {
        revoke_all(s);
    } else if (!knock) {
        forget_scale(s);
    }
}

/* In a unitless signal only the noise tells what is small; a sensor at rest wanders by a hundred times its noise. */
static int faint(const struct state *s, float range) {
    return option(s, OPTION_UNITLESS) && range < FAINT_NOISE * noise_of(s);
}

/* Without a reference a first cycle that is short or hardly above the floor may be anything. */
static int slight(const struct state *s, float range, uint32_t until) {
    return !known(s) && (until - s->cycle.start < SLIGHT_US || range < SLIGHT_FLOORS * floor_at(s, s->cycle.peak) ||
                         faint(s, range));
}

/* Similar slight cycles running are repetitions after all: three short ones, or four faint and even ones. */
static void review_slight(struct state *s) {
    uint32_t id = s->cycle.id, i;
    float low = *recent_of(s, id), high = low;
    int weak = faint(s, low);
    uint8_t needed = weak ? FAINT_RUN : SLIGHT_RUN;
    if (s->pending < needed || (weak && (s->uneven & ((1u << FAINT_RUN) - 1u)) != 0)) {
        return;
    }
    for (i = id - needed + 1u; i != id; i++) {
        low = smaller(low, *recent_of(s, i));
        high = larger(high, *recent_of(s, i));
    }
    if (low < FULL * high) {
        return;
    }
    s->pending = (uint8_t)(needed - 1u); /* the newest is handled like one that counts now */
    settle_pending(s, high, 0);
    reclassify(s, id, BANDEX_REP_FULL);
    learn(s, *recent_of(s, id));
}

/* Slight cycles that nothing followed: the largest counts, and what is like it. */
static void close_pending(struct state *s) {
    uint32_t id = s->cycle.id;
    float high = 0.0f;
    uint8_t i;
    for (i = 0; i < s->pending; i++) {
        high = larger(high, *recent_of(s, id - i));
    }
    for (i = s->pending; i > 0; i--) {
        float own = *recent_of(s, id - i + 1u);
        if (*class_of(s, id - i + 1u) == BANDEX_REP_SETUP && own >= ALIKE * high) {
            reclassify(s, id - i + 1u, BANDEX_REP_FULL);
            learn(s, own);
        }
    }
    s->pending = 0;
}

#endif
