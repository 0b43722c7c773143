/* SPDX-License-Identifier: MIT */
/* Catalogues: exercises in order of id, and an index of postings in order.
 *
 * A posting says "exercise i has value v of facet f": one number of 64 bits, facet | value | exercise | role |
 * certainty from the top, so that sorted postings of one facet and value are one range, found by bisection. */
#include <bandex/exercise.h>
#include <string.h>

#include "builtin.h"

/* ---- postings ---- */

enum { FACET_MUSCLE = 1, FACET_GROUP, FACET_POSITION, FACET_ANCHOR, FACET_KIND, FACET_EQUIPMENT, FACET_PATTERN, FACET_POPULATION };

static uint64_t posting_key(uint32_t facet, int32_t value, size_t exercise)
{
    return (uint64_t)facet << 56 | (uint64_t)(uint16_t)value << 40 | (uint64_t)(exercise & 0xffffffffu) << 8;
}

static size_t posting_exercise(uint64_t posting)
{
    return (size_t)(posting >> 8 & 0xffffffffu);
}

/* First posting that is not below key. */
static size_t lower_bound(const uint64_t *postings, size_t count, uint64_t key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (postings[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Heap sort: in place, no recursion, no heap memory, n log n also for hostile input. */
typedef int (*sort_less)(const void *a, const void *b);

static void sort_swap(unsigned char *a, unsigned char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char keep = a[i];
        a[i] = b[i];
        b[i] = keep;
    }
}

static void sort_sift(unsigned char *items, size_t root, size_t count, size_t size, sort_less less)
{
    for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        if (child + 1 < count && less(items + child * size, items + (child + 1) * size)) {
            child++;
        }
        if (!less(items + root * size, items + child * size)) {
            return;
        }
        sort_swap(items + root * size, items + child * size, size);
        root = child;
    }
}

static void sort(void *items, size_t count, size_t size, sort_less less)
{
    for (size_t i = count / 2; i-- > 0;) {
        sort_sift(items, i, count, size, less);
    }
    for (size_t i = count; i-- > 1;) {
        sort_swap(items, (unsigned char *)items + i * size, size);
        sort_sift(items, 0, i, size, less);
    }
}

static int posting_less(const void *a, const void *b)
{
    return *(const uint64_t *)a < *(const uint64_t *)b;
}

static int id_less(const void *a, const void *b)
{
    return strcmp((*(const bandex_exercise *const *)a)->id, (*(const bandex_exercise *const *)b)->id) < 0;
}

/* Postings as they are made; counts on when there is no room. */
typedef struct writer {
    uint64_t *postings;
    size_t capacity, count;
    size_t exercise;
} writer;

static void post(writer *self, uint32_t facet, int32_t value, int32_t role, int32_t certainty)
{
    if (self->count < self->capacity) {
        self->postings[self->count] =
            posting_key(facet, value, self->exercise) | (uint64_t)(role & 15) << 4 | (uint64_t)(certainty & 15);
    }
    self->count++;
}

static void post_list(writer *self, uint32_t facet, const int32_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        post(self, facet, values[i], 0, 0);
    }
}

/* A claim about a muscle is found under it, its parts, and what it is a part of. */
static void post_muscle(writer *self, const bandex_muscle_use *use)
{
    const bandex_muscle *muscle = bandex_muscle_get(use->muscle);
    if (!muscle) {
        return;
    }
    post(self, FACET_GROUP, muscle->group, use->role, use->certainty);
    post(self, FACET_GROUP, muscle->region, use->role, use->certainty);
    for (const bandex_muscle *at = muscle; at; at = bandex_muscle_get(at->parent)) {
        post(self, FACET_MUSCLE, at->id, use->role, use->certainty);
    }
    for (size_t i = 0; i < bandex_muscle_count(); i++) {
        const bandex_muscle *part = bandex_muscle_at(i);
        /* Parts are in the group of their whole, which rules most out at once. */
        if (part->group == muscle->group && part != muscle && bandex_muscle_in(part->id, muscle->id)) {
            post(self, FACET_MUSCLE, part->id, use->role, use->certainty);
        }
    }
}

static void post_exercise(writer *self, const bandex_exercise *exercise)
{
    if (exercise->status != BANDEX_STATUS_ACTIVE) {
        return;
    }
    for (size_t i = 0; i < exercise->muscle_count; i++) {
        post_muscle(self, &exercise->muscles[i]);
    }
    post(self, FACET_POSITION, exercise->body_position, 0, 0);
    post_list(self, FACET_POSITION, exercise->alternative_positions, exercise->alternative_position_count);
    for (size_t i = 0; i < exercise->variant_count; i++) {
        if (exercise->variants[i].position != 0) {
            post(self, FACET_POSITION, exercise->variants[i].position, 0, 0);
        }
    }
    post(self, FACET_ANCHOR, exercise->anchor.kind, 0, 0);
    post(self, FACET_PATTERN, exercise->pattern, 0, 0);
    post_list(self, FACET_KIND, exercise->band.kinds, exercise->band.kind_count);
    post_list(self, FACET_EQUIPMENT, exercise->equipment, exercise->equipment_count);
    for (size_t i = 0; i < exercise->population_count; i++) {
        post(self, FACET_POPULATION, exercise->populations[i].population, 0, 0);
    }
}

