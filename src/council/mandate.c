/* SPDX-License-Identifier: Apache-2.0 */
#include "council/mandate.h"

/* --- which, and until when ------------------------------------------------------------------- */

static int64_t term_last_of(const struct chamber *h, const struct charter_mandate *m,
                            int64_t from_ms)
{
    return m->term.unit == PERIOD_NONE ? TIME_MAX_MS : period_last_ms(h->g->zone, from_ms, m->term);
}

/* A mandate whose beginning the charter states does not begin before. */
static void activate(const struct chamber *h, struct mandate_standing *s, uint32_t mandate,
                     int64_t at_ms)
{
    s->of = &h->g->charter->mandates[mandate];
    s->from_ms = s->of->from_ms > at_ms ? s->of->from_ms : at_ms;
    s->term_last_ms = term_last_of(h, s->of, s->from_ms);
}

/* To make the active mandate active again renews it: the new term follows on the old one. */
static void decide(const struct chamber *h, struct mandate_standing *s,
                   const struct chamber_decision *d)
{
    uint32_t mandate = charter_mandate_find(h->g->charter, d->effect.of);

    if (mandate == CHARTER_NONE)
        return;
    if (s->of == &h->g->charter->mandates[mandate] && s->term_last_ms >= d->at_ms) {
        if (s->term_last_ms < TIME_MAX_MS)
            s->term_last_ms = term_last_of(h, s->of, s->term_last_ms);
    } else {
        activate(h, s, mandate, d->at_ms);
    }
    s->by = d->entry;
}

static enum rc look_consents(const struct chamber *h, struct mandate_standing *s, int64_t at_ms,
                             struct arena *a, struct err *err)
{
    struct consent_standing *all = arena_array(a, s->of->n_consents + 1, sizeof(*all), err);

    if (all == NULL)
        return RC_LIMIT;
    s->consents = all;
    s->last_ms = s->term_last_ms;
    for (size_t i = 0; i < s->of->n_consents; i++) {
        const struct charter_consent *c = &s->of->consents[i];
        const struct consent_scope scope = {.state = h->g->parties[c->party].id,
                                            .mandate = s->of->id};

        all[i] = consent_at(h->words, h->n_words, &scope, c->notice, h->g->zone, at_ms);
        if (!consent_stands(&all[i]) && s->missing == CHARTER_NONE)
            s->missing = (uint32_t)i;
        if (all[i].last_ms < s->last_ms)
            s->last_ms = all[i].last_ms;
    }
    return RC_OK;
}

enum rc mandate_at(const struct chamber *h, int64_t at_ms, struct arena *a,
                   struct mandate_standing *out, struct err *err)
{
    const struct charter *c = h->g->charter;
    struct mandate_standing s = {
        .state = MANDATE_NONE, .term_last_ms = TIME_MAX_MS, .missing = CHARTER_NONE};
    enum rc rc = RC_OK;

    if (c->active != CHARTER_NONE) {
        activate(h, &s, c->active, h->began_ms);
        if (s.of->from_ms != TIME_ALWAYS) { /* it may have begun before it came onto the record */
            s.from_ms = s.of->from_ms;
            s.term_last_ms = term_last_of(h, s.of, s.from_ms);
        }
    }
    for (size_t i = 0; i < h->n_decisions; i++)
        if (h->decisions[i].effect.kind == EFFECT_MANDATE && h->decisions[i].at_ms <= at_ms)
            decide(h, &s, &h->decisions[i]);
    if (s.of != NULL)
        rc = look_consents(h, &s, at_ms, a, err);
    if (rc)
        return rc;
    if (s.of != NULL)
        s.state = at_ms < s.from_ms           ? MANDATE_NOT_BEGUN
                  : at_ms > s.term_last_ms    ? MANDATE_EXPIRED
                  : s.missing != CHARTER_NONE ? MANDATE_NO_CONSENT
                                              : MANDATE_IN_FORCE;
    *out = s;
    return RC_OK;
}

/* --- words ----------------------------------------------------------------------------------- */

void mandate_put(struct buf *b, const struct chamber *h, const struct mandate_standing *m,
                 int64_t at_ms)
{
    if (m->state == MANDATE_NONE) {
        buf_puts(b, "no mandate is active");
        return;
    }
    buf_printf(b, "mandate %.*s ", SPAN_ARG(m->of->id));
    switch (m->state) {
    case MANDATE_NOT_BEGUN:
        buf_puts(b, "begins at ");
        time_put_instant(b, m->from_ms);
        return;
    case MANDATE_EXPIRED:
        buf_puts(b, "expired at ");
        time_put_instant(b, m->term_last_ms + 1);
        return;
    case MANDATE_NO_CONSENT:
        buf_printf(b, "is not in force: the consent of %.*s ",
                   SPAN_ARG(h->g->parties[m->of->consents[m->missing].party].id));
        consent_put(b, &m->consents[m->missing], h->g->zone, at_ms);
        return;
    case MANDATE_IN_FORCE:
        buf_puts(b, "is in force");
        if (m->last_ms < TIME_MAX_MS) {
            buf_puts(b, " until ");
            time_put_instant(b, m->last_ms + 1);
        }
        return;
    case MANDATE_NONE:
        return;
    }
}

static bool may_do(const struct mandate_standing *m, struct span task)
{
    return m->of != NULL && charter_mandate_covers(m->of, task);
}

bool mandate_lets(const struct chamber *h, const struct mandate_standing *m, struct span task,
                  int64_t at_ms, struct buf *b)
{
    mandate_put(b, h, m, at_ms);
    if (m->state != MANDATE_NONE && !may_do(m, task))
        buf_printf(b, "%s does not name %.*s",
                   m->state == MANDATE_IN_FORCE ? ", and" : ", and besides", SPAN_ARG(task));
    else if (m->state == MANDATE_IN_FORCE)
        buf_printf(b, ", and names %.*s", SPAN_ARG(task));
    return m->state == MANDATE_IN_FORCE && may_do(m, task);
}

bool mandate_is_ending(const struct chamber *h, const struct mandate_standing *m, int64_t at_ms)
{
    return m->state == MANDATE_IN_FORCE && m->last_ms < TIME_MAX_MS &&
           zone_date(h->g->zone, m->last_ms) - zone_date(h->g->zone, at_ms) <= MANDATE_WARN_DAYS;
}
