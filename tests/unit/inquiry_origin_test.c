/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "geo/normal.h"
#include "inquiry/origin.h"

#define PI 3.14159265358979323846
#define S(lit)                                                                                     \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

static const struct geo_pos crater = {48.5, 37.9};

/* The geodesic that stands square on `azimuth` at `away_m` from the crater; the crater lies on its
 * right. */
static const struct geo_line *wall(double azimuth_deg, double away_m, struct arena *a)
{
    struct geo_pos foot = geo_move(crater, azimuth_deg, away_m);
    double on_deg = geo_azimuth_deg(foot, geo_move(crater, azimuth_deg, away_m + 1000));
    struct geo_pos ends[2] = {geo_move(foot, on_deg - 90, 80000),
                              geo_move(foot, on_deg + 90, 80000)};
    struct geo_run run = {ends, 2};
    const struct geo_line *line = NULL;
    struct err err = {0};

    assert_ok(geo_line_make(&run, 1, a, &line, &err));
    return line;
}

static struct origin_piece bearing(double azimuth_deg, double sigma_deg)
{
    return (struct origin_piece){.kind = ORIGIN_BEARING,
                                 .exhibit = S("crater"),
                                 .from = crater,
                                 .azimuth_deg = azimuth_deg,
                                 .azimuth_sigma_deg = sigma_deg};
}

static struct origin_piece ring(double min_m, double max_m)
{
    return (struct origin_piece){.kind = ORIGIN_RING,
                                 .exhibit = S("weapon"),
                                 .from = crater,
                                 .min_m = min_m,
                                 .max_m = max_m};
}

static struct origin combine(const struct origin_piece *pieces, size_t n, struct arena *a)
{
    struct origin o = {.n_azimuths = 0};
    struct err err = {0};

    assert_ok(origin_combine(crater, pieces, n, a, &o, &err));
    return o;
}

/* ---- closed forms, in the plane ---- */

static double clamp(double x)
{
    return fmin(fmax(x, 0), 1);
}

/* P(beyond a straight wall square to the bearing), by a fine sum over the angle. */
static double beyond(double sigma_deg, double min_m, double max_m, double wall_m, bool by_area)
{
    double sum = 0, all = 0;

    for (double t = -180 + 0.005; t < 180; t += 0.01) {
        double weight = exp(-0.5 * t * t / (sigma_deg * sigma_deg));
        double cosine = cos(t / 180 * PI), share = 0;

        if (cosine > 0) {
            double at_m = fmax(wall_m / cosine, min_m);

            share = by_area ? clamp((max_m * max_m - at_m * at_m) / (max_m * max_m - min_m * min_m))
                            : clamp((max_m - at_m) / (max_m - min_m));
        }
        sum += weight * share;
        all += weight;
    }
    return sum / all;
}

/* The same grid with every cell weighted by its distance: even over area. */
static double beyond_by_area(const struct origin *o, const struct geo_line *line)
{
    double sum = 0, all = 0;

    for (size_t i = 0; i < o->n_azimuths * o->n_ranges; i++) {
        double mass = o->cells[i].mass * geo_distance_m(o->impact, o->cells[i].at);

        all += mass;
        if (mass > 0)
            sum += mass * normal_below(geo_line_nearest(line, o->cells[i].at).signed_left_m /
                                       o->cells[i].radius_m);
    }
    return sum / all;
}

static void a_bearing_and_a_ring_are_their_integral(void **state)
{
    static const double sigmas_deg[] = {1, 5, 10, 15, 20};
    static const double walls_m[] = {1000, 3000, 6000, 11000, 14500, 16000};
    static const double azimuths_deg[] = {0, 37, 180, 271.5, 359};
    double worst = 0;

    (void)state;
    for (size_t s = 0; s < 5; s++)
        for (size_t w = 0; w < 6; w++) {
            double azimuth_deg = azimuths_deg[(s + w) % 5];
            struct origin_piece pieces[] = {bearing(azimuth_deg, sigmas_deg[s]), ring(2700, 15300)};
            const struct geo_line *line;
            struct origin o;
            struct arena a;
            double want = beyond(sigmas_deg[s], 2700, 15300, walls_m[w], false);

            arena_init(&a, 64 * MIB);
            line = wall(azimuth_deg, walls_m[w], &a);
            o = combine(pieces, 2, &a);
            worst = fmax(worst, fabs(origin_left_of(&o, line, 0) - want));
            arena_release(&a);
        }
    print_message("worst difference from the closed form: %.5f\n", worst);
    assert_true(worst < 0.001);
}

/* A line two thirds out: even over distance a third lies behind it, even over area five ninths. */
static void range_is_even_in_distance_not_in_area(void **state)
{
    struct origin_piece pieces[] = {bearing(90, 1), ring(0, 15000)};
    const struct geo_line *line;
    struct origin o;
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    line = wall(90, 10000, &a);
    o = combine(pieces, 2, &a);
    assert_near(origin_left_of(&o, line, 0), beyond(1, 0, 15000, 10000, false), 0.003);
    assert_near(origin_left_of(&o, line, 0), 1.0 / 3, 0.003);
    assert_near(beyond_by_area(&o, line), beyond(1, 0, 15000, 10000, true), 0.003);
    assert_near(beyond_by_area(&o, line), 5.0 / 9, 0.003);
    arena_release(&a);
}

