/* SPDX-License-Identifier: Apache-2.0 */
/* checkpoint.h: a signed statement of a log's size and root (C2SP tlog-checkpoint). */
#pragma once

#include "record/merkle.h"
#include "record/note.h"

/* The text of a checkpoint. */
struct checkpoint {
    struct span origin;
    struct merkle_head head;
    struct span extensions; /* further lines, each with its line end; mostly none */
};

/**
 * Read a note's text: origin, size, root, extension lines.
 *
 * out    spans point into `text`
 * fails  RC_INPUT: not of that form, or a root that is not 32 bytes; RC_RANGE: 2^63 leaves or more
 */
MUST_USE enum rc checkpoint_read(struct span text, struct checkpoint *out, struct err *err);
/** The text; asserts nothing: what checkpoint_read refuses will be refused by its readers. */
void checkpoint_put(struct buf *b, const struct checkpoint *c);
/**
 * Sign it: the whole note.
 *
 * It is the caller's to know that it is consistent with all that this key has signed before.
 * fails  RC_INPUT: the key's name is not the origin, or it is no key of a log; RC_LIMIT: `b`
 */
MUST_USE enum rc checkpoint_sign(struct buf *b, const struct checkpoint *c,
                                 const struct signer_key *key, struct err *err);

/* Who is believed: keys of logs (KEY_ED25519) and of cosigners (KEY_COSIGNATURE). */
struct log_trust {
    const struct verifier_key *logs;
    size_t n_logs;
    const struct verifier_key *cosigners;
    size_t n_cosigners;
};

/* One witness's word. */
struct cosigner {
    const struct verifier_key *key;
    uint64_t time_s; /* Unix seconds at which it saw the checkpoint */
};

/* A checkpoint whose signatures were verified. */
struct checkpoint_opened {
    struct checkpoint checkpoint;
    struct note note;
    const struct verifier_key *log;   /* who signed it */
    const struct cosigner *cosigners; /* each public key once, with its latest time */
    size_t n_cosigners;
};

/**
 * Take a signed checkpoint apart and verify it.
 *
 * out    spans point into `bytes`, the rest lies in the arena and in `trust`
 * fails  RC_INPUT, RC_LIMIT, RC_RANGE: no checkpoint; RC_CONFLICT: a signature is wrong, or no
 *        trusted key whose name is the origin has signed
 */
MUST_USE enum rc checkpoint_open(struct span bytes, const struct log_trust *trust, struct arena *a,
                                 struct checkpoint_opened *out, struct err *err);

/* What two heads say about one another. */
enum checkpoint_relation {
    CHECKPOINT_OTHER_LOG, /* nothing */
    CHECKPOINT_EQUAL,     /* one head, whoever cosigned it and however often: accuses nobody */
    CHECKPOINT_BEFORE,    /* a is smaller: b must be proved consistent with it */
    CHECKPOINT_AFTER,     /* a is larger: … the other way round */
    CHECKPOINT_FORK,      /* one size, two roots: two histories (fork.h) */
};

enum checkpoint_relation checkpoint_compare(const struct checkpoint *a, const struct checkpoint *b);
