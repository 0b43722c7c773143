/* SPDX-License-Identifier: MIT */
/* The detector. One translation unit: the sample path is short and wants to be inlined, and who takes it into
 * firmware takes these few files. See docs/accuracy.md for what it reaches and why it is built so.
 *
 * A sample becomes an integer. Samples of at least SHOT_US make a shot, their mean; shots make a step, their
 * median, which goes through the filter and the zig-zag. All that is integers; floating point stands at the
 * door and where measures are told. Divisions happen once a shot or when its length changes, and at turning
 * points; loops have fixed bounds. */
#include "cycle.h"
#include "isometric.h"
#include "sample.h"

static int scaled(const struct state *s)
{
    return (s->scaling & 255u) != 0;
}

/* The first three samples start the filter, at their median, so that a spike among them does no harm. In a
 * unitless signal the smallest move among them tells how fine the steps of the force are. */
static APART void warm_up(struct state *s, uint32_t dt, float force)
{
    float first = s->offset, second = float_of((uint32_t)s->shots[0]);
    s->now += s->warm > 0 ? dt : 0;
    if (s->warm < WARM_SAMPLES - 1) {
        s->offset = s->warm == 0 ? force : first;
        s->shots[0] = (int32_t)bits_of(force);
        s->warm++;
        return;
    }
    s->offset = median_of(first, second, force);
    if (!scaled(s)) {
        choose_scaling(s, first - s->offset);
        choose_scaling(s, second - s->offset);
        choose_scaling(s, force - s->offset);
        if (!scaled(s)) { /* no move yet */
            return;
        }
    }
    s->finest = (uint8_t)larger(s->finest, s->scaling & 255u);
    restart_filter(s, 0);
    s->warm = WARM_SAMPLES;
    s->due = SHOT_US;
    s->base = 0;
    rise_restart(s, 0, 0);
    fall_restart(s);
}

/* Where the signal stops, what is going on ends. */
static void close_open(struct state *s)
{
    if (option(s, OPTION_ISOMETRIC)) {
        if (s->phase == PHASE_FALL) {
            end_hold(s);
        }
        return;
    }
    if (s->phase == PHASE_FALL) {
        close_fall(s, 1);
    }
    s->outer = OUTER_NONE;
    rise_restart(s, s->x2, s->x2);
    fall_restart(s);
}

/* After a pause the filter starts anew; a set is over if the pause was long enough, and so is a repetition.
 */
static int32_t bridge_gap(struct state *s, int32_t value)
{
    s->flags |= BANDEX_REP_FLAG_GAP;
    if (s->set_open && s->span > 100000u * s->set.set_end_ds && !option(s, OPTION_ISOMETRIC)) {
        end_set(s);
    } else if (s->span > longest(s)) {
        close_open(s);
    }
    value = fitted(s, value);
    restart_filter(s, value);
    s->shot = 0;
    return value;
}

/* Instants older than half the wrap of their 32 bits cannot be told any more. */
static void forget_past(struct state *s)
{
    if (before(now_of(s), s->cycle.end)) {
        lose_events(s);
        s->cycle.end = now_of(s) - PAST_US;
    }
}

/* The pause that the host told is over. */
static void wake(struct state *s)
{
    s->now += s->asleep;
    if (s->asleep > PAST_US) {
        s->cycle.end = now_of(s) + 1u; /* too long ago, which 32 bits do not show */
    }
    s->asleep = 0;
    forget_past(s);
}

/* How much finer steps of the force were at first. */
static int finer_bits(const struct state *s)
{
    return smaller(s->finest - (s->scaling & 255), LIMIT_BITS);
}

/* Nonsense has made the steps of the force so coarse that a sensor at rest shows no noise any more; the
 * largest cycle has room in finer ones. */
static int too_coarse(const struct state *s)
{
    int finer = finer_bits(s);
    return finer > 0 && s->largest <= (LIMIT / 4) >> finer && s->noise < NOISE_NONE && !s->set_open &&
           s->phase == PHASE_RISE && s->rise_count == 0;
}

/* All forces but the largest are forgotten, and steps are fine again. */
static void refine(struct state *s)
{
    s->largest <<= finer_bits(s);
    s->scaling = (uint16_t)((s->scaling & 256u) | s->finest);
    s->noise = 0;
    lose_events(s);
    s->outer = OUTER_NONE;
    s->pending = 0;
    s->warm = 1;
    forget_scale(s);
}

