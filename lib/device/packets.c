/* SPDX-License-Identifier: MIT */
/* Devices whose packets stand for themselves. */
#include "decoder.h"
#include <string.h>

static float le_float(const uint8_t *at)
{
    uint32_t bits = le32(at);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Tindeq Progressor and Crimpdeq: records of [tag][size][payload]. Tag 1 holds pairs of kg and microseconds. */
static void tindeq_weights(struct reading *in, const uint8_t *at, size_t size)
{
    for (; size >= 8; at += 8, size -= 8) {
        bandex_reading_emit(in, le32(at + 4), le_float(at) * BANDEX_NEWTON_PER_KGF, 0, 0);
    }
    if (size) {
        in->packet->discarded += (uint32_t)size;
        bandex_reading_fail(in, BANDEX_E_FORMAT);
    }
}

static void tindeq_record(struct reading *in, uint8_t tag, const uint8_t *payload, size_t size)
{
    switch (tag) {
    case 0:
        bandex_reading_respond(in, payload, size);
        break;
    case 1:
        tindeq_weights(in, payload, size);
        break;
    case 4:
        in->packet->flags |= BANDEX_PACKET_FLAG_LOW_BATTERY;
        break;
    default: /* peak rates of force development, Crimpdeq's own records, and whatever comes later */
        in->packet->skipped++;
        break;
    }
}

void bandex_decode_tindeq(struct reading *in)
{
    while (in->left) {
        const uint8_t *head = bandex_reading_take(in, 2);
        size_t told, size;
        if (!head) {
            return;
        }
        told = head[1];
        size = told < in->left ? told : in->left;
        if (size < told) {
            bandex_reading_fail(in, BANDEX_E_TRUNCATED);
            if (head[0] == 1) {
                size -= size % 8; /* the whole pairs are good */
            }
        }
        tindeq_record(in, head[0], bandex_reading_take(in, size), size);
        if (size < told) {
            return;
        }
    }
}

/* WH-C06: manufacturer data of an advertisement, in the unit of its display. */
void bandex_decode_wh_c06(struct reading *in)
{
    static const float newton_per_unit[] = {0, BANDEX_NEWTON_PER_KGF, BANDEX_NEWTON_PER_LBF,
                                            14 * BANDEX_NEWTON_PER_LBF, BANDEX_NEWTON_PER_KGF / 2};
    const uint8_t *data;
    int32_t unit = in->decoder->config.unit;
    if (in->decoder->config.company_id && !bandex_reading_take(in, 2)) {
        return;
    }
    data = bandex_reading_take(in, 15);
    if (!data) {
        return;
    }
    unit = unit == BANDEX_DEVICE_UNIT_SENT ? (data[14] & 15) : unit;
    if (unit < BANDEX_DEVICE_UNIT_KILOGRAM || unit > BANDEX_DEVICE_UNIT_JIN) {
        in->packet->invalid++;
        bandex_reading_fail(in, BANDEX_E_UNSUPPORTED);
        return;
    }
    if (data[14] >> 4) {
        in->packet->flags |= BANDEX_PACKET_FLAG_STABLE;
    }
    bandex_reading_emit(in, 0, (float)(int16_t)be16(data + 10) / 100.0f * newton_per_unit[unit], 0, 0);
}

/* PitchSix Force Board: a count, then pounds in three bytes each. The weight of the first byte is 32768 in the
 * protocol as published; it matters from 32 768 pounds on only. */
void bandex_decode_force_board(struct reading *in)
{
    const uint8_t *head = bandex_reading_take(in, 2), *at;
    uint32_t count = head ? be16(head) : 0;
    for (; count && (at = bandex_reading_take(in, 3)) != NULL; count--) {
        int32_t pounds = (int32_t)at[0] * 32768 + (int32_t)be16(at + 1);
        bandex_reading_emit(in, 0, (float)pounds * BANDEX_NEWTON_PER_LBF, 0, 0);
    }
    if (in->left) {
        in->packet->discarded += (uint32_t)in->left;
        bandex_reading_fail(in, BANDEX_E_FORMAT);
    }
}

/* Frez Dyno, protocol 1: 01 00, then pairs of counts and milliseconds. */
void bandex_decode_frez_dyno(struct reading *in)
{
    const uint8_t *head = bandex_reading_take(in, 2), *at;
    if (!head) {
        return;
    }
    if (head[0] != 1 || head[1] != 0) {
        in->packet->skipped++;
        return;
    }
    while (in->left && (at = bandex_reading_take(in, 8)) != NULL) {
        /* 1000 * (ms modulo 2^32) is right modulo 2^32 across the wrap of the milliseconds, too. */
        bandex_reading_emit_raw(in, le32(at + 4) * 1000u, as_signed(le32(at)));
    }
}

/* Entralpi / Lefu CW275: hundredths of a kilogram. */
void bandex_decode_entralpi(struct reading *in)
{
    const uint8_t *at = bandex_reading_take(in, 2);
    if (!at) {
        return;
    }
    bandex_reading_emit(in, 0, (float)be16(at) / 100.0f * BANDEX_NEWTON_PER_KGF, 0, 0);
    if (in->left) {
        in->packet->discarded += (uint32_t)in->left;
        bandex_reading_fail(in, BANDEX_E_FORMAT);
    }
}

/* SmartBoard Pro: 16-bit counts. */
void bandex_decode_smartboard_pro(struct reading *in)
{
    const uint8_t *at;
    while (in->left && (at = bandex_reading_take(in, 2)) != NULL) {
        bandex_reading_emit_raw(in, 0, (int16_t)le16(at));
    }
}

/* Bluetooth SIG Weight Measurement (0x2A9D). The optional fields are checked for their length and left aside. */
void bandex_decode_sig_weight(struct reading *in)
{
    const uint8_t *at = bandex_reading_take(in, 3);
    if (!at) {
        return;
    }
    if (le16(at + 1) == 0xFFFF) { /* "measurement unsuccessful" */
        in->packet->invalid++;
    } else if (at[0] & 1) {
        bandex_reading_emit(in, 0, (float)le16(at + 1) * 0.01f * BANDEX_NEWTON_PER_LBF, 0, 0);
    } else {
        bandex_reading_emit(in, 0, (float)le16(at + 1) * 0.005f * BANDEX_NEWTON_PER_KGF, 0, 0);
    }
    bandex_reading_take(in, (at[0] & 2 ? 7u : 0u) + (at[0] & 4 ? 1u : 0u) + (at[0] & 8 ? 4u : 0u));
}

/* Bluetooth SIG Force (0x2C07): millinewtons. The characteristic holds one; firmware of one's own may send more. */
void bandex_decode_sig_force(struct reading *in)
{
    const uint8_t *at;
    if (!in->left) {
        bandex_reading_fail(in, BANDEX_E_TRUNCATED);
    }
    while (in->left && (at = bandex_reading_take(in, 4)) != NULL) {
        if (le32(at) == 0x7FFFFFFFu) {
            in->packet->invalid++;
        } else {
            bandex_reading_emit(in, 0, (float)as_signed(le32(at)) * 0.001f, 0, 0);
        }
    }
}
