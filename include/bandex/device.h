/* SPDX-License-Identifier: MIT */
/** @file bandex/device.h
 *  @brief Force sensors that people own: their public packets, decoded to samples.
 *
 *  The library does no radio. The host connects, subscribes and writes commands; it passes each packet (a GATT
 *  notification, an advertisement's manufacturer data, or bytes of a serial stream) to a decoder, and the samples on
 *  to bandex_detector_feed(). No heap, no math library, bounded work and memory; whatever the bytes are, nothing is
 *  read outside them.
 *
 *  @code
 *  bandex_device_decoder decoder;
 *  bandex_sample samples[BANDEX_PACKET_SAMPLES];
 *  bandex_packet packet;
 *  bandex_device_decoder_init(&decoder, sizeof decoder, bandex_device_find("tindeq_progressor"), NULL);
 *  // on each notification:
 *  bandex_device_decoder_feed(&decoder, host_us, bytes, size, samples, BANDEX_PACKET_SAMPLES, &packet);
 *  for (uint32_t i = 0; i < packet.samples; i++)
 *      bandex_detector_feed(&detector, samples[i].t_us, samples[i].force);
 *  @endcode
 *
 *  Layouts: the makers' published protocols and open clients (PyTindeq, grip-connect, grip_gains_companion,
 *  Crimpdeq); docs/devices.md names the source of each. Product names belong to their makers, who have no part in
 *  this library. One decoder from one thread at a time; the table of devices is constant. */
#ifndef BANDEX_DEVICE_H
#define BANDEX_DEVICE_H

#include <bandex/export.h>
#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of a decoder on every target. Part of the ABI of a major version. */
#define BANDEX_DEVICE_DECODER_SIZE 512

/** Samples that no packet of a Bluetooth LE notification (at most 512 bytes) can exceed. */
#define BANDEX_PACKET_SAMPLES 512

/** Bytes of a command's answer that a ::bandex_packet keeps. */
#define BANDEX_PACKET_RESPONSE 32

/** Where a device's time comes from. */
enum {
    BANDEX_CLOCK_NONE = 0, /**< packets carry no time: it is made from the rate and the host's clock */
    BANDEX_CLOCK_US = 1,   /**< microseconds of the device in 32 bits; wraps every 71.6 minutes */
    BANDEX_CLOCK_MS = 2    /**< milliseconds of the device in 32 bits, given here as microseconds modulo 2^32 */
};

/** Flags of a sample. */
enum {
    BANDEX_SAMPLE_FLAG_RAW = 1u << 0 /**< force holds counts of the converter: no calibration is known */
};

/** One reading. A device with several channels gives one sample a channel, all of one time; the whole force is
 *  their sum. */
typedef struct bandex_sample {
    uint32_t t_us;         /**< microseconds modulo 2^32, of the device's clock or made from the host's */
    float force;           /**< newtons, or counts when flagged raw; always finite */
    uint8_t channel;       /**< 0, or which cell (Motherboard: 0 left, 1 center, 2 right) */
    uint8_t flags;         /**< BANDEX_SAMPLE_FLAG_* */
    uint8_t reserved_[2];  /**< zero */
} bandex_sample;

/** Flags of a packet. */
enum {
    BANDEX_PACKET_FLAG_LOW_BATTERY = 1u << 0, /**< the device is about to switch itself off */
    BANDEX_PACKET_FLAG_STABLE = 1u << 1       /**< the device calls its reading stable (WH-C06) */
};

/** What a packet held. Frozen within a major version. */
typedef struct bandex_packet {
    uint32_t samples;       /**< samples written; on BANDEX_E_FULL the number of slots needed */
    uint32_t invalid;       /**< readings left out: NaN, infinite, "unknown", "measurement unsuccessful" */
    uint32_t taring;        /**< readings used for the tare and not given out */
    uint32_t skipped;       /**< records of kinds that carry no force, or unknown ones */
    uint32_t discarded;     /**< bytes thrown away to find the next frame */
    uint32_t flags;         /**< BANDEX_PACKET_FLAG_* */
    int32_t battery_mv;     /**< battery in millivolts, -1: not told */
    int32_t battery_permille; /**< battery charge, -1: not told */
    uint32_t response_size; /**< bytes in response */
    uint8_t response[BANDEX_PACKET_RESPONSE]; /**< answer to a command as the device sent it (cut at the end) */
} bandex_packet;

