/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#define FNV_START UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME UINT64_C(0x100000001B3)

/* ---- faults ---- */

static enum rc fault_of(struct store *s, int code, struct err *err)
{
    int last = errno; /* of a COMMIT, SQLite does not keep the system's word itself */
    const char *words = sqlite3_errmsg(s->db);
    int os = sqlite3_system_errno(s->db);

    /* a write of a step has failed: what is in memory may no longer be what is on the disk */
    if (s->in_step && (code & 0xFF) != SQLITE_CONSTRAINT)
        s->is_broken = true;
    if (code == SQLITE_IOERR_DATA)
        return err_set(err, RC_INPUT,
                       "%s is damaged: a page has another sum than it was written with; aasc fsck "
                       "names what",
                       s->path);
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        memory_exhausted(0);
    case SQLITE_FULL:
        return err_set(err, RC_IO, "%s: the disk is full; make room and try again", s->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, RC_CONFLICT,
                       "%s is being taken up by another program; try again in a moment", s->path);
    case SQLITE_NOTADB:
        return err_set(err, RC_INPUT, "%s is no record of a mission", s->path);
    case SQLITE_CORRUPT:
        return err_set(err, RC_INPUT, "%s is damaged (%s); aasc fsck names what", s->path, words);
    default:
        if (os == 0 && (code & 0xFF) == SQLITE_IOERR)
            os = last;
        if (os != 0)
            return err_set(err, RC_IO, "%s: %s (%s)", s->path, strerror(os), words);
        return err_set(err, RC_IO, "%s: %s", s->path, words);
    }
}

enum rc db_fault(struct store *s, struct err *err)
{
    return fault_of(s, sqlite3_extended_errcode(s->db), err);
}

/* ---- statements ---- */

static struct db_slot *slot_of(struct store *s, const char *sql)
{
    for (size_t i = 0; i < DB_SLOTS; i++)
        if (s->slots[i].sql == sql || s->slots[i].sql == NULL)
            return &s->slots[i];
    return NULL;
}

enum rc db_take(struct store *s, const char *sql, sqlite3_stmt **out, struct err *err)
{
    struct db_slot *slot = slot_of(s, sql);
    sqlite3_stmt *q = NULL;

    if (slot != NULL && slot->q != NULL && !slot->is_busy) {
        slot->is_busy = true;
        *out = slot->q;
        return RC_OK;
    }
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q, NULL) != SQLITE_OK)
        return db_fault(s, err);
    if (slot != NULL && slot->q == NULL)
        *slot = (struct db_slot){.sql = sql, .q = q, .is_busy = true};
    *out = q;
    return RC_OK;
}

void db_give(struct store *s, sqlite3_stmt *q)
{
    if (q == NULL)
        return;
    (void)sqlite3_reset(q);
    for (size_t i = 0; i < DB_SLOTS; i++)
        if (s->slots[i].q == q) {
            s->slots[i].is_busy = false;
            return;
        }
    (void)sqlite3_finalize(q);
}

enum rc db_step(struct store *s, sqlite3_stmt *q, struct err *err)
{
    int code;

    errno = 0;
    code = sqlite3_step(q);

    if (code == SQLITE_ROW)
        return RC_OK;
    return code == SQLITE_DONE ? RC_END : fault_of(s, code, err);
}

enum rc db_run(struct store *s, sqlite3_stmt *q, struct err *err)
{
    enum rc rc = db_step(s, q, err);

    (void)sqlite3_reset(q);
    return rc == RC_END ? RC_OK : rc;
}

enum rc db_run_with(struct store *s, const char *sql, int64_t number, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, sql, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, number);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

enum rc db_exec(struct store *s, const char *sql, struct err *err)
{
    errno = 0;
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? RC_OK : db_fault(s, err);
}

enum rc db_number(struct store *s, const char *sql, int64_t absent, int64_t *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, sql, &q, err);

    if (rc)
        return rc;
    rc = db_step(s, q, err);
    if (rc == RC_OK || rc == RC_END) {
        bool has = rc == RC_OK && sqlite3_column_type(q, 0) != SQLITE_NULL;

        *out = has ? sqlite3_column_int64(q, 0) : absent;
        rc = RC_OK;
    }
    db_give(s, q);
    return rc;
}

struct span db_span(sqlite3_stmt *q, int column)
{
    const char *p = sqlite3_column_blob(q, column);

    return (struct span){.p = p, .n = (size_t)sqlite3_column_bytes(q, column)};
}

enum rc db_bytes(sqlite3_stmt *q, int column, void *out, size_t n, struct err *err)
{
    struct span s = db_span(q, column);

