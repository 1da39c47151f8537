/* SPDX-License-Identifier: Apache-2.0 */
/* desk_sift.c: which rows of a batch are new: the same row again is left out, and one that
 * contradicts a row before it in the docket's order, in the docket's words. One that itself stands
 * before a row on the record is taken: the docket then judges by it, so that it is all one which of
 * them came first. */
#include "store/desk_inside.h"

#include <stdlib.h>
#include <string.h>

/* A row that has the key of one of the batch: on the record, or earlier in the batch. */
struct standing {
    struct row_standing row;
    bool has_id; /* on the record */
    struct uuid id;
    size_t index;          /* in the batch, where it is not on the record */
    struct standing *next; /* of the same key */
};

enum fate { FATE_NEW, FATE_REPEATED, FATE_REFUSED };

struct sift {
    struct desk *d;
    struct desk_batch *batch;
    const struct desk_sink *sink;
    uint8_t *fates; /* by index in the batch */
    uint32_t *at;   /* the same: where its key stands in `lists` */
    struct arena *a;
    struct table keys; /* to the index in `lists` */
    struct standing **lists;
    bool *is_crowded;       /* by key: several rows have it, or one replaces it */
    struct observe observe; /* reads rows of the record again */
    struct arena scratch, rows;
};

static struct span key_span(const struct card_key *k)
{
    return (struct span){.p = (const char *)k->b, .n = sizeof(k->b)};
}

static const struct row_head *head_of(const struct row *row)
{
    return &row->u.observation.head; /* every kind begins with it */
}

static enum rc stand(struct sift *s, uint32_t at, const struct standing *what, struct err *err)
{
    struct standing *copy;

    if (at == TABLE_ABSENT)
        return RC_OK; /* asked for because it replaces one of the batch */
    copy = arena_alloc(s->a, sizeof(*copy), err);
    if (copy == NULL)
        return RC_LIMIT;
    *copy = *what;
    s->is_crowded[at] = s->is_crowded[at] || what->has_id || s->lists[at] != NULL;
    copy->next = s->lists[at];
    s->lists[at] = copy;
    return RC_OK;
}

/* A row says that it stands in the place of another. */
static void note_replaced(struct sift *s, const struct row *row)
{
    const struct row_head *h = head_of(row);
    struct card_key replaced;
    uint32_t at;

    if (h->supersedes.n == 0)
        return;
    replaced = card_key_of(row->kind, h->source, h->supersedes);
    at = table_find(&s->keys, key_span(&replaced));
    if (at != TABLE_ABSENT)
        s->is_crowded[at] = true;
}

/* ---- what is on the record ---- */

static enum rc take_row(void *context, const struct shelf_row *found, struct err *err)
{
    struct sift *s = context;
    struct standing what;
    struct card_key key;
    struct entry e;
    struct json v;
    struct row row;
    enum rc rc;

    arena_reset(&s->scratch);
    rc = entry_read(found->bytes, &s->scratch, &e, err);
    if (!rc)
        rc = json_parse(e.body, &s->scratch, &v, err);
    if (!rc && e.zone.n > 0 && s->d->options.fold.zone != NULL)
        rc = s->d->options.fold.zone(s->d->options.fold.zone_context, e.zone,
                                     &s->observe.world.zone, err);
    else
        s->observe.world.zone = s->d->options.world.zone;
    if (!rc)
        rc = observation_read(&s->observe, &v, (struct observe_where){0}, &row, err);
    if (rc)
        return err_prefix(err, rc, "a row on the record cannot be read again: ");
    what =
        (struct standing){.row = row_standing_of(head_of(&row)), .has_id = true, .id = found->id};
    note_replaced(s, &row);
    key = card_key_of(row.kind, head_of(&row)->source, head_of(&row)->id);
    return stand(s, table_find(&s->keys, key_span(&key)), &what, err);
}

static int by_key(const void *left, const void *right)
{
    const struct card_key *a = left, *b = right;

    return memcmp(a->b, b->b, sizeof(a->b));
}

/* All look-ups from one snapshot, since opening one costs more than looking, and in the order of
 * the keys: neighbours lie on one page. */
