/* SPDX-License-Identifier: Apache-2.0 */
/* checkpoints.c: signed checkpoints, as their notes. */
#include "store/db.h"
#include "store/tree.h"

#include <string.h>

static enum rc read_row(sqlite3_stmt *q, struct store_checkpoint *out, struct err *err)
{
    struct store_checkpoint c = {.size = (uint64_t)sqlite3_column_int64(q, 0),
                                 .recorded_at_ms = sqlite3_column_int64(q, 2),
                                 .note = db_span(q, 3)};
    enum rc rc = db_bytes(q, 1, c.root.b, sizeof(c.root.b), err);

    if (!rc && !db_sum_holds(q))
        rc = err_set(err, RC_INPUT, "the record is damaged: the checkpoint of size %llu; aasc fsck",
                     (unsigned long long)c.size);
    if (!rc)
        *out = c;
    return rc;
}

/* A checkpoint states what the tree was at its size. */
static enum rc check_root(struct store *s, const struct store_checkpoint *c, struct err *err)
{
    struct merkle_source source = store_tree(s);
    struct merkle_frontier f;
    struct merkle_head head;
    struct sha256_digest root;
    enum rc rc = store_head(s, &head, err);

    if (rc)
        return rc;
    if (c->size > head.size)
        return err_set(err, RC_RANGE, "a checkpoint of %llu entries; the log has %llu",
                       (unsigned long long)c->size, (unsigned long long)head.size);
    rc = merkle_frontier_load(&source, c->size, &f, err);
    if (rc)
        return rc;
    root = merkle_frontier_root(&f);
    return merkle_digest_eq(&root, &c->root)
               ? RC_OK
               : err_set(err, RC_CONFLICT, "the log of %llu entries has another root",
                         (unsigned long long)c->size);
}

enum rc store_checkpoint_put(struct store *s, const struct store_checkpoint *c, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = store_writable(s, err);

    if (!rc)
        rc = check_root(s, c, err);
    if (!rc)
        rc = db_take(s,
                     "INSERT OR REPLACE INTO checkpoint (size, root, recorded_at_ms, note, sum) "
                     "VALUES (?, ?, ?, ?, ?)",
                     &q, err);
    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, (int64_t)c->size);
    row_blob(&row, c->root.b, sizeof(c->root.b));
    row_int(&row, c->recorded_at_ms);
    row_text(&row, c->note);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc read_one(struct store *s, const char *sql, uint64_t size, struct arena *a,
                        struct store_checkpoint *out, struct err *err)
{
    struct store_checkpoint c;
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, sql, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, size > INT64_MAX ? INT64_MAX : (int64_t)size);
    rc = db_step(s, q, err);
    if (rc == RC_END)
        rc = err_set(err, RC_ABSENT, "there is no such checkpoint");
    if (!rc)
        rc = read_row(q, &c, err);
    if (!rc) {
        c.note = arena_copy(a, c.note, err);
        rc = c.note.p == NULL ? RC_LIMIT : RC_OK;
    }
    if (!rc)
        *out = c;
    db_give(s, q);
    return rc;
}

enum rc store_checkpoint_below(struct store *s, uint64_t size, struct arena *a,
                               struct store_checkpoint *out, struct err *err)
{
    return read_one(s, "SELECT * FROM checkpoint WHERE size <= ? ORDER BY size DESC LIMIT 1", size,
                    a, out, err);
}

enum rc store_checkpoint_at(struct store *s, uint64_t size, struct arena *a,
                            struct store_checkpoint *out, struct err *err)
{
    return read_one(s, "SELECT * FROM checkpoint WHERE size = ?", size, a, out, err);
}

enum rc store_checkpoints(struct store *s,
                          enum rc (*take)(void *to, const struct store_checkpoint *c,
                                          struct err *err),
                          void *to, struct err *err)
{
    struct store_checkpoint c;
    sqlite3_stmt *q = NULL;
    enum rc taken = RC_OK;
    enum rc rc = db_take(s, "SELECT * FROM checkpoint ORDER BY size", &q, err);

    if (rc)
        return rc;
    while (taken == RC_OK && (rc = db_step(s, q, err)) == RC_OK) {
        rc = read_row(q, &c, err);
        if (rc)
            break;
        taken = take(to, &c, err);
    }
    db_give(s, q);
    if (taken)
        return taken == RC_END ? RC_OK : taken;
    return rc == RC_END ? RC_OK : rc;
}
