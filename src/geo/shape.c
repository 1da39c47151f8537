/* SPDX-License-Identifier: Apache-2.0 */
/* shape.c: from polygons as they are written to polygons that can be computed with. */
#include "geo/shape.h"

#include <math.h>

#include "geo/earth.h"

/* Positions are rounded to 1e-7 degree, 1.6 cm from corner to corner: what is smaller may vanish.
 */
#define RING_MIN_M 0.02

struct extent {
    double south_deg, west_deg, north_deg, east_deg;
};

static struct extent extent_of(const struct shape_ring *ring)
{
    struct extent e = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < ring->n; i++) {
        e.south_deg = fmin(e.south_deg, ring->at[i].lat_deg);
        e.north_deg = fmax(e.north_deg, ring->at[i].lat_deg);
        e.west_deg = fmin(e.west_deg, ring->at[i].lon_deg);
        e.east_deg = fmax(e.east_deg, ring->at[i].lon_deg);
    }
    return e;
}

double shape_lon(double lon_deg)
{
    return lon_deg > 180.0 ? lon_deg - 360.0 : lon_deg < -180.0 ? lon_deg + 360.0 : lon_deg;
}

static bool is_pole(struct geo_pos p)
{
    return fabs(p.lat_deg) == 90.0;
}

/* Add whole turns so that each edge goes the shorter way. */
static void unwrap(struct geo_pos *at, size_t n)
{
    double turn_deg = 0.0, before_deg = at[0].lon_deg;

    for (size_t i = 1; i < n; i++) {
        double step_deg = at[i].lon_deg - before_deg;

        before_deg = at[i].lon_deg;
        if (!(is_pole(at[i]) && is_pole(at[i - 1])))
            turn_deg += step_deg > 180.0 ? -360.0 : step_deg < -180.0 ? 360.0 : 0.0;
        at[i].lon_deg += turn_deg;
    }
}

static bool is_tiny(const struct shape_ring *ring)
{
    struct vec first = earth_point(ring->at[0]);

    for (size_t i = 1; i < ring->n; i++)
        if (vec_length(vec_sub(earth_point(ring->at[i]), first)) >= RING_MIN_M)
            return false;
    return true;
}

static enum rc copy_ring(const struct geo_run *from, struct arena *a, struct shape_ring *out,
                         struct err *err)
{
    size_t n = from->n;
    struct geo_pos *at;

    for (size_t i = 0; i < n; i++) {
        enum rc rc = geo_pos_check(from->at[i], err);

        if (rc)
            return err_prefix(err, rc, "position %zu: ", i + 1);
    }
    if (n > 0 && !geo_pos_is_same(from->at[0], from->at[n - 1]))
        n++;
    if (n < 4)
        return err_set(err, RC_INPUT, "%zu positions; a closed ring has at least four", from->n);
    at = arena_array(a, n, sizeof(*at), err);
    if (at == NULL)
        return RC_LIMIT;
    memcpy(at, from->at, from->n * sizeof(*at));
    at[n - 1] = at[0];
    unwrap(at, n);
    *out = (struct shape_ring){at, n};
    if (is_tiny(out))
        return err_set(err, RC_INPUT, "it is smaller than 2 cm; leave it out");
    if (at[n - 1].lon_deg != at[0].lon_deg)
        return err_set(err, RC_INPUT,
                       "it goes around a pole, which is not supported; cut the area open along "
                       "the antimeridian with an edge at latitude %s90 (RFC 7946, 3.1.9)",
                       at[0].lat_deg < 0 ? "-" : "");
    return RC_OK;
}

static double twice_area(const struct shape_ring *ring)
{
    double sum = 0.0;
    struct geo_pos o = ring->at[0];

    for (size_t i = 2; i < ring->n; i++) {
        struct geo_pos p = ring->at[i - 1], q = ring->at[i];

        sum += (p.lon_deg - o.lon_deg) * (q.lat_deg - o.lat_deg) -
               (q.lon_deg - o.lon_deg) * (p.lat_deg - o.lat_deg);
    }
    return sum;
}

static void turn_round(struct shape_ring *ring)
{
    struct geo_pos *at = ring->at;

    for (size_t i = 0, j = ring->n - 1; i < j; i++, j--) {
        struct geo_pos p = at[i];

        at[i] = at[j];
        at[j] = p;
    }
}

