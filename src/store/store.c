/* SPDX-License-Identifier: Apache-2.0 */
/* store.c: opening and closing a record, its snapshots and its steps. */
#include "store/db.h"
#include "store/lock.h"
#include "store/migrations.h"
#include "store/names.h"
#include "store/pages.h"
#include "store/runs.h"
#include "store/tree.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STORE_BYTES_MAX ((size_t)4 * 1024 * 1024)
#define URI_BYTES_MAX   (3 * 4096 + 64)
#define BUSY_WAIT_MS    10000
#define FRESH_BYTES_MAX ((size_t)4 * 1024 * 1024)

/* Pages of 8 KiB hold a dozen rows each; the log of writes is folded in at 64 MiB, so that pages
 * which grow again and again are written once (backfill.h); 48 MiB of pages are kept in memory.
 * What is freed is overwritten from the beginning: a page that was split may hold copies of what is
 * erased later. */
#define PRAGMAS_MAKE "PRAGMA page_size = 8192; PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = WAL"
#define PRAGMAS_WRITE                                                                              \
    "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "                                       \
    "PRAGMA journal_size_limit = 134217728"
#define PRAGMAS_ALL                                                                                \
    "PRAGMA cache_size = -49152; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"           \
    "PRAGMA cell_size_check = ON"

/* ---- opening ---- */

static enum rc open_file(struct store *s, const char *name, int flags, struct err *err)
{
    int code;

    /* counting bytes takes a lock at each piece of memory; after the first opening this is refused,
     * and done already */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)pages_prepare(); /* where it fails, no file can be opened by that name */
    code = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                           PAGES_VFS);

    if (s->db == NULL)
        memory_exhausted(sizeof(struct store));
    if (code != SQLITE_OK)
        return db_fault(s, err);
    pages_refuse(s->db, s->mode != STORE_LOOK && s->mode != STORE_MEND);
    (void)sqlite3_extended_result_codes(s->db, 1);
    (void)sqlite3_busy_timeout(s->db, BUSY_WAIT_MS);
    return db_exec(s, PRAGMAS_ALL, err);
}

static bool has_log(const struct store *s)
{
    char name[4096 + 8];
    struct stat st;

    (void)snprintf(name, sizeof(name), "%s-wal", s->path);
    return stat(name, &st) == 0 && st.st_size > 0;
}

/* A file that nobody changes: SQLite then needs no files beside it. */
static enum rc open_immutable(struct store *s, struct err *err)
{
    char uri[URI_BYTES_MAX];
    size_t n = (size_t)snprintf(uri, sizeof(uri), "file:");

    for (const char *p = s->path; *p != '\0' && n + 32 < sizeof(uri); p++)
        n += (size_t)snprintf(uri + n, sizeof(uri) - n,
                              *p == '?' || *p == '#' || *p == '%' ? "%%%02X" : "%c",
                              (unsigned char)*p);
    (void)snprintf(uri + n, sizeof(uri) - n, "?immutable=1");
    return open_file(s, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
}

/* Without leave to write beside the record, its log of writes cannot be shared: where there is
 * none, the file alone is the record. */
static enum rc open_to_read(struct store *s, struct err *err)
{
    int64_t unused;
    enum rc rc = open_file(s, s->path, SQLITE_OPEN_READONLY, err);

