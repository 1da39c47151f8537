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

/* Whether a storage term that may bind the actor means this site. */
static bool is_storage_of(const struct term_run *run, const struct judging *j,
                          const struct site *site)
{
    const struct pact_agreement *g = run->agreement;
    bool is_known = j->act.actor.form == ACTOR_PARTY;

    if (site->type != SITE_STORAGE && site->type != SITE_UNSTATED)
        return false;
    if (is_known && site->party.n > 0 && !span_eq(site->party, j->act.actor.party))
        return false;
    for (size_t i = 0; i < g->n_terms; i++)
        if (g->terms[i].kind == PACT_STORAGE && lists_site(&g->terms[i].u.storage, site->head.id) &&
            (!is_known || pact_term_binds(&g->terms[i], pact_party_find(g, j->act.actor.party))))
            return true;
    return false;
}

/* Probability of standing inside a site; -1 where the site's place says nothing. */
static double inside_site(struct term_run *run, const struct judging *j, const struct site *site)
{
    const struct place *p = &site->place;
    uint32_t ix = p->form == PLACE_ZONE ? pact_area_find(run->agreement, p->u.zone) : PACT_NONE;
    struct ground_chance c;
    double mass = -1;

    if (ix != PACT_NONE)
        return ground_within(run->ground, &ix, 1, j->act.place, j->act.when, &c, NULL) == RC_OK
                   ? (c.p_min + c.p_max) / 2
                   : -1;
    if (p->form == PLACE_GEOMETRY &&
        ground_within_area(run->ground, p->u.area, j->act.place, j->act.when, &mass, NULL) != RC_OK)
        return -1;
    if (p->form == PLACE_POINT) {
        double sigma_m = hypot(p->sigma_m, j->act.place->sigma_m);
        double d = geo_distance_m(p->at, j->act.place->at);

        mass = d <= SITE_REACH_M + 3 * sigma_m ? 1 : 0;
    }
    return mass;
}

/* The access of the last visit that had begun when it was seen there. */
static bool was_denied(const struct term_run *run, const struct judging *j, struct span site)
{
    const struct visit *last = NULL;

    for (size_t i = 0; i < run->docket->n_visits; i++) {
        const struct visit *v = &run->docket->visits[i];

        if (span_eq(v->site, site) && v->when.t0_ms <= j->act.when.t1_ms &&
            (last == NULL || v->when.t0_ms >= last->when.t0_ms))
            last = v;
    }
    return last != NULL && last->access == ACCESS_DENIED;
}

enum kept_at withdrawal_kept_at(struct term_run *run, const struct judging *j, struct span *site)
{
    double most = -1;

    for (size_t i = 0; i < run->docket->n_sites; i++) {
        const struct site *s = &run->docket->sites[i];
        double mass;

        if (!is_storage_of(run, j, s))
            continue;
        mass = inside_site(run, j, s);
        if (mass > most) {
            most = mass;
            *site = s->head.id;
        }
    }
    if (most < 0)
        return KEPT_UNKNOWN;
    if (most <= 1 - run->term->confidence)
        return KEPT_OUTSIDE;
    return was_denied(run, j, *site) ? KEPT_UNVERIFIED : KEPT_IN_STORAGE;
}
