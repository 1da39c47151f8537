/* SPDX-License-Identifier: Apache-2.0 */
/* period.h: lengths of time as agreements state them, counted in the agreement's zone: elapsed
 * time, calendar days, months. Pure; may include base/ only. */
#pragma once

#include "base/time.h"
#include "base/zone.h"

enum pact_period_unit {
    PERIOD_NONE,    /* none is stated */
    PERIOD_ELAPSED, /* n milliseconds */
    PERIOD_DAYS,    /* n calendar days */
    PERIOD_MONTHS,  /* n calendar months */
};

struct pact_period {
    enum pact_period_unit unit;
    int64_t n;
};

/**
 * The last instant that is no longer than a period after another.
 *
 * Elapsed time to the millisecond; of days and months the end of the local date (24:00 of it is
 * too late). A month later is the same day of the month, or that month's last day.
 * in   p  a period that is stated
 * out  at most TIME_MAX_MS
 */
int64_t period_last_ms(const struct zone *z, int64_t at_ms, struct pact_period p);
/** "48 h", "15 min", "15 calendar days", "6 months". */
void period_put(struct buf *b, struct pact_period p);
/** "24:00 of 2015-03-01 (Europe/Kyiv)" of days and months, else the instant. */
void period_put_last(struct buf *b, const struct zone *z, struct pact_period p, int64_t last_ms);
