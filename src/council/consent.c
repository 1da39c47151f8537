/* SPDX-License-Identifier: Apache-2.0 */
#include "council/consent.h"

static bool is_about(const struct word *w, const struct consent_scope *of)
{
    return (w->says == WORD_CONSENTS || w->says == WORD_WITHDRAWS) &&
           span_eq(w->state, of->state) && span_eq(w->mandate, of->mandate) &&
           span_eq(w->proposal, of->proposal);
}

static int64_t last_of(int64_t withdrawn_ms, struct pact_period notice, const struct zone *z)
{
    return notice.unit == PERIOD_NONE ? withdrawn_ms - 1 : period_last_ms(z, withdrawn_ms, notice);
}

struct consent_standing consent_at(const struct word *words, size_t n,
                                   const struct consent_scope *of, struct pact_period notice,
                                   const struct zone *z, int64_t at_ms)
{
    struct consent_standing c = {
        .state = CONSENT_NEVER, .withdrawn_ms = TIME_NEVER, .last_ms = TIME_MAX_MS};

    for (size_t i = 0; i < n; i++) {
        const struct word *w = &words[i];

        if (w->received_ms > at_ms || !is_about(w, of))
            continue;
        if (w->says == WORD_CONSENTS) { /* given again, it stands as if never withdrawn */
            c = (struct consent_standing){.state = CONSENT_GIVEN,
                                          .given_ms = w->received_ms,
                                          .withdrawn_ms = TIME_NEVER,
                                          .last_ms = TIME_MAX_MS,
                                          .by = w->entry};
        } else if (c.state == CONSENT_GIVEN) { /* a second withdrawal does not start anew */
            c.state = CONSENT_NOTICE;
            c.withdrawn_ms = w->received_ms;
            c.last_ms = last_of(w->received_ms, notice, z);
            c.by = w->entry;
        }
    }
    if (c.state == CONSENT_NOTICE && c.last_ms < at_ms)
        c.state = CONSENT_ENDED;
    return c;
}

bool consent_stands(const struct consent_standing *c)
{
    return c->state == CONSENT_GIVEN || c->state == CONSENT_NOTICE;
}

void consent_put_left(struct buf *b, const struct zone *z, int64_t at_ms, int64_t last_ms)
{
    int64_t days = zone_date(z, last_ms) - zone_date(z, at_ms);

    if (days == 0)
        buf_puts(b, "ends today");
    else
        buf_printf(b, "%lld %s left", (long long)days, days == 1 ? "day" : "days");
}

void consent_put(struct buf *b, const struct consent_standing *c, const struct zone *z,
                 int64_t at_ms)
{
    switch (c->state) {
    case CONSENT_NEVER:
        buf_puts(b, "was never given");
        return;
    case CONSENT_GIVEN:
        buf_puts(b, "stands since ");
        time_put_instant(b, c->given_ms);
        return;
    case CONSENT_NOTICE:
        buf_puts(b, "was withdrawn at ");
        time_put_instant(b, c->withdrawn_ms);
        buf_puts(b, "; the notice runs until ");
        time_put_instant(b, c->last_ms + 1);
        buf_puts(b, " (");
        consent_put_left(b, z, at_ms, c->last_ms);
        buf_putc(b, ')');
        return;
    case CONSENT_ENDED:
        buf_puts(b, "was withdrawn at ");
        time_put_instant(b, c->withdrawn_ms);
        buf_puts(b, " and ended at ");
        time_put_instant(b, c->last_ms + 1);
        return;
    }
}
