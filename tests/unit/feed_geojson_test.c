/* SPDX-License-Identifier: Apache-2.0 */
#include "feed_check.h"

#include <math.h>

#define P(members_)                                                                                \
    "\"properties\":{\"time\":\"2020-07-10T20:05:10Z\",\"phenomenon\":\"shot\"" members_ "}"
#define POINT "\"geometry\":{\"type\":\"Point\",\"coordinates\":[37.95,48.5]}"
#define POLYGON                                                                                    \
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,48],[38,49],[37,48]]]}"
#define FEATURE(id_) "{\"type\":\"Feature\",\"id\":\"" id_ "\"," P("") "," POINT "}"

static void features_become_rows_in_every_wrapping(void **state)
{
    static const struct {
        const char *name, *text;
        size_t n;
    } cases[] = {
        {"a.geojson",
         "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1") "," FEATURE("2") "]}", 2},
        {"a.geojson",
         "{\"features\":[" FEATURE("1") "], \"name\":\"x\", \"type\":\"FeatureCollection\"}", 1},
        {"a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}", 0},
        {"a.geojson", FEATURE("1"), 1},
        {"a.geojson", FEATURE("1") "\n" FEATURE("2") "\n", 2},
        {"a.geojsonl", FEATURE("1") "\n" FEATURE("2"), 2},
        {"a.json", "\x1e" FEATURE("1") "\n\x1e" FEATURE("2") "\n", 2},
        {"a.json", "\xef\xbb\xbf" FEATURE("1"), 1},
        {"a.json",
         "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
         "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\":[" FEATURE("1") "]}",
         1},
        {"a.geojson", "", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;

        feeding_start(&f, NULL);
        feeding_read(&f, cases[i].name, cases[i].text);
        feeding_close(&f);
        if (f.docket.n_observations != cases[i].n || f.total.n_rejected != 0)
            fail_msg("%s\ngave %zu rows, %s", cases[i].text, f.docket.n_observations,
                     f.n_rejects == 0 ? "none refused" : f.rejects[0].reason);
        if (cases[i].n > 0) {
            assert_span(f.docket.observations[0].head.id, "1");
            assert_true(f.docket.observations[0].place.at.lat_deg == 48.5);
        }
        feeding_end(&f);
    }
}

static void properties_are_members_or_attributes(void **state)
{
    struct feeding f;
    const struct observation *o;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(
        &f, "a.geojson",
        "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"start\":\"2020-07-10T20:00:00Z\","
        "\"end\":\"2020-07-10T21:00:00Z\",\"phenomenon\":\"explosion\",\"count\":3,"
        "\"sigma_m\":50,\"place\":\"5 km SE of X\",\"magnitude\":4.5,\"source\":\"s\","
        "\"attributes\":{\"own\":1}},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
        "[37.95,48.5,120]},\"bbox\":[1,2,3,4]}");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    o = f.docket.observations;
    assert_span(o->head.id, "7");
    assert_span(o->head.source, "s");
    assert_int_equal(o->count.min, 3);
    assert_int_equal(o->when.t1_ms - o->when.t0_ms, MS_PER_H);
    assert_true(o->place.sigma_m == 50 && o->place.hae_m == 120);
    assert_span(o->more->attributes, "{\"magnitude\":4.5,\"own\":1,\"place\":\"5 km SE of X\"}");
    feeding_end(&f);
}

/* What the row does not take is kept; it was dropped. */
static void no_property_is_lost(void **state)
{
    static const struct {
        const char *properties, *geometry, *id, *attributes;
    } cases[] = {
        {P(",\"start\":\"2020-01-01\",\"end\":\"2020-01-02\""), POINT, "f",
         "{\"end\":\"2020-01-02\",\"start\":\"2020-01-01\"}"},
        {P(",\"sigma_m\":5"), POLYGON, "f", "{\"sigma_m\":5}"},
        {P(",\"attributes\":\"words\""), POINT, "f", "{\"attributes\":\"words\"}"},
        {P(",\"attributes\":null,\"x\":1"), POINT, "f", "{\"x\":1}"},
        {P(",\"id\":12,\"x\":1"), POINT, "12", "{\"x\":1}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char text[1024];

        feeding_start(&f, NULL);
        (void)snprintf(text, sizeof(text), "{\"type\":\"Feature\",\"id\":\"f\",%s,%s}",
                       cases[i].properties, cases[i].geometry);
        feeding_read(&f, "a.geojson", text);
        feeding_close(&f);
        if (f.n_rejects > 0)
            fail_msg("%s: %s", text, f.rejects[0].reason);
        assert_span(f.docket.observations[0].head.id, cases[i].id);
        assert_span(f.docket.observations[0].more->attributes, cases[i].attributes);
        feeding_end(&f);
    }
}

static void null_states_nothing(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.geojson",
                 "{\"type\":\"Feature\",\"id\":\"x\",\"properties\":{\"id\":null,\"time\":null,"
                 "\"place\":null,"
                 "\"start\":\"2020-07-10T20:00:00Z\",\"end\":null,\"phenomenon\":\"shot\"}," POINT
                 "}");
    feeding_close(&f);
    assert_int_equal(f.n_rejects, 0);
    assert_span(f.docket.observations[0].head.id, "x");
    assert_int_equal(f.docket.observations[0].place.form, PLACE_POINT);
    feeding_end(&f);
}

