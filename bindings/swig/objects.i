/* SPDX-License-Identifier: MIT */
/* What has an identity: objects with methods. A method without a body is the C function of that name. */

%ignore BANDEX_API;

/* ---- the detector ---- */
%rename(Detector) bandex_detector;
%ignore bandex_detector::align_;
%ignore bandex_detector::opaque_;
%ignore bandex_detector_process; /* glue under the same names, in the languages' halves */
%ignore bandex_detector_finish;
%ignore bandex_detector_poll;
%nodefaultctor bandex_detector;
%extend bandex_detector {
    /** A detector with its settings; without them, the defaults. */
    bandex_detector(bandex_status *made, bandex_diag *diag, const bandex_detector_config *config = NULL) {
        bandex_detector *self = calloc(1, sizeof *self);
        *made = self ? detector_make(self, config, diag) : BANDEX_E_MEMORY;
        if (*made != BANDEX_OK) {
            free(self);
            return NULL;
        }
        return self;
    }
    ~bandex_detector() { free($self); }
    /** Starts over with the same settings: clock, scale and counts are forgotten. */
    bandex_status reset();
    /** Takes one sample: device time in microseconds (may wrap; ignored when the config gives a rate), and force. */
    bandex_status feed(uint32_t t_us, float force);
    /** Tells of a pause longer than half the wrap of the device's clock: microseconds since the last sample. */
    bandex_status resume(uint64_t elapsed_us);
    /** Begins a set by order of the host: moves before it never count. */
    bandex_status start_set();
    /** Ends the set by order of the host. */
    bandex_status end_set();
    /** Tells which side works from now on (Side.LEFT ...); each keeps a scale of its own. */
    bandex_status set_side(int32_t side);
    /** Full repetitions counted in this set. */
    uint32_t count();
    /** Partial repetitions in this set. */
    uint32_t partial_count();
    /** Samples skipped because they could not be used. */
    uint64_t skipped();
    /** Microseconds since the start, of the last sample taken. */
    uint64_t time();
}
%ignore bandex_detector_init;
%rename(detector_init) detector_init_again;
%inline %{
static bandex_status detector_init_again(bandex_detector *self, const bandex_detector_config *config, bandex_diag *diag)
{
    return detector_make(self, config, diag);
}
%}

/* ---- final repetitions ---- */
%ignore bandex_rep_list_init; /* the constructor */
%ignore bandex_rep_list_add;  /* add() */
%ignore bandex_rep_list;
%rename(RepList) final_reps;
%nodefaultctor final_reps;
struct final_reps {
    %extend {
        /** The repetitions that stand after all events so far: counted, with later classes, without revoked ones. */
        final_reps() { return calloc(1, sizeof(struct final_reps)); }
        ~final_reps() {
            reps_release($self);
            free($self);
        }
        /** Takes the next event of a detector; events come in order. */
        bandex_status add(const bandex_event *event) {
            if (!event) {
                return BANDEX_E_ARGUMENT;
            }
            reps_take($self, event);
            return $self->status;
        }
        /** Counts that were delivered and withdrawn later. */
        uint32_t revoked() { return $self->list.revoked; }
        /** The repetitions so far. */
        bandex_status all(bandex_rep *items, size_t cap, size_t *count) {
            *count = $self->list.count;
            if (*count > cap) {
                return BANDEX_E_LIMIT;
            }
            memcpy(items, $self->list.reps, *count * sizeof *items);
            return BANDEX_OK;
        }
        /** The repetitions of the next set that is over and was not asked for yet; none: an empty list. */
        bandex_status next_set(bandex_rep *items, size_t cap, size_t *count) {
            *count = 0;
            while (*count == 0 && $self->given < $self->set_count) {
                size_t first;
                *count = reps_of_set($self, $self->given, &first);
                if (*count > cap) {
                    return BANDEX_E_LIMIT;
                }
                memcpy(items, $self->list.reps + first, *count * sizeof *items);
                $self->given++;
            }
            return BANDEX_OK;
        }
        /** Closes the open set, at the end of a signal. */
        void end_set() { reps_close_set($self); }
    }
};

