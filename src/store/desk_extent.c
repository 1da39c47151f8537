/* SPDX-License-Identifier: Apache-2.0 */
/* desk_extent.c: from when to when the rows of a query go, read from their entries. */
#include "store/desk_inside.h"

struct extent {
    struct arena scratch;
    struct time_span found;
};

static enum rc widen(void *to, const struct shelf_row *row, struct err *err)
{
    struct extent *x = to;
    struct entry e;
    enum rc rc;

    arena_reset(&x->scratch);
    rc = entry_read(row->bytes, &x->scratch, &e, err);
    if (rc)
        return rc;
    x->found.t0_ms = e.when.t0_ms < x->found.t0_ms ? e.when.t0_ms : x->found.t0_ms;
    x->found.t1_ms = e.when.t1_ms > x->found.t1_ms ? e.when.t1_ms : x->found.t1_ms;
    return RC_OK;
}

enum rc desk_extent(void *context, const struct shelf_query *q, struct time_span *out,
                    struct err *err)
{
    struct store *s = context;
    struct shelf shelf = store_shelf(s);
    struct extent x = {.found = {TIME_NEVER, TIME_ALWAYS}};
    enum rc rc;

    arena_init(&x.scratch, (size_t)16 << 20);
    rc = shelf.rows(shelf.context, q, widen, &x, err);
    arena_release(&x.scratch);
    if (!rc && x.found.t0_ms <= x.found.t1_ms)
        *out = x.found;
    return rc;
}
