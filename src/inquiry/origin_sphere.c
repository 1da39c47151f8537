/* SPDX-License-Identifier: Apache-2.0 */
/* origin_sphere.c: rays on the osculating sphere. The loops of bearings and distances choose but do
 * not branch, so that compilers take two or more cells at a time. */
#include "inquiry/origin_sphere.h"

#include <float.h>
#include <math.h>

#include "geo/earth.h"

/* So many variances are multiplied before their logarithm is taken: none is below 1e-12 or above
 * 1e5, and no square of a distance below 1e-14, so that the products stay numbers. */
#define SPREADS 8

static double square(double x)
{
    return x * x;
}

/* ---- places ---- */

static struct sphere_eye eye_at(double away_rad, double azimuth_rad, double turn_rad)
{
    double n = cos(azimuth_rad), e = sin(azimuth_rad), c = cos(turn_rad), t = sin(turn_rad);
    /* looking back at the impact, what is ahead and to the right */
    double back[3] = {sin(away_rad), -cos(away_rad) * n, -cos(away_rad) * e};
    double right[3] = {0, e, -n};
    struct sphere_eye eye;

    for (int i = 0; i < 3; i++) {
        eye.ahead[i] = c * back[i] + t * right[i];
        eye.right[i] = c * right[i] - t * back[i];
    }
    return eye;
}

static struct sphere_eye eye_of(const struct sphere *s, struct geo_pos at, double look_deg)
{
    struct geo_pos impact = s->fit->impact;

    return eye_at(geo_distance_m(impact, at) / s->radius_m, EARTH_RAD(geo_azimuth_deg(impact, at)),
                  EARTH_RAD(look_deg - geo_azimuth_deg(at, impact)));
}

bool sphere_open(struct sphere *s, const struct fit *f, double far_m)
{
    double sine = sin(EARTH_RAD(f->impact.lat_deg));
    bool is_near = far_m <= SPHERE_MAX_M;

    s->fit = f;
    s->n = 0;
    /* the root of the product of both radii of curvature */
    s->radius_m = EARTH_A_M * sqrt(1 - EARTH_E2) / (1 - EARTH_E2 * sine * sine);
    for (size_t i = 0; i < f->n && is_near; i++) {
        const struct origin_piece *p = &f->pieces[i];
        bool is_lag = p->kind == ORIGIN_LAG;

        is_near = geo_distance_m(f->impact, p->from) <= SPHERE_MAX_M &&
                  !(is_lag && geo_distance_m(f->impact, p->other) > SPHERE_MAX_M);
        s->from[i] = f->is_at[i] ? eye_at(0, 0, EARTH_RAD(p->azimuth_deg - 180))
                                 : eye_of(s, p->from, p->azimuth_deg);
        if (is_lag)
            s->other[i] = eye_of(s, p->other, 0);
    }
    return is_near;
}

void sphere_steps(struct sphere *s, const double *r_m, const double *blur_m, size_t n)
{
    s->n = n;
    for (size_t k = 0; k < n; k++) {
        s->sine[k] = sin(r_m[k] / s->radius_m);
        s->cosine[k] = cos(r_m[k] / s->radius_m);
        s->blur_m2[k] = blur_m[k] * blur_m[k];
    }
}

/* ---- one ray ---- */

struct ray {
    const struct sphere *s;
    double north, east; /* its direction */
    double *log;
    /* products of variances whose logarithm is still to be taken: their quotient */
    double spread[ORIGIN_SIDE], away[ORIGIN_SIDE];
    size_t n_spreads;
};

/* How an eye sees a ray: of the cosine and the sine of each step. */
struct track {
    double ahead[2], right[2];
};

static struct track track_of(const struct ray *y, const struct sphere_eye *eye)
{
    return (struct track){
        {eye->ahead[0], y->north * eye->ahead[1] + y->east * eye->ahead[2]},
        {eye->right[0], y->north * eye->right[1] + y->east * eye->right[2]},
    };
}

/* The angle from straight ahead, [0, π].
 * source M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 4.4.49: off by 2e-8 of it */
static inline double turn_rad(double ahead, double right)
{
    double x = fabs(ahead), y = fabs(right);
    double t = (x > y ? y : x) / ((x > y ? x : y) + DBL_MIN), t2 = t * t;
    double low = -0.3333314528 + t2 * (0.1999355085 + t2 * (-0.1420889944 + t2 * 0.1065626393));
    double high = -0.0752896400 + t2 * (0.0429096138 + t2 * (-0.0161657367 + t2 * 0.0028662257));
    double a = t * (1 + t2 * (low + t2 * t2 * t2 * t2 * high));

    a = x > y ? a : EARTH_PI / 2 - a;
    return ahead < 0 ? EARTH_PI - a : a;
}

static void take_spreads(struct ray *y)
{
    for (size_t k = 0; k < y->s->n; k++) {
        y->log[k] -= 0.5 * log(y->spread[k] / y->away[k]);
        y->spread[k] = y->away[k] = 1;
    }
    y->n_spreads = 0;
}

