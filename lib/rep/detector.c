/* SPDX-License-Identifier: MIT */
/* The detector: clock, filter, zig-zag, classes, measures, events. See docs/accuracy.md for what it reaches and why
 * it is built so. Only + - * / and comparisons of single floats; divisions happen when the sampling step changes and
 * at turning points, never in every sample. */
#include "state.h"

#if defined(__FAST_MATH__)
#error "the detector promises the same bits everywhere: compile it without -ffast-math"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

typedef char state_fits[sizeof(struct state) <= BANDEX_DETECTOR_SIZE ? 1 : -1];

#define TAU_US 30000u            /* each of the two low-passes; 10..50 ms count alike, more costs fast repetitions */
#define FAST_US 16000u           /* shorter steps afford a median of 5, which also takes out double spikes */
#define TAU_FINE_US 15000u       /* low-pass of the measured extremes: halves the bias of noise, keeps fast peaks */
#define TAU_SLOPE_US 80000u      /* low-pass of the slope */
#define TAU_NOISE_US 250000u     /* of the noise falling: holds and rests tell it ... */
#define TAU_NOISE_UP_US 4000000u /* ... and rising: movement looks like noise, never the other way round */
#define WARM_US 250000u          /* at first the noise is a plain mean */
#define QUANTUM 0.125f           /* least noise, of the converter's step */
#define GAP_US 1500000u          /* longer steps start the filter anew */
#define RESTART_US 500000u       /* rejected stamps of a restarted clock are believed after this */
#define RESTART_COUNT 8          /* ... or after so many */
#define SET_END_US 75000000u     /* longer than a minute's pause within a set */
#define SETTLED_US 500000u       /* quiet at the bottom: the repetition is over */
#define SETTLED_COUNT_US 150000u /* quiet after half a return: it counts */
#define PLATEAU_US 400000u       /* standing still in the first rise: pretension */
#define TINY 1e-12f              /* no level of a ladder is lower: it must be able to grow */
#define ABSURD 1e18f             /* no sensor means such a value */

#define FLOOR_NEWTON 3.0f        /* smallest cycle of a signal in newtons, library default */
#define FLOOR_NOISE 16.0f        /* ... in noise of the filtered signal: what noise alone spans in minutes */
#define FLOOR_WANDER 28.0f       /* ... of unitless signals, where nothing else tells the wander of a sensor at rest */
#define FLOOR_LEVEL 0.15f        /* ... of the force held: a hold trembles in proportion to its force */
#define FLOOR_LARGEST 0.15f      /* ... of the largest cycle seen */
#define ALIKE 0.6f               /* slight cycles that belong together */
#define DIP 0.60f                 /* of the rise: what lets off less may be a dip within a repetition */
#define FULL 0.50f
#define PARTIAL 0.25f
#define HYSTERESIS 0.20f         /* of the reference: below PARTIAL, so that the class decides, not the zig-zag */
#define HYSTERESIS_RISE 0.30f    /* of the rise while no reference is known */
#define RETURN 0.70f             /* share of the fall at which a repetition counts */
#define BOTTOM 0.85f             /* of the rise: so far down a rest is the bottom */
#define TOP_SHARE 0.70f          /* share of the reference that counts when the set ends at the top */
#define SLIGHT_US 1000000u       /* first cycles shorter than this wait for more of them */
#define SLIGHT_FLOORS 2.0f       /* ... and those smaller than this many floors */
#define FAINT_NOISE 150.0f       /* first cycles of a unitless signal below this many noises wait for more, too */
#define EVEN 0.7f                /* their rise and fall are alike: smaller over larger */
#define WEAK_FLOORS 6.0f         /* counts below so many floors of noise may all be revoked */
#define WEAK_JUMP 30.0f          /* ... as may those that a later one exceeds so many times */
#define WIDTH 0.5f               /* least width (area over height) of a repetition, of its least duration */
#define SETUP_JUMP 2.2f          /* a first move is set-up if the next cycle is so much larger */
#define LESSER 0.62f             /* of the reference: at most so large are they */
#define SIMILAR 0.70f            /* partials that belong together: smallest over largest */
#define START 0.10f              /* of the flank: start and end of a repetition */
#define EDGE 0.05f               /* of the peak slope: edges of the phases */
#define RISE_RATIO 1.5f
#define FALL_RATIO 1.06f
#define SLOPE_RATIO 2.5f

/* Delay of the filtered force, and of its slope. */
static uint32_t lag_of(const struct state *s) { return 2u * TAU_US + (s->dt <= FAST_US ? 2u : 1u) * s->dt; }

static float larger(float a, float b) { return a > b ? a : b; }
static float smaller(float a, float b) { return a < b ? a : b; }

static struct state *state_of(bandex_detector *self) { return (struct state *)(void *)self; }
static const struct state *state_of_const(const bandex_detector *self) { return (const struct state *)(const void *)self; }

static void clear(void *memory, size_t size) {
    unsigned char *bytes = memory;
    while (size-- > 0) {
        bytes[size] = 0;
    }
}

static int usable(float value) { return value > -ABSURD && value < ABSURD; } /* false for NaN */

/* ---- events ---- */

static int is_final(uint8_t kind) { return kind != BANDEX_EVENT_REP_TOP; }

/* A full queue gives up its oldest top first, else its oldest event. */
static void push(struct state *s, uint8_t kind, uint8_t rep_class, uint32_t id) {
    uint8_t i, victim = 0;
    if (s->queue_count == QUEUE_LENGTH) {
        for (i = 0; i < QUEUE_LENGTH; i++) {
            if (!is_final(s->queue[i].kind)) {
                victim = i;
                break;
            }
        }
        for (i = victim; i + 1 < QUEUE_LENGTH; i++) {
            s->queue[i] = s->queue[i + 1];
        }
        s->queue_count--;
        s->dropped = 1;
    }
    s->queue[s->queue_count].kind = kind;
    s->queue[s->queue_count].rep_class = rep_class;
    s->queue[s->queue_count].back = (uint16_t)(s->cycle.id - id);
    s->queue[s->queue_count].at = (uint32_t)s->now;
    s->queue_count++;
}

static uint64_t instant(const struct state *s, uint32_t at) {
    uint32_t age = (uint32_t)s->now - at;
    return age > s->now ? 0 : s->now - age;
}

static float not_known(void) {
    union { uint32_t bits; float value; } nan = {0x7FC00000u};
    return nan.value;
}

static void describe(const struct state *s, bandex_rep *rep) {
    const struct cycle *c = &s->cycle;
    float duration;
    rep->rep_id = c->id;
    rep->start_us = instant(s, c->start);
    rep->top_us = instant(s, c->top);
    rep->peak_us = instant(s, c->peak_at);
    rep->end_us = instant(s, c->end);
    rep->counted_us = c->rep_class == BANDEX_REP_FULL || c->rep_class == BANDEX_REP_PARTIAL || c->rep_class == BANDEX_REP_HOLD
                          ? instant(s, c->counted) : 0;
    rep->flags = c->flags;
    rep->concentric_us = (uint32_t)(rep->top_us - rep->start_us);
    rep->hold_us = c->eccentric - c->top;
    rep->eccentric_us = c->end - c->eccentric;
    if (s->rising_is == BANDEX_RISING_IS_ECCENTRIC) {
        uint32_t swap = rep->concentric_us;
        rep->concentric_us = rep->eccentric_us;
        rep->eccentric_us = swap;
    }
    rep->rest_before_us = c->rest;
    rep->peak = c->peak_exact + s->offset;
    rep->trough = c->trough_exact + s->offset;
    rep->rise = c->peak_exact - c->trough_exact;
    rep->fall = c->peak_exact - c->low_exact;
    duration = (float)(uint32_t)(rep->end_us - rep->start_us) * 1e-6f;
    rep->impulse = c->area + s->offset * duration;
    rep->mean = duration > 0.0f ? c->area / duration + s->offset : rep->peak;
    rep->impulse_above_trough = c->area - c->trough * duration;
    rep->loading_rate = c->loading;
    rep->rfd_100 = c->rfd_100;
    rep->rfd_200 = c->rfd_200;
    rep->completeness = c->completeness;
    rep->bumps = c->bumps;
    rep->rep_class = c->rep_class;
    rep->side = c->side;
    rep->phase_def = BANDEX_PHASE_DEF_SLOPE_5;
}

