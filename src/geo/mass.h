/* SPDX-License-Identifier: Apache-2.0 */
/* mass.h: how much of a circular normal error falls into an area. For src/geo only. */
#pragma once

#include "geo/area.h"
#include "geo/path.h"

/* A band along a line, or, with to_m infinite, one side of it. */
struct band {
    const struct path *line;
    enum geo_side side;
    double from_m, to_m;
};

/**
 * The mass inside a closed boundary that has the inside on its left.
 *
 * An integral over the boundary in the azimuthal equidistant plane around `p`, so that any number
 * of parts and holes simply add up; where the boundary is straight within some sigma it is
 * Φ(signed distance / sigma). `is_inside` is believed where the boundary is not within 5 cm.
 */
double mass_of_polygons(const struct path *boundary, bool is_inside, struct geo_pos p,
                        double sigma_m);
/** By distances from the line; beyond an end, as if its segment went on. sigma_m > 0. */
double mass_of_band(const struct band *band, struct geo_pos p, double sigma_m);
