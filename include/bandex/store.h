/* SPDX-License-Identifier: MIT */
/** @file bandex/store.h
 *  @brief Records as deterministic CBOR, and the append-only log that keeps them.
 *
 *  The bytes are described in docs/format/SPEC.md and bandex.cddl, so that programs without this library read them
 *  too. A record is one CBOR map with integer keys, key 0 saying what it is. A log is a CBOR sequence (RFC 8742) of
 *  a header and checksummed records.
 *
 *  Encoding and decoding never allocate: lists of a decoded record (the repetitions of a set, the sets of a session)
 *  come to lie in memory that the caller lends. A log is an object on the heap, by an allocator of the caller's
 *  choice; it takes at most BANDEX_LOG_HEAP_MAX bytes, whatever the file holds.
 *
 *  Records of a newer minor version are read: keys that this version doesn't know are stepped over, and
 *  bandex_record_update() carries them into a changed record.
 *
 *  One log is used by one thread at a time. In one file, one writer and any number of readers (other objects, other
 *  processes) work at the same time. */
#ifndef BANDEX_STORE_H
#define BANDEX_STORE_H

#include <bandex/band.h>
#include <bandex/exercise.h>
#include <bandex/export.h>
#include <bandex/progression.h>
#include <bandex/record.h>
#include <bandex/rep.h>
#include <bandex/status.h>
#include <bandex/target.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- records ---------------------------------------------------------------------------------------------------- */

#define BANDEX_RECORD_SIZE_MAX 65536  /**< bytes of one record */
#define BANDEX_RECORD_KEYS_MAX 256    /**< keys of one map */
#define BANDEX_RECORD_DEPTH_MAX 8     /**< nested maps and arrays */
#define BANDEX_SET_REPS_MAX 1024      /**< repetitions in a stored set */
#define BANDEX_SESSION_SETS_MAX 256   /**< sets in a stored session */
#define BANDEX_LADDER_RUNGS_MAX 1024  /**< rungs of a stored ladder */
#define BANDEX_USER_LIST_MAX 1024     /**< entries in a list of a stored user */
#define BANDEX_PLAN_LIST_MAX 1024     /**< entries in a list of a stored plan */
#define BANDEX_PRODUCT_POINTS_MAX 256 /**< chart points of a stored band product */
#define BANDEX_POLICY_BYTES_MAX 4096  /**< canonical bytes of a policy */

/** What a record is: the value of its key 0. Numbers are never used again for anything else. */
enum {
    BANDEX_RECORD_REP = 1,     /**< ::bandex_rep */
    BANDEX_RECORD_SET = 2,     /**< ::bandex_set */
    BANDEX_RECORD_SESSION = 3, /**< ::bandex_session */
    BANDEX_RECORD_REMOVAL = 4, /**< an earlier record with this id is withdrawn */
    BANDEX_RECORD_SIGNAL = 5,  /**< ::bandex_signal */
    BANDEX_RECORD_LADDER = 6,  /**< ::bandex_ladder */
    BANDEX_RECORD_POLICY = 7,  /**< ::bandex_policy */
    BANDEX_RECORD_DECISION = 8, /**< ::bandex_decision */
    BANDEX_RECORD_USER = 9,     /**< ::bandex_user */
    BANDEX_RECORD_PLAN = 10,    /**< ::bandex_plan */
    BANDEX_RECORD_INSTANCE = 11, /**< ::bandex_instance */
    BANDEX_RECORD_PRODUCT = 12,  /**< ::bandex_band_product */
    BANDEX_RECORD_CATALOG = 16 /**< exercises: a file of its own, not for logs */
};

/** Memory that the caller lends for the lists of decoded records. Any alignment of 8 will do. Several records may be
 *  decoded one after another into the same memory: each takes its share. */
typedef struct bandex_memory {
    void *bytes;  /**< aligned for uint64_t */
    size_t size;  /**< how many */
    size_t used;  /**< in use; after BANDEX_E_FULL what would have been needed */
} bandex_memory;

