/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/decimal.h"

static void numbers_up_to_the_maximum_are_read(void **state)
{
    static const struct {
        const char *text;
        uint64_t max, value;
    } rows[] = {
        {"0", 0, 0},
        {"0", UINT64_MAX, 0},
        {"9", 9, 9},
        {"10", 10, 10},
        {"255", 255, 255},
        {"9223372036854775807", INT64_MAX, INT64_MAX},
        {"18446744073709551615", UINT64_MAX, UINT64_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        uint64_t v = 77;

        assert_ok(decimal_read(span_of(rows[i].text), rows[i].max, &v, &err));
        assert_true(v == rows[i].value);
    }
}

static void one_beyond_the_maximum_is_out_of_range(void **state)
{
    static const struct {
        const char *text;
        uint64_t max;
    } rows[] = {
        {"1", 0},
        {"10", 9},
        {"11", 10},
        {"256", 255},
        {"9223372036854775808", INT64_MAX},
        {"18446744073709551616", UINT64_MAX},
        {"18446744073709551625", UINT64_MAX},
        {"99999999999999999999999999", UINT64_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        uint64_t v = 77;

        if (decimal_read(span_of(rows[i].text), rows[i].max, &v, &err) != RC_RANGE)
            fail_msg("%s was read", rows[i].text);
        assert_note("is more than");
        assert_true(v == 77);
    }
}

static void another_form_is_refused(void **state)
{
    static const char *const rows[] = {"",    " ",   "00", "01",    "007",     "-0",
                                       "-1",  "+1",  "1 ", " 1",    "1\n",     "1.0",
                                       "1e3", "0x1", "a",  "1_000", "\xD9\xA1"};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        uint64_t v = 77;

        if (decimal_read(span_of(rows[i]), UINT64_MAX, &v, &err) != RC_INPUT)
            fail_msg("\"%s\" was read", rows[i]);
        assert_note("without leading zeros");
    }
}

/* Against printf, around every power of two and any maximum. */
static void what_is_printed_is_read(void **state)
{
    uint64_t seed = 10;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        uint64_t v = next_random(&seed) >> random_below(&seed, 64);
        uint64_t max = next_random(&seed) >> random_below(&seed, 64), got = 0;
        struct err err = {0};
        char text[30];
        enum rc rc;

        (void)snprintf(text, sizeof(text), "%llu", (unsigned long long)v);
        rc = decimal_read(span_of(text), max, &got, &err);
        assert_int_equal(rc, v <= max ? RC_OK : RC_RANGE);
        assert_true(rc != RC_OK || got == v);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_up_to_the_maximum_are_read),
        cmocka_unit_test(one_beyond_the_maximum_is_out_of_range),
        cmocka_unit_test(another_form_is_refused),
        cmocka_unit_test(what_is_printed_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
