/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/ground.h"
#include "watch_world.h"

static struct world w;
static struct ground *gr;

static int open_world(void **state)
{
    (void)state;
    world_open(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void add_version(const char *id, const char *line, double east_m, double from_s,
                        double recorded_s)
{
    struct row row;

    memset(&row, 0, sizeof(row));
    row.kind = ROW_LINE_VERSION;
    row.u.line_version = (struct line_version){
        .head = {.id = span_of(id), .recorded_at_ms = WORLD_T0 + (int64_t)(recorded_s * 1000)},
        .line = span_of(line),
        .geometry = world_line(&w, east_m),
        .valid_from_ms = WORLD_T0 + (int64_t)(from_s * 1000),
        .accuracy_m = id[1] == '9' ? 77 : NAN};
    world_add_row(&w, &row, &row.u.line_version.head);
}

static void open_ground(void)
{
    struct err err = {0};

    assert_ok(docket_close(&w.docket, TIME_NEVER, &err));
    assert_ok(ground_open(&w.agreement, &w.docket, &w.arena, &gr, &err));
}

static struct time_span span_s(double t0_s, double t1_s)
{
    return (struct time_span){WORLD_T0 + (int64_t)(t0_s * 1000), WORLD_T0 + (int64_t)(t1_s * 1000)};
}

static void versions_hold_from_their_instant(void **state)
{
    static const struct {
        double t0_s, t1_s;
        size_t first, n;
        const char *id; /* of the first */
    } rows[] = {
        {-1000, -1000, 0, 1, "adopted"}, {99.999, 99.999, 0, 1, "adopted"},
        {100, 100, 1, 1, "v1"},          {50, 150, 0, 2, "adopted"},
        {100, 300, 1, 2, "v1"},          {0, 1000, 0, 3, "adopted"},
        {200, 200, 2, 1, "v9"},          {1e6, 1e6, 2, 1, "v9"},
    };

    (void)state;
    w.lines[0].accuracy_m = 50;
    add_version("v9", "L", 2000, 200, 0);
    add_version("v1", "L", 1000, 100, 0);
    add_version("vx", "M", 1000, 100, 0);
    open_ground();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t first;

        assert_int_equal(ground_line_versions(gr, 0, span_s(rows[i].t0_s, rows[i].t1_s), &first),
                         rows[i].n);
        assert_int_equal(first, rows[i].first);
        assert_true(span_is(ground_line(gr, 0, first).version, rows[i].id));
    }
    assert_near(ground_line(gr, 0, 1).accuracy_m, 50, 0);
    assert_near(ground_line(gr, 0, 2).accuracy_m, 77, 0);
}

static void of_two_from_one_instant_the_later_known_holds(void **state)
{
    size_t first;

    (void)state;
    add_version("v1", "L", 1000, 100, 20);
    add_version("v2", "L", 2000, 100, 10);
    open_ground();
    assert_int_equal(ground_line_versions(gr, 0, span_s(0, 1000), &first), 2);
    assert_span(ground_line(gr, 0, 1).version, "v1");
}

/* A band of 5 km on A's side moves with its line; boundaries of areas of their own do not. */
static void derived_areas_move_with_their_line(void **state)
{
    struct geo_pos west = world_at(-4000, 0), middle = world_at(2000, 0);
    struct err err = {0};
    uint32_t band;

    (void)state;
    band = world_area(&w, "band", NULL);
    w.areas[band] = (struct pact_area){
        .id = SPAN("band"), .form = PACT_AREA_BAND, .line = {0, 0}, .side = GEO_LEFT, .to_m = 5000};
    assert_ok(geo_area_band(w.lines[0].geometry, GEO_LEFT, 0, 5000, &w.arena,
                            &w.areas[band].geometry, &err));
    w.lines[0].accuracy_m = 60;
    add_version("v9", "L", 4000, 100, 0);
    open_ground();
    assert_true(geo_area_contains(ground_area_at(gr, band, WORLD_T0), west));
    assert_false(geo_area_contains(ground_area_at(gr, band, WORLD_T0), middle));
    assert_false(geo_area_contains(ground_area_at(gr, band, WORLD_T0 + 100000), west));
    assert_true(geo_area_contains(ground_area_at(gr, band, WORLD_T0 + 100000), middle));
    assert_ptr_equal(ground_area_at(gr, band, WORLD_T0 + 100000),
                     ground_area_at(gr, band, WORLD_T0 + 900000));
    assert_near(ground_area_sigma_m(gr, band, WORLD_T0), 60, 0);
    assert_near(ground_area_sigma_m(gr, band, WORLD_T0 + 100000), 77, 0);
}

static void chances_of_places(void **state)
{
    static const struct place_sector far = {.from = {48.5, 38},
                                            .centre_deg = 90,
                                            .half_width_deg = 22.5,
                                            .range_min_m = 2000,
                                            .range_max_m = 4000};
    const uint32_t zone = world_area(&w, "zone", world_box(&w, -10000, -10000, 10000, 10000));
    const uint32_t tiny = world_area(&w, "tiny", world_box(&w, -100, -100, 100, 100));
    const struct place sector = {.form = PLACE_SECTOR, .at = {48.5, 38.04}, .u.sector = &far};
    const struct place in_zone = {.form = PLACE_ZONE, .u.zone = SPAN("zone")};
    const struct place in_tiny = {.form = PLACE_ZONE, .u.zone = SPAN("tiny")};
    const struct place nowhere = {.form = PLACE_ZONE, .u.zone = SPAN("atlantis")};
    const struct {
        const char *what;
        struct place place;
        uint32_t area;
        double p, tolerance;
    } rows[] = {
        {"a point inside", world_point(9990, 0, 0), zone, 1, 0},
        {"a point outside", world_point(10010, 0, 0), zone, 0, 0},
        {"a point on the edge, with an error", world_point(10000, 0, 200), zone, 0.5, 0.01},
        {"one sigma inside", world_point(9800, 0, 200), zone, 0.8413, 0.01},
        {"a sector far inside", sector, zone, 1, 0},
        {"a sector outside", sector, tiny, 0, 0},
        {"the zone itself", in_zone, zone, 1, 0},
        {"a zone inside", in_tiny, zone, 1, 1e-9},
        {"a zone that is hardly inside", in_zone, tiny, 0, 0.01},
        {"a zone of nobody", nowhere, zone, -1, 0},
        {"nowhere", {.form = PLACE_NONE}, zone, -1, 0},
    };

    (void)state;
    open_ground();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ground_chance c = {-1, -1};
        struct err err = {0};
        enum rc rc = ground_within(gr, &rows[i].area, 1, &rows[i].place, span_s(0, 0), &c, &err);

        if (rc != (rows[i].p < 0 ? RC_ABSENT : RC_OK))
            fail_msg("%s: code %d: %s", rows[i].what, (int)rc, err.note);
        if (fabs(c.p_min - rows[i].p) > rows[i].tolerance || c.p_min < c.p_max || c.p_min > c.p_max)
            fail_msg("%s: %f to %f", rows[i].what, c.p_min, c.p_max);
    }
}

