/* SPDX-License-Identifier: Apache-2.0 */
/* area.h: areas on the ground: polygons with holes and parts, bands along lines, and probabilities
 * of being inside. The zone look-up of the product stands behind this interface alone.
 *
 * Boundaries are closed: a position on the boundary is inside. Edges of polygons are straight in
 * longitude and latitude (RFC 7946); bands are judged by geodesic distance from their line. */
#pragma once

#include "base/arena.h"
#include "geo/line.h"
#include "geo/pos.h"

struct geo_area;

struct geo_box {
    double south_deg, west_deg, north_deg, east_deg; /* east < west: across the antimeridian */
};

/* One polygon: ring 0 is the shell, the others are its holes; the closing vertex may be repeated.
 */
struct geo_polygon {
    const struct geo_run *rings;
    size_t n_rings;
};

/**
 * An area of polygons.
 *
 * Valid input only, nothing is repaired: GEOS must agree that this is a simple feature. Edges
 * longer than 180° of longitude are read as crossing the antimeridian. An area that is cut in two
 * there (RFC 7946, 3.1.9) has no boundary at the cut. One that holds a pole must be cut open along
 * the antimeridian with an edge at latitude 90. Positions are rounded to 1e-7 degree (1 cm) where
 * in or out is decided; that is then exact.
 * fails  RC_INPUT: self-intersection, a hole outside its shell, overlapping parts, fewer than four
 *        positions in a ring, a ring around a pole: with the place; RC_RANGE; RC_LIMIT
 */
MUST_USE enum rc geo_area_polygons(const struct geo_polygon *polygons, size_t n, struct arena *a,
                                   const struct geo_area **out, struct err *err);

enum geo_side { GEO_LEFT, GEO_RIGHT, GEO_BOTH_SIDES };

/**
 * Where the distance from the line is in [from_m, to_m], on the named side; ends are round, and
 * beyond an end the sides part at the extension of the end segment. `line` must outlive it.
 *
 * fails  RC_RANGE: not 0 <= from_m < to_m
 */
MUST_USE enum rc geo_area_band(const struct geo_line *line, enum geo_side side, double from_m,
                               double to_m, struct arena *a, const struct geo_area **out,
                               struct err *err);
/**
 * Between two lines: the ground enclosed by both and by the geodesics that join their ends.
 *
 * The ends are paired so that what joins them is short. Edges are geodesics, to some centimetres.
 * fails  RC_INPUT: a line of several runs or a closed one, or lines that cross
 */
MUST_USE enum rc geo_area_between(const struct geo_line *a_line, const struct geo_line *b_line,
                                  struct arena *a, const struct geo_area **out, struct err *err);
/** One whole side of a line, all around the Earth. */
MUST_USE enum rc geo_area_side(const struct geo_line *line, enum geo_side side, struct arena *a,
                               const struct geo_area **out, struct err *err);

bool geo_area_contains(const struct geo_area *area, struct geo_pos p);
/**
 * Distance to the boundary, positive inside, negative outside.
 *
 * Polygons: within 2 cm up to 200 km. Bands: to the nearer of the two distances that bound them,
 * which on the inner side of a bend is less than to the boundary itself.
 */
double geo_area_signed_m(const struct geo_area *area, struct geo_pos p);
/**
 * Probability that a position known as `p` with a circular normal error of `sigma_m` per axis is
 * inside. sigma 0: 0 or 1.
 *
 * Polygons: integrated over the boundary, within 1e-4 for sigma from 50 m to 100 km, and below as
 * far as 1 cm of boundary matters; where the boundary is straight within some sigma that is
 * Φ(signed distance / sigma). Bands and sides: differences of Φ of the distance from the line.
 * Continuous in `p` and sigma (tests/unit/geo_mass_test.c, against closed forms and Monte Carlo).
 */
double geo_area_mass(const struct geo_area *area, struct geo_pos p, double sigma_m);
/** A box around it, for looking up what may be inside; a side of a line has the whole Earth. */
struct geo_box geo_area_box(const struct geo_area *area);
/** Its polygons, for drawing; 0 for bands and sides. */
size_t geo_area_outline(const struct geo_area *area, const struct geo_polygon **out);
/**
 * About `n` positions spread evenly over a polygonal area, at least one, in a fixed order: how an
 * observation that names only an area is judged. 0 for bands and sides.
 */
MUST_USE enum rc geo_area_sample(const struct geo_area *area, size_t n, struct arena *a,
                                 struct geo_pos **out, size_t *n_out, struct err *err);
