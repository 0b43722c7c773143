/* SPDX-License-Identifier: MIT */
#include "detection.h"

#include "advice.h"
#include "command.h"
#include "recording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EVENT_CAPACITY 16
#define GAP_S 1.5                 /* reported as a gap, as the detector sees it */
#define HALF_WRAP_S 2147.483648   /* half of the 32-bit microsecond clock */

double detection_seconds(const detection *self, uint64_t time_us)
{
    return self->zero_s + (double)time_us * 1e-6;
}

static void *grow(detection *self, void *array, size_t *capacity, size_t size)
{
    size_t wanted = *capacity ? *capacity * 2 : 64;
    void *grown = realloc(array, wanted * size);
    if (!grown) {
        self->out_of_memory = true;
        return array;
    }
    *capacity = wanted;
    return grown;
}

/* What each repetition of the set would have told, of those that stand. */
static void advise(detection *self, detection_set *set)
{
    bandex_advisor advisor;
    bandex_advisor_init(&advisor, self->advise);
    for (size_t i = set->first; i < set->first + set->count; i++) {
        if (i >= self->advice_capacity) {
            self->advices = grow(self, self->advices, &self->advice_capacity, sizeof *self->advices);
        }
        if (self->out_of_memory) {
            return;
        }
        bandex_advisor_add(&advisor, &self->list.reps[i]);
        bandex_advisor_get(&advisor, &self->advices[i]);
        if (set->stop == 0 && self->advices[i].flags & BANDEX_ADVICE_FLAG_STOP) {
            set->stop = i - set->first + 1;
        }
    }
}

/* Closes the set: its repetitions are those that came since the set before. */
static void end_set(detection *self)
{
    const detection_set *before = self->set_count ? &self->sets[self->set_count - 1] : NULL;
    size_t first = before ? before->first + before->count : 0;
    if (self->list.count <= first) {
        return;
    }
    if (self->set_count == self->set_capacity) {
        self->sets = grow(self, self->sets, &self->set_capacity, sizeof *self->sets);
    }
    if (self->out_of_memory) {
        return;
    }
    detection_set *set = &self->sets[self->set_count++];
    set->first = first;
    set->count = self->list.count - first;
    set->beyond = set->stop = 0;
    bandex_set_summary_init(&set->summary);
    for (size_t i = first; i < self->list.count; i++) {
        bandex_set_summary_add(&set->summary, &self->list.reps[i]);
        if (self->spring) {
            set->beyond += bandex_set_summary_work_add(&set->summary, &self->list.reps[i], self->spring) != BANDEX_OK;
        }
    }
    if (self->advise) {
        advise(self, set);
    }
}

static void take_event(detection *self, const bandex_event *event)
{
    if (self->list.count == self->list.capacity) {
        self->list.reps = grow(self, self->list.reps, &self->list.capacity, sizeof *self->list.reps);
    }
    bandex_rep_list_add(&self->list, event);
    if (self->advise) {
        bandex_advisor_feed(&self->advisor, event);
    }
    if (event->kind == BANDEX_EVENT_SET_ENDED) {
        end_set(self);
    }
    if (self->on_event) {
        self->on_event(self, event);
    }
}

static void keep(detection *self, float force)
{
    if (self->signal_count == self->signal_capacity) {
        self->signal = grow(self, self->signal, &self->signal_capacity, sizeof *self->signal);
    }
    if (!self->out_of_memory) {
        detection_sample *sample = &self->signal[self->signal_count++];
        sample->time_s = detection_seconds(self, bandex_detector_time(&self->detector));
        sample->force = force;
    }
}

static void feed(detection *self, uint32_t t_us, float force)
{
    bandex_event events[EVENT_CAPACITY];
    size_t written = 0, consumed = 0;
    self->status = bandex_detector_process(&self->detector, self->rate_hz > 0 ? NULL : &t_us, &force, 1, events,
                                           EVENT_CAPACITY, &written, &consumed);
    for (size_t i = 0; i < written; i++) {
        take_event(self, &events[i]);
    }
    if (self->keep_signal && isfinite(force)) {
        keep(self, force);
    }
}

