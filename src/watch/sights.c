/* SPDX-License-Identifier: Apache-2.0 */
/* sights.c: from rows to heads: who, where, what, and whether it counts. */
#include "watch/sights.h"

#include "watch/region.h"

/* Of a longer track so many fixes are kept, evenly: fewer prove less, never too much. */
#define FIXES_MAX 64
/* So unlikely that the term calls it compliant. */
#define IS_NEGLIGIBLE(run, p) ((p) <= 1 - (run)->term->confidence)

/* ---- where ---- */

static enum rc spots_of_track(struct term_run *run, struct sight *s, struct err *err)
{
    size_t n = s->place->u.track.n < FIXES_MAX ? s->place->u.track.n : FIXES_MAX;
    struct distinct_spot *spots = arena_array(run->arena, n, sizeof(*spots), err);

    if (spots == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        const struct place_fix *f = &s->place->u.track.fixes[i * s->place->u.track.n / n];

        spots[i] = distinct_spot_at(f->at, s->place->sigma_m,
                                    (struct time_span){f->at_ms, f->at_ms}, s->clock_sigma_s);
    }
    s->spots = spots;
    s->n_spots = (uint32_t)n;
    return RC_OK;
}

static enum rc spots_of(struct term_run *run, struct sight *s, struct err *err)
{
    const struct geo_area *zone = NULL;
    struct distinct_spot *spot;
    struct region r;

    if (s->place->form == PLACE_TRACK && s->place->u.track.n > 0)
        return spots_of_track(run, s, err);
    spot = arena_alloc(run->arena, sizeof(*spot), err);
    if (spot == NULL)
        return RC_LIMIT;
    if (s->place->form == PLACE_ZONE) {
        uint32_t ix = pact_area_find(run->agreement, s->place->u.zone);

        zone = ix == PACT_NONE ? NULL : ground_area_at(run->ground, ix, s->when.t0_ms);
    }
    s->spots = spot;
    s->n_spots = 1;
    if (region_make(s->place, zone, &r)) {
        *spot = distinct_spot_at(r.centre, r.margin_m / REGION_SIGMAS, s->when, s->clock_sigma_s);
        spot->reach_m = r.radius_m;
    } else {
        *spot = distinct_spot_at(s->place->at, 0, s->when, s->clock_sigma_s);
        spot->reach_m = INFINITY;
    }
    return RC_OK;
}

/* ---- who and when ---- */

static bool group_of(const struct term_run *run, struct actor actor, uint8_t *group)
{
    const struct pact_term *t = run->term;
    uint32_t party = PACT_NONE;
    enum bound bound = term_bound(run, actor, &party);

    *group = SIGHTS_UNKNOWN;
    for (size_t i = 0; bound == BOUND_YES && i < t->n_binds && i < SIGHTS_UNKNOWN; i++)
        if (t->binds[i] == party)
            *group = (uint8_t)i;
    return bound != BOUND_NOT;
}

/* Places that cannot be judged may be inside: they join no least number, but the greatest. */
static enum rc judge_place(struct term_run *run, struct sight *s, struct err *err)
{
    double p_time = term_p_time(run, s->when, s->clock_sigma_s);
    enum rc rc = RC_OK;

    s->p_min = 0;
    s->p_max = 1;
    if (p_time > 0)
        rc = ground_where(run->ground, run->term, s->place, s->when, &s->p_min, &s->p_max, err);
    s->p_min *= p_time;
    s->p_max *= p_time;
    return rc == RC_ABSENT ? RC_OK : rc;
}

/* ---- what ---- */

static size_t n_shown(const struct sight *s)
{
    if (s->observation != NULL)
        return presence_count(s->observation);
    return s->activity->n_items + (s->activity->has_personnel ? 1 : 0);
}

static struct presence shown(const struct sight *s, size_t i)
{
    struct presence p = {.phenomenon = PHEN_WEAPON_SIGHTING, .actor = s->actor};

    if (s->observation != NULL)
        return presence_at(s->observation, i);
    if (i < s->activity->n_items) {
        p.item = &s->activity->items[i];
        p.n = p.item->n;
    } else {
        p.is_people = true;
        p.phenomenon = PHEN_TROOP_SIGHTING;
        p.n = s->activity->personnel;
    }
    return p;
}

static bool matters(const struct term_run *run, const struct sight *s)
{
    const struct pact_ceiling *c = &run->term->u.ceiling;
    size_t n = n_shown(s);

    for (size_t i = 0; i < n; i++) {
        struct presence p = shown(s, i);

        for (size_t k = 0; k < c->n_limits && p.n.max > 0; k++) {
            struct match_mass m = presence_match(run, &c->limits[k].what, &p);

            if (m.sure + m.open > 0)
                return true;
        }
    }
    return false;
}

static bool has_serial(const struct sight *s)
{
    size_t n = n_shown(s);

    for (size_t i = 0; i < n; i++) {
        struct presence p = shown(s, i);

        if (p.item != NULL && p.item->serial.n > 0)
            return true;
    }
    return false;
}

