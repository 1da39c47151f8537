/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "pact/lex.h"

struct bench {
    struct arena a;
    struct err err;
    struct diag_list d;
    struct lexer lx;
};

static void start(struct bench *b, struct span text)
{
    *b = (struct bench){0};
    arena_init(&b->a, 64 * MIB);
    diag_init(&b->d, &b->a, &b->err);
    lex_init(&b->lx, text, &b->a, &b->d);
}

static void one_token_of_each_kind(void **state)
{
    static const struct {
        const char *text;
        enum token_kind kind;
        const char *value;
    } rows[] = {
        {"word", TOK_WORD, "word"},
        {"_x.y:z-1", TOK_WORD, "_x.y:z-1"},
        {"D-14d", TOK_WORD, "D-14d"},
        {"zone-width", TOK_WORD, "zone-width"},
        {"m/s", TOK_WORD, "m/s"},
        {"2.west", TOK_NAME, "2.west"},
        {"5:2:2", TOK_NAME, "5:2:2"},
        {"2S1", TOK_NAME, "2S1"},
        {"\"a b\"", TOK_STRING, "a b"},
        {"\"\"", TOK_STRING, ""},
        {"\"a\\\"\\\\\\n\\t\"", TOK_STRING, "a\"\\\n\t"},
        {"\"\"\"a\n\"b\"\"\"", TOK_TEXT, "a\n\"b"},
        {"\"\"\"\"\"\"", TOK_TEXT, ""},
        {"12", TOK_NUMBER, "12"},
        {"-3.5", TOK_NUMBER, "-3.5"},
        {"0.05", TOK_NUMBER, "0.05"},
        {"2/3", TOK_FRACTION, "2/3"},
        {"2015-02-15", TOK_DATE, "2015-02-15"},
        {"2015-02-15T00:00", TOK_DATE, "2015-02-15T00:00"},
        {"2015-02-15T00:00:01.5+02:00", TOK_DATE, "2015-02-15T00:00:01.5+02:00"},
        {"2015-10-03+15d", TOK_DATE, "2015-10-03+15d"},
        {"D+14d", TOK_DAY, "D+14d"},
        {"W+0d", TOK_DAY, "W+0d"},
        {">=", TOK_OP, ">="},
        {"<", TOK_OP, "<"},
        {"!=", TOK_OP, "!="},
        {"+", TOK_OP, "+"},
        {",", TOK_COMMA, ","},
        {"{", TOK_OPEN, "{"},
        {"}", TOK_CLOSE, "}"},
        {";", TOK_SEMICOLON, ";"},
        {"\n", TOK_NEWLINE, "\n"},
        {"\r\n", TOK_NEWLINE, "\r\n"},
        {"# to the end", TOK_COMMENT, "# to the end"},
        {"", TOK_EOF, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bench b;
        struct token t;

        start(&b, span_of(rows[i].text));
        t = lex_next(&b.lx);
        if (t.kind != rows[i].kind || !span_is(t.text, rows[i].value))
            fail_msg("%s is %s \"%.*s\"", rows[i].text, lex_kind_name(t.kind), SPAN_ARG(t.text));
        assert_int_equal(lex_next(&b.lx).kind, TOK_EOF);
        assert_int_equal(lex_next(&b.lx).kind, TOK_EOF); /* for ever */
        assert_int_equal(b.d.n, 0);
        assert_true(rows[i].kind == TOK_EOF || lex_is_one(span_of(rows[i].text), t.kind, &b.a));
        arena_release(&b.a);
    }
}

static void what_is_no_token_is_told_once(void **state)
{
    static const struct {
        const char *text, *words;
    } rows[] = {
        {"@", "belongs to no statement"},
        {"@@%%&", "belongs to no statement"},
        {"50km", "write 50 km"},
        {"1.5h", "write 1.5 h"},
        {"1/2/3", "neither a number"},
        {"1+2", "neither a number"},
        {"3.", "3."},
        {"\"open", "does not end on its line"},
        {"\"open\\", "does not end on its line"},
        {"\"a\nb\"", "does not end on its line"},
        {"\"\"\"open", "does not end"},
        {"\"\\x\"", "unknown escape \\x"},
        {"слово", "between quotes"},
        {"\x01", "control character (0x01)"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bench b;
        struct token t;

        start(&b, span_of(rows[i].text));
        t = lex_next(&b.lx);
        if (span_is(span_of(rows[i].text), "3.")) { /* a name that begins with a digit */
            assert_int_equal(t.kind, TOK_NAME);
            arena_release(&b.a);
            continue;
        }
        if (b.d.n == 0 || strstr(b.d.items[0].text.p, rows[i].words) == NULL)
            fail_msg("%s: not told \"%s\"", rows[i].text, rows[i].words);
        assert_int_equal(b.d.items[0].line, 1);
        assert_int_equal(b.d.items[0].column, 1);
        arena_release(&b.a);
    }
}

static void columns_count_code_points(void **state)
{
    static const struct src_pos places[] = {
        {1, 1, 5}, {1, 7, 4}, {1, 11, 1}, {2, 2, 1}, {2, 4, 2}, {2, 7, 3}, {2, 11, 1},
    };
    struct bench b;

    (void)state;
    start(&b, SPAN("\xEF\xBB\xBFtitle \"Ж😀\"\n\tx\t\"\" 1.5 }"));
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct token t = lex_next(&b.lx);

        if (t.pos.line != places[i].line || t.pos.column != places[i].column)
            fail_msg("token %zu stands at %u:%u", i, t.pos.line, t.pos.column);
        assert_int_equal(t.pos.width, places[i].width);
    }
    arena_release(&b.a);
}

static void lines_are_counted_through_texts(void **state)
{
    struct bench b;
    struct token t;

    (void)state;
    start(&b, SPAN("\"\"\"a\nb\n\"\"\" x"));
    t = lex_next(&b.lx);
    assert_int_equal(t.pos.line, 1);
    t = lex_next(&b.lx);
    assert_int_equal(t.pos.line, 3);
    assert_int_equal(t.pos.column, 5);
    arena_release(&b.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_token_of_each_kind),
        cmocka_unit_test(what_is_no_token_is_told_once),
        cmocka_unit_test(columns_count_code_points),
        cmocka_unit_test(lines_are_counted_through_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
