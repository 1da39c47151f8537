/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#define DAYS_PER_WEEK   7
#define MONTHS_PER_YEAR 12

static const char *const unit_names[TIMELINE_UNIT_COUNT] = {
    [TIMELINE_HOUR] = "hour",   [TIMELINE_THREE_HOURS] = "three hours",
    [TIMELINE_DAY] = "day",     [TIMELINE_WEEK] = "week",
    [TIMELINE_MONTH] = "month", [TIMELINE_YEAR] = "year",
};

const char *timeline_unit_name(enum timeline_unit unit)
{
    return unit_names[unit];
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* The instant at which the span's first local day begins: hours are counted from there. */
static int64_t base_ms(const struct timeline *t)
{
    struct civil c;

    time_from_days(zone_date(t->zone, t->span.t0_ms), &c);
    return zone_day_start(t->zone, c.year, c.month, c.day);
}

/* Which bucket, in units since their own zero. */
static int64_t position(const struct timeline *t, enum timeline_unit unit, int64_t at_ms)
{
    int64_t date = zone_date(t->zone, at_ms);
    struct civil c;

    switch (unit) {
    case TIMELINE_HOUR:
        return floor_div(at_ms - base_ms(t), MS_PER_H);
    case TIMELINE_THREE_HOURS:
        return floor_div(at_ms - base_ms(t), 3 * MS_PER_H);
    case TIMELINE_DAY:
        return date;
    case TIMELINE_WEEK: /* 1970-01-01 was a Thursday: weeks begin on Mondays */
        return floor_div(date + 3, DAYS_PER_WEEK);
    case TIMELINE_MONTH:
        time_from_days(date, &c);
        return (int64_t)c.year * MONTHS_PER_YEAR + c.month - 1;
    case TIMELINE_YEAR:
    case TIMELINE_UNIT_COUNT:
    default:
        time_from_days(date, &c);
        return c.year;
    }
}

static int64_t start_of_date(const struct timeline *t, int64_t date)
{
    struct civil c;

    time_from_days(date, &c);
    return zone_day_start(t->zone, c.year, c.month, c.day);
}

int64_t timeline_start_ms(const struct timeline *t, size_t bucket)
{
    int64_t at = t->first + (int64_t)bucket;

    switch (t->unit) {
    case TIMELINE_HOUR:
        return base_ms(t) + at * MS_PER_H;
    case TIMELINE_THREE_HOURS:
        return base_ms(t) + at * 3 * MS_PER_H;
    case TIMELINE_DAY:
        return start_of_date(t, at);
    case TIMELINE_WEEK:
        return start_of_date(t, at * DAYS_PER_WEEK - 3);
    case TIMELINE_MONTH:
        return zone_day_start(t->zone, (int)floor_div(at, MONTHS_PER_YEAR),
                              (int)(at % MONTHS_PER_YEAR) + 1, 1);
    case TIMELINE_YEAR:
    case TIMELINE_UNIT_COUNT:
    default:
        return zone_day_start(t->zone, (int)at, 1, 1);
    }
}

enum rc timeline_open(struct timeline *t, const struct pact_model *model, uint32_t n_parties,
                      struct time_span span, struct arena *a, struct err *err)
{
    struct timeline out = {
        .zone = model->agreements[0].zone, .span = span, .n_parties = n_parties, .arena = a};

    for (size_t i = 0; i < model->n_agreements; i++)
        out.n_rows += model->agreements[i].n_terms;
    out.rows = arena_array(a, out.n_rows, sizeof(*out.rows), err);
    if (out.rows == NULL)
        return RC_LIMIT;
    for (size_t i = 0, row = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_terms; k++)
            out.rows[row++] = (struct timeline_row){.agreement = g, .term = &g->terms[k]};
    }
    for (int unit = TIMELINE_HOUR; unit < TIMELINE_UNIT_COUNT; unit++) {
        int64_t n;

        out.unit = (enum timeline_unit)unit;
        out.first = position(&out, out.unit, span.t0_ms);
        n = position(&out, out.unit, span.t1_ms) - out.first + 1;
        out.n_buckets = (size_t)n;
        if (n <= TIMELINE_BUCKETS_MAX)
            break;
    }
    if (out.n_buckets > TIMELINE_BUCKETS_MAX)
        out.n_buckets = TIMELINE_BUCKETS_MAX;
    *t = out;
    return RC_OK;
}

static void add_count(struct timeline_cell *c, const struct verdict *v)
{
    struct count one = {.min = 1, .max = 1};
    struct count n = v->has_count ? v->count : one;

    c->n_violations++;
    c->min += n.min;
    if (n.max == COUNT_INFINITE || c->max == UINT64_MAX)
        c->max = UINT64_MAX;
    else
        c->max += n.max;
}

enum rc timeline_add(struct timeline *t, size_t row, uint32_t party, const struct verdict *v,
                     struct err *err)
{
    struct timeline_row *r = &t->rows[row];
    int64_t bucket;
    struct timeline_cell *c;

    if (v->word != VERDICT_VIOLATION && v->word != VERDICT_INDETERMINATE)
        return RC_OK;
    bucket = v->when.t0_ms == TIME_ALWAYS ? -1 : position(t, t->unit, v->when.t0_ms) - t->first;
    if (bucket < 0 || bucket >= (int64_t)t->n_buckets) {
        t->n_outside++;
        return RC_OK;
    }
    if (r->cells == NULL)
        r->cells = arena_array(t->arena, t->n_buckets * t->n_parties, sizeof(*r->cells), err);
    if (r->cells == NULL)
        return RC_LIMIT;
    c = &r->cells[(size_t)bucket * t->n_parties + party];
    if (v->word == VERDICT_VIOLATION)
        add_count(c, v);
    else
        c->n_indeterminate++;
    return RC_OK;
}
