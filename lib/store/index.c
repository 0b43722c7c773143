/* SPDX-License-Identifier: MIT */
/* Where a walk with a filter need not look. The index is rebuilt whenever a log is opened and lies only in memory, of a
 * fixed size whatever the log holds: when its blocks are used up, each takes the records of two. */
#include "log.h"
#include <string.h>

/* Two bits of 64 for a text (FNV-1a); a text whose bits are not both there is not there. */
static uint64_t bloom(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    while (*text) {
        hash = (hash ^ (uint8_t)*text++) * 1099511628211u;
    }
    return (uint64_t)1 << (hash >> 58) | (uint64_t)1 << (hash >> 52 & 63);
}

static uint64_t type_bit(uint64_t type)
{
    return (uint64_t)1 << (type < 63 ? type : 63);
}

void bandex_index_reset(log_index *self)
{
    self->count = 0;
    self->per_block = 1;
}

static void merge_pairs(log_index *self)
{
    size_t i;
    for (i = 0; i < LOG_BLOCKS / 2; i++) {
        log_block a = self->blocks[2 * i];
        const log_block *b = &self->blocks[2 * i + 1];
        a.end = b->end;
        a.from_ms = a.from_ms < b->from_ms ? a.from_ms : b->from_ms;
        a.to_ms = a.to_ms > b->to_ms ? a.to_ms : b->to_ms;
        a.types |= b->types;
        a.exercises |= b->exercises;
        a.records += b->records;
        self->blocks[i] = a;
    }
    self->count = LOG_BLOCKS / 2;
    self->per_block *= 2;
}

void bandex_index_add(log_index *self, uint64_t offset, uint64_t end, const bandex_record_head *head)
{
    log_block *block;
    if (self->count == LOG_BLOCKS && self->blocks[LOG_BLOCKS - 1].records >= self->per_block) {
        merge_pairs(self);
    }
    if (self->count == 0 || self->blocks[self->count - 1].records >= self->per_block) {
        block = &self->blocks[self->count++];
        memset(block, 0, sizeof *block);
        block->offset = offset;
        block->from_ms = block->to_ms = head->start_ms;
    }
    block = &self->blocks[self->count - 1];
    block->end = end;
    block->from_ms = head->start_ms < block->from_ms ? head->start_ms : block->from_ms;
    block->to_ms = head->start_ms > block->to_ms ? head->start_ms : block->to_ms;
    block->types |= type_bit(head->type);
    block->exercises |= head->exercise[0] ? bloom(head->exercise) : 0;
    block->records++;
}

static int may_match(const log_block *block, const bandex_log_filter *filter, uint64_t exercise)
{
    if (filter->types && !(filter->types & block->types)) {
        return 0;
    }
    if ((block->exercises & exercise) != exercise) {
        return 0;
    }
    if ((filter->from_ms || filter->to_ms) && block->to_ms < filter->from_ms) {
        return 0;
    }
    return !filter->to_ms || block->from_ms < filter->to_ms;
}

uint64_t bandex_index_skip(const log_index *self, const bandex_log_filter *filter, uint64_t offset)
{
    size_t low = 0, high = self->count;
    uint64_t exercise = filter->exercise[0] ? bloom(filter->exercise) : 0;
    /* The first block that does not end at or before offset. */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->blocks[middle].end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == self->count || offset > self->blocks[low].offset) {
        return offset;
    }
    while (low < self->count && !may_match(&self->blocks[low], filter, exercise)) {
        offset = self->blocks[low++].end;
    }
    return offset;
}
