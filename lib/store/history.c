/* SPDX-License-Identifier: MIT */
/* From the records of a log to the sessions that progression takes. */
#include "allocator.h"
#include "log.h"
#include <stdlib.h>
#include <string.h>

#define DAY_MS 86400000

/* A record that matters, and where it lies. */
typedef struct ref {
    uint8_t id[BANDEX_ID_SIZE];
    uint8_t session[BANDEX_ID_SIZE]; /* of a set */
    int64_t day;                     /* of a set without a session: its local day; else 0 */
    int64_t start_ms;                /* of the record, later of its session */
    int64_t set_ms;                  /* of a set */
    uint64_t revision, seq, offset;
    uint64_t type;
} ref;

typedef struct gathering {
    bandex_log *log;
    const char *exercise;
    ref *refs;
    size_t count, room;
} gathering;

static int is_zero(const uint8_t *id)
{
    static const uint8_t zero[BANDEX_ID_SIZE];
    return memcmp(id, zero, sizeof zero) == 0;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_u64(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Versions of a record come together, the latest last. */
static int by_version(const void *left, const void *right)
{
    const ref *a = left, *b = right;
    int order = memcmp(a->id, b->id, sizeof a->id);
    order = order ? order : compare_u64(a->revision, b->revision);
    return order ? order : compare_u64(a->seq, b->seq);
}

/* Sets of a session come together, with its own record first. */
static int by_session(const void *left, const void *right)
{
    const ref *a = left, *b = right;
    int order = memcmp(a->session, b->session, sizeof a->session);
    order = order ? order : compare_numbers(a->day, b->day);
    order = order ? order : (a->type == BANDEX_RECORD_SET) - (b->type == BANDEX_RECORD_SET);
    order = order ? order : compare_numbers(a->set_ms, b->set_ms);
    return order ? order : compare_u64(a->seq, b->seq);
}

static int by_time(const void *left, const void *right)
{
    const ref *a = left, *b = right;
    int order = compare_numbers(a->start_ms, b->start_ms);
    return order ? order : by_session(left, right);
}

static bandex_status keep(gathering *self, const ref *found)
{
    if (self->count == self->room) {
        size_t room = self->room ? self->room * 2 : 256;
        ref *refs;
        if (room * sizeof *refs > BANDEX_HISTORY_HEAP_MAX) {
            return BANDEX_E_LIMIT;
        }
        refs = bandex_allocator_resize(&self->log->allocator, self->refs, room * sizeof *refs);
        if (!refs) {
            return BANDEX_E_MEMORY;
        }
        self->refs = refs;
        self->room = room;
    }
    self->refs[self->count++] = *found;
    return BANDEX_OK;
}

static int64_t local_day(int64_t start_ms, int32_t utc_offset_min)
{
    int64_t offset = (int64_t)utc_offset_min * 60000;
    int64_t day = start_ms / DAY_MS, rest = start_ms % DAY_MS + offset;
    while (rest < 0) {
        rest += DAY_MS;
        day--;
    }
    return day + rest / DAY_MS;
}

static bandex_status gather_one(gathering *self, const bandex_log_entry *entry)
{
    ref found = {{0}, {0}, 0, 0, 0, 0, 0, 0, 0};
    bandex_set set;
    memcpy(found.id, entry->head.id, sizeof found.id);
    found.revision = entry->head.revision;
    found.seq = entry->seq;
    found.offset = entry->offset;
    found.type = entry->head.type;
    found.start_ms = found.set_ms = entry->head.start_ms;
    if (found.type == BANDEX_RECORD_SESSION) {
        memcpy(found.session, found.id, sizeof found.session);
    }
    if (found.type == BANDEX_RECORD_SET) {
        if (bandex_set_decode(entry->bytes, entry->size, &set, NULL, NULL) != BANDEX_OK) {
            return BANDEX_OK; /* bandex_log_next_set() tells */
        }
        memcpy(found.session, set.session_id, sizeof found.session);
        found.day = is_zero(set.session_id) ? local_day(set.start_ms, set.utc_offset_min) : 0;
    }
    return keep(self, &found);
}

static bandex_status gather(gathering *self)
{
    bandex_log_filter filter = {0};
    bandex_log_cursor cursor;
    bandex_log_entry entry;
    bandex_status status;
    filter.types = (uint64_t)1 << BANDEX_RECORD_SET | (uint64_t)1 << BANDEX_RECORD_SESSION |
                   (uint64_t)1 << BANDEX_RECORD_REMOVAL;
    bandex_log_cursor_init(&cursor, &filter);
    while ((status = bandex_log_next(self->log, &cursor, &entry)) == BANDEX_OK) {
        /* A set whose exercise was corrected must not stay under the old one: every set with an id is looked at. */
        if (entry.head.type == BANDEX_RECORD_SET && self->exercise[0] && is_zero(entry.head.id) &&
            strcmp(entry.head.exercise, self->exercise) != 0) {
            continue;
        }
        status = gather_one(self, &entry);
        if (status != BANDEX_OK) {
            return status;
        }
        /* Of another exercise: it only hides earlier versions. */
        if (self->count > 0 && entry.head.type == BANDEX_RECORD_SET && self->exercise[0] &&
            self->refs[self->count - 1].seq == entry.seq && strcmp(entry.head.exercise, self->exercise) != 0) {
            self->refs[self->count - 1].type = BANDEX_RECORD_REMOVAL;
        }
    }
    return status == BANDEX_E_NOT_FOUND ? BANDEX_OK : status;
}

/* Only the latest version of each record stays, and nothing that was removed. */
static void keep_latest(gathering *self)
{
    size_t i, kept = 0;
    if (self->count > 0) {
        qsort(self->refs, self->count, sizeof *self->refs, by_version);
    }
    for (i = 0; i < self->count; i++) {
        int last = i + 1 == self->count || is_zero(self->refs[i].id) ||
                   memcmp(self->refs[i].id, self->refs[i + 1].id, BANDEX_ID_SIZE) != 0;
        if (last && self->refs[i].type != BANDEX_RECORD_REMOVAL) {
            self->refs[kept++] = self->refs[i];
        }
    }
    self->count = kept;
}

static int same_session(const ref *a, const ref *b)
{
    return a->day == b->day && memcmp(a->session, b->session, BANDEX_ID_SIZE) == 0;
}

/* Puts sessions in order of time, drops those without a set and all but the latest ones. */
static size_t arrange(gathering *self, size_t max_sessions)
{
    size_t i, j, kept = 0, sessions = 0, drop;
    if (self->count > 0) {
        qsort(self->refs, self->count, sizeof *self->refs, by_session);
    }
    for (i = 0; i < self->count; i = j) {
        int64_t start = self->refs[i].start_ms;
        for (j = i; j < self->count && same_session(&self->refs[i], &self->refs[j]); j++) {
            self->refs[j].start_ms = start;
        }
        if (self->refs[j - 1].type == BANDEX_RECORD_SET) {
            memmove(self->refs + kept, self->refs + i, (j - i) * sizeof *self->refs);
            kept += j - i;
            sessions++;
        }
    }
    self->count = kept;
    if (self->count > 0) {
        qsort(self->refs, self->count, sizeof *self->refs, by_time);
    }
    for (i = 0, drop = max_sessions && sessions > max_sessions ? sessions - max_sessions : 0; drop > 0; drop--) {
        for (j = i; j < self->count && same_session(&self->refs[i], &self->refs[j]); j++) {
        }
        i = j;
        sessions--;
    }
    if (i > 0) {
        memmove(self->refs, self->refs + i, (self->count - i) * sizeof *self->refs);
    }
    self->count -= i;
    return sessions;
}

static bandex_status memory_for_lists(gathering *self, size_t *size)
{
    bandex_set set;
    log_item item;
    size_t i;
    *size = 0;
    for (i = 0; i < self->count; i++) {
        bandex_memory none = {NULL, 0, 0};
        bandex_status status;
        if (self->refs[i].type != BANDEX_RECORD_SET) {
            continue;
        }
        status = bandex_log_fetch(self->log, self->refs[i].offset, &item);
        if (status == BANDEX_OK) {
            status = bandex_set_decode(item.payload, item.payload_size, &set, &none, NULL);
        }
        if (status != BANDEX_OK && status != BANDEX_E_FULL) {
            return status;
        }
        *size += (none.used + 7) / 8 * 8;
        if (*size > BANDEX_HISTORY_HEAP_MAX) {
            return BANDEX_E_LIMIT;
        }
    }
    return BANDEX_OK;
}

static bandex_status fill(gathering *self, bandex_session *sessions, bandex_set *sets, bandex_memory *lists)
{
    bandex_session *session = sessions - 1;
    log_item item;
    size_t i;
    for (i = 0; i < self->count; i++) {
        const ref *at = &self->refs[i];
        bandex_status status = bandex_log_fetch(self->log, at->offset, &item);
        if (i == 0 || !same_session(at - 1, at)) {
            session++;
            bandex_session_default(session);
            memcpy(session->id, at->session, sizeof session->id);
            session->start_ms = at->start_ms;
            session->sets = sets;
        }
        if (status == BANDEX_OK && at->type == BANDEX_RECORD_SESSION) {
            status = bandex_session_decode(item.payload, item.payload_size, session, NULL, NULL);
            session->sets = sets;
            session->set_count = 0;
        } else if (status == BANDEX_OK) {
            status = bandex_set_decode(item.payload, item.payload_size, sets, lists, NULL);
            if (session->set_count == 0 && (i == 0 || !same_session(at - 1, at))) {
                session->utc_offset_min = sets->utc_offset_min;
            }
            session->set_count++;
            sets++;
        }
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return BANDEX_OK;
}

static bandex_status load(gathering *self, size_t max_sessions, bandex_history *history)
{
    size_t count, sets = 0, lists = 0, i, fixed;
    bandex_memory memory;
    unsigned char *block;
    bandex_status status = gather(self);
    if (status != BANDEX_OK) {
        return status;
    }
    keep_latest(self);
    count = arrange(self, max_sessions);
    status = memory_for_lists(self, &lists);
    if (status != BANDEX_OK || count == 0) {
        return status;
    }
    for (i = 0; i < self->count; i++) {
        sets += self->refs[i].type == BANDEX_RECORD_SET;
    }
    fixed = (count * sizeof(bandex_session) + sets * sizeof(bandex_set) + 7) / 8 * 8;
    if (fixed + lists > BANDEX_HISTORY_HEAP_MAX) {
        return BANDEX_E_LIMIT;
    }
    block = bandex_allocator_resize(&self->log->allocator, NULL, fixed + lists);
    if (!block) {
        return BANDEX_E_MEMORY;
    }
    memory.bytes = block + fixed;
    memory.size = lists;
    memory.used = 0;
    history->allocator_ = self->log->allocator;
    history->memory_ = block;
    status = fill(self, (bandex_session *)(void *)block,
                  (bandex_set *)(void *)(block + count * sizeof(bandex_session)), &memory);
    if (status != BANDEX_OK) {
        bandex_history_free(history);
        return status;
    }
    history->sessions = (const bandex_session *)(const void *)block;
    history->count = count;
    return BANDEX_OK;
}

bandex_status bandex_log_history_load(bandex_log *log, const char *exercise, size_t max_sessions,
                                      bandex_history *history)
{
    gathering self = {0};
    bandex_status status;
    if (history) {
        memset(history, 0, sizeof *history);
    }
    if (!log || !history) {
        return BANDEX_E_ARGUMENT;
    }
    self.log = log;
    self.exercise = exercise ? exercise : "";
    status = load(&self, max_sessions, history);
    bandex_allocator_resize(&log->allocator, self.refs, 0);
    return status;
}

void bandex_history_free(bandex_history *history)
{
    if (history && history->memory_) {
        bandex_allocator_resize(&history->allocator_, history->memory_, 0);
        memset(history, 0, sizeof *history);
    }
}
