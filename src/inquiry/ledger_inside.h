/* SPDX-License-Identifier: Apache-2.0 */
/* ledger_inside.h: what the files of the ledger share: entries in an order of their own, bounded by
 * reliability. */
#pragma once

#include "inquiry/ledger.h"

#define LEDGER_STEPS 3 /* a grade down, as graded, a grade up */
#define LEDGER_POINT 1
/* In place of an analyst: the mean of all. */
#define LEDGER_MEAN SIZE_MAX

struct book_entry {
    const struct ledger_entry *entry;
    size_t analyst;
    double *log_ratio[LEDGER_STEPS];
};

struct book_exhibit {
    const struct ledger_exhibit *exhibit;
    size_t lineage;
    struct book_entry *entries; /* by analyst */
    size_t n_entries;
    double *mean[LEDGER_STEPS];
};

/* Exhibits by id, lineages and analysts by name. */
struct book {
    struct arena *arena;
    const struct ledger *ledger;
    size_t n_hypotheses;
    size_t other; /* the index of other_unknown */
    struct book_exhibit *exhibits;
    size_t n_exhibits;
    struct book_entry *entries;
    struct span *analysts;
    size_t n_analysts;
    struct span *lineages;
    size_t n_lineages;
};

MUST_USE enum rc book_open(struct book *b, const struct ledger *l, struct arena *a,
                           struct err *err);
/** Whether enough analysts have entered a row for it. */
bool book_is_assessed(const struct book_exhibit *x);
/** The widest difference between two hypotheses. */
double book_strength(const double *row, size_t n);

/* One way to look at the evidence. */
struct book_look {
    size_t step;    /* < LEDGER_STEPS */
    size_t analyst; /* or LEDGER_MEAN */
    size_t without; /* a lineage, or SIZE_MAX */
};
/**
 * What all lineages contribute together, by hypothesis.
 *
 * out  chosen  by lineage: its strongest exhibit, SIZE_MAX where none is assessed; NULL: not wanted
 */
void book_sum(const struct book *b, const struct book_look *look, double *sum, size_t *chosen);
/** The posterior of priors and a sum of log-ratios; sums to 1. */
void book_posterior(const struct book *b, const double *prior, const double *sum, double *out);
/** What is missing, the most diagnostic first. */
MUST_USE enum rc book_wants(const struct book *b, const double *posterior, const size_t *chosen,
                            struct ledger_weight *out, struct err *err);
