/* SPDX-License-Identifier: Apache-2.0 */
/* headcount.h: how many things were there at one time, at least and at most, from sightings that
 * may show the same thing twice.
 *
 * Windows are the maximal sets of sightings whose hull is at most a given length. In a window the
 * least number is the heaviest set of things that are pairwise provably distinct; the greatest is
 * all of them. A sighting that itself lasts longer than a window proves nothing about one time: it
 * joins no least number, but every greatest one that it overlaps, and is a window of its own. */
#pragma once

#include "watch/distinct.h"

/* Why a sighting counts, or for what it does not. Sets of them are masks of 1 << tag. */
enum head_tag {
    HEAD_COUNTS,    /* inside, of the kind, observed: with p >= confidence */
    HEAD_TRANSIT,   /* the same, but may be passing through where that is allowed */
    HEAD_REPORTED,  /* the same, but only reported */
    HEAD_JUDGEMENT, /* the same, but people must say whether an exception means it */
    HEAD_EXEMPT,    /* the same, but exempt */
    HEAD_DOUBTFUL,  /* p is less, or an exemption may cover it */
    HEAD_TAGS
};
#define HEAD_ALL ((1u << HEAD_TAGS) - 1)

/* One entry of one sighting: n things of one description. */
struct head {
    struct distinct_thing thing;
    struct time_span when;
    struct count n;
    uint32_t entry;        /* which of its sighting's */
    struct span row;       /* id of the row */
    struct span serial;    /* empty: none, or of several things */
    struct span exemption; /* of HEAD_EXEMPT and HEAD_JUDGEMENT */
    double p;              /* that it is inside and of the kind, at most */
    double p_sure;         /* the same, at least */
    uint8_t group;         /* whose it is, below HEAD_GROUPS */
    enum head_tag tag;
};

/* Who and what a question is about: bits of groups and of tags. */
#define HEAD_GROUPS 64
struct head_choice {
    uint64_t groups;
    uint32_t tags;
};

struct headcount;

/**
 * Prepare the windows of some sightings.
 *
 * in     heads  sorted in place by time, sighting and entry; one identity per serial, from 0
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc headcount_open(struct head *heads, size_t n, int64_t window_ms, struct arena *a,
                                struct headcount **out, struct err *err);
/** The next window in order of its beginning; false at the end. */
bool headcount_next(struct headcount *h, struct time_span *hull);
/** How many at most; UINT64_MAX: open. Things of one serial are one. */
uint64_t headcount_most(struct headcount *h, struct head_choice who);

struct headcount_least {
    uint64_t n;
    bool is_exact; /* false: a valid lower bound; there may be provably more */
    double p;      /* the `beyond + 1`-th surest of these things; NAN: there are not so many */
};
/**
 * How many at least. Exact up to CLIQUE_MAX entries while steps last (STEPS_PER_WINDOW a window,
 * STEPS_MAX in all); beyond, a set found greedily and carried on from window to window,
 * while PAIRS_MAX comparisons last; then only what is left of it.
 */
struct headcount_least headcount_least(struct headcount *h, struct head_choice who,
                                       uint64_t beyond);
#define HEADCOUNT_STEPS_PER_WINDOW 20000
#define HEADCOUNT_STEPS_MAX        4000000
#define HEADCOUNT_PAIRS_MAX        60000000

/**
 * The sightings of a window again, in order.
 *
 * out  how many; their indices in `out`, which must have room for all heads
 */
size_t headcount_members(const struct headcount *h, struct time_span hull, struct head_choice who,
                         uint32_t *out);
