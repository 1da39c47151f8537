/* SPDX-License-Identifier: Apache-2.0 */
/* term_rate_limit.c: at most so many of an activity within a window of time. Looked at when each of
 * them starts: what lies in the window that it stands in, up to it. */
#include "watch/chance.h"
#include "watch/coverage.h"
#include "watch/holding.h"

#include <math.h>

/* One activity as far as it counts. */
struct occurrence {
    const struct activity *row;
    int64_t at_ms;
    int64_t date; /* local */
    int64_t key;  /* of a calendar's window; else the first date, or instant, beyond its window */
    struct force_band n;
};

struct looking {
    struct term_run *run;
    const struct pact_rate *of;
    struct span party;
    struct occurrence *items;
    size_t n;
};

/* ---- which count ---- */

/* A word of the plural means the same. */
static bool is_named(struct span word, struct span activity)
{
    if (span_is(word, "activity") || span_is(word, "activities") || span_eq(word, activity))
        return true;
    return word.n == activity.n + 1 && word.p[activity.n] == 's' && span_starts(word, activity);
}

static bool is_rotation(struct span word)
{
    return is_named(word, SPAN("rotation")) && span_starts(word, SPAN("rotation"));
}

static struct force_band people(const struct activity *a)
{
    if (!a->has_personnel)
        return (struct force_band){1, INT64_MAX};
    return (struct force_band){a->personnel.min, a->personnel.max == COUNT_INFINITE
                                                     ? INT64_MAX
                                                     : (int64_t)a->personnel.max};
}

static struct force_band taking_part(const struct looking *l, const struct activity *a,
                                     const struct pact_selector *s)
{
    if (s->form == PACT_SELECT_WORD && s->fixed == PACT_WORD_PERSONNEL)
        return people(a);
    return holding_items(l->run, a->items, a->n_items, s);
}

/* Whether it reaches what the term counts from. */
static enum pact_tri reaches(const struct looking *l, const struct activity *a)
{
    const struct pact_rate_limit *r = &l->run->term->u.rate;
    enum pact_tri out = r->n_counts == 0 ? PACT_YES : PACT_NO;

    for (size_t i = 0; i < r->n_counts && out != PACT_YES; i++) {
        enum pact_tri is =
            force_compare(taking_part(l, a, &r->counts[i].what), r->counts[i].op, r->counts[i].n);

        out = is == PACT_NO ? out : is;
    }
    return out;
}

static enum pact_tri is_by(const struct looking *l, const struct activity *a)
{
    if (a->by.n == 0)
        return PACT_MAYBE;
    return span_eq(a->by, l->party) ? PACT_YES : PACT_NO;
}

static bool is_verified(const struct looking *l, const struct activity *a)
{
    uint32_t by = l->run->term->u.rate.verified_by;

    return by == PACT_NONE || coverage_is_own_source(l->run->agreement, by, a->head.source);
}

static struct force_band amount(const struct looking *l, const struct activity *a)
{
    if (l->of->has_what)
        return taking_part(l, a, &l->of->what);
    return is_rotation(l->of->activity) ? people(a) : (struct force_band){1, 1};
}

/* How many of it count: none at the least where it may not count at all. */
static struct force_band counted(const struct looking *l, const struct activity *a)
{
    const enum pact_tri asks[] = {is_by(l, a), reaches(l, a),
                                  owed_where(l->run, &a->place, a->when)};
    struct force_band out = amount(l, a);

    for (size_t i = 0; i < 3; i++) {
        if (asks[i] == PACT_NO)
            return (struct force_band){0, 0};
        if (asks[i] == PACT_MAYBE)
            out.lo = 0;
    }
    return out;
}

/* ---- windows ---- */

static int64_t floor_of(int64_t n, int64_t by)
{
    return n / by - (n % by < 0);
}

static int64_t months_of(int64_t date)
{
    struct civil c;

    time_from_days(date, &c);
    return (int64_t)c.year * 12 + c.month - 1;
}