static void geometries_become_places_of_their_form(void **state)
{
    static const struct {
        const char *properties, *geometry;
        enum place_form form;
    } cases[] = {
        {P(""), "{\"type\":\"Point\",\"coordinates\":[37,48]}", PLACE_POINT},
        {P(""), "{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,48],[38,49],[37,48]]]}",
         PLACE_GEOMETRY},
        {P(""), "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[37,48],[38,48],[38,49],[37,48]]]]}",
         PLACE_GEOMETRY},
        {P(""),
         "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":[["
         "[37,48],[38,48],[38,49],[37,48]]]}]}",
         PLACE_GEOMETRY},
        {P(""),
         "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[37,"
         "48,9]}]}",
         PLACE_POINT},
        {P(""), "null", PLACE_NONE},
        {P(",\"place\":{\"lat\":1,\"lon\":2}"), "{\"type\":\"Point\",\"coordinates\":[37,48]}",
         PLACE_POINT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char text[1024];

        feeding_start(&f, NULL);
        (void)snprintf(text, sizeof(text), "{\"type\":\"Feature\",%s,\"geometry\":%s}",
                       cases[i].properties, cases[i].geometry);
        feeding_read(&f, "a.geojson", text);
        feeding_close(&f);
        if (f.n_rejects > 0)
            fail_msg("%s: %s", cases[i].geometry, f.rejects[0].reason);
        assert_int_equal(f.docket.observations[0].place.form, cases[i].form);
        feeding_end(&f);
    }
}

static void other_kinds_come_as_features_too(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(
        &f, "a.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"kind\":\"line_version\",\"line\":\"l\",\"valid_"
        "from\":"
        "\"2020-07-01\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[37,48],[38,48]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"kind\":\"coverage\",\"source\":\"cam\",\"time\":"
        "\"2020-07-01\",\"fraction\":0.5},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[37,"
        "48],"
        "[38,48],[38,49],[37,48]]]}}]}");
    feeding_close(&f);
    assert_int_equal(f.n_rejects, 0);
    assert_int_equal(f.docket.n_line_versions, 1);
    assert_int_equal(f.docket.n_coverages, 1);
    assert_int_equal(f.docket.coverages[0].area.form, PLACE_GEOMETRY);
    feeding_end(&f);
}

/* The geometry was put in the place of the area that the properties state. */
static void what_the_properties_state_goes_before_the_geometry(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.geojson",
                 "{\"type\":\"Feature\",\"properties\":{\"kind\":\"coverage\",\"source\":\"cam\","
                 "\"time\":\"2020-07-01\",\"fraction\":0.5,\"area\":\"zone\"}," POLYGON "}");
    feeding_close(&f);
    assert_int_equal(f.n_rejects, 0);
    assert_int_equal(f.docket.coverages[0].area.form, PLACE_ZONE);
    feeding_end(&f);
}

static void bad_features_cost_themselves_only(void **state)
{
    static const struct {
        const char *feature, *column, *words;
    } cases[] = {
        {"{\"type\":\"Feature\"," P(
             "") ",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[37,48],[38,48]]}}",
         "", "a line is neither a place"},
        {"{\"type\":\"Feature\"," P(
             "") ",\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[37,48],[38,48]]}}",
         "", "no one place"},
        {"{\"type\":\"Feature\"," P(
             "") ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[37,98]}}",
         "", "geometry: "},
        {"{\"type\":\"Feature\"," P("") ",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[37,"
                                        "48],[38,49],[38,48],[37,49],[37,48]]]}}",
         "place", "place: "},
        {"{\"type\":\"Feature\"," P(",\"count\":\"four\"") "," POINT "}", "count", "count: "},
        {"{\"type\":\"Feature\",\"properties\":{}," POINT "}", "time", "time: missing"},
        {"{\"type\":\"Feature\",\"properties\":null," POINT "}", "time", "time: missing"},
        {"{\"type\":\"Feature\"," POINT "}", "time", "time: missing"},
        {"{\"type\":\"Feature\",\"properties\":[1]," POINT "}", "",
         "properties: must be an object"},
        {"{\"type\":\"Feature\",\"properties\":{\"start\":5}," POINT "}", "", "start: "},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"sensr\"}," POINT "}", "",
         "did you mean \"sensor\""},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"sensor\",\"id\":\"s\",\"colour\":1}"
         "," POINT "}",
         "colour", "no member \"colour\""},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":7}," POINT "}", "",
         "kind: must be a word"},
        {"{\"type\":\"Feature\"," P(",\"id\":1.5") "," POINT "}", "id", "id: "},
        {"{\"type\":\"Feature\",\"id\":{}," P("") "," POINT "}", "id", "id: "},
        {"{\"type\":\"Feature\",\"properties\":{\"start\":\"2020-07-10T20:00:00Z\",\"end\":5}"
         "," POINT "}",
         "", "end: "},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"coverage\",\"source\":\"s\",\"time\":"
         "\"2020-07-01\",\"fraction\":1,\"sigma_m\":5}," POLYGON "}",
         "sigma_m", "no member \"sigma_m\""},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"notification\",\"by\":\"a\",\"about\":"
         "\"exercise\",\"start\":\"2020-07-01\"}," POLYGON "}",
         "start", "no member \"start\""},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"sensor\",\"id\":\"s\",\"attributes\":{}}"
         "," POINT "}",
         "attributes", "attributes"},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"coverage\"}," POINT "}", "",
         "coverage takes no point; a Polygon is its area"},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"line_version\"}," POLYGON "}", "",
         "line_version takes no polygon; a LineString is wanted"},
        {"{\"type\":\"Feature\",\"properties\":{\"kind\":\"derogation\"}," POINT "}", "",
         "derogation takes no point; write null"},
        {"{\"type\":\"Point\",\"coordinates\":[37,48]}", "", "must be \"Feature\""},
        {"{\"type\":\"Feature\",\"type\":\"Feature\"}", "", "type"},
        {"7", "", "type"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char text[2048];

        feeding_start(&f, NULL);
        (void)snprintf(text, sizeof(text),
                       "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE(
                           "1") ",\n%s,\n" FEATURE("3") "]}",
                       cases[i].feature);
        feeding_read(&f, "a.geojson", text);
        feeding_close(&f);
        if (f.docket.n_observations != 2)
            fail_msg("%s: %zu rows", cases[i].feature, f.docket.n_observations);
        assert_reject(&f, 0, 2, cases[i].column, cases[i].words);
        assert_int_equal(f.n_rejects, 1);
        assert_int_equal(strncmp(f.rejects[0].raw, cases[i].feature, 200), 0);
        feeding_end(&f);
    }
}

