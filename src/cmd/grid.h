/* SPDX-License-Identifier: Apache-2.0 */
/* grid.h: rows of text in aligned columns that fit a terminal, whatever the alphabet. */
#pragma once

#include "base/arena.h"
#include "cmd/terminal.h"

#define GRID_COLUMNS_MAX 10

enum grid_align { GRID_LEFT, GRID_RIGHT };

struct grid_column {
    enum grid_align align;
    bool is_elastic; /* gives way, with an ellipsis, where the row does not fit */
};

struct grid_cell {
    struct span text;
    enum style style;
};

struct grid {
    struct arena *arena;
    const struct grid_column *columns;
    size_t n_columns;
    struct grid_cell *cells; /* row after row */
    size_t n_rows, cap;
};

/** A new row of empty cells; NULL when the arena is full. */
struct grid_cell *grid_row(struct grid *g);
/** A cell's text, formatted into the arena; empty when that is full. */
void grid_set(struct grid *g, struct grid_cell *cell, enum style style, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
/** The same from a buffer, which is emptied. */
void grid_take(struct grid *g, struct grid_cell *cell, enum style style, struct buf *text);
/** Append the rows, each behind `indent` blanks, at most the terminal's width. */
void grid_put(const struct grid *g, const struct terminal *t, size_t indent, struct buf *b);
/** The same for lists that programs read, too: into a pipe or a file every cell goes whole. */
void grid_put_list(const struct grid *g, const struct terminal *t, size_t indent, struct buf *b);
