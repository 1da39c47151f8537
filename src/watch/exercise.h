/* SPDX-License-Identifier: Apache-2.0 */
/* exercise.h: observed activities that count as one: under a common command, at overlapping times,
 * near each other; and whether together they reach a threshold. */
#pragma once

#include "watch/clique.h"
#include "watch/term.h"

/* Activities that are certainly of one command and hang together in time and space. */
struct exercise {
    const struct activity **parts; /* in the docket's order */
    size_t n_parts;
};

struct exercises {
    struct term_run *run;
    struct exercise *items; /* in the docket's order of their first part */
    size_t n;
    const struct activity **all; /* that the term may be about */
    size_t n_all;
    struct clique_graph *graph;
    struct clique_work *work;
};

/* Whether some thresholds (or-ed) are reached. */
struct reached {
    double p;                        /* that one is, by what is certain; 0: none is */
    bool is_possible;                /* one is by the greatest numbers, or by what may belong */
    const struct pact_threshold *by; /* the one that p or is_possible is about; NULL: none */
    uint64_t least, most;            /* counted for it */
    const struct activity **parts;   /* that reach it together */
    size_t n_parts;
};

/**
 * Find what is exercised together, of activities of the term's kind.
 *
 * Two are joined when their commands are stated and equal, their times overlap and they are within
 * the term's distance. Without `aggregate` every activity is by itself.
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc exercises_find(struct term_run *run, struct exercises *out, struct err *err);
/**
 * Compare one with thresholds; none: reached by being there at all.
 *
 * Only parts that are pairwise at one time and near each other are added up: a chain is no one
 * activity. p is the product of what each part's command is known with, of the parts that are
 * needed; one that reaches a threshold alone needs no common command. Parts beyond CLIQUE_MAX are
 * left out of what is certain.
 */
MUST_USE enum rc exercise_reaches(const struct exercises *x, const struct exercise *e,
                                  const struct pact_threshold *thresholds, size_t n,
                                  struct reached *out, struct err *err);
/** From its first beginning to its last end. */
struct time_span exercise_span(const struct activity *const *parts, size_t n);
