/* SPDX-License-Identifier: Apache-2.0 */
/* hints.h: the sightings that may show what is missing from a store: the first ones since its
 * inventory, read for twice as long each time until the words of the verdict have enough. */
#pragma once

#include "mission/gather.h"

/* From the first inventory on, and the serials that inventories list. */
struct hints {
    int64_t from_ms; /* TIME_NEVER: there is no inventory */
    uint64_t *serials;
    size_t n_serials;
};

/** in  rules  has the inventories in hand */
MUST_USE enum rc hints_open(const struct gather *rules, struct arena *a, struct hints *out,
                            struct err *err);
/** Take the sightings until a time, those of the listed serials whenever they were, and whatever
 * corrects them. */
MUST_USE enum rc hints_gather(const struct hints *h, struct gather *g, int64_t until_ms,
                              struct err *err);
/** The time of the next round: 30 days from the first inventory on, then twice as far.
 * in  until_ms  of the last round; h->from_ms before the first */
int64_t hints_next(const struct hints *h, int64_t until_ms);
