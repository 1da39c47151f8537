/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/grid.h"

#include <stdarg.h>

#define GAP         2
#define ELASTIC_MIN 8
#define CELL_TEXT   1024
#define ELLIPSIS    "\xE2\x80\xA6"

struct grid_cell *grid_row(struct grid *g)
{
    struct grid_cell *cells =
        arena_grow(g->arena, g->cells, g->n_rows, &g->cap, g->n_columns * sizeof(*cells), NULL);
    struct grid_cell *row;

    if (cells == NULL)
        return NULL;
    g->cells = cells;
    row = &cells[g->n_rows++ * g->n_columns];
    for (size_t i = 0; i < g->n_columns; i++)
        row[i] = (struct grid_cell){.text = SPAN("")};
    return row;
}

void grid_set(struct grid *g, struct grid_cell *cell, enum style style, const char *fmt, ...)
{
    char text[CELL_TEXT];
    va_list args;

    if (cell == NULL)
        return;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    cell->text = arena_copy(g->arena, span_of(text), NULL);
    cell->style = style;
}

void grid_take(struct grid *g, struct grid_cell *cell, enum style style, struct buf *text)
{
    if (cell != NULL) {
        cell->text = arena_copy(g->arena, buf_span(text), NULL);
        cell->style = style;
    }
    buf_clear(text);
}

static void measure(const struct grid *g, size_t widths[GRID_COLUMNS_MAX])
{
    for (size_t c = 0; c < g->n_columns; c++) {
        widths[c] = 0;
        for (size_t r = 0; r < g->n_rows; r++) {
            size_t w = text_columns(g->cells[r * g->n_columns + c].text);

            widths[c] = w > widths[c] ? w : widths[c];
        }
    }
}

static size_t total_of(const struct grid *g, const size_t *widths)
{
    size_t n = 0;

    for (size_t c = 0; c < g->n_columns; c++)
        n += widths[c] + (c == 0 ? 0 : GAP);
    return n;
}

/* The widest elastic column gives way first, one column of the terminal at a time. */
static void shrink(const struct grid *g, size_t room, size_t widths[GRID_COLUMNS_MAX])
{
    while (total_of(g, widths) > room) {
        size_t widest = g->n_columns;

        for (size_t c = 0; c < g->n_columns; c++) {
            if (g->columns[c].is_elastic && widths[c] > ELASTIC_MIN &&
                (widest == g->n_columns || widths[c] > widths[widest]))
                widest = c;
        }
        if (widest == g->n_columns)
            return;
        widths[widest]--;
    }
}

static void put_blanks(struct buf *b, size_t n)
{
    while (n-- > 0)
        buf_putc(b, ' ');
}

static void put_cell(const struct terminal *t, struct buf *b, const struct grid_cell *cell,
                     size_t width, enum grid_align align)
{
    size_t w = text_columns(cell->text);
    bool is_cut = w > width;
    struct span text =
        is_cut ? span_sub(cell->text, 0, text_fit(cell->text, width - 1)) : cell->text;
    size_t blanks = is_cut ? width - text_columns(text) - 1 : width - w;

    if (align == GRID_RIGHT)
        put_blanks(b, blanks);
    terminal_put(t, b, cell->style, text);
    if (is_cut)
        buf_puts(b, ELLIPSIS);
    if (align == GRID_LEFT)
        put_blanks(b, blanks);
}

/* Blanks at the end of a line are no use to anybody. */
static void trim_end(struct buf *b)
{
    while (b->n > 0 && b->p[b->n - 1] == ' ')
        b->p[--b->n] = '\0';
}

static void put(const struct grid *g, const struct terminal *t, size_t room, size_t indent,
                struct buf *b)
{
    size_t widths[GRID_COLUMNS_MAX];

    measure(g, widths);
    shrink(g, room, widths);
    for (size_t r = 0; r < g->n_rows; r++) {
        put_blanks(b, indent);
        for (size_t c = 0; c < g->n_columns; c++) {
            put_blanks(b, c == 0 ? 0 : GAP);
            put_cell(t, b, &g->cells[r * g->n_columns + c], widths[c], g->columns[c].align);
        }
        trim_end(b);
        buf_putc(b, '\n');
    }
}

void grid_put(const struct grid *g, const struct terminal *t, size_t indent, struct buf *b)
{
    put(g, t, (size_t)t->columns > indent ? (size_t)t->columns - indent : 1, indent, b);
}

void grid_put_list(const struct grid *g, const struct terminal *t, size_t indent, struct buf *b)
{
    if (t->is_terminal)
        grid_put(g, t, indent, b);
    else
        put(g, t, SIZE_MAX, indent, b);
}
