/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/table.h"

#include <string.h>

#define MANY 200000

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 256 * MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void an_empty_table_holds_nothing(void **state)
{
    struct table t;

    (void)state;
    table_init(&t, &arena);
    assert_int_equal(table_find(&t, SPAN("x")), TABLE_ABSENT);
    assert_int_equal(table_find(&t, (struct span){0}), TABLE_ABSENT);
}

static void names_are_found_and_only_they(void **state)
{
    static char names[MANY][12];
    struct err err = {0};
    struct table t;

    (void)state;
    table_init(&t, &arena);
    for (uint32_t i = 0; i < MANY; i++) {
        (void)snprintf(names[i], sizeof(names[i]), "obs-%u", i);
        assert_ok(table_add(&t, span_of(names[i]), i, &err));
    }
    assert_int_equal(t.n, MANY);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(table_find(&t, span_of(names[i])), i);
    assert_int_equal(table_find(&t, SPAN("obs-200000")), TABLE_ABSENT);
    assert_int_equal(table_find(&t, SPAN("obs-")), TABLE_ABSENT);
    assert_int_equal(table_find(&t, SPAN("")), TABLE_ABSENT);
}

static void a_name_is_there_once(void **state)
{
    struct err err = {0};
    struct table t;

    (void)state;
    table_init(&t, &arena);
    assert_ok(table_add(&t, SPAN("actual"), 7, &err));
    assert_int_equal(table_add(&t, SPAN("actual"), 8, &err), RC_CONFLICT);
    assert_int_equal(table_find(&t, SPAN("actual")), 7);
    assert_int_equal(t.n, 1);
    assert_ok(table_add(&t, SPAN("Actual"), 8, &err));
    assert_ok(table_add(&t, (struct span){"actual\0x", 8}, 9, &err));
    assert_int_equal(table_find(&t, (struct span){"actual\0x", 8}), 9);
    assert_int_equal(table_find(&t, SPAN("actual")), 7);
}

static void the_empty_name_and_zero_are_names_and_values_too(void **state)
{
    struct err err = {0};
    struct table t;

    (void)state;
    table_init(&t, &arena);
    assert_ok(table_add(&t, (struct span){0}, 0, &err));
    assert_int_equal(table_find(&t, SPAN("")), 0);
    assert_int_equal(table_add(&t, SPAN(""), 1, &err), RC_CONFLICT);
}

/* Names of one length that differ in one byte, at every place of a word. */
static void near_names_stay_apart(void **state)
{
    static char names[40 * 16][20];
    struct err err = {0};
    struct table t;
    uint32_t n = 0;

    (void)state;
    table_init(&t, &arena);
    for (size_t length = 1; length <= 16; length++)
        for (size_t at = 0; at < length; at++, n++) {
            memset(names[n], 'a', length);
            names[n][at] = 'b';
            assert_ok(table_add(&t, (struct span){names[n], length}, n, &err));
        }
    assert_int_equal(t.n, n);
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(table_find(&t, span_of(names[i])), i);
}

static void a_full_arena_changes_nothing(void **state)
{
    static char names[1000][12];
    struct arena small;
    struct err err = {0};
    struct table t;
    uint32_t n = 0;
    enum rc rc = RC_OK;

    (void)state;
    arena_init(&small, 4096);
    table_init(&t, &small);
    for (; n < 1000 && !rc; n++) {
        (void)snprintf(names[n], sizeof(names[n]), "obs-%u", n);
        rc = table_add(&t, span_of(names[n]), n, &err);
    }
    assert_int_equal(rc, RC_LIMIT);
    assert_int_equal(t.n, n - 1);
    for (uint32_t i = 0; i + 1 < n; i++)
        assert_int_equal(table_find(&t, span_of(names[i])), i);
    assert_int_equal(table_find(&t, span_of(names[n - 1])), TABLE_ABSENT);
    arena_release(&small);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_table_holds_nothing), TEST(names_are_found_and_only_they),
        TEST(a_name_is_there_once),         TEST(the_empty_name_and_zero_are_names_and_values_too),
        TEST(near_names_stay_apart),        TEST(a_full_arena_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
