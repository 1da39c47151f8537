/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/hints.h"

#define FIRST_MS (30 * MS_PER_DAY)

enum rc hints_open(const struct gather *rules, struct arena *a, struct hints *out, struct err *err)
{
    struct hints h = {.from_ms = TIME_NEVER};
    size_t n = 0;

    for (size_t i = 0; i < rules->n; i++)
        if (rules->items[i]->row.kind == ROW_INVENTORY)
            n += rules->items[i]->row.u.inventory.n_items;
    h.serials = arena_array(a, n, sizeof(*h.serials), err);
    if (h.serials == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < rules->n; i++) {
        const struct inventory *inv = &rules->items[i]->row.u.inventory;

        if (rules->items[i]->row.kind != ROW_INVENTORY)
            continue;
        h.from_ms = inv->at_ms < h.from_ms ? inv->at_ms : h.from_ms;
        for (uint32_t k = 0; k < inv->n_items; k++)
            if (inv->items[k].serial.n > 0)
                h.serials[h.n_serials++] = card_hash(span_trim(inv->items[k].serial));
    }
    *out = h;
    return RC_OK;
}

enum rc hints_gather(const struct hints *h, struct gather *g, int64_t until_ms, struct err *err)
{
    const struct shelf_query by_time = {.row_kinds = 1u << ROW_OBSERVATION,
                                        .has_span = true,
                                        .span = {h->from_ms, until_ms},
                                        .only_with_items = true};
    const struct shelf_query by_serial = {
        .row_kinds = 1u << ROW_OBSERVATION, .serials = h->serials, .n_serials = h->n_serials};
    enum rc rc = gather_ask(g, by_time, err);

    if (rc == RC_OK && h->n_serials > 0)
        rc = gather_ask(g, by_serial, err);
    g->is_far = true;
    return rc != RC_OK ? rc : gather_spread(g, err);
}

int64_t hints_next(const struct hints *h, int64_t until_ms)
{
    int64_t out;

    if (until_ms == h->from_ms)
        return h->from_ms + FIRST_MS;
    if (__builtin_sub_overflow(until_ms, h->from_ms, &out) ||
        __builtin_add_overflow(until_ms, out, &out))
        return TIME_MAX_MS;
    return out;
}
