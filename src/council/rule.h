/* SPDX-License-Identifier: Apache-2.0 */
/* rule.h: from ballots to an outcome, with its arithmetic in words. Pure, exact, and of nothing but
 * its arguments, so that a verifier who has no charter counts the same (src/verify).
 *
 * A rule is flat here: a silence procedure holds what its fallback says, vetoes and weights stand
 * with the seats. src/council/electorate.h makes both of a charter. */
#pragma once

#include "base/arena.h"
#include "pact/charter.h"

#define COUNCIL_SEATS_MAX 512
#define COUNCIL_VOTES_MAX INT64_C(1000000000000) /* of one seat */
#define COUNCIL_JOINT_MAX CHARTER_JOINS_MAX

struct council_rule {
    struct span id;
    int64_t silence_ms; /* adopted when so much time passes unbroken; 0: no silence procedure */
    bool reservation_breaks;        /* an abstention breaks the silence as a no does */
    bool silence_recuses;           /* a party to the dispute cannot break it */
    enum charter_majority majority; /* of the vote, or of the fallback; never CHARTER_SILENT */
    struct rational fraction;
    int64_t minus;
    struct rational quorum, floor;
    bool abstention_is_no;
    bool recuses_parties;
};

/* A member of the electorate as it stood when the vote opened. */
struct council_seat {
    struct span member;
    int64_t votes;
    bool has_veto;
    bool is_party; /* to the dispute that is voted about */
};

/* Another rule that must adopt by the same ballots. */
struct council_joint {
    struct council_rule rule;         /* no silence */
    const struct council_seat *seats; /* those of the vote, with this rule's votes and vetoes */
};

struct council_vote {
    struct council_rule rule;
    const struct council_seat *seats;
    size_t n_seats;
    const struct council_joint *joint;
    size_t n_joint;
    int64_t opens_ms, closes_ms; /* a ballot counts if it is received in [opens, closes) */
};

enum council_choice { COUNCIL_YES, COUNCIL_NO, COUNCIL_ABSTAIN, COUNCIL_RECUSED, COUNCIL_ABSENT };

struct council_ballot {
    uint32_t seat;
    enum council_choice choice; /* never COUNCIL_ABSENT */
    int64_t sequence;           /* from 1; of one seat's ballots the highest stands */
    int64_t received_ms;
};

enum council_outcome { COUNCIL_ADOPTED, COUNCIL_NOT_ADOPTED, COUNCIL_OPEN };
enum council_silence { COUNCIL_NO_SILENCE, COUNCIL_SILENCE_RUNS, COUNCIL_KEPT, COUNCIL_BROKEN };

/* One line of the arithmetic. */
struct council_test {
    const char *name; /* "quorum" */
    struct span of;   /* the joint rule; empty: the rule of the vote */
    struct span text; /* "8 of 14 = 4/7, at least 1/2 is needed" */
    bool is_met;
};
/* quorum, majority, floor and veto of each rule */
#define COUNCIL_TESTS_MAX (4 * (1 + COUNCIL_JOINT_MAX))

struct council_count {
    int64_t members; /* who */
    int64_t votes;   /* how many they have */
};

struct council_tally {
    enum council_outcome outcome;
    enum council_silence silence;
    uint32_t broken_by; /* seat, where COUNCIL_BROKEN */
    int64_t broken_ms;
    int64_t decided_ms; /* the end of the silence, or the close; where the outcome is not open */
    struct council_count all;
    struct council_count by[COUNCIL_ABSENT + 1]; /* by choice */
    size_t n_late;                               /* ballots that came at the close or after it */
    const enum council_choice *choices;          /* of each seat, recusals applied */
    struct council_test tests[COUNCIL_TESTS_MAX];
    size_t n_tests; /* all must be met; 0 while it is open */
};

/** "yes", "no", "abstain", "recused", "absent". */
const char *council_choice_name(enum council_choice c);
/** fails  RC_UNKNOWN, with the words that are known; "absent" is no ballot */
MUST_USE enum rc council_choice_find(struct span word, enum council_choice *out, struct err *err);
const char *council_outcome_name(enum council_outcome o);
/** "2/3", "simple", "consensus_minus_1": as a charter writes it. */
void council_majority_put(struct buf *b, const struct council_rule *r);
/** The seat of a member, or UINT32_MAX. */
uint32_t council_seat_find(const struct council_vote *v, struct span member);

/**
 * Whether a vote is one: seats, each once, with votes in range, that close after they open, the
 * rule's fractions in range, and so of the rules that it joins.
 *
 * fails  RC_INPUT, RC_RANGE, RC_CONFLICT, with what is wrong
 */
MUST_USE enum rc council_vote_check(const struct council_vote *v, struct err *err);

/**
 * Count. The order of the ballots does not matter.
 *
 * Of each seat the ballot of the highest sequence counts that was received before the close. A
 * recused member, also one that the rule recuses, is present and has no vote; who sent nothing is
 * absent. The silence is broken by the first objection that is received before its end, whatever
 * the objector says later; then all ballots until the close count by the fallback.
 * A tie, also of no votes at all, is not adopted.
 *
 * in     v       passed council_vote_check
 *        at_ms   when one looks: before the end of the silence or the close the outcome is open
 * fails  RC_CONFLICT: one seat has two ballots of one sequence that differ; RC_RANGE: a seat that
 *        there is not; RC_LIMIT
 */
MUST_USE enum rc council_tally(const struct council_vote *v, const struct council_ballot *ballots,
                               size_t n, int64_t at_ms, struct arena *a, struct council_tally *out,
                               struct err *err);
/** The arithmetic in words, a line each. */
void council_tally_put(struct buf *b, const struct council_vote *v, const struct council_tally *t);
