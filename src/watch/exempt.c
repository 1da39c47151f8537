/* SPDX-License-Identifier: Apache-2.0 */
/* exempt.c: what takes an act out of a term: permits, notifications, derogations and the term's own
 * exceptions. A party's claim is none of these. */
#include "watch/chance.h"
#include "watch/cover.h"

enum cover cover_lesser(enum cover a, enum cover b)
{
    return a < b ? a : b;
}

static enum cover cover_of_p(const struct term_run *run, double p_min, double p_max)
{
    switch (verdict_of_bounds(p_min, p_max, run->term->confidence)) {
    case VERDICT_VIOLATION:
        return COVER_WHOLLY;
    case VERDICT_COMPLIANT:
        return COVER_NOT;
    case VERDICT_INDETERMINATE:
    case VERDICT_EXEMPT:
    case VERDICT_PENDING:
    case VERDICT_NEEDS_ASSESSMENT:
    case VERDICT_NOT_APPLICABLE:
    case VERDICT_WORD_COUNT:
        break;
    }
    return COVER_PARTLY;
}

enum cover cover_time(struct time_span span, int64_t until_ms, struct time_span act)
{
    if (act.t1_ms < span.t0_ms || act.t0_ms > span.t1_ms || act.t0_ms >= until_ms)
        return COVER_NOT;
    if (act.t0_ms >= span.t0_ms && act.t1_ms <= span.t1_ms && act.t1_ms < until_ms)
        return COVER_WHOLLY;
    return COVER_PARTLY;
}

enum cover cover_place(struct term_run *run, const struct place *area, const struct act *act)
{
    struct ground_chance c = {0, 1};
    double p = 0;
    uint32_t ix;

    if (area->form == PLACE_NONE)
        return COVER_WHOLLY;
    if (act->place == NULL)
        return COVER_PARTLY;
    if (area->form == PLACE_ZONE) {
        ix = pact_area_find(run->agreement, area->u.zone);
        if (ix == PACT_NONE)
            return COVER_NOT;
        if (ground_within(run->ground, &ix, 1, act->place, act->when, &c, NULL) != RC_OK)
            return COVER_PARTLY;
        return cover_of_p(run, c.p_min, c.p_max);
    }
    if (area->form != PLACE_GEOMETRY)
        return COVER_NOT; /* a position encloses nothing */
    if (ground_within_area(run->ground, area->u.area, act->place, act->when, &p, NULL) != RC_OK)
        return COVER_PARTLY;
    return cover_of_p(run, p, p);
}

static bool is_holder(const struct act *act, struct span holder)
{
    if (act->actor.form == ACTOR_PARTY && span_eq(act->actor.party, holder))
        return true;
    return act->source.n > 0 && span_eq(act->source, holder);
}

static bool is_scope(const struct term_run *run, const struct act *act, struct span scope)
{
    if (scope.n == 0 || span_is(scope, "all") || span_eq(scope, run->term->id))
        return true;
    if (span_is(scope, pact_kind_name(run->term->kind)))
        return true;
    if (act->activity.n > 0 && span_eq(scope, act->activity))
        return true;
    return span_is(scope, vocab_word(VOCAB_PHENOMENON, (int)act->phenomenon));
}

static enum cover by_permit(struct term_run *run, const struct act *act, const struct permit *p)
{
    enum cover c;

    if (!is_holder(act, p->holder) || !is_scope(run, act, p->scope))
        return COVER_NOT;
    c = cover_time(p->span, p->revoked_at_ms, act->when);
    return c == COVER_NOT ? c : cover_lesser(c, cover_place(run, &p->area, act));
}

/* A notice exempts only what it announced, and only when it came before. */
static enum cover by_notification(struct term_run *run, const struct act *act,
                                  const struct notification *n)
{
    enum cover c;

    if (act->activity.n == 0 || !span_eq(act->activity, n->about) || !is_holder(act, n->by))
        return COVER_NOT;
    if (!n->has_span || !n->complete || n->received_at_ms > act->when.t0_ms)
        return COVER_NOT;
    c = cover_time(n->span, TIME_NEVER, act->when);
    return c == COVER_NOT ? c : cover_lesser(c, cover_place(run, &n->area, act));
}

bool term_derogation_holds(const struct pact_agreement *g, const struct derogation *d)
{
    size_t n_parties = 0;

    for (size_t i = 0; i < g->n_parties; i++) {
        bool has_agreed = false;

        if (g->parties[i].is_observer || g->parties[i].is_guarantor)
            continue;
        n_parties++;
        for (uint32_t k = 0; k < d->n_agreed_by && !has_agreed; k++)
            has_agreed = span_eq(d->agreed_by[k], g->parties[i].id);
        if (!has_agreed)
            return false;
    }
    return n_parties > 0;
}

