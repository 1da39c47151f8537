/* SPDX-License-Identifier: Apache-2.0 */
/* path.c: cutting curves into chords, and searching them.
 *
 * The tree needs no sorting: consecutive pieces of a path are neighbours on the ground, so a node
 * is a range of pieces and its bound is a capsule around the chord from its first to its last
 * point. A smooth stretch of a hundred kilometres thus has a bound some metres thick. */
#include "geo/path.h"

#include <assert.h>

/* How far a piece may stray from its curve. The depth of a geodesic's chord hardly matters, as
 * feet are lifted to the surface; what is left of it, and the sideways part on edges that are
 * straight in longitude and latitude, moves a distance by less than this. */
#define PIECE_STRAY_M 0.01
/* Pieces in a leaf: fewer cost memory for bounds, more cost distances to single pieces. */
#define LEAF_PIECES 4
/* Halving 2^36 pieces down to a leaf; memory ends long before. */
#define PATH_DEPTH_MAX 34
/* Bounds are rounded up by this, for the last bit of a float and of coordinates of 6e6 m. */
#define REACH_SLACK_M 1e-3
/* Nearer points are one: the direction from one to the other would be noise. Repeated vertices, the
 * two names of the antimeridian and the many names of a pole are such. */
#define SAME_PLACE_M 1e-6

/* ---- building ---- */

static size_t n_pieces_of(double bend_m)
{
    /* A curve whose second derivative over its whole length is at most bend_m strays from n equal
     * chords by at most bend_m / 8n². */
    double n = ceil(sqrt(bend_m / (8.0 * PIECE_STRAY_M)));

    return n < 1.0 ? 1 : (size_t)n;
}

static size_t n_pieces_geodesic(struct geo_pos a, struct geo_pos b)
{
    double length_m = geo_distance_m(a, b);

    return n_pieces_of(length_m * length_m / EARTH_B_M);
}

static size_t n_pieces_straight(struct geo_pos a, struct geo_pos b)
{
    double d_lat = fabs(EARTH_RAD(b.lat_deg - a.lat_deg));
    double d_lon = fabs(EARTH_RAD(b.lon_deg - a.lon_deg));
    /* the widest parallel that the edge touches */
    double lat = a.lat_deg * b.lat_deg <= 0.0 ? 0.0 : fmin(fabs(a.lat_deg), fabs(b.lat_deg));
    double bend = d_lat * d_lat + 2.0 * d_lat * d_lon + d_lon * d_lon * cos(EARTH_RAD(lat));

    return n_pieces_of(bend * EARTH_A_M * (1.0 + EARTH_F));
}

static bool is_one_place(struct vec a, struct vec b)
{
    return vec_length(vec_sub(a, b)) < SAME_PLACE_M;
}

static size_t n_pieces_edge(struct geo_pos a, struct geo_pos b, enum path_edges edges)
{
    if (is_one_place(earth_point(a), earth_point(b)))
        return 0;
    return edges == PATH_GEODESIC ? n_pieces_geodesic(a, b) : n_pieces_straight(a, b);
}

/* Points 1 … n of an edge; returns how many. */
static size_t cut_edge(struct geo_pos a, struct geo_pos b, enum path_edges edges, struct vec *at)
{
    size_t n = n_pieces_edge(a, b, edges);
    struct geod_geodesicline line;

    if (n == 0)
        return 0;
    if (n > 1 && edges == PATH_GEODESIC)
        geod_inverseline(&line, earth_geodesic(), a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg,
                         GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_DISTANCE_IN);
    for (size_t k = 1; k < n; k++) {
        double t = (double)k / (double)n;
        struct geo_pos p = {a.lat_deg + t * (b.lat_deg - a.lat_deg),
                            a.lon_deg + t * (b.lon_deg - a.lon_deg)};

        if (edges == PATH_GEODESIC)
            geod_position(&line, t * line.s13, &p.lat_deg, &p.lon_deg, NULL);
        at[k - 1] = earth_point(p);
    }
    at[n - 1] = earth_point(b);
    return n;
}

