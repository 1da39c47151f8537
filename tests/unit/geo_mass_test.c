/* SPDX-License-Identifier: Apache-2.0 */
#include "geo_check.h"

#include "geo/normal.h"

/* A rectangle of metres around a place, its edges along the axes there. */
static struct geo_run block(struct geo_pos *at, struct geo_pos centre, double half_e_m,
                            double half_n_m)
{
    static const int corners[][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};

    for (int i = 0; i < 5; i++) {
        double e = corners[i][0] * half_e_m, n = corners[i][1] * half_n_m;

        at[i] = geo_move(centre, atan2(e, n) * 180 / M_PI, hypot(e, n));
    }
    return (struct geo_run){at, 5};
}

static double in_interval(double low, double high, double sigma)
{
    return normal_below(high / sigma) - normal_below(low / sigma);
}

static void rectangles_have_the_product_of_their_sides(void **state)
{
    const struct geo_pos centre = {48.5, 37.5};
    struct geo_pos at[5];
    struct geo_run ring = block(at, centre, 400, 250);
    struct arena a;
    const struct geo_area *area;
    double worst = 0;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, &ring, 1);
    for (double sigma_m = 3; sigma_m < 3000; sigma_m *= 2.2)
        for (double e = -900; e <= 900; e += 90)
            for (double n = -700; n <= 700; n += 100) {
                struct geo_pos p = geo_move(centre, atan2(e, n) * 180 / M_PI, hypot(e, n));
                double truth = in_interval(-400 - e, 400 - e, sigma_m) *
                               in_interval(-250 - n, 250 - n, sigma_m);
                double error = fabs(geo_area_mass(area, p, sigma_m) - truth);

                /* boundaries are where they should be to a centimetre, which shows in small
                 * errors only */
                assert_true(error < 1e-4 + 0.4 * 0.01 / sigma_m);
                if (sigma_m > 50)
                    worst = fmax(worst, error);
            }
    print_message("worst error of a mass against products of Φ: %.2g\n", worst);
    arena_release(&a);
}

static void straight_boundaries_give_phi_of_the_signed_distance(void **state)
{
    const struct geo_run ring = SQUARE(47, 36, 49, 39);
    struct arena a;
    const struct geo_area *area;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, &ring, 1);
    for (double sigma_m = 10; sigma_m <= 3000; sigma_m *= 3)
        for (double z = -4; z <= 4; z += 0.25) {
            struct geo_pos p = geo_move((struct geo_pos){48, 36}, 90, z * sigma_m);

            assert_near(geo_area_mass(area, p, sigma_m), normal_below(z), 1e-4);
            assert_near(geo_area_mass(area, p, sigma_m),
                        normal_below(geo_area_signed_m(area, p) / sigma_m), 1e-4);
        }
    arena_release(&a);
}

static void mass_agrees_with_monte_carlo(void **state)
{
    static struct geo_pos shell[201], hole[61];
    static const struct geo_pos places[] = {{48, 37}, {48.2, 37.1}, {48.4, 37}, {47.5, 36.5}};
    uint64_t seed = 3;
    const struct geo_run rings[] = {star(shell, 200, (struct geo_pos){48, 37}, 0.3, 0.5, &seed),
                                    star(hole, 60, (struct geo_pos){48, 37}, 0.05, 0.2, &seed)};
    struct arena a;
    const struct geo_area *area;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, rings, 2);
    for (size_t i = 0; i < 4; i++)
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

/* What a hole takes away is what the same ring has as an area; a cut adds nothing. */
static void parts_and_holes_add_up(void **state)
{
    static struct geo_pos shell[3001], hole[1001];
    uint64_t seed = 8;
    const struct geo_run rings[] = {star(shell, 3000, (struct geo_pos){48, 37}, 0.3, 0.5, &seed),
                                    star(hole, 1000, (struct geo_pos){48, 37}, 0.05, 0.2, &seed)};
    const struct geo_run west[] = {SQUARE(47, 36, 49, 37)}, east[] = {SQUARE(47, 37, 49, 38)};
    const struct geo_run whole[] = {SQUARE(47, 36, 49, 38)};
    struct arena a;
    const struct geo_area *with, *without, *inner, *halves[2], *one;
    double worst = 0;

    (void)state;
    arena_init(&a, GEO_ARENA);
    with = area_of_rings(&a, rings, 2);
    without = area_of_rings(&a, rings, 1);
    inner = area_of_rings(&a, rings + 1, 1);
    halves[0] = area_of_rings(&a, west, 1);
    halves[1] = area_of_rings(&a, east, 1);
    one = area_of_rings(&a, whole, 1);
    for (int i = 0; i < 500; i++) {
        struct geo_pos p = {uniform_in(&seed, 47.3, 48.7), uniform_in(&seed, 36.2, 37.8)};
        double sigma_m = 5 * pow(10, 4 * uniform(&seed));

        worst =
            fmax(worst, fabs(geo_area_mass(with, p, sigma_m) + geo_area_mass(inner, p, sigma_m) -
                             geo_area_mass(without, p, sigma_m)));
        worst = fmax(worst,
                     fabs(geo_area_mass(halves[0], p, sigma_m) +
                          geo_area_mass(halves[1], p, sigma_m) - geo_area_mass(one, p, sigma_m)));
    }
    print_message("worst gap where parts should add up: %.2g\n", worst);
    assert_true(worst < 1e-4);
    arena_release(&a);
}

