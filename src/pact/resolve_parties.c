/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_parties.c: who may be bound (parties, observers; of a charter members, candidates and the
 * community itself), and the categories of equipment. */
#include "pact/resolve.h"

uint32_t resolve_party(const struct resolver *r, struct span id)
{
    uint32_t ix = table_find(&r->party_ix, id);

    return ix == TABLE_ABSENT ? PACT_NONE : ix;
}

static void add_party(struct resolver *r, struct pact_party party)
{
    struct pact_party *parties = arena_grow(r->arena, r->parties, r->g->n_parties, &r->parties_cap,
                                            sizeof(*parties), r->diags->err);
    enum rc rc;

    if (parties == NULL) {
        r->diags->trouble = RC_LIMIT;
        return;
    }
    r->parties = parties;
    r->g->parties = parties;
    rc = table_add(&r->party_ix, party.id, (uint32_t)r->g->n_parties, r->diags->err);
    if (rc == RC_LIMIT)
        r->diags->trouble = rc;
    if (rc == RC_OK) /* a name that stands twice was complained about */
        r->parties[r->g->n_parties++] = party;
}

static struct pact_party party_of(const struct node *n, bool is_observer)
{
    struct pact_party p = {.id = node_id(n), .name = node_id(n), .is_observer = is_observer};
    const struct node *name = n->block == NULL ? NULL : node_next(n->block, "name", NULL);
    const struct node *role = n->block == NULL ? NULL : node_next(n->block, "role", NULL);

    if (name != NULL)
        p.name = name->value.u.text;
    p.is_guarantor = role != NULL && span_is(role->value.u.text, "guarantor");
    return p;
}

void resolve_parties(struct resolver *r)
{
    table_init(&r->party_ix, r->arena);
    for (size_t i = 0; i < r->top->n && r->diags->trouble == RC_OK; i++) {
        const struct node *n = &r->top->nodes[i];
        struct span member = span_of(n->row->member);

        if (span_is(member, "parties") || span_is(member, "observers"))
            add_party(r, party_of(n, span_is(member, "observers")));
        if (span_is(member, "candidates"))
            add_party(r, (struct pact_party){.id = node_id(n), .name = node_id(n)});
        for (size_t k = 0; span_is(member, "members") && k < n->n_captures; k++)
            add_party(r, (struct pact_party){.id = n->captures[k].value.u.text,
                                             .name = n->captures[k].value.u.text});
    }
    if (r->g->is_charter) /* the community, which its force's terms bind */
        add_party(r, (struct pact_party){.id = r->g->id, .name = r->g->title, .is_observer = true});
}

/* --- categories ------------------------------------------------------------------------------ */

/* All captures of a kind of statement, as rows of the equipment table and their names. */
static void models_of(struct resolver *r, const struct node_block *b, const char *member,
                      const struct span **names, const struct equipment_type *const **types,
                      size_t *n_out)
{
    const struct equipment_type **rows;
    const struct node *node = NULL;
    struct span *out;
    size_t n = 0;

    while ((node = node_next(b, member, node)) != NULL)
        n += node->n_captures;
    out = resolve_array(r, n, sizeof(*out));
    rows = resolve_array(r, n, sizeof(void *));
    if (out == NULL || rows == NULL)
        return;
    n = 0;
    while ((node = node_next(b, member, node)) != NULL)
        for (size_t k = 0; k < node->n_captures; k++) {
            rows[n] = equipment_find(r->from->equipment, node->captures[k].value.u.text);
            if (rows[n] == NULL)
                continue; /* complained about */
            out[n] = rows[n]->model;
            n++;
        }
    *names = out;
    *types = rows;
    *n_out = n;
}

static const struct pact_bound *bounds_of(struct resolver *r, const struct node_block *b,
                                          const char *member, const char *value, size_t *n_out)
{
    const struct node *node = NULL;
    struct pact_bound *out;
    size_t n = 0;

    while ((node = node_next(b, member, node)) != NULL)
        n++;
    out = resolve_array(r, n, sizeof(*out));
    if (out == NULL)
        return NULL;
    n = 0;
    while ((node = node_next(b, member, node)) != NULL) {
        out[n].op = resolve_op(node_capture(node, "op")->value.u.text);
        (void)json_number(&node_capture(node, value)->value, &out[n].value);
        n++;
    }
    *n_out = n;
    return out;
}

static struct pact_category category_of(struct resolver *r, const struct node *n)
{
    struct pact_category c = {.id = node_id(n)};

    c.classes = resolve_spans(r, n->block, "classes", &c.n_classes);
    models_of(r, n->block, "models", &c.models, &c.model_types, &c.n_models);
    models_of(r, n->block, "except_models", &c.except_models, &c.except_types, &c.n_except_models);
    c.calibre_mm = bounds_of(r, n->block, "calibre", "mm", &c.n_calibre);
    c.range_m = bounds_of(r, n->block, "range", "m", &c.n_range);
    return c;
}

void resolve_categories(struct resolver *r)
{
    const struct node *n = NULL;
    struct pact_category *out;
    size_t count = 0;

    table_init(&r->category_ix, r->arena);
    while ((n = node_next(r->top, "categories", n)) != NULL)
        count++;
    out = resolve_array(r, count, sizeof(*out));
    if (out == NULL)
        return;
    r->g->categories = out;
    while ((n = node_next(r->top, "categories", n)) != NULL && r->diags->trouble == RC_OK) {
        if (table_add(&r->category_ix, node_id(n), (uint32_t)r->g->n_categories, r->diags->err) ==
            RC_OK)
            out[r->g->n_categories++] = category_of(r, n);
    }
}
