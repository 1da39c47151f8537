/* SPDX-License-Identifier: Apache-2.0 */
/* shape.h: polygons made ready for geometry: checked, closed, unwrapped at the antimeridian and
 * turned so that the inside is on the left. For src/geo only. */
#pragma once

#include "base/arena.h"
#include "geo/area.h"

/* Closed: the last position repeats the first. Longitudes are continuous along a ring and may leave
 * [-180, 180]. */
struct shape_ring {
    struct geo_pos *at;
    size_t n;
};

/* Ring 0 is the shell. */
struct shape_polygon {
    struct shape_ring *rings;
    size_t n_rings;
};

struct shape {
    struct shape_polygon *polygons;
    size_t n_polygons;
    /* East may be beyond 180; east - west <= 360. */
    double south_deg, west_deg, north_deg, east_deg;
};

/**
 * Copy polygons into a shape.
 *
 * An edge of more than 180° of longitude is read as the shorter way round, except along a pole,
 * where RFC 7946 has areas that hold the pole cut open. Nothing is judged here but single
 * positions and rings; shape_check judges the whole.
 * fails  RC_INPUT: no ring, fewer than four positions, a ring that winds around a pole; RC_RANGE: a
 *        position; RC_LIMIT
 */
MUST_USE enum rc shape_make(const struct geo_polygon *polygons, size_t n, struct arena *a,
                            struct shape *out, struct err *err);

/**
 * Whether GEOS agrees that this is a simple feature.
 *
 * in     a  for working memory
 * fails  RC_INPUT: with which ring of which polygon (from 1, the shell is ring 1), what is wrong
 *        with it and where; RC_LIMIT
 */
MUST_USE enum rc shape_check(const struct shape *shape, struct arena *a, struct err *err);

/**
 * The boundary on the ground as runs with the inside on the left: the rings, less edges along the
 * antimeridian where the area goes on behind it.
 *
 * fails  RC_LIMIT
 */
MUST_USE enum rc shape_boundary(const struct shape *shape, struct arena *a, struct geo_run **out,
                                size_t *n_out, struct err *err);

/** A longitude brought back into [-180, 180]. */
double shape_lon(double lon_deg);

/** The polygons of an area (none for bands); area.c's. */
const struct shape *geo_area_shape(const struct geo_area *area);
