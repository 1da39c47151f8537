/* SPDX-License-Identifier: Apache-2.0 */
/* term_composition.c: who is in the force, day by day: contributors that must be there, and who may
 * not; its strength; where its commander comes from. By those deployed, never by those pledged. */
#include "base/num.h"
#include "watch/force.h"

#include <math.h>

/* One requirement of a term, looked at over a force. */
struct looking {
    const struct force *f;
    const struct pact_composition *of;
    const struct pact_contribution *contribution;
};

static enum pact_tri both(enum pact_tri a, enum pact_tri b)
{
    if (a == PACT_NO || b == PACT_NO)
        return PACT_NO;
    return a == PACT_MAYBE || b == PACT_MAYBE ? PACT_MAYBE : PACT_YES;
}

/* ---- contributors that must be there ---- */

static void put_share(struct buf *b, double share)
{
    num_put_fixed(b, share * 100, 1);
    buf_puts(b, " %");
}

/* The contributor's part of all, at the least and the most. */
static enum pact_tri share_of(const struct looking *l, struct force_band own, struct force_band all,
                              struct buf *b)
{
    double others_lo = (double)(all.lo - own.lo);
    double others_hi = all.hi == INT64_MAX ? INFINITY : (double)(all.hi - own.hi);
    double own_hi = own.hi == INT64_MAX ? INFINITY : (double)own.hi;
    double lo = own.lo == 0 ? 0 : (double)own.lo / ((double)own.lo + others_hi);
    double hi = own_hi == INFINITY ? 1 : own_hi == 0 ? 0 : own_hi / (own_hi + others_lo);

    buf_puts(b, "; its share is ");
    put_share(b, lo);
    if (hi > lo) {
        buf_puts(b, " to ");
        put_share(b, hi);
    }
    buf_puts(b, ", at least ");
    put_share(b, l->contribution->share);
    buf_puts(b, " is required");
    if (hi < l->contribution->share)
        return PACT_NO;
    return lo >= l->contribution->share ? PACT_YES : PACT_MAYBE;
}

static enum pact_tri in_sector(const struct looking *l, struct time_span when, struct span sector)
{
    const struct pact_contribution *c = l->contribution;
    struct force_band own = force_sum(l->f, when, c->contributor, sector);

    return force_compare(own, c->has_personnel ? c->op : PACT_GE,
                         c->has_personnel ? c->personnel : 1);
}

/* Whether a sector was named before in the list: by an earlier row, or earlier in this one. */
static bool is_first(const struct force *f, struct time_span when, size_t item, uint32_t k)
{
    struct span name = f->items[item]->sectors[k];

    for (size_t i = 0; i <= item; i++)
        for (uint32_t m = 0; m < (i == item ? k : f->items[i]->n_sectors); m++)
            if (force_is_there(f->items[i], when) && span_eq(f->items[i]->sectors[m], name))
                return false;
    return true;
}

static enum pact_tri in_each_sector(const struct looking *l, struct time_span when, struct buf *b)
{
    enum pact_tri out = PACT_YES;
    size_t n = 0;

    for (size_t i = 0; i < l->f->n; i++)
        for (uint32_t k = 0; k < l->f->items[i]->n_sectors; k++) {
            struct span sector = l->f->items[i]->sectors[k];
            enum pact_tri here;

            if (!force_is_there(l->f->items[i], when) || !is_first(l->f, when, i, k))
                continue;
            n++;
            here = in_sector(l, when, sector);
            if (here != PACT_YES)
                buf_printf(b, "; %s in sector %.*s", here == PACT_NO ? "not" : "perhaps not",
                           SPAN_ARG(sector));
            out = both(out, here);
        }
    if (n == 0)
        buf_puts(b, "; no row names sectors, which is missing");
    return n == 0 ? PACT_MAYBE : out;
}

static enum rc look_contribution(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    const struct pact_contribution *c = l->contribution;
    struct force_band own = force_sum(l->f, out->span, c->contributor, span_none());
    struct force_band all = force_sum(l->f, out->span, span_none(), span_none());
    enum pact_tri is_met;

    buf_printf(out->text, "%.*s has ", SPAN_ARG(c->contributor));
    force_put_band(out->text, own);
    buf_puts(out->text, " of ");
    force_put_band(out->text, all);
    buf_puts(out->text, " people");
    is_met =
        force_compare(own, c->has_personnel ? c->op : PACT_GE, c->has_personnel ? c->personnel : 1);
    if (c->share > 0)
        is_met = both(is_met, share_of(l, own, all, out->text));
    if (c->in_each_sector)
        is_met = both(is_met, in_each_sector(l, out->span, out->text));
    buf_puts(out->text, ".");
    force_settle(out, is_met, "contributor_missing");
    return force_inputs(l->f, out, err);
}

