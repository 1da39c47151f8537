/* SPDX-License-Identifier: Apache-2.0 */
/* electorate.h: who votes by a rule of a charter, as it is when a vote opens. */
#pragma once

#include "council/rule.h"

/* The vote that is wanted. */
struct council_call {
    uint32_t rule;    /* of the charter */
    int64_t opens_ms; /* the electorate is taken then */
    int64_t closes_ms;
    const struct span *parties; /* to the dispute: ids of members; others are ignored */
    size_t n_parties;
};

/**
 * A rule of a charter, flat: a silence procedure with what its fallback says.
 *
 * in     rule  of the charter; its fallback, if any, is a vote (the charter was checked)
 */
struct council_rule council_rule_of(const struct charter *c, uint32_t rule);

/**
 * The rule, and a seat for each member that belongs and is not suspended when the vote opens, in
 * the order of the charter. Votes and vetoes are those of the rule, or of its fallback.
 *
 * fails  RC_ABSENT: nobody may vote then; what council_vote_check says; RC_LIMIT
 */
MUST_USE enum rc council_vote_open(const struct charter *c, const struct council_call *call,
                                   struct arena *a, struct council_vote *out, struct err *err);
/**
 * The same charter with all whom it names as members, whatever their status: for questions that
 * are about no instant.
 *
 * fails  RC_LIMIT
 */
MUST_USE enum rc council_timeless(const struct charter *c, struct arena *a, struct charter *out,
                                  struct err *err);