static bool on_header(void *context, const recording_columns *columns)
{
    detection *self = context;
    if (columns->time >= 0) {
        self->rate_hz = 0;
        self->config.rate_num = 0;
    }
    if (columns->time < 0 && self->rate_hz <= 0) {
        self->refused = fail(EXIT_USAGE, "the recording has no column t_s or t_us: give its rate with --rate HZ");
        return false;
    }
    if (self->calibrated && !columns->unitless) {
        self->refused = fail(EXIT_USAGE, "the column %s has a unit already: a calibration is for counts", columns->force_name);
        return false;
    }
    self->clock_wraps = columns->time_scale < 1;
    self->unitless = columns->unitless && !self->calibrated;
    self->spring = self->unitless ? NULL : self->spring; /* work is of newtons */
    self->config.unit = self->unitless ? BANDEX_UNIT_UNITLESS : BANDEX_UNIT_NEWTON;
    self->status = bandex_detector_init(&self->detector, sizeof self->detector, &self->config);
    bandex_advisor_init(&self->advisor, self->advise);
    return self->status == BANDEX_OK;
}

/* The detector's clock has 32 bits; a longer pause is told to it in so many words. */
static uint32_t clock_of(double seconds)
{
    return (uint32_t)(int64_t)llround(fmod(seconds, 1e9) * 1e6);
}

/* Seconds since the sample before. A 32-bit microsecond clock that starts again from zero has wrapped. */
static double step_to(const detection *self, double time_s)
{
    double step = time_s - self->last_s;
    return self->clock_wraps && step < -HALF_WRAP_S ? step + 2 * HALF_WRAP_S : step;
}

static void take_timed(detection *self, double time_s, float force)
{
    double step = self->have_zero ? step_to(self, time_s) : 0;
    if (!self->have_zero) {
        self->zero_s = time_s;
    }
    self->gaps += step > GAP_S ? 1u : 0u;
    self->bad_times += self->have_zero && step <= 0 ? 1u : 0u;
    if (step > HALF_WRAP_S) {
        self->status = bandex_detector_resume(&self->detector, (uint64_t)(step * 1e6));
    }
    self->have_zero = true;
    self->last_s = time_s;
    feed(self, clock_of(time_s), force);
}

static void refuse_time(detection *self)
{
    self->bad_times++;
    self->skipped++;
}

/* A leap of more than half an hour is either a pause or one corrupt time: the next sample tells, so the leaping one
 * waits for it. */
static void take_in_order(detection *self, double time_s, float force)
{
    if (self->waiting) {
        double step = time_s - self->waiting_sample.time_s;
        self->waiting = false;
        if (step > 0 && step < HALF_WRAP_S) {
            take_timed(self, self->waiting_sample.time_s, self->waiting_sample.force);
        } else {
            refuse_time(self);
        }
    }
    if (self->have_zero && step_to(self, time_s) > HALF_WRAP_S) {
        self->waiting = true;
        self->waiting_sample = (detection_sample){time_s, force};
    } else {
        take_timed(self, time_s, force);
    }
}

/* In newtons where the recording or a calibration tells them. */
static float force_of(detection *self, float reading)
{
    float newtons = NAN;
    if (!self->calibrated) {
        return reading;
    }
    if (fabsf(reading) < 2147483648.0f) {
        bandex_calibration_convert(&self->calibration, (int32_t)lrintf(reading), &newtons);
    }
    return newtons;
}

static bool on_row(void *context, const recording_row *row)
{
    detection *self = context;
    float force = force_of(self, row->force);
    bool number = isfinite(force);
    self->not_numbers += number ? 0u : 1u;
    if (self->rate_hz > 0) {
        feed(self, 0, force);
    } else if (!row->time_known || fabs(row->time_s) > 1e12) {
        refuse_time(self);
        return true;
    } else if (number) {
        take_in_order(self, row->time_s, force);
    } else {
        self->skipped++;
    }
    self->samples += number ? 1u : 0u;
    return self->status == BANDEX_OK && !self->out_of_memory;
}

