/* SPDX-License-Identifier: Apache-2.0 */
/* join.h: the label of what rests on several rows, worked out once for each set of labels. */
#pragma once

#include "mission/fold.h"

struct join_known;

struct join {
    const struct fold_options *options;
    struct arena *arena; /* as long as the fold */
    struct join_known *known;
    size_t n_known;
};

/**
 * The label of something derived from rows with these labels, in any order, repeated or not.
 *
 * out  the base label of none; the sealed label where nothing may be derived from them, or nobody
 *      could read it; lives as long as the join's arena or, where there are very many sets, as `a`
 */
MUST_USE enum rc join_labels(struct join *j, const struct span *labels, size_t n, struct arena *a,
                             struct span *out, struct err *err);
