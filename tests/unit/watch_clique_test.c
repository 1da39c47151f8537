/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/clique.h"

#include <string.h>

static struct arena arena;
static struct clique_work *work;
static struct clique_graph graph;

static int make_work(void **state)
{
    struct err err = {0};

    (void)state;
    arena_init(&arena, 8 * MIB);
    return clique_work_make(&arena, &work, &err) == RC_OK ? 0 : -1;
}

static int drop_work(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* xorshift: the same graphs every run. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static struct clique_set first_vertices(uint32_t n)
{
    struct clique_set all = {{0}};

    for (uint32_t v = 0; v < n; v++)
        clique_set_add(&all, v);
    return all;
}

static void make_random(uint32_t n, uint32_t joined_percent, uint32_t *seed)
{
    memset(&graph, 0, sizeof(graph));
    for (uint32_t v = 0; v < n; v++) {
        graph.weight[v] = 1 + next_random(seed) % 9;
        for (uint32_t u = 0; u < v; u++)
            if (next_random(seed) % 100 < joined_percent)
                clique_join(&graph, u, v);
    }
}

static bool is_clique(const struct clique_set *s)
{
    for (uint32_t v = clique_set_next(s, 0); v < CLIQUE_MAX; v = clique_set_next(s, v + 1))
        for (uint32_t u = clique_set_next(s, v + 1); u < CLIQUE_MAX; u = clique_set_next(s, u + 1))
            if (!clique_set_has(&graph.joined[v], u))
                return false;
    return true;
}

static uint64_t weight_of(const struct clique_set *s)
{
    uint64_t sum = 0;

    for (uint32_t v = clique_set_next(s, 0); v < CLIQUE_MAX; v = clique_set_next(s, v + 1))
        sum += graph.weight[v];
    return sum;
}

/* All subsets of n <= 16 vertices. */
static uint64_t heaviest_by_trying_all(uint32_t n)
{
    uint64_t heaviest = 0;

    for (uint32_t bits = 1; bits < UINT32_C(1) << n; bits++) {
        struct clique_set s = {{bits}};

        if (weight_of(&s) > heaviest && is_clique(&s))
            heaviest = weight_of(&s);
    }
    return heaviest;
}

static void search_agrees_with_trying_all(void **state)
{
    static const uint32_t densities[] = {0, 10, 30, 50, 70, 90, 100};
    uint32_t seed = 20200727;

    (void)state;
    for (size_t d = 0; d < sizeof(densities) / sizeof(densities[0]); d++)
        for (uint32_t n = 1; n <= 13; n++) {
            struct clique_set all = first_vertices(n);
            struct clique found;
            uint64_t steps = 1000000;

            make_random(n, densities[d], &seed);
            clique_heaviest(&graph, &all, work, &steps, &found);
            assert_true(found.is_exact);
            assert_int_equal(found.weight, heaviest_by_trying_all(n));
            assert_int_equal(found.weight, weight_of(&found.members));
            assert_true(is_clique(&found.members));
        }
}

static void search_keeps_to_the_vertices_named(void **state)
{
    struct clique_set among = {{0}};
    struct clique found;
    uint64_t steps = 1000;

    (void)state;
    memset(&graph, 0, sizeof(graph));
    for (uint32_t v = 0; v < 5; v++)
        graph.weight[v] = 10 - v;
    clique_join(&graph, 0, 1);
    clique_join(&graph, 2, 3);
    clique_set_add(&among, 2);
    clique_set_add(&among, 3);
    clique_set_add(&among, 4);
    clique_heaviest(&graph, &among, work, &steps, &found);
    assert_int_equal(found.weight, 8 + 7);
    assert_false(clique_set_has(&found.members, 0));
}

static void without_steps_a_valid_clique_is_given_and_said_to_be_no_more(void **state)
{
    struct clique_set all = first_vertices(CLIQUE_MAX);
    struct clique found;
    uint64_t steps = 0;
    uint32_t seed = 7;

    (void)state;
    make_random(CLIQUE_MAX, 50, &seed);
    clique_heaviest(&graph, &all, work, &steps, &found);
    assert_false(found.is_exact);
    assert_true(found.weight > 0);
    assert_true(is_clique(&found.members));
    assert_int_equal(found.weight, weight_of(&found.members));
}

static void steps_bound_a_hard_search(void **state)
{
    struct clique_set all = first_vertices(CLIQUE_MAX);
    struct clique found;
    uint64_t steps = 2000;
    uint32_t seed = 11;

    (void)state;
    make_random(CLIQUE_MAX, 90, &seed);
    clique_heaviest(&graph, &all, work, &steps, &found);
    assert_int_equal(steps, 0);
    assert_false(found.is_exact);
    assert_true(is_clique(&found.members));
}

static void graph_of_everything_joined_is_taken_whole(void **state)
{
    struct clique_set all = first_vertices(CLIQUE_MAX);
    struct clique found;
    uint64_t steps = 1000000;
    uint32_t seed = 3;

    (void)state;
    make_random(CLIQUE_MAX, 100, &seed);
    clique_heaviest(&graph, &all, work, &steps, &found);
    assert_true(found.is_exact);
    assert_int_equal(found.weight, weight_of(&all));
}

static void sets_walk_over_word_borders(void **state)
{
    struct clique_set s = {{0}};

    (void)state;
    clique_set_add(&s, 63);
    clique_set_add(&s, 64);
    clique_set_add(&s, CLIQUE_MAX - 1);
    assert_int_equal(clique_set_next(&s, 0), 63);
    assert_int_equal(clique_set_next(&s, 64), 64);
    assert_int_equal(clique_set_next(&s, 65), CLIQUE_MAX - 1);
    assert_int_equal(clique_set_next(&s, CLIQUE_MAX), CLIQUE_MAX);
    clique_set_drop(&s, CLIQUE_MAX - 1);
    assert_int_equal(clique_set_next(&s, 65), CLIQUE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(search_agrees_with_trying_all),
        cmocka_unit_test(search_keeps_to_the_vertices_named),
        cmocka_unit_test(without_steps_a_valid_clique_is_given_and_said_to_be_no_more),
        cmocka_unit_test(steps_bound_a_hard_search),
        cmocka_unit_test(graph_of_everything_joined_is_taken_whole),
        cmocka_unit_test(sets_walk_over_word_borders),
    };

    return cmocka_run_group_tests(tests, make_work, drop_work);
}
