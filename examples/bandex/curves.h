/* SPDX-License-Identifier: MIT */
/* Curves of bands as a picture: SVG that reads in light and in dark. */
#ifndef CURVES_H
#define CURVES_H

#include "command.h"

#define CURVES_MAX 8

/* One curve with the points that its source gives. */
typedef struct drawn_curve {
    char label[80];
    bandex_curve curve;
    const bandex_band_product *product;
} drawn_curve;

/* Writes the picture to path, force against elongation. Returns an exit code; on failure a line was printed. */
int curves_draw(const drawn_curve *curves, size_t count, const char *title, const char *path);

#endif
