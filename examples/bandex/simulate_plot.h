/* SPDX-License-Identifier: MIT */
/* A simulated plan as a picture: SVG that reads in light and in dark. */
#ifndef SIMULATE_PLOT_H
#define SIMULATE_PLOT_H

#include "command.h"

/* Force of each session above, repetitions (or seconds) and sets below. An exit code; on failure a line was printed. */
int simulate_plot(const bandex_ladder *ladder, const bandex_decision *plan, size_t count,
                  size_t sessions_per_week, const char *title, const char *path);

#endif
