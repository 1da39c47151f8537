/* SPDX-License-Identifier: Apache-2.0 */
/* term_periodic_duty.c: what must be done again and again: the clock starts when the duty was last
 * completed, and whoever owes it is late when it runs out. One clock for each that owes it, and for
 * each with whom it must be done. */
#include "watch/duty.h"

#include <math.h>
#include <stdlib.h>

/* One clock. */
struct clock {
    struct term_run *run;
    const struct pact_duty *of;
    struct span by, with;
    const struct duty_done **done; /* by the end of their completion */
    size_t n;
    bool has_start; /* `start` is known */
    struct time_span start;
    const struct duty_done *last; /* what set it; NULL: the term came into force */
};

static int done_cmp(const void *left, const void *right)
{
    const struct duty_done *a = *(const struct duty_done *const *)left;
    const struct duty_done *b = *(const struct duty_done *const *)right;

    if (a->when.t1_ms != b->when.t1_ms)
        return a->when.t1_ms < b->when.t1_ms ? -1 : 1;
    return (a > b) - (a < b); /* of one array, in the docket's order */
}

/* What counts in the term's time; what was done before does not set the clock ahead of it. */
static enum rc find_done(struct clock *c, struct err *err)
{
    const struct docket *d = c->run->docket;
    const struct pact_term *t = c->run->term;

    c->done = arena_array(c->run->arena, d->n_duties_done, sizeof(*c->done), err);
    if (c->done == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_duties_done; i++) {
        const struct duty_done *one = &d->duties_done[i];

        if (duty_match(c->run, one, c->by, c->with) == DUTY_IS && one->when.t1_ms >= t->from_ms &&
            one->when.t0_ms < t->until_ms)
            c->done[c->n++] = one;
    }
    if (c->n > 1)
        qsort(c->done, c->n, sizeof(*c->done), done_cmp);
    c->has_start = t->from_ms != TIME_ALWAYS;
    c->start = (struct time_span){t->from_ms, t->from_ms};
    return RC_OK;
}

/* A row that does not say with whom, completed since the clock started and before `until_ms`. */
static const struct duty_done *find_maybe(const struct clock *c, int64_t until_ms)
{
    const struct docket *d = c->run->docket;

    for (size_t i = 0; i < d->n_duties_done; i++) {
        const struct duty_done *one = &d->duties_done[i];

        if (duty_match(c->run, one, c->by, c->with) == DUTY_MAYBE &&
            one->when.t1_ms >= c->start.t0_ms && one->when.t0_ms <= until_ms)
            return one;
    }
    return NULL;
}

/* ---- in words ---- */

static void put_due(const struct clock *c, int64_t last_ms)
{
    struct buf *b = c->run->text;

    if (c->last != NULL) {
        buf_puts(b, " The one before was completed ");
        duty_put_row(c->run, c->start, c->last->head.id);
    } else {
        buf_puts(b, " The term is in force since ");
        time_put_instant(b, c->start.t0_ms);
    }
    buf_puts(b, "; no more than ");
    period_put(b, c->of->limit);
    buf_puts(b, " may pass: due by ");
    period_put_last(b, c->run->agreement->zone, c->of->limit, last_ms);
    buf_puts(b, ".");
}

static void put_maybe(const struct clock *c, const struct duty_done *maybe)
{
    if (maybe != NULL)
        buf_printf(c->run->text, " Row %.*s does not say with whom it was done: it may have been.",
                   SPAN_ARG(maybe->head.id));
}

/* ---- verdicts ---- */

static int64_t last_ms(const struct clock *c, int64_t start_ms)
{
    return period_last_ms(c->run->agreement->zone, start_ms, c->of->limit);
}

/* From one to the next. */
static enum rc judge_next(struct clock *c, const struct duty_done *next, struct err *err)
{
    int64_t due_ms = last_ms(c, c->start.t0_ms);
    double p = owed_p_late(c->run, c->start, c->of->limit, next->when);
    bool is_late = verdict_of_p(p, c->run->term->confidence) != VERDICT_COMPLIANT;
    const struct duty_done *maybe = is_late ? find_maybe(c, next->when.t0_ms) : NULL;
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {
        &next->head, c->last == NULL ? NULL : &c->last->head, maybe == NULL ? NULL : &maybe->head};
    struct time_span when = next->when;
    struct verdict v;
    enum rc rc;

