/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/council_effect.h"
#include "cmd/act.h"

#include "council/admission.h"

struct asking {
    struct act *a;
    const struct effect_ask *ask;
    const struct council_room *room;
    const struct charter *now;
    struct proposal_effect *e;
    struct err *err;
};

/* --- words ----------------------------------------------------------------------------------- */

static enum rc find_kind(const struct asking *q)
{
    struct span rest = q->ask->effect, kind = span_cut(&rest, ':');

    if (q->ask->admits.n > 0 && q->ask->effect.n > 0)
        return err_set(q->err, RC_INPUT, "--admits is an --effect; give one of the two");
    if (q->ask->admits.n > 0) {
        q->e->kind = EFFECT_ADMISSION;
        q->e->of = q->ask->admits;
        return RC_OK;
    }
    for (int i = EFFECT_NOTHING + 1; i < EFFECT_KIND_COUNT; i++)
        if (span_is(kind, proposal_effect_name((enum proposal_effect_kind)i)) && rest.n > 0) {
            q->e->kind = (enum proposal_effect_kind)i;
            q->e->of = rest;
            return RC_OK;
        }
    return err_set(q->err, RC_INPUT,
                   "--effect: write KIND:NAME, the kind being admission, suspension, "
                   "reinstatement, finding, retraction, mandate, mission, measure or stand-down");
}

/* Names with commas, in the arena. */
static enum rc split(const struct asking *q, struct span list, const struct span **out, size_t *n)
{
    struct span *all = arena_array(&q->a->arena, PROPOSAL_NAMES_MAX, sizeof(*all), q->err);

    *n = 0;
    if (all == NULL)
        return RC_LIMIT;
    while (list.n > 0) {
        struct span word = span_trim(span_cut(&list, ','));

        if (*n == PROPOSAL_NAMES_MAX)
            return err_set(q->err, RC_LIMIT, "more than %d names", PROPOSAL_NAMES_MAX);
        if (word.n > 0)
            all[(*n)++] = word;
    }
    *out = all;
    return RC_OK;
}

/* --- what each kind wants -------------------------------------------------------------------- */

static enum rc want_candidate(const struct asking *q)
{
    const struct charter_candidate *k = candidate_find(q->room->g, q->e->of);

    if (k == NULL)
        return err_set(q->err, RC_ABSENT, "the charter has no candidate %.*s", SPAN_ARG(q->e->of));
    return admission_check(&q->room->chamber, k, mission_now_ms(), &q->a->arena, q->err);
}

static enum rc want_member(const struct asking *q)
{
    enum charter_standing wanted =
        q->e->kind == EFFECT_SUSPENSION ? CHARTER_MEMBER : CHARTER_SUSPENDED;
    bool is_named = false;

    for (size_t i = 0; i < q->now->n_members; i++) {
        if (!span_eq(q->now->members[i].id, q->e->of))
            continue;
        if (charter_standing_at(&q->now->members[i], mission_now_ms()) == wanted)
            return RC_OK;
        is_named = true;
    }
    if (!is_named)
        return err_set(q->err, RC_ABSENT, "%.*s is no member", SPAN_ARG(q->e->of));
    return err_set(q->err, RC_CONFLICT, "%.*s is %s", SPAN_ARG(q->e->of),
                   wanted == CHARTER_MEMBER ? "no member that could be suspended now"
                                            : "not suspended now");
}

/* What members vote about rests on something that they can read. */
static enum rc want_basis(const struct asking *q)
{
    enum rc rc = split(q, q->ask->basis, &q->e->basis, &q->e->n_basis);

    if (!rc && q->e->n_basis == 0)
        return err_set(q->err, RC_INPUT,
                       "--basis is missing: the entries that it rests on, with commas");
    for (size_t i = 0; i < q->e->n_basis && !rc; i++) {
        struct span id = arena_copy(&q->a->arena, q->e->basis[i], q->err);
        struct store_entry e;

        if (id.p == NULL)
            return RC_LIMIT;
        rc = act_find(q->a, id.p, &e, q->err);
        if (!rc && (e.is_erased || e.is_superseded))
            rc = err_set(q->err, RC_CONFLICT, "%.*s was erased or replaced", SPAN_ARG(id));
        if (rc)
            rc = err_prefix(q->err, rc, "--basis: ");
    }
    return rc;
}

static enum rc want_finding(const struct asking *q)
{
    enum rc rc;

    q->e->standard = q->ask->standard;
    if (q->e->standard.n == 0)
        return err_set(q->err, RC_INPUT,
                       "--standard is missing: the standard of proof that it reaches");
    if (charter_standard_find(q->now, q->e->standard) == CHARTER_NONE)
        return err_set(q->err, RC_ABSENT, "--standard: the charter has no standard %.*s",
                       SPAN_ARG(q->e->standard));
    rc = want_basis(q);
    return rc;
}

