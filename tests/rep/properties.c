/* SPDX-License-Identifier: MIT */
/* What must hold for every signal: causality, scale, shift, splitting, skipped samples, order, saving. */
#include "simulator.h"

#include <bandex/rep.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { most = 128 };

struct outcome {
    bandex_rep reps[most];
    bandex_rep_list list;
    bandex_detector detector;
};

static void follow(struct outcome *o, const uint32_t *t, const float *f, size_t n, size_t block, int finish) {
    bandex_event events[16];
    size_t at = 0, written, consumed;
    uint64_t last = 0;
    while (at < n) {
        size_t want = n - at < block ? n - at : block;
        cr_assert_eq(bandex_detector_process(&o->detector, t + at, f + at, want, events, 16, &written, &consumed), BANDEX_OK);
        for (size_t i = 0; i < written; i++) {
            cr_assert_geq(events[i].time_us, last);
            last = events[i].time_us;
            bandex_rep_list_add(&o->list, &events[i]);
        }
        at += consumed;
    }
    while (finish) {
        cr_assert_eq(bandex_detector_finish(&o->detector, events, 16, &written), BANDEX_OK);
        for (size_t i = 0; i < written; i++) bandex_rep_list_add(&o->list, &events[i]);
        finish = written == 16;
    }
}

static struct outcome *start(const bandex_detector_config *config) {
    struct outcome *o = calloc(1, sizeof *o);
    bandex_rep_list_init(&o->list, o->reps, most);
    cr_assert_eq(bandex_detector_init(&o->detector, sizeof o->detector, config), BANDEX_OK);
    return o;
}

static bandex_detector_config settings(const simulator_set *set) {
    bandex_detector_config config;
    bandex_detector_config_default(&config);
    config.unit = set->unitless;
    config.inverted = (uint8_t)set->inverted;
    return config;
}

static struct outcome *run(const simulator_set *set, size_t n, size_t block, int finish) {
    bandex_detector_config config = settings(set);
    struct outcome *o = start(&config);
    follow(o, set->t_us, set->force, n, block, finish);
    return o;
}

static size_t index_of(const char *name) {
    for (size_t i = 0; i < simulator_count(); i++) {
        if (strcmp(simulator_name(i), name) == 0) return i;
    }
    cr_assert_fail("no scenario %s", name);
    return 0;
}

#define EACH_SCENARIO(i) for (size_t i = 0; i < simulator_count(); i++)

Test(properties, what_was_counted_never_depends_on_later_samples) {
    EACH_SCENARIO(i) {
        simulator_set set;
        cr_assert_eq(simulator_make(i, 3, &set), 0);
        struct outcome *whole = run(&set, set.count, 64, 0);
        for (int part = 1; part < 4; part++) {
            size_t n = set.count * (size_t)part / 4;
            struct outcome *head = run(&set, n, 64, 0);
            uint64_t until = bandex_detector_time(&head->detector);
            for (size_t k = 0; k < head->list.count; k++) { /* each is found again, or an event took it back later */
                size_t found = 0;
                for (size_t j = 0; j < whole->list.count; j++) {
                    found += whole->reps[j].rep_id == head->reps[k].rep_id &&
                             (whole->reps[j].counted_us == head->reps[k].counted_us || whole->reps[j].counted_us > until);
                }
                cr_expect(found == 1 || whole->list.revoked > head->list.revoked, "%s", simulator_name(i));
            }
            free(head);
        }
        free(whole);
        simulator_free(&set);
    }
}

Test(properties, blocks_and_saving_change_nothing) {
    EACH_SCENARIO(i) {
        simulator_set set;
        cr_assert_eq(simulator_make(i, 5, &set), 0);
        struct outcome *a = run(&set, set.count, 1000, 1), *b = run(&set, set.count / 2, 1, 0);
        bandex_detector saved;
        memcpy(&saved, &b->detector, sizeof saved);
        memset(&b->detector, 0xA5, sizeof b->detector);
        memcpy(&b->detector, &saved, sizeof saved);
        follow(b, set.t_us + set.count / 2, set.force + set.count / 2, set.count - set.count / 2, 7, 1);
        cr_expect_eq(a->list.count, b->list.count, "%s", simulator_name(i));
        cr_expect_eq(memcmp(a->reps, b->reps, a->list.count * sizeof a->reps[0]), 0, "%s", simulator_name(i));
        cr_expect_eq(memcmp(&a->detector, &b->detector, sizeof a->detector), 0, "%s", simulator_name(i));
        free(a);
        free(b);
        simulator_free(&set);
    }
}

static void expect_alike(const struct outcome *a, const struct outcome *b, double factor, const char *name) {
    cr_expect_eq(a->list.count, b->list.count, "%s: %zu and %zu", name, a->list.count, b->list.count);
    for (size_t k = 0; k < a->list.count && k < b->list.count; k++) {
        cr_expect_eq(a->reps[k].rep_class, b->reps[k].rep_class, "%s", name);
        cr_expect_float_eq((double)a->reps[k].start_us, (double)b->reps[k].start_us, 2e3, "%s", name);
        cr_expect_float_eq((double)a->reps[k].rise * factor, (double)b->reps[k].rise, 0.01 * (double)a->reps[k].rise * factor, "%s", name);
    }
}

Test(properties, scaling_a_unitless_signal_scales_the_reps) {
    static const char *const names[] = {"clean", "pretension_high", "fatigue", "partials", "noisy", "growing", "double_peak"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        simulator_set set;
        cr_assert_eq(simulator_make(index_of(names[i]), 2, &set), 0);
        set.unitless = 1;
        struct outcome *a = run(&set, set.count, 64, 1);
        for (size_t k = 0; k < set.count; k++) set.force[k] *= 1024.0f;
        struct outcome *b = run(&set, set.count, 64, 1);
        expect_alike(a, b, 1024.0, names[i]);
        free(a);
        free(b);
        simulator_free(&set);
    }
}

