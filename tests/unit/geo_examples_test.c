/* SPDX-License-Identifier: Apache-2.0 */
/* The geometry of the shipped examples against the real world: which town lies on which side of
 * which line, what is inside which area, and how far 300 km is. */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "geo/geojson.h"

#define EXAMPLES    AASC_ROOT "/examples/"
#define FILE_MAX    (400 * 1024) /* what an example may weigh */
#define TEST_ARENA  (64 * MIB)
#define EDGE_M      300000.0
#define EDGE_NEAR_M 1000.0

static void *must(void *p)
{
    assert_non_null(p);
    return p;
}

static struct span load(struct arena *a, const char *path)
{
    char full[512];
    struct err err = {0};
    char *bytes = must(arena_alloc(a, FILE_MAX + 1, &err));

    assert_true(snprintf(full, sizeof(full), EXAMPLES "%s", path) < (int)sizeof(full));
    FILE *f = fopen(full, "rb");

    if (f == NULL)
        fail_msg("%s cannot be opened", full);
    size_t n = fread(bytes, 1, FILE_MAX + 1, f);

    (void)fclose(f);
    if (n > FILE_MAX)
        fail_msg("%s is larger than %d bytes", full, FILE_MAX);
    return (struct span){bytes, n};
}

static const struct json *document(struct arena *a, const char *path)
{
    struct err err = {0};
    struct json *root = must(arena_alloc(a, sizeof(*root), &err));

    assert_ok(json_parse(load(a, path), a, root, &err));
    assert_ok(geojson_check_crs(root, &err));
    return root;
}

static struct geojson_geometry fragment(struct arena *a, const char *path, struct span id)
{
    const struct json *feature = NULL;
    struct geojson_geometry g;
    struct err err = {0};

    assert_ok(geojson_feature(document(a, path), id, &feature, &err));
    assert_ok(geojson_read(json_get(feature, "geometry"), a, &g, &err));
    return g;
}

static const struct geo_line *line_of(struct arena *a, const char *path, struct span id)
{
    struct geojson_geometry g = fragment(a, path, id);
    const struct geo_line *line = NULL;
    struct err err = {0};

    assert_ok(geo_line_make(g.runs, g.n_runs, a, &line, &err));
    return line;
}

static const struct geo_area *area_of(struct arena *a, const char *path, struct span id)
{
    struct geojson_geometry g = fragment(a, path, id);
    const struct geo_area *area = NULL;
    struct err err = {0};

    assert_ok(geo_area_polygons(g.polygons, g.n_polygons, a, &area, &err));
    return area;
}

/* Every feature of every shipped file is a line or an area that judging accepts, under one name. */
static void every_feature_is_valid_and_has_its_own_id(void **state)
{
    static const char *const paths[] = {
        "aasc/geo/axes.geojson",           "aasc/geo/border.geojson",
        "aasc/geo/posture-300km.geojson",  "aasc/geo/ukr-oblasts.geojson",
        "kalmius/geo/kalmius.geojson",     "minsk/geo/admin.geojson",
        "minsk/geo/contact-line.geojson",  "minsk/geo/disengagement.geojson",
        "minsk/geo/memorandum-p5.geojson", "minsk/geo/sectors.geojson",
        "undof-1974/geo/undof.geojson",
    };
    size_t n_features = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct arena a;

        arena_init(&a, TEST_ARENA);
        const struct json *list = json_get(document(&a, paths[i]), "features");

        assert_non_null(list);
        for (size_t k = 0; k < list->u.array.n; k++) {
            const struct json *id = json_get(json_get(&list->u.array.items[k], "properties"), "id");

            assert_non_null(id);
            /* fails where two features share the id */
            if (fragment(&a, paths[i], id->u.text).type == GEOJSON_LINE)
                (void)line_of(&a, paths[i], id->u.text);
            else
                (void)area_of(&a, paths[i], id->u.text);
            n_features++;
        }
        arena_release(&a);
    }
    assert_int_equal(n_features, 50);
}

struct town {
    const char *name;
    double lat_deg, lon_deg;
};

static void check_sides(const char *path, const char *id, const struct town *towns, bool is_left)
{
    struct arena a;

    arena_init(&a, TEST_ARENA);
    const struct geo_line *line = line_of(&a, path, span_of(id));

    for (size_t i = 0; towns[i].name != NULL; i++) {
        struct geo_pos at = {towns[i].lat_deg, towns[i].lon_deg};

        if ((geo_line_nearest(line, at).signed_left_m > 0) != is_left)
            fail_msg("%s lies on the wrong side of %s#%s", towns[i].name, path, id);
    }
    arena_release(&a);
}

