/* SPDX-License-Identifier: MIT */
#include "records.h"
#include "core/cbor_write.h"
#include "store/schema.h"
#include <cbor.h>
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static uint8_t bytes[BANDEX_RECORD_SIZE_MAX];
static uint64_t lists[BANDEX_SET_REPS_MAX * sizeof(bandex_rep) / 8 * 4];

static bandex_memory memory(void)
{
    bandex_memory lent = {lists, sizeof lists, 0};
    return lent;
}

Test(codec, integers_are_written_as_libcbor_writes_them)
{
    uint64_t state = 7;
    for (int i = 0; i < 100000; i++) {
        uint64_t value = test_random(&state) >> (test_random(&state) & 63);
        uint8_t ours[9], theirs[9];
        bandex_cbor out = {ours, sizeof ours, 0};
        size_t size;
        bandex_cbor_int(&out, (int64_t)value);
        size = (int64_t)value < 0 ? cbor_encode_negint(~value, theirs, sizeof theirs)
                                  : cbor_encode_uint(value, theirs, sizeof theirs);
        cr_assert_eq(out.len, size);
        cr_assert_arr_eq(ours, theirs, size);
    }
}

Test(codec, floats_become_steps_rounded_half_away_from_zero)
{
    static const struct {
        float value;
        uint32_t steps_per_unit;
        int64_t steps;
    } rows[] = {
        {0, 1000, 0},           {-0.0f, 1000, 0},      {1, 1000, 1000},       {-1, 1000, -1000},
        {0.5f, 1, 1},           {-0.5f, 1, -1},        {0.25f, 1, 0},         {1.5f, 1, 2},
        {2.5f, 1, 3},           {0.0625f, 1000, 63},   {-0.0625f, 1000, -63}, {142.125f, 1000, 142125},
        {16777215, 1, 16777215}, {1e-30f, 1000000, 0}, {1e12f, 1000, 999999995904000},
        {8388607.5f, 1, 8388608},
    };
    int64_t steps = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cr_assert(bandex_cbor_scale(rows[i].value, rows[i].steps_per_unit, &steps));
        cr_assert_eq(steps, rows[i].steps, "%g x %u: %lld", (double)rows[i].value, rows[i].steps_per_unit,
                     (long long)steps);
    }
    cr_assert(!bandex_cbor_scale(NAN, 1000, &steps));
    cr_assert(!bandex_cbor_scale(INFINITY, 1000, &steps));
    cr_assert(!bandex_cbor_scale(-INFINITY, 1000, &steps));
    cr_assert(!bandex_cbor_scale(1e19f, 1000, &steps));
}

Test(codec, scaling_agrees_with_long_double_arithmetic)
{
    uint64_t state = 99;
    for (int i = 0; i < 200000; i++) {
        uint32_t bits = (uint32_t)test_random(&state), steps_per_unit = 1 + (uint32_t)(test_random(&state) % 1000000);
        int64_t steps = 0;
        float value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value) || fabsf(value) > 1e12f) {
            continue;
        }
        cr_assert(bandex_cbor_scale(value, steps_per_unit, &steps));
        cr_assert_eq(steps, (int64_t)roundl((long double)value * steps_per_unit), "%a x %u", (double)value, steps_per_unit);
    }
}

Test(codec, a_device_writes_repetitions_byte_for_byte_like_the_store)
{
    uint64_t state = 3;
    for (int i = 0; i < 20000; i++) {
        bandex_rep rep = i ? test_random_rep(&state) : test_rep(0);
        uint8_t device[BANDEX_REP_ENCODED_MAX], host[BANDEX_REP_ENCODED_MAX];
        size_t device_size = 0, host_size = 0;
        bandex_status status = bandex_rep_encode(&rep, device, sizeof device, &device_size);
        cr_assert_eq(status, bandex_schema_encode(bandex_schema_find(BANDEX_RECORD_REP), &rep, NULL, host, sizeof host,
                                                  &host_size, NULL));
        cr_assert_eq(status, BANDEX_OK);
        cr_assert_eq(device_size, host_size);
        cr_assert_arr_eq(device, host, host_size);
    }
}

