/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "pact/diag.h"

static void messages_are_kept_once_and_sorted(void **state)
{
    struct arena a;
    struct err err = {0};
    struct diag_list d;

    (void)state;
    arena_init(&a, MIB);
    diag_init(&d, &a, &err);
    diag_error(&d, (struct src_pos){3, 1, 1}, "third %d", 3);
    diag_error(&d, (struct src_pos){1, 9, 1}, "second");
    diag_warn(&d, (struct src_pos){1, 2, 1}, "first");
    diag_error(&d, (struct src_pos){1, 9, 1}, "second");
    diag_error(&d, (struct src_pos){1, 9, 1}, "second, otherwise");
    assert_int_equal(d.n, 4);
    assert_int_equal(d.n_errors, 3);
    diag_sort(&d);
    assert_span(d.items[0].text, "first");
    assert_int_equal(d.items[0].severity, PACT_WARNING);
    assert_span(d.items[1].text, "second");
    assert_span(d.items[2].text, "second, otherwise");
    assert_span(d.items[3].text, "third 3");
    arena_release(&a);
}

static void fifty_are_enough(void **state)
{
    struct arena a;
    struct err err = {0};
    struct diag_list d;

    (void)state;
    arena_init(&a, MIB);
    diag_init(&d, &a, &err);
    for (uint32_t i = 1; i <= 200; i++) {
        assert_int_equal(diag_is_full(&d), i > DIAG_ERRORS_MAX);
        diag_error(&d, (struct src_pos){i, 1, 1}, "x");
        diag_warn(&d, (struct src_pos){i, 1, 1}, "y");
    }
    assert_int_equal(d.n_errors, DIAG_ERRORS_MAX);
    assert_int_equal(d.n, DIAG_ERRORS_MAX + DIAG_WARNINGS_MAX);
    arena_release(&a);
}

static void a_long_message_ends_with_a_whole_character(void **state)
{
    struct arena a;
    struct err err = {0};
    struct diag_list d;
    char text[3001];

    (void)state;
    for (size_t i = 0; i < 3000; i += 2)
        memcpy(text + i, "Ж", 2);
    text[3000] = '\0';
    arena_init(&a, MIB);
    diag_init(&d, &a, &err);
    diag_error(&d, (struct src_pos){1, 1, 1}, "a%s", text);
    assert_true(d.items[0].text.n > 900);
    assert_true(span_is_utf8(d.items[0].text, NULL));
    arena_release(&a);
}

static void a_full_arena_is_noted(void **state)
{
    struct arena a;
    struct err err = {0};
    struct diag_list d;

    (void)state;
    arena_init(&a, 100);
    diag_init(&d, &a, &err);
    diag_error(&d, (struct src_pos){1, 1, 1}, "x");
    assert_int_equal(d.trouble, RC_LIMIT);
    assert_true(diag_is_full(&d));
    assert_int_equal(d.n, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_kept_once_and_sorted),
        cmocka_unit_test(fifty_are_enough),
        cmocka_unit_test(a_long_message_ends_with_a_whole_character),
        cmocka_unit_test(a_full_arena_is_noted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
