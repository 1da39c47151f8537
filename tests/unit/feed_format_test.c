/* SPDX-License-Identifier: Apache-2.0 */
#include "feed_check.h"

#define UCDP  "id,where_prec,date_start,date_end,latitude,longitude\n"
#define FIRMS "latitude,longitude,scan,track,acq_date,acq_time\n"

static void formats_are_told_by_ending_then_by_content(void **state)
{
    static const struct {
        const char *name, *text, *map, *format;
    } cases[] = {
        {"a.ndjson", "", NULL, "ndjson"},
        {"a.JSONL", "x", NULL, "ndjson"},
        {"a.geojson", "", NULL, "geojson"},
        {"a.csv", UCDP, NULL, "ucdp"},
        {"a.csv", "\xef\xbb\xbf" UCDP, NULL, "ucdp"},
        {"a.csv", "LATITUDE,Id,longitude,WHERE_PREC,date_start\r\n", NULL, "ucdp"},
        {"a.csv", "\"id\",\"where_prec\",\"date_start\",\"latitude\",\"longitude\"\n", NULL,
         "ucdp"},
        {"a.csv", FIRMS, NULL, "firms"},
        {"a.txt", FIRMS, NULL, "firms"},
        {"a.csv", UCDP, "{}", "csv"}, /* whoever maps a table means his mapping */
        {"a.csv", "a,b\n", "{}", "csv"},
        {"a.tsv", "a\tb\n", "{}", "csv"},
        {"a.dat", "a,b\n", "{}", "csv"},
        {"a.json", "{\"kind\":\"sensor\"}", NULL, "ndjson"},
        {"a.json", "{ \"type\" : \"FeatureCollection\"", NULL, "geojson"},
        {"-", "\n\n{\"time\":", NULL, "ndjson"},
        {"a.csv", "a,b\n", NULL, NULL},
        {"a.dat", "a,b\n", NULL, NULL},
        {"a", "", NULL, NULL},
        {"a.csv", "", NULL, NULL},
        {"a",
         "\x7f"
         "ELF\x02\x01",
         NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct feed_input in = {span_of(cases[i].name), span_of(cases[i].text)};
        const struct feed_settings settings = {.map = span_of(cases[i].map)};
        const struct feed_format *found = NULL;
        struct err err = {0};
        enum rc rc = feed_detect(&in, &settings, &found, &err);

        if (cases[i].format == NULL
                ? rc != RC_INPUT
                : rc != RC_OK || strcmp(feed_format_name(found), cases[i].format) != 0)
            fail_msg("%s, \"%s\": %s %s", cases[i].name, cases[i].text,
                     found == NULL ? "none" : feed_format_name(found), err.note);
    }
}

static void names_of_formats_are_a_closed_list(void **state)
{
    const struct feed_format *found = NULL;
    struct err err = {0};

    (void)state;
    for (size_t i = 0; feed_format_names()[i] != NULL; i++) {
        assert_ok(feed_format_find(span_of(feed_format_names()[i]), &found, &err));
        assert_string_equal(feed_format_name(found), feed_format_names()[i]);
    }
    assert_int_equal(feed_format_find(SPAN("acled"), &found, &err), RC_UNSUPPORTED);
    assert_note("comes later");
    assert_int_equal(feed_format_find(SPAN("viina"), &found, &err), RC_UNSUPPORTED);
    assert_int_equal(feed_format_find(SPAN("smm"), &found, &err), RC_UNSUPPORTED);
    assert_int_equal(feed_format_find(SPAN("geojsn"), &found, &err), RC_UNKNOWN);
    assert_note("did you mean \"geojson\"");
}

static void other_encodings_are_refused_by_their_mark(void **state)
{
    static const struct {
        struct span text;
        const char *words;
    } cases[] = {
        {{"\xff\xfe{\0", 4}, "UTF-16"},
        {{"\xfe\xff\0{", 4}, "UTF-16"},
        {{"\xff\xfe\0\0{\0\0\0", 8}, "UTF-32"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;

        feeding_start(&f, NULL);
        assert_int_equal(feeding_try(&f, "a.ndjson", cases[i].text), RC_INPUT);
        if (strstr(f.err.note, cases[i].words) == NULL || strstr(f.err.note, "a.ndjson: ") == NULL)
            fail_msg("%s", f.err.note);
        feeding_end(&f);
    }
}

/* A stated format that is not the file's costs rows or the file, never the program. */
static void any_bytes_as_any_format_do_no_harm(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        ",",
        "\"",
        "{",
        "[",
        "null",
        "{}",
        "[[[[",
        "\x1e",
        "a,b\n1,2\n",
        UCDP,
        FIRMS,
        UCDP "1,1,2015-01-01,,48,38\n",
        "{\"type\":\"FeatureCollection\",\"features\":[{}]}",
        "{\"time\":\"2020-07-10\",\"phenomenon\":\"shot\"}",
        "\xff\xfe",
        "\xc0\x80\n\xc0\x80",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        for (size_t k = 0; feed_format_names()[k] != NULL; k++) {
            struct feeding f;

            feeding_start(&f, NULL);
            f.settings.map = SPAN("{\"fields\":{\"time\":\"a\",\"phenomenon\":\"b\"}}");
            assert_int_equal(
                feed_format_find(span_of(feed_format_names()[k]), &f.settings.format, &f.err),
                RC_OK);
            if (feeding_try(&f, "a", span_of(texts[i])) != RC_OK)
                assert_true(f.err.note[0] != '\0');
            feeding_close(&f);
            assert_int_equal(f.total.n_rows, f.total.n_rejected + f.docket.n_read);
            for (size_t n = 0; n < f.n_rejects; n++)
                assert_true(f.rejects[n].reason[0] != '\0' && f.rejects[n].row > 0);
            feeding_end(&f);
        }
}

static void rows_of_many_files_keep_their_file(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.ndjson", "{\"id\":\"1\",\"time\":\"2020-07-10\",\"phenomenon\":\"shot\"}");
    feeding_read(
        &f, "b.ndjson",
        "\xef\xbb\xbf\n  {\"id\":\"1\",\"time\":\"2020-07-11\",\"phenomenon\":\"shot\"}  \r\n");
    feeding_close(&f);
    assert_int_equal(f.docket.n_files, 2);
    assert_int_equal(f.docket.n_observations, 1);
    assert_span(docket_file(&f.docket, f.docket.observations[0].head.file)->name, "a.ndjson");
    assert_string_equal(f.rejects[0].file, "b.ndjson");
    assert_reject(&f, 0, 2, "id", "stands in a.ndjson, row 1");
    /* the raw text is the row's, with a mark and blanks ahead of it */
    assert_string_equal(f.rejects[0].raw,
                        "{\"id\":\"1\",\"time\":\"2020-07-11\",\"phenomenon\":\"shot\"}");
    feeding_end(&f);
}

static void huge_rows_are_refused_alone(void **state)
{
    static const char tail[] = "\n{\"time\":\"2020-07-10\",\"phenomenon\":\"shot\"}\n";
    size_t n = 3 * MIB;
    char *text = malloc(n + 200);
    struct feeding f;

    (void)state;
    memset(text, ' ', n);
    memcpy(text, "{\"narrative\":\"", 14);
    memset(text + 14, 'x', n - 14);
    memcpy(text + n, tail, sizeof(tail));
    feeding_start(&f, NULL);
    assert_int_equal(feeding_try(&f, "a.ndjson", (struct span){text, n + sizeof(tail) - 1}), RC_OK);
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    assert_reject(&f, 0, 1, "", "one row has at most 1048576");
    feeding_end(&f);
    free(text);
}

static void one_ceiling_ends_the_run_with_a_message(void **state)
{
    struct feeding f;
    struct err err = {0};
    static char text[200000];
    size_t n = 0;

    (void)state;
    for (int i = 0; n + 100 < sizeof(text); i++)
        n += (size_t)snprintf(text + n, sizeof(text) - n,
                              "{\"id\":\"%d\",\"time\":\"2020-07-10\",\"phenomenon\":\"shot\"}\n",
                              i);
    feeding_start(&f, NULL);
    arena_release(&f.arena);
    arena_init(&f.arena, 300000);
    assert_ok(docket_open(&f.docket, &f.arena, &err));
    assert_int_equal(feeding_try(&f, "a.ndjson", (struct span){text, n}), RC_LIMIT);
    assert_non_null(strstr(f.err.note, "bytes of memory"));
    assert_int_equal(f.total.n_rejected, 0); /* no row is blamed for it */
    feeding_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_told_by_ending_then_by_content),
        cmocka_unit_test(names_of_formats_are_a_closed_list),
        cmocka_unit_test(other_encodings_are_refused_by_their_mark),
        cmocka_unit_test(any_bytes_as_any_format_do_no_harm),
        cmocka_unit_test(rows_of_many_files_keep_their_file),
        cmocka_unit_test(huge_rows_are_refused_alone),
        cmocka_unit_test(one_ceiling_ends_the_run_with_a_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
