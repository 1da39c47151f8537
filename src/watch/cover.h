/* SPDX-License-Identifier: Apache-2.0 */
/* cover.h: how far what was granted, announced or found covers an act, in time and place. */
#pragma once

#include "watch/term.h"

/* In the order of how far. */
enum cover { COVER_NOT, COVER_PARTLY, COVER_WHOLLY };

enum cover cover_lesser(enum cover a, enum cover b);
/** in  until_ms  exclusive: what is revoked at noon no longer covers noon */
enum cover cover_time(struct time_span span, int64_t until_ms, struct time_span act);
/** With the term's confidence; a place that cannot be judged may lie anywhere, no area covers all.
 */
enum cover cover_place(struct term_run *run, const struct place *area, const struct act *act);