static int pull(struct state *s, bandex_event *event) {
    struct queued head;
    uint8_t i;
    if (s->queue_count == 0) {
        return 0;
    }
    head = s->queue[0];
    s->queue_count--;
    for (i = 0; i < s->queue_count; i++) {
        s->queue[i] = s->queue[i + 1];
    }
    clear(event, sizeof *event);
    event->kind = head.kind;
    event->flags = s->dropped ? BANDEX_EVENT_FLAG_DROPPED : 0;
    s->dropped = 0;
    event->time_us = instant(s, head.at);
    event->count = s->full;
    event->partial_count = s->partial;
    event->first_rep_id = s->set_first_id;
    if (head.kind == BANDEX_EVENT_REVOKED && head.rep_class == BANDEX_REP_SPIKE) {
        event->flags |= BANDEX_EVENT_FLAG_AND_EARLIER;
    }
    if (head.kind == BANDEX_EVENT_SET_ENDED) {
        return 1;
    }
    if (head.back == 0) {
        describe(s, &event->rep);
        event->rep.rep_class = head.rep_class;
    } else { /* of an earlier one only what changed is known */
        event->rep.rep_id = s->cycle.id - head.back;
        event->rep.rep_class = head.rep_class;
        if (s->reference > 0.0f) {
            event->rep.completeness = s->recent[event->rep.rep_id % RECENT] / s->reference;
        }
    }
    if (head.kind == BANDEX_EVENT_RECLASSIFIED) {
        event->rep.flags |= BANDEX_REP_FLAG_RECLASSIFIED;
        event->rep.counted_us = event->time_us;
    }
    return 1;
}

/* ---- scale ---- */

static float median_of_scale(const struct state *s) {
    float sorted[SCALE_POINTS];
    uint8_t n = s->scale_count < SCALE_POINTS ? s->scale_count : SCALE_POINTS;
    uint8_t i, j;
    for (i = 0; i < n; i++) {
        for (j = i; j > 0 && sorted[j - 1] > s->scale[i]; j--) {
            sorted[j] = sorted[j - 1];
        }
        sorted[j] = s->scale[i];
    }
    return n % 2 ? sorted[n / 2] : 0.5f * (sorted[n / 2 - 1] + sorted[n / 2]);
}

static void learn(struct state *s, float range) {
    s->scale[s->scale_count % SCALE_POINTS] = range;
    s->scale_count = (uint8_t)(s->scale_count + 1 < 2 * SCALE_POINTS ? s->scale_count + 1 : SCALE_POINTS);
    if (!(s->expected > 0.0f)) {
        s->reference = median_of_scale(s);
    }
}

/* The smallest cycle that the sensor can show. */
static float sensor_floor(const struct state *s) {
    return larger(s->floor, (s->unit == BANDEX_UNIT_UNITLESS ? FLOOR_WANDER : FLOOR_NOISE) * s->noise);
}

/* The smallest cycle that can be one when its top lies at this force. */
static float floor_at(const struct state *s, float top) {
    float base = s->base, level;
    if (s->unit == BANDEX_UNIT_NEWTON && -s->offset < base) {
        base = -s->offset; /* newtons have a zero: what is held above it trembles */
    }
    level = sensor_floor(s);
    level = larger(level, FLOOR_LEVEL * (top - base));
    return larger(level, FLOOR_LARGEST * s->largest);
}

/* ---- flanks ---- */

static void rise_restart(struct state *s, float y, float z) {
    s->trough = s->peak = y;
    s->trough_exact = s->peak_exact = z;
    s->trough_at = s->peak_at = (uint32_t)s->now;
    s->rise_count = 0;
    s->rise.area = 0.0f;
    s->rise.next = larger(0.3f * larger(sensor_floor(s), 0.05f * s->reference), TINY);
    s->steepest = 0.0f;
    s->edge = 0;
    s->anchored = 0;
}

/* Levels crossed since the last sample; falling back takes a crossing away: what counts is the last one. */
static void rise_follow(struct state *s, float q_before, float q) {
    uint8_t i;
    if (q >= s->rise.next) {
        if (q > s->rise.next * 11.4f) {
            s->rise.next = q * (1.0f / 11.4f);
            s->rise_count = 0;
        }
        while (q >= s->rise.next) { /* at most RISE_POINTS + 1 times */
            float share = q > q_before && s->rise.next > q_before ? (q - s->rise.next) / (q - q_before) : 0.0f;
            uint32_t at = (uint32_t)s->now - (uint32_t)(share * (float)s->dt);
            if (s->rise_count == RISE_POINTS) {
                float level = s->rise.next * (1.0f / 11.390625f);
                s->rise.area -= (s->trough + 1.25f * level) * 1e-6f * (float)(s->rise.at[1] - s->rise.at[0]);
                for (i = 0; i + 1 < RISE_POINTS; i++) {
                    s->rise.at[i] = s->rise.at[i + 1];
                }
                s->rise_count--;
            }
            s->rise.at[s->rise_count++] = at;
            s->rise.next *= RISE_RATIO;
        }
    } else {
        while (s->rise_count > 0 && q < s->rise.next * (1.0f / RISE_RATIO)) {
            s->rise.next *= 1.0f / RISE_RATIO;
            s->rise_count--;
        }
        if (s->rise_count == 0) {
            s->rise.area = 0.0f;
        }
    }
}

/* Instant at which the rise passed a level above its trough, and the area between the oldest point and it. */
static uint32_t rise_at(const struct state *s, float level, float *area) {
    float upper = s->rise.next * (1.0f / RISE_RATIO);
    uint8_t i = s->rise_count;
    *area = 0.0f;
    if (i == 0) {
        return s->trough_at;
    }
    while (i > 1 && upper * (1.0f / RISE_RATIO) > level) {
        upper *= 1.0f / RISE_RATIO;
        i--;
    }
    if (i == 1 || upper <= level) {
        uint8_t k = (uint8_t)(i - 1), j;
        float sum = 0.0f, l = upper;
        for (j = k; j > 0; j--) {
            float lower = l * (1.0f / RISE_RATIO);
            sum += (s->trough + 0.5f * (l + lower)) * (float)(s->rise.at[j] - s->rise.at[j - 1]);
            l = lower;
        }
        *area = sum * 1e-6f;
        return s->rise.at[k];
    }
    {
        float lower = upper * (1.0f / RISE_RATIO), sum, l = lower;
        uint32_t span = s->rise.at[i - 1] - s->rise.at[i - 2];
        uint32_t part = (uint32_t)((level - lower) / (upper - lower) * (float)span);
        uint8_t j;
        sum = (s->trough + 0.5f * (lower + level)) * (float)part;
        for (j = (uint8_t)(i - 2); j > 0; j--) {
            float below = l * (1.0f / RISE_RATIO);
            sum += (s->trough + 0.5f * (l + below)) * (float)(s->rise.at[j] - s->rise.at[j - 1]);
            l = below;
        }
        *area = sum * 1e-6f;
        return s->rise.at[i - 2] + part;
    }
}

static void fall_restart(struct state *s) {
    s->fall_count = 0;
    s->slope_count = 0;
    s->slope_next = larger(EDGE * EDGE * s->steepest, TINY);
    s->fall_steepest = 0.0f;
}

static void fall_follow(struct state *s, float depth) {
    uint8_t i;
    if (s->fall_count > 0 && depth < FALL_RATIO * s->fall.depth[s->fall_count - 1]) {
        return;
    }
    if (s->fall_count == FALL_POINTS) {
        for (i = 0; i + 1 < FALL_POINTS; i++) {
            s->fall.depth[i] = s->fall.depth[i + 1];
            s->fall.at[i] = s->fall.at[i + 1];
        }
        s->fall_count--;
    }
    s->fall.depth[s->fall_count] = depth;
    s->fall.at[s->fall_count] = (uint32_t)s->now;
    s->fall.area = s->cycle.area;
    s->fall_count++;
}

