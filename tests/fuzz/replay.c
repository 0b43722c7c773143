/* SPDX-License-Identifier: MIT */
/* Runs a fuzzer's entry without libFuzzer: over the files named, or over seeded noise of all lengths. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t bytes[1 << 16];

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, size);
    return 0;
}

int main(int argc, char **argv)
{
    uint64_t state = 1;
    for (int i = 1; i < argc; i++) {
        if (replay_file(argv[i]) != 0) {
            return 1;
        }
    }
    for (int run = 0; argc == 1 && run < 20000; run++) {
        size_t size = (size_t)(run % 200);
        for (size_t i = 0; i < size; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (uint8_t)(state >> 56 & (run & 1 ? 0xFF : 0x0F));
        }
        LLVMFuzzerTestOneInput(bytes, size);
    }
    return 0;
}