static void finish(detection *self)
{
    bandex_event events[EVENT_CAPACITY];
    size_t written = EVENT_CAPACITY;
    if (self->waiting) {
        refuse_time(self);
    }
    while (self->status == BANDEX_OK && written == EVENT_CAPACITY) {
        self->status = bandex_detector_finish(&self->detector, events, EVENT_CAPACITY, &written);
        for (size_t i = 0; i < written; i++) {
            take_event(self, &events[i]);
        }
    }
    end_set(self);
}

int detection_run(detection *self, const char *path)
{
    int code = recording_read(path, on_header, on_row, self);
    if (code != EXIT_DONE) {
        return code;
    }
    if (self->refused != EXIT_DONE) {
        return self->refused;
    }
    if (self->status == BANDEX_OK && !self->out_of_memory) {
        finish(self);
    }
    if (self->out_of_memory || self->status != BANDEX_OK) {
        return fail(EXIT_DATA, "%s: %s", path,
                    bandex_status_message(self->out_of_memory ? BANDEX_E_MEMORY : self->status));
    }
    self->skipped += bandex_detector_skipped(&self->detector);
    if (self->samples == 0) {
        return fail(EXIT_DATA, "%s: not one usable sample", path);
    }
    return EXIT_DONE;
}

void detection_free(detection *self)
{
    free(self->list.reps);
    free(self->advices);
    free(self->sets);
    free(self->signal);
}

static void add_work(json_object *object, const detection *self, const bandex_rep *rep)
{
    bandex_work work;
    if (self->spring && bandex_rep_work(rep, self->spring, &work) == BANDEX_OK) {
        add_number(object, "start_mm", (double)work.start_mm);
        add_number(object, "peak_mm", (double)work.peak_mm);
        add_number(object, "work_j", (double)work.stretch_j);
        add_number(object, "power_w", (double)work.power_w);
    }
}

