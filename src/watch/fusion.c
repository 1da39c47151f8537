/* SPDX-License-Identifier: Apache-2.0 */
/* fusion.c: rows to components to events. Looks for pairs itself where few rows share a time;
 * fusion_grid does where there is a crowd. */
#include "watch/fusion.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/table.h"
#include "watch/fusion_grid.h"
#include "watch/sound.h"

#define TIME_SIGMAS 3.0
/* Up to so many rows, every pair is looked at. */
#define CROWD 16

struct work {
    const struct pact_model *model;
    const struct docket *docket;
    const struct fusion_options *options;
    struct arena *scratch; /* of this run of fusion */
    struct arena *out;     /* what the events live in */
    struct fusion_rows rows;
    struct table sources;
    struct table sensors;
};

uint32_t fusion_root(struct fusion_rows *r, uint32_t i)
{
    while (r->rows[i].parent != i) {
        r->rows[i].parent = r->rows[r->rows[i].parent].parent;
        i = r->rows[i].parent;
    }
    return i;
}

void fusion_link(struct fusion_rows *r, uint32_t a, uint32_t b)
{
    uint32_t ra = fusion_root(r, a), rb = fusion_root(r, b);

    r->rows[a].is_linked = r->rows[b].is_linked = true;
    /* rows are in order of time: the earlier root is mostly the older, larger component */
    if (ra < rb)
        r->rows[rb].parent = ra;
    else
        r->rows[ra].parent = rb;
}

static bool details_agree(uint8_t a, uint8_t b)
{
    return a == b || a == DETAIL_UNDETERMINED || b == DETAIL_UNDETERMINED;
}

bool fusion_may_be_same(const struct fusion_row *a, const struct fusion_row *b)
{
    double wide_ms;

    if (a->source == b->source && a->source != FUSION_ANONYMOUS)
        return false;
    if (a->phenomenon != b->phenomenon || !details_agree(a->detail, b->detail))
        return false;
    if (!a->has_region || !b->has_region)
        return false;
    wide_ms = TIME_SIGMAS * hypot(a->sigma_ms, b->sigma_ms);
    if (a->t0_ms - b->t1_ms > wide_ms || b->t0_ms - a->t1_ms > wide_ms)
        return false;
    return region_meets(&a->region, &b->region);
}

/* The area that a zone names, in whichever agreement has it; as adopted. */
static const struct geo_area *zone_of(const struct pact_model *m, const struct place *p)
{
    for (size_t i = 0; p->form == PLACE_ZONE && i < m->n_agreements; i++) {
        uint32_t ix = pact_area_find(&m->agreements[i], p->u.zone);

        if (ix != PACT_NONE)
            return m->agreements[i].areas[ix].geometry;
    }
    return NULL;
}

/* Where the observer stood, as far as that is known. */
static bool observer_of(const struct observation *o, const struct sensor *sensor,
                        struct geo_pos *out)
{
    if (o->place.form == PLACE_SECTOR && !o->place.u.sector->is_named) {
        *out = o->place.u.sector->from;
        return true;
    }
    if (sensor == NULL || sensor->place.form != PLACE_POINT)
        return false;
    *out = sensor->place.at;
    return true;
}

/* Sound arrives late: takes its way from the region to the observer off the time. */
static void subtract_sound(const struct observation *o, const struct sensor *sensor,
                           struct fusion_row *row)
{
    double sound_mps = sound_speed_mps((double)o->temperature_c);
    double least_m, most_m;
    struct geo_pos ear;

    if (o->sense != SENSE_HEARD || !row->has_region || !observer_of(o, sensor, &ear))
        return;
    if (!(sound_mps > 0) || isinf(row->region.radius_m))
        return;
    if (o->place.form == PLACE_SECTOR && !o->place.u.sector->is_named) {
        least_m = o->place.u.sector->range_min_m;
        most_m = o->place.u.sector->range_max_m;
    } else {
        region_distance(&row->region, ear, &least_m, &most_m);
    }
    row->t0_ms -= most_m / sound_mps * (double)MS_PER_S;
    row->t1_ms -= least_m / sound_mps * (double)MS_PER_S;
}

