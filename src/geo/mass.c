/* SPDX-License-Identifier: Apache-2.0 */
/* mass.c: probabilities of being inside; pure.
 *
 * With the origin at the position, the mass beyond radius r in a direction is exp(-r²/2σ²). So the
 * mass of an area is 1 or 0 (is the origin inside?) less the integral of that over the directions
 * of its boundary, counted with their sign. For a straight edge at distance h, the integral over
 * the directions up to the angle φ from its foot is Owen's T(h/σ, tan φ). */
#include "geo/mass.h"

#include "geo/normal.h"

/* What is farther holds less than 1e-9 of the mass. */
#define REACH_SIGMAS 6.5
/* Stretches that stray by this from their chord are taken as straight, near the position; farther
 * off by more, as there is less mass there to be on the wrong side. An error in the mass of 2e-5 /
 * 2π for each sigma of the boundary's length; 13 sigmas are within reach of a position beside it.
 */
#define STRAY_SIGMAS 2e-5
/* Nearer than this to an edge, the origin is moved so far off it, so that the side is certain. */
#define OFFSET_SIGMAS 1e-6
#define OFFSET_MIN_M  1e-6
/* Positions are rounded to some millimetres where in or out is decided exactly; so near, the
 * boundary that is integrated over must itself say on which side the origin is. */
#define SIDE_BY_PATH_M 0.05
/* Edges whose squared length is below this share of the squared distance, or of sigma's square. */
#define SHORT_EDGE2 (1.0 / 16)
/* With a larger error nothing is known about where on Earth it was; and up to here the antipode,
 * which a plane cannot hold, is beyond reach. */
#define SIGMA_MAX_M 3e6
/* For bending chords to arcs at the distances that matter here, any radius of the Earth will do. */
#define MEAN_RADIUS_M 6371008.8

struct frame {
    struct vec origin, east, north;
    double sigma_m;
    double outside; /* the sum over the boundary so far */
};

/* Plane coordinates in sigmas from the position. */
struct flat {
    double x, y;
};

/* Azimuth and distance from the origin, as plane coordinates. */
static struct flat flatten(const struct frame *f, struct vec v)
{
    struct vec d = vec_sub(v, f->origin);
    double e = vec_dot(d, f->east), n = vec_dot(d, f->north);
    double level = sqrt(e * e + n * n), half = vec_length(d) / (2.0 * MEAN_RADIUS_M);
    double range = 2.0 * MEAN_RADIUS_M * asin(half < 1.0 ? half : 1.0);
    double scale = level > 0.0 ? range / (level * f->sigma_m) : 0.0;

    return (struct flat){e * scale, n * scale};
}

/* Gauss-Legendre, 3 points, on [0, 1]. */
static const struct {
    double t, weight;
} legendre[] = {{0.1127016653792583, 5.0 / 18}, {0.5, 8.0 / 18}, {0.8872983346207417, 5.0 / 18}};

/* exp(-r²/2) over the directions of an edge that is short against its distance and against sigma,
 * where few points do. `cross` is twice the area of the triangle with the origin. */
static double short_edge(struct flat p, struct flat q, double cross)
{
    double sum = 0.0;

    for (int i = 0; i < 3; i++) {
        double x = p.x + legendre[i].t * (q.x - p.x), y = p.y + legendre[i].t * (q.y - p.y);
        double r2 = x * x + y * y;

        sum += legendre[i].weight * exp(-0.5 * r2) / r2;
    }
    return sum * cross / (2.0 * EARTH_PI);
}

static double long_edge(struct flat p, struct flat q, double cross)
{
    double dx = q.x - p.x, dy = q.y - p.y, length = sqrt(dx * dx + dy * dy);
    double h = fabs(cross) / length;
    double along_p = (p.x * dx + p.y * dy) / length, along_q = (q.x * dx + q.y * dy) / length;
    double part = normal_owen_t(h, along_q / h) - normal_owen_t(h, along_p / h);

    return cross > 0.0 ? part : -part;
}

