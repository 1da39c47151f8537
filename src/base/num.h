/* SPDX-License-Identifier: Apache-2.0 */
/* num.h: numbers from text and back, without leftovers, locale or loss. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* All parsers take the whole span: blanks, signs where none belong, and leftovers are refused.
 * Leading zeros are allowed ("007" is 7), as columns of files have them; JSON refuses them. */

/** Decimal integer with optional '-'. fails RC_INPUT: not a number; RC_RANGE: does not fit. */
MUST_USE enum rc num_parse_i64(struct span s, int64_t *out, struct err *err);
/**
 * Decimal real: optional '-', digits, optionally a point with digits behind it, optional exponent;
 * correctly rounded (ties to even), too small a number to 0.
 *
 * fails  RC_INPUT: not a number (also "nan", "inf", hexadecimal, ",": a decimal point is a point);
 *        RC_RANGE: overflows to infinity
 */
MUST_USE enum rc num_parse_f64(struct span s, double *out, struct err *err);

/**
 * The shortest text that reads back as the same double, in the form of ECMAScript (RFC 8785).
 *
 * in  v  finite: asserts
 */
void num_put_f64(struct buf *b, double v);
/** `v` with `digits` decimals (0..9), never "-0". For people, not for hashing: "nan", "inf". */
void num_put_fixed(struct buf *b, double v, int digits);
void num_put_i64(struct buf *b, int64_t v);

/* What a reader of another grammar (JSON, the pact language) finds at the front of its text. */
struct num_decimal {
    struct span text; /* as written */
    uint64_t digits;  /* the first 19 significant digits; the value is digits * 10^exp10 … */
    int64_t exp10;
    bool is_cut; /* … and further digits, which `text` still holds */
    bool is_negative;
    bool is_integer; /* neither point nor exponent */
};

/**
 * Take the longest number off the front of `s`: -?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?
 *
 * out  returns its length in bytes, 0 where `s` begins with no number
 */
size_t num_scan(struct span s, struct num_decimal *out);
/** The nearest double, which may be infinite. */
double num_decimal_f64(const struct num_decimal *d);
/** False where it is no integer or does not fit. */
bool num_decimal_i64(const struct num_decimal *d, int64_t *out);
