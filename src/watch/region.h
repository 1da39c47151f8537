/* SPDX-License-Identifier: Apache-2.0 */
/* region.h: where an observation may have been, for asking whether two may be of one place. */
#pragma once

#include "watch/docket.h"

/* So many sigma widen a region: what is farther apart is hardly ever one place (both errors at
 * three sigma: about one in a thousand). Times are widened by three too. */
#define REGION_SIGMAS 3.0

/* Everything lies within radius_m of `centre`, its error of margin_m apart. */
struct region {
    struct geo_pos centre;
    double radius_m; /* 0 for a point; INFINITY: everywhere */
    double margin_m; /* REGION_SIGMAS sigma */
    const struct place *place;
    const struct geo_area *area; /* of a zone or a geometry, else NULL */
};

/**
 * The region of a place.
 *
 * in   zone  the area that a PLACE_ZONE names, or NULL
 * out  false: there is none (nowhere stated, a centroid, an unknown zone)
 */
bool region_make(const struct place *p, const struct geo_area *zone, struct region *out);

/**
 * Whether two regions, widened by their margins, have a position in common; touching counts.
 *
 * Points and sectors are compared by their shape (arcs as eight chords, within 0.5 % of the
 * range); an area against a sector or a track by the disc around that; two areas by their discs:
 * where that is coarse it says yes, so that a minimum count stays a lower bound.
 */
bool region_meets(const struct region *a, const struct region *b);

/** Least and largest distance from a position to a region, margin included; *least_m >= 0. */
void region_distance(const struct region *r, struct geo_pos from, double *least_m, double *most_m);
