/* SPDX-License-Identifier: MIT */
/* A detected recording as a picture: SVG that reads in light and in dark. */
#ifndef PLOT_H
#define PLOT_H

#include "detection.h"

/* Writes the picture to path. Returns an exit code; on failure a line was printed. The detection must have kept its
 * signal. */
int plot_detection(const detection *self, const char *title, const char *path);

#endif
