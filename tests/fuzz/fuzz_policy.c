/* SPDX-License-Identifier: MIT */
/* libFuzzer: policies from bytes. The first byte is a preset whose bytes are damaged by the rest (place, value), or 255:
 * the rest is the policy. What must hold: what is read encodes to the same bytes again (unless it had extensions),
 * decides within its ladder and bounds, and can be said in words. */
#include <bandex/progression.h>
#include <bandex/store.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

static void decide(const bandex_policy *policy, uint8_t seed)
{
    bandex_rung rungs[6];
    bandex_ladder ladder = {rungs, 6};
    bandex_session sessions[4];
    bandex_set sets[4][3];
    bandex_progression_context context;
    bandex_decision d;
    bandex_lint lint[64];
    char text[512];
    size_t count;
    memset(rungs, 0, sizeof rungs);
    for (int32_t i = 0; i < 6; i++) {
        rungs[i].force_mn = seed & 1 ? BANDEX_UNKNOWN : 10000 + 2000 * i;
    }
    for (int32_t k = 0; k < 4; k++) {
        bandex_session_default(&sessions[k]);
        sessions[k].start_ms = (int64_t)k * 3 * 86400000;
        sessions[k].omni = seed % 11;
        sessions[k].pain_morning = seed & 2 ? k : BANDEX_UNKNOWN;
        sessions[k].slot = (uint8_t)(k % 3);
        sessions[k].sets = sets[k];
        sessions[k].set_count = 3;
        for (int32_t i = 0; i < 3; i++) {
            bandex_set_default(&sets[k][i]);
            sets[k][i].rung = 2;
            sets[k][i].target_sets = 3;
            sets[k][i].target_reps = 10;
            sets[k][i].accepted_reps = 8 + seed % 6;
            sets[k][i].rpe10 = seed & 4 ? 80 : BANDEX_UNKNOWN;
            sets[k][i].rir = seed & 8 ? 3 : BANDEX_UNKNOWN;
        }
    }
    bandex_progression_context_default(&context);
    context.day = 9 + seed;
    bandex_status status = bandex_progression_next(policy, &ladder, sessions, 4, &context, &d);
    check(status == BANDEX_OK || (status == BANDEX_E_UNSUPPORTED && policy->driver == BANDEX_DRIVER_CUSTOM));
    if (status == BANDEX_OK) {
        check(d.action == BANDEX_ACTION_STOP || (d.next.rung >= 0 && d.next.rung < 6 && d.next.sets >= 1));
        check(d.reason_count >= 1 && d.visits <= BANDEX_VISITS_MAX);
        check(bandex_decision_explain(&d, seed & 16 ? "en" : "es", text, sizeof text, NULL) == BANDEX_OK);
    }
    status = bandex_policy_lint(policy, &ladder, lint, 64, &count);
    check(status == BANDEX_OK || status == BANDEX_E_FULL);
}

static void read_one(const uint8_t *bytes, size_t size, uint8_t seed)
{
    uint8_t again[BANDEX_POLICY_BYTES_MAX];
    bandex_policy policy;
    bandex_diag diag;
    size_t length;
    uint8_t *exact = malloc(size ? size : 1); /* so that a read past the end is seen */
    memcpy(exact, bytes, size);
    if (bandex_policy_decode(exact, size, &policy, &diag) == BANDEX_OK) {
        check(bandex_policy_encode(&policy, again, sizeof again, &length) == BANDEX_OK);
        check(length < size || (length == size && memcmp(again, exact, size) == 0));
        decide(&policy, seed);
    }
    free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bytes[BANDEX_POLICY_BYTES_MAX];
    bandex_policy policy;
    size_t length;
    if (size < 2) {
        return 0;
    }
    if (data[0] == 255) {
        read_one(data + 2, size - 2, data[1]);
        return 0;
    }
    check(bandex_policy_preset(bandex_preset_at(data[0] % bandex_preset_count())->id, NULL, &policy) == BANDEX_OK);
    check(bandex_policy_encode(&policy, bytes, sizeof bytes, &length) == BANDEX_OK);
    for (size_t i = 2; i + 2 < size; i += 3) {
        bytes[((size_t)data[i] << 8 | data[i + 1]) % length] = data[i + 2];
    }
    read_one(bytes, length, data[1]);
    return 0;
}
