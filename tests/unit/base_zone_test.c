/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/zone.h"
#include "base/zone_data.h"

#include <stdio.h>
#include <string.h>

#define ZONE_FOLDER   "/usr/share/zoneinfo/"
#define ZONE_FILE_MAX ((size_t)64 * 1024)

#define KYIV_RULE      "EET-2EEST,M3.5.0/3,M10.5.0/4"
#define LORD_HOWE_RULE "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 16 * MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct span zone_bytes(const char *name)
{
    static char bytes[ZONE_FILE_MAX];
    char path[200];
    struct span s = {.p = bytes};
    FILE *f;

    (void)snprintf(path, sizeof(path), ZONE_FOLDER "%s", name);
    f = fopen(path, "rb");
    if (f == NULL) {
        print_message("SKIPPED: %s is not there\n", path);
        skip();
    }
    s.n = fread(bytes, 1, sizeof(bytes), f);
    (void)fclose(f);
    return s;
}

/* A file without transitions whose footer is `rule`: what lies far ahead must not depend on which
 * laws the installed files foresee. */
static const struct zone *zone_ruled(const char *rule)
{
    static const char head[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4";
    static const char type[] = "\0\0\0\0\0\0LMT\0";
    const struct zone *z = NULL;
    struct err err = {0};
    struct buf b;

    buf_init(&b, ZONE_FILE_MAX);
    for (int i = 0; i < 2; i++) {
        buf_put(&b, (struct span){head, sizeof(head) - 1});
        buf_put(&b, (struct span){type, sizeof(type) - 1});
    }
    buf_printf(&b, "\n%s\n", rule);
    assert_ok(zone_parse(span_of(rule), buf_span(&b), &arena, &z, &err));
    buf_release(&b);
    return z;
}

static const struct zone *zone_named(const char *name)
{
    const struct zone *z = NULL;
    struct err err = {0};

    if (strchr(name, ',') != NULL)
        return zone_ruled(name);
    assert_ok(zone_parse(span_of(name), zone_bytes(name), &arena, &z, &err));
    return z;
}

static int64_t instant(const char *text)
{
    struct err err = {0};
    int64_t at_ms = 0;

    assert_ok(time_parse_instant(span_of(text), &at_ms, &err));
    return at_ms;
}

static struct civil wall(const char *text)
{
    struct err err = {0};
    struct civil c = {0};
    enum time_form form;
    int offset_min;

    assert_ok(time_parse(span_of(text), &c, &form, &offset_min, &err));
    return c;
}

static void assert_same_instant(const char *what, int64_t at_ms, const char *expected)
{
    struct buf text;

    if (at_ms == instant(expected))
        return;
    buf_init(&text, 100);
    time_put_instant(&text, at_ms);
    fail_msg("%s is %s, not %s", what, text.p, expected);
}

static void offsets_are_those_in_force(void **state)
{
    static const struct {
        const char *zone, *at;
        int64_t offset_min;
        const char *abbrev;
    } rows[] = {
        {"Europe/Kyiv", "2021-03-28T00:59:59Z", 120, "EET"},
        {"Europe/Kyiv", "2021-03-28T01:00:00Z", 180, "EEST"},
        {"Europe/Kyiv", "2021-10-31T00:59:59Z", 180, "EEST"},
        {"Europe/Kyiv", "2021-10-31T01:00:00Z", 120, "EET"},
        {"Europe/Kyiv", "1985-07-01T00:00:00Z", 240, "MSD"},
        {"Europe/Kyiv", "1900-01-01T00:00:00Z", 122, "KMT"},
        {KYIV_RULE, "2200-07-01T00:00:00Z", 180, "EEST"},
        {KYIV_RULE, "2200-01-01T00:00:00Z", 120, "EET"},
        {KYIV_RULE, "9999-12-31T23:59:59Z", 120, "EET"},
        {"Asia/Damascus", "2021-03-25T21:59:59Z", 120, "EET"},
        {"Asia/Damascus", "2021-03-25T22:00:00Z", 180, "EEST"},
        {"Asia/Damascus", "2024-01-01T00:00:00Z", 180, "+03"},
        {"Pacific/Apia", "2011-12-30T09:59:59Z", -600, "-10"},
        {"Pacific/Apia", "2011-12-30T10:00:00Z", 840, "+14"},
        {"Australia/Lord_Howe", "2021-01-01T00:00:00Z", 660, "+11"},
        {"Australia/Lord_Howe", "2021-07-01T00:00:00Z", 630, "+1030"},
        {LORD_HOWE_RULE, "2121-01-01T00:00:00Z", 660, "+11"},
        {LORD_HOWE_RULE, "2121-07-01T00:00:00Z", 630, "+1030"},
        {"Asia/Seoul", "1953-07-27T13:00:00Z", 540, "KST"},
        {"Etc/UTC", "2021-07-01T00:00:00Z", 0, "UTC"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct zone *z = zone_named(rows[i].zone);
        struct span abbrev = {0};
        int64_t offset_ms = zone_offset_ms(z, instant(rows[i].at), &abbrev);

        /* local mean times have seconds */
        if (offset_ms / MS_PER_MIN != rows[i].offset_min || !span_is(abbrev, rows[i].abbrev))
            fail_msg("%s at %s: %d min, %.*s", rows[i].zone, rows[i].at,
                     (int)(offset_ms / MS_PER_MIN), SPAN_ARG(abbrev));
        assert_span(zone_name(z), rows[i].zone);
    }
}

static void wall_clocks_have_one_two_or_no_readings(void **state)
{
    static const struct {
        const char *zone, *wall;
        enum zone_fit fit;
        const char *t0, *t1;
    } rows[] = {
        {"Europe/Kyiv", "2021-03-28T02:59:59.999", ZONE_UNIQUE, "2021-03-28T00:59:59.999Z", NULL},
        {"Europe/Kyiv", "2021-03-28T03:00", ZONE_NONEXISTENT, "2021-03-28T01:00:00Z", NULL},
        {"Europe/Kyiv", "2021-03-28T03:59:59.999", ZONE_NONEXISTENT, "2021-03-28T01:00:00Z", NULL},
        {"Europe/Kyiv", "2021-03-28T04:00", ZONE_UNIQUE, "2021-03-28T01:00:00Z", NULL},
        {"Europe/Kyiv", "2021-10-31T02:59:59.999", ZONE_UNIQUE, "2021-10-30T23:59:59.999Z", NULL},
        {"Europe/Kyiv", "2021-10-31T03:00", ZONE_AMBIGUOUS, "2021-10-31T00:00:00Z",
         "2021-10-31T01:00:00Z"},
        {"Europe/Kyiv", "2021-10-31T03:59:59.999", ZONE_AMBIGUOUS, "2021-10-31T00:59:59.999Z",
         "2021-10-31T01:59:59.999Z"},
        {"Europe/Kyiv", "2021-10-31T04:00", ZONE_UNIQUE, "2021-10-31T02:00:00Z", NULL},
        /* by the footer's rule, and across New Year */
        {KYIV_RULE, "2121-03-30T03:30", ZONE_NONEXISTENT, "2121-03-30T01:00:00Z", NULL},
        {KYIV_RULE, "2121-10-26T03:30", ZONE_AMBIGUOUS, "2121-10-26T00:30:00Z",
         "2121-10-26T01:30:00Z"},
        {KYIV_RULE, "2121-12-31T24:00", ZONE_UNIQUE, "2121-12-31T22:00:00Z", NULL},
        /* midnight itself is missing */
        {"Asia/Damascus", "2021-03-26T00:00", ZONE_NONEXISTENT, "2021-03-25T22:00:00Z", NULL},
        {"Asia/Damascus", "2021-03-26T01:00", ZONE_UNIQUE, "2021-03-25T22:00:00Z", NULL},
        {"Asia/Damascus", "2021-10-28T23:30", ZONE_AMBIGUOUS, "2021-10-28T20:30:00Z",
         "2021-10-28T21:30:00Z"},
        {"Asia/Damascus", "2021-10-29T00:00", ZONE_UNIQUE, "2021-10-28T22:00:00Z", NULL},
        /* a whole day is missing */
        {"Pacific/Apia", "2011-12-29T23:59", ZONE_UNIQUE, "2011-12-30T09:59:00Z", NULL},
        {"Pacific/Apia", "2011-12-30T00:00", ZONE_NONEXISTENT, "2011-12-30T10:00:00Z", NULL},
        {"Pacific/Apia", "2011-12-30T12:00", ZONE_NONEXISTENT, "2011-12-30T10:00:00Z", NULL},
        {"Pacific/Apia", "2011-12-31T00:00", ZONE_UNIQUE, "2011-12-30T10:00:00Z", NULL},
        /* half an hour */
        {"Australia/Lord_Howe", "2021-10-03T02:00", ZONE_NONEXISTENT, "2021-10-02T15:30:00Z", NULL},
        {"Australia/Lord_Howe", "2021-10-03T02:29", ZONE_NONEXISTENT, "2021-10-02T15:30:00Z", NULL},
        {"Australia/Lord_Howe", "2021-10-03T02:30", ZONE_UNIQUE, "2021-10-02T15:30:00Z", NULL},
        {"Australia/Lord_Howe", "2021-04-04T01:30", ZONE_AMBIGUOUS, "2021-04-03T14:30:00Z",
         "2021-04-03T15:00:00Z"},
        {LORD_HOWE_RULE, "2121-04-06T01:45", ZONE_AMBIGUOUS, "2121-04-05T14:45:00Z",
         "2121-04-05T15:15:00Z"},
        /* the last change of all, and a second one within a day of the first */
        {"Asia/Pyongyang", "2018-05-04T23:45", ZONE_NONEXISTENT, "2018-05-04T15:00:00Z", NULL},
        {"AAA0BBB,J60/2,J61/2", "2023-03-01T02:30", ZONE_NONEXISTENT, "2023-03-01T02:00:00Z", NULL},
        /* a new standard time, no daylight saving */
        {"Asia/Pyongyang", "2015-08-14T23:45", ZONE_AMBIGUOUS, "2015-08-14T14:45:00Z",
         "2015-08-14T15:15:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct civil c = wall(rows[i].wall);
        struct time_span s = {0};
        enum zone_fit fit = zone_instant(zone_named(rows[i].zone), &c, &s);

        if (fit != rows[i].fit)
            fail_msg("%s in %s fits in another way: %d", rows[i].wall, rows[i].zone, (int)fit);
        assert_same_instant(rows[i].wall, s.t0_ms, rows[i].t0);
        assert_same_instant(rows[i].wall, s.t1_ms, rows[i].t1 == NULL ? rows[i].t0 : rows[i].t1);
    }
}

static void days_begin_when_their_date_does(void **state)
{
    static const struct {
        const char *zone, *day, *start;
        int hours;
    } rows[] = {
        {"Europe/Kyiv", "2021-03-27", "2021-03-26T22:00:00Z", 24},
        {"Europe/Kyiv", "2021-03-28", "2021-03-27T22:00:00Z", 23},
        {"Europe/Kyiv", "2021-10-31", "2021-10-30T21:00:00Z", 25},
        {"Asia/Damascus", "2021-03-26", "2021-03-25T22:00:00Z", 23},
        {"Asia/Damascus", "2021-10-28", "2021-10-27T21:00:00Z", 25},
        {"Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", 24},
        {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 24},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct zone *z = zone_named(rows[i].zone);
        struct err err = {0};
        struct time_span s = {0};
        bool is_ambiguous = true;

        assert_ok(zone_read_span(z, span_of(rows[i].day), &s, &is_ambiguous, &err));
        assert_same_instant(rows[i].day, s.t0_ms, rows[i].start);
        assert_int_equal(s.t1_ms - s.t0_ms + 1, rows[i].hours * MS_PER_H);
        assert_false(is_ambiguous);
        assert_int_equal(
            zone_date(z, s.t0_ms),
            time_days(wall(rows[i].day).year, wall(rows[i].day).month, wall(rows[i].day).day));
        assert_int_equal(zone_date(z, s.t1_ms), zone_date(z, s.t0_ms));
    }
}

/* On New Year's Eve at 21:00 clocks go on to 01:00, an hour later back to 22:00: the first of
 * January begins at 01:00, stops, and begins again. */
static void a_day_that_begins_twice_begins_at_the_first(void **state)
{
    const struct zone *z = zone_ruled("EST5EDT9,0,J365/21");
    int64_t start_ms = zone_day_start(z, 2030, 1, 1);

    (void)state;
    assert_same_instant("1 January", start_ms, "2030-01-01T06:00:00Z");
    assert_int_equal(zone_date(z, start_ms), time_days(2030, 1, 1));
    assert_int_equal(zone_date(z, start_ms - 1), time_days(2029, 12, 31));
    assert_int_equal(zone_date(z, start_ms + MS_PER_H), time_days(2029, 12, 31));
}

static void spans_are_read_as_agreements_write_them(void **state)
{
    static const struct {
        const char *text, *t0, *t1;
        bool is_ambiguous;
    } rows[] = {
        {"2021-07-10T20:05:10Z", "2021-07-10T20:05:10Z", NULL, false},
        {"2021-07-10T20:05:10+03:00", "2021-07-10T17:05:10Z", NULL, false},
        {"2021-07-10T20:05", "2021-07-10T17:05:00Z", NULL, false},
        {"2021-07-10", "2021-07-09T21:00:00Z", "2021-07-10T20:59:59.999Z", false},
        {"2021-07-10/2021-07-12", "2021-07-09T21:00:00Z", "2021-07-12T20:59:59.999Z", false},
        {"2021-07-10T20:05/2021-07-10T20:15", "2021-07-10T17:05:00Z", "2021-07-10T17:15:00Z",
         false},
        {"2021-07-10T20:05Z/2021-07-10T20:05Z", "2021-07-10T20:05:00Z", NULL, false},
        {"2021-07-10T20:05/2021-07-10T20:05Z", "2021-07-10T17:05:00Z", "2021-07-10T20:05:00Z",
         false},
        {"2021-10-31T03:30", "2021-10-31T00:30:00Z", "2021-10-31T01:30:00Z", true},
        {"2021-10-31T03:30/2021-10-31T03:40", "2021-10-31T00:30:00Z", "2021-10-31T01:40:00Z", true},
        {"2021-10-31T03:30+03:00", "2021-10-31T00:30:00Z", NULL, false},
        {"2021-07-10T24:00", "2021-07-10T21:00:00Z", NULL, false},
        {"2021-03-28T02:30/2021-03-28T04:30", "2021-03-28T00:30:00Z", "2021-03-28T01:30:00Z",
         false},
    };
    const struct zone *kyiv = zone_named("Europe/Kyiv");

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        struct time_span s = {0};
        bool is_ambiguous = !rows[i].is_ambiguous;

        assert_ok(zone_read_span(kyiv, span_of(rows[i].text), &s, &is_ambiguous, &err));
        assert_same_instant(rows[i].text, s.t0_ms, rows[i].t0);
        assert_same_instant(rows[i].text, s.t1_ms, rows[i].t1 == NULL ? rows[i].t0 : rows[i].t1);
        assert_int_equal(is_ambiguous, rows[i].is_ambiguous);
    }
}

static void spans_that_never_were_are_refused(void **state)
{
    static const struct {
        const char *zone, *text;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"Europe/Kyiv", "2021-03-28T03:30", RC_RANGE,
         "never was in Europe/Kyiv: clocks went forward by 60 minutes"},
        {"Europe/Kyiv", "2021-03-28T02:30/2021-03-28T03:30", RC_RANGE, "never was"},
        {"Europe/Kyiv", "2021-07-10T20:05/2021-07-10T20:04", RC_RANGE, "ends before it begins"},
        {"Europe/Kyiv", "2021-07-10/2021-07-09", RC_RANGE, "ends before it begins"},
        {"Europe/Kyiv", "2021-07-10/", RC_INPUT, "is not a time"},
        {"Europe/Kyiv", "/2021-07-10", RC_INPUT, "is not a time"},
        {"Europe/Kyiv", "2021-07-10/2021-07-11/2021-07-12", RC_INPUT, "is not a time"},
        {"Europe/Kyiv", "2021-02-30", RC_RANGE, "days 1 to 28"},
        {"Europe/Kyiv", "0001-01-01T00:00", RC_RANGE, "UTC years go from 0001 to 9999"},
        {"Pacific/Apia", "2011-12-30", RC_RANGE, "the calendar skipped it"},
        {"Pacific/Apia", "2011-12-30T12:00", RC_RANGE, "clocks went forward by 1440 minutes"},
        {"Pacific/Apia", "9999-12-31T24:00", RC_OK, ""},
        {"Pacific/Honolulu", "9999-12-31", RC_RANGE, "UTC years go from 0001 to 9999"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct zone *z = zone_named(rows[i].zone);
        struct err err = {0};
        struct time_span s = {99, 99};

        if (zone_read_span(z, span_of(rows[i].text), &s, NULL, &err) != rows[i].rc)
            fail_msg("%s in %s gave another code: %s", rows[i].text, rows[i].zone, err.note);
        assert_note(rows[i].note);
        if (rows[i].rc)
            assert_true(s.t0_ms == 99 && s.t1_ms == 99);
    }
}

/* The end of a day is its end, also where the next one begins at 01:00. */
static void midnight_that_was_skipped_still_ends_the_day(void **state)
{
    struct err err = {0};
    struct time_span s = {0};

    (void)state;
    assert_ok(
        zone_read_span(zone_named("Asia/Damascus"), SPAN("2021-03-25T24:00"), &s, NULL, &err));
    assert_same_instant("24:00", s.t0_ms, "2021-03-25T22:00:00Z");
    assert_int_equal(s.t0_ms, s.t1_ms);
}

static void utc_needs_no_file(void **state)
{
    struct err err = {0};
    struct time_span s = {0};
    struct span abbrev = {0};
    struct civil c = {0};

    (void)state;
    assert_ok(zone_read_span(zone_utc(), SPAN("2021-03-28"), &s, NULL, &err));
    assert_same_instant("the day", s.t0_ms, "2021-03-28T00:00:00Z");
    assert_int_equal(zone_offset_ms(zone_utc(), s.t0_ms, &abbrev), 0);
    assert_span(abbrev, "UTC");
    zone_civil(zone_utc(), s.t1_ms, &c);
    assert_int_equal(c.hour, 23);
    assert_int_equal(c.ms, 59999);
}

static void open_ends_have_an_offset_too(void **state)
{
    const struct zone *kyiv = zone_named("Europe/Kyiv");
    struct civil c = {0};

    (void)state;
    assert_int_equal(zone_offset_ms(kyiv, TIME_NEVER, NULL) % MS_PER_H, 0);
    assert_true(zone_offset_ms(kyiv, TIME_ALWAYS, NULL) > 0);
    zone_civil(kyiv, TIME_NEVER, &c);
    assert_true(c.year > 9999);
    assert_true(zone_date(kyiv, TIME_ALWAYS) < time_days(1, 1, 1));
}

/* Each reading of each instant must lead back to it, around every change of clocks. */
static void readings_lead_back_to_their_instant(void **state)
{
    static const char *const names[] = {"Europe/Kyiv",         "Asia/Damascus",   "Pacific/Apia",
                                        "Australia/Lord_Howe", "Africa/Cairo",    "Asia/Tehran",
                                        "America/New_York",    "America/Nuuk",    "Europe/Dublin",
                                        "Africa/Casablanca",   "Antarctica/Troll"};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const struct zone *z = zone_named(names[i]);

        for (int64_t at = instant("1990-01-01T00:00Z"); at < instant("2060-01-01T00:00Z");
             at += 97 * MS_PER_MIN) {
            struct civil c = {0};
            struct time_span s = {0};
            enum zone_fit fit;

            zone_civil(z, at, &c);
            fit = zone_instant(z, &c, &s);
            if (fit == ZONE_NONEXISTENT || (s.t0_ms != at && s.t1_ms != at))
                fail_msg("%s: the reading of %lld leads elsewhere", names[i], (long long)at);
        }
    }
}

/* The same instants by the C library, which reads the same files. */
static void offsets_agree_with_the_c_library(void **state)
{
    static const char *const names[] = {"Europe/Kyiv", "Asia/Damascus", "Australia/Lord_Howe",
                                        "America/Nuuk", "Africa/Casablanca"};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const struct zone *z = zone_named(names[i]);

        assert_int_equal(setenv("TZ", names[i], 1), 0);
        tzset();
        for (int64_t at = instant("1920-01-01T00:00Z"); at < instant("2150-01-01T00:00Z");
             at += 131 * MS_PER_H) {
            time_t t = (time_t)(at / MS_PER_S);
            struct tm tm = {0};
            struct span abbrev = {0};
            int64_t offset_ms = zone_offset_ms(z, at, &abbrev);

            assert_non_null(localtime_r(&t, &tm));
            if (offset_ms != tm.tm_gmtoff * MS_PER_S || !span_is(abbrev, tm.tm_zone))
                fail_msg("%s: the C library says %s", names[i], tm.tm_zone);
        }
    }
}