/* ---- decoders of devices ---- */
%rename(DeviceDecoder) bandex_device_decoder;
%ignore bandex_device_decoder::align_;
%ignore bandex_device_decoder::opaque_;
%ignore bandex_device_decoder_feed;
%ignore bandex_device_decoder_init;
%nodefaultctor bandex_device_decoder;
%extend bandex_device_decoder {
    /** A decoder for a device: its id, or its row of the table. */
    bandex_device_decoder(bandex_status *made, const bandex_device *device, const bandex_device_decoder_config *config = NULL) {
        bandex_device_decoder *self = calloc(1, sizeof *self);
        *made = self ? bandex_device_decoder_init(self, sizeof *self, device_row(device), config) : BANDEX_E_MEMORY;
        if (*made != BANDEX_OK) {
            free(self);
            return NULL;
        }
        return self;
    }
    ~bandex_device_decoder() { free($self); }
    /** Starts over after a new connection: half frames, tare and clock are forgotten. */
    bandex_status reset();
}
%rename(device_decoder_init) device_decoder_init_again;
%rename(device_decoder_feed) device_decoder_feed_list;
%inline %{
static bandex_status device_decoder_init_again(bandex_device_decoder *self, const bandex_device *device,
                                               const bandex_device_decoder_config *config)
{
    return bandex_device_decoder_init(self, sizeof *self, device_row(device), config);
}
%}
%inline %{
static bandex_status device_decoder_feed_list(bandex_device_decoder *self, uint64_t host_us, const uint8_t *bytes, size_t size,
                                              bandex_sample *decoded, size_t room, size_t *count, bandex_packet *packet)
{
    bandex_packet found;
    memset(&found, 0, sizeof found);
    bandex_status status = bandex_device_decoder_feed(self, host_us, bytes, size, decoded, room, &found);
    *count = status == BANDEX_E_FULL ? 0 : found.samples;
    if (packet) {
        *packet = found;
    }
    return status;
}
%}

%rename(feed) bandex_device_decoder::feed_list; /* the C function has the name, in another shape */
%extend bandex_device_decoder {
    /** Decodes a packet: the samples in it. packet tells what else it held. */
    bandex_status feed_list(uint64_t host_us, const uint8_t *bytes, size_t size, bandex_sample *decoded, size_t room, size_t *count,
                            bandex_packet *packet = NULL) {
        return device_decoder_feed_list($self, host_us, bytes, size, decoded, room, count, packet);
    }
}

/* ---- catalogues ---- */
%rename(Catalog) catalog_box;
%ignore bandex_catalog;
%ignore bandex_catalog_init;  /* the constructor */
%ignore bandex_catalog_empty;
%nodefaultctor catalog_box;
struct catalog_box {
    %extend {
        ~catalog_box() { catalog_box_release($self); }
        /** How many exercises it holds. */
        size_t count() { return bandex_catalog_count(&$self->catalog); }
    }
};
%newobject catalog_new;
%newobject catalog_empty;
%inline %{
/** A catalogue without entries, to build on instead of the built-in one. */
static struct catalog_box *catalog_empty(bandex_status *made)
{
    struct catalog_box *box = calloc(1, sizeof *box);
    *made = box ? BANDEX_OK : BANDEX_E_MEMORY;
    if (box) {
        box->catalog = *bandex_catalog_empty();
        box->uses = 1;
    }
    return box;
}
%}
%rename(catalog_init) catalog_new;
%inline %{
/** A catalogue of exercises of one's own on top of another one (without it: the built-in one). */
static struct catalog_box *catalog_new(struct exercise_list *exercises, bandex_status *made, bandex_diag *diag,
                                       struct catalog_box *base)
{
    struct catalog_box *box = NULL;
    struct arena *arena = exercises->arena;
    exercises->arena = NULL;
    *made = catalog_box_new(exercises->items, exercises->count, base ? &base->catalog : NULL, base, arena, diag, &box);
    return box;
}
%}

%ignore bandex_catalog_load;
%ignore bandex_catalog_encode;
%ignore bandex_catalog_free; /* done for the caller */
%rename(catalog_load) catalog_read;
%rename(catalog_encode) catalog_write;
%newobject catalog_read;
%inline %{
/** A catalogue file's exercises over another catalogue (without it: the built-in one): the same id overrides, every record is
 *  validated. */
static struct catalog_box *catalog_read(struct catalog_box *base, const uint8_t *bytes, size_t size, bandex_status *made, bandex_diag *diag)
{
    struct catalog_box *box = NULL;
    *made = catalog_box_load(bytes, size, base, diag, &box);
    return box;
}

/** Exercises as a catalogue file, in the order given; each is validated first. */
static bandex_status catalog_write(struct exercise_list *exercises, uint8_t *file, size_t cap, size_t *len, bandex_diag *diag)
{
    return exercise_list_encode(exercises, file, cap, len, diag);
}
%}

