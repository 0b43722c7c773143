/* SPDX-License-Identifier: MIT */
/* Single CBOR items: read with libcbor's streaming decoder, held to the deterministic form, and written with its
 * encoders. Nothing here allocates. This and item.c are all that knows libcbor. */
#ifndef BANDEX_STORE_ITEM_H
#define BANDEX_STORE_ITEM_H

#include <bandex/status.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ITEM_UINT,
    ITEM_NEGATIVE, /* value n stands for -1 - n */
    ITEM_BYTES,
    ITEM_TEXT,
    ITEM_ARRAY,
    ITEM_MAP,
    ITEM_TAG,
    ITEM_BOOL,
    ITEM_OTHER, /* null, undefined, floats */
    ITEM_INDEFINITE
};

/* Deepest nesting that is read, the record itself counted (docs/format/SPEC.md). */
#define ITEM_DEPTH 8

typedef struct bandex_item {
    int kind;
    uint64_t value;      /* number, length, count, tag or bool */
    const uint8_t *data; /* content of BYTES and TEXT, inside the input */
} bandex_item;

typedef struct bandex_reader {
    const uint8_t *bytes;
    size_t size;
    size_t at;
} bandex_reader;

/* The next item, or only the head of an array, map or tag. BANDEX_E_TRUNCATED, or BANDEX_E_FORMAT for what is not
 * well-formed or not deterministic. On error the reader stays where it was. */
bandex_status bandex_item_read(bandex_reader *reader, bandex_item *item);

/* Steps over one whole item, whatever it is; depth is how many levels it may open. */
bandex_status bandex_item_skip(bandex_reader *reader, int depth);

/* A map key: shortest form, unsigned or negative. E_SCHEMA for any other kind. */
bandex_status bandex_item_read_long_key(bandex_reader *reader, int64_t *key);

/* Nearly every key is one byte: calling libcbor for it would double the cost of reading a record. */
static inline bandex_status bandex_item_read_key(bandex_reader *reader, int64_t *key)
{
    if (reader->at < reader->size && reader->bytes[reader->at] < 24) {
        *key = reader->bytes[reader->at++];
        return BANDEX_OK;
    }
    return bandex_item_read_long_key(reader, key);
}

/* Order of keys in deterministic CBOR: unsigned ones rising, then -1, -2 ... */
static inline uint64_t bandex_item_rank(int64_t key)
{
    return key >= 0 ? (uint64_t)key : (uint64_t)1 << 63 | (uint64_t)(-1 - key);
}

/* 1 if the bytes are UTF-8 (RFC 3629). */
int bandex_item_is_text(const uint8_t *text, size_t size);

/* Where bytes go: len counts on beyond cap. */
typedef struct bandex_writer {
    uint8_t *bytes;
    size_t cap;
    size_t len;
} bandex_writer;

void bandex_item_write(bandex_writer *writer, int kind, uint64_t value);

static inline void bandex_item_write_key(bandex_writer *writer, uint8_t key)
{
    if (key < 24 && writer->len < writer->cap) {
        writer->bytes[writer->len++] = key;
    } else {
        bandex_item_write(writer, ITEM_UINT, key);
    }
}

void bandex_item_write_int(bandex_writer *writer, int64_t value);
void bandex_item_write_string(bandex_writer *writer, int kind, const void *data, size_t size);
/* Bytes that are CBOR already. */
void bandex_item_write_raw(bandex_writer *writer, const void *data, size_t size);

#endif
