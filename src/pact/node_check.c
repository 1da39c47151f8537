/* SPDX-License-Identifier: Apache-2.0 */
/* node_check.c: `like` is expanded; what stands twice, is missing or bears a name twice is told. */
#include "pact/node.h"
#include "pact/usage.h"

#define LIKE_DEPTH_MAX 100

/* --- like ------------------------------------------------------------------------------------ */

static bool has_keyword(const struct node_block *b, const char *keyword)
{
    for (size_t i = 0; i < b->n; i++)
        if (span_is(span_of(keyword), b->nodes[i].row->keyword))
            return true;
    return false;
}

static struct node *find_term(const struct node_block *b, struct span id)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->nodes[i].row->child == SCOPE_BY_KIND && b->nodes[i].block != NULL &&
            span_eq(node_id(&b->nodes[i]), id))
            return &b->nodes[i];
    return NULL;
}

/* The copy's statements, then one's own: what is written here replaces its keyword there. */
static void inherit(struct node_block *own, const struct node_block *from, struct node_maker *m)
{
    struct node *all =
        arena_array(m->types.arena, own->n + from->n + 1, sizeof(*all), m->diags->err);
    size_t n = 0;

    if (all == NULL) {
        m->diags->trouble = RC_LIMIT;
        return;
    }
    for (size_t i = 0; i < from->n; i++)
        if (!has_keyword(own, from->nodes[i].row->keyword))
            all[n++] = from->nodes[i];
    for (size_t i = 0; i < own->n; i++)
        if ((own->nodes[i].row->flags & ROW_NO_JSON) == 0)
            all[n++] = own->nodes[i];
    own->nodes = all;
    own->n = n;
    own->has_faults |= from->has_faults;
}

/* Chains are followed to their end, or until they must be a circle. */
static void expand(struct node_block *terms, struct node *term, size_t depth, struct node_maker *m)
{
    const struct node *like = node_next(term->block, "like", NULL);
    struct node *from;
    struct src_pos at;

    if (like == NULL)
        return;
    at = like->captures[0].at;
    from = find_term(terms, like->value.u.text);
    if (from == NULL) {
        diag_error(m->diags, at,
                   "there is no term %.*s in this block; like copies a term of the "
                   "same block",
                   SPAN_ARG(like->value.u.text));
    } else if (depth > terms->n || depth >= LIKE_DEPTH_MAX) {
        diag_error(m->diags, at,
                   "the terms copy one another in a circle, or through more than %d others; one of "
                   "them must be written out",
                   LIKE_DEPTH_MAX);
    } else if (from->block->scope != term->block->scope) {
        diag_error(m->diags, at, "%.*s is %s, not %s; like copies a term of the same kind",
                   SPAN_ARG(like->value.u.text), schema_scope_name(from->block->scope),
                   schema_scope_name(term->block->scope));
    } else {
        expand(terms, from, depth + 1, m);
        inherit(term->block, from->block, m);
        return;
    }
    inherit(term->block, &(struct node_block){.has_faults = true}, m); /* drops the like */
}

static void expand_all(struct node_block *b, struct node_maker *m)
{
    for (size_t i = 0; i < b->n && !diag_is_full(m->diags); i++) {
        if (b->nodes[i].block == NULL)
            continue;
        if (b->nodes[i].row->child == SCOPE_BY_KIND)
            expand(b, &b->nodes[i], 0, m);
        else
            expand_all(b->nodes[i].block, m);
    }
}

/* --- twice, missing -------------------------------------------------------------------------- */

static void check_twice(const struct node_block *b, struct node_maker *m)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct node *n = &b->nodes[i];
        const struct node *first;

        if ((n->row->flags & (ROW_MANY | ROW_JOIN)) != 0)
            continue;
        first = node_next(b, n->row->member, NULL);
        if (first == n)
            continue;
        diag_error(m->diags, node_at(n), "%s stands twice, first in line %u; keep one",
                   n->row->keyword, node_at(first).line);
    }
}

static struct src_pos where_named(const struct node *n, struct span id)
{
    for (size_t i = 0; i < n->n_captures; i++)
        if (n->captures[i].type->ref == REF_NEW && span_eq(n->captures[i].value.u.text, id))
            return n->captures[i].at;
    return node_at(n);
}

/* Names are unique among the statements of one keyword in a block. */
static void add_name(struct node_block *b, uint32_t at, const struct capture *c,
                     struct node_maker *m)
{
    const char *space = node_name_space(b->nodes[at].row);
    const struct node *first = node_find(b, space, c->value.u.text);
    char text[NODE_KEY_MAX];
    struct span key;

    if (first != NULL) {
        diag_error(m->diags, c->at, "%.*s names something in line %u already; choose another name",
                   SPAN_ARG(c->value.u.text), where_named(first, c->value.u.text).line);
        return;
    }
    key = arena_copy(m->types.arena, node_name_key(text, space, c->value.u.text), m->diags->err);
    if (key.p == NULL || table_add(&b->names, key, at, m->diags->err))
        m->diags->trouble = RC_LIMIT;
}

static void check_names(struct node_block *b, struct node_maker *m)
{
    table_init(&b->names, m->types.arena);
    for (uint32_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->nodes[i].n_captures && m->diags->trouble == RC_OK; k++)
            if (b->nodes[i].captures[k].type->ref == REF_NEW)
                add_name(b, i, &b->nodes[i].captures[k], m);
}

static void check_missing(const struct node_block *b, struct src_pos at, struct node_maker *m)
{
    struct schema_walk w = schema_rows(b->scope);
    const struct schema_row *row;
    struct buf usage;

    while (!b->has_faults && (row = schema_next(&w)) != NULL) {
        if ((row->flags & ROW_REQUIRED) == 0 || node_next(b, row->member, NULL) != NULL)
            continue;
        buf_init(&usage, 600);
        usage_put(row, &usage);
        diag_error(m->diags, at, "%s lacks %s (%s); write: %.*s", schema_scope_name(b->scope),
                   (row->flags & ROW_BARE) != 0 ? "its members" : row->keyword, row->help,
                   (int)usage.n, usage.p);
        buf_release(&usage);
    }
}

static void check_block(struct node_block *b, struct src_pos at, struct node_maker *m)
{
    check_twice(b, m);
    check_names(b, m);
    check_missing(b, at, m);
    for (size_t i = 0; i < b->n && !diag_is_full(m->diags); i++)
        if (b->nodes[i].block != NULL)
            check_block(b->nodes[i].block, node_id_at(&b->nodes[i]), m);
}

void node_check(struct node_block *file, struct node_maker *m)
{
    struct src_pos start = {.line = 1, .column = 1, .width = 1};

    expand_all(file, m);
    node_link(file);
    if (m->diags->trouble == RC_OK)
        check_block(file, start, m);
}
