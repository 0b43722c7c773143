/* SPDX-License-Identifier: MIT */
/* A set at a prescribed tempo, told while it is done: reads a force in newtons a line, 80 a second, and prints how each
 * repetition went as soon as it has ended. Nothing here allocates; it would run in a device as it stands.
 *
 *     bandex-simulate fatigue | cut -d, -f2 | live_advice */
#include <bandex/advice.h>
#include <stdio.h>

static const char *word(int32_t pace)
{
    static const char *const words[] = {"", "", " (too short)", " (too long)"};
    return words[pace];
}

static void show(const bandex_advice *advice)
{
    printf("%u: up %.1f s%s, down %.1f s%s", (unsigned)advice->rep_id, advice->concentric.took_ms / 1000.0, word(advice->concentric.pace),
           advice->eccentric.took_ms / 1000.0, word(advice->eccentric.pace));
    if (advice->loading_rate.loss_permille > 0) {
        printf("; loading rate %.1f of %.1f N/s", (double)advice->loading_rate.newest, (double)advice->loading_rate.best);
    }
    puts(advice->flags & BANDEX_ADVICE_FLAG_STOP ? ": stop here" : "");
}

int main(void)
{
    bandex_detector detector;
    bandex_detector_config signal;
    bandex_advisor advisor;
    bandex_advice_config prescribed;
    char line[64];
    float newton;

    bandex_detector_config_default(&signal);
    signal.rate_num = 80;
    bandex_detector_init(&detector, sizeof detector, &signal);

    bandex_advice_config_default(&prescribed);
    prescribed.tempo.concentric_ms = 1500;
    prescribed.tempo.eccentric_ms = 2000;
    prescribed.stop_loading_rate_permille = 300; /* our choice: 30 % */
    prescribed.stop_after = 2;                   /* twice in a row: one slow repetition may be chance */
    bandex_advisor_init(&advisor, &prescribed);

    while (fgets(line, sizeof line, stdin)) {
        bandex_event event;
        if (sscanf(line, "%f", &newton) != 1) {
            continue;
        }
        bandex_detector_feed(&detector, 0, newton);
        while (bandex_detector_poll(&detector, &event)) {
            bandex_advice advice;
            bandex_advisor_feed(&advisor, &event);
            if (event.kind == BANDEX_EVENT_REP_ENDED && bandex_advisor_get(&advisor, &advice) == BANDEX_OK &&
                advice.rep_id == event.rep.rep_id) {
                show(&advice);
            }
        }
    }
    return 0;
}
