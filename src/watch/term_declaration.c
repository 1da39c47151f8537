/* SPDX-License-Identifier: Apache-2.0 */
/* term_declaration.c: what parties declare: in time, complete, and no other than what is found. A
 * discrepancy is asked about first; it is a violation when the time for a reply is over. */
#include "watch/holding.h"

#include <math.h>
#include <stdlib.h>

/* Severity of what is a matter of paper, and of trust. */
enum { OF_PAPER = 1, OF_TRUST = 2, OF_SUBSTANCE = 3 };

struct looking {
    struct term_run *run;
    const struct pact_declaration *of;
    struct span party;
};

static bool is_within(const struct looking *l, const struct declaration *d)
{
    return span_eq(d->by, l->party);
}

/* ---- completeness ---- */

static bool lacks_word(const struct declaration *d, struct span word)
{
    bool is_people = span_is(word, "personnel") || span_is(word, "strength");
    bool is_things = span_is(word, "items") || span_is(word, "holdings") ||
                     span_is(word, "equipment") || span_is(word, "weapons");

    return (is_people && !d->has_personnel) || (is_things && d->n_items == 0);
}

/* The first word of the content that is not there; empty: none. */
static struct span lacks(const struct looking *l, const struct declaration *d)
{
    for (size_t i = 0; i < l->of->n_content; i++)
        if (lacks_word(d, l->of->content[i]))
            return l->of->content[i];
    return d->complete ? span_none() : SPAN("complete");
}

static enum rc judge_content(const struct looking *l, const struct declaration *d, struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {&d->head};
    struct span missing = lacks(l, d);
    struct verdict v;
    enum rc rc;

    rc = owed_verdict(l->run, l->party, (struct time_span){d->received_at_ms, d->received_at_ms},
                      inputs, &v, err);
    if (rc)
        return rc;
    owed_settle(l->run, &v, missing.n > 0);
    v.state = missing.n > 0 ? "incomplete" : NULL;
    v.severity = OF_PAPER;
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word))
        buf_printf(l->run->text, "Declaration %.*s by %.*s %s%.*s.", SPAN_ARG(d->head.id),
                   SPAN_ARG(l->party), missing.n > 0 ? "lacks: " : "is complete",
                   SPAN_ARG(missing));
    return owed_emit(l->run, &v, err);
}

/* ---- days ---- */

static const struct declaration *first_in(const struct looking *l, int64_t from_ms, int64_t to_ms)
{
    const struct docket *d = l->run->docket;

    for (size_t i = 0; i < d->n_declarations; i++)
        if (is_within(l, &d->declarations[i]) && d->declarations[i].received_at_ms >= from_ms &&
            d->declarations[i].received_at_ms < to_ms)
            return &d->declarations[i];
    return NULL;
}

/* One that was due before an instant; `got` NULL: none came. `after_ms` is when it is missed for
 * good, or the next one is due. */
static enum rc tell_due(const struct looking *l, int64_t by_ms, const struct declaration *got,
                        struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {got == NULL ? NULL : &got->head};
    int64_t now_ms = 0;
    bool is_over = owed_now(l->run, &now_ms) && now_ms >= by_ms;
    bool is_late = got != NULL && got->received_at_ms >= by_ms;
    struct time_span when = {by_ms, by_ms};
    struct verdict v;
    enum rc rc;

    if (got != NULL)
        when = (struct time_span){is_late ? by_ms : got->received_at_ms, got->received_at_ms};
    else if (!is_over)
        when = (struct time_span){by_ms - 1, by_ms - 1};
    rc = owed_verdict(l->run, l->party, when, inputs, &v, err);
    if (rc)
        return rc;
    if (got == NULL && !is_over)
        owed_wake(l->run, by_ms - 1);
    v.word = is_late || (got == NULL && is_over) ? VERDICT_VIOLATION
             : got != NULL                       ? VERDICT_COMPLIANT
                                                 : VERDICT_PENDING;
    v.p = v.word == VERDICT_PENDING ? NAN : v.word == VERDICT_VIOLATION;
    v.state = is_late ? "late" : got != NULL ? NULL : is_over ? "missing" : "due";
    v.severity = got == NULL ? OF_TRUST : OF_PAPER;
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word)) {
        buf_printf(l->run->text, "A declaration by %.*s was due before ", SPAN_ARG(l->party));
        time_put_instant(l->run->text, by_ms);
        if (got != NULL) {
            buf_printf(l->run->text, "; %.*s was received ", SPAN_ARG(got->head.id));
            time_put_instant(l->run->text, got->received_at_ms);
            buf_puts(l->run->text, ".");
        } else {
            buf_puts(l->run->text, is_over ? "; none was received." : "; it is not due yet.");
        }
    }
    return owed_emit(l->run, &v, err);
}

