/* SPDX-License-Identifier: Apache-2.0 */
/* raw.h: a record's file as somebody with SQLite at hand has it who writes right sums on its pages.
 */
#pragma once

#include "check.h"

#include "store/pages.h"

static inline sqlite3 *raw_open(const char *path)
{
    sqlite3 *db = NULL;

    assert_int_equal(pages_prepare(), SQLITE_OK);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, PAGES_VFS), SQLITE_OK);
    return db;
}

static inline void raw_run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}
