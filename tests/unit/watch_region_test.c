/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/region.h"
#include "watch_world.h"

static struct world w;

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

static uint32_t seed = 3;

static double draw(double from, double to)
{
    seed = seed * 1664525 + 1013904223;
    return from + (to - from) * (double)(seed >> 8) / 16777216;
}

static struct place sector_place(const struct place_sector *s)
{
    return (struct place){.form = PLACE_SECTOR, .at = s->from, .u.sector = s};
}

static struct region region_of(const struct place *p)
{
    struct region r = {0};

    assert_true(region_make(p, NULL, &r));
    return r;
}

static void what_has_no_region(void **state)
{
    struct place oblast = world_point(0, 0, 100), none = {0},
                 zone = {.form = PLACE_ZONE, .u.zone = SPAN("x")};
    struct region r;

    (void)state;
    oblast.is_centroid = true;
    assert_false(region_make(&oblast, NULL, &r));
    assert_false(region_make(&none, NULL, &r));
    assert_false(region_make(&zone, NULL, &r));
}

/* 2 to 4 km ENE of the middle: positions on both sides of each of its edges, and of its margin. */
static void sector_edges(void **state)
{
    static const struct {
        const char *what;
        double bearing_deg, range_m, sigma_m;
        bool meets;
    } rows[] = {
        {"in the middle", 67.5, 3000, 0, true},
        {"inside the near arc", 67.5, 2020, 0, true},
        {"before the near arc", 67.5, 1950, 0, false},
        {"inside the far arc", 67.5, 3990, 0, true},
        {"behind the far arc", 67.5, 4040, 0, false},
        {"inside the right edge", 78.5, 3000, 0, true},
        {"right of it", 79.5, 3000, 0, false},
        {"inside the left edge", 56.5, 3000, 0, true},
        {"left of it", 55.5, 3000, 0, false},
        {"behind, but within three sigma", 67.5, 4280, 100, true},
        {"behind three sigma", 67.5, 4340, 100, false},
        {"at the observer", 0, 0, 0, false},
        {"opposite", 247.5, 3000, 0, false},
    };
    struct place_sector s = {
        .centre_deg = 67.5, .half_width_deg = 11.25, .range_min_m = 2000, .range_max_m = 4000};
    struct place p;
    struct region a;

    (void)state;
    s.from = world_at(0, 0);
    p = sector_place(&s);
    a = region_of(&p);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct place q = world_point(0, 0, rows[i].sigma_m);
        struct region b;

        q.at = geo_move(s.from, rows[i].bearing_deg, rows[i].range_m);
        b = region_of(&q);
        if (region_meets(&a, &b) != rows[i].meets || region_meets(&b, &a) != rows[i].meets)
            fail_msg("%s", rows[i].what);
    }
}

/* A position inside both sectors proves that they meet; nothing may deny it. */
static void sectors_with_a_common_position_meet(void **state)
{
    size_t n_met = 0;

    (void)state;
    for (int i = 0; i < 4000; i++) {
        struct place_sector a = {.from = world_at(0, 0),
                                 .centre_deg = draw(0, 360),
                                 .half_width_deg = draw(1, 60),
                                 .range_min_m = draw(0, 3000)};
        struct place_sector b = {.from = world_at(draw(-8000, 8000), draw(-8000, 8000)),
                                 .half_width_deg = draw(1, 60)};
        struct geo_pos common;
        struct place pa, pb;
        struct region ra, rb;
        double range_m, bearing_deg;

        a.range_max_m = a.range_min_m + draw(10, 5000);
        common = geo_move(a.from, a.centre_deg + draw(-1, 1) * a.half_width_deg,
                          draw(a.range_min_m, a.range_max_m));
        range_m = geo_distance_m(b.from, common);
        bearing_deg = geo_azimuth_deg(b.from, common);
        b.centre_deg = bearing_deg + draw(-1, 1) * b.half_width_deg;
        b.range_min_m = range_m * draw(0.5, 1);
        b.range_max_m = range_m * draw(1, 1.5);
        pa = sector_place(&a);
        pb = sector_place(&b);
        ra = region_of(&pa);
        rb = region_of(&pb);
        n_met += region_meets(&ra, &rb) && region_meets(&rb, &ra);
    }
    assert_int_equal(n_met, 4000);
}

/* … and sectors that look away from each other never do. */
static void sectors_back_to_back_do_not_meet(void **state)
{
    (void)state;
    for (int i = 0; i < 500; i++) {
        double away_deg = draw(0, 360);
        struct place_sector a = {.from = world_at(0, 0),
                                 .centre_deg = away_deg,
                                 .half_width_deg = draw(1, 80),
                                 .range_min_m = draw(0, 500),
                                 .range_max_m = draw(600, 9000)};
        struct place_sector b = a;
        struct place pa, pb;
        struct region ra, rb;

        b.from = geo_move(a.from, away_deg + 180, 200);
        b.centre_deg = away_deg + 180;
        pa = sector_place(&a);
        pb = sector_place(&b);
        ra = region_of(&pa);
        rb = region_of(&pb);
        assert_false(region_meets(&ra, &rb));
    }
}

static void areas_and_points(void **state)
{
    struct place area = {.form = PLACE_GEOMETRY};
    struct region a, b;
    struct place in = world_point(900, 0, 0), near = world_point(1200, 0, 100),
                 out = world_point(1400, 0, 100);

    (void)state;
    area.u.area = world_box(&w, -1000, -1000, 1000, 1000);
    a = region_of(&area);
    b = region_of(&in);
    assert_true(region_meets(&a, &b));
    b = region_of(&near);
    assert_true(region_meets(&b, &a));
    b = region_of(&out);
    assert_false(region_meets(&a, &b));
    assert_true(region_meets(&a, &a));
}

static void distances_hold_the_region(void **state)
{
    struct place p = world_point(3000, 4000, 100);
    struct region r = region_of(&p);
    double least_m, most_m;

    (void)state;
    region_distance(&r, world_at(0, 0), &least_m, &most_m);
    assert_near(least_m, 4700, 2);
    assert_near(most_m, 5300, 2);
    region_distance(&r, p.at, &least_m, &most_m);
    assert_near(least_m, 0, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(what_has_no_region),
        TEST(sector_edges),
        TEST(sectors_with_a_common_position_meet),
        TEST(sectors_back_to_back_do_not_meet),
        TEST(areas_and_points),
        TEST(distances_hold_the_region),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
