/* SPDX-License-Identifier: Apache-2.0 */
#include "report/document.h"

#include "report/escape.h"
#include "report/words.h"

#define DRAFT_BLOCKS_MAX 100000

static enum rc fail(struct draft *d, enum rc rc)
{
    if (d->rc == RC_OK)
        d->rc = rc;
    return d->rc;
}

struct span draft_keep(struct draft *d)
{
    struct span out = span_none();

    if (d->rc == RC_OK && buf_check(d->line, d->err) != RC_OK)
        (void)fail(d, RC_LIMIT);
    if (d->rc == RC_OK && d->line->n > 0) {
        out = arena_copy(d->arena, buf_span(d->line), d->err);
        if (out.p == NULL)
            (void)fail(d, RC_LIMIT);
    }
    buf_clear(d->line);
    return out;
}

void draft_fact(struct draft *d, const char *key, struct span label, struct span value)
{
    struct document *doc = d->doc;
    struct fact *facts = d->rc != RC_OK ? NULL
                                        : arena_grow(d->arena, doc->facts, doc->n_facts,
                                                     &doc->cap_facts, sizeof(*facts), d->err);

    if (facts == NULL) {
        (void)fail(d, RC_LIMIT);
        return;
    }
    doc->facts = facts;
    facts[doc->n_facts++] = (struct fact){.key = key, .label = label, .value = value};
}

static struct block *add_block(struct draft *d, enum block_kind kind, const char *key)
{
    struct document *doc = d->doc;
    struct block *blocks;

    if (d->rc == RC_OK && doc->n_blocks == DRAFT_BLOCKS_MAX)
        (void)fail(d, err_set(d->err, RC_LIMIT, "the report has more than %d paragraphs",
                              DRAFT_BLOCKS_MAX));
    if (d->rc != RC_OK)
        return NULL;
    blocks =
        arena_grow(d->arena, doc->blocks, doc->n_blocks, &doc->cap_blocks, sizeof(*blocks), d->err);
    if (blocks == NULL) {
        (void)fail(d, RC_LIMIT);
        return NULL;
    }
    doc->blocks = blocks;
    blocks[doc->n_blocks] = (struct block){.kind = kind, .key = key};
    return &blocks[doc->n_blocks++];
}

void draft_block(struct draft *d, enum block_kind kind, const char *key, uint32_t number)
{
    struct span text = draft_keep(d);
    struct block *b = add_block(d, kind, key);

    if (b == NULL)
        return;
    b->text = text;
    b->number = number;
}

void draft_figure(struct draft *d, struct drawing drawing, struct span caption,
                  struct span alternative)
{
    struct block *b = add_block(d, BLOCK_FIGURE, "figure");

    if (b == NULL)
        return;
    b->drawing = drawing;
    b->text = caption;
    b->alternative = alternative;
}

struct sheet *draft_sheet(struct draft *d, const char *key, const struct sheet_column *columns,
                          size_t n_columns)
{
    struct sheet *s = d->rc != RC_OK ? NULL : arena_alloc(d->arena, sizeof(*s), d->err);

    if (s == NULL) {
        (void)fail(d, RC_LIMIT);
        return NULL;
    }
    *s = (struct sheet){.key = key, .columns = columns, .n_columns = n_columns};
    return s;
}

void draft_cell(struct draft *d, struct sheet *s)
{
    struct span text = draft_keep(d);
    struct span *cells =
        s == NULL || d->rc != RC_OK
            ? NULL
            : arena_grow(d->arena, s->cells, s->n_cells, &s->cap_cells, sizeof(*cells), d->err);

    if (cells == NULL) {
        (void)fail(d, RC_LIMIT);
        return;
    }
    s->cells = cells;
    cells[s->n_cells++] = text;
    s->n_rows = s->n_cells / s->n_columns;
}

void draft_put_sheet(struct draft *d, const struct sheet *s)
{
    struct block *b;

    if (s == NULL || s->n_rows == 0)
        return;
    b = add_block(d, BLOCK_SHEET, s->key);
    if (b != NULL)
        b->sheet = s;
}

struct span draft_label(const struct draft *d, enum phrase which)
{
    return d->phrases->text[which];
}

struct span draft_number(struct draft *d, uint64_t n)
{
    words_number(d->line, n);
    return draft_keep(d);
}

struct span draft_range(struct draft *d, uint64_t min, uint64_t max)
{
    phrases_range(d->phrases, (struct tally_range){.min = min, .max = max}, d->line);
    return draft_keep(d);
}

/* Numbers for programs stand without the commas that people read them by. */
static void put_field(struct buf *b, const struct sheet_column *c, struct span text)
{
    char plain[64];
    size_t n = 0;

    if (!c->is_number || text.n >= sizeof(plain)) {
        escape_csv(b, text);
        return;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ',')
            plain[n++] = text.p[i];
    }
    escape_csv(b, (struct span){.p = plain, .n = n});
}

void sheet_put_csv(struct buf *b, const struct sheet *s)
{
    const char *comma = "";

    for (size_t i = 0; i < s->n_columns; i++) {
        if (s->columns[i].use == COLUMN_PRINT)
            continue;
        buf_printf(b, "%s%s", comma, s->columns[i].key);
        comma = ",";
    }
    buf_putc(b, '\n');
    for (size_t row = 0; row < s->n_rows; row++) {
        comma = "";
        for (size_t i = 0; i < s->n_columns; i++) {
            if (s->columns[i].use == COLUMN_PRINT)
                continue;
            buf_puts(b, comma);
            put_field(b, &s->columns[i], s->cells[row * s->n_columns + i]);
            comma = ",";
        }
        buf_putc(b, '\n');
    }
}
