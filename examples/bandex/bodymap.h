/* SPDX-License-Identifier: MIT */
/* A body from the front and from behind, its muscles shaded by sets: SVG that reads in light and in dark. */
#ifndef BODYMAP_H
#define BODYMAP_H

#include <bandex.h>
#include <stddef.h>

/* Draws what the sessions (recorded ones, or those of a plan) train. Returns an exit code; on failure a line was
 * printed. */
int bodymap_write(const char *path, const char *title, const bandex_session *sessions, size_t count,
                  const bandex_count_policy *policy);

#endif
