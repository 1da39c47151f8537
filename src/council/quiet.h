/* SPDX-License-Identifier: Apache-2.0 */
/* quiet.h: whether it has been quiet for long enough for a measure to end (`until quiet`), and how
 * tense an area is. Pure.
 *
 * No coverage is not quiet: where a least coverage is stated, a local day on which less was seen,
 * or nothing was declared, stops the clock. */
#pragma once

#include "base/arena.h"
#include "pact/charter.h"

/* A violation that stands, as far as a condition of quiet asks. */
struct quiet_violation {
    int64_t at_ms; /* its end */
    int severity;  /* 1 to 5, as it is classified now */
    struct span party;
    int64_t n_least; /* how many it was at least */
};

/* The seen share of one area on one local day. */
struct quiet_day {
    int64_t date; /* days since 1970-01-01 in the zone */
    double share; /* [0, 1] */
};

/* What one line of the condition is judged on: the violations and days of its own area. */
struct quiet_ground {
    bool is_known; /* the area is one that the mission knows; else nothing can be shown */
    const struct quiet_violation *violations;
    size_t n_violations;
    const struct quiet_day *days; /* those not in it have a share of 0; in order of date */
    size_t n_days;
};

struct quiet_case {
    const struct ladder_quiet *until;
    const struct zone *zone;            /* the agreement's */
    const struct quiet_ground *grounds; /* of each calm */
    struct span responsible; /* the party found responsible; empty: none was, all count */
    int64_t begin_ms;        /* where no violation qualifies: the incident's end */
    bool has_withdrawal;     /* an entry says that the withdrawal was verified */
    int64_t withdrawal_ms;
};

/* How one line of the condition stands. */
struct quiet_line {
    bool is_met;
    int64_t from_ms;   /* the last qualifying violation, or the beginning */
    bool is_violation; /* it is a violation */
    int64_t due_ms;    /* when it is met if nothing happens and all is seen; TIME_NEVER: unknown */
    int64_t n_wanted;  /* local days; 0 where the length is elapsed time */
    int64_t n_seen;    /* of these that count so far */
    int64_t n_unknown; /* days that stopped the clock */
};

struct quiet_view {
    bool is_met; /* all lines are: then there may be a vote; nothing ends by itself */
    const struct quiet_line *lines; /* of each calm */
    bool lacks_withdrawal;
    int64_t due_ms; /* the latest of the lines; TIME_NEVER: unknown */
};

/**
 * Judge a condition of quiet at an instant.
 *
 * A line is met at the same local wall time so many calendar dates after the last qualifying
 * violation; a local date whose coverage is below the least one does not count. Dates are looked
 * at from that of the violation on, so that the last one is over when the line is met.
 * fails  RC_LIMIT
 */
MUST_USE enum rc quiet_look(const struct quiet_case *c, int64_t at_ms, struct arena *a,
                            struct quiet_view *out, struct err *err);

/** w of a severity: 0, 1, 3, 10, 30. */
int64_t tension_weight(int severity);
#define TENSION_DAYS 7
/** Σ w(severity) · least count over [at − 7 d, at); shown with its coverage, and triggers
 * nothing. */
int64_t tension_of(const struct quiet_violation *v, size_t n, int64_t at_ms);
