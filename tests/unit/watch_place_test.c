/* SPDX-License-Identifier: Apache-2.0 */
#include "watch_rows.h"

static struct place place_of(struct rows *r, const char *place)
{
    char text[1024];

    (void)snprintf(text, sizeof(text),
                   "{\"time\":\"2020-07-10T20:05:10Z\",\"phenomenon\":\"shot\",\"place\":%s}",
                   place);
    return rows_read(r, text).u.observation.place;
}

static void assert_place_refused(struct rows *r, const char *place, const char *words)
{
    char text[1024];

    (void)snprintf(text, sizeof(text),
                   "{\"time\":\"2020-07-10T20:05:10Z\",\"phenomenon\":\"shot\",\"place\":%s}",
                   place);
    assert_refused(r, text, words);
}

/* Circular normal: CE50 = 1.1774 sigma, CE90 = 2.1460 sigma, CE95 = 2.4477 sigma. */
static void errors_become_one_sigma(void **state)
{
    static const struct {
        const char *member;
        double sigma_m;
    } cases[] = {
        {"\"sigma_m\":100", 100},     {"\"ce50_m\":117.741", 100}, {"\"ce90_m\":214.5966", 100},
        {"\"ce95_m\":244.7747", 100}, {"\"sigma_m\":0", 0},
    };
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[200];
        struct place p;

        (void)snprintf(text, sizeof(text), "{\"lat\":48.5,\"lon\":37.95,%s}", cases[i].member);
        p = place_of(&r, text);
        assert_true(p.has_sigma);
        assert_true(fabs(p.sigma_m - cases[i].sigma_m) < 0.001);
    }
    rows_end(&r);
}

/* 37U DQ 123 456 is a cell of 100 m: its centre, and 28.9 m on each axis. */
static void a_grid_cell_is_its_centre_and_its_size(void **state)
{
    struct rows r;
    struct place p, fine, wide;

    (void)state;
    rows_start(&r, NULL);
    p = place_of(&r, "{\"mgrs\":\"37U DQ 123 456\"}");
    assert_int_equal(p.form, PLACE_POINT);
    assert_true(fabs(p.sigma_m - 28.867513) < 1e-5 && p.has_sigma);
    assert_span(p.text, "37U DQ 123 456");
    fine =
        place_of(&r, "{\"mgrs\":\"37U DQ 12350 45650\"}"); /* the cell of 1 m beside its middle */
    assert_true(geo_distance_m(p.at, fine.at) < 1);
    assert_true(fabs(fine.sigma_m - 0.28867513) < 1e-6);
    wide = place_of(&r, "{\"mgrs\":\"37U DQ 123 456\",\"sigma_m\":100}");
    assert_true(fabs(wide.sigma_m - hypot(100, 28.867513)) < 1e-5);
    rows_end(&r);
}

static void sectors_are_what_their_words_say(void **state)
{
    static const struct {
        const char *direction;
        double centre_deg, half_width_deg, sigma_deg;
    } cases[] = {
        {"\"compass\":\"N\"", 0, 22.5, 0},
        {"\"compass\":\"NE\"", 45, 22.5, 0},
        {"\"compass\":\"ENE\"", 67.5, 11.25, 0},
        {"\"compass\":\"nnw\"", 337.5, 11.25, 0},
        {"\"bearing_deg\":90", 90, 0, 0},
        {"\"bearing_deg\":360,\"bearing_sigma_deg\":5", 360, 0, 5},
    };
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[200];
        struct place p;

        (void)snprintf(
            text, sizeof(text),
            "{\"from\":{\"lat\":48,\"lon\":37,\"sigma_m\":10},%s,\"range_m\":[2000,4000]}",
            cases[i].direction);
        p = place_of(&r, text);
        assert_int_equal(p.form, PLACE_SECTOR);
        assert_true(p.u.sector->centre_deg == cases[i].centre_deg);
        assert_true(p.u.sector->half_width_deg == cases[i].half_width_deg);
        assert_true(p.u.sector->bearing_sigma_deg == cases[i].sigma_deg);
        assert_true(p.u.sector->range_min_m == 2000 && p.u.sector->range_max_m == 4000);
        assert_true(p.u.sector->from_sigma_m == 10 && p.sigma_m == 10);
        assert_in_range((int)geo_distance_m(p.u.sector->from, p.at), 2000, 4000);
    }
    rows_end(&r);
}

