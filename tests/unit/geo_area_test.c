/* SPDX-License-Identifier: Apache-2.0 */
#include "geo_check.h"

static void holes_parts_and_islands_count_as_they_should(void **state)
{
    const struct geo_run outer[] = {SQUARE(48, 37, 50, 40), SQUARE(48.5, 37.5, 49.5, 39.5)};
    const struct geo_run island[] = {SQUARE(48.8, 38, 49.2, 39)};
    const struct geo_run apart[] = {SQUARE(51, 37, 52, 38)};
    const struct geo_polygon polygons[] = {{outer, 2}, {island, 1}, {apart, 1}};
    static const struct {
        struct geo_pos p;
        bool is_inside;
    } rows[] = {
        {{48.2, 37.2}, true},
        {{48.6, 37.6}, false},
        {{49, 38.5}, true},
        {{51.5, 37.5}, true},
        {{50.5, 37.5}, false},
        {{47.99, 37.2}, false},
        {{48, 37}, true},
        {{50, 40}, true},
        {{49, 40}, true},
        {{49, 37}, true},
        {{48, 38.123}, true},
        {{48.5, 38}, true},
        {{49, 37.5}, true},
        {{49, 37.5000001}, false},
        {{49, 37.4999999}, true},
        {{49, 40.0000001}, false},
        {{47.9999999, 38}, false},
        {{49.2, 38.5}, true},
        {{49.2000001, 38.5}, false},
        {{90, 0}, false},
        {{-90, 0}, false},
    };
    struct arena a;
    const struct geo_area *area;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of(&a, polygons, 3);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double signed_m = geo_area_signed_m(area, rows[i].p);

        if (geo_area_contains(area, rows[i].p) != rows[i].is_inside)
            fail_msg("row %zu", i);
        assert_true((signed_m >= 0) == rows[i].is_inside);
        assert_near(geo_area_mass(area, rows[i].p, 0), rows[i].is_inside ? 1 : 0, 0);
    }
    arena_release(&a);
}

