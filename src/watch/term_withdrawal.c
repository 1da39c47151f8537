/* SPDX-License-Identifier: Apache-2.0 */
/* term_withdrawal.c: what must keep a distance from a line: one verdict for each item of a
 * sighting, in one of the states that reports keep apart. */
#include <math.h>

#include "geo/compass.h"
#include "watch/presence.h"
#include "watch/withdrawal.h"

/* A step that tells the direction of movement: long against rounding, short against any line. */
#define STEP_M 100.0

#define NO_DEMAND (-1.0) /* a distance of 0 is one: to be behind the line */

/* ---- categories ---- */

/* What a type must keep: the strictest distance that applies, and that may apply. */
static void demand_of(const struct withdrawing *x, const struct item_guess *g, double *sure_m,
                      double *open_m)
{
    *sure_m = *open_m = NO_DEMAND;
    for (size_t i = 0; i < x->w->n_distances; i++) {
        const struct pact_distance *d = &x->w->distances[i];
        enum pact_tri m = pact_selector_match(x->run->agreement, &d->what, &g->thing);

        if (m != PACT_NO)
            *open_m = fmax(*open_m, d->distance_m);
        if (m == PACT_YES)
            *sure_m = fmax(*sure_m, d->distance_m);
    }
}

static void find_demands(const struct withdrawing *x, struct sighting *s)
{
    struct explain_parts *p = &s->j.parts;
    bool is_certain = false;

    p->p_category_min = p->p_category_max = 0;
    for (uint32_t i = 0; i < s->item->n_guesses; i++) {
        double sure_m, open_m;

        demand_of(x, &s->item->guesses[i], &sure_m, &open_m);
        p->p_category_min += sure_m >= 0 ? s->item->guesses[i].p : 0;
        p->p_category_max += open_m >= 0 ? s->item->guesses[i].p : 0;
        s->strictest_m = fmax(s->strictest_m, open_m);
    }
    for (size_t i = 0; i < x->w->n_distances; i++) {
        const struct pact_distance *d = &x->w->distances[i];
        struct match_mass m = term_match_item(x->run, &d->what, s->item);
        bool is_sure = m.sure > 0;

        if (m.sure + m.open <= 0 || (is_certain && !is_sure))
            continue;
        if (s->governs == NULL || (is_sure && !is_certain) ||
            d->distance_m > s->governs->distance_m)
            s->governs = d;
        is_certain = is_certain || is_sure;
    }
}

/* ---- sides and lines ---- */

static enum own_side side_of_party(const struct pact_line *line, uint32_t party)
{
    if (line->left == party ||
        (line->left == PACT_NONE && line->right != PACT_NONE && line->right != party))
        return OWN_LEFT;
    if (line->right == party || (line->right == PACT_NONE && line->left != PACT_NONE))
        return OWN_RIGHT;
    return OWN_UNKNOWN;
}

/* Whether another withdrawal term measures a party that this one does not bind from another line:
 * then who it was decides from where it is measured. */
static bool line_depends_on_actor(const struct withdrawing *x)
{
    const struct pact_agreement *g = x->run->agreement;

    for (size_t i = 0; i < g->n_terms; i++) {
        const struct pact_term *t = &g->terms[i];

        if (t->kind != PACT_WITHDRAWAL || t->u.withdrawal.line == x->w->line)
            continue;
        for (size_t k = 0; k < t->n_binds; k++)
            if (!pact_term_binds(x->run->term, t->binds[k]))
                return true;
    }
    return false;
}

/* The side that the term states, whoever it was. */
static enum own_side stated_side(const struct pact_withdrawal *w)
{
    if (!w->has_side || w->side == GEO_BOTH_SIDES)
        return OWN_UNKNOWN;
    return w->side == GEO_LEFT ? OWN_LEFT : OWN_RIGHT;
}

static void find_side(const struct withdrawing *x, struct sighting *s)
{
    uint32_t party;

    s->side = stated_side(x->w);
    switch (term_bound(x->run, s->j.act.actor, &party)) {
    case BOUND_YES:
        if (!x->w->has_side)
            s->side = side_of_party(&x->run->agreement->lines[x->w->line], party);
        break;
    case BOUND_UNKNOWN:
        if (line_depends_on_actor(x))
            s->j.cap = "parties are measured from different lines and the actor is not known";
        break;
    case BOUND_BOTH:
    case BOUND_NOT:
        break;
    }
}

