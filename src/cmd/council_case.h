/* SPDX-License-Identifier: Apache-2.0 */
/* council_case.h: a vote as a mission's record has it: the proposal, its ballots, its decision. */
#pragma once

#include "cmd/mission.h"
#include "council/account.h"
#include "council/precondition.h"

/* Read freely; lives as long as the arena. */
struct council_case {
    struct uuid id; /* of the proposal's entry */
    struct span label;
    struct span text; /* the proposal */
    struct proposal proposal;
    struct proposal_digests digests;
    struct account_ballot *ballots; /* in the order of the record */
    struct uuid *ballot_ids;
    size_t n_ballots, cap_ballots, cap_ids;
    bool is_decided;
    struct uuid decision; /* the last one */
    struct span decision_body;
    bool is_effective;    /* some decision says that it is executable: it takes effect */
    int64_t effective_ms; /* with the first one that does */
    struct uuid effective;
};

struct council_cases {
    struct council_case *items; /* in the order of the record */
    size_t n, cap;
};

/** All votes of a record below a size. in: visible  NULL: the mission itself; one snapshot */
MUST_USE enum rc council_cases_read(struct store *s, const struct visible *visible,
                                    uint64_t below_seq, struct arena *a, struct council_cases *out,
                                    struct err *err);
/** The one whose entry an operand names. fails  RC_INPUT, RC_ABSENT */
MUST_USE enum rc council_case_find(const struct council_cases *all, const char *id,
                                   struct council_case **out, struct err *err);
/** Count it at an instant: every ballot and receipt is verified anew. */
MUST_USE enum rc council_case_count(const struct council_case *c, const struct verifier_key *log,
                                    const struct account_need *needs, int64_t at_ms,
                                    struct arena *a, struct account_opened *out, struct err *err);
/** What a proposal's preconditions are judged about. */
MUST_USE enum rc council_case_about(const struct council_case *c, struct arena *a,
                                    struct precondition_case *out, struct err *err);
/** The charter of that id among the agreements in force at an instant; of an empty one the only
 * one. fails  RC_ABSENT; RC_INPUT: there are several */
MUST_USE enum rc council_charter(const struct versions *in_force, int64_t at_ms, struct span id,
                                 const struct pact_agreement **out, struct err *err);
/** Refuse a name that is taken already: before anything is put on the record. NULL is nothing. */
MUST_USE enum rc council_check_file(const char *path, struct err *err);
/** Write a file that others get: whole, or not at all where it is there already. */
MUST_USE enum rc council_put_file(const char *path, struct span bytes, struct err *err);
/** Canonical text of an id, in the arena. */
MUST_USE enum rc council_id_text(const struct uuid *id, struct arena *a, struct span *out,
                                 struct err *err);
