/* SPDX-License-Identifier: MIT */
/* What the person says about a recording, as settings of the detector. */
#ifndef EXPECT_H
#define EXPECT_H

#include "command.h"
#include "detection.h"

/* --rate HZ into the detection, as a fraction so that it does not drift; ends the program for a bad one. */
void expect_rate(struct argp_state *state, const char *text, detection *into);

/* --calibration TARE,COUNTS=NEWTONS,... into the detection; ends the program for a bad one. */
void expect_calibration(struct argp_state *state, const char *text, detection *into);

/* Sets the detector up for an exercise and a band; either may be NULL. An exit code; on failure a line was printed. */
int expect_exercise(detection *into, const char *exercise_id, const char *band_id, const bandex_exercise **exercise);

/* Opens the spring of a band in use (strands 0: as it is). EXIT_DATA, after a line was printed, for a band without forces. */
int expect_spring(const bandex_band_use *use, bandex_spring *spring);

#endif