static size_t post_all(const bandex_exercise *const *exercises, size_t count, uint64_t *postings, size_t capacity)
{
    writer self = {postings, capacity, 0, 0};
    size_t kept = 0;
    for (self.exercise = 0; self.exercise < count; self.exercise++) {
        post_exercise(&self, exercises[self.exercise]);
    }
    if (self.count > capacity) {
        return self.count;
    }
    sort(postings, self.count, sizeof *postings, posting_less);
    for (size_t i = 0; i < self.count; i++) {
        if (i == 0 || postings[i] != postings[i - 1]) {
            postings[kept++] = postings[i];
        }
    }
    return kept;
}

/* ---- reading ---- */

static const bandex_catalog *or_builtin(const bandex_catalog *catalog)
{
    return catalog ? catalog : &bandex_builtin_catalog;
}

const bandex_catalog *bandex_catalog_empty(void)
{
    static const bandex_catalog empty = {NULL, 0, NULL, 0};
    return &empty;
}

size_t bandex_catalog_count(const bandex_catalog *catalog)
{
    return or_builtin(catalog)->count;
}

const bandex_exercise *bandex_catalog_at(const bandex_catalog *catalog, size_t index)
{
    catalog = or_builtin(catalog);
    return index < catalog->count ? catalog->exercises[index] : NULL;
}

