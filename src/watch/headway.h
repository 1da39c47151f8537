/* SPDX-License-Identifier: Apache-2.0 */
/* headway.h: how far a term has come, by rows of progress: shares with bounds, as of an instant. */
#pragma once

#include "watch/owed.h"

/* A share of what is to be done; unknown: row NULL. */
struct headway {
    double lo, hi; /* 0..1 */
    const struct progress_made *row;
    const struct declaration *strength; /* what it was measured against; NULL: the row's own */
    const char *missing; /* why it is not known, though there is a row; NULL: it is */
};

/** What rows are asked for. */
struct headway_of {
    const struct term_run *run;
    const struct pact_term *term;
    struct span registry; /* empty: only rows that name the term */
    struct span party;    /* empty: anybody's */
    enum pact_basis basis;
};

/** The latest known share as of an instant (rows until then, that instant included). */
struct headway headway_at(const struct headway_of *of, int64_t at_ms);
/** The first row from an instant on by which a share is surely reached; NULL: none. */
const struct progress_made *headway_first(const struct headway_of *of, int64_t from_ms,
                                          double share);
/** "30 % (row p1, 30 of 100)" */
void headway_put(struct buf *b, const struct headway *h);
