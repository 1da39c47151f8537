/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tree.h"

#include <assert.h>
#include <string.h>

#define TILE_HASHES 256

/* Rows are found by one number: the level in the top byte, the tile's index below. */
static int64_t place_of(unsigned level, uint64_t index)
{
    return (int64_t)((uint64_t)level << 56 | index);
}

/* How many hashes a level has at a size, and how many of them are on its growing tile. */
static uint64_t level_size(uint64_t size, unsigned level)
{
    return size >> (8 * level);
}

static size_t on_edge(uint64_t size, unsigned level)
{
    return (size_t)(level_size(size, level) % TILE_HASHES);
}

static enum rc read_tile(struct store *s, unsigned level, uint64_t index,
                         struct sha256_digest out[TILE_HASHES], size_t *n, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct span hashes;
    enum rc rc = db_take(s, "SELECT hashes FROM tile WHERE place = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, place_of(level, index));
    rc = db_step(s, q, err);
    if (rc == RC_END)
        rc = err_set(err, RC_ABSENT, "there is no tile %u/%llu", level, (unsigned long long)index);
    if (rc)
        goto out;
    hashes = db_span(q, 0);
    if (hashes.n == 0 || hashes.n % SHA256_BYTES != 0 || hashes.n > TILE_HASHES * SHA256_BYTES) {
        rc = err_set(err, RC_INPUT, "the record is damaged: tile %u/%llu holds %zu bytes", level,
                     (unsigned long long)index, hashes.n);
        goto out;
    }
    memcpy(out, hashes.p, hashes.n);
    *n = hashes.n / SHA256_BYTES;
out:
    db_give(s, q);
    return rc;
}

static enum rc write_tile(struct store *s, unsigned level, uint64_t index, size_t n,
                          struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "INSERT OR REPLACE INTO tile (place, hashes) VALUES (?, ?)", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, place_of(level, index));
    (void)sqlite3_bind_blob64(q, 2, s->tree.edge[level], n * SHA256_BYTES, SQLITE_STATIC);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

enum rc tree_load(struct store *s, uint64_t size, struct err *err)
{
    struct tree *t = &s->tree;

    t->size = size;
    for (unsigned level = 0; level < TREE_LEVELS; level++) {
        size_t want = on_edge(size, level), n = 0;
        enum rc rc = want == 0 ? RC_OK
                               : read_tile(s, level, level_size(size, level) / TILE_HASHES,
                                           t->edge[level], &n, err);

        if (!rc && n != want)
            rc = err_set(err, RC_INPUT, "%zu hashes instead of %zu on the growing tile of level %u",
                         n, want, level);
        if (rc)
            return err_prefix(err, RC_INPUT, "the record is damaged (aasc fsck says more): ");
    }
    s->has_tree = true;
    return RC_OK;
}

enum rc tree_add(struct store *s, const struct sha256_digest *leaf, struct err *err)
{
    struct tree *t = &s->tree;
    struct sha256_digest hash = *leaf;

    assert(t->size < MERKLE_SIZE_MAX);
    for (unsigned level = 0; level < TREE_LEVELS; level++) {
        size_t at = on_edge(t->size, level);
        enum rc rc;

        t->edge[level][at] = hash;
        if (at + 1 < TILE_HASHES)
            break;
        rc = write_tile(s, level, level_size(t->size, level) / TILE_HASHES, TILE_HASHES, err);
        if (rc)
            return rc;
        hash = merkle_root(t->edge[level], TILE_HASHES);
    }
    t->size++;
    return RC_OK;
}

enum rc tree_flush(struct store *s, struct err *err)
{
    const struct tree *t = &s->tree;

    for (unsigned level = 0; level < TREE_LEVELS; level++) {
        size_t n = on_edge(t->size, level);
        enum rc rc;

        if (n == 0 || level_size(t->size, level) == level_size(s->tree_before.size, level))
            continue;
        rc = write_tile(s, level, level_size(t->size, level) / TILE_HASHES, n, err);
        if (rc)
            return rc;
    }
    return RC_OK;
}

/* The growing tiles of a writer are at hand; in a step they are nowhere else. */
static enum rc get_tile(struct store *s, unsigned level, uint64_t index,
                        struct sha256_digest out[TILE_HASHES], size_t *n, struct err *err)
{
    size_t at_hand;

    if (level >= TREE_LEVELS || index >> 56 != 0)
        return err_set(err, RC_ABSENT, "there is no tile %u/%llu", level,
                       (unsigned long long)index);
    at_hand = s->has_tree ? on_edge(s->tree.size, level) : 0;
    if (at_hand == 0 || index != level_size(s->tree.size, level) / TILE_HASHES)
        return read_tile(s, level, index, out, n, err);
    memcpy(out, s->tree.edge[level], at_hand * SHA256_BYTES);
    *n = at_hand;
    return RC_OK;
}

static enum rc subtree(void *context, unsigned level, uint64_t index, struct sha256_digest *out,
                       struct err *err)
{
    struct sha256_digest tile[TILE_HASHES];
    unsigned below = level % 8; /* the subtree is the root of 2^below hashes of its tile */
    size_t at = (size_t)(index << below) % TILE_HASHES, n = 0;
    enum rc rc = get_tile(context, level / 8, index << below >> 8, tile, &n, err);

    if (!rc && at + ((size_t)1 << below) > n)
        rc = err_set(err, RC_ABSENT, "the tree has no complete subtree (%u, %llu)", level,
                     (unsigned long long)index);
    if (!rc)
        *out = merkle_root(tile + at, (size_t)1 << below);
    return rc;
}

struct merkle_source store_tree(struct store *s)
{
    return (struct merkle_source){.context = s, .subtree = subtree};
}

enum rc tree_head(struct store *s, struct merkle_head *out, struct err *err)
{
    struct merkle_source source = store_tree(s);
    struct merkle_frontier f;
    enum rc rc = merkle_frontier_load(&source, s->tree.size, &f, err);

    if (!rc)
        *out = merkle_frontier_head(&f);
    return rc;
}

enum rc store_head(struct store *s, struct merkle_head *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct merkle_head head = {0};
    enum rc rc;

    if (s->in_step)
        return tree_head(s, out, err);
    rc = db_take(s, "SELECT size, root FROM head", &q, err);
    if (rc)
        return rc;
    rc = db_step(s, q, err);
    if (rc == RC_END)
        rc = err_set(err, RC_INPUT, "%s is damaged: it has no head; aasc fsck says more", s->path);
    if (!rc)
        rc = db_bytes(q, 1, head.root.b, sizeof(head.root.b), err);
    if (!rc) {
        head.size = (uint64_t)sqlite3_column_int64(q, 0);
        *out = head;
    }
    db_give(s, q);
    return rc;
}

enum rc store_tile(struct store *s, unsigned level, uint64_t index,
                   struct sha256_digest out[TILE_HASHES], size_t *n, struct err *err)
{
    return get_tile(s, level, index, out, n, err);
}

enum rc store_commitments(struct store *s, uint64_t from_seq, size_t n, struct sha256_digest *out,
                          struct err *err)
{
    sqlite3_stmt *q = NULL;
    size_t got = 0;
    enum rc rc = RC_OK;

    if (n == 0)
        return RC_OK;
    rc = db_take(s, "SELECT commitment FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?", &q, err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)from_seq);
    (void)sqlite3_bind_int64(q, 2, (int64_t)n);
    while (!rc && got < n) {
        rc = db_step(s, q, err);
        if (!rc)
            rc = db_bytes(q, 0, out[got++].b, SHA256_BYTES, err);
    }
    if (rc == RC_END)
        rc = err_set(err, RC_ABSENT, "the log has no entry %llu",
                     (unsigned long long)from_seq + got);
    db_give(s, q);
    return rc;
}
