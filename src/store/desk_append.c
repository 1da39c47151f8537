/* SPDX-License-Identifier: Apache-2.0 */
/* desk_append.c: one step of the writer: sign, append, judge, append what was judged, commit. */
#include "store/desk_inside.h"

#include <assert.h>
#include <string.h>

/* ---- what the fold hands out ---- */

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

enum rc desk_keep_derived(void *context, const struct derived *d, struct err *err)
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

/* What the list holds from an item on. */
static enum rc append_list(struct desk *d, const struct derived_list *list, size_t from,
                           int64_t now_ms, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = from; i < list->n && !rc; i += STORE_BATCH_MAX)
        rc = append_derived(d, &list->items[i],
                            list->n - i < STORE_BATCH_MAX ? list->n - i : STORE_BATCH_MAX, now_ms,
                            err);
    return rc;
}

/* What versions of agreements cover that came with this step: verdicts of the step itself too. */
static enum rc rejudge(struct desk *d, struct derived_list *list, int64_t now_ms, struct err *err)
{
    const struct fold_sink to = {.context = list, .take = desk_keep_derived};
    struct time_span span = {TIME_NEVER, TIME_NEVER};
    struct merkle_head at;
    size_t n = list->n;
    enum rc rc = store_head(d->store, &at, err);

    if (!rc)
        rc = desk_follow_versions(d, at.size, &span.t0_ms, err);
    if (rc || span.t0_ms == TIME_NEVER)
        return rc;
    rc = fold_rejudge(d->fold, span, at.size, &to, err);
    return rc ? rc : append_list(d, list, n, now_ms, err);
}

enum rc desk_fold_step(struct desk *d, const struct fold_entry *entries, size_t n, int64_t now_ms,
                       const struct desk_sink *sink, uint64_t *n_derived, struct err *err)
{
    struct derived_list list = {.n = 0};
    const struct fold_sink to = {.context = &list, .take = desk_keep_derived};
    struct merkle_head at;
    enum rc rc = store_head(d->store, &at, err);

    if (!rc) /* a step that was taken back may have gone farther */
        rc = desk_follow_versions(d, n > 0 ? entries[0].at.seq : at.size, NULL, err);
    if (rc)
        return rc;
    arena_init(&list.arena, DESK_DERIVED_MAX);
    rc = n == 0 ? RC_OK : fold_step(d->fold, entries, n, at.size, &to, err);
    if (!rc)
        rc = append_list(d, &list, 0, now_ms, err);
    if (!rc)
        rc = rejudge(d, &list, now_ms, err);
    if (!rc)
        rc = store_fold_put(d->store, at.size + list.n, err);
    if (!rc)
        *n_derived += list.n;
    /* only now: a step that does not fit is taken back and made anew in halves */
    for (size_t i = 0; i < list.n && !rc && sink != NULL && sink->derived != NULL; i++)
        sink->derived(sink->context, &list.items[i]);
    arena_release(&list.arena);
    return rc;
}

/* ---- the batch ---- */

/* An incident that people put together is found like one of the engine's. */
static const struct derived *by_hand(struct desk *d, const struct desk_item *item, struct err *err)
{
    struct derived *made = arena_alloc(&d->step, sizeof(*made), err);

    if (made != NULL)
        *made = (struct derived){.entry = item->entry,
                                 .bytes = item->bytes,
                                 .salt = item->salt,
                                 .sense = sha256(item->entry.body),
                                 .is_current = true};
    return made;
}

