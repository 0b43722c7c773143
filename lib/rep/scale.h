/* SPDX-License-Identifier: MIT */
/* What a full repetition is, what is too small to be one, and what earlier cycles were in the light of later
 * ones. */
#ifndef BANDEX_REP_SCALE_H
#define BANDEX_REP_SCALE_H

#include "event.h"

/* The range of a full repetition was told, or the threshold of a hold. */
static int expected(const struct state *s)
{
    return order_of(s->set.expected) > 0;
}

static void forget_scale(struct state *s)
{
    s->scale[0] = s->scale[1] = s->scale[2] = 0;
    s->reference = 0;
    if (expected(s) && !option(s, OPTION_ISOMETRIC)) {
        s->reference = fixed_range(s, s->set.expected);
    }
}

static void learn(struct state *s, int32_t range)
{
    int32_t second = large(s->scale[0]), third = large(s->scale[1]);
    s->scale[2] = s->scale[1];
    s->scale[1] = s->scale[0];
    s->scale[0] = small(range);
    if (expected(s)) {
        return;
    }
    s->reference = second == 0 ? range : third == 0 ? (range + second) >> 1 : median_3(range, second, third);
}

/* What the other side did is no measure of this one: its classes stand, and no jump is seen from it. */
static void close_reviews(struct state *s)
{
    uint8_t i;
    for (i = 0; i < RECENT; i++) {
        if (counts(s->recent_class[i]) && !(s->events & (HAS_RECLASSIFIED << i))) {
            s->recent_class[i] = 0;
            s->recent[i] = small(s->reference);
        }
    }
}

/* Left and right have a scale each. The change waits for the end of a fall, which still belongs to the side
 * before. */
static void follow_side(struct state *s)
{
    uint8_t from = s->scale_side;
    int32_t reference = large(s->other_reference);
    if (s->set.side != BANDEX_SIDE_LEFT && s->set.side != BANDEX_SIDE_RIGHT) {
        return;
    }
    s->scale_side = s->set.side;
    if (from == 0 || expected(s)) {
        return;
    }
    s->other_reference = small(s->reference);
    forget_scale(s);
    if (reference > 0) {
        learn(s, reference);
    }
    close_reviews(s);
}

/* What white noise spans in minutes. Two measures of it must agree: what lies beside the slope's low-pass is
 * small for hum, and what lies between shots is small for fast movements. Few samples a second tell neither
 * well; packets of samples are no such. */
static int32_t white_noise(const struct state *s)
{
    int32_t wide = share(s->noise, NOISES(FLOOR_WHITE));
    int32_t shots = share(s->shot_noise, NOISES(FLOOR_SHOTS) << SHOT_BITS);
    wide = smaller((wide << 8) / (256 - s->gain), LIMIT); /* fewer samples a second leave less of it beside */
    wide = (wide << 8) / (256 - s->gain);
    return s->gain_step - FEW_US / 16u < FEW_US / 8u ? larger(wide, shots) : smaller(wide, shots);
}

/* The smallest cycle that the sensor can show. Repetitions that are known to be light lower what newtons
 * demand. */
static int32_t sensor_floor(const struct state *s)
{
    int32_t least = order_of(s->set.floor) > 0 ? fixed_range(s, s->set.floor) : 0;
    int32_t white = known(s) ? 0 : white_noise(s); /* else classes tell what is small */
    if (option(s, OPTION_UNITLESS)) {
        return larger(larger(least, white), share(s->noise, NOISES(FLOOR_WANDER)) + 1);
    }
    if (least == 0) {
        least = fixed_range(s, FLOOR_NEWTON);
        least = known(s) ? smaller(least, share(s->reference, FLOOR_LIGHT)) : least;
    }
    return larger(larger(least, white), share(s->noise, NOISES(FLOOR_NOISE)) + 1);
}

/* Where newtons have their zero. */
static int32_t zero_of(const struct state *s)
{
    return fixed(s, 0.0f - s->offset);
}

/* The smallest cycle that can be one when its top lies at this force. What is held trembles in proportion,
 * and in newtons all that lies above their zero is held, unless it is so much that it is an offset. */
static int32_t floor_at(const struct state *s, int32_t top)
{
    int32_t level = share(top - s->base, FLOOR_LEVEL), zero = zero_of(s);
    if (!option(s, OPTION_UNITLESS) && s->base - zero < OFFSET * s->reference) {
        level = larger(level, smaller(share(top - zero, FLOOR_LEVEL), share(s->reference, HELD_MOST)));
    }
    return larger(larger(sensor_floor(s), level), share(s->largest, FLOOR_LARGEST));
}

