/* SPDX-License-Identifier: Apache-2.0 */
/* backup.c: a copy that is whole, made while others read and write. */
#include "store/db.h"
#include "store/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum rc sync_file(const char *path, struct err *err)
{
    int f = open(path, O_RDONLY | O_CLOEXEC);
    enum rc rc = RC_OK;

    if (f < 0 || fsync(f) != 0)
        rc = err_set(err, RC_IO, "%s: %s", path, strerror(errno));
    if (f >= 0)
        (void)close(f);
    return rc;
}

/* Everything in one step: the copy is of one moment, whatever is written meanwhile. */
static enum rc copy(struct store *s, sqlite3 *to, const char *path, struct err *err)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");
    int code;

    if (b == NULL)
        return err_set(err, RC_IO, "%s: %s", path, sqlite3_errmsg(to));
    (void)sqlite3_backup_step(b, -1);
    code = sqlite3_backup_finish(b);
    if (code == SQLITE_OK)
        return RC_OK;
    return err_set(err, RC_IO, "%s: the copy failed: %s", path, sqlite3_errstr(code));
}

enum rc store_backup(struct store *s, const char *to, struct err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    sqlite3 *db = NULL;
    int f = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); /* ours from here on */
    enum rc rc;

    if (f < 0)
        return err_set(err, errno == EEXIST ? RC_CONFLICT : RC_IO, "%s: %s", to, strerror(errno));
    (void)close(f);
    if (sqlite3_open_v2(to, &db, flags, PAGES_VFS) != SQLITE_OK) {
        rc = err_set(err, RC_IO, "%s: %s", to, sqlite3_errmsg(db));
        goto out;
    }
    rc = copy(s, db, to, err);
out:
    if (sqlite3_close(db) != SQLITE_OK && !rc)
        rc = err_set(err, RC_IO, "%s cannot be closed", to);
    if (!rc)
        rc = sync_file(to, err);
    if (rc)
        (void)unlink(to);
    return rc;
}
