/* SPDX-License-Identifier: Apache-2.0 */
/* tlog_proof.h: one file that shows that something is in a log (C2SP tlog-proof): index, path,
 * checkpoint; `extra` is the application's (evidence.h) and nobody's word by itself. */
#pragma once

#include "record/checkpoint.h"

#define TLOG_PROOF_FIRST_LINE "c2sp.org/tlog-proof@v1"
#define TLOG_PROOF_BYTES_MAX  ((size_t)8 << 20)

struct tlog_proof {
    bool has_extra;
    struct span extra; /* bytes */
    uint64_t index;
    struct merkle_proof path;
    struct span checkpoint; /* the signed note */
};

/** Whether a file claims to be one. */
bool tlog_proof_is_named(struct span file);
/**
 * Take a file apart; nothing is believed yet: open the checkpoint, then merkle_check_inclusion.
 *
 * out    the checkpoint points into `file`, extra lies in the arena
 * fails  RC_INPUT, RC_RANGE: no such file; RC_LIMIT: longer than TLOG_PROOF_BYTES_MAX
 */
MUST_USE enum rc tlog_proof_read(struct span file, struct arena *a, struct tlog_proof *out,
                                 struct err *err);
void tlog_proof_put(struct buf *b, const struct tlog_proof *p);