static void crossing_the_boundary_changes_nothing_suddenly(void **state)
{
    static struct geo_pos shell[301];
    uint64_t seed = 21;
    const struct geo_run ring = star(shell, 300, (struct geo_pos){48, 37}, 0.3, 0.5, &seed);
    struct arena a;
    const struct geo_area *area;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, &ring, 1);
    for (int i = 0; i < 300; i++) {
        double sigma_m = pow(10, 1 + i % 4), before = -1;
        /* over a vertex, or over a point of an edge; in steps from kilometres to nanometres */
        double t = i % 2 ? uniform(&seed) : 0, bearing_deg = 360 * uniform(&seed);
        struct geo_pos at = {shell[i].lat_deg + t * (shell[i + 1].lat_deg - shell[i].lat_deg),
                             shell[i].lon_deg + t * (shell[i + 1].lon_deg - shell[i].lon_deg)};

        for (int k = -60; k <= 60; k++) {
            double off_m = k == 0 ? 0 : copysign(pow(10, -9 + abs(k) * 0.15), k) * sigma_m / 10;
            double mass = geo_area_mass(area, geo_move(at, bearing_deg, off_m), sigma_m);

            if (before >= 0 && fabs(off_m) < 1e-3 * sigma_m && fabs(mass - before) > 1e-3)
                fail_msg("from %g to %g at %g m, sigma %g m", before, mass, off_m, sigma_m);
            before = mass;
        }
    }
    arena_release(&a);
}

/* Certain, undecided, certain again: 0, 1, 0 for p against 0.95. */
static int certainty(double p)
{
    return p >= 0.95 || p <= 0.05;
}

/* While sigma is small against the area, certainty is lost with it and never gained. */
static void a_wider_sigma_never_gives_certainty(void **state)
{
    const struct geo_run ring = SQUARE(47, 36, 49, 39); /* some 220 km each way */
    const struct geo_pos line_at[] = {{47, 36}, {48, 37.5}, {47.5, 39}};
    uint64_t seed = 99;
    struct arena a;
    struct err err = {0};
    const struct geo_area *areas[3];
    const struct geo_line *line;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, line_at, 3);
    areas[0] = area_of_rings(&a, &ring, 1);
    assert_ok(geo_area_side(line, GEO_RIGHT, &a, &areas[1], &err));
    assert_ok(geo_area_band(line, GEO_BOTH_SIDES, 0, 100e3, &a, &areas[2], &err));
    for (int i = 0; i < 700; i++) {
        struct geo_pos p = {uniform_in(&seed, 45.5, 50.5), uniform_in(&seed, 34, 41)};

        for (int k = 0; k < 3; k++) {
            bool was_certain = true;

            for (double sigma_m = 10; sigma_m < 20000; sigma_m *= 1.3) {
                bool is_certain = certainty(geo_area_mass(areas[k], p, sigma_m));

                if (is_certain && !was_certain)
                    fail_msg("area %d at %.4f N %.4f E: sigma %g m gives certainty", k, p.lat_deg,
                             p.lon_deg, sigma_m);
                was_certain = is_certain;
            }
        }
    }
    arena_release(&a);
}

