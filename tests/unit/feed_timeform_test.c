/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "feed/timeform.h"

#include <string.h>

static void times_are_rewritten(void **state)
{
    static const struct {
        const char *form, *text, *out;
    } cases[] = {
        {"%Y-%m-%d", "2020-07-10", "2020-07-10"},
        {"%d.%m.%Y", "10.07.2020", "2020-07-10"},
        {"%d.%m.%Y", "1.7.2020", "2020-07-01"},
        {"%Y%m%d", "20200710", "2020-07-10"},
        {"%d.%m.%Y %H:%M", "10.07.2020 23:05", "2020-07-10T23:05:00"},
        {"%d.%m.%Y %H:%M", "10.07.2020    23:05", "2020-07-10T23:05:00"},
        {"%m/%d/%Y %I:%M %p", "07/10/2020 12:05 AM", "2020-07-10T00:05:00"},
        {"%m/%d/%Y %I:%M %p", "07/10/2020 12:05 pm", "2020-07-10T12:05:00"},
        {"%m/%d/%Y %I:%M %p", "07/10/2020 1:05 PM", "2020-07-10T13:05:00"},
        {"%d %B %Y", "31 January 2023", "2023-01-31"},
        {"%d %b %Y", "31 jan 2023", "2023-01-31"},
        {"%e %b %Y", " 1 May 2023", "2023-05-01"},
        {"%Y-%m-%dT%H:%M:%S%z", "2020-07-10T20:05:10+0300", "2020-07-10T20:05:10+03:00"},
        {"%Y-%m-%dT%H:%M:%S.%f%z", "2020-07-10T20:05:10.123456Z", "2020-07-10T20:05:10.123+00:00"},
        {"%Y-%m-%d %H:%M:%S.%f", "2020-07-10 20:05:10.5", "2020-07-10T20:05:10.500"},
        {"%s", "1594411510", "2020-07-10T20:05:10Z"},
        {"%s", "0", "1970-01-01T00:00:00Z"},
        {"%Y-%m-%d%%", "2020-07-10%", "2020-07-10"},
        {"%Y-%m-%d %H:%M", "2020-07-10 24:00", "2020-07-10T24:00:00"},
        {"%d.%m.%Y", "29.02.2020", "2020-02-29"},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf b;

        buf_init(&b, 100);
        assert_ok(timeform_check(span_of(cases[i].form), &err));
        assert_ok(timeform_read(span_of(cases[i].form), span_of(cases[i].text), &b, &err));
        assert_string_equal(b.p, cases[i].out);
        buf_release(&b);
    }
}

/* One form per column: a second one in the same column is refused, never tried. */
static void other_forms_are_refused(void **state)
{
    static const struct {
        const char *form, *text, *words;
    } cases[] = {
        {"%d.%m.%Y", "2020-07-10", "'.'"},
        {"%d.%m.%Y", "07/10/2020", "is not of the form"},
        {"%d.%m.%Y", "31.02.2020", "no such date"},
        {"%d.%m.%Y", "10.13.2020", "no such date"},
        {"%d.%m.%Y", "29.02.2021", "no such date"},
        {"%d.%m.%Y", "0.01.2021", "no such date"},
        {"%d.%m.%Y", "10.07.20", "a year of four digits"},
        {"%d.%m.%Y", "10.07.2020 10:00", "left over"},
        {"%d.%m.%Y", "", "a day was expected"},
        {"%d.%m.%Y %H:%M", "10.07.2020 25:00", "no such time of day"},
        {"%d.%m.%Y %H:%M", "10.07.2020 10:60", "no such time of day"},
        {"%d.%m.%Y %I:%M %p", "10.07.2020 13:00 PM", "1 to 12"},
        {"%d.%m.%Y %I:%M %p", "10.07.2020 1:00 XM", "AM or PM"},
        {"%d %b %Y", "31 янв 2023", "month"},
        {"%Y-%m-%d %H:%M%z", "2020-07-10 10:00 ", "offset"},
        {"%Y-%m-%d %H:%M%z", "2020-07-10 10:00+99:00", "offset"},
        {"%s", "1e9", "left over"},
        {"%s", "999999999999", "outside the years"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct err err = {0};
        struct buf b;

        buf_init(&b, 100);
        if (timeform_read(span_of(cases[i].form), span_of(cases[i].text), &b, &err) == RC_OK)
            fail_msg("%s was taken by %s", cases[i].text, cases[i].form);
        if (i > 0)
            assert_note(cases[i].words);
        assert_int_equal(b.n, 0);
        buf_release(&b);
    }
}

static void forms_that_cannot_be_right_are_refused(void **state)
{
    static const struct {
        const char *form, *words;
    } cases[] = {
        {"%d.%m", "lacks a year"},      {"%Y", "lacks a year"},
        {"%d.%m.%y", "%y is not read"}, {"%Y-%m-%d %", "is not read"},
        {"%Y-%m-%d %I:%M", "belong"},   {"%Y-%m-%d %H:%M %p", "belong"},
        {"DD.MM.YYYY", "lacks"},        {"", "lacks"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct err err = {0};

        assert_int_equal(timeform_check(span_of(cases[i].form), &err), RC_INPUT);
        assert_note(cases[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_rewritten),
        cmocka_unit_test(other_forms_are_refused),
        cmocka_unit_test(forms_that_cannot_be_right_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
