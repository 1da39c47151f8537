/* SPDX-License-Identifier: Apache-2.0 */
#include "geo_check.h"

#include <geodesic.h>

/* ---- the oracle: the geodesic sampled, then narrowed by golden section ---- */

static double oracle_at(const struct geod_geodesicline *l, double s_m, struct geo_pos p,
                        struct geo_pos *foot)
{
    geod_position(l, s_m, &foot->lat_deg, &foot->lon_deg, NULL);
    return geo_distance_m(p, *foot);
}

static double oracle_segment(struct geo_pos a, struct geo_pos b, struct geo_pos p, int n_samples)
{
    struct geod_geodesic g;
    struct geod_geodesicline l;
    struct geo_pos foot;
    double best_m = INFINITY, low, high, best_s = 0;

    geod_init(&g, 6378137, 1 / 298.257223563);
    geod_inverseline(&l, &g, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, 0);
    for (int i = 0; i <= n_samples; i++) {
        double s = l.s13 * i / n_samples, d = oracle_at(&l, s, p, &foot);

        if (d < best_m) {
            best_m = d;
            best_s = s;
        }
    }
    low = fmax(0, best_s - l.s13 / n_samples);
    high = fmin(l.s13, best_s + l.s13 / n_samples);
    while (high - low > 1e-4) {
        double s1 = high - (high - low) * 0.61803398875, s2 = low + (high - low) * 0.61803398875;

        if (oracle_at(&l, s1, p, &foot) < oracle_at(&l, s2, p, &foot))
            high = s2;
        else
            low = s1;
    }
    return fmin(best_m, oracle_at(&l, (low + high) / 2, p, &foot));
}

static double oracle_run(const struct geo_pos *at, size_t n, struct geo_pos p)
{
    double best_m = INFINITY;

    for (size_t i = 1; i < n; i++)
        best_m = fmin(best_m, oracle_segment(at[i - 1], at[i], p, 40));
    return best_m;
}

/* ---- cases ---- */

static void two_vertices_111_km_apart_are_a_segment_not_two_points(void **state)
{
    const struct geo_pos at[] = {{48.0, 38.0}, {49.0, 38.0}};
    /* beside its middle, 20 km west: the nearest vertex is 59 km away */
    struct geo_pos p = geo_move((struct geo_pos){48.5, 38.0}, 270, 20000);
    struct arena a;
    struct geo_nearest near;

    (void)state;
    arena_init(&a, GEO_ARENA);
    near = geo_line_nearest(line_of(&a, at, 2), p);
    assert_near(near.distance_m, 20000, 0.001);
    assert_near(near.signed_left_m, 20000, 0.001);
    assert_near(near.foot.lat_deg, 48.5, 1e-7);
    assert_near(near.foot.lon_deg, 38.0, 1e-7);
    assert_true(fmin(geo_distance_m(p, at[0]), geo_distance_m(p, at[1])) > 59000);
    near = geo_line_nearest(line_of(&a, at, 2), geo_move((struct geo_pos){48.5, 38.0}, 90, 20000));
    assert_near(near.signed_left_m, -20000, 0.001);
    arena_release(&a);
}

static void distances_are_the_ellipsoids_not_a_spheres(void **state)
{
    const struct geo_pos at[] = {{48.0, 37.0}, {49.0, 37.0}};
    struct geo_pos p = geo_move((struct geo_pos){48.5, 37.0}, 90, 25000);
    double half_sine = sin((p.lat_deg - 48.5) / 2 * M_PI / 180),
           half_sine_lon = sin((p.lon_deg - 37) / 2 * M_PI / 180);
    double sphere_m =
        2 * 6371008.8 *
        asin(sqrt(half_sine * half_sine + cos(48.5 * M_PI / 180) * cos(p.lat_deg * M_PI / 180) *
                                              half_sine_lon * half_sine_lon));
    struct arena a;

    (void)state;
    arena_init(&a, GEO_ARENA);
    assert_near(geo_line_nearest(line_of(&a, at, 2), p).distance_m, 25000, 0.001);
    assert_near(25000 - sphere_m, 75, 1); /* what a sphere would have cost */
    arena_release(&a);
}

