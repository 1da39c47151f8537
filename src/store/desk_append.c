/* SPDX-License-Identifier: Apache-2.0 */
/* desk_append.c: one step of the writer: sign, append, judge, append what was judged, commit. */
#include "store/desk_inside.h"

#include <assert.h>
#include <string.h>

/* ---- what the fold hands out ---- */

/* Kept until the step's derived entries are all there: they are one batch, signed once. */
struct derived_list {
    struct arena arena;
    struct derived *items;
    size_t n, cap;
    const struct desk_sink *sink;
};

static bool copy_span(struct arena *a, struct span *s, struct err *err)
{
    if (s->p == NULL)
        return true;
    *s = arena_copy(a, *s, err);
    return s->p != NULL;
}

/* Spans of what is handed out live during the call only. */
static bool keep(struct arena *a, struct derived *d, struct err *err)
{
    struct uuid *inputs = arena_array(a, d->entry.n_inputs + 1, sizeof(*inputs), err);
    uint64_t *names = arena_array(a, d->n_names + 1, sizeof(*names), err);

    if (inputs == NULL || names == NULL)
        return false;
    if (d->entry.n_inputs > 0)
        memcpy(inputs, d->entry.inputs, d->entry.n_inputs * sizeof(*inputs));
    if (d->n_names > 0)
        memcpy(names, d->names, d->n_names * sizeof(*names));
    d->entry.inputs = inputs;
    d->names = names;
    return copy_span(a, &d->bytes, err) && copy_span(a, &d->entry.author, err) &&
           copy_span(a, &d->entry.label, err) && copy_span(a, &d->entry.zone, err) &&
           copy_span(a, &d->entry.body, err) && copy_span(a, &d->term, err) &&
           copy_span(a, &d->party, err);
}

static enum rc take_derived(void *context, const struct derived *d, struct err *err)
{
    struct derived_list *l = context;
    struct derived *items = arena_grow(&l->arena, l->items, l->n, &l->cap, sizeof(*items), err);

    if (items == NULL)
        return RC_LIMIT;
    l->items = items;
    l->items[l->n] = *d;
    if (!keep(&l->arena, &l->items[l->n], err))
        return RC_LIMIT;
    l->n++;
    if (l->sink != NULL && l->sink->derived != NULL)
        l->sink->derived(l->sink->context, d);
    return RC_OK;
}

/* ---- signing ---- */

static void sign_root(const struct signer_key *key, struct store_batch *batch, uint64_t n)
{
    struct ed25519_signature signature;
    struct buf statement;

    buf_init(&statement, 256);
    entry_batch_statement(&statement, n, &batch->root);
    signature = ed25519_sign(&key->pair, buf_span(&statement));
    buf_release(&statement);
    memcpy(batch->signature, signature.b, sizeof(batch->signature));
    memcpy(batch->author, key->pair.public_key.b, sizeof(batch->author));
    batch->has_signature = true;
}

static enum rc append_derived(struct desk *d, const struct derived *items, size_t n, int64_t now_ms,
                              struct err *err)
{
    struct store_batch batch = {.origin = BATCH_DERIVED, .recorded_at_ms = now_ms};
    struct store_item *list = arena_array(&d->step, n, sizeof(*list), err);
    struct sha256_digest *leaves = arena_array(&d->step, n, sizeof(*leaves), err);
    uint64_t first_seq;

    if (list == NULL || leaves == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct store_item){.entry = &items[i].entry,
                                      .bytes = items[i].bytes,
                                      .salt = items[i].salt,
                                      .derived = &items[i]};
        leaves[i] = merkle_leaf(items[i].bytes);
    }
    batch.root = merkle_root(leaves, n);
    sign_root(&d->keys.engine, &batch, n);
    return store_append(d->store, &batch, list, n, &first_seq, err);
}

enum rc desk_fold_step(struct desk *d, const struct fold_entry *entries, size_t n, int64_t now_ms,
                       const struct desk_sink *sink, uint64_t *n_derived, struct err *err)
{
    struct derived_list list = {.sink = sink};
    const struct fold_sink to = {.context = &list, .take = take_derived};
    struct merkle_head at;
    enum rc rc = store_head(d->store, &at, err);

    if (rc)
        return rc;
    arena_init(&list.arena, DESK_DERIVED_MAX);
    rc = n == 0 ? RC_OK : fold_step(d->fold, entries, n, at.size, &to, err);
    for (size_t i = 0; i < list.n && !rc; i += STORE_BATCH_MAX)
        rc = append_derived(d, &list.items[i],
                            list.n - i < STORE_BATCH_MAX ? list.n - i : STORE_BATCH_MAX, now_ms,
                            err);
    if (!rc)
        rc = store_fold_put(d->store, at.size + list.n, err);
    if (!rc)
        *n_derived += list.n;
    arena_release(&list.arena);
    return rc;
}

/* ---- the batch ---- */

