/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.h: the numbers of the log's formats: ASCII digits, no sign, no leading zero, or "0". */
#pragma once

#include "base/err.h"
#include "base/span.h"

/** fails RC_INPUT: not of that form; RC_RANGE: above `max` */
MUST_USE enum rc decimal_read(struct span text, uint64_t max, uint64_t *out, struct err *err);
