/* SPDX-License-Identifier: Apache-2.0 */
/* seen.h: what could be seen, area by area: when coverage was declared and how much of the area it
 * took. Without it "nothing was reported" says nothing. Pure. */
#pragma once

#include "pact/model.h"
#include "watch/docket.h"

struct seen_area {
    struct span area;
    bool is_declared;
    struct time_span hull; /* from the first declared time to the last */
    double share;          /* of area and hull: sources joined as 1 - Π(1 - f) */
};

/**
 * One row for each area of the agreements, in the order of the file.
 *
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc seen_areas(const struct pact_model *model, const struct docket *d, struct arena *a,
                            struct seen_area **out, size_t *n, struct err *err);
