/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "report/escape.h"

struct row {
    const char *in, *out;
};

static void check_rows(const struct row *rows, size_t n, void (*escape)(struct buf *, struct span))
{
    for (size_t i = 0; i < n; i++) {
        struct buf b;

        buf_init(&b, 4096);
        escape(&b, span_of(rows[i].in));
        assert_span(buf_span(&b), rows[i].out);
        buf_release(&b);
    }
}

static void markup_becomes_text(void **state)
{
    static const struct row rows[] = {
        {"", ""},
        {"plain, and \xD0\x86\xD0\xB2\xD0\xB0\xD0\xBD",
         "plain, and \xD0\x86\xD0\xB2\xD0\xB0\xD0\xBD"},
        {"<script>", "&lt;script&gt;"},
        {"a & b", "a &amp; b"},
        {"\" onload='x'", "&quot; onload=&#39;x&#39;"},
        {"&lt;", "&amp;lt;"},
        {"line\nand\ttab", "line\nand\ttab"},
    };

    (void)state;
    check_rows(rows, sizeof(rows) / sizeof(rows[0]), escape_html);
}

static void what_would_mislead_a_reader_is_shown(void **state)
{
    static const struct row rows[] = {
        {"a\x1b[31mb", "a\xEF\xBF\xBD[31mb"}, /* an escape */
        {"a\xE2\x80\xAE"
         "b",
         "a[U+202E]b"}, /* right to left override */
        {"a\xE2\x81\xA6"
         "b",
         "a[U+2066]b"}, /* an isolate */
        {"a\xC2\x85"
         "b",
         "a\xEF\xBF\xBD"
         "b"}, /* a C1 control */
        {"a\xFF"
         "b\xC3",
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD"},                                          /* no UTF-8 */
        {"a\xED\xA0\x80", "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}, /* half a surrogate */
    };

    (void)state;
    check_rows(rows, sizeof(rows) / sizeof(rows[0]), escape_html);
}

static void csv_quotes_what_needs_it(void **state)
{
    static const struct row rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"a b", "a b"},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"\"", "\"\"\"\""},
        {"a\nb", "\"a\nb\""},
        {"a\rb", "\"a\rb\""},
        {" a", "\" a\""},
        {"a\t", "\"a\t\""},
        {"-5", "-5"},
    };

    (void)state;
    check_rows(rows, sizeof(rows) / sizeof(rows[0]), escape_csv);
}

/* Undo the quoting of one field as any reader of CSV does. */
static struct span unquote(const struct buf *b, struct buf *out)
{
    struct span s = buf_span(b);

    buf_clear(out);
    if (s.n == 0 || s.p[0] != '"')
        return s;
    for (size_t i = 1; i + 1 < s.n; i++) {
        buf_putc(out, s.p[i]);
        i += s.p[i] == '"';
    }
    return buf_span(out);
}

static void csv_keeps_every_byte(void **state)
{
    static const char alphabet[] = "a,\"\n\r \t;'\xD0\x96";
    uint64_t seed = 42;
    struct buf in, field, out;

    (void)state;
    buf_init(&in, 64);
    buf_init(&field, 256);
    buf_init(&out, 256);
    for (int round = 0; round < 2000; round++) {
        buf_clear(&in);
        buf_clear(&field);
        for (int i = 0; i < round % 12; i++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            buf_putc(&in, alphabet[(seed >> 33) % (sizeof(alphabet) - 1)]);
        }
        escape_csv(&field, buf_span(&in));
        assert_true(span_eq(unquote(&field, &out), buf_span(&in)));
    }
    buf_release(&in);
    buf_release(&field);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_becomes_text),
        cmocka_unit_test(what_would_mislead_a_reader_is_shown),
        cmocka_unit_test(csv_quotes_what_needs_it),
        cmocka_unit_test(csv_keeps_every_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
