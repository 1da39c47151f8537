/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rational.h"

#include "base/num.h"

#include <inttypes.h>

/* ISO C has no 128-bit integers; gcc and clang do. */
__extension__ typedef __int128 wide;

#define DECIMALS_MAX 18 /* 10^18 is the last power of ten that fits a denominator */

static wide magnitude(wide v)
{
    return v < 0 ? -v : v;
}

static wide common_divisor(wide a, wide b)
{
    while (b != 0) {
        wide rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static bool fits(wide v)
{
    return v >= INT64_MIN && v <= INT64_MAX;
}

/* Reduce, then see whether it fits: intermediate products may be larger than the result. */
static enum rc reduce(wide num, wide den, struct rational *out, struct err *err)
{
    wide divisor;

    if (den == 0)
        return err_set(err, RC_RANGE, "a fraction cannot have 0 below the line");
    divisor = common_divisor(magnitude(num), magnitude(den));
    if (den < 0)
        divisor = -divisor;
    num /= divisor;
    den /= divisor;
    if (!fits(num) || !fits(den))
        return err_set(err, RC_RANGE,
                       "a fraction too fine to be exact: its terms go up to %" PRId64, INT64_MAX);
    *out = (struct rational){.num = (int64_t)num, .den = (int64_t)den};
    return RC_OK;
}

enum rc rational_make(int64_t num, int64_t den, struct rational *out, struct err *err)
{
    return reduce(num, den, out, err);
}

/* "0.05" as 5 / 100 */
static enum rc parse_decimal(struct span s, struct rational *out, struct err *err)
{
    struct num_decimal d;
    int64_t den = 1;

    if (s.n == 0 || num_scan(s, &d) != s.n || span_find(s, 'e') != s.n || span_find(s, 'E') != s.n)
        return err_set(err, RC_INPUT, "\"%.*s\" is not a fraction, such as 2/3, 7 or 0.05",
                       SPAN_ARG(s));
    if (d.is_cut || d.exp10 > 0 || d.exp10 < -DECIMALS_MAX)
        return err_set(err, RC_RANGE, "%.*s has more than 18 digits; write a fraction such as 2/3",
                       SPAN_ARG(s));
    for (int64_t i = d.exp10; i < 0; i++)
        den *= 10;
    return reduce(d.is_negative ? -(wide)d.digits : (wide)d.digits, den, out, err);
}

enum rc rational_parse(struct span s, struct rational *out, struct err *err)
{
    size_t slash = span_find(s, '/');
    int64_t num, den;

    if (slash == s.n)
        return parse_decimal(s, out, err);
    if (num_parse_i64(span_sub(s, 0, slash), &num, NULL) ||
        num_parse_i64(span_from(s, slash + 1), &den, NULL))
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is not a fraction of two whole numbers, such as 2/3", SPAN_ARG(s));
    return reduce(num, den, out, err);
}

int rational_cmp(struct rational a, struct rational b)
{
    wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;

    return left < right ? -1 : left > right;
}

enum rc rational_mul(struct rational a, struct rational b, struct rational *out, struct err *err)
{
    return reduce((wide)a.num * b.num, (wide)a.den * b.den, out, err);
}

enum rc rational_add(struct rational a, struct rational b, struct rational *out, struct err *err)
{
    return reduce((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den, out, err);
}

double rational_f64(struct rational a)
{
    return (double)a.num / (double)a.den;
}

void rational_put(struct buf *b, struct rational a)
{
    num_put_i64(b, a.num);
    if (a.den == 1)
        return;
    buf_putc(b, '/');
    num_put_i64(b, a.den);
}
