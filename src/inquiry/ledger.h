/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.h: evidence at one link of an attribution as a ledger of log-likelihood ratios, and what
 * follows from it with its range. Pure; decides nothing: a panel does (finding.h).
 *
 * What was chosen where the sources are silent: docs/decisions, the page on inquiries. */
#pragma once

#include "base/arena.h"
#include "inquiry/hypothesis.h"

#define LEDGER_EXHIBITS_MAX 256
#define LEDGER_ANALYSTS_MAX 16
/* So many must have entered a row for an exhibit, each before seeing another's. */
#define LEDGER_ANALYSTS_MIN 2
/* No source is believed beyond this, whatever its grade. */
#define LEDGER_RHO_MAX 0.98

struct ledger_exhibit {
    struct span id;
    struct span lineage; /* what it goes back to: exhibits of one lineage contribute once */
    char reliability;    /* of the source, 'A'..'F' */
    bool is_missing;     /* not held: what would be found, if it were looked for */
};

enum ledger_form {
    LEDGER_CHANCES, /* P(e|H) of each hypothesis, in [0, 1], one at least above 0 */
    LEDGER_RATIOS,  /* likelihood ratios to any common reference, >= 0, one at least above 0 */
};

/* What one analyst says of one exhibit. */
struct ledger_entry {
    struct span exhibit, analyst;
    enum ledger_form form;
    const double *values; /* by hypothesis */
    double anyway;        /* u of LEDGER_CHANCES: how likely an unreliable source would say so
                             whatever is true, in (0, 1]; NAN: as likely as the best hypothesis */
};

struct ledger {
    const struct hypothesis *hypotheses;
    size_t n_hypotheses;
    const struct ledger_exhibit *exhibits;
    size_t n_exhibits;
    const struct ledger_entry *entries;
    size_t n_entries;
};

/* One line of the matrix. Ratios are natural logarithms against the link's other_unknown. */
struct ledger_line {
    const struct ledger_exhibit *exhibit;
    size_t n_analysts;
    const double *log_ratio;  /* by hypothesis: the mean over the analysts, reliability applied */
    const double *low, *high; /* the least and the most that one analyst says */
    double strength;          /* the widest difference between two hypotheses */
    bool is_counted;          /* the strongest of its lineage: it alone contributes */
};

struct ledger_lineage {
    struct span id;
    const struct ledger_exhibit *exhibit; /* the strongest */
    const double *without;                /* the posterior if it is left out */
    size_t leading;                       /* of that posterior */
};

/* Evidence that nobody has yet, and what it would be worth. */
struct ledger_want {
    const struct ledger_exhibit *exhibit;
    double gain_bits; /* expected; >= 0 */
    double p_found;
    const double *if_found, *if_absent; /* posteriors */
    bool is_of_counted_lineage;         /* it would count only where it is the stronger */
};

struct ledger_weight {
    const double *posterior;         /* by hypothesis; sums to 1 */
    const double *low, *high;        /* its range: low <= posterior <= high */
    size_t leading;                  /* the likeliest; of several the first */
    const struct ledger_line *lines; /* of exhibits that are held, by id */
    size_t n_lines;
    const struct ledger_lineage *lineages; /* that contribute, by id */
    size_t n_lineages;
    const struct ledger_want *wants; /* the most diagnostic first */
    size_t n_wants;
};

/**
 * How far a source of this grade is believed: the probability that its report says what happened.
 *
 * in   step  -1, 0 or 1: a grade down, as graded, a grade up. F is unknown, not worst: it stands in
 *            the middle, and its steps reach from E to A
 * out  in [0, LEDGER_RHO_MAX]; 0 for a letter that is no grade
 */
double ledger_rho(char reliability, int step);

/**
 * Bound what one entry can do by its source's reliability.
 *
 * Chances: ρ·P(e|H) + (1-ρ)·u. Then, of either form, no hypothesis falls below 1-ρ of the best, so
 * that every ratio between two lies in [1-ρ, 1/(1-ρ)].
 * out    by hypothesis, natural logarithms against the best: <= 0
 */
void ledger_bound(const struct ledger_entry *e, size_t n_hypotheses, double rho, double *out);

/**
 * Weigh the evidence.
 *
 * Order-free: exhibits and entries in any order give the same bytes. The point takes, of each
 * lineage, the exhibit whose mean over the analysts is strongest (of two equal ones the lower id).
 * The range is the hull of every combination of: each prior as it is, halved and doubled (in odds);
 * all sources as graded, a grade down, a grade up; the analysts' mean, and each analyst alone (who
 * then chooses the strongest by himself, with the mean where he has entered nothing).
 * Checked by tests/unit/inquiry_ledger_test.c against cases computed by hand.
 *
 * in     hypotheses   a set that hypothesis_check_set accepts
 * fails  RC_INPUT: an entry's values, or a reliability that is no grade; RC_CONFLICT: an exhibit,
 *        or an analyst's entry for it, given twice; RC_ABSENT: an entry for no exhibit; RC_LIMIT
 */
MUST_USE enum rc ledger_weigh(const struct ledger *l, struct arena *a, struct ledger_weight *out,
                              struct err *err);
