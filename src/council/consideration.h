/* SPDX-License-Identifier: Apache-2.0 */
/* consideration.h: what members should weigh about a candidate, assessed from the record. It
 * informs their ballots and gates nothing. Pure. */
#pragma once

#include "council/chamber.h"

/* Forces of the candidate, or of somebody unknown, that somebody saw at one time. */
struct sighted {
    int64_t at_ms;
    int64_t least, most; /* how many things or people; most is INT64_MAX where it is open */
    double p_near;       /* within the distance that the charter states, from 0 to 1 */
    bool is_known;       /* as the candidate's */
};

/* How many, at one time: at least as many as the largest sighting that is surely near shows, at
 * most the sum of all that may be. */
struct posture_part {
    size_t n; /* sightings that may be near */
    int64_t least, most;
};

enum posture_trend { POSTURE_UNKNOWN, POSTURE_SIMILAR, POSTURE_RISING, POSTURE_FALLING };

struct posture {
    struct posture_part before, after; /* the halves of the charter's span of time */
    enum posture_trend trend;
};

enum assessment { ASSESSED_UNKNOWN, ASSESSED_NOT_MET, ASSESSED_PARTLY, ASSESSED_MET };

struct considered {
    enum assessment is;
    struct span why; /* one line */
    struct span by;  /* the entry that shows it; empty: none */
};

/* What is asked of one indicator. */
struct consideration_ask {
    const struct charter_candidate *candidate;
    const struct charter_consideration *of;
    const struct posture *posture; /* of its forces; NULL where it is about something else */
    int64_t at_ms;
};

#define POSTURE_SURE 0.95 /* near, or not near, for certain enough to be counted so */

/**
 * Sightings of a span of time up to `at_ms` in two halves, and whether they say that there are more
 * or fewer: only where the intervals do not overlap, and never from nobody having looked.
 */
struct posture posture_of(const struct sighted *all, size_t n, int64_t span_ms, int64_t at_ms);
/**
 * Assess one indicator.
 *
 * forces      rising: not met; falling: partly; else unknown
 * instrument  one of that title by the candidate is on the record: met; none, or none that stands:
 *             not met
 * registry    of the disputes that it has with the party, all settled: met; some: partly; none:
 *             not met; it has none: unknown
 *
 * fails  RC_LIMIT
 */
MUST_USE enum rc consideration_judge(const struct chamber *h, const struct consideration_ask *ask,
                                     struct arena *a, struct considered *out, struct err *err);
const char *assessment_name(enum assessment a);