/* Yearly rules in every form, judged by the offset at instants around a change. */
static void every_form_of_rule_is_kept(void **state)
{
    static const struct {
        const char *footer, *at;
        int64_t offset_min;
        const char *abbrev;
    } rows[] = {
        {"EET-2", "2021-07-01T00:00Z", 120, "EET"},
        {"<+0330>-3:30", "2021-07-01T00:00Z", 210, "+0330"},
        {"<-03>3", "2021-07-01T00:00Z", -180, "-03"},
        {"LMT-0:30:20", "2021-07-01T00:00Z", 30, "LMT"},
        {"EET-2EEST", "2021-07-01T00:00Z", 180, "EEST"},
        {"EST5EDT", "2021-03-14T06:59:59Z", -300, "EST"},
        {"EST5EDT", "2021-03-14T07:00:00Z", -240, "EDT"},
        {"EST5EDT4,M3.2.0,M11.1.0", "2021-11-07T05:59:59Z", -240, "EDT"},
        {"EST5EDT4,M3.2.0,M11.1.0", "2021-11-07T06:00:00Z", -300, "EST"},
        {"EET-2EEST,M3.5.0/3,M10.5.0/4", "2024-03-31T00:59:59Z", 120, "EET"},
        {"EET-2EEST,M3.5.0/3,M10.5.0/4", "2024-03-31T01:00:00Z", 180, "EEST"},
        /* south of the equator summer spans New Year */
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2021-12-31T23:59Z", 660, "+11"},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2022-01-01T00:00Z", 660, "+11"},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2022-07-01T00:00Z", 630, "+1030"},
        /* days of the year: 60 is 1 March by J in every year, 29 February by n in leap years */
        {"AAA0BBB,J60/0,J100/0", "2024-02-29T23:59Z", 0, "AAA"},
        {"AAA0BBB,J60/0,J100/0", "2024-03-01T00:00Z", 60, "BBB"},
        {"AAA0BBB,J60/0,J100/0", "2023-03-01T00:00Z", 60, "BBB"},
        {"AAA0BBB,J59/0,J100/0", "2024-02-28T00:00Z", 60, "BBB"},
        {"AAA0BBB,59/0,100/0", "2024-02-28T23:59Z", 0, "AAA"},
        {"AAA0BBB,59/0,100/0", "2024-02-29T00:00Z", 60, "BBB"},
        {"AAA0BBB,59/0,100/0", "2023-03-01T00:00Z", 60, "BBB"},
        {"AAA0BBB,J365/0,J100/0", "2023-12-31T00:00Z", 60, "BBB"},
        /* negative times, and more than a day */
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2021-03-28T00:59:59Z", -120, "-02"},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2021-03-28T01:00:00Z", -60, "-01"},
        {"IST-2IDT,M3.4.4/26,M10.5.0", "2022-03-24T23:59:59Z", 120, "IST"},
        {"IST-2IDT,M3.4.4/26,M10.5.0", "2022-03-25T00:00:00Z", 180, "IDT"},
        {"AAA0BBB,M1.1.0/-167,M7.1.0/167:59:59", "2022-12-25T01:00Z", 60, "BBB"},
        {"AAA0BBB,M1.1.0/-167,M7.1.0/167:59:59", "2022-12-25T00:59Z", 0, "AAA"},
        /* all the year */
        {"EST5EDT,0/0,J365/25", "2021-01-01T04:00Z", -240, "EDT"},
        {"EST5EDT,0/0,J365/25", "2021-01-01T05:00Z", -240, "EDT"},
        {"EST5EDT,0/0,J365/25", "2021-12-31T23:59Z", -240, "EDT"},
        {"XXX3EDT4,0/0,J365/23", "2021-01-01T00:00Z", -240, "EDT"},
        {"XXX3EDT4,0/0,J365/23", "2021-01-01T03:00Z", -240, "EDT"},
        /* winter time that is behind: Ireland's law */
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2021-01-01T00:00Z", 0, "GMT"},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2021-07-01T00:00Z", 60, "IST"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct zone_footer f = {0};
        struct err err = {0};
        struct zone_stretch s;

        assert_ok(zone_footer_parse(span_of(rows[i].footer), &f, &err));
        s = zone_footer_stretch(&f, instant(rows[i].at));
        if (s.type->offset_ms / MS_PER_MIN != rows[i].offset_min ||
            !span_is(s.type->abbrev, rows[i].abbrev))
            fail_msg("%s at %s: %d min, %.*s", rows[i].footer, rows[i].at,
                     (int)(s.type->offset_ms / MS_PER_MIN), SPAN_ARG(s.type->abbrev));
        assert_true(s.from_ms <= instant(rows[i].at) && s.until_ms > instant(rows[i].at));
    }
}

