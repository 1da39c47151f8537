/* SPDX-License-Identifier: Apache-2.0 */
/* migrations.h: the tables, as numbered steps that take an older record to the newest form. */
#pragma once

#include "store/db.h"

/* "aasc" in ASCII: SQLite's application_id, so that another database is not taken for a record. */
#define STORE_APPLICATION 0x61617363

/** The number that this program writes. */
int migrations_newest(void);
/**
 * Bring the tables to `number`, each step in a transaction of its own.
 *
 * fails  RC_UNSUPPORTED: the record has a higher number; RC_IO
 */
MUST_USE enum rc migrations_run(struct store *s, int number, struct err *err);
/**
 * The number of an open record.
 *
 * fails  RC_INPUT: it is no record; RC_UNSUPPORTED: it was written by a newer program
 */
MUST_USE enum rc migrations_number(struct store *s, int *out, struct err *err);
/** The newest tables, empty and in memory, for comparison. To be closed by sqlite3_close. */
MUST_USE enum rc migrations_reference(sqlite3 **out, struct err *err);
