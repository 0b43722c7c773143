/* SPDX-License-Identifier: MIT */
/* Storage: a session document (10 sets x 4 repetitions x 12 fields) through our codec and through libcbor's DOM in one run;
 * appending and opening logs of up to a million repetitions, with the exponent of the growth; bytes a repetition. Python's
 * cbor2 is timed by bench_store.py on the document this writes (first argument: its path). */
#include <bandex.h>
#include <cbor.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SETS = 10, REPS = 4, RUNS = 21, TIMES = 400 };

static uint8_t document[1 << 16];
static size_t document_size;
static bandex_rep reps[SETS][REPS];
static bandex_set sets[SETS];
static bandex_session session;

static double now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Seven whole numbers and five measures; the rest is not told. */
static void make_session(void)
{
    bandex_session_default(&session);
    session.start_ms = 1764000000000;
    for (int i = 0; i < SETS; i++) {
        bandex_set_default(&sets[i]);
        strcpy(sets[i].exercise, "row_seated");
        sets[i].start_ms = session.start_ms + i * 180000;
        for (int j = 0; j < REPS; j++) {
            bandex_rep *rep = &reps[i][j];
            memset(rep, 0, sizeof *rep);
            rep->rep_id = (uint32_t)j + 1;
            rep->rep_class = BANDEX_REP_FULL;
            rep->start_us = 1000000 + (uint64_t)j * 3200000;
            rep->end_us = rep->start_us + 2226720;
            rep->concentric_us = 812345;
            rep->hold_us = 102030;
            rep->eccentric_us = 1312345;
            rep->peak = 142.125f;
            rep->rise = 138.625f;
            rep->mean = 84.125f;
            rep->impulse = 187.25f;
            rep->completeness = 0.987f;
            rep->trough = rep->fall = rep->impulse_above_trough = rep->loading_rate = rep->rfd_100 = rep->rfd_200 = NAN;
        }
        sets[i].reps = reps[i];
        sets[i].rep_count = REPS;
    }
    session.sets = sets;
    session.set_count = SETS;
    bandex_session_encode(&session, document, sizeof document, &document_size, NULL);
}

static void ours_encode(void)
{
    static uint8_t out[1 << 16];
    size_t size;
    bandex_session_encode(&session, out, sizeof out, &size, NULL);
}

static void ours_decode(void)
{
    static uint64_t lists[1 << 14];
    bandex_memory memory = {lists, sizeof lists, 0};
    bandex_session back;
    bandex_session_decode(document, document_size, &back, &memory, NULL);
}

static cbor_item_t *tree; /* the document as libcbor's tree */

/* What a program with the DOM does: build the tree of all values, serialize it, drop it. */
static cbor_item_t *rebuild(const cbor_item_t *item)
{
    switch (cbor_typeof(item)) {
    case CBOR_TYPE_UINT:
        return cbor_int_get_width(item) == CBOR_INT_8    ? cbor_build_uint8(cbor_get_uint8(item))
               : cbor_int_get_width(item) == CBOR_INT_16 ? cbor_build_uint16(cbor_get_uint16(item))
               : cbor_int_get_width(item) == CBOR_INT_32 ? cbor_build_uint32(cbor_get_uint32(item))
                                                         : cbor_build_uint64(cbor_get_uint64(item));
    case CBOR_TYPE_STRING:
        return cbor_build_stringn((const char *)cbor_string_handle(item), cbor_string_length(item));
    case CBOR_TYPE_ARRAY: {
        cbor_item_t *array = cbor_new_definite_array(cbor_array_size(item));
        for (size_t i = 0; i < cbor_array_size(item); i++) {
            cbor_item_t *part = rebuild(cbor_array_handle(item)[i]);
            if (!cbor_array_push(array, part)) {
                abort();
            }
            cbor_decref(&part);
        }
        return array;
    }
    default: {
        cbor_item_t *map = cbor_new_definite_map(cbor_map_size(item));
        for (size_t i = 0; i < cbor_map_size(item); i++) {
            struct cbor_pair pair = {rebuild(cbor_map_handle(item)[i].key), rebuild(cbor_map_handle(item)[i].value)};
            if (!cbor_map_add(map, pair)) {
                abort();
            }
            cbor_decref(&pair.key);
            cbor_decref(&pair.value);
        }
        return map;
    }
    }
}

static void dom_encode(void)
{
    static uint8_t out[1 << 16];
    cbor_item_t *copy = rebuild(tree);
    if (cbor_serialize(copy, out, sizeof out) != document_size || memcmp(out, document, document_size) != 0) {
        abort();
    }
    cbor_decref(&copy);
}