/* Instants at which the falling slope last rose through its levels: the start of the fall, once its steepest slope
 * is known. */
static void slope_follow(struct state *s, float u) {
    uint8_t i;
    s->fall_steepest = larger(s->fall_steepest, u);
    if (u > s->slope_next * 97.0f) {
        s->slope_next = u * (1.0f / 97.0f);
        s->slope_count = 0;
    }
    while (u >= s->slope_next) { /* at most SLOPE_POINTS + 1 times */
        if (s->slope_count == SLOPE_POINTS) {
            for (i = 0; i + 1 < SLOPE_POINTS; i++) {
                s->slope_at[i] = s->slope_at[i + 1];
            }
            s->slope_count--;
        }
        s->slope_at[s->slope_count++] = (uint32_t)s->now;
        s->slope_next *= SLOPE_RATIO;
    }
    while (s->slope_count > 0 && u < s->slope_next * (1.0f / SLOPE_RATIO)) {
        s->slope_next *= 1.0f / SLOPE_RATIO;
        s->slope_count--;
    }
}

/* ---- cycles ---- */

static float range_of(const struct state *s) {
    return smaller(s->cycle.peak - s->cycle.trough, s->cycle.peak - s->trough);
}

static float share_of(const struct state *s, float range) { return s->reference > 0.0f ? range / s->reference : 1.0f; }

static uint8_t class_of(const struct state *s, float range) {
    float share = share_of(s, range);
    return share >= FULL ? BANDEX_REP_FULL : share >= PARTIAL ? BANDEX_REP_PARTIAL : BANDEX_REP_SPIKE;
}

/* Mean rate of force development over the first part of the rise. */
static float development(const struct state *s, uint32_t start, uint32_t span) {
    uint32_t at = start + span, before = s->trough_at;
    float level = s->trough, upper = s->rise.next, above;
    uint32_t after = s->peak_at;
    float first;
    uint8_t i;
    if (s->dt > 12600u || (int32_t)(s->peak_at - at) < 0) {
        return not_known();
    }
    first = START * (s->peak - s->trough);
    above = s->peak - s->trough;
    for (i = s->rise_count; i > 0; i--) {
        upper *= 1.0f / RISE_RATIO;
        if ((int32_t)(at - s->rise.at[i - 1]) >= 0) {
            before = s->rise.at[i - 1];
            level = upper;
            break;
        }
        after = s->rise.at[i - 1];
        above = upper;
    }
    if (i == 0 || after == before) {
        return not_known();
    }
    level += (above - level) * (float)(at - before) / (float)(after - before);
    return (level - first) / ((float)span * 1e-6f);
}

/* The force has let off enough from its highest value: that was a top. */
static void top_reached(struct state *s) {
    struct cycle *c = &s->cycle;
    uint32_t last_end = c->end, lag = lag_of(s), start;
    float skipped, rise;
    int known = c->id != 0;
    c->id++;
    c->trough = s->trough;
    c->trough_exact = s->trough_exact;
    c->peak = s->peak;
    c->peak_exact = s->peak_exact;
    rise = s->peak - s->trough;
    start = rise_at(s, START * rise, &skipped);
    c->area = s->rise.area - skipped;
    c->rfd_100 = development(s, start, 100000u);
    c->rfd_200 = development(s, start, 200000u);
    if (s->anchored && (s->reference > 0.0f ? rise >= 1.35f * s->reference && s->peak - s->anchor >= 0.7f * s->reference
                                            : s->peak - s->anchor >= floor_at(s, s->peak))) {
        s->outer = OUTER_SLACK; /* unless the fall shows that it was but a stop on the way */
        s->outer_start = start - lag;
        s->outer_trough = c->trough;
        s->outer_trough_exact = c->trough_exact;
        s->outer_peak = c->peak;
        s->outer_peak_exact = c->peak_exact;
        s->outer_low = s->anchor;
        s->outer_area = c->area;
        c->trough = c->trough_exact = s->anchor;
        start = s->anchor_at;
        c->area = s->rise.area - s->anchor_area;
    }
    c->start = start - lag;
    c->peak_at = s->peak_at - lag;
    c->top = s->edge ? s->edge_at - (lag_of(s) + TAU_SLOPE_US) : c->peak_at;
    if ((int32_t)(c->top - c->start) < 0) {
        c->top = c->start;
    }
    c->rest = known ? c->start - last_end : 0;
    c->loading = s->steepest * (1e6f / (float)TAU_US);
    c->completeness = share_of(s, c->peak - c->trough);
    c->flags = s->flags;
    s->flags = 0;
    c->bumps = 0;
    c->dips = 0;
    c->side = s->side;
    c->counted = 0;
    c->counted_as = 0;
    c->rep_class = BANDEX_REP_PARTIAL;
    c->end = c->eccentric = (uint32_t)s->now;
    s->ended = 0;
    s->phase = PHASE_FALL;
    s->quiet_at = (uint32_t)s->now;
    s->rise_count = 0;
}

static void open_set(struct state *s, uint32_t id);

static void count_as(struct state *s, uint8_t rep_class) {
    struct cycle *c = &s->cycle;
    open_set(s, c->id);
    c->counted_as = rep_class;
    c->rep_class = rep_class;
    c->counted = (uint32_t)s->now;
    c->completeness = share_of(s, range_of(s));
    if (rep_class == BANDEX_REP_PARTIAL) {
        s->partial++;
    } else {
        s->full++;
    }
    push(s, BANDEX_EVENT_REP_COUNTED, rep_class, c->id);
}

/* The class of an earlier cycle changes: counts and the host follow. */
static void reclassify(struct state *s, uint32_t id, uint8_t to) {
    uint8_t from = s->recent_class[id % RECENT];
    s->recent_class[id % RECENT] = to;
    s->full -= from == BANDEX_REP_FULL;
    s->partial -= from == BANDEX_REP_PARTIAL;
    s->full += to == BANDEX_REP_FULL;
    s->partial += to == BANDEX_REP_PARTIAL;
    push(s, to == BANDEX_REP_SETUP ? BANDEX_EVENT_REVOKED : BANDEX_EVENT_RECLASSIFIED, to, id);
}

static void open_set(struct state *s, uint32_t id) {
    if (!s->set_open) {
        s->set_open = 1;
        s->full = s->partial = 0;
        s->set_first_id = id;
    } else if ((int32_t)(id - s->set_first_id) < 0) {
        s->set_first_id = id;
    }
}

/* What the first, slight cycles were shows when a cycle of this range stands beside them. */
static void settle_pending(struct state *s, float range) {
    uint32_t id = s->cycle.id - (s->pending < RECENT ? s->pending : RECENT - 1u), i;
    s->pending = 0;
    for (i = id; i != s->cycle.id; i++) {
        float own = s->recent[i % RECENT];
        if (s->recent_class[i % RECENT] == BANDEX_REP_SETUP && own >= PARTIAL * range &&
            own <= SETUP_JUMP * range) { /* far larger and short: a yank while hooking in */
            open_set(s, i);
            reclassify(s, i, own >= FULL * range ? BANDEX_REP_FULL : BANDEX_REP_PARTIAL);
            if (own >= FULL * range) {
                learn(s, own);
            }
        }
    }
}

/* Small moves before the first repetition were set-up: only a jump tells them from a set that grows. */
static void review_first(struct state *s, float range) {
    uint32_t id = s->cycle.id, i;
    if (id - s->set_first_id > RECENT || id == s->set_first_id || !(range > SETUP_JUMP * s->recent[(id - 1) % RECENT])) {
        return;
    }
    for (i = s->set_first_id; i < id; i++) {
        uint8_t from = s->recent_class[i % RECENT];
        float share = s->recent[i % RECENT] / range;
        if (share >= PARTIAL && share < FULL && from == BANDEX_REP_FULL) {
            reclassify(s, i, BANDEX_REP_PARTIAL);
        } else if (share < PARTIAL && (from == BANDEX_REP_FULL || from == BANDEX_REP_PARTIAL)) {
            reclassify(s, i, BANDEX_REP_SETUP);
        }
    }
    s->scale_count = 0;
}

