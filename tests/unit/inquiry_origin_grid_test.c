/* SPDX-License-Identifier: Apache-2.0 */
/* Cells: their places against geodesics, their regions against a plain sort, and what of them lies
 * left of a line against asking for each. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

#include "geo/normal.h"
#include "inquiry/origin_grid.h"

#define CELLS ((size_t)ORIGIN_SIDE * ORIGIN_SIDE)

/* A normal hill in azimuth and distance, in the middle of a grid. */
static struct origin hill(struct geo_pos impact, struct grid g, struct arena *a)
{
    double *logs = malloc(CELLS * sizeof(*logs));
    struct origin o = {.impact = impact};
    struct err err = {0};

    assert_non_null(logs);
    for (size_t i = 0; i < CELLS; i++) {
        double x = ((double)(i / g.n) + 0.5) / (double)g.n - 0.5;
        double y = ((double)(i % g.n) + 0.5) / (double)g.n - 0.5;

        logs[i] = -50 * (x * x + y * y + x * y) - 3;
    }
    assert_ok(grid_cells(&g, logs, -3, a, &o, &err));
    free(logs);
    return o;
}

static void places_are_those_of_geodesics(void **state)
{
    static const struct {
        struct geo_pos impact;
        struct grid g;
        double share; /* of their distance */
    } rows[] = {
        {{48.5, 37.9}, {0, 360, 0, 15000, ORIGIN_SIDE}, 2e-5},
        {{48.5, 37.9}, {10, 60, 2700, 12600, ORIGIN_SIDE}, 1e-7},
        {{-33.0, 179.99}, {0, 360, 100, 40000, ORIGIN_SIDE}, 2e-5},
        {{33.0, -179.99}, {200, 90, 100, 40000, ORIGIN_SIDE}, 1e-6},
        {{69.9, 20}, {0, 360, 0, 500e3, ORIGIN_SIDE}, 5e-5},
        {{70.1, 20}, {0, 360, 0, 500e3, ORIGIN_SIDE}, 1e-9},
        {{89.99, 20}, {0, 360, 0, 50e3, ORIGIN_SIDE}, 1e-9},
        {{48.5, 37.9}, {0, 360, 400e3, 200e3, ORIGIN_SIDE}, 1e-9},
    };

    (void)state;
    for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
        double worst = 0;
        struct origin o;
        struct arena a;

        arena_init(&a, 64 * MIB);
        o = hill(rows[r].impact, rows[r].g, &a);
        for (size_t i = 0; i < CELLS; i += i < 2000 ? 1 : 37) {
            double away_m = grid_range_m(&rows[r].g, i % ORIGIN_SIDE);
            struct geo_pos want =
                geo_move(rows[r].impact, grid_azimuth_deg(&rows[r].g, i / ORIGIN_SIDE), away_m);

            assert_true(fabs(o.cells[i].at.lon_deg) <= 180);
            worst = fmax(worst, geo_distance_m(want, o.cells[i].at) / away_m);
        }
        print_message("row %zu: places off by %.2g of their distance at most\n", r, worst);
        assert_true(worst < rows[r].share);
        arena_release(&a);
    }
}

static const struct origin_cell *sorted_cells;

static int density_order(const void *a, const void *b)
{
    const struct origin_cell *x = &sorted_cells[*(const size_t *)a];
    const struct origin_cell *y = &sorted_cells[*(const size_t *)b];
    double dx = x->mass / x->area_km2, dy = y->mass / y->area_km2;

    return dx > dy ? -1 : dx < dy;
}

