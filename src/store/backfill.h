/* SPDX-License-Identifier: Apache-2.0 */
/* backfill.h: copies SQLite's log of writes into record.db by a thread and a connection of its own,
 * so that who appends does not wait for it. Nothing rests on it: what is not yet copied stands in
 * the log, durable, and the next opening copies it. */
#pragma once

#include "store/relay.h"

#include <sqlite3.h>

/* Pages in the log of writes from which on copying begins: what grows again and again is written
 * once … */
#define BACKFILL_PAGES 4096
/* … and from which on the writer waits, so that the log does not grow for ever. */
#define BACKFILL_PAGES_MAX 12288

/* Touched by backfill.c alone. */
struct backfill {
    const char *path;
    sqlite3 *db; /* NULL: not opened yet */
    struct relay relay;
    int code;    /* of SQLite: what became of the last copying */
    int n_pages; /* in the log, as the last commit left it */
    bool is_open;
};

/** in  path  outlives it; writer  tells of its commits from now on, and copies nothing by itself */
void backfill_open(struct backfill *b, const char *path, sqlite3 *writer);
/** Waits for what is under way. One that was never opened is nothing. */
void backfill_close(struct backfill *b);
/**
 * After a commit: have the log copied if it is long.
 *
 * Returns SQLite's code: of a copying that failed, this one or one before; SQLITE_OK: none did
 */
int backfill_after_commit(struct backfill *b, sqlite3 *writer);
