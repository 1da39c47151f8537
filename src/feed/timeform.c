/* SPDX-License-Identifier: Apache-2.0 */
#include "feed/timeform.h"

#include "base/time.h"

/* What was read; -1: not there. */
struct reading {
    int year, month, day, hour, minute, second, ms;
    int is_pm; /* 0, 1 */
    bool has_zone;
    int offset_min;
    bool has_epoch;
    int64_t epoch_s;
};

static const char *const month_names[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};

/* At most `max` digits off the front of *s; false: there is none. */
static bool take_digits(struct span *s, size_t max, int *out)
{
    size_t n = 0;
    int v = 0;

    while (n < max && n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        v = v * 10 + (s->p[n++] - '0');
    *s = span_from(*s, n);
    *out = v;
    return n > 0;
}

static bool take_year(struct span *s, struct reading *r)
{
    size_t before = s->n;

    return take_digits(s, 4, &r->year) && before - s->n == 4;
}

static bool take_month(struct span *s, struct reading *r)
{
    return take_digits(s, 2, &r->month);
}

static bool take_day(struct span *s, struct reading *r)
{
    if (s->n > 1 && s->p[0] == ' ') /* %e is padded with a blank */
        *s = span_from(*s, 1);
    return take_digits(s, 2, &r->day);
}

static bool take_hour(struct span *s, struct reading *r)
{
    return take_digits(s, 2, &r->hour);
}

static bool take_minute(struct span *s, struct reading *r)
{
    return take_digits(s, 2, &r->minute);
}

static bool take_second(struct span *s, struct reading *r)
{
    return take_digits(s, 2, &r->second);
}

/* A fraction of the second: milliseconds are kept, the rest is cut. */
static bool take_fraction(struct span *s, struct reading *r)
{
    size_t before = s->n;
    int v;

    if (!take_digits(s, 3, &v))
        return false;
    for (size_t n = before - s->n; n < 3; n++)
        v *= 10;
    r->ms = v;
    while (s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9')
        *s = span_from(*s, 1);
    return true;
}

/* English names, whole or their first three letters. */
static bool take_month_name(struct span *s, struct reading *r)
{
    for (int i = 0; i < 12; i++) {
        struct span whole = span_of(month_names[i]);

        if (span_eq_nocase(span_sub(*s, 0, whole.n), whole)) {
            *s = span_from(*s, whole.n);
            r->month = i + 1;
            return true;
        }
        if (span_eq_nocase(span_sub(*s, 0, 3), span_sub(whole, 0, 3))) {
            *s = span_from(*s, 3);
            r->month = i + 1;
            return true;
        }
    }
    return false;
}

static bool take_half(struct span *s, struct reading *r)
{
    struct span two = span_sub(*s, 0, 2);

    r->is_pm = span_eq_nocase(two, SPAN("pm"));
    *s = span_from(*s, 2);
    return r->is_pm || span_eq_nocase(two, SPAN("am"));
}

/* Z, +03, +0300, +03:00 */
static bool take_zone(struct span *s, struct reading *r)
{
    int sign, hours, minutes = 0;

    r->has_zone = true;
    if (s->n > 0 && (s->p[0] == 'Z' || s->p[0] == 'z')) {
        *s = span_from(*s, 1);
        return true;
    }
    if (s->n < 3 || (s->p[0] != '+' && s->p[0] != '-'))
        return false;
    sign = s->p[0] == '-' ? -1 : 1;
    *s = span_from(*s, 1);
    if (!take_digits(s, 2, &hours))
        return false;
    if (s->n > 0 && s->p[0] == ':')
        *s = span_from(*s, 1);
    (void)take_digits(s, 2, &minutes);
    r->offset_min = sign * (hours * 60 + minutes);
    return hours <= 23 && minutes <= 59;
}

static bool take_epoch(struct span *s, struct reading *r)
{
    bool is_negative = s->n > 0 && s->p[0] == '-';
    size_t n = is_negative ? 1 : 0;
    size_t first = n;

    r->has_epoch = true;
    while (n < s->n && n < first + 12 && s->p[n] >= '0' && s->p[n] <= '9')
        r->epoch_s = r->epoch_s * 10 + (s->p[n++] - '0');
    *s = span_from(*s, n);
    if (is_negative)
        r->epoch_s = -r->epoch_s;
    return n > first;
}

static bool take_percent(struct span *s, struct reading *r)
{
    bool is = s->n > 0 && s->p[0] == '%';

    (void)r;
    *s = span_from(*s, 1);
    return is;
}

static const struct {
    char letter;
    const char *what;
    bool (*take)(struct span *, struct reading *);
} parts[] = {
    {'Y', "a year of four digits", take_year},
    {'m', "a month", take_month},
    {'d', "a day", take_day},
    {'e', "a day", take_day},
    {'H', "an hour", take_hour},
    {'I', "an hour", take_hour},
    {'M', "a minute", take_minute},
    {'S', "a second", take_second},
    {'f', "a fraction of a second", take_fraction},
    {'b', "an English month's name", take_month_name},
    {'B', "an English month's name", take_month_name},
    {'p', "AM or PM", take_half},
    {'z', "an offset like +03:00", take_zone},
    {'s', "seconds since 1970", take_epoch},
    {'%', "%", take_percent},
};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

static size_t find_part(char letter)
{
    size_t i = 0;

    while (i < N_PARTS && parts[i].letter != letter)
        i++;
    return i;
}

static bool has(struct span form, char letter)
{
    for (size_t i = 0; i + 1 < form.n; i++)
        if (form.p[i] == '%' && form.p[++i] == letter)
            return true;
    return false;
}

enum rc timeform_check(struct span form, struct err *err)
{
    if (form.n > TIMEFORM_MAX)
        return err_set(err, RC_INPUT, "a form of a time has at most %d characters", TIMEFORM_MAX);
    for (size_t i = 0; i < form.n; i++) {
        if (form.p[i] != '%')
            continue;
        i++;
        if (i == form.n || find_part(form.p[i]) == N_PARTS)
            return err_set(err, RC_INPUT,
                           "%%%c is not read; %%Y %%m %%d %%e %%H %%M %%S %%f %%b %%B %%I %%p %%z "
                           "%%s %%%%",
                           i == form.n ? ' ' : form.p[i]);
    }
    if (has(form, 's'))
        return RC_OK;
    if (!has(form, 'Y') || !(has(form, 'm') || has(form, 'b') || has(form, 'B')) ||
        !(has(form, 'd') || has(form, 'e')))
        return err_set(err, RC_INPUT, "\"%.*s\" lacks a year (%%Y), a month (%%m) or a day (%%d)",
                       SPAN_ARG(form));
    if (has(form, 'I') != has(form, 'p'))
        return err_set(err, RC_INPUT, "%%I and %%p belong together");
    return RC_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* One literal character of the form. */
static bool match(char c, struct span *rest)
{
    if (rest->n == 0 || (is_blank(c) ? !is_blank(rest->p[0]) : rest->p[0] != c))
        return false;
    *rest = span_from(*rest, 1);
    while (is_blank(c) && rest->n > 0 && is_blank(rest->p[0]))
        *rest = span_from(*rest, 1);
    return true;
}

static enum rc scan(struct span form, struct span text, struct reading *r, struct err *err)
{
    struct span rest = text;

    for (size_t i = 0; i < form.n; i++) {
        const char literal[2] = {form.p[i], '\0'};
        const char *what = literal;
        bool is_right;

        if (form.p[i] == '%') {
            size_t part = find_part(form.p[++i]);

            what = parts[part].what;
            is_right = parts[part].take(&rest, r);
        } else {
            is_right = match(form.p[i], &rest);
        }
        if (!is_right)
            return err_set(err, RC_INPUT, "\"%.*s\" is not of the form \"%.*s\": %s was expected",
                           SPAN_ARG(text), SPAN_ARG(form), what);
    }
    if (rest.n > 0)
        return err_set(err, RC_INPUT, "\"%.*s\" is not of the form \"%.*s\": \"%.*s\" is left over",
                       SPAN_ARG(text), SPAN_ARG(form), SPAN_ARG(rest));
    return RC_OK;
}

static enum rc check_clock(struct reading *r, struct span text, bool has_half, struct err *err)
{
    if (has_half && (r->hour < 1 || r->hour > 12))
        return err_set(err, RC_RANGE, "\"%.*s\": with AM or PM an hour is 1 to 12", SPAN_ARG(text));
    if (has_half)
        r->hour = r->hour % 12 + (r->is_pm ? 12 : 0);
    if (r->year < 1 || r->month < 1 || r->month > 12 || r->day < 1 ||
        r->day > time_days_in_month(r->year, r->month))
        return err_set(err, RC_RANGE, "\"%.*s\": there is no such date", SPAN_ARG(text));
    if (r->hour > 24 || r->minute > 59 || r->second > 59)
        return err_set(err, RC_RANGE, "\"%.*s\": there is no such time of day", SPAN_ARG(text));
    return RC_OK;
}

static void put_digits(struct buf *out, int v, int n)
{
    char text[4] = "0000";

    for (int i = n; i > 0; i--, v /= 10)
        text[i - 1] = (char)('0' + v % 10);
    buf_put(out, (struct span){text, (size_t)n});
}

static void put_reading(struct buf *out, const struct reading *r, bool has_clock)
{
    put_digits(out, r->year, 4);
    buf_putc(out, '-');
    put_digits(out, r->month, 2);
    buf_putc(out, '-');
    put_digits(out, r->day, 2);
    if (!has_clock)
        return;
    buf_putc(out, 'T');
    put_digits(out, r->hour, 2);
    buf_putc(out, ':');
    put_digits(out, r->minute, 2);
    buf_putc(out, ':');
    put_digits(out, r->second, 2);
    if (r->ms > 0) {
        buf_putc(out, '.');
        put_digits(out, r->ms, 3);
    }
    if (r->has_zone) {
        int offset = r->offset_min < 0 ? -r->offset_min : r->offset_min;

        buf_putc(out, r->offset_min < 0 ? '-' : '+');
        put_digits(out, offset / 60, 2);
        buf_putc(out, ':');
        put_digits(out, offset % 60, 2);
    }
}

enum rc timeform_read(struct span form, struct span text, struct buf *out, struct err *err)
{
    struct reading r = {0};
    enum rc rc = scan(form, text, &r, err);

    if (rc)
        return rc;
    if (r.has_epoch) {
        if (r.epoch_s < TIME_MIN_MS / MS_PER_S || r.epoch_s > TIME_MAX_MS / MS_PER_S)
            return err_set(err, RC_RANGE, "\"%.*s\" lies outside the years 1 to 9999",
                           SPAN_ARG(text));
        time_put_instant(out, r.epoch_s * MS_PER_S);
        return RC_OK;
    }
    rc = check_clock(&r, text, has(form, 'p'), err);
    if (rc == RC_OK)
        put_reading(out, &r, has(form, 'H') || has(form, 'I'));
    return rc;
}
