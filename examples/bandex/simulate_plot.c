/* SPDX-License-Identifier: MIT */
#include "simulate_plot.h"

#include "svg.h"
#include "training.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 900, HEIGHT = 360, LEFT = 92, RIGHT = 16, TOP = 44, MIDDLE = 214, LOWER = 236, BOTTOM = 326 };

typedef struct plot {
    FILE *file;
    const bandex_decision *plan;
    const bandex_ladder *ladder;
    size_t count, per_week;
    int32_t low_rung, high_rung, most;
} plot;

static double x_of(const plot *self, size_t session)
{
    return LEFT + ((double)session + 0.5) * (WIDTH - LEFT - RIGHT) / (double)self->count;
}

/* By rung: steps of force are what the ladder makes of them, and each gets its name. */
static double y_of(const plot *self, int32_t rung)
{
    return MIDDLE - 8 - (double)(rung - self->low_rung) * (MIDDLE - TOP - 20) / (double)(self->high_rung - self->low_rung + 1) - 8;
}

static int32_t amount(const bandex_decision *d)
{
    int32_t each = d->next.reps == BANDEX_UNKNOWN ? d->next.tut_ms / 1000 : d->next.reps;
    return d->action == BANDEX_ACTION_STOP ? 0 : d->next.sets * each;
}

static const char *tone(const bandex_decision *d)
{
    switch (d->action) {
    case BANDEX_ACTION_ADVANCE_LOAD:
    case BANDEX_ACTION_ADVANCE_REPS:
    case BANDEX_ACTION_ADVANCE_SETS:
    case BANDEX_ACTION_ADVANCE_TUT:
        return "up";
    case BANDEX_ACTION_REDUCE_LOAD:
    case BANDEX_ACTION_REDUCE_SETS:
    case BANDEX_ACTION_DELOAD:
    case BANDEX_ACTION_STOP:
        return "down";
    default:
        return "same";
    }
}

static void measure(plot *self)
{
    self->low_rung = INT32_MAX;
    for (size_t i = 0; i < self->count; i++) {
        int32_t rung = self->plan[i].next.rung;
        if (rung >= 0) {
            self->low_rung = rung < self->low_rung ? rung : self->low_rung;
            self->high_rung = rung > self->high_rung ? rung : self->high_rung;
        }
        self->most = amount(&self->plan[i]) > self->most ? amount(&self->plan[i]) : self->most;
    }
    if (self->low_rung > self->high_rung) {
        self->low_rung = self->high_rung;
    }
}