static void long_segments_are_geodesics(void **state)
{
    /* 1,000 km east-west: the geodesic bows some 12 km north of the parallel */
    const struct geo_pos at[] = {{50.0, 20.0}, {50.0, 34.0}};
    uint64_t seed = 1;
    double worst_m = 0;
    struct arena a;
    const struct geo_line *line;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 2);
    assert_near(geo_line_length_m(line), geo_distance_m(at[0], at[1]), 1e-6);
    for (int i = 0; i < 400; i++) {
        struct geo_pos p = {48 + 4.5 * uniform(&seed), 18 + 18 * uniform(&seed)};
        double d = geo_line_nearest(line, p).distance_m;

        worst_m = fmax(worst_m, fabs(d - oracle_run(at, 2, p)));
    }
    print_message("worst error beside a segment of 1,000 km: %.3g mm\n", worst_m * 1e3);
    assert_true(worst_m < 0.005);
    arena_release(&a);
}

static void distances_agree_with_sampled_geodesics(void **state)
{
    static const struct {
        struct geo_pos from;
        double step_m, within_m;
    } rows[] = {
        {{48.5, 37.5}, 300, 30000},     {{48.5, 37.5}, 20000, 150000}, {{0.1, 0.1}, 5000, 100000},
        {{-33, 179.9}, 8000, 150000},   {{75, -30}, 15000, 150000},    {{89.5, 10}, 10000, 100000},
        {{48.5, 37.5}, 250000, 190000},
    };
    uint64_t seed = 20;
    double worst_m = 0;

    (void)state;
    for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
        struct geo_pos at[12];
        struct arena a;
        const struct geo_line *line;

        arena_init(&a, GEO_ARENA);
        line = line_of(&a, at, wander(at, 12, rows[r].from, rows[r].step_m, &seed));
        for (int i = 0; i < 60; i++) {
            struct geo_pos p =
                geo_move(at[i % 12], 360 * uniform(&seed), rows[r].within_m * uniform(&seed));
            struct geo_nearest near = geo_line_nearest(line, p);

            worst_m = fmax(worst_m, fabs(near.distance_m - oracle_run(at, 12, p)));
            assert_near(geo_distance_m(p, near.foot), near.distance_m, 0.002);
            assert_near(fabs(near.signed_left_m), near.distance_m, 0);
        }
        arena_release(&a);
    }
    print_message("worst error up to 190 km: %.3g mm\n", worst_m * 1e3);
    assert_true(worst_m < 0.01);
}

static void far_away_the_error_is_a_small_share(void **state)
{
    uint64_t seed = 4;
    double worst[2] = {0, 0}; /* up to 10,000 km, and up to the other side of the Earth */
    struct geo_pos at[8];
    struct arena a;
    const struct geo_line *line;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, wander(at, 8, (struct geo_pos){48, 37}, 90000, &seed));
    for (int i = 0; i < 300; i++) {
        static const double reach_m[] = {3e5, 9.8e6, 19.7e6};
        struct geo_pos p =
            geo_move(at[i % 8], 360 * uniform(&seed), 200e3 + reach_m[i % 3] * uniform(&seed));
        double truth_m = oracle_run(at, 8, p), d = geo_line_nearest(line, p).distance_m;

        worst[i % 3 == 2] = fmax(worst[i % 3 == 2], fabs(d - truth_m) / truth_m);
    }
    print_message("worst relative error from 200 to 10,000 km: %.2g, to 20,000 km: %.2g\n",
                  worst[0], worst[1]);
    assert_true(worst[0] < 1e-5);
    assert_true(worst[1] < 3e-4);
    arena_release(&a);
}

/* ---- sides ---- */

