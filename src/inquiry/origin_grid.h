/* SPDX-License-Identifier: Apache-2.0 */
/* origin_grid.h: cells even in azimuth and in distance around an impact. For origin.c. */
#pragma once

#include "inquiry/origin.h"

#define GRID_PI 3.14159265358979323846

struct grid {
    double az0_deg, az_deg; /* from, and how wide */
    double r0_m, r_m;
    size_t n; /* cells to a side; cell (i, k) of the i-th ray is number i * n + k */
};

/* Of the middles; numbers beyond the last cell are taken too. */
static inline double grid_azimuth_deg(const struct grid *g, size_t i)
{
    return g->az0_deg + g->az_deg * ((double)i + 0.5) / (double)g->n;
}

static inline double grid_range_m(const struct grid *g, size_t k)
{
    return g->r0_m + g->r_m * ((double)k + 0.5) / (double)g->n;
}

/** Half the diagonal of a cell at that range. */
double grid_reach_m(const struct grid *g, double r_m);

/**
 * The cells of a grid with their masses, places and regions, into `out`.
 *
 * Places are interpolated between geodesics to every eighth cell of every eighth ray: off by less
 * than 5e-5 of their distance (tests/unit/inquiry_origin_grid_test.c).
 *
 * in     log_mass  of each cell, but for a constant; `top` is the largest, finite
 * fails  RC_LIMIT
 */
MUST_USE enum rc grid_cells(const struct grid *g, const double *log_mass, double top,
                            struct arena *a, struct origin *out, struct err *err);
