/* SPDX-License-Identifier: Apache-2.0 */
/* zone.c: wall clocks and instants. Everything rests on stretches of one offset: a reading of a
 * clock belongs to each stretch in which the instant it would be truly lies. */
#include "base/zone_data.h"

#include <inttypes.h>

/* No clock stands further from UTC than this (RFC 8536 allows -25 h to 26 h). */
#define OFFSET_MAX_MS (26 * MS_PER_H)
/* Beyond the calendar by more than any sum with an offset or a day. */
#define AT_MIN_MS (TIME_MIN_MS - 366 * MS_PER_DAY)
#define AT_MAX_MS (TIME_MAX_MS + 366 * MS_PER_DAY)

static struct zone_type utc_type = {.offset_ms = 0, .abbrev = {.p = "UTC", .n = 3}};
static const struct zone utc = {
    .name = {.p = "UTC", .n = 3},
    .types = &utc_type,
    .n_types = 1,
};

const struct zone *zone_utc(void)
{
    return &utc;
}

struct span zone_name(const struct zone *z)
{
    return z->name;
}

/* Open ends (TIME_NEVER, TIME_ALWAYS) are asked about too and must not overflow. */
static int64_t within_calendar(int64_t at_ms)
{
    return at_ms < AT_MIN_MS ? AT_MIN_MS : at_ms > AT_MAX_MS ? AT_MAX_MS : at_ms;
}

