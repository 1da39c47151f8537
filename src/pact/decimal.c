/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/decimal.h"

#include <assert.h>

#include "base/num.h"

#define DIGITS_MAX   15
#define DECIMALS_MAX 6
#define LIMIT        INT64_C(1000000000000000) /* 10^DIGITS_MAX */
#define TEXT_MAX     64

static struct decimal reduce(struct decimal d)
{
    while (d.digits != 0 && d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    if (d.digits == 0)
        d.exponent = 0;
    return d;
}

static enum rc check(struct decimal d, struct decimal *out, struct err *err)
{
    struct decimal r = reduce(d);
    int64_t whole = r.digits < 0 ? -r.digits : r.digits;

    if (r.exponent < -DECIMALS_MAX)
        return err_set(err, RC_RANGE, "more than %d digits behind the point", DECIMALS_MAX);
    for (int i = 0; i < r.exponent && whole < LIMIT; i++)
        whole *= 10;
    if (whole >= LIMIT)
        return err_set(err, RC_RANGE, "a number of more than %d digits", DIGITS_MAX);
    *out = r;
    return RC_OK;
}

enum rc decimal_parse(struct span s, struct decimal *out, struct err *err)
{
    bool is_negative = s.n > 0 && s.p[0] == '-', is_behind = false;
    struct decimal d = {0};

    for (size_t i = is_negative; i < s.n; i++) {
        if (s.p[i] == '.') {
            is_behind = true;
            continue;
        }
        if (d.digits >= LIMIT * 100)
            return err_set(err, RC_RANGE, "a number of more than %d digits", DIGITS_MAX);
        d.digits = d.digits * 10 + (s.p[i] - '0');
        d.exponent -= is_behind;
    }
    if (is_negative)
        d.digits = -d.digits;
    return check(d, out, err);
}

enum rc decimal_scale(struct decimal d, int64_t factor, struct decimal *out, struct err *err)
{
    if (__builtin_mul_overflow(d.digits, factor, &d.digits))
        return err_set(err, RC_RANGE, "a number of more than %d digits", DIGITS_MAX);
    return check(d, out, err);
}

enum rc decimal_divide(struct decimal d, int64_t divisor, struct decimal *out, struct err *err)
{
    while (d.digits % divisor != 0) {
        if (d.exponent <= -DECIMALS_MAX || __builtin_mul_overflow(d.digits, 10, &d.digits))
            return err_set(err, RC_RANGE, "more than %d digits behind the point", DECIMALS_MAX);
        d.exponent--;
    }
    d.digits /= divisor;
    return check(d, out, err);
}

/* check() keeps the exponent between -6 and 14 */
static int64_t power(int n)
{
    int64_t out = 1;

    for (int i = 0; i < n; i++)
        out *= 10;
    return out;
}

void decimal_put(struct buf *b, struct decimal d)
{
    int64_t unit = power(d.exponent < 0 ? -d.exponent : 0);
    int64_t whole = d.digits < 0 ? -d.digits : d.digits;

    if (d.digits < 0)
        buf_putc(b, '-');
    if (d.exponent >= 0)
        buf_printf(b, "%lld", (long long)whole * (long long)power(d.exponent));
    else
        buf_printf(b, "%lld.%0*lld", (long long)(whole / unit), -d.exponent,
                   (long long)(whole % unit));
}

struct json decimal_json(struct decimal d)
{
    struct buf b;
    double v = 0;
    enum rc rc;

    if (d.exponent >= 0)
        return json_int(d.digits * power(d.exponent));
    buf_init(&b, TEXT_MAX);
    decimal_put(&b, d);
    rc = num_parse_f64(buf_span(&b), &v, NULL);
    assert(rc == RC_OK); /* we wrote it */
    buf_release(&b);
    return json_real(v);
}

enum rc decimal_from_json(const struct json *v, struct decimal *out, struct err *err)
{
    struct buf b;
    struct span s;
    enum rc rc = RC_OK;

    if (v->type != JSON_INT && v->type != JSON_REAL)
        return err_set(err, RC_INPUT, "%s is no number", json_type_name(v->type));
    buf_init(&b, TEXT_MAX);
    if (v->type == JSON_INT)
        num_put_i64(&b, v->u.i);
    else
        num_put_f64(&b, v->u.r);
    s = buf_span(&b);
    if (span_find(s, 'e') < s.n)
        rc = err_set(err, RC_RANGE, "%.*s has more digits than a pact can hold", SPAN_ARG(s));
    if (!rc)
        rc = decimal_parse(s, out, err);
    buf_release(&b);
    return rc;
}
