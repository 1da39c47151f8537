/* SPDX-License-Identifier: Apache-2.0 */
/* merkle.h: the hash tree of RFC 6962: heads, growth at the right edge, proofs made and checked.
 *
 * Leaf = SHA-256(0x00 || data), node = SHA-256(0x01 || left || right), the empty tree is
 * SHA-256(""); a tree of n leaves splits at the largest power of two below n. The "subtree
 * (level, index)" is the complete one over the leaves [index << level, (index + 1) << level). */
#pragma once

#include "base/arena.h"
#include "base/hash.h"

#define MERKLE_SIZE_MAX  ((uint64_t)INT64_MAX) /* leaves of one tree */
#define MERKLE_LEVELS    63                    /* levels of complete subtrees up to that size */
#define MERKLE_PROOF_MAX 64                    /* hashes of the longest proof */

/* What a checkpoint states. */
struct merkle_head {
    uint64_t size;
    struct sha256_digest root;
};

bool merkle_digest_eq(const struct sha256_digest *a, const struct sha256_digest *b);

struct sha256_digest merkle_empty(void);
struct sha256_digest merkle_leaf(struct span data);
struct sha256_digest merkle_node(const struct sha256_digest *left,
                                 const struct sha256_digest *right);
/**
 * The leaf hashes of `n` commitments of 32 bytes that lie one behind the other: merkle_leaf of
 * each, without its overhead.
 */
void merkle_leaves(const struct sha256_digest *commitments, size_t n, struct sha256_digest *out);

/* The right edge of a tree: all that is needed to let it grow and to state its root. */
struct merkle_frontier {
    uint64_t size;
    struct sha256_digest peaks[MERKLE_LEVELS]; /* peaks[l] holds where bit l of size is set */
};

/** The empty tree. */
void merkle_frontier_init(struct merkle_frontier *f);
/** Append one leaf; asserts that the tree has less than MERKLE_SIZE_MAX. */
void merkle_frontier_add(struct merkle_frontier *f, const struct sha256_digest *leaf_hash);
struct sha256_digest merkle_frontier_root(const struct merkle_frontier *f);
struct merkle_head merkle_frontier_head(const struct merkle_frontier *f);

/** The root over `n` leaf hashes that lie in memory. */
struct sha256_digest merkle_root(const struct sha256_digest *leaf_hashes, size_t n);

/* Who has a tree (tiles, a table, memory) hands out the hashes of its complete subtrees. */
struct merkle_source {
    void *context;
    enum rc (*subtree)(void *context, unsigned level, uint64_t index, struct sha256_digest *out,
                       struct err *err);
};

/**
 * The right edge of the first `size` leaves of a source, in at most MERKLE_LEVELS questions: how a
 * tree that is stored is taken up again.
 */
MUST_USE enum rc merkle_frontier_load(const struct merkle_source *s, uint64_t size,
                                      struct merkle_frontier *out, struct err *err);

/* All complete subtrees of a tree in memory: for batches and tests. */
struct merkle_tree {
    uint64_t size;
    const struct sha256_digest *level[MERKLE_LEVELS]; /* level[l] holds size >> l hashes */
};

/** Build it; the leaf hashes are not copied and must outlive it. fails RC_LIMIT: the arena */
MUST_USE enum rc merkle_tree_build(const struct sha256_digest *leaf_hashes, size_t n,
                                   struct arena *a, struct merkle_tree *out, struct err *err);
/** Its hashes for the functions below; the tree must outlive the source. */
struct merkle_source merkle_tree_source(struct merkle_tree *t);

/* From the bottom up, as RFC 6962 orders them. */
struct merkle_proof {
    size_t n;
    struct sha256_digest hashes[MERKLE_PROOF_MAX];
};

/**
 * That leaf `index` is in the tree of the first `size` leaves.
 *
 * fails  RC_RANGE: no such leaf; or what the source says
 */
MUST_USE enum rc merkle_prove_inclusion(const struct merkle_source *s, uint64_t size,
                                        uint64_t index, struct merkle_proof *out, struct err *err);
/**
 * That the tree of the first `older` leaves is the beginning of that of the first `newer`.
 *
 * fails  RC_RANGE: older is 0 (nothing to prove) or beyond newer; or what the source says
 */
MUST_USE enum rc merkle_prove_consistency(const struct merkle_source *s, uint64_t older,
                                          uint64_t newer, struct merkle_proof *out,
                                          struct err *err);

/* A leaf of a tree. */
struct merkle_place {
    uint64_t size; /* leaves of the tree */
    uint64_t index;
};

/**
 * The root that a path of inclusion leads to, for those who have the root signed elsewhere.
 *
 * fails  RC_CONFLICT: no such leaf, or not the length of such a path
 */
MUST_USE enum rc merkle_path_root(const struct merkle_place *place,
                                  const struct sha256_digest *leaf_hash,
                                  const struct merkle_proof *proof, struct sha256_digest *out,
                                  struct err *err);
/** fails RC_CONFLICT: the proof does not show it. Hashes at most 2 * MERKLE_PROOF_MAX times. */
MUST_USE enum rc merkle_check_inclusion(const struct merkle_head *head, uint64_t index,
                                        const struct sha256_digest *leaf_hash,
                                        const struct merkle_proof *proof, struct err *err);
/** fails RC_CONFLICT: the proof does not show it; an older head of size 0 proves nothing. */
MUST_USE enum rc merkle_check_consistency(const struct merkle_head *older,
                                          const struct merkle_head *newer,
                                          const struct merkle_proof *proof, struct err *err);
