/* SPDX-License-Identifier: Apache-2.0 */
/* merkle_proof.c: the proofs of merkle.h, made and checked, without recursion.
 *
 * A path from a node to the root has two parts. Inside, below the level where the node's way and
 * that of the last leaf meet, each level has a sibling at the left or at the right; only the one
 * where they meet, at the right, may be the tree's ragged end, all others are complete subtrees.
 * From there on, at the border, only the siblings at the left exist, each complete. */
#include "record/merkle.h"

static unsigned bit_length(uint64_t v)
{
    return v == 0 ? 0 : 64U - (unsigned)__builtin_clzll(v);
}

static unsigned bit_count(uint64_t v)
{
    return (unsigned)__builtin_popcountll(v);
}

/* What a path is from and to. */
struct way {
    unsigned from;   /* level of the node it begins at */
    unsigned meet;   /* level at which leaf and last leaf are under one node */
    uint64_t leaf;   /* any leaf under that node */
    unsigned border; /* siblings above `meet` */
};

static struct way way_of(unsigned from, uint64_t leaf, uint64_t size)
{
    struct way w = {.from = from, .meet = bit_length(leaf ^ (size - 1)), .leaf = leaf};

    w.border = w.meet >= 64 ? 0 : bit_count(leaf >> w.meet);
    return w;
}

static enum rc push(const struct merkle_source *s, unsigned level, uint64_t index,
                    struct merkle_proof *p, struct err *err)
{
    enum rc rc = s->subtree(s->context, level, index, &p->hashes[p->n], err);

    if (rc == RC_OK)
        p->n++;
    return rc;
}

/* The node at `level` over the last leaf, ragged or complete: the fold of its peaks. */
static enum rc push_end(const struct merkle_source *s, unsigned level, uint64_t size,
                        struct merkle_proof *p, struct err *err)
{
    uint64_t rest = size - ((size - 1) >> level << level); /* leaves under it, >= 1 */
    struct sha256_digest h = {{0}}, peak;
    bool has_any = false;

    for (unsigned l = 0; l <= level; l++) {
        enum rc rc;

        if ((rest >> l & 1) == 0)
            continue;
        rc = s->subtree(s->context, l, (size >> l) - 1, &peak, err);
        if (rc)
            return rc;
        h = has_any ? merkle_node(&peak, &h) : peak;
        has_any = true;
        size -= UINT64_C(1) << l;
    }
    p->hashes[p->n++] = h;
    return RC_OK;
}

static enum rc push_way(const struct merkle_source *s, const struct way *w, uint64_t size,
                        struct merkle_proof *p, struct err *err)
{
    enum rc rc = RC_OK;

    for (unsigned l = w->from; l < w->meet && rc == RC_OK; l++) {
        if (l + 1 == w->meet)
            rc = push_end(s, l, size, p, err);
        else
            rc = push(s, l, w->leaf >> l ^ 1, p, err);
    }
    for (unsigned l = w->meet; w->leaf >> l != 0 && rc == RC_OK; l++)
        if ((w->leaf >> l & 1) != 0)
            rc = push(s, l, (w->leaf >> l) - 1, p, err);
    return rc;
}

static enum rc check_size(uint64_t size, struct err *err)
{
    if (size > MERKLE_SIZE_MAX)
        return err_set(err, RC_RANGE, "a tree has at most 2^63 - 1 leaves");
    return RC_OK;
}

enum rc merkle_prove_inclusion(const struct merkle_source *s, uint64_t size, uint64_t index,
                               struct merkle_proof *out, struct err *err)
{
    struct merkle_proof p = {.n = 0};
    struct way w;
    enum rc rc = check_size(size, err);

    if (rc)
        return rc;
    if (index >= size)
        return err_set(err, RC_RANGE, "a tree of %llu leaves has no leaf %llu",
                       (unsigned long long)size, (unsigned long long)index);
    w = way_of(0, index, size);
    rc = push_way(s, &w, size, &p, err);
    if (rc == RC_OK)
        *out = p;
    return rc;
}

/* The largest complete subtree at the older tree's end: the path begins there. */
static unsigned seed_level(uint64_t older)
{
    return (unsigned)__builtin_ctzll(older);
}

static bool is_power_of_2(uint64_t v)
{
    return (v & (v - 1)) == 0;
}

enum rc merkle_prove_consistency(const struct merkle_source *s, uint64_t older, uint64_t newer,
                                 struct merkle_proof *out, struct err *err)
{
    struct merkle_proof p = {.n = 0};
    struct way w;
    enum rc rc = check_size(newer, err);

