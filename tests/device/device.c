/* SPDX-License-Identifier: MIT */
#include <bandex/device.h>
#include <bandex/units.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bandex_device_decoder decoder;
static bandex_sample samples[BANDEX_PACKET_SAMPLES];
static bandex_packet packet;

static void begin(const char *id)
{
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_find(id), NULL), BANDEX_OK);
}

static void begin_with(const char *id, const bandex_device_decoder_config *config)
{
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_find(id), config), BANDEX_OK);
}

/* The bytes are copied to the heap so that a sanitizer sees a read past their end. */
static bandex_status feed_at(uint64_t host_us, const void *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    memcpy(copy, bytes, size);
    bandex_status status =
        bandex_device_decoder_feed(&decoder, host_us, copy, size, samples, BANDEX_PACKET_SAMPLES, &packet);
    free(copy);
    return status;
}

#define FEED(...) feed_at(1000000, (const uint8_t[]){__VA_ARGS__}, sizeof(const uint8_t[]){__VA_ARGS__})

static void le32_put(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (uint8_t)(value >> 8 * i);
    }
}

/* One Tindeq record of n weights. */
static size_t tindeq(uint8_t *out, const float *kg, const uint32_t *t_us, size_t n)
{
    out[0] = 1;
    out[1] = (uint8_t)(8 * n);
    for (size_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &kg[i], 4);
        le32_put(out + 2 + 8 * i, bits);
        le32_put(out + 6 + 8 * i, t_us[i]);
    }
    return 2 + 8 * n;
}

static void assert_kg(size_t i, double kg)
{
    cr_assert_float_eq(samples[i].force, (float)(kg * 9.80665), 1e-3 + fabs(kg) * 1e-6, "%zu: %f N for %f kg", i,
                       (double)samples[i].force, kg);
}

Test(table, every_row_is_complete_and_found_by_its_id_and_name)
{
    cr_assert(bandex_device_count() >= 11);
    for (size_t i = 0; i < bandex_device_count(); i++) {
        const bandex_device *device = bandex_device_at(i);
        cr_assert(*device->id && *device->name && device->service && device->notify && device->write);
        cr_assert_eq(bandex_device_find(device->id), device);
        cr_assert(device->channels >= 1 && device->rate_den >= 1);
        if (*device->advertised) {
            char name[64];
            snprintf(name, sizeof name, "%s_1234", device->advertised);
            cr_assert_eq(bandex_device_match(name), device);
        }
        begin(device->id);
    }
    cr_assert_null(bandex_device_at(bandex_device_count()));
    cr_assert_null(bandex_device_find("none"));
    cr_assert_null(bandex_device_find(NULL));
    cr_assert_null(bandex_device_match("My headphones"));
    cr_assert_null(bandex_device_match(""));
    cr_assert_eq(bandex_device_match("CTS-300"), bandex_device_find("cts500"));
}

Test(tindeq, a_notification_of_sixteen_weights)
{
    float kg[16];
    uint32_t t_us[16];
    uint8_t bytes[2 + 128];
    for (unsigned i = 0; i < 16; i++) {
        kg[i] = 0.5f * (float)i - 1.0f;
        t_us[i] = 4294900000u + 12500u * i; /* wraps within the packet */
    }
    begin("tindeq_progressor");
    cr_assert_eq(feed_at(0, bytes, tindeq(bytes, kg, t_us, 16)), BANDEX_OK);
    cr_assert_eq(packet.samples, 16);
    for (unsigned i = 0; i < 16; i++) {
        assert_kg(i, (double)kg[i]);
        cr_assert_eq(samples[i].t_us, t_us[i]);
        cr_assert_eq(samples[i].flags, 0);
    }
    cr_assert_eq(packet.battery_mv, -1);
}