/* What a repetition does not have yet (its end when it has just counted) is left out. */
json_object *detection_rep_json(const detection *self, const bandex_rep *rep)
{
    json_object *object = json_object_new_object();
    const struct {
        const char *key;
        uint64_t time_us;
    } times[] = {{"start_s", rep->start_us}, {"top_s", rep->top_us}, {"peak_s", rep->peak_us}, {"end_s", rep->end_us}, {"counted_s", rep->counted_us}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        if (times[i].time_us != 0 || i == 0) {
            add_seconds(object, times[i].key, detection_seconds(self, times[i].time_us));
        }
    }
    add_number(object, "peak", (double)rep->peak);
    add_number(object, "trough", (double)rep->trough);
    if (rep->end_us != 0) {
        add_number(object, "mean", (double)rep->mean);
        add_number(object, "impulse", (double)rep->impulse);
        add_number(object, "impulse_above_trough", (double)rep->impulse_above_trough);
        add_seconds(object, "concentric_s", rep->concentric_us * 1e-6);
        add_seconds(object, "hold_s", rep->hold_us * 1e-6);
        add_seconds(object, "eccentric_s", rep->eccentric_us * 1e-6);
        add_number(object, "loading_rate", (double)rep->loading_rate);
        add_number(object, "rfd_100", (double)rep->rfd_100);
        add_number(object, "rfd_200", (double)rep->rfd_200);
        add_work(object, self, rep);
        json_object_object_add(object, "bumps", json_object_new_int(rep->bumps));
        json_object_object_add(object, "phase_def", json_object_new_int(rep->phase_def));
    }
    add_number(object, "completeness", (double)rep->completeness);
    json_object_object_add(object, "partial", json_object_new_boolean(rep->rep_class == BANDEX_REP_PARTIAL));
    json_object *flags = json_object_new_array();
    static const struct {
        uint32_t flag;
        const char *name;
    } names[] = {{BANDEX_REP_FLAG_CLIPPED, "clipped"}, {BANDEX_REP_FLAG_GAP, "gap"}, {BANDEX_REP_FLAG_NO_RETURN, "no_return"},
                 {BANDEX_REP_FLAG_SPIKE, "spike"}, {BANDEX_REP_FLAG_RECLASSIFIED, "reclassified"}, {BANDEX_REP_FLAG_LOW_RATE, "low_rate"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (rep->flags & names[i].flag) {
            json_object_array_add(flags, json_object_new_string(names[i].name));
        }
    }
    json_object_object_add(object, "flags", flags);
    return object;
}

static const char *unit_name(const detection *self)
{
    return self->unitless ? "unitless" : "N";
}

static json_object *set_json(const detection *self, const detection_set *set)
{
    const bandex_set_summary *summary = &set->summary;
    json_object *object = json_object_new_object();
    json_object_object_add(object, "full", json_object_new_int64(summary->full));
    json_object_object_add(object, "partial", json_object_new_int64(summary->partial));
    add_seconds(object, "start_s", detection_seconds(self, summary->start_us));
    add_seconds(object, "end_s", detection_seconds(self, summary->end_us));
    add_seconds(object, "concentric_s", (double)summary->concentric_us * 1e-6);
    add_seconds(object, "hold_s", (double)summary->hold_us * 1e-6);
    add_seconds(object, "eccentric_s", (double)summary->eccentric_us * 1e-6);
    add_seconds(object, "time_under_tension_s",
               (double)(summary->concentric_us + summary->hold_us + summary->eccentric_us) * 1e-6);
    add_number(object, "peak", (double)summary->peak);
    add_number(object, "peak_mean", (double)summary->peak_mean);
    add_number(object, "impulse", (double)summary->impulse);
    if (!self->unitless) { /* shares of a force want its zero */
        add_number(object, "peak_decline", (double)summary->peak_decline);
        add_number(object, "impulse_decline", (double)summary->impulse_decline);
    }
    add_number(object, "loading_rate_loss", (double)summary->loading_rate_loss);
    add_number(object, "cadence_per_min", (double)summary->cadence);
    if (summary->work_j > 0) {
        add_number(object, "work_j", (double)summary->work_j);
        add_number(object, "power_w", (double)summary->power_w);
    }
    if (self->advices) {
        json_object_object_add(object, "tempo", advice_tempo_json(&self->advices[set->first + set->count - 1]));
    }
    if (set->stop > 0) {
        json_object_object_add(object, "stop_after_rep", json_object_new_int64((int64_t)set->stop));
    }
    return object;
}

json_object *detection_json(const detection *self)
{
    json_object *object = json_object_new_object();
    json_object *reps = json_object_new_array();
    json_object *sets = json_object_new_array();
    json_object *faults = json_object_new_object();
    add_text(object, "unit", unit_name(self));
    json_object_object_add(object, "samples", json_object_new_int64((int64_t)self->samples));
    json_object_object_add(object, "skipped", json_object_new_int64((int64_t)self->skipped));
    json_object_object_add(faults, "not_numbers", json_object_new_int64((int64_t)self->not_numbers));
    json_object_object_add(faults, "bad_times", json_object_new_int64((int64_t)self->bad_times));
    json_object_object_add(faults, "gaps", json_object_new_int64((int64_t)self->gaps));
    json_object_object_add(object, "faults", faults);
    json_object_object_add(object, "revoked", json_object_new_int64((int64_t)self->list.revoked));
    for (size_t i = 0; i < self->list.count; i++) {
        json_object *rep = detection_rep_json(self, &self->list.reps[i]);
        if (self->advices) {
            json_object_object_add(rep, "advice", advice_json(&self->advices[i]));
        }
        json_object_array_add(reps, rep);
    }
    for (size_t i = 0; i < self->set_count; i++) {
        json_object_array_add(sets, set_json(self, &self->sets[i]));
    }
    json_object_object_add(object, "reps", reps);
    json_object_object_add(object, "sets", sets);
    return object;
}

static void print_set(const detection *self, const detection_set *set, size_t number)
{
    const bandex_set_summary *summary = &set->summary;
    const char *unit = self->unitless ? "" : " N";
    printf("Set %zu: %u full, %u partial; under tension %.1f s (%.1f up, %.1f held, %.1f down); peak %.1f%s, mean peak %.1f%s\n", number,
           summary->full, summary->partial,
           (double)(summary->concentric_us + summary->hold_us + summary->eccentric_us) * 1e-6,
           (double)summary->concentric_us * 1e-6, (double)summary->hold_us * 1e-6, (double)summary->eccentric_us * 1e-6,
           (double)summary->peak, unit, (double)summary->peak_mean, unit);
    if (summary->full > 1) {
        printf("       %.1f repetitions a minute; from best to last: ", (double)summary->cadence);
        if (!self->unitless) { /* shares of a force want its zero */
            printf("peak -%.0f %%, impulse -%.0f %%, ", (double)summary->peak_decline * 100, (double)summary->impulse_decline * 100);
        }
        printf("loading rate -%.0f %%\n", (double)summary->loading_rate_loss * 100);
    }
    if (summary->work_j > 0) {
        printf("       work %.1f J, power %.1f W\n", (double)summary->work_j, (double)summary->power_w);
    }
    if (set->beyond > 0) {
        printf("       %zu repetitions without work: the force is beyond what the band bears\n", set->beyond);
    }
    if (self->advices) {
        advice_print_set(&self->advices[set->first + set->count - 1]);
    }
    if (set->stop > 0) {
        printf("       stop after repetition %zu\n", set->stop);
    }
}

static void print_faults(const detection *self)
{
    if (self->skipped + self->not_numbers + self->bad_times + self->gaps + self->list.revoked > 0) {
        printf("Not usable: %llu rows (%llu without a number, %llu with a repeated or backward time); %llu gaps; %u counts withdrawn\n",
               (unsigned long long)self->skipped, (unsigned long long)self->not_numbers,
               (unsigned long long)self->bad_times, (unsigned long long)self->gaps, self->list.revoked);
    }
}

static void print_rep(const detection *self, size_t index, size_t number)
{
    const bandex_rep *rep = &self->list.reps[index];
    printf("%4zu %8.2f %8.2f %8.2f %6.2f %6.2f %6.2f %9.2f %9.2f %10.2f %5.0f%% %s", number,
           detection_seconds(self, rep->start_us), detection_seconds(self, rep->top_us), detection_seconds(self, rep->end_us),
           rep->concentric_us * 1e-6, rep->hold_us * 1e-6, rep->eccentric_us * 1e-6, (double)rep->trough, (double)rep->peak,
           (double)rep->impulse, (double)rep->completeness * 100, rep->rep_class == BANDEX_REP_PARTIAL ? "partial" : "");
    if (self->advices) {
        advice_print_notes(&self->advices[index], rep->rep_class == BANDEX_REP_PARTIAL ? ", " : "");
    }
    puts("");
}

void detection_print(const detection *self)
{
    if (self->list.count == 0) {
        puts("No repetitions.");
    }
    for (size_t s = 0; s < self->set_count; s++) {
        const detection_set *set = &self->sets[s];
        if (s == 0) {
            printf(" rep    start      top      end     up   held   down    trough      peak    impulse  full\n");
            printf("            s        s        s      s      s      s %9s %9s %10s\n", self->unitless ? "" : "N", self->unitless ? "" : "N",
                   self->unitless ? "" : "N s");
        }
        for (size_t i = 0; i < set->count; i++) {
            print_rep(self, set->first + i, i + 1);
        }
        print_set(self, set, s + 1);
    }
    print_faults(self);
}
