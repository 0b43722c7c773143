/* SPDX-License-Identifier: MIT */
/* From log to log: copies, the latest versions alone, two logs of one person; and changes of records that are there. */
#include "allocator.h"
#include "crc32c.h"
#include "log.h"
#include "schema.h"
#include <stdlib.h>
#include <string.h>

/* A version of a record. Records without an id are known by their content. */
typedef struct version {
    uint8_t id[BANDEX_ID_SIZE];
    uint64_t has_id;
    uint64_t revision, seq, offset;
} version;

typedef struct version_list {
    const bandex_allocator *allocator;
    version *versions;
    size_t count, room;
} version_list;

static int is_zero(const uint8_t *id)
{
    static const uint8_t zero[BANDEX_ID_SIZE];
    return memcmp(id, zero, sizeof zero) == 0;
}

/* Sixteen bytes that no other content has by chance: size, CRC-32C and FNV-1a. */
static void content_id(const uint8_t *bytes, size_t size, uint8_t *id)
{
    uint64_t hash = 14695981039346656037u;
    uint32_t crc = bandex_crc32c(0, bytes, size), length = (uint32_t)size;
    size_t i;
    for (i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * 1099511628211u;
    }
    memcpy(id, &hash, sizeof hash);
    memcpy(id + 8, &crc, sizeof crc);
    memcpy(id + 12, &length, sizeof length);
}

static int compare_id(const version *a, const version *b)
{
    int order = memcmp(a->id, b->id, sizeof a->id);
    return order ? order : (a->has_id > b->has_id) - (a->has_id < b->has_id);
}

