/* SPDX-License-Identifier: Apache-2.0 */
/* term_ratio.c: what the bound parties hold in proportion to one another: on every day as of which
 * one of them declares, whether each holds no more than its part. Exact: no share is rounded. */
#include "base/rational.h"
#include "watch/holding.h"

#include <math.h>
#include <stdlib.h>

/* What a party holds as of a day. */
struct held {
    const struct declaration *declared; /* NULL: nothing as of then is on record */
    const struct declaration *found;    /* a verification, which then counts; NULL: none */
    struct force_band n;
};

struct looking {
    struct term_run *run;
    const struct pact_ratio *of;
    const struct pact_selector *what;
    struct held *now, *first; /* by bound party: as of the day; and first of all */
    size_t n;                 /* of the bound parties */
    int64_t sum_of_parts;
};

static struct span party_id(const struct looking *l, size_t i)
{
    return l->run->agreement->parties[l->run->term->binds[i]].id;
}

/* ---- what is held ---- */

static bool is_stated_by(const struct looking *l, const struct declaration *d, size_t party)
{
    return span_eq(d->by, party_id(l, party)) && holding_is_stated(d, l->what);
}

static bool is_verifier(const struct looking *l, const struct declaration *found)
{
    const struct pact_agreement *g = l->run->agreement;

    return l->of->verified_by == PACT_NONE ||
           span_eq(found->found, g->parties[l->of->verified_by].id);
}

/* The first verification between the day of a declaration and that of the party's next one. */
static const struct declaration *found_after(const struct looking *l, size_t party,
                                             const struct declaration *declared)
{
    const struct docket *d = l->run->docket;
    int64_t next_ms = TIME_NEVER;

    for (size_t i = 0; i < d->n_declarations; i++) {
        int64_t at_ms = d->declarations[i].at_ms;

        if (at_ms > declared->at_ms && at_ms < next_ms &&
            is_stated_by(l, &d->declarations[i], party))
            next_ms = at_ms;
    }
    for (size_t i = 0; i < d->n_verifications; i++) {
        const struct declaration *v = &d->verifications[i];

        if (v->received_at_ms >= declared->at_ms && v->received_at_ms < next_ms &&
            is_stated_by(l, v, party) && is_verifier(l, v))
            return v;
    }
    return NULL;
}

/* What counts of a declaration: what was found after it, where somebody looked. */
static struct held hold(const struct looking *l, size_t party, const struct declaration *declared)
{
    struct held h = {declared, NULL, {0, INT64_MAX}};

    if (declared == NULL)
        return h;
    h.found = found_after(l, party, declared);
    h.n = holding_of(l->run, h.found == NULL ? declared : h.found, l->what);
    return h;
}

/* Of several declarations as of one day the one that was received last. */
static struct held held_at(const struct looking *l, size_t party, int64_t at_ms)
{
    const struct docket *d = l->run->docket;
    const struct declaration *best = NULL;

    for (size_t i = 0; i < d->n_declarations; i++)
        if (d->declarations[i].at_ms <= at_ms && is_stated_by(l, &d->declarations[i], party) &&
            (best == NULL || d->declarations[i].at_ms >= best->at_ms))
            best = &d->declarations[i];
    return hold(l, party, best);
}

static struct held held_first(const struct looking *l, size_t party)
{
    const struct docket *d = l->run->docket;
    const struct declaration *best = NULL;

    for (size_t i = 0; i < d->n_declarations; i++)
        if (is_stated_by(l, &d->declarations[i], party) &&
            (best == NULL || d->declarations[i].at_ms <= best->at_ms))
            best = &d->declarations[i];
    return hold(l, party, best);
}

/* ---- the proportion ---- */

