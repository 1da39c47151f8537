/* SPDX-License-Identifier: Apache-2.0 */
#include "report/findings.h"

#include <stdlib.h>
#include <string.h>

#define VIOLATIONS_KEPT 100
#define UNDECIDED_KEPT  60
#define OTHERS_KEPT     40

uint32_t findings_term_ix(const struct findings *f, const struct pact_agreement *g,
                          const struct pact_term *t)
{
    return f->first_term[g - f->model->agreements] + (uint32_t)(t - g->terms);
}

/* ---- where the input lies ---- */

/* The same longitudes counted from -180 and from 0: the narrower of the two is meant. */
struct extent {
    bool has_any;
    double south_deg, north_deg;
    double west_deg, east_deg;     /* in [-180, 180] */
    double west_0_deg, east_0_deg; /* in [0, 360) */
};

static void widen(struct extent *e, const struct place *p)
{
    double lat = p->at.lat_deg, lon = p->at.lon_deg, lon_0 = lon < 0 ? lon + 360 : lon;

    if (p->form == PLACE_NONE || p->form == PLACE_ZONE || p->is_centroid)
        return;
    if (!e->has_any) {
        *e = (struct extent){true, lat, lat, lon, lon, lon_0, lon_0};
        return;
    }
    e->south_deg = lat < e->south_deg ? lat : e->south_deg;
    e->north_deg = lat > e->north_deg ? lat : e->north_deg;
    e->west_deg = lon < e->west_deg ? lon : e->west_deg;
    e->east_deg = lon > e->east_deg ? lon : e->east_deg;
    e->west_0_deg = lon_0 < e->west_0_deg ? lon_0 : e->west_0_deg;
    e->east_0_deg = lon_0 > e->east_0_deg ? lon_0 : e->east_0_deg;
}

static struct geo_box box_of(const struct docket *d)
{
    struct extent e = {0};
    struct geo_box box;

    for (size_t i = 0; i < d->n_observations; i++)
        widen(&e, &d->observations[i].place);
    for (size_t i = 0; i < d->n_impediments; i++)
        widen(&e, &d->impediments[i].place);
    for (size_t i = 0; i < d->n_activities; i++)
        widen(&e, &d->activities[i].place);
    box = (struct geo_box){e.south_deg, e.west_deg, e.north_deg, e.east_deg};
    if (e.east_0_deg - e.west_0_deg < e.east_deg - e.west_deg) {
        box.west_deg = e.west_0_deg;
        box.east_deg = e.east_0_deg;
    }
    return box;
}

/* ---- gathering ---- */

static enum rc number_terms(struct findings *f, struct err *err)
{
    uint32_t n = 0;

    f->first_term = arena_array(f->arena, f->model->n_agreements, sizeof(*f->first_term), err);
    if (f->first_term == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < f->model->n_agreements; i++) {
        f->first_term[i] = n;
        n += (uint32_t)f->model->agreements[i].n_terms;
    }
    return RC_OK;
}

enum rc findings_open(struct findings *f, const struct pact_model *model, const struct docket *d,
                      struct arena *a, struct err *err)
{
    struct findings out = {.model = model, .arena = a};
    struct tally span = {.span = {.t0_ms = TIME_NEVER, .t1_ms = TIME_ALWAYS}};
    enum rc rc;

    parties_init(&out.parties, model);
    tally_add_docket(&span, d);
    out.input = span.span;
    rc = number_terms(&out, err);
    if (!rc)
        rc = gravest_open(&out.violations, VIOLATIONS_KEPT, a, err);
    if (!rc)
        rc = gravest_open(&out.undecided, UNDECIDED_KEPT, a, err);
    if (!rc)
        rc = gravest_open(&out.others, OTHERS_KEPT, a, err);
    if (!rc)
        rc = timeline_open(&out.timeline, model, out.parties.n, a, err);
    if (!rc)
        rc = spots_open(&out.spots, box_of(d), a, err);
    if (!rc)
        rc = seen_areas(model, d, a, &out.seen, &out.n_seen, err);
    if (!rc)
        *f = out;
    return rc;
}

/* Verdicts of one term come together: the row wanted is mostly among the last few. */
static struct finding_row *row_of(struct findings *f, const struct verdict *v, uint32_t party,
                                  struct err *err)
{
    struct finding_row *rows;

