/* SPDX-License-Identifier: Apache-2.0 */
#include "inquiry/origin_fit.h"

#include <math.h>

#include "geo/normal.h"

#define DEG_PER_RAD 57.29577951308232
#define RANGE_MAX_M 1e6
/* Farther inside a ring than so many sigma of its place its share is 1 to the last bit. */
#define INSIDE_SIGMAS 9.0

/* ---- checks ---- */

static bool is_length(double m, double least)
{
    return m >= least && m <= RANGE_MAX_M;
}

static enum rc check_figures(const struct origin_piece *p, struct err *err)
{
    switch (p->kind) {
    case ORIGIN_BEARING:
        if (!(p->azimuth_deg >= 0 && p->azimuth_deg <= 360) ||
            !(p->azimuth_sigma_deg > 0 && p->azimuth_sigma_deg <= 180))
            return err_set(err, RC_INPUT,
                           "a bearing lies from 0 to 360 degrees, its sigma above 0");
        break;
    case ORIGIN_RING:
        if (!is_length(p->min_m, 0) || !is_length(p->max_m, 0) || !(p->min_m < p->max_m))
            return err_set(err, RC_INPUT, "a weapon reaches from min to max, 0 <= min < max");
        break;
    case ORIGIN_SOUND:
        if (!is_length(p->range_m, 0) || !is_length(p->range_sigma_m, 0.1))
            return err_set(err, RC_INPUT, "a range by sound is 0 m or more, its sigma 0.1 m");
        break;
    case ORIGIN_LAG:
        if (!is_length(fabs(p->range_m), 0) || !is_length(p->range_sigma_m, 0.1))
            return err_set(err, RC_INPUT, "a difference of distances has a sigma of 0.1 m or more");
        if (fabs(p->range_m) > geo_distance_m(p->from, p->other) + 5 * p->range_sigma_m)
            return err_set(err, RC_INPUT,
                           "a difference of distances is no more than the sensors are apart");
        break;
    case ORIGIN_POINT:
        if (!is_length(p->from_sigma_m, 0.1))
            return err_set(err, RC_INPUT, "a place that was seen has a sigma of 0.1 m or more");
        break;
    }
    return RC_OK;
}

static enum rc check_piece(const struct origin_piece *p, struct err *err)
{
    enum rc rc = geo_pos_check(p->from, err);

    if (!rc && p->kind == ORIGIN_LAG)
        rc = geo_pos_check(p->other, err);
    if (!rc && !is_length(p->from_sigma_m, 0))
        rc = err_set(err, RC_INPUT, "the sigma of a position is 0 m or more");
    if (!rc)
        rc = check_figures(p, err);
    return rc ? err_prefix(err, rc, "%.*s: ", SPAN_ARG(p->exhibit)) : RC_OK;
}

enum rc fit_open(struct fit *f, struct err *err)
{
    enum rc rc = geo_pos_check(f->impact, err);

    if (!rc && f->n > ORIGIN_PIECES_MAX)
        rc = err_set(err, RC_LIMIT, "%zu pieces; at most %d", f->n, ORIGIN_PIECES_MAX);
    for (size_t i = 0; i < f->n && !rc; i++) {
        rc = check_piece(&f->pieces[i], err);
        f->is_at[i] = rc == RC_OK && geo_distance_m(f->impact, f->pieces[i].from) < FIT_SAME_M;
    }
    return rc;
}

/* ---- one place ---- */

static double angle_apart_deg(double a, double b)
{
    return fabs(remainder(a - b, 360));
}

/* How far off a normal piece is, and its sigma, in the piece's own unit. */
static double off_of(const struct fit *f, size_t i, const struct fit_cell *c, double *sigma)
{
    const struct origin_piece *p = &f->pieces[i];
    bool is_at = f->is_at[i];
    double r_m = is_at ? c->r_m : geo_distance_m(p->from, c->at);
    double place_m = hypot(p->from_sigma_m, c->blur_m);

    switch (p->kind) {
    case ORIGIN_BEARING:
        *sigma = fmin(hypot(fmax(p->azimuth_sigma_deg, FIT_SIGMA_MIN_DEG),
                            place_m / fmax(r_m, FIT_SAME_M) * DEG_PER_RAD),
                      FIT_SIGMA_MAX_DEG);
        return angle_apart_deg(is_at ? c->az_deg : geo_azimuth_deg(p->from, c->at), p->azimuth_deg);
    case ORIGIN_LAG:
        *sigma = hypot(p->range_sigma_m, 2 * place_m);
        return fabs(r_m - geo_distance_m(p->other, c->at) - p->range_m);
    case ORIGIN_SOUND:
        *sigma = hypot(p->range_sigma_m, place_m);
        return fabs(r_m - p->range_m);
    case ORIGIN_POINT:
    case ORIGIN_RING:
        break;
    }
    *sigma = place_m;
    return r_m;
}

double fit_ring_log(const struct origin_piece *p, double away_m, double blur_m)
{
    double in, out;

    if (blur_m < FIT_SAME_M)
        return away_m >= p->min_m && away_m <= p->max_m ? 0 : -INFINITY;
    in = (away_m - p->min_m) / blur_m;
    out = (away_m - p->max_m) / blur_m;
    if (in > INSIDE_SIGMAS && out < -INSIDE_SIGMAS)
        return 0;
    return log(fmax(normal_below(in) - normal_below(out), 0));
}

/* Around the impact itself the grid ends at the ring. */
static double ring_log(const struct fit *f, size_t i, const struct fit_cell *c)
{
    const struct origin_piece *p = &f->pieces[i];

    if (f->is_at[i])
        return 0;
    return fit_ring_log(p, geo_distance_m(p->from, c->at), hypot(p->from_sigma_m, c->blur_m));
}

static double piece_log(const struct fit *f, size_t i, const struct fit_cell *c)
{
    double sigma = 1, off;

    if (f->pieces[i].kind == ORIGIN_RING)
        return ring_log(f, i, c);
    off = off_of(f, i, c, &sigma);
    /* the sigma of a bearing grows near the crater: its normal is lower there */
    return -0.5 * (off / sigma) * (off / sigma) -
           (f->pieces[i].kind == ORIGIN_BEARING ? log(sigma) : 0);
}

double fit_log(const struct fit *f, const struct fit_cell *c)
{
    double sum = 0;

    for (size_t i = 0; i < f->n; i++)
        sum += piece_log(f, i, c);
    return sum;
}

double fit_misfit(const struct fit *f, size_t i, struct geo_pos at)
{
    struct fit_cell c = {.at = at,
                         .az_deg = geo_azimuth_deg(f->impact, at),
                         .r_m = geo_distance_m(f->impact, at),
                         .blur_m = 0};
    double sigma = 1, off;

    if (f->pieces[i].kind == ORIGIN_RING)
        return 0;
    off = off_of(f, i, &c, &sigma);
    return off / sigma;
}
