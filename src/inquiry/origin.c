/* SPDX-License-Identifier: Apache-2.0 */
/* origin.c: a polar grid around the impact, narrowed to where the mass is, and summed up. */
#include "inquiry/origin.h"

#include <math.h>
#include <stdlib.h>

#include "geo/normal.h"
#include "inquiry/origin_fit.h"
#include "watch/sound.h"

/* Cells to a side while the mass is sought, and of the result. */
#define COARSE 96
#define FINE   256
/* The window is narrowed until it hardly shrinks: each time to what a normal has within 7 sigma. */
#define NARROW_MAX  12
#define NARROW_GAIN 0.8
#define NARROW_LOG  24.5
/* Where no ring bounds it, so many sigma behind what was heard or seen farthest. */
#define FAR_SIGMAS 8.0
#define M2_PER_KM2 1e6
#define PI         3.14159265358979323846

struct window {
    double az0_deg, az_deg; /* from, and how wide */
    double r0_m, r_m;
};

/* One evaluation of a window. */
struct sheet {
    struct window w;
    size_t n; /* to a side */
    double *log_mass;
    struct geo_pos *at;
    double top; /* the largest of log_mass */
};

enum rc origin_sound_range(double delay_s, double delay_sigma_s, double temperature_c,
                           double temperature_sigma_c, double *range_m, double *sigma_m,
                           struct err *err)
{
    double speed;

    if (!(delay_s > 0 && delay_s <= 300) || !(delay_sigma_s >= 0 && isfinite(delay_sigma_s)))
        return err_set(err, RC_RANGE,
                       "from flash to bang are more than 0 and at most 300 seconds, with an error "
                       "of 0 or more");
    if (!(temperature_c >= -60 && temperature_c <= 60) ||
        !(temperature_sigma_c >= 0 && temperature_sigma_c <= 60))
        return err_set(err, RC_RANGE, "the air is from -60 to 60 °C, with an error of 0 or more");
    speed = sound_speed_mps(temperature_c);
    *range_m = speed * delay_s;
    /* dc/dT = c / 2(T + 273.15) */
    *sigma_m = hypot(speed * delay_sigma_s,
                     *range_m * temperature_sigma_c / (2 * (temperature_c + ZERO_C_K)));
    return RC_OK;
}

/* ---- the window ---- */

static double farthest(struct geo_pos impact, const struct origin_piece *p)
{
    double away_m = geo_distance_m(impact, p->from);

    switch (p->kind) {
    case ORIGIN_SOUND:
        return away_m + p->range_m + FAR_SIGMAS * hypot(p->range_sigma_m, p->from_sigma_m);
    case ORIGIN_POINT:
        return away_m + FAR_SIGMAS * p->from_sigma_m;
    case ORIGIN_RING:
        return away_m + p->max_m;
    case ORIGIN_BEARING:
    case ORIGIN_LAG:
        break;
    }
    return INFINITY;
}

static enum rc first_window(const struct fit *f, struct window *out, struct err *err)
{
    double min_m = 0, max_m = INFINITY;

    for (size_t i = 0; i < f->n; i++) {
        max_m = fmin(max_m, farthest(f->impact, &f->pieces[i]));
        if (f->pieces[i].kind == ORIGIN_RING && f->is_at[i])
            min_m = fmax(min_m, f->pieces[i].min_m);
    }
    if (isinf(max_m))
        return err_set(err, RC_ABSENT,
                       "nothing bounds how far the origin is: state a weapon, a sound or a place");
    if (!(min_m < max_m))
        return err_set(err, RC_CONFLICT,
                       "the ranges do not meet: at least %.0f m, and at most %.0f m", min_m, max_m);
    *out = (struct window){0, 360, min_m, max_m - min_m};
    return RC_OK;
}

static void cell_middle(const struct window *w, size_t n, size_t i, size_t k, double *az_deg,
                        double *r_m)
{
    *az_deg = w->az0_deg + w->az_deg * ((double)i + 0.5) / (double)n;
    *r_m = w->r0_m + w->r_m * ((double)k + 0.5) / (double)n;
}

/* Half the diagonal of a cell: while the mass is sought, errors are widened by it. */
static double cell_reach_m(const struct window *w, size_t n, double r_m)
{
    return hypot(w->r_m, w->az_deg / 180 * PI * r_m) / (2 * (double)n);
}

