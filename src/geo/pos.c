/* SPDX-License-Identifier: Apache-2.0 */
/* pos.c: positions and geodesics; a thin layer over PROJ's geodesic.h. */
#include "geo/pos.h"

#include <math.h>

#include "geo/earth.h"

static bool is_within(double v, double limit)
{
    return v >= -limit && v <= limit; /* false for NaN */
}

enum rc geo_pos_check(struct geo_pos p, struct err *err)
{
    if (!isfinite(p.lat_deg) || !isfinite(p.lon_deg))
        return err_set(err, RC_RANGE, "%s is not a number",
                       isfinite(p.lat_deg) ? "the longitude" : "the latitude");
    if (!is_within(p.lat_deg, 90.0) && is_within(p.lat_deg, 180.0) && is_within(p.lon_deg, 90.0))
        return err_set(err, RC_RANGE,
                       "latitude %.12g is not in [-90, 90]; are latitude and longitude swapped?",
                       p.lat_deg);
    if (!is_within(p.lat_deg, 90.0))
        return err_set(err, RC_RANGE, "latitude %.12g is not in [-90, 90]", p.lat_deg);
    if (!is_within(p.lon_deg, 180.0))
        return err_set(err, RC_RANGE, "longitude %.12g is not in [-180, 180]", p.lon_deg);
    return RC_OK;
}

bool geo_pos_is_same(struct geo_pos a, struct geo_pos b)
{
    return a.lat_deg == b.lat_deg && a.lon_deg == b.lon_deg;
}

double geo_distance_m(struct geo_pos a, struct geo_pos b)
{
    double range_m = 0.0;

    geod_inverse(earth_geodesic(), a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &range_m, NULL,
                 NULL);
    return range_m;
}

double geo_azimuth_deg(struct geo_pos a, struct geo_pos b)
{
    double azimuth_deg = 0.0;

    geod_inverse(earth_geodesic(), a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, NULL, &azimuth_deg,
                 NULL);
    if (azimuth_deg < 0.0)
        azimuth_deg += 360.0;
    return azimuth_deg >= 360.0 ? 0.0 : azimuth_deg + 0.0; /* + 0.0: never -0 */
}

struct geo_pos geo_move(struct geo_pos from, double bearing_deg, double range_m)
{
    struct geo_pos to;

    geod_direct(earth_geodesic(), from.lat_deg, from.lon_deg, bearing_deg, range_m, &to.lat_deg,
                &to.lon_deg, NULL);
    return to;
}
