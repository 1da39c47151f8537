/* SPDX-License-Identifier: Apache-2.0 */
/* Small numbers taken out of tables: no subtraction, however long, brings one back. Checked by
 * looking for another table that fits everything printed. */
#include "check.h"
#include "random.h"

#include <string.h>

#include "report/suppress.h"

#define SIDE 4

/* Another table: the true one changed by -1, 0 or 1 in hidden numbers, none of them becoming 0. */
struct other {
    const struct suppressed *t;
    size_t n_rows, n_columns; /* without sums */
    uint64_t cells[SIDE * SIDE];
    bool moves[(SIDE + 1) * (SIDE + 1)]; /* numbers that are another in a table that fits */
};

static uint64_t value_of(const struct other *o, size_t r, size_t c)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < o->n_rows; i++) {
        for (size_t k = 0; k < o->n_columns; k++)
            sum += (r == o->n_rows || r == i) && (c == o->n_columns || c == k)
                       ? o->cells[i * o->n_columns + k]
                       : 0;
    }
    return sum;
}

/* Printed numbers are as printed, hidden ones not 0: then whatever differs was not given away. */
static void compare(struct other *o)
{
    size_t w = o->n_columns + 1;

    for (size_t i = 0; i < (o->n_rows + 1) * w; i++) {
        uint64_t v = value_of(o, i / w, i % w);

        if (o->t->is_hidden[i] ? v == 0 : v != o->t->cells[i])
            return;
    }
    for (size_t i = 0; i < (o->n_rows + 1) * w; i++)
        o->moves[i] |= value_of(o, i / w, i % w) != o->t->cells[i];
}

static void try_all(struct other *o, size_t at)
{
    size_t r = at / o->n_columns, c = at % o->n_columns;
    uint64_t truth;

    if (at == o->n_rows * o->n_columns) {
        compare(o);
        return;
    }
    truth = o->t->cells[r * (o->n_columns + 1) + c];
    for (int d = -1; d <= 1; d++) {
        if (d != 0 && (!o->t->is_hidden[r * (o->n_columns + 1) + c] || (d < 0 && truth < 2)))
            continue;
        o->cells[at] = truth + (uint64_t)(int64_t)d;
        try_all(o, at + 1);
    }
}

/* How many small numbers follow from what is printed. */
static size_t count_revealed(const struct suppressed *t)
{
    struct other o = {.t = t, .n_rows = t->n_rows - 1, .n_columns = t->n_columns - 1};
    size_t n = 0;

    try_all(&o, 0);
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
        n += t->is_small[i] && !o.moves[i];
    return n;
}

static void no_small_number_can_be_worked_out(void **state)
{
    uint64_t seed = 20261014;
    size_t n_small = 0;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t n_rows = 1 + random_below(&seed, 3), n_columns = 1 + random_below(&seed, 3);
        uint32_t k = 2 + random_below(&seed, 4), most = 1 + random_below(&seed, 14);
        uint32_t cells[SIDE * SIDE];
        struct suppressed t;
        struct arena a;
        struct err err = {0};

        arena_init(&a, MIB);
        for (size_t i = 0; i < n_rows * n_columns; i++)
            cells[i] = random_below(&seed, most + 1);
        assert_ok(suppress_small(cells, n_rows, n_columns, k, &a, &t, &err));
        for (size_t i = 0; i < t.n_rows * t.n_columns; i++) {
            assert_int_equal(t.is_small[i], t.cells[i] > 0 && t.cells[i] < k);
            assert_true(t.is_hidden[i] || !t.is_small[i]);
            assert_false(t.is_hidden[i] && t.cells[i] == 0);
            n_small += t.is_small[i];
        }
        if (count_revealed(&t) > 0)
            fail_msg("round %d: %zu x %zu, k %u: a small number can be worked out", round, n_rows,
                     n_columns, k);
        arena_release(&a);
    }
    assert_true(n_small > 2000); /* the tables were hard enough */
}

/* The checker above finds what hiding small numbers alone gives away. */
static void hiding_small_numbers_alone_reveals_them(void **state)
{
    static const uint32_t cells[] = {3, 10, 20, 30};
    struct suppressed t;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    assert_ok(suppress_small(cells, 2, 2, 5, &a, &t, &err));
    assert_int_equal(count_revealed(&t), 0);
    for (size_t i = 0; i < 9; i++)
        t.is_hidden[i] = t.is_small[i];
    assert_int_equal(count_revealed(&t), 1);
    arena_release(&a);
}

static size_t count_hidden(const uint32_t *cells, size_t n_rows, size_t n_columns, uint32_t k)
{
    struct suppressed t;
    struct arena a;
    struct err err = {0};
    size_t n = 0;

    arena_init(&a, MIB);
    assert_ok(suppress_small(cells, n_rows, n_columns, k, &a, &t, &err));
    for (size_t i = 0; i < t.n_rows * t.n_columns; i++)
        n += t.is_hidden[i];
    arena_release(&a);
    return n;
}

static void no_more_is_hidden_than_needed(void **state)
{
    static const uint32_t none[] = {5, 9, 0, 7}, one[] = {4, 9, 12, 7}, two[] = {4, 4, 4, 4},
                          nought[] = {0, 0, 0, 0};

    (void)state;
    assert_int_equal(count_hidden(none, 2, 2, 5), 0);
    assert_int_equal(count_hidden(none, 2, 2, 6), 4); /* on the other side of k: 5 is small */
    assert_int_equal(count_hidden(one, 2, 2, 5), 4);
    assert_int_equal(count_hidden(two, 2, 2, 5),
                     4); /* they protect one another: sums are printed */
    assert_int_equal(count_hidden(nought, 2, 2, 5), 0);
}

static void tables_of_no_or_too_many_rows_are_refused(void **state)
{
    static const uint32_t cells[SUPPRESS_SIDE_MAX + 1] = {0};
    struct suppressed t = {.n_rows = 77};
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    assert_int_equal(suppress_small(cells, 0, 1, 5, &a, &t, &err), RC_RANGE);
    assert_int_equal(suppress_small(cells, SUPPRESS_SIDE_MAX + 1, 1, 5, &a, &t, &err), RC_RANGE);
    assert_note("64");
    assert_int_equal(t.n_rows, 77);
    assert_ok(suppress_small(cells, SUPPRESS_SIDE_MAX, 1, 5, &a, &t, &err));
    arena_release(&a);
    arena_init(&a, 16);
    assert_int_equal(suppress_small(cells, 2, 1, 5, &a, &t, &err), RC_LIMIT);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_small_number_can_be_worked_out),
        cmocka_unit_test(hiding_small_numbers_alone_reveals_them),
        cmocka_unit_test(no_more_is_hidden_than_needed),
        cmocka_unit_test(tables_of_no_or_too_many_rows_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
