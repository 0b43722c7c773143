/* SPDX-License-Identifier: MIT */
/* Force against elongation of one strand: fitting, evaluating, inverting, integrating. */
#include "solve.h"

#include <bandex/band.h>
#include <math.h>

#define ELONGATION_MAX (BANDEX_CURVE_END_PERMILLE / 1000.0)

/* The points that count, as fractions and newtons of one carrier, sorted by elongation. */
struct sample {
    double e, f;
};

/* ---- evaluation ---- */

static double mooney_rivlin(double a, double b, double e)
{
    double l = 1 + e;
    /* l - 1/l^2 without the cancellation at small elongations */
    return e * (l * l + l + 1) / (l * l) * (a + b / l);
}

/* The segment of a table that holds e; the last one for anything beyond. */
static uint32_t segment_of(const bandex_curve *self, double e)
{
    uint32_t i = 0;
    while (i + 2 <= self->count && e > self->e[i + 1]) {
        i++;
    }
    return i;
}

static double hermite(const bandex_curve *self, uint32_t i, double e)
{
    double h = self->e[i + 1] - self->e[i], t = (e - self->e[i]) / h, u = 1 - t;
    return self->f[i] * u * u * (1 + 2 * t) + self->slope[i] * h * t * u * u + self->f[i + 1] * t * t * (3 - 2 * t) -
           self->slope[i + 1] * h * t * t * u;
}

static double table_force(const bandex_curve *self, double e)
{
    uint32_t last = self->count;
    if (e > self->e[last]) {
        return self->f[last] + self->slope[last] * (e - self->e[last]);
    }
    return hermite(self, segment_of(self, e), e);
}

static double force_at(const bandex_curve *self, double e)
{
    if (e <= 0) {
        return 0;
    }
    switch (self->model) {
    case BANDEX_CURVE_MOONEY_RIVLIN: return mooney_rivlin(self->a, self->b, e);
    case BANDEX_CURVE_TABLE: return table_force(self, e);
    case BANDEX_CURVE_POWER: return self->a * pow(e, self->b);
    default: return self->a * e;
    }
}

static int valid_curve(const bandex_curve *self)
{
    return self && self->model >= BANDEX_CURVE_MOONEY_RIVLIN && self->model <= BANDEX_CURVE_LINEAR && self->count > 0 &&
           self->count <= BANDEX_BAND_POINTS;
}

bandex_status bandex_curve_force(const bandex_curve *self, double elongation, double *newton)
{
    if (!valid_curve(self) || !newton || !(elongation <= ELONGATION_MAX)) {
        return BANDEX_E_ARGUMENT;
    }
    *newton = force_at(self, elongation);
    return BANDEX_OK;
}

static double force_of_context(const void *context, double e)
{
    return force_at(context, e);
}

bandex_status bandex_curve_elongation(const bandex_curve *self, double newton, double *elongation)
{
    if (!valid_curve(self) || !elongation || !(newton >= 0)) {
        return BANDEX_E_ARGUMENT;
    }
    if (newton > force_at(self, ELONGATION_MAX)) {
        return BANDEX_E_RANGE;
    }
    if (self->model == BANDEX_CURVE_LINEAR) {
        *elongation = newton / self->a;
    } else if (self->model == BANDEX_CURVE_POWER) {
        *elongation = pow(newton / self->a, 1 / self->b);
    } else {
        *elongation = bandex_solve_rising(force_of_context, self, newton, 0, ELONGATION_MAX);
    }
    return BANDEX_OK;
}

/* Simpson's rule is exact for the cubics of a table. */
static double table_energy(const bandex_curve *self, double e)
{
    double sum = 0;
    uint32_t i;
    for (i = 0; i < self->count && self->e[i] < e; i++) {
        double from = self->e[i], to = e < self->e[i + 1] ? e : self->e[i + 1];
        sum += (to - from) / 6 * (hermite(self, i, from) + 4 * hermite(self, i, (from + to) / 2) + hermite(self, i, to));
    }
    if (e > self->e[self->count]) {
        double beyond = e - self->e[self->count];
        sum += beyond * (self->f[self->count] + self->slope[self->count] * beyond / 2);
    }
    return sum;
}

static double energy_at(const bandex_curve *self, double e)
{
    double l = 1 + e;
    if (e <= 0) {
        return 0;
    }
    switch (self->model) {
    case BANDEX_CURVE_MOONEY_RIVLIN:
        return e * e * (self->a * (l + 2) / (2 * l) + self->b * (2 * l + 1) / (2 * l * l));
    case BANDEX_CURVE_TABLE: return table_energy(self, e);
    case BANDEX_CURVE_POWER: return self->a * pow(e, self->b + 1) / (self->b + 1);
    default: return self->a * e * e / 2;
    }
}

