/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/influence.h"

#include "council/electorate.h"
#include "council/power.h"

#include <stdlib.h>
#include <string.h>

#define TABLES_BYTES_MAX ((size_t)64 << 20)
#define TEXT_BYTES_MAX   4096

struct warner {
    struct pact_diag *items;
    size_t n, cap;
    struct arena *a;
    struct err *err;
};

static enum rc add(struct warner *w, const struct charter_rule *r, const struct buf *text)
{
    struct pact_diag *items = arena_grow(w->a, w->items, w->n, &w->cap, sizeof(*items), w->err);
    struct span copy = arena_copy(w->a, buf_span(text), w->err);

    if (items == NULL || copy.p == NULL)
        return RC_LIMIT;
    w->items = items;
    items[w->n++] = (struct pact_diag){.severity = PACT_WARNING,
                                       .line = r->line_no,
                                       .column = r->column_no,
                                       .width = (uint32_t)r->id.n,
                                       .text = copy};
    return RC_OK;
}

/* "usa, can": the members of which that is true. */
static void put_members(struct buf *b, const struct council_vote *v, const struct council_power *p,
                        bool is_idle)
{
    bool is_first = true;

    for (size_t i = 0; i < p->n; i++)
        if (is_idle ? p->seats[i].is_idle : p->seats[i].is_blocking) {
            buf_printf(b, "%s%.*s", is_first ? "" : ", ", SPAN_ARG(v->seats[i].member));
            is_first = false;
        }
}

static enum rc warn(struct warner *w, const struct charter_rule *r, const struct council_vote *v,
                    const struct council_power *p)
{
    enum rc rc = RC_OK;
    struct buf b;

    buf_init(&b, TEXT_BYTES_MAX);
    if (!p->can_adopt) {
        buf_printf(&b, "by %.*s nothing is ever adopted, even if everybody says yes",
                   SPAN_ARG(r->id));
        rc = add(w, r, &b);
    } else if (p->n_idle > 0) {
        buf_printf(&b, "by %.*s these have no influence, whatever they vote: ", SPAN_ARG(r->id));
        put_members(&b, v, p, true);
        rc = add(w, r, &b);
    }
    buf_clear(&b);
    if (!rc && p->n_blocking > 0) {
        buf_printf(&b, "by %.*s ", SPAN_ARG(r->id));
        if (p->n_blocking == p->n)
            buf_puts(&b, "every member can block everything alone");
        else
            buf_puts(&b, "these can block everything alone: ");
        if (p->n_blocking < p->n)
            put_members(&b, v, p, false);
        rc = add(w, r, &b);
    }
    buf_release(&b);
    return rc;
}

/* Whoever is a member without regard to time, as the charter names them. */
static enum rc look(struct warner *w, const struct charter *c, uint32_t rule)
{
    const struct council_call call = {.rule = rule, .opens_ms = 0, .closes_ms = 1};
    struct council_power p;
    struct council_vote v;
    struct arena tables;
    enum rc rc;

    arena_init(&tables, TABLES_BYTES_MAX);
    rc = council_vote_open(c, &call, &tables, &v, w->err);
    if (!rc)
        rc = council_power_of(&v, &tables, &p, w->err);
    if (!rc)
        rc = warn(w, &c->rules[rule], &v, &p);
    arena_release(&tables);
    return rc == RC_LIMIT ? rc : RC_OK; /* what cannot be counted is not warned of */
}

static int by_place(const void *a, const void *b)
{
    const struct pact_diag *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return span_cmp(x->text, y->text);
}

static enum rc look_all(struct warner *w, const struct pact_model *m)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < m->n_agreements; i++) {
        struct charter timeless;
        const struct charter *c = m->agreements[i].charter;

        if (c == NULL || rc)
            continue;
        rc = council_timeless(c, w->a, &timeless, w->err);
        for (uint32_t k = 0; k < c->n_rules && !rc; k++)
            if (c->rules[k].majority != CHARTER_SILENT)
                rc = look(w, &timeless, k);
    }
    return rc;
}

enum rc influence_warn(struct loaded *l, struct arena *a, struct err *err)
{
    struct warner w = {.a = a, .err = err};
    struct pact_diag *all;
    enum rc rc = look_all(&w, pact_model(l->pact));

    if (rc || w.n == 0)
        return rc;
    all = arena_array(a, l->diags.n + w.n, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    if (l->diags.n > 0)
        memcpy(all, l->diags.items, l->diags.n * sizeof(*all));
    memcpy(all + l->diags.n, w.items, w.n * sizeof(*all));
    l->diags.items = all;
    l->diags.n += w.n;
    qsort(all, l->diags.n, sizeof(*all), by_place);
    return RC_OK;
}
