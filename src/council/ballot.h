/* SPDX-License-Identifier: Apache-2.0 */
/* ballot.h: what a delegate signs and what the mission signs for it: signed notes of a few lines
 * (docs/formats/council.md), so that tools that nobody here wrote can verify them. */
#pragma once

#include "council/proposal.h"
#include "record/note.h"

#define BALLOT_BYTES_MAX    ((size_t)8192)
#define BALLOT_SEQUENCE_MAX 1000000

/* What a ballot says beside the digests of what it is about. */
struct ballot {
    struct span member;
    enum council_choice choice;
    int64_t sequence;
};

/* One that was verified. */
struct ballot_opened {
    struct ballot says;
    uint32_t seat;
    const struct verifier_key *by; /* of the proposal's */
};

/** Append the text that is signed. */
void ballot_put_text(struct buf *b, const struct proposal *p, const struct proposal_digests *d,
                     const struct ballot *says);
/**
 * Read a ballot for a proposal and verify it: one of the keys that the proposal gives to that
 * member has signed that very text.
 *
 * fails  RC_INPUT: no ballot; RC_CONFLICT: it is for another proposal, rule, electorate or
 *        checkpoint; its member is not in the electorate; no key of that member signed it
 */
MUST_USE enum rc ballot_open(struct span note, const struct proposal *p,
                             const struct proposal_digests *d, struct arena *a,
                             struct ballot_opened *out, struct err *err);

/** Append the text of the receipt of a ballot, given as the bytes that were handed in. */
void receipt_put_text(struct buf *b, const struct proposal_digests *d, struct span note,
                      const struct ballot *says, int64_t received_ms);
/**
 * Whether a receipt is the mission's, of that ballot at that instant.
 *
 * fails  RC_INPUT; RC_CONFLICT: of another ballot or time, or not signed by one of the keys
 */
MUST_USE enum rc receipt_check(struct span receipt, struct span text,
                               const struct verifier_key *keys, size_t n_keys, struct arena *a,
                               struct err *err);