static void malformed_rules_are_refused(void **state)
{
    static const char *const rows[] = {
        "",
        "E",
        "EET",
        "EE-2",
        "EET-25",
        "EET-2:60",
        "<EET-2",
        "<E>-2",
        "EET-2EEST,",
        "EET-2 ",
        "EET-2EEST,M3",
        "EET-2EEST,M3.5.0",
        "EET-2EEST,M13.5.0,M10.5.0",
        "EET-2EEST,M0.5.0,M10.5.0",
        "EET-2EEST,M3.0.0,M10.5.0",
        "EET-2EEST,M3.6.0,M10.5.0",
        "EET-2EEST,M3.5.7,M10.5.0",
        "EET-2EEST,J0,J5",
        "EET-2EEST,J366,J5",
        "EET-2EEST,366,5",
        "EET-2EEST,1/168,5",
        "EET-2EEST,1/,5",
        "EET-2EEST,1,5,6",
        "EET-2EEST,1,5 ",
        "EET-2EEST,1/2:,5",
        "EET--2",
        "EET-2EE",
        "EET-2EEST,-1,5",
        "EET-2EEST;1,5",
        "EET-2EEST-3:",
        "EET-0002",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct zone_footer f = {0};
        struct err err = {0};

        if (zone_footer_parse(span_of(rows[i]), &f, &err) != RC_INPUT)
            fail_msg("\"%s\" was taken for a rule", rows[i]);
        assert_note("is not a rule of clock changes");
        assert_false(f.is_set);
    }
}

