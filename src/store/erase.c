/* SPDX-License-Identifier: Apache-2.0 */
/* erase.c: bytes and salt of an entry are dropped; that it was there stays proven. */
#include "store/cards.h"

#include <string.h>

static enum rc note_erased(struct store *s, const struct store_entry *e, int64_t label,
                           struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s,
                         "INSERT OR REPLACE INTO erased (seq, id, kind, label, sum) VALUES (?, ?, "
                         "?, ?, ?)",
                         &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, (int64_t)e->seq);
    row_blob(&row, e->id.b, sizeof(e->id.b));
    row_int(&row, e->kind);
    row_int(&row, label);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc drop_bytes(struct store *s, uint64_t seq, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(
        s, "UPDATE entry SET bytes = NULL, salt = NULL, block = NULL WHERE seq = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc find(struct store *s, uint64_t seq, struct store_entry *e, int64_t *label,
                    int64_t *block, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT id, kind, label, block FROM entry WHERE seq = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, seq > INT64_MAX ? INT64_MAX : (int64_t)seq);
    rc = db_step(s, q, err);
    if (rc == RC_END)
        rc = err_set(err, RC_ABSENT, "there is no such entry");
    if (!rc)
        rc = db_bytes(q, 0, e->id.b, sizeof(e->id.b), err);
    if (!rc) {
        e->seq = seq;
        e->kind = (enum entry_kind)sqlite3_column_int(q, 1);
        *label = sqlite3_column_int64(q, 2);
        *block = sqlite3_column_int64(q, 3);
    }
    db_give(s, q);
    return rc;
}

enum rc store_erase(struct store *s, uint64_t seq, struct err *err)
{
    struct store_entry e;
    int64_t label = 0, block = 0;
    enum rc rc = store_writable(s, err);

    if (!rc && !s->in_step)
        rc = err_set(err, RC_CONFLICT, "entries are erased in a step; none is open");
    if (!rc)
        rc = find(s, seq, &e, &label, &block, err);
    if (!rc && block != 0)
        rc = cards_remove(s, seq, block, err);
    if (!rc)
        rc = drop_bytes(s, seq, err);
    if (!rc)
        rc = note_erased(s, &e, label, err);
    if (!rc)
        s->has_erased = true;
    return rc;
}

static enum rc look_up(struct store *s, const struct uuid *ids, size_t n, bool *out,
                       struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT bytes IS NULL FROM entry WHERE id = ?", &q, err);

    if (rc)
        return rc;
    for (size_t i = 0; i < n && !rc && !*out; i++) {
        (void)sqlite3_reset(q);
        (void)sqlite3_bind_blob(q, 1, ids[i].b, sizeof(ids[i].b), SQLITE_STATIC);
        rc = db_step(s, q, err);
        if (rc == RC_OK)
            *out = sqlite3_column_int(q, 0) != 0;
        else if (rc == RC_END)
            rc = RC_OK;
    }
    db_give(s, q);
    return rc;
}

enum rc store_any_erased(struct store *s, const struct uuid *ids, size_t n, bool *out,
                         struct err *err)
{
    int64_t has = 0;
    bool found = false;
    enum rc rc = db_number(s, "SELECT EXISTS(SELECT 1 FROM erased)", 0, &has, err);

    if (!rc && has != 0)
        rc = look_up(s, ids, n, &found, err);
    if (!rc)
        *out = found;
    return rc;
}
