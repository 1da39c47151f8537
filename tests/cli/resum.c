/* SPDX-License-Identifier: Apache-2.0 */
/* resum.c: `resum RECORD…`: give every page of a record the sum that fits what somebody else wrote
 * on it, so that what lies below the sums is tested. */
#include "store/pages.h"

#include <stdio.h>

static int resum(const char *path)
{
    sqlite3 *db = NULL;
    int code = pages_prepare();

    if (code == SQLITE_OK)
        code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, PAGES_VFS);
    if (code == SQLITE_OK) {
        pages_refuse(db, false);
        code = sqlite3_exec(db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    }
    if (code != SQLITE_OK)
        (void)fprintf(stderr, "resum: %s: %s\n", path, sqlite3_errmsg(db));
    (void)sqlite3_close(db);
    return code;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (resum(argv[i]) != SQLITE_OK)
            return 1;
    return 0;
}
