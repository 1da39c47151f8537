/* SPDX-License-Identifier: Apache-2.0 */
#include "feed_check.h"
#include "shared.h"

#include <math.h>

#define HEADER                                                                                     \
    "id,where_prec,date_prec,event_clarity,date_start,date_end,latitude,longitude,side_a,best,"    \
    "high,low\n"

static int64_t at_ms(const char *text)
{
    struct err err = {0};
    int64_t out = 0;

    assert_ok(time_parse_instant(span_of(text), &out, &err));
    return out;
}

static void an_event_is_a_reported_use_of_force(void **state)
{
    struct feeding f;
    const struct observation *o;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.csv",
                 HEADER "147997,1,1,1,2015-02-15,2015-02-16,48.5,37.95,\"A, B\",5,5,5\n");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    o = f.docket.observations;
    assert_span(o->head.id, "147997");
    assert_span(o->head.source, "UCDP GED");
    assert_int_equal(o->head.row, 2);
    assert_true(o->is_reported);
    assert_int_equal(o->phenomenon, PHEN_USE_OF_FORCE);
    assert_int_equal(o->sense, SENSE_TOLD);
    assert_int_equal(o->actor.form, ACTOR_UNDETERMINED);
    assert_int_equal(o->when.t0_ms, at_ms("2015-02-15T00:00:00Z"));
    assert_in_range(o->when.t1_ms, at_ms("2015-02-16T23:59:59Z"), at_ms("2015-02-17T00:00:00Z"));
    assert_true(o->place.at.lat_deg == 48.5 && o->place.at.lon_deg == 37.95);
    assert_true(o->place.sigma_m == 1000 && !o->place.is_centroid);
    assert_int_equal(o->count.max, 1);
    assert_true(span_holds(o->more->attributes, "\"side_a\":\"A, B\""));
    assert_true(span_holds(o->more->attributes, "\"where_prec\":\"1\""));
    feeding_end(&f);
}

/* Both sides of the step from a place to a unit's centre. */
static void precision_becomes_an_error(void **state)
{
    static const struct {
        const char *level;
        double sigma_m;
        bool is_centroid;
    } cases[] = {
        {"1", 1000, false}, {"2", 12500, false}, {"3", 25000, false}, {"4", 75000, true},
        {"5", 75000, true}, {"6", 300000, true}, {"7", 75000, true},
    };
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        static char texts[8][256];

        (void)snprintf(texts[i], sizeof(texts[i]),
                       HEADER "%zu,%s,1,1,2015-02-1%zu,,48,38,A,1,1,1\n", i, cases[i].level, i);
        feeding_read(&f, "a.csv", texts[i]);
    }
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_true(f.docket.observations[i].place.sigma_m == cases[i].sigma_m);
        assert_int_equal(f.docket.observations[i].place.is_centroid, cases[i].is_centroid);
    }
    feeding_end(&f);
}

static void a_date_without_an_end_is_as_long_as_its_precision(void **state)
{
    static const struct {
        const char *prec, *last_day;
    } cases[] = {{"1", "2020-02-05"},
                 {"2", "2020-02-11"},
                 {"3", "2020-02-11"},
                 {"4", "2020-02-29"},
                 {"5", "2020-12-31"}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        struct civil last;
        char text[256], day[32];

        feeding_start(&f, NULL);
        (void)snprintf(text, sizeof(text), HEADER "1,1,%s,1,2020-02-05,,48,38,A,1,1,1\n",
                       cases[i].prec);
        feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        time_utc_civil(f.docket.observations[0].when.t1_ms - 1, &last);
        (void)snprintf(day, sizeof(day), "%04d-%02d-%02d", last.year, last.month, last.day);
        assert_string_equal(day, cases[i].last_day);
        feeding_end(&f);
    }
}

/* The release files of some years have a midnight behind the date, capitals in the header, a mark
 * ahead of it, and other columns in another order. */
static void columns_are_found_by_name(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "ged.csv",
                 "\xef\xbb\xbfLongitude,LATITUDE,Country,date_end,date_start,ID,where_prec\r\n"
                 "38,48,\"Ukr\naine\",2015-02-15 00:00:00.000,2015-02-15 00:00:00.000,7,2\r\n");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    assert_true(f.docket.observations[0].place.at.lat_deg == 48);
    assert_true(span_holds(f.docket.observations[0].more->attributes, "Ukr\\naine"));
    feeding_end(&f);
}

