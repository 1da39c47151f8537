/* SPDX-License-Identifier: Apache-2.0 */
/* ground.c: which line and which area held when, and how likely a place was inside. */
#include "watch/ground.h"

#include <math.h>
#include <stdlib.h>

/* Beyond so many sigma nothing of a normal is left that a verdict could feel. */
#define FAR_SIGMAS 8.0
/* Rings and spokes of the spread that joins several areas: 32 x 32 positions of equal weight. */
#define RINGS  32
#define SPOKES 32

static const char adopted[] = "adopted";

struct line_slot {
    struct ground_line *versions;
    int64_t *from_ms; /* of each version; [0] is TIME_ALWAYS */
    size_t n;
};

/* A derived area made from other than the adopted versions of its lines. */
struct area_made {
    struct area_made *next;
    size_t version[2];
    const struct geo_area *area; /* NULL: these versions enclose nothing */
};

struct ground {
    const struct pact_agreement *agreement;
    struct arena *arena;
    struct line_slot *lines;
    struct area_made **made; /* by area */
    struct cloud *cloud;
};

struct dated_version {
    const struct line_version *row;
};

static int compare_versions(const void *a, const void *b)
{
    const struct line_version *x = ((const struct dated_version *)a)->row;
    const struct line_version *y = ((const struct dated_version *)b)->row;

    if (x->valid_from_ms != y->valid_from_ms)
        return x->valid_from_ms < y->valid_from_ms ? -1 : 1;
    if (x->head.recorded_at_ms != y->head.recorded_at_ms)
        return x->head.recorded_at_ms < y->head.recorded_at_ms ? -1 : 1;
    return span_cmp(x->head.id, y->head.id);
}

/* By validity; of several valid from one instant on, the one that became known last. */
static size_t in_order(struct dated_version *rows, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(rows, n, sizeof(*rows), compare_versions);
    for (size_t i = 0; i < n; i++)
        if (i + 1 == n || rows[i].row->valid_from_ms != rows[i + 1].row->valid_from_ms)
            rows[kept++] = rows[i];
    return kept;
}

/* The versions of one line: the adopted geometry, then the rows by their validity. */
static enum rc open_line(struct ground *gr, uint32_t line, const struct docket *d, struct err *err)
{
    const struct pact_line *agreed = &gr->agreement->lines[line];
    struct line_slot *slot = &gr->lines[line];
    struct dated_version *rows = arena_array(gr->arena, d->n_line_versions, sizeof(*rows), err);
    size_t n = 0;

    if (rows == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_line_versions; i++)
        if (span_eq(d->line_versions[i].line, agreed->id))
            rows[n++].row = &d->line_versions[i];
    n = in_order(rows, n);
    slot->versions = arena_array(gr->arena, n + 1, sizeof(*slot->versions), err);
    slot->from_ms = arena_array(gr->arena, n + 1, sizeof(*slot->from_ms), err);
    if (slot->versions == NULL || slot->from_ms == NULL)
        return RC_LIMIT;
    slot->from_ms[0] = TIME_ALWAYS;
    slot->versions[0] =
        (struct ground_line){agreed->geometry, agreed->accuracy_m, span_of(adopted)};
    slot->n = n + 1;
    for (size_t i = 0; i < n; i++) {
        const struct line_version *row = rows[i].row;

        slot->from_ms[i + 1] = row->valid_from_ms;
        slot->versions[i + 1] = (struct ground_line){
            row->geometry, isnan(row->accuracy_m) ? agreed->accuracy_m : row->accuracy_m,
            row->head.id};
    }
    return RC_OK;
}

enum rc ground_open(const struct pact_agreement *g, const struct docket *d, struct arena *a,
                    struct ground **out, struct err *err)
{
    struct ground *gr = arena_alloc(a, sizeof(*gr), err);
    enum rc rc = RC_OK;

