/* SPDX-License-Identifier: Apache-2.0 */
/* node.h: statements whose meaning is known: each with the row of the table that it fits and its
 * values. Between the syntax tree and everything that is made of a pact: JSON, model, words. */
#pragma once

#include "base/table.h"
#include "pact/schema.h"
#include "pact/types.h"

/* One value, with its place in the file. */
struct capture {
    struct span name; /* its JSON member; empty: the statement's only value */
    const struct type_row *type;
    struct json value;
    struct src_pos at;
};

struct node {
    const struct schema_row *row;
    const struct tree_stmt *stmt;
    struct json value;  /* of the statement alone; children are not in it yet */
    const char *ending; /* of the row's member, where its only value is a length of time */
    const struct capture *captures;
    size_t n_captures;
    struct node_block *block; /* NULL: no block */
};

struct node_block {
    enum schema_scope scope;
    struct node *nodes;
    size_t n;
    const struct node_block *parent; /* NULL: the file */
    const struct node *owner;        /* the statement that opens it */
    bool has_faults;    /* statements were left out: what seems to be missing may be among them */
    struct table names; /* "member name": index of the node; filled by node_check */
};

/* What making nodes needs; one for a file. */
struct node_maker {
    bool is_full; /* types.is_full points here */
    struct type_context types;
    struct diag_list *diags;
};

/**
 * Give every statement of a pact file its row and its values.
 *
 * out  what fits; what does not is left out and complained about. NULL: the arena is full
 */
struct node_block *node_make(const struct tree_block *file, struct node_maker *m);
/** The same for another kind of file: SCOPE_SETUP. */
struct node_block *node_make_of(const struct tree_block *file, enum schema_scope scope,
                                struct node_maker *m);
/** Fit one statement into a scope: 1 it fits, 0 it does not (the complaint is made). */
bool node_match(const struct tree_stmt *s, enum schema_scope scope, struct node_maker *m,
                struct node *out);
/** Expand `like`, then complain of what stands twice, is missing, or named twice. */
void node_check(struct node_block *file, struct node_maker *m);

/** A statement's own words, without its block. */
void node_put_words(const struct node *n, struct buf *b);
/** The value of that name; NULL where it was left out. */
const struct capture *node_capture(const struct node *n, const char *name);
/** The next node of a block with that member, behind `after` (NULL: the first). */
const struct node *node_next(const struct node_block *b, const char *member,
                             const struct node *after);
/** The name that a statement defines; empty where it defines none. */
struct span node_id(const struct node *n);
struct src_pos node_id_at(const struct node *n);
/**
 * The node of a block that gives a name.
 *
 * in  member  of its rows in JSON; "parties" stands for all that may be bound: parties, observers,
 *             members, candidates
 */
const struct node *node_find(const struct node_block *b, const char *member, struct span id);
/* The key of a name in node_block.names. */
#define NODE_KEY_MAX (TYPE_NAME_MAX + 64)
struct span node_name_key(char out[NODE_KEY_MAX], const char *space, struct span id);
/** The set of names that a row's names belong to. */
const char *node_name_space(const struct schema_row *row);
/** Tell blocks and their statements of one another, once their arrays have their final place. */
void node_link(struct node_block *b);
/** The nearest such name; empty where none is near. */
struct span node_nearest(const struct node_block *b, const char *member, struct span id);
/** Where a statement stands. */
struct src_pos node_at(const struct node *n);
