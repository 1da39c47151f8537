/* SPDX-License-Identifier: Apache-2.0 */
/* earth.h: the WGS 84 ellipsoid as the other files of this folder need it: its constants, points in
 * Earth-centred coordinates, and the way from a chord to the surface. For src/geo, and for where
 * distances are asked by the million. */
#pragma once

#include <geodesic.h>
#include <math.h>

#include "geo/pos.h"

/* WGS 84: NGA.STND.0036_1.0.0, table 3.1. */
#define EARTH_A_M 6378137.0
#define EARTH_F   (1.0 / 298.257223563)
#define EARTH_B_M (EARTH_A_M * (1.0 - EARTH_F))
#define EARTH_E2  (EARTH_F * (2.0 - EARTH_F))

#define EARTH_PI       3.14159265358979323846
#define EARTH_RAD(deg) ((deg) * (EARTH_PI / 180.0))
#define EARTH_DEG(rad) ((rad) * (180.0 / EARTH_PI))

/* Metres from the Earth's centre: x to 0° N 0° E, y to 0° N 90° E, z to the north pole. */
struct vec {
    double x, y, z;
};

static inline struct vec vec_sub(struct vec a, struct vec b)
{
    return (struct vec){a.x - b.x, a.y - b.y, a.z - b.z};
}

/* a + t b */
static inline struct vec vec_add_scaled(struct vec a, double t, struct vec b)
{
    return (struct vec){a.x + t * b.x, a.y + t * b.y, a.z + t * b.z};
}

static inline double vec_dot(struct vec a, struct vec b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline struct vec vec_cross(struct vec a, struct vec b)
{
    return (struct vec){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

static inline double vec_length(struct vec a)
{
    return sqrt(vec_dot(a, a));
}

/** Length 1; the zero vector stays what it is. */
struct vec vec_unit(struct vec a);

/** PROJ's geodesic solver for WGS 84; prepared once, then only read. */
const struct geod_geodesic *earth_geodesic(void);

/** The point on the ellipsoid; any longitude. */
struct vec earth_point(struct geo_pos p);
/** The position over or under a point that is at most some metres off the ellipsoid. */
struct geo_pos earth_pos(struct vec v);
/** The unit vector straight up (the ellipsoid's normal) at a point near the surface. */
struct vec earth_up(struct vec v);
/** A point near the surface, moved onto it. */
struct vec earth_lift(struct vec v);
/**
 * Geodesic distance between two points of the surface, from their chord.
 *
 * An arc of the Euler radius at the chord's middle in the chord's direction: off by less than 1 mm
 * up to EARTH_ARC_MAX_M (tests/unit/geo_pos_test.c, against PROJ). Not for longer chords.
 */
double earth_arc_m(struct vec a, struct vec b);
#define EARTH_ARC_MAX_M 250000.0
