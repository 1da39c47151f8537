/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "geo/geojson.h"

static struct json parse(const char *text, struct arena *a)
{
    struct json v = {0};
    struct err err = {0};

    assert_ok(json_parse(span_of(text), a, &v, &err));
    return v;
}

#define RING_1 "[[37,48],[38,48],[38,49],[37,48]]"

static void geometries_are_read_by_their_type(void **state)
{
    static const struct {
        const char *text;
        enum geojson_type type;
        size_t n_runs, n_polygons;
    } rows[] = {
        {"null", GEOJSON_NONE, 0, 0},
        {"{\"type\":\"Point\",\"coordinates\":[37,48]}", GEOJSON_POINT, 0, 0},
        {"{\"type\":\"Point\",\"coordinates\":[37,48,120.5,7,8]}", GEOJSON_POINT, 0, 0},
        {"{\"type\":\"Point\",\"coordinates\":[]}", GEOJSON_NONE, 0, 0},
        {"{\"type\":\"MultiPoint\",\"coordinates\":[[37,48],[1,2]]}", GEOJSON_MIXED, 0, 0},
        {"{\"type\":\"LineString\",\"coordinates\":[[37,48],[1,2,3]]}", GEOJSON_LINE, 1, 0},
        {"{\"type\":\"MultiLineString\",\"coordinates\":[[[37,48],[1,2]],[[3,4],[5,6]]]}",
         GEOJSON_LINE, 2, 0},
        {"{\"type\":\"Polygon\",\"coordinates\":[" RING_1 "]}", GEOJSON_POLYGON, 0, 1},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING_1 "],[" RING_1 "," RING_1 "]]}",
         GEOJSON_POLYGON, 0, 2},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[]}", GEOJSON_NONE, 0, 0},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[]}", GEOJSON_NONE, 0, 0},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":"
         "[" RING_1 "]},{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING_1 "]]}]}",
         GEOJSON_POLYGON, 0, 2},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2"
         "]},{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}]}",
         GEOJSON_MIXED, 1, 0},
        {"{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
         GEOJSON_POINT, 0, 0},
        {"{\"type\":\"Feature\",\"geometry\":null}", GEOJSON_NONE, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geojson_geometry g = {.type = 99};
        struct err err = {0};
        struct arena a;
        struct json v;

        arena_init(&a, MIB);
        v = parse(rows[i].text, &a);
        assert_ok(geojson_read(&v, &a, &g, &err));
        if (g.type != rows[i].type || g.n_runs != rows[i].n_runs ||
            g.n_polygons != rows[i].n_polygons)
            fail_msg("row %zu: type %d, %zu runs, %zu polygons", i, (int)g.type, g.n_runs,
                     g.n_polygons);
        arena_release(&a);
    }
}

static void longitude_comes_first_and_height_third(void **state)
{
    struct geojson_geometry g;
    struct err err = {0};
    struct arena a;
    struct json v;

    (void)state;
    arena_init(&a, MIB);
    v = parse("{\"type\":\"Point\",\"coordinates\":[37.5,48,120.5]}", &a);
    assert_ok(geojson_read(&v, &a, &g, &err));
    assert_near(g.point.lat_deg, 48, 0);
    assert_near(g.point.lon_deg, 37.5, 0);
    assert_near(g.hae_m, 120.5, 0);
    v = parse("{\"type\":\"Point\",\"coordinates\":[37.5,48]}", &a);
    assert_ok(geojson_read(&v, &a, &g, &err));
    assert_true(isnan(g.hae_m));
    arena_release(&a);
}

static void what_is_no_geometry_is_refused_with_the_byte(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"[]", RC_INPUT, "byte 0: an array where a geometry belongs"},
        {"{}", RC_INPUT, "without a \"type\""},
        {"{\"type\":7}", RC_INPUT, "without a \"type\""},
        {"{\"type\":\"Poligon\"}", RC_INPUT,
         "\"Poligon\" is no type of geometry; did you mean Pol"},
        {"{\"type\":\"Point\"}", RC_INPUT, "nothing where the array \"coordinates\" of a Point"},
        {"{\"type\":\"Point\",\"coordinates\":[1]}", RC_INPUT, "byte 30: a short array"},
        {"{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}", RC_INPUT, "byte 33: a string in a posi"},
        {"{\"type\":\"Point\",\"coordinates\":[[1,2],3]}", RC_INPUT, "an array in a position"},
        {"{\"type\":\"Point\",\"coordinates\":[48,137]}", RC_RANGE, "latitude 137"},
        {"{\"type\":\"Point\",\"coordinates\":[181,7]}", RC_RANGE, "longitude 181"},
        {"{\"type\":\"LineString\",\"coordinates\":[[1,2]]}", RC_INPUT, "a line of 1 position;"},
        {"{\"type\":\"LineString\",\"coordinates\":[1,2]}", RC_INPUT, "where a position ["},
        {"{\"type\":\"MultiLineString\",\"coordinates\":[7]}", RC_INPUT, "an array of positions"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[1,2]]]}", RC_INPUT,
         "a ring of 3 positions; it has at least four"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[4,4],[1,2.5]]]}", RC_INPUT,
         "an open ring; its last position must repeat its first"},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[[]]}", RC_INPUT, "an array of rings"},
        {"{\"type\":\"GeometryCollection\"}", RC_INPUT, "the array \"geometries\""},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[7]}", RC_INPUT, "where a geometry"},
        {"{\"type\":\"Feature\"}", RC_INPUT, "a feature without \"geometry\""},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"GeometryCollection\","
         "\"geometries\":[{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":"
         "\"GeometryCollection\",\"geometries\":[{\"type\":\"GeometryCollection\",\"geometries\":"
         "[]}]}]}]}]}",
         RC_LIMIT, "nested more than 4 deep"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geojson_geometry g = {.type = 99};
        struct err err = {0};
        struct arena a;
        struct json v;

        arena_init(&a, MIB);
        v = parse(rows[i].text, &a);
        if (geojson_read(&v, &a, &g, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].words);
        assert_int_equal(g.type, 99);
        arena_release(&a);
    }
}