static enum rc want_mandate(const struct asking *q)
{
    if (charter_mandate_find(q->now, q->e->of) == CHARTER_NONE)
        return err_set(q->err, RC_ABSENT, "the charter has no mandate %.*s", SPAN_ARG(q->e->of));
    return RC_OK;
}

static enum rc want_mission(const struct asking *q)
{
    enum rc rc = split(q, q->ask->tasks, &q->e->tasks, &q->e->n_tasks);

    q->e->agreement = q->ask->agreement;
    if (q->now->add_by == CHARTER_NONE)
        return err_set(q->err, RC_CONFLICT,
                       "the charter does not let members add missions: mission add by RULE");
    if (!rc && q->e->n_tasks == 0)
        return err_set(q->err, RC_INPUT,
                       "--tasks is missing: the mandate of the mission, with commas");
    for (size_t i = 0; i < q->room->chamber.n_decisions && !rc; i++) {
        const struct proposal_effect *old = &q->room->chamber.decisions[i].effect;

        if (old->kind == EFFECT_MISSION && span_eq(old->of, q->e->of))
            rc =
                err_set(q->err, RC_CONFLICT, "there is a mission %.*s already", SPAN_ARG(q->e->of));
    }
    return rc;
}

/* What `LADDER.STEP` names, of a charter; NULL: nothing. */
static const struct ladder_step *step_of(const struct charter *c, struct span name)
{
    struct span step = name, ladder = span_cut(&step, '.');

    for (size_t i = 0; i < c->n_ladders; i++)
        for (size_t s = 0; span_eq(c->ladders[i].id, ladder) && s < c->ladders[i].n_steps; s++)
            if (span_eq(c->ladders[i].steps[s].id, step))
                return &c->ladders[i].steps[s];
    return NULL;
}

static enum rc want_step(const struct asking *q)
{
    const struct ladder_step *s = step_of(q->room->g->charter, q->e->of);

    if (s == NULL)
        return err_set(q->err, RC_ABSENT,
                       "no ladder of the charter has the step %.*s; write measure:LADDER.STEP",
                       SPAN_ARG(q->e->of));
    if (s->decider != DECIDER_VOTE)
        return err_set(q->err, RC_CONFLICT, "members do not vote about the step %.*s",
                       SPAN_ARG(q->e->of));
    return RC_OK;
}

static enum rc want_measure(const struct asking *q)
{
    struct span id = arena_copy(&q->a->arena, q->e->of, q->err);
    struct store_entry e = {.seq = 0};
    enum rc rc = id.p == NULL ? RC_LIMIT : act_find(q->a, id.p, &e, q->err);

    if (!rc && e.kind != ENTRY_MEASURE)
        rc = err_set(q->err, RC_CONFLICT, "%.*s is no measure", SPAN_ARG(id));
    return rc;
}

/* An option that the kind has no use for would be lost unseen. */
static enum rc check_spare(const struct asking *q)
{
    const struct {
        const char *option;
        struct span given;
        bool is_used;
    } rows[] = {
        {"--standard", q->ask->standard, q->e->kind == EFFECT_FOUND},
        {"--basis", q->ask->basis, q->e->kind == EFFECT_FOUND || q->e->kind == EFFECT_RETRACTION},
        {"--agreement", q->ask->agreement, q->e->kind == EFFECT_MISSION},
        {"--tasks", q->ask->tasks, q->e->kind == EFFECT_MISSION},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].given.n > 0 && !rows[i].is_used)
            return err_set(q->err, RC_INPUT, "%s: this proposal has no use for it", rows[i].option);
    return RC_OK;
}

static enum rc read_kind(const struct asking *q)
{
    switch (q->e->kind) {
    case EFFECT_ADMISSION:
        return want_candidate(q);
    case EFFECT_SUSPENSION:
    case EFFECT_REINSTATEMENT:
        return want_member(q);
    case EFFECT_FOUND:
        return want_finding(q);
    case EFFECT_RETRACTION:
        return want_basis(q);
    case EFFECT_MANDATE:
        return want_mandate(q);
    case EFFECT_MISSION:
        return want_mission(q);
    case EFFECT_MEASURE:
        return want_step(q);
    case EFFECT_STAND_DOWN:
        return want_measure(q);
    case EFFECT_NOTHING:
    case EFFECT_KIND_COUNT:
        break;
    }
    return RC_OK;
}

enum rc council_effect_read(struct act *a, const struct effect_ask *ask,
                            const struct council_room *room, const struct charter *now,
                            struct proposal_effect *out, struct err *err)
{
    struct proposal_effect e = {.kind = EFFECT_NOTHING};
    const struct asking q = {.a = a, .ask = ask, .room = room, .now = now, .e = &e, .err = err};
    enum rc rc = RC_OK;

    if (ask->effect.n > 0 || ask->admits.n > 0)
        rc = find_kind(&q);
    if (!rc)
        rc = check_spare(&q);
    if (!rc)
        rc = read_kind(&q);
    if (!rc)
        *out = e;
    return rc;
}

