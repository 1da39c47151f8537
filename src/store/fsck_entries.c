/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_entries.c: entries, their batches, and the tree that they give. */
#include "record/ed25519.h"
#include "store/cards.h"
#include "store/fsck.h"
#include "store/names.h"

#include "base/base64.h"

#include <stdio.h>
#include <string.h>

#define TILE 256

/* Where the walk stands. */
struct walk {
    struct fsck *f;
    struct arena arena; /* of one entry */
    struct sha256_digest edge[TREE_LEVELS][TILE];
    struct store_batch batch;
    bool has_batch;
    uint64_t next_batch;          /* where the next one must begin */
    bool is_incomplete;           /* an entry of the batch was erased, or is lost */
    struct merkle_frontier bytes; /* of the batch, over the entries' bytes */
    uint64_t next_seq;
};

static const char *id_text(const struct uuid *id, char out[40])
{
    struct buf b;

    buf_init(&b, 64);
    uuid_put(&b, id);
    (void)snprintf(out, 40, "%s", b.p);
    buf_release(&b);
    return out;
}

/* ---- tiles ---- */

static enum rc compare_tile(struct walk *w, unsigned level, uint64_t index, size_t n,
                            struct err *err)
{
    struct sha256_digest stored[TILE];
    struct err note = {0};
    size_t n_stored = 0;
    enum rc rc = store_tile(w->f->s, level, index, stored, &n_stored, &note);

    if (rc)
        return fsck_fault(w->f, err, "tile %u/%llu: %s", level, (unsigned long long)index,
                          note.note);
    if (n_stored != n)
        return fsck_fault(w->f, err, "tile %u/%llu: %zu hashes, not %zu", level,
                          (unsigned long long)index, n_stored, n);
    for (size_t i = 0; i < n; i++)
        if (!merkle_digest_eq(&stored[i], &w->edge[level][i]))
            return fsck_fault(w->f, err, "tile %u/%llu: hash %zu is not what the entries give",
                              level, (unsigned long long)index, i);
    return RC_OK;
}

static enum rc add_leaf(struct walk *w, const struct sha256_digest *leaf, struct err *err)
{
    struct sha256_digest hash = *leaf;
    uint64_t at = w->f->count.n_entries++;

    for (unsigned level = 0; level < TREE_LEVELS; level++, at >>= 8) {
        enum rc rc;

        w->edge[level][at % TILE] = hash;
        if (at % TILE != TILE - 1)
            return RC_OK;
        rc = compare_tile(w, level, at / TILE, TILE, err);
        if (rc)
            return rc;
        hash = merkle_root(w->edge[level], TILE);
    }
    return RC_OK;
}

/* The root over what is at the edge. */
static void put_root(struct walk *w)
{
    uint64_t size = w->f->count.n_entries;
    struct merkle_frontier top;

    merkle_frontier_init(&top);
    top.size = size;
    for (unsigned level = 0; level < MERKLE_LEVELS; level++) {
        uint64_t index = (size >> level) - 1; /* of the subtree that ends there */
        unsigned below = level % 8;

        if ((size >> level & 1) != 0)
            top.peaks[level] = merkle_root(w->edge[level / 8] + (size_t)(index << below) % TILE,
                                           (size_t)1 << below);
        size &= ~(UINT64_C(1) << level);
    }
    w->f->root = merkle_frontier_root(&top);
}

static enum rc finish_tiles(struct walk *w, struct err *err)
{
    uint64_t size = w->f->count.n_entries;
    int64_t n = 0, n_full = 0;
    enum rc rc = RC_OK;

    for (unsigned level = 0; rc == RC_OK && level < TREE_LEVELS; level++, size >>= 8) {
        if (size % TILE != 0)
            rc = compare_tile(w, level, size / TILE, (size_t)(size % TILE), err);
        n_full += (int64_t)((size + TILE - 1) / TILE);
    }
    put_root(w);
    if (!rc)
        rc = fsck_broken(w->f, "tile", db_number(w->f->s, "SELECT count(*) FROM tile", 0, &n, err),
                         err);
    if (!rc && n != n_full)
        rc = fsck_fault(w->f, err, "tiles: there are %lld, not %lld", (long long)n,
                        (long long)n_full);
    return rc;
}

