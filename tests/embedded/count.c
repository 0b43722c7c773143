/* SPDX-License-Identifier: MIT */
/* A plugin for QEMU's translator that counts the instructions of the detector exactly. It counts what runs outside the
 * harness between mark_feed and mark_done, helpers of the compiler included; mark_poll parts feed from poll.
 *
 * Arguments: feed=, poll=, done=, low=, high= (addresses: marks, harness section), symbols=FILE (nm, for the profile),
 * out=FILE. Distributions ship QEMU without qemu-plugin.h, so the few declarations needed stand here; they are those of
 * plugin API 1 (QEMU 4.2 to 8.2); newer releases only raised the number (-DPLUGIN_VERSION). */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef PLUGIN_VERSION
#define PLUGIN_VERSION 1
#endif

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t plugin_id;
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, void (*translated)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, void (*executed)(unsigned, void *), int flags,
                                            void *data);
void qemu_plugin_register_atexit_cb(plugin_id id, void (*ending)(plugin_id, void *), void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);

#define EXPORT __attribute__((visibility("default")))
EXPORT extern const int qemu_plugin_version;
EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv);
const int qemu_plugin_version = PLUGIN_VERSION;

struct function {
    uint64_t start, count;
    uint64_t sample, in_sample, in_worst; /* of the feed of one sample; of the feed that took most */
    char name[64];
};

static uint64_t mark_feed, mark_poll, mark_done, low, high;
static char symbols_file[512], out_file[512];
static struct function functions[4096];
static size_t function_count;
static int counting;
static uint64_t count, fed, samples, total_feed, total, max_feed, max_total;
static int fed_known;

static int by_start(const void *a, const void *b) {
    const struct function *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static void read_symbols(void) {
    FILE *file = fopen(symbols_file, "r");
    char kind;
    struct function f = {0, 0, UINT64_MAX, 0, 0, ""};
    while (file != NULL && function_count < sizeof functions / sizeof functions[0] &&
           fscanf(file, "%" SCNx64 " %c %63s", &f.start, &kind, f.name) == 3) {
        if ((kind == 't' || kind == 'T' || kind == 'W') && f.name[0] != '$') {
            f.start &= ~UINT64_C(1);
            functions[function_count++] = f;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    qsort(functions, function_count, sizeof functions[0], by_start);
}

static struct function *function_at(uint64_t address) {
    size_t i = function_count;
    while (i > 0 && functions[i - 1].start > address) {
        i--;
    }
    return i > 0 ? &functions[i - 1] : &functions[0];
}

static void close_sample(void) {
    if (fed_known) {
        samples++;
        total_feed += fed;
        total += count;
        max_feed = fed > max_feed ? fed : max_feed;
        max_total = count > max_total ? count : max_total;
    }
    fed_known = 0;
}

static void on_feed(unsigned cpu, void *data) {
    (void)cpu, (void)data;
    close_sample();
    counting = 1;
    count = 0;
}

static void keep_worst(void) {
    size_t i;
    for (i = 0; i < function_count; i++) {
        functions[i].in_worst = functions[i].sample == samples ? functions[i].in_sample : 0;
    }
}

static void on_poll(unsigned cpu, void *data) {
    (void)cpu, (void)data;
    if (!fed_known) {
        fed = count;
        fed_known = 1;
        if (fed > max_feed) {
            keep_worst();
        }
    }
    counting = 1;
}

static void on_done(unsigned cpu, void *data) {
    (void)cpu, (void)data;
    counting = 0;
}

static void on_instruction(unsigned cpu, void *data) {
    (void)cpu;
    if (counting) {
        struct function *f = data;
        count++;
        f->count++;
        f->in_sample = f->sample == samples ? f->in_sample + 1 : 1;
        f->sample = samples;
    }
}

static void on_translation(plugin_id id, struct qemu_plugin_tb *tb) {
    size_t i, n = qemu_plugin_tb_n_insns(tb);
    (void)id;
    for (i = 0; i < n; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        uint64_t at = qemu_plugin_insn_vaddr(insn);
        if (at == mark_feed) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_feed, 0, NULL);
        } else if (at == mark_poll) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_poll, 0, NULL);
        } else if (at == mark_done) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_done, 0, NULL);
        } else if (at < low || at >= high) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_instruction, 0, function_at(at));
        }
    }
}

static int by_count(const void *a, const void *b) {
    const struct function *x = a, *y = b;
    return x->count > y->count ? -1 : x->count < y->count;
}

static void on_end(plugin_id id, void *data) {
    FILE *file = fopen(out_file, "w");
    size_t i;
    (void)id, (void)data;
    close_sample();
    if (file == NULL || samples == 0) {
        return;
    }
    fprintf(file, "samples %" PRIu64 " mean %.1f max %" PRIu64 " feed_mean %.1f feed_max %" PRIu64 "\n", samples,
            (double)total / (double)samples, max_total, (double)total_feed / (double)samples, max_feed);
    qsort(functions, function_count, sizeof functions[0], by_count);
    for (i = 0; i < function_count && functions[i].count > 0; i++) {
        fprintf(file, "%10.2f %s, %" PRIu64 " in the worst sample\n", (double)functions[i].count / (double)samples,
                functions[i].name, functions[i].in_worst);
    }
    fclose(file);
}

int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
    int i;
    (void)info;
    for (i = 0; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        uint64_t number;
        if (value == NULL) {
            return 1;
        }
        *value++ = '\0';
        number = strtoull(value, NULL, 0) & ~UINT64_C(1);
        if (strcmp(argv[i], "feed") == 0) {
            mark_feed = number;
        } else if (strcmp(argv[i], "poll") == 0) {
            mark_poll = number;
        } else if (strcmp(argv[i], "done") == 0) {
            mark_done = number;
        } else if (strcmp(argv[i], "low") == 0) {
            low = number;
        } else if (strcmp(argv[i], "high") == 0) {
            high = number;
        } else if (strcmp(argv[i], "symbols") == 0) {
            snprintf(symbols_file, sizeof symbols_file, "%s", value);
        } else if (strcmp(argv[i], "out") == 0) {
            snprintf(out_file, sizeof out_file, "%s", value);
        } else {
            return 1;
        }
    }
    read_symbols();
    if (function_count == 0 || mark_done == 0) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    qemu_plugin_register_atexit_cb(id, on_end, NULL);
    return 0;
}