Test(codec, a_repetition_comes_back_as_it_was_and_encodes_to_the_same_bytes)
{
    uint64_t state = 5;
    for (int i = 0; i < 20000; i++) {
        bandex_rep rep = i ? test_random_rep(&state) : test_rep(0), back;
        uint8_t once[BANDEX_REP_ENCODED_MAX], twice[BANDEX_REP_ENCODED_MAX];
        size_t size = 0, again = 0;
        bandex_diag diag;
        cr_assert_eq(bandex_rep_encode(&rep, once, sizeof once, &size), BANDEX_OK);
        cr_assert_eq(bandex_rep_decode(once, size, &back, &diag), BANDEX_OK, "%s %s", diag.field, diag.reason);
        cr_assert_eq(back.start_us, rep.start_us);
        cr_assert_eq(back.top_us, rep.top_us);
        cr_assert_eq(back.end_us, rep.end_us);
        cr_assert_eq(back.counted_us, rep.counted_us);
        cr_assert_eq(back.rep_class, rep.rep_class);
        cr_assert_eq(back.bumps, rep.bumps);
        cr_assert(isnan(rep.peak) ? isnan(back.peak)
                                  : fabsf(back.peak - rep.peak) <= 0.0005f + fabsf(rep.peak) * 1e-7f);
        cr_assert_eq(bandex_rep_encode(&back, twice, sizeof twice, &again), BANDEX_OK);
        cr_assert_eq(size, again);
        cr_assert_arr_eq(once, twice, size);
    }
}

Test(codec, infinite_forces_are_refused)
{
    bandex_rep rep = test_rep(0);
    bandex_set set = test_set(0, 1, &rep, 1);
    bandex_diag diag;
    size_t size;
    rep.mean = INFINITY;
    cr_assert_eq(bandex_rep_encode(&rep, bytes, sizeof bytes, &size), BANDEX_E_RANGE);
    cr_assert_eq(bandex_set_encode(&set, bytes, sizeof bytes, &size, &diag), BANDEX_E_RANGE);
    cr_assert_str_eq(diag.record, "set");
    cr_assert_str_eq(diag.field, "reps[0].mean");
    cr_assert_eq(diag.key, 16);
}

Test(codec, a_set_comes_back_as_it_was)
{
    bandex_rep reps[12];
    bandex_set set = test_set(5, 3, reps, 12), back;
    bandex_memory lent = memory();
    size_t size = 0;
    set.tempo.concentric_ms = 2000;
    set.peak_mn = -5;
    set.without_sensor = 1;
    cr_assert_eq(bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), BANDEX_OK);
    memset(&back, 0x5a, sizeof back);
    cr_assert_eq(bandex_set_decode(bytes, size, &back, &lent, NULL), BANDEX_OK);
    cr_assert_eq(back.rep_count, 12);
    cr_assert_eq(memcmp(back.reps, reps, sizeof(bandex_rep)), 0);
    back.reps = set.reps;
    cr_assert_eq(memcmp(&back, &set, sizeof set), 0);
}

Test(codec, forces_follow_the_scale_of_the_set)
{
    bandex_rep rep = test_rep(0);
    bandex_set set = test_set(0, 1, &rep, 1), back;
    bandex_memory lent = memory();
    size_t size = 0;
    set.unit = BANDEX_UNIT_UNITLESS;
    set.scale = 1;
    rep.peak = 1234567;
    rep.trough = 1000.4f;
    cr_assert_eq(bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), BANDEX_OK);
    cr_assert_eq(bandex_set_decode(bytes, size, &back, &lent, NULL), BANDEX_OK);
    cr_assert_eq(back.scale, 1);
    cr_assert_eq(back.reps[0].peak, 1234567);
    cr_assert_eq(back.reps[0].trough, 1000);
    set.scale = 0.3f;
    cr_assert_eq(bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), BANDEX_E_ARGUMENT);
}

Test(codec, a_session_holds_its_sets)
{
    bandex_rep reps[2][4];
    bandex_set sets[2] = {test_set(0, 2, reps[0], 4), test_set(1, 2, reps[1], 4)};
    bandex_session session, back;
    bandex_memory lent = memory();
    size_t size = 0;
    bandex_session_default(&session);
    session.start_ms = -5;
    session.pain_during = 2;
    session.sets = sets;
    session.set_count = 2;
    cr_assert_eq(bandex_session_encode(&session, bytes, sizeof bytes, &size, NULL), BANDEX_OK);
    cr_assert_eq(bandex_session_decode(bytes, size, &back, &lent, NULL), BANDEX_OK);
    cr_assert_eq(back.set_count, 2);
    cr_assert_eq(back.start_ms, -5);
    cr_assert_eq(back.pain_during, 2);
    cr_assert_eq(back.pain_morning, BANDEX_UNKNOWN);
    cr_assert_eq(back.sets[1].rep_count, 4);
    cr_assert_eq(back.sets[1].reps[3].rep_id, 4);
}