    if (!rc)
        rc = db_number(s, "SELECT count(*) FROM sqlite_schema", 0, &unused, err);
    if (rc != RC_IO)
        return rc;
    if (has_log(s))
        return err_prefix(err, rc,
                          "its last writes lie in %s-wal and cannot be read here; copy both to a "
                          "disk that can be written: ",
                          s->path);
    memset(s->slots, 0, sizeof(s->slots));
    (void)sqlite3_close_v2(s->db);
    s->db = NULL;
    s->lock_fd = lock_share(s->path);
    return open_immutable(s, err);
}

static enum rc load_secret(struct store *s, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT * FROM secret", &q, err);

    if (rc)
        return rc;
    rc = db_step(s, q, err);
    if (rc == RC_END || (rc == RC_OK && !db_sum_holds(q)))
        rc = err_set(err, RC_INPUT, "%s is damaged: its secret is lost; take it from a backup",
                     s->path);
    if (!rc)
        rc = db_bytes(q, 1, s->secret.b, sizeof(s->secret.b), err);
    db_give(s, q);
    return rc;
}

static enum rc load_recorded(struct store *s, struct err *err)
{
    int64_t at_ms = 0;
    enum rc rc = db_number(s, "SELECT recorded_at_ms FROM batch ORDER BY first_seq DESC LIMIT 1",
                           INT64_MIN, &at_ms, err);

    s->has_recorded = !rc && at_ms != INT64_MIN;
    s->recorded_at_ms = at_ms;
    return rc;
}

/* A writer goes on only from a tree that is whole at its edge. */
static enum rc load_tree(struct store *s, struct err *err)
{
    struct merkle_head stated, found;
    int64_t next = 0;
    enum rc rc = store_head(s, &stated, err);

    if (!rc)
        rc = db_number(s, "SELECT max(seq) + 1 FROM entry", 0, &next, err);
    if (!rc)
        rc = tree_load(s, stated.size, err);
    if (!rc)
        rc = tree_head(s, &found, err);
    if (!rc && ((uint64_t)next != stated.size || !merkle_digest_eq(&stated.root, &found.root)))
        rc = err_set(err, RC_INPUT,
                     "%s is damaged: its entries, tiles and head differ; aasc fsck says more",
                     s->path);
    return rc;
}

static enum rc say_recovered(struct store *s, struct span left_by, struct err *err)
{
    struct merkle_head head;
    enum rc rc = store_head(s, &head, err);

    if (rc)
        return rc;
    s->recovered = arena_printf(&s->arena, err,
                                "the last writer (process %.*s) ended without closing the record; "
                                "everything that was acknowledged is there: %llu entries",
                                SPAN_ARG(left_by), (unsigned long long)head.size);
    return s->recovered.p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc open_to_write(struct store *s, const char *what, struct err *err)
{
    struct span left_by = span_none();
    int number = 0;
    enum rc rc = lock_take(s->path, what, &s->arena, &s->lock_fd, &left_by, err);

    if (!rc)
        rc = open_file(s, s->path, SQLITE_OPEN_READWRITE, err);
    if (!rc)
        rc = db_exec(s, PRAGMAS_WRITE, err);
    if (!rc)
        backfill_open(&s->backfill, s->path, s->db);
    if (!rc)
        rc = migrations_number(s, &number, err);
    if (!rc)
        rc = migrations_run(s, migrations_newest(), err);
    if (!rc)
        rc = load_secret(s, err);
    if (!rc)
        rc = names_load(s, err);
    if (!rc)
        rc = load_recorded(s, err);
    if (!rc)
        rc = load_tree(s, err);
    if (!rc && left_by.n > 0)
        rc = say_recovered(s, left_by, err);
    return rc;
}

static enum rc check_format(struct store *s, struct err *err)
{
    int number = 0;
    enum rc rc = migrations_number(s, &number, err);

    if (!rc && number < migrations_newest())
        rc = err_set(err, RC_UNSUPPORTED,
                     "%s has the older format %d, and a reader does not change it; run a command "
                     "that writes first",
                     s->path, number);
    return rc;
}

static enum rc new_store(const char *path, enum store_mode mode, struct store **out,
                         struct err *err)
{
    struct arena a;
    struct store *s;

