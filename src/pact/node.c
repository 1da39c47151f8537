/* SPDX-License-Identifier: Apache-2.0 */
/* node.c: blocks of statements become blocks of nodes, and names find theirs. */
#include "pact/node.h"

#include "pact/usage.h"

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
        usage_put(n->row, &b);
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
        if (tree->n > 0)
            b->nodes = arena_array(m->types.arena, tree->n, sizeof(*b->nodes), m->diags->err);
    }
    if (b == NULL || (tree->n > 0 && b->nodes == NULL)) {
        m->diags->trouble = RC_LIMIT;
        return NULL;
    }
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
void node_link(struct node_block *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->nodes[i].block != NULL) {
            b->nodes[i].block->parent = b;
            b->nodes[i].block->owner = &b->nodes[i];
            node_link(b->nodes[i].block);
        }
}

struct node_block *node_make_of(const struct tree_block *file, enum schema_scope scope,
                                struct node_maker *m)
{
    const char *first = scope == SCOPE_SETUP ? "mission" : "pact";
    struct node_block *b = make_block(file, scope, m);

    if (b == NULL || m->diags->trouble != RC_OK)
        return NULL;
    if (file->n > 0 && !span_is(file->stmts[0].keyword.raw, first))
        diag_error(m->diags, file->stmts[0].keyword.pos,
                   "%s begins with the version of its language; write: %s 1",
                   schema_scope_name(scope), first);
    node_link(b);
    return b;
}

struct node_block *node_make(const struct tree_block *file, struct node_maker *m)
{
    return node_make_of(file, SCOPE_FILE, m);
}

/* Who may be bound shares one set of names, whatever introduces it. */
const char *node_name_space(const struct schema_row *row)
{
    static const char *const bound[] = {"parties", "observers", "members", "candidates"};

    for (size_t i = 0; i < sizeof(bound) / sizeof(bound[0]); i++)
        if (span_is(span_of(row->member), bound[i]))
            return bound[0];
    /* an agreement may bear the name of the charter beside it */
    return row->child == SCOPE_AGREEMENT || row->child == SCOPE_CHARTER ? row->keyword
                                                                        : row->member;
}

struct span node_name_key(char out[NODE_KEY_MAX], const char *space, struct span id)
{
    int n = snprintf(out, NODE_KEY_MAX, "%s %.*s", space, (int)id.n, id.p);

    return (struct span){.p = out, .n = (size_t)n};
}

const struct node *node_find(const struct node_block *b, const char *member, struct span id)
{
    char key[NODE_KEY_MAX];
    uint32_t at;

    if (id.n > TYPE_NAME_MAX || b->names.arena == NULL)
        return NULL;
    at = table_find(&b->names, node_name_key(key, member, id));
    return at == TABLE_ABSENT ? NULL : &b->nodes[at];
}

struct span node_nearest(const struct node_block *b, const char *member, struct span id)
{
    struct span best = {0};
    size_t best_distance = SIZE_MAX;

    for (size_t i = 0; i < b->n; i++) {
        if (!span_is(span_of(node_name_space(b->nodes[i].row)), member))
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
