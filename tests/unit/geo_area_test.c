/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "geo/area.h"

#define AREA_ARENA (256 * MIB)

#define RING(...)                                                                                  \
    {                                                                                              \
        (const struct geo_pos[]){__VA_ARGS__},                                                     \
            sizeof((const struct geo_pos[]){__VA_ARGS__}) / sizeof(struct geo_pos)                 \
    }
#define SQUARE(south, west, north, east)                                                           \
    RING({south, west}, {south, east}, {north, east}, {north, west}, {south, west})

/* splitmix64 */
static double uniform(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15ULL);

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

static const struct geo_area *area_of(struct arena *a, const struct geo_polygon *p, size_t n)
{
    const struct geo_area *area = NULL;
    struct err err = {0};

    assert_ok(geo_area_polygons(p, n, a, &area, &err));
    return area;
}

static const struct geo_line *line_of(struct arena *a, const struct geo_pos *at, size_t n)
{
    struct geo_run run = {at, n};
    const struct geo_line *line = NULL;
    struct err err = {0};

    assert_ok(geo_line_make(&run, 1, a, &line, &err));
    return line;
}

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
    arena_init(&a, AREA_ARENA);
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

static void mass_agrees_with_monte_carlo(void **state)
{
    const struct geo_run outer[] = {SQUARE(48, 37, 48.2, 37.3), SQUARE(48.05, 37.1, 48.1, 37.2)};
    const struct geo_polygon polygon = {outer, 2};
    static const struct geo_pos places[] = {{48.1, 37.05},   {48.0, 37.0},   {48.0, 37.1},
                                            {48.075, 37.15}, {47.95, 37.35}, {48.05, 37.1}};
    uint64_t seed = 3;
    struct arena a;
    const struct geo_area *area;

    (void)state;
    arena_init(&a, AREA_ARENA);
    area = area_of(&a, &polygon, 1);
    for (size_t i = 0; i < 6; i++)
        for (double sigma_m = 50; sigma_m < 60000; sigma_m *= 5) {
            int n = 20000, n_in = 0;
            double p = geo_area_mass(area, places[i], sigma_m), share;

            for (int k = 0; k < n; k++)
                n_in +=
                    geo_area_contains(area, geo_move(places[i], 360 * uniform(&seed),
                                                     sigma_m * sqrt(-2 * log(1 - uniform(&seed)))));
            share = (double)n_in / n;
            assert_near(p, share, 4.5 * sqrt((share * (1 - share) + 1e-4) / n));
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
        {{{square, 1}}, 0, RC_INPUT, "an area without polygons"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct geo_area *area = NULL;
        struct err err = {0};
        struct arena a;

        arena_init(&a, AREA_ARENA);
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
    arena_init(&a, AREA_ARENA);
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
    arena_init(&a, AREA_ARENA);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_parts_and_islands_count_as_they_should),
        cmocka_unit_test(mass_agrees_with_monte_carlo),
        cmocka_unit_test(invalid_areas_are_refused_with_the_place),
        cmocka_unit_test(bands_are_judged_by_distance),
        cmocka_unit_test(the_ground_between_two_lines_is_a_polygon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
