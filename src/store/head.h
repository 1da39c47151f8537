/* SPDX-License-Identifier: Apache-2.0 */
/* head.h: the highest checkpoint that this node ever signed, kept outside the record and its
 * backups: a node whose record is behind it was restored and must not sign a second history. */
#pragma once

#include "record/checkpoint.h"
#include "store/disk.h"

/* What stands in head/. */
struct head {
    bool is_there;
    struct merkle_head at;
    struct span note; /* the signed checkpoint */
};

/**
 * Read head/checkpoint; a folder without one gives is_there == false.
 *
 * fails  RC_CONFLICT, RC_INPUT: it is not a checkpoint that `log` signed: somebody wrote there
 */
MUST_USE enum rc head_read(const char *folder, const struct verifier_key *log, struct arena *a,
                           struct head *out, struct err *err);

/** Drop the half-written checkpoint that a crash left beside it; for the one writer. */
void head_tidy(const char *folder);

/* How a record stands to what was signed of it. */
enum head_fit {
    HEAD_FITS,   /* it is the same history, as far or further */
    HEAD_BEHIND, /* it is shorter: a restored backup, or entries were taken away */
    HEAD_SPLIT,  /* another history of the same size */
};

/**
 * Whether a record may be signed on: the tree's root at the head's size must be the head's.
 *
 * fails  what the tree says
 */
MUST_USE enum rc head_compare(const struct head *h, const struct merkle_head *have,
                              const struct merkle_source *tree, enum head_fit *out,
                              struct err *err);

/** Sign a checkpoint: the whole note. */
MUST_USE enum rc head_sign(const struct signer_key *log, const struct merkle_head *at,
                           struct buf *out, struct err *err);
/** Put a checkpoint that was just signed in the place of the older one, durably. */
MUST_USE enum rc head_publish(const char *folder, struct span note, struct err *err);
/** Give up the head: of a restored record that is to be signed on. The old one is kept beside. */
MUST_USE enum rc head_set_aside(const char *folder, const struct head *h, struct disk_path *kept,
                                struct err *err);
