/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/rational.h"

#include <string.h>

static struct rational parsed(const char *text)
{
    struct err err = {0};
    struct rational r = {0, 0};

    assert_ok(rational_parse(span_of(text), &r, &err));
    return r;
}

static void fractions_are_read_exactly(void **state)
{
    static const struct {
        const char *text;
        int64_t num, den;
        const char *written;
    } rows[] = {
        {"2/3", 2, 3, "2/3"},
        {"4/6", 2, 3, "2/3"},
        {"7", 7, 1, "7"},
        {"0", 0, 1, "0"},
        {"0/5", 0, 1, "0"},
        {"-2/4", -1, 2, "-1/2"},
        {"2/-4", -1, 2, "-1/2"},
        {"-2/-4", 1, 2, "1/2"},
        {"0.05", 1, 20, "1/20"},
        {"-0.5", -1, 2, "-1/2"},
        {"0.6667", 6667, 10000, "6667/10000"},
        {"1.50", 3, 2, "3/2"},
        {"0.000000000000000001", 1, 1000000000000000000, "1/1000000000000000000"},
        {"9223372036854775807", INT64_MAX, 1, "9223372036854775807"},
        {"-9223372036854775808", INT64_MIN, 1, "-9223372036854775808"},
        {"-9223372036854775808/2", INT64_MIN / 2, 1, "-4611686018427387904"},
        {"9223372036854775807/9223372036854775807", 1, 1, "1"},
    };
    struct buf text;

    (void)state;
    buf_init(&text, MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct rational r = parsed(rows[i].text);

        assert_true(r.num == rows[i].num && r.den == rows[i].den);
        buf_clear(&text);
        rational_put(&text, r);
        assert_string_equal(text.p, rows[i].written);
        assert_int_equal(rational_cmp(parsed(text.p), r), 0);
    }
    buf_release(&text);
}

static void other_texts_are_refused(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
    } rows[] = {
        {"", RC_INPUT},
        {"/", RC_INPUT},
        {"1/", RC_INPUT},
        {"/2", RC_INPUT},
        {"1/2/3", RC_INPUT},
        {"1 / 2", RC_INPUT},
        {"a/b", RC_INPUT},
        {"1.5/2", RC_INPUT},
        {".5", RC_INPUT},
        {"5.", RC_INPUT},
        {"1e-2", RC_INPUT},
        {"1E2", RC_INPUT},
        {"50%", RC_INPUT},
        {"nan", RC_INPUT},
        {"1/0", RC_RANGE},
        {"0/0", RC_RANGE},
        {"0.0000000000000000001", RC_RANGE},
        {"12345678901234567890123", RC_RANGE},
        {"9223372036854775808", RC_RANGE},
        {"1/-9223372036854775808", RC_RANGE}, /* the minus cannot change sides */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        struct rational r = {99, 99};

        if (rational_parse(span_of(rows[i].text), &r, &err) != rows[i].rc)
            fail_msg("\"%s\" gave another code: %s", rows[i].text, err.note);
        assert_true(err.note[0] != '\0' && r.num == 99);
    }
}

/* Exactly two thirds must pass, and a decimal near it must not be taken for it. */
static void comparing_is_exact(void **state)
{
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"2/3", "4/6", 0},
        {"2/3", "0.6666666666666667", -1},
        {"2/3", "0.6666666666666666", 1},
        {"-1/2", "1/3", -1},
        {"9223372036854775807/9223372036854775806", "9223372036854775806/9223372036854775805", -1},
        {"-9223372036854775808", "9223372036854775807", -1},
        {"0", "-0", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_int_equal(rational_cmp(parsed(rows[i].a), parsed(rows[i].b)), rows[i].order);
        assert_int_equal(rational_cmp(parsed(rows[i].b), parsed(rows[i].a)), -rows[i].order);
    }
}

static void sums_and_products_are_reduced(void **state)
{
    struct err err = {0};
    struct rational r = {0, 0};

    (void)state;
    assert_ok(rational_add(parsed("1/6"), parsed("1/3"), &r, &err));
    assert_int_equal(rational_cmp(r, parsed("1/2")), 0);
    assert_ok(rational_add(parsed("1/2"), parsed("-1/2"), &r, &err));
    assert_true(r.num == 0 && r.den == 1);
    assert_ok(rational_mul(parsed("2/3"), parsed("3/4"), &r, &err));
    assert_true(r.num == 1 && r.den == 2);
    assert_ok(
        rational_mul(parsed("9223372036854775807/2"), parsed("2/9223372036854775807"), &r, &err));
    assert_true(r.num == 1 && r.den == 1);
    assert_ok(rational_mul(parsed("-9223372036854775808"), parsed("-1/2"), &r, &err));
    assert_true(r.num == INT64_C(4611686018427387904) && r.den == 1);
    assert_true(rational_f64(parsed("1/4")) == 0.25);
}

static void results_that_do_not_fit_are_refused(void **state)
{
    struct err err = {0};
    struct rational r = {99, 99}, most = {INT64_MAX, 1}, least = {INT64_MIN, 1};
    struct rational fine = {1, INT64_MAX}, finer = {1, INT64_MAX - 1};

    (void)state;
    assert_int_equal(rational_add(most, parsed("1"), &r, &err), RC_RANGE);
    assert_note("too fine to be exact");
    assert_int_equal(rational_mul(least, parsed("-1"), &r, &err), RC_RANGE);
    assert_int_equal(rational_mul(most, most, &r, &err), RC_RANGE);
    assert_int_equal(rational_add(fine, finer, &r, &err), RC_RANGE);
    assert_int_equal(rational_make(1, 0, &r, &err), RC_RANGE);
    assert_note("0 below the line");
    assert_int_equal(rational_make(INT64_MIN, -1, &r, &err), RC_RANGE);
    assert_true(r.num == 99 && r.den == 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fractions_are_read_exactly),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(comparing_is_exact),
        cmocka_unit_test(sums_and_products_are_reduced),
        cmocka_unit_test(results_that_do_not_fit_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
