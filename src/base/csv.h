/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h: tables as text (RFC 4180): records of cells, in bulk. Knows nothing of what cells mean. */
#pragma once

#include "base/arena.h"

/* A table being read; start with csv_init, then read `record` freely. */
struct csv {
    struct span text;
    size_t pos;
    char separator;
    uint32_t record; /* number of the record last read, from 1; a header counts */
    size_t row_bytes_max, cells_max;
    struct arena *a; /* of the array of cells, which is used again for every record */
    struct span *cells;
    size_t cells_cap;
};

/* One record. Cells point into the text, or into `scratch` where quotes had to be undone. */
struct csv_record {
    const struct span *cells;
    size_t n;
    size_t at, n_bytes; /* where it stands in the text, without its line end */
};

/** in  row_bytes_max, cells_max  larger records are refused, one by one */
void csv_init(struct csv *c, struct span text, char separator, size_t row_bytes_max,
              size_t cells_max, struct arena *a);
/**
 * The next record that is not an empty line.
 *
 * Cells in quotes may hold separators, line ends and doubled quotes; a quote inside a cell that
 * does not begin with one is a character like others. Lines end in LF or CRLF.
 * out    on failure `at` and `n_bytes` say which text was refused, and the position is behind it
 * fails  RC_END: no more; RC_INPUT: a quote that is not closed (the rest of the text is this
 *        record), or text behind a closing quote; RC_RANGE: too long, too many cells; RC_LIMIT
 */
MUST_USE enum rc csv_next(struct csv *c, struct arena *scratch, struct csv_record *out,
                          struct err *err);