static enum rc judge_dues(const struct looking *l, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < l->of->n_due && rc == RC_OK; i++) {
        int64_t from_ms = i == 0 ? TIME_ALWAYS : l->of->due_ms[i - 1];
        int64_t next_ms = i + 1 < l->of->n_due ? l->of->due_ms[i + 1] : TIME_NEVER;
        const struct declaration *got = first_in(l, from_ms, l->of->due_ms[i]);

        if (got == NULL && next_ms == TIME_NEVER)
            got = first_in(l, l->of->due_ms[i], TIME_NEVER);
        rc = tell_due(l, l->of->due_ms[i], got, err);
    }
    return rc;
}

/* From one received to the next; the first clock starts when the term comes into force. */
static enum rc judge_periods(const struct looking *l, struct err *err)
{
    const struct docket *d = l->run->docket;
    const struct pact_term *t = l->run->term;
    const struct zone *z = l->run->agreement->zone;
    int64_t start_ms = t->from_ms;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_declarations && rc == RC_OK; i++) {
        const struct declaration *x = &d->declarations[i];

        if (!is_within(l, x) || x->received_at_ms < t->from_ms || x->received_at_ms >= t->until_ms)
            continue;
        if (start_ms != TIME_ALWAYS)
            rc = tell_due(l, period_last_ms(z, start_ms, l->of->every) + 1, x, err);
        start_ms = x->received_at_ms;
    }
    if (rc != RC_OK)
        return rc;
    if (start_ms == TIME_ALWAYS)
        return spells_missing(l->run, l->party,
                              "no row of kind declaration is there, and the term does not state "
                              "since when it is in force (from)",
                              err);
    if (period_last_ms(z, start_ms, l->of->every) >= t->until_ms)
        return RC_OK;
    return tell_due(l, period_last_ms(z, start_ms, l->of->every) + 1, NULL, err);
}

/* ---- accuracy ---- */

/* Whether two numbers differ by more than a share of the first. */
static enum pact_tri differs(struct force_band declared, struct force_band found, double tolerance)
{
    double d_lo = (double)declared.lo, d_hi = (double)declared.hi;
    double f_lo = (double)found.lo, f_hi = (double)found.hi;
    double least = fmax(0, fmax(d_lo - f_hi, f_lo - d_hi));
    double most = fmax(d_hi - f_lo, f_hi - d_lo);

    if (declared.hi == INT64_MAX || found.hi == INT64_MAX)
        most = INFINITY;
    if (least > tolerance * d_hi + 1e-9)
        return PACT_YES;
    return most <= tolerance * d_lo + 1e-9 ? PACT_NO : PACT_MAYBE;
}

/* What was asked, and answered, about a discrepancy. */
struct question {
    const struct claim *asked, *reply;
};

static struct question find_question(const struct looking *l, const struct declaration *d,
                                     const struct declaration *found)
{
    const struct docket *docket = l->run->docket;
    struct question q = {NULL, NULL};

    for (size_t i = 0; i < docket->n_claims; i++) {
        const struct claim *c = &docket->claims[i];
        bool is_about = span_eq(c->about, d->head.id) || span_eq(c->about, found->head.id) ||
                        (q.asked != NULL && span_eq(c->about, q.asked->head.id));

        if (is_about && !c->is_reply && !span_eq(c->by, l->party) && q.asked == NULL)
            q.asked = c;
        if (is_about && c->is_reply && span_eq(c->by, l->party) && q.asked != NULL &&
            q.reply == NULL)
            q.reply = c;
    }
    return q;
}

/* The word and state of a discrepancy; the last instant of the time for a reply. */
static void settle(const struct looking *l, const struct question *q, struct verdict *v)
{
    int64_t now_ms = 0, last_ms;

    v->state = "discrepancy";
    v->word = VERDICT_PENDING; /* it is to be asked about */
    if (q->asked == NULL)
        return;
    last_ms = l->of->reply_period.unit == PERIOD_NONE
                  ? q->asked->received_at_ms
                  : period_last_ms(l->run->agreement->zone, q->asked->received_at_ms,
                                   l->of->reply_period);
    (void)owed_now(l->run, &now_ms); /* the verification is a row with a time */
    if (q->reply != NULL && q->reply->received_at_ms <= last_ms) {
        v->word = VERDICT_NEEDS_ASSESSMENT;
        v->state = "explained";
    } else if (now_ms > last_ms) {
        v->word = VERDICT_VIOLATION;
        v->p = 1;
    } else {
        owed_wake(l->run, last_ms);
    }
}