Test(codec, too_little_room_tells_how_much_is_needed)
{
    bandex_rep reps[12];
    bandex_set set = test_set(5, 3, reps, 12), back;
    bandex_memory lent = {lists, 8, 0};
    size_t size = 0, needed = 0;
    cr_assert_eq(bandex_set_encode(&set, bytes, sizeof bytes, &size, NULL), BANDEX_OK);
    cr_assert_eq(bandex_set_encode(&set, bytes, size - 1, &needed, NULL), BANDEX_E_FULL);
    cr_assert_eq(needed, size);
    cr_assert_eq(bandex_set_encode(&set, NULL, 0, &needed, NULL), BANDEX_E_FULL);
    cr_assert_eq(needed, size);
    cr_assert_eq(bandex_set_decode(bytes, size, &back, &lent, NULL), BANDEX_E_FULL);
    cr_assert_eq(lent.used, sizeof reps);
    lent.size = lent.used;
    lent.used = 0;
    cr_assert_eq(bandex_set_decode(bytes, size, &back, &lent, NULL), BANDEX_OK);
    lent.used = 0;
    cr_assert_eq(bandex_set_decode(bytes, size, &back, NULL, NULL), BANDEX_OK);
    cr_assert_eq(back.rep_count, 0);
    cr_assert_null(back.reps);
}

/* Each row: bytes that must be refused, and what the diagnosis says. */
static const struct {
    const char *what;
    uint8_t bytes[24];
    size_t size;
    bandex_status status;
    int32_t key;
    uint64_t offset;
} refused[] = {
    {"nothing", {0}, 0, BANDEX_E_TRUNCATED, INT32_MIN, 0},
    {"no map", {0x80}, 1, BANDEX_E_SCHEMA, INT32_MIN, 0},
    {"empty map", {0xa0}, 1, BANDEX_E_SCHEMA, 0, 0},
    {"another type", {0xa1, 0, 3}, 3, BANDEX_E_SCHEMA, 0, 2},
    {"no type", {0xa1, 3, 3}, 3, BANDEX_E_SCHEMA, 0, 1},
    {"repeated key", {0xa3, 0, 2, 3, 1, 3, 1}, 7, BANDEX_E_SCHEMA, 3, 5},
    {"keys not in order", {0xa3, 0, 2, 8, 1, 3, 1}, 7, BANDEX_E_FORMAT, 3, 5},
    {"text for a number", {0xa2, 0, 2, 3, 0x61, 'a'}, 6, BANDEX_E_SCHEMA, 3, 4},
    {"number for a text", {0xa2, 0, 2, 4, 7}, 5, BANDEX_E_SCHEMA, 4, 4},
    {"bytes for a text", {0xa2, 0, 2, 4, 0x41, 'a'}, 6, BANDEX_E_SCHEMA, 4, 4},
    {"number for a flag", {0xa2, 0, 2, 12, 1}, 5, BANDEX_E_SCHEMA, 12, 4},
    {"number out of range", {0xa2, 0, 2, 20 - 6, 0x20}, 5, BANDEX_E_SCHEMA, 14, 4},
    {"id of a wrong size", {0xa2, 0, 2, 1, 0x42, 1, 2}, 7, BANDEX_E_SCHEMA, 1, 4},
    {"longer form than needed", {0xa2, 0, 2, 3, 0x18, 5}, 6, BANDEX_E_FORMAT, 3, 4},
    {"key in a longer form", {0xa2, 0, 2, 0x18, 3, 5}, 6, BANDEX_E_FORMAT, INT32_MIN, 3},
    {"map without a count", {0xbf, 0, 2, 0xff}, 4, BANDEX_E_FORMAT, INT32_MIN, 0},
    {"text key", {0xa2, 0, 2, 0x61, 'a', 1}, 6, BANDEX_E_SCHEMA, INT32_MIN, 3},
    {"no UTF-8", {0xa2, 0, 2, 4, 0x62, 0xc0, 0x80}, 7, BANDEX_E_FORMAT, 4, 4},
    {"cut off", {0xa2, 0, 2, 3}, 4, BANDEX_E_TRUNCATED, 3, 4},
    {"bytes behind it", {0xa1, 0, 2, 0}, 4, BANDEX_E_FORMAT, INT32_MIN, 3},
    {"more than 256 keys", {0xb9, 1, 1, 0, 2}, 5, BANDEX_E_LIMIT, INT32_MIN, 0},
    {"2^64 keys", {0xbb, 255, 255, 255, 255, 255, 255, 255, 255, 0, 2}, 11, BANDEX_E_LIMIT, INT32_MIN, 0},
    {"four thousand million repetitions", {0xa2, 0, 2, 23, 0x9a, 255, 255, 255, 255}, 9, BANDEX_E_LIMIT, 23, 4},
    {"a thousand repetitions that are not there", {0xa2, 0, 2, 23, 0x99, 3, 232}, 7, BANDEX_E_TRUNCATED, 23, 4},
    {"unknown key nested too deeply",
     {0xa2, 0, 2, 0x18, 200, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0}, 14, BANDEX_E_LIMIT, 200, 5},
};