/** What every record that the log keeps has in common, read without decoding the rest. */
typedef struct bandex_record_head {
    uint64_t type;                      /**< BANDEX_RECORD_* or one of a newer version */
    uint8_t id[BANDEX_ID_SIZE];         /**< all zero: none */
    uint64_t revision;                  /**< 0 as first written, one more with each change */
    int64_t start_ms;                   /**< UTC milliseconds since 1970, 0: not told */
    char exercise[BANDEX_TOKEN_SIZE];   /**< exercise id, empty: none */
} bandex_record_head;

/** Reads the head of a record of any type. @return BANDEX_E_SCHEMA, _FORMAT or _TRUNCATED with diag (or NULL) */
BANDEX_API bandex_status bandex_record_head_decode(const uint8_t *bytes, size_t size, bandex_record_head *head,
                                                   bandex_diag *diag);

/** Checks a whole record: against its schema if this version knows its type, else that it is a well-formed
 *  deterministic map with a type. */
BANDEX_API bandex_status bandex_record_check(const uint8_t *bytes, size_t size, bandex_diag *diag);

/** "rep", "set", ...; "unknown" for a type of a newer version. Never NULL. */
BANDEX_API const char *bandex_record_type_name(uint64_t type);

/** Kinds of ::bandex_part. */
enum {
    BANDEX_RECORD_PART_MAP = 1,    /**< a map begins: the record, or a part of it */
    BANDEX_RECORD_PART_LIST = 2,   /**< a list begins */
    BANDEX_RECORD_PART_CLOSE = 3,  /**< the map or list that began last is over */
    BANDEX_RECORD_PART_NUMBER = 4, /**< number */
    BANDEX_RECORD_PART_REAL = 5,   /**< real, in units (N, a share of one ...) */
    BANDEX_RECORD_PART_TEXT = 6,   /**< bytes and size: UTF-8, not terminated */
    BANDEX_RECORD_PART_BYTES = 7,  /**< bytes and size */
    BANDEX_RECORD_PART_FLAG = 8,   /**< number is 0 or 1 */
    BANDEX_RECORD_PART_OTHER = 9   /**< null, or a float of a newer version */
};

/** One part of a record, as bandex_record_walk() tells it. */
typedef struct bandex_part {
    int32_t kind;         /**< BANDEX_RECORD_PART_* */
    int32_t depth;        /**< 0 for the record itself */
    int64_t key;          /**< in a map its key, in a list its place */
    const char *name;     /**< the field's name, NULL in a list and for keys of newer versions */
    const char *record;   /**< MAP: what it is ("set", "rep"), or NULL */
    int64_t number;       /**< see kinds */
    double real;          /**< see kinds */
    const uint8_t *bytes; /**< see kinds; inside the record */
    size_t size;          /**< of bytes */
} bandex_part;

/** Takes one part; anything but BANDEX_OK ends the walk with BANDEX_E_CALLBACK. */
typedef bandex_status (*bandex_part_fn)(void *context, const bandex_part *part);

/** Tells the parts of a record of any type in order, with the names and in the units of its struct, so that showing or
 *  exporting records needs no code for each type. Fields that are absent are not told. The record is checked first. */
BANDEX_API bandex_status bandex_record_walk(const uint8_t *bytes, size_t size, bandex_part_fn fn, void *context,
                                            bandex_diag *diag);

/** Carries into a changed record what this version does not know of the old one: unknown keys of the record itself, of
 *  its parts and of the entries of its lists (repetitions are matched by rep_id, sets by id, others by place). A field
 *  that this version knows and that fresh leaves out is left out.
 *  @param old    the record as it was read
 *  @param fresh  the record as it was encoded after the change, of the same type
 *  @param buf    the result; not overlapping the others
 *  @param len    bytes written; with BANDEX_E_FULL, bytes needed */
BANDEX_API bandex_status bandex_record_update(const uint8_t *old, size_t old_size, const uint8_t *fresh,
                                              size_t fresh_size, uint8_t *buf, size_t cap, size_t *len,
                                              bandex_diag *diag);

