/* SPDX-License-Identifier: Apache-2.0 */
/* term_milestone.c: milestones and demobilisation: so much of something by a day, once what must
 * come before it has come, and as far as what goes with it has. */
#include "base/num.h"
#include "watch/headway.h"

#include <math.h>

#define SHARE_EPS 1e-12

struct looking {
    struct term_run *run;
    const struct pact_progress *of;
    struct headway_of rows;
    const struct pact_milestone *at;
    bool is_missed_before; /* an earlier milestone of this party was not met in time */
};

/* ---- what must come before ---- */

/* Whether another term has come so far, for all whom it binds. */
static enum pact_tri has_come(const struct looking *l, struct span id, double share)
{
    const struct pact_agreement *g = l->run->agreement;
    uint32_t ix = pact_term_find(g, id);
    struct headway_of of = {.run = l->run};
    enum pact_tri out = PACT_YES;

    if (ix == PACT_NONE)
        return PACT_MAYBE;
    of.term = &g->terms[ix];
    if (of.term->kind == PACT_MILESTONE || of.term->kind == PACT_DEMOBILISATION) {
        of.registry = of.term->u.progress.registry;
        of.basis = of.term->u.progress.basis;
    } else if (of.term->kind == PACT_EXCHANGE) {
        of.registry = of.term->u.exchange.registry;
    }
    for (size_t i = 0; i < of.term->n_binds && out != PACT_NO; i++) {
        struct headway h;

        of.party = g->parties[of.term->binds[i]].id;
        h = headway_at(&of, TIME_MAX_MS);
        if (h.row != NULL && h.hi < share - SHARE_EPS)
            out = PACT_NO;
        else if (h.row == NULL || h.lo < share - SHARE_EPS)
            out = PACT_MAYBE;
    }
    return out;
}

/* The first that has not come, or may not have; empty: all have. */
static enum pact_tri is_free(const struct looking *l, struct span *blocked_by)
{
    const struct pact_names *lists[] = {&l->of->requires, &l->of->concurrent};
    enum pact_tri out = PACT_YES;

    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->n; i++) {
            enum pact_tri is = has_come(l, lists[k]->items[i], k == 0 ? 1 : l->at->fraction);

            if (is == PACT_YES || out == PACT_NO)
                continue;
            out = is;
            *blocked_by = lists[k]->items[i];
        }
    return out;
}

/* ---- in words ---- */

static void put_milestone(const struct looking *l, const struct headway *h)
{
    struct buf *b = l->run->text;

    buf_printf(b, "%.*s owes ", SPAN_ARG(l->rows.party));
    num_put_f64(b, l->at->fraction * 100);
    buf_puts(b, " % before ");
    time_put_instant(b, l->at->by_ms);
    buf_puts(b, "; ");
    headway_put(b, h);
    buf_puts(b, ".");
}

/* ---- verdicts ---- */

static enum rc emit(struct looking *l, const struct headway *h, struct verdict *v, const char *more,
                    struct err *err)
{
    owed_exempt(l->run, v);
    if (term_wants(l->run, v->word)) {
        put_milestone(l, h);
        buf_puts(l->run->text, more);
    }
    return owed_emit(l->run, v, err);
}

static enum rc begin(struct looking *l, const struct headway *h, struct time_span when,
                     struct verdict *v, struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {
        h->row == NULL ? NULL : &h->row->head, h->strength == NULL ? NULL : &h->strength->head};

    return owed_verdict(l->run, l->rows.party, when, inputs, v, err);
}

static enum rc judge_met(struct looking *l, const struct progress_made *by, struct err *err)
{
    struct headway h = headway_at(&l->rows, by->at_ms);
    struct verdict v;
    enum rc rc = begin(l, &h, (struct time_span){by->at_ms, by->at_ms}, &v, err);

    if (rc)
        return rc;
    owed_settle(l->run, &v, 0);
    v.state = "met";
    return emit(l, &h, &v, " Met.", err);
}

static enum rc judge_ahead(struct looking *l, struct err *err)
{
    int64_t last_ms = l->at->by_ms - 1;
    struct headway h = headway_at(&l->rows, last_ms);
    bool is_on_track = h.row != NULL && !l->is_missed_before;
    struct verdict v;
    enum rc rc = begin(l, &h, (struct time_span){last_ms, last_ms}, &v, err);

    if (rc)
        return rc;
    owed_wake(l->run, last_ms);
    v.word = VERDICT_PENDING;
    v.state = is_on_track ? "on_track" : "not_due";
    return emit(l, &h, &v, " Not due yet.", err);
}

/* Not met by its day. `later` reached it after all; NULL: nothing did. */
static enum rc judge_late(struct looking *l, const struct progress_made *later, struct err *err)
{
    struct headway h = headway_at(&l->rows, l->at->by_ms - 1);
    struct span blocked_by = {0}, more;
    enum pact_tri free = is_free(l, &blocked_by);
    bool is_open = h.row == NULL || h.missing != NULL || h.hi >= l->at->fraction - SHARE_EPS;
    struct verdict v;
    enum rc rc =
        begin(l, &h, (struct time_span){l->at->by_ms, later == NULL ? l->at->by_ms : later->at_ms},
              &v, err);

    if (rc)
        return rc;
    v.state = free == PACT_YES ? "late" : "blocked";
    v.word = free == PACT_NO                 ? VERDICT_PENDING
             : free == PACT_MAYBE || is_open ? VERDICT_INDETERMINATE
                                             : VERDICT_VIOLATION;
    v.p = v.word == VERDICT_VIOLATION ? 1 : NAN;
    if (free != PACT_YES)
        more = arena_printf(l->run->scratch, err, " Blocked by %.*s, which has %scome so far.",
                            SPAN_ARG(blocked_by),
                            free == PACT_NO ? "not " : "no row that says it has ");
    else
        more = span_of(is_open ? " Whether it was met is not known." : " Late.");
    return more.p == NULL ? RC_LIMIT : emit(l, &h, &v, more.p, err);
}

static enum rc judge_one(struct looking *l, struct err *err)
{
    const struct progress_made *first = headway_first(&l->rows, TIME_ALWAYS, l->at->fraction);
    int64_t now_ms = 0;
    bool has_now = owed_now(l->run, &now_ms);

    if (first != NULL && first->at_ms < l->at->by_ms)
        return judge_met(l, first, err);
    if (!has_now || now_ms < l->at->by_ms)
        return judge_ahead(l, err);
    l->is_missed_before = true;
    return judge_late(l, first, err);
}

enum rc term_milestone(struct term_run *run, struct err *err)
{
    const struct pact_progress *of = &run->term->u.progress;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct looking l = {.run = run,
                            .of = of,
                            .rows = {.run = run,
                                     .term = run->term,
                                     .registry = of->registry,
                                     .party = run->agreement->parties[run->term->binds[i]].id,
                                     .basis = of->basis}};

        for (size_t k = 0; k < of->n_milestones && rc == RC_OK; k++) {
            l.at = &of->milestones[k];
            rc = judge_one(&l, err);
        }
    }
    return rc;
}
