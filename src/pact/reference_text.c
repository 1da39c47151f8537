/* SPDX-License-Identifier: Apache-2.0 */
/* reference_text.c: the tables of docs/formats/pact.md, from the table of the language. */
#include "pact/node.h"
#include "pact/reference.h"
#include "pact/usage.h"
#include "pact/words.h"

/* A bar would end the cell of a table. */
static void put_cell(struct buf *b, struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '|')
            buf_putc(b, '\\');
        buf_putc(b, text.p[i]);
    }
}

/* Of a length of time the member's name says in what it is counted. */
static void put_member(struct buf *b, const struct schema_row *row)
{
    const char *p = row->pattern;
    struct pattern_element e;

    do {
        e = pattern_next(&p);
    } while (e.form != PATTERN_END && (e.form != PATTERN_VALUE || e.name.n > 0));
    if (e.form == PATTERN_END || !type_find(e.word)->is_time) {
        buf_printf(b, "`%s`", row->member);
        return;
    }
    for (const char *const *ending = type_endings(); *ending != NULL; ending++)
        if (!span_is(e.word, "elapsed") || span_is(span_of(*ending), "_ms"))
            buf_printf(b, "%s`%s%s`", ending == type_endings() ? "" : " ", row->member, *ending);
}

static void put_row(struct buf *b, const struct schema_row *row)
{
    struct buf usage;

    buf_init(&usage, 4096);
    usage_put(row, &usage);
    buf_puts(b, "| `");
    put_cell(b, buf_span(&usage));
    buf_puts(b, "` | ");
    if ((row->flags & ROW_REQUIRED) != 0)
        buf_puts(b, "required; ");
    if ((row->flags & (ROW_MANY | ROW_JOIN)) != 0)
        buf_puts(b, "may be repeated; ");
    put_cell(b, span_of(row->help));
    buf_puts(b, " | ");
    if ((row->flags & ROW_NO_JSON) == 0)
        put_member(b, row);
    buf_puts(b, " |\n");
    buf_release(&usage);
}

/* Statements of every kind of term, or of one kind alone: each is listed once. */
static bool is_common(const struct schema_row *row)
{
    return (row->scopes & KIND_BITS) == KIND_BITS;
}

static bool is_note(const struct schema_row *row)
{
    return is_common(row) && (row->scopes & SCOPE_BIT(SCOPE_AGREEMENT)) != 0;
}

static void put_heading(struct buf *b, const char *title)
{
    buf_printf(b, "\n### %s\n\n| statement | what it says | JSON |\n|---|---|---|\n", title);
}

static void put_scope(struct buf *b, enum schema_scope scope)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    struct span title = span_of(schema_scope_name(scope));

    buf_printf(b, "\n### In %.*s\n\n", SPAN_ARG(title));
    if (schema_scope_is_kind(scope))
        buf_printf(b, "%s\n\n",
                   pact_kind_is_judged((enum pact_kind)(scope - SCOPE_KIND))
                       ? "Judged by this version."
                       : "Checked, not judged yet: its verdict is `needs_assessment`.");
    buf_puts(b, "| statement | what it says | JSON |\n|---|---|---|\n");
    while ((row = schema_next(&w)) != NULL)
        if (!is_note(row) && !(schema_scope_is_kind(scope) && is_common(row)))
            put_row(b, row);
}

static void put_common(struct buf *b)
{
    struct schema_walk w = schema_rows(SCOPE_KIND);
    const struct schema_row *row;

    put_heading(b, "In any block");
    while ((row = schema_next(&w)) != NULL)
        if (is_note(row))
            put_row(b, row);
    put_heading(b, "In a term of any kind");
    w = schema_rows(SCOPE_KIND);
    while ((row = schema_next(&w)) != NULL)
        if (is_common(row) && !is_note(row))
            put_row(b, row);
}

static void put_types(struct buf *b)
{
    const struct type_row *row;

    buf_puts(b, "\n### Values\n\n| in the tables | value |\n|---|---|\n");
    for (size_t part = 0; (row = type_rows(part)) != NULL; part++)
        for (; row->name != NULL; row++) {
            buf_puts(b, "| `");
            put_cell(b, span_of(row->placeholder));
            buf_puts(b, "` | ");
            put_cell(b, span_of(row->what));
            buf_puts(b, " |\n");
        }
}

static void put_words(struct buf *b)
{
    buf_puts(b, "\n### Fixed words\n\n");
    for (const char *const *w = word_names(); *w != NULL; w++)
        buf_printf(b, "%s`%s`", w == word_names() ? "" : " ", *w);
    buf_puts(b, "\n");
}

void reference_put(struct buf *b)
{
    put_types(b);
    put_words(b);
    put_common(b);
    for (int scope = 0; scope < SCOPE_COUNT; scope++)
        put_scope(b, (enum schema_scope)scope);
}