    if (s.n != n)
        return err_set(err, RC_INPUT,
                       "the record is damaged: %s holds %zu bytes, not %zu; aasc fsck names what",
                       sqlite3_column_name(q, column), s.n, n);
    memcpy(out, s.p, n);
    return RC_OK;
}

/* ---- rows with a sum ---- */

/* FNV-1a: each step is one to one, so a single changed byte always changes the sum. */
static uint64_t add_bytes(uint64_t sum, const void *p, size_t n)
{
    const uint8_t *b = p;

    for (size_t i = 0; i < n; i++)
        sum = (sum ^ b[i]) * FNV_PRIME;
    return sum;
}

static uint64_t add_value(uint64_t sum, int type, const void *p, size_t n)
{
    uint64_t length = n;

    sum = (sum ^ (uint64_t)type) * FNV_PRIME;
    sum = add_bytes(sum, &length, sizeof(length));
    return n == 0 ? sum : add_bytes(sum, p, n);
}

struct db_row db_row(sqlite3_stmt *q)
{
    return (struct db_row){.q = q, .sum = FNV_START};
}

void row_int(struct db_row *r, int64_t v)
{
    (void)sqlite3_bind_int64(r->q, ++r->column, v);
    r->sum = add_value(r->sum, SQLITE_INTEGER, &v, sizeof(v));
}

void row_real(struct db_row *r, double v)
{
    (void)sqlite3_bind_double(r->q, ++r->column, v);
    r->sum = add_value(r->sum, SQLITE_FLOAT, &v, sizeof(v));
}

void row_blob(struct db_row *r, const void *p, size_t n)
{
    (void)sqlite3_bind_blob64(r->q, ++r->column, n == 0 ? "" : p, n, SQLITE_STATIC);
    r->sum = add_value(r->sum, SQLITE_BLOB, p, n);
}

void row_text(struct db_row *r, struct span s)
{
    (void)sqlite3_bind_text64(r->q, ++r->column, s.n == 0 ? "" : s.p, s.n, SQLITE_STATIC,
                              SQLITE_UTF8);
    r->sum = add_value(r->sum, SQLITE_TEXT, s.p, s.n);
}

void row_null(struct db_row *r)
{
    (void)sqlite3_bind_null(r->q, ++r->column);
    r->sum = add_value(r->sum, SQLITE_NULL, NULL, 0);
}

void row_sum(struct db_row *r)
{
    (void)sqlite3_bind_int64(r->q, ++r->column, (int64_t)r->sum);
}

static uint64_t add_column(uint64_t sum, sqlite3_stmt *q, int i)
{
    int type = sqlite3_column_type(q, i);

    if (type == SQLITE_INTEGER) {
        int64_t v = sqlite3_column_int64(q, i);

        return add_value(sum, type, &v, sizeof(v));
    }
    if (type == SQLITE_FLOAT) {
        double v = sqlite3_column_double(q, i);

        return add_value(sum, type, &v, sizeof(v));
    }
    return add_value(sum, type, sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i));
}

bool db_sum_holds(sqlite3_stmt *q)
{
    int last = sqlite3_column_count(q) - 1;
    uint64_t sum = FNV_START;

    for (int i = 0; i < last; i++)
        sum = add_column(sum, q, i);
    return sqlite3_column_type(q, last) == SQLITE_INTEGER &&
           (uint64_t)sqlite3_column_int64(q, last) == sum;
}

/* ---- spans of time ---- */

/* Sound and clocks; some hours; a day and what reaches beyond it; a month's notice; a plan; no end.
 */
static const int64_t class_max_ms[SPAN_CLASSES] = {
    10 * MS_PER_MIN, 3 * MS_PER_H, 36 * MS_PER_H, 40 * MS_PER_DAY, 800 * MS_PER_DAY, INT64_MAX,
};

static int64_t less(int64_t a, int64_t b)
{
    return a < INT64_MIN + b ? INT64_MIN : a - b;
}

int span_class(int64_t from_ms, int64_t to_ms)
{
    int c = 0;

    /* what has an open end is of no length, and to - max cannot overflow downwards by itself */
    while (c < SPAN_CLASSES - 1 && (from_ms == TIME_ALWAYS || to_ms == TIME_NEVER ||
                                    less(to_ms, class_max_ms[c]) > from_ms))
        c++;
    return c;
}

void span_class_range(int class, struct time_span span, int64_t *low_ms, int64_t *high_ms)
{
    assert(class >= 0 && class < SPAN_CLASSES);
    *low_ms = class == SPAN_CLASSES - 1 ? INT64_MIN : less(span.t0_ms, class_max_ms[class]);
    *high_ms = span.t1_ms;
}
