/* SPDX-License-Identifier: Apache-2.0 */
/* explain_kinds.c: how each judged kind decides, with the figures of the term. */
#include <math.h>

#include "base/num.h"
#include "pact/explain.h"

static void put_selectors(const struct explainer *e, const struct pact_selector *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_puts(e->b, i > 0 ? ", " : "");
        explain_selector(e, &s[i]);
    }
}

static void put_prohibited(const struct explainer *e)
{
    if (e->t->prohibits_all)
        buf_puts(e->b, "everything of armed forces");
    else
        put_selectors(e, e->t->prohibits, e->t->n_prohibits);
}

static void ceasefire(const struct explainer *e)
{
    const struct pact_ceasefire *c = &e->t->u.ceasefire;

    buf_puts(e->b,
             "  A violation is an event of fire: an explosion that is no controlled detonation, "
             "a burst, a shot, a projectile, a flare, a muzzle flash, whose place lies in "
             "the areas with probability c or more. One event is one violation, counted "
             "as an interval from the least to the most it can have been. Prohibited: ");
    put_prohibited(e);
    buf_puts(e->b, ".\n");
    if (c->has_domains)
        buf_printf(e->b, "  Domains:%s%s%s.\n", c->land ? " land" : "", c->sea ? " sea" : "",
                   c->air ? " air" : "");
    buf_puts(e->b,
             c->exercises_count
                 ? "  The term says any: live-fire exercises count wherever they are.\n"
                 : "  A live-fire exercise counts only where an activity_ban prohibits it.\n");
}

static void put_complete(const struct explainer *e, const struct pact_withdrawal *w)
{
    if (w->start_ms != TIME_ALWAYS) {
        buf_puts(e->b, "  It must have begun before ");
        explain_end(e, w->start_ms);
        buf_puts(e->b, ".\n");
    }
    if (w->start_condition.n > 0)
        buf_printf(e->b, "  Its start hangs on a condition that people assess: %.*s.\n",
                   SPAN_ARG(w->start_condition));
    if (w->complete_ms != TIME_ALWAYS) {
        buf_puts(e->b, "  It must be complete before ");
        explain_end(e, w->complete_ms);
        buf_puts(e->b, ". Before that instant presence is pending; an item that had left and is "
                       "seen again is a return: a violation at once.\n");
    } else if (w->complete_note.n > 0) {
        buf_printf(e->b, "  Its end hangs on another term: %.*s.\n", SPAN_ARG(w->complete_note));
    } else {
        buf_puts(e->b, "  No day is set: it holds as soon as the term is in force.\n");
    }
}

static void withdrawal(const struct explainer *e)
{
    const struct pact_withdrawal *w = &e->t->u.withdrawal;

    buf_puts(e->b, "  Distances are geodesics of WGS 84 to the nearest point of ");
    explain_line(e, w->line);
    buf_puts(e->b, ", positive on the bound party's own side. The line's error is added to that "
                   "of the position in quadrature; p is the probability that the item is nearer "
                   "than the distance.\n");
    for (size_t i = 0; i < w->n_distances; i++) {
        const struct pact_distance *d = &w->distances[i];

        buf_puts(e->b, "  ");
        explain_selector(e, &d->what);
        buf_puts(e->b, ": a violation nearer than ");
        explain_length(e->b, d->distance_m);
        if (d->zone_width_m > 0) {
            buf_puts(e->b, " (this side's share of a zone ");
            explain_length(e->b, d->zone_width_m);
            buf_puts(e->b, " wide)");
        }
        buf_puts(e->b, ".\n");
    }
    for (size_t i = 0; i < w->n_stages; i++) {
        const struct pact_stage *s = &w->stages[i];

        buf_printf(e->b, "  Stage %lld: ", (long long)s->number);
        put_selectors(e, s->what, s->n_what);
        if (s->area != PACT_NONE) {
            buf_puts(e->b, " in ");
            explain_area(e, s->area);
        }
        buf_puts(e->b, " before ");
        explain_end(e, s->complete_ms);
        buf_puts(e->b, ".\n");
    }
    put_complete(e, w);
}

static void exclusion_zone(const struct explainer *e)
{
    const struct pact_exclusion_zone *x = &e->t->u.exclusion;

    buf_puts(e->b, "  A violation is the presence in the areas, with probability c or more, of: ");
    put_prohibited(e);
    buf_puts(e->b, ".\n");
    if (x->transit_ms > 0) {
        buf_puts(e->b, "  Stays of up to ");
        explain_duration(e->b, x->transit_ms);
        buf_puts(e->b, " are allowed.\n");
    }
    if (x->quiet_condition.n > 0)
        buf_printf(e->b, "  It holds under a condition: %.*s.\n", SPAN_ARG(x->quiet_condition));
}

