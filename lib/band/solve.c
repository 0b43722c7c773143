/* SPDX-License-Identifier: MIT */
/* Regula falsi in the Illinois form (Dowell and Jarratt 1971): keeps a bracket, so it cannot leave the range, and
 * converges faster than any bisection on curves as smooth as these. */
#include "solve.h"

#define STEPS 200
#define CLOSE 1e-13

static double magnitude(double x)
{
    return x < 0 ? -x : x;
}

double bandex_solve_rising(double (*function)(const void *context, double x), const void *context, double target,
                           double low, double high)
{
    double below = function(context, low) - target, above = function(context, high) - target;
    double x = low;
    int side = 0, step;
    if (below >= 0) {
        return low;
    }
    if (above <= 0) {
        return high;
    }
    for (step = 0; step < STEPS && high - low > CLOSE * magnitude(high); step++) {
        double value;
        x = (low * above - high * below) / (above - below);
        if (!(x > low && x < high)) {
            x = low + (high - low) / 2;
        }
        value = function(context, x) - target;
        if (magnitude(value) <= CLOSE * magnitude(target)) {
            return x;
        }
        if (value > 0) {
            high = x;
            above = value;
            below = side > 0 ? below / 2 : below;
            side = 1;
        } else {
            low = x;
            below = value;
            above = side < 0 ? above / 2 : above;
            side = -1;
        }
    }
    return x;
}
