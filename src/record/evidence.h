/* SPDX-License-Identifier: Apache-2.0 */
/* evidence.h: what our tlog-proof files carry in `extra`, so that one file and the log's public key
 * prove one entry (docs/formats/evidence.md).
 *
 * Nothing of it is believed by itself: the salt by the leaf that the log signed, the author by the
 * signature over the entry's bytes or over the batch that they are in. */
#pragma once

#include "record/checkpoint.h"
#include "record/entry.h"
#include "record/tlog_proof.h"

#define EVIDENCE_SCHEMA "aasc/evidence/1"

/* Who signed the entry, and how. */
struct evidence_author {
    struct ed25519_key key;
    struct ed25519_signature signature;
    bool is_batch; /* signed over a batch: the place in it and the path to its root */
    struct merkle_place place;
    struct merkle_proof path;
};

struct evidence {
    bool is_released;                /* false: the commitment alone, nothing of the entry */
    struct sha256_digest commitment; /* of what is not released */
    struct salt salt;
    struct evidence_author author;
    struct span entry; /* the exact bytes; p == NULL: handed over in a file of their own */
};

/** Canonical JSON. fails RC_LIMIT */
MUST_USE enum rc evidence_put(struct buf *b, const struct evidence *e, struct err *err);
/** fails RC_INPUT, RC_UNKNOWN, RC_RANGE, RC_LIMIT: no such text */
MUST_USE enum rc evidence_read(struct span text, struct arena *a, struct evidence *out,
                               struct err *err);

/**
 * That the author's key signed these bytes, alone or in their batch, and that they name it.
 *
 * fails  RC_CONFLICT, or RC_INPUT where the bytes are no entry at all
 */
MUST_USE enum rc evidence_check_author(const struct evidence_author *author, struct span entry,
                                       struct arena *a, struct err *err);

/* What a proof file was found to show. */
enum evidence_shows {
    EVIDENCE_ENTRY,      /* an entry, its author and its place in the log */
    EVIDENCE_COMMITMENT, /* that something committed to is in the log, not what it is */
    EVIDENCE_DATA,       /* that given bytes are a leaf's data: a proof of another's log */
};

struct evidence_opened {
    enum evidence_shows shows;
    struct checkpoint_opened head;
    uint64_t index;
    struct evidence evidence; /* of the first two */
    struct span entry;        /* or data */
};

/* A proof file, and what was handed over beside it: the entry's bytes, or the data of a leaf of
 * somebody else's log; p == NULL where nothing was. */
struct evidence_file {
    struct span proof;
    struct span beside;
};

/**
 * Verify a proof file.
 *
 * fails  RC_CONFLICT: something in it is not so; RC_ABSENT: the entry is not in the file and was
 * not handed over; RC_INPUT, RC_UNKNOWN, RC_RANGE, RC_LIMIT: no such file
 */
MUST_USE enum rc evidence_verify(const struct evidence_file *f, const struct log_trust *trust,
                                 struct arena *a, struct evidence_opened *out, struct err *err);
