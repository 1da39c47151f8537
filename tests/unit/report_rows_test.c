/* SPDX-License-Identifier: Apache-2.0 */
#include "report_sample.h"

#include <stdlib.h>

#include "report/columns.h"
#include "report/rows.h"

/* What a file of rows holds after these verdicts; the caller frees it. */
static struct span write_rows(enum rows_form form, const struct verdict *v, size_t n, char **text)
{
    size_t size = 0;
    FILE *f = open_memstream(text, &size);
    struct writer w = writer_over(f, "memory");
    struct rows r = {.form = form, .to = &w, .receipt = &sample_receipt};
    struct err err = {0};

    assert_non_null(f);
    assert_ok(rows_open(&r, &err));
    for (size_t i = 0; i < n; i++)
        assert_ok(rows_verdict(&r, &v[i], &err));
    assert_ok(rows_close(&r, &err));
    assert_int_equal(r.n_rows, n);
    rows_release(&r);
    assert_int_equal(fclose(f), 0);
    return (struct span){*text, size};
}

static struct verdict full_verdict(void)
{
    static const struct span inputs[] = {{"a", 1}, {"b", 1}};
    struct verdict v = sample_verdict(1, time_days(2020, 7, 10) * MS_PER_DAY);

    v.p = 0.99994321;
    v.inputs = inputs;
    v.n_inputs = 2;
    v.has_count = true;
    v.count = (struct count){2, COUNT_INFINITE, 2};
    v.distance_m = 11820.3999999;
    v.threshold_m = 15000;
    v.sigma_m = 250;
    v.line = SPAN("actual");
    v.category = SPAN("heavy, \"towed\"");
    v.explanation = SPAN("line\nend");
    v.has_place = true;
    v.place = (struct geo_pos){48.123456789, -0.00000001};
    return v;
}

/* The JSON of a whole file, strictly read. */
static struct json read_json(struct span text, struct arena *a)
{
    struct json v;
    struct err err = {0};

    assert_ok(json_parse(text, a, &v, &err));
    return v;
}

static void geojson_is_json_with_longitude_first(void **state)
{
    struct verdict rows[] = {full_verdict(), sample_verdict(0, 0)};
    char *text = NULL;
    struct span file = write_rows(ROWS_GEOJSON, rows, 2, &text);
    struct arena a;
    struct json root;
    const struct json *features, *at, *properties;

    (void)state;
    arena_init(&a, 4 * MIB);
    root = read_json(file, &a);
    assert_span(json_get(&root, "type")->u.text, "FeatureCollection");
    features = json_get(&root, "features");
    assert_int_equal(features->u.array.n, 2);
    at = json_get(json_get(&features->u.array.items[0], "geometry"), "coordinates");
    assert_int_equal(at->u.array.items[0].type, JSON_INT); /* 0, not -0 and not -1e-8 */
    assert_true(at->u.array.items[1].u.r == 48.1234568);
    assert_int_equal(json_get(&features->u.array.items[1], "geometry")->type, JSON_NULL);
    properties = json_get(&features->u.array.items[0], "properties");
    assert_span(json_get(properties, "category")->u.text, "heavy, \"towed\"");
    assert_int_equal(json_get(properties, "count_max")->type, JSON_NULL);
    assert_int_equal(json_get(properties, "count_min")->u.i, 2);
    arena_release(&a);
    free(text);
}

/* Readers settle a property's type by looking at some features: every one must have every name. */
static void every_feature_has_every_property(void **state)
{
    struct verdict rows[] = {full_verdict(), sample_verdict(0, 0)};
    char *text = NULL;
    struct span file = write_rows(ROWS_GEOJSON, rows, 2, &text);
    struct arena a;
    struct json root;
    size_t n;
    const struct column *columns = columns_of_verdict(&n);

    (void)state;
    arena_init(&a, 4 * MIB);
    root = read_json(file, &a);
    for (size_t i = 0; i < 2; i++) {
        const struct json *p =
            json_get(&json_get(&root, "features")->u.array.items[i], "properties");

        assert_int_equal(p->u.object.n, n);
        for (size_t k = 0; k < n; k++)
            assert_non_null(json_get(p, columns[k].name));
    }
    arena_release(&a);
    free(text);
}