/* ---- place ---- */

/* Place and category together: each type by the distance that it must keep. */
static struct chance mix(const struct withdrawing *x, const struct sighting *s,
                         const struct measure *m)
{
    struct chance out = {0, 0};

    for (uint32_t i = 0; i < s->item->n_guesses; i++) {
        const struct item_guess *g = &s->item->guesses[i];
        double sure_m, open_m;

        demand_of(x, g, &sure_m, &open_m);
        if (sure_m >= 0)
            out.min += g->p * withdrawal_within(m, s->side, sure_m).min;
        if (open_m >= 0)
            out.max += g->p * withdrawal_within(m, s->side, open_m).max;
    }
    return out;
}

static enum verdict_word word_of(const struct withdrawing *x, struct chance inside,
                                 struct chance due)
{
    return verdict_of_bounds(inside.min * due.min, inside.max * due.max, x->run->term->confidence);
}

/* Against the version at the middle of the time; the others may only take certainty away. */
static enum rc find_place(struct withdrawing *x, struct sighting *s, struct err *err)
{
    struct time_span when = s->row->when;
    size_t first, n = ground_line_versions(x->run->ground, x->w->line, when, &first);
    size_t middle =
        ground_line_at(x->run->ground, x->w->line, when.t0_ms + (when.t1_ms - when.t0_ms) / 2);
    enum rc rc = withdrawal_measure(x->run, middle, &s->j, x->left_m, &s->measure, err);

    if (rc)
        return rc;
    s->inside = mix(x, s, &s->measure);
    s->near = withdrawal_within(&s->measure, s->side, s->strictest_m);
    for (size_t v = first; n > 1 && v < first + n && rc == RC_OK; v++) {
        struct measure other;

        if (v == middle)
            continue;
        rc = withdrawal_measure(x->run, v, &s->j, x->left_m, &other, err);
        if (rc == RC_OK && word_of(x, mix(x, s, &other), s->due) != word_of(x, s->inside, s->due))
            s->j.is_split = true;
    }
    if (s->j.is_split)
        s->j.cap = "the line moved within the time, and the verdict with it";
    /* `other` has used the room of the distances */
    return rc != RC_OK || n <= 1
               ? rc
               : withdrawal_measure(x->run, middle, &s->j, x->left_m, &s->measure, err);
}

/* The term's own areas, where it has some, narrow it further. */
static enum rc narrow_to_areas(struct withdrawing *x, struct sighting *s, struct err *err)
{
    const struct pact_term *t = x->run->term;
    struct ground_chance c;
    enum rc rc;

    if (t->n_where == 0)
        return RC_OK;
    rc = ground_within(x->run->ground, t->where, t->n_where, &s->row->place, s->row->when, &c, err);
    if (rc)
        return rc;
    s->inside.min *= c.p_min;
    s->inside.max *= c.p_max;
    return RC_OK;
}

static enum rc find_place_or_why(struct withdrawing *x, struct sighting *s, struct err *err)
{
    struct err why = {0};
    enum rc rc = find_place(x, s, &why);

    if (rc == RC_OK)
        rc = narrow_to_areas(x, s, &why);
    s->is_placed = rc == RC_OK;
    if (rc == RC_OK)
        return RC_OK;
    if (rc != RC_ABSENT)
        return err_set(err, rc, "%s", why.note);
    s->inside = (struct chance){0, s->j.parts.p_category_max};
    s->near = (struct chance){0, 1};
    return judging_unplaced(x->run, &s->j, &why, err);
}

/* ---- what has been seen before ---- */

static bool is_beyond(const struct withdrawing *x, const struct sighting *s)
{
    return s->is_placed && verdict_of_bounds(s->near.min, s->near.max, x->run->term->confidence) ==
                               VERDICT_COMPLIANT;
}

static bool may_be_one_class(const struct item *a, const struct item *b)
{
    for (uint32_t i = 0; i < a->n_guesses; i++)
        for (uint32_t k = 0; k < b->n_guesses; k++) {
            const struct pact_thing *x = &a->guesses[i].thing, *y = &b->guesses[k].thing;
            struct span cx = x->type != NULL ? x->type->class_name : x->class_name;
            struct span cy = y->type != NULL ? y->type->class_name : y->class_name;

            if (cx.n == 0 || cy.n == 0 || span_eq(cx, cy))
                return true;
        }
    return false;
}

