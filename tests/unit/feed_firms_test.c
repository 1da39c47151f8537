/* SPDX-License-Identifier: Apache-2.0 */
#include "feed_check.h"
#include "shared.h"

#include <math.h>

#define HEADER                                                                                     \
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence\n"

static void heat_is_no_fire(void **state)
{
    struct feeding f;
    const struct observation *o;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.csv",
                 HEADER "48.05962,37.95852,299.06,0.39,0.44,2026-06-24,5,N20,VIIRS,n\n");
    feeding_close(&f);
    o = f.docket.observations;
    assert_int_equal(o->phenomenon, PHEN_THERMAL_ANOMALY);
    assert_false(phenomenon_is_fire(o->phenomenon) || phenomenon_is_countable(o->phenomenon));
    assert_true(o->is_reported);
    assert_int_equal(o->sense, SENSE_RECORDED);
    assert_span(o->head.source, "FIRMS VIIRS N20");
    assert_true(fabs(o->place.sigma_m - 440 / sqrt(12.0)) < 1e-6);
    assert_true(span_holds(o->more->attributes, "\"confidence\":\"n\""));
    assert_int_equal(o->head.id.n, 36);
    feeding_end(&f);
}

static void hours_are_read_as_they_are_written(void **state)
{
    static const struct {
        const char *time, *out;
    } cases[] = {
        {"5", "2026-06-24T00:05:00Z"},     {"113", "2026-06-24T01:13:00Z"},
        {"0830", "2026-06-24T08:30:00Z"},  {"830", "2026-06-24T08:30:00Z"},
        {"08:30", "2026-06-24T08:30:00Z"}, {"2359", "2026-06-24T23:59:00Z"},
        {"0", "2026-06-24T00:00:00Z"},
    };
    static const char *const bad[] = {"2400", "1260", "", "x", "-5", "123456", "8:3:0", "24:00"};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]) + sizeof(bad) / sizeof(bad[0]); i++) {
        bool is_good = i < sizeof(cases) / sizeof(cases[0]);
        const char *time = is_good ? cases[i].time : bad[i - sizeof(cases) / sizeof(cases[0])];
        struct feeding f;
        char text[512];
        struct buf b;

        feeding_start(&f, NULL);
        buf_init(&b, 100);
        (void)snprintf(text, sizeof(text), HEADER "48,37,299,0.39,0.44,2026-06-24,%s,N,V,n\n",
                       time);
        feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        if (is_good) {
            assert_int_equal(f.docket.n_observations, 1);
            time_put_instant(&b, f.docket.observations[0].when.t0_ms);
            assert_string_equal(b.p, cases[i].out);
            assert_int_equal(f.docket.observations[0].when.t1_ms,
                             f.docket.observations[0].when.t0_ms + 59999);
        } else {
            assert_reject(&f, 0, 2, "acq_time", "acq_time: ");
        }
        buf_release(&b);
        feeding_end(&f);
    }
}

static void bad_rows_are_refused_with_their_column(void **state)
{
    static const struct {
        const char *row, *column, *words;
    } cases[] = {
        {"91,37,1,0.4,0.4,2026-06-24,5,N,V,n", "latitude", "place: "},
        {"NaN,37,1,0.4,0.4,2026-06-24,5,N,V,n", "latitude", "latitude: "},
        {"48,1e999,1,0.4,0.4,2026-06-24,5,N,V,n", "longitude", "longitude: "},
        {"48,37,1,0,0.4,2026-06-24,5,N,V,n", "scan", "a footprint is"},
        {"48,37,1,0.4,400,2026-06-24,5,N,V,n", "scan", "a footprint is"},
        {"48,37,1,0.4,,2026-06-24,5,N,V,n", "track", "track: "},
        {"48,37,1,0.4,0.4,24/06/2026,5,N,V,n", "acq_date", "acq_date: "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char text[512];

        feeding_start(&f, NULL);
        (void)snprintf(text, sizeof(text), HEADER "%s\n", cases[i].row);
        feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        assert_int_equal(f.docket.n_observations, 0);
        assert_reject(&f, 0, 2, cases[i].column, cases[i].words);
        feeding_end(&f);
    }
}

/* Three satellites that see one fire are three sources. */
static void the_whole_real_file_is_read(void **state)
{
    struct span text = shared_file("events/viirs_nrt_ukraine_2026-06-24_29.csv");
    struct feeding f;
    size_t n_sources = 0;
    struct span last = {0};

    (void)state;
    feeding_start(&f, NULL);
    for (int i = 0; i < 2; i++)
        assert_int_equal(feeding_try(&f, "viirs.csv", text), RC_OK);
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 8331);
    assert_int_equal(f.docket.n_read, 8331);
    assert_int_equal(f.docket.n_duplicates, 8331);
    assert_int_equal(f.total.n_rejected, 0);
    for (size_t i = 0; i < 8331; i++) {
        struct span source = f.docket.observations[i].head.source;

        n_sources += i > 0 && !span_eq(source, last);
        last = source;
        assert_in_range((int)f.docket.observations[i].place.sigma_m, 100, 300);
    }
    assert_true(n_sources > 2);
    feeding_end(&f);
    free((char *)(uintptr_t)text.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heat_is_no_fire),
        cmocka_unit_test(hours_are_read_as_they_are_written),
        cmocka_unit_test(bad_rows_are_refused_with_their_column),
        cmocka_unit_test(the_whole_real_file_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
