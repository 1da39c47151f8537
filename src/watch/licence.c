/* SPDX-License-Identifier: Apache-2.0 */
/* licence.c: fire in return: no violation where people have found all that the term asks for. What
 * they found comes in as rows; nothing is concluded here from what was seen. */
#include "watch/cover.h"

#include <stdlib.h>

_Static_assert(1u << FINDS_OFFENSIVE == PACT_WHEN_OFFENSIVE &&
                   1u << FINDS_ORDER_ISSUED == PACT_WHEN_ORDERED &&
                   1u << FINDS_COORDINATION_FAILED == PACT_WHEN_COORDINATION_FAILED &&
                   1u << FINDS_PROPORTIONATE == PACT_WHEN_PROPORTIONATE &&
                   1u << FINDS_SELF_DEFENCE == PACT_WHEN_SELF_DEFENCE,
               "what is found is a condition's bit");

/* Of a standard in the charter of the same file; -1: there is none of that name. */
static int64_t rank_of(const struct pact_model *m, struct span standard)
{
    for (size_t i = 0; i < m->n_agreements; i++) {
        const struct charter *c = m->agreements[i].charter;

        for (size_t k = 0; c != NULL && k < c->n_standards; k++)
            if (span_eq(c->standards[k].id, standard))
                return c->standards[k].rank;
    }
    return -1;
}

static bool reaches_standard(const struct term_run *run, const struct pact_term *t,
                             const struct finding_made *f)
{
    struct span least = t->u.return_fire.standard;

    return least.n == 0 ||
           (f->standard.n > 0 && rank_of(run->model, f->standard) >= rank_of(run->model, least));
}

/* The attack is another party's; all else is about who fires in return. */
static bool is_about(const struct act *act, const struct finding_made *f, enum finds what)
{
    bool is_own = span_eq(f->by, act->actor.party);

    return f->finds == what && is_own == (what != FINDS_OFFENSIVE);
}

static enum cover cover_by(struct term_run *run, const struct act *act,
                           const struct finding_made *f)
{
    enum cover c = cover_time(f->span, TIME_NEVER, act->when);

    return c == COVER_NOT ? c : cover_lesser(c, cover_place(run, &f->area, act));
}

/* The finding that covers the act best. */
static enum cover find(struct term_run *run, const struct act *act, const struct pact_term *t,
                       enum finds what, const struct row_head **row)
{
    const struct docket *d = run->docket;
    enum cover best = COVER_NOT;

    for (size_t i = 0; i < d->n_findings && best != COVER_WHOLLY; i++) {
        const struct finding_made *f = &d->findings[i];
        enum cover c;

        if (!is_about(act, f, what) || !reaches_standard(run, t, f))
            continue;
        c = cover_by(run, act, f);
        if (c > best) {
            best = c;
            *row = &f->head;
        }
    }
    return best;
}

/* By who fires, received no later than the fire began, for a time that covers it if one is stated.
 */
static enum cover find_notice(struct term_run *run, const struct act *act,
                              const struct row_head **row)
{
    const struct docket *d = run->docket;
    enum cover best = COVER_NOT;

    for (size_t i = 0; i < d->n_notifications && best != COVER_WHOLLY; i++) {
        const struct notification *n = &d->notifications[i];
        enum cover c = COVER_WHOLLY;

        if (!span_is(n->about, "return_fire") || !span_eq(n->by, act->actor.party) ||
            !n->complete || n->received_at_ms > act->when.t0_ms)
            continue;
        if (n->has_span)
            c = cover_time(n->span, TIME_NEVER, act->when);
        if (c != COVER_NOT)
            c = cover_lesser(c, cover_place(run, &n->area, act));
        if (c > best) {
            best = c;
            *row = &n->head;
        }
    }
    return best;
}

/* Takes one condition into account. */
static void require(struct licence *l, enum cover *all, enum cover c, const struct row_head *row,
                    struct span what)
{
    *all = cover_lesser(*all, c);
    if (c == COVER_NOT && l->lacks.n == 0)
        l->lacks = what;
    if (c != COVER_NOT)
        l->rows[l->n_rows++] = row;
}

struct licence licence_of(struct term_run *run, const struct act *act, const struct pact_term *t)
{
    struct licence l = {.is = EXEMPT_NOT, .term = t};
    enum cover all = COVER_WHOLLY;
    uint32_t party = act->actor.form == ACTOR_PARTY
                         ? pact_party_find(run->agreement, act->actor.party)
                         : PACT_NONE;

    if (party == PACT_NONE || !pact_term_binds(t, party)) {
        l.lacks = SPAN("a bound party that fires");
        return l;
    }
    all = cover_time((struct time_span){t->from_ms, t->until_ms}, t->until_ms, act->when);
    if (all == COVER_NOT)
        l.lacks = SPAN("force");
    for (int i = 0; i < FINDS_COUNT; i++) {
        const struct row_head *row = NULL;
        enum cover c;

        if ((t->u.return_fire.conditions >> i & 1U) == 0)
            continue;
        c = find(run, act, t, (enum finds)i, &row);
        require(&l, &all, c, row, span_of(vocab_word(VOCAB_FINDS, i)));
    }
    if (t->u.return_fire.notify.n > 0) {
        const struct row_head *row = NULL;
        enum cover c = find_notice(run, act, &row);

        require(&l, &all, c, row, SPAN("notification"));
    }
    l.is = all == COVER_WHOLLY ? EXEMPT_YES : all == COVER_PARTLY ? EXEMPT_MAYBE : EXEMPT_NOT;
    return l;
}

struct licence licence_best(struct term_run *run, const struct act *act)
{
    const struct pact_agreement *g = run->agreement;
    struct licence best = {.is = EXEMPT_NOT};

    if (run->term->kind != PACT_CEASEFIRE || !phenomenon_is_fire(act->phenomenon))
        return best;
    for (size_t i = 0; i < g->n_terms && best.is != EXEMPT_YES; i++) {
        const struct pact_term *t = &g->terms[i];
        struct licence l;

        if (t->kind != PACT_RETURN_FIRE ||
            (t->u.return_fire.under.n > 0 && !span_eq(t->u.return_fire.under, run->term->id)))
            continue;
        l = licence_of(run, act, t);
        if (best.is == EXEMPT_NOT || l.is == EXEMPT_YES)
            best = l;
    }
    return best;
}

enum rc licence_inputs(struct term_run *run, struct verdict *v, const struct licence *l,
                       struct err *err)
{
    struct span *ids = arena_array(run->scratch, v->n_inputs + l->n_rows, sizeof(*ids), err);

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < v->n_inputs; i++)
        ids[i] = v->inputs[i];
    for (size_t i = 0; i < l->n_rows; i++)
        ids[v->n_inputs + i] = l->rows[i]->id;
    v->inputs = ids;
    v->n_inputs += l->n_rows;
    if (v->n_inputs > 1)
        qsort(ids, v->n_inputs, sizeof(*ids), span_order);
    return RC_OK;
}