    arena_init(&a, STORE_BYTES_MAX);
    s = arena_alloc(&a, sizeof(*s), err);
    if (s == NULL)
        return RC_LIMIT;
    s->arena = a;
    s->mode = mode;
    s->lock_fd = -1;
    buf_init(&s->fresh, FRESH_BYTES_MAX);
    s->path = arena_copy(&s->arena, span_of(path), err).p;
    if (s->path == NULL) {
        store_close(s);
        return RC_LIMIT;
    }
    *out = s;
    return RC_OK;
}

enum rc store_open(const char *path, enum store_mode mode, const char *what, struct store **out,
                   struct err *err)
{
    struct store *s = NULL;
    struct stat st;
    enum rc rc;

    if (stat(path, &st) != 0)
        return err_set(err, errno == ENOENT ? RC_ABSENT : RC_IO, "%s: %s", path, strerror(errno));
    rc = new_store(path, mode, &s, err);
    if (rc)
        return rc;
    if (store_mode_writes(mode)) {
        rc = open_to_write(s, what, err);
    } else {
        rc = open_to_read(s, err);
        if (!rc)
            rc = check_format(s, err);
        if (!rc)
            rc = names_load(s, err);
        if (!rc)
            (void)load_secret(s, NULL); /* a reader, as fsck is one, goes on without */
    }
    if (rc) {
        s->is_broken = true; /* what the last writer left unsaid stays unsaid */
        store_close(s);
        return rc;
    }
    *out = s;
    return RC_OK;
}

void store_close(struct store *s)
{
    struct arena a;

    if (s == NULL)
        return;
    if (s->db != NULL) {
        store_rollback(s);
        store_snapshot_end(s);
        backfill_close(&s->backfill);
        if (s->has_erased)
            (void)sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
        for (size_t i = 0; i < DB_SLOTS; i++)
            (void)sqlite3_finalize(s->slots[i].q);
        (void)sqlite3_close_v2(s->db);
    }
    lock_release(s->lock_fd, store_mode_writes(s->mode) && !s->is_broken);
    names_release(s);
    buf_release(&s->fresh);
    runs_forget(s);
    a = s->arena; /* the store lies in it */
    arena_release(&a);
}

struct span store_recovered(const struct store *s)
{
    return s->recovered;
}

struct salt store_secret(const struct store *s)
{
    return s->secret;
}

/* ---- making ---- */

static enum rc put_head(struct store *s, const struct merkle_head *head, uint64_t folded,
                        struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s,
                         "INSERT OR REPLACE INTO head (id, size, root, folded, sum) VALUES (?, ?, "
                         "?, ?, ?)",
                         &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, 0);
    row_int(&row, (int64_t)head->size);
    row_blob(&row, head->root.b, sizeof(head->root.b));
    row_int(&row, (int64_t)folded);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc put_secret(struct store *s, const struct salt *secret, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s, "INSERT INTO secret (id, salt, sum) VALUES (?, ?, ?)", &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, 0);
    row_blob(&row, secret->b, sizeof(secret->b));
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

enum rc store_create(const char *path, const struct salt *secret, struct err *err)
{
    struct merkle_head empty = {.size = 0, .root = merkle_empty()};
    struct span left_by;
    struct store *s = NULL;
    struct stat st;
    enum rc rc;

    if (stat(path, &st) == 0)
        return err_set(err, RC_CONFLICT, "%s is there already", path);
    rc = new_store(path, STORE_WRITE, &s, err);
    if (rc)
        return rc;
    rc = lock_take(path, "init", &s->arena, &s->lock_fd, &left_by, err);
    if (!rc)
        rc = open_file(s, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (!rc)
        rc = pages_reserve(s->db, true) == SQLITE_OK ? RC_OK : db_fault(s, err);
    if (!rc)
        rc = db_exec(s, PRAGMAS_MAKE, err);
    if (!rc)
        rc = db_exec(s, PRAGMAS_WRITE, err);
    if (!rc)
        rc = migrations_run(s, migrations_newest(), err);
    if (!rc)
        rc = put_secret(s, secret, err);
    if (!rc)
        rc = put_head(s, &empty, 0, err);
    store_close(s);
    if (rc)
        (void)unlink(path); /* what was not made whole is not there */
    return rc;
}

/* ---- snapshots and steps ---- */

enum rc store_snapshot_begin(struct store *s, struct err *err)
{
    int64_t unused;
    enum rc rc;

