/* SPDX-License-Identifier: Apache-2.0 */
/* spells.h: what holds from one change to the next. A state is looked at once between two changes,
 * and what stays the same in the same words is one verdict; the last one, which nothing on the
 * record ends, is told at its beginning. */
#pragma once

#include "watch/owed.h"

struct spells {
    struct term_run *run;
    struct span party;
    int64_t *at_ms; /* the instants at which anything may change */
    size_t n, cap;
};

/* What is found of one spell. */
struct spell {
    struct time_span span;  /* in */
    enum verdict_word word; /* VERDICT_WORD_COUNT: there is nothing to say */
    double p;
    const char *state;
    const struct row_head *const *inputs;
    size_t n_inputs;
    struct buf *text; /* in: where its words go, without any time */
};

/** An instant outside of the term's time is moved to its end. */
MUST_USE enum rc spells_add(struct spells *s, int64_t at_ms, struct err *err);
/** The beginnings of the local days of an instant and of the next: who comes or goes on a day makes
 * it a day of its own. */
MUST_USE enum rc spells_add_day(struct spells *s, int64_t at_ms, struct err *err);

/**
 * Look at each spell that has begun by now, and emit what is found.
 *
 * Without a now (no row tells how far the input's time reaches) every spell has begun.
 */
MUST_USE enum rc spells_judge(struct spells *s,
                              enum rc (*look)(void *context, struct spell *out, struct err *err),
                              void *context, struct err *err);

/** One indeterminate verdict that says what is missing. */
MUST_USE enum rc spells_missing(struct term_run *run, struct span party, const char *what,
                                struct err *err);