/* How many transitions lie at or before an instant. */
static size_t n_before(const struct zone *z, int64_t at_ms)
{
    size_t low = 0, high = z->n_transitions;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (z->at_ms[middle] <= at_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct zone_stretch stretch_at(const struct zone *z, int64_t at_ms)
{
    size_t n = n_before(z, at_ms);
    struct zone_stretch s = {
        .from_ms = n == 0 ? INT64_MIN : z->at_ms[n - 1],
        .until_ms = n == z->n_transitions ? INT64_MAX : z->at_ms[n],
        .type = &z->types[n == 0 ? 0 : z->type[n - 1]],
    };

    if (n == z->n_transitions && z->footer.is_set) {
        int64_t last_ms = s.from_ms;

        s = zone_footer_stretch(&z->footer, at_ms);
        if (s.from_ms < last_ms)
            s.from_ms = last_ms;
    }
    return s;
}

int64_t zone_offset_ms(const struct zone *z, int64_t at_ms, struct span *abbrev)
{
    struct zone_stretch s = stretch_at(z, within_calendar(at_ms));

    if (abbrev != NULL)
        *abbrev = s.type->abbrev;
    return s.type->offset_ms;
}

void zone_civil(const struct zone *z, int64_t at_ms, struct civil *out)
{
    at_ms = within_calendar(at_ms);
    time_utc_civil(at_ms + zone_offset_ms(z, at_ms, NULL), out);
}

enum zone_fit zone_instant(const struct zone *z, const struct civil *c, struct time_span *out)
{
    int64_t wall_ms = time_as_utc_ms(c);
    int64_t jump_ms = wall_ms;
    bool is_found = false, was_past = false;
    struct time_span found = {0};

    for (int64_t t = wall_ms - OFFSET_MAX_MS; t <= wall_ms + OFFSET_MAX_MS;) {
        struct zone_stretch s = stretch_at(z, t);
        int64_t at_ms = wall_ms - s.type->offset_ms;

        if (at_ms >= s.from_ms && at_ms < s.until_ms) {
            if (!is_found)
                found.t0_ms = at_ms;
            found.t1_ms = at_ms;
            is_found = true;
        } else if (was_past && at_ms < s.from_ms) {
            jump_ms = s.from_ms; /* past the last stretch's end, before this one's beginning */
        }
        was_past = at_ms >= s.until_ms;
        t = s.until_ms;
    }
    if (!is_found)
        found = (struct time_span){.t0_ms = jump_ms, .t1_ms = jump_ms};
    *out = found;
    if (!is_found)
        return ZONE_NONEXISTENT;
    return found.t0_ms == found.t1_ms ? ZONE_UNIQUE : ZONE_AMBIGUOUS;
}

/* A change may skip midnight into the date and another lead back before it: the earliest stretch
 * with any of the date counts, not midnight's own reading. */
int64_t zone_day_start(const struct zone *z, int year, int month, int day)
{
    const struct civil midnight = {.year = year, .month = month, .day = day};
    int64_t wall_ms = time_as_utc_ms(&midnight);
    struct time_span jump;

    for (int64_t t = wall_ms - OFFSET_MAX_MS; t <= wall_ms + MS_PER_DAY + OFFSET_MAX_MS;) {
        struct zone_stretch s = stretch_at(z, t);
        int64_t first_ms = wall_ms - s.type->offset_ms;
        int64_t begin_ms = first_ms < s.from_ms ? s.from_ms : first_ms;

        if (begin_ms < s.until_ms && begin_ms < first_ms + MS_PER_DAY)
            return begin_ms;
        t = s.until_ms;
    }
    (void)zone_instant(z, &midnight, &jump); /* the calendar skipped the whole day */
    return jump.t0_ms;
}

int64_t zone_date(const struct zone *z, int64_t at_ms)
{
    struct civil c;

    zone_civil(z, at_ms, &c);
    return time_days(c.year, c.month, c.day);
}

/* ---- reading ---- */

static enum rc no_such_time(const struct zone *z, struct span s, int64_t jump_ms, struct err *err)
{
    int64_t before_min = zone_offset_ms(z, jump_ms - 1, NULL) / MS_PER_MIN;
    int64_t after_min = zone_offset_ms(z, jump_ms, NULL) / MS_PER_MIN;

    return err_set(err, RC_RANGE,
                   "\"%.*s\" never was in %.*s: clocks went forward by %" PRId64
                   " minutes then; write it with its offset from UTC",
                   SPAN_ARG(s), SPAN_ARG(z->name), after_min - before_min);
}

static enum rc read_local(const struct zone *z, struct span s, const struct civil *c,
                          struct time_span *out, bool *is_ambiguous, struct err *err)
{
    struct time_span found;
    enum zone_fit fit = zone_instant(z, c, &found);

    /* 24:00 is the end of its own day, also where the next day begins later */
    if (fit == ZONE_NONEXISTENT && c->hour != 24)
        return no_such_time(z, s, found.t0_ms, err);
    if (fit == ZONE_AMBIGUOUS)
        *is_ambiguous = true;
    *out = found;
    return RC_OK;
}

static enum rc read_date(const struct zone *z, struct span s, const struct civil *c,
                         struct time_span *out, struct err *err)
{
    struct civil next;

    time_from_days(time_days(c->year, c->month, c->day) + 1, &next);
    out->t0_ms = zone_day_start(z, c->year, c->month, c->day);
    out->t1_ms = zone_day_start(z, next.year, next.month, next.day) - 1;
    if (out->t1_ms < out->t0_ms)
        return err_set(err, RC_RANGE, "\"%.*s\" never was in %.*s: the calendar skipped it",
                       SPAN_ARG(s), SPAN_ARG(z->name));
    return RC_OK;
}

/* One end of an interval, or the whole of what was written. */
static enum rc read_one(const struct zone *z, struct span s, struct time_span *out,
                        bool *is_ambiguous, struct err *err)
{
    struct civil c;
    enum time_form form = TIME_DATE;
    struct time_span found = {0};
    int offset_min = 0;
    enum rc rc = time_parse(s, &c, &form, &offset_min, err);

    if (rc)
        return rc;
    switch (form) {
    case TIME_DATE:
        rc = read_date(z, s, &c, &found, err);
        break;
    case TIME_LOCAL:
        rc = read_local(z, s, &c, &found, is_ambiguous, err);
        break;
    case TIME_INSTANT:
        rc = time_instant(s, &c, offset_min, &found.t0_ms, err);
        found.t1_ms = found.t0_ms;
        break;
    }
    if (rc)
        return rc;
    if (found.t0_ms < TIME_MIN_MS || found.t1_ms > TIME_MAX_MS)
        return err_set(err, RC_RANGE, "\"%.*s\": UTC years go from 0001 to 9999", SPAN_ARG(s));
    *out = found;
    return RC_OK;
}

enum rc zone_read_span(const struct zone *z, struct span s, struct time_span *out,
                       bool *is_ambiguous, struct err *err)
{
    size_t slash = span_find(s, '/');
    struct time_span first = {0}, last;
    bool has_two = false;
    enum rc rc = read_one(z, span_sub(s, 0, slash), &first, &has_two, err);

    if (rc)
        return rc;
    last = first;
    if (slash < s.n)
        rc = read_one(z, span_from(s, slash + 1), &last, &has_two, err);
    if (rc)
        return rc;
    if (last.t1_ms < first.t0_ms)
        return err_set(err, RC_RANGE, "\"%.*s\" ends before it begins", SPAN_ARG(s));
    *out = (struct time_span){.t0_ms = first.t0_ms, .t1_ms = last.t1_ms};
    if (is_ambiguous != NULL)
        *is_ambiguous = has_two;
    return RC_OK;
}
