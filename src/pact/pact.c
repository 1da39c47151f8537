/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/pact.h"

#include "pact/pact_inside.h"
#include "pact/pact_json.h"
#include "pact/resolve.h"
#include "pact/text_check.h"
#include "pact/tree.h"

#define JSON_MAX_BYTES ((size_t)16 * 1024 * 1024)

/* One block of the file into its agreement; complaints go on as far as they can. */
static void resolve_block(struct resolver *r, const struct node *n, struct pact_agreement *g)
{
    const struct json *title;

    r->top = n->block;
    r->g = g;
    g->id = node_id(n);
    g->is_charter = r->top->scope == SCOPE_CHARTER;
    title = resolve_value(r->top, "title");
    g->title = title == NULL ? g->id : title->u.text;
    g->assumptions = resolve_spans(r, r->top, "assumptions", &g->n_assumptions);
    r->n_days = r->parties_cap = r->areas_cap = 0;
    r->parties = NULL;
    r->areas = NULL;
    resolve_zone(r);
    resolve_days(r);
    resolve_parties(r);
    resolve_categories(r);
    resolve_lines(r);
    resolve_areas(r);
    resolve_loose_areas(r, r->top);
    if (r->diags->trouble == RC_OK)
        resolve_terms(r);
    if (r->diags->trouble == RC_OK && g->is_charter)
        resolve_charter(r);
}

static struct pact_agreement *resolve_all(struct resolver *r, struct node_block *file)
{
    struct pact_agreement *out = resolve_array(r, file->n, sizeof(*out));
    size_t n = 0;

    resolve_check_names(r);
    meaning_check(r);
    for (size_t i = 0; out != NULL && i < file->n && r->diags->trouble == RC_OK; i++)
        if (file->nodes[i].block != NULL)
            resolve_block(r, &file->nodes[i], &out[n++]);
    if (r->diags->trouble == RC_OK)
        resolve_pin(r, file);
    return out;
}

static size_t count_blocks(const struct node_block *file)
{
    size_t n = 0;

    for (size_t i = 0; i < file->n; i++)
        n += file->nodes[i].block != NULL;
    return n;
}

struct node_block *pact_read_nodes(struct span text, struct node_maker *m,
                                   const struct tree_block **tree)
{
    struct node_block *file;

    if (!text_check(text, m->diags))
        return NULL;
    *tree = tree_parse(text, m->types.arena, m->diags);
    if (*tree == NULL || m->diags->trouble != RC_OK)
        return NULL;
    file = node_make(*tree, m);
    if (file != NULL)
        node_check(file, m);
    if (file != NULL && count_blocks(file) == 0 && m->diags->n_errors == 0)
        diag_error(m->diags, (struct src_pos){.line = 1, .column = 1, .width = 1},
                   "the file holds no agreement and no charter; write: agreement NAME { … }");
    return file;
}

static enum rc finish(struct pact *p, struct err *err)
{
    struct buf b;
    enum rc rc = pact_json_block(p->file, p->arena, &p->json, err);

    if (rc)
        return rc;
    buf_init(&b, JSON_MAX_BYTES);
    json_write(&b, &p->json);
    rc = buf_check(&b, err);
    if (!rc)
        p->model.hash = sha256(buf_span(&b));
    buf_release(&b);
    return rc;
}

static enum rc load(struct span text, const struct pact_sources *from, struct diag_list *d,
                    struct pact *p, struct err *err)
{
    struct node_maker m = {
        .types = {.arena = d->arena, .equipment = from->equipment, .is_full = &m.is_full},
        .diags = d};
    struct resolver r = {.arena = d->arena, .diags = d, .from = from};
    struct node_block *file = pact_read_nodes(text, &m, &p->tree);

    if (file != NULL && d->trouble == RC_OK) {
        r.file = file;
        p->file = file;
        p->model.agreements = resolve_all(&r, file);
        p->model.n_agreements = count_blocks(file);
        p->model.equipment = from->equipment;
    }
    if (d->trouble != RC_OK)
        return d->trouble;
    if (d->n_errors > 0)
        return err_set(err, RC_INPUT, "%zu fault%s%s", d->n_errors, d->n_errors == 1 ? "" : "s",
                       diag_is_full(d) ? " and perhaps more" : "");
    return finish(p, err);
}

enum rc pact_load(struct span text, const struct pact_sources *from, struct arena *a,
                  const struct pact **out, struct pact_diags *diags, struct err *err)
{
    struct diag_list d;
    struct pact *p = arena_alloc(a, sizeof(*p), err);
    enum rc rc;

    *diags = (struct pact_diags){0};
    if (p == NULL)
        return RC_LIMIT;
    if (text.n > TREE_FILE_MAX_BYTES)
        return err_set(err, RC_LIMIT, "a pact file of more than 1 MiB");
    p->arena = a;
    diag_init(&d, a, err);
    rc = load(text, from, &d, p, err);
    diag_sort(&d);
    *diags = (struct pact_diags){.items = d.items, .n = d.n, .n_errors = d.n_errors};
    if (!rc)
        *out = p;
    return rc;
}

const struct pact_model *pact_model(const struct pact *p)
{
    return &p->model;
}

enum rc pact_put_json(const struct pact *p, struct buf *b, struct err *err)
{
    json_write(b, &p->json);
    return buf_check(b, err);
}

enum rc pact_put_text(const struct pact *p, bool is_canonical, struct buf *b, struct err *err)
{
    if (is_canonical)
        return pact_json_text(&p->json, b, err);
    fmt_put(p->tree, b);
    return buf_check(b, err);
}
