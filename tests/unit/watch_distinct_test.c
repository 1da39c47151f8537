/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "watch/distinct.h"

#define KMH (1 / 3.6)

static const struct span t72_looks[] = {{"T-64", 4}};
static const struct equipment_type t72 = {.model = {"T-72", 4},
                                          .class_name = {"main_battle_tank", 16},
                                          .calibre_mm = 125,
                                          .mobility = {"tracked", 7},
                                          .look_alikes = t72_looks,
                                          .n_look_alikes = 1};
static const struct equipment_type t64 = {.model = {"T-64", 4},
                                          .class_name = {"main_battle_tank", 16},
                                          .calibre_mm = 125,
                                          .mobility = {"tracked", 7}};
static const struct equipment_type t55 = {.model = {"T-55", 4},
                                          .class_name = {"main_battle_tank", 16},
                                          .calibre_mm = 100,
                                          .mobility = {"tracked", 7}};
static const struct equipment_type grad = {.model = {"BM-21", 5},
                                           .class_name = {"mlrs", 4},
                                           .calibre_mm = 122,
                                           .mobility = {"wheeled", 7}};
static const struct equipment_type orlan = {.model = {"Orlan-10", 8},
                                            .class_name = {"uav", 3},
                                            .calibre_mm = NAN,
                                            .mobility = {"fixed_wing", 10}};

#define TYPE(t)                                                                                    \
    {                                                                                              \
        .thing = {.type = &(t), .calibre_mm = NAN, .range_m = NAN}, .p = 1                         \
    }
#define CLASS(name, mm)                                                                            \
    {                                                                                              \
        .thing = {.class_name = {name, sizeof(name) - 1}, .calibre_mm = (mm), .range_m = NAN},     \
        .p = 1                                                                                     \
    }