static enum rc file_items(struct desk *d, const struct desk_batch *b, size_t from, size_t n,
                          struct store_item *list, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct desk_item *item = &b->items[from + i];
        struct card *card = NULL;

        if (item->row != NULL) {
            enum rc rc;

            card = arena_alloc(&d->step, sizeof(*card), err);
            if (card == NULL)
                return RC_LIMIT;
            *card = *item->card;
            rc = fold_card_widen(d->fold, item->row, &d->step, card, err);
            if (rc)
                return rc;
        }
        list[i] = (struct store_item){.entry = &item->entry,
                                      .bytes = item->bytes,
                                      .salt = item->salt,
                                      .card = card,
                                      .about = item->about,
                                      .commitment = &item->commitment};
        if (item->entry.kind == ENTRY_INCIDENT) {
            list[i].derived = by_hand(d, item, err);
            if (list[i].derived == NULL)
                return RC_LIMIT;
        }
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

struct part_lists {
    struct store_item *items;
    struct sha256_digest *leaves;
    struct fold_entry *entries;
};

static void list_for_fold(const struct desk_batch *b, size_t from, size_t n, uint64_t first_seq,
                          struct part_lists *lists)
{
    for (size_t i = 0; i < n; i++) {
        const struct desk_item *item = &b->items[from + i];

        lists->entries[i] = (struct fold_entry){.at = {.seq = first_seq + i,
                                                       .id = item->entry.id,
                                                       .bytes = item->bytes,
                                                       .label = item->entry.label,
                                                       .is_alone = item->is_alone},
                                                .has_supersedes = item->entry.has_supersedes,
                                                .supersedes = item->entry.supersedes,
                                                .row = item->row,
                                                .card = lists->items[i].card};
    }
}

/* A sifted batch on its way. */
struct appending {
    struct desk *d;
    const struct desk_batch *b;
    int64_t now_ms;
    const struct desk_sink *sink;
    struct desk_result *out;
};

static enum rc open_lists(struct arena *a, size_t n, struct part_lists *out, struct err *err)
{
    out->items = arena_array(a, n, sizeof(*out->items), err);
    out->leaves = arena_array(a, n, sizeof(*out->leaves), err);
    out->entries = arena_array(a, n, sizeof(*out->entries), err);
    return out->items == NULL || out->leaves == NULL || out->entries == NULL ? RC_LIMIT : RC_OK;
}

/* What stands between begin and commit. */
static enum rc write_part(const struct appending *p, size_t from, size_t n,
                          struct desk_result *done, struct err *err)
{
    struct desk *d = p->d;
    struct store_batch batch = {
        .recorded_at_ms = p->now_ms, .has_blob = p->b->has_blob, .blob = p->b->blob};
    struct part_lists lists;
    enum rc rc = open_lists(&d->step, n, &lists, err);

    for (size_t i = 0; i < n && !rc; i++)
        lists.leaves[i] = p->b->items[from + i].leaf;
    if (!rc)
        rc = file_items(d, p->b, from, n, lists.items, err);
    if (rc)
        return rc;
    sign_batch(p->b, from, n, lists.leaves, &batch);
    rc = store_append(d->store, &batch, lists.items, n, &done->first_seq, err);
    if (rc)
        return rc;
    list_for_fold(p->b, from, n, done->first_seq, &lists);
    return desk_fold_step(d, lists.entries, n, batch.recorded_at_ms, p->sink, &done->n_derived,
                          err);
}

/* The rows [from, from + n) in one transaction. */
static enum rc append_part(const struct appending *p, size_t from, size_t n, struct err *err)
{
    struct desk_result done = {0}, *out = p->out;
    enum rc rc = store_begin(p->d->store, err);

    if (rc)
        return rc;
    rc = write_part(p, from, n, &done, err);
    if (!rc)
        rc = store_commit(p->d->store, err);
    if (rc) {
        store_rollback(p->d->store);
        return rc;
    }
    if (out->n_appended == 0)
        out->first_seq = done.first_seq;
    out->n_appended += n;
    out->n_derived += done.n_derived;
    return RC_OK;
}

/* What touches too much to be judged at once is judged in halves. */
static enum rc append_in_parts(const struct appending *p, size_t from, size_t n, struct err *err)
{
    enum rc rc = append_part(p, from, n, err);

    if (rc != RC_LIMIT || n == 1)
        return rc;
    err->note[0] = '\0';
    arena_reset(&p->d->step);
    rc = append_in_parts(p, from, n / 2, err);
    arena_reset(&p->d->step);
    return rc ? rc : append_in_parts(p, from + n / 2, n - n / 2, err);
}

enum rc desk_append(struct desk *d, struct desk_batch *b, int64_t now_ms,
                    const struct desk_sink *sink, struct desk_result *out, struct err *err)
{
    const struct appending p = {.d = d, .b = b, .now_ms = now_ms, .sink = sink, .out = out};
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
        rc = append_in_parts(&p, 0, b->n, err);
    return rc;
}
