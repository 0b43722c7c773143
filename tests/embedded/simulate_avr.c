/* SPDX-License-Identifier: MIT */
/* Runs the harness on simavr: vectors from standard input, the result into a file, and counts clock cycles exactly as
 * count.c counts instructions. Deepest stack: from the call in the harness down to the lowest stack pointer.
 *
 * usage: simulate_avr PROGRAM.elf feed poll done low high SYMBOLS COUNTS RESULT   (addresses in bytes) */
#include <inttypes.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <simavr/sim_io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GPIOR0 0x3E
#define GPIOR1 0x4A
#define GPIOR2 0x4B
#define FLASH 131072

struct function {
    uint64_t count;
    char name[64];
};

static int waiting, finished = -1;
static FILE *result; /* simavr itself writes to standard output */
static struct function functions[1024];
static uint16_t function_of[FLASH];
static size_t function_count = 1;

static uint8_t on_take(avr_t *avr, avr_io_addr_t addr, void *data) {
    uint8_t byte = (uint8_t)waiting;
    (void)avr, (void)addr, (void)data;
    waiting = getchar();
    return byte;
}

static uint8_t on_waiting(avr_t *avr, avr_io_addr_t addr, void *data) {
    (void)avr, (void)addr, (void)data;
    return waiting != EOF;
}

static void on_put(avr_t *avr, avr_io_addr_t addr, uint8_t value, void *data) {
    (void)avr, (void)addr, (void)data;
    putc(value, result);
}

static void on_finish(avr_t *avr, avr_io_addr_t addr, uint8_t value, void *data) {
    (void)avr, (void)addr, (void)data;
    finished = value;
}

/* A table from address to function out of the sorted output of nm. */
static int read_symbols(const char *path) {
    FILE *file = fopen(path, "r");
    unsigned start, i;
    char kind, name[64];
    while (file != NULL && function_count < sizeof functions / sizeof functions[0] &&
           fscanf(file, "%x %c %63s", &start, &kind, name) == 3) {
        if ((kind == 't' || kind == 'T' || kind == 'W') && start < FLASH) {
            snprintf(functions[function_count].name, sizeof functions[0].name, "%s", name);
            for (i = start; i < FLASH; i++) {
                function_of[i] = (uint16_t)function_count;
            }
            function_count++;
        }
    }
    return file != NULL && fclose(file) == 0;
}

static int by_count(const void *a, const void *b) {
    const struct function *x = a, *y = b;
    return x->count > y->count ? -1 : x->count < y->count;
}

int main(int argc, char **argv) {
    static elf_firmware_t firmware;
    uint64_t count = 0, fed = 0, samples = 0, total = 0, total_feed = 0, max_total = 0, max_feed = 0;
    uint32_t mark_feed, mark_poll, mark_done, low, high;
    int counting = 0, fed_known = 0, outside = 0, entry_sp = 0, lowest_sp = 0, deepest = 0;
    size_t i;
    avr_t *avr;
    FILE *out;
    if (argc != 10 || (result = fopen(argv[9], "w")) == NULL || elf_read_firmware(argv[1], &firmware) != 0 || !read_symbols(argv[7])) {
        fprintf(stderr, "usage: simulate_avr PROGRAM.elf feed poll done low high SYMBOLS COUNTS RESULT\n");
        return 2;
    }
    mark_feed = (uint32_t)strtoul(argv[2], NULL, 0);
    mark_poll = (uint32_t)strtoul(argv[3], NULL, 0);
    mark_done = (uint32_t)strtoul(argv[4], NULL, 0);
    low = (uint32_t)strtoul(argv[5], NULL, 0);
    high = (uint32_t)strtoul(argv[6], NULL, 0);
    avr = avr_make_mcu_by_name("atmega1284p");
    if (avr == NULL || avr_init(avr) != 0) {
        return 2;
    }
    avr->frequency = 16000000;
    avr->log = LOG_ERROR;
    avr_load_firmware(avr, &firmware);
    avr_register_io_read(avr, GPIOR1, on_take, NULL);
    avr_register_io_read(avr, GPIOR2, on_waiting, NULL);
    avr_register_io_write(avr, GPIOR0, on_put, NULL);
    avr_register_io_write(avr, GPIOR2, on_finish, NULL);
    waiting = getchar();
    while (finished < 0) {
        uint32_t at = avr->pc;
        avr_cycle_count_t before = avr->cycle;
        int sp = avr->data[R_SPL] | avr->data[R_SPH] << 8, state;
        state = avr_run(avr);
        if (state == cpu_Crashed || state == cpu_Done) {
            fprintf(stderr, "simulate_avr: stopped at 0x%x\n", at);
            return 1;
        }
        if (at >= low && at < high) {
            outside = 0;
            entry_sp = sp;
            if (at == mark_feed) {
                if (fed_known) {
                    samples++;
                    total += count;
                    total_feed += fed;
                    max_total = count > max_total ? count : max_total;
                    max_feed = fed > max_feed ? fed : max_feed;
                }
                fed_known = 0;
                count = 0;
                counting = 1;
            } else if (at == mark_poll) {
                if (!fed_known) {
                    fed = count;
                    fed_known = 1;
                }
                counting = 1;
            } else if (at == mark_done) {
                counting = 0;
            }
            continue;
        }
        if (counting) {
            count += avr->cycle - before;
            functions[function_of[at % FLASH]].count += avr->cycle - before;
        }
        lowest_sp = !outside || sp < lowest_sp ? sp : lowest_sp;
        outside = 1;
        if (entry_sp > 0 && entry_sp - lowest_sp > deepest) {
            deepest = entry_sp - lowest_sp;
        }
    }
    out = fopen(argv[8], "w");
    if (out == NULL || samples == 0) {
        return 1;
    }
    fprintf(out, "samples %" PRIu64 " mean %.1f max %" PRIu64 " feed_mean %.1f feed_max %" PRIu64 " stack %d\n", samples,
            (double)total / (double)samples, max_total, (double)total_feed / (double)samples, max_feed, deepest);
    qsort(functions, function_count, sizeof functions[0], by_count);
    for (i = 0; i < function_count && functions[i].count > 0; i++) {
        fprintf(out, "%10.2f %s\n", (double)functions[i].count / (double)samples, functions[i].name);
    }
    return fclose(out) == 0 && fclose(result) == 0 ? finished : 1;
}
