/* SPDX-License-Identifier: Apache-2.0 */
/* explain_shown.c: how the kinds that judge what must be shown decide. */
#include "base/num.h"
#include "pact/explain.h"

static void put_percent(struct buf *b, double share)
{
    num_put_f64(b, share * 100);
    buf_puts(b, " %");
}

void explain_declaration(const struct explainer *e)
{
    const struct pact_declaration *d = &e->t->u.declaration;

    for (size_t i = 0; i < d->n_due; i++) {
        buf_puts(e->b, i == 0 ? "  Due before " : ", and before ");
        explain_end(e, d->due_ms[i]);
    }
    buf_puts(e->b, d->n_due > 0 ? ".\n" : "");
    if (d->every.unit != PERIOD_NONE) {
        buf_puts(e->b, "  From one received to the next no more than ");
        period_put(e->b, d->every);
        buf_puts(e->b, " may pass.\n");
    }
    for (size_t i = 0; i < d->n_subjects; i++) {
        buf_puts(e->b, i == 0 ? "  Declared and compared: " : ", ");
        explain_selector(e, &d->subjects[i]);
    }
    buf_puts(e->b, d->n_subjects > 0 ? ".\n" : "");
    buf_puts(e->b, "  What is declared is compared with what is verified later; a difference of "
                   "more than ");
    put_percent(e->b, d->tolerance);
    buf_puts(e->b, " is a discrepancy. The party is asked first (a complaint about the "
                   "declaration or the verification)");
    if (d->reply_period.unit != PERIOD_NONE) {
        buf_puts(e->b, ": without a reply within ");
        period_put(e->b, d->reply_period);
    } else {
        buf_puts(e->b, ": without a reply");
    }
    buf_puts(e->b, " it is a violation; a reply is for people to assess.\n");
}

static void put_quotas(const struct explainer *e)
{
    const struct pact_inspection *s = &e->t->u.inspection;

    for (size_t i = 0; i < s->n_quotas; i++) {
        buf_printf(e->b, "  %s %lld within ",
                   s->quotas[i].is_passive ? "A party must accept" : "An inspector may make",
                   (long long)s->quotas[i].n);
        period_put(e->b, s->quotas[i].per);
        buf_puts(e->b, ", counted back from each request.\n");
    }
}

void explain_inspection(const struct explainer *e)
{
    const struct pact_inspection *s = &e->t->u.inspection;

    buf_puts(e->b, "  May inspect: ");
    explain_names(e, &s->by);
    buf_puts(e->b, ".\n");
    put_quotas(e);
    if (s->arrive.unit != PERIOD_NONE) {
        buf_puts(e->b, "  Inspectors are there within ");
        period_put(e->b, s->arrive);
        buf_puts(e->b, " of the request; whose fault a delay is, is not known by itself.\n");
    }
    if (s->duration.unit != PERIOD_NONE) {
        buf_puts(e->b, "  They stay no longer than ");
        period_put(e->b, s->duration);
        buf_puts(e->b, ".\n");
    }
    buf_puts(e->b, "  A refusal is a violation by the inspected party unless its quota is used up");
    if (s->sites.n > 0)
        buf_puts(e->b, ", the site is not open");
    if (s->denial.n > 0) {
        buf_puts(e->b, ", or the ground is one of: ");
        explain_names(e, &s->denial);
    }
    buf_puts(e->b, ".\n");
}

void explain_progress(const struct explainer *e)
{
    static const char *const basis[] = {
        [PACT_BASIS_ANY] = "what the rows state",
        [PACT_BASIS_DECLARED] = "what the rows state",
        [PACT_BASIS_VERIFIED] = "what rows state that say they are verified",
        [PACT_BASIS_DECLARED_STRENGTH] = "the strength that the party declared",
        [PACT_BASIS_VERIFIED_STRENGTH] = "the strength that was verified",
    };
    const struct pact_progress *p = &e->t->u.progress;

    for (size_t i = 0; i < p->n_milestones; i++) {
        buf_puts(e->b, "  ");
        put_percent(e->b, p->milestones[i].fraction);
        buf_puts(e->b, " before ");
        explain_end(e, p->milestones[i].by_ms);
        buf_puts(e->b, ".\n");
    }
    buf_printf(e->b,
               "  Measured by rows of progress, against %s. States: met, not_due, on_track, "
               "late, blocked.\n",
               basis[p->basis]);
    if (p->requires.n > 0) {
        buf_puts(e->b, "  Late only once these are met: ");
        explain_names(e, &p->requires);
        buf_puts(e->b, ".\n");
    }
    if (p->concurrent.n > 0) {
        buf_puts(e->b, "  Late only as far as these have come as far: ");
        explain_names(e, &p->concurrent);
        buf_puts(e->b, ".\n");
    }
}

void explain_exchange(const struct explainer *e)
{
    static const char *const principles[] = {
        [PACT_ALL_FOR_ALL] = "all whom each party holds",
        [PACT_ONE_FOR_ONE] = "as many as the other party releases, and all in the end",
        [PACT_LISTS] = "all who are on the lists",
    };
    const struct pact_exchange *x = &e->t->u.exchange;

    buf_printf(e->b, "  Each bound party releases %s, by rows of progress%s",
               principles[x->principle], x->needs_verified ? " that are verified" : "");
    if (x->complete_ms != TIME_ALWAYS) {
        buf_puts(e->b, ", before ");
        explain_end(e, x->complete_ms);
    }
    buf_puts(e->b, ".\n");
    if (x->complete_note.n > 0)
        buf_printf(e->b, "  Its end hangs on another term, which people assess: %.*s.\n",
                   SPAN_ARG(x->complete_note));
}
