/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/headway.h"

#include "base/num.h"
#include "watch/explain.h"

/* Shares are compared beyond the noise of a division. */
#define SHARE_EPS 1e-12

static bool is_about(const struct headway_of *of, const struct progress_made *p)
{
    if (of->party.n > 0 && !span_eq(p->by, of->party))
        return false;
    if (of->basis == PACT_BASIS_VERIFIED && p->basis != BASIS_VERIFIED)
        return false;
    if (p->term.n > 0)
        return span_eq(p->term, of->term->id);
    return of->registry.n > 0 && span_eq(p->registry, of->registry);
}

static bool is_of_strength(enum pact_basis basis)
{
    return basis == PACT_BASIS_DECLARED_STRENGTH || basis == PACT_BASIS_VERIFIED_STRENGTH;
}

/* The party's strength as last declared, or verified, by an instant. */
static const struct declaration *strength_at(const struct headway_of *of, struct span party,
                                             int64_t at_ms)
{
    const struct docket *d = of->run->docket;
    bool is_verified = of->basis == PACT_BASIS_VERIFIED_STRENGTH;
    const struct declaration *list = is_verified ? d->verifications : d->declarations;
    size_t n = is_verified ? d->n_verifications : d->n_declarations;
    const struct declaration *out = NULL;

    for (size_t i = 0; i < n; i++)
        if (span_eq(list[i].by, party) && list[i].has_personnel && list[i].received_at_ms <= at_ms)
            out = &list[i];
    return out;
}

static double part(double n, double of)
{
    return of <= 0 || n >= of ? 1 : n / of;
}

static struct headway measure(const struct headway_of *of, const struct progress_made *p)
{
    struct headway h = {.hi = 1, .row = p};
    struct count total = p->total;

    if (is_of_strength(of->basis)) {
        h.strength = strength_at(of, p->by, p->at_ms);
        if (h.strength == NULL) {
            h.missing = of->basis == PACT_BASIS_VERIFIED_STRENGTH
                            ? "no row of kind verification states the party's personnel"
                            : "no row of kind declaration states the party's personnel";
            return h;
        }
        total = h.strength->personnel;
    } else if (!p->has_total) {
        h.missing = "the row does not state of how many (of)";
        return h;
    }
    h.lo = total.max == COUNT_INFINITE ? 0 : part(p->done.min, total.max);
    h.hi = p->done.max == COUNT_INFINITE ? 1 : part(p->done.max, total.min);
    return h;
}

struct headway headway_at(const struct headway_of *of, int64_t at_ms)
{
    const struct docket *d = of->run->docket;
    struct headway out = {.hi = 1};

    for (size_t i = 0; i < d->n_progress && d->progress[i].at_ms <= at_ms; i++)
        if (is_about(of, &d->progress[i]))
            out = measure(of, &d->progress[i]);
    return out;
}

const struct progress_made *headway_first(const struct headway_of *of, int64_t from_ms,
                                          double share)
{
    const struct docket *d = of->run->docket;

    for (size_t i = 0; i < d->n_progress; i++)
        if (d->progress[i].at_ms >= from_ms && is_about(of, &d->progress[i]) &&
            measure(of, &d->progress[i]).lo >= share - SHARE_EPS)
            return &d->progress[i];
    return NULL;
}

void headway_put(struct buf *b, const struct headway *h)
{
    if (h->row == NULL) {
        buf_puts(b, "nothing is on record");
        return;
    }
    if (h->missing != NULL) {
        buf_printf(b, "row %.*s cannot be measured: %s", SPAN_ARG(h->row->head.id), h->missing);
        return;
    }
    num_put_fixed(b, h->lo * 100, 1);
    if (h->hi > h->lo) {
        buf_puts(b, " to ");
        num_put_fixed(b, h->hi * 100, 1);
    }
    buf_printf(b, " %% (row %.*s: ", SPAN_ARG(h->row->head.id));
    explain_count(b, h->row->done);
    buf_puts(b, " of ");
    explain_count(b, h->strength == NULL ? h->row->total : h->strength->personnel);
    buf_puts(b, ")");
}
