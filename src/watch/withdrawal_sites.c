/* SPDX-License-Identifier: Apache-2.0 */
/* withdrawal_sites.c: whether what is beyond the line stands in storage, outside it, or where
 * nobody was let in to see. */
#include <math.h>

#include "watch/withdrawal.h"

static bool lists_site(const struct pact_storage *s, struct span id)
{
    for (size_t i = 0; i < s->n_sites; i++)
        if (span_eq(s->sites[i], id))
            return true;
    return s->n_sites == 0;
}

/* Which parties a storage term tells to keep their things in this site; of all, where some. */
static bool find_holders(const struct pact_agreement *g, struct store_site *site)
{
    bool has_any = false;

    for (size_t i = 0; i < g->n_terms; i++) {
        const struct pact_term *t = &g->terms[i];

        if (t->kind != PACT_STORAGE || !lists_site(&t->u.storage, site->site->head.id))
            continue;
        for (uint32_t party = 0; party < g->n_parties; party++) {
            struct span owner = site->site->party;

            if (!pact_term_binds(t, party) ||
                (owner.n > 0 && !span_eq(owner, g->parties[party].id)))
                continue;
            site->is_holder[party] = has_any = true;
        }
    }
    return has_any;
}

/* The ground of a site; one known by a position alone reaches SITE_REACH_M around it. */
static bool find_region(const struct pact_agreement *g, struct store_site *site)
{
    const struct place *p = &site->site->place;
    uint32_t ix = p->form == PLACE_ZONE ? pact_area_find(g, p->u.zone) : PACT_NONE;

    if (!region_make(p, ix == PACT_NONE ? NULL : g->areas[ix].geometry, &site->region))
        return false;
    if (site->region.area == NULL)
        site->region.radius_m += SITE_REACH_M;
    return true;
}

enum rc withdrawal_open_sites(struct withdrawing *x, struct err *err)
{
    const struct docket *d = x->run->docket;
    const struct pact_agreement *g = x->run->agreement;

    x->sites = arena_array(x->run->arena, d->n_sites, sizeof(*x->sites), err);
    if (x->sites == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_sites; i++) {
        struct store_site *site = &x->sites[x->n_sites];

        *site = (struct store_site){.site = &d->sites[i]};
        if (site->site->type != SITE_STORAGE && site->site->type != SITE_UNSTATED)
            continue;
        site->is_holder = arena_array(x->run->arena, g->n_parties, sizeof(*site->is_holder), err);
        if (site->is_holder == NULL)
            return RC_LIMIT;
        x->n_sites += find_holders(g, site) && find_region(g, site);
    }
    return RC_OK;
}

/* Probability of standing inside a site that is not far. */
static double inside_site(struct term_run *run, const struct judging *j,
                          const struct store_site *site)
{
    double mass = 1;

    if (site->region.area == NULL)
        return 1; /* within its reach, as region_meets has found */
    if (ground_within_area(run->ground, site->region.area, j->act.place, j->act.when, &mass,
                           NULL) != RC_OK)
        return 1;
    return mass;
}

/* The access of the last visit that had begun when it was seen there. */
static bool was_denied(const struct term_run *run, const struct judging *j, struct span site)
{
    const struct visit *last = NULL;

    for (size_t i = 0; i < run->docket->n_visits; i++) {
        const struct visit *v = &run->docket->visits[i];

        if (v->when.t0_ms > j->act.when.t1_ms)
            break; /* visits stand in the order of their time */
        if (span_eq(v->site, site))
            last = v;
    }
    return last != NULL && last->access == ACCESS_DENIED;
}

static bool may_hold(const struct store_site *site, uint32_t party)
{
    return party == PACT_NONE || site->is_holder[party];
}

enum kept_at withdrawal_kept_at(struct withdrawing *x, const struct judging *j, struct span *site)
{
    uint32_t party = PACT_NONE;
    struct region here;
    double most = -1;

    if (j->act.actor.form == ACTOR_PARTY)
        party = pact_party_find(x->run->agreement, j->act.actor.party);
    if (!region_make(j->act.place, NULL, &here))
        return KEPT_UNKNOWN;
    for (size_t i = 0; i < x->n_sites; i++) {
        const struct store_site *s = &x->sites[i];
        double mass;

        if (!may_hold(s, party))
            continue;
        mass = region_meets(&here, &s->region) ? inside_site(x->run, j, s) : 0;
        if (mass > most) {
            most = mass;
            *site = s->site->head.id;
        }
    }
    if (most < 0)
        return KEPT_UNKNOWN;
    if (most <= 1 - x->run->term->confidence)
        return KEPT_OUTSIDE;
    return was_denied(x->run, j, *site) ? KEPT_UNVERIFIED : KEPT_IN_STORAGE;
}
