/* SPDX-License-Identifier: Apache-2.0 */
/* explain_owed.c: how the kinds that judge what is owed over time decide. */
#include "pact/explain.h"

void explain_names(const struct explainer *e, const struct pact_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        buf_printf(e->b, "%s%.*s", i > 0 ? ", " : "", SPAN_ARG(names->items[i]));
}

static void put_report(const struct explainer *e)
{
    const struct pact_duty *d = &e->t->u.duty;

    if (d->report_to.n == 0)
        return;
    buf_puts(e->b, "  A report goes to ");
    explain_names(e, &d->report_to);
    buf_puts(e->b, ": a row that states who got it and leaves one of them out is a violation of "
                   "its own (not_reported).\n");
}

void explain_periodic_duty(const struct explainer *e)
{
    const struct pact_duty *d = &e->t->u.duty;

    buf_printf(e->b, "  From one completed %.*s to the next no more than ", SPAN_ARG(d->duty));
    period_put(e->b, d->limit);
    buf_puts(e->b, " may pass");
    if (d->limit.unit != PERIOD_ELAPSED)
        buf_puts(e->b, ", counted by local dates: 24:00 of the last one is too late");
    buf_puts(e->b, ". The clock starts when one is completed, first of all when the term comes "
                   "into force; where that is not stated, with the first one on the record.\n");
    if (d->with.n > 0) {
        buf_puts(e->b, "  With each of these, and a clock for each: ");
        explain_names(e, &d->with);
        buf_puts(e->b, ".\n");
    }
    buf_puts(e->b, "  Not yet due: pending. Done late, or not done when the input goes beyond what "
                   "was due: a violation by whoever owes it, the observer as any party.\n");
    put_report(e);
}

void explain_on_request_duty(const struct explainer *e)
{
    const struct pact_duty *d = &e->t->u.duty;

    buf_printf(e->b, "  Each %.*s that is asked for must be completed within ", SPAN_ARG(d->duty));
    period_put(e->b, d->limit);
    buf_puts(e->b, " of the request's receipt.");
    if (d->requested_by.n > 0) {
        buf_puts(e->b, " May ask: ");
        explain_names(e, &d->requested_by);
        buf_puts(e->b, ".");
    }
    buf_puts(e->b, "\n  A duty done answers the request that it names; one in time that names none "
                   "may have answered it: indeterminate. Not yet due: pending. Done late, or not "
                   "done when the input goes beyond what was due: a violation.\n");
    put_report(e);
}
