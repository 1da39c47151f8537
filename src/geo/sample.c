/* SPDX-License-Identifier: Apache-2.0 */
/* sample.c: positions spread evenly over an area: rows of latitude, in each row as many as its
 * width is worth. */
#include <float.h>
#include <math.h>

#include "geo/earth.h"
#include "geo/shape.h"

#define SAMPLE_MAX 1000000
/* A grid over the box of a thin area holds many more places than the area. */
#define GRID_MAX 4000000.0
/* How often the grid is made twice as fine when no place of it was inside. */
#define REFINE_MAX 6

/* Signed, on the unit sphere, for edges straight in longitude and latitude: good to a percent,
 * which is enough to choose a spacing. */
static double ring_size(const struct shape_ring *ring)
{
    double sum = 0.0;

    for (size_t i = 1; i < ring->n; i++)
        sum += EARTH_RAD(ring->at[i].lon_deg - ring->at[i - 1].lon_deg) *
               (sin(EARTH_RAD(ring->at[i].lat_deg)) + sin(EARTH_RAD(ring->at[i - 1].lat_deg)));
    return -sum / 2.0;
}

static double shape_size(const struct shape *s)
{
    double sum = 0.0;

    for (size_t p = 0; p < s->n_polygons; p++)
        for (size_t r = 0; r < s->polygons[p].n_rings; r++)
            sum += ring_size(&s->polygons[p].rings[r]);
    return fabs(sum);
}

/* Of the box around it. */
static double box_size(const struct shape *s)
{
    return EARTH_RAD(s->east_deg - s->west_deg) *
           (sin(EARTH_RAD(s->north_deg)) - sin(EARTH_RAD(s->south_deg)));
}

struct sample {
    struct geo_pos *at;
    size_t n, cap;
};

static enum rc put(struct sample *s, struct geo_pos p, struct arena *a, struct err *err)
{
    struct geo_pos *at = arena_grow(a, s->at, s->n, &s->cap, sizeof(*at), err);

    if (at == NULL)
        return RC_LIMIT;
    s->at = at;
    s->at[s->n++] = p;
    return RC_OK;
}

/* How many cells of a grid go into `length` (both in radians), where there are `n_cells` in all. */
static size_t cells_along(double length, double spacing, double n_cells)
{
    return (size_t)fmax(1.0, fmin(n_cells, round(length / spacing)));
}

/* One grid of about `n_cells` cells of equal size. */
static enum rc spread(const struct geo_area *area, double n_cells, struct arena *a,
                      struct sample *out, struct err *err)
{
    const struct shape *s = geo_area_shape(area);
    double spacing = sqrt(box_size(s) / n_cells), width_deg = s->east_deg - s->west_deg;
    size_t n_rows = cells_along(EARTH_RAD(s->north_deg - s->south_deg), spacing, n_cells);
    double row_deg = (s->north_deg - s->south_deg) / (double)n_rows;

    for (size_t row = 0; row < n_rows; row++) {
        double lat_deg = s->south_deg + ((double)row + 0.5) * row_deg;
        size_t n = cells_along(EARTH_RAD(width_deg) * cos(EARTH_RAD(lat_deg)), spacing, n_cells);

        for (size_t i = 0; i < n; i++) {
            double lon_deg = s->west_deg + ((double)i + 0.5) * width_deg / (double)n;
            struct geo_pos p = {lat_deg, shape_lon(lon_deg)};

            if (geo_area_contains(area, p) && put(out, p, a, err) != RC_OK)
                return RC_LIMIT;
        }
    }
    return RC_OK;
}

enum rc geo_area_sample(const struct geo_area *area, size_t n, struct arena *a,
                        struct geo_pos **out, size_t *n_out, struct err *err)
{
    const struct shape *s = geo_area_shape(area);
    struct sample sample = {0};
    double n_cells;
    enum rc rc = RC_OK;

    if (s->n_polygons == 0) {
        *out = NULL;
        *n_out = 0;
        return RC_OK;
    }
    n = n < 1 ? 1 : n > SAMPLE_MAX ? SAMPLE_MAX : n;
    /* an area that fills a third of its box has a third of the cells */
    n_cells = fmin((double)n * box_size(s) / fmax(shape_size(s), DBL_MIN), GRID_MAX);
    for (int i = 0; i <= REFINE_MAX && sample.n == 0 && rc == RC_OK; i++) {
        rc = spread(area, n_cells, a, &sample, err);
        n_cells = fmin(4.0 * n_cells, GRID_MAX);
    }
    if (rc == RC_OK && sample.n == 0) /* boundaries are closed, so a vertex is inside */
        rc = put(&sample,
                 (struct geo_pos){s->polygons[0].rings[0].at[0].lat_deg,
                                  shape_lon(s->polygons[0].rings[0].at[0].lon_deg)},
                 a, err);
    if (rc)
        return rc;
    *out = sample.at;
    *n_out = sample.n;
    return RC_OK;
}
