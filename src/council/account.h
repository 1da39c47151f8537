/* SPDX-License-Identifier: Apache-2.0 */
/* account.h: a whole vote in one file: the proposal, every ballot with its receipt, and what was
 * found; and the counting of it again by whoever holds the file (docs/formats/council.md). */
#pragma once

#include "council/ballot.h"

#define ACCOUNT_SCHEMA      "aasc/vote/1"
#define ACCOUNT_BYTES_MAX   ((size_t)32 << 20)
#define ACCOUNT_BALLOTS_MAX 16384

struct account_ballot {
    struct span note; /* as it was handed in */
    int64_t received_ms;
    struct span receipt;
};

/* A precondition, and what shows that it holds or why it does not. */
struct account_need {
    bool is_met;
    struct span why;
    struct span by; /* the entry that shows it; empty: none does */
};

struct account {
    struct span proposal; /* its canonical text */
    const struct account_ballot *ballots;
    size_t n_ballots;
    int64_t counted_ms;
    const struct account_need *needs; /* of the proposal, in its order; NULL: none decided yet */
};

/* An account that was verified. */
struct account_opened {
    struct account account;
    struct proposal proposal;
    struct proposal_digests digests;
    struct council_tally tally;
    bool is_executable; /* adopted, and every precondition is met */
};

/**
 * Verify every ballot (and receipt, where keys are given) and count.
 *
 * in     keys  of the mission's log; n_keys == 0: receipts are not looked at
 * fails  as proposal_read, ballot_open, receipt_check, council_tally; the note names the ballot
 */
MUST_USE enum rc account_count(const struct account *v, const struct verifier_key *keys,
                               size_t n_keys, struct arena *a, struct account_opened *out,
                               struct err *err);
/** What a decision says, as JSON: outcome, arithmetic, preconditions, executable. */
MUST_USE enum rc account_decision(const struct account_opened *o, struct arena *a, struct json *out,
                                  struct err *err);
/** Append the file: canonical JSON. */
MUST_USE enum rc account_put(struct buf *b, const struct account_opened *o, struct arena *a,
                             struct err *err);
/**
 * Read a file and count it again; what it says was found must be what is found.
 *
 * fails  as account_count; RC_CONFLICT: the file's outcome or arithmetic is another
 */
MUST_USE enum rc account_open(struct span text, const struct verifier_key *keys, size_t n_keys,
                              struct arena *a, struct account_opened *out, struct err *err);
/** What was found, for people. */
void account_put_words(struct buf *b, const struct account_opened *o);