Test(codec, what_is_not_a_record_is_refused_with_key_and_offset)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        bandex_set set;
        bandex_memory lent = memory();
        bandex_diag diag;
        bandex_status status = bandex_set_decode(refused[i].bytes, refused[i].size, &set, &lent, &diag);
        cr_assert_eq(status, refused[i].status, "%s: %d", refused[i].what, status);
        cr_assert_eq(diag.status, status);
        cr_assert_eq(diag.key, refused[i].key, "%s: key %d", refused[i].what, diag.key);
        cr_assert_eq(diag.offset, refused[i].offset, "%s: offset %d", refused[i].what, (int)diag.offset);
        cr_assert_str_eq(diag.record, "set");
        cr_assert_neq(diag.reason[0], 0);
    }
}

Test(codec, a_place_within_a_list_is_named)
{
    static const uint8_t bad[] = {0xa2, 0, 2, 23, 0x82, 0xa1, 0, 1, 0xa2, 0, 1, 12, 0x61, 'a'};
    bandex_set set;
    bandex_memory lent = memory();
    bandex_diag diag;
    cr_assert_eq(bandex_set_decode(bad, sizeof bad, &set, &lent, &diag), BANDEX_E_SCHEMA);
    cr_assert_str_eq(diag.field, "reps[1].peak");
    cr_assert_eq(diag.offset, 12);
}

Test(codec, keys_of_newer_versions_are_stepped_over)
{
    static const uint8_t newer[] = {0xa5, 0, 2, 4, 0x61, 'a', 0x18, 200, 0x82, 0xf6, 0xfb, 1, 2, 3, 4, 5, 6, 7, 8,
                                    0x19, 1, 44, 0xa1, 0x61, 'x', 0xc1, 1, 0x20, 0x40};
    bandex_set set;
    cr_assert_eq(bandex_set_decode(newer, sizeof newer, &set, NULL, NULL), BANDEX_OK);
    cr_assert_str_eq(set.exercise, "a");
    cr_assert_eq(bandex_record_check(newer, sizeof newer, NULL), BANDEX_OK);
}

Test(codec, the_head_of_any_record_is_read)
{
    static const uint8_t unknown[] = {0xa5, 0, 0x18, 99, 2, 7, 3, 0x20, 4, 0x61, 'x', 0x18, 77, 0xf5};
    bandex_record_head head;
    bandex_rep rep = test_rep(3);
    size_t size = 0;
    cr_assert_eq(bandex_record_check(unknown, sizeof unknown, NULL), BANDEX_OK);
    cr_assert_eq(bandex_record_head_decode(unknown, sizeof unknown, &head, NULL), BANDEX_OK);
    cr_assert_eq(head.type, 99);
    cr_assert_eq(head.revision, 7);
    cr_assert_eq(head.start_ms, -1);
    cr_assert_str_eq(head.exercise, "x");
    cr_assert_eq(bandex_rep_encode(&rep, bytes, sizeof bytes, &size), BANDEX_OK);
    cr_assert_eq(bandex_record_head_decode(bytes, size, &head, NULL), BANDEX_OK);
    cr_assert_eq(head.type, BANDEX_RECORD_REP);
    cr_assert_eq(head.start_ms, 0);
}
