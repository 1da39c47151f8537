/* SPDX-License-Identifier: Apache-2.0 */
/* gather_spread.c: what the rows in hand touch, wave after wave: rows of the same key, or that
 * correct one another; rows with the same serials; rows that may be of the same occurrence, which
 * is asked more widely than fusion joins. So whatever fusion or a trail would join with a row of
 * the last wave is in hand, and the verdicts on all of them are those of the whole record. */
#include "mission/gather.h"

#include <stdlib.h>

/* A group's rows are asked for together unless that brings so many more than it has. */
#define GROUP_FACTOR 2
#define GROUP_SPARE  256
/* … then in so many parts. */
#define GROUP_PARTS 8

/* Rows whose neighbours are not in hand yet. */
struct wave {
    struct gather *g;
    struct held **rows;
    size_t n;
    int64_t *reach_ms; /* the latest end of rows[0..i] */
    size_t n_seen;     /* by the query at hand … */
    size_t n_seen_max; /* … which is broken off here; 0: never */
};

/* ---- of one key, of one serial ---- */

static enum rc ask_keys(struct gather *g, struct held *const *rows, size_t n, uint64_t kinds,
                        struct err *err)
{
    struct card_key *keys = arena_array(g->arena, 2 * n, sizeof(*keys), err);
    struct shelf_query q = {.row_kinds = kinds, .keys = keys};

    if (keys == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        const struct card *c = &rows[i]->card;

        if (rows[i]->is_alone || (kinds >> c->kind & 1u) == 0)
            continue;
        keys[q.n_keys++] = c->key;
        if (c->has_replaces)
            keys[q.n_keys++] = c->replaces;
    }
    return q.n_keys == 0 ? RC_OK : gather_ask(g, q, err);
}

enum rc gather_twins(struct gather *g, uint64_t kinds, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t from = 0, to = g->n; from < to && rc == RC_OK; from = to, to = g->n)
        rc = ask_keys(g, g->items + from, to - from, kinds, err);
    return rc;
}

