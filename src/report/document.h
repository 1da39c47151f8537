/* SPDX-License-Identifier: Apache-2.0 */
/* document.h: a report as blocks of text, tables and drawings, before it is HTML, PDF or JSON: one
 * content, so that no form says what another does not. Pure. */
#pragma once

#include "report/phrases.h"
#include "report/svg.h"

enum block_kind {
    BLOCK_SECTION, /* a numbered heading; `key` is its anchor */
    BLOCK_ANNEX,   /* a heading of the annex: begins a wide page on paper */
    BLOCK_HEADING, /* within a section */
    BLOCK_TEXT,
    BLOCK_BULLET,
    BLOCK_NOTE, /* what limits what was said before it */
    BLOCK_SHEET,
    BLOCK_FIGURE,
};

enum column_use { COLUMN_BOTH, COLUMN_PRINT, COLUMN_DATA };

/* Data columns are for programs: CSV and JSON. Printed ones are for people. */
struct sheet_column {
    const char *key;
    struct span head;
    enum column_use use;
    bool is_number; /* stands at the right */
};

/* A table; cells[row * n_columns + column], the empty span where there is nothing to say. */
struct sheet {
    const char *key;
    struct span title, note;
    const struct sheet_column *columns;
    size_t n_columns;
    struct span *cells;
    size_t n_cells, cap_cells, n_rows;
};

struct block {
    enum block_kind kind;
    const char *key; /* of the phrase or section */
    uint32_t number; /* of a section; 0: none */
    struct span text;
    const struct sheet *sheet;
    struct drawing drawing;
    struct span alternative; /* of a figure: what a reader who cannot see it should know */
};

struct fact {
    const char *key;
    struct span label, value;
};

/* Read freely. */
struct document {
    const struct phrases *phrases; /* for what only a form says: "page 1 of 3" */
    struct span language;          /* "en" */
    struct span id, title, kicker;
    struct fact *facts;
    size_t n_facts, cap_facts;
    struct block *blocks;
    size_t n_blocks, cap_blocks;
    struct span foot;        /* of every page */
    int64_t created_at_ms;   /* what files say of their making: nothing is read from a clock */
    uint32_t rows_shown_max; /* of one table on paper and on the page; its CSV has all */
};

/* A document while it is written. Nothing needs to be checked until the end: after a failure
 * everything else does nothing, and `rc` and `err` say why. */
struct draft {
    struct document *doc;
    const struct phrases *phrases;
    struct arena *arena;
    struct buf *line; /* room for one text at a time */
    enum rc rc;
    struct err *err;
};

/** What stands in `line`, kept as long as the arena; `line` is empty again. */
struct span draft_keep(struct draft *d);
void draft_fact(struct draft *d, const char *key, struct span label, struct span value);
/** Add what stands in `line` as a block. */
void draft_block(struct draft *d, enum block_kind kind, const char *key, uint32_t number);
void draft_figure(struct draft *d, struct drawing drawing, struct span caption,
                  struct span alternative);
/** A table of these columns; NULL after a failure. */
struct sheet *draft_sheet(struct draft *d, const char *key, const struct sheet_column *columns,
                          size_t n_columns);
/** The next cell of a table: what stands in `line`. Rows are complete when all columns have one. */
void draft_cell(struct draft *d, struct sheet *s);
/** Put a table into the document where it has rows. */
void draft_put_sheet(struct draft *d, const struct sheet *s);

/* A phrase as a block, a heading, a column's head, a fact. */
#define WRITE(d, kind, id, ...)                                                                    \
    (SAY((d)->phrases, (d)->line, id, __VA_ARGS__),                                                \
     draft_block((d), (kind), phrase_key(PHRASE_##id), 0))
#define WRITE0(d, kind, id)                                                                        \
    (SAY0((d)->phrases, (d)->line, id), draft_block((d), (kind), phrase_key(PHRASE_##id), 0))

/** The text of a phrase without values, for labels and heads. */
struct span draft_label(const struct draft *d, enum phrase which);
/** Number as text, kept. */
struct span draft_number(struct draft *d, uint64_t n);
struct span draft_range(struct draft *d, uint64_t min, uint64_t max);

#define DOCUMENT_BYTES_MAX ((size_t)128 << 20)
/** fails  RC_LIMIT: more than the buffer takes; RC_IO: cairo failed, with its words */
MUST_USE enum rc document_put_html(struct buf *b, const struct document *doc, struct err *err);
MUST_USE enum rc document_put_pdf(struct buf *b, const struct document *doc, struct err *err);
/** A table for programs: its data columns, a header line, RFC 4180. */
void sheet_put_csv(struct buf *b, const struct sheet *s);
