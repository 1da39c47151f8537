/* SPDX-License-Identifier: Apache-2.0 */
/* geo_check.h: what the tests of src/geo share: rings in one line, chance with a fixed seed. */
#pragma once

#include "check.h"

#include <math.h>
#include <string.h>

#include "random.h"

#include "geo/area.h"

#define GEO_ARENA (512 * MIB)

/* A run of positions, and a closed ring around a box, as initialisers of struct geo_run. */
#define RING(...)                                                                                  \
    {                                                                                              \
        (const struct geo_pos[]){__VA_ARGS__},                                                     \
            sizeof((const struct geo_pos[]){__VA_ARGS__}) / sizeof(struct geo_pos)                 \
    }
#define SQUARE(south, west, north, east)                                                           \
    RING({south, west}, {south, east}, {north, east}, {north, west}, {south, west})

/* A number in [0, 1), the same in every run. */
static inline double uniform(uint64_t *seed)
{
    return (double)(next_random(seed) >> 11) * 0x1p-53;
}

static inline double uniform_in(uint64_t *seed, double low, double high)
{
    return low + (high - low) * uniform(seed);
}

static inline const struct geo_area *area_of(struct arena *a, const struct geo_polygon *p, size_t n)
{
    const struct geo_area *area = NULL;
    struct err err = {0};

    assert_ok(geo_area_polygons(p, n, a, &area, &err));
    return area;
}

static inline const struct geo_area *area_of_rings(struct arena *a, const struct geo_run *rings,
                                                   size_t n)
{
    return area_of(a, &(struct geo_polygon){rings, n}, 1);
}

static inline const struct geo_line *line_of(struct arena *a, const struct geo_pos *at, size_t n)
{
    struct geo_run run = {at, n};
    const struct geo_line *line = NULL;
    struct err err = {0};

    assert_ok(geo_line_make(&run, 1, a, &line, &err));
    return line;
}

/* A walk of `n` vertices with steps of about `step_m`, turning at random. */
static inline size_t wander(struct geo_pos *at, size_t n, struct geo_pos from, double step_m,
                            uint64_t *seed)
{
    double bearing_deg = 360 * uniform(seed);

    at[0] = from;
    for (size_t i = 1; i < n; i++) {
        bearing_deg += 120 * (uniform(seed) - 0.5);
        at[i] = geo_move(at[i - 1], bearing_deg, step_m * (0.2 + 1.6 * uniform(seed)));
    }
    return n;
}

/* A star-shaped ring of n + 1 positions around a centre, between two radii (degrees). */
static inline struct geo_run star(struct geo_pos *at, size_t n, struct geo_pos centre,
                                  double low_deg, double high_deg, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * M_PI * (double)i / (double)n;
        double radius_deg = uniform_in(seed, low_deg, high_deg);

        at[i] = (struct geo_pos){centre.lat_deg + radius_deg * sin(angle),
                                 centre.lon_deg + 1.5 * radius_deg * cos(angle)};
    }
    at[n] = at[0];
    return (struct geo_run){at, n + 1};
}
