/* SPDX-License-Identifier: MIT */
#include "item.h"
#include <cbor.h>
#include <string.h>

/* From 0.9 on libcbor hands lengths and counts as uint64_t. */
#if CBOR_MAJOR_VERSION > 0 || CBOR_MINOR_VERSION >= 9
typedef uint64_t cbor_length;
#else
typedef size_t cbor_length;
#endif

static void take(void *context, int kind, uint64_t value, const uint8_t *data)
{
    bandex_item *item = context;
    item->kind = kind;
    item->value = value;
    item->data = data;
}

static void on_uint8(void *context, uint8_t value)
{
    take(context, ITEM_UINT, value, NULL);
}

static void on_uint16(void *context, uint16_t value)
{
    take(context, ITEM_UINT, value, NULL);
}

static void on_uint32(void *context, uint32_t value)
{
    take(context, ITEM_UINT, value, NULL);
}

static void on_uint64(void *context, uint64_t value)
{
    take(context, ITEM_UINT, value, NULL);
}

static void on_negint8(void *context, uint8_t value)
{
    take(context, ITEM_NEGATIVE, value, NULL);
}

static void on_negint16(void *context, uint16_t value)
{
    take(context, ITEM_NEGATIVE, value, NULL);
}

static void on_negint32(void *context, uint32_t value)
{
    take(context, ITEM_NEGATIVE, value, NULL);
}

static void on_negint64(void *context, uint64_t value)
{
    take(context, ITEM_NEGATIVE, value, NULL);
}

static void on_bytes(void *context, cbor_data data, cbor_length length)
{
    take(context, ITEM_BYTES, length, data);
}

static void on_text(void *context, cbor_data data, cbor_length length)
{
    take(context, ITEM_TEXT, length, data);
}

static void on_array(void *context, cbor_length count)
{
    take(context, ITEM_ARRAY, count, NULL);
}

static void on_map(void *context, cbor_length count)
{
    take(context, ITEM_MAP, count, NULL);
}

static void on_tag(void *context, uint64_t value)
{
    take(context, ITEM_TAG, value, NULL);
}

static void on_bool(void *context, bool value)
{
    take(context, ITEM_BOOL, value, NULL);
}

static void on_other(void *context)
{
    take(context, ITEM_OTHER, 0, NULL);
}

static void on_float(void *context, float value)
{
    (void)value;
    on_other(context);
}

static void on_double(void *context, double value)
{
    (void)value;
    on_other(context);
}

static void on_indefinite(void *context)
{
    take(context, ITEM_INDEFINITE, 0, NULL);
}

static const struct cbor_callbacks callbacks = {
    .uint8 = on_uint8,
    .uint16 = on_uint16,
    .uint32 = on_uint32,
    .uint64 = on_uint64,
    .negint8 = on_negint8,
    .negint16 = on_negint16,
    .negint32 = on_negint32,
    .negint64 = on_negint64,
    .byte_string_start = on_indefinite,
    .byte_string = on_bytes,
    .string = on_text,
    .string_start = on_indefinite,
    .indef_array_start = on_indefinite,
    .array_start = on_array,
    .indef_map_start = on_indefinite,
    .map_start = on_map,
    .tag = on_tag,
    .float2 = on_float,
    .float4 = on_float,
    .float8 = on_double,
    .undefined = on_other,
    .null = on_other,
    .boolean = on_bool,
    .indef_break = on_indefinite,
};

static size_t shortest_head(uint64_t value)
{
    if (value < 24) {
        return 1;
    }
    return value <= UINT8_MAX ? 2 : value <= UINT16_MAX ? 3 : value <= UINT32_MAX ? 5 : 9;
}

/* Text must be UTF-8 (RFC 3629): no overlong forms, surrogates or values beyond U+10FFFF. */
int bandex_item_is_text(const uint8_t *text, size_t size)
{
    size_t i = 0, more;
    while (i < size) {
        uint8_t lead = text[i++], low = 0x80, high = 0xbf;
        if (lead < 0x80) {
            continue;
        }
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : low;
        high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : high;
        for (; more > 0; more--, low = 0x80, high = 0xbf) {
            if (i >= size || text[i] < low || text[i] > high) {
                return 0;
            }
            i++;
        }
    }
    return 1;
}

/* Nine in ten items are integers of up to 32 bits. Reading those here makes a record a third faster to read than libcbor's
 * decoder alone (tests/bench/bench_store.c); whatever is out of the ordinary is left to it. */
static int read_number(bandex_reader *reader, bandex_item *item)
{
    const uint8_t *at = reader->bytes + reader->at;
    size_t left = reader->size - reader->at, size, i;
    uint64_t value = 0;
    uint8_t info;
    if (left == 0 || at[0] >> 5 > 1) {
        return 0;
    }
    info = at[0] & 31;
    size = info < 24 ? 0 : info <= 26 ? (size_t)1 << (info - 24) : left;
    if (size >= left) {
        return 0;
    }
    value = size == 0 ? info : 0;
    for (i = 1; i <= size; i++) {
        value = value << 8 | at[i];
    }
    if (shortest_head(value) != size + 1) {
        return 0;
    }
    item->kind = at[0] >> 5;
    item->value = value;
    item->data = NULL;
    reader->at += size + 1;
    return 1;
}