static void invalid_areas_are_refused_with_the_place(void **state)
{
    const struct geo_run bow_tie[] = {RING({48, 37}, {49, 38}, {49, 37}, {48, 38}, {48, 37})};
    const struct geo_run in_hole[] = {SQUARE(48, 37, 50, 40),
                                      RING({48.4, 37.1}, {48.6, 37.3}, {48.4, 37.3}, {48.6, 37.1})};
    const struct geo_run hole_outside[] = {SQUARE(48, 37, 50, 40), SQUARE(51, 37, 52, 38)};
    const struct geo_run hole_across[] = {SQUARE(48, 37, 50, 40), SQUARE(49, 39, 49.5, 41)};
    const struct geo_run square[] = {SQUARE(48, 37, 50, 40)}, other[] = {SQUARE(49, 39, 51, 41)};
    const struct geo_run nested[] = {SQUARE(48.5, 38, 49, 39)};
    const struct geo_run two[] = {RING({48, 37}, {49, 38}, {48, 37})};
    const struct geo_run polar[] = {RING({80, 0}, {80, 90}, {80, 180}, {80, -90})};
    const struct geo_run swapped[] = {RING({48, 37}, {137, 38}, {48, 38})};
    const struct geo_run crossing[] = {SQUARE(-18, 179, -16, -179)};
    const struct geo_run behind[] = {SQUARE(-17.5, -179.5, -16.5, -178)};
    const struct geo_run tiny[] = {SQUARE(48, 37, 48.00000001, 37.00000001)};
    const struct geo_run rounds_away[] = {
        RING({-4.8e-8, 4.3e-8}, {3.5e-8, -2.3e-8}, {-4.1e-8, 4.1e-8})};
    const struct geo_run at_pole[] = {
        RING({89.99999999999, 0}, {89.99999999999, 90}, {89.999999999999, 45})};
    const struct geo_run flat[] = {RING({48, 37}, {48, 38}, {48, 39})};
    const struct geo_run whole_parallel[] = {SQUARE(10, -180, 20, 180)};
    const struct {
        struct geo_polygon p[2];
        size_t n;
        enum rc rc;
        const char *words;
    } rows[] = {
        {{{bow_tie, 1}},
         1,
         RC_INPUT,
         "ring 1 of polygon 1 crosses itself near 48.5000 N 37.5000 E"},
        {{{square, 1}, {in_hole, 2}},
         2,
         RC_INPUT,
         "ring 2 of polygon 2 crosses itself near 48.5000 N 37.2000 E"},
        {{{hole_outside, 2}}, 1, RC_INPUT, "polygon 1 has a hole outside its outer ring near 5"},
        {{{hole_across, 2}}, 1, RC_INPUT, "polygon 1 has two rings that cross or share an edge"},
        {{{square, 1}, {other, 1}}, 2, RC_INPUT, "overlaps another polygon"},
        {{{square, 1}, {nested, 1}}, 2, RC_INPUT, "lies inside another polygon near 4"},
        {{{two, 1}}, 1, RC_INPUT, "polygon 1: ring 1: 3 positions; a closed ring has at least"},
        {{{polar, 1}}, 1, RC_INPUT, "polygon 1: ring 1: it goes around a pole"},
        {{{swapped, 1}}, 1, RC_RANGE, "polygon 1: ring 1: position 2: latitude 137"},
        {{{square, 0}}, 1, RC_INPUT, "polygon 1: it has no ring"},
        {{{crossing, 1}, {behind, 1}}, 2, RC_INPUT, "overlaps another polygon"},
        {{{tiny, 1}}, 1, RC_INPUT, "polygon 1: ring 1: it is smaller than 2 cm"},
        {{{rounds_away, 1}}, 1, RC_INPUT, "it is smaller than 2 cm"},
        {{{at_pole, 1}}, 1, RC_INPUT, "it is smaller than 2 cm"},
        {{{flat, 1}}, 1, RC_INPUT, "ring 1 of polygon 1 "},
        {{{whole_parallel, 1}}, 1, RC_INPUT, "ring 1 of polygon 1 "},
        {{{square, 1}}, 0, RC_INPUT, "an area without polygons"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct geo_area *area = NULL;
        struct err err = {0};
        struct arena a;

        arena_init(&a, GEO_ARENA);
        assert_int_equal(geo_area_polygons(rows[i].p, rows[i].n, &a, &area, &err), rows[i].rc);
        assert_note(rows[i].words);
        assert_null(area);
        arena_release(&a);
    }
}

static void bands_are_judged_by_distance(void **state)
{
    const struct geo_pos at[] = {{48, 37}, {48, 38}};
    struct geo_pos middle = {48.0028, 37.5}; /* about where the geodesic bows to */
    struct arena a;
    const struct geo_area *both = NULL, *left = NULL;
    const struct geo_line *line;
    struct err err = {0};

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 2);
    assert_ok(geo_area_band(line, GEO_BOTH_SIDES, 0, 15000, &a, &both, &err));
    assert_ok(geo_area_band(line, GEO_LEFT, 5000, 15000, &a, &left, &err));
    middle = geo_line_nearest(line, middle).foot;
    for (double d = -14999.9; d < 15000; d += 1000)
        assert_true(geo_area_contains(both, geo_move(middle, 0, d)));
    assert_false(geo_area_contains(both, geo_move(middle, 0, 15000.1)));
    assert_false(geo_area_contains(both, geo_move(middle, 180, 15000.1)));
    assert_true(geo_area_contains(left, geo_move(middle, 0, 5000.1)));
    assert_false(geo_area_contains(left, geo_move(middle, 0, 4999.9)));
    assert_false(geo_area_contains(left, geo_move(middle, 180, 7000)));
    assert_near(geo_area_mass(both, geo_move(middle, 0, 14000), 1000), 0.841345, 1e-4);
    assert_near(geo_area_signed_m(left, geo_move(middle, 0, 7000)), 2000, 0.01);
    assert_int_equal(geo_area_band(line, GEO_LEFT, 5, 5, &a, &left, &err), RC_RANGE);
    arena_release(&a);
}

