/* SPDX-License-Identifier: MIT */
#include <bandex/rep.h>

bandex_status bandex_rep_list_init(bandex_rep_list *self, bandex_rep *reps, size_t capacity) {
    size_t i;
    if (self == NULL || (reps == NULL && capacity > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    self->reps = reps;
    self->capacity = capacity;
    self->count = 0;
    self->revoked = self->lost = 0;
    for (i = 0; i < BANDEX_REP_LIST_WAITING; i++) {
        self->waiting[i].rep_id = 0;
    }
    return BANDEX_OK;
}

/* Events speak of recent repetitions: look from the end. */
static size_t place_of(const bandex_rep_list *self, uint32_t rep_id) {
    size_t i = self->count;
    while (i > 0 && self->reps[i - 1].rep_id >= rep_id) {
        i--;
    }
    return i;
}

static int holds(const bandex_rep_list *self, size_t place, uint32_t rep_id) {
    return place < self->count && self->reps[place].rep_id == rep_id;
}

static void take_out(bandex_rep_list *self, size_t place) {
    for (self->count--; place < self->count; place++) {
        self->reps[place] = self->reps[place + 1];
    }
}

static bandex_status put_in(bandex_rep_list *self, size_t place, const bandex_rep *rep) {
    size_t i;
    if (self->count == self->capacity) {
        self->lost++;
        return BANDEX_E_FULL;
    }
    for (i = self->count++; i > place; i--) {
        self->reps[i] = self->reps[i - 1];
    }
    self->reps[place] = *rep;
    return BANDEX_OK;
}

static void change(bandex_rep *rep, const bandex_rep *by) {
    rep->rep_class = by->rep_class;
    rep->flags |= by->flags;
    rep->completeness = by->completeness;
    rep->counted_us = by->counted_us;
}

static bandex_rep *waiting_for(bandex_rep_list *self, uint32_t rep_id) {
    return &self->waiting[rep_id % BANDEX_REP_LIST_WAITING];
}

static bandex_status reclassified(bandex_rep_list *self, const bandex_rep *by) {
    size_t place = place_of(self, by->rep_id);
    bandex_rep *wait = waiting_for(self, by->rep_id);
    if (holds(self, place, by->rep_id)) {
        self->revoked += self->reps[place].rep_class == BANDEX_REP_FULL && by->rep_class != BANDEX_REP_FULL;
        change(&self->reps[place], by);
        return BANDEX_OK;
    }
    if (wait->rep_id != by->rep_id) {
        return BANDEX_OK;
    }
    change(wait, by);
    return put_in(self, place, wait);
}

static void revoked(bandex_rep_list *self, const bandex_event *event) {
    uint32_t first = event->flags & BANDEX_EVENT_FLAG_AND_EARLIER ? event->first_rep_id : event->rep.rep_id;
    size_t place = place_of(self, event->rep.rep_id + 1);
    while (place > 0 && self->reps[place - 1].rep_id >= first) {
        take_out(self, --place);
        self->revoked++;
    }
}

bandex_status bandex_rep_list_add(bandex_rep_list *self, const bandex_event *event) {
    const bandex_rep *rep;
    size_t place;
    if (self == NULL || event == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    rep = &event->rep;
    place = place_of(self, rep->rep_id);
    switch (event->kind) {
    case BANDEX_EVENT_REP_COUNTED:
        if (!holds(self, place, rep->rep_id)) {
            return put_in(self, place, rep);
        }
        self->reps[place] = *rep;
        break;
    case BANDEX_EVENT_REP_ENDED:
        if (holds(self, place, rep->rep_id)) {
            self->reps[place] = *rep;
        } else if (rep->rep_class == BANDEX_REP_SETUP) { /* may count yet */
            *waiting_for(self, rep->rep_id) = *rep;
        }
        break;
    case BANDEX_EVENT_RECLASSIFIED:
        return reclassified(self, rep);
    case BANDEX_EVENT_REVOKED:
        revoked(self, event);
        break;
    default:
        break;
    }
    return BANDEX_OK;
}
