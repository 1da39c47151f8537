/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/usage.h"

#define USAGE_MAX 600
#define FORMS_MAX 3 /* of a keyword, in a message */

static void put_element_usage(const struct pattern_element *e, struct buf *b)
{
    struct span rest = e->word, word;
    bool is_first = true;

    if (e->form != PATTERN_VALUE) {
        buf_put(b, e->word);
    } else if (e->word.p[0] == '{') {
        while (type_set_next(&rest, &word)) {
            buf_puts(b, is_first ? "" : "|");
            buf_put(b, word);
            is_first = false;
        }
    } else {
        buf_puts(b, type_find(e->word)->placeholder);
    }
}

static const char *list_usage(char list)
{
    return list == ',' ? ", …" : list == '&' ? " and …" : list == '|' ? " or …" : "";
}

void usage_put(const struct schema_row *row, struct buf *b)
{
    const char *p = row->pattern;
    bool glue = (row->flags & ROW_BARE) != 0;

    if (!glue)
        buf_puts(b, row->keyword);
    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END)
            break;
        if (e.form == PATTERN_GROUP)
            continue;
        if (!glue && e.form != PATTERN_CLOSE && e.form != PATTERN_GROUP_END)
            buf_putc(b, ' ');
        glue = e.form == PATTERN_OPEN;
        if (e.form == PATTERN_OPEN || e.form == PATTERN_CLOSE)
            buf_putc(b, e.form == PATTERN_OPEN ? '[' : ']');
        else if (e.form != PATTERN_GROUP_END)
            put_element_usage(&e, b);
        buf_puts(b, list_usage(e.list));
    }
    if (row->child != SCOPE_NONE)
        buf_puts(b, (row->flags & ROW_MAY_BLOCK) != 0 ? " [{ … }]" : " { … }");
}

/* The forms of a keyword, for a message. */
static void put_forms(enum schema_scope scope, struct span keyword, struct buf *b)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    size_t n = 0;

    while ((row = schema_next(&w)) != NULL) {
        if (!span_is(keyword, row->keyword))
            continue;
        if (++n > FORMS_MAX) {
            buf_puts(b, " or …");
            break;
        }
        buf_puts(b, n > 1 ? " or " : "");
        usage_put(row, b);
    }
}

/* Of a keyword with several forms: the first word of one that was probably meant; empty where the
 * first argument is such a word already, or none is near. */
static struct span misspelt_form(const struct tree_stmt *s, enum schema_scope scope)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    struct span near = {0}, first;

    if (s->n_args == 0 || s->args[0].token.kind != TOK_WORD)
        return near;
    first = s->args[0].token.raw;
    while ((row = schema_next(&w)) != NULL) {
        const char *p = row->pattern;
        struct pattern_element e = pattern_next(&p);

        if (!span_is(s->keyword.text, row->keyword) ||
            (e.form != PATTERN_WORD && e.form != PATTERN_FLAG))
            continue;
        if (span_eq(e.word, first))
            return (struct span){0};
        if (span_edit_distance(first, e.word) <= e.word.n / 3 && near.n == 0)
            near = e.word;
    }
    return near;
}

void usage_complain(const struct tree_stmt *s, enum schema_scope scope, struct diag_list *d,
                    struct src_pos at, const char *why)
{
    struct span near = misspelt_form(s, scope);
    struct buf b;

    if (near.n > 0) {
        diag_error(d, s->args[0].token.pos, "%.*s is not known here; did you mean %.*s",
                   SPAN_ARG(s->args[0].token.raw), SPAN_ARG(near));
        return;
    }
    if (strstr(why, "; ") != NULL) { /* it says what would be right */
        diag_error(d, at, "%s", why);
        return;
    }
    buf_init(&b, USAGE_MAX);
    put_forms(scope, s->keyword.text, &b);
    diag_error(d, at, "%s; write: %.*s", why, (int)b.n, b.p);
    buf_release(&b);
}

void usage_complain_keyword(const struct tree_stmt *s, enum schema_scope scope, struct diag_list *d)
{
    const char *near = schema_nearest(scope, s->keyword.text);
    enum schema_scope other = schema_elsewhere(s->keyword.text);

    if (other != SCOPE_NONE)
        diag_error(d, s->keyword.pos, "%.*s is no statement of %s; it belongs in %s%s%s",
                   SPAN_ARG(s->keyword.text), schema_scope_name(scope), schema_scope_name(other),
                   near == NULL ? "" : ", or did you mean ", near == NULL ? "" : near);
    else
        diag_error(d, s->keyword.pos, "%.*s is no statement of %s%s%s", SPAN_ARG(s->keyword.raw),
                   schema_scope_name(scope),
                   near == NULL ? "; docs/formats/pact.md lists them" : "; did you mean ",
                   near == NULL ? "" : near);
}
