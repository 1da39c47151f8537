/* SPDX-License-Identifier: Apache-2.0 */
/* ceiling_explain.c: a ceiling's verdict in words for a watch officer. Decides nothing. */
#include <math.h>

#include "base/num.h"
#include "watch/ceiling.h"

#define SHARE_DIGITS 2

static void put_category(struct buf *b, const struct pact_selector *s)
{
    buf_put(b, s->word);
    if (s->except == NULL)
        return;
    buf_puts(b, " except ");
    buf_put(b, s->except->word);
}

static void put_number(struct buf *b, uint64_t n)
{
    buf_printf(b, "%llu", (unsigned long long)n);
}

/* "3", "At least 3 and at most 5" */
static void put_range(struct buf *b, const struct finding *f)
{
    if (f->least == f->most) {
        put_number(b, f->least);
        return;
    }
    buf_puts(b, "At least ");
    put_number(b, f->least);
    if (f->most == UINT64_MAX) {
        buf_puts(b, " (the sightings set no upper bound)");
    } else {
        buf_puts(b, " and at most ");
        put_number(b, f->most);
    }
}

static void put_limit(struct buf *b, const struct finding *f, const struct subject *s)
{
    buf_puts(b,
             s->factor > 1 ? "; the limits of all bound parties together are " : "; the limit is ");
    put_number(b, f->cap.n);
    if (f->cap.derogation.n > 0)
        buf_printf(b, " under derogation %.*s", SPAN_ARG(f->cap.derogation));
    buf_puts(b, ".");
    if (f->cap.unagreed.n > 0)
        buf_printf(b, " Derogation %.*s changes nothing: not all parties agreed to it.",
                   SPAN_ARG(f->cap.unagreed));
}

static void put_window(struct buf *b, const struct stretch *s, int64_t simultaneity_ms)
{
    const struct time_span *hull = &s->worst.hull;

    if (hull->t0_ms == TIME_ALWAYS)
        return;
    buf_puts(b, " in ");
    time_put_span(b, *hull);
    if (s->n_windows > 1)
        buf_printf(b, " (the worst of %zu overlapping windows of %.4g h)", s->n_windows,
                   (double)simultaneity_ms / (double)MS_PER_H);
}

static void put_exactness(struct buf *b, const struct finding *f)
{
    if (f->is_exact)
        buf_puts(b, " The least number is the largest set that is provably distinct.");
    else
        buf_puts(b, " The least number is a lower bound: there were too many sightings to search "
                    "for the largest provably distinct set.");
}

static void put_coverage(struct term_run *run, const struct finding *f)
{
    const struct pact_ceiling *c = &run->term->u.ceiling;

    if (f->coverage <= 0)
        buf_puts(run->text, " No coverage is declared for all of that time");
    else {
        buf_puts(run->text, " The declared coverage is ");
        num_put_fixed(run->text, f->coverage, SHARE_DIGITS);
    }
    if (c->verified_by != PACT_NONE)
        buf_printf(run->text, " by %.*s, who verifies",
                   SPAN_ARG(run->agreement->parties[c->verified_by].id));
    buf_puts(run->text, ", and ");
    num_put_fixed(run->text, c->coverage_min, SHARE_DIGITS);
    buf_puts(run->text, " is needed to call it compliant.");
}

static void put_reason(struct term_run *run, const struct finding *f)
{
    struct buf *b = run->text;

    switch (f->why) {
    case WHY_OVER:
    case WHY_MAYBE:
        put_exactness(b, f);
        break;
    case WHY_TRANSIT:
        buf_printf(b,
                   " Transit of up to %.4g d is allowed, and too few of them are known by serial "
                   "to have stayed longer.",
                   (double)run->term->u.ceiling.transit_ms / (double)MS_PER_DAY);
        break;
    case WHY_JUDGEMENT:
        buf_printf(b, " Whether \"%.*s\" takes some of them out is for people to say.",
                   SPAN_ARG(f->exemption));
        break;
    case WHY_REPORTED:
        put_exactness(b, f);
        break;
    case WHY_EXEMPT:
        buf_printf(b, " Without what is exempt (%.*s) the limit is kept.", SPAN_ARG(f->exemption));
        break;
    case WHY_UNSEEN:
    case WHY_UNDER:
        put_coverage(run, f);
        break;
    }
}

void ceiling_explain(struct term_run *run, const struct stretch *s)
{
    const struct pact_limit *limit = &run->term->u.ceiling.limits[s->limit];
    const struct finding *f = &s->worst;
    struct buf *b = run->text;

    if (s->count == NULL) {
        buf_puts(b, "No sighting of ");
        put_category(b, &limit->what);
    } else {
        put_range(b, f);
        buf_puts(b, " ");
        put_category(b, &limit->what);
        buf_puts(b, " at one time");
    }
    put_window(b, s, run->term->u.ceiling.simultaneity_ms);
    put_limit(b, f, s->subject);
    put_reason(run, f);
}