/** Bytes to be written to a device's write characteristic; size 0: the device knows no such command. */
typedef struct bandex_device_command {
    uint8_t size;      /**< bytes in use */
    uint8_t bytes[7];  /**< the command */
} bandex_device_command;

/** What is public about a device. Rows live as long as the program. Texts are never NULL; empty: none. */
typedef struct bandex_device {
    const char *id;          /**< token, never reused: "tindeq_progressor" */
    const char *name;        /**< as people know it */
    const char *advertised;  /**< how the name it advertises begins; empty: not to be told from the name */
    const char *service;     /**< UUID of the GATT service (lower case; 16-bit ones as four digits) */
    const char *notify;      /**< UUID of the characteristic that notifies or indicates */
    const char *write;       /**< UUID of the characteristic that takes commands */
    uint32_t rate_num;       /**< nominal frames a second as a fraction; 0: not published */
    uint32_t rate_den;       /**< denominator of the rate */
    int32_t clock;           /**< BANDEX_CLOCK_* */
    uint8_t channels;        /**< samples of one frame */
    uint8_t raw;             /**< 1: sends counts of its converter, see bandex_device_decoder_config::newton_per_count */
    uint8_t stream;          /**< 1: a serial stream whose frames may be split over packets */
    uint8_t reserved_;       /**< zero */
    bandex_device_command start;   /**< begin to send samples */
    bandex_device_command stop;    /**< stop sending */
    bandex_device_command tare;    /**< zero on the device */
    bandex_device_command battery; /**< ask for the battery */
} bandex_device;

/** Number of devices in the table. */
BANDEX_API size_t bandex_device_count(void);

/** Device number index, or NULL from bandex_device_count() on. */
BANDEX_API const bandex_device *bandex_device_at(size_t index);

/** Device with that id, or NULL. */
BANDEX_API const bandex_device *bandex_device_find(const char *id);

/** First device whose advertised name begins that of name ("Progressor_1234"), or NULL. */
BANDEX_API const bandex_device *bandex_device_match(const char *name);

/** Unit of a device that sends whatever its display shows. */
enum {
    BANDEX_DEVICE_UNIT_SENT = 0,     /**< as the packet says (default) */
    BANDEX_DEVICE_UNIT_KILOGRAM = 1, /**< kilograms-force */
    BANDEX_DEVICE_UNIT_POUND = 2,    /**< pounds-force */
    BANDEX_DEVICE_UNIT_STONE = 3,    /**< 14 pounds-force */
    BANDEX_DEVICE_UNIT_JIN = 4       /**< half a kilogram-force */
};

/** Settings of a decoder. Fill with bandex_device_decoder_config_default(). */
typedef struct bandex_device_decoder_config {
    uint32_t struct_size;     /**< sizeof(bandex_device_decoder_config), set by the default function */
    uint32_t rate_num;        /**< frames a second as set on the device; 0 (default): the table's nominal rate */
    uint32_t rate_den;        /**< denominator of the rate, 1 by default */
    int32_t unit;             /**< BANDEX_DEVICE_UNIT_*: overrides an untrusted unit nibble of the WH-C06 */
    float newton_per_count;   /**< raw devices: N per count; 0 (default): counts are given out, flagged raw */
    uint32_t tare_frames;     /**< raw devices with newton_per_count: unloaded frames averaged as zero (default 100,
                                   as the Frez Dyno's maker asks; 0: counts are taken from zero) */
    uint8_t company_id;       /**< 1: manufacturer data begin with the two bytes of the company id (iOS) */
    uint8_t reserved_[3];     /**< zero */
} bandex_device_decoder_config;

/** A decoder. Its content is private; its size and alignment are not. May be copied by memcpy. */
typedef union bandex_device_decoder {
    uint64_t align_;                                   /**< alignment; not for use */
    unsigned char opaque_[BANDEX_DEVICE_DECODER_SIZE]; /**< private content */
} bandex_device_decoder;

