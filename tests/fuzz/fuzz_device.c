/* SPDX-License-Identifier: MIT */
/* libFuzzer: packets of any device, with any cuts. The first byte chooses the device, the second the config; then
 * each packet is a length byte and its bytes. What must hold: finite samples, as many as told, no more than bytes. */
#include <bandex/device.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int condition)
{
    if (!condition) {
        abort();
    }
}

static void feed(bandex_device_decoder *decoder, const uint8_t *bytes, size_t size, size_t cap)
{
    bandex_sample samples[256];
    bandex_packet packet;
    uint8_t *exact = malloc(size ? size : 1); /* so that a read past the end is seen */
    memcpy(exact, bytes, size);
    bandex_status status = bandex_device_decoder_feed(decoder, size * 1000003u, exact, size, samples, cap, &packet);
    check(packet.samples <= size && (packet.samples <= cap) == (status != BANDEX_E_FULL));
    check(packet.response_size <= BANDEX_PACKET_RESPONSE);
    for (uint32_t i = 0; status != BANDEX_E_FULL && i < packet.samples; i++) {
        check(samples[i].force - samples[i].force == 0);
    }
    free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bandex_device_decoder decoder;
    bandex_device_decoder_config config;
    if (size < 2) {
        return 0;
    }
    bandex_device_decoder_config_default(&config);
    config.unit = data[1] % 5;
    config.company_id = data[1] >> 7;
    config.newton_per_count = data[1] & 32 ? 0.01f : 0;
    config.tare_frames = data[1] & 64 ? 3 : 0;
    config.rate_num = data[1] & 16 ? 243 : 0;
    bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(data[0] % bandex_device_count()), &config);
    for (data += 2, size -= 2; size;) {
        size_t packet = data[0];
        data++, size--;
        packet = packet < size ? packet : size;
        feed(&decoder, data, packet, packet % 7 ? 256 : 4);
        data += packet, size -= packet;
    }
    return 0;
}
