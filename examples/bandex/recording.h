/* SPDX-License-Identifier: MIT */
/* Force recordings as CSV, read as they come: a row at a time, memory bounded whatever the file holds. */
#ifndef RECORDING_H
#define RECORDING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* One row. time_known is false when the file has no time column or the cell holds no number. */
typedef struct recording_row {
    bool time_known;
    bool number;      /* the force cell held a number (it may be NaN or infinite) */
    double time_s;    /* time as the file has it, in seconds */
    float force;      /* in newtons where the unit is known, else as it stands; NaN where there was no number */
} recording_row;

/* What the header says. */
typedef struct recording_columns {
    int time;         /* index of the time column, -1: none */
    int force;        /* index of the force column */
    double time_scale;  /* seconds per unit of the time column */
    double force_scale; /* newtons per unit; 1 for unitless */
    bool unitless;
    char force_name[64];
} recording_columns;

/* Called once, after the header; false stops the reading. */
typedef bool recording_header_fn(void *context, const recording_columns *columns);
/* Called per row in order; false stops the reading. */
typedef bool recording_row_fn(void *context, const recording_row *row);

/* Reads PATH ("-": standard input). Returns an exit code; on failure the line on stderr has been printed. */
int recording_read(const char *path, recording_header_fn *header, recording_row_fn *row, void *context);

#endif
