/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/arena.h"

#include <string.h>

static void ceiling_is_a_normal_failure(void **state)
{
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, 1000);
    assert_non_null(arena_alloc(&a, 900, &err));
    assert_null(arena_alloc(&a, 200, &err));
    assert_note("1000 bytes");
    assert_non_null(arena_alloc(&a, 64, &err));
    arena_release(&a);
    assert_int_equal(a.used_bytes, 0);
}

static void memory_is_zeroed_and_kept_across_growth(void **state)
{
    struct arena a;
    struct err err = {0};
    uint32_t *items = NULL;
    size_t cap = 0;

    (void)state;
    arena_init(&a, 64 * MIB);
    for (uint32_t i = 0; i < 100000; i++) {
        items = arena_grow(&a, items, i, &cap, sizeof(*items), &err);
        assert_non_null(items);
        assert_int_equal(items[i], 0);
        items[i] = i;
    }
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(items[i], i);
    arena_release(&a);
}

/* Old copies of a large array must not stay behind. */
static void large_arrays_grow_in_place(void **state)
{
    struct arena a;
    struct err err = {0};
    uint64_t *items = NULL;
    uint32_t *others = NULL;
    size_t cap = 0, others_cap = 0;

    (void)state;
    arena_init(&a, 256 * MIB);
    for (uint32_t i = 0; i < 4000000; i++) {
        items = arena_grow(&a, items, i, &cap, sizeof(*items), &err);
        others = arena_grow(&a, others, i, &others_cap, sizeof(*others), &err);
        assert_true(items != NULL && others != NULL && items[i] == 0 && others[i] == 0);
        items[i] = i;
        others[i] = ~i;
        if (i % 65536 == 0)
            assert_non_null(arena_alloc(&a, 100, &err));
    }
    for (uint32_t i = 0; i < 4000000; i++)
        assert_true(items[i] == i && others[i] == ~i);
    assert_true(a.used_bytes < 64 * MIB); /* 48 MB of content */
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, 100, &err));
    arena_release(&a);
}

static void product_overflow_is_refused(void **state)
{
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    assert_null(arena_array(&a, SIZE_MAX / 2, 4, &err));
    assert_null(arena_alloc(&a, SIZE_MAX, &err));
    arena_release(&a);
}

static void nth_allocation_can_be_made_to_fail(void **state)
{
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    arena_fail_at(2);
    assert_non_null(arena_alloc(&a, 8, &err));
    assert_null(arena_alloc(&a, 8, &err));
    assert_non_null(arena_alloc(&a, 8, &err));
    arena_fail_at(0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ceiling_is_a_normal_failure),
        cmocka_unit_test(memory_is_zeroed_and_kept_across_growth),
        cmocka_unit_test(large_arrays_grow_in_place),
        cmocka_unit_test(product_overflow_is_refused),
        cmocka_unit_test(nth_allocation_can_be_made_to_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