/* ---- batches ---- */

static bool is_signed(const struct store_batch *b, struct span single)
{
    struct ed25519_key key;
    struct ed25519_signature signature;
    struct buf statement;
    bool is_good;

    memcpy(key.b, b->author, sizeof(key.b));
    memcpy(signature.b, b->signature, sizeof(signature.b));
    if (b->origin == BATCH_SINGLE)
        return ed25519_verify(&key, single, &signature);
    buf_init(&statement, 256);
    entry_batch_statement(&statement, b->n, &b->root);
    is_good = ed25519_verify(&key, buf_span(&statement), &signature);
    buf_release(&statement);
    return is_good;
}

static enum rc end_batch(struct walk *w, struct span last, struct err *err)
{
    const struct store_batch *b = &w->batch;
    struct sha256_digest root = merkle_frontier_root(&w->bytes);
    unsigned long long first = b->first_seq;

    w->has_batch = false;
    w->next_batch = b->first_seq + b->n;
    if (!w->is_incomplete && !merkle_digest_eq(&root, &b->root))
        return fsck_fault(w->f, err, "batch of entry %llu: its root is not that of its entries",
                          first);
    if (b->origin == BATCH_SINGLE && (b->n != 1 || !b->has_signature))
        return fsck_fault(w->f, err, "batch of entry %llu: no single entry with a signature",
                          first);
    if (!b->has_signature || (b->origin == BATCH_SINGLE && w->is_incomplete))
        return RC_OK;
    return is_signed(b, last)
               ? RC_OK
               : fsck_fault(w->f, err, "batch of entry %llu: its signature does not hold", first);
}

static enum rc begin_batch(struct walk *w, uint64_t seq, struct err *err)
{
    struct err note = {0};
    enum rc rc = store_batch_of(w->f->s, seq, &w->batch, &note);

    if (rc)
        return fsck_fault(w->f, err, "entry %llu: it has no batch: %s", (unsigned long long)seq,
                          note.note);
    w->has_batch = true;
    w->is_incomplete = w->batch.first_seq != seq;
    merkle_frontier_init(&w->bytes);
    if (w->batch.first_seq != seq)
        return fsck_fault(w->f, err, "batch of entry %llu: entries before %llu are not there",
                          (unsigned long long)w->batch.first_seq, (unsigned long long)seq);
    return RC_OK;
}

/* ---- entries ---- */

enum {
    COL_SEQ,
    COL_ID,
    COL_KIND,
    COL_LABEL,
    COL_BY,
    COL_BLOCK,
    COL_COMMITMENT,
    COL_SALT,
    COL_BYTES
};

/* The entry that is said to stand in this one's place does say so. */
static enum rc check_superseded(struct walk *w, const struct uuid *id, int64_t by, struct err *err)
{
    struct entry e = {.has_supersedes = false};
    struct store_entry found;
    struct err note = {0};
    char name[40];
    enum rc rc = store_entry_by_seq(w->f->s, (uint64_t)by, &w->arena, &found, &note);

    if (!rc && found.is_erased)
        return RC_OK;
    if (!rc)
        rc = entry_read(found.bytes, &w->arena, &e, &note);
    if (!rc && e.has_supersedes && uuid_cmp(&e.supersedes, id) == 0)
        return RC_OK;
    return fsck_fault(w->f, err, "entry %s: entry %lld does not supersede it", id_text(id, name),
                      (long long)by);
}

