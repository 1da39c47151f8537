/* SPDX-License-Identifier: Apache-2.0 */
/* line.h: a line on the ground (armistice, contact, withdrawal, border): geodesic distance and
 * side.
 *
 * Segments between vertices are geodesics. Left and right are those of the digitised direction. */
#pragma once

#include "base/arena.h"
#include "geo/pos.h"

struct geo_line;
struct path;

struct geo_nearest {
    double distance_m;    /* to the nearest point of the line, >= 0 */
    double signed_left_m; /* the same, negative on the right; beyond an end, the side of the
                             extended end segment. A line that ends where it begins has no end */
    struct geo_pos foot;  /* that nearest point */
};

/* One run of vertices; a line may have several (a gap is no line). */
struct geo_run {
    const struct geo_pos *at;
    size_t n;
};

/**
 * Prepare a line for distance questions.
 *
 * fails  RC_INPUT: a run shorter than a centimetre, or none at all; RC_RANGE: a position out of
 *        range, saying which; RC_LIMIT: the arena is full
 */
MUST_USE enum rc geo_line_make(const struct geo_run *runs, size_t n_runs, struct arena *a,
                               const struct geo_line **out, struct err *err);
/**
 * Nearest point, distance and side, of a position that geo_pos_check accepts.
 *
 * Within 1 mm up to 200 km on segments of any length (measured: 0.04 mm, on 1,000 km too), within
 * 1e-5 of itself up to 10,000 km and 3e-4 up to the other side of the Earth
 * (tests/unit/geo_line_test.c, against sampled geodesics). Where the nearest point is a vertex,
 * both its segments decide the side. Allocates nothing; may be asked from several threads.
 */
struct geo_nearest geo_line_nearest(const struct geo_line *line, struct geo_pos p);
double geo_line_length_m(const struct geo_line *line);
size_t geo_line_runs(const struct geo_line *line, const struct geo_run **out);
/** The curve itself, for the other files of this folder. */
const struct path *geo_line_path(const struct geo_line *line);
