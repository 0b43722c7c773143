/* SPDX-License-Identifier: MIT */
/** @file bandex/status.h
 *  @brief What a call answers: a status, and for data that were refused, where and why.
 *
 *  Every call that can fail returns a ::bandex_status: 0 or a negative code. Codes are permanent: they are never
 *  reused and never change their meaning. There is no errno, no thread-local message and no printing. */
#ifndef BANDEX_STATUS_H
#define BANDEX_STATUS_H

#include <bandex/export.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** 0 (BANDEX_OK) or one of the negative codes below. */
typedef int32_t bandex_status;

/** The codes of ::bandex_status. */
enum {
    BANDEX_OK = 0,             /**< done */
    BANDEX_E_ARGUMENT = -1,    /**< a null pointer or a value outside its documented range */
    BANDEX_E_SIZE = -2,        /**< memory or a struct_size too small, or a newer struct with fields in use */
    BANDEX_E_STATE = -3,       /**< the object was not initialized, or is closed, or is in another phase */
    BANDEX_E_NOT_FOUND = -4,   /**< nothing has that id or name */
    BANDEX_E_FULL = -5,        /**< the caller's buffer or array is too small; the needed size is told */
    BANDEX_E_MEMORY = -6,      /**< the allocator gave nothing */
    BANDEX_E_IO = -7,          /**< reading, writing or syncing failed */
    BANDEX_E_TRUNCATED = -8,   /**< the bytes end inside an item */
    BANDEX_E_FORMAT = -9,      /**< the bytes are not well-formed CBOR, or not the deterministic form */
    BANDEX_E_SCHEMA = -10,     /**< well-formed, but a key is missing, repeated, of a wrong type or out of range */
    BANDEX_E_VERSION = -11,    /**< written by another major version of the format */
    BANDEX_E_CHECKSUM = -12,   /**< the checksum does not fit the bytes */
    BANDEX_E_LIMIT = -13,      /**< a documented limit (depth, length, count) is exceeded */
    BANDEX_E_LOCKED = -14,     /**< another writer holds the file */
    BANDEX_E_UNSUPPORTED = -15,/**< valid, but this build or device cannot do it */
    BANDEX_E_RANGE = -16,      /**< the answer would lie outside what is known (e.g. past a band's limit) */
    BANDEX_E_DUPLICATE = -17,  /**< that id or key is there already */
    BANDEX_E_CALLBACK = -18    /**< a function of the caller's reported failure */
};

/** Where and why data were refused. Pass NULL where it is not wanted. Text fields are always terminated. */
typedef struct bandex_diag {
    bandex_status status;  /**< the same code as the call returned */
    int32_t key;           /**< the map key concerned, or INT32_MIN */
    uint64_t offset;       /**< byte offset in the input, or row in a table */
    char record[48];       /**< id or kind of the record, e.g. "row_seated" or "set"; may be empty */
    char field[48];        /**< name of the field, e.g. "muscles[2].side"; may be empty */
    char reason[96];       /**< one clause in English, e.g. "unknown muscle" */
} bandex_diag;

/** The name of a status, e.g. "BANDEX_E_SCHEMA"; "BANDEX_E_UNKNOWN" for a number that is none. Never NULL;
 *  lives as long as the program. */
BANDEX_API const char *bandex_status_string(bandex_status status);

/** One English clause saying what the status means, e.g. "the checksum does not fit the bytes". Never NULL. */
BANDEX_API const char *bandex_status_message(bandex_status status);

#ifdef __cplusplus
}
#endif
#endif