static void the_ground_between_two_lines_is_a_polygon(void **state)
{
    const struct geo_pos one[] = {{48, 37}, {48, 38}}, two[] = {{48.5, 37}, {48.5, 38}};
    const struct geo_pos back[] = {{48.5, 38}, {48.5, 37}}, across[] = {{47.5, 37.5}, {48.5, 37.5}};
    const struct geo_area *area = NULL;
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, GEO_ARENA);
    assert_ok(geo_area_between(line_of(&a, one, 2), line_of(&a, two, 2), &a, &area, &err));
    assert_true(geo_area_contains(area, (struct geo_pos){48.25, 37.5}));
    assert_true(geo_area_contains(area, (struct geo_pos){48.5005, 37.5})); /* the bow */
    assert_false(geo_area_contains(area, (struct geo_pos){48.0005, 37.5}));
    assert_ok(geo_area_between(line_of(&a, one, 2), line_of(&a, back, 2), &a, &area, &err));
    assert_true(geo_area_contains(area, (struct geo_pos){48.25, 37.5}));
    assert_int_equal(geo_area_between(line_of(&a, one, 2), line_of(&a, across, 2), &a, &area, &err),
                     RC_INPUT);
    assert_note("enclose no ground");
    arena_release(&a);
}

static void open_rings_are_closed_and_turned_as_needed(void **state)
{
    /* without the repeated vertex, clockwise, with repeated vertices: all the same square */
    const struct geo_run rings[] = {
        RING({48, 37}, {48, 38}, {49, 38}, {49, 37}),
        RING({48, 37}, {49, 37}, {49, 38}, {48, 38}),
        RING({48, 37}, {48, 37}, {48, 38}, {49, 38}, {49, 38}, {49, 37}, {48, 37}),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rings) / sizeof(rings[0]); i++) {
        const struct geo_polygon *outline = NULL;
        const struct geo_area *area;
        struct arena a;

        arena_init(&a, GEO_ARENA);
        area = area_of_rings(&a, &rings[i], 1);
        assert_true(geo_area_contains(area, (struct geo_pos){48.5, 37.5}));
        assert_near(geo_area_signed_m(area, (struct geo_pos){48.5, 37.9}),
                    geo_area_signed_m(area, (struct geo_pos){48.5, 37.1}), 0.001);
        assert_near(geo_area_mass(area, (struct geo_pos){48.5, 37}, 100), 0.5, 1e-3);
        assert_int_equal(geo_area_outline(area, &outline), 1);
        assert_int_equal(outline[0].n_rings, 1);
        assert_near(outline[0].rings[0].at[outline[0].rings[0].n - 1].lon_deg, 37, 0);
        arena_release(&a);
    }
}

static void distances_to_the_boundary_follow_parallels(void **state)
{
    /* its north edge is the parallel of 50° N, which a geodesic leaves by 5 km over 10° */
    const struct geo_run ring = SQUARE(48, 30, 50, 40);
    const struct geo_area *area;
    struct arena a;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, &ring, 1);
    for (double d = -20000; d <= 20000; d += 4000) {
        struct geo_pos p = geo_move((struct geo_pos){50, 35}, 180, d);

        assert_near(geo_area_signed_m(area, p), d, 0.01);
    }
    arena_release(&a);
}

/* The nearest point of an edge that is straight in longitude and latitude, by trying. */
static double search_edge(struct geo_pos a, struct geo_pos b, struct geo_pos p)
{
    double low = 0, high = 1, best_m = INFINITY, best_t = 0;

    for (int round = 0; round < 6; round++) {
        double step = (high - low) / 40;

        for (int i = 0; i <= 40; i++) {
            double t = low + step * i;
            struct geo_pos q = {a.lat_deg + t * (b.lat_deg - a.lat_deg),
                                a.lon_deg + t * (b.lon_deg - a.lon_deg)};
            double d = geo_distance_m(p, q);

            if (d < best_m) {
                best_m = d;
                best_t = t;
            }
        }
        low = fmax(0, best_t - step);
        high = fmin(1, best_t + step);
    }
    return best_m;
}