const bandex_exercise *bandex_catalog_find(const bandex_catalog *catalog, const char *id)
{
    size_t low = 0, high = bandex_catalog_count(catalog);
    if (!id) {
        return NULL;
    }
    catalog = or_builtin(catalog);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(catalog->exercises[middle]->id, id);
        if (order == 0) {
            return catalog->exercises[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const bandex_exercise *bandex_catalog_current(const bandex_catalog *catalog, const char *id)
{
    const bandex_exercise *exercise = bandex_catalog_find(catalog, id);
    for (size_t steps = bandex_catalog_count(catalog); exercise && exercise->replaced_by; steps--) {
        if (steps == 0) {
            return NULL; /* a circle */
        }
        exercise = bandex_catalog_find(catalog, exercise->replaced_by);
    }
    return exercise;
}

/* ---- queries ---- */

bandex_status bandex_query_default(bandex_query *query)
{
    if (!query) {
        return BANDEX_E_ARGUMENT;
    }
    memset(query, 0, sizeof *query);
    query->struct_size = (uint32_t)sizeof *query;
    return BANDEX_OK;
}

/* One criterion that the index answers. */
typedef struct criterion {
    uint32_t facet;
    int32_t value;
} criterion;

#define CRITERIA 8

static size_t list_criteria(const bandex_query *query, criterion criteria[CRITERIA])
{
    const criterion all[CRITERIA] = {
        {FACET_MUSCLE, query->muscle},       {FACET_GROUP, query->group},         {FACET_POSITION, query->position},
        {FACET_ANCHOR, query->anchor},       {FACET_KIND, query->band_kind},      {FACET_EQUIPMENT, query->equipment},
        {FACET_PATTERN, query->pattern},     {FACET_POPULATION, query->population},
    };
    size_t count = 0;
    for (size_t i = 0; i < CRITERIA; i++) {
        if (all[i].value != 0) {
            criteria[count++] = all[i];
        }
    }
    return count;
}

static int has_role(const bandex_query *query, uint64_t posting)
{
    int32_t role = (int32_t)(posting >> 4 & 15), certainty = (int32_t)(posting & 15);
    return (query->role == 0 || role == query->role) && (query->certainty == 0 || certainty <= query->certainty);
}

/* Whether exercise number index has that value, with the role asked for where the facet has roles. */
static int meets(const bandex_catalog *catalog, const bandex_query *query, criterion wanted, size_t index)
{
    uint64_t key = posting_key(wanted.facet, wanted.value, index);
    size_t at = lower_bound(catalog->postings, catalog->posting_count, key);
    for (; at < catalog->posting_count && catalog->postings[at] >> 8 == key >> 8; at++) {
        if (wanted.facet > FACET_GROUP || has_role(query, catalog->postings[at])) {
            return 1;
        }
    }
    return 0;
}

static int fits(const bandex_catalog *catalog, const bandex_query *query, const criterion *criteria, size_t count,
                size_t index)
{
    const bandex_exercise *exercise = catalog->exercises[index];
    if (exercise->status != BANDEX_STATUS_ACTIVE || (query->level != 0 && exercise->level > query->level) ||
        (query->bands != 0 && exercise->band.bands > query->bands) ||
        (query->without_anchor && exercise->band.needs_anchor)) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (!meets(catalog, query, criteria[i], index)) {
            return 0;
        }
    }
    return 1;
}

bandex_status bandex_catalog_query(const bandex_catalog *catalog, const bandex_query *query, uint32_t *indices, size_t cap,
                                   size_t *count)
{
    criterion criteria[CRITERIA];
    size_t criteria_count, first = 0, last, found = 0, previous = SIZE_MAX;
    const uint64_t *rarest = NULL;
    if (!query || !count || (!indices && cap > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    if (query->struct_size != sizeof *query) {
        return BANDEX_E_SIZE;
    }
    catalog = or_builtin(catalog);
    last = catalog->count;
    criteria_count = list_criteria(query, criteria);
    for (size_t i = 0; i < criteria_count; i++) {
        size_t from = lower_bound(catalog->postings, catalog->posting_count,
                                  posting_key(criteria[i].facet, criteria[i].value, 0));
        size_t to = lower_bound(catalog->postings, catalog->posting_count,
                                posting_key(criteria[i].facet, criteria[i].value + 1, 0));
        if (!rarest || to - from < last - first) {
            rarest = catalog->postings;
            first = from;
            last = to;
        }
    }
    for (size_t i = first; i < last; i++) {
        size_t index = rarest ? posting_exercise(rarest[i]) : i;
        if (index == previous || !fits(catalog, query, criteria, criteria_count, index)) {
            continue; /* several claims of one exercise stand next to each other */
        }
        previous = index;
        if (found < cap) {
            indices[found] = (uint32_t)index;
        }
        found++;
    }
    *count = found;
    return found > cap ? BANDEX_E_FULL : BANDEX_OK;
}

/* ---- building ---- */

static bandex_status refuse(bandex_diag *diag, bandex_status status, const bandex_exercise *exercise, const char *field,
                            const char *reason)
{
    if (diag) {
        memset(diag, 0, sizeof *diag);
        diag->status = status;
        diag->key = INT32_MIN;
        strncpy(diag->record, exercise->id, sizeof diag->record - 1);
        strncpy(diag->field, field, sizeof diag->field - 1);
        strncpy(diag->reason, reason, sizeof diag->reason - 1);
    }
    return status;
}

static bandex_status check_all(const bandex_exercise *const *exercises, size_t count, bandex_diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        bandex_status status = exercises[i] ? bandex_exercise_validate(exercises[i], diag) : BANDEX_E_ARGUMENT;
        if (status != BANDEX_OK) {
            return status;
        }
    }
    return BANDEX_OK;
}

/* Both in order; own wins over base. Returns how many there are. */
static size_t merge(const bandex_catalog *base, const bandex_exercise *const *own, size_t count,
                    const bandex_exercise **merged)
{
    size_t i = 0, j = 0, total = 0;
    while (i < base->count || j < count) {
        int order = i == base->count ? 1 : j == count ? -1 : strcmp(base->exercises[i]->id, own[j]->id);
        merged[total++] = order < 0 ? base->exercises[i] : own[j];
        i += order <= 0;
        j += order >= 0;
    }
    return total;
}

static bandex_status check_replacements(const bandex_catalog *self, bandex_diag *diag)
{
    for (size_t i = 0; i < self->count; i++) {
        const bandex_exercise *exercise = self->exercises[i];
        if (exercise->replaced_by && !bandex_catalog_current(self, exercise->id)) {
            return refuse(diag, BANDEX_E_NOT_FOUND, exercise, "replaced_by", "leads to no exercise");
        }
    }
    return BANDEX_OK;
}

bandex_status bandex_catalog_init(bandex_catalog *self, const bandex_catalog *base, const bandex_exercise *const *exercises,
                                  size_t count, void *memory, size_t size, size_t *needed, bandex_diag *diag)
{
    const bandex_exercise **own, **merged = memory;
    size_t most, pointers, postings, room;
    bandex_status status;
    if (!self || (!exercises && count > 0) || (!memory && size > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    status = check_all(exercises, count, diag);
    if (status != BANDEX_OK) {
        return status;
    }
    base = or_builtin(base);
    most = base->count + count;
    /* The merged pointers, rounded up so that the postings are aligned, then own pointers while they are sorted, which
     * the postings take over. */
    pointers = (most * sizeof *merged + 7) / 8 * 8;
    postings = post_all(base->exercises, base->count, NULL, 0) + post_all(exercises, count, NULL, 0);
    room = postings * sizeof(uint64_t);
    room = room > count * sizeof *own ? room : count * sizeof *own;
    if (needed) {
        *needed = pointers + room;
    }
    if (size < pointers + room) {
        return BANDEX_E_FULL;
    }
    if (most == 0) {
        *self = *bandex_catalog_empty();
        return BANDEX_OK;
    }
    own = (const bandex_exercise **)(void *)((char *)memory + pointers);
    if (count > 0) {
        memcpy(own, exercises, count * sizeof *own);
    }
    sort(own, count, sizeof *own, id_less);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(own[i - 1]->id, own[i]->id) == 0) {
            return refuse(diag, BANDEX_E_DUPLICATE, own[i], "id", "given twice");
        }
    }
    self->exercises = merged;
    self->count = merge(base, own, count, merged);
    self->postings = (uint64_t *)(void *)((char *)memory + pointers);
    self->posting_count = post_all(merged, self->count, (uint64_t *)(void *)((char *)memory + pointers), room / sizeof(uint64_t));
    return check_replacements(self, diag);
}
