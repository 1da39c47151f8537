/* SPDX-License-Identifier: Apache-2.0 */
/* witness.h: what a witness answers to add-checkpoint (C2SP tlog-witness), as a function of what it
 * has stored: no network, no store, no clock.
 *
 * The caller looks up what is stored, asks, persists the new head, and only then sends the answer;
 * look-up and persisting are one atomic step, or two requests roll one another back. */
#pragma once

#include "record/checkpoint.h"

#define WITNESS_PROOF_MAX   63 /* hashes of one request */
#define WITNESS_REQUEST_MAX (NOTE_BYTES_MAX + 4096)

struct witness_request {
    uint64_t old_size;
    struct merkle_proof proof;
    struct span checkpoint; /* the signed note */
};

/** Read a request's body. fails RC_INPUT, RC_RANGE, RC_LIMIT: status 400 */
MUST_USE enum rc witness_request_read(struct span body, struct witness_request *out,
                                      struct err *err);
/** A request's body, for those who ask. */
void witness_request_put(struct buf *b, const struct witness_request *r);

/* A log that is witnessed. */
struct witness_log {
    struct span origin;
    const struct verifier_key *keys; /* who signs for it */
    size_t n_keys;
    struct merkle_head latest; /* cosigned last; size 0: none yet */
};

struct witness {
    const struct witness_log *logs;
    size_t n_logs;
    const struct signer_key *key; /* of KEY_COSIGNATURE */
};

enum witness_status {
    WITNESS_OK = 200,
    WITNESS_BAD_REQUEST = 400,
    WITNESS_FORBIDDEN = 403,
    WITNESS_UNKNOWN_LOG = 404,
    WITNESS_CONFLICT = 409,
    WITNESS_REFUSED = 422,
};

struct witness_answer {
    enum witness_status status;
    const char *content_type;
    /* of WITNESS_OK only: what to persist before the answer is sent */
    const struct witness_log *log;
    struct merkle_head latest;
};

/**
 * Judge one request.
 *
 * in   now_s  Unix seconds, put into the cosignature
 * out  the answer; its text is put to `body`: a cosignature's line, the stored size and a line
 *      end (409), or words that say what is wrong
 */
void witness_add_checkpoint(const struct witness *w, struct span request, uint64_t now_s,
                            struct buf *body, struct witness_answer *out);
