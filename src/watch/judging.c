/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/judging.h"

#include <math.h>
#include <stdlib.h>

struct judging judging_of(const struct term_run *run, const struct observation *o,
                          const struct item *item)
{
    struct judging j = {.v = term_verdict(run),
                        .row = o,
                        .is_reported = o->is_reported,
                        .act = {.actor = o->actor,
                                .source = o->head.source,
                                .when = o->when,
                                .place = &o->place,
                                .phenomenon = o->phenomenon,
                                .item = item},
                        .parts = EXPLAIN_CERTAIN};

    j.v.party = term_party(run, o->actor);
    j.v.when = o->when;
    j.v.has_count = true;
    j.v.count = item != NULL ? item->n : o->count;
    j.v.reliability_note = explain_grade_of(o);
    j.v.has_place = o->place.form != PLACE_NONE;
    j.v.place = o->place.at;
    j.v.place_text = o->place.text;
    j.v.of_observation = o;
    j.v.of_item = item;
    return j;
}

/* 2 minor (single shots), 3 moderate (small arms), 4 serious (heavy weapons). */
static const int severity_of[PHEN_COUNT] = {
    [PHEN_SHOT] = 2,         [PHEN_ILLUMINATION_FLARE] = 2,   [PHEN_BURST] = 3,
    [PHEN_MUZZLE_FLASH] = 3, [PHEN_LIVE_FIRE_EXERCISE] = 3,   [PHEN_EXPLOSION] = 4,
    [PHEN_USE_OF_FORCE] = 4, [PHEN_PROJECTILE_IN_FLIGHT] = 4,
};

static bool is_same_actor(struct actor a, struct actor b)
{
    return a.form == b.form && (a.form != ACTOR_PARTY || span_eq(a.party, b.party));
}

/* Whom those members name that name anybody; undetermined where they differ. What was seen is not
 * laid to anybody by a reported row. */
static struct actor common_actor(const struct term_run *run, const struct event *e)
{
    bool takes_reports = e->is_reported || run->options->trusts_reported;
    struct actor common = {.form = ACTOR_UNDETERMINED};

    for (size_t i = 0; i < e->n_members; i++) {
        struct actor a = e->members[i]->actor;

        if (a.form == ACTOR_UNDETERMINED || (e->members[i]->is_reported && !takes_reports))
            continue;
        if (common.form != ACTOR_UNDETERMINED && !is_same_actor(common, a))
            return (struct actor){.form = ACTOR_UNDETERMINED};
        common = a;
    }
    return common;
}

static enum rc list_inputs(struct term_run *run, const struct event *e, struct verdict *v,
                           struct err *err)
{
    struct span *ids = arena_array(run->scratch, e->n_members, sizeof(*ids), err);

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < e->n_members; i++)
        ids[i] = e->members[i]->head.id;
    if (e->n_members > 1)
        qsort(ids, e->n_members, sizeof(*ids), span_order);
    v->inputs = ids;
    v->n_inputs = e->n_members;
    return RC_OK;
}

double judging_clock_sigma_s(const struct event *e)
{
    double most = 0;

    for (size_t i = 0; i < e->n_members; i++)
        most = fmax(most, (double)e->members[i]->clock_sigma_s);
    return most;
}

enum rc judging_use_event(struct term_run *run, struct judging *j, const struct event *e,
                          struct err *err)
{
    j->act.actor = common_actor(run, e);
    j->act.when = j->v.when = e->when;
    j->v.party = term_party(run, j->act.actor);
    j->v.count = e->count;
    j->v.event = e->id;
    j->v.of_event = e;
    j->v.of_observation = NULL;
    j->v.severity = severity_of[e->phenomenon];
    j->is_reported = e->is_reported;
    return list_inputs(run, e, &j->v, err);
}

static bool excepts_observer(const struct term_run *run, struct actor actor)
{
    const struct pact_term *t = run->term;

    for (size_t i = 0; i < t->n_exceptions; i++)
        if (t->exceptions[i].form == PACT_EXCEPT_OBSERVER && actor.form == ACTOR_PARTY &&
            span_eq(run->agreement->parties[t->exceptions[i].ix].id, actor.party))
            return true;
    return false;
}

bool judging_is_about(const struct term_run *run, const struct judging *j)
{
    uint32_t party;

    return term_bound(run, j->act.actor, &party) != BOUND_NOT ||
           excepts_observer(run, j->act.actor);
}

/* Fire in return: the strongest reason counts, and what it hangs on is named with the verdict. */
static void apply_licence(struct term_run *run, struct judging *j)
{
    if (j->exemption == EXEMPT_YES || run->docket->n_findings == 0)
        return;
    j->licence = licence_best(run, &j->act);
    if (j->licence.is == EXEMPT_NOT ||
        (j->licence.is == EXEMPT_MAYBE && j->exemption != EXEMPT_NOT)) {
        j->licence = (struct licence){.is = EXEMPT_NOT};
        return;
    }
    j->exemption = j->licence.is;
    j->exemption_name = j->licence.rows[0]->id;
}

/* What an exemption makes of a verdict that would stand against somebody. */
static void apply_exemption(struct term_run *run, struct judging *j)
{
    j->exemption = term_exempt(run, &j->act, &j->exemption_name);
    apply_licence(run, j);
    switch (j->exemption) {
    case EXEMPT_YES:
        j->v.word = VERDICT_EXEMPT;
        j->v.exemption = j->exemption_name;
        break;
    case EXEMPT_JUDGEMENT:
        j->v.word = VERDICT_NEEDS_ASSESSMENT;
        j->v.exemption = j->exemption_name;
        break;
    case EXEMPT_MAYBE:
        j->v.word = VERDICT_INDETERMINATE;
        j->v.exemption = j->exemption_name;
        break;
    case EXEMPT_NOT:
        break;
    }
}

