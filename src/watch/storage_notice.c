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

/* How a notice stands to a visit. */
enum standing { NOT_ABOUT, TOO_LATE, NOT_COMPLETE, COUNTS };

static enum standing standing_of(const struct term_run *run, const struct notification *n,
                                 const struct store *s, bool is_only_store, const struct visit *v,
                                 const struct inventory *inv)
{
    if (!is_about(run, n, s, inv, is_only_store) || !is_at(n, v))
        return NOT_ABOUT;
    if (late_by_ms(run, n, v) > 0)
        return TOO_LATE;
    return n->complete ? COUNTS : NOT_COMPLETE;
}

enum rc store_notices_at(struct term_run *run, const struct store *s, bool is_only_store,
                         const struct visit *v, const struct inventory *inv,
                         struct store_notices *out, struct err *err)
{
    const struct docket *d = run->docket;
    struct store_notices found = {0};
    struct item *items = NULL;
    struct span *ids = NULL;

    /* once to count, once to copy: most notices are about other stores */
    for (int pass = 0; pass < 2; pass++) {
        size_t n_ids = 0;
        uint32_t n_items = 0;

        for (size_t i = 0; i < d->n_notifications; i++) {
            const struct notification *n = &d->notifications[i];
            enum standing standing = standing_of(run, n, s, is_only_store, v, inv);

            if (standing == TOO_LATE) {
                found.late = n->head.id;
                found.late_by_ms = late_by_ms(run, n, v);
            } else if (standing == NOT_COMPLETE) {
                found.incomplete = n->head.id;
            }
            if (standing != COUNTS)
                continue;
            if (pass == 1 && n->n_items > 0)
                memcpy(items + n_items, n->items, n->n_items * sizeof(*items));
            if (pass == 1)
                ids[n_ids] = n->head.id;
            n_items += n->n_items;
            n_ids++;
        }
        if (pass == 0) {
            items = arena_array(run->arena, n_items, sizeof(*items), err);
            ids = arena_array(run->arena, n_ids, sizeof(*ids), err);
            if (items == NULL || ids == NULL)
                return RC_LIMIT;
        }
        found.removed = (struct stock_list){items, n_items};
        found.ids = ids;
        found.n_ids = n_ids;
    }
    *out = found;
    return RC_OK;
}
