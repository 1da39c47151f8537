/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "base/buf.h"
#include "pact/tree.h"

#define SHAPE_MAX 4096

struct bench {
    struct arena a;
    struct err err;
    struct diag_list d;
};

static const struct tree_block *parse(struct bench *b, struct span text)
{
    *b = (struct bench){0};
    arena_init(&b->a, 256 * MIB);
    diag_init(&b->d, &b->a, &b->err);
    return tree_parse(text, &b->a, &b->d);
}

/* Statements as (keyword arg arg [block]). */
static void put_shape(struct buf *b, const struct tree_block *block)
{
    for (size_t i = 0; i < block->n; i++) {
        const struct tree_stmt *s = &block->stmts[i];

        buf_putc(b, '(');
        buf_put(b, s->keyword.raw);
        for (size_t k = 0; k < s->n_args; k++) {
            buf_putc(b, ' ');
            if (s->args[k].block == NULL) {
                buf_put(b, s->args[k].token.raw);
                continue;
            }
            buf_putc(b, '[');
            put_shape(b, s->args[k].block);
            buf_putc(b, ']');
        }
        buf_putc(b, ')');
    }
}

static void newlines_and_semicolons_end_statements(void **state)
{
    static const struct {
        const char *text, *shape;
    } rows[] = {
        {"", "()"},
        {"a", "(a)"},
        {"a b\nc d", "(a b)(c d)"},
        {"a b;c d;", "(a b)(c d)"},
        {"a;;;\n\n;b", "(a)(b)"},
        {"a b,\nc d", "(a b , c d)"}, /* directly behind a comma the statement goes on */
        {"a b,\n\n  c", "(a b , c)"},
        {"a b, # why\n  c", "(a b , c)"},
        {"a b,\r\nc", "(a b , c)"},
        {"a # b c\nd", "(a)(d)"},
        {"a { b; c }", "(a [(b)(c)])"},
        {"a { b\nc\n}", "(a [(b)(c)])"},
        {"a {b} ; c", "(a [(b)])(c)"},
        {"a x { b } y { c } z", "(a x [(b)] y [(c)] z)"}, /* arguments behind a block */
        {"a { b { c } }", "(a [(b [(c)])])"},
        {"a { # said\n b }", "(a [(b)])"},
        {"a {}", "(a [])"},
        {"1 x", "(1 x)"},
        {"a \"\"\"x\ny\"\"\" z", "(a \"\"\"x\ny\"\"\" z)"},
    };

    (void)state;
    for (size_t i = 1; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bench b;
        struct buf shape;

        buf_init(&shape, SHAPE_MAX);
        put_shape(&shape, parse(&b, span_of(rows[i].text)));
        if (!span_is(buf_span(&shape), rows[i].shape))
            fail_msg("%s: %s", rows[i].text, shape.p);
        buf_release(&shape);
        arena_release(&b.a);
    }
}

static void reading_goes_on_behind_a_fault(void **state)
{
    struct bench b;
    const struct tree_block *file;

    (void)state;
    file = parse(&b, SPAN("a @ b\nc { ? d; e }\nf \"open\n} g\n{ h }\ni { j"));
    assert_int_equal(b.d.n_errors, 6);
    for (size_t i = 0; i < 6; i++)
        assert_true(b.d.items[i].line >= 1 && b.d.items[i].line <= 6);
    assert_span(file->stmts[1].keyword.raw, "c");
    assert_span(file->stmts[1].args[0].block->stmts[1].keyword.raw, "e");
    assert_true(file->stmts[0].is_broken);
    arena_release(&b.a);
}

static void blocks_nest_sixteen_deep(void **state)
{
    for (unsigned depth = 15; depth <= 18; depth++) {
        struct bench b;
        struct buf text;

        (void)state;
        buf_init(&text, SHAPE_MAX);
        for (unsigned i = 0; i < depth; i++)
            buf_puts(&text, "a { ");
        for (unsigned i = 0; i < depth; i++)
            buf_puts(&text, "} ");
        buf_puts(&text, "\nz");
        assert_span(parse(&b, buf_span(&text))->stmts[1].keyword.raw, "z");
        assert_int_equal(b.d.n_errors, depth > TREE_DEPTH_MAX ? 1 : 0);
        if (depth > TREE_DEPTH_MAX)
            assert_int_equal(b.d.items[0].column, 16 * 4 + 3);
        buf_release(&text);
        arena_release(&b.a);
    }
}

static void comments_and_blank_lines_are_kept(void **state)
{
    struct bench b;
    const struct tree_block *file;

    (void)state;
    file = parse(&b, SPAN("# one\n\n# two\na x # trail\n\n\nb { # open\n c\n # last\n}\n# end"));
    assert_int_equal(file->stmts[0].n_lead, 2);
    assert_false(file->stmts[0].lead[0].is_after_blank);
    assert_true(file->stmts[0].lead[1].is_after_blank);
    assert_span(file->stmts[0].trail, "# trail");
    assert_true(file->stmts[1].is_after_blank);
    assert_span(file->stmts[1].args[0].block->open_comment, "# open");
    assert_int_equal(file->stmts[1].args[0].block->n_last, 1);
    assert_int_equal(file->n_last, 1);
    assert_span(file->last[0].text, "# end");
    arena_release(&b.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newlines_and_semicolons_end_statements),
        cmocka_unit_test(reading_goes_on_behind_a_fault),
        cmocka_unit_test(blocks_nest_sixteen_deep),
        cmocka_unit_test(comments_and_blank_lines_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
