/* SPDX-License-Identifier: Apache-2.0 */
/* log_audit.h: a record verified by somebody who holds all of it: what a static directory shows
 * (record/log_verify.h), and beyond it every entry's commitment, every batch's signature and every
 * head that was ever signed. */
#pragma once

#include "record/log_verify.h"
#include "store/store.h"

#define LOG_AUDIT_AUTHORS_MAX 256

/* Whose signatures were found. */
struct log_author {
    struct ed25519_key key;
    uint64_t n_entries;
};

/* What was found out; all that is counted was verified. */
struct log_audited {
    struct log_findings tree;
    uint64_t n_entries, n_batches, n_checkpoints;
    uint64_t n_erased;   /* entries whose bytes are gone: their leaves alone were verified */
    uint64_t n_open;     /* batches that hold such entries: their signed root cannot be computed */
    uint64_t n_unsealed; /* entries behind the newest signed head */
    struct log_author authors[LOG_AUDIT_AUTHORS_MAX];
    size_t n_authors;
    uint64_t n_other_authors; /* entries of further ones */
};

/* How far it is: a share in [0, 1]. */
struct log_audit_watch {
    void *context;
    void (*step)(void *context, double share);
};

/**
 * Verify a record: one pass over its entries, with bounded memory whatever its size.
 *
 * in     watch  may be NULL
 * fails  RC_CONFLICT: something contradicts; the note names the entry, batch, tile or checkpoint;
 *        RC_ABSENT: nothing was signed yet; what the store says
 */
MUST_USE enum rc log_audit(struct store *s, const struct log_trust *trust,
                           const struct log_audit_watch *watch, struct arena *a,
                           struct log_audited *out, struct err *err);