Test(tindeq, unknown_tags_are_skipped_by_their_length)
{
    uint8_t bytes[64] = {2, 4, 1, 2, 3, 4, 99, 0};
    size_t size = 8 + tindeq(bytes + 8, (float[]){7}, (uint32_t[]){5}, 1);
    begin("tindeq_progressor");
    cr_assert_eq(feed_at(0, bytes, size), BANDEX_OK);
    cr_assert_eq(packet.skipped, 2);
    cr_assert_eq(packet.samples, 1);
    assert_kg(0, 7);
}

Test(tindeq, nan_and_infinite_weights_are_left_out_and_counted)
{
    uint8_t bytes[64];
    begin("tindeq_progressor");
    cr_assert_eq(feed_at(0, bytes, tindeq(bytes, (float[]){NAN, 2, INFINITY, 3e38f}, (uint32_t[]){1, 2, 3, 4}, 4)),
                 BANDEX_OK);
    cr_assert_eq(packet.samples, 1);
    cr_assert_eq(packet.invalid, 3, "3e38 kg overflow in newtons");
    cr_assert_eq(samples[0].t_us, 2);
}

Test(tindeq, low_battery_and_responses)
{
    begin("tindeq_progressor");
    cr_assert_eq(FEED(4, 0), BANDEX_OK);
    cr_assert_eq(packet.flags, BANDEX_PACKET_FLAG_LOW_BATTERY);
    cr_assert_eq(FEED(0, 4, 0xB8, 0x0B, 0, 0), BANDEX_OK);
    cr_assert_eq(packet.response_size, 4);
    cr_assert_arr_eq(packet.response, ((uint8_t[]){0xB8, 0x0B, 0, 0}), 4);
    cr_assert_eq(packet.samples, 0);
    cr_assert_eq(packet.flags, 0);
    uint8_t longer[2 + 255] = {0, 255};
    cr_assert_eq(feed_at(0, longer, sizeof longer), BANDEX_OK);
    cr_assert_eq(packet.response_size, BANDEX_PACKET_RESPONSE);
}

Test(tindeq, every_truncation_gives_the_whole_weights_and_says_so)
{
    uint8_t bytes[64];
    size_t size = tindeq(bytes, (float[]){1, 2, 3}, (uint32_t[]){1, 2, 3}, 3);
    begin("tindeq_progressor");
    cr_assert_eq(feed_at(0, bytes, 0), BANDEX_OK, "an empty notification holds nothing and breaks nothing");
    for (size_t cut = 1; cut < size; cut++) {
        cr_assert_eq(feed_at(0, bytes, cut), BANDEX_E_TRUNCATED, "%zu", cut);
        cr_assert_eq(packet.samples, cut < 2 ? 0 : (cut - 2) / 8, "%zu", cut);
    }
    cr_assert_eq(feed_at(0, bytes, size), BANDEX_OK);
}

Test(tindeq, a_length_that_is_no_multiple_of_eight_is_a_format_error)
{
    begin("tindeq_progressor");
    cr_assert_eq(FEED(1, 9, 0, 0, 0x80, 0x3F, 1, 0, 0, 0, 42), BANDEX_E_FORMAT);
    cr_assert_eq(packet.samples, 1);
    cr_assert_eq(packet.discarded, 1);
    assert_kg(0, 1);
}

Test(decoder, too_little_room_takes_nothing_and_tells_what_is_needed)
{
    uint8_t bytes[64];
    size_t size = tindeq(bytes, (float[]){1, 2, 3}, (uint32_t[]){1, 2, 3}, 3);
    begin("tindeq_progressor");
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, bytes, size, samples, 2, &packet), BANDEX_E_FULL);
    cr_assert_eq(packet.samples, 3);
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, bytes, size, NULL, 0, &packet), BANDEX_E_FULL);
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, bytes, size, samples, 3, &packet), BANDEX_OK);
    /* also a stream whose state had moved on */
    begin("climbro");
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, (const uint8_t[]){0xF5, 1, 2}, 3, samples, 1, &packet),
                 BANDEX_E_FULL);
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, (const uint8_t[]){9}, 1, samples, 9, &packet), BANDEX_E_FORMAT);
}

