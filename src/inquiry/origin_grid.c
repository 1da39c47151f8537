/* SPDX-License-Identifier: Apache-2.0 */
/* origin_grid.c: the cells of the result: masses, places, and the smallest regions. */
#include "inquiry/origin_grid.h"

#include <math.h>

#define M2_PER_KM2 1e6
/* Lighter cells are in no region: all of them together hold less than 2e-9. */
#define MASS_MIN 1e-14
/* Places are known at every so many cells; nearer to a pole, or over more ground, at each. */
#define NODE_STEP   8
#define NODES       (ORIGIN_SIDE / NODE_STEP + 1)
#define NODES_LAT   70.0
#define NODES_FAR_M 500e3
/* Densities are put in order by their upper 31 bits, that is but for 1e-6 of themselves. */
#define KEY_BITS   11
#define KEY_PASSES 3

double grid_reach_m(const struct grid *g, double r_m)
{
    return hypot(g->r_m, g->az_deg / 180 * GRID_PI * r_m) / (2 * (double)g->n);
}

static double area_km2(const struct grid *g, double r_m)
{
    double n = (double)g->n;

    return g->az_deg / n / 180 * GRID_PI * r_m * g->r_m / n / M2_PER_KM2;
}

/* ---- places ---- */

/* A cell among four nodes: cubic, through all of them. */
struct blend {
    size_t from;
    double weight[4];
};

static struct blend blend_of(size_t i)
{
    size_t node = i / NODE_STEP;
    struct blend b = {.from = node < 1 ? 0 : node > NODES - 3 ? NODES - 4 : node - 1};
    double t = (double)i / NODE_STEP - (double)b.from;

    b.weight[0] = -(t - 1) * (t - 2) * (t - 3) / 6;
    b.weight[1] = t * (t - 2) * (t - 3) / 2;
    b.weight[2] = -t * (t - 1) * (t - 3) / 2;
    b.weight[3] = t * (t - 1) * (t - 2) / 6;
    return b;
}

static struct geo_pos blended(const struct blend *b, const struct geo_pos *nodes, size_t step)
{
    struct geo_pos p = {0, 0};

    for (size_t q = 0; q < 4; q++) {
        p.lat_deg += b->weight[q] * nodes[(b->from + q) * step].lat_deg;
        p.lon_deg += b->weight[q] * nodes[(b->from + q) * step].lon_deg;
    }
    return p;
}

/* Longitudes count from the impact's, as the date line may lie between. */
static void put_nodes(const struct grid *g, struct geo_pos impact, struct geo_pos *nodes)
{
    for (size_t i = 0; i < NODES; i++)
        for (size_t k = 0; k < NODES; k++) {
            struct geo_pos *p = &nodes[i * NODES + k];

            *p = geo_move(impact, grid_azimuth_deg(g, i * NODE_STEP),
                          grid_range_m(g, k * NODE_STEP));
            p->lon_deg = remainder(p->lon_deg - impact.lon_deg, 360);
        }
}

static enum rc put_places(const struct grid *g, struct geo_pos impact, struct origin_cell *cells,
                          struct arena *a, struct err *err)
{
    struct geo_pos *nodes = arena_array(a, (size_t)NODES * NODES, sizeof(*nodes), err), row[NODES];
    struct blend blends[ORIGIN_SIDE];

    if (nodes == NULL)
        return RC_LIMIT;
    put_nodes(g, impact, nodes);
    for (size_t i = 0; i < g->n; i++)
        blends[i] = blend_of(i);
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < NODES; k++)
            row[k] = blended(&blends[i], &nodes[k], NODES);
        for (size_t k = 0; k < g->n; k++) {
            struct geo_pos p = blended(&blends[k], row, 1);

            p.lon_deg += impact.lon_deg;
            p.lon_deg -= p.lon_deg > 180 ? 360 : p.lon_deg < -180 ? -360 : 0;
            cells[i * g->n + k].at = p;
        }
    }
    return RC_OK;
}

static void move_places(const struct grid *g, struct geo_pos impact, struct origin_cell *cells)
{
    for (size_t i = 0; i < g->n * g->n; i++)
        cells[i].at = geo_move(impact, grid_azimuth_deg(g, i / g->n), grid_range_m(g, i % g->n));
}

/* ---- masses ---- */

static void put_masses(const struct grid *g, const double *log_mass, double top,
                       struct origin_cell *cells)
{
    double km2[ORIGIN_SIDE], radius_m[ORIGIN_SIDE], all = 0;

