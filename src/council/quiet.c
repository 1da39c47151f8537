/* SPDX-License-Identifier: Apache-2.0 */
#include "council/quiet.h"

/* A clock that never ends must not be followed for ever: no charter asks for a century. */
#define DATES_MAX 36600

/* --- one line -------------------------------------------------------------------------------- */

static bool qualifies(const struct quiet_case *c, const struct ladder_calm *calm,
                      const struct quiet_violation *v)
{
    if (span_is(calm->op, ">") ? v->severity <= calm->severity : v->severity < calm->severity)
        return false;
    return calm->is_any_party || c->responsible.n == 0 || span_eq(v->party, c->responsible) ||
           span_is(v->party, "both");
}

static void find_begin(const struct quiet_case *c, size_t ix, int64_t at_ms, struct quiet_line *out)
{
    const struct quiet_ground *g = &c->grounds[ix];

    out->from_ms = c->begin_ms;
    for (size_t i = 0; i < g->n_violations; i++) {
        const struct quiet_violation *v = &g->violations[i];

        if (v->at_ms > at_ms || !qualifies(c, &c->until->calms[ix], v) ||
            (out->is_violation && v->at_ms <= out->from_ms))
            continue;
        out->from_ms = v->at_ms;
        out->is_violation = true;
    }
}

static bool is_seen(const struct quiet_case *c, const struct quiet_ground *g, int64_t date)
{
    double least = rational_f64(c->until->coverage_min);

    if (!c->until->has_coverage_min)
        return true;
    for (size_t i = 0; i < g->n_days; i++)
        if (g->days[i].date == date)
            return g->days[i].share >= least;
    return least <= 0;
}

/* The wall time of an instant on another date; a time that does not exist is the jump's. */
static int64_t same_time_on(const struct zone *z, int64_t at_ms, int64_t date)
{
    struct time_span found;
    struct civil clock, day;

    zone_civil(z, at_ms, &clock);
    time_from_days(date, &day);
    clock.year = day.year;
    clock.month = day.month;
    clock.day = day.day;
    /* of a time that comes twice the later one: quiet is not claimed early */
    (void)zone_instant(z, &clock, &found);
    return found.t1_ms;
}

/* Count dates from that of the beginning on; those that are not over yet count as seen for the day
 * on which it may be met. */
static void count_dates(const struct quiet_case *c, size_t ix, int64_t at_ms,
                        struct quiet_line *out)
{
    int64_t date = zone_date(c->zone, out->from_ms), today = zone_date(c->zone, at_ms);
    int64_t n = 0;

    for (int64_t i = 0; i < DATES_MAX && n < out->n_wanted; i++, date++) {
        bool is_over = date < today;

        if (is_over && !is_seen(c, &c->grounds[ix], date)) {
            out->n_unknown++;
            continue;
        }
        n++;
        out->n_seen += is_over;
    }
    out->due_ms = n < out->n_wanted ? TIME_NEVER : same_time_on(c->zone, out->from_ms, date);
}

static int64_t dates_of(const struct zone *z, int64_t from_ms, struct pact_period p)
{
    /* months become the dates that they have from there */
    return p.unit == PERIOD_DAYS
               ? p.n
               : zone_date(z, period_last_ms(z, from_ms, p)) - zone_date(z, from_ms);
}

/* Elapsed time: every local day that it touches must have been seen, else it is put off by one. */
static void count_elapsed(const struct quiet_case *c, size_t ix, int64_t at_ms,
                          struct quiet_line *out)
{
    int64_t date = zone_date(c->zone, out->from_ms), today = zone_date(c->zone, at_ms);
    int64_t due_ms = period_last_ms(c->zone, out->from_ms, c->until->calms[ix].length);

    for (; date < today && date <= zone_date(c->zone, due_ms) && out->n_unknown < DATES_MAX; date++)
        if (!is_seen(c, &c->grounds[ix], date)) {
            out->n_unknown++;
            due_ms += MS_PER_DAY;
        }
    out->due_ms = due_ms;
}

static struct quiet_line line_of(const struct quiet_case *c, size_t ix, int64_t at_ms)
{
    struct pact_period length = c->until->calms[ix].length;
    struct quiet_line out = {.due_ms = TIME_NEVER};

    find_begin(c, ix, at_ms, &out);
    if (!c->grounds[ix].is_known || length.unit == PERIOD_NONE)
        return out;
    if (length.unit == PERIOD_ELAPSED) {
        count_elapsed(c, ix, at_ms, &out);
    } else {
        out.n_wanted = dates_of(c->zone, out.from_ms, length);
        count_dates(c, ix, at_ms, &out);
    }
    out.is_met = out.due_ms != TIME_NEVER && at_ms >= out.due_ms;
    return out;
}

/* --- the whole ------------------------------------------------------------------------------- */

enum rc quiet_look(const struct quiet_case *c, int64_t at_ms, struct arena *a,
                   struct quiet_view *out, struct err *err)
{
    struct quiet_line *lines = arena_array(a, c->until->n_calms + 1, sizeof(*lines), err);
    struct quiet_view v = {.is_met = true, .lines = lines, .due_ms = TIME_ALWAYS};

    if (lines == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->until->n_calms; i++) {
        lines[i] = line_of(c, i, at_ms);
        v.is_met = v.is_met && lines[i].is_met;
        v.due_ms = lines[i].due_ms > v.due_ms ? lines[i].due_ms : v.due_ms;
    }
    v.lacks_withdrawal =
        c->until->needs_withdrawal && !(c->has_withdrawal && c->withdrawal_ms <= at_ms);
    v.is_met = v.is_met && !v.lacks_withdrawal;
    if (v.lacks_withdrawal || v.due_ms == TIME_ALWAYS)
        v.due_ms = v.is_met ? at_ms : TIME_NEVER;
    *out = v;
    return RC_OK;
}

/* --- tension --------------------------------------------------------------------------------- */

int64_t tension_weight(int severity)
{
    static const int64_t weights[] = {0, 0, 1, 3, 10, 30};

    return severity < 1 || severity > 5 ? 0 : weights[severity];
}

int64_t tension_of(const struct quiet_violation *v, size_t n, int64_t at_ms)
{
    int64_t sum = 0, part;

    for (size_t i = 0; i < n; i++)
        if (v[i].at_ms < at_ms && v[i].at_ms >= at_ms - TENSION_DAYS * MS_PER_DAY &&
            (__builtin_mul_overflow(tension_weight(v[i].severity), v[i].n_least, &part) ||
             __builtin_add_overflow(sum, part, &sum)))
            return INT64_MAX;
    return sum;
}
