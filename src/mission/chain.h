/* SPDX-License-Identifier: Apache-2.0 */
/* chain.h: the sights of a ceiling that hang together in time. Windows of sights and runs of
 * windows never reach over a gap that is longer than a window: so what is judged of a chain is what
 * judging everything says of its time. */
#pragma once

#include "mission/gather.h"
#include "watch/sights.h"

/**
 * Take all sights of the chain around a span, and what shares a serial or a key with them.
 *
 * in/out  *hull  widened to the chain's
 * in      g      over a base that holds the activities; is_far is set
 *         a      scratch of this call
 */
MUST_USE enum rc chain_gather(struct gather *g, const struct sights_of *of, struct arena *a,
                              struct time_span *hull, struct err *err);
