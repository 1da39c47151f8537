/* SPDX-License-Identifier: Apache-2.0 */
/* The geometries of real files, where the shared test data is at hand: all can be read, and GEOS
 * and this library agree which areas are valid and who is inside. */
#include "geo_check.h"

#include <geos_c.h>

#include "geo/geojson.h"

#define DATA         AASC_ROOT "/../shared/data/"
#define FILE_MAX     (8 * MIB)
#define POINTS_TRIED 2000

/* False, and a word, where the file is not there. */
static bool load(const char *name, struct arena *a, struct json *out)
{
    FILE *f = fopen(name, "rb");
    struct err err = {0};
    char *text;
    size_t n;

    if (f == NULL) {
        print_message("SKIPPED: %s is not there\n", name);
        return false;
    }
    text = arena_alloc(a, FILE_MAX, &err);
    assert_non_null(text);
    n = fread(text, 1, FILE_MAX, f);
    fclose(f);
    assert_ok(json_parse((struct span){text, n}, a, out, &err));
    assert_ok(geojson_check_crs(out, &err));
    return true;
}

static void areas_of_a_file_are_valid(const char *name, size_t n_wanted)
{
    struct json root;
    struct arena a;
    size_t n_areas = 0, n_bad = 0;
    const struct json *features;

    arena_init(&a, GEO_ARENA);
    if (!load(name, &a, &root)) {
        arena_release(&a);
        skip();
    }
    features = json_get(&root, "features");
    for (size_t i = 0; i < features->u.array.n; i++) {
        struct geojson_geometry g;
        const struct geo_area *area = NULL;
        struct err err = {0};

        assert_ok(geojson_read(&features->u.array.items[i], &a, &g, &err));
        assert_int_equal(g.type, GEOJSON_POLYGON);
        n_areas++;
        if (geo_area_polygons(g.polygons, g.n_polygons, &a, &area, &err) != RC_OK) {
            print_message("feature %zu: %s\n", i, err.note);
            n_bad++;
        }
    }
    arena_release(&a);
    assert_int_equal(n_areas, n_wanted);
    assert_int_equal(n_bad, 0);
}

static void zones_of_peace_operations_are_valid(void **state)
{
    (void)state;
    areas_of_a_file_are_valid(DATA "geo/zones_subset.geojson", 13);
}

static void oblasts_are_valid(void **state)
{
    (void)state;
    areas_of_a_file_are_valid(DATA "geo/ua_oblast_2020.geojson", 27);
}

static void disputed_areas_are_valid(void **state)
{
    (void)state;
    areas_of_a_file_are_valid(DATA "geo/ne_10m_admin_0_disputed_areas.json", 80);
}

static void countries_of_the_base_map_are_valid(void **state)
{
    (void)state;
    areas_of_a_file_are_valid(DATA "basemap/countries.geojson", 22);
}

static void disputed_boundaries_are_lines(void **state)
{
    struct json root;
    struct arena a;
    const struct json *features;

    (void)state;
    arena_init(&a, GEO_ARENA);
    if (!load(DATA "geo/ne_10m_admin_0_boundary_lines_disputed_areas.json", &a, &root)) {
        arena_release(&a);
        skip();
    }
    features = json_get(&root, "features");
    assert_int_equal(features->u.array.n, 46);
    for (size_t i = 0; i < 46; i++) {
        struct geojson_geometry g;
        const struct geo_line *line = NULL;
        struct err err = {0};

        assert_ok(geojson_read(&features->u.array.items[i], &a, &g, &err));
        assert_ok(geo_line_make(g.runs, g.n_runs, &a, &line, &err));
        for (size_t r = 0; r < g.n_runs; r++)
            for (size_t k = 0; k < g.runs[r].n; k++)
                assert_true(geo_line_nearest(line, g.runs[r].at[k]).distance_m < 1e-6);
    }
    arena_release(&a);
}

static GEOSGeometry *geos_ring(GEOSContextHandle_t geos, const struct geo_run *run)
{
    GEOSCoordSequence *s = GEOSCoordSeq_create_r(geos, (unsigned)run->n, 2);

    for (size_t i = 0; i < run->n; i++)
        GEOSCoordSeq_setXY_r(geos, s, (unsigned)i, run->at[i].lon_deg, run->at[i].lat_deg);
    return GEOSGeom_createLinearRing_r(geos, s);
}

static GEOSGeometry *geos_area(GEOSContextHandle_t geos, const struct geojson_geometry *g,
                               struct arena *a)
{
    struct err err = {0};
    GEOSGeometry **parts = arena_array(a, g->n_polygons, sizeof(GEOSGeometry *), &err);

    for (size_t p = 0; p < g->n_polygons; p++) {
        size_t n = g->polygons[p].n_rings;
        GEOSGeometry **holes = arena_array(a, n, sizeof(GEOSGeometry *), &err);

        for (size_t r = 1; r < n; r++)
            holes[r - 1] = geos_ring(geos, &g->polygons[p].rings[r]);
        parts[p] = GEOSGeom_createPolygon_r(geos, geos_ring(geos, &g->polygons[p].rings[0]), holes,
                                            (unsigned)(n - 1));
    }
    return GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, (unsigned)g->n_polygons);
}

/* Positions are rounded to a centimetre here and not there, so those beside the boundary differ. */
static void inside_agrees_with_geos(void **state)
{
    GEOSContextHandle_t geos = GEOS_init_r();
    uint64_t seed = 61;
    struct json root;
    struct arena a;
    size_t n_compared = 0;

    (void)state;
    arena_init(&a, GEO_ARENA);
    if (!load(DATA "geo/ua_oblast_2020.geojson", &a, &root)) {
        arena_release(&a);
        GEOS_finish_r(geos);
        skip();
    }
    for (size_t i = 0; i < json_get(&root, "features")->u.array.n; i++) {
        struct geojson_geometry g;
        const struct geo_area *area = NULL;
        struct err err = {0};
        GEOSGeometry *theirs;
        const GEOSPreparedGeometry *prepared;
        struct geo_box box;

        assert_ok(geojson_read(&json_get(&root, "features")->u.array.items[i], &a, &g, &err));
        assert_ok(geo_area_polygons(g.polygons, g.n_polygons, &a, &area, &err));
        theirs = geos_area(geos, &g, &a);
        prepared = GEOSPrepare_r(geos, theirs);
        box = geo_area_box(area);
        for (int k = 0; k < POINTS_TRIED; k++) {
            struct geo_pos p = {uniform_in(&seed, box.south_deg, box.north_deg),
                                uniform_in(&seed, box.west_deg, box.east_deg)};
            GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, p.lon_deg, p.lat_deg);
            bool is_in = GEOSPreparedIntersects_r(geos, prepared, point) == 1;

            GEOSGeom_destroy_r(geos, point);
            if (is_in != geo_area_contains(area, p))
                assert_true(fabs(geo_area_signed_m(area, p)) < 0.05);
            n_compared++;
        }
        GEOSPreparedGeom_destroy_r(geos, prepared);
        GEOSGeom_destroy_r(geos, theirs);
    }
    assert_int_equal(n_compared, 27 * POINTS_TRIED);
    arena_release(&a);
    GEOS_finish_r(geos);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_of_peace_operations_are_valid),
        cmocka_unit_test(oblasts_are_valid),
        cmocka_unit_test(disputed_areas_are_valid),
        cmocka_unit_test(countries_of_the_base_map_are_valid),
        cmocka_unit_test(disputed_boundaries_are_lines),
        cmocka_unit_test(inside_agrees_with_geos),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
