/* SPDX-License-Identifier: Apache-2.0 */
/* db.h: what the store's own files share: the open database, its statements, its faults. Of no use
 * to others. */
#pragma once

#include "base/table.h"
#include "store/backfill.h"
#include "store/store.h"

#include <sqlite3.h>

#define DB_SLOTS 96

/* A statement that is kept for the next time; `sql` is the address of its text. */
struct db_slot {
    const char *sql;
    sqlite3_stmt *q;
    bool is_busy;
};

/* Hashes of the right edge of the tree that are not yet on a full tile. */
#define TREE_LEVELS 8 /* 256^8 leaves are more than MERKLE_SIZE_MAX */
struct tree {
    uint64_t size;
    struct sha256_digest edge[TREE_LEVELS][256]; /* edge[l]: the tile that grows at level l */
};

/* Texts that rows name by number: labels, terms. */
struct names {
    struct arena arena;
    struct table numbers;
    struct span *texts; /* texts[i] is number i */
    size_t n, cap;
};

/* The pieces of key runs in memory (runs.h). */
struct held_runs {
    struct arena arena;
    struct held_run *runs;
    size_t n, cap;
    bool has;
    bool has_small; /* there are keys in card_key */
    bool is_too_large;
};

struct store {
    struct arena arena; /* this struct lies in it */
    enum store_mode mode;
    const char *path;
    struct span recovered;
    struct salt secret;
    sqlite3 *db;
    int lock_fd;
    bool in_snapshot;
    bool in_step;
    bool is_spoilt;  /* an append of this step failed half way: it can only be rolled back */
    bool has_erased; /* the next close leaves no copy of erased bytes in the log of writes */
    bool is_broken;  /* a write failed: nothing more is written until the next opening */
    struct db_slot slots[DB_SLOTS];
    struct names labels, terms;
    struct tree tree;
    bool has_tree;
    struct tree tree_before; /* as it was when the step began */
    int64_t recorded_at_ms;  /* of the last batch */
    bool has_recorded;
    struct backfill backfill;
    struct buf fresh; /* keys of an append that nobody had before */
    struct held_runs held;
};

/** The note for what SQLite has just said. */
enum rc db_fault(struct store *s, struct err *err);

/** A statement, from the slots or new; to be given back. */
MUST_USE enum rc db_take(struct store *s, const char *sql, sqlite3_stmt **out, struct err *err);
/** NULL is nothing. */
void db_give(struct store *s, sqlite3_stmt *q);
/** RC_OK: there is a row; RC_END: there is none. */
MUST_USE enum rc db_step(struct store *s, sqlite3_stmt *q, struct err *err);
/** One that gives no rows, to its end; it may be bound and run again. */
MUST_USE enum rc db_run(struct store *s, sqlite3_stmt *q, struct err *err);
/** Take one that gives no rows and has one parameter, a number, and run it. */
MUST_USE enum rc db_run_with(struct store *s, const char *sql, int64_t number, struct err *err);
MUST_USE enum rc db_exec(struct store *s, const char *sql, struct err *err);
/** The one whole number that a statement without parameters gives; `absent` where it gives none. */
MUST_USE enum rc db_number(struct store *s, const char *sql, int64_t absent, int64_t *out,
                           struct err *err);

/** A column as bytes; they live until the statement's next step. */
struct span db_span(sqlite3_stmt *q, int column);
/** Exactly n bytes, or RC_INPUT: the record is damaged. */
MUST_USE enum rc db_bytes(sqlite3_stmt *q, int column, void *out, size_t n, struct err *err);

/* Binding, column by column from 1, with a sum over everything bound: rows that nothing else could
 * prove right carry it as their last column, so that fsck finds any byte of them that changed. */
struct db_row {
    sqlite3_stmt *q;
    int column; /* the last one bound */
    uint64_t sum;
};
struct db_row db_row(sqlite3_stmt *q);
void row_int(struct db_row *r, int64_t v);
void row_real(struct db_row *r, double v);
void row_blob(struct db_row *r, const void *p, size_t n);
void row_text(struct db_row *r, struct span s);
void row_null(struct db_row *r);
/** Bind the sum itself. */
void row_sum(struct db_row *r);
/** Whether the last column of the statement's row is the sum of those before it. */
bool db_sum_holds(sqlite3_stmt *q);

/* Spans of time by their length, so that "meets this span" is a range of beginnings in each class.
 */
#define SPAN_CLASSES 6
int span_class(int64_t from_ms, int64_t to_ms);
/** The beginnings [*low_ms, *high_ms] that what meets `span` can have in a class. */
void span_class_range(int class, struct time_span span, int64_t *low_ms, int64_t *high_ms);

/** In a step, unless a write has failed before. fails RC_CONFLICT (a reader), RC_IO */
MUST_USE enum rc store_writable(struct store *s, struct err *err);