Test(decoder, wrong_arguments)
{
    bandex_device_decoder_config config;
    const bandex_device copy = *bandex_device_at(0);
    cr_assert_eq(bandex_device_decoder_config_default(NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_device_decoder_init(NULL, sizeof decoder, bandex_device_at(0), NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, NULL, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, &copy, NULL), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_device_decoder_init(&decoder, 100, bandex_device_at(0), NULL), BANDEX_E_SIZE);
    memset(&decoder, 0, sizeof decoder);
    cr_assert_eq(FEED(1), BANDEX_E_STATE);
    cr_assert_eq(bandex_device_decoder_reset(&decoder), BANDEX_E_STATE);
    bandex_device_decoder_config_default(&config);
    config.unit = 5;
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(0), &config), BANDEX_E_ARGUMENT);
    bandex_device_decoder_config_default(&config);
    config.newton_per_count = NAN;
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(0), &config), BANDEX_E_ARGUMENT);
    bandex_device_decoder_config_default(&config);
    config.rate_num = 1;
    config.rate_den = 0;
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(0), &config), BANDEX_E_ARGUMENT);
    config.struct_size = 0;
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(0), &config), BANDEX_E_SIZE);
    begin("tindeq_progressor");
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, NULL, 1, samples, 1, &packet), BANDEX_E_ARGUMENT);
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, NULL, 0, NULL, 0, &packet), BANDEX_OK);
    cr_assert_eq(bandex_device_decoder_feed(&decoder, 0, NULL, 0, NULL, 0, NULL), BANDEX_E_ARGUMENT);
}

Test(decoder, a_newer_config_is_taken_when_its_tail_is_zero)
{
    struct {
        bandex_device_decoder_config config;
        uint32_t tail;
    } newer = {.tail = 0};
    bandex_device_decoder_config_default(&newer.config);
    newer.config.struct_size = sizeof newer;
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(0), &newer.config), BANDEX_OK);
    newer.tail = 1;
    cr_assert_eq(bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_at(0), &newer.config), BANDEX_E_SIZE);
}

Test(wh_c06, signed_hundredths_in_the_unit_of_the_display)
{
    uint8_t data[17] = {0};
    static const double kg[] = {0, 1, 0.45359237, 14 * 0.45359237, 0.5};
    begin("wh_c06");
    for (uint8_t unit = 1; unit <= 4; unit++) {
        data[10] = 0x04, data[11] = 0xCE, data[14] = unit; /* 12.30 */
        cr_assert_eq(feed_at(77, data, 17), BANDEX_OK);
        assert_kg(0, 12.30 * kg[unit]);
        cr_assert_eq(samples[0].t_us, 77, "the time of reception");
        cr_assert_eq(packet.flags, 0);
    }
    data[10] = 0xFF, data[11] = 0x9C, data[14] = 0x11; /* -1.00 kg, stable: after a tare on the scale */
    cr_assert_eq(feed_at(78, data, 17), BANDEX_OK);
    assert_kg(0, -1);
    cr_assert_eq(packet.flags, BANDEX_PACKET_FLAG_STABLE);
    data[14] = 0x0F;
    cr_assert_eq(feed_at(79, data, 17), BANDEX_E_UNSUPPORTED);
    cr_assert_eq(packet.samples, 0);
    for (size_t cut = 0; cut < 15; cut++) {
        cr_assert_eq(feed_at(80, data, cut), BANDEX_E_TRUNCATED);
    }
}

Test(wh_c06, unit_override_and_company_id_of_ios)
{
    uint8_t data[19] = {0x00, 0x01};
    bandex_device_decoder_config config;
    bandex_device_decoder_config_default(&config);
    config.company_id = 1;
    config.unit = BANDEX_DEVICE_UNIT_POUND;
    data[12] = 0x03, data[13] = 0xE8, data[16] = 1;
    begin_with("wh_c06", &config);
    cr_assert_eq(feed_at(0, data, 19), BANDEX_OK);
    assert_kg(0, 10 * 0.45359237);
}

