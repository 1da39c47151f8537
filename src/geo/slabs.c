/* SPDX-License-Identifier: Apache-2.0 */
/* slabs.c: a position is compared with the edges that its slab of latitude holds, and with no
 * others. */
#include "geo/slabs.h"

#include <assert.h>
#include <math.h>

#define UNITS_PER_DEG 1e7
#define TURN          3600000000LL /* 360 degrees */
/* About so many edges end in a slab; long ones are in several. */
#define EDGES_PER_SLAB 2
#define N_SLABS_MAX    65536
/* Entries of all slabs together, against the number of edges. */
#define ENTRIES_PER_EDGE_MAX 8

/* Offsets from the south-west corner: at most 360 degrees, which 32 bits hold. y1 <= y2. */
struct slab_edge {
    uint32_t x1, y1, x2, y2;
};

struct slabs {
    int64_t west, south, width, height;
    unsigned shift; /* a slab is 2^shift units high */
    size_t n;
    const uint32_t *first; /* edges of slab i: first[i] … first[i + 1] - 1 */
    const struct slab_edge *edges;
};

static int64_t units(double deg)
{
    return llround(deg * UNITS_PER_DEG);
}

/* The edge from position i - 1 to i; false where it is shorter than can be told. */
static bool edge_at(const struct slabs *s, const struct shape_ring *ring, size_t i,
                    struct slab_edge *out)
{
    int64_t x1 = units(ring->at[i - 1].lon_deg) - s->west,
            y1 = units(ring->at[i - 1].lat_deg) - s->south;
    int64_t x2 = units(ring->at[i].lon_deg) - s->west, y2 = units(ring->at[i].lat_deg) - s->south;

    if (x1 == x2 && y1 == y2)
        return false;
    assert(x1 >= 0 && y1 >= 0 && x2 >= 0 && y2 >= 0);
    assert(x1 <= TURN && y1 <= TURN && x2 <= TURN && y2 <= TURN);
    if (y1 <= y2)
        *out = (struct slab_edge){(uint32_t)x1, (uint32_t)y1, (uint32_t)x2, (uint32_t)y2};
    else
        *out = (struct slab_edge){(uint32_t)x2, (uint32_t)y2, (uint32_t)x1, (uint32_t)y1};
    return true;
}

struct filling {
    struct slabs *slabs;
    uint32_t *next; /* counts in the first pass, places in the second */
    struct slab_edge *edges;
    size_t n_entries;
};

/* Three passes over the edges share this: how many entries a height makes, how many fall into each
 * slab, and the entries themselves. */
static void put_edge(struct filling *f, const struct slab_edge *e)
{
    size_t low = e->y1 >> f->slabs->shift, high = e->y2 >> f->slabs->shift;

    f->n_entries += high - low + 1;
    for (size_t i = low; f->next != NULL && i <= high; i++) {
        if (f->edges != NULL)
            f->edges[f->next[i]] = *e;
        f->next[i]++;
    }
}

static void put_all(struct filling *f, const struct shape *shape)
{
    f->n_entries = 0;
    for (size_t p = 0; p < shape->n_polygons; p++)
        for (size_t r = 0; r < shape->polygons[p].n_rings; r++) {
            const struct shape_ring *ring = &shape->polygons[p].rings[r];
            struct slab_edge e;

            for (size_t i = 1; i < ring->n; i++)
                if (edge_at(f->slabs, ring, i, &e))
                    put_edge(f, &e);
        }
}

static size_t n_edges_of(const struct shape *shape)
{
    size_t n = 0;

    for (size_t p = 0; p < shape->n_polygons; p++)
        for (size_t r = 0; r < shape->polygons[p].n_rings; r++)
            n += shape->polygons[p].rings[r].n - 1;
    return n;
}

/* Slabs as low as the number of edges is worth, but not so low that long edges fill the memory. */
static void choose_height(struct slabs *s, const struct shape *shape)
{
    struct filling counting = {.slabs = s};
    size_t n_edges = n_edges_of(shape), wanted = n_edges / EDGES_PER_SLAB + 1;

    if (wanted > N_SLABS_MAX)
        wanted = N_SLABS_MAX;
    while ((size_t)(s->height >> s->shift) + 1 > wanted)
        s->shift++;
    put_all(&counting, shape);
    while (counting.n_entries > ENTRIES_PER_EDGE_MAX * n_edges && s->height >> s->shift > 0) {
        s->shift++;
        put_all(&counting, shape);
    }
    s->n = (size_t)(s->height >> s->shift) + 1;
}

/* Counts become the place of each slab's first edge; returns how many there are in all. */
static size_t sum_up(uint32_t *first, size_t n)
{
    size_t sum = 0;

    for (size_t i = 0; i <= n; i++) {
        uint32_t count = first[i];

        first[i] = (uint32_t)sum;
        sum += count;
    }
    return sum;
}

enum rc slabs_make(const struct shape *shape, struct arena *a, const struct slabs **out,
                   struct err *err)
{
    struct slabs *s = arena_alloc(a, sizeof(*s), err);
    struct filling f = {.slabs = s};
    uint32_t *first;
    size_t n;

    if (s == NULL)
        return RC_LIMIT;
    s->west = units(shape->west_deg);
    s->south = units(shape->south_deg);
    s->width = units(shape->east_deg) - s->west;
    s->height = units(shape->north_deg) - s->south;
    choose_height(s, shape);
    first = arena_array(a, s->n + 1, sizeof(*first), err);
    f.next = arena_array(a, s->n + 1, sizeof(*first), err);
    if (first == NULL || f.next == NULL)
        return RC_LIMIT;
    put_all(&f, shape);
    n = sum_up(f.next, s->n);
    if (n > UINT32_MAX)
        return err_set(err, RC_LIMIT, "the area has too many edges (%zu in its index)", n);
    memcpy(first, f.next, (s->n + 1) * sizeof(*first));
    f.edges = arena_array(a, n, sizeof(*f.edges), err);
    if (f.edges == NULL)
        return RC_LIMIT;
    put_all(&f, shape);
    s->first = first;
    s->edges = f.edges;
    *out = s;
    return RC_OK;
}

/* Whether (x, y), in units from the corner and inside the box, is inside or on an edge. */
static bool contains(const struct slabs *s, int64_t x, int64_t y)
{
    size_t slab = (size_t)(y >> s->shift);
    bool is_inside = false;

    for (size_t i = s->first[slab]; i < s->first[slab + 1]; i++) {
        int64_t x1 = s->edges[i].x1, y1 = s->edges[i].y1, x2 = s->edges[i].x2, y2 = s->edges[i].y2;
        int64_t cross;

        if (y < y1 || y > y2 || (x > x1 && x > x2))
            continue;
        if (x < x1 && x < x2) {
            is_inside ^= y < y2; /* the lower end counts, the upper does not */
            continue;
        }
        /* In the edge's box no product passes 3.6e9 * 1.8e9, nor their difference 2^63. */
        cross = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
        if (cross == 0)
            return true;
        is_inside ^= y < y2 && cross > 0;
    }
    return is_inside;
}

bool slabs_contain(const struct slabs *s, struct geo_pos p)
{
    int64_t y = units(p.lat_deg) - s->south, x = units(p.lon_deg) - s->west;

    if (y < 0 || y > s->height)
        return false;
    /* The box may begin in [-180, 180) and end beyond 180, so a longitude has up to three readings:
     * two where the box goes all around or the position is on the antimeridian. */
    for (int64_t turn = -TURN; turn <= TURN; turn += TURN)
        if (x + turn >= 0 && x + turn <= s->width && contains(s, x + turn, y))
            return true;
    return false;
}
