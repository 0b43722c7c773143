/* SPDX-License-Identifier: MIT */
#ifndef BANDEX_MUSCLE_TABLES_H
#define BANDEX_MUSCLE_TABLES_H

#include <bandex/muscle.h>

extern const bandex_muscle bandex_muscle_rows[];
extern const size_t bandex_muscle_row_count;
extern const uint8_t bandex_muscle_by_token[];
extern const bandex_muscle_group bandex_muscle_groups[];
extern const size_t bandex_muscle_group_rows;
extern const bandex_muscle_ontology bandex_muscle_ontologies[];

#endif