Test(force_board, count_and_pounds)
{
    begin("pitchsix_force_board");
    cr_assert_eq(FEED(0, 2, 0, 0, 100, 0, 1, 44), BANDEX_OK);
    cr_assert_eq(packet.samples, 2);
    assert_kg(0, 100 * 0.45359237);
    assert_kg(1, 300 * 0.45359237);
    cr_assert_eq(samples[1].t_us - samples[0].t_us, 12500, "80 Hz");
    cr_assert_eq(samples[1].t_us, 1000000, "the last is of the time of reception");
    cr_assert_eq(FEED(0, 2, 0, 0, 100, 0), BANDEX_E_TRUNCATED);
    cr_assert_eq(packet.samples, 1);
    cr_assert_eq(FEED(0, 1, 0, 0, 100, 9), BANDEX_E_FORMAT);
    cr_assert_eq(packet.samples, 1);
    cr_assert_eq(FEED(0, 1, 1, 0, 0), BANDEX_OK);
    assert_kg(0, 32768 * 0.45359237);
    cr_assert_eq(FEED(0), BANDEX_E_TRUNCATED);
}

static const char published[] = "01002C010A0000ECFFFFE2FFFF000000\n";
static const char calibration[] = "0,0,0.00000000,0\r\n0,1,1.23400000,567\r\n0,2,50.0,20567\r\n0,3,100,40567\r\n"
                                  "1,0,0,0\n1,1,10,1000\n1,2,20,2000\n1,3,30,3000\n"
                                  "2,0,0,-100\n2,1,10,900\n2,2,20,1900\n2,3,30,2900\n"
                                  "3,0,0,0\n3,1,1,1\n3,2,2,2\n3,3,3,3\n";

Test(motherboard, the_published_vector_in_counts)
{
    begin("griptonite_motherboard");
    cr_assert_eq(feed_at(5, published, strlen(published)), BANDEX_OK);
    cr_assert_eq(packet.samples, 3);
    for (unsigned i = 0; i < 3; i++) {
        cr_assert_eq(samples[i].flags, BANDEX_SAMPLE_FLAG_RAW);
        cr_assert_eq(samples[i].channel, i);
        cr_assert_eq(samples[i].t_us, 5);
    }
    cr_assert_eq(samples[0].force, 10);
    cr_assert_eq(samples[1].force, -20);
    cr_assert_eq(samples[2].force, -30);
}

Test(motherboard, its_own_calibration_gives_newtons)
{
    begin("griptonite_motherboard");
    cr_assert_eq(feed_at(0, calibration, strlen(calibration)), BANDEX_OK);
    cr_assert_eq(packet.skipped, 0);
    cr_assert_eq(feed_at(5, published, strlen(published)), BANDEX_OK);
    cr_assert_eq(packet.samples, 3);
    cr_assert_eq(samples[0].flags, 0);
    assert_kg(0, 1.234 * 10 / 567);
    assert_kg(1, 0.2);  /* reflected at zero, and the center cell is negated */
    assert_kg(2, -0.7); /* raw -30 is 70 above this cell's zero of -100 */
    /* extremes of 24 bits, beyond the last point */
    const char *extreme = "00000000FFFF7F000080FFFFFF000000\n";
    cr_assert_eq(feed_at(6, extreme, strlen(extreme)), BANDEX_OK);
    assert_kg(0, 50 + (8388607 - 20567) / 400.0);
    assert_kg(1, 83886.08);
    assert_kg(2, -0.99);
}

Test(motherboard, lines_may_be_split_anywhere)
{
    char all[512];
    snprintf(all, sizeof all, "%s%s", calibration, published);
    for (size_t cut = 0; cut <= strlen(all); cut++) {
        uint32_t count = 0;
        begin("griptonite_motherboard");
        cr_assert_eq(feed_at(0, all, cut), BANDEX_OK);
        count += packet.samples;
        cr_assert_eq(feed_at(0, all + cut, strlen(all) - cut), BANDEX_OK);
        count += packet.samples;
        cr_assert_eq(count, 3, "cut at %zu", cut);
    }
}