static void shift(struct shape_ring *ring, double by_deg)
{
    for (size_t i = 0; i < ring->n && by_deg != 0.0; i++)
        ring->at[i].lon_deg += by_deg;
}

static void shift_polygon(struct shape_polygon *p, double by_deg)
{
    for (size_t r = 0; r < p->n_rings; r++)
        shift(&p->rings[r], by_deg);
}

/* Holes next to their shell, the shell's west in [-180, 180), the inside on the left. */
static void arrange(struct shape_polygon *p)
{
    struct extent shell = extent_of(&p->rings[0]);

    if (shell.west_deg < -180.0)
        shift_polygon(p, 360.0);
    shell = extent_of(&p->rings[0]);
    for (size_t r = 0; r < p->n_rings; r++) {
        struct extent e = extent_of(&p->rings[r]);

        if (e.west_deg < shell.west_deg && e.east_deg + 360.0 <= shell.east_deg)
            shift(&p->rings[r], 360.0);
        else if (e.east_deg > shell.east_deg && e.west_deg - 360.0 >= shell.west_deg)
            shift(&p->rings[r], -360.0);
        if ((twice_area(&p->rings[r]) < 0.0) == (r == 0))
            turn_round(&p->rings[r]);
    }
}

static enum rc copy_polygon(const struct geo_polygon *from, struct arena *a,
                            struct shape_polygon *out, struct err *err)
{
    if (from->n_rings == 0)
        return err_set(err, RC_INPUT, "it has no ring; the first ring is its outer boundary");
    out->n_rings = from->n_rings;
    out->rings = arena_array(a, from->n_rings, sizeof(*out->rings), err);
    if (out->rings == NULL)
        return RC_LIMIT;
    for (size_t r = 0; r < from->n_rings; r++) {
        enum rc rc = copy_ring(&from->rings[r], a, &out->rings[r], err);

        if (rc)
            return rc == RC_LIMIT ? rc : err_prefix(err, rc, "ring %zu: ", r + 1);
    }
    arrange(out);
    return RC_OK;
}

/* Where one polygon reaches over 180°, those on the far side are written as beyond 180° too. */
static void gather(struct shape *shape)
{
    double over_deg = -180.0;

    for (size_t p = 0; p < shape->n_polygons; p++)
        over_deg = fmax(over_deg, extent_of(&shape->polygons[p].rings[0]).east_deg - 360.0);
    for (size_t p = 0; p < shape->n_polygons && over_deg > -180.0; p++)
        if (extent_of(&shape->polygons[p].rings[0]).west_deg < over_deg)
            shift_polygon(&shape->polygons[p], 360.0);
    shape->south_deg = shape->west_deg = INFINITY;
    shape->north_deg = shape->east_deg = -INFINITY;
    for (size_t p = 0; p < shape->n_polygons; p++) {
        struct extent e = extent_of(&shape->polygons[p].rings[0]);

        shape->south_deg = fmin(shape->south_deg, e.south_deg);
        shape->west_deg = fmin(shape->west_deg, e.west_deg);
        shape->north_deg = fmax(shape->north_deg, e.north_deg);
        shape->east_deg = fmax(shape->east_deg, e.east_deg);
    }
}

enum rc shape_make(const struct geo_polygon *polygons, size_t n, struct arena *a, struct shape *out,
                   struct err *err)
{
    struct shape shape = {.n_polygons = n};

    if (n == 0)
        return err_set(err, RC_INPUT, "an area without polygons; it needs at least one");
    shape.polygons = arena_array(a, n, sizeof(*shape.polygons), err);
    if (shape.polygons == NULL)
        return RC_LIMIT;
    for (size_t p = 0; p < n; p++) {
        enum rc rc = copy_polygon(&polygons[p], a, &shape.polygons[p], err);

        if (rc)
            return rc == RC_LIMIT ? rc : err_prefix(err, rc, "polygon %zu: ", p + 1);
    }
    gather(&shape);
    if (shape.east_deg - shape.west_deg > 360.0)
        return err_set(err, RC_INPUT,
                       "the area goes more than once around the Earth (%.7g° of longitude)",
                       shape.east_deg - shape.west_deg);
    *out = shape;
    return RC_OK;
}
