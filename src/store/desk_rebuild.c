/* SPDX-License-Identifier: Apache-2.0 */
/* desk_rebuild.c: what authors put on the record, folded again batch by batch into a scratch
 * record, and compared with what the engine said then. */
#include "store/desk_retell.h"

#include <string.h>

#define BATCH_ARENA_MAX ((size_t)1 << 30)

struct rebuild {
    struct desk *real;
    struct desk anew; /* its store is the scratch record */
    const struct desk_rebuild_sink *sink;
    struct desk_rebuilt *found;
    struct retelling retelling;
    struct arena batch; /* entries of the batch at hand */
    struct arena rows, scratch;
    struct arena step; /* what was said of it, and is said now */
    struct observe observe;
    struct fold_entry *entries;
    struct store_item *items;
    size_t n;
    bool has_erased;   /* some of the batch at hand were */
    struct told *told; /* what was said of it */
    size_t n_told, cap_told;
    struct store_batch *batches; /* in which that was said */
    size_t n_batches, cap_batches;
    uint64_t n_wanted; /* of what was said, as much as is to be looked at now */
    uint64_t next;     /* the entry of the record that comes now */
    bool has_ended;    /* nothing more can be compared */
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

/* Its leaf is taken over as it is; whose place it took, the record still says. */
static enum rc take_erased(struct rebuild *r, const struct store_entry *e, struct entry *entry,
                           struct store_item *item, struct fold_entry *f, struct err *err)
{
    struct sha256_digest *commitment = arena_alloc(&r->batch, sizeof(*commitment), err);
    enum rc rc;

    *entry =
        (struct entry){.kind = e->kind, .id = e->id, .label = arena_copy(&r->batch, e->label, err)};
    if (commitment == NULL || entry->label.p == NULL)
        return RC_LIMIT;
    *commitment = e->commitment;
    *item = (struct store_item){.entry = entry, .commitment = commitment, .is_erased = true};
    rc = store_superseded_of(r->real->store, e->seq, &entry->supersedes, &entry->has_supersedes,
                             err);
    *f = (struct fold_entry){.at = {.seq = e->seq, .id = e->id, .label = entry->label},
                             .has_supersedes = entry->has_supersedes,
                             .supersedes = entry->supersedes};
    r->has_erased = true;
    r->found->n_erased++;
    return rc ? rc : retelling_note_erased(&r->retelling, &e->id, err);
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct rebuild *r = to;
    struct entry *entry = arena_alloc(&r->batch, sizeof(*entry), err);
    struct store_item *item = &r->items[r->n];
    struct fold_entry *f = &r->entries[r->n++];
    struct span bytes = arena_copy(&r->batch, e->bytes, err);
    enum rc rc;

    if (entry == NULL || (bytes.p == NULL && !e->is_erased))
        return RC_LIMIT;
    if (e->is_erased)
        return take_erased(r, e, entry, item, f, err);
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
    r->has_erased = false;
    r->items = arena_array(&r->batch, (size_t)b->n, sizeof(*r->items), err);
    r->entries = arena_array(&r->batch, (size_t)b->n, sizeof(*r->entries), err);
    if (r->items == NULL || r->entries == NULL)
        return RC_LIMIT;
    return store_entries(r->real->store, &q, take_entry, r, err);
}

/* ---- what was said of it ---- */

static enum rc take_told(void *to, const struct store_entry *e, struct err *err)
{
    struct rebuild *r = to;
    struct told *more = arena_grow(&r->step, r->told, r->n_told, &r->cap_told, sizeof(*more), err);
    struct told t = {.at = *e};
    enum rc rc = RC_OK;

    if (more == NULL)
        return RC_LIMIT;
    r->told = more;
    t.at.bytes = arena_copy(&r->step, e->bytes, err);
    t.at.label = arena_copy(&r->step, e->label, err);
    if (t.at.label.p == NULL || (t.at.bytes.p == NULL && !e->is_erased))
        return RC_LIMIT;
    t.entry = (struct entry){.kind = e->kind, .id = e->id, .label = t.at.label};
    if (!e->is_erased)
        rc = entry_read(t.at.bytes, &r->step, &t.entry, err);
    r->told[r->n_told++] = t;
    return rc;
}

/* Derived batches up to the next one of an author, or until there is enough. */
static enum rc take_said_batch(void *to, const struct store_batch *b, struct err *err)
{
    struct rebuild *r = to;
    struct store_batch *more;

    if (b->origin != BATCH_DERIVED || r->n_wanted == 0)
        return RC_END;
    r->n_wanted -= b->n < r->n_wanted ? b->n : r->n_wanted;
    more = arena_grow(&r->step, r->batches, r->n_batches, &r->cap_batches, sizeof(*more), err);
    if (more == NULL)
        return RC_LIMIT;
    r->batches = more;
    r->batches[r->n_batches++] = *b;
    return RC_OK;
}

static enum rc load_told(struct rebuild *r, uint64_t from_seq, uint64_t n_wanted, struct err *err)
{
    struct store_entry_query q = {.from_seq = from_seq, .below_seq = from_seq};
    enum rc rc;

