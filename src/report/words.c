/* SPDX-License-Identifier: Apache-2.0 */
#include "report/words.h"

#include <math.h>

#include "base/num.h"
#include "geo/mgrs.h"

#define EN_DASH       "\xE2\x80\x93"
#define PUBLIC_DIGITS 2 /* of MGRS: 1 km */

void words_number(struct buf *b, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)n);

    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf_putc(b, ',');
        buf_putc(b, digits[i]);
    }
}

void words_range(struct buf *b, struct tally_range r)
{
    words_number(b, r.min);
    if (r.max == UINT64_MAX) {
        buf_puts(b, " or more");
    } else if (r.max != r.min) {
        buf_puts(b, EN_DASH);
        words_number(b, r.max);
    }
}

void words_count(struct buf *b, struct count n)
{
    if (n.min == 0 && n.max == 0)
        return;
    words_range(
        b, (struct tally_range){.min = n.min, .max = n.max == COUNT_INFINITE ? UINT64_MAX : n.max});
}

void words_metres(struct buf *b, double m)
{
    if (!isfinite(m))
        return;
    if (fabs(m) < 1000) {
        num_put_fixed(b, m, 0);
        buf_puts(b, " m");
        return;
    }
    num_put_fixed(b, m / 1000, fabs(m) < 100000 ? 1 : 0);
    buf_puts(b, " km");
}

void words_cell(struct buf *b, struct geo_pos at)
{
    struct buf spaced;

    buf_init(&spaced, 64);
    mgrs_put(&spaced, at, PUBLIC_DIGITS);
    for (size_t i = 0; i < spaced.n; i++) {
        if (spaced.p[i] != ' ')
            buf_putc(b, spaced.p[i]);
    }
    buf_release(&spaced);
}

/* So many decimals that neither end of the scale is reached by rounding. */
void words_p(struct buf *b, double p)
{
    double rest = p < 0.5 ? p : 1 - p;

    if (!isfinite(p))
        return;
    if (rest == 0)
        num_put_fixed(b, p, 0);
    else if (rest < 0.0001)
        buf_puts(b, p < 0.5 ? "< 0.0001" : "> 0.9999");
    else
        num_put_fixed(b, p, rest < 0.0095 ? 4 : 2);
}

static bool is_bounded(int64_t at_ms)
{
    return at_ms >= TIME_MIN_MS && at_ms <= TIME_MAX_MS;
}

void words_date(struct buf *b, const struct zone *z, int64_t at_ms)
{
    struct civil c;

    if (!is_bounded(at_ms))
        return;
    zone_civil(z, at_ms, &c);
    buf_printf(b, "%04d-%02d-%02d", c.year, c.month, c.day);
}

void words_time(struct buf *b, const struct zone *z, int64_t at_ms)
{
    struct civil c;

    if (!is_bounded(at_ms))
        return;
    zone_civil(z, at_ms, &c);
    buf_printf(b, "%02d:%02d", c.hour, c.minute);
    if (c.ms != 0)
        buf_printf(b, ":%02d", c.ms / 1000);
}

void words_span(struct buf *b, const struct zone *z, struct time_span when)
{
    if (!is_bounded(when.t0_ms))
        return;
    words_date(b, z, when.t0_ms);
    buf_putc(b, ' ');
    words_time(b, z, when.t0_ms);
    if (when.t1_ms == when.t0_ms || !is_bounded(when.t1_ms))
        return;
    buf_puts(b, " to ");
    if (zone_date(z, when.t0_ms) != zone_date(z, when.t1_ms)) {
        words_date(b, z, when.t1_ms);
        buf_putc(b, ' ');
    }
    words_time(b, z, when.t1_ms);
}

void words_duration(struct buf *b, int64_t ms)
{
    long long minutes = (long long)((ms + MS_PER_MIN / 2) / MS_PER_MIN);
    long long hours = minutes / 60;

    if (ms < MS_PER_MIN)
        buf_printf(b, "%lld s", (long long)(ms / MS_PER_S));
    else if (minutes < 60)
        buf_printf(b, "%lld min", minutes);
    else if (hours < 48 && minutes % 60 != 0)
        buf_printf(b, "%lld h %lld min", hours, minutes % 60);
    else if (hours < 48)
        buf_printf(b, "%lld h", hours);
    else
        buf_printf(b, "%lld d", (hours + 12) / 24);
}

void words_place(struct buf *b, struct span text, struct geo_pos at)
{
    if (text.n > 0)
        buf_put(b, text);
    else
        mgrs_put(b, at, PUBLIC_DIGITS);
}

void words_plain(struct buf *b, const char *word)
{
    for (; word != NULL && *word != '\0'; word++)
        buf_putc(b, *word == '_' ? ' ' : *word);
}

void words_noun(struct buf *b, uint64_t n, const char *one, const char *many)
{
    words_number(b, n);
    buf_putc(b, ' ');
    buf_puts(b, n == 1 ? one : many);
}
