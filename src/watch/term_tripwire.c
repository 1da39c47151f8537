/* SPDX-License-Identifier: Apache-2.0 */
/* term_tripwire.c: who stands on each axis of advance, day by day: the contributors that must be on
 * every one of them, and how many different ones. */
#include "watch/force.h"

#include <math.h>

struct looking {
    const struct force *f;
    const struct pact_tripwire *of;
    size_t axis;
};

/* Until when somebody who left counts: to the end of the days that are looked at together. */
static int64_t counts_until(const struct looking *l, const struct deployment *d)
{
    struct pact_period window = l->of->every;

    if (d->until_ms == TIME_NEVER)
        return TIME_MAX_MS;
    if (window.unit == PERIOD_ELAPSED)
        window = (struct pact_period){PERIOD_DAYS, window.n / MS_PER_DAY};
    if (window.n > 0)
        window.n--;
    return period_last_ms(l->f->run->agreement->zone, d->until_ms - 1, window);
}

static enum rc find_changes(const struct looking *l, struct spells *s, struct err *err)
{
    enum rc rc = force_changes(l->f, s, err);

    for (size_t i = 0; i < l->f->n && rc == RC_OK; i++)
        rc = spells_add_day(s, counts_until(l, l->f->items[i]), err);
    return rc;
}

static enum pact_tri is_on(const struct looking *l, size_t item, struct time_span when)
{
    const struct deployment *d = l->f->items[item];

    if (d->from_ms > when.t1_ms || counts_until(l, d) < when.t0_ms)
        return PACT_NO;
    return force_where(l->f, item, l->axis);
}

/* How surely a contributor is on the axis. */
static enum pact_tri has(const struct looking *l, struct span contributor, struct time_span when)
{
    enum pact_tri out = PACT_NO;

    for (size_t i = 0; i < l->f->n && out != PACT_YES; i++) {
        enum pact_tri is =
            span_eq(l->f->items[i]->contributor, contributor) ? is_on(l, i, when) : PACT_NO;

        if (is != PACT_NO)
            out = is;
    }
    return out;
}

static struct force_band count_members(const struct looking *l, struct time_span when)
{
    struct force_band out = {0, 0};

    for (size_t i = 0; i < l->f->n; i++) {
        struct span who = l->f->items[i]->contributor;
        bool is_new = true;
        enum pact_tri is;

        for (size_t k = 0; k < i && is_new; k++)
            is_new = !span_eq(l->f->items[k]->contributor, who);
        is = is_new ? has(l, who, when) : PACT_NO;
        out.lo += is == PACT_YES;
        out.hi += is != PACT_NO;
    }
    return out;
}

static enum rc look(void *context, struct spell *out, struct err *err)
{
    static const char *const words[] = {
        [PACT_NO] = "is not there", [PACT_YES] = "is there", [PACT_MAYBE] = "may be there"};
    const struct looking *l = context;
    struct force_band members = count_members(l, out->span);
    enum pact_tri is_met = force_compare(members, PACT_GE, l->of->members);

    buf_printf(out->text, "Axis %.*s: ", SPAN_ARG(l->of->axes.items[l->axis].id));
    for (size_t i = 0; i < l->of->contributors.n; i++) {
        enum pact_tri is = has(l, l->of->contributors.items[i], out->span);

        buf_printf(out->text, "%.*s %s; ", SPAN_ARG(l->of->contributors.items[i]), words[is]);
        if (is == PACT_NO || is_met == PACT_NO)
            is_met = PACT_NO;
        else if (is == PACT_MAYBE)
            is_met = PACT_MAYBE;
    }
    force_put_band(out->text, members);
    buf_puts(out->text, " different contributors");
    if (l->of->members > 0)
        buf_printf(out->text, ", at least %lld required", (long long)l->of->members);
    buf_puts(out->text, ".");
    force_settle(out, is_met, "gap");
    return force_inputs(l->f, out, err);
}

static enum rc judge_force(struct looking *l, struct err *err)
{
    enum rc rc = RC_OK;

    for (l->axis = 0; l->axis < l->of->axes.n && rc == RC_OK; l->axis++) {
        struct spells s = {.run = l->f->run, .party = l->f->party};

        rc = find_changes(l, &s, err);
        if (rc == RC_OK)
            rc = spells_judge(&s, look, l, err);
    }
    return rc;
}

enum rc term_tripwire(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct span party = run->agreement->parties[run->term->binds[i]].id;
        struct looking l = {.of = &run->term->u.tripwire};
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
        rc = force_locate(&f, &l.of->axes, err);
        if (rc == RC_OK)
            rc = judge_force(&l, err);
    }
    return rc;
}
