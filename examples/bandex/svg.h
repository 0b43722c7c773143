/* SPDX-License-Identifier: MIT */
/* What the pictures of the command share. */
#ifndef SVG_H
#define SVG_H

#include <stdio.h>

/* Writes a text into an SVG: markup is escaped, control characters are left out, and bytes that are no UTF-8 (a file may
 * be called anything) become U+FFFD. */
void svg_text(FILE *file, const char *text);

/* 1, 2 or 5 times a power of ten: the step of about `wanted` ticks over range. */
double svg_tick_step(double range, int wanted);

#endif
