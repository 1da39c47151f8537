/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.h: decimal numbers without rounding, so that units can change and come back. */
#pragma once

#include "base/json.h"

/* digits x 10^exponent; at most 15 digits, which a double holds exactly enough to come back. */
struct decimal {
    int64_t digits;
    int exponent;
};

/** fails RC_RANGE: more than 15 digits, or more than 6 behind the point */
MUST_USE enum rc decimal_parse(struct span s, struct decimal *out, struct err *err);
/** `d` times `factor`, exactly. fails RC_RANGE */
MUST_USE enum rc decimal_scale(struct decimal d, int64_t factor, struct decimal *out,
                               struct err *err);
/** `d` divided by `divisor`, which must divide it into a finite decimal. fails RC_RANGE */
MUST_USE enum rc decimal_divide(struct decimal d, int64_t divisor, struct decimal *out,
                                struct err *err);
/** A whole number where it is one. */
struct json decimal_json(struct decimal d);
MUST_USE enum rc decimal_from_json(const struct json *v, struct decimal *out, struct err *err);
void decimal_put(struct buf *b, struct decimal d);
