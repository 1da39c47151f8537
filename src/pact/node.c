/* SPDX-License-Identifier: Apache-2.0 */
/* node.c: blocks of statements become blocks of nodes; what stands twice or is missing is told. */
#include "pact/node.h"

#define KEY_MAX        (TYPE_NAME_MAX + 64)
#define LIKE_DEPTH_MAX 100

struct src_pos node_at(const struct node *n)
{
    return n->stmt->keyword.pos;
}

const struct capture *node_capture(const struct node *n, const char *name)
{
    for (size_t i = 0; i < n->n_captures; i++)
        if (span_is(n->captures[i].name, name))
            return &n->captures[i];
    return NULL;
}

static const struct capture *new_name(const struct node *n)
{
    for (size_t i = 0; i < n->n_captures; i++)
        if (n->captures[i].type->ref == REF_NEW)
            return &n->captures[i];
    return NULL;
}

struct span node_id(const struct node *n)
{
    const struct capture *c = new_name(n);

    return c != NULL ? c->value.u.text : span_none();
}

struct src_pos node_id_at(const struct node *n)
{
    const struct capture *c = new_name(n);

    return c != NULL ? c->at : node_at(n);
}

const struct node *node_next(const struct node_block *b, const char *member,
                             const struct node *after)
{
    size_t i = after == NULL ? 0 : (size_t)(after - b->nodes) + 1;

    for (; i < b->n; i++)
        if (span_is(span_of(b->nodes[i].row->member), member))
            return &b->nodes[i];
    return NULL;
}

void node_put_words(const struct node *n, struct buf *b)
{
    buf_put(b, n->stmt->keyword.raw);
    for (size_t i = 0; i < n->stmt->n_args && n->stmt->args[i].block == NULL; i++) {
        if (n->stmt->args[i].token.kind != TOK_COMMA)
            buf_putc(b, ' ');
        buf_put(b, n->stmt->args[i].token.raw);
    }
}

static struct node_block *make_block(const struct tree_block *tree, enum schema_scope scope,
                                     struct node_maker *m);

static enum schema_scope child_scope(const struct node *n)
{
    const struct capture *kind = node_capture(n, "kind");

    if (n->row->child != SCOPE_BY_KIND || kind == NULL)
        return n->row->child;
    for (int k = 0; k < PACT_KIND_COUNT; k++)
        if (span_is(kind->value.u.text, pact_kind_name((enum pact_kind)k)))
            return (enum schema_scope)(SCOPE_KIND + k);
    return SCOPE_NONE;
}

static const struct tree_block *block_of(const struct tree_stmt *s)
{
    return s->n_args > 0 ? s->args[s->n_args - 1].block : NULL;
}

/* The block of a statement, when its row wants one. */
static bool make_child(struct node *n, struct node_maker *m)
{
    const struct tree_block *tree = block_of(n->stmt);
    enum schema_scope scope = child_scope(n);
    struct buf b;

    if (scope == SCOPE_NONE && tree == NULL)
        return true;
    if (scope == SCOPE_NONE) {
        diag_error(m->diags, tree->open, "%s has no block; end the statement before the {",
                   n->row->keyword);
        return false;
    }
    if (tree == NULL && (n->row->flags & ROW_MAY_BLOCK) != 0)
        return true;
    if (tree == NULL) {
        buf_init(&b, 200);
        node_put_usage(n->row, &b);
        diag_error(m->diags, node_at(n), "the block of %s is missing; write: %.*s", n->row->keyword,
                   (int)b.n, b.p);
        buf_release(&b);
        return false;
    }
    n->block = make_block(tree, scope, m);
    return n->block != NULL;
}

static struct node_block *make_block(const struct tree_block *tree, enum schema_scope scope,
                                     struct node_maker *m)
{
    struct node_block *b = arena_alloc(m->types.arena, sizeof(*b), m->diags->err);