/* A first repetition that was far too large made the next look partial: they are judged again by what followed. */
static void promote_first(struct state *s) {
    uint32_t id = s->cycle.id, i;
    if (s->expected > 0.0f || id - s->set_first_id >= RECENT) {
        return;
    }
    for (i = s->set_first_id; i != id; i++) {
        if (s->recent_class[i % RECENT] == BANDEX_REP_PARTIAL && s->recent[i % RECENT] >= TOP_SHARE * s->reference) {
            reclassify(s, i, BANDEX_REP_FULL);
        }
    }
}

/* Three similar partials running are the new full: another band, or a shorter way. */
static void review_partials(struct state *s) {
    uint32_t id = s->cycle.id, i;
    float low, high;
    int partials = 0;
    if (!s->rescale || s->expected > 0.0f || id < s->set_first_id + 2) {
        return;
    }
    low = high = s->recent[id % RECENT];
    for (i = id - 2; i != id + 1; i++) {
        uint8_t rep_class = s->recent_class[i % RECENT];
        if (rep_class != BANDEX_REP_PARTIAL && rep_class != BANDEX_REP_FULL) {
            return;
        }
        partials += rep_class == BANDEX_REP_PARTIAL;
        low = smaller(low, s->recent[i % RECENT]);
        high = larger(high, s->recent[i % RECENT]);
    }
    if (partials == 0 || high > LESSER * s->reference) {
        return;
    }
    if (low < SIMILAR * high) {
        return;
    }
    s->scale_count = 0;
    for (i = id - 2; i != id + 1; i++) {
        learn(s, s->recent[i % RECENT]);
    }
    for (i = id - 2; i != id + 1; i++) {
        if (s->recent_class[i % RECENT] == BANDEX_REP_PARTIAL) {
            reclassify(s, i, BANDEX_REP_FULL);
        }
    }
    if (s->cycle.rep_class == BANDEX_REP_PARTIAL) {
        s->cycle.rep_class = BANDEX_REP_FULL;
        s->cycle.counted = (uint32_t)s->now;
        s->cycle.flags |= BANDEX_REP_FLAG_RECLASSIFIED;
    }
}

/* Start of the fall, end of the cycle, and the area between start and end. */
static void measure_fall(struct state *s) {
    struct cycle *c = &s->cycle;
    uint32_t lag = lag_of(s), end = s->trough_at, at;
    float fall = c->peak - s->trough, wanted = (1.0f - START) * fall, area = s->fall.area, level;
    uint8_t i;
    c->low = s->trough;
    c->low_exact = s->trough_exact;
    for (i = s->fall_count; i > 0; i--) {
        uint32_t from = s->fall.at[i - 1];
        float depth = s->fall.depth[i - 1];
        uint32_t to = i == s->fall_count ? s->trough_at : s->fall.at[i];
        float deeper = i == s->fall_count ? fall : s->fall.depth[i];
        if (depth <= wanted) {
            uint32_t part = deeper > depth ? (uint32_t)((wanted - depth) / (deeper - depth) * (float)(to - from)) : 0;
            end = from + part;
            level = c->peak - 0.5f * (i == s->fall_count ? depth + wanted : wanted + deeper);
            area += level * 1e-6f * (i == s->fall_count ? (float)part : -(float)(to - end));
            break;
        }
        if (i < s->fall_count) {
            area -= (c->peak - 0.5f * (depth + deeper)) * 1e-6f * (float)(to - from);
        }
        end = from;
    }
    c->area = area;
    c->end = end - lag;
    if ((int32_t)(c->end - c->top) < 0) {
        c->end = c->top;
    }
    at = s->slope_count > 0 ? s->slope_at[0] : s->trough_at;
    level = s->slope_next;
    for (i = s->slope_count; i > 0; i--) {
        level *= 1.0f / SLOPE_RATIO;
        at = s->slope_at[i - 1];
        if (level <= EDGE * s->fall_steepest) {
            break;
        }
    }
    c->eccentric = at - (lag_of(s) + TAU_SLOPE_US);
    if ((int32_t)(c->eccentric - c->top) < 0) {
        c->eccentric = c->top;
    }
    if ((int32_t)(c->end - c->eccentric) < 0) {
        c->eccentric = c->end;
    }
}

/* A knock is high and narrow: its width is its area above the trough over its height, which the filter keeps. */
static int long_enough(const struct state *s, uint32_t until, float area) {
    const struct cycle *c = &s->cycle;
    float least = 1e-3f * (float)s->min_rep_ms, duration = 1e-6f * (float)(until - c->start);
    return duration >= least && area - c->trough * duration >= WIDTH * least * (c->peak_exact - c->trough_exact);
}

/* In a unitless signal only the noise tells what is small; a sensor at rest wanders by a hundred times its noise. */
static int faint(const struct state *s, float range) {
    return s->unit == BANDEX_UNIT_UNITLESS && range < FAINT_NOISE * s->noise;
}

/* Without a reference a first cycle that is short or hardly above the floor may be anything. */
static int slight(const struct state *s, float range, uint32_t until) {
    return !(s->reference > 0.0f) && (until - s->cycle.start < SLIGHT_US || range < SLIGHT_FLOORS * floor_at(s, s->cycle.peak) ||
                                      faint(s, range));
}

/* The cycle is over without being counted yet: what comes next will tell what it was. */
static void suspend(struct state *s, float range) {
    struct cycle *c = &s->cycle;
    c->rep_class = BANDEX_REP_SETUP;
    s->recent[c->id % RECENT] = range;
    s->recent_class[c->id % RECENT] = BANDEX_REP_SETUP;
    s->uneven = (uint8_t)((s->uneven << 1) & ((1u << RECENT) - 1u));
    s->uneven |= smaller(c->peak - c->trough, c->peak - s->trough) < EVEN * larger(c->peak - c->trough, c->peak - s->trough);
    push(s, BANDEX_EVENT_REP_ENDED, BANDEX_REP_SETUP, c->id);
}

/* Counts that rest on little more than the noise fall when the scale turns out to be another one. */
static void review_scale(struct state *s, float range, int knock) {
    float noise = sensor_floor(s);
    uint8_t i;
    s->largest = larger(s->largest, range);
    if (s->expected > 0.0f || !(s->reference > 0.0f) || FLOOR_LARGEST * range < s->reference) {
        return;
    }
    if (s->unit == BANDEX_UNIT_UNITLESS && s->set_open &&
        (s->reference < WEAK_FLOORS * noise || (!knock && range > WEAK_JUMP * s->reference))) {
        push(s, BANDEX_EVENT_REVOKED, BANDEX_REP_SPIKE, s->cycle.id - 1);
        for (i = 0; i < RECENT; i++) {
            s->recent_class[i] = BANDEX_REP_SPIKE;
        }
        s->full = s->partial = 0;
        s->scale_count = s->pending = 0;
        s->reference = 0.0f;
    } else if (!knock) {
        s->scale_count = 0;
        s->reference = 0.0f;
    }
}

/* Similar slight cycles running are repetitions after all: three short ones, or as many faint and even ones as are
 * remembered. */
static void review_slight(struct state *s) {
    uint32_t id = s->cycle.id, i;
    float low = s->recent[id % RECENT], high = low;
    uint8_t needed = faint(s, low) ? RECENT : RECENT - 1;
    if (s->pending < needed || (needed == RECENT && s->uneven != 0)) {
        return;
    }
    for (i = id - needed + 1; i != id; i++) {
        low = smaller(low, s->recent[i % RECENT]);
        high = larger(high, s->recent[i % RECENT]);
    }
    if (low < FULL * high) {
        return;
    }
    s->pending = (uint8_t)(needed - 1); /* the newest is handled like one that counts now */
    settle_pending(s, high);
    open_set(s, id);
    reclassify(s, id, BANDEX_REP_FULL);
    s->cycle.counted_as = s->cycle.rep_class = BANDEX_REP_FULL;
    s->cycle.counted = (uint32_t)s->now;
    learn(s, s->recent[id % RECENT]);
}

