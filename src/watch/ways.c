/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/ways.h"

#include <math.h>
#include <stdint.h>

enum rc ways_open(const struct docket *d, const struct pact_names *paths, struct arena *a,
                  struct ways *out, struct err *err)
{
    struct ways w = {.docket = d, .paths = paths, .arena = a};
    struct span *names = arena_array(a, d->n_routes * 2, sizeof(*names), err);

    if (names == NULL)
        return RC_LIMIT;
    w.names = names;
    for (size_t i = 0; i < d->n_routes; i++) {
        if (ways_find(&w, d->routes[i].a) == SIZE_MAX)
            names[w.n++] = d->routes[i].a;
        if (ways_find(&w, d->routes[i].b) == SIZE_MAX)
            names[w.n++] = d->routes[i].b;
    }
    *out = w;
    return RC_OK;
}

size_t ways_find(const struct ways *w, struct span name)
{
    for (size_t i = 0; i < w->n; i++)
        if (span_eq(w->names[i], name))
            return i;
    return SIZE_MAX;
}

static bool counts(const struct ways *w, const struct route *r, int64_t at_ms)
{
    if (r->from_ms > at_ms || r->until_ms <= at_ms)
        return false;
    for (size_t i = 0; i < w->paths->n; i++)
        if (span_eq(w->paths->items[i], r->path))
            return true;
    return w->paths->n == 0;
}

static void relax(double *hours, size_t from, size_t to, double more)
{
    if (hours[from] + more < hours[to])
        hours[to] = hours[from] + more;
}

/* The nearest place that is not settled; SIZE_MAX: none can be reached. */
static size_t nearest(const struct ways *w, const double *hours, const bool *is_settled)
{
    size_t out = SIZE_MAX;

    for (size_t i = 0; i < w->n; i++)
        if (!is_settled[i] && hours[i] < INFINITY && (out == SIZE_MAX || hours[i] < hours[out]))
            out = i;
    return out;
}

enum rc ways_spread(const struct ways *w, int64_t at_ms, bool is_most, double *hours,
                    struct err *err)
{
    bool *is_settled = arena_array(w->arena, w->n, sizeof(*is_settled), err);
    size_t at;

    if (is_settled == NULL)
        return RC_LIMIT;
    while ((at = nearest(w, hours, is_settled)) != SIZE_MAX) {
        is_settled[at] = true;
        for (size_t i = 0; i < w->docket->n_routes; i++) {
            const struct route *r = &w->docket->routes[i];
            double more = is_most && !isnan(r->hours_most) ? r->hours_most : r->hours;

            if (!counts(w, r, at_ms))
                continue;
            if (span_eq(r->a, w->names[at]))
                relax(hours, at, ways_find(w, r->b), more);
            if (!r->one_way && span_eq(r->b, w->names[at]))
                relax(hours, at, ways_find(w, r->a), more);
        }
    }
    return RC_OK;
}