static void the_border_has_ukraine_on_its_left(void **state)
{
    static const struct town left[] = {
        {"Kharkiv", 49.99, 36.23},   {"Sumy", 50.91, 34.80},
        {"Chernihiv", 51.49, 31.29}, {"Luhansk", 48.57, 39.31},
        {"Mariupol", 47.10, 37.54},  {"Vovchansk", 50.29, 36.94},
        {"Dovzhansk", 48.08, 39.65}, {NULL, 0, 0},
    };
    static const struct town right[] = {
        {"Belgorod", 50.60, 36.59}, {"Kursk", 51.73, 36.19},
        {"Bryansk", 53.25, 34.37},  {"Rostov-on-Don", 47.23, 39.72},
        {"Taganrog", 47.24, 38.90}, {"Voronezh", 51.66, 39.20},
        {"Gukovo", 48.05, 39.94},   {NULL, 0, 0},
    };

    (void)state;
    check_sides("aasc/geo/border.geojson", "ukr-rus", left, true);
    check_sides("aasc/geo/border.geojson", "ukr-rus", right, false);
}

/* Towns that both lines have on the same side, then those that changed hands between them. */
static void the_lines_of_minsk_part_the_towns_as_they_were(void **state)
{
    static const struct town government[] = {
        {"Mariupol", 47.10, 37.54},
        {"Hranitne", 47.43, 37.855},
        {"Volnovakha", 47.60, 37.49},
        {"Marinka", 47.945, 37.505},
        {"Avdiivka", 48.14, 37.75},
        {"Toretsk", 48.395, 37.85},
        {"Bakhmut", 48.59, 38.00},
        {"Svitlodarsk", 48.43, 38.22},
        {"Popasna", 48.63, 38.37},
        {"Zolote", 48.695, 38.515},
        {"Krymske", 48.75, 38.79},
        {"Trokhizbenka", 48.76, 38.965},
        {"Shchastia", 48.74, 39.23},
        {"Stanytsia Luhanska", 48.66, 39.485},
        {NULL, 0, 0},
    };
    static const struct town other[] = {
        {"Novoazovsk", 47.11, 38.09},   {"Boikivske", 47.41, 38.03},
        {"Dokuchaievsk", 47.75, 37.68}, {"Donetsk", 48.00, 37.80},
        {"Yasynuvata", 48.13, 37.86},   {"Horlivka", 48.30, 38.02},
        {"Yenakiieve", 48.24, 38.20},   {"Pervomaisk", 48.63, 38.525},
        {"Kadiivka", 48.57, 38.64},     {"Slovianoserbsk", 48.70, 38.98},
        {"Luhansk", 48.57, 39.31},      {NULL, 0, 0},
    };
    static const struct town debaltseve[] = {
        {"Debaltseve", 48.34, 38.40},
        {"Vuhlehirsk", 48.315, 38.27},
        {"Lohvynove", 48.40, 38.37},
        {NULL, 0, 0},
    };
    static const char file[] = "minsk/geo/contact-line.geojson";

    (void)state;
    check_sides(file, "actual", government, true);
    check_sides(file, "2014-09-19", government, true);
    check_sides(file, "actual", other, false);
    check_sides(file, "2014-09-19", other, false);
    check_sides(file, "2014-09-19", debaltseve, true);
    check_sides(file, "actual", debaltseve, false);
}

static void the_lines_of_undof_lie_in_their_order(void **state)
{
    static const struct town west[] = {{"Majdal Shams", 33.27, 35.77},
                                       {"Katzrin", 32.99, 35.69},
                                       {"Merom Golan", 33.13, 35.775},
                                       {NULL, 0, 0}};
    static const struct town between[] = {{"Quneitra", 33.125, 35.825},
                                          {"Hadar", 33.28, 35.83},
                                          {"Rafid", 32.955, 35.89},
                                          {NULL, 0, 0}};
    static const struct town east[] = {
        {"Damascus", 33.51, 36.29}, {"Saasaa", 33.28, 36.02}, {"Nawa", 32.89, 36.04}, {NULL, 0, 0}};
    static const char file[] = "undof-1974/geo/undof.geojson";

    (void)state;
    check_sides(file, "A", west, true);
    check_sides(file, "A", between, false);
    check_sides(file, "B", between, true);
    check_sides(file, "B", east, false);
}