/* What was seen elsewhere matters only where passing through is allowed: it shows who passed. */
static enum rc take(struct sights *out, struct sight s, struct err *err)
{
    struct term_run *run = out->run;
    enum rc rc;

    if (!group_of(run, s.actor, &s.group) || !matters(run, &s))
        return RC_OK;
    rc = judge_place(run, &s, err);
    if (rc)
        return rc;
    if (IS_NEGLIGIBLE(run, s.p_max) && !(run->term->u.ceiling.transit_ms > 0 && has_serial(&s)))
        return RC_OK;
    rc = spots_of(run, &s, err);
    if (rc == RC_OK)
        out->items[out->n++] = s;
    return rc;
}

static struct actor actor_named(struct span party)
{
    return (struct actor){.form = party.n > 0 ? ACTOR_PARTY : ACTOR_UNDETERMINED, .party = party};
}

static int sight_cmp(const void *left, const void *right)
{
    const struct sight *a = left, *b = right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    if (a->when.t1_ms != b->when.t1_ms)
        return a->when.t1_ms < b->when.t1_ms ? -1 : 1;
    if ((a->activity != NULL) != (b->activity != NULL))
        return a->activity != NULL ? 1 : -1;
    return (a->head > b->head) - (a->head < b->head); /* rows of one array, in the docket's order */
}

enum rc sights_gather(struct term_run *run, struct sights *out, struct err *err)
{
    const struct docket *d = run->docket;
    size_t n_most = d->n_activities;
    enum rc rc = RC_OK;

    *out = (struct sights){.run = run};
    for (size_t i = 0; i < d->n_observations; i++)
        n_most += presence_count(&d->observations[i]) > 0;
    out->items = arena_array(run->arena, n_most, sizeof(*out->items), err);
    if (out->items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++) {
        const struct observation *o = &d->observations[i];

        if (presence_count(o) > 0)
            rc = take(out,
                      (struct sight){.observation = o,
                                     .head = &o->head,
                                     .place = &o->place,
                                     .when = o->when,
                                     .actor = o->actor,
                                     .clock_sigma_s = (double)o->clock_sigma_s,
                                     .is_reported = o->is_reported},
                      err);
    }
    for (size_t i = 0; i < d->n_activities && rc == RC_OK; i++) {
        const struct activity *x = &d->activities[i];

        rc = take(out,
                  (struct sight){.activity = x,
                                 .head = &x->head,
                                 .place = &x->place,
                                 .when = x->when,
                                 .actor = actor_named(x->by)},
                  err);
    }
    if (rc == RC_OK && out->n > 1)
        qsort(out->items, out->n, sizeof(*out->items), sight_cmp);
    return rc;
}

enum rc sights_find(const struct sights_of *of, const struct docket *docket, struct arena *a,
                    struct sights *out, struct err *err)
{
    static const struct judge_options options = {0};
    struct term_run run = {.model = of->model,
                           .agreement = of->agreement,
                           .term = of->term,
                           .docket = docket,
                           .options = &options,
                           .arena = a,
                           .scratch = a};
    enum rc rc = ground_open(of->agreement, docket, a, &run.ground, err);

    run.cloud = rc == RC_OK ? arena_alloc(a, sizeof(*run.cloud), err) : NULL;
    if (run.cloud == NULL)
        return RC_LIMIT;
    rc = sights_gather(&run, out, err);
    out->run = NULL;
    return rc;
}

/* ---- heads of one limit ---- */

static enum head_tag tag_of(struct sights *s, const struct sight *sight, const struct presence *p,
                            struct head *head)
{
    struct term_run *run = s->run;
    const struct act act = {.actor = sight->actor,
                            .source = sight->head->source,
                            .when = sight->when,
                            .place = sight->place,
                            .phenomenon = p->phenomenon,
                            .item = p->item};

    switch (term_exempt(run, &act, &head->exemption)) {
    case EXEMPT_YES:
        return HEAD_EXEMPT;
    case EXEMPT_JUDGEMENT:
        return HEAD_JUDGEMENT;
    case EXEMPT_MAYBE:
        return HEAD_DOUBTFUL;
    case EXEMPT_NOT:
        break;
    }
    if (head->p_sure < run->term->confidence)
        return HEAD_DOUBTFUL;
    if (sight->is_reported && !run->options->trusts_reported)
        return HEAD_REPORTED;
    return run->term->u.ceiling.transit_ms > 0 ? HEAD_TRANSIT : HEAD_COUNTS;
}