static void the_line_s_error_is_blurred_in(void **state)
{
    static const double sigmas_m[] = {1, 300, 1000, 3000};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct origin_piece pieces[] = {bearing(200, 1), ring(4000, 12000)};
        double want = 0;
        struct origin o;
        struct arena a;

        arena_init(&a, 64 * MIB);
        o = combine(pieces, 2, &a);
        for (int k = 0; k < 4000; k++)
            want += normal_below((4000 + (k + 0.5) * 2 - 11000) / sigmas_m[i]) / 4000;
        assert_near(origin_left_of(&o, wall(200, 11000, &a), sigmas_m[i]), want, 0.003);
        arena_release(&a);
    }
}

static void a_place_that_was_seen_is_a_normal(void **state)
{
    static const double offsets_m[] = {-60, 0, 30, 120};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct origin_piece pieces[] = {bearing(100, 10),
                                        {.kind = ORIGIN_POINT,
                                         .exhibit = S("image"),
                                         .from = geo_move(crater, 95, 10000),
                                         .from_sigma_m = 50}};
        struct origin o;
        struct arena a;

        arena_init(&a, 64 * MIB);
        o = combine(pieces, 2, &a);
        assert_near(origin_left_of(&o, wall(95, 10000 + offsets_m[i], &a), 0),
                    normal_below(-offsets_m[i] / 50), 0.003);
        assert_near(geo_distance_m(o.best, pieces[1].from), 0, 10);
        /* the smallest region with half of a normal: π · 2 ln 2 · σ² */
        assert_near(o.half_km2, PI * 2 * log(2) * 50 * 50 / 1e6, 0.0005);
        arena_release(&a);
    }
}

static void sound_gives_a_range_with_its_error(void **state)
{
    static const struct {
        double delay_s, delay_sigma_s, t_c, t_sigma_c, range_m, sigma_m;
    } rows[] = {
        /* 340 m/s at -10 degrees would be 178 m wrong over 12 s */
        {12, 0, -10, 0, 3902.2, 0},
        {12, 0, 15, 0, 4083.4, 0},
        {10, 0.1, 15, 0, 3402.9, 34.03},
        {10, 0, 15, 5, 3402.9, 29.52},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double range_m = 0, sigma_m = 0;
        struct err err = {0};

        assert_ok(origin_sound_range(rows[i].delay_s, rows[i].delay_sigma_s, rows[i].t_c,
                                     rows[i].t_sigma_c, &range_m, &sigma_m, &err));
        assert_near(range_m, rows[i].range_m, 1);
        assert_near(sigma_m, rows[i].sigma_m, 0.05);
        assert_int_equal(origin_sound_range(0, 0, 15, 0, &range_m, &sigma_m, &err), RC_RANGE);
        assert_int_equal(origin_sound_range(1, 0, 61, 0, &range_m, &sigma_m, &err), RC_RANGE);
    }
}

static void a_range_by_sound_replaces_that_of_the_weapon(void **state)
{
    struct origin_piece pieces[] = {bearing(10, 1),
                                    ring(2700, 15300),
                                    {.kind = ORIGIN_SOUND,
                                     .exhibit = S("mic"),
                                     .from = crater,
                                     .range_m = 9000,
                                     .range_sigma_m = 150}};
    struct origin o;
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    o = combine(pieces, 3, &a);
    /* σ of 1 degree bows the wall by 1.4 m on average: below what is asked for */
    assert_near(origin_left_of(&o, wall(10, 9100, &a), 0), normal_below(-100.0 / 150), 0.004);
    assert_near(origin_left_of(&o, wall(10, 8800, &a), 0), normal_below(200.0 / 150), 0.004);
    arena_release(&a);
}

/* Two sensors that hear at once: as likely left of their middle as right of it. */
static void a_lag_of_nothing_is_the_middle(void **state)
{
    struct origin_piece pieces[] = {ring(2000, 10000),
                                    {.kind = ORIGIN_LAG,
                                     .exhibit = S("mics"),
                                     .from = geo_move(crater, 90, 3000),
                                     .other = geo_move(crater, 270, 3000),
                                     .range_m = 0,
                                     .range_sigma_m = 100}};
    struct geo_pos ends[2] = {geo_move(crater, 180, 30000), geo_move(crater, 0, 30000)};
    struct geo_run run = {ends, 2};
    const struct geo_line *middle = NULL;
    struct err err = {0};
    struct origin o;
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    assert_ok(geo_line_make(&run, 1, &a, &middle, &err));
    o = combine(pieces, 2, &a);
    assert_near(origin_left_of(&o, middle, 0), 0.5, 0.003);
    /* 600 m farther from the eastern one: it lies in the west, left of a line that runs north */
    pieces[1].range_m = 600;
    o = combine(pieces, 2, &a);
    assert_near(origin_left_of(&o, middle, 0), 1, 0.001);
    arena_release(&a);
}

