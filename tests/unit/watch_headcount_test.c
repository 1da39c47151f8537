/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>
#include <time.h>

#include "watch/clique.h"
#include "watch/headcount.h"

#define HOURS(n)  ((n)*MS_PER_H)
#define EVERYBODY ((struct head_choice){UINT64_MAX, HEAD_ALL})
#define COUNTING  ((struct head_choice){UINT64_MAX, 1u << HEAD_COUNTS})

static struct arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena_init(&arena, 512 * MIB);
    return 0;
}

static int drop_arena(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static const struct item_guess tank[] = {
    {.thing = {.class_name = {"main_battle_tank", 16}, .calibre_mm = NAN, .range_m = NAN}, .p = 1}};

/* One tank (or n) at 48 N, `east_km` east of 37 E, at an hour; 50 km/h at most. */
static struct head head_at(uint32_t sighting, double hour, double east_km, uint32_t n)
{
    struct err err = {0};
    int64_t at_ms = (int64_t)(hour * (double)MS_PER_H);
    struct distinct_spot *spot = arena_alloc(&arena, sizeof(*spot), &err);

    assert_non_null(spot);
    *spot = distinct_spot_at(geo_move((struct geo_pos){48, 37}, 90, east_km * 1000), 0,
                             (struct time_span){at_ms, at_ms}, 0);
    return (struct head){.thing = {tank, 1, spot, 1, 50 / 3.6, sighting, DISTINCT_UNNAMED},
                         .when = spot->when,
                         .n = {n, n, n},
                         .p = 1,
                         .p_sure = 1};
}

static struct headcount *open_count(struct head *heads, size_t n, int64_t window_ms)
{
    struct err err = {0};
    struct headcount *h = NULL;

    assert_ok(headcount_open(heads, n, window_ms, &arena, &h, &err));
    return h;
}

/* The greatest least and most over all windows. */
struct extremes {
    uint64_t least, most;
    size_t n_windows;
};

static struct extremes extremes_of(struct head *heads, size_t n, int64_t window_ms,
                                   struct head_choice who)
{
    struct headcount *h = open_count(heads, n, window_ms);
    struct extremes out = {0};
    struct time_span hull;

    while (headcount_next(h, &hull)) {
        struct headcount_least least = headcount_least(h, who, 0);
        uint64_t most = headcount_most(h, who);

        assert_true(least.is_exact);
        assert_true(least.n <= most);
        out.n_windows++;
        out.least = least.n > out.least ? least.n : out.least;
        out.most = most > out.most ? most : out.most;
    }
    return out;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Every subset whose hull fits: the heaviest that is pairwise distinct, and the heaviest at all. */
static struct extremes by_trying_all(const struct head *heads, size_t n, int64_t window_ms)
{
    struct extremes out = {0};

    for (uint32_t bits = 1; bits < UINT32_C(1) << n; bits++) {
        int64_t t0 = INT64_MAX, t1 = INT64_MIN;
        uint64_t sum = 0;
        bool are_distinct = true;

        for (size_t i = 0; i < n; i++) {
            if (!((bits >> i) & 1))
                continue;
            t0 = heads[i].when.t0_ms < t0 ? heads[i].when.t0_ms : t0;
            t1 = heads[i].when.t1_ms > t1 ? heads[i].when.t1_ms : t1;
            sum += heads[i].n.min;
            for (size_t k = 0; k < i && are_distinct; k++)
                if ((bits >> k) & 1)
                    are_distinct = distinct_proven(&heads[i].thing, &heads[k].thing);
        }
        if (t1 - t0 > window_ms)
            continue;
        out.most = sum > out.most ? sum : out.most;
        if (are_distinct && sum > out.least)
            out.least = sum;
    }
    return out;
}

static void windows_agree_with_trying_all_subsets(void **state)
{
    uint32_t seed = 4711;

    (void)state;
    for (int round = 0; round < 60; round++) {
        struct head heads[11];
        size_t n = 1 + next_random(&seed) % 11;
        int64_t window_ms = HOURS(1 + next_random(&seed) % 24);
        struct extremes expected, found;

        for (size_t i = 0; i < n; i++)
            heads[i] = head_at((uint32_t)i, next_random(&seed) % 48,
                               (double)(next_random(&seed) % 400), 1 + next_random(&seed) % 5);
        expected = by_trying_all(heads, n, window_ms);
        found = extremes_of(heads, n, window_ms, EVERYBODY);
        assert_int_equal(found.least, expected.least);
        assert_int_equal(found.most, expected.most);
    }
}

static void order_of_sightings_changes_nothing(void **state)
{
    uint32_t seed = 99;
    struct head heads[40];
    struct extremes first;

    (void)state;
    for (uint32_t i = 0; i < 40; i++)
        heads[i] = head_at(i, next_random(&seed) % 60, (double)(next_random(&seed) % 300), 1);
    first = extremes_of(heads, 40, HOURS(24), EVERYBODY);
    for (int round = 0; round < 5; round++) {
        struct extremes again;

        for (uint32_t i = 39; i > 0; i--) {
            uint32_t k = next_random(&seed) % (i + 1);
            struct head held = heads[i];

            heads[i] = heads[k];
            heads[k] = held;
        }
        again = extremes_of(heads, 40, HOURS(24), EVERYBODY);
        assert_memory_equal(&again, &first, sizeof(first));
    }
}

static void window_is_closed_at_its_length(void **state)
{
    static const struct {
        double second_hour;
        uint64_t least;
        size_t n_windows;
    } rows[] = {{23.99, 2, 1}, {24, 2, 1}, {24.01, 1, 2}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct head heads[] = {head_at(0, 0, 0, 1), head_at(1, rows[i].second_hour, 5000, 1)};
        struct extremes x = extremes_of(heads, 2, HOURS(24), EVERYBODY);

        assert_int_equal(x.least, rows[i].least);
        assert_int_equal(x.n_windows, rows[i].n_windows);
    }
}

static void a_long_sighting_joins_no_least_number(void **state)
{
    struct head heads[] = {head_at(0, 10, 0, 3), head_at(1, 5, 900, 4)};
    struct headcount *h;
    struct time_span hull;

    (void)state;
    heads[1].when = (struct time_span){HOURS(5), HOURS(35)};
    h = open_count(heads, 2, HOURS(24));
    assert_true(headcount_next(h, &hull)); /* its own */
    assert_int_equal(hull.t1_ms, HOURS(35));
    assert_int_equal(headcount_least(h, EVERYBODY, 0).n, 0);
    assert_int_equal(headcount_most(h, EVERYBODY), 4);
    assert_true(headcount_next(h, &hull));
    assert_int_equal(hull.t0_ms, HOURS(10));
    assert_int_equal(headcount_least(h, EVERYBODY, 0).n, 3);
    assert_int_equal(headcount_most(h, EVERYBODY), 7);
    assert_false(headcount_next(h, &hull));
}

static void serials_are_met_once(void **state)
{
    struct head heads[] = {head_at(0, 0, 0, 1), head_at(1, 1, 0, 1), head_at(2, 2, 0, 1),
                           head_at(3, 2.1, 90, 1)};
    struct extremes x;

    (void)state;
    heads[0].thing.identity = heads[1].thing.identity = 0;
    heads[2].thing.identity = 1;
    x = extremes_of(heads, 4, HOURS(24), EVERYBODY);
    assert_int_equal(x.most, 3);
    /* the last one: 90 km are too far from all of them */
    assert_int_equal(x.least, 3);
    heads[3] = head_at(3, 2.1, 40, 1); /* now it may be the one that was seen at one o'clock */
    heads[3].p = heads[3].p_sure = 1;
    x = extremes_of(heads, 4, HOURS(24), EVERYBODY);
    assert_int_equal(x.least, 2);
}

/* Seen at two places under one serial: what fits the one place but not the other is another one. */
static void a_serial_is_distinct_from_what_any_of_its_sightings_excludes(void **state)
{
    struct head heads[] = {head_at(0, 0, 0, 1), head_at(1, 0.5, 25, 1), head_at(2, 0.5, 0, 1)};
    struct extremes x;

    (void)state;
    heads[0].thing.identity = heads[1].thing.identity = 0;
    x = extremes_of(heads, 3, HOURS(24), EVERYBODY);
    assert_int_equal(x.least, 2);
    assert_int_equal(x.most, 2);
}

static void choices_keep_groups_and_tags_apart(void **state)
{
    struct head heads[] = {head_at(0, 0, 0, 1), head_at(1, 0, 100, 2), head_at(2, 0, 200, 4),
                           head_at(3, 0, 300, 8)};
    struct headcount *h;
    struct time_span hull;

    (void)state;
    heads[1].tag = HEAD_REPORTED;
    heads[2].group = 1;
    heads[3].n.max = COUNT_INFINITE;
    heads[3].tag = HEAD_DOUBTFUL;
    h = open_count(heads, 4, HOURS(24));
    assert_true(headcount_next(h, &hull));
    assert_int_equal(headcount_least(h, COUNTING, 0).n, 5);
    assert_int_equal(headcount_least(h, (struct head_choice){1, 1u << HEAD_COUNTS}, 0).n, 1);
    assert_int_equal(headcount_least(h, (struct head_choice){2, HEAD_ALL}, 0).n, 4);
    assert_int_equal(headcount_most(h, (struct head_choice){1, 1u << HEAD_REPORTED}), 2);
    assert_true(headcount_most(h, EVERYBODY) == UINT64_MAX);
}

static void the_probability_is_of_the_thing_that_passes_the_limit(void **state)
{
    struct head heads[] = {head_at(0, 0, 0, 2), head_at(1, 0, 100, 1), head_at(2, 0, 200, 1)};
    struct headcount *h;
    struct time_span hull;

    (void)state;
    heads[0].p_sure = 0.97;
    heads[1].p_sure = 0.99;
    heads[2].p_sure = 0.96;
    h = open_count(heads, 3, HOURS(24));
    assert_true(headcount_next(h, &hull));
    assert_float_equal(headcount_least(h, EVERYBODY, 0).p, 0.99, 0);
    assert_float_equal(headcount_least(h, EVERYBODY, 2).p, 0.97, 0);
    assert_float_equal(headcount_least(h, EVERYBODY, 3).p, 0.96, 0);
    assert_true(isnan(headcount_least(h, EVERYBODY, 4).p));
}

static void members_are_given_again_in_order(void **state)
{
    struct head heads[] = {head_at(2, 30, 0, 1), head_at(1, 20, 0, 1), head_at(0, 0, 0, 1)};
    struct headcount *h = open_count(heads, 3, HOURS(24));
    uint32_t members[3];

    (void)state;
    assert_int_equal(headcount_members(h, (struct time_span){0, HOURS(20)}, EVERYBODY, members), 2);
    assert_int_equal(heads[members[0]].thing.sighting, 0);
    assert_int_equal(heads[members[1]].thing.sighting, 1);
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) * 1e-9;
}

/* Ten thousand sightings, in one window or spread over two: always an end, never too many, and
 * said to be no more than a bound. The time is printed, not judged. */
static void crowds_end_with_a_valid_bound(void **state)
{
    static const struct {
        double hours, east_km;
        const char *name;
    } rows[] = {
        {0, 3000, "one instant, all apart"},
        {24, 3000, "one day"},
        {48, 3000, "two days"},
        {48, 10, "two days in one place"},
    };
    enum { N = 10000 };
    struct head *heads = calloc(N, sizeof(*heads));
    uint32_t seed = 5;

    (void)state;
    assert_non_null(heads);
    for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
        struct headcount *h;
        struct time_span hull;
        struct timespec start;
        size_t n_windows = 0;

        for (uint32_t i = 0; i < N; i++) {
            double x = r == 0 ? (double)i / N : (double)(next_random(&seed) % 1000000) / 1e6;

            heads[i] = head_at(i, rows[r].hours * (double)i / N, rows[r].east_km * x, 1);
        }
        h = open_count(heads, N, HOURS(24));
        (void)clock_gettime(CLOCK_MONOTONIC, &start);
        while (headcount_next(h, &hull)) {
            uint64_t most = headcount_most(h, EVERYBODY);
            struct headcount_least least = headcount_least(h, EVERYBODY, 10);

            assert_true(least.n >= 1 && least.n <= most);
            assert_false(least.is_exact && most > CLIQUE_MAX);
            if (r == 0)
                assert_int_equal(least.n, N);
            n_windows++;
        }
        print_message("%s: %zu windows in %.2f s\n", rows[r].name, n_windows,
                      seconds_since(&start));
    }
    free(heads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_agree_with_trying_all_subsets),
        cmocka_unit_test(order_of_sightings_changes_nothing),
        cmocka_unit_test(window_is_closed_at_its_length),
        cmocka_unit_test(a_long_sighting_joins_no_least_number),
        cmocka_unit_test(serials_are_met_once),
        cmocka_unit_test(a_serial_is_distinct_from_what_any_of_its_sightings_excludes),
        cmocka_unit_test(choices_keep_groups_and_tags_apart),
        cmocka_unit_test(the_probability_is_of_the_thing_that_passes_the_limit),
        cmocka_unit_test(members_are_given_again_in_order),
        cmocka_unit_test(crowds_end_with_a_valid_bound),
    };

    return cmocka_run_group_tests(tests, open_arena, drop_arena);
}