/* The number of the calendar's window: weeks begin on Mondays, and a length that is no part of a
 * year counts from the day, month or year in which the term comes into force. */
static int64_t calendar_key(const struct looking *l, int64_t date)
{
    struct pact_period p = l->of->per;
    int64_t from_ms = l->run->term->from_ms;
    int64_t from = from_ms == TIME_ALWAYS ? 0 : zone_date(l->run->agreement->zone, from_ms);

    if (p.unit == PERIOD_DAYS)
        return p.n == 1 ? date : floor_of(p.n == 7 ? date + 3 : date - from, p.n);
    if (12 % p.n == 0)
        return floor_of(months_of(date), p.n);
    if (p.n % 12 == 0)
        return floor_of(months_of(date) / 12 - months_of(from) / 12, p.n / 12);
    return floor_of(months_of(date) - months_of(from), p.n);
}

static int64_t key_of(const struct looking *l, const struct occurrence *o)
{
    const struct zone *z = l->run->agreement->zone;
    struct pact_period p = l->of->per;

    if (l->run->term->u.rate.is_calendar)
        return calendar_key(l, o->date);
    if (p.unit == PERIOD_ELAPSED)
        return o->at_ms > TIME_MAX_MS - p.n ? TIME_MAX_MS : o->at_ms + p.n;
    return zone_date(z, period_last_ms(z, o->at_ms, p));
}

/* Whether an earlier one lies in the window that ends with a later one. */
static bool is_within(const struct looking *l, const struct occurrence *before,
                      const struct occurrence *at)
{
    if (l->run->term->u.rate.is_calendar)
        return before->key == at->key;
    return (l->of->per.unit == PERIOD_ELAPSED ? at->at_ms : at->date) < before->key;
}

static enum rc gather(struct looking *l, struct err *err)
{
    const struct docket *d = l->run->docket;
    const struct pact_term *t = l->run->term;

    l->items = arena_array(l->run->arena, d->n_activities, sizeof(*l->items), err);
    if (l->items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_activities; i++) {
        const struct activity *a = &d->activities[i];
        struct occurrence o = {.row = a, .at_ms = a->when.t0_ms};

        if (!is_named(l->of->activity, a->activity) || !is_verified(l, a) || o.at_ms < t->from_ms ||
            o.at_ms >= t->until_ms)
            continue;
        o.n = counted(l, a);
        if (o.n.hi == 0)
            continue;
        o.date = zone_date(l->run->agreement->zone, o.at_ms);
        o.key = key_of(l, &o);
        l->items[l->n++] = o;
    }
    return RC_OK;
}

/* ---- verdicts ---- */

/* What all parties agreed to allow beyond the limit at that time. */
static int64_t limit_at(const struct looking *l, int64_t at_ms, struct span *why)
{
    const struct docket *d = l->run->docket;
    struct span name = l->of->has_what ? l->of->what.word : l->of->activity;
    int64_t n = l->of->n;

    for (size_t i = 0; i < d->n_derogations; i++) {
        const struct derogation *x = &d->derogations[i];
        bool is_it = x->change.category.n == 0 ? l->run->term->u.rate.n_limits == 1
                                               : span_eq(x->change.category, name);

        if (!x->has_change || !is_it || !span_eq(x->term, l->run->term->id) ||
            at_ms < x->span.t0_ms || at_ms > x->span.t1_ms ||
            !term_derogation_holds(l->run->agreement, x))
            continue;
        n += x->change.by;
        *why = x->head.id;
    }
    return n;
}

/* The first that lies in the window of the one at `at`, and their sum. */
static size_t add_up(const struct looking *l, size_t at, struct force_band *sum)
{
    size_t first = at;

    *sum = (struct force_band){0, 0};
    for (size_t i = at + 1; i-- > 0 && is_within(l, &l->items[i], &l->items[at]);) {
        struct force_band n = l->items[i].n;

        first = i;
        sum->lo += n.lo;
        sum->hi = sum->hi > INT64_MAX - n.hi ? INT64_MAX : sum->hi + n.hi;
    }
    return first;
}