static void kinds_agree_where_one_thing_fits_both(void **state)
{
    static const struct {
        const char *name;
        struct item_guess a[2];
        uint32_t n_a;
        struct item_guess b[2];
        uint32_t n_b;
        bool agree;
    } rows[] = {
        {"one type", {TYPE(t72)}, 1, {TYPE(t72)}, 1, true},
        {"two types", {TYPE(t72)}, 1, {TYPE(t55)}, 1, false},
        {"look-alikes", {TYPE(t72)}, 1, {TYPE(t64)}, 1, true},
        {"look-alikes the other way", {TYPE(t64)}, 1, {TYPE(t72)}, 1, true},
        {"overlapping doubts", {TYPE(t72), TYPE(t55)}, 2, {TYPE(t55), TYPE(grad)}, 2, true},
        {"a type and its class", {TYPE(t72)}, 1, {CLASS("main_battle_tank", NAN)}, 1, true},
        {"a type and another class", {TYPE(t72)}, 1, {CLASS("mlrs", NAN)}, 1, false},
        {"nothing known", {TYPE(t72)}, 1, {CLASS("", NAN)}, 1, true},
        {"calibres 10 % apart", {CLASS("mortar", 120)}, 1, {CLASS("mortar", 108)}, 1, true},
        {"calibres 11 % apart", {CLASS("mortar", 120)}, 1, {CLASS("mortar", 106.5)}, 1, false},
        {"a calibre unknown", {CLASS("mortar", 82)}, 1, {CLASS("mortar", NAN)}, 1, true},
        {"people and a thing", {TYPE(t72)}, 0, {TYPE(t72)}, 1, false},
        {"people and people", {TYPE(t72)}, 0, {TYPE(t72)}, 0, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (distinct_kinds_agree(rows[i].a, rows[i].n_a, rows[i].b, rows[i].n_b) != rows[i].agree)
            fail_msg("%s", rows[i].name);
}

static void a_guess_of_no_weight_says_nothing(void **state)
{
    struct item_guess doubt[] = {TYPE(t55), TYPE(t72)};
    struct item_guess sure[] = {TYPE(t72)};

    (void)state;
    doubt[1].p = 0;
    assert_false(distinct_kinds_agree(doubt, 2, sure, 1));
}

static void speed_is_that_of_the_fastest_thing_it_may_be(void **state)
{
    static const struct {
        struct item_guess guess[2];
        uint32_t n;
        double v_mps;
    } rows[] = {
        {{TYPE(t72)}, 1, 50 * KMH},
        {{TYPE(grad)}, 1, 80 * KMH},
        {{TYPE(t72), TYPE(grad)}, 2, 80 * KMH},
        {{CLASS("main_battle_tank", NAN)}, 1, 50 * KMH},
        {{CLASS("artillery", 152)}, 1, 80 * KMH},
        {{CLASS("", NAN)}, 1, 80 * KMH},
        {{TYPE(t72)}, 0, 80 * KMH},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_float_equal(distinct_speed_mps(rows[i].guess, rows[i].n, 50 * KMH, 80 * KMH),
                           rows[i].v_mps, 1e-9);
    assert_true(isinf(distinct_speed_mps((struct item_guess[]){TYPE(orlan)}, 1, 14, 22)));
    assert_true(isinf(distinct_speed_mps((struct item_guess[]){CLASS("uav", NAN)}, 1, 14, 22)));
}

/* Two tanks, one at 48 N 37 E in minutes [a0, a1], the other `east_m` east of it in [b0, b1]. */
struct pair {
    const char *name;
    double east_m;
    double sigma_m[2];
    int64_t a0, a1, b0, b1;
    double clock_s[2];
    double reach_m;
    bool are_two;
};

static bool judge_pair(const struct pair *p)
{
    const struct item_guess tank[] = {TYPE(t72)};
    struct geo_pos here = {48, 37}, there = geo_move(here, 90, p->east_m);
    struct distinct_spot a =
        distinct_spot_at(here, p->sigma_m[0],
                         (struct time_span){p->a0 * MS_PER_MIN, p->a1 * MS_PER_MIN}, p->clock_s[0]);
    struct distinct_spot b =
        distinct_spot_at(there, p->sigma_m[1],
                         (struct time_span){p->b0 * MS_PER_MIN, p->b1 * MS_PER_MIN}, p->clock_s[1]);
    struct distinct_thing one = {tank, 1, &a, 1, 50 * KMH, 1, DISTINCT_UNNAMED};
    struct distinct_thing other = {tank, 1, &b, 1, 80 * KMH, 2, DISTINCT_UNNAMED};
    bool forth, back;

    a.reach_m = p->reach_m;
    forth = distinct_proven(&one, &other);
    back = distinct_proven(&other, &one);
    assert_int_equal(forth, back);
    return forth;
}

static void distance_proves_what_speed_and_errors_cannot_explain(void **state)
{
    /* v = min(50, 80) km/h: 833.33 m a minute */
    static const struct pair rows[] = {
        {"at one time, a metre apart", 1, {0, 0}, 0, 0, 0, 0, {0, 0}, 0, true},
        {"at one time and place", 0, {0, 0}, 0, 0, 0, 0, {0, 0}, 0, false},
        {"just within an hour's way", 49990, {0, 0}, 0, 0, 60, 60, {0, 0}, 0, false},
        {"just beyond an hour's way", 50010, {0, 0}, 0, 0, 60, 60, {0, 0}, 0, true},
        {"the other came first", 49990, {0, 0}, 60, 60, 0, 0, {0, 0}, 0, false},
        {"within three sigma of both", 1490, {300, 400}, 0, 0, 0, 0, {0, 0}, 0, false},
        {"beyond three sigma of both", 1510, {300, 400}, 0, 0, 0, 0, {0, 0}, 0, true},
        {"intervals allow 70 minutes", 58300, {0, 0}, 0, 20, 40, 70, {0, 0}, 0, false},
        {"but not more", 58400, {0, 0}, 0, 20, 40, 70, {0, 0}, 0, true},
        {"clocks off by three of 5 min", 12490, {0, 0}, 0, 0, 0, 0, {180, 240}, 0, false},
        {"but not more than that", 12510, {0, 0}, 0, 0, 0, 0, {180, 240}, 0, true},
        {"somewhere within 5 km", 4990, {0, 0}, 0, 0, 0, 0, {0, 0}, 5000, false},
        {"beyond those 5 km", 5010, {0, 0}, 0, 0, 0, 0, {0, 0}, 5000, true},
        {"anywhere", 900000, {0, 0}, 0, 0, 0, 0, {0, 0}, INFINITY, false},
        {"far, over the arc's range", 299990, {0, 0}, 0, 0, 360, 360, {0, 0}, 0, false},
        {"farther still", 300010, {0, 0}, 0, 0, 360, 360, {0, 0}, 0, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (judge_pair(&rows[i]) != rows[i].are_two)
            fail_msg("%s", rows[i].name);
}

static void sightings_and_serials_decide_before_distance(void **state)
{
    const struct item_guess tank[] = {TYPE(t72)};
    struct distinct_spot near =
        distinct_spot_at((struct geo_pos){48, 37}, 0, (struct time_span){0}, 0);
    struct distinct_spot far =
        distinct_spot_at((struct geo_pos){49, 39}, 0, (struct time_span){0}, 0);
    static const struct {
        uint32_t sighting[2], identity[2];
        bool is_far, are_two;
    } rows[] = {
        {{1, 1}, {DISTINCT_UNNAMED, DISTINCT_UNNAMED}, false, true},
        {{1, 1}, {7, 7}, false, false}, /* one serial written down twice */
        {{1, 2}, {7, 7}, true, false},  /* identified, not estimated */
        {{1, 2}, {7, 8}, false, true},
        {{1, 2}, {7, DISTINCT_UNNAMED}, false, false},
        {{1, 2}, {7, DISTINCT_UNNAMED}, true, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct distinct_thing a = {tank, 1, &near, 1, 14, rows[i].sighting[0], rows[i].identity[0]};
        struct distinct_thing b = {tank,
                                   1,
                                   rows[i].is_far ? &far : &near,
                                   1,
                                   14,
                                   rows[i].sighting[1],
                                   rows[i].identity[1]};

        assert_int_equal(distinct_proven(&a, &b), rows[i].are_two);
        assert_int_equal(distinct_proven(&b, &a), rows[i].are_two);
    }
}

static void a_track_is_at_all_of_its_fixes(void **state)
{
    const struct item_guess tank[] = {TYPE(t72)};
    struct geo_pos start = {48, 37};
    struct distinct_spot track[2], other;
    struct distinct_thing a = {tank, 1, track, 2, 14, 1, DISTINCT_UNNAMED};
    struct distinct_thing b = {tank, 1, &other, 1, 14, 2, DISTINCT_UNNAMED};

    (void)state;
    track[0] = distinct_spot_at(start, 0, (struct time_span){0, 0}, 0);
    track[1] =
        distinct_spot_at(geo_move(start, 90, 20000), 0, (struct time_span){MS_PER_H, MS_PER_H}, 0);
    other = distinct_spot_at(start, 0, (struct time_span){10 * MS_PER_S, 10 * MS_PER_S}, 0);
    assert_false(distinct_proven(&a, &b));
    /* at the start when the track was already at its end */
    other.when = (struct time_span){MS_PER_H, MS_PER_H};
    assert_true(distinct_proven(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_agree_where_one_thing_fits_both),
        cmocka_unit_test(a_guess_of_no_weight_says_nothing),
        cmocka_unit_test(speed_is_that_of_the_fastest_thing_it_may_be),
        cmocka_unit_test(distance_proves_what_speed_and_errors_cannot_explain),
        cmocka_unit_test(sightings_and_serials_decide_before_distance),
        cmocka_unit_test(a_track_is_at_all_of_its_fixes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
