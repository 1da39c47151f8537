/* SPDX-License-Identifier: Apache-2.0 */
/* tally.c: adds up a run as it goes; never looks at a row twice and prints nothing. */
#include "watch/tally.h"

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static void add_count(struct tally_range *r, struct count c)
{
    r->min = add(r->min, c.min);
    r->max = c.max == COUNT_INFINITE ? UINT64_MAX : add(r->max, c.max);
}

/* What a verdict adds to every sum. */
struct share {
    enum verdict_word word;
    bool is_reported;
    struct count count; /* of a violation; 0 of all others */
};

/* A ceiling counts what was there: a strength of thousands is no number of breaches. */
static struct share share_of(const struct verdict *v, enum pact_kind kind, bool is_reported)
{
    struct share s = {.word = v->word, .is_reported = is_reported};

    if (v->word == VERDICT_VIOLATION && v->has_count)
        s.count = kind == PACT_CEILING ? (struct count){1, 1, 1} : v->count;
    return s;
}

static void add_share(struct tally_verdicts *to, struct share s)
{
    to->n[s.word]++;
    to->reported += s.is_reported;
    add_count(&to->count, s.count);
}

enum rc tally_open(struct tally *t, const struct pact_model *model, struct arena *a,
                   struct err *err)
{
    struct tally out = {.arena = a,
                        .zone = pact_home_zone(model),
                        .span = {.t0_ms = TIME_NEVER, .t1_ms = TIME_ALWAYS},
                        .wake_ms = TIME_NEVER};
    size_t n_terms = 0, n_areas = 0;

    for (size_t i = 0; i < model->n_agreements; i++) {
        n_terms += model->agreements[i].n_terms;
        n_areas += model->agreements[i].n_areas;
    }
    out.terms = arena_array(a, n_terms, sizeof(*out.terms), err);
    out.areas = arena_array(a, n_areas, sizeof(*out.areas), err);
    if (out.terms == NULL || out.areas == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_terms; k++)
            out.terms[out.n_terms++] = (struct tally_term){.agreement = g, .term = &g->terms[k]};
        for (size_t k = 0; k < g->n_areas; k++)
            out.areas[out.n_areas++] = (struct tally_area){.agreement = g, .area = g->areas[k].id};
    }
    *t = out;
    return RC_OK;
}

void tally_add_event(struct tally *t, const struct event *e)
{
    t->n_events++;
    add_count(&t->classes[e->phenomenon], e->count);
    t->as_recorded = add(t->as_recorded, e->count.recorded);
}

static void widen(struct tally *t, struct time_span when)
{
    if (when.t0_ms < t->span.t0_ms)
        t->span.t0_ms = when.t0_ms;
    if (when.t1_ms > t->span.t1_ms)
        t->span.t1_ms = when.t1_ms;
}

static void widen_to(struct tally *t, int64_t at_ms)
{
    widen(t, (struct time_span){at_ms, at_ms});
}

void tally_add_docket(struct tally *t, const struct docket *d)
{
    for (size_t i = 0; i < d->n_observations; i++)
        widen(t, d->observations[i].when);
    for (size_t i = 0; i < d->n_activities; i++)
        widen(t, d->activities[i].when);
    for (size_t i = 0; i < d->n_visits; i++)
        widen(t, d->visits[i].when);
    for (size_t i = 0; i < d->n_impediments; i++) {
        const struct impediment *im = &d->impediments[i];

        widen(t, im->when);
        t->impediments[im->impediment]++;
        t->standing_impediments += im->standing;
    }
    for (size_t i = 0; i < d->n_declarations; i++)
        widen_to(t, d->declarations[i].received_at_ms);
    for (size_t i = 0; i < d->n_verifications; i++)
        widen_to(t, d->verifications[i].received_at_ms);
    for (size_t i = 0; i < d->n_inspections; i++)
        widen_to(t, d->inspections[i].requested_at_ms);
    for (size_t i = 0; i < d->n_progress; i++)
        widen_to(t, d->progress[i].at_ms);
    for (size_t i = 0; i < d->n_duties_done; i++)
        widen(t, d->duties_done[i].when);
    for (size_t i = 0; i < d->n_requests; i++)
        widen(t, d->requests[i].received);
    if (t->span.t0_ms > t->span.t1_ms)
        t->span = (struct time_span){0};
}

/* Few parties: a walk is faster than a table. */
static struct tally_party *party_of(struct tally *t, struct span party, struct err *err)
{
    struct tally_party *more;

    for (size_t i = 0; i < t->n_parties; i++)
        if (span_eq(t->parties[i].party, party))
            return &t->parties[i];
    more = arena_grow(t->arena, t->parties, t->n_parties, &t->cap_parties, sizeof(*more), err);
    if (more == NULL)
        return NULL;
    t->parties = more;
    more = &t->parties[t->n_parties];
    *more = (struct tally_party){.party = arena_copy(t->arena, party, err)};
    if (more->party.p == NULL)
        return NULL;
    t->n_parties++;
    return more;
}

/* Where a date stands or belongs in the ordered days. */
static size_t day_place(const struct tally *t, int64_t date)
{
    size_t low = 0, high = t->n_days;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (t->days[middle].date < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Verdicts of a term come in the order of time: mostly the day is that of the one before. */
static struct tally_day *day_of(struct tally *t, int64_t date, struct err *err)
{
    struct tally_day *more;
    size_t at = t->last_day;

    if (at < t->n_days && t->days[at].date == date)
        return &t->days[at];
    at = day_place(t, date);
    t->last_day = at;
    if (at < t->n_days && t->days[at].date == date)
        return &t->days[at];
    more = arena_grow(t->arena, t->days, t->n_days, &t->cap_days, sizeof(*more), err);
    if (more == NULL)
        return NULL;
    t->days = more;
    memmove(&t->days[at + 1], &t->days[at], (t->n_days - at) * sizeof(*more));
    t->n_days++;
    t->days[at] = (struct tally_day){.date = date};
    return &t->days[at];
}

enum rc tally_add_verdict(struct tally *t, size_t term_ix, const struct verdict *v,
                          bool is_reported, struct err *err)
{
    struct share s = share_of(v, t->terms[term_ix].term->kind, is_reported);

    add_share(&t->all, s);
    add_share(&t->terms[term_ix].verdicts, s);
    if (v->party.n > 0) {
        struct tally_party *p = party_of(t, v->party, err);

        if (p == NULL)
            return RC_LIMIT;
        add_share(&p->verdicts, s);
    }
    if (v->when.t0_ms != TIME_ALWAYS) {
        struct tally_day *d = day_of(t, zone_date(t->zone, v->when.t0_ms), err);

        if (d == NULL)
            return RC_LIMIT;
        add_share(&d->verdicts, s);
    }
    return RC_OK;
}
