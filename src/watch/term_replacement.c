/* SPDX-License-Identifier: Apache-2.0 */
/* term_replacement.c: what may come in only for what went out: whether each piece has a
 * counterpart, came through a port that the term names, and was notified. */
#include "watch/coverage.h"
#include "watch/holding.h"
#include "watch/swap.h"

#include <math.h>

struct looking {
    struct term_run *run;
    const struct pact_replacement *of;
    const struct pact_selector *what;
    struct span party;
    struct swap_list in, out;
};

/* ---- what came and went ---- */

static bool is_verified(const struct looking *l, const struct transfer *x)
{
    return l->of->verified_by == PACT_NONE ||
           coverage_is_own_source(l->run->agreement, l->of->verified_by, x->head.source);
}

/* Whether the party is at one end of it, and not at the other. */
static enum pact_tri is_end(const struct looking *l, struct span end, struct span other)
{
    if (other.n > 0 && span_eq(other, l->party))
        return PACT_NO;
    if (end.n == 0)
        return PACT_MAYBE;
    return span_eq(end, l->party) ? PACT_YES : PACT_NO;
}

static void add_piece(const struct looking *l, struct swap_list *to, const struct transfer *x,
                      const struct item *item, enum pact_tri is)
{
    struct force_band n = holding_items(l->run, item, 1, l->what);

    if (is == PACT_NO || n.hi == 0)
        return;
    to->items[to->n++] = (struct swap_piece){
        .of = x, .item = item, .lo = is == PACT_YES ? n.lo : 0, .hi = n.hi, .when = x->when};
}

static size_t count_items(const struct docket *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n_transfers; i++)
        n += d->transfers[i].n_items;
    return n;
}

static enum rc gather(struct looking *l, struct err *err)
{
    const struct docket *d = l->run->docket;
    const struct pact_term *t = l->run->term;
    size_t n = count_items(d);

    l->in.items = arena_array(l->run->arena, n, sizeof(*l->in.items), err);
    l->out.items = arena_array(l->run->arena, n, sizeof(*l->out.items), err);
    if (l->in.items == NULL || l->out.items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_transfers; i++) {
        const struct transfer *x = &d->transfers[i];
        enum pact_tri there = owed_where(l->run, &x->place, x->when);
        enum pact_tri comes = is_end(l, x->to, x->from), goes = is_end(l, x->from, x->to);

        if (!is_verified(l, x) || x->when.t1_ms < t->from_ms || x->when.t0_ms >= t->until_ms)
            continue;
        if (there != PACT_YES && comes == PACT_YES)
            comes = there;
        for (uint32_t k = 0; k < x->n_items; k++) {
            add_piece(l, &l->in, x, &x->items[k], comes);
            add_piece(l, &l->out, x, &x->items[k], goes);
        }
    }
    return RC_OK;
}

/* ---- counterparts ---- */

static enum rc emit(const struct looking *l, struct verdict *v, const struct swap_piece *piece,
                    struct span more, struct err *err)
{
    owed_exempt(l->run, v);
    if (term_wants(l->run, v->word)) {
        struct buf *b = l->run->text;

        buf_printf(b, "%.*s took in ", SPAN_ARG(l->party));
        force_put_band(b, (struct force_band){piece->lo, piece->hi});
        buf_printf(b, " %.*s (row %.*s).", SPAN_ARG(l->what->word), SPAN_ARG(piece->of->head.id));
        buf_put(b, more);
    }
    return owed_emit(l->run, v, err);
}

static enum rc begin(const struct looking *l, const struct swap_piece *piece,
                     const struct row_head *other, struct verdict *v, struct err *err)
{
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {&piece->of->head, other};
    enum rc rc = owed_verdict(l->run, l->party, piece->when, inputs, v, err);

    v->category = l->what->word;
    return rc;
}

/* How many of a piece have no counterpart: surely, possibly, and none of the same model. */
struct gap {
    int64_t least, most, most_of_model;
};

static uint32_t as_count(int64_t n)
{
    return n >= COUNT_INFINITE ? COUNT_INFINITE : (uint32_t)n;
}