static enum rc ask_record(struct sift *s, const struct card_key *keys, size_t n, struct err *err)
{
    struct card_key *sorted = arena_array(s->a, n, sizeof(*sorted), err);
    const struct shelf_query q = {
        .below_seq = UINT64_MAX, .row_kinds = ROW_BITS_ALL, .keys = sorted, .n_keys = n};
    enum rc rc;

    if (sorted == NULL)
        return RC_LIMIT;
    if (n == 0)
        return RC_OK;
    memcpy(sorted, keys, n * sizeof(*sorted));
    qsort(sorted, n, sizeof(*sorted), by_key);
    rc = store_snapshot_begin(s->d->store, err);
    if (rc)
        return rc;
    rc = s->d->shelf.rows(s->d->shelf.context, &q, take_row, s, err);
    store_snapshot_end(s->d->store);
    return rc;
}

/* ---- the batch against it ---- */

static void put_where(struct buf *b, const struct sift *s, const struct standing *kept)
{
    const struct desk_item *item = &s->batch->items[kept->index];

    if (kept->has_id) {
        buf_puts(b, "the record, entry ");
        uuid_put(b, &kept->id);
    } else {
        buf_put(b, item->file.n > 0 ? item->file : SPAN("the input"));
        buf_printf(b, ", row %u", item->number);
    }
}

static void refuse(struct sift *s, size_t index, const struct standing *kept)
{
    const struct desk_item *item = &s->batch->items[index];
    const struct row_head *h = head_of(item->row);
    bool has_source = h->source.n > 0;
    struct err why = {0};
    struct buf where;

    s->fates[index] = FATE_REFUSED;
    if (s->sink == NULL || s->sink->refused == NULL)
        return;
    buf_init(&where, ERR_NOTE_MAX);
    put_where(&where, s, kept);
    (void)err_set(&why, RC_CONFLICT,
                  "id \"%.*s\"%s%.*s%s stands in %s, with other content; give it an id of its own, "
                  "or \"supersedes\": \"%.*s\" where it corrects that row",
                  SPAN_ARG(h->id), has_source ? " of source \"" : "", SPAN_ARG(h->source),
                  has_source ? "\"" : "", where.p, SPAN_ARG(h->id));
    buf_release(&where);
    s->sink->refused(s->sink->context, item, why.note);
}

static bool is_gone(const struct sift *s, const struct standing *what)
{
    return !what->has_id && s->fates[what->index] != FATE_NEW;
}

/* The first in order of the rows that one contradicts. NULL: there is none. */
static const struct standing *first_rival(const struct sift *s, const struct standing *of,
                                          const struct standing *list, bool only_record)
{
    const struct standing *first = NULL;

    for (const struct standing *o = list; o != NULL; o = o->next)
        if (!is_gone(s, o) && (o->has_id || !only_record) &&
            row_standing_conflicts(&of->row, &o->row) &&
            (first == NULL || row_standing_is_before(&o->row, &first->row)))
            first = o;
    return first;
}

static enum fate fate_of(struct sift *s, const struct standing *new_row,
                         const struct standing *list)
{
    const struct standing *first;

    for (const struct standing *o = list; o != NULL; o = o->next)
        if (!is_gone(s, o) &&
            memcmp(o->row.hash, new_row->row.hash, sizeof(new_row->row.hash)) == 0)
            return FATE_REPEATED;
    first = first_rival(s, new_row, list, false);
    if (first != NULL && row_standing_is_before(&first->row, &new_row->row)) {
        refuse(s, new_row->index, first);
        return FATE_REFUSED;
    }
    for (const struct standing *o = list; o != NULL; o = o->next)
        if (!is_gone(s, o) && !o->has_id && row_standing_conflicts(&new_row->row, &o->row))
            refuse(s, o->index, new_row); /* it came earlier in the batch */
    return FATE_NEW;
}

static enum rc sift_item(struct sift *s, size_t index, struct err *err)
{
    const struct desk_item *item = &s->batch->items[index];
    struct standing what = {.row = row_standing_of(head_of(item->row)), .index = index};
    uint32_t at = s->at[index];
    enum fate fate;

