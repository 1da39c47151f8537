/* SPDX-License-Identifier: Apache-2.0 */
/* pos.h: positions on the WGS 84 ellipsoid and geodesics between them (PROJ's geodesic.h). */
#pragma once

#include <stdbool.h>

#include "base/err.h"

/* Degrees; lat_deg in [-90, 90], lon_deg in [-180, 180]. */
struct geo_pos {
    double lat_deg;
    double lon_deg;
};

/* fails RC_RANGE: out of range or not a number, saying which and, where swapping would help, so */
MUST_USE enum rc geo_pos_check(struct geo_pos p, struct err *err);

/** The very same coordinates: -180 and 180 are two. */
bool geo_pos_is_same(struct geo_pos a, struct geo_pos b);

/** Geodesic distance; exact to some nanometres (Karney 2013). */
double geo_distance_m(struct geo_pos a, struct geo_pos b);
/** Azimuth at `a` of the geodesic to `b`, degrees true in [0, 360). */
double geo_azimuth_deg(struct geo_pos a, struct geo_pos b);
/** The position `range_m` from `from` along azimuth `bearing_deg` (true). */
struct geo_pos geo_move(struct geo_pos from, double bearing_deg, double range_m);
