/* SPDX-License-Identifier: Apache-2.0 */
/* fsck.c: everything on the record that can be computed again is, and compared. */
#include "store/fsck.h"

#include "store/migrations.h"
#include "store/names.h"
#include "store/pages.h"

#include <stdio.h>
#include <string.h>

#define FAULT_BYTES_MAX  1024
#define SCHEMA_BYTES_MAX ((size_t)4 * 1024 * 1024)

enum rc fsck_fault(struct fsck *f, struct err *err, const char *fmt, ...)
{
    char text[FAULT_BYTES_MAX];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    f->count.n_faults++;
    return f->take(f->to, (struct span){.p = text, .n = strnlen(text, sizeof(text))}, err);
}

enum rc fsck_broken(struct fsck *f, const char *what, enum rc rc, struct err *err)
{
    char note[ERR_NOTE_MAX];

    if (rc == RC_OK || rc == RC_END)
        return RC_OK;
    (void)snprintf(note, sizeof(note), "%s", err == NULL ? "" : err->note);
    return fsck_fault(f, err, "%s: cannot be read to the end: %s", what, note);
}

/* ---- pages ---- */

static enum rc take_page(void *to, uint64_t page, uint32_t page_bytes, struct err *err)
{
    return fsck_fault(to, err, "record.db: page %llu (bytes %llu to %llu) was changed",
                      (unsigned long long)page, (unsigned long long)(page - 1) * page_bytes,
                      (unsigned long long)page * page_bytes - 1);
}

static enum rc check_pages(struct fsck *f, struct err *err)
{
    bool has_sums = false;
    enum rc rc = pages_check(f->s->path, &has_sums, take_page, f, err);

    pages_refuse(f->s->db, false); /* what stands on them is named, too */
    if (!rc && !has_sums)
        rc = fsck_fault(f, err, "record.db: its pages have no sums");
    return rc;
}

/* ---- SQLite's own structure ---- */

static enum rc check_structure(struct fsck *f, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s, "PRAGMA integrity_check(1000)", &q, err), taken = RC_OK;

    while (rc == RC_OK && taken == RC_OK && (rc = db_step(f->s, q, err)) == RC_OK) {
        struct span line = db_span(q, 0);

        if (!span_is(line, "ok"))
            taken = fsck_fault(f, err, "record.db: %.*s", SPAN_ARG(line));
    }
    db_give(f->s, q);
    return taken ? taken : fsck_broken(f, "record.db", rc, err);
}

static enum rc check_format(struct fsck *f, struct err *err)
{
    struct err note = {0};
    int number = 0;
    enum rc rc = migrations_number(f->s, &number, &note);

    if (rc)
        return fsck_fault(f, err, "record.db: %s", note.note);
    if (number != migrations_newest())
        return fsck_fault(f, err, "record.db: format %d; this program checks format %d", number,
                          migrations_newest());
    return RC_OK;
}

/* The tables as they are declared: a changed name would only show when it is asked for. */
static int put_schema(sqlite3 *db, struct buf *b)
{
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(
        db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name", -1, &q,
        NULL);

    while (code == SQLITE_OK && (code = sqlite3_step(q)) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++) {
            buf_put(b, db_span(q, i));
            buf_putc(b, '\n');
        }
        code = SQLITE_OK;
    }
    (void)sqlite3_finalize(q);
    return code;
}

static enum rc check_schema(struct fsck *f, struct err *err)
{
    struct buf own, reference;
    struct err note = {0};
    sqlite3 *db = NULL;
    enum rc rc = migrations_reference(&db, err);

    if (rc)
        return rc;
    buf_init(&own, SCHEMA_BYTES_MAX);
    buf_init(&reference, SCHEMA_BYTES_MAX);
    (void)put_schema(db, &reference);
    if (put_schema(f->s->db, &own) != SQLITE_DONE)
        (void)db_fault(f->s, &note);
    if (note.note[0] != '\0' || !span_eq(buf_span(&own), buf_span(&reference)))
        rc = fsck_fault(f, err, "record.db: its tables are not declared as those of format %d%s%s",
                        migrations_newest(), note.note[0] == '\0' ? "" : ": ", note.note);
    buf_release(&reference);
    buf_release(&own);
    (void)sqlite3_close(db);
    return rc;
}

/* ---- rows with a sum ---- */

