/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/incident.h"

#include <math.h>
#include <stdlib.h>

/* A degree of latitude is nowhere shorter: what is farther apart needs no geodesic. */
#define DEGREE_MIN_M 110574.0
/* Between the shortest and the longest degree of the meridian and of the equator. */
#define DEGREE_MEAN_M     111194.0
#define PLANE_ERROR       0.02
#define PLANE_LAT_MAX_DEG 75.0
#define PLANE_MAX_M       50000.0
#define SEVERITY_MAX      5

/* A geodesic only where it decides: on the plane the distance is off by less than a hundredth. */
static bool is_within(struct geo_pos a, struct geo_pos b, double reach_m)
{
    double middle_deg = (a.lat_deg + b.lat_deg) / 2;
    double y_m = (a.lat_deg - b.lat_deg) * DEGREE_MEAN_M;
    double x_m =
        remainder(a.lon_deg - b.lon_deg, 360) * DEGREE_MEAN_M * cos(middle_deg * (M_PI / 180));
    double d_m = hypot(x_m, y_m);

    if (fabs(middle_deg) < PLANE_LAT_MAX_DEG && d_m < PLANE_MAX_M && reach_m < PLANE_MAX_M) {
        if (d_m < (1 - PLANE_ERROR) * reach_m)
            return true;
        if (d_m > (1 + PLANE_ERROR) * reach_m)
            return false;
    }
    if (fabs(a.lat_deg - b.lat_deg) * DEGREE_MIN_M > reach_m)
        return false;
    return geo_distance_m(a, b) <= reach_m;
}

bool incident_joins(const struct incident_rule *rule, const struct deed *a, const struct deed *b)
{
    if (!a->has_place || !b->has_place || !span_eq(a->agreement, b->agreement))
        return false;
    if (b->when.t0_ms - rule->gap_ms > a->when.t1_ms ||
        a->when.t0_ms - rule->gap_ms > b->when.t1_ms)
        return false;
    return is_within(a->place, b->place, rule->reach_m);
}

static int deed_cmp(const void *left, const void *right)
{
    const struct deed *a = left, *b = right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    return uuid_cmp(&a->id, &b->id);
}

static uint32_t root_of(struct deed *acts, uint32_t i)
{
    while (acts[i].parent != i) {
        acts[i].parent = acts[acts[i].parent].parent;
        i = acts[i].parent;
    }
    return i;
}

static void join(const struct incident_rule *rule, struct deed *acts, uint32_t a, uint32_t b)
{
    uint32_t ra, rb;

    if (fabs(acts[a].place.lat_deg - acts[b].place.lat_deg) * DEGREE_MIN_M > rule->reach_m)
        return; /* most are */
    ra = root_of(acts, a);
    rb = root_of(acts, b);
    if (ra == rb || !incident_joins(rule, &acts[a], &acts[b]))
        return;
    /* the earlier one leads */
    acts[ra < rb ? rb : ra].parent = ra < rb ? ra : rb;
}

enum rc incident_group(const struct incident_rule *rule, struct deed *acts, size_t n,
                       struct arena *a, uint32_t *root, struct err *err)
{
    int64_t *reach_ms = arena_array(a, n, sizeof(*reach_ms), err);

    if (reach_ms == NULL)
        return RC_LIMIT;
    if (n > 1)
        qsort(acts, n, sizeof(*acts), deed_cmp);
    for (uint32_t i = 0; i < n; i++) {
        acts[i].parent = i;
        reach_ms[i] = acts[i].when.t1_ms;
        if (i > 0 && reach_ms[i - 1] > reach_ms[i])
            reach_ms[i] = reach_ms[i - 1];
        for (uint32_t k = i; k > 0 && reach_ms[k - 1] >= acts[i].when.t0_ms - rule->gap_ms; k--)
            join(rule, acts, k - 1, i);
    }
    for (uint32_t i = 0; i < n; i++)
        root[i] = root_of(acts, i);
    return RC_OK;
}

/* Who fired, as far as it is known. */
static bool is_exchange(const struct deed *const *acts, size_t n)
{
    struct span first = {0};

    for (size_t i = 0; i < n; i++) {
        if (acts[i]->kind != PACT_CEASEFIRE || acts[i]->party.n == 0 ||
            span_is(acts[i]->party, "undetermined"))
            continue;
        if (span_is(acts[i]->party, "both") || (first.n > 0 && !span_eq(first, acts[i]->party)))
            return true;
        first = acts[i]->party;
    }
    return false;
}

static bool has_kind(const struct deed *const *acts, size_t n, enum pact_kind kind)
{
    for (size_t i = 0; i < n; i++)
        if (acts[i]->kind == kind)
            return true;
    return false;
}

static const char *type_of(const struct deed *const *acts, size_t n)
{
    static const struct {
        enum pact_kind kind;
        const char *type;
    } types[] = {
        {PACT_LINE_CROSSING, "incursion"},
        {PACT_NO_FLY, "airspace"},
        {PACT_FREEDOM_OF_MOVEMENT, "obstruction"},
    };

    if (is_exchange(acts, n))
        return "ceasefire_exchange";
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (has_kind(acts, n, types[i].kind))
            return types[i].type;
    return NULL;
}

struct incident incident_of(const struct deed *const *acts, size_t n)
{
    struct incident out = {.agreement = acts[0]->agreement,
                           .type = type_of(acts, n),
                           .when = acts[0]->when,
                           .gravest = acts[0]};

    for (size_t i = 0; i < n; i++) {
        const struct deed *x = acts[i];

        if (x->when.t1_ms > out.when.t1_ms)
            out.when.t1_ms = x->when.t1_ms;
        if ((x->has_place && !out.gravest->has_place) ||
            (x->has_place == out.gravest->has_place && x->severity > out.gravest->severity))
            out.gravest = x;
        out.severity = x->severity > out.severity ? x->severity : out.severity;
    }
    out.is_aggravated = has_kind(acts, n, PACT_CEASEFIRE) && has_kind(acts, n, PACT_LINE_CROSSING);
    if (out.is_aggravated && out.severity < SEVERITY_MAX)
        out.severity++;
    return out;
}
