/* SPDX-License-Identifier: Apache-2.0 */
/* tree.h: a pact file as statements and blocks, before anything is known of their meaning.
 *
 * Keeps comments, blank lines and line breaks, so that the file can be laid out anew without
 * loss. */
#pragma once

#include "pact/lex.h"

#define TREE_DEPTH_MAX      16
#define TREE_FILE_MAX_BYTES ((size_t)1024 * 1024)

struct tree_block;

struct tree_comment {
    struct span text; /* with its # */
    bool is_after_blank;
};

/* An argument, or a block that stands among the arguments. */
struct tree_arg {
    struct token token; /* TOK_OPEN for a block */
    const struct tree_block *block;
    bool breaks; /* of a comma: the statement goes on in the next line */
    const struct tree_comment *comments;
    size_t n_comments; /* behind that comma */
};

struct tree_stmt {
    struct token keyword;
    const struct tree_arg *args;
    size_t n_args;
    const struct tree_comment *lead; /* comments in lines of their own above it */
    size_t n_lead;
    struct span trail; /* the comment behind it on its line; empty without */
    bool is_after_blank;
    bool is_broken; /* complained about already: its meaning is not asked for */
};

struct tree_block {
    const struct tree_stmt *stmts;
    size_t n;
    struct span open_comment;        /* behind the opening brace */
    const struct tree_comment *last; /* comments behind the last statement */
    size_t n_last;
    bool is_one_line;
    struct src_pos open, close;
};

/**
 * Read a file. Goes on after a fault as far as it can; the messages are in `d`.
 *
 * out    what was understood; NULL only where the arena is full (d->trouble)
 */
const struct tree_block *tree_parse(struct span text, struct arena *a, struct diag_list *d);
/** Its normal layout (fmt.c). */
void fmt_put(const struct tree_block *file, struct buf *b);