/* Classes that police may have, so that an exception for police may be about them. */
static bool police_may_have(const struct item *item)
{
    static const char *const classes[] = {"truck",       "utility_vehicle", "small_arm",
                                          "patrol_boat", "helicopter",      "armoured_vehicle",
                                          "machine_gun"};

    if (item == NULL)
        return true;
    for (uint32_t i = 0; i < item->n_guesses; i++) {
        const struct pact_thing *t = &item->guesses[i].thing;
        struct span class_name = t->type != NULL ? t->type->class_name : t->class_name;

        if (class_name.n == 0)
            return true;
        for (size_t k = 0; k < sizeof(classes) / sizeof(classes[0]); k++)
            if (span_is(class_name, classes[k]))
                return true;
    }
    return false;
}

static enum cover by_selector(struct term_run *run, const struct act *act,
                              const struct pact_selector *s)
{
    struct match_mass m;

    if (act->item == NULL)
        return COVER_NOT;
    m = term_match_item(run, s, act->item);
    return cover_of_p(run, m.sure, m.sure + m.open);
}

static enum exemption of_cover(enum cover c)
{
    static const enum exemption of[] = {
        [COVER_NOT] = EXEMPT_NOT, [COVER_PARTLY] = EXEMPT_MAYBE, [COVER_WHOLLY] = EXEMPT_YES};

    return of[c];
}

static enum exemption by_exception(struct term_run *run, const struct act *act,
                                   const struct pact_exception *x)
{
    const struct place in = {.form = PLACE_ZONE,
                             .u.zone = x->form == PACT_EXCEPT_AREA ? run->agreement->areas[x->ix].id
                                                                   : span_none()};

    switch (x->form) {
    case PACT_EXCEPT_OBSERVER:
        if (act->actor.form != ACTOR_PARTY ||
            !span_eq(act->actor.party, run->agreement->parties[x->ix].id))
            return EXEMPT_NOT;
        return EXEMPT_YES;
    case PACT_EXCEPT_AREA:
        return of_cover(cover_place(run, &in, act));
    case PACT_EXCEPT_SELECTOR:
        return of_cover(by_selector(run, act, &x->selector));
    case PACT_EXCEPT_POLICE:
        return police_may_have(act->item) ? EXEMPT_JUDGEMENT : EXEMPT_NOT;
    case PACT_EXCEPT_TEXT:
        return EXEMPT_JUDGEMENT;
    case PACT_EXCEPT_PERMIT: /* permits count whether or not the term mentions them */
    case PACT_EXCEPT_CLAIM:
        break;
    }
    return EXEMPT_NOT;
}

/* The strongest reason found so far, with its name. */
struct reason {
    enum exemption exemption;
    struct span name;
};

static void weigh(struct reason *best, enum exemption found, struct span name)
{
    static const int strength[] = {
        [EXEMPT_NOT] = 0, [EXEMPT_MAYBE] = 1, [EXEMPT_JUDGEMENT] = 2, [EXEMPT_YES] = 3};

    if (strength[found] > strength[best->exemption])
        *best = (struct reason){found, name};
}

static void weigh_derogations(struct term_run *run, const struct act *act, struct reason *best)
{
    struct span unagreed = {0};

    for (size_t i = 0; i < run->docket->n_derogations; i++) {
        const struct derogation *d = &run->docket->derogations[i];
        enum cover c;

        if (!d->exempt || !span_eq(d->term, run->term->id))
            continue;
        c = cover_time(d->span, TIME_NEVER, act->when);
        if (c != COVER_NOT && !term_derogation_holds(run->agreement, d))
            unagreed = d->head.id;
        else
            weigh(best, of_cover(c), d->head.id);
    }
    if (best->exemption == EXEMPT_NOT)
        best->name = unagreed;
}

enum exemption term_exempt(struct term_run *run, const struct act *act, struct span *exemption)
{
    const struct docket *d = run->docket;
    const struct pact_term *t = run->term;
    struct reason best = {EXEMPT_NOT, {0}};

    for (size_t i = 0; i < t->n_exceptions; i++)
        weigh(&best, by_exception(run, act, &t->exceptions[i]), t->exceptions[i].text);
    /* both lists stand in the order of the time that ends their walks */
    for (size_t i = 0; i < d->n_permits && best.exemption != EXEMPT_YES &&
                       d->permits[i].span.t0_ms <= act->when.t1_ms;
         i++)
        weigh(&best, of_cover(by_permit(run, act, &d->permits[i])), d->permits[i].head.id);
    for (size_t i = 0; i < d->n_notifications && best.exemption != EXEMPT_YES &&
                       d->notifications[i].received_at_ms <= act->when.t0_ms;
         i++)
        weigh(&best, of_cover(by_notification(run, act, &d->notifications[i])),
              d->notifications[i].head.id);
    if (best.exemption != EXEMPT_YES)
        weigh_derogations(run, act, &best);
    *exemption = best.name;
    return best.exemption;
}