Test(motherboard, other_lines_are_answers_and_long_ones_are_thrown_away)
{
    char line[100];
    const char *bad[] = {"9,0,1,2\n", "0,0,1\n", "0,0,1,2,3\n", "0,x,1,2\n", "0,0,1,99999999999\n", "0,0,,\n", "-1,0,1,1\n",
                         "1,0,99999999999999999999999999,5\n", "01002C010A0000ECFFFFE2FFFF00000G\n"};
    begin("griptonite_motherboard");
    cr_assert_eq(feed_at(0, "MB-0042\r\n", 9), BANDEX_OK);
    cr_assert_eq(packet.response_size, 7);
    cr_assert_arr_eq(packet.response, "MB-0042", 7);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_eq(feed_at(0, bad[i], strlen(bad[i])), BANDEX_OK);
        cr_assert_eq(packet.skipped, 1, "%s", bad[i]);
    }
    memset(line, 'A', sizeof line);
    line[99] = '\n';
    cr_assert_eq(feed_at(0, line, sizeof line), BANDEX_E_FORMAT);
    cr_assert_eq(packet.discarded, 99);
    cr_assert_eq(feed_at(0, published, strlen(published)), BANDEX_OK);
    cr_assert_eq(packet.samples, 3);
}

static size_t frez(uint8_t *out, uint32_t first_ms, int32_t first_raw)
{
    out[0] = 1, out[1] = 0;
    for (uint32_t i = 0; i < 9; i++) {
        le32_put(out + 2 + 8 * i, (uint32_t)(first_raw + (int32_t)i));
        le32_put(out + 6 + 8 * i, first_ms + 4 * i);
    }
    return 74;
}

Test(frez_dyno, counts_and_milliseconds_that_wrap)
{
    uint8_t bytes[74];
    begin("frez_dyno");
    cr_assert_eq(feed_at(0, bytes, frez(bytes, 4294967280u, -4)), BANDEX_OK);
    cr_assert_eq(packet.samples, 9);
    for (unsigned i = 0; i < 9; i++) {
        cr_assert_eq(samples[i].force, (float)i - 4);
        cr_assert_eq(samples[i].flags, BANDEX_SAMPLE_FLAG_RAW);
        cr_assert_eq(samples[i].t_us - samples[0].t_us, 4000 * i);
    }
    for (size_t cut = 1; cut < 74; cut++) {
        cr_assert_eq(feed_at(0, bytes, cut), (cut - 2) % 8 && cut != 2 ? BANDEX_E_TRUNCATED : BANDEX_OK);
    }
    cr_assert_eq(FEED(2, 0, 1), BANDEX_OK);
    cr_assert_eq(packet.skipped, 1);
}

Test(frez_dyno, a_coefficient_and_the_tare_of_a_hundred_give_newtons)
{
    uint8_t bytes[74];
    bandex_device_decoder_config config;
    uint32_t taring = 0, given = 0;
    bandex_device_decoder_config_default(&config);
    config.newton_per_count = 0.5f;
    begin_with("frez_dyno", &config);
    for (uint32_t i = 0; i < 12; i++) {
        cr_assert_eq(feed_at(0, bytes, frez(bytes, 36 * i, 2000000000 - 4)), BANDEX_OK);
        taring += packet.taring;
        given += packet.samples;
    }
    cr_assert_eq(taring, 100);
    cr_assert_eq(given, 8);
    /* Eleven whole packets average to the middle one, the hundredth reading is the lowest of its packet. */
    cr_assert_float_eq(samples[0].force, 0.5f * (-3.0f + 4.0f / 100), 1e-4);
}

