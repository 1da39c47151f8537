/* SPDX-License-Identifier: Apache-2.0 */
#include "council/admission.h"

#define WHY_BYTES_MAX ((size_t)64 << 10)

static const char *const status_names[] = {"not_eligible", "eligible", "applied",  "consulting",
                                           "voting",       "deferred", "rejected", "admitted"};

const char *candidate_status_name(enum candidate_status s)
{
    return status_names[s];
}

const struct charter_candidate *candidate_find(const struct pact_agreement *g, struct span state)
{
    for (size_t i = 0; i < g->charter->n_candidates; i++)
        if (span_eq(g->parties[g->charter->candidates[i].party].id, state))
            return &g->charter->candidates[i];
    return NULL;
}

/* --- findings -------------------------------------------------------------------------------- */

/* Whether a decision adopts it as the charter wants it. in: b  gets why not */
static bool is_adopted_by(const struct chamber *h, const struct charter_finding *f,
                          const struct chamber_decision *d, struct buf *b)
{
    const struct charter *c = h->g->charter;
    uint32_t reached = charter_standard_find(c, d->effect.standard);
    const struct charter_standard *wanted = &c->standards[f->standard];

    buf_clear(b);
    buf_printf(b, "finding %.*s was adopted", SPAN_ARG(f->finding));
    if (f->adopted_by != CHARTER_NONE && !span_eq(d->rule, c->rules[f->adopted_by].id)) {
        buf_printf(b, " by rule %.*s; the charter wants %.*s", SPAN_ARG(d->rule),
                   SPAN_ARG(c->rules[f->adopted_by].id));
        return false;
    }
    buf_printf(b, " at the standard %.*s", SPAN_ARG(d->effect.standard));
    if (reached == CHARTER_NONE || c->standards[reached].rank < wanted->rank) {
        buf_printf(b, "; the charter wants %.*s", SPAN_ARG(wanted->id));
        return false;
    }
    buf_printf(b, " by rule %.*s", SPAN_ARG(d->rule));
    return true;
}

const struct chamber_decision *finding_at(const struct chamber *h, const struct charter_finding *f,
                                          int64_t at_ms, struct buf *b)
{
    const struct chamber_decision *stands = NULL;

    buf_clear(b);
    buf_printf(b, "no decision on the record adopts the finding %.*s", SPAN_ARG(f->finding));
    for (size_t i = 0; i < h->n_decisions && h->decisions[i].at_ms <= at_ms; i++) {
        const struct chamber_decision *d = &h->decisions[i];

        if (!span_eq(d->effect.of, f->finding))
            continue;
        if (d->effect.kind == EFFECT_FOUND && is_adopted_by(h, f, d, b))
            stands = d;
        if (d->effect.kind == EFFECT_RETRACTION && stands != NULL) {
            stands = NULL;
            buf_puts(b, ", and was retracted by a later decision");
        }
    }
    return stands;
}

bool candidate_is_eligible(const struct chamber *h, const struct charter_candidate *k,
                           int64_t at_ms)
{
    bool all = true;
    struct buf b;

    buf_init(&b, WHY_BYTES_MAX);
    for (size_t i = 0; i < k->n_eligible; i++)
        all = all && finding_at(h, &k->eligible[i], at_ms, &b) != NULL;
    buf_release(&b);
    return all;
}

/* --- status ---------------------------------------------------------------------------------- */

static bool belongs(const struct charter *c, struct span state, int64_t at_ms)
{
    for (size_t i = 0; i < c->n_members; i++) {
        enum charter_standing s = charter_standing_at(&c->members[i], at_ms);

        if (span_eq(c->members[i].id, state) && (s == CHARTER_MEMBER || s == CHARTER_SUSPENDED))
            return true;
    }
    return false;
}