Test(properties, shifting_time_and_force_changes_nothing) {
    static const char *const names[] = {"clean", "fatigue", "fidget", "dropouts", "kept_tension"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        simulator_set set;
        cr_assert_eq(simulator_make(index_of(names[i]), 4, &set), 0);
        struct outcome *a = run(&set, set.count, 64, 1);
        for (size_t k = 0; k < set.count; k++) set.t_us[k] += 4000000000u;
        struct outcome *b = run(&set, set.count, 64, 1);
        cr_expect_eq(a->list.count, b->list.count, "%s", names[i]);
        cr_expect_eq(memcmp(a->reps, b->reps, a->list.count * sizeof a->reps[0]), 0, "%s", names[i]);
        free(a);
        free(b);
        simulator_free(&set);
    }
}

Test(properties, skipped_samples_change_nothing) {
    EACH_SCENARIO(i) {
        simulator_set set;
        bandex_detector_config config;
        bandex_event event;
        cr_assert_eq(simulator_make(i, 6, &set), 0);
        config = settings(&set);
        struct outcome *a = run(&set, set.count, 64, 1), *b = start(&config);
        for (size_t k = 0; k < set.count; k++) {
            bandex_detector_feed(&b->detector, set.t_us[k] - 1u, NAN);
            bandex_detector_feed(&b->detector, set.t_us[k], set.force[k]);
            bandex_detector_feed(&b->detector, set.t_us[k], INFINITY);
            while (bandex_detector_poll(&b->detector, &event)) bandex_rep_list_add(&b->list, &event);
        }
        follow(b, NULL, NULL, 0, 1, 1);
        cr_expect_eq(a->list.count, b->list.count, "%s", simulator_name(i));
        cr_expect_eq(memcmp(a->reps, b->reps, a->list.count * sizeof a->reps[0]), 0, "%s", simulator_name(i));
        free(a);
        free(b);
        simulator_free(&set);
    }
}

Test(properties, half_the_rate_finds_the_same_reps) {
    static const char *const names[] = {"rate_320", "rate_1000"};
    for (size_t i = 0; i < 2; i++) {
        simulator_set set;
        cr_assert_eq(simulator_make(index_of(names[i]), 2, &set), 0);
        struct outcome *a = run(&set, set.count, 64, 1);
        for (size_t k = 0; 2 * k < set.count; k++) {
            set.t_us[k] = set.t_us[2 * k];
            set.force[k] = set.force[2 * k];
        }
        struct outcome *b = run(&set, set.count / 2, 64, 1);
        cr_assert_eq(a->list.count, b->list.count);
        for (size_t k = 0; k < a->list.count; k++) {
            cr_expect_float_eq((double)a->reps[k].start_us, (double)b->reps[k].start_us, 40e3);
            cr_expect_float_eq((double)a->reps[k].end_us, (double)b->reps[k].end_us, 40e3, "%s %zu: %.0f", names[i], k, (double)a->reps[k].end_us - (double)b->reps[k].end_us);
        }
        free(a);
        free(b);
        simulator_free(&set);
    }
}

Test(properties, counts_fall_only_by_a_reclassify_or_revoke_event) {
    EACH_SCENARIO(i) {
        simulator_set set;
        bandex_detector_config config;
        bandex_event event;
        uint32_t before = 0;
        cr_assert_eq(simulator_make(i, 7, &set), 0);
        config = settings(&set);
        struct outcome *o = start(&config);
        for (size_t k = 0; k < set.count; k++) {
            int told = 0;
            bandex_detector_feed(&o->detector, set.t_us[k], set.force[k]);
            while (bandex_detector_poll(&o->detector, &event)) {
                told += event.kind == BANDEX_EVENT_RECLASSIFIED || event.kind == BANDEX_EVENT_REVOKED ||
                        event.kind == BANDEX_EVENT_REP_COUNTED; /* of a new set */
            }
            cr_expect(bandex_detector_count(&o->detector) >= before || told, "%s", simulator_name(i));
            before = bandex_detector_count(&o->detector);
        }
        free(o);
        simulator_free(&set);
    }
}

Test(properties, nothing_poisons_the_state) {
    bandex_detector detector;
    bandex_event event;
    simulator_set set;
    bandex_rep reps[most];
    bandex_rep_list list;
    uint32_t t = 0;
    cr_assert_eq(bandex_detector_init(&detector, sizeof detector, NULL), BANDEX_OK);
    for (int k = 0; k < 2000; k++) { /* nonsense first */
        bandex_detector_feed(&detector, t += 12500u, k % 7 == 0 ? 3e38f : k % 5 == 0 ? -INFINITY : k % 3 == 0 ? 1e17f : 0.0f);
        while (bandex_detector_poll(&detector, &event)) {}
    }
    for (int k = 0; k < 1200; k++) bandex_detector_feed(&detector, t += 12500u, 0.0f); /* 15 s: the noise falls by e in 0.25 s */
    cr_assert_eq(simulator_make(index_of("clean"), 1, &set), 0);
    bandex_detector_start_set(&detector);
    while (bandex_detector_poll(&detector, &event)) {}
    bandex_rep_list_init(&list, reps, most);
    for (size_t k = 0; k < set.count; k++) {
        bandex_detector_feed(&detector, t += 12500u, set.force[k]);
        while (bandex_detector_poll(&detector, &event)) bandex_rep_list_add(&list, &event);
    }
    cr_expect(list.count == set.full_count, "%zu of %zu", list.count, set.full_count);
    simulator_free(&set);
}
