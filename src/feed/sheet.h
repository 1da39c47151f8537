/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.h: tables with a header: columns by name, rows as wide as the header, cells in UTF-8. */
#pragma once

#include "base/csv.h"
#include "feed/encoding.h"
#include "feed/reader.h"

/* Nobody's table is wider, and a file of a million columns is a mistake. */
#define SHEET_COLUMNS_MAX ((size_t)10000)

struct sheet {
    struct csv csv;
    enum encoding encoding;
    struct span *names; /* the header's cells, without blanks around them */
    size_t n;
    struct span *cells; /* of the row */
};

/**
 * Read the header.
 *
 * fails  RC_INPUT: no header, two columns of one name, wrong encoding; RC_RANGE: too wide
 */
MUST_USE enum rc sheet_open(struct sheet *s, struct feed_reader *r, char separator,
                            enum encoding encoding, struct err *err);
/** A column by name, ASCII case folded; SIZE_MAX: there is none. */
size_t sheet_column(const struct sheet *s, struct span name);
/** The next row into s->cells; `out` says where it stands. As feed_format.next. */
MUST_USE enum rc sheet_next(struct sheet *s, struct feed_reader *r, struct feed_row *out,
                            struct err *err);
/** Whether the first record of a file names all of these columns (NULL-ended). */
bool sheet_has_columns(struct span head, const char *const *names);
/** A JSON object of all cells that are not empty, under the columns' names, but for some. */
MUST_USE enum rc sheet_attributes(const struct sheet *s, const bool *is_left_out, struct arena *a,
                                  struct json *out, struct err *err);
