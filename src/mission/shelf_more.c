/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/shelf_more.h"

#include <string.h>

/* ---- what a query asks for ---- */

static bool has_key(const struct shelf_query *q, const struct card *c)
{
    for (size_t i = 0; i < q->n_keys; i++)
        if (memcmp(&c->key, &q->keys[i], sizeof(c->key)) == 0 ||
            (c->has_replaces && memcmp(&c->replaces, &q->keys[i], sizeof(c->key)) == 0))
            return true;
    return q->keys == NULL;
}

static bool has_serial(const struct shelf_query *q, const struct card *c)
{
    for (size_t i = 0; i < q->n_serials; i++)
        for (uint32_t k = 0; k < c->n_serials; k++)
            if (c->serials[k] == q->serials[i])
                return true;
    return q->serials == NULL;
}

static bool is_there_and_then(const struct shelf_query *q, const struct card *c)
{
    if (q->has_span && (c->from_ms > q->span.t1_ms || c->to_ms < q->span.t0_ms))
        return false;
    return !q->has_box || (c->has_place && card_boxes_meet(&c->box, &q->box));
}

bool shelf_query_takes(const struct shelf_query *q, const struct card *c)
{
    return (q->row_kinds & ROW_BIT(c->kind)) != 0 && is_there_and_then(q, c) && has_key(q, c) &&
           has_serial(q, c) && (!q->has_source || c->source == q->source) &&
           (!q->only_countable || c->is_countable) && (!q->only_with_items || c->has_items);
}

/* ---- rows, in order of seq ---- */

struct merging {
    const struct shelf_more *more;
    const struct shelf_query *q;
    size_t next;
    enum rc (*take)(void *to, const struct shelf_row *row, struct err *err);
    void *to;
};

static enum rc give_below(struct merging *m, uint64_t seq, struct err *err)
{
    enum rc rc = RC_OK;

    for (; m->next < m->more->n && m->more->items[m->next].row.seq < seq && !rc; m->next++)
        if (shelf_query_takes(m->q, &m->more->items[m->next].card))
            rc = m->take(m->to, &m->more->items[m->next].row, err);
    return rc;
}

static enum rc take_row(void *to, const struct shelf_row *row, struct err *err)
{
    struct merging *m = to;
    enum rc rc = give_below(m, row->seq, err);

    return rc ? rc : m->take(m->to, row, err);
}

static enum rc rows(void *context, const struct shelf_query *q,
                    enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                    void *to, struct err *err)
{
    const struct shelf_more *more = context;
    struct merging m = {.more = more, .q = q, .take = take, .to = to};
    enum rc rc = more->inner.rows(more->inner.context, q, take_row, &m, err);

    return rc ? rc : give_below(&m, q->below_seq, err);
}

/* ---- the rest ---- */

static enum rc derived(void *context, const struct shelf_ask *q,
                       enum rc (*take)(void *to, const struct shelf_derived *d, struct err *err),
                       void *to, struct err *err)
{
    const struct shelf_more *more = context;

    return more->inner.derived(more->inner.context, q, take, to, err);
}

static enum rc extent(void *context, const struct shelf_query *q, struct time_span *out,
                      struct err *err)
{
    const struct shelf_more *more = context;
    struct time_span all = {TIME_NEVER, TIME_ALWAYS};
    enum rc rc = more->inner.extent(more->inner.context, q, &all, err);

    for (size_t i = 0; i < more->n && !rc; i++) {
        const struct card *c = &more->items[i].card;

        if (more->items[i].row.seq >= q->below_seq || !shelf_query_takes(q, c))
            continue;
        all.t0_ms = c->at_ms < all.t0_ms ? c->at_ms : all.t0_ms;
        all.t1_ms = c->until_ms > all.t1_ms ? c->until_ms : all.t1_ms;
    }
    if (!rc && all.t0_ms <= all.t1_ms)
        *out = all;
    return rc;
}

static enum rc entry(void *context, const struct uuid *id, struct arena *a, struct shelf_row *out,
                     struct err *err)
{
    const struct shelf_more *more = context;

    for (size_t i = 0; i < more->n; i++)
        if (uuid_cmp(&more->items[i].row.id, id) == 0) {
            *out = more->items[i].row;
            return RC_OK;
        }
    return more->inner.entry(more->inner.context, id, a, out, err);
}

static enum rc refile(void *context, uint64_t seq, const struct card *card, struct err *err)
{
    const struct shelf_more *more = context;

    return more->inner.refile(more->inner.context, seq, card, err);
}

struct shelf shelf_of_more(struct shelf_more *more)
{
    return (struct shelf){.context = more,
                          .rows = rows,
                          .derived = derived,
                          .extent = extent,
                          .entry = entry,
                          .refile = refile};
}
