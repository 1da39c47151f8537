/* SPDX-License-Identifier: Apache-2.0 */
/* clique.h: the heaviest set of vertices of a small graph that are all joined to each other.
 *
 * Pure graph search, for counting what is provably distinct and for what was exercised together. */
#pragma once

#include "base/arena.h"

#define CLIQUE_MAX   256
#define CLIQUE_WORDS (CLIQUE_MAX / 64)

struct clique_set {
    uint64_t word[CLIQUE_WORDS];
};

/* Symmetric, without loops. A vertex that is in no search needs no weight. */
struct clique_graph {
    uint32_t weight[CLIQUE_MAX];
    struct clique_set joined[CLIQUE_MAX];
};

struct clique {
    uint64_t weight;
    struct clique_set members;
    bool is_exact; /* false: the steps ran out; the clique is one, but a heavier one may exist */
};

struct clique_work; /* room for one search at a time */

void clique_set_add(struct clique_set *s, uint32_t vertex);
void clique_set_drop(struct clique_set *s, uint32_t vertex);
bool clique_set_has(const struct clique_set *s, uint32_t vertex);
bool clique_set_is_empty(const struct clique_set *s);
struct clique_set clique_set_and(const struct clique_set *a, const struct clique_set *b);
struct clique_set clique_set_or(const struct clique_set *a, const struct clique_set *b);
/** The lowest vertex at or above `from`, or CLIQUE_MAX. */
uint32_t clique_set_next(const struct clique_set *s, uint32_t from);

void clique_join(struct clique_graph *g, uint32_t a, uint32_t b);

/** fails RC_LIMIT: the arena is full */
MUST_USE enum rc clique_work_make(struct arena *a, struct clique_work **out, struct err *err);
/**
 * Branch and bound with a bound by weighted colouring (Tomita's MCS, weights as in Kumlander 2004).
 *
 * in     among  the vertices to choose from
 * in/out *steps the branchings allowed, spent ones taken off; at 0 the best clique so far is given
 * out    what is given is always a clique; the same every time for the same graph and steps
 */
void clique_heaviest(const struct clique_graph *g, const struct clique_set *among,
                     struct clique_work *work, uint64_t *steps, struct clique *out);
