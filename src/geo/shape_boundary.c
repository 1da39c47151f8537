/* SPDX-License-Identifier: Apache-2.0 */
/* shape_boundary.c: which edges of polygons are a boundary on the ground. RFC 7946, 3.1.9 has areas
 * cut in two along the antimeridian: nobody leaves the area there. (Edges along a pole have no
 * length, so that path.c leaves them out.) */
#include <math.h>

#include "geo/shape.h"

/* A stretch of the antimeridian with the area on one side of it. */
struct stretch {
    double low_deg, high_deg;
};

struct stretches {
    struct stretch *items;
    size_t n;
};

/* Edges that go north have the area in the west, those that go south in the east. */
struct seam {
    struct stretches north, south;
};

static bool is_antimeridian(double lon_deg)
{
    return lon_deg == 180.0 || lon_deg == -180.0 || lon_deg == 540.0;
}

static bool is_on_seam(struct geo_pos a, struct geo_pos b)
{
    return is_antimeridian(a.lon_deg) && a.lon_deg == b.lon_deg && a.lat_deg != b.lat_deg;
}

static int by_low(const void *a, const void *b)
{
    const struct stretch *s = a, *t = b;

    return s->low_deg < t->low_deg ? -1 : s->low_deg > t->low_deg;
}

/* Sort, and join what touches. */
static void merge(struct stretches *s)
{
    size_t n = 0;

    if (s->n == 0)
        return;
    qsort(s->items, s->n, sizeof(*s->items), by_low);
    for (size_t i = 1; i < s->n; i++)
        if (s->items[i].low_deg <= s->items[n].high_deg)
            s->items[n].high_deg = fmax(s->items[n].high_deg, s->items[i].high_deg);
        else
            s->items[++n] = s->items[i];
    s->n = n + 1;
}

static bool is_covered(const struct stretches *s, struct stretch by)
{
    size_t low = 0, high = s->n;

    while (low < high) { /* the last one that begins at or south of it */
        size_t middle = low + (high - low) / 2;

        if (s->items[middle].low_deg <= by.low_deg)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && s->items[low - 1].high_deg >= by.high_deg;
}

static struct stretch stretch_of(struct geo_pos a, struct geo_pos b)
{
    return (struct stretch){fmin(a.lat_deg, b.lat_deg), fmax(a.lat_deg, b.lat_deg)};
}

/* With room for all in both, or none to count them. */
static size_t collect(const struct shape *shape, struct seam *out)
{
    size_t n = 0;

    for (size_t p = 0; p < shape->n_polygons; p++)
        for (size_t r = 0; r < shape->polygons[p].n_rings; r++) {
            const struct shape_ring *ring = &shape->polygons[p].rings[r];

            for (size_t i = 1; i < ring->n; i++) {
                struct geo_pos a = ring->at[i - 1], b = ring->at[i];
                struct stretches *s;

                if (!is_on_seam(a, b))
                    continue;
                n++;
                if (out == NULL)
                    continue;
                s = b.lat_deg > a.lat_deg ? &out->north : &out->south;
                s->items[s->n++] = stretch_of(a, b);
            }
        }
    return n;
}

static bool is_boundary(const struct seam *seam, struct geo_pos a, struct geo_pos b)
{
    return !is_on_seam(a, b) ||
           !is_covered(b.lat_deg > a.lat_deg ? &seam->south : &seam->north, stretch_of(a, b));
}

struct runs {
    struct geo_run *items;
    size_t n, cap;
};

static enum rc put_run(struct runs *runs, struct geo_run run, struct arena *a, struct err *err)
{
    struct geo_run *items = arena_grow(a, runs->items, runs->n, &runs->cap, sizeof(*items), err);

    if (items == NULL)
        return RC_LIMIT;
    runs->items = items;
    runs->items[runs->n++] = run;
    return RC_OK;
}

/* A ring that has no such edges stays one closed run; others fall into open ones. */
static enum rc cut_ring(const struct seam *seam, const struct shape_ring *ring, struct arena *a,
                        struct runs *out, struct err *err)
{
    size_t n = ring->n - 1, start = 0, begin;
    struct geo_pos *twice;

    while (start < n && is_boundary(seam, ring->at[start], ring->at[start + 1]))
        start++;
    if (start == n)
        return put_run(out, (struct geo_run){ring->at, ring->n}, a, err);
    /* once around from behind the first edge that is none */
    twice = arena_array(a, n + 1, sizeof(*twice), err);
    if (twice == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i <= n; i++)
        twice[i] = ring->at[(start + 1 + i) % n];
    begin = 0;
    for (size_t i = 1; i <= n; i++) {
        if (is_boundary(seam, twice[i - 1], twice[i]))
            continue;
        if (i - 1 > begin &&
            put_run(out, (struct geo_run){twice + begin, i - begin}, a, err) != RC_OK)
            return RC_LIMIT;
        begin = i;
    }
    return RC_OK;
}

enum rc shape_boundary(const struct shape *shape, struct arena *a, struct geo_run **out,
                       size_t *n_out, struct err *err)
{
    size_t n = collect(shape, NULL);
    struct seam seam = {{arena_array(a, n, sizeof(struct stretch), err), 0},
                        {arena_array(a, n, sizeof(struct stretch), err), 0}};
    struct runs runs = {0};

    if (seam.north.items == NULL || seam.south.items == NULL)
        return RC_LIMIT;
    collect(shape, &seam);
    merge(&seam.north);
    merge(&seam.south);
    for (size_t p = 0; p < shape->n_polygons; p++)
        for (size_t r = 0; r < shape->polygons[p].n_rings; r++) {
            enum rc rc = cut_ring(&seam, &shape->polygons[p].rings[r], a, &runs, err);

            if (rc)
                return rc;
        }
    *out = runs.items;
    *n_out = runs.n;
    return RC_OK;
}
