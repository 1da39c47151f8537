/* SPDX-License-Identifier: Apache-2.0 */
/* power.h: how much each member can decide under a rule, before anybody has spoken: the indices of
 * Banzhaf and of Shapley and Shubik, exact.
 *
 * The game: every seat says yes or no, so that all are present, nobody abstains and nobody is a
 * party; a coalition wins if its yes is adopted against the no of all others. The quorum is then
 * met by whoever there is. Majority, weights, floor, consensus and vetoes are those of the tally
 * (rule.h), which tests/unit/council_power_test.c compares coalition by coalition.
 *
 * source  L. S. Penrose (1946), J. F. Banzhaf (1965); L. S. Shapley and M. Shubik (1954) */
#pragma once

#include "council/rule.h"

/* Counted by dynamic programming over size and weight of coalitions: both bound the table. With 60
 * seats the counts of swings fit an int64_t and the Shapley values 128 bits. */
#define COUNCIL_POWER_SEATS_MAX 60
#define COUNCIL_POWER_VOTES_MAX 20000 /* of all seats */
/* Where rules are joined, and where so few seats have more votes than that, every coalition is
 * looked at: 27 seats under three rules take about 0.1 s (bench/council_bench.c). */
#define COUNCIL_POWER_LOOKED_MAX 30

/* ISO C has no 128-bit integers; gcc and clang do. */
__extension__ typedef unsigned __int128 council_wide;

/* From 0 to 1, in lowest terms, den > 0. */
struct council_fraction {
    council_wide num, den;
};

struct council_influence {
    int64_t swings;                  /* coalitions that win with it and lose without it */
    struct council_fraction banzhaf; /* its part of all swings; 0 where there are none */
    struct council_fraction shapley;
    bool is_idle;     /* no coalition needs it */
    bool is_blocking; /* nothing is adopted without it, though something can be */
};

struct council_power {
    const struct council_influence *seats; /* as the vote has them */
    size_t n;
    int64_t swings; /* of all */
    bool can_adopt; /* with the yes of everybody */
    size_t n_idle, n_blocking;
};

/**
 * The indices of every seat.
 *
 * in     v  passed council_vote_check; is_party is not looked at
 * fails  RC_UNSUPPORTED: more seats or votes than can be counted exactly here; RC_LIMIT
 */
MUST_USE enum rc council_power_of(const struct council_vote *v, struct arena *a,
                                  struct council_power *out, struct err *err);
double council_fraction_f64(struct council_fraction f);
/** "2/3"; whole numbers as "1". */
void council_fraction_put(struct buf *b, struct council_fraction f);
