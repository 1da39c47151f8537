/* SPDX-License-Identifier: Apache-2.0 */
/* ways.h: the shortest way over rows of routes, as of an instant. */
#pragma once

#include "watch/term.h"

/* Names of places, and the ways between them. */
struct ways {
    const struct docket *docket;
    const struct pact_names *paths; /* the kinds of ways that count; none: all */
    struct arena *arena;
    const struct span *names;
    size_t n;
};

MUST_USE enum rc ways_open(const struct docket *d, const struct pact_names *paths, struct arena *a,
                           struct ways *out, struct err *err);
/** The place of a name; SIZE_MAX: no route has it. */
size_t ways_find(const struct ways *w, struct span name);

/**
 * Hours from any of some places to each, by Dijkstra's rule.
 *
 * in     hours    0 where it starts, INFINITY elsewhere; by place
 *        is_most  by the most hours of each way, else by the least
 * out    hours    of the shortest way; INFINITY: there is none
 */
MUST_USE enum rc ways_spread(const struct ways *w, int64_t at_ms, bool is_most, double *hours,
                             struct err *err);
