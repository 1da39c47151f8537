/* SPDX-License-Identifier: Apache-2.0 */
/* duty.h: what periodic duties and duties on request share: rows of duties done, and whether who
 * should get the report got it. */
#pragma once

#include "watch/owed.h"

/* What a row of a duty done is to one clock of a term. */
enum duty_match {
    DUTY_NOT, /* another duty, another's, or with somebody else */
    DUTY_IS,
    DUTY_MAYBE, /* it does not say with whom */
};
/** in  with  empty: whoever it was done with */
enum duty_match duty_match(const struct term_run *run, const struct duty_done *d, struct span by,
                           struct span with);

/** A violation of its own (not_reported) where a row states who got the report, and leaves out one
 * who should; nothing where it does not state it. */
MUST_USE enum rc duty_check_report(struct term_run *run, const struct duty_done *d,
                                   struct err *err);

/** "inspection by undof with pol" */
void duty_put(const struct term_run *run, struct span by, struct span with);
/** "2020-07-10T20:00:00Z (row d1)" */
void duty_put_row(const struct term_run *run, struct time_span when, struct span id);