    if (rc)
        return rc;
    if (older == 0 || older > newer)
        return err_set(err, RC_RANGE,
                       "consistency is proved from a tree of 1 to %llu leaves, not from %llu",
                       (unsigned long long)newer, (unsigned long long)older);
    w = way_of(seed_level(older), older - 1, newer);
    if (older < newer) {
        if (!is_power_of_2(older))
            rc = push(s, w.from, w.leaf >> w.from, &p, err);
        if (rc == RC_OK)
            rc = push_way(s, &w, newer, &p, err);
    }
    if (rc == RC_OK)
        *out = p;
    return rc;
}

static enum rc refuse_length(const struct merkle_proof *p, unsigned wanted, struct err *err)
{
    return err_set(err, RC_CONFLICT, "the proof has %zu hashes; for these sizes it has %u", p->n,
                   wanted);
}

/* Up the whole way; with `is_older`, only with the siblings at the left: what the older tree had.
 */
static struct sha256_digest climb(struct sha256_digest h, const struct way *w,
                                  const struct sha256_digest *path, bool is_older)
{
    size_t k = 0;

    for (unsigned l = w->from; l < w->meet; l++, k++) {
        if ((w->leaf >> l & 1) != 0)
            h = merkle_node(&path[k], &h);
        else if (!is_older)
            h = merkle_node(&h, &path[k]);
    }
    for (unsigned i = 0; i < w->border; i++, k++)
        h = merkle_node(&path[k], &h);
    return h;
}

enum rc merkle_path_root(const struct merkle_place *place, const struct sha256_digest *leaf_hash,
                         const struct merkle_proof *proof, struct sha256_digest *out,
                         struct err *err)
{
    struct way w;

    if (place->index >= place->size)
        return err_set(err, RC_CONFLICT, "a tree of %llu leaves has no leaf %llu",
                       (unsigned long long)place->size, (unsigned long long)place->index);
    w = way_of(0, place->index, place->size);
    if (proof->n != w.meet + w.border)
        return refuse_length(proof, w.meet + w.border, err);
    *out = climb(*leaf_hash, &w, proof->hashes, false);
    return RC_OK;
}

enum rc merkle_check_inclusion(const struct merkle_head *head, uint64_t index,
                               const struct sha256_digest *leaf_hash,
                               const struct merkle_proof *proof, struct err *err)
{
    struct merkle_place place = {.size = head->size, .index = index};
    struct sha256_digest root;
    enum rc rc = merkle_path_root(&place, leaf_hash, proof, &root, err);

    if (rc == RC_OK && !merkle_digest_eq(&root, &head->root))
        rc = err_set(err, RC_CONFLICT, "the proof does not lead from leaf %llu to the root",
                     (unsigned long long)index);
    return rc;
}

static enum rc check_same_size(const struct merkle_head *older, const struct merkle_head *newer,
                               const struct merkle_proof *proof, struct err *err)
{
    if (proof->n != 0)
        return refuse_length(proof, 0, err);
    if (!merkle_digest_eq(&older->root, &newer->root))
        return err_set(err, RC_CONFLICT, "two trees of %llu leaves with different roots",
                       (unsigned long long)older->size);
    return RC_OK;
}

enum rc merkle_check_consistency(const struct merkle_head *older, const struct merkle_head *newer,
                                 const struct merkle_proof *proof, struct err *err)
{
    struct sha256_digest seed = older->root, root;
    const struct sha256_digest *path = proof->hashes;
    unsigned wanted;
    struct way w;

    if (older->size == 0 || older->size > newer->size)
        return err_set(err, RC_CONFLICT,
                       "a tree of %llu leaves cannot be shown to begin one of %llu",
                       (unsigned long long)older->size, (unsigned long long)newer->size);
    if (older->size == newer->size)
        return check_same_size(older, newer, proof, err);
    w = way_of(seed_level(older->size), older->size - 1, newer->size);
    wanted = w.meet - w.from + w.border + (is_power_of_2(older->size) ? 0 : 1);
    if (proof->n != wanted)
        return refuse_length(proof, wanted, err);
    if (!is_power_of_2(older->size))
        seed = *path++;
    root = climb(seed, &w, path, true);
    if (!merkle_digest_eq(&root, &older->root))
        return err_set(err, RC_CONFLICT, "the proof does not lead to the older root");
    root = climb(seed, &w, path, false);
    if (!merkle_digest_eq(&root, &newer->root))
        return err_set(err, RC_CONFLICT, "the proof does not lead to the newer root");
    return RC_OK;
}
