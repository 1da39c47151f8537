/* SPDX-License-Identifier: Apache-2.0 */
/* timeform.h: times in a stated form (a subset of strftime's) into the contract's. One form per
 * column, stated by its user: no form is tried after another. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* The longest form and the longest time. */
#define TIMEFORM_MAX 64

/**
 * Check a form: %Y %m %d %e %H %M %S %f %b %B %I %p %z %s %%; other characters stand for
 * themselves, a blank for one or more blanks.
 *
 * fails  RC_INPUT: an unknown letter, no date in it, %I without %p
 */
MUST_USE enum rc timeform_check(struct span form, struct err *err);
/**
 * Rewrite a time: "10.07.2020 23:05" by "%d.%m.%Y %H:%M" is 2020-07-10T23:05:00.
 *
 * Dates without a time of day stay dates; %z gives an instant, %s (seconds since 1970) too.
 * out    appended to `out`
 * fails  RC_INPUT: does not match, saying what was expected where; RC_RANGE: no such month …
 */
MUST_USE enum rc timeform_read(struct span form, struct span text, struct buf *out,
                               struct err *err);