    for (size_t k = 0; k < g->n; k++) {
        km2[k] = area_km2(g, grid_range_m(g, k));
        radius_m[k] = grid_reach_m(g, grid_range_m(g, k)) / sqrt(6);
    }
    for (size_t i = 0; i < g->n * g->n; i++) {
        cells[i].mass = exp(log_mass[i] - top);
        cells[i].area_km2 = km2[i % g->n];
        cells[i].radius_m = radius_m[i % g->n];
        all += cells[i].mass;
    }
    for (size_t i = 0; i < g->n * g->n; i++)
        cells[i].mass /= all;
}

/* ---- regions ---- */

struct keyed {
    uint32_t key, cell;
};

static double density(const struct origin_cell *c)
{
    return c->mass / c->area_km2;
}

/* Numbers above 0 are in the order of their bits; the densest gets the least key. */
static uint32_t key_of(double above_0)
{
    uint64_t bits;

    memcpy(&bits, &above_0, sizeof(bits));
    return ~(uint32_t)(bits >> 32);
}

static void sort_pass(const struct keyed *in, struct keyed *out, size_t n, unsigned shift)
{
    size_t at[1 << KEY_BITS] = {0}, sum = 0;

    for (size_t i = 0; i < n; i++)
        at[in[i].key >> shift & ((1 << KEY_BITS) - 1)]++;
    for (size_t b = 0; b < 1 << KEY_BITS; b++) {
        size_t here = at[b];

        at[b] = sum;
        sum += here;
    }
    for (size_t i = 0; i < n; i++)
        out[at[in[i].key >> shift & ((1 << KEY_BITS) - 1)]++] = in[i];
}

/* The heavy cells, the densest first; of as dense ones the first. */
static enum rc make_order(const struct origin *o, struct arena *a, struct keyed **out, size_t *n,
                          struct err *err)
{
    size_t all = o->n_azimuths * o->n_ranges;
    struct keyed *order[2] = {arena_array(a, all, sizeof(struct keyed), err),
                              arena_array(a, all, sizeof(struct keyed), err)};

    if (order[0] == NULL || order[1] == NULL)
        return RC_LIMIT;
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (o->cells[i].mass > MASS_MIN)
            order[0][(*n)++] = (struct keyed){key_of(density(&o->cells[i])), (uint32_t)i};
    for (unsigned pass = 0; pass < KEY_PASSES; pass++)
        sort_pass(order[pass % 2], order[1 - pass % 2], *n, pass * KEY_BITS);
    *out = order[KEY_PASSES % 2];
    return RC_OK;
}

static struct geo_pos densest(const struct origin *o)
{
    size_t best = 0;

    for (size_t i = 1; i < o->n_azimuths * o->n_ranges; i++)
        if (density(&o->cells[i]) > density(&o->cells[best]))
            best = i;
    return o->cells[best].at;
}

static enum rc put_regions(struct origin *out, struct origin_cell *cells, struct arena *a,
                           struct err *err)
{
    struct keyed *order = NULL;
    double mass = 0, km2 = 0;
    size_t n = 0;

    if (make_order(out, a, &order, &n, err))
        return RC_LIMIT;
    for (size_t i = 0; i < out->n_azimuths * out->n_ranges; i++)
        cells[i].within = 1;
    for (size_t i = 0; i < n; i++) {
        struct origin_cell *c = &cells[order[i].cell];

        km2 += c->area_km2;
        if (mass < 0.5)
            out->half_km2 = km2;
        if (mass < 0.9)
            out->nine_tenths_km2 = km2;
        mass += c->mass;
        c->within = fmin(mass, 1);
    }
    out->best = densest(out);
    return RC_OK;
}

enum rc grid_cells(const struct grid *g, const double *log_mass, double top, struct arena *a,
                   struct origin *out, struct err *err)
{
    struct origin_cell *cells = arena_array(a, g->n * g->n, sizeof(*cells), err);

    if (cells == NULL)
        return RC_LIMIT;
    put_masses(g, log_mass, top, cells);
    if (fabs(out->impact.lat_deg) > NODES_LAT || g->r0_m + g->r_m > NODES_FAR_M)
        move_places(g, out->impact, cells);
    else if (put_places(g, out->impact, cells, a, err))
        return RC_LIMIT;
    out->cells = cells;
    out->n_azimuths = out->n_ranges = g->n;
    out->azimuth0_deg = g->az0_deg;
    out->azimuth_step_deg = g->az_deg / (double)g->n;
    out->range0_m = g->r0_m;
    out->range_step_m = g->r_m / (double)g->n;
    return put_regions(out, cells, a, err);
}