Test(cts500, weight_frames_split_anywhere_between_noise)
{
    uint8_t all[] = {5, 1, 0, 0, 0x04, 0xCE, 0xD8, 5, 0xAA, 0, 0, 0, 0xAF, 5, 2, 0xFF, 0xFF, 0xFF, 0x9C, 0xA0};
    for (size_t cut = 0; cut <= sizeof all; cut++) {
        bandex_sample first[2];
        uint32_t count;
        begin("cts500");
        cr_assert_eq(feed_at(0, all, cut), BANDEX_OK);
        count = packet.samples;
        memcpy(first, samples, sizeof first);
        cr_assert_eq(feed_at(0, all + cut, sizeof all - cut), BANDEX_OK);
        cr_assert_eq(count + packet.samples, 2);
        if (cut == 0) {
            assert_kg(0, 12.30);
            assert_kg(1, -1.00);
            cr_assert_eq(packet.skipped, 1, "a command sent back");
        }
    }
}

Test(cts500, a_wrong_sum_is_found_and_the_next_frame_is_not_lost)
{
    begin("cts500");
    cr_assert_eq(FEED(5, 1, 0, 0, 0x04, 0xCE, 0xD9, 5, 1, 0, 0, 0x04, 0xCE, 0xD8), BANDEX_E_CHECKSUM);
    cr_assert_eq(packet.samples, 1);
    cr_assert_eq(packet.discarded, 7);
    assert_kg(0, 12.30);
    cr_assert_eq(FEED(1, 2, 5, 1, 0, 0, 0x04, 0xCE, 0xD8), BANDEX_E_FORMAT);
    cr_assert_eq(packet.discarded, 2);
    cr_assert_eq(packet.samples, 1);
}

Test(cts500, battery)
{
    begin("cts500");
    cr_assert_eq(FEED(5, 0x80, 0xC4, 0, 0x01, 0x63, 0xAD), BANDEX_OK);
    cr_assert_eq(packet.battery_mv, 3550);
    cr_assert_eq(packet.response_size, 7);
}

Test(climbro, the_published_vector)
{
    begin("climbro");
    cr_assert_eq(FEED(0xF0, 0x70, 0xF5, 0x0A, 0xF6, 0x14), BANDEX_OK);
    cr_assert_eq(packet.battery_permille, 0);
    cr_assert_eq(packet.samples, 3);
    assert_kg(0, 10);
    assert_kg(1, 36);
    assert_kg(2, 20);
    cr_assert_eq(FEED(30), BANDEX_OK, "the mode lasts over packets");
    assert_kg(0, 30);
    cr_assert_eq(FEED(0xF0, 230, 0xF0, 171), BANDEX_OK);
    cr_assert_eq(packet.battery_permille, 500);
    cr_assert_eq(packet.samples, 0);
    cr_assert_eq(bandex_device_decoder_reset(&decoder), BANDEX_OK);
    cr_assert_eq(FEED(30), BANDEX_E_FORMAT, "after a new connection the mode is not known");
    cr_assert_eq(packet.discarded, 1);
}

Test(entralpi, the_published_vector)
{
    begin("entralpi");
    cr_assert_eq(FEED(0x04, 0xCE), BANDEX_OK);
    assert_kg(0, 12.30);
    cr_assert_eq(FEED(0x04), BANDEX_E_TRUNCATED);
    cr_assert_eq(FEED(0x04, 0xCE, 0), BANDEX_E_FORMAT);
}

Test(smartboard_pro, counts)
{
    begin("smartboard_pro");
    cr_assert_eq(FEED(0x01, 0x80, 0xFF, 0x7F), BANDEX_OK);
    cr_assert_eq(packet.samples, 2);
    cr_assert_eq(samples[0].force, -32767);
    cr_assert_eq(samples[1].force, 32767);
    cr_assert_eq(FEED(1), BANDEX_E_TRUNCATED);
}

