/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c: entries and batches by number, id and kind. */
#include "store/entries.h"

#include "store/names.h"
#include "store/sees.h"

#include <string.h>

#define COLUMNS      "e.seq, e.id, e.kind, e.label, e.superseded_by, e.commitment, e.salt, e.bytes"
#define SQL_BY_SEQ   "SELECT " COLUMNS " FROM entry AS e WHERE e.seq = ?"
#define SQL_BY_ID    "SELECT " COLUMNS " FROM entry AS e WHERE e.id = ?"
#define SQL_ALL      "SELECT " COLUMNS " FROM entry AS e WHERE e.seq >= ? AND e.seq < ? ORDER BY e.seq"
#define SQL_ALL_BACK SQL_ALL " DESC"
/* Other kinds than observations have an index, which is named: by the order asked for, all entries
 * would be read. Their bytes are read one by one behind the sort. */
#define SQL_KINDS                                                                                  \
    "WITH kinds(kind) AS (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),"    \
    "(15),(16),(17),(18),(19),(20),(21),(22),(23),(24),(25),(26),(27),(28),(29),(30),(31)) "       \
    "SELECT e.seq FROM kinds CROSS JOIN entry AS e INDEXED BY entry_kind WHERE "                   \
    "(?3 >> kinds.kind & 1) AND e.kind = kinds.kind AND e.kind <> 0 AND e.seq >= ?1 AND "          \
    "e.seq < ?2 ORDER BY e.seq"
#define SQL_KINDS_BACK SQL_KINDS " DESC"

static int64_t bound(uint64_t seq)
{
    return seq > INT64_MAX ? INT64_MAX : (int64_t)seq;
}

/* ---- batches ---- */

static enum rc read_batch(sqlite3_stmt *q, struct store_batch *out, struct err *err)
{
    struct store_batch b = {.first_seq = (uint64_t)sqlite3_column_int64(q, 0),
                            .n = (uint64_t)sqlite3_column_int64(q, 1),
                            .origin = (enum batch_origin)sqlite3_column_int(q, 2),
                            .recorded_at_ms = sqlite3_column_int64(q, 6),
                            .has_signature = sqlite3_column_type(q, 4) != SQLITE_NULL,
                            .has_blob = sqlite3_column_type(q, 7) != SQLITE_NULL};
    enum rc rc = db_bytes(q, 3, b.author, sizeof(b.author), err);

    if (!rc && b.has_signature)
        rc = db_bytes(q, 4, b.signature, sizeof(b.signature), err);
    if (!rc)
        rc = db_bytes(q, 5, b.root.b, sizeof(b.root.b), err);
    if (!rc && b.has_blob)
        rc = db_bytes(q, 7, b.blob.b, sizeof(b.blob.b), err);
    if (!rc)
        *out = b;
    return rc;
}

enum rc store_batch_of(struct store *s, uint64_t seq, struct store_batch *out, struct err *err)
{
    struct store_batch b = {0};
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s,
                         "SELECT * FROM batch WHERE first_seq <= ? ORDER BY first_seq DESC "
                         "LIMIT 1",
                         &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, bound(seq));
    rc = db_step(s, q, err);
    if (!rc)
        rc = read_batch(q, &b, err);
    if (rc == RC_END || (rc == RC_OK && seq - b.first_seq >= b.n))
        rc = err_set(err, RC_ABSENT, "there is no such entry");
    if (!rc)
        *out = b;
    db_give(s, q);
    return rc;
}