/** Reads a repetition, the counterpart of bandex_rep_encode(). Forces come in units (N), absent ones as NaN. */
BANDEX_API bandex_status bandex_rep_decode(const uint8_t *bytes, size_t size, bandex_rep *rep, bandex_diag *diag);

/** Writes a set with its repetitions.
 *  @param cap   room in buf; a set takes at most BANDEX_RECORD_SIZE_MAX
 *  @param len   bytes written; with BANDEX_E_FULL, bytes needed
 *  @param diag  where and why it was refused, or NULL
 *  @return BANDEX_E_FULL, BANDEX_E_RANGE or BANDEX_E_ARGUMENT for a value that cannot be stored (infinite force,
 *          text that is not UTF-8), BANDEX_E_LIMIT beyond the limits above */
BANDEX_API bandex_status bandex_set_encode(const bandex_set *record, uint8_t *buf, size_t cap, size_t *len,
                                           bandex_diag *diag);

/** Reads a set; its repetitions come to lie in memory.
 *  @param memory  NULL: repetitions are checked and left out
 *  @return BANDEX_E_FULL when memory is too small, memory->used then says what is needed */
BANDEX_API bandex_status bandex_set_decode(const uint8_t *bytes, size_t size, bandex_set *set, bandex_memory *memory,
                                           bandex_diag *diag);

/** Writes a session with its sets: one document, e.g. to hand it to another program. A log keeps each set as a
 *  record of its own (bandex_log_append_session()). */
BANDEX_API bandex_status bandex_session_encode(const bandex_session *session, uint8_t *buf, size_t cap, size_t *len,
                                               bandex_diag *diag);

/** Reads a session; its sets and their repetitions come to lie in memory. */
BANDEX_API bandex_status bandex_session_decode(const uint8_t *bytes, size_t size, bandex_session *session,
                                               bandex_memory *memory, bandex_diag *diag);

/** Reads a policy, the counterpart of bandex_policy_encode(). Encoding it again gives the same bytes; keys from 128 on are
 *  extensions and are left out.
 *  @return BANDEX_E_VERSION for another version, BANDEX_E_SCHEMA, _FORMAT, _LIMIT or _TRUNCATED with diag (or NULL) */
BANDEX_API bandex_status bandex_policy_decode(const uint8_t *bytes, size_t size, bandex_policy *policy, bandex_diag *diag);

/** A stretch of the raw signal, as whole steps of the sensor: nothing is lost. Stored as the differences from sample to
 *  sample, mostly one byte each. 64 KiB hold about six minutes at 80 Hz; longer signals are several records. */
typedef struct bandex_signal {
    uint8_t id[BANDEX_ID_SIZE];     /**< given by the host; all zero: none */
    uint8_t set_id[BANDEX_ID_SIZE]; /**< the set it belongs to; all zero: none */
    int64_t start_ms;               /**< UTC milliseconds since 1970 of the first sample, 0: not told */
    uint64_t start_us;              /**< its time in microseconds since bandex_detector_init(), as in the set's repetitions */
    uint32_t rate_num;              /**< samples a second as a fraction, 0: times_us has the times */
    uint32_t rate_den;              /**< denominator of the rate */
    int32_t unit;                   /**< BANDEX_UNIT_* of samples x step */
    int32_t reserved_;              /**< zero */
    uint64_t nano_per_step;         /**< one step in billionths of the unit, from 1: 1000000 is mN for newtons */
    const int32_t *samples;         /**< steps */
    size_t count;                   /**< how many */
    const uint32_t *times_us;       /**< device time of each sample, may wrap; NULL with a rate */
    size_t time_count;              /**< 0 or count */
} bandex_signal;

/** Writes a signal. @return as bandex_set_encode(); BANDEX_E_LIMIT for more than BANDEX_RECORD_SIZE_MAX bytes */
BANDEX_API bandex_status bandex_signal_encode(const bandex_signal *record, uint8_t *buf, size_t cap, size_t *len,
                                              bandex_diag *diag);

