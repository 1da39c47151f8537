/* SPDX-License-Identifier: Apache-2.0 */
/* fmt.c: a pact in its normal layout: one statement a line, two blanks a level, comments and single
 * blank lines kept; a block that stands on one line stays there while it fits. */
#include "pact/pact.h"
#include "pact/text_check.h"
#include "pact/tree.h"

#define INDENT       2
#define CONTINUATION 4
#define COLUMNS_MAX  100

struct layout {
    struct buf *b;
    unsigned depth;
};

static void put_body(struct layout *l, const struct tree_block *block);
static void put_statement(struct layout *l, const struct tree_stmt *s, bool is_one_line);

static void indent(struct layout *l, unsigned more)
{
    for (size_t i = 0; i < (size_t)l->depth * INDENT + more; i++)
        buf_putc(l->b, ' ');
}

/* Blanks at the end of a comment carry nothing. */
static void put_comment(struct layout *l, struct span text)
{
    while (text.n > 0 && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == '\t'))
        text.n--;
    buf_put(l->b, text);
}

static void put_comma(struct layout *l, const struct tree_arg *comma)
{
    buf_putc(l->b, ',');
    for (size_t i = 0; i < comma->n_comments; i++) {
        if (i > 0)
            indent(l, CONTINUATION);
        buf_puts(l->b, i > 0 ? "" : "  ");
        put_comment(l, comma->comments[i].text);
        buf_putc(l->b, '\n');
    }
    if (comma->n_comments == 0 && !comma->breaks) {
        buf_putc(l->b, ' ');
        return;
    }
    if (comma->n_comments == 0)
        buf_putc(l->b, '\n');
    indent(l, CONTINUATION);
}

static void put_one_line(struct layout *l, const struct tree_block *block)
{
    if (block->n == 0) {
        buf_puts(l->b, "{}");
        return;
    }
    buf_puts(l->b, "{ ");
    for (size_t i = 0; i < block->n; i++) {
        buf_puts(l->b, i > 0 ? "; " : "");
        put_statement(l, &block->stmts[i], true);
    }
    buf_puts(l->b, " }");
}

static void put_lines(struct layout *l, const struct tree_block *block)
{
    buf_putc(l->b, '{');
    if (block->open_comment.n > 0) {
        buf_puts(l->b, "  ");
        put_comment(l, block->open_comment);
    }
    buf_putc(l->b, '\n');
    l->depth++;
    put_body(l, block);
    l->depth--;
    indent(l, 0);
    buf_putc(l->b, '}');
}

/* Keyword, arguments and blocks, without the line's indentation and end. */
static void put_statement(struct layout *l, const struct tree_stmt *s, bool is_one_line)
{
    bool has_blank = false;

    if (s->keyword.kind != TOK_OPEN)
        buf_put(l->b, s->keyword.raw);
    for (size_t i = 0; i < s->n_args; i++) {
        const struct tree_arg *arg = &s->args[i];

        if (arg->token.kind == TOK_COMMA) {
            put_comma(l, arg);
            has_blank = true;
            continue;
        }
        buf_puts(l->b, has_blank ? "" : " ");
        has_blank = false;
        if (arg->block == NULL)
            buf_put(l->b, arg->token.raw);
        else if (is_one_line)
            put_one_line(l, arg->block);
        else
            put_lines(l, arg->block);
    }
}

static bool has_one_line_blocks(const struct tree_stmt *s)
{
    bool has = false;

    for (size_t i = 0; i < s->n_args; i++) {
        if (s->args[i].block == NULL)
            continue;
        if (!s->args[i].block->is_one_line)
            return false;
        has = true;
    }
    return has;
}

static size_t columns(struct span s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* A statement whose blocks stood on its line: kept there if it fits. */
static bool put_if_it_fits(struct layout *l, const struct tree_stmt *s)
{
    struct layout line = {.depth = l->depth};
    struct buf b;
    bool fits;

    if (!has_one_line_blocks(s))
        return false;
    buf_init(&b, COLUMNS_MAX * 4 + 1);
    line.b = &b;
    put_statement(&line, s, true);
    fits = !b.is_full && span_find(buf_span(&b), '\n') == b.n &&
           (size_t)l->depth * INDENT + columns(buf_span(&b)) <= COLUMNS_MAX;
    if (fits)
        buf_put(l->b, buf_span(&b));
    buf_release(&b);
    return fits;
}

static void put_comments(struct layout *l, const struct tree_comment *comments, size_t n,
                         bool is_first)
{
    for (size_t i = 0; i < n; i++) {
        if (comments[i].is_after_blank && !(is_first && i == 0))
            buf_putc(l->b, '\n');
        indent(l, 0);
        put_comment(l, comments[i].text);
        buf_putc(l->b, '\n');
    }
}

static void put_body(struct layout *l, const struct tree_block *block)
{
    for (size_t i = 0; i < block->n; i++) {
        const struct tree_stmt *s = &block->stmts[i];

        put_comments(l, s->lead, s->n_lead, i == 0);
        if (s->is_after_blank && (i > 0 || s->n_lead > 0))
            buf_putc(l->b, '\n');
        indent(l, 0);
        if (!put_if_it_fits(l, s))
            put_statement(l, s, false);
        if (s->trail.n > 0) {
            buf_puts(l->b, "  ");
            put_comment(l, s->trail);
        }
        buf_putc(l->b, '\n');
    }
    put_comments(l, block->last, block->n_last, block->n == 0);
}

void fmt_put(const struct tree_block *file, struct buf *b)
{
    struct layout l = {.b = b};

    put_body(&l, file);
}

enum rc pact_format(struct span text, struct arena *a, struct buf *b, struct pact_diags *diags,
                    struct err *err)
{
    const struct tree_block *file = NULL;
    struct diag_list d;

    *diags = (struct pact_diags){0};
    if (text.n > TREE_FILE_MAX_BYTES)
        return err_set(err, RC_LIMIT, "a pact file of more than 1 MiB");
    diag_init(&d, a, err);
    if (text_check(text, &d))
        file = tree_parse(text, a, &d);
    diag_sort(&d);
    *diags = (struct pact_diags){.items = d.items, .n = d.n, .n_errors = d.n_errors};
    if (d.trouble != RC_OK)
        return d.trouble;
    if (d.n_errors > 0 || file == NULL)
        return err_set(err, RC_INPUT, "%zu fault%s", d.n_errors, d.n_errors == 1 ? "" : "s");
    fmt_put(file, b);
    return buf_check(b, err);
}
