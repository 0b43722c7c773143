/* SPDX-License-Identifier: MIT */
/** @file bandex/version.h
 *  @brief Three versions that move on their own: the library, the file format, the built-in catalogue. */
#ifndef BANDEX_VERSION_H
#define BANDEX_VERSION_H

#include <bandex/export.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the library that these headers belong to (semantic versioning; before 1.0 a minor may break). */
#define BANDEX_VERSION_MAJOR 0
#define BANDEX_VERSION_MINOR 1 /**< see BANDEX_VERSION_MAJOR */
#define BANDEX_VERSION_PATCH 0 /**< see BANDEX_VERSION_MAJOR */
#define BANDEX_VERSION_STRING "0.1.0" /**< the three numbers as text */

/** Version of the stored bytes. A minor only adds; a reader refuses another major (docs/format/SPEC.md). */
#define BANDEX_FORMAT_MAJOR 0
#define BANDEX_FORMAT_MINOR 1 /**< see BANDEX_FORMAT_MAJOR */

/** The version of the library that is linked, as major * 1000000 + minor * 1000 + patch. */
BANDEX_API uint32_t bandex_version_number(void);

/** The version of the library that is linked, as text; lives as long as the program. */
BANDEX_API const char *bandex_version_string(void);

#ifdef __cplusplus
}
#endif
#endif