/* The cycle is over: class, scale, final event. The next rise has begun at its low. */
static void end_cycle(struct state *s, int at_top) {
    struct cycle *c = &s->cycle;
    float range = at_top ? c->peak - c->trough : range_of(s);
    uint8_t rep_class = class_of(s, range);
    measure_fall(s);
    if (at_top) {
        c->end = c->eccentric = (uint32_t)s->now - lag_of(s);
        c->flags |= BANDEX_REP_FLAG_NO_RETURN;
    }
    s->ended = 1;
    s->phase = PHASE_RISE;
    s->pivot_at = (uint32_t)s->now;
    s->base += 0.25f * (c->low - s->base);
    if (c->counted_as == 0 && !at_top && !long_enough(s, c->end, c->area)) {
        rep_class = BANDEX_REP_SPIKE;
    }
    if (c->counted_as == 0) {
        review_scale(s, range, rep_class == BANDEX_REP_SPIKE);
    }
    if (c->counted_as == 0 && rep_class == BANDEX_REP_SPIKE) {
        c->rep_class = BANDEX_REP_SPIKE;
        s->recent[c->id % RECENT] = 0.0f;
        s->recent_class[c->id % RECENT] = BANDEX_REP_SPIKE;
        s->pending = (uint8_t)(s->pending > 0 && s->pending < RECENT ? s->pending + 1 : s->pending);
        push(s, BANDEX_EVENT_REP_ENDED, BANDEX_REP_SPIKE, c->id);
        return;
    }
    if (c->counted_as == 0 && slight(s, range, c->end) && !at_top) {
        suspend(s, range);
        s->pending = (uint8_t)(s->pending < RECENT ? s->pending + 1 : RECENT);
        review_slight(s);
        return;
    }
    if (c->counted_as == 0) {
        settle_pending(s, range);
        count_as(s, class_of(s, range));
    }
    c->completeness = share_of(s, range);
    rep_class = c->counted_as;
    push(s, BANDEX_EVENT_REP_ENDED, rep_class, c->id);
    if (rep_class == BANDEX_REP_FULL) {
        review_first(s, range);
        learn(s, range);
    }
    s->recent[c->id % RECENT] = range;
    s->recent_class[c->id % RECENT] = rep_class;
    s->largest = larger(0.97f * s->largest, range);
    review_partials(s);
    promote_first(s);
}

static void rising(struct state *s, float y, float z) {
    float rise, drop, least;
    s->outer_area += y * s->dt_s;
    if (s->outer == OUTER_DIP && s->outer_low - y > 0.25f * (s->outer_low - s->outer_trough)) { /* it went on falling: one repetition */
        s->outer = 0;
        open_set(s, s->cycle.id);
        s->cycle.counted = (uint32_t)s->now;
        s->cycle.rep_class = s->cycle.counted_as = BANDEX_REP_FULL;
        reclassify(s, s->cycle.id, BANDEX_REP_FULL);
        s->recent[s->cycle.id % RECENT] = s->outer_peak - s->outer_trough;
        learn(s, s->outer_peak - s->outer_trough);
    }
    if (y < s->trough) {
        rise_restart(s, y, smaller(s->trough_exact, z));
        s->peak_exact = z;
        s->base = smaller(s->base, y);
        fall_restart(s);
        return;
    }
    if (y > s->peak) {
        s->peak = y;
        s->peak_at = (uint32_t)s->now;
        fall_restart(s);
    }
    s->peak_exact = larger(s->peak_exact, z);
    s->steepest = larger(s->steepest, s->slope);
    rise = s->peak - s->trough;
    if (s->edge && y < s->edge_y - 0.06f * rise) {
        s->edge = 2; /* not a plateau: it fell */
    }
    if (s->slope < EDGE * s->steepest) {
        if (!s->edge) {
            s->edge = 1;
            s->edge_at = (uint32_t)s->now;
            s->edge_y = y;
        }
    } else if (s->edge && y - s->edge_y > 0.1f * rise) {
        int flat = s->edge == 1;
        s->edge = 0;
        if (flat && (uint32_t)s->now - s->edge_at >= PLATEAU_US) {
            s->anchored = 1;
            s->anchor = s->edge_y;
            s->anchor_at = (uint32_t)s->now;
            s->anchor_area = s->rise.area;
        }
    }
    drop = s->peak - y;
    if (drop <= 0.0f) {
        return;
    }
    fall_follow(s, drop);
    slope_follow(s, -s->slope);
    least = floor_at(s, s->peak);
    if (s->anchored && s->peak - s->anchor >= least) {
        rise = s->peak - s->anchor;
    }
    if (s->reference > 0.0f) {
        least = larger(least, HYSTERESIS * s->reference);
        least = larger(least, smaller(HYSTERESIS_RISE * rise, 0.5f * s->reference));
    } else {
        least = larger(least, HYSTERESIS_RISE * rise);
    }
    if (drop < least) {
        return;
    }
    if (rise < least || rise < PARTIAL * s->reference) { /* a bump at the bottom: look on from here */
        s->peak = y;
        s->peak_exact = z;
        s->edge = 0;
        fall_restart(s);
        return;
    }
    {
        float depth_area = s->rise.area;
        top_reached(s);
        (void)depth_area;
        s->fall.area = s->cycle.area;
    }
    if (s->cycle.completeness >= FULL) {
        push(s, BANDEX_EVENT_REP_TOP, BANDEX_REP_FULL, s->cycle.id);
        if (s->count_at == BANDEX_COUNT_AT_TOP) {
            s->trough = y;
            count_as(s, BANDEX_REP_FULL);
        }
    }
    rise_restart(s, y, z);
}

/* Counts as soon as it is certain enough. */
static void consider_counting(struct state *s) {
    struct cycle *c = &s->cycle;
    float rise = c->peak - c->trough, fall = c->peak - s->trough, range = smaller(rise, fall);
    float wanted = s->reference > 0.0f ? smaller(rise, s->reference) : rise;
    uint32_t until = (uint32_t)s->now - lag_of(s);
    if (c->counted_as != 0 || s->outer == OUTER_DIP || s->count_at == BANDEX_COUNT_AT_END) {
        return;
    }
    if (range < FULL * (s->reference > 0.0f ? s->reference : rise) ||
        (fall < RETURN * wanted &&
         ((uint32_t)s->now - s->quiet_at < SETTLED_COUNT_US || (!(s->reference > 0.0f) && fall < DIP * rise)))) {
        return;
    }
    if (range < floor_at(s, c->peak) || !long_enough(s, until, c->area)) {
        return;
    }
    review_scale(s, range, 0);
    if (!slight(s, range, until)) {
        settle_pending(s, range);
        count_as(s, BANDEX_REP_FULL);
    }
}

/* A dip that comes back belongs to the repetition around it: that one starts where the first rise did. */
static void take_outer(struct state *s) {
    struct cycle *c = &s->cycle;
    c->start = s->outer_start;
    c->trough = s->outer_trough;
    c->trough_exact = s->outer_trough_exact;
    c->peak = larger(c->peak, s->outer_peak);
    c->peak_exact = larger(c->peak_exact, s->outer_peak_exact);
    c->area = s->outer_area;
    c->bumps++;
    s->pending = (uint8_t)(s->outer == OUTER_DIP ? 0 : s->pending);
    s->outer = 0;
}

/* The next cycle let off no more than the one before: both are cycles, under tension. */
static void split_outer(struct state *s) {
    uint32_t id = s->cycle.id - 1;
    s->outer = 0;
    open_set(s, id);
    reclassify(s, id, class_of(s, s->recent[id % RECENT]));
    if (s->recent_class[id % RECENT] == BANDEX_REP_FULL) {
        learn(s, s->recent[id % RECENT]);
    }
}