/* ---- contributors that may not be there ---- */

static enum rc look_excluded(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    size_t n = 0;

    for (size_t i = 0; i < l->f->n; i++)
        if (force_is_there(l->f->items[i], out->span) &&
            owed_names(&l->of->excluded, l->f->items[i]->contributor)) {
            buf_printf(out->text, "%s%.*s (row %.*s)", n > 0 ? ", " : "",
                       SPAN_ARG(l->f->items[i]->contributor), SPAN_ARG(l->f->items[i]->head.id));
            n++;
        }
    buf_puts(out->text, n > 0 ? " may not contribute and is deployed."
                              : "Nobody is deployed who may not contribute.");
    force_settle(out, n > 0 ? PACT_NO : PACT_YES, "excluded_contributor");
    return force_inputs(l->f, out, err);
}

/* ---- strength ---- */

static enum rc look_strength(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    struct force_band all = force_sum(l->f, out->span, span_none(), span_none());
    int64_t n = l->of->personnel;
    enum pact_tri is_met;

    buf_puts(out->text, "The strength is ");
    force_put_band(out->text, all);
    if (l->of->is_about) {
        int64_t least = n - n / 10, most = n + n / 10; /* whole people within a tenth */

        buf_printf(out->text, "; about %lld is %lld to %lld.", (long long)n, (long long)least,
                   (long long)most);
        is_met = both(force_compare(all, PACT_GE, least), force_compare(all, PACT_LE, most));
    } else {
        static const char *const ops[] = {"at least",  "at most", "more than",
                                          "less than", "exactly", "other than"};

        buf_printf(out->text, "; %s %lld is required.", ops[l->of->op], (long long)n);
        is_met = force_compare(all, l->of->op, n);
    }
    force_settle(out, is_met, "strength");
    return force_inputs(l->f, out, err);
}

/* ---- the commander ---- */

static enum rc look_commander(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    size_t n = 0, n_wrong = 0;

    for (size_t i = 0; i < l->f->n; i++) {
        const struct deployment *d = l->f->items[i];
        bool is_of = owed_names(&l->of->commander, d->contributor);

        if (d->post != POST_COMMANDER || !force_is_there(d, out->span))
            continue;
        buf_printf(out->text, "%sThe commander comes from %.*s (row %.*s)%s", n > 0 ? " " : "",
                   SPAN_ARG(d->contributor), SPAN_ARG(d->head.id),
                   is_of == l->of->commander_is_of ? "." : ", which the term rules out.");
        n++;
        n_wrong += is_of != l->of->commander_is_of;
    }
    if (n == 0)
        buf_puts(out->text, "No row names the commander (post commander): that is missing.");
    force_settle(out, n == 0 ? PACT_MAYBE : n_wrong > 0 ? PACT_NO : PACT_YES, "commander");
    return force_inputs(l->f, out, err);
}

/* ---- all of them ---- */

static enum rc judge(struct looking *l, enum rc (*look)(void *, struct spell *, struct err *),
                     struct err *err)
{
    struct spells s = {.run = l->f->run, .party = l->f->party};
    enum rc rc = force_changes(l->f, &s, err);

    return rc != RC_OK ? rc : spells_judge(&s, look, l, err);
}

static enum rc judge_force(struct looking *l, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < l->of->n_requires && rc == RC_OK; i++) {
        l->contribution = &l->of->requires[i];
        rc = judge(l, look_contribution, err);
    }
    if (rc == RC_OK && l->of->excluded.n > 0)
        rc = judge(l, look_excluded, err);
    if (rc == RC_OK && l->of->has_strength)
        rc = judge(l, look_strength, err);
    if (rc == RC_OK && l->of->has_commander)
        rc = judge(l, look_commander, err);
    return rc;
}

enum rc term_composition(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct span party = run->agreement->parties[run->term->binds[i]].id;
        struct looking l = {.of = &run->term->u.composition};
        struct force f;

        rc = force_open(run, party, &f, err);
        if (rc)
            return rc;
        l.f = &f;
        if (f.n == 0)
            rc = spells_missing(run, party, "no row of kind deployment tells who is in the force",
                                err);
        else
            rc = judge_force(&l, err);
    }
    return rc;
}
