/* SPDX-License-Identifier: Apache-2.0 */
/* power_inside.h: what the counts of one rule (power.c) and of several joint ones (power_joint.c)
 * share. */
#pragma once

#include "council/power.h"

/* What a coalition needs under one rule. */
struct power_need {
    int64_t all;        /* votes of all seats */
    int64_t least;      /* votes that win; all + 1 where none do */
    int64_t least_size; /* seats that win */
    size_t n_vetoes;    /* all of which it must hold */
    int64_t veto_votes;
};

/* Swings of one seat by the size of the coalition that it joins. */
struct power_swings {
    uint64_t by_size[COUNCIL_POWER_SEATS_MAX];
};

struct power_need power_need_of(const struct council_rule *r, const struct council_seat *seats,
                                size_t n);
/**
 * Count the swings under a rule and those that it joins, by looking at every coalition.
 *
 * out    swings[n_seats]; whether all seats together win, and whether they do without each seat
 * fails  RC_UNSUPPORTED: more than COUNCIL_POWER_LOOKED_MAX seats, or votes beyond INT32_MAX;
 * RC_LIMIT
 */
MUST_USE enum rc power_joint_count(const struct council_vote *v, struct arena *a,
                                   struct power_swings *swings, bool *can_adopt, bool *wins_without,
                                   struct err *err);