/** Fills config with defaults, struct_size included. */
BANDEX_API bandex_status bandex_device_decoder_config_default(bandex_device_decoder_config *config);

/** Makes a decoder ready.
 *  @param size    sizeof(bandex_device_decoder) as the caller was compiled
 *  @param device  a row of the table
 *  @param config  settings, or NULL for the defaults; copied
 *  @return BANDEX_E_SIZE for too small a size or an unusable struct_size, BANDEX_E_ARGUMENT for a value outside its
 *          range or a device that is not of the table */
BANDEX_API bandex_status bandex_device_decoder_init(bandex_device_decoder *self, size_t size, const bandex_device *device,
                                                    const bandex_device_decoder_config *config);

/** Starts over after a new connection: half frames, tare and clock are forgotten. */
BANDEX_API bandex_status bandex_device_decoder_reset(bandex_device_decoder *self);

/** Decodes a packet. Every whole reading in it is given out, also when an error is returned for the rest.
 *  @param host_us  when the packet was received, by a monotonic clock of the host in microseconds; used only for
 *                  devices of BANDEX_CLOCK_NONE
 *  @param bytes    size bytes (NULL only with size 0)
 *  @param samples  room for cap samples
 *  @param packet   what was found; always filled
 *  @return BANDEX_E_TRUNCATED: the packet ends inside a record. BANDEX_E_FORMAT: bytes that are no record of this
 *          device were thrown away. BANDEX_E_CHECKSUM: a frame with a wrong sum was thrown away. BANDEX_E_FULL: cap
 *          is too small; nothing was taken, packet->samples tells the slots needed. */
BANDEX_API bandex_status bandex_device_decoder_feed(bandex_device_decoder *self, uint64_t host_us, const uint8_t *bytes,
                                                    size_t size, bandex_sample *samples, size_t cap,
                                                    bandex_packet *packet);

/** Writes a force as the Bluetooth SIG's characteristic 0x2C07: int32, little-endian, 1 mN; the natural unit on the
 *  wire for one's own firmware. NaN, and forces beyond 32 bits, become "unknown" (0x7FFFFFFF). out holds 4 bytes. */
BANDEX_API bandex_status bandex_device_force_encode(float newton, uint8_t *out);

/** Times for devices without a clock. Plain data: copy it, store it; the fields are for the functions below.
 *
 *  Packets come late and in bursts, never early, so the time of reception is only an upper bound and never the time
 *  of each sample in the packet. Samples are spaced by the rate; the last of a packet is pulled to the time of
 *  reception, fast when it would lie in the future, slowly (1/32 of the difference a packet) when it lies in the
 *  past, so that drift of the rate is followed and jitter is not. Beyond 2 s of difference the clock is anchored
 *  anew. Times never fall except then. With an unknown rate the samples are spread evenly since the packet before
 *  (over 1 s at most). The three figures are library defaults. */
typedef struct bandex_sample_clock {
    uint64_t period_q16; /**< nominal period, microseconds x 65536; 0: unknown */
    uint64_t step_q16;   /**< period within the current packet */
    uint64_t last_q16;   /**< time of the last sample */
    uint64_t host_us;    /**< reception of the packet before */
    uint32_t started;    /**< 0: no packet yet */
    uint32_t reserved_;  /**< zero */
} bandex_sample_clock;

/** Starts a clock of rate_num / rate_den samples a second (1/1000 to 1 000 000 Hz); rate_num 0: rate unknown. */
BANDEX_API bandex_status bandex_sample_clock_init(bandex_sample_clock *self, uint32_t rate_num, uint32_t rate_den);

/** Announces a packet of count samples received at host_us. */
BANDEX_API bandex_status bandex_sample_clock_packet(bandex_sample_clock *self, uint64_t host_us, uint32_t count);

/** The time of the packet's next sample, microseconds modulo 2^32; to be called count times. */
BANDEX_API uint32_t bandex_sample_clock_next(bandex_sample_clock *self);

#ifdef __cplusplus
}
#endif
#endif