    fate = fate_of(s, &what, s->lists[at]);
    s->fates[index] = (uint8_t)fate;
    if (fate != FATE_NEW)
        return RC_OK;
    note_replaced(s, item->row);
    return stand(s, at, &what, err);
}

/* The row on the record that an item contradicts, and that stood until now. NULL: there is none. */
static const struct standing *outdone_by(const struct sift *s, size_t index)
{
    const struct standing own = {.row = row_standing_of(head_of(s->batch->items[index].row))};
    uint32_t at = s->at[index];

    return s->is_crowded[at] ? first_rival(s, &own, s->lists[at], true) : NULL;
}

/* Once all of the batch is sifted: what was taken for a while may have been left out again. */
static void tell_outdone(const struct sift *s, struct desk_result *out)
{
    for (size_t i = 0; i < s->batch->n; i++) {
        const struct desk_item *item = &s->batch->items[i];
        const struct standing *was =
            item->row == NULL || s->fates[i] != FATE_NEW ? NULL : outdone_by(s, i);

        if (was == NULL)
            continue;
        out->n_outdone++;
        if (s->sink != NULL && s->sink->outdid != NULL)
            s->sink->outdid(s->sink->context, item, &was->id);
    }
}

static enum rc add_keys(struct sift *s, const struct desk_batch *b, struct card_key *keys,
                        size_t *n, struct err *err)
{
    enum rc rc = RC_OK;

    table_init(&s->keys, s->a);
    for (size_t i = 0; i < b->n && rc == RC_OK; i++) {
        if (b->items[i].row == NULL)
            continue;
        s->at[i] = table_find(&s->keys, key_span(&b->items[i].card->key));
        if (s->at[i] != TABLE_ABSENT)
            continue;
        s->at[i] = (uint32_t)*n;
        keys[*n] = b->items[i].card->key;
        rc = table_add(&s->keys, key_span(&keys[(*n)++]), s->at[i], err);
    }
    return rc;
}

/* Close the gaps of what is left out. */
static void keep_new(struct sift *s, struct desk_result *out)
{
    struct desk_batch *b = s->batch;
    size_t to = 0;

    for (size_t i = 0; i < b->n; i++) {
        const struct row *row = b->items[i].row;

        out->n_repeated += s->fates[i] == FATE_REPEATED;
        out->n_refused += s->fates[i] == FATE_REFUSED;
        if (s->fates[i] != FATE_NEW)
            continue;
        if (to != i)
            b->items[to] = b->items[i];
        if (row != NULL)
            b->items[to].is_alone = head_of(row)->supersedes.n == 0 && !s->is_crowded[s->at[i]];
        to++;
    }
    b->n = to;
}

enum rc desk_sift(struct desk *d, struct desk_batch *b, const struct desk_sink *sink,
                  struct desk_result *out, struct err *err)
{
    struct sift s = {.d = d, .batch = b, .sink = sink, .a = &d->step};
    struct card_key *keys = arena_array(&d->step, b->n + 1, sizeof(*keys), err);
    size_t n = 0;
    enum rc rc;

    s.lists = arena_array(&d->step, b->n + 1, sizeof(struct standing *), err);
    s.is_crowded = arena_array(&d->step, b->n + 1, sizeof(bool), err);
    s.fates = arena_alloc(&d->step, b->n + 1, err);
    s.at = arena_array(&d->step, b->n + 1, sizeof(*s.at), err);
    if (keys == NULL || s.lists == NULL || s.is_crowded == NULL || s.fates == NULL || s.at == NULL)
        return RC_LIMIT;
    arena_init(&s.scratch, DESK_STEP_MAX);
    arena_init(&s.rows, DESK_STEP_MAX);
    observe_init(&s.observe, &d->options.world, &s.rows, &s.scratch);
    rc = add_keys(&s, b, keys, &n, err);
    if (!rc)
        rc = ask_record(&s, keys, n, err);
    for (size_t i = 0; i < b->n && !rc; i++)
        if (b->items[i].row != NULL)
            rc = sift_item(&s, i, err);
    if (!rc) {
        tell_outdone(&s, out);
        keep_new(&s, out);
    }
    observe_release(&s.observe);
    arena_release(&s.rows);
    arena_release(&s.scratch);
    return rc;
}
