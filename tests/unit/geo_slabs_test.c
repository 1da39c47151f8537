/* SPDX-License-Identifier: Apache-2.0 */
#include "geo_check.h"

#include <geos_c.h>

/* One degree in the units that positions are rounded to: in these GEOS computes with integers, so
 * that both must agree on every single position, also on boundaries. */
#define UNITS 1e7

static GEOSGeometry *geos_ring(GEOSContextHandle_t geos, const struct geo_run *ring)
{
    GEOSCoordSequence *s = GEOSCoordSeq_create_r(geos, (unsigned)ring->n, 2);

    for (size_t i = 0; i < ring->n; i++)
        GEOSCoordSeq_setXY_r(geos, s, (unsigned)i, round(ring->at[i].lon_deg * UNITS),
                             round(ring->at[i].lat_deg * UNITS));
    return GEOSGeom_createLinearRing_r(geos, s);
}

static GEOSGeometry *geos_polygon(GEOSContextHandle_t geos, const struct geo_run *rings, size_t n)
{
    GEOSGeometry *holes[4];

    for (size_t i = 1; i < n; i++)
        holes[i - 1] = geos_ring(geos, &rings[i]);
    return GEOSGeom_createPolygon_r(geos, geos_ring(geos, &rings[0]), holes, (unsigned)(n - 1));
}

static bool geos_says(GEOSContextHandle_t geos, const GEOSPreparedGeometry *g, struct geo_pos p)
{
    GEOSGeometry *point =
        GEOSGeom_createPointFromXY_r(geos, round(p.lon_deg * UNITS), round(p.lat_deg * UNITS));
    bool is_in = GEOSPreparedIntersects_r(geos, g, point) == 1;

    GEOSGeom_destroy_r(geos, point);
    return is_in;
}

static void compare(const struct geo_run *rings, size_t n, const struct geo_pos *at, size_t n_at)
{
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSGeometry *g = geos_polygon(geos, rings, n);
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos, g);
    const struct geo_area *area;
    struct arena a;
    size_t n_in = 0;

    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, rings, n);
    for (size_t i = 0; i < n_at; i++) {
        bool is_in = geo_area_contains(area, at[i]);

        n_in += is_in;
        if (is_in != geos_says(geos, prepared, at[i]))
            fail_msg("%.7f N %.7f E: %s", at[i].lat_deg, at[i].lon_deg, is_in ? "in" : "out");
    }
    assert_in_range(n_in, n_at / 20, n_at - n_at / 20);
    arena_release(&a);
    GEOSPreparedGeom_destroy_r(geos, prepared);
    GEOSGeom_destroy_r(geos, g);
    GEOS_finish_r(geos);
}

static void random_positions_are_where_geos_says(void **state)
{
    static struct geo_pos shell[10001], hole[501], at[20000];
    uint64_t seed = 11;

    (void)state;
    for (size_t n = 3; n <= 10000; n = n * 3 + 1) {
        size_t n_hole = n < 500 ? n : 500;
        const struct geo_run rings[] = {
            star(shell, n, (struct geo_pos){48, 37}, 0.9, 1.3, &seed),
            star(hole, n_hole, (struct geo_pos){48, 37}, 0.1, 0.2, &seed)};

        for (size_t i = 0; i < 20000; i++)
            at[i] = (struct geo_pos){uniform_in(&seed, 46.5, 49.5), uniform_in(&seed, 35, 39)};
        compare(rings, 2, at, 20000);
    }
}

/* A tiny area on the lattice of positions: every lattice point around it, many on the boundary. */
static void lattice_points_are_where_geos_says(void **state)
{
    static struct geo_pos shell[16], at[61 * 61];
    uint64_t seed = 12;

    (void)state;
    for (int round = 0; round < 200; round++) {
        size_t n = 5 + (size_t)(8 * uniform(&seed)), k = 0;
        struct geo_run ring = star(shell, n, (struct geo_pos){48, 37}, 12e-7, 22e-7, &seed);

        for (size_t i = 0; i <= n; i++)
            shell[i] = (struct geo_pos){nearbyint(shell[i].lat_deg * UNITS) / UNITS,
                                        nearbyint(shell[i].lon_deg * UNITS) / UNITS};
        for (int y = -30; y <= 30; y++)
            for (int x = -30; x <= 30; x++)
                at[k++] = (struct geo_pos){(48 * UNITS + y) / UNITS, (37 * UNITS + x) / UNITS};
        compare(&ring, 1, at, k);
    }
}

/* Long edges through many slabs: the index must stay small and right. */
static void combs_are_no_trap(void **state)
{
    enum { TEETH = 4000 };
    static struct geo_pos comb[2 * TEETH + 4], at[5000];
    struct geo_run ring = {comb, 0};
    uint64_t seed = 13;

    (void)state;
    for (int i = 0; i < TEETH; i++) {
        comb[ring.n++] = (struct geo_pos){45.5, 30 + i * 1e-3};
        comb[ring.n++] = (struct geo_pos){49.5, 30 + i * 1e-3 + 5e-4};
    }
    comb[ring.n++] = (struct geo_pos){45, 34};
    comb[ring.n++] = (struct geo_pos){45, 30};
    comb[ring.n++] = comb[0];
    for (size_t i = 0; i < 5000; i++)
        at[i] = (struct geo_pos){uniform_in(&seed, 44.9, 50), uniform_in(&seed, 29.9, 34.1)};
    compare(&ring, 1, at, 5000);
}

static void vertices_and_points_of_edges_are_inside(void **state)
{
    static struct geo_pos shell[301];
    uint64_t seed = 14;
    struct geo_run ring = star(shell, 300, (struct geo_pos){48, 37}, 0.5, 1.5, &seed);
    const struct geo_area *area;
    struct arena a;

    (void)state;
    for (size_t i = 0; i < 301; i++) /* even units, so that the middle of an edge has none half */
        shell[i] = (struct geo_pos){2 * nearbyint(shell[i].lat_deg * UNITS / 2) / UNITS,
                                    2 * nearbyint(shell[i].lon_deg * UNITS / 2) / UNITS};
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, &ring, 1);
    for (size_t i = 0; i < 300; i++) {
        struct geo_pos middle = {(shell[i].lat_deg + shell[i + 1].lat_deg) / 2,
                                 (shell[i].lon_deg + shell[i + 1].lon_deg) / 2};

        assert_true(geo_area_contains(area, shell[i]));
        assert_true(geo_area_contains(area, middle));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_positions_are_where_geos_says),
        cmocka_unit_test(lattice_points_are_where_geos_says),
        cmocka_unit_test(combs_are_no_trap),
        cmocka_unit_test(vertices_and_points_of_edges_are_inside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