/** Reads a signal; samples and times come to lie in memory. */
BANDEX_API bandex_status bandex_signal_decode(const uint8_t *bytes, size_t size, bandex_signal *record,
                                              bandex_memory *memory, bandex_diag *diag);

/** @name Records without an id of their own
 *  Their structs have no id, time or revision: these come from head (NULL: none; its type is not looked at) and are
 *  read back with bandex_record_head_decode(). Errors as of bandex_set_encode() and bandex_set_decode(). */
/** @{ */
/** Writes a ladder. */
BANDEX_API bandex_status bandex_ladder_record_encode(const bandex_ladder *record, const bandex_record_head *head,
                                                     uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);
/** Reads a ladder; its rungs come to lie in memory. */
BANDEX_API bandex_status bandex_ladder_record_decode(const uint8_t *bytes, size_t size, bandex_ladder *record,
                                                     bandex_memory *memory, bandex_diag *diag);
/** Writes a policy: its canonical bytes (bandex_policy_encode()) within a record. */
BANDEX_API bandex_status bandex_policy_record_encode(const bandex_policy *record, const bandex_record_head *head,
                                                     uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);
/** Reads a policy. memory is not used. */
BANDEX_API bandex_status bandex_policy_record_decode(const uint8_t *bytes, size_t size, bandex_policy *record,
                                                     bandex_memory *memory, bandex_diag *diag);
/** Writes a decision. */
BANDEX_API bandex_status bandex_decision_record_encode(const bandex_decision *record, const bandex_record_head *head,
                                                       uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);
/** Reads a decision. memory is not used. */
BANDEX_API bandex_status bandex_decision_record_decode(const uint8_t *bytes, size_t size, bandex_decision *record,
                                                       bandex_memory *memory, bandex_diag *diag);
/** Writes a user. */
BANDEX_API bandex_status bandex_user_record_encode(const bandex_user *record, const bandex_record_head *head,
                                                   uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);
/** Reads a user; lists come to lie in memory. */
BANDEX_API bandex_status bandex_user_record_decode(const uint8_t *bytes, size_t size, bandex_user *record,
                                                   bandex_memory *memory, bandex_diag *diag);
/** Writes a plan. */
BANDEX_API bandex_status bandex_plan_record_encode(const bandex_plan *record, const bandex_record_head *head,
                                                   uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);
/** Reads a plan; lists come to lie in memory. */
BANDEX_API bandex_status bandex_plan_record_decode(const uint8_t *bytes, size_t size, bandex_plan *record,
                                                   bandex_memory *memory, bandex_diag *diag);
/** Writes a person's own band. */
BANDEX_API bandex_status bandex_instance_record_encode(const bandex_instance *record, const bandex_record_head *head,
                                                       uint8_t *buf, size_t cap, size_t *len, bandex_diag *diag);
/** Reads a person's own band. memory is not used. */
BANDEX_API bandex_status bandex_instance_record_decode(const uint8_t *bytes, size_t size, bandex_instance *record,
                                                       bandex_memory *memory, bandex_diag *diag);
/** Writes a band product, e.g. one that the library does not know. */
BANDEX_API bandex_status bandex_band_product_record_encode(const bandex_band_product *record,
                                                           const bandex_record_head *head, uint8_t *buf, size_t cap,
                                                           size_t *len, bandex_diag *diag);
/** Reads a band product; texts and chart come to lie in memory. */
BANDEX_API bandex_status bandex_band_product_record_decode(const uint8_t *bytes, size_t size, bandex_band_product *record,
                                                           bandex_memory *memory, bandex_diag *diag);
/** @} */

/* --- input and output ------------------------------------------------------------------------------------------- */

/** How an object on the heap gets its memory. */
typedef struct bandex_allocator {
    /** memory grown or shrunk to size like realloc(); size 0 frees and answers NULL; NULL memory is a new piece */
    void *(*resize)(void *context, void *memory, size_t size);
    void *context; /**< handed to resize */
} bandex_allocator;

/** A place where a log lies: a file, memory, a partition of flash. Each function answers BANDEX_OK or, best,
 *  BANDEX_E_IO; the log hands that answer on. */
