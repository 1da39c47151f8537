/* SPDX-License-Identifier: Apache-2.0 */
/* zone_rule.c: clock changes that repeat every year, as the footer of a TZif file states them. */
#include "base/zone_data.h"

#define ABBREV_MIN     3
#define OFFSET_H_MAX   24
#define RULE_H_MAX     167 /* a week: "the Sunday after the fourth Saturday" needs it */
#define RULE_TIME_MS   (2 * MS_PER_H)
#define YEARS_AROUND   2 /* a change may lie a week outside its year */
#define N_YEARS        (2 * YEARS_AROUND + 1)
#define FIRST_WEEKDAY  4 /* 1970-01-01 was a Thursday */
#define JULIAN_MARCH_1 60

static bool take(struct span *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = span_from(*s, 1);
    return true;
}

/* One to three digits, at most `most`. */
static bool take_number(struct span *s, int most, int *out)
{
    int v = 0;
    size_t n = 0;

    for (; n < s->n && n < 3 && s->p[n] >= '0' && s->p[n] <= '9'; n++)
        v = v * 10 + (s->p[n] - '0');
    if (n == 0 || v > most)
        return false;
    *s = span_from(*s, n);
    *out = v;
    return true;
}

/* [+-]h[h[h]][:mm[:ss]] */
static bool take_time(struct span *s, int hours_max, int64_t *out_ms)
{
    bool is_negative = take(s, '-');
    int h, m = 0, sec = 0;
    int64_t v;

    if (!is_negative)
        (void)take(s, '+');
    if (!take_number(s, hours_max, &h))
        return false;
    if (take(s, ':') && (!take_number(s, 59, &m) || (take(s, ':') && !take_number(s, 59, &sec))))
        return false;
    v = h * MS_PER_H + m * MS_PER_MIN + sec * MS_PER_S;
    *out_ms = is_negative ? -v : v;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_quoted_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-';
}

/* EEST or <+0330> */
static bool take_abbrev(struct span *s, struct span *out)
{
    bool is_quoted = take(s, '<');
    size_t n = 0;

    while (n < s->n && (is_quoted ? is_quoted_char(s->p[n]) : is_letter(s->p[n])))
        n++;
    *out = span_sub(*s, 0, n);
    *s = span_from(*s, n);
    return n >= ABBREV_MIN && (!is_quoted || take(s, '>'));
}

/* Abbreviation and offset; POSIX counts offsets west of Greenwich. */
static bool take_type(struct span *s, struct zone_type *out)
{
    int64_t west_ms;

    if (!take_abbrev(s, &out->abbrev) || !take_time(s, OFFSET_H_MAX, &west_ms))
        return false;
    out->offset_ms = -west_ms;
    return true;
}

static bool take_rule(struct span *s, struct zone_rule *out)
{
    struct zone_rule r = {.at_ms = RULE_TIME_MS};
    bool is_good;

    if (take(s, 'M')) {
        r.kind = ZONE_RULE_WEEKDAY;
        is_good = take_number(s, 12, &r.month) && r.month >= 1 && take(s, '.') &&
                  take_number(s, 5, &r.week) && r.week >= 1 && take(s, '.') &&
                  take_number(s, 6, &r.day);
    } else if (take(s, 'J')) {
        r.kind = ZONE_RULE_JULIAN;
        is_good = take_number(s, 365, &r.day) && r.day >= 1;
    } else {
        r.kind = ZONE_RULE_DAY;
        is_good = take_number(s, 365, &r.day);
    }
    if (!is_good || (take(s, '/') && !take_time(s, RULE_H_MAX, &r.at_ms)))
        return false;
    *out = r;
    return true;
}

/* dst [offset] [, rule, rule] */
static bool take_dst(struct span *s, struct zone_footer *f)
{
    struct span defaults = SPAN("M3.2.0,M11.1.0"); /* what all implementations assume */
    int64_t west_ms = 0;

    f->has_dst = true;
    if (!take_abbrev(s, &f->dst.abbrev))
        return false;
    f->dst.offset_ms = f->standard.offset_ms + MS_PER_H;
    if (s->n > 0 && s->p[0] != ',') {
        if (!take_time(s, OFFSET_H_MAX, &west_ms))
            return false;
        f->dst.offset_ms = -west_ms;
    }
    if (s->n == 0)
        s = &defaults;
    else if (!take(s, ','))
        return false;
    return take_rule(s, &f->to_dst) && take(s, ',') && take_rule(s, &f->to_standard);
}

enum rc zone_footer_parse(struct span s, struct zone_footer *out, struct err *err)
{
    struct zone_footer f = {.is_set = true};
    struct span rest = s;

    if (!take_type(&rest, &f.standard) || (rest.n > 0 && !take_dst(&rest, &f)) || rest.n > 0)
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is not a rule of clock changes, such as "
                       "EET-2EEST,M3.5.0/3,M10.5.0/4",
                       SPAN_ARG(s));
    *out = f;
    return RC_OK;
}

/* ---- what the rules say ---- */

/* Days since 1970-01-01 of a rule's day in a year. */
static int64_t rule_day(const struct zone_rule *r, int year)
{
    int64_t first = time_days(year, r->kind == ZONE_RULE_WEEKDAY ? r->month : 1, 1);
    int64_t weekday, day;

    switch (r->kind) {
    case ZONE_RULE_JULIAN:
        return first + r->day - 1 + (r->day >= JULIAN_MARCH_1 && time_days_in_month(year, 2) == 29);
    case ZONE_RULE_DAY:
        return first + r->day;
    case ZONE_RULE_WEEKDAY:
        break;
    }
    weekday = ((first + FIRST_WEEKDAY) % 7 + 7) % 7;
    day = (r->day - weekday + 7) % 7 + INT64_C(7) * (r->week - 1);
    return first + (day < time_days_in_month(year, r->month) ? day : day - 7);
}

/* The instant of a change; `before` is what clocks showed until then. */
static int64_t rule_instant(const struct zone_rule *r, int year, const struct zone_type *before)
{
    return rule_day(r, year) * MS_PER_DAY + r->at_ms - before->offset_ms;
}

struct zone_stretch zone_footer_stretch(const struct zone_footer *f, int64_t at_ms)
{
    struct zone_stretch out = {INT64_MIN, INT64_MAX, &f->standard};
    int64_t change_ms[2][N_YEARS]; /* to daylight saving time, to standard time */
    struct civil c;

    if (!f->has_dst)
        return out;
    time_utc_civil(at_ms, &c);
    for (int i = 0; i < N_YEARS; i++) {
        change_ms[0][i] = rule_instant(&f->to_dst, c.year - YEARS_AROUND + i, &f->standard);
        change_ms[1][i] = rule_instant(&f->to_standard, c.year - YEARS_AROUND + i, &f->dst);
    }
    for (int i = 0; i < 2 * N_YEARS; i++) {
        int64_t change = change_ms[i % 2][i / 2];

        if (change <= at_ms && change > out.from_ms)
            out.from_ms = change;
        if (change > at_ms && change < out.until_ms)
            out.until_ms = change;
    }
    /* Periods, not single changes, say what holds: where one ends at the very start of the next
     * ("EST5EDT,0/0,J365/25": all the year) nothing changes. In the south they span New Year. */
    for (int i = 0; i < N_YEARS; i++) {
        int end = change_ms[0][i] < change_ms[1][i] ? i : i + 1;

        if (end < N_YEARS && change_ms[0][i] <= at_ms && at_ms < change_ms[1][end])
            out.type = &f->dst;
    }
    return out;
}
