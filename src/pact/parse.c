/* SPDX-License-Identifier: Apache-2.0 */
/* parse.c: tokens to statements and blocks (the grammar stands in docs/formats/pact.md). */
#include "pact/tree.h"

struct parser {
    struct lexer lx;
    struct token now;
    struct arena *a;
    struct diag_list *d;
};

struct comments {
    struct tree_comment *items;
    size_t n, cap;
};

static void advance(struct parser *p)
{
    p->now = lex_next(&p->lx);
}

/* Room for one more, or NULL with the trouble noted. */
static void *grow(struct parser *p, void *items, size_t n, size_t *cap, size_t size)
{
    void *out = arena_grow(p->a, items, n, cap, size, p->d->err);

    if (out == NULL)
        p->d->trouble = RC_LIMIT;
    return out;
}

static void add_comment(struct parser *p, struct comments *c, struct span text, bool after_blank)
{
    struct tree_comment *items = grow(p, c->items, c->n, &c->cap, sizeof(*items));

    if (items == NULL)
        return;
    c->items = items;
    c->items[c->n++] = (struct tree_comment){.text = text, .is_after_blank = after_blank};
}

/* Newlines, semicolons and comments before a statement; says whether blank lines were among them.
 */
static bool skip_between(struct parser *p, struct comments *c)
{
    unsigned newlines = 0;

    for (;; advance(p)) {
        if (p->now.kind == TOK_NEWLINE) {
            newlines++;
        } else if (p->now.kind == TOK_COMMENT) {
            add_comment(p, c, p->now.text, newlines > 1);
            newlines = 0;
        } else if (p->now.kind != TOK_SEMICOLON) {
            return newlines > 1;
        }
    }
}

static struct tree_block *parse_block(struct parser *p, unsigned depth);

static bool ends_statement(enum token_kind k)
{
    return k == TOK_NEWLINE || k == TOK_SEMICOLON || k == TOK_CLOSE || k == TOK_EOF ||
           k == TOK_COMMENT;
}

/* What may follow a comma: newlines and comments, behind which the statement goes on. */
static void continue_line(struct parser *p, struct tree_arg *comma)
{
    struct comments c = {0};

    while (p->now.kind == TOK_NEWLINE || p->now.kind == TOK_COMMENT) {
        if (p->now.kind == TOK_COMMENT)
            add_comment(p, &c, p->now.text, false);
        else
            comma->breaks = true;
        advance(p);
    }
    comma->comments = c.items;
    comma->n_comments = c.n;
}

/* Behind a block that is nested too deep nothing is read: past its matching brace. */
static void skip_block(struct parser *p)
{
    unsigned open = 1;

    for (advance(p); open > 0 && p->now.kind != TOK_EOF; advance(p)) {
        open += p->now.kind == TOK_OPEN;
        open -= p->now.kind == TOK_CLOSE;
    }
}

static struct tree_arg parse_arg(struct parser *p, unsigned depth, bool *is_broken)
{
    struct tree_arg arg = {.token = p->now};

    if (p->now.kind == TOK_OPEN && depth >= TREE_DEPTH_MAX) {
        diag_error(p->d, p->now.pos, "blocks are nested deeper than %d; nothing needs that",
                   TREE_DEPTH_MAX);
        *is_broken = true;
        skip_block(p);
    } else if (p->now.kind == TOK_OPEN) {
        arg.block = parse_block(p, depth + 1);
    } else {
        *is_broken |= p->now.kind == TOK_BAD;
        advance(p);
        if (arg.token.kind == TOK_COMMA)
            continue_line(p, &arg);
    }
    return arg;
}

static struct tree_stmt parse_statement(struct parser *p, unsigned depth)
{
    struct tree_stmt s = {.keyword = p->now};
    struct tree_arg *args = NULL;
    size_t cap = 0;

    if (p->now.kind != TOK_WORD && p->now.kind != TOK_NAME) {
        s.is_broken = true;
        if (p->now.kind == TOK_OPEN)
            diag_error(p->d, p->now.pos,
                       "a block without a statement; write { on the line of the statement that "
                       "it belongs to");
        else if (p->now.kind != TOK_BAD)
            diag_error(p->d, p->now.pos, "%.*s is %s; a statement begins with a keyword",
                       SPAN_ARG(p->now.raw), lex_kind_name(p->now.kind));
    }
    if (p->now.kind != TOK_OPEN)
        advance(p);
    while (!ends_statement(p->now.kind) && p->d->trouble == RC_OK) {
        args = grow(p, args, s.n_args, &cap, sizeof(*args));
        if (args == NULL)
            break;
        args[s.n_args] = parse_arg(p, depth, &s.is_broken);
        s.n_args++;
    }
    s.args = args;
    if (p->now.kind == TOK_SEMICOLON) /* a comment behind it belongs to it all the same */
        advance(p);
    if (p->now.kind == TOK_COMMENT) {
        s.trail = p->now.text;
        advance(p);
    }
    return s;
}

/* Statements up to the closing brace or the end of the file. */
static struct tree_block *parse_statements(struct parser *p, unsigned depth)
{
    struct tree_block *b = arena_alloc(p->a, sizeof(*b), p->d->err);
    struct tree_stmt *stmts = NULL;
    size_t cap = 0;

    if (b == NULL) {
        p->d->trouble = RC_LIMIT;
        return NULL;
    }
    while (p->d->trouble == RC_OK) {
        struct comments lead = {0};
        bool is_after_blank = skip_between(p, &lead);

        b->last = lead.items;
        b->n_last = lead.n;
        if (p->now.kind == TOK_EOF || (p->now.kind == TOK_CLOSE && depth > 0))
            break;
        if (p->now.kind == TOK_CLOSE) {
            diag_error(p->d, p->now.pos, "a } without its {; remove it");
            advance(p);
            continue;
        }
        stmts = grow(p, stmts, b->n, &cap, sizeof(*stmts));
        if (stmts == NULL)
            break;
        stmts[b->n] = parse_statement(p, depth);
        stmts[b->n].lead = lead.items;
        stmts[b->n].n_lead = lead.n;
        stmts[b->n].is_after_blank = is_after_blank;
        b->n++;
        b->last = NULL;
        b->n_last = 0;
    }
    b->stmts = stmts;
    return b;
}

static struct tree_block *parse_block(struct parser *p, unsigned depth)
{
    struct src_pos open = p->now.pos;
    struct span comment = {0};
    struct tree_block *b;

    advance(p);
    if (p->now.kind == TOK_COMMENT) {
        comment = p->now.text;
        advance(p);
    }
    b = parse_statements(p, depth);
    if (b == NULL)
        return NULL;
    b->open = open;
    b->open_comment = comment;
    b->close = p->now.pos;
    b->is_one_line = open.line == p->now.pos.line;
    if (p->now.kind == TOK_CLOSE)
        advance(p);
    else
        diag_error(p->d, open,
                   "the block that begins here does not end; write } behind its last "
                   "statement");
    return b;
}

const struct tree_block *tree_parse(struct span text, struct arena *a, struct diag_list *d)
{
    struct parser p = {.a = a, .d = d};

    lex_init(&p.lx, text, a, d);
    advance(&p);
    return parse_statements(&p, 0);
}