static bool is_consulted_about(const struct chamber *h, struct span state, int64_t at_ms)
{
    for (size_t i = 0; i < h->n_consultations; i++) {
        const struct chamber_consultation *c = &h->consultations[i];

        if (span_eq(c->about, state) && c->opened_ms <= at_ms && c->until_ms > at_ms)
            return true;
    }
    return false;
}

static bool has_applied(const struct chamber *h, struct span state, int64_t at_ms)
{
    for (size_t i = 0; i < h->n_words; i++)
        if (h->words[i].says == WORD_APPLIES && h->words[i].received_ms <= at_ms &&
            span_eq(h->words[i].state, state))
            return true;
    return false;
}

enum rc candidate_status_at(const struct chamber *h, const struct charter_candidate *k,
                            enum candidate_vote last, int64_t at_ms, struct arena *a,
                            enum candidate_status *out, struct err *err)
{
    struct span state = h->g->parties[k->party].id;
    struct charter now;
    enum rc rc = chamber_charter(h, at_ms, a, &now, err);

    if (rc)
        return rc;
    *out = belongs(&now, state, at_ms)           ? CANDIDATE_ADMITTED
           : last == VOTE_OPEN                   ? CANDIDATE_VOTING
           : !candidate_is_eligible(h, k, at_ms) ? CANDIDATE_NOT_ELIGIBLE
           : last == VOTE_ADOPTED                ? CANDIDATE_DEFERRED
           : is_consulted_about(h, state, at_ms) ? CANDIDATE_CONSULTING
           : last == VOTE_NOT_ADOPTED            ? CANDIDATE_REJECTED
           : has_applied(h, state, at_ms)        ? CANDIDATE_APPLIED
                                                 : CANDIDATE_ELIGIBLE;
    return RC_OK;
}

/* --- before a vote --------------------------------------------------------------------------- */

static enum rc refuse(const struct chamber *h, const struct charter_candidate *k, struct buf *why,
                      struct err *err)
{
    return err_set(err, RC_CONFLICT, "%.*s cannot be voted about: %.*s",
                   SPAN_ARG(h->g->parties[k->party].id), (int)why->n, why->p);
}

static enum rc check_consultation(const struct chamber *h, const struct charter_candidate *k,
                                  const struct charter_consultation *wanted, int64_t at_ms,
                                  struct buf *b)
{
    struct span whom = h->g->charter->classes[wanted->whom].id;
    const struct chamber_consultation *c =
        consultation_find(h, whom, h->g->parties[k->party].id, at_ms);

    if (wanted->is_at_adoption || (c != NULL && c->until_ms <= at_ms))
        return RC_OK;
    buf_clear(b);
    buf_printf(b, "the consultation of %.*s ", SPAN_ARG(whom));
    if (c != NULL)
        buf_puts(b, "is ");
    if (c == NULL)
        buf_puts(b, "that the charter asks for was not opened; open it: aasc council consult");
    else
        consultation_put(b, h, c, at_ms);
    return RC_CONFLICT;
}

enum rc admission_check(const struct chamber *h, const struct charter_candidate *k, int64_t at_ms,
                        struct arena *a, struct err *err)
{
    struct charter now;
    enum rc rc = chamber_charter(h, at_ms, a, &now, err);
    struct buf b;

    if (rc)
        return rc;
    buf_init(&b, WHY_BYTES_MAX);
    if (belongs(&now, h->g->parties[k->party].id, at_ms)) {
        buf_puts(&b, "it is a member already");
        rc = RC_CONFLICT;
    }
    for (size_t i = 0; i < k->n_eligible && !rc; i++)
        if (finding_at(h, &k->eligible[i], at_ms, &b) == NULL)
            rc = RC_CONFLICT;
    for (size_t i = 0; i < k->n_consultations && !rc; i++)
        rc = check_consultation(h, k, &k->consultations[i], at_ms, &b);
    if (rc)
        rc = refuse(h, k, &b, err);
    buf_release(&b);
    return rc;
}