struct fusion_row fusion_row_of(const struct pact_model *model, const struct sensor *sensor,
                                const struct observation *o)
{
    struct fusion_row r = {.t0_ms = (double)o->when.t0_ms,
                           .t1_ms = (double)o->when.t1_ms,
                           .sigma_ms = (double)o->clock_sigma_s * (double)MS_PER_S,
                           .phenomenon = (uint8_t)o->phenomenon,
                           .detail = (uint8_t)o->detail};

    r.has_region = region_make(&o->place, zone_of(model, &o->place), &r.region);
    subtract_sound(o, sensor, &r);
    r.from_ms = r.t0_ms - TIME_SIGMAS * r.sigma_ms;
    r.to_ms = r.t1_ms + TIME_SIGMAS * r.sigma_ms;
    return r;
}

/* Only what was heard asks for it: sound takes its time. */
static const struct sensor *sensor_of(const struct work *w, const struct observation *o)
{
    uint32_t ix = o->sense != SENSE_HEARD || o->head.source.n == 0
                      ? TABLE_ABSENT
                      : table_find(&w->sensors, o->head.source);

    return ix == TABLE_ABSENT ? NULL : &w->docket->sensors[ix];
}

static enum rc number_source(struct work *w, struct span source, uint32_t *out, struct err *err)
{
    *out = source.n == 0 ? FUSION_ANONYMOUS : table_find(&w->sources, source);
    if (source.n == 0 || *out != TABLE_ABSENT)
        return RC_OK;
    *out = (uint32_t)w->sources.n;
    return table_add(&w->sources, source, *out, err);
}

static enum rc read_row(struct work *w, uint32_t observation, struct fusion_row *row,
                        struct err *err)
{
    const struct observation *o = &w->docket->observations[observation];
    struct fusion_row r = fusion_row_of(w->model, sensor_of(w, o), o);

    r.observation = observation;
    *row = r;
    return number_source(w, o->head.source, &row->source, err);
}

static int compare_rows(const void *a, const void *b)
{
    const struct fusion_row *x = a, *y = b;

    if (x->from_ms < y->from_ms || x->from_ms > y->from_ms)
        return x->from_ms < y->from_ms ? -1 : 1;
    return x->observation < y->observation ? -1 : x->observation > y->observation;
}

static enum rc index_sensors(struct work *w, struct err *err)
{
    enum rc rc = RC_OK;

    table_init(&w->sensors, w->scratch);
    for (size_t i = 0; i < w->docket->n_sensors && rc == RC_OK; i++) {
        rc = table_add(&w->sensors, w->docket->sensors[i].head.id, (uint32_t)i, err);
        if (rc == RC_CONFLICT) /* two sources say it: the first in the docket's order holds */
            rc = RC_OK;
    }
    return rc;
}

static enum rc read_rows(struct work *w, struct err *err)
{
    const struct docket *d = w->docket;
    size_t n = 0;
    enum rc rc = index_sensors(w, err);

    table_init(&w->sources, w->scratch);
    for (size_t i = 0; i < d->n_observations; i++)
        n += phenomenon_is_countable(d->observations[i].phenomenon);
    w->rows.rows = arena_array(w->scratch, n, sizeof(*w->rows.rows), err);
    if (w->rows.rows == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++) {
        if (!phenomenon_is_countable(d->observations[i].phenomenon))
            continue;
        rc = read_row(w, (uint32_t)i, &w->rows.rows[w->rows.n], err);
        w->rows.n += rc == RC_OK;
    }
    if (rc)
        return rc;
    if (w->rows.n > 1)
        qsort(w->rows.rows, w->rows.n, sizeof(*w->rows.rows), compare_rows);
    for (uint32_t i = 0; i < w->rows.n; i++)
        w->rows.rows[i].parent = i;
    return RC_OK;
}

static void link_pairs(struct fusion_rows *r, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        for (uint32_t k = i + 1; k < to && r->rows[k].from_ms <= r->rows[i].to_ms; k++) {
            r->n_compared++;
            if (fusion_may_be_same(&r->rows[i], &r->rows[k]))
                fusion_link(r, i, k);
        }
}

/* Stretches of time without a gap are fused one by one: what is over cannot meet what follows. */
static enum rc link_rows(struct work *w, struct err *err)
{
    struct fusion_rows *r = &w->rows;
    struct fusion_grid *grid = NULL;
    enum rc rc = RC_OK;
    uint32_t to;

