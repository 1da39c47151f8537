/* SPDX-License-Identifier: Apache-2.0 */
/* num.h: numbers from text and back, without leftovers, locale or loss. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* All parsers take the whole span: blanks, signs where none belong, and leftovers are refused. */

/** Decimal integer with optional '-'. fails RC_INPUT: not a number; RC_RANGE: does not fit. */
MUST_USE enum rc num_parse_i64(struct span s, int64_t *out, struct err *err);
/**
 * Decimal real: digits, one optional point, optional exponent; correctly rounded.
 *
 * fails  RC_INPUT: not a number (also "nan", "inf", hexadecimal, ",": a decimal point is a point);
 *        RC_RANGE: overflows to infinity
 */
MUST_USE enum rc num_parse_f64(struct span s, double *out, struct err *err);

/** The shortest text that reads back as the same double, in the form of ECMAScript (RFC 8785). */
void num_put_f64(struct buf *b, double v);
/** `v` with `digits` decimals (0..9), never "-0". For people, not for hashing. */
void num_put_fixed(struct buf *b, double v, int digits);
void num_put_i64(struct buf *b, int64_t v);
