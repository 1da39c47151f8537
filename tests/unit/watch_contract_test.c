/* SPDX-License-Identifier: Apache-2.0 */
/* The documents of the contract say what the tables say. Run with AASC_WRITE_DOCS=1 it writes them.
 */
#include "watch_rows.h"

#include "watch/contract.h"

#include <stdlib.h>

#define DOCUMENT AASC_ROOT "/docs/formats/observation.md"
#define SCHEMA   AASC_ROOT "/docs/formats/observation.schema.json"

#define BEGIN                                                                                      \
    SPAN("<!-- from the program's tables: begin (AASC_WRITE_DOCS=1 "                               \
         "build/dev/tests/watch_contract_test writes this) -->\n")
#define END SPAN("<!-- from the program's tables: end -->\n")

/* To be freed; empty where there is none. */
static struct span whole_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc(4 * MIB);
    struct span out = {p, 0};

    if (f == NULL)
        return out;
    out.n = fread(p, 1, 4 * MIB, f);
    (void)fclose(f);
    return out;
}

static void write_file(const char *path, struct span text)
{
    FILE *f = fopen(path, "wb");

    if (f == NULL || fwrite(text.p, 1, text.n, f) != text.n)
        fail_msg("%s cannot be written", path);
    (void)fclose(f);
}

static size_t find(struct span s, struct span words)
{
    for (size_t i = 0; i + words.n <= s.n; i++)
        if (span_starts(span_from(s, i), words))
            return i;
    fail_msg("the document lacks %.*s", SPAN_ARG(words));
    return 0;
}

static void check_file(const char *path, struct span is, struct span must)
{
    size_t at = 0;

    if (span_eq(is, must))
        return;
    if (getenv("AASC_WRITE_DOCS") != NULL) {
        write_file(path, must);
        return;
    }
    while (at < is.n && at < must.n && is.p[at] == must.p[at])
        at++;
    fail_msg("%s differs from the tables at byte %zu: run this test with AASC_WRITE_DOCS=1", path,
             at);
}

static void the_tables_of_the_document_are_the_programs(void **state)
{
    struct span is = whole_file(DOCUMENT);
    size_t from = find(is, BEGIN) + BEGIN.n;
    struct buf must;

    (void)state;
    buf_init(&must, 4 * MIB);
    buf_put(&must, span_sub(is, 0, from));
    buf_putc(&must, '\n');
    contract_put_markdown(&must);
    buf_put(&must, END);
    check_file(DOCUMENT, is, buf_span(&must));
    buf_release(&must);
    free((char *)(uintptr_t)is.p);
}

static void the_schema_is_the_programs(void **state)
{
    struct span is = whole_file(SCHEMA);
    struct buf must;
    struct arena a;
    struct json v;
    struct err err = {0};

    (void)state;
    arena_init(&a, 16 * MIB);
    buf_init(&must, 4 * MIB);
    contract_put_schema(&must);
    check_file(SCHEMA, is, buf_span(&must));
    assert_ok(json_parse(buf_span(&must), &a, &v, &err));
    assert_int_equal(json_get(&v, "oneOf")->u.array.n, ROW_KIND_COUNT);
    buf_release(&must);
    arena_release(&a);
    free((char *)(uintptr_t)is.p);
}

/* The examples are rows, each of them taken. */
static void the_examples_of_the_document_are_taken(void **state)
{
    struct span is = whole_file(DOCUMENT), rest = is;
    struct rows r;
    bool is_code = false;
    size_t n = 0;

    (void)state;
    rows_start(&r, NULL);
    while (rest.n > 0) {
        struct span line = span_cut(&rest, '\n');
        char text[2048];

        if (span_starts(line, SPAN("```"))) {
            is_code = span_is(line, "```json");
            continue;
        }
        if (!is_code || line.n >= sizeof(text))
            continue;
        (void)snprintf(text, sizeof(text), "%.*s", (int)line.n, line.p);
        (void)rows_read(&r, text);
        n++;
    }
    assert_in_range(n, 10, 100);
    rows_end(&r);
    free((char *)(uintptr_t)is.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_of_the_document_are_the_programs),
        cmocka_unit_test(the_schema_is_the_programs),
        cmocka_unit_test(the_examples_of_the_document_are_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
