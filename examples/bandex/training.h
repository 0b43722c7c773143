/* SPDX-License-Identifier: MIT */
/* What the commands about training share: where the log lies, the ladder of bands, today. */
#ifndef TRAINING_H
#define TRAINING_H

#include <bandex.h>
#include <stddef.h>
#include <stdint.h>

/* Rungs that a ladder of the command holds at most: more bands than anybody owns. */
#define TRAINING_RUNGS 256

typedef struct training_ladder {
    bandex_rung rungs[TRAINING_RUNGS];
    bandex_ladder ladder;
} training_ladder;

/* Builds the ladder of a comma-separated list of band ids; NULL: all colors of the TheraBand flat band. An exit code;
 * on failure a line was printed. */
int training_ladder_build(training_ladder *self, const char *bands);

/* The same with more strands or stretches; NULL: each band as it is, at 100 %. */
int training_ladder_build_with(training_ladder *self, const char *bands, const bandex_ladder_config *config);

/* Path of the log: the argument, else training.bandex under XDG_DATA_HOME/bandex or ~/.local/share/bandex, whose
 * folder is made. NULL after a line was printed; to be freed. */
char *training_log_path(const char *argument);

/* "green, 3 x 8" and the like: the name of a band without its brand. */
const char *training_short_name(const char *band);

/* UTC milliseconds now, and the minutes of the local time east of UTC. */
int64_t training_now(int32_t *utc_offset_min);

#endif
