/* SPDX-License-Identifier: Apache-2.0 */
/* term_inspection.c: inspections that were asked for: quotas, the time until the inspectors are
 * there, how long they stay, and refusals with their grounds. */
#include "watch/owed.h"

#include <math.h>

struct looking {
    struct term_run *run;
    const struct pact_inspection *of;
    const struct inspection *row;
};

/* ---- quotas ---- */

/* Inspections that were not refused, asked for before this one within the period back from it. */
static int64_t count_before(const struct looking *l, const struct pact_quota *q)
{
    const struct docket *d = l->run->docket;
    int64_t n = 0;

    for (size_t i = 0; i < d->n_inspections; i++) {
        const struct inspection *x = &d->inspections[i];
        bool is_before = x->requested_at_ms < l->row->requested_at_ms ||
                         (x->requested_at_ms == l->row->requested_at_ms && x < l->row);

        if (is_before && x->access != ACCESS_DENIED &&
            span_eq(q->is_passive ? x->of : x->by, q->is_passive ? l->row->of : l->row->by) &&
            owed_names(&l->of->by, x->by) &&
            period_last_ms(l->run->agreement->zone, x->requested_at_ms, q->per) >=
                l->row->requested_at_ms)
            n++;
    }
    return n;
}

/* The first quota of a kind that is used up; NULL: none is. */
static const struct pact_quota *used_up(const struct looking *l, bool is_passive)
{
    for (size_t i = 0; i < l->of->n_quotas; i++)
        if (l->of->quotas[i].is_passive == is_passive &&
            count_before(l, &l->of->quotas[i]) >= l->of->quotas[i].n)
            return &l->of->quotas[i];
    return NULL;
}

/* ---- words ---- */

static void put_inspection(const struct looking *l)
{
    struct buf *b = l->run->text;

    buf_printf(b, "Inspection %.*s of %.*s by %.*s, asked for ", SPAN_ARG(l->row->head.id),
               SPAN_ARG(l->row->of), SPAN_ARG(l->row->by));
    time_put_instant(b, l->row->requested_at_ms);
    buf_puts(b, ".");
}

static void put_quota(const struct looking *l, const struct pact_quota *q)
{
    struct buf *b = l->run->text;

    buf_printf(b, " The %s quota of %lld within ", q->is_passive ? "passive" : "active",
               (long long)q->n);
    period_put(b, q->per);
    buf_puts(b, " was used up.");
}

static enum rc begin(const struct looking *l, struct span party, struct time_span when,
                     struct verdict *v, struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {&l->row->head};

    return owed_verdict(l->run, party, when, inputs, v, err);
}

/* ---- what is judged of each ---- */

static enum rc judge_quota(const struct looking *l, struct err *err)
{
    const struct pact_quota *q = used_up(l, false);
    struct verdict v;
    enum rc rc;

    if (q == NULL)
        return RC_OK;
    rc = begin(l, l->row->by, (struct time_span){l->row->requested_at_ms, l->row->requested_at_ms},
               &v, err);
    if (rc)
        return rc;
    owed_settle(l->run, &v, 1);
    v.state = "over_quota";
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word)) {
        put_inspection(l);
        put_quota(l, q);
    }
    return owed_emit(l->run, &v, err);
}

/* Why a refusal is none; NULL: it is one. */
static const char *reason(const struct looking *l, const struct pact_quota *q)
{
    if (q != NULL)
        return "";
    if (l->of->sites.n > 0 && l->row->site.n > 0 && !owed_names(&l->of->sites, l->row->site))
        return " The site is not open to inspections.";
    if (l->row->ground.n > 0 && owed_names(&l->of->denial, l->row->ground))
        return " The term accepts the ground.";
    return NULL;
}

static enum rc judge_access(const struct looking *l, struct err *err)
{
    int64_t at_ms =
        l->row->arrived_at_ms != TIME_NEVER ? l->row->arrived_at_ms : l->row->requested_at_ms;
    const struct pact_quota *q = l->row->access == ACCESS_DENIED ? used_up(l, true) : NULL;
    const char *why = l->row->access == ACCESS_FULL ? " Access was full." : reason(l, q);
    struct verdict v;
    enum rc rc = begin(l, l->row->of, (struct time_span){at_ms, at_ms}, &v, err);

    if (rc)
        return rc;
    owed_settle(l->run, &v, why == NULL);
    if (l->row->access != ACCESS_FULL)
        v.state = vocab_word(VOCAB_ACCESS, (int)l->row->access);
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word)) {
        put_inspection(l);
        if (l->row->access != ACCESS_FULL)
            buf_printf(l->run->text, " Access was %s", v.state);
        if (l->row->access != ACCESS_FULL && l->row->ground.n > 0)
            buf_printf(l->run->text, ", on the ground of %.*s", SPAN_ARG(l->row->ground));
        buf_puts(l->run->text, l->row->access != ACCESS_FULL ? "." : "");
        buf_puts(l->run->text, why == NULL ? "" : why);
        if (q != NULL)
            put_quota(l, q);
    }
    return owed_emit(l->run, &v, err);
}

