/* SPDX-License-Identifier: Apache-2.0 */
#include "council/chamber.h"

/* --- members over time ----------------------------------------------------------------------- */

struct roll {
    const struct chamber *h;
    struct charter_member *members;
    size_t n;
    struct arena *a;
    struct err *err;
};

static struct charter_member *member_of(const struct roll *r, struct span id)
{
    for (size_t i = r->n; i-- > 0;)
        if (span_eq(r->members[i].id, id))
            return &r->members[i];
    return NULL;
}

static void admit(struct roll *r, const struct chamber_decision *d)
{
    const struct charter_member *old = member_of(r, d->effect.of);

    if (old != NULL && old->until_ms > d->at_ms)
        return; /* it belongs already */
    r->members[r->n++] = (struct charter_member){.id = d->effect.of,
                                                 .party = pact_party_find(r->h->g, d->effect.of),
                                                 .is_founding = false,
                                                 .from_ms = d->at_ms,
                                                 .until_ms = TIME_NEVER};
}

static bool is_suspended(const struct charter_member *m, int64_t at_ms)
{
    return charter_standing_at(m, at_ms) == CHARTER_SUSPENDED;
}

/* The intervals are the charter's own: a longer list takes their place. */
static enum rc suspend(struct roll *r, const struct chamber_decision *d)
{
    struct charter_member *m = member_of(r, d->effect.of);
    struct charter_interval *all;

    if (m == NULL || is_suspended(m, d->at_ms))
        return RC_OK;
    all = arena_array(r->a, m->n_suspended + 1, sizeof(*all), r->err);
    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < m->n_suspended; i++)
        all[i] = m->suspended[i];
    all[m->n_suspended] = (struct charter_interval){.from_ms = d->at_ms, .until_ms = TIME_NEVER};
    m->suspended = all;
    m->n_suspended++;
    return RC_OK;
}

static enum rc reinstate(struct roll *r, const struct chamber_decision *d)
{
    struct charter_member *m = member_of(r, d->effect.of);
    struct charter_interval *all;

    if (m == NULL || !is_suspended(m, d->at_ms))
        return RC_OK;
    all = arena_array(r->a, m->n_suspended, sizeof(*all), r->err);
    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < m->n_suspended; i++) {
        all[i] = m->suspended[i];
        if (all[i].from_ms <= d->at_ms && all[i].until_ms > d->at_ms)
            all[i].until_ms = d->at_ms;
    }
    m->suspended = all;
    return RC_OK;
}

static enum rc decide(struct roll *r, const struct chamber_decision *d)
{
    switch (d->effect.kind) {
    case EFFECT_ADMISSION:
        admit(r, d);
        return RC_OK;
    case EFFECT_SUSPENSION:
        return suspend(r, d);
    case EFFECT_REINSTATEMENT:
        return reinstate(r, d);
    case EFFECT_NOTHING:
    case EFFECT_FOUND:
    case EFFECT_RETRACTION:
    case EFFECT_MANDATE:
    case EFFECT_MISSION:
    case EFFECT_MEASURE:
    case EFFECT_STAND_DOWN:
    case EFFECT_KIND_COUNT:
        break;
    }
    return RC_OK;
}

/* A notice takes effect when it is received, or later where it says so. */
static void leave(struct roll *r, const struct word *w)
{
    struct charter_member *m = member_of(r, w->state);
    int64_t at_ms = w->leaves_ms > w->received_ms ? w->leaves_ms : w->received_ms;

    if (m != NULL && m->from_ms <= w->received_ms && m->until_ms > at_ms)
        m->until_ms = at_ms;
}

/* Decisions and notices in the order of their time; both lists are so already. */
static enum rc call_roll(struct roll *r, int64_t at_ms)
{
    const struct chamber *h = r->h;
    size_t d = 0, w = 0;
    enum rc rc = RC_OK;

