/* SPDX-License-Identifier: Apache-2.0 */
/* num.c: decimal to binary and back. The locale's decimal point never matters: what goes to strtod
 * has no point, what comes from snprintf is read digit by digit. */
#include "base/num.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>

/* The short ways below rest on IEEE doubles whose operations round once. */
static_assert(FLT_EVAL_METHOD == 0 && DBL_MANT_DIG == 53, "doubles must be IEEE 754 binary64");

/* ISO C has no 128-bit integers; gcc and clang do. */
__extension__ typedef unsigned __int128 wide;

#define KEPT_DIGITS      19 /* as many as always fit a uint64_t */
#define EXP_CLAMP        (INT64_C(1) << 60)
#define EXP10_MAX        400 /* any double is 0 or infinite beyond these, with up to … */
#define EXP10_MIN        (-400)
#define SLOW_DIGITS_MAX  800 /* … 768 digits that can decide a rounding */
#define EXACT_POW10_MAX  22  /* 10^22 is the last power of ten that is a double */
#define EXACT_INT_MAX    (UINT64_C(1) << 53)
#define EXACT_MIN        1e-5 /* from here to 2^53 the shortest digits need 128 bits at most */
#define POW10_U64_MAX    19
#define FIXED_DIGITS_MAX 9
#define ECMA_POINT_MAX   21   /* above, ECMAScript writes an exponent … */
#define ECMA_POINT_MIN   (-6) /* … and from here downwards */

