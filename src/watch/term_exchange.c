/* SPDX-License-Identifier: Apache-2.0 */
/* term_exchange.c: people that are exchanged: whether each party has released all whom it owes by
 * the day. */
#include "watch/headway.h"

#include <math.h>

struct looking {
    struct term_run *run;
    const struct pact_exchange *of;
    struct headway_of rows;
    int64_t by_ms; /* TIME_ALWAYS: no day is known */
};

/* As many as each of the others has released. */
static enum pact_tri is_even(const struct looking *l, const struct headway *own, int64_t at_ms)
{
    const struct pact_term *t = l->run->term;
    struct headway_of rows = l->rows;
    enum pact_tri out = PACT_YES;

    for (size_t i = 0; i < t->n_binds; i++) {
        struct headway other;

        rows.party = l->run->agreement->parties[t->binds[i]].id;
        if (span_eq(rows.party, l->rows.party))
            continue;
        other = headway_at(&rows, at_ms);
        if (other.row == NULL)
            continue; /* it has released nobody */
        if (own->row == NULL ? other.row->done.min > 0 : own->row->done.max < other.row->done.min)
            return PACT_NO;
        if (own->row == NULL || own->row->done.min < other.row->done.max)
            out = PACT_MAYBE;
    }
    return out;
}

static enum pact_tri is_met(const struct looking *l, const struct headway *h, int64_t at_ms)
{
    enum pact_tri even = PACT_NO;

    if (h->row != NULL && h->missing == NULL && h->lo >= 1)
        return PACT_YES;
    if (l->of->principle == PACT_ONE_FOR_ONE && (even = is_even(l, h, at_ms)) != PACT_MAYBE)
        return even;
    if (l->of->principle == PACT_ONE_FOR_ONE || h->row == NULL || h->missing != NULL || h->hi >= 1)
        return PACT_MAYBE;
    return PACT_NO;
}

static enum rc tell(struct looking *l, const struct headway *h, struct verdict *v, const char *more,
                    struct err *err)
{
    struct buf *b = l->run->text;

    owed_exempt(l->run, v);
    if (term_wants(l->run, v->word)) {
        buf_printf(b, "%.*s has released ", SPAN_ARG(l->rows.party));
        headway_put(b, h);
        buf_puts(b, ".");
        if (l->by_ms != TIME_ALWAYS) {
            buf_puts(b, " All were due before ");
            time_put_instant(b, l->by_ms);
            buf_puts(b, ".");
        }
        buf_puts(b, more);
    }
    return owed_emit(l->run, v, err);
}

static enum rc judge_party(struct looking *l, struct err *err)
{
    int64_t now_ms = 0, until_ms = l->by_ms == TIME_ALWAYS ? TIME_MAX_MS : l->by_ms - 1;
    bool has_now = owed_now(l->run, &now_ms);
    bool is_over = l->by_ms != TIME_ALWAYS && has_now && now_ms >= l->by_ms;
    struct headway h = headway_at(&l->rows, until_ms);
    enum pact_tri met = is_met(l, &h, until_ms);
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {h.row == NULL ? NULL : &h.row->head};
    int64_t at_ms = is_over || h.row == NULL ? l->by_ms : h.row->at_ms;
    const char *more = "";
    struct verdict v;
    enum rc rc =
        owed_verdict(l->run, l->rows.party, (struct time_span){at_ms, at_ms}, inputs, &v, err);

    if (rc)
        return rc;
    if (!is_over && l->by_ms != TIME_ALWAYS)
        owed_wake(l->run, l->by_ms - 1);
    if (met == PACT_YES && (is_over || l->of->principle != PACT_ONE_FOR_ONE)) {
        owed_settle(l->run, &v, 0);
        v.state = "met";
    } else if (is_over) {
        v.word = met == PACT_NO ? VERDICT_VIOLATION : VERDICT_INDETERMINATE;
        v.p = met == PACT_NO ? 1 : NAN;
        v.state = "late";
    } else if (l->by_ms == TIME_ALWAYS && l->of->complete_note.n > 0) {
        v.word = VERDICT_NEEDS_ASSESSMENT;
        more = " Its end hangs on another term, which people assess.";
    } else {
        v.word = VERDICT_PENDING;
        v.state = "due";
    }
    return tell(l, &h, &v, more, err);
}

enum rc term_exchange(struct term_run *run, struct err *err)
{
    const struct pact_exchange *of = &run->term->u.exchange;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct looking l = {
            .run = run,
            .of = of,
            .by_ms = of->complete_ms,
            .rows = {.run = run,
                     .term = run->term,
                     .registry = of->registry,
                     .party = run->agreement->parties[run->term->binds[i]].id,
                     .basis = of->needs_verified ? PACT_BASIS_VERIFIED : PACT_BASIS_ANY}};

        rc = judge_party(&l, err);
    }
    return rc;
}
