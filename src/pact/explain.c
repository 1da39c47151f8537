/* SPDX-License-Identifier: Apache-2.0 */
/* explain.c: how a term is judged, in words. */
#include "pact/explain.h"

#include <math.h>

#include "base/num.h"

#define TEXT_MAX_BYTES ((size_t)4 * 1024 * 1024)

static void put_binds(const struct explainer *e)
{
    buf_puts(e->b, "Binds: ");
    for (size_t i = 0; i < e->t->n_binds; i++) {
        buf_puts(e->b, i > 0 ? ", " : "");
        explain_party(e, e->t->binds[i]);
    }
    buf_puts(e->b, ".\n");
}

static void put_in_force(const struct explainer *e)
{
    buf_puts(e->b, "In force: ");
    if (e->t->from_ms == TIME_ALWAYS && e->t->until_ms == TIME_NEVER)
        buf_puts(e->b, "always");
    if (e->t->from_ms != TIME_ALWAYS) {
        buf_puts(e->b, "from ");
        explain_instant(e, e->t->from_ms);
    }
    if (e->t->until_ms != TIME_NEVER) {
        buf_puts(e->b, e->t->from_ms == TIME_ALWAYS ? "until " : " until ");
        explain_instant(e, e->t->until_ms);
    }
    buf_puts(e->b, ".\n");
}

static void put_where(const struct explainer *e)
{
    buf_puts(e->b, "Where: ");
    if (e->t->n_where == 0)
        buf_puts(e->b, "everywhere");
    for (size_t i = 0; i < e->t->n_where; i++) {
        buf_puts(e->b, i > 0 ? "; " : "");
        explain_area(e, e->t->where[i]);
    }
    buf_puts(e->b, ".\n");
}

/* What an exception does; the words of the file stand before it. */
static const char *exception_effect(enum pact_exception_form form)
{
    static const char *const effects[] = {
        [PACT_EXCEPT_OBSERVER] = "its own people and things are exempt",
        [PACT_EXCEPT_PERMIT] = "exempt is who holds a permit that covers place, time and activity",
        [PACT_EXCEPT_AREA] = "the term does not hold there",
        [PACT_EXCEPT_SELECTOR] = "this is not meant by the term",
        [PACT_EXCEPT_POLICE] = "people must assess whether it applies: needs_assessment",
        [PACT_EXCEPT_CLAIM] = "a claim: recorded with the violation, exempts nobody",
        [PACT_EXCEPT_TEXT] = "people must assess whether it applies: needs_assessment",
    };

    return effects[form];
}

static void put_exceptions(const struct explainer *e)
{
    if (e->t->n_exceptions == 0) {
        buf_puts(e->b, "  None in the term.");
    }
    for (size_t i = 0; i < e->t->n_exceptions; i++)
        buf_printf(e->b, "%s  %.*s: %s.", i > 0 ? "\n" : "", SPAN_ARG(e->t->exceptions[i].text),
                   exception_effect(e->t->exceptions[i].form));
    buf_puts(e->b,
             "\n  Permits, derogations agreed by all parties and windows of silence that come with "
             "the input exempt by their id, where they cover place, time, actor and "
             "activity.\n");
}

/* 1 - 0.95 is 0.05 and no 0.05000000000000004. */
static void put_rest(struct buf *b, double v)
{
    num_put_f64(b, round(v * 1e6) / 1e6);
}

static void put_confidence(const struct explainer *e)
{
    buf_puts(e->b, "  p is the probability of a violation. From ");
    num_put_f64(e->b, e->t->confidence);
    buf_puts(e->b, " on: violation; up to ");
    put_rest(e->b, 1 - e->t->confidence);
    buf_puts(e->b, ": compliant; between: indeterminate.\n");
}

static void put_texts(struct buf *b, const char *title, const struct span *texts, size_t n)
{
    if (n > 0)
        buf_puts(b, title);
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "  %.*s\n", (int)texts[i].n, texts[i].p);
}

/* --- equipment that is meant ----------------------------------------------------------------- */

#define SEEN_MAX 64

struct seen {
    struct span words[SEEN_MAX];
    size_t n;
};

static bool is_new(struct seen *s, struct span word)
{
    for (size_t i = 0; i < s->n; i++)
        if (span_eq(s->words[i], word))
            return false;
    if (s->n < SEEN_MAX)
        s->words[s->n++] = word;
    return true;
}

static bool means_things(const struct pact_selector *s)
{
    return s->form == PACT_SELECT_CATEGORY || s->form == PACT_SELECT_CLASS ||
           (s->form == PACT_SELECT_WORD &&
            (s->fixed == PACT_WORD_MILITARY_AIRCRAFT || s->fixed == PACT_WORD_COMBAT_AIRCRAFT ||
             s->fixed == PACT_WORD_AIRCRAFT || s->fixed == PACT_WORD_UAV ||
             s->fixed == PACT_WORD_FOREIGN_UAV));
}

