/* SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"

#include "base/num.h"

#define YEAR_MAX           9999
#define FRACTION_MAX       9
#define OFFSET_HOURS_MAX   23
#define DAYS_PER_ERA       146097 /* the calendar repeats every 400 years */
#define DAYS_0000_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */

int time_days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && is_leap ? 29 : days[month - 1];
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Years that begin in March put the leap day last (H. Hinnant, chrono-compatible algorithms). */
int64_t time_days(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * DAYS_PER_ERA + day_of_era - DAYS_0000_TO_EPOCH;
}

void time_from_days(int64_t days, struct civil *out)
{
    int64_t shifted = days + DAYS_0000_TO_EPOCH;
    int64_t era = floor_div(shifted, DAYS_PER_ERA);
    int64_t day_of_era = shifted - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* from March */

    *out = (struct civil){
        .year = (int)(year_of_era + era * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
}

int64_t time_as_utc_ms(const struct civil *c)
{
    return time_days(c->year, c->month, c->day) * MS_PER_DAY + c->hour * MS_PER_H +
           c->minute * MS_PER_MIN + c->ms;
}

void time_utc_civil(int64_t at_ms, struct civil *out)
{
    int64_t days = floor_div(at_ms, MS_PER_DAY);
    int64_t rest = at_ms - days * MS_PER_DAY;

    time_from_days(days, out);
    out->hour = (int)(rest / MS_PER_H);
    out->minute = (int)(rest % MS_PER_H / MS_PER_MIN);
    out->ms = (int)(rest % MS_PER_MIN);
}

/* ---- reading ---- */

static bool take(struct span *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = span_from(*s, 1);
    return true;
}

/* Exactly `n` digits. */
static bool take_digits(struct span *s, size_t n, int *out)
{
    int v = 0;

    if (s->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return false;
        v = v * 10 + (s->p[i] - '0');
    }
    *s = span_from(*s, n);
    *out = v;
    return true;
}

/* What follows the point: 1 to 9 digits, of which milliseconds are kept. */
static bool take_fraction(struct span *s, int *ms)
{
    int v = 0, digit;
    size_t n = 0;

    for (; take_digits(s, 1, &digit); n++)
        if (n < 3)
            v = v * 10 + digit;
    for (size_t i = n; i < 3; i++)
        v *= 10;
    *ms = v;
    return n >= 1 && n <= FRACTION_MAX;
}

static bool take_date(struct span *s, struct civil *c)
{
    return take_digits(s, 4, &c->year) && take(s, '-') && take_digits(s, 2, &c->month) &&
           take(s, '-') && take_digits(s, 2, &c->day);
}

/* hh:mm[:ss[.fraction]] */
static bool take_clock(struct span *s, struct civil *c)
{
    int second, ms = 0;

    if (!take_digits(s, 2, &c->hour) || !take(s, ':') || !take_digits(s, 2, &c->minute))
        return false;
    if (!take(s, ':'))
        return true;
    if (!take_digits(s, 2, &second))
        return false;
    if (take(s, '.') && !take_fraction(s, &ms))
        return false;
    c->ms = second * (int)MS_PER_S + ms;
    return true;
}

/* Z, or +hh:mm; false with *s unchanged where there is neither. */
static bool take_offset(struct span *s, int *offset_min)
{
    struct span rest = *s;
    int sign = 1, hours, minutes;

    if (take(&rest, 'Z') || take(&rest, 'z')) {
        *offset_min = 0;
        *s = rest;
        return true;
    }
    if (take(&rest, '-'))
        sign = -1;
    else if (!take(&rest, '+'))
        return false;
    if (!take_digits(&rest, 2, &hours) || !take(&rest, ':') || !take_digits(&rest, 2, &minutes) ||
        hours > OFFSET_HOURS_MAX || minutes > 59)
        return false;
    *offset_min = sign * (hours * 60 + minutes);
    *s = rest;
    return true;
}

static enum rc check_date(struct span s, const struct civil *c, struct err *err)
{
    if (c->year < 1 || c->year > YEAR_MAX)
        return err_set(err, RC_RANGE, "\"%.*s\": years go from 0001 to 9999", SPAN_ARG(s));
    if (c->month < 1 || c->month > 12)
        return err_set(err, RC_RANGE, "\"%.*s\": there is no month %d; dates are year-month-day",
                       SPAN_ARG(s), c->month);
    if (c->day < 1 || c->day > time_days_in_month(c->year, c->month))
        return err_set(err, RC_RANGE, "\"%.*s\": month %d of %d has days 1 to %d", SPAN_ARG(s),
                       c->month, c->year, time_days_in_month(c->year, c->month));
    return RC_OK;
}

static enum rc check_clock(struct span s, const struct civil *c, struct err *err)
{
    if (c->ms >= MS_PER_MIN && c->ms < MS_PER_MIN + MS_PER_S)
        return err_set(err, RC_RANGE, "\"%.*s\": leap seconds are not kept; write :59",
                       SPAN_ARG(s));
    if (c->hour > 24 || c->minute > 59 || c->ms >= MS_PER_MIN ||
        (c->hour == 24 && (c->minute > 0 || c->ms > 0)))
        return err_set(err, RC_RANGE, "\"%.*s\": clocks go from 00:00 to 24:00, seconds to 59",
                       SPAN_ARG(s));
    return RC_OK;
}

enum rc time_parse(struct span s, struct civil *out, enum time_form *form, int *offset_min,
                   struct err *err)
{
    struct civil c = {0};
    struct span rest = s;
    enum time_form found = TIME_DATE;
    int offset = 0;
    bool is_good = take_date(&rest, &c);
    enum rc rc;

    if (is_good && rest.n > 0) {
        found = TIME_LOCAL;
        is_good =
            (take(&rest, 'T') || take(&rest, 't') || take(&rest, ' ')) && take_clock(&rest, &c);
        if (is_good && take_offset(&rest, &offset))
            found = TIME_INSTANT;
    }
    if (!is_good || rest.n > 0)
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is not a time; write 2020-07-10, 2020-07-10T20:05[:10[.123]] or "
                       "either time with Z or +02:00 behind it",
                       SPAN_ARG(s));
    rc = check_date(s, &c, err);
    if (!rc)
        rc = check_clock(s, &c, err);
    if (rc)
        return rc;
    *out = c;
    *form = found;
    *offset_min = offset;
    return RC_OK;
}

enum rc time_instant(struct span s, const struct civil *c, int offset_min, int64_t *out_ms,
                     struct err *err)
{
    int64_t at_ms = time_as_utc_ms(c) - offset_min * MS_PER_MIN;

    if (at_ms < TIME_MIN_MS || at_ms > TIME_MAX_MS)
        return err_set(err, RC_RANGE, "\"%.*s\": UTC years go from 0001 to 9999", SPAN_ARG(s));
    *out_ms = at_ms;
    return RC_OK;
}

enum rc time_parse_instant(struct span s, int64_t *out_ms, struct err *err)
{
    struct civil c;
    enum time_form form = TIME_DATE;
    int offset_min = 0;
    enum rc rc = time_parse(s, &c, &form, &offset_min, err);

    if (rc)
        return rc;
    if (form != TIME_INSTANT)
        return err_set(err, RC_INPUT, "\"%.*s\" needs its offset from UTC: Z, or such as +02:00",
                       SPAN_ARG(s));
    return time_instant(s, &c, offset_min, out_ms, err);
}

/* ---- writing ---- */

/* `n` digits of v at p; returns what follows them. */
static char *put_digits(char *p, int v, int n)
{
    for (int i = n - 1; i >= 0; i--) {
        p[i] = (char)('0' + v % 10);
        v /= 10;
    }
    return p + n;
}

static char *put_clock(char *p, const struct civil *c)
{
    p = put_digits(p, c->hour, 2);
    *p++ = ':';
    p = put_digits(p, c->minute, 2);
    *p++ = ':';
    p = put_digits(p, c->ms / (int)MS_PER_S, 2);
    if (c->ms % MS_PER_S != 0) {
        *p++ = '.';
        p = put_digits(p, c->ms % (int)MS_PER_S, 3);
    }
    return p;
}

void time_put_instant(struct buf *b, int64_t at_ms)
{
    struct civil c;
    char text[32], *p = text;

    if (at_ms < TIME_MIN_MS || at_ms > TIME_MAX_MS) {
        buf_puts(b, "..");
        return;
    }
    time_utc_civil(at_ms, &c);
    p = put_digits(p, c.year, 4);
    *p++ = '-';
    p = put_digits(p, c.month, 2);
    *p++ = '-';
    p = put_digits(p, c.day, 2);
    *p++ = 'T';
    p = put_clock(p, &c);
    *p++ = 'Z';
    buf_put(b, (struct span){.p = text, .n = (size_t)(p - text)});
}

void time_put_span(struct buf *b, struct time_span s)
{
    time_put_instant(b, s.t0_ms);
    if (s.t1_ms == s.t0_ms)
        return;
    buf_putc(b, '/');
    time_put_instant(b, s.t1_ms);
}
