/* SPDX-License-Identifier: Apache-2.0 */
/* admission.h: how a candidate stands: what makes it eligible, who is consulted, what was decided.
 * What members should weigh beside that is consideration.h: it gates nothing. Pure. */
#pragma once

#include "council/chamber.h"

enum candidate_status {
    CANDIDATE_NOT_ELIGIBLE,
    CANDIDATE_ELIGIBLE,
    CANDIDATE_APPLIED,    /* eligible, and it declared that it wants to be admitted */
    CANDIDATE_CONSULTING, /* eligible, and a consultation about it is open */
    CANDIDATE_VOTING,     /* a vote about it is open */
    CANDIDATE_DEFERRED,   /* adopted, and not executable yet */
    CANDIDATE_REJECTED,   /* the last vote did not adopt it */
    CANDIDATE_ADMITTED,   /* it is a member, or suspended */
};

/* The last vote about its admission that the record has. */
enum candidate_vote { VOTE_NONE, VOTE_OPEN, VOTE_ADOPTED, VOTE_NOT_ADOPTED };

const char *candidate_status_name(enum candidate_status s);
/** fails  RC_LIMIT */
MUST_USE enum rc candidate_status_at(const struct chamber *h, const struct charter_candidate *k,
                                     enum candidate_vote last, int64_t at_ms, struct arena *a,
                                     enum candidate_status *out, struct err *err);
/** The candidate of a State; NULL: the charter has none. */
const struct charter_candidate *candidate_find(const struct pact_agreement *g, struct span state);

/**
 * The decision by which a finding stands: adopted by the charter's rule for it, at its standard or
 * a higher one, and not retracted since. NULL: there is none.
 *
 * in  b  gets why, or what is missing
 */
const struct chamber_decision *finding_at(const struct chamber *h, const struct charter_finding *f,
                                          int64_t at_ms, struct buf *b);
/** Whether all of the candidate's findings stand. */
bool candidate_is_eligible(const struct chamber *h, const struct charter_candidate *k,
                           int64_t at_ms);
/**
 * Refuse a vote on its admission that would be void: it is no candidate's time yet.
 *
 * fails  RC_CONFLICT: it is a member; a finding is missing; a consultation was not opened, or is
 *        still open: who has not spoken, and how many days are left; RC_LIMIT
 */
MUST_USE enum rc admission_check(const struct chamber *h, const struct charter_candidate *k,
                                 int64_t at_ms, struct arena *a, struct err *err);