/* Whose fault a delay is, the row does not say. */
static enum rc judge_arrival(const struct looking *l, struct err *err)
{
    int64_t last_ms, now_ms = 0, at_ms;
    bool is_there = l->row->arrived_at_ms != TIME_NEVER, is_late;
    struct verdict v;
    enum rc rc;

    if (l->of->arrive.unit == PERIOD_NONE || (!is_there && l->row->access == ACCESS_DENIED))
        return RC_OK;
    last_ms = period_last_ms(l->run->agreement->zone, l->row->requested_at_ms, l->of->arrive);
    (void)owed_now(l->run, &now_ms); /* the request is a row with a time */
    is_late = (is_there ? l->row->arrived_at_ms : now_ms) > last_ms;
    at_ms = is_late ? last_ms + 1 : is_there ? l->row->arrived_at_ms : last_ms;
    rc = begin(l, SPAN("undetermined"),
               (struct time_span){at_ms, is_late && is_there ? l->row->arrived_at_ms : at_ms}, &v,
               err);
    if (rc)
        return rc;
    if (!is_there && !is_late)
        owed_wake(l->run, last_ms);
    v.word = is_late ? VERDICT_VIOLATION : is_there ? VERDICT_COMPLIANT : VERDICT_PENDING;
    v.p = is_late ? 1 : is_there ? 0 : NAN;
    v.state = is_late ? (is_there ? "late" : "overdue") : is_there ? NULL : "due";
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word)) {
        put_inspection(l);
        buf_puts(l->run->text, is_there ? " The inspectors were there " : " Nobody was there by ");
        time_put_instant(l->run->text, is_there ? l->row->arrived_at_ms : last_ms);
        buf_puts(l->run->text, "; due within ");
        period_put(l->run->text, l->of->arrive);
        buf_puts(l->run->text, is_late ? ". Whose delay it was is not known by this." : ".");
    }
    return owed_emit(l->run, &v, err);
}

static enum rc judge_stay(const struct looking *l, struct err *err)
{
    int64_t last_ms;
    struct verdict v;
    enum rc rc;

    if (l->of->duration.unit == PERIOD_NONE || l->row->left_at_ms == TIME_NEVER)
        return RC_OK;
    last_ms = period_last_ms(l->run->agreement->zone, l->row->arrived_at_ms, l->of->duration);
    if (l->row->left_at_ms <= last_ms)
        return RC_OK;
    rc = begin(l, l->row->by, (struct time_span){last_ms + 1, l->row->left_at_ms}, &v, err);
    if (rc)
        return rc;
    owed_settle(l->run, &v, 1);
    v.state = "too_long";
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word)) {
        put_inspection(l);
        buf_puts(l->run->text, " The inspectors stayed longer than ");
        period_put(l->run->text, l->of->duration);
        buf_puts(l->run->text, ".");
    }
    return owed_emit(l->run, &v, err);
}

static enum rc set_aside(const struct looking *l, struct err *err)
{
    struct verdict v;
    enum rc rc =
        begin(l, l->row->of, (struct time_span){l->row->requested_at_ms, l->row->requested_at_ms},
              &v, err);

    if (rc)
        return rc;
    v.word = VERDICT_NOT_APPLICABLE;
    if (term_wants(l->run, v.word))
        buf_printf(l->run->text, "Not applicable: %.*s is not among those who may inspect.",
                   SPAN_ARG(l->row->by));
    return owed_emit(l->run, &v, err);
}

static enum rc judge_row(const struct looking *l, struct err *err)
{
    enum rc rc;

    if (!owed_names(&l->of->by, l->row->by))
        return set_aside(l, err);
    rc = judge_quota(l, err);
    if (rc == RC_OK && (l->row->access != ACCESS_FULL || l->row->arrived_at_ms != TIME_NEVER))
        rc = judge_access(l, err);
    if (rc == RC_OK)
        rc = judge_arrival(l, err);
    return rc != RC_OK ? rc : judge_stay(l, err);
}

enum rc term_inspection(struct term_run *run, struct err *err)
{
    const struct pact_term *t = run->term;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->docket->n_inspections && rc == RC_OK; i++) {
        struct looking l = {run, &t->u.inspection, &run->docket->inspections[i]};
        uint32_t party = pact_party_find(run->agreement, l.row->of);

        if (party != PACT_NONE && pact_term_binds(t, party) &&
            l.row->requested_at_ms >= t->from_ms && l.row->requested_at_ms < t->until_ms)
            rc = judge_row(&l, err);
    }
    return rc;
}
