/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever allocation fails, in whatever format: a refused row or a note, never a wrong row. */
#include "feed_check.h"

#include "watch/gazetteer.h"

static const struct {
    const char *format, *text;
} inputs[] = {
    {"ndjson",
     "{\"id\":\"1\",\"time\":\"2020-07-10\",\"phenomenon\":\"shot\",\"source\":\"s\","
     "\"attributes\":"
     "{\"a\":\"b\\n\"},\"place\":{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,48],"
     "[38,49],[37,48]]]}}}\n"},
    {"ucdp", "id,where_prec,event_clarity,date_start,date_end,latitude,longitude,best,high\n"
             "1,4,2,2015-02-15,2015-02-16,48,38,9,5\n"},
    {"firms", "latitude,longitude,scan,track,acq_date,acq_time,satellite,instrument,confidence\n"
              "48,37,0.4,0.4,2026-06-24,5,N,V,n\n"},
    {"geojson", "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{"
                "\"name\":\"EPSG:4326\"}},"
                "\"features\":[{\"type\":\"Feature\",\"id\":7,\"properties\":{\"start\":\"2020-07-"
                "10\",\"end\":"
                "\"2020-07-11\",\"phenomenon\":\"shot\",\"x\":1,\"sigma_m\":5},\"geometry\":{"
                "\"type\":\"Point\","
                "\"coordinates\":[37,48,9]}}]}"},
};

/* The hash of the one row that a run gives. */
static enum rc run(size_t input, long fail_at, uint8_t *hash, size_t *n)
{
    struct feeding f;
    enum rc rc;

    feeding_start(&f, NULL);
    assert_int_equal(feed_format_find(span_of(inputs[input].format), &f.settings.format, &f.err),
                     RC_OK);
    arena_fail_at(fail_at);
    rc = feeding_try(&f, "a", span_of(inputs[input].text));
    arena_fail_at(0);
    *n = f.docket.n_read;
    if (rc != RC_OK)
        assert_true(strstr(f.err.note, "bytes of memory") != NULL);
    if (rc == RC_OK && *n == 0)
        assert_int_equal(f.n_rejects, 1);
    if (*n == 1)
        memcpy(hash, f.docket.observations[0].head.hash, 16);
    feeding_end(&f);
    return rc;
}

static void any_failing_allocation_costs_a_row_at_most(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
        uint8_t right[16], hash[16];
        size_t n = 0;
        long at = 1;

        assert_int_equal(run(i, 0, right, &n), RC_OK);
        assert_int_equal(n, 1);
        for (; at < 500; at++) {
            enum rc rc = run(i, at, hash, &n);

            if (n == 1)
                assert_memory_equal(hash, right, 16);
            if (rc == RC_OK && n == 1)
                break;
            assert_true(rc == RC_OK || rc == RC_LIMIT);
        }
        assert_in_range(at, 10, 499);
    }
}

static void any_failing_allocation_fails_a_table_of_places(void **state)
{
    long at = 1;

    (void)state;
    for (; at < 200; at++) {
        const struct gazetteer *g = NULL;
        struct geo_pos found;
        struct arena a;
        struct err err = {0};
        enum rc rc;

        arena_init(&a, MIB);
        arena_fail_at(at);
        rc = gazetteer_read(
            SPAN("name,lat,lon,alt_names,country\nA,1,2,B;C|D,X\nA,3,4,\"\"\"E\"\"\",Y\n"), &a, &g,
            &err);
        if (rc == RC_OK)
            rc = gazetteer_find(g, SPAN("A, Y"), &found, &err);
        arena_fail_at(0);
        arena_release(&a);
        if (rc == RC_OK)
            break;
        assert_int_equal(rc, RC_LIMIT);
        assert_note("bytes of memory");
    }
    assert_in_range(at, 10, 199);
}

/* Some gigabytes of nothing, as far as a test may go: one refused row, at once. */
static void a_long_line_of_anything_is_one_row(void **state)
{
    static const char fills[] = {'\0', 'x', '"', ',', '[', '{', '\\'};
    size_t n = 8 * MIB;
    char *text = malloc(n);

    (void)state;
    for (size_t i = 0; i < sizeof(fills); i++)
        for (size_t k = 0; feed_format_names()[k] != NULL; k++) {
            struct feeding f;

            memset(text, fills[i], n);
            feeding_start(&f, NULL);
            f.settings.map = SPAN("{\"fields\":{\"time\":\"a\"}}");
            assert_int_equal(
                feed_format_find(span_of(feed_format_names()[k]), &f.settings.format, &f.err),
                RC_OK);
            if (feeding_try(&f, "a", (struct span){text, n}) == RC_OK)
                assert_int_equal(f.total.n_rejected, 1);
            else
                assert_true(f.err.note[0] != '\0');
            assert_int_equal(f.docket.n_read, 0);
            feeding_end(&f);
        }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_failing_allocation_costs_a_row_at_most),
        cmocka_unit_test(any_failing_allocation_fails_a_table_of_places),
        cmocka_unit_test(a_long_line_of_anything_is_one_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
