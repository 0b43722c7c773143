/* SPDX-License-Identifier: MIT */
#include <bandex/rep.h>

bandex_status bandex_rep_list_init(bandex_rep_list *self, bandex_rep *reps, size_t capacity) {
    if (self == NULL || (reps == NULL && capacity > 0)) {
        return BANDEX_E_ARGUMENT;
    }
    self->reps = reps;
    self->capacity = capacity;
    self->count = 0;
    self->revoked = self->lost = 0;
    return BANDEX_OK;
}

/* Events speak of recent repetitions: look from the end. */
static bandex_rep *find(const bandex_rep_list *self, uint32_t rep_id) {
    size_t i = self->count;
    while (i > 0 && self->reps[i - 1].rep_id >= rep_id) {
        if (self->reps[--i].rep_id == rep_id) {
            return &self->reps[i];
        }
    }
    return NULL;
}

bandex_status bandex_rep_list_add(bandex_rep_list *self, const bandex_event *event) {
    bandex_rep *rep;
    if (self == NULL || event == NULL) {
        return BANDEX_E_ARGUMENT;
    }
    rep = find(self, event->rep.rep_id);
    switch (event->kind) {
    case BANDEX_EVENT_REP_COUNTED:
        if (rep == NULL) {
            if (self->count == self->capacity) {
                self->lost++;
                return BANDEX_E_FULL;
            }
            rep = &self->reps[self->count++];
        }
        *rep = event->rep;
        break;
    case BANDEX_EVENT_REP_ENDED:
        if (rep != NULL) {
            *rep = event->rep;
        }
        break;
    case BANDEX_EVENT_RECLASSIFIED:
        if (rep != NULL) {
            self->revoked += rep->rep_class == BANDEX_REP_FULL && event->rep.rep_class != BANDEX_REP_FULL;
            rep->rep_class = event->rep.rep_class;
            rep->flags |= event->rep.flags;
            rep->completeness = event->rep.completeness;
            rep->counted_us = event->rep.counted_us;
        }
        break;
    case BANDEX_EVENT_REVOKED:
        if (rep != NULL) {
            self->revoked++;
            self->count--;
            for (; rep < self->reps + self->count; rep++) {
                *rep = rep[1];
            }
        }
        break;
    default:
        break;
    }
    return BANDEX_OK;
}
