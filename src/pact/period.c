/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/period.h"

#include <assert.h>

/* The local date `n` months from another, as days since 1970: the same day of the month, or the
 * last one that there is. */
static int64_t months_on(int64_t date, int64_t n)
{
    struct civil c;
    int64_t month;

    time_from_days(date, &c);
    month = (int64_t)c.year * 12 + c.month - 1 + n;
    c.year = (int)(month / 12);
    c.month = (int)(month % 12) + 1;
    if (c.day > time_days_in_month(c.year, c.month))
        c.day = time_days_in_month(c.year, c.month);
    return time_days(c.year, c.month, c.day);
}

/* Dates that civil time can state, with room for the day behind them. */
static bool is_within_years(int64_t date, int64_t n_months)
{
    struct civil c;

    if (date < time_days(1, 1, 2) || date > time_days(9999, 12, 30))
        return false;
    time_from_days(date, &c);
    return (int64_t)c.year * 12 + n_months >= 24 && (int64_t)c.year * 12 + n_months < 9998 * 12;
}

/* The local date so many days or months from an instant's own. */
static bool date_from(const struct zone *z, int64_t at_ms, struct pact_period p, int64_t *out)
{
    int64_t date = zone_date(z, at_ms);

    if (p.unit == PERIOD_DAYS)
        date += p.n;
    else if (!is_within_years(date, p.n))
        return false;
    else
        date = months_on(date, p.n);
    *out = date;
    return is_within_years(date, 0);
}

static int64_t day_start_ms(const struct zone *z, int64_t date)
{
    struct civil c;

    time_from_days(date, &c);
    return zone_day_start(z, c.year, c.month, c.day);
}

int64_t period_last_ms(const struct zone *z, int64_t at_ms, struct pact_period p)
{
    int64_t date, out;

    assert(p.unit != PERIOD_NONE);
    if (p.unit == PERIOD_ELAPSED)
        return __builtin_add_overflow(at_ms, p.n, &out) || out > TIME_MAX_MS ? TIME_MAX_MS : out;
    if (!date_from(z, at_ms, p, &date))
        return TIME_MAX_MS;
    return day_start_ms(z, date + 1) - 1;
}

void period_put(struct buf *b, struct pact_period p)
{
    bool is_hours = p.n % MS_PER_H == 0;

    if (p.unit == PERIOD_ELAPSED)
        buf_printf(b, "%lld %s", (long long)(p.n / (is_hours ? MS_PER_H : MS_PER_MIN)),
                   is_hours ? "h" : "min");
    else if (p.unit == PERIOD_DAYS)
        buf_printf(b, "%lld calendar day%s", (long long)p.n, p.n == 1 ? "" : "s");
    else if (p.unit == PERIOD_MONTHS)
        buf_printf(b, "%lld month%s", (long long)p.n, p.n == 1 ? "" : "s");
}

void period_put_last(struct buf *b, const struct zone *z, struct pact_period p, int64_t last_ms)
{
    struct civil c;

    if (p.unit == PERIOD_ELAPSED || last_ms >= TIME_MAX_MS) {
        time_put_instant(b, last_ms);
        return;
    }
    time_from_days(zone_date(z, last_ms), &c);
    buf_printf(b, "24:00 of %04d-%02d-%02d (%.*s)", c.year, c.month, c.day, SPAN_ARG(zone_name(z)));
}
