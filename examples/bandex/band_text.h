/* SPDX-License-Identifier: MIT */
/* Words for the numbers of the band room, as the subcommands print them. */
#ifndef BAND_TEXT_H
#define BAND_TEXT_H

#include "command.h"

/* The product with an id, or NULL after one line on stderr. */
const bandex_band_product *find_band(const char *id);

/* Parses the name of a model ("mooney_rivlin") or ends the program through argp_error. */
int32_t parse_model(struct argp_state *state, const char *text);

const char *model_name(int32_t model);
const char *kind_name(int32_t kind);
const char *provenance_name(int32_t provenance);

/* The flags of an answer by name. */
json_object *force_flags_json(uint32_t flags);

/* Prints the flags of an answer as ", beyond data, warning" to stdout. */
void print_force_flags(uint32_t flags);

#endif