static void no_verdict_is_an_empty_collection_and_a_bare_header(void **state)
{
    char *text = NULL;
    struct span file = write_rows(ROWS_GEOJSON, NULL, 0, &text);
    struct arena a;
    struct json root;

    (void)state;
    arena_init(&a, MIB);
    root = read_json(file, &a);
    assert_int_equal(json_get(&root, "features")->u.array.n, 0);
    arena_release(&a);
    free(text);
    text = NULL;
    file = write_rows(ROWS_CSV, NULL, 0, &text);
    assert_int_equal(span_find(file, '\n'), file.n - 1);
    free(text);
    text = NULL;
    file = write_rows(ROWS_NDJSON, NULL, 0, &text);
    assert_int_equal(file.n, 0);
    free(text);
}

/* Fields of one record; quotes are respected, and left as they stand. */
static size_t count_fields(struct span record)
{
    size_t n = 1;
    bool is_quoted = false;

    for (size_t i = 0; i < record.n; i++) {
        is_quoted ^= record.p[i] == '"';
        n += record.p[i] == ',' && !is_quoted;
    }
    return n;
}

static void csv_has_as_many_fields_as_columns(void **state)
{
    struct verdict v = full_verdict();
    char *text = NULL;
    struct span file = write_rows(ROWS_CSV, &v, 1, &text);
    struct span head = span_cut(&file, '\n');
    size_t n;

    (void)state;
    (void)columns_of_verdict(&n);
    assert_int_equal(count_fields(head), n);
    assert_int_equal(count_fields(file), n);
    assert_non_null(strstr(text, "\"heavy, \"\"towed\"\"\""));
    assert_non_null(strstr(text, ",\"line\nend\","));
    assert_non_null(strstr(text, ",0.999943,"));
    assert_non_null(strstr(text, ",11820.4,15000,250,actual,"));
    assert_non_null(strstr(text, ",2,,48.1234568,0,"));
    assert_non_null(strstr(text, ",a b,"));
    free(text);
}

static void ndjson_is_the_canonical_object_on_a_line(void **state)
{
    struct verdict v = full_verdict();
    char *text = NULL;
    struct span file = write_rows(ROWS_NDJSON, &v, 1, &text);
    struct arena a;
    struct json value;
    struct buf again;

    (void)state;
    arena_init(&a, MIB);
    assert_int_equal(file.p[file.n - 1], '\n');
    value = read_json(file, &a);
    buf_init(&again, 65536);
    json_write(&again, &value);
    assert_true(span_eq(buf_span(&again), span_sub(file, 0, file.n - 1)));
    assert_span(json_get(&value, "kind")->u.text, "verdict");
    buf_release(&again);
    arena_release(&a);
    free(text);
}

static void a_disk_without_room_stops_the_rows(void **state)
{
    FILE *f = fopen("/dev/full", "w");
    struct writer w = writer_over(f, "rows");
    struct rows r = {.form = ROWS_CSV, .to = &w, .receipt = &sample_receipt};
    struct err err = {0};
    struct verdict v = full_verdict();
    enum rc rc;

    (void)state;
    rc = rows_open(&r, &err);
    for (int i = 0; i < 1000 && rc == RC_OK; i++)
        rc = rows_verdict(&r, &v, &err);
    assert_int_equal(rc, RC_IO);
    assert_note("rows: cannot be written");
    rows_release(&r);
    (void)fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geojson_is_json_with_longitude_first),
        cmocka_unit_test(every_feature_has_every_property),
        cmocka_unit_test(no_verdict_is_an_empty_collection_and_a_bare_header),
        cmocka_unit_test(csv_has_as_many_fields_as_columns),
        cmocka_unit_test(ndjson_is_the_canonical_object_on_a_line),
        cmocka_unit_test(a_disk_without_room_stops_the_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