static void the_side_at_a_bend_is_that_of_both_segments(void **state)
{
    /* north, then sharply back to the south-east: the apex is a hairpin */
    const struct geo_pos at[] = {{48.0, 37.0}, {48.5, 37.0}, {48.0, 37.1}};
    const struct {
        struct geo_pos p;
        int side;
    } rows[] = {
        {{48.6, 37.0}, 1},  {{48.6, 36.9}, 1},   {{48.6, 37.2}, 1},    {{48.51, 37.02}, 1},
        {{48.3, 36.9}, 1},  {{48.3, 37.2}, 1},   {{48.1, 37.04}, -1},  {{48.499, 37.00001}, -1},
        {{47.9, 36.99}, 1}, {{47.9, 37.01}, -1}, {{47.9, 37.049}, -1},
    };
    struct arena a;
    const struct geo_line *line;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 3);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double left_m = geo_line_nearest(line, rows[i].p).signed_left_m;

        if ((left_m > 0) != (rows[i].side > 0))
            fail_msg("row %zu: %.3f m", i, left_m);
    }
    arena_release(&a);
}

/* Around a ring of small edges, left is inside: in spikes and notches, beside edges and vertices.
 */
static void left_of_a_ring_is_its_inside(void **state)
{
    static struct geo_pos at[401];
    uint64_t seed = 70;

    (void)state;
    for (size_t n = 5; n <= 400; n *= 3) {
        struct geo_run ring = star(at, n, (struct geo_pos){48, 37}, 0.004, 0.02, &seed);
        struct arena a;
        const struct geo_line *line;
        const struct geo_area *area;

        arena_init(&a, GEO_ARENA);
        line = line_of(&a, ring.at, ring.n);
        area = area_of_rings(&a, &ring, 1);
        for (int i = 0; i < 20000; i++) {
            struct geo_pos p =
                geo_move(at[(size_t)i % n], 360 * uniform(&seed), 2000 * pow(uniform(&seed), 3));
            struct geo_nearest near = geo_line_nearest(line, p);

            /* edges of geodesics and of parallels are some decimetres apart at most */
            if (near.distance_m > 0.5 && (near.signed_left_m > 0) != geo_area_contains(area, p))
                fail_msg("%zu vertices: %.7f N %.7f E is %.3f m left", n, p.lat_deg, p.lon_deg,
                         near.signed_left_m);
        }
        arena_release(&a);
    }
}

static void repeated_vertices_change_nothing(void **state)
{
    const struct geo_pos plain[] = {{0, 179}, {0, 180}, {0.5, -179}, {90, 30}};
    const struct geo_pos repeated[] = {{0, 179},     {0, 180},    {0, -180},
                                       {1e-13, 180}, {0.5, -179}, {0.5, -179},
                                       {90, 0},      {90, 120},   {89.9999999999999, 30}};
    uint64_t seed = 71;
    struct arena a;
    const struct geo_line *line, *other;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, plain, 4);
    other = line_of(&a, repeated, 9);
    for (int i = 0; i < 2000; i++) {
        struct geo_pos p = geo_move(plain[i % 4], 360 * uniform(&seed), 100e3 * uniform(&seed));

        assert_near(geo_line_nearest(line, p).signed_left_m,
                    geo_line_nearest(other, p).signed_left_m, 1e-3);
    }
    arena_release(&a);
}

static void turning_the_line_round_swaps_the_sides(void **state)
{
    uint64_t seed = 77;
    struct geo_pos at[20], back[20];
    struct arena a;
    const struct geo_line *line, *turned;

    (void)state;
    arena_init(&a, GEO_ARENA);
    wander(at, 20, (struct geo_pos){48, 37}, 4000, &seed);
    for (size_t i = 0; i < 20; i++)
        back[i] = at[19 - i];
    line = line_of(&a, at, 20);
    turned = line_of(&a, back, 20);
    for (int i = 0; i < 2000; i++) {
        struct geo_pos p = geo_move(at[i % 20], 360 * uniform(&seed), 20000 * uniform(&seed));

        assert_near(geo_line_nearest(line, p).signed_left_m,
                    -geo_line_nearest(turned, p).signed_left_m, 1e-6);
    }
    arena_release(&a);
}

