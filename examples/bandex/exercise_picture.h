/* SPDX-License-Identifier: MIT */
/* Where the band and the muscles of an exercise are: SVG that reads in light and in dark. */
#ifndef EXERCISE_PICTURE_H
#define EXERCISE_PICTURE_H

#include <bandex.h>
#include <stdio.h>

void exercise_picture(FILE *to, const bandex_exercise *exercise);

#endif