    for (uint32_t from = 0; from < r->n && rc == RC_OK; from = to) {
        double end_ms = r->rows[from].to_ms;

        for (to = from + 1; to < r->n && r->rows[to].from_ms <= end_ms; to++)
            end_ms = fmax(end_ms, r->rows[to].to_ms);
        if (to - from <= CROWD) {
            link_pairs(r, from, to);
            continue;
        }
        if (grid == NULL)
            rc = fusion_grid_open(w->scratch, &grid, err);
        if (rc == RC_OK)
            rc = fusion_grid_link(grid, r, from, to, err);
    }
    return rc;
}

/* ---- from components to events ---- */

/* A row's place in its event: the docket's order of observations within the order of events. */
struct member {
    uint32_t root; /* first observation of the component, then the event's number */
    uint32_t observation;
    uint32_t row;
};

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a, *y = b;

    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return x->observation < y->observation ? -1 : x->observation > y->observation;
}

/* Members event by event: an event stands where its first observation does. */
static enum rc list_members(struct work *w, struct member **out, struct err *err)
{
    struct fusion_rows *r = &w->rows;
    struct member *m = arena_array(w->scratch, r->n, sizeof(*m), err);
    uint32_t *first = arena_array(w->scratch, r->n, sizeof(*first), err);

    if (m == NULL || first == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < r->n; i++)
        first[i] = UINT32_MAX;
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t root = fusion_root(r, i);

        if (r->rows[i].observation < first[root])
            first[root] = r->rows[i].observation;
    }
    for (uint32_t i = 0; i < r->n; i++)
        m[i] = (struct member){first[fusion_root(r, i)], r->rows[i].observation, i};
    if (r->n > 1)
        qsort(m, r->n, sizeof(*m), compare_members);
    *out = m;
    return RC_OK;
}

/* How far a place may be off: what its region spans. Nothing to judge by comes last. */
static double looseness_m(const struct fusion_row *row)
{
    return row->has_region ? row->region.radius_m + row->region.margin_m : INFINITY;
}

static bool is_better(const struct work *w, const struct member *a, const struct member *b)
{
    const struct observation *x = &w->docket->observations[a->observation];
    const struct observation *y = &w->docket->observations[b->observation];
    double dx = looseness_m(&w->rows.rows[a->row]), dy = looseness_m(&w->rows.rows[b->row]);
    int order;

    if (x->is_reported != y->is_reported && !w->options->trusts_reported)
        return y->is_reported;
    if (dx < dy || dx > dy)
        return dx < dy;
    order = span_cmp(x->head.source, y->head.source);
    if (order == 0)
        order = span_cmp(x->head.id, y->head.id);
    return order != 0 ? order < 0 : a->observation < b->observation;
}

static uint64_t add_counts(uint64_t a, uint32_t b)
{
    return b == COUNT_INFINITE || a == UINT64_MAX ? UINT64_MAX : a + b;
}

static uint32_t clamp_count(uint64_t n)
{
    return n >= COUNT_INFINITE ? COUNT_INFINITE : (uint32_t)n;
}

/* Minima are finite however many there are: only a maximum can be open. */
static uint32_t clamp_min(uint64_t n)
{
    return n >= COUNT_INFINITE ? COUNT_INFINITE - 1 : (uint32_t)n;
}

