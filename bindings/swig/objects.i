/* SPDX-License-Identifier: MIT */
/* What has an identity: objects with methods. A method without a body is the C function of that name. */

%ignore BANDEX_API;

%rename(Detector) bandex_detector;
%ignore bandex_detector::align_;
%ignore bandex_detector::opaque_;
%ignore bandex_detector_init; /* the constructor */
%ignore bandex_detector_poll; /* yields the event instead of filling one */
%ignore bandex_detector_process;
%ignore bandex_detector_finish;
%nodefaultctor bandex_detector;
%extend bandex_detector {
    /** A detector with its settings; None for the defaults. */
    bandex_detector(bandex_status *made, const bandex_detector_config *config = NULL) {
        bandex_detector *self = calloc(1, sizeof *self);
        *made = self ? bandex_detector_init(self, sizeof *self, config) : BANDEX_E_MEMORY;
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
    /** Full repetitions counted in this set. */
    uint32_t count();
    /** Partial repetitions in this set. */
    uint32_t partial_count();
    /** Samples skipped because they could not be used. */
    uint64_t skipped();
    /** Microseconds since the start, of the last sample taken. */
    uint64_t time();
}