static int by_version(const void *left, const void *right)
{
    const version *a = left, *b = right;
    int order = compare_id(a, b);
    order = order ? order : (a->revision > b->revision) - (a->revision < b->revision);
    return order ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

static int by_seq(const void *left, const void *right)
{
    const version *a = left, *b = right;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

static bandex_status add(version_list *self, const version *found)
{
    if (self->count == self->room) {
        size_t room = self->room ? self->room * 2 : 256;
        version *versions = bandex_allocator_resize(self->allocator, self->versions, room * sizeof *versions);
        if (!versions) {
            return BANDEX_E_MEMORY;
        }
        self->versions = versions;
        self->room = room;
    }
    self->versions[self->count++] = *found;
    return BANDEX_OK;
}

/* The latest version of each record of a log, sorted by id. */
static bandex_status latest(version_list *self, bandex_log *log)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status;
    size_t i, kept = 0;
    bandex_log_cursor_init(&cursor, NULL);
    while ((status = bandex_log_next(log, &cursor, &entry)) == BANDEX_OK) {
        version found = {{0}, 0, entry.head.revision, entry.seq, entry.offset};
        found.has_id = !is_zero(entry.head.id);
        if (found.has_id) {
            memcpy(found.id, entry.head.id, sizeof found.id);
        } else {
            content_id(entry.bytes, entry.size, found.id);
        }
        status = add(self, &found);
        if (status != BANDEX_OK) {
            return status;
        }
    }
    if (status != BANDEX_E_NOT_FOUND) {
        return status;
    }
    if (self->count > 0) {
        qsort(self->versions, self->count, sizeof *self->versions, by_version);
    }
    for (i = 0; i < self->count; i++) {
        if (i + 1 == self->count || compare_id(&self->versions[i], &self->versions[i + 1]) != 0) {
            self->versions[kept++] = self->versions[i];
        }
    }
    self->count = kept;
    return BANDEX_OK;
}

static const version *find(const version_list *self, const version *wanted)
{
    size_t low = 0, high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_id(&self->versions[middle], wanted);
        if (order == 0) {
            return &self->versions[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static int compare_bytes(const log_item *a, const log_item *b)
{
    size_t size = a->payload_size < b->payload_size ? a->payload_size : b->payload_size;
    int order = memcmp(a->payload, b->payload, size);
    return order ? order : (a->payload_size > b->payload_size) - (a->payload_size < b->payload_size);
}

static bandex_status append_item(bandex_log *into, const log_item *item)
{
    memcpy(bandex_log_payload(into), item->payload, item->payload_size);
    return bandex_log_append_payload(into, item->payload_size);
}

/* Of two versions the higher revision counts; of two changes made apart, with the same revision, the one whose bytes
 * are greater: any rule will do that both logs follow without knowing of each other. */
static bandex_status merge_one(bandex_log *into, const version *there, bandex_log *from, const version *here,
                               bandex_merge_report *report)
{
    log_item old, item;
    bandex_status status = bandex_log_fetch(from, here->offset, &item);
    if (status == BANDEX_OK && there && there->revision == here->revision) {
        status = bandex_log_fetch(into, there->offset, &old);
        if (status == BANDEX_OK) {
            int order = compare_bytes(&item, &old);
            report->conflicts += order != 0;
            if (order <= 0) {
                report->present++;
                return BANDEX_OK;
            }
        }
    } else if (there && there->revision > here->revision) {
        report->present++;
        return status;
    }
    if (status == BANDEX_OK) {
        status = append_item(into, &item);
    }
    if (status == BANDEX_OK) {
        report->added += there == NULL;
        report->updated += there != NULL;
    }
    return status;
}

static bandex_status distinct(const bandex_log *into, const bandex_log *from)
{
    if (!into || !from || into == from) {
        return BANDEX_E_ARGUMENT;
    }
    return into->mode & BANDEX_LOG_APPEND ? BANDEX_OK : BANDEX_E_STATE;
}

bandex_status bandex_log_merge(bandex_log *into, bandex_log *from, bandex_merge_report *report)
{
    version_list there = {0}, here = {0};
    bandex_merge_report counted = {0};
    bandex_status status = distinct(into, from);
    size_t i;
    if (report) {
        memset(report, 0, sizeof *report);
    }
    if (status != BANDEX_OK) {
        return status;
    }
    there.allocator = here.allocator = &into->allocator;
    status = latest(&there, into);
    if (status == BANDEX_OK) {
        status = latest(&here, from);
    }
    if (here.count > 0) {
        qsort(here.versions, here.count, sizeof *here.versions, by_seq);
    }
    for (i = 0; i < here.count && status == BANDEX_OK; i++) {
        status = merge_one(into, find(&there, &here.versions[i]), from, &here.versions[i], &counted);
    }
    bandex_allocator_resize(&into->allocator, there.versions, 0);
    bandex_allocator_resize(&into->allocator, here.versions, 0);
    if (report) {
        *report = counted;
    }
    return status;
}

bandex_status bandex_log_copy(bandex_log *into, bandex_log *from, uint64_t *copied)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status = distinct(into, from);
    uint64_t count = 0;
    bandex_log_cursor_init(&cursor, NULL);
    while (status == BANDEX_OK && (status = bandex_log_next(from, &cursor, &entry)) == BANDEX_OK) {
        memcpy(bandex_log_payload(into), entry.bytes, entry.size);
        status = bandex_log_append_payload(into, entry.size);
        count += status == BANDEX_OK;
    }
    if (copied) {
        *copied = count;
    }
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

static bandex_status find_latest(bandex_log *log, const uint8_t *id, bandex_record_head *head, uint64_t *offset)
{
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status;
    int found = 0;
    if (is_zero(id)) {
        return BANDEX_E_ARGUMENT;
    }
    bandex_log_cursor_init(&cursor, NULL);
    while ((status = bandex_log_next(log, &cursor, &entry)) == BANDEX_OK) {
        if (memcmp(entry.head.id, id, BANDEX_ID_SIZE) == 0 && (!found || entry.head.revision >= head->revision)) {
            *head = entry.head;
            *offset = entry.offset;
            found = 1;
        }
    }
    return status == BANDEX_E_NOT_FOUND && found ? BANDEX_OK : status;
}

static bandex_status replace(bandex_log *log, uint64_t type, const void *record, const uint8_t *id)
{
    bandex_record_head head = {0};
    log_item old;
    uint64_t offset = 0;
    size_t size = 0, merged = 0;
    uint8_t *fresh;
    bandex_status status = find_latest(log, id, &head, &offset);
    if (status == BANDEX_OK && head.type != type) {
        /* Withdrawn before: it comes back as it is now. */
        status = head.type == BANDEX_RECORD_REMOVAL ? BANDEX_OK : BANDEX_E_ARGUMENT;
    }
    if (status != BANDEX_OK) {
        return status;
    }
    fresh = bandex_allocator_resize(&log->allocator, NULL, BANDEX_RECORD_SIZE_MAX);
    if (!fresh) {
        return BANDEX_E_MEMORY;
    }
    head.revision++;
    status = bandex_schema_encode(bandex_schema_find(type), record, &head, fresh, BANDEX_RECORD_SIZE_MAX, &size, NULL);
    if (status == BANDEX_OK && head.type == type) {
        status = bandex_log_fetch(log, offset, &old);
        if (status == BANDEX_OK) {
            status = bandex_record_update(old.payload, old.payload_size, fresh, size, bandex_log_payload(log),
                                          BANDEX_RECORD_SIZE_MAX, &merged, NULL);
        }
    } else if (status == BANDEX_OK) {
        memcpy(bandex_log_payload(log), fresh, size);
        merged = size;
    }
    bandex_allocator_resize(&log->allocator, fresh, 0);
    return status == BANDEX_OK ? bandex_log_append_payload(log, merged) : status;
}

bandex_status bandex_log_replace_set(bandex_log *log, const bandex_set *set)
{
    return log && set ? replace(log, BANDEX_RECORD_SET, set, set->id) : BANDEX_E_ARGUMENT;
}

bandex_status bandex_log_replace_session(bandex_log *log, const bandex_session *session)
{
    bandex_session alone;
    if (!log || !session) {
        return BANDEX_E_ARGUMENT;
    }
    alone = *session;
    alone.sets = NULL;
    alone.set_count = 0;
    return replace(log, BANDEX_RECORD_SESSION, &alone, session->id);
}

bandex_status bandex_log_remove(bandex_log *log, const uint8_t *id)
{
    bandex_record_head head = {0};
    uint64_t offset = 0;
    size_t size = 0;
    bandex_status status = log && id ? find_latest(log, id, &head, &offset) : BANDEX_E_ARGUMENT;
    if (status != BANDEX_OK) {
        return status;
    }
    if (head.type == BANDEX_RECORD_REMOVAL) {
        return BANDEX_E_NOT_FOUND;
    }
    head.revision++;
    status = bandex_schema_encode(bandex_schema_find(BANDEX_RECORD_REMOVAL), &head, NULL, bandex_log_payload(log),
                                  BANDEX_RECORD_SIZE_MAX, &size, NULL);
    return status == BANDEX_OK ? bandex_log_append_payload(log, size) : status;
}
