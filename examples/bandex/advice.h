/* SPDX-License-Identifier: MIT */
/* Live advice on the command line: its options, and how it is shown. */
#ifndef ADVICE_H
#define ADVICE_H

#include "command.h"

/* "2-0-1-0" is lowering-pause-lifting-hold in seconds, the order of Poliquin; "concentric=1,eccentric=2" names them.
 * Ends the program through argp_error. */
void advice_parse_tempo(struct argp_state *state, const char *text, bandex_tempo *tempo);

/* "20" is percent of loading rate; "peak=15" and so on name the measure. Ends the program through argp_error. */
void advice_parse_stop(struct argp_state *state, const char *text, bandex_advice_config *config);

json_object *advice_json(const bandex_advice *advice);

/* Its part about the tempo: that of the last repetition of a set is about the whole set. */
json_object *advice_tempo_json(const bandex_advice *advice);

/* What stands out, after a comma: "down short, loading rate -24 %, stop"; nothing when nothing does. */
void advice_print_notes(const bandex_advice *advice, const char *lead);

/* One line about the newest repetition, for live output. */
void advice_print_live(const bandex_advice *advice);

/* How the set went against the tempo, from the advice of its last repetition: a line, or nothing without a tempo. */
void advice_print_set(const bandex_advice *advice);

#endif