    r->told = NULL;
    r->batches = NULL;
    r->n_told = r->cap_told = r->n_batches = r->cap_batches = 0;
    r->n_wanted = n_wanted;
    rc = store_batches(r->real->store, from_seq, UINT64_MAX, take_said_batch, r, err);
    for (size_t i = 0; i < r->n_batches; i++)
        q.below_seq += r->batches[i].n;
    if (!rc && q.below_seq > q.from_seq)
        rc = store_entries(r->real->store, &q, take_told, r, err);
    r->next = q.below_seq;
    return rc;
}

/* In its place and batch; what is said again is filed as now, what is kept as then. */
static enum rc append_told(struct rebuild *r, struct err *err)
{
    struct store_item *items = arena_array(&r->step, r->n_told + 1, sizeof(*items), err);
    uint64_t first = 0;
    size_t at = 0;
    enum rc rc = RC_OK;

    if (items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < r->n_told; i++) {
        const struct told *t = &r->told[i];
        const struct derived *d = t->again != NULL ? t->again : &t->filed;

        items[i] = (struct store_item){
            .entry = &d->entry, .bytes = d->bytes, .salt = d->salt, .derived = d};
        r->found->n_derived += t->again != NULL;
        r->found->n_kept += t->again == NULL;
    }
    for (size_t i = 0; i < r->n_batches && !rc; at += (size_t)r->batches[i++].n) {
        struct store_batch copy = r->batches[i];

        rc = store_append(r->anew.store, &copy, &items[at], (size_t)copy.n, &first, err);
    }
    return rc ? rc : store_fold_put(r->anew.store, r->next, err);
}

static enum rc tell_first(struct rebuild *r, const struct told *was, const struct derived *is,
                          uint64_t first_seq, struct err *err)
{
    /* what is the same before it was gone through */
    for (const struct told *t = r->told; t != was && t < r->told + r->n_told; t++)
        r->found->n_derived += t->again != NULL;
    return tell(r, was != NULL ? was->at.seq : first_seq + (is == NULL ? 0 : r->n_told),
                was == NULL ? NULL : &was->at, is, err);
}

/* Compare as much of what stands from an entry on with what is said now. */
static enum rc retell(struct rebuild *r, uint64_t from_seq, uint64_t n_wanted,
                      const struct derived_list *now, struct err *err)
{
    struct retold s = {.is = now->items,
                       .n_is = now->n,
                       .brought = r->entries,
                       .n_brought = r->n,
                       .has_erased = r->has_erased,
                       .arena = &r->step};
    const struct told *was = NULL;
    const struct derived *is = NULL;
    enum rc rc = load_told(r, from_seq, n_wanted, err);

    s.was = r->told;
    s.n_was = r->n_told;
    if (!rc)
        rc = retelling_compare(&r->retelling, &s, &was, &is, err);
    if (!rc && (was != NULL || is != NULL))
        return tell_first(r, was, is, from_seq, err);
    return rc ? rc : append_told(r, err);
}

/* What versions of agreements cover that came with the batch is judged again, behind what its own
 * entries had it say. */
static enum rc retell_all(struct rebuild *r, uint64_t from_seq, const struct derived_list *now,
                          struct err *err)
{
    struct derived_list again = {.n = 0};
    const struct fold_sink to = {.context = &again, .take = desk_keep_derived};
    struct time_span span = {TIME_NEVER, TIME_NEVER};
    enum rc rc = desk_follow_versions(&r->anew, from_seq, &span.t0_ms, err);

    if (rc || span.t0_ms == TIME_NEVER)
        return rc ? rc : retell(r, from_seq, UINT64_MAX, now, err);
    rc = retell(r, from_seq, now->n, now, err);
    if (rc || r->has_ended)
        return rc;
    arena_init(&again.arena, DESK_DERIVED_MAX);
    rc = fold_rejudge(r->anew.fold, span, r->next, &to, err);
    if (!rc)
        rc = retell(r, r->next, UINT64_MAX, &again, err);
    arena_release(&again.arena);
    return rc;
}

/* As desk_append writes a batch: entries, then what they say, in one step. */
static enum rc fold_batch(struct rebuild *r, const struct store_batch *b, struct err *err)
{
    struct derived_list now = {.n = 0};
    const struct fold_sink to = {.context = &now, .take = desk_keep_derived};
    struct store_batch copy = *b;
    uint64_t first = 0, end = b->first_seq + b->n;
    enum rc rc = store_append(r->anew.store, &copy, r->items, r->n, &first, err);

    r->found->n_authored += r->n;
    arena_reset(&r->step);
    arena_init(&now.arena, DESK_DERIVED_MAX);
    if (!rc)
        rc = desk_follow_versions(&r->anew, b->first_seq, NULL, err);
    if (!rc)
        rc = fold_step(r->anew.fold, r->entries, r->n, end, &to, err);
    if (!rc)
        rc = retell_all(r, end, &now, err);
    arena_release(&now.arena);
    return rc;
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

    if (b->origin == BATCH_DERIVED && b->first_seq < r->next)
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
    *r = (struct rebuild){.real = d, .sink = sink, .found = &found};
    retelling_open(&r->retelling, d->store, &d->options.fold.secret);
    arena_init(&r->batch, BATCH_ARENA_MAX);
    arena_init(&r->step, BATCH_ARENA_MAX);
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
    arena_release(&r->step);
    arena_release(&r->batch);
    retelling_close(&r->retelling);
    if (!rc && found.is_same)
        rc = store_adopt(d->store, path, err);
    if (!rc)
        *out = found;
    return rc;
}