static int64_t add(int64_t a, int64_t b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* What a party's part is of: all that all declared first, or all that is held as of the day, the
 * party's own number in it as it is taken to be. */
static int64_t whole(const struct looking *l, size_t party, int64_t own, bool is_most)
{
    int64_t sum = l->of->has_baseline ? 0 : own;

    for (size_t i = 0; i < l->n; i++) {
        const struct held *h = l->of->has_baseline ? &l->first[i] : &l->now[i];

        if (i != party || l->of->has_baseline)
            sum = add(sum, is_most ? h->n.hi : h->n.lo);
    }
    return sum;
}

/* Whether `own` of `all` is more than a party's part. Of nothing at all nobody has more. */
static bool is_more(const struct looking *l, size_t party, int64_t own, int64_t all)
{
    const struct rational part = {l->of->parts[party], l->sum_of_parts};
    const struct rational is = {own, all};

    return own > 0 && (all == 0 || rational_cmp(is, part) > 0);
}

/* The more is held by oneself and the less by all, the sooner it is too much. */
static enum pact_tri is_above(const struct looking *l, size_t party)
{
    struct force_band own = l->now[party].n;
    int64_t most = whole(l, party, own.lo, true), least = whole(l, party, own.hi, false);

    if (most != INT64_MAX && is_more(l, party, own.lo, most))
        return PACT_YES;
    if (own.hi == INT64_MAX || is_more(l, party, own.hi, least))
        return PACT_MAYBE;
    return PACT_NO;
}

/* ---- in words ---- */

static void put_held(const struct looking *l, size_t i, const struct held *h)
{
    struct buf *b = l->run->text;

    buf_printf(b, "%.*s ", SPAN_ARG(party_id(l, i)));
    if (h->declared == NULL) {
        buf_puts(b, "has declared nothing");
        return;
    }
    force_put_band(b, h->n);
    buf_printf(b, " (%s %.*s)", h->found == NULL ? "declared," : "found,",
               SPAN_ARG(h->found == NULL ? h->declared->head.id : h->found->head.id));
}

static void put_all(const struct looking *l, const char *lead, const struct held *list)
{
    buf_puts(l->run->text, lead);
    for (size_t i = 0; i < l->n; i++) {
        buf_puts(l->run->text, i == 0 ? "" : ", ");
        put_held(l, i, &list[i]);
    }
    buf_puts(l->run->text, ".");
}

static void put_words(const struct looking *l, size_t party, int64_t at_ms)
{
    struct buf *b = l->run->text;

    buf_printf(b, "%.*s as of ", SPAN_ARG(l->what->word));
    time_put_instant(b, at_ms);
    put_all(l, ": ", l->now);
    buf_printf(b, " The part of %.*s is %lld of %lld", SPAN_ARG(party_id(l, party)),
               (long long)l->of->parts[party], (long long)l->sum_of_parts);
    if (l->of->has_baseline)
        put_all(l, " of what was declared first: ", l->first);
    else
        buf_puts(b, " of what all hold.");
    if (l->of->baseline_words.n > 0)
        buf_printf(b, " What it starts from is for people to say: %.*s.",
                   SPAN_ARG(l->of->baseline_words));
}

/* ---- verdicts ---- */

static enum rc begin(const struct looking *l, size_t party, int64_t at_ms, struct verdict *v,
                     struct err *err)
{
    const struct row_head **rows = arena_array(l->run->scratch, 4 * l->n, sizeof(*rows), err);

    if (rows == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < l->n; i++) {
        const struct held *lists[] = {&l->now[i], &l->first[i]};

        for (size_t k = 0; k < (l->of->has_baseline ? 2U : 1U); k++) {
            const struct held *h = lists[k];

            rows[4 * i + 2 * k] = h->declared == NULL ? NULL : &h->declared->head;
            rows[4 * i + 2 * k + 1] = h->found == NULL ? NULL : &h->found->head;
        }
    }
    return owed_verdict_on(l->run, party_id(l, party), (struct time_span){at_ms, at_ms}, rows,
                           4 * l->n, v, err);
}

static void settle(const struct looking *l, size_t party, int64_t at_ms, struct verdict *v)
{
    enum pact_tri is = is_above(l, party);

    v->category = l->what->word;
    v->word = is == PACT_NO ? VERDICT_COMPLIANT : VERDICT_INDETERMINATE;
    v->p = is == PACT_NO ? 0 : NAN;
    v->state = is == PACT_YES ? "above_part" : NULL;
    if (is != PACT_NO && at_ms < l->of->complete_ms) {
        v->word = VERDICT_PENDING;
    } else if (is == PACT_YES && l->of->complete_note.n > 0) {
        v->word = VERDICT_NEEDS_ASSESSMENT;
    } else if (is == PACT_YES) {
        v->word = VERDICT_VIOLATION;
        v->p = 1;
    }
    if (l->of->baseline_words.n > 0) {
        v->word = VERDICT_NEEDS_ASSESSMENT;
        v->p = NAN;
    }
}

static enum rc judge_party(const struct looking *l, size_t party, int64_t at_ms, struct err *err)
{
    struct verdict v;
    enum rc rc = begin(l, party, at_ms, &v, err);

    if (rc)
        return rc;
    settle(l, party, at_ms, &v);
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word))
        put_words(l, party, at_ms);
    return owed_emit(l->run, &v, err);
}

