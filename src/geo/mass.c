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
/* Stretches that stray by this from their chord are taken as straight: below 2e-5 of the mass. */
#define STRAY_SIGMAS 3e-5
/* Nearer than this to an edge, the origin is moved so far off it, so that the side is certain. */
#define OFFSET_SIGMAS 1e-6
#define OFFSET_MIN_M  1e-6
/* Positions are rounded to some millimetres where in or out is decided exactly; so near, the
 * boundary that is integrated over must itself say on which side the origin is. */
#define SIDE_BY_PATH_M 0.05
/* For bending chords to arcs at the distances that matter here, any radius of the Earth will do. */
#define MEAN_RADIUS_M 6371008.8

struct frame {
    struct vec origin, east, north;
    double sigma_m;
    double outside; /* the sum over the boundary so far */
};

struct flat {
    double x, y;
};

/* Azimuth and distance from the origin, as plane coordinates in sigmas. */
static struct flat flatten(const struct frame *f, struct vec v)
{
    struct vec d = vec_sub(v, f->origin);
    double e = vec_dot(d, f->east), n = vec_dot(d, f->north);
    double level = sqrt(e * e + n * n), half = vec_length(d) / (2.0 * MEAN_RADIUS_M);
    double range = 2.0 * MEAN_RADIUS_M * asin(half < 1.0 ? half : 1.0);
    double scale = level > 0.0 ? range / (level * f->sigma_m) : 0.0;

    return (struct flat){e * scale, n * scale};
}

static void add_edge(void *context, struct vec a, struct vec b)
{
    struct frame *f = context;
    struct flat p = flatten(f, a), q = flatten(f, b);
    double dx = q.x - p.x, dy = q.y - p.y, length = sqrt(dx * dx + dy * dy);
    double h, along_p, along_q, part;

    if (!(length > 0.0))
        return;
    h = (p.x * q.y - q.x * p.y) / length;
    along_p = (p.x * dx + p.y * dy) / length;
    along_q = (q.x * dx + q.y * dy) / length;
    if (h == 0.0)
        return; /* seen edge-on it fills no directions */
    part = normal_owen_t(h, along_q / fabs(h)) - normal_owen_t(h, along_p / fabs(h));
    f->outside += h > 0.0 ? part : -part;
}

static double clamp01(double v)
{
    return v < 0.0 ? 0.0 : v > 1.0 ? 1.0 : v;
}

double mass_of_polygons(const struct path *boundary, bool is_inside, struct geo_pos p,
                        double sigma_m)
{
    struct frame f = {.sigma_m = sigma_m};
    double offset_m = fmax(OFFSET_SIGMAS * sigma_m, OFFSET_MIN_M);
    struct path_hit hit;
    struct vec up;

    path_nearest(boundary, p, &hit);
    if (hit.distance_m > REACH_SIGMAS * sigma_m)
        return is_inside ? 1.0 : 0.0;
    f.origin = earth_point(p);
    if (hit.distance_m < SIDE_BY_PATH_M)
        is_inside = hit.left_m >= 0.0;
    if (hit.distance_m < offset_m) {
        f.origin = vec_add_scaled(hit.foot, offset_m, hit.left);
        is_inside = true;
    }
    up = earth_up(f.origin);
    f.east = vec_unit((struct vec){-up.y, up.x, 0.0});
    if (vec_dot(f.east, f.east) == 0.0)
        f.east = (struct vec){0.0, 1.0, 0.0}; /* at a pole any direction will do */
    f.north = vec_cross(up, f.east);
    path_visit(boundary, f.origin, REACH_SIGMAS * sigma_m, STRAY_SIGMAS * sigma_m, add_edge, &f);
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
