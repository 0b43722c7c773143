/* SPDX-License-Identifier: MIT */
/* The detector. One translation unit: the sample path is short and wants to be inlined, and who takes it into
 * firmware takes these few files. See docs/accuracy.md for what it reaches and why it is built so.
 *
 * Only + - * / and comparisons of single floats; divisions happen when the sampling step changes and at turning
 * points, never in every sample; loops have fixed bounds. */
#include "cycle.h"
#include "isometric.h"
#include "sample.h"

/* The first three samples start the filter, so that a spike among them does no harm. */
static void warm_up(struct state *s, float value) {
    s->warm++;
    if (s->warm == 2) {
        s->raw_1 = value;
        return;
    }
    value = median_3(0.0f, s->raw_1, value);
    restart_filter(s, value);
    s->base = value;
    rise_restart(s, value, value);
    fall_restart(s);
}

/* After a pause the filter starts anew; a set is over if the pause was long enough. */
static void bridge_gap(struct state *s, float value, uint32_t dt) {
    s->flags |= BANDEX_REP_FLAG_GAP;
    if (s->set_open && dt > 100000u * s->set_end_ds) {
        s->now -= dt;
        end_set(s);
        s->now += dt;
    }
    restart_filter(s, value);
}

static void detect(struct state *s, float before_y) {
    float y = s->x2;
    if (s->rise_count > 0) {
        s->rise_area += y * (1e-6f * (float)s->dt);
    }
    rise_follow(s, before_y - s->trough, y - s->trough);
    if (s->phase == PHASE_RISE) {
        if (s->side != s->cycle.scale_side) {
            follow_side(s);
        }
        rising(s, y, s->fine);
    } else {
        s->cycle.flags |= s->flags;
        falling(s, y, s->fine);
    }
    watch_pauses(s);
}

static void skip(struct state *s) { s->skipped += s->skipped < UINT32_MAX; }

static void take(struct state *s, uint32_t t, float force) {
    float value = option(s, OPTION_INVERTED) ? -force : force, before_y = s->x2;
    uint32_t dt, usual = s->dt;
    if (!usable(force)) {
        skip(s);
        s->now += s->rate_num != 0 && s->warm > 0 ? step_of_rate(s) : 0;
        return;
    }
    dt = step_of(s, t);
    if (dt == 0) {
        skip(s);
        return;
    }
    if (s->warm == 0) {
        s->offset = value;
        s->warm = 1;
        return;
    }
    s->now += dt;
    value -= s->offset;
    if (s->rate_num == 0 && dt != usual) {
        set_step(s, dt);
    }
    if (s->saturation_high > s->saturation_low && (force >= s->saturation_high || force <= s->saturation_low)) {
        s->flags |= BANDEX_REP_FLAG_CLIPPED;
    }
    if (s->warm < 3) {
        warm_up(s, value);
        return;
    }
    s->warm = (uint8_t)(s->warm < 255 ? s->warm + 1 : 255);
    if (dt > GAP_US && dt > GAP_STEPS * usual) {
        bridge_gap(s, value, dt);
    } else {
        filter(s, value);
        if (s->raw_2 - s->x2 > s->largest && s->largest > 0.0f) {
            s->flags |= BANDEX_REP_FLAG_SPIKE;
        }
    }
    if (option(s, OPTION_ISOMETRIC)) {
        isometric(s, s->x2, s->fine);
    } else {
        detect(s, before_y);
    }
}

/* ---- public ---- */

static struct state *state_of(bandex_detector *self) { return (struct state *)(void *)self; }
static const struct state *state_of_const(const bandex_detector *self) { return (const struct state *)(const void *)self; }

bandex_status bandex_detector_config_default(bandex_detector_config *config) {
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
           (c->rate_num == 0 || (c->rate_num <= 4000000u && 10u * c->rate_num >= c->rate_den && c->rate_den <= 1000u && c->rate_num / c->rate_den <= 1000000u));
}

