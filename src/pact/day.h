/* SPDX-License-Identifier: Apache-2.0 */
/* day.h: days and instants as agreements write them: D, D+14d, 2015-10-03+15d, 2020-07-27T00:01. */
#pragma once

#include "base/time.h"
#include "base/zone.h"

#define DAY_OFFSET_MAX 1000000 /* of any unit: more is a slip of the pen */

enum day_unit { DAY_NO_OFFSET, DAY_DAYS, DAY_HOURS, DAY_MINUTES };

struct day {
    struct span name; /* of another day; empty: `civil` */
    struct civil civil;
    enum time_form form;
    int offset_min; /* from UTC, of TIME_INSTANT */
    enum day_unit unit;
    int64_t n; /* the offset, signed */
};

/** fails RC_INPUT, RC_RANGE: with what would be right */
MUST_USE enum rc day_parse(struct span s, struct day *out, struct err *err);
/** In its normal form: seconds only where there are any, instants in UTC, 120min as 2h. */
void day_put(struct buf *b, const struct day *d);