    if (gr == NULL)
        return RC_LIMIT;
    gr->agreement = g;
    gr->arena = a;
    gr->lines = arena_array(a, g->n_lines, sizeof(*gr->lines), err);
    gr->made = arena_array(a, g->n_areas, sizeof(struct area_made *), err);
    gr->cloud = arena_alloc(a, sizeof(*gr->cloud), err);
    if (gr->lines == NULL || gr->made == NULL || gr->cloud == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < g->n_lines && rc == RC_OK; i++)
        rc = open_line(gr, i, d, err);
    if (rc == RC_OK)
        *out = gr;
    return rc;
}

size_t ground_line_at(const struct ground *gr, uint32_t line, int64_t at_ms)
{
    const struct line_slot *s = &gr->lines[line];
    size_t v = s->n - 1;

    while (v > 0 && s->from_ms[v] > at_ms)
        v--;
    return v;
}

size_t ground_line_versions(const struct ground *gr, uint32_t line, struct time_span when,
                            size_t *first)
{
    *first = ground_line_at(gr, line, when.t0_ms);
    return ground_line_at(gr, line, when.t1_ms) - *first + 1;
}

struct ground_line ground_line(const struct ground *gr, uint32_t line, size_t version)
{
    return gr->lines[line].versions[version];
}

/* The lines that an area is derived from; geometry of its own has none. */
static size_t lines_of(const struct pact_area *area)
{
    switch (area->form) {
    case PACT_AREA_GEOMETRY:
        return 0;
    case PACT_AREA_BETWEEN:
        return 2;
    case PACT_AREA_BUFFER:
    case PACT_AREA_BAND:
    case PACT_AREA_SIDE:
        break;
    }
    return 1;
}

static enum rc derive(const struct ground *gr, const struct pact_area *area,
                      const size_t version[2], const struct geo_area **out, struct err *err)
{
    const struct geo_line *line = ground_line(gr, area->line[0], version[0]).geometry;

    switch (area->form) {
    case PACT_AREA_BUFFER:
        return geo_area_band(line, GEO_BOTH_SIDES, 0, area->to_m, gr->arena, out, err);
    case PACT_AREA_BAND:
        return geo_area_band(line, area->side, area->from_m, area->to_m, gr->arena, out, err);
    case PACT_AREA_BETWEEN:
        return geo_area_between(line, ground_line(gr, area->line[1], version[1]).geometry,
                                gr->arena, out, err);
    case PACT_AREA_SIDE:
        return geo_area_side(line, area->side, gr->arena, out, err);
    case PACT_AREA_GEOMETRY:
        break;
    }
    *out = area->geometry;
    return RC_OK;
}

/* The area of these line versions, made when it is first asked for. */
static const struct geo_area *area_of(struct ground *gr, uint32_t ix, const size_t version[2])
{
    struct area_made *m;

    for (m = gr->made[ix]; m != NULL; m = m->next)
        if (m->version[0] == version[0] && m->version[1] == version[1])
            return m->area;
    m = arena_alloc(gr->arena, sizeof(*m), NULL);
    if (m == NULL)
        return NULL;
    m->version[0] = version[0];
    m->version[1] = version[1];
    if (derive(gr, &gr->agreement->areas[ix], version, &m->area, NULL) != RC_OK)
        m->area = NULL;
    m->next = gr->made[ix];
    gr->made[ix] = m;
    return m->area;
}

const struct geo_area *ground_area_at(struct ground *gr, uint32_t area, int64_t at_ms)
{
    const struct pact_area *agreed = &gr->agreement->areas[area];
    size_t version[2] = {0, 0};

    for (size_t i = 0; i < lines_of(agreed); i++)
        version[i] = ground_line_at(gr, agreed->line[i], at_ms);
    if (version[0] == 0 && version[1] == 0)
        return agreed->geometry;
    return area_of(gr, area, version);
}

double ground_area_sigma_m(struct ground *gr, uint32_t area, int64_t at_ms)
{
    const struct pact_area *agreed = &gr->agreement->areas[area];
    double most = 0;

    for (size_t i = 0; i < lines_of(agreed); i++) {
        size_t v = ground_line_at(gr, agreed->line[i], at_ms);

        most = fmax(most, ground_line(gr, agreed->line[i], v).accuracy_m);
    }
    return most;
}

/* One question about a term's areas at one instant. */
struct inside {
    struct ground *ground;
    const uint32_t *areas;
    size_t n_areas;
    const struct geo_area *own; /* an area of a row, in place of `areas` (n_areas is 1) */
    int64_t at_ms;
};