static void ceiling(const struct explainer *e)
{
    const struct pact_ceiling *c = &e->t->u.ceiling;

    for (size_t i = 0; i < c->n_limits; i++) {
        buf_puts(e->b, "  ");
        explain_selector(e, &c->limits[i].what);
        buf_printf(e->b, ": %s %lld at one time.\n", explain_op(c->limits[i].op),
                   (long long)c->limits[i].n);
    }
    buf_puts(e->b, "  At one time means within ");
    explain_duration(e->b, c->simultaneity_ms);
    buf_puts(e->b, ". Sightings count as two items when no item could have been at both places: "
                   "at up to ");
    num_put_fixed(e->b, c->v_tracked_mps * 3.6, 0);
    buf_puts(e->b, " km/h tracked, ");
    num_put_fixed(e->b, c->v_wheeled_mps * 3.6, 0);
    buf_puts(e->b,
             " km/h otherwise. A violation needs more provably distinct items than the limit; "
             "compliance needs no more possible ones, and at least ");
    num_put_fixed(e->b, c->coverage_min * 100, 0);
    buf_puts(e->b, " % of the area seen. Otherwise: indeterminate.\n");
    if (c->verified_by != PACT_NONE) {
        buf_puts(e->b, "  Judged on what was observed by ");
        explain_party(e, c->verified_by);
        buf_puts(e->b, ".\n");
    }
    if (c->transit_ms > 0) {
        buf_puts(e->b, "  Items in transit for up to ");
        explain_duration(e->b, c->transit_ms);
        buf_puts(e->b, " do not count.\n");
    }
}

static void no_fly(const struct explainer *e)
{
    static const char *const datums[] = {
        [PACT_DATUM_AMSL] = "above mean sea level",
        [PACT_DATUM_AGL] = "above ground",
        [PACT_DATUM_HAE] = "above the ellipsoid",
    };
    const struct pact_no_fly *f = &e->t->u.no_fly;

    buf_puts(e->b, "  A violation is a track of ");
    put_prohibited(e);
    buf_printf(e->b,
               " with at least %lld consecutive positions inside, each with probability c "
               "or more.\n",
               (long long)f->dwell_fixes);
    for (size_t i = 0; i < 2 && f->beyond_own[i] != PACT_NONE && i < e->t->n_binds; i++) {
        buf_puts(e->b, "  ");
        explain_party(e, e->t->binds[i]);
        buf_puts(e->b, " must not fly beyond ");
        explain_line(e, f->beyond_own[i]);
        buf_puts(e->b, ".\n");
    }
    if (isfinite(f->floor_m) || isfinite(f->ceiling_m)) {
        buf_puts(e->b, "  Altitudes count ");
        buf_puts(e->b, datums[f->datum]);
        if (isfinite(f->floor_m)) {
            buf_puts(e->b, ", from ");
            explain_length(e->b, f->floor_m);
        }
        if (isfinite(f->ceiling_m)) {
            buf_puts(e->b, ", up to ");
            explain_length(e->b, f->ceiling_m);
        }
        buf_puts(e->b, ".\n");
    }
}

static void line_crossing(const struct explainer *e)
{
    static const char *const directions[] = {
        [PACT_ANY_DIRECTION] = "in either direction",
        [PACT_LEFT_TO_RIGHT] = "from left to right",
        [PACT_RIGHT_TO_LEFT] = "from right to left",
    };
    const struct pact_line_crossing *c = &e->t->u.crossing;

    buf_puts(e->b, "  A violation is the crossing, ");
    buf_puts(e->b, directions[c->direction]);
    buf_puts(e->b, ", by ");
    put_prohibited(e);
    buf_puts(e->b, " of ");
    explain_line(e, c->line);
    buf_puts(e->b, ". It needs two positions on opposite sides, each at least ");
    num_put_f64(e->b, c->k_sigma);
    buf_puts(e->b, " standard deviations from the line, or somebody of a bound party found on the "
                   "wrong side. One position near the line is indeterminate.\n");
}

static void storage(const struct explainer *e)
{
    const struct pact_storage *s = &e->t->u.storage;

    buf_puts(e->b,
             s->n_sites == 0 ? "  Sites: all that the bound parties declared.\n" : "  Sites:");
    for (size_t i = 0; i < s->n_sites; i++)
        buf_printf(e->b, "%s %.*s%s", i > 0 ? "," : "", SPAN_ARG(s->sites[i]),
                   i + 1 == s->n_sites ? ".\n" : "");
    buf_printf(e->b,
               "  Each visit is compared with the inventory by %s: what is neither seen nor "
               "notified is missing, from unmatched less unreadable to unmatched; a "
               "violation where even the least is 1 or more, indeterminate where only the "
               "most is.\n",
               s->by_serial ? "serial number" : "type");
    buf_puts(e->b, "  Not shown or denied: could_not_verify, and an impediment.\n");
    if (s->removal_notice_ms > 0) {
        buf_puts(e->b, "  A removal is notified when its notice was received ");
        explain_duration(e->b, s->removal_notice_ms);
        buf_puts(e->b, " before.\n");
    }
    if (s->access != PACT_NONE) {
        buf_puts(e->b, "  May visit: ");
        explain_party(e, s->access);
        buf_puts(e->b, ".\n");
    }
    if (s->criteria.n > 0)
        buf_printf(e->b, "  Criteria, which people assess: %.*s.\n", SPAN_ARG(s->criteria));
}

