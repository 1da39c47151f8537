/* SPDX-License-Identifier: Apache-2.0 */
/* adopt.c: the tables by which entries are found again, taken over from a record that was made anew
 * of the same entries. */
#include "store/db.h"
#include "store/names.h"
#include "store/pages.h"
#include "store/runs.h"

/* Everything of the second and third step of migrations.c but the marks, which authors make. */
static const char adopting[] =
    "DELETE FROM card; INSERT INTO card SELECT * FROM anew.card;"
    "DELETE FROM card_key; INSERT INTO card_key SELECT * FROM anew.card_key;"
    "DELETE FROM key_run; INSERT INTO key_run SELECT * FROM anew.key_run;"
    "DELETE FROM key_piece; INSERT INTO key_piece SELECT * FROM anew.key_piece;"
    "DELETE FROM key_chunk; INSERT INTO key_chunk SELECT * FROM anew.key_chunk;"
    "DELETE FROM card_more; INSERT INTO card_more SELECT * FROM anew.card_more;"
    "DELETE FROM card_serial; INSERT INTO card_serial SELECT * FROM anew.card_serial;"
    "DELETE FROM derived; DELETE FROM term; INSERT INTO term SELECT * FROM anew.term;"
    "INSERT INTO derived SELECT * FROM anew.derived;"
    "DELETE FROM derived_input; INSERT INTO derived_input SELECT * FROM anew.derived_input;"
    "DELETE FROM derived_name; INSERT INTO derived_name SELECT * FROM anew.derived_name;"
    "DELETE FROM awaited; INSERT INTO awaited SELECT * FROM anew.awaited;"
    "DELETE FROM tile; INSERT INTO tile SELECT * FROM anew.tile;"
    "UPDATE entry SET block = other.block FROM anew.entry AS other"
    " WHERE other.seq = entry.seq AND other.block IS NOT entry.block;"
    "UPDATE entry SET superseded_by = other.superseded_by FROM anew.entry AS other"
    " WHERE other.seq = entry.seq AND other.superseded_by IS NOT entry.superseded_by";

static enum rc attach(struct store *s, const char *path, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "ATTACH ? AS anew", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_text(q, 1, path, -1, SQLITE_STATIC);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

/* Of other entries nothing is taken over. */
static enum rc check_same(struct store *s, struct err *err)
{
    int64_t n = 0;
    enum rc rc = db_number(s,
                           "SELECT count(*) FROM main.head AS a, anew.head AS b WHERE a.size = "
                           "b.size AND a.root = b.root",
                           0, &n, err);

    if (!rc && n != 1)
        rc = err_set(err, RC_CONFLICT, "the record that was made anew has another head");
    return rc;
}

static enum rc count_page(void *to, uint64_t page, uint32_t page_bytes, struct err *err)
{
    uint64_t *n = to;

    (void)page;
    (void)page_bytes;
    (void)err;
    (*n)++;
    return RC_OK;
}

/* What is in use was compared, or made anew; a damaged page that is in no use stays as it is,
 * unless all pages are written again. */
static enum rc mend_pages(struct store *s, struct err *err)
{
    uint64_t n = 0;
    bool has_sums = false;
    enum rc rc = pages_check(s->path, &has_sums, count_page, &n, err);

    if (!rc && n > 0)
        rc = db_exec(s, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", err);
    return rc;
}

enum rc store_adopt(struct store *s, const char *path, struct err *err)
{
    enum rc rc = store_writable(s, err);

    if (!rc)
        rc = attach(s, path, err);
    if (rc)
        return rc;
    rc = check_same(s, err);
    if (!rc)
        rc = store_begin(s, err);
    if (!rc)
        rc = db_exec(s, adopting, err);
    runs_forget(s);
    if (!rc)
        rc = store_commit(s, err);
    if (rc)
        store_rollback(s);
    for (size_t i = 0; i < DB_SLOTS; i++) { /* statements hold the file that is let go of */
        (void)sqlite3_finalize(s->slots[i].q);
        s->slots[i] = (struct db_slot){.q = NULL};
    }
    (void)sqlite3_exec(s->db, "DETACH anew", NULL, NULL, NULL);
    if (!rc)
        rc = mend_pages(s, err);
    return rc ? rc : names_load(s, err);
}