Test(sig, weight_in_both_resolutions_with_all_fields)
{
    begin("bluetooth_weight");
    cr_assert_eq(FEED(0x00, 0x10, 0x27), BANDEX_OK); /* 10000 x 0.005 kg */
    assert_kg(0, 50);
    cr_assert_eq(FEED(0x01, 0x10, 0x27), BANDEX_OK); /* 10000 x 0.01 lb */
    assert_kg(0, 100 * 0.45359237);
    cr_assert_eq(FEED(0x0E, 0x10, 0x27, 0xE8, 7, 1, 2, 3, 4, 5, 0xFF, 1, 2, 3, 4), BANDEX_OK);
    assert_kg(0, 50);
    cr_assert_eq(FEED(0x0E, 0x10, 0x27, 0xE8, 7, 1, 2, 3, 4, 5, 0xFF, 1, 2, 3), BANDEX_E_TRUNCATED);
    cr_assert_eq(packet.samples, 1, "the weight itself is whole");
    cr_assert_eq(FEED(0x00, 0xFF, 0xFF), BANDEX_OK);
    cr_assert_eq(packet.samples, 0);
    cr_assert_eq(packet.invalid, 1);
    cr_assert_eq(FEED(0x00, 0xFF), BANDEX_E_TRUNCATED);
}

Test(sig, force_goes_out_and_comes_back)
{
    uint8_t bytes[4];
    const float forces[] = {0, 1, -1, 0.001f, 123.456f, -2147483.5f, 2147483.0f};
    begin("bluetooth_force");
    for (size_t i = 0; i < sizeof forces / sizeof *forces; i++) {
        cr_assert_eq(bandex_device_force_encode(forces[i], bytes), BANDEX_OK);
        cr_assert_eq(feed_at(9, bytes, 4), BANDEX_OK);
        cr_assert_eq(packet.samples, 1);
        cr_assert_float_eq(samples[0].force, forces[i], 0.0006f + fabsf(forces[i]) * 2e-7f);
    }
    const float unknown[] = {NAN, INFINITY, -INFINITY, 2.2e6f, -2.2e6f};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        cr_assert_eq(bandex_device_force_encode(unknown[i], bytes), BANDEX_OK);
        cr_assert_arr_eq(bytes, ((uint8_t[]){0xFF, 0xFF, 0xFF, 0x7F}), 4);
    }
    cr_assert_eq(feed_at(9, bytes, 4), BANDEX_OK);
    cr_assert_eq(packet.invalid, 1);
    cr_assert_eq(packet.samples, 0);
    cr_assert_eq(feed_at(9, bytes, 3), BANDEX_E_TRUNCATED);
    cr_assert_eq(feed_at(9, bytes, 0), BANDEX_E_TRUNCATED);
    cr_assert_eq(bandex_device_force_encode(1, NULL), BANDEX_E_ARGUMENT);
}

/* Random bytes never give samples that are not finite, never exceed the room, and a copy of the decoder goes on
 * exactly as the decoder does. */
Test(decoder, noise_is_harmless_and_copies_agree)
{
    uint32_t seed = 12345;
    for (size_t row = 0; row < bandex_device_count(); row++) {
        begin(bandex_device_at(row)->id);
        for (int round = 0; round < 3000; round++) {
            uint8_t bytes[64];
            bandex_device_decoder copy = decoder;
            bandex_sample again[64];
            bandex_packet other;
            size_t size = 0;
            for (seed = seed * 1664525 + 1013904223; size < seed >> 26; size++) {
                uint32_t r = (seed ^ (uint32_t)size * 2654435761u) * 2246822519u;
                bytes[size] = (uint8_t)(r >> 24 & ((r & 0x700) ? 0xFF : 0x07));
            }
            bandex_status status = feed_at(seed, bytes, size);
            cr_assert(packet.samples <= size);
            for (uint32_t i = 0; i < packet.samples; i++) {
                cr_assert(isfinite(samples[i].force));
            }
            memset(again, 0, sizeof again);
            cr_assert_eq(bandex_device_decoder_feed(&copy, seed, bytes, size, again, 64, &other), status);
            cr_assert_eq(memcmp(&other, &packet, sizeof packet), 0);
            cr_assert_eq(memcmp(again, samples, other.samples * sizeof *again), 0);
            cr_assert_eq(memcmp(&copy, &decoder, sizeof copy), 0);
        }
    }
}