bandex_status bandex_item_read(bandex_reader *reader, bandex_item *item)
{
    struct cbor_decoder_result result;
    size_t content = 0;
    if (read_number(reader, item)) {
        return BANDEX_OK;
    }
    result = cbor_stream_decode(reader->bytes + reader->at, reader->size - reader->at, &callbacks, item);
    if (result.status != CBOR_DECODER_FINISHED) {
        return result.status == CBOR_DECODER_NEDATA ? BANDEX_E_TRUNCATED : BANDEX_E_FORMAT;
    }
    switch (item->kind) {
    case ITEM_INDEFINITE:
        return BANDEX_E_FORMAT;
    case ITEM_BOOL:
    case ITEM_OTHER:
        break;
    case ITEM_TEXT:
        if (!bandex_item_is_text(item->data, (size_t)item->value)) {
            return BANDEX_E_FORMAT;
        }
        content = (size_t)item->value;
        break;
    case ITEM_BYTES:
        content = (size_t)item->value;
        break;
    default:
        break;
    }
    if (item->kind < ITEM_BOOL && result.read - content != shortest_head(item->value)) {
        return BANDEX_E_FORMAT;
    }
    reader->at += result.read;
    return BANDEX_OK;
}

bandex_status bandex_item_read_long_key(bandex_reader *reader, int64_t *key)
{
    bandex_item item;
    bandex_status status = bandex_item_read(reader, &item);
    if (status != BANDEX_OK) {
        return status;
    }
    if (item.kind > ITEM_NEGATIVE || item.value > INT64_MAX) {
        return BANDEX_E_SCHEMA;
    }
    *key = item.kind == ITEM_UINT ? (int64_t)item.value : -1 - (int64_t)item.value;
    return BANDEX_OK;
}

bandex_status bandex_item_skip(bandex_reader *reader, int depth)
{
    uint64_t left[ITEM_DEPTH];
    int level = 0;
    bandex_item item;
    if (depth > ITEM_DEPTH) {
        depth = ITEM_DEPTH;
    }
    for (;;) {
        bandex_status status = bandex_item_read(reader, &item);
        if (status != BANDEX_OK) {
            return status;
        }
        if (item.kind == ITEM_ARRAY || item.kind == ITEM_MAP || item.kind == ITEM_TAG) {
            uint64_t parts = item.kind == ITEM_TAG ? 1 : item.value;
            if (level == depth) {
                return BANDEX_E_LIMIT;
            }
            if (item.kind == ITEM_MAP) {
                if (parts > UINT64_MAX / 2) {
                    return BANDEX_E_TRUNCATED;
                }
                parts *= 2;
            }
            left[level++] = parts;
        } else if (level > 0) {
            left[level - 1]--;
        }
        while (level > 0 && left[level - 1] == 0) {
            level--;
            if (level > 0) {
                left[level - 1]--;
            }
        }
        if (level == 0) {
            return BANDEX_OK;
        }
    }
}

static void reserve(bandex_writer *writer, const uint8_t *bytes, size_t size)
{
    if (writer->len <= writer->cap && size <= writer->cap - writer->len) {
        memcpy(writer->bytes + writer->len, bytes, size);
    }
    writer->len += size;
}

/* libcbor's encoder of a kind of item, into bytes. */
static size_t encode(int kind, uint64_t value, uint8_t *bytes, size_t size)
{
    switch (kind) {
    case ITEM_UINT:
        return cbor_encode_uint(value, bytes, size);
    case ITEM_NEGATIVE:
        return cbor_encode_negint(value, bytes, size);
    case ITEM_BYTES:
        return cbor_encode_bytestring_start((size_t)value, bytes, size);
    case ITEM_TEXT:
        return cbor_encode_string_start((size_t)value, bytes, size);
    case ITEM_ARRAY:
        return cbor_encode_array_start((size_t)value, bytes, size);
    case ITEM_MAP:
        return cbor_encode_map_start((size_t)value, bytes, size);
    case ITEM_TAG:
        return cbor_encode_tag(value, bytes, size);
    default:
        return cbor_encode_bool(value != 0, bytes, size);
    }
}

void bandex_item_write(bandex_writer *writer, int kind, uint64_t value)
{
    uint8_t head[9];
    if (writer->len >= writer->cap || writer->cap - writer->len < sizeof head) {
        reserve(writer, head, encode(kind, value, head, sizeof head));
    } else if (kind == ITEM_UINT && value < 24) {
        writer->bytes[writer->len++] = (uint8_t)value;
    } else {
        writer->len += encode(kind, value, writer->bytes + writer->len, sizeof head);
    }
}

void bandex_item_write_int(bandex_writer *writer, int64_t value)
{
    if (value < 0) {
        bandex_item_write(writer, ITEM_NEGATIVE, ~(uint64_t)value);
    } else {
        bandex_item_write(writer, ITEM_UINT, (uint64_t)value);
    }
}

void bandex_item_write_raw(bandex_writer *writer, const void *data, size_t size)
{
    if (size > 0) {
        reserve(writer, data, size);
    }
}

void bandex_item_write_string(bandex_writer *writer, int kind, const void *data, size_t size)
{
    bandex_item_write(writer, kind, size);
    bandex_item_write_raw(writer, data, size);
}
