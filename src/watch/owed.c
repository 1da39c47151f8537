/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/owed.h"

#include <math.h>
#include <stdlib.h>

#include "watch/chance.h"
#include "watch/explain.h"

/* Instants that stand for a span in which a clock may have started. */
#define STARTS 64

bool owed_now(const struct term_run *run, int64_t *out_ms)
{
    struct time_span input = run->tally->span;

    if (run->docket->as_of_ms != TIME_NEVER) {
        *out_ms = run->docket->as_of_ms;
        return true;
    }
    if (input.t0_ms == 0 && input.t1_ms == 0)
        return false;
    *out_ms = input.t1_ms;
    return true;
}

void owed_wake(const struct term_run *run, int64_t last_ms)
{
    if (last_ms < run->tally->wake_ms)
        run->tally->wake_ms = last_ms;
}

double owed_p_late(const struct term_run *run, struct time_span start, struct pact_period p,
                   struct time_span done)
{
    const struct zone *z = run->agreement->zone;
    double sum = 0;

    if (start.t0_ms == start.t1_ms)
        return chance_within(done, 0, period_last_ms(z, start.t0_ms, p) + 1, TIME_NEVER);
    for (int i = 0; i < STARTS; i++) {
        double at = ((double)i + 0.5) / STARTS * (double)(start.t1_ms - start.t0_ms);
        int64_t last_ms = period_last_ms(z, start.t0_ms + (int64_t)at, p);

        sum += chance_within(done, 0, last_ms + 1, TIME_NEVER);
    }
    return sum / STARTS;
}

enum pact_tri owed_where(const struct term_run *run, const struct place *place,
                         struct time_span when)
{
    const struct pact_term *t = run->term;
    struct ground_chance c = {0, 1};

    if (t->n_where == 0)
        return PACT_YES;
    if (ground_within(run->ground, t->where, t->n_where, place, when, &c, NULL) != RC_OK)
        return PACT_MAYBE;
    if (c.p_min >= t->confidence)
        return PACT_YES;
    return c.p_max <= 1 - t->confidence ? PACT_NO : PACT_MAYBE;
}

bool owed_names(const struct pact_names *names, struct span name)
{
    for (size_t i = 0; i < names->n; i++)
        if (span_eq(names->items[i], name))
            return true;
    return false;
}

enum rc owed_verdict_on(struct term_run *run, struct span party, struct time_span when,
                        const struct row_head *const *inputs, size_t n_inputs, struct verdict *out,
                        struct err *err)
{
    struct span *ids = arena_array(run->scratch, n_inputs, sizeof(*ids), err);
    size_t n = 0, n_kept = 0;

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n_inputs; i++)
        if (inputs[i] != NULL)
            ids[n++] = inputs[i]->id;
    if (n > 1)
        qsort(ids, n, sizeof(*ids), span_order);
    for (size_t i = 0; i < n; i++)
        if (n_kept == 0 || ids[i].p != ids[n_kept - 1].p)
            ids[n_kept++] = ids[i];
    *out = term_verdict(run);
    out->party = party;
    out->when = when;
    out->inputs = ids;
    out->n_inputs = n_kept;
    return RC_OK;
}

enum rc owed_verdict(struct term_run *run, struct span party, struct time_span when,
                     const struct row_head *const *inputs, struct verdict *out, struct err *err)
{
    return owed_verdict_on(run, party, when, inputs, inputs == NULL ? 0 : OWED_INPUTS_MAX, out,
                           err);
}

void owed_settle(const struct term_run *run, struct verdict *v, double p)
{
    v->p = p;
    v->word = verdict_of_p(p, run->term->confidence);
}

/* How far a derogation takes the term out of force over a lapse. */
static enum exemption by_derogation(const struct derogation *d, struct time_span when)
{
    if (d->span.t0_ms > when.t1_ms || d->span.t1_ms < when.t0_ms)
        return EXEMPT_NOT;
    return d->span.t0_ms <= when.t0_ms && d->span.t1_ms >= when.t1_ms ? EXEMPT_YES : EXEMPT_MAYBE;
}

void owed_exempt(const struct term_run *run, struct verdict *v)
{
    if (v->word != VERDICT_VIOLATION || v->when.t0_ms == TIME_ALWAYS)
        return;
    for (size_t i = 0; i < run->term->n_exceptions; i++)
        if (run->term->exceptions[i].form == PACT_EXCEPT_TEXT) {
            v->word = VERDICT_NEEDS_ASSESSMENT;
            v->exemption = run->term->exceptions[i].text;
        }
    for (size_t i = 0; i < run->docket->n_derogations; i++) {
        const struct derogation *d = &run->docket->derogations[i];
        enum exemption e = EXEMPT_NOT;

        if (d->exempt && span_eq(d->term, run->term->id) &&
            term_derogation_holds(run->agreement, d))
            e = by_derogation(d, v->when);
        if (e == EXEMPT_NOT || v->word == VERDICT_EXEMPT)
            continue;
        v->word = e == EXEMPT_YES ? VERDICT_EXEMPT : VERDICT_INDETERMINATE;
        v->exemption = d->head.id;
    }
}

enum rc owed_emit(struct term_run *run, struct verdict *v, struct err *err)
{
    struct buf *b = run->text;

    if (term_wants(run, v->word)) {
        if (!isnan(v->p) && v->p > 0 && v->p < 1) {
            buf_puts(b, " ");
            explain_p(b, v->p);
            buf_printf(b, ": a violation from %.4g on.", run->term->confidence);
        }
        if (v->exemption.n > 0)
            buf_printf(b, " %s %.*s.",
                       v->word == VERDICT_EXEMPT ? "Exempt by" : "It may be exempt by",
                       SPAN_ARG(v->exemption));
        for (size_t i = 0; i < v->n_inputs; i++)
            explain_claims(b, run->docket, v->inputs[i]);
    }
    return term_emit(run, v, false, err);
}