static size_t n_points_of(const struct geo_run *runs, size_t n_runs, enum path_edges edges)
{
    size_t n = 0;

    for (size_t r = 0; r < n_runs; r++) {
        n++;
        for (size_t i = 1; i < runs[r].n; i++)
            n += n_pieces_edge(runs[r].at[i - 1], runs[r].at[i], edges);
    }
    return n;
}

static size_t cut_run(const struct geo_run *run, enum path_edges edges, struct vec *at)
{
    size_t n = 1;

    at[0] = earth_point(run->at[0]);
    for (size_t i = 1; i < run->n; i++)
        n += cut_edge(run->at[i - 1], run->at[i], edges, at + n);
    return n;
}

struct span_of_pieces {
    size_t node, first, end;
};

static struct span_of_pieces child_of(struct span_of_pieces s, bool is_second)
{
    size_t middle = s.first + (s.end - s.first) / 2;

    if (is_second)
        return (struct span_of_pieces){2 * s.node + 2, middle, s.end};
    return (struct span_of_pieces){2 * s.node + 1, s.first, middle};
}

static bool is_leaf(struct span_of_pieces s)
{
    return s.end - s.first <= LEAF_PIECES;
}

static size_t n_nodes_of(size_t n_pieces)
{
    size_t n = 1;

    while (n_pieces > LEAF_PIECES) {
        n_pieces = n_pieces - n_pieces / 2;
        n = 2 * n + 1;
    }
    return n;
}

/* Squared distance to a chord; *t is where on it, 0 … 1. */
static inline double chord_distance2(struct vec p, struct vec a, struct vec b, double *t)
{
    struct vec ab = vec_sub(b, a), ap = vec_sub(p, a);
    double length2 = vec_dot(ab, ab);
    double at = length2 > 0.0 ? vec_dot(ap, ab) / length2 : 0.0;
    struct vec off;

    at = at < 0.0 ? 0.0 : at > 1.0 ? 1.0 : at;
    off = vec_add_scaled(ap, -at, ab);
    *t = at;
    return vec_dot(off, off);
}

/* Recursion: halves its range each time, so PATH_DEPTH_MAX deep at most. */
static void measure(struct path *path, struct span_of_pieces s)
{
    struct path_node node = {0.0F, false};
    double worst2 = 0.0, t;

    for (size_t i = s.first; i < s.end; i++) {
        worst2 = fmax(worst2, chord_distance2(path->at[i], path->at[s.first], path->at[s.end], &t));
        node.has_gap = node.has_gap || path->is_gap[i];
    }
    node.reach_m = (float)(sqrt(worst2) * (1.0 + 1e-6) + REACH_SLACK_M);
    path->nodes[s.node] = node;
    if (is_leaf(s))
        return;
    measure(path, child_of(s, false));
    measure(path, child_of(s, true));
}

static double length_of(const struct geo_run *runs, size_t n_runs)
{
    double length_m = 0.0;

    for (size_t r = 0; r < n_runs; r++)
        for (size_t i = 1; i < runs[r].n; i++)
            length_m += geo_distance_m(runs[r].at[i - 1], runs[r].at[i]);
    return length_m;
}

/* All runs one after the other; returns how many points that makes. Runs that are in one place are
 * left out. */
static size_t cut_all(const struct geo_run *runs, size_t n_runs, enum path_edges edges,
                      struct path *path)
{
    size_t n = 0;

    for (size_t r = 0; r < n_runs; r++) {
        size_t n_points = cut_run(&runs[r], edges, path->at + n);
        struct path_run *run = &path->runs[path->n_runs];

        if (n_points < 2)
            continue;
        *run = (struct path_run){n, n + n_points - 1, false};
        run->is_closed = is_one_place(path->at[run->first], path->at[run->last]);
        path->is_gap[run->last] = true;
        path->n_runs++;
        n += n_points;
    }
    return n;
}