/* Filter and time go on. @return the force, hardly filtered */
static STAGE int32_t advance(struct state *s, int32_t value, uint32_t shot_us, int fast)
{
    if (s->warm < 255) {
        s->warm++;
    }
    value = despiked(s, value, fast);
    if (s->asleep != 0) {
        wake(s);
    }
    value = fitted(s, value);
    set_gain(s, shot_us, fast);
    filter(s, value);
    s->integral += (uint32_t)area(s->x2, s->span);
    s->now += s->span;
    s->span = 0;
    s->due = SHOT_US;
    forget_past(s);
    return value;
}

/* The shots are enough for a step. */
static void step(struct state *s, int32_t value, uint32_t over)
{
    value = advance(s, value, SHOT_US + over, over <= FAST_US - SHOT_US);
    if (option(s, OPTION_ISOMETRIC)) {
        isometric(s, s->x2, value);
        return;
    }
    if (s->phase == PHASE_RISE) {
        if (s->set.side != s->scale_side) {
            follow_side(s);
        }
        rising(s, s->x2, value);
    } else {
        s->cycle.flags |= s->flags;
        falling(s, s->x2, value);
    }
    rise_follow(s, s->x2 - s->trough); /* now: a top takes what stood before it fell */
    watch_pauses(s);
    if (too_coarse(s)) {
        refine(s);
    }
}

static int saturated(const struct state *s, float force)
{
    int32_t high = s->set.saturation_high, low = s->set.saturation_low, value = order_of(force);
    return high > low && (value >= high || value <= low);
}

/* The next shot. */
static WITHIN void add_shot(struct state *s, int32_t value)
{
    uint32_t over = s->span - s->due;
    if (over > FAST_US - SHOT_US || s->shot == 2) {
        step(s, value, over);
        return;
    }
    s->shots[2 + s->shot] = value;
    s->shot++;
    s->due = (uint16_t)(s->span + SHOT_US);
}

static int rated(const struct state *s)
{
    return s->set.rate_num != 0;
}

static void skip(struct state *s)
{
    s->skipped += s->skipped < UINT32_MAX;
}

static WITHIN void take(struct state *s, int has_rate, uint32_t t, float force)
{
    uint32_t dt, usual = s->dt;
    int32_t value;
    if (!usable(force)) {
        skip(s);
        s->span += has_rate && s->warm > 0 ? step_of_rate(s) : 0;
        return;
    }
    if (has_rate) {
        dt = step_of_rate(s);
    } else {
        dt = step_of(s, t);
        if (dt == 0) {
            skip(s);
            return;
        }
        s->dt = s->warm > 0 ? dt : 0;
    }
    if (s->warm < WARM_SAMPLES) {
        warm_up(s, dt, force);
        return;
    }
    s->span += dt;
    value = fixed(s, force - s->offset);
    if (saturated(s, force)) {
        s->flags |= BANDEX_REP_FLAG_CLIPPED;
    }
    if (s->span > GAP_US && s->span > GAP_STEPS * usual) {
        value = bridge_gap(s, value);
    }
    if (s->samples > 0 || s->span < s->due) {
        add_sample(s, value);
        if (s->span < s->due) {
            return;
        }
        value = take_mean(s);
    }
    add_shot(s, value);
}

/* Takes samples and fetches their events, as long as there is room for those of one more. @return how many
 * samples */
static size_t run(struct state *s, const uint32_t *t_us, const float *force, size_t n, bandex_event *events,
                  size_t cap, size_t *written)
{
    size_t i = 0;
    *written = 0;
    for (;;) {
        while (s->events != 0 && *written < cap && pull(s, events + *written)) {
            ++*written;
        }
        if (i == n || cap - *written < BANDEX_EVENTS_PER_SAMPLE) {
            return i;
        }
        if (rated(s)) { /* a loop of its own: shorter by what it need not ask */
            do {
                take(s, 1, 0, force[i++]);
            } while (i < n && s->events == 0);
        } else {
            do {
                take(s, 0, t_us[i], force[i]);
                i++;
            } while (i < n && s->events == 0);
        }
    }
}

/* ---- public ---- */

static struct state *state_of(bandex_detector *self)
{
    return (struct state *)(void *)self;
}
static const struct state *state_of_const(const bandex_detector *self)
{
    return (const struct state *)(const void *)self;
}

