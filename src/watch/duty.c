/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/duty.h"

enum duty_match duty_match(const struct term_run *run, const struct duty_done *d, struct span by,
                           struct span with)
{
    if (!span_eq(d->duty, run->term->u.duty.duty) || !span_eq(d->by, by))
        return DUTY_NOT;
    if (with.n == 0)
        return DUTY_IS;
    for (uint32_t i = 0; i < d->n_with; i++)
        if (span_eq(d->with[i], with))
            return DUTY_IS;
    return d->n_with == 0 ? DUTY_MAYBE : DUTY_NOT;
}

void duty_put(const struct term_run *run, struct span by, struct span with)
{
    struct buf *b = run->text;

    buf_printf(b, "%.*s by %.*s", SPAN_ARG(run->term->u.duty.duty), SPAN_ARG(by));
    if (with.n > 0)
        buf_printf(b, " with %.*s", SPAN_ARG(with));
}

void duty_put_row(const struct term_run *run, struct time_span when, struct span id)
{
    time_put_span(run->text, when);
    buf_printf(run->text, " (row %.*s)", SPAN_ARG(id));
}

/* The first that the row leaves out; empty: it leaves out nobody. */
static struct span left_out(const struct pact_duty *of, const struct duty_done *d)
{
    const struct pact_names told = {d->reported_to, d->n_reported_to};

    for (size_t i = 0; i < of->report_to.n; i++)
        if (!owed_names(&told, of->report_to.items[i]))
            return of->report_to.items[i];
    return span_none();
}

enum rc duty_check_report(struct term_run *run, const struct duty_done *d, struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {&d->head};
    struct span missing = left_out(&run->term->u.duty, d);
    struct verdict v;
    enum rc rc;

    if (d->n_reported_to == 0 || missing.n == 0)
        return RC_OK;
    rc = owed_verdict(run, d->by, d->when, inputs, &v, err);
    if (rc)
        return rc;
    owed_settle(run, &v, 1);
    v.state = "not_reported";
    owed_exempt(run, &v);
    if (term_wants(run, v.word)) {
        duty_put(run, d->by, span_none());
        buf_puts(run->text, ", completed ");
        duty_put_row(run, d->when, d->head.id);
        buf_printf(run->text, ", was not reported to %.*s.", SPAN_ARG(missing));
    }
    return owed_emit(run, &v, err);
}