static void other_reference_systems_are_refused(void **state)
{
#define CRS(name) "{\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" name "\"}}}"
    static const struct {
        const char *text;
        enum rc rc;
    } rows[] = {
        {"{}", RC_OK},
        {"{\"crs\":null}", RC_OK},
        {CRS("urn:ogc:def:crs:OGC:1.3:CRS84"), RC_OK},
        {CRS("urn:ogc:def:crs:OGC::CRS84"), RC_OK},
        {CRS("EPSG:4326"), RC_OK},
        {CRS("urn:ogc:def:crs:EPSG::4326"), RC_OK},
        {CRS("http://www.opengis.net/def/crs/EPSG/0/4326"), RC_OK},
        {CRS("EPSG:3857"), RC_UNSUPPORTED},
        {CRS("EPSG:14326"), RC_UNSUPPORTED},
        {CRS("urn:ogc:def:crs:EPSG::28407"), RC_UNSUPPORTED},
        {"{\"crs\":{\"type\":\"link\",\"properties\":{\"href\":\"x\"}}}", RC_UNSUPPORTED},
        {"{\"crs\":\"EPSG:4326\"}", RC_UNSUPPORTED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};
        struct arena a;
        struct json v;

        arena_init(&a, MIB);
        v = parse(rows[i].text, &a);
        if (geojson_check_crs(&v, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        arena_release(&a);
    }
}

static void fragments_name_one_feature(void **state)
{
    static const char *const collection =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"id\":\"p\",\"name\":\"North\"}},"
        "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"name\":\"a\"}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"x\",\"name\":\"South\"}},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":8,\"name\":\"South\"}},"
        "{\"type\":\"Feature\",\"properties\":null}]}";
    static const struct {
        const char *fragment;
        int index;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"a", 0, RC_OK, ""}, /* an id goes before another one's name */
        {"7", 1, RC_OK, ""},
        {"8", 3, RC_OK, ""},
        {"p", 0, RC_OK, ""},
        {"North", 0, RC_OK, ""},
        {"x", 2, RC_OK, ""},
        {"South", -1, RC_CONFLICT, "2 features have the properties.name \"South\""},
        {"Nort", -1, RC_ABSENT, "no feature is named \"Nort\"; the nearest is \"North\""},
        {"07", -1, RC_ABSENT, "no feature is named"},
        {"", -1, RC_CONFLICT, "the file holds 5 features"},
    };
    struct arena a;
    struct json v;

    (void)state;
    arena_init(&a, MIB);
    v = parse(collection, &a);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct json *found = NULL;
        struct err err = {0};

        assert_int_equal(geojson_feature(&v, span_of(rows[i].fragment), &found, &err), rows[i].rc);
        assert_note(rows[i].words);
        if (rows[i].rc == RC_OK)
            assert_ptr_equal(found, &json_get(&v, "features")->u.array.items[rows[i].index]);
        else
            assert_null(found);
    }
    arena_release(&a);
}

static void files_without_a_collection_have_one_feature(void **state)
{
    static const struct {
        const char *text, *fragment;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"{\"type\":\"Feature\",\"id\":\"a\"}", "", RC_OK, ""},
        {"{\"type\":\"Feature\",\"id\":\"a\"}", "a", RC_OK, ""},
        {"{\"type\":\"Feature\",\"id\":\"a\"}", "b", RC_ABSENT, "nearest is \"a\""},
        {"{\"type\":\"Point\"}", "", RC_OK, ""},
        {"{\"type\":\"Point\"}", "a", RC_ABSENT, "no feature is named \"a\""},
        {"{\"type\":\"FeatureCollection\",\"features\":[]}", "", RC_ABSENT, "holds no feature"},
        {"{\"type\":\"FeatureCollection\"}", "", RC_INPUT, "without \"features\""},
        {"{\"features\":[]}", "", RC_INPUT, "an object without \"type\""},
        {"[1]", "", RC_INPUT, "an array without \"type\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct json *found = NULL;
        struct err err = {0};
        struct arena a;
        struct json v;

        arena_init(&a, MIB);
        v = parse(rows[i].text, &a);
        assert_int_equal(geojson_feature(&v, span_of(rows[i].fragment), &found, &err), rows[i].rc);
        assert_note(rows[i].words);
        assert_ptr_equal(found, rows[i].rc == RC_OK ? &v : NULL);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geometries_are_read_by_their_type),
        cmocka_unit_test(longitude_comes_first_and_height_third),
        cmocka_unit_test(what_is_no_geometry_is_refused_with_the_byte),
        cmocka_unit_test(other_reference_systems_are_refused),
        cmocka_unit_test(fragments_name_one_feature),
        cmocka_unit_test(files_without_a_collection_have_one_feature),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
