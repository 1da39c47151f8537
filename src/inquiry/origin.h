/* SPDX-License-Identifier: Apache-2.0 */
/* origin.h: from where a projectile came: bearings from craters, ranges of weapons, sound and
 * imagery combined on a grid, and in whose ground that lies. Pure; it says where, never who. */
#pragma once

#include "base/arena.h"
#include "geo/line.h"

#define ORIGIN_PIECES_MAX 64
/* Cells of the result to a side. */
#define ORIGIN_SIDE 400
/* Beyond so many sigma from the best place a piece contradicts the others. */
#define ORIGIN_MISFIT_MAX 5.0

enum origin_kind {
    ORIGIN_BEARING, /* from a crater to the gun */
    ORIGIN_RING,    /* the weapon reaches from min_m to max_m: uniform in distance */
    ORIGIN_SOUND,   /* so far from a sensor, by the time between flash and bang */
    ORIGIN_LAG,     /* so much farther from one sensor than from another */
    ORIGIN_POINT,   /* the gun was seen there, in imagery or by eye */
};

/* One piece of evidence; what its kind does not name is not read. */
struct origin_piece {
    enum origin_kind kind;
    struct span exhibit;
    struct geo_pos from; /* the crater, the sensor, the place seen */
    double from_sigma_m; /* one standard deviation per axis, of `from` */
    double azimuth_deg, azimuth_sigma_deg;
    double min_m, max_m;
    double range_m, range_sigma_m; /* ORIGIN_LAG: distance to `from` less distance to `other` */
    struct geo_pos other;
};

/* Where the mass lies: cells even in azimuth and in distance around the impact. */
struct origin_cell {
    struct geo_pos at;
    double mass;     /* of all cells: 1 */
    double area_km2; /* density is mass / area_km2 */
    double within;   /* the mass of all ground that is as dense or denser but for a millionth: 0.5
                        and less is the smallest region that holds half of it */
    double radius_m; /* root of its mean squared extent per axis, for blurring */
};
struct origin {
    struct geo_pos impact;
    const struct origin_cell *cells; /* azimuth by azimuth; n_azimuths * n_ranges */
    size_t n_azimuths, n_ranges;
    double azimuth0_deg, azimuth_step_deg; /* of the first cell's edge */
    double range0_m, range_step_m;
    struct geo_pos best;              /* the densest cell */
    double misfit_sigma;              /* of the piece that fits worst there */
    size_t worst;                     /* which */
    double half_km2, nine_tenths_km2; /* the smallest regions that hold so much */
};

/**
 * A range from flash to bang.
 *
 * in     delay_s > 0, temperature_c of the air on the way in [-60, 60]; sigmas >= 0
 * out    metres and one standard deviation
 * fails  RC_RANGE
 */
MUST_USE enum rc origin_sound_range(double delay_s, double delay_sigma_s, double temperature_c,
                                    double temperature_sigma_c, double *range_m, double *sigma_m,
                                    struct err *err);

/**
 * Combine pieces around one impact.
 *
 * Before any evidence the origin is even over azimuth and over distance, not over area: rings
 * around the impact bound the distance; where there is none, what is seen or heard must. Bearings,
 * sound and points are normal, rings around other craters have edges blurred by that crater's
 * error. What origin_left_of makes of it is within 0.001 of the closed forms for a bearing and a
 * ring, for sigmas from 1 to 20 degrees (measured: 0.0003), and within 0.004 of sums over the plane
 * for sound, points and two craters (tests/unit/inquiry_origin_test.c).
 *
 * Cells are weighed on the sphere that is curved as the Earth is at the impact: 20 pieces take less
 * than 50 ms (bench/README.md), and where all is within 200 km a log-likelihood is within 0.0002 of
 * that by geodesics (tests/unit/inquiry_origin_sphere_test.c). Where a place of a piece, or the
 * farthest that any may be, lies more than 500 km from the impact, geodesics are used: that takes
 * seconds.
 *
 * fails  RC_INPUT: a piece's figures; RC_ABSENT: nothing bounds the distance; RC_CONFLICT: rings
 *        that do not meet, or a piece that is more than ORIGIN_MISFIT_MAX sigma off at the best
 *        place; RC_RANGE; RC_LIMIT
 */
MUST_USE enum rc origin_combine(struct geo_pos impact, const struct origin_piece *pieces, size_t n,
                                struct arena *a, struct origin *out, struct err *err);

/**
 * How likely the origin lies left of a line, whose own error (one standard deviation) is blurred
 * in. Left of the line is the ground of the party that holds it: no more than that.
 *
 * Within 0.0003 of asking for every cell, for winding lines and those that end in the midst of it
 * (measured: 0.0002, tests/unit/inquiry_origin_grid_test.c).
 */
double origin_left_of(const struct origin *o, const struct geo_line *line, double line_sigma_m);
