/* SPDX-License-Identifier: Apache-2.0 */
/* Where a projectile came from: twenty pieces of evidence on one grid, and in whose ground it lies.
 * No peer is known that combines bearings, rings, sound and sightings. */
#include "bench.h"

#include "inquiry/origin.h"

#include <stdlib.h>

#define PIECES   20
#define VERTICES 2000

static const struct geo_pos impact = {48.5, 37.9};

/* A line from north to south, a vertex every 60 m, up to 25 m off a meridian 200 m behind the gun.
 */
static void make_line(struct geo_pos *at)
{
    for (int i = 0; i < VERTICES; i++) {
        struct geo_pos on_meridian = geo_move(impact, 0, 60000.0 - 60.0 * i);

        at[i] = geo_move(on_meridian, 90, 9200 + 5 * (i * 7 % 11 - 5));
    }
}

/* All of a gun 9 km to the east: craters, weapon rings, sound and sightings in turn. */
static void make_pieces(struct origin_piece *out)
{
    struct geo_pos gun = geo_move(impact, 90, 9000);

    for (size_t i = 0; i < PIECES; i++) {
        struct geo_pos from = geo_move(impact, (double)i * 18, 150.0 + 10 * (double)i);
        double away_m = geo_distance_m(from, gun);

        out[i] = (struct origin_piece){.exhibit = SPAN("x"),
                                       .from = i < 2 ? impact : from,
                                       .from_sigma_m = 10,
                                       .azimuth_deg = geo_azimuth_deg(i < 2 ? impact : from, gun),
                                       .azimuth_sigma_deg = 8,
                                       .min_m = 2700,
                                       .max_m = 15300,
                                       .range_m = away_m,
                                       .range_sigma_m = 400};
        out[i].kind = i == 1       ? ORIGIN_RING
                      : i % 4 == 2 ? ORIGIN_SOUND
                      : i == 19    ? ORIGIN_POINT
                                   : ORIGIN_BEARING;
        if (out[i].kind == ORIGIN_POINT) {
            out[i].from = gun;
            out[i].from_sigma_m = 500;
        }
    }
}

int main(void)
{
    struct origin_piece pieces[PIECES];
    static struct geo_pos vertices[VERTICES];
    struct geo_run run = {vertices, VERTICES};
    const struct geo_line *line = NULL;
    struct err err = {{0}};
    double best = 0, left = 0;
    struct arena a;
    size_t n_cells = 0;

    make_pieces(pieces);
    make_line(vertices);
    for (int i = 0; i < BENCH_ROUNDS; i++) {
        struct origin o;
        double start, took;

        arena_init(&a, (size_t)256 << 20);
        if (geo_line_make(&run, 1, &a, &line, &err) != RC_OK)
            return 1;
        start = bench_cpu_s();
        if (origin_combine(impact, pieces, PIECES, &a, &o, &err) != RC_OK) {
            (void)fprintf(stderr, "origin_bench: %s\n", err.note);
            return 1;
        }
        left = origin_left_of(&o, line, 100);
        took = bench_cpu_s() - start;
        n_cells = o.n_azimuths * o.n_ranges;
        if (i == 0 || took < best)
            best = took;
        arena_release(&a);
    }
    (void)printf("%d pieces on %zu cells, and the ground they lie in (%.3f): %.4f s\n", PIECES,
                 n_cells, left, best);
    return 0;
}
