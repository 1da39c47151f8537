/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/day.h"

#include "base/num.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where "+14d" begins at the end of the text; s.n where there is none. "+02:00" is no offset. */
static size_t offset_at(struct span s)
{
    size_t unit = s.n, sign;

    while (unit > 0 && s.p[unit - 1] >= 'a' && s.p[unit - 1] <= 'z')
        unit--;
    sign = unit;
    while (sign > 0 && is_digit(s.p[sign - 1]))
        sign--;
    if (unit == s.n || sign == unit || sign < 2 || (s.p[sign - 1] != '+' && s.p[sign - 1] != '-'))
        return s.n;
    return sign - 1;
}

static enum rc parse_offset(struct span s, struct day *d, struct err *err)
{
    static const struct {
        const char *word;
        enum day_unit unit;
    } units[] = {{"d", DAY_DAYS}, {"h", DAY_HOURS}, {"min", DAY_MINUTES}};
    size_t n = 1;
    enum rc rc;

    while (n < s.n && is_digit(s.p[n]))
        n++;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (span_is(span_from(s, n), units[i].word))
            d->unit = units[i].unit;
    if (d->unit == DAY_NO_OFFSET)
        return err_set(err, RC_INPUT, "%.*s counts in no unit of days; write d, h or min",
                       SPAN_ARG(s));
    rc = num_parse_i64(span_sub(s, 1, n - 1), &d->n, err);
    if (rc || d->n > DAY_OFFSET_MAX)
        return err_set(err, RC_RANGE, "%.*s is farther away than any agreement lasts", SPAN_ARG(s));
    if (s.p[0] == '-')
        d->n = -d->n;
    return RC_OK;
}

enum rc day_parse(struct span s, struct day *out, struct err *err)
{
    size_t cut = offset_at(s);
    struct span base = span_sub(s, 0, cut);
    struct day d = {0};
    enum rc rc = RC_OK;

    if (base.n == 0 || strchr("+-.:", base.p[0]) != NULL)
        return err_set(err, RC_INPUT, "the name of a day, or a date, is missing");
    if (cut < s.n)
        rc = parse_offset(span_from(s, cut), &d, err);
    if (rc)
        return rc;
    if (is_digit(base.p[0]))
        rc = time_parse(base, &d.civil, &d.form, &d.offset_min, err);
    else
        d.name = base;
    if (!rc)
        *out = d;
    return rc;
}

static void put_civil(struct buf *b, const struct civil *c)
{
    buf_printf(b, "%04d-%02d-%02dT%02d:%02d", c->year, c->month, c->day, c->hour, c->minute);
    if (c->ms > 0)
        buf_printf(b, ":%02d", c->ms / 1000);
    if (c->ms % 1000 > 0)
        buf_printf(b, ".%03d", c->ms % 1000);
}

void day_put(struct buf *b, const struct day *d)
{
    int64_t n = d->n < 0 ? -d->n : d->n;
    const char *unit = d->unit == DAY_DAYS ? "d" : d->unit == DAY_HOURS ? "h" : "min";
    struct civil utc;

    if (d->name.n > 0) {
        buf_put(b, d->name);
    } else if (d->form == TIME_DATE) {
        buf_printf(b, "%04d-%02d-%02d", d->civil.year, d->civil.month, d->civil.day);
    } else if (d->form == TIME_LOCAL) {
        put_civil(b, &d->civil);
    } else {
        time_utc_civil(time_as_utc_ms(&d->civil) - d->offset_min * MS_PER_MIN, &utc);
        put_civil(b, &utc);
        buf_putc(b, 'Z');
    }
    if (d->unit == DAY_NO_OFFSET)
        return;
    if (d->unit == DAY_MINUTES && n % 60 == 0) {
        n /= 60;
        unit = "h";
    }
    buf_printf(b, "%c%lld%s", d->n < 0 ? '-' : '+', (long long)n, unit);
}
