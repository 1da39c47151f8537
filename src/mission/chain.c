/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/chain.h"

/* Asked for beyond a window, so that few chains are asked for twice. */
#define SPARE_MS MS_PER_DAY

static int64_t less(int64_t at_ms, int64_t by_ms)
{
    int64_t out;

    return __builtin_sub_overflow(at_ms, by_ms, &out) ? TIME_ALWAYS : out;
}

static int64_t more(int64_t at_ms, int64_t by_ms)
{
    int64_t out;

    return __builtin_add_overflow(at_ms, by_ms, &out) ? TIME_NEVER : out;
}

/* Sights stand in order of their beginning; a long one may reach back over many. */
static void grow(struct time_span *hull, const struct sights *s, int64_t window_ms)
{
    bool is_grown = true;

    while (is_grown) {
        is_grown = false;
        for (size_t i = 0; i < 2 * s->n; i++) {
            /* there and back: so one round mostly suffices */
            const struct time_span *w = &s->items[i < s->n ? i : 2 * s->n - 1 - i].when;

            if (w->t0_ms > more(hull->t1_ms, window_ms) || w->t1_ms < less(hull->t0_ms, window_ms))
                continue;
            is_grown = is_grown || w->t0_ms < hull->t0_ms || w->t1_ms > hull->t1_ms;
            hull->t0_ms = w->t0_ms < hull->t0_ms ? w->t0_ms : hull->t0_ms;
            hull->t1_ms = w->t1_ms > hull->t1_ms ? w->t1_ms : hull->t1_ms;
        }
    }
}

static enum rc ask(struct gather *g, struct time_span span, struct err *err)
{
    const struct shelf_query q = {.row_kinds = 1u << ROW_OBSERVATION,
                                  .has_span = true,
                                  .span = span,
                                  .only_with_items = true};
    enum rc rc = gather_ask(g, q, err);

    return rc != RC_OK ? rc : gather_spread(g, err);
}

enum rc chain_gather(struct gather *g, const struct sights_of *of, struct arena *a,
                     struct time_span *hull, struct err *err)
{
    int64_t window_ms = of->term->u.ceiling.simultaneity_ms, spare_ms = SPARE_MS;

    g->is_far = true;
    for (;;) {
        struct time_span asked = {less(hull->t0_ms, window_ms), more(hull->t1_ms, window_ms)};
        struct gathered rows;
        struct sights sights;
        enum rc rc;

        asked = (struct time_span){less(asked.t0_ms, spare_ms), more(asked.t1_ms, spare_ms)};
        rc = ask(g, asked, err);
        if (rc == RC_OK)
            rc = gather_docket(g, GATHER_RULES | GATHER_OTHERS, a, &rows, err);
        if (rc == RC_OK)
            rc = sights_find(of, &rows.docket, a, &sights, err);
        if (rc)
            return rc;
        grow(hull, &sights, window_ms);
        if (less(hull->t0_ms, window_ms) >= asked.t0_ms &&
            more(hull->t1_ms, window_ms) <= asked.t1_ms)
            return RC_OK;
        spare_ms = more(spare_ms, spare_ms);
    }
}