typedef struct bandex_io {
    void *context; /**< handed to each function */
    /** bytes that can be read; for a device its capacity, where bytes never written read as 0xff */
    bandex_status (*size)(void *context, uint64_t *size);
    /** reads up to size bytes from offset; *got may be fewer, 0 only at the end */
    bandex_status (*read)(void *context, uint64_t offset, void *bytes, size_t size, size_t *got);
    /** writes all of it, at the end of what was written or (after a failure, if truncate is there) over it */
    bandex_status (*write)(void *context, uint64_t offset, const void *bytes, size_t size);
    /** returns when everything written will outlive a loss of power; NULL: it does so by itself */
    bandex_status (*sync)(void *context);
    /** drops everything from size on; NULL: cannot. Then the log goes on behind a damaged end. */
    bandex_status (*truncate)(void *context, uint64_t size);
    /** gives the place up; NULL: nothing to do */
    void (*close)(void *context);
} bandex_io;

/** A log in memory, e.g. to send it: lend it bytes and hand &io to bandex_log_open_io(). */
typedef struct bandex_io_memory {
    uint8_t *bytes;   /**< the caller's */
    size_t capacity;  /**< how many */
    size_t size;      /**< of these, in use */
} bandex_io_memory;

/** Makes io of memory, which has to live as long as io is used. Writing beyond the capacity is BANDEX_E_FULL. */
BANDEX_API bandex_status bandex_io_memory_init(bandex_io *io, bandex_io_memory *memory);

/* --- the log ---------------------------------------------------------------------------------------------------- */

/** Bytes of heap that an open log takes at most. */
#define BANDEX_LOG_HEAP_MAX (1u << 20)

/** Bytes of result that bandex_log_history_load() takes at most. */
#define BANDEX_HISTORY_HEAP_MAX (32u << 20)

/** How a log is opened; the flag may be added. */
enum {
    BANDEX_LOG_READ = 0,      /**< read; a damaged end is passed over; no lock, a writer may be at work */
    BANDEX_LOG_APPEND = 1,    /**< read and append; made if there is none; a torn end is cut off; locked */
    BANDEX_LOG_STRICT = 1 << 8 /**< any damage is an error: BANDEX_E_CHECKSUM, and nothing is changed */
};

/** When appended records are made to outlive a loss of power. */
enum {
    BANDEX_SYNC_EACH = 0,  /**< before each append returns (default) */
    BANDEX_SYNC_MANUAL = 1 /**< by bandex_log_sync() and bandex_log_close() */
};

/** Settings of a log. Fill with bandex_log_config_default(). */
typedef struct bandex_log_config {
    uint32_t struct_size;        /**< sizeof(bandex_log_config), set by the default function */
    int32_t sync;                /**< BANDEX_SYNC_* */
    uint32_t salt;               /**< of a new log: any number that differs from log to log, so that remains of another
                                      log never pass for records of this one. 0 (default): random, files only */
    uint32_t reserved_;          /**< zero */
    int64_t created_ms;          /**< of a new log: UTC milliseconds since 1970, 0: not told. Of two generations in
                                      the same place the later one counts. */
    char writer[BANDEX_TOKEN_SIZE]; /**< of a new log: the program that makes it, e.g. "bandex 0.1.0" (default) */
    const bandex_allocator *allocator; /**< NULL (default): realloc() and free() */
} bandex_log_config;

/** An open log. */
typedef struct bandex_log bandex_log;

/** What opening or checking found. */
typedef struct bandex_log_report {
    uint64_t records;         /**< intact records; headers are not counted */
    uint64_t headers;         /**< intact headers */
    uint64_t damaged;         /**< damaged places, or records missing there if their number is known and larger */
    uint64_t lost_bytes;      /**< bytes that belong to no intact record or header */
    uint64_t recovered_bytes; /**< of these, cut off at the end when the log was opened for appending */
    uint64_t size;            /**< bytes of the log, space of a device that was never written left out */
    uint64_t next_seq;        /**< number of the next record */
    uint32_t salt;            /**< of this log */
    uint32_t format_major;    /**< version that wrote it; of this library if no header is left */
    uint32_t format_minor;    /**< see format_major */
    uint32_t salt_recovered;  /**< 1: every header was lost, the salt was worked out from the records */
    int64_t created_ms;       /**< as in the header */
    char writer[BANDEX_TOKEN_SIZE]; /**< as in the header */
} bandex_log_report;

