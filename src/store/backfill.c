/* SPDX-License-Identifier: Apache-2.0 */
#include "store/backfill.h"

#include "store/pages.h"

#define BUSY_WAIT_MS 10000

/* Another program that copies, or reads what would be written over, is no fault: the next commit
 * tries again. */
static int copied(int code)
{
    return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED ? SQLITE_OK : code;
}

static int copy(sqlite3 *db)
{
    return copied(sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL));
}

static int open_own(struct backfill *b)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = pages_prepare();

    if (code == SQLITE_OK)
        code = sqlite3_open_v2(b->path, &b->db, flags, PAGES_VFS);
    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(b->db, BUSY_WAIT_MS);
    /* the log is made durable before it is copied, and the copy before the log is begun anew */
    return code != SQLITE_OK
               ? code
               : sqlite3_exec(b->db, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0",
                              NULL, NULL, NULL);
}

/* On the thread. */
static void work(void *context)
{
    struct backfill *b = context;

    b->code = b->db == NULL ? open_own(b) : SQLITE_OK;
    if (b->code == SQLITE_OK)
        b->code = copy(b->db);
}

static int note_pages(void *context, sqlite3 *db, const char *name, int n_pages)
{
    struct backfill *b = context;

    (void)db;
    (void)name;
    b->n_pages = n_pages;
    return SQLITE_OK;
}

void backfill_open(struct backfill *b, const char *path, sqlite3 *writer)
{
    *b = (struct backfill){.path = path, .code = SQLITE_OK, .is_open = true};
    relay_init(&b->relay, work, b);
    (void)sqlite3_wal_hook(writer, note_pages, b); /* in the place of SQLite's own copying */
}

void backfill_close(struct backfill *b)
{
    if (!b->is_open)
        return;
    relay_end(&b->relay);
    (void)sqlite3_close_v2(b->db);
    b->db = NULL;
    b->is_open = false;
}

int backfill_after_commit(struct backfill *b, sqlite3 *writer)
{
    int code;

    if (b->n_pages < BACKFILL_PAGES)
        return SQLITE_OK;
    if (b->n_pages >= BACKFILL_PAGES_MAX)
        relay_wait(&b->relay);
    if (!relay_is_idle(&b->relay))
        return SQLITE_OK;
    code = b->code;
    b->code = SQLITE_OK;
    if (code != SQLITE_OK)
        return code;
    if (b->n_pages >= BACKFILL_PAGES_MAX)
        return copy(writer); /* with nothing written meanwhile the log begins anew */
    relay_give(&b->relay);
    return SQLITE_OK;
}