static enum rc check_supersedes(struct walk *w, const struct entry *e, uint64_t seq,
                                struct err *err)
{
    sqlite3_stmt *q = NULL;
    bool is_noted = false;
    char name[40];
    enum rc rc = db_take(w->f->s,
                         "SELECT superseded_by IS NOT NULL AND superseded_by <= ?1 FROM entry "
                         "WHERE id = ?2 UNION ALL SELECT 1 FROM awaited WHERE id = ?2 AND seq = ?1",
                         &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    (void)sqlite3_bind_blob(q, 2, e->supersedes.b, sizeof(e->supersedes.b), SQLITE_STATIC);
    while (!is_noted && (rc = db_step(w->f->s, q, err)) == RC_OK)
        is_noted = sqlite3_column_int(q, 0) != 0;
    db_give(w->f->s, q);
    if (rc && rc != RC_END)
        return fsck_broken(w->f, "entry", rc, err);
    return is_noted ? RC_OK
                    : fsck_fault(w->f, err, "entry %s: what it supersedes does not know of it",
                                 id_text(&e->id, name));
}

/* The columns say what the bytes say. */
static enum rc compare_columns(struct walk *w, const struct entry *e, sqlite3_stmt *q,
                               struct err *err)
{
    uint8_t author[ED25519_KEY_BYTES] = {0};
    struct span id = db_span(q, COL_ID), label = span_none();
    char name[40];
    const char *what = NULL;

    if (id.n != sizeof(e->id.b) || memcmp(id.p, e->id.b, id.n) != 0)
        what = "id";
    else if (sqlite3_column_int64(q, COL_KIND) != (int64_t)e->kind)
        what = "kind";
    else if (names_text(w->f->s, &w->f->s->labels, sqlite3_column_int64(q, COL_LABEL), &label,
                        NULL) ||
             !span_eq(label, e->label))
        what = "label";
    else if (w->has_batch && (base64_read_exact(e->author, author, sizeof(author), NULL) ||
                              memcmp(author, w->batch.author, sizeof(author)) != 0))
        what = "author";
    if (what == NULL)
        return RC_OK;
    return fsck_fault(w->f, err, "entry %s (leaf %lld): its %s is not the one in its bytes",
                      id_text(&e->id, name), (long long)sqlite3_column_int64(q, COL_SEQ), what);
}

static enum rc check_bytes(struct walk *w, sqlite3_stmt *q, const struct sha256_digest *commitment,
                           struct err *err)
{
    struct span bytes = db_span(q, COL_BYTES);
    unsigned long long seq = (unsigned long long)sqlite3_column_int64(q, COL_SEQ);
    struct sha256_digest found, leaf = merkle_leaf(bytes);
    struct salt salt = {{0}};
    struct err note = {0};
    struct entry e;
    enum rc rc = db_bytes(q, COL_SALT, salt.b, sizeof(salt.b), &note);

    merkle_frontier_add(&w->bytes, &leaf);
    found = entry_commitment(&salt, bytes);
    if (rc || !merkle_digest_eq(&found, commitment))
        return fsck_fault(w->f, err,
                          "entry at leaf %llu: its bytes, salt and commitment do not agree", seq);
    rc = entry_read(bytes, &w->arena, &e, &note);
    if (rc)
        return fsck_fault(w->f, err, "entry at leaf %llu: %s", seq, note.note);
    rc = compare_columns(w, &e, q, err);
    if (!rc && e.has_supersedes)
        rc = check_supersedes(w, &e, seq, err);
    if (!rc && sqlite3_column_type(q, COL_BY) != SQLITE_NULL)
        rc = check_superseded(w, &e.id, sqlite3_column_int64(q, COL_BY), err);
    return rc;
}

/* What was erased is only known by what was noted then. */
static enum rc check_erased(struct walk *w, sqlite3_stmt *q, struct err *err)
{
    sqlite3_stmt *e = NULL;
    struct span id = db_span(q, COL_ID);
    bool is_same;
    enum rc rc = db_take(w->f->s, "SELECT id, kind, label FROM erased WHERE seq = ?", &e, err);

