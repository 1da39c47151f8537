/* SPDX-License-Identifier: Apache-2.0 */
/* proof_lines.h: a proof as text: one hash in base64 a line, then an empty line. What tlog-proof
 * files and requests to witnesses share. */
#pragma once

#include "record/merkle.h"

/**
 * Cut the lines of hashes, and the empty line behind them, off the front of a text.
 *
 * in     max  hashes at most, up to MERKLE_PROOF_MAX
 * fails  RC_INPUT: a line that is no hash, or no empty line; RC_LIMIT: more than `max`
 */
MUST_USE enum rc proof_lines_cut(struct span *rest, size_t max, struct merkle_proof *out,
                                 struct err *err);
/** The lines and the empty line. */
void proof_lines_put(struct buf *b, const struct merkle_proof *p);
