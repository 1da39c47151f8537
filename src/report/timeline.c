/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#define DAYS_PER_WEEK   7
#define MONTHS_PER_YEAR 12
#define HOURS_PER_DAY   24
#define THREES_PER_DAY  8
#define ENTRIES_MAX     32768
#define SLOTS           (4 * ENTRIES_MAX)
#define INPUT_FACTOR    3 /* the whole input is shown where it is at most so many times as long */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* ---- buckets are numbered by the wall clock, each unit from a zero of its own ---- */

static int64_t position_of(const struct civil *c, enum timeline_unit unit)
{
    int64_t date = time_days(c->year, c->month, c->day);

    switch (unit) {
    case TIMELINE_HOUR:
        return date * HOURS_PER_DAY + c->hour;
    case TIMELINE_THREE_HOURS:
        return date * THREES_PER_DAY + c->hour / 3;
    case TIMELINE_DAY:
        return date;
    case TIMELINE_WEEK: /* 1970-01-01 was a Thursday: weeks begin on Mondays */
        return floor_div(date + 3, DAYS_PER_WEEK);
    case TIMELINE_MONTH:
        return (int64_t)c->year * MONTHS_PER_YEAR + c->month - 1;
    case TIMELINE_YEAR:
    case TIMELINE_UNIT_COUNT:
        break;
    }
    return c->year;
}

/* The wall clock at which a bucket begins. */
static struct civil begin_of(int64_t at, enum timeline_unit unit)
{
    struct civil c = {.month = 1, .day = 1};

    switch (unit) {
    case TIMELINE_HOUR:
        time_from_days(floor_div(at, HOURS_PER_DAY), &c);
        c.hour = (int)(at - floor_div(at, HOURS_PER_DAY) * HOURS_PER_DAY);
        break;
    case TIMELINE_THREE_HOURS:
        time_from_days(floor_div(at, THREES_PER_DAY), &c);
        c.hour = 3 * (int)(at - floor_div(at, THREES_PER_DAY) * THREES_PER_DAY);
        break;
    case TIMELINE_DAY:
        time_from_days(at, &c);
        break;
    case TIMELINE_WEEK:
        time_from_days(at * DAYS_PER_WEEK - 3, &c);
        break;
    case TIMELINE_MONTH:
        c.year = (int)floor_div(at, MONTHS_PER_YEAR);
        c.month = (int)(at % MONTHS_PER_YEAR) + 1;
        break;
    case TIMELINE_YEAR:
    case TIMELINE_UNIT_COUNT:
        c.year = (int)at;
        break;
    }
    return c;
}

int64_t timeline_start_ms(const struct timeline *t, size_t bucket)
{
    struct civil c = begin_of(t->first + (int64_t)bucket, t->unit);
    struct time_span at = {0};

    (void)zone_instant(t->zone, &c, &at);
    return at.t0_ms;
}

static int64_t position(const struct timeline *t, int64_t at_ms)
{
    struct civil c;

    zone_civil(t->zone, at_ms, &c);
    return position_of(&c, t->unit);
}

/* ---- gathering ---- */

enum rc timeline_open(struct timeline *t, const struct pact_model *model, uint32_t n_parties,
                      struct arena *a, struct err *err)
{
    struct timeline out = {.zone = pact_home_zone(model), .n_parties = n_parties, .arena = a};

    for (size_t i = 0; i < model->n_agreements; i++)
        out.n_rows += model->agreements[i].n_terms;
    out.rows = arena_array(a, out.n_rows + 1, sizeof(*out.rows), err);
    out.entries = arena_array(a, ENTRIES_MAX, sizeof(*out.entries), err);
    out.slots = arena_array(a, SLOTS, sizeof(*out.slots), err);
    if (out.rows == NULL || out.entries == NULL || out.slots == NULL)
        return RC_LIMIT;
    for (size_t i = 0, row = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_terms; k++)
            out.rows[row++] = (struct timeline_row){.agreement = g, .term = &g->terms[k]};
    }
    *t = out;
    return RC_OK;
}

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static void add_cell(struct timeline_cell *to, const struct timeline_cell *from)
{
    to->min = add(to->min, from->min);
    to->max = add(to->max, from->max);
    to->n_violations += from->n_violations;
    to->n_indeterminate += from->n_indeterminate;
}