static void areas_and_tracks_are_read(void **state)
{
    struct rows r;
    struct place p;

    (void)state;
    rows_start(&r, NULL);
    p = place_of(&r, "{\"area\":\"zone-1\"}");
    assert_int_equal(p.form, PLACE_ZONE);
    assert_span(p.u.zone, "zone-1");
    p = place_of(
        &r, "{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,48],[38,49],[37,49],"
            "[37,48]]]}}");
    assert_int_equal(p.form, PLACE_GEOMETRY);
    assert_true(geo_area_contains(p.u.area, (struct geo_pos){48.5, 37.5}));
    assert_true(p.at.lat_deg == 48.5 && p.at.lon_deg == 37.5);
    p = place_of(&r,
                 "{\"track\":[[\"2020-07-10T20:05:10Z\",48,37],[\"2020-07-10T20:06:10Z\",48.1,37,"
                 "300],[\"2020-07-10T20:06:10Z\",48.1,37.1,null]],\"sigma_m\":20}");
    assert_int_equal(p.form, PLACE_TRACK);
    assert_int_equal(p.u.track.n, 3);
    assert_true(p.u.track.fixes[1].hae_m == 300 && isnan(p.u.track.fixes[2].hae_m));
    assert_true(p.sigma_m == 20);
    rows_end(&r);
}

static void a_track_gives_its_time(void **state)
{
    struct rows r;
    struct row row;

    (void)state;
    rows_start(&r, NULL);
    row = rows_read(
        &r, "{\"phenomenon\":\"uav\",\"place\":{\"track\":[[\"2020-07-10T20:05:10Z\",48,37],"
            "[\"2020-07-10T20:06:10Z\",48.1,37]]}}");
    assert_int_equal(row.u.observation.when.t0_ms, at_ms("2020-07-10T20:05:10Z"));
    assert_int_equal(row.u.observation.when.t1_ms, at_ms("2020-07-10T20:06:10Z"));
    rows_end(&r);
}

static void bad_places_are_refused(void **state)
{
    static const struct {
        const char *place, *words;
    } cases[] = {
        {"7", "must be an object"},
        {"{}", "states no place"},
        {"{\"latitude\":48,\"longitude\":37}", "no member \"latitude\""},
        {"{\"lat\":48}", "lon: missing"},
        {"{\"lon\":48}", "lat: missing"},
        {"{\"lat\":\"48\",\"lon\":37}", "lat: must be a number of degrees, not a string"},
        {"{\"lat\":48,\"lon\":true}", "lon: must be a number"},
        {"{\"lat\":90.1,\"lon\":37}", "place: "},
        {"{\"lat\":48,\"lon\":180.5}", "place: "},
        {"{\"lat\":48,\"lon\":37,\"mgrs\":\"37U DQ 123 456\"}", "one of the two"},
        {"{\"lat\":48,\"lon\":37,\"sigma\":5}", "did you mean \"sigma_m\""},
        {"{\"lat\":48,\"lon\":37,\"sigma_m\":-1}", "sigma_m: "},
        {"{\"lat\":48,\"lon\":37,\"sigma_m\":5,\"ce90_m\":9}", "stated beside sigma_m"},
        {"{\"lat\":48,\"lon\":37,\"hae_m\":1e7}", "hae_m: "},
        {"{\"lat\":48,\"lon\":37,\"centroid\":1}", "centroid: "},
        {"{\"lat\":48,\"lon\":37,\"range_m\":5}", "no member \"range_m\""},
        {"{\"mgrs\":\"37U DQ 123 45\"}", "mgrs: "},
        {"{\"mgrs\":\"99Z AA 1 1\"}", "mgrs: "},
        {"{\"mgrs\":48}", "mgrs: must be text"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"range_m\":[1,2]}", "compass: missing"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"compass\":\"N\"}", "range_m: missing"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"compass\":\"X\",\"range_m\":[1,2]}", "compass: "},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"compass\":\"N\",\"bearing_deg\":3,\"range_m\":[1,2]}",
         "one of the two"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"bearing_deg\":1600,\"range_m\":[1,2]}", "mils"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"bearing_sigma_deg\":5,\"range_m\":[1,2]}",
         "bearing_deg: missing"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"compass\":\"N\",\"range_m\":[4000,2000]}",
         "the second is the longer"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"compass\":\"N\",\"range_m\":[1,2,3]}",
         "[least, most]"},
        {"{\"from\":{\"lat\":48,\"lon\":37},\"compass\":\"N\",\"range_m\":-5}", "range_m: "},
        {"{\"from\":{\"area\":\"z\"},\"compass\":\"N\",\"range_m\":5}", "from: must be a position"},
        {"{\"from\":{\"from\":{\"from\":7}},\"compass\":\"N\",\"range_m\":5}", "from: "},
        {"{\"near\":\"Avdiivka\"}", "no table of places"},
        {"{\"area\":\"\"}", "area: is empty"},
        {"{\"area\":7}", "area: "},
        {"{\"area\":{\"type\":\"Point\",\"coordinates\":[37,48]}}", "Polygon or MultiPolygon"},
        {"{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,49],[38,48],[37,49],[37,48]"
         "]]}}",
         "area: "},
        {"{\"track\":[]}", "1 to"},
        {"{\"track\":[[\"2020-07-10T20:05:10Z\",48]]}", "fix 1: "},
        {"{\"track\":[[\"2020-07-10T20:05:10Z\",98,37]]}", "fix 1: "},
        {"{\"track\":[[\"2020-07-10T20:05:10Z\",48,37],[\"2020-07-10T20:05:09Z\",48,37]]}",
         "fix 2: lies before"},
    };
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_place_refused(&r, cases[i].place, cases[i].words);
    rows_end(&r);
}