static void distances_to_the_boundary_agree_with_a_search(void **state)
{
    static const struct geo_pos centres[] = {{48, 37}, {0.2, 0.1}, {-75, 100}, {84, -20}};
    uint64_t seed = 31;
    double worst_m = 0;

    (void)state;
    for (size_t c = 0; c < sizeof(centres) / sizeof(centres[0]); c++) {
        struct geo_pos at[10];
        struct geo_run ring = star(at, 9, centres[c], 0.5, 3, &seed);
        struct arena a;
        const struct geo_area *area;

        arena_init(&a, GEO_ARENA);
        area = area_of_rings(&a, &ring, 1);
        for (int i = 0; i < 60; i++) {
            struct geo_pos p = geo_move(at[i % 9], 360 * uniform(&seed), 150e3 * uniform(&seed));
            double truth_m = INFINITY;

            for (size_t k = 1; k < ring.n; k++)
                truth_m = fmin(truth_m, search_edge(at[k - 1], at[k], p));
            worst_m = fmax(worst_m, fabs(fabs(geo_area_signed_m(area, p)) - truth_m));
        }
        arena_release(&a);
    }
    print_message("worst error of a distance to a boundary: %.3g mm\n", worst_m * 1e3);
    assert_true(worst_m < 0.02);
}

static void the_antimeridian_is_no_boundary(void **state)
{
    /* one square of 2°, written in four ways */
    const struct geo_run crossing[] = {SQUARE(-18, 179, -16, -179)};
    const struct geo_run west[] = {SQUARE(-18, 179, -16, 180)};
    const struct geo_run east[] = {SQUARE(-18, -180, -16, -179)};
    const struct geo_run split[] = {
        RING({-18, -180}, {-18, -179}, {-16, -179}, {-16, -180}, {-17, -180}, {-17.5, -180})};
    const struct geo_run backward[] = {RING({-18, -179}, {-16, -179}, {-16, 179}, {-18, 179})};
    const struct {
        struct geo_polygon p[2];
        size_t n;
    } rows[] = {
        {{{crossing, 1}}, 1},        {{{backward, 1}}, 1},         {{{west, 1}, {east, 1}}, 2},
        {{{east, 1}, {west, 1}}, 2}, {{{west, 1}, {split, 1}}, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct geo_area *area;
        struct arena a;

        arena_init(&a, GEO_ARENA);
        area = area_of(&a, rows[i].p, rows[i].n);
        for (double lon = 178.5; lon < 181.6; lon += 0.25) {
            struct geo_pos p = {-17, lon > 180 ? lon - 360 : lon},
                           q = {-17, lon == 180 ? -180 : lon};

            assert_true(geo_area_contains(area, p) == (lon >= 179 && lon <= 181));
            if (lon <= 180)
                assert_true(geo_area_contains(area, q) == (lon >= 179));
            assert_near(geo_area_signed_m(area, p),
                        geo_distance_m(p, (struct geo_pos){-17, lon > 180 ? -179 : 179}) *
                            (lon >= 179 && lon <= 181 ? 1 : -1),
                        30); /* the nearest point of a meridian is a little off the parallel */
        }
        assert_near(geo_area_mass(area, (struct geo_pos){-17, 180}, 5000), 1, 1e-6);
        assert_near(geo_area_mass(area, (struct geo_pos){-17, -180}, 5000), 1, 1e-6);
        assert_near(geo_area_mass(area, (struct geo_pos){-18, 180}, 5000), 0.5, 1e-3);
        arena_release(&a);
    }
}

static void half_a_seam_is_a_boundary_still(void **state)
{
    /* in the east only the southern half goes on */
    const struct geo_run west[] = {SQUARE(-18, 179, -16, 180)};
    const struct geo_run east[] = {SQUARE(-18, -180, -17, -179)};
    const struct geo_polygon polygons[] = {{west, 1}, {east, 1}};
    const struct geo_area *area;
    struct arena a;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of(&a, polygons, 2);
    assert_near(geo_area_signed_m(area, (struct geo_pos){-16.5, 179.9}),
                geo_distance_m((struct geo_pos){-16.5, 179.9}, (struct geo_pos){-16.5, 180}), 1);
    assert_true(geo_area_contains(area, (struct geo_pos){-16.5, 180}));
    assert_true(geo_area_contains(area, (struct geo_pos){-16.5, -180}));
    assert_false(geo_area_contains(area, (struct geo_pos){-16.5, -179.9999999}));
    arena_release(&a);
}

static void areas_that_hold_a_pole_are_read_cut_open(void **state)
{
    const struct geo_run cap[] = {
        RING({-90, -180}, {-90, 180}, {-70, 180}, {-70, 90}, {-70, 0}, {-70, -90}, {-70, -180})};
    const struct geo_run world[] = {SQUARE(-90, -180, 90, 180)};
    const struct geo_area *area;
    struct arena a;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, cap, 1);
    for (double lon = -180; lon <= 180; lon += 22.5) {
        assert_true(geo_area_contains(area, (struct geo_pos){-70.0, lon}));
        assert_true(geo_area_contains(area, (struct geo_pos){-90, lon}));
        assert_false(geo_area_contains(area, (struct geo_pos){-69.99, lon}));
        assert_near(geo_area_signed_m(area, (struct geo_pos){-75, lon}),
                    geo_distance_m((struct geo_pos){-75, lon}, (struct geo_pos){-70, lon}), 0.1);
    }
    assert_near(geo_area_mass(area, (struct geo_pos){-89, 180}, 50e3), 1, 1e-6);
    assert_near(geo_area_mass(area, (struct geo_pos){-90, 12}, 50e3), 1, 1e-6);
    area = area_of_rings(&a, world, 1);
    assert_true(geo_area_contains(area, (struct geo_pos){12, 34}));
    assert_true(isinf(geo_area_signed_m(area, (struct geo_pos){12, 34})));
    assert_near(geo_area_mass(area, (struct geo_pos){12, 34}, 50e3), 1, 0);
    arena_release(&a);
}

