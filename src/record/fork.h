/* SPDX-License-Identifier: Apache-2.0 */
/* fork.h: evidence that the holder of a log's key signed two histories: two checkpoints of one
 * size with different roots, in one file that proves it by itself (docs/formats/evidence.md). */
#pragma once

#include "record/checkpoint.h"

#define FORK_FIRST_LINE "aasc/fork@v1"

struct fork {
    struct span notes[2]; /* the signed checkpoints, as they were found */
};

/** Whether a file claims to be one. */
bool fork_is_named(struct span file);
/** Take a file apart; nothing is believed yet. out: points into `file`. fails RC_INPUT */
MUST_USE enum rc fork_read(struct span file, struct fork *out, struct err *err);
/** The file; the same two notes give the same bytes, in whatever order they came. */
void fork_put(struct buf *b, const struct fork *f);

/* What a fork shows once it is verified. */
struct fork_opened {
    struct checkpoint_opened heads[2];
};

/**
 * Verify that both heads were signed by a trusted key of the log and contradict one another.
 *
 * fails  RC_CONFLICT: a signature is wrong, or the two heads accuse nobody (one head twice, two
 *        sizes, two logs); RC_INPUT, RC_LIMIT, RC_RANGE: no checkpoints
 */
MUST_USE enum rc fork_verify(const struct fork *f, const struct log_trust *trust, struct arena *a,
                             struct fork_opened *out, struct err *err);