void explain_thresholds(const struct explainer *e, const struct pact_threshold *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_printf(e->b, "%s%s %lld ", i > 0 ? ", or " : "", explain_op(t[i].op),
                   (long long)t[i].n);
        explain_selector(e, &t[i].what);
    }
}

static void notification(const struct explainer *e)
{
    const struct pact_notification *n = &e->t->u.notification;

    buf_printf(e->b, "  Must be announced: every %.*s", SPAN_ARG(n->activity));
    if (n->n_thresholds > 0) {
        buf_puts(e->b, " with ");
        explain_thresholds(e, n->thresholds, n->n_thresholds);
    }
    buf_puts(e->b, ". A complete notice must have been received ");
    if (n->notice_days >= 0)
        buf_printf(e->b, "%lld calendar days", (long long)n->notice_days);
    else
        explain_duration(e->b, n->notice_ms);
    buf_puts(e->b, " before the start; when it was sent does not matter.\n");
    if (n->aggregates_command) {
        buf_puts(e->b, "  Activities of one command that overlap in time, no farther apart than ");
        explain_length(e->b, n->aggregate_m);
        buf_puts(e->b, ", count together.\n");
    }
    if (n->n_observers > 0) {
        buf_puts(e->b, "  Observers must be invited from ");
        explain_thresholds(e, n->observers, n->n_observers);
        buf_puts(e->b, " on.\n");
    }
    buf_puts(e->b, "  Of an alert without notice a notice at the start suffices; observers must be "
                   "invited when it lasts longer than ");
    explain_duration(e->b, n->alert_ms);
    buf_puts(e->b, ".\n");
}

static void freedom(const struct explainer *e)
{
    const struct pact_freedom *f = &e->t->u.freedom;

    buf_puts(e->b, "  A violation is each impediment of ");
    explain_party(e, f->beneficiary);
    if (f->n_means > 0)
        buf_puts(e->b, " moving or looking by");
    for (size_t i = 0; i < f->n_means; i++)
        buf_printf(e->b, "%s %.*s", i > 0 ? "," : "", SPAN_ARG(f->means[i]));
    buf_puts(e->b, ". Responsible is the party whose personnel it was; where that is not stated, "
                   "undetermined, and never the holder of the ground instead.\n");
    if (f->delay_ms > 0) {
        buf_puts(e->b, "  A wait shorter than ");
        explain_duration(e->b, f->delay_ms);
        buf_puts(e->b, " is recorded and is no violation.\n");
    }
}

void explain_kind(const struct explainer *e)
{
    static void (*const kinds[PACT_KIND_COUNT])(const struct explainer *) = {
        [PACT_CEASEFIRE] = ceasefire,
        [PACT_WITHDRAWAL] = withdrawal,
        [PACT_EXCLUSION_ZONE] = exclusion_zone,
        [PACT_CEILING] = ceiling,
        [PACT_RATIO] = explain_ratio,
        [PACT_RATE_LIMIT] = explain_rate_limit,
        [PACT_REPLACEMENT] = explain_replacement,
        [PACT_RETURN_FIRE] = explain_return_fire,
        [PACT_NO_FLY] = no_fly,
        [PACT_LINE_CROSSING] = line_crossing,
        [PACT_STORAGE] = storage,
        [PACT_NOTIFICATION] = notification,
        [PACT_FREEDOM_OF_MOVEMENT] = freedom,
        [PACT_DECLARATION] = explain_declaration,
        [PACT_INSPECTION] = explain_inspection,
        [PACT_MILESTONE] = explain_progress,
        [PACT_DEMOBILISATION] = explain_progress,
        [PACT_EXCHANGE] = explain_exchange,
        [PACT_PERIODIC_DUTY] = explain_periodic_duty,
        [PACT_ON_REQUEST_DUTY] = explain_on_request_duty,
        [PACT_COMPOSITION] = explain_composition,
        [PACT_CONSENT_MANDATE] = explain_consent_mandate,
        [PACT_DISPERSION] = explain_dispersion,
        [PACT_TRIPWIRE] = explain_tripwire,
        [PACT_REACH] = explain_reach,
    };

    if (kinds[e->t->kind] != NULL)
        (*kinds[e->t->kind])(e);
    else
        buf_puts(e->b,
                 "  This kind is checked but not judged yet: its verdict is needs_assessment.\n");
}