static void areas_hold_what_they_are_named_for(void **state)
{
    static const struct {
        const char *path, *id;
        struct town town;
        bool is_inside;
    } rows[] = {
        {"minsk/geo/admin.geojson", "ukraine", {"Simferopol", 44.95, 34.10}, true},
        {"minsk/geo/admin.geojson", "ukraine", {"Sevastopol", 44.60, 33.53}, true},
        {"minsk/geo/admin.geojson", "ukraine", {"Kerch", 45.36, 36.47}, true},
        {"minsk/geo/admin.geojson", "ukraine", {"Donetsk", 48.00, 37.80}, true},
        {"minsk/geo/admin.geojson", "ukraine", {"Belgorod", 50.60, 36.59}, false},
        {"minsk/geo/admin.geojson", "ukraine", {"Taman", 45.21, 36.72}, false},
        {"minsk/geo/admin.geojson", "donetsk-luhansk", {"Luhansk", 48.57, 39.31}, true},
        {"minsk/geo/admin.geojson", "donetsk-luhansk", {"Mariupol", 47.10, 37.54}, true},
        {"minsk/geo/admin.geojson", "donetsk-luhansk", {"Kharkiv", 49.99, 36.23}, false},
        {"aasc/geo/ukr-oblasts.geojson", "UA-43", {"Simferopol", 44.95, 34.10}, true},
        {"aasc/geo/ukr-oblasts.geojson", "UA-40", {"Sevastopol", 44.60, 33.53}, true},
        {"aasc/geo/ukr-oblasts.geojson", "UA-14", {"Donetsk", 48.00, 37.80}, true},
        {"aasc/geo/ukr-oblasts.geojson", "UA-09", {"Luhansk", 48.57, 39.31}, true},
        {"aasc/geo/ukr-oblasts.geojson", "UA-63", {"Kharkiv", 49.99, 36.23}, true},
        {"aasc/geo/ukr-oblasts.geojson", "UA-30", {"Kyiv", 50.45, 30.52}, true},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Belgorod", 50.60, 36.59}, true},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Rostov", 47.23, 39.72}, true},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Voronezh", 51.66, 39.20}, true},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Moscow", 55.75, 37.62}, false},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Kharkiv", 49.99, 36.23}, false},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Simferopol", 44.95, 34.10}, false},
        {"aasc/geo/posture-300km.geojson", "posture-300km", {"Volgograd", 48.71, 44.51}, false},
        {"minsk/geo/sectors.geojson", "1", {"Shchastia", 48.74, 39.23}, true},
        {"minsk/geo/sectors.geojson", "1", {"Avdiivka", 48.14, 37.75}, false},
        {"minsk/geo/sectors.geojson", "all", {"Avdiivka", 48.14, 37.75}, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos at = {rows[i].town.lat_deg, rows[i].town.lon_deg};
        struct arena a;

        arena_init(&a, TEST_ARENA);
        if (geo_area_contains(area_of(&a, rows[i].path, span_of(rows[i].id)), at) !=
            rows[i].is_inside)
            fail_msg("%s: %s is on the wrong side of the boundary", rows[i].id, rows[i].town.name);
        arena_release(&a);
    }
}

/* Its outline is the border, Russia's other borders and coasts, and the edge at 300 km: nothing may
 * lie farther out than that, and the edge must be there. */
static void posture_ends_300_km_from_the_border(void **state)
{
    struct arena a;
    size_t n_at_edge = 0;
    double farthest_m = 0;

    (void)state;
    arena_init(&a, TEST_ARENA);
    const struct geo_line *border = line_of(&a, "aasc/geo/border.geojson", SPAN("ukr-rus"));
    struct geojson_geometry g = fragment(&a, "aasc/geo/posture-300km.geojson", SPAN(""));

    for (size_t i = 0; i < g.n_polygons; i++) {
        const struct geo_run *shell = &g.polygons[i].rings[0];

        for (size_t k = 0; k < shell->n; k++) {
            double d_m = geo_line_nearest(border, shell->at[k]).distance_m;

            farthest_m = fmax(farthest_m, d_m);
            n_at_edge += fabs(d_m - EDGE_M) <= EDGE_NEAR_M;
        }
    }
    assert_near(farthest_m, EDGE_M, EDGE_NEAR_M);
    assert_true(n_at_edge > 200);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_feature_is_valid_and_has_its_own_id),
        cmocka_unit_test(the_border_has_ukraine_on_its_left),
        cmocka_unit_test(the_lines_of_minsk_part_the_towns_as_they_were),
        cmocka_unit_test(the_lines_of_undof_lie_in_their_order),
        cmocka_unit_test(areas_hold_what_they_are_named_for),
        cmocka_unit_test(posture_ends_300_km_from_the_border),
    };

    return cmocka_run_group_tests_name("the examples' geometry", tests, NULL, NULL);
}
