/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/buf.h"

#include <string.h>

static void grows_and_stays_nul_ended(void **state)
{
    struct buf b;
    struct err err = {0};

    (void)state;
    buf_init(&b, MIB);
    for (int i = 0; i < 10000; i++)
        buf_printf(&b, "%d,", i % 10);
    buf_puts(&b, "end");
    buf_putc(&b, '.');
    assert_int_equal(b.n, 20004);
    assert_string_equal(b.p + 20000, "end.");
    assert_ok(buf_check(&b, &err));
    buf_release(&b);
}

static void the_maximum_is_exact_and_remembered(void **state)
{
    struct buf b;
    struct err err = {0};

    (void)state;
    buf_init(&b, 4);
    buf_puts(&b, "1234");
    assert_ok(buf_check(&b, &err));
    buf_putc(&b, '5');
    assert_int_equal(buf_check(&b, &err), RC_LIMIT);
    assert_note("4 bytes");
    assert_span(buf_span(&b), "1234");
    buf_clear(&b);
    assert_ok(buf_check(&b, &err));
    buf_printf(&b, "%s", "12345");
    assert_int_equal(b.n, 0);
    assert_int_equal(buf_check(&b, &err), RC_LIMIT);
    buf_release(&b);
}

static void empty_puts_are_harmless(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 0);
    buf_put(&b, (struct span){0});
    assert_false(b.is_full);
    buf_clear(&b);
    buf_release(&b);
}

static void notes_take_prefixes_and_are_cut(void **state)
{
    struct err err = {0};
    char longest[2 * ERR_NOTE_MAX];

    (void)state;
    assert_int_equal(err_set(&err, RC_RANGE, "%d is too much", 7), RC_RANGE);
    assert_int_equal(err_prefix(&err, RC_RANGE, "file %s: ", "x"), RC_RANGE);
    assert_string_equal(err.note, "file x: 7 is too much");
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_int_equal(err_set(&err, RC_INPUT, "%s", longest), RC_INPUT);
    assert_int_equal(strlen(err.note), ERR_NOTE_MAX - 1);
    assert_int_equal(err_prefix(&err, RC_INPUT, "p: "), RC_INPUT);
    assert_memory_equal(err.note, "p: aaa", 6);
    assert_int_equal(err_set(NULL, RC_IO, "nobody listens"), RC_IO);
    assert_int_equal(err_prefix(NULL, RC_IO, "nobody listens"), RC_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stays_nul_ended),
        cmocka_unit_test(the_maximum_is_exact_and_remembered),
        cmocka_unit_test(empty_puts_are_harmless),
        cmocka_unit_test(notes_take_prefixes_and_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