static void put_types(const struct explainer *e, struct seen *seen, const struct pact_selector *s)
{
    if (!means_things(s) || (s->except == NULL && !is_new(seen, s->word)))
        return;
    if (seen->n <= 1)
        buf_puts(e->b, "\nEquipment that is meant\n");
    explain_types(e, s);
}

static void put_equipment(const struct explainer *e)
{
    const struct pact_term *t = e->t;
    struct seen seen = {0};

    for (size_t i = 0; i < t->n_prohibits; i++)
        put_types(e, &seen, &t->prohibits[i]);
    for (size_t i = 0; t->kind == PACT_WITHDRAWAL && i < t->u.withdrawal.n_distances; i++)
        put_types(e, &seen, &t->u.withdrawal.distances[i].what);
    for (size_t i = 0; t->kind == PACT_CEILING && i < t->u.ceiling.n_limits; i++)
        put_types(e, &seen, &t->u.ceiling.limits[i].what);
    for (size_t i = 0; t->kind == PACT_NOTIFICATION && i < t->u.notification.n_thresholds; i++)
        put_types(e, &seen, &t->u.notification.thresholds[i].what);
}

/* --- the term -------------------------------------------------------------------------------- */

static void put_statements(const struct explainer *e)
{
    buf_puts(e->b, "\nIts statements\n");
    for (size_t i = 0; i < e->block->n; i++) {
        const struct node *n = &e->block->nodes[i];

        buf_puts(e->b, "  ");
        node_put_words(n, e->b);
        buf_printf(e->b, "\n      %s\n", n->row->help);
    }
}

static void put_term(const struct explainer *e)
{
    const struct pact_term *t = e->t;

    buf_printf(e->b, "%.*s: %s\n", SPAN_ARG(t->id), pact_kind_name(t->kind));
    buf_printf(e->b, "%.*s; %.*s\n", (int)t->ref.n, t->ref.p, (int)e->g->title.n, e->g->title.p);
    if (t->quote.n > 0)
        buf_printf(e->b, "\"%.*s\"\n", (int)t->quote.n, t->quote.p);
    buf_putc(e->b, '\n');
    put_binds(e);
    put_in_force(e);
    put_where(e);
    buf_puts(e->b, "\nHow it is judged\n");
    explain_kind(e);
    if (pact_kind_is_judged(t->kind)) {
        put_confidence(e);
        put_equipment(e);
        buf_puts(e->b, "\nExemptions\n");
        put_exceptions(e);
    }
    put_texts(e->b, "\nWhat only people can apply\n", t->judgements, t->n_judgements);
    put_texts(e->b, "\nAssumptions of the term\n", t->assumptions, t->n_assumptions);
    put_texts(e->b, "\nAssumptions of the whole text\n", e->g->assumptions, e->g->n_assumptions);
    put_statements(e);
}

/* The node of a term stands in its agreement, or in the force of its charter. */
static const struct node *term_node(const struct node *block, struct span id)
{
    const struct node *force = node_next(block->block, "force", NULL);
    const struct node *found = node_find(block->block, "terms", id);

    if (found == NULL && force != NULL && force->block != NULL)
        found = node_find(force->block, "terms", id);
    return found;
}

static const char *nearest_term(const struct pact *p, struct span id, struct buf *b)
{
    struct span best = {0};

    for (size_t i = 0; i < p->model.n_agreements; i++)
        for (size_t k = 0; k < p->model.agreements[i].n_terms; k++) {
            struct span t = p->model.agreements[i].terms[k].id;

            if (best.n == 0 || span_edit_distance(id, t) < span_edit_distance(id, best))
                best = t;
        }
    if (best.n == 0 || span_edit_distance(id, best) > best.n / 3 + 1)
        return NULL;
    buf_put(b, best);
    return b->p;
}

enum rc pact_explain(const struct pact *p, struct span term, struct buf *b, struct err *err)
{
    const struct pact_model *m = &p->model;
    size_t found = 0, block = 0;
    struct buf text, near;
    const char *name;

    buf_init(&text, TEXT_MAX_BYTES);
    for (size_t i = 0; i < p->file->n; i++) {
        const struct node *n = &p->file->nodes[i], *node;
        uint32_t ix;

        if (n->block == NULL)
            continue;
        ix = pact_term_find(&m->agreements[block], term);
        node = term_node(n, term);
        if (ix != PACT_NONE && node != NULL) {
            struct explainer e = {.b = &text,
                                  .model = m,
                                  .g = &m->agreements[block],
                                  .t = &m->agreements[block].terms[ix],
                                  .block = node->block};

            buf_puts(&text, found++ > 0 ? "\n" : "");
            put_term(&e);
        }
        block++;
    }
    explain_wrap(b, buf_span(&text));
    buf_release(&text);
    if (found > 0)
        return buf_check(b, err);
    buf_init(&near, 200);
    name = nearest_term(p, term, &near);
    (void)err_set(err, RC_ABSENT, "there is no term %.*s%s%s", SPAN_ARG(term),
                  name == NULL ? "" : "; did you mean ", name == NULL ? "" : name);
    buf_release(&near);
    return RC_ABSENT;
}
