/* SPDX-License-Identifier: Apache-2.0 */
/* fusion.h: which observations may be of one occurrence, and between how many occurrences there
 * were. Pure: the result does not depend on the order of the rows. */
#pragma once

#include "watch/verdict.h"

struct fusion_options {
    bool trusts_reported; /* else reported rows join no minimum */
};

struct fusion {
    struct event *events; /* by time, then id */
    size_t n_events;
    size_t n_compared; /* pairs that were looked at: what a benchmark watches */
};

/**
 * Fuse the observations of countable phenomena (phenomenon_is_countable) of a closed docket.
 *
 * Two may be the same iff their sources differ (an empty source is a sensor of its own), their
 * class is compatible (one phenomenon; details equal or one of them undetermined), their times
 * overlap after widening by 3·√(σ₁² + σ₂²) and, for what was heard from a known place, after
 * subtracting the sound's way, and their regions, each widened by 3 σ, intersect. What has no
 * place that can be judged is an event of its own. An event is a connected component; its minimum
 * is the largest sum of one sensor, its maximum the sum of all.
 *
 * in     model  names the areas that places may be given by
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc fusion_run(const struct pact_model *model, const struct docket *docket,
                            const struct fusion_options *options, struct arena *a,
                            struct fusion *out, struct err *err);