    if (s->in_step || s->in_snapshot)
        return RC_OK; /* what is open is one already */
    rc = db_exec(s, "BEGIN", err);
    if (rc)
        return rc;
    s->in_snapshot = true;
    rc = db_number(s, "SELECT size FROM head", 0, &unused, err); /* the first read fixes it */
    if (rc)
        store_snapshot_end(s);
    return rc;
}

void store_snapshot_end(struct store *s)
{
    if (s->in_snapshot)
        (void)sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
    s->in_snapshot = false;
}

enum rc store_writable(struct store *s, struct err *err)
{
    if (!store_mode_writes(s->mode))
        return err_set(err, RC_CONFLICT, "%s is open for reading", s->path);
    if (s->is_broken)
        return err_set(err, RC_IO, "%s: a write failed before; open it again", s->path);
    return RC_OK;
}

enum rc store_begin(struct store *s, struct err *err)
{
    enum rc rc = store_writable(s, err);

    if (rc)
        return rc;
    store_snapshot_end(s);
    rc = db_exec(s, "BEGIN IMMEDIATE", err);
    if (rc)
        return rc;
    s->in_step = true;
    s->is_spoilt = false;
    s->tree_before = s->tree;
    return RC_OK;
}

enum rc store_fold_get(struct store *s, uint64_t *seq, struct err *err)
{
    int64_t v = 0;
    enum rc rc = db_number(s, "SELECT folded FROM head", 0, &v, err);

    if (!rc)
        *seq = (uint64_t)v;
    return rc;
}

enum rc store_fold_put(struct store *s, uint64_t seq, struct err *err)
{
    struct merkle_head head;
    enum rc rc = store_writable(s, err);

    if (!rc)
        rc = tree_head(s, &head, err);
    return rc ? rc : put_head(s, &head, seq, err);
}

/* The step is durable, but its record cannot be kept short: whoever appends is to know. */
static enum rc after_commit(struct store *s, struct err *err)
{
    int code = backfill_after_commit(&s->backfill, s->db);

    if (code == SQLITE_OK)
        return RC_OK;
    s->is_broken = true;
    return err_set(err, RC_IO,
                   "%s: its log of writes cannot be copied into it (%s); what was acknowledged is "
                   "in the log and safe",
                   s->path, sqlite3_errstr(code));
}

enum rc store_commit(struct store *s, struct err *err)
{
    struct merkle_head head;
    uint64_t folded = 0;
    enum rc rc = store_writable(s, err);

    if (!rc && (!s->in_step || s->is_spoilt)) {
        rc = err_set(err, RC_CONFLICT, "%s",
                     s->in_step ? "an append of this step failed: nothing of it is kept"
                                : "there is no step to commit");
        store_rollback(s);
        return rc;
    }
    if (!rc)
        rc = tree_flush(s, err);
    if (!rc)
        rc = tree_head(s, &head, err);
    if (!rc)
        rc = store_fold_get(s, &folded, err);
    if (!rc)
        rc = put_head(s, &head, folded, err);
    if (!rc)
        rc = db_exec(s, "COMMIT", err);
    if (rc) {
        /* whether the disk has some of it is not known: the next opening finds out */
        s->is_broken = true;
        store_rollback(s);
        return rc;
    }
    s->in_step = false;
    return after_commit(s, err);
}

void store_rollback(struct store *s)
{
    if (!s->in_step)
        return;
    (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    s->in_step = false;
    s->tree = s->tree_before;
    runs_forget(s);
    if (names_load(s, NULL) != RC_OK || load_recorded(s, NULL) != RC_OK)
        s->is_broken = true;
}
