/* SPDX-License-Identifier: Apache-2.0 */
/* runs.c: chunks of pairs and their pieces on the disk, and keys found in them. */
#include "store/runs_held.h"

#include <assert.h>
#include <string.h>

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "chunks are little-endian");
static_assert(sizeof(struct run_pair) == 24, "the layout of docs/formats/store.md");

#define DAMAGED_CHUNK "the record is damaged: chunk %lld of keys; aasc fsck says more"

/* ---- chunks on the disk ---- */

static enum rc read_chunk(struct store *s, int64_t chunk, bool is_checked, struct run_chunk *out,
                          struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct span pairs;
    enum rc rc = db_take(s, "SELECT chunk, pairs, sum FROM key_chunk WHERE chunk = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, chunk);
    rc = db_step(s, q, err);
    if (rc && rc != RC_END)
        goto out;
    pairs = rc == RC_END ? span_none() : db_span(q, 1);
    rc = RC_OK;
    if (pairs.n == 0 || pairs.n % sizeof(*out->pairs) != 0 || pairs.n > sizeof(out->pairs) ||
        (is_checked && !db_sum_holds(q))) {
        rc = err_set(err, RC_INPUT, DAMAGED_CHUNK, (long long)chunk);
        goto out;
    }
    memcpy(out->pairs, pairs.p, pairs.n);
    out->n = pairs.n / sizeof(*out->pairs);
    out->chunk = chunk;
out:
    db_give(s, q);
    return rc;
}

enum rc runs_read(struct store *s, int64_t chunk, struct run_chunk *out, struct err *err)
{
    return read_chunk(s, chunk, false, out, err);
}

static enum rc put_chunk(struct store *s, int64_t chunk, const struct run_pair *pairs, size_t n,
                         struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s, "INSERT OR REPLACE INTO key_chunk (chunk, pairs, sum) VALUES (?, ?, ?)",
                         &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, chunk);
    row_blob(&row, pairs, n * sizeof(*pairs));
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc put_piece(struct store *s, int64_t run, const struct run_piece *piece,
                         struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc =
        db_take(s, "INSERT INTO key_piece (run, first, chunk, filter, sum) VALUES (?, ?, ?, ?, ?)",
                &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, run);
    row_blob(&row, piece->fence.first, sizeof(piece->fence.first));
    row_int(&row, piece->fence.chunk);
    row_blob(&row, piece->filter.b, sizeof(piece->filter.b));
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

enum rc runs_push(struct store *s, int64_t run, const struct run_pair *pairs, size_t n,
                  struct err *err)
{
    int64_t last = 0;
    struct run_piece piece;
    enum rc rc = db_number(s, "SELECT max(chunk) FROM key_chunk", 0, &last, err);

    if (rc)
        return rc;
    piece = run_piece_of(last + 1, pairs, n);
    rc = put_chunk(s, last + 1, pairs, n, err);
    if (!rc)
        rc = put_piece(s, run, &piece, err);
    if (!rc)
        held_push(s, run, &piece);
    return rc;
}

static enum rc drop_piece(struct store *s, int64_t run, const uint8_t first[16], struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "DELETE FROM key_piece WHERE run = ? AND first = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, run);
    (void)sqlite3_bind_blob(q, 2, first, 16, SQLITE_STATIC);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

/* Put what is left of a chunk in its place. */
static enum rc put_rest(struct store *s, int64_t run, int64_t chunk, const struct run_pair *pairs,
                        size_t n, struct run_piece *piece, struct err *err)
{
    enum rc rc;

    if (n == 0)
        return db_run_with(s, "DELETE FROM key_chunk WHERE chunk = ?", chunk, err);
    *piece = run_piece_of(chunk, pairs, n);
    rc = put_chunk(s, chunk, pairs, n, err);
    return rc ? rc : put_piece(s, run, piece, err);
}

enum rc runs_cut(struct store *s, int64_t run, const struct run_chunk *c, size_t n, struct err *err)
{
    struct run_piece piece;
    enum rc rc = drop_piece(s, run, c->pairs[0].key, err);

    assert(n > 0 && n <= c->n);
    if (!rc)
        rc = put_rest(s, run, c->chunk, c->pairs + n, c->n - n, &piece, err);
    if (!rc)
        held_cut(s, run, n == c->n ? NULL : &piece);
    return rc;
}

/* What is read here is written again under a new sum: damage would no longer be told. */
enum rc runs_front(struct store *s, int64_t run, struct run_chunk *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    int64_t chunk = 0;
    enum rc rc =
        db_take(s, "SELECT chunk FROM key_piece WHERE run = ? ORDER BY first LIMIT 1", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, run);
    rc = db_step(s, q, err);
    if (!rc)
        chunk = sqlite3_column_int64(q, 0);
    db_give(s, q);
    return rc ? rc : read_chunk(s, chunk, true, out, err);
}

/* ---- runs on the disk ---- */

enum rc runs_put(struct store *s, int64_t run, int64_t level, int64_t into, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc =
        db_take(s, "INSERT OR REPLACE INTO key_run (run, level, into_run, sum) VALUES (?, ?, ?, ?)",
                &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, run);
    row_int(&row, level);
    row_int(&row, into);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc ? rc : held_open(s, run, err);
}

enum rc runs_drop(struct store *s, int64_t run, struct err *err)
{
    held_drop(s, run);
    return db_run_with(s, "DELETE FROM key_run WHERE run = ?", run, err);
}

/* ---- finding ---- */

/* Where a pair lies. */
struct run_place {
    int64_t run;
    struct run_chunk c;
    size_t at; /* in the chunk; c.n: nowhere */
};

static void look_for(struct run_place *p, const uint8_t key[16])
{
    size_t low = 0, high = p->c.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (memcmp(p->c.pairs[middle].key, key, 16) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    p->at = low < p->c.n && memcmp(p->c.pairs[low].key, key, 16) == 0 ? low : p->c.n;
}

static enum rc find_small(struct store *s, const uint8_t key[16], bool *is_there, uint64_t *seq,
                          struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT seq FROM card_key WHERE key = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, key, 16, SQLITE_STATIC);
    rc = db_step(s, q, err);
    *is_there = rc == RC_OK;
    if (!rc)
        *seq = (uint64_t)sqlite3_column_int64(q, 0);
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}

/* Of every run the one chunk that can hold a key. */
#define SQL_CHUNKS                                                                                 \
    "SELECT p.run, p.chunk, p.filter FROM key_run AS r CROSS JOIN key_piece AS p "                 \
    "WHERE p.run = r.run AND p.first = "                                                           \
    "(SELECT max(first) FROM key_piece WHERE run = r.run AND first <= ?1)"

static enum rc find_stored(struct store *s, const uint8_t key[16], struct run_place *p,
                           struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, SQL_CHUNKS, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, key, 16, SQLITE_STATIC);
    while (p->at == p->c.n && (rc = db_step(s, q, err)) == RC_OK) {
        struct run_filter f;

        rc = db_bytes(q, 2, f.b, sizeof(f.b), err);
        if (rc)
            break;
        if (!run_filter_has(&f, key))
            continue;
        p->run = sqlite3_column_int64(q, 0);
        rc = runs_read(s, sqlite3_column_int64(q, 1), &p->c, err);
        if (rc)
            break;
        look_for(p, key);
    }
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc find_held(struct store *s, const uint8_t key[16], struct run_place *p,
                         struct err *err)
{
    int64_t chunk = 0;
    size_t i = 0;
    enum rc rc = RC_OK;

    while (rc == RC_OK && p->at == p->c.n && held_next(s, key, &i, &p->run, &chunk)) {
        rc = runs_read(s, chunk, &p->c, err);
        if (!rc)
            look_for(p, key);
    }
    return rc;
}

enum rc runs_find(struct store *s, const uint8_t key[16], bool *is_there, uint64_t *seq,
                  struct err *err)
{
    struct run_place p;
    enum rc rc = RC_OK;

    *is_there = false;
    if (!s->held.has || s->held.has_small)
        rc = find_small(s, key, is_there, seq, err);
    if (rc || *is_there)
        return rc;
    p.at = p.c.n = 0;
    rc = s->held.has ? find_held(s, key, &p, err) : find_stored(s, key, &p, err);
    if (rc || p.at == p.c.n)
        return rc;
    *is_there = true;
    *seq = p.c.pairs[p.at].seq;
    return RC_OK;
}

/* ---- taking away ---- */

static enum rc remove_small(struct store *s, const uint8_t key[16], uint64_t seq, bool *is_gone,
                            struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "DELETE FROM card_key WHERE key = ? AND seq = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, key, 16, SQLITE_STATIC);
    (void)sqlite3_bind_int64(q, 2, (int64_t)seq);
    rc = db_run(s, q, err);
    *is_gone = sqlite3_changes(s->db) > 0;
    db_give(s, q);
    return rc;
}

/* Seldom: pieces in memory are let go of. */
enum rc runs_remove(struct store *s, const uint8_t key[16], uint64_t seq, struct err *err)
{
    struct run_place p;
    struct run_chunk *c = &p.c;
    struct run_piece unused;
    bool is_gone = false;
    enum rc rc = remove_small(s, key, seq, &is_gone, err);

    if (rc || is_gone)
        return rc;
    runs_forget(s);
    p.at = p.c.n = 0;
    rc = find_stored(s, key, &p, err);
    if (rc || p.at == c->n || c->pairs[p.at].seq != seq)
        return rc;
    rc = drop_piece(s, p.run, c->pairs[0].key, err);
    memmove(&c->pairs[p.at], &c->pairs[p.at + 1], (c->n - p.at - 1) * sizeof(*c->pairs));
    return rc ? rc : put_rest(s, p.run, c->chunk, c->pairs, c->n - 1, &unused, err);
}