    if (is_late && due_ms < when.t1_ms)
        when.t0_ms = due_ms + 1;
    rc = owed_verdict(c->run, c->by, when, inputs, &v, err);
    if (rc)
        return rc;
    owed_settle(c->run, &v, p);
    if (maybe != NULL)
        v.word = VERDICT_INDETERMINATE;
    v.state = is_late ? "late" : NULL;
    owed_exempt(c->run, &v);
    if (term_wants(c->run, v.word)) {
        duty_put(c->run, c->by, c->with);
        buf_puts(c->run->text, ", completed ");
        duty_put_row(c->run, next->when, next->head.id);
        buf_puts(c->run->text, is_late ? ", late." : ", in time.");
        put_due(c, due_ms);
        put_maybe(c, maybe);
    }
    return owed_emit(c->run, &v, err);
}

/* What nobody has done since: pending until it is due, and then late until somebody does. */
static enum rc judge_open(struct clock *c, int64_t now_ms, struct err *err)
{
    int64_t least_ms = last_ms(c, c->start.t0_ms), most_ms = last_ms(c, c->start.t1_ms);
    const struct duty_done *maybe = now_ms > least_ms ? find_maybe(c, TIME_NEVER) : NULL;
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {c->last == NULL ? NULL : &c->last->head,
                                                            maybe == NULL ? NULL : &maybe->head};
    bool is_over = now_ms > least_ms;
    int64_t at_ms = is_over ? most_ms + 1 : least_ms;
    struct verdict v;
    enum rc rc = owed_verdict(c->run, c->by, (struct time_span){at_ms, at_ms}, inputs, &v, err);

    if (rc)
        return rc;
    if (now_ms <= most_ms)
        owed_wake(c->run, is_over ? most_ms : least_ms);
    v.word = !is_over                             ? VERDICT_PENDING
             : now_ms <= most_ms || maybe != NULL ? VERDICT_INDETERMINATE
                                                  : VERDICT_VIOLATION;
    v.p = v.word == VERDICT_VIOLATION ? 1 : NAN;
    v.state = is_over ? "overdue" : "due";
    owed_exempt(c->run, &v);
    if (term_wants(c->run, v.word)) {
        duty_put(c->run, c->by, c->with);
        buf_puts(c->run->text, is_over ? ": overdue, and not done since." : ": not due yet.");
        put_due(c, is_over ? most_ms : least_ms);
        put_maybe(c, maybe);
    }
    return owed_emit(c->run, &v, err);
}

static enum rc say_missing(struct clock *c, const char *what, struct err *err)
{
    struct verdict v;
    enum rc rc =
        owed_verdict(c->run, c->by, (struct time_span){TIME_ALWAYS, TIME_ALWAYS}, NULL, &v, err);

    if (rc)
        return rc;
    v.word = VERDICT_INDETERMINATE;
    duty_put(c->run, c->by, c->with);
    buf_printf(c->run->text, ": %s.", what);
    return owed_emit(c->run, &v, err);
}

static enum rc judge_clock(struct clock *c, struct err *err)
{
    const struct pact_term *t = c->run->term;
    int64_t now_ms = 0;
    bool has_now = owed_now(c->run, &now_ms);
    enum rc rc = find_done(c, err);

    for (size_t i = 0; i < c->n && rc == RC_OK; i++) {
        if (c->has_start)
            rc = judge_next(c, c->done[i], err);
        c->has_start = true;
        c->start = c->done[i]->when;
        c->last = c->done[i];
    }
    if (rc)
        return rc;
    if (!c->has_start)
        return say_missing(c,
                           "no row of kind duty_done tells of one, and the term does not state "
                           "since when it is in force (from): when the clock started is missing",
                           err);
    if (!has_now)
        return say_missing(c, "no row tells how far the input's time reaches", err);
    if (last_ms(c, c->start.t0_ms) >= t->until_ms)
        return RC_OK; /* nothing is due any more in the term's time */
    return judge_open(c, now_ms, err);
}

static enum rc judge_reports(struct term_run *run, struct span by, struct err *err)
{
    const struct docket *d = run->docket;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_duties_done && rc == RC_OK; i++)
        if (duty_match(run, &d->duties_done[i], by, span_none()) == DUTY_IS &&
            d->duties_done[i].when.t1_ms >= run->term->from_ms &&
            d->duties_done[i].when.t0_ms < run->term->until_ms)
            rc = duty_check_report(run, &d->duties_done[i], err);
    return rc;
}

enum rc term_periodic_duty(struct term_run *run, struct err *err)
{
    const struct pact_duty *of = &run->term->u.duty;
    size_t n_with = of->with.n > 0 ? of->with.n : 1;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct span by = run->agreement->parties[run->term->binds[i]].id;

        for (size_t k = 0; k < n_with && rc == RC_OK; k++) {
            struct clock c = {.run = run,
                              .of = of,
                              .by = by,
                              .with = of->with.n > 0 ? of->with.items[k] : span_none()};

            rc = judge_clock(&c, err);
        }
        if (rc == RC_OK)
            rc = judge_reports(run, by, err);
    }
    return rc;
}