static void beyond_an_end_the_extended_segment_decides(void **state)
{
    const struct geo_pos at[] = {{48.0, 37.0}, {48.0, 37.2}};
    struct arena a;
    const struct geo_line *line;
    double azimuth_deg = geo_azimuth_deg(at[1], at[0]) + 180;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 2);
    for (double range_m = 1; range_m < 2e5; range_m *= 3) {
        struct geo_pos left = geo_move(at[1], azimuth_deg - 0.001, range_m);
        struct geo_pos right = geo_move(at[1], azimuth_deg + 0.001, range_m);

        assert_near(geo_line_nearest(line, left).signed_left_m, range_m, 0.001);
        assert_near(geo_line_nearest(line, right).signed_left_m, -range_m, 0.001);
    }
    arena_release(&a);
}

static void a_closed_line_has_no_end(void **state)
{
    /* counter-clockwise: inside is left, also beside the vertex where it begins and ends */
    const struct geo_pos at[] = {{48, 37}, {48, 38}, {49, 38}, {49, 37}, {48, 37}};
    struct arena a;
    const struct geo_line *line;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 5);
    assert_true(geo_line_nearest(line, (struct geo_pos){47.99, 36.99}).signed_left_m < 0);
    assert_true(geo_line_nearest(line, (struct geo_pos){47.99, 36.9999}).signed_left_m < 0);
    assert_true(geo_line_nearest(line, (struct geo_pos){47.9999, 36.99}).signed_left_m < 0);
    assert_true(geo_line_nearest(line, (struct geo_pos){48.01, 37.01}).signed_left_m > 0);
    arena_release(&a);
}

static void several_runs_are_not_joined(void **state)
{
    const struct geo_pos one[] = {{48, 37}, {48, 37.2}}, two[] = {{48, 38.2}, {48, 38}};
    const struct geo_run runs[] = {{one, 2}, {two, 2}};
    const struct geo_line *line = NULL;
    const struct geo_run *back = NULL;
    struct arena a;
    struct err err = {0};
    struct geo_pos gap = {48, 37.6}, north = {48.05, 38.1};

    (void)state;
    arena_init(&a, GEO_ARENA);
    assert_ok(geo_line_make(runs, 2, &a, &line, &err));
    assert_near(geo_line_nearest(line, gap).distance_m,
                geo_distance_m(gap, (struct geo_pos){48, 37.2}), 0.001);
    /* the second run points west: north of it is right */
    assert_true(geo_line_nearest(line, north).signed_left_m < 0);
    assert_true(geo_line_nearest(line, (struct geo_pos){48.05, 37.1}).signed_left_m > 0);
    assert_int_equal(geo_line_runs(line, &back), 2);
    assert_int_equal(back[1].n, 2);
    assert_near(back[1].at[0].lon_deg, 38.2, 0);
    arena_release(&a);
}

static void on_the_line_the_distance_is_nothing(void **state)
{
    const struct geo_pos at[] = {{48, 37}, {48.3, 37.4}, {48.2, 37.9}};
    struct arena a;
    const struct geo_line *line;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(geo_line_nearest(line, at[i]).distance_m < 1e-8);
    for (int i = 0; i <= 10; i++) {
        double azimuth_deg = geo_azimuth_deg(at[0], at[1]);
        struct geo_pos p = geo_move(at[0], azimuth_deg, geo_distance_m(at[0], at[1]) * i / 10);

        assert_true(geo_line_nearest(line, p).distance_m < 1e-3);
    }
    arena_release(&a);
}

static void the_antimeridian_and_the_pole_are_no_obstacle(void **state)
{
    const struct geo_pos at[] = {{-17, 179.5}, {-17, -179.5}}, polar[] = {{89, 0}, {89, 180}};
    struct arena a;
    struct geo_nearest near;

    (void)state;
    arena_init(&a, GEO_ARENA);
    near = geo_line_nearest(line_of(&a, at, 2), (struct geo_pos){-16.9, 180});
    assert_true(near.distance_m < 11200 && near.signed_left_m > 0);
    near = geo_line_nearest(line_of(&a, at, 2), (struct geo_pos){-16.9, -180});
    assert_true(near.distance_m < 11200 && near.signed_left_m > 0);
    /* over the pole: 90° E is left of a way from 0° to 180° */
    near = geo_line_nearest(line_of(&a, polar, 2), (struct geo_pos){89.5, 90});
    assert_near(near.distance_m,
                geo_distance_m((struct geo_pos){90, 0}, (struct geo_pos){89.5, 90}), 0.001);
    assert_true(near.signed_left_m < 0);
    arena_release(&a);
}

