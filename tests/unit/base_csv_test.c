/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/csv.h"

#include <string.h>

struct table {
    struct arena a, scratch;
    struct csv csv;
};

static void start(struct table *t, struct span text)
{
    arena_init(&t->a, 64 * MIB);
    arena_init(&t->scratch, 64 * MIB);
    csv_init(&t->csv, text, ',', 1000, 20, &t->a);
}

static void end(struct table *t)
{
    arena_release(&t->a);
    arena_release(&t->scratch);
}

/* The cells of all records: '|' between cells, '/' behind records, '!' for a refused one. */
static const char *read_all(const char *text)
{
    static char out[4096];
    struct table t;
    struct csv_record r;
    enum rc rc;
    size_t n = 0;

    start(&t, span_of(text));
    while ((rc = csv_next(&t.csv, &t.scratch, &r, NULL)) != RC_END) {
        for (size_t i = 0; i < r.n && rc == RC_OK; i++)
            n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s", i == 0 ? "" : "|",
                                  SPAN_ARG(r.cells[i]));
        n += (size_t)snprintf(out + n, sizeof(out) - n, rc == RC_OK ? "/" : "!");
    }
    out[n] = '\0';
    end(&t);
    return out;
}

static void records_are_split(void **state)
{
    static const struct {
        const char *text, *cells;
    } cases[] = {
        {"", ""},
        {"\n\r\n\n", ""},
        {"a", "a/"},
        {"a,b\nc,d\n", "a|b/c|d/"},
        {"a,b\r\nc,d\r\n", "a|b/c|d/"},
        {"a,b\r\nc,d\r", "a|b/c|d/"},
        {"a,b\n\n\nc,d", "a|b/c|d/"},
        {",\n,,", "|/||/"},
        {"a,\n", "a|/"},
        {"\"a\",b\n", "a|b/"},
        {"\"a,b\",c\n", "a,b|c/"},
        {"\"a\nb\",c\nd,e", "a\nb|c/d|e/"},
        {"\"a\r\nb\",c\r\nd,e", "a\r\nb|c/d|e/"},
        {"\"a \"\"b\"\" c\",d", "a \"b\" c|d/"},
        {"\"\",\"\"\n", "|/"},
        {"\"\"\"\"\n", "\"/"},
        {"a,\"\"\"b\"\"\"\n", "a|\"b\"/"},
        {"a \"b\" c,d\n", "a \"b\" c|d/"}, /* a quote inside a cell is a character */
        {"a,\"b\"\r\nc,d", "a|b/c|d/"},
        {"a,\"b\nc,d\ne", "!"}, /* never closed: the rest is one row */
        {"x\na,\"b", "x/!"},
        {"\"", "!"},
        {"\"a\"b,c\nd,e", "!d|e/"}, /* text behind a closing quote costs its line */
        {"\"a\"\rb,c\nd,e", "!d|e/"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *cells = read_all(cases[i].text);

        if (strcmp(cells, cases[i].cells) != 0)
            fail_msg("%s\ngave %s\nnot  %s", cases[i].text, cells, cases[i].cells);
    }
}

static void records_know_where_they_stand(void **state)
{
    const struct span text = SPAN("h\n\na,\"b\nc\"\r\nlast");
    struct err err = {0};
    struct csv_record r;
    struct table t;

    (void)state;
    start(&t, text);
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_int_equal(t.csv.record, 3); /* the empty line counts */
    assert_int_equal(r.at, 3);
    assert_span(span_sub(text, r.at, r.n_bytes), "a,\"b\nc\"");
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_span(span_sub(text, r.at, r.n_bytes), "last");
    assert_int_equal(csv_next(&t.csv, &t.scratch, &r, &err), RC_END);
    end(&t);
}

/* Limits: 1000 bytes, 20 cells. Each costs one record only. */
static void too_much_is_refused_record_by_record(void **state)
{
    static const char tail[] = "\"a\nb\",,,,,,,,,,,,,,,,,,,,,,,,\"c\nd\"\nend";
    static char text[8192];
    struct err err = {0};
    struct csv_record r;
    struct table t;
    size_t n = 0;

    (void)state;
    memset(text, 'x', 1000);
    n = 1000;
    text[n++] = '\n'; /* exactly the limit */
    memset(text + n, 'y', 1001);
    n += 1001;
    text[n++] = '\n';
    for (int i = 0; i < 19; i++)
        text[n++] = ','; /* 20 cells */
    text[n++] = '\n';
    for (int i = 0; i < 20; i++)
        text[n++] = ',';
    text[n++] = '\n';
    memcpy(text + n, tail, sizeof(tail) - 1);
    n += sizeof(tail) - 1;
    start(&t, (struct span){text, n});
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_int_equal(csv_next(&t.csv, &t.scratch, &r, &err), RC_RANGE);
    assert_note("1001 bytes");
    assert_int_equal(r.n_bytes, 1001);
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_int_equal(r.n, 20);
    assert_int_equal(csv_next(&t.csv, &t.scratch, &r, &err), RC_RANGE);
    assert_note("21 columns");
    assert_int_equal(csv_next(&t.csv, &t.scratch, &r, &err), RC_RANGE);
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err)); /* not "d\"" */
    assert_span(r.cells[0], "end");
    end(&t);
}

static void a_million_columns_are_one_refused_record(void **state)
{
    size_t n = 1000000;
    char *text = malloc(n + 4);
    struct err err = {0};
    struct csv_record r;
    struct table t;

    (void)state;
    memset(text, ',', n);
    memcpy(text + n, "\nab", 4);
    start(&t, (struct span){text, n + 3});
    t.csv.row_bytes_max = 2 * MIB;
    assert_int_equal(csv_next(&t.csv, &t.scratch, &r, &err), RC_RANGE);
    assert_note("1000001 columns; at most 20");
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_span(r.cells[0], "ab");
    end(&t);
    free(text);
}

static void nul_bytes_are_bytes(void **state)
{
    struct err err = {0};
    struct csv_record r;
    struct table t;

    (void)state;
    start(&t, (struct span){"a\0b,c\n", 6});
    assert_ok(csv_next(&t.csv, &t.scratch, &r, &err));
    assert_int_equal(r.n, 2);
    assert_int_equal(r.cells[0].n, 3);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_split),
        cmocka_unit_test(records_know_where_they_stand),
        cmocka_unit_test(too_much_is_refused_record_by_record),
        cmocka_unit_test(a_million_columns_are_one_refused_record),
        cmocka_unit_test(nul_bytes_are_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
