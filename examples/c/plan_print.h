/* SPDX-License-Identifier: MIT */
/* How the planning examples make and print a plan. */
#ifndef PLAN_PRINT_H
#define PLAN_PRINT_H

#include <bandex.h>
#include <stdio.h>
#include <stdlib.h>

/* Asks for the size, takes the memory, makes the plan and prints it. The caller frees the memory. */
static inline void *plan_and_print(const bandex_plan_request *request, bandex_plan *plan)
{
    char text[200];
    size_t size = 0, i;
    void *memory = NULL;
    bandex_status status = bandex_plan_make(request, NULL, 0, &size, plan);
    if (status == BANDEX_E_FULL) {
        memory = malloc(size);
        status = memory ? bandex_plan_make(request, memory, size, NULL, plan) : BANDEX_E_MEMORY;
    }
    if (status != BANDEX_OK) {
        fprintf(stderr, "%s\n", bandex_status_message(status));
        exit(1);
    }
    for (i = 0; i < plan->item_count; i++) {
        const bandex_plan_item *item = &plan->items[i];
        printf("%-22s %-20s %d x %d%s, rest %d s, %d s in all\n", item->exercise, item->band.band, item->sets, item->reps,
               item->each_side ? " each side" : "", item->rest_s, item->seconds);
    }
    for (i = 0; i < plan->outcome_count; i++) {
        const bandex_plan_outcome *goal = &plan->outcomes[i];
        printf("%-22s %g of %g sets", bandex_muscle_area_token(goal->area), goal->achieved_permille / 1000.0,
               goal->target_permille / 1000.0);
        if (goal->shortfall_permille) {
            bandex_refusal_text(&goal->reason, text, sizeof text, NULL);
            printf(": %s", text);
        }
        putchar('\n');
    }
    printf("%d s in all\n", plan->seconds);
    return memory;
}

#endif