/* ---- logs ---- */
%rename(LogHandle) log_box;
%nodefaultctor log_box;
struct log_box {
    %extend {
        ~log_box() {
            log_box_close($self);
            free($self);
        }
        /** Whether it is open. */
        int is_open() { return $self->log != NULL; }
    }
};
%ignore bandex_log;
%ignore bandex_log_close;
%ignore bandex_log_open;
%ignore bandex_log_open_io;
%ignore bandex_io_memory_init; /* MemoryIo */
%ignore bandex_history_free;   /* done for the caller */
%rename(log_open) log_open_path;
%rename(log_close) log_box_close;
bandex_status log_box_close(struct log_box *log);
%newobject log_open_path;
%inline %{
/** Opens a log in a file; see bandex.Log. */
static struct log_box *log_open_path(const char *path, bandex_status *made, int32_t mode, const bandex_log_config *config)
{
    bandex_log *log = NULL;
    struct log_box *box = NULL;
    *made = bandex_log_open(path, mode, config, &log);
    if (*made == BANDEX_OK) {
        *made = log_box_new(log, &box);
    }
    return box;
}
%}
%rename(MemoryIo) memory_box;
%nodefaultctor memory_box;
struct memory_box {
    %extend {
        /** A log in memory: room for capacity bytes, and what is in it already. */
        memory_box(size_t capacity, bandex_status *made, const uint8_t *bytes, size_t size) {
            struct memory_box *box = memory_box_new(capacity, bytes, size);
            *made = box ? BANDEX_OK : BANDEX_E_ARGUMENT;
            return box;
        }
        ~memory_box() { free($self); }
    }
};

/* ---- the same functions in another shape ---- */
%ignore bandex_progression_simulate;
%ignore bandex_athlete_train;
%ignore bandex_ladder_set_loads;
%ignore bandex_weekly_sets_schedule;
%ignore bandex_return_ramp;
bandex_status progression_simulate(const bandex_policy *policy, const bandex_ladder *ladder, const bandex_progression_context *context,
                                   const bandex_simulation *simulation, size_t sessions, bandex_decision *items, size_t cap,
                                   size_t *count);
bandex_status athlete_train(bandex_athlete *athlete, const bandex_decision *prescribed, const bandex_ladder *ladder,
                            bandex_session *session, bandex_set *items, size_t cap, size_t *count);
bandex_status ladder_set_loads(const bandex_ladder *ladder, int32_t rung, const int32_t *permille, size_t count, int32_t *items,
                               size_t cap, size_t *count, int32_t *at_floor);
bandex_status weekly_sets_schedule(int32_t base_sets, int32_t add, int32_t every_weeks, size_t weeks, int32_t *items, size_t cap,
                                   size_t *count);
bandex_status return_ramp(int32_t base_sets, const int32_t *cut_permille, size_t count, int32_t *items, size_t cap, size_t *count);

%ignore bandex_ladder_build;
%ignore bandex_volume_weeks;
%ignore bandex_plan_week;
%ignore bandex_record_walk;
bandex_status ladder_build(const bandex_owned_band *bands, size_t band_count, const bandex_ladder_config *config, bandex_rung *items,
                           size_t cap, size_t *count, bandex_omission *items, size_t cap, size_t *count);
bandex_status volume_weeks(const bandex_catalog *catalog, const bandex_count_policy *policy, const bandex_session *sessions, size_t count,
                           int32_t area, int64_t first_ms, size_t weeks, bandex_volume *items, size_t cap, size_t *count);
bandex_status plan_week(const bandex_plan_request *request, int32_t sessions, void *memory, size_t size, size_t *needed,
                        bandex_plan *items, size_t cap, size_t *count, bandex_plan_outcome *items, size_t cap, size_t *count);
bandex_status record_walk(const uint8_t *bytes, size_t size, bandex_part *items, size_t cap, size_t *count, bandex_diag *diag);
%rename(_exercise_expect) exercise_expect;
int32_t exercise_expect(const bandex_exercise *exercise, const bandex_band_use *use, uint32_t stature_mm, bandex_detector_config *config);
%ignore bandex_layout_present;
%rename(layout_present) exercise_field_present;
%inline %{
/** Whether a field of an exercise, by its name in the layout, holds something. */
static bandex_status exercise_field_present(const bandex_exercise *exercise, const char *name, int32_t *present)
{
    const bandex_layout *layout = bandex_exercise_layout();
    for (size_t i = 0; exercise && name && i < layout->count; i++) {
        if (strcmp(layout->fields[i].name, name) == 0) {
            *present = bandex_layout_present(&layout->fields[i], exercise);
            return BANDEX_OK;
        }
    }
    return BANDEX_E_NOT_FOUND;
}
%}

/* ---- constants whose values only C knows ---- */
%constant int STEP_UNKNOWN = BANDEX_STEP_UNKNOWN;
%constant int ANCHORS_OUTSIDE = BANDEX_ANCHORS_OUTSIDE;
%constant int WEEK_MS = BANDEX_WEEK_MS;

/* ---- C alone ---- */
%ignore bandex_io;
%ignore bandex_io_memory;
%ignore bandex_allocator;
%ignore bandex_memory;
%ignore bandex_history;
%ignore bandex_text;
