/* SPDX-License-Identifier: Apache-2.0 */
/* rational.h: exact fractions, for shares, majorities and anything that is compared with a treaty's
 * n/d. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* In lowest terms, den > 0. */
struct rational {
    int64_t num;
    int64_t den;
};

/** fails RC_RANGE: den is 0, or the reduced terms do not fit */
MUST_USE enum rc rational_make(int64_t num, int64_t den, struct rational *out, struct err *err);
/** "2/3", "7", "0.05" (read exactly as 1/20). fails RC_INPUT, RC_RANGE */
MUST_USE enum rc rational_parse(struct span s, struct rational *out, struct err *err);
/** <0, 0, >0; exact for all values (128-bit products). */
int rational_cmp(struct rational a, struct rational b);
MUST_USE enum rc rational_mul(struct rational a, struct rational b, struct rational *out,
                              struct err *err);
MUST_USE enum rc rational_add(struct rational a, struct rational b, struct rational *out,
                              struct err *err);
double rational_f64(struct rational a);
/** "2/3"; whole numbers as "7". */
void rational_put(struct buf *b, struct rational a);
