/* SPDX-License-Identifier: Apache-2.0 */
/* pages.h: record.db with a sum at the end of every page, by a layer between SQLite and the system:
 * written with each page, compared with each that is read. So no changed byte is served, wherever
 * it lies: in a row, in a tree's nodes, in room that nothing uses. */
#pragma once

#include "base/err.h"

#include <sqlite3.h>

#include <stdbool.h>
#include <stdint.h>

#define PAGES_VFS       "aasc-pages" /* after pages_prepare */
#define PAGES_SUM_BYTES 8

/** Make PAGES_VFS known to SQLite; again and again is once. Returns SQLite's code. */
int pages_prepare(void);
/**
 * Give every page of a database room for its sum: before its first table, or it is copied anew
 * (VACUUM), which may be cut short and begun again.
 *
 * Returns SQLite's code
 */
int pages_reserve(sqlite3 *db, bool is_new);
/** Whether pages of the file that are read and have another sum are refused (as at first) or
 * served: to look at what is left of them. */
void pages_refuse(sqlite3 *db, bool refuses);
/**
 * Read the file itself and hand out each page that has another sum, by number from 1.
 *
 * Pages that stand in the log of writes are left out: they are read from there, where SQLite has
 * sums of its own, and a crash may have cut short their copying.
 * out    *has_sums  false: it has none (an earlier format), and nothing is handed out
 * fails  RC_IO, RC_ABSENT; what `take` returns
 */
MUST_USE enum rc pages_check(const char *path, bool *has_sums,
                             enum rc (*take)(void *to, uint64_t page, uint32_t page_bytes,
                                             struct err *err),
                             void *to, struct err *err);
