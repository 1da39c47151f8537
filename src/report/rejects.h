/* SPDX-License-Identifier: Apache-2.0 */
/* rejects.h: rows that were refused: each one to rejects.csv, the first few kept for print. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "report/writer.h"

#define REJECTS_KEPT 20

/* `row` 0: the file as a whole. */
struct reject {
    struct span file;
    uint32_t row;
    struct span column;
    struct span reason;
};

/* Read freely. */
struct rejects {
    struct reject first[REJECTS_KEPT];
    size_t n_first;
    uint64_t n;
    struct arena *arena;
    struct writer *csv; /* NULL: only kept */
};

/** in  csv  NULL, or where every one goes; its header line is written at once */
MUST_USE enum rc rejects_open(struct rejects *r, struct writer *csv, struct arena *a,
                              struct err *err);
/** in  raw  the row's text, whole */
MUST_USE enum rc rejects_add(struct rejects *r, const struct reject *one, struct span raw,
                             struct err *err);

/** "column: reason", the column once only where the reason begins with it. */
void reject_put(struct buf *b, const struct reject *r);