/* An agreement around 48 N, 38 E: 38 N, 48 E is a place on Earth too, but not this one. */
static void swapped_positions_are_told(void **state)
{
    static const struct geo_pos line_at[] = {{47.5, 37.5}, {48.5, 38.5}};
    const struct geo_run run = {line_at, 2};
    struct arena a;
    struct err err = {0};
    const struct geo_line *geometry = NULL;
    struct pact_line line = {.id = SPAN("actual")};
    struct pact_agreement agreement = {.id = SPAN("x"), .lines = &line, .n_lines = 1};
    const struct pact_model model = {.agreements = &agreement, .n_agreements = 1};
    const struct observe_world world = {.zone = zone_utc(), .model = &model};
    struct rows r;

    (void)state;
    arena_init(&a, MIB);
    assert_ok(geo_line_make(&run, 1, &a, &geometry, &err));
    line.geometry = geometry;
    rows_start(&r, &world);
    assert_place_refused(&r, "{\"lat\":38,\"lon\":48}", "latitude and longitude are swapped");
    assert_place_refused(&r, "{\"track\":[[\"2020-07-10T20:05:10Z\",38,48]]}", "swapped");
    (void)place_of(&r, "{\"lat\":48,\"lon\":38}");
    (void)place_of(&r, "{\"lat\":49.9,\"lon\":38}");
    (void)place_of(&r, "{\"lat\":10,\"lon\":20}"); /* elsewhere, and swapped elsewhere too */
    /* ids of the agreement are checked */
    assert_place_refused(&r, "{\"area\":\"zone-1\"}", "the agreement has no area \"zone-1\"");
    assert_refused(&r,
                   "{\"kind\":\"line_version\",\"line\":\"actaul\",\"valid_from\":\"2020-07-01\","
                   "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[37,48],[38,48]]}}",
                   "the agreement has no line \"actaul\"; did you mean \"actual\"?");
    /* … and a line or an outline has positions too */
    assert_refused(&r,
                   "{\"kind\":\"line_version\",\"line\":\"actual\",\"valid_from\":\"2020-07-01\","
                   "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[48,37],[48,38]]}}",
                   "geometry: lat 38, lon 48 lies far from the agreement's ground");
    assert_place_refused(&r,
                         "{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[48,37],[48,38],"
                         "[47,38],[48,37]]]}}",
                         "latitude and longitude are swapped");
    rows_end(&r);
    arena_release(&a);
}

static struct cloud cloud; /* too large for a stack */

static void a_sector_is_spread_evenly(void **state)
{
    struct rows r;
    struct place p;
    struct err err = {0};
    double weight = 0, inner = 0;
    size_t n_left = 0;

    (void)state;
    rows_start(&r, NULL);
    p = place_of(&r,
                 "{\"from\":{\"lat\":48,\"lon\":37,\"sigma_m\":7},\"compass\":\"E\",\"range_m\":"
                 "[2000,4000]}");
    assert_ok(place_cloud(&p, NULL, &cloud, &err));
    assert_int_equal(cloud.n, 1024);
    assert_true(cloud.sigma_m == 7);
    for (size_t i = 0; i < cloud.n; i++) {
        double range_m = geo_distance_m(p.u.sector->from, cloud.at[i]);
        double bearing_deg = geo_azimuth_deg(p.u.sector->from, cloud.at[i]);

        assert_true(range_m > 2000 && range_m < 4000);
        assert_true(bearing_deg > 67.5 && bearing_deg < 112.5);
        weight += cloud.weight[i];
        inner += range_m < 3000 ? cloud.weight[i] : 0;
        n_left += bearing_deg < 90;
    }
    assert_true(fabs(weight - 1) < 1e-9);
    /* by area the inner half of the ranges holds (3^2 - 2^2) / (4^2 - 2^2) = 5/12 */
    assert_true(fabs(inner - 5.0 / 12) < 0.02);
    assert_int_equal(n_left, 512);
    rows_end(&r);
}

