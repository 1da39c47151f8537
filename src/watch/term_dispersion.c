/* SPDX-License-Identifier: Apache-2.0 */
/* term_dispersion.c: in how much of the ground somebody is present, day by day: the share of a
 * file's areas in which somebody is, or was no longer ago than the term lets an area go without. */
#include "watch/force.h"

#include <math.h>

#define NAMED_MAX 12 /* areas without anybody that are named in words */

struct looking {
    const struct force *f;
    const struct pact_dispersion *of;
    int64_t start_ms; /* from when on an area goes without */
};

/* The last instant at which an area counts as held by whoever left it then. */
static int64_t held_until(const struct looking *l, int64_t left_ms)
{
    if (left_ms >= TIME_MAX_MS || l->of->max_gap.unit == PERIOD_NONE)
        return left_ms;
    return period_last_ms(l->f->run->agreement->zone, left_ms, l->of->max_gap);
}

static enum rc find_changes(struct looking *l, struct spells *s, struct err *err)
{
    enum rc rc = force_changes(l->f, s, err);

    for (size_t i = 0; i < s->n; i++)
        l->start_ms = s->at_ms[i] < l->start_ms ? s->at_ms[i] : l->start_ms;
    if (l->of->max_gap.unit == PERIOD_NONE || rc != RC_OK || l->start_ms == TIME_NEVER)
        return rc;
    rc = spells_add_day(s, held_until(l, l->start_ms), err);
    for (size_t i = 0; i < l->f->n && rc == RC_OK; i++)
        if (l->f->items[i]->until_ms != TIME_NEVER)
            rc = spells_add_day(s, held_until(l, l->f->items[i]->until_ms - 1), err);
    return rc;
}

static enum pact_tri is_held(const struct looking *l, size_t part, struct time_span when)
{
    enum pact_tri out = PACT_NO;

    if (l->of->max_gap.unit != PERIOD_NONE && held_until(l, l->start_ms) >= when.t0_ms)
        return PACT_YES; /* it has not gone without for so long yet */
    for (size_t i = 0; i < l->f->n && out != PACT_YES; i++) {
        const struct deployment *d = l->f->items[i];
        int64_t left_ms = d->until_ms == TIME_NEVER ? TIME_MAX_MS : d->until_ms - 1;
        enum pact_tri where = force_where(l->f, i, part);

        if (d->from_ms <= when.t1_ms && held_until(l, left_ms) >= when.t0_ms && where != PACT_NO)
            out = where;
    }
    return out;
}

static void put_without(const struct looking *l, const struct spell *x, int64_t n_without)
{
    size_t n = 0;

    if (n_without == 0)
        return;
    buf_puts(x->text, " Without: ");
    for (size_t k = 0; k < l->of->areas.n && n < NAMED_MAX; k++)
        if (is_held(l, k, x->span) == PACT_NO)
            buf_printf(x->text, "%s%.*s", n++ > 0 ? ", " : "", SPAN_ARG(l->of->areas.items[k].id));
    if (n_without > (int64_t)n)
        buf_printf(x->text, " and %lld more", (long long)(n_without - (int64_t)n));
    buf_puts(x->text, ".");
}

static enum rc look(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    int64_t n = (int64_t)l->of->areas.n;
    int64_t need = (int64_t)ceil(l->of->share * (double)n - 1e-9);
    struct force_band held = {0, 0};

    for (size_t k = 0; k < l->of->areas.n; k++) {
        enum pact_tri is = is_held(l, k, out->span);

        held.lo += is == PACT_YES;
        held.hi += is != PACT_NO;
    }
    force_put_band(out->text, held);
    buf_printf(out->text, " of %lld areas have somebody present", (long long)n);
    if (l->of->max_gap.unit != PERIOD_NONE) {
        buf_puts(out->text, ", or went without for no more than ");
        period_put(out->text, l->of->max_gap);
    }
    buf_printf(out->text, "; at least %lld are required.", (long long)need);
    put_without(l, out, n - held.hi);
    force_settle(out, force_compare(held, PACT_GE, need), "too_few_areas");
    return force_inputs(l->f, out, err);
}

enum rc term_dispersion(struct term_run *run, struct err *err)
{
    const struct pact_dispersion *of = &run->term->u.dispersion;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct span party = run->agreement->parties[run->term->binds[i]].id;
        struct spells s = {.run = run, .party = party};
        struct looking l = {.of = of, .start_ms = TIME_NEVER};
        struct force f;

        rc = force_open(run, party, &f, err);
        if (rc)
            return rc;
        l.f = &f;
        if (f.n == 0) {
            rc =
                spells_missing(run, party, "no row of kind deployment tells where anybody is", err);
            continue;
        }
        rc = force_locate(&f, &of->areas, err);
        if (rc == RC_OK)
            rc = find_changes(&l, &s, err);
        if (rc == RC_OK)
            rc = spells_judge(&s, look, &l, err);
    }
    return rc;
}