    for (size_t i = f->n_rows; i-- > 0;) {
        if (f->rows[i].term == v->term && f->rows[i].party == party)
            return &f->rows[i];
    }
    rows = arena_grow(f->arena, f->rows, f->n_rows, &f->cap_rows, sizeof(*rows), err);
    if (rows == NULL)
        return NULL;
    f->rows = rows;
    rows[f->n_rows] = (struct finding_row){
        .agreement = v->agreement,
        .term = v->term,
        .term_ix = findings_term_ix(f, v->agreement, v->term),
        .party = party,
    };
    return &rows[f->n_rows++];
}

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static void add_range(struct tally_range *to, struct tally_range from)
{
    to->min = add(to->min, from.min);
    to->max = add(to->max, from.max);
}

/* Where a date stands or belongs among the days. */
static size_t day_place(const struct findings *f, int64_t date)
{
    size_t low = 0, high = f->n_days;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (f->days[middle].date < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum rc add_fire(struct findings *f, const struct verdict *v, struct err *err)
{
    int64_t date = zone_date(pact_home_zone(f->model), v->when.t0_ms);
    size_t at = day_place(f, date);
    struct tally_range count = {v->count.min,
                                v->count.max == COUNT_INFINITE ? UINT64_MAX : v->count.max};
    struct finding_day *days;

    if (at == f->n_days || f->days[at].date != date) {
        days = arena_grow(f->arena, f->days, f->n_days, &f->cap_days, sizeof(*days), err);
        if (days == NULL)
            return RC_LIMIT;
        f->days = days;
        memmove(&days[at + 1], &days[at], (f->n_days++ - at) * sizeof(*days));
        days[at] = (struct finding_day){.date = date};
    }
    add_range(&f->days[at].fire, count);
    return RC_OK;
}

struct tally_range findings_fire(const struct findings *f, int64_t first, int64_t last)
{
    struct tally_range sum = {0};

    for (size_t i = day_place(f, first); i < f->n_days && f->days[i].date <= last; i++)
        add_range(&sum, f->days[i].fire);
    return sum;
}

static void count_verdict(struct tally_verdicts *to, const struct verdict *v)
{
    to->n[v->word]++;
    if (v->state != NULL && strcmp(v->state, "reported") == 0)
        to->reported++;
    if (v->word != VERDICT_VIOLATION || !v->has_count)
        return;
    to->count.min = add(to->count.min, v->count.min);
    to->count.max = add(to->count.max, v->count.max == COUNT_INFINITE ? UINT64_MAX : v->count.max);
}

static void keep_gravest(struct findings *f, const struct verdict *v)
{
    switch (v->word) {
    case VERDICT_VIOLATION:
        gravest_add(&f->violations, v);
        break;
    case VERDICT_INDETERMINATE:
        gravest_add(&f->undecided, v);
        break;
    case VERDICT_EXEMPT:
    case VERDICT_PENDING:
    case VERDICT_NEEDS_ASSESSMENT:
        gravest_add(&f->others, v);
        break;
    case VERDICT_COMPLIANT:
    case VERDICT_NOT_APPLICABLE:
    case VERDICT_WORD_COUNT:
    default:
        break;
    }
}

enum rc findings_add(struct findings *f, const struct verdict *v, struct err *err)
{
    uint32_t party = parties_find(&f->parties, v->party);
    struct finding_row *row = row_of(f, v, party, err);

    if (row == NULL)
        return RC_LIMIT;
    count_verdict(&row->verdicts, v);
    keep_gravest(f, v);
    spots_add(&f->spots, party, v);
    timeline_add(&f->timeline, row->term_ix, party, v);
    if (v->word != VERDICT_VIOLATION || v->term->kind != PACT_CEASEFIRE || !v->has_count ||
        v->when.t0_ms == TIME_ALWAYS)
        return RC_OK;
    return add_fire(f, v, err);
}

static int order_rows(const void *left, const void *right)
{
    const struct finding_row *a = left, *b = right;

    if (a->term_ix != b->term_ix)
        return a->term_ix < b->term_ix ? -1 : 1;
    return a->party < b->party ? -1 : a->party > b->party;
}

enum rc findings_close(struct findings *f, struct err *err)
{
    if (f->n_rows > 0)
        qsort(f->rows, f->n_rows, sizeof(*f->rows), order_rows);
    gravest_sort(&f->violations);
    gravest_sort(&f->undecided);
    gravest_sort(&f->others);
    spots_close(&f->spots);
    return timeline_close(&f->timeline, f->input, err);
}

void findings_release(struct findings *f)
{
    gravest_release(&f->violations);
    gravest_release(&f->undecided);
    gravest_release(&f->others);
}