    while (!rc && (d < h->n_decisions || w < h->n_words)) {
        bool is_decision = w == h->n_words ||
                           (d < h->n_decisions && h->decisions[d].at_ms <= h->words[w].received_ms);

        if ((is_decision ? h->decisions[d].at_ms : h->words[w].received_ms) > at_ms)
            return RC_OK;
        if (is_decision)
            rc = decide(r, &h->decisions[d++]);
        else if (h->words[w++].says == WORD_LEAVES)
            leave(r, &h->words[w - 1]);
    }
    return rc;
}

enum rc chamber_charter(const struct chamber *h, int64_t at_ms, struct arena *a,
                        struct charter *out, struct err *err)
{
    const struct charter *c = h->g->charter;
    struct roll r = {.h = h, .n = c->n_members, .a = a, .err = err};
    enum rc rc;

    r.members = arena_array(a, c->n_members + h->n_decisions, sizeof(*r.members), err);
    if (r.members == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->n_members; i++)
        r.members[i] = c->members[i];
    rc = call_roll(&r, at_ms);
    if (rc)
        return rc;
    *out = *c;
    out->members = r.members;
    out->n_members = r.n;
    return RC_OK;
}

/* --- consultations --------------------------------------------------------------------------- */

int64_t consultation_until(const struct charter_consultation *c, const struct zone *z,
                           int64_t opened_ms)
{
    struct civil day;

    if (c->days < 0)
        return opened_ms + c->time_ms;
    time_from_days(zone_date(z, opened_ms) + c->days + 1, &day);
    return zone_day_start(z, day.year, day.month, day.day);
}

bool consultation_has_spoken(const struct chamber *h, const struct chamber_consultation *c,
                             struct span member, int64_t at_ms)
{
    for (size_t i = 0; i < h->n_words; i++) {
        const struct word *w = &h->words[i];

        if (w->says == WORD_SPEAKS && w->received_ms <= at_ms && span_eq(w->state, member) &&
            span_eq(w->consultation, c->entry))
            return true;
    }
    return false;
}

const struct chamber_consultation *consultation_find(const struct chamber *h, struct span whom,
                                                     struct span about, int64_t at_ms)
{
    const struct chamber_consultation *open = NULL;

    for (size_t i = 0; i < h->n_consultations; i++) {
        const struct chamber_consultation *c = &h->consultations[i];

        if (c->opened_ms > at_ms || !span_eq(c->whom, whom) || !span_eq(c->about, about))
            continue;
        if (c->until_ms <= at_ms)
            return c;
        if (open == NULL)
            open = c;
    }
    return open;
}

/* "est, lva have not spoken"; nothing where all have. */
static void put_silent(struct buf *b, const struct chamber *h, const struct chamber_consultation *c,
                       int64_t at_ms)
{
    bool is_open = c->until_ms > at_ms;
    size_t n = 0;

    for (size_t i = 0; i < c->n_members; i++)
        if (!consultation_has_spoken(h, c, c->members[i], is_open ? at_ms : c->until_ms - 1))
            buf_printf(b, "%s%.*s", n++ == 0 ? "; " : ", ", SPAN_ARG(c->members[i]));
    if (n == 0)
        buf_puts(b, "; all have spoken");
    else if (is_open)
        buf_printf(b, " %s not spoken", n == 1 ? "has" : "have");
    else
        buf_puts(b, " had not spoken, which is no veto");
}

void consultation_put(struct buf *b, const struct chamber *h, const struct chamber_consultation *c,
                      int64_t at_ms)
{
    bool is_open = c->until_ms > at_ms;

    buf_puts(b, is_open ? "open until " : "over since ");
    time_put_instant(b, c->until_ms);
    if (is_open) {
        buf_puts(b, " (");
        consent_put_left(b, h->g->zone, at_ms, c->until_ms - 1);
        buf_putc(b, ')');
    }
    put_silent(b, h, c, at_ms);
}
