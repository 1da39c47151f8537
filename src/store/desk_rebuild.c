/* SPDX-License-Identifier: Apache-2.0 */
/* desk_rebuild.c: what authors put on the record, folded again batch by batch into a scratch
 * record, and compared with what the engine said then. */
#include "store/desk_inside.h"

#include <string.h>

#define BATCH_ARENA_MAX ((size_t)1 << 30)

struct rebuild {
    struct desk *real;
    struct desk anew; /* its store is the scratch record */
    const struct desk_rebuild_sink *sink;
    struct desk_rebuilt *found;
    struct arena batch; /* entries of the batch at hand */
    struct arena rows, scratch;
    struct observe observe;
    struct fold_entry *entries;
    struct store_item *items;
    size_t n;
    uint64_t next;  /* the entry of the record that comes now */
    bool has_ended; /* nothing more can be compared */
    enum rc failed;
    struct err *err;
};

/* ---- what differs ---- */

static enum rc tell(struct rebuild *r, uint64_t seq, const struct store_entry *was,
                    const struct derived *is, struct err *err)
{
    const struct desk_difference d = {.seq = seq, .was = was, .is = is};

    r->found->n_differences++;
    r->has_ended = true;
    return r->sink == NULL || r->sink->differs == NULL
               ? RC_OK
               : r->sink->differs(r->sink->context, &d, err);
}

/* The fold hands out what it says in the order in which it stands on the record. */
static void take_derived(void *context, const struct derived *d)
{
    struct rebuild *r = context;
    struct store_entry was = {.seq = r->next};
    struct arena a;
    enum rc rc;

    if (r->failed || r->has_ended)
        return;
    arena_init(&a, 2 * ENTRY_BYTES_MAX);
    rc = store_entry_by_seq(r->real->store, r->next, &a, &was, r->err);
    if (rc == RC_ABSENT)
        rc = tell(r, r->next, NULL, d, r->err);
    else if (!rc && was.is_erased)
        r->found->n_erased++; /* the leaf says whether it is the same */
    else if (!rc && (!span_eq(was.bytes, d->bytes) ||
                     memcmp(was.salt.b, d->salt.b, sizeof(was.salt.b)) != 0))
        rc = tell(r, r->next, &was, d, r->err);
    else
        r->found->n_derived++;
    r->next++;
    r->failed = rc;
    arena_release(&a);
}

/* ---- one batch ---- */

static enum rc read_row(struct rebuild *r, const struct entry *e, struct row *out, struct err *err)
{
    const struct desk_options *o = &r->anew.options;
    struct json body;
    enum rc rc;

    arena_reset(&r->scratch);
    rc = json_parse(e->body, &r->scratch, &body, err);
    r->observe.world.zone = o->world.zone;
    if (!rc && e->zone.n > 0 && o->fold.zone != NULL)
        rc = o->fold.zone(o->fold.zone_context, e->zone, &r->observe.world.zone, err);
    return rc ? rc : observation_read(&r->observe, &body, (struct observe_where){0}, out, err);
}

static enum rc file_row(struct rebuild *r, struct store_item *item, struct fold_entry *to,
                        struct err *err)
{
    struct row *row = arena_alloc(&r->batch, sizeof(*row), err);
    struct card *card = arena_alloc(&r->batch, sizeof(*card), err);
    enum rc rc = row == NULL || card == NULL ? RC_LIMIT : read_row(r, item->entry, row, err);

    if (!rc)
        rc = fold_card(r->anew.fold, row, &r->batch, card, err);
    item->card = card;
    to->row = row;
    return rc;
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct rebuild *r = to;
    struct entry *entry = arena_alloc(&r->batch, sizeof(*entry), err);
    struct store_item *item = &r->items[r->n];
    struct fold_entry *f = &r->entries[r->n++];
    struct span bytes = arena_copy(&r->batch, e->bytes, err);
    enum rc rc;

    if (e->is_erased) {
        r->found->n_erased++;
        r->has_ended = true;
        return RC_END;
    }
    if (entry == NULL || bytes.p == NULL)
        return RC_LIMIT;
    rc = entry_read(bytes, &r->batch, entry, err);
    *item = (struct store_item){.entry = entry, .bytes = bytes, .salt = e->salt};
    if (rc)
        return rc;
    *f = (struct fold_entry){
        .at = {.seq = e->seq, .id = e->id, .bytes = bytes, .label = entry->label},
        .has_supersedes = entry->has_supersedes,
        .supersedes = entry->supersedes};
    return entry->kind == ENTRY_OBSERVATION ? file_row(r, item, f, err) : RC_OK;
}

static enum rc load_batch(struct rebuild *r, const struct store_batch *b, struct err *err)
{
    const struct store_entry_query q = {.from_seq = b->first_seq, .below_seq = b->first_seq + b->n};

    arena_reset(&r->batch);
    observe_release(&r->observe); /* words that rows share lie among them */
    arena_reset(&r->rows);
    observe_init(&r->observe, &r->anew.options.world, &r->rows, &r->scratch);
    r->n = 0;
    r->items = arena_array(&r->batch, (size_t)b->n, sizeof(*r->items), err);
    r->entries = arena_array(&r->batch, (size_t)b->n, sizeof(*r->entries), err);
    if (r->items == NULL || r->entries == NULL)
        return RC_LIMIT;
    return store_entries(r->real->store, &q, take_entry, r, err);
}

