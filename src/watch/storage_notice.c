/* SPDX-License-Identifier: Apache-2.0 */
/* storage_notice.c: which notices of removal count for a store at the time of a visit. */
#include "watch/storage.h"

#include <math.h>

#define SIGMAS 3.0

static bool has_serial_of(const struct notification *n, const struct inventory *inv)
{
    for (uint32_t i = 0; i < n->n_items; i++)
        for (uint32_t k = 0; n->items[i].serial.n > 0 && k < inv->n_items; k++)
            if (span_eq(span_trim(n->items[i].serial), span_trim(inv->items[k].serial)))
                return true;
    return false;
}

static bool encloses(const struct term_run *run, const struct place *area, const struct store *s)
{
    const struct geo_area *shape = area->form == PLACE_GEOMETRY ? area->u.area : NULL;

    if (area->form == PLACE_ZONE) {
        uint32_t ix = pact_area_find(run->agreement, area->u.zone);

        if (span_eq(area->u.zone, s->id))
            return true;
        if (s->place->form == PLACE_ZONE && span_eq(area->u.zone, s->place->u.zone))
            return true;
        shape = ix == PACT_NONE ? NULL : run->agreement->areas[ix].geometry;
    }
    if (shape == NULL || s->place->form == PLACE_NONE)
        return false;
    return geo_area_signed_m(shape, s->place->at) >= -SIGMAS * s->place->sigma_m;
}

static bool is_about(const struct term_run *run, const struct notification *n,
                     const struct store *s, const struct inventory *inv, bool is_only_store)
{
    if (!span_is(n->about, "removal") || (s->party.n > 0 && !span_eq(n->by, s->party)))
        return false;
    if (n->area.form != PLACE_NONE)
        return encloses(run, &n->area, s);
    return is_only_store || has_serial_of(n, inv);
}

/* The removal begins with the notice's time; where it states none, at the visit. */
static bool is_at(const struct notification *n, const struct visit *v)
{
    return !n->has_span || (v->when.t0_ms >= n->span.t0_ms && v->when.t0_ms <= n->span.t1_ms);
}

static int64_t late_by_ms(const struct term_run *run, const struct notification *n,
                          const struct visit *v)
{
    int64_t begins_ms = n->has_span ? n->span.t0_ms : v->when.t0_ms;

    return n->received_at_ms + run->term->u.storage.removal_notice_ms - begins_ms;
}

static size_t items_of(const struct notification *n, struct item *out)
{
    if (out != NULL && n->n_items > 0)
        memcpy(out, n->items, n->n_items * sizeof(*out));
    return n->n_items;
}

enum rc store_notices_at(struct term_run *run, const struct store *s, bool is_only_store,
                         const struct visit *v, const struct inventory *inv,
                         struct store_notices *out, struct err *err)
{
    const struct docket *d = run->docket;
    struct span *ids = arena_array(run->arena, d->n_notifications, sizeof(*ids), err);
    struct store_notices found = {.ids = ids};
    struct item *items;
    size_t n_items = 0;

    for (size_t i = 0; i < d->n_notifications; i++)
        n_items += d->notifications[i].n_items;
    items = arena_array(run->arena, n_items, sizeof(*items), err);
    if (ids == NULL || items == NULL)
        return RC_LIMIT;
    n_items = 0;
    for (size_t i = 0; i < d->n_notifications; i++) {
        const struct notification *n = &d->notifications[i];
        int64_t late_ms = late_by_ms(run, n, v);

        if (!is_about(run, n, s, inv, is_only_store) || !is_at(n, v))
            continue;
        if (late_ms > 0) {
            found.late = n->head.id;
            found.late_by_ms = late_ms;
        } else if (!n->complete) {
            found.incomplete = n->head.id;
        } else {
            n_items += items_of(n, items + n_items);
            ids[found.n_ids++] = n->head.id;
        }
    }
    found.removed = (struct stock_list){items, (uint32_t)n_items};
    *out = found;
    return RC_OK;
}
