/* SPDX-License-Identifier: MIT */
#include "decoder.h"
#include <string.h>

#define MAGIC 0x64657663u /* "devc" */

typedef char decoder_fits[sizeof(struct decoder) <= BANDEX_DEVICE_DECODER_SIZE ? 1 : -1];

static int is_finite(float x)
{
    return x - x == 0;
}

void bandex_reading_fail(struct reading *in, bandex_status status)
{
    if (in->status == BANDEX_OK) {
        in->status = status;
    }
}

const uint8_t *bandex_reading_take(struct reading *in, size_t size)
{
    const uint8_t *at = in->bytes;
    if (size > in->left) {
        bandex_reading_fail(in, BANDEX_E_TRUNCATED);
        in->left = 0;
        return NULL;
    }
    in->left -= size;
    in->bytes = size ? at + size : at;
    return at;
}

void bandex_reading_respond(struct reading *in, const uint8_t *bytes, size_t size)
{
    size = size < BANDEX_PACKET_RESPONSE ? size : BANDEX_PACKET_RESPONSE;
    memcpy(in->packet->response, bytes, size);
    in->packet->response_size = (uint32_t)size;
}

void bandex_reading_emit(struct reading *in, uint32_t t_us, float force, uint8_t channel, uint8_t flags)
{
    bandex_sample *sample;
    if (!is_finite(force)) {
        in->packet->invalid++;
        return;
    }
    if (in->packet->samples < in->cap) {
        sample = &in->samples[in->packet->samples];
        memset(sample, 0, sizeof *sample);
        sample->t_us = t_us;
        sample->force = force;
        sample->channel = channel;
        sample->flags = flags;
    }
    in->packet->samples++;
}

void bandex_reading_emit_raw(struct reading *in, uint32_t t_us, int32_t counts)
{
    struct decoder *self = in->decoder;
    float zero = 0;
    if (self->config.newton_per_count == 0) {
        bandex_reading_emit(in, t_us, (float)counts, 0, BANDEX_SAMPLE_FLAG_RAW);
        return;
    }
    if (self->tare_count < self->config.tare_frames) {
        self->tare_sum += counts;
        self->tare_count++;
        in->packet->taring++;
        return;
    }
    if (self->tare_count) {
        /* Whole counts first, so that a large offset costs no precision. */
        int64_t whole = self->tare_sum / self->tare_count;
        zero = (float)(self->tare_sum % self->tare_count) / (float)self->tare_count;
        bandex_reading_emit(in, t_us, ((float)(counts - whole) - zero) * self->config.newton_per_count, 0, 0);
        return;
    }
    bandex_reading_emit(in, t_us, (float)counts * self->config.newton_per_count, 0, 0);
}

bandex_status bandex_device_decoder_config_default(bandex_device_decoder_config *config)
{
    if (!config) {
        return BANDEX_E_ARGUMENT;
    }
    memset(config, 0, sizeof *config);
    config->struct_size = (uint32_t)sizeof *config;
    config->rate_den = 1;
    config->tare_frames = 100;
    return BANDEX_OK;
}

/* A config of a newer header is taken if what this library does not know is zero; one of an older header is filled
 * up with defaults. */
static bandex_status take_config(bandex_device_decoder_config *own, const bandex_device_decoder_config *given)
{
    size_t size, i;
    bandex_device_decoder_config_default(own);
    if (!given) {
        return BANDEX_OK;
    }
    size = given->struct_size;
    if (size < offsetof(bandex_device_decoder_config, company_id) || size > 4096) {
        return BANDEX_E_SIZE;
    }
    for (i = sizeof *own; i < size; i++) {
        if (((const unsigned char *)given)[i]) {
            return BANDEX_E_SIZE;
        }
    }
    memcpy(own, given, size < sizeof *own ? size : sizeof *own);
    own->struct_size = (uint32_t)sizeof *own;
    if (own->unit < BANDEX_DEVICE_UNIT_SENT || own->unit > BANDEX_DEVICE_UNIT_JIN || own->company_id > 1 ||
        !is_finite(own->newton_per_count) || own->tare_frames > 1000000) {
        return BANDEX_E_ARGUMENT;
    }
    return BANDEX_OK;
}

