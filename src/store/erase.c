/* SPDX-License-Identifier: Apache-2.0 */
/* erase.c: bytes and salt of an entry are dropped; that it was there stays proven. */
#include "store/cards.h"
#include "store/derived.h"

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
        rc =
            db_run_with(s, "UPDATE entry SET bytes = NULL, salt = NULL, block = NULL WHERE seq = ?",
                        (int64_t)seq, err);
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

/* ---- what rests on it ---- */

/* Duty, incident, verdict, row; each step is a kind further down. */
#define DEPTH_MAX 4

static enum rc look_below(struct store *s, const struct uuid *ids, size_t n, int depth, bool *out,
                          struct err *err);

/* An incident rests on what its versions added, the newest and those before it: of each of which
 * that is earlier on the record, so that a circle has an end. */
static enum rc look_at_line(struct store *s, struct store_entry at, struct arena *a, int depth,
                            bool *out, struct err *err)
{
    struct entry e;
    enum rc rc = entry_read(at.bytes, a, &e, err);

    if (!rc)
        rc = look_below(s, e.inputs, e.n_inputs, depth, out, err);
    while (!rc && !*out && e.kind == ENTRY_INCIDENT && e.has_supersedes) {
        rc = store_entry_by_id(s, &e.supersedes, at.seq, NULL, a, &at, err);
        *out = !rc && at.is_erased;
        if (rc || *out)
            break;
        rc = entry_read(at.bytes, a, &e, err);
        if (!rc)
            rc = look_below(s, e.inputs, e.n_inputs, depth, out, err);
    }
    return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc look_below(struct store *s, const struct uuid *ids, size_t n, int depth, bool *out,
                          struct err *err)
{
    enum rc rc = look_up(s, ids, n, out, err);
    struct arena a;

    arena_init(&a, (size_t)256 << 20);
    for (size_t i = 0; i < n && !rc && !*out && depth < DEPTH_MAX; i++) {
        struct store_entry at;

        arena_reset(&a);
        rc = store_entry_by_id(s, &ids[i], UINT64_MAX, NULL, &a, &at, err);
        if (!rc && derived_is_kind(at.kind))
            rc = look_at_line(s, at, &a, depth + 1, out, err);
        else if (rc == RC_ABSENT)
            rc = RC_OK;
    }
    arena_release(&a);
    return rc;
}

enum rc store_rests_on_erased(struct store *s, const struct uuid *ids, size_t n, bool *out,
                              struct err *err)
{
    int64_t has = 0;
    bool found = false;
    enum rc rc = db_number(s, "SELECT EXISTS(SELECT 1 FROM erased)", 0, &has, err);

    if (!rc && has != 0)
        rc = look_below(s, ids, n, 0, &found, err);
    if (!rc)
        *out = found;
    return rc;
}

#define SQL_SUPERSEDED                                                                             \
    "SELECT id FROM entry WHERE superseded_by = ?1 UNION ALL SELECT id FROM awaited WHERE seq = "  \
    "?1 LIMIT 1"

enum rc store_superseded_of(struct store *s, uint64_t seq, struct uuid *out, bool *has,
                            struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, SQL_SUPERSEDED, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    rc = db_step(s, q, err);
    *has = rc == RC_OK;
    if (rc == RC_OK)
        rc = db_bytes(q, 0, out->b, sizeof(out->b), err);
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}
