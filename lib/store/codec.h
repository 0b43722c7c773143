/* SPDX-License-Identifier: MIT */
/* What the codecs of the room share: one record being written or read. */
#ifndef BANDEX_STORE_CODEC_H
#define BANDEX_STORE_CODEC_H

#include "item.h"
#include <bandex/store.h>

typedef struct bandex_codec {
    const struct bandex_schema *record;
    const bandex_record_head *head; /* writing: id, revision ... of records whose struct has none */
    bandex_diag *diag;
    bandex_memory *memory;
    uint32_t steps_per_unit;
    int64_t last_key; /* of the record itself: nothing is read beyond */
    bandex_reader reader;
    bandex_writer writer;
    const struct bandex_schema *blank_of; /* the schema whose struct with nothing told lies in blank, or NULL */
    union {
        uint64_t align;
        uint8_t bytes[256];
    } blank;
} bandex_codec;

/* Fills the diagnosis and answers status. key INT32_MIN: none. */
bandex_status bandex_codec_refuse(bandex_codec *self, bandex_status status, size_t offset, int64_t key, const char *field,
                                  const char *reason);

/* Puts the path of the outer field before the field that was refused: reps[3].peak. index -1: no list. */
bandex_status bandex_codec_refused_within(bandex_codec *self, bandex_status status, const char *outer, int64_t index);

/* For a status of bandex_item_read(). */
bandex_status bandex_codec_unreadable(bandex_codec *self, bandex_status status, size_t offset, int64_t key,
                                      const char *field);

/* Room for size bytes in the caller's memory, or NULL; what would have been needed is counted in any case. */
void *bandex_codec_reserve(bandex_codec *self, size_t size, size_t align);

/* Copies a text into the caller's memory, terminated; NULL when there is no room. */
char *bandex_codec_reserve_text(bandex_codec *self, const bandex_item *text);


#endif
