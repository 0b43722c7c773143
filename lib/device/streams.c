/* SPDX-License-Identifier: MIT */
/* Devices that send a serial stream: a frame may begin in one packet and end in the next. */
#include "decoder.h"
#include <string.h>

/* --- Griptonite Motherboard: lines of text ---------------------------------------------------------------- */

static int hex_digit(uint8_t c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* 32 hexadecimal digits to 16 bytes. */
static int parse_hex(const uint8_t *line, size_t size, uint8_t *out)
{
    size_t i;
    if (size != 32) {
        return 0;
    }
    for (i = 0; i < 16; i++) {
        int high = hex_digit(line[2 * i]), low = hex_digit(line[2 * i + 1]);
        if (high < 0 || low < 0) {
            return 0;
        }
        out[i] = (uint8_t)(high << 4 | low);
    }
    return 1;
}

struct text {
    const uint8_t *at;
    size_t left;
};

/* A decimal number in millionths up to the next comma or the end; 0 if it is none or too large. */
static int parse_number(struct text *text, int64_t *millionths)
{
    int64_t value = 0, scale = 1000000;
    int negative = 0, digits = 0, point = 0;
    if (text->left && (*text->at == '-' || *text->at == '+')) {
        negative = *text->at == '-';
        text->at++, text->left--;
    }
    for (; text->left && *text->at != ','; text->at++, text->left--) {
        uint8_t c = *text->at;
        if (c == '.' && !point) {
            point = 1;
        } else if (c < '0' || c > '9' || digits > 17) {
            return 0;
        } else if (!point) {
            value = value * 10 + (c - '0');
            digits++;
        } else if (scale > 1) {
            value = value * 10 + (c - '0');
            scale /= 10;
            digits++;
        }
    }
    if (text->left) {
        text->at++, text->left--; /* the comma */
    }
    if (!digits || value > INT64_MAX / 1000000 / (point ? 1 : 1000000) * (point ? 1000000 : 1)) {
        return 0;
    }
    for (; scale > 1; scale /= 10) {
        if (value > INT64_MAX / 10) {
            return 0;
        }
        value *= 10;
    }
    *millionths = negative ? -value : value;
    return 1;
}

/* "channel,index,kilograms,counts", rising in counts: as the device answers to the command "C". */
static int motherboard_calibration(struct decoder *self, const uint8_t *line, size_t size)
{
    struct text text = {line, size};
    int64_t field[4];
    struct cell_point *points;
    size_t channel, count;
    int i;
    for (i = 0; i < 4; i++) {
        if (!parse_number(&text, &field[i])) {
            return 0;
        }
    }
    if (text.left || field[0] < 0 || field[0] >= CELLS * INT64_C(1000000) || field[3] / 1000000 > INT32_MAX ||
        field[3] / 1000000 < INT32_MIN) {
        return 0;
    }
    channel = (size_t)(field[0] / 1000000);
    if (field[1] == 0) {
        self->cell_points[channel] = 0; /* the list is sent anew */
    }
    points = self->cells[channel];
    count = self->cell_points[channel];
    if (count == CELL_POINTS || (count && points[count - 1].raw >= field[3] / 1000000)) {
        return 0;
    }
    points[count].raw = (int32_t)(field[3] / 1000000);
    points[count].newton = (float)field[2] * 0.000001f * BANDEX_NEWTON_PER_KGF;
    self->cell_points[channel] = (uint8_t)(count + 1);
    return 1;
}

/* Straight lines between the points; below the first, reflected at it; beyond the last, the last line goes on. */
static float motherboard_newton(const struct cell_point *points, size_t count, int32_t raw)
{
    int64_t distance = (int64_t)raw - points[0].raw;
    int64_t sign = distance < 0 ? -1 : 1;
    int64_t at = points[0].raw + sign * distance;
    size_t i = 1;
    while (i + 1 < count && at > points[i].raw) {
        i++;
    }
    return (float)sign * (points[i - 1].newton + (float)(at - points[i - 1].raw) *
                                                     (points[i].newton - points[i - 1].newton) /
                                                     (float)((int64_t)points[i].raw - points[i - 1].raw));
}

static void motherboard_frame(struct reading *in, const uint8_t *frame)
{
    struct decoder *self = in->decoder;
    int known = self->cell_points[0] > 1 && self->cell_points[1] > 1 && self->cell_points[2] > 1;
    uint8_t channel;
    for (channel = 0; channel < 3; channel++) {
        const uint8_t *at = frame + 4 + 3 * channel;
        int32_t raw = (int32_t)(at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16);
        float force;
        raw = raw >= 0x800000 ? raw - 0x1000000 : raw;
        force = known ? motherboard_newton(self->cells[channel], self->cell_points[channel], raw) : (float)raw;
        /* Center and right cells are mounted the other way round. */
        bandex_reading_emit(in, 0, known && channel > 0 ? -force : force, channel, known ? 0 : BANDEX_SAMPLE_FLAG_RAW);
    }
}

static void motherboard_line(struct reading *in)
{
    struct decoder *self = in->decoder;
    uint8_t frame[16];
    size_t size = self->held;
    if (size && self->line[size - 1] == '\r') {
        size--;
    }
    if (self->overlong) {
        bandex_reading_fail(in, BANDEX_E_FORMAT);
    } else if (parse_hex(self->line, size, frame)) {
        motherboard_frame(in, frame);
    } else if (size && !motherboard_calibration(self, self->line, size)) {
        in->packet->skipped++;
        bandex_reading_respond(in, self->line, size);
    }
    self->held = 0;
    self->overlong = 0;
}

void bandex_decode_motherboard(struct reading *in)
{
    struct decoder *self = in->decoder;
    const uint8_t *at;
    while (in->left && (at = bandex_reading_take(in, 1)) != NULL) {
        if (*at == '\n') {
            motherboard_line(in);
        } else if (self->held < LINE_SIZE) {
            self->line[self->held++] = *at;
        } else {
            in->packet->discarded += self->overlong ? 1 : LINE_SIZE + 1;
            self->overlong = 1;
        }
    }
}

/* --- CTS500, CTS-300: binary frames with a sum ------------------------------------------------------------- */

static int cts500_opcode(uint8_t op)
{
    static const uint8_t known[] = {0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0xA1, 0xA2, 0xA4, 0xA6, 0xA7, 0xA9, 0xAA, 0xAB,
                                    0xC0, 0xC1, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xCA, 0xD1, 0xD2, 0xD3, 0xD4};
    return memchr(known, op, sizeof known) != NULL;
}

static int sum_fits(const uint8_t *frame, size_t size)
{
    uint8_t sum = 0;
    size_t i;
    for (i = 0; i + 1 < size; i++) {
        sum = (uint8_t)(sum + frame[i]);
    }
    return sum == frame[size - 1];
}

static void cts500_response(struct reading *in, const uint8_t *frame)
{
    if (frame[2] == 0xC4) {
        in->packet->battery_mv = be16(frame + 4) * 10;
    }
    bandex_reading_respond(in, frame, 7);
}

/* How many of the held bytes the frame at their beginning takes; 0: none begins there; -1: more are needed. */
static int cts500_frame(struct reading *in)
{
    struct decoder *self = in->decoder;
    const uint8_t *frame = self->line;
    if (frame[0] != 5) {
        bandex_reading_fail(in, BANDEX_E_FORMAT);
        return 0;
    }
    if (self->held >= 6 && cts500_opcode(frame[1]) && sum_fits(frame, 6)) {
        in->packet->skipped++; /* a command sent back */
        return 6;
    }
    if (self->held < 7) {
        return -1;
    }
    if (!sum_fits(frame, 7)) {
        bandex_reading_fail(in, BANDEX_E_CHECKSUM);
        return 0;
    }
    if (frame[1] == 0x80) {
        cts500_response(in, frame);
    } else if (cts500_opcode(frame[1])) {
        in->packet->skipped++;
    } else {
        /* Hundredths of a kilogram; below the tare they would be negative. */
        bandex_reading_emit(in, 0, (float)as_signed(be32(frame + 2)) / 100.0f * BANDEX_NEWTON_PER_KGF, 0, 0);
    }
    return 7;
}

static void drop_held(struct decoder *self, uint32_t count)
{
    memmove(self->line, self->line + count, self->held - count);
    self->held -= count;
}

void bandex_decode_cts500(struct reading *in)
{
    struct decoder *self = in->decoder;
    const uint8_t *at;
    while (in->left && (at = bandex_reading_take(in, 1)) != NULL) {
        int taken = 0;
        self->line[self->held++] = *at;
        while (self->held && (taken = cts500_frame(in)) >= 0) {
            in->packet->discarded += taken == 0;
            drop_held(self, taken ? (uint32_t)taken : 1);
        }
    }
}

/* --- Climbro: a byte stream with modes --------------------------------------------------------------------- */

enum { CLIMBRO_BATTERY = 0xF0, CLIMBRO_FORCE = 0xF5, CLIMBRO_ESCAPE = 0xF6, CLIMBRO_ESCAPED = 36 };

static void climbro_value(struct reading *in, uint8_t value)
{
    int32_t charge;
    switch (in->decoder->mode) {
    case CLIMBRO_FORCE: /* whole kilograms */
        bandex_reading_emit(in, 0, (float)value * BANDEX_NEWTON_PER_KGF, 0, 0);
        break;
    case CLIMBRO_BATTERY:
        charge = ((int32_t)value - 112) * 1000 / 118;
        in->packet->battery_permille = charge < 0 ? 0 : charge > 1000 ? 1000 : charge;
        break;
    default: /* joined in the middle: what the byte means is not known yet */
        in->packet->discarded++;
        bandex_reading_fail(in, BANDEX_E_FORMAT);
        break;
    }
}

void bandex_decode_climbro(struct reading *in)
{
    const uint8_t *at;
    while (in->left && (at = bandex_reading_take(in, 1)) != NULL) {
        if (*at == CLIMBRO_BATTERY || *at == CLIMBRO_FORCE) {
            in->decoder->mode = *at;
        } else {
            climbro_value(in, *at == CLIMBRO_ESCAPE ? CLIMBRO_ESCAPED : *at);
        }
    }
}
