/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/span.h"

#include <string.h>

static void cut_gives_every_part_and_the_end(void **state)
{
    struct span rest = SPAN("a,,b,");

    (void)state;
    assert_span(span_cut(&rest, ','), "a");
    assert_span(span_cut(&rest, ','), "");
    assert_span(span_cut(&rest, ','), "b");
    assert_non_null(rest.p); /* an empty last part is still to come */
    assert_span(span_cut(&rest, ','), "");
    assert_null(rest.p);
}

static void trim_takes_blanks_only(void **state)
{
    (void)state;
    assert_span(span_trim(SPAN(" \t\r\n x y \n")), "x y");
    assert_span(span_trim(SPAN("   ")), "");
    assert_span(span_trim(SPAN("\xC2\xA0x")), "\xC2\xA0x"); /* a no-break space is not ASCII */
}

static void order_is_by_bytes_then_length(void **state)
{
    (void)state;
    assert_true(span_cmp(SPAN("a"), SPAN("b")) < 0);
    assert_true(span_cmp(SPAN("ab"), SPAN("a")) > 0);
    assert_int_equal(span_cmp(SPAN("ab"), SPAN("ab")), 0);
    assert_true(span_order(&SPAN("a"), &SPAN("b")) < 0);
    assert_true(span_order(&SPAN("b"), &SPAN("a")) > 0);
    assert_true(span_cmp(SPAN("\xC3\xA9"), SPAN("z")) > 0); /* bytes are unsigned */
}

static void parts_never_reach_past_the_end(void **state)
{
    (void)state;
    assert_span(span_sub(SPAN("abc"), 1, 100), "bc");
    assert_span(span_sub(SPAN("abc"), 3, 1), "");
    assert_span(span_from(SPAN("abc"), 99), "");
    assert_null(span_from(span_none(), 3).p); /* nothing has no end to point at */
    assert_int_equal(span_find(SPAN("abc"), 'z'), 3);
    assert_int_equal(span_find((struct span){0}, 'z'), 0);
}

static void utf8_rows(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        bool ok;
        size_t bad_at;
    } rows[] = {
        {"plain", 5, true, 0},
        {"\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2", 8, true, 0},
        {"\xF0\x9F\x98\x80", 4, true, 0},
        {"a\0b", 3, true, 0},
        {"ab\xC0\x80", 4, false, 2},       /* overlong NUL */
        {"\xE0\x80\xAF", 3, false, 0},     /* overlong slash */
        {"x\xED\xA0\x80", 4, false, 1},    /* surrogate */
        {"\xF4\x90\x80\x80", 4, false, 0}, /* above U+10FFFF */
        {"\xF5\x80\x80\x80", 4, false, 0}, /* no such lead byte */
        {"abc\xD0", 4, false, 3},          /* cut short */
        {"\x80", 1, false, 0},             /* a continuation alone */
        {"\xC3\x28", 2, false, 0},         /* a lead without its continuation */
        {"\xF4\x8F\xBF\xBF", 4, true, 0},  /* U+10FFFF */
        {"\xEF\xBF\xBF", 3, true, 0},      /* a noncharacter is well formed */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t bad_at = 0;
        bool ok = span_is_utf8((struct span){rows[i].bytes, rows[i].n}, &bad_at);

        if (ok != rows[i].ok || bad_at != rows[i].bad_at)
            fail_msg("row %zu: ok %d, bad_at %zu", i, ok, bad_at);
    }
}

static void nearest_word_is_near(void **state)
{
    static const char *const words[] = {"ceasefire", "withdrawal", "ceiling", "no_fly", NULL};

    (void)state;
    assert_string_equal(span_nearest(SPAN("ceasfire"), words), "ceasefire");
    assert_string_equal(span_nearest(SPAN("withdrawl"), words), "withdrawal");
    assert_string_equal(span_nearest(SPAN("CEILING"), words), "ceiling");
    assert_string_equal(span_nearest(SPAN("no_lfy"), words), "no_fly");
    assert_null(span_nearest(SPAN("banana"), words));
    assert_null(span_nearest(SPAN(""), words));
}

static void edit_distance_is_a_metric_on_short_words(void **state)
{
    static const char *const words[] = {"", "a", "ab", "ba", "abc", "acb", "xyz", "abcd"};
    const size_t n = sizeof(words) / sizeof(words[0]);

    (void)state;
    assert_int_equal(span_edit_distance(SPAN("ab"), SPAN("ba")), 1); /* neighbours swapped */
    assert_int_equal(span_edit_distance(SPAN("abc"), SPAN("")), 3);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(span_edit_distance(span_of(words[i]), span_of(words[i])), 0);
        for (size_t j = 0; j < n; j++)
            assert_int_equal(span_edit_distance(span_of(words[i]), span_of(words[j])),
                             span_edit_distance(span_of(words[j]), span_of(words[i])));
    }
}

static void long_words_are_never_near(void **state)
{
    char longest[200];

    (void)state;
    memset(longest, 'a', sizeof(longest));
    assert_true(span_edit_distance((struct span){longest, 65}, SPAN("a")) == SIZE_MAX);
    assert_int_equal(span_edit_distance((struct span){longest, 64}, SPAN("a")), 63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_gives_every_part_and_the_end),
        cmocka_unit_test(trim_takes_blanks_only),
        cmocka_unit_test(order_is_by_bytes_then_length),
        cmocka_unit_test(parts_never_reach_past_the_end),
        cmocka_unit_test(utf8_rows),
        cmocka_unit_test(nearest_word_is_near),
        cmocka_unit_test(edit_distance_is_a_metric_on_short_words),
        cmocka_unit_test(long_words_are_never_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