static enum rc judge_gap(const struct looking *l, const struct swap_piece *piece, struct gap g,
                         struct err *err)
{
    const char *more = " Each has a counterpart that had gone out before.";
    struct verdict v;
    enum rc rc = begin(l, piece, NULL, &v, err);

    if (rc)
        return rc;
    v.word = VERDICT_COMPLIANT;
    v.p = 0;
    if (g.most > 0) {
        v.word = g.least > 0 ? VERDICT_VIOLATION : VERDICT_INDETERMINATE;
        v.p = g.least > 0 ? 1 : NAN;
        v.state = "unmatched";
        v.has_count = true;
        v.count = (struct count){as_count(g.least), as_count(g.most), as_count(g.least)};
        more = g.least > 0 ? " Some have no counterpart that had gone out before."
                           : " Whether each has a counterpart that had gone out before is not "
                             "known.";
    } else if (l->of->same_effectiveness && g.most_of_model > 0) {
        v.word = VERDICT_NEEDS_ASSESSMENT;
        v.p = NAN;
        more = " What went out for it is of another model: whether it is as effective is for "
               "people to say.";
    }
    return emit(l, &v, piece, span_of(more), err);
}

static enum rc judge_gaps(struct looking *l, struct err *err)
{
    struct swap_rule rule = {l->of->same_type, l->of->same_model, l->of->same_calibre};
    struct swap_rule of_model = {.type = rule.type, .model = true, .calibre = rule.calibre};
    struct arena *a = l->run->arena;
    int64_t *least = arena_array(a, l->in.n, sizeof(*least), err);
    int64_t *most = arena_array(a, l->in.n, sizeof(*most), err);
    int64_t *same = arena_array(a, l->in.n, sizeof(*same), err);
    enum rc rc = least == NULL || most == NULL || same == NULL ? RC_LIMIT : RC_OK;

    if (rc == RC_OK)
        rc = swap_match(&l->in, &l->out, rule, SWAP_POSSIBLE, a, least, err);
    if (rc == RC_OK)
        rc = swap_match(&l->in, &l->out, rule, SWAP_SURE, a, most, err);
    if (rc == RC_OK)
        rc = swap_match(&l->in, &l->out, of_model, SWAP_SURE, a, same, err);
    for (size_t i = 0; i < l->in.n && rc == RC_OK; i++)
        rc = judge_gap(l, &l->in.items[i], (struct gap){least[i], most[i], same[i]}, err);
    return rc;
}

/* ---- ports ---- */

/* As the row names it: a port, an area of the agreement. */
static struct span port_of(const struct transfer *x)
{
    if (x->port.n > 0)
        return x->port;
    return x->place.form == PLACE_ZONE ? x->place.u.zone : span_none();
}

static enum rc judge_port(const struct looking *l, const struct swap_piece *piece, struct err *err)
{
    struct span port = port_of(piece->of), more;
    bool is_open = piece->lo == 0;
    struct verdict v;
    enum rc rc;

    if (l->of->ports.n == 0)
        return RC_OK;
    rc = begin(l, piece, NULL, &v, err);
    if (rc)
        return rc;
    if (port.n == 0) {
        v.word = VERDICT_INDETERMINATE;
        more = SPAN(" The row does not state through which port (port).");
    } else {
        bool is_named = owed_names(&l->of->ports, port);

        v.word = is_named ? VERDICT_COMPLIANT : is_open ? VERDICT_INDETERMINATE : VERDICT_VIOLATION;
        v.p = v.word == VERDICT_INDETERMINATE ? NAN : !is_named;
        v.state = is_named ? NULL : "wrong_port";
        more = arena_printf(l->run->scratch, err, " It came through %.*s, which the term %s.",
                            SPAN_ARG(port), is_named ? "names" : "does not name");
    }
    return more.p == NULL ? RC_LIMIT : emit(l, &v, piece, more, err);
}

/* ---- notices ---- */