/** Which records a walk yields. All zero: every one. */
typedef struct bandex_log_filter {
    uint64_t types;                     /**< bit n set: type n is wanted; 0: all types */
    char exercise[BANDEX_TOKEN_SIZE];   /**< only records of this exercise; empty: all */
    int64_t from_ms;                    /**< not before; with to_ms 0: no limit in time */
    int64_t to_ms;                      /**< before; 0: no end */
} bandex_log_filter;

/** A place in a walk through a log. Plain data of the caller; start with bandex_log_cursor_init(). */
typedef struct bandex_log_cursor {
    bandex_log_filter filter; /**< as given */
    uint64_t offset;          /**< where it goes on */
    uint64_t seen_[16][2];    /**< numbers of records passed, as ranges */
    uint64_t seen_count_;     /**< ranges in use */
} bandex_log_cursor;

/** One record of a log. */
typedef struct bandex_log_entry {
    uint64_t seq;            /**< number of the record in its log */
    uint64_t offset;         /**< byte offset in the log */
    const uint8_t *bytes;    /**< the record, inside the log's memory: valid until the next call on the log */
    size_t size;             /**< how many */
    bandex_record_head head; /**< its head; type 0: intact bytes that are no record this version can read */
} bandex_log_entry;

/** Fills config with defaults, struct_size included. */
BANDEX_API bandex_status bandex_log_config_default(bandex_log_config *config);

/** Opens a log in a file.
 *  @param path    of the file, e.g. "training.bandex"
 *  @param mode    BANDEX_LOG_READ or BANDEX_LOG_APPEND, BANDEX_LOG_STRICT may be added
 *  @param config  NULL: the defaults
 *  @param out     the log; NULL on error
 *  @return BANDEX_E_NOT_FOUND (reading, no such file), BANDEX_E_LOCKED (another writer has it), BANDEX_E_FORMAT (not a
 *          log), BANDEX_E_VERSION (of another major version), BANDEX_E_CHECKSUM (strict), BANDEX_E_IO, BANDEX_E_MEMORY */
BANDEX_API bandex_status bandex_log_open(const char *path, int32_t mode, const bandex_log_config *config,
                                         bandex_log **out);

/** Opens a log in any other place. io is copied; its close is called by bandex_log_close(), and when opening fails.
 *  @return BANDEX_E_ARGUMENT also for a new log without a salt */
BANDEX_API bandex_status bandex_log_open_io(const bandex_io *io, int32_t mode, const bandex_log_config *config,
                                            bandex_log **out);

/** Syncs what is not synced yet, and frees the log. NULL is allowed. @return the answer of that sync */
BANDEX_API bandex_status bandex_log_close(bandex_log *log);

/** What opening found, kept up to date by appending. */
BANDEX_API bandex_status bandex_log_report_get(const bandex_log *log, bandex_log_report *report);

/** Reads a whole log and reports, without changing anything: damage is in the report and no error. Errors as of
 *  bandex_log_open(). */
BANDEX_API bandex_status bandex_log_check(const char *path, bandex_log_report *report);

/** Looks for what another process appended since. Only for BANDEX_LOG_READ. */
BANDEX_API bandex_status bandex_log_refresh(bandex_log *log);

/** Appends a record that is encoded already: one write, and a sync by the config. It is checked first.
 *  When a write fails, nothing is appended and the log can be used on. When a sync fails, nobody knows what is on the
 *  medium: the log answers BANDEX_E_STATE from then on and has to be opened again. */
BANDEX_API bandex_status bandex_log_append(bandex_log *log, const uint8_t *bytes, size_t size, bandex_diag *diag);