static const struct geo_area *nth_area(const struct inside *q, size_t i)
{
    return q->own != NULL ? q->own : ground_area_at(q->ground, q->areas[i], q->at_ms);
}

static double nth_sigma_m(const struct inside *q, size_t i)
{
    return q->own != NULL ? 0 : ground_area_sigma_m(q->ground, q->areas[i], q->at_ms);
}

/* The share of a circular normal that is inside at least one of the areas, over RINGS x SPOKES
 * positions of equal weight: rings at the middle of equal slices of the Rayleigh distribution. */
static double spread_mass(const struct inside *q, struct geo_pos p, double sigma_m)
{
    size_t n = 0;

    for (int r = 0; r < RINGS; r++) {
        double radius_m = sigma_m * sqrt(-2 * log(1 - (r + 0.5) / RINGS));

        for (int s = 0; s < SPOKES; s++) {
            /* every second ring is turned by half a spoke, against patterns */
            double bearing_deg = (s + 0.5 * (r % 2)) * 360.0 / SPOKES;
            struct geo_pos at = geo_move(p, bearing_deg, radius_m);
            bool is_in = false;

            for (size_t i = 0; i < q->n_areas && !is_in; i++) {
                const struct geo_area *a = nth_area(q, i);

                is_in = a != NULL && geo_area_contains(a, at);
            }
            n += is_in;
        }
    }
    return (double)n / (RINGS * SPOKES);
}

/* One area: closed form or integral. Several that each hold a part: their masses are of no
 * independent chances, so that the union is integrated. */
static double union_mass(const struct inside *q, struct geo_pos p, double sigma_m)
{
    double most = 0, widest = sigma_m;
    size_t n_partly = 0;

    for (size_t i = 0; i < q->n_areas; i++) {
        const struct geo_area *a = nth_area(q, i);
        double sigma = hypot(sigma_m, nth_sigma_m(q, i));
        double mass = a == NULL ? 0 : geo_area_mass(a, p, sigma);

        if (mass >= 1)
            return 1;
        n_partly += mass > 0;
        most = fmax(most, mass);
        widest = fmax(widest, sigma);
    }
    return n_partly > 1 ? fmax(most, spread_mass(q, p, widest)) : most;
}

/* A sector that lies far inside or far outside needs no spreading; NAN: it does. */
static double sector_mass(const struct inside *q, const struct place_sector *s)
{
    double reach_m = s->range_max_m + FAR_SIGMAS * s->from_sigma_m;
    bool is_out = true;

    for (size_t i = 0; i < q->n_areas; i++) {
        const struct geo_area *a = nth_area(q, i);
        double margin_m = reach_m + FAR_SIGMAS * nth_sigma_m(q, i);
        double signed_m = a == NULL ? -INFINITY : geo_area_signed_m(a, s->from);

        if (signed_m > margin_m)
            return 1;
        is_out = is_out && signed_m < -margin_m;
    }
    return is_out ? 0 : NAN;
}

static double track_mass(const struct inside *q, const struct place *p)
{
    double most = 0;

    for (size_t i = 0; i < p->u.track.n && most < 1; i++) {
        struct inside then = *q;

        then.at_ms = p->u.track.fixes[i].at_ms;
        most = fmax(most, union_mass(&then, p->u.track.fixes[i].at, p->sigma_m));
    }
    return most;
}

static enum rc cloud_mass(const struct inside *q, const struct place *p, double *out,
                          struct err *err)
{
    struct ground *gr = q->ground;
    const struct geo_area *zone = NULL;
    enum rc rc;

    if (p->form == PLACE_ZONE) {
        uint32_t ix = pact_area_find(gr->agreement, p->u.zone);

        if (ix == PACT_NONE)
            return err_set(err, RC_ABSENT, "\"%.*s\" is no area of the agreement",
                           SPAN_ARG(p->u.zone));
        for (size_t i = 0; q->own == NULL && i < q->n_areas; i++)
            if (q->areas[i] == ix) {
                *out = 1;
                return RC_OK;
            }
        zone = ground_area_at(gr, ix, q->at_ms);
    }
    rc = place_cloud(p, zone, gr->cloud, err);
    if (rc)
        return rc;
    *out = 0;
    for (size_t i = 0; i < gr->cloud->n; i++)
        *out += gr->cloud->weight[i] * union_mass(q, gr->cloud->at[i], gr->cloud->sigma_m);
    return RC_OK;
}