static int compare_sources(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* The largest sum of one sensor. Reported rows join no minimum. */
static enum rc least_of(struct work *w, const struct member *m, size_t n, uint64_t *out,
                        struct err *err)
{
    /* source in the upper half, count in the lower: sorting brings a sensor's rows together */
    uint64_t one = 0, *sums = n == 1 ? &one : arena_array(w->scratch, n, sizeof(*sums), err);
    uint64_t sum = 0, most = 0;
    size_t n_sums = 0;

    if (sums == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        const struct observation *o = &w->docket->observations[m[i].observation];

        if (!o->is_reported || w->options->trusts_reported)
            sums[n_sums++] = (uint64_t)w->rows.rows[m[i].row].source << 32 | o->count.min;
    }
    if (n_sums > 1)
        qsort(sums, n_sums, sizeof(*sums), compare_sources);
    for (size_t i = 0; i < n_sums; i++) {
        uint32_t source = (uint32_t)(sums[i] >> 32);
        bool is_same = i > 0 && (uint32_t)(sums[i - 1] >> 32) == source;

        sum = (is_same && source != FUSION_ANONYMOUS ? sum : 0) + (uint32_t)sums[i];
        most = sum > most ? sum : most;
    }
    *out = most;
    return RC_OK;
}

/* The same members give the same id, whatever else is known. */
static enum rc name_event(struct work *w, struct event *e, struct err *err)
{
    struct sha256_stream s;
    struct sha256_digest d;
    struct buf b;

    sha256_init(&s);
    for (size_t i = 0; i < e->n_members; i++) {
        sha256_add(&s, e->members[i]->head.source);
        sha256_add(&s, (struct span){.p = "", .n = 1});
        sha256_add(&s, e->members[i]->head.id);
        sha256_add(&s, (struct span){.p = "", .n = 1});
    }
    d = sha256_finish(&s);
    buf_init(&b, 64);
    uuid8_put(&b, &d);
    e->id = arena_copy(w->out, buf_span(&b), err);
    buf_release(&b);
    return e->id.p == NULL ? RC_LIMIT : RC_OK;
}

/* Members n of them from `m`, which become those of one event. */
static enum rc make_event(struct work *w, const struct member *m, size_t n,
                          const struct observation **members, struct event *out, struct err *err)
{
    const struct member *best = m;
    uint64_t least = 0, most = 0, recorded = 0;
    struct event e = {.members = members, .n_members = n, .is_reported = true};
    enum rc rc = least_of(w, m, n, &least, err);

    if (rc)
        return rc;
    for (size_t i = 0; i < n; i++) {
        const struct observation *o = &w->docket->observations[m[i].observation];

        members[i] = o;
        most = add_counts(most, o->count.max);
        recorded += o->count.recorded;
        e.is_reported = e.is_reported && o->is_reported;
        e.when.t0_ms = i == 0 || o->when.t0_ms < e.when.t0_ms ? o->when.t0_ms : e.when.t0_ms;
        e.when.t1_ms = i == 0 || o->when.t1_ms > e.when.t1_ms ? o->when.t1_ms : e.when.t1_ms;
        if (is_better(w, &m[i], best))
            best = &m[i];
    }
    e.phenomenon = members[0]->phenomenon;
    e.best = &w->docket->observations[best->observation];
    e.count = (struct count){clamp_min(least), clamp_count(most), clamp_min(recorded)};
    rc = name_event(w, &e, err);
    *out = e;
    return rc;
}

static enum rc make_events(struct work *w, struct fusion *out, struct err *err)
{
    const struct observation **members =
        arena_array(w->out, w->rows.n, sizeof(struct observation *), err);
    struct member *m = NULL;
    size_t n_events = 0, to;
    enum rc rc = list_members(w, &m, err);

    if (rc == RC_OK && members == NULL)
        rc = RC_LIMIT;
    if (rc)
        return rc;
    for (size_t i = 0; i < w->rows.n; i++)
        n_events += i == 0 || m[i].root != m[i - 1].root;
    out->events = arena_array(w->out, n_events, sizeof(*out->events), err);
    if (out->events == NULL)
        return RC_LIMIT;
    for (size_t from = 0; from < w->rows.n && rc == RC_OK; from = to) {
        for (to = from + 1; to < w->rows.n && m[to].root == m[from].root;)
            to++;
        rc = make_event(w, &m[from], to - from, &members[from], &out->events[out->n_events], err);
        out->n_events++;
    }
    return rc;
}

enum rc fusion_run(const struct pact_model *model, const struct docket *docket,
                   const struct fusion_options *options, struct arena *a, struct fusion *out,
                   struct err *err)
{
    struct arena scratch;
    struct work w = {
        .model = model, .docket = docket, .options = options, .scratch = &scratch, .out = a};
    struct fusion found = {0};
    enum rc rc;

    arena_init(&scratch, a->max_bytes);
    rc = read_rows(&w, err);
    if (rc == RC_OK)
        rc = link_rows(&w, err);
    if (rc == RC_OK)
        rc = make_events(&w, &found, err);
    found.n_compared = w.rows.n_compared;
    if (rc == RC_OK)
        *out = found;
    arena_release(&scratch);
    return rc;
}
