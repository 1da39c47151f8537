/* SPDX-License-Identifier: Apache-2.0 */
/* trail.h: one thing followed over time: a row's track, or the single positions of rows that name
 * one serial. For terms that ask for several fixes. */
#pragma once

#include "base/table.h"
#include "watch/fixes.h"
#include "watch/judging.h"
#include "watch/presence.h"

struct trail {
    const struct observation **rows; /* in the docket's order: by time */
    size_t n_rows, cap_rows;
    size_t shown;       /* which of the first row's presences it is */
    struct trail *next; /* of the same serial */
};

/* Read `items` freely. */
struct trails {
    struct arena *arena;
    bool trusts_reported;
    struct trail **items; /* in the order of their first row */
    size_t n, cap;
    struct table by_serial;
};

void trails_init(struct trails *t, const struct term_run *run);
/**
 * Add what a row shows: to the trail of its serial, by the same actor and of a kind that fits, or
 * as a new one. What was only reported goes on no trail of what was seen, unless it is trusted:
 * all of it would be no more than reported. Rows come in the docket's order.
 *
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc trails_add(struct trails *t, const struct observation *o, size_t shown,
                            const struct presence *p, struct err *err);

size_t trail_fixes(const struct trail *t);
/** Steps through the fixes in order: start with `= {0}`; false at the end. */
struct trail_step {
    size_t row, fix, number;
    bool has_begun;
    struct place at;
    struct time_span when;
    double clock_sigma_s;
};
bool trail_next(const struct trail *t, struct trail_step *s);
/** Whether the term is in force at any of its fixes: a trail may begin before the term does. */
bool trail_is_in_force(const struct term_run *run, const struct trail *t);
/** Whether it was only reported. */
bool trail_is_reported(const struct trail *t);
/** Its rows as inputs, and their time, into a judging of its first row. */
MUST_USE enum rc trail_put_inputs(struct term_run *run, const struct trail *t, struct judging *j,
                                  struct err *err);
