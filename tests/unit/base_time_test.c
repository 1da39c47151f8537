/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/time.h"

#include <string.h>

static void calendar_days_go_there_and_back(void **state)
{
    int64_t days = time_days(1, 1, 1);
    struct civil c = {0};

    (void)state;
    assert_true(days * MS_PER_DAY == TIME_MIN_MS);
    assert_int_equal(time_days(1970, 1, 1), 0);
    assert_int_equal(time_days(2000, 3, 1), 11017);
    assert_int_equal(time_days(1969, 12, 31), -1);
    /* every day of the calendar, counted by hand */
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= time_days_in_month(year, month); day++, days++) {
                if (time_days(year, month, day) != days)
                    fail_msg("%d-%d-%d is not day %d", year, month, day, (int)days);
                time_from_days(days, &c);
                if (c.year != year || c.month != month || c.day != day)
                    fail_msg("day %d is not %d-%d-%d", (int)days, c.year, c.month, c.day);
            }
    assert_true(days * MS_PER_DAY - 1 == TIME_MAX_MS);
}

static void february_follows_the_gregorian_rule(void **state)
{
    (void)state;
    assert_int_equal(time_days_in_month(2020, 2), 29);
    assert_int_equal(time_days_in_month(2021, 2), 28);
    assert_int_equal(time_days_in_month(1900, 2), 28);
    assert_int_equal(time_days_in_month(2000, 2), 29);
    assert_int_equal(time_days_in_month(2021, 4), 30);
    assert_int_equal(time_days_in_month(2021, 12), 31);
}

static void times_are_read(void **state)
{
    static const struct {
        const char *text;
        enum time_form form;
        int offset_min;
        struct civil c;
    } rows[] = {
        {"2020-07-10", TIME_DATE, 0, {2020, 7, 10, 0, 0, 0}},
        {"0001-01-01", TIME_DATE, 0, {1, 1, 1, 0, 0, 0}},
        {"2020-02-29", TIME_DATE, 0, {2020, 2, 29, 0, 0, 0}},
        {"2020-07-10T20:05", TIME_LOCAL, 0, {2020, 7, 10, 20, 5, 0}},
        {"2020-07-10t20:05:10", TIME_LOCAL, 0, {2020, 7, 10, 20, 5, 10000}},
        {"2020-07-10 20:05:10.5", TIME_LOCAL, 0, {2020, 7, 10, 20, 5, 10500}},
        {"2020-07-10T20:05:10.05", TIME_LOCAL, 0, {2020, 7, 10, 20, 5, 10050}},
        {"2020-07-10T20:05:10.123999999", TIME_LOCAL, 0, {2020, 7, 10, 20, 5, 10123}},
        {"2020-07-10T24:00", TIME_LOCAL, 0, {2020, 7, 10, 24, 0, 0}},
        {"2020-07-10T24:00:00.000", TIME_LOCAL, 0, {2020, 7, 10, 24, 0, 0}},
        {"2020-07-10T23:59:59.999Z", TIME_INSTANT, 0, {2020, 7, 10, 23, 59, 59999}},
        {"2020-07-10T20:05z", TIME_INSTANT, 0, {2020, 7, 10, 20, 5, 0}},
        {"2020-07-10T20:05+02:00", TIME_INSTANT, 120, {2020, 7, 10, 20, 5, 0}},
        {"2020-07-10T20:05:10-09:30", TIME_INSTANT, -570, {2020, 7, 10, 20, 5, 10000}},
        {"2020-07-10T20:05:10-00:00", TIME_INSTANT, 0, {2020, 7, 10, 20, 5, 10000}},
        {"2020-07-10T20:05:10+23:59", TIME_INSTANT, 1439, {2020, 7, 10, 20, 5, 10000}},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct civil c = {0};
        enum time_form form = TIME_DATE;
        int offset_min = 99;

        assert_ok(time_parse(span_of(rows[i].text), &c, &form, &offset_min, &err));
        assert_int_equal(form, rows[i].form);
        assert_int_equal(offset_min, rows[i].offset_min);
        assert_memory_equal(&c, &rows[i].c, sizeof(c));
    }
}

