/* SPDX-License-Identifier: Apache-2.0 */
/* entries.h: rows of the table of entries as what callers get. */
#pragma once

#include "store/db.h"

/* The batch of the last entry read: neighbours mostly share it. */
struct entry_reader {
    bool has_batch;
    struct store_batch batch;
};

/** A row of seq, id, kind, label, superseded_by, commitment, salt, bytes. */
MUST_USE enum rc entry_of_row(struct store *s, sqlite3_stmt *q, uint64_t below_seq,
                              struct entry_reader *r, struct store_entry *out, struct err *err);