static const struct {
    const char *name, *sql;
} summed[] = {
    {"secret", "SELECT * FROM secret"},
    {"head", "SELECT * FROM head"},
    {"label", "SELECT * FROM label"},
    {"batch", "SELECT * FROM batch"},
    {"awaited", "SELECT * FROM awaited"},
    {"erased", "SELECT * FROM erased"},
    {"checkpoint", "SELECT * FROM checkpoint"},
    {"card", "SELECT * FROM card"},
    {"key_run", "SELECT * FROM key_run"},
    {"key_piece", "SELECT * FROM key_piece"},
    {"key_chunk", "SELECT * FROM key_chunk"},
    {"card_more", "SELECT * FROM card_more"},
    {"card_serial", "SELECT * FROM card_serial"},
    {"term", "SELECT * FROM term"},
    {"derived", "SELECT * FROM derived"},
    {"derived_input", "SELECT * FROM derived_input"},
    {"derived_name", "SELECT * FROM derived_name"},
    {"mark", "SELECT * FROM mark"},
};

static enum rc check_sums(struct fsck *f, size_t table, struct err *err)
{
    sqlite3_stmt *q = NULL;
    int64_t n = 0;
    enum rc rc = db_take(f->s, summed[table].sql, &q, err), taken = RC_OK;

    while (rc == RC_OK && taken == RC_OK && (rc = db_step(f->s, q, err)) == RC_OK) {
        n++;
        if (!db_sum_holds(q))
            taken = fsck_fault(f, err, "record.db: row %lld of table %s (%s %lld) was changed",
                               (long long)n, summed[table].name, sqlite3_column_name(q, 0),
                               (long long)sqlite3_column_int64(q, 0));
    }
    db_give(f->s, q);
    return taken ? taken : fsck_broken(f, summed[table].name, rc, err);
}

/* ---- head and checkpoints ---- */

static enum rc check_head(struct fsck *f, struct err *err)
{
    struct err note = {0};
    struct merkle_head head;
    uint64_t folded = 0;
    enum rc rc = store_head(f->s, &head, &note);

    if (!rc)
        rc = store_fold_get(f->s, &folded, &note);
    if (rc)
        return fsck_fault(f, err, "head: %s", note.note);
    if (head.size != f->count.n_entries)
        return fsck_fault(f, err, "head: states %llu entries; there are %llu",
                          (unsigned long long)head.size, (unsigned long long)f->count.n_entries);
    if (!merkle_digest_eq(&head.root, &f->root))
        return fsck_fault(f, err, "head: states another root than the entries give");
    if (folded > head.size)
        return fsck_fault(f, err, "head: %llu entries folded of %llu", (unsigned long long)folded,
                          (unsigned long long)head.size);
    return RC_OK;
}

static enum rc check_checkpoint(void *to, const struct store_checkpoint *c, struct err *err)
{
    struct fsck *f = to;
    struct merkle_source source = store_tree(f->s);
    struct err note = {0};
    struct merkle_frontier frontier;
    struct sha256_digest root;
    enum rc rc = c->size > f->count.n_entries
                     ? err_set(&note, RC_RANGE, "it is of more entries than there are")
                     : merkle_frontier_load(&source, c->size, &frontier, &note);

    if (!rc) {
        root = merkle_frontier_root(&frontier);
        if (!merkle_digest_eq(&root, &c->root))
            rc = err_set(&note, RC_CONFLICT, "it states another root than the tiles give");
    }
    return rc ? fsck_fault(f, err, "checkpoint of size %llu: %s", (unsigned long long)c->size,
                           note.note)
              : RC_OK;
}

enum rc store_fsck(struct store *s, enum rc (*take)(void *to, struct span fault, struct err *err),
                   void *to, struct fsck_count *out, struct err *err)
{
    struct fsck f = {.s = s, .take = take, .to = to};
    enum rc rc = check_pages(&f, err);

    if (!rc)
        rc = store_snapshot_begin(s, err);
    if (rc)
        return rc;
    rc = check_format(&f, err);
    if (!rc)
        rc = check_schema(&f, err);
    if (!rc)
        rc = check_structure(&f, err);
    for (size_t i = 0; rc == RC_OK && i < sizeof(summed) / sizeof(*summed); i++)
        rc = check_sums(&f, i, err);
    if (!rc)
        rc = fsck_entries(&f, err);
    if (!rc)
        rc = check_head(&f, err);
    if (!rc)
        rc = store_checkpoints(s, check_checkpoint, &f, err);
    if (rc == RC_INPUT) /* the sum of one was wrong: it has been named */
        rc = RC_OK;
    if (!rc)
        rc = fsck_cards(&f, err);
    if (!rc)
        rc = fsck_keys(&f, err);
    store_snapshot_end(s);
    if (!rc)
        *out = f.count;
    return rc;
}
