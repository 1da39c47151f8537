/* SPDX-License-Identifier: Apache-2.0 */
/* band.h: numbers of people or things that are known as ranges, and their sums. Pure. */
#pragma once

#include "watch/observation.h"

#define BAND_OPEN UINT64_MAX

/* From lo to hi, both included. */
struct band {
    uint64_t lo;
    uint64_t hi; /* BAND_OPEN: no most is known */
};

/** Add a count as it was stated. */
void band_add(struct band *b, struct count n);
/** Add what may be anything from none to a count: of how many something is true was not said. */
void band_add_perhaps(struct band *b, struct count n);
/** "12", "10 to 14", "at least 3". */
void band_put(struct buf *b, struct band band);
