/* SPDX-License-Identifier: MIT */
/* What the decoders of the room share. */
#ifndef BANDEX_DEVICE_DECODER_H
#define BANDEX_DEVICE_DECODER_H

#include <bandex/device.h>
#include <bandex/units.h>

#define CELLS       4  /* channels of a Motherboard, the fourth unused */
#define CELL_POINTS 6  /* calibration points a channel; the Motherboard sends four */
#define LINE_SIZE   64 /* longer lines carry no data and are discarded */

struct cell_point {
    int32_t raw;
    float newton;
};

struct decoder {
    uint32_t magic;
    uint32_t row; /* of the table */
    bandex_device_decoder_config config;
    bandex_sample_clock clock;
    /* tare of raw devices */
    int64_t tare_sum;
    uint32_t tare_count;
    /* streams: the unfinished line or frame, and the mode of byte streams */
    uint32_t held;
    uint8_t line[LINE_SIZE];
    uint8_t overlong;
    uint8_t mode;
    /* calibration told by the device */
    uint8_t cell_points[CELLS];
    struct cell_point cells[CELLS][CELL_POINTS];
};

/* A packet while it is read. Samples beyond the room are counted, not written. */
struct reading {
    struct decoder *decoder;
    const uint8_t *bytes;
    size_t left;
    bandex_sample *samples;
    size_t cap;
    bandex_packet *packet;
    bandex_status status; /* the first thing that went wrong */
};

typedef void decode_function(struct reading *in);

struct device_row {
    bandex_device device;
    decode_function *decode;
};

extern const struct device_row bandex_device_rows[];

decode_function bandex_decode_tindeq, bandex_decode_wh_c06, bandex_decode_force_board, bandex_decode_frez_dyno,
    bandex_decode_entralpi, bandex_decode_smartboard_pro, bandex_decode_sig_weight, bandex_decode_sig_force,
    bandex_decode_motherboard, bandex_decode_cts500, bandex_decode_climbro;

/* Gives out one reading in newtons (or counts, with the flag). */
void bandex_reading_emit(struct reading *in, uint32_t t_us, float force, uint8_t channel, uint8_t flags);

/* Gives out one reading in counts: through the tare and the caller's coefficient, or flagged raw. */
void bandex_reading_emit_raw(struct reading *in, uint32_t t_us, int32_t counts);

/* Keeps the first failure of a packet. */
void bandex_reading_fail(struct reading *in, bandex_status status);

/* Keeps an answer to a command. */
void bandex_reading_respond(struct reading *in, const uint8_t *bytes, size_t size);

/* The next size bytes, or NULL with status TRUNCATED and the rest dropped. */
const uint8_t *bandex_reading_take(struct reading *in, size_t size);

static inline uint16_t be16(const uint8_t *at)
{
    return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint16_t le16(const uint8_t *at)
{
    return (uint16_t)(at[1] << 8 | at[0]);
}

static inline uint32_t be32(const uint8_t *at)
{
    return (uint32_t)be16(at) << 16 | be16(at + 2);
}

static inline uint32_t le32(const uint8_t *at)
{
    return (uint32_t)le16(at + 2) << 16 | le16(at);
}

/* Two's complement without relying on what a conversion out of range does. */
static inline int32_t as_signed(uint32_t value)
{
    return value <= INT32_MAX ? (int32_t)value : -1 - (int32_t)(UINT32_MAX - value);
}

#endif