static void everywhere_needs_no_place(void **state)
{
    const struct place nowhere = {.form = PLACE_NONE};
    struct ground_chance c;
    struct err err = {0};

    (void)state;
    open_ground();
    assert_ok(ground_within(gr, NULL, 0, &nowhere, span_s(0, 0), &c, &err));
    assert_near(c.p_min, 1, 0);
}

/* On the border of two areas that abut, a position is in one of them for certain; in two that
 * overlap, it is counted once. */
static void several_areas_are_one(void **state)
{
    const uint32_t abutting[] = {world_area(&w, "w", world_box(&w, -9000, -9000, 0, 9000)),
                                 world_area(&w, "e", world_box(&w, 0, -9000, 9000, 9000))};
    const uint32_t overlapping[] = {world_area(&w, "1", world_box(&w, -9000, -9000, 300, 9000)),
                                    world_area(&w, "2", world_box(&w, -9000, -9000, 0, 9000))};
    const struct place p = world_point(0, 0, 300);
    struct ground_chance c;
    struct err err = {0};

    (void)state;
    open_ground();
    assert_ok(ground_within(gr, abutting, 2, &p, span_s(0, 0), &c, &err));
    assert_near(c.p_min, 1, 0.01);
    assert_ok(ground_within(gr, overlapping, 2, &p, span_s(0, 0), &c, &err));
    assert_near(c.p_min, 0.8413, 0.02);
}

static void track_counts_by_its_deepest_fix(void **state)
{
    const uint32_t zone = world_area(&w, "zone", world_box(&w, -1000, -1000, 1000, 1000));
    struct place_fix fixes[3] = {{WORLD_T0, world_at(-3000, 0), NAN},
                                 {WORLD_T0 + 1000, world_at(0, 0), NAN},
                                 {WORLD_T0 + 2000, world_at(3000, 0), NAN}};
    struct place track = {
        .form = PLACE_TRACK, .sigma_m = 50, .at = fixes[0].at, .u.track = {fixes, 3}};
    struct ground_chance c;
    struct err err = {0};

    (void)state;
    open_ground();
    assert_ok(ground_within(gr, &zone, 1, &track, span_s(0, 2), &c, &err));
    assert_near(c.p_min, 1, 1e-6);
    fixes[1].at = world_at(1500, 0);
    assert_ok(ground_within(gr, &zone, 1, &track, span_s(0, 2), &c, &err));
    assert_near(c.p_min, 0, 1e-6);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(versions_hold_from_their_instant),
        TEST(of_two_from_one_instant_the_later_known_holds),
        TEST(derived_areas_move_with_their_line),
        TEST(chances_of_places),
        TEST(everywhere_needs_no_place),
        TEST(several_areas_are_one),
        TEST(track_counts_by_its_deepest_fix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
