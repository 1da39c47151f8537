/* SPDX-License-Identifier: Apache-2.0 */
/* path.h: curves on the ellipsoid, cut into short chords under a tree of bounds, and the nearest
 * point of them. What lines and the boundaries of areas have in common. For src/geo only.
 *
 * Building allocates; questions do not, change nothing and may be asked from several threads. */
#pragma once

#include "base/arena.h"
#include "geo/earth.h"
#include "geo/line.h"

/* What an edge between two vertices is: a geodesic, or straight in longitude and latitude. */
enum path_edges { PATH_GEODESIC, PATH_STRAIGHT };

struct path_run {
    size_t first, last; /* indices into `at` */
    bool is_closed;     /* the last point is the first one */
};

/* A row of pieces; how far their points stray at most from the chord of the first and the last. */
struct path_node {
    float reach_m;
    bool has_gap;
};

/* Piece i is the chord from at[i] to at[i + 1]; where is_gap[i], it joins two runs and is no part
 * of the path. Children of tree node k are 2k + 1 and 2k + 2, each with half of its pieces. */
struct path {
    struct vec *at;
    bool *is_gap;
    size_t n_pieces;
    struct path_node *nodes;
    struct path_run *runs;
    size_t n_runs;
    double length_m;
};

struct path_hit {
    double distance_m;
    double left_m;   /* the same, negative on the right of the digitised direction */
    struct vec foot; /* on the surface */
    struct vec left; /* unit vector at the foot to the left of the path there */
    bool is_beyond_end;
    double off_axis_m; /* beyond an end: signed distance from the extension of the end segment */
};

/**
 * Cut runs into pieces that stray from the curve by at most 1 cm, nearly all of it downwards.
 *
 * in     longitudes may leave [-180, 180]
 * out    NULL where all of each run is in one place
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc path_make(const struct geo_run *runs, size_t n_runs, enum path_edges edges,
                           struct arena *a, const struct path **out, struct err *err);

/** Nearest point, distance and side; accuracy as geo_line_nearest says. `p` must be a position. */
void path_nearest(const struct path *path, struct geo_pos p, struct path_hit *out);
/**
 * The same, at less cost where nothing is near: false, and no hit, where the path is farther than
 * `limit_m`. A path that is hardly farther may be told as well.
 */
bool path_nearest_within(const struct path *path, struct geo_pos p, double limit_m,
                         struct path_hit *out);

/* How path_visit treats what it meets. */
struct path_visitor {
    void *context;
    /* May one chord stand for a stretch that is at least `bound_m` away and strays from the chord
     * by at most `reach_m`? Asked only where the position is outside of what it strays over, so
     * that the chord leaves the position on the same side. */
    bool (*is_straight)(void *context, double bound_m, double reach_m);
    void (*visit)(void *context, struct vec a, struct vec b);
};

/** Call `visit` with the ends of chords that together stand for all of the path within `radius_m`
 * of `from`; more may come. */
void path_visit(const struct path *path, struct vec from, double radius_m,
                const struct path_visitor *visitor);
