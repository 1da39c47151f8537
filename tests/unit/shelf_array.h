/* SPDX-License-Identifier: Apache-2.0 */
/* shelf_array.h: a shelf over an array, walked from end to end for every question: what a store's
 * answers must be, as plainly as it can be said. */
#pragma once

#include "check.h"
#include "mission/fold.h"

#include <stdlib.h>
#include <string.h>

#define SHELF_NOBODY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

/* One entry, a row or derived. */
struct filed {
    struct entry entry;
    struct span bytes;
    bool is_row;
    struct card card;
    /* of derived ones */
    struct span term;
    struct sha256_digest sense;
    bool is_current;
    uint8_t word, severity;
    bool has_place;
    struct geo_pos place;
    const uint64_t *names;
    size_t n_names;
    uint64_t over; /* seq of what supersedes it in its own line; UINT64_MAX: nothing */
    uint64_t gone; /* seq of the entry that supersedes a row; UINT64_MAX: none */
};

struct shelf_array {
    struct arena arena;
    struct filed *items;
    size_t n, cap;
    size_t n_asked, n_given; /* questions, and rows handed out */
    struct shelf shelf;
};

static inline const struct filed *shelf_find(const struct shelf_array *s, const struct uuid *id)
{
    for (size_t i = 0; i < s->n; i++)
        if (uuid_cmp(&s->items[i].entry.id, id) == 0)
            return &s->items[i];
    return NULL;
}

static inline bool shelf_times_meet(struct time_span a, struct time_span b)
{
    return a.t0_ms <= b.t1_ms && b.t0_ms <= a.t1_ms;
}

static inline bool shelf_key_is(const struct card *c, const struct shelf_query *q)
{
    for (size_t i = 0; i < q->n_keys; i++)
        if (memcmp(&c->key, &q->keys[i], sizeof(c->key)) == 0 ||
            (c->has_replaces && memcmp(&c->replaces, &q->keys[i], sizeof(c->key)) == 0))
            return true;
    return q->keys == NULL;
}

static inline bool shelf_serial_is(const struct card *c, const struct shelf_query *q)
{
    for (size_t i = 0; i < q->n_serials; i++)
        for (uint32_t k = 0; k < c->n_serials; k++)
            if (c->serials[k] == q->serials[i])
                return true;
    return q->serials == NULL;
}

static inline bool shelf_answers(const struct shelf_query *q, const struct filed *x, uint64_t seq)
{
    const struct card *c = &x->card;

    return x->is_row && seq < q->below_seq && x->gone >= q->below_seq && x->bytes.n > 0 &&
           (q->row_kinds >> c->kind & 1u) != 0 &&
           (!q->has_span || shelf_times_meet(q->span, (struct time_span){c->from_ms, c->to_ms})) &&
           (!q->has_box || (c->has_place && card_boxes_meet(&c->box, &q->box))) &&
           shelf_key_is(c, q) && shelf_serial_is(c, q) &&
           (!q->has_source || c->source == q->source) && (!q->only_countable || c->is_countable) &&
           (!q->only_with_items || c->has_items);
}

static inline struct shelf_row shelf_row_of(const struct shelf_array *s, size_t i)
{
    const struct filed *x = &s->items[i];

    return (struct shelf_row){
        .seq = i, .id = x->entry.id, .bytes = x->bytes, .label = x->entry.label};
}

static inline enum rc shelf_rows(void *context, const struct shelf_query *q,
                                 enum rc (*take)(void *to, const struct shelf_row *row,
                                                 struct err *err),
                                 void *to, struct err *err)
{
    struct shelf_array *s = context;
    enum rc rc = RC_OK;

    s->n_asked++;
    for (size_t i = 0; i < s->n && rc == RC_OK; i++)
        if (shelf_answers(q, &s->items[i], i)) {
            struct shelf_row row = shelf_row_of(s, i);

            s->n_given++;
            rc = take(to, &row, err);
        }
    return rc;
}

static inline bool shelf_rests_on(const struct shelf_array *s, const struct filed *x,
                                  const struct shelf_ask *q)
{
    for (;;) {
        const struct filed *before;

        for (size_t i = 0; i < x->entry.n_inputs; i++)
            for (size_t k = 0; k < q->n_inputs; k++)
                if (uuid_cmp(&x->entry.inputs[i], &q->inputs[k]) == 0)
                    return true;
        before = q->by_line && x->entry.has_supersedes ? shelf_find(s, &x->entry.supersedes) : NULL;
        if (before == NULL)
            return q->inputs == NULL;
        x = before;
    }
}

static inline bool shelf_names(const struct filed *x, const struct shelf_ask *q)
{
    for (size_t i = 0; i < x->n_names; i++)
        for (size_t k = 0; k < q->n_names; k++)
            if (x->names[i] == q->names[k])
                return true;
    return q->names == NULL;
}