static const double pow10_exact[EXACT_POW10_MAX + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static const uint64_t pow10_whole[POW10_U64_MAX + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
    10000000000000000000U,
};

/* A decimal number: digits * 10^exp10. */
struct decimal {
    uint64_t digits;
    int exp10;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits behind the 19th significant one only move the exponent; `n_kept` counts those kept. */
static const char *scan_digits(const char *p, const char *end, struct num_decimal *d, int *n_kept)
{
    for (; p < end && is_digit(*p); p++) {
        if (*n_kept < KEPT_DIGITS) {
            d->digits = d->digits * 10 + (uint64_t)(*p - '0');
            *n_kept += d->digits != 0;
        } else {
            d->is_cut = d->is_cut || *p != '0';
            d->exp10++;
        }
    }
    return p;
}

/* The exponent with its 'e', or `p` itself where there is none. */
static const char *scan_exponent(const char *p, const char *end, struct num_decimal *d)
{
    const char *q = p + 1;
    bool is_negative;
    int64_t e = 0;

    if (p >= end || (*p != 'e' && *p != 'E'))
        return p;
    is_negative = q < end && *q == '-';
    if (q < end && (*q == '-' || *q == '+'))
        q++;
    if (q >= end || !is_digit(*q))
        return p;
    for (; q < end && is_digit(*q); q++)
        e = e > EXP_CLAMP / 10 ? EXP_CLAMP : e * 10 + (*q - '0');
    d->exp10 += is_negative ? -e : e;
    d->is_integer = false;
    return q;
}

size_t num_scan(struct span s, struct num_decimal *out)
{
    struct num_decimal d = {.is_integer = true};
    const char *p = s.p, *end = s.p + s.n;
    int n_kept = 0;

    d.is_negative = p < end && *p == '-';
    p += d.is_negative;
    if (p >= end || !is_digit(*p))
        return 0;
    p = scan_digits(p, end, &d, &n_kept);
    if (end - p >= 2 && p[0] == '.' && is_digit(p[1])) {
        const char *fraction = p + 1;

        p = scan_digits(fraction, end, &d, &n_kept);
        d.exp10 -= p - fraction;
        d.is_integer = false;
    }
    p = scan_exponent(p, end, &d);
    d.text = (struct span){.p = s.p, .n = (size_t)(p - s.p)};
    *out = d;
    return d.text.n;
}

/* Correct for every decimal: strtod of glibc rounds once, and digits without a point have no
 * locale. */
static double read_decimal(struct decimal d)
{
    char text[48];

    (void)snprintf(text, sizeof(text), "%" PRIu64 "e%d", d.digits, d.exp10);
    return strtod(text, NULL);
}

/* More than 19 significant digits: hand over as many as can matter, and a last 1 for the rest. */
static double read_long(const struct num_decimal *d)
{
    char text[SLOW_DIGITS_MAX + 32];
    size_t n = 0;
    bool has_more = false;

    for (size_t i = 0; i < d->text.n && d->text.p[i] != 'e' && d->text.p[i] != 'E'; i++) {
        char c = d->text.p[i];

        if (!is_digit(c) || (n == 0 && c == '0'))
            continue;
        if (n < SLOW_DIGITS_MAX)
            text[n++] = c;
        else
            has_more = has_more || c != '0';
    }
    if (has_more)
        text[n++] = '1';
    (void)snprintf(text + n, sizeof(text) - n, "e%d", (int)d->exp10 + KEPT_DIGITS - (int)n);
    return strtod(text, NULL);
}

static double magnitude(const struct num_decimal *d)
{
    if (d->digits == 0 || d->exp10 < EXP10_MIN)
        return 0;
    if (d->exp10 > EXP10_MAX)
        return HUGE_VAL;
    if (d->is_cut)
        return read_long(d);
    /* Clinger 1990: both factors are exact, so the one operation rounds correctly. */
    if (d->digits <= EXACT_INT_MAX && d->exp10 >= -EXACT_POW10_MAX && d->exp10 <= EXACT_POW10_MAX)
        return d->exp10 < 0 ? (double)d->digits / pow10_exact[-d->exp10]
                            : (double)d->digits * pow10_exact[d->exp10];
    return read_decimal((struct decimal){.digits = d->digits, .exp10 = (int)d->exp10});
}

double num_decimal_f64(const struct num_decimal *d)
{
    double v = magnitude(d);

    return d->is_negative ? -v : v;
}

bool num_decimal_i64(const struct num_decimal *d, int64_t *out)
{
    uint64_t most = (uint64_t)INT64_MAX + (d->is_negative ? 1U : 0U);

    /* an exponent here means digits past the 19th */
    if (!d->is_integer || d->exp10 != 0 || d->digits > most)
        return false;
    if (!d->is_negative)
        *out = (int64_t)d->digits;
    else
        *out = d->digits == most ? INT64_MIN : -(int64_t)d->digits;
    return true;
}

enum rc num_parse_i64(struct span s, int64_t *out, struct err *err)
{
    struct num_decimal d;

    if (s.n == 0 || num_scan(s, &d) != s.n || !d.is_integer)
        return err_set(err, RC_INPUT, "\"%.*s\" is not a whole number, such as 42 or -7",
                       SPAN_ARG(s));
    if (!num_decimal_i64(&d, out))
        return err_set(err, RC_RANGE, "%.*s is too large: whole numbers go up to %" PRId64,
                       SPAN_ARG(s), INT64_MAX);
    return RC_OK;
}

enum rc num_parse_f64(struct span s, double *out, struct err *err)
{
    struct num_decimal d;
    double v;

    if (s.n == 0 || num_scan(s, &d) != s.n)
        return err_set(err, RC_INPUT, "\"%.*s\" is not a number, such as 12.5, -3 or 1e6",
                       SPAN_ARG(s));
    v = num_decimal_f64(&d);
    if (isinf(v))
        return err_set(err, RC_RANGE, "%.*s is too large: numbers go up to 1.79e308", SPAN_ARG(s));
    *out = v;
    return RC_OK;
}

/* v scaled by 10^k * 2^s to whole numbers of 128 bits, with the bounds of what reads back as v. */
struct scaled {
    wide value, low, high;
    uint64_t whole; /* of v * 10^k: 17 digits */
    int s, k;
    bool has_bounds; /* ties go to even: then the bounds themselves are read as v */
};

static wide times_pow10(uint64_t v, int k)
{
    int first = k > POW10_U64_MAX ? POW10_U64_MAX : k;

    return (wide)v * pow10_whole[first] * pow10_whole[k - first];
}

/* False outside [10^-5, 2^53), where 128 bits might not hold the products. */
static bool scale(double v, struct scaled *out)
{
    int e;
    uint64_t m;

    if (v < EXACT_MIN || v >= (double)EXACT_INT_MAX)
        return false;
    m = (uint64_t)(frexp(v, &e) * (double)EXACT_INT_MAX); /* v = m * 2^(e - 53) */
    out->s = DBL_MANT_DIG - e + 2;
    /* v < 2^e, and 1233 / 4096 is lg 2 near enough: one digit too few, at most */
    out->k = DBL_DECIMAL_DIG - 1 - ((e * 1233) >> 12);
    out->value = times_pow10(4 * m, out->k);
    if (out->value >> out->s < pow10_whole[DBL_DECIMAL_DIG - 1])
        out->value = times_pow10(4 * m, ++out->k);
    out->whole = (uint64_t)(out->value >> out->s);
    out->high = out->value + times_pow10(2, out->k);
    /* below a power of two doubles lie twice as dense */
    out->low = out->value - times_pow10(m == EXACT_INT_MAX / 2 ? 1 : 2, out->k);
    out->has_bounds = m % 2 == 0;
    return true;
}

static bool reads_as(const struct scaled *x, wide candidate)
{
    return (candidate > x->low && candidate < x->high) ||
           (x->has_bounds && (candidate == x->low || candidate == x->high));
}

/* In whole numbers: of 15 digits, else 16, else 17, the nearest that reads back. What less than 15
 * can say ends in zeros here, since 15 tell all doubles apart. */
static bool shortest_exactly(double v, struct decimal *out)
{
    struct scaled x;

    if (!scale(v, &x))
        return false;
    for (int cut = DBL_DECIMAL_DIG - DBL_DIG; cut >= 0; cut--) {
        uint64_t digits = x.whole / pow10_whole[cut];
        wide unit = (wide)pow10_whole[cut] << x.s;
        wide below = digits * unit;
        wide rest = x.value - below;
        bool is_above = rest > unit / 2 || (rest == unit / 2 && digits % 2 == 1);

        /* the nearest first; the other may be ours where the doubles below lie denser */
        for (int i = 0; i < 2; i++, is_above = !is_above)
            if (reads_as(&x, is_above ? below + unit : below)) {
                *out = (struct decimal){.digits = digits + is_above, .exp10 = cut - x.k};
                return true;
            }
    }
    return false;
}

/* The decimal of n significant digits that is nearest to v, out of "d.ddde-dd". */
static struct decimal nearest_decimal(double v, int n)
{
    char text[48];
    struct decimal d = {0};
    int exponent = 0;
    char *p = text;

    (void)snprintf(text, sizeof(text), "%.*e", n - 1, v);
    for (; *p != 'e'; p++)
        if (is_digit(*p))
            d.digits = d.digits * 10 + (uint64_t)(*p - '0');
    p++;
    for (char *q = p + 1; is_digit(*q); q++)
        exponent = exponent * 10 + (*q - '0');
    d.exp10 = (*p == '-' ? -exponent : exponent) - (n - 1);
    return d;
}

static struct decimal shortest(double v)
{
    struct decimal d;
    int ignored;
    bool is_power_of_two = frexp(v, &ignored) == 0.5;

    if (shortest_exactly(v, &d))
        return d;
    /* What 15 digits can say, they say at once; subnormal numbers hold fewer. */
    for (int n = v < DBL_MIN ? 1 : DBL_DIG; n < DBL_DECIMAL_DIG; n++) {
        d = nearest_decimal(v, n);
        if (read_decimal(d) == v)
            return d;
        /* Below a power of two doubles lie twice as dense: the nearest decimal may belong to the
         * neighbour below where the next one up is still ours (2^-44 is 5.684341886080802e-14). */
        d.digits++;
        if (is_power_of_two && read_decimal(d) == v)
            return d;
    }
    return nearest_decimal(v, DBL_DECIMAL_DIG);
}

static size_t digits_text(uint64_t v, char text[20])
{
    char backwards[20];
    size_t n = 0;

    do {
        backwards[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v > 0);
    for (size_t i = 0; i < n; i++)
        text[i] = backwards[n - 1 - i];
    return n;
}

static void put_zeros(struct buf *b, int n)
{
    buf_put(b, span_sub(SPAN("0000000000000000000000"), 0, (size_t)n));
}

/* ECMA-262, Number::toString: k digits, the point behind the first `point` of them. */
static void put_ecma(struct buf *b, struct span digits, int point)
{
    int k = (int)digits.n;

    if (point > ECMA_POINT_MAX || point <= ECMA_POINT_MIN) {
        buf_put(b, span_sub(digits, 0, 1));
        if (k > 1)
            buf_putc(b, '.');
        buf_put(b, span_from(digits, 1));
        buf_puts(b, point > 0 ? "e+" : "e-");
        num_put_i64(b, point > 0 ? point - 1 : 1 - point);
    } else if (point <= 0) {
        buf_puts(b, "0.");
        put_zeros(b, -point);
        buf_put(b, digits);
    } else if (k <= point) {
        buf_put(b, digits);
        put_zeros(b, point - k);
    } else {
        buf_put(b, span_sub(digits, 0, (size_t)point));
        buf_putc(b, '.');
        buf_put(b, span_from(digits, (size_t)point));
    }
}

void num_put_f64(struct buf *b, double v)
{
    struct decimal d;
    char text[20];
    size_t n;

    assert(isfinite(v));
    if (v == 0) {
        buf_putc(b, '0');
        return;
    }
    if (v < 0)
        buf_putc(b, '-');
    d = shortest(fabs(v));
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exp10++;
    }
    n = digits_text(d.digits, text);
    put_ecma(b, (struct span){.p = text, .n = n}, (int)n + d.exp10);
}

void num_put_fixed(struct buf *b, double v, int digits)
{
    char text[DBL_MAX_10_EXP + 32];
    size_t n, n_whole;
    const char *p = text;

    assert(digits >= 0 && digits <= FIXED_DIGITS_MAX);
    n = (size_t)snprintf(text, sizeof(text), "%.*f", digits, v);
    if (!isfinite(v)) {
        buf_puts(b, text);
        return;
    }
    if (text[0] == '-' && strpbrk(text, "123456789") == NULL) {
        p++;
        n--;
    }
    for (n_whole = p[0] == '-' ? 1 : 0; is_digit(p[n_whole]);)
        n_whole++;
    buf_put(b, (struct span){.p = p, .n = n_whole});
    if (digits > 0) {
        buf_putc(b, '.');
        buf_put(b, (struct span){.p = p + n - digits, .n = (size_t)digits});
    }
}

void num_put_i64(struct buf *b, int64_t v)
{
    char text[21];
    bool is_negative = v < 0;
    uint64_t magnitude_of_v = is_negative ? 0 - (uint64_t)v : (uint64_t)v;
    size_t n = digits_text(magnitude_of_v, text + 1);

    text[0] = '-';
    buf_put(b, (struct span){.p = is_negative ? text : text + 1, .n = is_negative ? n + 1 : n});
}
