/* SPDX-License-Identifier: Apache-2.0 */
/* suppress.h: small numbers of people taken out of a table together with what would give them away.
 * Pure.
 *
 * A table of counts with its sums is a system of equations: one hidden number is found again by
 * subtraction. So first every number from 1 to k - 1 is hidden, sums too, and then, one by one, the
 * cheapest others, until no hidden small number follows from what is left (complementary
 * suppression). Noughts are printed: they are about nobody. */
#pragma once

#include "base/arena.h"

#define SUPPRESS_SIDE_MAX 64

/* Read freely; cells row by row with the sums as the last row and column. */
struct suppressed {
    size_t n_rows, n_columns; /* with the sums */
    uint64_t *cells;
    bool *is_hidden;
    bool *is_small; /* hidden for being small; else hidden to protect one that is */
};

/**
 * Hide what must be hidden of a table.
 *
 * What stays hidden has at least two values that fit everything printed, also for somebody who
 * knows that nothing hidden is 0 (tests/unit/report_suppress_test.c, by trying all tables).
 * in     cells  n_rows * n_columns, row by row, without sums; k >= 2
 * fails  RC_RANGE: more than SUPPRESS_SIDE_MAX rows or columns, or none; RC_LIMIT
 */
MUST_USE enum rc suppress_small(const uint32_t *cells, size_t n_rows, size_t n_columns, uint32_t k,
                                struct arena *a, struct suppressed *out, struct err *err);
