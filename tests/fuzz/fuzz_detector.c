/* SPDX-License-Identifier: MIT */
/* Settings, stamps, forces and host calls from the fuzzer's bytes; event order and the list are checked. */
#include <bandex/rep.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int truth) {
    if (!truth) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    bandex_detector detector;
    bandex_detector_config config;
    bandex_event event;
    bandex_rep reps[8];
    bandex_rep_list list;
    uint32_t t = 0;
    uint64_t last = 0;
    if (size < sizeof config) return 0;
    memcpy(&config, data, sizeof config);
    if (data[0] & 1) bandex_detector_config_default(&config);
    else config.struct_size = data[0] & 2 ? sizeof config : config.struct_size % (sizeof config + 1);
    if (bandex_detector_init(&detector, sizeof detector, &config) != BANDEX_OK) return 0;
    bandex_rep_list_init(&list, reps, 8);
    for (size_t i = sizeof config; i + 8 <= size; i += 8) {
        float force;
        uint32_t step;
        int16_t small;
        memcpy(&force, data + i, 4);
        memcpy(&small, data + i, 2);
        memcpy(&step, data + i + 4, 4);
        if (data[i + 3] & 1) force = small; /* half of the samples are sane */
        t += data[i + 7] & 3 ? step % 200000u : step;
        switch (data[i + 6] & 63) {
        case 1: bandex_detector_end_set(&detector); break;
        case 2: bandex_detector_start_set(&detector); break;
        case 3: bandex_detector_resume(&detector, step); break;
        case 4: bandex_detector_set_side(&detector, data[i + 5] % 4); break;
        case 5: bandex_detector_reset(&detector); last = 0; bandex_rep_list_init(&list, reps, 8); break;
        default: bandex_detector_feed(&detector, t, force); break;
        }
        while ((data[i + 6] & 64 || i + 16 > size) && bandex_detector_poll(&detector, &event)) {
            require(event.time_us >= last);
            require(event.rep.end_us >= event.rep.start_us && event.rep.end_us <= event.time_us);
            last = event.time_us;
            bandex_rep_list_add(&list, &event);
            require(list.count <= 8);
        }
    }
    return 0;
}