static enum rc begin(const struct looking *l, size_t first, size_t at, struct verdict *v,
                     struct err *err)
{
    size_t n = at - first + 1;
    const struct row_head **rows = arena_array(l->run->scratch, n, sizeof(*rows), err);
    int64_t at_ms = l->items[at].at_ms;

    if (rows == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        rows[i] = &l->items[first + i].row->head;
    return owed_verdict_on(l->run, l->party, (struct time_span){at_ms, at_ms}, rows, n, v, err);
}

static void put_words(const struct looking *l, size_t n, struct force_band sum, int64_t limit,
                      struct span why)
{
    struct buf *b = l->run->text;
    bool is_people = !l->of->has_what && is_rotation(l->of->activity);
    struct span what = l->of->has_what ? l->of->what.word : SPAN("people");

    buf_printf(b, "%.*s: ", SPAN_ARG(l->party));
    force_put_band(b, sum);
    if (l->of->has_what || is_people)
        buf_printf(b, " %.*s in %zu row%s of", SPAN_ARG(what), n, n == 1 ? "" : "s");
    buf_printf(b, " %.*s within ", SPAN_ARG(l->of->activity));
    period_put(b, l->of->per);
    buf_printf(b, l->run->term->u.rate.is_calendar ? " of the calendar" : " until this one began");
    buf_printf(b, "; allowed: %s %lld", l->of->op == PACT_LT ? "fewer than" : "at most",
               (long long)limit);
    if (why.n > 0)
        buf_printf(b, " (%.*s)", SPAN_ARG(why));
    buf_puts(b, ".");
}

static enum rc judge_at(const struct looking *l, size_t at, struct err *err)
{
    struct span why = {0};
    int64_t limit = limit_at(l, l->items[at].at_ms, &why);
    struct force_band sum;
    size_t first = add_up(l, at, &sum);
    enum pact_tri is = force_compare(sum, l->of->op, limit);
    struct verdict v;
    enum rc rc = begin(l, first, at, &v, err);

    if (rc)
        return rc;
    v.category = l->of->has_what ? l->of->what.word : span_none();
    v.word = is == PACT_YES  ? VERDICT_COMPLIANT
             : is == PACT_NO ? VERDICT_VIOLATION
                             : VERDICT_INDETERMINATE;
    v.p = is == PACT_MAYBE ? NAN : is == PACT_NO;
    v.state = is == PACT_NO ? "over_limit" : NULL;
    owed_exempt(l->run, &v);
    if (term_wants(l->run, v.word))
        put_words(l, at - first + 1, sum, limit, why);
    return owed_emit(l->run, &v, err);
}

/* Of those that start at one instant the last one says it for all. */
static enum rc judge_limit(struct looking *l, struct err *err)
{
    enum rc rc = gather(l, err);

    for (size_t i = 0; i < l->n && rc == RC_OK; i++)
        if (i + 1 == l->n || l->items[i + 1].at_ms != l->items[i].at_ms)
            rc = judge_at(l, i, err);
    return rc;
}

static bool is_known(struct span word)
{
    const char *const *words = vocab_words(VOCAB_ACTIVITY);

    for (size_t i = 0; words[i] != NULL; i++)
        if (is_named(word, span_of(words[i])))
            return true;
    return false;
}

enum rc term_rate_limit(struct term_run *run, struct err *err)
{
    const struct pact_rate_limit *of = &run->term->u.rate;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < of->n_limits && rc == RC_OK; i++) {
        if (!is_known(of->limits[i].activity)) {
            rc = spells_missing(run, span_none(),
                                "no row can state what the limit is of; it counts what rows of "
                                "kind activity state (exercise, rotation, ...)",
                                err);
            continue;
        }
        for (size_t k = 0; k < run->term->n_binds && rc == RC_OK; k++) {
            struct looking l = {.run = run,
                                .of = &of->limits[i],
                                .party = run->agreement->parties[run->term->binds[k]].id};

            rc = judge_limit(&l, err);
        }
    }
    return rc;
}