/* ---- refusals ---- */

static void lines_that_are_none_are_refused(void **state)
{
    static const struct geo_pos good[] = {{48, 37}, {48, 38}}, same[] = {{48, 37}, {48, 37}},
                                two_names[] = {{7, 180}, {7, -180}}, pole[] = {{90, 10}, {90, 20}},
                                swapped[] = {{48, 37}, {148, 37}}, nan_at[] = {{48, NAN}, {48, 1}};
    static const struct {
        struct geo_run run;
        enum rc rc;
        const char *words;
    } rows[] = {
        {{good, 2}, RC_OK, ""},
        {{good, 1}, RC_INPUT, "run 2 has 1 position, all in one place"},
        {{good, 0}, RC_INPUT, "run 2 has 0 positions"},
        {{same, 2}, RC_INPUT, "a line needs two different ones"},
        {{two_names, 2}, RC_INPUT, "run 2 has 2 positions, all in one place"},
        {{pole, 2}, RC_INPUT, "all in one place"},
        {{swapped, 2}, RC_RANGE, "run 2, position 2: latitude 148"},
        {{nan_at, 2}, RC_RANGE, "run 2, position 1: the longitude is not a number"},
    };
    struct err err = {0};
    const struct geo_line *line = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_run runs[2] = {{good, 2}, rows[i].run};
        struct arena a;

        line = NULL;
        arena_init(&a, GEO_ARENA);
        assert_int_equal(geo_line_make(runs, 2, &a, &line, &err), rows[i].rc);
        assert_note(rows[i].words);
        assert_true((line != NULL) == (rows[i].rc == RC_OK));
        arena_release(&a);
    }
    assert_int_equal(geo_line_make(NULL, 0, NULL, &line, &err), RC_INPUT);
}

static void a_full_arena_is_a_normal_failure(void **state)
{
    const struct geo_pos at[] = {{50.0, 20.0}, {50.0, 34.0}};
    struct geo_run run = {at, 2};
    struct err err = {0};
    bool is_done = false;

    (void)state;
    for (long n = 1; n < 30 && !is_done; n++) {
        const struct geo_line *line = NULL;
        struct arena a;

        arena_init(&a, GEO_ARENA);
        arena_fail_at(n);
        is_done = geo_line_make(&run, 1, &a, &line, &err) == RC_OK;
        arena_fail_at(0);
        assert_true(is_done == (line != NULL));
        arena_release(&a);
    }
    assert_true(is_done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_vertices_111_km_apart_are_a_segment_not_two_points),
        cmocka_unit_test(distances_are_the_ellipsoids_not_a_spheres),
        cmocka_unit_test(long_segments_are_geodesics),
        cmocka_unit_test(distances_agree_with_sampled_geodesics),
        cmocka_unit_test(far_away_the_error_is_a_small_share),
        cmocka_unit_test(the_side_at_a_bend_is_that_of_both_segments),
        cmocka_unit_test(left_of_a_ring_is_its_inside),
        cmocka_unit_test(repeated_vertices_change_nothing),
        cmocka_unit_test(turning_the_line_round_swaps_the_sides),
        cmocka_unit_test(beyond_an_end_the_extended_segment_decides),
        cmocka_unit_test(a_closed_line_has_no_end),
        cmocka_unit_test(several_runs_are_not_joined),
        cmocka_unit_test(on_the_line_the_distance_is_nothing),
        cmocka_unit_test(the_antimeridian_and_the_pole_are_no_obstacle),
        cmocka_unit_test(lines_that_are_none_are_refused),
        cmocka_unit_test(a_full_arena_is_a_normal_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
