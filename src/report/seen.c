/* SPDX-License-Identifier: Apache-2.0 */
#include "report/seen.h"

#include <math.h>
#include <stdlib.h>

/* One end of a declared interval: the logarithm of what stays unseen comes or goes. */
struct edge {
    int64_t at_ms;
    double log_unseen; /* 0 for a source that sees all */
    int n_full;        /* sources that see all: their logarithm would be endless */
};

static int order_edges(const void *left, const void *right)
{
    const struct edge *a = left, *b = right;

    if (a->at_ms != b->at_ms)
        return a->at_ms < b->at_ms ? -1 : 1;
    if (a->n_full != b->n_full)
        return a->n_full < b->n_full ? -1 : 1;
    return a->log_unseen < b->log_unseen ? -1 : a->log_unseen > b->log_unseen;
}

static size_t collect(const struct docket *d, struct span area, struct edge *edges)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n_coverages; i++) {
        const struct coverage *c = &d->coverages[i];
        bool is_full = c->fraction >= 1;
        double log_unseen = is_full ? 0 : log1p(-c->fraction);

        if (c->area.form != PLACE_ZONE || !span_eq(c->area.u.zone, area) ||
            c->when.t1_ms <= c->when.t0_ms)
            continue;
        edges[n++] = (struct edge){c->when.t0_ms, log_unseen, is_full};
        edges[n++] = (struct edge){c->when.t1_ms, -log_unseen, -(int)is_full};
    }
    return n;
}

/* Sweep over the ends in order of time, adding up what is seen between them. */
static double seen_ms(const struct edge *edges, size_t n)
{
    double log_unseen = 0, sum = 0;
    int n_full = 0;

    for (size_t i = 0; i + 1 < n; i++) {
        log_unseen += edges[i].log_unseen;
        n_full += edges[i].n_full;
        sum +=
            (n_full > 0 ? 1 : -expm1(log_unseen)) * (double)(edges[i + 1].at_ms - edges[i].at_ms);
    }
    return sum;
}

static struct seen_area look(const struct docket *d, struct span area, struct edge *edges)
{
    struct seen_area out = {.area = area};
    size_t n = collect(d, area, edges);

    if (n == 0)
        return out;
    qsort(edges, n, sizeof(*edges), order_edges);
    out.is_declared = true;
    out.hull = (struct time_span){edges[0].at_ms, edges[n - 1].at_ms};
    out.share = seen_ms(edges, n) / (double)(out.hull.t1_ms - out.hull.t0_ms);
    return out;
}

enum rc seen_areas(const struct pact_model *model, const struct docket *d, struct arena *a,
                   struct seen_area **out, size_t *n, struct err *err)
{
    struct edge *edges = arena_array(a, 2 * d->n_coverages + 1, sizeof(*edges), err);
    struct seen_area *areas;
    size_t n_areas = 0, at = 0;

    for (size_t i = 0; i < model->n_agreements; i++)
        n_areas += model->agreements[i].n_areas;
    areas = arena_array(a, n_areas + 1, sizeof(*areas), err);
    if (edges == NULL || areas == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_areas; k++)
            areas[at++] = look(d, g->areas[k].id, edges);
    }
    *out = areas;
    *n = n_areas;
    return RC_OK;
}