static void what_stands_ahead_of_a_fault_is_taken(void **state)
{
    static const struct {
        const char *name, *text;
        size_t n;
    } cases[] = {
        {"a.geojson",
         "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1") "," FEATURE(
             "2") ",{\"type\":\"Fea",
         2},
        {"a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1") ",", 1},
        {"a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1"), 1},
        {"a.geojson",
         "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1") " " FEATURE("2") "]}", 1},
        {"a.geojson",
         "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE(
             "1") "]}\n{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("2") "]}",
         1},
        {"a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1") "]}]", 1},
        {"a.geojsonl", "{\"type\":\"Fea\n" FEATURE("1") "\n" FEATURE("2"), 2},
        {"a.json", "\x1e{\"type\":\"Fea\n\x1e" FEATURE("1") "\n", 1},
        {"a.geojsonl", FEATURE("1") "\n]\n" FEATURE("2"), 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;

        feeding_start(&f, NULL);
        feeding_read(&f, cases[i].name, cases[i].text);
        feeding_close(&f);
        if (f.docket.n_observations != cases[i].n || f.total.n_rejected != 1)
            fail_msg("%s\n%zu rows, %zu refused: %s", cases[i].text, f.docket.n_observations,
                     f.n_rejects, f.n_rejects == 0 ? "" : f.rejects[0].reason);
        feeding_end(&f);
    }
}

static void files_that_cannot_be_right_are_refused_whole(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"[1,2]", "begins with '{'"},
        {"{\"type\":\"FeatureCollection\"}", "has no \"features\""},
        {"{\"type\":\"FeatureCollection\",\"features\":7}", "'[' was expected"},
        {"{\"type\":\"FeatureCollection\",\"features\":[" FEATURE("1") "],\"features\":[]}",
         "\"features\" stands here for the second time"},
        {"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
         "\"EPSG:28407\"}},\"features\":[]}",
         "EPSG:28407"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;

        feeding_start(&f, NULL);
        if (feeding_try(&f, "a.geojson", span_of(cases[i].text)) == RC_OK)
            fail_msg("%s was taken", cases[i].text);
        if (strstr(f.err.note, cases[i].words) == NULL)
            fail_msg("%s: %s", cases[i].text, f.err.note);
        feeding_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_become_rows_in_every_wrapping),
        cmocka_unit_test(properties_are_members_or_attributes),
        cmocka_unit_test(no_property_is_lost),
        cmocka_unit_test(null_states_nothing),
        cmocka_unit_test(geometries_become_places_of_their_form),
        cmocka_unit_test(other_kinds_come_as_features_too),
        cmocka_unit_test(what_the_properties_state_goes_before_the_geometry),
        cmocka_unit_test(bad_features_cost_themselves_only),
        cmocka_unit_test(what_stands_ahead_of_a_fault_is_taken),
        cmocka_unit_test(files_that_cannot_be_right_are_refused_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