enum rc store_batches(struct store *s, uint64_t from_seq, uint64_t below_seq,
                      enum rc (*take)(void *to, const struct store_batch *b, struct err *err),
                      void *to, struct err *err)
{
    struct store_batch b;
    sqlite3_stmt *q = NULL;
    enum rc rc, taken = RC_OK;

    rc = db_take(s,
                 "SELECT * FROM batch WHERE first_seq >= coalesce((SELECT max(first_seq) FROM "
                 "batch WHERE first_seq <= ?1), 0) AND first_seq < ?2 ORDER BY first_seq",
                 &q, err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, bound(from_seq));
    (void)sqlite3_bind_int64(q, 2, bound(below_seq));
    while (taken == RC_OK && (rc = db_step(s, q, err)) == RC_OK) {
        rc = read_batch(q, &b, err);
        if (rc)
            break;
        if (b.first_seq + b.n > from_seq)
            taken = take(to, &b, err);
    }
    db_give(s, q);
    if (taken)
        return taken == RC_END ? RC_OK : taken;
    return rc == RC_END ? RC_OK : rc;
}

enum rc store_size_at(struct store *s, int64_t recorded_at_ms, uint64_t *below_seq, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s,
                         "SELECT first_seq + n FROM batch WHERE recorded_at_ms <= ? ORDER BY "
                         "recorded_at_ms DESC, first_seq DESC LIMIT 1",
                         &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, recorded_at_ms);
    rc = db_step(s, q, err);
    if (rc == RC_OK || rc == RC_END) {
        *below_seq = rc == RC_OK ? (uint64_t)sqlite3_column_int64(q, 0) : 0;
        rc = RC_OK;
    }
    db_give(s, q);
    return rc;
}

/* ---- entries ---- */

static enum rc recorded_of(struct store *s, uint64_t seq, struct entry_reader *r, struct err *err)
{
    if (!r->has_batch || seq < r->batch.first_seq || seq - r->batch.first_seq >= r->batch.n) {
        enum rc rc = store_batch_of(s, seq, &r->batch, err);

        if (rc)
            return rc == RC_ABSENT ? err_set(err, RC_INPUT,
                                             "the record is damaged: an entry has no batch; aasc "
                                             "fsck says more")
                                   : rc;
        r->has_batch = true;
    }
    return RC_OK;
}

enum rc entry_of_row(struct store *s, sqlite3_stmt *q, uint64_t below_seq, struct entry_reader *r,
                     struct store_entry *out, struct err *err)
{
    struct store_entry e = {.seq = (uint64_t)sqlite3_column_int64(q, 0),
                            .kind = (enum entry_kind)sqlite3_column_int(q, 2),
                            .bytes = db_span(q, 7),
                            .is_erased = sqlite3_column_type(q, 7) == SQLITE_NULL};
    enum rc rc = db_bytes(q, 1, e.id.b, sizeof(e.id.b), err);

    if (!rc && (unsigned)e.kind >= ENTRY_KIND_COUNT)
        rc = err_set(err, RC_INPUT, "the record is damaged: an entry of no known kind; aasc fsck");
    if (!rc)
        rc = names_text(s, &s->labels, sqlite3_column_int64(q, 3), &e.label, err);
    if (!rc)
        rc = db_bytes(q, 5, e.commitment.b, sizeof(e.commitment.b), err);
    if (!rc && !e.is_erased)
        rc = db_bytes(q, 6, e.salt.b, sizeof(e.salt.b), err);
    if (!rc)
        rc = recorded_of(s, e.seq, r, err);
    if (rc)
        return rc;
    e.recorded_at_ms = r->batch.recorded_at_ms;
    if (sqlite3_column_type(q, 4) != SQLITE_NULL) {
        e.superseded_by = (uint64_t)sqlite3_column_int64(q, 4);
        e.is_superseded = e.superseded_by < below_seq;
    }
    *out = e;
    return RC_OK;
}

/* The bytes go into the arena, so that the statement can be given back. */
static enum rc keep(struct store_entry *e, struct arena *a, struct err *err)
{
    e->bytes = e->is_erased ? span_none() : arena_copy(a, e->bytes, err);
    return e->bytes.p == NULL && !e->is_erased ? RC_LIMIT : RC_OK;
}

static enum rc refuse_absent(struct err *err)
{
    return err_set(err, RC_ABSENT, "there is no such entry");
}

