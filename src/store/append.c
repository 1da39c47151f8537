/* SPDX-License-Identifier: Apache-2.0 */
/* append.c: entries going in: their leaves, and the tables by which they are found again. */
#include "store/cards.h"
#include "store/derived.h"
#include "store/names.h"
#include "store/runs.h"
#include "store/tree.h"

#include <string.h>

/* ---- what stands in whose place ---- */

/* The first entry that supersedes another one counts; it may have come before it. */
static enum rc await(struct store *s, const struct uuid *id, uint64_t seq, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc =
        db_take(s, "INSERT OR REPLACE INTO awaited (id, seq, sum) VALUES (?, ?, ?)", &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_blob(&row, id->b, sizeof(id->b));
    row_int(&row, (int64_t)seq);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc supersede(struct store *s, const struct entry *e, uint64_t seq, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc;

    if (!e->has_supersedes)
        return RC_OK;
    if (uuid_cmp(&e->supersedes, &e->id) == 0)
        return err_set(err, RC_INPUT, "an entry cannot supersede itself");
    rc = db_take(s, "UPDATE entry SET superseded_by = coalesce(superseded_by, ?) WHERE id = ?", &q,
                 err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    (void)sqlite3_bind_blob(q, 2, e->supersedes.b, sizeof(e->supersedes.b), SQLITE_STATIC);
    rc = db_run(s, q, err);
    db_give(s, q);
    if (!rc && sqlite3_changes(s->db) == 0)
        rc = await(s, &e->supersedes, seq, err);
    return rc;
}

/* *by is -1 where nothing waits for this entry. */
static enum rc find_awaited(struct store *s, const struct uuid *id, int64_t *by, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT coalesce(min(seq), -1) FROM awaited WHERE id = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, id->b, sizeof(id->b), SQLITE_STATIC);
    rc = db_step(s, q, err);
    if (!rc)
        *by = sqlite3_column_int64(q, 0);
    db_give(s, q);
    return rc;
}

/* ---- batch and entry ---- */

static enum rc put_batch(struct store *s, const struct store_batch *b, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s,
                         "INSERT INTO batch (first_seq, n, origin, author, signature, root, "
                         "recorded_at_ms, blob, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, (int64_t)b->first_seq);
    row_int(&row, (int64_t)b->n);
    row_int(&row, b->origin);
    row_blob(&row, b->author, sizeof(b->author));
    if (b->has_signature)
        row_blob(&row, b->signature, sizeof(b->signature));
    else
        row_null(&row);
    row_blob(&row, b->root.b, sizeof(b->root.b));
    row_int(&row, b->recorded_at_ms);
    if (b->has_blob)
        row_blob(&row, b->blob.b, sizeof(b->blob.b));
    else
        row_null(&row);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

/* What the rows of one append share. */
struct appending {
    struct store *s;
    sqlite3_stmt *q;
    bool has_awaited;
    struct span label; /* of the last entry: mostly that of the next one too */
    uint32_t label_number;
    uint64_t seq;
};

static enum rc refuse_id(struct appending *ap, const struct uuid *id, struct err *err)
{
    struct buf text;
    enum rc rc;

    ap->s->is_spoilt = true;
    if (sqlite3_extended_errcode(ap->s->db) != SQLITE_CONSTRAINT_UNIQUE)
        return db_fault(ap->s, err);
    buf_init(&text, 64);
    uuid_put(&text, id);
    rc = err_set(err, RC_CONFLICT, "an entry with the id %s is on the record already", text.p);
    buf_release(&text);
    return rc;
}

static enum rc put_entry(struct appending *ap, const struct store_item *item, int64_t block,
                         int64_t superseded_by, struct err *err)
{
    struct sha256_digest commitment =
        item->commitment != NULL ? *item->commitment : entry_commitment(&item->salt, item->bytes);
    bool is_there = !item->is_erased;
    struct sha256_digest leaf;
    const struct entry *e = item->entry;
    int code;

    (void)sqlite3_bind_int64(ap->q, 1, (int64_t)ap->seq);
    (void)sqlite3_bind_blob(ap->q, 2, e->id.b, sizeof(e->id.b), SQLITE_STATIC);
    (void)sqlite3_bind_int(ap->q, 3, (int)e->kind);
    (void)sqlite3_bind_int64(ap->q, 4, ap->label_number);
    if (superseded_by >= 0)
        (void)sqlite3_bind_int64(ap->q, 5, superseded_by);
    else
        (void)sqlite3_bind_null(ap->q, 5);
    if (block != 0)
        (void)sqlite3_bind_int64(ap->q, 6, block);
    else
        (void)sqlite3_bind_null(ap->q, 6);
    (void)sqlite3_bind_blob(ap->q, 7, commitment.b, sizeof(commitment.b), SQLITE_STATIC);
    (void)sqlite3_bind_blob(ap->q, 8, is_there ? item->salt.b : NULL, sizeof(item->salt.b),
                            SQLITE_STATIC); /* a blob of nowhere is NULL */
    (void)sqlite3_bind_blob64(ap->q, 9, is_there ? item->bytes.p : NULL, item->bytes.n,
                              SQLITE_STATIC);
    code = sqlite3_step(ap->q);
    if (code != SQLITE_DONE)
        return refuse_id(ap, &e->id, err);
    (void)sqlite3_reset(ap->q);
    leaf = merkle_leaf((struct span){.p = (const char *)commitment.b, .n = sizeof(commitment.b)});
    return tree_add(ap->s, &leaf, err);
}

static enum rc append_one(struct appending *ap, const struct store_item *item, int64_t block,
                          struct err *err)
{
    int64_t superseded_by = -1;
    enum rc rc = RC_OK;

    if (!item->is_erased && (item->bytes.n == 0 || item->bytes.n > ENTRY_BYTES_MAX))
        return err_set(err, RC_LIMIT, "an entry of %zu bytes; they have 1 to %zu", item->bytes.n,
                       ENTRY_BYTES_MAX);
    if (ap->label.p == NULL || !span_eq(item->entry->label, ap->label)) {
        rc = names_number(ap->s, &ap->s->labels, item->entry->label, &ap->label_number, err);
        ap->label = item->entry->label;
    }
    if (!rc && ap->has_awaited)
        rc = find_awaited(ap->s, &item->entry->id, &superseded_by, err);
    if (!rc)
        rc = put_entry(ap, item, block, superseded_by, err);
    if (!rc && item->entry->has_supersedes) {
        rc = supersede(ap->s, item->entry, ap->seq, err);
        ap->has_awaited = true;
    }
    if (!rc && derived_is_kind(item->entry->kind))
        rc = derived_add(ap->s, ap->seq, item->entry, item->derived, err);
    if (!rc && item->about != NULL)
        rc = mark_add(ap->s, item->about, ap->seq, item->entry->kind, err);
    ap->seq++;
    return rc;
}

static enum rc append_all(struct appending *ap, const struct store_item *items, size_t n,
                          const int64_t *blocks, struct err *err)
{
    int64_t has = 0;
    enum rc rc = db_number(ap->s, "SELECT 1 FROM awaited LIMIT 1", 0, &has, err);

    ap->has_awaited = has != 0;
    if (!rc)
        rc = db_take(ap->s,
                     "INSERT INTO entry (seq, id, kind, label, superseded_by, block, commitment, "
                     "salt, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     &ap->q, err);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = append_one(ap, &items[i], blocks[i], err);
    db_give(ap->s, ap->q);
    return rc;
}

/* Cards first: an entry's row says in which block its card lies. */
static enum rc put_cards(struct store *s, uint64_t first_seq, const struct store_item *items,
                         size_t n, struct arena *a, int64_t **blocks, struct err *err)
{
    struct card_at *cards = arena_array(a, n, sizeof(*cards), err);
    size_t n_cards = 0;
    enum rc rc;

    *blocks = arena_array(a, n, sizeof(**blocks), err);
    if (cards == NULL || *blocks == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        if (items[i].card != NULL)
            cards[n_cards++] = (struct card_at){.seq = first_seq + i, .card = items[i].card};
    rc = cards_add(s, first_seq, cards, n_cards, err);
    for (size_t i = 0; rc == RC_OK && i < n_cards; i++)
        (*blocks)[cards[i].seq - first_seq] = cards[i].block;
    return rc;
}

static enum rc check_append(struct store *s, size_t n, struct err *err)
{
    enum rc rc = store_writable(s, err);

    if (!rc && (n == 0 || n > STORE_BATCH_MAX))
        rc =
            err_set(err, RC_LIMIT, "a batch of %zu entries; they have 1 to %d", n, STORE_BATCH_MAX);
    if (!rc && !s->in_step)
        rc = err_set(err, RC_CONFLICT, "entries are appended in a step; none is open");
    return rc;
}

enum rc store_append(struct store *s, struct store_batch *batch, const struct store_item *items,
                     size_t n, uint64_t *first_seq, struct err *err)
{
    struct appending ap = {.s = s, .seq = s->tree.size};
    int64_t *blocks = NULL;
    struct arena a;
    enum rc rc = check_append(s, n, err);

    if (rc)
        return rc;
    arena_init(&a, (size_t)64 * 1024 * 1024);
    batch->first_seq = ap.seq;
    batch->n = n;
    if (s->has_recorded && batch->recorded_at_ms < s->recorded_at_ms)
        batch->recorded_at_ms = s->recorded_at_ms;
    rc = put_batch(s, batch, err);
    if (!rc)
        rc = put_cards(s, ap.seq, items, n, &a, &blocks, err);
    if (!rc)
        rc = append_all(&ap, items, n, blocks, err);
    arena_release(&a);
    if (rc) {
        s->is_spoilt = true; /* half of the batch is in this step: it cannot be committed */
        return rc;
    }
    s->recorded_at_ms = batch->recorded_at_ms;
    s->has_recorded = true;
    *first_seq = batch->first_seq;
    return RC_OK;
}

/* ---- filing again ---- */

enum rc store_unfile(struct store *s, struct err *err)
{
    enum rc rc = store_writable(s, err);

    runs_forget(s);
    return rc ? rc
              : db_exec(s,
                        "DELETE FROM card; DELETE FROM card_key; DELETE FROM card_more;"
                        "DELETE FROM key_run; DELETE FROM key_piece; DELETE FROM key_chunk;"
                        "DELETE FROM card_serial; DELETE FROM derived; DELETE FROM derived_input;"
                        "DELETE FROM derived_name; DELETE FROM mark;"
                        "UPDATE entry SET block = NULL WHERE block IS NOT NULL",
                        err);
}

enum rc store_file(struct store *s, uint64_t seq, const struct store_item *item, struct err *err)
{
    enum rc rc = store_writable(s, err);

    if (!rc && item->card != NULL)
        rc = cards_refile(s, seq, item->card, err);
    if (!rc && derived_is_kind(item->entry->kind))
        rc = derived_add(s, seq, item->entry, item->derived, err);
    if (!rc && item->about != NULL)
        rc = mark_add(s, item->about, seq, item->entry->kind, err);
    return rc;
}
