/* SPDX-License-Identifier: MIT */
/* The devices: one row each. Sources: docs/devices.md. */
#include "decoder.h"
#include <string.h>

#define COUNT (sizeof bandex_device_rows / sizeof *bandex_device_rows)

const struct device_row bandex_device_rows[] = {
    {{.id = "tindeq_progressor",
      .name = "Tindeq Progressor, Crimpdeq",
      .advertised = "Progressor",
      .service = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57",
      .notify = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57",
      .write = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57",
      .rate_num = 80, .rate_den = 1, .clock = BANDEX_CLOCK_US, .channels = 1,
      .start = {2, {0x65, 0}}, .stop = {2, {0x66, 0}}, .tare = {2, {0x64, 0}}, .battery = {2, {0x6F, 0}}},
     bandex_decode_tindeq},
    {{.id = "wh_c06",
      .name = "Weiheng WH-C06 (MAT Muscle Meter)",
      .advertised = "IF_B7",
      .service = "", .notify = "", .write = "",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1},
     bandex_decode_wh_c06},
    {{.id = "pitchsix_force_board",
      .name = "PitchSix Force Board",
      .advertised = "Force Board",
      .service = "9a88d67f-8df2-4afe-9e0d-c2bbbe773dd0",
      .notify = "9a88d682-8df2-4afe-9e0d-c2bbbe773dd0",
      .write = "467a8517-6e39-11eb-9439-0242ac130002",
      .rate_num = 80, .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1,
      .start = {1, {0x04}}, .stop = {1, {0x07}}, .tare = {1, {0x05}}},
     bandex_decode_force_board},
    {{.id = "griptonite_motherboard",
      .name = "Griptonite Motherboard",
      .advertised = "Motherboard",
      .service = "6e400001-b5a3-f393-e0a9-e50e24dcca9e",
      .notify = "6e400003-b5a3-f393-e0a9-e50e24dcca9e",
      .write = "6e400002-b5a3-f393-e0a9-e50e24dcca9e",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 3, .stream = 1,
      .start = {3, {'S', '3', '0'}}},
     bandex_decode_motherboard},
    {{.id = "frez_dyno",
      .name = "Frez Dyno",
      .advertised = "FrezDyno-",
      .service = "da8a6c41-154b-4b9a-9b00-2f84dfcebfe9",
      .notify = "da8a6c42-154b-4b9a-9b00-2f84dfcebfe9",
      .write = "da8a6c43-154b-4b9a-9b00-2f84dfcebfe9",
      .rate_num = 250, .rate_den = 1, .clock = BANDEX_CLOCK_MS, .channels = 1, .raw = 1,
      .start = {2, {0x01, 0}}, .stop = {2, {0x02, 0}}},
     bandex_decode_frez_dyno},
    {{.id = "cts500",
      .name = "CTS500, CTS-300",
      .advertised = "CTS",
      .service = "ffe0", .notify = "ffe1", .write = "ffe2",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1, .stream = 1,
      .start = {6, {5, 0xAA, 0, 0, 0, 0xAF}}, .stop = {6, {5, 0xAB, 0, 0, 0, 0xB0}},
      .tare = {6, {5, 0xA6, 0, 0, 0, 0xAB}}, .battery = {6, {5, 0xC4, 0, 0, 0, 0xC9}}},
     bandex_decode_cts500},
    {{.id = "climbro",
      .name = "Climbro",
      .advertised = "",
      .service = "49535343-fe7d-4ae5-8fa9-9fafd205e455",
      .notify = "49535343-1e4d-4bd9-ba61-23c647249616",
      .write = "",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1, .stream = 1},
     bandex_decode_climbro},
    {{.id = "entralpi",
      .name = "Entralpi, Lefu CW275",
      .advertised = "ENTRALPI",
      .service = "181d", .notify = "fff1", .write = "",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1},
     bandex_decode_entralpi},
    {{.id = "smartboard_pro",
      .name = "SmartBoard Pro",
      .advertised = "",
      .service = "403d", .notify = "1583", .write = "",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1, .raw = 1},
     bandex_decode_smartboard_pro},
    {{.id = "bluetooth_weight",
      .name = "Bluetooth Weight Measurement (0x2A9D)",
      .advertised = "",
      .service = "181d", .notify = "2a9d", .write = "",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1},
     bandex_decode_sig_weight},
    {{.id = "bluetooth_force",
      .name = "Bluetooth Force (0x2C07)",
      .advertised = "",
      .service = "", .notify = "2c07", .write = "",
      .rate_den = 1, .clock = BANDEX_CLOCK_NONE, .channels = 1},
     bandex_decode_sig_force},
};

size_t bandex_device_count(void)
{
    return COUNT;
}

const bandex_device *bandex_device_at(size_t index)
{
    return index < COUNT ? &bandex_device_rows[index].device : NULL;
}

const bandex_device *bandex_device_find(const char *id)
{
    size_t i;
    for (i = 0; id && i < COUNT; i++) {
        if (strcmp(bandex_device_rows[i].device.id, id) == 0) {
            return &bandex_device_rows[i].device;
        }
    }
    return NULL;
}

const bandex_device *bandex_device_match(const char *name)
{
    size_t i;
    for (i = 0; name && i < COUNT; i++) {
        const char *begin = bandex_device_rows[i].device.advertised;
        if (*begin && strncmp(begin, name, strlen(begin)) == 0) {
            return &bandex_device_rows[i].device;
        }
    }
    return NULL;
}
