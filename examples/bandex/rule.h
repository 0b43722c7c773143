/* SPDX-License-Identifier: MIT */
/* What next, policy and simulate share: a policy from the command line, decisions and policies as JSON. */
#ifndef RULE_H
#define RULE_H

#include "command.h"

#include <stdbool.h>
#include <stdio.h>

/* Longest policy file that is read. */
#define RULE_FILE_MAX 65536

typedef struct rule_options {
    const char *policy;          /* id of a preset, or a file of `policy show --cbor` */
    bandex_preset_params params;
    bool changed;                /* a parameter was set */
} rule_options;

void rule_options_default(rule_options *self);

/* --set NAME=NUMBER; ends the program through argp_error for a name that is none. */
void rule_options_set(rule_options *self, struct argp_state *state, const char *text);

/* Makes the policy. An exit code; on failure a line was printed. */
int rule_policy(const rule_options *self, bandex_policy *out);

/* The hash as 16 hexadecimal digits. */
void rule_hash_text(uint64_t hash, char text[17]);

/* What a decision says, with its reasons, its evidence, the policy's hash and sentences in both languages. */
json_object *rule_decision_json(const bandex_policy *policy, const bandex_decision *decision);

/* A whole policy by names. */
json_object *rule_json(const bandex_policy *policy);

/* Today as local days since 1970-01-01. */
int32_t rule_today(void);

#endif
