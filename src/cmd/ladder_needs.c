/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_needs.c: the preconditions of a ladder's steps. They are judged anew whenever somebody
 * asks, not taken from the decision: a consent that was withdrawn, or a contributor that has left
 * since, blocks what members have adopted. */
#include "cmd/ladder_job.h"

enum rc ladder_job_case(const struct ladder_job *j, const struct response_measure *m,
                        const struct council_case **out, struct err *err)
{
    *out = NULL;
    for (size_t i = 0; i < j->room.cases.n && m->proposal.n > 0; i++) {
        struct span id = span_none();
        enum rc rc = council_id_text(&j->room.cases.items[i].id, j->a, &id, err);

        if (rc)
            return rc;
        if (span_eq(id, m->proposal))
            *out = &j->room.cases.items[i];
    }
    return RC_OK;
}

/* The step that is looked at, and the last vote about a measure of it. */
struct needing {
    struct ladder_job *j;
    const struct charter_ladder *ladder;
    const struct ladder_step *step;
    const struct council_case *vote; /* NULL: there is none */
    struct precondition_case about;
};

static enum rc find_vote(struct needing *k, struct err *err)
{
    const struct response *said = &k->j->said;
    enum rc rc = RC_OK;

    k->vote = NULL;
    for (size_t i = 0; i < said->n_measures && !rc; i++) {
        const struct response_measure *m = &said->measures[i];
        const struct council_case *found = NULL;

        if (!span_eq(m->ladder, k->ladder->id) || !span_eq(m->step, k->step->id))
            continue;
        rc = ladder_job_case(k->j, m, &found, err);
        k->vote = found != NULL ? found : k->vote;
    }
    if (!rc && k->vote != NULL)
        return council_case_about(k->vote, k->j->a, &k->about, err);
    k->about = (struct precondition_case){.opened_ms = TIME_NEVER};
    return rc;
}

static enum rc judge_need(const struct needing *k, const struct ladder_need *n,
                          struct ladder_shown *out, struct err *err)
{
    static const enum proposal_need_kind kinds[] = {[LADDER_CONSENT] = PROPOSAL_CONSENT,
                                                    [LADDER_CONTRIBUTOR] = PROPOSAL_CONTRIBUTOR,
                                                    [LADDER_CONSULTATION] = PROPOSAL_CONSULTATION};
    const struct proposal_need need = {.kind = kinds[n->kind], .of = n->of};
    struct precondition found = {.is_met = false};
    enum rc rc = precondition_judge(&k->j->room.chamber, &need, &k->about, k->j->ask.at_ms, k->j->a,
                                    &found, err);

    *out = (struct ladder_shown){.ladder = k->ladder->id,
                                 .step = k->step->id,
                                 .kind = n->kind,
                                 .of = n->of,
                                 .is_met = found.is_met,
                                 .why = found.why};
    return rc;
}

/* A State consents to what it can read: before there is a proposal there is nothing to judge. */
static bool is_judged(const struct needing *k, const struct ladder_need *n)
{
    return n->kind != LADDER_CONSENT || k->vote != NULL;
}

static enum rc judge_step(struct needing *k, struct ladder_shown *all, size_t *n, struct err *err)
{
    enum rc rc = k->step->n_needs > 0 ? find_vote(k, err) : RC_OK;

    for (size_t i = 0; i < k->step->n_needs && !rc; i++)
        if (is_judged(k, &k->step->needs[i]))
            rc = judge_need(k, &k->step->needs[i], &all[(*n)++], err);
    return rc;
}

static size_t count_needs(const struct charter *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n_ladders; i++)
        for (size_t s = 0; s < c->ladders[i].n_steps; s++)
            n += c->ladders[i].steps[s].n_needs;
    return n;
}

enum rc ladder_job_needs(struct ladder_job *j, struct err *err)
{
    const struct charter *c = j->g->charter;
    struct ladder_shown *all = arena_array(j->a, count_needs(c) + 1, sizeof(*all), err);
    struct needing k = {.j = j};
    enum rc rc = all == NULL ? RC_LIMIT : RC_OK;
    size_t n = 0;

    for (size_t i = 0; i < c->n_ladders && !rc; i++)
        for (size_t s = 0; s < c->ladders[i].n_steps && !rc; s++) {
            k.ladder = &c->ladders[i];
            k.step = &c->ladders[i].steps[s];
            rc = judge_step(&k, all, &n, err);
        }
    j->c.shown = all;
    j->c.n_shown = n;
    return rc;
}