static void evaluate(const struct fit *f, struct sheet *s, bool is_sought)
{
    s->top = -INFINITY;
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->n; k++) {
            struct fit_cell c = {.az_deg = 0, .r_m = 0, .blur_m = 0};
            double *v = &s->log_mass[i * s->n + k];

            cell_middle(&s->w, s->n, i, k, &c.az_deg, &c.r_m);
            c.at = s->at[i * s->n + k] = geo_move(f->impact, c.az_deg, c.r_m);
            c.blur_m = is_sought ? cell_reach_m(&s->w, s->n, c.r_m) : 0;
            *v = fit_log(f, &c);
            s->top = fmax(s->top, *v);
        }
}

/* The columns with mass, cut where the widest run of empty ones is: the circle has no beginning. */
static void narrow_azimuth(const struct sheet *s, const bool *has, struct window *out)
{
    size_t gap = 0, gap_end = 0, run = 0;
    double step = s->w.az_deg / (double)s->n;

    for (size_t i = 0; i < 2 * s->n; i++) {
        run = has[i % s->n] ? 0 : run + 1;
        if (run > gap && run <= s->n) {
            gap = run;
            gap_end = i + 1;
        }
    }
    if (gap < 3 || s->w.az_deg < 360)
        return;
    /* one empty column stays on either side */
    out->az0_deg = fmod(s->w.az0_deg + step * (double)(gap_end % s->n) - step + 360, 360);
    out->az_deg = step * (double)(s->n - gap + 2);
}

static void narrow_straight(const bool *has, size_t n, double *from, double *width)
{
    size_t first = 0, last = n - 1;
    double step = *width / (double)n;

    while (first < n - 1 && !has[first])
        first++;
    while (last > 0 && !has[last])
        last--;
    first -= first > 0;
    last += last < n - 1;
    *from += step * (double)first;
    *width = step * (double)(last - first + 1);
}

static struct window narrow(const struct sheet *s)
{
    struct window out = s->w;
    bool has_az[COARSE] = {0}, has_r[COARSE] = {0};

    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->n; k++)
            if (s->log_mass[i * s->n + k] > s->top - NARROW_LOG)
                has_az[i] = has_r[k] = true;
    if (s->w.az_deg < 360)
        narrow_straight(has_az, s->n, &out.az0_deg, &out.az_deg);
    else
        narrow_azimuth(s, has_az, &out);
    narrow_straight(has_r, s->n, &out.r0_m, &out.r_m);
    return out;
}

static enum rc seek(const struct fit *f, struct sheet *s, struct err *err)
{
    s->n = COARSE;
    for (int i = 0; i < NARROW_MAX; i++) {
        struct window w;

        evaluate(f, s, true);
        if (isinf(s->top))
            return err_set(err, RC_CONFLICT, "no place is within what all pieces allow");
        w = narrow(s);
        if (w.az_deg * w.r_m > NARROW_GAIN * s->w.az_deg * s->w.r_m)
            break;
        s->w = w;
    }
    s->n = FINE;
    evaluate(f, s, false);
    return isinf(s->top) ? err_set(err, RC_CONFLICT, "no place is within what all pieces allow")
                         : RC_OK;
}

/* ---- the result ---- */

static double cell_area_km2(const struct window *w, double r_m)
{
    return w->az_deg / FINE / 180 * PI * r_m * w->r_m / FINE / M2_PER_KM2;
}

static enum rc put_cells(const struct sheet *s, struct arena *a, struct origin *out,
                         struct err *err)
{
    struct origin_cell *cells = arena_array(a, (size_t)FINE * FINE, sizeof(*cells), err);
    double all = 0;