static enum rc mass_at(const struct inside *q, const struct place *p, double *out, struct err *err)
{
    if (p->form == PLACE_POINT) {
        *out = union_mass(q, p->at, p->sigma_m);
        return RC_OK;
    }
    if (p->form == PLACE_TRACK) {
        *out = track_mass(q, p);
        return RC_OK;
    }
    if (p->form == PLACE_SECTOR) {
        *out = sector_mass(q, p->u.sector);
        if (!isnan(*out))
            return RC_OK;
    }
    return cloud_mass(q, p, out, err);
}

enum rc ground_judgeable(const struct place *p, struct err *err)
{
    if (p->form == PLACE_NONE)
        return err_set(err, RC_ABSENT, "no place was stated");
    if (p->is_centroid)
        return err_set(err, RC_ABSENT,
                       "the place stands for a whole district, which is never judged as a place");
    return RC_OK;
}

/* Widens [*p_min, *p_max] by the mass at one more instant. */
static enum rc widen_at(struct inside *q, const struct place *p, int64_t at_ms, double *p_min,
                        double *p_max, struct err *err)
{
    double mass = 0;
    enum rc rc;

    q->at_ms = at_ms;
    rc = mass_at(q, p, &mass, err);
    if (rc)
        return rc;
    *p_min = fmin(*p_min, mass);
    *p_max = fmax(*p_max, mass);
    return RC_OK;
}

enum rc ground_within(struct ground *gr, const uint32_t *areas, size_t n_areas,
                      const struct place *p, struct time_span when, struct ground_chance *out,
                      struct err *err)
{
    struct inside q = {.ground = gr, .areas = areas, .n_areas = n_areas};
    struct ground_chance c = {1, 0};
    enum rc rc = n_areas == 0 ? RC_OK : ground_judgeable(p, err);

    if (n_areas == 0)
        c = (struct ground_chance){1, 1};
    if (rc == RC_OK && n_areas > 0)
        rc = widen_at(&q, p, when.t0_ms + (when.t1_ms - when.t0_ms) / 2, &c.p_min, &c.p_max, err);
    for (size_t i = 0; i < n_areas && rc == RC_OK; i++) {
        const struct pact_area *area = &gr->agreement->areas[areas[i]];

        for (size_t k = 0; k < lines_of(area) && rc == RC_OK; k++) {
            size_t first, n = ground_line_versions(gr, area->line[k], when, &first);

            /* one instant in each version; with one version the middle has said it all */
            for (size_t v = first; n > 1 && v < first + n && rc == RC_OK; v++) {
                int64_t at_ms = gr->lines[area->line[k]].from_ms[v];

                rc = widen_at(&q, p, at_ms < when.t0_ms ? when.t0_ms : at_ms, &c.p_min, &c.p_max,
                              err);
            }
        }
    }
    if (rc == RC_OK)
        *out = c;
    return rc;
}

enum rc ground_within_area(struct ground *gr, const struct geo_area *area, const struct place *p,
                           struct time_span when, double *out, struct err *err)
{
    struct inside q = {.ground = gr,
                       .n_areas = 1,
                       .own = area,
                       .at_ms = when.t0_ms + (when.t1_ms - when.t0_ms) / 2};
    enum rc rc = ground_judgeable(p, err);

    return rc != RC_OK ? rc : mass_at(&q, p, out, err);
}

enum rc ground_where(struct ground *gr, const struct pact_term *t, const struct place *p,
                     struct time_span when, double *p_min, double *p_max, struct err *err)
{
    struct ground_chance c;
    enum rc rc = ground_within(gr, t->where, t->n_where, p, when, &c, err);

    if (rc)
        return rc;
    *p_min = c.p_min;
    *p_max = c.p_max;
    return RC_OK;
}