/* The same words for what is not there, not there yet, and not for this reader. */
enum rc store_entry_by_id(struct store *s, const struct uuid *id, uint64_t below_seq,
                          const struct visible *visible, struct arena *a, struct store_entry *out,
                          struct err *err)
{
    struct entry_reader r = {.has_batch = false};
    struct store_entry e;
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, SQL_BY_ID, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, id->b, sizeof(id->b), SQLITE_STATIC);
    rc = db_step(s, q, err);
    if (rc == RC_END || (rc == RC_OK && ((uint64_t)sqlite3_column_int64(q, 0) >= below_seq ||
                                         !sees(s, visible, sqlite3_column_int64(q, 3)))))
        rc = refuse_absent(err);
    if (!rc)
        rc = entry_of_row(s, q, below_seq, &r, &e, err);
    if (!rc)
        rc = keep(&e, a, err);
    if (!rc)
        *out = e;
    db_give(s, q);
    return rc;
}

enum rc store_entry_by_seq(struct store *s, uint64_t seq, struct arena *a, struct store_entry *out,
                           struct err *err)
{
    struct entry_reader r = {.has_batch = false};
    struct store_entry e;
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, SQL_BY_SEQ, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, bound(seq));
    rc = db_step(s, q, err);
    if (rc == RC_END)
        rc = refuse_absent(err);
    if (!rc)
        rc = entry_of_row(s, q, UINT64_MAX, &r, &e, err);
    if (!rc)
        rc = keep(&e, a, err);
    if (!rc)
        *out = e;
    db_give(s, q);
    return rc;
}

struct walk {
    struct store *s;
    const struct store_entry_query *ask;
    struct entry_reader reader;
    enum rc (*take)(void *to, const struct store_entry *e, struct err *err);
    void *to;
    enum rc taken;
};

static enum rc offer(struct walk *w, sqlite3_stmt *q, struct err *err)
{
    struct store_entry e;
    int64_t kind = sqlite3_column_int64(q, 2);
    enum rc rc;

    if (!sees(w->s, w->ask->visible, sqlite3_column_int64(q, 3)) ||
        (w->ask->kinds != 0 && (kind < 0 || kind > 31 || (w->ask->kinds >> kind & 1) == 0)))
        return RC_OK;
    rc = entry_of_row(w->s, q, w->ask->below_seq, &w->reader, &e, err);
    if (!rc)
        rc = w->taken = w->take(w->to, &e, err);
    return rc;
}

static enum rc offer_seq(struct walk *w, int64_t seq, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(w->s, SQL_BY_SEQ, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, seq);
    rc = db_step(w->s, q, err);
    if (!rc)
        rc = offer(w, q, err);
    else if (rc == RC_END)
        rc = RC_OK;
    db_give(w->s, q);
    return rc;
}

enum rc store_entries(struct store *s, const struct store_entry_query *ask,
                      enum rc (*take)(void *to, const struct store_entry *e, struct err *err),
                      void *to, struct err *err)
{
    bool is_few = ask->kinds != 0 && (ask->kinds & 1U << ENTRY_OBSERVATION) == 0;
    struct walk w = {.s = s, .ask = ask, .take = take, .to = to};
    sqlite3_stmt *q = NULL;
    enum rc rc;

    if (is_few)
        rc = db_take(s, ask->is_newest_first ? SQL_KINDS_BACK : SQL_KINDS, &q, err);
    else
        rc = db_take(s, ask->is_newest_first ? SQL_ALL_BACK : SQL_ALL, &q, err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, bound(ask->from_seq));
    (void)sqlite3_bind_int64(q, 2, bound(ask->below_seq));
    if (is_few)
        (void)sqlite3_bind_int64(q, 3, ask->kinds);
    while ((rc = db_step(s, q, err)) == RC_OK) {
        rc = is_few ? offer_seq(&w, sqlite3_column_int64(q, 0), err) : offer(&w, q, err);
        if (rc)
            break;
    }
    db_give(s, q);
    if (w.taken)
        return w.taken == RC_END ? RC_OK : w.taken;
    return rc == RC_END ? RC_OK : rc;
}
