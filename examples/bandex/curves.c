/* SPDX-License-Identifier: MIT */
#include "curves.h"

#include "svg.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 940, HEIGHT = 480, LEFT = 60, RIGHT = 230, TOP = 56, BOTTOM = 50, STEPS = 300, LINE = 16 };

#define ELONGATION 3.0

typedef struct picture {
    FILE *file;
    const drawn_curve *curves;
    size_t count;
    double most_n;
} picture;

static double x_of(double e)
{
    return LEFT + e / ELONGATION * (WIDTH - LEFT - RIGHT);
}

static double y_of(const picture *self, double newton)
{
    return HEIGHT - BOTTOM - newton / self->most_n * (HEIGHT - TOP - BOTTOM);
}

static double force_at(const bandex_curve *curve, double e)
{
    double newton = 0;
    bandex_curve_force(curve, e, &newton);
    return newton;
}

/* Force of the point that one carrier has. */
static double force_of(const bandex_band_point *point)
{
    return point->force_mn / 1000.0 / point->carriers;
}

static void measure(picture *self)
{
    double most = 1;
    for (size_t i = 0; i < self->count; i++) {
        const bandex_band_product *product = self->curves[i].product;
        most = fmax(most, force_at(&self->curves[i].curve, ELONGATION));
        for (size_t p = 0; p < product->point_count; p++) {
            most = fmax(most, force_of(&product->points[p]));
        }
    }
    self->most_n = most * 1.04;
}

static void draw_axes(const picture *self)
{
    FILE *file = self->file;
    double step = svg_tick_step(self->most_n, 6);
    fprintf(file, "<rect class=\"warn\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n", x_of(2), TOP,
            x_of(3) - x_of(2), HEIGHT - TOP - BOTTOM);
    fprintf(file, "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">warning</text>\n", x_of(2.5), TOP + LINE);
    for (double newton = 0; newton <= self->most_n; newton += step) {
        fprintf(file, "<path class=\"grid\" d=\"M%d %.1fH%.1f\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n",
                LEFT, y_of(self, newton), x_of(ELONGATION), LEFT - 8, y_of(self, newton) + 4, newton);
    }
    for (int percent = 0; percent <= 300; percent += 50) {
        fprintf(file, "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x_of(percent / 100.0),
                HEIGHT - BOTTOM + 18, percent);
    }
    fprintf(file, "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">elongation (%% of the rest length)</text>\n",
            x_of(ELONGATION / 2), HEIGHT - 10);
    fprintf(file, "<text class=\"tick\" x=\"12\" y=\"%d\">force (N)</text>\n", TOP - 10);
}

/* Solid within the data of the fit, dashed beyond. */
static void draw_line(const picture *self, size_t index)
{
    const bandex_curve *curve = &self->curves[index].curve;
    for (int dashed = 0; dashed < 2; dashed++) {
        int open = 0;
        fprintf(self->file, "<path class=\"line c%zu%s\" d=\"", index, dashed ? " beyond" : "");
        for (int i = 0; i <= STEPS; i++) {
            double e = ELONGATION * i / STEPS;
            if (dashed ? e >= curve->high - 1e-9 : e <= curve->high + 1e-9) {
                fprintf(self->file, "%c%.1f %.1f", open ? 'L' : 'M', x_of(e), y_of(self, force_at(curve, e)));
                open = 1;
            }
        }
        fputs("\"/>\n", self->file);
    }
}

static int is_drawn_before(const picture *self, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (self->curves[i].product == self->curves[index].product) {
            return 1;
        }
    }
    return 0;
}

static void draw_points(const picture *self, size_t index)
{
    const bandex_band_product *product = self->curves[index].product;
    for (size_t p = 0; p < product->point_count && !is_drawn_before(self, index); p++) {
        const bandex_band_point *point = &product->points[p];
        double e = point->elongation_permille / 1000.0;
        if (!(point->marks & BANDEX_POINT_EXCLUDED) && e <= ELONGATION) {
            fprintf(self->file, "<circle class=\"dot c%zu\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%g %%: %.2f N. ", index, x_of(e),
                    y_of(self, force_of(point)), point->elongation_permille / 10.0, force_of(point));
            svg_text(self->file, point->source);
            fputs("</title></circle>\n", self->file);
        }
    }
}