/* Bearings from two craters 4 km apart meet at one place: the sum over a fine plane says how. */
static void two_craters_meet(void **state)
{
    struct geo_pos second = geo_move(crater, 90, 4000);
    struct geo_pos gun = geo_move(crater, 30, 8000);
    struct origin_piece pieces[] = {bearing(30, 5), ring(2000, 15000), bearing(0, 5)};
    double sum = 0, all = 0, x2 = 4000, gx = 8000 * 0.5, gy = 8000 * sqrt(0.75);
    double az2_deg = atan2(gx - x2, gy) / PI * 180;
    struct origin o;
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    pieces[2].from = second;
    pieces[2].azimuth_deg = fmod(geo_azimuth_deg(second, gun) + 360, 360);
    o = combine(pieces, 3, &a);
    for (double r = 2005; r < 15000; r += 10)
        for (double t = 0; t < 60; t += 0.1) {
            double x = r * sin(t / 180 * PI), y = r * cos(t / 180 * PI);
            double z1 = (t - 30) / 5, z2 = (atan2(x - x2, y) / PI * 180 - az2_deg) / 5;
            double mass = exp(-0.5 * (z1 * z1 + z2 * z2));

            all += mass;
            sum += mass * (x * 0.5 + y * sqrt(0.75) > 9000);
        }
    assert_near(origin_left_of(&o, wall(30, 9000, &a), 0), sum / all, 0.004);
    assert_true(geo_distance_m(o.best, gun) < 1500);
    assert_true(o.half_km2 < o.nine_tenths_km2);
    arena_release(&a);
}

static void masses_and_regions_add_up(void **state)
{
    struct origin_piece pieces[] = {bearing(355, 15), ring(2700, 15300)};
    double mass = 0, half_km2 = 0;
    struct origin o;
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    o = combine(pieces, 2, &a);
    for (size_t i = 0; i < o.n_azimuths * o.n_ranges; i++) {
        mass += o.cells[i].mass;
        assert_true(o.cells[i].within > 0 && o.cells[i].within <= 1);
        if (o.cells[i].within <= 0.5)
            half_km2 += o.cells[i].area_km2;
    }
    assert_near(mass, 1, 1e-9);
    assert_near(half_km2, o.half_km2, o.half_km2 * 0.001);
    /* both sides of a line are all there is */
    assert_near(origin_left_of(&o, wall(355, 8000, &a), 500) +
                    (1 - origin_left_of(&o, wall(355, 8000, &a), 500)),
                1, 1e-12);
    arena_release(&a);
}

static void what_contradicts_itself_is_refused(void **state)
{
    static const struct {
        double azimuth_deg, point_deg, min_m, max_m;
        enum rc rc;
        const char *note;
    } rows[] = {
        {90, 90, 1000, 20000, RC_OK, ""},
        {90, 115, 1000, 20000, RC_OK, ""},                         /* 5 sigma, shared */
        {90, 270, 1000, 20000, RC_CONFLICT, "contradict"},         /* the far side */
        {90, 90, 30000, 40000, RC_CONFLICT, "ranges do not meet"}, /* seen at 10 km */
        {90, 90, 5, 5, RC_INPUT, "min < max"},
        {361, 90, 1000, 20000, RC_INPUT, "0 to 360"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct origin_piece pieces[] = {bearing(rows[i].azimuth_deg, 5),
                                        ring(rows[i].min_m, rows[i].max_m),
                                        {.kind = ORIGIN_POINT,
                                         .exhibit = S("image"),
                                         .from = geo_move(crater, rows[i].point_deg, 10000),
                                         .from_sigma_m = 100}};
        struct origin o = {.n_azimuths = 0};
        struct err err = {0};
        struct arena a;

        arena_init(&a, 64 * MIB);
        if (origin_combine(crater, pieces, 3, &a, &o, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].note);
        arena_release(&a);
    }
}

static void a_bearing_alone_has_no_end(void **state)
{
    struct origin_piece p = bearing(90, 5);
    struct origin o = {.n_azimuths = 0};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    assert_int_equal(origin_combine(crater, &p, 1, &a, &o, &err), RC_ABSENT);
    assert_note("bounds how far");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bearing_and_a_ring_are_their_integral),
        cmocka_unit_test(range_is_even_in_distance_not_in_area),
        cmocka_unit_test(the_line_s_error_is_blurred_in),
        cmocka_unit_test(a_place_that_was_seen_is_a_normal),
        cmocka_unit_test(sound_gives_a_range_with_its_error),
        cmocka_unit_test(a_range_by_sound_replaces_that_of_the_weapon),
        cmocka_unit_test(a_lag_of_nothing_is_the_middle),
        cmocka_unit_test(two_craters_meet),
        cmocka_unit_test(masses_and_regions_add_up),
        cmocka_unit_test(what_contradicts_itself_is_refused),
        cmocka_unit_test(a_bearing_alone_has_no_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