static bandex_status start_clock(struct decoder *self)
{
    const bandex_device *device = &bandex_device_rows[self->row].device;
    if (self->config.rate_num) {
        return bandex_sample_clock_init(&self->clock, self->config.rate_num, self->config.rate_den);
    }
    return bandex_sample_clock_init(&self->clock, device->rate_num, device->rate_den);
}

bandex_status bandex_device_decoder_init(bandex_device_decoder *decoder, size_t size, const bandex_device *device,
                                         const bandex_device_decoder_config *config)
{
    struct decoder *self = (struct decoder *)decoder;
    bandex_device_decoder_config own;
    bandex_status status;
    uint32_t row;
    if (!decoder || !device) {
        return BANDEX_E_ARGUMENT;
    }
    if (size < BANDEX_DEVICE_DECODER_SIZE) {
        return BANDEX_E_SIZE;
    }
    for (row = 0; bandex_device_at(row) != device; row++) {
        if (!bandex_device_at(row)) {
            return BANDEX_E_ARGUMENT;
        }
    }
    status = take_config(&own, config);
    if (status != BANDEX_OK) {
        return status;
    }
    memset(self, 0, sizeof *self);
    self->row = row;
    self->config = own;
    status = start_clock(self);
    self->magic = status == BANDEX_OK ? MAGIC : 0;
    return status;
}

bandex_status bandex_device_decoder_reset(bandex_device_decoder *decoder)
{
    struct decoder *self = (struct decoder *)decoder;
    if (!decoder) {
        return BANDEX_E_ARGUMENT;
    }
    if (self->magic != MAGIC) {
        return BANDEX_E_STATE;
    }
    self->tare_sum = 0;
    self->tare_count = 0;
    self->held = 0;
    self->overlong = 0;
    self->mode = 0;
    memset(self->cell_points, 0, sizeof self->cell_points);
    return start_clock(self);
}

/* Samples of one frame share a time. */
static void stamp(struct reading *in, uint64_t host_us)
{
    const bandex_device *device = &bandex_device_rows[in->decoder->row].device;
    uint32_t i, t_us = 0;
    if (device->clock != BANDEX_CLOCK_NONE) {
        return;
    }
    bandex_sample_clock_packet(&in->decoder->clock, host_us, in->packet->samples / device->channels);
    for (i = 0; i < in->packet->samples; i++) {
        if (i % device->channels == 0) {
            t_us = bandex_sample_clock_next(&in->decoder->clock);
        }
        in->samples[i].t_us = t_us;
    }
}

bandex_status bandex_device_decoder_feed(bandex_device_decoder *decoder, uint64_t host_us, const uint8_t *bytes,
                                         size_t size, bandex_sample *samples, size_t cap, bandex_packet *packet)
{
    struct decoder *self = (struct decoder *)decoder;
    struct decoder before;
    struct reading in;
    uint32_t needed;
    if (!packet) {
        return BANDEX_E_ARGUMENT;
    }
    memset(packet, 0, sizeof *packet);
    packet->battery_mv = -1;
    packet->battery_permille = -1;
    if (!decoder || (!bytes && size) || (!samples && cap) || size > 1u << 20) {
        return BANDEX_E_ARGUMENT;
    }
    if (self->magic != MAGIC) {
        return BANDEX_E_STATE;
    }
    before = *self;
    in.decoder = self;
    in.bytes = bytes;
    in.left = size;
    in.samples = samples;
    in.cap = cap;
    in.packet = packet;
    in.status = BANDEX_OK;
    bandex_device_rows[self->row].decode(&in);
    if (packet->samples > cap) {
        needed = packet->samples;
        *self = before;
        memset(packet, 0, sizeof *packet);
        packet->battery_mv = -1;
        packet->battery_permille = -1;
        packet->samples = needed;
        return BANDEX_E_FULL;
    }
    stamp(&in, host_us);
    return in.status;
}

bandex_status bandex_device_force_encode(float newton, uint8_t *out)
{
    float mn = newton * 1000.0f;
    uint32_t value = 0x7FFFFFFFu; /* "value is not known" */
    int i;
    if (!out) {
        return BANDEX_E_ARGUMENT;
    }
    if (mn >= -2147483648.0f && mn < 2147483520.0f) {
        value = (uint32_t)(int32_t)(mn + (mn < 0 ? -0.5f : 0.5f));
    }
    for (i = 0; i < 4; i++) {
        out[i] = (uint8_t)(value >> 8 * i);
    }
    return BANDEX_OK;
}
