/* SPDX-License-Identifier: Apache-2.0 */
#include "council/precondition.h"

#include "council/admission.h"

#define WHY_BYTES_MAX ((size_t)64 << 10)

struct judging {
    const struct chamber *h;
    const struct proposal_need *n;
    const struct precondition_case *c;
    int64_t at_ms;
    const struct mandate_standing *mandate;
    struct buf *why;
    struct precondition *out;
};

/* --- consent --------------------------------------------------------------------------------- */

static struct consent_standing consent_to(const struct judging *j, struct consent_scope scope)
{
    return consent_at(j->h->words, j->h->n_words, &scope, (struct pact_period){.unit = PERIOD_NONE},
                      j->h->g->zone, j->at_ms);
}

static struct consent_standing consent_to_this(const struct judging *j, struct span state)
{
    return consent_to(j, (struct consent_scope){.state = state, .proposal = j->c->proposal});
}

/* The consent to the mandate in force, if that lets everything be done that the decision needs. */
static const struct consent_standing *consent_by_mandate(const struct judging *j)
{
    const struct mandate_standing *m = j->mandate;

    if (m->state != MANDATE_IN_FORCE || j->c->n_tasks == 0)
        return NULL;
    for (size_t i = 0; i < j->c->n_tasks; i++)
        if (!charter_mandate_covers(m->of, j->c->tasks[i]))
            return NULL;
    for (size_t i = 0; i < m->of->n_consents; i++)
        if (span_eq(j->h->g->parties[m->of->consents[i].party].id, j->n->of))
            return &m->consents[i];
    return NULL;
}

static void judge_consent(const struct judging *j)
{
    struct consent_standing own = consent_to_this(j, j->n->of);
    const struct consent_standing *general = consent_by_mandate(j);

    if (!consent_stands(&own) && general != NULL) {
        buf_printf(j->why, "its consent to mandate %.*s, which names the tasks, ",
                   SPAN_ARG(j->mandate->of->id));
        consent_put(j->why, general, j->h->g->zone, j->at_ms);
        j->out->is_met = true;
        j->out->by = general->by;
        return;
    }
    if (j->c->mandate.n > 0 && !consent_stands(&own))
        own = consent_to(j, (struct consent_scope){.state = j->n->of, .mandate = j->c->mandate});
    j->out->is_met = consent_stands(&own);
    j->out->by = own.by;
    buf_printf(j->why, "its consent to this %s ", j->c->mandate.n > 0 ? "mandate" : "proposal");
    consent_put(j->why, &own, j->h->g->zone, j->at_ms);
    if (!j->out->is_met)
        buf_puts(j->why, "; a vote does not replace it");
}

/* --- who is there ---------------------------------------------------------------------------- */

static void judge_contributor(const struct judging *j)
{
    const struct chamber_presence *gone = NULL;

    for (size_t i = 0; i < j->h->n_present; i++) {
        const struct chamber_presence *p = &j->h->present[i];

        if (!span_eq(p->contributor, j->n->of) || p->from_ms > j->at_ms)
            continue;
        if (p->until_ms > j->at_ms) {
            j->out->is_met = true;
            j->out->by = p->entry;
            buf_puts(j->why, "deployed since ");
            time_put_instant(j->why, p->from_ms);
            return;
        }
        gone = p;
    }
    buf_puts(j->why, "no row on the record has people of it deployed");
    if (gone != NULL) {
        buf_puts(j->why, "; the last were until ");
        time_put_instant(j->why, gone->until_ms);
        j->out->by = gone->entry;
    }
}

/* --- consultation, finding ------------------------------------------------------------------- */

static void judge_consultation(const struct judging *j)
{
    int64_t by_ms = j->c->opened_ms < j->at_ms ? j->c->opened_ms : j->at_ms;
    const struct chamber_consultation *c = consultation_find(j->h, j->n->of, j->c->subject, by_ms);

    if (c == NULL) {
        buf_puts(j->why, "no consultation was opened before the vote");
        return;
    }
    j->out->is_met = c->until_ms <= by_ms;
    j->out->by = c->entry;
    if (!j->out->is_met)
        buf_puts(j->why, "when the vote opened, the consultation was ");
    consultation_put(j->why, j->h, c, by_ms);
}

