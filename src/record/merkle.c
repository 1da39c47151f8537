/* SPDX-License-Identifier: Apache-2.0 */
#include "record/merkle.h"

#include <assert.h>
#include <nettle/sha2.h>
#include <string.h>

/* nettle renames its functions by macros that hit our names too */
#undef sha256_init
#undef sha256_digest

#define LEAF_PREFIX 0x00
#define NODE_PREFIX 0x01

bool merkle_digest_eq(const struct sha256_digest *a, const struct sha256_digest *b)
{
    return memcmp(a->b, b->b, SHA256_BYTES) == 0;
}

struct sha256_digest merkle_empty(void)
{
    return sha256(span_none());
}

/* The context of nettle is used where it lies: that of base/hash.h is copied at each step, which
 * costs as much as the one or two blocks that are hashed here. */
static void hash_block(const uint8_t *bytes, size_t n, struct sha256_digest *out)
{
    struct sha256_ctx c;

    nettle_sha256_init(&c);
    nettle_sha256_update(&c, n, bytes);
    nettle_sha256_digest(&c, SHA256_BYTES, out->b);
}

struct sha256_digest merkle_leaf(struct span data)
{
    static const uint8_t prefix = LEAF_PREFIX;
    struct sha256_digest d;
    struct sha256_ctx c;

    nettle_sha256_init(&c);
    nettle_sha256_update(&c, 1, &prefix);
    if (data.n > 0)
        nettle_sha256_update(&c, data.n, (const uint8_t *)data.p);
    nettle_sha256_digest(&c, SHA256_BYTES, d.b);
    return d;
}

struct sha256_digest merkle_node(const struct sha256_digest *left,
                                 const struct sha256_digest *right)
{
    uint8_t bytes[1 + 2 * SHA256_BYTES];
    struct sha256_digest d;

    bytes[0] = NODE_PREFIX;
    memcpy(bytes + 1, left->b, SHA256_BYTES);
    memcpy(bytes + 1 + SHA256_BYTES, right->b, SHA256_BYTES);
    hash_block(bytes, sizeof(bytes), &d);
    return d;
}

void merkle_leaves(const struct sha256_digest *commitments, size_t n, struct sha256_digest *out)
{
    uint8_t bytes[1 + SHA256_BYTES];

    bytes[0] = LEAF_PREFIX;
    for (size_t i = 0; i < n; i++) {
        memcpy(bytes + 1, commitments[i].b, SHA256_BYTES);
        hash_block(bytes, sizeof(bytes), &out[i]);
    }
}

void merkle_frontier_init(struct merkle_frontier *f)
{
    memset(f, 0, sizeof(*f));
}

/* As a binary counter carries: each set bit below the first clear one is a peak that is merged. */
void merkle_frontier_add(struct merkle_frontier *f, const struct sha256_digest *leaf_hash)
{
    struct sha256_digest h = *leaf_hash;
    unsigned level = 0;

    assert(f->size < MERKLE_SIZE_MAX);
    for (; (f->size >> level & 1) != 0; level++)
        h = merkle_node(&f->peaks[level], &h);
    f->peaks[level] = h;
    f->size++;
}

/* Peaks are merged from the smallest, at the right, to the largest. */
static struct sha256_digest fold_peaks(const struct merkle_frontier *f)
{
    struct sha256_digest h = {{0}};
    bool has_any = false;

    for (unsigned level = 0; level < MERKLE_LEVELS; level++) {
        if ((f->size >> level & 1) == 0)
            continue;
        h = has_any ? merkle_node(&f->peaks[level], &h) : f->peaks[level];
        has_any = true;
    }
    return h;
}

struct sha256_digest merkle_frontier_root(const struct merkle_frontier *f)
{
    return f->size == 0 ? merkle_empty() : fold_peaks(f);
}

struct merkle_head merkle_frontier_head(const struct merkle_frontier *f)
{
    return (struct merkle_head){.size = f->size, .root = merkle_frontier_root(f)};
}

struct sha256_digest merkle_root(const struct sha256_digest *leaf_hashes, size_t n)
{
    struct merkle_frontier f;

    merkle_frontier_init(&f);
    for (size_t i = 0; i < n; i++)
        merkle_frontier_add(&f, &leaf_hashes[i]);
    return merkle_frontier_root(&f);
}

enum rc merkle_frontier_load(const struct merkle_source *s, uint64_t size,
                             struct merkle_frontier *out, struct err *err)
{
    struct merkle_frontier f;
    uint64_t end = size;

    if (size > MERKLE_SIZE_MAX)
        return err_set(err, RC_RANGE, "a tree has at most 2^63 - 1 leaves");
    merkle_frontier_init(&f);
    f.size = size;
    for (unsigned level = 0; level < MERKLE_LEVELS; level++) {
        enum rc rc;

        if ((size >> level & 1) == 0)
            continue;
        rc = s->subtree(s->context, level, (end >> level) - 1, &f.peaks[level], err);
        if (rc)
            return rc;
        end -= UINT64_C(1) << level; /* the next peak ends where this one begins */
    }
    *out = f;
    return RC_OK;
}

enum rc merkle_tree_build(const struct sha256_digest *leaf_hashes, size_t n, struct arena *a,
                          struct merkle_tree *out, struct err *err)
{
    struct merkle_tree t = {.size = n, .level = {leaf_hashes}};

    for (unsigned level = 1; level < MERKLE_LEVELS && n >> level > 0; level++) {
        size_t n_nodes = n >> level;
        struct sha256_digest *nodes = arena_array(a, n_nodes, sizeof(*nodes), err);

        if (nodes == NULL)
            return RC_LIMIT;
        for (size_t i = 0; i < n_nodes; i++)
            nodes[i] = merkle_node(&t.level[level - 1][2 * i], &t.level[level - 1][2 * i + 1]);
        t.level[level] = nodes;
    }
    *out = t;
    return RC_OK;
}

static enum rc tree_subtree(void *context, unsigned level, uint64_t index,
                            struct sha256_digest *out, struct err *err)
{
    const struct merkle_tree *t = context;

    if (level >= MERKLE_LEVELS || index >= t->size >> level)
        return err_set(err, RC_ABSENT, "the tree of %llu leaves has no complete subtree (%u, %llu)",
                       (unsigned long long)t->size, level, (unsigned long long)index);
    *out = t->level[level][index];
    return RC_OK;
}

struct merkle_source merkle_tree_source(struct merkle_tree *t)
{
    return (struct merkle_source){.context = t, .subtree = tree_subtree};
}