static bool is_about(const struct looking *l, const struct notification *n,
                     const struct swap_piece *piece)
{
    if (!span_eq(n->by, l->party) ||
        (!span_is(n->about, "transfer") && !span_is(n->about, "replacement")))
        return false;
    return !n->has_span ||
           (n->span.t0_ms <= piece->when.t1_ms && n->span.t1_ms >= piece->when.t0_ms);
}

/* Received so long before: hours elapse, days and months are dates. */
static bool is_early(const struct looking *l, const struct notification *n,
                     const struct swap_piece *piece)
{
    const struct zone *z = l->run->agreement->zone;
    struct pact_period p = l->of->notice;
    int64_t start_ms = piece->when.t0_ms;

    if (n->received_at_ms > start_ms)
        return false;
    if (p.unit == PERIOD_ELAPSED)
        return start_ms - n->received_at_ms >= p.n;
    return zone_date(z, period_last_ms(z, n->received_at_ms, p)) <= zone_date(z, start_ms);
}

/* The best one: in time and complete before any other. */
static const struct notification *find_notice(const struct looking *l,
                                              const struct swap_piece *piece, bool *is_good)
{
    const struct docket *d = l->run->docket;
    const struct notification *best = NULL;

    *is_good = false;
    for (size_t i = 0; i < d->n_notifications && !*is_good; i++) {
        const struct notification *n = &d->notifications[i];

        if (!is_about(l, n, piece))
            continue;
        *is_good = n->complete && is_early(l, n, piece);
        if (best == NULL || *is_good)
            best = n;
    }
    return best;
}

static enum rc judge_notice(const struct looking *l, const struct swap_piece *piece,
                            struct err *err)
{
    bool is_good = false;
    const struct notification *n;
    struct span more;
    struct verdict v;
    enum rc rc;

    if (l->of->notice.unit == PERIOD_NONE)
        return RC_OK;
    n = find_notice(l, piece, &is_good);
    rc = begin(l, piece, n == NULL ? NULL : &n->head, &v, err);
    if (rc)
        return rc;
    v.word = is_good         ? VERDICT_COMPLIANT
             : piece->lo > 0 ? VERDICT_VIOLATION
                             : VERDICT_INDETERMINATE;
    v.p = v.word == VERDICT_INDETERMINATE ? NAN : !is_good;
    v.state = is_good ? NULL : n == NULL ? "not_notified" : "late_notice";
    v.severity = 1;
    if (n == NULL)
        more = SPAN(" No notification of it (about transfer or replacement) was received.");
    else
        more =
            arena_printf(l->run->scratch, err, " Notification %.*s was %s.", SPAN_ARG(n->head.id),
                         is_good       ? "received in time"
                         : n->complete ? "received too late"
                                       : "incomplete");
    return more.p == NULL ? RC_LIMIT : emit(l, &v, piece, more, err);
}

/* ---- */

static enum rc judge_category(struct looking *l, struct err *err)
{
    enum rc rc = gather(l, err);

    if (rc == RC_OK && l->out.n > 0 && l->in.n > SWAP_PAIRS_MAX / l->out.n)
        return spells_missing(l->run, l->party, "there are too many transfers to match", err);
    if (rc == RC_OK)
        rc = judge_gaps(l, err);
    for (size_t i = 0; i < l->in.n && rc == RC_OK; i++) {
        rc = judge_port(l, &l->in.items[i], err);
        if (rc == RC_OK)
            rc = judge_notice(l, &l->in.items[i], err);
    }
    return rc;
}

enum rc term_replacement(struct term_run *run, struct err *err)
{
    const struct pact_replacement *of = &run->term->u.replacement;
    enum rc rc = RC_OK;

    for (size_t k = 0; k < run->term->n_binds; k++)
        for (size_t i = 0; i < of->n_categories && rc == RC_OK; i++) {
            struct looking l = {.run = run,
                                .of = of,
                                .what = &of->categories[i],
                                .party = run->agreement->parties[run->term->binds[k]].id};

            rc = judge_category(&l, err);
        }
    return rc;
}