static void other_texts_are_refused(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"", RC_INPUT, "is not a time; write 2020-07-10"},
        {"2020", RC_INPUT, "is not a time"},
        {"2020-7-10", RC_INPUT, "is not a time"},
        {"20200710", RC_INPUT, "is not a time"},
        {"10.07.2020", RC_INPUT, "is not a time"},
        {"2020-07-10T", RC_INPUT, "is not a time"},
        {"2020-07-10 ", RC_INPUT, "is not a time"},
        {" 2020-07-10", RC_INPUT, "is not a time"},
        {"2020-07-10T20", RC_INPUT, "is not a time"},
        {"2020-07-10T2:05", RC_INPUT, "is not a time"},
        {"2020-07-10  20:05", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05:", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05:1", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05:10.", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05.5", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05:10,5", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05:10.1234567890", RC_INPUT, "is not a time"},
        {"2020-07-10Z", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05+2", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05+0200", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05+24:00", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05+02:60", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05ZZ", RC_INPUT, "is not a time"},
        {"2020-07-10T20:05Z/2020", RC_INPUT, "is not a time"},
        {"-020-07-10", RC_INPUT, "is not a time"},
        {"2020\xD0\xBE-07-10", RC_INPUT, "is not a time"},
        {"0000-01-01", RC_RANGE, "years go from 0001"},
        {"2020-00-10", RC_RANGE, "there is no month 0"},
        {"2020-13-10", RC_RANGE, "there is no month 13; dates are year-month-day"},
        {"2021-02-29", RC_RANGE, "month 2 of 2021 has days 1 to 28"},
        {"2020-02-30", RC_RANGE, "days 1 to 29"},
        {"2020-04-31", RC_RANGE, "days 1 to 30"},
        {"2020-04-00", RC_RANGE, "days 1 to 30"},
        {"2020-07-10T25:00", RC_RANGE, "clocks go from 00:00 to 24:00"},
        {"2020-07-10T24:01", RC_RANGE, "clocks go from 00:00 to 24:00"},
        {"2020-07-10T24:00:00.001", RC_RANGE, "clocks go from 00:00 to 24:00"},
        {"2020-07-10T20:60", RC_RANGE, "clocks go from 00:00 to 24:00"},
        {"2016-12-31T23:59:60Z", RC_RANGE, "leap seconds are not kept"},
        {"2016-12-31T23:59:61Z", RC_RANGE, "seconds to 59"},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct civil c = {.year = 99};
        enum time_form form = TIME_DATE;
        int offset_min = 99;

        if (time_parse(span_of(rows[i].text), &c, &form, &offset_min, &err) != rows[i].rc)
            fail_msg("\"%s\" gave another code: %s", rows[i].text, err.note);
        assert_note(rows[i].note);
        assert_int_equal(c.year, 99);
        assert_int_equal(offset_min, 99);
    }
}

static void instants_are_utc_milliseconds(void **state)
{
    static const struct {
        const char *text;
        int64_t at_ms;
        const char *written;
    } rows[] = {
        {"1970-01-01T00:00Z", 0, "1970-01-01T00:00:00Z"},
        {"1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"},
        {"1970-01-01T00:00+02:00", -7200000, "1969-12-31T22:00:00Z"},
        {"2015-02-15T00:00:00+02:00", 1423951200000, "2015-02-14T22:00:00Z"},
        {"2020-07-10T20:05:10.120Z", 1594411510120, "2020-07-10T20:05:10.120Z"},
        {"2020-07-10T24:00Z", 1594425600000, "2020-07-11T00:00:00Z"},
        {"0001-01-01T00:00Z", TIME_MIN_MS, "0001-01-01T00:00:00Z"},
        {"9999-12-31T23:59:59.999Z", TIME_MAX_MS, "9999-12-31T23:59:59.999Z"},
    };
    struct err err = {0};
    struct buf text;

    (void)state;
    buf_init(&text, MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t at_ms = 99;

        assert_ok(time_parse_instant(span_of(rows[i].text), &at_ms, &err));
        assert_true(at_ms == rows[i].at_ms);
        buf_clear(&text);
        time_put_instant(&text, at_ms);
        assert_string_equal(text.p, rows[i].written);
    }
    buf_release(&text);
}

static void an_instant_needs_its_offset_and_its_year(void **state)
{
    struct err err = {0};
    int64_t at_ms = 99;

    (void)state;
    assert_int_equal(time_parse_instant(SPAN("2020-07-10T20:05"), &at_ms, &err), RC_INPUT);
    assert_note("needs its offset from UTC");
    assert_int_equal(time_parse_instant(SPAN("2020-07-10"), &at_ms, &err), RC_INPUT);
    assert_int_equal(time_parse_instant(SPAN("nothing"), &at_ms, &err), RC_INPUT);
    assert_int_equal(time_parse_instant(SPAN("0001-01-01T00:00+00:01"), &at_ms, &err), RC_RANGE);
    assert_int_equal(time_parse_instant(SPAN("9999-12-31T24:00Z"), &at_ms, &err), RC_RANGE);
    assert_int_equal(time_parse_instant(SPAN("9999-12-31T23:59-00:01"), &at_ms, &err), RC_RANGE);
    assert_note("UTC years go from 0001 to 9999");
    assert_int_equal(at_ms, 99);
}

static void intervals_are_written_with_both_ends(void **state)
{
    struct buf text;

    (void)state;
    buf_init(&text, MIB);
    time_put_span(&text, (struct time_span){0, 0});
    buf_putc(&text, ' ');
    time_put_span(&text, (struct time_span){0, 1500});
    buf_putc(&text, ' ');
    time_put_span(&text, (struct time_span){0, TIME_NEVER});
    buf_putc(&text, ' ');
    time_put_span(&text, (struct time_span){TIME_ALWAYS, 0});
    assert_string_equal(text.p, "1970-01-01T00:00:00Z "
                                "1970-01-01T00:00:00Z/1970-01-01T00:00:01.500Z "
                                "1970-01-01T00:00:00Z/.. ../1970-01-01T00:00:00Z");
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar_days_go_there_and_back),
        cmocka_unit_test(february_follows_the_gregorian_rule),
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(instants_are_utc_milliseconds),
        cmocka_unit_test(an_instant_needs_its_offset_and_its_year),
        cmocka_unit_test(intervals_are_written_with_both_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
