/* SPDX-License-Identifier: Apache-2.0 */
/* explain_force.c: how the kinds that judge the force itself decide. */
#include "base/num.h"
#include "pact/explain.h"

static void put_share(struct buf *b, double share)
{
    num_put_fixed(b, share * 100, 0);
    buf_puts(b, " %");
}

static const char daily[] = "  Judged on who is deployed, not pledged, on each local day: at least "
                            "those who are there all day, at most those who are there at any time "
                            "of it. Where the two differ it is indeterminate.\n";

static void put_contribution(const struct explainer *e, const struct pact_contribution *c)
{
    buf_printf(e->b, "  %.*s must be there", SPAN_ARG(c->contributor));
    if (c->has_personnel)
        buf_printf(e->b, ", %s %lld people", explain_op(c->op), (long long)c->personnel);
    if (c->share > 0) {
        buf_puts(e->b, ", with at least ");
        put_share(e->b, c->share);
        buf_puts(e->b, " of all");
    }
    buf_puts(e->b, c->in_each_sector ? ", in each sector that deployments name.\n" : ".\n");
}

void explain_composition(const struct explainer *e)
{
    const struct pact_composition *c = &e->t->u.composition;

    for (size_t i = 0; i < c->n_requires; i++)
        put_contribution(e, &c->requires[i]);
    if (c->excluded.n > 0) {
        buf_puts(e->b, "  These may not contribute: ");
        explain_names(e, &c->excluded);
        buf_puts(e->b, ".\n");
    }
    if (c->has_strength && c->is_about)
        buf_printf(e->b, "  The strength is about %lld people: give or take a tenth.\n",
                   (long long)c->personnel);
    else if (c->has_strength)
        buf_printf(e->b, "  The strength is %s %lld people.\n", explain_op(c->op),
                   (long long)c->personnel);
    if (c->has_commander) {
        buf_printf(e->b, "  The commander comes from %s of: ",
                   c->commander_is_of ? "a member" : "no member");
        explain_names(e, &c->commander);
        buf_puts(e->b, ".\n");
    }
    buf_puts(e->b, daily);
}

void explain_consent_mandate(const struct explainer *e)
{
    const struct pact_consent *c = &e->t->u.consent;

    buf_puts(e->b, "  While anybody is deployed, a mandate of that authority must hold");
    if (c->term.unit != PERIOD_NONE) {
        buf_puts(e->b, ", for no more than ");
        period_put(e->b, c->term);
    }
    buf_puts(e->b, c->is_renewable ? " each.\n" : ", and only the first.\n");
    if (c->authority == PACT_AUTHORITY_UNSC_CHAPTER_VII) {
        buf_puts(e->b, "  Chapter VII stands without the host's consent.\n");
    } else if (c->consent.n > 0) {
        buf_puts(e->b, "  These must have consented: ");
        explain_names(e, &c->consent);
        buf_puts(e->b, ". Consent that is withdrawn holds ");
        if (c->notice.unit == PERIOD_NONE)
            buf_puts(e->b, "no longer.\n");
        else {
            buf_puts(e->b, "for ");
            period_put(e->b, c->notice);
            buf_puts(e->b, " more.\n");
        }
    }
    buf_puts(e->b, "  The tasks of those deployed must be among ");
    if (c->tasks.n > 0)
        explain_names(e, &c->tasks);
    else
        buf_puts(e->b, "those that the mandate in force states");
    buf_puts(e->b, ".\n");
}

void explain_dispersion(const struct explainer *e)
{
    const struct pact_dispersion *d = &e->t->u.dispersion;

    buf_puts(e->b, "  At least ");
    put_share(e->b, d->share);
    buf_printf(e->b, " of %zu areas must have somebody present", d->areas.n);
    if (d->max_gap.unit != PERIOD_NONE) {
        buf_puts(e->b, ", and counts as long as nobody was missing there for more than ");
        period_put(e->b, d->max_gap);
    }
    buf_puts(e->b, ". Somebody is in an area whom the row places there by its name, or by a "
                   "position with probability c or more.\n");
    buf_puts(e->b, daily);
}

void explain_tripwire(const struct explainer *e)
{
    const struct pact_tripwire *t = &e->t->u.tripwire;

    buf_printf(e->b, "  On each of %zu axes of advance there must be ", t->axes.n);
    explain_names(e, &t->contributors);
    if (t->members > 0)
        buf_printf(e->b, ", and at least %lld different contributors", (long long)t->members);
    buf_puts(e->b, ", looked at every ");
    period_put(e->b, t->every);
    buf_puts(e->b, ". An axis that is a line is the ground within 5 km of it.\n");
    buf_puts(e->b, daily);
}

void explain_reach(const struct explainer *e)
{
    const struct pact_reach *r = &e->t->u.reach;

    buf_puts(e->b, "  Each deployment must be reached within ");
    explain_duration(e->b, r->within_ms);
    buf_puts(e->b, " from one of ");
    explain_names(e, &r->from);
    buf_puts(e->b, ", or from where they hold people ready (post reaction)");
    if (r->paths.n > 0) {
        buf_puts(e->b, ", by ");
        explain_names(e, &r->paths);
    }
    buf_puts(e->b, ". The way is the shortest over rows of routes, by their least and their most "
                   "hours; between the two it is indeterminate.\n");
}