static void add_edge(void *context, struct vec a, struct vec b)
{
    struct frame *f = context;
    struct flat p = flatten(f, a), q = flatten(f, b);
    double dx = q.x - p.x, dy = q.y - p.y, length2 = dx * dx + dy * dy;
    double near2 = fmin(1.0, fmin(p.x * p.x + p.y * p.y, q.x * q.x + q.y * q.y));
    double cross = p.x * q.y - q.x * p.y;

    if (cross == 0.0)
        return; /* seen edge-on it fills no directions */
    f->outside += length2 < near2 * SHORT_EDGE2 ? short_edge(p, q, cross) : long_edge(p, q, cross);
}

static bool is_straight(void *context, double bound_m, double reach_m)
{
    const struct frame *f = context;
    double r = bound_m / f->sigma_m, stray = reach_m / f->sigma_m;

    return stray <= STRAY_SIGMAS || stray <= STRAY_SIGMAS * exp(0.5 * r * r);
}

static double clamp01(double v)
{
    return v < 0.0 ? 0.0 : v > 1.0 ? 1.0 : v;
}

static void set_origin(struct frame *f, struct geo_pos p)
{
    struct vec up;

    f->origin = earth_point(p);
    up = earth_up(f->origin);
    f->east = vec_unit((struct vec){-up.y, up.x, 0.0});
    if (vec_dot(f->east, f->east) == 0.0)
        f->east = (struct vec){0.0, 1.0, 0.0}; /* at a pole any direction will do */
    f->north = vec_cross(up, f->east);
}

double mass_of_polygons(const struct path *boundary, bool is_inside, struct geo_pos p,
                        double sigma_m)
{
    struct frame f = {.sigma_m = fmin(sigma_m, SIGMA_MAX_M)};
    double reach_m = REACH_SIGMAS * f.sigma_m;
    double offset_m = fmax(OFFSET_SIGMAS * f.sigma_m, OFFSET_MIN_M);
    struct path_hit hit;

    if (!path_nearest_within(boundary, p, fmax(reach_m, SIDE_BY_PATH_M), &hit))
        return is_inside ? 1.0 : 0.0;
    if (hit.distance_m < offset_m) {
        p = earth_pos(vec_add_scaled(hit.foot, offset_m, hit.left));
        path_nearest(boundary, p, &hit); /* in a sharp corner, left of one edge may be outside */
    }
    if (hit.distance_m < SIDE_BY_PATH_M)
        is_inside = hit.left_m >= 0.0;
    set_origin(&f, p);
    path_visit(boundary, f.origin, reach_m, &(struct path_visitor){&f, is_straight, add_edge});
    return clamp01((is_inside ? 1.0 : 0.0) - f.outside);
}

/* The mass of distances between from and to, for a signed distance known to sigma. */
static double between(double signed_m, double from_m, double to_m, double sigma_m)
{
    double below_to = isinf(to_m) ? 1.0 : normal_below((to_m - signed_m) / sigma_m);

    return below_to - normal_below((from_m - signed_m) / sigma_m);
}

double mass_of_band(const struct band *band, struct geo_pos p, double sigma_m)
{
    double signed_m, off_axis_m, both;
    struct path_hit hit;

    path_nearest(band->line, p, &hit);
    signed_m = band->side == GEO_RIGHT ? -hit.left_m : hit.left_m;
    off_axis_m = band->side == GEO_RIGHT ? -hit.off_axis_m : hit.off_axis_m;
    if (band->side != GEO_BOTH_SIDES && !hit.is_beyond_end)
        return clamp01(between(signed_m, band->from_m, band->to_m, sigma_m));
    both = between(hit.distance_m, band->from_m, band->to_m, sigma_m);
    if (isinf(band->to_m))
        both += normal_below((-band->from_m - hit.distance_m) / sigma_m);
    else
        both += between(hit.distance_m, -band->to_m, -band->from_m, sigma_m);
    if (band->side != GEO_BOTH_SIDES)
        both *= normal_below(off_axis_m / sigma_m);
    return clamp01(both);
}