/* Every file that is cut somewhere is refused, whatever the place. */
static void a_file_cut_short_is_refused(void **state)
{
    struct span whole = zone_bytes("Europe/Kyiv");

    (void)state;
    for (size_t n = 0; n < whole.n; n++) {
        const struct zone *z = NULL;
        struct err err = {0};

        if (zone_parse(SPAN("Europe/Kyiv"), span_sub(whole, 0, n), &arena, &z, &err) != RC_INPUT)
            fail_msg("%zu of %zu bytes were taken for a zone", n, whole.n);
        assert_note("time zone Europe/Kyiv: ");
        assert_null(z);
        arena_reset(&arena);
    }
}

/* A smallest file: one type, no transition, with what is asked for spoilt. */
static struct span small_zone(char bytes[256], char version, const char *spoilt, char value)
{
    static const char second[] = "TZif2..............." /* 20 bytes */
                                 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0\1\0\0\0\4"
                                 "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2" /* transitions */
                                 "\0\0"                             /* their types */
                                 "\0\0\x1c\x20\0\0"                 /* 7200 s */
                                 "EET\0\nEET-2\n";
    size_t n = 44;

    memset(bytes, 0, 256);
    memcpy(bytes, "TZif", 4);
    bytes[4] = version;
    memcpy(bytes + n, second, sizeof(second) - 1);
    if (strcmp(spoilt, "order") == 0)
        bytes[n + 59] = value;
    else if (strcmp(spoilt, "type") == 0)
        bytes[n + 61] = value;
    else if (strcmp(spoilt, "offset") == 0)
        bytes[n + 63] = value;
    else if (strcmp(spoilt, "dst") == 0)
        bytes[n + 66] = value;
    else if (strcmp(spoilt, "abbrev") == 0)
        bytes[n + 67] = value;
    else if (strcmp(spoilt, "nul") == 0)
        bytes[n + 71] = value;
    else if (strcmp(spoilt, "leap") == 0)
        bytes[n + 31] = value;
    else if (strcmp(spoilt, "n_types") == 0)
        bytes[n + 39] = value;
    else if (strcmp(spoilt, "count") == 0)
        bytes[n + 32] = value;
    else if (strcmp(spoilt, "footer") == 0)
        bytes[n + 73] = value;
    return (struct span){bytes, n + sizeof(second) - 1};
}