/** Appends a repetition on its own, as a device that writes one by one. */
BANDEX_API bandex_status bandex_log_append_rep(bandex_log *log, const bandex_rep *rep);

/** Appends a set. */
BANDEX_API bandex_status bandex_log_append_set(bandex_log *log, const bandex_set *set);

/** Appends each set of a session, with the session's id, then the session itself without them. Sets that were appended
 *  while training are left out of session (set_count 0): they are found by their session_id. */
BANDEX_API bandex_status bandex_log_append_session(bandex_log *log, const bandex_session *session);

/** Appends a changed version of a set that is there already under the same id: it gets the next revision, and keys of
 *  newer versions are carried over. @return BANDEX_E_NOT_FOUND when no record has this id */
BANDEX_API bandex_status bandex_log_replace_set(bandex_log *log, const bandex_set *set);

/** Appends a changed version of a session, e.g. with the pain of the morning after. Its sets are records of their own
 *  and are not looked at. */
BANDEX_API bandex_status bandex_log_replace_session(bandex_log *log, const bandex_session *session);

/** Withdraws the record with this id (BANDEX_ID_SIZE bytes): later reading of the history passes over it. A removed
 *  record is there again when it is replaced. */
BANDEX_API bandex_status bandex_log_remove(bandex_log *log, const uint8_t *id);

/** Makes everything appended outlive a loss of power. */
BANDEX_API bandex_status bandex_log_sync(bandex_log *log);

/** Starts a walk at the first record. filter is copied; NULL: every record. */
BANDEX_API bandex_status bandex_log_cursor_init(bandex_log_cursor *cursor, const bandex_log_filter *filter);

/** The next record of a walk, in the order of the log. Every version of a record that was changed is yielded.
 *  @return BANDEX_E_NOT_FOUND at the end; calling again after more was appended goes on */
BANDEX_API bandex_status bandex_log_next(bandex_log *log, bandex_log_cursor *cursor, bandex_log_entry *entry);

/** The next set of a walk, decoded. set and its repetitions are valid until the next call on the log.
 *  @return as bandex_log_next(); a set that cannot be decoded is an error with diag (or NULL), and the walk can go on */
BANDEX_API bandex_status bandex_log_next_set(bandex_log *log, bandex_log_cursor *cursor, bandex_set *set,
                                             bandex_diag *diag);

/** What bandex_log_merge() did. */
typedef struct bandex_merge_report {
    uint64_t added;     /**< records that were not there */
    uint64_t updated;   /**< records that were there in an older version */
    uint64_t present;   /**< records that were there already, as good or better */
    uint64_t conflicts; /**< of these two, records changed in both logs apart: one version was chosen */
} bandex_merge_report;

/** Takes over the latest version of each record of another log, by record id, so that nothing is there twice; records
 *  without an id count as the same if their bytes are. The higher revision counts; of two changes made apart the one
 *  whose bytes are greater, so that two phones that merge each other's logs agree. Merging into a log without
 *  records leaves out what is superseded: bandex_log_compact() does that. Takes 48 bytes of heap for each record of
 *  both logs. Bytes are copied as they are, those of newer versions too.
 *  @param into    open for appending
 *  @param from    any other open log
 *  @param report  or NULL */
BANDEX_API bandex_status bandex_log_merge(bandex_log *into, bandex_log *from, bandex_merge_report *report);

/** Appends every intact record of another log, every version, as it is. @param copied how many, or NULL */
BANDEX_API bandex_status bandex_log_copy(bandex_log *into, bandex_log *from, uint64_t *copied);

/** Replaces a log by one that holds the latest versions alone. It is written beside it, synced, and put in its place
 *  in one step; whenever the power fails, one of the two is there. Readers that have the old one open keep it.
 *  @param config  salt and created_ms of the new log; NULL: the defaults, created_ms one more than the old one's
 *  @param report  what was kept, or NULL
 *  @return BANDEX_E_LOCKED when a writer has it open */
BANDEX_API bandex_status bandex_log_compact(const char *path, const bandex_log_config *config,
                                            bandex_merge_report *report);