static void bad_rows_are_refused_with_their_column(void **state)
{
    static const struct {
        const char *row, *column, *words;
    } cases[] = {
        {"1,8,1,1,2015-02-15,,48,38,A,1,1,1", "where_prec", "8 is no level; 1 to 7"},
        {"1,,1,1,2015-02-15,,48,38,A,1,1,1", "where_prec", "where_prec: "},
        {"1,1,0,1,2015-02-15,,48,38,A,1,1,1", "date_prec", "0 is no level; 1 to 5"},
        {"1,1,1,1,15.02.2015,,48,38,A,1,1,1", "date_start", "date_start: "},
        {"1,1,1,1,2015-02-30,,48,38,A,1,1,1", "date_start", "date_start: "},
        {"1,1,1,1,2015-02-15 12:00:00,,48,38,A,1,1,1", "date_start", "no date"},
        {"1,1,1,1,2015-02-15,2015-02-14,48,38,A,1,1,1", "date_start", "ends before it begins"},
        {"1,1,1,1,2015-02-15,x,48,38,A,1,1,1", "date_end", "date_end: "},
        {"1,1,1,1,2015-02-15,,nan,38,A,1,1,1", "latitude", "latitude: "},
        {"1,1,1,1,2015-02-15,,\"48,5\",38,A,1,1,1", "latitude", "latitude: "},
        {"1,1,1,1,2015-02-15,,98,38,A,1,1,1", "latitude", "place: "},
        {"1,1,1,1,2015-02-15,,48,,A,1,1,1", "longitude", "longitude: "},
        {",1,1,1,2015-02-15,,48,38,A,1,1,1", "id", "is empty"},
        {"1,1,1,1,2015-02-15,,48,38,A,1,1", "", "11 columns where the header has 12"},
        {"1,1,1,1,2015-02-15,,48,38,A,1,1,1,9", "", "13 columns where the header has 12"},
        {"1,1,1,1,2015-02-15,,48,38,\xc0\xe2,1,1,1", "", "not UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char text[1024];

        feeding_start(&f, NULL);
        (void)snprintf(text, sizeof(text), HEADER "%s\n2,1,1,1,2015-02-15,,48,38,A,1,1,1\n",
                       cases[i].row);
        feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        assert_int_equal(f.docket.n_observations, 1); /* the good row beside it */
        assert_int_equal(f.n_rejects, 1);
        assert_reject(&f, 0, 2, cases[i].column, cases[i].words);
        assert_string_equal(f.rejects[0].raw, cases[i].row);
        feeding_end(&f);
    }
}

static void contradicting_estimates_are_kept_and_said(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.csv", HEADER "1,1,1,2,2015-02-15,,48,38,A,9,5,1\n");
    feeding_close(&f);
    assert_true(span_holds(f.docket.observations[0].more->attributes, "contradict"));
    assert_true(span_holds(f.docket.observations[0].more->attributes, "\"best\":\"9\""));
    assert_int_equal(f.docket.observations[0].count.max, COUNT_INFINITE); /* a summary event */
    feeding_end(&f);
}

static void a_table_that_hides_its_precision_is_refused(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    assert_int_equal(feed_format_find(SPAN("ucdp"), &f.settings.format, &f.err), RC_OK);
    assert_int_equal(feeding_try(&f, "a.csv", SPAN("id,date_start,date_end,latitude,longitude\n")),
                     RC_INPUT);
    assert_non_null(strstr(f.err.note, "where_prec"));
    assert_int_equal(
        feeding_try(&f, "a.csv", SPAN("id,where_prec,date_start,latitude,longitude\n")), RC_INPUT);
    assert_non_null(strstr(f.err.note, "date_prec"));
    feeding_end(&f);
}

static void one_id_twice_is_a_conflict_that_names_both(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.csv",
                 HEADER "1,1,1,1,2015-02-15,,48,38,A,1,1,1\n"
                        "1,1,1,1,2015-02-16,,48,38,A,1,1,1\n"
                        "1,1,1,1,2015-02-15,,48,38,A,1,1,1\n");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    assert_int_equal(f.docket.n_read, 1);
    assert_int_equal(f.docket.n_duplicates, 1);
    assert_int_equal(f.total.n_rejected, 1);
    assert_reject(&f, 0, 3, "id", "stands in a.csv, row 2");
    assert_string_equal(f.rejects[0].raw, "1,1,1,1,2015-02-16,,48,38,A,1,1,1");
    feeding_end(&f);
}

static void the_whole_real_file_is_read(void **state)
{
    struct span text = shared_file("events/ucdp_ged_ukraine_2014_2021_clean.csv");
    struct feeding f;
    size_t n_since = 0, n_centroids = 0, n_contradicting = 0;

    (void)state;
    feeding_start(&f, NULL);
    for (int i = 0; i < 2; i++)
        assert_int_equal(feeding_try(&f, "ged.csv", text), RC_OK);
    feeding_close(&f);
    assert_int_equal(f.docket.n_read, 2989);
    assert_int_equal(f.docket.n_observations, 2989);
    assert_int_equal(f.docket.n_duplicates, 2989); /* the second time changes nothing */
    assert_int_equal(f.total.n_rejected, 0);
    for (size_t i = 0; i < 2989; i++) {
        const struct observation *o = &f.docket.observations[i];

        n_since += o->when.t0_ms >= at_ms("2015-02-15T00:00:00Z");
        n_centroids += o->place.is_centroid;
        n_contradicting += span_holds(o->more->attributes, "contradict");
    }
    assert_int_equal(n_since, 1366);
    assert_int_equal(n_centroids, 470 + 228 + 2 + 1);
    assert_int_equal(n_contradicting, 13);
    feeding_end(&f);
    free((char *)(uintptr_t)text.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_a_reported_use_of_force),
        cmocka_unit_test(precision_becomes_an_error),
        cmocka_unit_test(a_date_without_an_end_is_as_long_as_its_precision),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(bad_rows_are_refused_with_their_column),
        cmocka_unit_test(contradicting_estimates_are_kept_and_said),
        cmocka_unit_test(a_table_that_hides_its_precision_is_refused),
        cmocka_unit_test(one_id_twice_is_a_conflict_that_names_both),
        cmocka_unit_test(the_whole_real_file_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