static uint8_t class_by(const struct state *s, int32_t range)
{
    return !known(s) || range >= share(s->reference, FULL) ? BANDEX_REP_FULL
           : range >= share(s->reference, PARTIAL)         ? BANDEX_REP_PARTIAL
                                                           : BANDEX_REP_SPIKE;
}

/* A set begins with its first counted repetition, which later cycles may find earlier. */
static void open_set(struct state *s, uint32_t id)
{
    if (!s->set_open) {
        s->set_open = 1;
        s->full = s->partial = 0;
        s->set_first_id = id;
    } else if (before(id, s->set_first_id)) {
        s->set_first_id = id;
    }
}

/* The class of a recent cycle changes: counts and the host follow. */
static void reclassify(struct state *s, uint8_t back, uint8_t to)
{
    uint8_t from = s->recent_class[back];
    if (counts(to)) {
        open_set(s, s->cycle.id - back);
    }
    s->recent_class[back] = to;
    s->full = (uint16_t)(s->full - (from == BANDEX_REP_FULL) + (to == BANDEX_REP_FULL));
    s->partial = (uint16_t)(s->partial - (from == BANDEX_REP_PARTIAL) + (to == BANDEX_REP_PARTIAL));
    if (back > 0 || !(s->events & HAS_ENDED)) {
        raise_event(s, (uint16_t)(HAS_RECLASSIFIED << back));
    } else if (s->cycle.rep_class == BANDEX_REP_SETUP) { /* not told yet: it is told as what it is now */
        s->cycle.counted = now_of(s);
        raise_event(s, HAS_COUNTED);
    }
    if (back == 0) {
        s->cycle.rep_class = to;
    }
}

static void count_as(struct state *s, uint8_t rep_class, int32_t range)
{
    struct cycle *c = &s->cycle;
    open_set(s, c->id);
    note(s, rep_class, range);
    c->counted = now_of(s);
    c->completeness = completeness_of(s, range);
    if (rep_class == BANDEX_REP_PARTIAL) {
        s->partial++;
    } else {
        s->full++;
    }
    raise_event(s, HAS_COUNTED);
}

static int twin(const struct state *s, int32_t own, int back)
{
    int32_t other = back < RECENT ? recent(s, (uint32_t)back) : 0;
    return smaller(own, other) >= share(larger(own, other), TWIN);
}

/* What the first, slight cycles were shows when a cycle of this range stands beside them. */
static void settle_pending(struct state *s, int32_t range, uint8_t brief)
{
    int32_t full = share(range, FULL);
    uint8_t back = (uint8_t)smaller(s->pending, RECENT - 1);
    s->pending = 0;
    for (; back > 0; back--) {
        int32_t own = recent(s, back);
        int yank = own > share(range, SETUP_JUMP) || /* while hooking in */
                   ((brief >> (back - 1) & 1) != 0 && !twin(s, own, back + 1) &&
                    !(back > 1 && twin(s, own, back - 1)));
        if (s->recent_class[back] == BANDEX_REP_SETUP && own >= share(range, PARTIAL) && !yank) {
            reclassify(s, back, own >= full ? BANDEX_REP_FULL : BANDEX_REP_PARTIAL);
            if (own >= full) {
                learn(s, own);
            }
        }
    }
}

/* Small moves before the first repetition were set-up: only a jump tells them from a set that grows. */
static void review_first(struct state *s, int32_t range)
{
    uint32_t back = cycles_of_set(s);
    if (back >= RECENT || back == 0 || range <= share(recent(s, 1), SETUP_JUMP)) {
        return;
    }
    for (; back > 0; back--) {
        int32_t own = recent(s, back);
        if (own < share(range, PARTIAL)) {
            if (counts(s->recent_class[back])) {
                reclassify(s, (uint8_t)back, BANDEX_REP_SETUP);
            }
        } else if (own < share(range, FULL) && s->recent_class[back] == BANDEX_REP_FULL) {
            reclassify(s, (uint8_t)back, BANDEX_REP_PARTIAL);
        }
    }
    forget_scale(s);
}

/* A first repetition that was far too large made the next look partial: they are judged again by what
 * followed. */
static void promote_first(struct state *s)
{
    uint32_t back = cycles_of_set(s);
    if (expected(s) || back >= RECENT) {
        return;
    }
    for (; back > 0; back--) {
        if (s->recent_class[back] == BANDEX_REP_PARTIAL &&
            recent(s, back) >= share(s->reference, TOP_SHARE)) {
            reclassify(s, (uint8_t)back, BANDEX_REP_FULL);
        }
    }
}

