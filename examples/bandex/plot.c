/* SPDX-License-Identifier: MIT */
#include "plot.h"

#include "command.h"
#include "svg.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1200, HEIGHT = 420, LEFT = 64, RIGHT = 16, TOP = 56, BOTTOM = 44, COLUMNS = WIDTH - LEFT - RIGHT };

/* The signal by pixel column: a long recording draws as fast as a short one, and no spike is lost. */
typedef struct column {
    float low, middle, high; /* middle: the median, single spikes taken out */
    size_t count;
} column;

typedef struct plot {
    FILE *file;
    const detection *detected;
    double first_s, last_s, low, high;
    float lowest, highest;   /* of all samples, also those that leave the picture */
    bool cut;                /* some do */
    column columns[COLUMNS];
} plot;

static double x_of(const plot *self, double time_s)
{
    return LEFT + (time_s - self->first_s) / (self->last_s - self->first_s) * COLUMNS;
}

static double y_of(const plot *self, double force)
{
    double inside = fmin(fmax(force, self->low), self->high);
    return HEIGHT - BOTTOM - (inside - self->low) / (self->high - self->low) * (HEIGHT - TOP - BOTTOM);
}

static int column_of(const plot *self, double time_s)
{
    int index = (int)(x_of(self, time_s) - LEFT);
    return index < 0 ? 0 : index >= COLUMNS ? COLUMNS - 1 : index;
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* The median of a sample and its neighbors. */
static float without_spike(const detection *detected, size_t i)
{
    size_t last = detected->signal_count - 1;
    float a = detected->signal[i > 0 ? i - 1 : i].force, b = detected->signal[i].force, c = detected->signal[i < last ? i + 1 : i].force;
    return fmaxf(fminf(a, b), fminf(fmaxf(a, b), c));
}

/* Samples come in the order of their times, so each column is a run of them. */
static void fill_columns(plot *self, float *forces)
{
    const detection *detected = self->detected;
    for (size_t i = 0, n; i < detected->signal_count; i += n) {
        int index = column_of(self, detected->signal[i].time_s);
        column *at = &self->columns[index];
        at->low = INFINITY;
        at->high = -INFINITY;
        for (n = 0; i + n < detected->signal_count && column_of(self, detected->signal[i + n].time_s) == index; n++) {
            at->low = fminf(at->low, detected->signal[i + n].force);
            at->high = fmaxf(at->high, detected->signal[i + n].force);
            forces[n] = without_spike(detected, i + n);
        }
        qsort(forces, n, sizeof *forces, by_size);
        at->middle = forces[n / 2];
        at->count = n;
    }
}

static void include(plot *self, double low, double high)
{
    self->low = fmin(self->low, low);
    self->high = fmax(self->high, high);
}

/* The line, as much above and below it as most of its noise takes, and the peaks. What lies within twice that is shown whole;
 * spikes farther away are cut, as the repetitions would be flat beside them. */
static void choose_range(plot *self, float *heights)
{
    const detection *detected = self->detected;
    size_t filled = 0;
    self->low = HUGE_VAL;
    self->high = -HUGE_VAL;
    for (int i = 0; i < COLUMNS; i++) {
        const column *at = &self->columns[i];
        if (at->count) {
            self->lowest = filled ? fminf(self->lowest, at->low) : at->low;
            self->highest = filled ? fmaxf(self->highest, at->high) : at->high;
            include(self, (double)at->middle, (double)at->middle);
            heights[filled++] = at->high - at->low;
        }
    }
    qsort(heights, filled, sizeof *heights, by_size);
    double noise = (double)heights[filled / 2];
    include(self, self->low - noise, self->high + noise);
    for (size_t i = 0; i < detected->list.count; i++) {
        include(self, (double)detected->list.reps[i].trough, (double)detected->list.reps[i].peak);
    }
    double far = 2 * (self->high - self->low), low = self->low, high = self->high;
    bool cut_below = (double)self->lowest < low - far, cut_above = (double)self->highest > high + far;
    self->low = cut_below ? low : (double)self->lowest;
    self->high = cut_above ? high : (double)self->highest;
    self->cut = cut_below || cut_above;
    double margin = self->high > self->low ? (self->high - self->low) * 0.06 : fmax(1, fabs(self->high) * 1e-6);
    self->low -= margin;
    self->high += margin;
}

/* @return false: no memory */
static bool measure(plot *self)
{
    const detection *detected = self->detected;
    size_t room = detected->signal_count > COLUMNS ? detected->signal_count : COLUMNS;
    float *forces = malloc(room * sizeof *forces);
    if (!forces) {
        return false;
    }
    self->first_s = detected->signal[0].time_s;
    self->last_s = fmax(detected->signal[detected->signal_count - 1].time_s, self->first_s);
    if (self->last_s <= self->first_s) {
        self->last_s = self->first_s + 1;
    }
    fill_columns(self, forces);
    choose_range(self, forces);
    free(forces);
    return true;
}

/* As many digits as the step of the ticks wants; a long one is set smaller, so that the margin holds it. */
static void draw_force_tick(const plot *self, double force, double step)
{
    char text[64];
    double y = y_of(self, force);
    int digits = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    snprintf(text, sizeof text, fabs(force) < 1e10 && digits < 10 ? "%.*f" : "%.*g", digits, fabs(force) < step * 1e-6 ? 0 : force);
    fprintf(self->file, "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" font-size=\"%.3g\" text-anchor=\"end\">%s</text>\n",
            LEFT, y, WIDTH - RIGHT, LEFT - 8, y + 4, fmin(13, 13 * 6.0 / (double)strlen(text)), text);
}

static void draw_axes(const plot *self)
{
    FILE *file = self->file;
    double step = svg_tick_step(self->high - self->low, 5);
    for (double force = ceil(self->low / step) * step; force <= self->high; force += step) {
        draw_force_tick(self, force, step);
    }
    step = svg_tick_step(self->last_s - self->first_s, 12);
    for (double time_s = ceil(self->first_s / step) * step; time_s <= self->last_s; time_s += step) {
        fprintf(file, "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g</text>\n", x_of(self, time_s), HEIGHT - BOTTOM + 22,
                fabs(time_s) < step * 1e-6 ? 0 : time_s);
    }
    fprintf(file, "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">time (s)</text>\n", LEFT + COLUMNS / 2, HEIGHT - 5);
    fprintf(file, "<text class=\"tick\" x=\"%d\" y=\"%d\">%s", 12, TOP - 10, self->detected->unitless ? "force (no unit)" : "force (N)");
    if (self->cut) {
        fprintf(file, ", spikes from %.4g to %.4g cut", (double)self->lowest, (double)self->highest);
    }
    fputs("</text>\n", file);
}

/* The area between the signal and the trough, from one time to another. */
static void draw_phase(const plot *self, const char *name, double from_s, double to_s, double trough)
{
    if (to_s <= from_s) {
        return;
    }
    double base = y_of(self, fmax(trough, self->low));
    int first = column_of(self, from_s), last = column_of(self, to_s);
    fprintf(self->file, "<path class=\"%s\" d=\"M%.1f %.1f", name, x_of(self, from_s), base);
    for (int i = first; i <= last; i++) {
        const column *at = &self->columns[i];
        if (at->count) {
            fprintf(self->file, "L%d %.1f", LEFT + i, fmin(base, y_of(self, (double)at->middle)));
        }
    }
    fprintf(self->file, "L%.1f %.1fZ\"/>\n", x_of(self, to_s), base);
}

static void draw_rep(const plot *self, const bandex_rep *rep, size_t number)
{
    double start = detection_seconds(self->detected, rep->start_us), end = detection_seconds(self->detected, rep->end_us);
    double up = start + rep->concentric_us * 1e-6, down = up + rep->hold_us * 1e-6;
    double trough = (double)rep->trough;
    bool partial = rep->rep_class == BANDEX_REP_PARTIAL;
    fprintf(self->file, "<g><title>%s repetition %zu: %.2f to %.2f s, peak %.4g</title>\n", partial ? "partial" : "full", number, start,
            end, (double)rep->peak);
    draw_phase(self, partial ? "up pale" : "up", start, up, trough);
    draw_phase(self, partial ? "held pale" : "held", up, down, trough);
    draw_phase(self, partial ? "down pale" : "down", down, end, trough);
    fputs("</g>\n", self->file);
}

/* Over the signal, so that the veil of its noise does not cover it. */
static void draw_label(const plot *self, const bandex_rep *rep, size_t number)
{
    fprintf(self->file, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%zu</text>\n",
            rep->rep_class == BANDEX_REP_PARTIAL ? "label part" : "label",
            x_of(self, detection_seconds(self->detected, rep->peak_us)), y_of(self, (double)rep->peak) - 8, number);
}

/* The line is the median of each pixel column; noise shows as a veil from its lowest to its highest sample. */
static void draw_signal(const plot *self)
{
    bool open = false;
    fputs("<path class=\"noise\" d=\"", self->file);
    for (int i = 0; i < COLUMNS; i++) {
        const column *at = &self->columns[i];
        if (at->low < at->high) {
            fprintf(self->file, "M%d %.1fV%.1f", LEFT + i, y_of(self, (double)at->high), y_of(self, (double)at->low));
        }
    }
    fputs("\"/>\n<path class=\"signal\" d=\"", self->file);
    for (int i = 0; i < COLUMNS; i++) {
        const column *at = &self->columns[i];
        if (at->count) {
            fprintf(self->file, "%c%d %.1f", open ? 'L' : 'M', LEFT + i, y_of(self, (double)at->middle));
            open = true;
        }
    }
    fputs("\"/>\n", self->file);
}

static void draw_counts(const plot *self)
{
    for (size_t i = 0; i < self->detected->list.count; i++) {
        const bandex_rep *rep = &self->detected->list.reps[i];
        if (rep->counted_us != 0) {
            double x = x_of(self, detection_seconds(self->detected, rep->counted_us));
            fprintf(self->file, "<path class=\"count\" d=\"M%.1f %dl-4 8h8z\"/>\n", x, HEIGHT - BOTTOM);
        }
    }
}

static void draw_legend(const plot *self, const char *title)
{
    static const struct {
        const char *name, *text;
    } entries[] = {{"up", "force rises"}, {"held", "held"}, {"down", "force falls"}, {"up pale", "partial"}};
    FILE *file = self->file;
    size_t full = 0;
    for (size_t i = 0; i < self->detected->list.count; i++) {
        full += self->detected->list.reps[i].rep_class != BANDEX_REP_PARTIAL;
    }
    fprintf(file, "<text class=\"title\" x=\"%d\" y=\"24\">", LEFT);
    svg_text(file, title);
    fprintf(file, ": %zu full, %zu partial</text>\n", full, self->detected->list.count - full);
    int x = WIDTH - 530;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        fprintf(file, "<rect class=\"%s\" x=\"%d\" y=\"13\" width=\"14\" height=\"14\"/><text class=\"tick\" x=\"%d\" y=\"24\">%s</text>\n",
                entries[i].name, x, x + 20, entries[i].text);
        x += 40 + 7 * (int)strlen(entries[i].text);
    }
    fprintf(file, "<path class=\"count\" d=\"M%d 15l-5 10h10z\"/><text class=\"tick\" x=\"%d\" y=\"24\">counted</text>\n", x + 7, x + 20);
}

/* The repetitions, numbered in their set. */
static void draw_each(const plot *self, void (*draw_one)(const plot *self, const bandex_rep *rep, size_t number))
{
    for (size_t s = 0; s < self->detected->set_count; s++) {
        const detection_set *set = &self->detected->sets[s];
        for (size_t i = 0; i < set->count; i++) {
            draw_one(self, &self->detected->list.reps[set->first + i], i + 1);
        }
    }
}

static void draw(plot *self, const char *title)
{
    fprintf(self->file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n"
            "<style>\n"
            ":root{color-scheme:light dark}\n"
            ".back{fill:#fff}.tick{fill:#57606a}.title{fill:#1f2328;font-size:16px;font-weight:600}.label{fill:#1f2328;font-weight:600;paint-order:stroke;stroke:#fff;stroke-width:3;stroke-opacity:.8}\n"
            ".label.part{fill:#57606a;font-weight:400}.grid{stroke:#d8dee4;fill:none}.signal{stroke:#1f2328;stroke-width:1.3;fill:none;stroke-linejoin:round}.noise{stroke:#1f2328;opacity:.22;fill:none}\n"
            ".up{fill:#4c8dd6}.held{fill:#e8b33c}.down{fill:#4fae8f}.count{fill:#b3261e}.pale{opacity:.45}\n"
            "@media(prefers-color-scheme:dark){.back{fill:#0d1117}.tick{fill:#9198a1}.title,.label{fill:#e6edf3}.label{stroke:#0d1117}.label.part{fill:#9198a1}\n"
            ".grid{stroke:#2b3138}.signal,.noise{stroke:#e6edf3}.up{fill:#2f6cb3}.held{fill:#b07f16}.down{fill:#2d7d63}.count{fill:#ff7b72}}\n"
            "</style>\n<rect class=\"back\" width=\"%d\" height=\"%d\"/>\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT);
    draw_axes(self);
    draw_each(self, draw_rep);
    draw_signal(self);
    draw_each(self, draw_label);
    draw_counts(self);
    draw_legend(self, title);
    fputs("</svg>\n", self->file);
}

int plot_detection(const detection *self, const char *title, const char *path)
{
    plot *picture = calloc(1, sizeof *picture);
    if (!picture) {
        return fail(EXIT_DATA, "no memory");
    }
    picture->detected = self;
    if (!measure(picture)) {
        free(picture);
        return fail(EXIT_DATA, "no memory");
    }
    picture->file = fopen(path, "w");
    if (!picture->file) {
        free(picture);
        return fail(EXIT_DATA, "%s: %s", path, strerror(errno));
    }
    draw(picture, title);
    bool broken = ferror(picture->file) != 0;
    broken = fclose(picture->file) != 0 || broken;
    free(picture);
    return broken ? fail(EXIT_DATA, "%s: %s", path, strerror(errno)) : EXIT_DONE;
}