static void regions_are_those_of_a_plain_sort(void **state)
{
    struct grid g = {350, 50, 200, 9000, ORIGIN_SIDE};
    size_t *order = malloc(CELLS * sizeof(*order));
    double mass = 0, km2 = 0, half_km2 = 0, most_km2 = 0;
    struct origin o;
    struct arena a;

    (void)state;
    assert_non_null(order);
    arena_init(&a, 64 * MIB);
    o = hill((struct geo_pos){48.5, 37.9}, g, &a);
    for (size_t i = 0; i < CELLS; i++)
        order[i] = i;
    sorted_cells = o.cells;
    qsort(order, CELLS, sizeof(*order), density_order);
    assert_true(geo_pos_is_same(o.best, o.cells[order[0]].at));
    for (size_t i = 0; i < CELLS; i++) {
        const struct origin_cell *c = &o.cells[order[i]];

        km2 += c->area_km2;
        half_km2 = mass < 0.5 ? km2 : half_km2;
        most_km2 = mass < 0.9 ? km2 : most_km2;
        mass += c->mass;
        /* cells as dense but for a millionth may change places */
        assert_near(c->within, fmin(mass, 1), 3 * o.cells[order[0]].mass);
    }
    assert_near(mass, 1, 1e-9);
    assert_near(o.half_km2, half_km2, 1e-5 * half_km2);
    assert_near(o.nine_tenths_km2, most_km2, 1e-5 * most_km2);
    arena_release(&a);
    free(order);
}

/* ---- left of a line ---- */

static double left_cell_by_cell(const struct origin *o, const struct geo_line *line, double sigma_m)
{
    double sum = 0;

    for (size_t i = 0; i < CELLS; i++) {
        const struct origin_cell *c = &o->cells[i];

        if (c->mass > 1e-12)
            sum += c->mass * normal_below(geo_line_nearest(line, c->at).signed_left_m /
                                          hypot(sigma_m, c->radius_m));
    }
    return sum;
}

/* 121 vertices from one end to the other, every second `sway_m` to the right. */
static const struct geo_line *winding(struct geo_pos from, double azimuth_deg, double length_m,
                                      double sway_m, struct arena *a)
{
    struct geo_pos at[121];
    struct geo_run run = {at, 121};
    const struct geo_line *line = NULL;
    struct err err = {0};

    for (size_t i = 0; i < 121; i++) {
        at[i] = geo_move(from, azimuth_deg, length_m * (double)i / 120);
        if (i % 2 == 1)
            at[i] = geo_move(at[i], azimuth_deg + 90, sway_m);
    }
    assert_ok(geo_line_make(&run, 1, a, &line, &err));
    return line;
}

/* Lines through the hill, which lies around 5 km to the north-east, and one that ends in it. */
static void blocks_say_what_cells_say(void **state)
{
    static const struct {
        double from_deg, from_m, azimuth_deg, length_m, sway_m;
    } rows[] = {
        {90, 3500, 0, 30000, 0},      {90, 3800, 0, 12000, 60},  {0, 3600, 90, 20000, 400},
        {45, 4000, 135, 9000, 2000},  {45, 5200, 20, 40000, 10}, {90, 30000, 0, 9000, 100},
        {180, 1000, 30, 12000, 1500}, {0, 0, 45, 9000, 100},
    };
    static const double sigmas_m[] = {0, 20, 60, 150, 400, 1500};
    struct geo_pos impact = {48.5, 37.9};
    struct grid grids[] = {{10, 70, 1500, 7000, ORIGIN_SIDE}, {225, 360, 100, 9800, ORIGIN_SIDE}};
    double worst = 0;

    (void)state;
    for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
        size_t r = i / 2;
        struct geo_pos from = geo_move(impact, rows[r].from_deg, rows[r].from_m);
        const struct geo_line *line;
        struct origin o;
        struct arena a;

        arena_init(&a, 64 * MIB);
        o = hill(impact, grids[i % 2], &a);
        line = winding(from, rows[r].azimuth_deg, rows[r].length_m, rows[r].sway_m, &a);
        for (size_t s = 0; s < sizeof(sigmas_m) / sizeof(sigmas_m[0]); s++) {
            double want = left_cell_by_cell(&o, line, sigmas_m[s]);
            double off = fabs(origin_left_of(&o, line, sigmas_m[s]) - want);

            worst = fmax(worst, off);
            if (off > 0.0003)
                fail_msg("row %zu, grid %zu, sigma %g: off by %g of %g", r, i % 2, sigmas_m[s], off,
                         want);
        }
        arena_release(&a);
    }
    print_message("left of a line by blocks and by cells: %.7f apart at most\n", worst);
    assert_true(worst > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_those_of_geodesics),
        cmocka_unit_test(regions_are_those_of_a_plain_sort),
        cmocka_unit_test(blocks_say_what_cells_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
