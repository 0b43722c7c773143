/* SPDX-License-Identifier: MIT */
/* A log on NOR flash without a file system: bytes are programmed once, and only whole units of 4 KiB are erased. The log
 * is never cut, it goes on behind what a loss of power left; when the area is full, the latest versions move to the other
 * area. Here the flash is an array that refuses what flash cannot do; on a device these functions call its driver. */
#include <bandex.h>
#include <stdio.h>
#include <string.h>

enum { UNIT = 4096, UNITS = 16 };

typedef struct flash_area {
    uint8_t bytes[UNIT * UNITS];
    size_t power_fails_after; /* bytes that are still programmed; SIZE_MAX: all */
} flash_area;

static bandex_status flash_size(void *context, uint64_t *size)
{
    *size = sizeof((flash_area *)context)->bytes; /* bytes never programmed read as 0xff: the log finds its end */
    return BANDEX_OK;
}

static bandex_status flash_read(void *context, uint64_t offset, void *bytes, size_t size, size_t *got)
{
    flash_area *area = context;
    size_t left = offset < sizeof area->bytes ? sizeof area->bytes - (size_t)offset : 0;
    *got = size < left ? size : left;
    memcpy(bytes, area->bytes + offset, *got);
    return BANDEX_OK;
}

static bandex_status flash_write(void *context, uint64_t offset, const void *bytes, size_t size)
{
    flash_area *area = context;
    if (offset > sizeof area->bytes || size > sizeof area->bytes - (size_t)offset) {
        return BANDEX_E_FULL;
    }
    for (size_t i = 0; i < size; i++) {
        uint8_t *cell = area->bytes + offset + i;
        if (area->power_fails_after == 0) {
            return BANDEX_E_IO;
        }
        if (*cell != 0xff) {
            return BANDEX_E_IO; /* programmed before: only erasing its unit makes it writable again */
        }
        *cell = ((const uint8_t *)bytes)[i];
        area->power_fails_after--;
    }
    return BANDEX_OK;
}

static void flash_erase(flash_area *area)
{
    for (size_t unit = 0; unit < UNITS; unit++) {
        memset(area->bytes + unit * UNIT, 0xff, UNIT);
    }
    area->power_fails_after = SIZE_MAX;
}

static bandex_status open_area(flash_area *area, uint32_t salt, bandex_log **log)
{
    bandex_io io = {area, flash_size, flash_read, flash_write, NULL, NULL, NULL}; /* programmed is synced; no truncate */
    bandex_log_config config;
    bandex_log_config_default(&config);
    config.salt = salt; /* of the device's random numbers */
    return bandex_log_open_io(&io, BANDEX_LOG_APPEND, &config, log);
}

static bandex_status append(bandex_log *log, uint32_t number)
{
    bandex_set set;
    bandex_set_default(&set);
    memcpy(set.id, &number, sizeof number);
    set.id[15] = 1;
    strcpy(set.exercise, "row_seated");
    set.accepted_reps = (int32_t)(number % 12);
    return bandex_log_append_set(log, &set);
}

static uint64_t count(bandex_log *log)
{
    bandex_log_report report;
    bandex_log_report_get(log, &report);
    return report.records;
}

int main(void)
{
    static flash_area first, second;
    bandex_log *log, *other;
    bandex_merge_report report;
    uint32_t written = 0;
    flash_erase(&first);
    flash_erase(&second);
    if (open_area(&first, 0x1234, &log) != BANDEX_OK) {
        return 1;
    }
    for (; written < 100; written++) {
        append(log, written);
    }
    first.power_fails_after = 20; /* in the middle of a record */
    if (append(log, written) == BANDEX_OK) {
        return 1;
    }
    bandex_log_close(log);
    first.power_fails_after = SIZE_MAX;
    if (open_area(&first, 0, &log) != BANDEX_OK || count(log) != 100) {
        return 1;
    }
    printf("after the loss of power: %llu sets\n", (unsigned long long)count(log));
    while (append(log, written % 200) == BANDEX_OK) { /* the same 200 sets again and again, until the area is full */
        written++;
    }
    printf("area full after %u records\n", written);
    if (open_area(&second, 0x5678, &other) != BANDEX_OK || bandex_log_merge(other, log, &report) != BANDEX_OK) {
        return 1;
    }
    printf("moved to the other area: %llu sets\n", (unsigned long long)report.added);
    bandex_log_close(log);
    flash_erase(&first);
    if (report.added != 200 || append(other, 200) != BANDEX_OK) {
        return 1;
    }
    bandex_log_close(other);
    return 0;
}
