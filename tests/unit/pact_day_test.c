/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "pact/day.h"

#define TEXT_MAX 100

static void days_are_written_in_one_form(void **state)
{
    static const char *const rows[][2] = {
        {"D", "D"},
        {"D+14d", "D+14d"},
        {"D+014d", "D+14d"},
        {"D-1d", "D-1d"},
        {"D+120min", "D+2h"},
        {"D+90min", "D+90min"},
        {"D+0h", "D+0h"},
        {"some-day-3d", "some-day-3d"}, /* a word with an offset */
        {"some-day", "some-day"},
        {"2015-10-03", "2015-10-03"},
        {"2015-10-03+15d", "2015-10-03+15d"},
        {"2015-10-03-15d", "2015-10-03-15d"},
        {"2015-02-15T00:00", "2015-02-15T00:00"},
        {"2015-02-15T00:00:00", "2015-02-15T00:00"},
        {"2015-02-15T00:00:07", "2015-02-15T00:00:07"},
        {"2015-02-15T00:00:07.250", "2015-02-15T00:00:07.250"},
        {"2015-02-15T00:00Z", "2015-02-15T00:00Z"},
        {"2015-02-15T00:00+02:00", "2015-02-14T22:00Z"},
        {"2015-02-15T00:00-05:30", "2015-02-15T05:30Z"},
        {"2015-02-15T00:00+02:00+15d", "2015-02-14T22:00Z+15d"},
        {"2015-02-15T00:00Z-36h", "2015-02-15T00:00Z-36h"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct day d, again;
        struct buf b;
        struct err err = {0};

        buf_init(&b, TEXT_MAX);
        assert_ok(day_parse(span_of(rows[i][0]), &d, &err));
        day_put(&b, &d);
        if (!span_is(buf_span(&b), rows[i][1]))
            fail_msg("%s is written %s", rows[i][0], b.p);
        assert_ok(day_parse(buf_span(&b), &again, &err)); /* and is that day again */
        assert_int_equal(again.n * (again.unit == DAY_HOURS ? 60 : 1),
                         d.n * (d.unit == DAY_HOURS ? 60 : 1));
        buf_release(&b);
    }
}

static void what_is_no_day_is_refused_with_its_reason(void **state)
{
    static const struct {
        const char *text, *words;
    } rows[] = {
        {"", "missing"},
        {"D+3w", "write d, h or min"},
        {"D+3days", "write d, h or min"},
        {"D+1000001d", "farther away"},
        {"D+99999999999999999999d", "farther away"},
        {"2015-02-30", "2015-02-30"},
        {"2015-2-3", "2015-2-3"},
        {"2015-02-15T24:01", "24:01"},
        {"2015-02-15T00:00:60", ""},
        {"2015-02-15T00:00+99:00", ""},
        {"15.02.2015", ""},
        {"+3d", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct day d = {.n = 77};
        struct err err = {0};

        if (day_parse(span_of(rows[i].text), &d, &err) == RC_OK ||
            strstr(err.note, rows[i].words) == NULL)
            fail_msg("%s: %s", rows[i].text, err.note);
        assert_int_equal(d.n, 77); /* untouched */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_written_in_one_form),
        cmocka_unit_test(what_is_no_day_is_refused_with_its_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