/* One entry of a sighting; false where it counts for nothing under this limit. */
static bool make_head(struct sights *s, uint32_t sighting, const struct presence *p,
                      const struct pact_limit *limit, struct head *out)
{
    const struct sight *sight = &s->items[sighting];
    const struct pact_ceiling *c = &s->run->term->u.ceiling;
    struct match_mass m = presence_match(s->run, &limit->what, p);
    uint32_t n_guesses;
    const struct item_guess *guesses = presence_guesses(p, &n_guesses);

    if (p->n.max == 0 || IS_NEGLIGIBLE(s->run, m.sure + m.open))
        return false;
    *out = (struct head){.thing = {.guesses = guesses,
                                   .n_guesses = n_guesses,
                                   .spots = sight->spots,
                                   .n_spots = sight->n_spots,
                                   .v_max_mps = distinct_speed_mps(
                                       guesses, n_guesses, c->v_tracked_mps, c->v_wheeled_mps),
                                   .sighting = sighting,
                                   .identity = DISTINCT_UNNAMED},
                         .when = sight->when,
                         .n = p->n,
                         .row = sight->head->id,
                         .p = sight->p_max * fmin(m.sure + m.open, 1),
                         .p_sure = sight->p_min * fmin(m.sure, 1),
                         .group = sight->group,
                         .tag = HEAD_DOUBTFUL};
    if (p->item != NULL && p->n.min == 1 && p->n.max == 1)
        out->serial = p->item->serial;
    if (!IS_NEGLIGIBLE(s->run, out->p))
        out->tag = tag_of(s, sight, p, out);
    /* what is exempt and doubtful besides does not count at all */
    return !(out->tag == HEAD_EXEMPT && out->p_sure < s->run->term->confidence);
}

static int serial_cmp(const void *left, const void *right)
{
    const struct head *a = *(const struct head *const *)left;
    const struct head *b = *(const struct head *const *)right;
    int order = span_cmp(a->serial, b->serial);

    return order != 0 ? order : (a > b) - (a < b);
}

/* One serial, one thing: unless the parties are known to differ or no type fits both. */
static bool is_same_thing(const struct head *a, const struct head *b)
{
    if (a->group != b->group && a->group != SIGHTS_UNKNOWN && b->group != SIGHTS_UNKNOWN)
        return false;
    return distinct_kinds_agree(a->thing.guesses, a->thing.n_guesses, b->thing.guesses,
                                b->thing.n_guesses);
}

static enum rc identify(struct sights *s, struct head *heads, size_t n, struct err *err)
{
    struct head **named = arena_array(s->run->arena, n, sizeof(*named), err);
    size_t n_named = 0;
    uint32_t n_things = 0;

    if (named == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        if (heads[i].serial.n > 0)
            named[n_named++] = &heads[i];
    if (n_named > 1)
        qsort(named, n_named, sizeof(*named), serial_cmp);
    for (size_t i = 0, first = 0; i < n_named; i++) {
        if (!span_eq(named[i]->serial, named[first]->serial))
            first = i;
        for (size_t k = first; k < i && named[i]->thing.identity == DISTINCT_UNNAMED; k++)
            if (is_same_thing(named[i], named[k]))
                named[i]->thing.identity = named[k]->thing.identity;
        if (named[i]->thing.identity == DISTINCT_UNNAMED)
            named[i]->thing.identity = n_things++;
    }
    return RC_OK;
}

/* Whether an identified thing was seen inside for longer than passing through may take, and never
 * outside in between. */
static bool stays(const struct sights *s, const struct head *heads, size_t n, uint32_t identity)
{
    double c = s->run->term->confidence;
    const struct head *first = NULL;
    bool is_long = false;

    for (size_t i = 0; i < n; i++) {
        if (heads[i].thing.identity != identity || heads[i].tag == HEAD_REPORTED)
            continue; /* a report proves no stay */
        if (heads[i].p_sure < c && heads[i].p <= 1 - c)
            first = NULL; /* outside: a stay begins anew */
        else if (heads[i].p_sure >= c && first == NULL)
            first = &heads[i];
        is_long = is_long ||
                  (first != NULL && heads[i].p_sure >= c &&
                   heads[i].when.t0_ms - first->when.t1_ms > s->run->term->u.ceiling.transit_ms);
    }
    return is_long;
}

/* Sights come in order of time, so heads do. What was seen outside has said what it can. */
static size_t settle_transit(const struct sights *s, struct head *heads, size_t n)
{
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++)
        if (heads[i].tag == HEAD_TRANSIT && heads[i].thing.identity != DISTINCT_UNNAMED &&
            stays(s, heads, n, heads[i].thing.identity))
            heads[i].tag = HEAD_COUNTS;
    for (size_t i = 0; i < n; i++)
        if (!IS_NEGLIGIBLE(s->run, heads[i].p))
            heads[n_kept++] = heads[i];
    return n_kept;
}

enum rc sights_heads(struct sights *s, const struct pact_limit *limit, struct head **out, size_t *n,
                     struct err *err)
{
    size_t n_most = 0, n_heads = 0;
    struct head *heads;
    enum rc rc;

    for (size_t i = 0; i < s->n; i++)
        n_most += n_shown(&s->items[i]);
    heads = arena_array(s->run->arena, n_most, sizeof(*heads), err);
    if (heads == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->n; i++) {
        size_t n_entries = n_shown(&s->items[i]);

        for (size_t k = 0; k < n_entries; k++) {
            struct presence p = shown(&s->items[i], k);

            if (make_head(s, (uint32_t)i, &p, limit, &heads[n_heads]))
                heads[n_heads++].entry = (uint32_t)k;
        }
    }
    rc = identify(s, heads, n_heads, err);
    if (rc)
        return rc;
    *n = settle_transit(s, heads, n_heads);
    *out = heads;
    return RC_OK;
}