bandex_status bandex_curve_energy(const bandex_curve *self, double elongation, double *joule_per_meter)
{
    if (!valid_curve(self) || !joule_per_meter || !(elongation <= ELONGATION_MAX)) {
        return BANDEX_E_ARGUMENT;
    }
    *joule_per_meter = energy_at(self, elongation);
    return BANDEX_OK;
}

/* ---- fitting ---- */

/* Least squares of f = a x + b y with a, b >= 0. With two constants the active set is one of three: both free, or one
 * of them 0; the best feasible one is the solution. Two points with a, b >= 0 come out exactly. */
struct normal {
    double xx, xy, yy, xf, yf, ff;
};

static double squared_error(const struct normal *n, double a, double b)
{
    return n->ff - 2 * (a * n->xf + b * n->yf) + a * a * n->xx + 2 * a * b * n->xy + b * b * n->yy;
}

static void solve_nonnegative(const struct normal *n, double *a, double *b)
{
    double determinant = n->xx * n->yy - n->xy * n->xy;
    if (determinant > 1e-12 * n->xx * n->yy) {
        *a = (n->xf * n->yy - n->yf * n->xy) / determinant;
        *b = (n->yf * n->xx - n->xf * n->xy) / determinant;
        if (*a >= 0 && *b >= 0) {
            return;
        }
    }
    *a = n->xf / n->xx;
    *b = 0;
    if (squared_error(n, 0, n->yf / n->yy) < squared_error(n, *a, 0)) {
        *a = 0;
        *b = n->yf / n->yy;
    }
}

static void fit_mooney_rivlin(bandex_curve *self, const struct sample *samples, uint32_t count)
{
    struct normal n = {0, 0, 0, 0, 0, 0};
    uint32_t i;
    for (i = 0; i < count; i++) {
        double x = mooney_rivlin(1, 0, samples[i].e), y = mooney_rivlin(0, 1, samples[i].e), f = samples[i].f;
        n.xx += x * x;
        n.xy += x * y;
        n.yy += y * y;
        n.xf += x * f;
        n.yf += y * f;
        n.ff += f * f;
    }
    solve_nonnegative(&n, &self->a, &self->b);
}

/* Bands have exponents near a half. What lies far off is no spring, and would run out of the numbers. */
#define EXPONENT_MIN 0.01
#define EXPONENT_MAX 10

static void fit_power(bandex_curve *self, const struct sample *samples, uint32_t count)
{
    double mean_x = 0, mean_y = 0, xx = 0, xy = 0;
    uint32_t i;
    for (i = 0; i < count; i++) {
        mean_x += log(samples[i].e) / count;
        mean_y += log(samples[i].f) / count;
    }
    for (i = 0; i < count; i++) {
        double x = log(samples[i].e) - mean_x;
        xx += x * x;
        xy += x * (log(samples[i].f) - mean_y);
    }
    self->b = xy / xx;
    self->b = self->b < EXPONENT_MIN ? EXPONENT_MIN : self->b > EXPONENT_MAX ? EXPONENT_MAX : self->b;
    self->a = exp(mean_y - self->b * mean_x);
}

static void fit_linear(bandex_curve *self, const struct sample *samples, uint32_t count)
{
    double ee = 0, ef = 0;
    uint32_t i;
    for (i = 0; i < count; i++) {
        ee += samples[i].e * samples[i].e;
        ef += samples[i].e * samples[i].f;
    }
    self->a = ef / ee;
}

/* The slope at an end from its two segments (h0, d0 nearest), held between d0 / 2 and 3 d0: so the cubic rises, and so
 * does the straight line beyond. */
static double end_slope(double h0, double d0, double h1, double d1)
{
    double slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    return slope < d0 / 2 ? d0 / 2 : slope > 3 * d0 ? 3 * d0 : slope;
}

static void set_slopes(bandex_curve *self)
{
    double h[BANDEX_BAND_POINTS], d[BANDEX_BAND_POINTS];
    uint32_t n = self->count, i;
    for (i = 0; i < n; i++) {
        h[i] = self->e[i + 1] - self->e[i];
        d[i] = (self->f[i + 1] - self->f[i]) / h[i];
    }
    for (i = 1; i < n; i++) {
        double w1 = 2 * h[i] + h[i - 1], w2 = h[i] + 2 * h[i - 1];
        self->slope[i] = (w1 + w2) / (w1 / d[i - 1] + w2 / d[i]);
    }
    self->slope[0] = n > 1 ? end_slope(h[0], d[0], h[1], d[1]) : d[0];
    self->slope[n] = n > 1 ? end_slope(h[n - 1], d[n - 1], h[n - 2], d[n - 2]) : d[0];
}