static void falling(struct state *s, float y, float z) {
    struct cycle *c = &s->cycle;
    float least, fall, dip;
    c->area += y * s->dt_s;
    s->outer_area += y * s->dt_s;
    if (y > c->peak) {
        c->peak = y;
        c->peak_at = (uint32_t)s->now - (lag_of(s));
        c->peak_exact = larger(c->peak_exact, z);
        c->bumps++;
        fall_restart(s);
        rise_restart(s, y, z);
        return;
    }
    c->peak_exact = s->fall_count == 0 ? larger(c->peak_exact, z) : c->peak_exact;
    slope_follow(s, -s->slope);
    if (s->slope < -EDGE * s->fall_steepest) {
        if (c->counted_as != 0 && (uint32_t)s->now - s->quiet_at >= SETTLED_COUNT_US && c->peak - s->trough >= BOTTOM * (c->peak - c->trough)) {
            end_cycle(s, 0); /* it rested at the bottom; what falls now is the band going slack */
            return;
        }
        s->quiet_at = (uint32_t)s->now;
    } else if (s->outer == OUTER_SLACK && (uint32_t)s->now - s->quiet_at >= SETTLED_COUNT_US) {
        s->outer = 0;
    }
    fall_follow(s, c->peak - y);
    if (y < s->trough) {
        rise_restart(s, y, smaller(s->trough_exact, z));
        s->peak_exact = z;
        s->base = smaller(s->base, y);
        if (s->outer && s->outer_low - y > 0.25f * (s->outer_low - s->outer_trough)) {
            take_outer(s);
        }
        consider_counting(s);
        return;
    }
    consider_counting(s);
    s->peak = larger(s->peak, y);
    s->peak_exact = larger(s->peak_exact, z);
    if (s->peak == y) {
        s->peak_at = (uint32_t)s->now;
    }
    s->steepest = larger(s->steepest, s->slope);
    fall = c->peak - s->trough;
    if (c->counted_as != 0 && (uint32_t)s->now - s->quiet_at >= SETTLED_US && fall >= RETURN * smaller(c->peak - c->trough, s->reference > 0.0f ? s->reference : fall)) {
        end_cycle(s, 0);
        return;
    }
    least = larger(floor_at(s, c->peak), s->reference > 0.0f ? HYSTERESIS * s->reference : HYSTERESIS_RISE * fall);
    if (y - s->trough < least) {
        return;
    }
    dip = s->reference > 0.0f ? share_of(s, fall) : PARTIAL;
    if (s->outer == OUTER_SLACK) {
        s->outer = 0;
    }
    if (s->outer && fall >= DIP * (c->peak - c->trough)) {
        split_outer(s);
    } else if (c->counted_as == 0 && fall < DIP * (c->peak - c->trough)) {
        if (dip < PARTIAL) {
            c->bumps++;
        } else {
            s->outer = OUTER_DIP;
            s->outer_start = c->start;
            s->outer_trough = c->trough;
            s->outer_trough_exact = c->trough_exact;
            s->outer_peak = c->peak;
            s->outer_peak_exact = c->peak_exact;
            s->outer_low = s->trough;
            s->outer_area = c->area;
            measure_fall(s);
            s->ended = 1;
            s->phase = PHASE_RISE;
            suspend(s, fall);
            return;
        }
        rise_restart(s, y, z);
        return;
    }
    end_cycle(s, 0);
}

/* What is left open when the signal or the set ends. */
static void close_open(struct state *s, float y) {
    struct cycle *c = &s->cycle;
    if (s->phase == PHASE_FALL) {
        float rise = c->peak - c->trough, fall = c->peak - s->trough;
        int returned = y - c->trough < 0.25f * rise;
        float share = share_of(s, rise);
        if (c->counted_as != 0 || (returned && share_of(s, smaller(rise, fall)) >= PARTIAL)) {
            end_cycle(s, 0);
        } else if (share >= TOP_SHARE && fall < 0.5f * rise) {
            c->low = s->trough;
            count_as(s, BANDEX_REP_FULL);
            end_cycle(s, 1);
        } else {
            s->phase = PHASE_RISE;
            s->ended = 1;
        }
    } else {
        float rise = s->peak - s->trough;
        float least = larger(floor_at(s, s->peak), TOP_SHARE * s->reference);
        if (rise >= least && y - s->trough >= 0.7f * rise) {
            top_reached(s);
            rise_restart(s, y, y);
            count_as(s, BANDEX_REP_FULL);
            end_cycle(s, 1);
        }
    }
}

/* Slight cycles that nothing followed: the largest counts, and what is like it. */
static void close_pending(struct state *s) {
    uint32_t id = s->cycle.id, i;
    float high = 0.0f;
    for (i = 0; i < s->pending; i++) {
        high = larger(high, s->recent[(id - i) % RECENT]);
    }
    for (i = s->pending; i-- > 0;) {
        float own = s->recent[(id - i) % RECENT];
        if (s->recent_class[(id - i) % RECENT] == BANDEX_REP_SETUP && own >= ALIKE * high) {
            open_set(s, id - i);
            reclassify(s, id - i, BANDEX_REP_FULL);
            learn(s, own);
        }
    }
    s->pending = 0;
}

static void end_set(struct state *s) {
    close_open(s, s->x2);
    close_pending(s);
    s->outer = 0;
    if (s->set_open) {
        s->set_open = 0;
        push(s, BANDEX_EVENT_SET_ENDED, 0, s->cycle.id);
    }
    rise_restart(s, s->x2, s->x2);
    fall_restart(s);
    s->phase = PHASE_RISE;
}

static void watch_pauses(struct state *s) {
    uint32_t now = (uint32_t)s->now;
    if (s->phase == PHASE_FALL) {
        if (now - s->cycle.start > s->max_rep_us) {
            close_open(s, s->x2);
            rise_restart(s, s->x2, s->x2);
        }
    } else if (s->rise_count > 0 && now - s->rise.at[0] > s->max_rep_us) {
        rise_restart(s, s->x2, s->x2); /* a load that hangs: the next repetition starts from it */
    }
    if (s->set_open && s->phase == PHASE_RISE && now - s->pivot_at > s->set_end_us && s->x2 - s->trough < FULL * s->reference) {
        end_set(s);
    }
}

/* ---- isometric mode ---- */

static void isometric(struct state *s, float y, float z) {
    struct cycle *c = &s->cycle;
    uint32_t now = (uint32_t)s->now;
    float threshold;
    s->base = smaller(s->base, y);
    s->largest = larger(s->largest, y - s->base);
    threshold = s->expected > 0.0f ? s->expected - s->offset : s->base + 0.5f * s->largest;
    if (s->phase == PHASE_RISE) {
        if (y >= threshold && y - s->base >= floor_at(s, s->base)) {
            s->phase = PHASE_FALL;
            c->id++;
            c->rest = c->id > 1 ? now - lag_of(s) - c->end : 0;
            c->start = c->top = c->peak_at = now - lag_of(s);
            c->trough = c->trough_exact = s->base;
            c->peak = y;
            c->peak_exact = z;
            c->area = 0.0f;
            c->flags = s->flags;
            s->flags = 0;
            c->bumps = 0;
            c->counted_as = 0;
            c->rep_class = BANDEX_REP_HOLD;
            c->completeness = 1.0f;
            c->loading = 0.0f;
            c->rfd_100 = c->rfd_200 = not_known();
            c->side = s->side;
        }
        return;
    }
    if (y > c->peak) {
        c->peak = y;
        c->peak_at = now - lag_of(s);
    }
    c->peak_exact = larger(c->peak_exact, z);
    c->area += y * s->dt_s;
    c->end = c->eccentric = now - lag_of(s);
    if (c->counted_as == 0 && now - lag_of(s) - c->start >= 1000u * (uint32_t)s->hold_min_ms) {
        count_as(s, BANDEX_REP_HOLD);
    }
    if (y < s->base + 0.8f * (threshold - s->base)) {
        s->phase = PHASE_RISE;
        c->low = c->low_exact = y;
        s->pivot_at = now;
        if (c->counted_as != 0) {
            push(s, BANDEX_EVENT_REP_ENDED, BANDEX_REP_HOLD, c->id);
        }
    }
}

/* ---- clock and filter ---- */