static void bands_and_sides_are_differences_of_phi(void **state)
{
    const struct geo_pos at[] = {{48, 37}, {48, 39}};
    struct geo_pos foot;
    struct arena a;
    struct err err = {0};
    const struct geo_line *line;
    const struct geo_area *both, *left, *right, *left_side, *right_side, *all;

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 2);
    foot = geo_line_nearest(line, (struct geo_pos){48.01, 38}).foot;
    assert_ok(geo_area_band(line, GEO_BOTH_SIDES, 2000, 10000, &a, &both, &err));
    assert_ok(geo_area_band(line, GEO_LEFT, 2000, 10000, &a, &left, &err));
    assert_ok(geo_area_band(line, GEO_RIGHT, 2000, 10000, &a, &right, &err));
    assert_ok(geo_area_side(line, GEO_LEFT, &a, &left_side, &err));
    assert_ok(geo_area_side(line, GEO_RIGHT, &a, &right_side, &err));
    assert_ok(geo_area_side(line, GEO_BOTH_SIDES, &a, &all, &err));
    for (double sigma_m = 1; sigma_m < 50000; sigma_m *= 4)
        for (double d = -15000; d <= 15000; d += 1500) {
            struct geo_pos p = geo_move(foot, 0, d);
            double in_left = in_interval(2000 - d, 10000 - d, sigma_m);
            double in_right = in_interval(2000 + d, 10000 + d, sigma_m);

            assert_near(geo_area_mass(left, p, sigma_m), in_left, 1e-4);
            assert_near(geo_area_mass(right, p, sigma_m), in_right, 1e-4);
            assert_near(geo_area_mass(both, p, sigma_m), in_left + in_right, 1e-4);
            assert_near(geo_area_mass(left_side, p, sigma_m), normal_below(d / sigma_m), 1e-4);
            assert_near(geo_area_mass(right_side, p, sigma_m), normal_below(-d / sigma_m), 1e-4);
            assert_near(geo_area_mass(all, p, sigma_m), 1, 0);
        }
    arena_release(&a);
}

static void beyond_an_end_the_sides_part_at_the_extension(void **state)
{
    const struct geo_pos at[] = {{48, 37}, {48, 37.2}};
    struct arena a;
    struct err err = {0};
    const struct geo_line *line;
    const struct geo_area *left, *side;
    double ahead_deg = geo_azimuth_deg(at[1], at[0]) + 180;
    struct geo_pos beyond = geo_move(at[1], ahead_deg, 5000);

    (void)state;
    arena_init(&a, GEO_ARENA);
    line = line_of(&a, at, 2);
    assert_ok(geo_area_band(line, GEO_LEFT, 0, 10000, &a, &left, &err));
    assert_ok(geo_area_side(line, GEO_LEFT, &a, &side, &err));
    for (double off_m = -300; off_m <= 300; off_m += 50) {
        struct geo_pos p = geo_move(beyond, ahead_deg - 90, off_m);

        assert_near(geo_area_mass(side, p, 100), normal_below(off_m / 100), 1e-3);
        assert_near(geo_area_mass(left, p, 100), normal_below(off_m / 100), 1e-3);
        assert_near(geo_area_signed_m(side, p), off_m, 0.05);
        assert_near(geo_area_signed_m(left, p), off_m, 0.05);
        if (off_m != 0)
            assert_true(geo_area_contains(left, p) == (off_m > 0));
    }
    arena_release(&a);
}

static void no_error_means_in_or_out(void **state)
{
    const struct geo_run ring = SQUARE(47, 36, 49, 39);
    static const double sigmas[] = {0, -1, NAN, 1e-300, 1e-9};
    struct arena a;
    const struct geo_area *area;

    (void)state;
    arena_init(&a, GEO_ARENA);
    area = area_of_rings(&a, &ring, 1);
    for (size_t i = 0; i < 5; i++) {
        assert_near(geo_area_mass(area, (struct geo_pos){48, 37}, sigmas[i]), 1, 0);
        assert_near(geo_area_mass(area, (struct geo_pos){47, 36}, sigmas[i]), 1, 0);
        assert_near(geo_area_mass(area, (struct geo_pos){46.9999, 36}, sigmas[i]), 0, 0);
    }
    /* nor does a very small or a very large one upset it */
    assert_near(geo_area_mass(area, (struct geo_pos){48, 37}, 1e-5), 1, 0);
    assert_near(geo_area_mass(area, (struct geo_pos){47, 37}, 1e-5), 0.5, 0.5);
    assert_near(geo_area_mass(area, (struct geo_pos){48, 37}, 1e7), 0, 1e-3);
    assert_near(geo_area_mass(area, (struct geo_pos){-48, -143}, 1e300), 0, 1e-3);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rectangles_have_the_product_of_their_sides),
        cmocka_unit_test(straight_boundaries_give_phi_of_the_signed_distance),
        cmocka_unit_test(mass_agrees_with_monte_carlo),
        cmocka_unit_test(parts_and_holes_add_up),
        cmocka_unit_test(crossing_the_boundary_changes_nothing_suddenly),
        cmocka_unit_test(a_wider_sigma_never_gives_certainty),
        cmocka_unit_test(bands_and_sides_are_differences_of_phi),
        cmocka_unit_test(beyond_an_end_the_sides_part_at_the_extension),
        cmocka_unit_test(no_error_means_in_or_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
