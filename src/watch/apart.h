/* SPDX-License-Identifier: Apache-2.0 */
/* apart.h: how far two places are from each other, between areas too. */
#pragma once

#include "watch/term.h"

/**
 * Whether two places are at most `limit_m` apart: their nearest positions, the errors of both in
 * quadrature. MAYBE where neither that nor the contrary has the term's confidence, where a place is
 * known only to lie within some range, and where one is not stated.
 *
 * Polygons are compared at their vertices: the nearest positions of two areas with straight edges
 * that do not overlap are at a vertex of one of them.
 */
enum pact_tri apart_within(struct term_run *run, const struct place *a, const struct place *b,
                           int64_t at_ms, double limit_m);