/* Step since the last sample in microseconds; 0: not usable. */
static uint32_t step_of(struct state *s, uint32_t t) {
    uint32_t dt;
    if (s->rate_num != 0) { /* a fraction, so that 243.08 Hz does not drift; never more than 32 bits */
        uint32_t whole = s->dt;
        s->remainder += s->last_t;
        if (s->remainder >= s->rate_num) {
            s->remainder -= s->rate_num;
            whole++;
        }
        return whole;
    }
    dt = t - s->last_t;
    if (s->warm == 0) {
        s->last_t = t;
        return 1;
    }
    if (s->resumed) { /* the host told how long the pause was: this stamp only starts the clock anew */
        s->resumed = 0;
        s->rejected = 0;
        s->last_t = t;
        return s->dt > 0 ? s->dt : 1;
    }
    if (dt != 0 && dt < 0x80000000u) {
        s->last_t = t;
        s->rejected = 0;
        return dt;
    }
    if (dt != 0) {
        if (s->rejected == 0 || (int32_t)(t - s->reject_last) <= 0) {
            s->rejected = 0;
            s->reject_first = t;
        }
        s->reject_last = t;
        s->rejected++;
        if (s->rejected >= RESTART_COUNT || t - s->reject_first >= RESTART_US) {
            dt = t - s->reject_first + 1;
            s->last_t = t;
            s->rejected = 0;
            s->flags |= BANDEX_REP_FLAG_GAP;
            s->cycle.flags |= s->phase == PHASE_FALL ? BANDEX_REP_FLAG_GAP : 0;
            return dt;
        }
    }
    return 0;
}

static void set_step(struct state *s, uint32_t dt) {
    float d = (float)dt;
    s->dt = dt;
    s->dt_s = d * 1e-6f;
    s->gain = d / ((float)TAU_US + d);
    s->gain_slope = d / ((float)TAU_SLOPE_US + d);
    s->gain_noise = d / ((float)TAU_NOISE_US + d);
    s->gain_noise_up = d / ((float)TAU_NOISE_UP_US + d);
    s->gain_fine = d / ((float)TAU_FINE_US + d);
}

static float median_3(float a, float b, float c) {
    return larger(smaller(a, b), smaller(larger(a, b), c));
}

static float median_5(float a, float b, float c, float d, float e) {
    return median_3(e, larger(smaller(a, b), smaller(c, d)), smaller(larger(a, b), larger(c, d)));
}

static void filter(struct state *s, float value, float *median) {
    float m = s->dt <= FAST_US ? median_5(s->raw_4, s->raw_3, s->raw_2, s->raw_1, value) : median_3(s->raw_2, s->raw_1, value);
    float n, gain;
    gain = value > s->raw_1 ? value - s->raw_1 : s->raw_1 - value;
    if (gain > 0.0f && (gain < s->quantum || !(s->quantum > 0.0f))) {
        s->quantum = gain;
    }
    s->raw_4 = s->raw_3;
    s->raw_3 = s->raw_2;
    s->raw_2 = s->raw_1;
    s->raw_1 = value;
    s->fine += s->gain_fine * (m - s->fine);
    *median = s->fine;
    s->x1 += s->gain * (m - s->x1);
    s->x2 += s->gain * (s->x1 - s->x2);
    s->slope += s->gain_slope * (s->x1 - s->x2 - s->slope);
    n = s->x1 - s->x2 - s->slope;
    n = n < 0.0f ? -n : n;
    if (s->now < WARM_US) {
        gain = larger(s->gain_noise, 1.0f / (float)s->warm);
    } else if (n > s->noise) {
        gain = s->gain_noise_up;
        n = smaller(n, 3.0f * s->noise);
    } else {
        gain = s->gain_noise;
    }
    s->noise = larger(s->noise + gain * (n - s->noise), QUANTUM * s->quantum);
}

static void restart_filter(struct state *s, float value) {
    s->raw_1 = s->raw_2 = s->raw_3 = s->raw_4 = s->x1 = s->x2 = s->fine = value;
    s->slope = 0.0f;
}

static void take(struct state *s, uint32_t t, float force) {
    float before, median, value = s->inverted ? -force : force;
    uint32_t dt;
    int gap;
    if (!usable(force)) {
        s->skipped += s->skipped < UINT32_MAX;
        if (s->rate_num != 0 && s->warm > 0) {
            s->now += step_of(s, t);
        }
        return;
    }
    dt = step_of(s, t);
    if (dt == 0) {
        s->skipped += s->skipped < UINT32_MAX;
        return;
    }
    if (s->warm == 0) {
        s->offset = value;
        s->warm = 1;
        return;
    }
    s->now += dt;
    value -= s->offset;
    gap = dt > GAP_US && dt > 4u * s->dt;
    if (dt != s->dt && s->rate_num == 0) {
        set_step(s, dt);
    }
    if (s->saturation_high > s->saturation_low && (force >= s->saturation_high || force <= s->saturation_low)) {
        s->flags |= BANDEX_REP_FLAG_CLIPPED;
    }
    if (gap) {
        s->flags |= BANDEX_REP_FLAG_GAP;
        if (s->set_open && dt > s->set_end_us) {
            s->now -= dt;
            end_set(s);
            s->now += dt;
        }
        restart_filter(s, value);
    }
    if (s->warm < 3) {
        s->warm++;
        s->raw_2 = s->warm == 2 ? 0.0f : s->raw_1;
        s->raw_1 = value;
        if (s->warm == 3) {
            float m = median_3(0.0f, s->raw_2, value);
            s->x1 = s->x2 = s->fine = s->raw_3 = s->raw_4 = m;
            s->base = m;
            rise_restart(s, m, m);
            fall_restart(s);
        }
        return;
    }
    s->warm = (uint8_t)(s->warm < 255 ? s->warm + 1 : 255);
    before = s->x2;
    filter(s, value, &median);
    if (s->phase == PHASE_FALL) {
        s->cycle.flags |= s->flags;
    }
    if (s->mode == BANDEX_MODE_ISOMETRIC) {
        isometric(s, s->x2, median);
        return;
    }
    if (s->rise_count > 0) {
        s->rise.area += s->x2 * s->dt_s;
    }
    rise_follow(s, before - s->trough, s->x2 - s->trough);
    if (s->warm < 12 && s->now < 250000u) {
        if (s->x2 < s->trough) {
            rise_restart(s, s->x2, s->fine);
        }
    }
    if (s->phase == PHASE_RISE) {
        rising(s, s->x2, median);
    } else {
        falling(s, s->x2, median);
    }
    watch_pauses(s);
}

/* ---- public ---- */