/* Settings in the units of the sample path. */
static void apply(struct state *s, const bandex_detector_config *c) {
    int isometric_mode = c->mode == BANDEX_MODE_ISOMETRIC;
    uint32_t shortest = isometric_mode ? c->hold_min_ms : c->min_rep_ms;
    s->options = (uint8_t)((c->unit == BANDEX_UNIT_UNITLESS ? OPTION_UNITLESS : 0) | (isometric_mode ? OPTION_ISOMETRIC : 0) |
                           (c->count_at * OPTION_COUNT_AT) |
                           (c->rising_is == BANDEX_RISING_IS_ECCENTRIC ? OPTION_RISING_IS_ECCENTRIC : 0) |
                           (c->inverted ? OPTION_INVERTED : 0) | (c->rescale ? OPTION_RESCALE : 0) |
                           (c->starts_at_top ? OPTION_STARTS_AT_TOP : 0));
    s->side = c->side;
    s->rate_num = c->rate_num;
    s->rate_den = (uint16_t)c->rate_den;
    s->expected = isometric_mode ? c->hold_threshold : c->expected_range;
    s->floor = larger(c->floor, FLOOR_RESOLUTION * c->resolution);
    s->saturation_low = c->saturation_low;
    s->saturation_high = c->saturation_high;
    s->min_rep_ms = (uint16_t)(shortest > 0 ? shortest : isometric_mode ? 1000u : 200u);
    s->max_rep_cs = (uint16_t)(c->max_rep_ms > 0 ? (c->max_rep_ms + 9u) / 10u : 6000u);
    s->set_end_ds = (uint16_t)(c->set_end_ms > 0 ? (c->set_end_ms + 99u) / 100u : SET_END_DS);
}

/* The clock of a rate: whole microseconds a step, and the rest as a fraction of rate_num. */
static void start_clock(struct state *s) {
    uint32_t span = 1000000u * s->rate_den; /* at most 1000 million */
    if (s->rate_num != 0) {
        set_step(s, span / s->rate_num);
        s->last_t = span % s->rate_num;
    }
}

bandex_status bandex_detector_init(bandex_detector *self, size_t size, const bandex_detector_config *config) {
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
    forget_scale(state_of(self));
    start_clock(state_of(self));
    return BANDEX_OK;
}

bandex_status bandex_detector_reset(bandex_detector *self) {
    struct state *s;
    uint32_t rate_num;
    float expected, floor, low, high;
    uint16_t rate_den, set_end, max_rep, min_rep;
    uint8_t options, side;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    rate_num = s->rate_num;
    expected = s->expected;
    floor = s->floor;
    low = s->saturation_low;
    high = s->saturation_high;
    rate_den = s->rate_den;
    set_end = s->set_end_ds;
    max_rep = s->max_rep_cs;
    min_rep = s->min_rep_ms;
    options = s->options;
    side = s->side;
    clear(self, sizeof *self);
    s->rate_num = rate_num;
    s->expected = expected;
    s->floor = floor;
    s->saturation_low = low;
    s->saturation_high = high;
    s->rate_den = rate_den;
    s->set_end_ds = set_end;
    s->max_rep_cs = max_rep;
    s->min_rep_ms = min_rep;
    s->options = options;
    s->side = side;
    forget_scale(s);
    start_clock(s);
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
        while (s->events != 0 && out < cap && pull(s, &events[out])) {
            out++;
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

bandex_status bandex_detector_resume(bandex_detector *self, uint64_t elapsed_us) {
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->warm < 3) {
        return BANDEX_OK;
    }
    if (elapsed_us > 100000u * (uint64_t)s->set_end_ds) {
        bandex_detector_end_set(self);
    }
    s->now += elapsed_us;
    s->rejected = RESUMED;
    s->flags |= BANDEX_REP_FLAG_GAP;
    return BANDEX_OK;
}

bandex_status bandex_detector_start_set(bandex_detector *self) {
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_detector_end_set(self);
    s = state_of(self);
    forget_scale(s);
    s->other_reference = s->largest = 0.0f;
    s->base = s->x2;
    s->full = s->partial = 0;
    return BANDEX_OK;
}

bandex_status bandex_detector_end_set(bandex_detector *self) {
    struct state *s;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    s = state_of(self);
    if (s->warm < 3) {
        return BANDEX_OK;
    }
    if (option(s, OPTION_ISOMETRIC)) {
        if (s->phase == PHASE_FALL) {
            end_hold(s, s->fine);
        }
        if (s->set_open) {
            s->set_open = 0;
            raise_event(s, HAS_SET_ENDED);
        }
    } else {
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