enum rc path_make(const struct geo_run *runs, size_t n_runs, enum path_edges edges, struct arena *a,
                  const struct path **out, struct err *err)
{
    size_t n_points = n_points_of(runs, n_runs, edges), n;
    struct path *path = arena_alloc(a, sizeof(*path), err);

    if (path == NULL)
        return RC_LIMIT;
    path->at = arena_array(a, n_points, sizeof(*path->at), err);
    path->is_gap = arena_array(a, n_points, sizeof(*path->is_gap), err);
    path->runs = arena_array(a, n_runs, sizeof(*path->runs), err);
    path->nodes = arena_array(a, n_nodes_of(n_points), sizeof(*path->nodes), err);
    if (path->at == NULL || path->is_gap == NULL || path->runs == NULL || path->nodes == NULL)
        return RC_LIMIT;
    n = cut_all(runs, n_runs, edges, path);
    if (n == 0) {
        *out = NULL;
        return RC_OK;
    }
    path->n_pieces = n - 1;
    path->length_m = length_of(runs, n_runs);
    measure(path, (struct span_of_pieces){0, 0, path->n_pieces});
    *out = path;
    return RC_OK;
}

/* ---- searching ---- */

struct waiting {
    struct span_of_pieces s;
    double bound_m;
};

static inline double bound_of(const struct path *path, struct vec p, struct span_of_pieces s)
{
    double t;

    return sqrt(chord_distance2(p, path->at[s.first], path->at[s.end], &t)) -
           (double)path->nodes[s.node].reach_m;
}

struct best {
    double distance2, distance_m; /* of chords */
    size_t piece;
    double t;
};

static void search_leaf(const struct path *path, struct vec p, struct span_of_pieces s,
                        struct best *best)
{
    for (size_t i = s.first; i < s.end; i++) {
        double t, d2 = chord_distance2(p, path->at[i], path->at[i + 1], &t);

        if (d2 < best->distance2 && !path->is_gap[i])
            *best = (struct best){d2, 0.0, i, t};
    }
    best->distance_m = sqrt(best->distance2);
}

/* Depth first, the nearer half first, whatever cannot be nearer than the best left out. The piece
 * is path->n_pieces where nothing is nearer than the limit. */
static struct best search(const struct path *path, struct vec p, double limit_m)
{
    struct waiting stack[PATH_DEPTH_MAX + 1];
    struct best best = {limit_m * limit_m, limit_m, path->n_pieces, 0.0};
    size_t n = 0;

    stack[n++] = (struct waiting){{0, 0, path->n_pieces}, 0.0};
    while (n > 0) {
        struct waiting w = stack[--n];
        struct waiting near, far;

        if (w.bound_m >= best.distance_m)
            continue;
        if (is_leaf(w.s)) {
            search_leaf(path, p, w.s, &best);
            continue;
        }
        near.s = child_of(w.s, false);
        far.s = child_of(w.s, true);
        near.bound_m = bound_of(path, p, near.s);
        far.bound_m = bound_of(path, p, far.s);
        assert(n + 2 <= sizeof(stack) / sizeof(stack[0]));
        if (near.bound_m <= far.bound_m) {
            stack[n++] = far;
            stack[n++] = near;
        } else {
            stack[n++] = near;
            stack[n++] = far;
        }
    }
    return best;
}

static const struct path_run *run_of(const struct path *path, size_t piece)
{
    size_t low = 0, high = path->n_runs - 1;

    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;

        if (path->runs[middle].first <= piece)
            low = middle;
        else
            high = middle - 1;
    }
    return &path->runs[low];
}

static struct vec left_of(const struct path *path, size_t piece, struct vec up)
{
    return vec_unit(vec_cross(up, vec_sub(path->at[piece + 1], path->at[piece])));
}

/* Beyond an open end, how far beside the extension of the end segment; `ahead` is its direction. */
static void look_beyond(struct vec ahead, struct vec off, struct path_hit *hit)
{
    double along = vec_dot(ahead, off), aside = vec_dot(hit->left, off);
    double length = hypot(along, aside);

    hit->is_beyond_end = along > 0.0 && length > 0.0;
    hit->off_axis_m = hit->is_beyond_end ? hit->distance_m * (aside / length) : hit->left_m;
}

