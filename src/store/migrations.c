/* SPDX-License-Identifier: Apache-2.0 */
/* migrations.c: docs/formats/store.md says what every table means. A step that has been released is
 * never changed: a new one follows. */
#include "store/migrations.h"

#include "store/pages.h"
#include "store/runs.h"

#include <assert.h>

#define STEP_PAGES  4
#define TEXT_OF_(x) #x
#define TEXT_OF(x)  TEXT_OF_(x)

static const char *const steps[] = {
    /* 1: the log */
    "CREATE TABLE secret (id INTEGER PRIMARY KEY CHECK (id = 0), salt BLOB NOT NULL,"
    " sum INTEGER NOT NULL) STRICT;"
    "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 0), size INTEGER NOT NULL,"
    " root BLOB NOT NULL, folded INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;"
    "CREATE TABLE label (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,"
    " sum INTEGER NOT NULL) STRICT;"
    "CREATE TABLE batch (first_seq INTEGER PRIMARY KEY, n INTEGER NOT NULL,"
    " origin INTEGER NOT NULL, author BLOB NOT NULL, signature BLOB, root BLOB NOT NULL,"
    " recorded_at_ms INTEGER NOT NULL, blob BLOB, sum INTEGER NOT NULL) STRICT;"
    "CREATE INDEX batch_recorded ON batch (recorded_at_ms);"
    /* narrow columns first: they are read without the bytes */
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL,"
    " label INTEGER NOT NULL, superseded_by INTEGER, block INTEGER, commitment BLOB NOT NULL,"
    " salt BLOB, bytes BLOB) STRICT;"
    "CREATE INDEX entry_kind ON entry (kind) WHERE kind <> 0;"
    "CREATE TABLE awaited (id BLOB NOT NULL, seq INTEGER NOT NULL, sum INTEGER NOT NULL,"
    " PRIMARY KEY (id, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE erased (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, kind INTEGER NOT NULL,"
    " label INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;"
    "CREATE TABLE tile (place INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;"
    "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, root BLOB NOT NULL,"
    " recorded_at_ms INTEGER NOT NULL, note TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;",

    /* 2: how entries are found again */
    "CREATE TABLE card (block INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, class INTEGER NOT NULL, from_ms INTEGER NOT NULL,"
    " to_ms INTEGER NOT NULL, flags INTEGER NOT NULL, south REAL NOT NULL, west REAL NOT NULL,"
    " north REAL NOT NULL, east REAL NOT NULL, rows BLOB NOT NULL, sum INTEGER NOT NULL) STRICT;"
    "CREATE INDEX card_when ON card (kind, class, from_ms);"
    "CREATE TABLE card_key (key BLOB PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE card_more (key BLOB NOT NULL, seq INTEGER NOT NULL, is_replaces INTEGER NOT NULL,"
    " sum INTEGER NOT NULL, PRIMARY KEY (key, seq, is_replaces)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE card_serial (serial INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " sum INTEGER NOT NULL, PRIMARY KEY (serial, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,"
    " sum INTEGER NOT NULL) STRICT;"
    "CREATE TABLE derived (seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, class INTEGER NOT NULL,"
    " from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, is_current INTEGER NOT NULL,"
    " sense BLOB NOT NULL, term INTEGER, word INTEGER NOT NULL, severity INTEGER NOT NULL,"
    " party TEXT NOT NULL, lat REAL, lon REAL, names BLOB NOT NULL, sum INTEGER NOT NULL) STRICT;"
    "CREATE INDEX derived_when ON derived (kind, class, from_ms);"
    "CREATE INDEX derived_term ON derived (term, class, from_ms) WHERE term IS NOT NULL;"
    "CREATE TABLE derived_input (input BLOB NOT NULL, seq INTEGER NOT NULL,"
    " sum INTEGER NOT NULL, PRIMARY KEY (input, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE derived_name (name INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " sum INTEGER NOT NULL, PRIMARY KEY (name, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE mark (target BLOB NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " sum INTEGER NOT NULL, PRIMARY KEY (target, seq)) STRICT, WITHOUT ROWID;",

    /* 3: keys in sorted runs (runs_take_over fills them), and what begins first and ends last */
    "CREATE TABLE key_run (run INTEGER PRIMARY KEY, level INTEGER NOT NULL,"
    " into_run INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;"
    "CREATE TABLE key_piece (run INTEGER NOT NULL, first BLOB NOT NULL, chunk INTEGER NOT NULL,"
    " filter BLOB NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (run, first)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE key_chunk (chunk INTEGER PRIMARY KEY, pairs BLOB NOT NULL,"
    " sum INTEGER NOT NULL) STRICT;"
    "CREATE INDEX card_begin ON card (kind, from_ms);"
    "CREATE INDEX card_end ON card (kind, to_ms);",

    /* 4: a sum on every page: run_step makes room for it */
    "",
};
#define N_STEPS ((int)(sizeof(steps) / sizeof(*steps)))

int migrations_newest(void)
{
    return N_STEPS;
}

enum rc migrations_number(struct store *s, int *out, struct err *err)
{
    int64_t application = 0, number = 0;
    enum rc rc = db_number(s, "PRAGMA application_id", 0, &application, err);

    if (!rc)
        rc = db_number(s, "PRAGMA user_version", 0, &number, err);
    if (rc)
        return rc;
    if (application != STORE_APPLICATION || number < 1)
        return err_set(err, RC_INPUT, "%s is no record of a mission", s->path);
    if (number > N_STEPS)
        return err_set(err, RC_UNSUPPORTED,
                       "%s has format %lld; this program knows formats 1 to %d: use a newer one",
                       s->path, (long long)number, N_STEPS);
    *out = (int)number;
    return RC_OK;
}

/* Not in the step's transaction: what is cut short here is begun anew by the next opening. */
static enum rc make_room(struct store *s, struct err *err)
{
    return pages_reserve(s->db, false) == SQLITE_OK ? RC_OK : db_fault(s, err);
}

static enum rc run_step(struct store *s, int number, struct err *err)
{
    char mark[64];
    enum rc rc = RC_OK;

    assert(number >= 1 && number <= N_STEPS);
    if (number == STEP_PAGES)
        rc = make_room(s, err);
    if (!rc)
        rc = db_exec(s, "BEGIN IMMEDIATE", err);
    if (rc)
        return rc;
    (void)snprintf(mark, sizeof(mark), "PRAGMA user_version = %d", number);
    rc = db_exec(s, steps[number - 1], err);
    if (!rc && number == 3)
        rc = runs_take_over(s, err);
    if (!rc)
        rc = db_exec(s, mark, err);
    if (!rc && number == 1)
        rc = db_exec(s, "PRAGMA application_id = " TEXT_OF(STORE_APPLICATION), err);
    if (!rc)
        rc = db_exec(s, "COMMIT", err);
    if (rc)
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    if (!rc && number == STEP_PAGES) /* the file itself is of the new format from now on */
        rc = db_exec(s, "PRAGMA wal_checkpoint(TRUNCATE)", err);
    return rc ? err_prefix(err, rc, "bringing the record to format %d: ", number) : RC_OK;
}

enum rc migrations_run(struct store *s, int number, struct err *err)
{
    int64_t at = 0;
    int unused = 0;
    enum rc rc = db_number(s, "PRAGMA user_version", 0, &at, err);

    if (rc)
        return rc;
    if (at > N_STEPS)
        return migrations_number(s, &unused, err);
    for (int64_t next = at + 1; rc == RC_OK && next <= number; next++)
        rc = run_step(s, (int)next, err);
    return rc;
}

enum rc migrations_reference(sqlite3 **out, struct err *err)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(
        ":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);

    for (int i = 0; code == SQLITE_OK && i < N_STEPS; i++)
        code = sqlite3_exec(db, steps[i], NULL, NULL, NULL);
    if (code != SQLITE_OK) {
        (void)err_set(err, RC_IO, "tables in memory: %s", sqlite3_errmsg(db));
        (void)sqlite3_close(db);
        return RC_IO;
    }
    *out = db;
    return RC_OK;
}