static enum rc file_items(struct desk *d, const struct desk_batch *b, size_t from, size_t n,
                          struct store_item *list, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct desk_item *item = &b->items[from + i];
        struct card *card = NULL;

        if (item->row != NULL) {
            enum rc rc;

            card = arena_alloc(&d->step, sizeof(*card), err);
            rc = card == NULL ? RC_LIMIT : fold_card(d->fold, item->row, &d->step, card, err);
            if (rc)
                return rc;
        }
        list[i] = (struct store_item){.entry = &item->entry,
                                      .bytes = item->bytes,
                                      .salt = item->salt,
                                      .card = card,
                                      .about = item->about};
    }
    return RC_OK;
}

static void sign_batch(const struct desk_batch *b, size_t from, size_t n,
                       const struct sha256_digest *leaves, struct store_batch *out)
{
    struct ed25519_signature signature;

    out->root = merkle_root(leaves, n);
    if (n > 1) {
        out->origin = BATCH_AUTHORED;
        sign_root(b->author, out, n);
        return;
    }
    out->origin = BATCH_SINGLE;
    signature = ed25519_sign(&b->author->pair, b->items[from].bytes);
    memcpy(out->signature, signature.b, sizeof(out->signature));
    memcpy(out->author, b->author->pair.public_key.b, sizeof(out->author));
    out->has_signature = true;
}

static void list_for_fold(const struct desk_batch *b, size_t from, size_t n, uint64_t first_seq,
                          struct fold_entry *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct desk_item *item = &b->items[from + i];

        out[i] = (struct fold_entry){.at = {.seq = first_seq + i,
                                            .id = item->entry.id,
                                            .bytes = item->bytes,
                                            .label = item->entry.label,
                                            .is_alone = item->is_alone},
                                     .has_supersedes = item->entry.has_supersedes,
                                     .supersedes = item->entry.supersedes,
                                     .row = item->row};
    }
}

/* The rows [from, from + n) of a sifted batch in one transaction. */
static enum rc append_part(struct desk *d, const struct desk_batch *b, size_t from, size_t n,
                           int64_t now_ms, const struct desk_sink *sink, struct desk_result *out,
                           struct err *err)
{
    struct store_batch batch = {.recorded_at_ms = now_ms, .has_blob = b->has_blob, .blob = b->blob};
    struct store_item *list = arena_array(&d->step, n, sizeof(*list), err);
    struct sha256_digest *leaves = arena_array(&d->step, n, sizeof(*leaves), err);
    struct fold_entry *entries = arena_array(&d->step, n, sizeof(*entries), err);
    uint64_t first_seq = 0, n_derived = 0;
    enum rc rc;

    if (list == NULL || leaves == NULL || entries == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        leaves[i] = b->items[from + i].leaf;
    rc = store_begin(d->store, err);
    if (rc)
        return rc;
    rc = file_items(d, b, from, n, list, err);
    sign_batch(b, from, n, leaves, &batch);
    if (!rc)
        rc = store_append(d->store, &batch, list, n, &first_seq, err);
    list_for_fold(b, from, n, first_seq, entries);
    if (!rc)
        rc = desk_fold_step(d, entries, n, batch.recorded_at_ms, sink, &n_derived, err);
    if (!rc)
        rc = store_commit(d->store, err);
    if (rc) {
        store_rollback(d->store);
        return rc;
    }
    if (out->n_appended == 0)
        out->first_seq = first_seq;
    out->n_appended += n;
    out->n_derived += n_derived;
    return RC_OK;
}

/* What touches too much to be judged at once is judged in halves. */
static enum rc append_in_parts(struct desk *d, const struct desk_batch *b, size_t from, size_t n,
                               int64_t now_ms, const struct desk_sink *sink,
                               struct desk_result *out, struct err *err)
{
    enum rc rc = append_part(d, b, from, n, now_ms, sink, out, err);

    if (rc != RC_LIMIT || n == 1)
        return rc;
    err->note[0] = '\0';
    arena_reset(&d->step);
    rc = append_in_parts(d, b, from, n / 2, now_ms, sink, out, err);
    arena_reset(&d->step);
    return rc ? rc : append_in_parts(d, b, from + n / 2, n - n / 2, now_ms, sink, out, err);
}

enum rc desk_append(struct desk *d, struct desk_batch *b, int64_t now_ms,
                    const struct desk_sink *sink, struct desk_result *out, struct err *err)
{
    enum rc rc;

    assert(d->has_keys && b->author != NULL);
    if (d->is_behind)
        return err_set(err, RC_CONFLICT, "the record is behind its signed head; nothing is added");
    if (b->n == 0)
        return RC_OK;
    arena_reset(&d->step);
    rc = desk_sift(d, b, sink, out, err);
    arena_reset(&d->step);
    if (!rc && b->n > 0)
        rc = append_in_parts(d, b, 0, b->n, now_ms, sink, out, err);
    return rc;
}