/* The side where the foot is a vertex. Where two pieces meet, the sum of their normals decides: of
 * the two alone, the one that the position is not beside may give the wrong side. */
static void judge_vertex(const struct path *path, size_t vertex, const struct path_run *run,
                         struct vec up, struct path_hit *hit)
{
    bool is_first = vertex == run->first, is_last = vertex == run->last;
    size_t before = is_first ? run->last - 1 : vertex - 1;
    size_t after = is_last ? run->first : vertex;
    struct vec left_before, left_after, sum;

    if ((is_first || is_last) && !run->is_closed) {
        hit->left = left_of(path, is_first ? after : before, up);
        return;
    }
    left_before = left_of(path, before, up);
    left_after = left_of(path, after, up);
    sum = vec_add_scaled(left_before, 1.0, left_after);
    /* At the tip of a spike neither side is right; the way to it decides. */
    hit->left = vec_dot(sum, sum) > 1e-12 ? vec_unit(sum) : left_before;
}

static void judge_side(const struct path *path, const struct best *best, struct vec p,
                       struct path_hit *hit)
{
    struct vec up = earth_up(hit->foot), off = vec_sub(p, hit->foot);
    const struct path_run *run = NULL;
    size_t vertex = best->t >= 1.0 ? best->piece + 1 : best->piece;
    bool is_vertex = best->t <= 0.0 || best->t >= 1.0;

    if (is_vertex) {
        run = run_of(path, best->piece);
        judge_vertex(path, vertex, run, up, hit);
    } else {
        hit->left = left_of(path, best->piece, up);
    }
    hit->left_m = vec_dot(hit->left, off) < 0.0 ? -hit->distance_m : hit->distance_m;
    hit->is_beyond_end = false;
    hit->off_axis_m = hit->left_m;
    if (!is_vertex || run->is_closed)
        return;
    if (vertex == run->first)
        look_beyond(vec_cross(up, hit->left), off, hit);
    else if (vertex == run->last)
        look_beyond(vec_cross(hit->left, up), off, hit);
}

bool path_nearest_within(const struct path *path, struct geo_pos p, double limit_m,
                         struct path_hit *out)
{
    struct vec at = earth_point(p), a, b, foot;
    struct best best = search(path, at, limit_m);

    if (best.piece == path->n_pieces)
        return false;
    a = path->at[best.piece];
    b = path->at[best.piece + 1];
    foot = earth_lift(vec_add_scaled(a, best.t, vec_sub(b, a)));
    out->foot = foot;
    if (best.distance_m <= EARTH_ARC_MAX_M)
        out->distance_m = earth_arc_m(at, foot);
    else
        out->distance_m = geo_distance_m(p, earth_pos(foot));
    judge_side(path, &best, at, out);
    return true;
}

void path_nearest(const struct path *path, struct geo_pos p, struct path_hit *out)
{
    bool is_found = path_nearest_within(path, p, INFINITY, out);

    assert(is_found);
    (void)is_found;
}

void path_visit(const struct path *path, struct vec from, double radius_m,
                const struct path_visitor *visitor)
{
    struct span_of_pieces stack[PATH_DEPTH_MAX + 1];
    size_t n = 0;

    stack[n++] = (struct span_of_pieces){0, 0, path->n_pieces};
    while (n > 0) {
        struct span_of_pieces s = stack[--n];
        struct path_node node = path->nodes[s.node];
        double bound_m = bound_of(path, from, s);

        if (bound_m > radius_m)
            continue;
        if (bound_m > 0.0 && !node.has_gap &&
            visitor->is_straight(visitor->context, bound_m, (double)node.reach_m)) {
            visitor->visit(visitor->context, path->at[s.first], path->at[s.end]);
            continue;
        }
        if (is_leaf(s)) {
            for (size_t i = s.first; i < s.end; i++)
                if (!path->is_gap[i])
                    visitor->visit(visitor->context, path->at[i], path->at[i + 1]);
            continue;
        }
        assert(n + 2 <= sizeof(stack) / sizeof(stack[0]));
        stack[n++] = child_of(s, true);
        stack[n++] = child_of(s, false);
    }
}