/** Writes every intact record of a damaged log into a new file, which must not be there yet (BANDEX_E_DUPLICATE). The
 *  damaged one stays as it is.
 *  @param report  what was found in the damaged one, or NULL */
BANDEX_API bandex_status bandex_log_salvage(const char *damaged, const char *path, const bandex_log_config *config,
                                            bandex_log_report *report);

/** The training history of one exercise, oldest session first, as progression takes it: of every set and session the
 *  latest version, without what was removed, each session with the sets of this exercise alone. Sets without a session
 *  make one session a local day. */
typedef struct bandex_history {
    const bandex_session *sessions; /**< in order of time */
    size_t count;                   /**< how many */
    bandex_allocator allocator_;    /**< of the memory below */
    void *memory_;                  /**< everything the sessions point to */
} bandex_history;

/** Loads a history.
 *  @param exercise      its id; NULL or empty: of every exercise
 *  @param max_sessions  only the latest ones; 0: all
 *  @param history       to be freed with bandex_history_free()
 *  @return BANDEX_E_LIMIT when it would take more than BANDEX_HISTORY_HEAP_MAX bytes: ask for fewer sessions */
BANDEX_API bandex_status bandex_log_history_load(bandex_log *log, const char *exercise, size_t max_sessions,
                                                 bandex_history *history);

/** Frees what bandex_log_history_load() took. */
BANDEX_API void bandex_history_free(bandex_history *history);

/* --- catalogues ------------------------------------------------------------------------------------------------- */

#define BANDEX_CATALOG_EXERCISES_MAX 65535    /**< exercises in one catalogue file */
#define BANDEX_CATALOG_SIZE_MAX (256u << 20)  /**< bytes of one catalogue file */

/** Writes an exercise as CBOR: a map with the keys of bandex_exercise_layout(). It is validated first.
 *  @param len  bytes written; with BANDEX_E_FULL, bytes needed
 *  @return BANDEX_E_FULL, or what bandex_exercise_validate() says */
BANDEX_API bandex_status bandex_exercise_encode(const bandex_exercise *exercise, uint8_t *buf, size_t cap, size_t *len,
                                                bandex_diag *diag);

/** Reads an exercise; its texts and lists come to lie in memory. It is not validated: choices and muscles of a newer
 *  version stay as they are and are written back the same.
 *  @return BANDEX_E_FULL when memory is too small (memory->used tells what is needed), BANDEX_E_FORMAT, _TRUNCATED or
 *          _SCHEMA with record, field, key and offset in diag (or NULL) */
BANDEX_API bandex_status bandex_exercise_decode(const uint8_t *bytes, size_t size, bandex_exercise *exercise,
                                                bandex_memory *memory, bandex_diag *diag);

/** Writes exercises as a catalogue file, in the order given; each is validated first. As bandex_exercise_encode(). */
BANDEX_API bandex_status bandex_catalog_encode(const bandex_exercise *const *exercises, size_t count, uint8_t *buf,
                                               size_t cap, size_t *len, bandex_diag *diag);

/** Reads a catalogue file and merges it over another catalogue: the same id overrides, every record is validated.
 *  @param base       NULL: the built-in one; bandex_catalog_empty(): none. It must outlive the result
 *  @param bytes      the file; may go afterwards
 *  @param allocator  NULL: realloc() and free(). It is asked twice; what is asked for is within a small multiple of size
 *  @param catalog    to be freed with bandex_catalog_free()
 *  @return as bandex_exercise_decode() and bandex_catalog_init(); BANDEX_E_VERSION for another major version of the
 *          format, BANDEX_E_LIMIT beyond the limits above, BANDEX_E_MEMORY */
BANDEX_API bandex_status bandex_catalog_load(const bandex_catalog *base, const uint8_t *bytes, size_t size,
                                             const bandex_allocator *allocator, bandex_catalog **catalog,
                                             bandex_diag *diag);

/** Frees what bandex_catalog_load() made. NULL is fine. */
BANDEX_API void bandex_catalog_free(bandex_catalog *catalog);

#ifdef __cplusplus
}
#endif
#endif
