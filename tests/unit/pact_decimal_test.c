/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers keep every digit through a change of units and back. */
#include "check.h"

#include <string.h>

#include "pact/decimal.h"

#define TEXT_MAX 64

static void put(struct decimal d, char out[TEXT_MAX])
{
    struct buf b;

    buf_init(&b, TEXT_MAX);
    decimal_put(&b, d);
    (void)snprintf(out, TEXT_MAX, "%s", b.p);
    buf_release(&b);
}

static void numbers_are_written_in_one_form(void **state)
{
    static const char *const rows[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.0", "0"},
        {"5", "5"},
        {"05", "5"},
        {"5.0", "5"},
        {"5.50", "5.5"},
        {"-3.25", "-3.25"},
        {"100000", "100000"},
        {"0.05", "0.05"},
        {"0.000001", "0.000001"},
        {"123456789.123456", "123456789.123456"},
        {"999999999999999", "999999999999999"},
        {"1.000000000", "1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct decimal d;
        struct err err = {0};
        char text[TEXT_MAX];

        assert_ok(decimal_parse(span_of(rows[i][0]), &d, &err));
        put(d, text);
        assert_string_equal(text, rows[i][1]);
    }
}

static void more_digits_than_a_double_holds_are_refused(void **state)
{
    static const char *const rows[] = {
        "1000000000000000", "1234567890123456",           "0.0000001",
        "1.1234567",        "99999999999999999999999999", NULL};

    (void)state;
    for (const char *const *r = rows; *r != NULL; r++) {
        struct decimal d = {.digits = 7};
        struct err err = {0};

        assert_int_equal(decimal_parse(span_of(*r), &d, &err), RC_RANGE);
        assert_int_equal(d.digits, 7); /* untouched */
        assert_true(strlen(err.note) > 10);
    }
}

static void units_change_and_come_back(void **state)
{
    static const struct {
        const char *number;
        int64_t factor;
        const char *scaled;
    } rows[] = {
        {"15", 1000, "15000"},        {"0.5", 1000, "500"},
        {"1.5", 60000, "90000"},      {"0.1", 60000, "6000"},
        {"48", 3600000, "172800000"}, {"122.4", 1000, "122400"},
        {"0.000001", 1000, "0.001"},  {"0", 1000, "0"},
        {"-30", 1000, "-30000"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct decimal d, scaled, back;
        struct err err = {0};
        char text[TEXT_MAX], original[TEXT_MAX];

        assert_ok(decimal_parse(span_of(rows[i].number), &d, &err));
        assert_ok(decimal_scale(d, rows[i].factor, &scaled, &err));
        put(scaled, text);
        assert_string_equal(text, rows[i].scaled);
        assert_ok(decimal_divide(scaled, rows[i].factor, &back, &err));
        put(back, text);
        put(d, original);
        assert_string_equal(text, original);
    }
}

static void what_has_no_finite_decimal_is_refused(void **state)
{
    struct decimal d = {.digits = 1}, out;
    struct err err = {0};

    (void)state;
    assert_int_equal(decimal_divide(d, 3, &out, &err), RC_RANGE);
    assert_int_equal(decimal_divide(d, 60000, &out, &err), RC_RANGE);
    d.digits = 6;
    assert_ok(decimal_divide(d, 60000, &out, &err)); /* a tenth of a second is no more */
    d.digits = 999999999999999;
    assert_int_equal(decimal_scale(d, 10, &out, &err), RC_RANGE);
    assert_int_equal(decimal_scale(d, INT64_MAX, &out, &err), RC_RANGE);
}

static void json_and_back_keeps_every_digit(void **state)
{
    static const char *const rows[] = {
        "0",    "15000",           "0.1",      "76.2", "123456789.123456",
        "-0.5", "999999999999999", "0.000001", NULL};

    (void)state;
    for (const char *const *r = rows; *r != NULL; r++) {
        struct decimal d, back;
        struct json v;
        struct err err = {0};
        char text[TEXT_MAX];

        assert_ok(decimal_parse(span_of(*r), &d, &err));
        v = decimal_json(d);
        assert_int_equal(v.type, strchr(*r, '.') == NULL ? JSON_INT : JSON_REAL);
        assert_ok(decimal_from_json(&v, &back, &err));
        put(back, text);
        assert_string_equal(text, *r);
    }
}

static void json_that_is_no_such_number_is_refused(void **state)
{
    const struct json rows[] = {json_real(1e300),    json_real(1e-9), json_int(INT64_MAX),
                                json_int(INT64_MIN), json_str("5"),   json_null()};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct decimal d;
        struct err err = {0};

        assert_int_not_equal(decimal_from_json(&rows[i], &d, &err), RC_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_in_one_form),
        cmocka_unit_test(more_digits_than_a_double_holds_are_refused),
        cmocka_unit_test(units_change_and_come_back),
        cmocka_unit_test(what_has_no_finite_decimal_is_refused),
        cmocka_unit_test(json_and_back_keeps_every_digit),
        cmocka_unit_test(json_that_is_no_such_number_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