    if (b != NULL) {
        b->scope = scope;
        b->at = tree->open;
        if (tree->n > 0)
            b->nodes = arena_array(m->types.arena, tree->n, sizeof(*b->nodes), m->diags->err);
    }
    if (b == NULL || (tree->n > 0 && b->nodes == NULL)) {
        m->diags->trouble = RC_LIMIT;
        return NULL;
    }
    b->cap = tree->n;
    for (size_t i = 0; i < tree->n && !diag_is_full(m->diags); i++) {
        struct node n;

        if (!tree->stmts[i].is_broken && node_match(&tree->stmts[i], scope, m, &n) &&
            make_child(&n, m))
            b->nodes[b->n++] = n;
        else
            b->has_faults = true;
    }
    return b;
}

/* Blocks and their statements know one another only once the arrays have their final place. */
static void link_up(struct node_block *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->nodes[i].block != NULL) {
            b->nodes[i].block->parent = b;
            b->nodes[i].block->owner = &b->nodes[i];
            link_up(b->nodes[i].block);
        }
}

struct node_block *node_make(const struct tree_block *file, struct node_maker *m)
{
    struct node_block *b = make_block(file, SCOPE_FILE, m);

    if (b == NULL || m->diags->trouble != RC_OK)
        return NULL;
    if (file->n > 0 && !span_is(file->stmts[0].keyword.raw, "pact"))
        diag_error(m->diags, file->stmts[0].keyword.pos,
                   "a pact file begins with the version of its language; write: pact 1");
    link_up(b);
    return b;
}

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

/* Who may be bound shares one set of names, whatever introduces it. */
static const char *name_space(const struct schema_row *row)
{
    static const char *const bound[] = {"parties", "observers", "members", "candidates"};

    for (size_t i = 0; i < sizeof(bound) / sizeof(bound[0]); i++)
        if (span_is(span_of(row->member), bound[i]))
            return bound[0];
    /* an agreement may bear the name of the charter beside it */
    return row->child == SCOPE_AGREEMENT || row->child == SCOPE_CHARTER ? row->keyword
                                                                        : row->member;
}

static struct span name_key(char *out, const char *space, struct span id)
{
    int n = snprintf(out, KEY_MAX, "%s %.*s", space, (int)id.n, id.p);

    return (struct span){.p = out, .n = (size_t)n};
}

const struct node *node_find(const struct node_block *b, const char *member, struct span id)
{
    char key[KEY_MAX];
    uint32_t at;

    if (id.n > TYPE_NAME_MAX || b->names.arena == NULL)
        return NULL;
    at = table_find(&b->names, name_key(key, member, id));
    return at == TABLE_ABSENT ? NULL : &b->nodes[at];
}

struct span node_nearest(const struct node_block *b, const char *member, struct span id)
{
    struct span best = {0};
    size_t best_distance = SIZE_MAX;

    for (size_t i = 0; i < b->n; i++) {
        if (!span_is(span_of(name_space(b->nodes[i].row)), member))
            continue;
        for (size_t k = 0; k < b->nodes[i].n_captures; k++) {
            const struct capture *c = &b->nodes[i].captures[k];
            size_t distance =
                c->type->ref == REF_NEW ? span_edit_distance(id, c->value.u.text) : SIZE_MAX;

            if (distance < best_distance) {
                best = c->value.u.text;
                best_distance = distance;
            }
        }
    }
    return best_distance <= (best.n > id.n ? best.n : id.n) / 3 + 1 && best_distance < best.n
               ? best
               : span_none();
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
    const char *space = name_space(b->nodes[at].row);
    const struct node *first = node_find(b, space, c->value.u.text);
    char text[KEY_MAX];
    struct span key;

    if (first != NULL) {
        diag_error(m->diags, c->at, "%.*s names something in line %u already; choose another name",
                   SPAN_ARG(c->value.u.text), where_named(first, c->value.u.text).line);
        return;
    }
    key = arena_copy(m->types.arena, name_key(text, space, c->value.u.text), m->diags->err);
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
        node_put_usage(row, &usage);
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
    link_up(file);
    if (m->diags->trouble == RC_OK)
        check_block(file, start, m);
}
