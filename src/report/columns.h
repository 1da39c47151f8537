/* SPDX-License-Identifier: Apache-2.0 */
/* columns.h: the columns of verdicts and events: names, types and how a value is got. Pure. */
#pragma once

#include "watch/verdict.h"

enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_BOOLEAN };

struct column {
    const char *name;
    enum column_type type;
    /* Appends the value; false and nothing appended where the row has none. */
    bool (*get)(struct buf *b, const void *row, const struct receipt *r);
};

const struct column *columns_of_verdict(size_t *n);
const struct column *columns_of_event(size_t *n);

/* A row about to be written: what it is, its receipt, and room for one value at a time. */
struct column_row {
    const void *row;
    const struct receipt *receipt;
    struct buf *value;
};

/** One CSV field; empty where there is no value. */
void column_put_csv(const struct column *c, const struct column_row *from, struct buf *b);
/** One JSON value; null where there is none. */
void column_put_json(const struct column *c, const struct column_row *from, struct buf *b);