static inline enum rc shelf_derived(void *context, const struct shelf_ask *q,
                                    enum rc (*take)(void *to, const struct shelf_derived *d,
                                                    struct err *err),
                                    void *to, struct err *err)
{
    struct shelf_array *s = context;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->n && i < q->below_seq && rc == RC_OK; i++) {
        const struct filed *x = &s->items[i];

        if (x->is_row || x->entry.kind != q->kind || x->over < q->below_seq ||
            (q->term.n > 0 && !span_eq(x->term, q->term)) ||
            (q->has_span && !shelf_times_meet(x->entry.when, q->span)) ||
            !shelf_rests_on(s, x, q) || !shelf_names(x, q))
            continue;
        rc = take(to,
                  &(struct shelf_derived){.seq = i,
                                          .id = x->entry.id,
                                          .bytes = x->bytes,
                                          .term = x->term,
                                          .when = x->entry.when,
                                          .sense = x->sense,
                                          .is_current = x->is_current,
                                          .word = x->word,
                                          .has_place = x->has_place,
                                          .place = x->place},
                  err);
    }
    return rc;
}

static inline enum rc shelf_extent(void *context, const struct shelf_query *q,
                                   struct time_span *out, struct err *err)
{
    struct shelf_array *s = context;
    struct time_span found = {TIME_NEVER, TIME_ALWAYS};

    (void)err;
    for (size_t i = 0; i < s->n; i++) {
        const struct card *c = &s->items[i].card;

        if (!shelf_answers(q, &s->items[i], i))
            continue;
        found.t0_ms = c->at_ms < found.t0_ms ? c->at_ms : found.t0_ms;
        found.t1_ms = c->until_ms > found.t1_ms ? c->until_ms : found.t1_ms;
    }
    if (found.t0_ms <= found.t1_ms)
        *out = found;
    return RC_OK;
}

static inline enum rc shelf_entry(void *context, const struct uuid *id, struct arena *a,
                                  struct shelf_row *out, struct err *err)
{
    struct shelf_array *s = context;
    const struct filed *x = shelf_find(s, id);

    (void)a;
    if (x == NULL)
        return err_set(err, RC_ABSENT, "no such entry");
    *out = shelf_row_of(s, (size_t)(x - s->items));
    return RC_OK;
}

static inline enum rc shelf_refile(void *context, uint64_t seq, const struct card *card,
                                   struct err *err)
{
    struct shelf_array *s = context;
    struct card kept = *card;
    uint64_t *serials = arena_array(&s->arena, card->n_serials, sizeof(*serials), err);

    if (serials == NULL)
        return RC_LIMIT;
    if (card->n_serials > 0)
        memcpy(serials, card->serials, card->n_serials * sizeof(*serials));
    kept.serials = serials;
    s->items[seq].card = kept;
    return RC_OK;
}

static inline void shelf_init(struct shelf_array *s)
{
    *s = (struct shelf_array){.n = 0};
    arena_init(&s->arena, 2048 * MIB);
    s->shelf = (struct shelf){.context = s,
                              .rows = shelf_rows,
                              .derived = shelf_derived,
                              .extent = shelf_extent,
                              .entry = shelf_entry,
                              .refile = shelf_refile};
}

static inline void shelf_release(struct shelf_array *s)
{
    arena_release(&s->arena);
}

/* Files an entry as a store does; `d` of derived ones, `card` of rows, else NULL. out  its seq */
static inline uint64_t shelf_file(struct shelf_array *s, const struct entry *e,
                                  const struct derived *d, const struct card *card)
{
    struct filed x = {.entry = *e, .over = UINT64_MAX, .gone = UINT64_MAX};
    struct err err = {0};
    struct buf b;

    buf_init(&b, 2 * ENTRY_BYTES_MAX);
    assert_ok(entry_write(&b, e, &err));
    x.bytes = arena_copy(&s->arena, buf_span(&b), &err);
    buf_release(&b);
    assert_ok(entry_read(x.bytes, &s->arena, &x.entry, &err));
    if (shelf_find(s, &e->id) != NULL)
        fail_msg("an id twice: %.*s", (int)x.bytes.n, x.bytes.p);
    if (card != NULL) {
        x.is_row = true;
        x.card = *card; /* its serials live with the caller */
    }
    if (d != NULL) {
        uint64_t *names = arena_array(&s->arena, d->n_names, sizeof(*names), &err);

        assert_true(span_eq(d->bytes, x.bytes));
        x.term = arena_copy(&s->arena, d->term, &err);
        x.sense = d->sense;
        x.is_current = d->is_current;
        x.word = d->word;
        x.severity = d->severity;
        x.has_place = d->has_place;
        x.place = d->place;
        if (d->n_names > 0)
            memcpy(names, d->names, d->n_names * sizeof(*names));
        x.names = names;
        x.n_names = d->n_names;
    }
    for (size_t i = 0; e->has_supersedes && i < s->n; i++)
        if (uuid_cmp(&s->items[i].entry.id, &e->supersedes) == 0) {
            if (s->items[i].is_row)
                s->items[i].gone = s->n;
            else
                s->items[i].over = s->n;
        }
    s->items = arena_grow(&s->arena, s->items, s->n, &s->cap, sizeof(x), &err);
    s->items[s->n++] = x;
    return s->n - 1;
}