/* Labels at the ends of the curves, pushed apart where they would lie over each other. */
static void draw_labels(const picture *self)
{
    size_t order[CURVES_MAX];
    double last = TOP - LINE;
    for (size_t i = 0; i < self->count; i++) {
        size_t place = i;
        double force = force_at(&self->curves[i].curve, ELONGATION);
        for (; place > 0 && force_at(&self->curves[order[place - 1]].curve, ELONGATION) < force; place--) {
            order[place] = order[place - 1];
        }
        order[place] = i;
    }
    for (size_t i = 0; i < self->count; i++) {
        const drawn_curve *curve = &self->curves[order[i]];
        double y = fmax(y_of(self, force_at(&curve->curve, ELONGATION)) + 4, last + LINE);
        last = y;
        fprintf(self->file, "<text class=\"label c%zu\" x=\"%.1f\" y=\"%.1f\">", order[i], x_of(ELONGATION) + 8, y);
        svg_text(self->file, curve->label);
        fputs("</text>\n", self->file);
    }
}

static void draw(picture *self, const char *title)
{
    /* Okabe and Ito's palette, told apart by people with any color vision; lighter in the dark. */
    static const char *const light[CURVES_MAX] = {"#0072b2", "#c04a00", "#00795a", "#a3377a", "#7a6a00", "#2f7fb0", "#5b5b5b", "#8a2be2"};
    static const char *const dark[CURVES_MAX] = {"#56b4e9", "#ff8c42", "#3fd0a4", "#f08cc4", "#e6d34a", "#9ad1f5", "#b8b8b8", "#c79bff"};
    FILE *file = self->file;
    fprintf(file, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n<style>\n"
                  ":root{color-scheme:light dark}\n"
                  ".back{fill:#fff}.tick{fill:#57606a}.title{fill:#1f2328;font-size:16px;font-weight:600}.grid{stroke:#d8dee4;fill:none}\n"
                  ".warn{fill:#bf8700;opacity:.1}.line{fill:none;stroke-width:2}.beyond{stroke-dasharray:5 4}\n", WIDTH, HEIGHT);
    for (size_t i = 0; i < self->count; i++) {
        fprintf(file, ".line.c%zu{stroke:%s}.dot.c%zu,.label.c%zu{fill:%s}\n", i, light[i], i, i, light[i]);
    }
    fputs("@media (prefers-color-scheme:dark){.back{fill:#0d1117}.tick{fill:#9198a1}.title{fill:#e6edf3}.grid{stroke:#30363d}\n", file);
    for (size_t i = 0; i < self->count; i++) {
        fprintf(file, ".line.c%zu{stroke:%s}.dot.c%zu,.label.c%zu{fill:%s}\n", i, dark[i], i, i, dark[i]);
    }
    fprintf(file, "}\n</style>\n<rect class=\"back\" width=\"%d\" height=\"%d\"/>\n<text class=\"title\" x=\"%d\" y=\"24\">", WIDTH, HEIGHT, LEFT);
    svg_text(file, title);
    fputs("</text>\n", file);
    draw_axes(self);
    for (size_t i = 0; i < self->count; i++) {
        draw_line(self, i);
        draw_points(self, i);
    }
    draw_labels(self);
    fputs("</svg>\n", file);
}

int curves_draw(const drawn_curve *curves, size_t count, const char *title, const char *path)
{
    picture self = {.file = fopen(path, "w"), .curves = curves, .count = count};
    if (!self.file) {
        return fail(EXIT_DATA, "cannot write %.200s: %s", path, strerror(errno));
    }
    measure(&self);
    draw(&self, title);
    int failed = ferror(self.file);
    if (fclose(self.file) != 0 || failed) {
        return fail(EXIT_DATA, "cannot write %.200s: %s", path, strerror(errno));
    }
    return EXIT_DONE;
}