/* Serials are unique within a party and a class at best: both must allow that it is one thing. What
 * was only reported to have been beyond proves no return of what was seen. */
static bool is_same_thing(const struct withdrawing *x, const struct gone *g,
                          const struct sighting *s)
{
    struct actor a = g->row->actor, b = s->row->actor;

    if (g->row->is_reported && !s->row->is_reported && !x->run->options->trusts_reported)
        return false;
    if (a.form == ACTOR_PARTY && b.form == ACTOR_PARTY && !span_eq(a.party, b.party))
        return false;
    return g->row->when.t1_ms < s->row->when.t0_ms && may_be_one_class(g->item, s->item);
}

static bool had_left(const struct withdrawing *x, const struct sighting *s)
{
    uint32_t ix = s->item->serial.n == 0 ? TABLE_ABSENT : table_find(&x->serials, s->item->serial);

    for (const struct gone *g = ix == TABLE_ABSENT ? NULL : x->gone[ix]; g != NULL; g = g->next)
        if (is_same_thing(x, g, s))
            return true;
    return s->is_placed &&
           withdrawal_track_returns(&s->measure, s->side, s->strictest_m, x->run->term->confidence);
}

static enum rc remember(struct withdrawing *x, const struct sighting *s, struct err *err)
{
    struct gone *g, **more;
    uint32_t ix;

    if (s->item->serial.n == 0 || !is_beyond(x, s))
        return RC_OK;
    g = arena_alloc(x->run->arena, sizeof(*g), err);
    more = arena_grow(x->run->arena, x->gone, x->n_gone, &x->cap_gone, sizeof(struct gone *), err);
    if (g == NULL || more == NULL)
        return RC_LIMIT;
    x->gone = more;
    *g = (struct gone){.row = s->row, .item = s->item};
    ix = table_find(&x->serials, s->item->serial);
    if (ix != TABLE_ABSENT) {
        g->next = x->gone[ix];
        x->gone[ix] = g;
        return RC_OK;
    }
    x->gone[x->n_gone] = g;
    return table_add(&x->serials, s->item->serial, (uint32_t)x->n_gone++, err);
}

/* Away from the line, on the way that the stage demands. */
static bool is_moving_away(const struct sighting *s)
{
    const struct observation_more *more = s->row->more;
    double bearing_deg, half_deg, here_m, there_m;
    const struct geo_line *line = s->measure.line.geometry;

    if (!s->is_placed || more == NULL || more->movement_to.n == 0)
        return false;
    if (s->item->state == STATE_STATIONARY || s->item->state == STATE_FIRING_POSITION ||
        s->item->state == STATE_ABANDONED)
        return false;
    if (compass_sector(more->movement_to, &bearing_deg, &half_deg, NULL) != RC_OK)
        return false;
    here_m = geo_line_nearest(line, s->row->place.at).signed_left_m;
    there_m = geo_line_nearest(line, geo_move(s->row->place.at, bearing_deg, STEP_M)).signed_left_m;
    if (s->side == OWN_UNKNOWN)
        return fabs(there_m) > fabs(here_m);
    return (double)s->side * (there_m - here_m) > 0;
}

/* ---- the verdict ---- */

static void settle_pending(struct withdrawing *x, struct sighting *s)
{
    struct judging *j = &s->j;

    if (had_left(x, s)) {
        j->parts.p_min = s->inside.min;
        j->parts.p_max = s->inside.max;
        j->parts.p_time = 1;
        judging_settle_p(x->run, j);
        j->v.state = "return";
        return;
    }
    j->v.p = explain_p_of(&j->parts);
    j->v.word = is_moving_away(s) ? VERDICT_COMPLIANT : VERDICT_PENDING;
    j->v.state = j->v.word == VERDICT_PENDING ? "pending" : "moving_away";
}

/* Beyond its distance, it may still not be where it was to be kept. */
static void settle_beyond(struct withdrawing *x, struct sighting *s)
{
    if (!is_beyond(x, s) || s->due.min < x->run->term->confidence || x->n_sites == 0)
        return;
    s->kept_at = withdrawal_kept_at(x, &s->j, &s->site);
    if (s->kept_at == KEPT_OUTSIDE)
        s->j.v.state = "beyond_lines_outside_storage";
    if (s->kept_at == KEPT_UNVERIFIED) {
        s->j.v.state = "not_verifiable_as_withdrawn";
        s->j.v.word = VERDICT_INDETERMINATE;
    }
}