/* --- rule ------------------------------------------------------------------------------------ */

static uint32_t finding_rule(const struct pact_agreement *g, struct span finding)
{
    for (size_t i = 0; i < g->charter->n_candidates; i++)
        for (size_t k = 0; k < g->charter->candidates[i].n_eligible; k++)
            if (span_eq(g->charter->candidates[i].eligible[k].finding, finding))
                return g->charter->candidates[i].eligible[k].adopted_by;
    return CHARTER_NONE;
}

uint32_t council_effect_rule(const struct pact_agreement *g, const struct proposal_effect *e)
{
    const struct charter *c = g->charter;

    switch (e->kind) {
    case EFFECT_ADMISSION:
        return candidate_find(g, e->of)->admit_by;
    case EFFECT_SUSPENSION:
    case EFFECT_REINSTATEMENT:
        return c->n_candidates > 0 ? c->candidates[0].admit_by : CHARTER_NONE;
    case EFFECT_FOUND:
    case EFFECT_RETRACTION:
        return finding_rule(g, e->of);
    case EFFECT_MANDATE:
    case EFFECT_MISSION:
        return c->add_by;
    case EFFECT_MEASURE:
        return step_of(c, e->of)->rule;
    case EFFECT_STAND_DOWN: /* of the step, or once it is quiet the one after `then` */
    case EFFECT_NOTHING:
    case EFFECT_KIND_COUNT:
        break;
    }
    return CHARTER_NONE;
}

/* --- preconditions --------------------------------------------------------------------------- */

enum rc council_add_need(struct proposal *p, struct proposal_need need, struct err *err)
{
    if (p->n_needs == PROPOSAL_NEEDS_MAX)
        return err_set(err, RC_LIMIT, "more than %d preconditions", PROPOSAL_NEEDS_MAX);
    for (size_t i = 0; i < p->n_needs; i++)
        if (p->needs[i].kind == need.kind && span_eq(p->needs[i].of, need.of))
            return RC_OK;
    p->needs[p->n_needs++] = need;
    return RC_OK;
}

static enum rc add_admission(const struct council_room *room, const struct proposal_effect *e,
                             int64_t at_ms, struct proposal *out, struct err *err)
{
    const struct charter_candidate *k = candidate_find(room->g, e->of);
    enum rc rc = RC_OK;

    for (size_t i = 0; i < k->n_eligible && !rc; i++)
        rc = council_add_need(out,
                              (struct proposal_need){.kind = PROPOSAL_FINDING,
                                                     .of = k->eligible[i].finding,
                                                     .has_until = false},
                              err);
    for (size_t i = 0; i < k->n_consultations && !rc; i++) {
        struct proposal_need need = {.kind = PROPOSAL_CONSULTATION,
                                     .of = room->g->charter->classes[k->consultations[i].whom].id};
        const struct chamber_consultation *c =
            consultation_find(&room->chamber, need.of, e->of, at_ms);

        need.has_until = c != NULL;
        need.until_ms = c != NULL ? c->until_ms : 0;
        if (!k->consultations[i].is_at_adoption)
            rc = council_add_need(out, need, err);
    }
    return rc;
}

/* What the step requires. */
static enum rc add_step(const struct council_room *room, const struct proposal_effect *e,
                        struct proposal *out, struct err *err)
{
    static const enum proposal_need_kind kinds[] = {[LADDER_CONSENT] = PROPOSAL_CONSENT,
                                                    [LADDER_CONTRIBUTOR] = PROPOSAL_CONTRIBUTOR,
                                                    [LADDER_CONSULTATION] = PROPOSAL_CONSULTATION};
    const struct ladder_step *s = step_of(room->g->charter, e->of);
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->n_needs && !rc; i++)
        rc = council_add_need(out,
                              (struct proposal_need){.kind = kinds[s->needs[i].kind],
                                                     .of = s->needs[i].of,
                                                     .has_until = false},
                              err);
    return rc;
}

enum rc council_effect_needs(const struct council_room *room, const struct proposal_effect *e,
                             int64_t at_ms, struct proposal *out, struct err *err)
{
    const struct charter *c = room->g->charter;
    const struct charter_mandate *m;
    enum rc rc = RC_OK;

    if (e->kind == EFFECT_ADMISSION)
        return add_admission(room, e, at_ms, out, err);
    if (e->kind == EFFECT_MEASURE)
        return add_step(room, e, out, err);
    if (e->kind != EFFECT_MANDATE)
        return RC_OK;
    m = &c->mandates[charter_mandate_find(c, e->of)];
    for (size_t i = 0; i < m->n_consents && !rc; i++)
        rc =
            council_add_need(out,
                             (struct proposal_need){.kind = PROPOSAL_CONSENT,
                                                    .of = room->g->parties[m->consents[i].party].id,
                                                    .has_until = false},
                             err);
    return rc;
}
