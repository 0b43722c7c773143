/* SPDX-License-Identifier: MIT */
#ifndef BANDEX_BAND_SOLVE_H
#define BANDEX_BAND_SOLVE_H

/* The x of [low, high] where a rising function reaches target, which must lie between its values at both ends. */
double bandex_solve_rising(double (*function)(const void *context, double x), const void *context, double target,
                           double low, double high);

#endif