static void box_is(const struct geo_area *area, double south, double west, double north,
                   double east, double within)
{
    struct geo_box box = geo_area_box(area);

    assert_near(box.south_deg, south, within);
    assert_near(box.west_deg, west, within);
    assert_near(box.north_deg, north, within);
    assert_near(box.east_deg, east, within);
}

static void boxes_hold_their_areas(void **state)
{
    const struct geo_run square[] = {SQUARE(48, 37, 50, 40)};
    const struct geo_run crossing[] = {SQUARE(-18, 179, -16, -179)};
    const struct geo_run cap[] = {RING({-90, -180}, {-90, 180}, {-70, 180}, {-70, 0}, {-70, -180})};
    static const struct geo_pos across[] = {{-17, 179}, {-17, -179}}, polar[] = {{89, 0}, {89, 90}};
    const struct geo_area *area = NULL;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, GEO_ARENA);
    box_is(area_of_rings(&a, square, 1), 48, 37, 50, 40, 0);
    box_is(area_of_rings(&a, crossing, 1), -18, 179, -16, -179, 0);
    box_is(area_of_rings(&a, cap, 1), -90, -180, -70, 180, 0);
    assert_ok(geo_area_band(line_of(&a, across, 2), GEO_BOTH_SIDES, 0, 11100, &a, &area, &err));
    box_is(area, -17.1, 178.895, -16.9, -178.895, 0.01);
    assert_ok(geo_area_band(line_of(&a, polar, 2), GEO_BOTH_SIDES, 0, 150e3, &a, &area, &err));
    box_is(area, 87.65, -180, 90, 180, 0.05);
    assert_ok(geo_area_side(line_of(&a, across, 2), GEO_LEFT, &a, &area, &err));
    box_is(area, -90, -180, 90, 180, 0);
    arena_release(&a);
}

static bool is_in_box(struct geo_box b, struct geo_pos p)
{
    bool is_in_lon = b.west_deg <= b.east_deg ? p.lon_deg >= b.west_deg && p.lon_deg <= b.east_deg
                                              : p.lon_deg >= b.west_deg || p.lon_deg <= b.east_deg;

    return p.lat_deg >= b.south_deg && p.lat_deg <= b.north_deg && is_in_lon;
}

