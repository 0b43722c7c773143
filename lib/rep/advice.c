/* SPDX-License-Identifier: MIT */
/* Everything is told from the newest cycles in order and the sums of those before: a withdrawal changes the class of a
 * cycle, and nothing has to be undone. */
#include <bandex/advice.h>

enum { IN_CONCENTRIC, IN_HOLD, IN_ECCENTRIC, IN_REST, IN_TENSION, PHASE_COUNT };
enum { OF_RANGE, OF_PEAK, OF_IMPULSE, OF_LOADING_RATE, MEASURE_COUNT };
enum { SIDE_COUNT = 4, STOP_AFTER_MAX = 100 };
#define TEMPO_MAX_MS INT32_C(600000)
#define UNKNOWN_US UINT32_MAX

/* Constant zeros to copy from would cost a device their size again. */
static void wipe(void *memory, size_t size) {
    unsigned char *at = memory;
    while (size-- > 0) {
        *at++ = 0;
    }
}

bandex_status bandex_advice_config_default(bandex_advice_config *config) {
    if (config == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    wipe(config, sizeof *config);
    config->struct_size = (uint32_t)sizeof *config;
    config->tempo.concentric_ms = config->tempo.hold_ms = BANDEX_UNKNOWN;
    config->tempo.eccentric_ms = config->tempo.rest_ms = BANDEX_UNKNOWN;
    config->tempo_tolerance_permille = 200;
    config->tempo_tolerance_ms = 300;
    config->stop_after = 1;
    return BANDEX_OK;
}

static int in_bounds(int32_t value, int32_t low, int32_t high) {
    return value >= low && value <= high;
}

static int usable_time(int32_t ms) {
    return ms == BANDEX_UNKNOWN || in_bounds(ms, 0, TEMPO_MAX_MS);
}

static int config_usable(const bandex_advice_config *c) {
    return usable_time(c->tempo.concentric_ms) && usable_time(c->tempo.hold_ms) && usable_time(c->tempo.eccentric_ms) &&
           usable_time(c->tempo.rest_ms) && in_bounds(c->tempo_tolerance_permille, 0, 1000) &&
           in_bounds(c->tempo_tolerance_ms, 0, TEMPO_MAX_MS) && in_bounds(c->stop_range_permille, 0, 1000) &&
           in_bounds(c->stop_peak_permille, 0, 1000) && in_bounds(c->stop_impulse_permille, 0, 1000) &&
           in_bounds(c->stop_loading_rate_permille, 0, 1000) && in_bounds(c->stop_after, 1, STOP_AFTER_MAX);
}

/* A new set: only the settings stay. */
static void begin_set(bandex_advisor *self) {
    wipe(&self->older, sizeof self->older);
    self->newest_count = 0;
    self->set_ended = 0;
}

bandex_status bandex_advisor_init(bandex_advisor *self, const bandex_advice_config *config) {
    bandex_advice_config defaults;
    if (self == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    if (config == NULL) {
        bandex_advice_config_default(&defaults);
        config = &defaults;
    }
    if (config->struct_size != sizeof *config) {
        return BANDEX_E_SIZE;
    }
    if (!config_usable(config)) {
        return BANDEX_E_ARGUMENT;
    }
    wipe(self, sizeof *self);
    self->config = *config;
    return BANDEX_OK;
}

static int stands(const bandex_advisor_rep *rep) {
    return rep->rep_class == BANDEX_REP_FULL || rep->rep_class == BANDEX_REP_PARTIAL || rep->rep_class == BANDEX_REP_HOLD;
}

static int is_number(float value) {
    return value - value == 0.0f; /* neither NaN nor infinite */
}

static int32_t prescribed(const bandex_tempo *tempo, int phase) {
    int64_t tension;
    switch (phase) {
    case IN_CONCENTRIC:
        return tempo->concentric_ms;
    case IN_HOLD:
        return tempo->hold_ms;
    case IN_ECCENTRIC:
        return tempo->eccentric_ms;
    case IN_REST:
        return tempo->rest_ms;
    default: /* with a free phase the whole is free */
        tension = (int64_t)tempo->concentric_ms + tempo->hold_ms + tempo->eccentric_ms;
        return tempo->concentric_ms < 0 || tempo->hold_ms < 0 || tempo->eccentric_ms < 0 || tension > INT32_MAX
                   ? BANDEX_UNKNOWN
                   : (int32_t)tension;
    }
}

/* Time of a phase; UNKNOWN_US for the rest before the first repetition, and where a part is not known. */
static uint32_t phase_of(const bandex_advisor_rep *rep, int phase, int first) {
    const uint32_t *us = rep->phases_us;
    uint64_t tension = (uint64_t)us[IN_CONCENTRIC] + us[IN_HOLD] + us[IN_ECCENTRIC];
    if (phase == IN_TENSION) {
        return tension >= UNKNOWN_US ? UNKNOWN_US : (uint32_t)tension;
    }
    return phase == IN_REST && first ? UNKNOWN_US : us[phase];
}

static uint64_t distance_us(uint32_t took_us, int32_t prescribed_ms) {
    uint64_t wanted = (uint64_t)prescribed_ms * 1000u;
    return took_us > wanted ? took_us - wanted : wanted - took_us;
}

static int32_t pace_of(const bandex_advice_config *config, uint32_t took_us, int32_t prescribed_ms) {
    uint64_t share, fixed;
    if (took_us == UNKNOWN_US || prescribed_ms == BANDEX_UNKNOWN) {
        return BANDEX_PACE_FREE;
    }
    share = (uint64_t)prescribed_ms * (uint64_t)config->tempo_tolerance_permille; /* ms x permille is us */
    fixed = (uint64_t)config->tempo_tolerance_ms * 1000u;
    if (distance_us(took_us, prescribed_ms) <= (share > fixed ? share : fixed)) {
        return BANDEX_PACE_WITHIN;
    }
    return took_us < (uint64_t)prescribed_ms * 1000u ? BANDEX_PACE_SHORT : BANDEX_PACE_LONG;
}

/* 1000 x (1 - newest / best), 0..1000. */
static int32_t loss_permille(float newest, float best) {
    float kept;
    if (!is_number(newest) || !is_number(best) || !(best > 0.0f)) {
        return BANDEX_UNKNOWN;
    }
    kept = newest / best;
    return kept >= 1.0f ? 0 : !(kept > 0.0f) ? 1000 : (int32_t)((1.0f - kept) * 1000.0f + 0.5f);
}

static float *best_of(bandex_advisor_sums *sums, const bandex_advisor_rep *rep) {
    return &sums->best[(rep->side % SIDE_COUNT) * MEASURE_COUNT];
}

/* BANDEX_ADVICE_FLAG_* bits of the losses that are enough. */
static uint32_t enough(const bandex_advice_config *c, const bandex_advisor_rep *rep, const float *best) {
    const int32_t thresholds[MEASURE_COUNT] = {c->stop_range_permille, c->stop_peak_permille, c->stop_impulse_permille,
                                          c->stop_loading_rate_permille};
    uint32_t bits = 0;
    int i;
    for (i = 0; i < MEASURE_COUNT; i++) {
        if (thresholds[i] > 0 && loss_permille(rep->measures[i], best[i]) >= thresholds[i]) {
            bits |= (uint32_t)BANDEX_ADVICE_FLAG_RANGE << i;
        }
    }
    return bits;
}

static void sum_phases(bandex_advisor_sums *sums, const bandex_advice_config *config, const bandex_advisor_rep *rep, int first) {
    int i;
    for (i = 0; i < PHASE_COUNT; i++) {
        uint32_t took_us = phase_of(rep, i, first);
        int32_t wanted_ms = prescribed(&config->tempo, i);
        if (took_us != UNKNOWN_US) {
            sums->phase_us[i] += took_us;
            sums->deviation_us[i] += wanted_ms == BANDEX_UNKNOWN ? 0 : distance_us(took_us, wanted_ms);
            sums->known[i]++;
            sums->within[i] += pace_of(config, took_us, wanted_ms) == BANDEX_PACE_WITHIN;
        }
    }
}

/* Takes the next repetition of the set into the sums. */
static void sum(bandex_advisor_sums *sums, const bandex_advice_config *config, const bandex_advisor_rep *rep) {
    int first = sums->reps + sums->partials == 0, i;
    float *best = best_of(sums, rep);
    if (!stands(rep)) {
        return;
    }
    sum_phases(sums, config, rep, first);
    sums->before_us = sums->newest_us;
    sums->newest_us = rep->start_us;
    if (first) {
        sums->first_us = rep->start_us;
    }
    if (rep->rep_class == BANDEX_REP_PARTIAL) {
        sums->partials++;
    } else {
        sums->reps++;
        for (i = 0; i < MEASURE_COUNT; i++) {
            if (is_number(rep->measures[i]) && rep->measures[i] > best[i]) {
                best[i] = rep->measures[i];
            }
        }
    }
    sums->enough = enough(config, rep, best) != 0 ? sums->enough + 1 : 0;
}

/* Neither the fall nor the end of a repetition without return was seen. */
static int no_return(const bandex_rep *rep) {
    return (rep->flags & BANDEX_REP_FLAG_NO_RETURN) != 0;
}

static float range_of(const bandex_rep *rep) {
    return no_return(rep) || !is_number(rep->rise) || rep->rise < rep->fall ? rep->rise : rep->fall;
}

static void keep(bandex_advisor_rep *kept, const bandex_rep *rep) {
    wipe(kept, sizeof *kept);
    kept->start_us = rep->start_us;
    kept->rep_id = rep->rep_id;
    kept->phases_us[IN_CONCENTRIC] = rep->concentric_us;
    kept->phases_us[IN_HOLD] = rep->hold_us;
    kept->phases_us[IN_ECCENTRIC] = no_return(rep) ? UNKNOWN_US : rep->eccentric_us;
    kept->phases_us[IN_REST] = rep->rest_before_us;
    kept->measures[OF_RANGE] = range_of(rep);
    kept->measures[OF_PEAK] = rep->peak;
    kept->measures[OF_IMPULSE] = rep->impulse;
    kept->measures[OF_LOADING_RATE] = rep->loading_rate;
    kept->completeness = rep->completeness;
    kept->rep_class = rep->rep_class;
    kept->side = rep->side;
}

static bandex_advisor_rep *kept_as(bandex_advisor *self, uint32_t rep_id) {
    uint32_t i = self->newest_count;
    while (i-- > 0) {
        if (self->newest[i].rep_id == rep_id) {
            return &self->newest[i];
        }
    }
    return NULL;
}

/* Room for one more at the end of the list. */
static bandex_advisor_rep *append(bandex_advisor *self) {
    uint32_t i;
    if (self->newest_count == BANDEX_ADVISOR_REPS) {
        sum(&self->older, &self->config, &self->newest[0]);
        for (i = 1; i < BANDEX_ADVISOR_REPS; i++) {
            self->newest[i - 1] = self->newest[i];
        }
        self->newest_count--;
    }
    return &self->newest[self->newest_count++];
}

/* The counter of the list is the host's memory: it may have come from anywhere. */
static int sound(const bandex_advisor *self) {
    return self != NULL && self->newest_count <= BANDEX_ADVISOR_REPS;
}

bandex_status bandex_advisor_add(bandex_advisor *self, const bandex_rep *rep) {
    if (!sound(self) || rep == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    keep(append(self), rep);
    return BANDEX_OK;
}

static void take_ended(bandex_advisor *self, const bandex_event *event) {
    bandex_advisor_rep *kept;
    if (self->set_ended) {
        begin_set(self);
    }
    kept = kept_as(self, event->rep.rep_id);
    keep(kept != NULL ? kept : append(self), &event->rep);
}

static void change_class(bandex_advisor *self, const bandex_rep *by) {
    bandex_advisor_rep *kept = kept_as(self, by->rep_id);
    if (kept != NULL) {
        kept->rep_class = by->rep_class;
        kept->completeness = by->completeness;
    }
}

static void withdraw(bandex_advisor *self, const bandex_event *event) {
    uint32_t last = event->rep.rep_id, i;
    if (!(event->flags & BANDEX_EVENT_FLAG_AND_EARLIER)) {
        change_class(self, &event->rep);
        return;
    }
    if (self->newest_count > 0 && self->newest[0].rep_id <= last) { /* all before it, too */
        wipe(&self->older, sizeof self->older);
    }
    for (i = 0; i < self->newest_count; i++) {
        if (self->newest[i].rep_id <= last) {
            self->newest[i].rep_class = BANDEX_REP_SETUP;
        }
    }
}

bandex_status bandex_advisor_feed(bandex_advisor *self, const bandex_event *event) {
    if (!sound(self) || event == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    switch (event->kind) {
    case BANDEX_EVENT_REP_ENDED:
        take_ended(self, event);
        break;
    case BANDEX_EVENT_RECLASSIFIED:
        change_class(self, &event->rep);
        break;
    case BANDEX_EVENT_REVOKED:
        withdraw(self, event);
        break;
    case BANDEX_EVENT_SET_ENDED:
        self->set_ended = 1;
        break;
    default: /* tops and counts: their measures are not final */
        break;
    }
    return BANDEX_OK;
}

static int32_t milliseconds(uint64_t us) {
    uint64_t ms = us / 1000 + (us % 1000 >= 500);
    return ms > INT32_MAX ? INT32_MAX : (int32_t)ms;
}

static int32_t ratio_permille(int32_t ms, int32_t prescribed_ms) {
    int64_t ratio;
    if (ms < 0 || prescribed_ms <= 0) {
        return BANDEX_UNKNOWN;
    }
    ratio = ((int64_t)ms * 1000 + prescribed_ms / 2) / prescribed_ms;
    return ratio > INT32_MAX ? INT32_MAX : (int32_t)ratio;
}

static void tell_phase(bandex_phase_advice *out, const bandex_advice_config *config, const bandex_advisor_sums *sums, int phase,
                       uint32_t took_us) {
    uint32_t known = sums->known[phase];
    out->prescribed_ms = prescribed(&config->tempo, phase);
    out->took_ms = took_us == UNKNOWN_US ? BANDEX_UNKNOWN : milliseconds(took_us);
    out->ratio_permille = ratio_permille(out->took_ms, out->prescribed_ms);
    out->pace = pace_of(config, took_us, out->prescribed_ms);
    out->mean_ms = known > 0 ? milliseconds(sums->phase_us[phase] / known) : BANDEX_UNKNOWN;
    out->mean_ratio_permille = ratio_permille(out->mean_ms, out->prescribed_ms);
    out->deviation_ms = known > 0 && out->prescribed_ms != BANDEX_UNKNOWN ? milliseconds(sums->deviation_us[phase] / known)
                                                                          : BANDEX_UNKNOWN;
    out->within = sums->within[phase];
    out->count = known;
}

static int off_tempo(const bandex_phase_advice *phase) {
    return phase->pace == BANDEX_PACE_SHORT || phase->pace == BANDEX_PACE_LONG;
}

static void tell_loss(bandex_loss *out, float newest, float best) {
    out->newest = newest;
    out->best = best;
    out->loss_permille = loss_permille(newest, best);
}

/* The ranges among which the median is looked for: a full repetition of the side, with a number. */
static int in_median(const bandex_advisor_rep *rep, uint8_t side) {
    return stands(rep) && rep->rep_class != BANDEX_REP_PARTIAL && rep->side == side && is_number(rep->measures[OF_RANGE]);
}

static float median_range(const bandex_advisor *self, uint8_t side) {
    float sorted[BANDEX_ADVISOR_REPS];
    uint32_t i, j, n = 0;
    for (i = 0; i < self->newest_count; i++) {
        float range = self->newest[i].measures[OF_RANGE];
        if (in_median(&self->newest[i], side)) {
            for (j = n++; j > 0 && sorted[j - 1] > range; j--) {
                sorted[j] = sorted[j - 1];
            }
            sorted[j] = range;
        }
    }
    return n == 0 ? 0.0f : n % 2 ? sorted[n / 2] : 0.5f * sorted[n / 2 - 1] + 0.5f * sorted[n / 2];
}

/* Events a minute for so many in that time; 0 for none or for a clock that stood or ran backward. */
static float a_minute(uint32_t times, uint64_t from_us, uint64_t to_us) {
    return times > 0 && to_us > from_us ? 60e6f * (float)times / (float)(to_us - from_us) : 0.0f;
}

static void tell(bandex_advice *out, const bandex_advisor *self, bandex_advisor_sums *sums, const bandex_advisor_rep *rep) {
    bandex_phase_advice *phases[PHASE_COUNT];
    bandex_loss *losses[MEASURE_COUNT];
    const float *best = best_of(sums, rep);
    uint32_t efforts = sums->reps + sums->partials;
    int i;
    phases[IN_CONCENTRIC] = &out->concentric;
    phases[IN_HOLD] = &out->hold;
    phases[IN_ECCENTRIC] = &out->eccentric;
    phases[IN_REST] = &out->rest;
    phases[IN_TENSION] = &out->tension;
    losses[OF_RANGE] = &out->range;
    losses[OF_PEAK] = &out->peak;
    losses[OF_IMPULSE] = &out->impulse;
    losses[OF_LOADING_RATE] = &out->loading_rate;
    out->rep_id = rep->rep_id;
    out->reps = sums->reps;
    out->partials = sums->partials;
    out->flags = enough(&self->config, rep, best) | (rep->rep_class == BANDEX_REP_PARTIAL ? BANDEX_ADVICE_FLAG_PARTIAL : 0u) |
                 (sums->enough >= (uint32_t)self->config.stop_after ? BANDEX_ADVICE_FLAG_STOP : 0u);
    for (i = 0; i < PHASE_COUNT; i++) {
        tell_phase(phases[i], &self->config, sums, i, phase_of(rep, i, efforts == 1));
        out->flags |= i != IN_TENSION && off_tempo(phases[i]) ? BANDEX_ADVICE_FLAG_OFF_TEMPO : 0u;
    }
    for (i = 0; i < MEASURE_COUNT; i++) {
        tell_loss(losses[i], rep->measures[i], best[i]);
    }
    out->range_median = median_range(self, rep->side);
    out->range_below_median_permille = loss_permille(rep->measures[OF_RANGE], out->range_median);
    out->completeness = rep->completeness;
    out->cadence = a_minute(efforts - 1, sums->first_us, sums->newest_us);
    out->cadence_newest = a_minute(efforts > 1, sums->before_us, sums->newest_us);
}

bandex_status bandex_advisor_get(const bandex_advisor *self, bandex_advice *advice) {
    const bandex_advisor_rep *newest = NULL;
    bandex_advisor_sums sums;
    uint32_t i;
    if (!sound(self) || advice == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    wipe(advice, sizeof *advice);
    sums = self->older;
    for (i = 0; i < self->newest_count; i++) {
        sum(&sums, &self->config, &self->newest[i]);
        newest = stands(&self->newest[i]) ? &self->newest[i] : newest;
    }
    if (newest == NULL) {
        return BANDEX_E_NOT_FOUND;
    }
    tell(advice, self, &sums, newest);
    return BANDEX_OK;
}
