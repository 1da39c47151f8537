/* SPDX-License-Identifier: Apache-2.0 */
/* term_on_request_duty.c: what must be done when somebody who may ask for it does: the clock starts
 * at the request's receipt, and the duty done that names the request stops it. */
#include "watch/duty.h"

#include <math.h>

/* A request, and what answers it. */
struct asked {
    struct term_run *run;
    const struct pact_duty *of;
    const struct request *row;
    struct span by;                 /* who owes it */
    const struct duty_done *answer; /* names the request; the first completed; NULL: none */
    const struct duty_done *maybe;  /* in time, names none; NULL: none */
};

static int64_t last_ms(const struct asked *a, int64_t at_ms)
{
    return period_last_ms(a->run->agreement->zone, at_ms, a->of->limit);
}

/* An answer by its name; else what may be one: done after the receipt, and not surely too late. */
static void find_answer(struct asked *a)
{
    const struct docket *d = a->run->docket;
    int64_t due_ms = last_ms(a, a->row->received.t1_ms);

    for (size_t i = 0; i < d->n_duties_done; i++) {
        const struct duty_done *one = &d->duties_done[i];

        if (duty_match(a->run, one, a->by, span_none()) != DUTY_IS)
            continue;
        if (one->request.n == 0 && one->when.t1_ms >= a->row->received.t0_ms &&
            one->when.t0_ms <= due_ms && a->maybe == NULL)
            a->maybe = one;
        if (span_eq(one->request, a->row->head.id) &&
            (a->answer == NULL || one->when.t1_ms < a->answer->when.t1_ms))
            a->answer = one;
    }
}

static void put_request(const struct asked *a)
{
    struct buf *b = a->run->text;

    duty_put(a->run, a->by, span_none());
    buf_printf(b, ", asked for by %.*s, received ", SPAN_ARG(a->row->by));
    duty_put_row(a->run, a->row->received, a->row->head.id);
    buf_puts(b, "; due within ");
    period_put(b, a->of->limit);
    buf_puts(b, ", by ");
    period_put_last(b, a->run->agreement->zone, a->of->limit, last_ms(a, a->row->received.t0_ms));
    buf_puts(b, ".");
}

static void put_answer(const struct asked *a)
{
    struct buf *b = a->run->text;

    if (a->answer != NULL) {
        buf_puts(b, " It was completed ");
        duty_put_row(a->run, a->answer->when, a->answer->head.id);
        buf_puts(b, ".");
    } else if (a->maybe != NULL) {
        buf_puts(b, " One that names no request was completed ");
        duty_put_row(a->run, a->maybe->when, a->maybe->head.id);
        buf_puts(b, ": it may have been the answer.");
    } else {
        buf_puts(b, " No row of kind duty_done answers it.");
    }
}

static enum rc emit(struct asked *a, struct verdict *v, struct err *err)
{
    owed_exempt(a->run, v);
    if (term_wants(a->run, v->word)) {
        put_request(a);
        put_answer(a);
    }
    return owed_emit(a->run, v, err);
}

static enum rc judge_answered(struct asked *a, struct err *err)
{
    double p = owed_p_late(a->run, a->row->received, a->of->limit, a->answer->when);
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {&a->row->head, &a->answer->head};
    int64_t due_ms = last_ms(a, a->row->received.t0_ms);
    bool is_late = verdict_of_p(p, a->run->term->confidence) != VERDICT_COMPLIANT;
    struct time_span when = a->answer->when;
    struct verdict v;
    enum rc rc;

    if (is_late && due_ms < when.t1_ms)
        when.t0_ms = due_ms + 1;
    rc = owed_verdict(a->run, a->by, when, inputs, &v, err);
    if (rc)
        return rc;
    owed_settle(a->run, &v, p);
    v.state = is_late ? "late" : NULL;
    return emit(a, &v, err);
}

static enum rc judge_open(struct asked *a, int64_t now_ms, struct err *err)
{
    int64_t least_ms = last_ms(a, a->row->received.t0_ms);
    int64_t most_ms = last_ms(a, a->row->received.t1_ms);
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {
        &a->row->head, a->maybe == NULL ? NULL : &a->maybe->head};
    bool is_over = now_ms > least_ms;
    int64_t at_ms = is_over ? most_ms + 1 : least_ms;
    struct verdict v;
    enum rc rc = owed_verdict(a->run, a->by, (struct time_span){at_ms, at_ms}, inputs, &v, err);

    if (rc)
        return rc;
    if (now_ms <= most_ms)
        owed_wake(a->run, is_over ? most_ms : least_ms);
    v.word = !is_over                                ? VERDICT_PENDING
             : now_ms <= most_ms || a->maybe != NULL ? VERDICT_INDETERMINATE
                                                     : VERDICT_VIOLATION;
    v.p = v.word == VERDICT_VIOLATION ? 1 : NAN;
    v.state = is_over ? "overdue" : "due";
    return emit(a, &v, err);
}

static enum rc judge_request(struct asked *a, struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {&a->row->head};
    int64_t now_ms = 0;
    struct verdict v;
    enum rc rc;

    if (a->of->requested_by.n > 0 && !owed_names(&a->of->requested_by, a->row->by)) {
        rc = owed_verdict(a->run, a->by, a->row->received, inputs, &v, err);
        if (rc)
            return rc;
        v.word = VERDICT_NOT_APPLICABLE;
        if (term_wants(a->run, v.word))
            buf_printf(a->run->text, "Not applicable: %.*s is not among those who may ask.",
                       SPAN_ARG(a->row->by));
        return owed_emit(a->run, &v, err);
    }
    find_answer(a);
    if (a->answer != NULL) {
        rc = judge_answered(a, err);
        return rc != RC_OK ? rc : duty_check_report(a->run, a->answer, err);
    }
    /* a request is a row with a time: there is a now */
    (void)owed_now(a->run, &now_ms);
    return judge_open(a, now_ms, err);
}

enum rc term_on_request_duty(struct term_run *run, struct err *err)
{
    const struct pact_term *t = run->term;
    enum rc rc = RC_OK;

    for (size_t k = 0; k < t->n_binds; k++)
        for (size_t i = 0; i < run->docket->n_requests && rc == RC_OK; i++) {
            const struct request *row = &run->docket->requests[i];
            struct asked a = {.run = run,
                              .of = &t->u.duty,
                              .row = row,
                              .by = run->agreement->parties[t->binds[k]].id};

            if (span_eq(row->duty, t->u.duty.duty) && row->received.t0_ms >= t->from_ms &&
                row->received.t0_ms < t->until_ms && (row->to.n == 0 || span_eq(row->to, a.by)))
                rc = judge_request(&a, err);
        }
    return rc;
}