static void nothing_of_a_band_is_outside_its_box(void **state)
{
    uint64_t seed = 41;

    (void)state;
    for (int i = 0; i < 60; i++) {
        struct geo_pos at[6], from = {uniform_in(&seed, -85, 85), uniform_in(&seed, -180, 180)};
        double to_m = 50e3 * (1 + uniform(&seed));
        const struct geo_area *area = NULL;
        struct err err = {0};
        struct arena a;

        arena_init(&a, GEO_ARENA);
        wander(at, 6, from, 60e3, &seed);
        assert_ok(geo_area_band(line_of(&a, at, 6), GEO_BOTH_SIDES, 0, to_m, &a, &area, &err));
        for (int k = 0; k < 500; k++) {
            struct geo_pos p = geo_move(at[k % 6], 360 * uniform(&seed), to_m * uniform(&seed));

            assert_true(geo_area_contains(area, p));
            assert_true(is_in_box(geo_area_box(area), p));
        }
        arena_release(&a);
    }
}

static void one_sided_bands_know_their_distance(void **state)
{
    const struct geo_pos at[] = {{48, 37}, {48, 39}};
    struct arena a;
    struct err err = {0};
    const struct geo_line *line;
    const struct geo_area *left = NULL, *from_far = NULL, *ring = NULL, *side = NULL;
    struct geo_pos foot;
    double behind_deg;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 2);
    foot = geo_line_nearest(line, (struct geo_pos){48.01, 38}).foot;
    assert_ok(geo_area_band(line, GEO_LEFT, 0, 10000, &a, &left, &err));
    assert_ok(geo_area_band(line, GEO_RIGHT, 4000, 10000, &a, &from_far, &err));
    assert_ok(geo_area_band(line, GEO_BOTH_SIDES, 4000, 10000, &a, &ring, &err));
    assert_ok(geo_area_side(line, GEO_RIGHT, &a, &side, &err));
    for (double d = -12500; d <= 12500; d += 1000) {
        struct geo_pos p = geo_move(foot, 0, d);

        assert_near(geo_area_signed_m(left, p), fmin(d, 10000 - d), 0.01);
        assert_near(geo_area_signed_m(from_far, p), fmin(-d - 4000, 10000 + d), 0.01);
        assert_near(geo_area_signed_m(ring, p), fmin(fabs(d) - 4000, 10000 - fabs(d)), 0.01);
        assert_near(geo_area_signed_m(side, p), -d, 0.01);
        assert_true(geo_area_contains(left, p) == (d >= 0 && d <= 10000));
        assert_true(geo_area_contains(from_far, p) == (-d >= 4000 && -d <= 10000));
        assert_true(geo_area_contains(ring, p) == (fabs(d) >= 4000 && fabs(d) <= 10000));
        assert_true(geo_area_contains(side, p) == (d <= 0));
    }
    /* on the line itself both sides' bands begin */
    assert_true(geo_area_contains(left, at[0]) && geo_area_contains(side, at[0]));
    /* behind the line's end, on the wrong side: to the cut along the extension */
    behind_deg = geo_azimuth_deg(at[0], at[1]) + 180;
    assert_near(
        geo_area_signed_m(left, geo_move(geo_move(at[0], behind_deg, 5000), behind_deg - 90, 3000)),
        -3000, 1);
    assert_near(geo_area_signed_m(
                    left, geo_move(geo_move(at[0], behind_deg, 14000), behind_deg - 90, 3000)),
                -5000, 10); /* the meridians' convergence turns the second leg */
    arena_release(&a);
}

static void bands_and_lines_that_make_no_area_are_refused(void **state)
{
    static const struct geo_pos one[] = {{48, 37}, {48, 38}}, two[] = {{48.5, 37}, {48.5, 38}};
    static const struct geo_pos closed[] = {{48, 37}, {48, 38}, {49, 38}, {48, 37}};
    static const struct {
        double from_m, to_m;
    } bands[] = {{-1, 5}, {5, 5}, {6, 5}, {NAN, 5}, {0, NAN}, {0, INFINITY}};
    const struct geo_run runs[] = {{one, 2}, {two, 2}};
    const struct geo_area *area = NULL;
    const struct geo_line *line, *gap = NULL;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, one, 2);
    for (size_t i = 0; i < sizeof(bands) / sizeof(bands[0]); i++) {
        assert_int_equal(
            geo_area_band(line, GEO_LEFT, bands[i].from_m, bands[i].to_m, &a, &area, &err),
            RC_RANGE);
        assert_note("the first distance is at least 0 and less than the second");
    }
    assert_ok(geo_line_make(runs, 2, &a, &gap, &err));
    assert_int_equal(geo_area_between(line, gap, &a, &area, &err), RC_INPUT);
    assert_note("the second line has 2 runs");
    assert_int_equal(geo_area_between(line_of(&a, closed, 4), line, &a, &area, &err), RC_INPUT);
    assert_note("the first line is closed");
    assert_int_equal(geo_area_between(line, line, &a, &area, &err), RC_INPUT);
    assert_null(area);
    arena_release(&a);
}