    if (cells == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < (size_t)FINE * FINE; i++) {
        double az_deg, r_m;

        cell_middle(&s->w, FINE, i / FINE, i % FINE, &az_deg, &r_m);
        cells[i] = (struct origin_cell){.at = s->at[i],
                                        .mass = exp(s->log_mass[i] - s->top),
                                        .area_km2 = cell_area_km2(&s->w, r_m),
                                        .radius_m = cell_reach_m(&s->w, FINE, r_m) / sqrt(6)};
        all += cells[i].mass;
    }
    for (size_t i = 0; i < (size_t)FINE * FINE; i++)
        cells[i].mass /= all;
    out->cells = cells;
    out->n_azimuths = out->n_ranges = FINE;
    out->azimuth0_deg = s->w.az0_deg;
    out->azimuth_step_deg = s->w.az_deg / FINE;
    out->range0_m = s->w.r0_m;
    out->range_step_m = s->w.r_m / FINE;
    return RC_OK;
}

static int density_order(const void *a, const void *b)
{
    const struct origin_cell *x = *(struct origin_cell *const *)a;
    const struct origin_cell *y = *(struct origin_cell *const *)b;
    double dx = x->mass * y->area_km2, dy = y->mass * x->area_km2;

    if (dx < dy || dx > dy)
        return dx > dy ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* The smallest regions: cells from the densest on. */
static enum rc put_regions(struct origin *out, struct arena *a, struct err *err)
{
    size_t n = out->n_azimuths * out->n_ranges;
    struct origin_cell *cells = (struct origin_cell *)out->cells;
    struct origin_cell **order = arena_array(a, n, sizeof(struct origin_cell *), err);
    double mass = 0, area_km2 = 0;

    if (order == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        order[i] = &cells[i];
    qsort(order, n, sizeof(struct origin_cell *), density_order);
    out->best = order[0]->at;
    for (size_t i = 0; i < n; i++) {
        mass += order[i]->mass;
        area_km2 += order[i]->area_km2;
        order[i]->within = fmin(mass, 1);
        if (mass - order[i]->mass < 0.5)
            out->half_km2 = area_km2;
        if (mass - order[i]->mass < 0.9)
            out->nine_tenths_km2 = area_km2;
    }
    return RC_OK;
}

static enum rc check_misfit(const struct fit *f, struct origin *o, struct err *err)
{
    o->misfit_sigma = 0;
    for (size_t i = 0; i < f->n; i++) {
        double z = fit_misfit(f, i, o->best);

        if (z > o->misfit_sigma) {
            o->misfit_sigma = z;
            o->worst = i;
        }
    }
    if (o->misfit_sigma > ORIGIN_MISFIT_MAX)
        return err_set(err, RC_CONFLICT,
                       "the pieces contradict each other: at the best place %.*s is %.1f standard "
                       "deviations off, and %.0f is the most; look at them again",
                       SPAN_ARG(f->pieces[o->worst].exhibit), o->misfit_sigma, ORIGIN_MISFIT_MAX);
    return RC_OK;
}

enum rc origin_combine(struct geo_pos impact, const struct origin_piece *pieces, size_t n,
                       struct arena *a, struct origin *out, struct err *err)
{
    struct fit f = {.impact = impact, .pieces = pieces, .n = n, .is_at = {false}};
    struct origin made = {.impact = impact};
    struct sheet s = {.n = COARSE};
    enum rc rc = fit_open(&f, err);

    if (!rc)
        rc = first_window(&f, &s.w, err);
    if (rc)
        return rc;
    s.log_mass = arena_array(a, (size_t)FINE * FINE, sizeof(double), err);
    s.at = arena_array(a, (size_t)FINE * FINE, sizeof(*s.at), err);
    if (s.log_mass == NULL || s.at == NULL)
        return RC_LIMIT;
    rc = seek(&f, &s, err);
    if (!rc)
        rc = put_cells(&s, a, &made, err);
    if (!rc)
        rc = put_regions(&made, a, err);
    if (!rc)
        rc = check_misfit(&f, &made, err);
    if (!rc)
        *out = made;
    return rc;
}

double origin_left_of(const struct origin *o, const struct geo_line *line, double line_sigma_m)
{
    double sum = 0;

    for (size_t i = 0; i < o->n_azimuths * o->n_ranges; i++) {
        const struct origin_cell *c = &o->cells[i];
        double sigma_m = hypot(line_sigma_m, c->radius_m);

        /* what is lost is below 1e-9 of the whole, and most cells are such */
        if (c->mass > 1e-14)
            sum += c->mass * normal_below(geo_line_nearest(line, c->at).signed_left_m / sigma_m);
    }
    return fmin(fmax(sum, 0), 1);
}
