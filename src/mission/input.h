/* SPDX-License-Identifier: Apache-2.0 */
/* input.h: the time of the input: from the first to the last of the rows that hold. */
#pragma once

#include "mission/gather.h"

/**
 * From when to when the rows go whose times count (tally_add_docket), without those that another
 * row replaces or that contradict one before them: so it is all one which of them came first.
 *
 * Looks at the ends of the record alone, and farther in only while nothing holds there.
 * in     a    emptied again and again
 * out    *out  untouched where no row holds
 * fails  RC_LIMIT: more rows have one end in common than the arena takes; what the shelf returns
 */
MUST_USE enum rc input_span(const struct gather_source *from, struct arena *a,
                            struct arena *scratch, struct time_span *out, struct err *err);