static void the_ground_between_follows_geodesics(void **state)
{
    const struct geo_pos one[] = {{48, 30}, {48, 40}}, two[] = {{49, 30}, {49, 40}};
    struct arena a;
    struct err err = {0};
    const struct geo_line *lower, *upper;
    const struct geo_area *area = NULL;
    uint64_t seed = 5;

    (void)state;
    arena_init(&a, GEO_ARENA);
    lower = line_of(&a, one, 2);
    upper = line_of(&a, two, 2);
    assert_ok(geo_area_between(lower, upper, &a, &area, &err));
    for (int i = 0; i < 3000; i++) {
        struct geo_pos p = {uniform_in(&seed, 47.5, 49.8), uniform_in(&seed, 30.1, 39.9)};
        double above_m = geo_line_nearest(lower, p).signed_left_m;
        double below_m = -geo_line_nearest(upper, p).signed_left_m;

        if (fabs(above_m) < 0.1 || fabs(below_m) < 0.1)
            continue;
        assert_true(geo_area_contains(area, p) == (above_m > 0 && below_m > 0));
    }
    arena_release(&a);
}

static void two_lines_may_share_an_end(void **state)
{
    const struct geo_pos one[] = {{48, 37}, {48, 38}}, two[] = {{48.5, 38}, {48.2, 37.5}, {48, 37}};
    struct arena a;
    struct err err = {0};
    const struct geo_area *area = NULL;

    (void)state;
    arena_init(&a, GEO_ARENA);
    assert_ok(geo_area_between(line_of(&a, one, 2), line_of(&a, two, 3), &a, &area, &err));
    assert_true(geo_area_contains(area, (struct geo_pos){48.1, 37.5}));
    assert_true(geo_area_contains(area, (struct geo_pos){48, 37}));
    assert_false(geo_area_contains(area, (struct geo_pos){48.3, 37.5}));
    arena_release(&a);
}

