/* SPDX-License-Identifier: Apache-2.0 */
/* origin.c: a polar grid around the impact, narrowed to where the mass is. */
#include "inquiry/origin.h"

#include <math.h>

#include "inquiry/origin_grid.h"
#include "inquiry/origin_sphere.h"
#include "watch/sound.h"

/* Cells to a side while the mass is sought: errors are widened by a cell's reach meanwhile. */
#define COARSE 64
/* The window is narrowed until it hardly shrinks: each time to what a normal has within 7 sigma. */
#define NARROW_MAX  12
#define NARROW_GAIN 0.8
#define NARROW_LOG  24.5
/* Where no ring bounds it, so many sigma behind what was heard or seen farthest. */
#define FAR_SIGMAS 8.0

struct search {
    struct fit fit;
    struct sphere sphere;
    bool is_near; /* the sphere will do; else geodesics */
    struct grid grid;
    double *log_mass; /* of each cell */
    double top;       /* the largest of them */
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

static enum rc first_window(const struct fit *f, struct grid *out, struct err *err)
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
    *out = (struct grid){0, 360, min_m, max_m - min_m, COARSE};
    return RC_OK;
}

static void evaluate_ray(const struct search *s, size_t i, const double *r_m, const double *blur_m)
{
    const struct grid *g = &s->grid;
    double az_deg = grid_azimuth_deg(g, i), *out = &s->log_mass[i * g->n];

    if (s->is_near) {
        sphere_ray(&s->sphere, az_deg, out);
        return;
    }
    for (size_t k = 0; k < g->n; k++) {
        struct fit_cell c = {geo_move(s->fit.impact, az_deg, r_m[k]), az_deg, r_m[k], blur_m[k]};

        out[k] = fit_log(&s->fit, &c);
    }
}

static enum rc evaluate(struct search *s, bool is_sought, struct err *err)
{
    double r_m[ORIGIN_SIDE] = {0}, blur_m[ORIGIN_SIDE] = {0};

    for (size_t k = 0; k < s->grid.n; k++) {
        r_m[k] = grid_range_m(&s->grid, k);
        blur_m[k] = is_sought ? grid_reach_m(&s->grid, r_m[k]) : 0;
    }
    sphere_steps(&s->sphere, r_m, blur_m, s->grid.n);
    s->top = -INFINITY;
    for (size_t i = 0; i < s->grid.n; i++) {
        evaluate_ray(s, i, r_m, blur_m);
        for (size_t k = 0; k < s->grid.n; k++)
            s->top = fmax(s->top, s->log_mass[i * s->grid.n + k]);
    }
    return isinf(s->top) ? err_set(err, RC_CONFLICT, "no place is within what all pieces allow")
                         : RC_OK;
}

/* The columns with mass, cut where the widest run of empty ones is: the circle has no beginning. */
static void narrow_azimuth(const struct grid *g, const bool *has, struct grid *out)
{
    size_t gap = 0, gap_end = 0, run = 0;
    double step = g->az_deg / (double)g->n;

    for (size_t i = 0; i < 2 * g->n; i++) {
        run = has[i % g->n] ? 0 : run + 1;
        if (run > gap && run <= g->n) {
            gap = run;
            gap_end = i + 1;
        }
    }
    if (gap < 3 || g->az_deg < 360)
        return;
    /* one empty column stays on either side */
    out->az0_deg = fmod(g->az0_deg + step * (double)(gap_end % g->n) - step + 360, 360);
    out->az_deg = step * (double)(g->n - gap + 2);
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

static struct grid narrow(const struct search *s)
{
    const struct grid *g = &s->grid;
    struct grid out = *g;
    bool has_az[COARSE] = {0}, has_r[COARSE] = {0};

    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < g->n; k++)
            if (s->log_mass[i * g->n + k] > s->top - NARROW_LOG)
                has_az[i] = has_r[k] = true;
    if (g->az_deg < 360)
        narrow_straight(has_az, g->n, &out.az0_deg, &out.az_deg);
    else
        narrow_azimuth(g, has_az, &out);
    narrow_straight(has_r, g->n, &out.r0_m, &out.r_m);
    return out;
}

static enum rc seek(struct search *s, struct err *err)
{
    for (int i = 0; i < NARROW_MAX; i++) {
        enum rc rc = evaluate(s, true, err);
        struct grid g;

        if (rc)
            return rc;
        g = narrow(s);
        if (g.az_deg * g.r_m > NARROW_GAIN * s->grid.az_deg * s->grid.r_m)
            break;
        s->grid = g;
    }
    s->grid.n = ORIGIN_SIDE;
    return evaluate(s, false, err);
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
    struct search s = {.fit = {.impact = impact, .pieces = pieces, .n = n, .is_at = {false}},
                       .top = 0};
    struct origin made = {.impact = impact};
    enum rc rc = fit_open(&s.fit, err);

    if (!rc)
        rc = first_window(&s.fit, &s.grid, err);
    if (rc)
        return rc;
    s.is_near = sphere_open(&s.sphere, &s.fit, s.grid.r0_m + s.grid.r_m);
    s.log_mass = arena_array(a, (size_t)ORIGIN_SIDE * ORIGIN_SIDE, sizeof(double), err);
    if (s.log_mass == NULL)
        return RC_LIMIT;
    rc = seek(&s, err);
    if (!rc)
        rc = grid_cells(&s.grid, s.log_mass, s.top, a, &made, err);
    if (!rc)
        rc = check_misfit(&s.fit, &made, err);
    if (!rc)
        *out = made;
    return rc;
}