static int u64_cmp(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static enum rc ask_serials(struct wave *w, struct err *err)
{
    struct shelf_query q = {.row_kinds = 1u << ROW_OBSERVATION};
    uint64_t *all;
    size_t n = 0, n_once = 0;

    for (size_t i = 0; i < w->n; i++)
        n += w->rows[i]->card.n_serials;
    if (n == 0)
        return RC_OK;
    all = arena_array(w->g->arena, n, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    n = 0;
    for (size_t i = 0; i < w->n; i++)
        for (uint32_t k = 0; k < w->rows[i]->card.n_serials; k++)
            all[n++] = w->rows[i]->card.serials[k];
    qsort(all, n, sizeof(*all), u64_cmp);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || all[i] != all[n_once - 1])
            all[n_once++] = all[i];
    q.serials = all;
    q.n_serials = n_once;
    return gather_ask(w->g, q, err);
}

/* ---- of one occurrence ---- */

static int from_cmp(const void *left, const void *right)
{
    const struct held *a = *(const struct held *const *)left;
    const struct held *b = *(const struct held *const *)right;

    if (a->card.from_ms != b->card.from_ms)
        return a->card.from_ms < b->card.from_ms ? -1 : 1;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

static bool may_meet(const struct held *a, const struct held *b)
{
    return a->card.from_ms <= b->card.to_ms && b->card.from_ms <= a->card.to_ms &&
           a->row.u.observation.phenomenon == b->row.u.observation.phenomenon &&
           card_boxes_meet(&a->card.box, &b->card.box);
}

/* How many rows of the wave begin at or before an instant. */
static size_t begun_by(const struct wave *w, int64_t at_ms)
{
    size_t low = 0, high = w->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (w->rows[middle]->card.from_ms <= at_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool meets_any(const struct wave *w, const struct held *h)
{
    for (size_t i = begun_by(w, h->card.to_ms); i > 0 && w->reach_ms[i - 1] >= h->card.from_ms; i--)
        if (may_meet(w->rows[i - 1], h))
            return true;
    return false;
}

/* Takes a row that something in the wave may meet. */
static enum rc take_near(void *to, const struct shelf_row *at, struct err *err)
{
    struct wave *w = to;
    struct gather *g = w->g;
    struct held *h = NULL;
    enum rc rc;

    if (w->n_seen_max > 0 && ++w->n_seen > w->n_seen_max)
        return RC_END;
    if (gather_has(g, at->seq))
        return RC_OK;
    g->n_read++;
    rc = gather_peek(g, at, &h, err);
    if (rc || h == NULL || !meets_any(w, h))
        return rc;
    return gather_keep(g, h, err);
}

static struct shelf_query query_of(const struct wave *w, size_t from, size_t to)
{
    struct shelf_query q = {.below_seq = w->g->from.below_seq,
                            .row_kinds = 1u << ROW_OBSERVATION,
                            .has_span = true,
                            .has_box = true,
                            .only_countable = true,
                            .visible = w->g->from.visible};

    q.span = (struct time_span){w->rows[from]->card.from_ms, w->rows[from]->card.to_ms};
    q.box = w->rows[from]->card.box;
    for (size_t i = from + 1; i < to; i++) {
        if (w->rows[i]->card.to_ms > q.span.t1_ms)
            q.span.t1_ms = w->rows[i]->card.to_ms;
        q.box = card_box_join(&q.box, &w->rows[i]->card.box);
    }
    return q;
}

/* Together, if that brings little that is not wanted; else in parts. Depth: log of the rows. */
static enum rc ask_group(struct wave *w, size_t from, size_t to, struct err *err)
{
    const struct shelf *shelf = w->g->from.shelf;
    struct shelf_query q = query_of(w, from, to);
    size_t step = (to - from + GROUP_PARTS - 1) / GROUP_PARTS;
    enum rc rc;

    w->n_seen = 0;
    w->n_seen_max = to - from == 1 ? 0 : (to - from) * GROUP_FACTOR + GROUP_SPARE;
    rc = shelf->rows(shelf->context, &q, take_near, w, err);
    if (rc != RC_END)
        return rc;
    rc = RC_OK;
    for (size_t i = from; i < to && rc == RC_OK; i += step)
        rc = ask_group(w, i, i + step < to ? i + step : to, err);
    return rc;
}

/* Stretches of time without a gap are asked for one by one. */
static enum rc ask_near(struct wave *w, struct err *err)
{
    size_t n = 0, to;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < w->n; i++)
        if (w->rows[i]->card.is_countable && w->rows[i]->card.has_place)
            w->rows[n++] = w->rows[i];
    w->n = n;
    if (n > 1)
        qsort(w->rows, n, sizeof(struct held *), from_cmp);
    w->reach_ms = arena_array(w->g->arena, n, sizeof(*w->reach_ms), err);
    if (w->reach_ms == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        w->reach_ms[i] = w->rows[i]->card.to_ms;
        if (i > 0 && w->reach_ms[i - 1] > w->reach_ms[i])
            w->reach_ms[i] = w->reach_ms[i - 1];
    }
    for (size_t from = 0; from < n && rc == RC_OK; from = to) {
        for (to = from + 1; to < n && w->rows[to]->card.from_ms <= w->reach_ms[to - 1];)
            to++;
        rc = ask_group(w, from, to, err);
    }
    return rc;
}

static enum rc spread_wave(struct gather *g, size_t from, size_t to, struct err *err)
{
    struct wave w = {.g = g, .rows = arena_array(g->arena, to - from, sizeof(struct held *), err)};
    enum rc rc;

    if (w.rows == NULL)
        return RC_LIMIT;
    for (size_t i = from; i < to; i++)
        if (g->items[i]->row.kind == ROW_OBSERVATION)
            w.rows[w.n++] = g->items[i];
    rc = ask_keys(g, w.rows, w.n, 1u << ROW_OBSERVATION, err);
    if (rc == RC_OK)
        rc = ask_serials(&w, err);
    if (rc == RC_OK && !g->is_far)
        rc = ask_near(&w, err);
    return rc;
}

enum rc gather_spread(struct gather *g, struct err *err)
{
    enum rc rc = RC_OK;

    while (g->n_spread < g->n && rc == RC_OK) {
        size_t from = g->n_spread;

        g->n_spread = g->n;
        rc = spread_wave(g, from, g->n_spread, err);
    }
    return rc;
}