static void put_discrepancy(const struct looking *l, const struct pact_selector *s,
                            struct force_band declared, struct force_band found,
                            const struct verdict *v, const struct question *q)
{
    struct buf *b = l->run->text;

    buf_printf(b, "%.*s declared ", SPAN_ARG(l->party));
    force_put_band(b, declared);
    buf_printf(b, " %.*s; ", SPAN_ARG(s->word));
    force_put_band(b, found);
    buf_printf(b, " were found; the tolerance is %.4g %%.", l->of->tolerance * 100);
    if (v->word == VERDICT_COMPLIANT || v->state == NULL)
        return;
    if (q->asked == NULL) {
        buf_puts(b, " The party is to be asked first.");
        return;
    }
    buf_puts(b, " It was asked at ");
    time_put_instant(b, q->asked->received_at_ms);
    buf_puts(b, q->reply == NULL ? "; no reply was received." : "; it replied at ");
    if (q->reply != NULL) {
        time_put_instant(b, q->reply->received_at_ms);
        buf_puts(b, ".");
    }
}

static enum rc judge_pair(const struct looking *l, const struct declaration *d,
                          const struct declaration *found, const struct pact_selector *s,
                          struct err *err)
{
    struct question q = find_question(l, d, found);
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {
        &d->head, &found->head, q.asked == NULL ? NULL : &q.asked->head,
        q.reply == NULL ? NULL : &q.reply->head};
    struct force_band declared = holding_of(l->run, d, s), seen = holding_of(l->run, found, s);
    enum pact_tri is = differs(declared, seen, l->of->tolerance);
    struct verdict v;
    enum rc rc = owed_verdict(l->run, l->party,
                              (struct time_span){found->received_at_ms, found->received_at_ms},
                              inputs, &v, err);

    if (rc)
        return rc;
    v.category = s->word;
    v.severity = OF_SUBSTANCE;
    if (is == PACT_YES) {
        settle(l, &q, &v);
    } else {
        v.word = is == PACT_NO ? VERDICT_COMPLIANT : VERDICT_INDETERMINATE;
        v.p = is == PACT_NO ? 0 : NAN;
    }
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word))
        put_discrepancy(l, s, declared, seen, &v, &q);
    return owed_emit(l->run, &v, err);
}

/* The latest declaration as of a verification. */
static const struct declaration *declared_by(const struct looking *l, int64_t at_ms)
{
    const struct docket *d = l->run->docket;
    const struct declaration *out = NULL;

    for (size_t i = 0; i < d->n_declarations; i++)
        if (is_within(l, &d->declarations[i]) && d->declarations[i].at_ms <= at_ms &&
            (out == NULL || d->declarations[i].at_ms >= out->at_ms))
            out = &d->declarations[i];
    return out;
}

static enum rc judge_found(const struct looking *l, const struct declaration *found,
                           struct err *err)
{
    static const struct pact_selector any[] = {
        {.form = PACT_SELECT_WORD, .fixed = PACT_WORD_PERSONNEL, .word = {"personnel", 9}},
        {.form = PACT_SELECT_WORD, .fixed = PACT_WORD_EQUIPMENT, .word = {"equipment", 9}},
    };
    const struct pact_selector *list = l->of->n_subjects > 0 ? l->of->subjects : any;
    size_t n = l->of->n_subjects > 0 ? l->of->n_subjects : 2;
    const struct declaration *d = declared_by(l, found->received_at_ms);
    enum rc rc = RC_OK;

    for (size_t i = 0; d != NULL && i < n && rc == RC_OK; i++)
        if (holding_is_stated(d, &list[i]) && holding_is_stated(found, &list[i]))
            rc = judge_pair(l, d, found, &list[i], err);
    return rc;
}

static enum rc judge_party(const struct looking *l, struct err *err)
{
    const struct docket *d = l->run->docket;
    enum rc rc = judge_dues(l, err);

    if (rc == RC_OK && l->of->every.unit != PERIOD_NONE)
        rc = judge_periods(l, err);
    for (size_t i = 0; i < d->n_declarations && rc == RC_OK; i++)
        if (is_within(l, &d->declarations[i]))
            rc = judge_content(l, &d->declarations[i], err);
    for (size_t i = 0; i < d->n_verifications && rc == RC_OK; i++)
        if (is_within(l, &d->verifications[i]))
            rc = judge_found(l, &d->verifications[i], err);
    return rc;
}

enum rc term_declaration(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        const struct looking l = {run, &run->term->u.declaration,
                                  run->agreement->parties[run->term->binds[i]].id};

        rc = judge_party(&l, err);
    }
    return rc;
}
