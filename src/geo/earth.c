/* SPDX-License-Identifier: Apache-2.0 */
/* earth.c: points in Earth-centred coordinates; pure but for the solver's one-time preparation. */
#include "geo/earth.h"

#include <threads.h>

static struct geod_geodesic solver;
static once_flag solver_once = ONCE_FLAG_INIT;

static void solver_prepare(void)
{
    geod_init(&solver, EARTH_A_M, EARTH_F);
}

const struct geod_geodesic *earth_geodesic(void)
{
    call_once(&solver_once, solver_prepare);
    return &solver;
}

struct vec vec_unit(struct vec a)
{
    double length = vec_length(a);

    return length > 0.0 ? (struct vec){a.x / length, a.y / length, a.z / length} : a;
}

struct vec earth_point(struct geo_pos p)
{
    double lat = EARTH_RAD(p.lat_deg), lon = EARTH_RAD(p.lon_deg);
    double sin_lat = sin(lat), cos_lat = cos(lat);
    double normal_m = EARTH_A_M / sqrt(1.0 - EARTH_E2 * sin_lat * sin_lat);

    return (struct vec){normal_m * cos_lat * cos(lon), normal_m * cos_lat * sin(lon),
                        normal_m * (1.0 - EARTH_E2) * sin_lat};
}

struct geo_pos earth_pos(struct vec v)
{
    /* exact on the surface; a metre off it costs less than a micrometre sideways */
    double rho = sqrt(v.x * v.x + v.y * v.y);
    double lat = atan2(v.z, (1.0 - EARTH_E2) * rho);

    return (struct geo_pos){EARTH_DEG(lat), rho > 0.0 ? EARTH_DEG(atan2(v.y, v.x)) : 0.0};
}

/* Half the gradient of x²/a² + y²/a² + z²/b². */
static struct vec gradient(struct vec v)
{
    const double ia2 = 1.0 / (EARTH_A_M * EARTH_A_M), ib2 = 1.0 / (EARTH_B_M * EARTH_B_M);

    return (struct vec){v.x * ia2, v.y * ia2, v.z * ib2};
}

struct vec earth_up(struct vec v)
{
    return vec_unit(gradient(v));
}

struct vec earth_lift(struct vec v)
{
    double scale = 1.0 / sqrt(vec_dot(v, gradient(v)));

    return (struct vec){v.x * scale, v.y * scale, v.z * scale};
}

double earth_arc_m(struct vec a, struct vec b)
{
    struct vec d = vec_sub(b, a);
    struct vec middle = {(a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2};
    struct vec g = gradient(middle);
    double chord_m = vec_length(d);
    double curvature, x2;

    if (!(chord_m > 0.0))
        return 0.0;
    /* The normal curvature of the quadric along d, at the surface above the chord's middle. */
    curvature =
        vec_dot(d, gradient(d)) / (chord_m * chord_m) * sqrt(vec_dot(middle, g)) / vec_length(g);
    x2 = chord_m * curvature / 2.0;
    x2 *= x2;
    return chord_m * (1.0 + x2 * (1.0 / 6 + x2 * (3.0 / 40 + x2 * (15.0 / 336))));
}