/* As desk_append writes a batch: entries, then what they say, in one step. */
static enum rc fold_batch(struct rebuild *r, const struct store_batch *b, struct err *err)
{
    const struct desk_sink sink = {.context = r, .derived = take_derived};
    struct store_batch copy = *b;
    uint64_t first = 0, n_derived = 0;
    enum rc rc = store_append(r->anew.store, &copy, r->items, r->n, &first, err);

    r->found->n_authored += r->n;
    r->next = b->first_seq + b->n;
    if (!rc)
        rc =
            desk_fold_step(&r->anew, r->entries, r->n, copy.recorded_at_ms, &sink, &n_derived, err);
    return rc ? rc : r->failed;
}

static enum rc make_batch(struct rebuild *r, const struct store_batch *b, struct err *err)
{
    enum rc rc = store_begin(r->anew.store, err);

    if (rc)
        return rc;
    arena_reset(&r->anew.step);
    rc = load_batch(r, b, err);
    if (!rc && !r->has_ended)
        rc = fold_batch(r, b, err);
    if (!rc && !r->has_ended)
        rc = store_commit(r->anew.store, err);
    store_rollback(r->anew.store);
    return rc;
}

/* Derived batches are those that the authored one before them gave: here only their places count.
 */
static enum rc take_batch(void *to, const struct store_batch *b, struct err *err)
{
    struct rebuild *r = to;
    struct store_entry was = {.seq = r->next};
    struct arena a;
    enum rc rc;

    if (b->origin == BATCH_DERIVED && b->first_seq + b->n <= r->next)
        return RC_OK;
    if (b->origin != BATCH_DERIVED && b->first_seq == r->next) {
        rc = make_batch(r, b, err);
        if (!rc && r->sink != NULL && r->sink->step != NULL)
            r->sink->step(r->sink->context, r->next);
        return rc ? rc : r->has_ended ? RC_END : RC_OK;
    }
    arena_init(&a, 2 * ENTRY_BYTES_MAX); /* the record says more than was made now */
    rc = store_entry_by_seq(r->real->store, r->next, &a, &was, err);
    if (!rc)
        rc = tell(r, r->next, &was, NULL, err);
    arena_release(&a);
    return rc ? rc : RC_END;
}

/* ---- the whole ---- */

static enum rc open_anew(struct rebuild *r, const char *path, struct err *err)
{
    struct desk *to = &r->anew;
    enum rc rc;

    *to = (struct desk){
        .options = r->real->options, .keys = r->real->keys, .versions = r->real->versions};
    arena_init(&to->arena, DESK_ARENA_MAX);
    arena_init(&to->step, DESK_STEP_MAX);
    rc = store_create(path, &to->keys.secret, err);
    if (!rc)
        rc = store_open(path, STORE_WRITE, "rebuild", &to->store, err);
    if (rc)
        return rc;
    to->shelf = store_shelf(to->store);
    return desk_follow_versions(to, 0, NULL, err);
}

static void close_anew(struct rebuild *r)
{
    if (r->anew.fold != NULL)
        fold_close(r->anew.fold);
    store_close(r->anew.store);
    keys_wipe(&r->anew.keys);
    ed25519_wipe(&r->anew.options.fold.secret, sizeof(r->anew.options.fold.secret));
    arena_release(&r->anew.step);
    arena_release(&r->anew.arena);
}

static enum rc compare(struct rebuild *r, struct err *err)
{
    struct merkle_head was, is = {0};
    enum rc rc = store_batches(r->real->store, 0, UINT64_MAX, take_batch, r, err);

    if (rc || r->has_ended)
        return rc;
    rc = store_head(r->real->store, &was, err);
    if (!rc)
        rc = store_head(r->anew.store, &is, err);
    r->found->is_same = !rc && was.size == is.size && merkle_digest_eq(&was.root, &is.root);
    return rc;
}

enum rc desk_rebuild(struct desk *d, const char *path, const struct desk_rebuild_sink *sink,
                     struct desk_rebuilt *out, struct err *err)
{
    struct rebuild *r = arena_alloc(&d->arena, sizeof(*r), err);
    struct desk_rebuilt found = {0};
    enum rc rc;

    if (r == NULL)
        return RC_LIMIT;
    *r = (struct rebuild){.real = d, .sink = sink, .found = &found, .err = err};
    arena_init(&r->batch, BATCH_ARENA_MAX);
    arena_init(&r->rows, DESK_STEP_MAX);
    arena_init(&r->scratch, DESK_STEP_MAX);
    observe_init(&r->observe, &d->options.world, &r->rows, &r->scratch);
    rc = open_anew(r, path, err);
    if (!rc)
        rc = compare(r, err);
    close_anew(r);
    observe_release(&r->observe);
    arena_release(&r->scratch);
    arena_release(&r->rows);
    arena_release(&r->batch);
    if (!rc && found.is_same)
        rc = store_adopt(d->store, path, err);
    if (!rc)
        *out = found;
    return rc;
}