static bandex_status fit_table(bandex_curve *self, const struct sample *samples, uint32_t count)
{
    uint32_t i;
    for (i = 0; i < count; i++) {
        if (i > 0 && samples[i].e <= samples[i - 1].e) {
            return BANDEX_E_DUPLICATE;
        }
        if (i > 0 && samples[i].f <= samples[i - 1].f) {
            return BANDEX_E_ARGUMENT;
        }
        self->e[i + 1] = samples[i].e;
        self->f[i + 1] = samples[i].f;
    }
    set_slopes(self);
    return BANDEX_OK;
}

static void set_residuals(bandex_curve *self, const struct sample *samples)
{
    double sum = 0;
    uint32_t i;
    for (i = 0; i < self->count; i++) {
        double miss = force_at(self, samples[i].e) - samples[i].f, relative = fabs(miss) / samples[i].f;
        sum += miss * miss;
        self->worst = relative > self->worst ? relative : self->worst;
    }
    self->rms_n = sqrt(sum / self->count);
}

/* Takes the points that count, sorted. */
static bandex_status take_samples(const bandex_band_point *points, size_t count, struct sample *samples, uint32_t *taken)
{
    int32_t basis = 0;
    size_t i;
    *taken = 0;
    for (i = 0; i < count; i++) {
        const bandex_band_point *point = &points[i];
        struct sample sample;
        uint32_t place;
        if (point->marks & BANDEX_POINT_EXCLUDED) {
            continue;
        }
        if (point->elongation_permille <= 0 || point->elongation_permille > BANDEX_CURVE_END_PERMILLE ||
            point->force_mn <= 0 || point->carriers < 1 || (point->basis != BANDEX_BASIS_STRAND && point->basis != BANDEX_BASIS_ANCHORED) ||
            (basis && point->basis != basis)) {
            return BANDEX_E_ARGUMENT;
        }
        if (*taken == BANDEX_BAND_POINTS) {
            return BANDEX_E_FULL;
        }
        basis = point->basis;
        sample.e = point->elongation_permille / 1000.0;
        sample.f = point->force_mn / 1000.0 / point->carriers;
        for (place = (*taken)++; place > 0 && samples[place - 1].e > sample.e; place--) {
            samples[place] = samples[place - 1];
        }
        samples[place] = sample;
    }
    return BANDEX_OK;
}

static bandex_status fit_model(bandex_curve *self, const struct sample *samples, uint32_t count)
{
    switch (self->model) {
    case BANDEX_CURVE_MOONEY_RIVLIN: fit_mooney_rivlin(self, samples, count); return BANDEX_OK;
    case BANDEX_CURVE_TABLE: return fit_table(self, samples, count);
    case BANDEX_CURVE_POWER: fit_power(self, samples, count); return BANDEX_OK;
    default: fit_linear(self, samples, count); return BANDEX_OK;
    }
}

bandex_status bandex_curve_fit(bandex_curve *self, int32_t model, const bandex_band_point *points, size_t count)
{
    static const bandex_curve empty;
    struct sample samples[BANDEX_BAND_POINTS];
    bandex_curve fitted = empty;
    bandex_status status;
    int one;
    if (!self || (!points && count > 0) || model < BANDEX_CURVE_DEFAULT || model > BANDEX_CURVE_LINEAR) {
        return BANDEX_E_ARGUMENT;
    }
    status = take_samples(points, count, samples, &fitted.count);
    if (status != BANDEX_OK) {
        return status;
    }
    one = fitted.count > 0 && samples[0].e == samples[fitted.count - 1].e;
    if (fitted.count == 0 || (one && model != BANDEX_CURVE_DEFAULT && model != BANDEX_CURVE_LINEAR)) {
        return BANDEX_E_RANGE;
    }
    fitted.model = model != BANDEX_CURVE_DEFAULT ? model : one ? BANDEX_CURVE_LINEAR : BANDEX_CURVE_MOONEY_RIVLIN;
    fitted.low = samples[0].e;
    fitted.high = samples[fitted.count - 1].e;
    status = fit_model(&fitted, samples, fitted.count);
    if (status != BANDEX_OK) {
        return status;
    }
    set_residuals(&fitted, samples);
    *self = fitted;
    return BANDEX_OK;
}