/* Where the least is none, nothing may have been there. A reported row's own least was taken away
 * before, and its verdict is held down as reported. */
static void allow_for_none(const struct term_run *run, struct judging *j)
{
    bool is_taken = !j->is_reported || run->options->trusts_reported;

    if (!is_taken || !j->v.has_count || j->v.count.min > 0)
        return;
    j->parts.p_min = 0;
    if (j->cap == NULL)
        j->cap = "there may have been none";
}

void judging_settle_p(struct term_run *run, struct judging *j)
{
    const struct explain_parts *p = &j->parts;

    allow_for_none(run, j);
    j->v.p = explain_p_of(p);
    j->v.word = verdict_of_bounds(p->p_min, p->p_max, run->term->confidence);
    if (j->is_split || (j->v.word == VERDICT_VIOLATION && j->cap != NULL))
        j->v.word = VERDICT_INDETERMINATE;
    if (j->v.word != VERDICT_COMPLIANT)
        apply_exemption(run, j);
}

void judging_settle(struct term_run *run, struct judging *j)
{
    struct explain_parts *p = &j->parts;

    p->p_min = p->p_place_min * p->p_category_min * p->p_time;
    p->p_max = p->p_place_max * p->p_category_max * p->p_time;
    judging_settle_p(run, j);
}

enum rc judging_unplaced(struct term_run *run, struct judging *j, const struct err *why,
                         struct err *err)
{
    struct span kept = arena_copy(run->scratch, span_of(why->note), err);

    j->cap = kept.p;
    j->parts.is_unplaced = true;
    return kept.p == NULL ? RC_LIMIT : RC_OK;
}

enum rc judging_place(struct term_run *run, struct judging *j, struct err *err)
{
    struct explain_parts *p = &j->parts;
    struct err why = {0};
    enum rc rc = ground_where(run->ground, run->term, j->act.place, j->act.when, &p->p_place_min,
                              &p->p_place_max, &why);

    if (rc == RC_OK)
        return RC_OK;
    if (rc != RC_ABSENT)
        return err_set(err, rc, "%s", why.note);
    p->p_place_min = 0;
    p->p_place_max = 1;
    return judging_unplaced(run, j, &why, err);
}

bool judging_is_weapon(const struct item *item)
{
    return item->state != STATE_WRECK && item->state != STATE_DUMMY;
}

static void explain_tail(struct term_run *run, const struct judging *j)
{
    struct buf *b = run->text;

    explain_outcome(b, &j->parts, run->term->confidence);
    if (j->cap != NULL && j->v.word == VERDICT_INDETERMINATE)
        buf_printf(b, " %s: %s.", j->is_split ? "Indeterminate" : "At most indeterminate", j->cap);
    if (j->v.word != VERDICT_COMPLIANT && j->v.word != VERDICT_PENDING)
        explain_exemption(b, j->exemption, j->exemption_name);
    if (j->licence.is != EXEMPT_NOT)
        buf_printf(b, " Fire in return is permitted by term %.*s where this is found.",
                   SPAN_ARG(j->licence.term->id));
    explain_time(b, j->row);
    explain_grade(b, j->row);
    explain_claims(b, run->docket, j->row->head.id);
}

enum rc judging_emit(struct term_run *run, struct judging *j, struct err *err)
{
    enum rc rc = RC_OK;

    if (j->v.has_count && j->v.count.max == 0) {
        buf_clear(run->text);
        j->v.p = NAN;
        j->v.state = NULL;
        j->v.exemption = span_none();
        return judging_not_applicable(run, j, "the row says that there was none", err);
    }
    if (term_wants(run, j->v.word))
        explain_tail(run, j);
    if (j->v.n_inputs == 0)
        rc = term_input(run, &j->v, j->row->head.id, err);
    if (rc == RC_OK && j->licence.is != EXEMPT_NOT)
        rc = licence_inputs(run, &j->v, &j->licence, err);
    return rc != RC_OK ? rc : term_emit(run, &j->v, j->is_reported, err);
}

enum rc judging_not_applicable(struct term_run *run, struct judging *j, const char *why,
                               struct err *err)
{
    enum rc rc = RC_OK;

    j->v.word = VERDICT_NOT_APPLICABLE;
    if (term_wants(run, j->v.word))
        buf_printf(run->text, "Not applicable: %s.", why);
    if (j->v.n_inputs == 0)
        rc = term_input(run, &j->v, j->row->head.id, err);
    return rc != RC_OK ? rc : term_emit(run, &j->v, j->is_reported, err);
}

enum rc judging_not_bound(struct term_run *run, struct judging *j, struct err *err)
{
    struct actor actor = j->act.actor;
    struct span why = SPAN("the actor is not bound by the term");

    if (actor.form == ACTOR_PARTY && pact_party_find(run->agreement, actor.party) == PACT_NONE)
        why = arena_printf(run->scratch, err, "the actor, %.*s, is no party of the agreement",
                           SPAN_ARG(actor.party));
    return why.p == NULL ? RC_LIMIT : judging_not_applicable(run, j, why.p, err);
}
