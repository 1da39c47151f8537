/* SPDX-License-Identifier: Apache-2.0 */
/* tree.h: the hash tree as tiles of 256 hashes: growing at its edge, read at any size. */
#pragma once

#include "store/db.h"

/** Take the edge up from the tiles of a tree of `size` leaves. fails RC_INPUT: a tile is missing */
MUST_USE enum rc tree_load(struct store *s, uint64_t size, struct err *err);
/** Append a leaf; a tile that it fills is written. */
MUST_USE enum rc tree_add(struct store *s, const struct sha256_digest *leaf, struct err *err);
/** Write the tiles of the edge. */
MUST_USE enum rc tree_flush(struct store *s, struct err *err);
/** The root of what is at hand. */
MUST_USE enum rc tree_head(struct store *s, struct merkle_head *out, struct err *err);