bandex_status bandex_detector_config_default(bandex_detector_config *config)
{
    if (config == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    clear(config, sizeof *config);
    config->struct_size = sizeof *config;
    config->rate_den = 1;
    config->rescale = 1;
    config->min_rep_ms = 200;
    config->max_rep_ms = 60000;
    config->hold_min_ms = 1000;
    return BANDEX_OK;
}

static bandex_status config_read(bandex_detector_config *own, const bandex_detector_config *given)
{
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

/* A number from zero. */
static int positive(float value)
{
    return bits_of(value) < ABSURD || bits_of(value) << 1 == 0;
}

static int rate_valid(uint32_t num, uint32_t den)
{
    return num == 0 ||
           (den > 0 && den <= 1000u && num <= 4000000u && 10u * num >= den && num <= 1000000u * den);
}

static APART int config_valid(const bandex_detector_config *c)
{
    return (uint32_t)c->unit <= BANDEX_UNIT_UNITLESS && (uint32_t)c->mode <= BANDEX_MODE_ISOMETRIC &&
           (uint32_t)c->count_at <= BANDEX_COUNT_AT_END &&
           (uint32_t)c->rising_is <= BANDEX_RISING_IS_ECCENTRIC && c->inverted <= 1 && c->rescale <= 1 &&
           c->starts_at_top <= 1 && c->side <= BANDEX_SIDE_BOTH && rate_valid(c->rate_num, c->rate_den) &&
           positive(c->expected_range) && positive(c->floor) && positive(c->resolution) &&
           positive(c->hold_threshold) && usable(c->saturation_low) && usable(c->saturation_high) &&
           order_of(c->saturation_low) <= order_of(c->saturation_high) && c->min_rep_ms <= 60000u &&
           c->max_rep_ms <= 600000u && (c->max_rep_ms == 0 || c->min_rep_ms <= c->max_rep_ms) &&
           c->hold_min_ms <= 60000u && c->set_end_ms <= 3600000u;
}

/* Settings in the units of the sample path. */
static APART void apply(struct state *s, const bandex_detector_config *c)
{
    struct settings *set = &s->set;
    int isometric_mode = c->mode == BANDEX_MODE_ISOMETRIC;
    uint32_t shortest = isometric_mode ? c->hold_min_ms : c->min_rep_ms;
    uint32_t bits = bits_of(c->resolution);
    float least = order_of(c->floor) > 0 || c->unit == BANDEX_UNIT_UNITLESS ? c->floor : FLOOR_NEWTON;
    float resolution = number((int32_t)(mantissa_of(bits) * FLOOR_RESOLUTION), exponent_of(bits) - 150);
    set->options = (uint8_t)((c->unit == BANDEX_UNIT_UNITLESS ? OPTION_UNITLESS : 0) |
                             (isometric_mode ? OPTION_ISOMETRIC : 0) | (c->count_at * OPTION_COUNT_AT) |
                             (c->rising_is == BANDEX_RISING_IS_ECCENTRIC ? OPTION_RISING_IS_ECCENTRIC : 0) |
                             (c->inverted ? OPTION_INVERTED : 0) | (c->rescale ? OPTION_RESCALE : 0) |
                             (c->starts_at_top ? OPTION_STARTS_AT_TOP : 0));
    set->side = c->side;
    set->rate_num = c->rate_num;
    set->expected = isometric_mode ? c->hold_threshold : c->expected_range;
    set->floor = order_of(resolution) > order_of(least) ? resolution : c->floor;
    set->saturation_low = order_of(c->saturation_low);
    set->saturation_high = order_of(c->saturation_high);
    set->min_rep_ms = (uint16_t)(shortest > 0 ? shortest : isometric_mode ? 1000u : 200u);
    set->max_rep_cs = (uint16_t)(c->max_rep_ms > 0 ? (c->max_rep_ms + 9u) / 10u : 6000u);
    set->set_end_ds = (uint16_t)(c->set_end_ms > 0 ? (c->set_end_ms + 99u) / 100u : SET_END_DS);
}

/* What stands in a new detector beside its settings. The step of a rate is whole microseconds and a rest. */
static void begin(struct state *s, uint32_t step, uint32_t rest)
{
    s->dt = step;
    s->last_t = rest;
    s->scaling = option(s, OPTION_INVERTED) ? 256u : 0;
    if (!option(s, OPTION_UNITLESS)) {
        s->scaling = (uint16_t)(s->scaling + NEWTON_EXPONENT);
        while (order_of(s->set.floor) > 0 && fixed_range(s, s->set.floor) < FLOOR_STEPS &&
               (s->scaling & 255u) < FINEST) {
            s->scaling = (uint16_t)(s->scaling + COARSER);
        }
    } else if (expected(s)) {
        choose_scaling(s, s->set.expected);
    }
    while (fixed_range(s, s->set.expected) > LIMIT / 4 || fixed_range(s, s->set.floor) > LIMIT / 4) {
        s->scaling = (uint16_t)(s->scaling - COARSER);
    }
    forget_scale(s);
}

bandex_status bandex_detector_init(bandex_detector *self, size_t size, const bandex_detector_config *config)
{
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
    apply(state_of(self), &own);
    if (own.rate_num == 0) {
        begin(state_of(self), 0, 0);
    } else {
        begin(state_of(self), 1000000u * own.rate_den / own.rate_num, 1000000u * own.rate_den % own.rate_num);
    }
    return BANDEX_OK;
}

bandex_status bandex_detector_reset(bandex_detector *self)
{
    struct state *s;
    struct settings set;
    uint32_t step, rest;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    set = s->set;
    step = set.rate_num != 0 ? s->dt : 0;
    rest = set.rate_num != 0 ? s->last_t : 0;
    clear(self, sizeof *self);
    s->set = set;
    begin(s, step, rest);
    return BANDEX_OK;
}

bandex_status bandex_detector_feed(bandex_detector *self, uint32_t t_us, float force)
{
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    take(state_of(self), rated(state_of(self)), t_us, force);
    return BANDEX_OK;
}

int bandex_detector_poll(bandex_detector *self, bandex_event *event)
{
    return self != NULL && event != NULL && pull(state_of(self), event);
}

bandex_status bandex_detector_process(bandex_detector *self, const uint32_t *t_us, const float *force,
                                      size_t n, bandex_event *events, size_t cap, size_t *written,
                                      size_t *consumed)
{
    if (self == NULL || written == NULL || consumed == NULL || events == NULL || (force == NULL && n > 0) ||
        cap < BANDEX_EVENTS_PER_SAMPLE) {
        return BANDEX_E_ARGUMENT;
    }
    *written = *consumed = 0;
    if (t_us == NULL && state_of(self)->set.rate_num == 0 && n > 0) {
        return BANDEX_E_ARGUMENT;
    }
    *consumed = run(state_of(self), t_us, force, n, events, cap, written);
    return BANDEX_OK;
}

bandex_status bandex_detector_finish(bandex_detector *self, bandex_event *events, size_t cap, size_t *written)
{
    if (self == NULL || events == NULL || written == NULL || cap == 0) {
        return BANDEX_E_ARGUMENT;
    }
    *written = 0;
    bandex_detector_end_set(self);
    while (*written < cap && pull(state_of(self), &events[*written])) {
        ++*written;
    }
    return BANDEX_OK;
}

bandex_status bandex_detector_resume(bandex_detector *self, uint64_t elapsed_us)
{
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->warm < WARM_SAMPLES) {
        return BANDEX_OK;
    }
    if (elapsed_us > 100000u * (uint64_t)s->set.set_end_ds) {
        bandex_detector_end_set(self);
    } else if (elapsed_us > longest(s)) {
        close_open(s);
    }
    s->asleep += elapsed_us;
    s->rejected = RESUMED;
    s->flags |= BANDEX_REP_FLAG_GAP;
    return BANDEX_OK;
}

bandex_status bandex_detector_start_set(bandex_detector *self)
{
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_detector_end_set(self);
    s = state_of(self);
    forget_scale(s);
    s->largest = 0;
    s->other_reference = 0;
    s->base = s->x2;
    s->full = s->partial = 0;
    return BANDEX_OK;
}

bandex_status bandex_detector_end_set(bandex_detector *self)
{
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->warm < WARM_SAMPLES) {
        return BANDEX_OK;
    }
    if (option(s, OPTION_ISOMETRIC)) {
        close_open(s);
        if (s->set_open) {
            s->set_open = 0;
            raise_event(s, HAS_SET_ENDED);
        }
    } else {
        end_set(s);
    }
    return BANDEX_OK;
}

bandex_status bandex_detector_set_side(bandex_detector *self, int32_t side)
{
    if (self == NULL || side < BANDEX_SIDE_NONE || side > BANDEX_SIDE_BOTH) {
        return BANDEX_E_ARGUMENT;
    }
    state_of(self)->set.side = (uint8_t)side;
    return BANDEX_OK;
}

uint32_t bandex_detector_count(const bandex_detector *self)
{
    return self != NULL ? state_of_const(self)->full : 0;
}

uint32_t bandex_detector_partial_count(const bandex_detector *self)
{
    return self != NULL ? state_of_const(self)->partial : 0;
}

uint64_t bandex_detector_skipped(const bandex_detector *self)
{
    return self != NULL ? state_of_const(self)->skipped : 0;
}

uint64_t bandex_detector_time(const bandex_detector *self)
{
    const struct state *s = state_of_const(self);
    return self != NULL ? s->now + s->asleep + s->span : 0;
}