/* As the charter wants it of a candidate. Of a finding that it does not name, any rule and
 * standard will do that members adopted it by. */
static void judge_finding(const struct judging *j)
{
    const struct pact_agreement *g = j->h->g;
    const struct chamber_decision *d = NULL;

    for (size_t i = 0; i < g->charter->n_candidates; i++) {
        const struct charter_candidate *k = &g->charter->candidates[i];

        for (size_t e = 0; e < k->n_eligible; e++)
            if (span_eq(k->eligible[e].finding, j->n->of) &&
                (j->c->subject.n == 0 || span_eq(g->parties[k->party].id, j->c->subject))) {
                d = finding_at(j->h, &k->eligible[e], j->at_ms, j->why);
                j->out->is_met = d != NULL;
                j->out->by = d != NULL ? d->entry : span_none();
                return;
            }
    }
    for (size_t i = 0; i < j->h->n_decisions && j->h->decisions[i].at_ms <= j->at_ms; i++)
        if (span_eq(j->h->decisions[i].effect.of, j->n->of)) {
            if (j->h->decisions[i].effect.kind == EFFECT_FOUND)
                d = &j->h->decisions[i];
            else if (j->h->decisions[i].effect.kind == EFFECT_RETRACTION)
                d = NULL;
        }
    j->out->is_met = d != NULL;
    j->out->by = d != NULL ? d->entry : span_none();
    if (d == NULL)
        buf_puts(j->why, "no decision on the record adopts it");
    else
        buf_printf(j->why, "adopted at the standard %.*s by rule %.*s",
                   SPAN_ARG(d->effect.standard), SPAN_ARG(d->rule));
}

/* --- mandate, defence ------------------------------------------------------------------------ */

static void judge_mandate(const struct judging *j)
{
    uint32_t host = j->h->g->charter->host;
    struct consent_standing own;

    j->out->is_met = mandate_lets(j->h, j->mandate, j->n->of, j->at_ms, j->why);
    j->out->by = j->mandate->by;
    if (j->out->is_met || !j->c->is_measure || host == CHARTER_NONE)
        return;
    own = consent_to_this(j, j->h->g->parties[host].id);
    buf_clear(j->why);
    buf_printf(j->why,
               "a measure of a ladder: the vote and the consent of %.*s to it are its authority, "
               "and that consent ",
               SPAN_ARG(j->h->g->parties[host].id));
    consent_put(j->why, &own, j->h->g->zone, j->at_ms);
    j->out->is_met = consent_stands(&own);
    j->out->by = own.by;
}

static void judge_defence(const struct judging *j)
{
    j->out->is_met = j->h->g->charter->has_collective_defence;
    buf_puts(j->why, j->out->is_met ? "the charter obliges members to it"
                                    : "the charter obliges nobody to collective defence; each "
                                      "member decides for itself");
}

static void judge(const struct judging *j)
{
    switch (j->n->kind) {
    case PROPOSAL_CONSENT:
        judge_consent(j);
        return;
    case PROPOSAL_CONTRIBUTOR:
        judge_contributor(j);
        return;
    case PROPOSAL_CONSULTATION:
        judge_consultation(j);
        return;
    case PROPOSAL_FINDING:
        judge_finding(j);
        return;
    case PROPOSAL_MANDATE:
        judge_mandate(j);
        return;
    case PROPOSAL_DEFENCE:
        judge_defence(j);
        return;
    case PROPOSAL_NEED_COUNT:
        return;
    }
}

enum rc precondition_judge(const struct chamber *h, const struct proposal_need *n,
                           const struct precondition_case *c, int64_t at_ms, struct arena *a,
                           struct precondition *out, struct err *err)
{
    struct precondition made = {.is_met = false};
    struct mandate_standing mandate;
    struct buf why;
    struct judging j = {
        .h = h, .n = n, .c = c, .at_ms = at_ms, .mandate = &mandate, .why = &why, .out = &made};
    enum rc rc = mandate_at(h, at_ms, a, &mandate, err);

    if (rc)
        return rc;
    buf_init(&why, WHY_BYTES_MAX);
    judge(&j);
    rc = buf_check(&why, err);
    made.why = arena_copy(a, buf_span(&why), err);
    buf_release(&why);
    if (!rc && made.why.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        *out = made;
    return rc;
}