static void samples_are_spread_over_the_area(void **state)
{
    const struct geo_run block[] = {SQUARE(48, 37, 50, 40), SQUARE(48.5, 37.5, 49.5, 39.5)};
    const struct geo_run sliver[] = {RING({48, 37}, {49, 38}, {49.00001, 38})};
    const struct geo_run needle[] = {SQUARE(40, 37, 50, 37.000001)};
    const struct geo_run crossing[] = {SQUARE(-18, 179, -16, -179)};
    const struct {
        const struct geo_run *rings;
        size_t n_rings, n, low, high;
    } rows[] = {
        {block, 2, 1, 1, 12},     {block, 2, 100, 80, 125}, {block, 2, 5000, 4700, 5300},
        {sliver, 1, 50, 2, 3000}, {needle, 1, 100, 1, 200}, {crossing, 1, 400, 350, 450},
        {block, 1, 0, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos *at = NULL, middle = {0, 0};
        size_t n = 0;
        struct arena a;
        struct err err = {0};
        const struct geo_area *area;

        arena_init(&a, GEO_ARENA);
        area = area_of_rings(&a, rows[i].rings, rows[i].n_rings);
        assert_ok(geo_area_sample(area, rows[i].n, &a, &at, &n, &err));
        if (n < rows[i].low || n > rows[i].high)
            fail_msg("row %zu: %zu positions", i, n);
        for (size_t k = 0; k < n; k++) {
            assert_ok(geo_pos_check(at[k], &err));
            assert_true(geo_area_contains(area, at[k]));
            if (rows[i].rings == block) /* a vertex is what is left where no grid finds any */
                assert_true(geo_distance_m(at[k], block[0].at[0]) > 1000);
            middle.lat_deg += at[k].lat_deg / (double)n;
            middle.lon_deg += at[k].lon_deg / (double)n;
        }
        if (rows[i].rings == block && n > 50) {
            assert_near(middle.lat_deg, 49, 0.05); /* 2 % more ground in the south */
            assert_near(middle.lon_deg, 38.5, 0.02);
        }
        arena_release(&a);
    }
}

static void bands_have_no_outline_and_no_sample(void **state)
{
    static const struct geo_pos at[] = {{48, 37}, {48, 38}};
    const struct geo_polygon *outline = NULL;
    const struct geo_area *area = NULL;
    struct geo_pos *sample = NULL;
    struct arena a;
    struct err err = {0};
    size_t n = 7;

    (void)state;
    arena_init(&a, GEO_ARENA);
    assert_ok(geo_area_band(line_of(&a, at, 2), GEO_LEFT, 0, 5, &a, &area, &err));
    assert_int_equal(geo_area_outline(area, &outline), 0);
    assert_ok(geo_area_sample(area, 10, &a, &sample, &n, &err));
    assert_int_equal(n, 0);
    arena_release(&a);
}

static void a_full_arena_is_a_normal_failure(void **state)
{
    const struct geo_run rings[] = {SQUARE(48, 37, 50, 40), SQUARE(48.5, 37.5, 49.5, 39.5)};
    static const struct geo_pos one[] = {{48, 37}, {48, 38}}, two[] = {{48.5, 37}, {48.5, 38}};
    const struct geo_polygon polygon = {rings, 2};
    bool is_done = false;

    (void)state;
    for (long n = 1; n < 80 && !is_done; n++) {
        const struct geo_area *area = NULL, *between = NULL, *band = NULL;
        struct geo_pos *sample = NULL;
        size_t n_sample = 0;
        struct err err = {0};
        struct arena a, lines;
        const struct geo_line *line_1, *line_2;
        enum rc rc;

        arena_init(&a, GEO_ARENA);
        arena_init(&lines, GEO_ARENA);
        line_1 = line_of(&lines, one, 2);
        line_2 = line_of(&lines, two, 2);
        arena_fail_at(n);
        rc = geo_area_polygons(&polygon, 1, &a, &area, &err);
        if (rc == RC_OK)
            rc = geo_area_between(line_1, line_2, &a, &between, &err);
        if (rc == RC_OK)
            rc = geo_area_band(line_1, GEO_LEFT, 0, 5, &a, &band, &err);
        if (rc == RC_OK)
            rc = geo_area_sample(area, 5, &a, &sample, &n_sample, &err);
        arena_fail_at(0);
        is_done = rc == RC_OK;
        if (!is_done)
            assert_int_equal(rc, RC_LIMIT);
        assert_true(is_done == (sample != NULL));
        arena_release(&lines);
        arena_release(&a);
    }
    assert_true(is_done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_parts_and_islands_count_as_they_should),
        cmocka_unit_test(invalid_areas_are_refused_with_the_place),
        cmocka_unit_test(open_rings_are_closed_and_turned_as_needed),
        cmocka_unit_test(distances_to_the_boundary_follow_parallels),
        cmocka_unit_test(distances_to_the_boundary_agree_with_a_search),
        cmocka_unit_test(the_antimeridian_is_no_boundary),
        cmocka_unit_test(half_a_seam_is_a_boundary_still),
        cmocka_unit_test(areas_that_hold_a_pole_are_read_cut_open),
        cmocka_unit_test(boxes_hold_their_areas),
        cmocka_unit_test(nothing_of_a_band_is_outside_its_box),
        cmocka_unit_test(bands_are_judged_by_distance),
        cmocka_unit_test(one_sided_bands_know_their_distance),
        cmocka_unit_test(bands_and_lines_that_make_no_area_are_refused),
        cmocka_unit_test(the_ground_between_two_lines_is_a_polygon),
        cmocka_unit_test(the_ground_between_follows_geodesics),
        cmocka_unit_test(two_lines_may_share_an_end),
        cmocka_unit_test(samples_are_spread_over_the_area),
        cmocka_unit_test(bands_have_no_outline_and_no_sample),
        cmocka_unit_test(a_full_arena_is_a_normal_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