static void impossible_counts_and_values_are_refused(void **state)
{
    static const struct {
        char version;
        const char *spoilt;
        char value;
        const char *note;
    } rows[] = {
        {'2', "", 0, NULL},
        {'3', "", 0, NULL},
        {'\0', "", 0, "version 1"},
        {'2', "order", 1, "not in order"},
        {'2', "order", 0, "not in order"},
        {'2', "type", 1, "a type that is not there"},
        {'2', "offset", 2, "within -25 h and 26 h"},
        {'2', "dst", 2, "within -25 h and 26 h"},
        {'2', "abbrev", 4, "an abbreviation"},
        {'2', "abbrev", -1, "an abbreviation"},
        {'2', "abbrev", 3, NULL}, /* an empty abbreviation is a poor one, but one */
        {'2', "nul", 'X', "an abbreviation"},
        {'2', "leap", 1, "cut short"},
        {'2', "n_types", 0, "states no offset"},
        {'2', "count", -1, "cut short"},
        {'2', "footer", '-', "is not a rule"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char bytes[256];
        struct span s = small_zone(bytes, rows[i].version, rows[i].spoilt, rows[i].value);
        const struct zone *z = NULL;
        struct err err = {0};
        enum rc rc = zone_parse(SPAN("X"), s, &arena, &z, &err);

        if (rc != (rows[i].note == NULL ? RC_OK : RC_INPUT))
            fail_msg("row %zu (%s): %s", i, rows[i].spoilt, err.note);
        if (rows[i].note != NULL)
            assert_note(rows[i].note);
    }
}

/* Instants of a file that counts leap seconds are not UTC. */
static void leap_seconds_are_refused(void **state)
{
    static const char entry[12] = {0};
    char bytes[256];
    struct span s = small_zone(bytes, '2', "leap", 1);
    const size_t footer_n = sizeof("\nEET-2\n") - 1;
    const struct zone *z = NULL;
    struct err err = {0};

    (void)state;
    /* make room for the one leap second before the footer */
    memmove(bytes + s.n - footer_n + sizeof(entry), bytes + s.n - footer_n, footer_n);
    memcpy(bytes + s.n - footer_n, entry, sizeof(entry));
    s.n += sizeof(entry);
    assert_int_equal(zone_parse(SPAN("X"), s, &arena, &z, &err), RC_INPUT);
    assert_note("counts leap seconds");
    bytes[44 + 31] = 0;
    memmove(bytes + s.n - footer_n - sizeof(entry), bytes + s.n - footer_n, footer_n);
    s.n -= sizeof(entry);
    assert_ok(zone_parse(SPAN("X"), s, &arena, &z, &err));
}

static void a_full_arena_is_told(void **state)
{
    struct span whole = zone_bytes("Europe/Kyiv");
    enum rc rc = RC_LIMIT;
    long n = 0;

    (void)state;
    while (rc == RC_LIMIT) {
        const struct zone *z = NULL;
        struct err err = {0};

        arena_fail_at(++n);
        rc = zone_parse(SPAN("Europe/Kyiv"), whole, &arena, &z, &err);
        arena_fail_at(0);
        assert_true((rc == RC_OK) == (z != NULL));
    }
    assert_int_equal(rc, RC_OK);
    assert_true(n > 4);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(offsets_are_those_in_force),
        TEST(wall_clocks_have_one_two_or_no_readings),
        TEST(days_begin_when_their_date_does),
        TEST(a_day_that_begins_twice_begins_at_the_first),
        TEST(spans_are_read_as_agreements_write_them),
        TEST(spans_that_never_were_are_refused),
        TEST(midnight_that_was_skipped_still_ends_the_day),
        TEST(utc_needs_no_file),
        TEST(open_ends_have_an_offset_too),
        TEST(readings_lead_back_to_their_instant),
        TEST(offsets_agree_with_the_c_library),
        TEST(every_form_of_rule_is_kept),
        TEST(malformed_rules_are_refused),
        TEST(a_file_cut_short_is_refused),
        TEST(impossible_counts_and_values_are_refused),
        TEST(leap_seconds_are_refused),
        TEST(a_full_arena_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