/* Three similar lesser cycles running are the new full: another band, or a shorter way. */
static void review_partials(struct state *s)
{
    int32_t low = recent(s, 0), high = low;
    int partials = 0;
    uint8_t back;
    if (!option(s, OPTION_RESCALE) || expected(s) || cycles_of_set(s) < 2u) {
        return;
    }
    for (back = 0; back < 3; back++) {
        if (!counts(s->recent_class[back])) {
            return;
        }
        partials += s->recent_class[back] == BANDEX_REP_PARTIAL;
        low = smaller(low, recent(s, back));
        high = larger(high, recent(s, back));
    }
    if (partials == 0 || high > share(s->reference, LESSER) || low < share(s->reference, LEAST) ||
        low < share(high, SIMILAR)) {
        return;
    }
    while (back-- > 0) {
        learn(s, recent(s, back));
        if (s->recent_class[back] == BANDEX_REP_PARTIAL) {
            reclassify(s, back, BANDEX_REP_FULL);
        }
    }
}

/* Nothing of this set counted before the newest cycle. */
static void revoke_all(struct state *s)
{
    uint8_t back;
    for (back = 1; back < RECENT; back++) {
        s->recent_class[back] = BANDEX_REP_SPIKE;
    }
    s->full = s->cycle.rep_class == BANDEX_REP_FULL;
    s->partial = 0;
    s->pending = 0;
    s->events &= (uint16_t) ~(31u * HAS_RECLASSIFIED);
    raise_event(s, HAS_REVOKED_ALL);
    forget_scale(s);
}

/* Counts that rest on little more than the noise fall when the scale turns out to be another one, and so do
 * moves before the first repetition, however many they were; a scale that is a small part of what a
 * repetition now shows is forgotten. */
static void review_scale(struct state *s, int32_t range, int knock)
{
    int first = s->set_open && cycles_of_set(s) <= SETUP_CYCLES;
    s->largest = larger(s->largest, range);
    if (expected(s) || !known(s)) {
        return;
    }
    if (!knock && first && share(range, PARTIAL) > s->reference) {
        revoke_all(s);
    } else if (share(range, FLOOR_LARGEST) < s->reference) {
        return;
    } else if (option(s, OPTION_UNITLESS) && s->set_open &&
               (share(s->reference, WEAK_FLOORS) < sensor_floor(s) ||
                (!knock && share(range, WEAK_JUMP) > s->reference))) {
        revoke_all(s);
    } else if (!knock) {
        forget_scale(s);
    }
}

/* In a unitless signal only the noise tells what is small; a sensor at rest wanders by a hundred times its
 * noise. In newtons it may be the trembling of a force that is held, or the force may have an offset. */
static int faint(const struct state *s, int32_t range)
{
    return range < (option(s, OPTION_UNITLESS) ? share(s->noise, NOISES(FAINT_NOISE))
                                               : share(s->base - zero_of(s), FLOOR_LEVEL));
}

/* Without a reference a first cycle that is short or hardly above the floor may be anything. */
static int slight(const struct state *s, int32_t range, uint32_t until)
{
    return !known(s) && (until - s->cycle.start < SLIGHT_US ||
                         range < SLIGHT_FLOORS * floor_at(s, s->cycle.peak) || faint(s, range));
}

/* Similar slight cycles running are repetitions after all: three short ones, or four faint and even ones. */
static void review_slight(struct state *s)
{
    int32_t low = recent(s, 0), high = low;
    int weak = faint(s, low);
    uint8_t needed = weak ? FAINT_RUN : SLIGHT_RUN, back;
    if (s->pending < needed || (weak && (s->uneven & ((1u << FAINT_RUN) - 1u)) != 0)) {
        return;
    }
    for (back = 1; back < needed; back++) {
        low = smaller(low, recent(s, back));
        high = larger(high, recent(s, back));
    }
    if (low < share(high, FULL)) {
        return;
    }
    s->pending = (uint8_t)(needed - 1u); /* the newest is handled like one that counts now */
    settle_pending(s, high, 0);
    reclassify(s, 0, BANDEX_REP_FULL);
    learn(s, recent(s, 0));
}

/* Slight cycles that nothing followed: the largest counts, and what is like it. */
static APART void close_pending(struct state *s)
{
    int32_t high = 0, least;
    uint8_t back;
    for (back = 0; back < s->pending; back++) {
        high = larger(high, recent(s, back));
    }
    least = !option(s, OPTION_UNITLESS) && faint(s, high) ? LIMIT : share(high, ALIKE);
    while (back-- > 0) {
        if (s->recent_class[back] == BANDEX_REP_SETUP && recent(s, back) >= least) {
            reclassify(s, back, BANDEX_REP_FULL);
            learn(s, recent(s, back));
        }
    }
    s->pending = 0;
}

#endif