static void settle(struct withdrawing *x, struct sighting *s)
{
    struct judging *j = &s->j;
    struct explain_parts *p = &j->parts;
    struct chance place = {0, 1};
    double c = x->run->term->confidence;

    if (s->is_placed)
        place = withdrawal_within(&s->measure, s->side, s->governs->distance_m);
    p->p_place_min = place.min;
    p->p_place_max = place.max;
    p->p_time = (s->due.min + s->due.max) / 2;
    p->p_min = s->inside.min * s->due.min;
    p->p_max = s->inside.max * s->due.max;
    if (!s->j.is_split && verdict_of_bounds(s->inside.min, s->inside.max, c) != VERDICT_COMPLIANT &&
        verdict_of_bounds(p->p_min, p->p_max, c) == VERDICT_COMPLIANT) {
        settle_pending(x, s);
        return;
    }
    judging_settle_p(x->run, j);
    if (j->v.word == VERDICT_COMPLIANT)
        settle_beyond(x, s);
    else
        j->v.state = "in_violation_of_lines";
    if (s->hangs_on_words && (j->v.word == VERDICT_VIOLATION || j->v.word == VERDICT_INDETERMINATE))
        j->v.word = VERDICT_NEEDS_ASSESSMENT;
}

static void fill_verdict(struct withdrawing *x, struct sighting *s)
{
    struct verdict *v = &s->j.v;

    v->category = s->governs->what.word;
    v->p_category = s->j.parts.p_category_min;
    v->threshold_m = s->governs->distance_m;
    v->line = x->run->agreement->lines[x->w->line].id;
    if (!s->is_placed)
        return;
    v->distance_m = withdrawal_distance_m(&s->measure, s->side, &s->row->place);
    v->sigma_m = s->measure.sigma_m;
    v->line_version = s->measure.line.version;
}

static enum rc judge_item(struct withdrawing *x, const struct observation *o,
                          const struct item *item, struct count n, struct err *err)
{
    struct sighting s = {.j = judging_of(x->run, o, item), .row = o, .item = item};
    enum rc rc;

    s.j.v.count = n;
    if (!judging_is_weapon(item))
        return judging_not_applicable(x->run, &s.j, "a wreck or a dummy is no weapon", err);
    find_demands(x, &s);
    if (s.governs == NULL)
        return judging_not_applicable(x->run, &s.j, "no category of the term", err);
    if (!judging_is_about(x->run, &s.j))
        return judging_not_bound(x->run, &s.j, err);
    if (term_p_time(x->run, o->when, (double)o->clock_sigma_s) <= 0)
        return judging_not_applicable(x->run, &s.j, "the term was not in force", err);
    find_side(x, &s);
    withdrawal_find_due(x, &s);
    rc = find_place_or_why(x, &s, err);
    if (rc == RC_OK)
        rc = remember(x, &s, err);
    if (rc)
        return rc;
    settle(x, &s);
    fill_verdict(x, &s);
    if (term_wants(x->run, s.j.v.word))
        withdrawal_explain(x, &s);
    return judging_emit(x->run, &s.j, err);
}

/* A sighting of weapons that says nothing of them may have been of any. */
static const struct item_guess anything = {.thing = {.calibre_mm = NAN, .range_m = NAN}, .p = 1};

static enum rc judge_sighting(struct withdrawing *x, const struct observation *o, struct err *err)
{
    const struct item unknown = {.guesses = &anything, .n_guesses = 1};
    size_t n = presence_count(o);
    enum rc rc = RC_OK;

    for (size_t i = 0; i < n && rc == RC_OK; i++) {
        struct presence p = presence_at(o, i);

        if (p.item != NULL)
            rc = judge_item(x, o, p.item, p.n, err);
        else if (p.phenomenon == PHEN_WEAPON_SIGHTING)
            rc = judge_item(x, o, &unknown, p.n, err);
    }
    return rc;
}

enum rc term_withdrawal(struct term_run *run, struct err *err)
{
    struct withdrawing x = {.run = run, .w = &run->term->u.withdrawal};
    const struct docket *d = run->docket;
    enum rc rc = withdrawal_open_sites(&x, err);

    table_init(&x.serials, run->arena);
    x.left_m = arena_array(run->arena, CLOUD_MAX, sizeof(*x.left_m), err);
    if (x.left_m == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++)
        rc = judge_sighting(&x, &d->observations[i], err);
    return rc;
}
