/* SPDX-License-Identifier: MIT */
/* usage: write_specimens DIR [many]     every specimen as DIR/NAME.cbor, and the log as DIR/log.bandex
 *        write_specimens --vectors DIR  the fixed ones as hexadecimal text, DIR/NAME.hex: docs/format/vectors */
#include "specimens.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder;
static int as_hex;

static void write_one(void *context, const char *name, const uint8_t *bytes, size_t size)
{
    char path[600];
    FILE *file;
    (void)context;
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, as_hex ? "hex" : "cbor");
    file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    for (size_t i = 0; i < size && as_hex; i++) {
        fprintf(file, "%02x%s", bytes[i], i % 32 == 31 || i + 1 == size ? "\n" : "");
    }
    if (!as_hex) {
        fwrite(bytes, 1, size, file);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    static uint8_t log[1 << 20];
    char path[600];
    FILE *file;
    as_hex = argc == 3 && strcmp(argv[1], "--vectors") == 0;
    if (argc < 2) {
        return 2;
    }
    folder = as_hex ? argv[2] : argv[1];
    specimens_fixed(write_one, NULL);
    specimens_of_rooms(write_one, NULL);
    if (as_hex) {
        return 0;
    }
    if (argc > 2) {
        specimens_many((uint32_t)atoi(argv[2]), write_one, NULL);
        specimens_exercises(write_one, NULL);
    }
    snprintf(path, sizeof path, "%s/log.bandex", folder);
    file = fopen(path, "wb");
    if (!file) {
        perror(path);
        return 1;
    }
    fwrite(log, 1, specimen_log(log, sizeof log), file);
    fclose(file);
    return 0;
}