static void draw_axes(const plot *self)
{
    FILE *file = self->file;
    int32_t every = (self->high_rung - self->low_rung) / 10 + 1;
    size_t weeks = (self->count + self->per_week - 1) / self->per_week, step = weeks / 13 + 1;
    for (int32_t rung = self->low_rung; rung <= self->high_rung; rung += every) {
        const bandex_rung *r = &self->ladder->rungs[rung];
        double y = y_of(self, rung);
        fprintf(file, "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT, y, WIDTH - RIGHT,
                LEFT - 8, y + 4);
        svg_text(file, training_short_name(r->band));
        fprintf(file, " %.0f N</text>\n", r->force_mn / 1000.0);
    }
    fprintf(file, "<path class=\"grid\" d=\"M%d %dH%d\"/><text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>\n", LEFT, LOWER, WIDTH - RIGHT,
            LEFT - 8, LOWER + 4, self->most);
    fprintf(file, "<path class=\"grid\" d=\"M%d %dH%d\"/><text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>\n", LEFT, BOTTOM, WIDTH - RIGHT,
            LEFT - 8, BOTTOM + 4);
    for (size_t week = 0; week < weeks; week += step) {
        fprintf(file, "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%zu</text>\n", x_of(self, week * self->per_week), BOTTOM + 16, week + 1);
    }
    fprintf(file, "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">week</text>\n", LEFT - 8, BOTTOM + 16);
}

static void draw_load(const plot *self)
{
    fputs("<path class=\"load\" d=\"", self->file);
    for (size_t i = 0; i < self->count && self->plan[i].next.rung >= 0; i++) {
        fprintf(self->file, i ? "H%.1fV%.1f" : "M%.1f %.1f", x_of(self, i), y_of(self, self->plan[i].next.rung));
    }
    fputs("\"/>\n", self->file);
}

static void draw_sessions(const plot *self)
{
    double width = (WIDTH - LEFT - RIGHT) / (double)self->count * 0.7;
    bool crowded = width < 11;
    for (size_t i = 0; i < self->count; i++) {
        const bandex_decision *d = &self->plan[i];
        double x = x_of(self, i), height = self->most ? (double)amount(d) * (BOTTOM - LOWER) / self->most : 0;
        char text[700];
        bandex_decision_explain(d, "en", text, sizeof text, NULL);
        fprintf(self->file, "<g class=\"%s\"><title>session %zu: ", tone(d), i + 1);
        svg_text(self->file, text);
        fprintf(self->file, "</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", x - width / 2, BOTTOM - height, width, height);
        if (d->next.rung >= 0) {
            fprintf(self->file, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y_of(self, d->next.rung), crowded ? 2.5 : 4.0);
        }
        if (!crowded && d->next.rung >= 0) {
            fprintf(self->file, "<text class=\"number\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>", x, y_of(self, d->next.rung) - 7,
                    d->next.reps == BANDEX_UNKNOWN ? d->next.tut_ms / 1000 : d->next.reps);
        }
        fputs("</g>\n", self->file);
    }
}

static void draw(const plot *self, const char *title)
{
    fprintf(self->file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n"
            "<style>\n"
            ":root{color-scheme:light dark}\n"
            ".back{fill:#fff}.tick{fill:#57606a}.title{fill:#1f2328;font-size:15px;font-weight:600}.number{fill:#57606a;font-size:10px}\n"
            ".grid{stroke:#d8dee4;fill:none}.load{stroke:#8c959f;stroke-width:1.5;fill:none}\n"
            ".up{fill:#2d8f6f}.same{fill:#8c959f}.down{fill:#c4432b}\n"
            "@media(prefers-color-scheme:dark){.back{fill:#0d1117}.tick,.number{fill:#9198a1}.title{fill:#e6edf3}.grid{stroke:#2b3138}\n"
            ".load{stroke:#6e7681}.up{fill:#3fb68b}.same{fill:#6e7681}.down{fill:#ff7b72}}\n"
            "</style>\n<rect class=\"back\" width=\"%d\" height=\"%d\"/>\n<text class=\"title\" x=\"%d\" y=\"22\">",
            WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT);
    svg_text(self->file, title);
    fprintf(self->file, "</text>\n<text class=\"tick\" x=\"%d\" y=\"22\" text-anchor=\"end\">simulated; dots: load and %s a set, bars: all sets together</text>\n",
            WIDTH - RIGHT, self->plan[0].next.reps == BANDEX_UNKNOWN ? "seconds" : "repetitions");
    draw_axes(self);
    draw_load(self);
    draw_sessions(self);
    fputs("</svg>\n", self->file);
}

int simulate_plot(const bandex_ladder *ladder, const bandex_decision *plan, size_t count,
                  size_t sessions_per_week, const char *title, const char *path)
{
    plot self = {fopen(path, "w"), plan, ladder, count, sessions_per_week, 0, 0, 0};
    if (!self.file) {
        return fail(EXIT_DATA, "%s: %s", path, strerror(errno));
    }
    measure(&self);
    draw(&self, title);
    bool broken = ferror(self.file) != 0;
    broken = fclose(self.file) != 0 || broken;
    return broken ? fail(EXIT_DATA, "%s: %s", path, strerror(errno)) : EXIT_DONE;
}