bandex_status bandex_detector_config_default(bandex_detector_config *config) {
    if (config == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    clear(config, sizeof *config);
    config->struct_size = sizeof *config;
    config->rate_den = 1;
    config->rescale = 1;
    config->min_rep_ms = 300;
    config->max_rep_ms = 60000;
    config->hold_min_ms = 1000;
    return BANDEX_OK;
}

static bandex_status config_read(bandex_detector_config *own, const bandex_detector_config *given) {
    const unsigned char *bytes = (const unsigned char *)given;
    unsigned char *out = (unsigned char *)own;
    uint32_t i;
    bandex_detector_config_default(own);
    if (given == NULL) {
        return BANDEX_OK;
    }
    if (given->struct_size < sizeof given->struct_size || given->struct_size > 4096u) {
        return BANDEX_E_SIZE;
    }
    for (i = 0; i < given->struct_size; i++) {
        if (i < sizeof *own) {
            out[i] = bytes[i];
        } else if (bytes[i] != 0) {
            return BANDEX_E_SIZE;
        }
    }
    return BANDEX_OK;
}

static int config_valid(const bandex_detector_config *c) {
    return c->unit >= 0 && c->unit <= BANDEX_UNIT_UNITLESS && c->mode >= 0 && c->mode <= BANDEX_MODE_ISOMETRIC &&
           c->count_at >= 0 && c->count_at <= BANDEX_COUNT_AT_END && c->rising_is >= 0 &&
           c->rising_is <= BANDEX_RISING_IS_ECCENTRIC && c->inverted <= 1 && c->rescale <= 1 &&
           c->side <= BANDEX_SIDE_BOTH && (c->rate_num == 0 || c->rate_den > 0) && usable(c->expected_range) &&
           c->expected_range >= 0.0f && usable(c->floor) && c->floor >= 0.0f && usable(c->resolution) &&
           c->resolution >= 0.0f && usable(c->saturation_low) && usable(c->saturation_high) &&
           c->saturation_low <= c->saturation_high && usable(c->hold_threshold) && c->hold_threshold >= 0.0f &&
           c->min_rep_ms <= 60000u && c->max_rep_ms <= 600000u && c->hold_min_ms <= 60000u && c->set_end_ms <= 3600000u &&
           (c->rate_num == 0 || (c->rate_num <= 4000000u && c->rate_den <= 1000u && c->rate_num / c->rate_den <= 1000000u));
}

static void start_over(struct state *s) {
    s->warm = 0;
    s->now = 0;
    if (s->rate_num != 0) {
        s->dt = 0;
    }
}

bandex_status bandex_detector_init(bandex_detector *self, size_t size, const bandex_detector_config *config) {
    struct state *s;
    bandex_detector_config own;
    bandex_status status;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    if (size < BANDEX_DETECTOR_SIZE) {
        return BANDEX_E_SIZE;
    }
    status = config_read(&own, config);
    if (status != BANDEX_OK) {
        return status;
    }
    if (!config_valid(&own)) {
        return BANDEX_E_ARGUMENT;
    }
    clear(self, sizeof *self);
    s = state_of(self);
    s->rate_num = own.rate_num;
    s->rate_den = own.rate_den;
    s->unit = (uint8_t)own.unit;
    s->mode = (uint8_t)own.mode;
    s->count_at = (uint8_t)own.count_at;
    s->rising_is = (uint8_t)own.rising_is;
    s->inverted = own.inverted;
    s->rescale = own.rescale;
    s->side = own.side;
    s->expected = own.mode == BANDEX_MODE_ISOMETRIC ? own.hold_threshold : own.expected_range;
    s->floor = own.floor > 0.0f ? own.floor : own.unit == BANDEX_UNIT_NEWTON ? FLOOR_NEWTON : 0.0f;
    s->floor = larger(s->floor, 3.0f * own.resolution);
    s->saturation_low = own.saturation_low;
    s->saturation_high = own.saturation_high;
    s->min_rep_ms = (uint16_t)(own.min_rep_ms > 0 ? own.min_rep_ms : 300u);
    s->max_rep_us = 1000u * (own.max_rep_ms > 0 ? own.max_rep_ms : 60000u);
    s->set_end_us = own.set_end_ms > 0 ? 1000u * own.set_end_ms : SET_END_US;
    s->hold_min_ms = (uint16_t)(own.hold_min_ms > 0 ? own.hold_min_ms : 1000u);
    return bandex_detector_reset(self);
}

bandex_status bandex_detector_reset(bandex_detector *self) {
    struct state *s, kept;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    kept = *s;
    clear(self, sizeof *self);
    s->rate_num = kept.rate_num;
    s->rate_den = kept.rate_den;
    s->unit = kept.unit;
    s->mode = kept.mode;
    s->count_at = kept.count_at;
    s->rising_is = kept.rising_is;
    s->inverted = kept.inverted;
    s->rescale = kept.rescale;
    s->side = kept.side;
    s->expected = kept.expected;
    s->floor = kept.floor;
    s->saturation_low = kept.saturation_low;
    s->saturation_high = kept.saturation_high;
    s->min_rep_ms = kept.min_rep_ms;
    s->max_rep_us = kept.max_rep_us;
    s->set_end_us = kept.set_end_us;
    s->hold_min_ms = kept.hold_min_ms;
    s->reference = s->mode == BANDEX_MODE_ISOMETRIC ? 0.0f : s->expected;
    start_over(s);
    if (s->rate_num != 0) { /* whole microseconds a step, and the rest as a fraction of rate_num */
        uint64_t span = (uint64_t)1000000u * s->rate_den;
        set_step(s, (uint32_t)(span / s->rate_num));
        s->last_t = (uint32_t)(span % s->rate_num);
    }
    return BANDEX_OK;
}

bandex_status bandex_detector_feed(bandex_detector *self, uint32_t t_us, float force) {
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    take(state_of(self), t_us, force);
    return BANDEX_OK;
}

int bandex_detector_poll(bandex_detector *self, bandex_event *event) {
    return self != NULL && event != NULL && pull(state_of(self), event);
}

bandex_status bandex_detector_process(bandex_detector *self, const uint32_t *t_us, const float *force, size_t n,
                                      bandex_event *events, size_t cap, size_t *written, size_t *consumed) {
    struct state *s;
    size_t i = 0, out = 0;
    if (self == NULL || written == NULL || consumed == NULL || events == NULL || (force == NULL && n > 0) ||
        cap < BANDEX_EVENTS_PER_SAMPLE) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    *written = *consumed = 0;
    if (t_us == NULL && s->rate_num == 0 && n > 0) {
        return BANDEX_E_ARGUMENT;
    }
    for (;;) {
        while (s->queue_count > 0 && out < cap) {
            out += (size_t)pull(s, &events[out]);
        }
        if (i == n || cap - out < BANDEX_EVENTS_PER_SAMPLE) {
            break;
        }
        take(s, t_us != NULL ? t_us[i] : 0, force[i]);
        i++;
    }
    *written = out;
    *consumed = i;
    return BANDEX_OK;
}

bandex_status bandex_detector_finish(bandex_detector *self, bandex_event *events, size_t cap, size_t *written) {
    struct state *s;
    if (self == NULL || events == NULL || written == NULL || cap == 0) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    *written = 0;
    if (s->warm >= 3) {
        bandex_detector_end_set(self);
    }
    while (*written < cap && pull(s, &events[*written])) {
        ++*written;
    }
    return BANDEX_OK;
}

bandex_status bandex_detector_resume(bandex_detector *self, uint64_t elapsed_us) {
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->warm < 3) {
        return BANDEX_OK;
    }
    if (elapsed_us > s->set_end_us) {
        end_set(s);
    }
    s->now += elapsed_us;
    s->resumed = 1;
    s->flags |= BANDEX_REP_FLAG_GAP;
    return BANDEX_OK;
}

bandex_status bandex_detector_start_set(bandex_detector *self) {
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->warm >= 3) {
        end_set(s);
    }
    s->scale_count = 0;
    s->reference = s->mode == BANDEX_MODE_ISOMETRIC ? 0.0f : s->expected;
    s->largest = 0.0f;
    s->full = s->partial = 0;
    return BANDEX_OK;
}

bandex_status bandex_detector_end_set(bandex_detector *self) {
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->mode == BANDEX_MODE_ISOMETRIC) {
        if (s->phase == PHASE_FALL && s->cycle.counted_as != 0) {
            push(s, BANDEX_EVENT_REP_ENDED, BANDEX_REP_HOLD, s->cycle.id);
        }
        s->phase = PHASE_RISE;
        if (s->set_open) {
            s->set_open = 0;
            push(s, BANDEX_EVENT_SET_ENDED, 0, s->cycle.id);
        }
        return BANDEX_OK;
    }
    if (s->warm >= 3) {
        end_set(s);
    }
    return BANDEX_OK;
}

bandex_status bandex_detector_set_side(bandex_detector *self, int32_t side) {
    if (self == NULL || side < BANDEX_SIDE_NONE || side > BANDEX_SIDE_BOTH) {
        return BANDEX_E_ARGUMENT;
    }
    state_of(self)->side = (uint8_t)side;
    return BANDEX_OK;
}

uint32_t bandex_detector_count(const bandex_detector *self) { return self != NULL ? state_of_const(self)->full : 0; }

uint32_t bandex_detector_partial_count(const bandex_detector *self) {
    return self != NULL ? state_of_const(self)->partial : 0;
}

uint64_t bandex_detector_skipped(const bandex_detector *self) { return self != NULL ? state_of_const(self)->skipped : 0; }

uint64_t bandex_detector_time(const bandex_detector *self) { return self != NULL ? state_of_const(self)->now : 0; }