static enum rc judge_day(struct looking *l, int64_t at_ms, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < l->n; i++)
        l->now[i] = held_at(l, i, at_ms);
    for (size_t i = 0; i < l->n && rc == RC_OK; i++)
        rc = judge_party(l, i, at_ms, err);
    return rc;
}

/* The end came, and a party has not declared what it held from then on. */
static enum rc judge_end(struct looking *l, size_t party, struct err *err)
{
    struct held h = held_at(l, party, TIME_MAX_MS);
    const struct row_head *const inputs[OWED_INPUTS_MAX] = {h.declared == NULL ? NULL
                                                                               : &h.declared->head};
    int64_t by_ms = l->of->complete_ms, now_ms = 0;
    struct verdict v;
    enum rc rc;

    if (h.declared != NULL && h.declared->at_ms >= by_ms)
        return RC_OK;
    if (!owed_now(l->run, &now_ms) || now_ms < by_ms) {
        owed_wake(l->run, by_ms - 1);
        return RC_OK;
    }
    rc =
        owed_verdict(l->run, party_id(l, party), (struct time_span){by_ms, by_ms}, inputs, &v, err);
    if (rc)
        return rc;
    v.word = VERDICT_INDETERMINATE;
    v.category = l->what->word;
    if (term_wants(l->run, v.word)) {
        buf_printf(l->run->text,
                   "%.*s has not declared how many %.*s it held when the proportion was to be "
                   "reached, or later: before ",
                   SPAN_ARG(party_id(l, party)), SPAN_ARG(l->what->word));
        time_put_instant(l->run->text, by_ms);
        buf_puts(l->run->text, ".");
    }
    return owed_emit(l->run, &v, err);
}

static int day_cmp(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

/* The days as of which any bound party declares it, each once. */
static enum rc find_days(const struct looking *l, int64_t **out, size_t *n, struct err *err)
{
    const struct docket *d = l->run->docket;
    const struct pact_term *t = l->run->term;
    int64_t *days = arena_array(l->run->arena, d->n_declarations, sizeof(*days), err);
    size_t n_all = 0, n_once = 0;

    if (days == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_declarations; i++) {
        int64_t at_ms = d->declarations[i].at_ms;

        for (size_t p = 0; p < l->n; p++)
            if (at_ms >= t->from_ms && at_ms < t->until_ms &&
                is_stated_by(l, &d->declarations[i], p))
                days[n_all++] = at_ms;
    }
    if (n_all > 1)
        qsort(days, n_all, sizeof(*days), day_cmp);
    for (size_t i = 0; i < n_all; i++)
        if (n_once == 0 || days[i] != days[n_once - 1])
            days[n_once++] = days[i];
    *out = days;
    *n = n_once;
    return RC_OK;
}

static enum rc judge_category(struct looking *l, struct err *err)
{
    int64_t *days = NULL;
    size_t n = 0;
    enum rc rc = find_days(l, &days, &n, err);

    for (size_t i = 0; i < l->n && rc == RC_OK; i++)
        l->first[i] = held_first(l, i);
    for (size_t i = 0; i < n && rc == RC_OK; i++)
        rc = judge_day(l, days[i], err);
    for (size_t i = 0; i < l->n && rc == RC_OK && l->of->complete_ms != TIME_ALWAYS; i++)
        rc = judge_end(l, i, err);
    if (rc == RC_OK && n == 0 && l->of->complete_ms == TIME_ALWAYS)
        rc = spells_missing(l->run, span_none(),
                            "no row of kind declaration says what a bound party holds", err);
    return rc;
}

enum rc term_ratio(struct term_run *run, struct err *err)
{
    const struct pact_ratio *of = &run->term->u.ratio;
    struct looking l = {.run = run, .of = of, .n = run->term->n_binds};
    enum rc rc = RC_OK;

    if (of->n_parts != l.n)
        return spells_missing(run, span_none(),
                              "the proportion has not a part for each bound party", err);
    for (size_t i = 0; i < of->n_parts; i++)
        l.sum_of_parts += of->parts[i];
    l.now = arena_array(run->arena, l.n, sizeof(*l.now), err);
    l.first = arena_array(run->arena, l.n, sizeof(*l.first), err);
    if (l.now == NULL || l.first == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < of->n_categories && rc == RC_OK; i++) {
        l.what = &of->categories[i];
        rc = judge_category(&l, err);
    }
    return rc;
}