/* With a measured bearing the range is uniform in distance and the bearing normal. */
static void a_bearing_is_spread_by_its_error(void **state)
{
    struct rows r;
    struct place p;
    struct err err = {0};
    double inner = 0, within = 0;

    (void)state;
    rows_start(&r, NULL);
    p = place_of(&r, "{\"from\":{\"lat\":48,\"lon\":37},\"bearing_deg\":90,\"bearing_sigma_deg\":5,"
                     "\"range_m\":[2000,4000]}");
    assert_ok(place_cloud(&p, NULL, &cloud, &err));
    for (size_t i = 0; i < cloud.n; i++) {
        inner += geo_distance_m(p.u.sector->from, cloud.at[i]) < 3000 ? cloud.weight[i] : 0;
        within +=
            fabs(geo_azimuth_deg(p.u.sector->from, cloud.at[i]) - 90) < 5 ? cloud.weight[i] : 0;
    }
    assert_true(fabs(inner - 0.5) < 1e-9);
    assert_true(fabs(within - 0.6827) < 0.04);
    /* neither bearing nor range is uncertain: one position */
    p = place_of(&r, "{\"from\":{\"lat\":48,\"lon\":37},\"bearing_deg\":90,\"range_m\":3000}");
    assert_ok(place_cloud(&p, NULL, &cloud, &err));
    assert_int_equal(cloud.n, 1);
    assert_true(fabs(geo_distance_m(p.u.sector->from, cloud.at[0]) - 3000) < 0.001);
    rows_end(&r);
}

static void areas_are_spread_inside(void **state)
{
    struct rows r;
    struct place p, zone = {.form = PLACE_ZONE, .u.zone = SPAN("z")};
    struct err err = {0};
    size_t n_west = 0;

    (void)state;
    rows_start(&r, NULL);
    p = place_of(
        &r, "{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,48],[38,49],[37,49],"
            "[37,48]]]}}");
    assert_ok(place_cloud(&p, NULL, &cloud, &err));
    assert_in_range(cloud.n, 500, CLOUD_MAX);
    for (size_t i = 0; i < cloud.n; i++) {
        assert_true(geo_area_contains(p.u.area, cloud.at[i]));
        n_west += cloud.at[i].lon_deg < 37.5;
    }
    assert_true(fabs((double)n_west / (double)cloud.n - 0.5) < 0.05);
    assert_ok(place_cloud(&zone, p.u.area, &cloud, &err));
    assert_int_equal(place_cloud(&zone, NULL, &cloud, &err), RC_ABSENT);
    assert_note("no area \"z\"");
    rows_end(&r);
}

static void what_is_no_one_place_is_not_spread(void **state)
{
    const struct place nowhere = {.form = PLACE_NONE}, track = {.form = PLACE_TRACK};
    const struct place point = {.form = PLACE_POINT, .at = {48, 37}, .sigma_m = 5};
    struct err err = {0};

    (void)state;
    assert_int_equal(place_cloud(&nowhere, NULL, &cloud, &err), RC_ABSENT);
    assert_int_equal(place_cloud(&track, NULL, &cloud, &err), RC_ABSENT);
    assert_ok(place_cloud(&point, NULL, &cloud, &err));
    assert_true(cloud.n == 1 && cloud.weight[0] == 1 && cloud.sigma_m == 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_become_one_sigma),
        cmocka_unit_test(a_grid_cell_is_its_centre_and_its_size),
        cmocka_unit_test(sectors_are_what_their_words_say),
        cmocka_unit_test(areas_and_tracks_are_read),
        cmocka_unit_test(a_track_gives_its_time),
        cmocka_unit_test(bad_places_are_refused),
        cmocka_unit_test(swapped_positions_are_told),
        cmocka_unit_test(a_sector_is_spread_evenly),
        cmocka_unit_test(a_bearing_is_spread_by_its_error),
        cmocka_unit_test(areas_are_spread_inside),
        cmocka_unit_test(what_is_no_one_place_is_not_spread),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