/* The variance is own + place / away, but no more than most; times `away` it needs no division. */
static void add_bearing(struct ray *y, const struct track *t, const struct origin_piece *p)
{
    const struct sphere *s = y->s;
    double own = fmax(p->azimuth_sigma_deg, FIT_SIGMA_MIN_DEG), from_m2 = square(p->from_sigma_m);
    double one = square(EARTH_DEG(1) / s->radius_m), least = square(FIT_SAME_M / s->radius_m);
    double most = square(FIT_SIGMA_MAX_DEG);
    double *restrict sum = y->log, *restrict spreads = y->spread, *restrict aways = y->away;

    own *= own;
    for (size_t k = 0; k < s->n; k++) {
        double ahead = t->ahead[0] * s->cosine[k] + t->ahead[1] * s->sine[k];
        double right = t->right[0] * s->cosine[k] + t->right[1] * s->sine[k];
        double away = ahead * ahead + right * right, off = EARTH_DEG(turn_rad(ahead, right));
        double spread;

        away = away > least ? away : least;
        spread = own * away + one * (from_m2 + s->blur_m2[k]);
        spread = spread < most * away ? spread : most * away;
        sum[k] -= 0.5 * off * off * away / spread;
        spreads[k] *= spread;
        aways[k] *= away;
    }
    if (++y->n_spreads == SPREADS)
        take_spreads(y);
}

/* The distance of each step from a place; no farther than 1,000 km: the series of the arcsine. */
static void distances(const struct ray *y, const struct track *t, double *restrict out_m)
{
    const struct sphere *s = y->s;

    for (size_t k = 0; k < s->n; k++) {
        double ahead = t->ahead[0] * s->cosine[k] + t->ahead[1] * s->sine[k];
        double right = t->right[0] * s->cosine[k] + t->right[1] * s->sine[k];
        double q = ahead * ahead + right * right;

        out_m[k] = s->radius_m * sqrt(q) * (1 + q * (1.0 / 6 + q * (3.0 / 40 + q * (15.0 / 336))));
    }
}

static void add_ring(struct ray *y, const double *away_m, const struct origin_piece *p)
{
    for (size_t k = 0; k < y->s->n; k++)
        y->log[k] +=
            fit_ring_log(p, away_m[k], sqrt(p->from_sigma_m * p->from_sigma_m + y->s->blur_m2[k]));
}

/* Normal in metres: off by how much, and a variance that grows `blurs` times with the place's. */
static void add_metres(struct ray *y, const double *off_m, double own_m2, double blurs)
{
    for (size_t k = 0; k < y->s->n; k++)
        y->log[k] -= 0.5 * off_m[k] * off_m[k] / (own_m2 + blurs * y->s->blur_m2[k]);
}

static void add_distance(struct ray *y, size_t i)
{
    const struct origin_piece *p = &y->s->fit->pieces[i];
    double from_m2 = p->from_sigma_m * p->from_sigma_m;
    double range_m2 = p->range_sigma_m * p->range_sigma_m, off_m[ORIGIN_SIDE], other_m[ORIGIN_SIDE];
    struct track from = track_of(y, &y->s->from[i]), other = track_of(y, &y->s->other[i]);

    distances(y, &from, off_m);
    if (p->kind == ORIGIN_RING)
        add_ring(y, off_m, p);
    if (p->kind == ORIGIN_POINT)
        add_metres(y, off_m, from_m2, 1);
    if (p->kind == ORIGIN_RING || p->kind == ORIGIN_POINT)
        return;
    if (p->kind == ORIGIN_LAG)
        distances(y, &other, other_m);
    for (size_t k = 0; k < y->s->n; k++)
        off_m[k] -= p->range_m + (p->kind == ORIGIN_LAG ? other_m[k] : 0);
    if (p->kind == ORIGIN_LAG)
        add_metres(y, off_m, range_m2 + 4 * from_m2, 4);
    else
        add_metres(y, off_m, range_m2 + from_m2, 1);
}

void sphere_ray(const struct sphere *s, double az_deg, double *log_likelihood)
{
    struct ray y;

    y.s = s;
    y.north = cos(EARTH_RAD(az_deg));
    y.east = sin(EARTH_RAD(az_deg));
    y.log = log_likelihood;
    y.n_spreads = 0;
    for (size_t k = 0; k < s->n; k++) {
        y.log[k] = 0;
        y.spread[k] = y.away[k] = 1;
    }
    for (size_t i = 0; i < s->fit->n; i++) {
        const struct origin_piece *p = &s->fit->pieces[i];
        struct track t = track_of(&y, &s->from[i]);

        if (p->kind == ORIGIN_BEARING)
            add_bearing(&y, &t, p);
        /* around the impact itself the grid ends at the ring */
        else if (p->kind != ORIGIN_RING || !s->fit->is_at[i])
            add_distance(&y, i);
    }
    take_spreads(&y);
}