/* Load the tree and look at every value. */
static uint64_t visit(const cbor_item_t *item)
{
    uint64_t sum = 0;
    if (cbor_isa_uint(item)) {
        return cbor_get_int(item);
    }
    for (size_t i = 0; cbor_isa_array(item) && i < cbor_array_size(item); i++) {
        sum += visit(cbor_array_handle(item)[i]);
    }
    for (size_t i = 0; cbor_isa_map(item) && i < cbor_map_size(item); i++) {
        sum += visit(cbor_map_handle(item)[i].key) + visit(cbor_map_handle(item)[i].value);
    }
    return sum;
}

static volatile uint64_t sink;

static void dom_decode(void)
{
    struct cbor_load_result result;
    cbor_item_t *item = cbor_load(document, document_size, &result);
    sink = visit(item);
    cbor_decref(&item);
}

static int by_value(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

/* Median of the means of RUNS series. */
static double time_of(void (*work)(void))
{
    double runs[RUNS];
    for (int i = 0; i < RUNS; i++) {
        double start = now_ns();
        for (int j = 0; j < TIMES; j++) {
            work();
        }
        runs[i] = (now_ns() - start) / TIMES;
    }
    qsort(runs, RUNS, sizeof runs[0], by_value);
    return runs[RUNS / 2];
}

static void bench_codec(void)
{
    struct cbor_load_result result;
    double encode, decode, dom_in, dom_out;
    tree = cbor_load(document, document_size, &result);
    encode = time_of(ours_encode);
    decode = time_of(ours_decode);
    dom_out = time_of(dom_encode);
    dom_in = time_of(dom_decode);
    cbor_decref(&tree);
    printf("session document of %zu bytes (10 sets x 4 repetitions x 12 fields), libcbor %d.%d\n", document_size,
           CBOR_MAJOR_VERSION, CBOR_MINOR_VERSION);
    printf("  encode: ours %8.0f ns, libcbor's DOM %8.0f ns: %.1f times\n", encode, dom_out, dom_out / encode);
    printf("  decode: ours %8.0f ns, libcbor's DOM %8.0f ns: %.1f times\n", decode, dom_in, dom_in / decode);
}

/* A log of count repetitions in sets of ten. */
static void bench_log(const char *path, uint32_t count)
{
    static double last_append, last_open;
    static uint32_t last_count;
    bandex_log_config config;
    bandex_log_report report;
    bandex_log *log;
    bandex_rep ten[10];
    bandex_set set = sets[0];
    double start, append, open;
    for (int i = 0; i < 10; i++) {
        ten[i] = reps[0][i % REPS];
        ten[i].trough = 3.5f;
        ten[i].fall = 139;
        ten[i].impulse_above_trough = 179.5f;
        ten[i].loading_rate = 412.5f;
        ten[i].top_us = ten[i].start_us + 812345;
        ten[i].peak_us = ten[i].top_us - 4321;
        ten[i].counted_us = ten[i].end_us - 123456;
        ten[i].rest_before_us = 973280;
        ten[i].phase_def = 1;
    }
    set.reps = ten;
    set.rep_count = 10;
    unlink(path);
    bandex_log_config_default(&config);
    config.sync = BANDEX_SYNC_MANUAL;
    start = now_ns();
    if (bandex_log_open(path, BANDEX_LOG_APPEND, &config, &log) != BANDEX_OK) {
        abort();
    }
    for (uint32_t n = 0; n < count; n += 10) {
        memcpy(set.id, &n, sizeof n);
        set.id[15] = 1;
        set.start_ms += 180000;
        bandex_log_append_set(log, &set);
    }
    bandex_log_report_get(log, &report);
    bandex_log_close(log);
    append = now_ns() - start;
    start = now_ns();
    bandex_log_open(path, BANDEX_LOG_READ, NULL, &log);
    open = now_ns() - start;
    bandex_log_close(log);
    printf("  %8u repetitions: append %7.1f ms, open %6.1f ms, %5.1f MB/s scanned, %.1f bytes a repetition", count,
           append / 1e6, open / 1e6, (double)report.size / open * 1e3, (double)report.size / count);
    if (last_count) {
        double factor = log2((double)count / last_count);
        printf("; growth n^%.2f and n^%.2f", log2(append / last_append) / factor, log2(open / last_open) / factor);
    }
    printf("\n");
    last_append = append;
    last_open = open;
    last_count = count;
    unlink(path);
}

int main(int argc, char **argv)
{
    char path[64];
    make_session();
    if (argc > 1) {
        FILE *file = fopen(argv[1], "wb");
        if (!file || fwrite(document, 1, document_size, file) != document_size) {
            perror(argv[1]);
            return 1;
        }
        fclose(file);
    }
    bench_codec();
    printf("log (one sync at the end), sets of ten repetitions with all fields:\n");
    snprintf(path, sizeof path, "/tmp/bandex-bench-%ld.bandex", (long)getpid());
    for (uint32_t count = 1000; count <= 1000000; count *= 10) {
        bench_log(path, count);
    }
    return 0;
}