    w->is_incomplete = true;
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(e, 1, sqlite3_column_int64(q, COL_SEQ));
    rc = db_step(w->f->s, e, err);
    is_same = rc == RC_OK && span_eq(db_span(e, 0), id) &&
              sqlite3_column_int64(e, 1) == sqlite3_column_int64(q, COL_KIND) &&
              sqlite3_column_int64(e, 2) == sqlite3_column_int64(q, COL_LABEL) &&
              sqlite3_column_type(q, COL_SALT) == SQLITE_NULL &&
              sqlite3_column_type(q, COL_BLOCK) == SQLITE_NULL;
    db_give(w->f->s, e);
    return is_same ? RC_OK
                   : fsck_fault(w->f, err,
                                "entry at leaf %lld: its bytes are gone, and not as by an erasure",
                                (long long)sqlite3_column_int64(q, COL_SEQ));
}

static enum rc check_entry(struct walk *w, sqlite3_stmt *q, struct err *err)
{
    uint64_t seq = (uint64_t)sqlite3_column_int64(q, COL_SEQ);
    struct sha256_digest commitment = {{0}}, leaf;
    struct err note = {0};
    enum rc rc = RC_OK;

    if (seq != w->next_seq)
        rc = fsck_fault(w->f, err, "entry at leaf %llu: the one before it is %llu",
                        (unsigned long long)seq, (unsigned long long)w->next_seq - 1);
    w->next_seq = seq + 1;
    if (!rc && !w->has_batch)
        rc = begin_batch(w, seq, err);
    if (rc)
        return rc;
    if (db_bytes(q, COL_COMMITMENT, commitment.b, sizeof(commitment.b), &note))
        rc = fsck_fault(w->f, err, "entry at leaf %llu: %s", (unsigned long long)seq, note.note);
    else if (sqlite3_column_type(q, COL_BYTES) == SQLITE_NULL)
        rc = check_erased(w, q, err);
    else
        rc = check_bytes(w, q, &commitment, err);
    leaf = merkle_leaf((struct span){.p = (const char *)commitment.b, .n = sizeof(commitment.b)});
    if (!rc)
        rc = add_leaf(w, &leaf, err);
    if (!rc && w->has_batch && seq + 1 == w->batch.first_seq + w->batch.n)
        rc = end_batch(w, db_span(q, COL_BYTES), err);
    return rc;
}

static enum rc check_ends(struct walk *w, struct err *err)
{
    int64_t n = 0;
    enum rc rc;

    if (w->has_batch)
        return fsck_fault(w->f, err, "batch of entry %llu: its last entries are not there",
                          (unsigned long long)w->batch.first_seq);
    rc = fsck_broken(w->f, "batch", db_number(w->f->s, "SELECT total(n) FROM batch", 0, &n, err),
                     err);
    if (!rc && (uint64_t)n != w->f->count.n_entries)
        rc = fsck_fault(w->f, err, "batches: they state %lld entries; there are %llu", (long long)n,
                        (unsigned long long)w->f->count.n_entries);
    return rc;
}

enum rc fsck_entries(struct fsck *f, struct err *err)
{
    struct walk w = {.f = f};
    sqlite3_stmt *q = NULL;
    enum rc taken = RC_OK;
    enum rc rc = db_take(f->s,
                         "SELECT seq, id, kind, label, superseded_by, block, commitment, salt, "
                         "bytes FROM entry ORDER BY seq",
                         &q, err);

    arena_init(&w.arena, (size_t)64 * 1024 * 1024);
    while (rc == RC_OK && taken == RC_OK && (rc = db_step(f->s, q, err)) == RC_OK) {
        taken = check_entry(&w, q, err);
        arena_reset(&w.arena);
    }
    db_give(f->s, q);
    if (!taken)
        taken = fsck_broken(f, "entry", rc, err);
    if (!taken)
        taken = check_ends(&w, err);
    if (!taken)
        taken = finish_tiles(&w, err);
    arena_release(&w.arena);
    return taken;
}