/* Adds to the entry of this key, made where there is none; false: no room for another. */
static bool add_entry(struct timeline *t, const struct timeline_entry *e)
{
    uint64_t h = (uint64_t)e->bucket * 0x9E3779B97F4A7C15ULL ^
                 ((uint64_t)e->row << 32 | e->party) * 0xC2B2AE3D27D4EB4FULL;
    size_t at = (size_t)(h >> 32) % SLOTS;

    while (t->slots[at] != 0) {
        struct timeline_entry *found = &t->entries[t->slots[at] - 1];

        if (found->bucket == e->bucket && found->row == e->row && found->party == e->party) {
            add_cell(&found->cell, &e->cell);
            return true;
        }
        at = (at + 1) % SLOTS;
    }
    if (t->n_entries == ENTRIES_MAX)
        return false;
    t->entries[t->n_entries] = *e;
    t->slots[at] = (uint32_t)++t->n_entries;
    return true;
}

/* The next coarser unit: entries that fall together become one. */
static void coarsen(struct timeline *t)
{
    enum timeline_unit from = t->unit;
    size_t n = t->n_entries;

    t->unit = (enum timeline_unit)(from + 1);
    t->n_entries = 0;
    memset(t->slots, 0, SLOTS * sizeof(*t->slots));
    for (size_t i = 0; i < n; i++) {
        struct timeline_entry e = t->entries[i]; /* written behind at the earliest */
        struct civil c = begin_of(e.bucket, from);

        e.bucket = position_of(&c, t->unit);
        (void)add_entry(t, &e);
    }
}

void timeline_add(struct timeline *t, size_t row, uint32_t party, const struct verdict *v)
{
    struct timeline_entry e = {.row = (uint32_t)row, .party = party};

    if ((v->word != VERDICT_VIOLATION && v->word != VERDICT_INDETERMINATE) ||
        v->when.t0_ms < TIME_MIN_MS || v->when.t0_ms > TIME_MAX_MS)
        return;
    if (v->word == VERDICT_INDETERMINATE) {
        e.cell.n_indeterminate = 1;
    } else {
        e.cell = (struct timeline_cell){1, 1, 1, 0};
        if (v->has_count) {
            e.cell.min = v->count.min;
            e.cell.max = v->count.max == COUNT_INFINITE ? UINT64_MAX : v->count.max;
        }
    }
    e.bucket = position(t, v->when.t0_ms);
    while (!add_entry(t, &e)) {
        if (t->unit == TIMELINE_YEAR)
            return;
        coarsen(t);
        e.bucket = position(t, v->when.t0_ms);
    }
}

/* ---- the end ---- */

static void find_span(struct timeline *t, struct time_span input)
{
    int64_t last = 0, in_first = position(t, input.t0_ms), in_last = position(t, input.t1_ms);

    for (size_t i = 0; i < t->n_entries; i++) {
        int64_t at = t->entries[i].bucket;

        t->first = i == 0 || at < t->first ? at : t->first;
        last = i == 0 || at > last ? at : last;
    }
    if (in_first <= t->first && in_last >= last &&
        in_last - in_first + 1 <= INPUT_FACTOR * (last - t->first + 1)) {
        t->first = in_first;
        last = in_last;
    }
    t->n_buckets = (size_t)(last - t->first + 1);
}

static enum rc spread(struct timeline *t, struct err *err)
{
    for (size_t i = 0; i < t->n_entries; i++) {
        const struct timeline_entry *e = &t->entries[i];
        struct timeline_row *r = &t->rows[e->row];
        size_t bucket = (size_t)(e->bucket - t->first);

        if (r->cells == NULL)
            r->cells = arena_array(t->arena, t->n_buckets * t->n_parties, sizeof(*r->cells), err);
        if (r->cells == NULL)
            return RC_LIMIT;
        if (bucket < t->n_buckets)
            add_cell(&r->cells[bucket * t->n_parties + e->party], &e->cell);
    }
    return RC_OK;
}

enum rc timeline_close(struct timeline *t, struct time_span input, struct err *err)
{
    if (t->n_entries == 0)
        return RC_OK;
    find_span(t, input);
    while (t->n_buckets > TIMELINE_BUCKETS_MAX && t->unit < TIMELINE_YEAR) {
        coarsen(t);
        find_span(t, input);
    }
    if (t->n_buckets > TIMELINE_BUCKETS_MAX)
        t->n_buckets = TIMELINE_BUCKETS_MAX;
    return spread(t, err);
}
