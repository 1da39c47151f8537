/* SPDX-License-Identifier: Apache-2.0 */
/* grid.h: the two projections under MGRS: UTM (transverse Mercator) and UPS (polar stereographic)
 * on WGS 84. For src/geo only; distances are never computed in grid coordinates. */
#pragma once

#include <stdbool.h>

#include "geo/pos.h"

/* With the false eastings and northings of the systems: 500 km and, south of the equator, 10,000 km
 * for UTM; 2,000 km each for UPS. */
struct grid_pos {
    double east_m, north_m;
};

/** UTM coordinates in a zone (1 … 60), right to a micrometre within 10° of its meridian. */
struct grid_pos grid_utm(struct geo_pos p, int zone, bool is_north);
struct geo_pos grid_utm_back(struct grid_pos g, int zone, bool is_north);
/** UPS coordinates of the named hemisphere. */
struct grid_pos grid_ups(struct geo_pos p, bool is_north);
struct geo_pos grid_ups_back(struct grid_pos g, bool is_north);
